package figures

import (
	"cmp"

	"provenance/internal/charts"
	"provenance/internal/query"
)

// What figures read of a database: every name of package query that this package uses
// is here.
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

// A Score is one current score with what a figure draws it as.
type Score struct {
	scoreRow
	key   string // of the bar, column or row that the score belongs to
	stage string // "pre-trained", "instruction-tuned" or "": see stageOf
}

// keyOf identifies an entry of a figure: a variant on record, or a name as a source
// prints it. The same name in two sources need not mean the same.
func keyOf(e entry) string {
	if e.Variant == "" {
		return "\x1e" + e.ListedAs + "\x1f" + e.Source
	}
	return e.Variant
}

// modelKey identifies the model of an entry; each name of no variant is one of its own.
func modelKey(e entry) string { return cmp.Or(e.Model, "\x1e"+e.ListedAs) }

// scoresOf are scores as a selection holds them, each of its variant or name.
func scoresOf(rows []scoreRow) []Score {
	out := make([]Score, len(rows))
	for i, r := range rows {
		out[i] = Score{scoreRow: r, key: keyOf(r.Entry), stage: stageOf(r.Stage)}
	}
	return out
}

// stageOf parts pre-trained variants from those trained to follow instructions; it is
// "" where the stage says neither.
func stageOf(stage string) string {
	switch stage {
	case "base":
		return "pre-trained"
	case "instruct", "chat", "reasoning":
		return "instruction-tuned"
	}
	return ""
}

// of is the entry of a score.
func of(s Score) entry { return s.Entry }

func (s Score) release() charts.Release { return ReleaseOf(s.Status) }

func (s Score) hidden() bool { return s.release() == charts.NotReleased }

// better reports whether the score is better than another of its metric.
func (s Score) better(than Score) bool {
	return s.Value != than.Value && (s.Value > than.Value) == s.HigherIsBetter
}

// rank is the value with its sign such that the best of a metric is the largest.
func (s Score) rank() float64 {
	if s.HigherIsBetter {
		return s.Value
	}
	return -s.Value
}
