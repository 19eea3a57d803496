-- provenance: which exact build earned a reported benchmark score, and could the public get it on that day.
--
-- It loads in a stock sqlite3 (3.40 or later): sqlite3 my.db < schema.sql
-- Tables hold facts, each with its source. Views hold meaning; query the views. docs/data-model.md describes their
-- columns, which are never renamed. A comment inside each CREATE survives in `.schema`.
--
-- Dates are TEXT and may be partial: 2025-04 is some day in April. Its earliest day is substr(d||'-01-01',1,10), its
-- latest sorts as substr(d||'-99-99',1,10). NULL means "not stated"; it never equals a value.

PRAGMA application_id = 0x70726F76;  -- 'prov'
PRAGMA user_version = 1;

----
-- Catalogue: one row per slug. A later file may correct a row; `changes` keeps what it said.

CREATE TABLE organizations (
  -- A developer, evaluator, publisher, provider or leaderboard operator.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''), -- lower case, e.g. meta
  name TEXT NOT NULL CHECK (name <> ''),
  url TEXT,
  parent_id INTEGER REFERENCES organizations DEFERRABLE INITIALLY DEFERRED, -- of which it is a part
  note TEXT
) STRICT;

CREATE TABLE sources (
  -- A document or a board: where something was printed. Every fact points at one.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('paper','model_card','vendor_blog','leaderboard','run_log','dataset',
    'repo','news','social','policy','license','aggregator','registry','other')),
  publisher_id INTEGER REFERENCES organizations, -- who published the document (not who ran the evaluation)
  title TEXT NOT NULL CHECK (title <> ''),
  url TEXT, -- NULL: no address on record (rule placeholder-source)
  archived_url TEXT,
  published_on TEXT
    CHECK (length(published_on) > 3 AND instr(ifnull(date(substr(published_on||'-01-01',1,10)),''), published_on) = 1),
  retrieved_on TEXT
    CHECK (length(retrieved_on) > 3 AND instr(ifnull(date(substr(retrieved_on||'-01-01',1,10)),''), retrieved_on) = 1),
  read_from TEXT, -- the copy that was read: repository@commit:path, the page itself, or a second-hand copy
  note TEXT
) STRICT;
CREATE INDEX sources_publisher ON sources(publisher_id);

CREATE TABLE licenses (
  -- Terms under which a variant may be used.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  spdx_id TEXT,
  osi_approved INTEGER CHECK (osi_approved IN (0,1)),
  commercial_use TEXT NOT NULL DEFAULT 'unknown' CHECK (commercial_use IN ('yes','conditional','no','unknown')),
  conditions TEXT,
  url TEXT,
  source_id INTEGER REFERENCES sources,
  locator TEXT,
  note TEXT
) STRICT;

CREATE TABLE models (
  -- A marketing name of several variants; a model never earns a score.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  developer_id INTEGER REFERENCES organizations,
  family TEXT,
  source_id INTEGER REFERENCES sources,
  note TEXT
) STRICT;

CREATE TABLE co_developers (
  -- A further organization that made a model, next to its developer.
  id INTEGER PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES models,
  developer_id INTEGER NOT NULL REFERENCES organizations,
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT,
  UNIQUE (model_id, developer_id, source_id)
) STRICT;

CREATE TABLE variants (
  -- The exact build that can earn a score. Effort, tools, shots and platform are protocol.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  model_id INTEGER NOT NULL REFERENCES models,
  name TEXT NOT NULL CHECK (name <> ''),
  stage TEXT NOT NULL DEFAULT 'unknown' CHECK (stage IN ('base','instruct','chat','reasoning','other',
    'unknown')),
  build TEXT NOT NULL DEFAULT 'unknown' CHECK (build IN ('release','snapshot','preview','experimental',
    'internal','moving_alias','unknown')),
  snapshot TEXT,
  precision TEXT,
  parent_id INTEGER REFERENCES variants DEFERRABLE INITIALLY DEFERRED,
  parent_relation TEXT CHECK (parent_relation IN ('finetune','quantized','distilled','version','merge')),
  license_id INTEGER REFERENCES licenses,
  source_id INTEGER REFERENCES sources,
  locator TEXT,
  note TEXT,
  CHECK ((parent_id IS NULL) = (parent_relation IS NULL))
) STRICT;
CREATE INDEX variants_model ON variants(model_id);

