package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/model"

	"github.com/google/go-cmp/cmp"
)

// An oracleAlias is an alias that counts, as the tables have it; slugs are among them.
type oracleAlias struct {
	norm, section, from, to  string
	scope, variant, rank1For int64 // rank1For: the name whose slug it is
}

// An oracle resolves names day by day, as docs/data-model.md tells it.
type oracle struct {
	aliases   []oracleAlias
	publisher map[int64]int64 // of sources that are boards
}

func newOracle(t *testing.T, db *dbfile.DB) *oracle {
	o := &oracle{publisher: map[int64]int64{}}
	rows(t, db, `SELECT norm, ifnull(section, ''), ifnull(valid_from, ''), ifnull(valid_to, ''), ifnull(scope_id, 0), variant_id FROM standing_aliases`, func(r []any) {
		o.aliases = append(o.aliases, oracleAlias{r[0].(string), r[1].(string), r[2].(string), r[3].(string), r[4].(int64), r[5].(int64), 0})
	})
	rows(t, db, `SELECT v.id, nm.id FROM variants v JOIN names nm ON nm.name = v.slug`, func(r []any) {
		o.aliases = append(o.aliases, oracleAlias{variant: r[0].(int64), rank1For: r[1].(int64)})
	})
	rows(t, db, `SELECT id, publisher_id FROM sources WHERE kind IN ('leaderboard','dataset','repo','aggregator') AND publisher_id > 0`, func(r []any) {
		o.publisher[r[0].(int64)] = r[1].(int64)
	})
	return o
}

func rows(t *testing.T, db *dbfile.DB, query string, use func([]any)) {
	t.Helper()
	table, err := db.Table(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		use(r)
	}
}

// A printed is a score as the oracle sees it.
type printed struct {
	id, source, name           int64
	nm, section, day, what     string
	current                    bool
	meaning                    int64
	candidates                 int
	doubtful                   bool // several dated aliases speak for one variant: the views may give up
	stored, resolvedCandidates int64
}

// span returns the days that a date can mean.
func span(day string) (first, last time.Time) {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}
	first, err := time.Parse(layouts[len(day)], day)
	if err != nil {
		panic(err)
	}
	switch len(day) {
	case 4:
		return first, first.AddDate(1, 0, -1)
	case 7:
		return first, first.AddDate(0, 1, -1)
	}
	return first, first
}

// on returns the variants that a name may mean on one day, and whether one of them is sure.
func (o *oracle) on(p *printed, d time.Time) (may map[int64]bool, sure bool) {
	may = map[int64]bool{}
	for rank := 4; rank > 0; rank-- {
		settled := false
		for _, a := range o.aliases {
			if a.rankIn(o, p) != rank {
				continue
			}
			valid, certain := true, true
			if a.from != "" {
				first, last := span(a.from)
				valid, certain = valid && !d.Before(first), certain && !d.Before(last)
			}
			if a.to != "" {
				first, last := span(a.to)
				valid, certain = valid && !d.After(last), certain && !d.After(first)
			}
			if valid {
				may[a.variant] = true
			}
			settled = settled || certain
		}
		if settled {
			return may, true
		}
	}
	return may, false
}

func (a *oracleAlias) rankIn(o *oracle, p *printed) int {
	switch {
	case a.rank1For != 0:
		if a.rank1For == p.name {
			return 1
		}
		return 0
	case a.norm != p.nm, a.section != "" && a.section != p.section:
		return 0
	case a.scope == 0:
		return 1
	case a.scope == p.source && a.section != "":
		return 4
	case a.scope == p.source:
		return 3
	case o.publisher[a.scope] != 0 && o.publisher[a.scope] == o.publisher[p.source]:
		return 2
	}
	return 0
}

