package store

import (
	"provenance/internal/model"
)

// encodeScore encodes a first revision of a score as it is encoded when it is read
// back: the columns of the table in order, without id and variant_id.
func encodeScore(b []byte, s *scoreRow, ingest int64) []byte {
	b = append(b, tagRow)
	b = encodeInt(b, s.SnapshotID)
	b = encodeInt(b, s.NameID)
	b = encodeInt(b, 1)
	b = encodeInt(b, s.BenchmarkID)
	b = encodeReal(b, s.Value)
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; {
		case c.Name == "variant_id": // derived
		case !c.States(&s.ScoreRow):
			b = append(b, tagNull)
		case c.Real != nil:
			b = encodeReal(b, c.Real(&s.ScoreRow))
		case c.Whole != nil:
			b = encodeInt(b, c.Whole(&s.ScoreRow))
		default:
			b = encodeText(b, c.Text(&s.ScoreRow))
		}
	}
	b = encodeInt(b, ingest)
	b = encodeInt(b, int64(s.Line))
	return append(b, tagNull) // supersedes
}

// A scoreHash hashes encoded scores for the chain in the order in which they go in. An
// insertion does so right after it put them in: to read a million scores back later
// takes as long as storing them.
type scoreHash struct {
	part  *partHash
	first int64 // the id of the first of them
	n     int64
	stale bool // something else wrote scores too: they must be read back
}

// add hashes the encoding of n scores that went in.
func (h *scoreHash) add(b []byte, n int) {
	if n > 0 && !h.stale {
		h.n += int64(n)
		h.part.sum.Write(b)
	}
}

// known returns what the chain covers of them, nil where they must be read back.
func (h *scoreHash) known() *knownPart {
	if h.n == 0 || h.stale {
		return nil
	}
	return h.part.known(h.first-1, h.first-1+h.n)
}
