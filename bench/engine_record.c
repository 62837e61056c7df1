/* What Kith asks its database for lists, searches and creates, on a tape for bare SQLite or bare
 * libpq to ask again (DB: a file, or "postgres://…#ws_<id>"); and beside it the requests of the
 * HTTP load that make Kith ask just that.
 *
 *   engine_record list DB TAPE PATHS      pages of 50 contacts all through the default order
 *   engine_record search DB TAPE PATHS    names of contacts all through the table
 *   engine_record create DB TAPE BODIES   writes the bodies (DB is a copy to be thrown away)
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crm/crm.h"
#include "record/event.h"
#include "record/search.h"
#include "tape.h"

enum { STRIDE = 500, OPERATIONS = 400, BODY_MAX = 64 << 10, WORDS_LIMIT = 20 };

struct recording {
    struct db *db;
    struct arena arena; /* of one operation */
    struct record_ctx ctx;
    FILE *file; /* the paths to write or the bodies to read */
};

static _Noreturn void fail(const char *what, const struct err *err)
{
    fprintf(stderr, "engine_record: %s%s%s %s\n", what, err ? ": " : "",
            err ? err_message(err) : "", err ? err->detail : "");
    exit(1);
}

static void context_reset(struct recording *r)
{
    arena_clear(&r->arena);
    r->ctx.db = r->db;
    r->ctx.arena = r->ctx.env.arena = &r->arena;
    r->ctx.env.now = clock_now_ms();
}

static void recording_open(struct recording *r, char **argv, const char *mode)
{
    struct err err = {0};

    *r = (struct recording){
        .ctx = {.env = {.zone = tz_open("UTC"), .currency = STR("EUR"), .country = STR("US")},
                .who = {.kind = PRINCIPAL_SYSTEM, .role = ROLE_OWNER},
                .rules = crm_rules,
                .n_rules = crm_n_rules}};
    arena_init(&r->arena);
    tape_record_begin(argv[3], *mode == 'r' ? TAPE_WRITES : TAPE_READS);
    r->file = fopen(argv[4], mode);
    if (!r->file)
        fail("cannot open the file of requests", NULL);
    const struct db_driver *driver = db_driver_for(argv[2]);
    if (driver != &db_sqlite)
        driver = tape_driver(driver);
    if (db_open(driver, argv[2], *mode == 'r' ? DB_WRITE : DB_READ, &r->db, &err))
        fail("opening the database", &err);
}

static void recording_close(struct recording *r)
{
    db_close(r->db);
    tape_record_end();
    if (fclose(r->file))
        fail("cannot write the file of requests", NULL);
    arena_release(&r->arena);
}

/* --- lists --------------------------------------------------------------------------------------
 */

static struct str list_page(struct recording *r, struct str cursor, const char *limit)
{
    struct list_param params[] = {{STR("limit"), str_of(limit)}, {STR("cursor"), cursor}};
    struct list_query query;
    struct list_result result;
    struct err err = {0};

    if (list_parse(&r->ctx, &entity_contact, params, cursor.n ? 2 : 1, NULL, &query, &err) ||
        list_run(&r->ctx, &query, &result, &err))
        fail("listing", &err);
    return result.next;
}

/* From STRIDE to STRIDE through the whole order; of each the first 50. */
static void record_lists(struct recording *r)
{
    char cursor[1024] = "";

    for (int i = 0; i < OPERATIONS; i++) {
        context_reset(r);
        fprintf(r->file, "/api/crm/contacts?limit=50%s%s\n", *cursor ? "&cursor=" : "", cursor);
        tape_operation_begin();
        list_page(r, str_of(cursor), "50");
        tape_operation_end();

        struct str next = list_page(r, str_of(cursor), "500");
        if (!next.n || next.n >= sizeof cursor)
            break;
        snprintf(cursor, sizeof cursor, "%.*s", STR_ARG(next));
    }
}

/* --- searches ------------------------------------------------------------------------------------
 */

static void put_path(FILE *out, struct str text)
{
    fputs("/api/crm/search?q=", out);
    for (size_t i = 0; i < text.n; i++)
        fprintf(out, "%%%02X", (unsigned)(unsigned char)text.p[i]);
    fputc('\n', out);
}

