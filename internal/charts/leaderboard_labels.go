package charts

import (
	"cmp"
	"slices"
	"strconv"

	"provenance/internal/charts/canvas"
	"provenance/internal/charts/labels"
)

// placeLabels finds positions for the labels: chosen entries first, then those that were
// not public, the first entry, and the others. It adds the footnotes of the entries that
// it labelled, and returns how many entries that were not public have no label.
func (b *Leaderboard) placeLabels(l *boardLayout, ns *canvas.Notes) (unlabelled int) {
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
	// A label may block later ones, so two orders are tried and the better one is kept.
	for _, reverse := range []bool{false, true} {
		slices.SortFunc(order, func(i, j int) int {
			if d := cmp.Compare(class(i), class(j)); d != 0 || !reverse {
				return cmp.Or(d, cmp.Compare(i, j))
			}
			return cmp.Compare(j, i)
		})
		placed, left := b.labelAll(l, order)
		if !reverse || left < unlabelled {
			l.labels, unlabelled = placed, left
		}
		if unlabelled == 0 {
			break
		}
	}
	slices.SortFunc(l.labels, func(a, b *labels.Label) int { return cmp.Compare(a.Mark, b.Mark) })
	for _, lab := range l.labels {
		e := &b.Entries[lab.Mark]
		ns.AddFor(e.Footnote, e.Release)
	}
	return unlabelled
}

// mostLabels is the greatest number of labels.
const mostLabels = 60

// labelAll labels entries in the given order, each at a position where its label overlaps
// no earlier one. left is the number of entries that were not public and got no label.
func (b *Leaderboard) labelAll(l *boardLayout, order []int) (placed []*labels.Label, left int) {
	l.Labels = nil
	for _, i := range order {
		if (len(l.Labels) >= mostLabels || !l.Place(b.label(i))) && b.Entries[i].Release == NotReleased {
			left++
		}
	}
	return l.Labels, left
}

// label returns the label of an entry, not positioned yet.
func (b *Leaderboard) label(i int) *labels.Label {
	e := &b.Entries[i]
	lab := &labels.Label{Mark: i, Style: canvas.NewStyle(8.5, canvas.Regular, canvas.Ink)}
	switch {
	case e.Release == NotReleased && e.Chosen:
		lab.Style = canvas.NewStyle(10, canvas.Bold, canvas.NotPublic)
	case e.Release == NotReleased:
		lab.Style = canvas.NewStyle(8.5, canvas.Medium, canvas.NotPublic)
	case e.Chosen:
		lab.Style = canvas.NewStyle(10, canvas.Bold, canvas.Blue)
	}
	tail := " " + e.Printed
	if e.Rank > 0 && e.Chosen {
		tail += ", rank " + strconv.Itoa(e.Rank)
	}
	if e.Release == NotReleased {
		tail += "*"
	}
	lab.Text = lab.Style.Shorten(e.Name, 230) + lab.Style.Shorten(tail, 120)
	return lab
}
