package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance"
	"provenance/internal/dbfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/store"
)

// An aliasRow is one row that resolve writes, as a file of that table would.
type aliasRow struct {
	table       string
	head, cells []string
}

// addAlias adds an alias, as a row of aliases.csv is added; where the same one was
// taken back, also the word that it is right.
func (o *resolveOptions) addAlias(ctx context.Context, variant string) error {
	w, err := o.openAliases(ctx, o.add)
	if err != nil {
		return err
	}
	defer w.db.Close()
	rows := []aliasRow{{"aliases", []string{"name", "scope", "section", "variant", "valid_from", "valid_to", "evidence", "source"}, []string{o.add, o.source, o.section, variant, o.from, o.to, o.evidence, o.evidenceFrom}}}
	old := w.findAlias(o, variant)
	again := old != nil && old.Wrong()
	if again {
		reason := o.evidence
		if reason == "" {
			reason = "reinstated"
		}
		rows = append(rows, o.correction(o.add, variant, old.Corrections+1, "right", reason))
	}
	printed, err := w.queryDB().Prints(ctx, o.source, w.norm, o.section)
	if err != nil {
		return err
	}
	refuse := func() error {
		if printed || o.ahead {
			return nil
		}
		return o.notPrinted(ctx, w.queryDB())
	}
	counts, done, err := w.writeRows(ctx, o, "resolve --add", rows, refuse)
	if err != nil || !done {
		return err
	}
	switch {
	case again:
		fmt.Fprintf(o.app.out, "%s\n", clean(fmt.Sprintf("the alias had been taken back (%s: %s) and counts again", old.Source, old.Reason)))
	case counts.Revised > 0:
		fmt.Fprintf(o.app.out, "the alias was on record with other evidence, which is replaced but kept ('provenance history %s')\n", clean(variant))
	case counts.Added == 0:
		fmt.Fprintln(o.app.out, "the alias is already on record; nothing changed")
	}
	return w.end(ctx, o, variant)
}

// removeAlias says that an alias is wrong, as a row of alias_corrections.csv does.
func (o *resolveOptions) removeAlias(ctx context.Context, variant string) error {
	w, err := o.openAliases(ctx, o.remove)
	if err != nil {
		return err
	}
	defer w.db.Close()
	old := w.findAlias(o, variant)
	switch {
	case old == nil:
		return o.aliasNotFound(w.aliases, variant)
	case old.Wrong():
		fmt.Fprintf(o.app.out, "%s\n", clean(fmt.Sprintf("the alias is already taken back (%s: %s); nothing changed", old.Source, old.Reason)))
		return nil
	}
	_, done, err := w.writeRows(ctx, o, "resolve --remove", []aliasRow{o.correction(o.remove, variant, old.Corrections+1, "wrong", o.reason)}, nil)
	if err != nil || !done {
		return err
	}
	fmt.Fprintf(o.app.out, "the alias is taken back: it stays on record but no longer counts\n")
	return w.end(ctx, o, variant)
}

func (o *resolveOptions) correction(name, variant string, nth int64, verdict, reason string) aliasRow {
	return aliasRow{"alias_corrections", []string{"name", "scope", "section", "variant", "valid_from", "valid_to", "nth", "verdict", "reason", "source"},
		[]string{name, o.source, o.section, variant, o.from, o.to, strconv.FormatInt(nth, 10), verdict, reason, o.evidenceFrom}}
}

// notPrinted refuses a name that the source does not print.
func (o *resolveOptions) notPrinted(ctx context.Context, db *query.DB) error {
	names, err := db.PrintedNames(ctx, o.source)
	if err != nil {
		return err
	}
	hint := "--ahead records it anyway, for scores to come"
	if near := nearestName(o.add, names); near != "" {
		hint = fmt.Sprintf("did you mean %q? otherwise %s", near, hint)
	}
	text := o.source + " prints no such name"
	if o.source == "all" {
		text = "no source on record prints such a name"
	}
	if o.section != "" {
		text += fmt.Sprintf(" in the section %q", o.section)
	}
	return &statusError{exitRejected, errors.New(clean(fmt.Sprintf("name %q: %s (%s)", o.add, text, hint)))}
}

