package store

import (
	"strings"
	"testing"
)

// realCases are cases of the rules that the Llama 4 case does not raise, after the
// case behind each rule. The names are real; figures and days are made up for the
// test where that case has none. What the Llama 4 case raises is tested with the
// commands. facts are the days, values, names and statuses that a message must give,
// whatever its wording.
var realCases = map[string]struct {
	rows, flag string
	facts      []string
}{
	"anonymous-model": {rows: `
		organizations: lmarena
		sources: lmsys-board | leaderboard | https://chat.lmsys.org | 2024-05-13 | publisher=lmarena
		sources: lmsys-post | social | https://x.com/lmsysorg | 2024-05-07
		benchmarks: lmarena-text | access=live
		metrics: elo | elo
		models: im-also-a-good-gpt2-chatbot
		variants: im-also-a-good-gpt2-chatbot | im-also-a-good-gpt2-chatbot | stage=chat
		release_events: im-also-a-good-gpt2-chatbot | private_testing | 2024-05-07 | scope=lmarena | source=lmsys-post
		scores: lmsys-board | im-also-a-good-gpt2-chatbot | lmarena-text | elo | 1310 | 2024-05-13`,
		flag:  "error im-also-a-good-gpt2-chatbot lmarena-text lmsys-board 2024-05-13",
		facts: []string{"im-also-a-good-gpt2-chatbot", "lmarena", "2024-05-07", "lmsys-post"}},
	"moving-alias": {rows: `
		organizations: openai
		sources: board | leaderboard | https://lmarena.ai | 2024-08-14
		benchmarks: lmarena-text | access=live
		metrics: elo | elo
		models: gpt-4o | openai
		variants: chatgpt-4o-latest | gpt-4o | stage=chat | build=moving_alias
		scores: board | chatgpt-4o-latest | lmarena-text | elo | 1314 | 2024-08-14`,
		flag:  "warning chatgpt-4o-latest lmarena-text board 2024-08-14",
		facts: []string{"chatgpt-4o-latest", "1314", "2024-08-14"}},
	"unresolved-name": {rows: `
		sources: lmarena-csv | leaderboard | https://github.com/fboulnois/llm-leaderboard-csv | 2025-04-11
		benchmarks: lmarena-text | access=live
		metrics: elo | elo
		scores: lmarena-csv | chocolate (Early Grok-3) | lmarena-text | elo | 1402 | 2025-04-11`,
		flag:  "note - - lmarena-csv 2025-04-11",
		facts: []string{"chocolate (Early Grok-3)", "lmarena-csv", "1 score"}},
	"out-of-range": {rows: `
		sources: aggregator | aggregator | https://evals.dev | 2025-06-01
		benchmarks: qa
		metrics: share | proportion
		models: m
		variants: v | m
		scores: aggregator | v | qa | share | 8017.59 | 2025-06-01
		---
		metrics: share | proportion | lower_bound=0 | upper_bound=1`,
		flag:  "error v qa aggregator 2025-06-01",
		facts: []string{"8017.59", "share", "0.0", "1.0", "proportion"}},
	"relationship-mismatch": {rows: `
		organizations: meta
		sources: aggregator | aggregator | https://evals.dev | 2025-04-06
		benchmarks: mmlu-pro
		metrics: acc | percent
		models: llama-4-maverick | meta
		variants: llama-4-maverick-17b-128e-instruct | llama-4-maverick
		scores: aggregator | llama-4-maverick-17b-128e-instruct | mmlu-pro | acc | 80.5 | 2025-04-06 | evaluator=meta | asserted_relationship=third_party`,
		flag:  "error llama-4-maverick-17b-128e-instruct mmlu-pro aggregator 2025-04-06",
		facts: []string{"aggregator", "third-party", "meta"}},
	"release-date-conflict": {rows: `
		organizations: meta
		sources: ref-01 | vendor_blog | https://ai.meta.com/blog/llama-4-multimodal-intelligence/ | 2025-04-05
		sources: models-dev | dataset | https://models.dev | 2025-07-01
		models: llama-4-scout | meta
		variants: llama-4-scout-17b-16e-instruct | llama-4-scout
		release_events: llama-4-scout-17b-16e-instruct | released | 2025-04-05 | source=ref-01
		release_events: llama-4-scout-17b-16e-instruct | released | 2025-01-31 | source=models-dev`,
		flag:  "warning llama-4-scout-17b-16e-instruct - - 2025-04-05",
		facts: []string{"Released", "2025-01-31", "models-dev", "2025-04-05", "ref-01", "7 days"}},
	"revised-score": {rows: `
		sources: board | leaderboard | https://livebench.ai | 2025-04-25
		benchmarks: livebench
		metrics: acc | percent
		models: m
		variants: llama4-maverick-instruct-basic | m
		scores: board | llama4-maverick-instruct-basic | livebench | acc | 54.38 | 2025-04-25
		---
		scores: board | llama4-maverick-instruct-basic | livebench | acc | 55.19 | 2025-04-25`,
		flag:  "note llama4-maverick-instruct-basic livebench board 2025-06-01",
		facts: []string{"55.19", "54.38", "board"}},
	"scale-break": {rows: `
		organizations: arena
		sources: board | leaderboard | https://lmarena.ai | 2025-05-20 | publisher=arena
		benchmarks: chat | access=live
		metrics: elo | elo
		` + twoDays(228, 228, 59.9, 0.2, 6),
		flag:  "warning - chat board 2025-05-20",
		facts: []string{"2025-05-13", "2025-05-20", "228", "59.9", "0.2", "6.0", "one day"}},
	"settings-differ": {rows: `
		organizations: xai
		sources: vendor | vendor_blog | https://x.ai/news/grok-4 | 2025-07-09 | publisher=xai
		sources: index | run_log | https://artificialanalysis.ai | 2025-07-10
		benchmarks: hle | n_items=2500
		metrics: acc | percent | quantity=accuracy
		models: grok-4 | xai
		variants: grok-4 | grok-4 | stage=reasoning
		scores: vendor | grok-4 | hle | acc | 38.6 | 2025-07-09 | tools=python, search
		scores: index | grok-4 | hle | acc | 23.9 | 2025-07-10 | tools=none`,
		flag:  "warning grok-4 hle vendor 2025-07-10",
		facts: []string{"38.6", "23.9", "index", "tools", "python, search", "none"}},
	"sources-disagree": {rows: `
		sources: one | paper | https://one.dev | 2025-04-05
		sources: two | run_log | https://two.dev | 2025-04-08
		benchmarks: gpqa-diamond | n_items=198
		metrics: acc | percent | quantity=accuracy | lower_bound=0 | upper_bound=100
		metrics: share | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1
		models: m
		variants: llama-4-scout-17b-16e-instruct | m
		scores: one | llama-4-scout-17b-16e-instruct | gpqa-diamond | acc | 57.2 | 2025-04-05 | shots=0
		scores: two | llama-4-scout-17b-16e-instruct | gpqa-diamond | share | 0.4 | 2025-04-08 | stderr=0.03 | shots=0`,
		flag:  "warning llama-4-scout-17b-16e-instruct gpqa-diamond one 2025-04-08",
		facts: []string{"57.2", "0.4", "two", "17.2"}},
	"provisional": {rows: `
		organizations: lmarena
		sources: lmarena-csv | leaderboard | https://github.com/fboulnois/llm-leaderboard-csv | 2025-04-11
		sources: terms | policy | https://lmarena.ai/policy | 2024-03-01
		board_minimums: board=lmarena | min_sample_size=3000 | source=terms
		benchmarks: lmarena-text | access=live
		metrics: elo | elo
		models: m
		variants: llama-4-maverick-17b-128e-instruct | m
		scores: lmarena-csv | llama-4-maverick-17b-128e-instruct | lmarena-text | elo | 1273 | 2025-04-11 | sample_size=2662 | evaluator=lmarena`,
		flag:  "warning llama-4-maverick-17b-128e-instruct lmarena-text lmarena-csv 2025-04-11",
		facts: []string{"1273", "2662", "3000", "lmarena", "terms"}},
}

func TestFlagsOfOtherCasesNameTheirFacts(t *testing.T) {
	for rule, c := range realCases {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			db := fixtureDB(t, c.rows)
			got := lines(t, db, `SELECT severity, variant, benchmark, source, since, char(10), message FROM flags WHERE rule = ? ORDER BY score_id LIMIT 1`, rule)
			if len(got) != 1 {
				t.Fatalf("got %d flags, want one", len(got))
			}
			flag, message, _ := strings.Cut(got[0], " \n ")
			if flag != c.flag {
				t.Errorf("got %q, want %q", flag, c.flag)
			}
			for _, fact := range c.facts {
				if !strings.Contains(message, fact) {
					t.Errorf("the message does not give %q: %s", fact, message)
				}
			}
		})
	}
}
