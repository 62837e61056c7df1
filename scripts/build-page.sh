#!/bin/sh
# Builds the page in web/ and puts it into C: build-page.sh TO.
set -eu
cd "$(dirname "$0")/.."
to=$1
mkdir -p "$to"

scripts/npm-ci.sh web
(cd web && npm run --silent build) >"$to/log" 2>&1 || { cat "$to/log" >&2; exit 1; }
node scripts/embed-page.mjs web/dist "$to"
