package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"

	"provenance/internal/model"
)

// sc names the columns of scores.csv by their place in the record.
var sc = func() (c struct {
	source, listedAs, section, benchmark, metric, value, printed, ciLow, ciHigh, ciLevel, stderr, n, rank, reportedOn, evaluatedOn,
	evaluator, asserted, protocol, extra, locator, note, revision, supersedes int
}) {
	t := model.TableNamed("scores")
	c.source, c.listedAs, c.section = t.Column("source"), t.Column("listed_as"), t.Column("section")
	c.benchmark, c.metric, c.value, c.printed = t.Column("benchmark"), t.Column("metric"), t.Column("value"), t.Column("value_as_printed")
	c.ciLow, c.ciHigh, c.ciLevel, c.stderr = t.Column("ci_low"), t.Column("ci_high"), t.Column("ci_level"), t.Column("stderr")
	c.n, c.rank = t.Column("sample_size"), t.Column("rank")
	c.reportedOn, c.evaluatedOn = t.Column("reported_on"), t.Column("evaluated_on")
	c.evaluator, c.asserted = t.Column("evaluator"), t.Column("asserted_relationship")
	c.protocol, c.extra = t.Column("shots"), t.Column("extra")
	c.locator, c.note = t.Column("locator"), t.Column("note")
	c.revision, c.supersedes = t.Column("revision"), t.Column("supersedes")
	return c
}()

// A scoreWriter applies the rows of scores.csv. It keeps nothing per row but a
// bit for each score that a row of the file repeated.
type scoreWriter struct {
	in        *Ingest
	listings  map[listingKey]listing
	protocols map[string]int64
	snapshots map[snapshot]int64
	metrics   map[int64]metric
	days      map[int64]string // the day of a source: published, else retrieved
	firstID   int64            // scores from here on are of the current file
	callID    int64            // scores from here on are of this call
	matched   bitset
	deferred  []*scoreRow

	cell, insert *sql.Stmt
}

type listingKey struct {
	source  int64
	name    string
	section string
}

type listing struct{ id, variant int64 }

type snapshot struct {
	source, benchmark, metric, protocol int64
	reportedOn                          string
}

type metric struct {
	slug, unit   string
	lower, upper sql.NullFloat64
}

// A scoreRow is a score ready to be stored. payload is what a revision is told by.
type scoreRow struct {
	listing, snapshot, benchmark int64
	variant                      int64   // 0: unresolved
	payload                      [13]any // value ... note, in the order of payloadColumns
	line                         int
	revision, supersedes         int64 // 0: not given
	rec                          *model.Record
}

const payloadColumns = `value, printed, ci_low, ci_high, ci_level, stderr, sample_size, rank, evaluated_on, evaluator_id, asserted_relationship, locator, note`

func newScoreWriter(in *Ingest) (*scoreWriter, error) {
	w := &scoreWriter{in: in, listings: map[listingKey]listing{}, protocols: map[string]int64{}, snapshots: map[snapshot]int64{}, metrics: map[int64]metric{}, days: map[int64]string{}}
	var err error
	conn, ctx := in.db.conn, in.ctx
	if w.cell, err = conn.PrepareContext(ctx, `SELECT s.id, s.revision, `+payloadColumns+`, EXISTS (SELECT 1 FROM scores x WHERE x.supersedes = s.id)
		FROM scores s WHERE listing_id = ? AND snapshot_id = ? ORDER BY s.revision`); err != nil {
		return nil, err
	}
	if w.insert, err = conn.PrepareContext(ctx, `INSERT INTO scores(listing_id, snapshot_id, variant_id, benchmark_id, revision, `+payloadColumns+`, ingest_id, line, supersedes)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`); err != nil {
		return nil, err
	}
	if err := w.loadCatalogue(); err != nil {
		return nil, err
	}
	return w, conn.QueryRowContext(ctx, `SELECT ifnull(max(id), 0) + 1 FROM scores`).Scan(&w.callID)
}

// close closes the prepared statements: while one is open, closing the database
// leaves its write-ahead log behind.
func (w *scoreWriter) close() error {
	if w == nil {
		return nil
	}
	return errors.Join(w.cell.Close(), w.insert.Close())
}

