package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// An Ingest is one call of ingest: any number of files in one transaction. Nothing is
// visible to others before Commit, and Rollback leaves the database as it was.
//
// Records must come with parents before children, in the order of model.Tables.
type Ingest struct {
	db      *dbfile.DB
	ctx     context.Context
	version string
	now     func() time.Time

	counts  map[string]*Counts
	tables  map[string]*cache // rows on record, by table
	broken  map[string]map[string]bool
	file    *fileState
	scores  *scoreWriter
	rename  bool // a variant or an alias is new, or a source has another publisher, so names must be resolved again
	changed bool

	remembered int // bytes of new rows: see hasRoom

	firstID int64    // id in table ingests of the first file of this call
	first   bool     // the database had no scores: see firstload.go
	later   []string // indexes to make before Commit

	keeping  *keeping
	keptHash *chain.Hash // hash of the new rows of table kept, for the chain

	hashes map[string]*chain.Known // hashes of added rows by table, set in Commit

	touched map[string]bool // changed tables that the chain hashes as a whole

	snapshotRefs *snapshotReferences

	// Command is the command line that the chain records.
	Command string
	// Last says that the database is closed right after Commit.
	Last bool
	// KeepRejects says that rejected records are stored in table rejects.
	KeepRejects bool
}

// A fileState is the state of the file that is being read.
type fileState struct {
	id     int64
	table  *model.Table
	counts Counts
	later  []*model.Record // records of a table that refers to itself, kept until the end of the file
	rows   rowBulk         // new rows of a table other than scores that are not written yet
	report func(model.Problem)
	has    []bool // the columns of scores.csv that the file states
	mapped bool   // the file is read through a map

	// Lines that a check against other rows rejected, and the cells on them.
	rejected, lost, lostMissing int
	conflicts                   []Conflict
	nConflicts                  int
	same                        sameLines
	rejectRows                  int  // rows written to table rejects
	dated, noDay                bool // a score had a day; it was reported that none has
	broken                      error
	titled                      bool // whether its map gave a drafted source its title
	recorded                    bool // it has a row in table ingests
}

// A cache has the rows of a table that are on record, by key.
type cache struct {
	rows  map[string]*cachedRow
	slugs []string // for suggestions, made when first needed
	last  int64    // the greatest id
}

type cachedRow struct {
	id     int64
	values []any
	at     string // file:line in this call, or ""
}

// Begin starts an ingest. version is the version of the tool, which is stored with each
// file. now is the clock.
func Begin(ctx context.Context, db *dbfile.DB, version string, now func() time.Time) (*Ingest, error) {
	return beginIngest(ctx, db, version, now, true)
}

// beginIngest starts an ingest. A database without scores is loaded with the shortcuts of
// a first load, if they are allowed; a test compares the two.
func beginIngest(ctx context.Context, db *dbfile.DB, version string, now func() time.Time, shortcuts bool) (*Ingest, error) {
	// The driver starts a goroutine for each statement that can be cancelled, which doubles
	// the time of an ingest. The caller looks at ctx between records.
	wait := ctx
	ctx = context.WithoutCancel(ctx)
	in := &Ingest{db: db, ctx: ctx, version: version, now: now,
		counts: map[string]*Counts{}, tables: map[string]*cache{}, broken: map[string]map[string]bool{}, touched: map[string]bool{}}
	if err := in.beginTransaction(wait, shortcuts); err != nil {
		return nil, fmt.Errorf("%s: %w", db.Path(), sqlite.Plain(err))
	}
	return in, nil
}

// beginTransaction begins the transaction. It waits while another process writes, until
// wait is done. A first load checks foreign keys once, before the commit: for a million
// scores that takes 0.1 s, and checking each row takes 0.5.
func (in *Ingest) beginTransaction(wait context.Context, shortcuts bool) error {
	conn := in.db.Conn
	if err := conn.QueryRowContext(in.ctx, `SELECT NOT EXISTS (SELECT 1 FROM scores)`).Scan(&in.first); err != nil {
		return err
	}
	in.first = in.first && shortcuts
	if in.first {
		if _, err := conn.ExecContext(in.ctx, `PRAGMA foreign_keys = OFF`); err != nil {
			return err
		}
	}
	if err := in.db.BeginImmediate(wait); err != nil {
		return errors.Join(err, in.restoreConnection())
	}
	var empty bool
	if err := conn.QueryRowContext(in.ctx, `SELECT NOT EXISTS (SELECT 1 FROM scores)`).Scan(&empty); err != nil {
		return err
	}
	if in.first && !empty { // another process added scores meanwhile
		_, err := conn.ExecContext(in.ctx, `ROLLBACK`)
		if err = errors.Join(err, in.restoreConnection()); err != nil {
			return err
		}
		return in.beginTransaction(wait, shortcuts)
	}
	return nil
}

// restoreConnection undoes what beginTransaction set on the connection.
func (in *Ingest) restoreConnection() error {
	_, err := in.db.Conn.ExecContext(in.ctx, `PRAGMA foreign_keys = ON; SELECT bulk_done()`)
	return err
}

