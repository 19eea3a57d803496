package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/kept"
	"provenance/internal/model"
)

// A Rereading compares the kept bytes of a file with what is on record from it. The caller
// reads the file again and passes on its records, scores and problems. End reports what is
// on record but not in the file. Errors are of type *dbfile.Fault.
//
// A row of a table other than scores is compared with its values right after the ingest:
// table changes has the values that later ingests replaced.
type Rereading struct {
	db     *dbfile.DB
	ctx    context.Context
	in     *Ingest // for its caches only
	file   kept.File
	skip   map[int]bool          // lines that were rejected
	later  map[string]string     // values that later ingests replaced
	stored map[[16]byte]storedAt // scores on record from the file that have not been matched yet

	protocols map[int64][]byte // encoded
	ids       map[string]int64 // of protocols, by key
	buf       []byte
}

type storedAt struct{ id, line, times int64 }

// Reread starts to compare a file.
func Reread(ctx context.Context, db *dbfile.DB, f kept.File) (*Rereading, error) {
	r := &Rereading{db: db, ctx: ctx, file: f, in: &Ingest{db: db, ctx: ctx, tables: map[string]*cache{}},
		skip: map[int]bool{}, later: map[string]string{}, stored: map[[16]byte]storedAt{}, protocols: map[int64][]byte{}, ids: map[string]int64{}}
	for _, load := range []func() error{r.loadRejects, r.loadChanges, r.loadProtocols, r.loadScores} {
		if err := load(); err != nil {
			return nil, dbfile.UnreadableFault(err)
		}
	}
	return r, nil
}

func (r *Rereading) fault(line int, format string, args ...any) error {
	return dbfile.NewFault(dbfile.CheckReread, "ingest %d (%s), line %d: %s", r.file.Ingest, r.file.Path, line, fmt.Sprintf(format, args...))
}

func (r *Rereading) loadRejects() error {
	t, err := r.db.Table(r.ctx, `SELECT DISTINCT line_from FROM rejects WHERE ingest_id = ? AND line_from IS NOT NULL`, r.file.Ingest)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		r.skip[int(row[0].(int64))] = true
	}
	return nil
}

// loadChanges finds the values of cells before the first change after this ingest.
func (r *Rereading) loadChanges() error {
	t, err := r.db.Table(r.ctx, `SELECT table_name, row_key, column_name, ifnull(old_value, '') FROM changes WHERE ingest_id > ? ORDER BY id DESC`, r.file.Ingest)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		r.later[changeKey(row[0].(string), row[1].(string), row[2].(string))] = row[3].(string)
	}
	return nil
}

func changeKey(table, key, column string) string { return table + "\x00" + key + "\x00" + column }

func (r *Rereading) loadProtocols() error {
	t, err := r.db.Table(r.ctx, `SELECT id, `+strings.Join(model.ProtocolColumns, ", ")+` FROM protocols`)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		id := row[0].(int64)
		if r.protocols[id], err = chain.AppendValues(nil, row[1:]); err != nil {
			return err
		}
		r.ids[protocolKey(row[1:])] = id
	}
	return nil
}

// rereadColumns are the columns of a score that are compared, after its cell: its
// value, then model.ScoreColumns without variant_id, with slugs for ids.
var rereadColumns = func() string {
	columns := []string{"s.value"}
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; {
		case c.Name == "variant_id":
		case c.Slug != "":
			columns = append(columns, fmt.Sprintf("(SELECT r.slug FROM %s r WHERE r.id = s.%s)", c.Slug, c.Name))
		default:
			columns = append(columns, "s."+c.Name)
		}
	}
	return strings.Join(columns, ", ")
}()

// rereadValues returns these columns of a row that is read again.
func rereadValues(s *scoreRow) []any {
	out := []any{s.Value}
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; c.Name {
		case "variant_id":
		case "evaluator_id": // compare slugs: the id was not looked up
			out = append(out, orNull(s.Evaluator.String()))
		default:
			out = append(out, c.Value(&s.ScoreRow))
		}
	}
	return out
}

