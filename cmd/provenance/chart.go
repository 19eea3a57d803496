package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/charts/canvas"
)

// A chartOutput is where a figure goes and how it looks, shared by the kinds of
// chart.
type chartOutput struct {
	app   *app
	files []string
	theme string
	size  canvas.Size
	data  string
}

func newChart(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "chart",
		Short: "Draw comparison figures that mark what was not public",
		Long: `Draw figures from the database. Scores of variants that were not public when they were
reported are hatched (or hollow diamonds), marked with an asterisk and explained in a
footnote; missing values read n/r. The title states the finding and is computed.

All kinds take --model, --variant, --source, --as-of, --limit and --sort, and all but
context take --benchmark. The help of each kind says what it draws if you leave them out.
A figure is a PNG, SVG or PDF; --data also writes the numbers it shows. docs/figures.md
has an example of each kind.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart bars -o bars.png
  provenance chart gap -o gap.png -o gap.svg --theme dark --data gap.csv
  provenance chart bars -o -.svg --as-of 2025-04-30 > bars.svg`,
		Args: cobra.ArbitraryArgs, // a word that is no kind is refused with a hint
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("%w", unknown("chart", args[0], subcommands(cmd)))
			}
			return cmd.Help()
		},
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if kind := a.after("chart"); cmd.HasSubCommands() && kind != "" { // its flags are not to blame
			return usage("%w", unknown("chart", kind, subcommands(cmd)))
		}
		return flagError(cmd, err)
	})
	for _, kind := range chartKinds {
		cmd.AddCommand(withDeadline(a, newChartKind(a, kind)))
	}
	return cmd
}

// add gives a kind of chart the flags that all of them have.
func (o *chartOutput) add(cmd *cobra.Command, name string) {
	f := cmd.Flags()
	f.StringArrayVarP(&o.files, "output", "o", []string{name + ".png"}, "write to this `file`, .png, .svg or .pdf; can be repeated; - writes a PNG to standard output, -.svg and -.pdf the other formats")
	f.StringVar(&o.theme, "theme", canvas.Light.String(), "light, dark or print (grey only)")
	f.IntVar(&o.size.Width, "width", canvas.DefaultWidth, "width of a PNG in `pixels`; the layout scales with it")
	f.IntVar(&o.size.DPI, "dpi", canvas.DefaultDPI, "`pixels` per inch: the size on paper; an SVG or PDF is width/dpi inches wide")
	f.StringVar(&o.data, "data", "", "write the numbers that the figure shows to this CSV `file`; - means standard output")
	cmd.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(themeNames(), cobra.ShellCompDirectiveNoFileComp))
}

func themeNames() []string {
	var out []string
	for _, t := range canvas.Themes() {
		out = append(out, t.String())
	}
	return out
}

// check refuses, before anything is drawn, an output whose format cannot be
// told, two outputs in one place, and a look or size that there is not.
func (o *chartOutput) check() error {
	taken := map[string]bool{}
	for _, file := range o.files {
		if _, err := writerFor(nil, file); err != nil {
			return err
		}
		place := file
		if toStdout(file) {
			place = "-"
			if o.app.outWidth > 0 {
				return usage("a terminal cannot show a picture: name a file with -o, or pipe the output")
			}
		}
		if taken[place] {
			return usage("-o %s is given twice", place)
		}
		taken[place] = true
	}
	if o.data != "" && o.data != "-" && strings.ToLower(filepath.Ext(o.data)) != ".csv" {
		return usage("--data writes a CSV file, and %q does not end in .csv", o.data)
	}
	if o.data != "" && taken[o.data] {
		return usage("--data and -o would both write to %s", o.data)
	}
	if !slices.Contains(themeNames(), o.theme) {
		return usage("%w", unknown("theme", o.theme, themeNames()))
	}
	if o.size.Width == 0 || o.size.DPI == 0 {
		return usage("--width and --dpi cannot be 0; the defaults are %d and %d", canvas.DefaultWidth, canvas.DefaultDPI)
	}
	if err := o.size.Check(); err != nil {
		return usage("--width, --dpi: %w", err)
	}
	return nil
}

// toStdout reports whether a figure goes to standard output: "-", or "-" with
// the ending of a format.
func toStdout(file string) bool {
	return file == "-" || file == "-"+strings.ToLower(filepath.Ext(file))
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

// save writes the figure to every output. Each format is drawn once, and all of
// them before the first file is touched.
func (o *chartOutput) save(f *charts.Figure) error {
	for _, t := range canvas.Themes() {
		if t.String() == o.theme {
			f = f.WithTheme(t)
		}
	}
	f = f.WithSize(o.size)
	drawn := map[string][]byte{} // by format
	format := func(file string) string { return cmp.Or(strings.ToLower(filepath.Ext(file)), ".png") }
	for _, file := range o.files {
		if drawn[format(file)] != nil {
			continue
		}
		write, err := writerFor(f, file)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		drawn[format(file)] = b.Bytes()
	}
	said := o.app.out
	if o.data == "-" || slices.ContainsFunc(o.files, toStdout) {
		said = o.app.err
	}
	for _, file := range o.files {
		write := func(w io.Writer) error {
			_, err := w.Write(drawn[format(file)])
			return err
		}
		if toStdout(file) {
			if err := write(o.app.out); err != nil {
				return err
			}
			continue
		}
		if err := o.app.writeFile(file, write); err != nil {
			return err
		}
		fmt.Fprintf(said, "%s: %s\n", clean(file), clean(f.Title()))
	}
	return o.saveData(f.Data(), said)
}

// saveData writes the numbers of the figure, where they are asked for.
func (o *chartOutput) saveData(t canvas.Table, said io.Writer) error {
	switch o.data {
	case "":
		return nil
	case "-":
		return t.WriteCSV(o.app.out)
	}
	if err := o.app.writeFile(o.data, t.WriteCSV); err != nil {
		return err
	}
	fmt.Fprintf(said, "%s: %s\n", clean(o.data), plural(len(t.Rows), "row"))
	return nil
}
