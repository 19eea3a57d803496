package store

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
)

// addNeeded adds catalogue rows of a map that are not on record, and completes the source
// of a draft.
func (w *scoreWriter) addNeeded(records []*model.Record) error {
	in := w.in
	for _, r := range records {
		c, err := in.loadTable(r.Table)
		if err != nil {
			return err
		}
		old := c.rows[r.Text(0)]
		if old != nil {
			if r = mended(r, old.values); r == nil {
				continue
			}
		}
		// The row is not a line of the file, so the counts of the file stay as they are.
		counts, rejected, lost := in.file.counts, in.file.rejected, in.file.lost
		in.file.counts = Counts{}
		if old != nil {
			if changed := differing(r.Table, old.values, r); len(changed) > 0 {
				err = in.reviseRow(r, old, changed)
			}
		} else if err = in.addRow(r); err == nil {
			err = in.file.rows.flush(in)
		}
		in.countsOf(r.Table.Name).Added += in.file.counts.Added
		in.countsOf(r.Table.Name).Revised += in.file.counts.Revised
		in.changed = in.changed || in.file.counts.Added+in.file.counts.Revised > 0
		in.file.titled = in.file.titled || in.file.counts.Revised > 0
		in.file.counts, in.file.rejected, in.file.lost = counts, rejected, lost
		if err != nil {
			return err
		}
	}
	if len(records) == 0 {
		return nil
	}
	if err := w.loadMetrics(); err != nil {
		return err
	}
	return w.loadDays()
}

// draftTitle is the beginning of the title that a drafted map gives its source.
const draftTitle = "TODO"

// mended returns what a map may change of a row on record: everything that it says of a
// source that still has the title from a draft, and otherwise a web address of a source
// that has none on record. It returns nil if there is nothing.
func mended(r *model.Record, old []any) *model.Record {
	if r.Table.Name != "sources" {
		return nil
	}
	m := *r
	m.Values, m.Has = slices.Clone(r.Values), slices.Clone(r.Has)
	if isDraft(r.Table, old) {
		return &m
	}
	url := r.Table.Column("url")
	if old[url] != nil || r.Values[url] == nil {
		return nil
	}
	for i := range m.Has {
		m.Has[i] = i == url
	}
	return &m
}

// isDraft reports whether a row of sources still has the title from a drafted map. A
// completed map may replace such a row, but no other, because that may be from
// sources.csv.
func isDraft(t *model.Table, values []any) bool {
	if t.Name != "sources" {
		return false
	}
	title, _ := values[t.Column("title")].(string)
	return strings.HasPrefix(title, draftTitle)
}

// SourceRemark compares what a map says of a source, by the columns of sources.csv, with
// what is on record after the file was read. It says what the map would have to say, or
// why a cell keeps another value; "" if there is nothing to say.
func (in *Ingest) SourceRemark(row map[string]string) (string, error) {
	t := model.TableNamed("sources")
	c, err := in.loadTable(t)
	if err != nil || c.rows[row["slug"]] == nil {
		return "", err
	}
	values := c.rows[row["slug"]].values
	if isDraft(t, values) {
		return fmt.Sprintf("source %s has no title yet: fill in its title, kind and url in the map, under sources, and ingest the file again", row["slug"]), nil
	}
	var differ []string
	for _, name := range []string{"title", "kind", "url"} {
		i := t.Column(name)
		if on := model.FormatValue(t.Columns[i].Kind, values[i]); row[name] != "" && strings.TrimSpace(row[name]) != on && !strings.HasPrefix(row[name], draftTitle) {
			differ = append(differ, fmt.Sprintf("%s %q where %q is on record", name, row[name], on))
		}
	}
	if len(differ) == 0 {
		return "", nil
	}
	return fmt.Sprintf("source %s keeps what is on record; the map has %s. A map changes only a source whose title begins with TODO, and fills in a missing url; ingest a sources.csv to change this one",
		row["slug"], strings.Join(differ, ", ")), nil
}
