package terminal

import (
	"strings"
	"unicode/utf8"
)

// Wrap breaks a text into lines of at most width runes where it can;
// further lines begin with indent.
func Wrap(s string, width int, indent string) string {
	var b strings.Builder
	col := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if i > 0 {
			if col+1+n > width {
				b.WriteString("\n" + indent)
				col = 0
			} else {
				b.WriteByte(' ')
				col++
			}
		}
		b.WriteString(word)
		col += n
	}
	return b.String()
}

// Shorten cuts a text to n characters; the last one is an ellipsis.
func Shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	at := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return text[:at] + "…"
}

// Thousands sets the digits of a whole number apart: 10000000 as 10,000,000.
func Thousands(s string) string {
	if len(s) < 4 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	return Thousands(s[:len(s)-3]) + "," + s[len(s)-3:]
}
