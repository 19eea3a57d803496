package model

// A Kind says what a cell of a canonical CSV holds, and so how it is checked.
type Kind int

// The kinds of cell.
const (
	Text Kind = iota // any text
	Slug             // lower-case identifier of this row, unique in its table
	Ref              // slug of a row in another table
	Word             // a word of a closed vocabulary
	Date             // YYYY, YYYY-MM or YYYY-MM-DD
	Int              // a whole number
	Real             // a finite decimal number
	Bool             // true or false
	URL              // http(s) address
	JSON             // a JSON object
)

// A Column is one column of a canonical CSV and of its table.
type Column struct {
	Name     string
	Kind     Kind
	Required bool     // the cell must not be blank
	Key      bool     // part of the key of a row, for tables without a slug
	Table    string   // Ref: the table that it refers to
	Null     string   // Ref: a word that means NULL ("public", "all")
	Vocab    Vocab    // Word: the allowed words
	Default  string   // Word, Int: what a blank cell means
	Least    *float64 // Int, Real: the least number that the cell may hold
	Annot    bool     // an annotation of a fact: it may be corrected, and table changes keeps the old text
	Stored   string   // the column of the table in the database, where that is neither Name nor, of a Ref, Name + "_id"
	Doc      string   // one line for docs/data-model.md
}

// DBName returns the name of the column in the table of the database.
func (c *Column) DBName() string {
	switch {
	case c.Stored != "":
		return c.Stored
	case c.Kind == Ref:
		return c.Name + "_id"
	}
	return c.Name
}

// A Table is a canonical table. Its CSV is named Name + ".csv", with the columns in this
// order as the header. Tables are listed, and loaded from a folder, with parents before
// children.
type Table struct {
	Name      string
	Doc       string
	Catalogue bool // a row has a slug and may be corrected; otherwise a row is a fact, identified by its key columns
	Columns   []Column
}

// Column returns the index of the named column, or -1.
func (t *Table) Column(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Header returns the column names in order.
func (t *Table) Header() []string {
	h := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		h[i] = c.Name
	}
	return h
}

// TableNamed returns the table with the given name, or nil.
func TableNamed(name string) *Table {
	for i := range Tables {
		if Tables[i].Name == name {
			return &Tables[i]
		}
	}
	return nil
}

func slug(doc string) Column { return Column{Name: "slug", Kind: Slug, Required: true, Doc: doc} }
func text(name, doc string) Column {
	return Column{Name: name, Kind: Text, Doc: doc}
}
func req(c Column) Column { c.Required = true; return c }
func key(c Column) Column { c.Key = true; return c }
func ref(name, table, doc string) Column {
	return Column{Name: name, Kind: Ref, Table: table, Doc: doc}
}
func word(name string, v Vocab, def, doc string) Column {
	return Column{Name: name, Kind: Word, Vocab: v, Default: def, Doc: doc}
}
func date(name, doc string) Column       { return Column{Name: name, Kind: Date, Doc: doc} }
func whole(name, doc string) Column      { return Column{Name: name, Kind: Int, Doc: doc} }
func atLeast(n float64, c Column) Column { c.Least = &n; return c }
func real(name, doc string) Column       { return Column{Name: name, Kind: Real, Doc: doc} }
func yesno(name, doc string) Column      { return Column{Name: name, Kind: Bool, Doc: doc} }
func url(name, doc string) Column        { return Column{Name: name, Kind: URL, Doc: doc} }
func annot(name, doc string) Column {
	return Column{Name: name, Kind: Text, Annot: true, Doc: doc}
}

var (
	locator = annot("locator", "where in the source: page, table, file, line")
	note    = annot("note", "a remark")
	source  = key(req(ref("source", "sources", "the source that says so")))

	// Of corrections: see table alias_corrections.
	nth     = key(atLeast(1, Column{Name: "nth", Kind: Int, Default: "1", Doc: "1 for the first word on this row, 2 for the second, ..."}))
	verdict = word("verdict", Verdicts, "wrong", "whether it is wrong or, after that, right again")
	reason  = Column{Name: "reason", Kind: Text, Required: true, Annot: true, Doc: "why"}
	shows   = Column{Name: "source", Kind: Ref, Table: "sources", Required: true, Annot: true, Doc: "the source that shows it"}
)

