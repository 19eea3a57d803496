package store

// onlyPublic is a policy of arena that asks for a public release, and a score against it.
const onlyPublic = `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		statements: p1 | policy | availability | news | 2024-11-18 | Only what the public can have is listed. | organization=arena | requires=public_release`

var _ = casesOf("against-policy", []flagCase{
	{name: "it asks for a public release", about: "exp", rows: onlyPublic,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"},
		says: []string{"Only what the public can have is listed."}},
	{name: "a note where a registry alone has the variant announced", about: "unk", rows: onlyPublic + `
		sources: hub | registry | https://hub.ai | 2025-03-01
		release_events: unk | announced | 2025-03-01 | source=hub
		scores: board | unk | chat | elo | 1400 | 2025-04-06`,
		want: []string{"note #2 dev m unk chat board < news 2025-04-06 -"}},
	{name: "a warning where a data file or a repository of the board has it, none where others have", about: "exp", rows: `
		sources: files | dataset | https://arena.ai/files | 2025-04-06 | publisher=arena
		sources: code | repo | https://arena.ai/code | 2025-04-06 | publisher=arena
		sources: copy | dataset | https://host.ai/copy | 2025-04-06 | publisher=host
		sources: post | vendor_blog | https://arena.ai/post | 2025-04-06 | publisher=arena
		statements: p1 | policy | availability | news | 2024-11-18 | Only what the public can have is listed. | organization=arena | requires=public_release
		scores: files | exp | chat | elo | 1417 | 2025-04-06
		scores: code | exp | chat | elo | 1417 | 2025-04-06
		scores: copy | exp | chat | elo | 1417 | 2025-04-06 | evaluator=arena
		scores: agg | exp | chat | elo | 1417 | 2025-04-06 | evaluator=arena
		scores: post | exp | chat | elo | 1417 | 2025-04-06`,
		want: []string{"warning #1 dev m exp chat files < news 2025-04-06 -", "warning #2 dev m exp chat code < news 2025-04-06 -",
			"warning #5 dev m exp chat post < news 2025-04-06 -"},
		says: []string{"arena publishes this score of 2025-04-06 in files, a data set.",
			"in code, a repository.", "in post, which is no leaderboard.", "the policy of arena of 2024-11-18 (news) asks for one"}},
	{name: "another site's copy of the board is a leaderboard; a policy that restates another", about: "exp", rows: `
		sources: mirror | leaderboard | https://host.ai/mirror | 2025-04-06 | publisher=host
		statements: p1 | policy | availability | news | 2025-04-01 | It has always been so. | organization=arena | requires=public_release | quotes=terms
		scores: mirror | exp | chat | elo | 1417 | 2025-04-06 | evaluator=arena`,
		want: []string{"error #1 dev m exp chat mirror < news 2025-04-06 -"},
		says: []string{"arena listed this score of 2025-04-06 on its board (mirror).", "the policy of arena, as said on 2025-04-01 (news) asks for one"}},
	{name: "silent: it allows what is not released, asks for a mark, or nobody recorded what it asks", rows: `
		organizations: arena2
		organizations: arena3
		sources: board2 | leaderboard | https://arena2.ai/board | 2025-04-06 | publisher=arena2
		sources: board3 | leaderboard | https://arena3.ai/board | 2025-04-06 | publisher=arena3
		statements: p1 | policy | availability | news | 2024-11-18 | Unreleased models may be listed. | organization=arena | requires=nothing
		statements: p2 | policy | availability | news | 2024-11-18 | Unreleased models are listed with a mark. | organization=arena2 | requires=disclosure
		statements: p3 | policy | availability | news | 2024-11-18 | Only publicly released models are listed. | organization=arena3
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board2 | exp | chat | elo | 1417 | 2025-04-06
		scores: board3 | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: a later policy allows it", rows: onlyPublic + `
		statements: p2 | policy | availability | news | 2025-03-01 | Previews may be listed. | organization=arena | requires=nothing`},
	{name: "silent: a later policy of which nobody recorded what it asks", rows: onlyPublic + `
		statements: p2 | policy | availability | news | 2025-03 | New rules. | organization=arena`},
	{name: "until a later policy allows it", about: "exp", rows: onlyPublic + `
		scores: board | exp | chat | elo | 1410 | 2025-04-13
		statements: p2 | policy | availability | news | 2025-04-10 | Previews may be listed. | organization=arena | requires=nothing`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"}},
	{name: "the later policy is about another list", about: "exp", rows: onlyPublic + `
		statements: p2 | policy | availability | news | 2025-03-01 | Previews may be listed. | organization=arena | requires=nothing
		statement_targets: p2 | benchmark=qa`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"}},
	{name: "the later policy was withdrawn, and then not", about: "exp", rows: onlyPublic + `
		statements: p2 | policy | availability | news | 2025-03-01 | Previews may be listed. | organization=arena | requires=nothing
		statements: r1 | retraction | availability | news | 2025-03-02 | The old rule stays. | organization=arena | reply_to=p2`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"}},
	{name: "silent: it is about another list of the board", rows: onlyPublic + `
		statement_targets: p1 | benchmark=qa
		statement_targets: p1 | organization=arena`},
	{name: "silent: it is about another page of the board", rows: onlyPublic + `
		sources: board2 | leaderboard | https://arena.ai/vision | 2025-04-06 | publisher=arena
		statement_targets: p1 | source=board2`},
	{name: "it is about this list", about: "exp", rows: onlyPublic + `
		statement_targets: p1 | benchmark=qa
		statement_targets: p1 | benchmark=chat`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"}},
	{name: "silent: no longer in force, or not yet", rows: `
		statements: p1 | policy | availability | news | 2024-11-18 | Only what is public. | organization=arena | requires=public_release | until_on=2025-04-05
		statements: p2 | policy | availability | news | 2024-11-18 | Only what is public. | organization=arena | requires=public_release | from_on=2025-05-01
		scores: board | exp | chat | elo | 1417 | 2025-04-06`},
	{name: "in force from before the report until its day", about: "exp", rows: `
		statements: p1 | policy | availability | news | 2024-11-18 | Only what is public. | organization=arena | requires=public_release | from_on=2025-01-01 | until_on=2025-04-06
		scores: board | exp | chat | elo | 1417 | 2025-04-06`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"}},
	{name: "a warning where the board said only later that it had been in force", about: "exp", rows: `
		statements: p1 | policy | availability | news | 2025-05-09 | Only what is public, since ever. | organization=arena | requires=public_release | from_on=2024-03-01
		scores: board | exp | chat | elo | 1417 | 2025-04-06`,
		want: []string{"warning #1 dev m exp chat board < news 2025-05-09 -"}},
	{name: "a warning where the variant was only announced: the release may be missing on record", about: "ann", rows: onlyPublic + `
		variants: ann | m
		release_events: ann | announced | 2025-04-01
		scores: board | ann | chat | elo | 1417 | 2025-04-06`,
		want: []string{"warning #2 dev m ann chat board < news 2025-04-06 -"}},
	{name: "silent: the policy is on record by mistake", rows: onlyPublic + `
		statement_corrections: p1 | It is another board's.`},
	{name: "its retraction was taken back before the report", about: "exp", rows: onlyPublic + `
		statements: r1 | retraction | availability | news | 2025-01-01 | It no longer holds. | organization=arena | reply_to=p1
		statements: r2 | retraction | availability | news | 2025-02-01 | It holds. | organization=arena | reply_to=r1`,
		want: []string{"error #1 dev m exp chat board < news 2025-04-06 -"}},
})

var _ = casesOf("open-label", []flagCase{
	{name: "only the model that the claim names", rows: licensed + `
		models: m2 | dev
		variants: lic2 | m2 | license=com
		statements: s1 | claim | license | blog | 2025-04-05 | M is open source. | organization=dev | asserts=open_source
		statement_targets: s1 | license=com
		statement_targets: s1 | model=m`,
		want: []string{"warning #- dev m lic - blog < terms 2025-04-05 -"}},
	{name: "only the variant that the claim names, which names no licence", rows: licensed + `
		variants: lic3 | m | license=com
		statements: s1 | claim | license | blog | 2025-04-05 | It is opensource. | organization=dev | asserts=open_source
		statement_targets: s1 | variant=lic3`,
		want: []string{"warning #- dev m lic3 - blog < terms 2025-04-05 -"}},
	{name: "silent: the claim is about another licence", rows: licensed + `
		licenses: mit | osi_approved=true
		variants: free | m | license=mit
		statements: s1 | claim | license | blog | 2025-04-05 | It is open source. | organization=dev | asserts=open_source
		statement_targets: s1 | license=mit
		statement_targets: s1 | model=m`},
	{name: "silent: it calls it open weights, or says that it is not open source", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | Open weights rather than open source. | organization=dev | asserts=open_weights
		statements: s2 | claim | license | blog | 2025-04-05 | We do not call it open source. | organization=dev | asserts=not_open_source
		statement_targets: s1 | license=com
		statement_targets: s2 | license=com`},
	{name: "a note where nobody recorded what the claim asserts", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | Open weights rather than open source. | organization=dev
		statement_targets: s1 | license=com`,
		want: []string{"note #- dev m lic - blog < terms 2025-04-05 -"},
		says: []string{"Whether the claim calls it open source is not on record."}},
	{name: "a note where the claim is hearsay", rows: licensed + `
		statements: s1 | claim | license | news | 2025-04-05 | They call it open source. | organization=dev | asserts=open_source | basis=hearsay
		statement_targets: s1 | license=com`,
		want: []string{"note #- dev m lic - news < terms 2025-04-05 -"}},
	{name: "who reports the claim, where the source is not the speaker's", rows: licensed + `
		sources: gazette | news | https://gazette.ai/7
		statements: s1 | claim | license | gazette | 2025-04-05 | They call it open source. | organization=dev | speaker=Dev | asserts=open_source | basis=hearsay
		statements: s2 | claim | license | news | 2025-04-09 | "Ours is open source." | organization=dev | speaker=Dev | asserts=open_source | basis=quoted
		statement_targets: s1 | license=com
		statement_targets: s2 | license=com`,
		want: []string{"note #- dev m lic - gazette < terms 2025-04-05 -", "warning #- dev m lic - news < terms 2025-04-09 -"},
		says: []string{"Claim of Dev, according to gazette: They call it open source. The words themselves are not on record. The licence,",
			"Claim of Dev on 2025-04-09, according to news: \"Ours is open source.\" The licence,"}},
	{name: "the retraction is taken back", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | It is open source. | organization=dev | asserts=open_source
		statements: r1 | retraction | license | blog | 2025-04-06 | It is not. | organization=dev | reply_to=s1
		statements: r2 | retraction | license | blog | 2025-04-08 | It is. | organization=dev | reply_to=r1
		statement_targets: s1 | license=com`,
		want: []string{"warning #- dev m lic - blog < terms 2025-04-05 2025-04-06", "warning #- dev m lic - blog < terms 2025-04-08 -"}},
	{name: "the claim of the developer's parent", rows: licensed + `
		organizations: big
		organizations: unit | parent=big
		models: um | unit
		variants: u1 | um | license=com
		statements: s1 | claim | license | news | 2025-04-05 | It is open source. | organization=big | asserts=open_source
		statement_targets: s1 | model=um`,
		want: []string{"warning #- unit um u1 - news < terms 2025-04-05 -"}},
	{name: "silent: the claim is on record by mistake", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | It is open source. | organization=dev | asserts=open_source
		statement_targets: s1 | license=com
		statement_corrections: s1 | The page says no such thing.`},
	{name: "silent: a promise, until its day", about: "lic", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | It will be open source. | organization=dev | asserts=open_source | from_on=2999-01-01
		statement_targets: s1 | license=mit2
		licenses: mit2 | osi_approved=true`},
})

var _ = casesOf("conditional-license", []flagCase{
	{name: "commercial use is forbidden", rows: `
		licenses: nc | name=Research License | commercial_use=no | conditions=research only | source=terms
		variants: lic1 | m | license=nc`,
		want: []string{"note #- dev m lic1 - terms < terms 2025-04-05 -"},
		says: []string{"Research License forbids commercial use: research only."}},
	{name: "forbidden, without a word on the conditions", rows: `
		licenses: nc | commercial_use=no
		variants: lic1 | m | license=nc`,
		want: []string{"note #- dev m lic1 - - < - - -"}, says: []string{"nc forbids commercial use."}},
})
