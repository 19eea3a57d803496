package store

import (
	"fmt"
	"time"

	"provenance/internal/chain"
	"provenance/internal/sqlite"
)

// Commit makes the ingest durable. If nothing changed, nothing is written.
func (in *Ingest) Commit() error {
	if !in.changed {
		return in.Rollback()
	}
	if err := in.scores.close(); err != nil {
		return err
	}
	in.hashes = map[string]*chain.Known{}
	if in.scores != nil {
		in.hashes["snapshots"], in.hashes["names"] = in.scores.snaps.hashed(), in.scores.names.hashed()
		if in.scores.snaps.before == 0 { // this call added all snapshots
			refs := in.scores.snaps.refs
			in.snapshotRefs = &refs
		}
	}
	if err := in.makeIndexes(); err != nil {
		return err
	}
	if err := in.resolveNames(); err != nil {
		return err
	}
	if err := in.awaitKept(); err != nil {
		return err
	}
	if in.keptHash != nil {
		in.hashes["kept"] = in.keptHash.KnownRows()
	}
	if err := in.checkForeignKeys(); err != nil {
		return err
	}
	if in.scores != nil {
		in.hashes["scores"] = in.scores.hash.hashed()
	}
	l := chain.Link{MadeAt: in.now().UTC().Format(time.RFC3339), ToolVersion: in.version, Command: in.Command}
	if err := chain.AddLink(in.ctx, in.db, l, in.touched, in.hashes); err != nil {
		return err
	}
	if _, err := in.db.Conn.ExecContext(in.ctx, `COMMIT`); err != nil {
		return fmt.Errorf("%s: commit: %w", in.db.Path(), sqlite.Plain(err))
	}
	if err := in.restoreConnection(); err != nil {
		return err
	}
	if err := in.db.Publish(in.ctx); err != nil || in.Last {
		return err
	}
	return in.db.Reopen(in.ctx)
}

// Rollback undoes the ingest.
func (in *Ingest) Rollback() error {
	in.keeping.close()
	in.keeping = nil
	if err := in.scores.close(); err != nil {
		return err
	}
	open, err := in.db.InTransaction()
	if err == nil && open {
		_, err = in.db.Conn.ExecContext(in.ctx, `ROLLBACK`)
	}
	if err != nil {
		return fmt.Errorf("%s: roll back: %w", in.db.Path(), err)
	}
	return in.restoreConnection()
}
