/* Sample data, of which the API only knows that main has somebody who makes it. */
#ifndef KITH_API_SAMPLE_H
#define KITH_API_SAMPLE_H

#include "record/ctx.h"
#include "space/space.h"

struct sample_made {
    int64_t change_id; /* one, so that one undo takes all of it back */
    int64_t contacts, companies, websites, notes, activities, tasks;
};

/* Blocks. Writes for ctx->who, slice by slice; ERR_CONFLICT where there are contacts already. */
typedef int sample_maker(struct record_ctx *ctx, struct space *space, int64_t contacts,
                         struct sample_made *ret, struct err *err);

#endif
