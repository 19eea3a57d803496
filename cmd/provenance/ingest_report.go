package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/boardmap"
	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/store"
)

// account keeps what became of the lines and cells of a file that was read
// through a map, to be printed once it is durable.
func (o *ingestOptions) account(input boardmap.Input, sum ingest.Summary, session *store.Ingest, counts store.Counts) {
	lost := session.Lost()
	sum.Accepted -= lost.Lines
	sum.Rejected += lost.Lines
	sum.Cells -= lost.Scores + lost.Missing
	sum.Missing -= lost.Missing
	o.accounts = append(o.accounts, fmt.Sprintf("%s (map %s)\n  %s = %d header + %d accepted + %d rejected + %d dropped + %d blank\n  %s = %s + %d missing",
		clean(input.Path), clean(input.Map.Name), plural(sum.Lines, "line"), sum.Header, sum.Accepted, sum.Rejected, sum.Dropped, sum.Blank,
		plural(sum.Cells, "cell"), plural(counts.Added+counts.Unchanged+counts.Revised, "score"), sum.Missing))
	names := session.FileNames()
	if n := names.Resolved + names.Ambiguous + names.Unresolved; n > 0 && counts.Added+counts.Revised > 0 {
		o.accounts = append(o.accounts, fmt.Sprintf("  %s: %d resolved, %d ambiguous, %d unresolved", plural(n, "name"), names.Resolved, names.Ambiguous, names.Unresolved))
	}
}

// remarkSources warns of a source of a user's map that has no title yet, or about which
// the map and the record differ.
func (o *ingestOptions) remarkSources(input boardmap.Input, session *store.Ingest) error {
	if input.Map.IsShipped() || o.settings.Source != "" {
		return nil
	}
	for _, row := range input.Map.Sources {
		text, err := session.SourceRemark(row)
		if err != nil {
			return err
		}
		if text != "" {
			o.warn(input.Path, text)
		}
	}
	return nil
}

// warn prints a warning about a file.
func (o *ingestOptions) warn(path, text string) {
	if o.onWarning != nil {
		o.onWarning(path, text)
		return
	}
	fmt.Fprintf(o.app.err, "%s: warning: %s\n", clean(path), clean(text))
}

// conflicts keeps the warnings about cells of a file that have more than one value.
func (o *ingestOptions) conflicts(input boardmap.Input, session *store.Ingest) {
	all, n := session.Conflicts()
	for _, c := range all {
		o.accounts = append(o.accounts, fmt.Sprintf("%s:%d: warning: %s", clean(input.Path), c.Line, clean(c.Text)))
	}
	if n > len(all) {
		o.accounts = append(o.accounts, fmt.Sprintf("%s: warning: and %d more lines like these", clean(input.Path), n-len(all)))
	}
}

// repeatedFiles names the file that was ingested before, or counts them if there are several.
func (o *ingestOptions) repeatedFiles() []string {
	if n := len(o.repeated); n > 1 {
		return []string{fmt.Sprintf("%d files have the same bytes as when they were ingested before, so they are skipped (--force reads them again)", n)}
	}
	return o.repeated
}

// plural writes a number with a noun.
var plural = model.Plural

// hintGoodFiles returns a hint that boards without a problem can be ingested before the
// others, so that one file without its day does not hold up a whole folder; "" if a map
// that they share has the problem.
func (o *ingestOptions) hintGoodFiles(inputs []boardmap.Input) string {
	bad := map[string]bool{}
	for _, p := range o.problems {
		if !slices.ContainsFunc(inputs, func(in boardmap.Input) bool { return in.Path == p.File }) {
			return ""
		}
		bad[p.File] = true
	}
	good := 0
	for _, in := range inputs {
		if in.Map == nil {
			return "" // canonical files refer to one another
		}
		if !bad[in.Path] {
			good++
		}
	}
	switch {
	case good == 0 || o.further > 0:
		return ""
	case good == 1:
		return "; one of the files has no problem: ingest it alone first, then each of the others with what is missing"
	}
	return fmt.Sprintf("; %d of the %d files have no problem: ingest these alone first, then each of the others with what is missing", good, len(inputs))
}

// report prints the problems in the order of files and lines.
func (o *ingestOptions) report(inputs []boardmap.Input, verdict string) {
	order := map[string]int{}
	for i, in := range inputs {
		order[in.Path] = i + 1
	}
	slices.SortStableFunc(o.problems, func(a, b model.Problem) int {
		if d := order[a.File] - order[b.File]; d != 0 {
			return d
		}
		if d := a.Line - b.Line; d != 0 {
			return d
		}
		return a.Column - b.Column
	})
	for i, p := range o.problems {
		if i == maxProblems {
			fmt.Fprintf(o.app.err, "... and %d more\n", len(o.problems)+o.further-maxProblems)
			break
		}
		fmt.Fprintln(o.app.err, clean(p.Error()))
	}
	fmt.Fprintf(o.app.err, "provenance: %s; %s\n", plural(len(o.problems)+o.further, "problem"), verdict)
}

// finish commits what was read and prints what was done. It prints the last line after
// the commit: that line is the acknowledgement. A dry run stops here: by now everything
// was checked and written in the transaction, which finish rolls back. resolve --dry-run
// stops in aliasWriter.writeRows.
func (o *ingestOptions) finish(ctx context.Context, session *store.Ingest) error {
	var total store.Counts
	var b strings.Builder
	for _, a := range append(o.repeatedFiles(), o.accounts...) {
		fmt.Fprintln(&b, a)
	}
	for _, c := range session.Counts() {
		fmt.Fprintf(&b, "%-18s added %d, unchanged %d%s\n", c.Table, c.Added, c.Unchanged, revised(c.Revised))
		total.Added += c.Added
		total.Unchanged += c.Unchanged
		total.Revised += c.Revised
	}
	verdict := fmt.Sprintf("%s: added %d, unchanged %d%s", clean(o.app.dbPath()), total.Added, total.Unchanged, revised(total.Revised))
	if total.Added+total.Revised == 0 {
		verdict += "; nothing changed"
	}
	if total.Revised > 0 || o.dryRun {
		changes, err := session.Changes(maxProblems + 1)
		if err != nil {
			return err
		}
		for _, c := range changes[:min(len(changes), maxProblems)] {
			fmt.Fprintln(&b, clean(c))
		}
		if len(changes) > maxProblems {
			fmt.Fprintln(&b, "and more; 'provenance history NAME' shows what happened to a row")
		}
	}
	if o.dryRun {
		if err := session.Rollback(); err != nil {
			return err
		}
		verdict = "dry run, nothing was written: " + verdict
	} else if err := ctx.Err(); err != nil { // interrupted after the last record
		return errors.Join(err, session.Rollback())
	} else if err := session.Commit(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(o.app.out, "%s%s\n", b.String(), verdict)
	return err
}

func revised(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", revised %d", n)
}
