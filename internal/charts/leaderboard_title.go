package charts

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts/canvas"
)

// title says which entries were not public, or at which position the chosen ones are, or
// which has the best score.
func (b *Leaderboard) title() string {
	statuses := b.census()
	n, hidden, unknown := len(b.Entries), statuses.Hidden, statuses.Unknown
	all, entries := fmt.Sprint(n), canvas.Plural(n, "entry")
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
	scores := "scores" + strings.TrimPrefix(entries, "entries")
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
		return fmt.Sprintf("%s was not public when listed", canvas.ShortName(b.Entries[0].Name))
	case hidden == 1:
		return fmt.Sprintf("%s1 of %s %s was not public when listed: %s, %s", least, all, entries, canvas.ShortName(b.Entries[i].Name), b.standing(i))
	case hidden > 1:
		return fmt.Sprintf("%s%d of %s %s were not public when listed, the first %s", least, hidden, all, entries, b.standing(i))
	}
	if i := first(func(e *Entry) bool { return e.Chosen }); i >= 0 {
		return fmt.Sprintf("%s stands %s, of %s %s", canvas.ShortName(b.Entries[i].Name), b.standing(i), all, entries)
	}
	if unknown == 0 {
		return fmt.Sprintf("All of %s %s were public when listed", all, entries)
	}
	of := fmt.Sprint(unknown)
	switch n {
	case 1:
		return canvas.ShortName(b.Entries[0].Name) + ": no release of it by then is on record"
	case unknown:
		of = "any"
	}
	return b.lead(all+" "+scores) + "; no release of " + of + " by then is on record"
}

// lead says which entry has the best score, and what the board itself says about that: the
// rank that it prints, and the settings. of says of how many entries.
func (b *Leaderboard) lead(of string) string {
	first := &b.Entries[0]
	for i := range b.Entries {
		if v := b.Entries[i].Value; v != first.Value && (v > first.Value) != b.LowerIsBetter {
			first = &b.Entries[i]
		}
	}
	var equal []string // names
	ranked := 0
	for i := range b.Entries {
		if b.Entries[i].Value == first.Value {
			equal = append(equal, canvas.ShortName(b.Entries[i].Name))
		}
		ranked += map[int]int{1: 1}[b.Entries[i].Rank]
	}
	best := "highest"
	if b.LowerIsBetter {
		best = "lowest, and so the best,"
	}
	end := ""
	switch {
	case first.Rank > 1:
		end = fmt.Sprintf(", at rank %d of the board", first.Rank)
	case first.Rank == 1 && ranked > 1 && len(equal) == 1:
		end = fmt.Sprintf(", at rank 1 of the board, which %d share", ranked)
	case first.Rank == 0 && ranked > 0:
		end = ", and the board gives rank 1 to another"
	}
	switch {
	case b.OtherSettings:
		end += ", in several settings"
	case b.Unstated:
		end += ", in settings of which not all are stated"
	}
	if b.Contradicted {
		end += "; in another setting of the board another is as good or better"
	}
	switch n := len(equal); n {
	case 1:
		return fmt.Sprintf("The %s of %s is of %s%s", best, of, equal[0], end)
	case 2:
		return fmt.Sprintf("%s and %s share the %s of %s%s", equal[0], equal[1], best, of, end)
	default:
		return fmt.Sprintf("%d entries share the %s of %s, %s%s", n, best, of, first.Printed, end)
	}
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
		text += fmt.Sprintf(" Status unknown for %d: of no variant on record %d, no release on record %d.", n.Unknown, n.Unresolved, n.Unknown-n.Unresolved)
	case n.AllUnknown():
		text += " Status unknown for all: " + n.Why() + "."
	default:
		text += fmt.Sprintf(" Status unknown for %d: %s.", n.Unknown, n.Why())
	}
	return text
}
