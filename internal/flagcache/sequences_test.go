package flagcache_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/flagcache"
)

// sequences is how many random sequences are tried: few, or many where the environment
// variable PROVENANCE_LONG asks for the long run.
func sequences() uint64 {
	if os.Getenv("PROVENANCE_LONG") != "" {
		return 200
	}
	return 4
}

// A player writes random rows to a database, as commands do.
type player struct {
	t      *testing.T
	r      *rand.Rand
	db     *dbfile.DB
	scores int
}

func (p *player) pick(words ...string) string { return words[p.r.IntN(len(words))] }

func (p *player) day() string {
	return fmt.Sprintf("2025-%02d-%02d", 3+p.r.IntN(3), 1+p.r.IntN(28))
}

// score is a row of a score of a few cells, so that cells are met again with the same
// value and with others.
func (p *player) score() string {
	source := p.pick("blog", "board", "news", "report", "agg")
	row := fmt.Sprintf("scores: %s | %s | %s | pct | %d | 2025-04-0%d", source, p.pick("rel", "exp", "unk", "name one", "name two", "m"),
		p.pick("qa", "chat"), 10*p.r.IntN(8), 6+p.r.IntN(3))
	switch p.r.IntN(4) {
	case 0:
		row += " | shots=5"
	case 1:
		row += " | evaluator=" + p.pick("dev", "lab")
	case 2:
		row += fmt.Sprintf(" | rank=%d | sample_size=%d", 1+p.r.IntN(3), 1+p.r.IntN(200))
	}
	return row
}

// moves are the kinds of change. Each returns what it did, for the message of a failure.
var moves = []func(*player) string{
	func(p *player) string {
		var rows []string
		for range 1 + p.r.IntN(6) {
			rows = append(rows, p.score())
		}
		return p.ingest(rows...)
	},
	func(p *player) string {
		return p.ingest(fmt.Sprintf("aliases: %s | %s | scope=%s", p.pick("name one", "name two"), p.pick("rel", "exp", "unk"), p.pick("all", "board", "news")))
	},
	func(p *player) string { return p.correctAlias() },
	func(p *player) string {
		return p.ingest(fmt.Sprintf("release_events: %s | %s | %s", p.pick("rel", "exp", "unk"), p.pick("announced", "preview", "released", "deprecated", "retired"), p.day()))
	},
	func(p *player) string {
		return p.ingest(fmt.Sprintf("event_corrections: rel | released | 2025-04-05 | wrong %d", p.r.IntN(100)))
	},
	func(p *player) string {
		p.scores++
		return p.ingest(fmt.Sprintf("statements: s%d | %s | quality | news | %s | A text.", p.scores, p.pick("allegation", "correction", "criticism"), p.day()),
			fmt.Sprintf("statement_targets: s%d | model=m", p.scores))
	},
	func(p *player) string { return p.retract() },
	func(p *player) string { return p.retract() },
}

func (p *player) ingest(rows ...string) string {
	text := strings.Join(rows, "\n")
	ingestText(p.t, p.db, text)
	return text
}

// correctAlias takes an alias back, or says that it is right after all.
func (p *player) correctAlias() string {
	t, err := p.db.Table(p.t.Context(), `
		SELECT a.name, v.slug, ifnull(s.slug, 'all'), ifnull(max(c.nth), 0) + 1
		FROM aliases a JOIN variants v ON v.id = a.variant_id LEFT JOIN sources s ON s.id = a.scope_id
		LEFT JOIN alias_corrections c ON c.norm = a.norm AND c.variant_id = a.variant_id AND c.scope_id IS a.scope_id
		GROUP BY a.id ORDER BY a.id`)
	if err != nil {
		p.t.Fatal(err)
	}
	if len(t.Rows) == 0 {
		return "no alias to correct"
	}
	a := t.Rows[p.r.IntN(len(t.Rows))]
	verdict := "wrong"
	if a[3].(int64)%2 == 0 {
		verdict = "right"
	}
	return p.ingest(fmt.Sprintf("alias_corrections: %v | %v | because | scope=%v | nth=%v | verdict=%s", a[0], a[1], a[2], a[3], verdict))
}

// retract retracts an ingest, if it can be, and else changes nothing.
func (p *player) retract() string {
	n := 1 + p.r.Int64N(10)
	_, err := chain.Retract(p.t.Context(), p.db, n, "because", "test", "retract", clock())
	for _, refusal := range []error{nil, dbfile.ErrNoIngest, chain.ErrRetracted, chain.ErrNoScores, chain.ErrUndone} {
		if errors.Is(err, refusal) {
			return fmt.Sprintf("retract %d: %v", n, err)
		}
	}
	p.t.Fatal(err)
	return ""
}

// TestCacheEqualsTheRules plays random sequences of ingests, revisions, aliases,
// corrections and retractions. After each move the cache is stale if the move wrote
// something, and equal to the rules after a refresh, which writes only what differs.
func TestCacheEqualsTheRules(t *testing.T) {
	t.Parallel()
	changed, kept := int64(0), int64(0)
	for seed := range sequences() {
		p := &player{t: t, r: rand.New(rand.NewPCG(seed, 17)), db: based(t, "")}
		refreshed(t, p.db, flagcache.Options{})
		var played []string
		for range 20 {
			end := fixture.Lines(t, p.db.DB, `SELECT max(id) FROM links`)[0]
			played = append(played, moves[p.r.IntN(len(moves))](p))
			fail := func(format string, args ...any) {
				t.Helper()
				t.Fatalf("seed %d: %s\n%s", seed, fmt.Sprintf(format, args...), strings.Join(played, "\n---\n"))
			}
			s, err := flagcache.Compare(context.Background(), p.db)
			if err != nil || s.Fresh != (end == fixture.Lines(t, p.db.DB, `SELECT max(id) FROM links`)[0]) {
				fail("before the refresh: %+v, %v", s, err)
			}
			r, err := flagcache.Refresh(context.Background(), p.db, flagcache.Options{})
			if err != nil || r.WasFresh != s.Fresh {
				fail("refresh: %+v, %v", r, err)
			}
			if s, err := flagcache.Compare(context.Background(), p.db); err != nil || !s.Fresh {
				fail("after the refresh: %+v, %v", s, err)
			}
			changed += r.Added + r.Removed
			kept += r.Flags - r.Added
		}
	}
	if changed < 50 || kept < 50 {
		t.Errorf("%d rows changed and %d stayed: the sequences try too little", changed, kept)
	}
}
