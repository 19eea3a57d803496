package store

import (
	"math"
	"testing"
)

var _ = casesOf("moving-alias", []flagCase{
	{name: "a name that its provider moves", rows: `
		variants: latest | m | build=moving_alias
		release_events: latest | released | 2025-04-05
		scores: board | latest | chat | elo | 1400 | 2025-04-11`,
		want: []string{"warning #1 dev m latest chat board < board 2025-04-11 -"},
		says: []string{"Which build scored 1400 on 2025-04-11 is not on record"}},
	{name: "silent: latest in the name is no build", rows: `
		variants: chat-latest | m | build=release
		release_events: chat-latest | released | 2025-04-05
		scores: board | chat-latest | chat | elo | 1400 | 2025-04-11`},
	{name: "silent: the build is not stated", rows: `
		variants: some | m | build=unknown
		scores: board | some | chat | elo | 1400 | 2025-04-11`},
})

var _ = casesOf("relationship-mismatch", []flagCase{
	{name: "called third-party, measured by the developer", about: "rel", rows: `
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | evaluator=dev | asserted_relationship=third_party`,
		want: []string{"error #1 dev m rel qa agg < agg 2025-05-01 -"},
		says: []string{"agg calls this a third-party number; dev ran it and dev made the model"}},
	{name: "called first-party, measured by another", about: "rel", rows: `
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | evaluator=lab | asserted_relationship=first_party`,
		want: []string{"note #1 dev m rel qa agg < agg 2025-05-01 -"}},
	{name: "silent: it is what the source says", about: "rel", rows: `
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | evaluator=dev | asserted_relationship=first_party
		scores: report | rel | qa | pct | 71 | 2025-05-01 | evaluator=lab | asserted_relationship=third_party`},
	{name: "silent: the evaluator or the relationship is not stated", about: "rel", rows: `
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | asserted_relationship=third_party
		scores: report | rel | qa | pct | 71 | 2025-05-01 | evaluator=dev`},
	{name: "silent: the developer is not on record", rows: `
		models: orphan | developer=
		variants: orphan-1 | orphan
		scores: agg | orphan-1 | qa | pct | 70 | 2025-05-01 | evaluator=dev | asserted_relationship=third_party`},
})

const policy = `
		statements: only-public | policy | availability | news | 2024-11-18 | Only what the public can have is listed. | organization=arena | requires=public_release
		statement_targets: only-public | organization=arena`

var _ = casesOf("against-policy", []flagCase{
	{name: "not public, and the board's policy asks for it", about: "exp", rows: policy + `
		scores: board | exp | chat | elo | 1417 | 2025-04-06`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"},
		says: []string{"the policy of arena of 2024-11-18 (news) asks for one: Only what the public can have is listed."}},
	{name: "silent: public", rows: policy + `
		scores: board | rel | chat | elo | 1273 | 2025-04-06`},
	{name: "silent: the policy came later, or has no day", rows: `
		statements: later | policy | availability | news | 2025-05-09 | Only what is public. | organization=arena | requires=public_release
		statements: undated | policy | availability | news | said_on= | Only what is public. | organization=arena | requires=public_release
		statement_targets: later | organization=arena
		statement_targets: undated | organization=arena
		scores: board | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: the policy of somebody else, or on something else, or withdrawn", rows: `
		statements: other | policy | availability | news | 2024-11-18 | Only what is public. | organization=lab | requires=public_release
		statements: else | policy | license | news | 2024-11-18 | Weights under a licence. | organization=arena | requires=public_release
		statements: gone | policy | availability | news | 2024-11-18 | Only what is public. | organization=arena | requires=public_release
		statements: ended | retraction | availability | news | 2025-01-01 | It no longer holds. | organization=arena | reply_to=gone
		statement_targets: other | organization=lab
		statement_targets: else | organization=arena
		statement_targets: gone | organization=arena
		statement_targets: ended | organization=arena
		scores: board | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: no event, so the status is unknown", rows: policy + `
		scores: board | unk | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: a vendor's page is no board", rows: policy + `
		scores: blog | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: a policy of the same month, before or after the report, or one withdrawn on no stated day", about: "exp", rows: `
		statements: vague | policy | availability | news | 2025-04 | Only what is public. | organization=arena | requires=public_release
		statements: gone | policy | availability | news | 2024-11-18 | Only what is public. | organization=arena | requires=public_release
		statements: ended | retraction | availability | news | | It no longer holds. | organization=arena | reply_to=gone
		statement_targets: vague | organization=arena
		statement_targets: gone | organization=arena
		statement_targets: ended | organization=arena
		scores: board | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "the board's numbers in a copy that somebody else publishes", about: "exp", rows: policy + `
		sources: mirror | leaderboard | https://mirror.ai/x | 2025-04-06 | publisher=lab
		scores: mirror | exp | chat | elo | 1417 | 2025-04-06 | evaluator=arena`,
		want: []string{"error #1 dev m exp chat mirror < news 2025-04-06 -"}},
	{name: "silent: a copy that does not say who evaluated, and the board's numbers on a vendor's page", about: "exp", rows: policy + `
		sources: mirror | leaderboard | https://mirror.ai/x | 2025-04-06 | publisher=lab
		scores: mirror | exp | chat | elo | 1417 | 2025-04-06
		scores: blog | exp | chat | elo | 1417 | 2025-04-06 | evaluator=arena`},
	{name: "silent: announced in the month of the report, before or after it", about: "vague", rows: policy + `
		variants: vague | m
		release_events: vague | announced | 2025-04
		scores: board | vague | chat | elo | 1417 | 2025-04-06`},
})

