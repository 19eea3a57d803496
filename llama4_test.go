package provenance_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provenance/internal/model"
)

// llama4 is the Llama 4 case, and behemoth its model that was never released.
const (
	llama4   = "testdata/llama4"
	behemoth = "llama-4-behemoth"
)

// isFact reports whether the rows of a table say something that needs a source.
func isFact(t *model.Table) bool {
	return (!t.Catalogue || t.Name == "statements") && t.Name != "statement_targets"
}

func TestTheReferencesOfTheAnalysisAreUsed(t *testing.T) {
	c := readCase(t, llama4)
	uses := map[string]int{}
	c.each(func(r *shipped) {
		if !isFact(r.table) || r.values == nil {
			return
		}
		for _, col := range r.table.Columns {
			if col.Kind == model.Ref && col.Table == "sources" {
				uses[r.text(col.Name)]++
			}
		}
	})
	for i := 1; i <= 22; i++ {
		slug := fmt.Sprintf("ref-%02d", i)
		switch {
		case c.find("sources", slug) == nil:
			t.Errorf("%s is not in sources.csv", slug)
		case uses[slug] == 0:
			t.Errorf("%s: no fact cites it", slug)
		}
	}
	for slug := range c.slugs["sources"] {
		if n, err := strconv.Atoi(strings.TrimPrefix(slug, "ref-")); err == nil && (n < 1 || n > 22) {
			t.Errorf("%s: the analysis has 22 references", slug)
		}
	}
}

func TestPeersHaveNoReleaseEvents(t *testing.T) {
	c := readCase(t, llama4)
	subjects := []string{"llama-4", "llama-4-scout", "llama-4-maverick", "llama-4-behemoth"}
	peers := 0
	for _, v := range c.rows["variants"] {
		if slices.Contains(subjects, v.text("model")) {
			continue
		}
		peers++
		for _, e := range c.rows["release_events"] {
			if e.text("variant") == v.text("slug") {
				t.Errorf("%s: %s is a peer; what a vendor's table says of it dates no release", e.name(), v.text("slug"))
			}
		}
	}
	if peers == 0 {
		t.Error("the case has no peers")
	}
}

func TestBehemothIsOnRecordAsUnreleasedTeacher(t *testing.T) {
	c := readCase(t, llama4)
	var statuses []string
	for _, e := range c.rows["release_events"] {
		if e.text("variant") == behemoth && !slices.Contains(statuses, e.text("status")) {
			statuses = append(statuses, e.text("status"))
		}
	}
	slices.Sort(statuses)
	if want := []string{"announced", "in_training"}; !slices.Equal(statuses, want) {
		t.Errorf("statuses of %s: got %v, want %v", behemoth, statuses, want)
	}
	for _, slug := range []string{"llama-4-scout-17b-16e", "llama-4-maverick-17b-128e"} {
		v := c.find("variants", slug)
		if v == nil {
			t.Errorf("no variant %s", slug)
			continue
		}
		if v.text("stage") != "base" || v.text("parent") != behemoth || v.text("parent_relation") != "distilled" {
			t.Errorf("%s: got stage %q, parent %q, relation %q; want base, %s, distilled", slug, v.text("stage"), v.text("parent"), v.text("parent_relation"), behemoth)
		}
	}
}
