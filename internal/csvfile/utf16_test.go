package csvfile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"golang.org/x/text/transform"
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

func TestHalfCharactersOfUTF16AreInvalidUTF8(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		odd              bool // with one byte more
	}{
		{"nothing", "", "", false},
		{"letters", "Aster é 平 😀", "Aster é 平 😀", false},
		{"a genuine replacement character", "A%FFFDB", "A\ufffdB", false},
		{"a second byte order mark", "A%FEFF", "A\ufeff", false},
		{"a pair", "%D83D%DE00", "😀", false},
		{"the first pair", "%D800%DC00", "\U00010000", false},
		{"the last pair", "%DBFF%DFFF", "\U0010ffff", false},
		{"a high surrogate before a letter", "%D800A", "\xed\xa0\x80A", false},
		{"a high surrogate at the end", "A%DBFF", "A\xed\xaf\xbf", false},
		{"a low surrogate", "A%DC00B", "A\xed\xb0\x80B", false},
		{"the last low surrogate", "%DFFF", "\xed\xbf\xbf", false},
		{"a pair the wrong way round", "%DC00%D800", "\xed\xb0\x80\xed\xa0\x80", false},
		{"a high surrogate before a pair", "%D801%D83D%DE00", "\xed\xa0\x81😀", false},
		{"an odd byte", "A", "A\xff", true},
		{"an odd byte after a high surrogate", "A%D800", "A\xed\xa0\x80\xff", true},
	} {
		for _, bigEndian := range []bool{false, true} {
			file := units(bigEndian, wide(c.text)...)
			if c.odd {
				file = append(file, 'x')
			}
			for way, r := range map[string]io.Reader{"whole": bytes.NewReader(file), "byte by byte": iotest.OneByteReader(bytes.NewReader(file)),
				"gzip": bytes.NewReader(zipped(string(file)))} {
				text, err := Decode(r)
				if err != nil {
					t.Fatalf("%s, %s: %v", c.name, way, err)
				}
				got, err := io.ReadAll(text)
				if err != nil || string(got) != c.want || !text.UTF16 {
					t.Errorf("%s, big endian %v, %s: got %q, %v, want %q", c.name, bigEndian, way, got, err, c.want)
				}
			}
		}
	}
}

// TestUTF16AcrossBuffers puts each kind of character and of half character at each
// place around the ends of the buffers.
func TestUTF16AcrossBuffers(t *testing.T) {
	for _, tail := range []struct{ text, want string }{{"%D83D%DE00z", "😀z"}, {"%D83Dz", "\xed\xa0\xbdz"}, {"%DE00z", "\xed\xb8\x80z"}, {"%FFFDz", "\ufffdz"}} {
		for _, end := range []int{4096, chunkSize} {
			for n := end/2 - 5; n < end/2+5; n++ {
				file := units(false, wide(strings.Repeat("a", n)+tail.text)...)
				text, err := Decode(bytes.NewReader(file))
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(text)
				if want := strings.Repeat("a", n) + tail.want; err != nil || string(got) != want {
					t.Fatalf("%q after %d letters: got ...%q, %v, want ...%q", tail.text, n, got[max(0, len(got)-8):], err, tail.want)
				}
			}
		}
	}
}

func BenchmarkUTF16(b *testing.B) {
	text := utf16le(strings.Repeat("Aster 1,aster-board,2025-01-01,81.5\n", 10000))[2:]
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, transform.NewReader(bytes.NewReader(text), utf16Decoder{})); err != nil {
			b.Fatal(err)
		}
	}
}
