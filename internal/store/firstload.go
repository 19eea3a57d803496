package store

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"slices"
	"strings"

	"provenance"
	"provenance/internal/chain"
	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// lateIndexes are the indexes that a load into an empty table makes at its end.
var lateIndexes = []struct{ table, index string }{
	{"snapshots", snapshotsKey},
	{"scores", scoresKey},
	{"scores", "scores_variant"},
	{"scores", "scores_open"},
	{"scores", "scores_rank"},
}

// snapshotsKey is the index that finds the snapshots of a source. A first load makes it at
// its end, or as soon as a name is resolved by the day of its snapshot.
const snapshotsKey = "snapshots_identity"

// scoresKey is the index that finds a cell. A first load makes it at the end of its first
// file of scores, or as soon as a row asks for its cell. For a million scores that takes
// 0.3 s; keeping the index up to date row by row takes 1.1.
const scoresKey = "scores_cell"

// dropIndexes drops the late indexes of tables that are empty. The transaction
// makes them again before it commits.
func (in *Ingest) dropIndexes() error {
	if !in.first {
		return nil
	}
	for _, l := range lateIndexes {
		var empty bool
		if err := in.db.Conn.QueryRowContext(in.ctx, `SELECT NOT EXISTS (SELECT 1 FROM `+l.table+`)`).Scan(&empty); err != nil {
			return err
		}
		if !empty {
			continue
		}
		if _, err := in.db.Conn.ExecContext(in.ctx, `DROP INDEX `+l.index); err != nil {
			return fmt.Errorf("put the index %s off: %w", l.index, err)
		}
		in.later = append(in.later, l.index)
	}
	return nil
}

// makeIndexes makes the postponed indexes with the statements of the schema.
func (in *Ingest) makeIndexes() error {
	if len(in.later) == 0 {
		return nil
	}
	later := in.later
	in.later, in.scores.snaps = nil, nil
	return in.withSorter(func() error {
		for _, index := range later {
			if err := in.makeIndex(index); err != nil {
				return fmt.Errorf("make the index %s: %w", index, sqlite.Plain(err))
			}
		}
		return nil
	})
}

// withSorter calls run, which makes indexes. SQLite sorts what does not fit into its cache
// on another thread, which saves a quarter of the time. A small cache makes it do so for
// most rows.
func (in *Ingest) withSorter(run func() error) error {
	if in.countsOf("scores").Added+in.file.counts.Added < manyScores {
		return run() // few rows: keep them in the cache
	}
	debug.FreeOSMemory() // SQLite sorts in memory of its own
	if _, err := in.db.Conn.ExecContext(in.ctx, `PRAGMA threads = 1; PRAGMA cache_size = -4096`); err != nil {
		return err
	}
	err := run()
	_, perr := in.db.Conn.ExecContext(in.ctx, `PRAGMA threads = 0; PRAGMA cache_size = `+sqlite.WriteCache)
	return errors.Join(err, perr)
}

// makeIndex makes one index.
func (in *Ingest) makeIndex(index string) error {
	text := schemaText("CREATE INDEX "+index+" ON ", ";")
	if text == "" {
		text = schemaText("CREATE UNIQUE INDEX "+index+" ON ", ";")
	}
	_, err := in.db.Conn.ExecContext(in.ctx, text)
	return err
}

// schemaText returns the statement of the schema that starts with begin and ends with end,
// "" if there is none.
func schemaText(begin, end string) string {
	i := strings.Index(provenance.Schema, "\n"+begin)
	if i < 0 {
		return ""
	}
	rest := provenance.Schema[i+1:]
	return rest[:strings.Index(rest, end)+len(end)]
}

// ensureIndex makes an index other than scoresKey if it was postponed.
func (in *Ingest) ensureIndex(index string) error {
	i := slices.Index(in.later, index)
	if i < 0 {
		return nil
	}
	in.later = slices.Delete(in.later, i, i+1)
	return in.withSorter(func() error {
		if err := in.makeIndex(index); err != nil {
			return fmt.Errorf("make the index %s: %w", index, sqlite.Plain(err))
		}
		return nil
	})
}

// ensureKey makes the index scoresKey if it was postponed.
func (in *Ingest) ensureKey() error {
	i := slices.Index(in.later, scoresKey)
	if i < 0 {
		return nil
	}
	in.later = slices.Delete(in.later, i, i+1)
	return in.withSorter(func() error {
		err := in.makeIndex(scoresKey)
		if kind, _ := sqlite.BrokenConstraint(err); kind != sqlite.NoConstraint {
			if err = in.mergeRepeats(); err == nil {
				err = in.makeIndex(scoresKey)
			}
		}
		if err != nil {
			return fmt.Errorf("make the index %s: %w", scoresKey, sqlite.Plain(err))
		}
		return nil
	})
}

