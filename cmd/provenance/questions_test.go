package main

import (
	"encoding/csv"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite docs/commands.md, the answers of docs/questions.md and the figures of docs/figures.md; look at them afterwards")

const questionsPath = "../../docs/questions.md"

// A question is a section of docs/questions.md: a statement and its answer.
type question struct {
	title  string
	sql    string
	answer []string // a header and a line a row, cells parted by |
}

var (
	questionHeading = regexp.MustCompile(`(?m)^## .*$`)
	questionFence   = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
)

// readQuestions reads docs/questions.md. A section without exactly one
// statement and one answer, or a heading out of turn, is an error.
func readQuestions(t *testing.T, text string) []question {
	t.Helper()
	var out []question
	at := questionHeading.FindAllStringIndex(text, -1)
	for i, h := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		q := question{title: strings.TrimPrefix(text[h[0]:h[1]], "## ")}
		if n := strconv.Itoa(i+1) + ". "; !strings.HasPrefix(q.title, n) {
			t.Errorf("heading %d is %q, want it to begin with %q", i+1, q.title, n)
		}
		blocks := map[string]int{}
		for _, f := range questionFence.FindAllStringSubmatch(text[h[1]:end], -1) {
			blocks[f[1]]++
			switch f[1] {
			case "sql":
				q.sql = strings.TrimSpace(f[2])
			case "text":
				q.answer = lines(f[2])
			}
		}
		if diff := cmp.Diff(map[string]int{"sql": 1, "text": 1}, blocks); diff != "" {
			t.Errorf("%s: fenced blocks (-want +got):\n%s", q.title, diff)
		}
		if strings.Contains(q.sql, ";\n") || !strings.HasSuffix(q.sql, ";") || !strings.Contains(q.sql, "\nORDER BY ") {
			t.Errorf("%s: want one statement that ends in a semicolon and has an ORDER BY", q.title)
		}
		out = append(out, q)
	}
	return out
}

// lines splits a text that ends in a newline.
func lines(s string) []string {
	if s = strings.TrimSuffix(s, "\n"); s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// answerLines turns the output of query --format csv into the lines that
// sqlite3 -header prints.
func answerLines(t *testing.T, out string) []string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		for _, cell := range r {
			if strings.ContainsAny(cell, "|\n") {
				t.Errorf("the cell %q does not fit into lines parted by |", cell)
			}
		}
		got = append(got, strings.Join(r, "|"))
	}
	return got
}

// TestQuestions asks what docs/questions.md asks, of the case, and compares the
// answers: with those in the document, and with the stock sqlite3's.
func TestQuestions(t *testing.T) {
	b, err := os.ReadFile(questionsPath)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	questions := readQuestions(t, text)
	if t.Failed() {
		t.FailNow()
	}
	if len(questions) != 14 {
		t.Fatalf("docs/questions.md has %d questions, want 14", len(questions))
	}
	db := caseToRead(t)
	if *update {
		text = updateAnswers(t, db, text, questions)
		if err := os.WriteFile(questionsPath, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		questions = readQuestions(t, text)
	}
	stock := stockSQLite(t)
	for _, q := range questions {
		t.Run(q.title, func(t *testing.T) {
			got := answerLines(t, must(t, "query", "--db", db, "--format", "csv", q.sql))
			if len(got) < 2 {
				t.Errorf("the answer has no rows")
			}
			if diff := cmp.Diff(q.answer, got); diff != "" {
				t.Errorf("the answer is not the one in docs/questions.md (-document +database); if it should be, run this test with -update:\n%s", diff)
			}
			if stock == "" {
				return
			}
			out, err := exec.Command(stock, "-readonly", "-bail", "-list", "-header", "-separator", "|", db, q.sql).CombinedOutput()
			if err != nil {
				t.Fatalf("sqlite3: %v\n%s", err, out)
			}
			if diff := cmp.Diff(got, lines(string(out))); diff != "" {
				t.Errorf("sqlite3 answers otherwise (-query +sqlite3):\n%s", diff)
			}
		})
	}
}

// updateAnswers returns the document with the answers of the database.
func updateAnswers(t *testing.T, db, text string, questions []question) string {
	t.Helper()
	i := 0
	return questionFence.ReplaceAllStringFunc(text, func(block string) string {
		if !strings.HasPrefix(block, "```text\n") {
			return block
		}
		got := answerLines(t, must(t, "query", "--db", db, "--format", "csv", questions[i].sql))
		i++
		return "```text\n" + strings.Join(got, "\n") + "\n```"
	})
}

// stockSQLite is the sqlite3 on PATH; it is "", and the log says why, where
// there is none or it is older than 3.40.
func stockSQLite(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Log("sqlite3 is not installed; the questions were asked through the program only")
		return ""
	}
	out, err := exec.Command(path, "--version").Output()
	if err != nil {
		t.Fatalf("sqlite3 --version: %v", err)
	}
	v := regexp.MustCompile(`^(\d+)\.(\d+)`).FindStringSubmatch(string(out))
	if v == nil {
		t.Fatalf("sqlite3 --version printed %q", out)
	}
	major, _ := strconv.Atoi(v[1])
	minor, _ := strconv.Atoi(v[2])
	if major < 3 || major == 3 && minor < 40 {
		t.Logf("sqlite3 is %s.%s, older than 3.40; the questions were asked through the program only", v[1], v[2])
		return ""
	}
	return path
}
