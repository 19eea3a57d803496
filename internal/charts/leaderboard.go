package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// mostEntries is the greatest number of entries of a leaderboard: a twentieth of a point
// each.
const mostEntries = 20_000

// An Entry is a row of a board.
type Entry struct {
	Name string
	Score
	Unresolved bool // the name is not resolved to a variant, so its status is not known
	Chosen     bool // it is labelled and highlighted
}

// Leaderboard is a figure of one snapshot of a board: scores by position, in the order
// given. It labels entries that are chosen and entries that were not public.
type Leaderboard struct {
	About
	Board         string // "LMArena text on 2025-08-04"
	Day           string // set if the board has other days too; the title then names it
	Unit          string
	LowerIsBetter bool
	Entries       []Entry
	ChosenAs      string // the name in the legend of chosen entries that were public; "chosen" if empty
	Elsewhere     int    // entries of the board that are left out because they have another metric or setting
	BeyondLimit   int    // entries after the last drawn one that a limit left out

	// About the entry with the best score, for the title.
	OtherSettings bool // another entry is in another setting
	Unstated      bool // its setting or that of another entry is not stated in full
	Contradicted  bool // another entry is as good or better in another setting of the board
}

// Figure lays the entries out. It returns an error that wraps ErrEmpty or ErrTooMany, or
// one that names an entry with a number that is not finite.
func (b *Leaderboard) Figure() (*Figure, error) {
	if len(b.Entries) == 0 {
		return nil, fmt.Errorf("leaderboard: %w: the board has no entry", ErrEmpty)
	}
	if len(b.Entries) > mostEntries {
		return nil, fmt.Errorf("leaderboard: %w: %d entries, at most %d can be told apart", ErrTooMany, len(b.Entries), mostEntries)
	}
	for i := range b.Entries {
		e := &b.Entries[i]
		if !finite(&e.Value, e.CILow, e.CIHigh, e.StdErr) {
			return nil, fmt.Errorf("leaderboard: %s: a value is not finite", e.Name)
		}
	}
	data := b.data()
	gl := &canvas.Glyphs{}
	b = b.drawable(gl)
	p := b.Page(b.title(), b.subtitle(), data, gl)
	p.Legend(b.keys(p))
	l := b.layout(p.Y)
	ns := &canvas.Notes{}
	unlabelled := b.placeLabels(l, ns)
	b.draw(p, l, ns)
	var list []string
	if unlabelled > 0 {
		what := fmt.Sprintf("%d more entries that were not public have", unlabelled)
		if unlabelled == 1 {
			what = "1 more entry that was not public has"
		}
		list = append(list, what+" no room for a label.")
	}
	if b.partial() {
		list = append(list, "The board ranks more entries than are on record here; positions count those that are.")
	} else {
		list = append(list, "Position is the order of the scores; a board may give equal ranks to scores that it cannot tell apart.")
	}
	return b.Footer(p, ns, list, gl), nil
}

// data returns the data table of the figure, with a row for each entry.
func (b *Leaderboard) data() canvas.Table {
	t := canvas.Table{Header: []string{"position", "rank", "name", "value", "value_as_shown", "ci_low", "ci_high", "stderr", "unit", "lower_is_better", "release", "chosen", "footnote"}}
	for i, e := range b.Entries {
		rank := ""
		if e.Rank > 0 {
			rank = strconv.Itoa(e.Rank)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), rank, e.Name, canvas.FullNumber(e.Value), e.Printed, canvas.OptionalNumber(e.CILow), canvas.OptionalNumber(e.CIHigh), canvas.OptionalNumber(e.StdErr),
			b.Unit, strconv.FormatBool(b.LowerIsBetter), e.Release.String(), strconv.FormatBool(e.Chosen), e.Footnote})
	}
	return t
}

// drawable returns a copy in which texts have only characters of the font. It looks only
// at names that may be drawn.
func (b *Leaderboard) drawable(g *canvas.Glyphs) *Leaderboard {
	d := *b
	d.Entries = nil
	d = canvas.Drawable(g, d)
	d.Entries = slices.Clone(b.Entries)
	for _, i := range b.candidates() {
		d.Entries[i] = canvas.Drawable(g, d.Entries[i])
	}
	return &d
}

// fewEntries is up to how many entries of a board are all labelled, if there is space.
const fewEntries = 60

// fewPublic is up to how many public entries are all labelled, if there is space, when the
// status of the others is unknown.
const fewPublic = 6

// candidates returns the entries that are labelled if there is space: those that are
// chosen or were not public, and the first. A short board has all. A long board also has
// its public entries if they are few, and for orientation the last entry and those at its
// quarters.
func (b *Leaderboard) candidates() []int {
	var out []int
	n, public := len(b.Entries), b.census().Released <= fewPublic
	for i := range b.Entries {
		e := &b.Entries[i]
		if i == 0 || e.Chosen || e.Release == NotReleased || n <= fewEntries || public && e.Release == Released || i == n-1 || i == n/4 || i == n/2 || i == 3*n/4 {
			out = append(out, i)
		}
	}
	return out
}

// radius returns the radius of an ordinary mark.
func (b *Leaderboard) radius(step vg.Length) vg.Length {
	if len(b.Entries) <= fewEntries {
		return 4
	}
	return min(max(step*.7, .9), 2.8)
}

// census counts the statuses of the entries.
func (b *Leaderboard) census() (n canvas.Census) {
	for i := range b.Entries {
		n.Add(b.Entries[i].Release, b.Entries[i].Unresolved)
	}
	return n
}

// partial reports whether the ranks show that the board has more entries than are on
// record.
func (b *Leaderboard) partial() bool {
	return slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Rank > len(b.Entries)+b.BeyondLimit })
}

// standing says at which position an entry is, or its rank on the board if that differs:
// equal scores may share a rank, and not all entries may be on record.
func (b *Leaderboard) standing(i int) string {
	switch rank := b.Entries[i].Rank; {
	case rank > 0 && (b.partial() || rank != i+1):
		return fmt.Sprintf("rank %d on the board", rank)
	case !b.partial():
		return fmt.Sprintf("in position %d", i+1)
	}
	return "of a rank that is not stated"
}

func (b *Leaderboard) keys(p *canvas.Page) []canvas.Key {
	var keys []canvas.Key
	statuses, radius := b.census(), b.radius((canvas.Width-2*canvas.Margin-30)/vg.Length(len(b.Entries)))
	small := func(r Release) func(x, y vg.Length) {
		return func(x, y vg.Length) { drawEntry(p.Figure, r, false, x+7, y, radius) }
	}
	if statuses.Hidden > 0 {
		keys = append(keys, canvas.HiddenKey("not public when listed", func(x, y vg.Length) { p.Mark(canvas.Look{Release: NotReleased}, x+7, y) }))
	}
	if slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Chosen && e.Release != NotReleased }) {
		keys = append(keys, canvas.MarkKey(p, cmp.Or(b.ChosenAs, "chosen"), canvas.Look{Release: Released, Fill: canvas.Blue}))
	}
	if slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Release == Released && !e.Chosen }) {
		keys = append(keys, canvas.Key{Name: "public", Release: Released, Swatch: small(Released)})
	}
	if slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Release == Unknown && !e.Chosen }) {
		keys = append(keys, statuses.UnknownKey(small(Unknown)))
	}
	return keys
}
