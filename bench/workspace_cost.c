/* What empty workspaces cost a PostgreSQL server: time to make one, room on disk, rows of the
 * catalog, and what one connection remembers of those it has visited. Workspaces are made as the
 * program makes them, by opening their spaces.
 *
 *     workspace_cost URL FOLDER N...     a line for each N, in rising order:
 *         n  ms_first ms_median ms_last  kb_disk_each  relations_each  kb_backend_each
 * ms_visit_each
 */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "db/sql.h"
#include "jobs/jobs.h"
#include "record/schema.h"
#include "space/space.h"

/* VISITS: fewer than a connection makes before it is replaced (db/db_pg.c). */
enum { MAX = 100000, VISITS = 50 };

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    (void)control;
    return schema_prepare(db, path, err) || jobs_prepare(db, false, err) ? -1 : 0;
}

static void fail(const struct err *err)
{
    fprintf(stderr, "workspace_cost: %s %s\n", err_message(err), err->detail);
    exit(1);
}

static const char *name_of(struct arena *a, int64_t i)
{
    return arena_printf(a, "ws_%" PRId64, i + 1);
}

static int64_t make(struct spaces *s, int64_t i)
{
    struct arena a;
    struct space *sp;
    struct err err = {0};
    arena_init(&a);
    int64_t begun = clock_mono_us();
    if (space_get(s, name_of(&a, i), true, &sp, &err))
        fail(&err);
    int64_t us = clock_mono_us() - begun;
    space_put(sp);
    arena_release(&a);
    return us;
}

static int64_t number(struct db *db, const char *sql)
{
    struct err err = {0};
    int64_t n;
    if (db_query_int(db, sql, DB_NO_ARGS, 0, &n, &err))
        fail(&err);
    return n;
}

static int64_t disk(struct db *db)
{
    return number(db, "SELECT pg_catalog.pg_database_size(pg_catalog.current_database())");
}

static int64_t relations(struct db *db)
{
    return number(db, "SELECT COUNT(*) FROM pg_catalog.pg_class");
}

static int64_t memory(struct db *db)
{
    return number(db, "SELECT SUM(total_bytes)::bigint FROM pg_catalog.pg_backend_memory_contexts");
}

/* The first page of one list, as somebody who opens the program asks for it. */
static void visit(struct db *db, const char *url, int64_t i)
{
    struct arena a;
    struct err err = {0};
    struct db_table *tables;
    size_t n;
    arena_init(&a);
    schema_tables(&a, &tables, &n);
    if (db_use(db, db_place(&db_postgres, &a, url, name_of(&a, i)), DB_READ, &err) ||
        db_begin_read(db, &err))
        fail(&err);
    for (size_t t = 0; t < n; t++) {
        struct sql q;
        struct db_stmt *s;
        sql_init(&q, &a, &db_postgres);
        sql_add(&q, "SELECT * FROM ");
        sql_ident(&q, tables[t].name);
        sql_add(&q, " LIMIT 50");
        if (db_query_sql(db, &q, &s, &err) || db_step(s, &err) < 0)
            fail(&err);
        db_done(s);
    }
    if (db_commit(db, &err))
        fail(&err);
    arena_release(&a);
}

static int rising(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

struct before {
    int64_t disk, relations;
};

static void measure(const char *url, int64_t n, int64_t *us, struct before before)
{
    struct arena a;
    struct db *db;
    struct err err = {0};
    int64_t first = us[0], last = us[n - 1];
    arena_init(&a);
    if (db_open(&db_postgres, db_place(&db_postgres, &a, url, ""), DB_READ, &db, &err))
        fail(&err);
    int64_t room = disk(db) - before.disk, rows = relations(db) - before.relations;
    int64_t visits = n < VISITS ? n : VISITS, held = memory(db), begun = clock_mono_us();
    for (int64_t i = 0; i < visits; i++)
        visit(db, url, i);
    int64_t visited = clock_mono_us() - begun;
    held = memory(db) - held;
    db_close(db);
    arena_release(&a);

    qsort(us, (size_t)n, sizeof *us, rising);
    printf("%" PRId64 " %.1f %.1f %.1f %.0f %.0f %.0f %.2f\n", n, (double)first / 1e3,
           (double)us[n / 2] / 1e3, (double)last / 1e3, (double)room / 1024 / (double)n,
           (double)rows / (double)n, (double)held / 1024 / (double)visits,
           (double)visited / 1e3 / (double)visits);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static int64_t us[MAX], copy[MAX];
    struct spaces *spaces;
    struct err err = {0};
    if (argc < 4 || sodium_init() < 0) {
        fprintf(stderr, "usage: workspace_cost URL FOLDER N...\n");
        return 2;
    }
    const struct spaces_config config = {.dir = argv[2],
                                         .where = argv[1],
                                         .open_max = 64,
                                         .idle_ms = 60000,
                                         .read_deadline_ms = 60000,
                                         .prepare = prepare};
    struct db *db;
    struct arena a;
    arena_init(&a);
    if (db_open(&db_postgres, db_place(&db_postgres, &a, argv[1], ""), DB_READ, &db, &err) ||
        spaces_open(&config, &spaces, &err))
        fail(&err);
    struct before before = {disk(db), relations(db)};
    db_close(db);

    int64_t made = 0;
    for (int i = 3; i < argc; i++) {
        int64_t n = atoll(argv[i]);
        for (; made < n && made < MAX; made++)
            us[made] = make(spaces, made);
        for (int64_t k = 0; k < made; k++)
            copy[k] = us[k];
        measure(argv[1], made, copy, before);
    }
    spaces_close(spaces);
    arena_release(&a);
    return 0;
}
