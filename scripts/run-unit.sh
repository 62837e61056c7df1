#!/bin/sh
# Runs every unit test program of a build folder; prints what failed and a closing count.
set -u
build=$1
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for program in "$build"/tests/test_*; do
    case $program in *.d | *.o) continue ;; esac
    if "$program" >"$log" 2>&1; then
        ok=$(grep -c '^\[       OK \]' "$log")
        passed=$((passed + ok))
        [ "$ok" -gt 0 ] || { echo "FAILED $program ran no test"; failed=$((failed + 1)); }
    else
        failed=$((failed + 1))
        echo "FAILED $program"
        cat "$log"
    fi
done
echo "unit${build#build}: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
