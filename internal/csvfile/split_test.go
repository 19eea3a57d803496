package csvfile

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provenance/internal/csvtest"
)

// TestSplitterAgreesWithEncodingCSV holds the splitter to encoding/csv on random
// files that the latter accepts.
func TestSplitterAgreesWithEncodingCSV(t *testing.T) {
	pieces := []string{"a", "b,", ",", "\"", "\"\"", "\n", "\r\n", "x y", "\"q\"", "\"a,b\"", "\"a\nb\"", "é", ""}
	compared := 0
	for seed := range 20000 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		cr := csv.NewReader(strings.NewReader(b.String()))
		cr.FieldsPerRecord = -1
		var want []string
		ok := true
		for {
			f, err := cr.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				ok = false
				break
			}
			line, _ := cr.FieldPos(0)
			want = append(want, fmt.Sprintf("%d %q", line, f))
		}
		if !ok {
			continue
		}
		compared++
		text, err := Decode(strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		s := NewSplitter(text)
		var got []string
		for {
			row, err := s.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if row.Err != nil {
				t.Fatalf("%q: %v", b.String(), row.Err)
			}
			got = append(got, fmt.Sprintf("%d %q", row.Line, row.Fields))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q:\ngot  %v\nwant %v", b.String(), got, want)
		}
	}
	if compared < 2000 {
		t.Errorf("only %d files were compared", compared)
	}
}

// account checks that header, records, rejects and blank lines are all lines of a text.
func account(t testing.TB, text []byte) {
	r, err := Decode(bytes.NewReader(text))
	if err != nil {
		return
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		return
	}
	s := NewSplitter(bytes.NewReader(whole))
	next, taken, blank, from := 1, int64(0), int64(0), int64(0)
	for {
		row, err := s.Next()
		if err != nil {
			if n := int64(len(whole)); err != io.EOF || s.At != n || taken+s.Blank.Bytes != n || s.Line != lines(whole) {
				t.Fatalf("%v: %d bytes of records and %d of blank lines, %d handed out, of %d; line %d of %d", err, taken, s.Blank.Bytes, s.At, n, s.Line, lines(whole))
			}
			return
		}
		// The record is the bytes after the last one, but for blank lines between.
		taken += int64(row.Size)
		gap := whole[from : from+s.Blank.Bytes-blank]
		from += int64(len(gap) + row.Size)
		blank = s.Blank.Bytes
		if text := whole[from-int64(row.Size) : from]; strings.Trim(string(gap), "\r\n") != "" || !strings.HasPrefix(string(text), row.Raw) || len(row.Raw) < len(text) && len(row.Raw) != 1024 {
			t.Fatalf("the record %q stands for %q after blank lines %q", row.Raw, text, gap)
		}
		if row.Line < next || row.LineTo < row.Line {
			t.Fatalf("record of lines %d to %d after line %d in %q", row.Line, row.LineTo, next-1, text)
		}
		next = row.LineTo + 1
		if row.Err == nil && len(row.Fields) != len(row.Columns) {
			t.Fatalf("%d fields at %d columns", len(row.Fields), len(row.Columns))
		}
	}
}

// lines counts the lines of a text.
func lines(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"a,b\n", "\"a\nb\",c\n", "a\"b\n\"c", "\xff\n", "\r\r", "\"\"\"\n,",
		"slug,name\na,\"x\ny\"\n\n,\nb,\"c\n", "slug,name\r\na,\"b\r\nc\"\r\n", "slug,name\ra,b\r\r", "slug,name\na,\x00\nb,\xff\nc,\u200b\n", "\ufeffslug,name\na,b", "slug,name\n\"\n0,\xd9"} {
		f.Add([]byte(s))
	}
	f.Add(csvtest.Gzip("slug,name\na,A\n"))
	f.Add(csvtest.Gzip("slug,name\na,A\n")[:20])
	f.Add(csvtest.UTF16LE("slug,name\na,A\n"))
	f.Fuzz(func(t *testing.T, b []byte) { account(t, b) })
}

// TestHostileCSVs splits the public files of odd CSV that a folder may hold.
func TestHostileCSVs(t *testing.T) {
	csvtest.EachHostile(t, func(_ string, b []byte) { account(t, b) })
}
