#!/bin/sh
# Runs the browser tests against a built program: run-page.sh BIN [test file...]. Real server, real
# Chromium. All of it ends with a count; the exit code says it too.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
KITH_BIN=$(realpath "${1:-$here/build/kith}")
export KITH_BIN
[ $# -gt 0 ] && shift

for folder in tests/api tests/page; do
    cd "$here/$folder" || exit 1
    stamp=node_modules/.kith-lock
    cmp -s package-lock.json "$stamp" && continue
    echo "  npm    $folder"
    npm ci --silent || { echo "page: npm ci failed"; exit 1; }
    cp package-lock.json "$stamp"
done

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
