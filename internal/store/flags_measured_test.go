package store

// Cases of who measured, and of what a number says about itself.

// works has a company with two divisions and a partner.
const works = `
		organizations: unit | parent=dev
		organizations: unit2 | parent=unit
		organizations: partner
		co_developers: m | partner`

var _ = casesOf("self-reported-only", []flagCase{
	{name: "a division and a co-maker are no third party", about: "rel", rows: works + `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=unit2
		scores: runs | rel | qa | pct | 79.5 | 2025-04-22 | evaluator=partner`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -", "warning #2 dev m rel qa report < report 2025-04-20 -",
			"warning #3 dev m rel qa runs < runs 2025-04-22 -"},
		says: []string{"relays a number of unit2, which belongs to or with dev, the developer"}},
	{name: "two divisions of one company", about: "v", rows: works + `
		organizations: unit3 | parent=dev
		models: w | unit
		variants: v | w
		scores: blog | v | qa | pct | 80 | 2025-04-05 | evaluator=unit
		scores: report | v | qa | pct | 79 | 2025-04-20 | evaluator=unit3`,
		want: []string{"warning #1 unit w v qa blog < blog 2025-04-05 -", "warning #2 unit w v qa report < report 2025-04-20 -"}},
	{name: "without the parent on record it is another organization", about: "rel", rows: `
		organizations: unit
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=unit`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 2025-04-20"}},
	{name: "who backs the benchmark with the developer", about: "rel", rows: `
		benchmark_backers: qa | dev
		benchmark_backers: qa | lab
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=lab`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"}},
	{name: "who alone backs the benchmark is a third party", about: "rel", rows: `
		benchmark_backers: qa | lab
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=lab`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 2025-04-20"}},
	{name: "a rival's copy is no replication", about: "rel", rows: rivals + `
		sources: foe-blog | vendor_blog | https://foe.ai/blog | 2025-05-05 | publisher=foe
		scores: blog | rel | qa | pct | 80.1 | 2025-04-05 | evaluator=dev
		scores: foe-blog | rel | qa | prop | 0.801 | 2025-05-05 | evaluator=foe`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"}},
	{name: "a rival's own number is one", about: "rel", rows: rivals + `
		sources: foe-blog | vendor_blog | https://foe.ai/blog | 2025-05-05 | publisher=foe
		scores: blog | rel | qa | pct | 80.1 | 2025-04-05 | evaluator=dev
		scores: foe-blog | rel | qa | pct | 78.3 | 2025-05-05 | evaluator=foe`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 2025-05-05"}},
	{name: "what the source itself calls the developer's is no replication", about: "rel", rows: `
		scores: blog | rel | qa | pct | 80.1 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 78.3 | 2025-05-05 | evaluator=lab | asserted_relationship=first_party`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"}},
})

var _ = casesOf("unreplicated", []flagCase{
	{name: "a division does not replicate", about: "rel", rows: works + `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=unit`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-07-04 -", "warning #2 dev m rel qa report < report 2025-07-19 -"}},
	{name: "a third party after the division does", about: "rel", rows: works + `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=unit
		scores: report | rel | qa | pct | 79 | 2025-08-20 | evaluator=lab`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-07-04 2025-08-20"}},
})

var _ = casesOf("relationship-mismatch", []flagCase{
	{name: "silent: a division or a co-maker, called first-party", rows: works + `
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | evaluator=unit | asserted_relationship=first_party
		scores: agg | rel | chat | pct | 70 | 2025-05-01 | evaluator=partner | asserted_relationship=first_party`},
	{name: "a division, called third-party", about: "rel", rows: works + `
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | evaluator=unit | asserted_relationship=third_party`,
		want: []string{"error #1 dev m rel qa agg < agg 2025-05-01 -"},
		says: []string{"agg calls this a third-party number; unit ran it, which belongs to or with dev, the developer"}},
	{name: "silent: a backer of the benchmark, either way", rows: `
		benchmark_backers: qa | dev
		benchmark_backers: qa | lab
		scores: agg | rel | qa | pct | 70 | 2025-05-01 | evaluator=lab | asserted_relationship=third_party
		scores: report | rel | qa | pct | 70 | 2025-05-01 | evaluator=lab | asserted_relationship=first_party`},
})

var _ = casesOf("evaluator-not-stated", []flagCase{
	{name: "in the developer's own page", about: "rel", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"},
		says: []string{"blog does not say who measured this; dev, its publisher, made the model"}},
	{name: "in the page of a division", about: "rel", rows: works + `
		sources: unit-blog | vendor_blog | https://dev.ai/unit | 2025-04-05 | publisher=unit
		scores: unit-blog | rel | qa | pct | 70 | 2025-04-05`,
		want: []string{"warning #1 dev m rel qa unit-blog < unit-blog 2025-04-05 -"}},
	{name: "in somebody else's", rows: rivals + `
		scores: agg | rel | qa | pct | 70 | 2025-04-05
		scores: blog | r1 | qa | pct | 71 | 2025-04-05
		scores: news | Nobody knows | qa | pct | 72 | 2025-04-07`,
		want: []string{"note #1 dev m rel qa agg < agg 2025-04-05 -", "note #2 foe f r1 qa blog < blog 2025-04-05 -", "note #3 - - - qa news < news 2025-04-07 -"}},
	{name: "silent: stated", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 70 | 2025-04-05 | evaluator=lab`},
	{name: "silent: stated since", rows: `
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		---
		scores: blog | rel | qa | pct | 70 | 2025-04-05 | evaluator=dev`},
})

var _ = casesOf("no-uncertainty", []flagCase{
	{name: "an interval without width, one side, an error of 0", rows: `
		scores: board | rel | chat | elo | 1300 | 2025-04-20 | ci_low=1300 | ci_high=1300 | ci_level=0.95
		scores: report | rel | qa | pct | 70 | 2025-04-20 | ci_high=72
		scores: runs | rel | qa | pct | 70 | 2025-04-22 | stderr=0`,
		want: []string{"note #1 dev m rel chat board < board 2025-04-20 -", "note #2 dev m rel qa report < report 2025-04-20 -",
			"note #3 dev m rel qa runs < runs 2025-04-22 -"}},
	{name: "a name without a variant, a percentage that is no share of the items", rows: shares + `
		metrics: gain | percent | quantity=gain
		scores: report | Nobody knows | qa | pct | 70 | 2025-04-20
		scores: report | rel | big | gain | 12 | 2025-04-20`,
		want: []string{"note #1 - - - qa report < report 2025-04-20 -", "note #2 dev m rel big report < report 2025-04-20 -"}},
	{name: "silent: a narrow interval, a share of the items", rows: shares + `
		scores: board | rel | chat | elo | 1300 | 2025-04-20 | ci_low=1299 | ci_high=1300
		scores: report | rel | big | acc | 70 | 2025-04-20
		scores: report | Nobody knows | big | acc | 71 | 2025-04-20`},
})

var _ = casesOf("suspicious-zero", []flagCase{
	{name: "of a name without a variant", rows: `
		scores: report | Nobody knows | qa | pct | 0 | 2025-04-20`,
		want: []string{"note #1 - - - qa report < report 2025-04-20 -"}},
	{name: "of a benchmark of which the size is known", rows: shares + `
		scores: report | rel | big | acc | 0 | 2025-04-20`,
		want: []string{"note #1 dev m rel big report < report 2025-04-20 -"}, says: []string{"none of 1000 items"}},
})

var _ = casesOf("rank-tie", []flagCase{
	{name: "of a name without a variant", about: "", rows: `
		scores: board | top | chat | elo | 1400 | 2025-04-11 | rank=1 | ci_low=1390 | ci_high=1410
		scores: board | next | chat | elo | 1395 | 2025-04-11 | rank=2 | ci_low=1380 | ci_high=1405`,
		want: []string{"note #2 - - - chat board < board 2025-04-11 -"}},
	{name: "silent: an interval without width", rows: `
		scores: board | top | chat | elo | 1400 | 2025-04-11 | rank=1 | ci_low=1400 | ci_high=1400
		scores: board | rel | chat | elo | 1395 | 2025-04-11 | rank=2 | ci_low=1380 | ci_high=1405`},
})
