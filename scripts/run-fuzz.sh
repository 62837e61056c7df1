#!/bin/sh
# Fuzzes each parser of foreign bytes for some seconds with libFuzzer. What crashes is kept in
# tests/fuzz/crashes/<target>/ and replayed by `make test` from then on.
set -eu
seconds=${1:-60}
out=build/fuzz
mkdir -p "$out"
sanitize="fuzzer,address,undefined"
CC=clang CXX=clang++ make --no-print-directory -j"$(nproc)" \
    SANITIZER=fuzzer-no-link,address,undefined \
    "build/san-fuzzer-no-link-address-undefined/libkith.a"
# shellcheck disable=SC2046,SC2086
clang++ -fsanitize=$sanitize -o "$out/fuzz" \
    $(for f in targets driver; do
        clang -std=c17 -D_GNU_SOURCE -g -O1 -Isrc -Itests/fuzz -fsanitize=$sanitize \
            $(pkg-config --cflags jansson) -c "tests/fuzz/$f.c" -o "$out/$f.o" >&2
        echo "$out/$f.o"
    done) build/san-fuzzer-no-link-address-undefined/libkith.a \
    $(make --no-print-directory print-libs)

for target in json filter search values; do
    echo "fuzz $target for ${seconds}s"
    mkdir -p "$out/corpus/$target" "tests/fuzz/crashes/$target"
    FUZZ_TARGET=$target "$out/fuzz" -max_total_time="$seconds" -max_len=4096 -print_final_stats=0 \
        -verbosity=0 -artifact_prefix="tests/fuzz/crashes/$target/" \
        "$out/corpus/$target" "tests/fuzz/seeds/$target"
done
find tests/fuzz/crashes -type d -empty -delete
