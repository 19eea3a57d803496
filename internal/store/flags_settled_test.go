package store

// Who can settle an allegation, and who can take back what.

const rumour = `
		statements: rumour | allegation | contamination | report | 2025-04-20 | Test sets were used. | organization=lab
		statement_targets: rumour | variant=rel`

var _ = casesOf("open-allegation", []flagCase{
	{name: "whom it is about refutes it itself: that is a denial", rows: rumour + `
		statements: own | refutation | contamination | blog | 2025-04-22 | We checked. | organization=dev | reply_to=rumour`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-04-22", "warning #- dev m rel - - < report 2025-04-22 -"},
		says: []string{"REFUTATION by somebody on 2025-04-22 (blog): We checked."}},
	{name: "a part of its company does, and nobody wrote down who speaks", rows: rumour + `
		organizations: dev-labs | parent=dev
		sources: labs | paper | https://labs.dev.ai | 2025-04-22 | publisher=dev-labs
		statements: own | refutation | contamination | labs | 2025-04-22 | We checked. | reply_to=rumour`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-04-22", "warning #- dev m rel - - < report 2025-04-22 -"}},
	{name: "a refutation by hearsay", rows: rumour + `
		statements: said | refutation | contamination | news | 2025-04-22 | An audit found nothing, they say. | basis=hearsay | reply_to=rumour`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-04-22", "warning #- dev m rel - - < report 2025-04-22 -"}},
	{name: "until an audit that a newspaper quotes", rows: rumour + `
		statements: said | refutation | contamination | news | 2025-04-22 | An audit found nothing. | basis=quoted | reply_to=rumour`,
		want: []string{"warning #- dev m rel - - < report 2025-04-20 2025-04-22"}},
	{name: "a part of the accuser, or a rival's page, proves nothing", rows: rumour + `
		organizations: lab-sec | parent=lab
		sources: sec | paper | https://sec.lab.ai | 2025-05-01 | publisher=lab-sec
		sources: rival | vendor_blog | https://host.ai | 2025-05-02 | publisher=host
		statements: c1 | confirmation | contamination | sec | 2025-05-01 | We agree. | reply_to=rumour
		statements: c2 | confirmation | contamination | rival | 2025-05-02 | We agree. | organization=host | reply_to=rumour`,
		want: []string{
			"warning #- dev m rel - - < report 2025-04-20 2025-05-01", "warning #- dev m rel - - < report 2025-05-01 2025-05-02",
			"warning #- dev m rel - - < report 2025-05-02 -"}},
})

var _ = casesOf("confirmed-allegation", []flagCase{
	{name: "the company above the developer's company", rows: `
		organizations: top
		organizations: mid | parent=top
		organizations: low | parent=mid
		models: lm | low
		variants: lm1 | lm
		statements: rumour | allegation | contamination | report | 2025-04-20 | Test sets were used. | organization=lab
		statement_targets: rumour | variant=lm1
		statements: yes | confirmation | contamination | news | 2025-05-01 | It is true. | organization=top | basis=quoted | reply_to=rumour`,
		want: []string{"error #- low lm lm1 - - < news 2025-05-01 -"}},
	{name: "it goes on where whom it is about refutes it afterwards", rows: rumour + `
		sources: audit | paper | https://audit.ai | 2025-05-01 | publisher=host
		statements: yes | confirmation | contamination | audit | 2025-05-01 | We found them. | organization=host | reply_to=rumour
		statements: own | refutation | contamination | blog | 2025-05-03 | We checked. | organization=dev | reply_to=rumour`,
		want: []string{"error #- dev m rel - - < audit 2025-05-01 2025-05-03", "error #- dev m rel - - < audit 2025-05-03 -"}},
	{name: "silent: a part of the accuser's company, a vendor's page", rows: rumour + `
		organizations: lab-sec | parent=lab
		sources: sec | paper | https://sec.lab.ai | 2025-05-01 | publisher=lab-sec
		sources: rival | vendor_blog | https://host.ai | 2025-05-02 | publisher=host
		statements: c1 | confirmation | contamination | sec | 2025-05-01 | We agree. | reply_to=rumour
		statements: c2 | confirmation | contamination | rival | 2025-05-02 | We agree. | organization=host | reply_to=rumour`},
})

var _ = casesOf("corrected", []flagCase{
	{name: "a note where a stranger takes back somebody else's source", rows: `
		statements: void | retraction | quality | report | 2025-04-20 | The page is void. | organization=lab
		statement_targets: void | source=blog
		scores: blog | rel | qa | pct | 60 | 2025-04-05 | evaluator=dev`,
		want: []string{"note #- - - - - blog < report 2025-04-20 -"},
		says: []string{"What it takes back is not on record."}},
	{name: "a part of its publisher takes it back, or nobody wrote down who", rows: `
		organizations: dev-labs | parent=dev
		statements: v1 | retraction | quality | report | 2025-04-20 | The page is void. | organization=dev-labs
		statement_targets: v1 | source=blog
		statements: v2 | retraction | quality | news | 2025-04-21 | The paper is void. | basis=quoted
		statement_targets: v2 | source=report
		scores: blog | rel | qa | pct | 60 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 60 | 2025-04-20 | evaluator=lab`,
		want: []string{"error #- - - - - blog < report 2025-04-20 -", "error #- - - - - report < news 2025-04-21 -"}},
	{name: "of one score, by a document that is older than the claim", rows: `
		benchmarks: sums | name=Sums (hard)
		scores: agg | rel | sums | pct | 61.2 | 2025-05-01
		scores: agg | rel | qa | pct | 70 | 2025-05-01
		statements: claim | claim | quality | agg | 2025-05-01 | It has 61.2 and 70.
		statements: card | correction | quality | blog | 2025-04-05 | Those are the base model's. | organization=dev | reply_to=claim
		statement_targets: card | source=agg | benchmark=sums | listed_as=rel`,
		want: []string{"error #1 dev m rel sums agg < blog 2025-05-01 -"},
		says: []string{"On Sums (hard), 61.2. Contradicted by an older document: somebody on 2025-04-05 (blog): Those are the base model's."}},
	{name: "older than the report of the score, or of its month", rows: `
		scores: agg | rel | qa | pct | 70 | 2025-05
		scores: agg | unk | qa | pct | 70 | 2025-05
		statements: m1 | correction | quality | blog | 2025-04 | It has 75. | organization=dev
		statements: m2 | correction | quality | report | 2025-05-20 | It has 75. | organization=lab
		statement_targets: m1 | source=agg | benchmark=qa | listed_as=rel
		statement_targets: m2 | source=agg | benchmark=qa | listed_as=unk`,
		want: []string{"error #1 dev m rel qa agg < blog 2025-05 -", "error #2 dev m unk qa agg < report 2025-05-20 -"},
		says: []string{"On qa, 70. Contradicted by an older document: somebody on 2025-04 (blog)", "On qa, 70. CORRECTION by somebody on 2025-05-20 (report)"}},
	{name: "a claim about a variant, in a record without any score", rows: `
		statements: claim | claim | quality | blog | 2025-04-05 | 85.5 | organization=dev
		statement_targets: claim | variant=rel
		statements: mend | correction | quality | blog | 2025-04-08 | 58.5 | organization=dev | reply_to=claim
		statement_targets: mend | variant=rel`,
		want: []string{"error #- dev m rel - - < blog 2025-04-08 -"}},
	{name: "a warning where a source with scores is corrected by hearsay, or the correction is denied", rows: `
		statements: m1 | correction | quality | news | 2025-04-08 | It is 58.5, they say. | basis=hearsay
		statement_targets: m1 | source=blog
		statements: m2 | correction | quality | news | 2025-05-08 | It is 58.5. | basis=quoted
		statement_targets: m2 | source=report
		statements: no | denial | quality | report | 2025-05-08 | It is not. | organization=lab | reply_to=m2
		scores: blog | rel | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 85.5 | 2025-04-20 | evaluator=lab`,
		want: []string{"warning #- - - - - blog < news 2025-04-08 -", "warning #- - - - - report < news 2025-05-08 -"}},
})
