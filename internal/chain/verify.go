package chain

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"math"

	"provenance"
	"provenance/internal/dbfile"
	"provenance/internal/flagcache"
	"provenance/internal/kept"
	"provenance/internal/sqlite"
)

// A Verdict says what a verification covered: numbers of ingests, links, rows and kept
// files, and the hash of the last link.
type Verdict struct {
	Ingests, Links, Rows, Kept int64
	Head                       string
	Flags                      flagcache.State
	Foreign                    []string // objects that are not part of the schema, such as "view mine"
}

// Verify compares the schema with that of this program. Then it checks the pages of the
// file, the references, the chain from the first link to the last, the derived tables, the
// cache of flags if it is fresh, and the kept bytes of files. quick leaves out the pages
// and the kept bytes. If something is wrong, the error is a *dbfile.Fault.
//
// The schema comes first, because checking pages evaluates the expressions of indexes.
func Verify(ctx context.Context, db *dbfile.DB, quick bool) (Verdict, error) {
	var v Verdict
	checks := []func(context.Context, *dbfile.DB, *Verdict) error{verifySchema, verifyPages, verifyReferences, verifyChain, verifyDerived, verifyFlags, verifyKept}
	if quick {
		checks = []func(context.Context, *dbfile.DB, *Verdict) error{verifySchema, verifyReferences, verifyChain, verifyDerived, verifyFlags}
	}
	for _, check := range checks {
		if err := check(ctx, db, &v); err != nil {
			return v, dbfile.UnreadableFault(err)
		}
	}
	return v, nil
}

func verifyPages(ctx context.Context, db *dbfile.DB, _ *Verdict) error {
	t, err := db.Table(ctx, `PRAGMA integrity_check(1)`)
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		if s := fmt.Sprint(r[0]); s != "ok" {
			return dbfile.NewFault(dbfile.CheckFile, "%s", s)
		}
	}
	return nil
}

// verifySchema compares tables, indexes, views, triggers and rules with those
// that schema.sql makes.
func verifySchema(ctx context.Context, db *dbfile.DB, v *Verdict) (err error) {
	if v.Foreign, err = db.CompareSchema(ctx); err != nil {
		return err
	}
	fresh, err := sqlite.OpenMemory(ctx, "")
	if err != nil {
		return err
	}
	defer fresh.Close()
	if err := fresh.Script(ctx, provenance.Schema); err != nil {
		return err
	}
	return sameRules(ctx, fresh, db.DB)
}

// sameRules compares the rows of table rules by their code.
func sameRules(ctx context.Context, want, got *sqlite.DB) error {
	const query = `SELECT code, severity, also, title, explanation, example FROM rules ORDER BY code`
	w, err := want.Table(ctx, query)
	if err != nil {
		return err
	}
	g, err := got.Table(ctx, query)
	if err != nil {
		return err
	}
	has := map[string]string{}
	for _, r := range g.Rows {
		has[fmt.Sprint(r[0])] = fmt.Sprintf("%q", r[1:])
	}
	for _, r := range w.Rows {
		code := fmt.Sprint(r[0])
		text, ok := has[code]
		if !ok {
			return dbfile.NewFault(dbfile.CheckSchema, "table rules, row %s is missing", code)
		}
		if text != fmt.Sprintf("%q", r[1:]) {
			return dbfile.NewFault(dbfile.CheckSchema, "table rules, row %s is not as this version of provenance (%s) makes it", code, provenance.Version)
		}
		delete(has, code)
	}
	for _, r := range g.Rows {
		if _, left := has[fmt.Sprint(r[0])]; left {
			return dbfile.NewFault(dbfile.CheckSchema, "table rules, row %v is not provenance's", r[0])
		}
	}
	return nil
}

// verifyReferences checks the foreign keys of the program's own tables.
func verifyReferences(ctx context.Context, db *dbfile.DB, _ *Verdict) error {
	for _, name := range TableNames() {
		t, err := db.Table(ctx, `SELECT "table", rowid, parent FROM pragma_foreign_key_check(?) LIMIT 1`, name)
		if err != nil {
			return err
		}
		for _, r := range t.Rows {
			return dbfile.NewFault(dbfile.CheckReferences, "row %v of table %v refers to no row of %v", r[1], r[0], r[2])
		}
	}
	return nil
}

