package boardmap

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

//go:embed maps/*.yaml
var shipped embed.FS

// Shipped returns the maps that are built into the program, sorted by name.
func Shipped() ([]*Map, error) {
	names, err := fs.Glob(shipped, "maps/*.yaml")
	if err != nil {
		return nil, err
	}
	var out []*Map
	for _, name := range names {
		f, err := shipped.Open(name)
		if err != nil {
			return nil, err
		}
		m, problems := Load(name, f)
		f.Close()
		if len(problems) > 0 {
			return nil, problems[0]
		}
		if name != "maps/"+m.Name+".yaml" {
			return nil, fmt.Errorf("%s: the map is named %q", name, m.Name)
		}
		out = append(out, m)
	}
	return out, nil
}

// ShippedText returns the YAML of the shipped map with the given name. It reports false if
// there is none.
func ShippedText(name string) ([]byte, bool) {
	b, err := shipped.ReadFile("maps/" + name + ".yaml")
	return b, err == nil
}

// IsShipped reports whether the map is one that is built into the program.
func (m *Map) IsShipped() bool {
	text, ok := ShippedText(m.Name)
	return ok && bytes.Equal(text, m.Text)
}

// Recognise returns the map whose signature matches a header, or nil if none does: one of
// the user's own maps, otherwise a shipped one. If several match, it returns an error that
// names them.
func Recognise(names []string, own ...*Map) (*Map, error) {
	if m, err := recognise(names, own); m != nil || err != nil {
		return m, err
	}
	all, err := Shipped()
	if err != nil {
		return nil, err
	}
	return recognise(names, all)
}

func recognise(names []string, all []*Map) (*Map, error) {
	var found []*Map
	for _, m := range all {
		ok, err := m.Match.fits(names)
		if err != nil {
			return nil, fmt.Errorf("map %s: %w", m.Name, err)
		}
		if ok {
			found = append(found, m)
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return found[0], nil
	}
	var list []string
	for _, m := range found {
		list = append(list, m.Name)
	}
	return nil, fmt.Errorf("the header matches the maps %s: choose one with --map", strings.Join(list, " and "))
}

// String describes for people by which columns a file is recognised. It cuts a long pattern.
func (s Match) String() string {
	const most = 40
	parts := slices.Clone(s.Columns)
	if s.Pattern != "" {
		pattern := s.Pattern
		if len(pattern) > most {
			pattern = strings.ToValidUTF8(pattern[:most], "") + "…"
		}
		parts = append(parts, fmt.Sprintf("%d or more that match %s", max(1, s.Least), pattern))
	}
	if len(parts) == 0 {
		return "nothing: only with --map"
	}
	for _, n := range s.Without {
		parts = append(parts, "no column "+n)
	}
	return strings.Join(parts, ", ")
}

// fits reports whether a header matches the signature.
func (s Match) fits(names []string) (bool, error) {
	h := &header{}
	for _, n := range names {
		h.Names = append(h.Names, strings.TrimSpace(n))
	}
	has := func(alternatives string) bool {
		for _, n := range strings.Split(alternatives, "|") {
			if at, _ := h.findColumn(strings.TrimSpace(n)); at >= 0 {
				return true
			}
		}
		return false
	}
	for _, c := range s.Columns {
		if !has(c) {
			return false, nil
		}
	}
	for _, c := range s.Without {
		if has(c) {
			return false, nil
		}
	}
	if s.Pattern == "" {
		return len(s.Columns) > 0, nil
	}
	re, err := regexp.Compile(s.Pattern)
	if err != nil {
		return false, err
	}
	n := 0
	for _, name := range h.Names {
		if re.MatchString(name) {
			n++
		}
	}
	return n >= max(1, s.Least), nil
}
