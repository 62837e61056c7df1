/* Makes a workspace's tables from the entities; see schema.h for the list.
 *
 * Called when a workspace opens, so it must cost nothing when all is as it should be: one read of
 * the fingerprint in `meta` tells. Only when that differs is the file copied aside and each table
 * ensured. Additive changes need no code; others get a row in `migrations`.
 */
#include "record/schema.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"
#include "db/search.h"
#include "record/counter.h"

struct migration {
    int number; /* the MODEL_VERSION that needs it */
    int (*run)(struct db *db, struct err *err);
};

/* TO CHANGE A STORED SHAPE that is not just more columns: raise MODEL_VERSION, add a row. They run
 * when all tables, columns and indexes are there; on a server possibly twice, one after another. */
static const struct migration migrations[] = {
    {2, counter_fill_due},
    {3, counter_fill_tags},
    {4, counter_fill_events},
    {5, counter_fill_money},
};

static const struct db_column tag_of_columns[] = {
    {.name = "record_id", .kind = DB_INT, .not_null = true},
    {.name = "tag_id", .kind = DB_INT, .not_null = true},
    {.name = "entity", .kind = DB_TEXT, .not_null = true},
};
static const struct db_index tag_of_indexes[] = {
    {.name = "tag_of_tag", .columns = "tag_id, entity, record_id"},
};

static const struct db_column link_of_columns[] = {
    {.name = "record_id", .kind = DB_INT, .not_null = true},
    {.name = "target_id", .kind = DB_INT, .not_null = true},
    {.name = "entity", .kind = DB_TEXT, .not_null = true},
    {.name = "target", .kind = DB_TEXT, .not_null = true},
    {.name = "pos", .kind = DB_INT, .not_null = true},
};
static const struct db_index link_of_indexes[] = {
    {.name = "link_of_target", .columns = "target_id, entity, record_id"},
};

static const struct db_column search_doc_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "entity", .kind = DB_TEXT, .not_null = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "body", .kind = DB_TEXT, .not_null = true},
    {.name = "name_words", .kind = DB_TEXT, .not_null = true},
    {.name = "body_words", .kind = DB_TEXT, .not_null = true},
    {.name = "grams", .kind = DB_TEXT},
};

static const struct db_column counter_columns[] = {
    {.name = "entity", .kind = DB_TEXT, .not_null = true},
    {.name = "field", .kind = DB_TEXT, .not_null = true},
    {.name = "value", .kind = DB_TEXT, .not_null = true},
    {.name = "currency", .kind = DB_TEXT, .not_null = true},
    {.name = "n", .kind = DB_INT, .not_null = true},
    {.name = "total", .kind = DB_INT, .not_null = true},
};

static const struct db_column change_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "at", .kind = DB_INT, .not_null = true},
    {.name = "actor_kind", .kind = DB_TEXT, .not_null = true},
    {.name = "actor_id", .kind = DB_INT, .not_null = true},
    {.name = "request_id", .kind = DB_TEXT},
    {.name = "label", .kind = DB_TEXT},
    {.name = "undo_of", .kind = DB_INT},
    {.name = "undone_by", .kind = DB_INT},
    {.name = "n_events", .kind = DB_INT, .not_null = true},
    {.name = "joinable", .kind = DB_INT, .not_null = true},
};

static const struct db_index change_indexes[] = {
    {.name = "change_set_actor", .columns = "actor_kind, actor_id, id"},
};

static const struct db_column event_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "change_id", .kind = DB_INT, .not_null = true},
    {.name = "at", .kind = DB_INT, .not_null = true},
    {.name = "entity", .kind = DB_TEXT, .not_null = true},
    {.name = "record_id", .kind = DB_INT, .not_null = true},
    {.name = "type", .kind = DB_TEXT, .not_null = true},
    {.name = "changes", .kind = DB_TEXT},
};
static const struct db_index event_indexes[] = {
    {.name = "event_record", .columns = "record_id, id"},
    {.name = "event_change", .columns = "change_id, id"},
    {.name = "event_type", .columns = "type, entity, at"},
    {.name = "event_at", .columns = "at, id"},
};

static const struct db_column event_about_columns[] = {
    {.name = "record_id", .kind = DB_INT, .not_null = true},
    {.name = "event_id", .kind = DB_INT, .not_null = true},
};

