package model

import (
	"strings"
	"testing"
)

func TestGuardMakesFormulasTexts(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"Llama 4":                            "Llama 4",
		"1417":                               "1417",
		"-0.5":                               "-0.5",
		"+13":                                "+13",
		"-1e-3":                              "-1e-3",
		"+13/-12":                            "'+13/-12",
		"-":                                  "'-",
		"=1+1":                               "'=1+1",
		"=HYPERLINK(\"http://x\")":           "'=HYPERLINK(\"http://x\")",
		"@SUM(A1)":                           "'@SUM(A1)",
		"＝1+1":                               "'＝1+1",
		"＋1":                                 "'＋1",
		"－1":                                 "'－1",
		"＠x":                                 "'＠x",
		"\t=1":                               "'\t=1",
		"\tx":                                "'\tx",
		"\rx":                                "'\rx",
		"\nx":                                "'\nx",
		" =1":                                "' =1",
		"\u200b=1":                           "'\u200b=1",
		"\ufeff=1":                           "'\ufeff=1",
		"'=1":                                "''=1",
		"''@x":                               "'''@x",
		"'tis":                               "'tis",
		"a=1":                                "a=1",
		"'":                                  "'",
		"'-5":                                "''-5",
		strings.Repeat("'", 9) + "=cmd|' /C": strings.Repeat("'", 10) + "=cmd|' /C",
	} {
		got := Guard(text)
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if back := Unguard(got); back != text {
			t.Errorf("%q: %q is read as %q", text, got, back)
		}
	}
}

// No guarded text begins with what a spreadsheet runs, unless it is a number,
// and every one is read as it was.
func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=1", "'=1", "+1", "-a", "＠", "'", "\t", "\u200e=", "\xff=", "−1", "'\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := Guard(s)
		if back := Unguard(g); back != s {
			t.Fatalf("%q is written %q and read as %q", s, g, back)
		}
		if g != "" && strings.ContainsAny(g[:1], "=+-@\t\r\n") {
			if _, err := ParseReal(g); err != nil {
				t.Fatalf("%q is written as %q, which a spreadsheet may run", s, g)
			}
		}
	})
}

// A date that is taken is unchanged, and lies between its own bounds.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025", "2025-02", "2025-02-30", "2024-02-29", "1899-12-31", "04/05/2025", "２０２５", "2025-4-5", " 2025", "0000", "+025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseDate(s)
		if err != nil {
			if got != "" {
				t.Fatalf("%q: got %q beside %v", s, got, err)
			}
			return
		}
		first, last := Earliest(got), Latest(got)
		if got != s || len(first) != 10 || len(last) != 10 || first > last || !strings.HasPrefix(first, s) || !strings.HasPrefix(last, s) {
			t.Fatalf("%q: got %q, from %q to %q", s, got, first, last)
		}
		for _, d := range []string{first, last} {
			if again, err := ParseDate(d); err != nil || again != d {
				t.Fatalf("%q: its bound %q is no date: %v", s, d, err)
			}
		}
	})
}

// A number that is taken is finite, and is read back from what is written of it.
func FuzzParseReal(f *testing.F) {
	for _, s := range []string{"1417", "−0.5", "+13", "1e-3", "1e309", "0x1p4", "NaN", "inf", "1_000", ".5", "5.", "-0", "1e-400", "9007199254740993"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseReal(s)
		if err != nil {
			return
		}
		text := FormatReal(v)
		again, err := ParseReal(text)
		if err != nil || again != v || v-v != 0 {
			t.Fatalf("%q is %v, written %q and read as %v, %v", s, v, text, again, err)
		}
	})
}
