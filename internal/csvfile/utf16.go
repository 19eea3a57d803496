package csvfile

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// A utf16Decoder is a transform.Transformer from UTF-16, without its byte order mark, to
// UTF-8. Half a character has no form in UTF-8. A lone surrogate becomes the three bytes
// that it would have (ED A0 80 to ED BF BF), and an odd byte at the end becomes FF. Both
// are invalid UTF-8, so the record that has them is rejected.
//
// Note: the decoder of x/text writes U+FFFD for both, which makes one name of two that
// differ in a lone surrogate.
type utf16Decoder struct{ bigEndian bool }

// halfUnit is returned by next for an odd byte at the end.
const halfUnit rune = -1

func (d utf16Decoder) Reset() {}

func (d utf16Decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, size := d.next(src[nSrc:], atEOF)
		if size == 0 {
			return nDst, nSrc, transform.ErrShortSrc
		}
		if len(dst)-nDst < utf8.UTFMax {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += putRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// next returns the first character of src and its size in bytes, 0 if it needs more bytes.
// It returns a lone surrogate unchanged.
func (d utf16Decoder) next(src []byte, atEOF bool) (r rune, size int) {
	if len(src) < 2 {
		if atEOF {
			return halfUnit, 1
		}
		return 0, 0
	}
	r = d.unit(src)
	if r < 0xd800 || r > 0xdbff { // no first half of a pair
		return r, 2
	}
	if len(src) < 4 {
		if atEOF {
			return r, 2
		}
		return 0, 0
	}
	if pair := utf16.DecodeRune(r, d.unit(src[2:])); pair != utf8.RuneError {
		return pair, 4
	}
	return r, 2
}

// unit returns the first code unit of b.
func (d utf16Decoder) unit(b []byte) rune {
	if d.bigEndian {
		return rune(b[0])<<8 | rune(b[1])
	}
	return rune(b[1])<<8 | rune(b[0])
}

// putRune writes a character, or the mark of half a character, to dst and returns the
// number of bytes.
func putRune(dst []byte, r rune) int {
	switch {
	case r == halfUnit:
		dst[0] = 0xff
		return 1
	case utf16.IsSurrogate(r):
		dst[0], dst[1], dst[2] = 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f
		return 3
	}
	return utf8.EncodeRune(dst, r)
}

// BadUTF16 returns the error for the first byte that is not text in a text decoded from
// UTF-16, or nil. It names the half character that the byte marks.
func BadUTF16(b string, line int) *RowError {
	e := BadText(b, line)
	if e == nil || b[e.Column-1] == 0 {
		return e
	}
	at := b[e.Column-1:]
	if at[0] == 0xff {
		e.Text, e.Hint = "half a character: the file ends after one byte of the two of a UTF-16 unit", "the file may be cut short; save it again, best as UTF-8"
		return e
	}
	unit := rune(at[0]&0xf)<<12 | rune(at[1]&0x3f)<<6 | rune(at[2]&0x3f)
	e.Text = fmt.Sprintf("half a character: the UTF-16 surrogate U+%04X stands alone", unit)
	e.Hint = "surrogates come in pairs, U+D800 to U+DBFF before U+DC00 to U+DFFF; save the file again, best as UTF-8"
	return e
}
