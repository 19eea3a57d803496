package verifytest

import (
	"database/sql"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyFindsRowsOfAnyID puts a copy of a row into every table under ids that
// provenance never gives, with a plain INSERT: no trigger is dropped. A table that
// takes no copy, since a column of it is unique, is given a changed one.
func TestVerifyFindsRowsOfAnyID(t *testing.T) {
	t.Parallel()
	path, points := trustedDB(t)
	const ownTables = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('rules', 'outdated', 'variant_days', 'link_parts') ORDER BY name`
	taken := map[string]int{}
	for i, table := range selected(t, path, ownTables) {
		ids := []int64{math.MinInt64, math.MaxInt64}
		if long {
			ids = append(ids, math.MinInt64+1, -1, 0)
		} else {
			ids = ids[i%2:][:1] // the least in one table, the greatest in the next
		}
		for _, id := range ids {
			copied := filepath.Join(t.TempDir(), "t.db")
			copyTo(t, path, copied)
			if !insertCopy(t, copied, table, id) {
				continue
			}
			taken[table]++
			r := cli(t, "verify", "--db", copied, "--checkpoints", points)
			if r.status != 1 || !strings.Contains(r.err, "NOT VERIFIED") || !strings.Contains(r.err, table) {
				t.Errorf("table %s, a row of id %d: got status %d and %q", table, id, r.status, r.err)
			}
		}
	}
	if len(taken) < 20 {
		t.Errorf("only %d tables took a row: %v", len(taken), taken)
	}
	t.Logf("rows taken by table: %v", taken)
}

// insertCopy copies a row of a table under an id, with texts that are unique, and
// reports whether the table took it.
func insertCopy(t *testing.T, path, table string, id int64) bool {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_foreign_keys=0&_recursive_triggers=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name, type FROM pragma_table_info(?) WHERE name <> 'id' ORDER BY cid`, table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	changed := map[string]string{}
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
		switch {
		case name == "sha256":
			changed[name] = "lower(hex(randomblob(32)))"
		case name == "revision" || name == "nth" || name == "part":
			changed[name] = name + " + 77"
		case name == "slug" || name == "name" || name == "note" || name == "value_text":
			changed[name] = "ifnull(" + name + ", '') || 'x'"
		case strings.HasSuffix(name, "source_id"):
			changed[name] = name + " + 1000"
		}
	}
	var values []string
	for _, n := range names {
		if v := changed[n]; v != "" {
			n = v
		}
		values = append(values, n)
	}
	statement := fmt.Sprintf(`INSERT INTO %s(id, %s) SELECT %d, %s FROM %s WHERE id > 0 LIMIT 1`, table, strings.Join(names, ", "), id, strings.Join(values, ", "), table)
	res, err := db.Exec(statement)
	if err != nil {
		t.Logf("%s, %d: %v", table, id, err)
		return false
	}
	n, err := res.RowsAffected()
	return err == nil && n == 1
}
