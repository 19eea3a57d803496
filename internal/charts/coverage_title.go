package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// title names the developer that reported the most benchmarks and says on how many of them
// nobody else did. Variants that are not shown count too: a score by others of one of
// them counts. A score without a stated evaluator may be by others, so its benchmark is
// not counted against the developer.
func (c *Coverage) title() string {
	type count struct{ reported, alone int }
	best, lead := count{}, ""
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
			if sum.FirstParty > 0 {
				n.reported++
				if sum.ThirdParty+sum.Unstated+others.ThirdParty+others.Unstated == 0 {
					n.alone++
				}
			}
		}
		if n.reported > best.reported {
			best, lead = n, v.Developer
		}
	}
	if best.reported == 0 {
		return c.titleWithoutDeveloper()
	}
	text := fmt.Sprintf("%s reported %d of %s for its models; ", lead, best.reported, plural(len(c.Benchmarks), "benchmark"))
	record := strings.TrimSpace("on record " + c.Within)
	switch best.alone {
	case 0:
		return text + "for each of them another score of its models is " + record
	case best.reported:
		return text + "no score of any by others is " + record
	}
	return text + fmt.Sprintf("on %d of them no score of its models by others is %s", best.alone, record)
}

func (c *Coverage) titleWithoutDeveloper() string {
	byOthers, cells := 0, 0
	for _, row := range c.Cells {
		for _, r := range row {
			if r.any() {
				cells++
			}
			if r.ThirdParty > 0 {
				byOthers++
			}
		}
	}
	if byOthers == 0 {
		return fmt.Sprintf("No score of %s of variant and benchmark is known to be by others, or a developer's own", plural(cells, "pair"))
	}
	return fmt.Sprintf("Scores by others exist for %d of %s of variant and benchmark; no developer's own is %s", byOthers, plural(cells, "pair"), strings.TrimSpace("on record "+c.Within))
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
	var keys []canvas.Key
	for _, k := range []struct {
		name string
		of   Reported
		is   func(Reported) bool
	}{
		{"developer only", Reported{FirstParty: 1}, func(r Reported) bool { return r.FirstParty > 0 && r.ThirdParty == 0 }},
		{"others only", Reported{ThirdParty: 1}, func(r Reported) bool { return r.FirstParty == 0 && r.ThirdParty > 0 }},
		{"both", Reported{FirstParty: 1, ThirdParty: 1}, func(r Reported) bool { return r.FirstParty > 0 && r.ThirdParty > 0 }},
		{"a score, not known by whom", Reported{Unstated: 1}, func(r Reported) bool { return r.Unstated > 0 }},
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
