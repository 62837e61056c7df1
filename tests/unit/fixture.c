/* See fixture.h. The transaction is never committed: a closed fixture leaves nothing behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "place.h"
#include "record/schema.h"

enum { PARAMS_MAX = 32, NOW_MS = 1 };

/* 2026-03-10T12:00:00Z */
static const int64_t fixture_now = 1773144000000;

static void ok(struct fixture *f, int failed)
{
    if (failed)
        fail_msg("%s %s: %s (%s)", err_name(f->err.code), f->err.rows[0].field,
                 err_message(&f->err), f->err.detail);
}

static void remove_files(const char *dir, const char *location)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    char path[128];

    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        snprintf(path, sizeof path, "%s%s", location, suffixes[i]);
        unlink(path);
    }
    rmdir(dir);
}

void fixture_open(struct fixture *f)
{
    *f = (struct fixture){.dir = "/tmp/kith-test-XXXXXX"};
    arena_init(&f->arena);
    assert_non_null(mkdtemp(f->dir));
    f->location = place_new(&f->arena, f->dir);
    ok(f, db_open(place_driver(), f->location, DB_WRITE | DB_CREATE, &f->db, &f->err));
    ok(f, schema_prepare(f->db, NULL, &f->err));
    ok(f, db_begin_write(f->db, &f->err));

    struct record_ctx ctx = {
        .db = f->db, .arena = &f->arena, .who = {.kind = PRINCIPAL_SYSTEM, .role = ROLE_OWNER}};
    ctx.env = (struct field_env){.arena = &f->arena,
                                 .zone = tz_open("UTC"),
                                 .currency = STR("EUR"),
                                 .country = STR("PL"),
                                 .now = fixture_now};
    f->tx = (struct space_tx){.db = f->db, .now = fixture_now};
    ok(f, change_begin(&f->change, &f->tx, &ctx, STR("test"), 0, &f->err));
}

void fixture_close(struct fixture *f)
{
    tz_free((struct tz *)f->change.ctx.env.zone);
    db_rollback(f->db);
    db_close(f->db);
    place_drop(f->location);
    remove_files(f->dir, f->location);
    arena_release(&f->arena);
}

struct record_ctx *fixture_ctx(struct fixture *f)
{
    return &f->change.ctx;
}

static json_t *parse(struct fixture *f, const char *json)
{
    char *text = arena_strdup(&f->arena, json);
    json_t *tree;

    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    ok(f, json_parse(str_of(text), &tree, &f->err));
    return tree;
}

/* Each write is a request of its own, a little later than the one before, in a savepoint as the
 * writer gives each: that also makes SQLite write out what its word index holds back. */
static void begin(struct fixture *f)
{
    f->tx.now += NOW_MS;
    f->change.ctx.env.now = f->tx.now;
    ok(f, db_savepoint(f->db, "request", &f->err));
}

static void end(struct fixture *f)
{
    ok(f, db_release(f->db, "request", &f->err));
}

int64_t fixture_make(struct fixture *f, const struct entity *e, const char *json)
{
    json_t *body = parse(f, json);
    struct record *r = NULL;

    begin(f);
    ok(f, record_create(&f->change, e, body, &r, &f->err));
    end(f);
    json_decref(body);
    return r->id;
}

void fixture_update(struct fixture *f, const struct entity *e, int64_t id, const char *json)
{
    json_t *body = parse(f, json);
    struct record *r;

    begin(f);
    ok(f, record_update(&f->change, e, id, body, 0, ERR_CONFLICT, &r, &f->err));
    end(f);
    json_decref(body);
}

void fixture_trash(struct fixture *f, const struct entity *e, int64_t id)
{
    struct record *r;

    begin(f);
    ok(f, record_trash(&f->change, e, id, &r, &f->err));
    end(f);
}

void fixture_restore(struct fixture *f, const struct entity *e, int64_t id)
{
    struct record *r;

    begin(f);
    ok(f, record_restore(&f->change, e, id, &r, &f->err));
    end(f);
}

static size_t split(struct fixture *f, const char *params, struct list_param *ret)
{
    struct str rest = str_of(arena_strdup(&f->arena, params)), pair;
    size_t n = 0;

    while (rest.n > 0 && str_next(&rest, '&', &pair)) {
        /* the first = behind the name: a name may hold [], a value anything */
        size_t at = str_find(pair, '=', 0);
        assert_true(n < PARAMS_MAX);
        ret[n++] = (struct list_param){str_sub(pair, 0, at), str_sub(pair, at + 1, pair.n)};
    }
    return n;
}

void fixture_query(struct fixture *f, const struct entity *e, const char *params,
                   struct list_query *ret)
{
    struct list_param list[PARAMS_MAX];
    size_t n = split(f, params, list);

    ok(f, list_parse(fixture_ctx(f), e, list, n, NULL, ret, &f->err));
}

const char *fixture_list(struct fixture *f, const struct entity *e, const char *params)
{
    struct list_query query;
    struct list_result r;
    const char *names = "";

    fixture_query(f, e, params, &query);
    ok(f, list_run(fixture_ctx(f), &query, &r, &f->err));
    for (size_t i = 0; i < r.page.n; i++) {
        struct str name = record_name(&f->arena, &r.page.records[i]);
        names = arena_printf(&f->arena, "%s%s%.*s", names, i ? " " : "", STR_ARG(name));
    }
    return names;
}

enum err_code fixture_refuses(struct fixture *f, const struct entity *e, const char *params)
{
    struct list_param list[PARAMS_MAX];
    struct list_query query;
    struct list_result r;
    size_t n = split(f, params, list);

    err_clear(&f->err);
    if (list_parse(fixture_ctx(f), e, list, n, NULL, &query, &f->err) == 0 &&
        list_run(fixture_ctx(f), &query, &r, &f->err) == 0)
        return ERR_NONE;
    return f->err.code;
}
