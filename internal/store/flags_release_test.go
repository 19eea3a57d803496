package store

// These cases are about the evidence on release: what bears an error, what a warning or a
// note, and where the record is silent.

var _ = casesOf("unreleased-when-reported", []flagCase{
	{name: "direct evidence is an error, an announcement a warning, a registry's word a note", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		variants: ada-4 | ada
		sources: hub | registry | https://hub.ai/x | 2025-03-01
		release_events: ada-1 | not_public | 2025-04-02 | source=news
		release_events: ada-2 | announced | 2025-04-02
		release_events: ada-3 | in_training | 2025-04-02 | source=hub
		release_events: ada-4 | announced | 2025-04-02 | source=hub
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 71 | 2025-04-20
		scores: report | ada-3 | qa | pct | 72 | 2025-04-20
		scores: report | ada-4 | qa | pct | 73 | 2025-04-20`,
		want: []string{"error #1 dev ada ada-1 qa report < news 2025-04-20 -", "warning #2 dev ada ada-2 qa report < blog 2025-04-20 -",
			"warning #3 dev ada ada-3 qa report < hub 2025-04-20 -", "note #4 dev ada ada-4 qa report < hub 2025-04-20 -"},
		says: []string{"The public could not get it, as was said on 2025-04-02 (news)", "It was announced on 2025-04-02 (blog)"}},
	{name: "cancelled", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | cancelled | 2025-04-10 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-09
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20`,
		want: []string{"warning #1 dev ada ada-1 qa report < blog 2025-04-09 -", "error #2 dev ada ada-1 qa report < news 2025-04-20 -"}},
	{name: "a source that speaks of earlier days bears an error from the day on which it spoke", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-04-01
		release_events: ada-1 | not_public | 2025-04-20 | since=2025-04-01 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-10`,
		want: []string{"warning #1 dev ada ada-1 qa report < blog 2025-04-10 2025-04-20", "error #1 dev ada ada-1 qa report < news 2025-04-20 -"},
		says: []string{"The public could not get it since 2025-04-01, as was said on 2025-04-20 (news)"}},
	{name: "not public and released later is an error up to the release", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | not_public | 2025-04-01 | source=news
		release_events: ada-1 | released | 2025-06-01
		scores: report | ada-1 | qa | pct | 70 | 2025-05-01
		scores: report | ada-1 | qa | pct | 70 | 2025-06-01`,
		want: []string{"error #1 dev ada ada-1 qa report < news 2025-05-01 -"}},
	{name: "silent: the evidence is of later", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | not_public | 2025-05-01 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-10`},
	{name: "released, and not public again", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | released | 2025-03-01
		release_events: ada-1 | not_public | 2025-04-10 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-05
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20`,
		want: []string{"error #2 dev ada ada-1 qa report < news 2025-04-20 -"}},
	{name: "silent: only a channel or a region is not public", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | not_public | 2025-04-10 | channel=weights | source=news
		release_events: ada-1 | not_public | 2025-04-10 | region=EU | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20`},
	{name: "silent: available, whatever was announced", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-2 | private_testing | 2025-03-01
		release_events: ada-3 | announced | 2025-03-01
		availability: variant=ada-1 | provider=host | channel=third_party_api | from_on=2025-04 | source=news
		availability: variant=ada-2 | provider=dev | channel=app | from_on=2025-04-20 | source=news
		availability: variant=ada-3 | provider=host | channel=cloud | from_on=2025-03-10 | to_on=2025-04-01 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 70 | 2025-04-20
		scores: report | ada-3 | qa | pct | 70 | 2025-04-20`},
	{name: "available later, or on a leaderboard alone", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-2 | preview | 2025-03-01 | scope=arena | source=news
		availability: variant=ada-1 | provider=host | channel=weights | from_on=2025-05-01 | source=news
		availability: variant=ada-2 | provider=arena | channel=leaderboard_only | from_on=2025-03-01 | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 70 | 2025-04-20`,
		want: []string{"warning #1 dev ada ada-1 qa report < blog 2025-04-20 -", "error #2 dev ada ada-2 qa report < news 2025-04-20 -"},
		says: []string{"It was on arena only from 2025-03-01 (news)"}},
	{name: "silent: released at one provider", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | released | 2025-03-15 | scope=host | source=news
		release_events: ada-2 | preview | 2025-03-15 | scope=host2 | source=news
		availability: variant=ada-1 | provider=host | channel=cloud | from_on=2025-03-15 | source=news
		availability: variant=rel | provider=host2 | channel=first_party_api | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 70 | 2025-04-20`},
	{name: "whether the scope is a board or a provider is not on record", rows: `
		organizations: lounge
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | preview | 2025-03-15 | scope=lounge | source=news
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20`,
		want: []string{"warning #1 dev ada ada-1 qa report < news 2025-04-20 -"}},
	{name: "known by a day: an earlier report is unknown", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | released | 2025-05-01 | precision=by | source=news
		release_events: ada-2 | not_public | 2025-04-05 | source=news
		release_events: ada-2 | released | 2025-05-01 | precision=by
		scores: report | ada-1 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 70 | 2025-04-20
		scores: report | ada-2 | qa | pct | 70 | 2025-04-05`,
		want: []string{"error #3 dev ada ada-2 qa report < news 2025-04-05 2025-05-01", "error #3 dev ada ada-2 qa report < news 2025-05-01 -"}},
	{name: "a precise day beats a vague one of its channel", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | released | 2025-06-01 | channel=api
		release_events: ada-1 | released | 2025-06 | channel=api | source=news
		release_events: ada-1 | released | 2025 | channel=api | source=report
		release_events: ada-2 | announced | 2025-03-01
		release_events: ada-2 | released | 2025-06-01 | channel=weights
		release_events: ada-2 | released | 2025 | channel=api | source=news
		scores: runs | ada-1 | qa | pct | 70 | 2025-04-20
		scores: runs | ada-2 | qa | pct | 70 | 2025-04-20`,
		want: []string{"warning #1 dev ada ada-1 qa runs < blog 2025-04-20 -"}},
	{name: "a day apart by another source is at most a note", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		variants: ada-4 | ada
		release_events: ada-1 | announced | 2025-04-19
		release_events: ada-1 | released | 2025-04-20 | source=news
		release_events: ada-2 | not_public | 2025-03-01 | source=news
		release_events: ada-2 | released | 2025-04-20
		release_events: ada-3 | announced | 2025-03-01
		release_events: ada-3 | released | 2025-04-20
		release_events: ada-4 | not_public | 2025-03-01 | source=news
		release_events: ada-4 | released | 2025-04-21
		scores: blog | ada-1 | qa | pct | 70 | 2025-04-19
		scores: board | ada-2 | qa | pct | 70 | 2025-04-19
		scores: blog | ada-3 | qa | pct | 70 | 2025-04-19
		scores: board | ada-4 | qa | pct | 70 | 2025-04-19`,
		want: []string{"note #2 dev ada ada-2 qa board < blog 2025-04-20 -", "warning #3 dev ada ada-3 qa blog < blog 2025-04-19 2025-04-20", "warning #3 dev ada ada-3 qa blog < blog 2025-04-20 -",
			"error #4 dev ada ada-4 qa board < news 2025-04-19 2025-04-20", "error #4 dev ada ada-4 qa board < news 2025-04-20 -"}},
	{name: "first released after the report", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		sources: hub | registry | https://hub.ai/x | 2025-03-01
		release_events: ada-1 | released | 2025-05-02
		release_events: ada-2 | released | 2025-05-02 | source=hub
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06
		scores: board | ada-2 | chat | elo | 1300 | 2025-04-06`,
		want: []string{"warning #1 dev ada ada-1 chat board < blog 2025-05-02 -"},
		says: []string{"The first release on record is of 2025-05-02 (blog), and nothing from before the report."}},
	{name: "silent: the correction of the release was wrong itself", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | released | 2025-04-01
		event_corrections: ada-1 | released | 2025-04-01 | mistaken
		event_corrections: ada-1 | released | 2025-04-01 | the page stands | nth=2 | verdict=right
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06`},
	{name: "the last word on the release is that it is wrong", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | released | 2025-04-01
		event_corrections: ada-1 | released | 2025-04-01 | mistaken
		event_corrections: ada-1 | released | 2025-04-01 | the page stands | nth=2 | verdict=right
		event_corrections: ada-1 | released | 2025-04-01 | no, it does not | nth=3
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06`,
		want: []string{"warning #1 dev ada ada-1 chat board < blog 2025-04-06 -"}},
	{name: "no reader is sent to a sibling that is gone", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: old | ada
		variants: new | ada
		release_events: ada-1 | private_testing | 2025-04-01
		release_events: old | released | 2025-01-01
		release_events: old | withdrawn | 2025-04-30
		release_events: new | released | 2025-05-20
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06`,
		want: []string{"error #1 dev ada ada-1 chat board < blog 2025-04-06 2025-04-30", "error #1 dev ada ada-1 chat board < blog 2025-04-30 2025-05-20", "error #1 dev ada ada-1 chat board < blog 2025-05-20 -"},
		says: []string{"Look at old, released on 2025-01-01.", "No released sibling is on record by then.", "Look at new, released on 2025-05-20."}},
	{name: "silent: only its end is on record, after an announcement", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | withdrawn | 2025-05-20
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06`},
})

