package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Kinds are the things that List can list, in the order that help prints them.
var Kinds = []string{"variants", "models", "benchmarks", "sources", "organizations", "licenses", "metrics", "listings", "disputes", "ingests"}

// List returns one row for each thing of a kind, optionally of one model only
// (its slug; variants, listings and benchmarks know it).
func (db *DB) List(ctx context.Context, kind, model string) (*Table, error) {
	switch kind {
	case "variants":
		return db.table(ctx, listVariants+ofVariants+` ORDER BY o.slug, m.slug, v.slug`, model, "")
	case "models":
		return db.table(ctx, `
			SELECT m.slug AS model, m.name, o.slug AS developer, m.family, (SELECT count(*) FROM variants v WHERE v.model_id = m.id) AS variants
			FROM models m LEFT JOIN organizations o ON o.id = m.developer_id WHERE ?1 = '' OR m.slug = ?1 ORDER BY m.slug`, model)
	case "benchmarks":
		return db.table(ctx, `
			SELECT b.slug AS benchmark, b.name, b.version, b.split, b.access, b.n_items, count(s.id) AS scores
			FROM benchmarks b
			LEFT JOIN scores s ON s.benchmark_id = b.id AND (?1 = '' OR s.variant_id IN (SELECT v.id FROM variants v JOIN models m ON m.id = v.model_id WHERE m.slug = ?1))
			GROUP BY b.id HAVING ?1 = '' OR count(s.id) > 0
			ORDER BY b.slug`, model)
	case "sources":
		return db.table(ctx, `
			SELECT s.slug AS source, s.kind, o.slug AS publisher, s.published_on, s.title, s.url FROM sources s LEFT JOIN organizations o ON o.id = s.publisher_id ORDER BY s.slug`)
	case "organizations":
		return db.table(ctx, `SELECT slug AS organization, name, url FROM organizations ORDER BY slug`)
	case "licenses":
		return db.table(ctx, `SELECT slug AS license, name, spdx_id, CASE osi_approved WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS osi_approved, commercial_use, conditions, url FROM licenses ORDER BY slug`)
	case "metrics":
		return db.table(ctx, `SELECT slug AS metric, name, quantity, unit, lower_bound, upper_bound, CASE higher_is_better WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS higher_is_better FROM metrics ORDER BY slug`)
	case "listings":
		return db.table(ctx, `
			SELECT l.source, l.name AS listed_as, l.section, l.resolution,
			       coalesce(l.variant, (SELECT group_concat(slug, ' or ') FROM (SELECT c2.slug FROM listing_candidates c JOIN variants c2 ON c2.id = c.variant_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id ORDER BY c2.slug))) AS stands_for, l.scores
			FROM listings l
			WHERE ?1 = '' OR EXISTS (SELECT 1 FROM listing_candidates c JOIN variants cv ON cv.id = c.variant_id JOIN models m ON m.id = cv.model_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id AND m.slug = ?1)
			ORDER BY l.source, l.name, l.section`, model)
	case "disputes":
		return db.table(ctx, `
			SELECT topic, about, kind, alleged_by, alleged_on, allegation, source, reply_kind, replied_by, replied_on, reply, reply_source
			FROM disputes WHERE ?1 = '' OR ', ' || about || ',' LIKE '%, ' || ?1 || '%' ORDER BY alleged_on, statement, replied_on, reply_statement`, model)
	case "ingests":
		return db.table(ctx, `SELECT id, started_at, path, map, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing, bytes, substr(sha256, 1, 12) AS sha256, tool_version FROM ingests ORDER BY id`)
	}
	return nil, fmt.Errorf("cannot list %q: one of %s", kind, strings.Join(Kinds, ", "))
}

// A FlagFilter narrows the flags; empty fields let everything through.
type FlagFilter struct {
	Severity string // at least this: error, or warning for both, or note for all
	Rule     string
	Model    string // slug of a model or a variant
	Variant  string // slug of a variant, in place of Model
	Source   string // slug of the source that a flag is about
	AsOf     string // a day, YYYY-MM-DD; "": today
}

// Flags returns the flags that hold on a day, most severe first. A flag of which
// nobody knows since when it holds, holds today only.
func (db *DB) Flags(ctx context.Context, f FlagFilter) (*Table, error) {
	least := max(slices.Index([]string{"error", "warning", "note"}, f.Severity), 0)
	if f.Severity == "" {
		least = 2
	}
	columns := `SELECT severity, rule, variant, benchmark, source, since, score_id, model, evidence_source, message FROM flags`
	args := []any{least}
	if f.AsOf != "" {
		columns = `SELECT severity, rule, variant, benchmark, source, since, score_id, model, evidence_source, message
			FROM (SELECT * FROM flag_intervals WHERE since <= ?2 AND (until IS NULL OR until > ?2))`
	}
	args = append(args, f.AsOf, f.Rule)
	const order = ` ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, variant, benchmark, since, source, score_id, message`
	const severe = ` CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END <= ?1`
	// One static text for each way to filter: only a plain "column = ?" is
	// carried into the arms of the view, "? = '' OR ..." is not.
	switch {
	case f.Rule == "" && f.Model == "" && f.Variant == "" && f.Source == "":
		if t, ok, err := db.allFlags(ctx, columns+` WHERE rule = ?3 AND`+severe+order, args[:2]); ok || err != nil {
			return t, err
		}
		return db.table(ctx, columns+` WHERE`+severe+order, args[:2]...)
	case f.Model == "" && f.Variant == "" && f.Source == "":
		return db.table(ctx, columns+` WHERE rule = ?3 AND`+severe+order, args...)
	}
	args = append(args, cmp.Or(f.Variant, f.Model), f.Source)
	column := ` WHERE`
	if f.Source != "" {
		column += ` source = ?5 AND`
	}
	if f.Rule != "" {
		column += ` rule = ?3 AND`
	}
	if f.Model == "" && f.Variant == "" {
		return db.table(ctx, columns+column+severe+order, args...)
	}
	if f.Variant != "" {
		return db.table(ctx, columns+column+` variant = ?4 AND`+severe+order, args...)
	}
	var isVariant bool
	if err := db.conn.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM variants WHERE slug = ?1) AND NOT EXISTS (SELECT 1 FROM models WHERE slug = ?1 AND (SELECT count(*) FROM variants v WHERE v.model_id = models.id) > 1)`, f.Model).Scan(&isVariant); err != nil {
		return nil, err
	}
	if isVariant {
		column += ` variant = ?4 AND`
	} else {
		column += ` model = ?4 AND`
	}
	return db.table(ctx, columns+column+severe+order, args...)
}

// Rules returns the rules of the flags, or the one with that code.
func (db *DB) Rules(ctx context.Context, code string) (*Table, error) {
	return db.table(ctx, `SELECT code, severity, title, explanation, example FROM rules WHERE ?1 = '' OR code = ?1 ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, code`, code)
}

// Slugs returns the slugs of models, variants or benchmarks that start with
// prefix, for shell completion.
func (db *DB) Slugs(ctx context.Context, kind, prefix string) ([]string, error) {
	query := map[string]string{
		"models":        `SELECT slug FROM models WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"variants":      `SELECT slug FROM variants WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"benchmarks":    `SELECT slug FROM benchmarks WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"sources":       `SELECT slug FROM sources WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"metrics":       `SELECT slug FROM metrics WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"licenses":      `SELECT slug FROM licenses WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"organizations": `SELECT slug FROM organizations WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"rules":         `SELECT code FROM rules WHERE substr(code, 1, length(?1)) = ?1 ORDER BY code`,
	}[kind]
	t, err := db.table(ctx, query, prefix)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}
