package figures

import (
	"cmp"
	"context"
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

// A Kind is a kind of figure.
type Kind struct {
	Name  string
	Limit int      // where none is asked for
	Most  int      // the largest limit; 0: there is none
	Sorts []string // the orders that it knows, the default first

	records func(context.Context, *drawing) (Records, error)
}

// Records are what package charts draws: a *charts.Bars of Bars, and so on.
type Records interface {
	Figure() (*charts.Figure, error)
	SetAbout(charts.About)
}

// The kinds of figure.
var (
	Bars = Kind{Name: "bars", Limit: 5, Sorts: []string{"default", "value", "name"},
		records: func(ctx context.Context, d *drawing) (Records, error) { return (&barsFigure{drawing: d}).records(ctx) }}
	Gap = Kind{Name: "gap", Limit: 12, Sorts: []string{"day", "gap", "name"},
		records: func(ctx context.Context, d *drawing) (Records, error) { return (&gapFigure{d}).records(ctx) }}
	Coverage = Kind{Name: "coverage", Limit: 10, Most: 12, Sorts: []string{"suite", "covered", "name"},
		records: func(ctx context.Context, d *drawing) (Records, error) { return (&coverageFigure{d}).records(ctx) }}
	Context = Kind{Name: "context", Limit: 12, Most: 30, Sorts: []string{"gap", "claimed", "served", "name"},
		records: func(ctx context.Context, d *drawing) (Records, error) { return (&contextFigure{d}).records(ctx) }}
	Leaderboard = Kind{Name: "leaderboard", Limit: 20000, Sorts: []string{"score", "rank"},
		records: func(ctx context.Context, d *drawing) (Records, error) {
			return (&leaderboardFigure{drawing: d}).records(ctx)
		}}
	Timeline = Kind{Name: "timeline", Limit: 8, Most: 12, Sorts: []string{"points", "value", "name"},
		records: func(ctx context.Context, d *drawing) (Records, error) { return (&timelineFigure{d}).records(ctx) }}
)

// Draw chooses what a figure of a kind shows and lays it out. The hints are for
// the person who draws it; there may be some where it fails, too.
func Draw(ctx context.Context, db *DB, kind Kind, r Request) (f *charts.Figure, hints []string, err error) {
	records, hints, err := Choose(ctx, db, kind, r)
	if err != nil {
		return nil, hints, err
	}
	f, err = records.Figure()
	return f, hints, err
}

// Choose chooses what a figure of a kind shows; Draw says what the hints are.
func Choose(ctx context.Context, db *DB, kind Kind, r Request) (records Records, hints []string, err error) {
	d := &drawing{Request: r, db: db, untitled: map[string]bool{}}
	d.Limit, d.Sort = cmp.Or(d.Limit, kind.Limit), cmp.Or(d.Sort, kind.Sorts[0])
	if d.SameName == nil {
		d.SameName = strings.EqualFold
	}
	if d.Stamp.Database, err = db.Fingerprint(ctx); err != nil {
		return nil, nil, err
	}
	records, err = kind.records(ctx, d)
	if err != nil {
		return nil, d.hints, err
	}
	about := charts.About{Title: d.Title, Notes: d.notes, Stamp: d.Stamp}
	about.Sources, err = d.sourceLines(ctx)
	records.SetAbout(about)
	return records, d.hints, err
}

// A drawing is a request at work on a database.
type drawing struct {
	Request
	db         *DB
	notes      []string // footnotes, in their order
	sources    []string // slugs of those that are drawn, in the order in which they are named
	fewSources bool     // of many sources eight are named
	hints      []string
	untitled   map[string]bool // sources without a title of which a hint was given
}

// note adds footnotes.
func (o *drawing) note(texts ...string) { o.notes = append(o.notes, texts...) }

// notef adds a footnote.
func (o *drawing) notef(format string, args ...any) { o.note(fmt.Sprintf(format, args...)) }

// hintf adds a hint for the person who draws the figure.
func (o *drawing) hintf(format string, args ...any) {
	o.hints = append(o.hints, fmt.Sprintf(format, args...))
}

// named are the models and variants that were named, in their order.
func (o *drawing) named() []string { return append(slices.Clone(o.Models), o.Variants...) }

// wantsVariant reports whether a variant of a model was asked for.
func (o *drawing) wantsVariant(variant, model string) bool {
	return len(o.Models)+len(o.Variants) == 0 || slices.Contains(o.Models, variant) || slices.Contains(o.Models, model) || slices.Contains(o.Variants, variant)
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
	return o.AsOf == "" || model.Latest(reportedOn) <= o.AsOf
}

// placeNamed is where a variant or its model was named, from 1; 0 where it was not.
func (o *drawing) placeNamed(variant, model string) int {
	all := o.named()
	if i := slices.Index(all, variant); i >= 0 {
		return i + 1
	}
	return slices.Index(all, model) + 1
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

// nothingOnRecord is the hint of figures of which a named variant has no number.
const nothingOnRecord = "%[1]s has nothing on record that this figure draws; 'provenance show %[1]s' says what there is"

// hintNames hints that names are drawn since none is of a variant on record.
func (o *drawing) hintNames() {
	o.hintf("these names are of no variant on record: 'provenance resolve' lists them and says how to add what one means")
}

// noteCut says, in a footnote and in a hint with what widens the choice, that a
// limit leaves some out, if it does.
func (o *drawing) noteCut(drawn, all int, what, widen string) {
	if drawn < all {
		o.hintf("%d of %d %s are drawn; see %s", drawn, all, what, widen)
		o.notef("%d of %d %s are drawn.", drawn, all, what)
	}
}

// noteLeft adds a footnote that lists what was left out, if anything was.
func (o *drawing) noteLeft(before string, left []string, sep string) {
	if len(left) > 0 {
		o.note(before + strings.Join(left, sep) + ".")
	}
}

// errNothing says that there is nothing to draw, and why.
func errNothing(format string, args ...any) error {
	return fmt.Errorf("there is nothing to draw: "+format, args...)
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
