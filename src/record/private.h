/* What the files of the engine share with each other and with nobody else. */
#ifndef KITH_RECORD_PRIVATE_H
#define KITH_RECORD_PRIVATE_H

#include "record/counter.h"
#include "record/event.h"
#include "record/search.h"

/* Stored values as JSON and back, for the history. */
json_t *value_to_json(struct db_value v);
struct db_value value_from_json(const json_t *j);

/* The whole way of one mutation; see write.h. */
int mutation_apply(struct change *c, struct mutation *m, struct err *err);
struct mutation *mutation_new(struct change *c, enum mutation_kind kind, const struct entity *e,
                              const struct record *old);
/* Reads a body into m: parse, unknown and read-only names, collections. */
int mutation_read(struct change *c, struct mutation *m, const json_t *body, struct err *err);

/* May who asks write this? ERR_FORBIDDEN naming the record. */
int guard_check(struct change *c, const struct mutation *m, struct err *err);

/* Row statements. */
int row_insert(struct change *c, const struct record *r, struct err *err);
int row_update(struct change *c, const struct mutation *m, struct err *err);
int row_delete(struct change *c, const struct entity *e, int64_t id, struct err *err);

/* What hangs on a record changed: when the outermost call ends, its version is raised (unless its
 * own mutation did), its mirrors and its search row are put in order, each once. */
enum dirty_flags { DIRTY_SEARCH = 1, DIRTY_MIRROR = 2, DIRTY_VERSION = 4, DIRTY_RAISED = 8 };
struct dirty {
    const struct entity *entity;
    int64_t id;
    unsigned flags;
};
void record_touch(struct change *c, const struct entity *e, int64_t id, unsigned flags);
int dirty_flush(struct change *c, struct err *err);

/* References: do the targets exist; and what becomes of them when a record goes. */
int refs_check(struct change *c, const struct mutation *m, struct err *err);
int refs_release(struct change *c, const struct entity *e, int64_t id, bool purge, struct err *err);
/* Does anything still hang on it (cascading references)? Names one. */
int refs_find_child(struct change *c, const struct entity *e, int64_t id,
                    const struct entity **ret_child, int64_t *ret_id, struct err *err);
/* The entity a ref field of r points to; NULL when it is null or not a record. */
const struct entity *ref_target(const struct field *f, const struct record *r);

/* Tags and links. */
enum { TAGS_MAX = 200 }; /* on one record */
int tags_parse(struct change *c, const json_t *in, const struct str **ret, size_t *ret_n,
               struct err *err);
int tags_of(struct record_ctx *ctx, int64_t id, const struct str **ret, size_t *ret_n,
            struct err *err);
int tags_sync(struct change *c, struct mutation *m, const struct str *old, size_t n_old,
              struct err *err);
/* A record with all its tags is live again (1), or no longer (-1); those that change while it is
 * are counted by tags_sync(). */
int tags_count(struct change *c, const struct entity *e, int64_t id, int64_t by, struct err *err);
int links_parse(struct change *c, const json_t *in, const struct link **ret, size_t *ret_n,
                struct err *err);
int links_of(struct record_ctx *ctx, int64_t id, const struct link **ret, size_t *ret_n,
             struct err *err);
int links_sync(struct change *c, struct mutation *m, struct err *err);
/* Takes the links that point at a record off those that hold them. */
int links_release(struct change *c, int64_t target, struct err *err);
/* Before an undo gives a tag its name again: one of that name that a record's list put into the
 * library, and that no record carries any more, goes as it came, without an event. */
int tag_make_way(struct change *c, const struct mutation *m, struct err *err);
/* Takes a tag off all that carry it. */
int tags_release(struct change *c, int64_t tag, struct err *err);
/* A tag has another name: what shows it and is found by it follows. */
int tags_spread(struct change *c, int64_t tag, struct err *err);
/* The records that a statement about one id (entity, record_id per row) finds. */
int holders_of(struct change *c, const char *sql, int64_t id, struct link **ret, size_t *ret_n,
               struct err *err);
bool tags_equal(const struct str *a, size_t n_a, const struct str *b, size_t n_b);
bool links_equal(const struct link *a, size_t n_a, const struct link *b, size_t n_b);
json_t *tags_json(const struct str *tags, size_t n);
json_t *links_json(const struct link *links, size_t n);

/* Mirrors (entity.h): from the parent's field to its children, and back. */
int mirror_write(struct change *c, const struct mutation *m, struct err *err);
/* Copies the primaries' values to the parent's row; *ret_changed tells whether any differed. */
int mirror_refresh(struct change *c, const struct entity *e, int64_t id, bool *ret_changed,
                   struct err *err);
/* Is this entity a child in some group of primaries? Its group, or NULL. */
const struct mirror *mirror_of_child(const struct entity *child, const struct entity **ret_parent);
/* One primary a group: before (a first one becomes it) and after (the others yield). */
int primary_before(struct change *c, struct mutation *m, struct err *err);
int primary_after(struct change *c, struct mutation *m, struct err *err);
/* Another current primary of the group of a child that is primary itself; 0: none, as it should. */
int primary_other(struct change *c, const struct entity *child, int64_t id, int64_t *ret_other,
                  struct err *err);
/* A tag on records of colleagues is not taken from them by who may not write them. */
int guard_tag(struct change *c, int64_t tag, struct err *err);
/* Takes a record's content, and that of what hung on it and is gone, out of the history and out of
 * the answers kept for repeated requests. */
int history_forget(struct change *c, const struct entity *e, int64_t id, struct err *err);

/* An event of that type happens: where such are counted, it is. */
int event_counted(struct change *c, const struct entity *e, const char *type, struct err *err);
/* All that is counted so, each with a statement for series_rows(). */
int event_count_each(struct arena *a, struct db *db,
                     int (*each)(void *to, const struct entity *e, const struct series *s,
                                 const struct sql *hours, struct err *err),
                     void *to, struct err *err);

/* The record an event is about; entity NULL: none is wanted. */
struct event_subject {
    const struct entity *entity;
    int64_t id;
};
/* Each as a JSON object into json[i]; those that are gone, or may not be read, are left alone. */
int event_records(struct record_ctx *ctx, const struct event_subject *subjects, size_t n,
                  struct str *json, struct err *err);
/* What a record holds is told to those who may read such records. */
bool history_may_read(struct record_ctx *ctx, const struct entity *e);
/* What a set did, as a JSON object; n_events as its row says. */
int change_summary(struct record_ctx *ctx, int64_t change_id, int64_t n_events, struct str *ret,
                   struct err *err);
/* "actor":{"kind","id","name"}; what kind it is under the key that is given. */
void history_write_actor(struct record_ctx *ctx, const char *kind_key, struct str kind, int64_t id,
                         struct json *out);

/* Search rows and versions of records that show this one's name. */
int name_spread(struct change *c, const struct mutation *m, struct err *err);

#endif
