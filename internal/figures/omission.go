package figures

import (
	"fmt"
	"slices"
	"strings"
)

// A Reason is the reason why a record is not drawn.
type Reason int

// The reasons, in the order in which choices are made.
const (
	AmbiguousName  Reason = iota + 1 // the name may mean several variants
	UnresolvedName                   // the name is not resolved, and resolved ones are drawn
	OtherUnit                        // in another unit, or in a metric with the other direction
	OtherStage                       // pre-trained while instruction-tuned variants are drawn, or the other way round
	OtherMetric                      // in a metric that fewer entries have
	OtherStyle                       // with or without style control, which is a scale of its own
	OtherSetting                     // in a setting that fewer entries share
	OtherScale                       // on the same board, in another metric or with the other style control
	OtherSource                      // on the same benchmark, from another source or in another setting
	OtherBenchmark                   // on a benchmark that was not chosen
	OtherDay                         // printed on another day
	CopiedClaim                      // served according to an aggregator, which may copy the claim
	NoScore                          // named, but it has no score that can be compared with the others
	BeyondLimit                      // cut off by the limit
	Better                           // not drawn, and better than everything that is drawn
)

// An Omission is what a figure leaves out for one reason.
type Omission struct {
	Reason     Reason
	What       []string // in words, each once
	On         string   // the name of the benchmark, if the figure has several
	Kept       string   // what is drawn instead, in words
	Drawn, All int      // counts of records, or of list items for BeyondLimit
}

// note returns the footnote for an omission, "" if the figure mentions it elsewhere.
func (l Omission) note() string {
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
