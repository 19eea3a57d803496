package store

var _ = casesOf("value-mismatch", []flagCase{
	{name: "digits in another order", rows: `
		scores: report | rel | qa | pct | 85.5 | 2025-04-20 | value_as_printed=58.5`,
		want: []string{"error #1 dev m rel qa report < report 2025-04-20 -"},
		says: []string{`report prints "58.5", and the value on record is 85.5 (pct, percent): one of the two is wrong`}},
	{name: "of a name without a variant", rows: `
		scores: report | Nobody | qa | pct | 85.5 | 2025-04-20 | value_as_printed=58.5`,
		want: []string{"error #1 - - - qa report < report 2025-04-20 -"}},
	{name: "a number with its notation", rows: `
		scores: report | rel | qa | pct | 85.5 | 2025-04-20 | value_as_printed=58.5 %
		scores: report | rel | qa | pct | 85.5 | 2025-04-21 | value_as_printed=58.5 (±0.8)
		scores: report | rel | qa | pct | 85.5 | 2025-04-22 | value_as_printed=**58.5**†
		scores: report | rel | qa | pct | 85.5 | 2025-04-23 | value_as_printed=−85.5
		scores: report | rel | qa | pct | 85.5 | 2025-04-24 | value_as_printed=5.85e1
		scores: report | rel | chat | elo | 1417 | 2025-04-25 | value_as_printed=+1,471`,
		want: []string{
			"error #1 dev m rel qa report < report 2025-04-20 -",
			"error #2 dev m rel qa report < report 2025-04-21 -",
			"error #3 dev m rel qa report < report 2025-04-22 -",
			"error #4 dev m rel qa report < report 2025-04-23 -",
			"error #5 dev m rel qa report < report 2025-04-24 -",
			"error #6 dev m rel chat report < report 2025-04-25 -"}},
	{name: "a whole unit of the last digit, and a factor of 100 that no unit explains", rows: `
		scores: report | rel | qa | pct | 85.5 | 2025-04-20 | value_as_printed=85.4
		scores: report | rel | qa | pct | 0.855 | 2025-04-21 | value_as_printed=85.5%
		scores: report | rel | chat | elo | 14.17 | 2025-04-22 | value_as_printed=1417`,
		want: []string{
			"error #1 dev m rel qa report < report 2025-04-20 -",
			"error #2 dev m rel qa report < report 2025-04-21 -",
			"error #3 dev m rel chat report < report 2025-04-22 -"}},
	{name: "not after a correction", rows: `
		scores: report | rel | qa | pct | 85.5 | 2025-04-20 | value_as_printed=58.5
		---
		scores: report | rel | qa | pct | 58.5 | 2025-04-20 | value_as_printed=58.5`},
	{name: "silent: nothing printed but the value", rows: `
		scores: report | rel | qa | pct | 85.5 | 2025-04-20
		scores: report | rel | qa | pct | 85.5 | 2025-04-21 | value_as_printed=85.50`},
	{name: "silent: rounded or cut off, on either side", rows: `
		scores: report | rel | qa | pct | 57.2345 | 2025-04-20 | value_as_printed=57.2 %
		scores: report | rel | qa | pct | 57.2999 | 2025-04-21 | value_as_printed=57.2
		scores: report | rel | qa | pct | 57.2345 | 2025-04-22 | value_as_printed=57
		scores: report | rel | chat | elo | 1525.87 | 2025-04-23 | value_as_printed=1525.8650817752887
		scores: report | rel | chat | elo | 1319 | 2025-04-24 | value_as_printed=1318.9993266384786
		scores: report | rel | qa | prop | 0 | 2025-04-25 | value_as_printed=0.007`},
	{name: "silent: a unit explains it", rows: `
		metrics: time | seconds
		metrics: window | tokens
		scores: report | rel | qa | prop | 0.855 | 2025-04-20 | value_as_printed=85.5
		scores: report | rel | qa | prop | 0.855 | 2025-04-21 | value_as_printed=85.5%
		scores: report | rel | qa | pct | 85.5 | 2025-04-22 | value_as_printed=0.855
		scores: report | rel | qa | time | 150 | 2025-04-23 | value_as_printed=2.5
		scores: report | rel | qa | window | 128000 | 2025-04-24 | value_as_printed=128`},
	{name: "silent: commas before decimals", rows: `
		scores: report | rel | qa | pct | 1.234 | 2025-04-20 | value_as_printed=1,234
		scores: report | rel | chat | elo | 1234 | 2025-04-21 | value_as_printed=1.234
		scores: report | rel | qa | pct | 85.5 | 2025-04-22 | value_as_printed=85,5`},
	{name: "silent: not plainly one number", rows: `
		scores: report | rel | qa | pct | 36.6 | 2025-04-20 | value_as_printed=42.2/36.6
		scores: report | rel | chat | elo | 1417 | 2025-04-21 | value_as_printed=an ELO of 1417 on the board of 2025
		scores: report | rel | chat | elo | 1417 | 2025-04-22 | value_as_printed=1400 [1417, 1430]
		scores: report | rel | chat | elo | 1417 | 2025-04-23 | value_as_printed=2 +13/-12
		scores: report | rel | qa | pct | 90 | 2025-04-24 | value_as_printed=85 ± 2 / 90 ± 3
		scores: report | rel | qa | pct | 85.5 | 2025-04-25 | value_as_printed=~58
		scores: report | rel | qa | pct | 85.5 | 2025-04-26 | value_as_printed=<5
		scores: report | rel | qa | pct | 85.5 | 2025-04-27 | value_as_printed=1.2k
		scores: report | rel | qa | pct | 85.5 | 2025-04-28 | value_as_printed=n/a
		scores: report | rel | qa | pct | 85.5 | 2025-04-29 | value_as_printed=choice:0.52±0.03`},
})
