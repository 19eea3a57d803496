package table

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"provenance/internal/model"
	"provenance/internal/terminal"
)

// Values returns texts as the values of a row.
func Values(texts []string) []any {
	out := make([]any, len(texts))
	for i, v := range texts {
		out[i] = v
	}
	return out
}

// Texts returns the values of a row as texts, each passed through f.
func Texts(row []any, f func(string) string) []string {
	out := make([]string, len(row))
	for i, v := range row {
		out[i] = f(Text(v))
	}
	return out
}

// Text writes a value of the database with all its digits; NULL is "".
func Text(v any) string {
	switch v := v.(type) {
	case []byte:
		return "x'" + strconv.FormatUint(uint64(len(v)), 10) + " bytes'"
	default:
		return model.FormatValue(model.Text, v)
	}
}

// JSONRow writes a row as an object with its keys in the order of the columns.
func JSONRow(columns []string, row []any) ([]byte, error) {
	b := make([]byte, 0, 64*len(columns))
	b = append(b, '{')
	for i, c := range columns {
		if i > 0 {
			b = append(b, ", "...)
		}
		k, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		v, err := jsonValue(row[i])
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, k...), ": "...), v...)
	}
	return terminal.EscapeJSON(append(b, '}')), nil
}

// jsonValue writes a value. An infinity is written as SQLite writes it, as a
// number that overflows.
func jsonValue(v any) ([]byte, error) {
	f, ok := v.(float64)
	switch {
	case ok && math.IsInf(f, 1):
		return []byte("9e999"), nil
	case ok && math.IsInf(f, -1):
		return []byte("-9e999"), nil
	}
	return json.Marshal(v)
}

// MarkdownCell escapes a cell of a Markdown table.
func MarkdownCell(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;").Replace(terminal.Clean(s))
}
