package boardmap

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"provenance/internal/model"
)

// A boundSuffix is a Suffix with its compiled pattern, which matches at the end of a text
// only.
type boundSuffix struct {
	re *regexp.Regexp
	to string
}

func bindSuffixes(suffixes []Suffix) ([]boundSuffix, error) {
	var out []boundSuffix
	for _, s := range suffixes {
		re, err := regexp.Compile(`\s*(?:` + s.Pattern + `)$`)
		if err != nil {
			return nil, fmt.Errorf("pattern: %w", err)
		}
		out = append(out, boundSuffix{re, s.To})
	}
	return out, nil
}

// cutSuffixes cuts the suffixes off a text, each field at most once, until none is left.
// It returns what remains, or the setting of the suffix that the field is made for.
func (p *plan) cutSuffixes(t string) string {
	setting := ""
	cut := make([]bool, len(p.suffixes))
	for again := true; again; {
		again = false
		for i, s := range p.suffixes {
			if cut[i] {
				continue
			}
			at := s.re.FindStringIndex(t)
			if at == nil || at[0] == 0 || at[0] == at[1] { // a text of nothing but a suffix names something
				continue
			}
			if s.to == p.field.part {
				setting = FirstGroup(s.re.FindStringSubmatch(t))
			}
			for k := range p.suffixes {
				cut[k] = cut[k] || p.suffixes[k].to == s.to
			}
			t, again = strings.TrimSpace(t[:at[0]]), true
			break
		}
	}
	if p.field.part != "" {
		return setting
	}
	return t
}

// addSuffixFields adds the fields that the suffixes of other fields fill. owner is set to
// the field that each is made of.
func addSuffixFields(fields map[string]Field) (owner map[string]string, fault string) {
	owner = map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f := fields[name]
		for i, s := range f.Suffixes {
			made, ok := fields[s.To]
			if ok && (owner[s.To] != name || made.part == "") {
				return nil, fmt.Sprintf("suffixes of field %s fill %s, which is also a field of its own: remove one of them", name, s.To)
			}
			if !ok {
				made = f
				made.owner, made.part, made.Values, made.Only, made.Slug, made.Required = name, s.To, nil, false, false, false
				made.Prefix, made.Row, made.Date, made.Default, made.Letters = "", nil, "", "", nil
			}
			if len(s.Values) > 0 {
				made.Values = maps.Clone(made.Values)
				if made.Values == nil {
					made.Values = map[string]string{}
				}
				maps.Copy(made.Values, f.Suffixes[i].Values)
			}
			fields[s.To], owner[s.To] = made, name
		}
	}
	return owner, ""
}

// settingFields returns the fields that a suffix may fill: the columns of a protocol.
func settingFields() []string {
	return slices.DeleteFunc(slices.Clone(model.ProtocolColumns), func(name string) bool { return name == "extra" })
}
