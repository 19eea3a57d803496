// Package interrupt makes reads end when a context does, even while nothing comes: of
// standard input that nobody writes to, or of a pipe that nobody opens.
package interrupt

import (
	"context"
	"io"
	"os"
)

// NewReader returns a reader of r that ends when ctx does.
func NewReader(ctx context.Context, r io.Reader) io.Reader { return &interruptible{ctx: ctx, r: r} }

// An interruptible is a reader whose Read ends when its context does, even while
// nothing comes: standard input, say, that nobody writes to.
type interruptible struct {
	ctx  context.Context
	r    io.Reader
	done chan int // of one Read
	buf  []byte
	err  error
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	if i.done == nil {
		i.done = make(chan int, 1)
	}
	if len(i.buf) < len(p) {
		i.buf = make([]byte, len(p))
	}
	go func() {
		n, err := i.r.Read(i.buf[:len(p)])
		i.err = err
		i.done <- n
	}()
	select {
	case n := <-i.done:
		return copy(p, i.buf[:n]), i.err
	case <-i.ctx.Done(): // what still reads ends with the process
		return 0, i.ctx.Err()
	}
}

// Opening returns what opens files to be read. A pipe or a device may wait for
// ever, when it is opened and at each read; both end when the context does.
func Opening(ctx context.Context) func(path string) (io.ReadCloser, error) {
	return func(path string) (io.ReadCloser, error) {
		if info, err := os.Stat(path); err != nil || info.Mode().IsRegular() {
			return os.Open(path)
		}
		var f *os.File
		opened := make(chan error, 1)
		go func() {
			var err error
			f, err = os.Open(path)
			opened <- err
		}()
		select {
		case err := <-opened:
			if err != nil {
				return nil, err
			}
			return struct {
				io.Reader
				io.Closer
			}{&interruptible{ctx: ctx, r: f}, f}, nil
		case <-ctx.Done(): // what still opens ends with the process
			return nil, ctx.Err()
		}
	}
}