// loadScores reads the scores on record from the file. Ids grow with the ingests, so these
// scores are consecutive, and no others are read.
func (r *Rereading) loadScores() error {
	return r.db.Each(r.ctx, `
		SELECT s.id, s.line, src.slug, nm.name, nm.section, b.slug, mt.slug, sp.protocol_id, sp.reported_on, s.locator, `+rereadColumns+`
		FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN sources src ON src.id = sp.source_id JOIN names nm ON nm.id = s.name_id
		JOIN benchmarks b ON b.id = s.benchmark_id JOIN metrics mt ON mt.id = sp.metric_id
		WHERE s.ingest_id = ?1
		  AND s.id > (SELECT ifnull(max(last_id), 0) FROM link_parts WHERE table_name = 'scores' AND link_id <
		    (SELECT min(link_id) FROM link_parts WHERE table_name = 'ingests' AND last_id >= ?1))
		  AND s.id <= (SELECT ifnull(max(last_id), 9e18) FROM link_parts WHERE table_name = 'scores' AND link_id =
		    (SELECT min(link_id) FROM link_parts WHERE table_name = 'ingests' AND last_id >= ?1))`,
		[]any{r.file.Ingest}, anyColumns, func(vals []any) error {
			id, _ := vals[0].(int64)
			line, _ := vals[1].(int64)
			protocol, _ := vals[7].(int64)
			day, _ := vals[8].(string)
			locator, _ := vals[9].(string)
			if hasSourceDay(locator) {
				day = ""
			}
			var err error
			if r.buf, err = chain.AppendValues(chain.AppendInt(r.buf[:0], line), vals[2:7]); err != nil {
				return err
			}
			r.buf = append(r.buf, r.protocols[protocol]...)
			if r.buf, err = chain.AppendValues(chain.AppendText(r.buf, day), vals[10:]); err != nil {
				return err
			}
			key := digest(r.buf)
			at := r.stored[key]
			r.stored[key] = storedAt{id, line, at.times + 1}
			return nil
		})
}

func anyColumns([]string) error { return nil }

// hasSourceDay reports, by its locator, whether a score has the day of its source. That
// day may have been corrected since.
func hasSourceDay(locator string) bool {
	return strings.HasSuffix(locator, strings.TrimPrefix(sourceDay, "; "))
}

func digest(b []byte) (out [16]byte) {
	sum := sha256.Sum256(b)
	copy(out[:], sum[:])
	return out
}

// Problem returns a fault if the ingest accepted a line that has a problem now. It ignores
// problems with the unit of a whole column, because earlier versions judged units
// differently.
func (r *Rereading) Problem(p model.Problem) error {
	if r.skip[p.Line] || p.Code == model.CodeUnit {
		return nil
	}
	return r.fault(p.Line, "%s %q: %s; this line was taken by provenance %s", p.Field, p.Value, p.Text, r.file.Version)
}

// Record compares a record of a table other than scores.
func (r *Rereading) Record(rec *model.Record) error {
	if r.skip[rec.Line] {
		return nil
	}
	t := rec.Table
	c, err := r.in.loadTable(t)
	if err != nil {
		return dbfile.UnreadableFault(err)
	}
	row := c.rows[rowKey(t, rec.Values)]
	if row == nil {
		return r.fault(rec.Line, "table %s has no row %s", t.Name, shownKey(t, rec.Values))
	}
	for i, col := range t.Columns {
		if !rec.Has[i] {
			continue
		}
		want := model.FormatValue(col.Kind, rec.Values[i])
		got, changed := r.later[changeKey(t.Name, shownKey(t, rec.Values), col.Name)]
		if !changed {
			got = model.FormatValue(col.Kind, row.values[i])
		}
		if got != want {
			return r.fault(rec.Line, "table %s, row %d (%s): the file says %s %q, and on record is %q", t.Name, row.id, shownKey(t, rec.Values), col.Name, want, got)
		}
	}
	return nil
}

