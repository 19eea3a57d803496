package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asStock runs statements on a database with the driver as it is, or on its own, and
// returns the rows of the last one.
func asStock(t *testing.T, path string, statements ...string) []string {
	t.Helper()
	pool, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	var out []string
	for i, s := range statements {
		if i < len(statements)-1 {
			if _, err := pool.Exec(s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			continue
		}
		rows, err := pool.Query(s)
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
		if err := rows.Err(); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return out
}

const (
	makePieces = `CREATE TABLE pieces (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)`
	allPieces  = `SELECT id || ' ' || length(bytes) || ' ' || hex(substr(bytes, 1, 8)) FROM pieces ORDER BY id`
)

// openPieces makes a database with an empty table and opens it to be written, with a
// write-ahead log ("rw") or a rollback journal ("new"), and a cache so small that pages
// are written and read again all the time.
func openPieces(t *testing.T, mode string) *DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	if mode == "rw" {
		asStock(t, path, `PRAGMA journal_mode = WAL`, `SELECT 1`)
	}
	db, err := open(context.Background(), path, mode)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.conn.ExecContext(context.Background(), makePieces+`; PRAGMA cache_size = 5`); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestGatheredWritesAreThoseOfSQLite changes a database at random and looks at it
// with the driver as it is.
func TestGatheredWritesAreThoseOfSQLite(t *testing.T) {
	if gatheringVFS() == "" {
		t.Skip("this system writes as SQLite does")
	}
	for _, mode := range []string{"rw", "new"} {
		t.Run(mode, func(t *testing.T) {
			r := rand.New(rand.NewPCG(11, 7))
			ctx := context.Background()
			db := openPieces(t, mode)
			path := db.path
			exec := func(query string, args ...any) {
				t.Helper()
				if _, err := db.conn.ExecContext(ctx, query, args...); err != nil {
					t.Fatalf("%s: %v", query, err)
				}
			}
			want := map[int]string{} // by id
			set := func(id int) string {
				b := make([]byte, 8+r.IntN(1+[]int{50, 3000, 90_000}[r.IntN(3)]))
				for i := range b {
					b[i] = byte(r.IntN(256))
				}
				exec(`INSERT OR REPLACE INTO pieces VALUES (?, ?)`, id, b)
				return fmt.Sprintf("%d %d %X", id, len(b), b[:8])
			}
			for range 40 {
				exec(`BEGIN IMMEDIATE`)
				now := map[int]string{}
				for id, text := range want {
					now[id] = text
				}
				for range r.IntN(60) {
					switch id := r.IntN(150); r.IntN(8) {
					case 0:
						exec(`DELETE FROM pieces WHERE id = ?`, id)
						delete(now, id)
					case 1: // what is undone in between
						exec(`SAVEPOINT s`)
						set(id)
						exec(`DELETE FROM pieces WHERE id % 3 = 0`)
						exec(`ROLLBACK TO s`)
						exec(`RELEASE s`)
					case 2: // and what is read
						var n int
						if err := db.conn.QueryRowContext(ctx, `SELECT count(*) FROM pieces WHERE length(bytes) > 0`).Scan(&n); err != nil || n != len(now) {
							t.Fatalf("%d rows, want %d: %v", n, len(now), err)
						}
					default:
						now[id] = set(id)
					}
				}
				if r.IntN(4) == 0 {
					exec(`ROLLBACK`)
				} else {
					exec(`COMMIT`)
					want = now
				}
				if mode == "rw" && r.IntN(5) == 0 {
					exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
				}
				if r.IntN(6) == 0 { // another process sees what is committed
					sameAs(t, path, want)
				}
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			sameAs(t, path, want)
		})
	}
}

// pieceText is what allPieces says of a piece of the bytes 1 to 8.
func pieceText(id int) string { return fmt.Sprintf("%d 8 0102030405060708", id) }

func sameAs(t *testing.T, path string, pieces map[int]string) {
	t.Helper()
	var ids []int
	for id := range pieces {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var want []string
	for _, id := range ids {
		want = append(want, pieces[id])
	}
	if diff := cmp.Diff(want, asStock(t, path, allPieces)); diff != "" {
		t.Fatalf("the database (-want +got):\n%s", diff)
	}
	if got := asStock(t, path, `PRAGMA integrity_check`); !slices.Equal(got, []string{"ok"}) {
		t.Fatalf("integrity: %v", got)
	}
}
