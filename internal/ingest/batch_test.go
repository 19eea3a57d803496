package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"provenance/internal/model"
)

// A batch stays as it is until Scores is called again, however many lines without a
// score come in between: the writer is storing it meanwhile. Scores of a file with
// runs of bad lines got the values of later lines.
func TestBatchStaysWhileOnlyProblemsFollow(t *testing.T) {
	var b strings.Builder
	b.WriteString("source,listed_as,benchmark,metric,value\n")
	for run := range 40 {
		for k := range batchScores {
			fmt.Fprintf(&b, "s,n,b,m,%d\n", batchScores*run+k)
		}
		b.WriteString(strings.Repeat("s,n,b,m,bad\n", batchScores))
	}
	var held *model.ScoreBatch
	var want []float64
	values := func(b *model.ScoreBatch) (out []float64) {
		for _, s := range b.Scores {
			out = append(out, s.Value)
		}
		return out
	}
	_, err := Read(strings.NewReader(b.String()), "scores.csv", model.TableNamed("scores"), Handlers{
		Problem: func(model.Problem) {},
		Scores: func(b *model.ScoreBatch) error {
			time.Sleep(2 * time.Millisecond) // the reader gets ahead
			if held != nil {
				if got := values(held); !slices.Equal(got, want) {
					t.Fatalf("the batch that is kept begins with %v and has %d scores, want %v and %d", got[0], len(got), want[0], len(want))
				}
			}
			held, want = b, values(b)
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}
