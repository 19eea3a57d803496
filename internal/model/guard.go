package model

import (
	"strings"
	"unicode"
)

// Guard returns a text as a cell of a canonical CSV that no spreadsheet runs as a formula.
// If the text starts with =, +, - or @, in any width and after any white space, Guard puts
// an apostrophe before it. It does the same if the text would look guarded. Numbers stay
// unchanged. Unguard undoes it: for every text s, Unguard(Guard(s)) is s.
//
// See https://owasp.org/www-community/attacks/CSV_Injection.
func Guard(s string) string {
	if !risky(s) {
		return s
	}
	if _, err := ParseReal(s); err == nil {
		return s
	}
	return "'" + s
}

// Unguard returns the text that a cell of a canonical CSV means. An apostrophe that guards
// nothing is part of the text.
func Unguard(s string) string {
	if s != "" && s[0] == '\'' && risky(s) {
		return s[1:]
	}
	return s
}

// risky reports whether a spreadsheet may run a cell as a formula, ignoring apostrophes
// before it.
func risky(s string) bool {
	if s == "" {
		return false
	}
	if c := s[0]; c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
		return false
	}
	bare := strings.TrimLeft(s, "'")
	if bare != "" && strings.IndexByte("\t\r\n", bare[0]) >= 0 {
		return true
	}
	bare = strings.TrimLeftFunc(bare, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	for _, r := range bare {
		return strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", r)
	}
	return false
}
