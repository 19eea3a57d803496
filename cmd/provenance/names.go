package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/query"
)

// subject returns the one thing of the given kinds that a name means: a slug, the name of
// one, or a name as a source prints it. The kinds that are given first go first. It fails with the choices where there are several,
// and with suggestions where there is none.
func subject(ctx context.Context, db *query.DB, name string, kinds ...string) (query.Meaning, error) {
	all, err := db.Lookup(ctx, name, ingest.Norm, kinds...)
	switch {
	case err != nil:
		return query.Meaning{}, err
	case len(all) == 0:
		return query.Meaning{}, noSuchName(ctx, db, name, kinds...)
	}
	all = slices.DeleteFunc(all, func(m query.Meaning) bool { return m.Kind != all[0].Kind })
	if len(all) > 1 {
		return query.Meaning{}, ambiguous(name, all)
	}
	return all[0], nil
}

// nameFilter replaces the value of a flag that takes a name by the slug that it means, or
// moves it to printed if it is only a name as printed. A flag that was not given passes.
func nameFilter(ctx context.Context, db *query.DB, value, printed *string, kinds ...string) error {
	if *value == "" {
		return nil
	}
	m, err := subject(ctx, db, *value, kinds...)
	if err != nil {
		return err
	}
	if m.Kind == query.Printed {
		*value, *printed = "", m.Slug
		return nil
	}
	*value = m.Slug
	return nil
}

// ambiguous refuses a name that can mean several things, and lists them.
func ambiguous(name string, all []query.Meaning) error {
	var choices []string
	for _, m := range all {
		choices = append(choices, m.Slug)
	}
	return fmt.Errorf("%q can mean %s; name one of them", name, strings.Join(choices, ", "))
}

// noSuchName says that no thing of the given kinds has a name, with those that a person may
// have meant.
func noSuchName(ctx context.Context, db *query.DB, name string, kinds ...string) error {
	if slices.Equal(withoutPrinted(kinds), []string{query.Variant}) {
		if m, err := db.Lookup(ctx, name, ingest.Norm, query.Model); err == nil && len(m) == 1 {
			return fmt.Errorf("%q is a model, not a variant; 'provenance show %s' lists its variants (or use --model)", name, m[0].Slug)
		}
	}
	what := "name"
	switch k := withoutPrinted(kinds); {
	case len(k) == 1:
		what = k[0]
	case len(k) == 2 && slices.Contains(k, query.Model) && slices.Contains(k, query.Variant):
		what = "model or variant"
	}
	var all []query.Name
	for _, k := range kinds {
		if k == query.Printed {
			continue
		}
		list, err := db.Catalogue(ctx, k)
		if err != nil {
			return err
		}
		all = append(all, list...)
	}
	builds := slices.Contains(kinds, query.Model) || slices.Contains(kinds, query.Variant)
	near := nearNames(name, all, builds)
	if len(near) == 0 && slices.Contains(kinds, query.Printed) {
		printed, err := db.Catalogue(ctx, query.Printed)
		if err != nil {
			return err
		}
		near = nearNames(name, printed, true)
	}
	if len(near) > 0 {
		return fmt.Errorf("no %s %q on record (did you mean %s?)", what, name, strings.Join(near, " or "))
	}
	if slices.Contains(kinds, query.Printed) {
		return fmt.Errorf("no %s %q on record; 'provenance list models' and 'provenance list listings' show what there is", what, name)
	}
	return fmt.Errorf("no %s %q on record; 'provenance list %ss' shows what there is", what, name, kinds[len(kinds)-1])
}

func withoutPrinted(kinds []string) []string {
	return slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return k == query.Printed })
}

// nearNames returns, in quotation marks, the slug that a person most likely meant, else at
// most three that contain the word or its letters. A model or a variant with another number
// in its name is another one, not a misspelling: builds says that these are such names.
func nearNames(name string, all []query.Name, builds bool) []string {
	all = slices.SortedStableFunc(slices.Values(all), func(a, b query.Name) int { return len(a.Slug) - len(b.Slug) }) // a model before its variants
	var slugs []string
	for _, n := range all {
		if slices.Contains(slugs, n.Slug) {
			continue
		}
		slugs = append(slugs, n.Slug)
	}
	for _, n := range slugs { // which differ in separators alone
		if query.Squash(n) == query.Squash(name) && query.Squash(name) != "" {
			return []string{fmt.Sprintf("%q", n)}
		}
	}
	if with := slugsWithWord(name, slugs); len(with) > 0 {
		return with
	}
	if near := closestSlug(name, slugs, builds); near != "" {
		return []string{fmt.Sprintf("%q", near)}
	}
	part := query.Squash(name)
	letters := map[string]string{} // the name of each, by its letters and digits
	for _, n := range slugs {
		if !builds || slices.Equal(numbersIn(n), numbersIn(name)) {
			letters[query.Squash(n)] = n
		}
	}
	if near := model.Closest(part, slices.Sorted(maps.Keys(letters))); near != "" {
		return []string{fmt.Sprintf("%q", letters[near])}
	}
	if len(part) < 4 {
		return nil
	}
	var out []string
	for _, n := range all {
		q := fmt.Sprintf("%q", n.Slug)
		if len(out) < 3 && !slices.Contains(out, q) && (strings.Contains(query.Squash(n.Slug), part) || strings.Contains(query.Squash(n.Name), part)) {
			out = append(out, q)
		}
	}
	return out
}

// checkFilter is known for the value of a flag; a flag that was not given passes.
func checkFilter(ctx context.Context, db *query.DB, slug string, kinds ...string) error {
	if slug == "" {
		return nil
	}
	return known(ctx, db, slug, kinds...)
}

// known fails, with the nearest slug as a hint, unless slug is one of a kind (benchmarks,
// sources, rules and others that Slugs knows).
func known(ctx context.Context, db *query.DB, slug string, kinds ...string) error {
	var all []query.Name
	for _, k := range kinds {
		slugs, err := db.Slugs(ctx, k, "")
		if err != nil {
			return err
		}
		for _, s := range slugs {
			all = append(all, query.Name{Slug: s, Name: s})
		}
	}
	if slices.ContainsFunc(all, func(n query.Name) bool { return n.Slug == slug }) {
		return nil
	}
	what := strings.TrimSuffix(kinds[len(kinds)-1], "s")
	if len(kinds) > 1 {
		what = "model or variant"
	}
	if near := nearNames(slug, all, slices.Contains(kinds, "models")); len(near) > 0 {
		return fmt.Errorf("no %s %q on record (did you mean %s?)", what, slug, strings.Join(near, " or "))
	}
	list := "list " + kinds[0]
	if kinds[0] == "rules" {
		list = "explain"
	}
	return fmt.Errorf("no %s %q on record; 'provenance %s' shows what there is", what, slug, list)
}

// closestSlug returns the slug that a person most likely meant, or "".
func closestSlug(slug string, all []string, builds bool) string {
	if builds {
		all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !slices.Equal(numbersIn(s), numbersIn(slug)) })
	}
	return model.Closest(slug, slices.Clone(all))
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
