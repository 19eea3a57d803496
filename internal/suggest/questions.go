package suggest

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/decide"
	"provenance/internal/sheet"
)

// most is how many questions a draft asks at most, and of a table with one column of values.
const most, mostPlain = 3, 1

// A doubt is a set of metrics that the numbers of a column may be in. The first one is the
// default.
type doubt struct {
	key, evidence string
	choices       []string
}

var (
	doubtTen   = &doubt{"unit-of-ten", "all values lie within 0 and 10, so they may be marks or small percentages; points claim no unit", []string{"score-points", "score-percent"}}
	doubtShare = &doubt{"unit", "all values lie within 0 and 100, and some above 10", []string{"score-percent", "score-points"}}
	doubtSmall = &doubt{"unit-of-small", "most other columns are percent, and these lie within 0 and 1; points claim no unit", []string{"score-points", "score-percent", "score-proportion"}}
)

// metricText returns what the map says as the metric of a column: its slug, or the place of
// an answer.
func (v *valueGuess) metricText() string {
	switch {
	case v.open != nil:
		return "decide:" + v.open.key
	case v.named != "":
		return v.named
	}
	return v.metric
}

// needsDay reports whether the file does not say of which day its scores are.
func (g *guess) needsDay() bool {
	return g.day == nil && g.headersAreDays() == "" && !sheet.DayInName.MatchString(filepath.Base(g.path))
}

// boardName matches names of files that name no board.
var unnamedFiles = []string{"-", "data", "results", "result", "table", "export", "untitled", "sheet1", "download", "file", "my-board"}

// ask collects the questions of the draft, the most important first.
func (g *guess) ask() {
	add := func(q decide.Question) { g.questions = append(g.questions, q) }
	if len(g.names) > 1 {
		q := decide.Question{Key: "name", Question: "Which column has the names of the models?", Evidence: "no header says so; these columns have a different text in most lines", Required: true}
		for _, c := range g.names {
			q.Choices = append(q.Choices, strings.Trim(c.YamlName(), `"`))
		}
		if slices.ContainsFunc(g.model.Order, g.isModel) {
			q.Default, q.Evidence = q.Choices[0], fmt.Sprintf("%q has names such as %q", g.model.Name, g.model.Example)
		}
		add(q)
	}
	if g.needsDay() {
		if g.unclearDay != nil {
			add(decide.Question{Key: "day-order", Question: fmt.Sprintf("Does the day or the month come first in %q?", g.unclearDay.Name), Choices: []string{"2/1/2006", "1/2/2006"}, Evidence: g.unclearDay.Evidence(), Required: true})
		} else {
			add(decide.Question{Key: "day", Question: "Of which day are the scores (YYYY-MM-DD)?", Evidence: "no column, no header and not the file's name gives a day; give --reported-on YYYY-MM-DD", Required: true})
		}
	}
	if g.Layout.DoubtComma != "" {
		add(decide.Question{Key: "decimal", Question: "Is the comma in numbers a decimal comma?", Choices: []string{"point", "comma"}, Evidence: g.Layout.DoubtComma, Required: true})
	}
	if g.onlyBoard() && slices.Contains(unnamedFiles, strings.ToLower(strings.TrimSuffix(g.fileSlug(), ".csv"))) {
		add(decide.Question{Key: "benchmark", Question: "Which benchmark is this (a slug)?", Evidence: "neither the header of the values nor the file's name names one", Required: true})
	}
	for _, d := range []*doubt{doubtShare, doubtTen, doubtSmall} {
		var names []string
		for _, v := range g.values {
			if v.open == d {
				names = append(names, strconv.Quote(v.Name))
			}
		}
		for _, m := range g.metrics {
			if m.open == d {
				names = append(names, strconv.Quote(m.text))
			}
		}
		if n := len(names); n > 4 {
			names = append(names[:3], fmt.Sprintf("%d more", n-3))
		}
		if len(names) > 0 {
			add(decide.Question{Key: d.key, Question: "In which unit: " + strings.Join(names, ", ") + "?", Choices: d.choices, Evidence: d.evidence, Default: d.choices[0]})
		}
	}
	limit := most
	if len(g.values) == 1 {
		limit = mostPlain
	}
	g.asksEvaluator = g.evaluator == nil && len(g.questions) < limit
	if g.asksEvaluator {
		known := ""
		if all := slices.Sorted(maps.Keys(g.known.Organizations)); len(all) > 0 {
			known = "; on record: " + strings.Join(all[:min(12, len(all))], ", ")
		}
		add(decide.Question{Key: "evaluator", Question: "Who measured these scores (the slug of an organization)?", Evidence: "the file does not say; without an answer no score counts as self-reported or as independent" + known})
	}
}

// writeQuestions writes the open questions.
func (g *guess) writeQuestions(p func(string, ...any)) {
	if len(g.questions) == 0 {
		return
	}
	p("decide:  # answer with --decide KEY=VALUE, --decide defaults, --ask, or a line answer: VALUE below the key")
	for _, q := range g.questions {
		p("  - key: %s", q.Key)
		p("    question: %s", strconv.Quote(q.Question))
		if len(q.Choices) > 0 {
			p("    choices: %s", sheet.YamlList(q.Choices))
		}
		p("    evidence: %s", strconv.Quote(q.Evidence))
		if q.Default != "" {
			p("    default: %s", sheet.YamlScalar(q.Default))
		}
		if q.Required {
			p("    required: true")
		}
	}
}

// asks reports whether the draft has a question.
func (g *guess) asks(key string) bool {
	return slices.ContainsFunc(g.questions, func(q decide.Question) bool { return q.Key == key })
}

// or returns the place of an answer if the draft asks for it, otherwise a text.
func (g *guess) or(key, text string) string {
	if g.asks(key) {
		return "decide:" + key
	}
	return text
}

// onlyBoard reports whether the values are of one benchmark, which is that of the file.
func (g *guess) onlyBoard() bool {
	return g.benchmark == nil && (g.headersAreDays() != "" || len(g.values) == 1 && (sheet.HasHeader(sheet.ValueHeaders, g.values[0].Name) || sheet.HasHeader(sheet.ScoreHeaders, g.values[0].Name) || sheet.OfBoard(g.values[0].Name)))
}
