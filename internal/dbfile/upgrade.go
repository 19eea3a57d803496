package dbfile

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/sqlite"
)

// A step brings the tables from one schema version to the next. Views, rules and triggers
// are dropped before the first step and made again after the last one. A step runs with
// foreign keys off, and renaming a table does not change what refers to it.
type step struct {
	from   int
	schema string // schema.sql of that version: a database must have it before anything in it runs
	sql    string
}

// steps are in order. Version 1 is the first that was released, so there are none.
var steps []step

// upgrade brings an older database up to date in one transaction: the tables by
// numbered steps, then all views, triggers and rules from the text of the schema. It
// follows https://www.sqlite.org/lang_altertable.html#otheralter. Objects that are
// not provenance's stay.
//
// A database is refused if its schema is not the one of its version. No name from the
// database becomes part of a statement: only objects that the schema of its version makes
// are dropped.
func (db *DB) upgrade(ctx context.Context, steps []step, target int, schema string) (err error) {
	version, err := db.version(ctx)
	if err != nil || version == target {
		return err
	}
	// Within a transaction SQLite ignores the first of the two.
	if _, err := db.Conn.ExecContext(ctx, `PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON`); err != nil {
		return err
	}
	defer func() {
		_, perr := db.Conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON`)
		err = errors.Join(err, perr)
	}()
	if err := db.BeginImmediate(ctx); err != nil {
		return sqlite.Plain(err)
	}
	if err := db.upgradeTables(ctx, steps, target, schema); err != nil {
		_, rerr := db.Conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		return errors.Join(fmt.Errorf("upgrade from schema version %d to %d: %w", version, target, err), rerr)
	}
	_, err = db.Conn.ExecContext(ctx, `COMMIT`)
	return err
}

func (db *DB) version(ctx context.Context) (version int, err error) {
	err = db.Conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version)
	return version, err
}

// upgradeTables does the work of upgrade within its transaction.
func (db *DB) upgradeTables(ctx context.Context, steps []step, target int, schema string) error {
	version, err := db.version(ctx) // another process may have been first
	if err != nil || version == target {
		return err
	}
	for len(steps) > 0 && steps[0].from < version {
		steps = steps[1:]
	}
	if len(steps) == 0 || steps[0].from != version {
		return fmt.Errorf("%w: this version of provenance cannot upgrade it", ErrOlder)
	}
	before := steps[0].schema
	if _, err := db.compareSchema(ctx, before); err != nil {
		return err
	}
	if err := db.checkReferences(ctx, before); err != nil { // a join in a step would silently drop such a row
		return err
	}
	text, err := upgradeScript(steps, target, before, schema)
	if err != nil {
		return err
	}
	if _, err := db.Conn.ExecContext(ctx, text); err != nil {
		return err
	}
	if _, err := db.compareSchema(ctx, schema); err != nil {
		return err
	}
	return db.checkReferences(ctx, schema)
}

// madeAgain are the tables that an upgrade makes again with the views: the texts of the
// rules, and the flags that the rules of another version gave.
var madeAgain = []string{"rules", "flag_cache", "cache_state"}

// upgradeScript returns the script of an upgrade.
func upgradeScript(steps []step, target int, before, schema string) (string, error) {
	old, err := sqlite.ObjectsOf(before)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, o := range old {
		if o.Kind == "view" || o.Kind == "trigger" || o.Kind == "table" && slices.Contains(madeAgain, o.Name) {
			fmt.Fprintf(&b, "DROP %s IF EXISTS %s;\n", strings.ToUpper(o.Kind), sqlite.QuoteName(o.Name))
		}
	}
	for _, s := range steps {
		if s.from < target {
			b.WriteString(s.sql + "\n;\n")
		}
	}
	text, err := derivedOf(schema)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "--%s\nPRAGMA user_version = %d;", text, target)
	return b.String(), nil
}

// checkReferences returns an error if a row of a table in schema refers to a row that does
// not exist.
func (db *DB) checkReferences(ctx context.Context, schema string) error {
	objects, err := sqlite.ObjectsOf(schema)
	if err != nil {
		return err
	}
	for _, o := range objects {
		if o.Kind != "table" {
			continue
		}
		orphans, err := db.Table(ctx, `SELECT "table", rowid, parent FROM pragma_foreign_key_check(?) LIMIT 1`, o.Name)
		if err != nil {
			return err
		}
		for _, r := range orphans.Rows {
			return fmt.Errorf("row %v of table %v refers to no row of %v; nothing was changed", r[1], r[0], r[2])
		}
	}
	return nil
}
