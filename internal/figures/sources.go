package figures

import (
	"context"
	"slices"
	"strings"
)

// describe returns a source as a figure names it. It omits a title that is still the
// placeholder of a drafted map, and adds a hint that says how to set one.
func (o *drawing) describe(ctx context.Context, slug string) (sourceInfo, error) {
	s, err := o.db.Source(ctx, slug)
	if err != nil || !strings.HasPrefix(s.Title, "TODO") {
		return s, err
	}
	if !o.untitled[slug] {
		o.hintf("source %s has no title yet (%q), so the figure calls it %s; to give it one, ingest a sources.csv with the lines slug,kind,title and %s,%s,THE TITLE", slug, s.Title, slug, slug, s.Kind)
	}
	o.untitled[slug] = true
	s.Title = ""
	return s, nil
}

// mostSources is how many sources a figure names if it may have many. The others are only
// counted.
const mostSources = 8

// sourceLines returns the lines below the figure that name its sources, each once.
func (o *drawing) sourceLines(ctx context.Context) ([]string, error) {
	var slugs, out []string
	for _, slug := range o.sources {
		if !slices.Contains(slugs, slug) {
			slugs = append(slugs, slug)
		}
	}
	var more []string
	if o.fewSources {
		slugs, more = slugs[:min(len(slugs), mostSources)], slugs[min(len(slugs), mostSources):]
	}
	for _, slug := range slugs {
		s, err := o.describe(ctx, slug)
		if err != nil {
			return nil, err
		}
		var parts []string
		if s.Publisher != "" {
			parts = append(parts, s.Publisher)
		}
		if s.Title != "" {
			parts = append(parts, "“"+s.Title+"”")
		}
		if s.Day != "" {
			parts = append(parts, s.Day)
		}
		line := s.Slug
		if len(parts) > 0 {
			line += ": " + strings.Join(parts, ", ")
		}
		out = append(out, line)
	}
	if len(more) > 0 {
		out = append(out, "and "+plural(len(more), "more source")+": "+strings.Join(more, ", "))
	}
	return out, nil
}
