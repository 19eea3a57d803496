package figures

import (
	"fmt"
	"strings"
)

// uniqueNames are names that tell the entries of a figure apart: the model's where it
// has no other variant on record, with the slug where the name is the model's too or
// where two would be the same. A name of no variant is as printed, with its source
// where two would be the same.
func uniqueNames[V any](list []V, of func(V) entry) []string {
	names, uses := make([]string, len(list)), map[string]int{}
	for i, v := range list {
		e := of(v)
		names[i] = e.VariantName
		if e.Siblings == 0 {
			names[i] = e.ModelName
		} else if strings.EqualFold(e.VariantName, e.ModelName) {
			names[i] = fmt.Sprintf("%s (%s)", e.VariantName, e.Variant)
		}
		uses[names[i]]++
	}
	for i, v := range list {
		e := of(v)
		switch {
		case uses[names[i]] < 2:
		case e.Variant == "":
			names[i] = fmt.Sprintf("%s (%s)", e.ListedAs, e.Source)
		default:
			names[i] = fmt.Sprintf("%s (%s)", e.VariantName, e.Variant)
		}
	}
	return names
}
