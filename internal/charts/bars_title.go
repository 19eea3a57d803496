package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts/canvas"
)

// title states what the bars show: which scores are the highest, and whether the public
// could get that variant. It states nothing that the values do not show.
func (b *Bars) title() string {
	text := b.finding()
	if b.Day == "" || text == "" {
		return text
	}
	for _, first := range []string{"One of ", "They "} {
		if strings.HasPrefix(text, first) {
			text = strings.ToLower(first[:1]) + text[1:]
		}
	}
	return "On " + b.Day + " " + text
}

func (b *Bars) finding() string {
	total, flagged, unreleased := 0, 0, 0
	several := map[int]bool{} // the series of which no release by then is on record
	for _, vs := range b.Values {
		for j, v := range vs {
			if v == nil {
				continue
			}
			total++
			if v.Release == NotReleased {
				flagged++
			}
			if v.NoRelease {
				unreleased, several[j] = unreleased+1, true
			}
		}
	}
	if total == 1 {
		return b.single()
	}
	hidden := b.hidden()
	if len(hidden) == 1 && flagged > 0 {
		for j := range hidden {
			if text := b.leading(j); text != "" {
				return text + notPublic
			}
		}
	}
	if flagged > 0 {
		return from(flagged, total, len(hidden)) + " that the public could not get"
	}
	for j := range several {
		if text := b.leading(j); text != "" && len(several) == 1 {
			return text + noRelease
		}
	}
	if unreleased > 0 {
		return from(unreleased, total, len(several)) + " of which no release by then is on record"
	}
	best, most := -1, 0
	for j := range b.Series {
		if n, _ := b.leads(j); len(n) > most {
			best, most = j, len(n)
		}
	}
	if best >= 0 {
		return b.leading(best)
	}
	if text := b.spread(); text != "" {
		return text
	}
	return fmt.Sprintf("%s of %s on %s", canvas.Plural(total, "score"), canvas.Plural(len(b.Series), "model"), canvas.Plural(len(b.Benchmarks), "benchmark"))
}

// The ends of a title that names a variant whose release no source shows.
const (
	notPublic = ", but the public could not get it"
	noRelease = "; no release of it by then is on record"
)

// caveat returns the end of a title that names the variant of a score.
func (s *Score) caveat() string {
	switch {
	case s.Release == NotReleased:
		return notPublic
	case s.NoRelease:
		return noRelease
	}
	return ""
}

// from says how many scores came from some variants.
func from(n, total, variants int) string {
	switch {
	case n == 1:
		return fmt.Sprintf("One of %s came from a variant", canvas.Plural(total, "score"))
	case variants == 1:
		return fmt.Sprintf("%d of %d scores came from a variant", n, total)
	}
	return fmt.Sprintf("%d of %d scores came from variants", n, total)
}

// spread returns the title of a figure without a leader. For one model it is the range of
// its scores, if they have one unit. For several it names the benchmark on which they
// differ most, relative to the larger value. It returns "" if there is none.
func (b *Bars) spread() string {
	if len(b.Series) == 1 {
		lo, hi := -1, -1
		for i, vs := range b.Values {
			switch {
			case vs[0] == nil:
				continue
			case b.unit(i) != b.unit(0) || b.lower(i) != b.lower(0):
				return ""
			}
			if lo < 0 || vs[0].Value < b.Values[lo][0].Value {
				lo = i
			}
			if hi < 0 || vs[0].Value > b.Values[hi][0].Value {
				hi = i
			}
		}
		if lo < 0 || b.Values[lo][0].Value == b.Values[hi][0].Value {
			return ""
		}
		return fmt.Sprintf("%s: from %s on %s to %s on %s", canvas.ShortName(b.Series[0].Name), b.Values[lo][0].Printed, canvas.ShortName(b.Benchmarks[lo]), b.Values[hi][0].Printed, canvas.ShortName(b.Benchmarks[hi]))
	}
	text, most := "", 0.0
	for i, vs := range b.Values {
		lo, hi := -1, -1
		for j, v := range vs {
			if v != nil && (lo < 0 || v.Value < vs[lo].Value) {
				lo = j
			}
			if v != nil && (hi < 0 || v.Value > vs[hi].Value) {
				hi = j
			}
		}
		if lo < 0 || vs[lo].Value >= vs[hi].Value {
			continue
		}
		if share := (vs[hi].Value/2 - vs[lo].Value/2) / max(math.Abs(vs[hi].Value), math.Abs(vs[lo].Value)); share > most {
			most = share
			text = fmt.Sprintf("They differ most on %s: from %s (%s) to %s (%s)", canvas.ShortName(b.Benchmarks[i]), vs[lo].Printed, canvas.ShortName(b.Series[lo].Name), vs[hi].Printed, canvas.ShortName(b.Series[hi].Name))
		}
	}
	return text
}

// single returns the title of a figure with one value.
func (b *Bars) single() string {
	for i, vs := range b.Values {
		for j, v := range vs {
			if v == nil {
				continue
			}
			sign := map[string]string{"%": "%"}[b.unit(i)]
			text := fmt.Sprintf("%s: %s%s on %s", b.Series[j].Name, v.Printed, sign, b.Benchmarks[i])
			return text + v.caveat()
		}
	}
	return ""
}

