// Package decide has the open questions of maps: what a draft of a map could not know. Answers
// come from the text of the map, from the command line or from a person on a terminal.
//
// Place in the pipeline: boardmap → decide → model.
package decide

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// A Question is something that a draft of a map could not know and that would change a
// number, a name, a unit, a direction, a day or a benchmark. Where its answer belongs, the
// map has the text "decide:" and the key.
type Question struct {
	Key      string   `yaml:"key"`      // lower-case identifier, e.g. unit
	Question string   `yaml:"question"` // for a person
	Choices  []string `yaml:"choices"`  // the answers; none: any text
	Evidence string   `yaml:"evidence"` // what the file shows
	Default  string   `yaml:"default"`  // the answer for which there is evidence
	Required bool     `yaml:"required"` // without an answer the file cannot be read
	Answer   string   `yaml:"answer"`   // "leave-out" leaves out what depends on it
}

// LeaveOut is the answer that leaves out the rule or the field that a question is about.
const LeaveOut = "leave-out"

// decideMark is put before the key of a question, where its answer belongs.
const decideMark = "decide:"

// String returns a question with its choices, its evidence and its default, over several lines.
func (q *Question) String() string {
	s := fmt.Sprintf("%s: %s", q.Key, q.Question)
	if len(q.Choices) > 0 {
		s += " " + strings.Join(q.Choices, ", ")
	}
	if q.Evidence != "" {
		s += "\n    evidence: " + q.Evidence
	}
	switch {
	case q.Default != "":
		s += "\n    default: " + q.Default
	case q.Required:
		s += "\n    no default, and the file cannot be read without an answer"
	default:
		s += "\n    no default: without an answer it is left out"
	}
	return s
}

// Accepts returns why a text cannot be the answer, or "".
func (q *Question) Accepts(answer string) string {
	switch {
	case answer == LeaveOut && q.Required:
		return fmt.Sprintf("%s cannot be left out", q.Key)
	case answer == LeaveOut || len(q.Choices) == 0 || slices.Contains(q.Choices, answer):
		return ""
	}
	return fmt.Sprintf("%q does not answer %s: the choices are %s", answer, q.Key, strings.Join(q.Choices, ", "))
}

// ValidKey matches the key of a question.
var ValidKey = lazyregexp.New(`^[a-z0-9][a-z0-9-]*$`)

// valueOf returns the value of a key of a mapping, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// A Settled is a map whose text has answers, with a note for each of them.
type Settled struct {
	Text  []byte
	Notes []string
}

// Settle writes answers into the text of a map, by the key of their question. With
// defaults, the other questions get their default; those without one are left out, but a
// required one stays open, and so does the day, if one is given on the command line. It returns an error for an answer that a question does not accept.
func Settle(text []byte, answers map[string]string, defaults bool, dayGiven bool) (*Settled, error) {
	var doc yaml.Node
	out := &Settled{Text: text}
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) != 1 {
		return out, nil // Load says why
	}
	var questions []Question
	list := valueOf(doc.Content[0], "decide")
	if list != nil && list.Decode(&questions) != nil {
		return out, nil
	}
	var keys []string
	for _, q := range questions {
		keys = append(keys, q.Key)
	}
	for key := range answers {
		if !slices.Contains(keys, key) {
			if near := model.Closest(key, keys); near != "" {
				return nil, fmt.Errorf("the map has no question %q (did you mean %q?)", key, near)
			}
			return nil, fmt.Errorf("the map has no question %q; it asks: %s", key, strings.Join(append(keys, "nothing")[:max(1, len(keys))], ", "))
		}
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	for i := len(questions) - 1; i >= 0; i-- {
		q := &questions[i]
		answer, given := answers[q.Key]
		if given && q.Answer != "" && q.Answer != answer {
			return nil, fmt.Errorf("the map answers %s already: %s", q.Key, q.Answer)
		}
		if why := q.Accepts(answer); given && why != "" {
			return nil, fmt.Errorf("%s", why)
		}
		switch {
		case q.Answer != "" || q.Key == "day" && dayGiven:
			continue
		case given:
		case !defaults || q.Default == "" && q.Required:
			continue
		case q.Default != "":
			answer = q.Default
			out.Notes = append(out.Notes, fmt.Sprintf("%s: %s, by default (%s)", q.Key, answer, q.Question))
		default:
			answer = LeaveOut
			out.Notes = append(out.Notes, fmt.Sprintf("%s: left out, as nothing in the file answers it (%s)", q.Key, q.Question))
		}
		n := list.Content[i].Content[0]
		line := lines[n.Line-1]
		end := ", "
		if list.Content[i].Style&yaml.FlowStyle == 0 {
			end = "\n" + strings.Repeat(" ", n.Column-1)
		}
		at := len(string([]rune(string(line))[:n.Column-1]))
		lines[n.Line-1] = slices.Concat(line[:at], []byte("answer: "+strconv.Quote(answer)+end), line[at:])
	}
	slices.Reverse(out.Notes)
	out.Text = bytes.Join(lines, nil)
	return out, nil
}

