package ingest

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"provenance/internal/model"
)

// read reads text as organizations.csv: slugs of the records, and the problems.
func read(t testing.TB, text []byte) (slugs []string, problems []string, sum Summary) {
	t.Helper()
	sum, err := Read(bytes.NewReader(text), "f.csv", model.TableNamed("organizations"), Handlers{
		Record: func(r *model.Record) error {
			slugs = append(slugs, fmt.Sprintf("%s@%d", r.Text(0), r.Line))
			return nil
		},
		Problem: func(p model.Problem) { problems = append(problems, p.Error()) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return slugs, problems, sum
}

func utf16le(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func zipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

func TestReadQuirks(t *testing.T) {
	const good = "slug,name\na,A\nb,B\n"
	long := "slug,name\na," + strings.Repeat("x", 2<<20) + "\nb,B\n"
	bomb := zipped("slug,name\n" + strings.Repeat("a,A\n", 5<<20))
	for _, c := range []struct {
		name     string
		text     []byte
		slugs    []string
		problems []string // what each must contain, in order
	}{
		{"plain", []byte(good), []string{"a@2", "b@3"}, nil},
		{"byte order mark", []byte("\ufeff" + good), []string{"a@2", "b@3"}, nil},
		{"UTF-16", utf16le(good), []string{"a@2", "b@3"}, nil},
		{"CRLF", []byte(strings.ReplaceAll(good, "\n", "\r\n")), []string{"a@2", "b@3"}, nil},
		{"CR alone", []byte(strings.ReplaceAll(good, "\n", "\r")), []string{"a@2", "b@3"}, nil},
		{"no final newline", []byte(strings.TrimSpace(good)), []string{"a@2", "b@3"}, nil},
		{"gzip", zipped(good), []string{"a@2", "b@3"}, nil},
		{"truncated gzip", zipped(good)[:20], nil, []string{"f.csv: gzip: unexpected EOF"}},
		{"gzip bomb", bomb, nil, []string{"beyond the limit"}},
		{"blank lines", []byte("slug,name\n\na,A\n,\n\nb,B\n\n"), []string{"a@3", "b@6"}, nil},
		{"a newline in quotes", []byte("slug,name\na,\"A\nA\"\nb,B\n"), []string{"a@2", "b@4"}, nil},
		{"quotes in quotes", []byte("slug,name\na,\"A \"\"x\"\"\"\nb,B\n"), []string{"a@2", "b@3"}, nil},
		{"a quote that is not closed", []byte("slug,name\na,\"A\nb,B\nc,C\n"), []string{"b@3", "c@4"}, []string{"f.csv:2:3: a quotation mark opens"}},
		{"a quote out of place", []byte("slug,name\na,A\"x\"\nb,B\n"), []string{"b@3"}, []string{"f.csv:2:4: a quotation mark is out of place"}},
		{"ragged", []byte("slug,name\na,A,x\nb\nc,C\n"), []string{"c@4"}, []string{`f.csv:2:5: extra field "x": 3 fields where the header has 2`, "f.csv:3: 1 fields where the header has 2"}},
		{"NUL", []byte("slug,name\na,A\x00\nb,B\n"), []string{"b@3"}, []string{"f.csv:2:4: a NUL byte"}},
		{"not UTF-8", []byte("slug,name\na,A\xff\nb,B\n"), []string{"b@3"}, []string{"f.csv:2:4: not UTF-8"}},
		{"a long line", []byte(long), []string{"b@3"}, []string{"f.csv:2: the line is longer than 1 MiB"}},
		{"a long line in quotes", []byte("slug,name\na,\"" + strings.Repeat("x", 2<<20) + "\nb,B\n"), []string{"b@3"}, []string{"longer than 1 MiB"}},
		{"not a slug", []byte("slug,name\nMeta AI,A\n"), nil, []string{`f.csv:2:1: slug "Meta AI": not a slug (lower-case letters`}},
		{"a blank required cell", []byte("slug,name\na,\n"), nil, []string{"f.csv:2:3: name: the cell is blank and must not be"}},
		{"header twice", []byte("slug,name,name\na,A,A\n"), nil, []string{"f.csv:1:11: name: the column stands twice"}},
		{"misspelt header", []byte("slug,nmae\na,A\n"), nil, []string{"name: the column is missing", `nmae: no such column in organizations.csv (did you mean "name"?)`}},
		{"empty", nil, nil, []string{"the file is empty"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			slugs, problems, sum := read(t, c.text)
			if c.name == "gzip bomb" {
				slugs = nil // what came before the limit is not the point: nothing is committed
			}
			if !slices.Equal(slugs, c.slugs) {
				t.Errorf("records: got %v, want %v", slugs, c.slugs)
			}
			slices.Sort(problems)
			want := slices.Clone(c.problems)
			if len(problems) != len(want) {
				t.Fatalf("problems: got %q, want %q", problems, want)
			}
			for _, w := range want {
				if !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, w) }) {
					t.Errorf("problems: got %q, want one with %q", problems, w)
				}
			}
			if len(problems) == 0 && sum.Bytes != int64(len(c.text)) {
				t.Errorf("bytes: got %d, want %d", sum.Bytes, len(c.text))
			}
		})
	}
}

// TestSplitterAgreesWithEncodingCSV holds the splitter to encoding/csv on random
// files that the latter accepts.
func TestSplitterAgreesWithEncodingCSV(t *testing.T) {
	pieces := []string{"a", "b,", ",", "\"", "\"\"", "\n", "\r\n", "x y", "\"q\"", "\"a,b\"", "\"a\nb\"", "é", ""}
	compared := 0
	for seed := range 20000 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		cr := csv.NewReader(strings.NewReader(b.String()))
		cr.FieldsPerRecord = -1
		var want []string
		ok := true
		for {
			f, err := cr.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				ok = false
				break
			}
			line, _ := cr.FieldPos(0)
			want = append(want, fmt.Sprintf("%d %q", line, f))
		}
		if !ok {
			continue
		}
		compared++
		text, err := decode(strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		s := newSplitter(text)
		var got []string
		for {
			row, err := s.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if row.err != nil {
				t.Fatalf("%q: %v", b.String(), row.err)
			}
			got = append(got, fmt.Sprintf("%d %q", row.line, row.fields))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\ngot  %v\nwant %v", b.String(), got, want)
		}
	}
	if compared < 2000 {
		t.Errorf("only %d files were compared", compared)
	}
}

