package outfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBeginningOf(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "abc"}, {"aéb", 2, "a"}, {"aéb", 3, "aé"}, {"平平", 3, "平"}, {"平平", 5, "平"}, {"😀", 3, ""}, {"\x80\x80\x80", 2, ""},
	} {
		if got := beginningOf(c.text, c.n); got != c.want {
			t.Errorf("%q, %d: got %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// TestTemporaryNamesAreNames: however long a name is, that of its temporary file is one
// that file systems take.
func TestTemporaryNamesAreNames(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []int{99, 100, 101, 229, 230, 254, 255} {
		for _, letter := range []string{"a", "é", "平", "😀"} {
			name := strings.Repeat(letter, (n-4)/len(letter)) + ".csv"
			name = strings.Repeat("x", n-len(name)) + name
			f, err := tempFile(filepath.Join(dir, name), 0)
			if err != nil {
				t.Fatal(err)
			}
			if base := filepath.Base(f.Name()); !utf8.ValidString(base) || len(base) > 255 {
				t.Errorf("a name of %d bytes of %s: got the temporary name %q", n, letter, base)
			}
			f.Close()
			os.Remove(f.Name())
		}
	}
}