static const struct db_column idempotency_columns[] = {
    {.name = "actor", .kind = DB_TEXT, .not_null = true},
    {.name = "key", .kind = DB_TEXT, .not_null = true},
    {.name = "fingerprint", .kind = DB_TEXT, .not_null = true},
    {.name = "status", .kind = DB_INT, .not_null = true},
    {.name = "headers", .kind = DB_TEXT, .not_null = true},
    {.name = "body", .kind = DB_TEXT, .not_null = true},
    {.name = "at", .kind = DB_INT, .not_null = true},
    {.name = "record_id", .kind = DB_INT}, /* what it made, so that a purge takes it too */
};
static const struct db_index idempotency_indexes[] = {
    {.name = "idempotency_at", .columns = "at"},
    {.name = "idempotency_record", .columns = "record_id", .where = "record_id IS NOT NULL"},
};

static const struct db_column view_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "entity", .kind = DB_TEXT, .not_null = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "shared", .kind = DB_INT, .not_null = true},
    {.name = "position", .kind = DB_INT, .not_null = true},
    {.name = "config", .kind = DB_TEXT, .not_null = true},
    {.name = "owner_id", .kind = DB_INT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "updated_at", .kind = DB_INT, .not_null = true},
};
static const struct db_index view_indexes[] = {
    {.name = "saved_view_owner", .columns = "owner_id, entity, position"},
    {.name = "saved_view_shared", .columns = "entity, position", .where = "shared = 1"},
};

static const struct db_column preference_columns[] = {
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "content", .kind = DB_TEXT, .not_null = true},
    {.name = "updated_at", .kind = DB_INT, .not_null = true},
};

static const struct db_column meta_columns[] = {
    {.name = "key", .kind = DB_TEXT, .not_null = true},
    {.name = "value", .kind = DB_TEXT, .not_null = true},
};

#define COLUMNS(c) .columns = (c), .n_columns = ARRAY_LEN(c)
#define INDEXES(i) .indexes = (i), .n_indexes = ARRAY_LEN(i)

static const struct db_table meta_table = {
    .name = "meta", COLUMNS(meta_columns), .primary_key = "key"};

static const struct db_table engine_tables[] = {
    {.name = "tag_of",
     COLUMNS(tag_of_columns),
     INDEXES(tag_of_indexes),
     .primary_key = "record_id, tag_id"},
    {.name = "link_of",
     COLUMNS(link_of_columns),
     INDEXES(link_of_indexes),
     .primary_key = "record_id, target_id"},
    {.name = "search_doc", COLUMNS(search_doc_columns)},
    {.name = "counter", COLUMNS(counter_columns), .primary_key = "entity, field, value, currency"},
    {.name = "change_set", COLUMNS(change_columns), INDEXES(change_indexes)},
    {.name = "event", COLUMNS(event_columns), INDEXES(event_indexes)},
    {.name = "event_about", COLUMNS(event_about_columns), .primary_key = "record_id, event_id"},
    {.name = "idempotency",
     COLUMNS(idempotency_columns),
     INDEXES(idempotency_indexes),
     .primary_key = "actor, key"},
    {.name = "saved_view", COLUMNS(view_columns), INDEXES(view_indexes)},
    {.name = "preference", COLUMNS(preference_columns), .primary_key = "user_id"},
};

/* The table of an entity under construction. */
struct plan {
    struct arena *a;
    struct db_column *columns;
    size_t n_columns;
    struct db_index *indexes;
    size_t n_indexes;
};

static void plan_column(struct plan *p, struct db_column column)
{
    p->columns[p->n_columns++] = column;
}

static void plan_index(struct plan *p, const struct entity *e, const char *suffix,
                       const char *columns, bool unique, bool live_only)
{
    p->indexes[p->n_indexes++] = (struct db_index){
        .name = arena_printf(p->a, "%s_%s", e->name, suffix),
        .columns = columns,
        .unique = unique,
        .where = live_only && (e->flags & ENTITY_TRASH) ? "trashed_at IS NULL" : NULL,
    };
}

