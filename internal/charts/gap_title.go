package charts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/charts/canvas"
)

// title states the gap: the range if all rows belong to one model and have gaps in the
// same direction, otherwise the largest.
func (g *Gap) title() string {
	panels := g.panels()
	text := ""
	if len(panels) > 1 && !g.sameDirection(panels) { // a range over two scales would have no meaning
		text = ofBoards(panels)
	} else if len(panels) > 1 { // a range over two scales would be of neither
		main := panels[0]
		for _, p := range panels {
			if len(p.Pairs) > len(main.Pairs) {
				main = p
			}
		}
		if text = main.finding(); main.Board != "" {
			text += ", on " + canvas.ShortName(main.Board)
		}
	} else {
		text = (&Gap{Unit: panels[0].Unit, LowerIsBetter: panels[0].LowerIsBetter, Pairs: g.Pairs}).finding()
	}
	if g.More > 0 {
		text += fmt.Sprintf(", in %d of %d rows on record", len(g.Pairs), g.More)
	}
	return text
}

// hiddenOnes names the variants on the side that was not released, as far as the record goes.
func hiddenOnes(pairs []Pair) string {
	switch {
	case slices.ContainsFunc(pairs, func(p Pair) bool { return p.NotPublic.NoRelease }):
		return "the variant without a release on record by then"
	case !slices.ContainsFunc(pairs, func(p Pair) bool { return p.Preview }):
		return "the variant the public could not get"
	case slices.ContainsFunc(pairs, func(p Pair) bool { return !p.Preview }):
		return "the variant that was not released"
	}
	return "the preview on one board"
}

// finding returns the title of a figure of one board.
func (g *Gap) finding() string {
	lo, hi := math.Inf(1), math.Inf(-1)
	big := g.Pairs[0]
	for _, p := range g.Pairs {
		lo, hi = min(lo, p.Gap), max(hi, p.Gap)
		if math.Abs(p.Gap) > math.Abs(big.Gap) {
			big = p
		}
	}
	who := hiddenOnes(g.Pairs)
	if !big.significant() && big.GapCI != nil {
		return fmt.Sprintf("%s: no difference beyond the uncertainty between %s and the released one", big.Model, who)
	}
	size := math.Abs(big.Gap)
	if size == 0 {
		return fmt.Sprintf("%s: %s scored the same as the released one", big.Model, who)
	}
	amount, side := g.amount(size), g.side(big.Gap)
	if g.oneModel() && lo*hi > 0 {
		if from := math.Min(math.Abs(lo), math.Abs(hi)); canvas.Number(from, g.digits()) != canvas.Number(size, g.digits()) {
			amount = canvas.Number(from, g.digits()) + " to " + amount
		}
	} else if len(g.Pairs) > 1 {
		return fmt.Sprintf("The largest difference: %s, where %s scored %s %s the released one", big.Model, hiddenOnes([]Pair{big}), amount, side)
	}
	return fmt.Sprintf("%s: %s scored %s %s the released one", big.Model, who, amount, side)
}

// sameDirection reports whether all gaps of several boards belong to one model, have one
// unit, and point the same way. A range is then more informative than a count.
func (g *Gap) sameDirection(panels []*Gap) bool {
	for _, p := range panels {
		if p.Unit != panels[0].Unit || p.LowerIsBetter != panels[0].LowerIsBetter {
			return false
		}
	}
	for _, p := range g.Pairs {
		if p.Gap == 0 || p.Gap > 0 != (g.Pairs[0].Gap > 0) || p.GapCI != nil && !p.significant() {
			return false
		}
	}
	return g.oneModel()
}

