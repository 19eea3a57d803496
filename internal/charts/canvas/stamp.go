package canvas

import "strings"

// A Stamp says which program made a figure, from which database, and when. The caller
// supplies it, because this package has no clock.
type Stamp struct{ Tool, Database, Date string }

func (s Stamp) line() string {
	parts := []string{"Chart: " + s.Tool}
	if s.Database != "" {
		parts = append(parts, "database "+s.Database)
	}
	if s.Date != "" {
		parts = append(parts, s.Date)
	}
	return strings.Join(parts, " · ")
}