// nearestName returns the name that is most like one, by their normal forms, or "".
func nearestName(name string, names []string) string {
	norms, of := []string{}, map[string]string{}
	for _, n := range names {
		norm := ingest.Norm(n)
		norms, of[norm] = append(norms, norm), n
	}
	return of[model.Closest(ingest.Norm(name), norms)]
}

// aliasNotFound says that there is nothing to take back, and what there is.
func (o *resolveOptions) aliasNotFound(aliases []query.RecordedAlias, variant string) error {
	var have []string
	for _, w := range aliases {
		text := fmt.Sprintf("%s --source %s", w.Variant, w.Scope)
		if w.Section != "" {
			text += fmt.Sprintf(" --section %q", w.Section)
		}
		if w.From != "" {
			text += " --from " + w.From
		}
		if w.To != "" {
			text += " --to " + w.To
		}
		if w.Wrong() {
			text += " (taken back)"
		}
		have = append(have, text)
	}
	hint := "no alias of that name is on record"
	if len(have) > 0 {
		hint = "on record: " + strings.Join(have, ", ")
	}
	return &statusError{exitRejected, errors.New(clean(fmt.Sprintf("name %q: no alias for %s in %s (%s)", o.remove, variant, o.source, hint)))}
}

// An aliasWriter writes what resolve records about one name.
type aliasWriter struct {
	db      *dbfile.DB
	norm    string
	aliases []query.RecordedAlias
	before  *query.Table
}

func (o *resolveOptions) openAliases(ctx context.Context, name string) (*aliasWriter, error) {
	open := dbfile.OpenExisting
	if o.dryRun {
		open = dbfile.OpenCopy
	}
	db, err := open(ctx, o.app.dbPath())
	if err != nil {
		return nil, err
	}
	w := &aliasWriter{db: db, norm: ingest.Norm(name)}
	if w.aliases, err = w.queryDB().RecordedAliases(ctx, w.norm); err == nil {
		w.before, err = w.queryDB().MeaningsBySource(ctx, w.norm)
	}
	if err != nil {
		w.db.Close()
		return nil, err
	}
	return w, nil
}

// queryDB gives the database for queries.
func (w *aliasWriter) queryDB() *query.DB { return query.New(w.db.DB) }

// findAlias returns the alias that is meant, nil if it is not on record.
func (w *aliasWriter) findAlias(o *resolveOptions, variant string) *query.RecordedAlias {
	for i := range w.aliases {
		if a := &w.aliases[i]; a.Scope == o.source && a.Section == o.section && a.Variant == variant && a.From == o.from && a.To == o.to {
			return a
		}
	}
	return nil
}

// writeRows writes rows in one transaction, or says what is wrong with them. done is
// false in a dry run, which is rolled back here, as that of ingest is in its finish. refuse, where it is given, has the last word before the commit.
// The counts are those of the first row.
func (w *aliasWriter) writeRows(ctx context.Context, o *resolveOptions, path string, rows []aliasRow, refuse func() error) (counts store.Counts, done bool, err error) {
	session, err := store.Begin(ctx, w.db, provenance.Version, o.app.now)
	if err != nil {
		return counts, false, err
	}
	session.Command = o.app.command
	var problems []model.Problem
	for i, row := range rows {
		var c store.Counts
		if c, err = ingestRow(session, path, row, func(p model.Problem) { problems = append(problems, p) }); err != nil {
			break
		}
		if i == 0 {
			counts = c
		}
	}
	if err == nil && len(problems) > 0 {
		for _, p := range problems {
			text := fmt.Sprintf("%s %q: %s", p.Field, p.Value, p.Text)
			if p.Hint != "" {
				text += " (" + p.Hint + ")"
			}
			fmt.Fprintln(o.app.err, clean(text))
		}
		err = &statusError{status: exitRejected}
	}
	if err == nil && refuse != nil {
		err = refuse()
	}
	if err != nil || o.dryRun {
		if rerr := session.Rollback(); err == nil {
			err = rerr
		}
		if err == nil {
			fmt.Fprintf(o.app.out, "dry run, nothing was written: added %d, unchanged %d\n", counts.Added, counts.Unchanged)
		}
		return counts, false, err
	}
	return counts, true, session.Commit()
}

