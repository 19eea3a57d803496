package store

import (
	"database/sql"
	"fmt"

	"provenance/internal/model"
)

// A snapshotTable finds the snapshot of a source's benchmark, metric, protocol
// and day, and writes those that are new many at a time.
type snapshotTable struct {
	in     *Ingest
	ids    map[snapshotKey]int32
	days   map[string]*model.Term // days that come from a source, not from the file
	dayNo  map[string]int32
	loaded map[int64]bool // sources whose snapshots of before this call are in ids
	before int64          // snapshots up to here were on record before this call
	next   int64
	fileID int64 // snapshots from here on are of the current file
	out    *bulk
	part   *partHash // of the new ones, for the chain
	refs   snapshotReferences
}

type snapshotKey struct{ source, benchmark, metric, protocol, day int32 }

func newSnapshotTable(in *Ingest) (*snapshotTable, error) {
	s := &snapshotTable{in: in, ids: make(map[snapshotKey]int32, 4096), days: map[string]*model.Term{}, dayNo: map[string]int32{}, loaded: map[int64]bool{}}
	if err := in.db.conn.QueryRowContext(in.ctx, `SELECT ifnull(max(id), 0) FROM snapshots`).Scan(&s.before); err != nil {
		return nil, err
	}
	s.next = s.before + 1
	s.refs = snapshotReferences{none, none, none, none}
	columns, err := in.db.chainColumns(in.ctx, "snapshots")
	if err != nil {
		return nil, err
	}
	s.part = newPartHash("snapshots", columns)
	return s, nil
}

func (s *snapshotTable) beginFile() { s.fileID = s.next }

// day returns the term of a day that is not from the file.
func (s *snapshotTable) day(text string) *model.Term {
	t := s.days[text]
	if t == nil {
		t = &model.Term{Text: text}
		s.days[text] = t
	}
	return t
}

func (s *snapshotTable) number(day string) int32 {
	n, ok := s.dayNo[day]
	if !ok {
		n = int32(len(s.dayNo) + 1)
		s.dayNo[day] = n
	}
	return n
}

// find returns the snapshot and whether it is new to the current file.
func (s *snapshotTable) find(source, benchmark, metric, protocol int64, day *model.Term) (int64, bool, error) {
	if day.ID == 0 {
		day.ID = int64(s.number(day.Text))
	}
	if s.before > 0 && !s.loaded[source] {
		if err := s.load(source); err != nil {
			return 0, false, err
		}
	}
	k := snapshotKey{int32(source), int32(benchmark), int32(metric), int32(protocol), int32(day.ID)}
	known, ok := s.ids[k]
	id := int64(known)
	if !ok {
		id = s.next
		s.next++
		s.ids[k] = int32(id)
		s.refs.source.take(source)
		s.refs.benchmark.take(benchmark)
		s.refs.metric.take(metric)
		s.refs.protocol.take(protocol)
		b := append(s.part.pending, tagRow)
		for _, n := range [...]int64{source, benchmark, metric, protocol} {
			s.out.int(n)
			b = encodeInt(b, n)
		}
		s.out.text(day.Text)
		s.part.took(encodeText(b, day.Text))
		s.out.endRow()
	}
	return id, id >= s.fileID, nil
}

// hashed returns what the chain covers of the new snapshots: the ids after before,
// up to last.
func (s *snapshotTable) hashed() *knownPart {
	return s.part.known(s.before, s.next-1)
}

// load reads the snapshots that a source had before this call.
func (s *snapshotTable) load(source int64) error {
	s.loaded[source] = true
	err := s.in.each(`SELECT id, benchmark_id, metric_id, protocol_id, reported_on FROM snapshots WHERE source_id = ? AND id <= ?`, func(r *sql.Rows) error {
		k := snapshotKey{source: int32(source)}
		var id int64
		var day string
		err := r.Scan(&id, &k.benchmark, &k.metric, &k.protocol, &day)
		k.day = s.number(day)
		s.ids[k] = int32(id)
		return err
	}, source, s.before)
	if err != nil {
		return fmt.Errorf("load the snapshots of a source: %w", err)
	}
	return nil
}
