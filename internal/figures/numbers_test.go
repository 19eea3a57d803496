package figures

import (
	"testing"

	"provenance/internal/charts"
)

func TestNumbersAreAsPrinted(t *testing.T) {
	for _, c := range []struct {
		printed string
		value   float64
		want    string
	}{
		{"84.0%", 84, "84.0"}, {"$0.20", .2, "0.20"}, {"1403 +12/-9", 1403, "1403"}, {"1,403", 1403, "1403"}, {"82.1", 82.1, "82.1"},
		{"choice:0.85±0.02", .85, "0.85"}, {"0.589976", .589976, "0.590"}, {"85%", .85, "0.85"}, {"", 3, "3"}, {"−4.50", -4.5, "−4.50"},
	} {
		if got := printedNumber(c.printed, c.value); got != c.want {
			t.Errorf("%q: got %q, want %q", c.printed, got, c.want)
		}
	}
	for _, c := range []struct{ in, want []string }{
		{[]string{"78.261", "83.0", "80.333"}, []string{"78.3", "83.0", "80.3"}},
		{[]string{"81.69", "81.72", "80.0"}, []string{"81.69", "81.72", "80.0"}},
		{[]string{"84", "82.1"}, []string{"84", "82.1"}},
		{[]string{"84.00", "82.10"}, []string{"84.00", "82.10"}},
	} {
		b := &charts.Bars{Units: []string{"%"}, Values: [][]*charts.Score{nil}}
		for _, s := range c.in {
			v := &charts.Score{Printed: s}
			for _, r := range s {
				if r != '.' {
					v.Value = v.Value*10 + float64(r-'0')
				}
			}
			for range decimalsIn(s) {
				v.Value /= 10
			}
			b.Values[0] = append(b.Values[0], v)
		}
		evenDecimals(b)
		for i, v := range b.Values[0] {
			if v.Printed != c.want[i] {
				t.Errorf("%q: got %q, want %q", c.in, v.Printed, c.want[i])
			}
		}
	}
}