// ingestRow reads one row into an ingest.
func ingestRow(session *store.Ingest, path string, row aliasRow, report func(model.Problem)) (store.Counts, error) {
	table := model.TableNamed(row.table)
	for i, name := range row.head {
		if table.Columns[table.Column(name)].Kind == model.Text {
			row.cells[i] = model.Guard(row.cells[i]) // as an export writes it
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll([][]string{row.head, row.cells}); err != nil {
		return store.Counts{}, err
	}
	text := b.Bytes()
	if err := session.BeginFile(table, report); err != nil {
		return store.Counts{}, err
	}
	sum, err := ingest.Read(bytes.NewReader(text), path, table, ingest.Handlers{Record: session.Add, Problem: report})
	if err != nil {
		return store.Counts{}, err
	}
	counts, err := session.EndFile(store.File{Path: path, SHA256: sum.SHA256, Bytes: sum.Bytes, Map: "canonical:" + row.table, Head: sum.Head,
		Lines: sum.Lines, Header: sum.Header, Accepted: sum.Accepted, Rejected: sum.Rejected, Blank: sum.Blank, Cells: sum.Cells})
	if err == nil {
		err = keepText(session, text, sum.SHA256)
	}
	return counts, err
}

// end prints what the name means now, and computes the flags.
func (w *aliasWriter) end(ctx context.Context, o *resolveOptions, variant string) error {
	err := w.printMeaning(ctx, o, variant)
	o.app.refreshFlags(ctx, w.db, o.noRefresh)
	return err
}

// printMeaning prints what the name means now, and where an alias that was added has no
// effect.
func (w *aliasWriter) printMeaning(ctx context.Context, o *resolveOptions, variant string) error {
	after, err := w.queryDB().MeaningsBySource(ctx, w.norm)
	if err != nil {
		return err
	}
	if err := o.printChanges(w.before, after); err != nil || o.add == "" {
		return err
	}
	for _, text := range query.WithoutEffect(after, o.source, o.section, variant) {
		fmt.Fprintln(o.app.err, clean(text))
	}
	return nil
}

// meaningsOf returns the meanings of a name by the place that prints it: source, name and
// section.
func meaningsOf(t *query.Table) map[string][]string {
	out := map[string][]string{}
	for _, r := range t.Rows {
		out[placeOf(r)] = append(out[placeOf(r)], meaning(r[3]))
	}
	return out
}

func placeOf(r []any) string { return fmt.Sprint(r[0], "\x00", r[1], "\x00", r[2]) }

func meaning(variant any) string {
	if variant == nil {
		return "no single variant"
	}
	return fmt.Sprint(variant)
}

// printChanges prints what a name means now, and what it meant before. If it has several
// meanings in one place, it prints the days of each.
func (o *resolveOptions) printChanges(before, after *query.Table) error {
	was, is := meaningsOf(before), meaningsOf(after)
	for _, r := range after.Rows {
		place := placeOf(r)
		section, days, changed := "", "", ""
		if r[2] != nil {
			section = fmt.Sprintf(" (%v)", r[2])
		}
		if len(is[place]) > 1 {
			days = fmt.Sprintf(", %v to %v", r[5], r[6])
			if r[5] == r[6] {
				days = fmt.Sprintf(", %v", r[5])
			}
		}
		if !slices.Equal(was[place], is[place]) {
			changed = "; until now " + strings.Join(was[place], " and ")
		}
		fmt.Fprintf(o.app.out, "%s\n", clean(fmt.Sprintf("%q in %v%s means %s: %s%s%s", r[1], r[0], section, meaning(r[3]), plural(int(r[4].(int64)), "score"), days, changed)))
	}
	return nil
}
