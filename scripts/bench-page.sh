#!/bin/sh
# How quick the page is: bench-page.sh BIN. Speed with CONTACTS (100000) contacts, then Lighthouse.
set -eu
KITH_BIN=$(realpath "$1")
export KITH_BIN
cd "$(dirname "$0")/.."
scripts/npm-ci.sh bench/page
cd bench/page
node speed.mjs
node lighthouse.mjs
