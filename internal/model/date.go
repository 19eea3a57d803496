package model

import (
	"errors"
	"fmt"
	"time"
)

// ErrDate is returned, wrapped, for a text that is not a partial date.
var ErrDate = errors.New("not a date")

// ParseDate checks a partial date, YYYY, YYYY-MM or YYYY-MM-DD, and returns it unchanged.
// The error wraps ErrDate. Partial dates are kept as text: 2025-04 says "some day in
// April", and padding it to a full date would invent a day.
//
// Note: no other notation is accepted. 04/05/2025 is the fourth of May for some readers
// and the fifth of April for others.
func ParseDate(s string) (string, error) {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}
	layout, ok := layouts[len(s)]
	if !ok {
		return "", fmt.Errorf("%w: want YYYY, YYYY-MM or YYYY-MM-DD", ErrDate)
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		var pe *time.ParseError
		if errors.As(err, &pe) && pe.Message != "" {
			return "", fmt.Errorf("%w: there is no such day", ErrDate)
		}
		return "", fmt.Errorf("%w: want YYYY, YYYY-MM or YYYY-MM-DD", ErrDate)
	}
	if t.Year() < 1900 {
		return "", fmt.Errorf("%w: the year is before 1900", ErrDate)
	}
	return s, nil
}

// Latest returns the last day that a partial date may mean, YYYY-MM-DD. The
// argument must be a valid partial date.
func Latest(d string) string {
	switch len(d) {
	case 4:
		return d + "-12-31"
	case 7:
		t, err := time.Parse("2006-01", d)
		if err == nil {
			return t.AddDate(0, 1, -1).Format("2006-01-02")
		}
	}
	return d
}

// Earliest returns the first day that a partial date may mean, YYYY-MM-DD.
// The argument must be a valid partial date.
func Earliest(d string) string { return d + "-01-01"[len(d)-4:] }