// links reads all links.
func links(ctx context.Context, db *dbfile.DB) ([]Link, error) {
	t, err := db.Table(ctx, `SELECT id, made_at, tool_version, command, sha256 FROM links ORDER BY id`)
	if err != nil {
		return nil, err
	}
	var out []Link
	for _, r := range t.Rows {
		out = append(out, Link{ID: r[0].(int64), MadeAt: r[1].(string), ToolVersion: r[2].(string), Command: r[3].(string), SHA256: r[4].(string)})
	}
	parts, err := db.Table(ctx, `SELECT link_id, table_name, last_id, sha256 FROM link_parts ORDER BY link_id`)
	if err != nil {
		return nil, err
	}
	byLink := map[int64]map[string]part{}
	for _, r := range parts.Rows {
		p := part{r[1].(string), r[2].(int64), r[3].(string)}
		if byLink[r[0].(int64)] == nil {
			byLink[r[0].(int64)] = map[string]part{}
		}
		byLink[r[0].(int64)][p.Table] = p
	}
	for i := range out {
		of := byLink[out[i].ID]
		for _, c := range tables {
			if p, ok := of[c.table]; ok {
				out[i].parts = append(out[i].parts, p)
				delete(of, c.table)
			}
		}
		for table := range of {
			return nil, dbfile.NewFault(dbfile.CheckChain, "link %d covers a table %s that the chain does not have", out[i].ID, table)
		}
	}
	return out, nil
}

// verifyChain computes the chain again from the rows.
func verifyChain(ctx context.Context, db *dbfile.DB, v *Verdict) error {
	links, err := links(ctx, db)
	if err != nil {
		return err
	}
	before := ""
	latest := map[string]part{} // by table: the last part, or the last mark of an append-only table
	by := map[string]int64{}
	hashed := map[string]int64{} // by append-only table: number of rows that were hashed
	for i, l := range links {
		if l.ID < int64(i+1) {
			return dbfile.NewFault(dbfile.CheckChain, "table links, row %d: the chain begins with row 1", l.ID)
		}
		if l.ID != int64(i+1) {
			return dbfile.NewFault(dbfile.CheckChain, "table links, row %d is missing", i+1)
		}
		for _, p := range l.parts {
			if !IsWhole(p.Table) {
				n, err := verifyRange(ctx, db, l, p, latest)
				if err != nil {
					return err
				}
				hashed[p.Table] += n
			}
			latest[p.Table], by[p.Table] = p, l.ID
		}
		if got := l.hash(before); got != l.SHA256 {
			return dbfile.NewFault(dbfile.CheckChain, "table links, row %d (%s): its hash is recorded as %s, and what it covers gives %s", l.ID, l.MadeAt, l.SHA256, got)
		}
		before = l.SHA256
	}
	for _, c := range tables {
		n, err := verifyLatest(ctx, db, c, latest, by)
		if err != nil {
			return err
		}
		if c.whole {
			hashed[c.table] = n
		}
		if err := verifyCount(ctx, db, c, hashed[c.table], v); err != nil {
			return err
		}
	}
	v.Links, v.Head = int64(len(links)), before
	return db.Conn.QueryRowContext(ctx, `SELECT count(*) FROM ingests`).Scan(&v.Ingests)
}

// verifyRange checks the rows of an append-only table that a link added, and returns their
// number. The first link also covers ids below 1.
func verifyRange(ctx context.Context, db *dbfile.DB, l Link, p part, marks map[string]part) (int64, error) {
	from, first := int64(math.MinInt64), int64(1)
	if m, ok := marks[p.Table]; ok {
		if m.Last == math.MaxInt64 {
			return 0, dbfile.NewFault(dbfile.CheckChain, "link %d covers rows of table %s above %d, and there can be none", l.ID, p.Table, m.Last)
		}
		from, first = m.Last+1, m.Last+1
	}
	h, err := partOf(ctx, db, p.Table, from, p.Last)
	if err != nil {
		return 0, err
	}
	if h.end() == p.SHA256 {
		return h.n, nil
	}
	begin := first
	if len(h.runs) > 0 && h.runs[0][0] < first {
		return 0, dbfile.NewFault(dbfile.CheckChain, "table %s, row %d: rows begin with 1; it was not written by provenance", p.Table, h.runs[0][0])
	}
	where := ingestsOf(ctx, db, p.Table, from, p.Last)
	for _, r := range h.runs {
		if r[0] != first && r[0] > first {
			return 0, dbfile.NewFault(dbfile.CheckChain, "table %s, row %d%s: rows %d to %d are expected there and do not give the hash of link %d (%s); row %d is not there", p.Table, first, where, begin, p.Last, l.ID, l.MadeAt, first)
		}
		first = r[1] + 1
	}
	if first <= p.Last {
		return 0, dbfile.NewFault(dbfile.CheckChain, "table %s, row %d%s: link %d (%s) covers rows up to %d, and row %d is not there", p.Table, first, where, l.ID, l.MadeAt, p.Last, first)
	}
	return 0, dbfile.NewFault(dbfile.CheckChain, "table %s, rows %d to %d%s: they do not give the hash that link %d (%s) recorded, %s", p.Table, begin, p.Last, where, l.ID, l.MadeAt, p.SHA256)
}

