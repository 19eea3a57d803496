package query

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A BoardDiff is the difference between a board on two days: counts of cells, and a row
// for each change.
type BoardDiff struct {
	Gone, New, Same, Moved, Changed int // Same counts cells with the same value, and Moved those of them with another rank
	Reassigned                      int // cells whose name means another variant on the second day, or whose meaning is known on one day only
	Twice                           int // cells that have more than one value on a day, which are compared as sets
	Rows                            *Table
}

// Days returns the days on which a source printed scores, in order.
func (db *DB) Days(ctx context.Context, source string) ([]string, error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT sp.reported_on
		FROM snapshots sp
		JOIN sources src ON src.id = sp.source_id
		WHERE src.slug = ?
		ORDER BY 1`, source)
	if err != nil {
		return nil, fmt.Errorf("days of %s: %w", source, err)
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}

// A cellValue is a value that a source prints in a cell on one day.
type cellValue struct {
	printed string
	value   float64
	rank    int64 // 0: not stated
}

// A cell is the key by which the rows of two days are matched.
type cell struct {
	name, section, benchmark, metric string
	protocol                         int64
}

// Diff compares the snapshots of a source on two days, for one benchmark, or for all if
// benchmark is "", and for the given variants and names as printed, or for all if there are
// none. Rows are matched by name, section, benchmark, metric and settings.
func (db *DB) Diff(ctx context.Context, source, before, after, benchmark string, only ...string) (*BoardDiff, error) {
	list, err := json.Marshal(append([]string{}, only...))
	if err != nil {
		return nil, err
	}
	old, meant, err := db.board(ctx, source, before, benchmark, string(list))
	if err != nil {
		return nil, err
	}
	now, means, err := db.board(ctx, source, after, benchmark, string(list))
	if err != nil {
		return nil, err
	}
	variants := maps.Clone(meant)
	maps.Copy(variants, means)
	cells := make([]cell, 0, len(variants))
	for p := range variants {
		cells = append(cells, p)
	}
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(strings.Compare(a.benchmark, b.benchmark), strings.Compare(a.metric, b.metric), strings.Compare(a.name, b.name), strings.Compare(a.section, b.section), cmp.Compare(a.protocol, b.protocol))
	})
	d := &BoardDiff{Rows: &Table{Columns: []string{"change", "listed_as", "section", "variant", "variant_before", "benchmark", "metric", "protocol_id", "before", "after", "rank_before", "rank_after"}}}
	for _, change := range []string{"gone", "new", "reassigned", "value", "rank"} {
		for _, p := range cells {
			same := meant[p] == means[p]
			if d.change(old[p], now[p], same, change == "gone") == change {
				var was any // stated only where it differs
				if change == "reassigned" {
					was = meant[p]
				}
				d.Rows.Rows = append(d.Rows.Rows, []any{change, p.name, orNull(p.section), variants[p], was, p.benchmark, p.metric, p.protocol, values(old[p]), values(now[p]), ranks(old[p]), ranks(now[p])})
			}
		}
	}
	return d, nil
}

// change returns the kind of change of a cell, "" for none, and counts it if count is set.
// same says that the name means the same variant on both days.
func (d *BoardDiff) change(old, now []cellValue, same, count bool) string {
	c := ""
	n := &d.Same
	switch {
	case len(now) == 0:
		c, n = "gone", &d.Gone
	case len(old) == 0:
		c, n = "new", &d.New
	case !same:
		c, n = "reassigned", &d.Reassigned
	case !slices.EqualFunc(old, now, func(a, b cellValue) bool { return a.value == b.value }):
		c, n = "value", &d.Changed
	case !slices.EqualFunc(old, now, func(a, b cellValue) bool { return a.rank == b.rank }):
		c = "rank"
	}
	if count {
		*n++
		if c == "rank" {
			d.Moved++
		}
		if len(old) > 1 || len(now) > 1 {
			d.Twice++
		}
	}
	return c
}

// board returns the values that a source prints on one day by cell, and the variant of
// each cell. only is a JSON list of variants and names.
func (db *DB) board(ctx context.Context, source, day, benchmark, only string) (map[cell][]cellValue, map[cell]any, error) {
	t, err := db.table(ctx, `
		SELECT nm.name, ifnull(nm.section, ''), b.slug, mt.slug, sp.protocol_id, v.slug, s.value,
		       ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')), ifnull(s.rank, 0)
		FROM sources src
		JOIN snapshots sp ON sp.source_id = src.id
		JOIN scores s ON s.snapshot_id = sp.id
		JOIN names nm ON nm.id = s.name_id
		JOIN benchmarks b ON b.id = sp.benchmark_id
		JOIN metrics mt ON mt.id = sp.metric_id
		LEFT JOIN variants v ON v.id = s.variant_id
		WHERE src.slug = ?1 AND sp.reported_on = ?2 AND (?3 = '' OR b.slug = ?3)
		  AND (?4 = '[]' OR v.slug IN (SELECT value FROM json_each(?4)) OR nm.name IN (SELECT value FROM json_each(?4)))
		  AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
		ORDER BY s.value, s.rank, s.id`, source, day, benchmark, only)
	if err != nil {
		return nil, nil, fmt.Errorf("%s on %s: %w", source, day, err)
	}
	entries, variants := map[cell][]cellValue{}, map[cell]any{}
	for _, r := range t.Rows {
		p := cell{r[0].(string), r[1].(string), r[2].(string), r[3].(string), r[4].(int64)}
		entries[p] = append(entries[p], cellValue{r[7].(string), r[6].(float64), r[8].(int64)})
		variants[p] = r[5]
	}
	return entries, variants, nil
}

// values joins the values of a cell as printed. It returns NULL if there are none.
func values(all []cellValue) any {
	var out []string
	for _, e := range all {
		out = append(out, e.printed)
	}
	return orNull(strings.Join(out, " and "))
}

// ranks joins the ranks of a cell. It returns NULL if there are none.
func ranks(all []cellValue) any {
	var out []string
	for _, e := range all {
		if e.rank > 0 {
			out = append(out, fmt.Sprint(e.rank))
		}
	}
	return orNull(strings.Join(out, " and "))
}