// leading says on which benchmarks series j has the best drawn score, "" if it has none or
// if the source contradicts that.
func (b *Bars) leading(j int) string {
	leads, shown := b.leads(j)
	if len(leads) == 0 {
		return ""
	}
	of := shown
	lower := len(leads) - len(slices.DeleteFunc(slices.Clone(leads), b.lower))
	best, end := "highest", ""
	if lower == len(leads) {
		best, end = "lowest", ", where lower is better"
	} else if lower > 0 {
		best = "best"
	}
	if slices.ContainsFunc(leads, func(i int) bool { return i < len(b.Unstated) && b.Unstated[i] }) {
		end += ", in settings of which not all are stated"
	}
	name, on := b.Series[j].Name, fmt.Sprintf("the %d benchmarks shown for it", of)
	if j < len(b.Benchmarked) && b.Benchmarked[j] > of {
		on, of = fmt.Sprintf("the %d benchmarks that this source prints for it", b.Benchmarked[j]), b.Benchmarked[j]
	}
	switch {
	case shown == 1:
		n := len(slices.DeleteFunc(slices.Clone(b.Values[leads[0]]), func(v *Score) bool { return v == nil }))
		return fmt.Sprintf("%s has the %s of the %d scores drawn on %s%s", name, best, n, b.Benchmarks[leads[0]], end)
	case len(leads) == of:
		return fmt.Sprintf("%s has the %s score drawn on each of %s%s", name, best, on, end)
	}
	return fmt.Sprintf("%s has the %s score drawn on %d of %s%s", name, best, len(leads), on, end)
}

// leads returns the benchmarks on which series j alone has the best score, and the number
// of those on which another is drawn. A score that is not drawn and as good contradicts
// it, and so does a rank that the source prints for it or for another: see first.
func (b *Bars) leads(j int) (leads []int, of int) {
	for i, vs := range b.Values {
		if vs[j] == nil {
			continue
		}
		behind := func(v float64) bool { return b.lower(i) && v <= vs[j].Value || !b.lower(i) && v >= vs[j].Value }
		others, ahead := []*Score{}, i >= len(b.NoLead) || !b.NoLead[i][j]
		for k, v := range vs {
			if k != j && v != nil {
				others = append(others, v)
				ahead = ahead && !behind(v.Value)
			}
		}
		if len(others) == 0 {
			continue
		}
		of++
		if ahead && vs[j].first(others) && (i >= len(b.Others) || !slices.ContainsFunc(b.Others[i], behind)) {
			leads = append(leads, i)
		}
	}
	return leads, of
}

// first reports whether the printed ranks allow that a score is ahead of others: it is the
// only one of rank 1, or none of the ranks is known.
func (s *Score) first(others []*Score) bool {
	return s.Rank < 2 && !slices.ContainsFunc(others, func(o *Score) bool { return o.Rank == 1 })
}

// subtitle says what is shown and explains the marks.
func (b *Bars) subtitle() string {
	var parts []string
	if b.Subject != "" {
		parts = append(parts, b.Subject)
	}
	panels := b.panels()
	unit := unitWords(panels[0].unit)
	for _, p := range panels {
		if p.unit != panels[0].unit || p.lower != panels[0].lower {
			unit = "Each unit has a panel and an axis of its own"
		}
	}
	if len(panels) > 1 && unit == unitWords(panels[0].unit) {
		unit += "; benchmarks that differ much in size have panels and axes of their own"
	} else if len(panels) == 1 && panels[0].lower {
		unit = strings.TrimPrefix(unit+", lower is better", ", ")
	}
	if unit = strings.TrimPrefix(unit, "; "); unit != "" {
		parts = append(parts, strings.ToUpper(unit[:1])+unit[1:])
	}
	parts = append(parts, b.marks(panels)...)
	if once := b.unknownAtOnce(); once != "" {
		parts = append(parts, once)
	}
	parts = append(parts, b.intervals())
	return strings.Join(parts, ". ") + "."
}

// marks explains the marks of scores that were not public, if there are any.
func (b *Bars) marks(panels []panel) []string {
	bars, dots := false, false
	for _, p := range panels {
		for _, i := range p.benchmarks {
			for _, v := range b.Values[i] {
				if v != nil && v.Release == NotReleased {
					bars, dots = bars || !p.points, dots || p.points
				}
			}
		}
	}
	what := "mark variants that were not public when the score was reported"
	switch {
	case bars && dots:
		return []string{"Hatched bars and hollow diamonds " + what}
	case bars:
		return []string{"Hatched bars " + what}
	case dots:
		return []string{"Hollow diamonds " + what}
	}
	return nil
}

// intervals says what the thin lines mean, or that there are none.
func (b *Bars) intervals() string {
	reported, errors, half, none := false, false, false, false
	for _, vs := range b.Values {
		for _, v := range vs {
			switch {
			case v == nil:
			case v.CILow != nil && v.CIHigh != nil:
				reported = true
			case v.StdErr != nil:
				errors = true
			default:
				none = true
				half = half || v.CILow != nil || v.CIHigh != nil
			}
		}
	}
	text := ""
	switch {
	case reported && errors:
		text = "Thin lines are the reported intervals, else ±1.96 of the reported standard errors"
	case reported:
		text = "Thin lines are the reported intervals"
	case errors:
		text = "Thin lines are ±1.96 of the reported standard errors"
	case half:
		return "No interval is reported with both ends"
	default:
		return "No interval reported"
	}
	if none {
		text += ", where there are any"
	}
	return text
}