// sameMeanings compares what the database takes names to mean with the oracle.
func sameMeanings(t *testing.T, db *dbfile.DB) {
	t.Helper()
	o := newOracle(t, db)
	var all []*printed
	rows(t, db, `
		SELECT s.id, sp.source_id, s.name_id, nm.norm, ifnull(nm.section, ''), sp.reported_on, sp.source_id || '|' || s.name_id || '|' || sp.benchmark_id || '|' || sp.metric_id || '|' || s.value,
		       ifnull(s.variant_id, 0), NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id), (SELECT count(DISTINCT c.variant_id) FROM score_candidates c WHERE c.score_id = s.id)
		FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN names nm ON nm.id = s.name_id`, func(r []any) {
		p := &printed{id: r[0].(int64), source: r[1].(int64), name: r[2].(int64), nm: r[3].(string), section: r[4].(string), day: r[5].(string), what: r[6].(string),
			stored: r[7].(int64), current: r[8].(int64) == 1, resolvedCandidates: r[9].(int64)}
		may, known := map[int64]bool{}, true
		first, last := span(p.day)
		for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
			some, sure := o.on(p, d)
			known = known && sure
			for v := range some {
				may[v] = true
			}
		}
		p.candidates = len(may)
		if len(may) == 1 {
			dated := 0
			for v := range may {
				if known {
					p.meaning = v
				}
				for _, a := range o.aliases {
					if a.rankIn(o, p) > 0 && a.variant == v && (a.from != "" || a.to != "") {
						dated++
					}
				}
			}
			p.doubtful = dated > 1 && len(p.day) < 10
		}
		all = append(all, p)
	})
	for _, s := range all {
		want := s.meaning
		for _, p := range all {
			first, _ := span(p.day)
			mine, _ := span(s.day)
			if p.what == s.what && p.current && !first.After(mine) && p.meaning != s.meaning {
				want = 0
			}
			s.doubtful = s.doubtful || p.what == s.what && p.doubtful
		}
		if s.stored != want && !(s.doubtful && s.stored == 0) {
			t.Errorf("score %d, %q in source %d on %s: means %d, want %d", s.id, s.nm, s.source, s.day, s.stored, want)
		}
		if int(s.resolvedCandidates) < s.candidates {
			t.Errorf("score %d, %q in source %d on %s: has %d candidates, want %d at least", s.id, s.nm, s.source, s.day, s.resolvedCandidates, s.candidates)
		}
	}
	if _, err := chain.Verify(t.Context(), db, true); err != nil {
		t.Errorf("verify: %v", err)
	}
}

// TestDatedNamesResolveAsAnOracleSays holds the resolution of names to the oracle, over
// random aliases with days, scopes and sections, which come on record before and after the
// scores, and some of which are taken back.
func TestDatedNamesResolveAsAnOracleSays(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed := range uint64(times(8, 25)) {
		r := rand.New(rand.NewPCG(seed, 5))
		db := emptyDB(t)
		in, err := Begin(t.Context(), db, "test", testClock)
		if err != nil {
			t.Fatal(err)
		}
		g := &generator{tb: t, in: in}
		g.table("sources", []row{{"slug": "c", "kind": "leaderboard", "title": "C", "publisher": "org"}, {"slug": "d", "kind": "dataset", "title": "D", "publisher": "org"},
			{"slug": "e", "kind": "paper", "title": "E", "publisher": "org"}})
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if r.IntN(3) > 0 {
				randomDatedAliases(t, db, r)
			}
			ingestScores(t, db, [][]*model.Record{randomDatedScores(r, 60)}, 25)
			sameMeanings(t, db)
		}
		randomDatedAliases(t, db, r)
		sameMeanings(t, db)
		if _, err := chain.Retract(t.Context(), db, int64(1+r.IntN(3))+firstScores(t, db), "made up", "test", "retract", time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC)); err == nil {
			sameMeanings(t, db)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
		for _, how := range lines(t, db, `SELECT resolution FROM listings UNION ALL SELECT 'dated' FROM dated_meanings WHERE variant_id IS NOT NULL UNION ALL SELECT 'reassigned' FROM reassigned_names`) {
			seen[how]++
		}
		want := lines(t, db, `SELECT DISTINCT sp.source_id, s.name_id, s.variant_id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id ORDER BY 1, 2, 3`)
		if diff := cmp.Diff(want, lines(t, db, `SELECT DISTINCT source_id, name_id, variant_id FROM listings ORDER BY 1, 2, 3`)); diff != "" {
			t.Fatalf("seed %d: listings (-scores +view):\n%s", seed, diff)
		}
		want = lines(t, db, `SELECT resolution, count(*) FROM score_details GROUP BY 1 ORDER BY 1`)
		if diff := cmp.Diff(want, lines(t, db, `SELECT resolution, sum(scores) FROM listings GROUP BY 1 HAVING sum(scores) > 0 ORDER BY 1`)); diff != "" {
			t.Fatalf("seed %d: resolutions (-scores +listings):\n%s", seed, diff)
		}
	}
	for _, how := range []string{"slug", "alias", "ambiguous", "unresolved", "dated", "reassigned"} {
		if seen[how] < 5 {
			t.Errorf("only %d were %s: %v", seen[how], how, seen)
		}
	}
}

