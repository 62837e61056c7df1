#!/bin/sh
# Installs the npm packages of folders, each when they are missing or its lock has changed:
# npm-ci.sh FOLDER...
set -eu
cd "$(dirname "$0")/.."
for folder; do
    stamp=$folder/node_modules/.kith-lock
    cmp -s "$folder/package-lock.json" "$stamp" && continue
    echo "  npm    $folder"
    (cd "$folder" && npm ci --silent) || { echo "npm ci failed in $folder" >&2; exit 1; }
    cp "$folder/package-lock.json" "$stamp"
done
