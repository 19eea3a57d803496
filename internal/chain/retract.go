package chain

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// Errors of a retraction.
var (
	ErrRetracted = errors.New("it is retracted already")
	ErrNoScores  = errors.New("retract takes back scores only; nothing was changed")
	ErrUndone    = errors.New("it undid a retraction; retract the ingest itself again")
)

// A Retraction is the result of retracting an ingest.
type Retraction struct {
	By       int64 // id of the ingest that stands for the retraction
	Scores   int64 // scores that no longer count
	Restored int64 // scores that count again
	Undo     bool  // a retraction was retracted
}

// Retract adds a retraction of an ingest. The scores of that ingest stay on record and no
// longer count, and the scores that they superseded count again. Retracting a retraction
// undoes it. The error may wrap ErrRetracted, ErrNoScores, ErrUndone or
// dbfile.ErrNoIngest.
func Retract(ctx context.Context, db *dbfile.DB, ingest int64, reason, version, command string, now time.Time) (r Retraction, err error) {
	ctx = context.WithoutCancel(ctx)
	if _, err := db.Conn.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return r, sqlite.Plain(err)
	}
	if r, err = retract(ctx, db, ingest, reason, version, command, now.UTC().Format(time.RFC3339)); err != nil {
		_, rerr := db.Conn.ExecContext(ctx, `ROLLBACK`)
		return r, errors.Join(err, rerr)
	}
	_, err = db.Conn.ExecContext(ctx, `COMMIT`)
	return r, sqlite.Plain(err)
}

func retract(ctx context.Context, db *dbfile.DB, ingest int64, reason, version, command, at string) (r Retraction, err error) {
	if err := dbfile.CheckIngest(ctx, db.DB, ingest); err != nil {
		return r, err
	}
	var standing, undone bool
	err = db.Conn.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM retractions r WHERE r.ingest_id = ?1 AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.ingest_id = r.by_id)),
		       EXISTS (SELECT 1 FROM retractions r WHERE r.by_id = ?1),
		       EXISTS (SELECT 1 FROM retractions r JOIN retractions x ON x.by_id = r.ingest_id WHERE r.by_id = ?1)`, ingest).Scan(&standing, &r.Undo, &undone)
	switch {
	case err != nil:
		return r, err
	case standing:
		return r, fmt.Errorf("ingest %d: %w", ingest, ErrRetracted)
	case undone:
		return r, fmt.Errorf("ingest %d: %w", ingest, ErrUndone)
	}
	if table, err := broughtNoScores(ctx, db, ingest); err != nil || table != "" {
		if err == nil {
			err = fmt.Errorf("ingest %d brought no scores but rows of %s, and %w", ingest, table, ErrNoScores)
		}
		return r, err
	}
	var before int64
	if err := db.Conn.QueryRowContext(ctx, `SELECT (SELECT ifnull(max(id), 0) + 1 FROM ingests), (SELECT count(*) FROM outdated)`).Scan(&r.By, &before); err != nil {
		return r, err
	}
	sum := sha256.Sum256([]byte(reason))
	for _, s := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO ingests(id, started_at, tool_version, path, sha256, bytes, map, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing)
			VALUES (?,?,?,'(no file)',?,?,?,0,0,0,0,0,0,0,0,0,0,0)`, []any{r.By, at, version, hex.EncodeToString(sum[:]), len(reason), fmt.Sprintf("retract:%d", ingest)}},
		{`INSERT INTO retractions(ingest_id, reason, at, by_id) VALUES (?,?,?,?)`, []any{ingest, reason, at, r.By}},
		{`CREATE TEMP TABLE now_outdated AS ` + outdatedSQL, nil},
	} {
		if _, err := db.Conn.ExecContext(ctx, s.query, s.args...); err != nil {
			return r, fmt.Errorf("retract ingest %d: %w", ingest, sqlite.Plain(err))
		}
	}
	for query, n := range map[string]*int64{
		`DELETE FROM outdated WHERE id NOT IN (SELECT id FROM temp.now_outdated)`:                              &r.Restored,
		`INSERT INTO outdated SELECT id FROM temp.now_outdated WHERE id NOT IN (SELECT id FROM main.outdated)`: &r.Scores,
	} {
		res, err := db.Conn.ExecContext(ctx, query)
		if err != nil {
			return r, fmt.Errorf("retract ingest %d: %w", ingest, sqlite.Plain(err))
		}
		if *n, err = res.RowsAffected(); err != nil {
			return r, err
		}
	}
	if _, err := db.Conn.ExecContext(ctx, `DROP TABLE temp.now_outdated`); err != nil {
		return r, err
	}
	if err := ResolveDatedNames(ctx, db); err != nil {
		return r, err
	}
	return r, AddLink(ctx, db, Link{MadeAt: at, ToolVersion: version, Command: command}, map[string]bool{}, nil)
}

// broughtNoScores returns the table of an ingest if it is another table than scores, else
// "".
func broughtNoScores(ctx context.Context, db *dbfile.DB, ingest int64) (string, error) {
	var how string
	err := db.Conn.QueryRowContext(ctx, `SELECT map FROM ingests WHERE id = ?`, ingest).Scan(&how)
	table, ok := strings.CutPrefix(how, "canonical:")
	if !ok || model.TableNamed(table) == nil || table == "scores" {
		table = ""
	}
	return table, err
}
