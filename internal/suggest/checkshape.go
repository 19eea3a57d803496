package suggest

import (
	"errors"
	"fmt"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/sheet"
)

var oneOfTwo = lazyregexp.New(`(?i)^(model|player|system|candidate) ?[ab12]$`)

// checkShape returns an error if no map can read the table, with the reason.
func (g *guess) checkShape() error {
	two := 0
	for _, c := range g.Columns {
		if oneOfTwo.MatchString(sheet.SplitWords(c.Name)) {
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
	for _, c := range g.Columns {
		if c.IsNumeric() {
			numeric++
			if sheet.IsNumber(c.Name) {
				numbers++
			}
		}
	}
	if h := g.model.Name; !g.Layout.Transpose && h != "" && numbers > 0 && numbers*2 >= numeric && !sheet.HasHeader(sheet.ModelHeaders, h) && !sheet.HasHeader(sheet.MetaHeaders, h) && !sheet.HasHeader(sheet.BenchmarkHeaders, h) && (sheet.LooksLikeModel(h) || numbers == numeric) {
		return fmt.Errorf("the first line looks like data (%q), not column names: add a header line above it", h)
	}
	return nil
}

// explainNoModel returns the error that no column holds the names of models.
func (g *guess) explainNoModel() error {
	for _, c := range g.Columns {
		if c.N > 0 && !c.IsNumeric() && c.Dates*2 < c.N && c.Urls*2 < c.N && len(c.Distinct)*10 >= c.N*7 && (sheet.HasHeader(sheet.BenchmarkHeaders, c.Name) || sheet.HasHeader(sheet.MetaHeaders, c.Name)) {
			return fmt.Errorf("no column holds model names: almost every line of %q has a value of its own, but its header suggests another field; if it holds the models, rename it to Model; if the models are columns, keep only the header line that names them", c.Name)
		}
	}
	return errors.New("no column holds model names: no column of text has a different value on almost every line")
}

// checkSwapped returns an error for a table whose columns are models, and for a file with
// two tables.
func (g *guess) checkSwapped() error {
	numeric, models, same := 0, 0, 0
	for _, c := range g.Columns {
		if c == g.model || !c.IsNumeric() {
			continue
		}
		numeric++
		if sheet.Families.MatchString(c.Name) {
			models++
		}
		if g.model.Distinct[c.Name] > 0 {
			same++
		}
	}
	if same > 1 && same*2 >= numeric {
		return fmt.Errorf("this looks like a head-to-head table (model against model, such as %q), not a score table", g.model.Order[0])
	}
	tests := 0
	for _, name := range g.model.Order {
		if sheet.LooksLikeBenchmark(name) {
			tests++
		}
	}
	if models*2 > numeric && tests*2 > len(g.model.Order) && !g.Layout.Transpose {
		return fmt.Errorf("the header seems to name models and the first column benchmarks (%q), below %d header rows: keep one header row, the one with the models, so that the table can be transposed", g.model.Order[0], g.Layout.HeaderRows)
	}
	for _, cells := range g.Cells {
		if ingest.Norm(strings.TrimSpace(cells[g.model.At])) == ingest.Norm(g.model.Name) && g.model.Name != "" && !g.IsHeader(cells) {
			return fmt.Errorf("a second table begins below the first, with its own header (%q): save it as a separate file", strings.Join(cells, ", "))
		}
	}
	return nil
}

// reasonsLeftOut lists the columns that may hold values but are left out, with the
// reasons.
func (g *guess) reasonsLeftOut() string {
	var out []string
	for _, l := range g.left {
		switch {
		case len(out) == 3:
		case l.Faults*2 > l.N || l.IsNumeric() || l.Scorers > 0:
			out = append(out, fmt.Sprintf("%q is left out: %s", l.Name, l.why))
		case l.why == "text" && strings.ContainsAny(l.Example, "0123456789"):
			out = append(out, fmt.Sprintf("%q is left out: text, such as %q", l.Name, l.Example))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}
