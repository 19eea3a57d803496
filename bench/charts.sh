#!/bin/sh
# Measures a whole `provenance chart bars` process beside a matplotlib script that draws the same figure.
#
#   bench/charts.sh         half a minute; a time is the least of RUNS (10): what else the machine does only adds
#
# Both read what they draw (the database; a CSV of the 25 numbers), draw 5 models on 5 benchmarks with hatches,
# labels, legend and footnotes, and write a PNG 2150 pixels wide. Needs go, and GNU date for nanoseconds; where
# python3 has no matplotlib it says so and measures the one side.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
runs=${RUNS:-10}
python=${PYTHON:-python3}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cd "$here/.."
go build -o "$dir/provenance" ./cmd/provenance
"$dir/provenance" ingest --db "$dir/case.db" testdata/llama4 >/dev/null 2>&1

ours() {
	"$dir/provenance" chart bars --db "$dir/case.db" --source ref-01 \
		--model llama-4-behemoth,llama-4-maverick,llama-4-scout,gemini-2.0-flash,gpt-4o \
		--benchmark mmlu-pro,gpqa-diamond,livecodebench-2024-10-2025-02,mmmu,mathvista -o "$dir/ours.png" "$@" >/dev/null
}
theirs() { "$python" "$here/charts_matplotlib.py" "$dir/bars.csv" "$dir/theirs.png"; }

# least COMMAND prints the least of the runs, in milliseconds.
least() {
	best=
	i=0
	while [ "$i" -lt "$runs" ]; do
		from=$(date +%s%N)
		"$@"
		ms=$((($(date +%s%N) - from) / 1000000))
		if [ -z "$best" ] || [ "$ms" -lt "$best" ]; then best=$ms; fi
		i=$((i + 1))
	done
	echo "$best"
}

ours --data "$dir/bars.csv"
a=$(least ours)
echo "provenance chart bars, the whole process: $a ms"
if ! "$python" -c 'import matplotlib' 2>/dev/null; then
	echo "matplotlib: skipped, $python has no matplotlib ('pip install matplotlib', or PYTHON=/path/to/python)"
	exit 0
fi
theirs # makes its font cache
b=$(least theirs)
echo "matplotlib $("$python" -c 'import matplotlib; print(matplotlib.__version__)'), the whole process: $b ms"
if [ "$a" -ge "$b" ]; then
	echo "bench/charts.sh: provenance is not faster" >&2
	exit 1
fi
