#!/bin/sh
# Packs a built program as build/deb/kith_<version>_<architecture>.deb: `make deb`.
#   scripts/make-deb.sh build/kith VERSION
# The package's version is the commit's time and name, so that a later one is newer. DEBFULLNAME and
# DEBEMAIL say who packed it.
set -eu

kith=$(realpath "$1")
version=$2
cd "$(dirname "$0")/.."

time=$(git log -1 --format=%ct 2>/dev/null || date +%s)
name=$(echo "$version" | tr -c 'A-Za-z0-9.+~\n' '.')
deb="0.$(date -u -d "@$time" +%Y%m%d.%H%M%S)+$name"
packer="${DEBFULLNAME:-Kith} <${DEBEMAIL:-kith@example.org}>"

out=build/deb
rm -rf "$out"
mkdir -p "$out/kith"
cp -r deploy/debian "$out/kith/debian"
cp deploy/kith.service "$out/kith/debian/kith.service"
cp deploy/kith.conf "$kith" "$out/kith/"
scripts/man.sh "$kith" >"$out/kith/kith.1"
scripts/page-notices.sh >"$out/kith/page-notices"
sed -i "s/@MAINTAINER@/$packer/" "$out/kith/debian/control"
cat >"$out/kith/debian/changelog" <<EOT
kith ($deb) unstable; urgency=medium

  * Built from $version.

 -- $packer  $(date -u -R -d "@$time")
EOT

(cd "$out/kith" && dpkg-buildpackage --build=binary --no-sign --no-check-builddeps >../log 2>&1) ||
    { cat "$out/log" >&2; exit 1; }
rm -rf "$out/kith"
echo "  deb    $(ls "$out"/*.deb)"
