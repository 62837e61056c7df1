/* The one way a record changes. Every door (REST, import, automation, command line, agent) comes
 * through these functions, inside the workspace writer's transaction.
 *
 * Order within a write: find, permission, parse, rules before, references, row, collections,
 * mirrors, counters, search, event, rules after. All changes of one request make one change set;
 * it is created with the first event.
 */
#ifndef KITH_RECORD_WRITE_H
#define KITH_RECORD_WRITE_H

#include "record/record.h"
#include "record/rule.h"
#include "space/space.h"

/* One request's writing. */
struct change {
    struct record_ctx ctx; /* ctx.db is the transaction's; ctx.arena may be a step's own */
    struct arena *arena;   /* the request's, for what outlives a step */
    struct space_tx *tx;
    struct str request_id;
    const char *label; /* what the set did, for people: "bulk update", "undo", … */
    int64_t id;        /* the change set; 0 until the first event (or the joined one) */
    int64_t undo_of;   /* the set this one takes back, or 0 */
    int64_t n_events;
    bool undoing;        /* recorded values: rules off, derived things on */
    bool no_promote;     /* a primary is being cleared on purpose: no other takes its place */
    unsigned depth;      /* of the engine calling itself: rules, mirrors, cascades */
    unsigned releasing;  /* a removal drags this along: not asked for permission again */
    int64_t mirroring;   /* the record whose children are being written from its own fields */
    struct dirty *dirty; /* what the outermost call puts in order at its end */
    size_t n_dirty, dirty_room;
};

/* joined: the X-Change-Id sent by the client (0: none); must be open and theirs. */
int change_begin(struct change *c, struct space_tx *tx, const struct record_ctx *from,
                 struct str request_id, int64_t joined, struct err *err);
/* The same for what is no record (views, preferences): it asks for no right to write, and makes no
 * change set. */
void change_begin_apart(struct change *c, struct space_tx *tx, const struct record_ctx *from);
/* Writes the set's totals. Call before the task ends. */
int change_end(struct change *c, struct err *err);

/* For loops over many records: what one step makes is forgotten before the next, so that memory
 * does not grow with the set. They nest. Errors keep nothing from it but their own rows. */
struct scratch {
    struct arena arena, *outer;
};
void scratch_begin(struct change *c, struct scratch *s);
void scratch_next(struct change *c, struct scratch *s);
void scratch_end(struct change *c, struct scratch *s);

/* Many writes that belong together (an import, the demo) hold back what is derived from them:
 * search rows, and the versions and copies of those they hang on. It is put in order when the
 * hold ends, once for each record; until then those may read as they were. Holds may nest, but
 * seldom need to. Without an end the change is not whole: roll it back. */
void change_hold(struct change *c);
int change_hold_end(struct change *c, struct err *err);

/* What a caller wants written: JSON members as in the API, or nothing given. ret may be NULL: the
 * record is then not read back. */
int record_create(struct change *c, const struct entity *e, const json_t *body, struct record **ret,
                  struct err *err);
/* Merge patch. expected: the version the caller saw (0: any); a mismatch is `stale`
 * (ERR_CONFLICT or ERR_PRECONDITION_FAILED). A patch that changes nothing writes nothing. */
int record_update(struct change *c, const struct entity *e, int64_t id, const json_t *body,
                  int64_t expected, enum err_code stale, struct record **ret, struct err *err);
int record_trash(struct change *c, const struct entity *e, int64_t id, struct record **ret,
                 struct err *err);
int record_restore(struct change *c, const struct entity *e, int64_t id, struct record **ret,
                   struct err *err);
/* Takes the record away with a full-row event, so that undo brings it back (entities without a
 * trash). What hangs on it goes the same way. */
int record_remove(struct change *c, const struct entity *e, int64_t id, struct err *err);
/* For good: what hangs on it goes, references are cleared, its content leaves the history. */
int record_purge(struct change *c, const struct entity *e, int64_t id, struct err *err);

/* For rules: sets a field of m->new in `before`. */
void mutation_set(struct mutation *m, const char *field, struct db_value v);
struct db_value mutation_get(const struct mutation *m, const char *field);
bool mutation_given(const struct mutation *m, const char *field);

/* For rules and verbs: sets stored values directly, through the same path (event, mirrors, search,
 * counters), permission aside; `quiet` fields that do not change are skipped. */
struct field_set {
    const char *field;
    struct db_value value;
};
int record_set(struct change *c, const struct entity *e, int64_t id, const struct field_set *sets,
               size_t n, struct err *err);

/* Gives every record that carries one tag another in its place, each with an event of its own. */
int record_retag(struct change *c, int64_t tag, int64_t into, struct err *err);

/* Bulk: all or nothing, one change set. */
enum { BULK_MAX = 10000 };
int record_bulk(struct change *c, const struct entity *e, const int64_t *ids, size_t n,
                struct str action, const json_t *request, int64_t *ret_affected, struct err *err);

#endif
