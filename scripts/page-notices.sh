#!/bin/sh
# Prints what the libraries within the page want said: of each its name, its licence and the text of
# it, from the packages that web/ was built of.
set -eu
cd "$(dirname "$0")/../web"

echo "The page that Kith serves contains these libraries. Each is under its own licence."
npm ls --omit=dev --all --parseable 2>/dev/null | tail -n +2 | sort -u | while read -r folder; do
    [ -f "$folder/package.json" ] || continue
    printf '\n----------------------------------------------------------------------\n'
    # shellcheck disable=SC2016  # for node
    node -p 'const p = require(process.argv[1]); `${p.name} ${p.version} (${p.license ?? "see below"})`' \
        "$folder/package.json"
    find "$folder" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'notice*' -o -iname 'ofl*' \) |
        sort | while read -r file; do echo; cat "$file"; done
done
