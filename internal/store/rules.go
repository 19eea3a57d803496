package store

import (
	"fmt"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// rowRule checks rules about several cells of one row. It returns the column at fault,
// what is wrong and a hint. The text is empty if nothing is wrong. schema.sql has the same
// rules as CHECKs.
func rowRule(r *model.Record) (column int, text, hint string) {
	get := func(name string) any { return r.Values[r.Table.Column(name)] }
	at := func(name string) int { return r.Table.Column(name) }
	switch r.Table.Name {
	case "variants":
		if (get("parent") == nil) != (get("parent_relation") == nil) {
			return at("parent"), "parent and parent_relation go together", "fill both or neither"
		}
	case "metrics":
		lo, okLo := get("lower_bound").(float64)
		hi, okHi := get("upper_bound").(float64)
		if okLo && okHi && lo > hi {
			return at("upper_bound"), "the upper bound is below the lower bound", ""
		}
	case "aliases":
		if get("section") != nil && get("scope") == nil {
			return at("section"), "a section needs a source", "put the source's slug into scope, or leave the section blank"
		}
		if from, to := r.Text(at("valid_from")), r.Text(at("valid_to")); from != "" && to != "" && (from + "-01-01")[:10] > (to + "-99-99")[:10] {
			return at("valid_to"), "the alias ends before it begins", "valid_from is the first day on which the name means this, valid_to the last"
		}
	case "specs":
		if get("value") == nil && get("value_text") == nil {
			return at("value"), "neither value nor value_text is filled", "fill at least one of them"
		}
	case "statement_targets":
		n := 0
		for _, v := range r.Values[1:] {
			if v != nil {
				n++
			}
		}
		if get("listed_as") != nil {
			if get("source") == nil || get("benchmark") == nil {
				return at("listed_as"), "a score is named by source, benchmark and listed_as", "fill source and benchmark, or leave listed_as blank"
			}
			n--
		}
		if get("reported_on") != nil {
			if get("listed_as") == nil {
				return at("reported_on"), "a day is of a score", "name the score by source, benchmark and listed_as, or leave reported_on blank"
			}
			n--
		}
		if get("listed_as") != nil {
			n--
		}
		if n != 1 {
			return 0, fmt.Sprintf("%d targets are filled", n), "fill exactly one of model, variant, benchmark, organization, license, source; or source, benchmark and listed_as for a score"
		}
	case "external_ids":
		n := 0
		for _, name := range []string{"model", "variant", "benchmark", "metric", "organization", "named_source"} {
			if get(name) != nil {
				n++
			}
		}
		if n != 1 {
			return 0, fmt.Sprintf("%d things are named", n), "fill exactly one of model, variant, benchmark, metric, organization, named_source"
		}
	}
	return 0, "", ""
}

// reportConstraint reports a row that violates a constraint of the database. It returns
// other errors.
func (in *Ingest) reportConstraint(r *model.Record, err error) error {
	kind, words := sqlite.BrokenConstraint(err)
	if kind == sqlite.NoConstraint {
		return fmt.Errorf("%s:%d: %w", r.File, r.Line, sqlite.Plain(err))
	}
	code, text := model.CodeConstraint, "the row breaks a rule of the table"
	switch kind {
	case sqlite.UniqueConstraint:
		code, text = model.CodeUnique, "another row already has this identity"
	case sqlite.ForeignKeyConstraint:
		code, text = model.CodeForeignKey, "a row that it refers to is not on record"
	}
	p := r.Problem(0, code, text, words)
	p.Position.Column = 0
	in.file.report(p)
	in.rejectRecord(r)
	return nil
}
