package flagcache_test

import (
	"fmt"
	"testing"

	"provenance/internal/flagcache"
)

// BenchmarkRefresh computes the flags of generated scores: into an empty cache, and again
// where nothing differs.
func BenchmarkRefresh(b *testing.B) {
	for _, n := range []int{31_000, 1_000_000} {
		db := generated(b, n)
		measure := func(name string, before string) {
			b.Run(fmt.Sprintf("scores=%d/%s", n, name), func(b *testing.B) {
				var r flagcache.Result
				for b.Loop() {
					b.StopTimer()
					if _, err := db.Conn.ExecContext(b.Context(), before); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
					var err error
					if r, err = flagcache.Refresh(b.Context(), db, flagcache.Options{Force: true}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(r.Flags), "flags")
				b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/refresh")
			})
		}
		measure("first", `DELETE FROM cache_state; DELETE FROM flag_cache`)
		measure("again", `DELETE FROM cache_state`)
	}
}
