package query

import (
	"context"
	"reflect"
	"runtime"
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

// TestAllFlagsSideBySide: several connections give what one gives.
func TestAllFlagsSideBySide(t *testing.T) {
	ctx := context.Background()
	db := generatedDB(t, manyScores)
	for _, f := range []FlagFilter{{}, {Severity: "warning", AsOf: "2025-06-01"}} {
		old := runtime.GOMAXPROCS(1)
		want, err := db.Flags(ctx, f)
		runtime.GOMAXPROCS(3)
		if err != nil {
			t.Fatal(err)
		}
		got, err := db.Flags(ctx, f)
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		if len(want.Rows) < 1000 || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: got %d flags, want %d in the same order", f, len(got.Rows), len(want.Rows))
		}
	}
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	if _, ok, err := db.allFlags(ctx, `SELECT severity, rule FROM flags WHERE rule = ?3 AND ?1 = ?1`, []any{1, 1}); !ok || err != nil {
		t.Errorf("got %v, %v: the flags were not computed side by side", ok, err)
	}
	readers, ok := db.alike(ctx, 2)
	for _, r := range readers {
		r.Close()
	}
	if !ok || len(readers) != 2 {
		t.Errorf("got %d readers, %v", len(readers), ok)
	}
	// A connection that sees another state is no help.
	if _, err := db.conn.ExecContext(ctx, `BEGIN; INSERT INTO links VALUES (99, '2026', 'x', 'x', lower(hex(zeroblob(32))))`); err != nil {
		t.Fatal(err)
	}
	readers, ok = db.alike(ctx, 2)
	for _, r := range readers {
		r.Close()
	}
	if ok {
		t.Error("another state of the database was taken for the same")
	}
}
