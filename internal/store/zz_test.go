package store

import (
	"context"
	"testing"
	"time"
)

func TestZZ(t *testing.T) {
	ctx := context.Background()
	db, err := open(ctx, "/tmp/f4m.db", "ro")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		a := time.Now()
		st, err := db.conn.PrepareContext(ctx, `SELECT * FROM flags WHERE variant = 'variant-10'`)
		if err != nil {
			t.Fatal(err)
		}
		b := time.Now()
		for range 3 {
			b = time.Now()
			rows, err := st.QueryContext(ctx)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for rows.Next() {
				n++
			}
			rows.Close()
			t.Log("run", n, time.Since(b))
		}
		t.Log("prepare", b.Sub(a))
		st.Close()
		a = time.Now()
		st, err = db.conn.PrepareContext(ctx, `SELECT * FROM flags WHERE variant = 'variant-10'`)
		t.Log("prepare only", time.Since(a))
		st.Close()
		a = time.Now()
		tb, err := db.Flags(ctx, FlagFilter{Model: "variant-10"})
		t.Log("Flags", len(tb.Rows), time.Since(a), err)
	}
}
