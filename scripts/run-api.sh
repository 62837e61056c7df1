#!/bin/sh
# Runs the API tests against a built program: run-api.sh BIN [test file...]. Packages are installed
# when they are missing or the lock has changed. All of it ends with a count; the exit code says it
# too.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
KITH_BIN=$(realpath "${1:-$here/build/kith}")
export KITH_BIN
[ $# -gt 0 ] && shift
cd "$here/tests/api" || exit 1

../../scripts/npm-ci.sh tests/api || exit 1

API_LOG=$PWD/.log/$$
export API_LOG
out=$(mktemp)
trap 'rm -rf "$out" "$API_LOG"' EXIT
whole=$#
[ $# -gt 0 ] || set -- *.test.mjs
node --test --test-concurrency=4 --test-reporter=dot --test-reporter-destination=stdout \
    --test-reporter=spec --test-reporter-destination="$out" "$@"
failed=$?

# The list of what failed, where the dots have not told it already (older Node).
[ "$failed" -eq 0 ] || sed -n '/failing tests:$/,$p' "$out"
if [ "$whole" -eq 0 ]; then
    node coverage.mjs || failed=1
fi
count() { sed -n "s/^ℹ $1 //p" "$out" | tail -n 1; }
echo "api: $(count pass) passed, $(count fail) failed"
[ "$failed" -eq 0 ]
