//go:build linux && (amd64 || arm64)

package trusttest

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// How a power failure treats what was not synced.
const (
	dropped   = "dropped"            // nothing of it is on the disk
	kept      = "kept"               // all of it is, as after a kill
	inPart    = "kept in part"       // each call or not
	torn      = "reordered and torn" // each sector or not, calls in any order
	garbage   = "torn, with garbage" // and where a file grew, sectors that were not written hold anything
	cutShort  = "cut short"          // all calls up to one, and sectors of that one
	sector    = 512
	dirLosses = 2 // of the calls that change the folder's names, one in two is lost
)

var failures = []string{dropped, kept, inPart, torn, garbage, cutShort}

// A disk is what a power failure leaves: what was synced, and of the rest what
// chance says. A name is synced with its folder, a file's bytes with the file;
// neither follows from the other. Events are applied in their order.
type disk struct {
	names   map[string]int
	bytes   map[int][]byte
	unsaved []event // of files and of the folder, since they were synced
}

func newDisk() *disk { return &disk{names: map[string]int{}, bytes: map[int][]byte{}} }

// apply takes the next event. syncs says which of them are believed.
func (d *disk) apply(e event, syncs func(event) bool) {
	switch e.kind {
	case evSync, evSyncDir:
		if !syncs(e) {
			return
		}
		d.unsaved = slices.DeleteFunc(d.unsaved, func(u event) bool {
			mine := isName(u) == (e.kind == evSyncDir) && (e.kind == evSyncDir || u.file == e.file)
			if mine {
				change(d.names, d.bytes, u)
			}
			return mine
		})
	case evSay:
	default:
		d.unsaved = append(d.unsaved, e)
	}
}

func isName(e event) bool { return e.kind != evWrite && e.kind != evResize }

// change does what an event says.
func change(names map[string]int, bytes map[int][]byte, e event) {
	switch e.kind {
	case evCreate:
		names[e.name] = e.file
	case evLink:
		names[e.to] = e.file
	case evRename:
		delete(names, e.name)
		names[e.to] = e.file
	case evUnlink:
		delete(names, e.name)
	case evResize:
		b := bytes[e.file]
		if int64(len(b)) > e.size {
			bytes[e.file] = slices.Clone(b[:e.size])
		} else {
			bytes[e.file] = append(b, make([]byte, e.size-int64(len(b)))...)
		}
	case evWrite:
		b := bytes[e.file]
		if grow := e.off + int64(len(e.data)) - int64(len(b)); grow > 0 {
			b = append(b, make([]byte, grow)...)
		}
		copy(b[e.off:], e.data)
		bytes[e.file] = b
	}
}

// fail writes into dir what a power failure of that kind leaves.
func (d *disk) fail(t testing.TB, dir, kind string, r *rand.Rand) {
	t.Helper()
	names := maps.Clone(d.names)
	bytes := map[int][]byte{}
	for _, id := range names {
		bytes[id] = slices.Clone(d.bytes[id])
	}
	for _, u := range d.unsaved {
		if _, ok := bytes[u.file]; !ok {
			bytes[u.file] = slices.Clone(d.bytes[u.file])
		}
	}
	for _, e := range d.survivors(kind, r, bytes) {
		change(names, bytes, e)
	}
	for name, id := range names {
		if err := os.WriteFile(filepath.Join(dir, name), bytes[id], 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// survivors are the unsaved events, or parts of them, that reach the disk.
func (d *disk) survivors(kind string, r *rand.Rand, bytes map[int][]byte) []event {
	switch kind {
	case dropped:
		return nil
	case kept:
		return d.unsaved
	}
	if len(d.unsaved) == 0 {
		return nil
	}
	var out, content []event
	last := r.IntN(len(d.unsaved))
	for i, e := range d.unsaved {
		switch {
		case isName(e):
			if kind == cutShort && i <= last || kind != cutShort && r.IntN(dirLosses) == 0 {
				out = append(out, e)
			}
		case kind == inPart:
			if r.IntN(2) == 0 {
				content = append(content, e)
			}
		case kind == cutShort:
			if i < last {
				content = append(content, e)
			} else if i == last {
				content = append(content, sectors(e, r)...)
			}
		default:
			content = append(content, sectors(e, r)...)
		}
	}
	if kind == garbage {
		for _, e := range d.unsaved {
			if end := e.off + int64(len(e.data)); e.kind == evWrite && end > int64(len(bytes[e.file])) {
				old := len(bytes[e.file])
				change(nil, bytes, event{kind: evResize, file: e.file, size: end})
				for i := old; i < len(bytes[e.file]); i++ {
					bytes[e.file][i] = byte(r.Uint32())
				}
			}
		}
	}
	if kind != cutShort && kind != inPart {
		r.Shuffle(len(content), func(i, j int) { content[i], content[j] = content[j], content[i] })
	}
	return append(out, content...)
}

// sectors are a random half of the sectors of a write; another event is taken or
// not.
func sectors(e event, r *rand.Rand) []event {
	if e.kind != evWrite {
		if r.IntN(2) == 0 {
			return []event{e}
		}
		return nil
	}
	var out []event
	for at := int64(0); at < int64(len(e.data)); {
		n := min(sector-(e.off+at)%sector, int64(len(e.data))-at)
		if r.IntN(2) == 0 {
			out = append(out, event{kind: evWrite, file: e.file, off: e.off + at, data: e.data[at : at+n]})
		}
		at += n
	}
	return out
}

// TestDiskForgetsWhatWasNotSynced holds the model itself to what it promises.
func TestDiskForgetsWhatWasNotSynced(t *testing.T) {
	all := func(event) bool { return true }
	d := newDisk()
	d.apply(event{kind: evCreate, file: 1, name: "a"}, all)
	d.apply(event{kind: evWrite, file: 1, data: []byte("old")}, all)
	d.apply(event{kind: evSync, file: 1}, all)
	read := func(kind string) string {
		dir := t.TempDir()
		d.fail(t, dir, kind, rand.New(rand.NewPCG(1, 1)))
		b, err := os.ReadFile(filepath.Join(dir, "a"))
		if err != nil {
			return "no file"
		}
		return string(b)
	}
	if got := read(dropped); got != "no file" {
		t.Errorf("a file whose folder was not synced: got %q, want no file", got)
	}
	d.apply(event{kind: evSyncDir}, all)
	d.apply(event{kind: evWrite, file: 1, off: 1, data: []byte("LD!")}, all)
	if got := read(dropped); got != "old" {
		t.Errorf("dropped: got %q, want %q", got, "old")
	}
	if got := read(kept); got != "oLD!" {
		t.Errorf("kept: got %q, want %q", got, "oLD!")
	}
	d.apply(event{kind: evLink, file: 1, name: "a", to: "b"}, all)
	d.apply(event{kind: evUnlink, name: "a"}, all)
	d.apply(event{kind: evResize, file: 1, size: 1}, all)
	d.apply(event{kind: evSync, file: 1}, all)
	if got := read(dropped); got != "o" {
		t.Errorf("cut and synced: got %q, want %q", got, "o")
	}
	if got := read(kept); got != "no file" {
		t.Errorf("the name taken away: got %q, want no file", got)
	}
}
