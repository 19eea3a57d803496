package boardmap

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/oddity"
)

// A reading is the result of reading one text of a field.
type reading struct {
	id      int32 // identifies the reading in its mapping
	missing bool  // the text means a missing value
	fault   *ingest.Fault
	term    *model.Term  // of a term field; nil if missing
	tally   oddity.Tally // of the field listed_as
	text    string
	value   any             // of a protocol field, as ingest.ParseCell returns it
	q       ingest.Quantity // of a number field
	metric  *metricInfo     // of the field metric
	stat    *stat
}

// A fieldKind says what kind of value a field has in a score.
type fieldKind int

const (
	kindTerm     fieldKind = iota // index: one of the terms
	kindReal                      // index: one of the numbers
	kindWhole                     // index: one of the whole numbers
	kindText                      // index: one of the texts
	kindProtocol                  // index: position in the protocol
	kindExtra                     // a key of the protocol's extra object
)

// A plan is a compiled field of a map: how to get the field from a row.
type plan struct {
	name  string
	kind  fieldKind
	index int
	col   *model.Column // of scores.csv; nil for a key of extra

	at      int      // index of the cell in the row; -1 if the field is the same for every row
	also    []int    // indexes of the cells whose texts are appended
	ifBlank []int    // indexes of the cells to take the text from if the cell holds none
	from    int      // index of the cell that cur was read from
	fixed   *reading // if at is -1

	mapping  *mapping
	field    Field
	missing  map[string]bool
	re       *regexp.Regexp
	norms    map[string]string // values by normal form
	layouts  []dateLayout
	letters  *ingest.Multiples
	suffixes []boundSuffix
	ref      *model.Table // the table that a reference refers to
	prefix   string
	further  Row
	several  bool // the text is in several columns
	direct   bool // there are no steps: the text is the cell, and is not cached
	number   bool // and it is a number that may be a plain one
	must     bool // a missing text is a reject

	seq     int64 // number of the row that cur was read from
	cur     *reading
	last    string // the text that cur was read from, if cached
	cache   map[string]*reading
	bytes   int     // size of cache
	cleared bool    // readings were removed from it
	own     reading // holds cur if readings are not cached
}

// maxCache is how many texts one field caches: a field with a different text in every row
// must not keep the whole file in memory.
const maxCache = 1 << 17

// maxCached is how many bytes the caches of all fields may have together.
const maxCached = 32 << 20

type dateLayout struct {
	layout string
	n      int // number of characters of YYYY-MM-DD that the layout determines
}

// compile makes a plan of a field, without the columns that its text comes from.
func (m *mapping) compile(name string, f Field) (*plan, error) {
	p := &plan{mapping: m, name: name, field: f, at: -1, must: f.Required}
	if err := p.resolveField(); err != nil {
		return nil, err
	}
	p.missing = m.missingSet(f.Missing)
	var err error
	if f.Pattern != "" {
		if p.re, err = regexp.Compile(f.Pattern); err != nil {
			return nil, fmt.Errorf("field %s: pattern: %w", name, err)
		}
	}
	if f.Markup != "" && f.Markup != "html" && f.Markup != "markdown" {
		return nil, fmt.Errorf("field %s: markup %q is neither html nor markdown", name, f.Markup)
	}
	if len(f.Values) > 0 {
		p.norms = map[string]string{}
		for _, k := range slices.Sorted(maps.Keys(f.Values)) {
			p.norms[ingest.Norm(k)] = f.Values[k]
		}
	}
	if f.Slug {
		if p.ref == nil {
			return nil, fmt.Errorf("field %s: slug makes a row of a catalogue, but this field does not refer to one", name)
		}
		if p.prefix, err = m.fillInDay(f.Prefix); err != nil {
			return nil, fmt.Errorf("field %s: prefix: %w", name, err)
		}
		p.further = Row{}
		for _, k := range slices.Sorted(maps.Keys(f.Row)) {
			if p.further[k], err = m.fillInDay(f.Row[k]); err != nil {
				return nil, fmt.Errorf("field %s: row: %w", name, err)
			}
		}
	}
	if p.layouts, err = dateLayouts(f.Date); err != nil {
		return nil, fmt.Errorf("field %s: %w", name, err)
	}
	if p.letters, err = ingest.NewMultiples(f.Letters); err != nil {
		return nil, fmt.Errorf("field %s: letters: %w", name, err)
	}
	if p.suffixes, err = bindSuffixes(f.Suffixes); err != nil {
		return nil, fmt.Errorf("field %s: suffixes: %w", name, err)
	}
	plain := f.Markup == "" && f.Pattern == "" && len(f.Values) == 0 && !f.Slug && f.Date == "" && f.Default == "" && len(f.Letters)+len(f.Suffixes) == 0
	p.direct = plain && p.kind >= kindReal && p.kind <= kindText
	p.number = p.direct && p.kind != kindText && len(p.missing) == 0 && !m.comma
	p.cache = map[string]*reading{}
	return p, nil
}

