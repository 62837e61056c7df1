/* Reading records: by id, by condition, as JSON.
 *
 * The select list of an entity (id, created_at, updated_at, trashed_at, its columns in order) is
 * made here and nowhere else.
 */
#ifndef KITH_RECORD_RECORD_H
#define KITH_RECORD_RECORD_H

#include "record/ctx.h"

/* A record as it stands, trashed or not. ERR_NOT_FOUND. */
int record_get(struct record_ctx *ctx, const struct entity *e, int64_t id, struct record **ret,
               struct err *err);
/* The same, NULL when absent. */
int record_find(struct record_ctx *ctx, const struct entity *e, int64_t id, struct record **ret,
                struct err *err);
/* Appends `SELECT <columns of a record> FROM <entity> <alias>`, the columns qualified. */
void record_select(struct sql *q, const struct entity *e, const char *alias);
/* The same with the derived fields that a referred record holds, for records that are shown. */
void record_select_shown(struct sql *q, const struct entity *e, const char *alias);
/* Reads the row a record_select() or record_select_shown() statement stands on; values are copied
 * to the arena when copy, else borrowed until the next step. */
void record_from_row(struct arena *a, const struct entity *e, struct db_stmt *s, bool copy,
                     struct record *ret);
/* All rows of a built select (at most max). */
int record_collect(struct record_ctx *ctx, const struct entity *e, const struct sql *q, size_t max,
                   struct record **ret, size_t *ret_n, struct err *err);
/* A value by field name; the name must exist. */
struct db_value record_value(const struct record *r, const char *field);
int64_t record_int(const struct record *r, const char *field);     /* 0 when null */
struct str record_text(const struct record *r, const char *field); /* STR_NONE when null */
bool record_null(const struct record *r, const char *field);
struct record *record_dup(struct arena *a, const struct record *r);
/* What a record is called: its name field, cut to a line of at most 120 characters. */
struct str record_name(struct arena *a, const struct record *r);

/* A page of records with what an answer shows of them, fetched by a fixed number of queries:
 * derived fields, tags, links, rules' fill. */
struct page_member {
    const struct field *field;
    size_t at;       /* its value's place */
    struct str made; /* `,"name":null`: each key is written as often as there are records */
};

struct page {
    const struct entity *entity;
    struct record *records;
    size_t n;
    struct str *tags_json;       /* per record: JSON array text; NULL when the entity has no tags */
    struct str *links_json;      /* likewise */
    struct page_member *members; /* what is written of each record, in order */
    size_t n_members;
    bool shown; /* the records came by record_select_shown() */
};
int page_load(struct record_ctx *ctx, struct page *p, struct err *err);
/* Record i as a JSON object; extra members are written by the caller before the end: pass open. */
void page_write(struct record_ctx *ctx, const struct page *p, size_t i, struct json *out);
/* Only the members, without braces, for callers that add their own. */
void page_write_members(struct record_ctx *ctx, const struct page *p, size_t i, struct json *out);
/* One record, loaded and written. */
int record_write_json(struct record_ctx *ctx, struct record *r, struct json *out, struct err *err);

#endif