CREATE TABLE benchmarks (
  -- What was measured: a name, a version and a split. GPQA and GPQA Diamond are two benchmarks of one family.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  family TEXT, -- groups versions and splits that are easily mixed up
  version TEXT,
  split TEXT, -- subset, category, task or context length
  n_items INTEGER CHECK (n_items > 0),
  released_on TEXT
    CHECK (length(released_on) > 3 AND instr(ifnull(date(substr(released_on||'-01-01',1,10)),''), released_on) = 1),
  access TEXT NOT NULL DEFAULT 'unknown' CHECK (access IN ('public','private','semi_private','live','unknown')),
  kind TEXT NOT NULL DEFAULT 'unknown' CHECK (kind IN ('single','composite','slice','unknown')),
  parent_id INTEGER REFERENCES benchmarks DEFERRABLE INITIALLY DEFERRED, -- of which it is a slice
  url TEXT,
  source_id INTEGER REFERENCES sources,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX benchmarks_identity ON benchmarks(name, ifnull(version,''), ifnull(split,''));
CREATE INDEX benchmarks_family ON benchmarks(family) WHERE family IS NOT NULL;

CREATE TABLE benchmark_backers (
  -- An organization that made, paid for or owns a benchmark.
  id INTEGER PRIMARY KEY,
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks,
  organization_id INTEGER NOT NULL REFERENCES organizations,
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT,
  UNIQUE (benchmark_id, organization_id, source_id)
) STRICT;

CREATE TABLE metrics (
  -- How a number reads. Metrics of one quantity are compared after scaling.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  quantity TEXT,
  unit TEXT NOT NULL CHECK (unit IN ('proportion','percent','elo','points','count','seconds','usd',
    'tokens')),
  lower_bound REAL,
  upper_bound REAL,
  higher_is_better INTEGER CHECK (higher_is_better IN (0,1)),
  note TEXT,
  CHECK (lower_bound <= upper_bound)
) STRICT;

CREATE TABLE protocols (
  -- How it was run. One row per distinct combination; row 1 states nothing. NULL is "not stated".
  -- In the CSVs these columns stand in scores.csv.
  id INTEGER PRIMARY KEY,
  shots INTEGER CHECK (shots >= 0),
  cot INTEGER CHECK (cot IN (0,1)),
  reasoning_effort TEXT,
  attempts INTEGER CHECK (attempts > 0),
  selection TEXT, -- single, pass@k, maj@k, best_of_n
  temperature REAL CHECK (temperature >= 0),
  harness TEXT,
  harness_version TEXT,
  tools TEXT, -- "none" is a statement, NULL is silence
  judge TEXT,
  scaffold TEXT,
  platform TEXT, -- who hosted the endpoint that was evaluated
  style_control INTEGER CHECK (style_control IN (0,1)),
  item_limit INTEGER CHECK (item_limit > 0), -- how many items were run, where not all
  filter TEXT, -- which answers or items were left out, or counted otherwise
  extra TEXT CHECK (extra IS NULL OR json_valid(extra)) -- anything else, a JSON object
) STRICT;
CREATE UNIQUE INDEX protocols_identity ON protocols(
  ifnull(shots,-1), ifnull(cot,-1), ifnull(reasoning_effort,''), ifnull(attempts,-1), ifnull(selection,''),
    ifnull(temperature,-1),
  ifnull(harness,''), ifnull(harness_version,''), ifnull(tools,''), ifnull(judge,''), ifnull(scaffold,''),
    ifnull(platform,''), ifnull(style_control,-1),
    ifnull(item_limit,-1), ifnull(filter,''), ifnull(extra,''));
INSERT INTO protocols(id) VALUES (1);

----
-- Ingests: what was read, and what could not be taken.

CREATE TABLE ingests (
  -- One file read: what became of its lines, and of the cells that could hold a score.
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL,
  map TEXT NOT NULL, -- canonical:TABLE, or the map's name, digest and settings
  head BLOB, -- the lines up to the header, where records were rejected
  lines INTEGER NOT NULL,
  header INTEGER NOT NULL, -- with the lines before it
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  dropped INTEGER NOT NULL, -- no scores, says the map
  blank INTEGER NOT NULL,
  cells INTEGER NOT NULL, -- of accepted lines
  added INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  revised INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  CHECK (lines = header + accepted + rejected + dropped + blank),
  CHECK (cells = added + unchanged + revised + missing)
) STRICT;
CREATE INDEX ingests_sha256 ON ingests(sha256);

CREATE TABLE rejects (
  -- A record of a file that could not be taken.
  id INTEGER PRIMARY KEY,
  ingest_id INTEGER NOT NULL REFERENCES ingests DEFERRABLE INITIALLY DEFERRED,
  line_from INTEGER NOT NULL,
  line_to INTEGER NOT NULL,
  column_name TEXT,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  raw BLOB NOT NULL
) STRICT;
CREATE INDEX rejects_ingest ON rejects(ingest_id);

CREATE TABLE changes (
  -- A catalogue cell, or a locator or note of a fact, that a later file replaced.
  id INTEGER PRIMARY KEY,
  ingest_id INTEGER NOT NULL REFERENCES ingests DEFERRABLE INITIALLY DEFERRED,
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL, -- slug, or key cells joined by " | "
  column_name TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT
) STRICT;

CREATE TABLE maps (
  -- A map through which a file was read: ingests.map names it and its digest.
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  text BLOB NOT NULL
) STRICT;

CREATE TABLE kept (
  -- The exact bytes of a file that was read, in chunks of at most 1 MiB (zstd).
  id INTEGER PRIMARY KEY,
  ingest_id INTEGER NOT NULL REFERENCES ingests DEFERRABLE INITIALLY DEFERRED,
  part INTEGER NOT NULL CHECK (part > 0),
  bytes BLOB NOT NULL,
  UNIQUE (ingest_id, part)
) STRICT;

CREATE TABLE retractions (
  -- An ingest whose scores no longer count. by_id is an ingest too, and can be retracted.
  id INTEGER PRIMARY KEY,
  ingest_id INTEGER NOT NULL REFERENCES ingests,
  reason TEXT NOT NULL CHECK (reason <> ''),
  at TEXT NOT NULL,
  by_id INTEGER NOT NULL UNIQUE REFERENCES ingests DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE links (
  -- A link of the chain, for each transaction that wrote: its hash covers the one before it, this row and its parts.
  id INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  command TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;

CREATE TABLE link_parts (
  -- What a link covers of a table: the new rows up to last_id; the whole of one that is not append-only.
  table_name TEXT NOT NULL,
  link_id INTEGER NOT NULL REFERENCES links DEFERRABLE INITIALLY DEFERRED,
  last_id INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (table_name, link_id)
) STRICT, WITHOUT ROWID;

----
-- Facts: append-only. Only locator and note may be corrected; `changes` keeps what they said.

CREATE TABLE release_events (
  -- A dated change of a variant's status. No event means "unknown", never "released".
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variants,
  status TEXT NOT NULL CHECK (status IN ('announced','in_training','private_testing','not_public','preview',
    'released','deprecated','withdrawn','retired','cancelled')),
  on_date TEXT NOT NULL
      CHECK (length(on_date) > 3 AND instr(ifnull(date(substr(on_date||'-01-01',1,10)),''), on_date) = 1),
  board_id INTEGER REFERENCES organizations, -- scope: NULL is public; else only this board offered it
  channel TEXT NOT NULL DEFAULT 'any' CHECK (channel IN ('any','weights','api','app')),
  region TEXT, -- where only a part of the world is meant
  since TEXT CHECK (length(since) > 3 AND instr(ifnull(date(substr(since||'-01-01',1,10)),''), since) = 1),
  precision TEXT NOT NULL DEFAULT 'on' CHECK (precision IN ('on','by')), -- on that day, or by that day
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX release_events_identity ON release_events(variant_id, status, on_date, ifnull(board_id,0),
    channel, ifnull(region,''), ifnull(since,''), precision, source_id);

CREATE TABLE event_corrections (
  -- What was said of a row of release_events later, named by its cells: that it is wrong, or after that, that it is
  -- right after all. The word with the greatest nth counts. The view standing_events has the events that count.
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variants,
  status TEXT NOT NULL CHECK (status IN ('announced','in_training','private_testing','not_public','preview',
    'released','deprecated','withdrawn','retired','cancelled')),
  on_date TEXT NOT NULL
      CHECK (length(on_date) > 3 AND instr(ifnull(date(substr(on_date||'-01-01',1,10)),''), on_date) = 1),
  board_id INTEGER REFERENCES organizations, -- the scope of the event: NULL is public
  event_source_id INTEGER NOT NULL REFERENCES sources, -- the source of the event
  channel TEXT NOT NULL DEFAULT 'any' CHECK (channel IN ('any','weights','api','app')),
  region TEXT,
  nth INTEGER NOT NULL CHECK (nth > 0), -- the first word on this event, the second, ...
  verdict TEXT NOT NULL CHECK (verdict IN ('wrong','right')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  source_id INTEGER NOT NULL REFERENCES sources, -- the source that shows it
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX event_corrections_identity ON event_corrections(variant_id, status, on_date, ifnull(board_id,0),
    event_source_id, channel, ifnull(region,''), nth);

CREATE TABLE variant_days (
  -- Of each variant with a release event, so that a view need not look through them for each score: the day of the
  -- first; since when the public could get it: the first preview or release for all, '' (always) where only the end of
  -- it is on record, NULL: never, as far as is known; the first day of an event of another kind, which may hide it; and
  -- the first on which a source says that it is not public. Derived from release_events by a trigger, without scopes
  -- and availability (see status_events); `provenance verify` compares.
  variant_id INTEGER PRIMARY KEY REFERENCES variants,
  known_on TEXT NOT NULL,
  public_on TEXT,
  hidden_on TEXT,
  denied_on TEXT
) STRICT;

CREATE TABLE status_events (
  -- What decides the status of a variant on a day: a row is an event, or an availability, for the days on which it
  -- holds. See status_rows, from which triggers fill it; `provenance verify` compares.
  variant_id INTEGER NOT NULL,
  status TEXT NOT NULL, -- of the event; available, ended (of availability); unknown
  on_date TEXT NOT NULL,
  board_id INTEGER, -- that alone offered it
  event_id INTEGER,
  availability_id INTEGER,
  source_id INTEGER NOT NULL,
  start_on TEXT NOT NULL, -- the last day on which it can have begun
  last_on TEXT NOT NULL, -- the last day that the source surely speaks of
  takes_away INTEGER NOT NULL,
  is_public INTEGER NOT NULL,
  counts_from TEXT NOT NULL,
  near_on TEXT,
  ends_on TEXT,
  step REAL NOT NULL,
  tie TEXT NOT NULL,
  means TEXT NOT NULL CHECK (means IN ('public','gone','unknown','error','warning','note'))
) STRICT;
CREATE INDEX status_events_variant ON status_events(variant_id);

CREATE TABLE availability (
  -- Where a variant can be had: one row per channel and source.
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variants,
  provider_id INTEGER NOT NULL REFERENCES organizations,
  channel TEXT NOT NULL CHECK (channel IN ('weights','first_party_api','third_party_api','cloud','app',
    'leaderboard_only')),
  product TEXT,
  from_on TEXT CHECK (length(from_on) > 3 AND instr(ifnull(date(substr(from_on||'-01-01',1,10)),''), from_on) = 1),
  to_on TEXT CHECK (length(to_on) > 3 AND instr(ifnull(date(substr(to_on||'-01-01',1,10)),''), to_on) = 1),
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX availability_identity ON availability(variant_id, provider_id, channel, ifnull(product,''),
    ifnull(from_on,''), ifnull(to_on,''), source_id);
CREATE INDEX availability_provider ON availability(provider_id);

CREATE TABLE specs (
  -- A number, or a short text, about a variant: claimed by its developer, served by a provider, or measured by someone.
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variants,
  attribute TEXT NOT NULL CHECK (attribute IN ('context_tokens','training_context_tokens',
    'self_hosted_context_tokens','output_tokens','params_total','params_active','experts','training_tokens',
    'min_hardware','knowledge_cutoff','modalities','price_input','price_output',
    'price_cached_input')), -- prices are in USD per million tokens
  basis TEXT NOT NULL CHECK (basis IN ('claimed','served','measured')),
  provider_id INTEGER REFERENCES organizations, -- who serves or measured it; NULL for the developer's claim
  product TEXT, -- the provider's model id, or the set-up
  value REAL, -- tokens, parameters; NULL where the attribute is a text
  value_text TEXT, -- as printed
  as_of TEXT CHECK (length(as_of) > 3 AND instr(ifnull(date(substr(as_of||'-01-01',1,10)),''), as_of) = 1),
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT,
  CHECK (value IS NOT NULL OR value_text IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX specs_identity ON specs(variant_id, attribute, basis, ifnull(provider_id,0), ifnull(product,''),
    ifnull(value,''), ifnull(value_text,''), ifnull(as_of,''), source_id);

CREATE TABLE aliases (
  -- A name means this variant, on this evidence. Several rows for one name may stand: that is ambiguity.
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  norm TEXT NOT NULL CHECK (norm <> ''), -- NFC, lower case, runs of space, underscore and hyphen made one hyphen
  scope_id INTEGER REFERENCES sources, -- the source in which the name means this; NULL is everywhere
  -- the table of that source, where one source prints one name for two builds
  section TEXT,
  variant_id INTEGER NOT NULL REFERENCES variants,
  valid_from TEXT
    CHECK (length(valid_from) > 3 AND instr(ifnull(date(substr(valid_from||'-01-01',1,10)),''), valid_from) = 1),
  valid_to TEXT CHECK (length(valid_to) > 3 AND instr(ifnull(date(substr(valid_to||'-01-01',1,10)),''), valid_to) = 1),
  evidence TEXT, -- why: what the source says that ties the name to the build
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT,
  CHECK (section IS NULL OR scope_id IS NOT NULL),
  CHECK (valid_from IS NULL OR valid_to IS NULL
    OR substr(valid_from || '-01-01', 1, 10) <= substr(valid_to || '-99-99', 1, 10))
) STRICT;
CREATE UNIQUE INDEX aliases_identity ON aliases(name, ifnull(scope_id,0), ifnull(section,''), variant_id,
    ifnull(valid_from,''), ifnull(valid_to,''), source_id);
CREATE INDEX aliases_norm ON aliases(norm, scope_id);

CREATE TABLE alias_corrections (
  -- What was said of an alias later: that it is wrong, or, after that, that it is right all the same. The rows of
  -- aliases that it speaks of, all those with its name, scope, section, variant and days, stay on record; the word with
  -- the greatest nth counts. The view standing_aliases has the aliases that count.
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  norm TEXT NOT NULL CHECK (norm <> ''), -- as in aliases
  scope_id INTEGER REFERENCES sources, -- the scope of the alias: NULL is everywhere
  section TEXT,
  variant_id INTEGER NOT NULL REFERENCES variants,
  valid_from TEXT
    CHECK (length(valid_from) > 3 AND instr(ifnull(date(substr(valid_from||'-01-01',1,10)),''), valid_from) = 1),
  valid_to TEXT CHECK (length(valid_to) > 3 AND instr(ifnull(date(substr(valid_to||'-01-01',1,10)),''), valid_to) = 1),
  nth INTEGER NOT NULL CHECK (nth > 0), -- the first word on this alias, the second, ...
  verdict TEXT NOT NULL CHECK (verdict IN ('wrong','right')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  source_id INTEGER NOT NULL REFERENCES sources, -- the source that shows it
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX alias_corrections_identity ON alias_corrections(norm, variant_id, ifnull(scope_id,0),
    ifnull(section,''), ifnull(valid_from,''), ifnull(valid_to,''), nth);

CREATE TABLE names (
  -- A name that sources print for a model. What it means is in aliases and listings.
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  section TEXT CHECK (section <> ''), -- the table of the source; NULL: not told apart
  norm TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX names_identity ON names(name, ifnull(section,''));
CREATE INDEX names_norm ON names(norm);

CREATE TABLE listing_notes (
  -- A note on a name in one source: listings.csv.
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources,
  name_id INTEGER NOT NULL REFERENCES names,
  note TEXT,
  UNIQUE (source_id, name_id)
) STRICT;

CREATE TABLE snapshots (
  -- What a source printed for one benchmark, metric and protocol on one day.
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources,
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks,
  metric_id INTEGER NOT NULL REFERENCES metrics,
  protocol_id INTEGER NOT NULL DEFAULT 1 REFERENCES protocols,
  reported_on TEXT NOT NULL
    CHECK (length(reported_on) > 3 AND instr(ifnull(date(substr(reported_on||'-01-01',1,10)),''), reported_on) = 1)
) STRICT;
CREATE UNIQUE INDEX snapshots_identity ON snapshots(source_id, benchmark_id, metric_id, protocol_id, reported_on);

CREATE TABLE snapshot_extents (
  -- Whether what is on record of a source on a day is the whole list or an excerpt of it.
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources,
  benchmark_id INTEGER REFERENCES benchmarks, -- NULL: all its lists
  reported_on TEXT
    CHECK (length(reported_on) > 3 AND instr(ifnull(date(substr(reported_on||'-01-01',1,10)),''), reported_on) = 1),
  extent TEXT NOT NULL CHECK (extent IN ('complete','excerpt')),
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX snapshot_extents_identity ON snapshot_extents(source_id, ifnull(benchmark_id,0),
    ifnull(reported_on,''));

CREATE TABLE scores (
  -- A reported score: a claim, kept as printed. Append-only. A cell is (snapshot, name), which is source, name,
  -- benchmark, metric, protocol and reported_on; a correction is a further revision of the cell that names the
  -- row it supersedes; two revisions of a cell that supersede nothing are a conflict inside one source.
  id INTEGER PRIMARY KEY,
  snapshot_id INTEGER NOT NULL REFERENCES snapshots,
  name_id INTEGER NOT NULL REFERENCES names,
  revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0),
  variant_id INTEGER REFERENCES variants, -- what the name is taken to be
  -- the snapshot's, repeated here so that views find a variant's scores at once; never part of the cell
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks,
  value REAL NOT NULL CHECK (value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308),
  -- the cell as printed, where that is not just the value: ifnull(printed, rtrim(rtrim(value, '0'), '.'))
  printed TEXT,
  ci_low REAL,
  ci_high REAL,
  ci_level REAL CHECK (ci_level > 0 AND ci_level < 1), -- 0.95, say; NULL: an interval of unstated level
  stderr REAL CHECK (stderr >= 0),
  sample_size INTEGER CHECK (sample_size > 0), -- items, votes or puzzles behind this number
  rank INTEGER CHECK (rank > 0),
  evaluated_on TEXT
    CHECK (length(evaluated_on) > 3 AND instr(ifnull(date(substr(evaluated_on||'-01-01',1,10)),''), evaluated_on) = 1),
  evaluator_id INTEGER REFERENCES organizations, -- who ran it; NULL: not stated
  -- what the source says of it
  asserted_relationship TEXT CHECK (asserted_relationship IN ('first_party','third_party')),
  locator TEXT, -- where in the source: page, table, file, line
  note TEXT,
  external_id TEXT, -- what the source calls this result; never compared
  meta TEXT CHECK (meta IS NULL OR json_valid(meta)), -- what else it says of it; never compared
  ingest_id INTEGER NOT NULL REFERENCES ingests DEFERRABLE INITIALLY DEFERRED,
  line INTEGER NOT NULL,
  supersedes INTEGER REFERENCES scores,
  CHECK (ci_low IS NULL OR ci_high IS NULL OR ci_low <= ci_high)
) STRICT;
CREATE UNIQUE INDEX scores_cell ON scores(snapshot_id, name_id, revision);
CREATE INDEX scores_variant ON scores(variant_id, benchmark_id, snapshot_id) WHERE variant_id IS NOT NULL;
CREATE INDEX scores_open ON scores(name_id, snapshot_id, variant_id) WHERE variant_id IS NULL;
CREATE INDEX scores_supersedes ON scores(supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX scores_again ON scores(snapshot_id, name_id) WHERE revision = 2;
CREATE INDEX scores_rank ON scores(snapshot_id, rank) WHERE rank IS NOT NULL;

CREATE TABLE outdated (
  -- The scores that do not count: superseded, or of a retracted ingest. Derived.
  id INTEGER PRIMARY KEY REFERENCES scores
) STRICT;

CREATE TABLE statements (
  -- Who said what. Both sides of a dispute are rows here; a reply names what it replies to.
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('claim','allegation','denial','confirmation','correction',
    'retraction','apology','policy','criticism','refutation','settlement')),
  topic TEXT NOT NULL CHECK (topic IN ('contamination','variant_mismatch','selective_reporting','settings',
    'license','context','availability','quality','other')),
  speaker TEXT NOT NULL CHECK (speaker <> ''), -- a person, an office, or "anonymous"
  organization_id INTEGER REFERENCES organizations,
  said_on TEXT CHECK (length(said_on) > 3 AND instr(ifnull(date(substr(said_on||'-01-01',1,10)),''), said_on) = 1),
  -- a summary in the project's words; short quotations in quotation marks
  text TEXT NOT NULL CHECK (text <> ''),
  reply_to_id INTEGER REFERENCES statements DEFERRABLE INITIALLY DEFERRED,
  source_id INTEGER NOT NULL REFERENCES sources,
  -- direct: the source is the speaker's own; quoted: the source quotes the speaker; hearsay: relayed, the original
  -- not seen
  basis TEXT NOT NULL CHECK (basis IN ('direct','quoted','hearsay')),
  -- the source that the statement rests on, where that is on record too
  quotes_id INTEGER REFERENCES sources,
  -- of a policy: what it asks of a model that is listed, and the days on which it is in force
  requires TEXT CHECK (requires IN ('public_release','disclosure','nothing')),
  -- of a claim about a licence
  asserts TEXT CHECK (asserts IN ('open_source','open_weights','not_open_source')),
  from_on TEXT CHECK (length(from_on) > 3 AND instr(ifnull(date(substr(from_on||'-01-01',1,10)),''), from_on) = 1),
  until_on TEXT CHECK (length(until_on) > 3 AND instr(ifnull(date(substr(until_on||'-01-01',1,10)),''), until_on) = 1),
  locator TEXT,
  note TEXT
) STRICT;
CREATE INDEX statements_reply ON statements(reply_to_id);

CREATE TABLE statement_corrections (
  -- What was said of a row of statements later: that it is wrong, or after that, that it is right after all. The word
  -- with the greatest nth counts. The view standing_statements has the statements that count.
  id INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES statements,
  nth INTEGER NOT NULL CHECK (nth > 0),
  verdict TEXT NOT NULL CHECK (verdict IN ('wrong','right')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  source_id INTEGER NOT NULL REFERENCES sources, -- the source that shows it
  locator TEXT,
  note TEXT,
  UNIQUE (statement_id, nth)
) STRICT;

CREATE TABLE statement_sources (
  -- Further documents that carry the same statement.
  id INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES statements,
  source_id INTEGER NOT NULL REFERENCES sources,
  basis TEXT NOT NULL CHECK (basis IN ('direct','quoted','hearsay')),
  locator TEXT,
  note TEXT,
  UNIQUE (statement_id, source_id)
) STRICT;

CREATE TABLE statement_targets (
  -- What a statement is about: exactly one of the references is set; or source, benchmark and listed_as, which name a
  -- score.
  id INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES statements,
  model_id INTEGER REFERENCES models,
  variant_id INTEGER REFERENCES variants,
  benchmark_id INTEGER REFERENCES benchmarks,
  organization_id INTEGER REFERENCES organizations,
  license_id INTEGER REFERENCES licenses,
  source_id INTEGER REFERENCES sources,
  listed_as TEXT CHECK (listed_as <> ''),
  reported_on TEXT
    CHECK (length(reported_on) > 3 AND instr(ifnull(date(substr(reported_on||'-01-01',1,10)),''), reported_on) = 1),
  CHECK ((model_id IS NOT NULL) + (variant_id IS NOT NULL) + (benchmark_id IS NOT NULL) + (organization_id IS NOT NULL)
    + (license_id IS NOT NULL) + (source_id IS NOT NULL) = CASE WHEN listed_as IS NULL THEN 1 ELSE 2 END),
  CHECK (listed_as IS NULL OR source_id IS NOT NULL AND benchmark_id IS NOT NULL),
  CHECK (reported_on IS NULL OR listed_as IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX statement_targets_identity ON statement_targets(statement_id, ifnull(model_id,0),
    ifnull(variant_id,0), ifnull(benchmark_id,0), ifnull(organization_id,0), ifnull(license_id,0), ifnull(source_id,0),
    ifnull(listed_as,''), ifnull(reported_on,''));

CREATE TABLE suites (
  -- A set of benchmarks that a coverage is judged against; one row per member.
  id INTEGER PRIMARY KEY,
  suite TEXT NOT NULL CHECK (suite <> ''),
  benchmark_id INTEGER NOT NULL REFERENCES benchmarks,
  owner_id INTEGER REFERENCES organizations, -- the developer whose models the set is for
  stage TEXT CHECK (stage IN ('base','instruct','chat','reasoning','other','unknown')),
  launched_on TEXT
    CHECK (length(launched_on) > 3 AND instr(ifnull(date(substr(launched_on||'-01-01',1,10)),''), launched_on) = 1),
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT,
  UNIQUE (suite, benchmark_id)
) STRICT;

CREATE TABLE private_tests (
  -- How many variants a developer tried on a board in private.
  id INTEGER PRIMARY KEY,
  developer_id INTEGER NOT NULL REFERENCES organizations,
  board_id INTEGER NOT NULL REFERENCES organizations,
  model_id INTEGER REFERENCES models,
  n_variants INTEGER NOT NULL CHECK (n_variants > 0),
  n_disclosed INTEGER CHECK (n_disclosed >= 0),
  from_on TEXT CHECK (length(from_on) > 3 AND instr(ifnull(date(substr(from_on||'-01-01',1,10)),''), from_on) = 1),
  to_on TEXT CHECK (length(to_on) > 3 AND instr(ifnull(date(substr(to_on||'-01-01',1,10)),''), to_on) = 1),
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX private_tests_identity ON private_tests(developer_id, board_id, ifnull(model_id,0), n_variants,
    ifnull(n_disclosed,-1), ifnull(from_on,''), ifnull(to_on,''), source_id);

CREATE TABLE external_ids (
  -- What another system calls a thing: exactly one of the references before scheme is set.
  id INTEGER PRIMARY KEY,
  model_id INTEGER REFERENCES models,
  variant_id INTEGER REFERENCES variants,
  benchmark_id INTEGER REFERENCES benchmarks,
  metric_id INTEGER REFERENCES metrics,
  organization_id INTEGER REFERENCES organizations,
  named_source_id INTEGER REFERENCES sources,
  scheme TEXT NOT NULL CHECK (scheme <> ''), -- huggingface, openrouter, arxiv, doi, ...
  external_id TEXT NOT NULL CHECK (external_id <> ''),
  revision TEXT,
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT,
  CHECK ((model_id IS NOT NULL) + (variant_id IS NOT NULL) + (benchmark_id IS NOT NULL) + (metric_id IS NOT NULL)
    + (organization_id IS NOT NULL) + (named_source_id IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX external_ids_identity ON external_ids(ifnull(model_id,0), ifnull(variant_id,0),
    ifnull(benchmark_id,0), ifnull(metric_id,0), ifnull(organization_id,0), ifnull(named_source_id,0), scheme,
    external_id, ifnull(revision,''), source_id);
CREATE INDEX external_ids_of ON external_ids(scheme, external_id);

CREATE TABLE board_minimums (
  -- The votes or items below which a board itself calls a score preliminary.
  id INTEGER PRIMARY KEY,
  board_id INTEGER NOT NULL REFERENCES organizations,
  benchmark_id INTEGER REFERENCES benchmarks, -- NULL: all
  min_sample_size INTEGER NOT NULL CHECK (min_sample_size > 0),
  from_on TEXT CHECK (length(from_on) > 3 AND instr(ifnull(date(substr(from_on||'-01-01',1,10)),''), from_on) = 1),
  to_on TEXT CHECK (length(to_on) > 3 AND instr(ifnull(date(substr(to_on||'-01-01',1,10)),''), to_on) = 1),
  source_id INTEGER NOT NULL REFERENCES sources,
  locator TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX board_minimums_identity ON board_minimums(board_id, ifnull(benchmark_id,0), min_sample_size,
    ifnull(from_on,''), ifnull(to_on,''), source_id);

----
-- Triggers, rules and views. All that follows is made again when a database is upgraded.

-- Append-only: a trigger without BEFORE or AFTER is a BEFORE one. INSERT OR REPLACE slips past delete triggers unless
-- recursive_triggers is on, as the tool sets it.

CREATE TRIGGER release_events_days AFTER INSERT ON release_events BEGIN
  INSERT OR REPLACE INTO variant_days(variant_id, known_on, public_on, hidden_on, denied_on)
  SELECT e.variant_id, min(ifnull(e.since, e.on_date)),
    coalesce(min(CASE WHEN e.is_public THEN ifnull(e.since, e.on_date) END), max(CASE WHEN e.took_away THEN '' END)),
    min(CASE WHEN NOT e.is_public AND NOT e.took_away THEN ifnull(e.since, e.on_date) END),
    min(CASE WHEN e.status = 'not_public' THEN ifnull(e.since, e.on_date) END)
  FROM standing_events e WHERE e.variant_id = NEW.variant_id GROUP BY e.variant_id;
  DELETE FROM status_events WHERE variant_id = NEW.variant_id;
  INSERT INTO status_events SELECT * FROM status_rows WHERE variant_id = NEW.variant_id;
END;
CREATE TRIGGER event_corrections_days AFTER INSERT ON event_corrections BEGIN
  DELETE FROM variant_days WHERE variant_id = NEW.variant_id;
  INSERT INTO variant_days(variant_id, known_on, public_on, hidden_on, denied_on)
  SELECT e.variant_id, min(ifnull(e.since, e.on_date)),
    coalesce(min(CASE WHEN e.is_public THEN ifnull(e.since, e.on_date) END), max(CASE WHEN e.took_away THEN '' END)),
    min(CASE WHEN NOT e.is_public AND NOT e.took_away THEN ifnull(e.since, e.on_date) END),
    min(CASE WHEN e.status = 'not_public' THEN ifnull(e.since, e.on_date) END)
  FROM standing_events e WHERE e.variant_id = NEW.variant_id GROUP BY e.variant_id;
  DELETE FROM status_events WHERE variant_id = NEW.variant_id;
  INSERT INTO status_events SELECT * FROM status_rows WHERE variant_id = NEW.variant_id;
END;
CREATE TRIGGER availability_status AFTER INSERT ON availability BEGIN
  DELETE FROM status_events
  WHERE variant_id IN (
    SELECT NEW.variant_id UNION SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.provider_id);
  INSERT INTO status_events SELECT * FROM status_rows
  WHERE variant_id IN (
    SELECT NEW.variant_id UNION SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.provider_id);
END;
CREATE TRIGGER private_tests_status AFTER INSERT ON private_tests BEGIN
  DELETE FROM status_events
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.board_id);
  INSERT INTO status_events SELECT * FROM status_rows
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.board_id);
END;
CREATE TRIGGER board_minimums_status AFTER INSERT ON board_minimums BEGIN
  DELETE FROM status_events
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.board_id);
  INSERT INTO status_events SELECT * FROM status_rows
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.board_id);
END;
CREATE TRIGGER sources_status AFTER INSERT ON sources WHEN NEW.kind = 'leaderboard' BEGIN
  DELETE FROM status_events
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.publisher_id);
  INSERT INTO status_events SELECT * FROM status_rows
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.board_id = NEW.publisher_id);
END;
CREATE TRIGGER sources_status_again AFTER UPDATE OF kind, publisher_id ON sources
WHEN OLD.kind <> NEW.kind OR OLD.publisher_id IS NOT NEW.publisher_id BEGIN
  DELETE FROM status_events
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.source_id = NEW.id
    OR e.board_id = NEW.publisher_id OR e.board_id = OLD.publisher_id);
  INSERT INTO status_events SELECT * FROM status_rows
  WHERE variant_id IN (SELECT e.variant_id FROM release_events e WHERE e.source_id = NEW.id
    OR e.board_id = NEW.publisher_id OR e.board_id = OLD.publisher_id);
END;

CREATE TRIGGER release_events_no_delete DELETE ON release_events BEGIN
  SELECT raise(ABORT, 'release_events is append-only');
END;
CREATE TRIGGER release_events_no_rewrite UPDATE OF id, variant_id, status, on_date, board_id, channel, region, since,
  precision, source_id ON release_events BEGIN
  SELECT raise(ABORT, 'release_events is append-only: add a row');
END;

CREATE TRIGGER event_corrections_no_delete DELETE ON event_corrections BEGIN
  SELECT raise(ABORT, 'event_corrections is append-only');
END;
CREATE TRIGGER event_corrections_no_rewrite UPDATE OF id, variant_id, status, on_date, board_id, event_source_id,
  channel, region, nth, verdict ON event_corrections BEGIN
  SELECT raise(ABORT, 'event_corrections is append-only: add a row');
END;

CREATE TRIGGER co_developers_no_delete DELETE ON co_developers BEGIN
  SELECT raise(ABORT, 'co_developers is append-only');
END;
CREATE TRIGGER co_developers_no_rewrite UPDATE OF id, model_id, developer_id, source_id ON co_developers BEGIN
  SELECT raise(ABORT, 'co_developers is append-only: add a row');
END;

CREATE TRIGGER benchmark_backers_no_delete DELETE ON benchmark_backers BEGIN
  SELECT raise(ABORT, 'benchmark_backers is append-only');
END;
CREATE TRIGGER benchmark_backers_no_rewrite UPDATE OF id, benchmark_id, organization_id, source_id ON benchmark_backers
  BEGIN
  SELECT raise(ABORT, 'benchmark_backers is append-only: add a row');
END;

CREATE TRIGGER snapshot_extents_no_delete DELETE ON snapshot_extents BEGIN
  SELECT raise(ABORT, 'snapshot_extents is append-only');
END;
CREATE TRIGGER snapshot_extents_no_rewrite UPDATE OF id, source_id, benchmark_id, reported_on ON snapshot_extents BEGIN
  SELECT raise(ABORT, 'snapshot_extents is append-only: add a row');
END;

CREATE TRIGGER statement_corrections_no_delete DELETE ON statement_corrections BEGIN
  SELECT raise(ABORT, 'statement_corrections is append-only');
END;
CREATE TRIGGER statement_corrections_no_rewrite UPDATE OF id, statement_id, nth, verdict ON statement_corrections BEGIN
  SELECT raise(ABORT, 'statement_corrections is append-only: add a row');
END;

CREATE TRIGGER external_ids_no_delete DELETE ON external_ids BEGIN
  SELECT raise(ABORT, 'external_ids is append-only');
END;
CREATE TRIGGER external_ids_no_rewrite UPDATE OF id, model_id, variant_id, benchmark_id, metric_id, organization_id,
  named_source_id, scheme, external_id, revision, source_id ON external_ids BEGIN
  SELECT raise(ABORT, 'external_ids is append-only: add a row');
END;

CREATE TRIGGER availability_no_delete DELETE ON availability BEGIN
  SELECT raise(ABORT, 'availability is append-only');
END;
CREATE TRIGGER availability_no_rewrite UPDATE OF id, variant_id, provider_id, channel, product, from_on, to_on,
  source_id ON availability BEGIN
  SELECT raise(ABORT, 'availability is append-only: add a row');
END;
CREATE TRIGGER specs_no_delete DELETE ON specs BEGIN
  SELECT raise(ABORT, 'specs is append-only');
END;
CREATE TRIGGER specs_no_rewrite UPDATE OF id, variant_id, attribute, basis, provider_id, product, value, value_text,
  as_of, source_id ON specs BEGIN
  SELECT raise(ABORT, 'specs is append-only: add a row');
END;
CREATE TRIGGER aliases_no_delete DELETE ON aliases BEGIN
  SELECT raise(ABORT, 'aliases is append-only');
END;
CREATE TRIGGER aliases_no_rewrite UPDATE OF id, name, norm, scope_id, section, variant_id, valid_from, valid_to,
  source_id ON aliases BEGIN
  SELECT raise(ABORT, 'aliases is append-only: add a row');
END;
CREATE TRIGGER alias_corrections_no_delete DELETE ON alias_corrections BEGIN
  SELECT raise(ABORT, 'alias_corrections is append-only');
END;
CREATE TRIGGER alias_corrections_no_rewrite UPDATE OF id, name, norm, scope_id, section, variant_id, valid_from,
  valid_to, nth, verdict ON alias_corrections BEGIN
  SELECT raise(ABORT, 'alias_corrections is append-only: add a row');
END;

CREATE TRIGGER names_no_delete DELETE ON names BEGIN
  SELECT raise(ABORT, 'names is append-only');
END;
CREATE TRIGGER names_no_rewrite UPDATE ON names BEGIN
  SELECT raise(ABORT, 'names is append-only: add a row');
END;
CREATE TRIGGER listing_notes_no_delete DELETE ON listing_notes BEGIN
  SELECT raise(ABORT, 'listing_notes is append-only');
END;
CREATE TRIGGER listing_notes_no_rewrite UPDATE OF id, source_id, name_id ON listing_notes BEGIN
  SELECT raise(ABORT, 'listing_notes is append-only: add a row');
END;
CREATE TRIGGER scores_no_delete DELETE ON scores BEGIN
  SELECT raise(ABORT, 'scores is append-only');
END;
CREATE TRIGGER scores_no_rewrite UPDATE OF id, snapshot_id, name_id, revision, benchmark_id, value, printed, ci_low,
  ci_high, ci_level, stderr, sample_size, rank, evaluated_on, evaluator_id, asserted_relationship, locator, note,
  external_id, meta, ingest_id, line, supersedes ON scores BEGIN
  SELECT raise(ABORT, 'scores is append-only: add a row');
END;

CREATE TRIGGER statement_sources_no_delete DELETE ON statement_sources BEGIN
  SELECT raise(ABORT, 'statement_sources is append-only');
END;
CREATE TRIGGER statement_sources_no_rewrite UPDATE OF id, statement_id, source_id ON statement_sources BEGIN
  SELECT raise(ABORT, 'statement_sources is append-only: add a row');
END;
CREATE TRIGGER statement_targets_no_delete DELETE ON statement_targets BEGIN
  SELECT raise(ABORT, 'statement_targets is append-only');
END;
CREATE TRIGGER statement_targets_no_rewrite UPDATE ON statement_targets BEGIN
  SELECT raise(ABORT, 'statement_targets is append-only: add a row');
END;

CREATE TRIGGER suites_no_delete DELETE ON suites BEGIN
  SELECT raise(ABORT, 'suites is append-only');
END;
CREATE TRIGGER suites_no_rewrite UPDATE OF id, suite, benchmark_id ON suites BEGIN
  SELECT raise(ABORT, 'suites is append-only: add a row');
END;
CREATE TRIGGER private_tests_no_delete DELETE ON private_tests BEGIN
  SELECT raise(ABORT, 'private_tests is append-only');
END;
CREATE TRIGGER private_tests_no_rewrite UPDATE OF id, developer_id, board_id, model_id, n_variants, n_disclosed,
  from_on, to_on, source_id ON private_tests BEGIN
  SELECT raise(ABORT, 'private_tests is append-only: add a row');
END;
CREATE TRIGGER board_minimums_no_delete DELETE ON board_minimums BEGIN
  SELECT raise(ABORT, 'board_minimums is append-only');
END;
CREATE TRIGGER board_minimums_no_rewrite UPDATE OF id, board_id, benchmark_id, min_sample_size, from_on, to_on,
  source_id ON board_minimums BEGIN
  SELECT raise(ABORT, 'board_minimums is append-only: add a row');
END;
CREATE TRIGGER ingests_no_delete DELETE ON ingests BEGIN
  SELECT raise(ABORT, 'ingests is append-only');
END;
CREATE TRIGGER ingests_no_rewrite UPDATE ON ingests BEGIN
  SELECT raise(ABORT, 'ingests is append-only: add a row');
END;
CREATE TRIGGER rejects_no_delete DELETE ON rejects BEGIN
  SELECT raise(ABORT, 'rejects is append-only');
END;
CREATE TRIGGER rejects_no_rewrite UPDATE ON rejects BEGIN
  SELECT raise(ABORT, 'rejects is append-only: add a row');
END;
CREATE TRIGGER changes_no_delete DELETE ON changes BEGIN
  SELECT raise(ABORT, 'changes is append-only');
END;
CREATE TRIGGER changes_no_rewrite UPDATE ON changes BEGIN
  SELECT raise(ABORT, 'changes is append-only: add a row');
END;
CREATE TRIGGER snapshots_no_delete DELETE ON snapshots BEGIN
  SELECT raise(ABORT, 'snapshots is append-only');
END;
CREATE TRIGGER snapshots_no_rewrite UPDATE ON snapshots BEGIN
  SELECT raise(ABORT, 'snapshots is append-only: add a row');
END;
CREATE TRIGGER maps_no_delete DELETE ON maps BEGIN
  SELECT raise(ABORT, 'maps is append-only');
END;
CREATE TRIGGER maps_no_rewrite UPDATE ON maps BEGIN
  SELECT raise(ABORT, 'maps is append-only: add a row');
END;
CREATE TRIGGER kept_no_delete DELETE ON kept BEGIN
  SELECT raise(ABORT, 'kept is append-only');
END;
CREATE TRIGGER kept_no_rewrite UPDATE ON kept BEGIN
  SELECT raise(ABORT, 'kept is append-only: add a row');
END;
CREATE TRIGGER retractions_no_delete DELETE ON retractions BEGIN
  SELECT raise(ABORT, 'retractions is append-only');
END;
CREATE TRIGGER retractions_no_rewrite UPDATE ON retractions BEGIN
  SELECT raise(ABORT, 'retractions is append-only: add a row');
END;
CREATE TRIGGER links_no_delete DELETE ON links BEGIN
  SELECT raise(ABORT, 'links is append-only');
END;
CREATE TRIGGER links_no_rewrite UPDATE ON links BEGIN
  SELECT raise(ABORT, 'links is append-only: add a row');
END;
CREATE TRIGGER link_parts_no_delete DELETE ON link_parts BEGIN
  SELECT raise(ABORT, 'link_parts is append-only');
END;
CREATE TRIGGER link_parts_no_rewrite UPDATE ON link_parts BEGIN
  SELECT raise(ABORT, 'link_parts is append-only: add a row');
END;
CREATE TRIGGER protocols_no_delete DELETE ON protocols BEGIN
  SELECT raise(ABORT, 'protocols is append-only');
END;
CREATE TRIGGER protocols_no_rewrite UPDATE ON protocols BEGIN
  SELECT raise(ABORT, 'protocols is append-only: add a row');
END;

CREATE TRIGGER organizations_no_delete DELETE ON organizations BEGIN
  SELECT raise(ABORT, 'organizations is a catalogue: rows are never deleted');
END;
CREATE TRIGGER sources_no_delete DELETE ON sources BEGIN
  SELECT raise(ABORT, 'sources is a catalogue: rows are never deleted');
END;
CREATE TRIGGER licenses_no_delete DELETE ON licenses BEGIN
  SELECT raise(ABORT, 'licenses is a catalogue: rows are never deleted');
END;
CREATE TRIGGER models_no_delete DELETE ON models BEGIN
  SELECT raise(ABORT, 'models is a catalogue: rows are never deleted');
END;
CREATE TRIGGER variants_no_delete DELETE ON variants BEGIN
  SELECT raise(ABORT, 'variants is a catalogue: rows are never deleted');
END;
CREATE TRIGGER benchmarks_no_delete DELETE ON benchmarks BEGIN
  SELECT raise(ABORT, 'benchmarks is a catalogue: rows are never deleted');
END;
CREATE TRIGGER metrics_no_delete DELETE ON metrics BEGIN
  SELECT raise(ABORT, 'metrics is a catalogue: rows are never deleted');
END;
CREATE TRIGGER statements_no_delete DELETE ON statements BEGIN
  SELECT raise(ABORT, 'statements is append-only: a retraction is a new statement');
END;

----
-- What the rules stand on.

CREATE VIEW uncorrected_events AS
  -- The release events that event_corrections does not call wrong. The day, or since where the source speaks of earlier
  -- days, may be partial: first_on is the first day that it can mean ('' where it is only known by a day), start_on the
  -- last. last_on is the last day that on_date can mean, after_on the day after it (of a month or a year they only
  -- sort).
SELECT e.id, e.variant_id, e.status, e.on_date, e.board_id, e.source_id, e.locator, e.note, e.channel, e.region,
  e.since, e.precision,
  CASE WHEN e.precision = 'by' AND e.since IS NULL THEN '' ELSE ifnull(e.since, e.on_date) END AS first_on,
  substr(ifnull(e.since, e.on_date) || '-99-99', 1, 10) AS start_on,
  substr(e.on_date || '-99-99', 1, 10) AS last_on,
  ifnull(date(substr(e.on_date || '-99-99', 1, 10), '+1 day'), substr(e.on_date || '-99-99', 1, 10)) AS after_on
FROM release_events e
WHERE ifnull((
  SELECT c.verdict FROM event_corrections c
  WHERE c.variant_id = e.variant_id AND c.status = e.status AND c.on_date = e.on_date
    AND c.board_id IS e.board_id AND c.event_source_id = e.source_id AND c.channel = e.channel
    AND c.region IS e.region
  ORDER BY c.nth DESC LIMIT 1), 'right') = 'right';

CREATE VIEW standing_events AS
  -- The release events that count: see uncorrected_events. is_vague: another event of that status, scope, channel and
  -- region gives a more precise day that this one contains. is_public: a preview or a release for all; took_away: the
  -- end of one.
SELECT e.*, e.board_id IS NULL AND e.status IN ('preview','released') AND NOT e.is_vague AS is_public,
  e.board_id IS NULL AND e.status IN ('deprecated','withdrawn','retired') AND NOT e.is_vague AS took_away
FROM (
  SELECT e.*, EXISTS (
    SELECT 1 FROM uncorrected_events o
    WHERE o.variant_id = e.variant_id AND o.status = e.status AND o.board_id IS e.board_id AND o.channel = e.channel
    AND o.region IS e.region AND o.precision = 'on' AND e.since IS NULL
    AND CASE e.precision WHEN 'by' THEN o.on_date <= e.on_date
      ELSE length(o.on_date) > length(e.on_date) AND substr(o.on_date, 1, length(e.on_date)) = e.on_date END)
    AS is_vague
  FROM uncorrected_events e) e;

CREATE VIEW scoped_events AS
  -- standing_events with whom they speak of. reach: public; provider, where anyone with an account can call it; board,
  -- one leaderboard; unknown, where nothing on record says what the scope is. A board publishes a leaderboard or is on
  -- record as a board; a provider is in availability. is_sure: it is from no registry, and of all channels and
  -- regions: only then may an error rest on it.
SELECT e.*, src.kind = 'registry' AS by_registry,
  src.kind <> 'registry' AND e.channel = 'any' AND e.region IS NULL AND NOT e.is_vague AS is_sure,
  CASE WHEN e.board_id IS NULL THEN 'public'
    WHEN EXISTS (
      SELECT 1 FROM availability a
      WHERE a.variant_id = e.variant_id AND a.provider_id = e.board_id AND a.channel <> 'leaderboard_only')
      THEN 'provider'
    ELSE CASE 2 * (src.kind = 'leaderboard'
        OR EXISTS (SELECT 1 FROM sources b WHERE b.publisher_id = e.board_id AND b.kind = 'leaderboard')
        OR EXISTS (SELECT 1 FROM availability a WHERE a.provider_id = e.board_id
          AND a.channel = 'leaderboard_only')
        OR EXISTS (SELECT 1 FROM private_tests p WHERE p.board_id = e.board_id)
        OR EXISTS (SELECT 1 FROM board_minimums n WHERE n.board_id = e.board_id))
      + EXISTS (SELECT 1 FROM availability a WHERE a.provider_id = e.board_id
          AND a.channel <> 'leaderboard_only')
      WHEN 2 THEN 'board' WHEN 1 THEN 'provider' ELSE 'unknown' END END AS reach
FROM standing_events e
JOIN sources src ON src.id = e.source_id;

CREATE VIEW denials AS
  -- The events by which a source, no registry, says that the public could not get a variant at all.
SELECT e.variant_id, e.first_on, e.start_on
FROM standing_events e
JOIN sources src ON src.id = e.source_id
WHERE e.status = 'not_public' AND e.board_id IS NULL AND e.channel = 'any' AND e.region IS NULL AND NOT e.is_vague
  AND src.kind <> 'registry';

CREATE VIEW public_channels AS
  -- Availability with a start day, as evidence of being public: gone_on is the day after the last one (NULL: not
  -- ended).
  -- is_kept: the end of an API does not end it, for it is weights, or somebody else serves it.
SELECT a.id, a.variant_id, a.provider_id, a.channel, a.product, a.from_on, a.to_on, a.source_id,
  substr(a.from_on || '-99-99', 1, 10) AS start_on,
  ifnull(date(a.to_on, '+1 day'), substr(a.to_on || '-99-99', 1, 10)) AS gone_on,
  a.channel IN ('weights','third_party_api','cloud') OR a.to_on IS NOT NULL AS is_kept
FROM availability a
WHERE a.from_on IS NOT NULL AND a.channel <> 'leaderboard_only';

CREATE VIEW channel_starts AS
  -- The days on which a channel began: of public_channels, and of releases by one channel.
SELECT variant_id, channel, from_on, 0 AS by_event FROM public_channels
UNION ALL
SELECT variant_id, replace(channel, 'api', 'first_party_api'), on_date, 1 FROM standing_events
WHERE is_public AND status = 'released' AND channel <> 'any' AND region IS NULL;

CREATE VIEW status_rows AS
  -- The rows of status_events: what decides the status of a variant on a day. Of those with counts_from <= the day and
  -- ends_on NULL or > the day
  -- the first one by step, on_date DESC, tie DESC, event_id. Of a month or a year the day is its last, but its first
  -- where takes_away and counts_from, or where is_public and ends_on, are compared: doubt counts for the variant. For
  -- the same reason near_on counts too, the day before a release or an offer that another source gives. means: public;
  -- gone; unknown, public or not; or error, warning, note: not public, and how severe a flag is that rests on it.
SELECT e.variant_id, e.status, e.on_date, CASE WHEN e.reach <> 'provider' THEN e.board_id END AS board_id,
  e.id AS event_id, NULL AS availability_id, e.source_id, e.start_on, e.last_on, 0 AS takes_away, 1 AS is_public,
  CASE WHEN e.first_on = '' THEN e.on_date ELSE e.first_on END AS counts_from,
  CASE WHEN length(e.first_on) = 10 THEN date(e.first_on, '-1 day') END AS near_on,
  (SELECT min(n.start_on) FROM denials n WHERE n.variant_id = e.variant_id
     AND n.first_on > ifnull(date(e.start_on, '+1 day'), e.start_on)) AS ends_on,
  CASE e.status WHEN 'released' THEN 1.0 ELSE 2.0 END AS step, e.status AS tie, 'public' AS means
FROM scoped_events e
WHERE e.status IN ('released','preview') AND e.reach IN ('public','provider') AND NOT e.is_vague
UNION ALL  -- that it was public at some time is known, and not since when
SELECT e.variant_id, 'unknown', e.on_date, NULL, e.id, NULL, e.source_id, e.start_on, e.last_on, 0, 1, '', NULL,
  (SELECT min(n.start_on) FROM denials n WHERE n.variant_id = e.variant_id AND n.first_on > e.after_on),
  5.0, '', 'unknown'
FROM standing_events e
WHERE e.is_public AND e.first_on = ''
  OR e.took_away AND NOT EXISTS (
    SELECT 1 FROM standing_events p
    WHERE p.variant_id = e.variant_id AND p.is_public AND p.first_on <= e.on_date)
UNION ALL  -- taken away from all: from the day after, until it comes back or a source says that it is not public
SELECT e.variant_id, e.status, e.on_date, NULL, e.id, NULL, e.source_id, e.start_on, e.last_on, 1,
  e.status = 'deprecated', e.after_on, NULL, min(
    ifnull((SELECT min(p.first_on) FROM standing_events p
      WHERE p.variant_id = e.variant_id AND p.is_public AND p.first_on > e.on_date), '9999'),
    ifnull((SELECT min(n.start_on) FROM denials n WHERE n.variant_id = e.variant_id
      AND n.first_on > e.after_on), '9999')),
  0.0, e.status, CASE e.status WHEN 'deprecated' THEN 'public' ELSE 'gone' END
FROM standing_events e
WHERE e.took_away AND e.region IS NULL AND (e.channel = 'any' OR NOT EXISTS (
  SELECT 1 FROM standing_events p
  WHERE p.variant_id = e.variant_id AND p.is_public AND p.channel <> e.channel))
UNION ALL  -- not public, on evidence: on the days that the source speaks of (part 4), and on (6) until it is
SELECT e.variant_id, e.status, e.on_date, e.board_id, e.id, NULL, e.source_id, e.start_on, e.last_on, 0, 0,
  e.start_on,
  NULL, CASE part.column1 WHEN 4 THEN e.after_on ELSE (
    SELECT min(g.after_on) FROM standing_events g
    WHERE g.variant_id = e.variant_id AND g.board_id = e.board_id AND g.on_date >= e.on_date
      AND g.status IN ('deprecated','withdrawn','retired') AND e.status IN ('preview','released')) END,
  CASE WHEN e.is_sure THEN part.column1 ELSE 6.5 END, CASE WHEN e.board_id IS NULL THEN e.status ELSE '' END,
  CASE WHEN e.is_sure THEN 'error' ELSE 'warning' END
FROM scoped_events e
CROSS JOIN (VALUES (4.0), (6.0)) part
WHERE NOT e.is_vague AND (e.status IN ('in_training','private_testing','cancelled')
  OR e.status = 'not_public' AND e.board_id IS NULL AND e.channel = 'any' AND e.region IS NULL
  OR e.status IN ('preview','released') AND e.reach = 'board')
UNION ALL  -- announced, or offered by one organization alone of which it is not known who could call it
SELECT e.variant_id, e.status, e.on_date, e.board_id, e.id, NULL, e.source_id, e.start_on, e.last_on, 0, 0,
  e.start_on,
  NULL, NULL, CASE WHEN e.board_id IS NULL THEN 7.0 ELSE 8.0 END,
  CASE WHEN e.board_id IS NULL THEN e.status ELSE '' END, CASE WHEN e.by_registry THEN 'note' ELSE 'warning' END
FROM scoped_events e
WHERE e.status = 'announced' OR e.reach = 'unknown' AND e.status IN ('preview','released')
  OR e.reach <> 'public' AND e.status IN ('deprecated','withdrawn','retired')
UNION ALL  -- offered, and nobody says since when
SELECT a.variant_id, 'unknown', '', NULL, NULL, a.id, a.source_id, '9999-99-99', '9999-99-99', 0, 1, '', NULL, (
    SELECT min(n.start_on) FROM denials n WHERE n.variant_id = a.variant_id
      AND n.first_on > substr(a.to_on || '-99-99', 1, 10)),
  5.0, '', 'unknown'
FROM availability a
WHERE a.from_on IS NULL AND a.channel <> 'leaderboard_only'
UNION ALL  -- available: before the end of an API where it goes on after that
SELECT a.variant_id, 'available', a.from_on, NULL, NULL, a.id, a.source_id, a.start_on,
  a.start_on, 0, 1, a.from_on, CASE WHEN length(a.from_on) = 10 THEN date(a.from_on, '-1 day') END, a.gone_on,
  CASE WHEN a.is_kept AND EXISTS (
    SELECT 1 FROM standing_events w WHERE w.variant_id = a.variant_id AND w.took_away) THEN -1.0 ELSE 3.0 END,
  a.channel, 'public'
FROM public_channels a
UNION ALL
SELECT a.variant_id, 'ended', a.to_on, NULL, NULL, a.id, a.source_id, a.start_on, a.gone_on, 1, 0, a.gone_on, NULL,
  (SELECT min(n.start_on) FROM denials n WHERE n.variant_id = a.variant_id AND n.first_on > a.gone_on),
  3.5, a.channel, 'gone'
FROM public_channels a
WHERE a.gone_on IS NOT NULL;

CREATE VIEW standing_aliases AS
  -- The aliases that count: all but those of which alias_corrections says last that they are wrong. Each surely holds
  -- from sure_from to sure_to and may hold from may_from to may_to: 2025-04 can be any day of April.
SELECT a.id, a.name, a.norm, a.scope_id, a.section, a.variant_id, a.valid_from, a.valid_to, a.evidence, a.source_id,
  a.locator, a.note,
  ifnull(substr(a.valid_from || '-01-01', 1, 10), '0000-00-00') AS may_from,
  CASE ifnull(length(a.valid_from), 0) WHEN 0 THEN '0000-00-00' WHEN 4 THEN a.valid_from || '-12-31'
    WHEN 7 THEN date(a.valid_from || '-01', '+1 month', '-1 day') ELSE a.valid_from END AS sure_from,
  ifnull(substr(a.valid_to || '-01-01', 1, 10), '9999-99-99') AS sure_to,
  ifnull(substr(a.valid_to || '-99-99', 1, 10), '9999-99-99') AS may_to
FROM aliases a
WHERE ifnull((
  SELECT c.verdict FROM alias_corrections c
  WHERE c.norm = a.norm AND c.variant_id = a.variant_id
    AND ifnull(c.scope_id, 0) = ifnull(a.scope_id, 0) AND ifnull(c.section, '') = ifnull(a.section, '')
    AND c.valid_from IS a.valid_from AND c.valid_to IS a.valid_to
  ORDER BY c.nth DESC LIMIT 1), 'right') = 'right';

CREATE VIEW standing_statements AS
  -- The statements that count: all but those of which statement_corrections says last that they are wrong.
SELECT s.* FROM statements s
WHERE ifnull((
  SELECT c.verdict FROM statement_corrections c WHERE c.statement_id = s.id ORDER BY c.nth DESC LIMIT 1),
  'right') = 'right';

CREATE VIEW source_aliases AS
  -- The aliases that count in a source. The highest rank decides: 4 an alias of a section of the source, 3 of the whole
  -- source, 2 of another board of its publisher (one board in several copies), 1 for all, as the slug of a variant is.
SELECT src.id AS source_id, CASE WHEN a.scope_id IS NULL THEN 1 WHEN a.scope_id <> src.id THEN 2
    WHEN a.section IS NULL THEN 3 ELSE 4 END AS rank,
  a.norm, a.section, a.variant_id, a.may_from, a.sure_from, a.sure_to, a.may_to, a.id AS alias_id
FROM sources src
JOIN standing_aliases a
LEFT JOIN sources sc ON sc.id = a.scope_id
WHERE a.scope_id IS NULL OR a.scope_id = src.id
  OR (sc.publisher_id = src.publisher_id AND src.kind IN ('leaderboard','dataset','repo','aggregator')
    AND sc.kind IN ('leaderboard','dataset','repo','aggregator'));

CREATE VIEW dated_names AS
  -- The names that an alias with a first or a last day is about: what they mean depends on the day of the snapshot.
SELECT nm.id AS name_id FROM names nm
WHERE nm.norm IN (SELECT a.norm FROM aliases a WHERE a.valid_from IS NOT NULL OR a.valid_to IS NOT NULL);

CREATE VIEW listing_candidates AS
  -- The variants that a name may mean in a source, on one day or another: those that the aliases of the highest rank
  -- say (see source_aliases). More than one is ambiguity. Every name is here with every source: ask for one source_id
  -- and one name_id. (No compound: SQLite takes only plain joins into its own.)
SELECT l.source_id, l.name_id, v.id AS variant_id, CASE v.slug WHEN l.name THEN 'slug' ELSE 'alias' END AS how
FROM (
  SELECT src.id AS source_id, nm.id AS name_id, nm.name, nm.norm, nm.section, ifnull((
    SELECT max(n.rank) FROM source_aliases n
    WHERE n.norm = nm.norm AND n.source_id = src.id AND (n.section IS NULL OR n.section = nm.section)
    AND n.may_from = '0000-00-00' AND n.may_to = '9999-99-99'), 0) AS best
  FROM names nm, sources src) l
CROSS JOIN json_each((
  SELECT json_group_array(id) FROM (
    SELECT w.id FROM variants w WHERE w.slug = l.name AND l.best <= 1
    UNION
    SELECT a.variant_id FROM source_aliases a
    WHERE a.norm = l.norm AND a.source_id = l.source_id AND (a.section IS NULL OR a.section = l.section)
      AND a.rank >= l.best))) one
CROSS JOIN variants v ON v.id = one.value;

CREATE VIEW snapshot_days AS
  -- The snapshots with the first and the last day that reported_on can mean.
SELECT sp.id, sp.source_id, sp.benchmark_id, sp.metric_id, sp.protocol_id, sp.reported_on,
  substr(sp.reported_on || '-01-01', 1, 10) AS first_day,
  CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31'
    WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END AS last_day
FROM snapshots sp;

CREATE VIEW snapshot_candidates AS
  -- The variants that a name may mean in a snapshot, by the aliases that may hold on its day; an alias that surely
  -- holds leaves out those of lower rank. Where there is one variant, and surely, the name means it: see
  -- dated_meanings. Every name is here with every snapshot: ask for one of each.
SELECT l.snapshot_id, l.name_id, v.id AS variant_id, CASE v.slug WHEN l.name THEN 'slug' ELSE 'alias' END AS how
FROM (
  SELECT sp.id AS snapshot_id, sp.source_id, sp.first_day, sp.last_day, nm.id AS name_id, nm.name, nm.norm,
    nm.section, ifnull((
      SELECT max(n.rank) FROM source_aliases n
      WHERE n.norm = nm.norm AND n.source_id = sp.source_id AND (n.section IS NULL OR n.section = nm.section)
        AND n.sure_from <= sp.first_day AND n.sure_to >= sp.last_day), 0) AS best
  FROM names nm, snapshot_days sp) l
CROSS JOIN json_each((
  SELECT json_group_array(id) FROM (
    SELECT w.id FROM variants w WHERE w.slug = l.name AND l.best <= 1
    UNION
    SELECT a.variant_id FROM source_aliases a
    WHERE a.norm = l.norm AND a.source_id = l.source_id AND (a.section IS NULL OR a.section = l.section)
      AND a.may_from <= l.last_day AND a.may_to >= l.first_day AND a.rank >= l.best))) one
CROSS JOIN variants v ON v.id = one.value;

CREATE VIEW dated_meanings AS
  -- What the dated names of scores mean: the variant of the day, but NULL for a value that the source printed on this
  -- benchmark before, when the name meant something else or nothing known: nobody says that it was measured again.
SELECT score_id, CASE WHEN prints = known AND (known = 0 OR least = meant AND most = meant) THEN meant
  END AS variant_id
FROM (
  SELECT s.id AS score_id, d.variant_id AS meant, count(*) FILTER (WHERE x.id IS NULL) OVER same AS prints,
    count(d.variant_id) FILTER (WHERE x.id IS NULL) OVER same AS known,
    min(d.variant_id) FILTER (WHERE x.id IS NULL) OVER same AS least,
    max(d.variant_id) FILTER (WHERE x.id IS NULL) OVER same AS most
  FROM scores s
  CROSS JOIN snapshot_days sp ON sp.id = s.snapshot_id
  CROSS JOIN (
    SELECT sp.source_id, s.name_id, sp.reported_on, (
      SELECT CASE WHEN count(DISTINCT c.variant_id) = 1 AND max(c.how = 'slug' OR EXISTS (
      SELECT 1 FROM source_aliases a
      WHERE a.norm = nm.norm AND a.source_id = d.source_id AND a.variant_id = c.variant_id
       AND (a.section IS NULL OR a.section = nm.section)
       AND a.sure_from <= d.first_day AND a.sure_to >= d.last_day)) THEN min(c.variant_id) END
      FROM snapshot_candidates c
      JOIN snapshot_days d ON d.id = c.snapshot_id
      JOIN names nm ON nm.id = c.name_id
      WHERE c.snapshot_id = min(sp.id) AND c.name_id = s.name_id) AS variant_id
    FROM scores s
    CROSS JOIN snapshots sp ON sp.id = s.snapshot_id
    WHERE s.name_id IN (SELECT name_id FROM dated_names)
    GROUP BY sp.source_id, s.name_id, sp.reported_on) d
    ON d.source_id = sp.source_id AND d.name_id = s.name_id AND d.reported_on = sp.reported_on
  LEFT JOIN outdated x ON x.id = s.id
  WHERE s.name_id IN (SELECT name_id FROM dated_names)
  WINDOW same AS (
    PARTITION BY sp.source_id, s.name_id, sp.benchmark_id, sp.metric_id, s.value ORDER BY sp.first_day));

CREATE VIEW score_candidates AS
  -- The variants that the name of a score may mean on its day; of a dated name also those that it meant when the source
  -- printed this value before.
SELECT s.id AS score_id, v.id AS variant_id, CASE v.slug WHEN nm.name THEN 'slug' ELSE 'alias' END AS how
FROM scores s
CROSS JOIN names nm ON nm.id = s.name_id
CROSS JOIN json_each((
  SELECT json_group_array(variant_id) FROM (
    SELECT c.variant_id FROM snapshot_candidates c WHERE c.snapshot_id = s.snapshot_id AND c.name_id = s.name_id
    UNION
    SELECT p.variant_id
    FROM snapshots sp
    CROSS JOIN snapshots b ON b.source_id = sp.source_id AND b.benchmark_id = sp.benchmark_id
      AND b.metric_id = sp.metric_id
      AND substr(b.reported_on || '-01-01', 1, 10) <= substr(sp.reported_on || '-01-01', 1, 10)
    CROSS JOIN scores p ON p.snapshot_id = b.id AND p.name_id = s.name_id
    WHERE sp.id = s.snapshot_id AND s.name_id IN (SELECT name_id FROM dated_names)
      AND p.value = s.value AND p.variant_id IS NOT NULL AND p.id NOT IN outdated))) one
CROSS JOIN variants v ON v.id = one.value;

CREATE VIEW open_names AS
  -- The names in each source whose current scores have no variant: how many scores, the day of the first, and one of
  -- them. Of a dated name a row for each score.
SELECT sp.source_id, s.name_id, min(s.id) AS score_id, count(*) AS scores, min(sp.reported_on) AS first_on
FROM scores s
JOIN snapshots sp ON sp.id = s.snapshot_id
WHERE s.variant_id IS NULL AND s.id NOT IN outdated
GROUP BY sp.source_id, s.name_id, CASE WHEN s.name_id IN (SELECT name_id FROM dated_names) THEN s.id END;

CREATE VIEW noted_names AS
  -- The names in listing_notes that their source prints for no score.
SELECT n.source_id, n.name_id FROM listing_notes n
WHERE NOT EXISTS (
  SELECT 1 FROM snapshots sp
  CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = n.name_id
  WHERE sp.source_id = n.source_id);

CREATE VIEW open_candidates AS
  -- The variants that the names of open_names and noted_names may mean.
SELECT o.source_id, o.name_id, o.score_id, o.scores, o.first_on, c.variant_id
FROM open_names o
CROSS JOIN score_candidates c ON c.score_id = o.score_id
UNION ALL
SELECT n.source_id, n.name_id, NULL, 0, NULL, c.variant_id
FROM noted_names n
CROSS JOIN listing_candidates c ON c.source_id = n.source_id AND c.name_id = n.name_id;

CREATE VIEW open_listings AS
  -- The names in each source whose current scores have no variant, and those in listing_notes that have no scores: how
  -- many scores, the day of the first, and why. One name can be ambiguous on one day and unresolved on another.
SELECT source_id, name_id, sum(scores) AS scores, min(first_on) AS first_on,
  CASE candidates WHEN 0 THEN 'unresolved' ELSE 'ambiguous' END AS resolution
FROM (
  SELECT o.*, 2 * EXISTS (SELECT 1 FROM score_candidates c WHERE c.score_id = o.score_id) AS candidates
  FROM open_names o
  UNION ALL
  SELECT n.source_id, n.name_id, NULL, 0, NULL, (
    SELECT count(DISTINCT c.variant_id) FROM listing_candidates c
    WHERE c.source_id = n.source_id AND c.name_id = n.name_id)
  FROM noted_names n)
WHERE candidates <> 1
GROUP BY source_id, name_id, candidates > 0;

CREATE VIEW listings AS
  -- A name as one source prints it, and which variant it is taken to mean: NULL where nothing on record says so. A name
  -- that means another variant on another day has a row for each. Resolved by aliases and exact slugs (see
  -- source_aliases), never by likeness, and again whenever aliases change. resolution: slug, alias, ambiguous,
  -- unresolved. scores counts the current ones.
SELECT src.slug AS source, nm.name, nm.section, nm.norm, v.slug AS variant,
  CASE WHEN v.slug = nm.name THEN 'slug' WHEN v.id IS NOT NULL THEN 'alias' ELSE l.open END AS resolution,
  l.scores, l.first_on, l.last_on, n.note, l.source_id, l.name_id, v.id AS variant_id
FROM (
  SELECT source_id, name_id, variant_id, sum(scores) AS scores, min(first_on) AS first_on, max(last_on) AS last_on,
    open
  FROM (
    SELECT g.*, CASE WHEN g.variant_id IS NOT NULL THEN NULL
      WHEN EXISTS (SELECT 1 FROM score_candidates c WHERE c.score_id = g.score_id) THEN 'ambiguous'
      ELSE 'unresolved' END AS open
    FROM (
      SELECT source_id, name_id, variant_id, min(score_id) AS score_id, sum(n) AS scores, min(day) AS first_on,
        max(day) AS last_on
      FROM (
        SELECT sp.source_id, s.name_id, s.variant_id, s.id AS score_id, sp.reported_on AS day,
          s.id NOT IN outdated AS n,
          CASE WHEN s.variant_id IS NULL AND s.name_id IN (SELECT name_id FROM dated_names) THEN s.id
            END AS apart
        FROM scores s
        JOIN snapshots sp ON sp.id = s.snapshot_id)
      GROUP BY source_id, name_id, variant_id, apart) g)
  GROUP BY source_id, name_id, variant_id, open
  UNION ALL
  SELECT n.source_id, n.name_id,
    CASE WHEN n.k = 1 AND n.name_id NOT IN (SELECT name_id FROM dated_names) THEN (
      SELECT min(c.variant_id) FROM listing_candidates c
      WHERE c.source_id = n.source_id AND c.name_id = n.name_id) END,
    0, NULL, NULL, CASE n.k WHEN 0 THEN 'unresolved' ELSE 'ambiguous' END
  FROM (
    SELECT n.*, (
      SELECT count(DISTINCT c.variant_id) FROM listing_candidates c
      WHERE c.source_id = n.source_id AND c.name_id = n.name_id) AS k
    FROM noted_names n) n) l
JOIN sources src ON src.id = l.source_id
JOIN names nm ON nm.id = l.name_id
LEFT JOIN variants v ON v.id = l.variant_id
LEFT JOIN listing_notes n ON n.source_id = l.source_id AND n.name_id = l.name_id;

CREATE VIEW name_days AS
  -- What each source means by its dated names on each day on which it prints them: NULL where that is not known.
SELECT sp.source_id, s.name_id, sp.reported_on AS day, max(s.variant_id) AS variant_id
FROM (  -- found by two indexes: reading all scores would take longer
  SELECT s.id, s.snapshot_id, s.name_id, s.variant_id
  FROM dated_names d
  CROSS JOIN scores s ON s.name_id = d.name_id AND s.variant_id IS NULL
  UNION ALL
  SELECT s.id, s.snapshot_id, s.name_id, s.variant_id
  FROM dated_names d
  CROSS JOIN names nm ON nm.id = d.name_id
  CROSS JOIN variants v ON v.id IN (
    SELECT a.variant_id FROM aliases a WHERE a.norm = nm.norm
    UNION ALL SELECT w.id FROM variants w WHERE w.slug = nm.name)
  CROSS JOIN scores s ON s.variant_id = v.id AND s.name_id = nm.id) s
JOIN snapshots sp ON sp.id = s.snapshot_id
WHERE s.id NOT IN outdated
GROUP BY sp.source_id, s.name_id, sp.reported_on;

CREATE VIEW reassigned_names AS
  -- The names that a source prints on a day and on the next one with another meaning: variant_id on day,
  -- next_variant_id on next_on. NULL: not known.
SELECT source_id, name_id, day, variant_id, next_on, next_variant_id
FROM (
  SELECT source_id, name_id, day, variant_id, lead(day) OVER later AS next_on,
    lead(variant_id) OVER later AS next_variant_id
  FROM name_days
  WINDOW later AS (PARTITION BY source_id, name_id ORDER BY day))
WHERE next_on IS NOT NULL AND next_variant_id IS NOT variant_id;

CREATE VIEW variant_status AS
  -- The status of each variant as intervals [since, until); until is NULL while it holds. Each scope (public, or an
  -- organization that alone offered it) is a track of its own. A variant without rows has an unknown status. since is
  -- the day of the event: from_on is earlier where its source speaks of earlier days. The one status of a day is in
  -- status_events, with availability.
SELECT m.slug AS model, v.slug AS variant, e.status, e.on_date AS since,
  (SELECT min(n.on_date) FROM standing_events n
   WHERE n.variant_id = e.variant_id AND n.board_id IS e.board_id AND n.on_date > e.on_date
     AND NOT n.is_vague) AS until,
  coalesce(o.slug, 'public') AS scope, src.slug AS source,
  src.title AS source_title, src.url AS source_url, e.locator, e.note, e.variant_id, e.channel, e.region,
  e.precision, ifnull(e.since, e.on_date) AS from_on
FROM standing_events e
JOIN variants v ON v.id = e.variant_id
JOIN models m ON m.id = v.model_id
JOIN sources src ON src.id = e.source_id
LEFT JOIN organizations o ON o.id = e.board_id
WHERE NOT e.is_vague AND NOT EXISTS (
  SELECT 1 FROM standing_events d
  WHERE d.variant_id = e.variant_id AND d.status = e.status AND d.on_date = e.on_date
    AND d.board_id IS e.board_id AND d.channel = e.channel AND d.region IS e.region AND d.id < e.id);

CREATE VIEW standing_scores AS
  -- The scores that count, with source and snapshot. has_variant names variant_id so that no index of variants is used.
SELECT s.id AS score_id, s.name_id, s.variant_id, s.benchmark_id, sp.source_id, +s.variant_id > 0 AS has_variant,
  s.snapshot_id, sp.reported_on, substr(sp.reported_on || '-99-99', 1, 10) AS last_day, s.revision, s.supersedes,
  s.value, ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) AS printed, s.printed AS text,
  s.ci_low, s.ci_high, s.ci_level, s.stderr, s.sample_size, s.rank, s.evaluated_on, s.locator, s.note,
  s.evaluator_id, s.asserted_relationship, s.ingest_id, s.line,
  src.slug AS source, src.kind AS source_kind, src.publisher_id, sp.protocol_id, sp.metric_id
FROM scores s
JOIN snapshots sp ON sp.id = s.snapshot_id
LEFT JOIN sources src ON src.id = sp.source_id
LEFT JOIN outdated later ON later.id = s.id
WHERE later.id IS NULL;

CREATE VIEW score_numbers AS
  -- standing_scores with what comparing them takes: percent is the value with proportions brought to percent, variance
  -- that of percent: ((ci_high - ci_low) / 2z)^2 with z of the interval's level, else stderr^2, else binomial p(1-p)/n
  -- with n the sample size, else the size of the benchmark (Wald; see e.g. Miller 2024, "Adding Error Bars to Evals").
  -- The levels are 0.68, 0.8, 0.9, 0.95, 0.98, 0.99 and 0.999; an interval of another level is not taken. Nor is an
  -- interval or an error of 0: that is what p(1-p)/n comes to where all or none was solved, and says nothing. p(1-p)/n
  -- is taken only where is_share: the metric goes from 0 to 1 or to 100 percent, so it may be a share of items.
  -- above: the part of the interval that lies above the value. half_place: half a unit of the last printed place.
SELECT s.*, s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END AS percent,
  CASE mt.unit WHEN 'proportion' THEN 10000.0 ELSE 1.0 END * CASE
    WHEN s.ci_high > s.ci_low AND s.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999)
      THEN (s.ci_high - s.ci_low) * (s.ci_high - s.ci_low) / (4 * CASE s.ci_level WHEN 0.95 THEN 3.8415
        WHEN 0.9 THEN 2.7055 WHEN 0.99 THEN 6.6349 WHEN 0.68 THEN 0.9889 WHEN 0.8 THEN 1.6424
        WHEN 0.98 THEN 5.4119 ELSE 10.8276 END)
    WHEN s.stderr > 0 THEN s.stderr * s.stderr
    WHEN mt.lower_bound IS NOT 0 THEN NULL
    WHEN mt.unit = 'proportion' AND mt.upper_bound = 1 AND s.value > 0 AND s.value < 1
      THEN s.value * (1 - s.value) / coalesce(s.sample_size, b.n_items)
    WHEN mt.unit = 'percent' AND mt.upper_bound = 100 AND s.value > 0 AND s.value < 100
      THEN s.value * (100 - s.value) / coalesce(s.sample_size, b.n_items) END AS variance,
  CASE WHEN s.ci_low < s.value AND s.value < s.ci_high
      AND s.ci_level IN (0.95, 0.9, 0.99, 0.68, 0.8, 0.98, 0.999)
    THEN (s.ci_high - s.value) / (s.ci_high - s.ci_low) ELSE 0.5 END AS above,
  (SELECT CAST('0.' || substr('00000000000000000000', 1, length(p.digits) - instr(p.digits || '.', '.')) || '5'
       AS REAL) * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END
   FROM (SELECT CASE WHEN rtrim(s.printed, ' %') GLOB '*[^0-9.-]*' THEN rtrim(rtrim(s.value, '0'), '.')
       ELSE rtrim(s.printed, ' %') END AS digits) p) AS half_place,
  ifnull(mt.lower_bound = 0 AND mt.upper_bound = CASE mt.unit WHEN 'proportion' THEN 1 WHEN 'percent' THEN 100
    END, 0) AS is_share,
  b.slug AS benchmark, b.n_items, b.family, b.access, mt.slug AS metric, mt.unit, mt.quantity AS metric_quantity,
  coalesce(mt.quantity, mt.slug) AS quantity, mt.lower_bound, mt.upper_bound, mt.higher_is_better
FROM standing_scores s
LEFT JOIN benchmarks b ON b.id = s.benchmark_id
LEFT JOIN metrics mt ON mt.id = s.metric_id;

CREATE VIEW current_scores AS
  -- The scores that count, with what their ids stand for. The outer joins cost nothing where unused.
SELECT s.*, dev.slug AS developer, m.slug AS model, v.slug AS variant, nm.name AS listed_as, nm.section, v.model_id,
  m.developer_id, ev.slug AS evaluator, v.stage, v.build
FROM score_numbers s
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN models m ON m.id = v.model_id
LEFT JOIN names nm ON nm.id = s.name_id
LEFT JOIN organizations dev ON dev.id = m.developer_id
LEFT JOIN organizations ev ON ev.id = s.evaluator_id;

CREATE VIEW reported_status AS
  -- The standing scores with the status of their variant on the day of the report: picked is NULL (nothing is on
  -- record), or an array of the status in words, what it means (public; gone; unknown; or error, warning, note: not
  -- public, and the severity that the evidence bears), and the id of the event (0: availability).
SELECT s.*, (
  SELECT json_array(
    e.status || ifnull(' on ' || (SELECT o.slug FROM organizations o WHERE o.id = e.board_id) || ' only', ''),
    e.means, ifnull(e.event_id, 0))
  FROM status_events e
  WHERE e.variant_id = s.variant_id
    AND (e.counts_from <= CASE WHEN e.takes_away THEN s.reported_on ELSE s.last_day END
      OR e.near_on = s.reported_on AND e.source_id <> s.source_id)
    AND ifnull(e.ends_on > CASE WHEN e.is_public THEN s.reported_on ELSE s.last_day END, 1)
  ORDER BY e.step, e.on_date DESC, e.tie DESC, e.event_id LIMIT 1) AS picked
FROM standing_scores s;

CREATE VIEW hidden_scores AS
  -- The standing scores of a variant that was not public on the day of the report, as far as is on record: event_id is
  -- the event that says so, hides the severity that it bears (see status_events). error: a source shows that the public
  -- could not get it; warning: it was announced, and no release is on record; note: so a registry alone says.
SELECT s.*, v.model_id, json_extract(s.picked, '$[2]') AS event_id, json_extract(s.picked, '$[1]') AS hides
FROM (
  SELECT c.*
  FROM variant_days vd
  CROSS JOIN reported_status c ON c.variant_id = vd.variant_id AND c.has_variant
  WHERE vd.hidden_on <= c.last_day
    AND (vd.public_on IS NULL OR vd.public_on = '' OR vd.public_on > c.last_day
      OR ifnull(vd.denied_on <= c.last_day, 0))
  LIMIT -1) s  -- the LIMIT keeps SQLite from computing picked twice
JOIN variants v ON v.id = s.variant_id
WHERE json_extract(s.picked, '$[1]') IN ('error','warning','note');

CREATE VIEW public_scores AS
  -- The standing scores of a variant that the public could get on the day of the report: a preview, a release or
  -- availability is on record, and nothing that took it away before.
SELECT s.*
FROM reported_status s
WHERE json_extract(s.picked, '$[1]') = 'public';

CREATE VIEW hidden_evidence AS
  -- The hidden scores with the severity that the evidence known by then bears: from since, until better evidence came.
SELECT h.score_id, iif(part.value, h.hides, iif(h.hides = 'note', 'note', 'warning')) AS severity,
  iif(part.value, max(h.reported_on, e.on_date), h.reported_on) AS since, iif(part.value, NULL, e.on_date) AS until
FROM hidden_scores h
JOIN release_events e ON e.id = h.event_id
CROSS JOIN json_each('[1,0]') part
WHERE part.value OR e.on_date > h.reported_on AND EXISTS (
  SELECT 1 FROM standing_events f WHERE f.variant_id = h.variant_id AND f.last_on <= h.last_day);

CREATE VIEW variant_siblings AS
  -- Two variants of one model that may be of one stage: instruct and chat are one. is_sure: they are.
SELECT v.id AS variant_id, r.id AS sibling_id, r.slug AS sibling,
  'unknown' NOT IN (v.stage, r.stage) AND v.stage <> 'other' AS is_sure
FROM variants v
JOIN variants r ON r.model_id = v.model_id AND r.id <> v.id
WHERE iif(r.stage = 'instruct', 'chat', r.stage) = iif(v.stage = 'instruct', 'chat', v.stage)
  OR 'unknown' IN (v.stage, r.stage) AND 'base' NOT IN (v.stage, r.stage);

CREATE VIEW sibling_scores AS
  -- Each score with those of public siblings on the same board, benchmark and metric; of a rating or a live board, of
  -- the same day and settings. The least nearness is the one to look at: of the same settings, of a sure stage, of the
  -- source, nearest in time, nearest in value. Ask for one score_id.
SELECT s.score_id, p.score_id AS other_id, max(s.reported_on, p.reported_on) AS known_on,
  printf('%d%d%d%08d%025.9f%012d', p.protocol_id <> s.protocol_id, NOT b.is_sure, p.source_id <> s.source_id,
    abs(julianday(substr(p.reported_on || '-01-01', 1, 10)) - julianday(substr(s.reported_on || '-01-01', 1, 10))),
    abs(p.value - s.value), p.score_id) AS nearness
FROM score_numbers s
CROSS JOIN variant_siblings b ON b.variant_id = s.variant_id
CROSS JOIN public_scores p ON p.variant_id = b.sibling_id AND p.benchmark_id = s.benchmark_id
  AND p.metric_id = s.metric_id AND (p.source_id = s.source_id OR p.publisher_id = s.publisher_id)
  AND ifnull(p.evaluator_id = s.evaluator_id, 1)
WHERE s.access <> 'live' AND s.unit <> 'elo' OR p.protocol_id = s.protocol_id AND p.reported_on = s.reported_on
  AND (length(s.reported_on) = 10 OR p.snapshot_id = s.snapshot_id);

CREATE VIEW score_distances AS
  -- Two scores of one metric. covered: an interval holds the other value. d2 is the squared difference, reach and
  -- other_reach the squares of 1.96 standard errors towards each other (NULL: not known). Ask for two ids.
SELECT s.score_id, o.score_id AS other_id, (s.percent - o.percent) * (s.percent - o.percent) AS d2,
  ifnull(o.value BETWEEN s.ci_low AND s.ci_high OR s.value BETWEEN o.ci_low AND o.ci_high, 0) AS covered,
  3.8416 * s.variance * iif(s.ci_low < s.value AND s.value < s.ci_high AND s.ci_level > 0, 4 * iif(o.value > s.value,
    (s.ci_high - s.value) * (s.ci_high - s.value), (s.value - s.ci_low) * (s.value - s.ci_low))
    / ((s.ci_high - s.ci_low) * (s.ci_high - s.ci_low)), 1) AS reach,
  3.8416 * o.variance * iif(o.ci_low < o.value AND o.value < o.ci_high AND o.ci_level > 0, 4 * iif(s.value > o.value,
    (o.ci_high - o.value) * (o.ci_high - o.value), (o.value - o.ci_low) * (o.value - o.ci_low))
    / ((o.ci_high - o.ci_low) * (o.ci_high - o.ci_low)), 1) AS other_reach
FROM score_numbers s, score_numbers o;

CREATE VIEW hidden_siblings AS
  -- The hidden scores with the sibling score to look at from since until a nearer one or better evidence is on record.
  -- verdict: agree; apart, where the intervals are; overlap; or unknown.
SELECT p.score_id, p.severity, p.other_id, max(p.since, p.known_on) AS since,
  nullif(min(ifnull(p.until, '9999'), ifnull(p.nearer_on, '9999')), '9999') AS until,
  (SELECT CASE WHEN d.covered OR d.d2 <= ifnull(d.reach, 0) + ifnull(d.other_reach, 0) + 1e-18 THEN 'agree'
      WHEN d.reach + d.other_reach IS NULL THEN 'unknown'
      WHEN (d.d2 - d.reach - d.other_reach) * (d.d2 - d.reach - d.other_reach) > 4 * d.reach * d.other_reach
        THEN 'apart' ELSE 'overlap' END
  FROM score_distances d WHERE d.score_id = p.score_id AND d.other_id = p.other_id) AS verdict
FROM (
  SELECT h.*, json_extract(k.value, '$[0]') AS other_id, json_extract(k.value, '$[1]') AS known_on,
    json_extract(k.value, '$[2]') AS nearer_on
  FROM hidden_evidence h
  CROSS JOIN json_each((
    SELECT json_group_array(json_array(n.other_id, n.known_on, n.nearer_on)) FROM (
      SELECT m.other_id, m.known_on, lead(m.known_on) OVER (ORDER BY m.known_on) AS nearer_on
      FROM (
        SELECT c.other_id, c.known_on, c.nearness, min(c.nearness) OVER (ORDER BY c.known_on, c.nearness) AS least
        FROM sibling_scores c
        WHERE c.score_id = h.score_id) m
      WHERE m.nearness = m.least) n)) k) p
WHERE p.since < ifnull(p.nearer_on, '9999') AND p.known_on < ifnull(p.until, '9999');

CREATE VIEW private_trials AS
  -- The variants that a row of private_tests may count: on the board from first_on on, or, where the tests of no stated
  -- model were over before it was on record, to last_on. prior_on: when the board had it before its release.
SELECT pt.id AS test_id, v.id AS variant_id, pt.board_id, substr(pt.from_on || '-99-99', 1, 10) AS first_on,
  iif(pt.model_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM standing_events f
    WHERE f.variant_id = v.id AND f.on_date <= substr(pt.to_on || '-99-99', 1, 10)),
    NULL, substr(pt.to_on || '-99-99', 1, 10)) AS last_on,
  iif(EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = v.id AND p.is_public), ifnull((
    SELECT min(f.last_on) FROM standing_events f
    WHERE f.variant_id = v.id AND ifnull(f.board_id, pt.board_id) = pt.board_id
      AND (f.status = 'private_testing' OR f.board_id IS NOT NULL AND f.status IN ('preview','released'))), (
    SELECT min(h.last_day) FROM hidden_scores h
    WHERE h.variant_id = v.id AND (h.publisher_id = pt.board_id OR h.evaluator_id = pt.board_id))), NULL) AS prior_on
FROM private_tests pt
CROSS JOIN models m ON m.developer_id = pt.developer_id AND (pt.model_id IS NULL OR m.id = pt.model_id)
CROSS JOIN variants v ON v.model_id = m.id
WHERE pt.n_variants > 1 AND ifnull(pt.n_disclosed < pt.n_variants, 1)
LIMIT -1;  -- else SQLite computes prior_on for each score

CREATE VIEW tested_scores AS
  -- The scores on a board of a variant of private_trials: hidden, or public where the board had it before its release.
SELECT t.test_id, s.score_id, 1 AS is_hidden
FROM private_trials t
CROSS JOIN hidden_scores s ON s.variant_id = t.variant_id
  AND (t.board_id = s.publisher_id OR t.board_id = s.evaluator_id)
WHERE ifnull(t.first_on <= s.last_day, 1) AND ifnull(s.reported_on <= t.last_on, 1)
UNION ALL
SELECT t.test_id, s.score_id, 0
FROM private_trials t
CROSS JOIN public_scores s ON s.variant_id = t.variant_id
  AND (t.board_id = s.publisher_id OR t.board_id = s.evaluator_id)
WHERE ifnull(t.first_on <= s.last_day, 1) AND ifnull(s.reported_on <= t.last_on, 1) AND t.prior_on <= s.last_day;

CREATE VIEW target_scores AS
  -- The standing scores that a statement targets one by one: by source, benchmark, name and day.
SELECT tg.id AS target_id, tg.statement_id, s.id AS score_id, s.variant_id, s.name_id, sp.reported_on
FROM statement_targets tg
CROSS JOIN names nm ON nm.name = tg.listed_as
CROSS JOIN snapshots sp ON sp.source_id = tg.source_id AND sp.benchmark_id = tg.benchmark_id
  AND ifnull(sp.reported_on = tg.reported_on, 1)
CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id
WHERE tg.listed_as IS NOT NULL AND s.id NOT IN outdated;

CREATE VIEW statement_subjects AS
  -- What a statement is about, a row for each target, and for each standing score of a target that is a score (day is
  -- that of its report): the developer and the model also where a variant is named.
SELECT tg.statement_id, ts.score_id, coalesce(m.developer_id, tg.organization_id) AS developer_id,
  coalesce(tg.model_id, v.model_id) AS model_id, v.id AS variant_id, tg.benchmark_id, tg.source_id, ts.name_id,
  ifnull(ts.reported_on, '') AS day
FROM statement_targets tg
LEFT JOIN target_scores ts ON ts.target_id = tg.id
LEFT JOIN variants v ON v.id = ifnull(tg.variant_id, ts.variant_id)
LEFT JOIN models m ON m.id = ifnull(tg.model_id, v.model_id)
WHERE tg.listed_as IS NULL OR ts.score_id IS NOT NULL;

CREATE VIEW statement_parties AS
  -- Whom a statement is about: the developers of a model, an organization, the publisher of a source, the backers of a
  -- benchmark. parent_id: of which it is a part.
SELECT p.statement_id, o.id AS organization_id, o.parent_id
FROM (
  SELECT tg.statement_id, m.id AS model_id, coalesce(m.developer_id, tg.organization_id, src.publisher_id) AS id
  FROM statement_targets tg
  LEFT JOIN target_scores ts ON ts.target_id = tg.id
  LEFT JOIN variants v ON v.id = ifnull(tg.variant_id, ts.variant_id)
  LEFT JOIN models m ON m.id = ifnull(tg.model_id, v.model_id)
  LEFT JOIN sources src ON src.id = tg.source_id
  UNION SELECT tg.statement_id, NULL, c.developer_id FROM statement_targets tg
    LEFT JOIN variants v ON v.id = tg.variant_id
    JOIN co_developers c ON c.model_id = ifnull(tg.model_id, v.model_id)
  UNION SELECT tg.statement_id, NULL, b.organization_id FROM statement_targets tg
    JOIN benchmark_backers b ON b.benchmark_id = tg.benchmark_id) p
JOIN organizations o ON o.id = p.id;

CREATE VIEW reply_paths AS
  -- Of each statement that counts what was said on it: itself (depth 0), the replies (1), the replies to these (2), and
  -- so on to 5. day: since when the word and all that it replies to had been said, '' for unknown. on_kind is the kind
  -- of what it replies to, reply_id the reply through which it does. takes_back: each word up to here takes back the
  -- one before: a retraction, a refutation, or a correction of a claim or of a correction.
SELECT a.id AS statement_id, d.column1 AS depth, b.id AS reply_id,
  CASE d.column1 WHEN 0 THEN a.id WHEN 1 THEN b.id WHEN 2 THEN c.id WHEN 3 THEN e.id WHEN 4 THEN f.id ELSE g.id
    END AS id,
  CASE d.column1 WHEN 1 THEN a.kind WHEN 2 THEN b.kind WHEN 3 THEN c.kind WHEN 4 THEN e.kind WHEN 5 THEN f.kind
    END AS on_kind,
  max(ifnull(a.said_on, ''), iif(d.column1 > 0, ifnull(b.said_on, ''), ''),
    iif(d.column1 > 1, ifnull(c.said_on, ''), ''), iif(d.column1 > 2, ifnull(e.said_on, ''), ''),
    iif(d.column1 > 3, ifnull(f.said_on, ''), ''), iif(d.column1 > 4, ifnull(g.said_on, ''), '')) AS day,
  (d.column1 < 1 OR b.kind IN ('retraction','refutation')
      OR b.kind = 'correction' AND a.kind IN ('claim','correction'))
    AND (d.column1 < 2 OR c.kind IN ('retraction','refutation')
      OR c.kind = 'correction' AND b.kind = 'correction')
    AND (d.column1 < 3 OR e.kind IN ('retraction','refutation')
      OR e.kind = 'correction' AND c.kind = 'correction')
    AND (d.column1 < 4 OR f.kind IN ('retraction','refutation')
      OR f.kind = 'correction' AND e.kind = 'correction')
    AND (d.column1 < 5 OR g.kind IN ('retraction','refutation')
      OR g.kind = 'correction' AND f.kind = 'correction')
    AS takes_back
FROM statements a
CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5)) d
LEFT JOIN statements b ON d.column1 > 0 AND b.reply_to_id = a.id
LEFT JOIN statements c ON d.column1 > 1 AND c.reply_to_id = b.id
LEFT JOIN statements e ON d.column1 > 2 AND e.reply_to_id = c.id
LEFT JOIN statements f ON d.column1 > 3 AND f.reply_to_id = e.id
LEFT JOIN statements g ON d.column1 > 4 AND g.reply_to_id = f.id
WHERE CASE d.column1 WHEN 0 THEN a.id WHEN 1 THEN b.id WHEN 2 THEN c.id WHEN 3 THEN e.id WHEN 4 THEN f.id ELSE g.id
    END IS NOT NULL
  AND NOT EXISTS (  -- called wrong, see standing_statements
    SELECT 1 FROM statement_corrections x
    WHERE x.statement_id IN (a.id, b.id, c.id, e.id, f.id, g.id) AND x.verdict = 'wrong' AND NOT EXISTS (
      SELECT 1 FROM statement_corrections y WHERE y.statement_id = x.statement_id AND y.nth > x.nth));

CREATE VIEW statement_states AS
  -- Whether a statement stands, from since until the day before until (NULL: still): not from the day on which it is
  -- taken back, until the day on which that is taken back, and so on: the last word on each reply counts. A word of odd
  -- depth adds 1 to the replies that take it back, until the next word on that reply.
SELECT statement_id, day AS since, lead(day) OVER (PARTITION BY statement_id ORDER BY day) AS until,
  sum(sum(added)) OVER (PARTITION BY statement_id ORDER BY day) = 0 AS stands
FROM (
  SELECT w.statement_id, iif(e.column1 > 0, w.day, w.next_day) AS day, (w.depth % 2) * e.column1 AS added
  FROM (
    SELECT statement_id, depth, day,
      lead(day) OVER (PARTITION BY statement_id, reply_id ORDER BY day, depth) AS next_day
    FROM reply_paths
    WHERE takes_back) w
  CROSS JOIN (VALUES (1), (-1)) e)
WHERE day IS NOT NULL
GROUP BY statement_id, day;

CREATE VIEW dispute_states AS
  -- The words on an allegation, a criticism, a correction or a retraction, from each day on which one was added until
  -- the next such day: all the replies by then, in the order of the days, NULL for none.
SELECT statement_id, day AS since, next_day AS until, replies
FROM (
  SELECT w.statement_id, w.day, lead(w.day) OVER o AS next_day,
    group_concat(iif(w.depth = 0, NULL, iif(ifnull(
        substr(r.said_on || '-99-99', 1, 10) < substr(st.said_on || '-01-01', 1, 10), 0)
      AND r.kind IN ('claim','denial','confirmation'), 'OLDER EVIDENCE', upper(r.kind))
      || iif(w.depth > 1, ' (about the ' || w.on_kind || ')', '') || ' by ' || r.speaker
      || coalesce(' on ' || r.said_on, '') || ' (' || rs.slug
      || iif(r.basis = 'direct', '', ', ' || r.basis) || '): ' || r.text), ' ') OVER o AS replies
  FROM statements st
  JOIN reply_paths w ON w.statement_id = st.id
  JOIN statements r ON r.id = w.id
  JOIN sources rs ON rs.id = r.source_id
  WHERE st.kind IN ('allegation','criticism','correction','retraction')
  WINDOW o AS (PARTITION BY w.statement_id ORDER BY w.day, w.depth, r.slug))
WHERE next_day IS NOT day;

CREATE VIEW settling_replies AS
  -- The replies that settle an allegation: ended by a retraction, or a refutation by others than whom it is about;
  -- settled; or confirmed by whom it is about, or by a third party's own document, which is no news, post, aggregator
  -- or vendor's page. A company and its parts are one: they are no third party to each other. Hearsay only withdraws.
SELECT k.statement_id, k.reply_id,
  CASE k.kind WHEN 'confirmation' THEN 'confirmed' WHEN 'settlement' THEN 'settled' ELSE 'ended' END AS verdict
FROM (
  SELECT a.id AS statement_id, r.id AS reply_id, r.kind, r.basis, rs.kind AS source_kind, g.id,
    EXISTS (SELECT 1 FROM statement_parties p JOIN party_groups pg ON pg.organization_id = p.organization_id
      WHERE p.statement_id = a.id AND pg.id = g.id) AS by_accused,
    g.id IS NOT (SELECT ag.id FROM party_groups ag
      WHERE ag.organization_id = coalesce(a.organization_id, iif(a.basis = 'direct', src.publisher_id, NULL)))
      AS by_other
  FROM standing_statements a
  JOIN sources src ON src.id = a.source_id
  JOIN standing_statements r ON r.reply_to_id = a.id
  JOIN sources rs ON rs.id = r.source_id
  LEFT JOIN party_groups g
    ON g.organization_id = coalesce(r.organization_id, iif(r.basis = 'direct', rs.publisher_id, NULL))
  WHERE a.kind = 'allegation') k
WHERE k.kind IN ('retraction','settlement')
  OR k.kind = 'refutation' AND k.basis <> 'hearsay' AND NOT k.by_accused
  OR k.kind = 'confirmation' AND k.basis <> 'hearsay' AND (k.by_accused
    OR k.basis = 'direct' AND k.id IS NOT NULL AND k.by_other
      AND k.source_kind NOT IN ('news','social','aggregator','vendor_blog','model_card'));

CREATE VIEW organization_groups AS
  -- The organizations that count as one party with others: a company and all its parts share group_id, the company at
  -- the top, at most two levels up. Those that are neither a part nor have one are left out.
SELECT o.id AS organization_id, coalesce(c.id, b.id, o.id) AS group_id
FROM organizations o
LEFT JOIN organizations b ON b.id = o.parent_id
LEFT JOIN organizations c ON c.id = b.parent_id
WHERE o.parent_id IS NOT NULL OR o.id IN (SELECT parent_id FROM organizations);

CREATE VIEW party_groups AS
  -- Every organization with its group: itself, where it is neither a part nor has one.
SELECT o.id AS organization_id, ifnull(g.group_id, o.id) AS id
FROM organizations o
LEFT JOIN organization_groups g ON g.organization_id = o.id;

CREATE VIEW own_evaluators AS
  -- The organizations that are no third party to a model: who made it, alone or with others, and the companies and
  -- parts of each of them.
SELECT id AS model_id, developer_id AS organization_id FROM models WHERE developer_id IS NOT NULL
UNION SELECT model_id, developer_id FROM co_developers
UNION
SELECT d.model_id, o.organization_id
FROM organization_groups g
CROSS JOIN (
  SELECT id AS model_id, developer_id FROM models
  UNION ALL SELECT model_id, developer_id FROM co_developers) d ON d.developer_id = g.organization_id
JOIN organization_groups o ON o.group_id = g.group_id;

CREATE VIEW tied_organizations AS
  -- The organizations that may be more to a model than its name shows: parts and companies, co-makers, backers.
SELECT organization_id FROM organization_groups
UNION SELECT developer_id FROM co_developers
UNION SELECT organization_id FROM benchmark_backers;

CREATE VIEW score_parties AS
  -- Of each standing score of a variant, what who measured it is to who made the model: first_party or third_party.
  -- NULL is unknown: the evaluator is not stated; it backs the benchmark together with the developer; the source calls
  -- the number the developer's; or another vendor's page prints what the developer had printed before.
SELECT s.id AS score_id, s.variant_id, v.model_id, s.benchmark_id, s.evaluator_id, sp.reported_on, sp.metric_id,
  mt.quantity AS metric_quantity, s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END AS percent,
  CASE WHEN s.evaluator_id IS NULL OR m.developer_id IS NULL THEN NULL
    WHEN s.evaluator_id = m.developer_id
      OR (m.id, s.evaluator_id) IN (SELECT model_id, organization_id FROM own_evaluators) THEN 'first_party'
    WHEN s.asserted_relationship = 'first_party' THEN NULL
    WHEN s.evaluator_id IN (SELECT organization_id FROM benchmark_backers WHERE benchmark_id = s.benchmark_id)
      AND m.developer_id IN (SELECT organization_id FROM benchmark_backers WHERE benchmark_id = s.benchmark_id)
      THEN NULL
    WHEN src.kind IN ('vendor_blog','model_card','paper')
      AND src.publisher_id IN (SELECT developer_id FROM models) AND EXISTS (
      SELECT 1
      FROM scores c
      JOIN snapshots cp ON cp.id = c.snapshot_id
      JOIN metrics cm ON cm.id = cp.metric_id
      WHERE c.variant_id = s.variant_id AND c.benchmark_id = s.benchmark_id AND c.evaluator_id = m.developer_id
        AND cp.reported_on <= sp.reported_on
        AND (cm.id = mt.id OR cm.quantity = mt.quantity)
        AND abs(c.value * CASE cm.unit WHEN 'proportion' THEN 100 ELSE 1 END
          - s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END) < 1e-9
        AND c.id NOT IN outdated) THEN NULL
    ELSE 'third_party' END AS relationship
FROM scores s
JOIN variants v ON v.id = s.variant_id
JOIN models m ON m.id = v.model_id
JOIN snapshots sp ON sp.id = s.snapshot_id
JOIN sources src ON src.id = sp.source_id
JOIN metrics mt ON mt.id = sp.metric_id
WHERE s.id NOT IN outdated;

CREATE VIEW first_party_scores AS
  -- The standing scores that who made the model measured: replicated_on is the day of the first report by a third party
  -- of the same variant, benchmark and quantity, due_on 90 days after the end of the day, month or year of the report.
SELECT s.*, v.model_id, (
    SELECT min(t.reported_on) FROM score_parties t
    WHERE t.variant_id = s.variant_id AND t.benchmark_id = s.benchmark_id
      AND (t.metric_id = s.metric_id OR t.metric_quantity = mt.quantity) AND t.relationship = 'third_party')
    AS replicated_on,
  date(CASE length(s.reported_on) WHEN 4 THEN s.reported_on || '-12-31'
    WHEN 7 THEN date(s.reported_on || '-01', '+1 month', '-1 day') ELSE s.reported_on END, '+90 days') AS due_on,
  ev.slug || CASE WHEN ev.id = dev.id THEN '' ELSE ', which belongs to or with ' || dev.slug END
    || ', the developer' AS measured_by,
  ifnull((v.model_id, s.publisher_id) NOT IN (SELECT model_id, organization_id FROM own_evaluators)
    AND s.publisher_id <> s.evaluator_id, 0) AS is_relayed
FROM standing_scores s
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN models m ON m.id = v.model_id
LEFT JOIN metrics mt ON mt.id = s.metric_id
LEFT JOIN organizations ev ON ev.id = s.evaluator_id
LEFT JOIN organizations dev ON dev.id = m.developer_id
WHERE s.evaluator_id = m.developer_id
  OR (v.model_id, s.evaluator_id) IN (SELECT model_id, organization_id FROM own_evaluators);

CREATE VIEW released_siblings AS
  -- The public releases of the variants of a model, base models left out, that are not undone by their own day: gone_on
  -- is the day from which it was withdrawn or retired, NULL where it was not, or where its weights can still be had.
SELECT r.model_id, r.id AS variant_id, r.slug AS variant, e.on_date, e.id AS event_id,
  CASE WHEN NOT EXISTS (SELECT 1 FROM public_channels a WHERE a.variant_id = r.id AND a.is_kept
      AND a.to_on IS NULL) THEN (
    SELECT min(w.on_date) FROM standing_events w
    WHERE w.variant_id = r.id AND w.took_away AND w.status <> 'deprecated' AND w.on_date >= e.on_date) END
    AS gone_on
FROM variants r
JOIN standing_events e ON e.variant_id = r.id
WHERE e.status = 'released' AND e.is_public AND e.region IS NULL AND r.stage <> 'base'
LIMIT -1;  -- once, and not for each score

CREATE VIEW next_snapshots AS
  -- The next snapshot of the same source, benchmark, metric and protocol that surely came later and counts.
SELECT sp.id AS snapshot_id, nx.id AS next_id, nx.reported_on AS next_on
FROM snapshots sp
JOIN snapshots nx ON nx.source_id = sp.source_id AND nx.benchmark_id = sp.benchmark_id AND nx.metric_id = sp.metric_id
  AND nx.protocol_id = sp.protocol_id AND nx.reported_on = (
    SELECT min(n.reported_on) FROM snapshots n
    WHERE n.source_id = sp.source_id AND n.benchmark_id = sp.benchmark_id AND n.metric_id = sp.metric_id
      AND n.protocol_id = sp.protocol_id AND n.reported_on > substr(sp.reported_on || '-99-99', 1, 10)
      AND EXISTS (
        SELECT 1 FROM scores q
        WHERE q.snapshot_id = n.id AND q.id NOT IN outdated));

CREATE VIEW list_extents AS
  -- What is on record of a snapshot: complete, excerpt, or NULL. The day, then the benchmark speaks before all.
SELECT sp.id AS snapshot_id, (
    SELECT x.extent FROM snapshot_extents x
    WHERE x.source_id = sp.source_id AND ifnull(x.benchmark_id = sp.benchmark_id, 1)
      AND ifnull(instr(sp.reported_on, x.reported_on) = 1, 1)
    ORDER BY x.reported_on IS NULL, x.benchmark_id IS NULL, length(x.reported_on) DESC LIMIT 1) AS extent
FROM snapshots sp;

CREATE VIEW next_lists AS
  -- The next_snapshots of leaderboards, and of data sets of who publishes one, excerpts left out, and what may be
  -- one: of fewer than half the rows.
SELECT sp.id AS snapshot_id, sp.source_id, sp.benchmark_id, sp.reported_on, nx.id AS next_id, nx.reported_on AS next_on
FROM sources src
CROSS JOIN snapshots sp ON sp.source_id = src.id
CROSS JOIN snapshots nx ON nx.source_id = sp.source_id AND nx.benchmark_id = sp.benchmark_id
  AND nx.metric_id = sp.metric_id AND nx.protocol_id = sp.protocol_id AND nx.reported_on = (
    SELECT min(n.reported_on) FROM snapshots n
    WHERE n.source_id = sp.source_id AND n.benchmark_id = sp.benchmark_id AND n.metric_id = sp.metric_id
      AND n.protocol_id = sp.protocol_id AND n.reported_on > substr(sp.reported_on || '-99-99', 1, 10)
      AND EXISTS (SELECT 1 FROM scores q WHERE q.snapshot_id = n.id AND q.id NOT IN outdated)
      AND NOT EXISTS (SELECT 1 FROM list_extents x WHERE x.snapshot_id = n.id AND x.extent = 'excerpt'))
CROSS JOIN list_extents x ON x.snapshot_id = nx.id
WHERE (src.kind = 'leaderboard' OR src.kind = 'dataset' AND EXISTS (
    SELECT 1 FROM sources b WHERE b.publisher_id = src.publisher_id AND b.kind = 'leaderboard'))
  AND (x.extent = 'complete'
  OR 2 * (SELECT count(*) FROM scores q WHERE q.snapshot_id = nx.id AND q.id NOT IN outdated)
    >= (SELECT count(*) FROM scores q WHERE q.snapshot_id = sp.id AND q.id NOT IN outdated));

CREATE VIEW vanished_rows AS
  -- The scores whose variant, or name where that is open, no list of the benchmark has from then to next_on, nor a new
  -- name that could be it: one without a variant, or any where the row itself has none. reassigned: what the name
  -- means since (see reassigned_names).
SELECT s.id AS score_id, s.name_id, s.variant_id, s.evaluator_id, l.source_id, l.benchmark_id, l.reported_on, l.next_id,
  l.next_on, CASE WHEN s.name_id IN (SELECT name_id FROM dated_names) THEN (
    SELECT 'on ' || r.next_on || ' it means ' || ifnull(o.slug, 'something that is not on record')
    FROM reassigned_names r
    LEFT JOIN variants o ON o.id = r.next_variant_id
    WHERE r.source_id = l.source_id AND r.name_id = s.name_id AND r.variant_id = s.variant_id
      AND r.day >= l.reported_on AND r.next_on <= l.next_on
    ORDER BY r.day LIMIT 1) END AS reassigned
FROM next_lists l
CROSS JOIN scores s ON s.snapshot_id = l.snapshot_id
WHERE s.id NOT IN outdated
  AND NOT EXISTS (
    SELECT 1 FROM scores n
    WHERE n.snapshot_id = l.next_id AND n.name_id = s.name_id AND n.variant_id IS s.variant_id AND n.id NOT IN outdated)
  AND NOT EXISTS (
    SELECT 1 FROM scores n
    WHERE n.variant_id = s.variant_id AND n.benchmark_id = s.benchmark_id AND n.snapshot_id = l.next_id
      AND n.id NOT IN outdated)
  AND NOT EXISTS (
    SELECT 1
    FROM snapshots np
    CROSS JOIN scores n ON n.snapshot_id = np.id
    WHERE np.source_id = l.source_id AND np.benchmark_id = l.benchmark_id AND np.reported_on > l.reported_on
      AND np.reported_on <= l.next_on AND n.id NOT IN outdated AND (n.variant_id = s.variant_id
        OR n.name_id = s.name_id AND (n.variant_id IS NULL OR s.variant_id IS NULL)
        OR (n.variant_id IS NULL OR s.variant_id IS NULL) AND NOT EXISTS (
          SELECT 1
          FROM snapshots dp
          CROSS JOIN scores d ON d.snapshot_id = dp.id AND d.name_id = n.name_id
          WHERE dp.source_id = l.source_id AND dp.benchmark_id = l.benchmark_id AND dp.reported_on = l.reported_on
            AND d.id NOT IN outdated)));

CREATE VIEW vanished_reports AS
  -- For rule row-vanished, the vanished_rows with what is on record of it: until they are back, and the first score of
  -- the variant in another list of that board afterwards.
SELECT iif(e.id IS NULL AND s.reassigned IS NULL, 'warning', 'note') AS severity, s.score_id, s.next_on,
  ifnull(e.source_id, s.source_id) AS evidence_id, (
    SELECT min(np.reported_on) FROM snapshots np
    JOIN scores n ON n.snapshot_id = np.id AND n.id NOT IN outdated
      AND iif(s.variant_id IS NULL, n.name_id = s.name_id, n.variant_id = s.variant_id)
    WHERE np.source_id = s.source_id AND np.benchmark_id = s.benchmark_id AND np.reported_on > s.next_on) AS until, (
    SELECT a.score_id FROM standing_scores a
    WHERE a.variant_id = s.variant_id AND a.benchmark_id = s.benchmark_id AND a.source_id <> s.source_id
      AND a.source_kind = 'leaderboard' AND a.reported_on > max(s.reported_on, ifnull(e.on_date, ''))
      AND ifnull(src.publisher_id, s.evaluator_id) IN (a.publisher_id, a.evaluator_id)
    ORDER BY a.reported_on, a.score_id LIMIT 1) AS again_id,
  'Listed on ' || s.reported_on || ' in ' || src.slug || ', absent from the next snapshot on record, of '
    || s.next_on || '. ' || CASE WHEN e.id IS NOT NULL THEN 'It was ' || e.status || ifnull(' from ' || brd.slug, '')
      || ' ' || e.precision || ' ' || e.on_date || ' (' || es.slug || ').'
    WHEN s.reassigned IS NOT NULL THEN 'Its name was reassigned: ' || s.reassigned || '.'
    ELSE 'No removal is on record.' END AS message
FROM vanished_rows s
JOIN sources src ON src.id = s.source_id
LEFT JOIN release_events e ON e.id = (  -- the last word on its being taken away, by then
  SELECT w.id FROM standing_events w
  WHERE w.variant_id = s.variant_id AND w.status IN ('deprecated','withdrawn','retired') AND w.on_date <= s.next_on
    AND (w.board_id IS NULL OR w.board_id IN (src.publisher_id, s.evaluator_id))
    AND NOT EXISTS (
      SELECT 1 FROM standing_events b
      WHERE b.variant_id = w.variant_id AND b.status IN ('preview','released') AND b.board_id IS w.board_id
        AND b.on_date > w.on_date AND b.on_date <= s.reported_on)
  ORDER BY w.on_date DESC, w.board_id IS NULL, w.id LIMIT 1)
LEFT JOIN sources es ON es.id = e.source_id
LEFT JOIN organizations brd ON brd.id = e.board_id;

CREATE VIEW served_contexts AS
  -- The context windows that providers serve; numbers that an aggregator copied are left out. Each counts from day
  -- ('' for unknown) until the next day for which one of the same variant, provider and product is on record. undated:
  -- the greatest of these without a day, which may be the latest.
SELECT p.id, p.variant_id, p.provider_id, p.value, p.as_of, p.source_id, ifnull(p.as_of, '') AS day,
  max(iif(p.as_of IS NULL, p.value, NULL)) OVER (PARTITION BY p.variant_id, p.provider_id, p.product) AS undated,
  min(p.as_of) OVER (
    PARTITION BY p.variant_id, p.provider_id, p.product
    ORDER BY ifnull(p.as_of, '') GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS until
FROM specs p
JOIN sources ps ON ps.id = p.source_id
WHERE p.attribute = 'context_tokens' AND p.basis = 'served' AND p.provider_id IS NOT NULL AND ps.kind <> 'aggregator'
  AND p.value IS NOT NULL;

CREATE VIEW claimed_contexts AS
  -- The context window that the developer claims, from day ('' for unknown) until the next claim: by its own sources,
  -- or where they claim nothing by those that report its claim. Of several numbers of one day the least.
SELECT variant_id, value, source_id, day, lead(day) OVER (PARTITION BY variant_id ORDER BY day) AS until
FROM (
  SELECT c.variant_id, min(c.value) AS value, c.source_id, c.day, c.own, max(c.own) OVER (PARTITION BY c.variant_id)
    AS best
  FROM (
    SELECT p.variant_id, p.value, p.source_id, ifnull(p.as_of, '') AS day,
      ifnull(pub.id = dev.id OR pub.id = dev.parent_id OR pub.parent_id = dev.id, 0) AS own
    FROM specs p
    JOIN variants v ON v.id = p.variant_id
    JOIN models m ON m.id = v.model_id
    JOIN sources cs ON cs.id = p.source_id
    LEFT JOIN organizations dev ON dev.id = m.developer_id
    LEFT JOIN organizations pub ON pub.id = cs.publisher_id
    WHERE p.attribute = 'context_tokens' AND p.basis = 'claimed' AND p.value IS NOT NULL) c
  GROUP BY c.variant_id, c.own, c.day)
WHERE own = best;

CREATE VIEW availability_policies AS
  -- The policies on availability while they stand (see statement_states): first_on and last_on are the first and the
  -- last day on which one can have come into force, ends_on the first one on which it can have ended.
SELECT st.id, st.organization_id, st.said_on, st.requires, st.text, st.source_id, st.quotes_id, st.since, st.until,
  substr(coalesce(st.from_on, st.said_on) || '-01-01', 1, 10) AS first_on,
  substr(coalesce(st.from_on, st.said_on) || '-99-99', 1, 10) AS last_on,
  substr(st.until_on || '-01-01', 1, 10) AS ends_on
FROM (
  SELECT st.*, ss.since, ss.until FROM standing_statements st JOIN statement_states ss ON ss.statement_id = st.id
  WHERE st.kind = 'policy' AND st.topic = 'availability' AND ss.stands
  LIMIT -1) st;  -- the few policies first

CREATE VIEW suite_launches AS
  -- Whose models a suite is for, of which stage, launched on which day: NULL where its members do not agree. from_day
  -- and to_day are the days that count as that of the launch: one more on each side, for time zones.
SELECT suite, owner_id, stage, launched_on, source_id,
  date(substr(launched_on || '-01-01', 1, 10), '-1 day') AS from_day,
  CASE length(launched_on) WHEN 4 THEN date(launched_on || '-12-31', '+1 day')
    WHEN 7 THEN date(launched_on || '-01', '+1 month') ELSE date(launched_on, '+1 day') END AS to_day
FROM (
  SELECT suite, iif(count(DISTINCT ifnull(owner_id, 0)) = 1, min(owner_id), NULL) AS owner_id,
    iif(count(DISTINCT ifnull(stage, '')) = 1, min(stage), NULL) AS stage,
    iif(count(DISTINCT ifnull(launched_on, '')) = 1, min(launched_on), NULL) AS launched_on,
    min(source_id) AS source_id
  FROM suites GROUP BY suite);

CREATE VIEW suite_reports AS
  -- The members of a suite of which who made a variant (see own_evaluators) published a score: the first day, a score
  -- of that day, and the first day on which one of its pages, model cards or papers did.
SELECT su.suite, s.variant_id, su.benchmark_id, m.id AS model_id, m.developer_id, v.stage,
  min(s.reported_on || printf('/%012d', s.score_id)) AS first, min(s.reported_on) AS day,
  min(iif(src.kind IN ('vendor_blog','model_card','paper'), s.reported_on, NULL)) AS page_day
FROM sources src
CROSS JOIN suites su
CROSS JOIN snapshots sp ON sp.source_id = src.id AND sp.benchmark_id = su.benchmark_id
CROSS JOIN standing_scores s ON s.snapshot_id = sp.id
JOIN variants v ON v.id = s.variant_id
JOIN models m ON m.id = v.model_id
WHERE src.publisher_id IN (SELECT organization_id FROM own_evaluators)
  AND (m.id, src.publisher_id) IN (SELECT model_id, organization_id FROM own_evaluators)
GROUP BY su.suite, s.variant_id, su.benchmark_id;

CREATE VIEW launch_events AS
  -- The public announcements, previews and releases of variants: first_on and sure_on are the first and the last day on
  -- which the event can have been.
SELECT e.variant_id, m.developer_id, e.status <> 'announced' AS is_release,
  substr(e.on_date || '-01-01', 1, 10) AS first_on,
  CASE length(e.on_date) WHEN 4 THEN e.on_date || '-12-31'
    WHEN 7 THEN date(e.on_date || '-01', '+1 month', '-1 day') ELSE e.on_date END AS sure_on
FROM standing_events e
JOIN variants v ON v.id = e.variant_id
JOIN models m ON m.id = v.model_id
WHERE e.board_id IS NULL AND e.status IN ('announced','preview','released');

CREATE VIEW suite_subjects AS
  -- suite_reports of the variants that the suite is for, as far as is known. is_sure: owner, stage and launch are on
  -- record, and an event shows that the variant is of that launch. Left out: another stage, a rival's suite, a variant
  -- released, or listed by anybody, before the launch or launched later, and what the developer's own table does not
  -- treat. step is '' for what was reported by the launch, else the day.
SELECT r.*, l.owner_id, l.launched_on, l.source_id AS evidence_id, iif(r.day <= l.to_day, '', r.day) AS step,
  l.launched_on IS NULL
    OR r.page_day <= l.to_day AND substr(r.page_day || '-99-99', 1, 10) >= l.from_day AS is_of_launch,
  l.owner_id IS NOT NULL AND l.stage IS NOT NULL AND l.launched_on IS NOT NULL AND EXISTS (
    SELECT 1 FROM launch_events e
    WHERE e.variant_id = r.variant_id AND e.first_on >= l.from_day AND e.sure_on <= l.to_day)
    AND (NOT l.is_own OR EXISTS (SELECT 1 FROM snapshots sp WHERE sp.source_id = l.source_id)) AS is_sure
FROM suite_reports r
JOIN (
  SELECT l.*, l.owner_id IS NOT NULL OR EXISTS (SELECT 1 FROM models o WHERE o.developer_id = src.publisher_id)
    AS has_owner, ifnull(l.owner_id, src.publisher_id) AS own_id, src.publisher_id,
    src.publisher_id IS l.owner_id OR l.owner_id IS NULL AND EXISTS (
    SELECT 1 FROM models o WHERE o.developer_id = src.publisher_id) AS is_own
  FROM suite_launches l
  JOIN sources src ON src.id = l.source_id) l ON l.suite = r.suite
WHERE ifnull(l.stage = r.stage, 1)
  AND (NOT l.has_owner OR (r.model_id, l.own_id) IN (SELECT model_id, organization_id FROM own_evaluators))
  AND NOT EXISTS (
    SELECT 1 FROM launch_events e WHERE e.variant_id = r.variant_id AND e.is_release AND e.sure_on < l.from_day)
  AND NOT EXISTS (
    SELECT 1 FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id
    WHERE s.variant_id = r.variant_id AND substr(sp.reported_on || '-99-99', 1, 10) < l.from_day)
  AND (l.launched_on IS NULL
    OR EXISTS (
      SELECT 1 FROM launch_events e
      WHERE e.variant_id = r.variant_id AND e.first_on >= l.from_day AND e.sure_on <= l.to_day)
    OR NOT EXISTS (
      SELECT 1 FROM launch_events e
      WHERE e.variant_id = r.variant_id
        OR e.developer_id = r.developer_id AND e.first_on >= l.from_day AND e.sure_on <= l.to_day))
  AND (NOT l.is_own
    OR NOT EXISTS (SELECT 1 FROM snapshots sp WHERE sp.source_id = l.source_id)
    OR EXISTS (
      SELECT 1 FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id
      WHERE s.variant_id = r.variant_id AND sp.source_id = l.source_id));

CREATE VIEW scale_moves AS
  -- From a leaderboard's snapshot to the next: of the n names with intervals and one meaning in both the median shift,
  -- the median half-width of the intervals, and the quartiles of the shifts, by rank (plain SQL has no median).
SELECT day, next_on, benchmark_id, source_id, json_extract(j, '$[0]') AS n, json_extract(j, '$[1]') AS shift,
  json_extract(j, '$[2]') AS half_width, json_extract(j, '$[3]') AS q1, json_extract(j, '$[4]') AS q3
FROM (
  SELECT sp.reported_on AS day, nx.next_on, sp.benchmark_id, sp.source_id, (
    SELECT json_array(max(n), avg(CASE WHEN rd IN ((n + 1) / 2, (n + 2) / 2) THEN d END),
     avg(CASE WHEN rh IN ((n + 1) / 2, (n + 2) / 2) THEN h END),
     max(CASE WHEN rd = (n + 3) / 4 THEN d END), max(CASE WHEN rd = (3 * n + 1) / 4 THEN d END))
    FROM (
    SELECT d, h, row_number() OVER (ORDER BY d) AS rd, row_number() OVER (ORDER BY h) AS rh, count(*) OVER () AS n
    FROM (
      SELECT c.value - p.value AS d, (c.ci_high - c.ci_low + p.ci_high - p.ci_low) / 4 AS h
      FROM scores p
      JOIN scores c ON c.snapshot_id = nx.next_id AND c.name_id = p.name_id AND c.variant_id IS p.variant_id
      LEFT JOIN outdated plater ON plater.id = p.id
      LEFT JOIN outdated clater ON clater.id = c.id
      WHERE p.snapshot_id = sp.id AND plater.id IS NULL AND clater.id IS NULL
     AND p.ci_low IS NOT NULL AND p.ci_high IS NOT NULL
     AND c.ci_low IS NOT NULL AND c.ci_high IS NOT NULL))) AS j
  FROM sources src
  CROSS JOIN snapshots sp ON sp.source_id = src.id
  JOIN next_snapshots nx ON nx.snapshot_id = sp.id
  WHERE src.kind = 'leaderboard'
  LIMIT -1);  -- else SQLite takes this SELECT apart and reckons j at every place where it is named

CREATE VIEW source_addresses AS
  -- The addresses of the sources with their host, and whether they lead nowhere: a name that RFC 2606, RFC 6761, RFC
  -- 6762 or RFC 8375 reserves, an address for examples (RFC 5737) or of a private network, a name without a dot, a
  -- file. An address without :// (a DOI) leads nowhere only where it begins with such a name.
SELECT source_id, url, is_archived, host,
  has_scheme AND (host = '' OR instr(host, '.') = 0 AND host NOT GLOB '[[]*')
    OR host IN ('localhost','example','invalid','test','example.com','example.net','example.org','example.edu')
    OR host GLOB '*.example.com' OR host GLOB '*.example.net' OR host GLOB '*.example.org'
    OR host GLOB '*.example.edu' OR host GLOB '*.example' OR host GLOB '*.invalid' OR host GLOB '*.localhost'
    OR host GLOB '*.test' OR host GLOB '*.local' OR host GLOB '*.internal' OR host GLOB '*.home.arpa'
    OR host NOT GLOB '*[^0-9.]*' AND (host GLOB '0.*' OR host GLOB '10.*' OR host GLOB '127.*'
      OR host GLOB '169.254.*' OR host GLOB '192.168.*' OR host GLOB '192.0.2.*' OR host GLOB '198.51.100.*'
      OR host GLOB '203.0.113.*' OR host GLOB '172.*' AND CAST(substr(host, 5) AS INTEGER) BETWEEN 16 AND 31)
    OR host IN ('[::]','[::1]') OR host GLOB '[[]f[cd]*' OR host GLOB '[[]fe[89ab]*'
    OR host GLOB '[[]2001:db8:*' AS leads_nowhere
FROM (  -- each LIMIT keeps SQLite from copying an expression to every place that names it
  SELECT *, iif(name GLOB '[[]*', substr(name, 1, instr(name, ']')),
    rtrim(substr(name, 1, instr(name || ':', ':') - 1), '.')) AS host
  FROM (
    SELECT *, substr(authority, instr(authority, '@') + 1) AS name
    FROM (
      SELECT *, substr(rest, 1, instr(replace(replace(rest, '?', '/'), '#', '/') || '/', '/') - 1) AS authority
      FROM (
        SELECT source_id, url, is_archived, instr(url, '://') > 0 AS has_scheme,
          lower(iif(instr(url, '://') > 0, substr(url, instr(url, '://') + 3), url)) AS rest
        FROM (
          SELECT id AS source_id, url, 0 AS is_archived FROM sources WHERE url IS NOT NULL
          UNION ALL SELECT id, archived_url, 1 FROM sources WHERE archived_url IS NOT NULL)
        LIMIT -1)
      LIMIT -1)
    LIMIT -1)
  LIMIT -1);

CREATE VIEW placeholder_sources AS
  -- Sources without an address that a reader could open: none on record (url is NULL), or none that leads anywhere.
SELECT src.id AS source_id, a.url, min(a.is_archived) AS is_archived
FROM sources src
LEFT JOIN source_addresses a ON a.source_id = src.id
GROUP BY src.id
HAVING min(ifnull(a.leads_nowhere, 1));

CREATE VIEW own_values AS
  -- What who made a model prints for a variant of it, on a benchmark: percent of its standing scores.
SELECT s.variant_id, s.benchmark_id, sp.source_id, s.value * CASE mt.unit WHEN 'proportion' THEN 100 ELSE 1 END
    AS percent
FROM scores s
JOIN variants v ON v.id = s.variant_id
JOIN snapshots sp ON sp.id = s.snapshot_id
JOIN metrics mt ON mt.id = sp.metric_id
WHERE (+v.model_id, s.evaluator_id) IN (SELECT model_id, organization_id FROM own_evaluators) AND s.id NOT IN outdated;

CREATE VIEW split_reports AS
  -- For rule split-mismatch, the scores of who made a model while others have reported the model, in that stage and
  -- quantity, on other parts or versions of the benchmark only.
SELECT 'split-mismatch' AS rule, 'note' AS severity, s.score_id, op.source_id AS evidence_id,
  max(s.reported_on, op.reported_on) AS since, s.ends_on AS until,
  s.printed || ' here is on ' || s.benchmark || '; ' || os.slug || ' gives ' || ov.slug || ' '
    || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) || ' on ' || ob.slug || CASE
      WHEN s.is_vague THEN '. Neither part nor version of ' || s.benchmark
        || ' is stated: whether the two can be compared is not known'
      WHEN ifnull(ob.version, ob.split) IS NULL THEN '. Neither part nor version of ' || ob.slug
        || ' is stated: whether the two can be compared is not known'
      ELSE ', another part or version of ' || s.family || ': the two cannot be compared' END AS message
FROM (
  SELECT f.score_id, f.printed, f.reported_on, b.slug AS benchmark, b.family,
    ifnull(b.version, b.split) IS NULL AS is_vague, (
      SELECT t.score_id
      FROM benchmarks tb
      CROSS JOIN score_parties t ON t.model_id = v.model_id AND t.benchmark_id = tb.id
      JOIN variants tv ON tv.id = t.variant_id
      WHERE tb.family = b.family AND tb.id <> b.id
        AND (t.relationship = 'third_party'  -- or who backs the benchmark with the developer
          OR t.relationship IS NULL
            AND t.evaluator_id IN (SELECT organization_id FROM benchmark_backers WHERE benchmark_id = tb.id)
            AND (v.model_id, t.evaluator_id) NOT IN (SELECT model_id, organization_id FROM own_evaluators))
        AND (t.metric_id = f.metric_id OR t.metric_quantity = mt.quantity)
        AND (replace(tv.stage, 'chat', 'instruct') = replace(v.stage, 'chat', 'instruct')
          OR 'unknown' IN (tv.stage, v.stage))
      ORDER BY t.reported_on, t.score_id LIMIT 1) AS other_id, (
      SELECT min(tp.reported_on)
      FROM variants tv
      JOIN standing_scores tp ON tp.variant_id = tv.id AND tp.benchmark_id = b.id
      LEFT JOIN own_evaluators e ON e.model_id = v.model_id AND e.organization_id = tp.evaluator_id
      WHERE tv.model_id = v.model_id AND tp.evaluator_id IS NOT NULL AND e.model_id IS NULL) AS ends_on
  FROM standing_scores f
  JOIN variants v ON v.id = f.variant_id
  JOIN benchmarks b ON b.id = f.benchmark_id
  JOIN metrics mt ON mt.id = f.metric_id
  WHERE (+v.model_id, f.evaluator_id) IN (SELECT model_id, organization_id FROM own_evaluators)
    AND b.family IN (SELECT family FROM benchmarks GROUP BY family HAVING count(*) > 1)) s
JOIN scores o ON o.id = s.other_id
JOIN snapshots op ON op.id = o.snapshot_id
JOIN sources os ON os.id = op.source_id
JOIN benchmarks ob ON ob.id = o.benchmark_id
JOIN variants ov ON ov.id = o.variant_id
WHERE ifnull(s.ends_on > max(s.reported_on, op.reported_on), 1);

CREATE VIEW table_settings AS
  -- Two snapshots of one document, benchmark, metric and day, in different settings: suits, where those of the first
  -- give its scores an advantage over the other's, hampers, where the other way round. Those that only hamper are left
  -- out.
SELECT t.* FROM (
  SELECT a.id AS snapshot_id, o.id AS other_snapshot_id, a.source_id, src.publisher_id, a.benchmark_id, a.metric_id,
   a.reported_on, o.protocol_id AS other_protocol_id, k.differences,
   ifnull(p.attempts > q.attempts, 0) OR ifnull(p.selection <> q.selection AND lower(q.selection) = 'single', 0)
   OR ifnull(lower(p.tools) <> 'none' AND lower(q.tools) = 'none', 0) AS suits,
   ifnull(p.attempts < q.attempts, 0) OR ifnull(p.selection <> q.selection AND lower(p.selection) = 'single', 0)
   OR ifnull(lower(p.tools) = 'none' AND lower(q.tools) <> 'none', 0) AS hampers
  FROM sources src
  JOIN snapshots a ON a.source_id = src.id
  JOIN snapshots o ON o.source_id = src.id AND o.benchmark_id = a.benchmark_id AND o.metric_id = a.metric_id
  AND o.reported_on = a.reported_on AND o.protocol_id <> a.protocol_id
  JOIN protocols p ON p.id = a.protocol_id
  JOIN protocols q ON q.id = o.protocol_id
  JOIN protocol_pairs k ON k.protocol_id = p.id AND k.other_id = q.id
  WHERE src.kind NOT IN ('leaderboard','dataset','run_log','repo') AND k.settings = 'differ') t
WHERE t.suits OR NOT t.hampers;

CREATE VIEW unit_factors(unit, factor) AS
  -- What brings a number as sources print it to the unit of its metric: percent to a proportion, cents to usd. The unit
  -- '' is any, % any but percent where the sign is printed.
VALUES ('', 1), ('proportion', 0.01), ('percent', 100), ('%', 0.01), ('usd', 1e-6), ('usd', 1e-3), ('usd', 0.01),
  ('usd', 1e3), ('usd', 1e6), ('seconds', 1e-3), ('seconds', 60), ('seconds', 3600), ('count', 1e3), ('count', 1e6),
  ('count', 1e9), ('tokens', 1e3), ('tokens', 1e6), ('tokens', 1e9);

CREATE VIEW expected_maximum(n, e) AS
  -- The mean of the greatest of n draws from a standard normal distribution (Harter 1961, Biometrika 48).
VALUES (2, 0.5642), (3, 0.8463), (4, 1.0294), (5, 1.163), (6, 1.2672), (7, 1.3522), (8, 1.4236), (9, 1.485),
  (10, 1.5388), (11, 1.5864), (12, 1.6292), (13, 1.668), (14, 1.7034), (15, 1.7359), (16, 1.766), (17, 1.7939),
  (18, 1.82), (19, 1.8445), (20, 1.8675), (21, 1.8892), (22, 1.9097), (23, 1.9292), (24, 1.9477), (25, 1.9653),
  (26, 1.9822), (27, 1.9983), (28, 2.0137), (29, 2.0285), (30, 2.0428), (31, 2.0565), (32, 2.0697), (33, 2.0824),
  (34, 2.0947), (35, 2.1066), (36, 2.1181), (37, 2.1293), (38, 2.1401), (39, 2.1506), (40, 2.1608), (50, 2.2491),
  (60, 2.3193), (80, 2.4268), (100, 2.5076), (150, 2.6492), (200, 2.746);

CREATE VIEW whole_numbers(n) AS
  -- 0 to 31.
VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19),
  (20), (21), (22), (23), (24), (25), (26), (27), (28), (29), (30), (31);

CREATE VIEW protocol_pairs AS
  -- Two protocols side by side: settings is differ where both state different things (differences says which, capitals
  -- and blanks apart), unstated where one is silent on what the other states (one_states says on what) or neither
  -- states anything, else same. Ask for two ids.
SELECT a.id AS protocol_id, o.id AS other_id,
  CASE WHEN a.id = o.id THEN iif(a.id = 1, 'unstated', 'same')
       WHEN a.shots <> o.shots OR a.cot <> o.cot
            OR trim(a.reasoning_effort) <> trim(o.reasoning_effort) COLLATE NOCASE OR a.attempts <> o.attempts
            OR trim(a.selection) <> trim(o.selection) COLLATE NOCASE OR a.temperature <> o.temperature
            OR trim(a.harness) <> trim(o.harness) COLLATE NOCASE
            OR trim(a.harness_version) <> trim(o.harness_version) COLLATE NOCASE
            OR trim(a.tools) <> trim(o.tools) COLLATE NOCASE OR trim(a.judge) <> trim(o.judge) COLLATE NOCASE
            OR trim(a.scaffold) <> trim(o.scaffold) COLLATE NOCASE
            OR trim(a.platform) <> trim(o.platform) COLLATE NOCASE OR a.style_control <> o.style_control
            OR a.item_limit <> o.item_limit OR trim(a.filter) <> trim(o.filter) COLLATE NOCASE
            OR trim(a.extra) <> trim(o.extra) COLLATE NOCASE
         THEN 'differ'
       WHEN (a.shots IS NULL) = (o.shots IS NULL) AND (a.cot IS NULL) = (o.cot IS NULL)
            AND (a.reasoning_effort IS NULL) = (o.reasoning_effort IS NULL)
            AND (a.attempts IS NULL) = (o.attempts IS NULL) AND (a.selection IS NULL) = (o.selection IS NULL)
            AND (a.temperature IS NULL) = (o.temperature IS NULL) AND (a.harness IS NULL) = (o.harness IS NULL)
            AND (a.harness_version IS NULL) = (o.harness_version IS NULL)
            AND (a.tools IS NULL) = (o.tools IS NULL) AND (a.judge IS NULL) = (o.judge IS NULL)
            AND (a.scaffold IS NULL) = (o.scaffold IS NULL) AND (a.platform IS NULL) = (o.platform IS NULL)
            AND (a.style_control IS NULL) = (o.style_control IS NULL)
            AND (a.item_limit IS NULL) = (o.item_limit IS NULL) AND (a.filter IS NULL) = (o.filter IS NULL)
            AND (a.extra IS NULL) = (o.extra IS NULL)
         THEN 'same'
       ELSE 'unstated' END AS settings,
  substr(iif(a.shots <> o.shots, '; shots ' || a.shots || ' and ' || o.shots, '')
    || iif(a.cot <> o.cot, '; cot ' || a.cot || ' and ' || o.cot, '')
    || iif(trim(a.reasoning_effort) <> trim(o.reasoning_effort) COLLATE NOCASE,
      '; reasoning effort ' || a.reasoning_effort || ' and ' || o.reasoning_effort, '')
    || iif(a.attempts <> o.attempts, '; attempts ' || a.attempts || ' and ' || o.attempts, '')
    || iif(trim(a.selection) <> trim(o.selection) COLLATE NOCASE,
      '; selection ' || a.selection || ' and ' || o.selection, '')
    || iif(a.temperature <> o.temperature, '; temperature ' || a.temperature || ' and ' || o.temperature, '')
    || iif(trim(a.harness) <> trim(o.harness) COLLATE NOCASE,
      '; harness ' || a.harness || ' and ' || o.harness, '')
    || iif(trim(a.harness_version) <> trim(o.harness_version) COLLATE NOCASE,
      '; harness version ' || a.harness_version || ' and ' || o.harness_version, '')
    || iif(trim(a.tools) <> trim(o.tools) COLLATE NOCASE, '; tools ' || a.tools || ' and ' || o.tools, '')
    || iif(trim(a.judge) <> trim(o.judge) COLLATE NOCASE, '; judge ' || a.judge || ' and ' || o.judge, '')
    || iif(trim(a.scaffold) <> trim(o.scaffold) COLLATE NOCASE,
      '; scaffold ' || a.scaffold || ' and ' || o.scaffold, '')
    || iif(trim(a.platform) <> trim(o.platform) COLLATE NOCASE,
      '; platform ' || a.platform || ' and ' || o.platform, '')
    || iif(a.style_control <> o.style_control,
      '; style control ' || a.style_control || ' and ' || o.style_control, '')
    || iif(a.item_limit <> o.item_limit, '; item limit ' || a.item_limit || ' and ' || o.item_limit, '')
    || iif(trim(a.filter) <> trim(o.filter) COLLATE NOCASE, '; filter ' || a.filter || ' and ' || o.filter, '')
    || iif(trim(a.extra) <> trim(o.extra) COLLATE NOCASE,
      '; ' || a.extra || ' and ' || o.extra, ''), 3) AS differences,
  substr(iif((a.shots IS NULL) <> (o.shots IS NULL), ', shots', '')
    || iif((a.cot IS NULL) <> (o.cot IS NULL), ', cot', '')
    || iif((a.reasoning_effort IS NULL) <> (o.reasoning_effort IS NULL), ', reasoning effort', '')
    || iif((a.attempts IS NULL) <> (o.attempts IS NULL), ', attempts', '')
    || iif((a.selection IS NULL) <> (o.selection IS NULL), ', selection', '')
    || iif((a.temperature IS NULL) <> (o.temperature IS NULL), ', temperature', '')
    || iif((a.harness IS NULL) <> (o.harness IS NULL), ', harness', '')
    || iif((a.harness_version IS NULL) <> (o.harness_version IS NULL), ', harness version', '')
    || iif((a.tools IS NULL) <> (o.tools IS NULL), ', tools', '')
    || iif((a.judge IS NULL) <> (o.judge IS NULL), ', judge', '')
    || iif((a.scaffold IS NULL) <> (o.scaffold IS NULL), ', scaffold', '')
    || iif((a.platform IS NULL) <> (o.platform IS NULL), ', platform', '')
    || iif((a.style_control IS NULL) <> (o.style_control IS NULL), ', style control', '')
    || iif((a.item_limit IS NULL) <> (o.item_limit IS NULL), ', item limit', '')
    || iif((a.filter IS NULL) <> (o.filter IS NULL), ', filter', '')
    || iif((a.extra IS NULL) <> (o.extra IS NULL), ', other settings', ''), 3) AS one_states
FROM protocols a, protocols o;

CREATE VIEW protocol_settings AS
  -- What a protocol states, in words: settings is NULL where it states nothing.
SELECT p.id AS protocol_id,
  nullif(substr(ifnull(', ' || p.shots || CASE p.shots WHEN 1 THEN ' shot' ELSE ' shots' END, '')
    || CASE p.cot WHEN 1 THEN ', with chain of thought' WHEN 0 THEN ', without chain of thought' ELSE '' END
    || ifnull(', reasoning effort ' || p.reasoning_effort, '') || ifnull(', attempts ' || p.attempts, '')
    || ifnull(', selection ' || p.selection, '') || ifnull(', temperature ' || p.temperature, '')
    || ifnull(', harness ' || p.harness, '') || ifnull(', harness version ' || p.harness_version, '')
    || ifnull(', tools ' || p.tools, '') || ifnull(', judge ' || p.judge, '')
    || ifnull(', scaffold ' || p.scaffold, '') || ifnull(', platform ' || p.platform, '')
    || CASE p.style_control WHEN 1 THEN ', with style control' WHEN 0 THEN ', without style control' ELSE '' END
    || ifnull(', item limit ' || p.item_limit, '') || ifnull(', filter ' || p.filter, '')
    || ifnull(', ' || p.extra, ''), 3), '') AS settings
FROM protocols p;

CREATE VIEW effort_labels AS
  -- The protocols with a label of effort, such as low or high, and no amount: what a label means is up to each build.
SELECT k.protocol_id, k.settings
FROM protocols p
JOIN protocol_settings k ON k.protocol_id = p.id
WHERE p.reasoning_effort NOT GLOB '*[0-9]*';

CREATE VIEW score_pairs AS
  -- Every ordered pair of standing scores of one variant, benchmark and quantity from two sources: see comparisons.
  -- The 1e-10 and 1e-18 keep the noise of floating point out of it: 0.8 as a percentage is not quite 80. is_repeat: one
  -- evaluator at two times. A rating is of its day, whatever is on record of its benchmark; so is a moving alias.
SELECT p.score_id, p.other_id, p.variant_id, p.a - p.o AS difference, p.var_a, p.var_b, p.protocol_id,
  p.other_protocol_id, max(p.reported_on, p.other_reported_on) AS since, p.is_repeat,
  CASE WHEN (p.a - p.o) * (p.a - p.o) <= 3.8416000001 * (ifnull(p.var_a, 0) + ifnull(p.var_b, 0)) + 1e-18
      THEN 'agree'
    ELSE (
      SELECT CASE WHEN x.d <= 1e-9 OR x.d * x.d <= 3.8416000001 * (ifnull(p.var_a, 0) + ifnull(p.var_b, 0))
        THEN 'agree'
        WHEN p.is_part AND min(p.a, p.o) > 0 AND (min(p.a, p.o) <= 1 OR max(p.a, p.o) > 100)
        AND abs(100 * min(p.a, p.o) - max(p.a, p.o)) <= 0.1 * max(p.a, p.o) THEN 'scale'
        WHEN p.var_a + p.var_b IS NULL THEN 'not assessable'
        ELSE 'disagree' END
      FROM (SELECT abs(p.a - p.o) - p.half_a - p.half_o AS d) x) END AS verdict
FROM (
  SELECT a.score_id, o.score_id AS other_id, a.variant_id, a.percent AS a, o.percent AS o,
    a.variance * CASE WHEN a.percent > o.percent THEN 4 * (1 - a.above) * (1 - a.above)
      ELSE 4 * a.above * a.above END AS var_a,
    o.variance * CASE WHEN o.percent > a.percent THEN 4 * (1 - o.above) * (1 - o.above)
      ELSE 4 * o.above * o.above END AS var_b,
    a.half_place AS half_a, o.half_place AS half_o, a.unit IN ('percent','proportion') AS is_part,
    a.protocol_id, o.protocol_id AS other_protocol_id, a.reported_on, o.reported_on AS other_reported_on,
    ifnull(a.evaluator_id = o.evaluator_id AND ifnull(a.evaluated_on, a.reported_on)
      <> ifnull(o.evaluated_on, o.reported_on), 0) AS is_repeat
  FROM score_numbers a
  JOIN score_numbers o ON o.variant_id = a.variant_id AND o.benchmark_id = a.benchmark_id
    AND o.source_id <> a.source_id AND (o.metric_id = a.metric_id OR o.metric_quantity = a.metric_quantity)
    AND (a.access <> 'live' AND a.unit <> 'elo'
        AND a.variant_id NOT IN (SELECT id FROM variants WHERE build = 'moving_alias')
      OR a.reported_on = o.reported_on)) p;

CREATE VIEW comparisons AS
  -- Two sources on one number: every ordered pair of current scores of the same variant, benchmark and quantity from
  -- two sources. Percent and proportion are brought to percent. settings: see protocol_pairs. independent: 1 where two
  -- different evaluators are stated. Live boards, ratings and moving aliases are paired within a
  -- day only.
  -- verdict, with d the difference less half a unit of the last printed place of each, and v the variances on the side
  -- of the other value: disagree if d^2 > 1.96^2 (v_a + v_b); agree if not, or if one variance is unknown and the other
  -- alone already covers d; scale where one is about a hundred times the other; else not assessable.
SELECT a.developer, a.model, a.variant, a.benchmark, a.quantity, a.source, a.percent AS value,
  a.printed AS value_as_printed, a.reported_on, a.evaluator, o.source AS other_source, o.percent AS other_value,
  o.printed AS other_value_as_printed, o.reported_on AS other_reported_on, o.evaluator AS other_evaluator,
  round(p.difference, 9) AS difference,
  (SELECT pp.settings FROM protocol_pairs pp
   WHERE pp.protocol_id = p.protocol_id AND pp.other_id = p.other_protocol_id) AS settings,
  a.evaluator_id <> o.evaluator_id AS independent, p.var_a, p.var_b, p.score_id, p.other_id AS other_score_id,
  a.listed_as, a.name_id, a.variant_id, a.model_id, a.benchmark_id, a.source_id, a.protocol_id,
  o.protocol_id AS other_protocol_id, p.verdict
FROM score_pairs p
JOIN current_scores a ON a.score_id = p.score_id
JOIN current_scores o ON o.score_id = p.other_id;

CREATE VIEW score_disputes AS
  -- The other sources that contradict a score, a row for each way (dispute): 0 they disagree in the same settings; 1
  -- they state settings otherwise, and 2 one of the two is silent on a setting, or both on all, where the values do not
  -- agree. One evaluator at two times contradicts nobody but in other settings. others counts their scores; other_id is
  -- the first that stood against it, the nearest in value of a day.
SELECT p.score_id, p.dispute, count(*) AS others, p.other_id, min(p.first) AS first
FROM (
  SELECT p.score_id, p.other_id, p.verdict, p.is_repeat,
    CASE WHEN p.protocol_id = p.other_protocol_id THEN iif(p.protocol_id = 1, 2, 0)
      ELSE (SELECT CASE k.settings WHEN 'same' THEN 0 WHEN 'differ' THEN 1 ELSE 2 END FROM protocol_pairs k
            WHERE k.protocol_id = p.protocol_id AND k.other_id = p.other_protocol_id) END AS dispute,
    substr(p.since || '      ', 1, 10) || printf('%18.6f', abs(p.difference)) || p.other_id AS first
  FROM score_pairs p
  WHERE p.verdict IN ('disagree', CASE WHEN p.protocol_id <> p.other_protocol_id OR p.protocol_id = 1
    THEN 'not assessable' END)
  LIMIT -1) p  -- without it SQLite reckons dispute twice
WHERE p.dispute = 1 OR NOT p.is_repeat AND (p.dispute = 2 OR p.verdict = 'disagree')
GROUP BY p.score_id, p.dispute;

CREATE VIEW rules_of_first_parties AS
  -- The rules self-reported-only and unreplicated in one pass.
SELECT CASE k.column1 WHEN 0 THEN 'self-reported-only' ELSE 'unreplicated' END AS rule, 'warning' AS severity,
  s.score_id, s.source_id AS evidence_id, CASE k.column1 WHEN 0 THEN s.reported_on ELSE s.due_on END AS since,
  s.replicated_on AS until,
  iif(s.is_relayed, s.source || ' relays a number of ', 'measured by ') || s.measured_by || CASE k.column1
      WHEN 0 THEN '; no third-party score of this variant on this benchmark is on record'
      ELSE '; no third-party score of this variant on this benchmark from the 90 days after ' || s.reported_on
        || ' is on record'
      END AS message
FROM (SELECT * FROM first_party_scores LIMIT -1) s  -- without it SQLite looks for a replication three times
CROSS JOIN (VALUES (0), (1)) k
WHERE ifnull(s.replicated_on > CASE k.column1 WHEN 0 THEN s.reported_on ELSE s.due_on END, 1);

CREATE VIEW rules_of_comparisons AS
  -- The rules sources-disagree, settings-differ and settings-unstated in one pass over all pairs: see score_disputes.
SELECT CASE d.dispute WHEN 0 THEN 'sources-disagree' WHEN 1 THEN 'settings-differ' ELSE 'settings-unstated' END
    AS rule,
  CASE d.dispute WHEN 2 THEN 'note' ELSE 'warning' END AS severity,
  s.score_id, o.source_id AS evidence_id, max(s.reported_on, o.reported_on) AS since, NULL AS until,
  s.printed || CASE d.dispute WHEN 0 THEN ' here against ' ELSE ' here and ' END
    || o.printed || ' in ' || o.source
    || CASE d.others WHEN 1 THEN '' ELSE ' (and ' || (d.others - 1) || ' more)' END
    || CASE d.dispute
         WHEN 0 THEN ': the difference of ' || round(s.percent - o.percent, 3)
           || ' is more than the uncertainty of both allows'
         WHEN 1 THEN ' were not measured alike: ' || (
           SELECT p.differences FROM protocol_pairs p
           WHERE p.protocol_id = s.protocol_id AND p.other_id = o.protocol_id)
         ELSE (
           SELECT iif(p.one_states = '', '; neither states how it was measured',
             '; only one of the two states: ' || p.one_states) FROM protocol_pairs p
           WHERE p.protocol_id = s.protocol_id AND p.other_id = o.protocol_id) END AS message
FROM score_disputes d
CROSS JOIN score_numbers s ON s.score_id = d.score_id
CROSS JOIN score_numbers o ON o.score_id = d.other_id;

CREATE VIEW statement_verdicts AS
  -- Allegations, corrections and retractions from each day with a word on them (see dispute_states), with what stands
  -- then: stands is the statement itself, denied a denial; verdict, and reply_id, is what settles an allegation: the
  -- last word, but a settlement undoes no confirmation.
SELECT statement_id, since, until, replies, kind, stands, denied, substr(found, 21) AS verdict,
  CAST(substr(found, 11, 10) AS INTEGER) AS reply_id
FROM (
  SELECT d.*, st.kind, max(ss.statement_id = st.id) AS stands, max(r.kind = 'denial') AS denied,
    max(printf('%-10s%010d', iif(v.verdict = 'settled', '', ss.since), v.reply_id) || v.verdict) AS found
  FROM dispute_states d
  JOIN statements st ON st.id = d.statement_id
  CROSS JOIN statements r ON r.id = st.id OR r.reply_to_id = st.id
  CROSS JOIN statement_states ss ON ss.statement_id = r.id AND ss.stands AND ss.since <= d.since
    AND ifnull(ss.until > d.since, 1)
  LEFT JOIN settling_replies v ON v.reply_id = r.id
  WHERE st.kind <> 'criticism'
  GROUP BY d.statement_id, d.since);

CREATE VIEW rules_of_statements AS
  -- The three rules about what was said, in one pass over statement_verdicts; a further row from each day with a
  -- further word. by_party: who says so made the claim, or is whom the one or the other is about. stranger: it is not,
  -- and a correction or retraction replies to nothing and corrects no source; a retraction may.
SELECT f.rule, CASE WHEN f.rule = 'open-allegation' THEN 'warning' WHEN f.rule = 'confirmed-allegation' THEN 'error'
    WHEN f.stranger THEN 'note'
    WHEN f.kind = 'correction' AND f.no_score THEN 'note'
    WHEN f.basis = 'hearsay' OR f.on_kind = 'correction' OR f.denied OR f.revised OR f.who AND NOT f.by_party
      AND f.claim_id THEN 'warning'
    ELSE 'error' END AS severity,
  f.score_id, f.developer_id, f.model_id, f.variant_id, f.benchmark_id, f.source_id, f.name_id,
  f.evidence_id, nullif(f.since, '') AS since, f.until,
  iif(f.rule = 'corrected', coalesce('On ' || (SELECT b.name FROM benchmarks b WHERE b.id = f.benchmark_id
        AND f.score_id IS NOT NULL) || ', ' || (SELECT s.printed FROM standing_scores s WHERE s.score_id = f.score_id)
        || '. ', '')
      || iif(f.is_older, 'Contradicted by an older document: ', upper(f.kind) || ' by '), '')
    || f.speaker || coalesce(' on ' || f.said_on, '')
    || ' (' || f.source || iif(f.rule = 'corrected', '', ', ' || f.basis) || '): ' || f.text
    || coalesce(' What it ' || iif(f.kind = 'correction', 'corrects', 'takes back') || ': ' || f.claim, '')
    || iif(f.stranger, ' What it ' || iif(f.kind = 'correction', 'corrects', 'takes back')
      || ' is not on record.', '')
    || coalesce(' ' || f.replies, iif(f.rule = 'open-allegation', ' No reply is on record.', '')) AS message
FROM (
  SELECT *, kind <> 'allegation' AND claim_id IS NULL AND NOT by_party
    AND (source_id IS NULL OR kind = 'retraction' AND who IS NOT NULL) AS stranger
  FROM (
  SELECT t.*, d.kind, d.until, d.replies, d.denied, st.basis, st.speaker, st.said_on, st.text, src.slug AS source,
    ifnull(c.kind, '') AS on_kind, ifnull(r.source_id, st.source_id) AS evidence_id,
    CASE WHEN d.kind <> 'allegation' THEN 'corrected' WHEN d.verdict = 'confirmed' THEN 'confirmed-allegation'
      ELSE 'open-allegation' END AS rule,
    max(d.since, t.day, ifnull(c.said_on, '')) AS since,
    c.speaker || coalesce(' on ' || c.said_on, '') || ' (' || cs.slug || '): ' || c.text AS claim,
    d.kind = 'correction' AND ifnull(substr(st.said_on || '-99-99', 1, 10)
      < substr(coalesce(c.said_on, cs.published_on, nullif(t.day, '')) || '-01-01', 1, 10), 0) AS is_older,
    coalesce(st.organization_id, iif(st.basis = 'direct', src.publisher_id, NULL)) AS who, c.id AS claim_id,
    EXISTS (
      SELECT 1 FROM party_groups sg
      JOIN party_groups pg ON pg.id = sg.id
      WHERE sg.organization_id = coalesce(st.organization_id, iif(st.basis = 'direct', src.publisher_id, NULL))
        AND (pg.organization_id IN (
            SELECT p.organization_id FROM statement_parties p WHERE p.statement_id IN (st.id, c.id))
          OR pg.organization_id = coalesce(c.organization_id, iif(c.basis = 'direct', cs.publisher_id, NULL))))
      AS by_party,
    EXISTS (SELECT 1 FROM scores q WHERE q.id = t.score_id AND q.supersedes IS NOT NULL) AS revised,
    t.score_id IS NULL AND t.source_id IS NOT NULL AND t.source_id NOT IN (SELECT source_id FROM snapshots)
      AS no_score
  FROM statement_verdicts d
  JOIN statements st ON st.id = d.statement_id
  JOIN statement_subjects t ON t.statement_id = st.id
  JOIN sources src ON src.id = st.source_id
  LEFT JOIN statements r ON r.id = d.reply_id
  LEFT JOIN standing_statements c ON c.id = st.reply_to_id AND d.kind <> 'allegation'
  LEFT JOIN sources cs ON cs.id = c.source_id
  WHERE CASE d.kind WHEN 'allegation' THEN ifnull(d.verdict, '') IN ('','confirmed')
    ELSE d.stands AND (st.reply_to_id IS NULL OR c.kind = 'claim' OR c.kind = 'correction' AND d.kind = 'correction')
    END)) f
WHERE ifnull(f.until > f.since, 1);

CREATE VIEW event_words AS
  -- What an event says, in words, with the days that its source speaks of.
SELECT e.id, CASE e.status
    WHEN 'not_public' THEN 'The public could not get it' || iif(e.since < e.on_date, '', ', as was said')
    WHEN 'private_testing' THEN 'It was in private testing' || ifnull(' on ' || o.name, '')
    WHEN 'in_training' THEN 'It was in training' WHEN 'cancelled' THEN 'It was cancelled'
    WHEN 'announced' THEN 'It was announced' || ifnull(' on ' || o.name, '')
    WHEN 'preview' THEN 'It was on ' || o.name || ' only' WHEN 'released' THEN 'It was on ' || o.name || ' only'
    ELSE 'It was ' || e.status || ' on ' || o.name END
  || CASE WHEN e.since < e.on_date THEN ' since ' || e.since || ', as was said on ' || e.on_date
       WHEN e.precision = 'by' THEN ' by ' || e.on_date
       WHEN e.status IN ('preview','released') THEN ' from ' || e.on_date ELSE ' on ' || e.on_date END AS said
FROM release_events e
LEFT JOIN organizations o ON o.id = e.board_id;

CREATE VIEW late_scores AS
  -- The standing scores whose variant was first released after the report, where nothing on record decides its
  -- status on the day of the report: a warning, or by_registry a note. A note too, where the release is of the next day
  -- by another source, and something shows that it was not public more than a day before.
SELECT s.score_id, s.reported_on, e.source_id, e.on_date AS released_on, max(s.reported_on, e.on_date) AS since,
  vd.by_registry,
  CASE WHEN s.picked IS NULL THEN 'warning' ELSE 'note' END AS severity
FROM (
  SELECT d.variant_id, d.public_on, NOT EXISTS (
    SELECT 1 FROM standing_events p JOIN sources ps ON ps.id = p.source_id
    WHERE p.variant_id = d.variant_id AND p.is_public AND p.status = 'released' AND ps.kind <> 'registry')
    AS by_registry
  FROM variant_days d
  WHERE d.public_on > ''
  LIMIT -1) vd
CROSS JOIN reported_status s ON s.variant_id = vd.variant_id AND s.has_variant
JOIN release_events e ON e.id = (
  SELECT p.id FROM standing_events p JOIN sources ps ON ps.id = p.source_id
  WHERE p.variant_id = vd.variant_id AND p.is_public AND p.status = 'released' AND p.precision = 'on'
  ORDER BY ps.kind = 'registry', p.on_date, p.id LIMIT 1)
WHERE vd.public_on > s.last_day AND e.on_date > s.last_day
  AND CASE WHEN s.picked IS NULL THEN 1
    WHEN json_extract(s.picked, '$[1]') = 'public' THEN EXISTS (
      SELECT 1 FROM status_events h
      WHERE h.variant_id = s.variant_id AND h.means IN ('error','warning') AND ifnull(h.ends_on > s.last_day, 1)
        AND h.start_on < date(s.reported_on, '-1 day'))
    ELSE 0 END;

CREATE VIEW hidden_pieces AS
  -- The hidden scores with the days on which what is known of them changed, a row for each: the first evidence, the
  -- best evidence, another sibling. look_id is the release to look at: first one with a score on the benchmark.
SELECT h.score_id, h.reported_on, h.since,
  lead(h.since) OVER (PARTITION BY h.score_id ORDER BY h.since) AS until, e.source_id,
  CASE WHEN h.since >= h.best_on THEN h.hides ELSE h.first_hides END AS severity, w.said, h.look_id
FROM (
  SELECT c.*, lag(c.state, 1, '') OVER (PARTITION BY c.score_id ORDER BY c.since) AS before
  FROM (
    SELECT l.*, (l.since >= l.best_on) || ' ' || ifnull(l.look_id, '') AS state
    FROM (
      SELECT d.score_id, d.reported_on, d.event_id, d.hides, d.best_on, d.first_id, d.first_hides,
        day.value AS since, (
          SELECT k.event_id
          FROM (
            SELECT r.*, EXISTS (
              SELECT 1 FROM scores o JOIN snapshots p ON p.id = o.snapshot_id
              WHERE o.variant_id = r.variant_id AND o.benchmark_id = d.benchmark_id
                AND p.reported_on <= day.value) AS is_here
            FROM released_siblings r
            WHERE r.model_id = d.model_id AND r.variant_id <> d.variant_id AND r.on_date <= day.value
              AND ifnull(r.gone_on > day.value, 1)
            LIMIT -1) k
          ORDER BY k.is_here DESC, k.on_date, k.variant_id LIMIT 1) AS look_id
      FROM hidden_days d
      CROSS JOIN json_each(d.days) day
      LIMIT -1) l) c) h
JOIN release_events e ON e.id = CASE WHEN h.since >= h.best_on THEN h.event_id ELSE h.first_id END
JOIN event_words w ON w.id = e.id
WHERE h.state <> h.before;

CREATE VIEW hidden_days AS
  -- The hidden scores with the first evidence that was known and the day of the best, and the days, a JSON array, on
  -- which the flag changes: see hidden_pieces.
SELECT s.score_id, s.variant_id, s.model_id, s.benchmark_id, s.reported_on, s.event_id, s.hides, s.best_on,
  json_extract(s.first, '$[0]') AS first_id, json_extract(s.first, '$[1]') AS first_hides, (
    SELECT json_group_array(day) FROM (
      SELECT json_extract(s.first, '$[2]') AS day
      UNION SELECT s.best_on
      UNION SELECT x.value FROM released_siblings r, json_each(json_array(r.on_date, r.gone_on)) x
      WHERE r.model_id = s.model_id AND r.variant_id <> s.variant_id
      UNION SELECT min(max(r.on_date, p.reported_on)) FROM released_siblings r
      CROSS JOIN scores o ON o.variant_id = r.variant_id AND o.benchmark_id = s.benchmark_id
      CROSS JOIN snapshots p ON p.id = o.snapshot_id
      WHERE r.model_id = s.model_id AND r.variant_id <> s.variant_id)
    WHERE day >= json_extract(s.first, '$[2]')) AS days
FROM (
  SELECT h.*, max(h.reported_on, b.on_date) AS best_on, (
    SELECT json_array(k.event_id, k.means, k.known_on)
    FROM (
      SELECT e.*, max(h.reported_on, e.on_date) AS known_on FROM status_events e
      WHERE e.variant_id = h.variant_id AND e.means IN ('error','warning','note') AND e.counts_from <= h.last_day
        AND ifnull(e.ends_on > h.last_day, 1)
      LIMIT -1) k
    ORDER BY k.known_on, k.step, k.on_date DESC, k.tie DESC, k.event_id LIMIT 1) AS first
  FROM hidden_scores h
  JOIN release_events b ON b.id = h.event_id
  LIMIT -1) s;

CREATE VIEW unreleased_variants AS
  -- The variants that a public announcement is on record of, and nothing public until due_on, 30 days after it, nor the
  -- end of it: freed_on is the day of the first preview, release or availability. days: when a flag about it changes.
SELECT u.id, u.model_id, u.announced_on, u.source_id, u.due_on, u.freed_on, (
    SELECT json_group_array(day) FROM (
      SELECT u.due_on AS day
      UNION SELECT x.on_date FROM status_events x
      WHERE x.variant_id = u.id AND x.means = 'error' AND x.step = 6
      UNION SELECT y.value FROM released_siblings r, json_each(json_array(r.on_date, r.gone_on)) y
      WHERE r.model_id = u.model_id AND r.variant_id <> u.id)
    WHERE day >= u.due_on AND ifnull(day < u.freed_on, 1)) AS days
FROM (
  SELECT v.id, v.model_id, e.on_date AS announced_on, e.source_id,
    date(CASE length(e.on_date) WHEN 4 THEN e.on_date || '-12-31'
           WHEN 7 THEN date(e.on_date || '-01', '+1 month', '-1 day') ELSE e.on_date END, '+30 days') AS due_on,
    (SELECT min(day) FROM (
       SELECT p.on_date AS day FROM status_events p
       WHERE p.variant_id = v.id AND p.means = 'public' AND p.status <> 'deprecated')) AS freed_on
  FROM variants v
  JOIN release_events e ON e.id = (
    SELECT f.id FROM standing_events f WHERE f.variant_id = v.id AND f.board_id IS NULL
      AND f.status = 'announced'
    ORDER BY f.last_on, f.id LIMIT 1)) u
WHERE ifnull(u.freed_on > u.due_on, 1)
  AND (u.freed_on IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM standing_events p WHERE p.variant_id = u.id AND p.took_away))
  AND NOT EXISTS (  -- on some day that is not on record
    SELECT 1 FROM availability a
    WHERE a.variant_id = u.id AND a.from_on IS NULL AND a.channel <> 'leaderboard_only');

CREATE VIEW unreleased_pieces AS
  -- unreleased_variants on each of its days, with the evidence and the released sibling that were on record then.
SELECT n.*, day.value AS day,
  (SELECT x.event_id FROM status_events x
   WHERE x.variant_id = n.id AND x.means = 'error' AND x.step = 6 AND x.on_date <= day.value
     AND ifnull(x.ends_on > day.value, 1)
   ORDER BY x.board_id IS NOT NULL, x.on_date DESC, x.event_id LIMIT 1) AS event_id,
  (SELECT r.event_id FROM released_siblings r
   WHERE r.model_id = n.model_id AND r.variant_id <> n.id AND r.on_date <= day.value
     AND ifnull(r.gone_on > day.value, 1)
   ORDER BY r.on_date, r.variant_id LIMIT 1) AS look_id
FROM unreleased_variants n
CROSS JOIN json_each(n.days) day;

CREATE VIEW limited_access AS
  -- What made a variant public for a part of the public only, and how the flag says it.
SELECT e.variant_id, e.on_date, e.id AS n, e.source_id, 'as ' || e.status || ' in ' || e.region || ' from ' ||
  e.on_date
  AS said
FROM standing_events e
WHERE e.is_public AND e.region IS NOT NULL
UNION ALL
SELECT e.variant_id, e.on_date, e.id, e.source_id, 'as ' || e.status || ' at ' || o.name || ' from ' || e.on_date
FROM status_events c
JOIN release_events e ON e.id = c.event_id
JOIN organizations o ON o.id = e.board_id
WHERE c.means = 'public' AND c.step IN (1, 2)
UNION ALL
SELECT a.variant_id, a.from_on, -a.id, a.source_id, 'in an app of ' || o.name || ifnull(' ("' || a.product || '")',
  '')
  || ' from ' || a.from_on
FROM public_channels a
JOIN organizations o ON o.id = a.provider_id
WHERE a.channel = 'app';

CREATE VIEW wide_access AS
  -- What made a variant public for all: a release, weights, or an API of whoever offers it; of a cloud two of them, or
  -- one that is not the scope of an event.
SELECT e.variant_id, e.first_on AS from_on FROM standing_events e
WHERE e.is_public AND e.region IS NULL
  AND (e.status = 'released' AND e.channel <> 'app' OR e.channel IN ('weights','api'))
UNION ALL
SELECT a.variant_id, ifnull(a.from_on, '') FROM availability a
WHERE a.channel IN ('weights','first_party_api','third_party_api') OR a.channel = 'cloud' AND NOT EXISTS (
  SELECT 1 FROM release_events e WHERE e.variant_id = a.variant_id AND e.board_id = a.provider_id);

CREATE VIEW taken_away AS
  -- What took a variant away, in public or from a board, surely gone from gone_on on and back on back_on: withdrawn or
  -- retired, or deprecated with the last day of its availability over (to_on).
SELECT e.event_id AS id, e.variant_id, NULL AS board_id, e.status, e.on_date, e.counts_from AS gone_on,
  e.ends_on AS back_on, e.source_id, NULL AS to_on
FROM status_events e
WHERE e.means = 'gone' AND e.event_id IS NOT NULL
UNION ALL
SELECT e.id, e.variant_id, NULL, e.status, e.on_date, max(a.gone_on, e.after_on), (
    SELECT min(p.first_on) FROM standing_events p
    WHERE p.variant_id = e.variant_id AND p.is_public AND p.first_on > e.on_date), e.source_id, a.to_on
FROM standing_events e
JOIN public_channels a ON a.variant_id = e.variant_id
WHERE e.took_away AND e.status = 'deprecated' AND e.region IS NULL AND NOT EXISTS (
  SELECT 1 FROM availability b WHERE b.variant_id = e.variant_id AND b.channel <> 'leaderboard_only'
    AND ifnull(b.to_on > a.to_on OR b.to_on = a.to_on AND b.id < a.id, 1))
UNION ALL
SELECT e.id, e.variant_id, e.board_id, e.status, e.on_date, e.after_on, (
    SELECT min(n.on_date) FROM standing_events n
    WHERE n.variant_id = e.variant_id AND n.board_id = e.board_id AND n.status IN ('preview','released')
      AND n.on_date > e.on_date AND NOT n.is_vague), e.source_id, NULL
FROM standing_events e
WHERE e.board_id IS NOT NULL AND e.status IN ('withdrawn','retired') AND NOT e.is_vague;

CREATE TABLE rules (
  -- The flags that can be raised: see docs/rules.md.
  code TEXT PRIMARY KEY,
  severity TEXT NOT NULL CHECK (severity IN ('error','warning','note')), -- where the evidence is as the title says
  also TEXT, -- the other severities that a flag of it can have; NULL: none
  title TEXT NOT NULL,
  explanation TEXT NOT NULL,
  example TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO rules VALUES ('unreleased-when-reported', 'error', 'warning, note',
  'The variant was not public on the day its score was reported',
  'Error: a source on record, no registry, shows that the public could not get it that day: not public, in private '
    || 'testing, in training, cancelled, or on one board only. Warning: a registry says so, it was announced and no '
    || 'release is on record, or first released later. Note: a registry alone has it announced, or another source has '
    || 'it a day later. Silent where a preview, a release or an offer may be from that day or before.',
  'LMArena scores of Llama-4-Maverick-03-26-Experimental; Meta''s own table for Llama 4 Behemoth.');
CREATE VIEW rule_unreleased_when_reported AS
  -- Fires on hidden and late scores. Evidence known later, or a sibling released later, makes a further row from then.
SELECT 'unreleased-when-reported' AS rule, p.severity, p.score_id, p.source_id AS evidence_id, p.since, p.until,
  'Reported on ' || p.reported_on || '. ' || p.said || ' (' || es.slug || '). No public release by '
    || p.reported_on || ' is on record. ' || coalesce(
      'Look at ' || v.slug || ', released ' || look.precision || ' ' || look.on_date || '.',
      'No released sibling is on record' || CASE WHEN p.until IS NULL THEN '.' ELSE ' by then.' END) AS message
FROM hidden_pieces p
JOIN sources es ON es.id = p.source_id
LEFT JOIN release_events look ON look.id = p.look_id
LEFT JOIN variants v ON v.id = look.variant_id
UNION ALL
SELECT 'unreleased-when-reported', l.severity, l.score_id, l.source_id, l.since, NULL,
  'Reported on ' || l.reported_on || '. The first release on record is of ' || l.released_on || ' ('
    || es.slug || ')' || CASE l.severity WHEN 'note' THEN ': a day apart may be a time zone.'
      ELSE ', and nothing from before the report.' END
FROM late_scores l
JOIN sources es ON es.id = l.source_id
WHERE NOT l.by_registry;

INSERT INTO rules VALUES ('released-later', 'note', NULL, 'A registry dates the first release after the report',
  'Fires where the first thing on record about the status of the variant is a release after the day of the report, '
    || 'and only registries say so. A registry''s day may be that of its own listing. Silent where another '
    || 'source gives '
    || 'the release (see unreleased-when-reported), or something is on record from that day or before.',
  'A repository made public in May, for a model that a board listed in April.');
CREATE VIEW rule_released_later AS
  -- Fires on a late score of which a registry alone gives the release, from the day of that release on.
SELECT 'released-later' AS rule, 'note' AS severity, l.score_id, l.source_id AS evidence_id, l.since, NULL AS until,
  'Reported on ' || l.reported_on || '. The first release on record is of ' || l.released_on || ', and only a '
    || 'registry says so (' || es.slug || '). An earlier release may be missing from the record.' AS message
FROM late_scores l
JOIN sources es ON es.id = l.source_id
WHERE l.by_registry;

INSERT INTO rules VALUES ('status-disputed', 'note', NULL, 'Sources disagree whether the public could get the variant',
  'Fires on a score where one source says that the variant was not public, in private testing, in training or '
    || 'cancelled on that day, while a release or an availability on record shows it public since more than a '
    || 'day before '
    || 'that source spoke. No flag says then that it was unreleased. Ends when one of the two is corrected.',
  'A board calls a build private while its weights are on a hub.');
CREATE VIEW rule_status_disputed AS
  -- Fires on a score where a sure denial holds on the day of the report, and something public that began before it.
SELECT 'status-disputed' AS rule, 'note' AS severity,
  s.score_id, e.source_id AS evidence_id, max(s.reported_on, e.on_date, p.on_date) AS since, NULL AS until,
  'Reported on ' || s.reported_on || '. ' || es.slug || ' has ' || v.slug || ' as '
    || replace(e.status, '_', ' ') || ' on ' || e.on_date || '; ' || ps.slug || ' has it as ' || p.status
    || ' from ' || p.on_date || '. One of the two is wrong.' AS message
FROM status_events e
JOIN standing_scores s ON s.variant_id = e.variant_id AND s.has_variant
JOIN status_events p ON p.variant_id = e.variant_id AND p.means = 'public' AND p.status <> 'deprecated'
  AND p.counts_from <= s.last_day AND ifnull(p.ends_on > s.reported_on, 1)
  AND ifnull(date(p.counts_from, '+1 day'), p.start_on) < e.last_on
JOIN sources es ON es.id = e.source_id
JOIN sources ps ON ps.id = p.source_id
JOIN variants v ON v.id = e.variant_id
WHERE e.means = 'error' AND e.step = 6 AND e.board_id IS NULL AND e.start_on <= s.last_day AND (e.last_on >=
  s.last_day OR e.status = 'not_public')
  AND NOT EXISTS (  -- one row a score: the latest denial, the first public row
    SELECT 1 FROM status_events f
    WHERE f.variant_id = e.variant_id AND f.means = 'error' AND f.step = 6 AND f.board_id IS NULL
      AND f.start_on <= s.last_day AND (f.last_on >= s.last_day OR f.status = 'not_public') AND (f.on_date,
        f.event_id) > (e.on_date, e.event_id)
      AND ifnull(date(p.counts_from, '+1 day'), p.start_on) < f.last_on)
  AND NOT EXISTS (
    SELECT 1 FROM status_events q
    WHERE q.variant_id = e.variant_id AND q.means = 'public' AND q.status <> 'deprecated'
      AND q.counts_from <= s.last_day AND ifnull(q.ends_on > s.reported_on, 1)
      AND ifnull(date(q.counts_from, '+1 day'), q.start_on) < e.last_on
      AND (q.on_date, q.step, ifnull(q.event_id, q.availability_id))
        < (p.on_date, p.step, ifnull(p.event_id, p.availability_id)));

INSERT INTO rules VALUES ('limited-access', 'note', NULL, 'Only a part of the public could get the variant',
  'Fires on a score of a variant that was public by the day of the report, where everything on record that made it so '
    || 'is limited: to a region, to one provider, or to an app, which nobody can rerun a benchmark on. Silent where a '
    || 'release for all, weights, or an API of several providers is on record by then, or nothing says how it '
    || 'was offered.',
  'A model offered in the app of one country, ranked on a board.');
CREATE VIEW rule_limited_access AS
  -- Fires on a score where all that was public by the day is limited. Begins with the events and apps that are.
SELECT 'limited-access' AS rule, 'note' AS severity,
  s.score_id, a.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  'Reported on ' || s.reported_on || '. By then ' || v.slug || ' was on record only ' || a.said || ' ('
    || es.slug || ').' AS message
FROM limited_access a
JOIN variants v ON v.id = a.variant_id
JOIN sources es ON es.id = a.source_id
CROSS JOIN reported_status s ON s.variant_id = a.variant_id AND s.has_variant AND a.on_date <= s.reported_on
WHERE NOT EXISTS (  -- one row a score, of the latest
    SELECT 1 FROM limited_access b
    WHERE b.variant_id = a.variant_id AND b.on_date <= s.reported_on AND (b.on_date, b.n) > (a.on_date, a.n))
  AND NOT EXISTS (SELECT 1 FROM wide_access w WHERE w.variant_id = a.variant_id AND w.from_on <= s.last_day)
  AND json_extract(s.picked, '$[1]') = 'public';

INSERT INTO rules VALUES ('never-released', 'error', 'warning', 'Announced at least 30 days ago and never released',
  'Fires on a variant 30 days after its first public announcement, for as long as no public preview, release or '
    || 'offer is on record, of whatever day. Error where a source, no registry, shows that the public could not get '
    || 'it: not public, in private testing, in training, cancelled, or on one board only. Otherwise a warning: the '
    || 'record may lack the release.',
  'Llama 4 Behemoth, announced on 2025-04-05 and still in training by its maker''s own word.');
CREATE VIEW rule_never_released AS
  -- Fires from due_on, 30 days after the first sure announcement, until it is public (freed_on). Evidence that came
  -- later, or the first released sibling, makes a further row from then.
SELECT 'never-released' AS rule, CASE WHEN e.id IS NULL THEN 'warning' ELSE 'error' END AS severity,
  v.id AS variant_id, NULL AS source_id, ifnull(e.source_id, v.source_id) AS evidence_id, v.day AS since,
    v.until,
  'Announced on ' || v.announced_on || ' (' || sa.slug || '). No public preview or release is on record. '
    || ifnull(event_words.said || ' (' || se.slug || '). ', '')
    || coalesce('Look at ' || lv.slug || ', released ' || look.precision || ' ' || look.on_date || '.',
      'No released sibling is on record.') AS message
FROM (
  SELECT c.*, ifnull(lead(c.day) OVER (PARTITION BY c.id ORDER BY c.day), c.freed_on) AS until
  FROM (
    SELECT l.*, lag(ifnull(l.event_id, '') || ' ' || ifnull(l.look_id, ''), 1, '') OVER (
      PARTITION BY l.id ORDER BY l.day) AS before
    FROM unreleased_pieces l) c
  WHERE c.before <> ifnull(c.event_id, '') || ' ' || ifnull(c.look_id, '')) v
JOIN sources sa ON sa.id = v.source_id
LEFT JOIN release_events e ON e.id = v.event_id
LEFT JOIN event_words ON event_words.id = e.id
LEFT JOIN sources se ON se.id = e.source_id
LEFT JOIN release_events look ON look.id = v.look_id
LEFT JOIN variants lv ON lv.id = look.variant_id;

INSERT INTO rules VALUES ('released-sibling-differs', 'error', 'warning, note',
  'A released variant of the same model has another score on the same board',
  'Fires on a score of a variant that was not public where a public one of its model and stage has another on the same'
  || ' board, metric and settings: ratings of one day, else the nearest. Error where the evidence shows it hidden and '
  || 'the intervals lie apart; warning where no uncertainty or no release is on record; note where the intervals '
  || 'overlap, settings differ, only a label of effort (low) is equal or a stage is unknown. Silent where the '
  || 'uncertainty covers the difference.',
  'LMArena text, 2025-04-11: 1403 for the experimental Maverick, 1273 for the released one.');
CREATE VIEW rule_released_sibling_differs AS
  -- Fires on a hidden score with the sibling to look at. A nearer one, or better evidence, makes a further row.
SELECT 'released-sibling-differs' AS rule,
  CASE WHEN s.protocol_id <> o.protocol_id OR e.protocol_id IS NOT NULL OR NOT b.is_sure OR p.verdict = 'overlap'
    THEN 'note'
    WHEN p.verdict = 'unknown' AND p.severity = 'error' THEN 'warning' ELSE p.severity END AS severity,
  p.score_id, o.source_id AS evidence_id, p.since, p.until,
  s.printed || ifnull(' [' || round(s.ci_low, 2) || ', ' || round(s.ci_high, 2) || ']', '') || ' on '
    || s.reported_on || ' is the score of a build '
    || iif(p.severity = 'error', 'that was not public', 'of which no public release by then is on record') || '. '
    || b.sibling || ', which was public, scored ' || o.printed
    || ifnull(' [' || round(o.ci_low, 2) || ', ' || round(o.ci_high, 2) || ']', '') || ' on ' || o.reported_on || ' ('
    || o.source || '). '
    || CASE WHEN s.protocol_id <> o.protocol_id THEN 'Settings on record: '
        || ifnull((SELECT k.settings FROM protocol_settings k WHERE k.protocol_id = s.protocol_id), 'none') || ' here, '
        || ifnull((SELECT k.settings FROM protocol_settings k WHERE k.protocol_id = o.protocol_id), 'none')
        || ' there.'
      WHEN e.protocol_id IS NOT NULL THEN 'Settings on record: ' || e.settings || ' here, ' || e.settings
        || ' there. One label of effort need not be the same compute for two builds.'
      WHEN NOT b.is_sure THEN 'Whether the two are of one stage is not on record.'
      WHEN p.verdict = 'overlap' THEN 'Their intervals overlap.'
      WHEN p.verdict = 'unknown' THEN 'Whether the difference is more than chance is not on record.'
      ELSE 'The difference is more than the uncertainty of both.' END AS message
FROM hidden_siblings p
CROSS JOIN standing_scores s ON s.score_id = p.score_id
CROSS JOIN standing_scores o ON o.score_id = p.other_id
CROSS JOIN variant_siblings b ON b.variant_id = s.variant_id AND b.sibling_id = o.variant_id
LEFT JOIN effort_labels e ON e.protocol_id = s.protocol_id
WHERE p.verdict <> 'agree';

INSERT INTO rules VALUES ('status-unknown', 'note', NULL, 'Nothing on record says whether the variant was public',
  'Fires when the name is resolved but no event or availability says what status the variant had on the day of the '
    || 'report; an announcement known only to the month says nothing of a day in it, a release known by a day '
    || 'nothing of '
    || 'the days before. Unknown is not unreleased. Ends on the day of a first release that is on record.',
  'Most of the competitors in a vendor''s table, printed without a snapshot.');
CREATE VIEW rule_status_unknown AS
  -- Fires on a score for whose day nothing decides the status of its variant, until a first release is on record.
SELECT 'status-unknown' AS rule, 'note' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, l.since AS until,
  'no release event of ' || v.slug || ' up to ' || s.reported_on
    || ' is on record; its status on ' || s.reported_on || ' is unknown'
    || CASE WHEN vd.known_on <= s.last_day THEN ' (one of ' || vd.known_on || ' may be from before or after it)'
       ELSE '' END AS message
FROM (
  SELECT c.*
  FROM reported_status c
  LEFT JOIN variant_days d ON d.variant_id = +c.variant_id
  WHERE c.has_variant AND (d.variant_id IS NULL OR d.public_on IS NULL OR d.public_on = ''
      OR d.public_on > c.last_day)
    AND ifnull(json_extract(c.picked, '$[1]'), 'unknown') = 'unknown') s
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN variant_days vd ON vd.variant_id = +s.variant_id
LEFT JOIN late_scores l ON l.score_id = s.score_id
WHERE l.since IS NULL OR l.since > s.reported_on;

INSERT INTO rules VALUES ('retired-variant', 'warning', 'note',
  'The variant had been withdrawn or retired when the score was reported',
  'Fires on a score reported after the day on which the variant was withdrawn or retired, in public or from the '
    || 'board that ran the evaluation; a note where it was run before. Of a deprecated one the last day of its '
    || 'availability counts. Silent on the day itself, after a return, where only another channel ended, and while '
    || 'weights or another provider''s service are on record.',
  'GPT-4.5 preview, shut down in OpenAI''s API on 2025-07-14 and still rated by LMArena on 2025-08-04.');
CREATE VIEW rule_retired_variant AS
  -- Fires on a score reported after its variant was taken away and before it came back. Begins with the few such
  -- events.
SELECT 'retired-variant' AS rule,
  iif(substr(s.evaluated_on || '-99-99', 1, 10) < t.gone_on, 'note', 'warning') AS severity,
  s.score_id, t.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  'Reported on ' || s.reported_on || '. ' || v.slug || ' was ' || t.status || coalesce(' from ' || brd.slug, '')
    || ' on ' || t.on_date || ' (' || es.slug || ')' || coalesce(', and its last day was ' || t.to_on, '') || '.'
    || iif(substr(s.evaluated_on || '-99-99', 1, 10) < t.gone_on,
      ' It was run while it was there, on ' || s.evaluated_on || '.', '') AS message
FROM taken_away t
JOIN standing_scores s ON s.variant_id = t.variant_id AND s.has_variant AND t.gone_on <= s.reported_on
  AND ifnull(t.back_on > s.last_day, 1) AND ifnull(t.board_id = s.evaluator_id, t.board_id IS NULL)
JOIN variants v ON v.id = t.variant_id
JOIN sources es ON es.id = t.source_id
LEFT JOIN organizations brd ON brd.id = t.board_id
WHERE NOT EXISTS (  -- a later one
    SELECT 1 FROM taken_away n
    WHERE n.variant_id = t.variant_id AND n.gone_on <= s.reported_on AND n.board_id IS t.board_id
      AND ifnull(n.back_on > s.last_day, 1) AND (n.on_date, n.id) > (t.on_date, t.id))
  AND (t.board_id IS NOT NULL OR NOT EXISTS (  -- what the end of an API does not end
    SELECT 1 FROM availability a
    WHERE a.variant_id = t.variant_id AND a.channel <> 'leaderboard_only'
      AND ifnull(substr(a.to_on || '-99-99', 1, 10) >= s.reported_on, a.to_on IS NULL AND (a.channel = 'weights'
        OR a.channel IN ('third_party_api','cloud') AND a.from_on IS NOT NULL OR a.from_on >= t.gone_on))
      AND ifnull(a.from_on <= s.last_day, 1)));

INSERT INTO rules VALUES ('self-reported-only', 'warning', NULL, 'Only the developer has reported this number',
  'Fires on a score that the developer measured, its company, one of its parts or a co-maker, until a third party '
    || 'reports the same variant, benchmark and quantity. No third party: who backs the benchmark with the developer, '
    || 'another vendor that prints the developer''s number, an evaluator not stated. Silent where the evaluator is not '
    || 'stated (evaluator-not-stated).',
  'The Llama 4 announcement''s benchmark table.');
CREATE VIEW rule_self_reported_only AS
  -- Fires on a score that who made the model measured, until a third party reports the same variant, benchmark and
  -- quantity.
SELECT * FROM rules_of_first_parties WHERE rule = 'self-reported-only';

INSERT INTO rules VALUES ('unreplicated', 'warning', NULL, 'After 90 days only the developer has measured this',
  'Fires 90 days after a first-party score, until a third party reports the same variant on the same benchmark '
    || 'for the same quantity. A day known only to the month counts from its end. First and third party are told as in '
    || 'self-reported-only. Silent where the evaluator is not stated.',
  'Llama 4''s MTOB scores.');
CREATE VIEW rule_unreplicated AS
  -- Fires 90 days after the end of the day, month or year in which who made the model reported its score, until a third
  -- party reports the same variant, benchmark and quantity.
SELECT * FROM rules_of_first_parties WHERE rule = 'unreplicated';

INSERT INTO rules VALUES ('ambiguous-name', 'warning', 'error', 'The name stands for more than one variant',
  'Fires on a name in a source that may mean two or more variants, or one that is not sure: the day of the snapshot '
    || 'may lie on either side of a limit of the alias, or the value was printed before the name changed its meaning. '
    || 'An error where the candidates differ in stage or release. Nothing is guessed: the scores have no variant. '
    || 'Silent where an alias of the board itself says it. `provenance resolve --add` ends it.',
  '"Llama 4 Maverick", printed without precision or endpoint.');
CREATE VIEW rule_ambiguous_name AS
  -- Fires on a name in a source that two or more variants on record may be, or one only perhaps: an error where they
  -- differ in stage or in whether they are public, else a warning.
SELECT 'ambiguous-name' AS rule, CASE WHEN c.stages > 1 OR c.releases > 1 THEN 'error' ELSE 'warning' END AS severity,
  c.developer_id, c.shared_model_id AS model_id, NULL AS variant_id, NULL AS benchmark_id, c.source_id,
  c.name_id, es.id AS evidence_id, ifnull(c.first_on, coalesce(src.published_on, src.retrieved_on)) AS since,
  NULL AS until,
  '"' || nm.name || '" in ' || src.slug || ' may be ' || c.slugs || CASE c.n WHEN 1 THEN ' or something else'
    ELSE '' END || '; scores that stand without a variant: ' || c.scores AS message
FROM (
  SELECT source_id, name_id, sum(CASE nth_variant WHEN 1 THEN scores ELSE 0 END) AS scores, min(first_on) AS first_on,
    count(DISTINCT stage) AS stages, count(DISTINCT variant_id) AS n, max(slugs) AS slugs,
    CASE WHEN count(DISTINCT variant_id) > 1 AND count(DISTINCT model_id) = 1 THEN min(model_id)
      END AS shared_model_id,
    CASE WHEN count(DISTINCT variant_id) > 1 AND count(DISTINCT ifnull(developer_id, 0)) = 1
      THEN min(developer_id) END AS developer_id,
    count(DISTINCT is_public) AS releases
  FROM (
    SELECT k.*, group_concat(slug, ', ') FILTER (WHERE nth_score = 1) OVER (
      PARTITION BY source_id, name_id ORDER BY slug
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS slugs
    FROM (
      SELECT k.*, v.slug, v.stage, v.model_id, m.developer_id,
        EXISTS (SELECT 1 FROM standing_events p WHERE p.variant_id = v.id AND p.is_public) AS is_public,
        row_number() OVER (PARTITION BY k.source_id, k.name_id, v.id ORDER BY k.score_id) AS nth_score,
        row_number() OVER (PARTITION BY k.source_id, k.name_id, k.score_id ORDER BY v.id) AS nth_variant
      FROM open_candidates k
      JOIN variants v ON v.id = k.variant_id
      JOIN models m ON m.id = v.model_id) k)
  GROUP BY source_id, name_id
  HAVING count(score_id) > 0 OR count(DISTINCT variant_id) > 1) c
JOIN names nm ON nm.id = c.name_id
JOIN sources src ON src.id = c.source_id
LEFT JOIN sources es ON es.slug = (
  SELECT substr(min(CASE WHEN a.scope_id = c.source_id THEN 0 WHEN a.scope_id IS NULL THEN 2 ELSE 1 END || f.slug), 2)
  FROM standing_aliases a JOIN sources f ON f.id = a.source_id WHERE a.norm = nm.norm);

INSERT INTO rules VALUES ('unresolved-name', 'note', 'warning', 'The name stands for no variant on record',
  'A note on a name in a source that is neither a slug nor an alias on record; a warning where every alias of it had '
    || 'ended or not begun on the day of the snapshot. Its scores are kept, without a variant. `provenance resolve '
    || '--add` says what it means; README.md, "Add a model of your own", how to add a variant.',
  'A new model on a board, before somebody records what the name means.');
CREATE VIEW rule_unresolved_name AS
  -- Fires on a name in a source that no variant on record can be, on the day of the snapshot.
SELECT 'unresolved-name' AS rule, iif(nm.id IN (SELECT name_id FROM dated_names), 'warning', 'note') AS severity,
  NULL AS developer_id, NULL AS model_id, NULL AS variant_id, NULL AS benchmark_id, l.source_id, l.name_id,
  src.id AS evidence_id, ifnull(l.first_on, coalesce(src.published_on, src.retrieved_on)) AS since,
  NULL AS until,
  '"' || nm.name || '" in ' || src.slug || CASE WHEN nm.id IN (SELECT name_id FROM dated_names)
      THEN ': no alias on record holds on the day of ' || l.scores ELSE ' is no variant on record; its '
        || l.scores END
    || CASE l.scores WHEN 1 THEN ' score' ELSE ' scores' END
    || CASE WHEN nm.id IN (SELECT name_id FROM dated_names) THEN ', which' ELSE '' END
    || CASE l.scores WHEN 1 THEN ' stands' ELSE ' stand' END || ' without a variant' AS message
FROM open_listings l
JOIN names nm ON nm.id = l.name_id
JOIN sources src ON src.id = l.source_id
WHERE l.resolution = 'unresolved';

INSERT INTO rules VALUES ('name-reassigned', 'note', NULL, 'The name means another variant than before',
  'Fires on a name in a source that means one variant in one of its snapshots and another in a later one, by the days '
    || 'of its aliases. Its two scores are of two builds: the old one has neither vanished nor moved. Silent where one '
    || 'of the two meanings is not known, and where the source printed the name only on one side.',
  '"o3": the preview of December 2024, and since 2025-04-16 the release.');
CREATE VIEW rule_name_reassigned AS
  -- Fires on a name in a source that on one of its days means another variant than on the day before it that is known.
SELECT 'name-reassigned' AS rule, 'note' AS severity,
  m.developer_id, m.id AS model_id, NULL AS variant_id, NULL AS benchmark_id, c.source_id, c.name_id,
  es.id AS evidence_id, c.day AS since, NULL AS until,
  '"' || nm.name || '" in ' || src.slug || ' means ' || v.slug || ' on ' || c.day || '; on ' || c.day_before
    || ' it meant ' || o.slug || ' (' || es.slug || '). Its scores of the two days are of two builds' AS message
FROM (
  SELECT source_id, name_id, day, variant_id, lag(day) OVER earlier AS day_before,
    lag(variant_id) OVER earlier AS variant_before
  FROM name_days
  WHERE variant_id IS NOT NULL
  WINDOW earlier AS (PARTITION BY source_id, name_id ORDER BY day)) c
JOIN names nm ON nm.id = c.name_id
JOIN sources src ON src.id = c.source_id
JOIN variants v ON v.id = c.variant_id
JOIN variants o ON o.id = c.variant_before
LEFT JOIN models m ON m.id = v.model_id AND m.id = o.model_id
JOIN sources es ON es.slug = (
  SELECT substr(min(CASE WHEN a.scope_id = c.source_id THEN 0 WHEN a.scope_id IS NULL THEN 2 ELSE 1 END || f.slug), 2)
  FROM standing_aliases a JOIN sources f ON f.id = a.source_id
  WHERE a.norm = nm.norm AND a.variant_id IN (v.id, o.id))
WHERE c.variant_before <> c.variant_id;

INSERT INTO rules VALUES ('placeholder-source', 'error', 'note', 'The source has no address that a reader could open',
  'Fires on a source whose address, and archived address if it has one, leads nowhere: a reserved name such as '
    || 'example.com or localhost, a private network, a file. A note where no address is on record: that is a gap of '
    || 'the record. Silent where one of the two may lead somewhere; whether it does is not tried.',
  'Sixteen rows of a public aggregator cite example.com.');
CREATE VIEW rule_placeholder_source AS
  -- Fires on a source without an address that a reader could open: a note where none is on record.
SELECT 'placeholder-source' AS rule, iif(ph.url IS NULL, 'note', 'error') AS severity,
  NULL AS developer_id, NULL AS model_id, NULL AS variant_id, NULL AS benchmark_id, src.id AS source_id,
  NULL AS name_id, src.id AS evidence_id, coalesce(src.published_on, src.retrieved_on) AS since, NULL AS until,
  '"' || src.title || '"' || ifnull(' has the address ' || ph.url || ', which leads nowhere',
    ' has no address on record') AS message
FROM placeholder_sources ph
JOIN sources src ON src.id = ph.source_id;

INSERT INTO rules VALUES ('out-of-range', 'error', NULL, 'The value lies outside the bounds of its metric',
  'Fires when the value is below the lower or above the upper bound of its metric, where it has one.',
  '8017.59 in a column whose maximum is 1.0.');
CREATE VIEW rule_out_of_range AS
  -- Fires on a value outside the bounds of its metric.
SELECT 'out-of-range' AS rule, 'error' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.printed || ' is outside the bounds of ' || s.metric || ' (' || ifnull(s.lower_bound, 'none') || ' to '
    || ifnull(s.upper_bound, 'none') || ', ' || s.unit || ')' AS message
FROM score_numbers s
WHERE s.value < s.lower_bound OR s.value > s.upper_bound;

INSERT INTO rules VALUES ('value-mismatch', 'error', NULL, 'The printed text is another number than the value',
  'Fires when the text that the source prints is plainly one number, and the value is another. Rounding, digits cut '
    || 'off, a decimal comma or a unit (percent for a proportion, minutes for seconds, thousands of tokens) explain a '
    || 'difference. A text that may mean something else never fires.',
  'A value of 85.5 next to a cell that prints 58.5.');
CREATE VIEW rule_value_mismatch AS
  -- Fires on a score whose printed text is plainly one number, and not the value rounded, cut off or in another unit.
  -- digit is one unit of its last digit; with_comma brings 1,234 and 1.234 to what they are with a decimal comma.
SELECT 'value-mismatch' AS rule, 'error' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' prints "' || s.text || '", and the value on record is ' || printf('%.15g', s.value) || ' ('
    || s.metric || ', ' || s.unit || '): one of the two is wrong' AS message
FROM score_numbers s
WHERE length(s.text) <= 40 AND (CAST(replace(ltrim(s.text, '$'), ',', '') AS REAL) <> s.value OR s.value = 0)
  AND EXISTS (
    SELECT 1
    FROM (  -- the LIMITs keep SQLite from copying expressions into one another
      SELECT CAST(minus || replace(whole, ',', '') || '.' || fraction || 'e' || exponent AS REAL) AS number,
        CAST('1e' || (exponent - length(fraction)) AS REAL) AS digit, iif(instr(cell, '%'), '%', '') AS sign,
        CASE WHEN whole LIKE '%,%' AND whole NOT LIKE '%,%,%' AND fraction = '' THEN 0.001
          WHEN length(fraction) = 3 AND length(whole) BETWEEN 1 AND 3 THEN 1000 ELSE 1 END AS with_comma
      FROM (
        SELECT *, substr(mantissa, 1, instr(mantissa || '.', '.') - 1) AS whole,
          substr(mantissa, instr(mantissa || '.', '.') + 1) AS fraction
        FROM (
          SELECT *, iif(body LIKE '-%', '-', '') AS minus,
            substr(body, 1 + (body LIKE '-%'), instr(body || 'e', 'e') - 1 - (body LIKE '-%')) AS mantissa,
            substr(body || iif(instr(body, 'e'), '', 'e0'), instr(body || 'e', 'e') + 1) AS exponent
          FROM (
            SELECT *, trim(substr(cell, instr(cell || '±', '±') + 1), ' )%') AS half,
              ltrim(replace(rtrim(substr(cell, 1, instr(cell || '±', '±') - 1),
                iif(instr(cell, '±'), ' %(', ' %')), '-$', '-'), '$+ ') AS body
            FROM (SELECT lower(replace(replace(replace(trim(s.text, ' *†‡' || char(9, 10, 13, 160, 8239)),
                    '−', '-'), '+/-', '±'), '+-', '±')) AS cell LIMIT 1) LIMIT 1)
          WHERE NOT instr(cell, '±') OR half GLOB '[0-9]*' AND half NOT GLOB '*[^0-9.]*' AND half NOT GLOB '*.*.*'
          LIMIT 1) LIMIT 1)
      WHERE whole || fraction <> '' AND replace(whole, ',', '') || fraction NOT GLOB '*[^0-9]*'
        AND printf(iif(instr(whole, ','), '%,d', '%s'), replace(whole, ',', '')) = whole AND exponent GLOB '*[0-9]'
        AND substr(exponent, 1 + (exponent GLOB '[-+]*')) NOT GLOB '*[^0-9]*' AND abs(exponent) < 100 LIMIT 1) n
    WHERE NOT EXISTS (
      SELECT 1 FROM unit_factors k JOIN (SELECT 1 AS factor UNION ALL SELECT with_comma) c
      WHERE k.unit IN ('', s.unit, iif(s.unit = 'percent', '', n.sign))
        AND abs(s.value - number * k.factor * c.factor) < 0.999999 * max(digit * k.factor * c.factor,
          1e-9 * abs(s.value), CASE WHEN s.value <> 0 AND abs(s.value) NOT BETWEEN 0.0001 AND 1e15
              THEN abs(s.value) / 10
            WHEN s.unit = 'proportion' AND printf('%.15g', s.value) NOT LIKE '%.%' THEN 0.1
            ELSE CAST('1e' || min(0, 1 - length(ltrim(printf('%.15g', s.value), '-0123456789'))) AS REAL) END)));

INSERT INTO rules VALUES ('row-vanished', 'warning', 'note', 'The row is gone from the next snapshot of its board',
  'Fires on a row of a leaderboard, or of a data set of who publishes one, that the next snapshot on record lacks, '
    || 'until it is back. A note where a withdrawal or deprecation is on record, or its name was reassigned. Silent '
    || 'where that snapshot is an excerpt, has fewer than half the rows and is not on record as complete, or may be '
    || 'of the same day; where another list of the benchmark in that source has the row by then, or a new name '
    || 'without a variant that could be it.',
  'The experimental Maverick, in LMArena''s data file of 2025-05-24 and not in the next on record, of 2025-11-05.');
CREATE VIEW rule_row_vanished AS
  -- Fires on a score whose variant, or name, the next list on record lacks, until a later one has it again; a further
  -- row from the day on which another list of the board has it.
SELECT 'row-vanished' AS rule, f.severity, f.score_id, f.evidence_id,
  iif(k.column1, f.again_on, f.next_on) AS since,
  iif(k.column1 OR ifnull(f.until <= f.again_on, 0) OR f.again_on <= f.next_on, f.until, ifnull(f.again_on, f.until))
    AS until,
  f.message || iif(k.column1 OR f.again_on <= f.next_on, ' ' || f.again || ' lists it again, of ' || f.again_on || '.',
    '') AS message
FROM (
  SELECT g.*, sp.reported_on AS again_on, asrc.slug AS again
  FROM (SELECT * FROM vanished_reports LIMIT -1) g
  LEFT JOIN scores sc ON sc.id = g.again_id
  LEFT JOIN snapshots sp ON sp.id = sc.snapshot_id
  LEFT JOIN sources asrc ON asrc.id = sp.source_id) f
CROSS JOIN (VALUES (0), (1)) k
WHERE NOT k.column1 OR f.again_on > f.next_on AND ifnull(f.until > f.again_on, 1);

INSERT INTO rules VALUES ('open-allegation', 'warning', NULL, 'An allegation stands that nothing on record settles',
  'Fires on what an allegation is about, from the day it was made. A retraction, a refutation (an audit or a third '
    || 'party shows it false), a settlement, or a confirmation as in confirmed-allegation ends it, unless that is '
    || 'taken back itself. A denial, a refutation by whom it is about or by hearsay, and a stranger''s confirmation do '
    || 'not; the message shows all sides. Silent on what the allegation does not name.',
  'The allegation about test sets in Llama 4''s training, and Meta''s denial.');
CREATE VIEW rule_open_allegation AS
  -- Fires on what an allegation is about while nothing settles it.
SELECT * FROM rules_of_statements WHERE rule = 'open-allegation';

INSERT INTO rules VALUES ('confirmed-allegation', 'error', NULL, 'An allegation was confirmed',
  'Fires on what an allegation is about from the day on which whom it is about confirmed it (itself, its company or '
    || 'a part of it), or a third party did in a document of its own, such as an audit. It ends when the confirmation '
    || 'is taken back or the allegation is shown false later; a settlement does not undo it. Silent on hearsay, the '
    || 'accuser''s second word, and news, posts and vendors'' pages of others: there open-allegation goes on.',
  'A developer admits that test sets were in the training data.');
CREATE VIEW rule_confirmed_allegation AS
  -- Fires on what an allegation is about while the last word that settles it is a confirmation.
SELECT * FROM rules_of_statements WHERE rule = 'confirmed-allegation';

INSERT INTO rules VALUES ('context-below-claim', 'warning', NULL,
  'Providers serve less than half of the claimed context',
  'Fires while at least one provider serves less than half of the context window that the developer claims: by the '
    || 'claim in force, and the latest number on record of each provider and product, the best product of each '
    || 'provider. A number without a day may be the latest. Silent on numbers read before the claim, and on those '
    || 'that an aggregator copied.',
  'Llama 4 Scout: 10,000,000 tokens claimed, 64,000 to 3,500,000 served.');
CREATE VIEW rule_context_below_claim AS
  -- Fires on a variant of which a provider serves less than half of the claim in force; a further row from each day on
  -- which a number was read or a claim was made, with what counted then.
SELECT 'context-below-claim' AS rule, 'warning' AS severity,
  f.variant_id, NULL AS source_id, (
    SELECT s.source_id FROM served_contexts s
    WHERE s.variant_id = f.variant_id AND s.day <= f.day AND ifnull(s.until > f.day, 1)
      AND max(s.value, ifnull(s.undated, 0)) < f.claim / 2
      AND (s.day = '' OR substr(s.day || '-99-99', 1, 10) >= f.claimed_on)
    ORDER BY s.day = '', s.day, s.value, s.id LIMIT 1) AS evidence_id,
  nullif(f.day, '') AS since, f.until,
  printf('%,d tokens claimed (%s); served: ', f.claim, cs.slug)
    || iif(min(f.best) = max(f.best), printf('%,d', min(f.best)), printf('%,d to %,d', min(f.best), max(f.best)))
    || iif(count(*) = 1, ' by 1 provider, which is below half of the claim',
      printf(' by %d providers, %d of them below half of the claim', count(*), sum(f.best < f.claim / 2)))
    AS message
FROM (
  SELECT d.variant_id, d.day, d.until, c.value AS claim, c.source_id, c.day AS claimed_on,
    max(max(s.value, ifnull(s.undated, 0))) AS best
  FROM (
    SELECT variant_id, day, lead(day) OVER (PARTITION BY variant_id ORDER BY day) AS until
    FROM (SELECT variant_id, day FROM served_contexts UNION SELECT variant_id, day FROM claimed_contexts)) d
  JOIN claimed_contexts c ON c.variant_id = d.variant_id AND c.day <= d.day AND ifnull(c.until > d.day, 1)
  JOIN served_contexts s ON s.variant_id = d.variant_id AND s.day <= d.day AND ifnull(s.until > d.day, 1)
    AND (s.day = '' OR substr(s.day || '-99-99', 1, 10) >= c.day)
  GROUP BY d.variant_id, d.day, s.provider_id) f
JOIN sources cs ON cs.id = f.source_id
GROUP BY f.variant_id, f.day
HAVING sum(f.best < f.claim / 2) > 0;

INSERT INTO rules VALUES ('context-conflict', 'warning', 'note',
  'Two sources give different context windows for one provider',
  'Fires when two sources state, for the same day, served context windows of the same variant, provider and product '
    || 'that differ by more than 5 percent, which is more than the difference between 128,000 and 131,072. A note '
    || 'where day or product may be the same and one is not stated. Silent on two days and on two products: a limit '
    || 'may change, and a free tier may have another one.',
  'An aggregator that prints 10,000,000 for a provider that serves 128,000.');
CREATE VIEW rule_context_conflict AS
  -- Fires where two sources give context windows of one variant, provider, product and day that differ by more than 5
  -- percent, until one of them gives a number for a later day.
SELECT 'context-conflict' AS rule,
  iif(hi.as_of = lo.as_of AND length(hi.as_of) = 10 AND hi.product IS lo.product, 'warning', 'note') AS severity,
  hi.variant_id, hi.source_id, ls.id AS evidence_id,
  max(ifnull(hi.as_of, lo.as_of), ifnull(lo.as_of, hi.as_of)) AS since,
  (SELECT min(n.as_of) FROM specs n
   WHERE n.variant_id = hi.variant_id AND n.attribute = 'context_tokens' AND n.basis = 'served'
     AND n.provider_id = hi.provider_id AND n.as_of > max(ifnull(hi.as_of, ''), ifnull(lo.as_of, ''))
     AND (n.source_id = hi.source_id AND n.product IS hi.product
       OR n.source_id = lo.source_id AND n.product IS lo.product)) AS until,
  printf('%s: %,d tokens in %s%s, %,d tokens in %s%s', o.slug, hi.value, hs.slug,
    coalesce(' (' || hi.as_of || ')', ''), lo.value, ls.slug, coalesce(' (' || lo.as_of || ')', ''))
    || iif(hi.product IS lo.product, '', '; only one of them names the product')
    || iif(hi.as_of = lo.as_of AND length(hi.as_of) = 10, '', '; whether both speak of one day is not on record')
    AS message
FROM specs hi
JOIN specs lo ON lo.variant_id = hi.variant_id AND lo.attribute = 'context_tokens' AND lo.basis = 'served'
  AND lo.provider_id = hi.provider_id AND lo.source_id <> hi.source_id AND lo.value * 1.05 < hi.value
JOIN organizations o ON o.id = hi.provider_id
JOIN sources hs ON hs.id = hi.source_id
JOIN sources ls ON ls.id = lo.source_id
WHERE hi.attribute = 'context_tokens' AND hi.basis = 'served' AND ifnull(hi.product = lo.product, 1)
  AND ifnull(substr(hi.as_of, 1, length(lo.as_of)) = substr(lo.as_of, 1, length(hi.as_of)), 1);

INSERT INTO rules VALUES ('open-label', 'warning', 'note',
  'Called open source under a licence that is not an open-source licence',
  'Fires on the variants that a claim of the developer or its parent names (by variant, model or licence) where the '
    || 'claim asserts open_source and the Open Source Initiative has not approved their licence, until the claim is '
    || 'taken back. A note where what it asserts is not on record, or it is hearsay: the message says who reports '
    || 'it. Silent where the approval is unknown.',
  'Llama 4 under the Llama 4 Community License.');
CREATE VIEW rule_open_label AS
  -- Fires on a variant that its developer calls open source, in a claim that stands, where the Open Source Initiative
  -- has not approved its licence. A claim that names licences and models is about those models under those licences.
SELECT 'open-label' AS rule, iif(st.asserts IS NULL OR st.basis = 'hearsay', 'note', 'warning') AS severity,
  v.id AS variant_id, st.source_id, coalesce(lic.source_id, st.source_id) AS evidence_id,
  nullif(max(ss.since, ifnull(st.from_on, '')), '') AS since, ss.until,
  iif(st.basis = 'direct', st.speaker || coalesce(' on ' || st.said_on, '') || ' (' || src.slug || '): ',
      'Claim of ' || st.speaker || iif(st.basis = 'quoted', coalesce(' on ' || st.said_on, ''), '')
        || ', according to ' || src.slug || ': ')
    || st.text || iif(st.basis = 'hearsay', ' The words themselves are not on record.', '')
    || ' The licence, ' || lic.name
    || coalesce(' (' || lsrc.slug || coalesce(', ' || lic.locator, '') || ')', '')
    || ', is not approved by the Open Source Initiative.'
    || iif(st.asserts IS NULL, ' Whether the claim calls it open source is not on record.', '') AS message
FROM standing_statements st
JOIN statement_states ss ON ss.statement_id = st.id AND ss.stands
JOIN sources src ON src.id = st.source_id
JOIN organizations dev ON dev.id = st.organization_id OR dev.parent_id = st.organization_id
JOIN models m ON m.developer_id = dev.id
JOIN variants v ON v.model_id = m.id
JOIN licenses lic ON lic.id = v.license_id
LEFT JOIN sources lsrc ON lsrc.id = lic.source_id
WHERE lic.osi_approved = 0 AND st.kind = 'claim'
  AND (st.asserts = 'open_source' OR st.asserts IS NULL AND st.topic = 'license')
  AND ifnull(ss.until > st.from_on, 1)
  AND EXISTS (
    SELECT 1 FROM statement_targets t
    WHERE t.statement_id = st.id AND (t.license_id OR t.model_id OR t.variant_id))
  AND ifnull((SELECT max(t.license_id = lic.id) FROM statement_targets t WHERE t.statement_id = st.id), 1)
  AND ifnull((
    SELECT max(ifnull(t.model_id = m.id, t.variant_id = v.id)) FROM statement_targets t
    WHERE t.statement_id = st.id), 1);

INSERT INTO rules VALUES ('conditional-license', 'note', NULL, 'Commercial use depends on a condition or is forbidden',
  'Fires on every variant whose licence allows commercial use under a condition, or forbids it. The message gives the '
    || 'condition. Silent where the licence allows it or nothing on record says.',
  'Llama 4: more than 700 million monthly active users need Meta''s permission.');
CREATE VIEW rule_conditional_license AS
  -- Fires on a variant whose licence allows commercial use under a condition, or forbids it.
SELECT 'conditional-license' AS rule, 'note' AS severity,
  v.id AS variant_id, lic.source_id, lic.source_id AS evidence_id,
  coalesce(lsrc.published_on, lsrc.retrieved_on) AS since, NULL AS until,
  lic.name || CASE WHEN lic.commercial_use = 'conditional'
      THEN ': ' || ifnull(lic.conditions, 'the condition is not on record')
    ELSE ' forbids commercial use' || ifnull(': ' || rtrim(lic.conditions, '.'), '') || '.' END AS message
FROM variants v
JOIN licenses lic ON lic.id = v.license_id
LEFT JOIN sources lsrc ON lsrc.id = lic.source_id
WHERE lic.commercial_use IN ('conditional','no');

INSERT INTO rules VALUES ('sources-disagree', 'warning', NULL, 'Two sources disagree by more than their uncertainty',
  'Fires when two sources report the same variant, benchmark, quantity and protocol and abs(a-b) > 1.96 * '
  || 'sqrt(se_a^2 + se_b^2). The standard error comes from the interval with its level, else as printed, else from the'
  || ' binomial variance p(1-p)/n; 0 is none. Silent where either is missing. Live boards and moving aliases are '
  || 'compared within a day only.',
  'Scout''s GPQA Diamond, 57.2 by Meta against 51.8 +/- 3 by Epoch AI, must not fire: it is within the uncertainty.');
CREATE VIEW rule_sources_disagree AS
  -- Fires where another source in the same settings differs by more than the uncertainty.
SELECT * FROM rules_of_comparisons WHERE rule = 'sources-disagree';

INSERT INTO rules VALUES ('against-policy', 'error', 'warning, note',
  'Published against the board''s own policy on availability',
  'Fires on a score on a leaderboard of a variant that was not public, where a policy of who publishes the board or '
    || 'ran the evaluation requires a public release, covers that list, and was surely in force on that day. Silent '
    || 'where what the last policy requires is not on record. A warning where the board said so only later, where the '
    || 'score stands in a data file or another source of the board, or where only an announcement shows that the '
    || 'variant was not public.',
  'LMArena''s policy of 2024-11-18 and the experimental Maverick.');
CREATE VIEW rule_against_policy AS
  -- Fires on a hidden score on a leaderboard where the last policy in force that covers it requires a public release. A
  -- policy that names no benchmark or source covers all that the board lists. Begins with the few policies.
SELECT 'against-policy' AS rule,
  CASE WHEN f.hides = 'note' THEN 'note'
    WHEN f.said_on <= f.last_day AND f.hides = 'error' AND f.source_kind = 'leaderboard' THEN 'error'
    ELSE 'warning' END AS severity,
  f.score_id, f.source_id AS evidence_id, max(f.reported_on, ifnull(f.said_on, '')) AS since, NULL AS until,
  iif(f.source_kind = 'leaderboard', o.slug || ' listed this score of ' || f.reported_on || ' on its board ('
      || f.source || ').', o.slug || ' publishes this score of ' || f.reported_on || ' in ' || f.source || ', '
      || CASE f.source_kind WHEN 'dataset' THEN 'a data set' WHEN 'repo' THEN 'a repository'
        ELSE 'which is no leaderboard' END || '.')
    || ' No public release of the variant by then is on record, and the policy of ' || o.slug
    || coalesce(iif(f.quotes_id IS NULL, ' of ', ', as said on ') || f.said_on, '') || ' (' || ps.slug
    || ') asks for one: ' || f.text AS message
FROM (
  SELECT s.score_id, s.hides, s.reported_on, s.last_day, s.source, s.source_kind, p.organization_id, p.requires,
    p.said_on, p.text, p.source_id, p.quotes_id,
    max(p.last_on || (p.requires IS NOT 'public_release') || printf('%010d', 9999999999 - p.id)) AS last
  FROM availability_policies p
  CROSS JOIN hidden_scores s ON s.publisher_id = p.organization_id
    OR s.source_kind = 'leaderboard' AND s.evaluator_id = p.organization_id
  WHERE iif(p.requires = 'public_release', p.last_on <= substr(s.reported_on || '-01-01', 1, 10),
      p.first_on <= s.last_day)  -- in doubt one that asks for less is in force
    AND ifnull(p.ends_on >= s.last_day, 1) AND ifnull(p.until > s.last_day, 1)
    AND (p.since <= s.last_day OR p.since = p.said_on)
    AND ifnull((SELECT max(t.benchmark_id = s.benchmark_id) FROM statement_targets t WHERE t.statement_id = p.id), 1)
    AND ifnull((SELECT max(t.source_id = s.source_id) FROM statement_targets t WHERE t.statement_id = p.id), 1)
  GROUP BY s.score_id, p.organization_id) f
JOIN organizations o ON o.id = f.organization_id
JOIN sources ps ON ps.id = f.source_id
WHERE f.requires = 'public_release';

INSERT INTO rules VALUES ('best-of-n', 'warning', 'note', 'Several variants were tried in private on this board',
  'Fires on a score of a variant that was not public, on a board on which its developer tried several in private; a '
  || 'note once it is released. The message gives E[max of n] times the standard error (see sources-disagree) and the '
  || 'gap to a public sibling in the snapshot. Silent without a standard error, where all were disclosed, or the '
  || 'tests, of no stated model, ended before it was on record. Holds from the day of the source.',
  '27 variants on LMArena before Llama 4: about 11 points for the 1403 of 2025-04-11, against a gap of 130.');
CREATE VIEW rule_best_of_n AS
  -- Fires on a tested score with a standard error. h and k: the root without sqrt(), and without WITH.
SELECT 'best-of-n' AS rule, iif(t.is_hidden, 'warning', 'note') AS severity,
  t.score_id, ts.id AS evidence_id, max(sn.reported_on, ifnull(ts.published_on, '')) AS since, NULL AS until,
  ts.slug || ' says that ' || dev.slug || ' tried ' || pt.n_variants || ' variants in private on ' || brd.slug || ' ('
    || ifnull('of ' || (SELECT m.slug FROM models m WHERE m.id = pt.model_id), 'of which model is not stated')
    || ifnull('; ' || pt.n_disclosed || ' of them disclosed', '') || '). ' || iif(EXISTS (
      SELECT 1 FROM standing_events e WHERE e.variant_id = sn.variant_id AND e.status = 'private_testing'
        AND e.board_id = pt.board_id AND e.on_date <= sn.reported_on),
      'This one was in private testing there. ', 'Whether this one is among them is not on record. ')
    || 'If it was chosen as the best of '
    || pt.n_variants || ' equal ones by these votes or items, chance alone puts it ahead by about ' || (
      SELECT min(max(h.n + k.n), 999) * h.unit
      FROM (
        SELECT max(32 * k.n) AS n, q.square / (q.unit * q.unit) AS square, q.unit
        FROM (SELECT p.square, iif(p.square > 998000, 1000, 1) AS unit
          FROM (SELECT x.e * x.e * sn.variance AS square LIMIT 1) p LIMIT 1) q
        CROSS JOIN whole_numbers k
        WHERE k.n = 0 OR (32 * k.n - 0.5) * (32 * k.n - 0.5) <= q.square / (q.unit * q.unit)) h
      CROSS JOIN whole_numbers k
      WHERE k.n = 0 OR (h.n + k.n - 0.5) * (h.n + k.n - 0.5) <= h.square)
    || iif(sn.unit IN ('percent','proportion'), ' percentage points', ' points') || '.'
    || iif(t.is_hidden, '', ' This one was on the board before its release.')
    || ifnull(' This score ' || CASE WHEN o.value = sn.value THEN 'equals '
        ELSE CASE WHEN sn.higher_is_better IS NULL AND sn.unit <> 'elo' THEN 'differs by '
            WHEN (sn.value > o.value) = ifnull(sn.higher_is_better, 1) THEN 'is better by ' ELSE 'is worse by ' END
          || rtrim(rtrim(round(abs(sn.value - o.value) * iif(sn.unit = 'proportion', 100, 1), 2), '0'), '.')
          || iif(sn.higher_is_better IS NULL AND sn.unit <> 'elo', ' from ', ' than ') END
      || 'that of ' || ov.slug || ', which was public.', '') AS message
FROM tested_scores t
CROSS JOIN private_tests pt ON pt.id = t.test_id
CROSS JOIN score_numbers sn ON sn.score_id = t.score_id
JOIN organizations brd ON brd.id = pt.board_id
JOIN organizations dev ON dev.id = pt.developer_id
JOIN sources ts ON ts.id = pt.source_id
JOIN expected_maximum x ON x.n = (SELECT max(y.n) FROM expected_maximum y WHERE y.n <= pt.n_variants)
LEFT JOIN scores o ON o.id = (
  SELECT c.score_id
  FROM variant_siblings b
  CROSS JOIN public_scores c ON c.variant_id = b.sibling_id AND c.benchmark_id = sn.benchmark_id
    AND c.snapshot_id = sn.snapshot_id
  WHERE b.variant_id = sn.variant_id
  ORDER BY b.is_sure DESC, c.score_id LIMIT 1)
LEFT JOIN variants ov ON ov.id = o.variant_id
WHERE sn.variance IS NOT NULL;

INSERT INTO rules VALUES ('relationship-mismatch', 'error', 'note',
  'The source says who measured it, and it was another party',
  'An error where the source calls a number third-party and who ran it is on record as the developer, its company, '
    || 'one of its parts or a co-maker. A note where it calls a number first-party and nothing on record ties who ran '
    || 'it to the developer: the record may lack the tie. Silent where the evaluator or the developer is not stated, '
    || 'and on who backs the benchmark with the developer.',
  'An aggregator that files a vendor''s own number as independent.');
CREATE VIEW rule_relationship_mismatch AS
  -- Fires where the source calls a score first-party or third-party, and evaluator and developer on record say
  -- otherwise.
SELECT 'relationship-mismatch' AS rule, CASE s.asserted_relationship WHEN 'third_party' THEN 'error' ELSE 'note' END
    AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' calls this a ' || replace(s.asserted_relationship, '_', '-') || ' number; ' || ev.slug
    || ' ran it' || CASE WHEN s.asserted_relationship = 'first_party'
        THEN ', and nothing on record ties ' || ev.slug || ' to ' || dev.slug || ', the developer'
      WHEN ev.id = dev.id THEN ' and ' || dev.slug || ' made the model'
      ELSE ', which belongs to or with ' || dev.slug || ', the developer' END AS message
FROM standing_scores s
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN models m ON m.id = v.model_id
JOIN organizations dev ON dev.id = m.developer_id
JOIN organizations ev ON ev.id = s.evaluator_id
WHERE s.has_variant AND s.asserted_relationship IS NOT NULL
  AND (s.asserted_relationship = 'third_party')
    = ((m.id, s.evaluator_id) IN (SELECT model_id, organization_id FROM own_evaluators))
  AND NOT (s.asserted_relationship = 'first_party'
    AND ev.id IN (SELECT organization_id FROM benchmark_backers WHERE benchmark_id = s.benchmark_id)
    AND dev.id IN (SELECT organization_id FROM benchmark_backers WHERE benchmark_id = s.benchmark_id));

INSERT INTO rules VALUES ('moving-alias', 'warning', NULL, 'The name is moved from build to build by its provider',
  'Fires on a variant whose build is on record as a moving alias. Nobody can tell later which build earned the '
  || 'score.',
  'chatgpt-4o-latest.');
CREATE VIEW rule_moving_alias AS
  -- Fires on a score of a variant whose name its provider moves from build to build. Begins with the few such variants.
SELECT 'moving-alias' AS rule, 'warning' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  alias.slug || ' is a moving alias: its provider reassigns it to new builds. Which build scored ' || s.printed
    || ' on ' || s.reported_on || ' is not on record' AS message
FROM variants alias
CROSS JOIN standing_scores s ON s.variant_id = alias.id AND s.has_variant
WHERE alias.build = 'moving_alias';

INSERT INTO rules VALUES ('revised-score', 'note', NULL, 'A later file has another value in the same place',
  'Fires on a score that supersedes an older one of the same source, name, benchmark, settings and day with another '
  || 'value or text, interval, standard error, sample size or rank. Two files alone do not say whether the source '
  || 'changed it or the record was mended. Silent where only locator or note differs, where the file is the same and '
  || 'was read otherwise, or the older file was retracted.',
  'The author of a board corrected a value without a note.');
CREATE VIEW rule_revised_score AS
  -- Fires on a score that replaces one of its cell in which another file has something else.
SELECT 'revised-score' AS rule, 'note' AS severity,
  s.score_id, s.source_id AS evidence_id,
  (SELECT max(substr(i.started_at, 1, 10), s.reported_on) FROM ingests i WHERE i.id = s.ingest_id) AS since,
  NULL AS until,
  'A later file has ' || s.printed || iif(o.value <> s.value OR o.printed IS NOT s.text,
      ' for ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')), ' as before')
    || iif(o.ci_low IS NOT s.ci_low OR o.ci_high IS NOT s.ci_high,
      ', the interval [' || ifnull(rtrim(rtrim(round(s.ci_low, 6), '0'), '.'), 'none') || ', '
      || ifnull(rtrim(rtrim(round(s.ci_high, 6), '0'), '.'), 'none') || '] for ['
      || ifnull(rtrim(rtrim(round(o.ci_low, 6), '0'), '.'), 'none') || ', '
      || ifnull(rtrim(rtrim(round(o.ci_high, 6), '0'), '.'), 'none') || ']', '')
    || iif(o.stderr IS NOT s.stderr,
      ', the standard error ' || ifnull(rtrim(rtrim(round(s.stderr, 6), '0'), '.'), 'none')
      || ' for ' || ifnull(rtrim(rtrim(round(o.stderr, 6), '0'), '.'), 'none'), '')
    || iif(o.sample_size IS NOT s.sample_size,
      ', the sample size ' || ifnull(s.sample_size, 'none') || ' for ' || ifnull(o.sample_size, 'none'), '')
    || iif(o.rank IS NOT s.rank,
      ', the rank ' || ifnull(s.rank, 'none') || ' for ' || ifnull(o.rank, 'none'), '')
    || ' in the same place of ' || s.source || '. Whether ' || s.source
    || ' changed it or the record was mended is not on record.' AS message
FROM standing_scores s
JOIN scores o ON o.id = (
  SELECT p.id FROM scores p
  WHERE p.snapshot_id = s.snapshot_id AND p.name_id = s.name_id AND p.revision < s.revision
    AND EXISTS (SELECT 1 FROM scores q WHERE q.supersedes = p.id)
    AND (p.value, p.printed, p.ci_low, p.ci_high, p.stderr, p.sample_size, p.rank)
      IS NOT (s.value, s.text, s.ci_low, s.ci_high, s.stderr, s.sample_size, s.rank)
    AND NOT EXISTS (
      SELECT 1 FROM ingests a JOIN ingests b ON b.sha256 = a.sha256 AND b.id > a.id
      WHERE a.id = p.ingest_id AND b.id = s.ingest_id)
    AND p.ingest_id NOT IN (
      SELECT r.ingest_id FROM retractions r
      WHERE NOT EXISTS (SELECT 1 FROM retractions x WHERE x.ingest_id = r.by_id))
  ORDER BY p.revision DESC LIMIT 1)
WHERE s.supersedes IS NOT NULL;

INSERT INTO rules VALUES ('release-date-conflict', 'warning', 'note',
  'Sources give release dates more than a week apart',
  'Fires where two sources date a public release of one channel and region more than 7 days apart, and nothing on '
    || 'record took the variant away in between. A note where one of the two is a registry. A vague date counts '
    || 'in favour '
    || 'of agreement. Silent where two channels are on record that began on those days: both are true then.',
  'models.dev gives nine dates for Llama 4.');
CREATE VIEW rule_release_date_conflict AS
  -- Fires on the earliest and the latest public release of a channel and region, of two sources.
SELECT 'release-date-conflict' AS rule,
  CASE WHEN 'registry' IN (sa.kind, sz.kind) THEN 'note' ELSE 'warning' END AS severity,
  a.variant_id, NULL AS source_id, sz.id AS evidence_id, max(a.on_date, z.on_date) AS since, NULL AS until,
  'Released on ' || a.on_date || ' (' || sa.slug || ') or on ' || z.on_date || ' (' || sz.slug || ')'
    || CASE a.channel WHEN 'any' THEN '' ELSE ' as ' || a.channel END || coalesce(' in ' || a.region, '')
    || '. The two sources are more than 7 days apart.' AS message
FROM standing_events a
JOIN standing_events z ON z.variant_id = a.variant_id AND z.channel = a.channel AND z.region IS a.region
  AND z.source_id <> a.source_id
JOIN sources sa ON sa.id = a.source_id
JOIN sources sz ON sz.id = z.source_id
WHERE a.status = 'released' AND a.is_public AND z.status = 'released' AND z.is_public AND z.precision = 'on'
  AND julianday(substr(z.on_date || '-01-01', 1, 10)) - julianday(CASE length(a.on_date)
    WHEN 4 THEN a.on_date || '-12-31'
    WHEN 7 THEN date(a.on_date || '-01', '+1 month', '-1 day') ELSE a.on_date END) > 7
  AND NOT EXISTS (  -- taken away and given back: two releases, not two opinions
    SELECT 1 FROM standing_events w
    WHERE w.variant_id = a.variant_id AND w.took_away AND w.on_date >= a.on_date AND w.on_date <= z.on_date)
  AND NOT EXISTS (  -- one row a channel: no earlier a, no later z
    SELECT 1 FROM standing_events o
    WHERE o.variant_id = a.variant_id AND o.status = 'released' AND o.is_public AND o.channel = a.channel
      AND o.region IS a.region AND (o.source_id <> z.source_id AND (o.last_on, o.id) < (a.last_on, a.id)
        OR o.source_id <> a.source_id AND o.precision = 'on'
          AND (substr(o.on_date || '-01-01', 1, 10), -o.id) > (substr(z.on_date || '-01-01', 1, 10), -z.id)))
  AND NOT EXISTS (
    SELECT 1 FROM channel_starts p
    JOIN channel_starts q ON q.variant_id = p.variant_id AND q.channel <> p.channel
    WHERE p.variant_id = a.variant_id AND (a.channel = 'any' OR NOT p.by_event AND NOT q.by_event)
      AND abs(julianday(substr(p.from_on || '-01-01', 1, 10)) - julianday(substr(a.on_date || '-01-01', 1, 10))) <= 7
      AND abs(julianday(substr(q.from_on || '-01-01', 1, 10)) - julianday(substr(z.on_date || '-01-01', 1, 10))) <=
        7);

INSERT INTO rules VALUES ('stage-mismatch', 'error', 'warning', 'The value is that of another stage of the model',
  'Fires on an aggregator''s score that equals what the developer had printed by then, same benchmark and quantity, '
    || 'for another stage of the model, and nobody for this one. An error where both have a decimal place; a warning '
    || 'for whole numbers, or rounded where the developer prints another value for this one. Chat and instruct are '
    || 'one stage. Silent where the source names another evaluator than the developer.',
  'LLM Stats files the base model''s MMLU of 85.5 under Llama 4 Maverick Instruct.');
CREATE VIEW rule_stage_mismatch AS
  -- Fires on an aggregator's score that equals, or rounds, what the developer's own page prints for another stage of
  -- the model, where the developer prints another value, or none, for this one. Begins with the few aggregators.
SELECT 'stage-mismatch' AS rule, CASE WHEN abs(o.percent - s.percent) < 1e-9 AND max(s.half_place, o.half_place) < 0.4
    THEN 'error' ELSE 'warning' END AS severity,
  s.score_id, o.source_id AS evidence_id, max(s.reported_on, o.reported_on) AS since, NULL AS until,
  s.printed || ' is ' || CASE WHEN abs(o.percent - s.percent) < 1e-9 THEN 'what ' || o.source || ' prints'
      ELSE o.printed || ' rounded, which ' || o.source || ' prints' END
    || ' for ' || ov.slug || ', the ' || ov.stage || ' model; for ' || v.slug || ', ' || v.stage
    || ', it prints ' || ifnull((
      SELECT group_concat(txt, ', ') FROM (
        SELECT DISTINCT w.printed AS txt FROM standing_scores w
        WHERE w.variant_id = s.variant_id AND w.benchmark_id = s.benchmark_id AND w.source_id = o.source_id
        ORDER BY txt)), 'nothing on ' || (SELECT b.name FROM benchmarks b WHERE b.id = s.benchmark_id)) AS message
FROM score_numbers s
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN own_evaluators e ON e.model_id = v.model_id AND e.organization_id = s.evaluator_id
JOIN score_numbers o ON o.score_id = (
  SELECT c.score_id
  FROM variants r
  JOIN score_numbers c ON c.variant_id = r.id AND c.benchmark_id = s.benchmark_id
    AND (c.metric_id = s.metric_id OR c.metric_quantity = s.metric_quantity)
  WHERE r.model_id = v.model_id AND r.stage <> 'unknown' 
    AND (v.model_id, c.evaluator_id) IN (SELECT model_id, organization_id FROM own_evaluators)
    AND replace(r.stage, 'chat', 'instruct') <> replace(v.stage, 'chat', 'instruct')
    AND c.source_kind IN ('vendor_blog','model_card','paper') AND c.reported_on <= s.last_day
    AND (abs(c.percent - s.percent) < 1e-9
      OR c.half_place < s.half_place AND abs(c.percent - s.percent) <= s.half_place + 1e-9)
  ORDER BY c.reported_on, c.score_id LIMIT 1)
LEFT JOIN variants ov ON ov.id = o.variant_id
WHERE likelihood(s.source_kind = 'aggregator', 0.0000001) AND s.has_variant AND v.stage <> 'unknown'
  AND (s.evaluator_id IS NULL OR e.model_id IS NOT NULL)
  AND ifnull((  -- how far off the developer prints this variant: NULL where it does not
    SELECT min(abs(w.percent - s.percent)) FROM own_values w
    WHERE w.variant_id = s.variant_id AND w.benchmark_id = s.benchmark_id AND w.source_id <> s.source_id)
    > 1e-9 + iif(abs(o.percent - s.percent) < 1e-9, 0, s.half_place), abs(o.percent - s.percent) < 1e-9)
  AND NOT EXISTS (  -- somebody measured it for this one
    SELECT 1 FROM score_numbers w
    WHERE w.variant_id = s.variant_id AND w.benchmark_id = s.benchmark_id AND w.source_kind <> 'aggregator'
      AND (w.metric_id = s.metric_id OR w.metric_quantity = s.metric_quantity) AND w.reported_on <= s.last_day
      AND abs(w.percent - s.percent) < 1e-9 + iif(abs(o.percent - s.percent) < 1e-9, 0, s.half_place));

INSERT INTO rules VALUES ('settings-differ', 'warning', NULL, 'Two sources measured it in different settings',
  'Fires where two sources report the same variant, benchmark and quantity, the values are not within their '
  || 'uncertainty, and both state a setting (shots, tools, harness, judge, ...) in which they differ.',
  'Humanity''s Last Exam with and without tools.');
CREATE VIEW rule_settings_differ AS
  -- Fires where another source, not within the uncertainty, states a setting otherwise.
SELECT * FROM rules_of_comparisons WHERE rule = 'settings-differ';

INSERT INTO rules VALUES ('settings-unstated', 'note', NULL, 'Not both of two sources state how it was measured',
  'Fires where two sources report the same variant on the same benchmark and quantity, the values are not within '
    || 'their uncertainty, and one is silent on a setting that the other states, or both on all; silence never equals '
    || 'a value. Where both state different things settings-differ fires instead. Silent on one evaluator at '
    || 'two times.',
  'Vendor tables that do not say how many shots.');
CREATE VIEW rule_settings_unstated AS
  -- Fires where another source, not within the uncertainty, states more or fewer settings.
SELECT * FROM rules_of_comparisons WHERE rule = 'settings-unstated';

INSERT INTO rules VALUES ('split-mismatch', 'warning', 'note',
  'Scores on different parts of a benchmark stand side by side',
  'A warning where one table gives two variants of one stage different parts or versions of a benchmark (a family), '
    || 'and its source none for both; a note where nobody recorded the tables of the page, or a version or split of '
    || 'either. Also a note on a developer''s number while others measured the model on other parts only. Silent '
    || 'between two tables, on boards, data sets, run logs and repositories, and where a stage is unknown.',
  'GPQA is not GPQA Diamond; o3''s 25.2 and 10 are of two sets of FrontierMath.');
CREATE VIEW rule_split_mismatch AS
  -- Fires on a score where the same table gives another variant of the same stage another benchmark of the family, and
  -- its source none for both; and on those of split_reports.
SELECT 'split-mismatch' AS rule,
  iif(nm.section IS NULL OR ifnull(b.version, b.split) IS NULL OR ifnull(ob.version, ob.split) IS NULL, 'note',
    'warning') AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' gives ' || nm.name || ' on ' || b.slug || ' and ' || onm.name || ' on ' || ob.slug || CASE
      WHEN ifnull(b.version, b.split) IS NULL THEN '. Neither part nor version of ' || b.slug
        || ' is stated: whether the two can be compared is not known'
      WHEN ifnull(ob.version, ob.split) IS NULL THEN '. Neither part nor version of ' || ob.slug
        || ' is stated: whether the two can be compared is not known'
      ELSE ', which are different parts or versions of ' || b.family || ': their scores cannot be compared' END
    || CASE WHEN nm.section IS NULL THEN '. Whether they stand in one table is not on record' ELSE '' END
    AS message
FROM standing_scores s
LEFT JOIN names nm ON nm.id = s.name_id
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN benchmarks b ON b.id = s.benchmark_id
JOIN scores o ON o.id = (
  SELECT c.score_id
  FROM benchmarks cb
  CROSS JOIN snapshots cp ON cp.source_id = s.source_id AND cp.benchmark_id = cb.id AND cp.metric_id = s.metric_id
    AND cp.reported_on = s.reported_on
  JOIN standing_scores c ON c.snapshot_id = cp.id
  JOIN names cn ON cn.id = c.name_id AND cn.section IS nm.section
  JOIN variants cv ON cv.id = c.variant_id
    AND replace(cv.stage, 'chat', 'instruct') = replace(v.stage, 'chat', 'instruct')
  WHERE cb.family = b.family AND cb.id <> s.benchmark_id AND c.variant_id <> s.variant_id AND c.value <> s.value
    AND (nm.section IS NOT NULL OR ifnull(c.locator = s.locator, 1))
    AND NOT EXISTS (  -- this source gives the variant on that one too
      SELECT 1 FROM standing_scores f
      WHERE f.variant_id = s.variant_id AND f.benchmark_id = cb.id AND f.source_id = s.source_id)
    AND NOT EXISTS (  -- a benchmark of the family that this source gives for both
      SELECT 1
      FROM benchmarks fb
      JOIN standing_scores f ON f.variant_id = s.variant_id AND f.benchmark_id = fb.id AND f.source_id = s.source_id
      JOIN standing_scores g ON g.variant_id = c.variant_id AND g.benchmark_id = fb.id AND g.source_id = s.source_id
      WHERE fb.family = b.family)
  ORDER BY c.score_id LIMIT 1)
LEFT JOIN names onm ON onm.id = o.name_id
LEFT JOIN benchmarks ob ON ob.id = o.benchmark_id
WHERE s.has_variant AND v.stage <> 'unknown' AND s.source_kind NOT IN ('leaderboard','dataset','run_log','repo')
  AND b.family IN (SELECT family FROM benchmarks GROUP BY family HAVING count(*) > 1)
UNION ALL SELECT * FROM split_reports;

INSERT INTO rules VALUES ('scale-break', 'warning', NULL, 'The board''s scale moved between two snapshots',
  'Fires on a leaderboard''s snapshot where, of the names with intervals in it and in the one before (20 at least),'
  || ' the median shift is more than twice the median half-width and the middle half of the shifts lies within a '
  || 'quarter of it. Compare scores of one day only.',
  'LMArena, 2025-05-20: 228 models moved by 59.9.');
CREATE VIEW rule_scale_break AS
  -- Fires where all names moved alike by more than twice the half-width of their intervals.
SELECT 'scale-break' AS rule, 'warning' AS severity,
  NULL AS developer_id, NULL AS model_id, NULL AS variant_id, m.benchmark_id, m.source_id, NULL AS name_id,
  src.id AS evidence_id, m.next_on AS since, NULL AS until,
  'from ' || m.day || ' to ' || m.next_on || ' the scores of ' || m.n || ' names moved by ' || round(m.shift, 2)
    || ' (median; half of them within ' || round(m.q3 - m.q1, 2)
      || ' of one another), where their intervals are +/-'
    || round(m.half_width, 2) || ': the scale moved, so compare scores of one day only' AS message
FROM scale_moves m
JOIN sources src ON src.id = m.source_id
WHERE m.n >= 20 AND abs(m.shift) > 2 * m.half_width AND 4 * (m.q3 - m.q1) <= abs(m.shift);

INSERT INTO rules VALUES ('conflicting-entries', 'warning', 'note', 'One file prints two values in one place',
  'Fires on each of two current scores of the same source, name, benchmark, metric and day of report, in the same '
  || 'stated settings or in none, whose values differ; a note where two names of one variant have them. Silent where '
  || 'two evaluators, two days of evaluation or two sections of the source are stated.',
  'Maverick 6.20 and 6.37 on one board.');
CREATE VIEW rule_conflicting_entries AS
  -- Fires on each of two current scores of one cell, or of one variant under two names, whose values differ.
SELECT 'conflicting-entries' AS rule, 'warning' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' prints ' || s.printed || ' and ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.'))
    || ' for the same name and benchmark. ' || ifnull('Settings of both: ' || ps.settings, 'No settings are stated')
    || iif(s.evaluated_on = o.evaluated_on, '; one day of evaluation is stated for both.',
      '; no day of evaluation is stated for both: they may be of two runs.') AS message
FROM scores twice INDEXED BY scores_again
CROSS JOIN standing_scores s ON s.snapshot_id = twice.snapshot_id AND s.name_id = twice.name_id
JOIN protocol_settings ps ON ps.protocol_id = s.protocol_id
JOIN scores o ON o.id = (
  SELECT c.id FROM scores c
  WHERE c.snapshot_id = s.snapshot_id AND c.name_id = s.name_id AND c.id <> s.score_id AND c.value <> s.value
    AND c.id NOT IN outdated AND ifnull(c.evaluator_id = s.evaluator_id, 1)
    AND ifnull(c.evaluated_on = s.evaluated_on, 1)
  ORDER BY c.revision LIMIT 1)
WHERE twice.revision = 2
UNION ALL
SELECT 'conflicting-entries', 'note', s.score_id, s.source_id, s.reported_on, NULL,
  s.source || ' prints ' || s.printed || ' as ' || nm.name || ' and '
    || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')) || ' as ' || onm.name || '. On record both names mean '
    || v.slug || '. One of them may mean another build, or settings that are not on record.'
FROM (
  SELECT variant_id, snapshot_id FROM scores WHERE variant_id IS NOT NULL
  GROUP BY variant_id, benchmark_id, snapshot_id HAVING count(*) > 1) twice
CROSS JOIN standing_scores s ON s.snapshot_id = twice.snapshot_id AND s.variant_id = twice.variant_id
JOIN names nm ON nm.id = s.name_id
JOIN variants v ON v.id = s.variant_id
JOIN scores o ON o.id = (
  SELECT c.id FROM scores c JOIN names cn ON cn.id = c.name_id
  WHERE c.snapshot_id = s.snapshot_id AND c.variant_id = s.variant_id AND c.name_id <> s.name_id
    AND c.value <> s.value AND cn.name <> nm.name AND cn.section IS nm.section AND c.id NOT IN outdated
    AND ifnull(c.evaluator_id = s.evaluator_id, 1) AND ifnull(c.evaluated_on = s.evaluated_on, 1)
  ORDER BY c.id LIMIT 1)
JOIN names onm ON onm.id = o.name_id;

INSERT INTO rules VALUES ('suspicious-zero', 'note', NULL, 'Exactly 0, without sample size or interval',
  'Fires on a value of exactly 0 with no sample size, interval or standard error. Some boards print 0 for what was'
  || ' not run.',
  'Placeholder zeros in aggregators.');
CREATE VIEW rule_suspicious_zero AS
  -- Fires on a value of exactly 0 without sample size, interval or standard error.
SELECT 'suspicious-zero' AS rule, 'note' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  '0 without sample size or interval in ' || s.source || ': '
    || CASE WHEN s.is_share AND s.n_items IS NOT NULL THEN 'none of ' || s.n_items || ' items' ELSE 'a value' END
    || ', or a blank printed as one?' AS message
FROM score_numbers s
WHERE s.value = 0 AND s.sample_size IS NULL AND s.ci_low IS NULL AND s.ci_high IS NULL AND s.stderr IS NULL
  AND s.unit IN ('proportion','percent','elo','points');

INSERT INTO rules VALUES ('no-uncertainty', 'note', NULL, 'Nothing says how far the value may be off',
  'Fires on a rating, a number of points, a percentage or a proportion with no interval, no standard error and no'
    || ' number of items, neither with the score nor, for a share of the items (bounds 0 and 1, or 0 and 100 percent), '
    || 'with its benchmark. One side of an interval, an interval without width and an error of 0 say nothing.',
  'Most cells of vendor tables.');
CREATE VIEW rule_no_uncertainty AS
  -- Fires on a rating, points, a percentage or a proportion without interval, standard error or number of items; that
  -- of the benchmark will do for a share of its items.
SELECT 'no-uncertainty' AS rule, 'note' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' prints ' || s.printed || CASE
      WHEN s.ci_low = s.ci_high THEN ' with an interval of no width and'
      WHEN s.ci_low IS NOT NULL OR s.ci_high IS NOT NULL THEN ' with one side of an interval and'
      WHEN s.stderr = 0 THEN ' with a standard error of 0 and' ELSE '' END
    || ' without ' || CASE WHEN s.ci_low IS NULL AND s.ci_high IS NULL THEN 'interval, ' ELSE '' END
    || 'standard error or number of items: how far it may be off is not on record' AS message
FROM score_numbers s
WHERE s.sample_size IS NULL AND ifnull(s.stderr, 0) = 0 AND ifnull(s.ci_low >= s.ci_high, 1)
  AND (s.unit IN ('elo','points') OR s.unit IN ('proportion','percent') AND (s.n_items IS NULL OR NOT s.is_share));

INSERT INTO rules VALUES ('rank-tie', 'note', NULL, 'The interval overlaps that of the next better rank',
  'Fires where the intervals of a ranked score and of the nearest better-ranked one of the same snapshot that has'
    || ' an interval overlap: max(low) <= min(high). Silent without an interval, or with one of no width.',
  'Most neighbours on LMArena.');
CREATE VIEW rule_rank_tie AS
  -- Fires on a ranked score whose interval overlaps that of the nearest better rank of its snapshot that has one.
SELECT 'rank-tie' AS rule, 'note' AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  'rank ' || s.rank || ' with [' || rtrim(rtrim(round(s.ci_low, 6), '0'), '.') || ', '
    || rtrim(rtrim(round(s.ci_high, 6), '0'), '.')
    || ']; rank ' || o.rank || ', ' || onm.name || ', has [' || rtrim(rtrim(round(o.ci_low, 6), '0'), '.') || ', '
    || rtrim(rtrim(round(o.ci_high, 6), '0'), '.') || ']: the intervals overlap, so the order of the two is open'
    AS message
FROM standing_scores s
JOIN scores o ON o.id = (  -- by the index scores_rank
  SELECT c.id FROM scores c
  WHERE c.snapshot_id = s.snapshot_id AND c.rank IS NOT NULL AND c.rank < s.rank
    AND c.ci_low < c.ci_high AND c.id NOT IN outdated
  ORDER BY c.rank DESC, c.id DESC LIMIT 1)
JOIN names onm ON onm.id = o.name_id
WHERE s.rank > 1 AND s.ci_low < s.ci_high
  AND o.ci_low <= s.ci_high AND s.ci_low <= o.ci_high;

INSERT INTO rules VALUES ('scale-mismatch', 'note', NULL,
  'Another source prints a hundred times, or a hundredth, of it',
  'Fires on a percentage or proportion of at most 1 percent, or above 100, where another source gives the same '
    || 'variant, benchmark and quantity about a hundred times, or a hundredth, of it (within a tenth): one of the two '
    || 'may be in the wrong unit. Such pairs are no disagreement. Silent where no other source has the number.',
  '0.855 percent in an aggregator, 85.5 percent in the vendor''s table.');
CREATE VIEW rule_scale_mismatch AS
  -- Fires on the odd one of two sources' numbers where one is about a hundred times the other.
SELECT 'scale-mismatch' AS rule, 'note' AS severity,
  s.score_id, o.source_id AS evidence_id, max(s.reported_on, o.reported_on) AS since, NULL AS until,
  s.source || ' prints ' || s.printed || ' in ' || s.unit || ', ' || o.source || ' prints ' || o.printed
    || ' in ' || o.unit || ' for the same variant and benchmark: is it a '
    || CASE WHEN s.percent <= 1 THEN 'proportion' ELSE 'percentage' END || ' under the wrong unit?' AS message
FROM score_numbers s
JOIN score_numbers o ON o.score_id = (
  SELECT c.score_id FROM score_numbers c
  WHERE c.variant_id = s.variant_id AND c.benchmark_id = s.benchmark_id AND c.source_id <> s.source_id
    AND (c.metric_id = s.metric_id OR c.metric_quantity = s.metric_quantity) AND c.percent > 1
    AND abs(100 * min(s.percent, c.percent) - max(s.percent, c.percent)) <= 0.1 * max(s.percent, c.percent)
  ORDER BY c.reported_on, c.score_id LIMIT 1)
WHERE s.has_variant AND s.unit IN ('percent','proportion') AND s.percent > 0
  AND (s.percent <= 1 OR s.percent > 100);

INSERT INTO rules VALUES ('settings-differ-in-table', 'warning', 'note',
  'One table gives its maker''s model other settings',
  'Fires on a developer''s own model in its own table, where a rival on the same benchmark and day has other settings '
    || 'on record. A warning where they suit the developer: more attempts, a selection among them, tools against none; '
    || 'else a note. Silent where a setting is not stated, between two tables, where the settings suit the rival, '
    || 'where the table has the model in the rival''s settings too or the rival in the model''s, and on boards, data '
    || 'sets, run logs and repositories.',
  'The chart of Grok-3: 64 votes for its own model, one try for its rivals.');
CREATE VIEW rule_settings_differ_in_table AS
  -- Fires on the publisher's own model where the same table gives a rival in other settings: see table_settings.
SELECT 'settings-differ-in-table' AS rule, CASE WHEN t.suits AND NOT t.hampers THEN 'warning' ELSE 'note' END
    AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' gives ' || nm.name || ' ' || s.printed || ' and ' || onm.name || ' ' || o.printed
    || ' in different settings: ' || t.differences AS message
FROM (
  SELECT t.*, s.id AS score_id, o.id AS other_id, min(t.hampers - t.suits) AS first
  FROM table_settings t
  JOIN scores s ON s.snapshot_id = t.snapshot_id
  JOIN names nm ON nm.id = s.name_id
  JOIN variants v ON v.id = s.variant_id
  JOIN own_evaluators w ON w.model_id = v.model_id AND w.organization_id = t.publisher_id
  JOIN scores o ON o.snapshot_id = t.other_snapshot_id
  JOIN names onm ON onm.id = o.name_id AND onm.section IS nm.section
  JOIN variants ov ON ov.id = o.variant_id
  WHERE NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id IN (s.id, o.id)) 
    AND (ov.model_id, t.publisher_id) NOT IN (SELECT model_id, organization_id FROM own_evaluators)
    AND NOT EXISTS (  -- the model in the rival's settings
      SELECT 1
      FROM standing_scores c
      JOIN protocol_pairs p ON p.protocol_id = c.protocol_id AND p.other_id = t.other_protocol_id
      WHERE c.variant_id = s.variant_id AND c.benchmark_id = t.benchmark_id AND c.source_id = t.source_id
        AND c.metric_id = t.metric_id AND c.reported_on = t.reported_on AND p.settings <> 'differ')
    AND NOT EXISTS (  -- the rival in the model's settings
      SELECT 1
      FROM standing_scores c
      WHERE c.variant_id = o.variant_id AND c.snapshot_id = s.snapshot_id)
  GROUP BY s.id) t
JOIN standing_scores s ON s.score_id = t.score_id
JOIN standing_scores o ON o.score_id = t.other_id
JOIN names nm ON nm.id = s.name_id
JOIN names onm ON onm.id = o.name_id;

INSERT INTO rules VALUES ('evaluator-not-stated', 'note', 'warning', 'The source does not say who measured this',
  'Fires on a score whose evaluator is not stated: nobody can tell whether the developer measured it. A warning where '
    || 'who publishes the source made the model, or is a part of who made it: the number is then probably its own. It '
    || 'ends when the evaluator is put on record. Silent where one is stated.',
  'Rivals'' numbers in a vendor''s table.');
CREATE VIEW rule_evaluator_not_stated AS
  -- Fires on a score whose evaluator is not stated: a warning where who made the model publishes it.
SELECT 'evaluator-not-stated' AS rule, CASE WHEN w.model_id IS NULL THEN 'note' ELSE 'warning' END AS severity,
  s.score_id, s.source_id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.source || ' does not say who measured this'
    || ifnull(', but calls it a ' || replace(s.asserted_relationship, '_', '-') || ' number', '')
    || CASE WHEN w.model_id IS NULL THEN '' ELSE '; ' || pub.slug || ', its publisher, made the model' END
    AS message
FROM standing_scores s
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN organizations pub ON pub.id = s.publisher_id
LEFT JOIN own_evaluators w ON w.model_id = v.model_id AND w.organization_id = s.publisher_id
WHERE s.evaluator_id IS NULL;

INSERT INTO rules VALUES ('provisional', 'warning', NULL, 'Fewer votes or items than the board itself asks for',
  'Fires on a score with fewer votes or items than who publishes the board, or ran the evaluation, asked for on '
  || 'that day (board_minimums). Of several the one for the benchmark, then the latest speaks. Silent where the sample '
  || 'size is not stated, or meets a later minimum that may have been in force.',
  'LMArena marks ratings with few votes as preliminary.');
CREATE VIEW rule_provisional AS
  -- Fires on a score with fewer votes or items than the board itself asks for.
SELECT 'provisional' AS rule, 'warning' AS severity,
  s.score_id, bs.id AS evidence_id, s.reported_on AS since, NULL AS until,
  s.printed || ' rests on ' || s.sample_size || '; ' || brd.slug || ' itself wants ' || bm.min_sample_size
    || ' (' || bs.slug || ').' AS message
FROM board_minimums bm
JOIN organizations brd ON brd.id = bm.board_id
JOIN standing_scores s ON likelihood(s.source_kind = 'leaderboard', 0.0001)
  AND (s.publisher_id = bm.board_id OR s.evaluator_id = bm.board_id)
JOIN sources bs ON bs.id = bm.source_id
WHERE likelihood(bm.min_sample_size > 0, 0.0000001) AND s.sample_size < bm.min_sample_size
  AND ifnull(bm.benchmark_id = s.benchmark_id, 1)
  AND ifnull(substr(bm.from_on || '-99-99', 1, 10) <= substr(s.reported_on || '-01-01', 1, 10), 1)
  AND ifnull(substr(bm.to_on || '-01-01', 1, 10) >= s.last_day, 1)
  AND NOT EXISTS (
    SELECT 1 FROM board_minimums n
    WHERE n.board_id = bm.board_id AND n.id <> bm.id AND ifnull(n.benchmark_id = s.benchmark_id, 1)
      AND ifnull(n.from_on <= s.last_day, 1) AND ifnull(substr(n.to_on || '-99-99', 1, 10) >= s.reported_on, 1)
      AND (n.min_sample_size <= s.sample_size AND ifnull(n.from_on, '') >= ifnull(bm.from_on, '')  -- may be met
        OR ifnull(substr(n.from_on || '-99-99', 1, 10) <= substr(s.reported_on || '-01-01', 1, 10), 1)
          AND ifnull(substr(n.to_on || '-01-01', 1, 10) >= s.last_day, 1)  -- surely in force, and speaks
          AND (n.benchmark_id IS NOT NULL, ifnull(n.from_on, ''), n.id)
            > (bm.benchmark_id IS NOT NULL, ifnull(bm.from_on, ''), bm.id)));

INSERT INTO rules VALUES ('anonymous-model', 'error', 'warning', 'A code name whose maker is not on record',
  'Fires on a score of a variant that one board alone offered, with no public event and no availability on record, '
    || 'while nothing says who developed the model. No name is taken for a code name: the events say it. A warning '
    || 'where it is unknown whether the scope is a board, or only a registry has it there. It ends with the first '
    || 'public event, or the day of the source that names the developer.',
  'gpt2-chatbot and Optimus Alpha, before they were owned.');
CREATE VIEW rule_anonymous_model AS
  -- Fires on a score of a variant that only a board offered, surely by the day of the report, until it is public or
  -- owned. Begins with the few such events. The developer of a model counts from the day of its source on.
SELECT 'anonymous-model' AS rule, CASE e.means WHEN 'error' THEN 'error' ELSE 'warning' END AS severity,
  s.score_id, es.id AS evidence_id, s.reported_on AS since, nullif(v.known_on, '9999') AS until,
  v.slug || ' was on ' || brd.slug || ' only, from ' || e.on_date || ' (' || es.slug
    || '). Who made it is not on record.' AS message
FROM (
  SELECT v.id, v.slug, min(
    CASE WHEN m.developer_id IS NULL THEN '9999' ELSE coalesce(ms.published_on, ms.retrieved_on, '') END,
    ifnull((SELECT min(coalesce(cs.published_on, cs.retrieved_on, '')) FROM co_developers c
    JOIN sources cs ON cs.id = c.source_id WHERE c.model_id = m.id), '9999'),
    ifnull((SELECT min(p.on_date) FROM standing_events p WHERE p.variant_id = v.id AND p.board_id IS NULL), '9999'),
    ifnull((SELECT min(ifnull(a.from_on, '')) FROM availability a WHERE a.variant_id = v.id
    AND a.channel <> 'leaderboard_only'), '9999')) AS known_on
  FROM variants v
  JOIN models m ON m.id = v.model_id
  LEFT JOIN sources ms ON ms.id = m.source_id
  WHERE v.id IN (SELECT b.variant_id FROM release_events b WHERE b.board_id IS NOT NULL)) v
JOIN standing_scores s ON s.variant_id = v.id AND s.has_variant AND s.reported_on < v.known_on
JOIN status_events e ON e.rowid = (
  SELECT f.rowid FROM status_events f WHERE f.variant_id = v.id AND f.board_id IS NOT NULL AND f.last_on <= s.last_day
  ORDER BY f.means <> 'error', f.on_date, f.event_id, f.step LIMIT 1)
JOIN organizations brd ON brd.id = e.board_id
JOIN sources es ON es.id = e.source_id;

INSERT INTO rules VALUES ('selective-coverage', 'note', 'warning', 'The developer reports part of a suite',
  'Fires where the publications of who made a model (page, card and paper together, a co-maker''s too) report some '
    || 'but not all benchmarks of its own suite for a variant of that launch and stage: a warning for less than half, '
    || 'else a note. A benchmark counts if it existed then. Silent on other stages, older variants, rivals, and what '
    || 'its own table does not treat. Only a note where owner, stage, day or launch is not on record.',
  'The Llama 4 announcement gives Behemoth 6 of its 14 benchmarks.');
CREATE VIEW rule_selective_coverage AS
  -- Fires on a variant of which its developer reports a part of a suite that is for it (suite_subjects); a further row
  -- from each day after the launch on which it reported more.
SELECT 'selective-coverage' AS rule,
  iif(f.is_sure AND f.reported < json_array_length(f.missing), 'warning', 'note') AS severity,
  f.variant_id, sp.source_id, f.evidence_id, max(f.day, ifnull(f.launched_on, '')) AS since, f.until,
  'its developer reports ' || f.reported || ' of the ' || (f.reported + json_array_length(f.missing))
    || ' benchmarks of ' || f.suite || ' for ' || v.slug || '; not: ' || (
      SELECT group_concat(value, ', ') FROM json_each(f.missing))
    || CASE WHEN f.is_sure THEN ''
         WHEN f.owner_id IS NULL OR f.launched_on IS NULL
           THEN '. For which launch the list is meant is not on record.'
         ELSE '. Whether the variant is of that launch is not on record.' END AS message
FROM (
  SELECT d.*, json_array_length(d.ids) AS reported, (
    SELECT json_group_array(slug) FROM (
    SELECT b.slug
    FROM suites l
    JOIN benchmarks b ON b.id = l.benchmark_id
    WHERE l.suite = d.suite AND b.id NOT IN (SELECT value FROM json_each(d.ids))
    AND ifnull(substr(b.released_on || '-99-99', 1, 10)
     <= substr(coalesce(d.launched_on, d.first) || '-01-01', 1, 10), 1)
    ORDER BY b.slug)) AS missing
  FROM (
    SELECT suite, variant_id, owner_id, launched_on, evidence_id, is_sure, step, day,
      json_group_array(benchmark_id) OVER o AS ids, lead(step) OVER o AS next_step, lead(day) OVER o AS until,
      max(is_of_launch) OVER w AS is_of_launch, min(first) OVER w AS first_score,
      substr(min(first) OVER w, 1, instr(min(first) OVER w, '/') - 1) AS first
    FROM suite_subjects
    WINDOW o AS (PARTITION BY suite, variant_id ORDER BY step, day, benchmark_id),
      w AS (PARTITION BY suite, variant_id)) d
  WHERE d.next_step IS NOT d.step AND d.is_of_launch) f
JOIN scores q ON q.id = CAST(substr(f.first_score, instr(f.first_score, '/') + 1) AS INTEGER)
JOIN snapshots sp ON sp.id = q.snapshot_id
JOIN variants v ON v.id = f.variant_id
WHERE json_array_length(f.missing) > 0;

INSERT INTO rules VALUES ('corrected', 'error', 'warning, note', 'A correction or a retraction is on record',
  'Fires on what a correction or a retraction is about, and on the scores of a source, from the later of its day '
    || 'and that of the claim. Silent where it replies to an allegation, a criticism or another reply, and once it is '
    || 'taken back. A warning where it is hearsay, denied, a third party''s, corrects a correction, or the score was '
    || 'revised; a note where a stranger takes back what is not on record or not its own, or a source without scores '
    || 'is corrected.',
  'A page that gave Behemoth''s GPQA Diamond of 73.7 as its MMLU.');
CREATE VIEW rule_corrected AS
  -- Fires on what a correction or a retraction of a claim is about while it stands.
SELECT * FROM rules_of_statements WHERE rule = 'corrected';

CREATE TABLE flag_cache (
  -- The flags as last computed: see flag_intervals. Derived. No foreign keys: the rules take ids from the tables.
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  score_id INTEGER,
  developer_id INTEGER,
  model_id INTEGER,
  variant_id INTEGER,
  benchmark_id INTEGER,
  source_id INTEGER,
  name_id INTEGER,
  evidence_id INTEGER,
  since TEXT,
  until TEXT,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX flag_cache_score ON flag_cache(score_id) WHERE score_id IS NOT NULL;
CREATE INDEX flag_cache_variant ON flag_cache(variant_id) WHERE variant_id IS NOT NULL;
CREATE INDEX flag_cache_model ON flag_cache(model_id) WHERE model_id IS NOT NULL AND variant_id IS NULL;
CREATE INDEX flag_cache_source ON flag_cache(source_id, name_id) WHERE score_id IS NULL;

CREATE TABLE cache_state (
  -- For which link of the chain flag_cache was computed; no row where there is no cache.
  id INTEGER PRIMARY KEY CHECK (id = 1),
  link_id INTEGER NOT NULL,
  link_sha256 TEXT NOT NULL
) STRICT;

CREATE VIEW cache_fresh AS
  -- Whether flag_cache was computed for the last link of the chain.
SELECT EXISTS (
  SELECT 1 FROM cache_state c
  WHERE c.link_id = (SELECT max(id) FROM links)
  AND c.link_sha256 = (SELECT sha256 FROM links ORDER BY id DESC LIMIT 1)) AS is_fresh;

CREATE VIEW current_flags AS
  -- The flags in flag_cache that hold today; they may be stale.
SELECT f.rule, CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END AS rank, f.score_id, f.source_id,
  f.name_id
FROM flag_cache f
WHERE ifnull(f.since <= date('now'), 1) AND ifnull(f.until > date('now'), 1);

CREATE VIEW listing_flags AS
  -- Of current_flags those of a source, or of a name in it (name_id), that count for its scores too.
SELECT f.rule, f.rank, f.source_id, f.name_id FROM current_flags f
WHERE f.score_id IS NULL AND f.source_id IS NOT NULL
  AND f.rule IN ('placeholder-source','corrected','ambiguous-name','unresolved-name');

CREATE VIEW cached_flags AS
  -- flag_cache with the slugs of its ids; may be stale.
SELECT +f.rule AS rule, +f.severity AS severity, f.score_id, dev.slug AS developer, m.slug AS model, v.slug
  AS variant,
  b.slug AS benchmark, src.slug AS source, +f.message AS message, es.slug AS evidence_source, f.since, f.until,
  nm.name AS listed_as, f.name_id, f.variant_id, f.model_id, f.benchmark_id, f.source_id, f.developer_id,
  f.evidence_id
FROM flag_cache f
LEFT JOIN variants v ON v.id = f.variant_id
LEFT JOIN models m ON m.id = f.model_id
LEFT JOIN organizations dev ON dev.id = f.developer_id
LEFT JOIN benchmarks b ON b.id = f.benchmark_id
LEFT JOIN sources src ON src.id = f.source_id
LEFT JOIN sources es ON es.id = f.evidence_id
LEFT JOIN names nm ON nm.id = f.name_id;

CREATE VIEW computed_flags AS
  -- What the rules give, in ids: of a score, of a variant, of a name, source or statement. The first rule must be one
  -- that SQLite runs row by row: of another it gathers the rows even where LIMIT 0 asks for none.
SELECT f.rule, f.severity, f.score_id, m.developer_id, v.model_id, s.variant_id, s.benchmark_id,
  sp.source_id, s.name_id, f.evidence_id, f.since, f.until, f.message
FROM (
  SELECT * FROM rule_out_of_range
  UNION ALL SELECT * FROM rule_value_mismatch
  UNION ALL SELECT * FROM rules_of_comparisons
  UNION ALL SELECT * FROM rule_unreleased_when_reported
  UNION ALL SELECT * FROM rule_released_sibling_differs
  UNION ALL SELECT * FROM rule_status_unknown
  UNION ALL SELECT * FROM rule_released_later
  UNION ALL SELECT * FROM rule_status_disputed
  UNION ALL SELECT * FROM rule_limited_access
  UNION ALL SELECT * FROM rule_retired_variant
  UNION ALL SELECT * FROM rules_of_first_parties
  UNION ALL SELECT * FROM rule_evaluator_not_stated
  UNION ALL SELECT * FROM rule_scale_mismatch
  UNION ALL SELECT * FROM rule_settings_differ_in_table
  UNION ALL SELECT * FROM rule_row_vanished
  UNION ALL SELECT * FROM rule_against_policy
  UNION ALL SELECT * FROM rule_best_of_n
  UNION ALL SELECT * FROM rule_relationship_mismatch
  UNION ALL SELECT * FROM rule_moving_alias
  UNION ALL SELECT * FROM rule_revised_score
  UNION ALL SELECT * FROM rule_stage_mismatch
  UNION ALL SELECT * FROM rule_split_mismatch
  UNION ALL SELECT * FROM rule_conflicting_entries
  UNION ALL SELECT * FROM rule_suspicious_zero
  UNION ALL SELECT * FROM rule_no_uncertainty
  UNION ALL SELECT * FROM rule_rank_tie
  UNION ALL SELECT * FROM rule_provisional
  UNION ALL SELECT * FROM rule_anonymous_model) f
CROSS JOIN scores s ON s.id = f.score_id
CROSS JOIN snapshots sp ON sp.id = s.snapshot_id
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN models m ON m.id = v.model_id
UNION ALL
SELECT f.rule, f.severity, NULL, m.developer_id, v.model_id, f.variant_id, NULL, f.source_id, NULL,
  f.evidence_id, f.since, f.until, f.message
FROM (
  SELECT * FROM rule_never_released
  UNION ALL SELECT * FROM rule_context_below_claim
  UNION ALL SELECT * FROM rule_release_date_conflict
  UNION ALL SELECT * FROM rule_conditional_license
  UNION ALL SELECT * FROM rule_open_label
  UNION ALL SELECT * FROM rule_context_conflict
  UNION ALL SELECT * FROM rule_selective_coverage) f
CROSS JOIN variants v ON v.id = f.variant_id
CROSS JOIN models m ON m.id = v.model_id
UNION ALL
SELECT f.rule, f.severity, NULL, f.developer_id, f.model_id, f.variant_id, f.benchmark_id, f.source_id,
  f.name_id, f.evidence_id, f.since, f.until, f.message
FROM (
  SELECT * FROM rule_ambiguous_name
  UNION ALL SELECT * FROM rule_unresolved_name
  UNION ALL SELECT * FROM rule_name_reassigned
  UNION ALL SELECT * FROM rule_placeholder_source
  UNION ALL SELECT * FROM rule_scale_break) f
UNION ALL
SELECT f.rule, f.severity, f.score_id, f.developer_id, f.model_id, f.variant_id, f.benchmark_id, f.source_id,
  f.name_id, f.evidence_id, f.since, f.until, f.message
FROM (
  SELECT * FROM rules_of_statements) f;

CREATE VIEW stale_flags AS
  -- computed_flags while flag_cache is stale. While it is fresh, LIMIT 0 ends each rule before it begins, and the rules
  -- cost nothing.
SELECT * FROM computed_flags LIMIT (SELECT iif(is_fresh, 0, -1) FROM cache_fresh);

CREATE VIEW flag_intervals AS
  -- Every flag with the days on which it holds: from since until the day before until (NULL: still). Where a later fact
  -- adds to a message, the flag goes on as a further row. Read from flag_cache while that is fresh, else from the
  -- rules.
SELECT f.* FROM cache_fresh c CROSS JOIN cached_flags f WHERE c.is_fresh
UNION ALL
SELECT f.rule, f.severity, f.score_id, dev.slug, m.slug, v.slug, b.slug, src.slug, f.message, es.slug, f.since,
  f.until, nm.name, f.name_id, f.variant_id, f.model_id, f.benchmark_id, f.source_id, f.developer_id,
  f.evidence_id
FROM stale_flags f
LEFT JOIN variants v ON v.id = f.variant_id
LEFT JOIN models m ON m.id = f.model_id
LEFT JOIN organizations dev ON dev.id = f.developer_id
LEFT JOIN benchmarks b ON b.id = f.benchmark_id
LEFT JOIN sources src ON src.id = f.source_id
LEFT JOIN sources es ON es.id = f.evidence_id
LEFT JOIN names nm ON nm.id = f.name_id;

CREATE VIEW flags AS
  -- What should not be trusted today, and why. For another day ask flag_intervals: since <= D AND (until IS NULL OR
  -- until > D).
SELECT rule, severity, score_id, developer, model, variant, benchmark, source, message, evidence_source, since,
  listed_as, name_id, variant_id, model_id, benchmark_id, source_id
FROM flag_intervals
WHERE ifnull(since <= date('now'), 1) AND ifnull(until > date('now'), 1);

CREATE VIEW score_facts AS
  -- score_details without the flags, for who asks for none: it names no rule, so SQLite prepares it in a moment.
SELECT s.score_id,
  CASE WHEN s.has_variant THEN s.developer ELSE json_extract(s.open, '$[1]') END AS developer,
  CASE WHEN s.has_variant THEN s.model ELSE json_extract(s.open, '$[0]') END AS model,
  s.variant, s.listed_as,
  ifnull((SELECT json_extract(r.picked, '$[0]') FROM reported_status r WHERE r.score_id = s.score_id), 'unknown')
    AS status_when_reported,
  s.benchmark, s.metric, s.unit, s.value, s.printed AS value_as_printed,
  s.ci_low, s.ci_high, s.sample_size, s.rank, s.reported_on, s.evaluator,
  CASE WHEN s.evaluator_id = s.developer_id THEN 'first_party'
    WHEN s.evaluator_id IS NULL OR s.developer_id IS NULL THEN NULL
    WHEN s.asserted_relationship = 'first_party' OR s.source_kind IN ('vendor_blog','model_card','paper')
      OR s.evaluator_id IN (SELECT organization_id FROM tied_organizations) THEN (
      SELECT p.relationship FROM score_parties p WHERE p.score_id = s.score_id)
    ELSE 'third_party' END AS relationship,
  s.source, src.title AS source_title, src.url AS source_url,
  s.ci_level, s.stderr, s.evaluated_on, s.asserted_relationship, s.protocol_id, s.locator, s.note,
  CASE WHEN s.variant = s.listed_as THEN 'slug' WHEN s.has_variant THEN 'alias'
       WHEN json_extract(s.open, '$[2]') > 0 THEN 'ambiguous' ELSE 'unresolved' END AS resolution, s.section,
  s.variant_id, s.model_id, s.benchmark_id, s.metric_id, s.source_id, s.name_id, s.ingest_id, s.line,
  s.supersedes,
  CASE WHEN s.protocol_id > 1 THEN (
    SELECT p.settings FROM protocol_settings p WHERE p.protocol_id = s.protocol_id) END AS settings,
  s.quantity, s.higher_is_better, s.percent AS value_normalized
FROM (
  SELECT s.*, (  -- of an open name: the model and the developer that its candidates share, and how many they are
    SELECT json_array(
      CASE WHEN count(DISTINCT v.id) > 1 AND count(DISTINCT v.model_id) = 1 THEN min(m.slug) END,
      CASE WHEN count(DISTINCT v.id) > 1 AND count(DISTINCT ifnull(m.developer_id, 0)) = 1 THEN min(d.slug) END,
      count(*))
    FROM score_candidates c
    JOIN variants v ON v.id = c.variant_id
    JOIN models m ON m.id = v.model_id
    LEFT JOIN organizations d ON d.id = m.developer_id
    WHERE c.score_id = s.score_id) AS open
  FROM current_scores s) s
JOIN sources src ON src.id = s.source_id;

CREATE VIEW score_details AS
  -- A wide row per current score, with the flags of it, its name and its source: not-computed while flag_cache is
  -- stale (`provenance refresh`). Sort by value_normalized.
SELECT s.score_id, s.developer, s.model, s.variant, s.listed_as, s.status_when_reported, s.benchmark, s.metric,
  s.unit, s.value, s.value_as_printed, s.ci_low, s.ci_high, s.sample_size, s.rank, s.reported_on, s.evaluator,
  s.relationship, s.source, s.source_title, s.source_url,
  CASE WHEN NOT (SELECT is_fresh FROM cache_fresh) THEN 'not-computed'
    WHEN s.variant_id IS NULL
      OR s.source_id IN (SELECT source_id FROM listing_flags WHERE name_id IS NULL) THEN (
      SELECT group_concat(rule, ' ') FROM (
        SELECT f.rule FROM current_flags f WHERE f.score_id = s.score_id
        UNION
        SELECT f.rule FROM listing_flags f
        WHERE f.source_id = s.source_id AND (f.name_id IS NULL OR f.name_id = s.name_id AND s.variant_id IS NULL)
        ORDER BY 1))
    ELSE (SELECT group_concat(rule, ' ') FROM (
      SELECT DISTINCT f.rule FROM current_flags f WHERE f.score_id = s.score_id ORDER BY f.rule)) END AS flags,
  s.ci_level, s.stderr, s.evaluated_on, s.asserted_relationship, s.protocol_id, s.locator, s.note, s.resolution,
  s.section, s.variant_id, s.model_id, s.benchmark_id, s.metric_id, s.source_id, s.name_id, s.ingest_id, s.line,
  s.supersedes,
  iif(NOT (SELECT is_fresh FROM cache_fresh), 'not-computed', CASE min(
      ifnull((SELECT min(f.rank) FROM current_flags f WHERE f.score_id = s.score_id), 3),
      iif(s.variant_id IS NULL
          OR s.source_id IN (SELECT source_id FROM listing_flags WHERE name_id IS NULL), ifnull((
        SELECT min(f.rank) FROM listing_flags f WHERE f.source_id = s.source_id
          AND (f.name_id IS NULL OR f.name_id = s.name_id AND s.variant_id IS NULL)), 3), 3))
      WHEN 0 THEN 'error' WHEN 1 THEN 'warning' WHEN 2 THEN 'note' END) AS worst_severity,
  s.settings, s.quantity, s.higher_is_better, s.value_normalized
FROM score_facts s;

CREATE VIEW variant_gaps AS
  -- A variant that was not public and a public one of its model and stage in one snapshot. Not where a label of effort
  -- (low) is stated: it need not be the same compute for both. gap_ci: by Newton, no sqrt().
SELECT m.slug AS model, v.slug AS variant, rv.sibling AS released_variant, s.benchmark, s.metric, s.reported_on,
  s.value, o.value AS released_value, round(s.value - o.value, 9) AS gap, (
    WITH RECURSIVE h(a, b) AS (
      SELECT s.ci_high - s.ci_low, o.ci_high - o.ci_low WHERE s.ci_level = 0.95 AND o.ci_level = 0.95),
    n(i, x, sq) AS (
      SELECT 0, a / 2 + b / 2, (a * a + b * b) / 4 FROM h
      UNION ALL SELECT i + 1, iif(sq = 0, 0.0, (x + sq / x) / 2), sq FROM n WHERE i < 12)
    SELECT x FROM n WHERE i = 12) AS gap_ci,
  s.source, s.ci_low, s.ci_high, o.ci_low AS released_ci_low, o.ci_high AS released_ci_high, s.rank,
  o.rank AS released_rank, s.sample_size, o.sample_size AS released_sample_size, s.unit, s.higher_is_better,
  s.score_id, o.score_id AS released_score_id, s.protocol_id,
  (SELECT p.settings FROM protocol_settings p WHERE p.protocol_id = s.protocol_id) AS settings
FROM hidden_scores h
JOIN score_numbers s ON s.score_id = h.score_id
LEFT JOIN variants v ON v.id = h.variant_id
LEFT JOIN models m ON m.id = h.model_id
CROSS JOIN variant_siblings rv ON rv.variant_id = h.variant_id
CROSS JOIN public_scores o ON o.variant_id = rv.sibling_id AND o.benchmark_id = s.benchmark_id
  AND o.snapshot_id = s.snapshot_id
WHERE s.protocol_id NOT IN (SELECT protocol_id FROM effort_labels);

CREATE VIEW context_gaps AS
  -- The context window of each variant, in tokens: what its developer claims (the claim in force), the least and most
  -- that providers serve (the latest number of each provider and product, those copied by aggregators left out), by how
  -- many, and the least that somebody measured as still effective.
SELECT m.slug AS model, v.slug AS variant,
  (SELECT p.value FROM claimed_contexts p WHERE p.variant_id = v.id AND p.until IS NULL) AS claimed,
  (SELECT min(p.value) FROM served_contexts p WHERE p.variant_id = v.id AND p.until IS NULL) AS served_min,
  (SELECT max(p.value) FROM served_contexts p WHERE p.variant_id = v.id AND p.until IS NULL) AS served_max,
  (SELECT count(DISTINCT p.provider_id) FROM served_contexts p WHERE p.variant_id = v.id AND p.until IS NULL)
    AS providers,
  (SELECT min(p.value) FROM specs p
   WHERE p.variant_id = v.id AND p.attribute = 'context_tokens' AND p.basis = 'measured') AS effective,
  v.id AS variant_id
FROM variants v
JOIN models m ON m.id = v.model_id
WHERE EXISTS (SELECT 1 FROM specs p WHERE p.variant_id = v.id AND p.attribute = 'context_tokens');

CREATE VIEW named_targets AS
  -- What a statement is about, in slugs, for disputes and statement_details.
SELECT a.id AS statement_id,
  (SELECT group_concat(x, ', ') FROM (
     SELECT coalesce(m.slug, v.slug,
       s.slug || ' ' || b.slug || ' ' || t.listed_as || ifnull(' ' || t.reported_on, ''),
       b.slug, o.slug, li.slug, s.slug) AS x
     FROM statement_targets t
     LEFT JOIN models m ON m.id = t.model_id
     LEFT JOIN variants v ON v.id = t.variant_id
     LEFT JOIN benchmarks b ON b.id = t.benchmark_id
     LEFT JOIN organizations o ON o.id = t.organization_id
     LEFT JOIN licenses li ON li.id = t.license_id
     LEFT JOIN sources s ON s.id = t.source_id
     WHERE t.statement_id = a.id
     ORDER BY x)) AS about
FROM statements a;

CREATE VIEW disputes AS
  -- Every allegation and criticism that counts, with each reply to it and each reply to a reply (reply_to is the kind
  -- of what it replies to); reply columns are NULL where none is on record. concerns: the developers, organizations and
  -- publishers that it is about (statement_parties). A target that is a score stands as source, benchmark and name.
SELECT a.topic,
  named.about,
  a.text AS allegation, a.speaker AS alleged_by, a.said_on AS alleged_on,
  r.kind AS reply_kind, r.text AS reply, r.speaker AS replied_by, r.said_on AS replied_on,
  src.slug AS source, rsrc.slug AS reply_source,
  a.kind, a.slug AS statement, r.slug AS reply_statement, a.basis, r.basis AS reply_basis,
  w.on_kind AS reply_to,
  (SELECT group_concat(slug, ', ') FROM (
     SELECT DISTINCT o.slug
     FROM statement_parties p
     JOIN organizations o ON o.id = p.organization_id
     WHERE p.statement_id = a.id
     ORDER BY o.slug)) AS concerns
FROM standing_statements a
JOIN named_targets named ON named.statement_id = a.id
JOIN sources src ON src.id = a.source_id
LEFT JOIN reply_paths w ON w.statement_id = a.id AND w.depth > 0
LEFT JOIN statements r ON r.id = w.id
LEFT JOIN sources rsrc ON rsrc.id = r.source_id
WHERE a.kind IN ('allegation','criticism');

CREATE VIEW availability_details AS
  -- Where a variant can be had, with slugs: a row per offer and source.
SELECT v.slug AS variant, m.slug AS model, o.slug AS provider, a.channel, a.product, a.from_on, a.to_on,
  s.slug AS source, a.locator, a.note
FROM availability a
JOIN variants v ON v.id = a.variant_id
JOIN models m ON m.id = v.model_id
JOIN organizations o ON o.id = a.provider_id
JOIN sources s ON s.id = a.source_id;

CREATE VIEW event_details AS
  -- The release events with slugs. counts is 0 where event_corrections says last that the event is wrong.
SELECT v.slug AS variant, m.slug AS model, e.status, e.on_date, ifnull(b.slug, 'public') AS scope, e.channel, e.region,
  e.since, e.precision, s.slug AS source,
  EXISTS (SELECT 1 FROM uncorrected_events u WHERE u.id = e.id) AS counts, e.locator, e.note
FROM release_events e
JOIN variants v ON v.id = e.variant_id
JOIN models m ON m.id = v.model_id
JOIN sources s ON s.id = e.source_id
LEFT JOIN organizations b ON b.id = e.board_id;

CREATE VIEW statement_details AS
  -- The statements with slugs: who said what about what. about names the targets as in disputes. counts is 0 where
  -- statement_corrections says last that the statement is wrong; replies are those that count.
SELECT a.slug AS statement, a.kind, a.topic, a.speaker, o.slug AS organization, a.said_on, a.text,
  named.about,
  w.slug AS reply_to, (SELECT count(*) FROM standing_statements r WHERE r.reply_to_id = a.id) AS replies,
  s.slug AS source, a.basis, q.slug AS quotes, a.requires, a.asserts, a.from_on, a.until_on,
  EXISTS (SELECT 1 FROM standing_statements c WHERE c.id = a.id) AS counts, a.locator, a.note
FROM statements a
JOIN named_targets named ON named.statement_id = a.id
JOIN sources s ON s.id = a.source_id
LEFT JOIN organizations o ON o.id = a.organization_id
LEFT JOIN statements w ON w.id = a.reply_to_id
LEFT JOIN sources q ON q.id = a.quotes_id;

CREATE VIEW suite_details AS
  -- The suites with slugs: a row per benchmark of each.
SELECT u.suite, b.slug AS benchmark, o.slug AS owner, u.stage, u.launched_on, s.slug AS source, u.locator, u.note
FROM suites u
JOIN benchmarks b ON b.id = u.benchmark_id
JOIN sources s ON s.id = u.source_id
LEFT JOIN organizations o ON o.id = u.owner_id;

CREATE VIEW license_details AS
  -- The licences with the number of variants under each.
SELECT l.slug AS license, l.name, l.spdx_id, l.osi_approved, l.commercial_use, l.conditions, l.url,
  (SELECT count(*) FROM variants v WHERE v.license_id = l.id) AS variants, s.slug AS source, l.locator, l.note
FROM licenses l
LEFT JOIN sources s ON s.id = l.source_id;

CREATE VIEW alias_details AS
  -- What names mean, with slugs. scope is the source in which the name means this, or all. counts is 0 where
  -- alias_corrections says last that the alias is wrong.
SELECT a.name, ifnull(c.slug, 'all') AS scope, a.section, v.slug AS variant, m.slug AS model, a.valid_from, a.valid_to,
  a.evidence, s.slug AS source, EXISTS (SELECT 1 FROM standing_aliases t WHERE t.id = a.id) AS counts, a.locator,
  a.note
FROM aliases a
JOIN variants v ON v.id = a.variant_id
JOIN models m ON m.id = v.model_id
JOIN sources s ON s.id = a.source_id
LEFT JOIN sources c ON c.id = a.scope_id;

CREATE VIEW spec_details AS
  -- Specifications and prices with slugs. Prices are in USD per million tokens.
SELECT v.slug AS variant, m.slug AS model, c.attribute, c.basis, o.slug AS provider, c.product, c.value, c.value_text,
  c.as_of, s.slug AS source, c.locator, c.note
FROM specs c
JOIN variants v ON v.id = c.variant_id
JOIN models m ON m.id = v.model_id
JOIN sources s ON s.id = c.source_id
LEFT JOIN organizations o ON o.id = c.provider_id;

CREATE VIEW external_id_details AS
  -- What other systems call things, with slugs: thing is the slug of a row of the table that kind names.
SELECT CASE WHEN e.model_id IS NOT NULL THEN 'model' WHEN e.variant_id IS NOT NULL THEN 'variant'
    WHEN e.benchmark_id IS NOT NULL THEN 'benchmark' WHEN e.metric_id IS NOT NULL THEN 'metric'
    WHEN e.organization_id IS NOT NULL THEN 'organization' ELSE 'source' END AS kind,
  coalesce(m.slug, v.slug, b.slug, t.slug, o.slug, n.slug) AS thing, ifnull(m.slug, w.slug) AS model, e.scheme,
  e.external_id, e.revision, s.slug AS source, e.locator, e.note
FROM external_ids e
JOIN sources s ON s.id = e.source_id
LEFT JOIN models m ON m.id = e.model_id
LEFT JOIN variants v ON v.id = e.variant_id
LEFT JOIN models w ON w.id = v.model_id
LEFT JOIN benchmarks b ON b.id = e.benchmark_id
LEFT JOIN metrics t ON t.id = e.metric_id
LEFT JOIN organizations o ON o.id = e.organization_id
LEFT JOIN sources n ON n.id = e.named_source_id;

CREATE VIEW coverage AS
  -- Who reported what of a suite: for each benchmark of it and each variant with any score in it, how many current
  -- scores who made the model reported, how many a third party, and of how many that is not known: see score_parties.
SELECT su.suite, b.slug AS benchmark, v.slug AS variant,
  count(CASE p.relationship WHEN 'first_party' THEN 1 END) AS first_party,
  count(CASE p.relationship WHEN 'third_party' THEN 1 END) AS third_party,
  count(CASE WHEN p.relationship IS NULL THEN p.score_id END) AS unstated
FROM suites su
JOIN benchmarks b ON b.id = su.benchmark_id
JOIN variants v ON EXISTS (
  SELECT 1 FROM suites u JOIN scores s ON s.benchmark_id = u.benchmark_id
  WHERE u.suite = su.suite AND s.variant_id = v.id)
LEFT JOIN score_parties p ON p.variant_id = v.id AND p.benchmark_id = b.id
GROUP BY su.suite, b.id, v.id;