// account checks that header, records, rejects and blank lines are all lines of a text.
func account(t testing.TB, text []byte) {
	r, err := decode(bytes.NewReader(text))
	if err != nil {
		return
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		return
	}
	s := newSplitter(bytes.NewReader(whole))
	next, taken, blank, from := 1, int64(0), int64(0), int64(0)
	for {
		row, err := s.next()
		if err != nil {
			if n := int64(len(whole)); err != io.EOF || s.at != n || taken+s.blank.bytes != n || s.line != lines(whole) {
				t.Fatalf("%v: %d bytes of records and %d of blank lines, %d handed out, of %d; line %d of %d", err, taken, s.blank.bytes, s.at, n, s.line, lines(whole))
			}
			return
		}
		// The record is the bytes after the last one, but for blank lines between.
		taken += int64(row.size)
		gap := whole[from : from+s.blank.bytes-blank]
		from += int64(len(gap) + row.size)
		blank = s.blank.bytes
		if text := whole[from-int64(row.size) : from]; strings.Trim(string(gap), "\r\n") != "" || !strings.HasPrefix(string(text), row.raw) || len(row.raw) < len(text) && len(row.raw) != 1024 {
			t.Fatalf("the record %q stands for %q after blank lines %q", row.raw, text, gap)
		}
		if row.line < next || row.lineTo < row.line {
			t.Fatalf("record of lines %d to %d after line %d in %q", row.line, row.lineTo, next-1, text)
		}
		next = row.lineTo + 1
		if row.err == nil && len(row.fields) != len(row.columns) {
			t.Fatalf("%d fields at %d columns", len(row.fields), len(row.columns))
		}
	}
}

// lines counts the lines of a text.
func lines(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"a,b\n", "\"a\nb\",c\n", "a\"b\n\"c", "\xff\n", "\r\r", "\"\"\"\n,"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { account(t, b) })
}

// TestHostileCSVs reads the public files of odd CSV that a folder may hold.
func TestHostileCSVs(t *testing.T) {
	dir := os.Getenv("PROVENANCE_CSV_CORPORA")
	if dir == "" {
		dir = "../../../shared/corpora"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is absent; set PROVENANCE_CSV_CORPORA to a folder of CSVs", dir)
	}
	n, drafts := 0, 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		start := time.Now()
		account(t, b)
		survives(t, b, model.TableNamed("organizations"))
		survives(t, b, model.TableNamed("scores"))
		if d, err := Suggest(bytes.NewReader(b), path); err == nil {
			drafts++
			sum, err := ReadMap(bytes.NewReader(b), path, d.Map, MapOptions{ReportedOn: "2025-01-01"}, Handlers{
				Scores: func(*model.ScoreBatch) error { return nil }, Problem: func(model.Problem) {}})
			if err != nil || sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
				t.Errorf("%s: %+v, %v", path, sum, err)
			}
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %v", path, took)
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%d files, %v", n, err)
	}
	t.Logf("%d files, of %d a map could be drafted", n, drafts)
}

