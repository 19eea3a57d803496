package terminal

import "testing"

func TestInert(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"", ""},
		{"board.csv:1: error: a::b", "board.csv:1: error: a::b"},
		{"::error::x", "./::error::x"},
		{" \t\u00a0\u3000::error::x", "./ \t\u00a0\u3000::error::x"},
		{":: a", "./:: a"},
		{"a ##[error]x ##[group]", `a ##\[error]x ##\[group]`},
		{"###[x", `###\[x`},
		{"## [x", "## [x"},
	} {
		if got := Inert(c.line); got != c.want {
			t.Errorf("%q: got %q, want %q", c.line, got, c.want)
		}
	}
}
