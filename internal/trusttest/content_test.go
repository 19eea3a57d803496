package trusttest

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"time"
)

// sound returns what is wrong with a database file: its pages, its references, a fresh
// cache of flags that is not what the rules give.
func sound(pool *sql.DB) error {
	if err := soundPages(pool); err != nil {
		return err
	}
	return soundFlags(pool)
}

// soundPages returns what is wrong with the pages and references of a database file.
func soundPages(pool *sql.DB) error {
	for _, c := range []struct{ query, want string }{
		{`PRAGMA integrity_check`, "ok"},
		{`PRAGMA foreign_key_check`, ""},
	} {
		got, err := column(pool, c.query)
		if err != nil {
			return err
		}
		if g := strings.Join(got, "; "); g != c.want {
			return fmt.Errorf("%s: got %q, want %q", c.query, g, c.want)
		}
	}
	return nil
}

// whole returns an error if an ingest has not as many scores as it says, or if a
// score is of no ingest.
func whole(pool *sql.DB) error {
	bad, err := column(pool, `SELECT i.path, i.added + i.revised, count(s.id) FROM ingests i LEFT JOIN scores s ON s.ingest_id = i.id
		WHERE i.map = 'canonical:scores' GROUP BY i.id HAVING i.added + i.revised <> count(s.id)
		UNION ALL SELECT 'of no ingest', id, 0 FROM scores WHERE ingest_id NOT IN (SELECT id FROM ingests)`)
	if err == nil && len(bad) > 0 {
		err = fmt.Errorf("half an ingest: %s", strings.Join(bad, "; "))
	}
	return err
}

// soundCaches are the databases of which soundFlags found the cache to be right, by the hash
// of their content and of the cache.
var soundCaches sync.Map

// soundFlags returns an error if the cache of flags is fresh and not what the rules give. A
// database that was never filled has none. What the rules give depends on the content: the
// same cache of the same content is compared once.
func soundFlags(pool *sql.DB) error {
	if views, err := column(pool, `SELECT name FROM sqlite_schema WHERE name = 'cache_fresh'`); err != nil || len(views) == 0 {
		return err
	}
	if fresh, err := column(pool, `SELECT is_fresh FROM cache_fresh`); err != nil || fresh[0] != "1" {
		return err
	}
	rows, err := content(pool)
	if err != nil {
		return err
	}
	cache, err := column(pool, `SELECT `+flagColumns+` FROM flag_cache ORDER BY id`)
	if err != nil {
		return err
	}
	key := sha256.Sum256([]byte(mask(rows) + "\n" + strings.Join(cache, "\n")))
	if _, ok := soundCaches.Load(key); ok {
		return nil
	}
	wrong, err := column(pool, `
		SELECT sum(n), rule, message
		FROM (
		  SELECT 1 AS n, f.* FROM computed_flags f
		  UNION ALL
		  SELECT -1, `+flagColumns+` FROM flag_cache)
		GROUP BY `+flagColumns+`
		HAVING sum(n) <> 0
		LIMIT 3`)
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("the cache is fresh and lacks (1) or adds (-1) flags: %s", strings.Join(wrong, "; "))
	}
	if err == nil {
		soundCaches.Store(key, true)
	}
	return err
}

// flagColumns are those of computed_flags, and of flag_cache without its id.
const flagColumns = `rule, severity, score_id, developer_id, model_id, variant_id, benchmark_id, source_id, name_id, evidence_id, since, until, message`

// content is a text that is equal for two databases if all their tables are, but for the
// cache of flags: that is as it should be, or stale, which sound holds.
func content(pool *sql.DB) (string, error) {
	tables, err := column(pool, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('flag_cache', 'cache_state') ORDER BY name`)
	if err != nil {
		return "", err
	}
	schema, err := column(pool, `SELECT sql FROM sqlite_schema ORDER BY type, name`)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(strings.Join(schema, "\n"))
	for _, table := range tables {
		cols, err := column(pool, `SELECT 'quote("' || name || '")' FROM pragma_table_info('`+table+`') ORDER BY cid`)
		if err != nil {
			return "", err
		}
		rows, err := column(pool, `SELECT group_concat(row, char(10)) FROM (SELECT `+strings.Join(cols, ` || ',' || `)+` AS row FROM "`+table+`" ORDER BY 1)`)
		if err != nil {
			return "", err
		}
		b.WriteString("\n" + table + "\n" + strings.Join(rows, "\n"))
	}
	return b.String(), nil
}

// mask puts an asterisk in the place of what two runs of one command write
// differently into a database: instants, and the hashes that cover them.
func mask(text string) string {
	var b strings.Builder
	word := func(c byte) bool {
		return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
	}
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && word(text[end]) {
			end++
		}
		switch {
		case end-i == 64 && strings.Trim(text[i:end], "0123456789abcdef") == "":
			b.WriteByte('*')
		case end-i == 4 && i+len(time.RFC3339)-5 <= len(text) && isInstant(text[i:i+len(time.RFC3339)-5]):
			b.WriteByte('*')
			end = i + len(time.RFC3339) - 5
		default:
			end = max(end, i+1)
			b.WriteString(text[i:end])
		}
		i = end
	}
	return b.String()
}

// isInstant reports whether a text is an instant as provenance writes it.
func isInstant(text string) bool {
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}