func TestNormKeepsBuildsApart(t *testing.T) {
	same := [][]string{
		{"Llama 4 Maverick", "llama-4-maverick", "LLAMA_4__Maverick", " Llama  4 - Maverick ", "Llama\u00a04\u2011Maverick"},
		{"é", "e\u0301", "É"},
	}
	for _, group := range same {
		for _, n := range group {
			if Norm(n) != Norm(group[0]) {
				t.Errorf("%q and %q: got %q and %q", n, group[0], Norm(n), Norm(group[0]))
			}
		}
	}
	if got := Norm(" -_- "); got != "-" { // a name is never nothing
		t.Errorf("a name of hyphens: got %q, want one", got)
	}
	apart := []string{"Llama 4 Maverick", "Llama-4-Maverick-FP8", "v1.0", "v10", "a:b", "a-b", "a/b", "gpt-4o", "gpt-4-o", "gpt-4o-2024-08-06", "meta-llama/Llama-4"}
	seen := map[string]string{}
	for _, n := range apart {
		if other, ok := seen[Norm(n)]; ok {
			t.Errorf("%q and %q become one", n, other)
		}
		seen[Norm(n)] = n
	}
}

func TestFindOrdersParentsFirst(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"scores.csv": "x", "models.csv": "x", "organizations.csv.gz": "x", "notes.txt": "x", "mine.csv": "slug,name,unit\n", "odd.csv": "a,b\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	inputs, problems := Find([]string{dir, filepath.Join(dir, "absent.csv")}, nil, nil, nil)
	var got []string
	for _, in := range inputs {
		got = append(got, filepath.Base(in.Path)+"="+in.Table.Name)
	}
	if want := []string{"organizations.csv.gz=organizations", "models.csv=models", "mine.csv=metrics", "scores.csv=scores"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if len(problems) != 2 || !strings.Contains(problems[0].Error(), "fits no canonical table") || !strings.Contains(problems[1].Error(), "no such file") {
		t.Errorf("problems: %v", problems)
	}
	inputs, problems = Find([]string{"-"}, strings.NewReader("slug,name,unit\nacc,Accuracy,percent\n"), nil, nil)
	if len(problems) > 0 || len(inputs) != 1 || inputs[0].Table.Name != "metrics" {
		t.Fatalf("standard input: %v, %v", inputs, problems)
	}
	r, err := inputs[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := io.ReadAll(r); !strings.HasPrefix(string(b), "slug,") {
		t.Errorf("the header was consumed: %q", b)
	}
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("source,listed_as,benchmark,metric,value,reported_on,note\n")
	const rows = 100_000
	for i := range rows {
		fmt.Fprintf(&text, "source-%d,variant-%d,benchmark-%d,accuracy,%d.5,2025-01-01,\"a, b\"\n", i/2000, i%2000, i%300, i%100)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(text.Bytes()), "f", model.TableNamed("scores"), Handlers{Scores: func(*model.ScoreBatch) error { return nil }, Problem: func(p model.Problem) { b.Fatal(p) }}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// The progress of a long file moves as its batches are read.
func TestProgressOfScoresMoves(t *testing.T) {
	var text bytes.Buffer
	text.WriteString("source,listed_as,benchmark,metric,value\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "board,model %d,bench,points,%d\n", i, i)
	}
	seen := map[int64]bool{}
	last := int64(0)
	_, err := Read(bytes.NewReader(text.Bytes()), "scores.csv", model.TableNamed("scores"), Handlers{
		Scores:  func(*model.ScoreBatch) error { return nil },
		Problem: func(p model.Problem) { t.Error(p) },
		Progress: func(n int64) {
			if n < last {
				t.Errorf("the progress went back from %d to %d", last, n)
			}
			last, seen[n] = n, true
		}})
	if err != nil || last != int64(text.Len()) || len(seen) < 3 {
		t.Errorf("the progress ended at %d of %d bytes, after %d steps: %v", last, text.Len(), len(seen), err)
	}
}
