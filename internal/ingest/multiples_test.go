package ingest

import (
	"math"
	"testing"
)

func TestMultiplesAreWrittenOut(t *testing.T) {
	m, err := NewMultiples(map[string]string{"k": "1000", "K": "1000", "M": "1000000", "Mio": "1000000", "万": "10000"})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"27.8k": "27800", "27.8 k": "27800", "1.2M": "1200000", "1.5 Mio": "1500000", "3.4万": "34000", "0.5k": "500", "0.0001k": "0.1", "0k": "0", "1.2345k": "1234.5",
		"1,234k": "1234000", "$1.2M": "$1200000", "-2k": "-2000", "1.2k ± 0.1k": "1200 ± 100", "950": "950", "": "", "k": "k",
		"5kg": "5kg", "1.2.3k": "1.2.3k", "x5k": "x5k", "2e1k": "2e1k", "1E+2k": "1E+2k", "1394k-1415k": "1394000-1415000", "+1k/-2k": "+1000/-2000", "5k6": "5k6", "5  k": "5  k",
	} {
		if got, err := m.WriteOut(text); got != want || err != nil {
			t.Errorf("%q: got %q, %v, want %q", text, got, err, want)
		}
	}
	for _, bad := range []string{"1,23k", "1.2-1.4M", "1.2 ± 0.1M", "950/1.2k", "1.2k (5)"} {
		if got, err := m.WriteOut(bad); err == nil {
			t.Errorf("%q: got %q", bad, got)
		}
	}
	for _, bad := range []map[string]string{{"k": "1024"}, {"k": "1"}, {"k": "0"}, {"k": ""}, {"k": "10000000000000000"}, {"": "1000"}, {" k": "1000"}, {"e5": "1000"}, {"%": "100"}} {
		if m, err := NewMultiples(bad); err == nil {
			t.Errorf("%q: got %v", bad, m.powers)
		}
	}
	if m, err := NewMultiples(nil); m != nil || err != nil {
		t.Errorf("no letters: got %v, %v", m, err)
	}
}

// FuzzMultiples: a number with a letter is the number times its power of ten, and a text
// that is a number without one stays as it is.
func FuzzMultiples(f *testing.F) {
	for _, s := range []string{"27.8", "0", "1,234.5", "-3", "00.10", "1.2.3", "9e9"} {
		f.Add(s)
	}
	m, err := NewMultiples(map[string]string{"k": "1000"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuantity(s)
		if err != nil {
			return
		}
		if got, err := m.WriteOut(s); got != s || err != nil {
			t.Fatalf("%q: got %q, %v", s, got, err)
		}
		text, err := m.WriteOut(s + "k")
		if err != nil {
			return
		}
		big, err := ParseQuantity(text)
		if err != nil {
			return // the letter stays where the number is none that it follows
		}
		want := q.Value * 1000
		if math.Abs(big.Value-want) > 1e-9*math.Abs(want) {
			t.Fatalf("%qk: got %q = %v, want %v", s, text, big.Value, want)
		}
	})
}

func TestErrorsOfSpreadsheetsAndLimits(t *testing.T) {
	for _, s := range []string{"#DIV/0!", "#N/A", "#n/a", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"} {
		if !SheetError(s) || !NoNumber(s) || !NoText(s) {
			t.Errorf("%q is a value", s)
		}
	}
	for _, s := range []string{"#", "#1", "#REF", "N/A!", "# N/A"} {
		if SheetError(s) || NoNumber(s) || NoText(s) {
			t.Errorf("%q is no value", s)
		}
	}
	for s, want := range map[string]string{"<0.001": "0.001", "<= 5": "5", "≥99": "99", "> 1": "1"} {
		if got, ok := CutLimit(s); got != want || !ok {
			t.Errorf("%q: got %q, %v", s, got, ok)
		}
	}
	if got, ok := CutLimit("0.5"); got != "0.5" || ok {
		t.Errorf("got %q, %v", got, ok)
	}
	for s, want := range map[string]int{"1 ± 2 / 3": 2, "1 +/- 2 / 3 +/- 4": 2, "5": 1, "1/x": 0, "1 ± -2": 0} {
		if got, err := ParseParts(s); len(got) != want || (err == nil) != (want > 0) {
			t.Errorf("%q: got %v, %v", s, got, err)
		}
	}
}
