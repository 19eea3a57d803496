package ingest

import (
	"fmt"
	"strings"

	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// commaNumber is a number with points between its thousands and a comma before its
// decimals.
var commaNumber = lazyregexp.New(`\d+(?:\.\d+)*(?:,\d+)?`)

// PointDecimals writes the numbers of a text with decimal commas as they are read here:
// 1.234,5 as 1234.5. A point that does not set exactly three digits apart is an
// error, for it would be a decimal point elsewhere.
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