static void record_search(struct recording *r, struct str words)
{
    struct search_hit *hits;
    struct err err = {0};
    size_t n;

    put_path(r->file, words);
    tape_operation_begin();
    if (search_run(&r->ctx, words, NULL, 0, NULL, 0, WORDS_LIMIT, &hits, &n, &err))
        fail("searching", &err);
    tape_operation_end();
}

/* In turn a full name, its last word and its first: what people type. */
static struct str words_of(struct arena *a, struct str name, int turn)
{
    size_t blank = str_find(name, ' ', 0);

    name = str_dup(a, name);
    if (turn % 3 == 0 || blank >= name.n)
        return name;
    return turn % 3 == 1 ? str_sub(name, blank + 1, name.n - blank - 1) : str_sub(name, 0, blank);
}

static void record_searches(struct recording *r)
{
    static const char sql[] = "SELECT name FROM contact WHERE id >= ? AND trashed_at IS NULL "
                              "ORDER BY id LIMIT 1";
    int64_t first, last;
    struct err err = {0};

    if (db_query_int(r->db, "SELECT MIN(id) FROM contact", DB_NO_ARGS, 0, &first, &err) ||
        db_query_int(r->db, "SELECT MAX(id) FROM contact", DB_NO_ARGS, 0, &last, &err))
        fail("looking for names", &err);
    for (int i = 0; i < OPERATIONS; i++) {
        struct db_stmt *s;
        context_reset(r);
        if (db_query(r->db, sql, DB_ARGS(DB_VALUE_INT(first + (last - first) / OPERATIONS * i)), &s,
                     &err) ||
            db_step(s, &err) != 1)
            fail("looking for a name", &err);
        struct str words = words_of(&r->arena, db_column_str(s, 0), i);
        db_done(s);
        record_search(r, words);
    }
}

/* --- creates -------------------------------------------------------------------------------------
 */

static struct space_tx transaction(struct recording *r)
{
    struct space_tx tx = {.db = r->db, .now = clock_now_ms()};
    struct err err = {0};

    if (db_query_int(r->db, "SELECT last_id FROM clock", DB_NO_ARGS, 0, &tx.last_id, &err) ||
        db_query_int(r->db, "SELECT last_seq FROM clock", DB_NO_ARGS, 0, &tx.last_seq, &err))
        fail("reading the clock", &err);
    return tx;
}

/* As a request does it: a change set of its own. Its commit belongs to it: with it come the rows of
 * the search indexes (see db_sqlite_queue.c), and bare SQLite must write those too. */
static void record_create_one(struct recording *r, struct space_tx *tx, const char *line)
{
    struct change change;
    struct record *made;
    struct err err = {0};
    json_t *body;

    context_reset(r);
    tx->now = clock_now_ms();
    if (json_parse(str_of(line), &body, &err))
        fail("a body", &err);
    tape_operation_begin();
    if (db_begin_write(r->db, &err) || change_begin(&change, tx, &r->ctx, STR("bench"), 0, &err) ||
        record_create(&change, &entity_contact, body, &made, &err) || change_end(&change, &err) ||
        db_commit(r->db, &err))
        fail("creating", &err);
    tape_operation_end();
    json_decref(body);
}

static void record_creates(struct recording *r)
{
    static char line[BODY_MAX];
    struct space_tx tx = transaction(r);

    while (fgets(line, sizeof line, r->file))
        record_create_one(r, &tx, line);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name, *mode;
        void (*run)(struct recording *r);
    } verbs[] = {{"list", "w", record_lists},
                 {"search", "w", record_searches},
                 {"create", "r", record_creates}};
    struct recording r;

    for (size_t i = 0; argc == 5 && i < ARRAY_LEN(verbs); i++)
        if (strcmp(argv[1], verbs[i].name) == 0) {
            recording_open(&r, argv, verbs[i].mode);
            verbs[i].run(&r);
            recording_close(&r);
            return 0;
        }
    fail("usage: engine_record list|search|create DB TAPE FILE", NULL);
}
