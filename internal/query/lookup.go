package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Kinds of things that have a name. Printed is a name that a source prints and that is of no
// single variant on record.
const (
	Variant      = "variant"
	Model        = "model"
	Organization = "organization"
	SourceKind   = "source"
	License      = "license"
	Statement    = "statement"
	Benchmark    = "benchmark"
	Metric       = "metric"
	Printed      = "printed name"
)

// A Meaning is a thing on record that a name can mean. For a printed name, Slug is the name
// as printed.
type Meaning struct{ Kind, Slug string }

// catalogues have the slug and the name of each thing of a kind.
var catalogues = map[string]string{
	Variant:      `SELECT slug, name FROM variants ORDER BY slug`,
	Model:        `SELECT slug, name FROM models ORDER BY slug`,
	Organization: `SELECT slug, name FROM organizations ORDER BY slug`,
	SourceKind:   `SELECT slug, title FROM sources ORDER BY slug`,
	License:      `SELECT slug, name FROM licenses ORDER BY slug`,
	Statement:    `SELECT slug, slug FROM statements ORDER BY slug`,
	Benchmark:    `SELECT slug, name || coalesce(' ' || version, '') || coalesce(' ' || split, '') FROM benchmarks ORDER BY slug`,
	Metric:       `SELECT slug, name FROM metrics ORDER BY slug`,
}

// A Name is a slug with the name of the thing.
type Name struct{ Slug, Name string }

// Catalogue returns the slug and the name of each thing of a kind, by slug. Of printed
// names, both are the name.
func (db *DB) Catalogue(ctx context.Context, kind string) ([]Name, error) {
	text := catalogues[kind]
	if kind == Printed {
		text = `SELECT DISTINCT name, name FROM names ORDER BY name`
	}
	if text == "" {
		return nil, fmt.Errorf("no catalogue has a %s", kind)
	}
	t, err := db.table(ctx, text)
	if err != nil {
		return nil, err
	}
	out := make([]Name, len(t.Rows))
	for i, r := range t.Rows {
		out[i] = Name{r[0].(string), r[1].(string)}
	}
	return out, nil
}

// Lookup returns what a name can mean among the given kinds: the things with that slug; if
// there are none, those whose slug or name has the same normal form, as norm gives it; if
// there are none, the variants that aliases with that form mean; and if there are none, the
// name as it is printed. A slug of a model counts before one of its variants if the model
// has others. Likeness decides nothing.
func (db *DB) Lookup(ctx context.Context, name string, norm func(string) string, kinds ...string) ([]Meaning, error) {
	want := norm(name)
	var exact, same []Meaning
	for _, k := range kinds {
		if k == Printed {
			continue
		}
		all, err := db.Catalogue(ctx, k)
		if err != nil {
			return nil, err
		}
		for _, n := range all {
			if n.Slug == name {
				exact = append(exact, Meaning{k, n.Slug})
			} else if norm(n.Slug) == want || norm(n.Name) == want {
				same = append(same, Meaning{k, n.Slug})
			}
		}
	}
	if len(exact) > 0 {
		return db.modelOrVariant(ctx, exact)
	}
	if len(same) > 0 {
		return db.modelOrVariant(ctx, same)
	}
	if slices.Contains(kinds, Variant) {
		variants, err := db.variantsNamed(ctx, want)
		if err != nil || len(variants) > 0 {
			return variants, err
		}
	}
	if slices.Contains(kinds, Printed) {
		return db.printedAs(ctx, name, want)
	}
	return nil, nil
}

// modelOrVariant leaves one meaning where a model and its only variant have the name, and
// the model where it has several.
func (db *DB) modelOrVariant(ctx context.Context, all []Meaning) ([]Meaning, error) {
	var out []Meaning
	for _, m := range all {
		if m.Kind == Variant || m.Kind == Model {
			t, err := db.table(ctx, `
				SELECT m.slug, (SELECT min(v.slug) FROM variants v WHERE v.model_id = m.id),
				       (SELECT count(*) FROM variants v WHERE v.model_id = m.id)
				FROM models m
				WHERE CASE ?1 WHEN 'model' THEN m.slug = ?2
				      ELSE m.id = (SELECT model_id FROM variants WHERE slug = ?2) END`, m.Kind, m.Slug)
			if err != nil {
				return nil, err
			}
			model, only, n := t.Rows[0][0].(string), t.Rows[0][1], t.Rows[0][2].(int64)
			if m.Kind == Variant && n > 1 && slices.Contains(all, Meaning{Model, model}) {
				continue
			}
			if m.Kind == Model && n == 1 && slices.Contains(all, Meaning{Variant, only.(string)}) {
				continue
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// variantsNamed returns the variants that a name with a normal form means in some source.
func (db *DB) variantsNamed(ctx context.Context, norm string) ([]Meaning, error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT v.slug
		FROM standing_aliases a
		JOIN variants v ON v.id = a.variant_id
		WHERE a.norm = ?1
		ORDER BY 1`, norm)
	if err != nil {
		return nil, err
	}
	return meanings(Variant, t), nil
}

// printedAs returns the name as sources print it: as given or, if none does, with the same
// normal form.
func (db *DB) printedAs(ctx context.Context, name, norm string) ([]Meaning, error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT name FROM names WHERE name = ?1
		UNION
		SELECT DISTINCT name FROM names WHERE norm = ?2 AND NOT EXISTS (SELECT 1 FROM names WHERE name = ?1)
		ORDER BY 1`, name, norm)
	if err != nil {
		return nil, err
	}
	return meanings(Printed, t), nil
}

// ModelOf returns the model of a variant.
func (db *DB) ModelOf(ctx context.Context, variant string) (string, error) {
	var model string
	err := db.conn.QueryRowContext(ctx, `
		SELECT m.slug FROM variants v JOIN models m ON m.id = v.model_id WHERE v.slug = ?1`, variant).Scan(&model)
	if err != nil {
		return "", fmt.Errorf("model of %s: %w", variant, err)
	}
	return model, nil
}

func meanings(kind string, t *Table) []Meaning {
	var out []Meaning
	for _, r := range t.Rows {
		out = append(out, Meaning{kind, r[0].(string)})
	}
	return out
}

// Squash returns the letters and digits of a text in lower case: what a person remembers of
// a name. It is for searches and suggestions only; likeness never resolves a name.
func Squash(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
