package charts

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// A seriesLook is how a series is drawn. A series that was not public in any score has
// hatches and needs no colour; one that was not public in some scores has both.
type seriesLook struct {
	canvas.Look
	hatch     int  // the pattern of scores that were not public
	notPublic bool // in some scores the variant was not public
	unknown   bool // in some scores its status is unknown
	unsure    bool // and in one of these nothing is on record about its release: see Score.NoRelease
	public    bool // in some scores it was public
}

// of returns the look of one score of the series.
func (l seriesLook) of(r Release) canvas.Look {
	if r == NotReleased {
		return canvas.Look{Release: NotReleased, Fill: l.Fill, Pattern: l.hatch}
	}
	return canvas.Look{Release: r, Fill: l.Fill, Pattern: l.Pattern}
}

// looks gives each series a look of its own.
func (b *Bars) looks() []seriesLook {
	hatches, colours := 0, 0
	out := make([]seriesLook, len(b.Series))
	for j := range out {
		l := &out[j]
		for _, row := range b.Values {
			if v := row[j]; v != nil {
				l.notPublic = l.notPublic || v.Release == NotReleased
				l.unknown = l.unknown || v.Release == Unknown
				l.unsure = l.unsure || v.Release == Unknown && !v.NoRelease
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

// unknownAtOnce returns a sentence for the subtitle that covers all models of unknown
// status. It does so if no status is known, or if there are more than mostTags such
// models, whose tags would crowd the legend. Otherwise it returns "", and each model has a
// tag.
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

// mostTags is the greatest number of models that get a tag STATUS UNKNOWN each.
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
		case l.Release == Unknown && once: // the subtitle mentions it
		case l.Release == Unknown && !l.unsure:
			k.Pill = "NO RELEASE ON RECORD"
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
