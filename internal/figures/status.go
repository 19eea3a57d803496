package figures

import (
	"cmp"
	"database/sql"
	"strings"

	"provenance/internal/charts"
)

// ReleaseOf returns whether the public could get the variant, by a value of
// status_when_reported. A variant that was withdrawn, or whose availability ended, had been
// public.
func ReleaseOf(status string) charts.Release {
	switch status {
	case "released", "preview", "available", "deprecated", "withdrawn", "retired", "ended":
		return charts.Released
	case "unknown":
		return charts.Unknown
	}
	return charts.NotReleased
}

// hiddenBecause says why a score belongs to a variant that was not public: the message of
// its flag, otherwise the status on record when it was reported.
func hiddenBecause(s Score) string {
	return strings.TrimSuffix(cmp.Or(s.Flag, "reported on "+s.ReportedOn+"; on record by then: "+strings.ReplaceAll(s.Status, "_", " ")), ".")
}

// whyHidden returns the footnote of a score of a variant that was not public, without the
// day of the report, which the figure shows elsewhere: scores of several days share a
// footnote. It is "" for other scores.
func whyHidden(s Score) string {
	if !s.hidden() {
		return ""
	}
	return whyNotReleased(s)
}

// whyNotReleased is whyHidden for a score of which it is also open whether the variant was
// public.
func whyNotReleased(s Score) string {
	why := strings.TrimPrefix(s.Flag, "Reported on "+s.ReportedOn+". ")
	if why == s.Flag {
		_, why, _ = strings.Cut(s.Flag, "; ")
	}
	if why = cmp.Or(why, s.Flag); why != "" {
		why = strings.Replace(why, "release by "+s.ReportedOn+" is", "release by the day of the report is", 1)
		return s.VariantName + ": " + strings.TrimSuffix(why, ".") + "."
	}
	return s.VariantName + ": " + strings.ReplaceAll(s.Status, "_", " ") + " when reported; no public preview or release on record by then."
}

// chartScore returns a score as package charts draws it, without a footnote.
func chartScore(s Score) charts.Score {
	return charts.Score{Value: s.Value, Printed: printedNumber(s.Printed, s.Value), CILow: optional(s.CILow), CIHigh: optional(s.CIHigh), CILevel: s.CILevel.Float64,
		StdErr: optional(s.StdErr), Rank: int(s.Rank.Int64), Effort: s.Effort, Release: s.release(), NoRelease: s.noRelease()}
}

var unitSigns = map[string]string{"percent": "%", "elo": "Elo", "proportion": "proportion", "points": "points", "count": "count", "seconds": "seconds", "usd": "USD", "tokens": "tokens"}

// UnitSign returns how a unit is written after a number, "" for an unknown unit.
func UnitSign(unit string) string { return unitSigns[unit] }

// unitName returns the name of a unit in a figure.
func unitName(unit string) string { return cmp.Or(unitSigns[unit], unit) }

func optional(n sql.NullFloat64) *float64 {
	if !n.Valid {
		return nil
	}
	return &n.Float64
}
