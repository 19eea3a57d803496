package store

import (
	"fmt"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// A correctable is a table whose rows can be called wrong, and right again, by rows of a
// table of corrections. Such a row names the row it is about by its cells.
type correctable struct {
	table string // the table of the facts
	thing string // what a row is, for messages
	name  string // the column of the corrections that a message about an unknown row points at
	// cells are the columns of the facts by the columns of the corrections; a name is
	// compared by its normal form.
	cells []struct{ correction, fact string }
	known string // how to name a row, for messages
}

// correctables are the correctable tables by their table of corrections.
var correctables = map[string]correctable{
	"event_corrections": {table: "release_events", thing: "event", name: "on_date",
		cells: []struct{ correction, fact string }{{"variant", "variant_id"}, {"status", "status"}, {"on_date", "on_date"}, {"scope", "board_id"},
			{"event_source", "source_id"}, {"channel", "channel"}, {"region", "region"}},
		known: "name the wrong event by its variant, status, day, scope, source, channel and region, as they stand in release_events.csv"},
	"alias_corrections": {table: "aliases", thing: "alias", name: "name",
		cells: []struct{ correction, fact string }{{"name", "norm"}, {"scope", "scope_id"}, {"section", "section"}, {"variant", "variant_id"},
			{"valid_from", "valid_from"}, {"valid_to", "valid_to"}},
		known: "name the wrong alias by its name, scope, section, variant and days, as they stand in aliases.csv"},
	"statement_corrections": {table: "statements", thing: "statement", name: "statement",
		cells: []struct{ correction, fact string }{{"statement", "id"}},
		known: "name the wrong statement by its slug"},
}

// mayCorrect reports whether a row can be corrected as a record says: the row and all
// earlier words on it are on record, and the record differs from the last of them. If not,
// it rejects the record. ids are the cells of the record, with ids for references.
func (in *Ingest) mayCorrect(r *model.Record, of correctable, ids []any) (bool, error) {
	column := r.Table.Column
	nth, verdict := r.Values[column("nth")].(int64), r.Text(column("verdict"))
	// The row, or earlier words of the same file, may not be in the table yet.
	if err := in.file.rows.flush(in); err != nil {
		return false, err
	}
	fact, word := " WHERE 1", " WHERE 1"
	args := []any{nth}
	for _, c := range of.cells {
		i := column(c.correction)
		stored, value := r.Table.Columns[i].DBName(), ids[i]
		if c.fact == "norm" {
			stored, value = "norm", r.Norm
		}
		args = append(args, value)
		fact += fmt.Sprintf(" AND %s IS ?%d", c.fact, len(args))
		word += fmt.Sprintf(" AND %s IS ?%d", stored, len(args))
	}
	words := r.Table.Name + word
	var facts, earlier, last int64
	var said, at string // the verdict of the word with this number, and of the one before it
	err := in.db.Conn.QueryRowContext(in.ctx, `
		SELECT (SELECT count(*) FROM `+of.table+fact+`), (SELECT count(*) FROM `+words+` AND nth < ?1), (SELECT ifnull(max(nth), 0) FROM `+words+`),
		       ifnull((SELECT verdict FROM `+words+` AND nth = ?1), ''), ifnull((SELECT verdict FROM `+words+` AND nth = ?1 - 1), 'right')`, args...).Scan(&facts, &earlier, &last, &said, &at)
	if err != nil {
		return false, fmt.Errorf("%s:%d: %w", r.File, r.Line, sqlite.Plain(err))
	}
	field, code, text, hint := "", model.CodeConstraint, "", ""
	switch {
	case facts == 0:
		field, code, text, hint = of.name, model.CodeForeignKey, "no such row in "+of.table, of.known
	case said != "" && said != verdict:
		field, text = "verdict", fmt.Sprintf("word %d on this %s is on record and says %s", nth, of.thing, said)
		hint = fmt.Sprintf("what is said after it has the nth %d", last+1)
	case said != "":
		return true, nil
	case earlier < nth-1:
		field, text, hint = "nth", fmt.Sprintf("only %d words on this %s are on record", last, of.thing), fmt.Sprintf("the next has the nth %d", last+1)
	case at == verdict:
		field, text, hint = "verdict", "the "+of.thing+" stands as "+verdict+" already", "leave the row out"
	default:
		return true, nil
	}
	in.file.report(r.Problem(column(field), code, text, hint))
	in.rejectRecord(r)
	return false, nil
}
