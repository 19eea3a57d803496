// Package tour has what `provenance demo` shows: the cases that come with the program, and
// for each the commands of its tour.
package tour

import (
	"io/fs"
	"path"
	"strings"

	"provenance"
)

// A Case is a folder of canonical CSVs that comes with the program, with its tour.
type Case struct {
	Slug  string // the name of its folder
	Stops []Stop
	Next  [][]string // commands to go on with; DIR means the folder of the demo
}

// A Stop of a tour is a command and what to look at.
type Stop struct {
	About string
	Args  []string // DIR means the folder of the demo
	Lines int      // of its output to show: 0 for all, the last ones if it is negative
}

// Cases are the cases, the default one first.
var Cases = []Case{llama4, o3, reflection70B}

// Slugs returns the slugs of all cases.
func Slugs() (out []string) {
	for _, c := range Cases {
		out = append(out, c.Slug)
	}
	return out
}

// Find returns the case with a slug.
func Find(slug string) (c Case, ok bool) {
	for _, c := range Cases {
		if c.Slug == slug {
			return c, true
		}
	}
	return c, false
}

// In returns a command for a folder.
func In(dir string, args []string) (out []string) {
	for _, arg := range args {
		out = append(out, strings.ReplaceAll(arg, "DIR", dir))
	}
	return out
}

// Shown returns the lines of an output that the tour shows.
func (s *Stop) Shown(output string) []string {
	lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
	switch n := len(lines); {
	case s.Lines > 0:
		return lines[:min(s.Lines, n)]
	case s.Lines < 0:
		return lines[max(n+s.Lines, 0):]
	}
	return lines
}

// EachFile calls a function for each CSV of a case, by name, until one fails.
func (c Case) EachFile(do func(name string, content []byte) error) error {
	dir := path.Join("testdata", c.Slug)
	entries, err := fs.ReadDir(provenance.Cases, dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		b, err := provenance.Cases.ReadFile(path.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		if err := do(e.Name(), b); err != nil {
			return err
		}
	}
	return nil
}
