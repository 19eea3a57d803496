package boardmap

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"provenance/internal/csvfile"
	"provenance/internal/decide"
	"provenance/internal/model"
)

// maxMap is the largest size of a map in bytes.
const maxMap = 1 << 20

// Load reads and checks a map. It reports every problem with its line and column: unknown
// keys, wrong types, words that a key does not accept, invalid regular expressions and
// invalid catalogue rows. If there is any problem, the map is nil. path is used in
// messages only.
func Load(path string, r io.Reader) (*Map, []model.Problem) {
	text, err := io.ReadAll(io.LimitReader(r, maxMap+1))
	if err != nil {
		return nil, []model.Problem{csvfile.FileProblem(path, err)}
	}
	l := &mapLoader{path: path, nodes: map[string]*yaml.Node{}}
	if len(text) > maxMap {
		l.fault(nil, "", "the map is larger than 1 MiB", "a map is a page of YAML; is this the leaderboard file itself?")
		return nil, l.problems
	}
	if at := notUTF8(text); at != nil {
		l.fault(at, "", "not UTF-8", "save the map as UTF-8")
		return nil, l.problems
	}
	root := l.parse(text)
	if root == nil {
		return nil, l.problems
	}
	decide.Resolve(root, func(n *yaml.Node, text, hint string) { l.fault(n, "decide", text, hint) })
	m := &Map{}
	l.decode(root, reflect.ValueOf(m).Elem(), "")
	decoded := l.problems
	l.problems = nil
	l.check(m)
	l.problems = slices.Concat(decoded, independentOf(l.problems, decoded, l.nodes))
	if len(l.problems) > 0 {
		slices.SortStableFunc(l.problems, func(a, b model.Problem) int {
			if a.Line != b.Line {
				return a.Line - b.Line
			}
			return a.Column - b.Column
		})
		return nil, l.problems
	}
	sum := sha256.Sum256(text)
	m.Digest, m.Text = hex.EncodeToString(sum[:]), text
	return m, nil
}

// notUTF8 returns the position of the first byte of a map that is not UTF-8, or nil. A map
// in UTF-16, recognised by its byte order mark, is left to package yaml, which refuses
// half a character.
func notUTF8(text []byte) *yaml.Node {
	if utf8.Valid(text) || bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		return nil
	}
	line := 1
	for {
		first, rest, _ := bytes.Cut(text, []byte{'\n'})
		if !utf8.Valid(first) {
			return &yaml.Node{Line: line, Column: len(first) - len(invalidFrom(first)) + 1}
		}
		line, text = line+1, rest
	}
}

// invalidFrom returns a text from its first invalid byte.
func invalidFrom(text []byte) []byte {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			break
		}
		text = text[size:]
	}
	return text
}

// independentOf returns the problems that are not consequences of earlier ones: a key that
// could not be decoded seems to be missing.
func independentOf(problems, earlier []model.Problem, nodes map[string]*yaml.Node) []model.Problem {
	if len(earlier) == 0 {
		return problems
	}
	return slices.DeleteFunc(problems, func(p model.Problem) bool {
		if nodes[p.Field] == nil {
			return true
		}
		return slices.ContainsFunc(earlier, func(e model.Problem) bool {
			at := strings.TrimSuffix(e.Field, " key")
			return at == p.Field || strings.HasPrefix(at, p.Field+".") || strings.HasPrefix(at, p.Field+"[")
		})
	})
}
