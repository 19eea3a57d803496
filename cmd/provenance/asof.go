package main

import (
	"fmt"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/query"
)

// addAsOf gives a command --as-of; what says what the command does with the day.
// docs/as-of.md says what --as-of can and cannot do.
func addAsOf(cmd *cobra.Command, to *string, what string) {
	cmd.Flags().StringVar(to, "as-of", "", what+" as of this `day`, using only facts dated on or before it (YYYY, YYYY-MM or YYYY-MM-DD; a month or year means its last day)")
}

// asOfDay turns what was typed after --as-of into a day, "" for nothing.
func asOfDay(typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	day, err := model.ParseDate(typed)
	if err != nil {
		return "", usage("--as-of %q: %w", typed, err)
	}
	return model.Latest(day), nil
}

// checkDay refuses a value of a flag that is not a day; "" is no value.
func checkDay(flag, typed string) error {
	if typed == "" {
		return nil
	}
	if _, err := model.ParseDate(typed); err != nil {
		return usage("%s %q: %w", flag, typed, err)
	}
	return nil
}

// checkText refuses what is not UTF-8 among values of the command line that are
// stored. said holds the flags, each followed by its value.
func checkText(said ...string) error {
	for i := 0; i+1 < len(said); i += 2 {
		if flag, value := said[i], said[i+1]; !utf8.ValidString(value) {
			return usage("%s %q is not UTF-8; check the encoding of your terminal or script", flag, value)
		}
	}
	return nil
}

func asOfLine(day string) string { return "as of " + day }

// tableAsOf writes a table as table does. For people, its first line says of which day it
// is; what programs read has rows alone, and the day goes to standard error.
func (o *output) tableAsOf(t *query.Table, day string) error {
	switch {
	case day == "":
		return o.table(t)
	case o.format != "table" && o.format != "markdown":
		if err := o.table(t); err != nil {
			return err
		}
		_, err := fmt.Fprintln(o.app.err, asOfLine(day))
		return err
	}
	return o.titled(asOfLine(day)+"\n\n", t)
}
