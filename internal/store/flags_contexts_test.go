package store

var _ = casesOf("context-below-claim", []flagCase{
	{name: "until the developer lowers its claim", rows: `
		specs: rel | claimed | | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | claimed | | 128000 | 2025-05-05 | blog`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-05-05"}},
	{name: "silent: read before the claim was raised", rows: `
		specs: rel | claimed | | 128000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | claimed | | 1000000 | 2025-05-05 | blog`},
	{name: "until the provider raises its limit", rows: `
		specs: rel | claimed | | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | served | host | 1000000 | 2025-06-20 | runs`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-06-20"}},
	{name: "again when it lowers the limit", rows: `
		specs: rel | claimed | | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | served | host | 1000000 | 2025-06-20 | runs
		specs: rel | served | host | 64000 | 2025-08-20 | runs`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-06-20", "warning #- dev m rel - - < runs 2025-08-20 -"},
		says: []string{"served: 64,000 by 1 provider, which is below half"}},
	{name: "silent: one of the provider's products has all of it", rows: `
		specs: rel | claimed | | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-20 | report | product=free
		specs: rel | served | host | 1000000 | 2025-04-20 | report | product=paid`},
	{name: "the developer's own claim speaks, not a later one of somebody else", rows: `
		specs: rel | claimed | | 1000000 | 2025-04-05 | blog
		specs: rel | claimed | | 10000000 | 2025-04-10 | news
		specs: rel | served | host | 400000 | 2025-04-20 | report`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 -"}, says: []string{"1,000,000 tokens claimed (blog)"}},
	{name: "silent: two sources of one day give two numbers, and the greater one is enough", rows: `
		specs: rel | claimed | | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | served | host | 1000000 | 2025-04-20 | runs`},
	{name: "silent: the lower claim is the newest, and only the old one is undated", rows: `
		specs: rel | claimed | | 1000000 | | blog
		specs: rel | claimed | | 128000 | 2025-05-05 | blog
		specs: rel | served | host | 128000 | 2025-05-20 | report`},
})

var _ = casesOf("context-conflict", []flagCase{
	{name: "one day, one product", rows: `
		specs: rel | served | host | 128000 | 2025-04-20 | report | product=api
		specs: rel | served | host | 1000000 | 2025-04-20 | runs | product=api`,
		want: []string{"warning #- dev m rel - runs < report 2025-04-20 -"}},
	{name: "silent: two days", rows: `
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | served | host | 1000000 | 2025-04-21 | runs`},
	{name: "silent: a free and a paid product", rows: `
		specs: rel | served | host | 128000 | 2025-04-20 | report | product=free
		specs: rel | served | host | 1000000 | 2025-04-20 | runs | product=paid`},
	{name: "a note where only one of them names the product", rows: `
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | served | host | 1000000 | 2025-04-20 | runs | product=paid`,
		want: []string{"note #- dev m rel - runs < report 2025-04-20 -"}},
	{name: "a note where the days may be the same", rows: `
		specs: rel | served | host | 128000 | 2025-04 | report
		specs: rel | served | host | 1000000 | 2025-04-20 | runs`,
		want: []string{"note #- dev m rel - runs < report 2025-04-20 -"}},
	{name: "silent: a month and a day outside of it", rows: `
		specs: rel | served | host | 128000 | 2025-03 | report
		specs: rel | served | host | 1000000 | 2025-04-20 | runs`},
	{name: "until one of the two sources gives another number", rows: `
		specs: rel | served | host | 128000 | 2025-04-20 | report
		specs: rel | served | host | 1000000 | 2025-04-20 | runs
		specs: rel | served | host | 1000000 | 2025-05-20 | report`,
		want: []string{"warning #- dev m rel - runs < report 2025-04-20 2025-05-20"}},
})

var _ = casesOf("placeholder-source", []flagCase{
	{name: "private networks, file names, an archived placeholder", rows: `
		sources: p01 | paper | http://192.168.1.5:8080/board | 2025-01-01
		sources: p02 | paper | http://10.0.0.7/x | 2025-01-01
		sources: p03 | paper | https://172.20.1.1/x | 2025-01-01
		sources: p04 | paper | http://169.254.1.1 | 2025-01-01
		sources: p05 | paper | http://[::1]:8080/x | 2025-01-01
		sources: p06 | paper | http://[fd00::7]/x | 2025-01-01
		sources: p07 | paper | http://wiki.internal/x | 2025-01-01
		sources: p08 | paper | http://printer.local/x | 2025-01-01
		sources: p09 | paper | file:///home/me/board.html | 2025-01-01
		sources: p10 | paper | http://wiki/board | 2025-01-01
		sources: p11 | paper | https://example.com/a | 2025-01-01 | archived_url=https://example.com/b
		sources: p12 | paper | | 2025-01-01 | archived_url=https://example.com/b
		sources: p13 | paper | https://me@example.com/a | 2025-01-01
		sources: p14 | paper | https://example.com./a | 2025-01-01
		sources: p15 | paper | http://203.0.113.9/x | 2025-01-01`,
		want: []string{"error #- - - - - p01 < p01 2025-01-01 -", "error #- - - - - p02 < p02 2025-01-01 -", "error #- - - - - p03 < p03 2025-01-01 -",
			"error #- - - - - p04 < p04 2025-01-01 -", "error #- - - - - p05 < p05 2025-01-01 -", "error #- - - - - p06 < p06 2025-01-01 -",
			"error #- - - - - p07 < p07 2025-01-01 -", "error #- - - - - p08 < p08 2025-01-01 -", "error #- - - - - p09 < p09 2025-01-01 -",
			"error #- - - - - p10 < p10 2025-01-01 -", "error #- - - - - p11 < p11 2025-01-01 -", "error #- - - - - p12 < p12 2025-01-01 -",
			"error #- - - - - p13 < p13 2025-01-01 -", "error #- - - - - p14 < p14 2025-01-01 -", "error #- - - - - p15 < p15 2025-01-01 -"}},
	{name: "silent: public addresses that only look like them", rows: `
		sources: q1 | paper | http://172.32.1.1/x | 2025-01-01
		sources: q2 | paper | http://10.0.0.7.nip.io/x | 2025-01-01
		sources: q3 | paper | http://[2606:4700::1111]/x | 2025-01-01
		sources: q4 | paper | https://someone@board.ai/x | 2025-01-01
		sources: q5 | paper | doi:10.1000/182 | 2025-01-01
		sources: q6 | paper | arXiv:2504.20879 | 2025-01-01
		sources: q7 | paper | https://board.ai:8443/192.168.1.5 | 2025-01-01
		sources: q8 | paper | board.ai/x | 2025-01-01
		sources: q9 | paper | https://board.ai/x | 2025-01-01 | archived_url=https://example.com/b`},
	{name: "a note where the address was not written down", rows: `
		sources: s1 | news | | 2025-01-01 | title=An article`,
		want: []string{"note #- - - - - s1 < s1 2025-01-01 -"}, says: []string{`"An article" has no address on record`}},
	{name: "an address without a scheme is one too", rows: `
		sources: s1 | news | example.com/x | 2025-01-01`,
		want: []string{"error #- - - - - s1 < s1 2025-01-01 -"}},
})
