package figures

import (
	"slices"
	"strings"
	"testing"
)

// titleOf draws a figure and returns its title, its footnotes in one text, and what was
// asked for and is not in it.
func titleOf(t *testing.T, db *DB, kind Kind, r Request) (title, notes string, missing []string) {
	t.Helper()
	f, said, err := Draw(t.Context(), db, kind, r)
	if err != nil {
		t.Fatal(err)
	}
	return f.Title(), strings.Join(f.Footnotes(), "\n"), said.Missing
}

// twoModels are released variants of two models, as most cases here compare them, and one in
// private testing.
const twoModels = `
	organizations: dev2
	models: m2 | dev2
	variants: hid | m
	release_events: hid | private_testing | 2025-04-05
	variants: a | m
	variants: b | m2
	variants: c | m2
	release_events: a | released | 2025-04-01
	release_events: b | released | 2025-04-01
	release_events: c | released | 2025-04-01
	benchmarks: qb | access=public
	metrics: err | percent | higher_is_better=false
`

// dbOf makes a database of twoModels and the given rows, in which a line "=" starts a further
// ingest.
func dbOf(t *testing.T, rows string) *DB {
	t.Helper()
	parts := strings.Split(rows, "\n\t\t\t=\n")
	return baseDB(t, twoModels+parts[0], parts[1:]...)
}

const (
	hidRatings = `
		scores: board | rel | chat | elo | 1300 | 2025-04-10
		scores: board | hid | chat | elo | 1400 | 2025-04-10
	`
	hidTable = `
		scores: blog | rel | qa | pct | 80 | 2025-04-06
		scores: blog | hid | qa | pct | 90 | 2025-04-06
	`
)

