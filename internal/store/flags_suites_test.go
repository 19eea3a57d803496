package store

// launched is a suite of dev's launch of 2025-04-05 for instruct variants, and rel, which was
// released that day and is of that stage.
const launched = `
		benchmarks: b1
		benchmarks: b2
		suites: suite=exam | benchmark=qa | owner=dev | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b1 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b2 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=news
		sources: card | model_card | https://dev.ai/card | 2025-04-05 | publisher=dev`

var _ = casesOf("selective-coverage", []flagCase{
	{name: "one of three", rows: launched + `
		scores: blog | rel | qa | pct | 70 | 2025-04-05`,
		want: []string{"warning #- dev m rel - blog < news 2025-04-05 -"},
		says: []string{"1 of the 3 benchmarks of exam for rel", "b1, b2"}},
	{name: "a note for two of three", rows: launched + `
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: blog | rel | b1 | pct | 70 | 2025-04-05`,
		want: []string{"note #- dev m rel - blog < news 2025-04-05 -"}},
	{name: "silent: page and card of the launch complete each other", rows: launched + `
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: card | rel | b1 | pct | 70 | 2025-04-05
		scores: card | rel | b2 | pct | 70 | 2025-04-06`},
	{name: "until a paper completes them", rows: launched + `
		sources: tr | paper | https://dev.ai/tr.pdf | 2025-04-25 | publisher=dev
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: tr | rel | b1 | pct | 70 | 2025-04-25
		scores: tr | rel | b2 | pct | 70 | 2025-05-02`,
		want: []string{"warning #- dev m rel - blog < news 2025-04-05 2025-04-25", "note #- dev m rel - blog < news 2025-04-25 2025-05-02"}},
	{name: "silent: the others came out after the launch, or nobody knows on which side of it", rows: `
		benchmarks: b3 | released_on=2025-09-01
		benchmarks: b4 | released_on=2025
		suites: suite=exam | benchmark=qa | owner=dev | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b3 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b4 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=news
		scores: blog | rel | qa | pct | 70 | 2025-04-05`},
	{name: "silent: a rival's list", rows: launched + `
		organizations: rival
		models: rm | rival
		variants: r1 | rm
		release_events: r1 | released | 2025-04-05
		sources: rblog | vendor_blog | https://rival.ai/1 | 2025-04-05 | publisher=rival
		scores: rblog | r1 | qa | pct | 70 | 2025-04-05`},
	{name: "silent: another stage, an older variant, a later one, one without an event next to one of the launch", rows: launched + `
		variants: base1 | m | stage=base
		release_events: base1 | released | 2025-04-05
		models: old | dev
		variants: old1 | old
		release_events: old1 | announced | 2024-07-23
		release_events: old1 | released | 2024-07-23
		variants: new1 | m
		release_events: new1 | released | 2025-06-05
		scores: blog | base1 | qa | pct | 70 | 2025-04-05
		scores: blog | old1 | qa | pct | 70 | 2025-04-05
		scores: blog | new1 | qa | pct | 70 | 2025-04-05
		scores: blog | unk | qa | pct | 70 | 2025-04-05`},
	{name: "a note where no event says what was launched", rows: `
		organizations: dev2
		models: m2 | dev2
		variants: v2 | m2
		sources: blog2 | vendor_blog | https://dev2.ai/1 | 2025-04-05 | publisher=dev2
		benchmarks: b1
		benchmarks: b2
		suites: suite=exam | benchmark=qa | owner=dev2 | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b1 | owner=dev2 | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b2 | owner=dev2 | stage=instruct | launched_on=2025-04-05 | source=news
		scores: blog2 | v2 | qa | pct | 70 | 2025-04-05`,
		want: []string{"note #- dev2 m2 v2 - blog2 < news 2025-04-05 -"}},
	{name: "silent: somebody printed a score of it before the launch", rows: `
		organizations: dev2
		models: m2 | dev2
		variants: v2 | m2
		sources: blog2 | vendor_blog | https://dev2.ai/1 | 2025-04-05 | publisher=dev2
		benchmarks: b1
		suites: suite=exam | benchmark=qa | owner=dev2 | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b1 | owner=dev2 | stage=instruct | launched_on=2025-04-05 | source=news
		scores: report | v2 | qa | pct | 70 | 2024-10-05
		scores: blog2 | v2 | qa | pct | 70 | 2025-04-05`},
	{name: "a note where the suite has no owner, stage or day", rows: suite + `
		scores: blog | rel | qa | pct | 70 | 2025-04-05`,
		want: []string{"note #- dev m rel - blog < news 2025-04-05 -"},
		says: []string{"For which launch the list is meant is not on record."}},
	{name: "silent: no owner, but a rival published the list", rows: `
		organizations: rival
		models: rm | rival
		sources: rblog | vendor_blog | https://rival.ai/1 | 2025-04-05 | publisher=rival
		benchmarks: b1
		suites: suite=exam | benchmark=qa | source=rblog
		suites: suite=exam | benchmark=b1 | source=rblog
		scores: blog | rel | qa | pct | 70 | 2025-04-05`},
	{name: "silent: the table of a card that does not treat the variant", rows: `
		benchmarks: b1
		benchmarks: b2
		sources: card | model_card | https://dev.ai/card | 2025-04-05 | publisher=dev
		suites: suite=exam | benchmark=qa | owner=dev | stage=instruct | launched_on=2025-04-05 | source=card
		suites: suite=exam | benchmark=b1 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=card
		suites: suite=exam | benchmark=b2 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=card
		scores: card | exp | b1 | pct | 70 | 2025-04-05
		scores: card | exp | b2 | pct | 70 | 2025-04-05
		scores: card | exp | qa | pct | 70 | 2025-04-05
		scores: blog | rel | qa | pct | 70 | 2025-04-05`},
	{name: "a note where no score of that card is on record", rows: `
		benchmarks: b1
		benchmarks: b2
		sources: card | model_card | https://dev.ai/card | 2025-04-05 | publisher=dev
		suites: suite=exam | benchmark=qa | owner=dev | stage=instruct | launched_on=2025-04-05 | source=card
		suites: suite=exam | benchmark=b1 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=card
		suites: suite=exam | benchmark=b2 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=card
		scores: blog | rel | qa | pct | 70 | 2025-04-05`,
		want: []string{"note #- dev m rel - blog < card 2025-04-05 -"}},
	{name: "a division's page speaks for the developer, and its paper completes it", rows: `
		organizations: big
		organizations: unit | parent=big
		models: um | big
		variants: u1 | um
		release_events: u1 | released | 2025-04-05
		sources: up | paper | https://unit.ai/1 | 2025-04-05 | publisher=unit
		benchmarks: b1
		benchmarks: b2
		suites: suite=exam | benchmark=qa | owner=big | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b1 | owner=big | stage=instruct | launched_on=2025-04-05 | source=news
		suites: suite=exam | benchmark=b2 | owner=big | stage=instruct | launched_on=2025-04-05 | source=news
		scores: up | u1 | qa | pct | 70 | 2025-04-05`,
		want: []string{"warning #- big um u1 - up < news 2025-04-05 -"}},
})
