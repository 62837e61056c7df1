#!/bin/sh
# Pictures of each screen into docs/images: screenshots.sh BIN.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
KITH_BIN=$(realpath "$1")
export KITH_BIN
"$here/scripts/npm-ci.sh" tests/api tests/page
cd "$here/tests/page"
node screenshots.mjs "$here/docs/images"
