package store

import (
	"database/sql"
	"fmt"
	"strings"

	"provenance/internal/model"
)

// maxRemembered is how many bytes an ingest may keep in memory of rows that are new
// to the catalogue and the facts, some 200,000 short ones.
const maxRemembered = 100 << 20

// maxBroken is how many words of records that could not be read are remembered of a
// table; of more, any slug may have been in one.
const maxBroken = 200_000

// room reports whether there is room for one more new row. If not, it reports the row as too much.
func (in *Ingest) room(r *model.Record) bool {
	in.remembered += 3*len(r.Raw) + 500
	if in.remembered <= maxRemembered {
		return true
	}
	in.file.report(r.Problem(0, model.CodeTooLong, "more rows are new than are kept in memory (some 200,000, fewer if they are long)", "part the file"))
	in.lose(r)
	return false
}

// maxInCell is how many different values one cell may hold. A source that prints
// two is honest; of thousands, what tells them apart was not read, and each would
// be compared with all before it.
const maxInCell = 1000

// manyInCell is how many scores of one cell of a first load are looked at one by
// one; of more, those that say the same are taken out in SQL. A file may say one
// value a million times, and the memory must not grow with it.
const manyInCell = 100

// manyScores is how many new scores make indexes so large that they are sorted by
// another thread: see sorting.
const manyScores = 50_000

// crowded is the error of a file with too many values of one cell.
func (in *Ingest) crowded(line int, name, benchmark string) error {
	return fmt.Errorf("line %d: more than %d different values of %q on %s, of one day and with one setting: is the column that tells them apart not read? nothing was written", line, maxInCell, name, benchmark)
}

// thinSQL takes the scores out of a cell that say what one before them says.
var thinSQL = `DELETE FROM scores WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY value, ` +
	strings.Join(comparedColumns(), ", ") + ` ORDER BY id) AS nth FROM scores WHERE snapshot_id = ?1 AND name_id = ?2) WHERE nth > 1)`

// comparedColumns are the optional columns by which scores of one cell differ.
func comparedColumns() (out []string) {
	for i := range model.ScoreColumns {
		if c := &model.ScoreColumns[i]; c.CSV != "" {
			out = append(out, c.Name)
		}
	}
	return out
}

// thin makes a cell of a first load small enough to be looked at: see settleRepeat.
func (in *Ingest) thin(snapshot, name int64) error {
	res, err := in.db.Conn.ExecContext(in.ctx, thinSQL, snapshot, name)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	in.file.counts.Added -= int(n)
	in.file.counts.Unchanged += int(n)
	var line int
	var text, benchmark string
	err = in.each(`SELECT s.line, nm.name, b.slug FROM scores s JOIN names nm ON nm.id = s.name_id JOIN benchmarks b ON b.id = s.benchmark_id
		WHERE s.snapshot_id = ?1 AND s.name_id = ?2 ORDER BY s.id LIMIT 1 OFFSET ?3`, func(r *sql.Rows) error { return r.Scan(&line, &text, &benchmark) }, snapshot, name, maxInCell)
	if err == nil && line > 0 {
		err = in.crowded(line, text, benchmark)
	}
	return err
}
