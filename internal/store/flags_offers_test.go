package store

// An offer without a first day: that the public could get the variant at some time is known.

var _ = casesOf("unreleased-when-reported", []flagCase{
	{name: "silent: announced, and offered since nobody knows when", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-02
		release_events: ada-2 | announced | 2025-03-02
		availability: variant=ada-1 | provider=host | channel=weights | source=news
		availability: variant=ada-2 | provider=host | channel=third_party_api | to_on=2025-12 | source=news
		scores: board | ada-1 | chat | elo | 1400 | 2025-04-11 | evaluator=arena
		scores: board | ada-2 | chat | elo | 1400 | 2025-04-11 | evaluator=arena`},
	{name: "the days of which a source speaks are surer than an offer without a day", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | not_public | 2025-04-11 | source=news
		availability: variant=ada-1 | provider=host | channel=weights | source=report
		scores: board | ada-1 | chat | elo | 1400 | 2025-04-11 | evaluator=arena
		scores: board | ada-1 | chat | elo | 1401 | 2025-06-11 | evaluator=arena`,
		want: []string{"error #1 dev ada ada-1 chat board < news 2025-04-11 -"}},
	{name: "offered on a leaderboard alone", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-02
		availability: variant=ada-1 | provider=arena | channel=leaderboard_only | source=board
		scores: board | ada-1 | chat | elo | 1400 | 2025-04-11 | evaluator=arena`,
		want: []string{"warning #1 dev ada ada-1 chat board < blog 2025-04-11 -"}},
	{name: "an offer that another source has a day later may be of the same evening", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | private_testing | 2025-04-01
		availability: variant=ada-1 | provider=dev | channel=first_party_api | from_on=2025-04-12 | source=news
		scores: board | ada-1 | chat | elo | 1400 | 2025-04-10 | evaluator=arena
		scores: board | ada-1 | chat | elo | 1400 | 2025-04-11 | evaluator=arena
		scores: news | ada-1 | chat | elo | 1400 | 2025-04-11 | evaluator=arena`,
		want: []string{"error #1 dev ada ada-1 chat board < blog 2025-04-10 -", "error #3 dev ada ada-1 chat news < blog 2025-04-11 -"}},
})

var _ = casesOf("never-released", []flagCase{
	{name: "silent: offered since nobody knows when", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-02
		availability: variant=ada-1 | provider=host | channel=cloud | source=news`},
	{name: "on a leaderboard alone, since nobody knows when", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-02
		availability: variant=ada-1 | provider=arena | channel=leaderboard_only | source=board`,
		want: []string{"warning #- dev ada ada-1 - - < blog 2025-04-01 -"}},
})

var _ = casesOf("status-unknown", []flagCase{
	{name: "offered since nobody knows when", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-02
		availability: variant=ada-1 | provider=host | channel=weights | source=news
		scores: board | ada-1 | chat | elo | 1400 | 2025-04-11 | evaluator=arena`,
		want: []string{"note #1 dev ada ada-1 chat board < board 2025-04-11 -"}},
})

var _ = casesOf("retired-variant", []flagCase{
	{name: "a note where it was run before", about: "old", rows: `
		variants: old | m
		release_events: old | released | 2025-01-01
		release_events: old | retired | 2025-04-10
		scores: report | old | qa | pct | 60 | 2025-04-20 | evaluator=lab | evaluated_on=2025-04-10
		scores: report | old | qa | pct | 61 | 2025-04-21 | evaluator=lab | evaluated_on=2025-03
		scores: report | old | qa | pct | 62 | 2025-04-22 | evaluator=lab | evaluated_on=2025-04
		scores: report | old | qa | pct | 63 | 2025-04-23 | evaluator=lab | evaluated_on=2025-04-11`,
		want: []string{
			"note #1 dev m old qa report < blog 2025-04-20 -", "note #2 dev m old qa report < blog 2025-04-21 -",
			"warning #3 dev m old qa report < blog 2025-04-22 -", "warning #4 dev m old qa report < blog 2025-04-23 -"},
		says: []string{"was retired on 2025-04-10 (blog). It was run while it was there, on 2025-03."}},
})

var _ = casesOf("release-date-conflict", []flagCase{
	{name: "silent: releases by two channels on those days", about: "unk", rows: `
		release_events: unk | released | 2025-01-10
		release_events: unk | released | 2025-03-10 | source=news
		release_events: unk | released | 2025-01-10 | channel=api | source=report
		release_events: unk | released | 2025-03-12 | channel=weights | source=report`},
	{name: "the channel itself, of two sources", about: "unk", rows: `
		release_events: unk | released | 2025-01-10 | channel=api
		release_events: unk | released | 2025-03-10 | channel=api | source=news
		release_events: unk | released | 2025-03-10 | channel=weights | source=report`,
		want: []string{"warning #- dev m unk - - < news 2025-03-10 -"}},
})

var _ = casesOf("context-below-claim", []flagCase{
	{name: "silent: the full number has no day, so it may be the latest", rows: `
		specs: rel | claimed | dev | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-05-01 | news
		specs: rel | served | host | 1000000 | | report`},
	{name: "the low number has no day, or the full one is of another product", about: "rel", rows: `
		specs: rel | claimed | dev | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-05-01 | news
		specs: rel | served | host | 64000 | | report
		specs: rel | served | host2 | 32000 | 2025-05-01 | news
		specs: rel | served | host2 | 1000000 | | report | product=big`,
		want: []string{"warning #- dev m rel - - < report 2025-04-05 2025-05-01", "warning #- dev m rel - - < news 2025-05-01 -"}},
})
