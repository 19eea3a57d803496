package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"provenance/internal/model"
)

// Counts says what an ingest did to one table.
type Counts struct {
	Table                     string
	Added, Unchanged, Revised int
}

// A File is the account of one file of an ingest, kept in table ingests.
type File struct {
	Path     string
	SHA256   string
	Bytes    int64
	Records  int // after the header
	Rejected int
	Blank    int
}

// An Ingest is one call: any number of files, one transaction. Nothing is
// visible to others before Commit, and Rollback leaves the file as it was.
//
// Records must come parents before children, the order of model.Tables.
type Ingest struct {
	db      *DB
	ctx     context.Context
	version string
	now     func() time.Time

	counts  map[string]*Counts
	tables  map[string]*cache // rows on record, by table
	broken  map[string]map[string]bool
	file    *fileState
	scores  *scoreWriter
	rename  bool // a variant or an alias is new: names must be resolved anew
	changed bool
	firstID int64 // the first file of this call in table ingests
}

// fileState is what is kept while one file is read.
type fileState struct {
	id     int64
	table  *model.Table
	counts Counts
	later  []*model.Record // records of a table that refers to itself, until the end of the file
	report func(model.Problem)
}

// cache holds the rows of a table that are on record, by key.
type cache struct {
	rows  map[string]*cachedRow
	slugs []string // for suggestions, made when first needed
}

type cachedRow struct {
	id     int64
	values []any
	at     string // file:line in this call, or ""
}

// Begin starts an ingest. version is the tool's version, kept with each file;
// now is the clock.
func (db *DB) Begin(ctx context.Context, version string, now func() time.Time) (*Ingest, error) {
	if _, err := db.conn.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return nil, fmt.Errorf("%s: %w", db.path, plain(err))
	}
	// The driver starts a goroutine for each statement that can be cancelled:
	// twice the time of an ingest. The caller looks at ctx between records.
	ctx = context.WithoutCancel(ctx)
	return &Ingest{db: db, ctx: ctx, version: version, now: now,
		counts: map[string]*Counts{}, tables: map[string]*cache{}, broken: map[string]map[string]bool{}}, nil
}

// BeginFile starts a file of the given table. Problems that need other rows go
// to report; a record with a problem is not taken.
func (in *Ingest) BeginFile(table *model.Table, report func(model.Problem)) error {
	var id int64
	if err := in.db.conn.QueryRowContext(in.ctx, `SELECT ifnull(max(id), 0) + 1 FROM ingests`).Scan(&id); err != nil {
		return err
	}
	if in.firstID == 0 {
		in.firstID = id
	}
	in.file = &fileState{id: id, table: table, report: report, counts: Counts{Table: table.Name}}
	if table.Name == "scores" && in.scores == nil {
		w, err := newScoreWriter(in)
		if err != nil {
			return err
		}
		in.scores = w
	}
	if in.scores != nil && table.Name == "scores" {
		return in.scores.beginFile()
	}
	return nil
}

// Add takes one record of the current file.
func (in *Ingest) Add(r *model.Record) error {
	if in.file.table.Name == "scores" {
		return in.scores.add(r)
	}
	if refersToItself(r.Table) {
		r.Raw = nil
		in.file.later = append(in.file.later, r)
		return nil
	}
	return in.addRow(r)
}

// Broken tells the ingest that a record of the current file could not be read,
// and what its bytes were. Rows that refer to it are then not reported a second
// time: the first message is the one to act on.
func (in *Ingest) Broken(p model.Problem) {
	if in.file == nil || !in.file.table.Catalogue {
		return
	}
	set := in.broken[in.file.table.Name]
	if set == nil {
		set = map[string]bool{}
		in.broken[in.file.table.Name] = set
	}
	if len(p.Raw) == 0 || p.Line == 1 { // the whole file, or its header: any slug may have been in it
		set["*"] = true
		return
	}
	// Whatever in the record looks like a slug may have been its slug.
	for _, word := range strings.FieldsFunc(string(p.Raw), func(r rune) bool { return r == ',' || r == '"' || r == '\n' || r == '\r' }) {
		set[strings.TrimSpace(word)] = true
	}
}

func refersToItself(t *model.Table) bool {
	for _, c := range t.Columns {
		if c.Kind == model.Ref && c.Table == t.Name {
			return true
		}
	}
	return false
}

