package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// title states what the bars show: who leads, and whether the public could get that
// variant. It states nothing that the values do not show.
func (b *Bars) title() string {
	text := b.finding()
	if b.Day == "" || text == "" {
		return text
	}
	for _, first := range []string{"One of ", "They ", "Of the "} {
		if strings.HasPrefix(text, first) {
			text = strings.ToLower(first[:1]) + text[1:]
		}
	}
	return "On " + b.Day + " " + text
}

func (b *Bars) finding() string {
	total, flagged := 0, 0
	for _, vs := range b.Values {
		for _, v := range vs {
			if v != nil {
				total++
				if v.Release == NotReleased {
					flagged++
				}
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
				return text + ", but the public could not get it"
			}
		}
	}
	if flagged == 1 {
		return fmt.Sprintf("One of %s came from a variant that the public could not get", plural(total, "score"))
	}
	if flagged > 0 {
		which := "variants"
		if len(hidden) == 1 {
			which = "a variant"
		}
		return fmt.Sprintf("%d of %d scores came from %s that the public could not get", flagged, total, which)
	}
	best, most := -1, 0
	for j := range b.Series {
		if n, _, _ := b.leads(j); n > most {
			best, most = j, n
		}
	}
	if best >= 0 {
		return b.leading(best)
	}
	if text := b.spread(); text != "" {
		return text
	}
	return fmt.Sprintf("%s of %s on %s", plural(total, "score"), plural(len(b.Series), "model"), plural(len(b.Benchmarks), "benchmark"))
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
		return fmt.Sprintf("%s: from %s on %s to %s on %s", shortName(b.Series[0].Name), b.Values[lo][0].Printed, shortName(b.Benchmarks[lo]), b.Values[hi][0].Printed, shortName(b.Benchmarks[hi]))
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
			text = fmt.Sprintf("They differ most on %s: from %s (%s) to %s (%s)", shortName(b.Benchmarks[i]), vs[lo].Printed, shortName(b.Series[lo].Name), vs[hi].Printed, shortName(b.Series[hi].Name))
		}
	}
	return text
}

// shared returns the first benchmark that series j has in common with another.
func (b *Bars) shared(j int) string {
	for i, vs := range b.Values {
		if vs[j] != nil && i < len(b.Others) && len(b.Others[i]) > 0 {
			return b.Benchmarks[i]
		}
		for k, v := range vs {
			if k != j && v != nil && vs[j] != nil {
				return b.Benchmarks[i]
			}
		}
	}
	return ""
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
			if v.Release == NotReleased {
				text += ", but the public could not get it"
			}
			return text
		}
	}
	return ""
}

// leading says on how many benchmarks series j leads, "" if it leads on none.
func (b *Bars) leading(j int) string {
	leads, of, others := b.leads(j)
	name := b.Series[j].Name
	if others > 0 {
		name = fmt.Sprintf("Of the %s drawn, %s", plural(len(b.Series), "model"), name)
	}
	switch {
	case leads == 0:
		return ""
	case of == 1:
		return fmt.Sprintf("%s leads on %s", name, b.shared(j))
	case leads == of:
		return fmt.Sprintf("%s leads on all %d benchmarks shown for it", name, of)
	}
	return fmt.Sprintf("%s leads on %d of %s shown for it", name, leads, plural(of, "benchmark"))
}

// leads compares series j with the other series, benchmark by benchmark. It returns the
// number of benchmarks on which series j alone has the best drawn score, the number on
// which there is something to compare it with, and how many of the first have a score that
// is not drawn and as good or better. Where series j is drawn alone, it is compared with
// the scores that are not drawn.
func (b *Bars) leads(j int) (leads, of, others int) {
	for i, vs := range b.Values {
		if vs[j] == nil {
			continue
		}
		behind := func(v float64) bool { return b.lower(i) && v <= vs[j].Value || !b.lower(i) && v >= vs[j].Value }
		drawn, ahead := 0, true
		for k, v := range vs {
			if k != j && v != nil {
				drawn++
				ahead = ahead && !behind(v.Value)
			}
		}
		if i < len(b.Others) && len(b.Others[i]) > 0 {
			beaten := slices.ContainsFunc(b.Others[i], behind)
			switch {
			case drawn == 0:
				drawn, ahead = 1, !beaten
			case ahead && beaten:
				others++
			}
		}
		if drawn > 0 {
			of++
			if ahead {
				leads++
			}
		}
	}
	return leads, of, others
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
