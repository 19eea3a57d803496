package suggest

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
	"provenance/internal/sheet"
)

// writeRules writes the score rules: one for all columns that need the same keys, and one
// for each column with companions.
func (g *guess) writeRules(p func(string, ...any)) {
	p("scores:")
	groups := map[string][]*valueGuess{}
	var order []string
	for _, v := range g.values {
		key := fmt.Sprintf("%s %s %v %v", v.metricText(), v.MarkupOf(), v.PlusMinus > 0, v.hasZerosApart())
		key += fmt.Sprint(v.InUnit, v.Parens > 0)
		if v.WithIntervals > 0 {
			key += fmt.Sprint(v.IntervalForm(), strings.Contains(v.Name, "95"))
		}
		if v.stderr != nil || v.low != nil || v.ci != nil || v.Sentinel() != "" || v.size != nil || len(v.Letters) > 0 || !v.IsNumeric() || (v.PlusMinus > 0 || v.Parens > 0) && v.plusMinusKind() != "" {
			key = fmt.Sprint(v.At)
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], v)
	}
	for _, key := range order {
		if vs := groups[key]; len(vs) == 1 {
			g.writeRule(p, vs[0])
		} else {
			g.writeGroup(p, vs)
		}
	}
}

// writeGroup writes one rule for several columns.
func (g *guess) writeGroup(p func(string, ...any), vs []*valueGuess) {
	var names []string
	for _, v := range vs {
		names = append(names, v.YamlName())
	}
	p("  - columns:")
	p("      list: [%s]", strings.Join(names, ", "))
	p("    fields: {metric: %s}  # %s", vs[0].metricText(), strings.Replace(vs[0].why, "from", vs[0].Name+" from", 1))
	for _, v := range vs {
		if (v.Percents > 0) != (vs[0].Percents > 0) {
			p("    # %s: %s", v.YamlName(), v.why)
		}
		g.writeMean(p, v)
	}
	g.writeInterval(p, vs[0])
	g.writeQuirks(p, vs)
}

// writeMean writes a comment for a column that may be the mean of the others.
func (g *guess) writeMean(p func(string, ...any), v *valueGuess) {
	if strings.HasPrefix(v.metric, "score-") && sheet.MeanHeader.MatchString(sheet.SplitWords(v.Name)) && len(g.values) > 2 {
		p("    # %s may be the mean of the others; leave it out if it is not a score of its own", v.YamlName())
	}
}

// writeRule writes the rule of one column.
func (g *guess) writeRule(p func(string, ...any), v *valueGuess) {
	p("  - column: %s  # %s", v.YamlName(), v.Evidence())
	var fields, notes []string
	if g.key == nil {
		fields = append(fields, "metric: "+v.metricText())
	}
	if v.Pairs > v.Numbers {
		p("    form: pair  # numbers separated by slashes: this reads the first; a second rule with part: 2 needs its own benchmark or setting")
		p("    part: 1")
		if v.metric == "count" && g.size == nil {
			fields = append(fields, fmt.Sprintf(`sample_size: {column: %s, pattern: '/ *([\d,]+)$'}`, v.YamlName()))
		}
	}
	if v.size != nil {
		fields = append(fields, fmt.Sprintf("sample_size: {column: %s%s}", v.size.YamlName(), v.size.LetterKey()))
	}
	if v.stderr != nil {
		fields = append(fields, fmt.Sprintf("stderr: {column: %s}", v.stderr.YamlName()))
	}
	if v.Parens > 0 && v.stderr == nil && v.plusMinusKind() == "stderr" {
		fields = append(fields, fmt.Sprintf(`stderr: {column: %s, pattern: '[(\[](.+)[)\]]$'}`, v.YamlName()))
	}
	if v.low != nil && v.high != nil {
		fields = append(fields, fmt.Sprintf("ci_low: {column: %s}, ci_high: {column: %s}", v.low.YamlName(), v.high.YamlName()))
		if level := sheet.LevelOf(v.low.Name); level != "" {
			fields = append(fields, "ci_level: "+level)
		} else {
			notes = append(notes, "add ci_level: 0.95 if the board says so")
			if sheet.NameWithoutEnd(v.low.Name) == "" && sheet.PlainEnds.MatchString(sheet.SplitWords(v.low.Name)) {
				notes = append(notes, "read as an interval only because of the names Low and High; if these are scores, give each a rule of its own")
			}
		}
	}
	if g.key == nil {
		notes = append([]string{v.why}, notes...)
	}
	if len(fields) > 0 {
		p("    fields: {%s}%s", strings.Join(fields, ", "), strings.TrimSuffix("  # "+strings.Join(notes, "; "), "  # "))
	}
	g.writeMean(p, v)
	g.writeInterval(p, v)
	switch {
	case v.PlusMinus > 0 && v.plusMinusKind() != "":
		p("    plus_minus: %s  # by its header", v.plusMinusKind())
	}
	g.writeQuirks(p, []*valueGuess{v})
}

