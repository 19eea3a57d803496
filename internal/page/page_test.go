package page

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTextFitsTheWidth writes a page with a wide table at three widths: no line is longer
// than the width, and nothing is left out.
func TestTextFitsTheWidth(t *testing.T) {
	p := &Page{Title: "A title"}
	p.item("a sentence of several words that has to be wrapped on a narrow terminal, as most are")
	p.answer("an answer")
	p.section("A table")
	p.table([]string{"channel", "product", "from", "empty"}, [][]Line{
		cells("third party api", "meta-llama/Llama-4-Scout-17B-16E-Instruct", "2025-04-05", ""),
		cells("cloud", "one without any sign "+strings.Repeat("x", 50), "", ""),
	})
	for _, width := range []int{60, 80, 100} {
		var b strings.Builder
		if err := p.WriteText(&b, width); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, l := range strings.Split(text, "\n") {
			if n := utf8.RuneCountInString(l); n > width {
				t.Errorf("width %d: a line of %d characters: %s", width, n, l)
			}
		}
		if got := strings.Count(text, "x"); got != 50 {
			t.Errorf("width %d: %d of 50 letters are left in\n%s", width, got, text)
		}
		if strings.Contains(text, "empty") || !strings.Contains(text, "  → an answer\n") || !strings.Contains(text, "\nA TABLE\n") {
			t.Errorf("width %d: got\n%s", width, text)
		}
	}
}

func TestMarkdownLinksAreOfTheWebAndSafe(t *testing.T) {
	for _, c := range []struct {
		span Span
		want string
	}{
		{Span{"verge", "https://verge.test/a b>c|d"}, "[verge](<https://verge.test/a%20b%3Ec%7Cd>)"},
		{address("https://verge.test/x"), "<https://verge.test/x>"},
		{Span{"a[b]|c<d", "https://verge.test"}, `[a\[b\]\|c&lt;d](<https://verge.test>)`},
		{Span{"verge", "javascript:alert(1)"}, "verge"},
		{Span{"verge", "https://verge.test/\x1b[31m"}, "verge"},
		{Span{"verge", "file:///etc/passwd"}, "verge"},
		{Span{"verge", ""}, "verge"},
	} {
		if got := line(c.span).markdown(); got != c.want {
			t.Errorf("%q: got %s, want %s", c.span, got, c.want)
		}
	}
}

func TestALocatorInARepositoryHasAnAddress(t *testing.T) {
	const arena = "https://github.com/fboulnois/llm-leaderboard-csv"
	for _, c := range []struct{ source, locator, want string }{
		{arena, "fboulnois/llm-leaderboard-csv@3f7847a:csv/lmsys.csv model=Llama-4", arena + "/blob/3f7847a/csv/lmsys.csv"},
		{arena, "fboulnois/llm-leaderboard-csv@3f7847a:csv/lmsys.csv:17", arena + "/blob/3f7847a/csv/lmsys.csv#L17"},
		{arena + "/blob/main/README.md", "fboulnois/llm-leaderboard-csv@3f7847a:csv/", arena + "/tree/3f7847a/csv/"},
		{"https://gitlab.com/o/r", "o/r@0123456789abcdef:x.csv", "https://gitlab.com/o/r/-/blob/0123456789abcdef/x.csv"},
		{"https://github.com/other/repo", "fboulnois/llm-leaderboard-csv@3f7847a:csv/lmsys.csv", ""},
		{arena + "-2", "fboulnois/llm-leaderboard-csv@3f7847a:csv/lmsys.csv", ""},
		{"", "fboulnois/llm-leaderboard-csv@3f7847a:csv/lmsys.csv", ""},
		{arena, "fboulnois/llm-leaderboard-csv, 24 commits from 3f7847a to e964e25", ""},
		{arena, "p.2, table 1", ""},
	} {
		if got := fileAddress(c.source, c.locator); got != c.want {
			t.Errorf("%s, %s: got %q, want %q", c.source, c.locator, got, c.want)
		}
	}
}
