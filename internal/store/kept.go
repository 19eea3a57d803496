package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"

	"provenance/internal/dbfile"
	"provenance/internal/sqlite"

	"github.com/klauspost/compress/zstd"
)

// keptChunk is how many bytes of a file are compressed together.
//
// Note: with 1 MiB four times the memory is touched, and no less is kept.
const keptChunk = 256 << 10

// mostKeptChunk is the largest chunk that earlier versions kept, and that must be
// read.
const mostKeptChunk = 1 << 20

// ErrNotKept is returned for an ingest whose bytes were not kept.
var ErrNotKept = errors.New("the bytes of this file were not kept (see --keep-source of ingest)")

// Recorded returns the id of the last file's ingest, or false if the file
// changed nothing and so has none.
func (in *Ingest) Recorded() (int64, bool) {
	if in.file == nil || !in.file.recorded {
		return 0, false
	}
	return in.file.id, true
}

// aheadChunks is how many compressed chunks wait to be kept: all of a file of 4 MiB.
const aheadChunks = 16

// A Packing is the bytes of a file on their way to be kept, compressed on a
// goroutine of its own, a few chunks ahead: next to an ingest that costs little time.
type Packing struct {
	r      io.Closer
	chunks chan []byte
	stop   chan struct{}
	sha256 string // once chunks is closed
	err    error
}

// Pack begins to read and compress r, which Close closes.
func Pack(r io.ReadCloser) *Packing {
	p := &Packing{r: r, chunks: make(chan []byte, aheadChunks), stop: make(chan struct{})}
	go func() {
		p.sha256, p.err = p.run(r)
		close(p.chunks)
	}()
	return p
}

// squeezers are what Packings work with, some megabytes each.
var squeezers sync.Pool

type squeezer struct {
	enc   *zstd.Encoder
	chunk []byte
}

func (p *Packing) run(r io.Reader) (sha string, err error) {
	w, _ := squeezers.Get().(*squeezer)
	if w == nil {
		w = &squeezer{chunk: make([]byte, keptChunk)}
		if w.enc, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(keptChunk)); err != nil {
			return "", err
		}
	}
	defer squeezers.Put(w)
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

// Close ends the packing, whether its chunks were kept or not. It does nothing for a nil Packing.
func (p *Packing) Close() error {
	if p == nil {
		return nil
	}
	close(p.stop)
	for range p.chunks {
	}
	return p.r.Close()
}

// A keeping is the bytes of a file that are still being packed.
type keeping struct {
	packing   *Packing
	ingest    int64
	path, sha string
}

// close ends the packing of what is not to be kept after all.
func (k *keeping) close() {
	if k != nil {
		k.packing.Close()
	}
}

// Keep keeps the exact bytes of the last file, which p gives again, and closes p.
// It is an error if they are not those that were read: the file changed meanwhile.
func (in *Ingest) Keep(p *Packing, sha string) error {
	return in.keep(&keeping{packing: p, ingest: in.file.id, sha: sha})
}

// KeepInBackground does as Keep, but later: p goes on while other files are read, and the end
// is waited for with the next file or with Commit, whose error names the path.
func (in *Ingest) KeepInBackground(p *Packing, path, sha string) error {
	err := in.settleKept()
	in.keeping = &keeping{p, in.file.id, path, sha}
	return err
}

// settleKept keeps what is being packed.
func (in *Ingest) settleKept() error {
	k := in.keeping
	if k == nil {
		return nil
	}
	in.keeping = nil
	if err := in.keep(k); err != nil {
		return fmt.Errorf("%s: %w", k.path, err)
	}
	return nil
}

func (in *Ingest) keep(k *keeping) (err error) {
	p := k.packing
	defer func() { err = errors.Join(err, p.Close()) }()
	part := int64(0)
	for packed := range p.chunks {
		part++
		res, err := in.db.Conn.ExecContext(in.ctx, `INSERT INTO kept(ingest_id, part, bytes) VALUES (?,?,?)`, k.ingest, part, packed)
		if err != nil {
			return fmt.Errorf("keep the bytes of the file: %w", sqlite.Plain(err))
		}
		id, err := res.LastInsertId()
		if err == nil {
			err = in.hashKept([]any{id, k.ingest, part, packed})
		}
		if err != nil {
			return fmt.Errorf("keep the bytes of the file: %w", err)
		}
	}
	if p.err != nil {
		return p.err
	}
	if p.sha256 != k.sha {
		return fmt.Errorf("the file changed while it was read: its SHA-256 was %s and is %s", k.sha, p.sha256)
	}
	return nil
}

// hashKept hashes a row of table kept for the chain.
func (in *Ingest) hashKept(row []any) error {
	if in.keptHash == nil {
		columns, err := chainColumns(in.ctx, in.db, "kept")
		if err != nil {
			return err
		}
		in.keptHash, in.keptFrom = newPartHash("kept", columns), row[0].(int64)
	}
	return in.keptHash.row(row)
}

// KeepMap keeps the text of the map through which a file was read, once.
func (in *Ingest) KeepMap(name string, text []byte) error {
	sum := sha256.Sum256(text)
	_, err := in.db.Conn.ExecContext(in.ctx, `INSERT INTO maps(name, sha256, text) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM maps WHERE sha256 = ?2)`, name, hex.EncodeToString(sum[:]), text)
	if err != nil {
		return fmt.Errorf("keep the map %s: %w", name, sqlite.Plain(err))
	}
	return nil
}

// KeptBytes writes the bytes of the file of an ingest and returns how many there are.
func KeptBytes(ctx context.Context, db *dbfile.DB, ingest int64, w io.Writer) (int64, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*mostKeptChunk))
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
		if err := hasIngest(ctx, db, ingest); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf("ingest %d: %w", ingest, ErrNotKept)
	}
	return n, nil
}
