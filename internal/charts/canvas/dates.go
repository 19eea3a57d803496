package canvas

import (
	"fmt"
	"time"
)

// Days returns the first and the last day that a partial date may mean, as days since
// 1970-01-01.
func Days(day string) (first, last float64, err error) {
	layout, months, years := "2006-01-02", 0, 0
	switch len(day) {
	case 4:
		layout, years = "2006", 1
	case 7:
		layout, months = "2006-01", 1
	}
	t, err := time.Parse(layout, day)
	if err != nil {
		return 0, 0, fmt.Errorf("%q is no day", day)
	}
	first = float64(t.Unix()) / 86400
	if months+years == 0 {
		return first, first, nil
	}
	return first, float64(t.AddDate(years, months, -1).Unix()) / 86400, nil
}

// DayOf returns the day at which a partial date is drawn, the middle of the days that it
// may mean, as a day since 1970-01-01.
func DayOf(day string) float64 {
	first, last, _ := Days(day)
	return (first + last) / 2
}

// A DateTick is a labelled day on an axis, as a day since 1970-01-01.
type DateTick struct {
	Day  float64
	Text string
}

// DateTicks returns the ticks of an axis of days that is width points wide: years,
// quarters, months or days, as close as their labels allow.
func DateTicks(first, last, width float64) []DateTick {
	day := func(d float64) time.Time { return time.Unix(int64(d*86400), 0).UTC() }
	from, to := day(first), day(last)
	at := func(t time.Time) float64 { return float64(t.Unix()) / 86400 }
	type step struct {
		years, months, days int
		format              string
		width               float64 // of a label
	}
	for _, s := range []step{{0, 0, 1, "2 Jan 2006", 58}, {0, 0, 7, "2 Jan 2006", 58}, {0, 1, 0, "Jan 2006", 50}, {0, 3, 0, "Jan 2006", 50}, {1, 0, 0, "2006", 30}, {5, 0, 0, "2006", 30}, {25, 0, 0, "2006", 30}, {100, 0, 0, "2006", 30}, {1000, 0, 0, "2006", 30}} {
		length := float64(s.years)*365 + float64(s.months)*30 + float64(s.days)
		if length*width < s.width*(last-first) {
			continue
		}
		var t time.Time
		switch {
		case s.years > 0:
			t = time.Date(from.Year()-from.Year()%s.years, 1, 1, 0, 0, 0, 0, time.UTC)
		case s.months > 0:
			t = time.Date(from.Year(), time.Month((int(from.Month())-1)/s.months*s.months+1), 1, 0, 0, 0, 0, time.UTC)
		default:
			t = time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
		}
		var out []DateTick
		for ; !t.After(to); t = t.AddDate(s.years, s.months, s.days) {
			if at(t) >= first {
				out = append(out, DateTick{at(t), t.Format(s.format)})
			}
		}
		return out
	}
	return nil
}
