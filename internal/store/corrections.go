package store

import (
	"fmt"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// eventExists reports whether the release event that a correction names is on record. If
// not, it rejects the correction.
func (in *Ingest) eventExists(r *model.Record) (bool, error) {
	events := model.TableNamed("release_events")
	c, err := in.loadTable(events)
	if err != nil {
		return false, err
	}
	named := make([]any, len(events.Columns))
	for _, name := range []string{"variant", "status", "on_date", "scope"} {
		named[events.Column(name)] = r.Values[r.Table.Column(name)]
	}
	named[events.Column("source")] = r.Values[r.Table.Column("event_source")]
	if c.rows[rowKey(events, named)] != nil {
		return true, nil
	}
	in.file.report(r.Problem(r.Table.Column("on_date"), model.CodeForeignKey, "no such row in release_events", "name the wrong event by its variant, status, day, scope and source, as they stand in release_events.csv"))
	in.rejectRecord(r)
	return false, nil
}

// mayCorrect reports whether an alias can be corrected as a row says: the alias and all
// earlier words on it are on record, and the row differs from the last of them. If not, it
// rejects the row. ids are the cells of the row, with ids for references.
func (in *Ingest) mayCorrect(r *model.Record, ids []any) (bool, error) {
	column := r.Table.Column
	nth, verdict := r.Values[column("nth")].(int64), r.Text(column("verdict"))
	// Earlier words of the same file may not be in the table yet.
	if err := in.file.rows.flush(in); err != nil {
		return false, err
	}
	var aliases, words, last int64
	var said, at string // the verdict of the word with this number, and of the one before it
	args := []any{r.Norm, ids[column("variant")], ids[column("scope")], ids[column("section")], nth}
	const of = ` WHERE norm = ?1 AND variant_id = ?2 AND ifnull(scope_id, 0) = ifnull(?3, 0) AND ifnull(section, '') = ifnull(?4, '')`
	err := in.db.Conn.QueryRowContext(in.ctx, `
		SELECT (SELECT count(*) FROM aliases`+of+`), (SELECT count(*) FROM alias_corrections`+of+` AND nth < ?5), (SELECT ifnull(max(nth), 0) FROM alias_corrections`+of+`),
		       ifnull((SELECT verdict FROM alias_corrections`+of+` AND nth = ?5), ''), ifnull((SELECT verdict FROM alias_corrections`+of+` AND nth = ?5 - 1), 'right')`, args...).Scan(&aliases, &words, &last, &said, &at)
	if err != nil {
		return false, fmt.Errorf("%s:%d: %w", r.File, r.Line, sqlite.Plain(err))
	}
	field, text, hint := "", "", ""
	switch {
	case aliases == 0:
		field, text, hint = "name", "no such row in aliases", "name the wrong alias by its name, scope, section and variant, as they stand in aliases.csv"
	case said != "" && said != verdict:
		field, text = "verdict", fmt.Sprintf("word %d on this alias is on record and says %s", nth, said)
		hint = fmt.Sprintf("what is said after it has the nth %d", last+1)
	case said != "":
		return true, nil
	case words < nth-1:
		field, text, hint = "nth", fmt.Sprintf("only %d words on this alias are on record", last), fmt.Sprintf("the next has the nth %d", last+1)
	case at == verdict:
		field, text, hint = "verdict", "the alias stands as "+verdict+" already", "leave the row out"
	default:
		return true, nil
	}
	in.file.report(r.Problem(column(field), model.CodeConstraint, text, hint))
	in.rejectRecord(r)
	return false, nil
}