const tried = `
		private_tests: developer=dev | board=arena | n_variants=27 | source=news`

var _ = casesOf("best-of-n", []flagCase{
	{name: "27 tries and a standard error of 6.2", about: "exp", rows: tried + `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | ci_low=1404.85 | ci_high=1429.15 | ci_level=0.95
		scores: board | rel | chat | elo | 1287 | 2025-04-06`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-07 -"},
		says: []string{"news says that dev tried 27 variants in private on arena (of which model is not stated). Whether this one is among them is not on record. If it was chosen as the best of 27 equal ones by these votes or items, chance alone puts it ahead by about 12 points. This score is better by 130 than that of rel, which was public."}},
	{name: "of this model", about: "exp", rows: `
		private_tests: developer=dev | board=arena | n_variants=2 | source=news | model=m
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | ci_low=1400 | ci_high=1434 | ci_level=0.9`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-07 -"},
		says: []string{"news says that dev tried 2 variants in private on arena (of m). Whether this one is among them is not on record. If it was chosen as the best of 2 equal ones by these votes or items, chance alone puts it ahead by about 6 points"}},
	{name: "silent: one variant, another model, another developer, another board", rows: `
		models: m2 | dev
		private_tests: developer=dev | board=arena | n_variants=1 | source=news
		private_tests: developer=dev | board=arena | n_variants=27 | source=news | model=m2
		private_tests: developer=lab | board=arena | n_variants=27 | source=news
		private_tests: developer=dev | board=lab | n_variants=27 | source=news
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | ci_low=1405 | ci_high=1430 | ci_level=0.95`},
	{name: "silent: no interval, or one of no stated level", rows: tried + `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | exp | chat | elo | 1416 | 2025-04-07 | ci_low=1405 | ci_high=1430`},
	{name: "silent: the variant was public", rows: tried + `
		scores: board | rel | chat | elo | 1273 | 2025-04-06 | ci_low=1260 | ci_high=1290 | ci_level=0.95`},
	{name: "silent: the tests came later", rows: `
		private_tests: developer=dev | board=arena | n_variants=27 | source=news | from_on=2025-05
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | ci_low=1405 | ci_high=1430 | ci_level=0.95`},
	{name: "a printed standard error of 6.2", about: "exp", rows: tried + `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=6.2
		scores: board | rel | chat | elo | 1287.5 | 2025-04-06`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-07 -"},
		says: []string{"puts it ahead by about 12 points. This score is better by 129.5 than that of rel, which was public."}},
	{name: "binomial: 70 percent of 500 items, 0.5 of a benchmark of 100", about: "exp", rows: tried + `
		benchmarks: small | n_items=100
		metrics: pct | percent | quantity=accuracy | lower_bound=0 | upper_bound=100
		metrics: prop | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1
		scores: board | exp | qa | pct | 70 | 2025-04-06 | sample_size=500
		scores: board | exp | small | prop | 0.5 | 2025-04-06`,
		want: []string{"warning #1 dev m exp qa board < news 2025-04-07 -", "warning #2 dev m exp small board < news 2025-04-07 -"},
		says: []string{"ahead by about 4 percentage points", "ahead by about 10 percentage points"}},
	{name: "an interval of level 0.68 is one standard error wide on either side", about: "exp", rows: tried + `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | ci_low=1410.8 | ci_high=1423.2 | ci_level=0.68`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-07 -"}, says: []string{"ahead by about 12 points"}},
	{name: "silent: an error of 0, a rating with a number of votes alone", about: "exp", rows: tried + `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=0
		scores: board | exp | qa | elo | 1417 | 2025-04-06 | sample_size=2520
		scores: board | exp | qa | pct | 100 | 2025-04-06 | sample_size=30`},
	{name: "silent: tests of the same month, before or after the report", about: "exp", rows: `
		private_tests: developer=dev | board=arena | n_variants=27 | source=news | from_on=2025-04
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=6.2`},
	{name: "silent: announced in the month of the report, before or after it", about: "vague", rows: tried + `
		variants: vague | m
		release_events: vague | announced | 2025-04
		scores: board | vague | chat | elo | 1417 | 2025-04-06 | stderr=6.2`},
})

var _ = casesOf("revised-score", []flagCase{
	{name: "another value in a later file", rows: `
		scores: report | rel | qa | pct | 57.2 | 2025-04-20
		---
		scores: report | rel | qa | pct | 57.3 | 2025-04-20`,
		want: []string{"note #2 dev m rel qa report < report 2025-06-01 -"},
		says: []string{"A later file has 57.3 for 57.2 in the same place of report. Whether report changed it or the record was mended is not on record."}},
	{name: "silent: two days of a board", rows: `
		scores: board | rel | chat | elo | 1273 | 2025-04-11
		scores: board | rel | chat | elo | 1275 | 2025-04-12`},
	{name: "another rank and interval beside the same value, and a note of the reader's after it", rows: `
		scores: board | rel | chat | elo | 1273 | 2025-04-11 | ci_low=1260 | ci_high=1280 | rank=35
		---
		scores: board | rel | chat | elo | 1273 | 2025-04-11 | ci_low=1263 | ci_high=1281.5 | rank=32 | sample_size=500
		---
		scores: board | rel | chat | elo | 1273 | 2025-04-11 | ci_low=1263 | ci_high=1281.5 | rank=32 | sample_size=500 | note=seen`,
		want: []string{"note #3 dev m rel chat board < board 2025-06-01 -"},
		says: []string{"A later file has 1273 as before, the interval [1263, 1281.5] for [1260, 1280], the sample size 500 for none, the rank 32 for 35 in the same place of board."}},
	{name: "silent: only the locator and the note differ", rows: `
		scores: report | rel | qa | pct | 57.2 | 2025-04-20 | locator=table 1 | note=seen
		---
		scores: report | rel | qa | pct | 57.2 | 2025-04-20 | locator=table 2`},
	{name: "silent: the same file again", rows: `
		scores: report | rel | qa | pct | 57.2 | 2025-04-20
		---
		scores: report | rel | qa | pct | 57.2 | 2025-04-20`},
})

var _ = casesOf("release-date-conflict", []flagCase{
	{name: "eight days apart", about: "unk", rows: `
		release_events: unk | released | 2025-04-05
		release_events: unk | released | 2025-04-13 | source=news`,
		want: []string{"warning #- dev m unk - - < news 2025-04-13 -"},
		says: []string{"Released on 2025-04-05 (blog) or on 2025-04-13 (news). The two sources are more than 7 days apart."}},
	{name: "a month apart from a day", about: "unk", rows: `
		release_events: unk | released | 2025-04
		release_events: unk | released | 2025-05-08 | source=news`,
		want: []string{"warning #- dev m unk - - < news 2025-05-08 -"}},
	{name: "silent: seven days", rows: `
		release_events: unk | released | 2025-04-05
		release_events: unk | released | 2025-04-12 | source=news`},
	{name: "silent: a month or a year that the day may lie in", rows: `
		release_events: unk | released | 2025
		release_events: unk | released | 2025-09-12 | source=news`},
	{name: "silent: on a board, or taken away and given back", rows: `
		release_events: unk | released | 2025-01-05 | scope=arena
		release_events: unk | released | 2025-04-05
		release_events: unk | withdrawn | 2025-04-10
		release_events: unk | released | 2025-06-01 | source=news`},
	{name: "silent: one date", rows: `
		release_events: unk | released | 2025-04-05`},
	{name: "two days apart, beside a year in which both may lie", about: "unk", rows: `
		release_events: unk | released | 2025
		release_events: unk | released | 2025-03-01 | source=news
		release_events: unk | released | 2025-03-20 | source=report`,
		want: []string{"warning #- dev m unk - - < report 2025-03-20 -"}, says: []string{"Released on 2025-03-01 (news) or on 2025-03-20 (report)"}},
	{name: "what a board took down explains nothing", about: "unk", rows: `
		release_events: unk | released | 2025-04-05
		release_events: unk | withdrawn | 2025-04-10 | scope=arena
		release_events: unk | released | 2025-06-01 | source=news`,
		want: []string{"warning #- dev m unk - - < news 2025-06-01 -"}},
})

var _ = casesOf("corrected", []flagCase{
	{name: "a correction shows both", rows: `
		statements: wrong | claim | quality | news | 2025-04-07 | It has 90.
		statements: right | correction | quality | blog | 2025-04-05 | It has 80. | reply_to=wrong
		statement_targets: wrong | model=m
		statement_targets: right | source=news`,
		want: []string{"note #- - - - - news < blog 2025-04-07 -"},
		says: []string{"Contradicted by an older document: somebody on 2025-04-05 (blog): It has 80. What it corrects: somebody on 2025-04-07 (news): It has 90."}},
	{name: "a retraction about a variant", rows: `
		statements: back | retraction | quality | blog | 2025-05-05 | The number is taken back.
		statement_targets: back | variant=rel`,
		want: []string{"error #- dev m rel - - < blog 2025-05-05 -"},
		says: []string{"RETRACTION by somebody"}},
	{name: "silent: a denial and a claim correct nothing", rows: `
		statements: wrong | claim | quality | news | 2025-04-07 | It has 90.
		statements: no | denial | quality | blog | 2025-04-08 | It has not. | reply_to=wrong
		statement_targets: wrong | model=m
		statement_targets: no | model=m`},
	{name: "silent: about nothing on record", rows: `
		statements: right | correction | quality | blog | 2025-04-05 | It has 80.`},
})

// TestExpectedMaximum compares the view with the mean of the greatest of n
// standard normal draws, integrated by Simpson's rule.
func TestExpectedMaximum(t *testing.T) {
	t.Parallel()
	density := func(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
	below := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	db := emptyDB(t)
	table, err := db.Table(t.Context(), `SELECT n, e FROM expected_maximum ORDER BY n`)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		n, got := float64(r[0].(int64)), r[1].(float64)
		sum, steps := 0.0, 4000
		for i := range steps + 1 {
			x := -10 + 20*float64(i)/float64(steps)
			weight := []float64{2, 4}[i%2]
			if i == 0 || i == steps {
				weight = 1
			}
			sum += weight * x * n * density(x) * math.Pow(below(x), n-1)
		}
		if want := sum * 20 / float64(steps) / 3; math.Abs(got-want) > 0.0001 {
			t.Errorf("n = %v: got %v, want %.4f", n, got, want)
		}
	}
	if len(table.Rows) < 40 {
		t.Errorf("%d rows", len(table.Rows))
	}
}
