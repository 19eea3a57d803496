// Package terminal makes texts safe to show, and fits them into lines: what somebody else
// wrote cannot move the cursor, turn the direction of text or hide in it, and a runner of
// GitHub Actions does not obey it. It also quotes words for a shell.
package terminal

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Clean makes a text safe for a terminal and for one line: control characters,
// and the invisible ones, which turn the direction of text or hide in it, are
// shown as escapes, and so are bytes that are no text. Ends of lines and tabs
// become spaces.
func Clean(s string) string {
	if !strings.ContainsFunc(s, Hostile) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			b.WriteString(`\x` + strconv.FormatUint(uint64(s[i])+0x100, 16)[1:])
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
		case Hostile(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Hostile reports whether a terminal obeys a character, or shows nothing for it:
// C0, DEL and C1, the characters of format, which turn text round or take no
// room, separators of lines, and fillers.
func Hostile(r rune) bool {
	if r < 0x20 || r >= 0x7f && r < 0xa0 {
		return true
	}
	if r < 0xa0 {
		return false
	}
	if unicode.Is(unicode.Cf, r) {
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, r) // which are seen
	}
	switch r {
	case 0x034f, 0x115f, 0x1160, 0x2028, 0x2029, 0x3164, 0xffa0:
		return true
	}
	return r >= 0xe0000 && r < 0xe1000
}

// TSVCell keeps a text exact and on one line, as PostgreSQL's COPY does: \t, \n,
// \r and \\ mean a tab, the ends of lines, and a backslash.
func TSVCell(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\\") {
		return s
	}
	return strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace(s)
}

// EscapeJSON writes hostile characters of a JSON text as escapes: the same value,
// which a terminal may show.
func EscapeJSON(b []byte) []byte {
	if !bytes.ContainsFunc(b, Hostile) {
		return b
	}
	var out bytes.Buffer
	for _, r := range string(b) {
		if !Hostile(r) {
			out.WriteRune(r)
			continue
		}
		units := []rune{r}
		if r > 0xffff {
			hi, lo := utf16.EncodeRune(r)
			units = []rune{hi, lo}
		}
		for _, u := range units {
			out.WriteString(`\u` + strconv.FormatUint(uint64(u)+0x10000, 16)[1:])
		}
	}
	return out.Bytes()
}
