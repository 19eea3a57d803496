package store

import (
	"context"
	"fmt"

	"provenance/internal/dbfile"
)

// resolveAll resolves every name again in every source that prints it, and updates the
// scores whose variant changed. The rules are those of the view listing_candidates.
func resolveAll(ctx context.Context, db *dbfile.DB) error {
	const differ = `
		CREATE TEMP TABLE IF NOT EXISTS resolved(source_id INTEGER, name_id INTEGER, variant_id INTEGER, PRIMARY KEY (source_id, name_id)) WITHOUT ROWID;
		DELETE FROM temp.resolved;
		INSERT INTO temp.resolved
		SELECT l.source_id, l.name_id, (SELECT CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id) AS now
		FROM (SELECT sp.source_id, s.name_id, max(s.variant_id) AS was FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id GROUP BY sp.source_id, s.name_id) l
		WHERE now IS NOT l.was;
		UPDATE scores SET variant_id = (SELECT r.variant_id FROM temp.resolved r WHERE r.name_id = scores.name_id AND r.source_id = (SELECT sp.source_id FROM snapshots sp WHERE sp.id = scores.snapshot_id))
		WHERE id IN (SELECT s.id FROM temp.resolved r JOIN snapshots sp ON sp.source_id = r.source_id JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = r.name_id);
		DROP TABLE temp.resolved;`
	if _, err := db.Conn.ExecContext(ctx, differ); err != nil {
		return fmt.Errorf("resolve names: %w", err)
	}
	return nil
}
