// Command gen makes the workload of bench/run.sh: scores as a leaderboard's
// archive would hold them, 120 bytes a row, of 2,000 variants, 300 benchmarks and
// 500 sources. All names and values are made up.
//
//	gen -form canonical -rows 1000000 -order source -change 0 DIR
//
// writes a folder of canonical CSVs: scores.csv, and the catalogue, variants and
// aliases that it refers to. -form long writes DIR/long.csv, a table of another
// hand that the shipped map "long" reads.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

const nVariants, nBenchmarks, nSources = 2000, 300, 500

var (
	vendors  = []string{"aster", "boreal", "cobalt", "delta", "ember", "fjord", "garnet", "harbor", "indigo", "juniper"}
	stages   = []string{"instruct", "chat", "exp", "preview", "base", "fp8", "thinking", "mini"}
	families = []string{"arith", "graduate-qa", "math-500", "contest-2024", "code", "repair", "live-code", "charts", "documents", "pages", "multilingual", "orders", "arena", "needle", "manual", "hard-set", "science", "endings", "drops", "grade-school"}
	metrics  = []string{"accuracy", "pass@1", "exact_match", "f1", "elo", "win_rate"}
	slugs    = []string{"accuracy", "pass-at-1", "exact-match", "f1", "elo", "win-rate"}
	notes    = []string{"", "", "", "", "", "", "vendor-reported", "self-reported, blog post", "experimental chat version, \"not released\"", "rerun by third party", "retrieved from leaderboard snapshot", "see model card, table 2"}

	// settings as a board prints them, and as the columns shots, cot, temperature,
	// selection, tools, reasoning_effort of scores.csv.
	settings  = []string{"", "0-shot", "5-shot", "0-shot; CoT", "temperature=0", "maj@64", "tools=none", "reasoning=high"}
	protocols = []string{",,,,,", "0,,,,,", "5,,,,,", "0,true,,,,", ",,0,,,", ",,,maj@64,,", ",,,,none,", ",,,,,high"}
)

