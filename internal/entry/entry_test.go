package entry

import (
	"os"
	"path/filepath"
	"testing"

	"provenance/internal/model"
)

func TestFilesWriteParentsFirstAndQuoteCells(t *testing.T) {
	files, err := Files([]Row{
		{model.TableNamed("models"), map[string]string{"slug": "m", "name": `A, "B"`, "developer": "o", "note": ""}},
		{model.TableNamed("organizations"), map[string]string{"slug": "o", "name": "O"}},
	})
	if err != nil || len(files) != 2 {
		t.Fatalf("got %d files, %v, want 2", len(files), err)
	}
	want := []string{"slug,name\no,O\n", "slug,name,developer\nm,\"A, \"\"B\"\"\",o\n"}
	for i, f := range files {
		if string(f.Data) != want[i] {
			t.Errorf("file %d: got %q, want %q", i, f.Data, want[i])
		}
	}
}

func TestFindMissingSkipsNullWordsNewRowsAndRecord(t *testing.T) {
	rows := []Row{
		{model.TableNamed("release_events"), map[string]string{"variant": "new", "scope": "public", "source": "known"}},
		{model.TableNamed("aliases"), map[string]string{"variant": "gone", "scope": "all", "source": "known"}},
		{model.TableNamed("variants"), map[string]string{"slug": "new"}},
	}
	got, err := FindMissing(rows, func(_, slug string) (bool, error) { return slug == "known", nil })
	if err != nil || len(got) != 1 || got[0] != (Missing{"variant", "variants", "gone"}) {
		t.Fatalf("got %v, %v, want the variant gone alone", got, err)
	}
	if c := got[0].Command(); c != "provenance add variant gone --name NAME --model SLUG --source SLUG" {
		t.Errorf("got %q", c)
	}
}

func TestWriteTemplatesKeepsWhatExists(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "models.csv")
	if err := os.WriteFile(mine, []byte("slug,name\nx,X\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	written, kept, err := WriteTemplates(dir)
	if err != nil || len(written) != len(model.Tables) || len(kept) != 1 || kept[0] != "models.csv" {
		t.Fatalf("got %d written, kept %v, %v", len(written), kept, err)
	}
	if b, _ := os.ReadFile(mine); string(b) != "slug,name\nx,X\n" {
		t.Errorf("models.csv was overwritten: %q", b)
	}
}
