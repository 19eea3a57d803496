package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"provenance/internal/chain"
	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// A nameTable finds the names of scores and the variants that they mean in a source, and
// adds names that are new.
type nameTable struct {
	in      *Ingest
	ids     map[termKey]int64    // names with their sections, by the terms
	added   map[nameKey]int64    // names of the file
	byID    map[int64]*knownName // by id in table names
	boards  map[int64]int64      // publishers of sources that are boards, 0 for other sources
	slugs   map[string]int64     // variants
	aliases map[string][]alias   // by normal form
	before  int64                // names up to this id were on record before the file
	next    int64                // id of the next new name
	fileID  int64                // names from this id on are of the current file
	out     *bulk                // collects new names
	file    int                  // number of the current file
	fresh   Names                // names of the current file
	dated   map[listing]bool     // listings of the current file whose meaning depends on the day
	find    *sql.Stmt
	part    *chain.Hash // hash of the names that this call added, for the chain
	first   int64       // id of the first of them
}

type nameKey struct{ name, section string }

// A listing is a name in a source, by their ids.
type listing struct{ source, name int64 }

type termKey struct {
	name    *model.Term
	section string
}

// A knownName is a name with the variants that it may mean.
type knownName struct {
	slug    int64 // the variant with exactly this slug, 0 if there is none
	section string
	aliases []alias
	scoped  bool // an alias is limited to one source
	dated   bool // an alias is limited to some days

	// The meaning of the name in the source that was asked about last, or in all sources if
	// it has no scoped alias.
	source  int64
	variant int64
	how     string
	file    int // the file that counted it last
}

type alias struct {
	scope   int64 // source, 0 for all
	section string
	variant int64
	dated   bool // it has a first or a last day
}

func newNameTable(in *Ingest) (*nameTable, error) {
	n := &nameTable{in: in, ids: map[termKey]int64{}, added: map[nameKey]int64{}, byID: map[int64]*knownName{}, boards: map[int64]int64{}, dated: map[listing]bool{}}
	if err := n.loadMeanings(); err != nil {
		return nil, fmt.Errorf("load variants and aliases: %w", err)
	}
	var err error
	if n.part, err = chain.NewHash(in.ctx, in.db, "names"); err != nil {
		return nil, err
	}
	n.find, err = in.db.Conn.PrepareContext(in.ctx, findName)
	return n, err
}

// loadMeanings reads the variants and aliases that names are resolved by.
func (n *nameTable) loadMeanings() error {
	err := n.in.db.PackedRows(n.in.ctx, `SELECT id, slug FROM variants`, func(rows int) { n.slugs = make(map[string]int64, rows) }, func(p *sqlite.PackedRow) {
		id := p.Int()
		n.slugs[p.Text()] = id
	})
	if err != nil {
		return err
	}
	var all []alias
	// If no alias was ever corrected, all of them count, and the view standing_aliases is not needed.
	return n.in.db.PackedRows(n.in.ctx, `SELECT variant_id, scope_id, norm, section, valid_from IS NOT NULL OR valid_to IS NOT NULL FROM aliases WHERE NOT EXISTS (SELECT 1 FROM alias_corrections)
		UNION ALL SELECT variant_id, scope_id, norm, section, valid_from IS NOT NULL OR valid_to IS NOT NULL FROM standing_aliases WHERE EXISTS (SELECT 1 FROM alias_corrections)`, func(rows int) {
		all, n.aliases = make([]alias, 0, rows), make(map[string][]alias, rows)
	}, func(p *sqlite.PackedRow) {
		all = append(all, alias{variant: p.Int(), scope: p.Int()})
		a := all[len(all)-1 : len(all) : len(all)]
		norm := p.Text()
		a[0].section = p.Text()
		a[0].dated = p.Int() != 0
		if before := n.aliases[norm]; before != nil {
			a = append(before, a...)
		}
		n.aliases[norm] = a
	})
}

const (
	findName = `SELECT id FROM names WHERE name = ? AND ifnull(section, '') = ?`
	addName  = `INSERT INTO names(name, section, norm) VALUES (?, nullif(?, ''), ?)`
)

// beginFile begins a file. The names of all files before it are on record.
func (n *nameTable) beginFile() error {
	if err := n.in.db.Conn.QueryRowContext(n.in.ctx, `SELECT ifnull(max(id), 0) FROM names`).Scan(&n.before); err != nil {
		return err
	}
	n.next = n.before + 1
	if n.first == 0 {
		n.first = n.next
	}
	n.fileID, n.fresh = n.next, Names{}
	n.file++
	clear(n.added)
	clear(n.dated)
	return nil
}

// hashed returns the hash of the new names for the chain.
func (n *nameTable) hashed() *chain.Known { return n.part.Known(n.first-1, n.next-1) }

func (n *nameTable) close() error {
	return n.find.Close()
}

