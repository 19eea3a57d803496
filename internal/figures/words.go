package figures

import (
	"fmt"
	"slices"
	"strings"
)

// plural returns "1 score" or "2 scores".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// joinFew joins up to five texts and counts the rest.
func joinFew(list []string, sep string) string {
	if len(list) > 5 {
		return strings.Join(list[:5], sep) + fmt.Sprintf(" and %d more", len(list)-5)
	}
	return strings.Join(list, sep)
}

// joinDays joins up to four texts with commas and "and". If there are more, it joins three
// and counts the rest.
func joinDays(list []string) string {
	switch n := len(list); {
	case n > 4:
		return strings.Join(list[:3], ", ") + fmt.Sprintf(" and %d other days", n-3)
	case n > 1:
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return list[0]
}

// sortedKeys returns the keys of a set, sorted.
func sortedKeys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
