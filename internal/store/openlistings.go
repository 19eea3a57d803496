package store

import (
	"context"
	"fmt"
)

// An OpenListing is a name in a source that stands for no variant.
type OpenListing struct {
	Source, Name, Section, Norm, Resolution string
	Candidates                              string // of an ambiguous name, with "or" between them
	Scores                                  int64
	FirstOn                                 string
}

// OpenListings returns the names of a source, or for "" of all, that stand for no
// variant, those with most scores first.
func (db *DB) OpenListings(ctx context.Context, source string) ([]OpenListing, error) {
	t, err := db.table(ctx, `
		SELECT src.slug, nm.name, ifnull(nm.section, ''), nm.norm, CASE (SELECT count(*) FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id) WHEN 0 THEN 'unresolved' ELSE 'ambiguous' END,
		       ifnull((SELECT group_concat(slug, ' or ') FROM (SELECT v.slug FROM listing_candidates c JOIN variants v ON v.id = c.variant_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id ORDER BY v.slug)), ''),
		       l.scores, ifnull(l.first_on, '')
		FROM open_listings l JOIN sources src ON src.id = l.source_id JOIN names nm ON nm.id = l.name_id
		WHERE (?1 = '' OR src.slug = ?1) AND (SELECT count(*) FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id) <> 1
		ORDER BY l.scores DESC, src.slug, nm.name, nm.section`, source)
	if err != nil {
		return nil, fmt.Errorf("names without a variant: %w", err)
	}
	var out []OpenListing
	for _, r := range t.Rows {
		out = append(out, OpenListing{r[0].(string), r[1].(string), r[2].(string), r[3].(string), r[4].(string), r[5].(string), r[6].(int64), r[7].(string)})
	}
	return out, nil
}

// Stands says what a name is taken to be in each source that prints it: the view
// listings for one normal form.
func (db *DB) Stands(ctx context.Context, norm string) (*Table, error) {
	return db.table(ctx, `
		SELECT src.slug AS source, nm.name, nm.section, v.slug AS variant, count(*) AS scores
		FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN sources src ON src.id = sp.source_id JOIN names nm ON nm.id = s.name_id LEFT JOIN variants v ON v.id = s.variant_id
		WHERE s.name_id IN (SELECT id FROM names WHERE norm = ?)
		GROUP BY src.id, nm.id, v.id ORDER BY src.slug, nm.name, nm.section, v.slug`, norm)
}
