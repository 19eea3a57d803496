package store

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// A storedScore is a score on record, from a line of an ingested file. columns are its
// optional columns, in the order of model.ScoreColumns.
type storedScore struct {
	id, revision int64
	ingest, line int64
	value        float64
	columns      [len(model.ScoreColumns)]any
	superseded   bool
}

// scoreColumnList lists the optional columns of scores for a statement, each with a
// prefix such as "s.".
func scoreColumnList(prefix string) string {
	var names []string
	for i := range model.ScoreColumns {
		names = append(names, prefix+model.ScoreColumns[i].Name)
	}
	return strings.Join(names, ", ")
}

var cellSQL = `
SELECT s.id, s.revision, s.ingest_id, s.line, s.value, EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id), ` + scoreColumnList("s.") + `
FROM scores s WHERE s.snapshot_id = ? AND s.name_id = ? ORDER BY s.revision`

var addSQL = `
INSERT INTO scores(snapshot_id, name_id, revision, benchmark_id, value, ingest_id, line, supersedes, ` + scoreColumnList("") + `)
VALUES (?,?,?,?,?,?,?,?` + strings.Repeat(",?", len(model.ScoreColumns)) + `)`

// scoresInCell returns all scores on record in the cell of s, oldest first.
func (w *scoreWriter) scoresInCell(s *scoreRow) ([]storedScore, error) {
	rows, err := w.cell.QueryContext(w.in.ctx, s.SnapshotID, s.NameID)
	if err != nil {
		return nil, fmt.Errorf("look up a cell: %w", err)
	}
	defer rows.Close()
	var out []storedScore
	for rows.Next() {
		var f storedScore
		dest := []any{&f.id, &f.revision, &f.ingest, &f.line, &f.value, &f.superseded}
		for i := range f.columns {
			dest = append(dest, &f.columns[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, fmt.Errorf("look up a cell: %w", err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// maxDeferred is how many rows that differ from what is on record wait for the end of the
// file. If there are more, all of them are settled at once.
const maxDeferred = 10_000

// addOne adds a row whose cell may already have scores, from before the file or from an
// earlier line of it.
func (w *scoreWriter) addOne(b *model.ScoreBatch, s *scoreRow) error {
	all, err := w.scoresInCell(s)
	if err != nil {
		return err
	}
	if len(all) > maxInCell {
		return w.in.crowdedError(s.Line, s.ListedAs.Text, s.Benchmark.Text)
	}
	bits, older := statedColumns(b.Has), false
	for i := range all {
		f := &all[i]
		if f.superseded {
			continue
		}
		if w.repeats(s, f, bits) {
			if w.isOfFile(f.id) {
				w.in.file.same.add(s.Line)
			}
			w.matched.set(f.id)
			w.in.file.counts.Unchanged++
			return nil
		}
		older = older || f.id < w.fileID
	}
	if !older {
		w.in.file.counts.Added++
		return w.appendRevision(s, all, 0)
	}
	return w.deferRow(b, s)
}

// deferRow keeps a row until the end of the file. Only then is it known which older
// values the file repeats, and so which one the row corrects.
func (w *scoreWriter) deferRow(b *model.ScoreBatch, s *scoreRow) error {
	kept := *s
	score := *s.Score
	score.Raw = ""
	// A substring would keep the whole chunk of the file in memory.
	score.Printed, score.Locator, score.Note = strings.Clone(score.Printed), strings.Clone(score.Locator), strings.Clone(score.Note)
	kept.PrintedText, kept.LocatorText = strings.Clone(kept.PrintedText), strings.Clone(kept.LocatorText)
	kept.Score = &score
	w.deferred = append(w.deferred, &kept)
	w.in.file.has = b.Has
	if len(w.deferred) >= maxDeferred {
		return w.settleDeferred()
	}
	return nil
}

// appendRevision writes a score as the next revision of its cell, or as the revision that
// the row states. all are the scores of the cell.
func (w *scoreWriter) appendRevision(s *scoreRow, all []storedScore, supersedes int64) error {
	revision := s.Revision
	if revision == 0 {
		revision = 1
		if n := len(all); n > 0 {
			revision = all[n-1].revision + 1
		}
	}
	if s.Revision == 0 && supersedes == 0 {
		w.noteConflict(s, all)
	}
	args := []any{s.SnapshotID, s.NameID, revision, s.BenchmarkID, s.Value, w.in.file.id, s.Line, orZero(supersedes)}
	for i := range model.ScoreColumns {
		args = append(args, s.column(i))
	}
	w.hash.stale = true
	if _, err := w.add.ExecContext(w.in.ctx, args...); err != nil {
		return fmt.Errorf("line %d: store the score: %w", s.Line, sqlite.Plain(err))
	}
	if supersedes != 0 {
		if _, err := w.in.db.Conn.ExecContext(w.in.ctx, `INSERT OR IGNORE INTO outdated VALUES (?)`, supersedes); err != nil {
			return fmt.Errorf("line %d: supersede a score: %w", s.Line, sqlite.Plain(err))
		}
	}
	return nil
}

// A Conflict is a score that is not the only one in its cell: the source prints both.
type Conflict struct {
	Line int
	Text string
}

// maxConflicts is how many conflicts of a file are described; the others are counted.
const maxConflicts = 20

// noteConflict records a conflict if s is not the only valid score of its cell.
func (w *scoreWriter) noteConflict(s *scoreRow, all []storedScore) {
	if !slices.ContainsFunc(all, func(f storedScore) bool { return !f.superseded }) {
		return
	}
	if w.in.file.nConflicts >= maxConflicts { // it is counted only
		w.in.file.nConflicts++
		return
	}
	var others []string
	for i := range all {
		if !all[i].superseded {
			var differ []string
			if all[i].value == s.Value {
				differ = s.differences(&all[i], statedColumns(w.in.file.has))
			}
			others = append(others, w.in.file.describeOther(&all[i], differ))
		}
	}
	day := s.ReportedOn.String()
	if day == "" {
		day = w.days[s.Source.ID]
	}
	w.in.file.addConflict(s.Line, s.ListedAs.Text, s.Benchmark.Text, day, s.Value, others)
}

// describeOther describes another score of a cell: its file or line, and its value. If the
// value is the same, differ names the columns that differ.
func (fs *fileState) describeOther(other *storedScore, differ []string) string {
	text := model.FormatReal(other.value)
	if len(differ) > 0 {
		text += " with another " + strings.Join(differ, " and ")
	}
	if other.ingest != fs.id {
		return fmt.Sprintf("ingest %d has %s", other.ingest, text)
	}
	return fmt.Sprintf("line %d gives %s", other.line, text)
}

// addConflict records a value that is not the only one in its cell.
func (fs *fileState) addConflict(line int, name, benchmark, day string, value float64, others []string) {
	if fs.nConflicts++; fs.nConflicts > maxConflicts {
		return
	}
	kept := "both are kept"
	if len(others) > 1 {
		kept = "all are kept"
	}
	fs.conflicts = append(fs.conflicts, Conflict{line, fmt.Sprintf("%s for %s on %s on %s, but %s; %s",
		model.FormatReal(value), name, benchmark, day, strings.Join(others, " and "), kept)})
}

// differences returns which optional columns that the file states differ.
func (s *scoreRow) differences(o *storedScore, bits uint16) []string {
	var out []string
	for i := range model.ScoreColumns {
		if c := &model.ScoreColumns[i]; c.Compared() && bits&(1<<i) != 0 && o.columns[i] != c.Value(&s.ScoreRow) {
			out = append(out, c.Name)
		}
	}
	return out
}

// differences returns which optional columns of two scores on record differ.
func (f *storedScore) differences(o *storedScore) []string {
	var out []string
	for i := range model.ScoreColumns {
		if c := &model.ScoreColumns[i]; c.Compared() && f.columns[i] != o.columns[i] {
			out = append(out, c.Name)
		}
	}
	return out
}

// addRevision adds a row that states its revision, as rows of an export do.
func (w *scoreWriter) addRevision(b *model.ScoreBatch, s *scoreRow) error {
	all, err := w.scoresInCell(s)
	if err != nil {
		return err
	}
	fail := func(field, code, text, hint string) {
		s.bad = true
		w.in.file.report(b.Problem(s.Score, field, code, text, hint))
		w.in.file.rejected += s.LineTo - s.Line + 1
		w.in.file.lost++
	}
	var super int64
	for i := range all {
		f := &all[i]
		if f.revision == s.Revision {
			if !s.repeats(f, statedColumns(b.Has)) {
				fail("revision", model.CodeUnique, "this revision of the cell is on record with other values", "leave revision blank to add a correction")
				return nil
			}
			w.matched.set(f.id)
			w.in.file.counts.Unchanged++
			return nil
		}
		if f.revision == s.Supersedes {
			super = f.id
		}
	}
	if s.Supersedes != 0 && super == 0 {
		fail("supersedes", model.CodeForeignKey, "the revision that it supersedes is not on record", "the older revision must stand before it")
		return nil
	}
	if super != 0 {
		w.in.file.counts.Revised++
	} else {
		w.in.file.counts.Added++
	}
	return w.appendRevision(s, all, super)
}

// settleDeferred settles the rows that differ from what was on record before the file.
// Each corrects one older value of its cell that the file does not repeat; if there is
// none, both are kept as a conflict.
func (w *scoreWriter) settleDeferred() error {
	bits := statedColumns(w.in.file.has)
	for _, s := range w.deferred {
		all, err := w.scoresInCell(s)
		if err != nil {
			return err
		}
		var super int64
		again, inFile := false, false
		for i := range all {
			f := &all[i]
			if f.superseded {
				continue
			}
			if w.repeats(s, f, bits) { // the file has this value twice
				again, inFile = true, inFile || w.isOfFile(f.id)
			}
			if super == 0 && f.id < w.fileID && !w.matched.has(f.id) {
				super = f.id
			}
		}
		switch {
		case again:
			if w.in.file.counts.Unchanged++; inFile {
				w.in.file.same.add(s.Line)
			}
			continue
		case super != 0:
			w.in.file.counts.Revised++
		default:
			w.in.file.counts.Added++
		}
		if err := w.appendRevision(s, all, super); err != nil {
			return err
		}
	}
	w.deferred = nil
	return nil
}

// A bitset is a set of row ids with one bit for each. Ids may be far apart: only pages
// with a bit set use memory.
type bitset struct {
	pages map[int64]*bitPage // by the upper bits of ids
	last  *bitPage           // the page that set used last, and its key
	key   int64
}

// A bitPage holds the ids that differ in their lower 12 bits.
type bitPage [64]uint64

func (b *bitset) set(id int64) {
	if key := id >> 12; b.last == nil || b.key != key {
		b.last, b.key = b.page(key), key
	}
	b.last[id>>6&63] |= 1 << (id & 63)
}

// page returns the page of a key, and makes it if there is none.
func (b *bitset) page(key int64) *bitPage {
	p := b.pages[key]
	if p == nil {
		if b.pages == nil {
			b.pages = map[int64]*bitPage{}
		}
		p = &bitPage{}
		b.pages[key] = p
	}
	return p
}

func (b *bitset) has(id int64) bool {
	p := b.pages[id>>12]
	return p != nil && p[id>>6&63]&(1<<(id&63)) != 0
}
