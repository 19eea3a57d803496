package charts

import "fmt"

// shortName keeps a name in a title to sixty characters.
func shortName(name string) string {
	r := []rune(name)
	if len(r) <= 60 {
		return name
	}
	return string(r[:30]) + "…" + string(r[len(r)-29:])
}

// whyUnknown says why statuses are not known: variants have no release event, or
// names are of no variant.
func whyUnknown(eventless, unresolved bool) string {
	switch {
	case eventless && unresolved:
		return "no release event, or of no variant on record"
	case unresolved:
		return "of no variant on record"
	}
	return "no release event on record"
}

// unknownKey is why a status is not known, as short as a legend needs it.
func unknownKey(why string) string {
	if why == "no release event on record" {
		return "no release event"
	}
	return why
}

// plural gives "1 score" and "2 scores".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
