package main

import "strings"

// unitAfter returns what to say of the unit after a value as printed: nothing where
// the source printed it.
func unitAfter(printed, unit, text string) string {
	if unit == "percent" && strings.Contains(printed, "%") || unit == "usd" && strings.Contains(printed, "$") {
		return ""
	}
	return text
}
