package ingest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
		_, err = inputs[0].Read(r, MapOptions{}, Handlers{
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

func TestStreamWithoutAnEndIsEnded(t *testing.T) {
	r := &bounded{strings.NewReader(strings.Repeat("x", 100)), 60}
	b, err := io.ReadAll(r)
	if len(b) != 60 || !errors.Is(err, errStream) {
		t.Errorf("got %d bytes, %v", len(b), err)
	}
}
