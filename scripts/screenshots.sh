#!/bin/sh
# Pictures of each screen into docs/images: screenshots.sh BIN.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
KITH_BIN=$(realpath "$1")
export KITH_BIN
"$here/scripts/npm-ci.sh" tests/api tests/page
cd "$here/tests/page"
node screenshots.mjs "$here/docs/images"
# A screen has few colours: a quarter of the bytes, and nobody sees the difference.
pngquant --force --skip-if-larger --ext .png --speed 1 --quality 70-95 --strip "$here"/docs/images/*.png
du -ch "$here"/docs/images/*.png | tail -n 1
