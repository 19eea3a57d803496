package charts

import (
	"fmt"
	"slices"
)

// title says which entries were not public, or at which position the chosen ones are, or
// who leads.
func (b *Leaderboard) title() string {
	statuses := b.census()
	n, hidden, unknown := len(b.Entries), statuses.Hidden, statuses.Unknown
	all, entries := fmt.Sprint(n), plural(n, "entry")
	if n != 1 {
		entries = "entries"
	}
	switch {
	case b.BeyondLimit > 0:
		all = fmt.Sprintf("the first %d", n)
	case b.partial():
		entries += " on record"
	}
	if b.Elsewhere > 0 { // these are on another scale
		entries += " drawn"
	}
	if b.Day != "" {
		entries += " on " + b.Day
	}
	first := func(is func(*Entry) bool) int {
		return slices.IndexFunc(b.Entries, func(e Entry) bool { return is(&e) })
	}
	least := ""
	if unknown > 0 {
		least = "At least "
	}
	i := first(func(e *Entry) bool { return e.Release == NotReleased })
	switch {
	case hidden > 0 && n == 1:
		return fmt.Sprintf("%s was not public when listed", shortName(b.Entries[0].Name))
	case hidden == 1:
		return fmt.Sprintf("%s1 of %s %s was not public when listed: %s, %s", least, all, entries, shortName(b.Entries[i].Name), b.standing(i))
	case hidden > 1:
		return fmt.Sprintf("%s%d of %s %s were not public when listed, the first %s", least, hidden, all, entries, b.standing(i))
	}
	if i := first(func(e *Entry) bool { return e.Chosen }); i >= 0 {
		return fmt.Sprintf("%s stands %s, of %s %s", shortName(b.Entries[i].Name), b.standing(i), all, entries)
	}
	if unknown == 0 {
		return fmt.Sprintf("All of %s %s were public when listed", all, entries)
	}
	if n == 1 {
		return fmt.Sprintf("%s: its release status is unknown", shortName(b.Entries[0].Name))
	}
	status := fmt.Sprintf("the release status of %d is unknown", unknown)
	if unknown == n {
		status = "the release status of all is unknown"
	}
	return b.lead(all+" "+entries) + "; " + status
}

// lead says who leads, or that several share the lead; of says of how many entries.
func (b *Leaderboard) lead(of string) string {
	first, n := &b.Entries[0], 1
	for n < len(b.Entries) && b.Entries[n].Value == first.Value && (b.Entries[n].Rank == first.Rank || b.Entries[n].Rank == 0) {
		n++
	}
	switch {
	case n == 2:
		return fmt.Sprintf("%s and %s share the lead of %s", shortName(first.Name), shortName(b.Entries[1].Name), of)
	case n > 2:
		return fmt.Sprintf("%d share the lead of %s with %s", n, of, first.Printed)
	}
	return fmt.Sprintf("%s leads %s", shortName(first.Name), of)
}

func (b *Leaderboard) subtitle() string {
	text := b.Board
	if text != "" {
		text += ": "
	}
	text += "score by position"
	if b.Unit == "proportion" {
		text += ", a proportion"
	} else if b.Unit == "%" {
		text += ", percent"
	} else if b.Unit != "" && b.Unit != "points" {
		text += ", " + b.Unit
	}
	if b.LowerIsBetter {
		text += ", lower is better"
	}
	text += "."
	intervals := 0
	for i := range b.Entries {
		if _, _, ok := b.Entries[i].interval(); ok {
			intervals++
		}
	}
	switch {
	case intervals == 0:
		text += " No interval reported."
	case intervals < len(b.Entries):
		text += fmt.Sprintf(" Vertical lines are the intervals that are reported, of %d entries.", intervals)
	default:
		text += " Vertical lines are the intervals that are reported."
	}
	switch n := b.census(); {
	case n.Unknown == 0:
	case n.Unresolved > 0 && n.Unresolved < n.Unknown:
		text += fmt.Sprintf(" Status unknown for %d: of no variant on record %d, no release event on record %d.", n.Unknown, n.Unresolved, n.Unknown-n.Unresolved)
	case n.AllUnknown():
		text += " Status unknown for all: " + n.Why() + "."
	default:
		text += fmt.Sprintf(" Status unknown for %d: %s.", n.Unknown, n.Why())
	}
	return text
}
