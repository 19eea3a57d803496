package boardmap

// A Map says how the lines of a leaderboard file become scores: which column is
// which field, and how the board prints its numbers. It describes columns, and
// states no facts about models. Maps are YAML; docs/maps.md documents them.
type Map struct {
	Digest string `yaml:"-"`      // the SHA-256 of its text, in hexadecimal
	Text   []byte `yaml:"-"`      // the YAML itself
	Name   string `yaml:"name"`   // lower-case identifier, e.g. lmarena
	Title  string `yaml:"title"`  // one line for lists
	Note   string `yaml:"note"`   // anything to know: which boards, which quirks
	Match  Match  `yaml:"match"`  // how a file of this kind is recognised
	Layout Layout `yaml:"layout"` // how the lines lie

	Missing []string         `yaml:"missing"` // texts that mean a missing value, in every column; blank cells always do
	Fields  map[string]Field `yaml:"fields"`  // fields of every score of a line, by column of scores.csv
	Scores  []ScoreRule      `yaml:"scores"`  // the scores of a line: each rule gives one, or one for each of its columns
	Drop    []Test           `yaml:"drop"`    // lines to leave out, such as baselines and humans; they are counted
	Reject  []Test           `yaml:"reject"`  // lines to reject

	// Catalogue rows that the scores refer to; added where their slug is not on record, never changed.
	Organizations []Row `yaml:"organizations"`
	Sources       []Row `yaml:"sources"`
	Benchmarks    []Row `yaml:"benchmarks"`
	Metrics       []Row `yaml:"metrics"`
}

// A Row is a catalogue row: canonical column name to cell, as in that table's CSV.
type Row map[string]string

// A Match is a header signature. A file fits if all its conditions hold; an
// empty signature fits no file.
type Match struct {
	Columns []string `yaml:"columns"` // all of these are in the header; "a|b" is either
	Without []string `yaml:"without"` // none of these is
	Pattern string   `yaml:"pattern"` // at least Least columns match this regular expression
	Least   int      `yaml:"least"`   // default 1
}

// A Layout says how the lines of a file lie.
type Layout struct {
	Delimiter  string `yaml:"delimiter"`   // one character, or "tab"; default comma
	Skip       int    `yaml:"skip"`        // lines before the header
	HeaderRows int    `yaml:"header_rows"` // default 1; two rows are joined with a space, a blank cell of all but the last row repeats the one to its left
	Transpose  bool   `yaml:"transpose"`   // models are in columns: the file is transposed before anything else
	Decimal    string `yaml:"decimal"`     // comma: decimals follow a comma, and points separate thousands
	Ragged     bool   `yaml:"ragged"`      // short records are filled with blank cells; of long ones blank cells are cut off, others stay rejects
}

// A Field says where the text of one field comes from and how it is read. The
// steps are: take it from the first of Const, Column, Header, Filename that is
// given, with the texts of Also after it; take it out of markup; see whether it is missing; keep what Pattern
// matches; translate by Values. A missing text becomes Default.
//
// In YAML a plain text or number is a Const.
type Field struct {
	Const    string            `yaml:"const"`
	Column   Names             `yaml:"column"`   // the first of these columns that the file has
	Also     []string          `yaml:"also"`     // columns whose texts are put after it, each after a space; blank ones are not
	Header   bool              `yaml:"header"`   // the header of the rule's column
	Filename bool              `yaml:"filename"` // the base name of the file
	Markup   string            `yaml:"markup"`   // html or markdown: the text of tags and links
	Missing  []string          `yaml:"missing"`  // further texts that print no value
	Pattern  string            `yaml:"pattern"`  // regular expression; its first group, else the whole match; no match: missing
	Values   map[string]string `yaml:"values"`   // printed text to value; "" means missing
	Only     bool              `yaml:"only"`     // a text that Values does not list is a reject
	Slug     bool              `yaml:"slug"`     // make a slug of it; a catalogue row with the text as its name is added where the slug is not on record
	Prefix   string            `yaml:"prefix"`   // put before the slug; {reported_on} is replaced by the day, if the file has only one
	Row      Row               `yaml:"row"`      // with slug: further cells of the row that is added; {text} is replaced by the text, {reported_on} by the day
	Date     string            `yaml:"date"`     // Go layout of a date, e.g. "2 January 2006 3:04pm", several set apart by |; default: YYYY[-MM[-DD]]
	Default  string            `yaml:"default"`
	Required bool              `yaml:"required"` // missing is a reject; source, listed_as, benchmark and metric always are
	Optional bool              `yaml:"optional"` // a file without the column is accepted
}

