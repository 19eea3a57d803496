package store

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/model"
)

// TestNamesResolveAsTheViewSays holds the resolution of new listings to the view
// listing_candidates, over random aliases with scopes and sections, some of them taken back.
func TestNamesResolveAsTheViewSays(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		db := emptyDB(t)
		in, err := Begin(context.Background(), db, "test", testClock)
		if err != nil {
			t.Fatal(err)
		}
		g := &generator{tb: t, in: in}
		used := map[string]bool{}
		for range 1 + r.IntN(8) {
			alias := row{"name": fmt.Sprintf("v-%d", r.IntN(5)), "variant": fmt.Sprintf("v-%d", r.IntN(3)), "source": "a"}
			if s := r.IntN(3); s > 0 {
				alias["scope"] = []string{"a", "b"}[s-1]
				if r.IntN(2) == 0 {
					alias["section"] = "t2"
				}
			}
			if k := fmt.Sprint(alias); !used[k] {
				used[k] = true
				alias["norm"] = alias["name"]
				g.add("aliases", alias)
				delete(alias, "source")
				for nth := range r.IntN(4) - 1 { // taken back, said again
					word := maps.Clone(alias)
					word["source"], word["reason"], word["nth"], word["verdict"] = "a", "made up", int64(nth+1), []string{"wrong", "right"}[nth%2]
					if spoken := fmt.Sprint(word); !used[spoken] {
						used[spoken] = true
						g.add("alias_corrections", word)
					}
				}
			}
		}
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
		ingestScores(t, db, [][]*model.Record{randomScores(r, 200)}, 50)
		got := lines(t, db, `SELECT DISTINCT sp.source_id, s.name_id, s.variant_id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id ORDER BY 1, 2, 3`)
		want := lines(t, db, `
			SELECT l.source_id, l.name_id, (SELECT CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id)
			FROM (SELECT DISTINCT sp.source_id, s.name_id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id) l ORDER BY 1, 2`)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d (-view +scores):\n%s", seed, diff)
		}
		if got := lines(t, db, `SELECT source_id, name_id, variant_id FROM listings ORDER BY 1, 2`); !cmp.Equal(want, got) {
			t.Fatalf("seed %d: the view listings has %q, want %q", seed, got, want)
		}
		for _, how := range lines(t, db, `SELECT resolution FROM listings`) {
			seen[how]++
		}
	}
	for _, how := range []string{"slug", "alias", "ambiguous", "unresolved"} {
		if seen[how] < 10 {
			t.Errorf("only %d listings were %s: %v", seen[how], how, seen)
		}
	}
}
