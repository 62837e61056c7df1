/* The control database: users, workspaces, members, sessions, signing keys. It is a space like any
 * other ("control"), with tables of its own. Portable SQL; no CRM records here.
 *
 * What a request needs of it on every call (who, which workspace, which role) is kept in memory
 * and looked up by id; a write to the control space drops the memory of what it touched.
 */
#ifndef KITH_SPACE_CONTROL_H
#define KITH_SPACE_CONTROL_H

#include "space/space.h"

struct control;

enum role { ROLE_NONE, ROLE_VIEWER, ROLE_MEMBER, ROLE_ADMIN, ROLE_OWNER };
const char *role_name(enum role r);

/* Creates or migrates the control tables (the `control` half of spaces_config.prepare). An older
 * file is copied aside first, to <path>.before-<schema>-<time>; a newer one is refused. */
int control_migrate(struct db *db, const char *path, struct err *err);
/* The same without the copy, for a database that is not a file. */
int control_prepare(struct db *db, struct err *err);

struct user {
    int64_t id;
    const char *email; /* normalised */
    const char *name;
    int64_t created_at;
};

struct workspace {
    int64_t id;
    const char *name;
    const char *time_zone;
    const char *currency;
    const char *country;
    int64_t created_at;
    bool pending;          /* being created: its file may not be there yet */
    const struct tz *zone; /* opened once, shared, never freed while the program runs */
};

int control_open(struct spaces *spaces, struct control **ret_control, struct err *err);
void control_close(struct control *c);
struct space *control_space(struct control *c);
/* Rises with every control change: for caches of what was derived from it. Only the start of a
 * session leaves it alone, since a new row that nobody can have asked for makes nothing untrue;
 * else each sign-in would cost everybody else a lookup. */
int64_t control_version(const struct control *c);

/* Reads copy into the arena. ERR_NOT_FOUND when absent. */
int control_user(struct control *c, struct arena *a, int64_t id, struct user *ret, struct err *err);
/* By normalised address; *ret_hash gets the password hash. */
int control_user_by_email(struct control *c, struct arena *a, struct str email, struct user *ret,
                          const char **ret_hash, struct err *err);
int control_workspace(struct control *c, struct arena *a, int64_t id, struct workspace *ret,
                      struct err *err);
/* The user's workspaces, oldest first. */
int control_workspaces_of(struct control *c, struct arena *a, int64_t user_id,
                          struct workspace **ret, size_t *ret_n, struct err *err);
/* ROLE_NONE when not a member. From memory when known. */
int control_role(struct control *c, int64_t workspace_id, int64_t user_id, enum role *ret,
                 struct err *err);

/* Blocks (see space_write). Creates user, workspace and membership: the control row first as
 * pending, then the workspace's file, then confirms. ERR_DUPLICATE on "email" when taken. The ids
 * and times of u and w are not read; where w lacks a name it is "<user>'s workspace", where it
 * lacks the rest: UTC, EUR, US. */
int control_register(struct control *c, struct arena *a, const struct user *u, const char *hash,
                     const struct workspace *w, struct user *ret_user,
                     struct workspace *ret_workspace, struct err *err);
/* Finishes what a crash left pending; at start, before anybody registers. One whose file cannot be
 * made now stays pending. */
int control_sweep(struct control *c, struct err *err);

/* Sessions: one row a sign-in, so that a token can be ended before it expires. */
int control_session_start(struct control *c, int64_t user_id, int64_t workspace_id,
                          int64_t expires_at, int64_t *ret_session_id, struct err *err);
int control_session_end(struct control *c, int64_t session_id, struct err *err);
/* True while it stands; from memory when known. */
int control_session_alive(struct control *c, int64_t session_id, bool *ret_alive, struct err *err);

/* The key that signs tokens, made on first start; 32 bytes. */
int control_signing_key(struct control *c, unsigned char ret_key[static 32], struct err *err);

/* Opens the workspace's space. */
int control_space_of(struct control *c, int64_t workspace_id, struct space **ret, struct err *err);

#endif
