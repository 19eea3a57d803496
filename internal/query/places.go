package query

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Line is a line of a file that was read, counted from 1.
type Line struct {
	Path string
	Line int
}

// Lines returns the file and line of each of the given scores. It returns an error if one
// of them is not on record.
func (db *DB) Lines(ctx context.Context, ids []int64) (map[int64]Line, error) {
	stmt, err := db.conn.PrepareContext(ctx, `
		SELECT i.path, s.line
		FROM scores s
		JOIN ingests i ON i.id = s.ingest_id
		WHERE s.id = ?1`)
	if err != nil {
		return nil, err
	}
	defer stmt.Close()
	lines := map[int64]Line{}
	for _, id := range ids {
		if _, ok := lines[id]; ok {
			continue
		}
		var l Line
		if err := stmt.QueryRowContext(ctx, id).Scan(&l.Path, &l.Line); err != nil {
			return nil, fmt.Errorf("score %d: %w", id, err)
		}
		lines[id] = l
	}
	return lines, nil
}

// A NameLine is the line on which an unresolved name is first printed.
type NameLine struct {
	Source, Name string
	Line
}

// FirstLinesOfOpenNames returns the lines on which unresolved names are first printed, for
// each source.
func (db *DB) FirstLinesOfOpenNames(ctx context.Context) ([]NameLine, error) {
	t, err := db.table(ctx, `
		SELECT src.slug, nm.name, i.path, s.line
		FROM (
		  SELECT min(s.id) AS id
		  FROM scores s
		  JOIN snapshots sp ON sp.id = s.snapshot_id
		  WHERE s.variant_id IS NULL
		  GROUP BY sp.source_id, s.name_id) f
		JOIN scores s ON s.id = f.id
		JOIN snapshots sp ON sp.id = s.snapshot_id
		JOIN sources src ON src.id = sp.source_id
		JOIN names nm ON nm.id = s.name_id
		JOIN ingests i ON i.id = s.ingest_id`)
	if err != nil {
		return nil, err
	}
	var out []NameLine
	for _, r := range t.Rows {
		out = append(out, NameLine{r[0].(string), r[1].(string), Line{r[2].(string), int(r[3].(int64))}})
	}
	return out, nil
}

// FirstScore returns the file and line of the first score of a source, the zero Line if it
// has none.
func (db *DB) FirstScore(ctx context.Context, source string) (l Line, err error) {
	err = db.conn.QueryRowContext(ctx, `
		SELECT i.path, s.line
		FROM scores s
		JOIN ingests i ON i.id = s.ingest_id
		WHERE s.snapshot_id IN (
		  SELECT sp.id FROM snapshots sp JOIN sources src ON src.id = sp.source_id WHERE src.slug = ?1)
		ORDER BY s.id
		LIMIT 1`, source).Scan(&l.Path, &l.Line)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return l, err
}
