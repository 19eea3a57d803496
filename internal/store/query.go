package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// A Table is the answer to a query: column names, and rows of nil, int64,
// float64, string or []byte.
type Table struct {
	Columns []string
	Rows    [][]any
}

// table runs one of the package's own queries.
func (db *DB) table(ctx context.Context, query string, args ...any) (*Table, error) {
	t := &Table{}
	err := db.each(ctx, query, args, func(cols []string) error { t.Columns = cols; return nil },
		func(row []any) error { t.Rows = append(t.Rows, row); return nil })
	return t, err
}

// each runs a query and hands out its header and then its rows.
func (db *DB) each(ctx context.Context, query string, args []any, header func([]string) error, row func([]any) error) error {
	rows, err := db.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	if err := header(cols); err != nil {
		return err
	}
	for rows.Next() {
		vals := make([]any, len(cols))
		dest := make([]any, len(cols))
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := row(vals); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Query runs a statement that somebody typed. The connection must come from
// OpenRead. Whatever the statement says, it can only read: the file is open
// read-only, the connection refuses to write, and of all that SQL can ask for
// only reading tables, calling functions and a few questions to the schema are
// let through. ATTACH, which could open another file for writing, is not.
//
// It runs one statement; a second one is refused, not run unseen.
func (db *DB) Query(ctx context.Context, statement string, header func([]string) error, row func([]any) error) error {
	if rest := afterStatement(statement); rest != "" {
		return fmt.Errorf("query takes one statement; after the first there is %q", rest)
	}
	err := db.conn.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).RegisterAuthorizer(authorize)
		return nil
	})
	if err != nil {
		return err
	}
	defer db.conn.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).RegisterAuthorizer(nil)
		return nil
	})
	if err := db.each(ctx, statement, nil, header, row); err != nil {
		if strings.Contains(err.Error(), "not authorized") || strings.Contains(err.Error(), "readonly") {
			return fmt.Errorf("%w: query only reads; change a database with 'provenance ingest'", err)
		}
		return err
	}
	return nil
}

// authorize is SQLite's authorizer callback for typed statements.
// See https://www.sqlite.org/c3ref/set_authorizer.html.
func authorize(action int, arg1, _, _ string) int {
	const recursive = 33 // SQLITE_RECURSIVE, which the driver does not name
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, recursive:
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FUNCTION:
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_PRAGMA:
		switch strings.ToLower(arg1) {
		case "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "user_version", "application_id", "compile_options", "function_list", "integrity_check", "quick_check", "foreign_key_check", "database_list":
			return sqlite3.SQLITE_OK
		}
	}
	return sqlite3.SQLITE_DENY
}

// afterStatement returns what stands after the first statement of a text: after
// a semicolon that is in no string, name or comment. White space and comments
// there are nothing.
func afterStatement(s string) string {
	s = strings.TrimLeft(s, "; \t\r\n")
	for i := 0; i < len(s); {
		if n := skipQuoted(s[i:]); n > 0 {
			i += n
			continue
		}
		if s[i] != ';' {
			i++
			continue
		}
		rest := s[i+1:]
		for {
			rest = strings.TrimLeft(rest, "; \t\r\n")
			if !strings.HasPrefix(rest, "--") && !strings.HasPrefix(rest, "/*") {
				return rest
			}
			rest = rest[skipQuoted(rest):]
		}
	}
	return ""
}

// skipQuoted returns the length of the string, quoted name or comment that s
// begins with, or 0. One that is not closed runs to the end.
func skipQuoted(s string) int {
	ends := map[byte]string{'\'': "'", '"': `"`, '`': "`", '[': "]"}
	open, end := 1, ends[s[0]]
	switch {
	case strings.HasPrefix(s, "--"):
		open, end = 2, "\n"
	case strings.HasPrefix(s, "/*"):
		open, end = 2, "*/"
	case end == "":
		return 0
	}
	if i := strings.Index(s[open:], end); i >= 0 {
		return open + i + len(end)
	}
	return len(s)
}
