package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"provenance/internal/chain"
	"provenance/internal/kept"
	"provenance/internal/sqlite"
)

// Recorded returns the id of the ingest of the last file. It returns false if the file
// changed nothing and therefore has none.
func (in *Ingest) Recorded() (int64, bool) {
	if in.file == nil || !in.file.recorded {
		return 0, false
	}
	return in.file.id, true
}

// A keeping is a file whose bytes are still being packed.
type keeping struct {
	packing   *kept.Packing
	ingest    int64
	path, sha string
}

// close ends the packing of a file that will not be kept.
func (k *keeping) close() {
	if k != nil {
		k.packing.Close()
	}
}

// Keep stores the exact bytes of the last file, which p reads again, and closes p. sha is
// the SHA-256 in hexadecimal of the bytes that were ingested; it returns an error if p has
// others, because the file has changed.
func (in *Ingest) Keep(p *kept.Packing, sha string) error {
	return in.keepChunks(&keeping{packing: p, ingest: in.file.id, sha: sha})
}

// KeepInBackground does what Keep does, but packing continues while other files are read.
// The next call, or Commit, waits for it and returns its error, with the path.
func (in *Ingest) KeepInBackground(p *kept.Packing, path, sha string) error {
	err := in.awaitKept()
	in.keeping = &keeping{p, in.file.id, path, sha}
	return err
}

// awaitKept waits for the packing in the background and stores the bytes.
func (in *Ingest) awaitKept() error {
	k := in.keeping
	if k == nil {
		return nil
	}
	in.keeping = nil
	if err := in.keepChunks(k); err != nil {
		return fmt.Errorf("%s: %w", k.path, err)
	}
	return nil
}

func (in *Ingest) keepChunks(k *keeping) (err error) {
	p := k.packing
	defer func() { err = errors.Join(err, p.Close()) }()
	part := int64(0)
	for packed := range p.Chunks() {
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
	sum, err := p.Sum()
	if err != nil {
		return err
	}
	if sum != k.sha {
		return fmt.Errorf("the file changed while it was read: its SHA-256 was %s and is %s", k.sha, sum)
	}
	return nil
}

// hashKept hashes a row of table kept for the chain.
func (in *Ingest) hashKept(row []any) error {
	if in.keptHash == nil {
		h, err := chain.NewHash(in.ctx, in.db, "kept")
		if err != nil {
			return err
		}
		in.keptHash = h
	}
	return in.keptHash.Row(row)
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
