package store

import (
	"context"
	"fmt"
)

// resolveAll resolves every listing anew and carries what changed to its scores.
// The rules of resolution are those of the view listing_candidates; nothing is
// resolved by likeness.
func (db *DB) resolveAll(ctx context.Context) error {
	const differ = `
		CREATE TEMP TABLE IF NOT EXISTS resolved(listing_id INTEGER PRIMARY KEY, variant_id INTEGER, resolution TEXT NOT NULL);
		DELETE FROM temp.resolved;
		INSERT INTO temp.resolved
		SELECT l.id, CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END,
		       CASE count(DISTINCT c.variant_id) WHEN 0 THEN 'unresolved' WHEN 1 THEN min(c.how) ELSE 'ambiguous' END
		FROM listings l LEFT JOIN listing_candidates c ON c.listing_id = l.id
		GROUP BY l.id
		HAVING l.variant_id IS NOT CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END
		    OR l.resolution <> CASE count(DISTINCT c.variant_id) WHEN 0 THEN 'unresolved' WHEN 1 THEN min(c.how) ELSE 'ambiguous' END;
		UPDATE scores SET variant_id = (SELECT r.variant_id FROM temp.resolved r WHERE r.listing_id = scores.listing_id)
		WHERE listing_id IN (SELECT r.listing_id FROM temp.resolved r);
		UPDATE listings SET (variant_id, resolution) = (SELECT r.variant_id, r.resolution FROM temp.resolved r WHERE r.listing_id = listings.id)
		WHERE id IN (SELECT r.listing_id FROM temp.resolved r);
		DROP TABLE temp.resolved;`
	if _, err := db.conn.ExecContext(ctx, differ); err != nil {
		return fmt.Errorf("resolve names: %w", err)
	}
	return nil
}
