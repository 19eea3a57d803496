package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"provenance/internal/terminal"
)

// most is how much memory the program may take, whatever it is given.
const most = 400 << 20

// peakFile names, in the environment of a program that is tested, the file to
// which it writes what Linux says of its memory when it ends.
const peakFile = "PROVENANCE_TEST_PEAK"

// peak returns the peak of the memory of a program that has ended, in bytes.
//
// Note: the resource usage that the parent is given is of no use on Linux. A child
// begins as a copy of its parent, whose memory, here that of the tests, is counted.
func peak(t testing.TB, file string, usage any) int64 {
	t.Helper()
	if runtime.GOOS != "linux" {
		if u, ok := usage.(*syscall.Rusage); ok {
			return int64(u.Maxrss)
		}
		return 0
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	var kib int64
	if _, err := fmt.Sscanf(rest, "%d kB", &kib); err != nil {
		t.Fatalf("the peak is not in\n%s", text)
	}
	return kib << 10
}

// A stream is made as it is read: parts, each repeated.
type part struct {
	text  string
	times int
}

func stream(parts ...part) io.Reader {
	var readers []io.Reader
	for _, p := range parts {
		readers = append(readers, &repeated{text: []byte(p.text), left: p.times})
	}
	return io.MultiReader(readers...)
}

type repeated struct {
	text []byte
	left int
	at   int
}

func (r *repeated) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.left == 0 {
			return n, io.EOF
		}
		k := copy(p[n:], r.text[r.at:])
		n += k
		if r.at += k; r.at == len(r.text) {
			r.at = 0
			r.left--
		}
	}
	return n, nil
}

// numbered is a header and n lines with a number in each.
func numbered(header, line string, n int) io.Reader {
	r, w := io.Pipe()
	go func() {
		b := bufio.NewWriter(w)
		b.WriteString(header)
		for i := range n {
			fmt.Fprintf(b, line, i)
		}
		b.Flush()
		w.Close()
	}()
	return r
}

