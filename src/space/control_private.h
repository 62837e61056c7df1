/* What the control*.c files share. */
#ifndef KITH_SPACE_CONTROL_PRIVATE_H
#define KITH_SPACE_CONTROL_PRIVATE_H

#include <pthread.h>

#include "base/date.h"
#include "space/control.h"
#include "space/memory.h"

struct zone; /* an open time zone by its name */

struct control {
    struct spaces *spaces;
    struct space *space;       /* held while the control is open */
    struct memory *roles;      /* (workspace, user) -> enum role */
    struct memory *sessions;   /* session -> expires_at of one that was not ended */
    struct memory *workspaces; /* workspace -> struct known_workspace */
    pthread_mutex_t zones_lock;
    struct zone *zones;
};

/* "ws_<id>" */
enum { WORKSPACE_NAME_MAX = 32 };
void control_workspace_name(int64_t workspace_id, char out[static WORKSPACE_NAME_MAX]);

#endif
