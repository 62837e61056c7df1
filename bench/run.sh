#!/bin/sh
# Kith beside bare libmicrohttpd and bare SQLite, in one run: `make bench`, or bench/run.sh [--json].
#
# Variables: CONTACTS (100000; also 1000, 1000000), SECONDS_EACH (5: how long each load lasts),
# ROUNDS (3: bare and Kith in turn, the median counts), DB (sqlite; postgres: see postgres.sh), IMPORT (20000 records),
# BUILD (build), DATA (a folder that `kith demo` filled before: measured on a copy, not filled anew).
#
# The server has one core and the load generator another, the same for both sides; bare SQLite has
# the server's. The column "cpu" is the ratio by CPU time of the measured side alone, which what
# else runs on the machine disturbs less. Only 127.0.0.1 is used; what is started here is ended here.
# shellcheck disable=SC2086,SC2154
set -eu

cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
CONTACTS=${CONTACTS:-100000}
SECONDS_EACH=${SECONDS_EACH:-5}
ROUNDS=${ROUNDS:-3}
DB=${DB:-sqlite}
IMPORT=${IMPORT:-20000}
DATA=${DATA:-}
JSON=no
[ "${1:-}" = --json ] && JSON=yes
case $DB in
sqlite) ;;
postgres) exec bench/postgres.sh "$@" ;;
*) echo "bench: DB=$DB is neither sqlite nor postgres" >&2; exit 2 ;;
esac

KITH=$BUILD/kith
BIN=$BUILD/bench
WORK=$(mktemp -d "${TMPDIR:-/tmp}/kith-bench-XXXXXX")
# shellcheck source=lib.sh
. bench/lib.sh
trap clean_up EXIT
trap 'exit 130' INT TERM

# --- the data -----------------------------------------------------------------------------------

fill() {
    say "filling $CONTACTS contacts"
    if [ -n "$DATA" ]; then
        cp -r "$DATA" "$WORK/data"
    else
        "$KITH" demo --contacts "$CONTACTS" --data "$WORK/data" >"$WORK/demo.log" 2>&1 ||
            { cat "$WORK/demo.log" >&2; exit 1; }
    fi
    SPACE=$(find "$WORK/data" -name 'ws_*.db' | head -1)
    CONTACTS=$(sqlite3 "$SPACE" 'SELECT COUNT(*) FROM contact')
    cp "$SPACE" "$WORK/copy.db"
}

# The requests, and the tape of what they make Kith ask its database.
prepare() {
    say "preparing"
    start_kith
    TOKEN=$(curl -sS "http://127.0.0.1:$PORT/api/auth/login" -H 'Content-Type: application/json' \
        -d '{"email":"demo@example.com","password":"demo-demo"}' |
        sed 's/.*"token":"\([^"]*\)".*/\1/')
    stop "$SERVER"
    sqlite3 "$SPACE" "SELECT '/api/crm/contacts/' || id FROM contact ORDER BY random() LIMIT 2000" \
        >"$WORK/one.paths"
    "$BIN/engine_record" list "$WORK/copy.db" "$WORK/list.tape" "$WORK/list.paths"
    "$BIN/engine_record" search "$WORK/copy.db" "$WORK/search.tape" "$WORK/search.paths"
    for prefix in a an ann; do
        echo "/api/crm/search?q=$prefix" >"$WORK/prefix-$prefix.paths"
    done
    echo '/api/crm/contacts?limit=50&sort=-priority' >"$WORK/same.paths"
    echo '/api/crm/contacts?limit=1&count=true' >"$WORK/count.paths"
    echo '/api/crm/pipeline?limit=5' >"$WORK/pipeline.paths"
    # Each round begins where the one before ended: 600, 2000 and 4000 rows for 1, 16 and 100 a time.
    "$BIN/people" $((ROUNDS * 6600)) >"$WORK/bodies.jsonl"
    cp "$WORK/copy.db" "$WORK/scratch.db"
    "$BIN/engine_record" create "$WORK/scratch.db" "$WORK/create.tape" "$WORK/bodies.jsonl"
    rm -f "$WORK"/scratch.db*
}

# --- reads --------------------------------------------------------------------------------------

# bare_reads TAPE
bare_reads() {
    $on_server timeout 600 "$BIN/bare_sqlite" read "$WORK/$1.tape" "$WORK/copy.db" "$SECONDS_EACH"
}

# What a query of one statement costs bare SQLite.
bare_statement() {
    $on_server timeout 600 "$BIN/bare_sqlite" sql "$WORK/copy.db" "$SECONDS_EACH" "$1"
}

# Bare libmicrohttpd with the answer Kith gives to the first path of a file.
bare_answers() {
    load "$BARE_PORT" 64 get "$WORK/one.paths" ''
}

measure_reads() {
    # Without the cache of answers, so that each request is worked out.
    start_kith --cache-mb 0
    save_answer "$WORK/one.answer" "$(head -1 "$WORK/one.paths")"
    start_bare "$WORK/one.answer"
    compare 'read one, worked out, 64 connections' '1/s' 'ratio >= 0.45' bare_answers \
        "load $PORT 64 get $WORK/one.paths"
    stop "$BARE"
    compare 'list of 50' '1/s' 'ratio >= 0.60' 'bare_reads list' \
        "load $PORT 16 get $WORK/list.paths"
    compare 'search' '1/s' 'ratio >= 0.60' 'bare_reads search' \
        "load $PORT 16 get $WORK/search.paths"
    hits='SELECT rowid FROM search_words WHERE search_words MATCH'
    for prefix in a an ann; do
        compare "search '$prefix' (bare: all hits ranked)" '1/s' 'ratio >= 1' \
            "bare_statement $(quote "$hits '$prefix*' ORDER BY rank LIMIT 20")" \
            "load $PORT 16 get $WORK/prefix-$prefix.paths"
    done
    for what in list count search prefix-a prefix-an prefix-ann; do
        alone "$what, 99th percentile, 2 connections" ms 'kith < 10' 3 1000 \
            "load $PORT 2 get $WORK/$what.paths"
    done
    stop "$SERVER"
}

