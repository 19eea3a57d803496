package boardmap

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

// names finds two spellings of one name in a file.
type names struct {
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

// add compares a new name with those before it.
func (a *names) add(text string, line int) {
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

// warnings returns a warning of two spellings of one name, and one of two names that have
// the same values. p is the plan of the column of names; nil if there is none.
func (a *names) warnings(p *plan) []string {
	var out []string
	if a.n > 0 {
		out = append(out, fmt.Sprintf("%s alike but for case, spaces, hyphens or brackets: %s%s; if each pair is one name, spell it the same in values of listed_as",
			pairsAre(a.n), strings.Join(a.alike, "; "), andMore(a.n-len(a.alike))))
	}
	if p == nil || p.cleared {
		return out
	}
	same, n := p.sameValues()
	if n > 0 {
		out = append(out, fmt.Sprintf("%s the same values in every column: %s%s; is one model listed twice, or a line copied?",
			pairsHave(n), strings.Join(same, "; "), andMore(n-len(same))))
	}
	return out
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

// A tally adds up the values of a name, in any order, so that two names with the same
// values have the same sum.
type tally struct {
	sum    uint64
	n      int
	line   int     // of the first value
	value  float64 // the first value
	varied bool    // another value differs from it
}

// add adds a value. key identifies its column and what else the line says of it.
func (t *tally) add(key uint64, value float64, line int) {
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

// sameValues describes the first pairs of names that have the same values, and returns how
// many there are. A plan whose cache was cleared has lost some.
func (p *plan) sameValues() (pairs []string, n int) {
	var all []*reading
	for _, rd := range p.cache {
		if rd.term != nil && rd.tally.n > fewValues && rd.tally.varied {
			all = append(all, rd)
		}
	}
	slices.SortFunc(all, func(a, b *reading) int {
		return cmp.Or(cmp.Compare(a.tally.line, b.tally.line), cmp.Compare(a.term.Text, b.term.Text))
	})
	type sum struct {
		sum uint64
		n   int
	}
	first := map[sum]*reading{}
	for _, rd := range all {
		key := sum{rd.tally.sum, rd.tally.n}
		o, ok := first[key]
		switch {
		case !ok:
			first[key] = rd
		case o.term != rd.term && bareName(o.term.Text) != bareName(rd.term.Text):
			if n++; len(pairs) < maxPairs {
				pairs = append(pairs, fmt.Sprintf("%q (line %d) and %q (line %d), %s each", o.term.Text, o.tally.line, rd.term.Text, rd.tally.line, model.Plural(rd.tally.n, "value")))
			}
		}
	}
	return pairs, n
}