// findName returns the id of a name, the variant that it means in a source or 0, and
// whether the name is new to the current file. If the meaning depends on the day, the
// variant is 0 until settleDated finds it at the end of the file.
func (n *nameTable) findName(source int64, name, section *model.Term) (id, variant int64, isNew bool, err error) {
	if section == nil {
		if id = name.ID; id == 0 {
			id, err = n.lookUp(name, "")
			name.ID = id
		}
	} else {
		k := termKey{name, section.Text}
		var ok bool
		if id, ok = n.ids[k]; !ok {
			id, err = n.lookUp(name, section.Text)
			n.ids[k] = id
		}
	}
	if err != nil {
		return 0, 0, false, err
	}
	k := n.byID[id]
	if k.dated {
		n.dated[listing{source, id}] = true
		return id, 0, id >= n.fileID, nil
	}
	if k.how == "" || k.scoped && k.source != source {
		if err := n.findPublishers(source, k); err != nil {
			return 0, 0, false, err
		}
		k.how, k.variant = n.resolveIn(source, k)
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

// lookUp finds the id of a name and the variants that it may mean. It adds a new name.
func (n *nameTable) lookUp(t *model.Term, section string) (int64, error) {
	var id int64
	if n.before > 0 {
		err := n.find.QueryRowContext(n.in.ctx, t.Text, section).Scan(&id)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, fmt.Errorf("look up the name %q: %w", t.Text, err)
		}
	}
	k := nameKey{t.Text, section}
	if id == 0 {
		id = n.added[k] // with another term
	}
	if id == 0 {
		id = n.next
		n.next++
		n.added[k] = id
		b := n.part.BeginRow()
		for _, text := range [...]string{t.Text, section, t.Norm} {
			n.out.Text(text)
			b = chain.AppendOptional(b, text)
		}
		n.part.EndRow(b)
		n.out.EndRow()
	}
	if n.byID[id] == nil {
		known := &knownName{slug: n.slugs[t.Text], section: section, aliases: n.aliases[t.Norm]}
		known.scoped = slices.ContainsFunc(known.aliases, func(a alias) bool { return a.scope != 0 })
		known.dated = slices.ContainsFunc(known.aliases, func(a alias) bool { return a.dated })
		n.byID[id] = known
	}
	return id, nil
}

// findPublishers reads the publishers that resolveIn needs: an alias of a board holds on
// the other boards of its publisher.
func (n *nameTable) findPublishers(source int64, k *knownName) error {
	for i := -1; i < len(k.aliases); i++ {
		id := source
		if i >= 0 {
			id = k.aliases[i].scope
		}
		if _, ok := n.boards[id]; ok || id == 0 || !k.scoped {
			continue
		}
		var publisher int64
		err := n.in.db.Conn.QueryRowContext(n.in.ctx, `SELECT CASE WHEN kind IN ('leaderboard','dataset','repo','aggregator') THEN ifnull(publisher_id, 0) ELSE 0 END FROM sources WHERE id = ?`, id).Scan(&publisher)
		if err != nil {
			return fmt.Errorf("find the publisher of a source: %w", err)
		}
		n.boards[id] = publisher
	}
	return nil
}

// resolveIn returns the variant that a name without dated aliases means in a source: by the
// aliases of the source (those for its section before those for the whole source), else by
// those of another board of its publisher, else by the aliases for all and the exact slug.
// A name that may mean two variants is ambiguous, and similar names are never taken for one
// another. The view listing_candidates does the same in SQL; a test compares the two.
func (n *nameTable) resolveIn(source int64, k *knownName) (how string, variant int64) {
	best, ambiguous := 0, false
	if k.slug != 0 {
		best, variant, how = 1, k.slug, "slug"
	}
	for _, a := range k.aliases {
		rank := 0
		switch {
		case a.section != "" && a.section != k.section:
		case a.scope == 0:
			rank = 1
		case a.scope == source && a.section == "":
			rank = 3
		case a.scope == source:
			rank = 4
		case n.boards[source] != 0 && n.boards[a.scope] == n.boards[source]:
			rank = 2
		}
		switch {
		case rank == 0 || rank < best:
		case rank > best:
			best, variant, how, ambiguous = rank, a.variant, "alias", false
		case a.variant != variant:
			ambiguous = true
		}
	}
	switch {
	case ambiguous:
		return "ambiguous", 0
	case best > 0:
		return how, variant
	}
	return "unresolved", 0
}

// settleDated resolves the names of the file whose meaning depends on the day, by the view
// dated_meanings, and counts them. A name that means something else or nothing on another
// day counts as ambiguous or unresolved.
func (n *nameTable) settleDated() error {
	if len(n.dated) == 0 {
		return nil
	}
	if err := chain.ResolveDatedNames(n.in.ctx, n.in.db); err != nil {
		return err
	}
	counted := map[int64]bool{}
	for l := range n.dated {
		if counted[l.name] {
			continue
		}
		counted[l.name] = true
		var open, ambiguous bool
		err := n.in.db.Conn.QueryRowContext(n.in.ctx, `
			SELECT count(*) > 0, ifnull(max(EXISTS (SELECT 1 FROM score_candidates c WHERE c.score_id = s.id)), 0)
			FROM snapshots sp CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = ?2
			WHERE sp.source_id = ?1 AND s.variant_id IS NULL AND s.ingest_id = ?3`, l.source, l.name, n.in.file.id).Scan(&open, &ambiguous)
		switch {
		case err != nil:
			return fmt.Errorf("count names: %w", err)
		case ambiguous:
			n.fresh.Ambiguous++
		case open:
			n.fresh.Unresolved++
		default:
			n.fresh.Resolved++
		}
	}
	return nil
}

func orZero(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
