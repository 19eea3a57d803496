package query

import (
	"context"
	"testing"
)

// BenchmarkFlags asks of a million generated scores what people ask: all flags, as
// the command gives them; one variant; each rule.
func BenchmarkFlags(b *testing.B) {
	db := generatedDB(b, 1_000_000)
	measure := func(name string, f FlagFilter) {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				t, err := db.Flags(context.Background(), f)
				if err != nil {
					b.Fatal(err)
				}
				n = len(t.Rows)
			}
			b.ReportMetric(float64(n), "flags")
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/query")
		})
	}
	measure("all", FlagFilter{})
	measure("variant", FlagFilter{Model: "variant-10"})
	rules, err := db.Rules(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range rules.Rows {
		measure("rule="+r[0].(string), FlagFilter{Rule: r[0].(string)})
	}
}
