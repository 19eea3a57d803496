package provenance_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provenance/internal/dbfile"
)

const analysisIntro = `# The analysis, claim by claim

The Llama 4 case starts from an analysis of the release with 22 references, the sources ref-01 to ref-22. This page takes its claims in
their order, in our words, and sets against each what is on record, with the statement in SQL that shows it. Run it against the
database of ` + "`provenance demo`" + `, with ` + "`provenance query`" + ` or sqlite3. [n] is the n-th reference.

Made from testdata/analysis-claims.txt and the case by ` + "`go test . -update`" + `; a test compares. [questions.md](questions.md) asks the
case itself.

The verdict says how the record stands to the claim:

| verdict | meaning | claims |
| --- | --- | --- |
`

// verdicts are what the record can say of a claim.
var verdicts = []struct{ name, meaning string }{
	{"holds", "a source on record says or shows the same"},
	{"partly", "a part of it, or in other words than the claim has"},
	{"corrected", "a source on record shows otherwise; both stand"},
	{"reference corrected", "it holds, but not by the reference that it cites"},
	{"not settled", "both sides are on record, or the source was not read, and nothing decides"},
	{"opinion", "a judgement of the analysis; the record can only say whose it is"},
}

// A claim of the analysis, with the statement that answers it.
type claim struct{ section, text, verdict, says, sql string }

// readClaims reads testdata/analysis-claims.txt: headings, and claims of four fields
// between blank lines.
func readClaims(t *testing.T) []claim {
	t.Helper()
	text, err := os.ReadFile("testdata/analysis-claims.txt")
	if err != nil {
		t.Fatal(err)
	}
	var claims []claim
	section := ""
	for _, block := range strings.Split(strings.TrimSpace(string(text)), "\n\n") {
		if heading, ok := strings.CutPrefix(block, "# "); ok {
			section = heading
			continue
		}
		head, sql, found := strings.Cut(block, "\nsql: ")
		c := claim{section: section, sql: sql}
		lines := strings.Split(head, "\n")
		if !found || len(lines) != 3 || section == "" {
			t.Fatalf("analysis-claims.txt: want claim, verdict, says and sql under a heading: %s", block)
		}
		for i, f := range []struct {
			prefix string
			to     *string
		}{{"claim: ", &c.text}, {"verdict: ", &c.verdict}, {"says: ", &c.says}} {
			value, ok := strings.CutPrefix(lines[i], f.prefix)
			if !ok || value == "" {
				t.Fatalf("analysis-claims.txt: want %q before %s", f.prefix, lines[i])
			}
			*f.to = value
		}
		if !strings.HasSuffix(sql, ";") || !strings.Contains(sql, "\nORDER BY ") {
			t.Errorf("%s: want a statement that ends in a semicolon and has an ORDER BY", c.text)
		}
		claims = append(claims, c)
	}
	return claims
}

// TestAnalysisDocument holds docs/analysis.md to the claims and to what the case answers.
// No answer is empty, and each statement on record that the analysis made is in one.
func TestAnalysisDocument(t *testing.T) {
	claims, db := readClaims(t), caseDatabase(t)
	var body strings.Builder
	count, section := map[string]int{}, ""
	for i, c := range claims {
		if !slices.ContainsFunc(verdicts, func(v struct{ name, meaning string }) bool { return v.name == c.verdict }) {
			t.Errorf("%s: no verdict %q", c.text, c.verdict)
		}
		count[c.verdict]++
		if c.section != section {
			section = c.section
			fmt.Fprintf(&body, "\n## %s\n", section)
		}
		answer := answerOf(t, db, c.sql)
		if strings.Count(answer, "\n") < 2 {
			t.Errorf("%s: the answer has no rows", c.text)
		}
		fmt.Fprintf(&body, "\n%d. %s\n\n**%s.** %s\n\n```sql\n%s\n```\n\n```text\n%s```\n", i+1, c.text, strings.ToUpper(c.verdict[:1])+c.verdict[1:], c.says, c.sql, answer)
	}
	doc := analysisIntro
	for _, v := range verdicts {
		doc += fmt.Sprintf("| %s | %s | %d |\n", v.name, v.meaning, count[v.name])
	}
	doc += body.String()
	check(t, "analysis.md", doc)
	for _, row := range strings.Split(answerOf(t, db, `SELECT s.slug FROM statements s JOIN sources a ON a.slug = 'analysis'
		WHERE a.id = s.source_id OR EXISTS (SELECT 1 FROM statement_sources x WHERE x.statement_id = s.id AND x.source_id = a.id)
		ORDER BY s.slug`), "\n")[1:] {
		said := answerOf(t, db, `SELECT text FROM statements WHERE slug = '`+row+`'`)
		if _, text, _ := strings.Cut(said, "\n"); row != "" && !strings.Contains(doc, row+"|") && !strings.Contains(doc, strings.TrimSpace(text)) {
			t.Errorf("the analysis made the statement %s, which no claim shows", row)
		}
	}
}

// TestClaimsFollowTheAnalysis compares the headings with those of the analysis, which is
// no part of the repository.
func TestClaimsFollowTheAnalysis(t *testing.T) {
	text, err := os.ReadFile("../shared/facts/analysis.txt")
	if err != nil {
		t.Skipf("the analysis is not here: %v", err)
	}
	at := 0
	lines := strings.Split(string(text), "\n")
	for _, c := range claimsBySection(readClaims(t)) {
		i := slices.Index(lines[at:], c)
		if i < 0 {
			t.Errorf("the analysis has no heading %q after the one before it", c)
			continue
		}
		at += i
	}
}

// claimsBySection gives the headings in their order.
func claimsBySection(claims []claim) []string {
	var out []string
	for _, c := range claims {
		if !slices.Contains(out, c.section) {
			out = append(out, c.section)
		}
	}
	return out
}

// caseDatabase ingests the Llama 4 case with the program, which also keeps its flags.
func caseDatabase(t *testing.T) *dbfile.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.db")
	if out, err := exec.Command("go", "run", "./cmd/provenance", "ingest", "--db", path, llama4).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	db, err := dbfile.OpenRead(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// answerOf gives what a statement returns as sqlite3 -header prints it.
func answerOf(t *testing.T, db *dbfile.DB, sql string) string {
	t.Helper()
	var b strings.Builder
	err := db.Query(context.Background(), sql, func(columns []string) error {
		b.WriteString(strings.Join(columns, "|") + "\n")
		return nil
	}, func(row []any) error {
		cells := make([]string, len(row))
		for i, v := range row {
			switch v := v.(type) {
			case nil:
			case float64:
				if cells[i] = strconv.FormatFloat(v, 'f', -1, 64); !strings.Contains(cells[i], ".") {
					cells[i] += ".0"
				}
			default:
				cells[i] = fmt.Sprint(v)
			}
			if strings.ContainsAny(cells[i], "|\n") {
				t.Errorf("the cell %q does not fit into lines parted by |", cells[i])
			}
		}
		b.WriteString(strings.Join(cells, "|") + "\n")
		return nil
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return b.String()
}