// BeginFile starts a file of the given table. It calls report with problems that only
// other rows reveal; a record with a problem is rejected.
func (in *Ingest) BeginFile(table *model.Table, report func(model.Problem)) error {
	var id int64
	if err := in.db.Conn.QueryRowContext(in.ctx, `SELECT ifnull(max(id), 0) + 1 FROM ingests`).Scan(&id); err != nil {
		return err
	}
	if in.firstID == 0 {
		in.firstID = id
	}
	fs := &fileState{id: id, table: table, counts: Counts{Table: table.Name}}
	fs.report = func(p model.Problem) {
		in.keepReject(fs, p)
		report(p)
	}
	in.file = fs
	if table.Name != "scores" {
		return nil
	}
	if in.scores == nil {
		if err := in.startScores(); err != nil {
			return err
		}
	}
	return in.scores.beginFile()
}

// startScores prepares for scores: it resolves names by what is on record now, and
// postpones the indexes of empty tables.
func (in *Ingest) startScores() error {
	if err := in.resolveNames(); err != nil {
		return err
	}
	if err := in.dropIndexes(); err != nil {
		return err
	}
	w, err := newScoreWriter(in)
	in.scores = w
	return err
}

// resolveNames resolves names again if variants, aliases, listings or sources have changed.
func (in *Ingest) resolveNames() error {
	if !in.rename {
		return nil
	}
	in.rename = false
	return chain.ResolveNames(in.ctx, in.db)
}

// Scores adds a batch of the current file, which must be of table scores. It may use the
// batch until the next call returns.
func (in *Ingest) Scores(b *model.ScoreBatch) error { return in.scores.applyBatch(b) }

// Add adds a record of the current file, which must be of a table other than scores.
func (in *Ingest) Add(r *model.Record) error {
	if refersToItself(r.Table) {
		if !in.hasRoom(r) {
			return nil
		}
		in.file.later = append(in.file.later, r)
		return nil
	}
	return in.addRow(r)
}

// Broken records that a record of the current file could not be read. Rows that refer to
// it are then not reported, because the user has to correct that record first.
func (in *Ingest) Broken(p model.Problem) {
	if in.file == nil {
		return
	}
	in.keepReject(in.file, p)
	in.noteBroken(in.file.table, p)
}

// noteBroken remembers the words of a broken record, one of which may have been its slug.
func (in *Ingest) noteBroken(t *model.Table, p model.Problem) {
	if !t.Catalogue {
		return
	}
	set := in.broken[t.Name]
	if set == nil {
		set = map[string]bool{}
		in.broken[t.Name] = set
	}
	if len(p.Raw) == 0 || p.Line == 1 || len(set) >= maxBroken { // the whole file or its header: it may have had any slug
		set["*"] = true
		return
	}
	// Any word of the record may have been its slug.
	for _, word := range strings.FieldsFunc(string(p.Raw), func(r rune) bool { return r == ',' || r == '"' || r == '\n' || r == '\r' }) {
		if word = strings.TrimSpace(word); len(word) <= 200 {
			set[strings.Clone(word)] = true
		}
	}
}

// EndFile ends the current file and returns what it did. f is the summary of its reader.
func (in *Ingest) EndFile(f File) (Counts, error) {
	fs := in.file
	if err := in.addLater(); err != nil {
		return Counts{}, err
	}
	if err := fs.rows.flush(in); err != nil {
		return Counts{}, err
	}
	if fs.table.Name == "scores" {
		if err := in.scores.endFile(); err != nil {
			return Counts{}, err
		}
	}
	if fs.broken != nil {
		return Counts{}, fs.broken
	}
	total := in.countsOf(fs.table.Name)
	total.Added += fs.counts.Added
	total.Unchanged += fs.counts.Unchanged
	total.Revised += fs.counts.Revised
	if fs.counts.Added+fs.counts.Revised == 0 && fs.rejectRows == 0 && !fs.titled {
		return fs.counts, nil
	}
	in.changed = true
	f.Accepted -= fs.rejected
	f.Rejected += fs.rejected
	f.Cells -= fs.lost + fs.lostMissing
	f.Missing -= fs.lostMissing
	head := any(nil)
	if fs.rejectRows > 0 {
		head = []byte(f.Head)
	}
	_, err := in.db.Conn.ExecContext(in.ctx, `
		INSERT INTO ingests(id, started_at, tool_version, path, sha256, bytes, map, head, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		fs.id, in.now().UTC().Format(time.RFC3339), in.version, f.Path, f.SHA256, f.Bytes, f.Map, head,
		f.Lines, f.Header, f.Accepted, f.Rejected, f.Dropped, f.Blank, f.Cells, fs.counts.Added, fs.counts.Unchanged, fs.counts.Revised, f.Missing)
	if err != nil {
		return Counts{}, fmt.Errorf("record the ingest of %s: %w", f.Path, err)
	}
	fs.recorded = true
	return fs.counts, nil
}
