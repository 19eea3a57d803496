package chain

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"provenance/internal/dbfile"
)

// A Checkpoint identifies a state of the chain. It can be published as one line.
type Checkpoint struct {
	Links, Ingests int64
	Head, MadeAt   string
}

// CheckpointOf returns the current state of the chain. It returns an error if there is no
// chain yet.
func CheckpointOf(ctx context.Context, db *dbfile.DB) (Checkpoint, error) {
	var c Checkpoint
	err := db.Conn.QueryRowContext(ctx, `SELECT id, sha256, made_at, (SELECT count(*) FROM ingests) FROM links ORDER BY id DESC LIMIT 1`).Scan(&c.Links, &c.Head, &c.MadeAt, &c.Ingests)
	if errors.Is(err, sql.ErrNoRows) {
		return c, errors.New("nothing was ingested yet, so there is no chain")
	}
	return c, err
}

// Line returns the checkpoint as a line to publish.
func (c Checkpoint) Line() string {
	return fmt.Sprintf("provenance-1 %d %d %s %s", c.Links, c.Ingests, c.MadeAt, c.Head)
}

// ParseCheckpoint parses a line in the form that Line returns.
func ParseCheckpoint(line string) (Checkpoint, error) {
	var c Checkpoint
	var kind string
	if n, err := fmt.Sscanf(line, "%s %d %d %s %s", &kind, &c.Links, &c.Ingests, &c.MadeAt, &c.Head); n != 5 || err != nil || c.Line() != strings.TrimSpace(line) || len(c.Head) != 64 {
		return c, fmt.Errorf("%q is not a checkpoint; a line looks like: provenance-1 LINKS INGESTS TIME SHA256", line)
	}
	return c, nil
}

// VerifyCheckpoint returns a *dbfile.Fault unless the chain contains the checkpoint.
func VerifyCheckpoint(ctx context.Context, db *dbfile.DB, c Checkpoint) error {
	var head, at string
	err := db.Conn.QueryRowContext(ctx, `SELECT sha256, made_at FROM links WHERE id = ?`, c.Links).Scan(&head, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return dbfile.NewFault(dbfile.CheckPublished, "link %d of %s was published, and the chain ends before it", c.Links, c.MadeAt)
	}
	if err != nil {
		return dbfile.UnreadableFault(err)
	}
	var ingests int64
	if err := db.Conn.QueryRowContext(ctx, `SELECT ifnull((SELECT last_id FROM link_parts WHERE table_name = 'ingests' AND link_id <= ? ORDER BY link_id DESC LIMIT 1), 0)`, c.Links).Scan(&ingests); err != nil {
		return dbfile.UnreadableFault(err)
	}
	if head != c.Head || at != c.MadeAt || ingests != c.Ingests {
		return dbfile.NewFault(dbfile.CheckPublished, "link %d was published as %s, and the database has %s: its history was rewritten", c.Links, c.Head, head)
	}
	return nil
}
