package charts

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

func gamma(v float64) float64 {
	v = min(max(v, 0), 1)
	if v <= .0031308 {
		return v * 12.92
	}
	return 1.055*math.Pow(v, 1/2.4) - .055
}

// box is where an item stands in an image of one pixel a point.
func box(f *Figure, it canvas.Item) image.Rectangle {
	h := f.Height()
	return image.Rect(int(it.X0), int(h-float64(it.Y1)), int(math.Ceil(float64(it.X1))), int(math.Ceil(h-float64(it.Y0))))
}

// TestTextIsReadable holds the contrast of every text with what most of its box
// is, in every theme, at 4.5 to 1 (WCAG 2.1, 1.4.3).
func TestTextIsReadable(t *testing.T) {
	for _, g := range goldens {
		f, err := g.make()
		if err != nil {
			t.Fatal(err)
		}
		for _, theme := range canvas.Themes() {
			f := f.WithTheme(theme).WithSize(canvas.Size{Width: int(canvas.Width)})
			img, err := f.Image(true)
			if err != nil {
				t.Fatal(err)
			}
			for _, it := range f.Items() {
				if it.Text == "" {
					continue
				}
				count := map[color.NRGBA]int{}
				var most color.NRGBA
				r := box(f, it).Intersect(img.Bounds())
				for y := r.Min.Y; y < r.Max.Y; y++ {
					for x := r.Min.X; x < r.Max.X; x++ {
						c := img.RGBAAt(x, y)
						n := color.NRGBA(c) // opaque
						if count[n]++; count[n] > count[most] {
							most = n
						}
					}
				}
				if c := canvas.Ratio(it.Fill, most); c < 4.5 {
					t.Errorf("%s, %s: %s %q: contrast %.2f, want at least 4.5", g.name, theme, it.Kind, it.Text, c)
				}
			}
		}
	}
}

// Ways of seeing: each gives the colour that somebody sees, in sRGB from 0 to 1.
var sights = []struct {
	name string
	see  func(c color.RGBA) [3]float64
}{
	{"all colours", func(c color.RGBA) [3]float64 {
		return [3]float64{float64(c.R) / 255, float64(c.G) / 255, float64(c.B) / 255}
	}},
	{"grey", func(c color.RGBA) [3]float64 {
		y := gamma(canvas.Luminance(color.NRGBA(c)))
		return [3]float64{y, y, y}
	}},
	// Machado, Oliveira and Fernandes, "A Physiologically-based Model for
	// Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009: the matrix
	// of deuteranomaly at severity 1.0, on linear RGB.
	{"deuteranopia", func(c color.RGBA) [3]float64 {
		r, g, b := canvas.Linear(c.R), canvas.Linear(c.G), canvas.Linear(c.B)
		return [3]float64{
			gamma(.367322*r + .860646*g - .227968*b),
			gamma(.280085*r + .672501*g + .047413*b),
			gamma(-.011820*r + .042940*g + .968881*b),
		}
	}},
}

// TestFlaggedMarksDifferInEverySight draws all looks of bars and points and
// compares, pixel by pixel, those of what was not public with all others, as
// they are seen in grey and with deuteranopia.
func TestFlaggedMarksDifferInEverySight(t *testing.T) {
	const least = .1 // mean difference of a pixel and channel, of 1; the nearest two are at .155
	for _, unit := range []string{"%", "Elo"} {
		hidden := canvas.MostHatches
		if unit == "Elo" {
			hidden = canvas.MostMarks
		}
		f, err := manySeries(hidden+canvas.MostPublic, hidden, unit).Figure()
		if err != nil {
			t.Fatal(err)
		}
		for _, theme := range canvas.Themes() {
			f := f.WithTheme(theme).WithSize(canvas.Size{Width: int(2 * canvas.Width)})
			img, err := f.Image(true)
			if err != nil {
				t.Fatal(err)
			}
			var flagged, others []canvas.Item
			for _, it := range f.Items()[:] {
				switch {
				case it.Kind != "bar" && it.Kind != "dot" && it.Kind != "diamond":
				case it.Release == NotReleased:
					flagged = append(flagged, it)
				default:
					others = append(others, it)
				}
			}
			flagged, others = flagged[:hidden], others[:canvas.MostPublic] // those of the legend, of one size
			for _, sight := range sights {
				nearest, which := 1.0, ""
				for _, a := range flagged {
					for _, b := range others {
						if d := seenApart(f, img, a, b, sight.see); d < nearest {
							nearest, which = d, fmt.Sprintf("%s %d and %s %d of fill %v", a.Kind, a.Pattern, b.Kind, b.Pattern, b.Fill)
						}
					}
				}
				t.Logf("%s, %s, %s: nearest %.3f", unit, theme, sight.name, nearest)
				if nearest < least {
					t.Errorf("%s, %s, %s: %s differ by %.3f, want %.3f", unit, theme, sight.name, which, nearest, least)
				}
			}
		}
	}
}

