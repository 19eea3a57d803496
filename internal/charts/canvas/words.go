package canvas

import "fmt"

// ShortName shortens a name in a title to sixty characters.
func ShortName(name string) string {
	r := []rune(name)
	if len(r) <= 60 {
		return name
	}
	return string(r[:30]) + "…" + string(r[len(r)-29:])
}

// Plural returns "1 score" or "2 scores".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