// Names is one column name or several candidates in order. A name is compared
// as it stands, then in its normal form; "#1" is the first column.
type Names []string

// A ScoreRule makes scores of a line: of one column (Column), or of each of
// several (Columns). Its Fields come before those of the map.
type ScoreRule struct {
	Column  Names            `yaml:"column"`  // one column, candidates in order
	Columns Columns          `yaml:"columns"` // or several
	Fields  map[string]Field `yaml:"fields"`  // e.g. benchmark: {header: true, slug: true}

	Unit      string   `yaml:"unit"`       // how the cell prints the number, where not in the metric's unit: percent, proportion
	Pattern   string   `yaml:"pattern"`    // regular expression: of the cell, its first group, else the whole match, is the value; no match is a reject
	Form      string   `yaml:"form"`       // plain (default), scorers ("choice:0.85±0.02"), pair ("42.2/36.6")
	Part      int      `yaml:"part"`       // pair: which of the numbers, from 1
	Scorer    string   `yaml:"scorer"`     // scorers: which one; default: the one whose value is that of the column named by Best
	Best      Names    `yaml:"best"`       // scorers: column with the chosen value
	PlusMinus string   `yaml:"plus_minus"` // what the number after the sign means in "58.09 ± 0.80": stderr, interval; default: it is ignored
	Interval  Interval `yaml:"interval"`   // an interval in a column of its own
	Markup    string   `yaml:"markup"`     // html or markdown: the value is in tags
	ZeroIs    string   `yaml:"zero_is"`    // missing: a zero in this column prints no value
	Missing   []string `yaml:"missing"`    // further texts that print no value
	Marks     []string `yaml:"marks"`      // marks after a number, such as * or †; they stay in the printed text
	Optional  bool     `yaml:"optional"`   // a file without the column is accepted
}

// Columns names several columns: those of List, or those that Pattern matches,
// or all but AllBut (and but those that any Field or other rule names).
type Columns struct {
	List    []string `yaml:"list"`
	Pattern string   `yaml:"pattern"` // a field with header: true sees the first group, else the whole header
	AllBut  []string `yaml:"all_but"`
	Numeric bool     `yaml:"numeric"` // of these, the ones whose first cells are numbers
}

// An Interval is an interval printed in a column of its own, or in the same cell as
// the value.
type Interval struct {
	Column  Names   `yaml:"column"`  // default, with Pattern: that of the value
	Pattern string  `yaml:"pattern"` // regular expression: of the cell, its first group, else the whole match, is the interval; no match: no interval
	Form    string  `yaml:"form"`    // offsets ("+13/-12", "(-1.88, +1.97)", "±5"), bounds ("[1394, 1415]"), half ("5", the half-width)
	Level   float64 `yaml:"level"`   // 0.95; 0: not stated
}

// A Test finds lines by a cell: it holds if the text of Column equals one of In
// or matches Pattern.
type Test struct {
	Column  Names    `yaml:"column"`
	In      []string `yaml:"in"`
	Pattern string   `yaml:"pattern"`
	Why     string   `yaml:"why"` // for the account and for messages
}

// readsFilename reports whether any field is taken from the name of the file.
func (m *Map) readsFilename() bool {
	for _, f := range m.Fields {
		if f.Filename {
			return true
		}
	}
	for _, r := range m.Scores {
		for _, f := range r.Fields {
			if f.Filename {
				return true
			}
		}
	}
	return false
}
