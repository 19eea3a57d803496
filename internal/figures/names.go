package figures

import (
	"fmt"
	"strings"
)

// uniqueNames returns a distinct name for each entry of a figure. A variant gets its own
// name, or that of its model if the model has no other variant on record. Its slug is
// added if its name equals the model's, or if two names would be the same. An unresolved
// name stays as printed, and its source is added if two would be the same.
func uniqueNames[V any](list []V, entryOf func(V) entry) []string {
	names, uses := make([]string, len(list)), map[string]int{}
	for i, v := range list {
		e := entryOf(v)
		names[i] = e.VariantName
		if e.Siblings == 0 {
			names[i] = e.ModelName
		} else if strings.EqualFold(e.VariantName, e.ModelName) {
			names[i] = fmt.Sprintf("%s (%s)", e.VariantName, e.Variant)
		}
		uses[names[i]]++
	}
	for i, v := range list {
		e := entryOf(v)
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
