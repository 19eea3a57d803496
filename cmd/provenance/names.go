package main

import (
	"context"
	"fmt"
	"slices"

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
	if near := model.Closest(slug, all); near != "" {
		return fmt.Errorf("no %s %q on record (did you mean %q?)", what, slug, near)
	}
	list := map[string]string{"rules": "explain"}[kinds[0]]
	if list == "" {
		list = "list " + kinds[0]
	}
	return fmt.Errorf("no %s %q on record; 'provenance %s' shows what there is", what, slug, list)
}
