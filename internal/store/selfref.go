package store

import "provenance/internal/model"

func refersToItself(t *model.Table) bool {
	for _, c := range t.Columns {
		if c.Kind == model.Ref && c.Table == t.Name {
			return true
		}
	}
	return false
}

// addLater adds the records of a table whose rows refer to one another, in rounds: first
// those whose targets are on record.
func (in *Ingest) addLater() error {
	todo := in.file.later
	in.file.later = nil
	pending := map[string]bool{}
	for _, r := range todo {
		if s, ok := r.Values[0].(string); ok {
			pending[s] = true
		}
	}
	for len(todo) > 0 {
		var wait []*model.Record
		for _, r := range todo {
			if target := selfTarget(r); target != "" && pending[target] && target != r.Text(0) {
				wait = append(wait, r)
				continue
			}
			if err := in.addRow(r); err != nil {
				return err
			}
		}
		for _, r := range todo {
			pending[r.Text(0)] = false
		}
		for _, r := range wait {
			pending[r.Text(0)] = true
		}
		if len(wait) == len(todo) {
			for _, r := range wait {
				i := selfColumn(r.Table)
				in.file.report(r.Problem(i, model.CodeConstraint, "the rows refer to one another in a circle", "one of them must come first"))
				in.rejectRecord(r)
			}
			return nil
		}
		todo = wait
	}
	return nil
}

func selfColumn(t *model.Table) int {
	for i, c := range t.Columns {
		if c.Kind == model.Ref && c.Table == t.Name {
			return i
		}
	}
	return -1
}

func selfTarget(r *model.Record) string { return r.Text(selfColumn(r.Table)) }
