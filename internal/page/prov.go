package page

import (
	"cmp"
	"fmt"

	"provenance/internal/query"
)

// A ProvDocument is a document of PROV-JSON: a kind of record, its identifier,
// its attributes. See https://www.w3.org/submissions/prov-json/.
type ProvDocument map[string]map[string]any

type provAttributes map[string]any

// typed is a literal with its type.
func typed(value, kind string) map[string]string { return map[string]string{"$": value, "type": kind} }

func qualified(name string) map[string]string { return typed(name, "xsd:QName") }

// add adds a record; attributes without a value are left out.
func (d ProvDocument) add(kind, id string, a provAttributes) {
	if d[kind] == nil {
		d[kind] = map[string]any{}
	}
	for k, v := range a {
		if v == nil || v == "" {
			delete(a, k)
		}
	}
	d[kind][id] = a
}

// relate adds a relation, which needs no identifier of its own.
func (d ProvDocument) relate(kind string, a provAttributes) {
	d.add(kind, fmt.Sprintf("_:%s%d", kind, len(d[kind])+1), a)
}

// ProvJSON returns a trace in terms of PROV: the score and its older revisions, the
// source, the file, the variant and the benchmark are entities; the evaluation and
// the ingest are activities; the evaluator, the publisher, the developer and this
// program are agents. A day is no xsd:dateTime, so days are attributes of the
// project's own; the ingest has a time.
func ProvJSON(t *query.Trace) ProvDocument {
	s, l, i, src := query.Records(t.Score)[0], query.Records(t.Listing)[0], query.Records(t.Ingest)[0], query.Records(t.Source)[0]
	d := ProvDocument{"prefix": {"xsd": "http://www.w3.org/2001/XMLSchema#", "prov": "http://www.w3.org/ns/prov#", "p": "urn:provenance:"}}
	score, evaluation, source := "p:score/"+s["score_id"], "p:evaluation/"+s["score_id"], "p:source/"+src["source"]
	file, ingest, tool := "p:file/"+i["sha256"], "p:ingest/"+i["ingest"], "p:tool/"+i["tool_version"]

	about := provAttributes{
		"prov:type": qualified("p:Score"), "prov:label": fmt.Sprintf("%s of %s on %s", s["value_as_printed"], l["listed_as"], s["benchmark"]), "prov:value": typed(s["value"], "xsd:double"),
		"p:asPrinted": s["value_as_printed"], "p:unit": s["unit"], "p:metric": s["metric"], "p:listedAs": l["listed_as"], "p:section": l["section"], "p:resolution": l["resolution"],
		"p:reportedOn": s["reported_on"], "p:statusWhenReported": s["status_when_reported"], "p:relationship": s["relationship"], "p:locator": s["locator"],
	}
	for _, c := range []string{"ci_low", "ci_high", "ci_level", "stderr"} {
		if s[c] != "" {
			about["p:"+c] = typed(s[c], "xsd:double")
		}
	}
	for _, c := range []string{"sample_size", "rank"} {
		if s[c] != "" {
			about["p:"+c] = typed(s[c], "xsd:integer")
		}
	}
	var flags []string
	for _, f := range query.Records(t.Flags) {
		flags = append(flags, f["severity"]+" "+f["rule"]+": "+f["message"])
	}
	if flags != nil {
		about["p:flag"] = flags
	}
	d.add("entity", score, about)
	d.add("entity", source, provAttributes{"prov:type": qualified("p:Source"), "prov:label": src["title"], "prov:location": src["url"], "p:archived": src["archived_url"], "p:kind": src["kind"], "p:publishedOn": src["published_on"], "p:retrievedOn": src["retrieved_on"]})
	d.add("entity", file, provAttributes{"prov:type": qualified("p:File"), "prov:label": i["path"], "p:sha256": i["sha256"], "p:line": typed(i["line"], "xsd:integer")})
	d.add("entity", "p:benchmark/"+s["benchmark"], provAttributes{"prov:type": qualified("p:Benchmark"), "prov:label": s["benchmark_name"]})

	evaluated := provAttributes{"prov:type": qualified("p:Evaluation"), "p:evaluatedOn": s["evaluated_on"]}
	for _, r := range query.Records(t.Protocol) {
		evaluated["p:"+r["setting"]] = r["value"]
	}
	d.add("activity", evaluation, evaluated)
	d.add("activity", ingest, provAttributes{"prov:type": qualified("p:Ingest"), "prov:startTime": i["started_at"], "p:command": i["command"], "p:map": i["map"]})
	d.add("agent", tool, provAttributes{"prov:type": qualified("prov:SoftwareAgent"), "prov:label": "provenance " + i["tool_version"]})

	d.relate("wasGeneratedBy", provAttributes{"prov:entity": score, "prov:activity": evaluation})
	d.relate("used", provAttributes{"prov:activity": evaluation, "prov:entity": "p:benchmark/" + s["benchmark"]})
	d.relate("used", provAttributes{"prov:activity": ingest, "prov:entity": file})
	d.relate("wasAssociatedWith", provAttributes{"prov:activity": ingest, "prov:agent": tool})
	d.relate("wasDerivedFrom", provAttributes{"prov:generatedEntity": score, "prov:usedEntity": source, "prov:type": qualified("prov:PrimarySource")})
	// The ingest copied the score and did not make it: with it as the activity of the
	// derivation, PROV would have the score generated twice.
	d.relate("wasDerivedFrom", provAttributes{"prov:generatedEntity": score, "prov:usedEntity": file})
	d.relate("wasInfluencedBy", provAttributes{"prov:influencee": score, "prov:influencer": ingest})
	d.relate("wasDerivedFrom", provAttributes{"prov:generatedEntity": file, "prov:usedEntity": source})
	if s["evaluator"] != "" {
		agent := d.organization(s["evaluator"], s["evaluator_name"])
		d.relate("wasAssociatedWith", provAttributes{"prov:activity": evaluation, "prov:agent": agent, "prov:role": qualified("p:evaluator")})
	}
	if src["publisher"] != "" {
		d.relate("wasAttributedTo", provAttributes{"prov:entity": source, "prov:agent": d.organization(src["publisher"], src["publisher_name"]), "prov:type": qualified("p:Publication")})
	}
	if l["variant"] != "" {
		variant := "p:variant/" + l["variant"]
		d.add("entity", variant, provAttributes{"prov:type": qualified("p:Variant"), "prov:label": l["variant_name"], "p:stage": l["stage"], "p:model": l["model"]})
		d.relate("used", provAttributes{"prov:activity": evaluation, "prov:entity": variant})
		if l["developer"] != "" {
			d.relate("wasAttributedTo", provAttributes{"prov:entity": variant, "prov:agent": d.organization(l["developer"], ""), "prov:type": qualified("p:Development")})
		}
	}
	d.revisions(score, query.Records(t.Revisions))
	return d
}