var (
	scoreReals  = [...]string{"ci_low", "ci_high", "ci_level", "stderr"}
	scoreWholes = [...]string{"sample_size", "rank"}
	scoreTexts  = [...]string{"value_as_printed", "locator", "note"}
)

const (
	realCILow = iota
	realCIHigh
	realCILevel
	realStdErr
)

// resolveField determines which part of a score the field is.
func (p *plan) resolveField() error {
	table := model.TableNamed("scores")
	if key, ok := strings.CutPrefix(p.name, "extra."); ok && key != "" {
		p.kind = kindExtra
		return nil
	}
	if i := table.Column(p.name); i >= 0 {
		p.col = &table.Columns[i]
	}
	for kind, names := range [][]string{kindTerm: ingest.TermNames[:], kindReal: scoreReals[:], kindWhole: scoreWholes[:], kindText: scoreTexts[:], kindProtocol: model.ProtocolColumns} {
		if i := slices.Index(names, p.name); i >= 0 && p.col != nil {
			p.kind, p.index = fieldKind(kind), i
			if p.kind == kindTerm && p.col.Kind == model.Ref {
				p.ref = model.TableNamed(p.col.Table)
			}
			p.must = p.must || p.col.Required
			return nil
		}
	}
	hint := "the fields are the columns of scores.csv except value, revision and supersedes, and extra.KEY"
	if near := model.Closest(p.name, table.Header()); near != "" && near != p.name {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Errorf("a map cannot fill field %q (%s)", p.name, hint)
}

// dateLayouts parses Go layouts of dates that are separated by |.
func dateLayouts(s string) ([]dateLayout, error) {
	var out []dateLayout
	if s == "" {
		return nil, nil
	}
	base := time.Date(2001, 2, 3, 0, 0, 0, 0, time.UTC)
	for _, l := range strings.Split(s, "|") {
		d := dateLayout{layout: l}
		tells := func(t time.Time) bool { return t.Format(l) != base.Format(l) }
		switch {
		case !tells(base.AddDate(1, 0, 0)):
			return nil, fmt.Errorf("date %q is a layout without a year: write the day 2 January 2006 as the file would", l)
		case tells(base.AddDate(0, 0, 7)):
			d.n = 10
		case tells(base.AddDate(0, 1, 0)):
			d.n = 7
		default:
			d.n = 4
		}
		out = append(out, d)
	}
	return out, nil
}

func setTerm(s *model.Score, i int, t *model.Term) {
	switch i {
	case ingest.TermSource:
		s.Source = t
	case ingest.TermListedAs:
		s.ListedAs = t
	case ingest.TermSection:
		s.Section = t
	case ingest.TermBenchmark:
		s.Benchmark = t
	case ingest.TermMetric:
		s.Metric = t
	case ingest.TermReportedOn:
		s.ReportedOn = t
	case ingest.TermEvaluatedOn:
		s.EvaluatedOn = t
	case ingest.TermEvaluator:
		s.Evaluator = t
	case ingest.TermAsserted:
		s.Asserted = t
	}
}

func setReal(s *model.Score, i int, f float64) {
	switch i {
	case realCILow:
		s.CILow = f
	case realCIHigh:
		s.CIHigh = f
	case realCILevel:
		s.CILevel = f
	case realStdErr:
		s.StdErr = f
	}
}

func setWhole(s *model.Score, i int, n int64) {
	if i == 0 {
		s.SampleSize = n
	} else {
		s.Rank = n
	}
}

func setText(s *model.Score, i int, text string) {
	switch i {
	case 0:
		s.Printed = text
	case 1:
		s.Locator = text
	case 2:
		s.Note = text
	}
}

// blankScore returns a score without any number.
func blankScore() model.Score {
	nan := math.NaN()
	return model.Score{CILow: nan, CIHigh: nan, CILevel: nan, StdErr: nan}
}
