package charts

import (
	"fmt"
	"math"
	"strings"
)

// title states the gap: the range where all rows are of one model and point the
// same way, else the largest.
func (g *Gap) title() string {
	lo, hi := math.Inf(1), math.Inf(-1)
	allClear := true
	big := g.Pairs[0]
	for _, p := range g.Pairs {
		lo, hi = min(lo, p.Gap), max(hi, p.Gap)
		allClear = allClear && p.clear()
		if math.Abs(p.Gap) > math.Abs(big.Gap) {
			big = p
		}
	}
	if !big.clear() && big.GapCI != nil {
		return fmt.Sprintf("%s: no gap beyond the uncertainty between the variant that was not public and the public one", big.Model)
	}
	side, size := "above", math.Abs(big.Gap)
	if big.Gap < 0 {
		side = "below"
	}
	amount := g.amount(size)
	if g.oneModel() && len(g.Pairs) > 1 && lo*hi > 0 {
		from, to := math.Min(math.Abs(lo), math.Abs(hi)), size
		if number(from, g.digits()) != number(to, g.digits()) {
			amount = number(from, g.digits()) + " to " + g.amount(to)
		}
		return fmt.Sprintf("%s: the variant the public could not get scored %s %s the released one", big.Model, amount, side)
	}
	if len(g.Pairs) > 1 {
		return fmt.Sprintf("The largest gap: %s, where the variant the public could not get scored %s %s the released one", big.Model, amount, side)
	}
	return fmt.Sprintf("%s: the variant the public could not get scored %s %s the released one", big.Model, amount, side)
}

// digits is how many decimals a difference needs to be seen.
func (g *Gap) digits() int {
	for _, p := range g.Pairs {
		if math.Abs(p.Gap) >= 10 {
			return 0
		}
	}
	return 1
}

func (g *Gap) amount(v float64) string {
	n := number(v, g.digits())
	unit := "points"
	switch {
	case n == "1":
		unit = "point"
	case g.Unit == "%":
		unit = "percentage points"
	}
	return n + " " + unit
}

func (g *Gap) subtitle() string {
	parts := []string{}
	if g.Board != "" {
		parts = append(parts, g.Board)
	}
	what := "Each row compares two variants of one model name on the same board on the same day"
	if g.LowerIsBetter {
		what += "; lower is better"
	}
	parts = append(parts, what)
	if !g.intervals() {
		parts = append(parts, "No row has 95% intervals for both scores")
	}
	return strings.Join(parts, ". ") + "."
}