// seenApart is the mean difference of two marks of one size in an image of two
// pixels a point.
func seenApart(f *Figure, img *image.RGBA, a, b canvas.Item, see func(color.RGBA) [3]float64) float64 {
	at := func(it canvas.Item) (x, y int) {
		return int(math.Round(2 * float64(it.X0))), int(math.Round(2 * (f.Height() - float64(it.Y1))))
	}
	ax, ay := at(a)
	bx, by := at(b)
	w, h := int(2*(a.X1-a.X0)), int(2*(a.Y1-a.Y0))
	sum := 0.0
	for y := range h {
		for x := range w {
			p, q := see(img.RGBAAt(ax+x, ay+y)), see(img.RGBAAt(bx+x, by+y))
			for i := range p {
				sum += math.Abs(p[i] - q[i])
			}
		}
	}
	return sum / float64(3*w*h)
}

func TestFillsDifferInGrey(t *testing.T) {
	for _, theme := range canvas.Themes() {
		for i := 1; i < 5; i++ {
			a, b := theme.Color(canvas.Fills[i-1]), theme.Color(canvas.Fills[i])
			grey := func(c color.NRGBA) float64 { return gamma(canvas.Luminance(c)) * 255 }
			if d := math.Abs(grey(a) - grey(b)); d < 20 {
				t.Errorf("%s: fills %d and %d differ by %.0f levels of grey, want at least 20", theme, i-1, i, d)
			}
		}
	}
}

// channelDistance is the difference of two channels.
func channelDistance(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }

// TestMixesFollowTheTheme checks that a mix of two named colours becomes the
// same mix of what they become, and that Items say so.
func TestMixesFollowTheTheme(t *testing.T) {
	for _, theme := range []canvas.Theme{canvas.Dark, canvas.Print} {
		for _, c := range []struct {
			a, b color.NRGBA
			t    float64
		}{{canvas.NotPublic, canvas.White, .86}, {canvas.NotPublic, canvas.White, .9}, {canvas.NotPublic, canvas.White, .95}, {canvas.Grey, canvas.White, .9}, {canvas.Faint, canvas.White, .5}, {canvas.NotPublic, canvas.White, .5}, {canvas.Blue, canvas.White, .8}, {canvas.Rule, canvas.White, .5}, {canvas.Rule, canvas.White, .6}, {canvas.Fills[0], canvas.White, .85}, {canvas.Fills[3], canvas.Ink, .75}} {
			got, want := theme.Color(canvas.Mix(c.a, c.b, c.t)), canvas.Mix(theme.Color(c.a), theme.Color(c.b), c.t)
			if channelDistance(got.R, want.R) > 6 || channelDistance(got.G, want.G) > 6 || channelDistance(got.B, want.B) > 6 {
				t.Errorf("%s: %v in %v by %.2f: got %v, want %v", theme, c.a, c.b, c.t, got, want)
			}
		}
	}
	f, err := goldenBars().Figure()
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range f.WithTheme(canvas.Dark).Items() {
		if want := canvas.Dark.Color(f.Items()[i].Fill); it.Fill != want {
			t.Errorf("%s %q: Fill is %v, drawn is %v", it.Kind, it.Text, it.Fill, want)
		}
	}
}

// TestFlaggedEntriesDifferInEverySight does the same for the small marks of a
// leaderboard, each in a cell of 12 points.
func TestFlaggedEntriesDifferInEverySight(t *testing.T) {
	const least, cell = .07, 12 // most of a cell is empty; the nearest two are at .083
	for _, step := range []vg.Length{1.2, 3, 6} {
		b := &Leaderboard{Entries: make([]Entry, 100)}
		l := &boardLayout{radius: b.radius(step)}
		f := canvas.NewFigure(cell)
		f.Add(func(c vg.Canvas) {
			c.SetColor(canvas.White)
			c.Fill(canvas.Polygon(canvas.Rect(0, 0, canvas.Width, cell)))
		})
		var cells []canvas.Item
		for i, m := range []struct {
			release Release
			chosen  bool
		}{{NotReleased, false}, {NotReleased, true}, {Released, false}, {Unknown, false}, {Released, true}, {Unknown, true}} {
			b.Entries[i].Release, b.Entries[i].Chosen = m.release, m.chosen
			drawEntry(f, m.release, m.chosen, cell*(vg.Length(i)+.5), cell/2, b.size(l, i))
			cells = append(cells, canvas.Item{X0: cell * vg.Length(i), X1: cell * vg.Length(i+1), Y0: 0, Y1: cell})
		}
		for _, theme := range canvas.Themes() {
			f := f.WithTheme(theme).WithSize(canvas.Size{Width: int(2 * canvas.Width)})
			img, err := f.Image(true)
			if err != nil {
				t.Fatal(err)
			}
			for _, sight := range sights {
				nearest := 1.0
				for _, a := range cells[:2] {
					for _, b := range cells[2:] {
						nearest = min(nearest, seenApart(f, img, a, b, sight.see))
					}
				}
				t.Logf("step %v, %s, %s: nearest %.3f", step, theme, sight.name, nearest)
				if nearest < least {
					t.Errorf("step %v, %s, %s: the nearest two differ by %.3f, want %.3f", step, theme, sight.name, nearest, least)
				}
			}
		}
	}
}
