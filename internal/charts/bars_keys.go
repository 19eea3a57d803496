package charts

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// A seriesLook is how a series is drawn. Those all of whose scores were of a
// variant that was not public have hatches and need no colour; those some of
// whose were have both.
type seriesLook struct {
	canvas.Look
	hatch     int  // the pattern of scores that were not public
	notPublic bool // some of the scores were not
	unknown   bool // some are of unknown status
	public    bool
}

// of is the look of one score of the series.
func (l seriesLook) of(r Release) canvas.Look {
	if r == NotReleased {
		return canvas.Look{Release: NotReleased, Fill: l.Fill, Pattern: l.hatch}
	}
	return canvas.Look{Release: r, Fill: l.Fill, Pattern: l.Pattern}
}

// looks gives every series a look of its own.
func (b *Bars) looks() []seriesLook {
	hatches, colours := 0, 0
	out := make([]seriesLook, len(b.Series))
	for j := range out {
		l := &out[j]
		for _, row := range b.Values {
			if v := row[j]; v != nil {
				l.notPublic = l.notPublic || v.Release == NotReleased
				l.unknown = l.unknown || v.Release == Unknown
				l.public = l.public || v.Release == Released
			}
		}
		l.Fill = canvas.Fills[colours%len(canvas.Fills)]
		if l.notPublic {
			l.hatch = hatches
			hatches++
		}
		switch {
		case l.notPublic && !l.public && !l.unknown:
			l.Release, l.Pattern = NotReleased, l.hatch
			continue
		case l.unknown && !l.public:
			l.Release = Unknown
		default:
			l.Release = Released
		}
		l.Pattern = colours / len(canvas.Fills)
		colours++
	}
	return out
}

// unknownAtOnce is what the subtitle says where the status of several models is
// unknown and of no other known, or of so many that a tag next to each would be
// all that is seen of the legend; "" where each has its tag.
func (b *Bars) unknownAtOnce() string {
	unknown, others := 0, 0
	for _, l := range b.looks() {
		if l.Release == Unknown && !l.notPublic && !l.public {
			unknown++
		} else {
			others++
		}
	}
	switch {
	case others == 0 && unknown > 1:
		return "Dotted outline: status unknown, here of all models"
	case unknown > mostTags:
		return fmt.Sprintf("Dotted outline: status unknown, here of %d models", unknown)
	}
	return ""
}

// mostTags is how many models are tagged STATUS UNKNOWN one by one.
const mostTags = 4

func (b *Bars) keys(p *canvas.Page) []canvas.Key {
	bars, dots := false, false
	for i := range b.Benchmarks {
		if points(b.unit(i)) {
			dots = true
		} else {
			bars = true
		}
	}
	var keys []canvas.Key
	once := b.unknownAtOnce() != ""
	for j, l := range b.looks() {
		k := canvas.Key{Name: b.Series[j].Name, Release: l.Release}
		switch {
		case l.Release == NotReleased:
			k.Name += "*"
			k.Pill = "NOT RELEASED"
		case l.notPublic:
			k.Pill = "NOT RELEASED FOR SOME*"
			k.Warn = true
		case l.Release == Unknown && once: // the subtitle says it
		case l.Release == Unknown:
			k.Pill = "STATUS UNKNOWN"
		case l.unknown:
			k.Pill = "STATUS UNKNOWN FOR SOME"
		}
		if bars && dots {
			k.Wide = 24
		}
		k.Swatch = func(x, y vg.Length) {
			if bars {
				w := vg.Length(14)
				if dots {
					w = 9
				}
				p.Bar(l.Look, x, y-5, x+w, y+5)
				x += w + 1
			}
			if dots {
				p.Mark(l.Look, x+7, y)
			}
		}
		keys = append(keys, k)
	}
	return keys
}