func main() {
	rows := flag.Int("rows", 1_000_000, "how many scores")
	order := flag.String("order", "source", "source: source by source, as files come; random: any row after any other")
	change := flag.Float64("change", 0, "the share of rows whose value differs from that of -change 0")
	form := flag.String("form", "canonical", "canonical or long")
	flag.Parse()
	if err := run(flag.Arg(0), *form, *order, *rows, *change); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// A workload writes rows.
type workload struct {
	w                             *bufio.Writer
	canonical                     bool
	r, changes                    *rand.Rand
	change                        float64
	variants, benchmarks, sources []string
	days                          []string
	buf                           []byte
}

func run(dir, form, order string, rows int, change float64) error {
	if dir == "" || form != "canonical" && form != "long" || order != "source" && order != "random" {
		return fmt.Errorf("usage: gen -form canonical|long -order source|random -rows N -change SHARE DIR")
	}
	g := &workload{canonical: form == "canonical", change: change, r: rand.New(rand.NewPCG(1, 2)), changes: rand.New(rand.NewPCG(7, 9))}
	g.names()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	name := "long.csv"
	if g.canonical {
		name = "scores.csv"
		if err := g.catalogue(dir); err != nil {
			return err
		}
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	g.w = bufio.NewWriterSize(f, 1<<20)
	if g.canonical {
		g.w.WriteString("source,listed_as,benchmark,metric,value,ci_low,ci_high,sample_size,reported_on,shots,cot,temperature,selection,tools,reasoning_effort,note\n")
	} else {
		g.w.WriteString("benchmark,model_variant,metric,value,ci_low,ci_high,n,reported_on,source_id,settings,notes\n")
	}
	if order == "random" {
		g.random(rows)
	} else {
		g.bySource(rows)
	}
	if err := g.w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func (g *workload) names() {
	for i := range nVariants {
		g.variants = append(g.variants, fmt.Sprintf("%s/%s-%d.%d-%db-%s-%d", vendors[i%10], vendors[i%10], 1+i/200, i/20%10, 1+i*37%405, stages[i/10%8], 2500+i))
	}
	for i := range nBenchmarks {
		name := families[i%20]
		if i >= 20 {
			name += fmt.Sprintf("-%c%02d", 'a'+i/20, i%100)
		}
		g.benchmarks = append(g.benchmarks, name)
	}
	for i := range nSources {
		g.sources = append(g.sources, fmt.Sprintf("src-%04d-%s", i, []string{"blog", "card", "arxiv", "lb"}[i%4]))
	}
	first := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 1000 {
		g.days = append(g.days, first.AddDate(0, 0, i).Format("2006-01-02"))
	}
}

// random visits cells in an order without any locality: a walk by a step that is
// prime to their number, so that none comes twice.
func (g *workload) random(rows int) {
	const all = nSources * nVariants * nBenchmarks
	x := uint64(12345)
	for range rows {
		x = (x + 179424691) % all
		g.row(int(x%nSources), int(x/nSources%nVariants), int(x/(nSources*nVariants)))
	}
}

// bySource gives each source a block of variants by benchmarks.
func (g *workload) bySource(rows int) {
	per, width := rows/nSources+1, 40
	if per > width*nVariants {
		width = 280
	}
	n := 0
	for s := 0; n < rows; s = (s + 1) % nSources {
		v0, b0 := g.r.IntN(nVariants), g.r.IntN(nBenchmarks)
		for i := 0; i < min((per+width-1)/width, nVariants) && n < rows; i++ {
			for j := 0; j < width && n < rows; j++ {
				g.row(s, (v0+i*3)%nVariants, (b0+j)%nBenchmarks)
				n++
			}
		}
	}
}

func (g *workload) row(s, v, b int) {
	m := b % len(metrics)
	value, half := 20+79*g.r.Float64(), 3*g.r.Float64()
	note, n, interval := notes[g.r.IntN(len(notes))], 100+g.r.IntN(14000), g.r.IntN(3) > 0
	if metrics[m] == "elo" {
		value, half = 900+550*g.r.Float64(), 4*half
	}
	if g.change > 0 && g.changes.Float64() < g.change {
		value += 0.5
	}
	p := (s + b) % len(settings)
	if g.canonical {
		g.cells(g.sources[s], g.variants[v], g.benchmarks[b], slugs[m])
	} else {
		g.cells(g.benchmarks[b], g.variants[v], metrics[m])
	}
	g.number(value)
	if interval {
		g.number(value - half)
		g.number(value + half)
	} else {
		g.cells("", "")
	}
	g.buf = append(strconv.AppendInt(g.buf, int64(n), 10), ',')
	g.cells(g.days[s*2%1000])
	if g.canonical {
		g.cells(protocols[p])
	} else {
		g.cells(g.sources[s], settings[p])
	}
	g.buf = append(appendQuoted(g.buf, note), '\n')
	g.w.Write(g.buf)
	g.buf = g.buf[:0]
}

func (g *workload) cells(texts ...string) {
	for _, t := range texts {
		g.buf = append(append(g.buf, t...), ',')
	}
}

func (g *workload) number(f float64) {
	g.buf = append(strconv.AppendFloat(g.buf, f, 'f', 2, 64), ',')
}

// appendQuoted appends a cell in quotation marks where it needs them.
func appendQuoted(buf []byte, text string) []byte {
	quoted := false
	for i := range len(text) {
		quoted = quoted || text[i] == ',' || text[i] == '"'
	}
	if !quoted {
		return append(buf, text...)
	}
	buf = append(buf, '"')
	for i := range len(text) {
		if text[i] == '"' {
			buf = append(buf, '"')
		}
		buf = append(buf, text[i])
	}
	return append(buf, '"')
}

// catalogue writes what scores.csv refers to, and what its names mean.
func (g *workload) catalogue(dir string) error {
	table := func(name, header string, n int, row func(int) string) error {
		text := header + "\n"
		for i := range n {
			text += row(i) + "\n"
		}
		return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)
	}
	variant := func(i int) string { return fmt.Sprintf("variant-%d", i) }
	for _, t := range []struct {
		name, header string
		n            int
		row          func(int) string
	}{
		{"organizations.csv", "slug,name", len(vendors), func(i int) string { return vendors[i] + "," + vendors[i] }},
		{"sources.csv", "slug,kind,title", nSources, func(i int) string { return g.sources[i] + ",other," + g.sources[i] }},
		{"benchmarks.csv", "slug,name", nBenchmarks, func(i int) string { return g.benchmarks[i] + "," + g.benchmarks[i] }},
		{"metrics.csv", "slug,name,unit", len(slugs), func(i int) string {
			unit := "percent"
			if slugs[i] == "elo" {
				unit = "elo"
			}
			return slugs[i] + "," + metrics[i] + "," + unit
		}},
		{"models.csv", "slug,name,developer", nVariants, func(i int) string { return fmt.Sprintf("model-%d,Model %d,%s", i, i, vendors[i%10]) }},
		{"variants.csv", "slug,model,name,stage,build", nVariants, func(i int) string { return fmt.Sprintf("%s,model-%d,%s,unknown,unknown", variant(i), i, g.variants[i]) }},
		{"aliases.csv", "name,scope,variant,source", nVariants, func(i int) string { return g.variants[i] + ",all," + variant(i) + "," + g.sources[0] }},
	} {
		if err := table(t.name, t.header, t.n, t.row); err != nil {
			return err
		}
	}
	return nil
}
