// Package lazyregexp compiles regular expressions when they are first used, as the
// package of that name inside the Go distribution does. Most commands use none of
// the seventy that the readers of files hold in variables, and compiling them all
// takes a millisecond. It serves ingest, boardmap and suggest.
package lazyregexp

import (
	"regexp"
	"sync"
)

// A Regexp is a regular expression that is compiled when it is first used.
type Regexp struct {
	text    string
	compile func() *regexp.Regexp
}

// all are the expressions that New was called with; tests compile them.
var all []*Regexp

// New returns the regular expression of a text, which is not compiled yet. It is
// for variables of packages only.
func New(text string) *Regexp {
	p := &Regexp{text, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	all = append(all, p)
	return p
}

// Texts returns the texts of all expressions of the program, for the test that
// compiles them.
func Texts() []string {
	var out []string
	for _, p := range all {
		out = append(out, p.text)
	}
	return out
}

// Match is that of regexp.Regexp, as are the methods below.
func (p *Regexp) Match(b []byte) bool                  { return p.compile().Match(b) }
func (p *Regexp) MatchString(s string) bool            { return p.compile().MatchString(s) }
func (p *Regexp) FindString(s string) string           { return p.compile().FindString(s) }
func (p *Regexp) FindStringSubmatch(s string) []string { return p.compile().FindStringSubmatch(s) }
func (p *Regexp) ReplaceAllString(s, with string) string {
	return p.compile().ReplaceAllString(s, with)
}
func (p *Regexp) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.compile().ReplaceAllStringFunc(s, with)
}
