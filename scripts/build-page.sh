#!/bin/sh
# Builds the page in web/ and puts it into C: build-page.sh TO. Packages are installed when they are
# missing or the lock has changed.
set -eu
cd "$(dirname "$0")/.."
to=$1
mkdir -p "$to"

stamp=web/node_modules/.kith-lock
if ! cmp -s web/package-lock.json "$stamp"; then
    echo "  npm    web"
    (cd web && npm ci --silent) || { echo "page: npm ci failed" >&2; exit 1; }
    cp web/package-lock.json "$stamp"
fi
(cd web && npm run --silent build) >"$to/log" 2>&1 || { cat "$to/log" >&2; exit 1; }
node scripts/embed-page.mjs web/dist "$to"