# As it is served: identical answers of one version may come from memory.
measure_repeated() {
    start_kith
    save_answer "$WORK/one.answer" "$(head -1 "$WORK/one.paths")"
    start_bare "$WORK/one.answer"
    compare 'read one, as served, 64 connections' '1/s' 'ratio >= 0.45' bare_answers \
        "load $PORT 64 get $WORK/one.paths"
    stop "$BARE"
    path=$(cat "$WORK/same.paths")
    save_answer "$WORK/same.answer" "$path"
    tag="If-None-Match: $(sed -n 's/^ETag: \(.*\)\r$/\1/p' "$WORK/same.answer")"
    save_answer "$WORK/304.answer" "$path" "$tag"
    start_bare "$WORK/304.answer"
    compare 'unchanged list (304), 64 connections' '1/s' 'ratio >= 0.70' bare_answers \
        "load $PORT 64 get $WORK/same.paths $(quote "$tag")"
    stop "$BARE"
    sums='SELECT stage, COUNT(*), SUM(priority) FROM contact WHERE trashed_at IS NULL GROUP BY stage'
    compare 'pipeline (bare: the live aggregate)' '1/s' 'kith >= 9000' \
        "bare_statement $(quote "$sums")" "load $PORT 64 get $WORK/pipeline.paths"
    compare 'exact count (bare: COUNT(*))' '1/s' 'kith >= 9000' \
        "bare_statement $(quote 'SELECT COUNT(*) FROM contact WHERE trashed_at IS NULL')" \
        "load $PORT 64 get $WORK/count.paths"
    alone 'the same list again, 64 connections' '1/s' - 1 1 "load $PORT 64 get $WORK/same.paths"
    stop "$SERVER"
}

# --- writes -------------------------------------------------------------------------------------

# bare_creates BATCH COUNT: the next COUNT operations of the tape.
bare_creates() {
    from=$(cat "$WORK/at" 2>/dev/null || echo 0)
    echo $((from + $2)) >"$WORK/at"
    $on_server timeout 600 "$BIN/bare_sqlite" write "$WORK/create.tape" "$WORK/copy.db" "$1" \
        "$from" $((from + $2))
}

measure_creates() {
    # No core of its own here for either side: both wait for the disk, and may use what is free.
    pinned=$on_server
    on_server=''
    start_kith
    compare 'create, 1 connection (bare: 1 a commit)' '1/s' - 'bare_creates 1 600' \
        "load $PORT 1 post $WORK/bodies.jsonl"
    compare 'create, 16 connections (bare: 16 a commit)' '1/s' - 'bare_creates 16 2000' \
        "load $PORT 16 post $WORK/bodies.jsonl"
    compare 'create, 128 connections (bare: 100 a commit)' '1/s' 'ratio >= 0.60' \
        'bare_creates 100 4000' "load $PORT 128 post $WORK/bodies.jsonl"
    stop "$SERVER"
    on_server=$pinned
}

bare_import() {
    cp "$WORK/empty/w.db" "$WORK/bare.db"
    $on_server timeout 600 "$BIN/bare_sqlite" write "$WORK/import.tape" "$WORK/bare.db" 5000 0 \
        "$IMPORT"
    rm -f "$WORK"/bare.db*
}

kith_import() {
    $on_server timeout 600 "$BIN/engine_import" "$WORK/import" w "$WORK/import.jsonl"
    rm -rf "$WORK/import"
}

measure_import() {
    "$BIN/people" "$IMPORT" >"$WORK/import.jsonl"
    "$BIN/engine_import" "$WORK/empty" w /dev/null >/dev/null
    timeout 600 "$BIN/engine_import" "$WORK/import" w "$WORK/import.jsonl" "$WORK/import.tape" \
        >/dev/null
    rm -rf "$WORK/import"
    compare "import of $IMPORT, 500 a commit (bare: 5000)" '1/s' 'ratio >= 0.50' bare_import \
        kith_import
}

# --- starting -----------------------------------------------------------------------------------

measure_start() {
    timeout 300 "$BIN/start" 11 "$TOKEN" "$(head -1 "$WORK/one.paths")" "$KITH" serve \
        --listen 127.0.0.1:0 --data "$WORK/data" >"$WORK/start.out" 2>"$WORK/start.log" ||
        { cat "$WORK/start.log" >&2; exit 1; }
    read -r ready answered idle busy <"$WORK/start.out"
    row 'start: until it listens' ms - "$ready" - - -
    row 'start: until the first answer' ms - "$answered" - - 'kith < 50'
    row 'memory after start' MB - "$(calc "$idle / 1024")" - - 'kith < 20'
    row 'memory after the first answer' MB - "$(calc "$busy / 1024")" - - -
}

load_before=$(cut -d' ' -f1 /proc/loadavg)
fill
prepare
measure_start
measure_reads
measure_repeated
measure_creates
measure_import
print_results "$load_before"