// loadCatalogue reads what the rows refer to: listings, protocols, metrics and
// the days of sources.
func (w *scoreWriter) loadCatalogue() error {
	each := func(query string, scan func(*sql.Rows) error) error {
		rows, err := w.in.db.conn.QueryContext(w.in.ctx, query)
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
	err := each(`SELECT l.id, l.source_id, nm.name, ifnull(l.section, ''), ifnull(l.variant_id, 0) FROM listings l JOIN names nm ON nm.id = l.name_id`, func(r *sql.Rows) error {
		var k listingKey
		var l listing
		err := r.Scan(&l.id, &k.source, &k.name, &k.section, &l.variant)
		w.listings[k] = l
		return err
	})
	if err != nil {
		return fmt.Errorf("load listings: %w", err)
	}
	err = each(`SELECT id, source_id, benchmark_id, metric_id, protocol_id, reported_on FROM snapshots`, func(r *sql.Rows) error {
		var id int64
		var k snapshot
		err := r.Scan(&id, &k.source, &k.benchmark, &k.metric, &k.protocol, &k.reportedOn)
		w.snapshots[k] = id
		return err
	})
	if err != nil {
		return fmt.Errorf("load snapshots: %w", err)
	}
	err = each(`SELECT id, shots, cot, reasoning_effort, attempts, selection, temperature, harness, harness_version, tools, judge, scaffold, platform, style_control, extra FROM protocols`, func(r *sql.Rows) error {
		var id int64
		vals := make([]any, len(model.ProtocolColumns))
		dest := []any{&id}
		for i := range vals {
			dest = append(dest, &vals[i])
		}
		err := r.Scan(dest...)
		w.protocols[protocolKey(vals)] = id
		return err
	})
	if err != nil {
		return fmt.Errorf("load protocols: %w", err)
	}
	err = each(`SELECT id, slug, unit, lower_bound, upper_bound FROM metrics`, func(r *sql.Rows) error {
		var id int64
		var m metric
		err := r.Scan(&id, &m.slug, &m.unit, &m.lower, &m.upper)
		w.metrics[id] = m
		return err
	})
	if err != nil {
		return fmt.Errorf("load metrics: %w", err)
	}
	return each(`SELECT id, coalesce(published_on, retrieved_on, '') FROM sources`, func(r *sql.Rows) error {
		var id int64
		var day string
		err := r.Scan(&id, &day)
		w.days[id] = day
		return err
	})
}

func (w *scoreWriter) beginFile() error {
	return w.in.db.conn.QueryRowContext(w.in.ctx, `SELECT ifnull(max(id), 0) + 1 FROM scores`).Scan(&w.firstID)
}

// add applies one row.
func (w *scoreWriter) add(r *model.Record) error {
	s, err := w.ready(r)
	if err != nil || s == nil {
		return err
	}
	if s.revision > 0 {
		return w.addRevision(s)
	}
	all, err := w.inCell(s)
	if err != nil {
		return err
	}
	older := false
	for _, f := range all {
		if f.superseded {
			continue
		}
		if f.payload == s.payload {
			w.matched.set(f.id)
			w.in.file.counts.Unchanged++
			return nil
		}
		older = older || f.id < w.firstID
	}
	if older {
		// Which older value this row corrects is known at the end of the file,
		// when the values that the file repeats are known.
		r.Raw = nil
		w.deferred = append(w.deferred, s)
		return nil
	}
	w.in.file.counts.Added++
	return w.store(s, all, 0)
}

// ready checks a record against other rows and finds the ids of what it refers
// to. A record with a problem gives nil.
func (w *scoreWriter) ready(r *model.Record) (*scoreRow, error) {
	ids, ok, err := w.in.references(r)
	if err != nil {
		return nil, err
	}
	if i, text, hint := rowRule(r); text != "" {
		w.in.file.report(r.Problem(i, model.CodeConstraint, text, hint))
		ok = false
	}
	if !ok {
		return nil, nil
	}
	s := &scoreRow{benchmark: ids[sc.benchmark].(int64), line: r.Line, rec: r}
	sn := snapshot{source: ids[sc.source].(int64), benchmark: s.benchmark, metric: ids[sc.metric].(int64)}
	if !w.inBounds(r, sn.metric) {
		return nil, nil
	}
	locator := r.Text(sc.locator)
	if sn.reportedOn, ok = r.Values[sc.reportedOn].(string); !ok {
		if sn.reportedOn = w.days[sn.source]; sn.reportedOn == "" {
			w.in.file.report(r.Problem(sc.reportedOn, model.CodeConstraint, "the cell is blank and the source has no day either", "fill it, or give the source a published_on or retrieved_on"))
			return nil, nil
		}
		locator = strings.TrimPrefix(locator+sourceDay, "; ")
	}
	value := r.Values[sc.value].(float64)
	printed := r.Text(sc.printed)
	if printed == "" {
		printed = r.Text(sc.value)
	}
	s.payload = [13]any{value, printedOrNull(printed, value), r.Values[sc.ciLow], r.Values[sc.ciHigh], r.Values[sc.ciLevel], r.Values[sc.stderr], r.Values[sc.n], r.Values[sc.rank],
		r.Values[sc.evaluatedOn], ids[sc.evaluator], r.Values[sc.asserted], orNull(locator), r.Values[sc.note]}
	s.revision, _ = r.Values[sc.revision].(int64)
	s.supersedes, _ = r.Values[sc.supersedes].(int64)
	if sn.protocol, err = w.protocol(r.Values[sc.protocol : sc.extra+1]); err != nil {
		return nil, err
	}
	if s.snapshot, err = w.snapshot(sn); err != nil {
		return nil, err
	}
	l, err := w.listing(sn.source, r)
	s.listing, s.variant = l.id, l.variant
	return s, err
}

// printedOrNull returns what column printed holds: NULL where the generated
// column value_as_printed makes the same text of the value.
func printedOrNull(printed string, value float64) any {
	digits := strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(printed, "-"), ".", ""), "0")
	a := math.Abs(value)
	if printed == model.FormatReal(value) && printed != "-0" && len(digits) <= 15 && !strings.Contains(printed, "e") && (a == 0 || a >= 1e-4 && a < 1e15) {
		return nil
	}
	return printed
}

