package canvas

import "gonum.org/v1/plot/vg"

// A Census counts the marks of a figure by release status.
type Census struct {
	Released, Hidden, Unknown int
	Unresolved                int // those of Unknown whose name is not resolved to a variant
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

// AllUnknown reports whether there are several marks and all have an unknown status. The
// figure then says so once.
func (c Census) AllUnknown() bool { return c.Unknown > 1 && c.Released+c.Hidden == 0 }

// Why says why statuses are unknown: variants have no release on record, or names are not
// resolved.
func (c Census) Why() string {
	switch {
	case c.Unresolved == 0:
		return "no release on record"
	case c.Unresolved < c.Unknown:
		return "no release, or of no variant on record"
	}
	return "of no variant on record"
}

// UnknownKey returns the legend entry for marks of unknown status.
func (c Census) UnknownKey(swatch func(x, y vg.Length)) Key {
	name := c.Why()
	if c.Unresolved == 0 {
		name = "no release on record"
	}
	return Key{Name: name, Release: Unknown, Pill: "STATUS UNKNOWN", Swatch: swatch}
}

// HiddenKey returns the legend entry for marks of variants that were not public.
func HiddenKey(name string, swatch func(x, y vg.Length)) Key {
	return Key{Name: name + "*", Release: NotReleased, Pill: "NOT RELEASED", Swatch: swatch}
}

// MarkKey returns the legend entry for marks with the given look.
func MarkKey(p *Page, name string, l Look) Key {
	return Key{Name: name, Release: l.Release, Swatch: func(x, y vg.Length) { p.Mark(l, x+7, y) }}
}
