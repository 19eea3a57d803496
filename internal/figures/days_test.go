package figures

import "testing"

func TestTheDayOfABoard(t *testing.T) {
	day := func(d string, hidden bool, n int) *dayOfBoard {
		return &dayOfBoard{day: d, hidden: hidden, entries: n}
	}
	for _, c := range []struct {
		what  string
		named bool
		days  []*dayOfBoard
		want  string
	}{
		{"the latest of equals", false, []*dayOfBoard{day("1", false, 3), day("2", false, 3)}, "2"},
		{"the latest with half of the most", false, []*dayOfBoard{day("1", false, 4), day("2", false, 2)}, "2"},
		{"not one with fewer", false, []*dayOfBoard{day("1", false, 6), day("2", false, 2)}, "1"},
		{"nor one with a single entry", false, []*dayOfBoard{day("1", false, 2), day("2", false, 1)}, "1"},
		{"what was not public has gone", false, []*dayOfBoard{day("1", true, 3), day("2", false, 2)}, "1"},
		{"it has gone and others have come", false, []*dayOfBoard{day("1", true, 3), day("2", false, 3)}, "2"},
		{"most of those that are named", true, []*dayOfBoard{day("1", false, 3), day("2", false, 2)}, "1"},
		{"one alone", false, []*dayOfBoard{day("1", false, 1)}, "1"},
	} {
		days := map[string]*dayOfBoard{}
		for _, d := range c.days {
			days[d.day] = d
		}
		if got := bestDay(days, c.named); got != c.want {
			t.Errorf("%s: got day %s, want %s", c.what, got, c.want)
		}
	}
}
