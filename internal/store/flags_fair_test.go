package store

// Whether two numbers are of one thing before one is held against the other.

const richTable = `
		models: rv | lab
		variants: riv | rv
		variants: riv2 | rv
		variants: own | m
		scores: blog | own | qa | pct | 93 | 2025-04-05 | evaluator=dev | attempts=64 | selection=maj@k
		scores: blog | riv | qa | pct | 87 | 2025-04-05 | attempts=1 | selection=single`

var _ = casesOf("settings-differ-in-table", []flagCase{
	{name: "silent: the table has the rival in the model's settings too", rows: richTable + `
		scores: blog | riv | qa | pct | 91 | 2025-04-05 | attempts=64 | selection=maj@k`},
	{name: "another rival in these settings, or the rival on another benchmark", about: "own", rows: richTable + `
		scores: blog | riv2 | qa | pct | 91 | 2025-04-05 | attempts=64 | selection=maj@k
		scores: blog | riv | chat | pct | 91 | 2025-04-05 | attempts=64 | selection=maj@k`,
		want: []string{"warning #1 dev m own qa blog < blog 2025-04-05 -"}},
})

const movingBuild = `
		variants: moving | m | build=moving_alias
		benchmarks: ex | n_items=1000
		metrics: acc | percent | quantity=share | lower_bound=0 | upper_bound=100
		scores: report | moving | ex | acc | 80 | 2025-04-20 | evaluator=lab | shots=0
		scores: report | unk | ex | acc | 80 | 2025-04-20 | evaluator=lab | shots=0`

var _ = casesOf("sources-disagree", []flagCase{
	{name: "silent: a moving alias months apart", about: "moving", rows: movingBuild + `
		scores: agg | moving | ex | acc | 60 | 2025-09-01 | evaluator=host | shots=0`},
	{name: "a moving alias within a day", about: "moving", rows: movingBuild + `
		scores: agg | moving | ex | acc | 60 | 2025-04-20 | evaluator=host | shots=0`,
		want: []string{"warning #1 dev m moving ex report < agg 2025-04-20 -", "warning #3 dev m moving ex agg < report 2025-04-20 -"}},
	{name: "a build of its own months apart", about: "unk", rows: movingBuild + `
		scores: agg | unk | ex | acc | 60 | 2025-09-01 | evaluator=host | shots=0`,
		want: []string{"warning #2 dev m unk ex report < agg 2025-09-01 -", "warning #3 dev m unk ex agg < report 2025-09-01 -"}},
})

var _ = casesOf("context-below-claim", []flagCase{
	{name: "one provider, and two", about: "rel", rows: `
		specs: rel | claimed | dev | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-05-01 | news
		specs: rel | served | host2 | 800000 | 2025-06-01 | news`,
		want: []string{"warning #- dev m rel - - < news 2025-05-01 2025-06-01", "warning #- dev m rel - - < news 2025-06-01 -"},
		says: []string{
			"1,000,000 tokens claimed (blog); served: 128,000 by 1 provider, which is below half of the claim",
			"served: 128,000 to 800,000 by 2 providers, 1 of them below half of the claim"}},
})

const theirClaim = `
		statements: said | claim | quality | blog | 2025-04-05 | 85.5 | organization=dev
		statement_targets: said | variant=rel
		scores: blog | rel | qa | pct | 85.5 | 2025-04-05 | evaluator=dev`

var _ = casesOf("corrected", []flagCase{
	{name: "a warning where a third party corrects the claim", about: "rel", rows: theirClaim + `
		statements: mend | correction | quality | report | 2025-04-20 | It is 60. | organization=lab | reply_to=said
		statement_targets: mend | variant=rel`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 -"}},
	{name: "an error where a part of the claimant's company does", about: "rel", rows: theirClaim + `
		organizations: dev-labs | parent=dev
		statements: mend | correction | quality | report | 2025-04-20 | It is 60. | organization=dev-labs | reply_to=said
		statement_targets: mend | variant=rel`,
		want: []string{"error #- dev m rel - - < report 2025-04-20 -"}},
	{name: "an error where the developer corrects what somebody else says of its model", about: "rel", rows: `
		statements: said | claim | quality | agg | 2025-05-01 | 73.7
		statement_targets: said | variant=rel
		statements: mend | correction | quality | blog | 2025-05-05 | That is another benchmark. | organization=dev | reply_to=said
		statement_targets: mend | variant=rel`,
		want: []string{"error #- dev m rel - - < blog 2025-05-05 -"}},
})