// writeInterval writes where the interval of a column is printed.
func (g *guess) writeInterval(p func(string, ...any), v *valueGuess) {
	at, keys, evidence := v.ci, "", ""
	switch {
	case at != nil && v.low != nil && v.high != nil:
		p("    # %s prints an interval too: %s", at.YamlName(), at.Evidence())
		return
	case at != nil:
		keys, evidence = fmt.Sprintf("column: %s, form: %s", at.YamlName(), v.ciForm), at.Evidence()
	case v.WithIntervals > 0:
		at, evidence = v.Column, "the interval follows the value"
		p(`    pattern: '^[^\s(\[]+'`)
		keys = fmt.Sprintf(`form: %s, pattern: '[\s(\[].*$'`, v.IntervalForm())
	case v.Parens > 0 && v.plusMinusKind() == "interval":
		at, keys, evidence = v.Column, `form: half, pattern: '[(\[](.+)[)\]]$'`, "by its header, half of it is in brackets"
	default:
		return
	}
	level, add := "", "; add level: 0.95 if the board says so"
	if l := sheet.LevelOf(at.Name); l != "" {
		level, add = ", level: "+l, ""
	}
	p("    interval: {%s%s}  # %s%s", keys, level, evidence, add)
}

// plusMinusKind returns the meaning of the number after ± by the header, "" if the header
// does not say.
func (v *valueGuess) plusMinusKind() string {
	switch {
	case sheet.StderrHeader.MatchString(sheet.SplitWords(v.Name)):
		return "stderr"
	case sheet.CiHeader.MatchString(sheet.Unbracketed(v.Name)):
		return "interval"
	}
	return ""
}

// writeQuirks writes the keys that describe how the cells of columns print numbers.
func (g *guess) writeQuirks(p func(string, ...any), vs []*valueGuess) {
	v := vs[0]
	if v.PlusMinus > 0 && v.plusMinusKind() == "" {
		p("    # plus_minus: stderr or interval? The file does not say what the number after ± is, so it is left out.")
	}
	if m := v.MarkupOf(); m != "" {
		p("    markup: %s", m)
	}
	if key := v.LetterKey(); key != "" {
		p("    %s", strings.TrimPrefix(key, ", "))
	}
	if v.InUnit != "" {
		p(`    pattern: '^[+−-]?[\d.,]+'  # %q follows the numbers`, v.InUnit)
	}
	sups := 0
	for _, v := range vs {
		sups += v.Sups
	}
	if v.Parens > 0 && v.WithIntervals == 0 && v.InUnit == "" {
		p(`    pattern: '^[^\s(\[]+'  # a second number in brackets in %s; the file does not say what it is`, model.Plural(v.Parens, "cell"))
	}
	if sups > 0 && v.Parens == 0 && v.WithIntervals == 0 && v.InUnit == "" {
		p(`    pattern: '^\S+'  # a note follows the number in %s`, model.Plural(sups, "cell"))
	}
	var marks []string
	n := 0
	for _, v := range vs {
		for mark, count := range v.Marks {
			marks = append(marks, mark)
			n += count
		}
	}
	if len(marks) > 0 {
		slices.Sort(marks)
		p("    marks: %s  # one follows the number in %s; the board says what they mean", sheet.YamlList(slices.Compact(marks)), model.Plural(n, "cell"))
	}
	for _, v := range vs {
		if small := v.CountProportions(); small > 0 && strings.HasSuffix(v.metric, "-percent") && small*2 < v.Numbers {
			p("    # warning: %s: %d of %d values lie within 0 and 1 and the others do not: are these proportions?", v.YamlName(), small, v.Numbers)
		}
	}
	if s := v.Sentinel(); s != "" {
		p("    # warning: %s in %d lines is the only value below 0", s, v.Negatives[s])
		p("    # missing: [%q]  # %d of %d values, and no other value is below 0: does it mean that there is no value?", s, v.Negatives[s], v.Numbers)
	}
	if v.hasZerosApart() {
		var zeros []string
		for _, v := range vs {
			zeros = append(zeros, fmt.Sprintf("%d of %d values are 0 and the least of the others is %g", v.Zeros, v.Numbers, v.Nonzero))
			if len(vs) > 1 {
				zeros[len(zeros)-1] = v.YamlName() + ": " + zeros[len(zeros)-1]
			}
		}
		p("    # zero_is: missing  # %s: do the zeros mean that there is no value?", strings.Join(zeros, "; "))
	}
}

// hasZerosApart reports whether the zeros of a column are far from its other values.
func (v *valueGuess) hasZerosApart() bool {
	return v.Zeros*10 >= v.Numbers && v.Numbers > v.Zeros && v.Nonzero > (v.Column.High-min(0, v.Column.Low))/10 && v.metric != "count"
}
