package suggest

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/sheet"
)

// setAside profiles the columns again without the lines that sum up the others, such as
// a total, whose numbers say nothing of the unit.
func (g *guess) setAside() {
	isStatistic := func(cells []string) bool { return g.model != nil && g.isStatistic(cells[g.model.At]) }
	if g.Layout.Transpose || !slices.ContainsFunc(g.Cells, isStatistic) {
		return
	}
	for _, c := range g.Columns {
		if c == g.model {
			continue
		}
		again := sheet.NewColumn(c.Comma, c.Name, c.At)
		again.SameName, again.RepeatsName = c.SameName, c.RepeatsName
		for _, cells := range g.Cells {
			if !isStatistic(cells) {
				again.ReadCell(strings.TrimSpace(cells[c.At]))
			}
		}
		again.Finish()
		*c = *again
	}
}

// isStatistic reports whether a name is that of a line that sums up the others.
func (g *guess) isStatistic(name string) bool {
	name = strings.TrimSpace(name)
	return sheet.HasHeader(sheet.Baselines, name) || sheet.BaselineRow.MatchString(name) || sheet.StatisticsRow.MatchString(name)
}

// findNames finds the column of models and, in a long table, the columns of benchmarks and
// metrics.
func (g *guess) findNames() {
	text := func(c *sheet.Column) bool {
		return c.N > 0 && !c.IsNumeric() && c.Share(c.Urls) < 0.5 && c.Share(c.Dates) < 0.5 && c.Scorers*2 < c.N
	}
	if g.Layout.Transpose {
		g.model = g.Columns[0]
		return
	}
	g.long = slices.ContainsFunc(g.Columns, func(c *sheet.Column) bool { return c.IsNumeric() && sheet.HasHeader(sheet.ValueHeaders, c.Name) })
	for _, h := range sheet.ModelHeaders {
		for _, c := range g.Columns {
			if g.model == nil && text(c) && sheet.HasHeader([]string{h}, c.Name) {
				g.model = c
			}
		}
	}
	for _, c := range g.Columns {
		if g.model == nil && text(c) && !sheet.HasHeader(sheet.MetaHeaders, c.Name) && sheet.ModelWord.MatchString(sheet.SplitWords(c.Name)) {
			g.model = c
		}
	}
	if g.model == nil {
		for _, c := range g.Columns {
			if text(c) && !sheet.HasHeader(sheet.MetaHeaders, c.Name) && !sheet.HasHeader(sheet.BenchmarkHeaders, c.Name) && len(c.Distinct)*10 >= c.N*7 {
				g.names = append(g.names, c)
			}
		}
		if len(g.names) == 0 {
			return
		}
		g.model = g.names[0]
		for _, c := range g.names {
			if slices.ContainsFunc(c.Order, g.isModel) && !slices.ContainsFunc(g.model.Order, g.isModel) {
				g.model = c
			}
		}
		g.names = append([]*sheet.Column{g.model}, slices.DeleteFunc(g.names, func(c *sheet.Column) bool { return c == g.model })...)
	}
	wide := g.isWide()
	for _, c := range g.Columns {
		switch {
		case g.model != nil && c != g.model && g.version == nil && g.isVersion(c):
			g.version = c
		case c == g.model || !text(c):
		case g.benchmark == nil && sheet.HasHeader(sheet.BenchmarkHeaders, c.Name) && wide:
			g.groupColumns = append(g.groupColumns, c)
		case g.benchmark == nil && sheet.HasHeader(sheet.BenchmarkHeaders, c.Name) && c.Blank*10 < c.N && (len(c.Distinct) > 1 || g.long):
			g.benchmark = c
		case g.metric == nil && sheet.HasHeader(sheet.MetricHeaders, c.Name):
			g.metric = c
		case g.evaluator == nil && sheet.HasHeader(sheet.EvaluatorHeaders, c.Name):
			g.evaluator = c
		case g.units == nil && sheet.HasHeader(sheet.UnitHeaders, c.Name):
			g.units = c
		}
	}
}

