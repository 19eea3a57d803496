package charts

import (
	"fmt"

	"gonum.org/v1/plot/vg"
)

// A seriesLook is how a series is drawn. Those all of whose scores were of a
// variant that was not public have hatches and need no colour; those some of
// whose were have both.
type seriesLook struct {
	look
	hatch     int  // the pattern of scores that were not public
	notPublic bool // some of the scores were not
	unknown   bool // some are of unknown status
	public    bool
}

// of is the look of one score of the series.
func (l seriesLook) of(r Release) look {
	if r == NotReleased {
		return look{NotReleased, l.fill, l.hatch}
	}
	return look{r, l.fill, l.pattern}
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
		l.fill = fills[colours%len(fills)]
		if l.notPublic {
			l.hatch = hatches
			hatches++
		}
		switch {
		case l.notPublic && !l.public && !l.unknown:
			l.release, l.pattern = NotReleased, l.hatch
			continue
		case l.unknown && !l.public:
			l.release = Unknown
		default:
			l.release = Released
		}
		l.pattern = colours / len(fills)
		colours++
	}
	return out
}

// unknownAtOnce is what the subtitle says where the status of several models is
// unknown and of no other known, or of so many that a tag beside each would be
// all that is seen of the legend; "" where each has its tag.
func (b *Bars) unknownAtOnce() string {
	unknown, others := 0, 0
	for _, l := range b.looks() {
		if l.release == Unknown && !l.notPublic && !l.public {
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

func (b *Bars) keys(p *page) []key {
	bars, dots := false, false
	for i := range b.Benchmarks {
		if points(b.unit(i)) {
			dots = true
		} else {
			bars = true
		}
	}
	var keys []key
	once := b.unknownAtOnce() != ""
	for j, l := range b.looks() {
		k := key{name: b.Series[j].Name, release: l.release}
		switch {
		case l.release == NotReleased:
			k.name += "*"
			k.pill = "NOT RELEASED"
		case l.notPublic:
			k.pill = "NOT RELEASED FOR SOME*"
			k.warn = true
		case l.release == Unknown && once: // the subtitle says it
		case l.release == Unknown:
			k.pill = "STATUS UNKNOWN"
		case l.unknown:
			k.pill = "STATUS UNKNOWN FOR SOME"
		}
		if bars && dots {
			k.wide = 24
		}
		k.swatch = func(x, y vg.Length) {
			if bars {
				w := vg.Length(14)
				if dots {
					w = 9
				}
				p.bar(l.look, x, y-5, x+w, y+5)
				x += w + 1
			}
			if dots {
				p.mark(l.look, x+7, y)
			}
		}
		keys = append(keys, k)
	}
	return keys
}
