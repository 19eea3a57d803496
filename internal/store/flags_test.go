package store

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/fixture"

	"github.com/google/go-cmp/cmp"
)

// A flagCase is a small database and the flags of one rule in it.
type flagCase struct {
	name  string
	about string   // ask for this variant only; "" is all
	rows  string   // rows beside flagBase
	want  []string // see flagRow.line; none: the rule must stay silent
	says  []string // each must stand in a message
}

// flagCases holds the cases of every rule: see casesOf.
var flagCases = map[string][]flagCase{}

// casesOf adds cases of a rule to flagCases, from a file that has some.
func casesOf(rule string, cases []flagCase) bool {
	flagCases[rule] = append(flagCases[rule], cases...)
	return true
}

// flagLine is what a case wants of a flag, and its message: severity, #score, developer, model, variant,
// benchmark, source, < evidence, since, until. todayLine is the same of what holds today.
const (
	flagLine = `SELECT severity, '#' || ifnull(score_id, '-'), developer, model, variant, benchmark, source, '<', evidence_source, since, until, char(10), message
		FROM cached_flags WHERE rule = ?1 AND (?2 = '' OR variant = ?2) ORDER BY score_id, developer, model, variant, source, since, message`
	todayLine = `SELECT severity, '#' || ifnull(score_id, '-'), developer, model, variant, benchmark, source, '<', evidence_source, since, NULL, char(10), message
		FROM flags WHERE rule = ?1 AND (?2 = '' OR variant = ?2) ORDER BY score_id, developer, model, variant, source, since, message`
)

var (
	ruleLists = regexp.MustCompile(`(?s)FROM \(\n.*\) f\b`)
	families  = regexp.MustCompile(`FROM (rules_of_\w+)`)
)

