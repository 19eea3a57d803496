package store

import (
	"context"
	"slices"
	"testing"
)

// highIDs makes twins of rows of which the ids differ in their upper half only: what
// cuts an id to 32 bits takes one for the other.
const highIDs = `
	INSERT INTO sources(id, slug, kind, title, published_on) SELECT id + (1 << 32), 'high-board', kind, title, published_on FROM sources WHERE slug = 'low-board';
	INSERT INTO benchmarks(id, slug, name) SELECT id + (1 << 32), 'high-quest', 'High Quest' FROM benchmarks WHERE slug = 'low-quest';
	INSERT INTO metrics(id, slug, name, unit) SELECT id + (1 << 32), 'high-points', name, unit FROM metrics WHERE slug = 'low-points';
	INSERT INTO variants(id, slug, model_id, name) SELECT id + (1 << 32), 'high-aster', model_id, name FROM variants WHERE slug = 'low-aster';
	INSERT INTO aliases(id, name, norm, variant_id, source_id)
	SELECT a.id + (1 << 32), 'High Aster', 'high-aster', v.id, s.id FROM aliases a, variants v, sources s WHERE v.slug = 'high-aster' AND s.slug = 'high-board';
	INSERT INTO protocols(id, shots) VALUES (1 + (1 << 32), 5);`

const lowRows = `
	organizations: aster-lab
	sources: low-board | leaderboard | https://low.test.org | 2025-01-01
	models: aster | aster-lab
	variants: low-aster | aster
	benchmarks: low-quest
	metrics: low-points | points
	aliases: Low Aster | low-aster | source=low-board`

// boardRows are scores of which several differ in the upper halves of ids only.
const boardRows = `
	scores: low-board | Low Aster | low-quest | low-points | 50 | 2025-01-01
	scores: high-board | High Aster | high-quest | high-points | 70 | 2025-01-01
	scores: low-board | Low Aster | low-quest | low-points | 51 | 2025-02
	scores: high-board | High Aster | high-quest | high-points | 71 | 2025-02
	scores: low-board | low-aster | high-quest | low-points | 52 | 2025-02
	scores: high-board | high-aster | low-quest | low-points | 72 | 2025-02
	scores: low-board | high-aster | low-quest | high-points | 53 | 2025-02
	scores: high-board | low-aster | high-quest | high-points | 73 | 2025-02
	scores: low-board | Low Aster | low-quest | low-points | 54 | 2025-02 | shots=5
	scores: low-board | High Aster | low-quest | low-points | 55 | 2025-02
	scores: high-board | Low Aster | high-quest | high-points | 75 | 2025-02 | shots=5`

var boardWant = []string{
	"low-board Low Aster low-aster low-quest low-points - 2025-01-01 50",
	"low-board Low Aster low-aster low-quest low-points - 2025-02 51",
	"low-board low-aster low-aster high-quest low-points - 2025-02 52",
	"low-board high-aster high-aster low-quest high-points - 2025-02 53",
	"low-board Low Aster low-aster low-quest low-points 5 2025-02 54",
	"low-board High Aster high-aster low-quest low-points - 2025-02 55",
	"high-board High Aster high-aster high-quest high-points - 2025-01-01 70",
	"high-board High Aster high-aster high-quest high-points - 2025-02 71",
	"high-board high-aster high-aster low-quest low-points - 2025-02 72",
	"high-board low-aster low-aster high-quest high-points - 2025-02 73",
	"high-board Low Aster low-aster high-quest high-points 5 2025-02 75",
}

// TestIDsAbove32Bits reads scores into a database of large ids: those of the
// catalogue in a first load; then those of names, snapshots and scores too.
func TestIDsAbove32Bits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, low, high string }{
		{"the catalogue", lowRows, highIDs},
		{"all", lowRows + "\n\tscores: low-board | Low Aster | low-quest | low-points | 50 | 2025-01-01", highIDs + `
			INSERT INTO names(id, name, norm) SELECT id + (1 << 32), 'High Aster', 'high-aster' FROM names;
			INSERT INTO snapshots(id, source_id, benchmark_id, metric_id, protocol_id, reported_on)
			SELECT id + (1 << 32), source_id + (1 << 32), benchmark_id + (1 << 32), metric_id + (1 << 32), protocol_id, reported_on FROM snapshots;
			INSERT INTO scores(id, snapshot_id, name_id, benchmark_id, variant_id, value, ingest_id, line)
			SELECT id + (1 << 32), snapshot_id + (1 << 32), name_id + (1 << 32), benchmark_id + (1 << 32), variant_id + (1 << 32), 70, ingest_id, line FROM scores;`},
		{"scores far apart", lowRows + "\n\tscores: low-board | Low Aster | low-quest | low-points | 50 | 2025-01-01", highIDs + `
			INSERT INTO names(id, name, norm) SELECT id + (1 << 60), 'High Aster', 'high-aster' FROM names;
			INSERT INTO snapshots(id, source_id, benchmark_id, metric_id, protocol_id, reported_on)
			SELECT id + (1 << 60), source_id + (1 << 32), benchmark_id + (1 << 32), metric_id + (1 << 32), protocol_id, reported_on FROM snapshots;
			INSERT INTO scores(id, snapshot_id, name_id, benchmark_id, variant_id, value, ingest_id, line)
			SELECT id + (1 << 60), snapshot_id + (1 << 60), name_id + (1 << 60), benchmark_id + (1 << 32), variant_id + (1 << 32), 70, ingest_id, line FROM scores;`},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := fixtureDB(t, c.low)
			if _, err := db.Conn.ExecContext(context.Background(), c.high); err != nil {
				t.Fatal(err)
			}
			for range 2 { // the second time all is on record
				ingestFixture(t, db, boardRows)
				got := lines(t, db, `
					SELECT src.slug, nm.name, ifnull(v.slug, '-'), b.slug, m.slug, p.shots, sp.reported_on, s.value
					FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN sources src ON src.id = sp.source_id JOIN names nm ON nm.id = s.name_id
					JOIN benchmarks b ON b.id = sp.benchmark_id AND b.id = s.benchmark_id JOIN metrics m ON m.id = sp.metric_id
					JOIN protocols p ON p.id = sp.protocol_id LEFT JOIN variants v ON v.id = s.variant_id
					ORDER BY s.value`)
				if !slices.Equal(got, boardWant) {
					t.Errorf("got\n%q, want\n%q", got, boardWant)
				}
				if broken := lines(t, db, `PRAGMA foreign_key_check`); len(broken) > 0 {
					t.Errorf("broken references: %q", broken)
				}
			}
		})
	}
}

func TestBitset(t *testing.T) {
	ids := []int64{0, 1, 63, 64, 4095, 4096, 1 << 20, 1<<32 + 1, 1<<62 + 5}
	var b bitset
	for _, id := range ids {
		if b.has(id) {
			t.Errorf("%d is in the set before it was added", id)
		}
		b.set(id)
	}
	for _, id := range ids {
		if !b.has(id) || b.has(id+2) {
			t.Errorf("%d: got %v, and %v for %d", id, b.has(id), b.has(id+2), id+2)
		}
	}
}

func TestOrdinals(t *testing.T) {
	var o ordinals
	ids := []int64{5, 1, 1<<32 + 5, lowIDs - 1, lowIDs, -1, 1 << 62}
	for range 2 {
		for i, id := range ids {
			if got := o.ordinal(id); got != int32(i+1) {
				t.Errorf("id %d: got ordinal %d, want %d", id, got, i+1)
			}
		}
	}
}
