package ingest

import (
	"fmt"
	"strings"

	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// commaNumber matches a number with points between thousands and a comma before decimals.
var commaNumber = lazyregexp.New(`\d+(?:\.\d+)*(?:,\d+)?`)

// PointDecimals rewrites the numbers of a text from decimal commas to decimal points:
// 1.234,5 becomes 1234.5. It returns an error for a point that does not separate exactly
// three digits, because it would be a decimal point in other files.
func PointDecimals(s string) (string, error) {
	var err error
	out := commaNumber.ReplaceAllStringFunc(s, func(n string) string {
		whole, decimals, comma := strings.Cut(n, ",")
		groups := strings.Split(whole, ".")
		for i, g := range groups {
			if i > 0 && len(g) != 3 || len(groups) > 1 && i == 0 && len(g) > 3 {
				err = fmt.Errorf("%w: with decimal commas, points separate thousands, in groups of exactly three digits", model.ErrNumber)
			}
		}
		if whole = strings.Join(groups, ""); comma {
			whole += "." + decimals
		}
		return whole
	})
	return out, err
}
