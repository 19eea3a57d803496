package model

import (
	"slices"
	"strings"
	"unicode"
)

// Closest returns the candidate that a person most likely meant by name, or "" if none is
// close. It is for error messages only: similarity never resolves a name.
//
// Close means a Damerau-Levenshtein distance (optimal string alignment) of at most 6, and
// of at most a third of the longer name. Closest sorts candidates.
func Closest(name string, candidates []string) string {
	if name == "" || len(name) > 200 {
		return ""
	}
	best, bestDist := "", 7
	slices.Sort(candidates)
	for _, c := range candidates {
		if limit := max(len(c), len(name)) / 3; abs(len(c)-len(name)) > limit || abs(len(c)-len(name)) >= bestDist {
			continue
		}
		if d := distance(name, c); d < bestDist && d <= max(len(c), len(name))/3 {
			best, bestDist = c, d
		}
	}
	return best
}

// Near does what Closest does, with stricter limits: a candidate must start with the same
// letters up to the first other character, have the same numbers, and differ in at most
// one character in five. Another version number means another model.
func Near(name string, candidates []string) string {
	var near []string
	for _, c := range candidates {
		if n := max(len(c), len(name)); n <= 200 && 5*abs(len(c)-len(name)) <= n && family(c) == family(name) && slices.Equal(numbers(c), numbers(name)) && 5*distance(name, c) <= n {
			near = append(near, c)
		}
	}
	return Closest(name, near)
}

// family returns the letters at the beginning of a name.
func family(name string) string {
	if i := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }); i > 0 {
		return name[:i]
	}
	return name
}

// numbers returns the runs of digits in a name, in order.
func numbers(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r < '0' || r > '9' })
}

func abs(n int) int { return max(n, -n) }

// distance is the optimal string alignment distance of a and b in bytes.
func distance(a, b string) int {
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
