package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Norm returns the normal form in which names are compared: Unicode NFC in lower case,
// with each run of white space, underscores and hyphens replaced by one hyphen, and none
// at either end. It drops nothing else: a colon, a point, a slash, a version or a date may
// distinguish two builds. A name that consists only of such separators becomes one hyphen.
func Norm(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	for _, r := range norm.NFC.String(name) {
		if r == '-' || r == '_' || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	if b.Len() == 0 && name != "" {
		return "-"
	}
	return b.String()
}
