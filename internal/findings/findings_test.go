package findings

import (
	"strings"
	"testing"
)

func TestAnnotationsAreEscaped(t *testing.T) {
	f := Finding{Severity: "note", Rule: "a:b", File: "x,y:z.csv", Line: 3, Message: "50 %\r\n::error::forged", Points: 4}
	got := githubLine(f)
	if want := "::notice file=x%2Cy%3Az.csv,line=3,col=4,title=a%3Ab::50 %25"; !strings.HasPrefix(got, want) || strings.ContainsAny(got, "\r\n") {
		t.Errorf("got %q", got)
	}
}

func TestTextHasColoursIfAsked(t *testing.T) {
	f := Finding{Severity: "error", Rule: "rank-tie", File: "error.csv", Line: 3, Column: 2, Message: "an error", Variant: "v", Benchmark: "b"}
	for color, want := range map[bool]string{
		true:  "error.csv:3:2: \x1b[1;31merror\x1b[0m: v on b: an error [rank-tie]\n... and 1 more problem of the kind that ingest rejects\n",
		false: "error.csv:3:2: error: v on b: an error [rank-tie]\n... and 1 more problem of the kind that ingest rejects\n",
	} {
		var b strings.Builder
		r := Report{Findings: []Finding{f}, Further: 1, Color: color}
		if err := r.Write(&b, "text"); err != nil || b.String() != want {
			t.Errorf("colours %v: got %q, %v; want %q", color, b.String(), err, want)
		}
		b.Reset()
		if err := r.Write(&b, "github"); err != nil || strings.Contains(b.String(), "\x1b") {
			t.Errorf("an annotation has colours: %q, %v", b.String(), err)
		}
	}
}
