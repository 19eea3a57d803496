package main

import (
	"context"
	"io"
)

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
