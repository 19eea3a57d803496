package query

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Kinds are the kinds of things that List can list, in the order of the help.
var Kinds = []string{
	"variants", "models", "benchmarks", "sources", "organizations", "licenses", "metrics",
	"listings", "disputes", "ingests", "availability", "events", "statements", "suites", "aliases", "specs", "prices",
	"external-ids", "rules",
}

// ModelKinds are the kinds that List can limit to a model.
var ModelKinds = []string{
	"variants", "models", "benchmarks", "listings", "disputes", "availability", "events", "statements", "aliases", "specs",
	"prices", "external-ids",
}

// DatedKinds are the kinds that List can list as of a day, because their rows have dates.
var DatedKinds = []string{"variants", "models", "benchmarks", "sources", "listings", "disputes", "ingests", "availability",
	"events", "statements", "specs", "prices"}

// endless is the value of :day if a query is not about a day.
const endless = "9999-12-31"

// dayArgs returns the parameters of a query that is about today or about a day. :day is
// the last day that counts, endless if day is "". :undated is NULL if day is "", otherwise
// the word to print for a date that is not stated.
func dayArgs(day string) []any {
	if day == "" {
		return []any{sql.Named("day", endless), sql.Named("undated", nil)}
	}
	return []any{sql.Named("day", day), sql.Named("undated", "undated")}
}

// List returns one row for each thing of a kind (see Kinds). A model, given by its slug,
// limits the kinds of ModelKinds to that model.
//
// With a day, YYYY-MM-DD, List returns what would be on record if everything dated up to
// that day had been recorded then, and nothing later. The column known_since has the
// earliest date of a row. List leaves out a thing if all its dates are later, and keeps
// one without any date, as undated. Names, aliases and the catalogue are as recorded
// today.
func (db *DB) List(ctx context.Context, kind, model, day string) (*Table, error) {
	text, ok := listQueries[kind]
	switch {
	case !ok:
		return nil, fmt.Errorf("cannot list %q: one of %s", kind, strings.Join(Kinds, ", "))
	case day != "" && !slices.Contains(DatedKinds, kind):
		return nil, fmt.Errorf("nothing about %s is dated", kind)
	}
	t, err := db.table(ctx, text, append(dayArgs(day), sql.Named("model", model))...)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	if last := len(t.Columns) - 1; day == "" && t.Columns[last] == "known_since" {
		t.Columns = t.Columns[:last]
		for i, row := range t.Rows {
			t.Rows[i] = row[:last]
		}
	}
	return t, nil
}

// A FlagFilter limits the flags. Empty fields have no effect.
type FlagFilter struct {
	Severity string // the least severity: error, warning or note
	Rule     string
	Model    string // slug of a model or a variant
	Variant  string // slug of a variant; use it instead of Model
	Name     string // a name as printed, of no variant; use it instead of Model and Variant
	Source   string // slug of the source that a flag is about
	AsOf     string // YYYY-MM-DD; "" means today
}

// Flags returns the flags that hold on a day, most severe first. A flag without a known
// start holds today only.
func (db *DB) Flags(ctx context.Context, f FlagFilter) (*Table, error) {
	least := max(slices.Index([]string{"error", "warning", "note"}, f.Severity), 0)
	if f.Severity == "" {
		least = 2
	}
	from, err := db.flagsAt(ctx, f.AsOf, `?2`)
	if err != nil {
		return nil, err
	}
	columns := `SELECT severity, rule, variant, benchmark, source, since, score_id, model, evidence_source, message FROM ` + from
	args := []any{least, f.AsOf, f.Rule}
	const order = ` ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, variant, benchmark, since, source, score_id, message`
	const severe = ` CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END <= ?1`
	// There is one static text for each way to filter, because SQLite pushes only a plain
	// "column = ?" into the arms of the view, and not "? = '' OR ...".
	switch {
	case f.Rule == "" && f.Model == "" && f.Variant == "" && f.Name == "" && f.Source == "":
		return db.table(ctx, columns+` WHERE`+severe+order, args[:2]...)
	case f.Model == "" && f.Variant == "" && f.Name == "" && f.Source == "":
		return db.table(ctx, columns+` WHERE rule = ?3 AND`+severe+order, args...)
	}
	args = append(args, cmp.Or(f.Variant, f.Model, f.Name), f.Source)
	column := ` WHERE`
	if f.Source != "" {
		column += ` source = ?5 AND`
	}
	if f.Rule != "" {
		column += ` rule = ?3 AND`
	}
	if f.Name != "" {
		return db.table(ctx, columns+column+` listed_as = ?4 AND`+severe+order, args...)
	}
	if f.Model == "" && f.Variant == "" {
		return db.table(ctx, columns+column+severe+order, args...)
	}
	if f.Variant != "" {
		return db.table(ctx, columns+column+` variant = ?4 AND`+severe+order, args...)
	}
	var isVariant bool
	if err := db.conn.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM variants WHERE slug = ?1)
		   AND NOT EXISTS (
		     SELECT 1
		     FROM models m
		     WHERE m.slug = ?1 AND (SELECT count(*) FROM variants v WHERE v.model_id = m.id) > 1)`,
		f.Model).Scan(&isVariant); err != nil {
		return nil, err
	}
	if isVariant {
		column += ` variant = ?4 AND`
	} else {
		column += ` model = ?4 AND`
	}
	return db.table(ctx, columns+column+severe+order, args...)
}

// Rules returns the rules of the flags, or only the rule with the given code if code is
// not empty.
func (db *DB) Rules(ctx context.Context, code string) (*Table, error) {
	return db.table(ctx, `
		SELECT code, severity, title, explanation, example, severity || ifnull(', ' || also, '') AS severities
		FROM rules
		WHERE ?1 = '' OR code = ?1
		ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, code`, code)
}

// Slugs returns the slugs of a kind (models, variants or benchmarks) that start with
// prefix, for shell completion.
func (db *DB) Slugs(ctx context.Context, kind, prefix string) ([]string, error) {
	query := map[string]string{
		"models":        `SELECT slug FROM models WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"variants":      `SELECT slug FROM variants WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"benchmarks":    `SELECT slug FROM benchmarks WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"sources":       `SELECT slug FROM sources WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"metrics":       `SELECT slug FROM metrics WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"licenses":      `SELECT slug FROM licenses WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
		"statements":    `SELECT slug FROM statements WHERE substr(slug, 1, length(?1)) = ?1 ORDER BY slug`,
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
