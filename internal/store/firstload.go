package store

import (
	"database/sql"
	"fmt"
	"regexp"

	"provenance"
)

// lateIndexes are the indexes that a load into an empty table makes at its end,
// by table. The key of scores is not among them: it finds a cell that a file
// says twice, and files come in its order, in which it costs little.
var lateIndexes = []struct{ table, index string }{
	{"snapshots", "snapshots_identity"},
	{"scores", "scores_variant"},
}

// dropIndexes drops the late indexes of tables that are empty. The transaction
// makes them anew before it commits.
func (in *Ingest) dropIndexes() error {
	if !in.first {
		return nil
	}
	for _, l := range lateIndexes {
		var empty bool
		if err := in.db.conn.QueryRowContext(in.ctx, `SELECT NOT EXISTS (SELECT 1 FROM `+l.table+`)`).Scan(&empty); err != nil {
			return err
		}
		if !empty {
			continue
		}
		if _, err := in.db.conn.ExecContext(in.ctx, `DROP INDEX `+l.index); err != nil {
			return fmt.Errorf("put the index %s off: %w", l.index, err)
		}
		in.later = append(in.later, l.index)
	}
	return nil
}

// makeIndexes makes the indexes that were put off, with the schema's own words.
func (in *Ingest) makeIndexes() error {
	if len(in.later) == 0 {
		return nil
	}
	// What does not fit into the cache is sorted by another thread, a quarter of
	// the time of an index, and a small cache makes that most of it.
	if _, err := in.db.conn.ExecContext(in.ctx, `PRAGMA threads = 1; PRAGMA cache_size = -4096`); err != nil {
		return err
	}
	for _, index := range in.later {
		text := regexp.MustCompile(`(?m)^CREATE (?:UNIQUE )?INDEX ` + index + ` ON .*?;`).FindString(provenance.Schema)
		if _, err := in.db.conn.ExecContext(in.ctx, text); err != nil {
			return fmt.Errorf("make the index %s: %w", index, plain(err))
		}
	}
	in.later = nil
	_, err := in.db.conn.ExecContext(in.ctx, `PRAGMA threads = 0; PRAGMA cache_size = `+writeCache)
	return err
}

// checkForeignKeys does for a first load what the connection does row by row later.
func (in *Ingest) checkForeignKeys() error {
	if !in.first {
		return nil
	}
	return in.each(`PRAGMA foreign_key_check`, func(r *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var n int64
		if err := r.Scan(&table, &row, &parent, &n); err != nil {
			return err
		}
		return fmt.Errorf("%s: row %d of %s refers to a row that %s does not have; nothing was written", in.db.path, row.Int64, table, parent)
	})
}
