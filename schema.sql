-- provenance: which exact build earned a reported benchmark score, and could the public get it on that day.
--
-- This file is the contract. It loads in a stock sqlite3 (3.40 or later, no extensions):
--
--     sqlite3 my.db < schema.sql
--
-- Tables hold facts, each with its source. Views hold meaning; query the views. Anything a view
-- returns may be relied on: columns are added, never renamed. A comment inside each CREATE
-- statement survives in `.schema`.
--
-- Dates are TEXT and may be partial: 2025, 2025-04 or 2025-04-05. Compare them with the idea that
-- 2025-04 lies somewhere in April: its earliest day is substr(d||'-01-01',1,10), its latest sorts
-- as substr(d||'-99-99',1,10). NULL means "not stated", everywhere; it never equals a value.

PRAGMA application_id = 0x70726F76;  -- 'prov'
PRAGMA user_version = 1;             -- schema version; see docs/data-model.md

---------------------------------------------------------------------------------------------------
-- Catalogue: things that have a name. One row per slug. A later file may correct a row; the value
-- that it replaced is kept in `changes`.
---------------------------------------------------------------------------------------------------

CREATE TABLE organizations (
  -- A developer, evaluator, publisher, provider or leaderboard operator.
  id    INTEGER PRIMARY KEY,
  slug  TEXT NOT NULL UNIQUE CHECK (slug <> ''),  -- lower case, e.g. meta
  name  TEXT NOT NULL CHECK (name <> ''),
  url   TEXT,
  note  TEXT
) STRICT;

CREATE TABLE sources (
  -- A document or a board: where something was printed. Every fact points at one.
  id           INTEGER PRIMARY KEY,
  slug         TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  kind         TEXT NOT NULL CHECK (kind IN ('paper','model_card','vendor_blog','leaderboard','run_log','dataset','repo','news','social','policy','license','aggregator','other')),
  publisher_id INTEGER REFERENCES organizations(id),  -- who published the document (not who ran the evaluation)
  title        TEXT NOT NULL CHECK (title <> ''),
  url          TEXT,   -- NULL: no address on record (rule placeholder-source)
  archived_url TEXT,
  published_on TEXT CHECK (published_on IS NULL OR date(published_on) IS published_on OR published_on GLOB '[0-9][0-9][0-9][0-9]' OR (published_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(published_on,6) BETWEEN '01' AND '12')),
  retrieved_on TEXT CHECK (retrieved_on IS NULL OR date(retrieved_on) IS retrieved_on OR retrieved_on GLOB '[0-9][0-9][0-9][0-9]' OR (retrieved_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(retrieved_on,6) BETWEEN '01' AND '12')),
  read_from    TEXT,   -- the copy that was read: repository@commit:path, the page itself, or a second-hand copy
  note         TEXT
) STRICT;
CREATE INDEX sources_publisher ON sources(publisher_id);

CREATE TABLE licenses (
  -- Terms under which a variant may be used.
  id             INTEGER PRIMARY KEY,
  slug           TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name           TEXT NOT NULL CHECK (name <> ''),
  spdx_id        TEXT,
  osi_approved   INTEGER CHECK (osi_approved IN (0,1)),  -- 1 approved by the Open Source Initiative, 0 not, NULL unknown
  commercial_use TEXT NOT NULL DEFAULT 'unknown' CHECK (commercial_use IN ('yes','conditional','no','unknown')),
  conditions     TEXT,   -- the conditions in one or two sentences
  url            TEXT,
  source_id      INTEGER REFERENCES sources(id),
  locator        TEXT,
  note           TEXT
) STRICT;

CREATE TABLE models (
  -- A marketing name ("Llama 4 Maverick"). Several variants go by it; a model never earns a score.
  id           INTEGER PRIMARY KEY,
  slug         TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name         TEXT NOT NULL CHECK (name <> ''),
  developer_id INTEGER REFERENCES organizations(id),
  family       TEXT,
  source_id    INTEGER REFERENCES sources(id),
  note         TEXT
) STRICT;

CREATE TABLE variants (
  -- The exact build that can earn a score. Stage and precision make a variant; reasoning effort,
  -- tools, shots and hosting platform are protocol.
  id              INTEGER PRIMARY KEY,
  slug            TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  model_id        INTEGER NOT NULL REFERENCES models(id),
  name            TEXT NOT NULL CHECK (name <> ''),  -- the developer's own name for the build
  stage           TEXT NOT NULL DEFAULT 'unknown' CHECK (stage IN ('base','instruct','chat','reasoning','other','unknown')),
  build           TEXT NOT NULL DEFAULT 'unknown' CHECK (build IN ('release','snapshot','preview','experimental','internal','moving_alias','unknown')),
  snapshot        TEXT,   -- a dated or numbered snapshot, as the developer writes it
  precision       TEXT,   -- bf16, fp8, int4, ...
  parent_id       INTEGER REFERENCES variants(id) DEFERRABLE INITIALLY DEFERRED,
  parent_relation TEXT CHECK (parent_relation IN ('finetune','quantized','distilled','version','merge')),
  license_id      INTEGER REFERENCES licenses(id),
  source_id       INTEGER REFERENCES sources(id),
  locator         TEXT,
  note            TEXT,
  CHECK ((parent_id IS NULL) = (parent_relation IS NULL))
) STRICT;
CREATE INDEX variants_model ON variants(model_id);

CREATE TABLE benchmarks (
  -- What was measured: a name, a version and a split. GPQA and GPQA Diamond are two benchmarks of one family.
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name        TEXT NOT NULL CHECK (name <> ''),
  family      TEXT,     -- groups versions and splits that are easily mixed up
  version     TEXT,
  split       TEXT,     -- subset, category, task or context length
  n_items     INTEGER CHECK (n_items > 0),
  released_on TEXT CHECK (released_on IS NULL OR date(released_on) IS released_on OR released_on GLOB '[0-9][0-9][0-9][0-9]' OR (released_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(released_on,6) BETWEEN '01' AND '12')),
  access      TEXT NOT NULL DEFAULT 'unknown' CHECK (access IN ('public','private','semi_private','live','unknown')),
  url         TEXT,
  source_id   INTEGER REFERENCES sources(id),
  note        TEXT
) STRICT;
CREATE UNIQUE INDEX benchmarks_identity ON benchmarks(name, ifnull(version,''), ifnull(split,''));
CREATE INDEX benchmarks_family ON benchmarks(family) WHERE family IS NOT NULL;

CREATE TABLE metrics (
  -- How a number reads. Metrics of one quantity measure the same thing in different units:
  -- accuracy as a proportion and accuracy in percent are compared after scaling, never before.
  id               INTEGER PRIMARY KEY,
  slug             TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name             TEXT NOT NULL CHECK (name <> ''),
  quantity         TEXT,
  unit             TEXT NOT NULL CHECK (unit IN ('proportion','percent','elo','points','count','seconds','usd','tokens')),
  lower_bound      REAL,
  upper_bound      REAL,
  higher_is_better INTEGER CHECK (higher_is_better IN (0,1)),
  note             TEXT,
  CHECK (lower_bound IS NULL OR upper_bound IS NULL OR lower_bound <= upper_bound)
) STRICT;

CREATE TABLE protocols (
  -- How it was run. One row per distinct combination; row 1 states nothing. NULL is "not stated".
  -- In the CSVs these columns stand in scores.csv.
  id               INTEGER PRIMARY KEY,
  shots            INTEGER CHECK (shots >= 0),
  cot              INTEGER CHECK (cot IN (0,1)),
  reasoning_effort TEXT,
  attempts         INTEGER CHECK (attempts > 0),
  selection        TEXT,     -- single, pass@k, maj@k, best_of_n
  temperature      REAL CHECK (temperature >= 0),
  harness          TEXT,
  harness_version  TEXT,
  tools            TEXT,     -- "none" is a statement, NULL is silence
  judge            TEXT,
  scaffold         TEXT,
  platform         TEXT,     -- who hosted the endpoint that was evaluated
  style_control    INTEGER CHECK (style_control IN (0,1)),
  extra            TEXT CHECK (extra IS NULL OR json_valid(extra))  -- anything else, a JSON object
) STRICT;
CREATE UNIQUE INDEX protocols_identity ON protocols(
  ifnull(shots,-1), ifnull(cot,-1), ifnull(reasoning_effort,''), ifnull(attempts,-1), ifnull(selection,''), ifnull(temperature,-1),
  ifnull(harness,''), ifnull(harness_version,''), ifnull(tools,''), ifnull(judge,''), ifnull(scaffold,''), ifnull(platform,''), ifnull(style_control,-1), ifnull(extra,''));
INSERT INTO protocols(id) VALUES (1);

---------------------------------------------------------------------------------------------------
-- Ingests: what was read, and what could not be taken.
---------------------------------------------------------------------------------------------------

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
CREATE INDEX ingests_sha256 ON ingests(sha256);

CREATE TABLE rejects (
  -- A record of a file that could not be taken, with its bytes.
  id          INTEGER PRIMARY KEY,
  ingest_id   INTEGER NOT NULL REFERENCES ingests(id) DEFERRABLE INITIALLY DEFERRED,
  line_from   INTEGER NOT NULL,
  line_to     INTEGER NOT NULL,
  column_name TEXT,
  code        TEXT NOT NULL,
  message     TEXT NOT NULL,
  raw         BLOB NOT NULL
) STRICT;
CREATE INDEX rejects_ingest ON rejects(ingest_id);

CREATE TABLE changes (
  -- A catalogue cell, or an annotation (locator, note) of a fact, that a later file replaced. The old value stays here.
  id          INTEGER PRIMARY KEY,
  ingest_id   INTEGER NOT NULL REFERENCES ingests(id) DEFERRABLE INITIALLY DEFERRED,
  table_name  TEXT NOT NULL,
  row_key     TEXT NOT NULL,   -- the row's slug, or its key cells joined by " | "
  column_name TEXT NOT NULL,
  old_value   TEXT,
  new_value   TEXT
) STRICT;

CREATE TABLE maps (
  -- A map through which a file was read, with its exact bytes: ingests.map names it and its digest.
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  text   BLOB NOT NULL
) STRICT;

