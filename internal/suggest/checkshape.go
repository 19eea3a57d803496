package suggest

import (
	"errors"
	"fmt"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

var oneOfTwo = lazyregexp.New(`(?i)^(model|player|system|candidate) ?[ab12]$`)

// checkShape returns an error if no map can read the table, with the reason.
func (g *guess) checkShape() error {
	two := 0
	for _, c := range g.columns {
		if oneOfTwo.MatchString(splitWords(c.name)) {
			two++
		}
	}
	if two > 1 {
		return errors.New("each line compares two models: write one line per model first")
	}
	if g.model == nil {
		return g.explainNoModel()
	}
	if err := g.checkSwapped(); err != nil {
		return err
	}
	numeric, numbers := 0, 0
	for _, c := range g.columns {
		if c.isNumeric() {
			numeric++
			if isNumber(c.name) {
				numbers++
			}
		}
	}
	if h := g.model.name; !g.layout.Transpose && h != "" && numbers > 0 && numbers*2 >= numeric && !hasHeader(modelHeaders, h) && !hasHeader(metaHeaders, h) && !hasHeader(benchmarkHeaders, h) && (looksLikeModel(h) || numbers == numeric) {
		return fmt.Errorf("the first line looks like data (%q), not column names: add a header line above it", h)
	}
	return nil
}

// explainNoModel returns the error that no column holds the names of models.
func (g *guess) explainNoModel() error {
	for _, c := range g.columns {
		if c.n > 0 && !c.isNumeric() && c.dates*2 < c.n && c.urls*2 < c.n && len(c.distinct)*10 >= c.n*7 && (hasHeader(benchmarkHeaders, c.name) || hasHeader(metaHeaders, c.name)) {
			return fmt.Errorf("no column holds model names: almost every line of %q has a value of its own, but its header suggests another field; if it holds the models, rename it to Model; if the models are columns, keep only the header line that names them", c.name)
		}
	}
	return errors.New("no column holds model names: no column of text has a different value on almost every line")
}

// checkSwapped returns an error for a table whose columns are models, and for a file with
// two tables.
func (g *guess) checkSwapped() error {
	numeric, models, same := 0, 0, 0
	for _, c := range g.columns {
		if c == g.model || !c.isNumeric() {
			continue
		}
		numeric++
		if families.MatchString(c.name) {
			models++
		}
		if g.model.distinct[c.name] > 0 {
			same++
		}
	}
	if same > 1 && same*2 >= numeric {
		return fmt.Errorf("this looks like a head-to-head table (model against model, such as %q), not a score table", g.model.order[0])
	}
	tests := 0
	for _, name := range g.model.order {
		if looksLikeBenchmark(name) {
			tests++
		}
	}
	if models*2 > numeric && tests*2 > len(g.model.order) && !g.layout.Transpose {
		return fmt.Errorf("the header seems to name models and the first column benchmarks (%q), below %d header rows: keep one header row, the one with the models, so that the table can be transposed", g.model.order[0], g.layout.HeaderRows)
	}
	for _, cells := range g.cells {
		if ingest.Norm(strings.TrimSpace(cells[g.model.at])) == ingest.Norm(g.model.name) && g.model.name != "" && !g.isHeader(cells) {
			return fmt.Errorf("a second table begins below the first, with its own header (%q): save it as a separate file", strings.Join(cells, ", "))
		}
	}
	return nil
}

// isHeader reports whether a line repeats the header.
func (g *guess) isHeader(cells []string) bool {
	for i, c := range g.columns {
		if ingest.Norm(strings.TrimSpace(cells[i])) != ingest.Norm(c.name) {
			return false
		}
	}
	return true
}

// reasonsLeftOut lists the columns that may hold values but are left out, with the
// reasons.
func (g *guess) reasonsLeftOut() string {
	var out []string
	for _, l := range g.left {
		switch {
		case len(out) == 3:
		case l.faults*2 > l.n || l.isNumeric() || l.scorers > 0:
			out = append(out, fmt.Sprintf("%q is left out: %s", l.name, l.why))
		case l.why == "text" && strings.ContainsAny(l.example, "0123456789"):
			out = append(out, fmt.Sprintf("%q is left out: text, such as %q", l.name, l.example))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}
