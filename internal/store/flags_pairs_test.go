package store

import (
	"fmt"
	"strings"
)

var _ = casesOf("unreplicated", []flagCase{
	{name: "nobody else in 90 days", about: "rel", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05 | evaluator=dev`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-07-04 -"},
		says: []string{"no third-party score of this variant on this benchmark from the 90 days after 2025-04-05"}},
	{name: "somebody else later ends it", about: "rel", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | prop | 0.69 | 2025-08-01 | evaluator=lab`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-07-04 2025-08-01"}},
	{name: "a month counts from its end", about: "rel", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04 | evaluator=dev`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-07-29 -"}},
	{name: "silent: replicated on the last of the 90 days", about: "rel", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | prop | 0.69 | 2025-07-04 | evaluator=lab`},
	{name: "silent: the evaluator is not stated", about: "rel", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05`},
	{name: "silent: a third party's number", about: "rel", rows: `
		scores: report | rel | qa | pct | 70 | 2025-04-05 | evaluator=lab`},
})

var _ = casesOf("stage-mismatch", []flagCase{
	{name: "the base model's value under the instruct model", about: "rel", rows: `
		variants: rel-base | m | stage=base
		release_events: rel-base | released | 2025-04-05
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: blog | rel | qa | pct | 80.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01`,
		want: []string{"error #3 dev m rel qa agg < blog 2025-05-01 -"},
		says: []string{"85.5 is what blog prints for rel-base, the base model; for rel, instruct, it prints 80.5"}},
	{name: "the developer prints nothing for it", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01`,
		want: []string{"error #2 dev m rel qa agg < blog 2025-05-01 -"},
		says: []string{"it prints nothing on qa"}},
	{name: "and has it in other tables", about: "rel", rows: `
		variants: rel-base | m | stage=base
		benchmarks: sums | name=Sums (hard)
		scores: blog | rel-base | sums | pct | 61.2 | 2025-04-05 | evaluator=dev
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: agg | rel | sums | prop | 0.612 | 2025-05-01`,
		want: []string{"error #3 dev m rel sums agg < blog 2025-05-01 -"},
		says: []string{"for rel, instruct, it prints nothing on Sums (hard)"}},
	{name: "silent: the developer prints the value for both", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 85.5 | 2025-04-06 | evaluator=dev
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01`},
	{name: "silent: another value, another benchmark, another metric", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85.4 | 2025-05-01
		scores: agg | rel | chat | pct | 85.5 | 2025-05-01
		scores: agg | rel | qa | elo | 85.5 | 2025-05-01`},
	{name: "silent: an evaluator's own number may be equal", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 85.5 | 2025-05-01 | evaluator=lab`},
	{name: "silent: a stage is unknown", rows: `
		variants: some | m | stage=unknown
		scores: blog | some | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01
		scores: blog | rel | chat | pct | 60 | 2025-04-05 | evaluator=dev
		scores: agg | some | chat | pct | 60 | 2025-05-01`},
	{name: "percent in the card, a proportion in the aggregator", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | prop | 0.855 | 2025-05-01`,
		want: []string{"error #2 dev m rel qa agg < blog 2025-05-01 -"}, says: []string{"0.855 is what blog prints for rel-base, the base model"}},
	{name: "silent: percent and proportion, printed for both", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 57 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 57 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | prop | 0.57 | 2025-05-01`},
})

var _ = casesOf("suspicious-zero", []flagCase{
	{name: "0 and nothing beside it", rows: `
		scores: report | rel | qa | pct | 0 | 2025-04-20`,
		want: []string{"note #1 dev m rel qa report < report 2025-04-20 -"}},
	{name: "silent: with a sample size, an interval or an error", rows: `
		scores: report | rel | qa | pct | 0 | 2025-04-20 | sample_size=30
		scores: report | rel | qa | pct | 0 | 2025-04-21 | ci_low=0 | ci_high=3
		scores: report | rel | qa | pct | 0 | 2025-04-22 | stderr=1`},
	{name: "silent: nearly 0, and a cost of nothing", rows: `
		metrics: usd | usd
		scores: report | rel | qa | pct | 0.1 | 2025-04-20
		scores: report | rel | chat | usd | 0 | 2025-04-20`},
})

var _ = casesOf("rank-tie", []flagCase{
	{name: "neighbours whose intervals overlap", about: "rel", rows: `
		scores: board | top | chat | elo | 1400 | 2025-04-11 | rank=1 | ci_low=1390 | ci_high=1410
		scores: board | rel | chat | elo | 1395 | 2025-04-11 | rank=2 | ci_low=1380.5 | ci_high=1405`,
		want: []string{"note #2 dev m rel chat board < board 2025-04-11 -"},
		says: []string{"rank 2 with [1380.5, 1405]; rank 1, top, has [1390, 1410]: the intervals overlap"}},
	{name: "limits that no file prints like that: SQLite has two ways to write 0.1 + 0.2", about: "rel", rows: `
		scores: board | top | chat | elo | 0.4 | 2025-04-11 | rank=1 | ci_low=0.30000000000000004 | ci_high=1410
		scores: board | rel | chat | elo | 0.3 | 2025-04-11 | rank=2 | ci_low=0.1 | ci_high=1404.9999999999998`,
		want: []string{"note #2 dev m rel chat board < board 2025-04-11 -"},
		says: []string{"rank 2 with [0.1, 1405]; rank 1, top, has [0.3, 1410]"}},
	{name: "the nearest of two better ones", about: "rel", rows: `
		scores: board | first | chat | elo | 1500 | 2025-04-11 | rank=1 | ci_low=1490 | ci_high=1510
		scores: board | second | chat | elo | 1400 | 2025-04-11 | rank=2 | ci_low=1390 | ci_high=1410
		scores: board | rel | chat | elo | 1395 | 2025-04-11 | rank=3 | ci_low=1380 | ci_high=1405`,
		want: []string{"note #3 dev m rel chat board < board 2025-04-11 -"},
		says: []string{"rank 2, second"}},
	{name: "silent: apart, or of another day", about: "rel", rows: `
		scores: board | top | chat | elo | 1400 | 2025-04-11 | rank=1 | ci_low=1390 | ci_high=1410
		scores: board | rel | chat | elo | 1300 | 2025-04-11 | rank=2 | ci_low=1290 | ci_high=1310
		scores: board | rel | chat | elo | 1395 | 2025-04-12 | rank=2 | ci_low=1380 | ci_high=1405`},
	{name: "silent: no interval or no rank", about: "rel", rows: `
		scores: board | top | chat | elo | 1400 | 2025-04-11 | rank=1
		scores: board | rel | chat | elo | 1395 | 2025-04-11 | rank=2 | ci_low=1380 | ci_high=1405
		scores: board | top | chat | elo | 1400 | 2025-04-12 | rank=1 | ci_low=1390 | ci_high=1410
		scores: board | rel | chat | elo | 1395 | 2025-04-12 | ci_low=1380 | ci_high=1405`},
	{name: "silent: the same rank", about: "rel", rows: `
		scores: board | top | chat | elo | 1400 | 2025-04-11 | rank=1 | ci_low=1390 | ci_high=1410
		scores: board | rel | chat | elo | 1395 | 2025-04-11 | rank=1 | ci_low=1380 | ci_high=1405`},
})

var _ = casesOf("conflicting-entries", []flagCase{
	{name: "two values in one place", rows: `
		scores: report | rel | qa | pct | 6.2 | 2025-04-20 | value_as_printed=6.20
		scores: report | rel | qa | pct | 6.37 | 2025-04-20`,
		want: []string{"warning #1 dev m rel qa report < report 2025-04-20 -", "warning #2 dev m rel qa report < report 2025-04-20 -"},
		says: []string{"report prints 6.20 and 6.37 for the same name and benchmark. No settings are stated; no day of evaluation is stated for both: they may be of two runs."}},
	{name: "in settings that are stated, on one day of evaluation", rows: `
		scores: report | rel | qa | pct | 6.2 | 2025-04-20 | shots=5 | evaluated_on=2025-04-18
		scores: report | rel | qa | pct | 6.3 | 2025-04-20 | shots=5 | evaluated_on=2025-04-18`,
		want: []string{"warning #1 dev m rel qa report < report 2025-04-20 -", "warning #2 dev m rel qa report < report 2025-04-20 -"},
		says: []string{"Settings of both: 5 shots; one day of evaluation is stated for both."}},
	{name: "the day of evaluation is stated for one of them only", rows: `
		scores: report | rel | qa | pct | 6.2 | 2025-04-20 | shots=5 | evaluated_on=2025-04-18
		scores: report | rel | qa | pct | 6.3 | 2025-04-20 | shots=5`,
		want: []string{"warning #1 dev m rel qa report < report 2025-04-20 -", "warning #2 dev m rel qa report < report 2025-04-20 -"},
		says: []string{"Settings of both: 5 shots; no day of evaluation is stated for both: they may be of two runs."}},
	{name: "of a name without a variant", rows: `
		scores: report | Nobody | qa | pct | 6.2 | 2025-04-20
		scores: report | Nobody | qa | pct | 6.37 | 2025-04-20`,
		want: []string{"warning #1 - - - qa report < report 2025-04-20 -", "warning #2 - - - qa report < report 2025-04-20 -"}},
	{name: "silent: the same value with another interval", rows: `
		scores: report | rel | qa | pct | 6.2 | 2025-04-20
		scores: report | rel | qa | pct | 6.2 | 2025-04-20 | stderr=0.1`},
	{name: "silent: other settings, another day, a correction", rows: `
		scores: report | rel | qa | pct | 6.2 | 2025-04-20
		scores: report | rel | qa | pct | 6.3 | 2025-04-20 | shots=5
		scores: report | rel | qa | pct | 6.4 | 2025-04-21
		---
		scores: report | rel | qa | pct | 6.5 | 2025-04-20`},
})

var _ = casesOf("settings-differ", []flagCase{
	{name: "with and without tools", about: "rel", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | stderr=0.5 | tools=search | shots=0
		scores: runs | rel | qa | pct | 20 | 2025-04-22 | stderr=0.5 | tools=none | shots=0`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"},
		says: []string{"40 here and 20 in runs were not measured alike: tools search and none"}},
	{name: "two settings, no uncertainty", about: "rel", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | shots=5 | harness=h
		scores: runs | rel | qa | prop | 0.2 | 2025-04-22 | shots=0 | harness=g`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"},
		says: []string{"40 here and 0.2 in runs were not measured alike: shots 5 and 0; harness h and g"}},
	{name: "silent: the values agree", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | stderr=2 | tools=search
		scores: runs | rel | qa | pct | 41 | 2025-04-22 | stderr=2 | tools=none`},
	{name: "silent: the same settings, or one silent on them", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | shots=5
		scores: runs | rel | qa | pct | 20 | 2025-04-22 | shots=5
		scores: news | rel | qa | pct | 30 | 2025-04-22`},
	{name: "silent: another benchmark, quantity, variant", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | shots=5
		scores: runs | rel | chat | pct | 20 | 2025-04-22 | shots=0
		scores: runs | rel | qa | elo | 20 | 2025-04-22 | shots=0
		scores: runs | exp | qa | pct | 20 | 2025-04-22 | shots=0`},
	{name: "with and without style control", about: "rel", rows: `
		scores: report | rel | chat | elo | 1307 | 2025-04-20 | stderr=5 | style_control=true
		scores: runs | rel | chat | elo | 1417 | 2025-04-20 | stderr=5 | style_control=false`,
		want: []string{"warning #1 dev m rel chat report < runs 2025-04-20 -", "warning #2 dev m rel chat runs < report 2025-04-20 -"},
		says: []string{"1307 here and 1417 in runs were not measured alike: style control 1 and 0"}},
})

var _ = casesOf("settings-unstated", []flagCase{
	{name: "one does not say how many shots", about: "rel", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | shots=5 | cot=true
		scores: runs | rel | qa | pct | 20 | 2025-04-22 | cot=true`,
		want: []string{"note #1 dev m rel qa report < runs 2025-04-22 -", "note #2 dev m rel qa runs < report 2025-04-22 -"},
		says: []string{"40 here and 20 in runs; only one of the two states: shots"}},
	{name: "silent: both the same", rows: `
		scores: report | rel | chat | pct | 40 | 2025-04-20 | shots=5
		scores: runs | rel | chat | pct | 20 | 2025-04-22 | shots=5`},
	{name: "silent: the values agree", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | shots=5
		scores: runs | rel | qa | pct | 40 | 2025-04-22`},
	{name: "silent: what differs speaks louder", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | shots=5 | cot=true
		scores: runs | rel | qa | pct | 20 | 2025-04-22 | shots=0`},
})

const family = `
		benchmarks: gpqa | family=gpqa | split=main
		benchmarks: gpqa-diamond | family=gpqa | split=diamond
		benchmarks: gpqa-some | family=gpqa
		variants: other | m
		release_events: other | released | 2025-04-05`

var _ = casesOf("split-mismatch", []flagCase{
	{name: "one on the whole, the other on a part", rows: family + `
		scores: agg | rel | gpqa-diamond | pct | 57.2 | 2025-05-01
		scores: agg | other | gpqa | pct | 46.7 | 2025-05-01`,
		want: []string{"note #1 dev m rel gpqa-diamond agg < agg 2025-05-01 -", "note #2 dev m other gpqa agg < agg 2025-05-01 -"},
		says: []string{"agg gives rel on gpqa-diamond and other on gpqa, which are different parts or versions of gpqa"}},
	{name: "a note where neither part nor version of one is stated", rows: family + `
		scores: blog | rel | gpqa-diamond | pct | 57.2 | 2025-04-05 | evaluator=dev | section=Table 1
		scores: blog | other | gpqa-some | pct | 46.7 | 2025-04-05 | evaluator=dev | section=Table 1`,
		want: []string{"note #1 dev m rel gpqa-diamond blog < blog 2025-04-05 -", "note #2 dev m other gpqa-some blog < blog 2025-04-05 -"},
		says: []string{"blog gives rel on gpqa-diamond and other on gpqa-some. Neither part nor version of gpqa-some is stated: whether the two can be compared is not known"}},
	{name: "of the developer's number, or of the other one", about: "rel", rows: family + `
		scores: blog | rel | gpqa-some | pct | 57.2 | 2025-04-05 | evaluator=dev
		scores: report | rel | gpqa-diamond | pct | 50 | 2025-04-20 | evaluator=lab`,
		want: []string{"note #1 dev m rel gpqa-some blog < report 2025-04-20 -"},
		says: []string{"report gives rel 50 on gpqa-diamond. Neither part nor version of gpqa-some is stated"}},
	{name: "silent: one of them has both", rows: family + `
		scores: agg | rel | gpqa-diamond | pct | 57.2 | 2025-05-01
		scores: agg | rel | gpqa | pct | 50 | 2025-05-01
		scores: agg | other | gpqa | pct | 46.7 | 2025-05-01`},
	{name: "silent: another source, day, metric", rows: family + `
		scores: agg | rel | gpqa-diamond | pct | 57.2 | 2025-05-01
		scores: report | other | gpqa | pct | 46.7 | 2025-05-01
		scores: agg | other | gpqa | pct | 46.7 | 2025-05-02
		scores: agg | other | gpqa | elo | 46.7 | 2025-05-01`},
	{name: "silent: another stage, or one that is not known", rows: family + `
		variants: base | m | stage=base
		variants: some | m | stage=unknown
		scores: agg | rel | gpqa-diamond | pct | 57.2 | 2025-05-01
		scores: agg | base | gpqa | pct | 46.7 | 2025-05-01
		scores: agg | some | gpqa | pct | 46.7 | 2025-05-01`},
	{name: "silent: no family on record", rows: family + `
		scores: agg | rel | qa | pct | 57.2 | 2025-05-01
		scores: agg | other | chat | pct | 46.7 | 2025-05-01`},
	{name: "silent: a name without a variant", rows: family + `
		scores: agg | rel | gpqa-diamond | pct | 57.2 | 2025-05-01
		scores: agg | Nobody knows | gpqa | pct | 46.7 | 2025-05-01`},
})

// twoDays makes two snapshots of a board: n names, all moved by shift but for a
// spread, or only the first moved of them.
func twoDays(n, moved int, shift, spread, half float64) string {
	var b strings.Builder
	for i := range n {
		v := 1000 + float64(i)
		w := v
		if i < moved {
			w += shift + spread*(float64(i%5)-2)/2
		}
		fmt.Fprintf(&b, "scores: board | name %d | chat | elo | %.2f | 2025-05-13 | ci_low=%.2f | ci_high=%.2f\n", i, v, v-half, v+half)
		fmt.Fprintf(&b, "scores: board | name %d | chat | elo | %.2f | 2025-05-20 | ci_low=%.2f | ci_high=%.2f\n", i, w, w-half, w+half)
	}
	return b.String()
}

var _ = casesOf("scale-break", []flagCase{
	{name: "228 names move by 59.9 with a spread of 0.2", rows: twoDays(228, 228, 59.9, 0.2, 6),
		want: []string{"warning #- - - - chat board < board 2025-05-20 -"},
		says: []string{"from 2025-05-13 to 2025-05-20 the scores of 228 names moved by 59.9 (median; half of them within 0.2 of one another), where their intervals are +/-6.0"}},
	{name: "down as well", rows: twoDays(21, 21, -59.9, 0.2, 6),
		want: []string{"warning #- - - - chat board < board 2025-05-20 -"}},
	{name: "silent: 23 of 184 rows moved", rows: twoDays(184, 23, 59.9, 0.2, 6)},
	{name: "silent: within the intervals", rows: twoDays(228, 228, 11.9, 0.2, 6)},
	{name: "silent: they moved each in its own way", rows: twoDays(228, 228, 59.9, 80, 6)},
	{name: "silent: too few names", rows: twoDays(19, 19, 59.9, 0.2, 6)},
	{name: "silent: too few names of one meaning", rows: `
		aliases: name 3 | exp | scope=board | valid_to=2025-05-15
		aliases: name 3 | rel | scope=board | valid_from=2025-05-16
		` + twoDays(20, 20, 59.9, 0.2, 6)},
	{name: "a name of two meanings does not count", rows: `
		aliases: name 3 | exp | scope=board | valid_to=2025-05-15
		` + twoDays(21, 21, 59.9, 0.2, 6),
		want: []string{"warning #- - - - chat board < board 2025-05-20 -"}, says: []string{"the scores of 20 names moved"}},
	{name: "silent: no intervals", rows: strings.ReplaceAll(twoDays(228, 228, 59.9, 0.2, 6), "| ci_high", "| note=ci_high ")},
	{name: "silent: not a leaderboard", rows: strings.ReplaceAll(twoDays(228, 228, 59.9, 0.2, 6), "scores: board", "scores: agg")},
})

var _ = casesOf("no-uncertainty", []flagCase{
	{name: "a percentage and nothing beside it", rows: `
		scores: report | rel | qa | pct | 70.10 | 2025-04-20 | value_as_printed=70.10`,
		want: []string{"note #1 dev m rel qa report < report 2025-04-20 -"},
		says: []string{"report prints 70.10 without interval, standard error or number of items"}},
	{name: "half an interval is none", rows: `
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | ci_low=1260`,
		want: []string{"note #1 dev m rel chat board < board 2025-04-20 -"}},
	{name: "silent: an interval, an error, a number of items", rows: `
		benchmarks: big | n_items=1000
		metrics: pct | percent | quantity=accuracy | lower_bound=0 | upper_bound=100
		scores: report | rel | qa | pct | 70 | 2025-04-20 | ci_low=69 | ci_high=71
		scores: report | rel | qa | pct | 70 | 2025-04-21 | stderr=1
		scores: report | rel | qa | pct | 70 | 2025-04-22 | sample_size=100
		scores: report | rel | big | pct | 70 | 2025-04-22`},
	{name: "silent: a cost", rows: `
		metrics: usd | usd
		scores: report | rel | qa | usd | 70 | 2025-04-20`},
})

var _ = casesOf("provisional", []flagCase{
	{name: "fewer votes than the board asks for", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=1999`,
		want: []string{"warning #1 dev m rel chat board < news 2025-04-20 -"},
		says: []string{"1270 rests on 1999; arena itself wants 2000 (news)."}},
	{name: "silent: enough, or not stated", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=2000
		scores: board | rel | chat | elo | 1270 | 2025-04-21`},
	{name: "silent: another board, another benchmark", rows: `
		board_minimums: board=lab | min_sample_size=2000 | source=news
		board_minimums: board=arena | benchmark=qa | min_sample_size=2000 | source=news
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=19`},
	{name: "silent: days for which it is not on record", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news | from_on=2025-04 | to_on=2025-05-07
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=19
		scores: board | rel | chat | elo | 1270 | 2025-05 | sample_size=19
		scores: board | rel | chat | elo | 1270 | 2025-05-08 | sample_size=19`},
	{name: "on a day for which it is", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news | from_on=2025-04 | to_on=2025-05-07
		scores: board | rel | chat | elo | 1270 | 2025-05-07 | sample_size=19`,
		want: []string{"warning #1 dev m rel chat board < news 2025-05-07 -"}},
	{name: "the board's numbers in a copy that somebody else publishes", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news
		sources: mirror | leaderboard | https://mirror.ai/x | 2025-04-06 | publisher=lab
		scores: mirror | rel | chat | elo | 1270 | 2025-04-20 | sample_size=1999 | evaluator=arena
		scores: mirror | rel | qa | elo | 1270 | 2025-04-20 | sample_size=1999`,
		want: []string{"warning #1 dev m rel chat mirror < news 2025-04-20 -"}},
})

var _ = casesOf("anonymous-model", []flagCase{
	{name: "on a board alone, and nobody says whose it is", about: "gpt2-chatbot", rows: `
		models: gpt2-chatbot | developer=
		variants: gpt2-chatbot | gpt2-chatbot
		release_events: gpt2-chatbot | private_testing | 2025-04-09 | scope=arena | source=news
		scores: board | gpt2-chatbot | chat | elo | 1310 | 2025-04-20`,
		want: []string{"error #1 - gpt2-chatbot gpt2-chatbot chat board < news 2025-04-20 -"},
		says: []string{"gpt2-chatbot was on arena only, from 2025-04-09 (news). Who made it is not on record."}},
	{name: "silent: its maker is on record", rows: `
		scores: board | exp | chat | elo | 1310 | 2025-04-20`},
	{name: "silent: it is public, or of unknown status", rows: `
		models: orphan | developer=
		variants: orphan-1 | orphan
		variants: orphan-2 | orphan
		release_events: orphan-1 | private_testing | 2025-04-09 | scope=arena
		release_events: orphan-1 | released | 2025-04-19
		scores: board | orphan-1 | chat | elo | 1310 | 2025-04-20
		scores: board | orphan-2 | chat | elo | 1310 | 2025-04-20`},
	{name: "silent: a strange name is none", rows: `
		scores: board | im-also-a-good-gpt2-chatbot | chat | elo | 1310 | 2025-04-20`},
	{name: "silent: offered in the month of the report, before or after it", rows: `
		models: orphan | developer=
		variants: orphan-1 | orphan
		release_events: orphan-1 | private_testing | 2025-04 | scope=arena
		scores: board | orphan-1 | chat | elo | 1310 | 2025-04-20`},
})

const suite = `
		benchmarks: b1
		benchmarks: b2
		suites: suite=exam | benchmark=qa | source=news
		suites: suite=exam | benchmark=b1 | source=news
		suites: suite=exam | benchmark=b2 | source=news`

var _ = casesOf("selective-coverage", []flagCase{
	{name: "one of three", rows: suite + `
		scores: blog | rel | qa | pct | 70 | 2025-04-05`,
		want: []string{"note #- dev m rel - blog < news 2025-04-05 -"},
		says: []string{"its developer reports 1 of the 3 benchmarks of exam for rel; not: b1, b2"}},
	{name: "two of three, said once", rows: suite + `
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: blog | rel | b2 | pct | 70 | 2025-04-05
		scores: blog | rel | b2 | pct | 70 | 2025-04-06`,
		want: []string{"note #- dev m rel - blog < news 2025-04-05 -"},
		says: []string{"its developer reports 2 of the 3 benchmarks of exam for rel; not: b1"}},
	{name: "silent: all, or none", rows: suite + `
		benchmarks: b4
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: blog | rel | b1 | pct | 70 | 2025-04-05
		scores: blog | rel | b2 | pct | 70 | 2025-04-05
		scores: blog | exp | b4 | pct | 70 | 2025-04-05`},
	{name: "silent: others may report what they like", rows: suite + `
		scores: report | rel | qa | pct | 70 | 2025-04-05
		scores: agg | rel | qa | pct | 70 | 2025-04-05`},
	{name: "silent: no suite on record", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05`},
})
