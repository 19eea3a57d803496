package ingest

import (
	"regexp"
	"testing"
)

func TestPatternsCompile(t *testing.T) {
	if len(patterns) < 50 {
		t.Fatalf("%d patterns are known", len(patterns))
	}
	for _, p := range patterns {
		if _, err := regexp.Compile(p.text); err != nil {
			t.Errorf("%s: %v", p.text, err)
		}
	}
}
