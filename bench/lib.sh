# shellcheck shell=sh disable=SC2034,SC2153,SC2154
# What bench/run.sh is made of: starting and ending servers, a load, a comparison, the table.
# Expects WORK, BIN, KITH, ROUNDS, SECONDS_EACH, JSON; results gather in $WORK/results.

say() {
    echo "bench: $*" >&2
}

calc() {
    awk "BEGIN { printf \"%.6g\", $1 }"
}

# Quotes a text for one more reading by the shell.
quote() {
    printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}

cores=$(nproc)
# Where each runs; words to be split.
on_server=''
on_load=''
if [ "$cores" -ge 2 ]; then
    on_server='taskset -c 0'
    on_load='taskset -c 1'
else
    say "one core: server and load generator share it"
fi

# --- servers ------------------------------------------------------------------------------------

SERVER=''
BARE=''
BARE_PORT=''

# wait_port LOG: the port a server says it listens on; gives up after ten seconds.
wait_port() {
    for _ in $(seq 100); do
        port=$(sed -n 's|.*listening on http://127\.0\.0\.1:\([0-9]*\).*|\1|p' "$1")
        [ -n "$port" ] && { echo "$port"; return; }
        sleep 0.1
    done
    cat "$1" >&2
    return 1
}

start_kith() {
    : >"$WORK/kith.log"
    # shellcheck disable=SC2086
    # A limit that is kept, but reached by nobody: its cost is part of a request's.
    $on_server "$KITH" serve --listen 127.0.0.1:0 --data "$WORK/data" --rate-limit 1000000000 \
        "$@" >"$WORK/kith.log" 2>&1 &
    SERVER=$!
    PORT=$(wait_port "$WORK/kith.log")
}

# start_bare ANSWER: with as many threads as Kith takes.
start_bare() {
    : >"$WORK/bare.log"
    threads=$cores
    [ "$threads" -ge 2 ] || threads=2
    # shellcheck disable=SC2086
    $on_server "$BIN/bare_http" "$threads" "$1" >"$WORK/bare.log" 2>&1 &
    BARE=$!
    BARE_PORT=$(wait_port "$WORK/bare.log")
}

# Ends a process of ours, by force after ten seconds.
stop() {
    [ -n "$1" ] || return 0
    [ "$1" = "$BARE" ] && BARE_PORT=''
    kill "$1" 2>/dev/null || return 0
    for _ in $(seq 100); do
        kill -0 "$1" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

clean_up() {
    stop "$BARE"
    stop "$SERVER"
    rm -rf "$WORK"
}

# --- loads --------------------------------------------------------------------------------------

# save_answer FILE PATH [HEADER]: an answer of Kith's as it comes over the wire.
save_answer() {
    curl -sSi "http://127.0.0.1:$PORT$2" -H "Authorization: Bearer $TOKEN" -H "${3:-Accept: */*}" \
        >"$1"
}

# Hundredths of a second of CPU time that a process has taken.
cpu_of() {
    awk '{ print $14 + $15 }' "/proc/$1/stat"
}

# load PORT CONNECTIONS get|post FILE [HEADER]: answers a second, median, 99th percentile (us),
# answers a second of the server's CPU time.
load() {
    pid=$SERVER
    [ "$1" = "$BARE_PORT" ] && pid=$BARE
    cpu=$(cpu_of "$pid")
    # shellcheck disable=SC2086
    $on_load timeout $((SECONDS_EACH + 60)) wrk -t1 -c"$2" -d"${SECONDS_EACH}s" --timeout 20s \
        -s bench/load.lua "http://127.0.0.1:$1" -- "$TOKEN" "$3" "$4" "${5:-}" >"$WORK/wrk.out"
    failed=$(sed -n 's/^LOAD .* //p' "$WORK/wrk.out")
    [ "$failed" = 0 ] || { say "$failed answers failed: $4"; cat "$WORK/wrk.out" "$WORK/kith.log" >&2; exit 1; }
    sed -n 's/^LOAD \(.*\) [0-9]*$/\1/p' "$WORK/wrk.out" |
        awk -v cpu="$(($(cpu_of "$pid") - cpu))" -v seconds="$SECONDS_EACH" \
            '{ print $0, (cpu > 0 ? $1 * seconds * 100 / cpu : $1) }'
}

# --- results ------------------------------------------------------------------------------------

# Of numbers, one a line.
median() {
    sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# met GOAL KITH RATIO: "yes", "no", or "-" where there is no goal.
met() {
    case $1 in
    -) echo - ;;
    kith*) awk "BEGIN { print ($2 ${1#kith}) ? \"yes\" : \"no\" }" ;;
    ratio*) awk "BEGIN { print ($3 ${1#ratio}) ? \"yes\" : \"no\" }" ;;
    esac
}

