/* The audit log: what happened to accounts, keys and members, and what left the house. Changes of
 * records are events of their workspace instead (record/event.h).
 *
 * One table in the control database that triggers keep from being changed. Each row's hash covers
 * the row and the hash before it, so a row that was altered or taken out by other means shows.
 */
#ifndef KITH_AUTH_AUDIT_H
#define KITH_AUTH_AUDIT_H

#include "auth/auth.h"
#include "base/json.h"

struct audit_entry {
    enum principal_kind actor_kind;
    int64_t actor_id;     /* 0: nobody known */
    int64_t workspace_id; /* 0: of no workspace, so for the instance's owner only */
    const char *action;   /* "auth.login", "member.removed" */
    const char *target;   /* "user:17"; NULL: none */
    const char *detail;   /* JSON; NULL: {} */
    struct str address;   /* where the request came from */
};

/* In the caller's transaction: it is noted exactly when it happens. */
int audit_append(struct space_tx *tx, const struct audit_entry *e, struct err *err);
/* In a transaction of its own; blocks. For what changes nothing: a failure, an export. */
int audit_note(struct control *c, const struct audit_entry *e, struct err *err);

struct audit_query {
    int64_t workspace_id; /* 0: all, of no workspace too */
    struct str action;    /* p NULL: any; "auth." with the dot at its end: all that begin so */
    int64_t actor_id;     /* 0: anybody */
    int64_t since;        /* ms; 0: from the beginning */
    int64_t before_id;    /* 0: from the newest */
    int64_t limit;
    bool count; /* *ret_total too, of all pages */
};

enum audit_format { AUDIT_JSON, AUDIT_CSV };

/* Newest first, from a snapshot. JSON: rows into an open array; CSV: a head line and rows.
 * *ret_next: the last id when there are more, else 0. *ret_total: -1 when it was not asked for. */
int audit_list(struct control *c, const struct audit_query *q, enum audit_format format,
               struct json *out, int64_t *ret_next, int64_t *ret_total, struct err *err);
/* Walks the whole chain. *ret_bad_id: the first row that does not fit, 0 when all do. */
int audit_verify(struct db *db, int64_t *ret_bad_id, struct err *err);

#endif