var _ = casesOf("released-later", []flagCase{
	{name: "only a registry dates the release", rows: `
		models: ada | dev
		variants: ada-1 | ada
		sources: hub | registry | https://hub.ai/x | 2025-03-01
		release_events: ada-1 | released | 2025-05-02 | source=hub
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06`,
		want: []string{"note #1 dev ada ada-1 chat board < hub 2025-05-02 -"},
		says: []string{"The first release on record is of 2025-05-02, and only a registry says so (hub)"}},
	{name: "silent: another source dates it, it may be of that day, or something is on record from before", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		variants: ada-3 | ada
		sources: hub | registry | https://hub.ai/x | 2025-03-01
		release_events: ada-1 | released | 2025-05-02 | source=hub
		release_events: ada-1 | released | 2025-05-01
		release_events: ada-2 | released | 2025-04 | source=hub
		release_events: ada-3 | announced | 2025-04-01
		release_events: ada-3 | released | 2025-05-02 | source=hub
		scores: board | ada-1 | chat | elo | 1300 | 2025-04-06
		scores: board | ada-2 | chat | elo | 1300 | 2025-04-06
		scores: board | ada-3 | chat | elo | 1300 | 2025-04-06`},
	{name: "silent: no release", rows: `
		scores: board | unk | chat | elo | 1300 | 2025-04-06`},
})

var _ = casesOf("never-released", []flagCase{
	{name: "a warning until a source shows that it is not public", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-1 | not_public | 2025-06-01 | source=news`,
		want: []string{"warning #- dev ada ada-1 - - < blog 2025-03-31 2025-06-01", "error #- dev ada ada-1 - - < news 2025-06-01 -"}},
	{name: "until it was available", about: "ada-1", rows: `
		models: ada | dev
		variants: ada-1 | ada
		release_events: ada-1 | announced | 2025-03-01
		availability: variant=ada-1 | provider=host | channel=cloud | from_on=2025-04-20 | source=news`,
		want: []string{"warning #- dev ada ada-1 - - < blog 2025-03-31 2025-04-20"}},
	{name: "silent: available or at a provider in time", rows: `
		models: ada | dev
		variants: ada-1 | ada
		variants: ada-2 | ada
		release_events: ada-1 | announced | 2025-03-01
		release_events: ada-2 | announced | 2025-03-01
		availability: variant=ada-1 | provider=host | channel=weights | from_on=2025-03 | source=news
		availability: variant=ada-2 | provider=host | channel=cloud | source=news
		release_events: ada-2 | released | 2025-03-15 | scope=host`, about: "ada-1"},
})
