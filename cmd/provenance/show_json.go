package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"provenance/internal/query"
)

// A jsonPart is a member of the object that a page is as JSON: an array of rows.
type jsonPart struct {
	name string
	t    *query.Table
}

// variantParts are the members of the page of a variant.
func variantParts(p *query.Page) []jsonPart {
	return []jsonPart{
		{"variant", p.Variant}, {"status", p.Status}, {"scores", p.Scores}, {"flags", p.Flags}, {"channels", p.Channels}, {"context", p.Context},
		{"specs", p.Specs}, {"license", p.License}, {"disputes", p.Disputes}, {"names", p.Names}, {"relatives", p.Relatives}, {"taken_back", p.TakenBack},
		{"external_ids", p.External}, {"now", p.Now}, {"sources", p.Sources},
	}
}

// writeParts writes a page as one object whose members are arrays of rows.
func writeParts(w io.Writer, asOf string, parts []jsonPart) error {
	b, err := partsJSON(asOf, parts)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

func partsJSON(asOf string, parts []jsonPart) ([]byte, error) {
	out := []byte("{\n")
	if asOf != "" {
		out = fmt.Appendf(out, "\"as_of\": %q,\n", asOf)
	}
	for i, part := range parts {
		if i > 0 {
			out = append(out, ",\n"...)
		}
		k, err := json.Marshal(part.name)
		if err != nil {
			return nil, err
		}
		out = append(append(out, k...), ": ["...)
		for j, row := range part.t.Rows {
			b, err := jsonRow(part.t.Columns, row)
			if err != nil {
				return nil, err
			}
			if j > 0 {
				out = append(out, ',')
			}
			out = append(append(out, "\n  "...), b...)
		}
		out = append(out, ']')
	}
	return append(out, "\n}"...), nil
}

// modelJSON writes the page of a model as one object: the model, and the page of each of
// its variants.
func modelJSON(w io.Writer, p *query.ModelPage) error {
	head, err := partsJSON(p.AsOf, []jsonPart{{"model", p.Model}, {"sources", p.Sources}})
	if err != nil {
		return err
	}
	out := append(head[:len(head)-2], ",\n\"variants\": ["...)
	for i, v := range p.Variants {
		b, err := partsJSON("", variantParts(v))
		if err != nil {
			return err
		}
		if i > 0 {
			out = append(out, ", "...)
		}
		out = append(out, b...)
	}
	_, err = w.Write(append(out, "]\n}\n"...))
	return err
}

// modelScores are the scores of all variants of a model, with the variant of each.
func modelScores(p *query.ModelPage) *query.Table {
	all := &query.Table{}
	for _, v := range p.Variants {
		all.Columns = append(slices.Clone(v.Scores.Columns), "variant")
		for _, row := range v.Scores.Rows {
			all.Rows = append(all.Rows, append(slices.Clone(row), v.Variant.Rows[0][0]))
		}
	}
	return all
}
