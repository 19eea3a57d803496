package store

import (
	"fmt"
	"runtime"
	"slices"
	"strings"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// rowsPerInsert is how many rows one INSERT has.
const rowsPerInsert = 100

// A bulk collects rows of one table to insert them together. query is an INSERT up to
// VALUES, and row the parameters of one row.
type bulk struct {
	sqlite.Packer
	in         *Ingest
	query, row string
}

// insert inserts the packed rows from index from on and returns how many it inserted. It
// stops before a statement in which a row violates a constraint.
func (b *bulk) insert(from int) (int, error) {
	if from >= len(b.Ends) {
		return 0, nil
	}
	one := b.query + b.row
	many := b.query + strings.TrimSuffix(strings.Repeat(b.row+",", rowsPerInsert), ",")
	return b.in.db.BulkInsert(b.in.ctx, one, many, rowsPerInsert, &b.Packer, from)
}

// flush writes the collected rows.
func (b *bulk) flush() error {
	n, err := b.insert(0)
	if err == nil && n < len(b.Ends) {
		err = fmt.Errorf("one of rows %d to %d breaks a constraint: %s", n+1, len(b.Ends), b.query)
	}
	b.Reset()
	return err
}

// An insertion is a batch on its way into the database: new names, new snapshots,
// rows to compare with what is on record, and first revisions of scores. There are two:
// one runs on its own goroutine while the next batch is packed into the other. A million
// scores take 0.3 s to pack and 1.1 s to insert.
type insertion struct {
	hash             *scoreHash // of the scores that go in, for the chain
	names, snapshots bulk
	known            probe
	fresh, free      scoreBulk // rows whose cell is new to the file; rows whose cell the probe found to be empty
	batch            *model.ScoreBatch
	err              error
	done             chan struct{}
}

// A scoreBulk holds first revisions of scores.
type scoreBulk struct {
	bulk
	scores   []*scoreRow
	encoded  []byte // for the chain
	inserted int    // number of rows inserted before one violated a constraint
}

func newInsertion(in *Ingest, hash *scoreHash) *insertion {
	return &insertion{
		hash:  hash,
		names: bulk{in: in, query: `INSERT INTO names(name, section, norm) VALUES `, row: `(?,?,?)`},
		snapshots: bulk{in: in, query: `INSERT INTO snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on) VALUES `, row: `(?,?,?,?,?)`,
			Packer: sqlite.Packer{Rows: make([]byte, 0, 64<<10)}}, // a thousand
	}
}

// emptyBuffer returns an empty buffer with a capacity of n bytes. Unlike slices.Grow it
// does not write to the new memory, and memory that is not written to costs nothing.
func emptyBuffer(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, 0, n)
	}
	return b[:0]
}

// packedSize is the size in bytes of a score with a short note, packed or encoded for the
// chain. Buffers of that size rarely grow, and growing costs as much as filling them.
const packedSize = 200

// prepare packs rows. Columns that are NULL in all of them are left out of the
// statement, which saves a third of the time in most files.
func (b *scoreBulk) prepare(in *Ingest, rows []*scoreRow) {
	var shape uint16
	for _, s := range rows {
		shape |= s.shape()
	}
	b.Reset()
	b.scores, b.inserted, b.in = append(b.scores[:0], rows...), 0, in
	b.query, b.row = insertSQL(shape, in.file.id)
	b.Rows, b.Ends = emptyBuffer(b.Rows, packedSize*len(rows)), slices.Grow(b.Ends, len(rows))
	b.encoded = emptyBuffer(b.encoded, packedSize*len(rows))
	for _, s := range rows {
		packScore(&b.Packer, s, shape)
		b.encoded = encodeScore(b.encoded, s, in.file.id)
	}
}

// run compares and inserts what is packed.
func (i *insertion) run() {
	for _, b := range [...]*bulk{&i.names, &i.snapshots} {
		if i.err = b.flush(); i.err != nil {
			return
		}
	}
	if i.err = i.known.run(); i.err != nil {
		return
	}
	var free []*scoreRow
	for k, id := range i.known.found {
		if id == absent {
			free = append(free, i.known.rows[k])
		}
	}
	i.free.prepare(i.known.in, free)
	for _, b := range [...]*scoreBulk{&i.free, &i.fresh} {
		if b.inserted, i.err = b.insert(0); i.err != nil {
			return
		}
		if b.inserted < len(b.scores) {
			i.hash.stale = true
		}
		i.hash.add(b.encoded, b.inserted)
	}
}