CREATE TABLE kept (
  -- The exact bytes of a file that was read, in chunks of at most 1 MiB, each compressed by itself (zstd).
  -- `provenance export source INGEST` gives them back.
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
  -- the parts, so that the last hash stands for all that was ever stored. `provenance verify` computes it anew.
  id           INTEGER PRIMARY KEY,
  made_at      TEXT NOT NULL,  -- UTC, RFC 3339
  tool_version TEXT NOT NULL,
  command      TEXT NOT NULL,  -- the command line; of rows older than the chain: how it was begun
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;

CREATE TABLE link_parts (
  -- What a link covers of one table: of an append-only table the rows after those of the part before it, up to
  -- last_id; of a table whose rows may be mended the whole table as it then was (`changes` has what it said before).
  table_name TEXT NOT NULL,
  link_id    INTEGER NOT NULL REFERENCES links(id) DEFERRABLE INITIALLY DEFERRED,
  last_id    INTEGER NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (table_name, link_id)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------------------------------------------
-- Facts: dated, sourced, append-only. What identifies a fact never changes; only its annotations
-- (locator, note) may be mended, and `changes` keeps what they said.
---------------------------------------------------------------------------------------------------

CREATE TABLE release_events (
  -- A dated change of a variant's status. No event means "unknown", never "released".
  id         INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variants(id),
  status     TEXT NOT NULL CHECK (status IN ('announced','in_training','private_testing','preview','released','deprecated','withdrawn','retired','cancelled')),
  on_date    TEXT NOT NULL CHECK (date(on_date) IS on_date OR on_date GLOB '[0-9][0-9][0-9][0-9]' OR (on_date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(on_date,6) BETWEEN '01' AND '12')),
  board_id   INTEGER REFERENCES organizations(id),  -- scope: NULL is public; else only this board offered it
  source_id  INTEGER NOT NULL REFERENCES sources(id),
  locator    TEXT,
  note       TEXT
) STRICT;
CREATE UNIQUE INDEX release_events_identity ON release_events(variant_id, status, on_date, ifnull(board_id,0), source_id);

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

CREATE TABLE variant_days (
  -- Of each variant with a release event: the day of the first, and since when the public could get it: the first preview
  -- or release for all; '' (always) where only the end of it is on record; NULL: never, as far as is known. Derived from
  -- release_events by a trigger, so that a view need not look through them for each score; `provenance verify` compares.
  variant_id INTEGER PRIMARY KEY REFERENCES variants(id),
  known_on   TEXT NOT NULL,
  public_on  TEXT
) STRICT;

CREATE TABLE availability (
  -- Where a variant can be had: one row per channel and source.
  id          INTEGER PRIMARY KEY,
  variant_id  INTEGER NOT NULL REFERENCES variants(id),
  provider_id INTEGER NOT NULL REFERENCES organizations(id),
  channel     TEXT NOT NULL CHECK (channel IN ('weights','first_party_api','third_party_api','cloud','app','leaderboard_only')),
  product     TEXT,    -- what the provider calls it: a service, a repository, a model id
  from_on     TEXT CHECK (from_on IS NULL OR date(from_on) IS from_on OR from_on GLOB '[0-9][0-9][0-9][0-9]' OR (from_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(from_on,6) BETWEEN '01' AND '12')),
  to_on       TEXT CHECK (to_on IS NULL OR date(to_on) IS to_on OR to_on GLOB '[0-9][0-9][0-9][0-9]' OR (to_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(to_on,6) BETWEEN '01' AND '12')),
  source_id   INTEGER NOT NULL REFERENCES sources(id),
  locator     TEXT,
  note        TEXT
) STRICT;
CREATE UNIQUE INDEX availability_identity ON availability(variant_id, provider_id, channel, ifnull(product,''), ifnull(from_on,''), ifnull(to_on,''), source_id);

CREATE TABLE specs (
  -- A number, or a short text, about a variant: claimed by its developer, served by a provider, or measured by someone.
  id          INTEGER PRIMARY KEY,
  variant_id  INTEGER NOT NULL REFERENCES variants(id),
  attribute   TEXT NOT NULL CHECK (attribute IN ('context_tokens','training_context_tokens','self_hosted_context_tokens','output_tokens','params_total','params_active','experts','training_tokens','min_hardware','knowledge_cutoff','modalities')),
  basis       TEXT NOT NULL CHECK (basis IN ('claimed','served','measured')),
  provider_id INTEGER REFERENCES organizations(id),  -- who serves or measured it; NULL for the developer's claim
  product     TEXT,     -- the provider's model id, or the set-up
  value       REAL,     -- tokens, parameters; NULL where the attribute is a text
  value_text  TEXT,     -- as printed
  as_of       TEXT CHECK (as_of IS NULL OR date(as_of) IS as_of OR as_of GLOB '[0-9][0-9][0-9][0-9]' OR (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(as_of,6) BETWEEN '01' AND '12')),
  source_id   INTEGER NOT NULL REFERENCES sources(id),
  locator     TEXT,
  note        TEXT,
  CHECK (value IS NOT NULL OR value_text IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX specs_identity ON specs(variant_id, attribute, basis, ifnull(provider_id,0), ifnull(product,''), ifnull(value,''), ifnull(value_text,''), ifnull(as_of,''), source_id);

CREATE TABLE aliases (
  -- A name means this variant, on this evidence. Several rows for one name may stand: that is ambiguity.
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name <> ''),
  norm       TEXT NOT NULL CHECK (norm <> ''),  -- NFC, lower case, runs of space, underscore and hyphen made one hyphen
  scope_id   INTEGER REFERENCES sources(id),    -- the source in which the name means this; NULL is everywhere
  section    TEXT,                              -- the table of that source, where one source prints one name for two builds
  variant_id INTEGER NOT NULL REFERENCES variants(id),
  valid_from TEXT CHECK (valid_from IS NULL OR date(valid_from) IS valid_from OR valid_from GLOB '[0-9][0-9][0-9][0-9]' OR (valid_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(valid_from,6) BETWEEN '01' AND '12')),
  valid_to   TEXT CHECK (valid_to IS NULL OR date(valid_to) IS valid_to OR valid_to GLOB '[0-9][0-9][0-9][0-9]' OR (valid_to GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(valid_to,6) BETWEEN '01' AND '12')),
  evidence   TEXT,                              -- why: what the source says that ties the name to the build
  source_id  INTEGER NOT NULL REFERENCES sources(id),
  locator    TEXT,
  note       TEXT,
  CHECK (section IS NULL OR scope_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX aliases_identity ON aliases(name, ifnull(scope_id,0), ifnull(section,''), variant_id, ifnull(valid_from,''), ifnull(valid_to,''), source_id);
CREATE INDEX aliases_norm ON aliases(norm, scope_id);

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

CREATE TABLE names (
  -- Every name that sources print for a model, once, with the section of a source where that tells two builds apart.
  -- What a name means is not here but in aliases: the view listings says what each source's name is taken to be.
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL CHECK (name <> ''),  -- exactly as printed
  section TEXT CHECK (section <> ''),        -- the table of the source; NULL: not told apart
  norm    TEXT NOT NULL                      -- its normal form, see aliases
) STRICT;
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

CREATE TABLE snapshots (
  -- What a source printed for one benchmark, in one metric and protocol, on one day: a board of that day is the
  -- scores of its snapshots. A name stands in a snapshot once; that is the cell of a score.
  id           INTEGER PRIMARY KEY,
  source_id    INTEGER NOT NULL REFERENCES sources(id),
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks(id),
  metric_id    INTEGER NOT NULL REFERENCES metrics(id),
  protocol_id  INTEGER NOT NULL DEFAULT 1 REFERENCES protocols(id),
  reported_on  TEXT NOT NULL CHECK (date(reported_on) IS reported_on OR reported_on GLOB '[0-9][0-9][0-9][0-9]' OR (reported_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(reported_on,6) BETWEEN '01' AND '12'))
) STRICT;
CREATE UNIQUE INDEX snapshots_identity ON snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on);

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
) STRICT;
CREATE UNIQUE INDEX scores_cell ON scores(snapshot_id, name_id, revision);
CREATE INDEX scores_variant ON scores(variant_id, benchmark_id, snapshot_id) WHERE variant_id IS NOT NULL;
CREATE INDEX scores_open ON scores(name_id, snapshot_id, variant_id) WHERE variant_id IS NULL;
CREATE INDEX scores_supersedes ON scores(supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX scores_again ON scores(snapshot_id, name_id) WHERE revision = 2;  -- cells of more than one value are few
CREATE INDEX scores_rank ON scores(snapshot_id, rank) WHERE rank IS NOT NULL;

CREATE TABLE outdated (
  -- The scores that do not count: superseded by a later revision, or of a retracted ingest. Derived from scores and
  -- retractions, kept so that a view finds it at once; `provenance verify` compares.
  id INTEGER PRIMARY KEY REFERENCES scores(id)
) STRICT;

CREATE TABLE statements (
  -- Who said what. Both sides of a dispute are rows here; a reply names what it replies to.
  id              INTEGER PRIMARY KEY,
  slug            TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  kind            TEXT NOT NULL CHECK (kind IN ('claim','allegation','denial','confirmation','correction','retraction','apology','policy','criticism')),
  topic           TEXT NOT NULL CHECK (topic IN ('contamination','variant_mismatch','selective_reporting','settings','license','context','availability','quality','other')),
  speaker         TEXT NOT NULL CHECK (speaker <> ''),   -- a person, an office, or "anonymous"
  organization_id INTEGER REFERENCES organizations(id),
  said_on         TEXT CHECK (said_on IS NULL OR date(said_on) IS said_on OR said_on GLOB '[0-9][0-9][0-9][0-9]' OR (said_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(said_on,6) BETWEEN '01' AND '12')),
  text            TEXT NOT NULL CHECK (text <> ''),      -- a summary in the project's words; short quotations in quotation marks
  reply_to_id     INTEGER REFERENCES statements(id) DEFERRABLE INITIALLY DEFERRED,
  source_id       INTEGER NOT NULL REFERENCES sources(id),
  basis           TEXT NOT NULL CHECK (basis IN ('direct','quoted','hearsay')),  -- direct: the source is the speaker's own; quoted: the source quotes the speaker; hearsay: relayed, the original not seen
  quotes_id       INTEGER REFERENCES sources(id),        -- the source that the statement rests on, where that is on record too
  locator         TEXT,
  note            TEXT
) STRICT;
CREATE INDEX statements_reply ON statements(reply_to_id);

CREATE TABLE statement_sources (
  -- Further documents that carry the same statement.
  id           INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES statements(id),
  source_id    INTEGER NOT NULL REFERENCES sources(id),
  basis        TEXT NOT NULL CHECK (basis IN ('direct','quoted','hearsay')),
  locator      TEXT,
  note         TEXT,
  UNIQUE (statement_id, source_id)
) STRICT;

CREATE TABLE statement_targets (
  -- What a statement is about: exactly one of the references is set.
  id              INTEGER PRIMARY KEY,
  statement_id    INTEGER NOT NULL REFERENCES statements(id),
  model_id        INTEGER REFERENCES models(id),
  variant_id      INTEGER REFERENCES variants(id),
  benchmark_id    INTEGER REFERENCES benchmarks(id),
  organization_id INTEGER REFERENCES organizations(id),
  license_id      INTEGER REFERENCES licenses(id),
  source_id       INTEGER REFERENCES sources(id),
  CHECK ((model_id IS NOT NULL) + (variant_id IS NOT NULL) + (benchmark_id IS NOT NULL) + (organization_id IS NOT NULL) + (license_id IS NOT NULL) + (source_id IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX statement_targets_identity ON statement_targets(statement_id, ifnull(model_id,0), ifnull(variant_id,0), ifnull(benchmark_id,0), ifnull(organization_id,0), ifnull(license_id,0), ifnull(source_id,0));

CREATE TABLE suites (
  -- A set of benchmarks that a coverage is judged against; one row per member.
  id           INTEGER PRIMARY KEY,
  suite        TEXT NOT NULL CHECK (suite <> ''),
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks(id),
  source_id    INTEGER NOT NULL REFERENCES sources(id),
  locator      TEXT,
  note         TEXT,
  UNIQUE (suite, benchmark_id)
) STRICT;

CREATE TABLE private_tests (
  -- How many variants a developer tried on a board in private, and how many of them it disclosed.
  id           INTEGER PRIMARY KEY,
  developer_id INTEGER NOT NULL REFERENCES organizations(id),
  board_id     INTEGER NOT NULL REFERENCES organizations(id),
  model_id     INTEGER REFERENCES models(id),
  n_variants   INTEGER NOT NULL CHECK (n_variants > 0),
  n_disclosed  INTEGER CHECK (n_disclosed >= 0),
  from_on      TEXT CHECK (from_on IS NULL OR date(from_on) IS from_on OR from_on GLOB '[0-9][0-9][0-9][0-9]' OR (from_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(from_on,6) BETWEEN '01' AND '12')),
  to_on        TEXT CHECK (to_on IS NULL OR date(to_on) IS to_on OR to_on GLOB '[0-9][0-9][0-9][0-9]' OR (to_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' AND substr(to_on,6) BETWEEN '01' AND '12')),
  source_id    INTEGER NOT NULL REFERENCES sources(id),
  locator      TEXT,
  note         TEXT
) STRICT;
CREATE UNIQUE INDEX private_tests_identity ON private_tests(developer_id, board_id, ifnull(model_id,0), n_variants, ifnull(n_disclosed,-1), ifnull(from_on,''), ifnull(to_on,''), source_id);
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

---------------------------------------------------------------------------------------------------
-- Triggers, rules and views. All that follows is made again when a database is upgraded.
---------------------------------------------------------------------------------------------------

-- Append-only. Facts are never deleted and what identifies them is never rewritten: not by this tool and not by
-- a slip in a shell. (INSERT OR REPLACE slips past delete triggers unless recursive_triggers is on; the tool sets it.)

CREATE TRIGGER release_events_days AFTER INSERT ON release_events BEGIN
  INSERT OR REPLACE INTO variant_days(variant_id, known_on, public_on)
  SELECT e.variant_id, min(e.on_date), coalesce(
    min(CASE WHEN e.board_id IS NULL AND e.status IN ('preview','released') THEN e.on_date END),
    max(CASE WHEN e.board_id IS NULL AND e.status IN ('deprecated','withdrawn','retired') THEN '' END))
  FROM standing_events e WHERE e.variant_id = NEW.variant_id GROUP BY e.variant_id;
END;
CREATE TRIGGER event_corrections_days AFTER INSERT ON event_corrections BEGIN
  DELETE FROM variant_days WHERE variant_id = NEW.variant_id;
  INSERT INTO variant_days(variant_id, known_on, public_on)
  SELECT e.variant_id, min(e.on_date), coalesce(
    min(CASE WHEN e.board_id IS NULL AND e.status IN ('preview','released') THEN e.on_date END),
    max(CASE WHEN e.board_id IS NULL AND e.status IN ('deprecated','withdrawn','retired') THEN '' END))
  FROM standing_events e WHERE e.variant_id = NEW.variant_id GROUP BY e.variant_id;
END;

CREATE TRIGGER release_events_no_delete BEFORE DELETE ON release_events BEGIN
  SELECT raise(ABORT, 'release_events is append-only: rows are never deleted');
END;
CREATE TRIGGER release_events_no_rewrite BEFORE UPDATE OF id, variant_id, status, on_date, board_id, source_id ON release_events BEGIN
  SELECT raise(ABORT, 'release_events is append-only: a correction is a new row');
END;

CREATE TRIGGER event_corrections_no_delete BEFORE DELETE ON event_corrections BEGIN
  SELECT raise(ABORT, 'event_corrections is append-only: rows are never deleted');
END;
CREATE TRIGGER event_corrections_no_rewrite BEFORE UPDATE OF id, variant_id, status, on_date, board_id, event_source_id, source_id ON event_corrections BEGIN
  SELECT raise(ABORT, 'event_corrections is append-only: a correction is a new row');
END;

CREATE TRIGGER availability_no_delete BEFORE DELETE ON availability BEGIN
  SELECT raise(ABORT, 'availability is append-only: rows are never deleted');
END;
CREATE TRIGGER availability_no_rewrite BEFORE UPDATE OF id, variant_id, provider_id, channel, product, from_on, to_on, source_id ON availability BEGIN
  SELECT raise(ABORT, 'availability is append-only: a correction is a new row');
END;

CREATE TRIGGER specs_no_delete BEFORE DELETE ON specs BEGIN
  SELECT raise(ABORT, 'specs is append-only: rows are never deleted');
END;
CREATE TRIGGER specs_no_rewrite BEFORE UPDATE OF id, variant_id, attribute, basis, provider_id, product, value, value_text, as_of, source_id ON specs BEGIN
  SELECT raise(ABORT, 'specs is append-only: a correction is a new row');
END;

CREATE TRIGGER aliases_no_delete BEFORE DELETE ON aliases BEGIN
  SELECT raise(ABORT, 'aliases is append-only: rows are never deleted');
END;
CREATE TRIGGER aliases_no_rewrite BEFORE UPDATE OF id, name, norm, scope_id, section, variant_id, valid_from, valid_to, source_id ON aliases BEGIN
  SELECT raise(ABORT, 'aliases is append-only: a correction is a new row');
END;

CREATE TRIGGER alias_corrections_no_delete BEFORE DELETE ON alias_corrections BEGIN
  SELECT raise(ABORT, 'alias_corrections is append-only: rows are never deleted');
END;
CREATE TRIGGER alias_corrections_no_rewrite BEFORE UPDATE OF id, name, norm, scope_id, section, variant_id, nth, verdict ON alias_corrections BEGIN
  SELECT raise(ABORT, 'alias_corrections is append-only: a correction is a new row');
END;

CREATE TRIGGER names_no_delete BEFORE DELETE ON names BEGIN
  SELECT raise(ABORT, 'names is append-only: rows are never deleted');
END;
CREATE TRIGGER names_no_rewrite BEFORE UPDATE OF id, name, section, norm ON names BEGIN
  SELECT raise(ABORT, 'names is append-only: a correction is a new row');
END;

CREATE TRIGGER listing_notes_no_delete BEFORE DELETE ON listing_notes BEGIN
  SELECT raise(ABORT, 'listing_notes is append-only: rows are never deleted');
END;
CREATE TRIGGER listing_notes_no_rewrite BEFORE UPDATE OF id, source_id, name_id ON listing_notes BEGIN
  SELECT raise(ABORT, 'listing_notes is append-only: a correction is a new row');
END;

CREATE TRIGGER scores_no_delete BEFORE DELETE ON scores BEGIN
  SELECT raise(ABORT, 'scores is append-only: rows are never deleted');
END;
CREATE TRIGGER scores_no_rewrite BEFORE UPDATE OF id, snapshot_id, name_id, revision, benchmark_id, value, printed, ci_low, ci_high, ci_level, stderr, sample_size, rank, evaluated_on, evaluator_id, asserted_relationship, locator, note, ingest_id, line, supersedes ON scores BEGIN
  SELECT raise(ABORT, 'scores is append-only: a correction is a new row');
END;

CREATE TRIGGER statement_sources_no_delete BEFORE DELETE ON statement_sources BEGIN
  SELECT raise(ABORT, 'statement_sources is append-only: rows are never deleted');
END;
CREATE TRIGGER statement_sources_no_rewrite BEFORE UPDATE OF id, statement_id, source_id ON statement_sources BEGIN
  SELECT raise(ABORT, 'statement_sources is append-only: a correction is a new row');
END;

CREATE TRIGGER statement_targets_no_delete BEFORE DELETE ON statement_targets BEGIN
  SELECT raise(ABORT, 'statement_targets is append-only: rows are never deleted');
END;
CREATE TRIGGER statement_targets_no_rewrite BEFORE UPDATE OF id, statement_id, model_id, variant_id, benchmark_id, organization_id, license_id, source_id ON statement_targets BEGIN
  SELECT raise(ABORT, 'statement_targets is append-only: a correction is a new row');
END;

CREATE TRIGGER suites_no_delete BEFORE DELETE ON suites BEGIN
  SELECT raise(ABORT, 'suites is append-only: rows are never deleted');
END;
CREATE TRIGGER suites_no_rewrite BEFORE UPDATE OF id, suite, benchmark_id ON suites BEGIN
  SELECT raise(ABORT, 'suites is append-only: a correction is a new row');
END;

CREATE TRIGGER private_tests_no_delete BEFORE DELETE ON private_tests BEGIN
  SELECT raise(ABORT, 'private_tests is append-only: rows are never deleted');
END;
CREATE TRIGGER private_tests_no_rewrite BEFORE UPDATE OF id, developer_id, board_id, model_id, n_variants, n_disclosed, from_on, to_on, source_id ON private_tests BEGIN
  SELECT raise(ABORT, 'private_tests is append-only: a correction is a new row');
END;

CREATE TRIGGER board_minimums_no_delete BEFORE DELETE ON board_minimums BEGIN
  SELECT raise(ABORT, 'board_minimums is append-only: rows are never deleted');
END;
CREATE TRIGGER board_minimums_no_rewrite BEFORE UPDATE OF id, board_id, benchmark_id, min_sample_size, from_on, to_on, source_id ON board_minimums BEGIN
  SELECT raise(ABORT, 'board_minimums is append-only: a correction is a new row');
END;
CREATE TRIGGER ingests_no_delete BEFORE DELETE ON ingests BEGIN
  SELECT raise(ABORT, 'ingests is append-only: rows are never deleted');
END;
CREATE TRIGGER ingests_no_rewrite BEFORE UPDATE OF id, started_at, tool_version, path, sha256, bytes, map, head, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing ON ingests BEGIN
  SELECT raise(ABORT, 'ingests is append-only: a correction is a new row');
END;

CREATE TRIGGER rejects_no_delete BEFORE DELETE ON rejects BEGIN
  SELECT raise(ABORT, 'rejects is append-only: rows are never deleted');
END;
CREATE TRIGGER rejects_no_rewrite BEFORE UPDATE OF id, ingest_id, line_from, line_to, column_name, code, message, raw ON rejects BEGIN
  SELECT raise(ABORT, 'rejects is append-only: a correction is a new row');
END;

CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes BEGIN
  SELECT raise(ABORT, 'changes is append-only: rows are never deleted');
END;
CREATE TRIGGER changes_no_rewrite BEFORE UPDATE OF id, ingest_id, table_name, row_key, column_name, old_value, new_value ON changes BEGIN
  SELECT raise(ABORT, 'changes is append-only: a correction is a new row');
END;

CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots BEGIN
  SELECT raise(ABORT, 'snapshots is append-only: rows are never deleted');
END;
CREATE TRIGGER snapshots_no_rewrite BEFORE UPDATE OF id, source_id, benchmark_id, metric_id, protocol_id, reported_on ON snapshots BEGIN
  SELECT raise(ABORT, 'snapshots is append-only: a correction is a new row');
END;

CREATE TRIGGER maps_no_delete BEFORE DELETE ON maps BEGIN
  SELECT raise(ABORT, 'maps is append-only: rows are never deleted');
END;
CREATE TRIGGER maps_no_rewrite BEFORE UPDATE OF id, name, sha256, text ON maps BEGIN
  SELECT raise(ABORT, 'maps is append-only: a correction is a new row');
END;

CREATE TRIGGER kept_no_delete BEFORE DELETE ON kept BEGIN
  SELECT raise(ABORT, 'kept is append-only: rows are never deleted');
END;
CREATE TRIGGER kept_no_rewrite BEFORE UPDATE OF id, ingest_id, part, bytes ON kept BEGIN
  SELECT raise(ABORT, 'kept is append-only: a correction is a new row');
END;

CREATE TRIGGER retractions_no_delete BEFORE DELETE ON retractions BEGIN
  SELECT raise(ABORT, 'retractions is append-only: rows are never deleted');
END;
CREATE TRIGGER retractions_no_rewrite BEFORE UPDATE OF id, ingest_id, reason, at, by_id ON retractions BEGIN
  SELECT raise(ABORT, 'retractions is append-only: a correction is a new row');
END;

CREATE TRIGGER links_no_delete BEFORE DELETE ON links BEGIN
  SELECT raise(ABORT, 'links is append-only: rows are never deleted');
END;
CREATE TRIGGER links_no_rewrite BEFORE UPDATE OF id, made_at, tool_version, command, sha256 ON links BEGIN
  SELECT raise(ABORT, 'links is append-only: a correction is a new row');
END;

CREATE TRIGGER link_parts_no_delete BEFORE DELETE ON link_parts BEGIN
  SELECT raise(ABORT, 'link_parts is append-only: rows are never deleted');
END;
CREATE TRIGGER link_parts_no_rewrite BEFORE UPDATE OF table_name, link_id, last_id, sha256 ON link_parts BEGIN
  SELECT raise(ABORT, 'link_parts is append-only: a correction is a new row');
END;

CREATE TRIGGER protocols_no_delete BEFORE DELETE ON protocols BEGIN
  SELECT raise(ABORT, 'protocols is append-only: rows are never deleted');
END;
CREATE TRIGGER protocols_no_rewrite BEFORE UPDATE OF id, shots, cot, reasoning_effort, attempts, selection, temperature, harness, harness_version, tools, judge, scaffold, platform, style_control, extra ON protocols BEGIN
  SELECT raise(ABORT, 'protocols is append-only: a correction is a new row');
END;

CREATE TRIGGER organizations_no_delete BEFORE DELETE ON organizations BEGIN
  SELECT raise(ABORT, 'organizations is a catalogue: rows are never deleted');
END;

CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources BEGIN
  SELECT raise(ABORT, 'sources is a catalogue: rows are never deleted');
END;

CREATE TRIGGER licenses_no_delete BEFORE DELETE ON licenses BEGIN
  SELECT raise(ABORT, 'licenses is a catalogue: rows are never deleted');
END;

CREATE TRIGGER models_no_delete BEFORE DELETE ON models BEGIN
  SELECT raise(ABORT, 'models is a catalogue: rows are never deleted');
END;

CREATE TRIGGER variants_no_delete BEFORE DELETE ON variants BEGIN
  SELECT raise(ABORT, 'variants is a catalogue: rows are never deleted');
END;

CREATE TRIGGER benchmarks_no_delete BEFORE DELETE ON benchmarks BEGIN
  SELECT raise(ABORT, 'benchmarks is a catalogue: rows are never deleted');
END;

CREATE TRIGGER metrics_no_delete BEFORE DELETE ON metrics BEGIN
  SELECT raise(ABORT, 'metrics is a catalogue: rows are never deleted');
END;

CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements BEGIN
  SELECT raise(ABORT, 'statements is append-only: a retraction is a new statement');
END;

CREATE TABLE rules (
  -- The flags that can be raised. `provenance explain CODE` prints a row; docs/rules.md is made from them.
  code        TEXT PRIMARY KEY,
  severity    TEXT NOT NULL CHECK (severity IN ('error','warning','note')),  -- error: do not use as stated; warning: with a caveat; note: know it
  title       TEXT NOT NULL,
  explanation TEXT NOT NULL,   -- when it fires, when it stays silent, and why
  example     TEXT NOT NULL    -- the real case behind it
) STRICT, WITHOUT ROWID;
INSERT INTO rules(code, severity, title, explanation, example) VALUES
 ('unreleased-when-reported', 'error', 'The variant was not public on the day its score was reported',
  'Fires when an event on record shows the variant announced, in training, in private testing or offered by a board alone on or before the day of the report, and no public preview or release by that day is on record. A day known only to the month counts in the variant''s favour: a release may have been on its first day, an announcement on its last. Silent when no event is surely from that day or before: then the status is unknown.',
  'LMArena scores of Llama-4-Maverick-03-26-Experimental; Meta''s own table for Llama 4 Behemoth.'),
 ('never-released', 'error', 'Announced at least 30 days ago and never released',
  'Fires on a variant 30 days after its first public announcement, for as long as no public preview or release is on record. Nobody outside can reproduce its scores.',
  'Llama 4 Behemoth, announced on 2025-04-05.'),
 ('released-sibling-differs', 'error', 'A released variant of the same model has another score on the same board',
  'Fires on a score of a variant that was not public, where a released variant of the same model has a score on the same benchmark with the same metric and protocol. The message gives the released variant''s score nearest in time. Use that one.',
  'LMArena text, 2025-04-11: 1403 for the experimental Maverick, 1273 for the released one.'),
 ('status-unknown', 'note', 'No release event is on record for the variant',
  'Fires when the name is resolved but nothing on record says what status the variant had on the day of the report; an announcement known only to the month says nothing of a day in it. Unknown is not unreleased.',
  'Most of the competitors in a vendor''s table, printed without a snapshot.'),
 ('retired-variant', 'warning', 'The variant was deprecated, withdrawn or retired when the score was reported',
  'Fires when the last event on or before the day of the report, in public or on the board that ran the evaluation, took the variant away. A later return ends it.',
  'LMArena kept publishing ratings of the experimental Maverick after taking it off the list on 2025-04-13.'),
 ('self-reported-only', 'warning', 'Only the developer has measured this',
  'Fires on a first-party score as long as no third party has reported the same variant on the same benchmark for the same quantity. First-party means that the evaluator is the developer; an evaluator who is not stated counts as neither.',
  'Most of the scores in the Llama 4 announcement.'),
 ('ambiguous-name', 'warning', 'The name stands for more than one variant',
  'Fires on a listing whose name has two or more candidates on record. It is an error where the candidates differ in stage or in release status, a warning otherwise. Nothing is guessed: its scores stay without a variant.',
  '"Llama 4 Maverick", printed without precision or endpoint.'),
 ('unresolved-name', 'warning', 'The name stands for no variant on record',
  'Fires on a listing whose name is neither a slug nor an alias on record. Its scores are kept, without a variant. `provenance resolve --add` says what it means; README.md, "Add a model of your own", how to add a variant.',
  'A new model on a board, before somebody records what the name means.'),
 ('placeholder-source', 'error', 'The source has no address that a reader could open',
  'Fires on a source with neither url nor archived_url, or whose address is a placeholder such as example.com or localhost.',
  'Sixteen rows of a public aggregator cite example.com.'),
 ('out-of-range', 'error', 'The value lies outside the bounds of its metric',
  'Fires when the value is below the metric''s lower bound or above its upper bound. Metrics without bounds never fire.',
  '8017.59 in a column whose maximum is 1.0.'),
 ('row-vanished', 'warning', 'The row is gone from the next snapshot of its board',
  'Fires on the last score of a listing in a run of snapshots of a leaderboard: the board printed the same benchmark again later, without this variant. It ends when the row comes back. Snapshots are the ones on record here that count: not those of a retracted file, nor one known only to the month beside a day in it.',
  'The experimental Maverick left LMArena''s list on 2025-04-13 without a note.'),
 ('open-allegation', 'warning', 'An allegation stands that nobody has confirmed or withdrawn',
  'Fires on what an allegation is about, from the day it was made until a confirmation or a retraction replies to it. A denial does not end it; the message shows both.',
  'The allegation that test sets were blended into Llama 4''s training, and Meta''s denial.'),
 ('context-below-claim', 'warning', 'Providers serve less than half of the claimed context',
  'Fires when at least one provider serves less than half of the context window that the developer claims. Numbers that an aggregator copied do not count as served.',
  'Llama 4 Scout: 10,000,000 tokens claimed, 64,000 to 3,500,000 served.'),
 ('context-conflict', 'warning', 'Two sources give different context windows for one provider',
  'Fires when two sources state served context windows for the same variant at the same provider that differ by more than 5 percent, which is more than the difference between 128,000 and 131,072.',
  'LLM Stats prints 10,000,000 for every provider of Scout.'),
 ('open-label', 'warning', 'Called open source under a licence that is not an open-source licence',
  'Fires where the developer''s own claim about the licence says "open source" and the Open Source Initiative has not approved that licence. Silent where the approval is unknown.',
  'Llama 4 under the Llama 4 Community License.'),
 ('conditional-license', 'note', 'Commercial use depends on a condition',
  'Fires on every variant whose licence allows commercial use under a condition. The message gives the condition.',
  'Llama 4: more than 700 million monthly active users need Meta''s permission.'),
 ('sources-disagree', 'warning', 'Two sources disagree by more than their uncertainty',
  'Fires when two sources report the same variant on the same benchmark, quantity and protocol and abs(a-b) > 1.96 * sqrt(se_a^2 + se_b^2). The standard error comes from the interval with its level, else from the printed standard error, else from the binomial variance p(1-p)/n; one of exactly 0 is none. Where either is missing the pair is not assessable and nothing fires. Live boards are compared within a day only.',
  'Scout''s GPQA Diamond, 57.2 by Meta against 51.8 +/- 3 by Epoch AI, must not fire: it is within the uncertainty.'),
 ('against-policy', 'error', 'Published against the board''s own policy on availability',
  'Fires on a score on a leaderboard of a variant that was not public, where a policy on availability of who publishes the board or ran the evaluation, surely in force on that day, is on record. The message gives the policy; it says nothing about who knew.',
  'LMArena''s policy of 2024-11-18 and the experimental Maverick.'),
 ('best-of-n', 'warning', 'Several variants were tried in private on this board',
  'Fires on a score of a variant that was not public, on a board on which its developer is on record as having tried more than one variant in private. The message gives E[max of n] times the standard error, what the best of n equal ones is ahead by chance, beside the gap to a public sibling in the same snapshot. The standard error comes from the interval with its level, else from the printed standard error, else from the binomial variance p(1-p)/n; without any nothing fires.',
  '27 variants on LMArena before Llama 4: about 11 points for the 1403 of 2025-04-11, against a gap of 130.'),
 ('relationship-mismatch', 'error', 'The source says who measured it, and it was another party',
  'Fires where the source asserts first-party or third-party and the evaluator and the developer on record say the opposite. Silent where either is not stated.',
  'An aggregator that files a vendor''s own number as independent.'),
 ('moving-alias', 'warning', 'The name is moved from build to build by its provider',
  'Fires on a score of a variant whose build is on record as a moving alias. Nobody can tell later which build earned it.',
  'chatgpt-4o-latest.'),
 ('revised-score', 'note', 'A later file printed another value in the same place',
  'Fires on a score that supersedes an older one of the same source, name, benchmark, settings and day, where what the source printed differs: the value or its text, the interval, the standard error, the sample size or the rank. The message says which. Both are kept. Silent where only the locator or the note of who keeps the record differs.',
  'The author of a board corrected a value without a note.'),
 ('release-date-conflict', 'warning', 'Sources give release dates more than a week apart',
  'Fires where the earliest and the latest date of a public release differ by more than 7 days and nothing on record took the variant away in between. A date known only to the month or year counts in favour of agreement.',
  'models.dev gives nine dates for Llama 4.'),
 ('unreplicated', 'warning', 'After 90 days only the developer has measured this',
  'Fires 90 days after a first-party score, until a third party reports the same variant on the same benchmark for the same quantity. A day known only to the month counts from its end. Silent where the evaluator is not stated.',
  'Llama 4''s MTOB scores.'),
 ('stage-mismatch', 'error', 'The value is that of another stage of the model',
  'Fires on a score in an aggregator that equals, on the same benchmark and quantity, what the developer prints for a variant of the same model in another stage (base, instruct, chat, reasoning), and that the developer does not print for this one. Equality alone between other sources never fires.',
  'LLM Stats files the base model''s MMLU of 85.5 under Llama 4 Maverick Instruct.'),
 ('settings-differ', 'warning', 'Two sources measured it in different settings',
  'Fires where two sources report the same variant on the same benchmark and quantity, the values are not within their uncertainty, and both state a setting (shots, tools, harness, judge, ...) in which they differ. The message names the settings. Silent where the values agree.',
  'Humanity''s Last Exam with and without tools.'),
 ('settings-unstated', 'note', 'Only one of two sources states how it was measured',
  'Fires where two sources report the same variant on the same benchmark and quantity, the values are not within their uncertainty, and one is silent on a setting that the other states; silence never equals a value. Where both state different things settings-differ fires instead.',
  'Vendor tables that do not say how many shots.'),
 ('split-mismatch', 'error', 'Scores on different parts of a benchmark stand side by side',
  'Fires where one source on one day gives one variant on one benchmark of a family and another variant of the same stage on another benchmark of it (a subset, split or version), in the same metric, and gives no benchmark of the family for both. Silent where a common one is there, where a stage is unknown, and on leaderboards, whose parts are lists of their own.',
  'GPQA is not GPQA Diamond.'),
 ('scale-break', 'warning', 'The board''s scale moved between two snapshots',
  'Fires on a leaderboard''s snapshot where, over the names with intervals in both it and the one before (20 at least), the median shift is more than twice the median half-width of the intervals and the middle half of the shifts lies within a quarter of the median shift: all moved alike. Compare scores of one day only.',
  'LMArena, 2025-05-20: 228 models moved by 59.9.'),
 ('conflicting-entries', 'warning', 'One file prints two values in one place',
  'Fires on each of two current scores of the same source, name, benchmark, metric, settings and day whose values differ. Both are kept; which is meant is not guessed.',
  'Maverick 6.20 and 6.37 on one board.'),
 ('suspicious-zero', 'note', 'Exactly 0, without sample size or interval',
  'Fires on a value of exactly 0 with no sample size, interval or standard error. Some boards print 0 for what was not run; nothing is made of it.',
  'Placeholder zeros in aggregators.'),
 ('no-uncertainty', 'note', 'Nothing says how far the value may be off',
  'Fires on a rating, a number of points, a percentage or a proportion with no interval, no standard error and no number of items, neither with the score nor, for a percentage or proportion, with its benchmark.',
  'Most cells of vendor tables.'),
 ('rank-tie', 'note', 'The interval overlaps that of the next better rank',
  'Fires where the intervals of a ranked score and of the nearest better-ranked one of the same snapshot that has an interval overlap: max(low) <= min(high). Silent on a score without an interval.',
  'Most neighbours on LMArena.'),
 ('provisional', 'warning', 'Fewer votes or items than the board itself asks for',
  'Fires on a score on a board of which it is on record (board_minimums) that who publishes it, or ran the evaluation, asks for more votes or items than stand behind it. Silent where the sample size is not stated, and on days for which the minimum is not on record.',
  'LMArena marks ratings with few votes as preliminary.'),
 ('anonymous-model', 'error', 'A code name whose maker is not on record',
  'Fires on a score of a variant that only a board offered, with no public event on record, while nothing on record says who developed the model. No name is taken for a code name: the events say it. It ends when the developer is recorded.',
  'gpt2-chatbot and Optimus Alpha, before they were owned.'),
 ('selective-coverage', 'note', 'The developer reports part of a suite',
  'Fires where a page, model card or paper of the developer reports at least one but not all benchmarks of a recorded suite for a variant: a warning where it reports less than half, a note otherwise. The message names those left out. Says nothing about why.',
  'The Llama 4 announcement gives Behemoth 6 of its 14 benchmarks.'),
 ('corrected', 'error', 'A correction or a retraction is on record',
  'Fires on what a correction or a retraction is about, from the later of its day and that of what it corrects. The message shows both.',
  'A page that gave Behemoth''s GPQA Diamond of 73.7 as its MMLU.');

CREATE VIEW standing_events AS
  -- The release events that count: all but those that event_corrections names.
  SELECT e.id, e.variant_id, e.status, e.on_date, e.board_id, e.source_id, e.locator, e.note
  FROM release_events e
  WHERE NOT EXISTS (SELECT 1 FROM event_corrections c WHERE c.variant_id = e.variant_id AND c.status = e.status AND c.on_date = e.on_date AND c.board_id IS e.board_id AND c.event_source_id = e.source_id);

CREATE VIEW standing_aliases AS
  -- The aliases that count: all but those of which alias_corrections says last that they are wrong.
  SELECT a.id, a.name, a.norm, a.scope_id, a.section, a.variant_id, a.valid_from, a.valid_to, a.evidence, a.source_id, a.locator, a.note
  FROM aliases a
  WHERE ifnull((SELECT c.verdict FROM alias_corrections c WHERE c.norm = a.norm AND c.variant_id = a.variant_id AND ifnull(c.scope_id, 0) = ifnull(a.scope_id, 0) AND ifnull(c.section, '') = ifnull(a.section, '')
                ORDER BY c.nth DESC LIMIT 1), 'right') = 'right';

CREATE VIEW listing_candidates AS
  -- The variants that a name may stand for in a source: by exact slug; else by the aliases of the source, for its
  -- section before the whole source; else by the aliases for all. More than one is ambiguity. Every name is here with
  -- every source: ask for one source_id and one name_id. (No compound: SQLite takes only plain joins into its own.)
  SELECT src.id AS source_id, nm.id AS name_id, v.id AS variant_id, CASE v.slug WHEN nm.name THEN 'slug' ELSE 'alias' END AS how
  FROM names nm, sources src, variants v
  WHERE v.id IN (
    SELECT w.id FROM variants w WHERE w.slug = nm.name
    UNION ALL
    SELECT a.variant_id FROM standing_aliases a
    WHERE a.norm = nm.norm AND (a.scope_id = src.id OR a.scope_id IS NULL) AND (a.section IS NULL OR a.section = nm.section)
      AND NOT EXISTS (SELECT 1 FROM variants w WHERE w.slug = nm.name)
      AND NOT EXISTS (  -- a narrower alias wins: section, then source, then all
        SELECT 1 FROM standing_aliases n WHERE n.norm = nm.norm AND n.scope_id = src.id AND (n.section IS NULL OR n.section = nm.section)
          AND (a.scope_id IS NULL OR (a.section IS NULL AND n.section IS NOT NULL))));

CREATE VIEW open_listings AS
  -- The names in each source whose current scores stand without a variant, and those in listing_notes: how many scores,
  -- and the day of the first.
  SELECT source_id, name_id, sum(n) AS scores, min(day) AS first_on
  FROM (SELECT sp.source_id, s.name_id, 1 AS n, sp.reported_on AS day FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id
        WHERE s.variant_id IS NULL AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
        UNION ALL SELECT source_id, name_id, 0, NULL FROM listing_notes)
  GROUP BY source_id, name_id;

CREATE VIEW listings AS
  -- A name as one source prints it, and which variant it is taken to be: NULL where nothing on record says so.
  -- Resolved by exact slug, then by the aliases of that source, then by aliases for all; never by likeness. Resolved
  -- anew whenever aliases change. resolution: slug, alias, ambiguous, unresolved. scores counts the current ones.
  SELECT src.slug AS source, nm.name, nm.section, nm.norm, v.slug AS variant,
         CASE WHEN v.slug = nm.name THEN 'slug' WHEN v.id IS NOT NULL THEN 'alias'
              WHEN (SELECT count(DISTINCT c.variant_id) FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id) > 1 THEN 'ambiguous'
              ELSE 'unresolved' END AS resolution,
         l.scores, l.first_on, n.note, l.source_id, l.name_id, v.id AS variant_id
  FROM (SELECT source_id, name_id, sum(n) AS scores, min(day) AS first_on
        FROM (SELECT sp.source_id, s.name_id, NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id) AS n, sp.reported_on AS day FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id
              UNION ALL SELECT source_id, name_id, 0, NULL FROM listing_notes)
        GROUP BY source_id, name_id) l
  JOIN sources src ON src.id = l.source_id
  JOIN names nm ON nm.id = l.name_id
  LEFT JOIN variants v ON v.id = (SELECT CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id)
  LEFT JOIN listing_notes n ON n.source_id = l.source_id AND n.name_id = l.name_id;

CREATE VIEW variant_status AS
  -- The status of each variant as intervals [since, until); until is NULL while it holds. Each scope (public, or a
  -- board that alone offered it) is a track of its own. A variant without rows has an unknown status.
  SELECT m.slug AS model, v.slug AS variant, e.status, e.on_date AS since,
         (SELECT min(n.on_date) FROM standing_events n WHERE n.variant_id = e.variant_id AND n.board_id IS e.board_id AND n.on_date > e.on_date) AS until,
         coalesce(o.slug, 'public') AS scope, src.slug AS source,
         src.title AS source_title, src.url AS source_url, e.locator, e.note, e.variant_id
  FROM standing_events e
  JOIN variants v ON v.id = e.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN sources src ON src.id = e.source_id
  LEFT JOIN organizations o ON o.id = e.board_id
  WHERE NOT EXISTS (SELECT 1 FROM standing_events d WHERE d.variant_id = e.variant_id AND d.status = e.status AND d.on_date = e.on_date AND d.board_id IS e.board_id AND d.id < e.id);

CREATE VIEW comparisons AS
  -- Two sources on one number: every ordered pair of current scores of the same variant, benchmark and quantity from
  -- two sources. Percent and proportion are brought to percent. settings: same protocol row; unstated, where one is
  -- silent on what the other states; differ, where both state different things. independent: 1 where two different
  -- evaluators are stated. Live boards are paired within a day only.
  -- verdict, with d the difference and v the variances: disagree if d^2 > 1.96^2 (v_a + v_b); agree if not, or if
  -- one variance is unknown and the other alone already covers d; else not assessable.
  -- Variance: ((ci_high - ci_low) / 2z)^2 with z of the interval's level, else stderr^2, else binomial p(1-p)/n with
  -- n the sample size, else the size of the benchmark (Wald; see e.g. Miller 2024, "Adding Error Bars to Evals"). The
  -- levels are 0.68, 0.8, 0.9, 0.95, 0.98, 0.99 and 0.999; an interval of another level is not taken. Nor is an
  -- interval or an error of 0: that is what p(1-p)/n comes to where all or none was solved, and says nothing.
  SELECT developer, model, variant, benchmark, quantity, source, value, value_as_printed, reported_on, evaluator,
         other_source, other_value, other_value_as_printed, other_reported_on, other_evaluator, round(d, 9) AS difference, settings, independent, var_a, var_b,
         score_id, other_score_id, listed_as, name_id, variant_id, model_id, benchmark_id, source_id, protocol_id, other_protocol_id,
         -- The 1e-10 and 1e-18 keep the noise of floating point out of it: 0.8 as a percentage is not quite 80. Rounding d costs too much.
         CASE d * d > 3.8416000001 * (var_a + var_b) + 1e-18 WHEN 1 THEN 'disagree' WHEN 0 THEN 'agree'  -- NULL: a variance is unknown
              ELSE CASE WHEN d * d <= 3.8416000001 * coalesce(var_a, var_b, 0) + 1e-18 THEN 'agree' ELSE 'not assessable' END END AS verdict
  FROM (
    SELECT dev.slug AS developer, m.slug AS model, v.slug AS variant, b.slug AS benchmark, coalesce(am.quantity, am.slug) AS quantity,
           asrc.slug AS source, a.value * CASE am.unit WHEN 'proportion' THEN 100 ELSE 1 END AS value, ifnull(a.printed, rtrim(rtrim(a.value, '0'), '.')) AS value_as_printed, ap.reported_on, ae.slug AS evaluator,
           osrc.slug AS other_source, o.value * CASE om.unit WHEN 'proportion' THEN 100 ELSE 1 END AS other_value, ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) AS other_value_as_printed, op.reported_on AS other_reported_on, oe.slug AS other_evaluator,
           a.value * CASE am.unit WHEN 'proportion' THEN 100 ELSE 1 END - o.value * CASE om.unit WHEN 'proportion' THEN 100 ELSE 1 END AS d,
           CASE WHEN ap.protocol_id = op.protocol_id THEN 'same'
                WHEN (SELECT pa.shots <> po.shots OR pa.cot <> po.cot OR pa.reasoning_effort <> po.reasoning_effort OR pa.attempts <> po.attempts OR pa.selection <> po.selection
                        OR pa.temperature <> po.temperature OR pa.harness <> po.harness OR pa.harness_version <> po.harness_version OR pa.tools <> po.tools OR pa.judge <> po.judge
                        OR pa.scaffold <> po.scaffold OR pa.platform <> po.platform OR pa.style_control <> po.style_control OR pa.extra <> po.extra
                      FROM protocols pa, protocols po WHERE pa.id = ap.protocol_id AND po.id = op.protocol_id) THEN 'differ'
                ELSE 'unstated' END AS settings,
           a.evaluator_id <> o.evaluator_id AS independent,
           CASE am.unit WHEN 'proportion' THEN 10000.0 ELSE 1.0 END * CASE
             WHEN a.ci_high > a.ci_low AND a.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999)
               THEN (a.ci_high - a.ci_low) * (a.ci_high - a.ci_low) / (4 * CASE a.ci_level WHEN 0.95 THEN 3.8415 WHEN 0.9 THEN 2.7055 WHEN 0.99 THEN 6.6349 WHEN 0.68 THEN 0.9889 WHEN 0.8 THEN 1.6424 WHEN 0.98 THEN 5.4119 ELSE 10.8276 END)
             WHEN a.stderr > 0 THEN a.stderr * a.stderr
             WHEN am.unit = 'proportion' AND a.value > 0 AND a.value < 1 THEN a.value * (1 - a.value) / coalesce(a.sample_size, b.n_items)
             WHEN am.unit = 'percent' AND a.value > 0 AND a.value < 100 THEN a.value * (100 - a.value) / coalesce(a.sample_size, b.n_items) END AS var_a,
           CASE om.unit WHEN 'proportion' THEN 10000.0 ELSE 1.0 END * CASE
             WHEN o.ci_high > o.ci_low AND o.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999)
               THEN (o.ci_high - o.ci_low) * (o.ci_high - o.ci_low) / (4 * CASE o.ci_level WHEN 0.95 THEN 3.8415 WHEN 0.9 THEN 2.7055 WHEN 0.99 THEN 6.6349 WHEN 0.68 THEN 0.9889 WHEN 0.8 THEN 1.6424 WHEN 0.98 THEN 5.4119 ELSE 10.8276 END)
             WHEN o.stderr > 0 THEN o.stderr * o.stderr
             WHEN om.unit = 'proportion' AND o.value > 0 AND o.value < 1 THEN o.value * (1 - o.value) / coalesce(o.sample_size, b.n_items)
             WHEN om.unit = 'percent' AND o.value > 0 AND o.value < 100 THEN o.value * (100 - o.value) / coalesce(o.sample_size, b.n_items) END AS var_b,
           a.id AS score_id, o.id AS other_score_id, nm.name AS listed_as, a.name_id, a.variant_id, v.model_id, a.benchmark_id, ap.source_id, ap.protocol_id, op.protocol_id AS other_protocol_id
    FROM scores a
    JOIN snapshots ap ON ap.id = a.snapshot_id
    JOIN scores o ON o.variant_id = a.variant_id AND o.benchmark_id = a.benchmark_id AND o.snapshot_id <> a.snapshot_id
    JOIN snapshots op ON op.id = o.snapshot_id AND op.source_id <> ap.source_id
    JOIN benchmarks b ON b.id = a.benchmark_id
    JOIN metrics am ON am.id = ap.metric_id
    JOIN metrics om ON om.id = op.metric_id AND (om.id = am.id OR om.quantity = am.quantity)
    JOIN variants v ON v.id = a.variant_id
    LEFT JOIN models m ON m.id = v.model_id
    LEFT JOIN names nm ON nm.id = a.name_id  -- these are all there; an outer join is looked up last, and a literal makes it an inner one
    LEFT JOIN sources asrc ON asrc.id = ap.source_id
    LEFT JOIN sources osrc ON osrc.id = op.source_id
    LEFT JOIN organizations dev ON dev.id = m.developer_id
    LEFT JOIN organizations ae ON ae.id = a.evaluator_id
    LEFT JOIN organizations oe ON oe.id = o.evaluator_id
    LEFT JOIN outdated alater ON alater.id = a.id
    LEFT JOIN outdated olater ON olater.id = o.id
    WHERE (b.access <> 'live' OR ap.reported_on = op.reported_on)
      AND alater.id IS NULL AND olater.id IS NULL
  ) p;

CREATE VIEW placeholder_sources AS
  -- Sources without an address that a reader could open: none at all, or one that RFC 2606 or RFC 6761 reserves.
  SELECT src.id AS source_id
  FROM (  -- the host: the characters of a host name after ://
    SELECT u.*, substr(rest, 1, length(rest) - length(ltrim(rest, 'abcdefghijklmnopqrstuvwxyz0123456789.-'))) AS host
    FROM (SELECT u.*, lower(substr(u.url, instr(u.url, '://') + 3)) AS rest FROM sources u) u) src
  WHERE src.archived_url IS NULL
    AND (src.url IS NULL OR src.host IN ('', 'localhost', 'example', 'example.com', 'example.net', 'example.org', 'example.edu') OR src.host GLOB '127.[0-9]*.[0-9]*.[0-9]*'
      OR src.host GLOB '*.example.com' OR src.host GLOB '*.example.net' OR src.host GLOB '*.example.org' OR src.host GLOB '*.example.edu'
      OR src.host GLOB '*.example' OR src.host GLOB '*.invalid' OR src.host GLOB '*.localhost' OR src.host GLOB '*.test');

CREATE VIEW expected_maximum(n, e) AS
  -- The mean of the greatest of n draws from a standard normal distribution: by how many standard errors the best of n
  -- equal variants is ahead by chance. Order statistics; see e.g. Harter 1961, "Expected values of normal order
  -- statistics", Biometrika 48. Beyond 40 in steps, to be rounded down.
  VALUES (2, 0.5642), (3, 0.8463), (4, 1.0294), (5, 1.163), (6, 1.2672), (7, 1.3522), (8, 1.4236), (9, 1.485), (10, 1.5388), (11, 1.5864), (12, 1.6292), (13, 1.668), (14, 1.7034), (15, 1.7359), (16, 1.766), (17, 1.7939), (18, 1.82), (19, 1.8445), (20, 1.8675), (21, 1.8892), (22, 1.9097), (23, 1.9292), (24, 1.9477), (25, 1.9653), (26, 1.9822), (27, 1.9983), (28, 2.0137), (29, 2.0285), (30, 2.0428), (31, 2.0565), (32, 2.0697), (33, 2.0824), (34, 2.0947), (35, 2.1066), (36, 2.1181), (37, 2.1293), (38, 2.1401), (39, 2.1506), (40, 2.1608), (50, 2.2491), (60, 2.3193), (80, 2.4268), (100, 2.5076), (150, 2.6492), (200, 2.746);

CREATE VIEW flag_intervals(rule, severity, score_id, developer, model, variant, benchmark, source, message, evidence_source, since, until,
                            listed_as, name_id, variant_id, model_id, benchmark_id, source_id) AS
  -- Every flag with the days on which it holds: from since, until the day before until (NULL: still). One arm a
  -- rule. Filter by literals on its own columns (WHERE variant = '...'), never by joining it.
  -- A message names no day after its since: where a later fact adds to it (a reply, a sibling's release), the flag
  -- goes on as a further row from that day.
  -- The arms that ask most of other rows come first: SQLite keeps the cursors of finished arms open and walks their list
  -- whenever a subquery opens one more. For the same reason what supersedes a score is joined, not sought by EXISTS.
  -- The casts give a column one affinity in all arms; where they differ SQLite computes the whole view for every row that
  -- asks it (https://www.sqlite.org/optoverview.html#flattening).
  -- Five arms cost more than a second for a million scores: sources-disagree, settings-differ and settings-unstated look
  -- at every pair of two sources on one number (2.6 million pairs there), unreplicated for the first report of a third
  -- party of each number of a developer, and rank-tie writes a row for every second line of a board.
  SELECT 'released-sibling-differs', 'error', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' on ' || sp.reported_on || ' is not the score of a released variant; ' || rv.slug || ' scored ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) || ' on ' || op.reported_on || ' (' || os.slug || ')',
         os.slug, CAST(max(sp.reported_on, op.reported_on) AS TEXT), CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN variant_days vd ON vd.variant_id = +s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN scores o ON o.id = (
    SELECT cid FROM (
      SELECT c.id AS cid, cp.source_id <> sp.source_id AS elsewhere,
             abs(julianday(substr(cp.reported_on || '-01-01', 1, 10)) - julianday(substr(sp.reported_on || '-01-01', 1, 10))) AS days
      FROM variants r
      JOIN variant_days rd ON rd.variant_id = r.id AND rd.public_on > ''
      JOIN scores c ON c.variant_id = r.id AND c.benchmark_id = s.benchmark_id
      JOIN snapshots cp ON cp.id = c.snapshot_id AND cp.metric_id = sp.metric_id AND cp.protocol_id = sp.protocol_id AND rd.public_on <= substr(cp.reported_on || '-99-99', 1, 10)
      WHERE r.model_id = v.model_id AND r.id <> v.id AND r.stage <> 'base' AND c.value <> s.value
        AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id))
    ORDER BY elsewhere, days, cid LIMIT 1)
  JOIN variants rv ON rv.id = o.variant_id
  JOIN snapshots op ON op.id = o.snapshot_id
  JOIN sources os ON os.id = op.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL
    AND vd.known_on <= substr(sp.reported_on || '-99-99', 1, 10) AND (length(vd.known_on) = 10 OR EXISTS (SELECT 1 FROM standing_events k WHERE k.variant_id = s.variant_id AND substr(k.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)))
    AND (vd.public_on IS NULL OR vd.public_on > substr(sp.reported_on || '-99-99', 1, 10))

  UNION ALL
  SELECT 'sources-disagree', 'warning', c.score_id, c.developer, c.model, c.variant, c.benchmark, c.source,
         c.value_as_printed || ' in ' || c.source || ' against ' || c.other_value_as_printed || ' in ' || c.other_source || ': the difference of ' || round(c.difference, 3) || ' is more than the uncertainty of both allows',
         c.other_source, CAST(max(c.reported_on, c.other_reported_on) AS TEXT), CAST(NULL AS TEXT),
         c.listed_as, c.name_id, c.variant_id, c.model_id, c.benchmark_id, c.source_id
  FROM comparisons c
  WHERE c.verdict = 'disagree' AND c.protocol_id = c.other_protocol_id

  UNION ALL  -- what an aggregator copied: begin with the few aggregators
  SELECT 'stage-mismatch', 'error', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' is what ' || os.slug || ' prints for ' || ov.slug || ', the ' || ov.stage || ' model; for ' || v.slug || ', ' || v.stage || ', it prints ' || coalesce((SELECT group_concat(txt, ', ') FROM (SELECT DISTINCT ifnull(w.printed, rtrim(rtrim(w.value, '0'), '.')) AS txt FROM scores w JOIN snapshots wp ON wp.id = w.snapshot_id WHERE w.variant_id = s.variant_id AND w.benchmark_id = s.benchmark_id AND wp.source_id = op.source_id ORDER BY txt)), 'nothing'),
         os.slug, CAST(max(sp.reported_on, op.reported_on) AS TEXT), CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN sources src ON src.id = sp.source_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN scores o ON o.id = (  -- equal, percent and proportion brought to percent but for the noise of floating point
    SELECT c.id FROM variants r JOIN scores c ON c.variant_id = r.id AND c.benchmark_id = s.benchmark_id AND (c.value = s.value OR c.value <= 1 AND abs(c.value * 100 - s.value) < 1e-9 OR s.value <= 1 AND abs(c.value - s.value * 100) < 1e-9)
    JOIN snapshots cp ON cp.id = c.snapshot_id
    JOIN metrics mt ON mt.id = sp.metric_id
    JOIN metrics cm ON cm.id = cp.metric_id AND (cm.id = mt.id OR cm.quantity = mt.quantity)
      AND abs(c.value * CASE cm.unit WHEN 'proportion' THEN 100 ELSE 1 END - s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END) < 1e-9
    JOIN sources cs ON cs.id = cp.source_id AND cs.kind IN ('vendor_blog','model_card','paper')
    WHERE r.model_id = v.model_id AND r.stage <> v.stage AND r.stage <> 'unknown' AND c.evaluator_id = m.developer_id
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
    ORDER BY cp.reported_on, c.id LIMIT 1)
  JOIN variants ov ON ov.id = o.variant_id
  JOIN snapshots op ON op.id = o.snapshot_id
  JOIN sources os ON os.id = op.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL AND likelihood(src.kind = 'aggregator', 0.0000001) AND v.stage <> 'unknown'
    AND NOT EXISTS (  -- the developer prints the value for this variant as well
      SELECT 1 FROM scores w JOIN snapshots wp ON wp.id = w.snapshot_id JOIN metrics wm ON wm.id = wp.metric_id JOIN metrics mt ON mt.id = sp.metric_id
      WHERE w.variant_id = s.variant_id AND w.benchmark_id = s.benchmark_id AND w.evaluator_id = m.developer_id AND wp.source_id <> sp.source_id AND w.id <> o.id  -- so that it is asked last
        AND abs(w.value * CASE wm.unit WHEN 'proportion' THEN 100 ELSE 1 END - s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END) < 1e-9)

  UNION ALL
  SELECT 'unreplicated', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'measured by ' || dev.slug || ', the developer; 90 days after ' || sp.reported_on || ' no third party had reported this variant on this benchmark',
         src.slug, CAST(date(CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END, '+90 days') AS TEXT),
         third.reported_on,
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN metrics mt ON mt.id = sp.metric_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN snapshots third ON third.id = (  -- the first report of a third party
    SELECT t.snapshot_id FROM scores t JOIN snapshots tp ON tp.id = t.snapshot_id JOIN metrics tm ON tm.id = tp.metric_id
    WHERE t.variant_id = s.variant_id AND t.benchmark_id = s.benchmark_id AND (tm.id = mt.id OR tm.quantity = mt.quantity) AND t.evaluator_id <> m.developer_id
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = t.id)
    ORDER BY tp.reported_on, t.id LIMIT 1)
  LEFT JOIN outdated later ON later.id = s.id
  WHERE s.evaluator_id = m.developer_id
    AND (third.id IS NULL OR third.reported_on > date(CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END, '+90 days'))
    AND later.id IS NULL

  UNION ALL
  SELECT 'settings-differ', 'warning', c.score_id, c.developer, c.model, c.variant, c.benchmark, c.source,
         c.value_as_printed || ' in ' || c.source || ' and ' || c.other_value_as_printed || ' in ' || c.other_source || ' were not measured alike: '
           || (SELECT substr(coalesce('; shots ' || CASE WHEN pa.shots <> po.shots THEN pa.shots || ' and ' || po.shots END, '')
                || coalesce('; cot ' || CASE WHEN pa.cot <> po.cot THEN pa.cot || ' and ' || po.cot END, '')
                || coalesce('; reasoning effort ' || CASE WHEN pa.reasoning_effort <> po.reasoning_effort THEN pa.reasoning_effort || ' and ' || po.reasoning_effort END, '')
                || coalesce('; attempts ' || CASE WHEN pa.attempts <> po.attempts THEN pa.attempts || ' and ' || po.attempts END, '')
                || coalesce('; selection ' || CASE WHEN pa.selection <> po.selection THEN pa.selection || ' and ' || po.selection END, '')
                || coalesce('; temperature ' || CASE WHEN pa.temperature <> po.temperature THEN pa.temperature || ' and ' || po.temperature END, '')
                || coalesce('; harness ' || CASE WHEN pa.harness <> po.harness THEN pa.harness || ' and ' || po.harness END, '')
                || coalesce('; harness version ' || CASE WHEN pa.harness_version <> po.harness_version THEN pa.harness_version || ' and ' || po.harness_version END, '')
                || coalesce('; tools ' || CASE WHEN pa.tools <> po.tools THEN pa.tools || ' and ' || po.tools END, '')
                || coalesce('; judge ' || CASE WHEN pa.judge <> po.judge THEN pa.judge || ' and ' || po.judge END, '')
                || coalesce('; scaffold ' || CASE WHEN pa.scaffold <> po.scaffold THEN pa.scaffold || ' and ' || po.scaffold END, '')
                || coalesce('; platform ' || CASE WHEN pa.platform <> po.platform THEN pa.platform || ' and ' || po.platform END, '')
                || coalesce('; style control ' || CASE WHEN pa.style_control <> po.style_control THEN pa.style_control || ' and ' || po.style_control END, '')
                || coalesce('; ' || CASE WHEN pa.extra <> po.extra THEN pa.extra || ' and ' || po.extra END, ''), 3)
              FROM protocols pa, protocols po WHERE pa.id = c.protocol_id AND po.id = c.other_protocol_id),
         c.other_source, CAST(max(c.reported_on, c.other_reported_on) AS TEXT), CAST(NULL AS TEXT),
         c.listed_as, c.name_id, c.variant_id, c.model_id, c.benchmark_id, c.source_id
  FROM comparisons c
  WHERE c.settings = 'differ' AND c.verdict <> 'agree' AND c.protocol_id <> c.other_protocol_id AND c.protocol_id <> 1 AND c.other_protocol_id <> 1  -- 1 states nothing

  UNION ALL
  SELECT 'settings-unstated', 'note', c.score_id, c.developer, c.model, c.variant, c.benchmark, c.source,
         c.value_as_printed || ' in ' || c.source || ' and ' || c.other_value_as_printed || ' in ' || c.other_source || ' may not have been measured alike; only one of the two states: '
           || (SELECT substr(CASE WHEN (pa.shots IS NULL) <> (po.shots IS NULL) THEN ', shots' ELSE '' END || CASE WHEN (pa.cot IS NULL) <> (po.cot IS NULL) THEN ', cot' ELSE '' END
                || CASE WHEN (pa.reasoning_effort IS NULL) <> (po.reasoning_effort IS NULL) THEN ', reasoning effort' ELSE '' END || CASE WHEN (pa.attempts IS NULL) <> (po.attempts IS NULL) THEN ', attempts' ELSE '' END
                || CASE WHEN (pa.selection IS NULL) <> (po.selection IS NULL) THEN ', selection' ELSE '' END || CASE WHEN (pa.temperature IS NULL) <> (po.temperature IS NULL) THEN ', temperature' ELSE '' END
                || CASE WHEN (pa.harness IS NULL) <> (po.harness IS NULL) THEN ', harness' ELSE '' END || CASE WHEN (pa.harness_version IS NULL) <> (po.harness_version IS NULL) THEN ', harness version' ELSE '' END
                || CASE WHEN (pa.tools IS NULL) <> (po.tools IS NULL) THEN ', tools' ELSE '' END || CASE WHEN (pa.judge IS NULL) <> (po.judge IS NULL) THEN ', judge' ELSE '' END
                || CASE WHEN (pa.scaffold IS NULL) <> (po.scaffold IS NULL) THEN ', scaffold' ELSE '' END || CASE WHEN (pa.platform IS NULL) <> (po.platform IS NULL) THEN ', platform' ELSE '' END
                || CASE WHEN (pa.style_control IS NULL) <> (po.style_control IS NULL) THEN ', style control' ELSE '' END || CASE WHEN (pa.extra IS NULL) <> (po.extra IS NULL) THEN ', other settings' ELSE '' END, 3)
              FROM protocols pa, protocols po WHERE pa.id = c.protocol_id AND po.id = c.other_protocol_id),
         c.other_source, CAST(max(c.reported_on, c.other_reported_on) AS TEXT), CAST(NULL AS TEXT),
         c.listed_as, c.name_id, c.variant_id, c.model_id, c.benchmark_id, c.source_id
  FROM comparisons c
  WHERE c.settings = 'unstated' AND c.verdict <> 'agree' AND c.protocol_id <> c.other_protocol_id

  UNION ALL
  SELECT 'split-mismatch', 'error', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         src.slug || ' gives ' || nm.name || ' on ' || b.slug || ' and ' || onm.name || ' on ' || ob.slug
           || ', which are different parts or versions of ' || b.family || ': their scores cannot be compared',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN scores o ON o.id = (
    SELECT c.id FROM benchmarks cb
    CROSS JOIN snapshots cp ON cp.source_id = sp.source_id AND cp.benchmark_id = cb.id AND cp.metric_id = sp.metric_id AND cp.reported_on = sp.reported_on
    JOIN scores c ON c.snapshot_id = cp.id
    JOIN variants cv ON cv.id = c.variant_id AND cv.stage = v.stage
    WHERE cb.family = b.family AND cb.id <> b.id AND c.variant_id <> s.variant_id AND c.value <> s.value
      AND NOT EXISTS (  -- this source gives the variant on that one too
        SELECT 1 FROM scores f JOIN snapshots fp ON fp.id = f.snapshot_id WHERE f.variant_id = s.variant_id AND f.benchmark_id = cb.id AND fp.source_id = sp.source_id)
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
      AND NOT EXISTS (  -- a benchmark of the family that this source gives for both
        SELECT 1 FROM benchmarks fb JOIN scores f ON f.variant_id = s.variant_id AND f.benchmark_id = fb.id JOIN snapshots fp ON fp.id = f.snapshot_id AND fp.source_id = sp.source_id
        JOIN scores g ON g.variant_id = c.variant_id AND g.benchmark_id = fb.id JOIN snapshots gp ON gp.id = g.snapshot_id AND gp.source_id = sp.source_id
        WHERE fb.family = b.family)
    ORDER BY c.id LIMIT 1)
  JOIN benchmarks ob ON ob.id = o.benchmark_id
  JOIN names onm ON onm.id = o.name_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL AND v.stage <> 'unknown' AND src.kind <> 'leaderboard'  -- whose parts are lists of their own
    AND b.family IN (SELECT family FROM benchmarks GROUP BY family HAVING count(*) > 1)

  UNION ALL
  SELECT 'rank-tie', 'note', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'rank ' || s.rank || ' with [' || rtrim(rtrim(s.ci_low, '0'), '.') || ', ' || rtrim(rtrim(s.ci_high, '0'), '.') || ']; rank ' || o.rank || ', ' || onm.name || ', has [' || rtrim(rtrim(o.ci_low, '0'), '.') || ', ' || rtrim(rtrim(o.ci_high, '0'), '.') || ']: the intervals overlap, so the order of the two is open',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN scores o ON o.id = (  -- the nearest better rank, by the index scores_rank
    SELECT c.id FROM scores c WHERE c.snapshot_id = s.snapshot_id AND c.rank IS NOT NULL AND c.rank < s.rank AND c.ci_low IS NOT NULL AND c.ci_high IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
    ORDER BY c.rank DESC, c.id DESC LIMIT 1)
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN names onm ON onm.id = o.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL
    AND s.rank > 1 AND s.ci_low IS NOT NULL AND s.ci_high IS NOT NULL AND o.ci_low <= s.ci_high AND s.ci_low <= o.ci_high

  UNION ALL
  SELECT 'unreleased-when-reported', 'error', s.id, dev.slug, m.slug, v.slug,
         b.slug, src.slug,
         'reported on ' || sp.reported_on || '; on record by then: ' || replace(e.status, '_', ' ')
           || coalesce(' on ' || brd.slug || ' only', '') || CASE WHEN e.status IN ('in_training','private_testing','preview') THEN ' since ' ELSE ' on ' END || e.on_date || ' (' || es.slug || '), no public preview or release'
           || CASE piece.column1 WHEN 1 THEN coalesce('; look at ' || lv.slug || ', released on ' || look.on_date, '; no released sibling on record')
              ELSE coalesce('; look at ' || (
                SELECT r.slug || ', released on ' || re.on_date FROM variants r JOIN standing_events re ON re.variant_id = r.id
                WHERE r.model_id = v.model_id AND r.id <> v.id AND re.status = 'released' AND re.board_id IS NULL AND r.stage <> 'base' AND re.on_date <= max(sp.reported_on, e.on_date)
                ORDER BY re.on_date, r.id LIMIT 1), '; no released sibling on record by then') END,
         es.slug, CAST(max(sp.reported_on, e.on_date, CASE piece.column1 WHEN 1 THEN ifnull(look.on_date, '') ELSE '' END) AS TEXT), CAST(CASE piece.column1 WHEN 0 THEN look.on_date END AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN variant_days vd ON vd.variant_id = +s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN release_events e ON e.id = (
    SELECT f.id FROM standing_events f WHERE f.variant_id = s.variant_id AND substr(f.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)
    ORDER BY f.board_id IS NOT NULL, f.on_date DESC, f.status DESC, f.id LIMIT 1)
  JOIN sources es ON es.id = e.source_id
  LEFT JOIN organizations brd ON brd.id = e.board_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  LEFT JOIN release_events look ON look.id = (  -- the sibling to look at: with a score here, else the first
    SELECT eid FROM (
      SELECT re.id AS eid, EXISTS (SELECT 1 FROM scores o WHERE o.variant_id = r.id AND o.benchmark_id = s.benchmark_id) AS here, re.on_date, r.id AS rid
      FROM variants r JOIN standing_events re ON re.variant_id = r.id
      WHERE r.model_id = v.model_id AND r.id <> v.id AND re.status = 'released' AND re.board_id IS NULL AND r.stage <> 'base')
    ORDER BY here DESC, on_date, rid LIMIT 1)
  LEFT JOIN variants lv ON lv.id = look.variant_id
  CROSS JOIN (VALUES (1), (0)) piece ON piece.column1 = 1 OR look.on_date > max(sp.reported_on, e.on_date)  -- 0: before its release
  WHERE later.id IS NULL
    AND (vd.public_on IS NULL OR vd.public_on > substr(sp.reported_on || '-99-99', 1, 10))

  UNION ALL
  SELECT 'self-reported-only', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'measured by ' || dev.slug || ', the developer; no third-party score of this variant on this benchmark is on record',
         src.slug, sp.reported_on, third.reported_on,
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN metrics mt ON mt.id = sp.metric_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN snapshots third ON third.id = (  -- the first report of a third party
    SELECT t.snapshot_id FROM scores t JOIN snapshots tp ON tp.id = t.snapshot_id JOIN metrics tm ON tm.id = tp.metric_id
    WHERE t.variant_id = s.variant_id AND t.benchmark_id = s.benchmark_id AND (tm.id = mt.id OR tm.quantity = mt.quantity) AND t.evaluator_id <> m.developer_id
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = t.id)
    ORDER BY tp.reported_on, t.id LIMIT 1)
  LEFT JOIN outdated later ON later.id = s.id
  WHERE s.evaluator_id = m.developer_id
    AND (third.id IS NULL OR third.reported_on > sp.reported_on)  -- no third party had already measured it
    AND later.id IS NULL

  UNION ALL
  SELECT 'row-vanished', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'listed on ' || sp.reported_on || ' in ' || src.slug || ', absent from its next snapshot of ' || nx.reported_on,
         src.slug, nx.reported_on,
         CAST((SELECT min(np.reported_on) FROM scores n JOIN snapshots np ON np.id = n.snapshot_id
           WHERE n.variant_id = s.variant_id AND n.benchmark_id = s.benchmark_id AND np.source_id = sp.source_id AND np.metric_id = sp.metric_id AND np.protocol_id = sp.protocol_id AND np.reported_on > nx.reported_on
             AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = n.id)) AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN snapshots nx ON nx.source_id = sp.source_id AND nx.benchmark_id = sp.benchmark_id AND nx.metric_id = sp.metric_id AND nx.protocol_id = sp.protocol_id
    AND nx.reported_on = (  -- the next that surely came later, and of which anything counts
        SELECT min(n.reported_on) FROM snapshots n WHERE n.source_id = sp.source_id AND n.benchmark_id = sp.benchmark_id AND n.metric_id = sp.metric_id AND n.protocol_id = sp.protocol_id
          AND n.reported_on > substr(sp.reported_on || '-99-99', 1, 10)
          AND EXISTS (SELECT 1 FROM scores q WHERE q.snapshot_id = n.id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = q.id)))
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE src.kind = 'leaderboard'
    AND NOT EXISTS (
      SELECT 1 FROM scores n WHERE n.variant_id = s.variant_id AND n.benchmark_id = s.benchmark_id AND n.snapshot_id = nx.id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = n.id))
    AND later.id IS NULL

  UNION ALL
  SELECT 'status-unknown', 'note', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'no release event of ' || v.slug || ' up to ' || sp.reported_on || ' is on record; its status on that day is unknown'
           || CASE WHEN vd.known_on <= substr(sp.reported_on || '-99-99', 1, 10) THEN ' (one of ' || vd.known_on || ' may be from before or after it)' ELSE '' END,
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  LEFT JOIN variant_days vd ON vd.variant_id = +s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE (vd.variant_id IS NULL OR vd.known_on > substr(sp.reported_on || '-99-99', 1, 10)
      OR length(vd.known_on) < 10 AND (vd.public_on IS NULL OR vd.public_on > substr(sp.reported_on || '-99-99', 1, 10)) AND NOT EXISTS (SELECT 1 FROM standing_events k WHERE k.variant_id = s.variant_id AND substr(k.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)))
    AND later.id IS NULL

  UNION ALL
  SELECT 'out-of-range', 'error', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' is outside the bounds of ' || mt.slug || ' (' || ifnull(mt.lower_bound, 'none') || ' to ' || ifnull(mt.upper_bound, 'none') || ', ' || mt.unit || ')',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN metrics mt ON mt.id = sp.metric_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE (s.value < mt.lower_bound OR s.value > mt.upper_bound)
    AND later.id IS NULL

  UNION ALL  -- the same for names without a variant: an outer join here would cost a scan for every model asked for
  SELECT 'out-of-range', 'error', s.id, CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), b.slug, src.slug,
         ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' is outside the bounds of ' || mt.slug || ' (' || ifnull(mt.lower_bound, 'none') || ' to ' || ifnull(mt.upper_bound, 'none') || ', ' || mt.unit || ')',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN metrics mt ON mt.id = sp.metric_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE s.variant_id IS NULL AND (s.value < mt.lower_bound OR s.value > mt.upper_bound)
    AND later.id IS NULL

  UNION ALL
  SELECT 'retired-variant', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'reported on ' || sp.reported_on || ', after ' || v.slug || ' was ' || e.status || coalesce(' from ' || brd.slug, '') || ' on ' || e.on_date || ' (' || es.slug || ')',
         es.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM standing_events e
  JOIN variants v ON v.id = e.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN scores s ON s.variant_id = e.variant_id
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN sources es ON es.id = e.source_id
  LEFT JOIN organizations brd ON brd.id = e.board_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE unlikely(e.status IN ('deprecated','withdrawn','retired'))  -- begin with the few such events, not with the scores
    AND (e.board_id IS NULL OR e.board_id = s.evaluator_id)
    AND substr(e.on_date || '-99-99', 1, 10) <= sp.reported_on
    AND NOT EXISTS (  -- the latest such event speaks, and no return after it
      SELECT 1 FROM standing_events n WHERE n.variant_id = e.variant_id AND n.board_id IS e.board_id AND n.id <> e.id
        AND n.status IN ('deprecated','withdrawn','retired','preview','released') AND n.on_date <= substr(sp.reported_on || '-99-99', 1, 10)
        AND (n.status IN ('preview','released') OR substr(n.on_date || '-99-99', 1, 10) <= sp.reported_on)
        AND (n.on_date > e.on_date OR (n.on_date = e.on_date AND (n.status IN ('preview','released') OR n.id > e.id))))
    AND later.id IS NULL

  UNION ALL
  SELECT 'never-released', 'error', CAST(NULL AS INTEGER), dev.slug, m.slug, v.slug, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
         'announced on ' || e.on_date || ' (' || es.slug || '), no public preview or release on record'
           || CASE piece.column1 WHEN 1 THEN coalesce('; look at ' || lv.slug || ', released on ' || look.on_date, '; no released sibling on record') ELSE '; no released sibling on record' END,
         es.slug,
         CAST(max(date(CASE length(e.on_date) WHEN 4 THEN e.on_date || '-12-31' WHEN 7 THEN date(e.on_date || '-01', '+1 month', '-1 day') ELSE e.on_date END, '+30 days'), CASE piece.column1 WHEN 1 THEN ifnull(look.on_date, '') ELSE '' END) AS TEXT),
         CAST(CASE piece.column1 WHEN 0 THEN min(look.on_date, ifnull((SELECT min(p.on_date) FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL AND p.status IN ('preview','released')), look.on_date)) ELSE (SELECT min(p.on_date) FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL AND p.status IN ('preview','released')) END AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), v.id, v.model_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER)
  FROM variants v
  JOIN models m ON m.id = v.model_id
  JOIN release_events e ON e.id = (
    SELECT f.id FROM standing_events f WHERE f.variant_id = v.id AND f.board_id IS NULL AND f.status = 'announced' ORDER BY substr(f.on_date || '-99-99', 1, 10), f.id LIMIT 1)  -- the first that is sure
  JOIN sources es ON es.id = e.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN release_events look ON look.id = (  -- the first release of a sibling
    SELECT re.id FROM variants r JOIN standing_events re ON re.variant_id = r.id
    WHERE r.model_id = v.model_id AND r.id <> v.id AND re.status = 'released' AND re.board_id IS NULL AND r.stage <> 'base'
    ORDER BY re.on_date, r.id LIMIT 1)
  LEFT JOIN variants lv ON lv.id = look.variant_id
  CROSS JOIN (VALUES (1), (0)) piece ON CASE piece.column1 WHEN 0 THEN look.on_date > date(CASE length(e.on_date) WHEN 4 THEN e.on_date || '-12-31' WHEN 7 THEN date(e.on_date || '-01', '+1 month', '-1 day') ELSE e.on_date END, '+30 days')  -- 0: before it
    ELSE look.id IS NULL OR look.on_date < ifnull((SELECT min(p.on_date) FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL AND p.status IN ('preview','released')), '9999') END
  WHERE NOT EXISTS (  -- released before the 30 days were over: the flag never held
      SELECT 1 FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL AND p.status IN ('preview','released')
        AND p.on_date <= date(CASE length(e.on_date) WHEN 4 THEN e.on_date || '-12-31' WHEN 7 THEN date(e.on_date || '-01', '+1 month', '-1 day') ELSE e.on_date END, '+30 days'))
    AND NOT EXISTS (
      SELECT 1 FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL AND p.status IN ('deprecated','withdrawn','retired')
        AND NOT EXISTS (SELECT 1 FROM standing_events q WHERE q.variant_id = v.id AND q.board_id IS NULL AND q.status IN ('preview','released')))

  UNION ALL
  SELECT 'ambiguous-name',
         CASE WHEN (SELECT count(DISTINCT v.stage) > 1
                           OR count(DISTINCT EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL AND p.status IN ('preview','released'))) > 1
                    FROM listing_candidates c JOIN variants v ON v.id = c.variant_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id)
              THEN 'error' ELSE 'warning' END,
         CAST(NULL AS INTEGER),
         CAST((SELECT CASE WHEN count(DISTINCT ifnull(m.developer_id, 0)) = 1 THEN min(d.slug) END FROM listing_candidates c JOIN variants v ON v.id = c.variant_id JOIN models m ON m.id = v.model_id LEFT JOIN organizations d ON d.id = m.developer_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id) AS TEXT),
         CAST((SELECT CASE WHEN count(DISTINCT v.model_id) = 1 THEN min(m.slug) END FROM listing_candidates c JOIN variants v ON v.id = c.variant_id JOIN models m ON m.id = v.model_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id) AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS TEXT), src.slug,
         '"' || nm.name || '" in ' || src.slug || ' may be ' || (SELECT group_concat(slug, ', ') FROM (SELECT v.slug FROM listing_candidates c JOIN variants v ON v.id = c.variant_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id ORDER BY v.slug))
           || '; scores that stand without a variant: ' || l.scores,
         CAST((SELECT min(es.slug) FROM standing_aliases a JOIN sources es ON es.id = a.source_id WHERE a.norm = nm.norm AND (a.scope_id = l.source_id OR a.scope_id IS NULL)) AS TEXT),
         CAST(coalesce(l.first_on, src.published_on, src.retrieved_on) AS TEXT), CAST(NULL AS TEXT),
         nm.name, l.name_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), l.source_id
  FROM open_listings l JOIN names nm ON nm.id = l.name_id JOIN sources src ON src.id = l.source_id
  WHERE (SELECT count(DISTINCT c.variant_id) FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id) > 1

  UNION ALL
  SELECT 'unresolved-name', 'warning', CAST(NULL AS INTEGER), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), src.slug,
         '"' || nm.name || '" in ' || src.slug || ' is no variant on record; its ' || l.scores || CASE l.scores WHEN 1 THEN ' score stands' ELSE ' scores stand' END || ' without a variant',
         src.slug, CAST(coalesce(l.first_on, src.published_on, src.retrieved_on) AS TEXT), CAST(NULL AS TEXT),
         nm.name, l.name_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), l.source_id
  FROM open_listings l JOIN names nm ON nm.id = l.name_id JOIN sources src ON src.id = l.source_id
  WHERE NOT EXISTS (SELECT 1 FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id)

  UNION ALL
  SELECT 'placeholder-source', 'error', CAST(NULL AS INTEGER), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), src.slug,
         '"' || src.title || '"' || CASE WHEN src.url IS NULL THEN ' has no address on record' ELSE ' has the address ' || src.url || ', which leads nowhere' END,
         src.slug, CAST(coalesce(src.published_on, src.retrieved_on) AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), src.id
  FROM sources src JOIN placeholder_sources ph ON ph.source_id = src.id

  UNION ALL
  SELECT 'open-allegation', 'warning', CAST(NULL AS INTEGER),
         CAST(coalesce((SELECT d.slug FROM models tm JOIN organizations d ON d.id = tm.developer_id WHERE tm.id = coalesce(tg.model_id, tv.model_id)), tog.slug) AS TEXT),
         CAST((SELECT tm.slug FROM models tm WHERE tm.id = coalesce(tg.model_id, tv.model_id)) AS TEXT), tv.slug, tb.slug, ts.slug,
         st.speaker || coalesce(' on ' || st.said_on, '') || ' (' || src.slug || ', ' || st.basis || '): ' || st.text
           || coalesce(' ' || (SELECT group_concat(txt, ' ') FROM (
                SELECT upper(r.kind) || ' by ' || r.speaker || coalesce(' on ' || r.said_on, '') || ' (' || rs.slug || '): ' || r.text AS txt
                FROM statements r JOIN sources rs ON rs.id = r.source_id WHERE r.reply_to_id = st.id AND (pc.said_on IS NULL OR r.said_on IS NULL OR r.said_on <= pc.said_on) ORDER BY r.kind <> 'denial', r.said_on, r.slug)), ' No reply is on record.'),
         src.slug, pc.said_on,
         CAST((SELECT min(r.said_on) FROM statements r WHERE r.reply_to_id = st.id AND (r.kind IN ('confirmation','retraction') OR r.said_on > pc.said_on)) AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), tg.variant_id, CAST(coalesce(tg.model_id, tv.model_id) AS INTEGER), tg.benchmark_id, tg.source_id
  FROM statements st
  JOIN statements pc ON (pc.id = st.id OR pc.reply_to_id = st.id AND pc.said_on > st.said_on)  -- a row from the allegation's day, and one from each day of replies
  JOIN statement_targets tg ON tg.statement_id = st.id
  JOIN sources src ON src.id = st.source_id
  LEFT JOIN variants tv ON tv.id = tg.variant_id
  LEFT JOIN benchmarks tb ON tb.id = tg.benchmark_id
  LEFT JOIN organizations tog ON tog.id = tg.organization_id
  LEFT JOIN sources ts ON ts.id = tg.source_id
  WHERE st.kind = 'allegation'
    AND NOT EXISTS (SELECT 1 FROM statements r WHERE r.reply_to_id = st.id AND r.kind IN ('confirmation','retraction') AND (r.said_on IS NULL OR r.said_on <= st.said_on OR r.said_on <= pc.said_on))
    AND NOT EXISTS (SELECT 1 FROM statements r WHERE r.reply_to_id = st.id AND r.said_on = pc.said_on AND r.id < pc.id AND pc.id <> st.id)

  UNION ALL
  SELECT 'context-below-claim', 'warning', CAST(NULL AS INTEGER), dev.slug, m.slug, v.slug, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
         printf('%,d tokens claimed (%s); served: %,d to %,d by %s, %d of them below half of the claim', c.value, cs.slug,
           (SELECT min(p.value) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator' AND ifnull(p.as_of <= max(ifnull(pc.as_of, ''), ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of)), 1)),
           (SELECT max(p.value) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator' AND ifnull(p.as_of <= max(ifnull(pc.as_of, ''), ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of)), 1)),
           (SELECT count(DISTINCT p.provider_id) || CASE count(DISTINCT p.provider_id) WHEN 1 THEN ' provider' ELSE ' providers' END FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator' AND ifnull(p.as_of <= max(ifnull(pc.as_of, ''), ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of)), 1)),
           (SELECT count(DISTINCT p.provider_id) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator' AND ifnull(p.as_of <= max(ifnull(pc.as_of, ''), ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of)), 1) AND p.value < c.value / 2)),
         lw.slug, CAST(max(ifnull(pc.as_of, ''), ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of)) AS TEXT),
         CAST((SELECT min(p.as_of) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator' AND p.as_of > max(ifnull(pc.as_of, ''), ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of))) AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), v.id, v.model_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER)
  FROM variants v
  JOIN models m ON m.id = v.model_id
  JOIN specs c ON c.id = (SELECT k.id FROM specs k WHERE k.variant_id = v.id AND k.attribute = 'context_tokens' AND k.basis = 'claimed' AND k.value IS NOT NULL ORDER BY k.value DESC, k.id LIMIT 1)
  JOIN sources cs ON cs.id = c.source_id
  JOIN specs sv ON sv.id = (  -- the earliest provider below half of the claim: since when it holds
    SELECT p.id FROM specs p JOIN sources ps ON ps.id = p.source_id
    WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator' AND p.value < c.value / 2 ORDER BY p.as_of IS NULL, p.as_of, p.value, p.id LIMIT 1)
  JOIN specs pc ON (  -- a row from that day, and one from each later day on which a provider's number was read
    pc.id = sv.id OR pc.variant_id = v.id AND pc.attribute = 'context_tokens' AND pc.basis = 'served' AND pc.provider_id IS NOT NULL
      AND (SELECT ps.kind FROM sources ps WHERE ps.id = pc.source_id) <> 'aggregator'
      AND pc.as_of > max(ifnull(c.as_of, sv.as_of), ifnull(sv.as_of, c.as_of))
      AND NOT EXISTS (SELECT 1 FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL
                        AND ps.kind <> 'aggregator' AND p.as_of = pc.as_of AND p.id < pc.id))
  JOIN sources lw ON lw.id = sv.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id

  UNION ALL
  SELECT 'context-conflict', 'warning', CAST(NULL AS INTEGER), dev.slug, m.slug, v.slug, CAST(NULL AS TEXT), hs.slug,
         printf('%s: %,d tokens in %s%s, %,d tokens in %s%s', o.slug, hi.value, hs.slug, coalesce(' (' || hi.as_of || ')', ''), lo.value, ls.slug, coalesce(' (' || lo.as_of || ')', '')),
         ls.slug, CAST(max(ifnull(hi.as_of, lo.as_of), ifnull(lo.as_of, hi.as_of)) AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), v.id, v.model_id, CAST(NULL AS INTEGER), hi.source_id
  FROM specs hi
  JOIN specs lo ON lo.variant_id = hi.variant_id AND lo.attribute = 'context_tokens' AND lo.basis = 'served' AND lo.provider_id = hi.provider_id
    AND lo.source_id <> hi.source_id AND lo.value * 1.05 < hi.value
  JOIN variants v ON v.id = hi.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN organizations o ON o.id = hi.provider_id
  JOIN sources hs ON hs.id = hi.source_id
  JOIN sources ls ON ls.id = lo.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  WHERE hi.attribute = 'context_tokens' AND hi.basis = 'served'

  UNION ALL
  SELECT 'open-label', 'warning', CAST(NULL AS INTEGER), dev.slug, m.slug, v.slug, CAST(NULL AS TEXT), src.slug,
         st.speaker || coalesce(' on ' || st.said_on, '') || ' (' || src.slug || '): ' || st.text || ' The licence, ' || lic.name || ', is not approved by the Open Source Initiative'
           || coalesce(' (' || lsrc.slug || coalesce(', ' || lic.locator, '') || ')', '') || '.',
         CAST(coalesce(lsrc.slug, src.slug) AS TEXT), st.said_on, CAST((SELECT min(r.said_on) FROM statements r WHERE r.reply_to_id = st.id AND r.kind = 'retraction') AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), v.id, v.model_id, CAST(NULL AS INTEGER), st.source_id
  FROM variants v
  JOIN models m ON m.id = v.model_id
  JOIN licenses lic ON lic.id = v.license_id
  JOIN organizations dev ON dev.id = m.developer_id
  JOIN statement_targets tg ON tg.license_id = lic.id
  JOIN statements st ON st.id = tg.statement_id
  JOIN sources src ON src.id = st.source_id
  LEFT JOIN sources lsrc ON lsrc.id = lic.source_id
  WHERE lic.osi_approved = 0 AND st.kind = 'claim' AND st.topic = 'license' AND st.organization_id = m.developer_id
    AND (st.text LIKE '%open source%' OR st.text LIKE '%open-source%') AND st.text NOT LIKE '%not open%'
    AND NOT EXISTS (SELECT 1 FROM statements r WHERE r.reply_to_id = st.id AND r.kind = 'retraction' AND (r.said_on IS NULL OR ifnull(r.said_on <= st.said_on, 1)))

  UNION ALL
  SELECT 'conditional-license', 'note', CAST(NULL AS INTEGER), dev.slug, m.slug, v.slug, CAST(NULL AS TEXT), lsrc.slug,
         lic.name || ': ' || ifnull(lic.conditions, 'the condition is not on record'),
         lsrc.slug, CAST(coalesce(lsrc.published_on, lsrc.retrieved_on) AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), v.id, v.model_id, CAST(NULL AS INTEGER), lic.source_id
  FROM variants v
  JOIN models m ON m.id = v.model_id
  JOIN licenses lic ON lic.id = v.license_id
  LEFT JOIN sources lsrc ON lsrc.id = lic.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  WHERE lic.commercial_use = 'conditional'

  UNION ALL
  SELECT 'against-policy', 'error', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         'reported on ' || sp.reported_on || ', when the variant was not public, against a policy of ' || o.slug || coalesce(' of ' || st.said_on, '') || ' (' || ps.slug || '): ' || st.text,
         ps.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM statements st  -- few: begin with them, hence the likelihood
  JOIN organizations o ON o.id = st.organization_id
  JOIN sources src ON likelihood(src.kind = 'leaderboard', 0.0001)
  JOIN snapshots sp ON sp.source_id = src.id
  JOIN scores s ON s.snapshot_id = sp.id AND (src.publisher_id = o.id OR s.evaluator_id = o.id)  -- its own page, or what somebody copied from it
  JOIN variants v ON v.id = s.variant_id
  JOIN variant_days vd ON vd.variant_id = +s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN sources ps ON ps.id = st.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE likelihood(st.kind = 'policy', 0.0000001) AND st.topic = 'availability' AND later.id IS NULL
    AND substr(st.said_on || '-99-99', 1, 10) <= substr(sp.reported_on || '-01-01', 1, 10)  -- surely in force
    AND NOT EXISTS (SELECT 1 FROM statements r WHERE r.reply_to_id = st.id AND r.kind = 'retraction' AND ifnull(r.said_on <= substr(sp.reported_on || '-99-99', 1, 10), 1))
    AND NOT EXISTS (  -- a later policy speaks
      SELECT 1 FROM statements p WHERE p.organization_id = st.organization_id AND p.kind = 'policy' AND p.topic = 'availability' AND substr(p.said_on || '-99-99', 1, 10) <= substr(sp.reported_on || '-01-01', 1, 10)
        AND (p.said_on > st.said_on OR p.said_on = st.said_on AND p.id < st.id)
        AND NOT EXISTS (SELECT 1 FROM statements r WHERE r.reply_to_id = p.id AND r.kind = 'retraction' AND ifnull(r.said_on <= substr(sp.reported_on || '-99-99', 1, 10), 1)))
    AND vd.known_on <= substr(sp.reported_on || '-99-99', 1, 10) AND (length(vd.known_on) = 10 OR EXISTS (SELECT 1 FROM standing_events k WHERE k.variant_id = s.variant_id AND substr(k.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)))
    AND (vd.public_on IS NULL OR vd.public_on > substr(sp.reported_on || '-99-99', 1, 10))

  UNION ALL
  SELECT 'best-of-n', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         pt.n_variants || ' variants were tried in private on ' || brd.slug || ' (' || ts.slug || CASE WHEN pt.model_id IS NULL THEN '; of which model is not stated' ELSE '' END || '): the best of ' || pt.n_variants || ' equal ones is ahead by about ' || CASE WHEN s.ci_high > s.ci_low AND s.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999) OR s.stderr > 0 THEN CAST(round(x.e * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END * CASE
             WHEN s.ci_high > s.ci_low AND s.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999)
               THEN (s.ci_high - s.ci_low) / (2 * CASE s.ci_level WHEN 0.95 THEN 1.96 WHEN 0.9 THEN 1.6449 WHEN 0.99 THEN 2.5758 WHEN 0.68 THEN 0.9945 WHEN 0.8 THEN 1.2816 WHEN 0.98 THEN 2.3263 ELSE 3.2905 END)
             ELSE s.stderr END) AS INTEGER)
           ELSE (  -- the root of e^2 p(1-p)/n, to the nearest point: the greatest k with (k - 1/2)^2 <= it
             SELECT max(10 * t.column1 + u.column1) FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13)) t, (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) u
             WHERE 10 * t.column1 + u.column1 <= 0.5 OR (10 * t.column1 + u.column1 - 0.5) * (10 * t.column1 + u.column1 - 0.5) <= x.e * x.e * s.value * (CASE mt.unit WHEN 'percent' THEN 100 ELSE 1 END - s.value) * CASE mt.unit WHEN 'percent' THEN 1 ELSE 10000 END / coalesce(s.sample_size, b.n_items)) END
           || CASE WHEN mt.unit IN ('percent','proportion') THEN ' percentage points' ELSE ' points' END || ' by chance alone'
           || coalesce('; the gap to ' || rv.slug || ', which was public, is ' || rtrim(rtrim(round((s.value - o.value) * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END, 2), '0'), '.'), ''),
         ts.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM private_tests pt  -- few: begin with them
  CROSS JOIN models m ON m.developer_id = pt.developer_id AND (pt.model_id IS NULL OR m.id = pt.model_id)
  CROSS JOIN variants v ON v.model_id = m.id
  CROSS JOIN scores s ON s.variant_id = v.id
  JOIN snapshots sp ON sp.id = s.snapshot_id AND (pt.from_on IS NULL OR substr(pt.from_on || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10))
  JOIN metrics mt ON mt.id = sp.metric_id
  JOIN variant_days vd ON vd.variant_id = +s.variant_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id AND (pt.board_id = src.publisher_id OR pt.board_id = s.evaluator_id)
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN organizations brd ON brd.id = pt.board_id
  JOIN sources ts ON ts.id = pt.source_id
  JOIN expected_maximum x ON x.n = (SELECT max(y.n) FROM expected_maximum y WHERE y.n <= pt.n_variants)
  LEFT JOIN scores o ON o.id = (
    SELECT c.id FROM variants r JOIN scores c ON c.variant_id = r.id AND c.benchmark_id = s.benchmark_id AND c.snapshot_id = s.snapshot_id
    WHERE r.model_id = v.model_id AND r.id <> v.id AND NOT EXISTS (SELECT 1 FROM outdated y WHERE y.id = c.id)
      AND EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = r.id AND p.board_id IS NULL AND p.status IN ('preview','released') AND p.on_date <= substr(sp.reported_on || '-99-99', 1, 10))
    ORDER BY c.id LIMIT 1)
  LEFT JOIN variants rv ON rv.id = o.variant_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL AND pt.n_variants > 1
    AND (s.ci_high > s.ci_low AND s.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999) OR s.stderr > 0
      OR mt.unit IN ('proportion','percent') AND s.value > 0 AND s.value < CASE mt.unit WHEN 'percent' THEN 100 ELSE 1 END AND coalesce(s.sample_size, b.n_items) IS NOT NULL)
    AND vd.known_on <= substr(sp.reported_on || '-99-99', 1, 10) AND (length(vd.known_on) = 10 OR EXISTS (SELECT 1 FROM standing_events k WHERE k.variant_id = s.variant_id AND substr(k.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)))
    AND (vd.public_on IS NULL OR vd.public_on > substr(sp.reported_on || '-99-99', 1, 10))

  UNION ALL
  SELECT 'relationship-mismatch', 'error', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         src.slug || ' calls this a ' || replace(s.asserted_relationship, '_', '-') || ' number; ' || ev.slug || ' ran it and ' || dev.slug || ' made the model',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN organizations ev ON ev.id = s.evaluator_id
  JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL
    AND s.asserted_relationship <> CASE WHEN s.evaluator_id = m.developer_id THEN 'first_party' ELSE 'third_party' END

  UNION ALL
  SELECT 'moving-alias', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         v.slug || ' is a name that its provider points at one build after another; which build scored ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' on ' || sp.reported_on || ' is not on record',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM variants v
  CROSS JOIN scores s ON s.variant_id = v.id  -- begin with the few such variants
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL
    AND v.build = 'moving_alias'

  UNION ALL
  SELECT 'revised-score', 'note', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         CASE WHEN o.value <> s.value OR o.printed IS NOT s.printed THEN '' ELSE 'beside ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ': ' END
           || substr(CASE WHEN o.value <> s.value OR o.printed IS NOT s.printed THEN ', ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' replaces ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) ELSE '' END
             || CASE WHEN o.ci_low IS NOT s.ci_low OR o.ci_high IS NOT s.ci_high THEN ', the interval [' || ifnull(rtrim(rtrim(s.ci_low, '0'), '.'), 'none') || ', ' || ifnull(rtrim(rtrim(s.ci_high, '0'), '.'), 'none') || '] replaces [' || ifnull(rtrim(rtrim(o.ci_low, '0'), '.'), 'none') || ', ' || ifnull(rtrim(rtrim(o.ci_high, '0'), '.'), 'none') || ']' ELSE '' END
             || CASE WHEN o.stderr IS NOT s.stderr THEN ', the standard error ' || ifnull(rtrim(rtrim(s.stderr, '0'), '.'), 'none') || ' replaces ' || ifnull(rtrim(rtrim(o.stderr, '0'), '.'), 'none') ELSE '' END
             || CASE WHEN o.sample_size IS NOT s.sample_size THEN ', the sample size ' || ifnull(s.sample_size, 'none') || ' replaces ' || ifnull(o.sample_size, 'none') ELSE '' END
             || CASE WHEN o.rank IS NOT s.rank THEN ', the rank ' || ifnull(s.rank, 'none') || ' replaces ' || ifnull(o.rank, 'none') ELSE '' END, 3)
           || ', which ' || src.slug || ' printed before in the same place',
         src.slug, CAST((SELECT max(substr(i.started_at, 1, 10), sp.reported_on) FROM ingests i WHERE i.id = s.ingest_id) AS TEXT), CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN scores o ON o.id = (  -- the last one before it in which the source printed something else: the reader's notes do not count
    SELECT p.id FROM scores p
    WHERE p.snapshot_id = s.snapshot_id AND p.name_id = s.name_id AND p.revision < s.revision AND EXISTS (SELECT 1 FROM scores q WHERE q.supersedes = p.id)
      AND (p.value <> s.value OR p.printed IS NOT s.printed OR p.ci_low IS NOT s.ci_low OR p.ci_high IS NOT s.ci_high OR p.stderr IS NOT s.stderr OR p.sample_size IS NOT s.sample_size OR p.rank IS NOT s.rank)
    ORDER BY p.revision DESC LIMIT 1)
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL AND s.supersedes IS NOT NULL

  UNION ALL
  SELECT 'release-date-conflict', 'warning', CAST(NULL AS INTEGER), dev.slug, m.slug, v.slug, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
         'released on ' || a.on_date || ' (' || sa.slug || ') or on ' || z.on_date || ' (' || sz.slug || '): the sources are more than 7 days apart',
         sz.slug, CAST(max(a.on_date, z.on_date) AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), v.id, v.model_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER)
  FROM variants v
  JOIN models m ON m.id = v.model_id
  JOIN release_events a ON a.id = (SELECT e.id FROM standing_events e WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.status = 'released' ORDER BY substr(e.on_date || '-99-99', 1, 10), e.id LIMIT 1)
  JOIN release_events z ON z.id = (SELECT e.id FROM standing_events e WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.status = 'released' ORDER BY substr(e.on_date || '-01-01', 1, 10) DESC, e.id LIMIT 1)
  JOIN sources sa ON sa.id = a.source_id
  JOIN sources sz ON sz.id = z.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  WHERE julianday(substr(z.on_date || '-01-01', 1, 10)) - julianday(CASE length(a.on_date) WHEN 4 THEN a.on_date || '-12-31' WHEN 7 THEN date(a.on_date || '-01', '+1 month', '-1 day') ELSE a.on_date END) > 7
    AND NOT EXISTS (  -- taken away and given back: two releases, not two opinions
      SELECT 1 FROM standing_events w WHERE w.variant_id = v.id AND w.board_id IS NULL AND w.status IN ('deprecated','withdrawn','retired') AND w.on_date >= a.on_date AND w.on_date <= z.on_date)

  UNION ALL
  SELECT 'corrected', 'error', CAST(NULL AS INTEGER),
         CAST(coalesce((SELECT d.slug FROM models tm JOIN organizations d ON d.id = tm.developer_id WHERE tm.id = coalesce(tg.model_id, tv.model_id)), tog.slug) AS TEXT),
         CAST((SELECT tm.slug FROM models tm WHERE tm.id = coalesce(tg.model_id, tv.model_id)) AS TEXT), tv.slug, tb.slug, ts.slug,
         upper(st.kind) || ' by ' || st.speaker || coalesce(' on ' || st.said_on, '') || ' (' || src.slug || '): ' || st.text
           || coalesce(' It replies to ' || c.speaker || coalesce(' on ' || c.said_on, '') || ' (' || cs.slug || '): ' || c.text, ''),
         src.slug, CAST(max(ifnull(st.said_on, c.said_on), ifnull(c.said_on, st.said_on)) AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), tg.variant_id, CAST(coalesce(tg.model_id, tv.model_id) AS INTEGER), tg.benchmark_id, tg.source_id
  FROM statements st
  JOIN statement_targets tg ON tg.statement_id = st.id
  JOIN sources src ON src.id = st.source_id
  LEFT JOIN statements c ON c.id = st.reply_to_id
  LEFT JOIN sources cs ON cs.id = c.source_id
  LEFT JOIN variants tv ON tv.id = tg.variant_id
  LEFT JOIN benchmarks tb ON tb.id = tg.benchmark_id
  LEFT JOIN organizations tog ON tog.id = tg.organization_id
  LEFT JOIN sources ts ON ts.id = tg.source_id
  WHERE st.kind IN ('correction','retraction')

  UNION ALL
  SELECT 'no-uncertainty', 'note', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         src.slug || ' prints ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' without interval, standard error or number of items: how far it may be off is not on record',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN metrics mt ON mt.id = sp.metric_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL
    AND s.sample_size IS NULL AND s.stderr IS NULL AND (s.ci_low IS NULL OR s.ci_high IS NULL)
    AND (mt.unit IN ('elo','points') OR (mt.unit IN ('proportion','percent') AND b.n_items IS NULL))

  UNION ALL
  SELECT 'suspicious-zero', 'note', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         '0 without sample size or interval in ' || src.slug || ': a value, or a blank printed as one?',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN metrics mt ON mt.id = sp.metric_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL
    AND s.value = 0 AND s.sample_size IS NULL AND s.ci_low IS NULL AND s.ci_high IS NULL AND s.stderr IS NULL AND mt.unit IN ('proportion','percent','elo','points')

  UNION ALL  -- cells with a second revision are few, and have an index: begin with them
  SELECT 'conflicting-entries', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         src.slug || ' prints ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' and ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) || ' for the same name, benchmark, settings and day',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM scores twice INDEXED BY scores_again
  CROSS JOIN scores s ON s.snapshot_id = twice.snapshot_id AND s.name_id = twice.name_id
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN scores o ON o.id = (
    SELECT c.id FROM scores c WHERE c.snapshot_id = s.snapshot_id AND c.name_id = s.name_id AND c.id <> s.id AND c.value <> s.value
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
    ORDER BY c.revision LIMIT 1)
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE twice.revision = 2 AND later.id IS NULL

  UNION ALL  -- the same for names without a variant
  SELECT 'conflicting-entries', 'warning', s.id, CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), b.slug, src.slug,
         src.slug || ' prints ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' and ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) || ' for the same name, benchmark, settings and day',
         src.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), s.benchmark_id, sp.source_id
  FROM scores twice INDEXED BY scores_again
  CROSS JOIN scores s ON s.snapshot_id = twice.snapshot_id AND s.name_id = twice.name_id
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN scores o ON o.id = (
    SELECT c.id FROM scores c WHERE c.snapshot_id = s.snapshot_id AND c.name_id = s.name_id AND c.id <> s.id AND c.value <> s.value
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
    ORDER BY c.revision LIMIT 1)
  LEFT JOIN outdated later ON later.id = s.id
  WHERE twice.revision = 2 AND later.id IS NULL AND s.variant_id IS NULL

  UNION ALL
  SELECT 'provisional', 'warning', s.id, dev.slug, m.slug, v.slug, b.slug, src.slug,
         ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) || ' rests on ' || s.sample_size || '; ' || brd.slug || ' itself wants ' || bm.min_sample_size || ' (' || bs.slug || ')',
         bs.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM board_minimums bm  -- few: begin with them, hence the likelihood
  JOIN organizations brd ON brd.id = bm.board_id
  JOIN sources src ON likelihood(src.kind = 'leaderboard', 0.0001)
  JOIN snapshots sp ON sp.source_id = src.id
  JOIN scores s ON s.snapshot_id = sp.id AND (src.publisher_id = bm.board_id OR s.evaluator_id = bm.board_id)
  JOIN variants v ON v.id = s.variant_id
  JOIN models m ON m.id = v.model_id
  JOIN names nm ON nm.id = s.name_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN sources bs ON bs.id = bm.source_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL AND likelihood(bm.min_sample_size > 0, 0.0000001) AND s.sample_size < bm.min_sample_size
    AND (bm.benchmark_id IS NULL OR bm.benchmark_id = sp.benchmark_id)
    AND (bm.from_on IS NULL OR substr(bm.from_on || '-99-99', 1, 10) <= substr(sp.reported_on || '-01-01', 1, 10)) AND (bm.to_on IS NULL OR substr(bm.to_on || '-01-01', 1, 10) >= substr(sp.reported_on || '-99-99', 1, 10))

  UNION ALL
  SELECT 'anonymous-model', 'error', s.id, CAST(NULL AS TEXT), m.slug, v.slug, b.slug, src.slug,
         v.slug || ' was on ' || brd.slug || ' only, from ' || e.on_date || ' (' || es.slug || '), and who made it is not on record',
         es.slug, sp.reported_on, CAST(NULL AS TEXT),
         nm.name, s.name_id, s.variant_id, v.model_id, s.benchmark_id, sp.source_id
  FROM models m
  JOIN variants v ON v.model_id = m.id
  JOIN scores s ON s.variant_id = v.id
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN release_events e ON e.id = (
    SELECT f.id FROM standing_events f WHERE f.variant_id = s.variant_id AND f.board_id IS NOT NULL AND substr(f.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)
    ORDER BY f.on_date, f.id LIMIT 1)
  JOIN organizations brd ON brd.id = e.board_id
  JOIN sources es ON es.id = e.source_id
  LEFT JOIN outdated later ON later.id = s.id
  WHERE later.id IS NULL AND likelihood(m.developer_id IS NULL, 0.0000001)
    AND NOT EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = s.variant_id AND p.board_id IS NULL)

  UNION ALL
  SELECT 'selective-coverage', CASE WHEN 2 * k < n THEN 'warning' ELSE 'note' END, CAST(NULL AS INTEGER), developer, model, variant, CAST(NULL AS TEXT), source,
         source || ' reports ' || k || ' of the ' || n || ' benchmarks of ' || suite || ' for ' || variant || '; not: ' || (SELECT group_concat(slug, ', ') FROM (
           SELECT lb.slug FROM suites l JOIN benchmarks lb ON lb.id = l.benchmark_id WHERE l.suite = c.suite AND NOT EXISTS (
             SELECT 1 FROM scores y JOIN snapshots yp ON yp.id = y.snapshot_id AND yp.source_id = c.source_id WHERE y.variant_id = c.variant_id AND y.benchmark_id = l.benchmark_id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = y.id)) ORDER BY lb.slug)),
         source, day, CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), variant_id, model_id, CAST(NULL AS INTEGER), source_id
  FROM (
    SELECT dev.slug AS developer, m.slug AS model, v.slug AS variant, src.slug AS source, su.suite, sp.reported_on AS day, v.id AS variant_id, m.id AS model_id, src.id AS source_id,
           (SELECT count(*) FROM suites a WHERE a.suite = su.suite) AS n,
           (SELECT count(*) FROM suites a WHERE a.suite = su.suite AND EXISTS (
              SELECT 1 FROM scores y JOIN snapshots yp ON yp.id = y.snapshot_id AND yp.source_id = src.id WHERE y.variant_id = v.id AND y.benchmark_id = a.benchmark_id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = y.id))) AS k
    FROM suites su
    JOIN variants v
    JOIN models m ON m.id = v.model_id
    CROSS JOIN scores s ON s.variant_id = v.id AND s.benchmark_id = su.benchmark_id
    JOIN snapshots sp ON sp.id = s.snapshot_id
    JOIN sources src ON src.id = sp.source_id
    JOIN organizations dev ON dev.id = m.developer_id
    LEFT JOIN outdated later ON later.id = s.id
    WHERE src.publisher_id = m.developer_id AND src.kind IN ('vendor_blog','model_card','paper') AND later.id IS NULL
      AND NOT EXISTS (  -- the first score of this variant in this source and suite speaks for all
        SELECT 1 FROM suites t JOIN scores y ON y.variant_id = s.variant_id AND y.benchmark_id = t.benchmark_id JOIN snapshots yp ON yp.id = y.snapshot_id AND yp.source_id = src.id
        WHERE t.suite = su.suite AND y.id < s.id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = y.id))) c
  WHERE k < n

  UNION ALL
  SELECT 'scale-break', 'warning', CAST(NULL AS INTEGER), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), benchmark, source,
         'from ' || day || ' to ' || next_day || ' the scores of ' || json_extract(j, '$[0]') || ' names moved by ' || round(json_extract(j, '$[1]'), 2) || ' (median; half of them within ' || round(json_extract(j, '$[4]') - json_extract(j, '$[3]'), 2) || ' of one another), where their intervals are +/-' || round(json_extract(j, '$[2]'), 2) || ': the scale moved, so compare scores of one day only',
         source, next_day, CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), benchmark_id, source_id
  FROM (  -- Medians and quartiles by rank (plain SQL has no median): rows of both days with intervals on both.
    SELECT b.slug AS benchmark, src.slug AS source, sp.reported_on AS day, nx.reported_on AS next_day, sp.benchmark_id, sp.source_id,
           (SELECT json_array(max(n), avg(CASE WHEN rd IN ((n + 1) / 2, (n + 2) / 2) THEN d END), avg(CASE WHEN rh IN ((n + 1) / 2, (n + 2) / 2) THEN h END),
                              max(CASE WHEN rd = (n + 3) / 4 THEN d END), max(CASE WHEN rd = (3 * n + 1) / 4 THEN d END))
            FROM (SELECT d, h, row_number() OVER (ORDER BY d) AS rd, row_number() OVER (ORDER BY h) AS rh, count(*) OVER () AS n
                  FROM (SELECT c.value - p.value AS d, (c.ci_high - c.ci_low + p.ci_high - p.ci_low) / 4 AS h
                        FROM scores p JOIN scores c ON c.snapshot_id = nx.id AND c.name_id = p.name_id
                        LEFT JOIN outdated plater ON plater.id = p.id
                        LEFT JOIN outdated clater ON clater.id = c.id
                        WHERE p.snapshot_id = sp.id AND plater.id IS NULL AND clater.id IS NULL
                          AND p.ci_low IS NOT NULL AND p.ci_high IS NOT NULL AND c.ci_low IS NOT NULL AND c.ci_high IS NOT NULL))) AS j
    FROM sources src
    CROSS JOIN snapshots sp ON sp.source_id = src.id
    JOIN benchmarks b ON b.id = sp.benchmark_id
    CROSS JOIN snapshots nx ON nx.source_id = sp.source_id AND nx.benchmark_id = sp.benchmark_id AND nx.metric_id = sp.metric_id AND nx.protocol_id = sp.protocol_id
      AND nx.reported_on = (  -- the next that surely came later, and of which anything counts
        SELECT min(n.reported_on) FROM snapshots n WHERE n.source_id = sp.source_id AND n.benchmark_id = sp.benchmark_id AND n.metric_id = sp.metric_id AND n.protocol_id = sp.protocol_id
          AND n.reported_on > substr(sp.reported_on || '-99-99', 1, 10)
          AND EXISTS (SELECT 1 FROM scores q WHERE q.snapshot_id = n.id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = q.id)))
    WHERE src.kind = 'leaderboard'
    LIMIT -1)  -- else SQLite takes this SELECT apart and reckons j at every place where it is named
  WHERE json_extract(j, '$[0]') >= 20
    AND abs(json_extract(j, '$[1]')) > 2 * json_extract(j, '$[2]')
    AND 4 * (json_extract(j, '$[4]') - json_extract(j, '$[3]')) <= abs(json_extract(j, '$[1]'));

