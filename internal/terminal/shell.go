package terminal

import (
	"strings"
	"unicode"
)

// ShellLine writes a command line of provenance so that a shell would read the same words.
func ShellLine(args []string) string {
	words := []string{"provenance"}
	for _, a := range args {
		words = append(words, ShellWord(a))
	}
	return strings.Join(words, " ")
}

// ShellWord quotes a word where a shell would read it otherwise.
func ShellWord(a string) string {
	if a == "" || strings.ContainsFunc(a, func(r rune) bool {
		return !strings.ContainsRune("%+,-./:=@_^", r) && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) {
		if strings.Contains(a, "'") && !strings.ContainsAny(a, "\"$`\\!") {
			return `"` + a + `"`
		}
		return "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
	}
	return a
}

// ShellLines is ShellLine on lines of at most width columns where that is possible: it
// breaks between words, with a backslash, as a shell reads it. Further lines begin with
// the indent.
func ShellLines(args []string, width int, indent string) string {
	var b strings.Builder
	col := 0
	for i, word := range append([]string{"provenance"}, args...) {
		if i > 0 {
			word = ShellWord(word)
			first, _, _ := strings.Cut(word, "\n")
			end := 2 // for the backslash of a word that is not the last
			if i == len(args) {
				end = 0
			}
			flag := i < len(args) && strings.HasPrefix(word, "-") // which stays with its value
			if flag {
				end += 1 + Width(ShellWord(args[i]))
			}
			if col+1+Width(first)+end > width {
				b.WriteString(" \\\n" + indent)
				col = Width(indent)
			} else {
				b.WriteByte(' ')
				col++
			}
		}
		b.WriteString(word)
		if at := strings.LastIndexByte(word, '\n'); at >= 0 {
			word, col = word[at+1:], 0
		}
		col += Width(word)
	}
	return b.String()
}