// organization adds an agent, once, and returns its identifier.
func (d ProvDocument) organization(slug, name string) string {
	id := "p:organization/" + slug
	if d["agent"][id] == nil || name != "" {
		d.add("agent", id, provAttributes{"prov:type": qualified("prov:Organization"), "prov:label": cmp.Or(name, slug)})
	}
	return id
}

// revisions adds the scores that a score supersedes, the newest first, and those
// that supersede it, the newest first too.
func (d ProvDocument) revisions(score string, rows []query.Record) {
	newer := ""
	for _, r := range rows {
		id := "p:score/" + r["score_id"]
		d.add("entity", id, provAttributes{"prov:type": qualified("p:Score"), "p:asPrinted": r["value_as_printed"]})
		if r["relation"] == "superseded by" {
			if newer != "" {
				d.revision(newer, id)
			}
			newer = id
		}
	}
	if newer != "" {
		d.revision(newer, score)
	}
	last := score
	for _, r := range rows {
		if r["relation"] == "supersedes" {
			id := "p:score/" + r["score_id"]
			d.revision(last, id)
			last = id
		}
	}
}

func (d ProvDocument) revision(newer, older string) {
	d.relate("wasDerivedFrom", provAttributes{"prov:generatedEntity": newer, "prov:usedEntity": older, "prov:type": qualified("prov:Revision")})
}
