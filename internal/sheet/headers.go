package sheet

import (
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

// Patterns of words in headers that show the unit of a column, or its relation to a column
// of values. They expect a header whose words are separated: see splitWords.
var (
	StderrHeader = lazyregexp.New(`(?i)(std[ .]*err|standard error|\bsem?\b|standardfehler|erreur.type|标准误)`)
	AtPercent    = lazyregexp.New(`(?i)@ ?9\d|\bat 9\d|latency|percentile`)
	SmallUnit    = lazyregexp.New(`(?i)\b(ns|us|µs|ms|nanoseconds|microseconds|milliseconds)\b`)
	MeasureWord  = lazyregexp.New(`(?i)\b(acc|accuracy|f1|em|exact match|score|scores|stderr|precision|recall|loss|bleu|rouge|metric|value)\b`)
	HalfHeader   = lazyregexp.New(`(?i)\buncertainty\b|margin of error|^ci[ _-]?9\d|\bconf(idence)? int|\b9[059](\.\d)? ?%|±|\+/-|^ci$|[_ ]ci([_ ]?9\d)?$`)
	MsHeader     = lazyregexp.New(`(?i)\bms\b|millisecond`)
	RateHeader   = lazyregexp.New(`(?i)/ ?s(ec)?\b|per second|throughput|\b(speed|fps|ips|tps|rps|qps|rtfx?)\b`)
	lowHeader    = lazyregexp.New(`(?i)(^|[ _-])(ci[ _-]?(low|lo|lower)|lower|low|lo|lb|lcl|q0?25|2\.5 ?%)($|[ _-])|lower bound|ci lower|\bki unten\b|untergrenze|\bci ?[-−]$`)
	highHeader   = lazyregexp.New(`(?i)(^|[ _-])(ci[ _-]?(high|hi|upper)|upper|high|hi|ub|ucl|q975|97\.5 ?%)($|[ _-])|upper bound|ci upper|\bki oben\b|obergrenze|\bci ?\+$`)
	CiHeader     = lazyregexp.New(`(?i)(^|[ _-])(ci|interval|95)($|[ _-])|\bconf(idence)? int`)
	CostHeader   = lazyregexp.New(`(?i)\b(costs?|price|usd|spend)\b|\$`)
	DollarHeader = lazyregexp.New(`(?i)\b(usd|dollars?)\b|\$`)
	TimeHeader   = lazyregexp.New(`(?i)\b(latency|runtime|time|duration|elapsed|seconds)\b|\((s|sec|secs)\)`)
	InSeconds    = lazyregexp.New(`(?i)\b(s|sec|secs|seconds?)\b`)
	PercentHead  = lazyregexp.New(`(^|[^0-9 ]) *%|[0-9] +%$`)
	HoursHeader  = lazyregexp.New(`(?i)\b(hours?|hrs?|minutes?|mins|days)\b|\((min|h|hr)\)|\bin min\b`)
	MomentHeader = lazyregexp.New(`(?i)\b(time ?stamps?|time|date|created|updated|submitted|epoch)\b`)
	NotTime      = lazyregexp.New(`(?i)\b(time )?horizons?\b|\breal ?time\b|\btime (travel|series)\b`)
	EarnedHeader = lazyregexp.New(`(?i)\b(worth|profits?|revenue|earn(ed|ings)?|rewards?|balance|income|money|winnings|payout)\b`)
	Deviation    = lazyregexp.New(`(?i)\b(std|stdev|stddev|sd|std dev|deviation|variance)\b`)
	LengthHeader = lazyregexp.New(`(?i)\b(tokens?|ttft|length|words|characters|chars|steps|turns|calls|actions|iterations)\b`)
	NotLength    = lazyregexp.New(`(?i)\b(rate|winrate|accuracy|controlled|score)\b|%`)
	MeanHeader   = lazyregexp.New(`(?i)\b(average|avg|mean|overall|total|aggregate)\b`)
	EloHeader    = lazyregexp.New(`(?i)\b(elo|rating|arena)\b`)
	IndexHeader  = lazyregexp.New(`(?i)\b(index|points|pts|stars|marks?|grade)\b`)
	CountHeader  = lazyregexp.New(`(?i)\b(wins?|loss|losses|incorrect|wrong|ties|draws|errors|failures|failed|counts?|solved|resolved|correct|passed|tokens?|steps|turns|calls|games|bugs|problems|instances|completed|number of|num)\b|^#`)
	ShareHeader  = lazyregexp.New(`(?i)%|\b(rate|winrate|ratio|share|accuracy|acc|score|avg|average|mean|per|pct|percent|percentage)\b`)
	RangeHeader  = lazyregexp.New(`(?i)[(\[] *-?\d+ *(?:–|to|\.\.| ) *(\d+) *[)\]]|/ *(\d+) *[)\]]?$|\bout of (\d+)`)
	LessHeader   = lazyregexp.New(`(?i)↓|\b(wer|cer|ter|fid|rmse|mae|mse|brier|ece|regret|distance|perplexity|ppl|loss|nll|bpb|bpc|bits per|errors?|failures|hallucinations?|toxicity|violations?|attack success|asr|fpr|fnr|false (positives?|negatives?|refusals?)|timeouts?|incorrect|wrong|unsafe|bias|lower is better)\b`)
	NotLess      = lazyregexp.New(`(?i)\berrors? (correction|detection|recovery|handling|analysis)\b`)
	NotShare     = lazyregexp.New(`(?i)\b(bits per|brier|distance|regret|fid|rmse|mae|mse|perplexity|ppl|loss|nll|bpb|bpc)\b`)
	ShareWord    = lazyregexp.New(`(?i)%|\b(acc|accuracy|genauigkeit|exactitude|f1|em|exact match|recall|precision|pass|win ?rate|rate|auc|auroc|correct|resolved|solved|success|coverage|agreement)\b`)
	NoWay        = lazyregexp.New(`(?i)\b(refusals?|ties?|draws?|abst(ain|ention)\w*|verbosity|usage)\b`)
	ErrorRate    = lazyregexp.New(`(?i)\b(wer|cer|ter|der|(error|failure|hallucination) rate)\b`)
	ChangeHeader = lazyregexp.New(`(?i)Δ|\b(delta|change|diff|difference|improvement|gain)\b`)
)

// IsLow and isHigh report whether a header names one end of an interval, with or without
// brackets.
func IsLow(header string) bool  { return lowHeader.MatchString(Unbracketed(header)) }
func isHigh(header string) bool { return highHeader.MatchString(Unbracketed(header)) }
func IsEnd(header string) bool  { return IsLow(header) || isHigh(header) }

// Unbracketed returns a header without brackets; the words in them are kept.
func Unbracketed(header string) string {
	if camelCase.MatchString(header) {
		header = SplitWords(header)
	}
	return strings.Join(strings.Fields(strings.NewReplacer("(", " ", ")", " ", "[", " ", "]", " ").Replace(header)), " ")
}

// endWords matches words that name the ends of intervals in headers. Some of them may mean
// something else, as in "GPQA low" and "GPQA high". For those, the rest of the header must
// be the name of a column of values.
var (
	endWords  = lazyregexp.New(`(?i)\b(ci|ci ?9[059]|ki|unten|oben|untergrenze|obergrenze|lower|low|lo|lb|lcl|upper|high|hi|ub|ucl|bound|conf|interval|9[059] ?%?|q0?25|q975|2 5 ?%|97 5 ?%)\b`)
	ManyEnds  = lazyregexp.New(`(?i)\b(low|high|lo|hi|lower|upper)\b`)
	PlainEnds = lazyregexp.New(`(?i)\b(low|high|lo|hi)\b`)
	CiWord    = lazyregexp.New(`(?i)\b(ci|ci ?9[059]|ki|9[059]|conf|bound)\b`)
)

// NameWithoutEnd returns the header of an end of an interval without the words that say
// which end it is.
func NameWithoutEnd(header string) string {
	return strings.Join(strings.Fields(endWords.ReplaceAllString(strings.Trim(SplitWords(Unbracketed(header)), "+- "), " ")), " ")
}

// uncertaintyWords matches the words of a header that describe an uncertainty, without the
// name of the column that it belongs to.
var uncertaintyWords = lazyregexp.New(`(?i)\b(se|sem|std|err|error|stderr|standard|ci ?9[059]|ci|conf|confidence|interval|9[059]|of|for|half|width)\b|%`)

// UncertainName returns the header of an uncertainty without the words that describe it,
// in normal form.
func UncertainName(header string) string {
	return ingest.Norm(strings.Trim(uncertaintyWords.ReplaceAllString(SplitWords(Unbracketed(header)), " "), " +-±%"))
}

// BareError matches a short word for a standard error that may mean something else.
var BareError = lazyregexp.New(`(?i)^[^a-z]*sem?\b|\bsem?$`)

var (
	levelHeader = lazyregexp.New(`(?:^|[^0-9.]|0\.)(9[059](?:\.\d)?)(?:[^0-9.]|$)`)
	quantileEnd = lazyregexp.New(`(?i)\bq0?25\b|\bq975\b|\b2\.5 ?%|\b97\.5 ?%`)
)

// LevelOf returns the level of an interval by its header, "" if the header states none.
func LevelOf(header string) string {
	if quantileEnd.MatchString(header) {
		return "0.95"
	}
	if m := levelHeader.FindStringSubmatch(header); m != nil {
		return "0." + strings.Replace(m[1], ".", "", 1)
	}
	return ""
}