// EndFile finishes the current file and returns what it did.
func (in *Ingest) EndFile(f File) (Counts, error) {
	fs := in.file
	if err := in.addLater(); err != nil {
		return Counts{}, err
	}
	if fs.table.Name == "scores" {
		if err := in.scores.endFile(); err != nil {
			return Counts{}, err
		}
	}
	total := in.counts[fs.table.Name]
	if total == nil {
		total = &Counts{Table: fs.table.Name}
		in.counts[fs.table.Name] = total
	}
	total.Added += fs.counts.Added
	total.Unchanged += fs.counts.Unchanged
	total.Revised += fs.counts.Revised
	if fs.counts.Added+fs.counts.Revised == 0 {
		return fs.counts, nil
	}
	in.changed = true
	const header = 1
	accepted := fs.counts.Added + fs.counts.Unchanged + fs.counts.Revised
	_, err := in.db.conn.ExecContext(in.ctx, `
		INSERT INTO ingests(id, started_at, tool_version, path, sha256, bytes, map, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,0,?,?,?,?,?,0)`,
		fs.id, in.now().UTC().Format(time.RFC3339), in.version, f.Path, f.SHA256, f.Bytes, "canonical:"+fs.table.Name,
		header+f.Records+f.Blank, header, accepted, f.Records-accepted, f.Blank, accepted, fs.counts.Added, fs.counts.Unchanged, fs.counts.Revised)
	if err != nil {
		return Counts{}, fmt.Errorf("record the ingest of %s: %w", f.Path, err)
	}
	return fs.counts, nil
}

// addLater adds the records of a table whose rows refer to one another: first
// the rows whose targets are on record, then the rest in rounds.
func (in *Ingest) addLater() error {
	todo := in.file.later
	in.file.later = nil
	pending := map[string]bool{}
	for _, r := range todo {
		if s, ok := r.Values[0].(string); ok {
			pending[s] = true
		}
	}
	for len(todo) > 0 {
		var wait []*model.Record
		for _, r := range todo {
			if target := selfTarget(r); target != "" && pending[target] && target != r.Text(0) {
				wait = append(wait, r)
				continue
			}
			if err := in.addRow(r); err != nil {
				return err
			}
		}
		for _, r := range todo {
			pending[r.Text(0)] = false
		}
		for _, r := range wait {
			pending[r.Text(0)] = true
		}
		if len(wait) == len(todo) {
			for _, r := range wait {
				i := selfColumn(r.Table)
				in.file.report(r.Problem(i, model.CodeConstraint, "the rows refer to one another in a circle", "one of them must come first"))
			}
			return nil
		}
		todo = wait
	}
	return nil
}

func selfColumn(t *model.Table) int {
	for i, c := range t.Columns {
		if c.Kind == model.Ref && c.Table == t.Name {
			return i
		}
	}
	return -1
}

func selfTarget(r *model.Record) string { return r.Text(selfColumn(r.Table)) }

// Counts returns what the ingest did so far, by table in the order of model.Tables.
func (in *Ingest) Counts() []Counts {
	var out []Counts
	for _, t := range model.Tables {
		if c := in.counts[t.Name]; c != nil {
			out = append(out, *c)
		}
	}
	return out
}

// Commit makes the ingest durable. Where nothing changed, nothing is written.
func (in *Ingest) Commit() error {
	if !in.changed {
		return in.Rollback()
	}
	if in.rename {
		if err := in.db.resolveAll(in.ctx); err != nil {
			return err
		}
	}
	if err := in.scores.close(); err != nil {
		return err
	}
	if _, err := in.db.conn.ExecContext(in.ctx, `COMMIT`); err != nil {
		return fmt.Errorf("%s: commit: %w", in.db.path, plain(err))
	}
	in.db.created = false
	return nil
}

// Rollback undoes the ingest.
func (in *Ingest) Rollback() error {
	if err := in.scores.close(); err != nil {
		return err
	}
	_, err := in.db.conn.ExecContext(context.WithoutCancel(in.ctx), `ROLLBACK`)
	if err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("%s: roll back: %w", in.db.path, err)
	}
	return nil
}

// Changes describes, one line each, up to limit cells that this ingest replaced
// and scores that it revised.
func (in *Ingest) Changes(limit int) ([]string, error) {
	t, err := in.db.table(in.ctx, `
		SELECT line FROM (
			SELECT 1 AS part, id, table_name || ' ' || row_key || ': ' || column_name || ' "' || ifnull(old_value, '') || '" becomes "' || ifnull(new_value, '') || '"' AS line
			FROM changes WHERE ingest_id >= ?1
			UNION ALL
			SELECT 2, s.id, 'scores ' || src.slug || ' | ' || nm.name || ' | ' || b.slug || ' | ' || sn.reported_on || ': ' || o.value_as_printed || ' is superseded by ' || s.value_as_printed
			FROM scores s JOIN scores o ON o.id = s.supersedes JOIN snapshots sn ON sn.id = s.snapshot_id JOIN listings l ON l.id = s.listing_id JOIN names nm ON nm.id = l.name_id
			JOIN sources src ON src.id = sn.source_id JOIN benchmarks b ON b.id = sn.benchmark_id
			WHERE s.ingest_id >= ?1)
		ORDER BY part, id LIMIT ?2`, in.firstID, limit)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}
