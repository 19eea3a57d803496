package table

import (
	"io"
	"sync/atomic"
)

// A WholeWriter is a buffer that passes on what is written in one call only whole: a
// Writer writes a row with one call, so that an answer which is stopped ends with a row
// and not within one.
type WholeWriter struct {
	To   io.Writer
	Sent *atomic.Bool // set once something was passed on, which nobody can take back
	buf  []byte
}

func (w *WholeWriter) Write(p []byte) (int, error) {
	if len(w.buf)+len(p) > 4096 {
		if err := w.Flush(); err != nil {
			return 0, err
		}
	}
	if len(p) > 4096 {
		w.Sent.Store(true)
		return w.To.Write(p)
	}
	w.buf = append(w.buf, p...)
	return len(p), nil
}

// Flush passes on what is left.
func (w *WholeWriter) Flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	w.Sent.Store(true)
	_, err := w.To.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}
