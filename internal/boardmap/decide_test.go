package boardmap

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"provenance/internal/decide"
)

const askingMap = `name: asking
title: A board that asks
decide:
  - key: unit
    question: "In which unit is Logic?"
    choices: [score-percent, score-points]
    default: score-percent
  - {key: way, question: "Is more Drift better?", choices: [drift, calm]}
  - key: evaluator
    question: Who measured?
  - key: day
    question: Of which day?
    required: true
fields:
  source: asking
  listed_as: {column: Model}
  benchmark: {header: true, slug: true}
  reported_on: decide:day
  evaluator: decide:evaluator
scores:
  - column: Logic
    fields: {metric: decide:unit}
  - column: Drift
    fields: {metric: "decide:way"}
metrics:
  - {slug: score-percent, name: Score, unit: percent}
  - {slug: score-points, name: Score, unit: points}
  - {slug: drift, name: Drift, unit: points}
  - {slug: calm, name: Drift, unit: points}
`

const askingFile = "Model,Logic,Drift\nAnt,81.2,4\nBee,70.1,3\n"

// openKeys loads a map and returns the keys of its open questions.
func openKeys(t *testing.T, text []byte, opt Options) (*Map, []string) {
	t.Helper()
	m, problems := Load("asking.yaml", bytes.NewReader(text))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	var keys []string
	for _, q := range m.Open(opt) {
		keys = append(keys, q.Key)
	}
	return m, keys
}

func TestQuestionsAreOpenUntilTheyAreAnswered(t *testing.T) {
	if _, got := openKeys(t, []byte(askingMap), Options{}); !slices.Equal(got, []string{"unit", "way", "evaluator", "day"}) {
		t.Errorf("open: %q", got)
	}
	if _, got := openKeys(t, []byte(askingMap), Options{ReportedOn: "2025-03-01"}); !slices.Equal(got, []string{"unit", "way", "evaluator"}) {
		t.Errorf("open when the day is given: %q", got)
	}
	settled, err := decide.Settle([]byte(askingMap), map[string]string{"unit": "score-points", "day": "2025-03-02"}, false, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, got := openKeys(t, settled.Text, Options{}); !slices.Equal(got, []string{"way", "evaluator"}) {
		t.Errorf("open after two answers: %q\n%s", got, settled.Text)
	}
	again, err := decide.Settle(settled.Text, map[string]string{"way": "calm", "evaluator": "ants"}, false, false)
	if err != nil {
		t.Fatal(err)
	}
	m, got := openKeys(t, again.Text, Options{})
	if len(got) > 0 {
		t.Errorf("open after all answers: %q", got)
	}
	read := readMapped(t, m, "f.csv", []byte(askingFile), Options{})
	if len(read.scores) != 4 || read.scores[0].Metric.Text != "score-points" || read.scores[1].Metric.Text != "calm" || read.scores[0].ReportedOn.Text != "2025-03-02" {
		t.Errorf("the answers are not in the scores: %+v %q", read.scores, read.problems)
	}
}

func TestDefaultsLeaveOutWhatHasNone(t *testing.T) {
	settled, err := decide.Settle([]byte(askingMap), nil, true, false)
	if err != nil {
		t.Fatal(err)
	}
	m, got := openKeys(t, settled.Text, Options{})
	if !slices.Equal(got, []string{"day"}) {
		t.Errorf("a required question without a default stays open: got %q", got)
	}
	if len(m.Scores) != 1 || m.Scores[0].Column[0] != "Logic" {
		t.Errorf("rules: %+v", m.Scores)
	}
	if _, ok := m.Fields["evaluator"]; ok {
		t.Error("the field evaluator is still there")
	}
	if len(settled.Notes) != 3 || !strings.Contains(settled.Notes[1], "way: left out") {
		t.Errorf("notes: %q", settled.Notes)
	}
}

func TestWrongAnswers(t *testing.T) {
	for _, c := range []struct{ key, answer, want string }{
		{"unit", "metres", "the choices are score-percent, score-points"},
		{"units", "score-points", `did you mean "unit"?`},
		{"day", decide.LeaveOut, "day cannot be left out"},
	} {
		if _, err := decide.Settle([]byte(askingMap), map[string]string{c.key: c.answer}, false, false); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s=%s: got %v, want %q", c.key, c.answer, err, c.want)
		}
	}
	for _, c := range [][2]string{{"decide:unit}", "decide:unitt}"}, {"default: score-percent", "default: metres"}, {"key: evaluator", "key: unit"}} {
		if m, problems := Load("x.yaml", strings.NewReader(strings.Replace(askingMap, c[0], c[1], 1))); m != nil {
			t.Errorf("%s was loaded: %v", c[1], problems)
		}
	}
}

func TestAsk(t *testing.T) {
	m, _ := openKeys(t, []byte(askingMap), Options{})
	var out bytes.Buffer
	got, err := decide.Ask(&out, strings.NewReader("metres\n\ncalm\n\n\n2025-03-02\n"), m.Open(Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if got["unit"] != "score-percent" || got["way"] != "calm" || got["evaluator"] != decide.LeaveOut || got["day"] != "2025-03-02" {
		t.Errorf("answers: %v", got)
	}
	if !strings.Contains(out.String(), "does not answer unit") || !strings.Contains(out.String(), "day cannot be left out") {
		t.Errorf("asked:\n%s", out.String())
	}
}
