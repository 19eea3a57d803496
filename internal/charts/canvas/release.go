package canvas

// Release says whether the public could get a variant on the day its score was
// reported.
type Release int

// Unknown is the zero value: nothing is public, or not, until a source says so.
const (
	Unknown Release = iota
	Released
	NotReleased
)

// String says in a word what the public could get: "released", "not released"
// or "unknown".
func (r Release) String() string {
	switch r {
	case Released:
		return "released"
	case NotReleased:
		return "not released"
	}
	return "unknown"
}
