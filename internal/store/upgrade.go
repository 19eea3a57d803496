package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// A step brings the tables from one schema version to the next. Views, rules
// and triggers are not its business: they are gone before the first step and
// made anew after the last one. It runs with foreign keys off, and renaming a
// table leaves what refers to it alone.
type step struct {
	from int
	sql  string
}

// steps are numbered by the version that they start from.
var steps = []step{{from: 1, sql: namesAndSnapshots}, {from: 2, sql: boardMinimums + chainAndRetractions}, {from: 3, sql: corrections}}

// derivedMark is the line of schema.sql after which everything can be made anew.
const derivedMark = "-- Triggers, rules and views. All that follows is made anew when a database is upgraded."

// upgrade brings an older database up to date in one transaction: the tables by
// numbered steps, then all views, triggers and rules from the schema's text. It
// follows https://www.sqlite.org/lang_altertable.html#otheralter.
func (db *DB) upgrade(ctx context.Context, steps []step, target int, schema string) (err error) {
	version, err := db.version(ctx)
	if err != nil || version == target {
		return err
	}
	// Within a transaction SQLite ignores the first of the two.
	if _, err := db.conn.ExecContext(ctx, `PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON`); err != nil {
		return err
	}
	defer func() {
		_, perr := db.conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON`)
		err = errors.Join(err, perr)
	}()
	if err := db.beginImmediate(ctx); err != nil {
		return plain(err)
	}
	if err := db.upgradeTables(ctx, steps, target, schema); err != nil {
		_, rerr := db.conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		return errors.Join(fmt.Errorf("upgrade from schema version %d to %d: %w", version, target, err), rerr)
	}
	_, err = db.conn.ExecContext(ctx, `COMMIT`)
	return err
}

func (db *DB) version(ctx context.Context) (version int, err error) {
	err = db.conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version)
	return version, err
}

// upgradeTables does the work of upgrade within its transaction.
func (db *DB) upgradeTables(ctx context.Context, steps []step, target int, schema string) error {
	version, err := db.version(ctx) // again: another process may have been first
	if err != nil || version == target {
		return err
	}
	if err := db.checkReferences(ctx); err != nil { // else a step's joins would lose the row
		return err
	}
	var b strings.Builder
	derived, err := db.table(ctx, `SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger') OR (type = 'table' AND name = 'rules') ORDER BY type, name`)
	if err != nil {
		return err
	}
	for _, r := range derived.Rows {
		fmt.Fprintf(&b, "DROP %s IF EXISTS %q;\n", r[0], r[1])
	}
	for _, s := range steps {
		if s.from >= version && s.from < target {
			b.WriteString(s.sql + "\n;\n")
		}
	}
	_, text, ok := strings.Cut(schema, derivedMark)
	if !ok {
		return errors.New("schema.sql has lost the line that sets tables and views apart")
	}
	fmt.Fprintf(&b, "--%s\nPRAGMA user_version = %d;", text, target)
	if _, err := db.conn.ExecContext(ctx, b.String()); err != nil {
		return err
	}
	if err := db.beginChain(ctx, version); err != nil {
		return err
	}
	return db.checkReferences(ctx)
}

// checkReferences returns an error if a row refers to one that is not there.
func (db *DB) checkReferences(ctx context.Context) error {
	orphans, err := db.table(ctx, `SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT 1`)
	if err != nil {
		return err
	}
	for _, r := range orphans.Rows {
		return fmt.Errorf("row %v of table %v refers to no row of %v; nothing was changed", r[1], r[0], r[2])
	}
	return nil
}

// namesAndSnapshots is the step from version 1 to 2. Names and snapshots become
// tables with ids that scores refer to, and listings a view of them; what is printed is kept only
// where it is not just the value; ingests account for lines and cells. Every row
// keeps its id, and names and snapshots are numbered as an ingest of the same
// rows would. Version 1 counted records: a record is taken for a line.
//
// The tables are those of schema.sql at version 2, word for word; a test compares.
const namesAndSnapshots = `
ALTER TABLE ingests RENAME TO ingests_1;
ALTER TABLE listings RENAME TO listings_1;
ALTER TABLE snapshots RENAME TO snapshots_1;
ALTER TABLE scores RENAME TO scores_1;

CREATE TABLE ingests (
  -- One file read. Its lines are accounted for, and so are the cells that could hold a score (in a file of another
  -- table, a cell is a row).
  id           INTEGER PRIMARY KEY,
  started_at   TEXT NOT NULL,    -- UTC, RFC 3339
  tool_version TEXT NOT NULL,
  path         TEXT NOT NULL,    -- as given on the command line; "-" is standard input
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),  -- of the exact bytes read
  bytes        INTEGER NOT NULL,
  map          TEXT NOT NULL,    -- how columns became fields: canonical:TABLE, or the map's name, digest and settings
  head         BLOB,             -- the bytes of the lines up to the header, kept where records were rejected
  lines        INTEGER NOT NULL, -- lines of the file = header + accepted + rejected + dropped + blank
  header       INTEGER NOT NULL, -- the header, and lines that the map skips before it
  accepted     INTEGER NOT NULL,
  rejected     INTEGER NOT NULL, -- see rejects
  dropped      INTEGER NOT NULL, -- lines that the map says are no scores: baselines, humans
  blank        INTEGER NOT NULL,
  cells        INTEGER NOT NULL, -- cells of accepted lines = added + unchanged + revised + missing
  added        INTEGER NOT NULL,
  unchanged    INTEGER NOT NULL,
  revised      INTEGER NOT NULL,
  missing      INTEGER NOT NULL, -- cells that print no value
  CHECK (lines = header + accepted + rejected + dropped + blank),
  CHECK (cells = added + unchanged + revised + missing)
) STRICT;

INSERT INTO ingests(id, started_at, tool_version, path, sha256, bytes, map, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing)
SELECT id, started_at, tool_version, path, sha256, bytes, map, lines_in + blank + 1, 1, lines_in - rejected, rejected, 0, blank, lines_in - rejected, added, unchanged, revised, 0
FROM ingests_1 ORDER BY id;
DROP TABLE ingests_1;
CREATE INDEX ingests_sha256 ON ingests(sha256);

CREATE TABLE names (
  -- Every name that sources print for a model, once, with the section of a source where that tells two builds apart.
  -- What a name means is not here but in aliases: the view listings says what each source's name is taken to be.
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL CHECK (name <> ''),  -- exactly as printed
  section TEXT CHECK (section <> ''),        -- the table of the source; NULL: not told apart
  norm    TEXT NOT NULL                      -- its normal form, see aliases
) STRICT;

INSERT INTO names(name, section, norm) SELECT name, nullif(section, ''), min(norm) FROM listings_1 GROUP BY name, ifnull(section, '') ORDER BY min(id);
CREATE UNIQUE INDEX names_identity ON names(name, ifnull(section,''));
CREATE INDEX names_norm ON names(norm);

CREATE TABLE listing_notes (
  -- What is to be said of a name in one source: listings.csv. A name of which nothing is said has no row here.
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources(id),
  name_id   INTEGER NOT NULL REFERENCES names(id),
  note      TEXT,
  UNIQUE (source_id, name_id)
) STRICT;

INSERT INTO listing_notes(source_id, name_id, note)
SELECT l.source_id, nm.id, l.note FROM listings_1 l JOIN names nm ON nm.name = l.name AND ifnull(nm.section, '') = ifnull(l.section, '')
WHERE l.note IS NOT NULL OR NOT EXISTS (SELECT 1 FROM scores_1 s WHERE s.listing_id = l.id) ORDER BY l.id;

CREATE TABLE snapshots (
  -- What a source printed for one benchmark, in one metric and protocol, on one day: a board of that day is the
  -- scores of its snapshots. A name stands in a snapshot once; that is the cell of a score.
  id           INTEGER PRIMARY KEY,
  source_id    INTEGER NOT NULL REFERENCES sources(id),
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks(id),
  metric_id    INTEGER NOT NULL REFERENCES metrics(id),
  protocol_id  INTEGER NOT NULL DEFAULT 1 REFERENCES protocols(id),
  reported_on  TEXT NOT NULL CHECK (date(reported_on) IS reported_on OR reported_on GLOB '[0-9][0-9][0-9][0-9]' OR (reported_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(reported_on,6) BETWEEN '01' AND '12'))
) STRICT;;

INSERT INTO snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on)
SELECT l.source_id, s.benchmark_id, s.metric_id, s.protocol_id, s.reported_on FROM scores_1 s JOIN listings_1 l ON l.id = s.listing_id
GROUP BY l.source_id, s.benchmark_id, s.metric_id, s.protocol_id, s.reported_on ORDER BY min(s.id);
CREATE UNIQUE INDEX snapshots_identity ON snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on);
DROP TABLE snapshots_1;

CREATE TABLE scores (
  -- A reported score: a claim, kept as printed. Append-only. A cell is (snapshot, name), which is source, name,
  -- benchmark, metric, protocol and reported_on; a correction is a further revision of the cell that names the
  -- row it supersedes; two revisions of a cell that supersede nothing are a conflict inside one source.
  id                    INTEGER PRIMARY KEY,
  snapshot_id           INTEGER NOT NULL REFERENCES snapshots(id),
  name_id               INTEGER NOT NULL REFERENCES names(id),
  revision              INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
  variant_id            INTEGER REFERENCES variants(id),             -- what the name is taken to be; the snapshot's benchmark is repeated here so that views find
  benchmark_id          INTEGER NOT NULL REFERENCES benchmarks(id),  -- a variant's scores at once; never part of the cell
  value                 REAL NOT NULL CHECK (value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308),
  printed               TEXT,                                        -- the cell as printed, where that is not just the value: ifnull(printed, rtrim(rtrim(value, '0'), '.'))
  ci_low                REAL,
  ci_high               REAL,
  ci_level              REAL CHECK (ci_level > 0 AND ci_level < 1),  -- 0.95, say; NULL: an interval of unstated level
  stderr                REAL CHECK (stderr >= 0),
  sample_size           INTEGER CHECK (sample_size > 0),             -- items, votes or puzzles behind this number
  rank                  INTEGER CHECK (rank > 0),
  evaluated_on          TEXT CHECK (evaluated_on IS NULL OR date(evaluated_on) IS evaluated_on OR evaluated_on GLOB '[0-9][0-9][0-9][0-9]' OR (evaluated_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(evaluated_on,6) BETWEEN '01' AND '12')),
  evaluator_id          INTEGER REFERENCES organizations(id),        -- who ran it; NULL: not stated
  asserted_relationship TEXT CHECK (asserted_relationship IN ('first_party','third_party')),  -- what the source says of it
  locator               TEXT,      -- where in the source: page, table, file, line
  note                  TEXT,
  ingest_id             INTEGER NOT NULL REFERENCES ingests(id) DEFERRABLE INITIALLY DEFERRED,
  line                  INTEGER NOT NULL,
  supersedes            INTEGER REFERENCES scores(id),
  CHECK (ci_low IS NULL OR ci_high IS NULL OR ci_low <= ci_high)
) STRICT;;

INSERT INTO scores(id, snapshot_id, name_id, revision, variant_id, benchmark_id, value, printed, ci_low, ci_high, ci_level, stderr, sample_size, rank, evaluated_on, evaluator_id, asserted_relationship, locator, note, ingest_id, line, supersedes)
SELECT s.id, sn.id, nm.id, s.revision, s.variant_id, s.benchmark_id, s.value,
       CASE WHEN s.value_as_printed = rtrim(rtrim(s.value, '0'), '.') AND length(ltrim(replace(s.value_as_printed, '.', ''), '-')) <= 12 THEN NULL ELSE s.value_as_printed END,
       s.ci_low, s.ci_high, s.ci_level, s.stderr, s.sample_size, s.rank, s.evaluated_on, s.evaluator_id, s.asserted_relationship, s.locator, s.note, s.ingest_id, s.line, s.supersedes
FROM scores_1 s JOIN listings_1 l ON l.id = s.listing_id
JOIN names nm ON nm.name = l.name AND ifnull(nm.section, '') = ifnull(l.section, '')
JOIN snapshots sn ON sn.source_id = l.source_id AND sn.benchmark_id = s.benchmark_id AND sn.metric_id = s.metric_id AND sn.protocol_id = s.protocol_id AND sn.reported_on = s.reported_on
ORDER BY s.id;
DROP TABLE scores_1;
DROP TABLE listings_1;
CREATE UNIQUE INDEX scores_cell ON scores(snapshot_id, name_id, revision);
CREATE INDEX scores_variant ON scores(variant_id, benchmark_id, snapshot_id) WHERE variant_id IS NOT NULL;
CREATE INDEX scores_open ON scores(name_id, snapshot_id, variant_id) WHERE variant_id IS NULL;
CREATE INDEX scores_supersedes ON scores(supersedes) WHERE supersedes IS NOT NULL;
`

// boardMinimums is the step from version 2 to 3: what boards ask of their own
// scores, and indexes for rules that look for few rows.
const boardMinimums = `
CREATE TABLE board_minimums (
  -- The votes or items below which a board itself calls a score preliminary, or says that it lists none.
  id              INTEGER PRIMARY KEY,
  board_id        INTEGER NOT NULL REFERENCES organizations(id),
  benchmark_id    INTEGER REFERENCES benchmarks(id),  -- NULL: everything that it publishes
  min_sample_size INTEGER NOT NULL CHECK (min_sample_size > 0),
  from_on         TEXT CHECK (from_on IS NULL OR date(from_on) IS from_on OR from_on GLOB '[0-9][0-9][0-9][0-9]' OR (from_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(from_on,6) BETWEEN '01' AND '12')),
  to_on           TEXT CHECK (to_on IS NULL OR date(to_on) IS to_on OR to_on GLOB '[0-9][0-9][0-9][0-9]' OR (to_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(to_on,6) BETWEEN '01' AND '12')),
  source_id       INTEGER NOT NULL REFERENCES sources(id),
  locator         TEXT,
  note            TEXT
) STRICT;
CREATE UNIQUE INDEX board_minimums_identity ON board_minimums(board_id, ifnull(benchmark_id,0), min_sample_size, ifnull(from_on,''), ifnull(to_on,''), source_id);
CREATE INDEX sources_publisher ON sources(publisher_id);
CREATE INDEX benchmarks_family ON benchmarks(family) WHERE family IS NOT NULL;
CREATE INDEX scores_again ON scores(snapshot_id, name_id) WHERE revision = 2;
CREATE INDEX scores_rank ON scores(snapshot_id, rank) WHERE rank IS NOT NULL;
`

// chainAndRetractions is the step from version 2 to 3: tables for the chain, for
// the bytes of files and maps, and for retractions. What is on record before it
// is covered by a first link, which the upgrade makes at its end.
//
// The tables are those of schema.sql at version 3, word for word; a test compares.
const chainAndRetractions = `
CREATE TABLE maps (
  -- A map through which a file was read, with its exact bytes: ingests.map names it and its digest.
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  text   BLOB NOT NULL
) STRICT;

CREATE TABLE kept (
  -- The exact bytes of a file that was read, in chunks of at most 1 MiB, each compressed by itself (zstd).
  -- ` + "`" + `provenance export source INGEST` + "`" + ` gives them back.
  id        INTEGER PRIMARY KEY,
  ingest_id INTEGER NOT NULL REFERENCES ingests(id) DEFERRABLE INITIALLY DEFERRED,
  part      INTEGER NOT NULL CHECK (part > 0),
  bytes     BLOB NOT NULL,
  UNIQUE (ingest_id, part)
) STRICT;

CREATE TABLE retractions (
  -- An ingest whose scores no longer count. A retraction is an ingest of its own (by_id), and so can be retracted itself.
  id        INTEGER PRIMARY KEY,
  ingest_id INTEGER NOT NULL REFERENCES ingests(id),
  reason    TEXT NOT NULL CHECK (reason <> ''),
  at        TEXT NOT NULL,  -- UTC, RFC 3339
  by_id     INTEGER NOT NULL UNIQUE REFERENCES ingests(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE links (
  -- The chain: one link for each transaction that wrote. Its hash covers the link before it, what is in this row, and
  -- the parts, so that the last hash stands for all that was ever stored. ` + "`" + `provenance verify` + "`" + ` computes it anew.
  id           INTEGER PRIMARY KEY,
  made_at      TEXT NOT NULL,  -- UTC, RFC 3339
  tool_version TEXT NOT NULL,
  command      TEXT NOT NULL,  -- the command line; of rows older than the chain: how it was begun
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;

CREATE TABLE link_parts (
  -- What a link covers of one table: of an append-only table the rows after those of the part before it, up to
  -- last_id; of a table whose rows may be mended the whole table as it then was (` + "`" + `changes` + "`" + ` has what it said before).
  table_name TEXT NOT NULL,
  link_id    INTEGER NOT NULL REFERENCES links(id) DEFERRABLE INITIALLY DEFERRED,
  last_id    INTEGER NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (table_name, link_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outdated (
  -- The scores that do not count: superseded by a later revision, or of a retracted ingest. Derived from scores and
  -- retractions, kept so that a view finds it at once; ` + "`" + `provenance verify` + "`" + ` compares.
  id INTEGER PRIMARY KEY REFERENCES scores(id)
) STRICT;

CREATE TABLE variant_days (
  -- Of each variant with a release event: the day of the first, and since when the public could get it: the first preview
  -- or release for all; '' (always) where only the end of it is on record; NULL: never, as far as is known. Derived from
  -- release_events by a trigger, so that a view need not look through them for each score; ` + "`" + `provenance verify` + "`" + ` compares.
  variant_id INTEGER PRIMARY KEY REFERENCES variants(id),
  known_on   TEXT NOT NULL,
  public_on  TEXT
) STRICT;

INSERT INTO outdated SELECT DISTINCT supersedes FROM scores WHERE supersedes IS NOT NULL;
` + fillDays + `;
`

// fillDays fills variant_days, as the trigger release_events_days does for one variant.
const fillDays = `INSERT INTO variant_days(variant_id, known_on, public_on) ` + daysSQL + `release_events` + perVariant

// daysSQL and perVariant, around a table of events, give the rows of variant_days.
const daysSQL = `
SELECT e.variant_id, min(e.on_date), coalesce(
  min(CASE WHEN e.board_id IS NULL AND e.status IN ('preview','released') THEN e.on_date END),
  max(CASE WHEN e.board_id IS NULL AND e.status IN ('deprecated','withdrawn','retired') THEN '' END))
FROM `

const perVariant = ` e GROUP BY e.variant_id`

// corrections is the step from version 3 to 4: release events and aliases that are wrong.
const corrections = `
CREATE TABLE event_corrections (
  -- A row of release_events that is wrong, named by its cells: it stays on record and counts no longer. What is right,
  -- if anything, is a further row of release_events. The view standing_events has the events that count.
  id              INTEGER PRIMARY KEY,
  variant_id      INTEGER NOT NULL REFERENCES variants(id),
  status          TEXT NOT NULL CHECK (status IN ('announced','in_training','private_testing','preview','released','deprecated','withdrawn','retired','cancelled')),
  on_date         TEXT NOT NULL CHECK (date(on_date) IS on_date OR on_date GLOB '[0-9][0-9][0-9][0-9]' OR (on_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(on_date,6) BETWEEN '01' AND '12')),
  board_id        INTEGER REFERENCES organizations(id),  -- the scope of the event: NULL is public
  event_source_id INTEGER NOT NULL REFERENCES sources(id),  -- the source of the event
  reason          TEXT NOT NULL CHECK (reason <> ''),    -- why it is wrong
  source_id       INTEGER NOT NULL REFERENCES sources(id),  -- the source that shows it
  locator         TEXT,
  note            TEXT
) STRICT;
CREATE UNIQUE INDEX event_corrections_identity ON event_corrections(variant_id, status, on_date, ifnull(board_id,0), event_source_id, source_id);

CREATE TABLE alias_corrections (
  -- What was said of an alias later: that it is wrong, or, after that, that it is right all the same. The rows of aliases
  -- that it speaks of, all those with its name, scope, section and variant, stay on record; the word with the greatest nth
  -- counts. The view standing_aliases has the aliases that count.
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name <> ''),
  norm       TEXT NOT NULL CHECK (norm <> ''),  -- as in aliases
  scope_id   INTEGER REFERENCES sources(id),    -- the scope of the alias: NULL is everywhere
  section    TEXT,
  variant_id INTEGER NOT NULL REFERENCES variants(id),
  nth        INTEGER NOT NULL CHECK (nth > 0),  -- the first word on this alias, the second, ...
  verdict    TEXT NOT NULL CHECK (verdict IN ('wrong','right')),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  source_id  INTEGER NOT NULL REFERENCES sources(id),  -- the source that shows it
  locator    TEXT,
  note       TEXT
) STRICT;
CREATE UNIQUE INDEX alias_corrections_identity ON alias_corrections(norm, variant_id, ifnull(scope_id,0), ifnull(section,''), nth);
`
