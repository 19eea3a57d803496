package query

import (
	"context"
	"fmt"
)

// An OpenListing is a name in a source that is not resolved to exactly one variant.
type OpenListing struct {
	Source, Name, Section, Norm, Resolution string
	Candidates                              string // of an ambiguous name: slugs joined by " or "
	Scores                                  int64
	FirstOn                                 string
}

// OpenListings returns the open names of a source, or of all sources if source is "".
// Names with the most scores come first.
func (db *DB) OpenListings(ctx context.Context, source string) ([]OpenListing, error) {
	t, err := db.table(ctx, `
		SELECT source, name, section, norm, CASE candidates WHEN 0 THEN 'unresolved' ELSE 'ambiguous' END, slugs,
		       scores, first_on
		FROM (
		  SELECT src.slug AS source, nm.name, ifnull(nm.section, '') AS section, nm.norm, l.scores,
		         ifnull(l.first_on, '') AS first_on,
		         (SELECT count(*) FROM listing_candidates c
		          WHERE c.source_id = l.source_id AND c.name_id = l.name_id) AS candidates,
		         ifnull((
		           SELECT group_concat(slug, ' or ')
		           FROM (
		             SELECT v.slug
		             FROM listing_candidates c
		             JOIN variants v ON v.id = c.variant_id
		             WHERE c.source_id = l.source_id AND c.name_id = l.name_id
		             ORDER BY v.slug)), '') AS slugs
		  FROM open_listings l
		  JOIN sources src ON src.id = l.source_id
		  JOIN names nm ON nm.id = l.name_id
		  WHERE ?1 = '' OR src.slug = ?1)
		WHERE candidates <> 1
		ORDER BY scores DESC, source, name, section`, source)
	if err != nil {
		return nil, fmt.Errorf("names without a variant: %w", err)
	}
	var out []OpenListing
	for _, r := range t.Rows {
		out = append(out, OpenListing{r[0].(string), r[1].(string), r[2].(string), r[3].(string), r[4].(string), r[5].(string), r[6].(int64), r[7].(string)})
	}
	return out, nil
}

// MeaningsBySource returns the variant that a name resolves to in each source that prints
// it, by the normal form of the name. It counts current scores only.
func (db *DB) MeaningsBySource(ctx context.Context, norm string) (*Table, error) {
	return db.table(ctx, `
		SELECT src.slug AS source, nm.name, nm.section, v.slug AS variant,
		       sum(NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)) AS scores
		FROM scores s
		JOIN snapshots sp ON sp.id = s.snapshot_id
		JOIN sources src ON src.id = sp.source_id
		JOIN names nm ON nm.id = s.name_id
		LEFT JOIN variants v ON v.id = s.variant_id
		WHERE s.name_id IN (SELECT id FROM names WHERE norm = ?)
		GROUP BY src.id, nm.id, v.id
		ORDER BY src.slug, nm.name, nm.section, v.slug`, norm)
}

// A RecordedAlias is an alias on record with the last of its corrections.
type RecordedAlias struct {
	Scope, Section, Variant string // the scope "all" means every source
	Corrections             int64  // number of corrections on record
	Verdict, Reason, Source string // of the last correction; "" if there is none
}

// Wrong reports whether the last correction says that the alias is wrong, so that it does
// not count.
func (w *RecordedAlias) Wrong() bool { return w.Verdict == "wrong" }

// RecordedAliases returns the aliases on record for a name, by its normal form, including
// those that no longer count.
func (db *DB) RecordedAliases(ctx context.Context, norm string) ([]RecordedAlias, error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT coalesce(sc.slug, 'all') AS scope, ifnull(a.section, '') AS section, v.slug AS variant,
		       ifnull(c.nth, 0), ifnull(c.verdict, ''), ifnull(c.reason, ''), ifnull(s.slug, '')
		FROM aliases a
		JOIN variants v ON v.id = a.variant_id
		LEFT JOIN sources sc ON sc.id = a.scope_id
		LEFT JOIN alias_corrections c ON c.norm = a.norm AND c.variant_id = a.variant_id
		  AND ifnull(c.scope_id, 0) = ifnull(a.scope_id, 0) AND ifnull(c.section, '') = ifnull(a.section, '')
		  AND NOT EXISTS (
		    SELECT 1
		    FROM alias_corrections d
		    WHERE d.norm = c.norm AND d.variant_id = c.variant_id AND d.nth > c.nth
		      AND ifnull(d.scope_id, 0) = ifnull(c.scope_id, 0) AND ifnull(d.section, '') = ifnull(c.section, ''))
		LEFT JOIN sources s ON s.id = c.source_id
		WHERE a.norm = ?
		ORDER BY scope <> 'all', scope, section, variant`, norm)
	if err != nil {
		return nil, fmt.Errorf("aliases of a name: %w", err)
	}
	var out []RecordedAlias
	for _, r := range t.Rows {
		out = append(out, RecordedAlias{r[0].(string), r[1].(string), r[2].(string), r[3].(int64), r[4].(string), r[5].(string), r[6].(string)})
	}
	return out, nil
}

// Prints reports whether a source prints a name, by its normal form. The source "all"
// means any source. If section is not empty, the name must be in that section.
func (db *DB) Prints(ctx context.Context, source, norm, section string) (bool, error) {
	var yes bool
	err := db.conn.QueryRowContext(ctx, `
		SELECT EXISTS (
		         SELECT 1
		         FROM names nm
		         CROSS JOIN snapshots sp
		         CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id
		         WHERE nm.norm = ?2 AND (?3 = '' OR nm.section = ?3)
		           AND (?1 = 'all' OR sp.source_id = (SELECT id FROM sources WHERE slug = ?1)))
		    OR EXISTS (
		         SELECT 1
		         FROM names nm
		         JOIN listing_notes n ON n.name_id = nm.id
		         WHERE nm.norm = ?2 AND (?3 = '' OR nm.section = ?3)
		           AND (?1 = 'all' OR n.source_id = (SELECT id FROM sources WHERE slug = ?1)))`, source, norm, section).Scan(&yes)
	if err != nil {
		return false, fmt.Errorf("names of %s: %w", source, err)
	}
	return yes, nil
}

// PrintedNames returns the names that a source prints, or that any source prints if source
// is "all".
func (db *DB) PrintedNames(ctx context.Context, source string) ([]string, error) {
	t, err := db.table(ctx, `
		SELECT nm.name
		FROM names nm
		WHERE ?1 = 'all' OR nm.id IN (
		  SELECT s.name_id
		  FROM snapshots sp
		  CROSS JOIN scores s ON s.snapshot_id = sp.id
		  WHERE sp.source_id = (SELECT id FROM sources WHERE slug = ?1)
		  UNION
		  SELECT name_id FROM listing_notes WHERE source_id = (SELECT id FROM sources WHERE slug = ?1))
		ORDER BY 1`, source)
	if err != nil {
		return nil, fmt.Errorf("names of %s: %w", source, err)
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}
