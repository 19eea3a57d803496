package table

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"provenance/internal/terminal"
)

// write writes rows in a layout, and returns the text with the writer.
func write(t *testing.T, l Layout, columns []string, rows ...[]any) (string, *Writer) {
	t.Helper()
	var b bytes.Buffer
	p, err := l.Writer(&b, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := p.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), p
}

var (
	flagColumns = []string{"severity", "rule", "variant", "benchmark", "since", "score_id", "evidence_source", "message"}
	flagRows    = [][]any{
		{"error", "unreleased-when-reported", "llama-4-maverick-03-26-experimental", "lmarena-text", "2025-04-08", int64(151), "verge",
			"Reported on 2025-04-05. The public could not get it since 2025-04-05, as was said on 2025-04-08 (verge)."},
		{"note", "rank-tie", "llama-4-scout-17b-16e-instruct", "lmarena-text", "2025-04-24", int64(1204), "arena-catalog", "rank 100, and rank 96 overlap"},
	}
	flagsLayout = Layout{Format: "table", Below: "message", Spare: []string{"evidence_source", "benchmark", "since"}}
)

func TestTableFitsTheTerminal(t *testing.T) {
	for _, c := range []struct {
		width  int
		hidden []string
		want   string
	}{
		{120, nil, `SEVERITY  RULE                      VARIANT                              BENCHMARK     SINCE       SCORE   EVIDENCE
                                                                                                   ID      SOURCE
error     unreleased-when-reported  llama-4-maverick-03-26-experimental  lmarena-text  2025-04-08  151     verge
    Reported on 2025-04-05. The public could not get it since 2025-04-05, as was said on 2025-04-08 (verge).
note      rank-tie                  llama-4-scout-17b-16e-instruct       lmarena-text  2025-04-24  1204    arena-catalog
    rank 100, and rank 96 overlap
`},
		{80, []string{"benchmark", "since", "evidence_source"}, `SEVERITY  RULE                      VARIANT                              SCORE
                                                                         ID
error     unreleased-when-reported  llama-4-maverick-03-26-experimental  151
    Reported on 2025-04-05. The public could not get it since 2025-04-05, as was
    said on 2025-04-08 (verge).
note      rank-tie                  llama-4-scout-17b-16e-instruct       1204
    rank 100, and rank 96 overlap
`},
		{40, nil, `SEVERITY         error
RULE
  unreleased-when-reported
VARIANT
  llama-4-maverick-03-26-experimental
BENCHMARK        lmarena-text
SINCE            2025-04-08
SCORE ID         151
EVIDENCE SOURCE  verge
MESSAGE          Reported on 2025-04-05.
                 The public could not
                 get it since
                 2025-04-05, as was said
                 on 2025-04-08 (verge).

SEVERITY         note
RULE             rank-tie
VARIANT
  llama-4-scout-17b-16e-instruct
BENCHMARK        lmarena-text
SINCE            2025-04-24
SCORE ID         1204
EVIDENCE SOURCE  arena-catalog
MESSAGE          rank 100, and rank 96
                 overlap
`},
	} {
		l := flagsLayout
		l.Width = c.width
		got, p := write(t, l, flagColumns, flagRows...)
		if got != c.want || !slices.Equal(p.Hidden, c.hidden) {
			t.Errorf("%d columns: hidden %q, want %q; got\n%s\nwant\n%s", c.width, p.Hidden, c.hidden, got, c.want)
		}
	}
}

// No width cuts a word: whatever is shown is whole, and no line is longer than the
// terminal unless a single word is.
func TestNoWidthCutsAWord(t *testing.T) {
	words := []string{"unreleased-when-reported", "llama-4-maverick-03-26-experimental", "2025-04-24", "1204", "(verge)."}
	for width := 37; width <= 200; width++ {
		l := flagsLayout
		l.Width = width
		got, p := write(t, l, flagColumns, flagRows...)
		for _, w := range words {
			if !slices.Contains(strings.Fields(got), w) && !slices.Contains(p.Hidden, "since") {
				t.Fatalf("%d columns: %s is not there:\n%s", width, w, got)
			}
		}
		for line := range strings.Lines(got) {
			if n := terminal.Width(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns: a line has %d: %s", width, n, line)
			}
		}
	}
}

func TestCellsWrapAtWords(t *testing.T) {
	got, p := write(t, Layout{Format: "table", Width: 40}, []string{"source", "title", "on"},
		[]any{"verge", "Meta got caught gaming AI benchmarks", "2025-04-08"}, []any{"axios", "通义千问 通义千问 通义千问 通义千问", "2025-05-15"})
	want := `SOURCE  TITLE                 ON
verge   Meta got caught       2025-04-08
        gaming AI benchmarks
axios   通义千问 通义千问     2025-05-15
        通义千问 通义千问
`
	if got != want || p.Hidden != nil {
		t.Errorf("got hidden %q,\n%s\nwant\n%s", p.Hidden, got, want)
	}
}

