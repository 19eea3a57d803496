package figures

import "provenance/internal/query"

// What figures read of a database: every name of package query that this package uses
// is here.
type (
	// A DB is an open database.
	DB = query.DB
	// A Score is one current score of a source, with what a figure says of it.
	Score = query.FigureScore

	gapRow        = query.FigureGap
	gapFilter     = query.GapFilter
	coverageScore = query.CoverageScore
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
