package csvfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"provenance/internal/model"
)

// maxStream is how many bytes are read from standard input, a pipe or a device, which may
// have no end.
const maxStream = 4 << 30

var (
	errStream  = errors.New("it sent more than 4 GiB without an end; save it to a file and read that")
	errChanged = errors.New("the file changed while it was read; read it again when nothing writes to it")
)

// A bounded reader returns an error after so many bytes.
type bounded struct {
	r    io.Reader
	left int64
}

// BoundStream returns a reader that returns an error after 4 GiB, for a stream that may
// have no end.
func BoundStream(r io.Reader) io.Reader { return &bounded{r, maxStream} }

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errStream
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// A steady is a file that must not change while it is read. Reading returns an error if it
// does.
type steady struct {
	f    *os.File
	size int64
	mod  time.Time
	n    int64
}

func openSteady(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &steady{f: f, size: info.Size(), mod: info.ModTime()}, nil
}

func (s *steady) Read(p []byte) (int, error) {
	n, err := s.f.Read(p)
	s.n += int64(n)
	if s.n > s.size { // it grows
		return 0, errChanged
	}
	if err != io.EOF {
		return n, err
	}
	info, serr := s.f.Stat()
	if serr == nil && (s.n != s.size || info.Size() != s.size || !info.ModTime().Equal(s.mod)) {
		return n, errChanged
	}
	return n, err
}

func (s *steady) Close() error { return s.f.Close() }

// Opener returns a function that opens a path, and whether the path is a stream. A file
// can be opened repeatedly. A stream (a pipe or a device) can be opened once, by calling
// pipe.
func Opener(path string, mode fs.FileMode, pipe func(string) (io.ReadCloser, error)) (open func() (io.ReadCloser, error), stream bool) {
	if mode.IsRegular() {
		return func() (io.ReadCloser, error) { return openSteady(path) }, false
	}
	return func() (io.ReadCloser, error) {
		f, err := pipe(path)
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{BoundStream(f), f}, nil
	}, true
}

// FileProblem returns the problem of a file that cannot be opened or read.
func FileProblem(path string, err error) model.Problem {
	hint := ""
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		hint = "check the path"
	}
	return model.Problem{Position: model.Position{File: path}, Code: model.CodeSource, Text: err.Error(), Hint: hint}
}
