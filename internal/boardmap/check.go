package boardmap

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// check reports problems of a map that do not depend on any file.
func (l *mapLoader) check(m *Map) {
	if m.Name == "" {
		l.fault(l.nodes[""], "name", "the map has no name", "name: my-board")
	}
	if len(m.Scores) == 0 {
		l.fault(l.nodes[""], "scores", "the map has no scores", "say under scores which columns hold the values")
	}
	l.checkPattern("match.pattern", m.Match.Pattern)
	if _, err := m.Layout.delimiter(); err != nil {
		l.faultAt("layout.delimiter", err.Error(), "one character, or tab")
	}
	l.checkWord("layout.decimal", m.Layout.Decimal, "point", "comma")
	if m.Layout.Skip < 0 {
		l.faultAt("layout.skip", "less than 0", "")
	}
	if h := m.Layout.HeaderRows; h < 0 || h > 5 {
		l.faultAt("layout.header_rows", "not between 1 and 5", "")
	}
	if m.Name != "" && !mapName.MatchString(m.Name) {
		l.faultAt("name", fmt.Sprintf("%q is not a valid map name", m.Name), "lower-case letters, digits, hyphens, dots and underscores, such as my-board")
	}
	l.checkDecide(m.Decide)
	l.checkFields("fields", m.Fields)
	for i, rule := range m.Scores {
		l.checkRule(fmt.Sprintf("scores[%d]", i), rule)
		merged := maps.Clone(m.Fields)
		if merged == nil {
			merged = map[string]Field{}
		}
		maps.Copy(merged, rule.Fields)
		if _, fault := addSuffixFields(merged); fault != "" {
			l.fault(l.nodes[fmt.Sprintf("scores[%d]", i)], "suffixes", fault, "")
		}
		if _, ok := rule.Fields["listed_as"]; !ok && m.Fields["listed_as"].hasNoSource() {
			l.fault(l.nodes[fmt.Sprintf("scores[%d]", i)], "listed_as", "the map does not say which column has the model names", "write it under fields: listed_as: {column: Model}")
		}
	}
	for part, tests := range map[string][]Test{"drop": m.Drop, "reject": m.Reject} {
		for i, t := range tests {
			place := fmt.Sprintf("%s[%d]", part, i)
			l.checkPattern(place+".pattern", t.Pattern)
			if len(t.Column) == 0 {
				l.faultAt(place, "the test has no column", "")
			}
			if t.Pattern == "" && len(t.In) == 0 {
				l.faultAt(place, "the test has neither in nor pattern", "")
			}
		}
	}
	for table, rows := range map[string][]Row{"organizations": m.Organizations, "sources": m.Sources, "benchmarks": m.Benchmarks, "metrics": m.Metrics} {
		l.checkRows(table, rows)
	}
}

var mapName = lazyregexp.New(`^[a-z0-9][a-z0-9._-]*$`)

func (l *mapLoader) checkPattern(place, text string) {
	if _, err := regexp.Compile(text); err != nil {
		l.faultAt(place, "not a regular expression: "+strings.TrimPrefix(err.Error(), "error parsing regexp: "), "")
	}
}

