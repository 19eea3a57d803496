package boardmap

import (
	"fmt"
	"slices"

	"provenance/internal/decide"
)

// Open returns the questions of a map that have no answer. A day given on the command line
// answers the question for the day.
func (m *Map) Open(opt Options) []decide.Question {
	return slices.DeleteFunc(slices.Clone(m.Decide), func(q decide.Question) bool {
		return q.Answer != "" || q.Key == "day" && opt.ReportedOn != ""
	})
}

// checkDecide checks the questions of a map.
func (l *mapLoader) checkDecide(questions []decide.Question) {
	seen := map[string]bool{}
	for i := range questions {
		q, at := &questions[i], fmt.Sprintf("decide[%d]", i)
		switch {
		case !decide.ValidKey.MatchString(q.Key):
			l.faultAt(at, "a question needs a key", "lower-case letters, digits and hyphens, such as unit")
		case seen[q.Key]:
			l.faultAt(at+".key", "the key appears twice", "keep one of them")
		case q.Question == "":
			l.faultAt(at, "the question has no text", "question: ...")
		}
		seen[q.Key] = true
		for _, part := range [][2]string{{"answer", q.Answer}, {"default", q.Default}} {
			if why := q.Accepts(part[1]); part[1] != "" && why != "" {
				l.faultAt(at+"."+part[0], why, "")
			}
		}
	}
}
