#!/bin/sh
# Runs the unit test programs of a build folder; prints what failed and a closing count. Beside a
# server (with-postgres.sh) only those that know how to use it.
set -u
build=$1
on=""
knows=.
[ -z "${TEST_POSTGRES:-}" ] || { on=" on PostgreSQL"; knows='"place.h"\|"fixture.h"'; }
# What was left out for want of a server runs beside one.
needs_server() { [ -z "$on" ] && grep -q '^\[  SKIPPED \]' "$log"; }
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for program in "$build"/tests/test_*; do
    case $program in *.d | *.o) continue ;; esac
    grep -q "$knows" "tests/unit/${program##*/}.c" || continue
    if "$program" >"$log" 2>&1; then
        ok=$(grep -c '^\[       OK \]' "$log")
        passed=$((passed + ok))
        [ "$ok" -gt 0 ] || needs_server || { echo "FAILED $program ran no test"; failed=$((failed + 1)); }
    else
        failed=$((failed + 1))
        echo "FAILED $program"
        cat "$log"
    fi
done
echo "unit${build#build}$on: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
