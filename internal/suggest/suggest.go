package suggest

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/decide"
	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/sheet"
)

// A Draft is a map that was drafted from the contents of a file: a text in YAML, with the
// evidence for each guess in comments.
type Draft struct {
	text []byte
	Map  *boardmap.Map // the map that the text describes, with the defaults of its questions
}

// WriteTo writes the text of the draft.
func (d *Draft) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(d.text)
	return int64(n), err
}

// DraftMap drafts a map for a leaderboard file. It reads only the beginning of the file,
// and path is used for names and messages. It states nothing about any model: patterns in
// names affect at most the layout of the table. The error says in plain words why no map
// can be drafted.
//
// What is on record in a database, if known is not nil, is reused.
func DraftMap(r io.Reader, path string, known *Known) (*Draft, error) {
	file, err := csvfile.Decode(r)
	if err != nil {
		return nil, err
	}
	text, err := sheet.ReadBeginning(file)
	if err != nil {
		return nil, err
	}
	if err := sheet.RejectNonTable(text); err != nil {
		return nil, err
	}
	if err := sheet.CheckUTF8(text, file.UTF16); err != nil {
		return nil, err
	}
	l, err := sheet.GuessLayout(text)
	if err != nil {
		return nil, err
	}
	t, err := sheet.NewProfile(text, path, l)
	if err != nil {
		return nil, err
	}
	g := &guess{path: path, Profile: t, sizes: map[*sheet.Column]*sheet.Column{}, known: cmp.Or(known, &Known{})}
	if err := g.assignRoles(); err != nil {
		return nil, err
	}
	d := &Draft{text: g.writeDraft()}
	settled, err := decide.Settle(d.text, nil, true, false)
	if err != nil {
		return nil, err
	}
	m, problems := boardmap.Load(path+" (draft)", bytes.NewReader(settled.Text))
	if len(problems) > 0 {
		return nil, fmt.Errorf("the drafted map cannot be loaded: %w", problems[0])
	}
	d.Map = m
	d.text = append(d.text, tryDraft(text, path, m)...)
	return d, nil
}

// tryDraft reads the beginning of the file through the draft and returns a summary of its
// lines as comments.
func tryDraft(text, path string, m *boardmap.Map) []byte {
	scores, first := 0, ""
	sum, err := boardmap.Read(strings.NewReader(text), path, m, boardmap.Options{}, ingest.Handlers{
		Scores: func(b *model.ScoreBatch) error { scores += len(b.Scores); return nil },
		Problem: func(p model.Problem) {
			if first == "" {
				first = p.Error()
			}
		},
	})
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n# Tried on the file: %s = %d header + %d accepted + %d rejected + %d dropped + %d blank; %s = %s + %d missing.\n",
		model.Plural(sum.Lines, "line"), sum.Header, sum.Accepted, sum.Rejected, sum.Dropped, sum.Blank, model.Plural(sum.Cells, "cell"), model.Plural(scores, "score"), sum.Missing)
	if err != nil {
		first = err.Error()
	}
	if first != "" {
		fmt.Fprintf(&b, "# The first problem: %s\n", strings.ReplaceAll(first, "\n", " "))
	}
	return sheet.Printable(b.Bytes())
}
