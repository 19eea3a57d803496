package figures

import (
	"fmt"
	"slices"
	"strings"
)

// seeAlso names the command that lists what is on record, for a message that nothing
// matches the request.
func (o *drawing) seeAlso() string {
	if n := o.named(); len(n) > 0 {
		return fmt.Sprintf("'provenance show %s' shows what is on record", n[0])
	}
	return "'provenance list benchmarks' and 'provenance list sources' show what there is"
}

// errNoScoreIn returns the error that a source has no score that matches the request. If
// it has such scores on other days than the one asked for, the message names these days.
func (o *drawing) errNoScoreIn(source string, all []Score) error {
	asked := &drawing{Request: o.Request}
	asked.Sources = nil // the message starts with the source
	text := source + " has no score" + asked.asked()
	days := textsOf(where(all, func(s Score) bool { return o.wants(s.Entry) && o.wantsBenchmark(s.Benchmark) }), func(s Score) string { return s.ReportedOn })
	if o.Day == "" || len(days) == 0 {
		return errNothing("%s; %s", text, o.seeAlso())
	}
	slices.Sort(days)
	return errNothing("%s; it has scores of %s", text, joinDays(days))
}

// errNoGap returns the error that no variant that was not public can be compared with a
// released one.
func (o *drawing) errNoGap() error {
	const released = "a released variant of the same model on the same board and day in equal settings, not only at one label of effort"
	named := o.named()
	if len(named) == 0 {
		return errNothing("no score%s of an unreleased variant can be compared with %s; 'provenance list variants' shows the status of each", o.asked(), released)
	}
	others := &drawing{Request: o.Request}
	others.Models, others.Variants, others.Names = nil, nil, nil // the message starts with these
	has := "has"
	if len(named) > 1 {
		has = "have"
	}
	return errNothing("%s %s no unreleased variant with a score%s that can be compared with %s; %s", strings.Join(named, ", "), has, others.asked(), released, o.seeAlso())
}
