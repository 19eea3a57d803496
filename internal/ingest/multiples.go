package ingest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"provenance/internal/model"
)

// Multiples are the letters that boards print after a number instead of zeros, such as k
// in 27.8k, with their powers of ten.
type Multiples struct {
	powers map[string]int
	number *regexp.Regexp // matches a number with one of the letters
	any    *regexp.Regexp // matches a number with or without one
}

// NewMultiples returns the multiples of letters and what each stands for: "k" is "1000".
// Those of no letters are nil.
func NewMultiples(letters map[string]string) (*Multiples, error) {
	if len(letters) == 0 {
		return nil, nil
	}
	m := &Multiples{powers: map[string]int{}}
	var all []string
	for letter, text := range letters {
		power := strings.TrimRight(text, "0")
		zeros := len(text) - len(power)
		if power != "1" || zeros < 1 || zeros > 15 {
			return nil, fmt.Errorf("%q is not a power of ten such as 1000", text)
		}
		if letter == "" || strings.TrimSpace(letter) != letter || strings.ContainsAny(letter, "0123456789%$.,+-/()") {
			return nil, fmt.Errorf("%q cannot stand after a number", letter)
		}
		m.powers[letter] = zeros
		all = append(all, regexp.QuoteMeta(letter))
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) }) // Mio before M
	m.number = regexp.MustCompile(`(\d[\d,]*)(?:\.(\d+))? ?(` + strings.Join(all, "|") + `)`)
	m.any = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
	return m, nil
}

// WriteOut writes the numbers of a text with their zeros: 27.8k becomes 27800. Nil
// multiples leave the text as it is. It returns an error where the commas of a number do
// not separate thousands, and where only some numbers have a letter: 1.2-1.4M may begin at
// 1.2 million.
func (m *Multiples) WriteOut(s string) (string, error) {
	if m == nil {
		return s, nil
	}
	var b strings.Builder
	at, n := 0, 0
	for _, i := range m.number.FindAllStringSubmatchIndex(s, -1) {
		next, _ := utf8.DecodeRuneInString(s[i[1]:])
		lead := s[at:i[0]]
		before, _ := utf8.DecodeLastRuneInString(lead)
		if signed := strings.TrimRight(lead, "+-"); signed != lead {
			if before, _ = utf8.DecodeLastRuneInString(signed); unicode.IsDigit(before) { // the end of a range
				before = ' '
			}
		}
		if isWordRune(next) || isWordRune(before) || before == '.' || before == ',' { // 5kg, 1.2.3k, 1e+2k
			continue
		}
		whole, ok := s[i[2]:i[3]], true
		if strings.Contains(whole, ",") {
			whole, ok = thousands(whole)
		}
		if !ok {
			return "", fmt.Errorf("%w: commas separate thousands, in groups of exactly three digits; decimals follow a point", model.ErrNumber)
		}
		fraction := ""
		if i[4] >= 0 {
			fraction = s[i[4]:i[5]]
		}
		zeros := m.powers[s[i[6]:i[7]]]
		fraction += strings.Repeat("0", max(0, zeros-len(fraction)))
		whole = strings.TrimLeft(whole+fraction[:zeros], "0")
		n++
		b.WriteString(lead)
		b.WriteString(whole)
		if whole == "" {
			b.WriteByte('0')
		}
		if rest := strings.TrimRight(fraction[zeros:], "0"); rest != "" {
			b.WriteString("." + rest)
		}
		at = i[1]
	}
	if n > 0 && n < len(m.any.FindAllStringIndex(s, -1)) {
		return "", fmt.Errorf("%w: some of its numbers have a letter for thousands and others none, so the size of the others is not sure", model.ErrNumber)
	}
	b.WriteString(s[at:])
	return b.String(), nil
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
