#!/bin/sh
# Runs the browser tests against a built program: run-page.sh BIN [test file...]. Real server, real
# Chromium. All of it ends with a count; the exit code says it too.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
KITH_BIN=$(realpath "${1:-$here/build/kith}")
export KITH_BIN
[ $# -gt 0 ] && shift

"$here/scripts/npm-ci.sh" tests/api tests/page || exit 1
cd "$here/tests/page" || exit 1

out=$(mktemp)
trap 'rm -f "$out"' EXIT
[ $# -gt 0 ] || set -- *.test.mjs
node --test --test-concurrency=2 --test-reporter=dot --test-reporter-destination=stdout \
    --test-reporter=spec --test-reporter-destination="$out" "$@"
failed=$?
[ "$failed" -eq 0 ] || sed -n '/failing tests:$/,$p' "$out"
count() { sed -n "s/^ℹ $1 //p" "$out" | tail -n 1; }
echo "page: $(count pass) passed, $(count fail) failed"
[ "$failed" -eq 0 ]