func utf16le(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func gzipped(t testing.TB, r io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err == nil {
		_, err = io.Copy(w, r)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// likeAnother has the streams that take the same way through the program as another of
// the test below. They are read in the long run only.
var likeAnother = map[string]bool{
	"a cell of 1 GiB in UTF-16":                true, // a cell of 1 GiB, a million bad records in UTF-16
	"a million lines that end in CR":           true, // a million bad records
	"a million bad metrics":                    true, // a million bad records
	"scores of 1 MB":                           true, // bad scores of 1 MB
	"names of 1 MB, by a map":                  true, // a million names, by a map
	"the same value a million times, by a map": true, // values of one cell, by a map
	"a cell of 1 GiB, by a map":                true, // a cell of 1 GiB
	"lint: a million bad scores":               true, // a million bad scores, by a map
	"lint: a bomb":                             true, // a bomb
	"a draft of records of 1 MB":               true, // a draft of a cell of 1 GiB
}

// What has no end, or hardly one, is refused in flat memory, and nothing is
// written.
func TestHostileStreamsTakeLittleMemory(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("several GiB are read")
	}
	// Memory is flat or it is not: what a program holds of a tenth shows above the
	// limits below. Texts are as long as fills what may be remembered. The long run
	// has all.
	million, names, metrics, unknown, columns, rows, gib, large := 100_000, 30_000, 70_000, 2_000, 64, 1_000, 64<<10, 90
	sameCell, longNames, drafted, pad := 20_000, 30, 1, strings.Repeat("p", 400)
	if long {
		million, names, metrics, unknown, columns, rows, gib, large = 1_000_000, 1_000_000, 1_000_000, 100_000, 4_096, 3_000, 1<<20, 300
		sameCell, longNames, drafted, pad = 300_000, 100, 300, ""
	}
	andMore := fmt.Sprintf("and %d more", million-20)
	allErrors := fmt.Sprintf("%d errors", million)
	kib := strings.Repeat("x", 1024)
	note := strings.Repeat("n", 1_000_000)
	const scores = "source,listed_as,benchmark,metric,value,note\n"
	dir := t.TempDir()
	peaks := filepath.Join(t.TempDir(), "peak")
	for _, device := range []string{"zero", "urandom"} {
		if err := os.MkdirAll(filepath.Join(dir, device), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("/dev/"+device, filepath.Join(dir, device, "scores.csv")); err != nil {
			t.Fatal(err)
		}
	}
	board := filepath.Join(dir, "board.yaml")
	writeText(t, `name: board
title: A board
fields:
  source: {const: Board, slug: true}
  reported_on: "2025-06"
  listed_as: {column: Model}
  benchmark: {const: Benchmark, slug: true}
  metric: points
scores:
  - column: Score
metrics:
  - {slug: points, name: Points, unit: points, higher_is_better: "true"}
`, board)
	var worst int64
	for _, c := range []struct {
		name string
		in   io.Reader
		args []string
		want string
	}{
		{"a cell of 1 GiB", stream(part{"slug,name,unit\na,\"", 1}, part{kib, gib}, part{"\",points\nb,B,points\n", 1}), []string{"-"}, "longer than 1"},
		{"a header of 1 GiB", stream(part{"slug,", 1}, part{kib, gib}), []string{"-"}, "the header matches no canonical table"},
		{"a line of 1 GiB without a quotation mark", stream(part{"slug,name,unit\na,", 1}, part{kib, gib}, part{",points\n", 1}), []string{"--skip-bad", "-"}, "longer than 1"},
		{"a quotation mark that does not close before 16 MiB", stream(part{"slug,name,unit\na,\"", 1}, part{"x,y\n", 4 * gib}), []string{"-"}, "a quotation mark"},
		{"a bomb", bytes.NewReader(gzipped(t, stream(part{"slug,name,unit\n", 1}, part{kib, 64 << 10}))), []string{"-"}, "beyond the limit"},
		{"a bomb of good lines", bytes.NewReader(gzipped(t, stream(part{"slug,name,unit\n", 1}, part{"a,A,points\n", 6 << 20}))), []string{"-"}, "beyond the limit"},
		{"a million bad records", stream(part{"slug,name,unit\n", 1}, part{"a,A,no unit at all\n", million}), []string{"-"}, andMore},
		{"a million bad scores", stream(part{scores, 1}, part{"s,M,b,m,not a number,\n", million}), []string{"-"}, andMore},
		{"bad scores of 1 MB", stream(part{scores, 1}, part{"s,M,b,m,bad," + note + "\n", large}), []string{"-"}, fmt.Sprintf("and %d more", large-20)},
		{"scores of 1 MB", stream(part{scores, 1}, part{"s,M,b,m,1," + note + "\n", large}), []string{"-"}, "s"},
		{"/dev/zero", nil, []string{filepath.Join(dir, "zero", "scores.csv")}, "nothing but NUL bytes"},
		{"/dev/urandom", nil, []string{filepath.Join(dir, "urandom", "scores.csv")}, "scores.csv:1"},
		{"a map of no end", strings.NewReader("a,b\n1,2\n"), []string{"--map", "/dev/zero", "-"}, "larger than 1 MiB"},
		{"a header of 10,000 columns", stream(part{"slug,", 1}, part{"name,", 9_999}, part{"\n", 1}, part{strings.Repeat(",", 9_999) + "\n", 1000}), []string{"-"}, "more than 4,096 fields"},
		{"a header of 4 million commas", stream(part{",", 4 << 20}, part{"\n", 1}), []string{"-"}, "more than 4,096 fields"},
		{"a cell of 1 GiB in UTF-16", stream(part{utf16le("\ufeffslug,name,unit\na,\""), 1}, part{utf16le(kib), gib / 2}), []string{"-"}, "longer than 1"},
		{"a million bad records in UTF-16", stream(part{utf16le("\ufeffslug,name,unit\n"), 1}, part{utf16le("a,A,no unit at all\n"), million}), []string{"-"}, andMore},
		{"a million lines that end in CR", stream(part{"slug,name,unit\r", 1}, part{"a,A,no unit at all\r", million}), []string{"-"}, andMore},
		{"half a million open quotation marks", stream(part{"slug,name,unit\n", 1}, part{"a,\"A,points\n", million / 2}), []string{"-"}, "more"},
		{"a cell of 1 GiB, by a map", stream(part{"Model,Score\nA,\"", 1}, part{kib, gib}), []string{"--map", board, "-"}, "longer than 1"},
		{"4,096 columns, by a map", stream(part{"Model,Score" + strings.Repeat(",c", 4_094) + "\n", 1}, part{"A,bad" + strings.Repeat(","+note[:200], 4_094) + "\n", large}), []string{"--map", board, "-"}, "more"},
		{"a bomb, by a map", bytes.NewReader(gzipped(t, stream(part{"Model,Score,Note\n", 1}, part{"A,1," + kib[:60] + "\n", 1 << 20}))), []string{"--map", board, "-"}, "beyond the limit"},
		{"a million bad scores, by a map", stream(part{"Model,Score\n", 1}, part{"A,bad\n", million}), []string{"--map", board, "-"}, andMore},
		{"lint: a cell of 1 GiB", stream(part{scores + "a,\"", 1}, part{kib, gib}), []string{"lint", "-"}, "1 error"},
		{"lint: a million bad scores", stream(part{scores, 1}, part{"s,M,b,m,not a number,\n", million}), []string{"lint", "-"}, allErrors},
		{"lint: a bomb", bytes.NewReader(gzipped(t, stream(part{scores, 1}, part{kib, 64 << 10}))), []string{"lint", "-"}, "1 error"},
		{"lint: a million bad scores, by a map", stream(part{"Model,Score\n", 1}, part{"A,bad\n", million}), []string{"lint", "--map", board, "-"}, allErrors},
		{"a draft of a cell of 1 GiB", stream(part{"Model,Score\nA,\"", 1}, part{kib, gib}), []string{"--suggest", "-"}, ""},
		{"a draft of a header of 1 GiB", stream(part{"Model,", 1}, part{kib, gib}), []string{"--suggest", "-"}, ""},
		{"a draft of thousands of columns", stream(part{"Model" + strings.Repeat(",c", columns-1) + "\n", 1}, part{"A" + strings.Repeat(",1.5", columns-1) + "\n", rows}), []string{"--suggest", "-"}, ""},
		{"a draft of records of 1 MB", stream(part{"Model,Score,Note\n", 1}, part{"A,1," + note + "\n", drafted}), []string{"--suggest", "-"}, ""},
		{"a draft of a bomb", bytes.NewReader(gzipped(t, stream(part{"Model,Score\n", 1}, part{"A,1\n", 16 << 20}))), []string{"--suggest", "-"}, ""},
		{"the same value a million times, by a map", stream(part{"Model,Score\n", 1}, part{"A,1\n", million}), []string{"--map", board, "-"}, ""},
		{"values of one cell, by a map", numbered("Model,Score\n", "A,%d\n", sameCell), []string{"--map", board, "-"}, `line 1002: more than 1000 different values of "A" on benchmark`},
		{"a million names, by a map", numbered("Model,Score\n", "A%d"+pad+",1\n", names), []string{"--map", board, "-"}, "than fit in memory"},
		{"names of 1 MB, by a map", numbered("Model,Score\n", "A%d"+note+",1\n", longNames), []string{"--map", board, "-"}, "than fit in memory"},
		{"a million metrics", numbered("slug,name,unit\n", "m%d,M"+pad+",points\n", metrics), []string{"-"}, "more rows are new than are kept in memory"},
		{"a million bad metrics", numbered("slug,name,unit\n", "m%d,M,none\n", million), []string{"-"}, andMore},
		{"scores of unknown benchmarks", numbered("source,listed_as,benchmark,metric,value\n", "s,M,b%d,m,1\n", unknown), []string{"-"}, "more"},
		{"a draft of /dev/zero", nil, []string{"--suggest", "/dev/zero"}, ""},
	} {
		if !long && likeAnother[c.name] {
			continue
		}
		var out, stderr bytes.Buffer
		db := filepath.Join(dir, "made.db")
		args := append([]string{"ingest", "--db", db}, c.args...)
		if c.args[0] == "lint" {
			args = c.args
		}
		cmd := program(t, dir, args...)
		cmd.Stdout, cmd.Stderr = &out, &stderr
		cmd.Stdin = c.in
		cmd.Env = append(cmd.Env, peakFile+"="+peaks)
		start := time.Now()
		err := cmd.Run()
		if err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		status, used := cmd.ProcessState.ExitCode(), peak(t, peaks, cmd.ProcessState.SysUsage())
		worst = max(worst, used)
		limit := int64(64 << 20)
		switch {
		case strings.Contains(c.want, "in memory"), strings.HasPrefix(c.name, "4,096 columns"):
			limit = most
		case long && (strings.HasSuffix(c.name, "thousands of columns") || strings.HasSuffix(c.name, "unknown benchmarks")):
			limit = most // as much as there is, once
		case strings.HasSuffix(c.name, " of 1 MB"), strings.HasPrefix(c.name, "a quotation mark"), strings.HasSuffix(c.name, "unknown benchmarks"):
			limit = 128 << 20
		case long:
			limit = 128 << 20
		}
		t.Logf("%-55s %3d MiB, %v", c.name, used>>20, time.Since(start).Round(time.Millisecond))
		wanted := exitRejected
		switch {
		case strings.HasPrefix(c.name, "a draft") && status == exitFailure, strings.HasPrefix(c.name, "values of one cell"):
			wanted = exitFailure
		case strings.HasPrefix(c.name, "a draft"), strings.HasPrefix(c.name, "the same value"):
			wanted = exitOK
		}
		if status != wanted || !strings.Contains(stderr.String(), c.want) || used > limit || stderr.Len() > 100_000 {
			t.Errorf("%s: got status %d with %d MiB, want %d with at most %d MiB and %q; stderr (%d bytes):\n%.2000s", c.name, status, used>>20, wanted, limit>>20, c.want, stderr.Len(), stderr.String())
		}
		if _, err := os.Stat(db); err == nil && wanted != exitOK && !strings.Contains(strings.Join(c.args, " "), "--skip-bad") {
			t.Errorf("%s: a database was made", c.name)
		}
		os.Remove(db)
	}
	t.Logf("the most was %d MiB", worst>>20)
}

// A gzip that was cut or damaged anywhere commits nothing, unless the damage is
// where it says nothing of the text: its name and time.
func TestDamagedGzipCommitsNothing(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("slug,name,unit\n")
	for i := range 200 {
		fmt.Fprintf(&text, "metric-%d,Metric %d,points\n", i*i*7919%100003, i)
	}
	whole := gzipped(t, strings.NewReader(text.String()))
	dir := t.TempDir()
	path, db := filepath.Join(dir, "metrics.csv.gz"), filepath.Join(dir, "made.db")
	try := func(name string, b []byte, harmless bool) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		r := cli(nil, noRefresh("ingest", "--db", db, path)...)
		_, err := os.Stat(db)
		if r.status == exitRejected && err != nil && strings.Contains(r.err, path) && strings.Contains(r.err, "nothing was written") {
			return
		}
		if harmless && r.status == exitOK && strings.Contains(r.out, "added 200,") {
			os.Remove(db)
			return
		}
		t.Errorf("%s: got status %d, a database: %v; %s%s", name, r.status, err == nil, r.out, r.err)
		os.Remove(db)
	}
	steps := 20
	if long {
		steps = 60
	}
	var places []int
	for at := 0; at < len(whole); at += 1 + len(whole)/steps {
		places = append(places, at)
	}
	n := 0
	for _, at := range append(places, len(whole)-8, len(whole)-4, len(whole)-1) { // the check sum and the length are at the end
		try(fmt.Sprintf("cut to %d bytes", at), whole[:at], false)
		damaged := bytes.Clone(whole)
		damaged[at] ^= 0x10
		try(fmt.Sprintf("byte %d of %d flipped", at, len(whole)), damaged, at < 10)
		n += 2
	}
	try("bytes after the end", append(bytes.Clone(whole), "more"...), false)
	try("two in one", append(bytes.Clone(whole), gzipped(t, strings.NewReader("other,Other,no unit\n"))...), false)
	try("compressed twice", gzipped(t, bytes.NewReader(whole)), false)
	try("whole", whole, true)
	t.Logf("%d damaged files", n)
}

// Files of other kinds, given by mistake, are told by name.
func TestWhatIsNoTableIsNamed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	wide := strings.Repeat("c,", 9_999) + "c"
	for _, c := range []struct{ file, text, want string }{
		{"a.csv", "PK\x03\x04\x14\x00\x06\x00xl/workbook.xml", "a spreadsheet or an archive"},
		{"scores.csv", "PK\x03\x04\x14\x00\x06\x00xl/workbook.xml", "a spreadsheet or an archive"},
		{"a.csv", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Office file (xls)"},
		{"a.csv", "PAR1\x15\x04\x15", "Parquet"},
		{"a.csv", "ARROW1\x00\x00", "Arrow"},
		{"a.csv", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "a picture (PNG)"},
		{"a.csv", "\xff\xd8\xff\xe0\x00\x10JFIF", "a picture (JPEG)"},
		{"a.csv", "%PDF-1.7\n", "PDF"},
		{"a.csv", "SQLite format 3\x00\x10\x00", "an SQLite database"},
		{"a.csv", "BZh91AY&SY", "bzip2"},
		{"a.csv", "\xfd7zXZ\x00\x00", "xz"},
		{"a.csv", "\x28\xb5\x2f\xfd\x04\x00", "zstd"},
		{"models.csv", "<!DOCTYPE HTML>\n<html>", "a page of HTML or XML"},
		{"models.csv", `[{"slug": "a"}]`, "JSON"},
		{"models.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:0", "Git LFS"},
		{"a.csv", "\xff\xfe\x00\x00s\x00\x00\x00", "UTF-32"},
		{"a.csv", strings.Repeat("\x00", 5000), "nothing but NUL bytes"},
		{"a.csv", "", "the file is empty"},
		{"scores.csv", "", "the file is empty"},
		{"a.csv", wide + "\n", "more than 4,096 fields"},
		{"scores.csv", wide + "\n", "more than 4,096 fields"},
		{"metrics.csv", "slug,name,unit\n" + wide + "\n", "more than 4,096 fields"},
		{"metrics.csv", "slug,name,unit,name\na,A,points,B\n", "appears twice"},
		{"metrics.csv", "slug,name,unit\na,A\n", "2 fields where the header has 3"},
		{"metrics.csv", "slug,name,unit\na,\"A,points\n", "a quotation mark is opened"},
		{"metrics.csv", "slug,name,unit\na,A\x00,points\n", "a NUL byte"},
		{"metrics.csv", "slug,name,unit\na,\xe9,points\n", "not UTF-8"},
		{"metrics.csv", "slug,name,unit\na,\x1b[31mA\u202e,pionts\n", `did you mean "points"`},
		{"metrics.csv", "slug,name,unit\na,A,\x1b]0;x\x07\u202e\u200b\u009b\n", `\x1b`},
	} {
		path := filepath.Join(dir, c.file)
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		db := filepath.Join(dir, "made.db")
		r := cli(nil, "ingest", "--db", db, path)
		if r.status != exitRejected || !strings.Contains(r.err, path) || !strings.Contains(r.err, c.want) || strings.ContainsFunc(strings.ReplaceAll(r.err, "\n", ""), terminal.Hostile) || len(r.err) > 50_000 {
			t.Errorf("%s %.40q: got status %d, want %d and %q; %.1000q", c.file, c.text, r.status, exitRejected, c.want, r.err)
		}
		if _, err := os.Stat(db); err == nil {
			t.Errorf("%s %.40q: a database was made", c.file, c.text)
		}
		os.Remove(path)
	}
	for _, c := range []struct{ path, want string }{
		{filepath.Join(dir, "absent.csv"), "no such file"},
		{dir, "holds no .csv"},
	} {
		if r := cli(nil, "ingest", "--db", filepath.Join(dir, "made.db"), c.path); r.status != exitRejected || !strings.Contains(r.err, c.want) {
			t.Errorf("%s: got status %d, %s", c.path, r.status, r.err)
		}
	}
}

// A pipe is read once, whether its table is told by its name or by its header.
func TestPipesAreReadOnce(t *testing.T) {
	dir := t.TempDir()
	text := "slug,name,unit\n" + strings.Repeat("# not a slug,x,points\n", 0) + "a,A,points\n"
	for _, name := range []string{"metrics.csv", "pipe"} {
		path := filepath.Join(dir, name)
		if err := syscall.Mkfifo(path, 0o644); err != nil {
			t.Skip(err)
		}
		go func() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err == nil {
				io.WriteString(f, text)
				f.Close()
			}
		}()
		r := cli(nil, noRefresh("ingest", "--db", filepath.Join(dir, name+".db"), path)...)
		if r.status != exitOK || !strings.Contains(r.out, "added 1, unchanged 0") {
			t.Errorf("%s: got status %d, %s%s", name, r.status, r.out, r.err)
		}
	}
	// In a folder a pipe is passed over: it may wait for ever.
	if r := cli(nil, "ingest", "--db", filepath.Join(dir, "x.db"), dir); r.status != exitRejected || !strings.Contains(r.err, "holds no .csv") {
		t.Errorf("got status %d, %s", r.status, r.err)
	}
}
