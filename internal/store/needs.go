package store

import (
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
		if old != nil && !isDraft(r.Table, old.values) {
			continue
		}
		if old != nil {
			completed := *r
			completed.Values = slices.Clone(r.Values)
			r = &completed
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

// Untitled reports whether the source with the given slug still has the title from a
// drafted map.
func (in *Ingest) Untitled(slug string) (bool, error) {
	c, err := in.loadTable(model.TableNamed("sources"))
	if err != nil || c.rows[slug] == nil {
		return false, err
	}
	return isDraft(model.TableNamed("sources"), c.rows[slug].values), nil
}
