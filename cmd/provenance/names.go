package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
	"provenance/internal/query"
)

// checkFilter is known for the value of a flag; a flag that was not given passes.
func checkFilter(ctx context.Context, db *query.DB, slug string, kinds ...string) error {
	if slug == "" {
		return nil
	}
	return known(ctx, db, slug, kinds...)
}

// known fails, with the nearest slug as a hint, unless slug is one of a kind
// (models, variants, benchmarks, sources, rules).
func known(ctx context.Context, db *query.DB, slug string, kinds ...string) error {
	var all []string
	for _, k := range kinds {
		s, err := db.Slugs(ctx, k, "")
		if err != nil {
			return err
		}
		all = append(all, s...)
	}
	if slices.Contains(all, slug) {
		return nil
	}
	what := map[string]string{"models": "model", "variants": "variant", "benchmarks": "benchmark", "sources": "source", "rules": "rule"}[kinds[len(kinds)-1]]
	if what == "" {
		what = "name"
	}
	if slices.Equal(kinds, []string{"models", "variants"}) {
		what = "model or variant"
	}
	if len(kinds) == 1 && kinds[0] == "variants" {
		models, err := db.Slugs(ctx, "models", "")
		if err != nil {
			return err
		}
		if slices.Contains(models, slug) {
			return fmt.Errorf("%q is a model, not a variant; 'provenance show %s' lists its variants (or use --model)", slug, slug)
		}
	}
	if near := closestSlug(slug, all, kinds); near != "" {
		return fmt.Errorf("no %s %q on record (did you mean %q?)", what, slug, near)
	}
	if with := slugsWithWord(slug, all); len(with) > 0 {
		return fmt.Errorf("no %s %q on record (did you mean %s?)", what, slug, strings.Join(with, " or "))
	}
	list := map[string]string{"rules": "explain"}[kinds[0]]
	if list == "" {
		list = "list " + kinds[0]
	}
	return fmt.Errorf("no %s %q on record; 'provenance %s' shows what there is", what, slug, list)
}

// knownName is known for a command that also takes names as sources print them.
func knownName(ctx context.Context, db *query.DB, name string, kinds ...string) error {
	err := known(ctx, db, name, kinds...)
	if err != nil && !strings.Contains(err.Error(), "did you mean") {
		return fmt.Errorf("no name %q on record; 'provenance list %s' and 'provenance list listings' show what there is", name, kinds[0])
	}
	return err
}

// closestSlug returns the slug that a person most likely meant, or "". A model or a
// variant with another number in its name is another one, not a misspelling.
func closestSlug(slug string, all, kinds []string) string {
	if slices.Contains(kinds, "models") || slices.Contains(kinds, "variants") {
		all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !slices.Equal(numbersIn(s), numbersIn(slug)) })
	}
	return model.Closest(slug, all)
}

// numbersIn returns the runs of digits of a name, in order.
func numbersIn(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r < '0' || r > '9' })
}

// slugsWithWord returns, in quotation marks, the first slugs that contain the words of a
// name, at most three of them; none for a name of fewer than four letters.
func slugsWithWord(name string, all []string) []string {
	name = strings.Trim(strings.ToLower(strings.ReplaceAll(name, " ", "-")), "-")
	if len(name) < 4 {
		return nil
	}
	var out []string
	for _, s := range all {
		if strings.Contains("-"+s+"-", "-"+name+"-") && len(out) < 3 {
			out = append(out, fmt.Sprintf("%q", s))
		}
	}
	return out
}
