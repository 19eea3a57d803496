package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asked runs the program with an answer on standard input.
func asked(answer string, args ...string) (int, string, string) {
	r := cli([]byte(answer), args...)
	return r.status, r.out, r.err
}

func TestOpenQuestionsStopAnIngest(t *testing.T) {
	dir := t.TempDir()
	db, m, board := filepath.Join(dir, "x.db"), filepath.Join(dir, "m.yaml"), filepath.Join(dir, "logic.csv")
	text := `name: asking
decide:
  - {key: unit, question: "In which unit is Logic?", choices: [score-percent, score-points], default: score-percent}
fields: {source: asking, listed_as: {column: Model}, benchmark: {header: true, slug: true}, reported_on: "2025-03-01"}
scores:
  - {column: Logic, fields: {metric: decide:unit}}
sources: [{slug: asking, kind: leaderboard, title: A board that asks}]
metrics:
  - {slug: score-percent, name: Score, unit: percent}
  - {slug: score-points, name: Score, unit: points}
`
	for path, text := range map[string]string{m: text, board: "Model,Logic\nAnt,81.2\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	status, out, errs := asked("", "--db", db, "ingest", "--map", m, board)
	if status != exitRejected || !strings.Contains(errs, "1 open question; nothing was written") || !strings.Contains(errs, "default: score-percent") {
		t.Errorf("status %d, out %q, err %q", status, out, errs)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("a database was made")
	}
	if status, _, errs = asked("", "--db", db, "ingest", "--map", m, "--decide", "unit=metres", board); status != exitUsage || !strings.Contains(errs, "does not answer unit") {
		t.Errorf("a wrong answer: status %d, err %q", status, errs)
	}
	if status, _, errs = asked("", "--db", db, "ingest", "--decide", "defaults", board); status != exitUsage {
		t.Errorf("no map: status %d, err %q", status, errs)
	}
	if status, _, errs = asked("score-points\n", "--db", db, "ingest", "--map", m, "--ask", board); status != exitOK || !strings.Contains(errs, "In which unit is Logic?") {
		t.Errorf("--ask: status %d, err %q", status, errs)
	}
	if _, out, _ = asked("", "--db", db, "query", "SELECT unit FROM score_details"); !strings.Contains(out, "points") {
		t.Errorf("the unit: %q", out)
	}
	if status, _, errs = asked("", "--db", db, "ingest", "--map", m, "--decide", "defaults", "--dry-run", "--force", board); status != exitOK || !strings.Contains(errs, "decided: unit: score-percent, by default") {
		t.Errorf("defaults: status %d, err %q", status, errs)
	}
}
