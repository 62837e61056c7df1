/* The parsers of foreign bytes, each as one function: libFuzzer drives them (make fuzz), and the
 * replay test runs kept files through them (make test). Whatever comes, they return.
 *
 * TO ADD A TARGET: a function here and in targets.c with a row in fuzz_targets.
 */
#ifndef KITH_TESTS_FUZZ_H
#define KITH_TESTS_FUZZ_H

#include "base/str.h"

struct fuzz_target {
    const char *name; /* also its folder in seeds/ and crashes/ */
    void (*run)(struct str input);
};

extern const struct fuzz_target fuzz_targets[];
extern const size_t fuzz_n_targets;

#endif
