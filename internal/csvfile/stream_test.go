package csvfile

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestStreamWithoutAnEndIsEnded(t *testing.T) {
	r := &bounded{strings.NewReader(strings.Repeat("x", 100)), 60}
	b, err := io.ReadAll(r)
	if len(b) != 60 || !errors.Is(err, errStream) {
		t.Errorf("got %d bytes, %v", len(b), err)
	}
}
