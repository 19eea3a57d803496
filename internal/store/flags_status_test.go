package store

var _ = casesOf("unreleased-when-reported", []flagCase{
	{name: "announced and on a board only", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"},
		says: []string{"Reported on 2025-04-06. It was on arena only from 2025-04-06 (board).", "Look at rel, released on 2025-04-05."}},
	{name: "a board alone is not the public", rows: `
		variants: boarded | m
		release_events: boarded | preview | 2025-04-06 | scope=arena | source=board
		scores: board | boarded | chat | elo | 1417 | 2025-04-07`,
		want: []string{"error #1 dev m boarded chat board < board 2025-04-07 -"},
		says: []string{"It was on arena only from 2025-04-06 (board)"}},
	{name: "a sibling released later is named from that day on", rows: `
		models: m2 | dev
		variants: early | m2
		variants: late | m2
		release_events: early | announced | 2025-04-01
		release_events: late | released | 2025-05-01
		scores: blog | early | qa | pct | 70 | 2025-04-05`,
		want: []string{"warning #1 dev m2 early qa blog < blog 2025-04-05 2025-05-01", "warning #1 dev m2 early qa blog < blog 2025-05-01 -"},
		says: []string{"No public release by 2025-04-05 is on record. No released sibling is on record by then.", "Look at late, released on 2025-05-01."}},
	{name: "the sibling of the day, then the one with a score here", rows: `
		variants: late | m
		release_events: late | released | 2025-05-01
		scores: blog | exp | qa | pct | 70 | 2025-04-07
		scores: blog | late | qa | pct | 71 | 2025-05-02`,
		want: []string{"error #1 dev m exp qa blog < board 2025-04-07 2025-05-02", "error #1 dev m exp qa blog < board 2025-05-02 -"},
		says: []string{"Look at rel, released on 2025-04-05", "Look at late, released on 2025-05-01"}},
	{name: "an event later in the month of the report", rows: `
		models: m2 | dev
		variants: early | m2
		release_events: early | announced | 2025-04-20
		scores: blog | early | qa | pct | 70 | 2025-04`,
		want: []string{"warning #1 dev m2 early qa blog < blog 2025-04-20 -"}},
	{name: "in training or in private testing, no sibling", rows: `
		models: m2 | dev
		variants: training | m2
		variants: testing | m2
		release_events: training | in_training | 2025-04-05
		release_events: testing | private_testing | 2025-04-05 | source=news
		scores: blog | training | qa | pct | 70 | 2025-04-05
		scores: blog | testing | qa | pct | 71 | 2025-04-06`,
		want: []string{"error #1 dev m2 training qa blog < blog 2025-04-05 -", "error #2 dev m2 testing qa blog < news 2025-04-06 -"},
		says: []string{"It was in training on 2025-04-05 (blog)", "It was in private testing on 2025-04-05 (news)", "No released sibling is on record."}},
	{name: "released later", rows: `
		release_events: exp | released | 2025-05-01
		scores: board | exp | chat | elo | 1417 | 2025-04-30
		scores: board | exp | chat | elo | 1400 | 2025-05-01`,
		want: []string{"note #1 dev m exp chat board < blog 2025-05-01 -"}},
	{name: "a month after the day of the report", rows: `
		variants: may | m
		release_events: may | announced | 2025-04-05
		release_events: may | released | 2025-05
		scores: report | may | qa | pct | 70 | 2025-04-20`,
		want: []string{"warning #1 dev m may qa report < blog 2025-04-20 -"}},
	{name: "the sibling that is named was scored here, and is no base model", rows: `
		variants: aaa-base | m | stage=base
		release_events: aaa-base | released | 2025-01-01
		variants: early | m
		release_events: early | released | 2025-01-02
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"},
		says: []string{"Look at rel, released on 2025-04-05"}},
	{name: "a superseded score is not flagged", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		---
		scores: board | exp | chat | elo | 1418 | 2025-04-06`,
		want: []string{"error #2 dev m exp chat board < board 2025-04-06 -"}},
	{name: "silent: released, or in public preview", rows: `
		release_events: exp | preview | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: released in the month of the report", rows: `
		variants: april | m
		release_events: april | announced | 2025-03-01
		release_events: april | released | 2025-04
		scores: report | april | qa | pct | 70 | 2025-04-02`},
	{name: "silent: reported in the month of the release", rows: `
		variants: april | m
		release_events: april | announced | 2025-03-01
		release_events: april | released | 2025-04-28
		scores: report | april | qa | pct | 70 | 2025-04
		scores: report | april | qa | pct | 71 | 2025`},
	{name: "silent: announced once more after the release", rows: `
		release_events: rel | announced | 2025-04-20
		scores: report | rel | qa | pct | 70 | 2025-04-25`},
	{name: "silent: what was deprecated had been public", rows: `
		variants: old | m
		release_events: old | deprecated | 2025-04-10
		release_events: old | preview | 2025-04-01 | scope=arena | source=board
		scores: report | old | qa | pct | 70 | 2025-04-05
		scores: report | old | qa | pct | 70 | 2025-04-20`},
	{name: "silent: a name is no evidence", rows: `
		variants: qwq-32b-preview | m | build=preview
		variants: zephyr-7b-beta | m | build=experimental
		variants: coder-exp-alpha | m | build=experimental
		release_events: qwq-32b-preview | released | 2024-11-28
		release_events: zephyr-7b-beta | released | 2023-10-25
		scores: report | qwq-32b-preview | qa | pct | 70 | 2025-04-20
		scores: report | zephyr-7b-beta | qa | pct | 60 | 2025-04-20
		scores: report | coder-exp-alpha | qa | pct | 60 | 2025-04-20`},
	{name: "silent: before the first event", rows: `
		scores: report | exp | qa | pct | 70 | 2025-04-01`},
	{name: "silent: no event, or no variant", rows: `
		scores: report | unk | qa | pct | 70 | 2025-04-20
		scores: report | nobody knows | qa | pct | 70 | 2025-04-20`},
	{name: "an announcement known to the month is sure from the next month on", rows: `
		models: m2 | dev
		variants: vague | m2
		release_events: vague | announced | 2025-04
		scores: blog | vague | qa | pct | 70 | 2025-05-01`,
		want: []string{"warning #1 dev m2 vague qa blog < blog 2025-05-01 -"}, says: []string{"Reported on 2025-05-01. It was announced on 2025-04 (blog)."}},
	{name: "silent: announced in the month of the report, before or after it", rows: `
		variants: vague | m
		variants: boarded | m
		release_events: vague | announced | 2025-04
		release_events: vague | in_training | 2025
		release_events: boarded | preview | 2025-04 | scope=arena | source=board
		scores: blog | vague | qa | pct | 70 | 2025-04-06
		scores: blog | boarded | qa | pct | 70 | 2025-04-30`},
	{name: "silent: every released name of the kind that looks unreleased", rows: `
		variants: dbrx-instruct-preview | m | build=preview
		variants: stablelm-tuned-alpha-7b | m | build=preview
		variants: starling-lm-7b-alpha | m | build=preview
		variants: starling-lm-7b-beta | m | build=preview
		variants: zephyr-7b-alpha | m | build=preview
		release_events: dbrx-instruct-preview | released | 2024-03-27
		release_events: stablelm-tuned-alpha-7b | released | 2023-04-19
		release_events: starling-lm-7b-alpha | released | 2023-11
		release_events: starling-lm-7b-beta | preview | 2024-03-19
		release_events: zephyr-7b-alpha | released | 2023
		scores: board | dbrx-instruct-preview | chat | elo | 1103 | 2025-04-11
		scores: board | stablelm-tuned-alpha-7b | chat | elo | 840 | 2025-04-11
		scores: board | starling-lm-7b-alpha | chat | elo | 1088 | 2025-04-11
		scores: board | starling-lm-7b-beta | chat | elo | 1119 | 2025-04-11
		scores: board | zephyr-7b-alpha | chat | elo | 1041 | 2025-04-11`},
})

var _ = casesOf("never-released", []flagCase{
	{name: "announced, and on a board only", about: "exp",
		want: []string{"error #- dev m exp - - < board 2025-05-05 -"},
		says: []string{"Announced on 2025-04-05 (blog)", "No public preview or release is on record. It was on arena only from 2025-04-06 (board). Look at rel, released on 2025-04-05."}},
	{name: "the sibling that is named is released to all, and no base model", about: "exp", rows: `
		variants: base | m | stage=base
		variants: boarded | m
		variants: shown | m
		release_events: base | released | 2025-01-01
		release_events: boarded | released | 2025-01-02 | scope=arena | source=board
		release_events: shown | preview | 2025-01-03`,
		want: []string{"error #- dev m exp - - < board 2025-05-05 -"}, says: []string{"Look at rel, released on 2025-04-05"}},
	{name: "it is not its own sibling", about: "late", rows: `
		models: m2 | dev
		variants: late | m2
		release_events: late | announced | 2025-04-05
		release_events: late | released | 2025-06-01`,
		want: []string{"warning #- dev m2 late - - < blog 2025-05-05 2025-06-01"}, says: []string{"on record. No released sibling is on record"}},
	{name: "without a sibling", about: "alone", rows: `
		models: m2 | dev
		variants: alone | m2
		release_events: alone | announced | 2025-01-31 | source=news
		release_events: alone | cancelled | 2025-03-01`,
		want: []string{"error #- dev m2 alone - - < blog 2025-03-02 -"},
		says: []string{"Announced on 2025-01-31 (news)", "No released sibling is on record."}},
	{name: "a month starts the 30 days at its end", about: "month", rows: `
		variants: month | m
		release_events: month | announced | 2025-04`,
		want: []string{"warning #- dev m month - - < blog 2025-05-30 -"}, says: []string{"Announced on 2025-04 (blog)"}},
	{name: "a year starts the 30 days at its end", about: "year", rows: `
		variants: year | m
		release_events: year | announced | 2024`,
		want: []string{"warning #- dev m year - - < blog 2025-01-30 2025-04-05", "warning #- dev m year - - < blog 2025-04-05 -"}},
	{name: "ends with the release", about: "exp", rows: `
		release_events: exp | released | 2025-05-06`,
		want: []string{"error #- dev m exp - - < board 2025-05-05 2025-05-06"}, says: []string{"on record"}},
	{name: "released before its sibling", about: "early", rows: `
		models: m2 | dev
		variants: early | m2
		variants: late | m2
		release_events: early | announced | 2025-04-01
		release_events: early | released | 2025-06-01
		release_events: late | released | 2025-06-02`,
		want: []string{"warning #- dev m2 early - - < blog 2025-05-01 2025-06-01"}, says: []string{"No released sibling is on record."}},
	{name: "released after its sibling", about: "early", rows: `
		models: m2 | dev
		variants: early | m2
		variants: late | m2
		release_events: early | announced | 2025-04-01
		release_events: early | released | 2025-06-03
		release_events: late | released | 2025-06-02`,
		want: []string{"warning #- dev m2 early - - < blog 2025-05-01 2025-06-02", "warning #- dev m2 early - - < blog 2025-06-02 2025-06-03"},
		says: []string{"No released sibling is on record.", "Look at late, released on 2025-06-02"}},
	{name: "the first announcement counts", about: "twice", rows: `
		variants: twice | m
		release_events: twice | announced | 2025-03-01 | source=news
		release_events: twice | announced | 2025-04-01`,
		want: []string{"warning #- dev m twice - - < news 2025-03-31 2025-04-05", "warning #- dev m twice - - < news 2025-04-05 -"}},
	{name: "silent: released on the thirtieth day", about: "exp", rows: `
		release_events: exp | released | 2025-05-05`},
	{name: "silent: in preview in the month of the thirtieth day", about: "exp", rows: `
		release_events: exp | preview | 2025-05`},
	{name: "silent: announced after the release", about: "rel", rows: `
		release_events: rel | announced | 2025-04-07`},
	{name: "silent: taken away, so it was there", about: "exp", rows: `
		release_events: exp | withdrawn | 2025-05-20`},
	{name: "silent: never announced to the public", about: "quiet", rows: `
		variants: quiet | m
		release_events: quiet | in_training | 2025-01-01
		release_events: quiet | private_testing | 2025-02-01
		release_events: quiet | announced | 2025-02-02 | scope=arena | source=board`},
	{name: "silent: no event", about: "unk"},
})

var _ = casesOf("released-sibling-differs", []flagCase{
	{name: "the same day on the same board", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | ci_low=1405 | ci_high=1429 | ci_level=0.95
		scores: board | rel | chat | elo | 1273 | 2025-04-06 | ci_low=1261 | ci_high=1285 | ci_level=0.95`,
		want: []string{"error #1 dev m exp chat board < board 2025-04-06 -"},
		says: []string{"1417 [1405.0, 1429.0] on 2025-04-06 is the score of a build that was not public. rel, which was public, scored 1273 [1261.0, 1285.0] on 2025-04-06 (board). The difference is more than the uncertainty of both."}},
	{name: "silent: a rating of another day", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | rel | chat | elo | 1273 | 2025-04-13 | stderr=2`},
	{name: "the score nearest in time, before it became known a farther one", rows: `
		scores: board | rel | qa | pct | 50 | 2025-04-07 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-11 | stderr=1
		scores: board | rel | qa | pct | 55 | 2025-05-20 | stderr=1
		scores: board | exp | qa | pct | 90 | 2025-04-12 | stderr=1`,
		want: []string{"error #4 dev m exp qa board < board 2025-04-12 -"}, says: []string{"rel, which was public, scored 60 on 2025-04-11 (board)"}},
	{name: "the same source before the same day", rows: `
		sources: board2 | leaderboard | https://arena.ai/board2 | 2025-04-06 | publisher=arena
		scores: board | exp | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: board2 | rel | qa | pct | 50 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-13 | stderr=1`,
		want: []string{"error #1 dev m exp qa board < board2 2025-04-06 2025-04-13", "error #1 dev m exp qa board < board 2025-04-13 -"}, says: []string{"scored 60", "scored 50"}},
	{name: "silent: another board", rows: `
		scores: blog | exp | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=1`},
	{name: "a superseded score is not flagged", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | rel | chat | elo | 1273 | 2025-04-06 | stderr=2
		---
		scores: board | exp | chat | elo | 1418 | 2025-04-06 | stderr=2`,
		want: []string{"error #3 dev m exp chat board < board 2025-04-06 -"}},
	{name: "silent: its own score after its own release", rows: `
		release_events: exp | released | 2025-05-01
		scores: board | exp | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: board | exp | qa | pct | 60 | 2025-05-10 | stderr=1`},
	{name: "silent: the same value", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: another list, metric, benchmark", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | rel | chat | elo | 1273 | 2025-04-06 | stderr=2 | style_control=true
		scores: board | rel | chat | pct | 55 | 2025-04-06 | stderr=2
		scores: board | rel | qa | elo | 1273 | 2025-04-06 | stderr=2`},
	{name: "silent: a public preview itself", rows: `
		release_events: exp | preview | 2025-04-05
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | rel | chat | elo | 1273 | 2025-04-06 | stderr=2`},
	{name: "silent: the sibling was not public when it was scored", rows: `
		variants: boarded | m
		release_events: boarded | preview | 2025-04-01 | scope=arena | source=board
		scores: board | exp | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: board | boarded | qa | pct | 70 | 2025-04-06 | stderr=1
		scores: board | rel | qa | pct | 60 | 2025-04-01 | stderr=1`},
	{name: "silent: a variant of another model", rows: `
		models: m2 | dev
		variants: other | m2
		release_events: other | released | 2025-04-01
		scores: board | exp | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | other | chat | elo | 1273 | 2025-04-06 | stderr=2`},
	{name: "silent: a superseded value of the sibling", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		---
		scores: board | rel | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: a status that is unknown, on either side", rows: `
		scores: board | unk | chat | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | rel | chat | elo | 1273 | 2025-04-06 | stderr=2
		scores: board | exp | qa | elo | 1417 | 2025-04-06 | stderr=2
		scores: board | unk | qa | elo | 1273 | 2025-04-06 | stderr=2`},
	{name: "silent: announced in the month of the report, before or after it", rows: `
		variants: vague | m
		release_events: vague | announced | 2025-04
		scores: blog | vague | qa | pct | 90 | 2025-04-06 | stderr=1
		scores: blog | rel | qa | pct | 80 | 2025-04-06 | stderr=1`},
	{name: "lower is better, and no uncertainty on record", rows: `
		metrics: secs | seconds | higher_is_better=false
		scores: board | exp | qa | secs | 1.5 | 2025-04-06
		scores: board | rel | qa | secs | 3.25 | 2025-04-06`,
		want: []string{"warning #1 dev m exp qa board < board 2025-04-06 -"},
		says: []string{"scored 3.25 on 2025-04-06 (board). Whether the difference is more than chance is not on record."}},
})

var _ = casesOf("status-unknown", []flagCase{
	{name: "no event", rows: `
		scores: report | unk | qa | pct | 70 | 2025-04-20`,
		want: []string{"note #1 dev m unk qa report < report 2025-04-20 -"},
		says: []string{"no release event of unk up to 2025-04-20 is on record; its status on 2025-04-20 is unknown"}},
	{name: "before the first event", rows: `
		scores: report | exp | qa | pct | 70 | 2025-04-01
		scores: report | rel | qa | pct | 70 | 2025-03`,
		want: []string{"note #1 dev m exp qa report < report 2025-04-01 -", "note #2 dev m rel qa report < report 2025-03 2025-04-05"},
		says: []string{"no release event of exp up to 2025-04-01 is on record; its status on 2025-04-01 is unknown"}},
	{name: "a superseded score is not flagged", rows: `
		scores: report | unk | qa | pct | 70 | 2025-04-20
		---
		scores: report | unk | qa | pct | 71 | 2025-04-20`,
		want: []string{"note #2 dev m unk qa report < report 2025-04-20 -"}},
	{name: "silent: from the day of an event on", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-05
		scores: report | rel | qa | pct | 70 | 2025-04-20`},
	{name: "silent: in the month of an event", rows: `
		release_events: unk | released | 2025-04
		scores: report | unk | qa | pct | 70 | 2025-04-02`},
	{name: "silent: a name without a variant", rows: `
		scores: report | nobody knows | qa | pct | 70 | 2025-04-20`},
	{name: "an announcement in the month says nothing of a day in it", rows: `
		variants: vague | m
		release_events: vague | announced | 2025-04
		scores: report | vague | qa | pct | 70 | 2025-04-06
		scores: report | vague | qa | pct | 70 | 2025-05-06`,
		want: []string{"note #1 dev m vague qa report < report 2025-04-06 -"},
		says: []string{"no release event of vague up to 2025-04-06 is on record; its status on 2025-04-06 is unknown (one of 2025-04 may be from before or after it)"}},
})