// Tables are the canonical tables, parents before children.
var Tables = []Table{
	{Name: "organizations", Catalogue: true, Doc: "A developer, evaluator, publisher, provider or leaderboard operator.", Columns: []Column{
		slug("lower-case identifier, e.g. meta"),
		req(text("name", "the name in full")),
		url("url", "home page"),
		ref("parent", "organizations", "the organization that it is a part of, such as the company of a research division"),
		text("note", "a remark"),
	}},
	{Name: "sources", Catalogue: true, Doc: "A document or a board: where something was printed.", Columns: []Column{
		slug("lower-case identifier, e.g. ref-01"),
		req(word("kind", SourceKinds, "", "what sort of document")),
		ref("publisher", "organizations", "who published it"),
		req(text("title", "its title, as printed")),
		url("url", "its address; blank if none is on record"),
		url("archived_url", "an archived copy"),
		date("published_on", "the day it was published"),
		date("retrieved_on", "the day it was read"),
		text("read_from", "the copy that was read: repository@commit:path, the page itself, a second-hand copy"),
		text("note", "a remark"),
	}},
	{Name: "licenses", Catalogue: true, Doc: "Terms under which a variant may be used.", Columns: []Column{
		slug("lower-case identifier"),
		req(text("name", "the licence's name")),
		text("spdx_id", "its SPDX identifier, if it has one"),
		yesno("osi_approved", "approved by the Open Source Initiative; blank: unknown"),
		word("commercial_use", CommercialUses, "unknown", "whether commercial use is allowed"),
		text("conditions", "the conditions, in one or two sentences"),
		url("url", "address of the text"),
		ref("source", "sources", "the source that says so"),
		text("locator", "where in the source"),
		text("note", "a remark"),
	}},
	{Name: "models", Catalogue: true, Doc: "A marketing name that several variants go by.", Columns: []Column{
		slug("lower-case identifier, e.g. llama-4-maverick"),
		req(text("name", "the name as marketed")),
		ref("developer", "organizations", "who made it"),
		text("family", "the family it belongs to"),
		ref("source", "sources", "the source that says so"),
		text("note", "a remark"),
	}},
	{Name: "co_developers", Doc: "A further organization that made a model, next to its developer.", Columns: []Column{
		key(req(ref("model", "models", "the model"))),
		key(req(ref("developer", "organizations", "who made it too"))),
		source, locator, note,
	}},
	{Name: "variants", Catalogue: true, Doc: "The exact build that can earn a score.", Columns: []Column{
		slug("lower-case identifier, e.g. llama-4-maverick-17b-128e-instruct"),
		req(ref("model", "models", "the model it goes by")),
		req(text("name", "the developer's own name for the build")),
		word("stage", Stages, "unknown", "stage of training"),
		word("build", Builds, "unknown", "what sort of build; a hint, never its release status"),
		text("snapshot", "dated or numbered snapshot, as the developer writes it"),
		text("precision", "bf16, fp8, int4, ..."),
		ref("parent", "variants", "the variant it was made from"),
		word("parent_relation", ParentRelations, "", "how it was made from its parent"),
		ref("license", "licenses", "the terms it is under"),
		ref("source", "sources", "the source that says so"),
		text("locator", "where in the source"),
		text("note", "a remark"),
	}},
	{Name: "benchmarks", Catalogue: true, Doc: "What was measured: name, version and split.", Columns: []Column{
		slug("lower-case identifier, e.g. gpqa-diamond"),
		req(text("name", "the benchmark's name")),
		text("family", "groups versions and splits that are easily mixed up"),
		text("version", "version, date or cycle"),
		text("split", "subset, category, task or context length"),
		atLeast(1, whole("n_items", "how many items it has")),
		date("released_on", "the day it was published"),
		word("access", Accesses, "unknown", "who can see the items; live: re-estimated all the time"),
		word("kind", BenchmarkKinds, "unknown", "single; composite: made of others; slice: a part of another"),
		ref("parent", "benchmarks", "the benchmark of which it is a slice"),
		url("url", "home page"),
		ref("source", "sources", "the source that says so"),
		text("note", "a remark"),
	}},
	{Name: "benchmark_backers", Doc: "An organization that made, paid for or owns a benchmark.", Columns: []Column{
		key(req(ref("benchmark", "benchmarks", "the benchmark"))),
		key(req(ref("organization", "organizations", "who backs it"))),
		source, locator, note,
	}},
	{Name: "metrics", Catalogue: true, Doc: "How a number reads.", Columns: []Column{
		slug("lower-case identifier, e.g. accuracy"),
		req(text("name", "the metric's name")),
		text("quantity", "groups metrics that measure the same thing in different units"),
		req(word("unit", Units, "", "the unit of the value")),
		real("lower_bound", "the least possible value"),
		real("upper_bound", "the greatest possible value"),
		yesno("higher_is_better", "whether more is better"),
		text("note", "a remark"),
	}},
	{Name: "release_events", Doc: "A dated change of a variant's status. No event means unknown.", Columns: []Column{
		key(req(ref("variant", "variants", "the variant"))),
		key(req(word("status", Statuses, "", "the status from that day on"))),
		key(req(date("on_date", "the day"))),
		key(req(Column{Name: "scope", Kind: Ref, Table: "organizations", Null: "public", Stored: "board_id", Doc: "public, or the slug of the board that alone offered it"})),
		key(word("channel", EventChannels, "any", "by which channel: weights, api, app, or any")),
		key(text("region", "where only a part of the world is meant, e.g. US; blank: everywhere")),
		key(date("since", "the first day of which the source speaks, if that is before on_date")),
		key(word("precision", EventPrecisions, "on", "on: it happened on that day; by: it had happened by that day")),
		source, locator, note,
	}},
	{Name: "event_corrections", Doc: "A row of release_events that is wrong: it stays on record and counts no longer. A further row, with the next nth, may say that it is right after all; the last word counts.", Columns: []Column{
		key(req(ref("variant", "variants", "the variant of the wrong event"))),
		key(req(word("status", Statuses, "", "its status"))),
		key(req(date("on_date", "its day"))),
		key(req(Column{Name: "scope", Kind: Ref, Table: "organizations", Null: "public", Stored: "board_id", Doc: "its scope: public, or the slug of a board"})),
		key(req(ref("event_source", "sources", "its source"))),
		key(word("channel", EventChannels, "any", "its channel")),
		key(text("region", "its region")),
		nth, verdict, reason, shows,
		locator, note,
	}},
	{Name: "availability", Doc: "Where a variant can be had.", Columns: []Column{
		key(req(ref("variant", "variants", "the variant"))),
		key(req(ref("provider", "organizations", "who offers it"))),
		key(req(word("channel", Channels, "", "by which channel"))),
		key(text("product", "what the provider calls it: a service, a repository, a model id")),
		key(date("from_on", "the first day")),
		key(date("to_on", "the last day")),
		source, locator, note,
	}},
	{Name: "specs", Doc: "A number, or a short text, about a variant.", Columns: []Column{
		key(req(ref("variant", "variants", "the variant"))),
		key(req(word("attribute", SpecAttributes, "", "what it is a number of"))),
		key(req(word("basis", SpecBases, "", "claimed by the developer, served by a provider, or measured by someone"))),
		key(ref("provider", "organizations", "who serves or measured it")),
		key(text("product", "the provider's model id, or the set-up")),
		key(real("value", "the number: tokens, parameters")),
		key(text("value_text", "as printed, or the text where the attribute is not a number")),
		key(date("as_of", "the day it held")),
		source, locator, note,
	}},
	{Name: "aliases", Doc: "A name means this variant, on these days. Several rows for one name and day are ambiguity; an alias of the source goes before one of another board of its publisher, and that before one for all and before a slug.", Columns: []Column{
		key(req(text("name", "the name as printed"))),
		key(req(Column{Name: "scope", Kind: Ref, Table: "sources", Null: "all", Doc: "the slug of the source in which the name means this, or all"})),
		key(text("section", "the table of that source, where it prints one name for two builds")),
		key(req(ref("variant", "variants", "the variant it means"))),
		key(date("valid_from", "the first day on which it means this; blank: always. 2025-04 is some day of April: a score of that month is ambiguous")),
		key(date("valid_to", "the last day on which it means this; blank: still")),
		annot("evidence", "what ties the name to the build"),
		source, locator, note,
	}},
	{Name: "alias_corrections", Doc: "An alias that is wrong: it stays on record and counts no longer. A further row, with the next nth, may say that it is right after all; the last word counts.", Columns: []Column{
		key(req(text("name", "the name of the alias"))),
		key(req(Column{Name: "scope", Kind: Ref, Table: "sources", Null: "all", Doc: "its scope: the slug of a source, or all"})),
		key(text("section", "its section")),
		key(req(ref("variant", "variants", "its variant"))),
		key(date("valid_from", "its first day")),
		key(date("valid_to", "its last day")),
		nth, verdict, reason, shows,
		locator, note,
	}},
	{Name: "listings", Doc: "What is to be said of a name in one source. The names themselves come with scores.csv.", Columns: []Column{
		key(req(ref("source", "sources", "the source that prints it"))),
		key(req(text("name", "the name as printed"))),
		key(text("section", "the table of the source, where that tells two builds apart")),
		note,
	}},
	{Name: "snapshot_extents", Doc: "Whether what is on record of a source on a day is the whole list or an excerpt of it.", Columns: []Column{
		key(req(ref("source", "sources", "the source"))),
		key(ref("benchmark", "benchmarks", "which of its lists; blank: all")),
		key(date("reported_on", "the day of the snapshot; blank: all")),
		{Name: "extent", Kind: Word, Vocab: Extents, Required: true, Annot: true, Doc: "complete or excerpt"},
		locator, note,
	}},
	{Name: "scores", Doc: "A reported score, as printed.", Columns: []Column{
		req(ref("source", "sources", "the source that prints it")),
		req(text("listed_as", "the model's name as the source prints it")),
		text("section", "the table of the source, where that tells two builds apart"),
		req(ref("benchmark", "benchmarks", "what was measured")),
		req(ref("metric", "metrics", "how the number reads")),
		req(real("value", "the number, in the metric's unit")),
		text("value_as_printed", "the cell as the source prints it: if it is plainly one number, the value, rounded or in another unit; blank: as in value"),
		real("ci_low", "lower end of the interval"),
		real("ci_high", "upper end of the interval"),
		real("ci_level", "level of the interval, e.g. 0.95"),
		atLeast(0, real("stderr", "standard error")),
		atLeast(1, whole("sample_size", "items, votes or puzzles behind the number")),
		atLeast(1, whole("rank", "rank as printed")),
		date("reported_on", "the day it was reported; blank: the day of the source"),
		date("evaluated_on", "the day it was run"),
		ref("evaluator", "organizations", "who ran it; blank: not stated"),
		word("asserted_relationship", Relationships, "", "what the source says of evaluator and developer"),
		whole("shots", "setting: examples in the prompt"),
		yesno("cot", "setting: chain of thought"),
		text("reasoning_effort", "setting: low, high, a token budget, ..."),
		atLeast(1, whole("attempts", "setting: tries per item")),
		text("selection", "setting: single, pass@k, maj@k, best_of_n"),
		atLeast(0, real("temperature", "setting: sampling temperature")),
		text("harness", "setting: evaluation harness"),
		text("harness_version", "setting: its version"),
		text("tools", "setting: tools allowed; none is a statement, blank is silence"),
		text("judge", "setting: who judged"),
		text("scaffold", "setting: agent or scaffold"),
		text("platform", "setting: who hosted the endpoint"),
		yesno("style_control", "setting: with the board's style control"),
		atLeast(1, whole("item_limit", "setting: how many items were run, where that is not all of them")),
		text("filter", "setting: which answers or items were left out or counted in another way"),
		{Name: "extra", Kind: JSON, Doc: "setting: anything else, as a JSON object"},
		text("locator", "where in the source"),
		text("note", "a remark"),
		text("external_id", "the identifier of this result in its source; kept, never compared"),
		{Name: "meta", Kind: JSON, Doc: "what else the source says of this result, as a JSON object; kept, never compared"},
		atLeast(1, whole("revision", "export only: number of this row among the revisions of its cell")),
		atLeast(1, whole("supersedes", "export only: the revision that this one supersedes")),
	}},
	{Name: "statements", Catalogue: true, Doc: "Who said what; both sides of a dispute.", Columns: []Column{
		slug("lower-case identifier"),
		req(word("kind", StatementKinds, "", "what sort of statement")),
		req(word("topic", Topics, "", "what it is about")),
		req(text("speaker", "a person, an office, or anonymous")),
		ref("organization", "organizations", "for whom the speaker speaks"),
		date("said_on", "the day it was said"),
		req(text("text", "a summary; short quotations in quotation marks")),
		ref("reply_to", "statements", "the statement it replies to"),
		req(ref("source", "sources", "where it is said")),
		req(word("basis", StatementBases, "", "direct: the speaker's own document; quoted: the source quotes the speaker; hearsay: relayed, original not seen")),
		ref("quotes", "sources", "the source that the statement rests on, where that is on record too"),
		word("requires", Requirements, "", "of a policy: what it asks of a model that is listed"),
		word("asserts", Assertions, "", "of a claim about a licence: what it says that the model is"),
		date("from_on", "of a policy: the first day on which it is in force; blank: said_on"),
		date("until_on", "of a policy: the last day on which it is in force"),
		text("locator", "where in the source"),
		text("note", "a remark"),
	}},
	{Name: "statement_corrections", Doc: "A row of statements that should not be on record as it is: it stays and counts no longer. A further row, with the next nth, may say that it is right after all; the last word counts.", Columns: []Column{
		key(req(ref("statement", "statements", "the statement"))),
		nth, verdict, reason, shows,
		locator, note,
	}},
	{Name: "statement_sources", Doc: "Further documents that carry a statement.", Columns: []Column{
		key(req(ref("statement", "statements", "the statement"))),
		key(req(ref("source", "sources", "the document"))),
		{Name: "basis", Kind: Word, Vocab: StatementBases, Required: true, Annot: true, Doc: "direct, quoted or hearsay"},
		locator, note,
	}},
	{Name: "statement_targets", Doc: "What a statement is about: exactly one of model to source is filled; or source, benchmark and listed_as, which name a score.", Columns: []Column{
		key(req(ref("statement", "statements", "the statement"))),
		key(ref("model", "models", "a model")),
		key(ref("variant", "variants", "a variant")),
		key(ref("benchmark", "benchmarks", "a benchmark")),
		key(ref("organization", "organizations", "an organization")),
		key(ref("license", "licenses", "a licence")),
		key(ref("source", "sources", "a source")),
		key(text("listed_as", "a score: the name that the source prints for the model")),
		key(date("reported_on", "a score: the day on which it was reported; blank: all days")),
	}},
	{Name: "suites", Doc: "A set of benchmarks that a coverage is judged against; one row per member.", Columns: []Column{
		key(req(text("suite", "the set's name"))),
		key(req(ref("benchmark", "benchmarks", "a member"))),
		{Name: "owner", Kind: Ref, Table: "organizations", Annot: true, Doc: "the developer whose models the set is for"},
		{Name: "stage", Kind: Word, Vocab: Stages, Annot: true, Doc: "the stage of training that the set is for"},
		{Name: "launched_on", Kind: Date, Annot: true, Doc: "the day of the launch that the set belongs to"},
		{Name: "source", Kind: Ref, Table: "sources", Required: true, Annot: true, Doc: "the source that says so"},
		locator, note,
	}},
	{Name: "private_tests", Doc: "How many variants a developer tried on a board in private.", Columns: []Column{
		key(req(ref("developer", "organizations", "the developer"))),
		key(req(ref("board", "organizations", "who runs the board"))),
		key(ref("model", "models", "the model they were tried for")),
		key(req(atLeast(1, whole("n_variants", "how many")))),
		key(whole("n_disclosed", "how many of them were disclosed")),
		key(date("from_on", "the first day")),
		key(date("to_on", "the last day")),
		source, locator, note,
	}},
	{Name: "external_ids", Doc: "What another system calls a thing: exactly one of model to named_source is filled.", Columns: []Column{
		key(ref("model", "models", "a model")),
		key(ref("variant", "variants", "a variant")),
		key(ref("benchmark", "benchmarks", "a benchmark")),
		key(ref("metric", "metrics", "a metric")),
		key(ref("organization", "organizations", "an organization")),
		key(ref("named_source", "sources", "a source")),
		key(req(text("scheme", "whose identifier it is: huggingface, openrouter, arxiv, doi, ..."))),
		key(req(text("external_id", "the identifier"))),
		key(text("revision", "a commit or version, where the identifier alone does not say which")),
		source, locator, note,
	}},
	{Name: "board_minimums", Doc: "The votes or items below which a board itself calls a score preliminary.", Columns: []Column{
		key(req(ref("board", "organizations", "who runs the board"))),
		key(ref("benchmark", "benchmarks", "on which of its benchmarks; empty: on all")),
		key(req(atLeast(1, whole("min_sample_size", "how many votes or items it asks for")))),
		key(date("from_on", "the first day on which it did")),
		key(date("to_on", "the last day")),
		source, locator, note,
	}},
}
