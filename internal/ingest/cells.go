package ingest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"provenance/internal/csvfile"
	"provenance/internal/model"
)

// A checker converts rows of one file into records of one table.
type checker struct {
	path  string
	table *model.Table
	where []int  // by column of the table: the field of the row, or -1
	has   []bool // whether the file has the column
	width int    // number of fields in the header
	name  int    // column whose normal form is needed, or -1
}

// problem returns a problem with a row as a whole.
func (c *checker) problem(r *csvfile.Row, f *Fault) model.Problem {
	return model.Problem{Position: model.Position{File: c.path, Line: r.Line}, LineTo: r.LineTo, Code: f.Code, Text: f.What, Hint: f.Hint, Raw: []byte(r.Raw)}
}

func newChecker(path string, table *model.Table, where []int, width int) *checker {
	c := &checker{path: path, table: table, where: where, width: width, name: -1, has: make([]bool, len(where))}
	for i, w := range where {
		c.has[i] = w >= 0
	}
	switch table.Name {
	case "aliases", "alias_corrections", "listings":
		c.name = table.Column("name")
	case "scores":
		c.name = table.Column("listed_as")
	}
	return c
}

// check returns the record of a row, or all problems with it.
func (c *checker) check(r *csvfile.Row) (*model.Record, []model.Problem) {
	if len(r.Fields) != c.width {
		return nil, []model.Problem{c.widthProblem(r)}
	}
	rec := &model.Record{Table: c.table, File: c.path, Line: r.Line, LineTo: r.LineTo,
		Values: make([]any, len(c.where)), Columns: make([]int, len(c.where)), Has: c.has, Raw: []byte(r.Raw)}
	var problems []model.Problem
	for i := range c.table.Columns {
		col := &c.table.Columns[i]
		text := ""
		if w := c.where[i]; w >= 0 {
			text, rec.Columns[i] = r.Fields[w], r.Columns[w]
		}
		v, code, what, hint := canonical(col, text)
		if code != "" {
			problems = append(problems, model.Problem{
				Position: model.Position{File: c.path, Line: r.Line, Column: rec.Columns[i]}, LineTo: r.LineTo, Code: code,
				Field: col.Name, Value: text, Text: what, Hint: hint, Raw: []byte(r.Raw)})
			continue
		}
		rec.Values[i] = v
	}
	if c.name >= 0 && rec.Values[c.name] != nil {
		rec.Norm = Norm(rec.Values[c.name].(string))
	}
	return rec, problems
}

func (c *checker) widthProblem(r *csvfile.Row) model.Problem {
	p := model.Problem{Position: model.Position{File: c.path, Line: r.Line}, LineTo: r.LineTo, Raw: []byte(r.Raw),
		Text: fmt.Sprintf("%s where the header has %d", model.Plural(len(r.Fields), "field"), c.width)}
	if len(r.Fields) > c.width {
		p.Code, p.Value, p.Column = model.CodeExtraCell, r.Fields[c.width], r.Columns[c.width]
		p.Field = "extra field"
		p.Hint = `a field that contains a comma must be in quotation marks: "a, b"`
	} else {
		p.Code = model.CodeMissingCell
		p.Hint = "a blank cell still needs its comma"
	}
	return p
}

// canonical parses one cell of a canonical CSV. model.Guard may have marked a formula as
// text.
func canonical(col *model.Column, text string) (v any, code, what, hint string) {
	if col.Kind == model.Text {
		text = model.Unguard(text)
	}
	return ParseCell(col, text)
}

// ParseCell parses one cell and returns its value as described at model.Record. If the
// cell is wrong, code is one of the codes of package model, what says what is wrong, and
// hint what would be right.
func ParseCell(col *model.Column, text string) (v any, code, what, hint string) {
	s := strings.TrimSpace(text)
	if s == "" {
		if col.Required {
			return nil, model.CodeConstraint, "the cell must not be blank", col.Doc
		}
		if col.Default == "" {
			return nil, "", "", ""
		}
		s = col.Default
	}
	typed := func(v any, err error) (any, string, string, string) {
		if err != nil {
			what, hint, _ := strings.Cut(err.Error(), ": ")
			return nil, model.CodeType, what, hint
		}
		if col.Least != nil && toFloat(v) < *col.Least {
			return nil, model.CodeConstraint, fmt.Sprintf("less than %s", model.FormatReal(*col.Least)), "leave it blank if it is not stated"
		}
		return v, "", "", ""
	}
	switch col.Kind {
	case model.Text:
		return text, "", "", ""
	case model.Ref:
		if s == col.Null {
			return nil, "", "", ""
		}
		return parseSlug(s)
	case model.Slug:
		return parseSlug(s)
	case model.Word:
		if col.Vocab.Has(s) {
			return s, "", "", ""
		}
		hint = "one of " + strings.Join(col.Vocab, ", ")
		if near := model.Closest(strings.ToLower(s), append(model.Vocab{}, col.Vocab...)); near != "" {
			hint = fmt.Sprintf("did you mean %q? %s", near, hint)
		}
		return nil, model.CodeConstraint, "not an allowed value", hint
	case model.Date:
		return typed(model.ParseDate(s))
	case model.Int:
		return typed(model.ParseInt(s))
	case model.Real:
		return typed(model.ParseReal(s))
	case model.Bool:
		b, err := model.ParseBool(s)
		if b {
			return typed(int64(1), err)
		}
		return typed(int64(0), err)
	case model.URL:
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return nil, model.CodeType, "not a web address", "it starts with https:// and has a host; leave it blank if there is none"
		}
		return s, "", "", ""
	case model.JSON:
		var m map[string]any
		if err := json.Unmarshal([]byte(s), &m); err != nil {
			return nil, model.CodeType, "not a JSON object", `write {"key": "value"}`
		}
		b, err := json.Marshal(m) // keys in order: one protocol, one text
		return typed(string(b), err)
	default:
		return nil, model.CodeType, "a column of an unknown kind", ""
	}
}

func toFloat(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

func parseSlug(s string) (v any, code, what, hint string) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (i == 0 || c != '-' && c != '.' && c != '_' && c != '+') {
			return nil, model.CodeType, "not a slug", "lower-case letters, digits, hyphen, point, underscore or plus, such as " + SlugLike(s)
		}
	}
	return s, "", "", ""
}

// SlugLike returns a slug for a name, as an example of what a slug looks like.
func SlugLike(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if t := strings.Trim(b.String(), "-."); t != "" {
		return t
	}
	return "llama-4-scout"
}

// A Fault says what is wrong with a cell. Code is one of the codes of package model.
type Fault struct{ Code, What, Hint string }

// SlugOf makes a slug of a text. It keeps lower-case letters, digits, points and pluses,
// removes accents, and replaces every run of anything else by one hyphen.
func SlugOf(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || b.Len() > 0 && (r == '.' || r == '+'):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			gap = true
		}
	}
	return strings.TrimRight(b.String(), ".-")
}
