package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/page"
)

// provShape are the relations of PROV-JSON with what their ends must be.
var provShape = map[string]map[string]string{
	"wasGeneratedBy":    {"prov:entity": "entity", "prov:activity": "activity"},
	"used":              {"prov:activity": "activity", "prov:entity": "entity"},
	"wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
	"wasAttributedTo":   {"prov:entity": "entity", "prov:agent": "agent"},
	"wasDerivedFrom":    {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
	"wasInfluencedBy":   {"prov:influencee": "entity", "prov:influencer": "activity"},
}

// provRoles are the relations that may have a role (PROV-DM, 5.7.2.3).
var provRoles = map[string]bool{"wasGeneratedBy": true, "used": true, "wasAssociatedWith": true}

// checkProv checks the structure of a PROV-JSON document: every prefix is
// declared, every relation has its ends, and every end is there.
func checkProv(t *testing.T, text string) page.ProvDocument {
	t.Helper()
	var d page.ProvDocument
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("no JSON: %v", err)
	}
	prefix := func(name string) {
		p, _, ok := strings.Cut(name, ":")
		if !ok || p != "_" && d["prefix"][p] == nil {
			t.Errorf("%q: the prefix is not declared", name)
		}
	}
	for kind, records := range d {
		if kind == "prefix" {
			continue
		}
		ends, relation := provShape[kind]
		if !relation && kind != "entity" && kind != "activity" && kind != "agent" {
			t.Errorf("there is no %s in PROV-JSON", kind)
		}
		for id, v := range records {
			prefix(id)
			attributes := v.(map[string]any)
			for name, value := range attributes {
				prefix(name)
				if name == "prov:role" && !provRoles[kind] {
					t.Errorf("%s %s has a role", kind, id)
				}
				if o, ok := value.(map[string]any); ok {
					prefix(o["type"].(string))
					if o["type"] == "xsd:QName" {
						prefix(o["$"].(string))
					}
				}
				if value == nil || value == "" {
					t.Errorf("%s %s: %s says nothing", kind, id, name)
				}
				if strings.HasSuffix(name, "Time") && len(value.(string)) < len("2006-01-02T15:04:05Z") {
					t.Errorf("%s: %s is no xsd:dateTime: %v", id, name, value)
				}
			}
			for end, of := range ends {
				if name, _ := attributes[end].(string); d[of][name] == nil {
					t.Errorf("%s: %s is %q, which is no %s of the document", kind, end, name, of)
				}
			}
		}
	}
	return d
}

// TestTraceOfEveryScore traces scores of the Llama 4 case from all over it in every
// form; many more in the long run.
func TestTraceOfEveryScore(t *testing.T) {
	t.Parallel()
	db := caseToRead(t)
	step := 363
	if long {
		step = 7
	}
	for id := 1; id <= 1099; id += step {
		n := fmt.Sprint(id)
		checkProv(t, must(t, "trace", n, "--db", db, "--format", "prov-json"))
		var trace map[string]any
		if err := json.Unmarshal([]byte(must(t, "trace", n, "--db", db, "--format", "json")), &trace); err != nil {
			t.Fatal(err)
		}
		if s := trace["score"].(map[string]any); fmt.Sprint(s["score_id"]) != n || s["value_as_printed"] == nil || s["status_when_reported"] == nil || trace["source"].(map[string]any)["title"] == nil {
			t.Errorf("score %d: something is missing in %v", id, trace)
		}
		text := must(t, "trace", n, "--db", db)
		for _, part := range []string{"SCORE AS PRINTED\n", "\nMODEL\n", "COULD THE PUBLIC GET IT ON", "\nSETTINGS\n", "\nSOURCE\n", "SHA-256 of that file", "\nREVISIONS\n", "FLAGS"} {
			if !strings.Contains(text, part) {
				t.Errorf("score %d: no %q in\n%s", id, part, text)
			}
		}
	}
}

