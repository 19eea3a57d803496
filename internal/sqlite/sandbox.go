package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-sqlite3"

	"provenance/internal/model"
)

// A Param is a value for a parameter of a statement, :name, @name or $name:
// nil, int64, float64 or string.
type Param struct {
	Name  string
	Value any
}

// MaxStatement is the length in bytes of the longest statement that Ask takes.
const MaxStatement = 1 << 20

// sandboxRow is the largest size in bytes of a row of an answer. SQLITE_LIMIT_LENGTH
// limits each value, but a row is copied and written as a whole.
const sandboxRow = 9 << 20

// sandboxLimits limit the resources of a typed statement. The views need up to 60 arms,
// and a flattened one has a few hundred levels of expressions. See
// https://www.sqlite.org/c3ref/c_limit_attached.html.
var sandboxLimits = []struct{ id, value int }{
	{sqlite3.SQLITE_LIMIT_LENGTH, 8 << 20},
	{sqlite3.SQLITE_LIMIT_SQL_LENGTH, MaxStatement},
	{sqlite3.SQLITE_LIMIT_COLUMN, 500},
	{sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 1000},
	{sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 500},
	{sqlite3.SQLITE_LIMIT_VDBE_OP, 1_000_000},
	{sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 100},
	{sqlite3.SQLITE_LIMIT_ATTACHED, 0},
	{sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
	{sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 250},
	{sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1},
	{sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0},
}

// sandboxFunctions are the functions that a typed statement may call. They only compute
// values. Functions that load code, read files, run virtual tables or reveal the
// connection are missing, and so is bulk_insert.
var sandboxFunctions = words(`
	-> ->> abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling char coalesce concat concat_ws cos cosh count
	cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor format
	glob group_concat hex if ifnull iif instr
	json json_array json_array_insert json_array_length json_error_position json_extract json_group_array
	json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set
	json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object
	jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set
	julianday lag last_value lead length like likelihood likely ln log log10 log2 lower ltrim max median min mod
	nth_value ntile nullif octet_length percent_rank percentile percentile_cont percentile_disc pi pow power printf
	quote radians random randomblob rank replace round row_number rtrim sign sin sinh soundex sqlite_source_id
	sqlite_version sqrt strftime string_agg substr substring subtype sum tan tanh time timediff total trim trunc typeof
	unhex unicode unistr unistr_quote unixepoch unlikely upper zeroblob`)

// sandboxPragmas are the pragmas about the schema that a typed statement may run, and
// sandboxSettings the settings that it may read but not change.
var (
	sandboxPragmas  = words(`table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check compile_options function_list collation_list integrity_check quick_check database_list`)
	sandboxSettings = words(`user_version application_id page_count page_size freelist_count encoding journal_mode schema_version query_only`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// Ask runs a statement that a user typed, and calls header with its column names and then
// row for each of its rows. The connection must come from OpenRead.
//
// Whatever the statement is, it can only read. The file is open read-only, the connection
// refuses to write, and the authorizer allows only reading tables, calling the functions
// in sandboxFunctions and a few pragmas. ATTACH, which could open another file for
// writing, is not allowed. Sizes are limited, and so is the memory of SQLite: see
// LimitMemory.
//
// Ask runs one statement, and returns an error if there is a second. An error of the
// statement says at which position it is.
func (db *DB) Ask(ctx context.Context, statement string, params []Param, header func([]string) error, row func([]any) error) error {
	args, err := checkStatement(statement, params)
	if err != nil {
		return err
	}
	statement, _ = firstStatement(statement)
	leave, err := db.enterSandbox()
	if err != nil {
		return err
	}
	defer leave()
	shown := false
	err = db.Each(ctx, statement, args, func(cols []string) error {
		shown = true
		return header(cols)
	}, func(vals []any) error {
		if size(vals) > sandboxRow {
			return errors.New("a row of more than 9 MiB")
		}
		return row(vals)
	})
	if err == nil || shown && !isSQLite(err) {
		return err
	}
	offset := -1
	db.Conn.Raw(func(driver any) error {
		offset = errorOffset(driver.(*sqlite3.SQLiteConn))
		return nil
	})
	leave()
	return db.locateError(ctx, statement, offset, err)
}

// size returns the total size in bytes of the texts and blobs of a row.
func size(row []any) int {
	n := 0
	for _, v := range row {
		switch v := v.(type) {
		case string:
			n += len(v)
		case []byte:
			n += len(v)
		}
	}
	return n
}

func isSQLite(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se)
}

// enterSandbox sets the limits and the authorizer of the connection. leave restores both;
// calling it again has no effect.
func (db *DB) enterSandbox() (leave func(), err error) {
	before := make([]int, len(sandboxLimits))
	err = db.Conn.Raw(func(driver any) error {
		c := driver.(*sqlite3.SQLiteConn)
		for i, l := range sandboxLimits {
			before[i] = c.SetLimit(l.id, l.value)
		}
		c.RegisterAuthorizer(authorize)
		return nil
	})
	inside := err == nil
	return func() {
		if !inside {
			return
		}
		inside = false
		db.Conn.Raw(func(driver any) error {
			c := driver.(*sqlite3.SQLiteConn)
			c.RegisterAuthorizer(nil)
			for i, l := range sandboxLimits {
				c.SetLimit(l.id, before[i])
			}
			return nil
		})
	}, err
}

// authorize is the authorizer callback of SQLite for typed statements. It denies every
// action that it does not know. See https://www.sqlite.org/c3ref/set_authorizer.html.
func authorize(action int, arg1, arg2, _ string) int {
	const recursive = 33 // SQLITE_RECURSIVE, which the driver does not define
	ok := false
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, recursive:
		ok = true
	case sqlite3.SQLITE_FUNCTION:
		ok = sandboxFunctions[strings.ToLower(arg2)]
	case sqlite3.SQLITE_PRAGMA:
		name := strings.ToLower(arg1)
		ok = sandboxPragmas[name] || sandboxSettings[name] && arg2 == ""
	}
	if ok {
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_DENY
}

// checkStatement returns an error unless the text is one statement, and matches its
// parameters with the given ones.
func checkStatement(statement string, params []Param) ([]any, error) {
	if len(statement) > MaxStatement {
		return nil, fmt.Errorf("the statement is longer than 1 MiB")
	}
	if i := strings.IndexByte(statement, 0); i >= 0 {
		return nil, fmt.Errorf("%s: a NUL byte; a statement is text", positionIn(statement, i))
	}
	if !utf8.ValidString(statement) {
		return nil, errors.New("the statement is not UTF-8")
	}
	if _, rest := firstStatement(statement); rest != "" {
		return nil, fmt.Errorf("%s: query takes one statement; after the first there is %q", positionIn(statement, len(statement)-len(rest)), Short(rest))
	}
	given := map[string]any{}
	var names []string
	for _, p := range params {
		given[p.Name] = p.Value
		names = append(names, p.Name)
	}
	var args []any
	used := map[string]bool{}
	for _, t := range tokens(statement) {
		if t.quoted || len(t.text) < 2 && t.text != "?" || strings.IndexByte("?:@$", t.text[0]) < 0 {
			continue
		}
		name := t.text[1:]
		v, ok := given[name]
		switch {
		case t.text[0] == '?':
			return nil, fmt.Errorf("%s: %s: a parameter must have a name, such as :model", positionIn(statement, t.at), t.text)
		case !ok:
			hint := fmt.Sprintf("give it with -p %s=VALUE", name)
			if near := model.Closest(name, slices.Clone(names)); near != "" {
				hint = fmt.Sprintf("did you mean %q?", t.text[:1]+near)
			}
			return nil, fmt.Errorf("%s: the parameter %s has no value (%s)", positionIn(statement, t.at), t.text, hint)
		case !used[t.text]:
			args = append(args, sql.Named(name, v))
		}
		used[t.text] = true
		used[name] = true
	}
	for _, n := range names {
		if !used[n] {
			return nil, fmt.Errorf("the statement has no parameter :%s", n)
		}
	}
	return args, nil
}

// Short shortens a text that an error quotes.
func Short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// positionIn returns the position of a byte in a statement in words.
func positionIn(statement string, at int) string {
	at = max(0, min(at, len(statement)))
	line := strings.LastIndexByte(statement[:at], '\n')
	return fmt.Sprintf("line %d, column %d", strings.Count(statement[:at], "\n")+1, utf8.RuneCountInString(statement[line+1:at])+1)
}

// locateError adds the position, and a suggestion, to an error of a typed statement.
func (db *DB) locateError(ctx context.Context, statement string, offset int, err error) error {
	text := err.Error()
	switch {
	case ctx.Err() != nil:
		return err
	case strings.Contains(text, "not authorized") || strings.Contains(text, "prohibited") || strings.Contains(text, "readonly") || strings.Contains(text, "too many attached") || strings.Contains(text, "VACUUM"):
		at, word := forbidden(statement, text)
		return fmt.Errorf("%s: %s%w: query is read-only and allows only side-effect-free functions; change a database with 'provenance ingest'", positionIn(statement, at), word, err)
	}
	hint := ""
	if _, name, ok := strings.Cut(text, "no such table: "); ok {
		name = name[strings.LastIndexByte(name, '.')+1:]
		hint = db.closestTable(ctx, name)
		if at := find(statement, name); offset < 0 && at != nil {
			offset = at.at
		}
	} else if _, name, ok := strings.Cut(text, "no such column: "); ok {
		hint = db.closestColumn(ctx, statement, name)
	} else if _, name, ok := strings.Cut(text, "no such function: "); ok {
		hint = closestName(name, db.functions(ctx))
	} else if strings.Contains(text, "out of memory") {
		hint = " (SQLite may use 256 MiB)"
	} else if strings.Contains(text, "too big") {
		hint = " (a value may have 8 MiB)"
	} else if text == "incomplete input" {
		offset = len(statement)
	}
	if offset >= 0 {
		return fmt.Errorf("%s: %w%s", positionIn(statement, offset), err, hint)
	}
	return fmt.Errorf("%w%s", err, hint)
}

// refused are the verbs that a typed statement may not contain.
var refused = words(`INSERT REPLACE UPDATE DELETE CREATE DROP ALTER ATTACH DETACH PRAGMA VACUUM REINDEX ANALYZE BEGIN COMMIT END ROLLBACK SAVEPOINT RELEASE`)

// forbidden returns the position of what the authorizer denied in a statement, and a word
// for it: a verb or a pragma. The word is "" if the error text has it already. If the
// cause is not found, the position is the beginning.
func forbidden(statement, text string) (at int, word string) {
	if _, name, ok := strings.Cut(text, "function: "); ok {
		if t := find(statement, name); t != nil {
			return t.at, ""
		}
	}
	all := tokens(statement)
	for i, t := range all {
		upper := strings.ToUpper(t.text)
		switch {
		case t.quoted:
		case upper == "PRAGMA" && i+1 < len(all):
			return t.at, "PRAGMA " + all[i+1].text + ": "
		case refused[upper]:
			return t.at, upper + ": "
		case strings.HasPrefix(upper, "PRAGMA_"):
			return t.at, t.text + ": "
		}
	}
	return 0, ""
}

// find returns the first token that equals a name, ignoring case, or nil.
func find(statement, name string) *token {
	for _, t := range tokens(statement) {
		if strings.EqualFold(t.text, name) {
			return &t
		}
	}
	return nil
}

// functions returns the functions that a typed statement may call and this version of
// SQLite has.
func (db *DB) functions(ctx context.Context) []string {
	return slices.DeleteFunc(db.texts(ctx, `SELECT DISTINCT name FROM pragma_function_list ORDER BY name`), func(name string) bool { return !sandboxFunctions[name] })
}

func closestName(name string, candidates []string) string {
	if near := model.Closest(strings.ToLower(name), slices.Clone(candidates)); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

// texts runs a query with one column of texts. It returns nothing on an error, because the
// texts only serve hints.
func (db *DB) texts(ctx context.Context, query string, args ...any) []string {
	t, err := db.Table(ctx, query, args...)
	if err != nil {
		return nil
	}
	var out []string
	for _, r := range t.Rows {
		if s, ok := r[0].(string); ok {
			out = append(out, s)
		}
	}
	return out
}

const tablesSQL = `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY type DESC, name`

func (db *DB) closestTable(ctx context.Context, name string) string {
	if hint := closestName(name, db.texts(ctx, tablesSQL)); hint != "" {
		return hint
	}
	views := db.texts(ctx, `SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name`)
	return fmt.Sprintf(" (the views are %s)", strings.Join(views, ", "))
}

// closestColumn suggests a column of the tables that the statement names.
func (db *DB) closestColumn(ctx context.Context, statement, name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	tables := db.texts(ctx, tablesSQL)
	var columns, named []string
	for _, t := range tokens(statement) {
		word := strings.ToLower(t.text)
		if !slices.Contains(tables, word) || slices.Contains(named, word) {
			continue
		}
		named = append(named, word)
		columns = append(columns, db.texts(ctx, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, word)...)
	}
	if hint := closestName(name, columns); hint != "" || len(named) != 1 {
		return hint
	}
	return fmt.Sprintf(" (%s has %s)", named[0], strings.Join(columns, ", "))
}