CREATE VIEW flags AS
  -- What should not be trusted today, and why. score_id is NULL where a flag is about a listing, variant, source or
  -- licence. For another day filter flag_intervals: since <= D AND (until IS NULL OR until > D).
  SELECT rule, severity, score_id, developer, model, variant, benchmark, source, message, evidence_source, since,
         listed_as, name_id, variant_id, model_id, benchmark_id, source_id
  FROM flag_intervals
  WHERE (since IS NULL OR since <= date('now')) AND (until IS NULL OR until > date('now'));

CREATE VIEW score_details AS
  -- A wide row per current score: who, what, how much, when, by whom, where it says so, and what is wrong with it.
  -- model is known for an ambiguous name whose candidates share one. flags lists the codes that hold today for the
  -- score, its name and its source, separated by spaces: some 40 microseconds a score, so that 30,000 scores with all
  -- columns take a second. (It says each rule again, short and about one score, in the order of the alphabet: a subquery
  -- of the view flags opens all tables of all its arms for every score, a millisecond. A test compares the two.)
  SELECT s.id AS score_id,
         coalesce(dev.slug, (SELECT CASE WHEN count(DISTINCT ifnull(cm.developer_id, 0)) = 1 THEN min(d.slug) END FROM listing_candidates c JOIN variants cv ON cv.id = c.variant_id JOIN models cm ON cm.id = cv.model_id LEFT JOIN organizations d ON d.id = cm.developer_id WHERE s.variant_id IS NULL AND c.source_id = sp.source_id AND c.name_id = s.name_id)) AS developer,
         coalesce(m.slug, (SELECT CASE WHEN count(DISTINCT cv.model_id) = 1 THEN min(cm.slug) END FROM listing_candidates c JOIN variants cv ON cv.id = c.variant_id JOIN models cm ON cm.id = cv.model_id WHERE s.variant_id IS NULL AND c.source_id = sp.source_id AND c.name_id = s.name_id)) AS model,
         v.slug AS variant, nm.name AS listed_as,
         CASE WHEN s.variant_id IS NULL THEN 'unknown' ELSE coalesce(
           (SELECT status FROM (
              SELECT e.status, e.on_date, CASE
                  WHEN e.status IN ('deprecated','withdrawn','retired') THEN
                    CASE WHEN EXISTS (SELECT 1 FROM standing_events n WHERE n.variant_id = e.variant_id AND n.board_id IS NULL AND n.status IN ('preview','released')
                                        AND n.on_date > e.on_date AND n.on_date <= substr(sp.reported_on || '-99-99', 1, 10)) THEN 9 ELSE 0 END
                  WHEN e.status = 'released' THEN 1 WHEN e.status = 'preview' THEN 2 WHEN e.status = 'cancelled' THEN 3 ELSE 4 END AS step
              FROM standing_events e
              WHERE e.variant_id = s.variant_id AND e.board_id IS NULL AND e.on_date <= substr(sp.reported_on || '-99-99', 1, 10)
                AND (e.status IN ('preview','released') OR substr(e.on_date || '-99-99', 1, 10) <= CASE WHEN e.status IN ('deprecated','withdrawn','retired') THEN sp.reported_on ELSE substr(sp.reported_on || '-99-99', 1, 10) END))
            ORDER BY step, on_date DESC, status DESC LIMIT 1),
           (SELECT e.status || ' on ' || o.slug || ' only' FROM standing_events e JOIN organizations o ON o.id = e.board_id
             WHERE e.variant_id = s.variant_id AND e.board_id IS NOT NULL AND substr(e.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10) ORDER BY e.on_date DESC, e.id LIMIT 1),
           'unknown') END AS status_when_reported,
         b.slug AS benchmark, mt.slug AS metric, mt.unit, s.value, ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) AS value_as_printed, s.ci_low, s.ci_high, s.sample_size, s.rank, sp.reported_on,
         ev.slug AS evaluator,
         CASE WHEN s.evaluator_id IS NULL OR m.developer_id IS NULL THEN NULL WHEN s.evaluator_id = m.developer_id THEN 'first_party' ELSE 'third_party' END AS relationship,
         src.slug AS source, src.title AS source_title, src.url AS source_url,
         (SELECT nullif(rtrim(CASE
            WHEN s.variant_id IS NULL THEN  -- few rules are about a name of no variant
               CASE WHEN d.ambiguous THEN 'ambiguous-name ' ELSE '' END
               || CASE WHEN d.conflicting AND d.begun THEN 'conflicting-entries ' ELSE '' END
               || CASE WHEN d.begun AND (s.value < mt.lower_bound OR s.value > mt.upper_bound) THEN 'out-of-range ' ELSE '' END
               || CASE WHEN d.placeholder THEN 'placeholder-source ' ELSE '' END
               || CASE WHEN d.ambiguous THEN '' ELSE 'unresolved-name' END
            WHEN NOT d.begun THEN CASE WHEN d.placeholder THEN 'placeholder-source' END
            ELSE
               CASE WHEN d.hidden AND src.kind = 'leaderboard' AND EXISTS (
                   SELECT 1 FROM statements st
                   WHERE st.kind = 'policy' AND st.topic = 'availability' AND (st.organization_id = src.publisher_id OR st.organization_id = s.evaluator_id)
                     AND substr(st.said_on || '-99-99', 1, 10) <= substr(sp.reported_on || '-01-01', 1, 10)
                     AND NOT EXISTS (SELECT 1 FROM statements r WHERE r.reply_to_id = st.id AND r.kind = 'retraction' AND ifnull(r.said_on <= d.last, 1))) THEN 'against-policy ' ELSE '' END
               || CASE WHEN m.developer_id IS NULL AND NOT EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = s.variant_id AND p.board_id IS NULL)
                   AND EXISTS (SELECT 1 FROM standing_events f WHERE f.variant_id = s.variant_id AND substr(f.on_date || '-99-99', 1, 10) <= d.last) THEN 'anonymous-model ' ELSE '' END
               || CASE WHEN d.hidden
                   AND (s.ci_high > s.ci_low AND s.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999) OR s.stderr > 0
                     OR mt.unit IN ('proportion','percent') AND s.value > 0 AND s.value < CASE mt.unit WHEN 'percent' THEN 100 ELSE 1 END AND coalesce(s.sample_size, b.n_items) IS NOT NULL)
                   AND EXISTS (
                     SELECT 1 FROM private_tests pt
                     WHERE pt.developer_id = m.developer_id AND pt.n_variants > 1 AND (pt.model_id IS NULL OR pt.model_id = m.id) AND (pt.board_id = src.publisher_id OR pt.board_id = s.evaluator_id)
                       AND (pt.from_on IS NULL OR substr(pt.from_on || '-99-99', 1, 10) <= d.last)) THEN 'best-of-n ' ELSE '' END
               || CASE WHEN d.conflicting THEN 'conflicting-entries ' ELSE '' END
               || CASE WHEN v.build = 'moving_alias' THEN 'moving-alias ' ELSE '' END
               || CASE WHEN s.sample_size IS NULL AND s.stderr IS NULL AND (s.ci_low IS NULL OR s.ci_high IS NULL)
                   AND (mt.unit IN ('elo','points') OR mt.unit IN ('proportion','percent') AND b.n_items IS NULL) THEN 'no-uncertainty ' ELSE '' END
               || CASE WHEN s.value < mt.lower_bound OR s.value > mt.upper_bound THEN 'out-of-range ' ELSE '' END
               || CASE WHEN d.placeholder THEN 'placeholder-source ' ELSE '' END
               || CASE WHEN s.sample_size > 0 AND src.kind = 'leaderboard' AND EXISTS (
                   SELECT 1 FROM board_minimums bm
                   WHERE (bm.board_id = src.publisher_id OR bm.board_id = s.evaluator_id) AND bm.min_sample_size > s.sample_size AND (bm.benchmark_id IS NULL OR bm.benchmark_id = sp.benchmark_id)
                     AND (bm.from_on IS NULL OR substr(bm.from_on || '-99-99', 1, 10) <= substr(sp.reported_on || '-01-01', 1, 10)) AND (bm.to_on IS NULL OR substr(bm.to_on || '-01-01', 1, 10) >= d.last)) THEN 'provisional ' ELSE '' END
               || CASE WHEN s.rank > 1 AND s.ci_low IS NOT NULL AND s.ci_high IS NOT NULL AND (
                   SELECT c.ci_low <= s.ci_high AND s.ci_low <= c.ci_high FROM scores c
                   WHERE c.snapshot_id = s.snapshot_id AND c.rank IS NOT NULL AND c.rank < s.rank AND c.ci_low IS NOT NULL AND c.ci_high IS NOT NULL
                     AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
                   ORDER BY c.rank DESC, c.id DESC LIMIT 1) THEN 'rank-tie ' ELSE '' END
               || CASE WHEN s.asserted_relationship <> CASE WHEN s.evaluator_id = m.developer_id THEN 'first_party' WHEN s.evaluator_id <> m.developer_id THEN 'third_party' END THEN 'relationship-mismatch ' ELSE '' END
               || CASE WHEN d.hidden AND (SELECT day FROM (
                   SELECT c.id AS cid, cp.reported_on AS day, cp.source_id <> sp.source_id AS elsewhere,
                          abs(julianday(substr(cp.reported_on || '-01-01', 1, 10)) - julianday(substr(sp.reported_on || '-01-01', 1, 10))) AS days
                   FROM variants r
                   JOIN variant_days rd ON rd.variant_id = r.id AND rd.public_on > ''
                   JOIN scores c ON c.variant_id = r.id AND c.benchmark_id = s.benchmark_id
                   JOIN snapshots cp ON cp.id = c.snapshot_id AND cp.metric_id = sp.metric_id AND cp.protocol_id = sp.protocol_id AND rd.public_on <= substr(cp.reported_on || '-99-99', 1, 10)
                   WHERE r.model_id = v.model_id AND r.id <> v.id AND r.stage <> 'base' AND c.value <> s.value AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id))
                   ORDER BY elsewhere, days, cid LIMIT 1) <= d.today THEN 'released-sibling-differs ' ELSE '' END
               || CASE WHEN EXISTS (
                   SELECT 1 FROM standing_events e
                   WHERE e.variant_id = s.variant_id AND e.status IN ('deprecated','withdrawn','retired') AND (e.board_id IS NULL OR e.board_id = s.evaluator_id) AND substr(e.on_date || '-99-99', 1, 10) <= sp.reported_on
                     AND NOT EXISTS (
                       SELECT 1 FROM standing_events n WHERE n.variant_id = e.variant_id AND n.board_id IS e.board_id AND n.status IN ('preview','released') AND n.on_date BETWEEN e.on_date AND d.last)) THEN 'retired-variant ' ELSE '' END
               || CASE WHEN s.supersedes IS NOT NULL AND (SELECT substr(i.started_at, 1, 10) FROM ingests i WHERE i.id = s.ingest_id) <= d.today AND EXISTS (
                   SELECT 1 FROM scores p
                   WHERE p.snapshot_id = s.snapshot_id AND p.name_id = s.name_id AND p.revision < s.revision AND EXISTS (SELECT 1 FROM scores q WHERE q.supersedes = p.id)
                     AND (p.value <> s.value OR p.printed IS NOT s.printed OR p.ci_low IS NOT s.ci_low OR p.ci_high IS NOT s.ci_high OR p.stderr IS NOT s.stderr OR p.sample_size IS NOT s.sample_size OR p.rank IS NOT s.rank)) THEN 'revised-score ' ELSE '' END
               || CASE WHEN src.kind = 'leaderboard' AND EXISTS (
                   SELECT 1 FROM snapshots nx
                   WHERE nx.source_id = sp.source_id AND nx.benchmark_id = sp.benchmark_id AND nx.metric_id = sp.metric_id AND nx.protocol_id = sp.protocol_id
                     AND nx.reported_on = (
                       SELECT min(n.reported_on) FROM snapshots n WHERE n.source_id = sp.source_id AND n.benchmark_id = sp.benchmark_id AND n.metric_id = sp.metric_id AND n.protocol_id = sp.protocol_id AND n.reported_on > d.last
                         AND EXISTS (SELECT 1 FROM scores q WHERE q.snapshot_id = n.id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = q.id)))
                     AND nx.reported_on <= d.today
                     AND NOT EXISTS (SELECT 1 FROM scores n WHERE n.variant_id = s.variant_id AND n.benchmark_id = s.benchmark_id AND n.snapshot_id = nx.id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = n.id))
                     AND NOT EXISTS (  -- nor back by today
                       SELECT 1 FROM scores n JOIN snapshots np ON np.id = n.snapshot_id
                       WHERE n.variant_id = s.variant_id AND n.benchmark_id = s.benchmark_id AND np.source_id = sp.source_id AND np.metric_id = sp.metric_id AND np.protocol_id = sp.protocol_id
                         AND np.reported_on > nx.reported_on AND np.reported_on <= d.today AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = n.id))) THEN 'row-vanished ' ELSE '' END
               || CASE WHEN d.own AND NOT d.replicated THEN 'self-reported-only ' ELSE '' END
               || (SELECT CASE WHEN max(CASE WHEN c.protocol_id <> c.other_protocol_id AND c.protocol_id <> 1 AND c.other_protocol_id <> 1 THEN c.settings = 'differ' AND c.verdict <> 'agree' END) THEN 'settings-differ ' ELSE '' END
                       || CASE WHEN max(CASE WHEN c.protocol_id <> c.other_protocol_id THEN c.settings = 'unstated' AND c.verdict <> 'agree' END) THEN 'settings-unstated ' ELSE '' END
                       || CASE WHEN max(CASE WHEN c.protocol_id = c.other_protocol_id THEN c.verdict = 'disagree' END) THEN 'sources-disagree ' ELSE '' END
                   FROM comparisons c WHERE c.score_id = s.id AND c.other_reported_on <= d.today)
               || CASE WHEN v.stage <> 'unknown' AND src.kind <> 'leaderboard' AND EXISTS (
                   SELECT 1 FROM benchmarks cb
                   CROSS JOIN snapshots cp ON cp.source_id = sp.source_id AND cp.benchmark_id = cb.id AND cp.metric_id = sp.metric_id AND cp.reported_on = sp.reported_on
                   JOIN scores c ON c.snapshot_id = cp.id
                   JOIN variants cv ON cv.id = c.variant_id AND cv.stage = v.stage
                   WHERE cb.family = b.family AND cb.id <> b.id AND c.variant_id <> s.variant_id AND c.value <> s.value
                     AND NOT EXISTS (SELECT 1 FROM scores f JOIN snapshots fp ON fp.id = f.snapshot_id WHERE f.variant_id = s.variant_id AND f.benchmark_id = cb.id AND fp.source_id = sp.source_id)
                     AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)
                     AND NOT EXISTS (
                       SELECT 1 FROM benchmarks fb JOIN scores f ON f.variant_id = s.variant_id AND f.benchmark_id = fb.id JOIN snapshots fp ON fp.id = f.snapshot_id AND fp.source_id = sp.source_id
                       JOIN scores g ON g.variant_id = c.variant_id AND g.benchmark_id = fb.id JOIN snapshots gp ON gp.id = g.snapshot_id AND gp.source_id = sp.source_id
                       WHERE fb.family = b.family)) THEN 'split-mismatch ' ELSE '' END
               || CASE WHEN src.kind = 'aggregator' AND v.stage <> 'unknown'
                   AND EXISTS (
                     SELECT 1 FROM variants r JOIN scores c ON c.variant_id = r.id AND c.benchmark_id = s.benchmark_id
                     JOIN snapshots cp ON cp.id = c.snapshot_id AND cp.reported_on <= d.today
                     JOIN metrics cm ON cm.id = cp.metric_id AND (cm.id = mt.id OR cm.quantity = mt.quantity)
                     JOIN sources cs ON cs.id = cp.source_id AND cs.kind IN ('vendor_blog','model_card','paper')
                     WHERE r.model_id = v.model_id AND r.stage <> v.stage AND r.stage <> 'unknown' AND c.evaluator_id = m.developer_id
                       AND abs(c.value * CASE cm.unit WHEN 'proportion' THEN 100 ELSE 1 END - s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END) < 1e-9
                       AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id))
                   AND NOT EXISTS (
                     SELECT 1 FROM scores w JOIN snapshots wp ON wp.id = w.snapshot_id JOIN metrics wm ON wm.id = wp.metric_id
                     WHERE w.variant_id = s.variant_id AND w.benchmark_id = s.benchmark_id AND w.evaluator_id = m.developer_id AND wp.source_id <> sp.source_id
                       AND abs(w.value * CASE wm.unit WHEN 'proportion' THEN 100 ELSE 1 END - s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END) < 1e-9) THEN 'stage-mismatch ' ELSE '' END
               || CASE WHEN vd.known_on <= d.last AND (vd.public_on <= d.last OR length(vd.known_on) = 10 OR d.hidden) THEN '' ELSE 'status-unknown ' END
               || CASE WHEN s.value = 0 AND s.sample_size IS NULL AND s.ci_low IS NULL AND s.ci_high IS NULL AND s.stderr IS NULL AND mt.unit IN ('proportion','percent','elo','points') THEN 'suspicious-zero ' ELSE '' END
               || CASE WHEN d.hidden AND (
                   SELECT f.on_date FROM standing_events f WHERE f.variant_id = s.variant_id AND substr(f.on_date || '-99-99', 1, 10) <= d.last
                   ORDER BY f.board_id IS NOT NULL, f.on_date DESC, f.status DESC, f.id LIMIT 1) <= d.today THEN 'unreleased-when-reported ' ELSE '' END
               || CASE WHEN d.own AND NOT d.replicated
                   AND date(CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END, '+90 days') <= d.today THEN 'unreplicated' ELSE '' END
            END), '')
          FROM (SELECT date('now') AS today, substr(sp.reported_on || '-99-99', 1, 10) AS last, sp.reported_on <= date('now') AS begun,
                  CASE WHEN s.variant_id IS NULL THEN EXISTS (SELECT 1 FROM listing_candidates c WHERE c.source_id = sp.source_id AND c.name_id = s.name_id) END AS ambiguous,
                  EXISTS (SELECT 1 FROM scores c WHERE c.snapshot_id = s.snapshot_id AND c.name_id = s.name_id AND c.id <> s.id AND c.value <> s.value AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)) AS conflicting,
                  EXISTS (SELECT 1 FROM placeholder_sources ph WHERE ph.source_id = sp.source_id) AS placeholder,
                  CASE WHEN vd.public_on <= substr(sp.reported_on || '-99-99', 1, 10) THEN 0  -- surely not public
                    ELSE EXISTS (SELECT 1 FROM standing_events k WHERE k.variant_id = s.variant_id AND substr(k.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)) END AS hidden,
                  s.evaluator_id = m.developer_id AS own,
                  CASE WHEN s.evaluator_id = m.developer_id THEN EXISTS (
                    SELECT 1 FROM scores t JOIN snapshots tp ON tp.id = t.snapshot_id JOIN metrics tm ON tm.id = tp.metric_id
                    WHERE t.variant_id = s.variant_id AND t.benchmark_id = s.benchmark_id AND (tm.id = mt.id OR tm.quantity = mt.quantity) AND t.evaluator_id <> m.developer_id
                      AND tp.reported_on <= date('now') AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = t.id)) END AS replicated) d) AS flags,
         s.ci_level, s.stderr, s.evaluated_on, s.asserted_relationship, sp.protocol_id, s.locator, s.note,
         CASE WHEN v.slug = nm.name THEN 'slug' WHEN s.variant_id IS NOT NULL THEN 'alias'
              WHEN EXISTS (SELECT 1 FROM listing_candidates c WHERE c.source_id = sp.source_id AND c.name_id = s.name_id) THEN 'ambiguous' ELSE 'unresolved' END AS resolution, nm.section,
         s.variant_id, v.model_id, s.benchmark_id, sp.metric_id, sp.source_id, s.name_id, s.ingest_id, s.line, s.supersedes
  FROM scores s
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN names nm ON nm.id = s.name_id
  JOIN sources src ON src.id = sp.source_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  JOIN metrics mt ON mt.id = sp.metric_id
  LEFT JOIN variants v ON v.id = s.variant_id
  LEFT JOIN models m ON m.id = v.model_id
  LEFT JOIN organizations dev ON dev.id = m.developer_id
  LEFT JOIN organizations ev ON ev.id = s.evaluator_id
  LEFT JOIN variant_days vd ON vd.variant_id = s.variant_id
  WHERE NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id);