// TestClaimsOfALead has, for each reason that contradicts a lead, figures whose titles may
// not claim one, and figures whose titles may.
func TestClaimsOfALead(t *testing.T) {
	for _, c := range []struct {
		name string
		rows string
		kind Kind
		r    Request
		want string
	}{
		{"nothing contradicts", `
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
		`, Bars, Request{}, "a has the highest of the 2 scores drawn on qa"},
		{"on each benchmark", `
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
			scores: blog | a | qb | pct | 60 | 2025-04-06
			scores: blog | b | qb | pct | 50 | 2025-04-06
		`, Bars, Request{}, "a has the highest score drawn on each of the 2 benchmarks shown for it"},
		{"benchmarks of the source beyond the limit are not claimed", `
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
			scores: blog | a | qb | pct | 60 | 2025-04-06
			scores: blog | b | qb | pct | 50 | 2025-04-06
			benchmarks: qc
			scores: blog | a | qc | pct | 40 | 2025-04-06
			scores: blog | b | qc | pct | 50 | 2025-04-06
		`, Bars, Request{Limit: 2}, "a has the highest score drawn on 2 of the 3 benchmarks that this source prints for it"},
		{"lower is better", `
			scores: blog | a | qa | err | 10 | 2025-04-06
			scores: blog | b | qa | err | 20 | 2025-04-06
		`, Bars, Request{}, "a has the lowest of the 2 scores drawn on qa, where lower is better"},

		// The rank that the board prints.
		{"the board's rank is 10", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | rank=10
			scores: board | b | chat | elo | 1290 | 2025-04-10 | rank=12
		`, Bars, Request{}, "They differ most on chat: from 1290 (b) to 1300 (a)"},
		{"another has the first rank", `
			scores: board | a | chat | elo | 1300 | 2025-04-10
			scores: board | b | chat | elo | 1290 | 2025-04-10 | rank=1
		`, Bars, Request{}, "They differ most on chat: from 1290 (b) to 1300 (a)"},
		{"the board's rank is 1", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | rank=1
			scores: board | b | chat | elo | 1290 | 2025-04-10 | rank=2
		`, Bars, Request{}, "a has the highest of the 2 scores drawn on chat"},
		{"the first entry of a board is at rank 10", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | rank=10
			scores: board | Nobody | chat | elo | 1290 | 2025-04-10 | rank=12
		`, Leaderboard, Request{}, "The highest of 2 scores on record is of a, at rank 10 of the board; no release of 1 by then is on record"},
		{"several entries of a board share the first rank", `
			scores: board | Nobody | chat | elo | 1300 | 2025-04-10 | rank=1
			scores: board | b | chat | elo | 1290 | 2025-04-10 | rank=1
		`, Leaderboard, Request{}, "The highest of 2 scores is of Nobody, at rank 1 of the board, which 2 share; no release of 1 by then is on record"},

		// A row that is not drawn.
		{"a better row is not drawn", `
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
			scores: blog | c | qa | pct | 90 | 2025-04-06
		`, Bars, Request{Variants: []string{"a", "b"}}, "They differ most on qa: from 70 (b) to 80 (a)"},
		{"an equal row is not drawn", `
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
			scores: blog | c | qa | pct | 80 | 2025-04-06
		`, Bars, Request{Variants: []string{"a", "b"}}, "They differ most on qa: from 70 (b) to 80 (a)"},
		{"the better row was superseded", `
			scores: blog | c | qa | pct | 90 | 2025-04-06
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
			=
			scores: blog | c | qa | pct | 60 | 2025-04-06
		`, Bars, Request{Variants: []string{"a", "b"}}, "a has the highest of the 2 scores drawn on qa"},
		{"a worse row is not drawn", `
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
			scores: blog | c | qa | pct | 60 | 2025-04-06
		`, Bars, Request{Variants: []string{"a", "b"}}, "a has the highest of the 2 scores drawn on qa"},
		{"a row of a name that may mean several is better", `
			aliases: M | a
			aliases: M | exp
			scores: blog | M | qa | pct | 90 | 2025-04-06
			scores: blog | a | qa | pct | 80 | 2025-04-06
			scores: blog | b | qa | pct | 70 | 2025-04-06
		`, Bars, Request{}, "They differ most on qa: from 70 (b) to 80 (a)"},

		// The settings of the source.
		{"the other's own setting, in which it wins, is not drawn", `
			scores: blog | a | qa | pct | 87 | 2025-04-06 | extra={"prompt":"ours"}
			scores: blog | b | qa | pct | 84 | 2025-04-06 | extra={"prompt":"ours"}
			scores: blog | b | qa | pct | 89 | 2025-04-06
			scores: blog | a | qb | pct | 91 | 2025-04-06 | extra={"prompt":"ours"}
			scores: blog | b | qb | pct | 84 | 2025-04-06 | extra={"prompt":"ours"}
			scores: blog | b | qb | pct | 85 | 2025-04-06
		`, Bars, Request{}, "a has the highest score drawn on 1 of the 2 benchmarks shown for it"},
		{"in another setting the order is the other one", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | style_control=false
			scores: board | b | chat | elo | 1290 | 2025-04-10 | style_control=false
			scores: board | a | chat | elo | 1250 | 2025-04-10 | style_control=true
			scores: board | b | chat | elo | 1260 | 2025-04-10 | style_control=true
		`, Bars, Request{}, "They differ most on chat: from 1290 (b) to 1300 (a)"},
		{"in another setting the order is the same", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | style_control=false
			scores: board | b | chat | elo | 1290 | 2025-04-10 | style_control=false
			scores: board | a | chat | elo | 1270 | 2025-04-10 | style_control=true
			scores: board | b | chat | elo | 1260 | 2025-04-10 | style_control=true
		`, Bars, Request{}, "a has the highest of the 2 scores drawn on chat"},
		{"64 votes against one try", `
			scores: blog | a | qa | pct | 93 | 2025-04-06 | attempts=64
			scores: blog | b | qa | pct | 87 | 2025-04-06 | attempts=1
		`, Bars, Request{}, "They differ most on qa: from 87 (b) to 93 (a)"},
		{"the setting of one is not stated", `
			scores: blog | a | qa | pct | 93 | 2025-04-06 | attempts=64
			scores: blog | b | qa | pct | 87 | 2025-04-06
		`, Bars, Request{}, "a has the highest of the 2 scores drawn on qa, in settings of which not all are stated"},
		{"each name with its setting is an entry", table5 + `
			scores: blog | rel | qa | pct | 70 | 2025-04-06 | shots=0
			scores: blog | unk | qa | pct | 60 | 2025-04-06 | shots=1
		`, Bars, Request{Variants: []string{"rel", "unk"}}, "They differ most on qa: from 60 (unk (1 shot)) to 80 (rel (5 shots))"},

		// Timelines.
		{"a line of a timeline is first", `
			scores: board | a | chat | elo | 1300 | 2025-04-10
			scores: board | b | chat | elo | 1290 | 2025-04-10
		`, Timeline, Request{Variants: []string{"a", "b"}}, "a has the highest of the 2 scores drawn on 2025-04-10, 1300"},
		{"a line of a timeline is at rank 10", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | rank=10
			scores: board | b | chat | elo | 1290 | 2025-04-10 | rank=12
		`, Timeline, Request{Variants: []string{"a", "b"}}, "a stood at 1300 on chat, Elo rating on 2025-04-10"},
		{"a better row in another setting is not on the timeline", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | style_control=false
			scores: board | b | chat | elo | 1290 | 2025-04-10 | style_control=false
			scores: board | a | chat | elo | 1250 | 2025-04-10 | style_control=true
			scores: board | c | chat | elo | 1260 | 2025-04-10 | style_control=true
		`, Timeline, Request{Variants: []string{"a", "b"}}, "a stood at 1300 on chat, Elo rating on 2025-04-10"},
		{"two sources of a timeline are not compared", `
			scores: board | a | chat | elo | 1300 | 2025-04-10
			scores: news | b | chat | elo | 1290 | 2025-04-10
		`, Timeline, Request{Variants: []string{"a", "b"}, Sources: []string{"board", "news"}}, "a stood at 1300 on chat, Elo rating on 2025-04-10"},

		// Leaderboards in several settings.
		{"the entries of a board are in several settings", `
			scores: board | a | chat | elo | 1300 | 2025-04-10 | attempts=64
			scores: board | Nobody | chat | elo | 1290 | 2025-04-10 | attempts=1
		`, Leaderboard, Request{}, "The highest of 2 scores is of a, in several settings; no release of 1 by then is on record"},

		// Gaps.
		{"a larger gap is beyond the limit", hidRatings + `
			scores: board | rel | chat | elo | 1310 | 2025-04-20
			scores: board | hid | chat | elo | 1490 | 2025-04-20
		`, Gap, Request{Limit: 1}, "m: the variant the public could not get scored 100 points above the released one, in 1 of 2 rows on record"},
		{"a smaller gap is beyond the limit", hidRatings + `
			scores: board | rel | chat | elo | 1310 | 2025-04-20
			scores: board | hid | chat | elo | 1320 | 2025-04-20
		`, Gap, Request{Limit: 1}, "m: the variant the public could not get scored 100 points above the released one, in 1 of 2 rows on record"},
		{"a gap the other way is beyond the limit", hidRatings + `
			scores: board | rel | chat | elo | 1310 | 2025-04-20
			scores: board | hid | chat | elo | 1300 | 2025-04-20
		`, Gap, Request{Limit: 1}, "m: the variant the public could not get scored 100 points above the released one, in 1 of 2 rows on record"},
		{"no label of effort", hidTable, Gap, Request{}, "m: the variant the public could not get scored 10 percentage points above the released one"},
		{"a row that the board has as a preview", `
			variants: pre | m
			release_events: pre | preview | 2025-04-06 | scope=arena | source=board
			scores: board | rel | qa | pct | 42 | 2025-04-10
			scores: board | pre | qa | pct | 76 | 2025-04-10
		`, Gap, Request{}, "m: the preview on one board scored 34 percentage points above the released one"},
		{"a label of effort makes no gap on a timeline", `
			scores: board | rel | qa | pct | 42 | 2025-04-10 | reasoning_effort=low
			scores: board | hid | qa | pct | 76 | 2025-04-10 | reasoning_effort=low
			scores: report | hid | qa | pct | 75.7 | 2025-04-20 | attempts=6
		`, Timeline, Request{Benchmarks: []string{"qa"}, Models: []string{"m"}}, "hid has the highest of the 2 scores drawn on 2025-04-10, 76, but the public could not get it; “low” need not be the same compute for both"},
		{"an amount of effort does", `
			scores: board | rel | qa | pct | 42 | 2025-04-10 | reasoning_effort=16K
			scores: board | hid | qa | pct | 76 | 2025-04-10 | reasoning_effort=16K
		`, Timeline, Request{Benchmarks: []string{"qa"}, Models: []string{"m"}}, "m: on 2025-04-10 the variant the public could not get stood 34 percentage points above the released one"},
		{"an amount of effort is a gap", `
			scores: board | rel | qa | pct | 42 | 2025-04-10 | reasoning_effort=16K
			scores: board | hid | qa | pct | 76 | 2025-04-10 | reasoning_effort=16K
		`, Gap, Request{}, "m: the variant the public could not get scored 34 percentage points above the released one"},

		// Settings that would be unfair to a name are drawn side by side.
		{"the released variant in several settings next to a hidden one", `
			scores: board | rel | qa | pct | 42 | 2025-04-10 | reasoning_effort=low
			scores: board | rel | qa | pct | 61 | 2025-04-10 | reasoning_effort=high
			scores: board | hid | qa | pct | 76 | 2025-04-10 | reasoning_effort=low
		`, Bars, Request{Sources: []string{"board"}}, "One of 3 scores came from a variant that the public could not get"},
		{"a rival in a setting of the developer's and in its own", `
			scores: blog | rel | qa | pct | 80 | 2025-04-06 | evaluator=dev | extra={"prompt":"ours"}
			scores: blog | b | qa | pct | 60 | 2025-04-06 | evaluator=dev | extra={"prompt":"ours"}
			scores: blog | b | qa | pct | 79 | 2025-04-06 | evaluator=dev | extra={"prompt":"its own"}
		`, Bars, Request{}, "They differ most on qa: from 60 (b (prompt ours)) to 80 (rel (prompt ours))"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, _, _ := titleOf(t, dbOf(t, c.rows), c.kind, c.r); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestWhatIsAskedForAndNotDrawn has figures of which something was asked for that is not on
// record, or that cannot be drawn. The title and the list of what is missing name it.
func TestWhatIsAskedForAndNotDrawn(t *testing.T) {
	rows := twoModels + ratings + table5 + `
		scores: board | a | chat | elo | 1200 | 2025-04-10
		specs: rel | claimed | dev | 1000000 | 2025-04-05 | blog
		specs: rel | served | host | 128000 | 2025-04-10 | terms
	`
	for _, c := range []struct {
		name    string
		kind    Kind
		r       Request
		missing []string
	}{
		{"bars without a model", Bars, Request{Variants: []string{"rel", "exp", "b"}, Sources: []string{"blog"}}, []string{"b"}},
		{"bars without a benchmark", Bars, Request{Benchmarks: []string{"qa", "qb"}, Sources: []string{"blog"}}, []string{"qb"}},
		{"bars with all", Bars, Request{Benchmarks: []string{"qa"}, Variants: []string{"rel", "exp"}, Sources: []string{"blog"}}, nil},
		{"gap without a benchmark and a source", Gap, Request{Benchmarks: []string{"qa", "qb"}, Sources: []string{"blog", "report"}}, []string{"qb", "report"}},
		{"gap without a model", Gap, Request{Models: []string{"m", "m2"}}, []string{"m2"}},
		{"coverage without a variant", Coverage, Request{Variants: []string{"rel", "b"}, Benchmarks: []string{"qa"}}, []string{"b"}},
		{"coverage without a source", Coverage, Request{Sources: []string{"blog", "report"}, Benchmarks: []string{"qa"}}, []string{"report"}},
		{"coverage of a benchmark that nobody has", Coverage, Request{Benchmarks: []string{"qa", "qb"}}, nil}, // its row shows that
		{"context without a variant", Context, Request{Variants: []string{"rel", "b"}}, []string{"b"}},
		{"leaderboard without a variant", Leaderboard, Request{Variants: []string{"rel", "b"}, Sources: []string{"board"}}, []string{"b"}},
		{"timeline without a benchmark, a model and a source", Timeline, Request{Models: []string{"m", "m2"}, Benchmarks: []string{"chat", "qb"}, Sources: []string{"board", "report"}}, []string{"m2", "qb", "report"}},
		{"timeline with all", Timeline, Request{Models: []string{"m"}, Benchmarks: []string{"chat"}, Sources: []string{"board"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			title, _, missing := titleOf(t, baseDB(t, rows), c.kind, c.r)
			if !slices.Equal(missing, c.missing) {
				t.Errorf("missing: got %q, want %q", missing, c.missing)
			}
			scope := ""
			if len(c.missing) > 0 {
				scope = " (without " + strings.Join(c.missing, ", ") + ")"
			}
			if !strings.HasSuffix(title, scope) || scope == "" && strings.Contains(title, "without") {
				t.Errorf("title: got %q, want %q at its end", title, scope)
			}
		})
	}
}

// TestLatestBoard draws boards of several snapshots, of which rows were revised or taken
// back.
func TestLatestBoard(t *testing.T) {
	const two = `
		scores: board | a | chat | elo | 1300 | 2025-04-10
		scores: board | b | chat | elo | 1290 | 2025-04-10
		scores: board | c | chat | elo | 1280 | 2025-04-10
		scores: board | a | chat | elo | 1310 | 2025-04-20
		scores: board | b | chat | elo | 1305 | 2025-04-20
	`
	for _, c := range []struct {
		name  string
		rows  string
		r     Request
		drawn []string
	}{
		{"the latest of two snapshots", two, Request{}, []string{"a 1310", "b 1305"}},
		{"the latest of a benchmark", two, Request{Benchmarks: []string{"chat"}}, []string{"a 1310", "b 1305"}},
		{"the latest up to a day", two, Request{AsOf: "2025-04-15"}, []string{"a 1300", "b 1290", "c 1280"}},
		{"a day", two, Request{Day: "2025-04-10"}, []string{"a 1300", "b 1290", "c 1280"}},
		{"the latest that lists what is named", two, Request{Variants: []string{"c"}}, []string{"a 1300", "b 1290", "c 1280"}},
		{"a revision", two + "\n\t\t\t=\nscores: board | a | chat | elo | 1299 | 2025-04-20", Request{}, []string{"b 1305", "a 1299"}},
		{"a retracted row of the latest", two + "\n\t\t\t=\nscores: board | c | chat | elo | 1400 | 2025-04-20\n\t\t\t=\nretract", Request{}, []string{"a 1310", "b 1305"}},
		{"the latest is retracted as a whole", two + "\n\t\t\t=\nscores: board | c | chat | elo | 1400 | 2025-04-30\n\t\t\t=\nretract", Request{}, []string{"a 1310", "b 1305"}},
		{"a retracted revision", two + "\n\t\t\t=\nscores: board | a | chat | elo | 1299 | 2025-04-20\n\t\t\t=\nretract", Request{}, []string{"a 1310", "b 1305"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			drawn, _ := selected(t, dbOf(t, c.rows), Leaderboard, c.r)
			if !slices.Equal(drawn, c.drawn) {
				t.Errorf("got %q, want %q", drawn, c.drawn)
			}
		})
	}
}

// TestWhoMeasured has titles of coverages: what a developer measured, what others did, and
// what nobody is named for.
func TestWhoMeasured(t *testing.T) {
	for _, c := range []struct {
		name string
		rows string
		r    Request
		want string
	}{
		{"by others alone", `scores: report | a | qa | pct | 80 | 2025-04-20 | evaluator=lab`, Request{Benchmarks: []string{"qa"}},
			"Scores by others exist for 1 of 1 pair of variant and benchmark; no developer's own is on record"},
		{"by others, and by nobody who is named", `
			scores: report | a | qa | pct | 80 | 2025-04-20 | evaluator=lab
			scores: report | a | qb | pct | 80 | 2025-04-20
		`, Request{Benchmarks: []string{"qa", "qb"}},
			"Scores by others exist for 1 of 2 pairs of variant and benchmark, and for 1 who measured is not stated; no developer's own is on record"},
		{"by nobody who is named", `scores: report | a | qa | pct | 80 | 2025-04-20`, Request{Benchmarks: []string{"qa"}},
			"Who measured is not stated for 1 of 1 pair of variant and benchmark"},
		{"by the developer alone", `scores: blog | a | qa | pct | 80 | 2025-04-20 | evaluator=dev`, Request{Benchmarks: []string{"qa"}},
			"dev reported 1 of 1 benchmark for its models; no score of any by others is on record"},
		{"by the developer and by others", `
			scores: blog | a | qa | pct | 80 | 2025-04-20 | evaluator=dev
			scores: report | a | qa | pct | 79 | 2025-04-20 | evaluator=lab
		`, Request{Benchmarks: []string{"qa"}}, "dev reported 1 of 1 benchmark for its models; on each of them a score by others is on record"},
		{"by the developer and by nobody who is named", `
			scores: blog | a | qa | pct | 80 | 2025-04-20 | evaluator=dev
			scores: report | a | qa | pct | 79 | 2025-04-20
			scores: blog | a | qb | pct | 80 | 2025-04-20 | evaluator=dev
		`, Request{Benchmarks: []string{"qa", "qb"}}, "dev reported 2 of 2 benchmarks for its models; on 1 of them no score of its models by others is on record, and on 1 who measured the others is not stated"},
		{"by one of two makers", `
			models: joint | dev
			variants: j1 | joint
			co_developers: joint | lab
			scores: report | j1 | qa | pct | 80 | 2025-04-20 | evaluator=lab
		`, Request{Benchmarks: []string{"qa"}}, "dev and lab reported 1 of 1 benchmark for their models; no score of any by others is on record"},
		{"by one of three makers, and by others", `
			models: joint | dev
			variants: j1 | joint
			co_developers: joint | lab
			co_developers: joint | arena
			scores: report | j1 | qa | pct | 80 | 2025-04-20 | evaluator=lab
			scores: report | j1 | qb | pct | 80 | 2025-04-20 | evaluator=lab
			scores: news | j1 | qb | pct | 80 | 2025-04-21 | evaluator=host
		`, Request{Benchmarks: []string{"qa", "qb"}}, "dev and arena and lab reported 2 of 2 benchmarks for their models; on 1 of them no score of their models by others is on record"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, _, _ := titleOf(t, baseDB(t, twoModels+c.rows), Coverage, c.r); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
