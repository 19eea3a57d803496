package boardmap

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// findColumn finds a column by its exact name, by the normal form of its name, or by its
// number ("#1"). It returns -1 if there is none. twice reports that two columns match.
func (h *header) findColumn(name string) (at int, twice bool) {
	at = -1
	for _, same := range []func(string) bool{
		func(n string) bool { return n == name },
		func(n string) bool { return n != "" && ingest.Norm(n) == ingest.Norm(name) },
	} {
		for i, n := range h.Names {
			if !same(n) {
				continue
			}
			if at >= 0 {
				return at, true
			}
			at = i
		}
		if at >= 0 {
			return at, false
		}
	}
	if n, ok := strings.CutPrefix(name, "#"); ok {
		if i, err := strconv.Atoi(n); err == nil && i >= 1 && i <= len(h.Names) {
			return i - 1, false
		}
	}
	return -1, false
}

// A valueColumn is a column of values, with the part of its header that fields with
// header: true read.
type valueColumn struct {
	at    int
	title string
	named map[string]string // what the groups of the pattern match that are named after fields
}

// titleOf returns what a field with header: true reads.
func (c valueColumn) titleOf(field string) string {
	if t, ok := c.named[field]; ok {
		return t
	}
	return c.title
}

// newValueColumn returns a column of values whose header a pattern matched.
func newValueColumn(at int, header string, re *regexp.Regexp, match []string) valueColumn {
	c := valueColumn{at: at, title: header}
	unnamed := []string{match[0]}
	for i, name := range re.SubexpNames() {
		switch {
		case i == 0:
		case name == "":
			unnamed = append(unnamed, match[i])
		default:
			if c.named == nil {
				c.named = map[string]string{}
			}
			c.named[name] = strings.TrimSpace(match[i])
		}
	}
	if len(unnamed) > 1 {
		c.title = FirstGroup(unnamed)
	}
	return c
}

// valueColumns returns the value columns of a rule.
func (b *binder) valueColumns(rule *ScoreRule) []valueColumn {
	names := b.mapping.head.Names
	if len(rule.Column) > 0 {
		at := b.findColumn("value", rule.Column)
		if at < 0 {
			if !rule.Optional {
				b.reportMissing("value", rule.Column, "")
			}
			return nil
		}
		return []valueColumn{{at: at, title: names[at]}}
	}
	var out []valueColumn
	for _, n := range rule.Columns.List {
		switch at := b.findColumn("value", Names{n}); {
		case at >= 0:
			out = append(out, valueColumn{at: at, title: names[at]})
		case !rule.Optional:
			b.reportMissing("value", Names{n}, "")
		}
	}
	if rule.Columns.Pattern != "" {
		re, err := regexp.Compile(rule.Columns.Pattern)
		if err != nil {
			b.reportMap(fmt.Sprintf("columns: pattern: %v", err))
			return nil
		}
		but := b.markExcluded(rule, map[int]bool{})
		for i, n := range names {
			if m := re.FindStringSubmatch(n); m != nil && !but[i] && !slices.ContainsFunc(out, func(c valueColumn) bool { return c.at == i }) {
				out = append(out, newValueColumn(i, n, re, m))
			}
		}
	} else if rule.Columns.AllBut != nil || len(rule.Columns.List) == 0 {
		but := b.markExcluded(rule, maps.Clone(b.taken))
		for i, n := range names {
			if !but[i] && n != "" {
				out = append(out, valueColumn{at: i, title: n})
			}
		}
	}
	if rule.Columns.Numeric {
		out = slices.DeleteFunc(out, func(c valueColumn) bool { return !b.mapping.isNumeric(c.at, rule) })
	}
	if len(out) == 0 && !rule.Optional {
		b.reportMissing("value", nil, "the file has none of the columns of values that the map describes")
	}
	return out
}

// compilePattern compiles a pattern of a checked map. It returns nil for "".
func compilePattern(pattern string) *regexp.Regexp {
	if pattern == "" {
		return nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	return re
}

// markExcluded adds the columns that a rule excludes (all_but) to a set and returns it.
func (b *binder) markExcluded(rule *ScoreRule, set map[int]bool) map[int]bool {
	for _, n := range rule.Columns.AllBut {
		if at, _ := b.mapping.head.findColumn(n); at >= 0 {
			set[at] = true
		}
	}
	return set
}

// isNumeric reports whether at least four in five cells of the sample of a column are
// numbers, as the rule reads them. If only about half of them are, it notes the column as
// skipped.
func (m *mapping) isNumeric(at int, rule *ScoreRule) bool {
	missing := m.missingSet(rule.Missing)
	pattern := compilePattern(rule.Pattern)
	letters, _ := ingest.NewMultiples(rule.Letters)
	numbers, others := 0, 0
	for _, r := range m.head.sample {
		if at >= len(r.Fields) {
			continue
		}
		text := ingest.PlainText(rule.Markup, strings.TrimSpace(r.Fields[at]))
		if ingest.NoNumber(text) || missing[text] {
			continue
		}
		text, err := matchedPart(pattern, ingest.TrimMarks(text, rule.Marks))
		if err == nil {
			text, err = m.numberText(text, letters)
		}
		if rule.LimitIs != "" {
			text, _ = ingest.CutLimit(text)
		}
		switch {
		case err != nil:
		case rule.Form == "pair":
			_, err = ingest.ParseParts(text)
		case rule.Form == "scorers":
			_, err = ingest.ParseScorers(text)
		default:
			_, _, _, err = ingest.ParsePlusMinus(text)
		}
		if err == nil {
			numbers++
		} else {
			others++
		}
	}
	if numbers > 0 && others*4 <= numbers {
		return true
	}
	if numbers >= max(others, 1) {
		m.skipped = append(m.skipped, fmt.Sprintf("column %q is left out: only %d of its first %d values are numbers; if it holds scores, list it under columns", m.head.Names[at], numbers, numbers+others))
	}
	return false
}

// findColumn returns the first of the candidate columns that the file has, or -1.
func (b *binder) findColumn(field string, names Names) int {
	for _, n := range names {
		at, twice := b.mapping.head.findColumn(n)
		if twice {
			h := b.mapping.head
			b.problems = append(b.problems, model.Problem{Position: model.Position{File: b.mapping.path, Line: h.row.Line}, LineTo: h.row.LineTo,
				Code: model.CodeDuplicate, Field: field, Value: n, Text: "the column appears twice", Hint: "name it by its number, such as \"#3\"", Raw: []byte(h.row.Raw)})
		}
		if at >= 0 {
			return at
		}
	}
	return -1
}

// markTaken marks columns as not holding values.
func (b *binder) markTaken(lists ...Names) {
	for _, names := range lists {
		for _, n := range names {
			if at, _ := b.mapping.head.findColumn(n); at >= 0 {
				b.taken[at] = true
				break
			}
		}
	}
}

// markFieldTaken marks the columns of a field as not holding values.
func (b *binder) markFieldTaken(f Field) {
	b.markTaken(f.Column)
	for _, n := range f.IfBlank {
		b.markTaken(Names{n})
	}
	for _, n := range f.Also {
		b.markTaken(Names{n})
	}
}
