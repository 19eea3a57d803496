package boardmap

import (
	"strings"

	"provenance/internal/decide"
)

// A Map says how the lines of a leaderboard file become scores: which column is which
// field, and how the board prints its numbers. It describes columns and states no facts
// about models. Maps are written in YAML; docs/maps.md documents them.
type Map struct {
	Digest string `yaml:"-"`      // the SHA-256 of its text, in hexadecimal
	Text   []byte `yaml:"-"`      // the YAML itself
	File   string `yaml:"-"`      // of a map from a user's folder: its path
	Name   string `yaml:"name"`   // lower-case identifier, e.g. lmarena
	Title  string `yaml:"title"`  // one line for lists
	Note   string `yaml:"note"`   // remarks: which boards it reads, and their quirks
	Match  Match  `yaml:"match"`  // how a file of this kind is recognised
	Layout Layout `yaml:"layout"` // how the lines are laid out

	Decide []decide.Question `yaml:"decide"` // what a draft could not know; ingest refuses a map with open questions

	Missing []string         `yaml:"missing"` // texts that mean a missing value, in every column; blank cells always do
	Fields  map[string]Field `yaml:"fields"`  // fields of every score of a line, by column of scores.csv
	Scores  []ScoreRule      `yaml:"scores"`  // the scores of a line: each rule gives one, or one for each of its columns
	Drop    []Test           `yaml:"drop"`    // lines to leave out, such as baselines and humans; they are counted
	Reject  []Test           `yaml:"reject"`  // lines to reject

	// Catalogue rows that the scores refer to. A row is added if its slug is not on record; rows on record are never changed.
	Organizations []Row `yaml:"organizations"`
	Sources       []Row `yaml:"sources"`
	Benchmarks    []Row `yaml:"benchmarks"`
	Metrics       []Row `yaml:"metrics"`
}

// A Row is a catalogue row: cells by the column names of the CSV of the table.
type Row map[string]string

// A Match is a header signature. A file matches if all conditions hold; an empty signature
// matches no file.
type Match struct {
	Columns []string `yaml:"columns"` // the header has all of these; "a|b" means either
	Without []string `yaml:"without"` // the header has none of these
	Pattern string   `yaml:"pattern"` // at least Least columns match this regular expression
	Least   int      `yaml:"least"`   // default 1
}

// A Layout says how the lines of a file are laid out.
type Layout struct {
	Delimiter  string `yaml:"delimiter"`   // one character, or "tab"; default comma
	Skip       int    `yaml:"skip"`        // lines before the header
	HeaderRows int    `yaml:"header_rows"` // default 1; the cells of several rows are joined with a space, and a blank cell above the last row repeats the one to its left
	Transpose  bool   `yaml:"transpose"`   // models are columns: the file is transposed first
	Decimal    string `yaml:"decimal"`     // "comma": decimals follow a comma, and points separate thousands
	Ragged     bool   `yaml:"ragged"`      // short records are filled with blank cells, and blank cells at the end of long ones are cut; other long records stay rejects

	FillDown []string `yaml:"fill_down"` // columns whose blank cells repeat the cell above, because cells were merged
	SortMark string   `yaml:"sort_mark"` // in every cell, this text and what follows it are a key for sorting, and are cut off
}

// A Field says where the text of one field comes from and how it is read. The steps are:
//
//  1. Take the text from the first of Const, Column, Header and Filename that is given, and
//     append the texts of the columns in Also. If it is missing, take that of IfBlank.
//  2. Remove markup.
//  3. Check whether it means a missing value.
//  4. Keep what Pattern matches.
//  5. Cut the Suffixes off, which fill fields of their own.
//  6. Translate it by Values.
//
// A text that is missing after any of these becomes Default.
//
// In YAML a plain text or number is a Const.
type Field struct {
	Const    string            `yaml:"const"`
	Column   Names             `yaml:"column"`   // the first of these columns that the file has
	Also     []string          `yaml:"also"`     // columns whose texts are appended, each after a space, unless they are blank
	IfBlank  Names             `yaml:"if_blank"` // columns to take the text from, in order, where the cell is blank
	Header   bool              `yaml:"header"`   // the header of the rule's column
	Filename bool              `yaml:"filename"` // the base name of the file
	Markup   string            `yaml:"markup"`   // html or markdown: the text of tags and links
	Missing  []string          `yaml:"missing"`  // further texts that mean a missing value
	Pattern  string            `yaml:"pattern"`  // regular expression; its first group, else the whole match; no match: missing
	Suffixes []Suffix          `yaml:"suffixes"` // ends of the text that state settings
	Values   map[string]string `yaml:"values"`   // printed text to value; "" means missing
	Only     bool              `yaml:"only"`     // reject a text that Values does not list
	Slug     bool              `yaml:"slug"`     // make a slug of the text; if it is not on record, a catalogue row is added with the text as its name
	Prefix   string            `yaml:"prefix"`   // put before the slug; {reported_on} is replaced by the day, if the file has only one, {file_day} by the day in its name
	Row      Row               `yaml:"row"`      // with slug: further cells of that row; {text} is replaced by the text, {reported_on} and {file_day} as in Prefix
	Date     string            `yaml:"date"`     // Go layout of a date, e.g. "2 January 2006 3:04pm", or several separated by |; default: YYYY[-MM[-DD]]
	Letters  map[string]string `yaml:"letters"`  // letters after a number instead of zeros: k to 1000
	Default  string            `yaml:"default"`
	Required bool              `yaml:"required"` // reject the line if the text is missing; always so for source, listed_as, benchmark and metric
	Optional bool              `yaml:"optional"` // accept a file without the column

	part  string `yaml:"-"` // of a field made for a suffix: the To of that suffix
	owner string `yaml:"-"` // and the name of the field that has the suffix
}

