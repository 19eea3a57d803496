package suggest

import (
	"regexp"
	"testing"

	"provenance/internal/lazyregexp"
)

func TestPatternsCompile(t *testing.T) {
	texts := lazyregexp.Texts()
	if len(texts) < 50 {
		t.Fatalf("%d patterns are known", len(texts))
	}
	for _, text := range texts {
		if _, err := regexp.Compile(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
