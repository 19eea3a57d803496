package store

// Whose number an aggregator can have copied.

var _ = casesOf("stage-mismatch", []flagCase{
	{name: "silent: the developer printed it only after the aggregator", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01
		sources: card | model_card | https://dev.ai/card | 2025-06-10 | publisher=dev
		scores: card | rel-base | qa | pct | 85.5 | 2025-06-10 | evaluator=dev`},
	{name: "in the month of the aggregator's day", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: agg | rel | qa | pct | 85.5 | 2025-05
		sources: card | model_card | https://dev.ai/card | 2025-05-10 | publisher=dev
		scores: card | rel-base | qa | pct | 85.5 | 2025-05-10 | evaluator=dev`,
		want: []string{"error #1 dev m rel qa agg < card 2025-05-10 -"}},
	{name: "silent: a lab measured just that for this one by then", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: blog | rel | qa | pct | 80.1 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | prop | 0.855 | 2025-04-20 | evaluator=lab
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01`},
	{name: "the lab came later, or another aggregator has it too", about: "rel", rows: `
		variants: rel-base | m | stage=base
		sources: agg2 | aggregator | https://agg2.ai | 2025-04-28
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: blog | rel | qa | pct | 80.1 | 2025-04-05 | evaluator=dev
		scores: agg2 | rel | qa | pct | 85.5 | 2025-04-28
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01
		scores: report | rel | qa | pct | 85.5 | 2025-06-20 | evaluator=lab`,
		want: []string{"error #3 dev m rel qa agg2 < blog 2025-04-28 -", "error #4 dev m rel qa agg < blog 2025-05-01 -"}},
	{name: "silent: rounded, and a lab's number rounds to it", about: "rel", rows: `
		variants: rel-base | m | stage=base
		scores: blog | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: blog | rel | qa | pct | 78.2 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 86.3 | 2025-04-20 | evaluator=lab
		scores: agg | rel | qa | pct | 86 | 2025-05-01`},
})

var _ = casesOf("selective-coverage", []flagCase{
	{name: "silent: the co-maker's paper has the rest", rows: coMade + `
		sources: joint | paper | https://lab.ai/joint | 2025-04-05 | publisher=lab
		scores: blog | cm1 | b1 | pct | 60 | 2025-04-05 | evaluator=dev
		scores: joint | cm1 | b2 | pct | 60 | 2025-04-05 | evaluator=lab
		scores: joint | cm1 | b3 | pct | 60 | 2025-04-05 | evaluator=lab`},
	{name: "a stranger's paper does not speak for the makers", rows: coMade + `
		sources: other | paper | https://host.ai/x | 2025-04-05 | publisher=host
		scores: blog | cm1 | b1 | pct | 60 | 2025-04-05 | evaluator=dev
		scores: other | cm1 | b2 | pct | 60 | 2025-04-05 | evaluator=host
		scores: other | cm1 | b3 | pct | 60 | 2025-04-05 | evaluator=host`,
		want: []string{"warning #- dev cm cm1 - blog < blog 2025-04-05 -"}},
	{name: "a part of a part of the developer has the rest", rows: coMade + `
		organizations: dev-labs | parent=dev
		organizations: dev-labs-x | parent=dev-labs
		sources: part | paper | https://x.dev.ai/x | 2025-04-05 | publisher=dev-labs-x
		scores: blog | cm1 | b1 | pct | 60 | 2025-04-05 | evaluator=dev
		scores: part | cm1 | b2 | pct | 60 | 2025-04-05 | evaluator=dev
		scores: blog | cm1 | b3 | pct | 60 | 2025-04-05 | evaluator=dev`},
})

// coMade is a model of two makers with a suite of three benchmarks.
const coMade = `
		models: cm | dev
		co_developers: cm | lab
		variants: cm1 | cm
		release_events: cm1 | released | 2025-04-05
		benchmarks: b1 | released_on=2024
		benchmarks: b2 | released_on=2024
		benchmarks: b3 | released_on=2024
		suites: suite=s | benchmark=b1 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=blog
		suites: suite=s | benchmark=b2 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=blog
		suites: suite=s | benchmark=b3 | owner=dev | stage=instruct | launched_on=2025-04-05 | source=blog`
