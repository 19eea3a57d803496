package boardmap

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"provenance/internal/csvfile"
	"provenance/internal/model"
)

// longRows makes a long table such as people keep: 2,000 variants, 300
// benchmarks, 500 sources, in the order of the sources.
func longRows(rows int) []byte {
	metrics := []string{"accuracy", "pass@1", "exact_match", "f1", "elo", "win_rate"}
	settings := []string{"", "0-shot", "5-shot", "0-shot; CoT", "temperature=0", "maj@64", "tools=none", "reasoning=high"}
	notes := []string{"", "", "", "", "", "", "vendor-reported", "self-reported, blog post", `experimental chat version, "not released"`, "rerun by third party", "see model card, table 2"}
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("benchmark,model_variant,metric,value,ci_low,ci_high,n,reported_on,source_id,settings,notes\n")
	for i := range rows {
		source, v, bench := i/200%500, (i/40*3+r.IntN(5))%2000, i%300
		value, half := 20+79*r.Float64(), 3*r.Float64()
		fmt.Fprintf(&b, "bench-%02d/%c%02d,vendor/model-%d.%d-%db-instruct-%d,%s,%.2f,", bench%20, 'a'+bench/20, bench, 1+v/200, v/20%10, 1+v*37%405, 2500+v, metrics[bench%6], value)
		if r.IntN(3) > 0 {
			fmt.Fprintf(&b, "%.2f,%.2f", value-half, value+half)
		} else {
			b.WriteByte(',')
		}
		note := notes[r.IntN(len(notes))]
		if strings.ContainsAny(note, `,"`) {
			note = `"` + strings.ReplaceAll(note, `"`, `""`) + `"`
		}
		fmt.Fprintf(&b, ",%d,2024-%02d-%02d,src-%04d-card,%s,%s\n", 100+r.IntN(14000), 1+source%12, 1+source%28, source, settings[(source+bench)%8], note)
	}
	return b.Bytes()
}

// BenchmarkMapping measures a map on rows that are already split, and with the
// splitting.
func BenchmarkMapping(b *testing.B) {
	const rows = 100_000
	text := longRows(rows)
	m := shippedMap(b, "long")
	open := func() (*Rows, *mapping) {
		l, p := LayoutRows(csvfile.NewSplitter(bytes.NewReader(text)), "long.csv", m.Layout)
		if p != nil {
			b.Fatal(p)
		}
		g, problems := m.bind("long.csv", Options{}, &l.header)
		if g == nil {
			b.Fatal(problems)
		}
		return l, g
	}
	run := func(b *testing.B, g *mapping, next func() (*csvfile.Row, error)) {
		n := 0
		emit := func(s *model.Score) { n++ }
		for {
			r, err := next()
			if err == io.EOF {
				break
			}
			if o, problems := g.apply(r, emit); o.fate != accepted {
				b.Fatal(problems)
			}
		}
		if n != rows {
			b.Fatalf("%d scores", n)
		}
	}
	b.Run("rows", func(b *testing.B) {
		l, _ := open()
		var all []*csvfile.Row
		for {
			r, err := l.Next()
			if err == io.EOF {
				break
			}
			all = append(all, r.Clone())
		}
		b.ReportAllocs()
		for b.Loop() {
			_, g := open()
			i := 0
			run(b, g, func() (*csvfile.Row, error) {
				if i == len(all) {
					return nil, io.EOF
				}
				i++
				return all[i-1], nil
			})
		}
		b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("text", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			l, g := open()
			run(b, g, l.Next)
		}
		b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
}
