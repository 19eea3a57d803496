package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"provenance/internal/boardmap"
	"provenance/internal/dbfile"
	"provenance/internal/decide"
	"provenance/internal/suggest"
)

// decided puts the answers of --decide into the text of a map, and says on stderr what the
// defaults decided.
func (o *ingestOptions) decided(text []byte) ([]byte, error) {
	answers, defaults := map[string]string{}, false
	for _, d := range o.decide {
		key, answer, ok := strings.Cut(d, "=")
		if key, answer = strings.TrimSpace(key), strings.TrimSpace(answer); ok && key != "" && answer != "" {
			answers[key] = answer
			continue
		}
		if d != "defaults" {
			return nil, usage("--decide takes KEY=VALUE or defaults, not %q", d)
		}
		defaults = true
	}
	settled, err := decide.Settle(text, answers, defaults, o.settings.ReportedOn != "")
	if err != nil {
		return nil, usage("--decide: %v", err)
	}
	for _, note := range settled.Notes {
		fmt.Fprintf(o.app.err, "decided: %s\n", clean(note))
	}
	return settled.Text, nil
}

// asked asks the open questions of a map on the terminal, if --ask was given.
func (o *ingestOptions) asked(name string, m *boardmap.Map, text []byte) (*boardmap.Map, error) {
	open := m.Open(o.settings)
	if !o.ask || len(open) == 0 {
		return m, nil
	}
	if f, ok := o.app.in.(*os.File); ok && !term.IsTerminal(int(f.Fd())) {
		return nil, usage("--ask needs a terminal; give --decide KEY=VALUE")
	}
	answers, err := decide.Ask(o.app.err, o.app.in, open)
	if err != nil {
		return nil, err
	}
	settled, err := decide.Settle(text, answers, false, o.settings.ReportedOn != "")
	if err != nil {
		return nil, err
	}
	m, problems := boardmap.Load(name, bytes.NewReader(settled.Text))
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return m, nil
}

// refuseOpen returns an error if a map has open questions, and prints them.
func (o *ingestOptions) refuseOpen(name string, m *boardmap.Map) error {
	open := m.Open(o.settings)
	if len(open) == 0 {
		return nil
	}
	fmt.Fprintf(o.app.err, "%s: the map has %s; nothing was written\n", clean(name), plural(len(open), "open question"))
	for i := range open {
		fmt.Fprintf(o.app.err, "  %s\n", (&output{app: o.app}).shownLines(open[i].String()))
	}
	fmt.Fprintf(o.app.err, "Answer with --decide %s=ANSWER, with --decide defaults or with --ask, or write answer: in the map below each key.\n", open[0].Key)
	return &statusError{status: exitRejected}
}

// known returns what the database has on record that a draft may reuse, nil if there is no
// database.
func (a *app) known(ctx context.Context) (*suggest.Known, error) {
	db, err := a.openRead(ctx)
	if errors.Is(err, dbfile.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer db.Close()
	t, err := db.DraftFacts(ctx)
	if err != nil {
		return nil, err
	}
	k := suggest.NewKnown()
	for _, row := range t.Rows {
		k.Add(fmt.Sprint(row[0]), fmt.Sprint(row[1]), fmt.Sprint(row[2]))
	}
	return k, nil
}
