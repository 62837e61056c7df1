/* The control database read as a whole, for people at a terminal: who there is, what there is, what
 * a workspace carries along when it leaves. Works on any connection to a control database, also one
 * opened for reading beside a running server.
 */
#ifndef KITH_SPACE_CATALOG_H
#define KITH_SPACE_CATALOG_H

#include "space/control.h"

struct catalog_user {
    struct user user;
    int64_t n_workspaces;
};

struct catalog_workspace {
    struct workspace workspace; /* zone is not opened */
    int64_t deleted_at;         /* 0: it stands */
    int64_t n_members;
    const char *owner; /* an owner's address, "" when there is none */
    const char *place; /* NULL the usual one; a server's without its password */
    bool moving;       /* marked so; see control_move_begin() */
};
/* Those that are not in the usual place, with the place as it is stored. */
struct catalog_place {
    int64_t workspace_id;
    const char *where;
};
int catalog_places(struct db *control, struct arena *a, struct catalog_place **ret, size_t *ret_n,
                   struct err *err);
/* A server's URL as it may be shown. */
const char *catalog_place_shown(struct arena *a, const char *place);

/* Oldest first; all live in the arena. */
int catalog_users(struct db *control, struct arena *a, struct catalog_user **ret, size_t *ret_n,
                  struct err *err);
int catalog_workspaces(struct db *control, struct arena *a, struct catalog_workspace **ret,
                       size_t *ret_n, struct err *err);
/* One by id; ERR_NOT_FOUND. */
int catalog_workspace(struct db *control, struct arena *a, int64_t id,
                      struct catalog_workspace *ret, struct err *err);

/* What an export carries beside its records, written into the copy: its settings, and the names and
 * addresses behind the user ids it holds. */
int catalog_pack(struct db *control, struct db *copy, int64_t workspace_id, struct err *err);
/* Reads it back from such a file; ERR_INVALID when it is none. */
int catalog_unpack(struct db *file, struct arena *a, struct workspace *ret, struct err *err);
/* The users of an export: ids there, and the ids here of the same addresses (0: unknown here). */
struct catalog_person {
    int64_t id, here;
    const char *email;
};
int catalog_people(struct db *file, struct db *control, struct arena *a,
                   struct catalog_person **ret, size_t *ret_n, struct err *err);

#endif
