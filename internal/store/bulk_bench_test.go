package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"provenance/internal/model"
)

// BenchmarkBulkInsert and BenchmarkExecInsert store the same rows many at a time
// and one by one; BenchmarkProbe compares them with what is on record.
func BenchmarkBulkInsert(b *testing.B) {
	benchmarkInsert(b, func(w *scoreWriter, batch *model.ScoreBatch) error { return w.applyBatch(batch) })
}

func BenchmarkExecInsert(b *testing.B) {
	benchmarkInsert(b, func(w *scoreWriter, batch *model.ScoreBatch) error {
		for i := range batch.Scores {
			s := &scoreRow{ScoreRow: model.ScoreRow{Score: &batch.Scores[i]}}
			if err := w.checkScore(batch, s); err != nil {
				return err
			}
			if err := w.findCell(s); err != nil {
				return err
			}
			if err := w.awaitInsertions(); err != nil {
				return err
			}
			if err := w.appendRevision(s, nil, 0); err != nil {
				return err
			}
		}
		return nil
	})
}

func benchmarkInsert(b *testing.B, store func(*scoreWriter, *model.ScoreBatch) error) {
	const n = 50_000
	records := distinctScores(n)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		db := emptyDB(b)
		in := beginScores(b, db)
		whole := fixtureBatch(records)
		b.StartTimer()
		for from := 0; from < n; from += 2000 {
			batch := *whole
			batch.Scores = whole.Scores[from : from+2000]
			if err := store(in.scores, &batch); err != nil {
				b.Fatal(err)
			}
		}
		if err := in.scores.awaitInsertions(); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := in.Rollback(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkProbe(b *testing.B) {
	const n = 50_000
	records := distinctScores(n)
	db := emptyDB(b)
	ingestScores(b, db, [][]*model.Record{records}, 2000)
	for b.Loop() {
		for _, c := range ingestScores(b, db, [][]*model.Record{records}, 2000) {
			if c.Unchanged != n {
				b.Fatalf("%+v", c)
			}
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// distinctScores makes rows of which each is a cell of its own.
func distinctScores(n int) []*model.Record {
	records := randomScores(rand.New(rand.NewPCG(1, 1)), n)
	for i, rec := range records {
		name := fmt.Sprintf("model-%d", i/500)
		rec.Values[rec.Table.Column("listed_as")], rec.Norm = name, name
		day := testClock().AddDate(0, 0, i%500)
		rec.Values[rec.Table.Column("reported_on")] = day.Format("2006-01-02")
		rec.Values[rec.Table.Column("source")], rec.Values[rec.Table.Column("benchmark")], rec.Values[rec.Table.Column("section")] = "a", "x", nil
	}
	return records
}

// BenchmarkResolve resolves new names against aliases.
func BenchmarkResolve(b *testing.B) {
	db := emptyDB(b)
	in := beginScores(b, db)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		name := &model.Term{Text: fmt.Sprint("name ", n), Norm: fmt.Sprint("name-", n)}
		for source := range int64(10) {
			if _, _, _, err := in.scores.names.findName(source+1, name, nil); err != nil {
				b.Fatal(err)
			}
		}
		if n++; n%1000 == 0 {
			in.scores.names.out.Reset()
		}
	}
	b.ReportMetric(10*float64(b.N)/b.Elapsed().Seconds(), "names/s")
	if err := in.Rollback(); err != nil {
		b.Fatal(err)
	}
}
