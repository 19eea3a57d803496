package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/charts"
	"provenance/internal/store"
)

// A chartOutput is where a figure goes, shared by the kinds of chart.
type chartOutput struct {
	app   *app
	files []string
	title string
}

func newChart(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "chart",
		Short: "Draw comparison figures that show what was not public",
		Long: `Draw figures from the database. A variant that was not public when its score was
reported is hatched (or a hollow diamond), outlined, marked with an asterisk and named
in a footnote; a missing value reads n/r; the title is computed from the data.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance chart bars -o bars.png\n  provenance chart gap -o gap.png -o gap.svg",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newChartBars(a), newChartGap(a), newChartCoverage(a), newChartContext(a))
	return cmd
}

// add gives a kind of chart the flags that all of them have.
func (o *chartOutput) add(cmd *cobra.Command, name string) {
	cmd.Flags().StringArrayVarP(&o.files, "output", "o", []string{name + ".png"}, "write to this `file`: .png, .svg or .pdf; may be given several times; - is a PNG on standard output")
	cmd.Flags().StringVar(&o.title, "title", "", "`title` in place of the computed one")
}

// check refuses an output whose format cannot be told before anything is drawn.
func (o *chartOutput) check() error {
	for _, f := range o.files {
		if _, err := writerFor(nil, f); err != nil {
			return err
		}
	}
	return nil
}

// writerFor returns the method that writes the format of a file name.
func writerFor(f *charts.Figure, file string) (func(io.Writer) error, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case file == "-" || ext == ".png":
		return func(w io.Writer) error { return f.WritePNG(w) }, nil
	case ext == ".svg":
		return func(w io.Writer) error { return f.WriteSVG(w) }, nil
	case ext == ".pdf":
		return func(w io.Writer) error { return f.WritePDF(w) }, nil
	}
	return nil, usage("cannot tell the format of %q: name it .png, .svg or .pdf", file)
}

// save writes the figure to every output.
func (o *chartOutput) save(f *charts.Figure) error {
	for _, file := range o.files {
		write, err := writerFor(f, file)
		if err != nil {
			return err
		}
		if file == "-" {
			if err := write(o.app.out); err != nil {
				return err
			}
			continue
		}
		if err := writeFile(file, write); err != nil {
			return err
		}
		fmt.Fprintf(o.app.out, "%s: %s\n", file, f.Title())
	}
	return nil
}

// stamp says what made the figure and from which database.
func (o *chartOutput) stamp(ctx context.Context, db *store.DB) (charts.Stamp, error) {
	print, err := db.Fingerprint(ctx)
	return charts.Stamp{Tool: "provenance " + provenance.Version, Database: print, Date: o.app.now().UTC().Format("2006-01-02")}, err
}

// sourceLines are the lines under a figure that name its sources, each once.
func sourceLines(ctx context.Context, db *store.DB, slugs []string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	for _, slug := range slugs {
		if seen[slug] {
			continue
		}
		seen[slug] = true
		s, err := db.Source(ctx, slug)
		if err != nil {
			return nil, err
		}
		line := s.Slug + ": "
		if s.Publisher != "" {
			line += s.Publisher + ", "
		}
		line += "“" + s.Title + "”"
		if s.Day != "" {
			line += ", " + s.Day
		}
		out = append(out, line)
	}
	return out, nil
}

// released tells from status_when_reported whether the public could get the
// variant. What was withdrawn later had been public.
func released(status string) charts.Release {
	switch status {
	case "released", "preview", "deprecated", "withdrawn", "retired":
		return charts.Released
	case "unknown":
		return charts.Unknown
	}
	return charts.NotReleased
}

func isReleased(status string) bool { return released(status) == charts.Released }

var unitSigns = map[string]string{"percent": "%", "elo": "Elo", "proportion": "proportion", "points": "points", "count": "count", "seconds": "seconds", "usd": "USD", "tokens": "tokens"}
