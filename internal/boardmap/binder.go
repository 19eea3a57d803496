package boardmap

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/model"
)

// A binder binds a map to a header and collects problems.
type binder struct {
	m        *Map
	opt      Options
	mapping  *mapping
	taken    map[int]bool // columns that a field, a rule or a test uses
	plans    map[planKey]*plan
	problems []model.Problem
}

// A planKey identifies a plan: the index of the rule (-1 for the map itself), the field,
// and the header if the field is taken from it.
type planKey struct {
	rule        int
	name, title string
}

// reportMap reports a problem with the map itself.
func (b *binder) reportMap(text string) {
	for _, p := range b.problems {
		if p.Text == text {
			return
		}
	}
	b.problems = append(b.problems, model.Problem{Position: model.Position{File: "map " + b.m.Name}, Code: model.CodeConstraint, Text: text})
}

// reportMissing reports a column that the file does not have.
func (b *binder) reportMissing(field string, names Names, text string) {
	h := b.mapping.head
	hint := "the columns are " + strings.Join(h.Names, ", ")
	for _, n := range names {
		if near := model.Closest(n, slices.Clone(h.Names)); near != "" {
			hint = fmt.Sprintf("did you mean %q? %s", near, hint)
			break
		}
	}
	if text == "" {
		text = fmt.Sprintf("the file has no column %s", quotedList(names))
	}
	p := model.Problem{Position: model.Position{File: b.mapping.path, Line: h.row.Line}, LineTo: h.row.LineTo, Code: model.CodeMissingLabel,
		Field: field, Text: text, Hint: hint, Raw: []byte(h.row.Raw)}
	for _, other := range b.problems {
		if other.Field == p.Field && other.Text == p.Text {
			return
		}
	}
	b.problems = append(b.problems, p)
}

func quotedList(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = strconv.Quote(n)
	}
	return strings.Join(q, " or ")
}