func (l *mapLoader) checkWord(place, text string, words ...string) {
	if text == "" || slices.Contains(words, text) {
		return
	}
	hint := "one of " + strings.Join(words, ", ")
	if near := model.Closest(text, words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	l.faultAt(place, "not a value that this key accepts", hint)
}

func (l *mapLoader) checkRule(place string, r ScoreRule) {
	several := l.nodes[place+".columns"] != nil
	switch {
	case len(r.Column) > 0 && several:
		l.faultAt(place, "the rule has both column and columns", "column names one, columns several")
	case len(r.Column) == 0 && !several:
		l.faultAt(place, "the rule has neither column nor columns", "say which column holds the value")
	}
	l.checkPattern(place+".columns.pattern", r.Columns.Pattern)
	l.checkPattern(place+".pattern", r.Pattern)
	l.checkPattern(place+".interval.pattern", r.Interval.Pattern)
	l.checkWord(place+".unit", r.Unit, "percent", "proportion")
	l.checkWord(place+".form", r.Form, "plain", "scorers", "pair")
	l.checkWord(place+".plus_minus", r.PlusMinus, "stderr", "interval")
	l.checkWord(place+".zero_is", r.ZeroIs, "missing")
	l.checkWord(place+".limit_is", r.LimitIs, "value", "missing")
	l.checkLetters(place+".letters", r.Letters)
	l.checkWord(place+".markup", r.Markup, "html", "markdown")
	l.checkWord(place+".interval.form", r.Interval.Form, "offsets", "bounds", "half")
	if v := r.Interval.Level; v < 0 || v >= 1 {
		l.faultAt(place+".interval.level", "not between 0 and 1", "95 percent is written 0.95")
	}
	if r.Form == "pair" && r.Part < 1 {
		l.faultAt(place, "form pair needs a part", "which of the numbers, from 1")
	}
	l.checkFields(place+".fields", r.Fields)
}

// settableFields returns the columns of scores.csv that a map may fill, except the value.
func settableFields() []string {
	var out []string
	for _, c := range model.TableNamed("scores").Columns {
		if !slices.Contains([]string{"value", "value_as_printed", "extra", "external_id", "meta", "revision", "supersedes"}, c.Name) {
			out = append(out, c.Name)
		}
	}
	return out
}

func (l *mapLoader) checkFields(place string, fields map[string]Field) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		at, f := joinPath(place, name), fields[name]
		if key, ok := strings.CutPrefix(name, "extra."); !slices.Contains(settableFields(), name) && (!ok || key == "") {
			hint := "a column of scores.csv, or extra.KEY"
			if near := model.Closest(name, settableFields()); near != "" {
				hint = fmt.Sprintf("did you mean %q? else %s", near, hint)
			}
			l.faultAt(at, "not a field that a map can fill", hint)
		}
		l.checkPattern(at+".pattern", f.Pattern)
		l.checkWord(at+".markup", f.Markup, "html", "markdown")
		if _, err := dateLayouts(f.Date); err != nil {
			l.faultAt(at+".date", err.Error(), `the layout shows how 2 January 2006 3:04pm would be written`)
		}
		if len(f.Also) > 0 && len(f.Column) == 0 {
			l.faultAt(at+".also", "it needs a column", "also appends the text of further columns to that of column")
		}
		if len(f.IfBlank) > 0 && len(f.Column) == 0 {
			l.faultAt(at+".if_blank", "it needs a column", "if_blank says where the text is if that of column is missing")
		}
		l.checkLetters(at+".letters", f.Letters)
		for i, s := range f.Suffixes {
			l.checkSuffix(fmt.Sprintf("%s.suffixes[%d]", at, i), s)
		}
		if f.hasNoSource() && (name != "reported_on" || !f.Required) {
			l.faultAt(at, "the field has none of const, column, header and filename", "")
		}
	}
}

// checkLetters checks what letters after a number stand for.
func (l *mapLoader) checkLetters(place string, letters map[string]string) {
	if _, err := ingest.NewMultiples(letters); err != nil {
		l.faultAt(place, err.Error(), `write the letter and what it stands for: {k: 1000, M: 1000000}`)
	}
}

// checkSuffix checks a suffix of a field.
func (l *mapLoader) checkSuffix(place string, s Suffix) {
	l.checkPattern(place+".pattern", s.Pattern)
	if s.Pattern == "" {
		l.faultAt(place, "the suffix has no pattern", `such as {pattern: '@(low|high)', to: reasoning_effort}`)
	}
	if key, ok := strings.CutPrefix(s.To, "extra."); !slices.Contains(settingFields(), s.To) && (!ok || key == "") {
		hint := "one of " + strings.Join(settingFields(), ", ") + ", or extra.KEY"
		if near := model.Closest(s.To, settingFields()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		at := place + ".to"
		if l.nodes[at] == nil {
			at = place
		}
		l.faultAt(at, "a suffix fills a field of the protocol", hint)
	}
}

// hasNoSource reports whether a field lacks a key that says where its text comes from.
func (f Field) hasNoSource() bool {
	return f.Const == "" && len(f.Column) == 0 && !f.Header && !f.Filename && f.Default == ""
}

// checkRows checks catalogue rows as cells of the CSV of their table.
func (l *mapLoader) checkRows(table string, rows []Row) {
	t := model.TableNamed(table)
	for i, row := range rows {
		place := fmt.Sprintf("%s[%d]", table, i)
		for name := range row {
			if t.Column(name) < 0 {
				hint := "columns are " + strings.Join(t.Header(), ", ")
				if near := model.Closest(name, t.Header()); near != "" {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
				l.faultAt(joinPath(place, name), "no such column in "+table+".csv", hint)
			}
		}
		for c := range t.Columns {
			col := &t.Columns[c]
			if _, code, what, hint := ingest.ParseCell(col, row[col.Name]); code != "" {
				at := joinPath(place, col.Name)
				if l.nodes[at] == nil {
					l.fault(l.nodes[place], at, what, hint)
					continue
				}
				l.faultAt(at, what, hint)
			}
		}
	}
}
