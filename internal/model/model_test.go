package model

import (
	"errors"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestParseDate(t *testing.T) {
	for _, ok := range []string{"2025", "2025-04", "2025-04-05", "2024-02-29"} {
		if got, err := ParseDate(ok); err != nil || got != ok {
			t.Errorf("%s: got %q, %v", ok, got, err)
		}
	}
	for _, bad := range []string{"", "25", "2025-13", "2025-02-29", "2025-02-30", "2025-4-5", "04/05/2025", "2025-04-05T00:00", "abcd", "1e3", "0025", "2025-00", "２０２５"} {
		if _, err := ParseDate(bad); !errors.Is(err, ErrDate) {
			t.Errorf("%s: got %v, want %v", bad, err, ErrDate)
		}
	}
	for in, want := range map[string]string{"2025": "2025-01-01", "2025-04": "2025-04-01", "2025-04-05": "2025-04-05"} {
		if got := Earliest(in); got != want {
			t.Errorf("Earliest(%s): got %s, want %s", in, got, want)
		}
	}
}

func TestParseReal(t *testing.T) {
	for in, want := range map[string]float64{"1417": 1417, "-0.5": -.5, "−0.5": -.5, "+13": 13, "1e-3": .001, ".5": .5, "0": 0, "0.7200": .72} {
		if got, err := ParseReal(in); err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %v", in, got, err, want)
		}
	}
	for in, hint := range map[string]string{"NaN": "leave the cell blank", "Inf": "decimal number", "1e309": "out of the range", "0x10": "decimal number", "1_000": "decimal number",
		"26,604": "thousands", "90.18%": "without %", "58.09 ± 0.80": "uncertainty", "N/A": "leave the cell blank", "": "decimal number", "-": "leave the cell blank", "1.2.3": "decimal number"} {
		if _, err := ParseReal(in); !errors.Is(err, ErrNumber) || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: got %v, want %v with %q", in, err, ErrNumber, hint)
		}
	}
	for _, f := range []float64{0, 1, -1, 1417, .1, 1.0 / 3, 1e-9, 1e15, 1e300, math.MaxFloat64, 1416.5816841191147, 10000000} {
		if got, err := ParseReal(FormatReal(f)); err != nil || got != f {
			t.Errorf("%v is written %s and read %v, %v", f, FormatReal(f), got, err)
		}
	}
	if got := FormatReal(10000000); got != "10000000" {
		t.Errorf("got %s", got)
	}
}

func TestClosest(t *testing.T) {
	candidates := []string{"llama-4-scout", "llama-4-maverick", "gpt-4o"}
	for in, want := range map[string]string{"llama-4-mavrick": "llama-4-maverick", "llama-4-socut": "llama-4-scout", "gpt4o": "gpt-4o", "qwen": "", "": ""} {
		if got := Closest(in, slices.Clone(candidates)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestProblemReads(t *testing.T) {
	p := Problem{Position: Position{"scores.csv", 7, 12}, Field: "value", Value: "90%", Text: "not a number", Hint: "write the number without %"}
	if got, want := p.Error(), `scores.csv:7:12: value "90%": not a number (write the number without %)`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestVocabulariesAreThoseOfTheSchema compares every closed vocabulary with the
// CHECK of its column.
func TestVocabulariesAreThoseOfTheSchema(t *testing.T) {
	schema, err := os.ReadFile("../../schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, tb := range Tables {
		table := tb.Name
		if table == "listings" { // a view of scores; listings.csv holds notes about them
			table = "listing_notes"
		}
		body := regexp.MustCompile(`(?s)CREATE TABLE ` + table + ` \((.*?)\n\) STRICT`).FindSubmatch(schema)
		if body == nil {
			t.Errorf("schema.sql has no table %s", tb.Name)
			continue
		}
		for _, c := range tb.Columns {
			if c.Doc == "" {
				t.Errorf("%s.%s has no documentation", tb.Name, c.Name)
			}
			if c.Vocab == nil {
				continue
			}
			m := regexp.MustCompile(c.Name + ` IN \(([^)]*)\)`).FindSubmatch(body[1])
			if m == nil {
				t.Errorf("%s.%s has no CHECK in schema.sql", tb.Name, c.Name)
				continue
			}
			var words []string
			for _, w := range strings.Split(string(m[1]), ",") {
				words = append(words, strings.Trim(strings.TrimSpace(w), "'"))
			}
			if !slices.Equal(words, c.Vocab) {
				t.Errorf("%s.%s: the schema allows %v, the code %v", tb.Name, c.Name, words, c.Vocab)
			}
			checked++
		}
	}
	if checked < 15 {
		t.Errorf("only %d vocabularies were compared", checked)
	}
}
