package store

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provenance/internal/model"
)

// A printedCase is a score with the text that is printed for it.
type printedCase struct {
	value   float64
	printed string
	unit    string
}

// printedTexts are texts as boards print numbers, and texts that only look like one.
var printedTexts = strings.Split("85.5|58.5|58.50|85|86|58.5%|58.5 %|58.5%%|%58.5|+58.5|++58.5|-85.5|−85.5|–85.5|- 85.5|+-85.5|+−85.5|$58.5|$ 58.5|-$58.5|$-58.5|−$58.5|58.5$|"+
	"5.85e1|5.85E1|585e-1|5.85e+01|5.85e|e5|5e100|5e99|5e-99|5e-100|1e999|0x10|.5|5.|.|5.8.5|1,417|1,471|14,17|1,41|01,417|0,417|,417|1417,|1,417.5|1,417,000|1417,000|1,234|1.234|1.234.567|85,5|"+
	"58.5 ± 0.8|58.5±0.8|58.5 ±|± 0.8|58.5 (±0.8)|58.5 (± 0.8%)|58.5% ± 0.8%|58.5 +/- 0.8|58.5 +- 0.8|58.5 ± .8|58.5 ± 0.8.1|58.5 ± 1,2|58 ± 2 / 85 ± 3|"+
	"*58.5|58.5*|**58.5**|58.5†|58.5‡*|58.5¹|58.5 *|(58.5)|[58.5]|58.5 [57, 59]|58.5 (57-59)|58.5 +1/-1|58/85|58-85|58 85|58.5 Elo|ELO of 1417|~58|≈58|<5|>90|1.2k|1.2M|58.5s|58,5 %|"+
	"n/a|-|--|NaN|inf|∞|1_0|0|0.0|00|007|-0|0.007|1525.8650817752887|1318.9993266384786|0.855|8.55|855|0.0855|100|100.0%|128|128000|2.5|150|123456789012345678|1e15|1e-5|0.00001|\t58.5\n|\u00a058.5\u00a0", "|")

// randomText is a text of the signs that numbers are printed with: at random, or in about
// the places where they stand.
func randomText(r *rand.Rand) string {
	pick := func(texts ...string) string { return texts[r.IntN(len(texts))] }
	var b strings.Builder
	if r.IntN(4) == 0 {
		signs := []rune("0123456789.,-+±%$()eE* kM−/†")
		for range r.IntN(8) {
			b.WriteRune(signs[r.IntN(len(signs))])
		}
		return b.String()
	}
	b.WriteString(pick("", "", "", "", "-", "−", "+", "$", "-$", "*", "~", " "))
	number := strconv.FormatFloat(r.Float64()*math.Pow10(r.IntN(6)-1), 'f', r.IntN(5), 64)
	if whole, rest, _ := strings.Cut(number, "."); len(whole) > 3 && r.IntN(2) == 0 {
		number = strings.TrimSuffix(whole[:len(whole)-3]+","+whole[len(whole)-3:]+"."+rest, ".")
	}
	b.WriteString(number + pick("", "", "", "", "", "e1", "e-2", "E+03") + pick("", "", "", "", "%", " %", "*", "k", " ± 0.8", " (±1.25)", "±2%", " +/- 3", "/36.6", " [1, 2]", ",5"))
	return b.String()
}

// valuesNear are values that a text could be printed for, and some that it could not.
func valuesNear(r *rand.Rand, text string) []float64 {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '.' {
			return c
		}
		return -1
	}, text)
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return []float64{r.Float64() * 100}
	}
	all := []float64{f, -f, f / 100, f * 100, f * 1000, f / 1000, f * 60, f + 1, f + 0.1, f + 0.04, math.Round(f), math.Trunc(f*10) / 10, r.Float64() * 100, 85.5, 0, 1}
	return []float64{all[r.IntN(len(all))], all[r.IntN(len(all))]}
}

// TestRuleValueMismatchAgreesWithIngest: the rule flags the scores that ingest of a
// canonical file refuses, of texts as boards print them and of random ones.
func TestRuleValueMismatchAgreesWithIngest(t *testing.T) {
	var cases []printedCase
	for _, text := range printedTexts {
		for _, value := range []float64{85.5, 58.5, -58.5, 58, 0.585, 0, 1, 1417, 1.234, 1234, 1525.87, 1319, 128000, 150, 1e-5, 1e15} {
			for _, unit := range model.TableNamed("metrics").Columns[model.TableNamed("metrics").Column("unit")].Vocab {
				cases = append(cases, printedCase{value, text, unit})
			}
		}
	}
	r := rand.New(rand.NewPCG(17, 1))
	for range times(20_000, 1_000_000) {
		text := randomText(r)
		for _, value := range valuesNear(r, text) {
			cases = append(cases, printedCase{value, text, []string{"proportion", "percent", "elo", "points", "seconds", "tokens"}[r.IntN(6)]})
		}
	}
	db := flagDB(t, "")
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Conn.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`BEGIN`)
	exec(`INSERT INTO metrics(slug, name, unit) SELECT 'as-' || value, value, value FROM json_each('["proportion","percent","elo","points","count","seconds","usd","tokens"]')`)
	exec(`INSERT INTO snapshots(source_id, benchmark_id, metric_id, reported_on)
		SELECT (SELECT id FROM sources WHERE slug = 'report'), (SELECT id FROM benchmarks WHERE slug = 'qa'), id, '2025-04-20' FROM metrics WHERE slug GLOB 'as-*'`)
	for i, c := range cases {
		exec(`INSERT INTO names(id, name, norm) VALUES (?1 + 1000, 'n' || ?1, 'n' || ?1)`, i)
		exec(`INSERT INTO scores(id, snapshot_id, name_id, benchmark_id, value, printed, ingest_id, line)
			SELECT ?1 + 1, sp.id, ?1 + 1000, sp.benchmark_id, ?2, ?3, 1, 1
			FROM snapshots sp JOIN metrics mt ON mt.id = sp.metric_id WHERE mt.slug = 'as-' || ?4`, i, c.value, c.printed, c.unit)
	}
	var want []string
	for i, c := range cases {
		if c.printed != "" && model.PrintsOther(c.value, c.printed, c.unit) {
			want = append(want, fmt.Sprint(i+1))
		}
	}
	got := lines(t, db, `SELECT score_id FROM rule_value_mismatch ORDER BY score_id`)
	exec(`ROLLBACK`)
	if len(got) < len(cases)/20 || len(got) > len(cases)*19/20 {
		t.Errorf("the rule flags %d of %d scores: the cases say little", len(got), len(cases))
	}
	shown := 0
	for i, c := range cases {
		_, sql := slices.BinarySearchFunc(got, i+1, compareNumber)
		_, ingest := slices.BinarySearchFunc(want, i+1, compareNumber)
		if sql != ingest && shown < 20 {
			shown++
			t.Errorf("%v printed as %q, in %s: flagged %v, refused %v", c.value, c.printed, c.unit, sql, ingest)
		}
	}
}

func compareNumber(text string, n int) int {
	k, _ := strconv.Atoi(text)
	return k - n
}
