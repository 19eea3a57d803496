package ingest

import (
	"fmt"
	"math"
	"testing"

	"provenance/internal/model"
)

// show writes a quantity: value, sign, and whether the text is that of the value.
func (q Quantity) show() string {
	s := model.FormatReal(q.Value)
	if q.Sign != 0 {
		s += " " + string(q.Sign)
	}
	if q.Exact {
		s += " ="
	}
	return s
}

func TestNumbersAsBoardsPrintThem(t *testing.T) {
	for _, c := range []struct{ board, text, want string }{
		{"LMArena rating", "1417", "1417 ="},
		{"LMArena votes with thousands", "26,604", "26604"},
		{"thousands twice", "1,026,604.5", "1026604.5"},
		{"BFCL", "90.18%", "90.18 %"},
		{"a space before the sign", "90.18 %", "90.18 %"},
		{"cost of a run", "$0.1300", "0.13 $"},
		{"cost, negative", "-$1,200", "-1200 $"},
		{"U+2212", "−3.5", "-3.5"},
		{"Open LLM Leaderboard", "0.0143504531722054", "0.0143504531722054"},
		{"LiveBench", "47.826", "47.826 ="},
		{"LiveBench with a zero", "50.0", "50"},
		{"zero", "0", "0 ="},
		{"minus zero", "-0", "0"},
		{"leading zero", "007", "7"},
		{"no digit before the point", ".5", "0.5"},
		{"an exponent", "1e-3", "0.001"},
		{"a plus", "+13", "13"},
		{"a tiny number", "0.0000001", "1e-07"},
		{"sixteen digits", "0.1234567890123456", "0.1234567890123456"},
	} {
		q, err := ParseQuantity(c.text)
		if got := q.show(); err != nil || got != c.want && !(c.board == "minus zero" && got == "-0") {
			t.Errorf("%s: %q: got %q, %v, want %q", c.board, c.text, got, err, c.want)
		}
		if q.Exact && model.FormatReal(q.Value) != c.text {
			t.Errorf("%q is not how %v is written", c.text, q.Value)
		}
		if f, err := model.ParseReal(c.text); err == nil && f != q.Value {
			t.Errorf("%q: got %v, want %v", c.text, q.Value, f)
		}
	}
	for _, text := range []string{"1,5", "1,2345", "12,34,567", "0,123", ",123", "1,234,", "1.5,000", "inf", "-Inf", "Infinity", "0x1F", "1_000", "1e309", "1.2.3", "--5", "5-", "%", "$", "$5%", "85%%", "1 417", "12€", "58.09 ± 0.80", "٣"} {
		if q, err := ParseQuantity(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, q)
		}
	}
}

