package model

import "testing"

func TestPrintsOther(t *testing.T) {
	for _, c := range []struct {
		value   float64
		printed string
		unit    string
		want    bool
	}{
		{85.5, "58.5", "percent", true},
		{85.5, "58.5 %", "percent", true},
		{85.5, "**58.5**", "percent", true},
		{85.5, "58.5†", "percent", true},
		{85.5, " +58.5 ", "percent", true},
		{85.5, "-85.5", "percent", true},
		{85.5, "−85.5", "percent", true},
		{85.5, "5.85e1", "percent", true},
		{85.5, "58.5 ± 0.8", "percent", true},
		{85.5, "58.5 (±0.8)", "percent", true},
		{85.5, "58.5% +/- 0.8%", "percent", true},
		{1417, "1,471", "elo", true},
		{26604, "26,064", "count", true},
		{0.13, "$0.31", "usd", true},
		{85.5, "85.4", "percent", true},
		{85, "86", "percent", true},
		{0.855, "85.5", "percent", true},
		{0.855, "85.5%", "percent", true},
		{14.17, "1417", "elo", true},
		{85.5, "0.855", "points", true},
		{0.4, "0", "points", false},
		{0, "40", "proportion", true},

		{85.5, "", "percent", false},
		{85.5, "85.50", "percent", false},
		{-1.5, "−1.5", "elo", false},
		{57.2345, "57.2", "percent", false},
		{57.2999, "57.2", "percent", false},
		{57.2345, "57", "percent", false},
		{1525.87, "1525.8650817752887", "elo", false},
		{1319, "1318.9993266384786", "elo", false},
		{0, "0.007", "proportion", false},
		{0.00001234, "1.23e-5", "usd", false},
		{0.855, "85.5", "proportion", false},
		{0.855, "85.5%", "proportion", false},
		{0.855, "85.5%", "points", false},
		{85.5, "0.855", "percent", false},
		{26604, "26,604", "count", false},
		{150, "2.5", "seconds", false},
		{128000, "128", "tokens", false},
		{1.234, "1,234", "percent", false},
		{1234, "1.234", "elo", false},
		{85.5, "85,5", "percent", false},
		{58.5, "85,5", "percent", false},
		{36.6, "42.2/36.6", "percent", false},
		{1417, "an ELO of 1417 in 2025", "elo", false},
		{1417, "1400 [1417, 1430]", "elo", false},
		{1417, "2 +13/-12", "elo", false},
		{90, "85 ± 2 / 90 ± 3", "percent", false},
		{90, "85 (90)", "percent", false},
		{85.5, "~58", "percent", false},
		{85.5, "<5", "percent", false},
		{85.5, "1.2k", "percent", false},
		{85.5, "5 8.5", "percent", false},
		{85.5, "5-8", "percent", false},
		{85.5, "n/a", "percent", false},
		{85.5, "NaN", "percent", false},
		{85.5, "1e999", "percent", false},
		{85.5, "5e", "percent", false},
		{85.5, "0x10", "percent", false},
		{85.5, ".", "percent", false},
	} {
		if got := PrintsOther(c.value, c.printed, c.unit); got != c.want {
			t.Errorf("PrintsOther(%v, %q, %s) = %v, want %v", c.value, c.printed, c.unit, got, c.want)
		}
	}
}
