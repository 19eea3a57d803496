package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// An OpenListing is a name in a source that is not resolved to exactly one variant. A name
// that is ambiguous on one day and unresolved on another is two of them.
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
		WITH candidates AS MATERIALIZED (
		  SELECT source_id, name_id, group_concat(slug, ' or ') AS slugs
		  FROM (
		    SELECT DISTINCT c.source_id, c.name_id, v.slug
		    FROM open_candidates c
		    JOIN variants v ON v.id = c.variant_id
		    WHERE ?1 = '' OR c.source_id = (SELECT id FROM sources WHERE slug = ?1)
		    ORDER BY c.source_id, c.name_id, v.slug)
		  GROUP BY source_id, name_id)
		SELECT src.slug AS source, nm.name, ifnull(nm.section, '') AS section, nm.norm, l.resolution,
		       CASE l.resolution WHEN 'ambiguous' THEN ifnull(c.slugs, '') ELSE '' END, l.scores, ifnull(l.first_on, '')
		FROM open_listings l
		JOIN sources src ON src.id = l.source_id
		JOIN names nm ON nm.id = l.name_id
		LEFT JOIN candidates c ON c.source_id = l.source_id AND c.name_id = l.name_id
		WHERE ?1 = '' OR src.slug = ?1
		ORDER BY l.scores DESC, source, nm.name, section, l.resolution`, source)
	if err != nil {
		return nil, fmt.Errorf("names without a variant: %w", err)
	}
	var out []OpenListing
	for _, r := range t.Rows {
		out = append(out, OpenListing{r[0].(string), r[1].(string), r[2].(string), r[3].(string), r[4].(string), r[5].(string), r[6].(int64), r[7].(string)})
	}
	return out, nil
}

// MeaningsBySource returns the variants that a name resolves to in each source that prints
// it, by the normal form of the name, with the first and the last day of each. It counts
// current scores only. may_be has the candidates of a name that resolves to none.
func (db *DB) MeaningsBySource(ctx context.Context, norm string) (*Table, error) {
	return db.table(ctx, `
		SELECT src.slug AS source, nm.name, nm.section, v.slug AS variant,
		       sum(NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)) AS scores,
		       min(sp.reported_on) AS first_on, max(sp.reported_on) AS last_on,
		       CASE WHEN v.id IS NULL THEN (
		         SELECT group_concat(slug, ' or ')
		         FROM (
		           SELECT DISTINCT w.slug
		           FROM scores o
		           JOIN snapshots op ON op.id = o.snapshot_id AND op.source_id = src.id
		           JOIN score_candidates c ON c.score_id = o.id
		           JOIN variants w ON w.id = c.variant_id
		           WHERE o.name_id = nm.id AND o.variant_id IS NULL
		           ORDER BY w.slug)) END AS may_be
		FROM scores s
		JOIN snapshots sp ON sp.id = s.snapshot_id
		JOIN sources src ON src.id = sp.source_id
		JOIN names nm ON nm.id = s.name_id
		LEFT JOIN variants v ON v.id = s.variant_id
		WHERE s.name_id IN (SELECT id FROM names WHERE norm = ?)
		GROUP BY src.id, nm.id, v.id
		ORDER BY src.slug, nm.name, nm.section, first_on, v.slug`, norm)
}

// WithoutEffect says for each place that prints a name, of those that an alias is about, why
// it resolves no score there to the variant. meanings are those of MeaningsBySource, and
// source and section the scope of the alias.
func WithoutEffect(meanings *Table, source, section, variant string) []string {
	type place struct{ source, section any }
	effect, why := map[place]bool{}, map[place]string{}
	var places []place
	for _, r := range meanings.Rows {
		if source != "all" && r[0] != source || section != "" && r[2] != section {
			continue
		}
		p := place{r[0], r[2]}
		if !slices.Contains(places, p) {
			places = append(places, p)
		}
		mayBe, _ := r[7].(string)
		others := slices.DeleteFunc(strings.Split(mayBe, " or "), func(v string) bool { return v == variant })
		switch {
		case r[3] == variant:
			effect[p] = true
		case r[3] != nil:
			why[p] = fmt.Sprintf("the name means %v by an alias that goes before this one, or on the days of its scores", r[3])
		case mayBe == variant:
			why[p] = "the days of the scores may lie outside of those of the alias, or the source printed the same values before"
		case len(others) == len(strings.Split(mayBe, " or ")):
			why[p] = "no score is from a day of the alias"
		case source == "all":
			why[p] = fmt.Sprintf("the name can also be %s; an alias with --source %v settles it there", strings.Join(others, " or "), r[0])
		default:
			why[p] = fmt.Sprintf("the name can also be %s; --remove takes back an alias that is wrong", strings.Join(others, " or "))
		}
	}
	var out []string
	for _, p := range places {
		if !effect[p] {
			out = append(out, fmt.Sprintf("the alias resolves no score in %v: %s", p.source, why[p]))
		}
	}
	return out
}

// A RecordedAlias is an alias on record with the last of its corrections.
type RecordedAlias struct {
	Scope, Section, Variant string // the scope "all" means every source
	From, To                string // its first and last day; "" if there is none
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
		       ifnull(a.valid_from, '') AS valid_from, ifnull(a.valid_to, '') AS valid_to, ifnull(c.nth, 0), ifnull(c.verdict, ''), ifnull(c.reason, ''), ifnull(s.slug, '')
		FROM aliases a
		JOIN variants v ON v.id = a.variant_id
		LEFT JOIN sources sc ON sc.id = a.scope_id
		LEFT JOIN alias_corrections c ON c.norm = a.norm AND c.variant_id = a.variant_id
		  AND ifnull(c.scope_id, 0) = ifnull(a.scope_id, 0) AND ifnull(c.section, '') = ifnull(a.section, '')
		  AND c.valid_from IS a.valid_from AND c.valid_to IS a.valid_to
		  AND NOT EXISTS (
		    SELECT 1
		    FROM alias_corrections d
		    WHERE d.norm = c.norm AND d.variant_id = c.variant_id AND d.nth > c.nth
		      AND ifnull(d.scope_id, 0) = ifnull(c.scope_id, 0) AND ifnull(d.section, '') = ifnull(c.section, '')
		      AND d.valid_from IS c.valid_from AND d.valid_to IS c.valid_to)
		LEFT JOIN sources s ON s.id = c.source_id
		WHERE a.norm = ?
		ORDER BY scope <> 'all', scope, section, variant, valid_from, valid_to`, norm)
	if err != nil {
		return nil, fmt.Errorf("aliases of a name: %w", err)
	}
	var out []RecordedAlias
	for _, r := range t.Rows {
		out = append(out, RecordedAlias{r[0].(string), r[1].(string), r[2].(string), r[3].(string), r[4].(string), r[5].(int64), r[6].(string), r[7].(string), r[8].(string)})
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
