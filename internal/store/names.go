package store

import (
	"database/sql"
	"errors"
	"fmt"

	"provenance/internal/model"
)

// A nameTable finds the listing of a name in a source, makes and resolves those
// that are new, and writes them many at a time.
type nameTable struct {
	in          *Ingest
	known       map[int64]*knownName   // by id in table names
	loaded      map[int64]bool         // sources whose listings of before this call are in listings
	listings    map[listingKey]listing // 20 bytes each: a file may bring a million
	sections    map[string]int32       // number of a section; 0 is none
	before      int64                  // listings up to here were on record before this call
	next        int64                  // id of the next new listing
	fileID      int32                  // listings from here on are of the current file
	out         *bulk
	fresh       Names // new listings of the current file
	find, add   *sql.Stmt
	slug, alias *sql.Stmt
}

type listingKey struct{ source, name, section int32 }

type listing struct{ id, variant int32 }

// A knownName is a name with the variants that it may stand for.
type knownName struct {
	slug    int32 // the variant with exactly this slug, 0 if there is none
	aliases []alias
}

type alias struct {
	scope   int64 // source, 0 for all
	section string
	variant int32
}

func newNameTable(in *Ingest) (*nameTable, error) {
	n := &nameTable{in: in, known: map[int64]*knownName{}, loaded: map[int64]bool{}, listings: map[listingKey]listing{}, sections: map[string]int32{"": 0}}
	conn, ctx := in.db.conn, in.ctx
	if err := conn.QueryRowContext(ctx, `SELECT ifnull(max(id), 0) FROM listings`).Scan(&n.before); err != nil {
		return nil, err
	}
	n.next = n.before + 1
	var errs [4]error
	n.find, errs[0] = conn.PrepareContext(ctx, `SELECT id FROM names WHERE name = ?`)
	n.add, errs[1] = conn.PrepareContext(ctx, `INSERT INTO names(name, norm) VALUES (?, ?)`)
	n.slug, errs[2] = conn.PrepareContext(ctx, `SELECT ifnull(max(id), 0) FROM variants WHERE slug = ?`)
	n.alias, errs[3] = conn.PrepareContext(ctx, `SELECT ifnull(scope_id, 0), ifnull(section, ''), variant_id FROM aliases WHERE norm = ?`)
	return n, errors.Join(errs[:]...)
}

func (n *nameTable) beginFile() { n.fileID, n.fresh = int32(n.next), Names{} }

func (n *nameTable) close() error {
	return errors.Join(n.find.Close(), n.add.Close(), n.slug.Close(), n.alias.Close())
}

// listing returns the listing of a name in a source and whether it is new to
// the current file.
func (n *nameTable) listing(source int64, name, section *model.Term) (listing, bool, error) {
	if name.ID == 0 {
		if err := n.lookUp(name); err != nil {
			return listing{}, false, err
		}
	}
	k := listingKey{source: int32(source), name: int32(name.ID)}
	if section != nil {
		if section.ID == 0 {
			section.ID = int64(n.section(section.Text))
		}
		k.section = int32(section.ID)
	}
	if n.before > 0 && !n.loaded[source] {
		if err := n.load(source); err != nil {
			return listing{}, false, err
		}
	}
	l, ok := n.listings[k]
	if !ok {
		how, variant := n.known[name.ID].resolve(source, section.String())
		switch how {
		case "ambiguous":
			n.fresh.Ambiguous++
		case "unresolved":
			n.fresh.Unresolved++
		default:
			n.fresh.Resolved++
		}
		l = listing{int32(n.next), variant}
		n.next++
		n.listings[k] = l
		n.out.int(int64(l.id))
		n.out.int(source)
		n.out.int(name.ID)
		n.out.text(section.String())
		n.out.id(int64(variant))
		n.out.text(how)
		n.out.endRow()
	}
	return l, l.id >= n.fileID, nil
}

func (n *nameTable) section(text string) int32 {
	id, ok := n.sections[text]
	if !ok {
		id = int32(len(n.sections))
		n.sections[text] = id
	}
	return id
}

// load reads the listings that a source had before this call.
func (n *nameTable) load(source int64) error {
	n.loaded[source] = true
	err := n.in.each(`SELECT id, name_id, ifnull(section, ''), ifnull(variant_id, 0) FROM listings WHERE source_id = ? AND id <= ?`, func(r *sql.Rows) error {
		var l listing
		k := listingKey{source: int32(source)}
		var section string
		err := r.Scan(&l.id, &k.name, &section, &l.variant)
		k.section = n.section(section)
		n.listings[k] = l
		return err
	}, source, n.before)
	if err != nil {
		return fmt.Errorf("load the listings of a source: %w", err)
	}
	return nil
}

// lookUp finds the id of a name, adding it if it is new, and what it may stand for.
func (n *nameTable) lookUp(t *model.Term) error {
	err := n.find.QueryRowContext(n.in.ctx, t.Text).Scan(&t.ID)
	if errors.Is(err, sql.ErrNoRows) {
		var res sql.Result
		if res, err = n.add.ExecContext(n.in.ctx, t.Text, t.Norm); err == nil {
			t.ID, err = res.LastInsertId()
		}
	}
	if err != nil {
		return fmt.Errorf("add the name %q: %w", t.Text, err)
	}
	if n.known[t.ID] != nil {
		return nil
	}
	k := &knownName{}
	n.known[t.ID] = k
	if err := n.slug.QueryRowContext(n.in.ctx, t.Text).Scan(&k.slug); err != nil {
		return fmt.Errorf("resolve the name %q: %w", t.Text, err)
	}
	rows, err := n.alias.QueryContext(n.in.ctx, t.Norm)
	if err != nil {
		return fmt.Errorf("resolve the name %q: %w", t.Text, err)
	}
	defer rows.Close()
	for rows.Next() {
		var a alias
		if err := rows.Scan(&a.scope, &a.section, &a.variant); err != nil {
			return fmt.Errorf("resolve the name %q: %w", t.Text, err)
		}
		k.aliases = append(k.aliases, a)
	}
	return rows.Err()
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
