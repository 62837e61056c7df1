/* History: one append-only table. Every write of a record appends one event, in its transaction.
 *
 *   change_set  id, at, actor_kind, actor_id, request_id, label, undo_of, undone_by, n_events, open
 *   event       id, change_id, at, entity, record_id, type, changes
 *   event_about record_id, event_id     a child's event on its parents' timelines
 *
 * `changes` is JSON {"field":[before,after],…} of stored values, tags and links as whole lists. A
 * creation has none (a record's past is its present with later events taken back); a removal has
 * the full row, {"row":{…}}; a permanent deletion empties the changes of all events of the record.
 *
 * Types: created, recreated, updated, trashed, restored, removed, deleted (for good), and the named
 * ones that follow from what changed (stage_changed, completed, owner_claimed, tag_added, …): the
 * table in event.c.
 */
#ifndef KITH_RECORD_EVENT_H
#define KITH_RECORD_EVENT_H

#include "record/write.h"

/* Appends the event of a finished mutation; creates the change set on its first. */
int event_append(struct change *c, const struct mutation *m, const json_t *changes,
                 struct err *err);

struct event_query {
    const struct entity *entity; /* NULL: all */
    int64_t record_id;           /* 0: all */
    bool with_children;          /* timeline: also what happened to what hangs on it, which is shown
                                  * as it is now, as `record` */
    struct str type;             /* STR_NONE: all */
    const char *actor_kind;      /* NULL: all */
    int64_t actor_id;            /* 0: all */
    int64_t since;               /* ms; 0: from the beginning */
    int64_t after_id;            /* keyset: only ids below (newest first); 0: from the newest */
    int64_t change_id;           /* 0: all */
    int64_t limit;
    bool count; /* the exact "total" too, of all pages */
};
/* Writes {"data":[…],"next":…}. To a key the changes are told of what it may read; of others only
 * that they changed. */
int event_list(struct record_ctx *ctx, const struct event_query *q, struct json *out,
               struct err *err);

/* What happened, for who follows it live: a line of JSON without line breaks, with the names of the
 * fields that changed and without what they hold. bare: without the names, for a key that may not
 * read such records. */
struct event_line {
    int64_t id;
    const struct entity *entity; /* NULL: there is no such entity any more */
    struct str full, bare;       /* in the arena */
};
/* After the event `after`, oldest first, at most limit. */
int event_lines(struct record_ctx *ctx, int64_t after, size_t limit, struct event_line **ret,
                size_t *ret_n, struct err *err);
/* How many events of a type there were of an entity's records, from `from` on and before `to`. Of
 * those that event_count.c keeps, without looking at each. */
int event_count(struct record_ctx *ctx, struct str type, const struct entity *e, int64_t from,
                int64_t to, int64_t *ret_n, struct err *err);
/* The newest event's id; 0: nothing has happened yet. */
int event_last(struct record_ctx *ctx, int64_t *ret_id, struct err *err);

/* Change sets: newest first, keyset by id; each with a summary of what it did. */
struct change_query {
    int64_t before_id;      /* 0: from the newest */
    const char *actor_kind; /* NULL: all */
    int64_t actor_id;       /* 0: all */
    int64_t since;          /* ms; 0: from the beginning */
    int64_t limit;
    bool count; /* the exact "total" too, of all pages */
};
int change_list(struct record_ctx *ctx, const struct change_query *x, struct json *out,
                struct err *err);
/* One, with the page of its events that after_id and limit of `page` name, newest first, and the
 * cursor of the following one; NULL: without events. */
int change_get(struct record_ctx *ctx, int64_t id, const struct event_query *page, struct json *out,
               struct err *err);
/* Which entities a set changed, each once. */
int change_entities(struct record_ctx *ctx, int64_t id, const struct entity ***ret, size_t *ret_n,
                    struct err *err);
/* Opens a set that later requests join. */
int change_open(struct change *c, struct str label, int64_t *ret_id, struct err *err);

/* Undo of a whole set, as a set of its own. ERR_UNDO_CONFLICT with err->extra holding
 * "conflicts":[{entity_type, entity_id, field, expected, actual, message}] when something it set
 * holds another value; the caller's rollback then leaves all as it was. */
int change_undo(struct change *c, int64_t id, struct err *err);

#endif
