package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"provenance/internal/boardmap"
	"provenance/internal/ingest"
	"provenance/internal/kept"
	"provenance/internal/store"
)

// How --keep-source keeps the bytes of files.
const (
	keepAuto   = "auto"
	keepAlways = "always"
	keepNever  = "never"

	// keepUpTo is the size, in bytes, of the largest file that auto keeps.
	keepUpTo = 64 << 20
)

// checkKeep checks --keep-source.
func (o *ingestOptions) checkKeep() error {
	if !slices.Contains([]string{keepAuto, keepAlways, keepNever}, o.keep) {
		return usage("--keep-source %q: one of auto (files up to 64 MiB), always, never", o.keep)
	}
	return nil
}

// A spool holds the bytes of what can be read once, such as standard input, until
// it is known whether they are to be kept. It lies in a file without a name.
type spool struct {
	io.Reader
	c    io.Closer
	file *os.File
	left int64 // that it may still take
	full bool
}

func newSpool(r io.ReadCloser, most int64) (*spool, error) {
	f, err := os.CreateTemp("", "provenance-*")
	if err != nil {
		return nil, fmt.Errorf("keep the bytes of standard input (--keep-source=never skips this): %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	s := &spool{c: r, file: f, left: most}
	s.Reader = io.TeeReader(r, s)
	return s, nil
}

// Write keeps what was read, until there is more than its limit.
func (s *spool) Write(p []byte) (int, error) {
	if s.full || int64(len(p)) > s.left {
		s.full = true
		return len(p), nil
	}
	s.left -= int64(len(p))
	if _, err := s.file.Write(p); err != nil {
		return 0, fmt.Errorf("keep the bytes (--keep-source=never skips this): %w", err)
	}
	return len(p), nil
}

// Close closes what is read, and what was spooled of it.
func (s *spool) Close() error {
	s.file.Close()
	return s.c.Close()
}

// most is the size of the largest file that is kept.
func (o *ingestOptions) most() int64 {
	if o.keep == keepAuto {
		return keepUpTo
	}
	return 1 << 62
}

// spooled spools an input that can be read once, if its bytes may be kept.
func (o *ingestOptions) spooled(input boardmap.Input, r io.ReadCloser) (io.ReadCloser, error) {
	if !input.Once() || o.keep == keepNever || o.dryRun {
		return r, nil
	}
	s, err := newSpool(r, o.most())
	if err != nil {
		r.Close()
		return nil, err
	}
	return s, nil
}

// packBeside is the size, in bytes, of the largest file that is packed while the
// rest of its ingest goes on: for a larger one the time saved is small next to the
// reading, and the memory is not.
const packBeside = 4 << 20

// pack begins to pack a small file that can be read twice, if its bytes are to be
// kept; nil for another one.
func (o *ingestOptions) pack(input boardmap.Input) (*kept.Packing, error) {
	if o.keep == keepNever || o.dryRun || input.Once() || input.Size == 0 || input.Size > packBeside {
		return nil, nil
	}
	f, err := os.Open(input.Path)
	if err != nil {
		return nil, fmt.Errorf("read the file again to keep its bytes: %w", err)
	}
	return kept.Pack(f), nil
}

// keepBytes keeps the bytes of the file that was just read, of which p has begun
// to be packed if it is not nil, and its map.
func (o *ingestOptions) keepBytes(session *store.Ingest, input boardmap.Input, r io.Reader, p *kept.Packing, sum ingest.Summary) error {
	if _, recorded := session.Recorded(); !recorded || o.dryRun {
		p.Close()
		return nil
	}
	if input.Map != nil {
		if err := session.KeepMap(input.Map.Name, input.Map.Text); err != nil {
			return errors.Join(err, p.Close())
		}
	}
	if p != nil {
		return session.KeepInBackground(p, input.Path, sum.SHA256)
	}
	if o.keep == keepNever || sum.Bytes > o.most() {
		return nil
	}
	again := io.ReadCloser(nil)
	if s, ok := r.(*spool); ok {
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		again = io.NopCloser(s.file)
	} else {
		f, err := input.Open()
		if err != nil {
			return fmt.Errorf("read the file again to keep its bytes: %w", err)
		}
		again = f
	}
	return session.Keep(kept.Pack(again), sum.SHA256)
}

// keepText keeps bytes that came from no file.
func keepText(session *store.Ingest, text []byte, sha string) error {
	if _, recorded := session.Recorded(); !recorded {
		return nil
	}
	return session.Keep(kept.Pack(io.NopCloser(bytes.NewReader(text))), sha)
}