// isModel reports whether a text is the name of a model on record, or looks like one.
func (g *guess) isModel(text string) bool {
	return sheet.LooksLikeModel(text) || g.known.Names[ingest.Norm(text)]
}

// isWide reports whether the columns of values are named after benchmarks.
func (g *guess) isWide() bool {
	tests := 0
	for _, c := range g.Columns {
		if c.IsNumeric() && sheet.LooksLikeBenchmark(c.Name) && !sheet.MeasureWord.MatchString(sheet.SplitWords(c.Name)) {
			tests++
		}
	}
	return !g.long && tests > 1
}

// isVersion reports whether a column holds the version of the model. A number must be
// whole, and in a long table it must not be the version of the task.
func (g *guess) isVersion(c *sheet.Column) bool {
	if c.N == 0 || c.Dates*2 >= c.N || !sheet.HasHeader(sheet.VersionHeaders, c.Name) || g.model.Name == "" {
		return false
	}
	tasks := func(o *sheet.Column) bool { return sheet.HasHeader(sheet.BenchmarkHeaders, o.Name) }
	return !c.IsNumeric() || c.Whole == c.Numbers && !g.long && !slices.ContainsFunc(g.Columns, tasks)
}

// checkCarried returns an error for a long table that names each benchmark only in the
// first of its lines.
func (g *guess) checkCarried() error {
	values := 0
	for _, c := range g.Columns {
		if c.IsNumeric() && !sheet.HasHeader(sheet.SizeHeaders, c.Name) && !sheet.HasHeader(sheet.RankHeaders, c.Name) {
			values++
		}
	}
	if g.benchmark != nil || values != 1 && !g.long {
		return nil
	}
	for _, c := range g.Columns {
		if !sheet.HasHeader(sheet.BenchmarkHeaders, c.Name) || sheet.HasHeader([]string{"category", "subset"}, c.Name) || c.Blank == 0 || c.N < 2 || strings.TrimSpace(g.Cells[0][c.At]) == "" {
			continue
		}
		return fmt.Errorf("column %q is blank in %s, which seem to continue the benchmark above them: repeat its name on each line first, or name it in a map under layout: {fill_down: [...]}", c.Name, model.Plural(c.Blank, "line"))
	}
	return nil
}

// findRank finds the column of ranks: by its whole name, otherwise by a word in it.
func (g *guess) findRank() {
	for _, is := range []func(string) bool{
		func(h string) bool { return sheet.HasHeader(sheet.RankHeaders, h) },
		func(h string) bool { return sheet.RankWords.MatchString(sheet.SplitWords(h)) && !g.ranksOf(h) },
	} {
		for _, c := range g.Columns {
			if g.rank == nil && is(c.Name) && c.Whole*2 > c.N && c.Whole == c.Numbers && c.Low >= 1 && (c.Low == 1 || strings.Contains(strings.ToLower(c.Name), "rank")) {
				g.rank = c
			}
		}
	}
}

// countMeasures counts the columns of numbers that are named after metrics, such as accuracy.
func (g *guess) countMeasures() int {
	n := 0
	for _, c := range g.Columns {
		if c.IsNumeric() && (sheet.OfBoard(c.Name) && !sheet.HasHeader([]string{"score", "scores", "value", "result", "rank"}, c.Name) || sheet.MeasureName.MatchString(sheet.MetricWords(c.Name))) {
			n++
		}
	}
	return n
}

// ranksOf reports whether a header of ranks names a column of numbers, so that they are
// not those of the line.
func (g *guess) ranksOf(header string) bool {
	rest := strings.TrimSpace(sheet.RankWords.ReplaceAllString(sheet.SplitWords(header), ""))
	return rest != "" && slices.ContainsFunc(g.Columns, func(c *sheet.Column) bool { return strings.EqualFold(sheet.SplitWords(c.Name), rest) })
}
