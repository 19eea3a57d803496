package ingest

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"provenance/internal/lazyregexp"
)

// PlainText removes markup ("html", "markdown", or "" for none) from a text. Runs of white
// space become one space.
func PlainText(markup, s string) string {
	switch markup {
	case "html":
		s = htmlText(s)
	case "markdown":
		s = htmlText(markdownText(s))
	default:
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// htmlText returns the text of a fragment of HTML. Tags that separate texts become a
// space, so that 85<sup>1</sup> is not read as 851; tags that only mark text are removed.
// The contents of scripts, styles and comments are not text.
func htmlText(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return unescape(s)
	}
	var b strings.Builder
	hidden := "" // the element whose content is being skipped
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		name, end, ok := tagAt(s[i:])
		if hidden == "" {
			b.WriteString(s[:i])
		}
		if !ok { // a single "less than"
			if hidden == "" {
				b.WriteString("&lt;")
			}
			s = s[i+1:]
			continue
		}
		s = s[i+end:]
		switch bare := strings.TrimPrefix(name, "/"); {
		case hidden != "":
			if name == "/"+hidden {
				hidden = ""
			}
		case name == "script" || name == "style":
			hidden = name
		case !markTags[bare]:
			b.WriteByte(' ')
		}
	}
	if hidden == "" {
		b.WriteString(s)
	}
	return unescape(b.String())
}

// reference matches a numeric character reference of HTML.
var reference = lazyregexp.New(`&#(?:[xX][0-9a-fA-F]+|[0-9]+)`)

// unescape resolves character references. It keeps a reference to no character, such as
// &#0; or &#xD800;. Browsers show U+FFFD for all of them, which would make one name of
// two.
func unescape(s string) string {
	if strings.Contains(s, "&#") {
		s = reference.ReplaceAllStringFunc(s, func(ref string) string {
			digits, base := ref[2:], 10
			if digits[0] == 'x' || digits[0] == 'X' {
				digits, base = digits[1:], 16
			}
			if n, err := strconv.ParseInt(digits, base, 32); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
				return ref
			}
			return "&amp;" + ref[1:]
		})
	}
	return html.UnescapeString(s)
}

// markTags are the elements that mark text without separating it from its surroundings.
var markTags = map[string]bool{"a": true, "abbr": true, "b": true, "bdi": true, "code": true, "em": true, "font": true, "i": true,
	"mark": true, "s": true, "small": true, "span": true, "strong": true, "tt": true, "u": true, "wbr": true, "!--": true}

// tagAt reads the tag at the beginning of s. It returns its name in lower case, with a
// slash before it for an end tag, and the length of the tag.
func tagAt(s string) (name string, end int, ok bool) {
	if strings.HasPrefix(s, "<!--") {
		if i := strings.Index(s, "-->"); i >= 0 {
			return "!--", i + 3, true
		}
		return "!--", len(s), true
	}
	i := 1
	for i < len(s) && (s[i] == '/' && i == 1 || s[i] == '!' && i == 1 || s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || i > 1 && s[i] >= '0' && s[i] <= '9') {
		i++
	}
	if i == 1 || i == 2 && s[1] == '/' || s[1] >= '0' && s[1] <= '9' {
		return "", 0, false
	}
	name = strings.ToLower(s[1:i])
	quote := byte(0)
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return name, i + 1, true
		}
	}
	return "", 0, false
}

var (
	markdownLink  = lazyregexp.New(`!?\[((?:[^\[\]\\]|\\.)*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])`)
	markdownMarks = lazyregexp.New("\\*\\*|^__|__$|~~|`")
	markdownStar  = lazyregexp.New(`(^|[^*\\])\*([^*]+)\*`)
	markdownSlash = lazyregexp.New("\\\\([\\\\`*_{}\\[\\]()#+.!|<>~-])")
)

// markdownText removes links, emphasis and code marks from Markdown. It keeps single
// underscores, because names are full of them, except a pair of them at the beginning and
// the end of the text.
func markdownText(s string) string {
	for range 3 { // a badge inside a link
		t := markdownLink.ReplaceAllString(s, "$1")
		if t == s {
			break
		}
		s = t
	}
	if t, ok := strings.CutPrefix(s, "_"); ok && strings.IndexByte(t, '_') == len(t)-1 && len(t) > 1 {
		s = t[:len(t)-1]
	}
	s = markdownMarks.ReplaceAllString(s, "")
	s = markdownStar.ReplaceAllString(s, "$1$2")
	return markdownSlash.ReplaceAllString(s, "$1")
}
