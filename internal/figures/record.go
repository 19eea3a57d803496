package figures

import (
	"cmp"

	"provenance/internal/charts"
	"provenance/internal/query"
)

// Aliases of the records that figures read from a database. They list everything that this
// package uses of package query.
type (
	// A DB is an open database.
	DB = query.DB

	scoreRow      = query.FigureScore
	entry         = query.Entry
	gapRow        = query.FigureGap
	coverageCount = query.CoverageCount
	scoresFilter  = query.CoverageFilter
	suiteInfo     = query.SuiteInfo
	benchmarkName = query.Named
	contextSpec   = query.ContextSpec
	board         = query.Board
	boardFilter   = query.BoardFilter
	tableFilter   = query.TableFilter
	sourceInfo    = query.SourceInfo
	followFilter  = query.FollowFilter
	followedName  = query.FollowedName
	statusEvent   = query.StatusEvent
)

// A Score is one current score with its place in a figure.
type Score struct {
	scoreRow
	key   string // the bar, column or row that the score belongs to
	stage string // "pre-trained", "instruction-tuned" or "": see stageOf
}

// keyOf identifies an entry of a figure: a variant on record, or a name as one source
// prints it. The same name in two sources may mean different variants.
func keyOf(e entry) string {
	if e.Variant == "" {
		return "\x1e" + e.ListedAs + "\x1f" + e.Source
	}
	return e.Variant
}

// modelKey identifies the model of an entry. Each unresolved name counts as a model of its
// own.
func modelKey(e entry) string { return cmp.Or(e.Model, "\x1e"+e.ListedAs) }

// scoresOf makes scores of rows, with one key for each variant or unresolved name.
func scoresOf(rows []scoreRow) []Score {
	out := make([]Score, len(rows))
	for i, r := range rows {
		out[i] = Score{scoreRow: r, key: keyOf(r.Entry), stage: stageOf(r.Stage)}
	}
	return out
}

// stageOf classifies a stage of training as "pre-trained" or "instruction-tuned"; it
// returns "" if the stage is neither.
func stageOf(stage string) string {
	switch stage {
	case "base":
		return "pre-trained"
	case "instruct", "chat", "reasoning":
		return "instruction-tuned"
	}
	return ""
}

// entryOf returns the entry of a score.
func entryOf(s Score) entry { return s.Entry }

// release returns whether the public could get the variant. That it could not is said only
// where the flag is an error: a source shows it. Otherwise the status is unknown.
func (s Score) release() charts.Release {
	switch {
	case s.Severity == "error":
		return charts.NotReleased
	case s.Severity != "" || ReleaseOf(s.Status) == charts.NotReleased:
		return charts.Unknown
	}
	return ReleaseOf(s.Status)
}

func (s Score) hidden() bool { return s.release() == charts.NotReleased }

// noRelease reports whether something is on record about the release of the variant, but no
// release by the day of the report.
func (s Score) noRelease() bool {
	return s.release() == charts.Unknown && (s.Severity == "warning" || ReleaseOf(s.Status) == charts.NotReleased)
}

// better reports whether a score is better than another in the same metric.
func (s Score) better(than Score) bool {
	return s.Value != than.Value && (s.Value > than.Value) == s.HigherIsBetter
}

// orderValue returns the value, negated if lower is better, so that the best score of a
// metric has the largest.
func (s Score) orderValue() float64 {
	if s.HigherIsBetter {
		return s.Value
	}
	return -s.Value
}