// ingestsOf names the ingests of a range of rows, if the table says to which ingest a row
// belongs.
func ingestsOf(ctx context.Context, db *dbfile.DB, table string, from, last int64) string {
	column := ""
	switch table {
	case "ingests":
		column = "id"
	case "rejects", "changes", "kept", "scores", "retractions":
		column = "ingest_id"
	default:
		return ""
	}
	var lo, hi sql.NullInt64
	if err := db.Conn.QueryRowContext(ctx, `SELECT min(`+column+`), max(`+column+`) FROM `+table+` WHERE id BETWEEN ? AND ?`, from, last).Scan(&lo, &hi); err != nil || !lo.Valid {
		return ""
	}
	if lo == hi {
		return fmt.Sprintf(" (ingest %d)", lo.Int64)
	}
	return fmt.Sprintf(" (ingests %d to %d)", lo.Int64, hi.Int64)
}

// verifyLatest checks that no row follows the last part of an append-only table, and that
// a table hashed as a whole still has the hash of its last part. It returns the number of
// rows that it hashed.
func verifyLatest(ctx context.Context, db *dbfile.DB, c chained, latest map[string]part, by map[string]int64) (int64, error) {
	last, any, err := maxID(ctx, db, c.table)
	if err != nil {
		return 0, err
	}
	p, ok := latest[c.table]
	switch {
	case !ok && any && c.table != "protocols", ok && any && last > p.Last:
		return 0, dbfile.NewFault(dbfile.CheckChain, "table %s, row %d: no link of the chain covers it; it was not written by provenance", c.table, last)
	case !ok || !c.whole:
		return 0, nil
	}
	h, err := partOf(ctx, db, c.table, math.MinInt64, math.MaxInt64)
	if err != nil {
		return 0, err
	}
	if h.end() != p.SHA256 {
		return 0, dbfile.NewFault(dbfile.CheckChain, "table %s: its %d rows do not give the hash that link %d recorded when it last changed, %s%s", c.table, h.n, by[c.table], p.SHA256, missingID(h, p.Last))
	}
	return h.n, nil
}

// verifyCount checks that a table has as many rows as were hashed, whatever their ids are.
// Before the first link, only the protocol that the schema makes exists.
func verifyCount(ctx context.Context, db *dbfile.DB, c chained, hashed int64, v *Verdict) error {
	var n, first int64
	if err := db.Conn.QueryRowContext(ctx, `SELECT count(*), ifnull(min(id), 0) FROM `+c.table+` NOT INDEXED`).Scan(&n, &first); err != nil {
		return err
	}
	v.Rows += n
	if hashed == 0 && c.table == "protocols" && n == 1 && first == 1 {
		return nil
	}
	if n != hashed {
		return dbfile.NewFault(dbfile.CheckChain, "table %s has %d rows, and the links of the chain cover %d; the first is row %d", c.table, n, hashed, first)
	}
	return nil
}

// missingID names the first missing id up to last, "" if there is none.
func missingID(h *Hash, last int64) string {
	first := int64(1)
	for _, r := range h.runs {
		if r[0] != first {
			break
		}
		first = r[1] + 1
	}
	if first <= last {
		return fmt.Sprintf("; row %d is not there", first)
	}
	return ""
}

// verifyFlags compares the cache of flags with the rules, if views read it.
func verifyFlags(ctx context.Context, db *dbfile.DB, v *Verdict) (err error) {
	v.Flags, err = flagcache.Compare(ctx, db)
	return err
}

// verifyKept checks that the kept bytes of every file are those that were read.
func verifyKept(ctx context.Context, db *dbfile.DB, v *Verdict) error {
	t, err := db.Table(ctx, `SELECT id, path, sha256, bytes FROM ingests i WHERE EXISTS (SELECT 1 FROM kept k WHERE k.ingest_id = i.id) ORDER BY id`)
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		sum, id := sha256.New(), r[0].(int64)
		n, err := kept.Bytes(ctx, db, id, sum)
		if err != nil {
			return dbfile.NewFault(dbfile.CheckKept, "ingest %d (%v): %v", id, r[1], err)
		}
		if got := hex.EncodeToString(sum.Sum(nil)); got != r[2] || n != r[3].(int64) {
			return dbfile.NewFault(dbfile.CheckKept, "ingest %d (%v): %d bytes with SHA-256 %v were read, and %d with %s are kept", id, r[1], r[3], r[2], n, got)
		}
		v.Kept++
	}
	return nil
}
