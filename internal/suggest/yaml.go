package suggest

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"provenance/internal/lazyregexp"
)

// plainScalar matches a text that YAML reads as a text without quotes.
var plainScalar = lazyregexp.New(`^[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]$`)

// yamlScalar returns a text as a YAML scalar.
func yamlScalar(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null":
		return fmt.Sprintf("%q", s)
	}
	if plainScalar.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}

// printable replaces control characters, which YAML does not allow in comments.
func printable(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff' {
			return '?'
		}
		return r
	}, text)
}

func yamlList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = yamlScalar(n)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// yamlName returns the name of a column for YAML, or its number if it has no name of its
// own.
func (c *column) yamlName() string {
	if c.name == "" || c.sameName {
		return fmt.Sprintf("\"#%d\"", c.at+1)
	}
	return yamlScalar(c.name)
}
