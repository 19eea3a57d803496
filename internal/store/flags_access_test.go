package store

// These cases are about who could get a variant, where and until when.

var _ = casesOf("status-disputed", []flagCase{
	{name: "weights on a hub, and a source that calls it private", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | not_public | 2025-04-10 | source=news
		availability: variant=ada-1 | provider=host | channel=weights | from_on=2025-04-01 | source=report
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10
		scores: board | ada-1 | chat | elo | 1301 | 2025-04-08`,
		want: []string{"note #1 dev ada ada-1 chat board < news 2025-04-10 -"},
		says: []string{"news has ada-1 as not public on 2025-04-10; report has it as available from 2025-04-01"}},
	{name: "released within the days that the source speaks of", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | not_public | 2025-04-20 | since=2025-04-01 | source=news
		release_events: ada-1 | released | 2025-04-05
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10`,
		want: []string{"note #1 dev ada ada-1 chat board < news 2025-04-20 -"}},
	{name: "silent: public after the source spoke, a day apart, or ended before", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		release_events: ada-1 | not_public | 2025-04-01 | source=news
		availability: variant=ada-1 | provider=host | channel=weights | from_on=2025-04-05 | source=report
		release_events: ada-2 | in_training | 2025-04-05 | source=news
		release_events: ada-2 | released | 2025-04-05
		release_events: ada-3 | not_public | 2025-04-10 | source=news
		availability: variant=ada-3 | provider=host | channel=app | from_on=2025-03-01 | to_on=2025-04-01 | source=report
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10
		scores: board | ada-2 | chat | elo | 1300 | 2025-04-10
		scores: board | ada-3 | chat | elo | 1300 | 2025-04-10`},
	{name: "silent: a registry, or no release", rows: `
		models: ada | dev
		variants: ada-1 | ada
		sources: hub | registry | https://hub.ai/x | 2025-03-01
		release_events: ada-1 | not_public | 2025-04-10 | source=hub
		release_events: ada-1 | released | 2025-04-01
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10
		scores: board | exp | chat | elo | 1300 | 2025-04-10`},
})

var _ = casesOf("limited-access", []flagCase{
	{name: "a region", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | preview | 2025-03-01 | region=Freedonia | source=news
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10`,
		want: []string{"note #1 dev ada ada-1 chat board < news 2025-04-10 -"},
		says: []string{"By then ada-1 was on record only as preview in Freedonia from 2025-03-01 (news)."}},
	{name: "one provider, and an app", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | released | 2025-03-15 | scope=host | source=news
		availability: variant=ada-1 | provider=host | channel=cloud | from_on=2025-03-15 | source=news
		availability: variant=ada-2 | provider=dev | channel=app | product=Ada Go | from_on=2025-03-15 | source=news
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10
		scores: board | ada-2 | chat | elo | 1300 | 2025-04-10`,
		want: []string{"note #1 dev ada ada-1 chat board < news 2025-04-10 -", "note #2 dev ada ada-2 chat board < news 2025-04-10 -"},
		says: []string{"as released at host from 2025-03-15 (news)", `in an app of dev ("Ada Go") from 2025-03-15 (news)`}},
	{name: "silent: released for all by then, weights, an API, or not yet", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		release_events: ada-1 | released | 2025-03-01 | region=Freedonia | source=news
		release_events: ada-1 | released | 2025-04-01
		availability: variant=ada-2 | provider=dev | channel=app | from_on=2025-03-15 | source=news
		availability: variant=ada-2 | provider=host | channel=weights | source=news
		release_events: ada-3 | released | 2025-05-01 | region=Freedonia
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10
		scores: board | ada-2 | chat | elo | 1300 | 2025-04-10
		scores: board | ada-3 | chat | elo | 1300 | 2025-04-10`},
	{name: "silent: a preview of which nothing more is known", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | preview | 2025-03-01
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-10`},
})

var _ = casesOf("retired-variant", []flagCase{
	{name: "silent: weights stay, another service stays, or the API that ended is not the channel", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		release_events: ada-1 | retired | 2025-04-01
		availability: variant=ada-1 | provider=host | channel=weights | source=news
		release_events: ada-2 | retired | 2025-04-01
		availability: variant=ada-2 | provider=host | channel=cloud | from_on=2025-01 | to_on=2025-12-31 | source=news
		release_events: ada-3 | released | 2025-01-01 | channel=weights
		release_events: ada-3 | retired | 2025-04-01 | channel=api
		scores: report | ada-1 | qa | pct | 70 | 2025-05-10
		scores: report | ada-2 | qa | pct | 70 | 2025-05-10
		scores: report | ada-3 | qa | pct | 70 | 2025-05-10`},
	{name: "the API that was retired had no end on record", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | retired | 2025-04-01
		availability: variant=ada-1 | provider=dev | channel=first_party_api | from_on=2025-01-01 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-05-10`,
		want: []string{"warning #1 dev ada ada-1 qa report < blog 2025-05-10 -"}},
	{name: "deprecated, and its last day is over", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | released | 2025-01-01
		release_events: ada-1 | deprecated | 2025-04-01
		availability: variant=ada-1 | provider=dev | channel=first_party_api | from_on=2025-01-01 | to_on=2025-05-01 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-05-01
		scores: report | ada-1 | qa | pct | 70 | 2025-05-02`,
		want: []string{"warning #2 dev ada ada-1 qa report < blog 2025-05-02 -"},
		says: []string{"ada-1 was deprecated on 2025-04-01 (blog), and its last day was 2025-05-01."}},
	{name: "released and withdrawn on one day", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | released | 2025-04-01
		release_events: ada-1 | withdrawn | 2025-04-01
		scores: report | ada-1 | qa | pct | 70 | 2025-04-01
		scores: report | ada-1 | qa | pct | 70 | 2025-05-10`,
		want: []string{"warning #2 dev ada ada-1 qa report < blog 2025-05-10 -"}},
})

var _ = casesOf("release-date-conflict", []flagCase{
	{name: "one channel, two sources; a registry makes it a note", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		sources: hub | registry | https://hub.ai/x | 2025-03-01
		release_events: ada-1 | released | 2025-01-10 | channel=api
		release_events: ada-1 | released | 2025-02-23 | channel=api | source=news
		release_events: ada-2 | released | 2025-01-10
		release_events: ada-2 | released | 2025-02-23 | source=hub`,
		want: []string{"warning #- dev ada ada-1 - - < news 2025-02-23 -", "note #- dev ada ada-2 - - < hub 2025-02-23 -"}},
	{name: "silent: two channels, two regions, one source, known by a day", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		variants: ada-4 | ada
		release_events: ada-1 | released | 2025-01-10 | channel=api
		release_events: ada-1 | released | 2025-08-23 | channel=weights | source=news
		release_events: ada-2 | released | 2025-01-10 | region=US
		release_events: ada-2 | released | 2025-08-23 | region=EU | source=news
		release_events: ada-3 | released | 2025-01-10
		release_events: ada-3 | released | 2025-08-23
		release_events: ada-4 | released | 2025-01-10
		release_events: ada-4 | released | 2025-08-23 | precision=by | source=news`},
})

var _ = casesOf("anonymous-model", []flagCase{
	{name: "until the source that names the maker", rows: `
		sources: reveal | news | https://news.ai/2 | 2025-06-01
		models: ghost | dev | source=reveal
		variants: ghost-1 | ghost
		release_events: ghost-1 | preview | 2025-04-01 | scope=arena | source=board
		scores: board | ghost-1 | chat | elo | 1300 | 2025-04-06
		scores: board | ghost-1 | chat | elo | 1300 | 2025-06-01`,
		want: []string{"error #1 dev ghost ghost-1 chat board < board 2025-04-06 2025-06-01"}},
	{name: "until it is public", rows: `
		models: ghost
		variants: ghost-1 | ghost
		release_events: ghost-1 | preview | 2025-04-01 | scope=arena | source=board
		release_events: ghost-1 | released | 2025-05-01
		scores: board | ghost-1 | chat | elo | 1300 | 2025-04-06`,
		want: []string{"error #1 - ghost ghost-1 chat board < board 2025-04-06 2025-05-01"}},
	{name: "a warning where the scope may be no board", rows: `
		organizations: lounge
		models: ghost
		variants: ghost-1 | ghost
		release_events: ghost-1 | preview | 2025-04-01 | scope=lounge | source=news
		scores: report | ghost-1 | qa | pct | 70 | 2025-04-06`,
		want: []string{"warning #1 - ghost ghost-1 qa report < news 2025-04-06 -"}},
	{name: "silent: weights, a co-developer, or a maker whose day is not on record", rows: `
		models: ghost
		models: ghost2
		models: ghost3 | dev
		variants: ghost-1 | ghost
		variants: ghost-2 | ghost2
		variants: ghost-3 | ghost3
		co_developers: ghost2 | lab
		release_events: ghost-1 | preview | 2025-04-21 | scope=arena | source=board
		release_events: ghost-2 | preview | 2025-04-21 | scope=arena | source=board
		release_events: ghost-3 | preview | 2025-04-21 | scope=arena | source=board
		availability: variant=ghost-1 | provider=host | channel=weights | from_on=2025-04-01 | source=news
		scores: board | ghost-1 | chat | elo | 1300 | 2025-04-26
		scores: board | ghost-2 | chat | elo | 1300 | 2025-04-26
		scores: board | ghost-3 | chat | elo | 1300 | 2025-04-26`},
})

var _ = casesOf("status-unknown", []flagCase{
	{name: "known by a day, or first released later", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | released | 2025-05-01 | precision=by | source=news
		release_events: ada-2 | released | 2025-05-01
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 70 | 2025-04-20`,
		want: []string{"note #1 dev ada ada-1 qa report < report 2025-04-20 -", "note #2 dev ada ada-2 qa report < report 2025-04-20 2025-05-01"}},
	{name: "silent: available", rows: `
		availability: variant=unk | provider=host | channel=weights | from_on=2025-04-01 | source=news
		scores: report | unk | qa | pct | 70 | 2025-04-20`},
})