CREATE VIEW variant_gaps AS
  -- A variant that was not public beside a public one of the same model: same source, benchmark, metric, protocol and day.
  -- gap = value - released_value; gap_ci is the half-width of its 95 percent interval, the root of the sum of the
  -- squared half-widths (both intervals must be of level 0.95; else NULL). The root is taken by Newton's method,
  -- since SQLite need not have sqrt(). settings says in words what the protocol states, NULL for nothing: rows of one day
  -- with and without style control are on two scales.
  SELECT g.model, g.variant, g.released_variant, g.benchmark, g.metric, g.reported_on, g.value, g.released_value, round(g.value - g.released_value, 9) AS gap,
         CASE WHEN g.sq IS NULL THEN NULL WHEN g.sq = 0 THEN 0.0 ELSE (
           WITH RECURSIVE n(i, x) AS (SELECT 0, g.h1 + g.h2 UNION ALL SELECT i + 1, (x + g.sq / x) / 2 FROM n WHERE i < 12)
           SELECT x FROM n WHERE i = 12) END AS gap_ci,
         g.source, g.ci_low, g.ci_high, g.released_ci_low, g.released_ci_high, g.rank, g.released_rank, g.sample_size, g.released_sample_size,
         g.unit, g.higher_is_better, g.score_id, g.released_score_id, g.protocol_id,
         (SELECT nullif(substr(ifnull(', ' || p.shots || CASE p.shots WHEN 1 THEN ' shot' ELSE ' shots' END, '') || CASE p.cot WHEN 1 THEN ', with chain of thought' WHEN 0 THEN ', without chain of thought' ELSE '' END
                   || ifnull(', reasoning effort ' || p.reasoning_effort, '') || ifnull(', attempts ' || p.attempts, '') || ifnull(', selection ' || p.selection, '') || ifnull(', temperature ' || p.temperature, '')
                   || ifnull(', harness ' || p.harness, '') || ifnull(', harness version ' || p.harness_version, '') || ifnull(', tools ' || p.tools, '') || ifnull(', judge ' || p.judge, '')
                   || ifnull(', scaffold ' || p.scaffold, '') || ifnull(', platform ' || p.platform, '') || CASE p.style_control WHEN 1 THEN ', with style control' WHEN 0 THEN ', without style control' ELSE '' END
                   || ifnull(', ' || p.extra, ''), 3), '') FROM protocols p WHERE p.id = g.protocol_id) AS settings
  FROM (
    SELECT m.slug AS model, v.slug AS variant, rv.slug AS released_variant, b.slug AS benchmark, mt.slug AS metric, sp.reported_on, s.value, o.value AS released_value, src.slug AS source,
           s.ci_low, s.ci_high, o.ci_low AS released_ci_low, o.ci_high AS released_ci_high, s.rank, o.rank AS released_rank, s.sample_size, o.sample_size AS released_sample_size,
           mt.unit, mt.higher_is_better, s.id AS score_id, o.id AS released_score_id, sp.protocol_id,
           CASE WHEN s.ci_level = 0.95 AND o.ci_level = 0.95 THEN (s.ci_high - s.ci_low) / 2 END AS h1,
           CASE WHEN s.ci_level = 0.95 AND o.ci_level = 0.95 THEN (o.ci_high - o.ci_low) / 2 END AS h2,
           CASE WHEN s.ci_level = 0.95 AND o.ci_level = 0.95 THEN ((s.ci_high - s.ci_low) * (s.ci_high - s.ci_low) + (o.ci_high - o.ci_low) * (o.ci_high - o.ci_low)) / 4 END AS sq
    FROM scores s
    JOIN snapshots sp ON sp.id = s.snapshot_id
    JOIN variants v ON v.id = s.variant_id
    JOIN variant_days vd ON vd.variant_id = +s.variant_id
    JOIN models m ON m.id = v.model_id
    JOIN sources src ON src.id = sp.source_id
    JOIN benchmarks b ON b.id = s.benchmark_id
    JOIN metrics mt ON mt.id = sp.metric_id
    JOIN variants rv ON rv.model_id = v.model_id AND rv.id <> v.id
    JOIN scores o ON o.variant_id = rv.id AND o.benchmark_id = s.benchmark_id AND o.snapshot_id = s.snapshot_id
    WHERE vd.known_on <= substr(sp.reported_on || '-99-99', 1, 10) AND (length(vd.known_on) = 10 OR EXISTS (SELECT 1 FROM standing_events k WHERE k.variant_id = s.variant_id AND substr(k.on_date || '-99-99', 1, 10) <= substr(sp.reported_on || '-99-99', 1, 10)))
      AND (vd.public_on IS NULL OR vd.public_on > substr(sp.reported_on || '-99-99', 1, 10))
      AND EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = o.variant_id AND p.board_id IS NULL AND p.status IN ('preview','released') AND p.on_date <= substr(sp.reported_on || '-99-99', 1, 10))
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
      AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = o.id)
  ) g;

