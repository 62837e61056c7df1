#!/bin/sh
# What `make lint` checks, one line each: who includes whom, formatting, banned calls, SQL made by
# printf, headers that compile alone, banners, lengths, a second compiler, and that no committed
# file names a package registry. Exceptions with a reason: lint-allow.txt.
set -u
cd "$(dirname "$0")/.." || exit 2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
if [ -t 1 ]; then
    good=$(printf '\033[32m✓\033[0m') bad=$(printf '\033[31m✗\033[0m')
else
    good=ok bad=FAILED
fi

# result NAME FILE TEXT: passed when FILE is empty.
result() {
    if [ -s "$2" ]; then
        echo "$bad $1"
        sed 's/^/    /' "$2"
        failed=1
    else
        echo "$good $1${3:+: $3}"
    fi
}

files() {
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard -- "$@"
    else
        for pattern; do find . -path ./build -prune -o -name "$pattern" -print; done | sed 's,^\./,,'
    fi | sort -u | while read -r file; do [ -f "$file" ] && echo "$file"; done
}

files '*.c' '*.h' '*.cc' >"$work/all"
grep '\.c$' "$work/all" >"$work/c"
grep '\.cc$' "$work/all" >"$work/cc"
# Lists that are included many times are no headers of their own.
grep '\.h$' "$work/all" | grep -v '\.list\.h$' >"$work/h"
count=$(wc -l <"$work/all")
jobs=$(nproc)
flags=$(make -s --no-print-directory print-cflags) || exit 2
cxxflags=$(make -s --no-print-directory print-cxxflags) || exit 2

# --- by reading -------------------------------------------------------------------------------

xargs awk -v ALLOW=scripts/lint-allow.txt -f scripts/lint-source.awk <"$work/all" >"$work/found" ||
    exit 2
of() { grep "^$1	" "$work/found" | cut -f2- >"$work/$1"; }
for check in layers calls sql banners lengths notes; do of "$check"; done

result "layers: includes point down, private headers stay at home" "$work/layers"

xargs -P "$jobs" -I FILE sh -c 'clang-format --dry-run -Werror FILE >/dev/null 2>&1 || echo FILE' \
    <"$work/all" | sort >"$work/format"
result "clang-format" "$work/format" "$count files"

result "banned calls" "$work/calls"
result "SQL is not made by printf" "$work/sql"

# --- by compiling -----------------------------------------------------------------------------

# compile COMPILER FLAGS LIST: what it says, nothing when all is well.
compile() {
    xargs -P "$jobs" -I FILE sh -c "$1 $2 -fsyntax-only FILE 2>&1 || echo FILE: does not compile" \
        <"$3" | grep -E 'error:|warning:|does not compile'
}

compile "${GCC:-gcc}" "$flags -x c -Wno-unused-function" "$work/h" >"$work/headers"
result "headers compile alone" "$work/headers" "$(wc -l <"$work/h") headers"
result "every file says what it is for" "$work/banners"
result "lengths" "$work/lengths" "$(grep -c '()' "$work/notes") functions over 60 lines, $(
    grep -vc '()' "$work/notes") files over 600"
sed 's/^/    /' "$work/notes"

{
    compile clang "$flags" "$work/c"
    compile clang++ "$cxxflags" "$work/cc"
} >"$work/clang"
result "clang compiles it too" "$work/clang" "$(wc -l <"$work/c") files"

# --- what must not be committed ---------------------------------------------------------------

{
    files '*package-lock.json' '*npm-shrinkwrap.json' | xargs -r grep -nE '"resolved": *"[a-z+]+:' |
        cut -c1-160
    files '*.npmrc' '*pip.conf' | xargs -r grep -nHE '(registry|index-url) *=.*//'
} >"$work/registry"
result "no lock file names a registry" "$work/registry"

exit $failed
