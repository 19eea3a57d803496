package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// keptChunk is how many bytes of a file are compressed together.
const keptChunk = 1 << 20

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

// Keep keeps the exact bytes of the last file, which r gives anew. It is an error
// if they are not those that were read: the file changed meanwhile.
func (in *Ingest) Keep(r io.Reader, sha string) error {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(keptChunk))
	if err != nil {
		return err
	}
	defer enc.Close()
	sum := sha256.New()
	chunk, packed := make([]byte, keptChunk), []byte(nil)
	for part := 1; ; part++ {
		n, err := io.ReadFull(r, chunk)
		if n > 0 {
			sum.Write(chunk[:n])
			packed = enc.EncodeAll(chunk[:n], packed[:0])
			if _, err := in.db.conn.ExecContext(in.ctx, `INSERT INTO kept(ingest_id, part, bytes) VALUES (?,?,?)`, in.file.id, part, packed); err != nil {
				return fmt.Errorf("keep the bytes of the file: %w", plain(err))
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return fmt.Errorf("read the file again to keep its bytes: %w", err)
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != sha {
		return fmt.Errorf("the file changed while it was read: its SHA-256 was %s and is %s", sha, got)
	}
	return nil
}

// KeepMap keeps the text of the map through which a file was read, once.
func (in *Ingest) KeepMap(name string, text []byte) error {
	sum := sha256.Sum256(text)
	_, err := in.db.conn.ExecContext(in.ctx, `INSERT INTO maps(name, sha256, text) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM maps WHERE sha256 = ?2)`, name, hex.EncodeToString(sum[:]), text)
	if err != nil {
		return fmt.Errorf("keep the map %s: %w", name, plain(err))
	}
	return nil
}

// KeptBytes writes the bytes of the file of an ingest and returns how many there are.
func (db *DB) KeptBytes(ctx context.Context, ingest int64, w io.Writer) (int64, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(2*keptChunk))
	if err != nil {
		return 0, err
	}
	defer dec.Close()
	rows, err := db.conn.QueryContext(ctx, `SELECT part, bytes FROM kept WHERE ingest_id = ? ORDER BY part`, ingest)
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
		if err := db.hasIngest(ctx, ingest); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf("ingest %d: %w", ingest, ErrNotKept)
	}
	return n, nil
}