CREATE VIEW context_gaps AS
  -- The context window of each variant, in tokens: what its developer claims, the least and most that providers serve
  -- (numbers copied by aggregators left out), by how many, and the least that somebody measured as still effective.
  SELECT m.slug AS model, v.slug AS variant,
         (SELECT max(p.value) FROM specs p WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'claimed') AS claimed,
         (SELECT min(p.value) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator') AS served_min,
         (SELECT max(p.value) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator') AS served_max,
         (SELECT count(DISTINCT p.provider_id) FROM specs p JOIN sources ps ON ps.id = p.source_id WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator') AS providers,
         (SELECT min(p.value) FROM specs p WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'measured') AS effective,
         v.id AS variant_id
  FROM variants v JOIN models m ON m.id = v.model_id
  WHERE EXISTS (SELECT 1 FROM specs p WHERE p.variant_id = v.id AND p.attribute = 'context_tokens');

CREATE VIEW disputes AS
  -- Every allegation and criticism beside each reply to it; reply columns are NULL where none is on record.
  SELECT a.topic,
         (SELECT group_concat(x, ', ') FROM (
            SELECT coalesce(m.slug, v.slug, b.slug, o.slug, li.slug, s.slug) AS x
            FROM statement_targets t LEFT JOIN models m ON m.id = t.model_id LEFT JOIN variants v ON v.id = t.variant_id LEFT JOIN benchmarks b ON b.id = t.benchmark_id
              LEFT JOIN organizations o ON o.id = t.organization_id LEFT JOIN licenses li ON li.id = t.license_id LEFT JOIN sources s ON s.id = t.source_id
            WHERE t.statement_id = a.id ORDER BY x)) AS about,
         a.text AS allegation, a.speaker AS alleged_by, a.said_on AS alleged_on,
         r.kind AS reply_kind, r.text AS reply, r.speaker AS replied_by, r.said_on AS replied_on,
         src.slug AS source, rsrc.slug AS reply_source,
         a.kind, a.slug AS statement, r.slug AS reply_statement, a.basis, r.basis AS reply_basis
  FROM statements a
  JOIN sources src ON src.id = a.source_id
  LEFT JOIN statements r ON r.reply_to_id = a.id
  LEFT JOIN sources rsrc ON rsrc.id = r.source_id
  WHERE a.kind IN ('allegation','criticism');

CREATE VIEW coverage AS
  -- Who reported what of a suite: for each benchmark of it and each variant with any score in it, how many current
  -- scores the developer reported and how many a third party did. Two zeros: nobody stated has.
  SELECT su.suite, b.slug AS benchmark, v.slug AS variant,
         (SELECT count(*) FROM scores s WHERE s.variant_id = v.id AND s.benchmark_id = b.id AND s.evaluator_id = m.developer_id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)) AS first_party,
         (SELECT count(*) FROM scores s WHERE s.variant_id = v.id AND s.benchmark_id = b.id AND s.evaluator_id <> m.developer_id AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)) AS third_party,
         (SELECT count(*) FROM scores s WHERE s.variant_id = v.id AND s.benchmark_id = b.id AND s.evaluator_id IS NULL AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)) AS unstated
  FROM suites su
  JOIN benchmarks b ON b.id = su.benchmark_id
  JOIN variants v ON EXISTS (SELECT 1 FROM suites u JOIN scores s ON s.benchmark_id = u.benchmark_id WHERE u.suite = su.suite AND s.variant_id = v.id)
  JOIN models m ON m.id = v.model_id;