// ofBoards returns the title of a figure of several boards. It counts gaps, because they
// are not on one scale.
func ofBoards(panels []*Gap) string {
	better, rows, intervals := 0, 0, true
	for _, g := range panels {
		for _, p := range g.Pairs {
			rows++
			intervals = intervals && p.GapCI != nil
		}
	}
	for _, g := range panels {
		for _, p := range g.Pairs {
			if (p.Gap > 0) != g.LowerIsBetter && p.Gap != 0 && (!intervals || p.significant()) {
				better++
			}
		}
	}
	beyond := ""
	if intervals {
		beyond = ", by more than the uncertainty"
	}
	count := fmt.Sprint(better)
	if better == 0 {
		count = "none"
	}
	var pairs []Pair
	for _, g := range panels {
		pairs = append(pairs, g.Pairs...)
	}
	return fmt.Sprintf("In %s of %s on %d boards %s scored better than the released one%s", count, canvas.Plural(rows, "comparison"), len(panels), hiddenOnes(pairs), beyond)
}

// side says which way a gap points. If lower is better, it says which of the two was
// better.
func (g *Gap) side(gap float64) string {
	switch {
	case g.LowerIsBetter && gap < 0:
		return "lower, which is better, than"
	case g.LowerIsBetter:
		return "higher, which is worse, than"
	case gap < 0:
		return "below"
	}
	return "above"
}

// digits returns the number of decimals of the differences in the title: as many as rows
// have, or none if all rows have large gaps between whole numbers.
func (g *Gap) digits() int {
	d, large := 0, false
	for _, p := range g.Pairs {
		d = max(d, canvas.PrintedDecimals(p.NotPublic.Printed), canvas.PrintedDecimals(p.Released.Printed))
		large = large || math.Abs(p.Gap) >= 10
	}
	if !large {
		d = max(d, 1)
	}
	return d
}

func (g *Gap) amount(v float64) string {
	n := canvas.Number(v, g.digits())
	unit := "points"
	switch {
	case n == "1" && g.Unit == "%":
		unit = "percentage point"
	case n == "1":
		unit = "point"
	case g.Unit == "%":
		unit = "percentage points"
	case g.Unit == "proportion":
		return n
	}
	return n + " " + unit
}

func (g *Gap) subtitle() string {
	panels := g.panels()
	parts := []string{}
	what := "Each row compares two variants of one model name on the same board on the same day"
	if len(panels) > 1 {
		what += "; each scale has a panel and an axis of its own"
	} else {
		if panels[0].Board != "" {
			parts = append(parts, panels[0].Board)
		}
		if panels[0].LowerIsBetter {
			what += "; lower is better"
		}
	}
	parts = append(parts, what)
	if len(panels) == 1 && panels[0].Unit == "proportion" {
		parts = append(parts, "Proportion, 1 is all")
	}
	switch {
	case !g.anyInterval():
		parts = append(parts, "No interval reported")
	case !g.intervals():
		parts = append(parts, "No row has 95% intervals for both scores")
	}
	return strings.Join(parts, ". ") + "."
}

// anyInterval reports whether a score has an interval.
func (g *Gap) anyInterval() bool {
	for _, p := range g.Pairs {
		if p.GapCI != nil || p.NotPublic.CILow != nil && p.NotPublic.CIHigh != nil || p.Released.CILow != nil && p.Released.CIHigh != nil {
			return true
		}
	}
	return false
}

// intervalName says what the whiskers are, with their level if all state the same one; ""
// if there are no whiskers.
func (g *Gap) intervalName() string {
	levels := map[float64]bool{}
	for _, pair := range g.Pairs {
		for _, m := range []Mark{pair.NotPublic, pair.Released} {
			switch {
			case m.CILow == nil || m.CIHigh == nil:
			case pair.GapCI != nil: // it is computed from intervals of 95 percent only
				levels[.95] = true
			default:
				levels[m.CILevel] = true
			}
		}
	}
	switch {
	case len(levels) == 0:
		return ""
	case len(levels) == 1 && levels[0]:
		return "interval, level not stated"
	case len(levels) == 1:
		for l := range levels {
			return strconv.FormatFloat(math.Round(l*1e4)/100, 'f', -1, 64) + "% interval"
		}
	case levels[0]:
		return "interval, not always of a stated level"
	}
	return "interval, of several levels"
}
