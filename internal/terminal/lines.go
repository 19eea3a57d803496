package terminal

import "strings"

// Wrap breaks a text into lines of at most width columns where it can;
// further lines begin with indent.
func Wrap(s string, width int, indent string) string {
	var b strings.Builder
	col := 0
	for i, word := range strings.Fields(s) {
		n := Width(word)
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

// Thousands sets the digits of a whole number apart: 10000000 as 10,000,000.
func Thousands(s string) string {
	if len(s) < 4 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	return Thousands(s[:len(s)-3]) + "," + s[len(s)-3:]
}
