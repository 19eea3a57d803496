package terminal

import (
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0}, {"score 152", 9}, {"Größe", 5}, {"e\u0301", 1}, {"通义千问", 8}, {"Qwen（32B）", 11}, {"한국어", 6}, {"ｶﾅ", 2}, {"カナ", 4}, {"🦙", 2}, {"→ ±", 3},
	} {
		if got := Width(c.text); got != c.want {
			t.Errorf("%q: got %d columns, want %d", c.text, got, c.want)
		}
	}
}

func TestWrapCountsColumns(t *testing.T) {
	for _, line := range strings.Split(Wrap("通义千问 通义千问 通义千问 and one", 12, ""), "\n") {
		if Width(line) > 12 {
			t.Errorf("%q has %d columns, want at most 12", line, Width(line))
		}
	}
}
