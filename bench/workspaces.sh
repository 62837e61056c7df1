#!/bin/sh
# What workspaces cost one PostgreSQL server that this starts: at each number of them the time to make
# one, its room on disk, its rows in the catalog, what a connection remembers of each, and what pg_dump
# of all of them takes. docs/scale.md reckons with it.
#
# Variables: WORKSPACES ("100 1000"), BUILD (build).
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
WORKSPACES=${WORKSPACES:-100 1000}
scripts/setup.sh test
make -s "$BUILD/bench/workspace_cost"
if [ -z "${TEST_POSTGRES:-}" ]; then
    BUILD=$BUILD WORKSPACES=$WORKSPACES exec scripts/with-postgres.sh "$0"
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/kith-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT

last=0
printf '%10s  %8s %8s %8s  %9s  %9s  %12s  %9s  %s\n' workspaces 'ms first' median last 'KiB disk' \
    relations 'KiB backend' 'ms visit' 'pg_dump of all'
for n in $WORKSPACES; do
    # One program makes them all, so that each number starts from an empty database.
    database=cost_$n
    psql -qX "$TEST_POSTGRES" -c "CREATE DATABASE $database"
    url=$(echo "$TEST_POSTGRES" | sed "s,/postgres?,/$database?,")
    # shellcheck disable=SC2046
    set -- $("$BUILD/bench/workspace_cost" "$url" "$work/$n" "$n")
    begun=$(date +%s.%N)
    if pg_dump -Fc -f "$work/dump" "$url" 2>"$work/said"; then
        dump="$(awk "BEGIN { printf \"%.1f s\", $(date +%s.%N) - $begun }"), $(($(stat -c %s "$work/dump") / 1024)) KiB"
    else
        dump="refused: $(grep -m1 -o 'out of shared memory\|You might need to increase.*' "$work/said" || tail -n 1 "$work/said")"
    fi
    printf '%10s  %8s %8s %8s  %9s  %9s  %12s  %9s  %s\n' "$1" "$2" "$3" "$4" "$5" "$6" "$7" "$8" "$dump"
    last=$n
done
[ "$last" != 0 ]
