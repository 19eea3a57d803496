package csvfile

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"provenance/internal/csvtest"

	"golang.org/x/text/transform"
)

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
			file := csvtest.Units(bigEndian, csvtest.Wide(c.text)...)
			if c.odd {
				file = append(file, 'x')
			}
			for way, r := range map[string]io.Reader{"whole": bytes.NewReader(file), "byte by byte": iotest.OneByteReader(bytes.NewReader(file)),
				"gzip": bytes.NewReader(csvtest.Gzip(string(file)))} {
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
				file := csvtest.Units(false, csvtest.Wide(strings.Repeat("a", n)+tail.text)...)
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
	text := csvtest.UTF16LE(strings.Repeat("Aster 1,aster-board,2025-01-01,81.5\n", 10000))[2:]
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, transform.NewReader(bytes.NewReader(text), utf16Decoder{})); err != nil {
			b.Fatal(err)
		}
	}
}
