package tour

var llama4 = Case{
	Slug: "llama4",
	Stops: []Stop{
		{"Ingest the case: 1,099 scores, who published them, and what was public when.", []string{"ingest", "DIR/llama4"}, -1},
		{"What should not be used as stated, and why?", []string{"flags", "--summary", "--severity", "error", "--model", "llama-4-maverick"}, 0},
		{"One of these, with its evidence:", []string{"flags", "--rule", "never-released", "--model", "llama-4-maverick"}, 0},
		{"Meta's table, with unreleased models marked:", []string{"chart", "bars", "--source", "ref-01", "--model", "llama-4-behemoth,llama-4-maverick,llama-4-scout,gemini-2.0-flash,gpt-4o",
			"--benchmark", "mmlu-pro,gpqa-diamond,livecodebench-2024-10-2025-02,mmmu,mathvista", "-o", "DIR/bars.png", "-o", "DIR/bars.svg"}, 1},
		{"The Maverick on the leaderboard against the Maverick that was released:", []string{"chart", "gap", "--source", "lmarena-csv", "-o", "DIR/gap.png", "-o", "DIR/gap.svg"}, 1},
		{"Both over time, with announcements and releases:", []string{"chart", "timeline", "-o", "DIR/timeline.png", "-o", "DIR/timeline.svg"}, 1},
	},
	Next: [][]string{
		{"trace", "--source", "lmarena-csv", "--on", "2025-04-11", "--variant", "llama-4-maverick-03-26-experimental"},
		{"show", "llama-4-scout-17b-16e-instruct"},
	},
}

var o3 = Case{
	Slug: "o3",
	Stops: []Stop{
		{"Ingest the case: 22 scores of two builds that both went by the name o3.", []string{"ingest", "DIR/o3"}, -1},
		{"Which o3 scored 87.5, and could the public get it?", []string{"query", "--format", "table", "SELECT value, variant, status_when_reported AS status, reported_on\n" +
			"FROM score_details WHERE benchmark = 'arc-agi-1-semi-private'\nORDER BY value DESC"}, 0},
		{"What should be known of its numbers?", []string{"flags", "--summary", "--severity", "warning", "--model", "o3"}, 0},
		{"The board that lists both builds, each setting a bar:", []string{"chart", "bars", "--source", "arc-board", "-o", "DIR/o3-bars.png"}, 1},
		{"What OpenAI reported in December 2024, and what others measured:", []string{"chart", "coverage", "--suite", "o3-december-2024", "-o", "DIR/o3-coverage.png"}, 1},
		{"The numbers of that December:", []string{"chart", "bars", "--source", "openai-2024-12", "-o", "DIR/o3-december.png"}, 1},
	},
	Next: [][]string{
		{"flags", "--rule", "released-sibling-differs", "--model", "o3"},
		{"flags", "--rule", "split-mismatch", "--model", "o3"},
		{"show", "o3-preview"},
	},
}

var reflection70B = Case{
	Slug: "reflection-70b",
	Stops: []Stop{
		{"Ingest the case: 24 scores, all measured by one of the model's two makers.", []string{"ingest", "DIR/reflection-70b"}, -1},
		{"What was claimed, and what the maker itself measured a month later:", []string{"query", "--format", "table", "SELECT benchmark,\ngroup_concat(value, ', then ' ORDER BY reported_on) AS reported\n" +
			"FROM score_details WHERE model = 'reflection-70b' GROUP BY benchmark"}, 0},
		{"What should be known of these numbers?", []string{"flags", "--summary", "--severity", "warning", "--model", "reflection-70b"}, 0},
		{"The maker's table, with its rival in both settings:", []string{"chart", "bars", "--source", "reflection-postmortem", "--limit", "6", "-o", "DIR/reflection-bars.png"}, 1},
		{"Who measured what:", []string{"chart", "coverage", "--suite", "reflection-70b-launch", "-o", "DIR/reflection-coverage.png"}, 1},
		{"MATH, which a bug may have skewed:", []string{"chart", "timeline", "--model", "reflection-70b", "--benchmark", "math", "--source", "reflection-card,reflection-postmortem",
			"-o", "DIR/reflection-timeline.png"}, 1},
	},
	Next: [][]string{
		{"flags", "--rule", "corrected", "--model", "reflection-70b"},
		{"flags", "--rule", "open-allegation", "--model", "reflection-70b"},
	},
}