// mergeRepeats handles cells that the file has more than once, with the same result as a
// load row by row: a repeated value is unchanged, and a different value is another
// revision, in the order of the file. Meanwhile it drops the triggers that protect scores,
// because no other connection sees these rows yet.
func (in *Ingest) mergeRepeats() error {
	in.scores.hash.stale = true
	exec := func(statements ...string) error {
		for _, s := range statements {
			if _, err := in.db.Conn.ExecContext(in.ctx, s); err != nil {
				return err
			}
		}
		return nil
	}
	if err := exec(`DROP TRIGGER scores_no_delete`, `DROP TRIGGER scores_no_rewrite`, `CREATE INDEX scores_repeats ON scores(snapshot_id, name_id)`); err != nil {
		return err
	}
	type cell struct{ snapshot, name, n int64 }
	var cells []cell
	err := in.each(`SELECT snapshot_id, name_id, count(*) FROM scores GROUP BY snapshot_id, name_id HAVING count(*) > 1`, func(r *sql.Rows) error {
		var c cell
		err := r.Scan(&c.snapshot, &c.name, &c.n)
		cells = append(cells, c)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range cells {
		if c.n > manyInCell {
			if err := in.thinCell(c.snapshot, c.name); err != nil {
				return err
			}
		}
		if err := in.mergeRepeat(c.snapshot, c.name); err != nil {
			return err
		}
	}
	return exec(`DROP INDEX scores_repeats`, schemaText("CREATE TRIGGER scores_no_delete ", "END;"), schemaText("CREATE TRIGGER scores_no_rewrite ", "END;"))
}

// mergeRepeat merges the scores of one cell.
func (in *Ingest) mergeRepeat(snapshot, name int64) error {
	all, err := in.scores.scoresInCell(&scoreRow{ScoreRow: model.ScoreRow{SnapshotID: snapshot, NameID: name}})
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b storedScore) int { return cmp.Compare(a.id, b.id) })
	var kept []storedScore
	for _, s := range all {
		if slices.ContainsFunc(kept, func(k storedScore) bool { return k.repeats(&s) }) {
			if _, err := in.db.Conn.ExecContext(in.ctx, `DELETE FROM scores WHERE id = ?`, s.id); err != nil {
				return err
			}
			in.file.counts.Added--
			in.file.counts.Unchanged++
			in.file.same.add(int(s.line))
			continue
		}
		if err := in.noteRepeat(&s, kept); err != nil {
			return err
		}
		kept = append(kept, s)
		if n := int64(len(kept)); n != s.revision {
			if _, err := in.db.Conn.ExecContext(in.ctx, `UPDATE scores SET revision = ? WHERE id = ?`, n, s.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// noteRepeat records the conflict of a score with those of its cell.
func (in *Ingest) noteRepeat(s *storedScore, kept []storedScore) error {
	if len(kept) == 0 {
		return nil
	}
	if in.file.nConflicts >= maxConflicts { // it is counted only
		in.file.nConflicts++
		return nil
	}
	var line int
	var name, benchmark, day string
	err := in.db.Conn.QueryRowContext(in.ctx, `SELECT s.line, nm.name, b.slug, sp.reported_on
		FROM scores s JOIN names nm ON nm.id = s.name_id JOIN snapshots sp ON sp.id = s.snapshot_id JOIN benchmarks b ON b.id = s.benchmark_id WHERE s.id = ?`, s.id).Scan(&line, &name, &benchmark, &day)
	if err != nil {
		return err
	}
	var others []string
	for i := range kept {
		var differ []string
		if kept[i].value == s.value {
			differ = kept[i].differences(s)
		}
		others = append(others, in.file.describeOther(&kept[i], differ))
	}
	in.file.addConflict(line, name, benchmark, day, s.value, others)
	return nil
}

// satisfiesChecks reports whether a row satisfies the CHECKs of table scores. Readers
// report a row that does not, with its line, so a false result means that a reader has a
// bug. A test compares it with the schema.
func (s *scoreRow) satisfiesChecks() bool {
	switch {
	case math.IsNaN(s.Value) || math.IsInf(s.Value, 0) || s.StdErr < 0 || s.SampleSize < 0 || s.Rank < 0 || s.Revision < 0:
	case s.CILow > s.CIHigh || s.CILevel <= 0 || s.CILevel >= 1:
	case s.EvaluatedOn != nil && s.EvaluatedOn.ID == 0 && !isDay(s.EvaluatedOn):
	case s.Asserted != nil && s.Asserted.Text != "first_party" && s.Asserted.Text != "third_party":
	default:
		return true
	}
	return false
}

// isDay reports whether a term is a day, and remembers that in the term.
func isDay(t *model.Term) bool {
	if _, err := model.ParseDate(t.Text); err != nil {
		return false
	}
	t.ID = 1
	return true
}

// checkForeignKeys checks at the end of a first load the foreign keys that the connection
// checks row by row in later ingests. If the bounds of ids prove a table valid, it reads
// none of its rows, which takes a fifth of the time.
func (in *Ingest) checkForeignKeys() error {
	if !in.first {
		return nil
	}
	proven, err := in.provenTables()
	if err != nil {
		return err
	}
	for _, table := range chain.TableNames() {
		if proven[table] || in.untouched(table) {
			continue
		}
		if err := in.checkTable(table); err != nil {
			return err
		}
	}
	return nil
}

// untouched reports whether this ingest changed no row of a table whose rows can be
// edited: its references were checked when its rows were written.
func (in *Ingest) untouched(table string) bool {
	return !in.touched[table] && chain.IsWhole(table)
}

// checkTable checks the foreign keys of one table.
func (in *Ingest) checkTable(table string) error {
	return in.each(`SELECT "table", rowid, parent, fkid FROM pragma_foreign_key_check(?)`, func(r *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var n int64
		if err := r.Scan(&table, &row, &parent, &n); err != nil {
			return err
		}
		return fmt.Errorf("%s: row %d of %s refers to a row that %s does not have; nothing was written", in.db.Path(), row.Int64, table, parent)
	}, table)
}

// references has the bounds of the ids that the scores of an ingest refer to.
type references struct{ name, snapshot, benchmark, variant, evaluator bounds }

// snapshotReferences has the bounds of the ids that its new snapshots refer to.
type snapshotReferences struct{ source, benchmark, metric, protocol bounds }

type bounds struct{ least, greatest int64 }

// noBounds are the bounds of no id. If an id may be 0, its bounds start as zero instead.
var noBounds = bounds{least: math.MaxInt64}

func (b *bounds) include(id int64) {
	b.least, b.greatest = min(b.least, id), max(b.greatest, id)
}

// A reference is a column of ids with their bounds. NULL counts as 0.
type reference struct {
	table    string // the table that it refers to
	ids      bounds
	optional bool
}

// provenTables returns the tables whose references are all valid by their bounds: the
// referenced table has every id from 1 to its last, and all references are between these.
// The references of other tables may be valid too. The ingest of a score is that of its
// file, and the score that it supersedes was looked up.
func (in *Ingest) provenTables() (map[string]bool, error) {
	proven := map[string]bool{}
	if in.scores == nil {
		return proven, nil
	}
	scores := &in.scores.refs
	tables := map[string][]reference{
		"scores": {{"names", scores.name, false}, {"snapshots", scores.snapshot, false}, {"benchmarks", scores.benchmark, false}, {"variants", scores.variant, true}, {"organizations", scores.evaluator, true}},
	}
	if s := in.snapshotRefs; s != nil {
		tables["snapshots"] = []reference{{"sources", s.source, false}, {"benchmarks", s.benchmark, false}, {"metrics", s.metric, false}, {"protocols", s.protocol, false}}
	}
	all := map[string]int64{} // by table: its last id if it has all ids from 1 to that, else 0
	for table, refs := range tables {
		within := true
		for _, r := range refs {
			last, ok := all[r.table]
			if !ok {
				// As three subqueries, SQLite answers each from the tree without reading rows.
				var least, count int64
				if err := in.db.Conn.QueryRowContext(in.ctx, `SELECT ifnull((SELECT min(id) FROM `+r.table+`), 0), ifnull((SELECT max(id) FROM `+r.table+`), 0), (SELECT count(*) FROM `+r.table+`)`).Scan(&least, &last, &count); err != nil {
					return nil, err
				}
				if least != 1 || count != last {
					last = 0
				}
				all[r.table] = last
			}
			within = within && r.ids.greatest <= last && r.ids.least >= 0 && (r.ids.least > 0 || r.optional)
		}
		proven[table] = within
	}
	return proven, nil
}
