package store

import (
	"provenance/internal/chain"
	"provenance/internal/model"
)

// encodeScore appends a first revision of a score, encoded as package chain encodes the
// row when it reads it back: the columns of the table in order, without id and variant_id.
func encodeScore(b []byte, s *scoreRow, ingest int64) []byte {
	b = chain.AppendRow(b)
	b = chain.AppendInt(b, s.SnapshotID)
	b = chain.AppendInt(b, s.NameID)
	b = chain.AppendInt(b, 1)
	b = chain.AppendInt(b, s.BenchmarkID)
	b = chain.AppendReal(b, s.Value)
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; {
		case c.Name == "variant_id": // derived
		case !c.States(&s.ScoreRow):
			b = chain.AppendNull(b)
		case c.Real != nil:
			b = chain.AppendReal(b, c.Real(&s.ScoreRow))
		case c.Whole != nil:
			b = chain.AppendInt(b, c.Whole(&s.ScoreRow))
		default:
			b = chain.AppendText(b, c.Text(&s.ScoreRow))
		}
	}
	b = chain.AppendInt(b, ingest)
	b = chain.AppendInt(b, int64(s.Line))
	return chain.AppendNull(b) // supersedes
}

// A scoreHash hashes encoded scores for the chain in the order in which they are inserted,
// right after that: reading a million scores back takes as long as storing them.
type scoreHash struct {
	part  *chain.Hash
	first int64 // id of the first of them
	n     int64
	stale bool // scores were also written in another way, so all must be read back
}

// add hashes the encoding of n scores that were inserted.
func (h *scoreHash) add(b []byte, n int) {
	if n > 0 && !h.stale {
		h.n += int64(n)
		h.part.Add(b)
	}
}

// hashed returns the hash of the scores, nil if they must be read back.
func (h *scoreHash) hashed() *chain.Known {
	if h.n == 0 || h.stale {
		return nil
	}
	return h.part.Known(h.first-1, h.first-1+h.n)
}
