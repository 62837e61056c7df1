#!/bin/sh
# What is checked of web/ without a browser: check-web.sh lint (types, ESLint, Prettier, the size of
# the first load) or test (Vitest).
set -u
cd "$(dirname "$0")/../web" || exit 2

../scripts/npm-ci.sh web || exit 1

if [ "${1:-test}" = test ]; then
    npx vitest run --reporter=dot
    exit
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
# check NAME COMMAND…: what it says only when it fails.
check() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        echo "ok web: $name"
    else
        echo "FAILED web: $name"
        sed 's/^/    /' "$log"
        failed=1
    fi
}
check "types" npm run --silent check
check "ESLint" npm run --silent lint
check "Prettier" npm run --silent format:check
[ ! -d dist ] || check "the first load's size" npm run --silent size
exit $failed
