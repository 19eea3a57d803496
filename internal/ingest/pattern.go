package ingest

import (
	"regexp"
	"sync"
)

// A pattern is a regular expression that is compiled when it is first used: most
// commands use none of the seventy, which take a millisecond together.
type pattern struct {
	text    string
	compile func() *regexp.Regexp
}

// patterns are all that there are; a test compiles them.
var patterns []*pattern

func newPattern(text string) *pattern {
	p := &pattern{text, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	patterns = append(patterns, p)
	return p
}

func (p *pattern) Match(b []byte) bool                  { return p.compile().Match(b) }
func (p *pattern) MatchString(s string) bool            { return p.compile().MatchString(s) }
func (p *pattern) FindString(s string) string           { return p.compile().FindString(s) }
func (p *pattern) FindStringSubmatch(s string) []string { return p.compile().FindStringSubmatch(s) }
func (p *pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compile().FindAllStringSubmatch(s, n)
}
func (p *pattern) ReplaceAllString(s, with string) string {
	return p.compile().ReplaceAllString(s, with)
}
func (p *pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.compile().ReplaceAllStringFunc(s, with)
}
