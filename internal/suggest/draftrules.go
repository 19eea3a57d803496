package suggest

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
)

// writeRules writes the score rules: one for all columns that need the same keys, and one
// for each column with companions.
func (g *guess) writeRules(p func(string, ...any)) {
	p("scores:")
	groups := map[string][]*valueGuess{}
	var order []string
	for _, v := range g.values {
		key := fmt.Sprintf("%s %s %v %v", v.metricText(), v.markupOf(), v.plusMinus > 0, v.hasZerosApart())
		key += fmt.Sprint(v.inUnit, v.parens > 0)
		if v.withIntervals > 0 {
			key += fmt.Sprint(v.intervalForm(), strings.Contains(v.name, "95"))
		}
		if v.stderr != nil || v.low != nil || v.ci != nil || v.sentinel() != "" || v.size != nil || len(v.letters) > 0 || !v.isNumeric() || (v.plusMinus > 0 || v.parens > 0) && v.plusMinusKind() != "" {
			key = fmt.Sprint(v.at)
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
		names = append(names, v.yamlName())
	}
	p("  - columns:")
	p("      list: [%s]", strings.Join(names, ", "))
	p("    fields: {metric: %s}  # %s", vs[0].metricText(), strings.Replace(vs[0].why, "from", vs[0].name+" from", 1))
	for _, v := range vs {
		if (v.percents > 0) != (vs[0].percents > 0) {
			p("    # %s: %s", v.yamlName(), v.why)
		}
		g.writeMean(p, v)
	}
	g.writeInterval(p, vs[0])
	g.writeQuirks(p, vs)
}

// writeMean writes a comment for a column that may be the mean of the others.
func (g *guess) writeMean(p func(string, ...any), v *valueGuess) {
	if strings.HasPrefix(v.metric, "score-") && meanHeader.MatchString(splitWords(v.name)) && len(g.values) > 2 {
		p("    # %s may be the mean of the others; leave it out if it is not a score of its own", v.yamlName())
	}
}

// writeRule writes the rule of one column.
func (g *guess) writeRule(p func(string, ...any), v *valueGuess) {
	p("  - column: %s  # %s", v.yamlName(), v.evidence())
	var fields, notes []string
	if g.key == nil {
		fields = append(fields, "metric: "+v.metricText())
	}
	if v.pairs > v.numbers {
		p("    form: pair  # numbers separated by slashes: this reads the first; a second rule with part: 2 needs its own benchmark or setting")
		p("    part: 1")
		if v.metric == "count" && g.size == nil {
			fields = append(fields, fmt.Sprintf(`sample_size: {column: %s, pattern: '/ *([\d,]+)$'}`, v.yamlName()))
		}
	}
	if v.size != nil {
		fields = append(fields, fmt.Sprintf("sample_size: {column: %s%s}", v.size.yamlName(), v.size.letterKey()))
	}
	if v.stderr != nil {
		fields = append(fields, fmt.Sprintf("stderr: {column: %s}", v.stderr.yamlName()))
	}
	if v.parens > 0 && v.stderr == nil && v.plusMinusKind() == "stderr" {
		fields = append(fields, fmt.Sprintf(`stderr: {column: %s, pattern: '[(\[](.+)[)\]]$'}`, v.yamlName()))
	}
	if v.low != nil && v.high != nil {
		fields = append(fields, fmt.Sprintf("ci_low: {column: %s}, ci_high: {column: %s}", v.low.yamlName(), v.high.yamlName()))
		if level := levelOf(v.low.name); level != "" {
			fields = append(fields, "ci_level: "+level)
		} else {
			notes = append(notes, "add ci_level: 0.95 if the board says so")
			if nameWithoutEnd(v.low.name) == "" && plainEnds.MatchString(splitWords(v.low.name)) {
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
	case v.plusMinus > 0 && v.plusMinusKind() != "":
		p("    plus_minus: %s  # by its header", v.plusMinusKind())
	}
	g.writeQuirks(p, []*valueGuess{v})
}

// writeInterval writes where the interval of a column is printed.
func (g *guess) writeInterval(p func(string, ...any), v *valueGuess) {
	at, keys, evidence := v.ci, "", ""
	switch {
	case at != nil && v.low != nil && v.high != nil:
		p("    # %s prints an interval too: %s", at.yamlName(), at.evidence())
		return
	case at != nil:
		keys, evidence = fmt.Sprintf("column: %s, form: %s", at.yamlName(), v.ciForm), at.evidence()
	case v.withIntervals > 0:
		at, evidence = v.column, "the interval follows the value"
		p(`    pattern: '^[^\s(\[]+'`)
		keys = fmt.Sprintf(`form: %s, pattern: '[\s(\[].*$'`, v.intervalForm())
	case v.parens > 0 && v.plusMinusKind() == "interval":
		at, keys, evidence = v.column, `form: half, pattern: '[(\[](.+)[)\]]$'`, "by its header, half of it is in brackets"
	default:
		return
	}
	level, add := "", "; add level: 0.95 if the board says so"
	if l := levelOf(at.name); l != "" {
		level, add = ", level: "+l, ""
	}
	p("    interval: {%s%s}  # %s%s", keys, level, evidence, add)
}

// plusMinusKind returns the meaning of the number after ± by the header, "" if the header
// does not say.
func (v *valueGuess) plusMinusKind() string {
	switch {
	case stderrHeader.MatchString(splitWords(v.name)):
		return "stderr"
	case ciHeader.MatchString(unbracketed(v.name)):
		return "interval"
	}
	return ""
}

// writeQuirks writes the keys that describe how the cells of columns print numbers.
func (g *guess) writeQuirks(p func(string, ...any), vs []*valueGuess) {
	v := vs[0]
	if v.plusMinus > 0 && v.plusMinusKind() == "" {
		p("    # plus_minus: stderr or interval? The file does not say what the number after ± is, so it is left out.")
	}
	if m := v.markupOf(); m != "" {
		p("    markup: %s", m)
	}
	if key := v.letterKey(); key != "" {
		p("    %s", strings.TrimPrefix(key, ", "))
	}
	if v.inUnit != "" {
		p(`    pattern: '^[+−-]?[\d.,]+'  # %q follows the numbers`, v.inUnit)
	}
	sups := 0
	for _, v := range vs {
		sups += v.sups
	}
	if v.parens > 0 && v.withIntervals == 0 && v.inUnit == "" {
		p(`    pattern: '^[^\s(\[]+'  # a second number in brackets in %s; the file does not say what it is`, model.Plural(v.parens, "cell"))
	}
	if sups > 0 && v.parens == 0 && v.withIntervals == 0 && v.inUnit == "" {
		p(`    pattern: '^\S+'  # a note follows the number in %s`, model.Plural(sups, "cell"))
	}
	var marks []string
	n := 0
	for _, v := range vs {
		for mark, count := range v.marks {
			marks = append(marks, mark)
			n += count
		}
	}
	if len(marks) > 0 {
		slices.Sort(marks)
		p("    marks: %s  # one follows the number in %s; the board says what they mean", yamlList(slices.Compact(marks)), model.Plural(n, "cell"))
	}
	for _, v := range vs {
		if small := v.countProportions(); small > 0 && strings.HasSuffix(v.metric, "-percent") && small*2 < v.numbers {
			p("    # warning: %s: %d of %d values lie within 0 and 1 and the others do not: are these proportions?", v.yamlName(), small, v.numbers)
		}
	}
	if s := v.sentinel(); s != "" {
		p("    # warning: %s in %d lines is the only value below 0", s, v.negatives[s])
		p("    # missing: [%q]  # %d of %d values, and no other value is below 0: does it mean that there is no value?", s, v.negatives[s], v.numbers)
	}
	if v.hasZerosApart() {
		var zeros []string
		for _, v := range vs {
			zeros = append(zeros, fmt.Sprintf("%d of %d values are 0 and the least of the others is %g", v.zeros, v.numbers, v.nonzero))
			if len(vs) > 1 {
				zeros[len(zeros)-1] = v.yamlName() + ": " + zeros[len(zeros)-1]
			}
		}
		p("    # zero_is: missing  # %s: do the zeros mean that there is no value?", strings.Join(zeros, "; "))
	}
}

// hasZerosApart reports whether the zeros of a column are far from its other values.
func (v *valueGuess) hasZerosApart() bool {
	return v.zeros*10 >= v.numbers && v.numbers > v.zeros && v.nonzero > (v.column.high-min(0, v.column.low))/10 && v.metric != "count"
}
