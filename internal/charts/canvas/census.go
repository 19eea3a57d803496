package canvas

import "gonum.org/v1/plot/vg"

// A Census counts the marks of a figure by what is known of their status.
type Census struct {
	Released, Hidden, Unknown int
	Unresolved                int // of the unknown: names of no variant on record
}

// Add counts a mark.
func (c *Census) Add(r Release, unresolved bool) {
	switch r {
	case Released:
		c.Released++
	case NotReleased:
		c.Hidden++
	default:
		c.Unknown++
		if unresolved {
			c.Unresolved++
		}
	}
}

// AllUnknown reports whether the status of several marks is unknown, and of no other
// known: then it is said once, for all.
func (c Census) AllUnknown() bool { return c.Unknown > 1 && c.Released+c.Hidden == 0 }

// Why says why statuses are not known: variants have no release event, or names are of
// no variant.
func (c Census) Why() string {
	switch {
	case c.Unresolved == 0:
		return "no release event on record"
	case c.Unresolved < c.Unknown:
		return "no release event, or of no variant on record"
	}
	return "of no variant on record"
}

// UnknownKey explains the mark of what has an unknown status.
func (c Census) UnknownKey(swatch func(x, y vg.Length)) Key {
	name := c.Why()
	if c.Unresolved == 0 {
		name = "no release event"
	}
	return Key{Name: name, Release: Unknown, Pill: "STATUS UNKNOWN", Swatch: swatch}
}

// HiddenKey explains the mark of what was not public.
func HiddenKey(name string, swatch func(x, y vg.Length)) Key {
	return Key{Name: name + "*", Release: NotReleased, Pill: "NOT RELEASED", Swatch: swatch}
}

// MarkKey explains a mark of that look.
func MarkKey(p *Page, name string, l Look) Key {
	return Key{Name: name, Release: l.Release, Swatch: func(x, y vg.Length) { p.Mark(l, x+7, y) }}
}
