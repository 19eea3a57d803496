package boardmap

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// units writes UTF-16 code units with their byte order mark.
func units(bigEndian bool, list ...uint16) []byte {
	var out []byte
	for _, u := range append([]uint16{0xfeff}, list...) {
		if bigEndian {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

// wide returns the code units of a text, in which %XXXX is the unit of that number.
func wide(text string) []uint16 {
	var out []uint16
	for i, part := range strings.Split(text, "%") {
		if i > 0 {
			var u uint16
			fmt.Sscanf(part[:4], "%X", &u)
			out, part = append(out, u), part[4:]
		}
		out = append(out, utf16.Encode([]rune(part))...)
	}
	return out
}
