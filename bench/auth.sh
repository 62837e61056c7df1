#!/bin/sh
# What authentication and rate limits cost a read: the door's own time (bench/auth_cost.c) as a
# share of what one core takes for the same read over HTTP, all included. Goal: under 10 %.
#
# Variables: CONTACTS (1000), SECONDS_EACH (5), ROUNDS (3), BUILD (build).
# shellcheck disable=SC2034,SC2154
set -eu

cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
CONTACTS=${CONTACTS:-1000}
SECONDS_EACH=${SECONDS_EACH:-5}
ROUNDS=${ROUNDS:-3}
JSON=no
KITH=$BUILD/kith
BIN=$BUILD/bench
WORK=$(mktemp -d "${TMPDIR:-/tmp}/kith-bench-XXXXXX")
# shellcheck source=lib.sh
. bench/lib.sh
trap clean_up EXIT
trap 'exit 130' INT TERM

"$KITH" demo --contacts "$CONTACTS" --data "$WORK/data" >"$WORK/demo.log" 2>&1
space=$(find "$WORK/data" -name 'ws_*.db' | head -1)
sqlite3 "$space" "SELECT '/api/crm/contacts/' || id FROM contact ORDER BY random() LIMIT 500" \
    >"$WORK/one.paths"
echo '/api/crm/contacts?limit=50' >"$WORK/list.paths"

start_kith --cache-mb 32
TOKEN=$(curl -sS "http://127.0.0.1:$PORT/api/auth/login" -H 'Content-Type: application/json' \
    -d '{"email":"demo@example.com","password":"demo-demo"}' | sed 's/.*"token":"\([^"]*\)".*/\1/')

door() {
    mkdir "$WORK/door"
    $on_server "$BIN/auth_cost" "$WORK/door" | awk '{ print $1 + $2 }'
    rm -rf "$WORK/door"
}

# Nanoseconds of one answer on the server's one core.
answer() {
    load "$PORT" 64 get "$1" | awk '{ printf "%.0f\n", 1e9 / $1 }'
}

# share WHAT PATHS
share() {
    for _ in $(seq "$ROUNDS"); do
        echo "$(door) $(answer "$2")"
    done >"$WORK/rounds"
    awk -v what="$1" '{ door[NR] = $1; all[NR] = $2; part[NR] = 100 * $1 / $2 }
        function mid(v, n,   i, j, t) {
            for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++)
                if (v[j] < v[i]) { t = v[i]; v[i] = v[j]; v[j] = t }
            return v[int((n + 1) / 2)]
        }
        END { p = mid(part, NR)
              printf "%-30s %8d ns %10d ns %7.2f %%  %s\n", what, mid(door, NR), mid(all, NR), p,
                     p < 10 ? "yes" : "NO" }' "$WORK/rounds"
}

printf '%-30s %11s %13s %9s  %s\n' 'read' 'door' 'whole read' 'share' 'under 10 %?'
share 'one contact' "$WORK/one.paths"
share 'the same list again' "$WORK/list.paths"
stop "$SERVER"
