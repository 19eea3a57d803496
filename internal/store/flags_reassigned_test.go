package store

// A row whose name was reassigned was not taken off the list.

const renamed = `
		benchmarks: vision | access=live
		variants: g1 | m
		variants: g2 | m
		variants: other | m
		aliases: g | g1 | scope=board | valid_to=2025-04-15
		aliases: g | g2 | scope=board | valid_from=2025-04-16
		scores: board | g | chat | elo | 1300 | 2025-04-11
		scores: board | other | chat | elo | 1290 | 2025-04-11`

var _ = casesOf("row-vanished", []flagCase{
	{name: "the name means another variant in the next list", about: "g1", rows: renamed + `
		scores: board | g | chat | elo | 1310 | 2025-04-18
		scores: board | other | chat | elo | 1290 | 2025-04-18`,
		want: []string{"note #1 dev m g1 chat board < board 2025-04-18 -"},
		says: []string{"Its name was reassigned: on 2025-04-18 it means g2."}},
	{name: "in another list of that day, and in none of this one", about: "g1", rows: renamed + `
		scores: board | other | chat | elo | 1290 | 2025-04-18
		scores: board | g | vision | elo | 1200 | 2025-04-18`,
		want: []string{"note #1 dev m g1 chat board < board 2025-04-18 -"},
		says: []string{"Its name was reassigned: on 2025-04-18 it means g2."}},
	{name: "the name comes back with another meaning only after that list", about: "g1", rows: renamed + `
		scores: board | other | chat | elo | 1290 | 2025-04-18
		scores: board | g | vision | elo | 1200 | 2025-04-25`,
		want: []string{"warning #1 dev m g1 chat board < board 2025-04-18 -"},
		says: []string{"No removal is on record."}},
	{name: "silent: the name of a row that is still there stands for more in another list", about: "other", rows: renamed + `
		scores: board | other | chat | elo | 1290 | 2025-04-18
		scores: board | g | vision | elo | 1200 | 2025-04-18`},
})
