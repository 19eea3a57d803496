package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// title names the developer that reported the most benchmarks and says on how many of them
// nobody else did. Variants that are not shown count too: a score of one of them by others
// is a score by others. Who measured a score without a stated evaluator is not known, so
// the title counts its benchmark neither for nor against the developer.
func (c *Coverage) title() string {
	type count struct{ reported, alone, unstated int }
	best, lead, its := count{}, "", "its"
	seen := map[string]bool{}
	for _, v := range c.Variants {
		if seen[v.Developer] || v.Developer == "" {
			continue
		}
		seen[v.Developer] = true
		n := count{}
		for i, row := range c.Cells {
			var sum, others Reported
			if i < len(c.Others) {
				others = c.Others[i][v.Developer]
			}
			for j, r := range row {
				if c.Variants[j].Developer == v.Developer {
					sum.FirstParty, sum.ThirdParty, sum.Unstated = sum.FirstParty+r.FirstParty, sum.ThirdParty+r.ThirdParty, sum.Unstated+r.Unstated
				}
			}
			if sum.FirstParty == 0 {
				continue
			}
			n.reported++
			switch {
			case sum.ThirdParty+others.ThirdParty > 0:
			case sum.Unstated+others.Unstated > 0:
				n.unstated++
			default:
				n.alone++
			}
		}
		if n.reported > best.reported {
			best, lead, its = n, v.Developer, map[bool]string{false: "its", true: "their"}[v.Together]
		}
	}
	if best.reported == 0 {
		return c.titleWithoutDeveloper()
	}
	text := fmt.Sprintf("%s reported %d of %s for %s models; ", lead, best.reported, canvas.Plural(len(c.Benchmarks), "benchmark"), its)
	record := strings.TrimSpace("on record " + c.Within)
	switch {
	case best.alone == best.reported:
		return text + "no score of any by others is " + record
	case best.alone+best.unstated == 0:
		return text + "on each of them a score by others is " + record
	case best.alone == 0:
		return text + fmt.Sprintf("on %d of them who measured the others is not stated", best.unstated)
	}
	text += fmt.Sprintf("on %d of them no score of %s models by others is %s", best.alone, its, record)
	if best.unstated > 0 {
		text += fmt.Sprintf(", and on %d who measured the others is not stated", best.unstated)
	}
	return text
}

// titleWithoutDeveloper returns the title of a figure in which no developer is known to have
// measured its own model.
func (c *Coverage) titleWithoutDeveloper() string {
	others, unstated, cells := 0, 0, 0
	for _, row := range c.Cells {
		for _, r := range row {
			switch {
			case r.ThirdParty > 0:
				others++
			case r.any():
				unstated++
			default:
				continue
			}
			cells++
		}
	}
	of := fmt.Sprintf("%s of variant and benchmark", canvas.Plural(cells, "pair"))
	if others == 0 && c.Variants[0].Unresolved { // the developer is not known either
		return fmt.Sprintf("No score of %s is known to be by others, or a developer's own", of)
	}
	if others == 0 {
		return fmt.Sprintf("Who measured is not stated for %d of %s", unstated, of)
	}
	text := fmt.Sprintf("Scores by others exist for %d of %s", others, of)
	if unstated > 0 {
		text += fmt.Sprintf(", and for %d who measured is not stated", unstated)
	}
	return text + "; no developer's own is " + strings.TrimSpace("on record "+c.Within)
}

func (c *Coverage) subtitle() string {
	text := "Each cell is a benchmark and a variant. Upper left: reported by its developer. Lower right: measured by somebody else. Blank: none on record."
	if c.Subject != "" {
		text = c.Subject + ". " + text
	}
	if n := c.census(); n.AllUnknown() {
		text += " Status unknown for all: " + n.Why() + "."
	}
	return text
}

// keys explains the marks that occur in the figure.
func (c *Coverage) keys(p *canvas.Page) []canvas.Key {
	sample := func(r Reported) func(x, y vg.Length) {
		return func(x, y vg.Length) { drawCell(p, r, Released, x, y-5.5, x+14, y+5.5) }
	}
	unstated := "who measured is not stated"
	if c.Variants[0].Unresolved {
		unstated = "a score, not known by whom"
	}
	var keys []canvas.Key
	for _, k := range []struct {
		name string
		of   Reported
		is   func(Reported) bool
	}{
		{"developer only", Reported{FirstParty: 1}, func(r Reported) bool { return r.FirstParty > 0 && r.ThirdParty == 0 }},
		{"others only", Reported{ThirdParty: 1}, func(r Reported) bool { return r.FirstParty == 0 && r.ThirdParty > 0 }},
		{"both", Reported{FirstParty: 1, ThirdParty: 1}, func(r Reported) bool { return r.FirstParty > 0 && r.ThirdParty > 0 }},
		{unstated, Reported{Unstated: 1}, func(r Reported) bool { return r.Unstated > 0 }},
		{"no score on record", Reported{}, func(r Reported) bool { return !r.any() }},
	} {
		if slices.ContainsFunc(c.Cells, func(row []Reported) bool { return slices.ContainsFunc(row, k.is) }) {
			keys = append(keys, canvas.Key{Name: k.name, Swatch: sample(k.of)})
		}
	}
	statuses := c.census()
	if statuses.Hidden > 0 {
		keys = append(keys, canvas.HiddenKey("not public when reported", func(x, y vg.Length) {
			p.Outlined(canvas.NotPublic, 1.4, canvas.Polygon(canvas.Rect(x, y-7, x+14, y+1.5)), 3, 2)
			drawHiddenBand(p, x, y+1.5, x+14, y+7)
		}))
	}
	if statuses.Unknown > 0 && !statuses.AllUnknown() {
		keys = append(keys, statuses.UnknownKey(func(x, y vg.Length) {
			p.Outlined(canvas.Ink, .9, canvas.Polygon(canvas.Rect(x, y-5.5, x+14, y+5.5)), 1.2, 1.8)
		}))
	}
	return keys
}

// census counts the statuses of the columns.
func (c *Coverage) census() (n canvas.Census) {
	for _, v := range c.Variants {
		n.Add(v.Release, v.Unresolved)
	}
	return n
}

// shown returns the status that a column shows.
func (c *Coverage) shown(v CoverageVariant) Release {
	if c.census().AllUnknown() {
		return Released
	}
	return v.Release
}
