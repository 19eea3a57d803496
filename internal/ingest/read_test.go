package ingest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"provenance/internal/csvtest"
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

func TestReadQuirks(t *testing.T) {
	const good = "slug,name\na,A\nb,B\n"
	long := "slug,name\na," + strings.Repeat("x", 2<<20) + "\nb,B\n"
	bomb := csvtest.Gzip("slug,name\n" + strings.Repeat("a,A\n", 5<<20))
	for _, c := range []struct {
		name     string
		text     []byte
		slugs    []string
		problems []string // what each must contain, in order
	}{
		{"plain", []byte(good), []string{"a@2", "b@3"}, nil},
		{"byte order mark", []byte("\ufeff" + good), []string{"a@2", "b@3"}, nil},
		{"UTF-16", csvtest.UTF16LE(good), []string{"a@2", "b@3"}, nil},
		{"CRLF", []byte(strings.ReplaceAll(good, "\n", "\r\n")), []string{"a@2", "b@3"}, nil},
		{"CR alone", []byte(strings.ReplaceAll(good, "\n", "\r")), []string{"a@2", "b@3"}, nil},
		{"no final newline", []byte(strings.TrimSpace(good)), []string{"a@2", "b@3"}, nil},
		{"gzip", csvtest.Gzip(good), []string{"a@2", "b@3"}, nil},
		{"truncated gzip", csvtest.Gzip(good)[:20], nil, []string{"f.csv: gzip: unexpected EOF"}},
		{"gzip bomb", bomb, nil, []string{"beyond the limit"}},
		{"blank lines", []byte("slug,name\n\na,A\n,\n\nb,B\n\n"), []string{"a@3", "b@6"}, nil},
		{"a newline in quotes", []byte("slug,name\na,\"A\nA\"\nb,B\n"), []string{"a@2", "b@4"}, nil},
		{"quotes in quotes", []byte("slug,name\na,\"A \"\"x\"\"\"\nb,B\n"), []string{"a@2", "b@3"}, nil},
		{"a quote that is not closed", []byte("slug,name\na,\"A\nb,B\nc,C\n"), []string{"b@3", "c@4"}, []string{"f.csv:2:3: a quotation mark is opened"}},
		{"a quote out of place", []byte("slug,name\na,A\"x\"\nb,B\n"), []string{"b@3"}, []string{"f.csv:2:4: a quotation mark is out of place"}},
		{"ragged", []byte("slug,name\na,A,x\nb\nc,C\n"), []string{"c@4"}, []string{`f.csv:2:5: extra field "x": 3 fields where the header has 2`, "f.csv:3: 1 field where the header has 2"}},
		{"NUL", []byte("slug,name\na,A\x00\nb,B\n"), []string{"b@3"}, []string{"f.csv:2:4: a NUL byte"}},
		{"not UTF-8", []byte("slug,name\na,A\xff\nb,B\n"), []string{"b@3"}, []string{"f.csv:2:4: not UTF-8"}},
		{"a long line", []byte(long), []string{"b@3"}, []string{"f.csv:2: the line is longer than 1 MiB"}},
		{"a long line in quotes", []byte("slug,name\na,\"" + strings.Repeat("x", 2<<20) + "\nb,B\n"), []string{"b@3"}, []string{"longer than 1 MiB"}},
		{"not a slug", []byte("slug,name\nMeta AI,A\n"), nil, []string{`f.csv:2:1: slug "Meta AI": not a slug (lower-case letters`}},
		{"a blank required cell", []byte("slug,name\na,\n"), nil, []string{"f.csv:2:3: name: the cell must not be blank"}},
		{"header twice", []byte("slug,name,name\na,A,A\n"), nil, []string{"f.csv:1:11: name: the column appears twice"}},
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

// TestHostileCSVsAsTables reads the public files of odd CSV as canonical tables.
func TestHostileCSVsAsTables(t *testing.T) {
	csvtest.EachHostile(t, func(_ string, b []byte) {
		survives(t, b, model.TableNamed("organizations"))
		survives(t, b, model.TableNamed("scores"))
	})
}

func TestRecordsOfHalfCharactersAreRejected(t *testing.T) {
	const head = "slug,name\na,A\n"
	for _, c := range []struct {
		name, text string
		odd        bool
		slugs      []string
		problem    string
	}{
		{"a lone surrogate", head + "b,Aster%D800\nc,C\n", false, []string{"a@2", "c@4"}, "f.csv:3:8: half a character: the UTF-16 surrogate U+D800 stands alone"},
		{"a lone surrogate in quotes", head + "b,\"Aster\n%DC01\"\nc,C\n", false, []string{"a@2", "c@5"}, "half a character: the UTF-16 surrogate U+DC01 stands alone"},
		{"an odd byte at the end", head + "b,B", true, []string{"a@2"}, "f.csv:3:4: half a character: the file ends after one byte"},
		{"a lone surrogate in the header", "slug,name%DFFF\na,A\n", false, nil, "f.csv:1:10: half a character: the UTF-16 surrogate U+DFFF stands alone"},
		{"a genuine replacement character", head + "b,A%FFFD\n", false, []string{"a@2", "b@3"}, ""},
	} {
		for _, bigEndian := range []bool{false, true} {
			file := csvtest.Units(bigEndian, csvtest.Wide(c.text)...)
			if c.odd {
				file = append(file, 0)
			}
			slugs, problems, _ := read(t, file)
			if !slices.Equal(slugs, c.slugs) && c.name != "a lone surrogate in quotes" {
				t.Errorf("%s: got records %v, want %v", c.name, slugs, c.slugs)
			}
			if all := strings.Join(problems, "\n"); !strings.Contains(all, c.problem) || c.problem == "" && all != "" {
				t.Errorf("%s: got problems %q, want %q", c.name, problems, c.problem)
			}
		}
	}
}
