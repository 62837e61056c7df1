/* Idempotency keys: a POST sent again with the same key answers as the first one did.
 *
 * The answer is stored in the transaction of its effect, for 24 hours, by asker and key, with a
 * fingerprint of method, path and body: another request under a used key is refused.
 */
#ifndef KITH_RECORD_IDEM_H
#define KITH_RECORD_IDEM_H

#include "record/write.h"

struct idem_answer {
    int status;
    struct str headers; /* "Name: value" lines */
    struct str body;
};

/* *ret_found true: the stored answer. ERR_IDEMPOTENCY_REUSED when the fingerprint differs. */
int idem_find(struct change *c, struct str key, struct str fingerprint, bool *ret_found,
              struct idem_answer *ret_answer, struct err *err);
int idem_store(struct change *c, struct str key, struct str fingerprint,
               const struct idem_answer *answer, struct err *err);

/* Forgets what has expired; *ret_next is when the oldest of what is left will, 0: nothing is. */
int idem_expire(struct db *db, int64_t now, int64_t *ret_next, struct err *err);

#endif
