/* A workspace's file that comes from elsewhere becomes at home here: the users it names (owners,
 * authors, who made each change) are those of this house with the same address.
 */
#ifndef KITH_RECORD_ADOPT_H
#define KITH_RECORD_ADOPT_H

#include "model/model.h"

struct adopt_user {
    int64_t there, here; /* here 0: nobody of that address; what they owned is nobody's */
};

/* In a write transaction of the workspace. */
int adopt_users(struct db *db, struct arena *a, const struct adopt_user *users, size_t n,
                struct err *err);

#endif
