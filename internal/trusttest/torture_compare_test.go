//go:build linux && (amd64 || arm64)

package trusttest

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// compare returns an error if the database does not have what it must have. A batch
// of a killed process that is there must stay from now on. (The flags are compared by
// verify: see examine.)
func (h *torture) compare(t *testing.T, db string, open map[int]int) error {
	pool := openStock(t, db)
	defer pool.Close()
	if err := errors.Join(soundPages(pool), whole(pool)); err != nil {
		return err
	}
	if err := h.compareBatches(pool, open); err != nil {
		return err
	}
	var retracts []string
	for id, n := range h.retracts {
		retracts = append(retracts, fmt.Sprintf("%s|%d", id, n))
	}
	slices.Sort(retracts)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{`SELECT ingest_id, count(*) AS n FROM retractions GROUP BY ingest_id ORDER BY ingest_id || '|' || count(*)`, retracts},
		{`SELECT a.name, v.slug FROM aliases a JOIN variants v ON v.id = a.variant_id WHERE a.name LIKE 'made up %' ORDER BY a.name || '|' || v.slug`, slices.Sorted(maps.Keys(h.aliases))},
		{`SELECT name FROM names WHERE name LIKE 'made up %' AND id NOT IN (SELECT name_id FROM scores)`, nil},
		{`SELECT count(*) FROM scores s JOIN names n ON n.id = s.name_id WHERE n.name NOT LIKE 'made up %'`, []string{"1099"}},
	} {
		got, err := column(pool, c.query)
		if err != nil {
			return err
		}
		if !slices.Equal(got, c.want) {
			return fmt.Errorf("%s: got %v, want %v", c.query, got, c.want)
		}
	}
	return nil
}

// compareBatches compares the batches on record with those that must be there:
// each has all its names, all its scores and one ingest.
func (h *torture) compareBatches(pool *sql.DB, open map[int]int) error {
	// One row per batch: its number, its names and its scores.
	scores, err := column(pool, `SELECT CAST(substr(n.name, 9) AS INTEGER) AS k, count(DISTINCT n.id), count(*)
		FROM scores s
		JOIN names n ON n.id = s.name_id
		WHERE n.name LIKE 'made up %'
		GROUP BY k`)
	if err != nil {
		return err
	}
	// One row per ingest of a batch: the number of the batch, of the ingest, and its scores.
	ingests, err := column(pool, `SELECT CAST(substr(path, instr(path, '/batch-') + 7) AS INTEGER), id, added FROM ingests WHERE path LIKE '%/batch-%'`)
	if err != nil {
		return err
	}
	added := map[int]int{}
	for _, row := range ingests {
		f := strings.Split(row, "|")
		k, _ := strconv.Atoi(f[0])
		n, _ := strconv.Atoi(f[2])
		added[k] += n
		h.ingests[k] = f[1]
	}
	there := map[int]int{}
	for _, row := range scores {
		var k, names, n int
		if _, err := fmt.Sscanf(row, "%d|%d|%d", &k, &names, &n); err != nil {
			return err
		}
		if names != n {
			return fmt.Errorf("batch %d: got %d names of %d scores, want as many", k, names, n)
		}
		there[k] = n
	}
	if !maps.Equal(there, added) {
		return fmt.Errorf("got scores %v, want those of the ingests %v", there, added)
	}
	for k, rows := range open {
		if _, ok := there[k]; ok {
			h.present[k] = rows
			h.tally["killed and there"]++
		}
	}
	for k, n := range there {
		if _, ok := h.present[k]; !ok {
			return fmt.Errorf("batch %d is there with %d scores, and was never acknowledged", k, n)
		}
	}
	for k, rows := range h.present {
		if there[k] != rows {
			return fmt.Errorf("batch %d was acknowledged: got %d scores, want %d", k, there[k], rows)
		}
	}
	return nil
}