// Without a list of what to leave out, columns leave from the right, the empty ones
// first. With one, those that fit after all come back.
func TestColumnsLeave(t *testing.T) {
	columns := []string{"a", "empty", "long", "short"}
	row := []any{"first", nil, strings.Repeat("x", 30), "y"}
	for _, c := range []struct {
		layout Layout
		hidden []string
	}{
		{Layout{Width: 60}, nil},
		{Layout{Width: 44}, []string{"empty"}},
		{Layout{Width: 20}, []string{"empty", "long", "short"}},
		{Layout{Width: 20, Spare: []string{"short", "empty", "long"}}, []string{"long"}},
		{Layout{Width: 44, Spare: []string{"short", "a"}}, []string{"short"}},
		{Layout{Width: 44, Fixed: true}, nil},       // a list of cells
		{Layout{Width: 44, Spare: []string{}}, nil}, // likewise
		{Layout{Width: 0}, nil},
	} {
		c.layout.Format = "table"
		if got, p := write(t, c.layout, columns, row); !slices.Equal(p.Hidden, c.hidden) || !strings.Contains(got, "first") {
			t.Errorf("%+v: got hidden %q, want %q\n%s", c.layout, p.Hidden, c.hidden, got)
		}
	}
}

// The column that goes under the rows does so only where it has to, and says nothing of
// rows that have none.
func TestColumnBelow(t *testing.T) {
	columns, rows := []string{"name", "scope", "variant"}, [][]any{{"Claude Sonnet 3.7", "ref-01", "claude-sonnet-3.7"}, {"Mystery", "all", nil}}
	l := Layout{Format: "table", Below: "variant", BelowAs: "means "}
	for width, want := range map[int]string{
		44: "NAME               SCOPE   VARIANT\nClaude Sonnet 3.7  ref-01  claude-sonnet-3.7\nMystery            all\n",
		43: "NAME               SCOPE\nClaude Sonnet 3.7  ref-01\n    means claude-sonnet-3.7\nMystery            all\n",
	} {
		l.Width = width
		if got, p := write(t, l, columns, rows...); got != want || p.Hidden != nil {
			t.Errorf("%d columns: got hidden %q,\n%s\nwant\n%s", width, p.Hidden, got, want)
		}
	}
}

func TestSeveritiesHaveColours(t *testing.T) {
	columns := []string{"severity", "about", "worst_severity"}
	row := []any{"error", "error", "warning"}
	got, _ := write(t, Layout{Format: "table", Width: 80, Color: true}, columns, row)
	if want := "SEVERITY  ABOUT  WORST SEVERITY\n\x1b[1;31merror\x1b[0m     error  \x1b[33mwarning\x1b[0m\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, format := range Formats {
		if format != "table" {
			if got, _ := write(t, Layout{Format: format, Color: true}, columns, row); strings.Contains(got, "\x1b") {
				t.Errorf("%s: got %q", format, got)
			}
		}
	}
}

func TestNumbersAreRoundedForReading(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{1416.5816841191147, "1416.58"}, {15.20690632574555, "15.21"}, {0.518, "0.518"}, {0.123456, "0.123"}, {0.00012345, "0.000123"}, {-2.5, "-2.5"},
		{70.0, "70"}, {1e300, "1e+300"}, {0.0, "0"}, {-0.0999999, "-0.1"}, {int64(123456789), "123456789"}, {"1416.5816841191147", "1416.5816841191147"}, {nil, ""},
	} {
		columns := []string{"value"}
		got, p := write(t, Layout{Format: "table", Width: 40}, columns, []any{c.value})
		if text := strings.TrimSuffix(strings.TrimPrefix(got, "VALUE\n"), "\n"); text != c.want {
			t.Errorf("%v: got %q, want %q", c.value, text, c.want)
		}
		exact, _ := write(t, Layout{Format: "table", Width: 40, Exact: true}, columns, []any{c.value})
		if got != exact != p.Rounded {
			t.Errorf("%v: got rounded %v, %q and exact %q", c.value, p.Rounded, got, exact)
		}
		if csv, _ := write(t, Layout{Format: "csv"}, columns, []any{c.value}); c.value != nil && !strings.HasSuffix(csv, "\n"+Text(c.value)+"\n") {
			t.Errorf("%v: csv is rounded: %q", c.value, csv)
		}
	}
	for text, want := range map[string]string{"1416.5816841191147": "1416.58", "95.0": "95.0", "1403 +12/-9": "1403 +12/-9", "57.123": "57.123", "2025-04-05": "2025-04-05"} {
		if got, _ := write(t, Layout{Format: "table", Printed: []string{"after"}}, []string{"after"}, []any{text}); got != "AFTER\n"+want+"\n" {
			t.Errorf("%s: got %q, want %s", text, got, want)
		}
	}
}

func TestTSVHasAHeaderIfAsked(t *testing.T) {
	for header, want := range map[bool]string{true: "a\tb\n1\tx\\ty\n", false: "1\tx\\ty\n"} {
		if got, _ := write(t, Layout{Format: "tsv", Header: header}, []string{"a", "b"}, []any{int64(1), "x\ty"}); got != want {
			t.Errorf("header %v: got %q, want %q", header, got, want)
		}
	}
}
