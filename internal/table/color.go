package table

// severities are the columns whose words have a colour.
var severities = map[string]bool{"severity": true, "worst_severity": true}

// Severity returns the word for a severity in its colour, if the layout has colours.
func (l *Layout) Severity(word string) string {
	if !l.Color {
		return word
	}
	switch word {
	case "error":
		return "\x1b[1;31m" + word + "\x1b[0m"
	case "warning":
		return "\x1b[33m" + word + "\x1b[0m"
	case "note":
		return "\x1b[36m" + word + "\x1b[0m"
	}
	return word
}
