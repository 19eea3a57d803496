package ingest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/model"
)

// A Quantity is a number as a cell prints it.
type Quantity struct {
	Value float64
	Sign  byte   // '%' or '$' if the cell has one, else 0
	Text  string // the number as strconv reads it, without sign of the unit and thousands separators
	Exact bool   // the cell is what model.FormatReal writes for Value
}

// pow10 are the powers of ten that float64 holds exactly. A quotient or product with one
// of them is rounded once, and is therefore the nearest float64.
var pow10 = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// PlainNumber parses a number of at most 15 digits with at most one point between them and
// a hyphen before them, as nearly all cells have. It reports false for any other text.
func PlainNumber(s string) (q Quantity, ok bool) {
	i, point, digits := 0, -1, 0
	if s != "" && s[0] == '-' {
		i = 1
	}
	start := i
	var mantissa uint64
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			mantissa = mantissa*10 + uint64(c-'0')
			digits++
		case c == '.' && point < 0 && i > start:
			point = i
		default:
			return q, false
		}
		if digits > 15 {
			return q, false
		}
	}
	if digits == 0 || point == len(s)-1 {
		return q, false
	}
	decimals := 0
	if point >= 0 {
		decimals = len(s) - 1 - point
	}
	f := float64(mantissa) / pow10[decimals]
	exact := (decimals == 0 || s[len(s)-1] != '0') && (s[start] != '0' || len(s) == start+1 || point == start+1) && (f >= 1e-6 || mantissa == 0 && start == 0)
	if start == 1 {
		f = -f
	}
	return Quantity{Value: f, Text: s, Exact: exact}, true
}

// ParseQuantity parses one number as boards print it: 1417, -0.5, 26,604, 90.18%, $0.1300.
// The minus may be a hyphen or U+2212. The text must not have white space around it.
func ParseQuantity(s string) (Quantity, error) {
	if q, ok := PlainNumber(s); ok {
		return q, nil
	}
	var q Quantity
	t := strings.ReplaceAll(s, "−", "-")
	if bare, ok := strings.CutSuffix(t, "%"); ok {
		q.Sign, t = '%', strings.TrimSpace(bare)
	}
	minus := strings.HasPrefix(t, "-")
	if bare, ok := strings.CutPrefix(strings.TrimPrefix(t, "-"), "$"); ok {
		if q.Sign != 0 {
			return q, fmt.Errorf("%w: it has both a dollar and a percent sign", model.ErrNumber)
		}
		q.Sign, t = '$', strings.TrimSpace(bare)
		if minus {
			t = "-" + t
		}
	}
	if strings.IndexByte(t, ',') >= 0 {
		bare, ok := thousands(t)
		if !ok {
			return q, fmt.Errorf("%w: commas separate thousands, in groups of exactly three digits; decimals follow a point", model.ErrNumber)
		}
		t = bare
	}
	f, err := model.ParseReal(t)
	if err != nil {
		return q, err
	}
	q.Value, q.Text = f, t
	return q, nil
}

// thousands removes the commas from a number with groups of exactly three digits. It
// reports false if the groups are wrong.
func thousands(t string) (string, bool) {
	digits := strings.TrimLeft(t, "+-")
	whole, rest, point := strings.Cut(digits, ".")
	groups := strings.Split(whole, ",")
	if strings.IndexByte(rest, ',') >= 0 || len(groups[0]) < 1 || len(groups[0]) > 3 || groups[0][0] == '0' {
		return "", false
	}
	for i, g := range groups {
		if i > 0 && len(g) != 3 || strings.Trim(g, "0123456789") != "" {
			return "", false
		}
	}
	bare := t[:len(t)-len(digits)] + strings.Join(groups, "")
	if point {
		bare += "." + rest
	}
	return bare, true
}

// Scaled returns the value times ten to the power of exp, rounded once.
func (q Quantity) Scaled(exp int) float64 {
	if exp == 0 {
		return q.Value
	}
	if strings.ContainsAny(q.Text, "eE") {
		return q.Value * math.Pow10(exp)
	}
	f, err := strconv.ParseFloat(q.Text+"e"+strconv.Itoa(exp), 64)
	if err != nil {
		return q.Value * math.Pow10(exp)
	}
	return f
}

// Shifted returns the quantity times ten to the power of exp as a quantity without a sign.
func (q Quantity) Shifted(exp int) Quantity {
	f := q.Scaled(exp)
	return Quantity{Value: f, Text: model.FormatReal(f)}
}

// Decimals returns the number of digits after the point, -1 for a number with an exponent.
func (q Quantity) Decimals() int {
	if strings.ContainsAny(q.Text, "eE") {
		return -1
	}
	if i := strings.IndexByte(q.Text, '.'); i >= 0 {
		return len(q.Text) - 1 - i
	}
	return 0
}