// Scores compares a batch of scores.
func (r *Rereading) Scores(b *model.ScoreBatch) error {
	for i := range b.Scores {
		s := &scoreRow{ScoreRow: model.ScoreRow{Score: &b.Scores[i]}}
		bits := statedColumns(b.Has)
		if b.Mapped {
			bits &^= s.silentColumns()
		}
		if err := r.compareScore(s, bits); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rereading) compareScore(s *scoreRow, bits uint16) error {
	s.setPrinted()
	s.LocatorText = s.Locator
	day := s.ReportedOn.String()
	switch {
	case day == "":
		s.LocatorText = strings.TrimPrefix(s.Locator+sourceDay, "; ")
	case hasSourceDay(s.LocatorText): // a row of an export, which states the day
		day = ""
	}
	cell := []any{s.Source.String(), s.ListedAs.String(), orNull(s.Section.String()), s.Benchmark.String(), s.Metric.String()}
	vals := rereadValues(s)
	var err error
	if r.buf, err = chain.AppendValues(chain.AppendInt(r.buf[:0], int64(s.Line)), cell); err != nil {
		return err
	}
	if r.buf, err = chain.AppendValues(r.buf, s.Protocol.Values[:]); err != nil {
		return err
	}
	if r.buf, err = chain.AppendValues(chain.AppendText(r.buf, day), vals); err != nil {
		return err
	}
	key := digest(r.buf)
	if at, ok := r.stored[key]; ok {
		if at.times--; at.times > 0 {
			r.stored[key] = at
		} else {
			delete(r.stored, key)
		}
		return nil
	}
	if r.skip[s.Line] { // in a file whose models are columns, other cells of the line may have been accepted
		return nil
	}
	return r.findOlder(s, cell, day, vals, bits)
}

// findOlder returns a fault unless the row repeats a score from before the file.
func (r *Rereading) findOlder(s *scoreRow, cell []any, day string, vals []any, bits uint16) error {
	found := false
	err := r.db.Each(r.ctx, `
		SELECT `+rereadColumns+`
		FROM sources src JOIN snapshots sp ON sp.source_id = src.id JOIN benchmarks b ON b.id = sp.benchmark_id JOIN metrics mt ON mt.id = sp.metric_id
		JOIN names nm ON nm.name = ?2 AND ifnull(nm.section, '') = ifnull(?3, '') JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id
		WHERE src.slug = ?1 AND b.slug = ?4 AND mt.slug = ?5 AND sp.protocol_id = ?6 AND (?7 = '' OR sp.reported_on = ?7) AND s.ingest_id <= ?8`,
		slices.Concat(cell, []any{r.ids[protocolKey(s.Protocol.Values[:])], day, r.file.Ingest}), anyColumns, func(got []any) error {
			same := got[0] == vals[0]
			for i := range model.ScoreColumns { // got[0] is the value, in the place of variant_id
				if model.ScoreColumns[i].Compared() && bits&(1<<i) != 0 {
					same = same && got[i] == vals[i]
				}
			}
			found = found || same
			return nil
		})
	if err != nil {
		return dbfile.UnreadableFault(err)
	}
	if !found {
		return r.fault(s.Line, "the file says %s for %s on %s, and no such score is on record", model.FormatReal(s.Value), s.ListedAs, s.Benchmark)
	}
	return nil
}

// End returns a fault if a score on record from the file is not in the file.
func (r *Rereading) End() error {
	var first *storedAt
	for _, at := range r.stored {
		if first == nil || at.id < first.id {
			first = &at
		}
	}
	if first == nil {
		return nil
	}
	return r.fault(int(first.line), "table scores, row %d is not what the file says there (%d scores of this ingest differ)", first.id, len(r.stored))
}
