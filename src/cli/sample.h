/* Sample data for a workspace that is being served: what `kith demo` writes, in one change set. */
#ifndef KITH_CLI_SAMPLE_H
#define KITH_CLI_SAMPLE_H

#include "api/sample.h"

/* See struct sample_maker. */
int sample_make(struct record_ctx *ctx, struct space *space, int64_t contacts,
                struct sample_made *ret, struct err *err);

#endif
