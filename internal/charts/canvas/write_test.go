package canvas

import (
	"errors"
	"testing"
)

func TestSizesThatCannotBe(t *testing.T) {
	for _, s := range []Size{{Width: 199}, {Width: 20001}, {DPI: 19}, {DPI: 2401}, {Width: -5}} {
		if err := s.Check(); !errors.Is(err, ErrSize) {
			t.Errorf("%+v: got %v, want %v", s, err, ErrSize)
		}
	}
	if err := (Size{}).Check(); err != nil {
		t.Errorf("the default: %v", err)
	}
}
