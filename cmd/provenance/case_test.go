package main

import (
	"slices"
	"testing"
)

// caseDir is the Llama 4 case. cases_test.go of the root tests it record by record.
const caseDir = "../../testdata/llama4"

// experimental and behemoth are the two variants of the case that the public
// never could get.
const (
	experimental = "llama-4-maverick-03-26-experimental"
	behemoth     = "llama-4-behemoth"
)

func TestScoresOfVariantsThatWereNeverReleased(t *testing.T) {
	db := caseToRead(t)
	if got := rows(t, db, `SELECT count(*) FROM score_details`); !slices.Equal(got, []string{"1099"}) {
		t.Errorf("scores: got %v, want [1099]", got)
	}
	got := rows(t, db, `
		SELECT s.variant, count(*) FROM score_details s
		WHERE EXISTS (SELECT 1 FROM variant_status v WHERE v.variant = s.variant)
		  AND NOT EXISTS (SELECT 1 FROM variant_status v WHERE v.variant = s.variant AND v.scope = 'public' AND v.status IN ('released', 'preview'))
		GROUP BY s.variant ORDER BY s.variant`)
	want := []string{behemoth + ",7", experimental + ",264"}
	if !slices.Equal(got, want) {
		t.Errorf("scores of variants never released: got %v, want %v", got, want)
	}
	if got := rows(t, db, `SELECT count(*), count(DISTINCT score_id) FROM flags WHERE rule = 'unreleased-when-reported'`); !slices.Equal(got, []string{"271,271"}) {
		t.Errorf("flags of rule unreleased-when-reported, and their scores: got %v, want [271,271]", got)
	}
}
