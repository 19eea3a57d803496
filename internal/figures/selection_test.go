package figures

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/flagcache"
	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/store"
)

// baseDB makes a database of fixture.Base and the given rows. Each later text is an ingest
// of its own, and "retract" takes the last ingest back.
func baseDB(t *testing.T, rows string, later ...string) *DB {
	t.Helper()
	w, err := dbfile.OpenWrite(t.Context(), filepath.Join(t.TempDir(), "figures.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	read(t, w, fixture.Base+rows)
	for _, text := range later {
		if text != "retract" {
			read(t, w, text)
			continue
		}
		last, err := w.Table(t.Context(), `SELECT max(id) FROM ingests`)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := chain.Retract(t.Context(), w, last.Rows[0][0].(int64), "it is wrong", "test", "retract", time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
	}
	// A statement that names all rules takes longer to prepare than the rules take.
	if _, err := flagcache.Refresh(t.Context(), w, flagcache.Options{}); err != nil {
		t.Fatal(err)
	}
	return query.New(w.DB)
}

// read ingests rows.
func read(t *testing.T, w *dbfile.DB, rows string) {
	t.Helper()
	in, err := store.Begin(t.Context(), w, "test", func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	records := fixture.Records(t, rows)
	for i := range model.Tables {
		table := &model.Tables[i]
		of := records[table.Name]
		if len(of) == 0 {
			continue
		}
		must(in.BeginFile(table, func(p model.Problem) { t.Fatal(p) }))
		if table.Name == "scores" {
			must(in.Scores(fixture.Batch(of)))
		} else {
			for _, r := range of {
				must(in.Add(r))
			}
		}
		_, err := in.EndFile(store.File{Path: table.Name + ".csv", SHA256: strings.Repeat("0", 64), Map: "canonical:" + table.Name, Lines: len(of) + 1, Header: 1, Accepted: len(of), Cells: len(of)})
		must(err)
	}
	must(in.Commit())
}

// shown are the columns of the numbers of a figure that its test looks at.
var shown = map[string][]string{
	"bars": {"model", "benchmark", "value"}, "gap": {"board", "context", "gap"}, "coverage": {"variant", "benchmark", "first_party", "third_party", "unstated"},
	"context": {"variant", "basis", "by", "tokens"}, "leaderboard": {"name", "value"}, "timeline": {"series", "day", "value"},
}

// selected are the numbers that a figure shows, a row in one text, and what it leaves out.
func selected(t *testing.T, db *DB, kind Kind, r Request) (drawn []string, left []Omission) {
	t.Helper()
	d := newDrawing(db, kind, r)
	records, err := kind.arrange(t.Context(), d)
	if err != nil {
		return []string{err.Error()}, d.omitted
	}
	f, err := records.Figure()
	if err != nil {
		t.Fatal(err)
	}
	table := f.Data()
	for _, row := range table.Rows {
		var cells []string
		for i, name := range table.Header {
			for _, want := range shown[kind.Name] {
				if name == want && row[i] != "" {
					cells = append(cells, row[i])
				}
			}
		}
		drawn = append(drawn, strings.Join(cells, " "))
	}
	for _, l := range d.omitted {
		if len(l.What) > 0 {
			left = append(left, l)
		}
	}
	return drawn, left
}

const (
	table5 = `
		scores: blog | rel | qa | pct | 80 | 2025-04-06 | shots=5
		scores: blog | exp | qa | pct | 90 | 2025-04-06 | shots=5
	`
	ratings = `
		scores: board | rel | chat | elo | 1300 | 2025-04-10 | ci_low=1290 | ci_high=1310 | ci_level=0.95
		scores: board | exp | chat | elo | 1400 | 2025-04-10 | ci_low=1390 | ci_high=1410 | ci_level=0.95
	`
)

// TestSelections draws figures of a few rows, in which one choice after the other
// leaves something out, or nothing.
func TestSelections(t *testing.T) {
	for _, c := range []struct {
		name  string
		rows  string
		kind  Kind
		r     Request
		drawn []string
		left  []Omission
	}{
		{"nothing is left out where all scores compare", table5, Bars, Request{}, []string{"qa exp 90", "qa rel 80"}, nil},
		{"one unit, where no benchmark is named", table5 + `scores: blog | rel | chat | elo | 1300 | 2025-04-06`, Bars, Request{},
			[]string{"qa exp 90", "qa rel 80"}, []Omission{{Reason: OtherUnit, What: []string{"chat"}, Drawn: 2, All: 3}}},
		{"each unit that is named", table5 + `scores: blog | rel | chat | elo | 1300 | 2025-04-06`, Bars, Request{Benchmarks: []string{"qa", "chat"}},
			[]string{"qa exp 90", "qa rel 80", "chat exp", "chat rel 1300"}, nil},
		{"a benchmark that none of the drawn entries has", table5 + "scores: blog | rel | chat | pct | 75 | 2025-04-06 | shots=5\n scores: blog | unk | qb | pct | 60 | 2025-04-06 | shots=5\n benchmarks: qb",
			Bars, Request{Benchmarks: []string{"qa", "chat", "qb"}, Limit: 2}, []string{"qa exp 90", "qa rel 80", "chat exp", "chat rel 75", "qb exp", "qb rel"}, nil},
		{"the metric that most entries share", table5 + `scores: blog | rel | qa | prop | 0.7 | 2025-04-06 | shots=5`, Bars, Request{Benchmarks: []string{"qa"}},
			[]string{"qa exp 90", "qa rel 80"}, []Omission{{Reason: OtherMetric, What: []string{"qa (prop)"}, Drawn: 2, All: 3}}},
		{"the setting that most entries share", table5 + `scores: blog | rel | qa | pct | 70 | 2025-04-06 | shots=0`, Bars, Request{},
			[]string{"qa exp 90", "qa rel 80"}, []Omission{{Reason: OtherSetting, What: []string{"qa in 0 shots"}, Drawn: 2, All: 3}}},
		{"a name in each setting, where the entries share none", table5 + "scores: blog | rel | qa | pct | 70 | 2025-04-06 | shots=0\n scores: blog | unk | qa | pct | 60 | 2025-04-06 | shots=1", Bars, Request{},
			[]string{"qa exp (5 shots) 90", "qa rel (5 shots) 80", "qa rel (0 shots) 70", "qa unk (1 shot) 60"}, nil},
		{"one scale, with style control or without", ratings + `scores: board | rel | chat | elo | 1250 | 2025-04-10 | style_control=true`, Bars, Request{Sources: []string{"board"}},
			[]string{"chat exp 1400", "chat rel 1300"}, []Omission{{Reason: OtherStyle, What: []string{"style control"}, Kept: "style control not stated", Drawn: 2, All: 3}}},
		{"one stage", "variants: raw | m | stage=base\n" + table5 + `scores: blog | raw | qa | pct | 60 | 2025-04-06 | shots=5`, Bars, Request{},
			[]string{"qa exp 90", "qa rel 80"}, []Omission{{Reason: OtherStage, What: []string{"pre-trained"}, Drawn: 2, All: 3}}},
		{"an ambiguous name", "aliases: M | rel\n aliases: M | exp\n" + table5 + `scores: blog | M | qa | pct | 60 | 2025-04-06 | shots=5`, Bars, Request{},
			[]string{"qa exp 90", "qa rel 80"}, []Omission{{Reason: AmbiguousName, What: []string{"M"}}}},
		{"a model that is named and has no score", table5, Bars, Request{Variants: []string{"rel", "unk"}}, []string{"qa rel 80"},
			[]Omission{{Reason: Better, What: []string{"exp on qa (90)"}}, {Reason: NoScore, What: []string{"unk"}}}},
		{"what is better than all that is drawn", table5, Bars, Request{Variants: []string{"rel"}}, []string{"qa rel 80"},
			[]Omission{{Reason: Better, What: []string{"exp on qa (90)"}}}},
		{"the latest day of a live board", ratings + "scores: board | rel | chat | elo | 1310 | 2025-04-20\n scores: board | unk | chat | elo | 1200 | 2025-04-20", Bars, Request{},
			[]string{"chat rel 1310", "chat unk 1200"}, []Omission{{Reason: OtherDay, What: []string{"2025-04-10"}}}},
		{"of named models the day with most of them", ratings + "scores: board | rel | chat | elo | 1310 | 2025-04-20\n scores: board | unk | chat | elo | 1200 | 2025-04-20", Bars, Request{Variants: []string{"rel", "exp"}},
			[]string{"chat rel 1300", "chat exp 1400"}, []Omission{{Reason: OtherDay, What: []string{"2025-04-20"}}}},
		{"nothing after the day that is asked for", ratings + `scores: board | rel | chat | elo | 1310 | 2025-04-20`, Leaderboard, Request{AsOf: "2025-04-15"},
			[]string{"exp 1400", "rel 1300"}, nil},
		{"the other days of a leaderboard", ratings + "scores: board | rel | chat | elo | 1310 | 2025-04-20", Leaderboard, Request{Sources: []string{"board"}},
			[]string{"rel 1310"}, []Omission{{Reason: OtherDay, What: []string{"2025-04-10"}}}},
		{"one scale of a leaderboard", ratings + `scores: board | rel | chat | elo | 1250 | 2025-04-10 | style_control=true`, Leaderboard, Request{},
			[]string{"exp 1400", "rel 1300"}, []Omission{{Reason: OtherScale, What: []string{"style control"}, Drawn: 2, All: 3}}},
		{"the top of a leaderboard", ratings, Leaderboard, Request{Limit: 1}, []string{"exp 1400"}, []Omission{{Reason: BeyondLimit, What: []string{"entries"}, Drawn: 1, All: 2}}},
		{"one benchmark of gaps, and the top of its rows", ratings + `
			scores: board | rel | chat | elo | 1310 | 2025-04-20
			scores: board | exp | chat | elo | 1390 | 2025-04-20
		` + table5, Gap, Request{Limit: 1}, []string{"chat, Elo rating 2025-04-10 100"},
			[]Omission{{Reason: BeyondLimit, What: []string{"rows"}, Drawn: 1, All: 2}, {Reason: OtherBenchmark, What: []string{"qa"}, Drawn: 2, All: 3}}},
		{"the benchmarks of gaps that are named", ratings + table5, Gap, Request{Benchmarks: []string{"qa", "chat"}},
			[]string{"qa 2025-04-06 10", "chat, Elo rating 2025-04-10 100"}, nil},
		{"one source and setting of a timeline", ratings + `
			scores: board | rel | chat | elo | 1310 | 2025-04-20
			scores: report | rel | chat | elo | 1290 | 2025-04-21
			scores: report | rel | chat | elo | 1280 | 2025-04-21 | shots=5
		`, Timeline, Request{Variants: []string{"rel"}}, []string{"rel 2025-04-10 1300", "rel 2025-04-20 1310", "2025-04-05"},
			[]Omission{{Reason: BeyondLimit, What: []string{"names on record from board on chat"}, Drawn: 1, All: 2}, {Reason: Better, What: []string{"exp (1400 on 2025-04-10)"}},
				{Reason: OtherSource, What: []string{"report, 5 shots", "report, setting not stated"}, On: "chat", Drawn: 2, All: 4}}},
		{"each source of a timeline that is named", ratings + `scores: report | rel | chat | elo | 1290 | 2025-04-21`, Timeline,
			Request{Variants: []string{"rel"}, Sources: []string{"board", "report"}}, []string{"rel 2025-04-10 1300", "rel 2025-04-21 1290", "2025-04-05"},
			[]Omission{{Reason: BeyondLimit, What: []string{"names on record from board on chat"}, Drawn: 1, All: 2}, {Reason: Better, What: []string{"exp (1400 on 2025-04-10)"}}}},
		{"the lines of a timeline", ratings + `scores: board | rel | chat | elo | 1310 | 2025-04-20`, Timeline, Request{Limit: 1}, []string{"rel 2025-04-10 1300", "rel 2025-04-20 1310", "2025-04-05"},
			[]Omission{{Reason: BeyondLimit, What: []string{"lines on chat"}, Drawn: 1, All: 2}, {Reason: BeyondLimit, What: []string{"names on record from board on chat"}, Drawn: 1, All: 2},
				{Reason: Better, What: []string{"exp (1400 on 2025-04-10)"}}}},
		{"names among variants, in a coverage", table5 + `scores: report | Nobody | qa | pct | 60 | 2025-04-20`, Coverage, Request{Benchmarks: []string{"qa"}},
			[]string{"qa exp 0 0 1", "qa rel 0 0 1"}, []Omission{{Reason: UnresolvedName, What: []string{"Nobody"}, Drawn: 2, All: 3}}},
		{"names alone, of the source that prints most", `
			scores: report | Nobody | qa | pct | 60 | 2025-04-20
			scores: report | Nobody | chat | elo | 1200 | 2025-04-20
			scores: runs | Nobody | qa | pct | 61 | 2025-04-22
		`, Coverage, Request{}, []string{"chat Nobody 0 0 1", "qa Nobody 0 0 1"}, []Omission{{Reason: OtherSource, What: []string{"runs"}, Drawn: 2, All: 3}}},
		{"the columns of a coverage", table5, Coverage, Request{Benchmarks: []string{"qa"}, Limit: 1}, []string{"qa exp 0 0 1"},
			[]Omission{{Reason: BeyondLimit, What: []string{"variants"}, Drawn: 1, All: 2}}},
		{"what an aggregator says is served", `
			specs: rel | claimed | dev | 1000000 | 2025-04-05 | blog
			specs: rel | served | host | 128000 | 2025-04-10 | terms
			specs: rel | served | host2 | 1000000 | 2025-05-01 | agg
		`, Context, Request{}, []string{"rel claimed dev 1000000", "rel served host 128000"}, []Omission{{Reason: CopiedClaim, What: []string{"agg"}, Drawn: 2, All: 3}}},
		{"the rows of a context", `
			specs: rel | claimed | dev | 1000000 | 2025-04-05 | blog
			specs: unk | claimed | dev | 2000000 | 2025-04-05 | blog
		`, Context, Request{Limit: 1, Sort: "claimed"}, []string{"unk claimed dev 2000000"}, []Omission{{Reason: BeyondLimit, What: []string{"variants"}, Drawn: 1, All: 2}}},
		{"nothing", table5, Gap, Request{Benchmarks: []string{"chat"}}, []string{"no data for this chart: no score on chat of an unreleased variant can be compared with a released variant of the same model on the same board and day in equal settings, not only at one label of effort; " +
			"'provenance list variants' shows the status of each"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			drawn, left := selected(t, baseDB(t, c.rows), c.kind, c.r)
			if d := cmp.Diff(c.drawn, drawn); d != "" {
				t.Errorf("drawn (- want, + got):\n%s", d)
			}
			if d := cmp.Diff(c.left, left); d != "" {
				t.Errorf("left out (- want, + got):\n%s", d)
			}
		})
	}
}

// TestReasonsAreWorded words every reason once.
func TestReasonsAreWorded(t *testing.T) {
	for reason, want := range map[Reason]string{
		AmbiguousName:  "Left out, because the name may mean several variants: a; b.",
		UnresolvedName: "",
		OtherUnit:      "Left out, in another unit or direction: a; b.",
		OtherStage:     "Left out: the scores of a; b models, which this source prints too.",
		OtherMetric:    "Left out, in a metric that fewer entries share: a; b.",
		OtherStyle:     "Left out, in a setting that fewer entries share: a; b (drawn: c).",
		OtherSetting:   "Left out, in a setting that fewer entries share: a; b.",
		OtherScale:     "Left out, 1 score on another scale: a; b.",
		OtherSource:    "Left out on qa, of another source or in another setting: a; b.",
		OtherBenchmark: "Gaps on 2 other benchmarks are not drawn.",
		OtherDay:       "Not drawn: what this source printed on b and a.",
		CopiedClaim:    "Left out, because an aggregator may copy the claim: what a, b print as served.",
		NoScore:        "Not drawn, because this source has no score for them that can be compared: a, b.",
		BeyondLimit:    "2 of 3 a are drawn.",
		Better:         "Better than all that are drawn, and not drawn: a; b.",
	} {
		if got := (Omission{Reason: reason, What: []string{"a", "b"}, On: "qa", Kept: "c", Drawn: 2, All: 3}).note(); got != want {
			t.Errorf("reason %d: got %q, want %q", reason, got, want)
		}
	}
}
