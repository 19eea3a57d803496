package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"provenance/internal/chain"
	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// A scoreWriter applies batches of scores. Its memory does not grow with the file, except
// for one bit for each score on record that a row repeated, and for the rows that differ
// from what is on record, until the end of the file.
//
// Most rows take one of two paths, in statements of hundreds of rows. A row whose name or
// snapshot is new to the file cannot be on record and is inserted. Any other row is
// compared with its cell by a probe. The remaining rows are handled one by one: see
// settleDeferred.
type scoreWriter struct {
	in        *Ingest
	names     *nameTable
	snaps     *snapshotTable
	protocols map[string]int64
	metrics   map[int64]metric
	days      map[int64]string // the day of a source: published, else retrieved
	slugs     map[string]map[string]int64

	refs  references
	guess int64 // the score after the one that a row repeated last

	fileID   int64  // scores from this id on belong to the current file
	matched  bitset // scores on record that a row of the file repeated
	deferred []*scoreRow
	rows     []scoreRow  // of the current batch
	before   []scoreRow  // of the previous batch
	fresh    []*scoreRow // rows to insert: their name or snapshot is new to the file
	known    []*scoreRow // rows to compare with what is on record

	next, other *insertion // the one being packed; the one that runs or has ended
	running     bool       // whether other runs
	cell, add   *sql.Stmt
	hash        *scoreHash // of the scores that go in, for the chain
}

type metric struct {
	slug, unit   string
	lower, upper sql.NullFloat64
}

// A scoreRow is a row that is being written to table scores.
type scoreRow struct {
	model.ScoreRow
	isNew bool // its cell cannot have been on record before the file
	bad   bool // it has a problem
}

func newScoreWriter(in *Ingest) (*scoreWriter, error) {
	w := &scoreWriter{in: in, protocols: map[string]int64{}, metrics: map[int64]metric{}, slugs: map[string]map[string]int64{}}
	w.refs.name, w.refs.snapshot, w.refs.benchmark = noBounds, noBounds, noBounds
	var err error
	if w.names, err = newNameTable(in); err != nil {
		return nil, err
	}
	if w.snaps, err = newSnapshotTable(in); err != nil {
		return nil, err
	}
	if err := w.loadCatalogue(); err != nil {
		return nil, err
	}
	if w.cell, err = in.db.Conn.PrepareContext(in.ctx, cellSQL); err != nil {
		return nil, fmt.Errorf("look up cells: %w", err)
	}
	if w.add, err = in.db.Conn.PrepareContext(in.ctx, addSQL); err != nil {
		return nil, fmt.Errorf("add scores: %w", err)
	}
	part, err := chain.NewHash(in.ctx, in.db, "scores")
	if err != nil {
		return nil, err
	}
	w.hash = &scoreHash{part: part}
	w.next, w.other = newInsertion(in, w.hash), newInsertion(in, w.hash)
	w.next.known.next, w.other.known.next = &w.guess, &w.guess
	w.names.out, w.snaps.out = &w.next.names, &w.next.snapshots
	return w, nil
}

// close closes the prepared statements: while one is open, closing the database
// leaves its write-ahead log behind.
func (w *scoreWriter) close() error {
	if w == nil {
		return nil
	}
	if w.running {
		<-w.other.done
	}
	return errors.Join(w.cell.Close(), w.add.Close(), w.names.close())
}

