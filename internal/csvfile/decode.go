package csvfile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/transform"
)

// A Text is the decoded text of a file.
type Text struct {
	*bufio.Reader
	UTF16 bool // the file is in UTF-16: invalid UTF-8 in its text marks half a character, see utf16Decoder
}

// badText returns the error for the first byte that is not text, or nil.
func (d Text) badText(text string, line int) *RowError {
	if d.UTF16 {
		return BadUTF16(text, line)
	}
	return BadText(text, line)
}

// Decode returns the text of a file. It undoes gzip (recognised by its magic number),
// UTF-16 (recognised by its byte order mark), a byte order mark of UTF-8, and lines that
// end in CR alone. Reading the text returns ErrTooLarge if the file expands beyond the
// limits.
func Decode(r io.Reader) (Text, error) {
	br := bufio.NewReaderSize(r, chunkSize)
	if head, err := br.Peek(64); err != nil && err != io.EOF && len(head) == 0 {
		return Text{}, err
	} else if err := checkSignature(head); err != nil {
		return Text{}, err
	}
	if magic, _ := br.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		counted := &counter{r: br}
		zr, err := gzip.NewReader(counted)
		if err != nil {
			return Text{}, fmt.Errorf("gzip: %w", err)
		}
		br = bufio.NewReaderSize(&expander{r: zr, in: counted}, chunkSize)
		head, _ := br.Peek(64)
		if err := checkSignature(head); err != nil {
			return Text{}, fmt.Errorf("inside the gzip: %w", err)
		}
		if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
			return Text{}, errors.New("the file is compressed twice: unpack it once")
		}
	}
	mark, _ := br.Peek(2)
	bigEndian := bytes.Equal(mark, []byte{0xfe, 0xff})
	wide := bigEndian || bytes.Equal(mark, []byte{0xff, 0xfe})
	if wide {
		if _, err := br.Discard(2); err != nil {
			return Text{}, err
		}
		br = bufio.NewReaderSize(transform.NewReader(br, utf16Decoder{bigEndian}), chunkSize)
	}
	if bom, _ := br.Peek(3); bytes.Equal(bom, []byte{0xef, 0xbb, 0xbf}) {
		if _, err := br.Discard(3); err != nil {
			return Text{}, err
		}
	}
	if head, _ := br.Peek(chunkSize); bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0 {
		br = bufio.NewReaderSize(&crToLF{br}, chunkSize)
	}
	return Text{br, wide}, nil
}

// counter counts the bytes read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ErrTooLarge is returned for a file that expands beyond the limits.
var ErrTooLarge = errors.New("the file expands beyond the limit of 1 GiB or 200 to 1")

// An expander limits how far a reader of compressed bytes may expand them.
type expander struct {
	r  io.Reader
	in *counter // compressed bytes
	n  int64
}

func (e *expander) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.n += int64(n)
	if e.n > maxExpanded || e.n > 1<<20 && e.n > maxRatio*e.in.n {
		return 0, ErrTooLarge
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("gzip: %w", err)
	}
	return n, err
}

// A crToLF replaces CR by LF, for text whose lines end in CR alone, as on old Macs.
type crToLF struct{ r io.Reader }

func (c *crToLF) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i := range p[:n] {
		if p[i] == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