# row WHAT UNIT BARE KITH RATIO CPU_RATIO GOAL
row() {
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$5" "$6" "$7" \
        "$(met "$7" "$4" "$5")" >>"$WORK/results"
}

# compare WHAT UNIT GOAL BARE KITH: two commands, in turn. Of what each prints the first number
# counts; the fourth is the same by CPU time.
compare() {
    say "$1"
    : >"$WORK/rounds"
    for _ in $(seq "$ROUNDS"); do
        bare=$(eval "$4") || exit 1
        kith=$(eval "$5") || exit 1
        echo "$bare $kith" >>"$WORK/rounds"
    done
    row "$1" "$2" "$(awk '{ print $1 }' "$WORK/rounds" | median)" \
        "$(awk '{ print $5 }' "$WORK/rounds" | median)" \
        "$(awk '{ printf "%.3f\n", $5 / $1 }' "$WORK/rounds" | median)" \
        "$(awk '{ printf "%.3f\n", $8 / $4 }' "$WORK/rounds" | median)" "$3"
}

# alone WHAT UNIT GOAL FIELD DIVISOR KITH: the same for one field of what one command prints.
alone() {
    say "$1"
    : >"$WORK/rounds"
    for _ in $(seq "$ROUNDS"); do
        kith=$(eval "$6") || exit 1
        echo "$kith" | cut -d' ' -f"$4" >>"$WORK/rounds"
    done
    row "$1" "$2" - "$(calc "$(median <"$WORK/rounds") / $5")" - - "$3"
}

print_table() {
    awk -F '\t' '
        function figure(x) { return x == "-" ? x : sprintf(x < 100 ? "%.2f" : "%.0f", x) }
        function ratio(x) { return x == "-" ? x : sprintf("%.2f", x) }
        BEGIN { shape = "%-48s %-4s %9s %9s %7s %7s  %-14s %s\n"
                printf shape, "what", "unit", "bare", "kith", "ratio", "cpu", "goal", "met?" }
        { printf shape, $1, $2, figure($3), figure($4), ratio($5), ratio($6), $7, $8 }
    ' "$WORK/results"
}

print_json() {
    awk -F '\t' '
        function figure(x) { return x == "-" ? "null" : x }
        function text(x) { gsub(/["\\]/, "\\\\&", x); return x == "-" ? "null" : "\"" x "\"" }
        BEGIN { printf "[" }
        { printf "%s{\"what\":%s,\"unit\":%s,\"bare\":%s,\"kith\":%s,\"ratio\":%s,\"cpu_ratio\":%s",
                 (NR > 1 ? ",\n" : ""), text($1), text($2), figure($3), figure($4), figure($5),
                 figure($6)
          printf ",\"goal\":%s,\"met\":%s}", text($7),
                 ($8 == "-" ? "null" : $8 == "yes" ? "true" : "false") }
        END { print "]" }
    ' "$WORK/results"
}

# print_results LOAD: the load of the machine before all began.
print_results() {
    if [ "$JSON" = yes ]; then
        print_json
    else
        echo "$CONTACTS contacts, $cores cores, median of $ROUNDS rounds of ${SECONDS_EACH} s"
        print_table
    fi
    if awk "BEGIN { exit !($1 > 0.5) }"; then
        say "the machine was busy before this began (load $1): do not trust the figures"
    fi
}
