package sqlite

import "strings"

// firstStatement splits a text after its first statement, at a semicolon outside strings,
// names and comments. It replaces semicolons before the statement by spaces, so that
// positions stay valid. rest is the text after the statement, "" if it has only white
// space and comments.
func firstStatement(s string) (first, rest string) {
	empty := len(s) - len(strings.TrimLeft(s, "; \t\r\n"))
	if strings.Contains(s[:empty], ";") {
		s = strings.ReplaceAll(s[:empty], ";", " ") + s[empty:]
	}
	for i := empty; i < len(s); {
		if n := skipQuoted(s[i:]); n > 0 {
			i += n
			continue
		}
		if s[i] != ';' {
			i++
			continue
		}
		first, rest = s[:i], s[i+1:]
		for {
			rest = strings.TrimLeft(rest, "; \t\r\n")
			if !strings.HasPrefix(rest, "--") && !strings.HasPrefix(rest, "/*") {
				return first, rest
			}
			rest = rest[skipQuoted(rest):]
		}
	}
	return s, ""
}

// splitScript splits a script into statements. A trigger ends with a line that begins with
// END.
//
// Note: the driver can run a script too, but it copies the rest of the script for each
// statement: 20 MB for the schema, a third of the time of making a database.
func splitScript(script string) []string {
	var out []string
	for script != "" {
		body := 0
		if strings.HasPrefix(script, "CREATE TRIGGER ") {
			if body = strings.Index(script, "\nEND;"); body < 0 {
				body = 0
			}
		}
		_, rest := firstStatement(script[body:])
		out = append(out, script[:len(script)-len(rest)])
		script = rest
	}
	return out
}

// skipQuoted returns the length of the string, quoted name or comment at the beginning of
// s, or 0. If it is not closed, it extends to the end.
func skipQuoted(s string) int {
	open, end := 1, ""
	switch s[0] {
	case '\'', '"', '`':
		end = s[:1]
	case '[':
		end = "]"
	case '-', '/':
		open, end = 2, "\n"
		if strings.HasPrefix(s, "/*") {
			end = "*/"
		} else if !strings.HasPrefix(s, "--") {
			return 0
		}
	default:
		return 0
	}
	if i := strings.Index(s[open:], end); i >= 0 {
		return open + i + len(end)
	}
	return len(s)
}

// A token is a word of a statement: a name, a number, a parameter, or one other character.
// Strings and comments are not tokens.
type token struct {
	at     int // offset in bytes in the statement
	text   string
	quoted bool
}

// tokens splits a statement into tokens. A quoted name is a token without its quotes.
func tokens(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		switch n := skipQuoted(s[i:]); {
		case n > 1 && strings.IndexByte("\"`[", s[i]) >= 0:
			out = append(out, token{i, s[i+1 : i+n-1], true})
			i += n
			continue
		case n > 0:
			i += n
			continue
		}
		j := i
		if strings.IndexByte(":@$?#", s[j]) >= 0 {
			j++
		}
		for j < len(s) && wordByte(s[j]) {
			j++
		}
		j = max(j, i+1)
		if strings.IndexByte(" \t\r\n\f", s[i]) < 0 {
			out = append(out, token{i, s[i:j], false})
		}
		i = j
	}
	return out
}

// wordByte reports whether a byte can be part of a name in SQL.
func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c >= 0x80
}