/* What most records lack is in the index of those that have it only. */
static void plan_unique(struct plan *p, const struct entity *e, const struct field *f,
                        const char *column)
{
    plan_index(p, e, f->name, column, true, false);
    if (!(f->flags & FIELD_REQUIRED))
        p->indexes[p->n_indexes - 1].where = arena_printf(p->a, "%s IS NOT NULL", column);
}

static void plan_field(struct plan *p, const struct entity *e, const struct field *f)
{
    if (!field_has_column(f))
        return;
    plan_column(p, (struct db_column){.name = f->name, .kind = f->type->kind});

    char name[FIELD_COLUMN_MAX];
    if (field_shadow_column(f, name))
        plan_column(
            p, (struct db_column){.name = arena_strdup(p->a, name), .kind = f->type->shadow_kind});

    field_compare_column(f, name);
    if (f->flags & FIELD_UNIQUE)
        plan_unique(p, e, f, arena_strdup(p->a, name));
    else if (f->flags & FIELD_INDEXED)
        plan_index(p, e, f->name, arena_printf(p->a, "%s, id", name), false, true);
    /* References are looked up from their targets too, in the trash and out of it; where there is
     * no trash, the index above does both. */
    bool both = (f->flags & FIELD_INDEXED) && !(e->flags & ENTITY_TRASH);
    if (f->type == &type_ref && !both && !str_is(str_of(f->target), "user"))
        plan_index(p, e, arena_printf(p->a, "%s_ref", f->name), f->name, false, false);
}

/* The references are sparse: only rows that hold one are in their index. */
static void plan_sparse(struct plan *p)
{
    for (size_t i = 0; i < p->n_indexes; i++) {
        struct db_index *x = &p->indexes[i];
        if (str_ends(str_of(x->name), "_ref"))
            x->where = arena_printf(p->a, "%s IS NOT NULL", x->columns);
    }
}

static void plan_entity(struct arena *a, const struct entity *e, struct db_table *ret)
{
    struct plan p = {.a = a};
    p.columns = arena_array(a, 4 + 2 * e->n_fields, sizeof *p.columns);
    p.indexes = arena_array(a, 4 + 2 * e->n_fields + e->n_indexes, sizeof *p.indexes);

    plan_column(&p, (struct db_column){.name = "id", .kind = DB_INT, .primary_key = true});
    plan_column(&p, (struct db_column){
                        .name = "created_at", .kind = DB_INT, .not_null = true, .fallback = "0"});
    plan_column(&p, (struct db_column){
                        .name = "updated_at", .kind = DB_INT, .not_null = true, .fallback = "0"});
    if (e->flags & ENTITY_TRASH) {
        plan_column(&p, (struct db_column){.name = "trashed_at", .kind = DB_INT});
        p.indexes[p.n_indexes++] = (struct db_index){.name = arena_printf(a, "%s_trash", e->name),
                                                     .columns = "trashed_at, id",
                                                     .where = "trashed_at IS NOT NULL"};
        plan_index(&p, e, "updated", "updated_at, id", false, true);
    }
    for (size_t i = 0; i < e->n_fields; i++)
        plan_field(&p, e, &e->fields[i]);
    plan_sparse(&p);
    for (size_t i = 0; i < e->n_indexes; i++)
        p.indexes[p.n_indexes++] = e->indexes[i];

    *ret = (struct db_table){.name = e->name,
                             .columns = p.columns,
                             .n_columns = p.n_columns,
                             .indexes = p.indexes,
                             .n_indexes = p.n_indexes};
}

static uint64_t fingerprint_table(uint64_t seed, const struct db_table *t)
{
    uint64_t h = str_hash(str_of(t->name), seed);
    for (size_t i = 0; i < t->n_columns; i++)
        h = str_hash(str_of(t->columns[i].name), h + (uint64_t)t->columns[i].kind);
    for (size_t i = 0; i < t->n_indexes; i++) {
        h = str_hash(str_of(t->indexes[i].name), h);
        h = str_hash(str_of(t->indexes[i].columns), h);
        h = str_hash(str_of(t->indexes[i].where), h);
    }
    return h;
}