// Ask asks questions on a terminal and returns the answers. A blank line takes the default,
// or leaves out what the question is about; an answer that does not fit is asked for again.
func Ask(w io.Writer, r io.Reader, questions []Question) (map[string]string, error) {
	answers := map[string]string{}
	in := bufio.NewScanner(r)
	for i := range questions {
		q := &questions[i]
		fmt.Fprintln(w, q.String())
		for {
			fmt.Fprint(w, "  answer> ")
			if !in.Scan() {
				return nil, fmt.Errorf("no answer to %s", q.Key)
			}
			answer := strings.TrimSpace(in.Text())
			if answer == "" {
				if answer = q.Default; answer == "" {
					answer = LeaveOut
				}
			}
			why := q.Accepts(answer)
			if why == "" {
				answers[q.Key] = answer
				break
			}
			fmt.Fprintln(w, "  "+why)
		}
	}
	return answers, nil
}

// Resolve puts the answers of the questions where they belong. Of an open question, it puts
// the default or the first choice, so that the map can be checked; where there is none, and
// where the answer is LeaveOut, the rule or the field is removed.
func Resolve(root *yaml.Node, fault func(n *yaml.Node, text, hint string)) {
	at := valueOf(root, "decide")
	if at == nil {
		return
	}
	var questions []Question
	if at.Decode(&questions) != nil {
		return // reported when the map is decoded
	}
	answers := map[string]string{}
	for _, q := range questions {
		answers[q.Key] = q.Answer
		switch {
		case q.Answer != "":
		case q.Default != "":
			answers[q.Key] = q.Default
		case len(q.Choices) > 0:
			answers[q.Key] = q.Choices[0]
		default:
			answers[q.Key] = LeaveOut
		}
	}
	put(root, answers, 0, fault)
}

// put replaces the marks below a node, and reports whether the node itself must go.
func put(n *yaml.Node, answers map[string]string, depth int, fault func(n *yaml.Node, text, hint string)) (gone bool) {
	switch n.Kind {
	case yaml.ScalarNode:
		key, ok := strings.CutPrefix(n.Value, decideMark)
		if !ok {
			return false
		}
		answer, known := answers[key]
		if !known {
			fault(n, fmt.Sprintf("no question has the key %q", key), "add it under decide, or write the answer")
			return false
		}
		n.Value, n.Tag = answer, "!!str"
		return answer == LeaveOut
	case yaml.SequenceNode:
		n.Content = slices.DeleteFunc(n.Content, func(item *yaml.Node) bool { return put(item, answers, depth+1, fault) })
	case yaml.MappingNode:
		var kept []*yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			if put(n.Content[i+1], answers, depth+1, fault) {
				if depth > 1 {
					return true // the field, and then the rule
				}
				continue
			}
			kept = append(kept, n.Content[i], n.Content[i+1])
		}
		n.Content = kept
	}
	return false
}
