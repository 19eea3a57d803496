package store

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
)

// Counts are the numbers of rows of one table that an ingest added, found unchanged, and
// revised.
type Counts struct {
	Table                     string
	Added, Unchanged, Revised int
}

// A File is the summary of one file of an ingest, as its reader counted it, for table
// ingests: Lines = Header + Accepted + Rejected + Dropped + Blank, and each of the Cells
// of accepted lines is a row, a score or Missing. EndFile subtracts from Accepted and
// Cells what this package rejected.
type File struct {
	Path   string
	SHA256 string // of the exact bytes
	Bytes  int64
	Map    string // how columns became fields, see table ingests
	Head   string // the lines up to the header, including it

	Lines, Header, Accepted, Rejected, Dropped, Blank int
	Cells, Missing                                    int
}

// Lost counts the lines of the last file that a check against other rows rejected, and the
// cells on these lines.
type Lost struct{ Lines, Scores, Missing int }

// Lost returns what was rejected from the last file after it was read.
func (in *Ingest) Lost() Lost {
	return Lost{in.file.rejected, in.file.lost, in.file.lostMissing}
}

// Conflicts describes the first values of the last file that share a cell with another
// one, and returns how many there are in all. Values of a file read through a map that
// repeat another of the file are one of them.
func (in *Ingest) Conflicts() ([]Conflict, int) {
	all, n := in.file.conflicts, in.file.nConflicts
	if same := &in.file.same; same.n > 0 && in.file.mapped {
		all, n = append(slices.Clone(all), same.conflict()), n+1
	}
	return all, n
}

// sameLines counts the values of a file that repeat another value of it, with the same
// name, benchmark, settings and day.
type sameLines struct {
	n     int
	lines []int // the first of them
}

func (s *sameLines) add(line int) {
	if s.n++; len(s.lines) < 5 && !slices.Contains(s.lines, line) {
		s.lines = append(s.lines, line)
	}
}

// isOfFile reports whether a score on record is from the current file, or a row of the file
// repeated it.
func (w *scoreWriter) isOfFile(id int64) bool { return id >= w.fileID || w.matched.has(id) }

func (s *sameLines) conflict() Conflict {
	slices.Sort(s.lines)
	text, where, first := "a value repeats", "", 0
	if s.n > 1 {
		text = fmt.Sprintf("%d values repeat", s.n)
	}
	if len(s.lines) > 0 {
		first = s.lines[0]
		where = " (" + model.LineList(s.lines, s.n) + ")"
	}
	return Conflict{first, text + " another of the file with the same name, benchmark, settings and day" + where +
		"; it counts once. If the lines are of different tasks or builds, name what tells them apart in the map, such as extra.subtask"}
}

// Names counts names that are resolved, ambiguous and unresolved.
type Names struct{ Resolved, Ambiguous, Unresolved int }

// FileNames counts the names of the last file of scores.
func (in *Ingest) FileNames() Names {
	if in.scores == nil {
		return Names{}
	}
	return in.scores.names.fresh
}

// countsOf returns the counts of a table.
func (in *Ingest) countsOf(table string) *Counts {
	c := in.counts[table]
	if c == nil {
		c = &Counts{Table: table}
		in.counts[table] = c
	}
	return c
}

// Counts returns what the ingest has done so far, by table in the order of model.Tables.
func (in *Ingest) Counts() []Counts {
	var out []Counts
	for _, t := range model.Tables {
		if c := in.counts[t.Name]; c != nil {
			out = append(out, *c)
		}
	}
	return out
}

// changedSQL is an expression over a score s and the score o that it supersedes. It names
// the optional columns that differ: ", another interval, rank 3 instead of 5".
var changedSQL = func() string {
	differs := map[string][]string{} // by message
	var said []string
	for i := range model.ScoreColumns {
		c := &model.ScoreColumns[i]
		if c.Changed == "" {
			continue
		}
		if differs[c.Changed] == nil {
			said = append(said, c.Changed)
		}
		text := "'" + c.Changed + "'"
		if c.Counts {
			text += fmt.Sprintf(" || ' ' || ifnull(s.%[1]s, 'none') || ' instead of ' || ifnull(o.%[1]s, 'none')", c.Name)
		}
		differs[c.Changed] = append(differs[c.Changed], fmt.Sprintf("o.%[1]s IS NOT s.%[1]s", c.Name), text)
	}
	var parts []string
	for _, what := range said {
		var conditions []string
		text := ""
		for k := 0; k < len(differs[what]); k += 2 {
			conditions, text = append(conditions, differs[what][k]), differs[what][k+1]
		}
		parts = append(parts, "CASE WHEN "+strings.Join(conditions, " OR ")+" THEN ', ' || "+text+" ELSE '' END")
	}
	return strings.Join(parts, " || ")
}()

// Changes describes cells that this ingest replaced and scores that it revised, one in a
// line, at most limit of them.
func (in *Ingest) Changes(limit int) ([]string, error) {
	t, err := in.db.Table(in.ctx, `
		SELECT line FROM (
			SELECT 1 AS part, id, table_name || ' ' || row_key || ': ' || column_name || ' "' || ifnull(old_value, '') || '" becomes "' || ifnull(new_value, '') || '"' AS line
			FROM changes WHERE ingest_id >= ?1
			UNION ALL
			SELECT 2, s.id, 'scores ' || src.slug || ' | ' || nm.name || ' | ' || b.slug || ' | ' || sn.reported_on || ': ' || ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.'))
			       || CASE WHEN o.value <> s.value AND o.printed = s.printed
			               THEN ', value ' || rtrim(rtrim(o.value, '0'), '.') || ', is superseded by value ' || rtrim(rtrim(s.value, '0'), '.') || ', printed the same'
			               WHEN o.value <> s.value OR o.printed IS NOT s.printed THEN ' is superseded by ' || ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) ELSE ' stands, with' END
			       || `+changedSQL+`
			FROM scores s JOIN scores o ON o.id = s.supersedes JOIN snapshots sn ON sn.id = s.snapshot_id JOIN names nm ON nm.id = s.name_id
			JOIN sources src ON src.id = sn.source_id JOIN benchmarks b ON b.id = sn.benchmark_id
			WHERE s.ingest_id >= ?1)
		ORDER BY part, id LIMIT ?2`, in.firstID, limit)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, strings.Replace(r[0].(string), " stands, with, ", " stands, with ", 1))
	}
	return out, nil
}
