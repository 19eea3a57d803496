package charts

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"sync"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// A boardLabel is the text at an entry.
type boardLabel struct {
	entry  int
	text   string
	ref    string // number of its footnote
	s      canvas.Style
	box    area
	lead   [2]vg.Point // from the mark to the text
	leader bool
}

// place finds room for the labels: first what is chosen, then what was not
// public, the first entry, and the others. It adds the
// footnotes of those that it has placed and returns how many entries that were
// not public have no label.
func (b *Leaderboard) place(l *boardLayout, ns *canvas.Notes) (unlabelled int) {
	order := b.candidates()
	class := func(i int) int {
		switch e := &b.Entries[i]; {
		case e.Chosen:
			return 0
		case e.Release == NotReleased:
			return 1
		case i == 0:
			return 2
		case e.Release == Released:
			return 3
		}
		return 4
	}
	// A label may stand in the way of later ones: of two orders the better is kept.
	for _, reverse := range []bool{false, true} {
		slices.SortFunc(order, func(i, j int) int {
			if d := cmp.Compare(class(i), class(j)); d != 0 || !reverse {
				return cmp.Or(d, cmp.Compare(i, j))
			}
			return cmp.Compare(j, i)
		})
		labels, left := b.greedy(l, order)
		if !reverse || left < unlabelled {
			l.labels, unlabelled = labels, left
		}
		if unlabelled == 0 {
			break
		}
	}
	slices.SortFunc(l.labels, func(a, b *boardLabel) int { return cmp.Compare(a.entry, b.entry) })
	for _, lab := range l.labels {
		e := &b.Entries[lab.entry]
		ns.AddFor(e.Footnote, e.Release)
	}
	for _, lab := range l.labels {
		lab.ref = ns.Ref(b.Entries[lab.entry].Footnote)
	}
	return unlabelled
}

// mostLabels is how many entries are labelled at most.
const mostLabels = 60

// greedy places labels in an order, each where it meets none before it. left
// counts those of what was not public for which there is no room.
func (b *Leaderboard) greedy(l *boardLayout, order []int) (labels []*boardLabel, left int) {
	l.labels = nil
	for _, i := range order {
		if len(l.labels) < mostLabels {
			if lab := b.label(l, i); lab != nil {
				l.labels = append(l.labels, lab)
				continue
			}
		}
		if b.Entries[i].Release == NotReleased {
			left++
		}
	}
	return l.labels, left
}

// refRoom is kept free after a label for the number of its footnote.
const refRoom vg.Length = 12

// offsets are the places of a label that are tried, the nearest first: dx and dy
// from the mark to the nearest corner of the text; a sign says which side. With a
// dx of 0 the text begins at the mark, on a leader that stands upright.
var offsets = sync.OnceValue(func() [][2]vg.Length {
	var out [][2]vg.Length
	for _, dx := range []vg.Length{0, 5, 9, 14, 22, 34, 50, 72, 100, 140, 190} {
		for _, dy := range []vg.Length{-3.5, 3, 8, 14, 22, 32, 44, 58, 76, 100, 130, 165, 200} {
			for _, sx := range []vg.Length{1, -1} {
				for _, sy := range []vg.Length{1, -1} {
					if dy < 0 && (sy < 0 || dx == 0) || dx == 0 && sx < 0 {
						continue // on the same height; straight above
					}
					out = append(out, [2]vg.Length{sx * dx, sy * dy})
				}
			}
		}
	}
	cost := func(o [2]vg.Length) float64 {
		c := math.Hypot(float64(o[0]), float64(o[1]))
		if o[0] < 0 {
			c *= 1.25
		}
		if math.Abs(float64(o[0])) > 2*math.Abs(float64(o[1])) {
			c *= 1.15
		}
		return c
	}
	slices.SortStableFunc(out, func(a, b [2]vg.Length) int { return cmp.Compare(cost(a), cost(b)) })
	return out
})

// How far from its mark a label may stand that is there for orientation alone,
// and how short the leader may be of a label that stands above several marks, a step of crowded apart.
const (
	farthest       = 60
	shortestLeader = 4
	crowded        = 24
	apart          = 8 // how far marks stand from one another that a leader goes around
)

