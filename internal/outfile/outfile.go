// Package outfile writes the files that commands make: whole or not at all, never
// through a link, and never over a database.
package outfile

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode/utf8"
)

// A Writer writes files.
type Writer struct {
	// Temp is told the name of the temporary file while there is one, then "". A
	// process that ends at once removes it.
	Temp func(name string)
	// Interrupted reports whether the file must not take its name any more.
	Interrupted func() bool
}

// A TargetError is the error of a path that must not be written to.
type TargetError struct{ text string }

func (e *TargetError) Error() string { return e.text }

func refuse(format string, args ...any) error { return &TargetError{fmt.Sprintf(format, args...)} }

// Write writes a file whole or not at all: to a temporary file in the same folder,
// which is synced and takes the name at the end; then the folder is synced. A reader,
// a kill or a power failure meets the old file or the new one. A file that is there
// keeps its permissions. The error is a *TargetError if path is not a file that may be
// replaced.
func (w *Writer) Write(path string, fn func(io.Writer) error) error {
	mode, err := CheckTarget(path)
	if err != nil {
		return err
	}
	f, err := tempFile(path, mode)
	if err != nil {
		return writeError(path, err)
	}
	w.Temp(f.Name())
	defer w.Temp("")
	defer os.Remove(f.Name()) // after the renaming there is nothing of that name
	if err := writeTemp(f, mode, fn); err != nil {
		return writeError(path, err)
	}
	if w.Interrupted() {
		return context.Canceled
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return writeError(path, err)
	}
	return writeError(path, syncFolder(filepath.Dir(path)))
}

// writeTemp writes, syncs and closes a temporary file.
func writeTemp(f *os.File, mode fs.FileMode, fn func(io.Writer) error) error {
	w := bufio.NewWriter(f)
	err := fn(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// CheckTarget refuses what must not be replaced by an output: a link, which is
// not followed, a device or a pipe, a folder, and a database or what belongs to
// one. It returns the permissions of an existing file, 0 if there is no file.
func CheckTarget(path string) (fs.FileMode, error) {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if base, ok := strings.CutSuffix(path, suffix); ok && isDatabase(base) {
			return 0, refuse("%s belongs to the database %s; name another file to write to", path, base)
		}
	}
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, writeError(path, err)
	}
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		return 0, refuse("%s is a symbolic link, and links are not followed; name the file itself, or - for standard output", path)
	case mode.IsDir():
		return 0, refuse("%s is a folder; name a file in it", path)
	case !mode.IsRegular():
		return 0, refuse("%s is not a regular file; use -o - and redirect standard output", path)
	case isDatabase(path):
		return 0, refuse("%s is a database; name another file to write to", path)
	default:
		return mode.Perm(), nil
	}
}

// isDatabase reports whether a file is an SQLite database.
func isDatabase(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false // to open a pipe would wait for ever
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 16)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == "SQLite format 3\x00"
}

// tempFile makes a file in the folder of path whose name begins with .provenance- and
// ends with .tmp, so that what a kill leaves can be recognised and deleted. What is to have
// permissions of its own is nobody else's until it has them.
func tempFile(path string, mode fs.FileMode) (*os.File, error) {
	first := fs.FileMode(0o666)
	if mode != 0 {
		first = 0o600
	}
	dir, base := filepath.Split(path)
	base = beginningOf(base, 100) // a name has 255 bytes at most
	for {
		f, err := os.OpenFile(dir+".provenance-"+base+"-"+rand.Text()[:8]+".tmp", os.O_CREATE|os.O_EXCL|os.O_WRONLY, first)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// beginningOf returns the first characters of a text, at most n bytes: some file
// systems take no name that ends within a character.
func beginningOf(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// syncFolder makes the names in a folder durable, where the file system can.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}

// writeError says what could not be written, without the name of the temporary
// file, and what to do where there is no room.
func writeError(path string, err error) error {
	if err == nil {
		return nil
	}
	if le := (*os.LinkError)(nil); errors.As(err, &le) {
		err = le.Err
	}
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) && strings.Contains(pe.Path, ".provenance-") {
		err = pe.Err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG) {
		return fmt.Errorf("write %s: %w; free some room, raise the limit on file sizes, or write to another disk", path, err)
	}
	return fmt.Errorf("write %s: %w", path, err)
}
