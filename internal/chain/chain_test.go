package chain

import (
	"slices"
	"testing"

	"provenance"
	"provenance/internal/sqlite"
)

// TestTableNamesAreThoseOfTheSchema holds the list of tables that verify looks at to
// schema.sql: a table that is in no list would be checked by nobody.
func TestTableNamesAreThoseOfTheSchema(t *testing.T) {
	objects, err := sqlite.ObjectsOf(provenance.Schema)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, o := range objects {
		if o.Kind == "table" {
			want = append(want, o.Name)
		}
	}
	got := TableNames()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
