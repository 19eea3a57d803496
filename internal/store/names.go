package store

import (
	"database/sql"
	"errors"
	"fmt"

	"provenance/internal/model"
)

// A nameTable finds the names of scores and what they stand for in a source, and
// adds those that are new.
type nameTable struct {
	in          *Ingest
	ids         map[nameKey]int64    // names with a section
	known       map[int64]*knownName // by id in table names
	next        int64                // the id that the next new name gets, or more
	fileID      int64                // names from here on are of the current file
	file        int                  // number of the current file
	fresh       Names                // names of the current file
	find, add   *sql.Stmt
	slug, alias *sql.Stmt
}

type nameKey struct {
	name    *model.Term
	section string
}

// A knownName is a name with the variants that it may stand for.
type knownName struct {
	slug    int32 // the variant with exactly this slug, 0 if there is none
	section string
	aliases []alias
	scoped  bool // whether any alias is of one source only

	// What the name stands for in the source that asked last; without scoped
	// aliases, in all.
	source  int64
	variant int32
	how     string
	file    int // the file that counted it last
}

type alias struct {
	scope   int64 // source, 0 for all
	section string
	variant int32
}

func newNameTable(in *Ingest) (*nameTable, error) {
	n := &nameTable{in: in, ids: map[nameKey]int64{}, known: map[int64]*knownName{}}
	conn, ctx := in.db.conn, in.ctx
	if err := conn.QueryRowContext(ctx, `SELECT ifnull(max(id), 0) + 1 FROM names`).Scan(&n.next); err != nil {
		return nil, err
	}
	var errs [4]error
	n.find, errs[0] = conn.PrepareContext(ctx, findName)
	n.add, errs[1] = conn.PrepareContext(ctx, addName)
	n.slug, errs[2] = conn.PrepareContext(ctx, `SELECT ifnull(max(id), 0) FROM variants WHERE slug = ?`)
	n.alias, errs[3] = conn.PrepareContext(ctx, `SELECT ifnull(scope_id, 0), ifnull(section, ''), variant_id FROM aliases WHERE norm = ?`)
	return n, errors.Join(errs[:]...)
}

const (
	findName = `SELECT id FROM names WHERE name = ? AND ifnull(section, '') = ?`
	addName  = `INSERT INTO names(name, section, norm) VALUES (?, nullif(?, ''), ?)`
)

func (n *nameTable) beginFile() {
	n.fileID, n.fresh = n.next, Names{}
	n.file++
}

func (n *nameTable) close() error {
	return errors.Join(n.find.Close(), n.add.Close(), n.slug.Close(), n.alias.Close())
}

// name returns the id of a name, which variant it stands for in a source, 0 for
// none, and whether it is new to the current file.
func (n *nameTable) name(source int64, name, section *model.Term) (id int64, variant int32, isNew bool, err error) {
	if section == nil {
		if id = name.ID; id == 0 {
			id, err = n.lookUp(name, "")
			name.ID = id
		}
	} else {
		k := nameKey{name, section.Text}
		var ok bool
		if id, ok = n.ids[k]; !ok {
			id, err = n.lookUp(name, section.Text)
			n.ids[k] = id
		}
	}
	if err != nil {
		return 0, 0, false, err
	}
	k := n.known[id]
	if k.how == "" || k.scoped && k.source != source {
		k.how, k.variant = k.resolve(source, k.section)
		k.source = source
	}
	if k.file != n.file {
		k.file = n.file
		switch k.how {
		case "ambiguous":
			n.fresh.Ambiguous++
		case "unresolved":
			n.fresh.Unresolved++
		default:
			n.fresh.Resolved++
		}
	}
	return id, k.variant, id >= n.fileID, nil
}

// lookUp finds the id of a name, adding it if it is new, and what it may stand for.
func (n *nameTable) lookUp(t *model.Term, section string) (int64, error) {
	var id int64
	err := n.find.QueryRowContext(n.in.ctx, t.Text, section).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		var res sql.Result
		if res, err = n.add.ExecContext(n.in.ctx, t.Text, section, t.Norm); err == nil {
			id, err = res.LastInsertId()
			n.next = max(n.next, id+1)
		}
	}
	if err != nil {
		return 0, fmt.Errorf("add the name %q: %w", t.Text, err)
	}
	if n.known[id] != nil {
		return id, nil
	}
	k := &knownName{section: section}
	n.known[id] = k
	if err := n.slug.QueryRowContext(n.in.ctx, t.Text).Scan(&k.slug); err != nil {
		return 0, fmt.Errorf("resolve the name %q: %w", t.Text, err)
	}
	rows, err := n.alias.QueryContext(n.in.ctx, t.Norm)
	if err != nil {
		return 0, fmt.Errorf("resolve the name %q: %w", t.Text, err)
	}
	defer rows.Close()
	for rows.Next() {
		var a alias
		if err := rows.Scan(&a.scope, &a.section, &a.variant); err != nil {
			return 0, fmt.Errorf("resolve the name %q: %w", t.Text, err)
		}
		k.aliases = append(k.aliases, a)
		k.scoped = k.scoped || a.scope != 0
	}
	return id, rows.Err()
}

// resolve tells which variant a name stands for in a source: by exact slug, else
// by the aliases of its source, those for its section before those for the whole
// source, else by the aliases for all. Two variants are ambiguous, and nothing is
// resolved by likeness. The view listing_candidates says the same in SQL; a test
// holds the two together.
func (k *knownName) resolve(source int64, section string) (how string, variant int32) {
	if k.slug != 0 {
		return "slug", k.slug
	}
	best, ambiguous := 0, false
	for _, a := range k.aliases {
		rank := 0
		switch {
		case a.scope == 0:
			rank = 1
		case a.scope == source && a.section == "":
			rank = 2
		case a.scope == source && a.section == section:
			rank = 3
		}
		switch {
		case rank == 0 || rank < best:
		case rank > best:
			best, variant, ambiguous = rank, a.variant, false
		case a.variant != variant:
			ambiguous = true
		}
	}
	switch {
	case ambiguous:
		return "ambiguous", 0
	case best > 0:
		return "alias", variant
	}
	return "unresolved", 0
}

func orZero(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