// TestTraceOfARevision traces a score that was corrected, from both ends.
func TestTraceOfARevision(t *testing.T) {
	t.Parallel()
	db := caseToRead(t)
	changed := filepath.Join(t.TempDir(), "scores.csv")
	writeText(t, strings.Replace(readFile(t, caseDir, "scores.csv"), ",85.5,85.5,", ",85.25,85.25,", 1), changed)
	must(t, "ingest", "--db", db, changed)
	newest := strings.TrimSpace(must(t, "query", "--db", db, "SELECT max(score_id) FROM score_details", "--format", "tsv"))
	newest = newest[strings.LastIndex(newest, "\n")+1:]
	text := must(t, "trace", newest, "--db", db)
	for _, want := range []string{"supersedes score 4: 85.5, from", "note revised-score"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	old := strings.Join(strings.Fields(must(t, "trace", "4", "--db", db)), " ")
	for _, want := range []string{"it does not count in any view today: a later value counts", "superseded by score " + newest + ": "} {
		if !strings.Contains(old, want) {
			t.Errorf("no %q in\n%s", want, old)
		}
	}
	for _, id := range []string{"4", newest} {
		d := checkProv(t, must(t, "trace", id, "--db", db, "--format", "prov-json"))
		found := false
		for _, r := range d["wasDerivedFrom"] {
			a := r.(map[string]any)
			typ, _ := a["prov:type"].(map[string]any)
			found = found || typ != nil && typ["$"] == "prov:Revision" && a["prov:generatedEntity"] == "p:score/"+newest && a["prov:usedEntity"] == "p:score/4"
		}
		if !found {
			t.Errorf("trace %s: score %s is no revision of score 4 in %v", id, newest, d["wasDerivedFrom"])
		}
	}
}

// TestATraceHasTheFlagsOfItsNameVariantAndSource: score_details lists them, and so
// does a trace, with their words.
func TestATraceHasTheFlagsOfItsNameVariantAndSource(t *testing.T) {
	db := caseToRead(t)
	for where, want := range map[string]string{
		`variant = 'llama-4-behemoth'`:                                 "error never-released: Announced on 2025-04-05 (ref-01). No public preview or release is on record.",
		`resolution = 'ambiguous'`:                                     "ambiguous-name: \"",
		`variant = 'llama-4-maverick-17b-128e-instruct' AND rank = 32`: "rank 32",
	} {
		id := strings.TrimSpace(must(t, "query", "--db", db, "--format", "csv", "SELECT min(score_id) AS x FROM score_details WHERE "+where))
		id = id[strings.LastIndex(id, "\n")+1:]
		got := strings.Join(strings.Fields(must(t, "trace", id, "--db", db)), " ")
		if !strings.Contains(got, want) {
			t.Errorf("%s: no %q in the trace of score %s:\n%s", where, want, id, got)
		}
		flags := must(t, "query", "--db", db, "--format", "csv", "SELECT flags FROM score_details WHERE score_id = "+id)
		for _, rule := range strings.Fields(strings.TrimPrefix(flags, "flags\n")) {
			if !strings.Contains(got, rule+": ") {
				t.Errorf("score %s: the trace does not say %s", id, rule)
			}
		}
	}
}

// TestTraceShowsTheStatusThatHeld traces scores of a month in which something may
// have happened before or after: what held until then is what is on record.
func TestTraceShowsTheStatusThatHeld(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(t.TempDir(), "p.db")
	for name, text := range map[string]string{
		"organizations": "slug,name\no,O\n", "sources": "slug,kind,title\ns,leaderboard,S\n", "benchmarks": "slug,name\nb,B\n", "metrics": "slug,name,unit\nm,M,points\n",
		"models": "slug,name\nm,M\n", "variants": "slug,name,model\ngone,Gone,m\nsoon,Soon,m\n",
		"release_events": "variant,status,on_date,scope,source\ngone,released,2025-01-01,public,s\ngone,retired,2025-04,public,s\nsoon,announced,2025-01-01,public,s\nsoon,in_training,2025-04,public,s\n",
		"scores":         "source,listed_as,benchmark,metric,value,reported_on\ns,gone,b,m,1,2025-04-06\ns,soon,b,m,2,2025-04-06\n",
	} {
		writeText(t, text, dir, name+".csv")
	}
	must(t, "ingest", "--db", db, dir)
	for score, want := range map[string]string{"1": "→ released since 2025-01-01 [s]", "2": "→ announced since 2025-01-01 [s]"} {
		if got := must(t, "trace", "--db", db, score); !strings.Contains(got, want) || strings.Contains(got, "no release event") || strings.Contains(got, "→ retired") || strings.Contains(got, "→ in training") {
			t.Errorf("score %s: got\n%s\nwant %q", score, got, want)
		}
	}
}