static void plan_all(struct arena *a, struct db_table **ret_tables, size_t *ret_n)
{
    size_t n_entities;
    const struct entity *const *entities = model_entities(&n_entities);
    size_t n = n_entities + ARRAY_LEN(engine_tables);
    struct db_table *tables = arena_array(a, n, sizeof *tables);

    for (size_t i = 0; i < n_entities; i++)
        plan_entity(a, entities[i], &tables[i]);
    for (size_t i = 0; i < ARRAY_LEN(engine_tables); i++)
        tables[n_entities + i] = engine_tables[i];
    *ret_tables = tables;
    *ret_n = n;
}

void schema_tables(struct arena *a, struct db_table **ret_tables, size_t *ret_n)
{
    struct db_table *planned, *tables;
    size_t n;

    plan_all(a, &planned, &n);
    tables = arena_grow(a, planned, n * sizeof *tables, (n + 1) * sizeof *tables);
    tables[n] = meta_table;
    *ret_tables = tables;
    *ret_n = n + 1;
}

/* --- what the file says of itself --------------------------------------------------------------
 */

static int meta_get(struct db *db, struct arena *a, const char *key, struct str *ret,
                    struct err *err)
{
    struct db_stmt *s;
    if (db_query(db, "SELECT value FROM meta WHERE key = ?", DB_ARGS(DB_VALUE_TEXT(str_of(key))),
                 &s, err))
        return -1;
    int got = db_step(s, err);
    *ret = got == 1 ? str_dup(a, db_column_str(s, 0)) : STR_NONE;
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int meta_set(struct db *db, const char *key, const char *value, struct err *err)
{
    return db_run(db,
                  "INSERT INTO meta(key, value) VALUES (?, ?) "
                  "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                  DB_ARGS(DB_VALUE_TEXT(str_of(key)), DB_VALUE_TEXT(str_of(value))), NULL, err);
}

static int run_migrations(struct db *db, int64_t from, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(migrations); i++)
        if (migrations[i].number > from && migrations[i].run(db, err))
            return -1;
    return 0;
}

static int ensure_all(struct db *db, struct arena *a, int64_t from, const struct db_table *tables,
                      size_t n, const char *print, struct err *err)
{
    if (db_table_ensure(db, &meta_table, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        if (db_table_ensure(db, &tables[i], err))
            return -1;
    if (db_search_ensure(db, err) || (from > 0 && run_migrations(db, from, err)))
        return -1;
    return meta_set(db, "model_version", arena_printf(a, "%d", MODEL_VERSION), err) ||
                   meta_set(db, "model_fingerprint", print, err)
               ? -1
               : 0;
}

/* An existing file that is about to change is copied aside first: <path>.before-<version>. */
static int copy_aside(struct db *db, struct arena *a, const char *path, int64_t from,
                      struct err *err)
{
    if (!path || from == 0)
        return 0;
    return db_copy(
        db, arena_printf(a, "%s.before-%d-%" PRId64, path, MODEL_VERSION, clock_now_ms()), err);
}

static int prepare(struct db *db, struct arena *a, const char *path, struct err *err)
{
    struct db_table *tables;
    size_t n;
    plan_all(a, &tables, &n);
    uint64_t hash = MODEL_VERSION;
    for (size_t i = 0; i < n; i++)
        hash = fingerprint_table(hash, &tables[i]);
    const char *print = arena_printf(a, "%016" PRIx64, hash);

    int64_t from = 0;
    if (db_table_exists(db, "meta")) {
        struct str version, old_print;
        if (meta_get(db, a, "model_version", &version, err) ||
            meta_get(db, a, "model_fingerprint", &old_print, err))
            return -1;
        str_to_i64(version, &from);
        if (from > MODEL_VERSION)
            return err_set(err, ERR_UNAVAILABLE, NULL,
                           "This workspace was written by a newer Kith (its model is %" PRId64
                           ", this program knows %d). Start the newer program.",
                           from, MODEL_VERSION);
        if (str_is(old_print, print) && from == MODEL_VERSION)
            return 0;
    }

    if (copy_aside(db, a, path, from, err) || db_begin_write(db, err))
        return -1;
    if (ensure_all(db, a, from, tables, n, print, err)) {
        db_rollback(db);
        return -1;
    }
    return db_commit(db, err);
}

int schema_prepare(struct db *db, const char *path, struct err *err)
{
    struct arena a;
    arena_init(&a);
    int failed = prepare(db, &a, path, err);
    arena_release(&a);
    return failed;
}
