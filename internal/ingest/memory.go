package ingest

import "provenance/internal/model"

// A Memory counts what is remembered of a file of scores, so that none fills the
// memory: each different name, benchmark, day and combination of settings.
type Memory struct{ used int }

// maxRemembered is how many bytes may be remembered of one file, some 200,000 short
// texts.
const maxRemembered = 100 << 20

// Reserve counts a text that is new. It reports false where there is no room for it: a
// text is held up to four times, and what is held with it is some 450 bytes.
func (m *Memory) Reserve(bytes int) bool {
	m.used += 10*bytes + 450
	if bytes > 4<<10 { // its pages are not soon used again
		m.used += 5 * bytes
	}
	return m.used <= maxRemembered
}

// TooManyTexts is what is wrong with a line for which there is no room.
var TooManyTexts = Fault{model.CodeTooLong, "the file says more that is new than is kept in memory (some 200,000 different names and settings, fewer if they are long)",
	"is the column of names one of something else? If not, part the file"}
