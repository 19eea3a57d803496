package figures

import (
	"context"
	"strings"
)

// describe returns a source as a figure names it. A title that a drafted map left to be
// written counts as none: it is "" then, and a hint says how to mend that.
func (o *drawing) describe(ctx context.Context, slug string) (sourceInfo, error) {
	s, err := o.db.Source(ctx, slug)
	if err != nil || !strings.HasPrefix(s.Title, "TODO") {
		return s, err
	}
	if !o.untitled[slug] {
		o.hintf("source %s has no title yet (%q), and the figure calls it %s; to mend that 'provenance ingest' a sources.csv with the lines slug,kind,title and %s,%s,THE TITLE", slug, s.Title, slug, slug, s.Kind)
	}
	o.untitled[slug] = true
	s.Title = ""
	return s, nil
}

// sourceLines are the lines under a figure that name its sources, each once.
func (o *drawing) sourceLines(ctx context.Context, slugs []string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	for _, slug := range slugs {
		if seen[slug] {
			continue
		}
		seen[slug] = true
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
	return out, nil
}

// limitedSources are the lines of at most eight sources, and how many more there are.
func (o *drawing) limitedSources(ctx context.Context, slugs []string) ([]string, error) {
	const most = 8
	more := slugs[min(len(slugs), most):]
	lines, err := o.sourceLines(ctx, slugs[:min(len(slugs), most)])
	if err == nil && len(more) > 0 {
		lines = append(lines, "and "+plural(len(more), "more source")+": "+strings.Join(more, ", "))
	}
	return lines, err
}
