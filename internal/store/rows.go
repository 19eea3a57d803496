package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/dbfile"
	"provenance/internal/model"
)

// loadTable returns the rows of a table that are on record, by key. It reads them once.
func (in *Ingest) loadTable(t *model.Table) (*cache, error) {
	if c := in.tables[t.Name]; c != nil {
		return c, nil
	}
	c := &cache{rows: map[string]*cachedRow{}}
	rows, err := in.db.Conn.QueryContext(in.ctx, tableSQL[t.Name].load)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", t.Name, err)
	}
	defer rows.Close()
	for rows.Next() {
		row := &cachedRow{values: make([]any, len(t.Columns))}
		dest := []any{&row.id}
		for i := range row.values {
			dest = append(dest, &row.values[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, fmt.Errorf("load %s: %w", t.Name, err)
		}
		c.rows[rowKey(t, row.values)] = row
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("load %s: %w", t.Name, err)
	}
	for _, row := range c.rows {
		c.last = max(c.last, row.id)
	}
	in.tables[t.Name] = c
	return c, nil
}

// rowKey returns the key that identifies a row: its slug, or its key cells.
func rowKey(t *model.Table, values []any) string {
	if t.Catalogue {
		s, _ := values[0].(string)
		return s
	}
	var b strings.Builder
	for i, c := range t.Columns {
		if c.Key {
			b.WriteString(model.FormatValue(c.Kind, values[i]))
			b.WriteByte(0x1f)
		}
	}
	return b.String()
}

// shownKey returns the key of a row in a form for people.
func shownKey(t *model.Table, values []any) string {
	if t.Catalogue {
		return rowKey(t, values)
	}
	var parts []string
	for i, c := range t.Columns {
		if c.Key && values[i] != nil {
			parts = append(parts, model.FormatValue(c.Kind, values[i]))
		}
	}
	return strings.Join(parts, " | ")
}

// addRow adds, compares or revises one row of a table other than scores.
func (in *Ingest) addRow(r *model.Record) error {
	t := r.Table
	c, err := in.loadTable(t)
	if err != nil {
		return err
	}
	ids, ok, err := in.resolveReferences(r)
	if err != nil {
		return err
	}
	if !ok {
		in.rejectRecord(r)
		return nil
	}
	if i, text, hint := rowRule(r); text != "" {
		in.file.report(r.Problem(i, model.CodeConstraint, text, hint))
		in.rejectRecord(r)
		return nil
	}
	if of, ok := correctables[t.Name]; ok {
		if ok, err := in.mayCorrect(r, of, ids); err != nil || !ok {
			return err
		}
	}
	key := rowKey(t, r.Values)
	old := c.rows[key]
	if old == nil {
		if !refersToItself(t) && !in.hasRoom(r) {
			return nil
		}
		return in.insertRow(r, c, key, ids)
	}
	changed := differing(t, old.values, r)
	if len(changed) == 0 {
		in.file.counts.Unchanged++
		return nil
	}
	if old.at != "" {
		i := changed[0]
		in.file.report(r.Problem(i, model.CodeUnique, fmt.Sprintf("the row stands twice, and %s was %q at %s", t.Columns[i].Name, model.FormatValue(t.Columns[i].Kind, old.values[i]), old.at),
			"keep one of the two rows"))
		in.rejectRecord(r)
		return nil
	}
	return in.reviseRow(r, old, changed)
}

// rejectRecord counts a record that was read as rejected. It remembers the record, because
// other rows may refer to it.
func (in *Ingest) rejectRecord(r *model.Record) {
	in.file.rejected += r.LineTo - r.Line + 1
	in.file.lost++
	in.noteBroken(r.Table, model.Problem{Raw: []byte(r.Text(0))})
}

func (in *Ingest) insertRow(r *model.Record, c *cache, key string, ids []any) error {
	t := r.Table
	args := ids
	switch t.Name {
	case "aliases", "alias_corrections":
		args = append(args, r.Norm)
	case "listings":
		i, k := t.Column("name"), t.Column("section")
		id, err := nameID(in.ctx, in.db, r.Text(i), r.Text(k), r.Norm)
		if err != nil {
			return err
		}
		args[i] = id
		args = slices.Delete(args, k, k+1)
	}
	// The row that it refers to must be in the table already: a gathered row may still be refused.
	if refersToItself(t) && selfTarget(r) != "" {
		if err := in.file.rows.flush(in); err != nil {
			return err
		}
	}
	c.last++
	in.markTouched(t)
	c.rows[key] = &cachedRow{id: c.last, values: r.Values, at: r.File + ":" + strconv.Itoa(r.Line)}
	if t.Catalogue {
		c.slugs = nil
	}
	switch t.Name {
	case "variants", "aliases", "alias_corrections", "listings":
		in.rename = true
	}
	in.file.counts.Added++
	return in.file.rows.add(in, gathered{r, c, key, append([]any{c.last}, args...)})
}

// markTouched records, for the chain, that rows of a table changed.
func (in *Ingest) markTouched(t *model.Table) {
	name := t.Name
	if name == "listings" {
		name = "listing_notes"
	}
	in.touched[name] = true
}

// nameID returns the id of a printed name in table names, and adds it if it is new.
func nameID(ctx context.Context, db *dbfile.DB, name, section, norm string) (int64, error) {
	var id int64
	err := db.Conn.QueryRowContext(ctx, findName, name, section).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		var res sql.Result
		if res, err = db.Conn.ExecContext(ctx, addName, name, section, norm); err == nil {
			id, err = res.LastInsertId()
		}
	}
	if err != nil {
		return 0, fmt.Errorf("add the name %q: %w", name, err)
	}
	return id, nil
}

