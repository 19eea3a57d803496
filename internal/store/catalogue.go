package store

import (
	"database/sql"
	"fmt"
	"strings"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// loadCatalogue reads small tables that are asked for often: protocols, metrics and the
// days of sources.
func (w *scoreWriter) loadCatalogue() error {
	err := w.in.each(`SELECT id, `+strings.Join(model.ProtocolColumns, ", ")+` FROM protocols`, func(r *sql.Rows) error {
		var id int64
		vals := make([]any, len(model.ProtocolColumns))
		dest := []any{&id}
		for i := range vals {
			dest = append(dest, &vals[i])
		}
		err := r.Scan(dest...)
		w.protocols[protocolKey(vals)] = id
		return err
	})
	if err != nil {
		return fmt.Errorf("load protocols: %w", err)
	}
	if err := w.loadMetrics(); err != nil {
		return err
	}
	return w.loadDays()
}

func (w *scoreWriter) loadMetrics() error {
	err := w.in.each(`SELECT id, slug, unit, lower_bound, upper_bound FROM metrics`, func(r *sql.Rows) error {
		var id int64
		var m metric
		err := r.Scan(&id, &m.slug, &m.unit, &m.lower, &m.upper)
		w.metrics[id] = m
		return err
	})
	if err != nil {
		return fmt.Errorf("load metrics: %w", err)
	}
	return nil
}

func (w *scoreWriter) loadDays() error {
	err := w.in.db.PackedRows(w.in.ctx, `SELECT id, coalesce(published_on, retrieved_on) FROM sources`, func(rows int) { w.days = make(map[int64]string, rows) }, func(p *sqlite.PackedRow) {
		id := p.Int()
		w.days[id] = p.Text()
	})
	if err != nil {
		return fmt.Errorf("load the days of sources: %w", err)
	}
	return nil
}

// lookUpTerm finds the id of a slug and sets it in the term. If there is none it marks the
// score bad, and reports it unless the row of that slug was reported as broken.
func (w *scoreWriter) lookUpTerm(b *model.ScoreBatch, s *scoreRow, t *model.Term, field, table string) error {
	id, err := w.slugID(table, t.Text)
	hint := ""
	if err == nil && id == 0 {
		id, hint, err = w.in.findSlug(table, t.Text)
	}
	if err != nil {
		return err
	}
	if id > 0 {
		t.ID = id
		return nil
	}
	s.bad = true
	if hint != "" {
		w.in.file.report(b.Problem(s.Score, field, model.CodeForeignKey, "no such row in "+table, hint))
		return nil
	}
	w.in.keepReject(w.in.file, b.Problem(s.Score, field, model.CodeForeignKey, "the row of "+table+" was rejected", "mend that one first"))
	return nil
}

// slugID returns the id of a slug that was on record when its table was first asked for,
// else 0. Reading slugs alone takes a tenth of the time of reading whole rows.
func (w *scoreWriter) slugID(table, slug string) (int64, error) {
	ids := w.slugs[table]
	if ids == nil {
		err := w.in.db.PackedRows(w.in.ctx, `SELECT id, slug FROM `+table, func(rows int) { ids = make(map[string]int64, rows) }, func(p *sqlite.PackedRow) {
			id := p.Int()
			ids[p.Text()] = id
		})
		if err != nil {
			return 0, fmt.Errorf("load the slugs of %s: %w", table, err)
		}
		w.slugs[table] = ids
	}
	return ids[slug], nil
}
