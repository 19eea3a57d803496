package model

import (
	"fmt"
	"strconv"
	"strings"
)

// LineList writes line numbers for people: line 4; lines 4, 9 and 12; lines 4, 9 and 12,
// and 5 more. n is how many there are in all.
func LineList(lines []int, n int) string {
	var text []string
	for _, l := range lines {
		text = append(text, strconv.Itoa(l))
	}
	switch more := n - len(lines); {
	case len(lines) == 0:
		return ""
	case more > 0:
		return fmt.Sprintf("lines %s, and %d more", strings.Join(text, ", "), more)
	case len(lines) == 1:
		return "line " + text[0]
	default:
		last := len(text) - 1
		return fmt.Sprintf("lines %s and %s", strings.Join(text[:last], ", "), text[last])
	}
}
