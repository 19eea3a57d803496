package figures

import (
	"fmt"
	"strings"
)

// A variantName is how a variant and its model are called.
type variantName struct {
	slug, name, model string
	siblings          int // other variants of the model on record
}

// uniqueNames are names that tell the variants of a figure apart: the model's
// where it has no other variant on record, with the slug where the name is the
// model's too or where two would be the same.
func uniqueNames(list []variantName) []string {
	names, uses := make([]string, len(list)), map[string]int{}
	for i, v := range list {
		names[i] = v.name
		if v.siblings == 0 {
			names[i] = v.model
		} else if strings.EqualFold(v.name, v.model) {
			names[i] = fmt.Sprintf("%s (%s)", v.name, v.slug)
		}
		uses[names[i]]++
	}
	for i, v := range list {
		if uses[names[i]] > 1 {
			names[i] = fmt.Sprintf("%s (%s)", v.name, v.slug)
		}
	}
	return names
}
