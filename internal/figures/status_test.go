package figures

import (
	"testing"

	"provenance/internal/charts"
)

// TestOnlyAnErrorSaysThatTheVariantWasNotPublic has scores of each status and of each
// severity of the flag unreleased-when-reported.
func TestOnlyAnErrorSaysThatTheVariantWasNotPublic(t *testing.T) {
	for _, c := range []struct {
		name, status, severity string
		release                charts.Release
		noRelease              bool
	}{
		{"a source shows it", "not_public", "error", charts.NotReleased, false},
		{"on one board alone", "preview on arena only", "error", charts.NotReleased, false},
		{"announced", "announced", "warning", charts.Unknown, true},
		{"a registry says so", "announced", "note", charts.Unknown, true},
		{"the first release is later", "unknown", "warning", charts.Unknown, true},
		{"the first release is of the next day", "unknown", "note", charts.Unknown, false},
		{"no flag", "announced", "", charts.Unknown, true},
		{"nothing on record", "unknown", "", charts.Unknown, false},
		{"released", "released", "", charts.Released, false},
		{"available, and no event", "available", "", charts.Released, false},
		{"gone since", "withdrawn", "", charts.Released, false},
	} {
		s := Score{scoreRow: scoreRow{Status: c.status, Severity: c.severity}}
		if s.release() != c.release || s.noRelease() != c.noRelease || s.hidden() != (c.release == charts.NotReleased) {
			t.Errorf("%s: got %v, no release %v", c.name, s.release(), s.noRelease())
		}
	}
}

// TestFootnotesTakeTheWordsOfTheFlag has messages of both forms.
func TestFootnotesTakeTheWordsOfTheFlag(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"reported on 2025-04-05; the last event is announced", "x: the last event is announced."},
		{"Reported on 2025-04-05. Board says that it is private (board). No public release by 2025-04-05 is on record.", "x: Board says that it is private (board). No public release by the day of the report is on record."},
		{"", "x: private testing when reported; no public preview or release on record by then."},
	} {
		s := Score{scoreRow: scoreRow{Entry: entry{VariantName: "x", ReportedOn: "2025-04-05"}, Status: "private_testing", Severity: "error", Flag: c.message}}
		if got := whyHidden(s); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
