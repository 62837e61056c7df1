/* What the files of the face share. */
#ifndef KITH_API_PRIVATE_H
#define KITH_API_PRIVATE_H

#include "api/api.h"
#include "api/pool.h"
#include "auth/actor.h"
#include "record/event.h"
#include "record/idem.h"

/* answer.c */
void answer_success(struct call *c);
/* What app->page has answered gets what every answer carries. */
void answer_page(struct call *c);
/* Nothing but a status. */
void answer_empty(struct call *c, int status);
/* Drops what a first run of a write put into the response. */
void answer_reset(struct call *c);
/* READ endpoints tagged by version: answers 304 when the client has it. */
bool answer_not_modified(struct call *c);
/* The tag of a versioned answer; writes at most 80 bytes. */
void answer_tag(const struct call *c, char out[static 80]);

/* An ETag that the handler has set itself; "" when it has not. */
void answer_own_tag(const struct call *c, char out[static 80]);
/* Answers with a body that is there already; tag: its own ETag, or "". */
void answer_kept(struct call *c, const char *tag);

/* cache.c: identical reads of one version. */
int cache_open(int64_t megabytes, struct cache **ret_cache, struct err *err);
void cache_close(struct cache *cache);
bool cache_answer(struct call *c);
/* The same was asked before, of whatever version. */
bool cache_knows(struct call *c);
void cache_keep(struct call *c);

/* call.c: who does it, for the audit log. */
struct actor call_actor(const struct call *c);

/* enter.c: the workspace's settings and its space, held until the answer. READ and WRITE endpoints
 * are in it already. */
int call_enter_workspace(struct call *c, struct err *err);

/* enter.c: c->version is that of the snapshot; where a database has to be asked it comes with the
 * first answer, so ask something else before, or wait. */
int call_look(struct call *c, struct err *err);

/* write.c: the X-Change-Id header; *ret_id is 0 without one. */
int write_joined_change(struct call *c, int64_t *ret_id, struct err *err);

/* endpoints_workspaces.c: a workspace with the role of who asks. */
enum { WORKSPACE_ANSWER_N = 9, WORKSPACE_SETTINGS_N = 6 };
extern const struct shape workspace_role_answer[WORKSPACE_ANSWER_N];
/* Its settings as input, none required; read: only what is named is set. */
extern const struct shape workspace_settings[WORKSPACE_SETTINGS_N];
int read_workspace_settings(struct call *c, const json_t *from, struct workspace *w,
                            struct err *err);
void write_workspace_role(struct json *out, const struct workspace *w, enum role role);

/* write.c: one write inside the writer: idempotency, change set, handler. */
int write_run(struct call *c, struct space_tx *tx, struct err *err);

/* The shapes several tables name (endpoints_history.c). */
enum { EVENT_ANSWER_N = 11 };
extern const struct shape event_answer[EVENT_ANSWER_N];

#endif
