#!/bin/sh
# Measures ingest beside `sqlite3 .import --csv` into a flat, untyped table.
#
#   bench/run.sh [DIR]      about three minutes and 2 GB in DIR (default: a new folder, removed at the end)
#   ROWS=100000 bench/run.sh        another size than a million rows
#   BIG=1 bench/run.sh              memory at ten million rows too: 2.5 GB more
#
# Needs go, sqlite3, hyperfine and GNU time. A time is the least of RUNS (5): what else the machine does only
# ever adds. Of what takes a thirtieth of a second there are twenty times as many: of 20 runs the least is still
# one tenth up or down, of 100 it is the same within a twentieth. A database that is there before a run is on the
# disk before it, so that the run does not pay for the copy. Every run ends with the tables, keys and indexes that
# the views need, foreign keys checked, the file hashed, and a commit with synchronous=FULL. Flags are left out
# (--no-refresh), since .import computes none, and have a line of their own. A command that fails ends the script.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rows=${ROWS:-1000000}
runs=${RUNS:-5}
if [ $# -gt 0 ]; then
	mkdir -p "$1"
	dir=$(cd "$1" && pwd)
else
	dir=$(mktemp -d)
	trap 'rm -rf "$dir"' EXIT
fi
for tool in go sqlite3 hyperfine; do
	command -v $tool >/dev/null || { echo "bench/run.sh: $tool is not installed" >&2; exit 1; }
done
time=$(command -v gtime || echo /usr/bin/time)
"$time" -f %M true 2>/dev/null || { echo "bench/run.sh: GNU time is not installed" >&2; exit 1; }

cd "$here/.."
go build -o "$dir/provenance" ./cmd/provenance
go build -o "$dir/gen" ./bench/gen
cd "$dir"
./gen -rows "$rows" source
./gen -rows "$rows" -order random random
./gen -rows "$rows" -change 0.01 changed
./gen -rows "$rows" -form long long
./gen -rows 10000 small
mkdir -p catalogue
cp small/*.csv catalogue
rm catalogue/scores.csv
sync

# timed FILE PREPARE COMMAND: runs a command once and adds its time in seconds to a file.
timed() {
	sh -c "$2"
	hyperfine -N --style none --runs 1 --export-json t.json "$3" >/dev/null 2>err.txt || { cat err.txt >&2; exit 1; }
	sqlite3 :memory: "SELECT value FROM json_each(readfile('t.json'), '\$.results[0].times')" >>"$1"
}
least() { sort -g "$1" | head -1; }
# best CSV PREPARE COMMAND: the least time of a command in seconds, put into $best, and that of .import of a CSV, put
# into $base. The two take turns, since a machine is not as quick at one time as at another; the first turn warms up.
best() {
	rm -f base.txt best.txt
	sync # what was measured before is on the disk
	for turn in $(seq 0 "$runs"); do
		[ "$turn" = 1 ] && rm -f base.txt best.txt
		timed base.txt 'rm -f flat.db' "sqlite3 flat.db '.import --csv $1 t'"
		timed best.txt "$2" "$3"
	done
	base=$(least base.txt)
	best=$(least best.txt)
	pairs=$(paste best.txt base.txt | awk '{ print $1 / $2 }' | sort -g | awk '{ r[NR] = $1 } END { print r[int((NR + 1) / 2)] }')
}
# line NAME WHAT: prints the last time, its part of that of .import, and the median of that part over the turns.
line() {
	sqlite3 :memory: "SELECT printf('%-28s %7.3f s  of %7.3f s: %5.2f  median %5.2f   %s', '$1', $best, $base, $best / $base, $pairs, '$2')"
}

echo "$(uname -sm), $(getconf _NPROCESSORS_ONLN) processors, $(go version | cut -d' ' -f3), SQLite $(sqlite3 --version | cut -d' ' -f1); the least of $runs runs"
echo "The second time is that of sqlite3 .import --csv of the same file into a flat table: untyped, no keys, no checks."
echo "Then their ratio: what the two take when nothing is in their way. The median of the ratios of the turns is what they take on this machine as it is."
best source/scores.csv 'rm -f p.db*' './provenance ingest source --no-refresh --db p.db'
line "ingest, source by source" "at most 0.80 is the aim"
first=$best
size=$(($(stat -c %s p.db) * 100 / $(stat -c %s source/scores.csv)))
best source/scores.csv ':' './provenance ingest source/scores.csv --no-refresh --db p.db'
line "the same file again" "at most 0.15 s is the aim"
cp p.db before.db
flags() { # what it takes to compute the flags of p.db and keep them: once, since it takes long
	rm -f flags.txt
	timed flags.txt ':' './provenance refresh --db p.db'
	kept=$(sqlite3 p.db 'SELECT count(*) FROM flag_cache')
	sqlite3 :memory: "SELECT printf('%-28s %7.3f s   %d flags; database with them: %d percent of the CSV   %s', '$1', $(least flags.txt), $kept, $(stat -c %s p.db) * 100 / $(stat -c %s source/scores.csv), 'at most 20 s and 400 percent is the aim')"
}
flags "refresh"
best changed/scores.csv 'rm -f p.db*; cp before.db p.db; sync p.db' './provenance ingest changed/scores.csv --no-refresh --db p.db'
line "1 in 100 values changed" "at most 1.2 times the first: $(sqlite3 :memory: "SELECT printf('%.2f', $best / $first)")"
best random/scores.csv 'rm -f p.db*' './provenance ingest random --no-refresh --db p.db'
line "ingest, random order" "at most 1.00 is the aim"
rsize=$(($(stat -c %s p.db) * 100 / $(stat -c %s random/scores.csv)))
best long/long.csv 'rm -f p.db*' './provenance ingest long/long.csv --map long --no-refresh --db p.db'
line "ingest through the map long" "at most 0.95 is the aim"
runs=$((20 * runs))
./provenance ingest catalogue --no-refresh --db catalogue.db >/dev/null
best small/scores.csv 'rm -f p.db*; cp catalogue.db p.db; sync p.db' './provenance ingest small/scores.csv --no-refresh --db p.db'
line "ingest, 10000 rows" "at most 2.00 is the aim; the catalogue is on record"
echo "database: $size percent of the CSV source by source, $rsize in random order (at most 100 is the aim)"

# memory NAME ARGUMENTS: the peak of resident memory.
memory() {
	name=$1
	shift
	rm -f p.db*
	printf '%-44s %8.1f MiB\n' "$name" "$(echo "$("$time" -f %M ./provenance ingest "$@" --no-refresh --db p.db 2>&1 >/dev/null | tail -1)" | awk '{print $1 / 1024}')"
}
echo "peak memory (at most 64 MiB is the aim)"
./gen -rows 100000 hundred
./gen -rows 100000 -order random hundred-random
memory "100000 rows, source by source" hundred
memory "100000 rows, random order" hundred-random
memory "$rows rows, source by source" source
memory "$rows rows, random order" random
memory "$rows rows, through the map long" long/long.csv --map long
rm -f p.db*
./provenance ingest source --no-refresh --db p.db >/dev/null 2>&1
printf '%-44s %8.1f MiB\n' "refresh of $rows rows" "$(echo "$("$time" -f %M ./provenance refresh --db p.db 2>&1 >/dev/null | tail -1)" | awk '{print $1 / 1024}')"
if [ -n "${BIG:-}" ]; then
	for order in source random; do
		./gen -rows 10000000 -order $order big
		memory "10000000 rows, order $order" big
		rm -rf big
	done
fi