// A Suffix is an end of a text that states a setting, such as " (FC)" or "@high". It is
// cut off the text. Suffixes may follow one another in any order.
type Suffix struct {
	Pattern string            `yaml:"pattern"` // regular expression of the end; its first group, else the whole match, is the setting
	To      string            `yaml:"to"`      // the protocol field that it fills, or extra.KEY
	Values  map[string]string `yaml:"values"`  // printed text to value
}

// Names is one column name, or several candidates in order. A name is compared exactly
// first, then in its normal form; "#1" is the first column.
type Names []string

// A ScoreRule makes scores of a line: one from Column, or one from each of Columns. Its
// Fields override those of the map.
type ScoreRule struct {
	Column  Names            `yaml:"column"`  // one column; candidates in order
	Columns Columns          `yaml:"columns"` // or several
	Fields  map[string]Field `yaml:"fields"`  // e.g. benchmark: {header: true, slug: true}

	Unit      string   `yaml:"unit"`       // how the cell prints the number, if not in the unit of the metric: percent, proportion
	Pattern   string   `yaml:"pattern"`    // regular expression: its first group, else the whole match, is the value; no match rejects the line
	Form      string   `yaml:"form"`       // plain (default), scorers ("choice:0.85±0.02"), pair ("42.2/36.6")
	Part      int      `yaml:"part"`       // pair: which of the numbers, from 1
	Scorer    string   `yaml:"scorer"`     // scorers: which one; default: the one whose value is that of the column Best
	Best      Names    `yaml:"best"`       // scorers: column with the chosen value
	PlusMinus string   `yaml:"plus_minus"` // what the number after the sign means in "58.09 ± 0.80": stderr or interval; default: it is ignored
	Interval  Interval `yaml:"interval"`   // an interval in a column of its own
	Markup    string   `yaml:"markup"`     // html or markdown, if the value is in markup
	ZeroIs    string   `yaml:"zero_is"`    // "missing": a zero in this column means a missing value
	LimitIs   string   `yaml:"limit_is"`   // what <0.001 means: a value (the number, and the sign stays in the printed text) or missing
	Missing   []string `yaml:"missing"`    // further texts that mean a missing value
	Marks     []string `yaml:"marks"`      // marks after a number, such as * or †; they stay in the printed text

	Letters  map[string]string `yaml:"letters"`  // letters after a number instead of zeros: k to 1000
	Optional bool              `yaml:"optional"` // accept a file without the column
}

// Columns selects several columns: those in List, those that match Pattern, or all except
// AllBut and the columns that any field or other rule uses.
type Columns struct {
	List    []string `yaml:"list"`
	Pattern string   `yaml:"pattern"` // a field with header: true sees the group of its name, else the first group without a name, else the whole header
	AllBut  []string `yaml:"all_but"`
	Numeric bool     `yaml:"numeric"` // only columns whose first cells are numbers
}

// An Interval is an interval printed in a column of its own, or in the same cell as
// the value.
type Interval struct {
	Column  Names   `yaml:"column"`  // default if Pattern is given: the column of the value
	Pattern string  `yaml:"pattern"` // regular expression: its first group, else the whole match, is the interval; no match means no interval
	Form    string  `yaml:"form"`    // offsets ("+13/-12", "(-1.88, +1.97)", "±5"), bounds ("[1394, 1415]"), half ("5", the half-width)
	Level   float64 `yaml:"level"`   // for example 0.95; 0: not stated
}

// A Test selects lines by a cell. It holds if the text of Column is one of In or matches
// Pattern.
type Test struct {
	Column  Names    `yaml:"column"`
	In      []string `yaml:"in"`
	Pattern string   `yaml:"pattern"`
	Why     string   `yaml:"why"` // the reason, for summaries and messages
}

// readsFilename reports whether the map takes any field from the file name.
func (m *Map) readsFilename() bool {
	for _, f := range m.Fields {
		if f.readsFilename() {
			return true
		}
	}
	for _, r := range m.Scores {
		for _, f := range r.Fields {
			if f.readsFilename() {
				return true
			}
		}
	}
	return false
}

func (f Field) readsFilename() bool {
	named := strings.Contains(f.Prefix, "{file_day}")
	for _, text := range f.Row {
		named = named || strings.Contains(text, "{file_day}")
	}
	return f.Filename || named
}
