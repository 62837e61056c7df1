#!/bin/sh
# Builds the page in web/ and puts it into C: build-page.sh TO. Packages are installed when they are
# missing or the lock has changed.
set -eu
cd "$(dirname "$0")/.."
to=$1
mkdir -p "$to"

# Until there is one.
if [ ! -f web/package.json ]; then
    mkdir -p "$to/dist/assets"
    echo 'document.title = "Kith";' >"$to/dist/assets/index-00000000.js"
    echo '// nothing is kept yet' >"$to/dist/sw.js"
    echo '{"name":"Kith","start_url":"/","display":"standalone"}' >"$to/dist/manifest.webmanifest"
    echo '<!doctype html><html lang="en"><title>Kith</title><script type="module" src="/assets/index-00000000.js"></script><meta name="description" content="Kith keeps up with the people in your life and in your work. Its page is not part of this program yet."><p>The page is not part of this program yet. The API is under <a href="/api/openapi.json">/api</a>.</p></html>' >"$to/dist/index.html"
    node scripts/embed-page.mjs "$to/dist" "$to"
    exit 0
fi

stamp=web/node_modules/.kith-lock
if ! cmp -s web/package-lock.json "$stamp"; then
    echo "  npm    web"
    (cd web && npm ci --silent) || { echo "page: npm ci failed" >&2; exit 1; }
    cp web/package-lock.json "$stamp"
fi
(cd web && npm run --silent build) >"$to/log" 2>&1 || { cat "$to/log" >&2; exit 1; }
node scripts/embed-page.mjs web/dist "$to"