// differing returns the columns in which a record differs from the row on record. A column
// that the file does not have takes the value on record.
func differing(t *model.Table, old []any, r *model.Record) []int {
	var out []int
	for i, col := range t.Columns {
		if !r.Has[i] {
			r.Values[i] = old[i]
			continue
		}
		if model.FormatValue(col.Kind, old[i]) != model.FormatValue(col.Kind, r.Values[i]) {
			out = append(out, i)
		}
	}
	return out
}

// reviseRow replaces cells of a catalogue row, or annotations of a fact, and keeps the old
// values in table changes.
func (in *Ingest) reviseRow(r *model.Record, old *cachedRow, changed []int) error {
	t := r.Table
	for _, i := range changed {
		if _, err := in.db.Conn.ExecContext(in.ctx,
			`INSERT INTO changes(ingest_id, table_name, row_key, column_name, old_value, new_value) VALUES (?,?,?,?,?,?)`,
			in.file.id, t.Name, shownKey(t, r.Values), t.Columns[i].Name, orNull(model.FormatValue(t.Columns[i].Kind, old.values[i])), orNull(r.Text(i))); err != nil {
			return fmt.Errorf("keep the old value of %s: %w", t.Columns[i].Name, err)
		}
	}
	// Cells that the file lacks keep their value, so the ids are looked up again.
	ids, ok, err := in.resolveReferences(r)
	if err != nil || !ok {
		return err
	}
	var args []any
	for i, col := range t.Columns {
		if t.Catalogue || col.Annot {
			args = append(args, ids[i])
		}
	}
	if _, err := in.db.Conn.ExecContext(in.ctx, tableSQL[t.Name].update, append(args, old.id)...); err != nil {
		return in.reportConstraint(r, err)
	}
	in.rename = in.rename || t.Name == "sources" // an alias of a board holds on the other boards of its publisher
	in.markTouched(t)
	old.values, old.at = r.Values, fmt.Sprintf("%s:%d", r.File, r.Line)
	in.file.counts.Revised++
	return nil
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// resolveReferences replaces the slugs of a record by ids. It reports every slug that is
// not on record, and returns false if there is one.
func (in *Ingest) resolveReferences(r *model.Record) ([]any, bool, error) {
	ids := make([]any, len(r.Values))
	ok := true
	for i, col := range r.Table.Columns {
		if col.Kind != model.Ref || r.Values[i] == nil {
			ids[i] = r.Values[i]
			continue
		}
		id, found, err := in.lookUpReference(r, i)
		if err != nil {
			return nil, false, err
		}
		ok = ok && found
		ids[i] = id
	}
	return ids, ok, nil
}

// lookUpReference returns the id of the row that column i of the record refers to. If
// there is none, it reports that, or only keeps it as a reject if the row itself was
// reported as broken, and returns false.
func (in *Ingest) lookUpReference(r *model.Record, i int) (int64, bool, error) {
	table := r.Table.Columns[i].Table
	id, hint, err := in.findSlug(table, r.Values[i].(string))
	switch {
	case err != nil || id > 0:
	case hint != "":
		in.file.report(r.Problem(i, model.CodeForeignKey, "no such row in "+table, hint))
	default:
		in.keepReject(in.file, r.Problem(i, model.CodeForeignKey, "the row of "+table+" was rejected", "mend that one first"))
	}
	return id, id > 0, err
}

// findSlug returns the id of the row with that slug, or 0 and a hint. There is no hint if
// the row itself was reported as broken.
func (in *Ingest) findSlug(table, slug string) (id int64, hint string, err error) {
	c, err := in.loadTable(model.TableNamed(table))
	if err != nil {
		return 0, "", err
	}
	if row := c.rows[slug]; row != nil {
		return row.id, "", nil
	}
	if b := in.broken[table]; b["*"] || b[slug] {
		return 0, "", nil
	}
	if c.slugs == nil {
		c.slugs = make([]string, 0, len(c.rows))
		for s := range c.rows {
			c.slugs = append(c.slugs, s)
		}
	}
	hint = "add it to " + table + ".csv"
	if near := model.Closest(slug, c.slugs); near != "" {
		hint = fmt.Sprintf("did you mean %q? else %s", near, hint)
	}
	return 0, hint, nil
}
