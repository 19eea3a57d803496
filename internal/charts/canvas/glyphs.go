package canvas

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// A Glyphs replaces characters that the font cannot draw by numbered placeholders, and
// remembers them. The same characters get the same number.
type Glyphs struct {
	lacking []string
}

// draws reports whether the font has a glyph for a rune.
func draws(r rune) bool {
	if r == '\n' || r == '\t' || r == '\r' || r == ' ' { // white space separates words and is not drawn
		return true
	}
	if unicode.IsControl(r) {
		return false
	}
	var buf sfnt.Buffer
	g, err := Style{10, Regular, Ink}.face().Face.GlyphIndex(&buf, r)
	return err == nil && g != 0
}

// Text returns a text that the font can draw: "数学" becomes "[?1]".
func (g *Glyphs) Text(t string) string {
	if !strings.ContainsFunc(t, func(r rune) bool { return !draws(r) }) {
		return t
	}
	var b, run strings.Builder
	flush := func() {
		if run.Len() == 0 {
			return
		}
		i := slices.Index(g.lacking, run.String())
		if i < 0 {
			i = len(g.lacking)
			g.lacking = append(g.lacking, run.String())
		}
		fmt.Fprintf(&b, "[?%d]", i+1)
		run.Reset()
	}
	for _, r := range t {
		if !draws(r) {
			run.WriteRune(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// original replaces the placeholders in a text by the characters that they stand for.
func (g *Glyphs) original(t string) string {
	for i, run := range g.lacking {
		t = strings.ReplaceAll(t, fmt.Sprintf("[?%d]", i+1), run)
	}
	return t
}

// Drawable returns a copy of the records of a figure in which the font can draw every
// text, at any depth. Changing the copy does not change the original.
//
// Note: each kind copied its own fields by hand before, and forgotten fields were drawn as
// blanks.
func Drawable[R any](g *Glyphs, records R) R {
	g.replace(reflect.ValueOf(&records).Elem())
	return records
}

// replace replaces the texts in a value that can be set, and whatever it points to by
// copies.
func (g *Glyphs) replace(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if t := v.String(); t != "" {
			v.SetString(g.Text(t))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			g.replace(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			c := reflect.New(v.Type().Elem())
			c.Elem().Set(v.Elem())
			g.replace(c.Elem())
			v.Set(c)
		}
	case reflect.Slice:
		if !v.IsNil() {
			c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(c, v)
			for i := range c.Len() {
				g.replace(c.Index(i))
			}
			v.Set(c)
		}
	case reflect.Map:
		if !v.IsNil() {
			c := reflect.MakeMap(v.Type())
			for it := v.MapRange(); it.Next(); {
				key := reflect.New(v.Type().Key()).Elem()
				key.Set(it.Key())
				g.replace(key)
				c.SetMapIndex(key, it.Value())
			}
			v.Set(c)
		}
	}
}

// Notes returns one note that lists the code points behind each placeholder. A board may
// have a hundred names in another script, so there is not one note for each.
func (g *Glyphs) Notes() []string {
	if len(g.lacking) == 0 {
		return nil
	}
	var out []string
	for i, run := range g.lacking {
		var points []string
		for _, r := range run {
			points = append(points, fmt.Sprintf("U+%04X", r))
		}
		out = append(out, fmt.Sprintf("[?%d] is %s", i+1, strings.Join(points, " ")))
	}
	return []string{"Letters that the font of this figure lacks: " + strings.Join(out, "; ") + "."}
}
