package query

import (
	"slices"
	"strings"
	"testing"
)

// TestLookup has names that mean a model, a variant, several and none.
func TestLookup(t *testing.T) {
	db := flagDB(t, `
		models: m2 | dev
		variants: m2-only | m2
		models: solo | dev
		variants: solo | solo
		aliases: Great One | rel
		aliases: Two | rel
		aliases: Two | exp
		scores: board | Loose Name | chat | elo | 1290 | 2025-04-10
	`)
	norm := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "-")) }
	all := []string{Variant, Model, Organization, SourceKind, License, Statement, Printed}
	for _, c := range []struct {
		name  string
		kinds []string
		want  []Meaning
	}{
		{"rel", all, []Meaning{{Variant, "rel"}}},
		{"REL", all, []Meaning{{Variant, "rel"}}},
		{"m", all, []Meaning{{Model, "m"}}},
		{"m", []string{Variant}, nil},
		{"solo", all, []Meaning{{Variant, "solo"}}},
		{"solo", []string{Model}, []Meaning{{Model, "solo"}}},
		{"great one", all, []Meaning{{Variant, "rel"}}},
		{"great one", []string{Model}, nil},
		{"two", all, []Meaning{{Variant, "exp"}, {Variant, "rel"}}},
		{"Loose Name", all, []Meaning{{Printed, "Loose Name"}}},
		{"loose name", all, []Meaning{{Printed, "Loose Name"}}},
		{"loose name", []string{Variant, Model}, nil},
		{"loosename", all, nil},
		{"dev", all, []Meaning{{Organization, "dev"}}},
		{"board", all, []Meaning{{SourceKind, "board"}}},
	} {
		got, err := db.Lookup(t.Context(), c.name, norm, c.kinds...)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s as %v: got %v, want %v", c.name, c.kinds, got, c.want)
		}
	}
}
