package oddity

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"unicode"

	"provenance/internal/model"
)

// maxNames is how many names of a file are compared with one another.
const maxNames = 1 << 16

// Names finds two spellings of one name in a file.
type Names struct {
	seed  maphash.Seed
	seen  map[uint64]nameAt // by the hash of the bare name
	alike []string          // descriptions of the first pairs
	n     int               // number of pairs
}

// A nameAt is a name with the line where it first stands.
type nameAt struct {
	text string
	line int
}

// maxPairs is how many pairs of names a warning describes.
const maxPairs = 3

// Add compares a new name with those before it.
func (a *Names) Add(text string, line int) {
	bare := bareName(text)
	if len(bare) < 3 {
		return
	}
	if a.seen == nil {
		a.seed, a.seen = maphash.MakeSeed(), map[uint64]nameAt{}
	}
	key := maphash.String(a.seed, bare)
	other, ok := a.seen[key]
	switch {
	case !ok && len(a.seen) < maxNames:
		a.seen[key] = nameAt{text, line}
	case ok && bareName(other.text) == bare:
		if a.n++; len(a.alike) < maxPairs {
			a.alike = append(a.alike, fmt.Sprintf("%q (line %d) and %q (line %d)", other.text, other.line, text, line))
		}
	}
}

// bareName returns a name in lower case without what spellings differ in: spaces, hyphens,
// brackets. It keeps whatever separates two digits: 2-7b is not 27b.
func bareName(name string) string {
	var b strings.Builder
	last, gap := ' ', ' '
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+':
			if gap != ' ' && unicode.IsDigit(last) && unicode.IsDigit(r) {
				b.WriteRune(gap)
			}
			b.WriteRune(r)
			last, gap = r, ' '
		case r == '.':
			gap = '.'
		case gap == ' ':
			gap = '-'
		}
	}
	return b.String()
}

// Warning returns a warning of the spellings that were found, "" if there are none.
func (a *Names) Warning() string {
	if a.n == 0 {
		return ""
	}
	return fmt.Sprintf("%s alike but for case, spaces, hyphens or brackets: %s%s; if each pair is one name, spell it the same in values of listed_as",
		pairsAre(a.n), strings.Join(a.alike, "; "), andMore(a.n-len(a.alike)))
}

func pairsAre(n int) string {
	if n == 1 {
		return "two names are"
	}
	return fmt.Sprintf("%d pairs of names are", n)
}

func pairsHave(n int) string {
	if n == 1 {
		return "two names have"
	}
	return fmt.Sprintf("%d pairs of names have", n)
}

func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; and %d more", n)
}

// A Tally adds up the values of a name, in any order, so that two names with the same
// values have the same sum.
type Tally struct {
	sum    uint64
	n      int
	line   int     // of the first value
	value  float64 // the first value
	varied bool    // another value differs from it
}

// Add adds a value. key identifies its column and what else the line says of it.
func (t *Tally) Add(key uint64, value float64, line int) {
	if t.n == 0 {
		t.value, t.line = value, line
	}
	t.n++
	t.varied = t.varied || value != t.value
	h := (key ^ math.Float64bits(value)) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	t.sum += h * 0xd6e8feb86659fd93
}

// fewValues is the number of values up to which two names may well have the same.
const fewValues = 2

// A Holder is a name with the tally of its values.
type Holder struct {
	Name string
	*Tally
}

// SameValues returns a warning of the names that have the same values, "" if there are
// none.
func SameValues(all []Holder) string {
	all = slices.DeleteFunc(all, func(h Holder) bool { return h.n <= fewValues || !h.varied })
	slices.SortFunc(all, func(a, b Holder) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.Name, b.Name))
	})
	type sum struct {
		sum uint64
		n   int
	}
	first := map[sum]Holder{}
	var pairs []string
	n := 0
	for _, h := range all {
		key := sum{h.sum, h.n}
		o, ok := first[key]
		switch {
		case !ok:
			first[key] = h
		case bareName(o.Name) != bareName(h.Name):
			if n++; len(pairs) < maxPairs {
				pairs = append(pairs, fmt.Sprintf("%q (line %d) and %q (line %d), %s each", o.Name, o.line, h.Name, h.line, model.Plural(h.n, "value")))
			}
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s the same values in every column: %s%s; is one model listed twice, or a line copied?", pairsHave(n), strings.Join(pairs, "; "), andMore(n-len(pairs)))
}
