package figures

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A Kind is a kind of figure.
type Kind struct {
	Name  string
	Limit int      // the default limit
	Most  int      // the largest limit that may be asked for; 0 if there is none
	Sorts []string // the orders it supports, the default first

	arrange func(context.Context, *drawing) (Records, error)
}

// Records is the data of a figure as package charts draws it: *charts.Bars for Bars, and
// so on.
type Records interface {
	Figure() (*charts.Figure, error)
	SetAbout(charts.About)
}

// The kinds of figure.
var (
	Bars        = Kind{Name: "bars", Limit: 5, Sorts: []string{"default", "value", "name"}, arrange: arrangeBars}
	Gap         = Kind{Name: "gap", Limit: 12, Sorts: []string{"day", "gap", "name"}, arrange: arrangeGap}
	Coverage    = Kind{Name: "coverage", Limit: 10, Most: 12, Sorts: []string{"suite", "covered", "name"}, arrange: arrangeCoverage}
	Context     = Kind{Name: "context", Limit: 12, Most: 30, Sorts: []string{"gap", "claimed", "served", "name"}, arrange: arrangeContext}
	Leaderboard = Kind{Name: "leaderboard", Limit: 20000, Sorts: []string{"score", "rank"}, arrange: arrangeLeaderboard}
	Timeline    = Kind{Name: "timeline", Limit: 8, Most: 12, Sorts: []string{"points", "value", "name"}, arrange: arrangeTimeline}
)

// Remarks are what the person who draws a figure should know.
type Remarks struct {
	Hints   []string
	Missing []string // slugs that the request names and of which nothing is drawn; the title names them too
}

// Draw chooses what a figure of the given kind shows, and lays it out. There may be hints
// even if Draw returns an error. The error says that there is no data for the figure, or
// that reading the database failed.
func Draw(ctx context.Context, db *DB, kind Kind, r Request) (f *charts.Figure, said Remarks, err error) {
	records, said, err := Choose(ctx, db, kind, r)
	if err != nil {
		return nil, said, err
	}
	f, err = records.Figure()
	return f, said, err
}

// newDrawing fills in the defaults of the kind for what the request leaves out.
func newDrawing(db *DB, kind Kind, r Request) *drawing {
	d := &drawing{Request: r, db: db, untitled: map[string]bool{}}
	d.Limit, d.Sort = cmp.Or(d.Limit, kind.Limit), cmp.Or(d.Sort, kind.Sorts[0])
	if d.SameName == nil {
		d.SameName = strings.EqualFold
	}
	return d
}

// Choose chooses what a figure of the given kind shows, without laying it out. Remarks and
// errors are those of Draw.
func Choose(ctx context.Context, db *DB, kind Kind, r Request) (records Records, said Remarks, err error) {
	d := newDrawing(db, kind, r)
	if d.Stamp.Database, err = db.Fingerprint(ctx); err != nil {
		return nil, said, err
	}
	records, err = kind.arrange(ctx, d)
	if err != nil {
		return nil, Remarks{Hints: d.hints}, err
	}
	d.missing = where(slices.Concat(d.named(), d.Benchmarks, d.Sources), func(slug string) bool { return slices.Contains(d.missing, slug) })
	about := charts.About{Title: d.Title, Without: d.missing, Notes: d.notes, Stamp: d.Stamp}
	about.Sources, err = d.sourceLines(ctx)
	records.SetAbout(about)
	return records, Remarks{d.hints, d.missing}, err
}
