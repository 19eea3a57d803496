// Package entry turns what a person types into canonical CSV files: empty templates, and
// single rows with the parents that are new. It reads and writes no database; ingest
// does, with the same checks as for files.
package entry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"provenance/internal/model"
)

// Kinds are what can be added, by the word of the command, with its table.
var Kinds = []struct{ Word, Table, Example string }{
	{"organization", "organizations", `aster --name "Aster Labs" --url https://aster.example`},
	{"source", "sources", `aster-blog --kind vendor_blog --publisher aster --title "Introducing Aster 2" --url https://aster.example/2`},
	{"license", "licenses", `aster-license --name "Aster License" --commercial-use conditional --source aster-blog`},
	{"model", "models", `aster-2 --name "Aster 2" --developer aster --source aster-blog`},
	{"variant", "variants", `aster-2-base --model aster-2 --name "Aster 2 Base" --stage base --source aster-blog --released 2026-11-20`},
	{"release", "release_events", `--variant aster-2-base --status released --on-date 2026-11-20 --source aster-blog`},
	{"availability", "availability", `--variant aster-2-base --provider aster --channel weights --source aster-blog`},
	{"alias", "aliases", `--name "Aster 2 (base)" --scope aster-blog --variant aster-2-base --source aster-blog`},
	{"statement", "statements", `aster-open --kind claim --topic license --speaker "Aster Labs" --text "Aster 2 is open." --basis direct --source aster-blog`},
}

// A Row is one row of a table: its cells, by column. A column that is absent is not written.
type Row struct {
	Table *model.Table
	Cells map[string]string
}

// A File is a canonical CSV with one or more rows.
type File struct {
	Table *model.Table
	Data  []byte
}

// Files writes rows as canonical CSVs, parents before children. A file has the columns
// that one of its rows fills.
func Files(rows []Row) ([]File, error) {
	var files []File
	for i := range model.Tables {
		t := &model.Tables[i]
		var head []string
		for _, c := range t.Columns {
			if slices.ContainsFunc(rows, func(r Row) bool { return r.Table == t && r.Cells[c.Name] != "" }) {
				head = append(head, c.Name)
			}
		}
		if head == nil {
			continue
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		lines := [][]string{head}
		for _, r := range rows {
			if r.Table != t {
				continue
			}
			line := make([]string, len(head))
			for j, name := range head {
				line[j] = r.Cells[name]
			}
			lines = append(lines, line)
		}
		if err := w.WriteAll(lines); err != nil {
			return nil, fmt.Errorf("write %s: %w", t.Name, err)
		}
		files = append(files, File{t, b.Bytes()})
	}
	return files, nil
}

// A Missing is a parent that no row on record and no new row has.
type Missing struct{ Column, Table, Slug string }

// Command returns the command that adds the parent.
func (m Missing) Command() string {
	for _, k := range Kinds {
		if k.Table == m.Table {
			more := " --name NAME"
			switch k.Word {
			case "source":
				more = " --kind KIND --title TITLE --url URL"
			case "model":
				more += " --developer SLUG --source SLUG"
			case "variant":
				more += " --model SLUG --source SLUG"
			case "statement":
				more = " ..."
			}
			return "provenance add " + k.Word + " " + m.Slug + more
		}
	}
	return ""
}

// FindMissing returns the parents of rows that are neither among the rows nor on record.
func FindMissing(rows []Row, onRecord func(table, slug string) (bool, error)) ([]Missing, error) {
	var out []Missing
	for _, r := range rows {
		for _, c := range r.Table.Columns {
			slug := r.Cells[c.Name]
			if c.Kind != model.Ref || slug == "" || slug == c.Null {
				continue
			}
			if slices.ContainsFunc(rows, func(p Row) bool { return p.Table.Name == c.Table && p.Cells["slug"] == slug }) {
				continue
			}
			known, err := onRecord(c.Table, slug)
			if err != nil {
				return nil, err
			}
			if m := (Missing{c.Name, c.Table, slug}); !known && !slices.ContainsFunc(out, func(o Missing) bool { return o.Table == m.Table && o.Slug == slug }) {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// WriteTemplates writes an empty CSV for each table, with its header, and a README.md that
// explains each column. It overwrites nothing, and returns the names of new and kept files.
func WriteTemplates(dir string) (written, kept []string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, nil, err
	}
	var doc strings.Builder
	doc.WriteString("# Templates\n\nFill in the files that you need, then run `provenance ingest` on this folder. A file without rows\n" +
		"adds nothing. Parents come first: organizations, sources, licenses, models, variants, then the rest.\n")
	write := func(name, text string) error {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			kept = append(kept, name)
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := f.WriteString(text); err != nil {
			f.Close()
			return err
		}
		written = append(written, name)
		return f.Close()
	}
	for _, t := range model.Tables {
		var head []string
		fmt.Fprintf(&doc, "\n## %s.csv\n\n%s\n\n", t.Name, t.Doc)
		for _, c := range t.Columns {
			if strings.HasPrefix(c.Doc, "export only") {
				continue
			}
			head = append(head, c.Name)
			fmt.Fprintf(&doc, "- `%s`%s: %s\n", c.Name, about(c), c.Doc)
		}
		if err := write(t.Name+".csv", strings.Join(head, ",")+"\n"); err != nil {
			return written, kept, err
		}
	}
	return written, kept, write("README.md", doc.String())
}

// about returns what a cell of a column may hold, in parentheses.
func about(c model.Column) string {
	var notes []string
	if c.Required {
		notes = append(notes, "required")
	}
	switch c.Kind {
	case model.Ref:
		notes = append(notes, "a slug of "+c.Table)
	case model.Word:
		notes = append(notes, strings.Join(c.Vocab, ", "))
	case model.Date:
		notes = append(notes, "YYYY-MM-DD, YYYY-MM or YYYY")
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, "; ") + ")"
}
