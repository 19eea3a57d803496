package figures

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

// A Request says what a figure should show. The kind of figure chooses a default for each
// empty field.
type Request struct {
	Models, Variants    []string     // slugs; a model means all of its variants
	Names               []string     // names as printed, of no variant on record
	Benchmarks, Sources []string     // slugs
	AsOf                string       // YYYY-MM-DD: only scores reported up to this day
	Day                 string       // YYYY-MM-DD: only scores printed on this day (bars, gap, leaderboard)
	Suite               string       // slug (coverage)
	Limit               int          // 0: the default of the kind
	Sort                string       // "": the default order of the kind
	Title               string       // replaces the computed title
	Stamp               charts.Stamp // the fingerprint of the database is added to it

	// SameName reports whether two names have the same normal form. If it is nil, names
	// are compared without regard to case.
	SameName func(a, b string) bool
}

// A drawing is a request that is being carried out on a database.
type drawing struct {
	Request
	db         *DB
	notes      []string   // footnotes, in order
	omitted    []Omission // what is not drawn, and why
	sources    []string   // slugs of the sources that are drawn, in the order in which the figure names them
	fewSources bool       // name at most mostSources of them
	hints      []string
	missing    []string        // what was asked for and is not drawn: slugs
	untitled   map[string]bool // sources without a title for which a hint was given
}

// note adds footnotes.
func (o *drawing) note(texts ...string) { o.notes = append(o.notes, texts...) }

// notef adds a footnote.
func (o *drawing) notef(format string, args ...any) { o.note(fmt.Sprintf(format, args...)) }

// omit records omissions, and adds a footnote for each that needs one.
func (o *drawing) omit(omissions ...Omission) {
	o.omitted = append(o.omitted, omissions...)
	for _, l := range omissions {
		if len(l.What) == 0 {
			continue
		}
		if text := l.note(); text != "" {
			o.note(text)
		}
	}
}

// limit cuts a list to the limit of the request. It says so in a footnote that calls the
// items what. If widen is not empty, it also adds a hint that points to those options.
func limit[V any](o *drawing, all []V, what, widen string) []V {
	if len(all) <= o.Limit {
		return all
	}
	if widen != "" {
		o.hintf("%d of %d %s are drawn; see %s", o.Limit, len(all), what, widen)
	}
	o.omit(Omission{Reason: BeyondLimit, What: []string{what}, Drawn: o.Limit, All: len(all)})
	return all[:o.Limit]
}

// hintf adds a hint for the person who draws the figure.
func (o *drawing) hintf(format string, args ...any) {
	o.hints = append(o.hints, fmt.Sprintf(format, args...))
}

// named returns the models, variants and printed names that were named, in order.
func (o *drawing) named() []string { return slices.Concat(o.Models, o.Variants, o.Names) }

// wants reports whether the request selects the variant, the model or the unresolved name
// of an entry.
func (o *drawing) wants(e entry) bool {
	if e.Variant == "" {
		return len(o.named()) == 0 || slices.Contains(o.Names, e.ListedAs)
	}
	return len(o.named()) == 0 || slices.Contains(o.Models, e.Variant) || slices.Contains(o.Models, e.Model) || slices.Contains(o.Variants, e.Variant)
}

// isOf reports whether an entry is of a model or variant, by its slug, or of an unresolved
// name as printed.
func isOf(e entry, name string) bool {
	if e.Variant == "" {
		return e.ListedAs == name
	}
	return e.Variant == name || e.Model == name
}

func (o *drawing) wantsBenchmark(slug string) bool {
	return len(o.Benchmarks) == 0 || slices.Contains(o.Benchmarks, slug)
}

func (o *drawing) wantsSource(slug string) bool {
	return len(o.Sources) == 0 || slices.Contains(o.Sources, slug)
}

// wantsDay reports whether something was reported by the day that was asked for. A month
// or a year without a day counts from its end.
func (o *drawing) wantsDay(reportedOn string) bool {
	return o.AsOf == "" || reportedOn != "" && model.Latest(reportedOn) <= o.AsOf
}

// placeNamed returns the position, from 1, at which the variant, model or name of an entry
// was named; 0 if it was not.
func (o *drawing) placeNamed(e entry) int {
	all := o.named()
	if i := slices.Index(all, e.Variant); i >= 0 {
		return i + 1
	}
	if e.Variant == "" {
		return slices.Index(all, e.ListedAs) + 1
	}
	return slices.Index(all, e.Model) + 1
}

// miss records each of the slugs of which nothing is drawn, with a hint. The format may use
// the slug several times, as %[1]s.
func (o *drawing) miss(slugs []string, format string, has func(slug string) bool) {
	for _, n := range slugs {
		if !has(n) && !slices.Contains(o.missing, n) {
			o.missing = append(o.missing, n)
			o.hintf(format, n)
		}
	}
}

// noSuchScore is the hint for a named benchmark or source that a figure does not have.
const noSuchScore = "%[1]s has no score for this chart; the title says so"

// missSources records the named sources of which nothing is drawn.
func missSources[R any](o *drawing, drawn []R, entryOf func(R) entry) {
	o.miss(o.Sources, noSuchScore, func(slug string) bool {
		return slices.ContainsFunc(drawn, func(r R) bool { return entryOf(r).Source == slug })
	})
}

// nothingOnRecord is the hint for a named variant that has no number in the figure.
const nothingOnRecord = "no data on %[1]s for this chart; 'provenance show %[1]s' lists what is on record"

// hintNames adds the hint that printed names are drawn because none of them is resolved.
func (o *drawing) hintNames() {
	o.hintf("these names are of no variant on record: 'provenance resolve' lists them and says how to add what one means")
}

// errNothing returns the error that there is no data for a figure, with the reason.
func errNothing(format string, args ...any) error {
	return fmt.Errorf("no data for this chart: "+format, args...)
}

// asked describes the selection of the request, for a message that nothing matches it: "
// of gpt-4o on mmlu reported up to 2025-01-31".
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

// noteAsOf adds a footnote with the day that was asked for, if there is one.
func (o *drawing) noteAsOf() {
	if o.AsOf != "" {
		o.notef("Only what was reported up to %s is drawn.", o.AsOf)
	}
}