var _ = casesOf("retired-variant", []flagCase{
	{name: "retired in public", rows: `
		release_events: rel | retired | 2025-05-01
		scores: report | rel | qa | pct | 70 | 2025-05-10`,
		want: []string{"warning #1 dev m rel qa report < blog 2025-05-10 -"},
		says: []string{"Reported on 2025-05-10. rel was retired on 2025-05-01 (blog)."}},
	{name: "withdrawn from the board that evaluated, the day before", rows: `
		release_events: exp | withdrawn | 2025-04-13 | scope=arena | source=board
		scores: board | exp | chat | elo | 1403 | 2025-04-14 | evaluator=arena`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-14 -"},
		says: []string{"exp was withdrawn from arena on 2025-04-13 (board)"}},
	{name: "the latest event speaks, once", rows: `
		release_events: rel | deprecated | 2025-05-01
		release_events: rel | retired | 2025-05-08
		release_events: rel | retired | 2025-05-08 | source=news
		scores: report | rel | qa | pct | 70 | 2025-05-10`,
		want: []string{"warning #1 dev m rel qa report < news 2025-05-10 -"}, says: []string{"retired on 2025-05-08"}},
	{name: "a month that is over", rows: `
		release_events: rel | retired | 2025-05
		scores: report | rel | qa | pct | 70 | 2025-06-01`,
		want: []string{"warning #1 dev m rel qa report < blog 2025-06-01 -"}},
	{name: "a vague later event does not undo an exact earlier one", rows: `
		release_events: rel | withdrawn | 2025-04-13
		release_events: rel | retired | 2025-05
		scores: report | rel | qa | pct | 70 | 2025-05-20`,
		want: []string{"warning #1 dev m rel qa report < blog 2025-05-20 -"}, says: []string{"withdrawn on 2025-04-13"}},
	{name: "a superseded score is not flagged", rows: `
		release_events: rel | retired | 2025-05-01
		scores: report | rel | qa | pct | 70 | 2025-05-10
		---
		scores: report | rel | qa | pct | 71 | 2025-05-10`,
		want: []string{"warning #2 dev m rel qa report < blog 2025-05-10 -"}},
	{name: "silent: the day itself, and a sunset of which no last day is on record", rows: `
		release_events: rel | retired | 2025-05-01
		release_events: unk | deprecated | 2025-05-01
		scores: report | rel | qa | pct | 70 | 2025-05-01
		scores: report | unk | qa | pct | 70 | 2025-05-10`},
	{name: "silent: within the month, or reported in the month", rows: `
		release_events: rel | retired | 2025-05
		release_events: unk | retired | 2025-05-10
		scores: report | rel | qa | pct | 70 | 2025-05-31
		scores: report | unk | qa | pct | 70 | 2025-05`},
	{name: "silent: it came back, in public and on the board", rows: `
		release_events: rel | withdrawn | 2025-05-01
		release_events: rel | released | 2025-05-05
		release_events: exp | withdrawn | 2025-04-13 | scope=arena | source=board
		release_events: exp | preview | 2025-04-18 | scope=arena | source=board
		scores: report | rel | qa | pct | 70 | 2025-05-10
		scores: board | exp | chat | elo | 1403 | 2025-04-20 | evaluator=arena`},
	{name: "silent: another evaluator than the board, or none stated", rows: `
		release_events: exp | withdrawn | 2025-04-13 | scope=arena | source=board
		scores: report | exp | chat | elo | 1403 | 2025-04-20 | evaluator=lab
		scores: board | exp | chat | elo | 1403 | 2025-04-20`},
	{name: "silent: no event, or cancelled", rows: `
		release_events: exp | cancelled | 2025-04-13
		scores: report | unk | qa | pct | 70 | 2025-05-10
		scores: report | exp | qa | pct | 70 | 2025-05-10`},
})
