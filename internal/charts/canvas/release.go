package canvas

// Release says whether the public could get a variant on the day its score was
// reported.
type Release int

// The zero value is Unknown: a variant is neither public nor not public until a source
// says so.
const (
	Unknown Release = iota
	Released
	NotReleased
)

// String returns "released", "not released" or "unknown".
func (r Release) String() string {
	switch r {
	case Released:
		return "released"
	case NotReleased:
		return "not released"
	}
	return "unknown"
}