// Plus returns q + sign·d with the decimals that a person would write: 82.63 + 1.97 is
// 84.60, not 84.60000000000001.
func (q Quantity) Plus(sign float64, d Quantity) Quantity {
	sum := q.Value + sign*d.Value
	n := max(q.Decimals(), d.Decimals())
	if q.Decimals() < 0 || d.Decimals() < 0 {
		n = -1
	}
	text := strconv.FormatFloat(sum, 'f', n, 64)
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		sum = f
	}
	return Quantity{Value: sum, Text: text}
}

// NoNumber reports whether a cell for a number holds none. The text must not have white
// space around it.
func NoNumber(s string) bool {
	if s == "" || s[0] == '#' {
		return s == "" || SheetError(s)
	}
	switch len(s) {
	case 1:
		return s == "-" || s == "?"
	case 2, 3, 4, 7:
		switch strings.ToLower(s) {
		case "na", "--", "nan", "n/a", "null", "none", "unknown", "–", "—", "−":
			return true
		}
	}
	return false
}

// NoText reports whether a cell for a text holds none. Words such as none and unknown
// count as texts.
func NoText(s string) bool {
	switch s {
	case "", "-", "--", "–", "—", "?", "N/A", "n/a", "nan", "NaN":
		return true
	}
	return SheetError(s)
}

// sheetErrors are what spreadsheets show in a cell whose formula failed.
var sheetErrors = []string{"#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA"}

// SheetError reports whether a text is what a spreadsheet shows for a formula that failed:
// #DIV/0!, #N/A, #REF!. Such a cell holds no value.
func SheetError(s string) bool {
	return strings.HasPrefix(s, "#") && slices.Contains(sheetErrors, strings.ToUpper(s))
}

// cutPlusMinus splits a text at its plus-minus sign.
func cutPlusMinus(s string) (before, after string, ok bool) {
	for _, sign := range []string{"±", "+/-", "+-"} {
		if before, after, ok = strings.Cut(s, sign); ok {
			before, after = strings.TrimSpace(before), strings.TrimSpace(after)
			if bare, open := strings.CutSuffix(before, "("); open && strings.HasSuffix(after, ")") {
				before, after = strings.TrimSpace(bare), strings.TrimSpace(strings.TrimSuffix(after, ")"))
			}
			return before, after, true
		}
	}
	return s, "", false
}

// ParsePlusMinus parses a number with or without a half-width: 58.09 ± 0.80. A percent
// sign after either of them applies to both. The map says whether the half-width is a
// standard error or an interval: see mapping.setSpread of package boardmap.
func ParsePlusMinus(s string) (q, half Quantity, has bool, err error) {
	before, after, has := cutPlusMinus(s)
	if q, err = ParseQuantity(before); err != nil || !has {
		return q, half, false, err
	}
	if half, err = ParseQuantity(after); err != nil {
		return q, half, false, err
	}
	if half.Value < 0 {
		return q, half, false, fmt.Errorf("%w: the number after ± cannot be negative", model.ErrNumber)
	}
	if q.Sign != 0 && half.Sign != 0 && q.Sign != half.Sign {
		return q, half, false, fmt.Errorf("%w: the value and the number after ± have different units, %c and %c", model.ErrNumber, q.Sign, half.Sign)
	}
	if q.Sign == 0 {
		q.Sign = half.Sign
	}
	q.Exact = false
	return q, half, true, nil
}

// A Scorer is one part of a cell such as choice:0.85±0.02,match:0.9.
type Scorer struct {
	Name        string
	Value, Half Quantity
	HasHalf     bool // a half-width is printed
}

