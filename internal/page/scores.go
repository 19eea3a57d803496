package page

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/figures"
	"provenance/internal/query"
)

// scores writes scores grouped by benchmark and, below it, by everything but the day: what
// was measured, for which variant, by whom, printed where and in which settings. Two rows
// of a benchmark differ in at least one of these.
func (p *pager) scores(rows, flags []query.Record) {
	p.section(fmt.Sprintf("Scores (%d)", len(rows)))
	if len(rows) == 0 {
		p.item("none on record")
		return
	}
	codes := map[string][]string{} // of the errors of a score; the section of the flags has the others
	for _, f := range flags {
		if id := f["score_id"]; id != "" && f["severity"] == "error" && !slices.Contains(codes[id], f["rule"]) {
			codes[id] = append(codes[id], f["rule"])
		}
	}
	for i := range rows {
		rows[i] = rounded(rows[i])
	}
	benchmarks, byBenchmark := groupBy(rows, func(s query.Record) string { return s["benchmark"] })
	slices.Sort(benchmarks)
	for _, b := range benchmarks {
		of := byBenchmark[b]
		p.item(of[0]["benchmark_name"], " (", b, ")")
		keys, groups := groupBy(of, func(s query.Record) string {
			name := ""
			if s["variant"] == "" {
				name = s["listed_as"]
			}
			return strings.Join([]string{s["metric"], s["variant"], name, s["section"], s["evaluator"], s["relationship"], s["source"], s["settings"]}, "\x1f")
		})
		metric := ""
		for _, k := range keys {
			if len(distinct(of, "metric")) > 1 {
				metric = ", metric " + groups[k][0]["metric"]
			}
			p.scoreGroup(groups[k], metric, codes)
		}
	}
}

// groupBy divides rows by a key, and returns the keys in the order of their first rows.
func groupBy(rows []query.Record, key func(query.Record) string) (keys []string, groups map[string][]query.Record) {
	groups = map[string][]query.Record{}
	for _, r := range rows {
		k := key(r)
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], r)
	}
	return keys, groups
}

// scoreGroup writes the scores of one benchmark that differ in their days and values only.
// metric is what to say of the metric, where the benchmark has several.
func (p *pager) scoreGroup(of []query.Record, metric string, codes map[string][]string) {
	first, last := of[0], of[len(of)-1]
	parts := line(groupValues(of), metric, ", ", groupDays(of), "; ")
	if first["variant"] != "" && first["show_variant"] != "" {
		parts = append(parts, line(first["show_variant"], ", ")...)
	}
	by := "evaluator not stated"
	if first["evaluator"] != "" {
		by = "measured by " + cmp.Or(first["evaluator_name"], first["evaluator"])
		if first["relationship"] == "first_party" {
			by += ", the developer"
		}
	}
	parts = append(parts, line(by, " ", p.cite(first["source"], opt("section ", first["section"])), "; settings: ", cmp.Or(first["settings"], "not stated"))...)
	if ranks := distinct(of, "rank"); len(ranks) > 0 {
		slices.SortFunc(ranks, func(a, b string) int { x, _ := strconv.Atoi(a); y, _ := strconv.Atoi(b); return cmp.Compare(x, y) })
		parts = append(parts, line("; rank ", span(ranks))...)
	}
	if s := distinct(of, "status_when_reported"); len(s) > 1 || len(s) == 1 && s[0] != "released" {
		for i := range s {
			s[i] = statusWords(s[i])
		}
		parts = append(parts, line("; status then: ", strings.Join(s, ", "))...)
	}
	var flags []string
	for _, s := range of {
		for _, c := range codes[s["score_id"]] {
			if !slices.Contains(flags, c) {
				flags = append(flags, c)
			}
		}
	}
	parts = append(parts, line(opt("; error ", strings.Join(flags, ", ")), "; trace ", last["score_id"])...)
	p.below(parts)
}

// groupValues says what values a group has: one as printed, with its interval, or the
// least and the greatest.
func groupValues(of []query.Record) string {
	s := of[0]
	if len(of) == 1 {
		interval := ""
		if s["ci_low"] != "" && s["ci_high"] != "" {
			interval = " (interval " + s["ci_low"] + " to " + s["ci_high"] + ")"
		}
		return withUnit(s) + interval
	}
	sorted := slices.SortedStableFunc(slices.Values(of), func(a, b query.Record) int { return cmp.Compare(number(a), number(b)) })
	low, high := sorted[0], sorted[len(sorted)-1]
	if low["value_as_printed"] == high["value_as_printed"] {
		return fmt.Sprintf("%s, %d times", withUnit(low), len(of))
	}
	return fmt.Sprintf("%s to %s, %d values", low["value_as_printed"], withUnit(high), len(of))
}

// number returns the value of a score, for their order.
func number(s query.Record) float64 {
	n, _ := strconv.ParseFloat(s["value"], 64)
	return n
}

// withUnit is a value as printed with its unit, where the source did not print it.
func withUnit(s query.Record) string {
	return strings.TrimRight(s["value_as_printed"]+" "+unitAfter(s["value_as_printed"], s["unit"], figures.UnitSign(s["unit"])), " ")
}

// rounded is a score whose value is printed as a person reads it: digits of a computation,
// more than four after the point, are rounded.
func rounded(s query.Record) query.Record {
	printed := s["value_as_printed"]
	_, decimals, _ := strings.Cut(printed, ".")
	v, err := strconv.ParseFloat(printed, 64)
	if err != nil || len(decimals) <= 4 {
		return s
	}
	s = maps.Clone(s)
	digits := 4
	if math.Abs(v) >= 10 {
		digits = 2
	}
	s["value_as_printed"] = strconv.FormatFloat(v, 'f', digits, 64)
	return s
}

// unitAfter returns what to say of the unit after a value as printed: nothing where the
// source printed it.
func unitAfter(printed, unit, text string) string {
	if unit == "percent" && strings.Contains(printed, "%") || unit == "usd" && strings.Contains(printed, "$") {
		return ""
	}
	return text
}

func groupDays(of []query.Record) string {
	days := distinct(of, "reported_on")
	slices.Sort(days)
	if len(days) == 1 {
		return days[0]
	}
	return days[0] + " to " + days[len(days)-1]
}

// span says of sorted texts the first and the last.
func span(sorted []string) string {
	if len(sorted) == 1 {
		return sorted[0]
	}
	return sorted[0] + " to " + sorted[len(sorted)-1]
}

// distinct returns the different texts of a column, in the order of the rows.
func distinct(rows []query.Record, column string) []string {
	var out []string
	for _, r := range rows {
		if s := r[column]; s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
