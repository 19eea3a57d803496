package store

import (
	"fmt"
	"strings"

	"provenance/internal/model"
)

// statements are the SQL of one canonical table other than scores.
//
// load gives the id and then the columns of the CSV in order, with slugs for references,
// sorted so that an export is always the same. insert takes the columns in order, with ids
// for references; for aliases and their corrections the normal form of the name follows,
// and for listings the id of the name takes the place of the name. update takes the
// columns that may change, in order, and the id.
type statements struct{ load, insert, update string }

// tableSQL has the statements of every table by name.
var tableSQL = map[string]statements{
	"organizations": {
		load:   `SELECT id, slug, name, url, note FROM organizations ORDER BY slug`,
		insert: `INSERT INTO organizations(slug, name, url, note) VALUES (?,?,?,?)`,
		update: `UPDATE organizations SET slug=?, name=?, url=?, note=? WHERE id=?`,
	},
	"sources": {
		load: `SELECT t.id, t.slug, t.kind, o.slug, t.title, t.url, t.archived_url, t.published_on, t.retrieved_on, t.read_from, t.note
			FROM sources t LEFT JOIN organizations o ON o.id = t.publisher_id ORDER BY t.slug`,
		insert: `INSERT INTO sources(slug, kind, publisher_id, title, url, archived_url, published_on, retrieved_on, read_from, note) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE sources SET slug=?, kind=?, publisher_id=?, title=?, url=?, archived_url=?, published_on=?, retrieved_on=?, read_from=?, note=? WHERE id=?`,
	},
	"licenses": {
		load: `SELECT t.id, t.slug, t.name, t.spdx_id, t.osi_approved, t.commercial_use, t.conditions, t.url, s.slug, t.locator, t.note
			FROM licenses t LEFT JOIN sources s ON s.id = t.source_id ORDER BY t.slug`,
		insert: `INSERT INTO licenses(slug, name, spdx_id, osi_approved, commercial_use, conditions, url, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE licenses SET slug=?, name=?, spdx_id=?, osi_approved=?, commercial_use=?, conditions=?, url=?, source_id=?, locator=?, note=? WHERE id=?`,
	},
	"models": {
		load: `SELECT t.id, t.slug, t.name, o.slug, t.family, s.slug, t.note
			FROM models t LEFT JOIN organizations o ON o.id = t.developer_id LEFT JOIN sources s ON s.id = t.source_id ORDER BY t.slug`,
		insert: `INSERT INTO models(slug, name, developer_id, family, source_id, note) VALUES (?,?,?,?,?,?)`,
		update: `UPDATE models SET slug=?, name=?, developer_id=?, family=?, source_id=?, note=? WHERE id=?`,
	},
	"variants": {
		load: `SELECT t.id, t.slug, m.slug, t.name, t.stage, t.build, t.snapshot, t.precision, p.slug, t.parent_relation, l.slug, s.slug, t.locator, t.note
			FROM variants t JOIN models m ON m.id = t.model_id LEFT JOIN variants p ON p.id = t.parent_id
			LEFT JOIN licenses l ON l.id = t.license_id LEFT JOIN sources s ON s.id = t.source_id ORDER BY t.slug`,
		insert: `INSERT INTO variants(slug, model_id, name, stage, build, snapshot, precision, parent_id, parent_relation, license_id, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE variants SET slug=?, model_id=?, name=?, stage=?, build=?, snapshot=?, precision=?, parent_id=?, parent_relation=?, license_id=?, source_id=?, locator=?, note=? WHERE id=?`,
	},
	"benchmarks": {
		load: `SELECT t.id, t.slug, t.name, t.family, t.version, t.split, t.n_items, t.released_on, t.access, t.url, s.slug, t.note
			FROM benchmarks t LEFT JOIN sources s ON s.id = t.source_id ORDER BY t.slug`,
		insert: `INSERT INTO benchmarks(slug, name, family, version, split, n_items, released_on, access, url, source_id, note) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE benchmarks SET slug=?, name=?, family=?, version=?, split=?, n_items=?, released_on=?, access=?, url=?, source_id=?, note=? WHERE id=?`,
	},
	"metrics": {
		load:   `SELECT id, slug, name, quantity, unit, lower_bound, upper_bound, higher_is_better, note FROM metrics ORDER BY slug`,
		insert: `INSERT INTO metrics(slug, name, quantity, unit, lower_bound, upper_bound, higher_is_better, note) VALUES (?,?,?,?,?,?,?,?)`,
		update: `UPDATE metrics SET slug=?, name=?, quantity=?, unit=?, lower_bound=?, upper_bound=?, higher_is_better=?, note=? WHERE id=?`,
	},
	"release_events": {
		load: `SELECT t.id, v.slug, t.status, t.on_date, o.slug, s.slug, t.locator, t.note
			FROM release_events t JOIN variants v ON v.id = t.variant_id LEFT JOIN organizations o ON o.id = t.board_id JOIN sources s ON s.id = t.source_id
			ORDER BY v.slug, t.on_date, t.status, o.slug, s.slug`,
		insert: `INSERT INTO release_events(variant_id, status, on_date, board_id, source_id, locator, note) VALUES (?,?,?,?,?,?,?)`,
		update: `UPDATE release_events SET locator=?, note=? WHERE id=?`,
	},
	"event_corrections": {
		load: `SELECT t.id, v.slug, t.status, t.on_date, o.slug, es.slug, t.reason, s.slug, t.locator, t.note
			FROM event_corrections t JOIN variants v ON v.id = t.variant_id LEFT JOIN organizations o ON o.id = t.board_id JOIN sources es ON es.id = t.event_source_id JOIN sources s ON s.id = t.source_id
			ORDER BY v.slug, t.on_date, t.status, o.slug, es.slug, s.slug`,
		insert: `INSERT INTO event_corrections(variant_id, status, on_date, board_id, event_source_id, reason, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE event_corrections SET reason=?, locator=?, note=? WHERE id=?`,
	},
	"availability": {
		load: `SELECT t.id, v.slug, o.slug, t.channel, t.product, t.from_on, t.to_on, s.slug, t.locator, t.note
			FROM availability t JOIN variants v ON v.id = t.variant_id JOIN organizations o ON o.id = t.provider_id JOIN sources s ON s.id = t.source_id
			ORDER BY v.slug, o.slug, t.channel, t.product, t.from_on, t.to_on, s.slug`,
		insert: `INSERT INTO availability(variant_id, provider_id, channel, product, from_on, to_on, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE availability SET locator=?, note=? WHERE id=?`,
	},
	"specs": {
		load: `SELECT t.id, v.slug, t.attribute, t.basis, o.slug, t.product, t.value, t.value_text, t.as_of, s.slug, t.locator, t.note
			FROM specs t JOIN variants v ON v.id = t.variant_id LEFT JOIN organizations o ON o.id = t.provider_id JOIN sources s ON s.id = t.source_id
			ORDER BY v.slug, t.attribute, t.basis, o.slug, t.product, t.as_of, t.value, t.value_text, s.slug`,
		insert: `INSERT INTO specs(variant_id, attribute, basis, provider_id, product, value, value_text, as_of, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE specs SET locator=?, note=? WHERE id=?`,
	},
	"aliases": {
		load: `SELECT t.id, t.name, c.slug, t.section, v.slug, t.valid_from, t.valid_to, t.evidence, s.slug, t.locator, t.note
			FROM aliases t LEFT JOIN sources c ON c.id = t.scope_id JOIN variants v ON v.id = t.variant_id JOIN sources s ON s.id = t.source_id
			ORDER BY t.name, c.slug, t.section, v.slug, t.valid_from, t.valid_to, s.slug`,
		insert: `INSERT INTO aliases(name, scope_id, section, variant_id, valid_from, valid_to, evidence, source_id, locator, note, norm) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE aliases SET evidence=?, locator=?, note=? WHERE id=?`,
	},
	"alias_corrections": {
		load: `SELECT t.id, t.name, c.slug, t.section, v.slug, t.nth, t.verdict, t.reason, s.slug, t.locator, t.note
			FROM alias_corrections t LEFT JOIN sources c ON c.id = t.scope_id JOIN variants v ON v.id = t.variant_id JOIN sources s ON s.id = t.source_id
			ORDER BY t.name, c.slug, t.section, v.slug, t.nth`,
		insert: `INSERT INTO alias_corrections(name, scope_id, section, variant_id, nth, verdict, reason, source_id, locator, note, norm) VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE alias_corrections SET reason=?, source_id=?, locator=?, note=? WHERE id=?`,
	},
	"listings": {
		load: `SELECT t.id, s.slug, nm.name, nm.section, t.note
			FROM listing_notes t JOIN names nm ON nm.id = t.name_id JOIN sources s ON s.id = t.source_id ORDER BY s.slug, nm.name, nm.section`,
		insert: `INSERT INTO listing_notes(source_id, name_id, note) VALUES (?,?,?)`,
		update: `UPDATE listing_notes SET note=? WHERE id=?`,
	},
	"statements": {
		load: `SELECT t.id, t.slug, t.kind, t.topic, t.speaker, o.slug, t.said_on, t.text, r.slug, s.slug, t.basis, q.slug, t.locator, t.note
			FROM statements t LEFT JOIN organizations o ON o.id = t.organization_id LEFT JOIN statements r ON r.id = t.reply_to_id
			JOIN sources s ON s.id = t.source_id LEFT JOIN sources q ON q.id = t.quotes_id ORDER BY t.slug`,
		insert: `INSERT INTO statements(slug, kind, topic, speaker, organization_id, said_on, text, reply_to_id, source_id, basis, quotes_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE statements SET slug=?, kind=?, topic=?, speaker=?, organization_id=?, said_on=?, text=?, reply_to_id=?, source_id=?, basis=?, quotes_id=?, locator=?, note=? WHERE id=?`,
	},
	"statement_sources": {
		load: `SELECT t.id, st.slug, s.slug, t.basis, t.locator, t.note
			FROM statement_sources t JOIN statements st ON st.id = t.statement_id JOIN sources s ON s.id = t.source_id ORDER BY st.slug, s.slug`,
		insert: `INSERT INTO statement_sources(statement_id, source_id, basis, locator, note) VALUES (?,?,?,?,?)`,
		update: `UPDATE statement_sources SET basis=?, locator=?, note=? WHERE id=?`,
	},
	"statement_targets": {
		load: `SELECT t.id, st.slug, m.slug, v.slug, b.slug, o.slug, l.slug, s.slug
			FROM statement_targets t JOIN statements st ON st.id = t.statement_id LEFT JOIN models m ON m.id = t.model_id LEFT JOIN variants v ON v.id = t.variant_id
			LEFT JOIN benchmarks b ON b.id = t.benchmark_id LEFT JOIN organizations o ON o.id = t.organization_id LEFT JOIN licenses l ON l.id = t.license_id LEFT JOIN sources s ON s.id = t.source_id
			ORDER BY st.slug, m.slug, v.slug, b.slug, o.slug, l.slug, s.slug`,
		insert: `INSERT INTO statement_targets(statement_id, model_id, variant_id, benchmark_id, organization_id, license_id, source_id) VALUES (?,?,?,?,?,?,?)`,
	},
	"suites": {
		load: `SELECT t.id, t.suite, b.slug, s.slug, t.locator, t.note
			FROM suites t JOIN benchmarks b ON b.id = t.benchmark_id JOIN sources s ON s.id = t.source_id ORDER BY t.suite, b.slug`,
		insert: `INSERT INTO suites(suite, benchmark_id, source_id, locator, note) VALUES (?,?,?,?,?)`,
		update: `UPDATE suites SET source_id=?, locator=?, note=? WHERE id=?`,
	},
	"private_tests": {
		load: `SELECT t.id, d.slug, b.slug, m.slug, t.n_variants, t.n_disclosed, t.from_on, t.to_on, s.slug, t.locator, t.note
			FROM private_tests t JOIN organizations d ON d.id = t.developer_id JOIN organizations b ON b.id = t.board_id LEFT JOIN models m ON m.id = t.model_id JOIN sources s ON s.id = t.source_id
			ORDER BY d.slug, b.slug, m.slug, t.n_variants, t.from_on, t.to_on, s.slug`,
		insert: `INSERT INTO private_tests(developer_id, board_id, model_id, n_variants, n_disclosed, from_on, to_on, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		update: `UPDATE private_tests SET locator=?, note=? WHERE id=?`,
	},
	"board_minimums": {
		load: `SELECT t.id, o.slug, b.slug, t.min_sample_size, t.from_on, t.to_on, s.slug, t.locator, t.note
			FROM board_minimums t JOIN organizations o ON o.id = t.board_id LEFT JOIN benchmarks b ON b.id = t.benchmark_id JOIN sources s ON s.id = t.source_id
			ORDER BY o.slug, b.slug, t.min_sample_size, t.from_on, t.to_on, s.slug`,
		insert: `INSERT INTO board_minimums(board_id, benchmark_id, min_sample_size, from_on, to_on, source_id, locator, note) VALUES (?,?,?,?,?,?,?,?)`,
		update: `UPDATE board_minimums SET locator=?, note=? WHERE id=?`,
	},
}

// scoresExport selects the columns of scores.csv in order, with all revisions, oldest
// first. It fills column revision only if a cell has more than one.
var scoresExport = func() string {
	special := map[string]string{
		"source": "src.slug", "listed_as": "nm.name", "section": "nm.section", "benchmark": "b.slug", "metric": "mt.slug", "value": "s.value",
		"value_as_printed": "ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.'))", "reported_on": "sn.reported_on",
		"revision":   "CASE WHEN EXISTS (SELECT 1 FROM scores o WHERE o.snapshot_id = s.snapshot_id AND o.name_id = s.name_id AND o.revision = 2) THEN s.revision END",
		"supersedes": "(SELECT o.revision FROM scores o WHERE o.id = s.supersedes)",
	}
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; {
		case c.CSV == "":
		case c.Slug != "":
			special[c.CSV] = fmt.Sprintf("(SELECT r.slug FROM %s r WHERE r.id = s.%s)", c.Slug, c.Name)
		default:
			special[c.CSV] = "s." + c.Name
		}
	}
	protocol := make([]string, 0, len(model.ProtocolColumns))
	for _, name := range model.ProtocolColumns {
		special[name] = "p." + name
		protocol = append(protocol, "p."+name)
	}
	var columns []string
	for _, c := range model.TableNamed("scores").Columns {
		columns = append(columns, special[c.Name])
	}
	return "SELECT " + strings.Join(columns, ",\n       ") + `
FROM scores s
JOIN snapshots sn ON sn.id = s.snapshot_id
JOIN names nm ON nm.id = s.name_id
JOIN sources src ON src.id = sn.source_id
JOIN benchmarks b ON b.id = sn.benchmark_id
JOIN metrics mt ON mt.id = sn.metric_id
JOIN protocols p ON p.id = sn.protocol_id
ORDER BY src.slug, nm.name, nm.section, b.slug, mt.slug, sn.reported_on,
         ` + strings.Join(protocol, ", ") + `, s.revision`
}()
