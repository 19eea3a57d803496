package ingest

import "provenance/internal/model"

// A Memory counts what is remembered from a file of scores, so that no file fills the
// memory: each distinct name, benchmark, day and combination of settings.
type Memory struct{ used int }

// maxRemembered is how many bytes may be remembered of one file, some 200,000 short
// texts.
const maxRemembered = 100 << 20

// Reserve counts a new text and reports whether there is room for it. A text is held
// up to four times, with some 450 bytes of other data.
func (m *Memory) Reserve(bytes int) bool {
	m.used += 10*bytes + 450
	if bytes > 4<<10 { // its pages are not reused soon
		m.used += 5 * bytes
	}
	return m.used <= maxRemembered
}

// TooManyTexts is the fault of a line whose texts do not fit into Memory.
var TooManyTexts = Fault{model.CodeTooLong, "the file has more new names and settings than fit in memory (about 200,000, fewer if they are long)",
	"check that the column of names is the right one; if it is, split the file"}