// each runs a query and calls scan for each row.
func (in *Ingest) each(query string, scan func(*sql.Rows) error, args ...any) error {
	rows, err := in.db.Conn.QueryContext(in.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (w *scoreWriter) beginFile() error {
	w.snaps.beginFile()
	if err := w.names.beginFile(); err != nil {
		return err
	}
	if err := w.in.db.Conn.QueryRowContext(w.in.ctx, `SELECT ifnull(max(id), 0) + 1 FROM scores`).Scan(&w.fileID); err != nil {
		return err
	}
	if w.hash.first == 0 {
		w.hash.first = w.fileID
	}
	return nil
}

// applyBatch applies a batch. If any score of a line has a problem, the whole line is
// rejected, so that it can be corrected and read again.
func (w *scoreWriter) applyBatch(b *model.ScoreBatch) error {
	if err := w.addNeeded(b.Needs); err != nil {
		return err
	}
	w.in.file.mapped = b.Mapped
	// An insertion may still use the rows of the batch before.
	w.rows, w.before = w.before, w.rows
	if cap(w.rows) < len(b.Scores) {
		w.rows = make([]scoreRow, len(b.Scores))
	}
	w.rows = w.rows[:len(b.Scores)]
	for i := range b.Scores {
		w.rows[i] = scoreRow{ScoreRow: model.ScoreRow{Score: &b.Scores[i]}}
		if err := w.checkScore(b, &w.rows[i]); err != nil {
			return err
		}
	}
	w.rejectBadLines()
	w.fresh, w.known = w.fresh[:0], w.known[:0]
	for i := range w.rows {
		s := &w.rows[i]
		if s.bad {
			continue
		}
		if err := w.findCell(s); err != nil {
			return err
		}
		switch {
		case s.Revision > 0:
			// A row of an export states its revision: the rows before it must be on record.
			if err := w.storeGathered(b); err != nil {
				return err
			}
			if err := w.awaitInsertions(); err != nil {
				return err
			}
			if err := w.in.ensureKey(); err != nil {
				return err
			}
			if err := w.addRevision(b, s); err != nil {
				return err
			}
		case s.isNew:
			w.fresh = append(w.fresh, s)
		default:
			w.known = append(w.known, s)
		}
	}
	return w.storeGathered(b)
}

// storeGathered packs the rows gathered in fresh and known and starts to insert them.
func (w *scoreWriter) storeGathered(b *model.ScoreBatch) error {
	w.next.batch, w.next.err = b, nil
	w.next.fresh.prepare(w.in, w.fresh)
	w.next.known.prepare(w.in, w.known, statedColumns(b.Has))
	err := w.endInsertion()
	w.fresh, w.known = w.fresh[:0], w.known[:0]
	if err != nil {
		return err
	}
	w.startInsertion()
	return nil
}

// awaitInsertions waits until all rows that storeGathered packed are on record.
func (w *scoreWriter) awaitInsertions() error {
	if err := w.endInsertion(); err != nil {
		return err
	}
	for _, b := range [...]*bulk{w.names.out, w.snaps.out} {
		if err := b.flush(); err != nil {
			return fmt.Errorf("add names and snapshots: %w", sqlite.Plain(err))
		}
	}
	return nil
}

// checkNumbering returns an error unless names and snapshots got the ids by which scores
// refer to them: consecutive ids after the last one. Giving each row its id would take a
// fifth longer, because SQLite would check that the id is free.
func (w *scoreWriter) checkNumbering() error {
	var name, snapshot int64
	if err := w.in.db.Conn.QueryRowContext(w.in.ctx, `SELECT ifnull((SELECT max(id) FROM names), 0), ifnull((SELECT max(id) FROM snapshots), 0)`).Scan(&name, &snapshot); err != nil {
		return err
	}
	if name != w.names.next-1 || snapshot != w.snaps.next-1 {
		return fmt.Errorf("the last name is %d and the last snapshot %d, not %d and %d; nothing was written", name, snapshot, w.names.next-1, w.snaps.next-1)
	}
	return nil
}

// rejectBadLines marks all scores of a line bad if one of them is, and counts the line as
// rejected.
func (w *scoreWriter) rejectBadLines() {
	for i := 0; i < len(w.rows); {
		end, bad := i, false
		for ; end < len(w.rows) && w.rows[end].Line == w.rows[i].Line; end++ {
			bad = bad || w.rows[end].bad
		}
		if bad {
			for k := i; k < end; k++ {
				w.rows[k].bad = true
			}
			w.in.file.rejected += w.rows[i].LineTo - w.rows[i].Line + 1
			w.in.file.lost += end - i
			w.in.file.lostMissing += w.rows[i].Missing
		}
		i = end
	}
}

// checkScore finds the ids that a score refers to and checks it against other rows. It
// reports a problem and marks the score bad.
func (w *scoreWriter) checkScore(b *model.ScoreBatch, s *scoreRow) error {
	fail := func(field, code, text, hint string) {
		s.bad = true
		w.in.file.report(b.Problem(s.Score, field, code, text, hint))
	}
	for _, ref := range [...]struct {
		term  *model.Term
		field string
		table string
	}{{s.Source, "source", "sources"}, {s.Benchmark, "benchmark", "benchmarks"}, {s.Metric, "metric", "metrics"}, {s.Evaluator, "evaluator", "organizations"}} {
		if ref.term == nil || ref.term.ID > 0 {
			continue
		}
		if err := w.lookUpTerm(b, s, ref.term, ref.field, ref.table); err != nil {
			return err
		}
	}
	if field, text, hint := s.IntervalFault(); field != "" {
		fail(field, model.CodeConstraint, text, hint)
	}
	if s.bad {
		return nil
	}
	if !s.satisfiesChecks() {
		return fmt.Errorf("%s:%d: internal error: a reader accepted a score that the schema rejects", b.File, s.Line)
	}
	if text, hint := w.checkBounds(s.Metric.ID, s.Value); text != "" {
		fail("value", model.CodeConstraint, text, hint)
	} else if text, hint := w.checkPrinted(b, s); text != "" {
		fail("value_as_printed", model.CodeConstraint, text, hint)
	}
	if s.ReportedOn != nil {
		w.in.file.dated = true
	} else if w.days[s.Source.ID] == "" {
		w.reportNoDay(b, s)
	}
	return nil
}

// reportNoDay reports a score without a day. If the whole file states no day, it reports
// that once.
func (w *scoreWriter) reportNoDay(b *model.ScoreBatch, s *scoreRow) {
	s.bad = true
	if w.in.file.dated {
		w.in.file.report(b.Problem(s.Score, "reported_on", model.CodeConstraint, "the cell is blank and the source has no day either",
			"fill it, or give the source a published_on or retrieved_on; for a file that is read through a map, --reported-on DAY"))
		return
	}
	p := b.Problem(s.Score, "reported_on", model.CodeConstraint, fmt.Sprintf("the file states no day for its scores, and source %s has none", s.Source.Text),
		"say the day: --reported-on DAY for a file that is read through a map, else a column reported_on; or give the source a published_on or retrieved_on")
	if w.in.file.noDay {
		w.in.keepReject(w.in.file, p)
		return
	}
	w.in.file.noDay = true
	w.in.file.report(p)
}

// sourceDay is added to the locator of a score whose source prints no day.
const sourceDay = "; no day printed: the day is the source's"

// findCell finds the name and the snapshot of a score without problems.
func (w *scoreWriter) findCell(s *scoreRow) error {
	s.BenchmarkID, s.LocatorText = s.Benchmark.ID, s.Locator
	if s.Evaluator != nil {
		s.EvaluatorID = s.Evaluator.ID
	}
	s.setPrinted()
	day := s.ReportedOn
	if day == nil {
		day = w.snaps.dayTerm(w.days[s.Source.ID])
		s.LocatorText = strings.TrimPrefix(s.Locator+sourceDay, "; ")
	}
	if s.Protocol.ID == 0 {
		if err := w.findProtocol(s.Protocol); err != nil {
			return err
		}
	}
	name, variant, newName, err := w.names.findName(s.Source.ID, s.ListedAs, s.Section)
	if err != nil {
		return err
	}
	snapshot, newSnapshot, err := w.snaps.findSnapshot(s.Source.ID, s.BenchmarkID, s.Metric.ID, s.Protocol.ID, day)
	s.NameID, s.VariantID, s.SnapshotID, s.isNew = name, variant, snapshot, newName || newSnapshot
	w.refs.name.include(s.NameID)
	w.refs.snapshot.include(s.SnapshotID)
	w.refs.benchmark.include(s.BenchmarkID)
	w.refs.variant.include(s.VariantID)
	w.refs.evaluator.include(s.EvaluatorID)
	return err
}

// checkBounds says what is wrong with a value outside the bounds of its metric. The text
// is "" if nothing is.
func (w *scoreWriter) checkBounds(id int64, v float64) (text, hint string) {
	m := w.metrics[id]
	if (!m.lower.Valid || v >= m.lower.Float64) && (!m.upper.Valid || v <= m.upper.Float64) {
		return "", ""
	}
	bound := func(n sql.NullFloat64) string {
		if n.Valid {
			return model.FormatReal(n.Float64)
		}
		return "no bound"
	}
	if m.unit == "proportion" && v > 1 && v <= 100 {
		hint = fmt.Sprintf("a percentage? write %s, or name a metric in percent", model.FormatReal(v/100))
	}
	return fmt.Sprintf("outside the bounds of metric %s, %s to %s %s", m.slug, bound(m.lower), bound(m.upper), m.unit), hint
}

func protocolKey(vals []any) string {
	var b strings.Builder
	for _, v := range vals {
		fmt.Fprintf(&b, "%v\x1f", v)
	}
	return b.String()
}

// findProtocol finds the row of table protocols for a combination of settings, and adds
// it if it is new.
func (w *scoreWriter) findProtocol(p *model.Protocol) error {
	k := protocolKey(p.Values[:])
	if p.ID = w.protocols[k]; p.ID != 0 {
		return nil
	}
	res, err := w.in.db.Conn.ExecContext(w.in.ctx, `INSERT INTO protocols(`+strings.Join(model.ProtocolColumns, ", ")+`)
		VALUES (?`+strings.Repeat(",?", len(model.ProtocolColumns)-1)+`)`, p.Values[:]...)
	if err != nil {
		return fmt.Errorf("add a protocol: %w", err)
	}
	p.ID, err = res.LastInsertId()
	w.protocols[k] = p.ID
	return err
}

// endFile settles the rows that differ from what was on record before the file.
func (w *scoreWriter) endFile() error {
	if err := w.awaitInsertions(); err != nil {
		return err
	}
	if err := w.checkNumbering(); err != nil {
		return err
	}
	if err := w.in.ensureKey(); err != nil {
		return err
	}
	if err := w.settleDeferred(); err != nil {
		return err
	}
	if len(w.names.dated) > 0 {
		if err := w.in.ensureIndex(snapshotsKey); err != nil {
			return err
		}
		if err := w.names.settleDated(); err != nil {
			return err
		}
	}
	w.matched = bitset{}
	return nil
}
