package store

import (
	"database/sql"
	"fmt"

	"provenance/internal/chain"
	"provenance/internal/model"
)

// A snapshotTable finds the snapshot of a source, benchmark, metric, protocol and day, and
// adds snapshots that are new.
type snapshotTable struct {
	in     *Ingest
	ids    map[snapshotKey]int32
	old    []int64                // ids of snapshots from before this call
	days   map[string]*model.Term // days that come from a source, not from the file
	dayNo  map[string]int32
	keys   snapshotKeys
	loaded map[int64]bool // sources whose snapshots from before this call are in ids
	before int64          // snapshots up to this id were on record before this call
	next   int64
	fileID int64       // snapshots from this id on are of the current file
	out    *bulk       // collects new snapshots
	part   *chain.Hash // hash of the new snapshots, for the chain
	refs   snapshotReferences
}

// A snapshotKey identifies a snapshot by ordinals: see snapshotKeys. The map ids has
// another ordinal for each key: n above 0 means the n-th snapshot that this call added,
// and -n the n-th of old.
//
// Note: this takes 16 bytes for each snapshot; ids would take 48, and five ordinals 24. A
// board prints many snapshots with the same metric, protocol and day.
type snapshotKey struct{ source, benchmark, setting int32 }

// A snapshotSetting has the other three parts of the identity of a snapshot.
type snapshotSetting struct{ metric, protocol, day int32 }

// snapshotKeys makes keys from row ids.
type snapshotKeys struct {
	sources, benchmarks, metrics, protocols ordinals
	settings                                map[snapshotSetting]int32
}

// key returns the key of a snapshot; day is the ordinal of its day.
func (s *snapshotKeys) key(source, benchmark, metric, protocol int64, day int32) snapshotKey {
	setting := snapshotSetting{s.metrics.ordinal(metric), s.protocols.ordinal(protocol), day}
	n, ok := s.settings[setting]
	if !ok {
		n = int32(len(s.settings) + 1)
		s.settings[setting] = n
	}
	return snapshotKey{s.sources.ordinal(source), s.benchmarks.ordinal(benchmark), n}
}

// ordinals numbers the row ids of a table from 1, in the order in which they occur. An
// ordinal needs 32 bits instead of 64.
type ordinals struct {
	last int32
	low  []int32         // ordinals of ids below lowIDs, 0 if there is none yet
	high map[int64]int32 // ordinals of all other ids
}

// lowIDs is the first id that is too large to index a slice.
const lowIDs = 1 << 16

func (o *ordinals) ordinal(id int64) int32 {
	if id < 0 || id >= lowIDs {
		return o.highOrdinal(id)
	}
	if n := int(id) + 1; n > len(o.low) {
		o.low = append(o.low, make([]int32, n-len(o.low))...)
	}
	if o.low[id] == 0 {
		o.last++
		o.low[id] = o.last
	}
	return o.low[id]
}

func (o *ordinals) highOrdinal(id int64) int32 {
	n, ok := o.high[id]
	if !ok {
		if o.high == nil {
			o.high = map[int64]int32{}
		}
		o.last++
		n = o.last
		o.high[id] = n
	}
	return n
}

func newSnapshotTable(in *Ingest) (*snapshotTable, error) {
	s := &snapshotTable{in: in, ids: make(map[snapshotKey]int32, 4096), days: map[string]*model.Term{}, dayNo: map[string]int32{}, loaded: map[int64]bool{}}
	s.keys.settings = map[snapshotSetting]int32{}
	if err := in.db.Conn.QueryRowContext(in.ctx, `SELECT ifnull(max(id), 0) FROM snapshots`).Scan(&s.before); err != nil {
		return nil, err
	}
	s.next = s.before + 1
	s.refs = snapshotReferences{noBounds, noBounds, noBounds, noBounds}
	var err error
	s.part, err = chain.NewHash(in.ctx, in.db, "snapshots")
	return s, err
}

func (s *snapshotTable) beginFile() { s.fileID = s.next }

// dayTerm returns the term of a day that is not from the file.
func (s *snapshotTable) dayTerm(text string) *model.Term {
	t := s.days[text]
	if t == nil {
		t = &model.Term{Text: text}
		s.days[text] = t
	}
	return t
}

func (s *snapshotTable) numberDay(day string) int32 {
	n, ok := s.dayNo[day]
	if !ok {
		n = int32(len(s.dayNo) + 1)
		s.dayNo[day] = n
	}
	return n
}

// findSnapshot returns the id of a snapshot and whether it is new to the current file.
func (s *snapshotTable) findSnapshot(source, benchmark, metric, protocol int64, day *model.Term) (int64, bool, error) {
	if day.ID == 0 {
		day.ID = int64(s.numberDay(day.Text))
	}
	if s.before > 0 && !s.loaded[source] {
		if err := s.loadSource(source); err != nil {
			return 0, false, err
		}
	}
	k := s.keys.key(source, benchmark, metric, protocol, int32(day.ID))
	n, ok := s.ids[k]
	if !ok {
		n = int32(s.next - s.before)
		s.next++
		s.ids[k] = n
		s.refs.source.include(source)
		s.refs.benchmark.include(benchmark)
		s.refs.metric.include(metric)
		s.refs.protocol.include(protocol)
		b := s.part.BeginRow()
		for _, n := range [...]int64{source, benchmark, metric, protocol} {
			s.out.Int(n)
			b = chain.AppendInt(b, n)
		}
		s.out.Text(day.Text)
		s.part.EndRow(chain.AppendText(b, day.Text))
		s.out.EndRow()
	}
	id := s.rowID(n)
	return id, id >= s.fileID, nil
}

// rowID returns the row id for an ordinal in the map ids.
func (s *snapshotTable) rowID(n int32) int64 {
	if n < 0 {
		return s.old[-n-1]
	}
	return s.before + int64(n)
}

// hashed returns the hash of the snapshots that this call added.
func (s *snapshotTable) hashed() *chain.Known {
	return s.part.Known(s.before, s.next-1)
}

// loadSource reads the snapshots that a source had before this call.
func (s *snapshotTable) loadSource(source int64) error {
	s.loaded[source] = true
	err := s.in.each(`SELECT id, benchmark_id, metric_id, protocol_id, reported_on FROM snapshots WHERE source_id = ? AND id <= ?`, func(r *sql.Rows) error {
		var id, benchmark, metric, protocol int64
		var day string
		if err := r.Scan(&id, &benchmark, &metric, &protocol, &day); err != nil {
			return err
		}
		s.old = append(s.old, id)
		s.ids[s.keys.key(source, benchmark, metric, protocol, s.numberDay(day))] = -int32(len(s.old))
		return nil
	}, source, s.before)
	if err != nil {
		return fmt.Errorf("load the snapshots of a source: %w", err)
	}
	return nil
}
