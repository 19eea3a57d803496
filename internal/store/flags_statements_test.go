package store

// An allegation of 2025-04-06 about the model m, which dev made.
const alleged = `
		statements: a1 | allegation | contamination | news | 2025-04-06 | Test sets were blended in. | speaker=anonymous | basis=hearsay
		statement_targets: a1 | model=m`

// allegationWordCases are cases of open-allegation about who has the last word.
var _ = casesOf("open-allegation", []flagCase{
	{name: "a denial that was taken back does not stand as the last word", rows: alleged + `
		statements: d1 | denial | contamination | blog | 2025-04-07 | We did not. | organization=dev | reply_to=a1
		statements: r1 | retraction | contamination | blog | 2025-05-01 | The denial was wrong. | organization=dev | reply_to=d1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-04-07", "warning #- dev m - - - < news 2025-04-07 2025-05-01",
			"warning #- dev m - - - < news 2025-05-01 -"},
		says: []string{"DENIAL by somebody on 2025-04-07 (blog): We did not. RETRACTION (about the denial) by somebody on 2025-05-01 (blog): The denial was wrong."}},
	{name: "evidence that is older than the allegation, or may be", rows: alleged + `
		statements: o1 | claim | contamination | blog | 2025-04-05 | The card names the data. | organization=dev | reply_to=a1
		statements: o2 | claim | contamination | report | 2025-04 | So does the paper. | organization=lab | reply_to=a1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 -"},
		says: []string{"OLDER EVIDENCE by somebody on 2025-04-05 (blog): The card names the data.", "CLAIM by somebody on 2025-04 (report): So does"}},
	{name: "what its source says, and a correction of that", rows: alleged + `
		statements: w1 | claim | contamination | report | | The report cites a post for it. | reply_to=a1
		statements: w2 | correction | contamination | news | 2025-04-05 | The post does not say so. | reply_to=w1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 -"},
		says: []string{"CLAIM by somebody (report): The report cites a post for it. CORRECTION (about the claim) by somebody on 2025-04-05 (news): The post does not say so."}},
	{name: "until an audit refutes it", rows: alleged + `
		statements: f1 | refutation | contamination | report | 2025-05-01 | The test sets are not in the data. | organization=lab | reply_to=a1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05-01"}},
	{name: "until a settlement", rows: alleged + `
		statements: e1 | settlement | contamination | news | 2025-05 | Both sides settled. | reply_to=a1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05"}},
	{name: "open again where the refutation is taken back", rows: alleged + `
		statements: f1 | refutation | contamination | report | 2025-05-01 | Not in the data. | organization=lab | reply_to=a1
		statements: r1 | retraction | contamination | report | 2025-06-01 | The audit looked at other data. | organization=lab | reply_to=f1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05-01", "warning #- dev m - - - < news 2025-06-01 -"}},
	{name: "open again where the retraction is taken back, closed where that is taken back too", rows: alleged + `
		statements: r1 | retraction | contamination | news | 2025-05-01 | I was wrong. | reply_to=a1
		statements: r2 | retraction | contamination | news | 2025-06-01 | I was right. | reply_to=r1
		statements: r3 | retraction | contamination | news | 2025-07-01 | I was wrong after all. | reply_to=r2`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05-01", "warning #- dev m - - - < news 2025-06-01 2025-07-01"}},
	{name: "one of two retractions is taken back: the other one ends it", rows: alleged + `
		statements: r1 | retraction | contamination | news | 2025-05-01 | It is wrong. | reply_to=a1
		statements: r2 | retraction | contamination | report | 2025-05-02 | It is wrong. | reply_to=a1
		statements: r3 | retraction | contamination | news | 2025-06-01 | I do not know. | reply_to=r1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05-01"}},
	{name: "a stranger's confirmation proves nothing: it goes on, with both", rows: alleged + `
		statements: c1 | confirmation | contamination | news | 2025-05-01 | I heard so too. | reply_to=a1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05-01", "warning #- dev m - - - < news 2025-05-01 -"},
		says: []string{"CONFIRMATION by somebody on 2025-05-01 (news): I heard so too."}},
	{name: "open again where the developer takes its confirmation back", rows: alleged + `
		statements: c1 | confirmation | contamination | blog | 2025-05-01 | Yes. | organization=dev | reply_to=a1
		statements: r1 | retraction | contamination | blog | 2025-06-01 | That was a mistake: no. | organization=dev | reply_to=c1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-05-01", "warning #- dev m - - - < news 2025-06-01 -"}},
	{name: "a confirmation of the denial ends nothing", rows: alleged + `
		statements: d1 | denial | contamination | blog | 2025-04-07 | We did not. | organization=dev | reply_to=a1
		statements: c1 | confirmation | contamination | report | 2025-04-07 | They did not, says a guest. | organization=lab | reply_to=d1`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 2025-04-07", "warning #- dev m - - - < news 2025-04-07 -"},
		says: []string{"CONFIRMATION (about the denial) by somebody"}},
	{name: "about one score of a source", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		statements: a1 | allegation | quality | news | 2025-04-07 | This number is made up.
		statement_targets: a1 | source=board | benchmark=chat | listed_as=exp`,
		want: []string{"warning #1 dev m exp chat board < news 2025-04-07 -"}},
	{name: "silent: the allegation is on record by mistake", rows: alleged + `
		statement_corrections: a1 | The post says something else.`},
	{name: "the retraction is on record by mistake", rows: alleged + `
		statements: r1 | retraction | contamination | news | 2025-05-01 | I was wrong. | reply_to=a1
		statement_corrections: r1 | Somebody else said this.`,
		want: []string{"warning #- dev m - - - < news 2025-04-06 -"}},
	{name: "silent: another source refutes it on the day of the allegation", rows: alleged + `
		statements: f1 | refutation | contamination | news | 2025-04-06 | The log shows that it is false. | reply_to=a1`},
})

var _ = casesOf("confirmed-allegation", []flagCase{
	{name: "the developer confirms it", rows: alleged + `
		statements: c1 | confirmation | contamination | news | 2025-05-01 | Yes, they were. | speaker=A. Developer | organization=dev | basis=quoted | reply_to=a1`,
		want: []string{"error #- dev m - - - < news 2025-05-01 -"},
		says: []string{"anonymous on 2025-04-06 (news, hearsay): Test sets were blended in. CONFIRMATION by A. Developer on 2025-05-01 (news, quoted): Yes, they were."}},
	{name: "a document of the developer's own says so, and nobody wrote down who speaks", rows: alleged + `
		statements: c1 | confirmation | contamination | blog | 2025-05-01 | Yes. | reply_to=a1`,
		want: []string{"error #- dev m - - - < blog 2025-05-01 -"}},
	{name: "an audit of its own document", rows: alleged + `
		statements: c1 | confirmation | contamination | report | 2025-05-01 | We found the test sets in the data. | organization=lab | reply_to=a1`,
		want: []string{"error #- dev m - - - < report 2025-05-01 -"}},
	{name: "the organization that is accused", rows: `
		statements: a1 | allegation | quality | news | 2025-04-06 | Its runs were chosen.
		statement_targets: a1 | organization=lab
		statements: c1 | confirmation | quality | runs | 2025-04-30 | They were. | organization=lab | reply_to=a1`,
		want: []string{"error #- lab - - - - < runs 2025-04-30 -"}},
	{name: "the parent of the developer", rows: `
		organizations: big
		organizations: unit | parent=big
		models: um | unit
		variants: u1 | um
		statements: a1 | allegation | quality | news | 2025-04-06 | It is wrong.
		statement_targets: a1 | variant=u1
		statements: c1 | confirmation | quality | news | 2025-04-30 | It is. | organization=big | basis=quoted | reply_to=a1`,
		want: []string{"error #- unit um u1 - - < news 2025-04-30 -"}},
	{name: "until it is taken back", rows: alleged + `
		statements: c1 | confirmation | contamination | blog | 2025-05-01 | Yes. | organization=dev | reply_to=a1
		statements: r1 | retraction | contamination | blog | 2025-06-01 | No. | organization=dev | reply_to=c1`,
		want: []string{"error #- dev m - - - < blog 2025-05-01 2025-06-01"}},
	{name: "a settlement afterwards does not undo it", rows: alleged + `
		statements: c1 | confirmation | contamination | blog | 2025-05-01 | Yes. | organization=dev | reply_to=a1
		statements: e1 | settlement | contamination | news | 2025-06-01 | They settled. | reply_to=a1`,
		want: []string{"error #- dev m - - - < blog 2025-05-01 2025-06-01", "error #- dev m - - - < blog 2025-06-01 -"}},
	{name: "until a later audit shows it false", rows: alleged + `
		statements: c1 | confirmation | contamination | runs | 2025-05-01 | We found them. | organization=lab | reply_to=a1
		statements: f1 | refutation | contamination | report | 2025-06-01 | They are not there. | organization=lab | reply_to=a1`,
		want: []string{"error #- dev m - - - < runs 2025-05-01 2025-06-01"}},
	{name: "silent: strangers, hearsay, the accuser again", rows: alleged + `
		statements: c1 | confirmation | contamination | news | 2025-05-01 | I heard so. | reply_to=a1
		statements: c2 | confirmation | contamination | news | 2025-05-02 | They said yes. | organization=dev | basis=hearsay | reply_to=a1
		statements: a2 | allegation | quality | report | 2025-04-06 | It is wrong. | organization=lab
		statement_targets: a2 | model=m
		statements: c3 | confirmation | quality | report | 2025-05-03 | As we said. | organization=lab | reply_to=a2`},
	{name: "silent: a confirmation of a denial, of a claim, of a criticism", rows: alleged + `
		statements: d1 | denial | contamination | blog | 2025-04-07 | We did not. | organization=dev | reply_to=a1
		statements: c1 | confirmation | contamination | report | 2025-04-08 | They did not. | organization=lab | reply_to=d1
		statements: s1 | claim | quality | blog | 2025-04-05 | It has 80. | organization=dev
		statement_targets: s1 | model=m
		statements: c2 | confirmation | quality | report | 2025-04-08 | It has 80. | organization=lab | reply_to=s1
		statements: k1 | criticism | quality | news | 2025-04-05 | It is slow.
		statement_targets: k1 | model=m
		statements: c3 | confirmation | quality | blog | 2025-04-08 | It is. | organization=dev | reply_to=k1`},
	{name: "silent: no reply at all", rows: alleged},
	{name: "silent: the confirmation is on record by mistake", rows: alleged + `
		statements: c1 | confirmation | contamination | blog | 2025-05-01 | Yes. | organization=dev | reply_to=a1
		statement_corrections: c1 | The page says no such thing.`},
})

// lowered is a claim of a page and its correction.
const lowered = `
		statements: c1 | claim | quality | agg | 2025-05-01 | It has 73.7.
		statements: c2 | correction | quality | news | 2025-05-02 | It has 75. | reply_to=c1
		statement_targets: c1 | source=agg
		statement_targets: c2 | source=agg`

// correctedWordCases are cases of corrected about who has the last word, and about what.
var _ = casesOf("corrected", []flagCase{
	{name: "silent: the accuser takes the accusation back", rows: alleged + `
		statements: r1 | retraction | contamination | news | 2025-05-01 | It was false. | reply_to=a1
		statement_targets: r1 | model=m
		statement_targets: r1 | variant=rel`},
	{name: "silent: what corrects or withdraws an allegation, a criticism, a denial, a confirmation", rows: alleged + `
		statements: x1 | correction | contamination | news | 2025-04-08 | Some of them. | reply_to=a1
		statement_targets: x1 | model=m
		statements: k1 | criticism | quality | news | 2025-04-05 | It is slow.
		statements: x2 | retraction | quality | news | 2025-04-08 | It is not. | reply_to=k1
		statement_targets: x2 | model=m
		statements: d1 | denial | contamination | blog | 2025-04-07 | We did not. | reply_to=a1
		statements: x3 | retraction | contamination | blog | 2025-04-08 | Forget that. | reply_to=d1
		statement_targets: x3 | model=m
		statements: y1 | confirmation | contamination | blog | 2025-04-07 | We did. | reply_to=a1
		statements: x4 | correction | contamination | blog | 2025-04-08 | Not all. | reply_to=y1
		statement_targets: x4 | model=m`},
	{name: "until the correction is taken back", rows: lowered + `
		statements: c3 | retraction | quality | news | 2025-05-03 | 73.7 stands. | reply_to=c2
		statement_targets: c3 | source=agg`,
		want: []string{"note #- - - - - agg < news 2025-05-02 2025-05-03"}},
	{name: "again where the retraction of the correction is taken back", rows: lowered + `
		statements: c3 | retraction | quality | news | 2025-05-03 | 73.7 stands. | reply_to=c2
		statements: c4 | retraction | quality | news | 2025-05-05 | No, 75. | reply_to=c3
		statement_targets: c4 | source=agg`,
		want: []string{"note #- - - - - agg < news 2025-05-02 2025-05-03", "note #- - - - - agg < news 2025-05-05 -"}},
	{name: "a correction of the correction: which number is right is open", rows: lowered + `
		statements: c3 | correction | quality | report | 2025-05-03 | It has 74. | reply_to=c2
		statement_targets: c3 | source=agg`,
		want: []string{"note #- - - - - agg < news 2025-05-02 2025-05-03", "note #- - - - - agg < report 2025-05-03 -"}},
	{name: "a warning where it is denied, or only hearsay", rows: lowered + `
		statements: d1 | denial | quality | agg | 2025-05-04 | Our number is right. | reply_to=c2
		statements: h1 | correction | quality | news | 2025-05-01 | It is off. | basis=hearsay
		statement_targets: h1 | source=runs`,
		want: []string{"note #- - - - - agg < news 2025-05-02 2025-05-04", "note #- - - - - agg < news 2025-05-04 -", "note #- - - - - runs < news 2025-05-01 -"},
		says: []string{"DENIAL by somebody on 2025-05-04 (agg): Our number is right."}},
	{name: "one score of a page, on all days and on one", rows: `
		scores: agg | rel | qa | pct | 70 | 2025-05-01
		scores: agg | unk | qa | pct | 60 | 2025-05-01
		scores: agg | rel | qa | pct | 71 | 2025-05-08
		scores: agg | unk | qa | pct | 61 | 2025-05-08
		scores: agg | nobody | qa | pct | 61 | 2025-05-08
		statements: c1 | correction | quality | news | 2025-05-09 | It has 75.
		statement_targets: c1 | source=agg | benchmark=qa | listed_as=rel
		statement_targets: c1 | source=agg | benchmark=qa | listed_as=unk | reported_on=2025-05-08
		statement_targets: c1 | source=agg | benchmark=qa | listed_as=nobody
		statement_targets: c1 | source=agg | benchmark=chat | listed_as=rel`,
		want: []string{"error #1 dev m rel qa agg < news 2025-05-09 -", "error #3 dev m rel qa agg < news 2025-05-09 -",
			"error #4 dev m unk qa agg < news 2025-05-09 -", "error #5 - - - qa agg < news 2025-05-09 -"}},
	{name: "a paper is retracted by its authors", rows: `
		scores: report | rel | qa | pct | 70 | 2025-04-20 | evaluator=lab
		statements: c2 | retraction | quality | report | 2025-05-02 | The authors retract the paper. | organization=lab
		statement_targets: c2 | source=report`,
		want: []string{"error #- - - - - report < report 2025-05-02 -"}},
	{name: "a note where a stranger takes back what is not on record", rows: `
		statements: r1 | retraction | contamination | news | 2025-05-01 | We take it back.
		statement_targets: r1 | variant=rel`,
		want: []string{"note #- dev m rel - - < news 2025-05-01 -"},
		says: []string{"What it takes back is not on record."}},
	{name: "silent: the correction, or what it corrects, is on record by mistake", rows: lowered + `
		statement_corrections: c2 | It speaks of another page.
		statements: s1 | claim | quality | runs | 2025-05-01 | It has 60.
		statements: s2 | correction | quality | news | 2025-05-02 | It has 75. | reply_to=s1
		statement_targets: s2 | source=runs
		statement_corrections: s1 | The page has no such number.`},
	{name: "the mistake was none", rows: lowered + `
		statement_corrections: c2 | It speaks of another page.
		statement_corrections: c2 | It speaks of this page. | nth=2 | verdict=right`,
		want: []string{"note #- - - - - agg < news 2025-05-02 -"}},
	{name: "silent: a correction that was refuted on its day", rows: lowered + `
		statements: f1 | refutation | quality | report | 2025-05-02 | The page is right. | organization=lab | reply_to=c2`},
})