func TestDecimalCommas(t *testing.T) {
	for text, want := range map[string]string{
		"81,2": "81.2", "1.234,5": "1234.5", "1.234.567": "1234567", "81": "81", "−0,5 %": "−0.5 %", "$1.200,50": "$1200.50", "58,1 ± 0,8": "58.1 ± 0.8",
		"+12,5/-9": "+12.5/-9", "(-1,88; +1,97)": "(-1.88; +1.97)", "n/a": "n/a", "": "",
		"81.2": "", "1.23,4": "", "1234.567": "",
	} {
		got, err := PointDecimals(text)
		if (err != nil) != (want == "" && text != "") || err == nil && got != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestNumbersThatAreScaledAreRoundedOnce(t *testing.T) {
	for text, want := range map[string]float64{"90.18%": 0.9018, "85.0%": 0.85, "7": 0.07, "0.1": 0.001, "1e1": 0.1} {
		if q, err := ParseQuantity(text); err != nil || q.Scaled(-2) != want {
			t.Errorf("%q: got %v, %v, want %v", text, q.Scaled(-2), err, want)
		}
	}
	if q, _ := ParseQuantity("0.57"); q.Scaled(2) != 57 {
		t.Errorf("0.57: got %v, want 57", q.Scaled(2))
	}
}

func TestSpreadsAsBoardsPrintThem(t *testing.T) {
	for _, c := range []struct{ board, text, want string }{
		{"a table of a paper", "58.09 ± 0.80", "58.09 ± 0.8"},
		{"no spaces", "0.85±0.02", "0.85 ± 0.02"},
		{"ASCII", "85 +/- 2", "85 ± 2"},
		{"brackets", "58.1 (±0.8)", "58.1 ± 0.8"},
		{"percent after the half-width", "90.18 ± 1.5%", "90.18 % ± 1.5 %"},
		{"none", "58.09", "58.09 ="},
	} {
		q, half, has, err := ParsePlusMinus(c.text)
		got := q.show()
		if has {
			got += " ± " + model.FormatReal(half.Value)
			if half.Sign != 0 {
				got += " " + string(half.Sign)
			}
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q: got %q, %v, want %q", c.board, c.text, got, err, c.want)
		}
	}
	for _, c := range []struct{ board, text, want string }{
		{"LMArena", "+13/-12", "12 13"},
		{"LMArena, turned", "-12/+13", "12 13"},
		{"LMArena, spaces", "+13 / −12", "12 13"},
		{"Arena-Hard", "(-1.88, +1.97)", "1.88 1.97"},
		{"Arena-Hard, its baseline", "(-0.00, +0.00)", "0 0"},
		{"later boards", "±5", "5 5"},
	} {
		below, above, err := ParseOffsets(c.text)
		if got := fmt.Sprint(below.Value, above.Value); err != nil || got != c.want {
			t.Errorf("%s: %q: got %s, %v, want %s", c.board, c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"13/12", "+13/+12", "+13", "", "(-1.88)", "+a/-b", "+13/-12/-11"} {
		if below, above, err := ParseOffsets(text); err == nil {
			t.Errorf("%q: got %v, %v, want an error", text, below, above)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"[1394, 1415]", "1394 1415"}, {"(0.1,0.3)", "0.1 0.3"}, {"[1,394, 1,415]", "1394 1415"}, {"1394–1415", "1394 1415"}, {"-1.5 to 2", "-1.5 2"}, {"[-3, -1]", "-3 -1"}, {"80-82", "80 82"}, {"[80%, 82%]", "80 82"},
	} {
		low, high, err := ParseBounds(c.text)
		if got := fmt.Sprint(low.Value, high.Value); err != nil || got != c.want {
			t.Errorf("%q: got %s, %v, want %s", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"[1415, 1394]", "1394", "[a, b]", "[1, 2, 3]", ""} {
		if low, high, err := ParseBounds(text); err == nil {
			t.Errorf("%q: got %v, %v, want an error", text, low, high)
		}
	}
}

func TestScorersAndPairs(t *testing.T) {
	all, err := ParseScorers("normalized_string_match:0.7±0.01,sympy_equiv:0.7±0.02,model_graded_equiv:0.73±0.01")
	if err != nil || len(all) != 3 || all[2].Name != "model_graded_equiv" || all[2].Value.Value != 0.73 || all[2].Half.Value != 0.01 {
		t.Fatalf("got %+v, %v", all, err)
	}
	for best, want := range map[string]string{"0.730": "model_graded_equiv 0.01", "0.727": "model_graded_equiv 0.01", "0.697": "normalized_string_match none", "0.75": "", "0.71": ""} {
		q, _ := ParseQuantity(best)
		c, ok := ChooseScorer(all, q)
		got := ""
		if ok {
			got = c.Name + " none"
			if c.HasHalf {
				got = c.Name + " " + c.Half.Text
			}
		}
		if got != want {
			t.Errorf("best %s: got %q, want %q", best, got, want)
		}
	}
	for _, text := range []string{"0.85±0.02", "choice:", "choice:x", "choice:0.85±x", "choice:0.85±-1"} {
		if got, err := ParseScorers(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
	if p, err := ParsePair("42.2/36.6"); err != nil || len(p) != 2 || p[0].Value != 42.2 || p[1].Value != 36.6 {
		t.Errorf("pair: got %v, %v", p, err)
	}
	if p, err := ParsePair("42.2/"); err == nil {
		t.Errorf("half a pair: got %v", p)
	}
}

func TestSumsAreWrittenAsAPersonWould(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"82.63", "1.97", 84.6}, {"79.35", "1.27", 80.62}, {"0.1", "0.2", 0.3}, {"1403", "12", 1415}} {
		a, _ := ParseQuantity(c.a)
		b, _ := ParseQuantity(c.b)
		if got := a.Plus(1, b).Value; got != c.want {
			t.Errorf("%s + %s: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestMarkupComesOff(t *testing.T) {
	for _, c := range []struct{ markup, text, want string }{
		{"html", `<a href="x">GPT&#45;4</a>`, "GPT-4"},
		{"html", "a < b &lt; c", "a < b < c"},
		{"html", "85<sup>1</sup>", "85 1"},
		{"html", "<td>1</td><td>2</td>", "1 2"},
		{"html", "line<br/>two", "line two"},
		{"html", "<style>p{}</style>x<!-- y -->z", "xz"},
		{"html", `<b title="1 > 0">x</b>`, "x"},
		{"html", "<3 models", "<3 models"},
		{"html", "&amp;lt;", "&lt;"},
		{"html", "<b", "<b"},
		{"markdown", "[a](b)", "a"},
		{"markdown", `[a\]b](c)`, "a]b"},
		{"markdown", "snake_case_name", "snake_case_name"},
		{"markdown", "**85.3** *x*", "85.3 x"},
		{"markdown", "a\\*b", "a*b"},
		{"markdown", "[ref][1]", "ref"},
		{"", "<b>x</b>", "<b>x</b>"},
	} {
		if got := PlainText(c.markup, c.text); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.markup, c.text, got, c.want)
		}
	}
}

// parsedBy returns the numbers that any of the notations takes from a cell.
func parsedBy(s string) (all []Quantity) {
	if q, half, _, err := ParsePlusMinus(s); err == nil {
		all = append(all, q, half)
	}
	if scorers, err := ParseScorers(s); err == nil {
		for _, c := range scorers {
			all = append(all, c.Value, c.Half)
		}
	}
	if pair, err := ParsePair(s); err == nil {
		all = append(all, pair...)
	}
	if a, b, err := ParseOffsets(s); err == nil {
		all = append(all, a, b)
	}
	if a, b, err := ParseBounds(s); err == nil {
		all = append(all, a, b)
	}
	return all
}

func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"58.09 ± 0.80", "choice:0.85±0.02,exact:0.7", "42.2/36.6", "(-1.88, +1.97)", "+13/-12", "[1, 2]", "1–2", "−1,234.5%", "1417", "26,604", "90.18%", "$0.13", "-0.5", "1e-3", "0.000001", "-0.0", "00.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, q := range parsedBy(s) {
			if math.IsNaN(q.Value) || math.IsInf(q.Value, 0) {
				t.Fatalf("%q is read as %v", s, q.Value)
			}
			if again, err := model.ParseReal(model.FormatReal(q.Value)); err != nil || again != q.Value {
				t.Fatalf("%q: %v is read back as %v, %v", s, q.Value, again, err)
			}
		}
		q, err := ParseQuantity(s)
		if err != nil {
			return
		}
		if q.Exact && model.FormatReal(q.Value) != s {
			t.Fatalf("%q is not how %v is written", s, q.Value)
		}
		if plain, ok := PlainNumber(s); ok {
			if want, err := model.ParseReal(s); err != nil || plain.Value != want {
				t.Fatalf("%q: got %v, want %v, %v", s, plain.Value, want, err)
			}
		}
	})
}

func TestReferencesToNoCharacterStay(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"A&amp;B &eacute; &#233; &#xE9; &#x1F600;", "A&B é é é 😀"},
		{"Aster&#xD800;", "Aster&#xD800;"},
		{"Aster&#xd801", "Aster&#xd801"},
		{"<b>Aster</b>&#0;", "Aster&#0;"},
		{"&#x110000; &#99999999999;", "&#x110000; &#99999999999;"},
		{"&#x100000041;", "&#x100000041;"},
		{"&#xFFFD;", "\ufffd"},
	} {
		if got := PlainText("html", c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
