/* The control database: users, workspaces, members, sessions. It is a space like any
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
    bool is_owner; /* of the instance: the first to register */
    bool disabled;
    bool totp_on;       /* signing in needs a code too */
    const char *source; /* "user"; a placeholder's says where it came from: "crm_contact" */
};

/* A sign-in. Texts and hashes are borrowed. */
struct session {
    int64_t id, user_id, workspace_id;
    int64_t created_at, seen_at, expires_at;
    const char *user_agent, *address;
    struct str cookie_hash, family_hash, refresh_hash; /* p NULL: none */
};

struct workspace {
    int64_t id;
    const char *name;
    const char *time_zone;
    const char *currency;
    const char *country;
    const char *purpose;    /* "people", "sales", "both": what the page shows first */
    const char *week_start; /* "monday" … "sunday" */
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
/* Before anything is answered from memory: what other processes committed until now is seen. */
int control_refresh(struct control *c, struct err *err);

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
/* What a user is called; "" when there is no such user. From memory when known. */
int control_user_name(struct control *c, struct arena *a, int64_t user_id, struct str *ret_name,
                      struct err *err);
/* ROLE_NONE when not a member. From memory when known. */
int control_role(struct control *c, int64_t workspace_id, int64_t user_id, enum role *ret,
                 struct err *err);
/* The role as the transaction sees it; ROLE_NONE in a deleted workspace too. */
int control_role_in(struct space_tx *tx, int64_t workspace_id, int64_t user_id, enum role *ret,
                    struct err *err);
enum role role_by_name(struct str name); /* ROLE_NONE: no such */

/* Anybody there, placeholders aside? */
int control_has_users(struct control *c, bool *ret_has, struct err *err);

/* Blocks (see space_write). Creates user, workspace and membership: the control row first as
 * pending, then the workspace's file, then confirms. ERR_DUPLICATE on "email" when taken; a
 * placeholder of that address (no password, see struct user) becomes the user and keeps its id.
 * The first one owns the instance. The ids and times of u and w are not read; where w lacks a name
 * it is "<user>'s workspace", where it lacks the rest: UTC, EUR, US. */
int control_register(struct control *c, struct arena *a, const struct user *u, const char *hash,
                     const struct workspace *w, struct user *ret_user,
                     struct workspace *ret_workspace, struct err *err);
/* Blocks. Another workspace for a user, with a file of its own, in the same three steps. What w
 * lacks is as above. ERR_CONFLICT when they own WORKSPACES_MAX already. */
enum { WORKSPACES_MAX = 100 };
int control_workspace_new(struct control *c, struct arena *a, int64_t user_id,
                          const struct workspace *w, struct workspace *ret, struct err *err);
/* In the caller's transaction: writes all settings of w (not its id, time and marks). */
int control_workspace_save(struct space_tx *tx, const struct workspace *w, struct err *err);
/* In the caller's transaction: from now on it is nobody's, and nothing finds it. Its file and its
 * members are kept for WORKSPACE_KEPT_DAYS, in which it can be brought back. */
enum { WORKSPACE_KEPT_DAYS = 30 };
int control_workspace_delete(struct space_tx *tx, int64_t workspace_id, struct err *err);
int control_workspace_restore(struct space_tx *tx, int64_t workspace_id, struct err *err);
/* Deletes for good what was deleted more than WORKSPACE_KEPT_DAYS before now: file, then rows. One
 * whose file is in use waits for the next time. A job calls it daily. */
int control_workspaces_purge(struct control *c, int64_t now, size_t *ret_purged, struct err *err);
/* Blocks. Forgets sign-ins that have expired. */
int control_sessions_purge(struct control *c, int64_t now, struct err *err);

/* A contact of a workspace gets a login (crm/login.c): the row here first, then the contact, then
 * the confirmation; so a crash leaves something for the sweep to find.
 * _begin finds the user of a normalised address or makes a placeholder without a password (source
 * "crm_contact"); *ret_made tells which. _end takes the mark off; when the link failed (linked
 * false), a placeholder that was made for it and that nobody else has come to use goes too. */
struct pending_login {
    int64_t user_id, workspace_id, contact_id;
};
int control_login_begin(struct control *c, struct str email, int64_t workspace_id,
                        int64_t contact_id, int64_t *ret_user_id, bool *ret_made, struct err *err);
int control_login_end(struct control *c, const struct pending_login *p, bool linked,
                      struct err *err);
/* What a crash left, for the sweep at start. */
int control_logins_pending(struct control *c, struct arena *a, struct pending_login **ret,
                           size_t *ret_n, struct err *err);

/* Finishes what a crash left pending; at start, before anybody registers. One whose file cannot be
 * made now stays pending. */
int control_sweep(struct control *c, struct err *err);

/* Sessions: one row a sign-in, so that a token can be ended before it expires. These run in the
 * caller's transaction. */
/* Sets the id and times of *s but for expires_at. */
int control_session_add(struct space_tx *tx, struct session *s, struct err *err);
/* ERR_NONE also for one that has ended or never was. */
int control_session_close(struct space_tx *tx, int64_t session_id, struct err *err);
/* All of a user's but one (0: all). */
int control_sessions_close(struct space_tx *tx, int64_t user_id, int64_t but_id,
                           int64_t *ret_closed, struct err *err);
/* Notes that it was used, and moves its expiry to expires_at; at most once in `every` ms. Returns
 * at once: a writer does it. */
void control_session_touch(struct control *c, int64_t session_id, int64_t every,
                           int64_t expires_at);
/* Those that stand, newest first, without their hashes. */
int control_sessions_of(struct control *c, struct arena *a, int64_t user_id, struct session **ret,
                        size_t *ret_n, struct err *err);
/* The one whose cookie this is; ret's texts are not set. ERR_NOT_FOUND when it does not stand. */
int control_session_by_cookie(struct control *c, struct str cookie_hash, struct session *ret,
                              struct err *err);
/* True while it stands; from memory when known. */
int control_session_alive(struct control *c, int64_t session_id, bool *ret_alive, struct err *err);

/* Opens the workspace's space. */
int control_space_of(struct control *c, int64_t workspace_id, struct space **ret, struct err *err);

/* --- places: see crm/move.h */

/* Where its database is, deleted or not: NULL the usual place, "files", or a server. */
int control_place(struct control *c, struct arena *a, int64_t workspace_id, const char **ret_place,
                  struct err *err);
/* Blocks. Marks it as being moved, by *ret_token. ERR_CONFLICT while it is marked, unless `again`:
 * then who marked it before cannot finish any more. */
int control_move_begin(struct control *c, int64_t workspace_id, bool again, int64_t *ret_token,
                       struct err *err);
/* Blocks. It is at `place` from now on, for every process, and the mark goes. ERR_CONFLICT when
 * somebody else has marked it since. */
int control_move_switch(struct control *c, int64_t workspace_id, int64_t token, const char *place,
                        struct err *err);
/* Is the mark still this mover's, as far as can be known? What is another's must be left alone. */
bool control_move_is_ours(struct control *c, int64_t workspace_id, int64_t token);
/* Blocks. The mark goes, nothing else. */
int control_move_give_up(struct control *c, int64_t workspace_id, int64_t token, struct err *err);

#endif
