package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"provenance/internal/model"
)

// setPrinted sets column printed. It leaves it empty if the value alone gives the same
// text.
func (s *scoreRow) setPrinted() {
	if s.Printed != "" && !printsAs(s.Value, s.Printed) {
		s.PrintedText = s.Printed
	}
	if s.Printed == "" && !printsItself(s.Value) {
		s.PrintedText = model.FormatReal(s.Value)
	}
}

// printsAs reports whether SQLite prints a value as the given text, so that column
// value_as_printed needs no text of its own. Every version of SQLite reproduces up to 12
// digits (it prints 15, and since 3.54 up to 17) and uses no exponent within these bounds.
// The text must not have a sign or zeros that SQLite would omit.
func printsAs(v float64, text string) bool {
	if a := math.Abs(v); v != 0 && (a < 1e-4 || a >= 1e15) {
		return false
	}
	rest := strings.TrimPrefix(text, "-")
	whole, fraction, point := strings.Cut(rest, ".")
	switch {
	case len(whole)+len(fraction) > 12 || len(whole) == 0 || len(whole) > 1 && whole[0] == '0' || point && (fraction == "" || fraction[len(fraction)-1] == '0'):
		return false
	case !allDigits(whole) || !allDigits(fraction) || v == 0 && len(text) > 1:
		return false
	}
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && f == v
}

func allDigits(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// printsItself reports whether printsAs holds for a value and its own shortest text.
func printsItself(v float64) bool {
	if v == 0 && math.Signbit(v) {
		return false
	}
	micro := v * 1e6
	if math.Abs(v) < 1e6 && micro == math.Trunc(micro) && (v == 0 || math.Abs(v) >= 1e-4) {
		return true
	}
	return printsAs(v, model.FormatReal(v))
}

// checkPrinted says what is wrong with a score whose printed text is another number than
// its value. The text is "" if nothing is. A map reads the value out of the printed text,
// in a way that only the map knows.
func (w *scoreWriter) checkPrinted(b *model.ScoreBatch, s *scoreRow) (text, hint string) {
	if s.Printed == "" || b.Mapped {
		return "", ""
	}
	m := w.metrics[s.Metric.ID]
	if !model.PrintsOther(s.Value, s.Printed, m.unit) {
		return "", ""
	}
	return fmt.Sprintf("another number than the value, %s, in metric %s (%s)", model.FormatReal(s.Value), m.slug, m.unit),
		"write the number that the source prints as the value, in a metric of its unit, or correct value_as_printed"
}