// ParseScorers parses a cell that lists scorers with their values.
func ParseScorers(s string) ([]Scorer, error) {
	var out []Scorer
	for _, part := range strings.Split(s, ",") {
		i := strings.LastIndexByte(part, ':')
		if i < 0 {
			return nil, fmt.Errorf("%w: want scorer:value, such as choice:0.85±0.02", model.ErrNumber)
		}
		c := Scorer{Name: strings.TrimSpace(part[:i])}
		var err error
		if c.Value, c.Half, c.HasHalf, err = ParsePlusMinus(strings.TrimSpace(part[i+1:])); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// ChooseScorer returns the scorer whose rounded value is best: the one nearest to it,
// within the rounding that the digits of the cell allow. It reports false if there is
// none, or if two are equally near and have different half-widths.
func ChooseScorer(all []Scorer, best Quantity) (Scorer, bool) {
	digits, near := 0, math.Inf(1)
	var found Scorer
	for _, c := range all {
		digits = max(digits, c.Value.Decimals(), c.Half.Decimals())
		switch d := math.Abs(c.Value.Value - best.Value); {
		case d < near:
			near, found = d, c
		case d == near && c.Half.Value != found.Half.Value:
			found.HasHalf = false
		}
	}
	return found, near <= 0.5*math.Pow10(-digits)*(1+1e-9)
}

// ParsePair parses two or more numbers separated by slashes: 42.2/36.6.
func ParsePair(s string) ([]Quantity, error) {
	var out []Quantity
	for _, part := range strings.Split(s, "/") {
		q, err := ParseQuantity(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// ParseParts parses two or more numbers separated by slashes, with or without half-widths:
// 60.17 ± 1.40 / 72.92 ± 1.18. The parts have no names.
func ParseParts(s string) ([]Scorer, error) {
	s = strings.ReplaceAll(s, "+/-", "±")
	var out []Scorer
	for _, part := range strings.Split(s, "/") {
		var c Scorer
		var err error
		if c.Value, c.Half, c.HasHalf, err = ParsePlusMinus(strings.TrimSpace(part)); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// CutLimit removes the sign of a limit from a number: <0.001, ≥ 99. It reports whether
// there was one.
func CutLimit(s string) (number string, ok bool) {
	for _, sign := range []string{"<=", ">=", "<", ">", "≤", "≥"} {
		if number, ok = strings.CutPrefix(s, sign); ok {
			return strings.TrimSpace(number), true
		}
	}
	return s, false
}

// Unbracket removes a pair of brackets around a text.
func Unbracket(s string) string {
	if len(s) > 1 && (s[0] == '(' && s[len(s)-1] == ')' || s[0] == '[' && s[len(s)-1] == ']') {
		return strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

// ParseOffsets parses the distances of the ends of an interval from the value, both as
// positive numbers: +13/-12, (-1.88, +1.97), ±5. The error wraps model.ErrNumber.
func ParseOffsets(s string) (below, above Quantity, err error) {
	s = Unbracket(s)
	if before, after, ok := cutPlusMinus(s); ok && before == "" {
		above, err = ParseQuantity(after)
		return above, above, err
	}
	bad := fmt.Errorf("%w: want the distances up and down with their signs, such as +13/-12", model.ErrNumber)
	first, second, ok := strings.Cut(s, "/")
	if !ok {
		first, second, ok = strings.Cut(s, ", ")
	}
	if !ok {
		first, second, ok = strings.Cut(s, ",")
	}
	if !ok {
		first, second, ok = strings.Cut(s, " ")
	}
	seen := ""
	for _, part := range []string{strings.TrimSpace(first), strings.TrimSpace(second)} {
		part = strings.ReplaceAll(part, "−", "-")
		if !ok || part == "" || part[0] != '+' && part[0] != '-' {
			return below, above, bad
		}
		q, err := ParseQuantity(strings.TrimSpace(part[1:]))
		if err != nil {
			return below, above, err
		}
		if q.Value < 0 {
			return below, above, bad
		}
		seen += part[:1]
		if part[0] == '+' {
			above = q
		} else {
			below = q
		}
	}
	if seen != "+-" && seen != "-+" {
		return below, above, bad
	}
	return below, above, nil
}

// ParseBounds parses the ends of an interval: [1394, 1415], 1394–1415.
func ParseBounds(s string) (low, high Quantity, err error) {
	s = strings.TrimSpace(Unbracket(s))
	for _, sep := range []string{"..", " to ", "–", ";", ", ", " - ", "/", ",", "-"} {
		first, second, ok := strings.Cut(s, sep)
		if !ok || strings.TrimSpace(first) == "" || strings.Contains(second, sep) && sep != "-" {
			continue
		}
		if low, err = ParseQuantity(strings.TrimSpace(first)); err != nil {
			continue
		}
		if high, err = ParseQuantity(strings.TrimSpace(second)); err != nil {
			continue
		}
		if low.Value > high.Value {
			return low, high, fmt.Errorf("%w: the lower end of the interval is above the upper end", model.ErrNumber)
		}
		return low, high, nil
	}
	return low, high, fmt.Errorf("%w: want both ends of the interval, such as [1394, 1415]", model.ErrNumber)
}

// TrimMarks removes the given marks from the end of a number.
func TrimMarks(text string, marks []string) string {
	for i := 0; i < len(marks); i++ {
		if bare, ok := strings.CutSuffix(text, marks[i]); ok && bare != "" && marks[i] != "" {
			text, i = strings.TrimSpace(bare), -1
		}
	}
	return text
}