// startInsertion starts the insertion that was packed. The other one, which has ended, is
// packed next.
func (w *scoreWriter) startInsertion() {
	job := w.next
	w.next, w.other, w.running = w.other, job, true
	w.names.out, w.snaps.out = &w.next.names, &w.next.snapshots
	job.done = make(chan struct{})
	go func() {
		job.run()
		close(job.done)
	}()
	// Let it start now. If all processors are busy, it would otherwise start only when this goroutine waits for it.
	runtime.Gosched()
}

// endInsertion waits for the running insertion and counts what it did. If an INSERT failed
// because the file repeats a cell, its rows are added one by one.
func (w *scoreWriter) endInsertion() error {
	if !w.running {
		return nil
	}
	job := w.other
	<-job.done
	w.running = false
	if job.err != nil {
		return fmt.Errorf("%s: store scores: %w", job.batch.File, sqlite.Plain(job.err))
	}
	for k, id := range job.known.found {
		switch id {
		case absent:
		case differs:
			if err := w.deferRow(job.batch, job.known.rows[k]); err != nil {
				return err
			}
		default:
			if w.isOfFile(id) {
				w.in.file.same.add(job.known.rows[k].Line)
			}
			w.matched.set(id)
			w.in.file.counts.Unchanged++
		}
	}
	for _, b := range [...]*scoreBulk{&job.free, &job.fresh} {
		if err := w.finishBulk(job.batch, b); err != nil {
			return fmt.Errorf("%s: store scores: %w", job.batch.File, sqlite.Plain(err))
		}
	}
	return nil
}

// finishBulk counts the inserted rows, and adds the others one by one if a constraint
// stopped the insertion.
func (w *scoreWriter) finishBulk(batch *model.ScoreBatch, b *scoreBulk) error {
	w.in.file.counts.Added += b.inserted
	for from := b.inserted; from < len(b.scores); {
		for end := min(from+rowsPerInsert, len(b.scores)); from < end; from++ {
			if err := w.addOne(batch, b.scores[from]); err != nil {
				return err
			}
		}
		n, err := b.insert(from)
		if err != nil {
			return err
		}
		w.in.file.counts.Added += n
		from += n
	}
	return nil
}

// insertSQL returns the statement for scores with the optional columns of shape, and the
// parameters of one row.
func insertSQL(shape uint16, ingest int64) (query, row string) {
	columns, width := "snapshot_id, name_id, benchmark_id, value, line", 5
	for i := range model.ScoreColumns {
		if shape&(1<<i) != 0 {
			columns += ", " + model.ScoreColumns[i].Name
			width++
		}
	}
	return "INSERT INTO scores(ingest_id, " + columns + ") VALUES ", fmt.Sprintf("(%d%s)", ingest, strings.Repeat(",?", width))
}

// packScore packs the parameters of insertSQL.
func packScore(p *sqlite.Packer, s *scoreRow, shape uint16) {
	p.Int(s.SnapshotID)
	p.Int(s.NameID)
	p.Int(s.BenchmarkID)
	p.Real(s.Value)
	p.Int(int64(s.Line))
	packOptional(p, s, shape)
	p.EndRow()
}

// packOptional packs the optional columns of shape in the order of their bits.
func packOptional(p *sqlite.Packer, s *scoreRow, shape uint16) {
	for i := range model.ScoreColumns {
		if shape&(1<<i) == 0 {
			continue
		}
		switch c := &model.ScoreColumns[i]; {
		case c.Real != nil:
			p.Real(c.Real(&s.ScoreRow))
		case c.Whole != nil:
			p.ID(c.Whole(&s.ScoreRow))
		default:
			p.Text(c.Text(&s.ScoreRow))
		}
	}
}

// shape returns the optional columns of a score that are not NULL, one bit each.
func (s *scoreRow) shape() (bits uint16) {
	for i := range model.ScoreColumns {
		if model.ScoreColumns[i].States(&s.ScoreRow) {
			bits |= 1 << i
		}
	}
	return bits
}

// column returns the value of optional column i, nil for NULL.
func (s *scoreRow) column(i int) any { return model.ScoreColumns[i].Value(&s.ScoreRow) }
