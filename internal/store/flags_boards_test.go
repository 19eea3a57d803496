package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Further cases of rules about boards and siblings: see findings about wrong accusations in the rules.

var _ = casesOf("released-sibling-differs", []flagCase{
	{name: "silent: the difference is within the uncertainty", rows: `
		scores: board | exp | chat | elo | 1275 | 2025-04-06 | ci_low=1265 | ci_high=1285 | ci_level=0.95
		scores: board | rel | chat | elo | 1265 | 2025-04-06 | ci_low=1255 | ci_high=1275 | ci_level=0.95`},
	{name: "silent: intervals of a level that is not stated cover it", rows: `
		scores: board | exp | chat | elo | 1275 | 2025-04-06 | ci_low=1265 | ci_high=1285
		scores: board | rel | chat | elo | 1270 | 2025-04-06`},
	{name: "intervals overlap", rows: `
		scores: board | exp | chat | elo | 1403 | 2025-04-06 | ci_low=1393 | ci_high=1413 | ci_level=0.95
		scores: board | rel | chat | elo | 1385 | 2025-04-06 | ci_low=1375 | ci_high=1395 | ci_level=0.95`,
		want: []string{"note #1 dev m exp chat board < board 2025-04-06 -"}, says: []string{"Their intervals overlap."}},
	{name: "silent: the longer arm of an interval reaches the sibling", rows: `
		scores: board | exp | chat | elo | 1300 | 2025-04-06 | ci_low=1296 | ci_high=1340 | ci_level=0.95
		scores: board | rel | chat | elo | 1330 | 2025-04-06 | ci_low=1326 | ci_high=1334 | ci_level=0.95`},
	{name: "the shorter arm does not", rows: `
		scores: board | exp | chat | elo | 1300 | 2025-04-06 | ci_low=1260 | ci_high=1304 | ci_level=0.95
		scores: board | rel | chat | elo | 1330 | 2025-04-06 | ci_low=1326 | ci_high=1360 | ci_level=0.95`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"}},
	{name: "announced, and nothing more", rows: `
		variants: teaser | m
		release_events: teaser | announced | 2025-04-05
		scores: board | teaser | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-06 | stderr=1`,
		want: []string{"warning #1 dev m teaser qa board < board 2025-04-06 -"},
		says: []string{"90 on 2025-04-06 is the score of a build of which no public release by then is on record."}},
	{name: "a registry alone has it announced", rows: `
		variants: teaser | m
		sources: hub | registry | https://hub.ai/m | 2025-04-01
		release_events: teaser | announced | 2025-04-05 | source=hub
		scores: board | teaser | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-06 | stderr=1`,
		want: []string{"note #1 dev m teaser qa board < board 2025-04-06 -"}},
	{name: "the evidence came after the report", rows: `
		scores: blog | exp | qa | pct | 90 | 2025-04 | stderr=1
		scores: blog | rel | qa | pct | 60 | 2025-04 | stderr=1`,
		want: []string{"warning #1 dev m exp qa blog < blog 2025-04 2025-04-06", "error #1 dev m exp qa blog < blog 2025-04-06 -"}},
	{name: "silent: a sibling of another stage", rows: `
		variants: think | m | stage=reasoning
		variants: raw | m | stage=base
		release_events: think | released | 2025-04-05
		release_events: raw | released | 2025-04-05
		scores: board | exp | chat | elo | 1303 | 2025-04-06 | stderr=2
		scores: board | think | chat | elo | 1400 | 2025-04-06 | stderr=2
		scores: board | raw | chat | elo | 1100 | 2025-04-06 | stderr=2`},
	{name: "chat and instruct are one stage", rows: `
		variants: talk | m | stage=chat
		release_events: talk | released | 2025-04-05
		scores: board | exp | chat | elo | 1303 | 2025-04-06 | stderr=2
		scores: board | talk | chat | elo | 1200 | 2025-04-06 | stderr=2`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"}},
	{name: "two base models", rows: `
		variants: raw | m | stage=base
		variants: raw-exp | m | stage=base
		release_events: raw | released | 2025-04-05
		release_events: raw-exp | private_testing | 2025-04-05
		scores: board | raw-exp | qa | pct | 80 | 2025-04-06 | stderr=1
		scores: board | raw | qa | pct | 50 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-06 | stderr=1`,
		want: []string{"error #1 dev m raw-exp qa board < board 2025-04-06 -"}, says: []string{"raw, which was public, scored 50"}},
	{name: "a stage that is not on record", rows: `
		variants: some | m | stage=unknown
		release_events: some | released | 2025-04-05
		scores: board | exp | chat | elo | 1303 | 2025-04-06 | stderr=2
		scores: board | some | chat | elo | 1200 | 2025-04-06 | stderr=2`,
		want: []string{"note #1 dev m exp chat board < board 2025-04-06 -"}, says: []string{"Whether the two are of one stage is not on record."}},
	{name: "a sibling whose stage is on record comes first", rows: `
		variants: some | m | stage=unknown
		release_events: some | released | 2025-04-05
		scores: board | exp | chat | elo | 1303 | 2025-04-06 | stderr=2
		scores: board | some | chat | elo | 1200 | 2025-04-06 | stderr=2
		scores: board | rel | chat | elo | 1250 | 2025-04-06 | stderr=2`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"}, says: []string{"rel, which was public, scored 1250"}},
	{name: "silent: a rating on a board whose access is not on record, months apart", rows: `
		benchmarks: duel
		scores: board | exp | duel | elo | 1303 | 2025-04-06 | stderr=2
		scores: board | rel | duel | elo | 1333 | 2025-08-04 | stderr=2`},
	{name: "silent: a share of wins on a live board, a day apart, and some day of the same month", rows: `
		scores: board | exp | chat | pct | 60 | 2025-04-06 | stderr=1
		scores: board | rel | chat | pct | 50 | 2025-04-07 | stderr=1
		scores: board | rel | chat | pct | 50 | 2025-04 | stderr=1`},
	{name: "a month of one list", rows: `
		scores: board | exp | chat | pct | 60 | 2025-05 | stderr=1
		scores: board | rel | chat | pct | 50 | 2025-05 | stderr=1`,
		want: []string{"error #1 dev m exp chat board < board 2025-05 -"}},
	{name: "silent: the sibling had been withdrawn", rows: `
		variants: old | m
		release_events: old | released | 2025-01-01
		release_events: old | withdrawn | 2025-02-01
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | old | chat | elo | 1273 | 2025-04-06 | stderr=2`},
	{name: "a sibling that is deprecated, or came back, is public", rows: `
		variants: old | m
		release_events: old | released | 2025-01-01
		release_events: old | withdrawn | 2025-02-01
		release_events: old | released | 2025-03-01
		release_events: old | deprecated | 2025-04-01
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | old | chat | elo | 1273 | 2025-04-06 | stderr=2`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"}},
	{name: "another protocol", rows: `
		scores: report | exp | qa | pct | 87.5 | 2025-04-06 | attempts=1024
		scores: report | rel | qa | pct | 53 | 2025-04-22 | reasoning_effort=medium`,
		want: []string{"note #1 dev m exp qa report < report 2025-04-22 -"},
		says: []string{"rel, which was public, scored 53 on 2025-04-22 (report). Settings on record: attempts 1024 here, reasoning effort medium there."}},
	{name: "one label of effort is no equal setting", rows: `
		scores: report | exp | qa | pct | 76 | 2025-04-22 | reasoning_effort=low | stderr=1
		scores: report | rel | qa | pct | 42 | 2025-04-22 | reasoning_effort=low | stderr=1`,
		want: []string{"note #1 dev m exp qa report < report 2025-04-22 -"},
		says: []string{"Settings on record: reasoning effort low here, reasoning effort low there. One label of effort need not be the same compute for two builds."}},
	{name: "one amount of effort is", rows: `
		scores: report | exp | qa | pct | 76 | 2025-04-22 | reasoning_effort=16K | stderr=1
		scores: report | rel | qa | pct | 42 | 2025-04-22 | reasoning_effort=16K | stderr=1`,
		want: []string{"error #1 dev m exp qa report < report 2025-04-22 -"}},
	{name: "another protocol, then the same", rows: `
		scores: report | exp | qa | pct | 87.5 | 2025-04-06 | shots=5 | stderr=1
		scores: report | rel | qa | pct | 53 | 2025-04-22 | stderr=1
		scores: report | rel | qa | pct | 61 | 2025-05-22 | shots=5 | stderr=1`,
		want: []string{"note #1 dev m exp qa report < report 2025-04-22 2025-05-22", "error #1 dev m exp qa report < report 2025-05-22 -"},
		says: []string{"5 shots here, none there", "scored 61"}},
	{name: "silent: two evaluators in one source", rows: `
		scores: agg | exp | qa | pct | 90 | 2025-04-06 | stderr=1 | evaluator=dev
		scores: agg | rel | qa | pct | 60 | 2025-04-06 | stderr=1 | evaluator=lab`},
	{name: "the sibling known then, and a nearer one later", rows: `
		scores: board | exp | qa | pct | 90 | 2025-04-20 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 61 | 2025-04-24 | stderr=1
		scores: board | rel | qa | pct | 62 | 2025-05-24 | stderr=1`,
		want: []string{"error #1 dev m exp qa board < board 2025-04-20 2025-04-24", "error #1 dev m exp qa board < board 2025-04-24 -"},
		says: []string{"scored 60 on 2025-04-06", "scored 61 on 2025-04-24"}},
	{name: "until a nearer sibling has the same", rows: `
		scores: board | exp | qa | pct | 90 | 2025-04-20 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 90 | 2025-04-24 | stderr=1`,
		want: []string{"error #1 dev m exp qa board < board 2025-04-20 2025-04-24"}},
})

var _ = casesOf("best-of-n", []flagCase{
	{name: "silent: all were disclosed", rows: `
		private_tests: developer=dev | board=arena | n_variants=3 | n_disclosed=3 | source=news
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=6.2`},
	{name: "two of three were disclosed", about: "exp", rows: `
		private_tests: developer=dev | board=arena | n_variants=3 | n_disclosed=2 | source=news
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=6.2`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-07 -"}, says: []string{
			"news says that dev tried 3 variants in private on arena (of which model is not stated; 2 of them disclosed). Whether this one is among them is not on record. If it was chosen"}},
	{name: "less is better", about: "exp", rows: `
		metrics: err | percent | higher_is_better=false
		private_tests: developer=dev | board=arena | n_variants=27 | source=news
		scores: board | exp | qa | err | 5 | 2025-04-10 | stderr=1
		scores: board | rel | qa | err | 8 | 2025-04-10 | stderr=1`,
		want: []string{"warning #1 dev m exp qa board < news 2025-04-10 -"}, says: []string{"This score is better by 3 than that of rel, which was public."}},
	{name: "less is better, and the released one has less", about: "exp", rows: `
		metrics: time | seconds | higher_is_better=false
		private_tests: developer=dev | board=arena | n_variants=27 | source=news
		scores: board | exp | qa | time | 8.5 | 2025-04-10 | stderr=1
		scores: board | rel | qa | time | 5 | 2025-04-10 | stderr=1`,
		want: []string{"warning #1 dev m exp qa board < news 2025-04-10 -"}, says: []string{"This score is worse by 3.5 than that of rel, which was public."}},
	{name: "which is better is not on record", about: "exp", rows: `
		metrics: pts | points
		private_tests: developer=dev | board=arena | n_variants=27 | source=news
		scores: board | exp | qa | pts | 8.5 | 2025-04-10 | stderr=1
		scores: board | rel | qa | pts | 5 | 2025-04-10 | stderr=1`,
		want: []string{"warning #1 dev m exp qa board < news 2025-04-10 -"}, says: []string{"This score differs by 3.5 from that of rel, which was public."}},
	{name: "the sibling was withdrawn", about: "exp", rows: `
		variants: old | m
		release_events: old | released | 2025-01-01
		release_events: old | retired | 2025-02-01
		private_tests: developer=dev | board=arena | n_variants=27 | source=news
		scores: board | exp | chat | elo | 1417 | 2025-04-10 | stderr=6.2
		scores: board | old | chat | elo | 1273 | 2025-04-10`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-10 -"}},
	{name: "silent: the tests ended before the variant was on record", rows: `
		private_tests: developer=dev | board=arena | n_variants=27 | source=news | from_on=2024-01 | to_on=2024-06
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=6.2`},
	{name: "tests of this model that ended before", about: "exp", rows: `
		private_tests: developer=dev | board=arena | n_variants=27 | source=news | from_on=2025-01 | to_on=2025-03 | model=m
		scores: board | exp | chat | elo | 1417 | 2025-04-10 | stderr=6.2`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-10 -"}},
	{name: "on record before the tests ended", about: "exp", rows: `
		private_tests: developer=dev | board=arena | n_variants=27 | source=news | from_on=2025-01 | to_on=2025-04-07
		scores: board | exp | chat | elo | 1417 | 2025-04-10 | stderr=6.2`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-10 -"}},
	{name: "the winner once released", about: "exp", rows: `
		release_events: exp | released | 2025-04-20
		private_tests: developer=dev | board=arena | n_variants=27 | source=news
		scores: board | exp | chat | elo | 1417 | 2025-04-10 | stderr=6.2
		scores: board | exp | chat | elo | 1410 | 2025-04-25 | stderr=6.2`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-10 -", "note #2 dev m exp chat board < news 2025-04-25 -"},
		says: []string{"This one was on the board before its release."}},
	{name: "a winner that was in private testing", about: "win", rows: `
		variants: win | m
		release_events: win | private_testing | 2025-03-01 | scope=arena | source=board
		release_events: win | released | 2025-04-05
		private_tests: developer=dev | board=arena | n_variants=5 | source=news
		scores: board | win | chat | elo | 1410 | 2025-04-25 | stderr=6.2`,
		want: []string{"note #1 dev m win chat board < news 2025-04-25 -"},
		says: []string{"news says that dev tried 5 variants in private on arena (of which model is not stated). This one was in private testing there."}},
	{name: "silent: released, and in private testing on another board", rows: `
		organizations: ring
		variants: win | m
		release_events: win | private_testing | 2025-03-01 | scope=ring | source=board
		release_events: win | released | 2025-04-05
		private_tests: developer=dev | board=arena | n_variants=5 | source=news
		scores: board | win | chat | elo | 1410 | 2025-04-25 | stderr=6.2`},
})

var _ = casesOf("provisional", []flagCase{
	{name: "silent: the minimum was lowered", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news
		board_minimums: board=arena | min_sample_size=300 | source=news | from_on=2025-04-01
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=500`},
	{name: "before it was lowered, and below both", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news
		board_minimums: board=arena | min_sample_size=300 | source=report | from_on=2025-04-10
		scores: board | rel | chat | elo | 1270 | 2025-04-09 | sample_size=500
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=200`,
		want: []string{"warning #1 dev m rel chat board < news 2025-04-09 -", "warning #2 dev m rel chat board < report 2025-04-20 -"},
		says: []string{"itself wants 2000 (news).", "itself wants 300 (report)."}},
	{name: "raised: one flag, of the later minimum", rows: `
		board_minimums: board=arena | min_sample_size=300 | source=news | from_on=2025-01
		board_minimums: board=arena | min_sample_size=2000 | source=report | from_on=2025-04-10
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=200`,
		want: []string{"warning #1 dev m rel chat board < report 2025-04-20 -"}},
	{name: "silent: it may have been lowered by that day", rows: `
		board_minimums: board=arena | min_sample_size=2000 | source=news
		board_minimums: board=arena | min_sample_size=300 | source=news | from_on=2025-04
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=500`},
	{name: "the minimum of the benchmark speaks", rows: `
		board_minimums: board=arena | min_sample_size=300 | source=news
		board_minimums: board=arena | min_sample_size=2000 | source=report | benchmark=chat | from_on=2025-01-01
		scores: board | rel | chat | elo | 1270 | 2025-04-20 | sample_size=500
		scores: board | rel | qa | elo | 1270 | 2025-04-20 | sample_size=500`,
		want: []string{"warning #1 dev m rel chat board < report 2025-04-20 -"}},
	{name: "a name without a variant", rows: `
		board_minimums: board=arena | min_sample_size=300 | source=news
		scores: board | Nobody | chat | elo | 1270 | 2025-04-20 | sample_size=50`,
		want: []string{"warning #1 - - - chat board < news 2025-04-20 -"}},
})

// TestGapsArePublicAndOfOneStage: a variant that was withdrawn by the day is not public,
// and a reasoning build is no sibling of one for chat.
func TestGapsArePublicAndOfOneStage(t *testing.T) {
	t.Parallel()
	db := flagDB(t, `
		variants: old | m
		variants: think | m | stage=reasoning
		variants: some | m | stage=unknown
		release_events: old | released | 2025-01-01
		release_events: old | withdrawn | 2025-04-08
		release_events: think | released | 2025-01-01
		release_events: some | released | 2025-01-01
		scores: board | exp | chat | elo | 1417 | 2025-04-07
		scores: board | old | chat | elo | 1300 | 2025-04-07
		scores: board | think | chat | elo | 1400 | 2025-04-07
		scores: board | exp | chat | elo | 1403 | 2025-04-11
		scores: board | old | chat | elo | 1301 | 2025-04-11
		scores: board | some | chat | elo | 1202 | 2025-04-11
		scores: board | rel | chat | elo | 1273 | 2025-04-11`)
	want := []string{"2025-04-07 exp old 117", "2025-04-11 exp rel 130", "2025-04-11 exp some 201"}
	got := lines(t, db, `SELECT reported_on, variant, released_variant, gap FROM variant_gaps ORDER BY reported_on, released_variant`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("variant_gaps (-want +got):\n%s", diff)
	}
}
