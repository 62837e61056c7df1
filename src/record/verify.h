/* Is a workspace what it says it is? Every derived thing against what it derives from.
 *
 * Reads only, in bounded memory; a million records take a while, so the caller may show each check
 * as it begins. What the database itself guarantees (pages, indexes) is its own check (db_check).
 */
#ifndef KITH_RECORD_VERIFY_H
#define KITH_RECORD_VERIFY_H

#include "record/ctx.h"

struct verify_report {
    void *to;
    void (*check)(void *to, const char *name); /* one begins; may be NULL */
    /* One fault, as a sentence: "12 contacts have no search row". */
    void (*fault)(void *to, const char *check, const char *message);
    int64_t n_faults;
};

/* 0 when it could look at everything, whatever it found; -1 with err when it could not. */
int verify_workspace(struct record_ctx *ctx, struct verify_report *report, struct err *err);

#endif