// sourceDay is added to the locator of a score whose source prints no day.
const sourceDay = "; no day printed: the day is the source's"

// inBounds reports a value outside the bounds of its metric.
func (w *scoreWriter) inBounds(r *model.Record, id int64) bool {
	m := w.metrics[id]
	v := r.Values[sc.value].(float64)
	if (!m.lower.Valid || v >= m.lower.Float64) && (!m.upper.Valid || v <= m.upper.Float64) {
		return true
	}
	bound := func(n sql.NullFloat64) string {
		if n.Valid {
			return model.FormatReal(n.Float64)
		}
		return "no bound"
	}
	hint := ""
	if m.unit == "proportion" && v > 1 && v <= 100 {
		hint = fmt.Sprintf("a percentage? write %s, or name a metric in percent", model.FormatReal(v/100))
	}
	w.in.file.report(r.Problem(sc.value, model.CodeConstraint,
		fmt.Sprintf("outside the bounds of metric %s, %s to %s %s", m.slug, bound(m.lower), bound(m.upper), m.unit), hint))
	return false
}

func protocolKey(vals []any) string {
	var b strings.Builder
	for _, v := range vals {
		fmt.Fprintf(&b, "%v\x1f", v)
	}
	return b.String()
}

// protocol returns the row for a combination, making it if it is new.
func (w *scoreWriter) protocol(vals []any) (int64, error) {
	k := protocolKey(vals)
	if id, ok := w.protocols[k]; ok {
		return id, nil
	}
	res, err := w.in.db.conn.ExecContext(w.in.ctx, `INSERT INTO protocols(shots, cot, reasoning_effort, attempts, selection, temperature, harness, harness_version, tools, judge, scaffold, platform, style_control, extra)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, vals...)
	if err != nil {
		return 0, fmt.Errorf("add a protocol: %w", err)
	}
	id, err := res.LastInsertId()
	w.protocols[k] = id
	return id, err
}

// snapshot returns the row of a snapshot, making it if it is new.
func (w *scoreWriter) snapshot(k snapshot) (int64, error) {
	if id, ok := w.snapshots[k]; ok {
		return id, nil
	}
	res, err := w.in.db.conn.ExecContext(w.in.ctx, `INSERT INTO snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on) VALUES (?,?,?,?,?)`,
		k.source, k.benchmark, k.metric, k.protocol, k.reportedOn)
	if err != nil {
		return 0, fmt.Errorf("add a snapshot: %w", err)
	}
	id, err := res.LastInsertId()
	w.snapshots[k] = id
	return id, err
}

// listing returns the listing of a name in a source, making and resolving it if it is new.
func (w *scoreWriter) listing(source int64, r *model.Record) (listing, error) {
	k := listingKey{source, r.Text(sc.listedAs), r.Text(sc.section)}
	if l, ok := w.listings[k]; ok {
		return l, nil
	}
	conn, ctx := w.in.db.conn, w.in.ctx
	var l listing
	// listings.csv may have made it in this very call.
	name, err := w.in.db.nameID(ctx, k.name, r.Norm)
	if err != nil {
		return l, err
	}
	err = conn.QueryRowContext(ctx, `SELECT id FROM listings WHERE source_id = ? AND name_id = ? AND ifnull(section, '') = ?`, k.source, name, k.section).Scan(&l.id)
	if errors.Is(err, sql.ErrNoRows) {
		var res sql.Result
		res, err = conn.ExecContext(ctx, `INSERT INTO listings(source_id, name_id, section) VALUES (?,?,?)`, k.source, name, orNull(k.section))
		if err == nil {
			l.id, err = res.LastInsertId()
		}
	}
	if err != nil {
		return l, fmt.Errorf("add the listing %q: %w", k.name, err)
	}
	l.variant, err = resolveOne(ctx, w.in.db, l.id)
	w.listings[k] = l
	return l, err
}

// resolveOne resolves one listing and returns its variant, 0 if it has none.
func resolveOne(ctx context.Context, db *DB, id int64) (int64, error) {
	var n, variant int64
	var how string
	err := db.conn.QueryRowContext(ctx, `SELECT count(DISTINCT variant_id), ifnull(min(variant_id), 0), ifnull(min(how), '') FROM listing_candidates WHERE listing_id = ?`, id).Scan(&n, &variant, &how)
	if err != nil {
		return 0, fmt.Errorf("resolve a listing: %w", err)
	}
	switch n {
	case 0:
		return 0, nil // the default: unresolved
	case 1:
		_, err = db.conn.ExecContext(ctx, `UPDATE listings SET variant_id = ?, resolution = ? WHERE id = ?`, variant, how, id)
		return variant, err
	default:
		_, err = db.conn.ExecContext(ctx, `UPDATE listings SET resolution = 'ambiguous' WHERE id = ?`, id)
		return 0, err
	}
}
