package ingest

import "provenance/internal/model"

// A Memory counts the bytes that are remembered about a file of scores (each distinct
// name, benchmark, day and combination of settings), so that no file can exhaust the
// memory.
type Memory struct{ used int }

// maxRemembered is the limit in bytes for one file, enough for some 200,000 short texts.
const maxRemembered = 100 << 20

// Reserve counts a new text of the given number of bytes, and reports whether it fits. A
// text is stored up to four times, with some 450 bytes of other data.
func (m *Memory) Reserve(bytes int) bool {
	m.used += 10*bytes + 450
	if bytes > 4<<10 { // the pages of long texts are not reused soon
		m.used += 5 * bytes
	}
	return m.used <= maxRemembered
}

// TooManyTexts is the fault of a line whose texts do not fit into Memory.
var TooManyTexts = Fault{model.CodeTooLong, "the file has more new names and settings than fit in memory (about 200,000, fewer if they are long)",
	"check that the column of names is the right one; if it is, split the file"}
