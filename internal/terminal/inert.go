package terminal

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Inert keeps a runner of GitHub Actions from obeying a line of text, which may
// hold names of files and cells that somebody else wrote. A runner takes a line
// for a command if it begins, after white space, with :: or holds ##[ anywhere
// (https://github.com/actions/runner, ActionCommand.cs). Only the path of a file
// can begin a line with ::, and ./ before it names the same file.
func Inert(line string) string {
	line = strings.ReplaceAll(line, "##[", `##\[`)
	if strings.HasPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::") {
		return "./" + line
	}
	return line
}

// An InertWriter makes each line inert. It is for writes of whole lines.
type InertWriter struct{ To io.Writer }

func (i *InertWriter) Write(p []byte) (int, error) {
	var b strings.Builder
	for line := range strings.SplitAfterSeq(string(p), "\n") {
		b.WriteString(Inert(line))
	}
	if _, err := io.WriteString(i.To, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// EscapeGitHub writes %, carriage return, line feed and what else has a meaning in a place
// of a command to such a runner as % and two digits.
func EscapeGitHub(s, also string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '%' || r == '\r' || r == '\n' || strings.ContainsRune(also, r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
