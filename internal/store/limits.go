package store

import (
	"database/sql"
	"fmt"
	"strings"

	"provenance/internal/model"
)

// maxRemembered is how many bytes of new rows of the catalogue and of facts an ingest may
// keep in memory: some 200,000 short rows.
const maxRemembered = 100 << 20

// maxBroken is how many words of unreadable records are remembered for each table. If
// there are more, any slug may have been in one.
const maxBroken = 200_000

// hasRoom reports whether one more new row fits into memory. If not, it rejects the row.
func (in *Ingest) hasRoom(r *model.Record) bool {
	in.remembered += 3*len(r.Raw) + 500
	if in.remembered <= maxRemembered {
		return true
	}
	in.file.report(r.Problem(0, model.CodeTooLong, "more rows are new than are kept in memory (some 200,000, fewer if they are long)", "part the file"))
	in.rejectRecord(r)
	return false
}

// maxInCell is how many different values one cell may hold. A source may print two. If it
// seems to print thousands, a column that distinguishes them was not read, and each would
// be compared with all before it.
const maxInCell = 1000

// manyInCell is how many scores of one cell of a first load are compared one by one. If
// there are more, SQL removes the repeated ones first: a file may have one value a million
// times, and memory must not grow with it.
const manyInCell = 100

// manyScores is how many new scores make indexes so large that another thread sorts them:
// see withSorter.
const manyScores = 50_000

// crowdedError returns the error for a file with too many values in one cell.
func (in *Ingest) crowdedError(line int, name, benchmark string) error {
	return fmt.Errorf("line %d: more than %d different values of %q on %s, of one day and with one setting: is the column that tells them apart not read? nothing was written", line, maxInCell, name, benchmark)
}

// thinSQL removes the scores of a cell that repeat one before them.
var thinSQL = `DELETE FROM scores WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY value, ` +
	strings.Join(comparedColumns(), ", ") + ` ORDER BY id) AS nth FROM scores WHERE snapshot_id = ?1 AND name_id = ?2) WHERE nth > 1)`

// comparedColumns returns the optional columns in which scores of one cell may differ.
func comparedColumns() (out []string) {
	for i := range model.ScoreColumns {
		if c := &model.ScoreColumns[i]; c.Compared() {
			out = append(out, c.Name)
		}
	}
	return out
}

// thinCell removes repeated scores from a cell of a first load: see manyInCell.
func (in *Ingest) thinCell(snapshot, name int64) error {
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
	in.file.same.n += int(n)
	var line int
	var text, benchmark string
	err = in.each(`SELECT s.line, nm.name, b.slug FROM scores s JOIN names nm ON nm.id = s.name_id JOIN benchmarks b ON b.id = s.benchmark_id
		WHERE s.snapshot_id = ?1 AND s.name_id = ?2 ORDER BY s.id LIMIT 1 OFFSET ?3`, func(r *sql.Rows) error { return r.Scan(&line, &text, &benchmark) }, snapshot, name, maxInCell)
	if err == nil && line > 0 {
		err = in.crowdedError(line, text, benchmark)
	}
	return err
}
