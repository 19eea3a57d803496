package sheet

import (
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

// modelFamilies matches the beginning of the name of a model, or a size such as 7B.
const modelFamilies = `(?i)\b(gpt|claude|llama|gemini|gemma|qwen|mistral|mixtral|deepseek|grok|phi[- ]?\d|command[- ](r|a|light|xlarge|nightly)|yi[- ]?\d|nova\b|glm|kimi|o[134](-mini|-preview)?|falcon|olmo|jamba|granite|nemotron|palm|codestral|ernie|hunyuan|gopher|chinchilla|bloom|pythia|vicuna|davinci|minimax)|\d+(\.\d+)?[bB]\b`

// Words that identify headers and names.
var (
	ModelHeaders     = []string{"model", "model name", "models", "model id", "model version", "variant", "model variant", "system", "llm", "agent", "submission", "method", "name", "entry", "team", "player", "contestant", "participant", "competitor", "bot", "engine", "model/agent", "assistant", "modell", "modèle", "modelo", "fullname", "full name"}
	BenchmarkHeaders = []string{"benchmark", "benchmarks", "benchmark name", "task name", "dataset name", "test name", "task", "tasks", "dataset", "eval", "evaluation", "test", "subset", "category"}
	MetricHeaders    = []string{"metric", "metric name", "measure"}
	RankHeaders      = []string{"rank", "#", "position", "place", "pos", "pos.", "no", "no.", "rang", "platz", "puesto", "rango"}
	RankWords        = lazyregexp.New(`(?i)^rank\b|\branks?$|^(avg|mean|average|median) (position|place|placement|standing)$`)
	SizeHeaders      = []string{"votes", "n", "samples", "battles", "num battles", "count", "sample size", "questions", "n samples", "num samples", "trials", "n questions", "num questions", "total questions", "games", "num games", "matches", "comparisons", "num comparisons", "examples", "n examples", "num examples", "instances", "n instances", "num instances", "n total", "n votes", "num votes", "total votes", "stimmen"}
	MetaHeaders      = []string{"organization", "organisation", "org", "company", "developer", "provider", "vendor", "lab", "license", "licence", "knowledge cutoff", "knowledge cut-off", "cutoff", "parameters", "params", "size", "context", "context length", "context window", "url", "link", "notes", "note", "type", "architecture", "precision", "id", "country", "release date", "released", "open source", "open weights", "verified", "source", "logs", "site", "model link", "model type", "max tokens", "year", "likes", "hearts", "downloads", "stars", "generation", "region", "family", "base model", "submitted by", "contact", "version", "build", "snapshot", "checkpoint", "revision", "unnamed", "epochs", "num epochs", "paper", "paper title", "publication"}
	VersionHeaders   = []string{"version", "model version", "snapshot", "model snapshot", "checkpoint", "build"}
	MetaWords        = lazyregexp.New(`(?i)\b(params?|parameters|hearts|likes|downloads|stars|co2|sha|revision|(in )?billions?|model size|size|vram|gb|gib|mb|bits?|bpw|dims?|dimensions?|layers|vocab|vocabulary|flops?|training|trained|pretraining|hub|gpus?)\b|context (length|window|size)|^ctx$|\b(seq|sequence|max) length\b|\b(knowledge|training) cut ?-?off|\bp ?values?\b|\b[zt] ?(stat\w*|values?|scores?)$|\bsignificance\b|\bmax (output )?tokens\b|^# ?(languages|params|p|layers)\b|memory (usage|footprint|size)|^metadata\b|❤|👍|⭐`)
	SettingHeaders   = map[string][]string{
		"shots": {"shots", "n shot", "num fewshot", "n shots", "num shots", "fewshot", "few shot"}, "temperature": {"temperature", "temp"}, "extra.seed": {"seed", "random seed"}, "extra.run": {"run", "trial", "fold"}, "harness": {"harness", "eval harness", "framework"},
		"harness_version": {"harness version"}, "judge": {"judge", "judge model", "grader"}, "scaffold": {"scaffold", "agent scaffold", "scaffolding", "agent", "agent name"}, "reasoning_effort": {"reasoning effort", "effort", "thinking budget", "reasoning", "reasoning level", "thinking"}, "tools": {"tools", "tool use", "with tools"}, "attempts": {"attempts", "n attempts", "k"},
	}
	ScoreHeaders     = []string{"rating", "elo", "elo rating", "arena score", "arena elo", "points", "percentage", "pct", "accuracy (%)", "score (%)"}
	UnitHeaders      = []string{"unit", "units"}
	UnitWords        = map[string]string{"%": "score-percent", "percent": "score-percent", "percentage": "score-percent", "pct": "score-percent", "proportion": "score-proportion", "fraction": "score-proportion", "ratio": "score-proportion", "elo": "elo", "usd": "cost-usd", "$": "cost-usd", "s": "latency-seconds", "sec": "latency-seconds", "seconds": "latency-seconds"}
	EvaluatorHeaders = []string{"evaluator", "evaluated by", "measured by", "run by"}
	ValueHeaders     = []string{"score", "main score", "value", "result", "accuracy", "scores", "metric value"}
	DayHeaders       = []string{"date", "reported on", "submission date", "submitted", "submitted at", "evaluated on", "evaluated at", "started at", "run date", "updated", "last updated", "added"}
	Baselines        = []string{"human", "humans", "human expert", "human experts", "human baseline", "human average", "expert human", "random", "random guess", "random guessing", "random baseline", "random chance", "majority", "majority class", "majority baseline", "baseline", "chance", "average", "avg", "mean", "median", "total", "overall"}
	testNames        = []string{"mmlu", "gpqa", "aime", "math", "humaneval", "ifeval", "swe-bench", "bench", "eval", "arena", "hellaswag", "arc-", "arc ", "gsm8k", "mgsm", "mmmu", "chartqa", "docvqa", "hle", "drop", "bbh", "musr", "livecode", "truthfulqa", "winogrande", "squad", "tau-", "qa"}
	Families         = lazyregexp.New(modelFamilies)
	modelNames       = lazyregexp.New(modelFamilies + `|-v?\d`)
)

var (
	// judgeHeader matches headers that mention a model other than that of the row, and headers that are only a size.
	judgeHeader = lazyregexp.New(`(?i)\b(judge|vs|versus|against|base|win ?rate)\b|^\d+(\.\d+)?[bB]$`)
	// measureName matches a header that is the name of a metric; measureWord matches a word in such a name.
	MeasureName = lazyregexp.New(`(?i)^(em|exact match|f1|f1 score|precision|recall|acc|accuracy|bleu|rouge( [12l])?|wer|cer|auc|auroc|mcc|mae|rmse|ppl|pass@\d+|p|r)$`)
	ModelWord   = lazyregexp.New(`(?i)\b(models?|llms?)\b`)
	TotalHeader = lazyregexp.New(`(?i)\btotal\b|^(all|problems|tasks|items)$`)
	// baselineRow matches names of lines that are not models; possibleBaselineRow matches names that may not be models.
	BaselineRow         = lazyregexp.New(`(?i)^(humans?|random|majority|chance|expert)([ -](expert|baseline|performance|level|average|guess|guessing|chance|class|score|human)s?)*( \(.*\))?$`)
	PossibleBaselineRow = lazyregexp.New(`(?i)^(average|avg|mean|median|total|overall|human|random|baseline|best|min|max|standard|variance|count|n|note|notes|source|updated)\b`)
	// statisticsRow matches names of lines that sum up the others.
	StatisticsRow = lazyregexp.New(`(?i)^((grand|column) )?(average|avg\.?|mean|median|total|overall|min(imum)?|max(imum)?|best|worst|std\.?|stdev|stddev|std\.? ?(dev|err)\.?|sd|sem|range|variance|var\.?|standard (deviation|error)|p\d\d|Δ.*|delta|diff|difference)( (of|over|across|score|value|deviation|error|all)\b.*)?$`)
)

// DayOfName matches a day in the name of a file.
const DayOfName = `(?:19|20)\d{2}[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])`

var DayInName = lazyregexp.New(DayOfName)

// HasHeader reports whether a list contains a header, compared in normal form.
func HasHeader(list []string, header string) bool {
	n := strings.ReplaceAll(ingest.Norm(ingest.PlainText("markdown", header)), "-", " ")
	if camelCase.MatchString(header) {
		n = strings.ToLower(SplitWords(header))
	}
	return slices.ContainsFunc(list, func(s string) bool { return n == s || n == strings.ReplaceAll(ingest.Norm(s), "-", " ") })
}

func LooksLikeModel(name string) bool { return modelNames.MatchString(name) }

func LooksLikeBenchmark(name string) bool {
	if Families.MatchString(name) {
		return false
	}
	n := strings.ToLower(name)
	return slices.ContainsFunc(testNames, func(s string) bool { return strings.Contains(n, s) })
}

// SplitWords returns a header without markup, with its words separated by spaces.
func SplitWords(header string) string {
	header = strings.NewReplacer("_", " ", ".", " ", "-", " ").Replace(ingest.PlainText("markdown", header))
	if !camelCase.MatchString(header) || header[0] < 'a' && LooksLikeBenchmark(header) {
		return header
	}
	return camelDigit.ReplaceAllString(camelCase.ReplaceAllString(header, "$1 $2"), "$1 $2")
}

// camelCase matches the border of two words in a header such as medianOutputTokens;
// camelDigit matches the border of a word and a number in one.
var (
	camelCase  = lazyregexp.New(`([a-z\d])([A-Z][a-z])`)
	camelDigit = lazyregexp.New(`([a-z]{3})(\d)`)
)

// MetricWords returns a header without the words around the name of a metric: "Avg. F1
// (%)" becomes "F1".
func MetricWords(header string) string {
	return strings.Join(strings.Fields(aroundMetric.ReplaceAllString(SplitWords(Unbracketed(header)), " ")), " ")
}

var (
	aroundMetric = lazyregexp.New(`(?i)%|[↑↓]|\b(mean|average|avg|overall|total|median|macro|micro|weighted|final|test|val|eval|percent|percentage|pct|in)\b`)
	ofBoardOnly  = lazyregexp.New(`(?i)^(|scores?|acc|accuracy|f1|f1 ?score|em|exact match|precision|recall|correct|resolved|solved|success|win ?rate|success rate|pass rate|error rate|error|rate|result|results|rank|points|value|quality|index|score percent|pass ?@? ?\d+|bleu|rouge( [12l])?|chrf|wer|cer|ter|auc|auroc|mcc|mae|rmse|ppl|perplexity|elo|rating|elo rating|loss|brier( score)?|r2|map|mrr|ndcg)$`)
)

// OfBoard reports whether a header names a metric and no benchmark, so that the benchmark
// is the board itself.
func OfBoard(header string) bool { return ofBoardOnly.MatchString(MetricWords(header)) }
