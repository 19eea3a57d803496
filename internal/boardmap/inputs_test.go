package boardmap

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A file that is written to, cut, or replaced in place while it is read is
// refused.
func TestFileThatChangesIsRefused(t *testing.T) {
	text := "slug,name\n" + strings.Repeat("a,A\n", 100_000)
	for name, change := range map[string]func(string) error{
		"nothing": nil,
		"appended": func(p string) error {
			f, err := os.OpenFile(p, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = f.WriteString("b,B\n")
			return err
		},
		"cut":         func(p string) error { return os.Truncate(p, 300_000) },
		"overwritten": func(p string) error { return os.WriteFile(p, []byte(strings.ToUpper(text)), 0o644) },
		"touched":     func(p string) error { return os.Chtimes(p, time.Time{}, time.Now().Add(time.Second)) },
	} {
		path := filepath.Join(t.TempDir(), "organizations.csv")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // the clock of the file system is coarse
		inputs, problems := Find([]string{path}, nil, func(path string) (io.ReadCloser, error) { return os.Open(path) }, nil)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		r, err := inputs[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		var said []string
		_, err = inputs[0].Read(r, Options{}, ingest.Handlers{
			Record: func(*model.Record) error {
				if n++; n == 10 && change != nil {
					return change(path)
				}
				return nil
			},
			Problem: func(p model.Problem) {
				if p.Code == model.CodeSource {
					said = append(said, p.Error())
				}
			}})
		r.Close()
		if refused := len(said) == 1 && strings.Contains(said[0], "changed while it was read"); err != nil || refused != (change != nil) {
			t.Errorf("%s: got %q, %v", name, said, err)
		}
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
	if len(problems) != 2 || !strings.Contains(problems[0].Error(), "matches no canonical table") || !strings.Contains(problems[1].Error(), "no such file") {
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