// fillWithRule computes the flags of one rule into flag_cache, as computed_flags does where
// it lists no other: to prepare a statement that names all rules takes ten times as long as a case.
func fillWithRule(t *testing.T, db *dbfile.DB, rule string) {
	t.Helper()
	const textOf = `SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?`
	listed := ruleView(rule)
	if family := families.FindStringSubmatch(lines(t, db, textOf, listed)[0]); family != nil {
		listed = family[1]
	}
	_, members, _ := strings.Cut(lines(t, db, textOf, "computed_flags")[0], "\nSELECT ")
	for arm := range strings.SplitSeq("SELECT "+members, "\nUNION ALL\nSELECT ") {
		if !regexp.MustCompile(`\b` + listed + `\b`).MatchString(arm) {
			continue
		}
		one := "SELECT " + strings.TrimPrefix(ruleLists.ReplaceAllString(arm, "FROM (SELECT * FROM "+ruleView(rule)+") f"), "SELECT ")
		fill := `INSERT INTO flag_cache(rule, severity, score_id, developer_id, model_id, variant_id, benchmark_id, source_id, name_id,
			evidence_id, since, until, message) ` + one
		if _, err := db.Conn.ExecContext(t.Context(), fill); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("computed_flags does not list %s", listed)
}

func TestFlagRules(t *testing.T) {
	for _, rule := range slices.Sorted(maps.Keys(flagCases)) {
		fires := slices.IndexFunc(flagCases[rule], func(c flagCase) bool { return len(c.want) > 0 })
		for i, c := range flagCases[rule] {
			t.Run(rule+"/"+c.name, func(t *testing.T) {
				t.Parallel()
				db := flagDBUnchecked(t, c.rows)
				fillWithRule(t, db, rule)
				all := lines(t, db, flagLine, rule, c.about)
				var got, messages, today []string
				for _, l := range all {
					flag, message, _ := strings.Cut(l, " \n ")
					got, messages = append(got, flag), append(messages, message)
					if strings.HasSuffix(flag, " -") { // every day of a case lies in the past: what has no end holds today
						today = append(today, l)
					}
					if message == "-" {
						t.Errorf("the message of %q is NULL", flag)
					}
					if cells := strings.Fields(flag); cells[len(cells)-2] != "-" {
						for _, day := range regexp.MustCompile(`\b\d{4}-\d{2}(-\d{2})?\b`).FindAllString(message, -1) {
							if since := cells[len(cells)-2]; day > since {
								t.Errorf("the flag holds from %s and speaks of %s: %s", since, day, message)
							}
						}
					}
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", rule, diff)
				}
				said := strings.Join(messages, "\n")
				for _, s := range c.says {
					if !strings.Contains(said, s) {
						t.Errorf("the messages do not say %q:\n%s", s, said)
					}
				}
				if i != fires { // one case of a rule is enough for the view flags and for the cache
					return
				}
				fixture.SameFlags(t, db.DB)
				if diff := cmp.Diff(today, lines(t, db, todayLine, rule, c.about)); diff != "" {
					t.Errorf("view flags (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestFlagRulesHaveCasesThatFireAndThatStaySilent: of each rule, one of them with the
// severity that its row in rules gives, one with each that it has also, and none with another.
func TestFlagRulesHaveCasesThatFireAndThatStaySilent(t *testing.T) {
	for _, r := range lines(t, flagDB(t, ""), `SELECT code, severity || ifnull(', ' || also, '') FROM rules ORDER BY code`) {
		rule, severities, _ := strings.Cut(r, " ")
		fire, silent, got := 0, 0, map[string]bool{}
		for _, c := range flagCases[rule] {
			if len(c.want) > 0 {
				fire++
			} else {
				silent++
			}
			for _, w := range c.want {
				got[w[:strings.Index(w, " ")]] = true
			}
		}
		if fire == 0 || silent < 2 {
			t.Errorf("%s: %d cases that fire, and %d that stay silent, want at least 1 and 2", rule, fire, silent)
		}
		want := slices.Sorted(slices.Values(strings.Split(severities, ", ")))
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
			t.Errorf("%s: severities of its row in rules, and of its cases (-rules +cases):\n%s", rule, diff)
		}
	}
}

// TestEachRuleHasAView: for each row of rules its view, which gives its code and a
// severity, and which flag_intervals reads; and no view of a rule without a row.
func TestEachRuleHasAView(t *testing.T) {
	db := flagDB(t, "")
	var views []string
	for _, code := range lines(t, db, `SELECT code FROM rules ORDER BY code`) {
		views = append(views, ruleView(code))
		text := lines(t, db, `SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?`, ruleView(code))
		if len(text) != 1 {
			t.Errorf("%s: no view %s", code, ruleView(code))
			continue
		}
		if _, after, ok := strings.Cut(text[0], " AS\n  -- "); !ok || after == "" {
			t.Errorf("%s: no comment says when it fires", ruleView(code))
		}
		if n := strings.Count(text[0], "\n") + 1; n > 45 {
			t.Errorf("%s has %d lines, want at most 45", ruleView(code), n)
		}
		if strings.Contains(text[0], "FROM rules_of_") {
			continue
		}
		if !regexp.MustCompile(`SELECT '` + code + `' AS rule,\s[^;]*?(AS|\.)\s?severity,`).MatchString(text[0]) {
			t.Errorf("%s does not give its code and a severity:\n%s", ruleView(code), text[0])
		}
		if n := lines(t, db, `SELECT count(*) FROM sqlite_schema WHERE name = 'computed_flags' AND sql LIKE '% '||?||'%'`, ruleView(code))[0]; n != "1" {
			t.Errorf("computed_flags does not read %s", ruleView(code))
		}
	}
	got := lines(t, db, `SELECT name FROM sqlite_schema WHERE name GLOB 'rule_*' AND type = 'view' ORDER BY name`)
	slices.Sort(views)
	if diff := cmp.Diff(views, got); diff != "" {
		t.Errorf("rules and their views (-rules +views):\n%s", diff)
	}
}

func TestFlagsHoldsWhatHoldsToday(t *testing.T) {
	db := flagDB(t, `
		variants: later | m
		release_events: later | announced | 2998-12-10
		variants: ends | m
		release_events: ends | announced | 2024-12-10
		release_events: ends | released | 2998-12-10
		variants: ended | m
		release_events: ended | announced | 2024-01-10
		release_events: ended | released | 2025-01-10`)
	want := []string{"ended 2024-02-09 2025-01-10", "ends 2025-01-09 2025-01-10", "ends 2025-01-10 2998-12-10", "exp 2025-05-05 -", "later 2999-01-09 -"}
	if diff := cmp.Diff(want, lines(t, db, `SELECT variant, since, until FROM flag_intervals WHERE rule = 'never-released' ORDER BY variant, since`)); diff != "" {
		t.Errorf("flag_intervals (-want +got):\n%s", diff)
	}
	want = []string{"ends 2025-01-10", "exp 2025-05-05"}
	if diff := cmp.Diff(want, lines(t, db, `SELECT variant, since FROM flags WHERE rule = 'never-released' ORDER BY variant`)); diff != "" {
		t.Errorf("flags (-want +got):\n%s", diff)
	}
}

// TestFlagsLeaveOutARetractedFile reads a wrong file, takes it back, and wants
// the flags as they were: a snapshot or a table that no longer counts is no
// evidence of anything.
func TestFlagsLeaveOutARetractedFile(t *testing.T) {
	db := flagDB(t, `
		benchmarks: b1
		suites: suite=exam | benchmark=qa | source=news
		suites: suite=exam | benchmark=b1 | source=news
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | exp | chat | elo | 1410 | 2025-04-20
		scores: board | rel | chat | elo | 1270 | 2025-04-27`)
	const all = `SELECT rule, variant, score_id, since, until, message FROM flag_intervals ORDER BY 1, 2, 3, 4, 5, 6`
	before := lines(t, db, all)
	ingestFixture(t, db, `
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: board | exp | chat | elo | 1 | 2025-05-04`)
	if len(lines(t, db, all)) <= len(before) {
		t.Fatal("the wrong file raises no flag")
	}
	last := lines(t, db, `SELECT max(id) FROM ingests`)[0]
	var id int64
	fmt.Sscan(last, &id)
	if _, err := chain.Retract(context.Background(), db, id, "it is wrong", "test", "retract", time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, lines(t, db, all)); diff != "" {
		t.Errorf("flags of a file that was taken back (-before +after):\n%s", diff)
	}
}