// label finds a place for the label of an entry, nil if there is none.
func (b *Leaderboard) label(l *boardLayout, i int) *boardLabel {
	e := &b.Entries[i]
	lab := &boardLabel{entry: i, s: canvas.NewStyle(8.5, canvas.Regular, canvas.Ink)}
	switch {
	case e.Release == NotReleased && e.Chosen:
		lab.s = canvas.NewStyle(10, canvas.Bold, canvas.NotPublic)
	case e.Release == NotReleased:
		lab.s = canvas.NewStyle(8.5, canvas.Medium, canvas.NotPublic)
	case e.Chosen:
		lab.s = canvas.NewStyle(10, canvas.Bold, canvas.Blue)
	}
	tail := " " + e.Printed
	if e.Rank > 0 && e.Chosen {
		tail += ", rank " + strconv.Itoa(e.Rank)
	}
	if e.Release == NotReleased {
		tail += "*"
	}
	tail = lab.s.Shorten(tail, 120)
	lab.text = lab.s.Shorten(e.Name, 230) + tail
	w, h := lab.s.Width(lab.text)+refRoom, vg.Points(lab.s.Size)
	x, y, r := l.x(i), l.y(e.Value), b.size(l, i)
	down := false // an ascending curve has its room on the other side
	if n := len(b.Entries); n > 1 {
		down = b.Entries[0].Value < b.Entries[n-1].Value
	}
	reach := math.Inf(1)
	if !e.Chosen && e.Release != NotReleased && i > 0 {
		reach = farthest
	}
	for _, o := range offsets() {
		dx, dy := o[0], o[1]
		if math.Hypot(float64(dx), float64(dy)) > reach {
			continue
		}
		if down {
			dy = -dy
			if o[1] == -3.5 {
				dy = -3.5
			}
		}
		x0 := x + dx + r
		if dx < 0 {
			x0 = x + dx - r - w
		}
		base := y + dy // baseline
		if o[1] != -3.5 && dy < 0 {
			base = y + dy - h*canvas.Ascent
		}
		if dx == 0 {
			x0 = x - 3
		}
		lab.box = area{x0, base - h*canvas.Descent, x0 + w, base + h*canvas.Ascent}
		if lab.box.x0 < l.plot0+2 || lab.box.x1 > l.plot1 || lab.box.y0 < l.bottom+2 || lab.box.y1 > l.top+2 {
			continue
		}
		end := vg.Point{X: x0 - 2, Y: base + h*.26}
		if dx < 0 {
			end.X = x0 + w + 2 - refRoom
		}
		if dx == 0 {
			end = vg.Point{X: x, Y: lab.box.y0 - 1}
			if base < y {
				end.Y = lab.box.y1 + 1
			}
		}
		d := math.Hypot(float64(end.X-x), float64(end.Y-y))
		if dx == 0 && l.step < crowded && d < float64(r)+1+shortestLeader {
			continue // it would not be seen which of the marks below is meant
		}
		lab.leader = d > float64(r)+3.5
		lab.lead = [2]vg.Point{{X: x + (end.X-x)*vg.Length(float64(r+1)/d), Y: y + (end.Y-y)*vg.Length(float64(r+1)/d)}, end}
		if b.free(l, lab) {
			return lab
		}
	}
	return nil
}

// free reports whether a label, and its leader, meet nothing.
func (b *Leaderboard) free(l *boardLayout, lab *boardLabel) bool {
	room := lab.box.grown(1.5)
	// The largest mark is 5 points; all others that may meet it lie between.
	from := max(int((room.x0-5-l.plot0)/l.step)-1, 0)
	to := min(int((room.x1+5-l.plot0)/l.step)+1, len(l.marks)-1)
	for i := from; i <= to; i++ {
		if room.meets(l.marks[i]) {
			return false
		}
	}
	for _, o := range l.labels {
		if room.meets(o.box.grown(1)) || o.leader && crosses(o.lead, room) || lab.leader && (crosses(lab.lead, o.box.grown(1)) || o.leader && cross(lab.lead, o.lead)) {
			return false
		}
	}
	if lab.leader {
		x0, x1 := min(lab.lead[0].X, lab.lead[1].X), max(lab.lead[0].X, lab.lead[1].X)
		from := max(int((x0-5-l.plot0)/l.step)-1, 0)
		to := min(int((x1+5-l.plot0)/l.step)+1, len(l.marks)-1)
		for i := from; i <= to; i++ {
			if i == lab.entry {
				continue
			}
			mark := l.marks[i]
			if e := &b.Entries[i]; !e.Chosen && e.Release != NotReleased {
				if l.step < apart {
					continue // it cannot but cross them
				}
				r := b.size(l, i) // its interval is a thin line
				mark = area{l.x(i) - r, l.y(e.Value) - r, l.x(i) + r, l.y(e.Value) + r}
			}
			if crosses(lab.lead, mark) {
				return false
			}
		}
	}
	return true
}

// crosses reports whether a line meets a box.
func crosses(s [2]vg.Point, b area) bool {
	t0, t1 := vg.Length(0), vg.Length(1) // Liang and Barsky
	d := vg.Point{X: s[1].X - s[0].X, Y: s[1].Y - s[0].Y}
	for _, e := range [4][2]vg.Length{{-d.X, s[0].X - b.x0}, {d.X, b.x1 - s[0].X}, {-d.Y, s[0].Y - b.y0}, {d.Y, b.y1 - s[0].Y}} {
		switch {
		case e[0] == 0:
			if e[1] < 0 {
				return false
			}
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		default:
			t1 = min(t1, e[1]/e[0])
		}
	}
	return t0 <= t1
}

// cross reports whether two lines meet.
func cross(a, b [2]vg.Point) bool {
	side := func(p, q, r vg.Point) bool { return (q.X-p.X)*(r.Y-p.Y) > (q.Y-p.Y)*(r.X-p.X) }
	return side(a[0], a[1], b[0]) != side(a[0], a[1], b[1]) && side(b[0], b[1], a[0]) != side(b[0], b[1], a[1])
}
