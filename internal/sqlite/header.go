package sqlite

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// A Header holds what the first bytes of a file say. They are read without SQLite, which
// would play back a journal or create files. See
// https://www.sqlite.org/fileformat2.html#the_database_header.
type Header struct {
	Size                 int64
	SQLite               bool // it starts as an SQLite database does
	Tables               bool // its schema is not empty
	Application, Version uint32
}

// headerSize is the size in bytes of the header of the file and of the b-tree on its first
// page.
const headerSize = 108

// ReadHeader reads the header of a file. Call it only before this process opens the
// database: closing the file releases the locks of the process on it
// (https://www.sqlite.org/howtocorrupt.html).
func ReadHeader(path string) (Header, error) {
	f, err := os.Open(path)
	if err != nil {
		return Header{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Header{}, err
	}
	h := Header{Size: info.Size()}
	b := make([]byte, headerSize)
	if _, err := io.ReadFull(f, b); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return h, nil
		}
		return h, err
	}
	h.SQLite = string(b[:16]) == "SQLite format 3\x00"
	h.Version, h.Application = binary.BigEndian.Uint32(b[60:]), binary.BigEndian.Uint32(b[68:])
	const leaf = 13 // a b-tree that has one page
	h.Tables = b[100] != leaf || binary.BigEndian.Uint16(b[103:]) != 0
	return h, nil
}

// Leftover returns the name of a journal next to a database that is not empty, "" if there
// is none.
func Leftover(path string) string {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Lstat(RealPath(path) + suffix); err == nil && info.Size() > 0 {
			return path + suffix
		}
	}
	return ""
}
