/* What a workspace sheds by itself: trash after its days, answers kept for repeated requests.
 *
 * Blocks; for jobs. Each call takes the workspace through in slices, a transaction each, so that
 * nobody's write waits for a large purge. Running it twice does no harm.
 */
#ifndef KITH_CRM_HOUSEKEEPING_H
#define KITH_CRM_HOUSEKEEPING_H

#include "crm/crm.h"

enum { TRASH_DAYS = 30 };

struct housekeeping {
    struct control *control;
    struct space *space;
    int64_t workspace_id;
    int64_t now;
    /* True ends it early, between two slices. NULL allowed. */
    bool (*should_stop)(void *ctx);
    void *ctx;
};

/* Deletes for good what has been in the trash for TRASH_DAYS. *ret_next: when the next of what is
 * left there will be due; 0: the trash is empty. */
int housekeeping_trash(const struct housekeeping *h, int64_t *ret_purged, int64_t *ret_next,
                       struct err *err);
/* Forgets the answers whose idempotency keys have expired. *ret_next as above. */
int housekeeping_keys(const struct housekeeping *h, int64_t *ret_next, struct err *err);

#endif
