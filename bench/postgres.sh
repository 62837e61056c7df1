#!/bin/sh
# Kith on PostgreSQL beside bare libpq: DB=postgres make bench, or DB=postgres bench/run.sh [--json].
#
# The server is one of its own, which syncs (scripts/with-postgres.sh). Bare libpq plays the very statements
# Kith ran, each prepared once, on as many connections as the load has. The server, which does most of the
# work for both sides, may use all cores; the column "cpu" is by the CPU time of Kith and of the player alone, and
# says little here: Kith also speaks HTTP. Variables as in run.sh.
# shellcheck disable=SC2086,SC2154
set -eu

cd "$(dirname "$0")/.."
[ -n "${TEST_POSTGRES:-}" ] || exec env FSYNC=on scripts/with-postgres.sh bench/postgres.sh "$@"

BUILD=${BUILD:-build}
CONTACTS=${CONTACTS:-100000}
SECONDS_EACH=${SECONDS_EACH:-5}
ROUNDS=${ROUNDS:-3}
JSON=no
[ "${1:-}" = --json ] && JSON=yes

KITH=$BUILD/kith
BIN=$BUILD/bench
WORK=$(mktemp -d "${TMPDIR:-/tmp}/kith-bench-XXXXXX")
# shellcheck source=lib.sh
. bench/lib.sh
trap clean_up EXIT
trap 'exit 130' INT TERM
on_server=''
on_load=''

# url DATABASE
url() {
    echo "$TEST_POSTGRES" | sed "s|/postgres?|/$1?|"
}

ask() {
    psql -X -q -At -v ON_ERROR_STOP=1 "$(url "$1")" -c "$2"
}

fill() {
    say "filling $CONTACTS contacts"
    ask postgres 'CREATE DATABASE bench'
    KITH_DATABASE=$(url bench)
    export KITH_DATABASE
    "$KITH" demo --contacts "$CONTACTS" --data "$WORK/data" >"$WORK/demo.log" 2>&1 ||
        { cat "$WORK/demo.log" >&2; exit 1; }
    SPACE=$(ask bench "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'ws_%'")
    ask bench 'VACUUM ANALYZE'
    ask bench 'CHECKPOINT'
}

prepare() {
    say "preparing"
    ask postgres 'CREATE DATABASE copy TEMPLATE bench'
    "$BIN/engine_record" list "$(url copy)#$SPACE" "$WORK/list.tape" "$WORK/list.paths"
    "$BIN/engine_record" search "$(url copy)#$SPACE" "$WORK/search.tape" "$WORK/search.paths"
    "$BIN/people" $((ROUNDS * 6600)) >"$WORK/bodies.jsonl"
    ask postgres 'CREATE DATABASE scratch TEMPLATE copy'
    "$BIN/engine_record" create "$(url scratch)#$SPACE" "$WORK/create.tape" "$WORK/bodies.jsonl"
    ask postgres 'DROP DATABASE scratch'
    start_kith
    TOKEN=$(curl -sS "http://127.0.0.1:$PORT/api/auth/login" -H 'Content-Type: application/json' \
        -d '{"email":"demo@example.com","password":"demo-demo"}' |
        sed 's/.*"token":"\([^"]*\)".*/\1/')
    stop "$SERVER"
    ask bench "SELECT '/api/crm/contacts/' || id FROM $SPACE.contact ORDER BY random() LIMIT 2000" \
        >"$WORK/one.paths"
    echo '/api/crm/contacts?limit=50&sort=-priority' >"$WORK/same.paths"
}

# bare_reads TAPE CONNECTIONS
bare_reads() {
    timeout 600 "$BIN/bare_postgres" read "$WORK/$1.tape" "$(url copy)" "$SPACE" "$SECONDS_EACH" "$2"
}

# bare_creates BATCH COUNT: the next COUNT operations of the tape.
bare_creates() {
    from=$(cat "$WORK/at" 2>/dev/null || echo 0)
    echo $((from + $2)) >"$WORK/at"
    timeout 600 "$BIN/bare_postgres" write "$WORK/create.tape" "$(url copy)" "$SPACE" "$1" "$from" \
        $((from + $2))
}

# The load of two processes at once: answers of both in a second.
load_both() {
    load "$PORT" "$1" "$2" "$3" >"$WORK/first" &
    pid=$!
    (
        mkdir -p "$WORK/second"
        cp "$WORK/kith.log" "$WORK/second/"
        WORK=$WORK/second
        load "$PORT2" "$1" "$2" "$3"
    ) >"$WORK/other"
    wait $pid
    cat "$WORK/first" "$WORK/other" |
        awk '{ n += $1; if ($2 > m) m = $2; if ($3 > h) h = $3; c += $4 } END { print n, m, h, c }'
}

measure_reads() {
    start_kith --cache-mb 0
    for n in 1 16; do
        compare "list of 50, $n connections" '1/s' "$([ $n = 16 ] && echo 'ratio >= 0.60' || echo -)" \
            "bare_reads list $n" "load $PORT $n get $WORK/list.paths"
        compare "search, $n connections" '1/s' "$([ $n = 16 ] && echo 'ratio >= 0.60' || echo -)" \
            "bare_reads search $n" "load $PORT $n get $WORK/search.paths"
    done
    alone 'read one, 64 connections' '1/s' - 1 1 "load $PORT 64 get $WORK/one.paths"
    stop "$SERVER"
    start_kith
    alone 'the same list again, 64 connections' '1/s' - 1 1 "load $PORT 64 get $WORK/same.paths"
    stop "$SERVER"
}

measure_creates() {
    start_kith
    compare 'create, 1 connection (bare: 1 a commit)' '1/s' - 'bare_creates 1 600' \
        "load $PORT 1 post $WORK/bodies.jsonl"
    compare 'create, 16 connections (bare: 16 a commit)' '1/s' - 'bare_creates 16 2000' \
        "load $PORT 16 post $WORK/bodies.jsonl"
    compare 'create, 128 connections (bare: 100 a commit)' '1/s' 'ratio >= 0.60' \
        'bare_creates 100 4000' "load $PORT 128 post $WORK/bodies.jsonl"
    stop "$SERVER"
}

# One process, then two on the same database and workspace.
measure_two() {
    KITH_SECRET_KEY=$(grep -v '^#' "$WORK/data/secret.key" | paste -sd,)
    export KITH_SECRET_KEY
    start_kith --cache-mb 0
    SECOND=$SERVER
    PORT2=$PORT
    start_kith --cache-mb 0
    alone 'list of 50, 8 connections, one process' '1/s' - 1 1 "load $PORT 8 get $WORK/list.paths"
    alone 'list of 50, 8 each, two processes' '1/s' - 1 1 "load_both 8 get $WORK/list.paths"
    alone 'create, 16 connections, one process' '1/s' - 1 1 "load $PORT 16 post $WORK/bodies.jsonl"
    alone 'create, 16 each, two processes' '1/s' - 1 1 "load_both 16 post $WORK/bodies.jsonl"
    stop "$SERVER"
    stop "$SECOND"
}

load_before=$(cut -d' ' -f1 /proc/loadavg)
fill
prepare
measure_reads
measure_creates
measure_two
print_results "$load_before"