func firstScores(t *testing.T, db *dbfile.DB) (id int64) {
	fmt.Sscan(lines(t, db, `SELECT min(ingest_id) - 1 FROM scores`)[0], &id)
	return id
}

func randomDay(r *rand.Rand) string {
	day := fmt.Sprintf("2025-%02d-%02d", 1+r.IntN(3), []int{1, 14, 15, 16, 28}[r.IntN(5)])
	return day[:[]int{4, 7, 10, 10, 10, 10, 10}[r.IntN(7)]]
}

func randomDatedAliases(t *testing.T, db *dbfile.DB, r *rand.Rand) {
	in, err := Begin(t.Context(), db, "test", testClock)
	if err != nil {
		t.Fatal(err)
	}
	g := &generator{tb: t, in: in}
	used := map[string]bool{}
	for range 1 + r.IntN(5) {
		name := fmt.Sprintf("v-%d", r.IntN(5))
		alias := row{"name": name, "norm": name, "variant": fmt.Sprintf("v-%d", r.IntN(3)), "source": "a"}
		if s := r.IntN(6); s > 0 {
			alias["scope"] = []string{"a", "b", "c", "d", "e"}[s-1]
			if r.IntN(3) == 0 {
				alias["section"] = "t2"
			}
		}
		if r.IntN(2) == 0 {
			alias["valid_from"] = randomDay(r)
		}
		if r.IntN(2) == 0 {
			alias["valid_to"] = randomDay(r)
		}
		if from, to := fmt.Sprint(alias["valid_from"]), fmt.Sprint(alias["valid_to"]); alias["valid_from"] != nil && alias["valid_to"] != nil && (from + "-01-01")[:10] > (to + "-99-99")[:10] {
			alias["valid_from"], alias["valid_to"] = alias["valid_to"], alias["valid_from"]
		}
		if k := fmt.Sprint(alias); !used[k] {
			used[k] = true
			g.add("aliases", alias)
			if r.IntN(4) == 0 {
				alias["reason"], alias["nth"], alias["verdict"] = "made up", int64(1), "wrong"
				g.add("alias_corrections", alias)
			}
		}
	}
	if err := in.Commit(); err != nil {
		t.Fatal(err)
	}
}

func randomDatedScores(r *rand.Rand, n int) []*model.Record {
	out := randomScores(r, n)
	for _, rec := range out {
		rec.Values[rec.Table.Column("source")] = []string{"a", "b", "c", "d", "e"}[r.IntN(5)]
		rec.Values[rec.Table.Column("reported_on")] = randomDay(r)
		rec.Values[rec.Table.Column("value")] = float64(r.IntN(8))
	}
	return out
}
