package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"provenance/internal/lazyregexp"
)

// plainScalar matches a text that YAML reads as a text without quotes.
var plainScalar = lazyregexp.New(`^[A-Za-z][A-Za-z0-9 ._/-]*[A-Za-z0-9]$`)

// YamlScalar returns a text as a YAML scalar.
func YamlScalar(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null":
		return fmt.Sprintf("%q", s)
	}
	if plainScalar.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}

// Printable replaces control characters, which YAML does not allow in comments.
func Printable(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff' {
			return '?'
		}
		return r
	}, text)
}

func YamlList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = YamlScalar(n)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// YamlName returns the name of a column for YAML, or its number if it has no name of its
// own.
func (c *Column) YamlName() string {
	if c.Name == "" || c.SameName {
		return fmt.Sprintf("\"#%d\"", c.At+1)
	}
	return YamlScalar(c.Name)
}

// Formulas returns the pattern that takes the text of a link out of a formula such as
// =HYPERLINK("address","text"), or "".
func (c *Column) Formulas() string {
	for _, text := range c.Order {
		if strings.HasPrefix(strings.ToUpper(text), "=HYPERLINK(") {
			return `'^(?:=(?i:HYPERLINK)\(.*?"\s*[,;]\s*")?(.*?)(?:"\))?$'`
		}
	}
	return ""
}

// LetterKey returns the key for the letters after the numbers of a column, or "".
func (c *Column) LetterKey() string {
	factors := map[string]string{"k": "1000", "K": "1000", "M": "1000000", "B": "1000000000"}
	var out []string
	for letter := range c.Letters {
		out = append(out, letter+": "+factors[letter])
	}
	if len(out) == 0 {
		return ""
	}
	slices.Sort(out)
	return ", letters: {" + strings.Join(out, ", ") + "}"
}

// ShellWord returns a file name as a word of a command line.
func ShellWord(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
