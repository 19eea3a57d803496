package sqlite

import "testing"

func TestParseCreate(t *testing.T) {
	for sql, want := range map[string]Object{
		"CREATE TABLE a(x)":                                                       {Kind: "table", Name: "a"},
		"CREATE TABLE IF NOT EXISTS \"a \"\"b\"(x)":                               {Kind: "table", Name: `a "b`},
		"create virtual table main.[a b] using fts5(x)":                           {Kind: "table", Name: "a b"},
		"CREATE VIEW `v` AS SELECT 'ON scores'":                                   {Kind: "view", Name: "v"},
		"CREATE UNIQUE INDEX i ON \"t\" (x)":                                      {Kind: "index", Name: "i", Table: "t"},
		"CREATE INDEX i/* ON x */ON--y\nt(x)":                                     {Kind: "index", Name: "i", Table: "t"},
		"CREATE TRIGGER r AFTER INSERT ON scores BEGIN SELECT 1; END":             {Kind: "trigger", Name: "r", Table: "scores"},
		"CREATE TRIGGER 'r' INSTEAD OF UPDATE OF \"on\", b ON main.'flags' BEGIN": {Kind: "trigger", Name: "r", Table: "flags"},
	} {
		if got, ok := ParseCreate(sql); !ok || got != want {
			t.Errorf("%s: got %+v, %v; want %+v", sql, got, ok, want)
		}
	}
	for _, sql := range []string{"", "CREATE", "CREATE TABLE", "CREATE TRIGGER r AFTER INSERT", "CREATE TRIGGER r AFTER INSERT ON", "DROP TABLE x", "CREATE VIRTUAL VIEW v", `CREATE TABLE "a`} {
		if got, ok := ParseCreate(sql); ok {
			t.Errorf("%s: got %+v, want it refused", sql, got)
		}
	}
}
