package store

var _ = casesOf("open-allegation", []flagCase{
	{name: "both sides, and a denial does not end it", rows: `
		statements: a1 | allegation | contamination | news | 2025-04-06 | Test sets were blended in. | speaker=anonymous | basis=hearsay
		statements: d1 | denial | contamination | blog | 2025-04-07 | That is simply not true. | speaker=A. Developer | reply_to=a1
		statement_targets: a1 | model=m
		statement_targets: d1 | model=m`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-04-07", "warning #- dev m - - - < news 2025-04-07 -"},
		says: []string{"anonymous on 2025-04-06 (news, hearsay): Test sets were blended in. No reply is on record.",
			"anonymous on 2025-04-06 (news, hearsay): Test sets were blended in. DENIAL by A. Developer on 2025-04-07 (blog): That is simply not true."}},
	{name: "one flag for each thing it is about", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | All of it is wrong.
		statement_targets: a1 | variant=exp
		statement_targets: a1 | benchmark=qa
		statement_targets: a1 | organization=lab
		statement_targets: a1 | source=report`,
		want: []string{"warning #- - - - qa - < news 2025-04-06 -", "warning #- - - - - report < news 2025-04-06 -",
			"warning #- dev m exp - - < news 2025-04-06 -", "warning #- lab - - - - < news 2025-04-06 -"},
		says: []string{"All of it is wrong. No reply is on record."}},
	{name: "until it is withdrawn", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.
		statements: d1 | denial | quality | blog | 2025-04-07 | No. | reply_to=a1
		statements: r1 | retraction | quality | news | 2025-04-20 | I was wrong. | reply_to=a1
		statement_targets: a1 | model=m`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-04-07", "warning #- dev m - - - < news 2025-04-07 2025-04-20"},
		says: []string{"It is wrong. No reply is on record.", "It is wrong. DENIAL by somebody on 2025-04-07 (blog): No."}},
	{name: "until it is confirmed", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.
		statements: c1 | confirmation | quality | blog | 2025-05-01 | It was. | reply_to=a1
		statements: c2 | confirmation | quality | report | 2025-04-30 | Yes. | reply_to=a1
		statement_targets: a1 | model=m`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-04-30"}},
	{name: "another one is withdrawn, and replies of other kinds", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.
		statements: a2 | allegation | quality | news | 2025-04-06 | It is slow.
		statements: r2 | retraction | quality | news | 2025-04-07 | It is not. | reply_to=a2
		statements: x1 | apology | quality | blog | 2025-04-08 | Sorry. | reply_to=a1
		statements: x2 | correction | quality | blog | 2025-04-08 | Almost. | reply_to=a1
		statements: x3 | criticism | quality | blog | 2025-04-08 | Hm. | reply_to=a1
		statement_targets: a1 | model=m
		statement_targets: a2 | model=m`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-04-07", "warning #- dev m - - - < news 2025-04-06 2025-04-08", "warning #- dev m - - - < news 2025-04-08 -"}},
	{name: "no day: it stands, since whenever", rows: `
		statements: a1 | allegation | quality | news | | It is wrong. | speaker=somebody
		statements: d1 | denial | quality | blog | | No. | reply_to=a1
		statement_targets: a1 | model=m`,
		want: []string{"warning #- dev m - - - < news - -"}, says: []string{"somebody (news, direct): It is wrong. DENIAL by somebody (blog): No."}},
	{name: "silent: withdrawn, nobody says when", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.
		statements: r1 | retraction | quality | news | | It was right. | reply_to=a1
		statement_targets: a1 | model=m`},
	{name: "silent: confirmed on the same day", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.
		statements: c1 | confirmation | quality | blog | 2025-04-06 | It is. | reply_to=a1
		statement_targets: a1 | model=m`},
	{name: "silent: claims, criticisms, a denial of nothing", rows: `
		statements: s1 | claim | quality | blog | 2025-04-06 | It is best.
		statements: s2 | criticism | quality | news | 2025-04-06 | It is not best.
		statements: s3 | denial | quality | blog | 2025-04-06 | It is.
		statement_targets: s1 | model=m
		statement_targets: s2 | model=m
		statement_targets: s3 | model=m`},
	{name: "silent: about nothing on record", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.`},
})

var _ = casesOf("context-below-claim", []flagCase{
	{name: "one provider", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: rel | served | host | 64000 | 2025-04-20 | report`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 -"},
		says: []string{"10,000,000 tokens claimed (blog); served: 64,000 by 1 provider, which is below half of the claim"}},
	{name: "the earliest of those below half; measured or aggregated numbers do not count", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: rel | claimed | | 1000000 | 2025-04-05 | news
		specs: rel | served | host | 3500000 | 2025-04-25 | report
		specs: rel | served | host2 | 64000 | 2025-04-28 | runs
		specs: rel | served | lab | 6000000 | 2025-04-10 | runs
		specs: rel | served | arena | 100 | 2025-04-10 | agg
		specs: rel | measured | lab | 200 | 2025-04-10 | runs`,
		want: []string{"warning #- dev m rel - - < report 2025-04-25 2025-04-28", "warning #- dev m rel - - < report 2025-04-28 -"},
		says: []string{"served: 3,500,000 to 6,000,000 by 2 providers, 1 of them below half", "served: 64,000 to 6,000,000 by 3 providers, 2 of them below half"}},
	{name: "silent: exactly half", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: rel | served | host | 5000000 | 2025-04-20 | report`},
	{name: "silent: an aggregator's number", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: rel | served | host | 64000 | 2025-04-20 | agg`},
	{name: "silent: another variant, another attribute, a measurement", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: exp | served | host | 64000 | 2025-04-20 | report
		specs: rel | served | host | 4096 | 2025-04-20 | report | attribute=output_tokens
		specs: rel | measured | lab | 32000 | 2025-04-20 | report`},
	{name: "silent: nothing claimed, or in words", rows: `
		specs: rel | served | host | 64000 | 2025-04-20 | report
		specs: exp | claimed | | | 2025-04-05 | blog | value_text=long
		specs: exp | served | host | 64000 | 2025-04-20 | report`},
	{name: "silent: served in words", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: rel | served | host | | 2025-04-20 | report | value_text=full`},
	{name: "silent: no provider stated", rows: `
		specs: rel | claimed | | 10000000 | 2025-04-05 | blog
		specs: rel | served | | 64000 | 2025-04-20 | report`},
})

var _ = casesOf("context-conflict", []flagCase{
	{name: "an aggregator against another source", rows: `
		specs: rel | served | host | 1000000 | 2025-05-01 | report
		specs: rel | served | host | 10000000 | 2025-05-01 | agg`,
		want: []string{"warning #- dev m rel - agg < report 2025-05-01 -"},
		says: []string{"host: 10,000,000 tokens in agg (2025-05-01), 1,000,000 tokens in report (2025-05-01)"}},
	{name: "a note for days that are not stated", rows: `
		specs: rel | served | host | 1000000 | | report
		specs: rel | served | host | 2000000 | 2025-05-01 | agg
		specs: exp | served | host | 1000000 | | report
		specs: exp | served | host | 2000000 | | agg`,
		want: []string{"note #- dev m exp - agg < report - -", "note #- dev m rel - agg < report 2025-05-01 -"},
		says: []string{"host: 2,000,000 tokens in agg, 1,000,000 tokens in report", "2,000,000 tokens in agg (2025-05-01), 1,000,000 tokens in report"}},
	{name: "just above 5 percent", rows: `
		specs: rel | served | host | 100000 | 2025-04-22 | report
		specs: rel | served | host | 105001 | 2025-04-22 | runs`,
		want: []string{"warning #- dev m rel - runs < report 2025-04-22 -"}},
	{name: "silent: 128,000 and 131,072", rows: `
		specs: rel | served | host | 128000 | 2025-04-22 | report
		specs: rel | served | host | 131072 | 2025-04-22 | runs`},
	{name: "silent: one source, two providers, two variants", rows: `
		specs: rel | served | host | 64000 | 2025-04-20 | report | product=small
		specs: rel | served | host | 128000 | 2025-04-20 | report | product=large
		specs: rel | served | host2 | 1000000 | 2025-04-22 | runs
		specs: exp | served | host | 1000000 | 2025-04-22 | runs`},
	{name: "silent: a claim, a measurement, another attribute", rows: `
		specs: rel | served | host | 64000 | 2025-04-20 | report
		specs: rel | claimed | host | 128000 | 2025-04-20 | blog
		specs: rel | measured | host | 32000 | 2025-04-20 | runs
		specs: rel | served | host | 4096 | 2025-04-20 | runs | attribute=output_tokens
		specs: rel | served | host | 1000000 | 2025-04-20 | runs | attribute=self_hosted_context_tokens`},
	{name: "silent: no provider stated, or no number", rows: `
		specs: rel | served | | 64000 | 2025-04-20 | report
		specs: rel | served | | 128000 | 2025-04-20 | runs
		specs: rel | served | host | 128000 | 2025-04-20 | runs
		specs: rel | served | host | | 2025-04-20 | report | value_text=full`},
})

// licensed is a variant under a licence that is not approved.
const licensed = `
	licenses: com | name=Community License | osi_approved=false | source=terms | locator=section 2
	variants: lic | m | license=com
`

var _ = casesOf("open-label", []flagCase{
	{name: "the developer's claim", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | Our models are open source. | organization=dev | speaker=A. Developer | asserts=open_source
		statement_targets: s1 | license=com`,
		want: []string{"warning #- dev m lic - blog < terms 2025-04-05 -"},
		says: []string{"A. Developer on 2025-04-05 (blog): Our models are open source. The licence, Community License (terms, section 2), is not approved by the Open Source Initiative."}},
	{name: "on no day; a licence without a source", rows: `
		licenses: com2 | osi_approved=false
		variants: lic2 | m | license=com2
		statements: s1 | claim | license | blog | | The leading Open-Source model. | organization=dev | speaker=A. Developer | asserts=open_source
		statement_targets: s1 | license=com2`,
		want: []string{"warning #- dev m lic2 - blog < blog - -"},
		says: []string{"A. Developer (blog): The leading Open-Source model. The licence, com2, is not approved by the Open Source Initiative."}},
	{name: "silent: an approved licence, or one of which it is unknown", rows: `
		licenses: mit | osi_approved=true
		licenses: what
		variants: v1 | m | license=mit
		variants: v2 | m | license=what
		statements: s1 | claim | license | blog | 2025-04-05 | Our models are open source. | organization=dev | asserts=open_source
		statement_targets: s1 | license=mit
		statement_targets: s1 | license=what`},
	{name: "silent: open weights", rows: licensed + `
		statements: s1 | claim | license | blog | 2025-04-05 | Our open-weight models are openly available. | organization=dev | asserts=open_weights
		statement_targets: s1 | license=com`},
	{name: "silent: somebody else's claim, or nobody's", rows: licensed + `
		statements: s1 | claim | license | news | 2025-04-05 | It is open source. | organization=lab | asserts=open_source
		statements: s2 | claim | license | news | 2025-04-05 | It is open source. | asserts=open_source
		statement_targets: s1 | license=com
		statement_targets: s2 | license=com`},
	{name: "silent: not a claim, not about the licence, withdrawn", rows: licensed + `
		statements: s1 | denial | license | blog | 2025-04-05 | It is open source. | organization=dev
		statements: s2 | claim | quality | blog | 2025-04-05 | The best open source model. | organization=dev
		statements: s3 | claim | license | blog | 2025-04-05 | It is open source. | organization=dev | asserts=open_source
		statements: r3 | retraction | license | blog | 2025-04-05 | It is not. | organization=dev | reply_to=s3
		statement_targets: s1 | license=com
		statement_targets: s2 | license=com
		statement_targets: s3 | license=com`},
	{name: "until it is withdrawn", rows: licensed + `
		statements: s3 | claim | license | blog | 2025-04-05 | It is open source. | organization=dev | asserts=open_source
		statements: r3 | retraction | license | blog | 2025-04-06 | It is not. | organization=dev | reply_to=s3
		statement_targets: s3 | license=com`,
		want: []string{"warning #- dev m lic - blog < terms 2025-04-05 2025-04-06"}},
	{name: "silent: no licence on record, no licence in the claim, no developer", rows: licensed + `
		models: orphan
		licenses: com3 | osi_approved=false
		variants: child | orphan | license=com3
		statements: s1 | claim | license | blog | 2025-04-05 | It is open source. | organization=dev | asserts=open_source
		statement_targets: s1 | variant=unk
		statements: s2 | claim | license | blog | 2025-04-05 | It is open source. | asserts=open_source
		statement_targets: s2 | license=com3`},
})

var _ = casesOf("conditional-license", []flagCase{
	{name: "every variant under it", rows: `
		licenses: com | name=Community License | commercial_use=conditional | conditions=more than 700 million users | source=terms
		variants: lic1 | m | license=com
		variants: lic2 | m | license=com`,
		want: []string{"note #- dev m lic1 - terms < terms 2025-04-05 -", "note #- dev m lic2 - terms < terms 2025-04-05 -"},
		says: []string{"Community License: more than 700 million users"}},
	{name: "no condition and no source on record", rows: `
		licenses: com | commercial_use=conditional
		models: orphan
		variants: lic1 | orphan | license=com`,
		want: []string{"note #- - orphan lic1 - - < - - -"}, says: []string{"com: the condition is not on record"}},
	{name: "silent: commercial use is allowed", rows: `
		licenses: free | commercial_use=yes | conditions=keep the notice
		variants: lic1 | m | license=free`},
	{name: "silent: unknown", rows: `
		licenses: what | conditions=see the text
		variants: lic1 | m | license=what`},
	{name: "silent: no variant under it, no licence on record", rows: `
		licenses: com | commercial_use=conditional`},
})
