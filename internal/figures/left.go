package figures

import (
	"fmt"
	"slices"
	"strings"
)

// A Reason says why something on record is not drawn.
type Reason int

// The reasons, in the order in which the choices are made.
const (
	AmbiguousName  Reason = iota + 1 // the name may mean several variants
	UnresolvedName                   // a name of no variant on record, among variants
	OtherUnit                        // in another unit, or where the other direction is better
	OtherStage                       // pre-trained among instruction-tuned variants, or the other way round
	OtherMetric                      // in a metric that fewer entries have
	OtherStyle                       // with or without style control, which is a scale of its own
	OtherSetting                     // in a setting that fewer entries share
	OtherScale                       // on a board in another metric, or the other with style control
	OtherSource                      // on the same benchmark, of another source or in another setting
	OtherBenchmark                   // on a benchmark that was not chosen
	OtherDay                         // printed on another day
	CopiedClaim                      // served according to an aggregator, which may copy the claim
	NoScore                          // named, but without a score that may stand with the others
	BeyondLimit                      // after the last entry that the limit lets through
	Better                           // not drawn, and better than all that is
)

// A Left is what a figure leaves out for one reason.
type Left struct {
	Reason     Reason
	What       []string // in words, each once
	On         string   // the benchmark, where the reason is of one among several
	Kept       string   // what is drawn instead, in words
	Drawn, All int      // of BeyondLimit and OtherScale
}

// note words what is left out as a footnote; "" where the figure says it elsewhere.
func (l Left) note() string {
	what := joinFew(l.What, "; ")
	switch l.Reason {
	case AmbiguousName:
		return "Left out, because the name may mean several variants: " + what + "."
	case OtherUnit:
		return "Left out, in another unit or direction: " + what + "."
	case OtherStage:
		return "Left out: the scores of " + what + " models, which this source prints too."
	case OtherMetric:
		return "Left out, in a metric that fewer entries share: " + what + "."
	case OtherStyle:
		return fmt.Sprintf("Left out, in a setting that fewer entries share: %s (drawn: %s).", what, l.Kept)
	case OtherSetting:
		return "Left out, in a setting that fewer entries share: " + what + "."
	case OtherScale:
		return fmt.Sprintf("Left out, %s on another scale: %s.", plural(l.All-l.Drawn, "score"), what)
	case OtherSource:
		return "Left out on " + l.On + ", of another source or in another setting: " + strings.Join(l.What, "; ") + "."
	case OtherBenchmark:
		return fmt.Sprintf("Gaps on %s are not drawn.", plural(len(l.What), "other benchmark"))
	case OtherDay:
		days := slices.Clone(l.What) // the latest first
		slices.Reverse(days)
		return "Not drawn: what this source printed on " + joinDays(days) + "."
	case CopiedClaim:
		verb := "prints"
		if len(l.What) > 1 {
			verb = "print"
		}
		return fmt.Sprintf("Left out, because an aggregator may copy the claim: what %s %s as served.", strings.Join(l.What, ", "), verb)
	case NoScore:
		return "Not drawn, because this source has no score for them that can be compared: " + strings.Join(l.What, ", ") + "."
	case BeyondLimit:
		return fmt.Sprintf("%d of %d %s are drawn.", l.Drawn, l.All, l.What[0])
	case Better:
		return "Better than all that are drawn, and not drawn: " + what + "."
	}
	return ""
}
