package suggest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// suggestBytes is how many bytes of a file are read to draft a map.
const suggestBytes = 8 << 20

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
	text, err := readBeginning(file)
	if err != nil {
		return nil, err
	}
	if err := rejectNonTable(text); err != nil {
		return nil, err
	}
	if err := checkUTF8(text, file.UTF16); err != nil {
		return nil, err
	}
	l, err := guessLayout(text)
	if err != nil {
		return nil, err
	}
	t, err := newProfile(text, path, l)
	if err != nil {
		return nil, err
	}
	g := &guess{path: path, profile: t, sizes: map[*column]*column{}, known: known}
	if known == nil {
		g.known = &Known{}
	}
	if err := g.assignRoles(); err != nil {
		return nil, err
	}
	d := &Draft{text: g.writeDraft()}
	settled, err := boardmap.Settle(d.text, nil, true, boardmap.Options{})
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

// readBeginning reads the first whole lines of a file, up to suggestBytes.
func readBeginning(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, suggestBytes))
	if err != nil && !errors.Is(err, csvfile.ErrTooLarge) {
		return "", err
	}
	if len(b) == suggestBytes {
		b = b[:bytes.LastIndexByte(b, '\n')+1]
	}
	return string(b), nil
}

// rejectNonTable returns an error for a file that is not a table of text.
func rejectNonTable(text string) error {
	head := strings.TrimSpace(text[:min(len(text), 4096)])
	switch {
	case head == "":
		return errors.New("the file is empty")
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[{") || strings.HasPrefix(head, "[\n") || head == "[":
		return errors.New("this is JSON, not a table: convert its records to CSV first, one per line")
	case strings.HasPrefix(strings.ToLower(head), "<!doctype") || strings.HasPrefix(strings.ToLower(head), "<html") || strings.HasPrefix(strings.ToLower(head), "<?xml"):
		return errors.New("this is a page of HTML or XML, not a table: save its table as CSV first")
	case strings.HasPrefix(head, "PK\x03\x04"):
		return errors.New("this is a spreadsheet or an archive: save the sheet as CSV first")
	case strings.HasPrefix(head, "PAR1") || strings.HasPrefix(head, "%PDF"):
		return errors.New("this is a binary file, not a table of text: export it as CSV first")
	case csvfile.BadText(text[:min(len(text), 64<<10)], 1) != nil && strings.IndexByte(text, 0) >= 0:
		return errors.New("this is a binary file, not a table of text: export it as CSV first")
	}
	return nil
}

// checkUTF8 returns an error that names the first line that is not UTF-8 or, in a file of
// UTF-16, the first that has half a character.
func checkUTF8(text string, utf16 bool) error {
	if utf8.ValidString(text) {
		return nil
	}
	for i, line := range strings.Split(text, "\n") {
		if utf8.ValidString(line) {
			continue
		}
		if utf16 {
			e := csvfile.BadUTF16(line, i+1)
			return fmt.Errorf("line %d, column %d: %s (%s)", e.Line, e.Column, e.Text, e.Hint)
		}
		return fmt.Errorf("line %d is not UTF-8: save the file as UTF-8 (it may be in Latin-1 or Windows-1252)", i+1)
	}
	return nil
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
	return printable(b.Bytes())
}
