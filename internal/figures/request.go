package figures

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

// A Request says what a figure should show. Empty fields are left to the kind,
// which takes a sensible default.
type Request struct {
	Models, Variants    []string     // slugs; a model means all of its variants
	Benchmarks, Sources []string     // slugs
	AsOf                string       // YYYY-MM-DD: only what was reported up to this day
	Day                 string       // of bars, gap and leaderboard: only what was printed on this day
	Suite               string       // of coverage
	Limit               int          // 0: the kind's own
	Sort                string       // "": the kind's first
	Title               string       // in place of the computed one
	Stamp               charts.Stamp // the database's fingerprint is added

	// SameName reports whether two names are the same in normal form; nil compares
	// them as they are, but for case.
	SameName func(a, b string) bool
}

// A drawing is a request at work on a database.
type drawing struct {
	Request
	db         *DB
	notes      []string // footnotes, in their order
	left       []Left   // what is not drawn, and why
	sources    []string // slugs of those that are drawn, in the order in which they are named
	fewSources bool     // of many sources eight are named
	hints      []string
	untitled   map[string]bool // sources without a title of which a hint was given
}

// note adds footnotes.
func (o *drawing) note(texts ...string) { o.notes = append(o.notes, texts...) }

// notef adds a footnote.
func (o *drawing) notef(format string, args ...any) { o.note(fmt.Sprintf(format, args...)) }

// leave records what is left out, with a footnote for each reason that needs one.
func (o *drawing) leave(left ...Left) {
	o.left = append(o.left, left...)
	for _, l := range left {
		if len(l.What) == 0 {
			continue
		}
		if text := l.note(); text != "" {
			o.note(text)
		}
	}
}

// limit cuts a list at the limit. It says so in a footnote, and in a hint with what
// widens the choice, if that is given; what says what the list holds.
func limit[V any](o *drawing, all []V, what, widen string) []V {
	if len(all) <= o.Limit {
		return all
	}
	if widen != "" {
		o.hintf("%d of %d %s are drawn; see %s", o.Limit, len(all), what, widen)
	}
	o.leave(Left{Reason: BeyondLimit, What: []string{what}, Drawn: o.Limit, All: len(all)})
	return all[:o.Limit]
}

// hintf adds a hint for the person who draws the figure.
func (o *drawing) hintf(format string, args ...any) {
	o.hints = append(o.hints, fmt.Sprintf(format, args...))
}

// named are the models and variants that were named, in their order.
func (o *drawing) named() []string { return append(slices.Clone(o.Models), o.Variants...) }

// wants reports whether an entry is of a variant or model that was asked for.
func (o *drawing) wants(e entry) bool {
	return len(o.Models)+len(o.Variants) == 0 || slices.Contains(o.Models, e.Variant) || slices.Contains(o.Models, e.Model) || slices.Contains(o.Variants, e.Variant)
}

func (o *drawing) wantsBenchmark(slug string) bool {
	return len(o.Benchmarks) == 0 || slices.Contains(o.Benchmarks, slug)
}

func (o *drawing) wantsSource(slug string) bool {
	return len(o.Sources) == 0 || slices.Contains(o.Sources, slug)
}

// wantsDay reports whether something had been reported by the day asked for. A
// month or a year without a day had been when it was over.
func (o *drawing) wantsDay(reportedOn string) bool {
	return o.AsOf == "" || reportedOn != "" && model.Latest(reportedOn) <= o.AsOf
}

// placeNamed is where the variant or model of an entry was named, from 1; 0 where it was not.
func (o *drawing) placeNamed(e entry) int {
	all := o.named()
	if i := slices.Index(all, e.Variant); i >= 0 {
		return i + 1
	}
	return slices.Index(all, e.Model) + 1
}

// hintMissed hints at models and variants that were named and have nothing that is
// drawn. The format may take the slug several times, as %[1]s.
func (o *drawing) hintMissed(format string, has func(slug string) bool) {
	for _, n := range o.named() {
		if !has(n) {
			o.hintf(format, n)
		}
	}
}

// nothingOnRecord is the hint where a figure has no number of a named variant.
const nothingOnRecord = "no data on %[1]s for this chart; 'provenance show %[1]s' lists what is on record"

// hintNames hints that names are drawn since none is of a variant on record.
func (o *drawing) hintNames() {
	o.hintf("these names are of no variant on record: 'provenance resolve' lists them and says how to add what one means")
}

// errNothing says that there is no data for a figure, and why.
func errNothing(format string, args ...any) error {
	return fmt.Errorf("no data for this chart: "+format, args...)
}

// asked says what was asked for, for a message that there is nothing of it:
// " of gpt-4o on mmlu reported up to 2025-01-31".
func (o *drawing) asked() string {
	text := ""
	if o.Suite != "" {
		text = " in the suite " + o.Suite
	}
	for _, c := range []struct {
		before string
		slugs  []string
	}{{"of", o.named()}, {"on", o.Benchmarks}, {"in", o.Sources}} {
		if len(c.slugs) > 0 {
			text += " " + c.before + " " + strings.Join(c.slugs, ", ")
		}
	}
	if o.AsOf != "" {
		text += " reported up to " + o.AsOf
	}
	if o.Day != "" {
		text += " on the day " + o.Day
	}
	return text
}

// noteAsOf adds the footnote that the request itself asks for.
func (o *drawing) noteAsOf() {
	if o.AsOf != "" {
		o.notef("Only what was reported up to %s is drawn.", o.AsOf)
	}
}
