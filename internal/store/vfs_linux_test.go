package store

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
)

// TestGatheredWritesThatFail runs out of room in the middle of a transaction, again and
// again, and goes on with the same connection: what was committed stays, what was not is
// undone, and once there is room everything can be written.
func TestGatheredWritesThatFail(t *testing.T) {
	if gatheringVFS() == "" {
		t.Skip("this system writes as SQLite does")
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	limit := func(n uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: before.Max}); err != nil {
			t.Fatal(err)
		}
	}
	defer limit(before.Cur)
	for _, mode := range []string{"rw", "new"} {
		t.Run(mode, func(t *testing.T) {
			ctx := context.Background()
			db := openPieces(t, mode)
			path := db.path
			exec := func(query string, args ...any) error {
				_, err := db.conn.ExecContext(ctx, query, args...)
				return err
			}
			must := func(query string, args ...any) {
				t.Helper()
				if err := exec(query, args...); err != nil {
					t.Fatalf("%s: %v", query, err)
				}
			}
			want := map[int]string{}
			for step := range 30 { // each with more room
				room := uint64(40_000 + 17_389*step)
				limit(room)
				must(`BEGIN IMMEDIATE`)
				var failed error
				inserted := 0
				for ; inserted < 60; inserted += 2 {
					i := 1000*step + inserted
					if failed = exec(`INSERT INTO pieces SELECT ?, zeroblob(?) UNION ALL SELECT ?, zeroblob(?)`, i, 9000+inserted, i+1, 9001+inserted); failed != nil {
						break
					}
				}
				if failed == nil {
					failed = exec(`COMMIT`)
				}
				if failed == nil {
					t.Fatalf("600 KB went into %d bytes", room)
				}
				if !strings.Contains(failed.Error(), "full") && !strings.Contains(failed.Error(), "I/O") {
					t.Fatalf("with room for %d bytes: %v", room, failed)
				}
				if step%2 == 0 {
					exec(`ROLLBACK`) // SQLite may have done so
				} else if limit(before.Cur); exec(`COMMIT`) == nil { // it undid the one statement
					for i := range inserted {
						want[1000*step+i] = fmt.Sprintf("%d %d 0000000000000000", 1000*step+i, 9000+i)
					}
				}
				var n int
				if err := db.conn.QueryRowContext(ctx, `SELECT count(*) FROM pieces`).Scan(&n); err != nil || n != len(want) {
					t.Fatalf("after a failure with room for %d bytes there are %d rows, want %d: %v", room, n, len(want), err)
				}
				limit(before.Cur)
				must(`INSERT INTO pieces VALUES (?, x'0102030405060708')`, step)
				want[step] = pieceText(step)
				sameAs(t, path, want)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			sameAs(t, path, want)
		})
	}
}
