package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A header is what the first bytes of a file say, read without SQLite, which would
// play a journal back or make files. See
// https://www.sqlite.org/fileformat2.html#the_database_header.
type header struct {
	size                 int64
	sqlite               bool // it begins as an SQLite database does
	tables               bool // its schema holds something
	application, version uint32
}

// headerSize is the header of the file and of the b-tree on its first page.
const headerSize = 108

// readHeader reads the header of a file. To close the file takes away the locks of
// this process on it (https://www.sqlite.org/howtocorrupt.html), so that it may be
// called only before the process opens the database.
func readHeader(path string) (header, error) {
	f, err := os.Open(path)
	if err != nil {
		return header{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return header{}, err
	}
	h := header{size: info.Size()}
	b := make([]byte, headerSize)
	if _, err := io.ReadFull(f, b); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return h, nil
		}
		return h, err
	}
	h.sqlite = string(b[:16]) == "SQLite format 3\x00"
	h.version, h.application = binary.BigEndian.Uint32(b[60:]), binary.BigEndian.Uint32(b[68:])
	const leaf = 13 // a b-tree that has one page
	h.tables = b[100] != leaf || binary.BigEndian.Uint16(b[103:]) != 0
	return h, nil
}

// fillWait is how long identify waits for another process that fills an empty file,
// which takes some milliseconds.
const fillWait = 3 * time.Second

// identify reports whether a file holds nothing yet, and returns an error if it is
// not a database of provenance or one of a newer version. Nothing of it is run,
// written or rolled back, and no file is made. It goes by the header, in which a
// database of provenance has its identity from its first commit on.
func identify(ctx context.Context, path string) (hollow bool, err error) {
	for start := time.Now(); ; {
		h, err := readHeader(path)
		if err != nil {
			return false, err
		}
		hollow := h.size == 0 || h.sqlite && h.application == 0 && h.version == 0 && !h.tables
		switch {
		case !hollow && !h.sqlite:
			return false, fmt.Errorf("%s: %w: it is not SQLite", path, ErrForeign)
		case !hollow && h.application != applicationID:
			return false, fmt.Errorf("%s: %w: its application_id is %#x, not %#x", path, ErrForeign, h.application, applicationID)
		case !hollow && h.version > schemaVersion:
			return false, newer(path, int(h.version))
		case !hollow:
			return false, nil
		}
		rest := leftover(path)
		if rest == "" {
			return true, nil
		}
		// Another process may be filling the file. After a while it has done so, or was killed.
		if time.Since(start) > fillWait {
			return false, stale(path, rest)
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// ErrStale is the error of a new database beside whose name the journal of another
// one lies: SQLite would read it into the new database.
var ErrStale = errors.New("it is left of another database of this name")

// leftover returns the name of a journal with content beside a database, "" if
// there is none.
func leftover(path string) string {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Lstat(real(path) + suffix); err == nil && info.Size() > 0 {
			return path + suffix
		}
	}
	return ""
}

func stale(path, rest string) error {
	return fmt.Errorf("%s: %w, and would be read into the new one; move %s away, or, if you know that nothing in it is needed, delete it", rest, ErrStale, filepath.Base(rest))
}

// refuseStale returns an error if a journal lies beside the name of a database that
// does not exist.
func refuseStale(path string) error {
	rest := leftover(path)
	if rest == "" {
		return nil
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return ErrRaced // another process has made the database
	}
	return stale(path, rest)
}

func newer(path string, version int) error {
	return fmt.Errorf("%s: %w: schema version %d, this one knows %d; it was not touched", path, ErrNewer, version, schemaVersion)
}
