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
    struct memory *names;      /* user -> struct known_name */
    struct memory *places;     /* workspace -> struct known_place */
    pthread_mutex_t zones_lock;
    struct zone *zones;
};

/* "ws_<id>" */
enum { WORKSPACE_NAME_MAX = 32 };
void control_workspace_name(int64_t workspace_id, char out[static WORKSPACE_NAME_MAX]);

/* control_workspaces.c: makes the workspace's file and takes its pending mark off. */
int control_workspace_finish(struct control *c, int64_t workspace_id, struct err *err);
/* What w says, with what it lacks filled in; `name` is what it is called without one. */
struct workspace control_workspace_filled(const struct workspace *w, const char *name);
int control_workspace_insert(struct space_tx *tx, const struct workspace *w, int64_t owner_id,
                             struct err *err);

/* control_place.c */
struct memory *control_places_new(void);
/* Spaces are looked for where the control database says they are. */
void control_place_spaces(struct control *c);

#endif
