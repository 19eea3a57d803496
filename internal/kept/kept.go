package kept

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"

	"provenance/internal/dbfile"
)

// chunkSize is how many bytes of a file are compressed together.
//
// Note: chunks of 1 MiB take four times the memory and save no space.
const chunkSize = 256 << 10

// maxChunk is the size in bytes of the largest chunk that earlier versions wrote. It must
// be readable.
const maxChunk = 1 << 20

// ErrNotKept is returned, wrapped, for an ingest whose bytes were not kept.
var ErrNotKept = errors.New("the bytes of this file were not kept (see --keep-source of ingest)")

// aheadChunks is how many compressed chunks may wait to be stored: those of 4 MiB of the
// file.
const aheadChunks = 16

// A Packing reads and compresses a file on a goroutine of its own, a few chunks ahead of
// the code that stores them. In parallel with an ingest this takes little extra time. The
// caller must call Close.
type Packing struct {
	r      io.Closer
	chunks chan []byte
	stop   chan struct{}
	sha256 string // valid after chunks is closed
	err    error
}

// Chunks returns the compressed chunks, in order. It is closed after the last one or after
// an error: see Sum.
func (p *Packing) Chunks() <-chan []byte { return p.chunks }

// Sum returns the SHA-256 of the bytes in hexadecimal, or the error of reading them. Call
// it after Chunks is closed.
func (p *Packing) Sum() (string, error) { return p.sha256, p.err }

// Pack starts to read and compress r. Close closes r.
func Pack(r io.ReadCloser) *Packing {
	p := &Packing{r: r, chunks: make(chan []byte, aheadChunks), stop: make(chan struct{})}
	go func() {
		p.sha256, p.err = p.run(r)
		close(p.chunks)
	}()
	return p
}

// packers are reused, because each has some megabytes.
var packers sync.Pool

type packer struct {
	enc   *zstd.Encoder
	chunk []byte
}

func (p *Packing) run(r io.Reader) (sha string, err error) {
	w, _ := packers.Get().(*packer)
	if w == nil {
		w = &packer{chunk: make([]byte, chunkSize)}
		if w.enc, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(chunkSize)); err != nil {
			return "", err
		}
	}
	defer packers.Put(w)
	sum := sha256.New()
	for {
		n, err := io.ReadFull(r, w.chunk)
		if n > 0 {
			sum.Write(w.chunk[:n])
			select {
			case p.chunks <- w.enc.EncodeAll(w.chunk[:n], make([]byte, 0, n/2)):
			case <-p.stop:
				return "", nil
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return hex.EncodeToString(sum.Sum(nil)), nil
		}
		if err != nil {
			return "", fmt.Errorf("read the file again to keep its bytes: %w", err)
		}
	}
}

// Close stops the packing, even if not all chunks were stored, and closes the reader. It
// does nothing for a nil Packing.
func (p *Packing) Close() error {
	if p == nil {
		return nil
	}
	close(p.stop)
	for range p.chunks {
	}
	return p.r.Close()
}

// A File is a file whose bytes were kept, with the way it was read: the columns of table
// ingests.
type File struct {
	Ingest                          int64
	Path, SHA256, Map, Version, Day string
}

// Files lists the files whose bytes were kept, oldest first.
func Files(ctx context.Context, db *dbfile.DB) ([]File, error) {
	t, err := db.Table(ctx, `SELECT id, path, sha256, map, tool_version, substr(started_at, 1, 10) FROM ingests i WHERE EXISTS (SELECT 1 FROM kept k WHERE k.ingest_id = i.id) ORDER BY id`)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, r := range t.Rows {
		out = append(out, File{Ingest: r[0].(int64), Path: r[1].(string), SHA256: r[2].(string), Map: r[3].(string), Version: r[4].(string), Day: r[5].(string)})
	}
	return out, nil
}

// Map returns the text of the map with the given SHA-256 in hexadecimal, nil if it was not
// kept. The digest must be complete, because two maps may share any part of it.
func Map(ctx context.Context, db *dbfile.DB, digest string) ([]byte, error) {
	t, err := db.Table(ctx, `SELECT text FROM maps WHERE sha256 = ?`, digest)
	if err != nil || len(t.Rows) == 0 {
		return nil, err
	}
	text, _ := t.Rows[0][0].([]byte)
	return text, nil
}

// Bytes writes the bytes of the file of an ingest to w and returns their number. The error
// wraps ErrNotKept if they were not kept.
func Bytes(ctx context.Context, db *dbfile.DB, ingest int64, w io.Writer) (int64, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*maxChunk))
	if err != nil {
		return 0, err
	}
	defer dec.Close()
	rows, err := db.Conn.QueryContext(ctx, `SELECT part, bytes FROM kept WHERE ingest_id = ? ORDER BY part`, ingest)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var n, want int64
	var raw []byte
	for rows.Next() {
		var part int64
		var packed []byte
		if err := rows.Scan(&part, &packed); err != nil {
			return n, err
		}
		if want++; part != want {
			return n, fmt.Errorf("part %d of the kept bytes is missing", want)
		}
		if raw, err = dec.DecodeAll(packed, raw[:0]); err != nil {
			return n, fmt.Errorf("part %d of the kept bytes: %w", part, err)
		}
		if _, err := w.Write(raw); err != nil {
			return n, err
		}
		n += int64(len(raw))
	}
	if err := rows.Err(); err != nil {
		return n, err
	}
	if want == 0 {
		if err := dbfile.CheckIngest(ctx, db.DB, ingest); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf("ingest %d: %w", ingest, ErrNotKept)
	}
	return n, nil
}
