package main

import (
	"io"

	"provenance/internal/boardmap"
	"provenance/internal/ingest"
)

// ahead is a file of scores that is read while the database is being opened, which
// takes as long as reading some thousand rows, because SQLite parses the schema.
type ahead struct {
	path    string
	r       io.ReadCloser
	reading *ingest.Reading
}

// readAhead begins to read the first input, if it is a file of scores. One that
// cannot be opened is reported when it is its turn.
func (o *ingestOptions) readAhead(inputs []boardmap.Input) {
	if len(inputs) == 0 || inputs[0].Once() {
		return
	}
	r, err := inputs[0].Open()
	if err != nil {
		return
	}
	if reading := inputs[0].Start(r, o.settings); reading != nil {
		o.ahead = &ahead{inputs[0].Path, r, reading}
		return
	}
	r.Close()
}

// begin opens an input and begins to read it, if it is one of scores.
func (o *ingestOptions) begin(input boardmap.Input) (io.ReadCloser, *ingest.Reading, error) {
	if a := o.ahead; a != nil && a.path == input.Path {
		o.ahead = nil
		return a.r, a.reading, nil
	}
	r, err := input.Open()
	return r, nil, err
}

// abandon ends the reading of a file whose turn never came.
func (a *ahead) abandon() {
	if a != nil {
		a.reading.Abandon()
		a.r.Close()
	}
}
