package boardmap

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/model"
)

// LoadFolder loads the maps of a folder: its files *.yaml and *.yml, sorted by name, but
// not those in subfolders. It returns every problem with any of them.
func LoadFolder(dir string) ([]*Map, []model.Problem) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, []model.Problem{csvfile.FileProblem(dir, err)}
	}
	var out []*Map
	var problems []model.Problem
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		ext := strings.ToLower(filepath.Ext(path))
		if ext != ".yaml" && ext != ".yml" || strings.HasPrefix(e.Name(), ".") || mayHaveNoEnd(path) {
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			problems = append(problems, csvfile.FileProblem(path, err))
			continue
		}
		m, faults := Load(path, f)
		f.Close()
		problems = append(problems, faults...)
		if m == nil {
			continue
		}
		m.File = path
		if i := slices.IndexFunc(out, func(o *Map) bool { return o.Name == m.Name }); i >= 0 {
			problems = append(problems, model.Problem{Position: model.Position{File: path}, Code: model.CodeDuplicate, Field: "name", Value: m.Name,
				Text: fmt.Sprintf("%s has this name, too", out[i].File), Hint: "give each map of the folder a name of its own"})
		}
		out = append(out, m)
	}
	return out, problems
}

// Named returns the map with the given name, or nil.
func Named(maps []*Map, name string) *Map {
	if i := slices.IndexFunc(maps, func(m *Map) bool { return m.Name == name }); i >= 0 {
		return maps[i]
	}
	return nil
}
