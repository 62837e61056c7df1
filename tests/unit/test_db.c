/* The door to the database, on SQLite files in a folder of their own: values, statements,
 * transactions, the deadline, tables, copies, and what happens when things go wrong. */
#include "base/date.h"
#include "db/sql.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct err err;
    char dir[32];
    const char *path;
    struct db *db;
};

static int setup(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);

    arena_init(&f->arena);
    strcpy(f->dir, "/tmp/kith-db-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    f->path = arena_printf(&f->arena, "%s/a.db", f->dir);
    *state = f;
    return db_open(&db_sqlite, f->path, DB_WRITE | DB_CREATE, &f->db, &f->err);
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    db_close(f->db);
    if (system(arena_printf(&f->arena, "rm -rf %s", f->dir)))
        return -1;
    arena_release(&f->arena);
    test_free(f);
    return 0;
}

static void must(struct fixture *f, int rc)
{
    if (rc)
        fail_msg("%s: %s", err_message(&f->err), f->err.detail);
}

static void run_sql(struct fixture *f, const char *sql)
{
    must(f, db_run(f->db, sql, DB_NO_ARGS, NULL, &f->err));
}

static int64_t ask(struct fixture *f, struct db *db, const char *sql)
{
    int64_t v = -1;

    must(f, db_query_int(db, sql, DB_NO_ARGS, -1, &v, &f->err));
    return v;
}

static void expect(struct fixture *f, int rc, enum err_code code)
{
    assert_int_equal(rc, -1);
    assert_string_equal(err_name(f->err.code), err_name(code));
    err_clear(&f->err);
}

static struct db *reader(struct fixture *f)
{
    struct db *db;

    must(f, db_open(&db_sqlite, f->path, DB_READ, &db, &f->err));
    return db;
}

/* --- opening ---------------------------------------------------------------------------------- */

static void test_open(void **state)
{
    struct fixture *f = *state;
    struct stat st;
    struct db *db = NULL;

    run_sql(f, "CREATE TABLE t (a)");
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(arena_printf(&f->arena, "%s-wal", f->path), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_ptr_equal(db_driver_of(f->db), &db_sqlite);

    const char *none = arena_printf(&f->arena, "%s/none.db", f->dir);
    expect(f, db_open(&db_sqlite, none, DB_READ, &db, &f->err), ERR_NOT_FOUND);
    expect(f, db_open(&db_sqlite, none, DB_WRITE, &db, &f->err), ERR_NOT_FOUND);
    none = arena_printf(&f->arena, "%s/no/none.db", f->dir);
    expect(f, db_open(&db_sqlite, none, DB_CREATE, &db, &f->err), ERR_UNAVAILABLE);
    assert_null(db);
    db_close(NULL);

    must(f, db_open(&db_sqlite, ":memory:", DB_CREATE, &db, &f->err));
    assert_int_equal(access(":memory:", F_OK), -1);
    db_close(db);
}

static void test_not_a_database(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(&f->arena, "%s/junk.db", f->dir);
    FILE *file = fopen(path, "w");
    struct db *db;

    for (int i = 0; i < 1000; i++)
        fputs("this is no database ", file);
    fclose(file);
    assert_int_equal(db_open(&db_sqlite, path, DB_WRITE, &db, &f->err), -1);
    assert_int_equal(f->err.code, ERR_UNAVAILABLE);
    assert_string_equal(err_message(&f->err), "The file is not a database.");
}

static void test_settings(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(ask(f, f->db, "PRAGMA synchronous"), 2);
    assert_int_equal(ask(f, f->db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(ask(f, f->db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(ask(f, f->db, "PRAGMA secure_delete"), 0);
    assert_int_equal(ask(f, f->db, "PRAGMA temp_store"), 2);
    assert_int_equal(ask(f, f->db, "PRAGMA auto_vacuum"), 0);
    /* A misspelt column in quotes is an error, not a text. */
    expect(f, db_run(f->db, "SELECT \"nothing\"", DB_NO_ARGS, NULL, &f->err), ERR_INTERNAL);
}

static void test_reader_cannot_write(void **state)
{
    struct fixture *f = *state;

    run_sql(f, "CREATE TABLE t (a)");

    struct db *db = reader(f);
    expect(f, db_run(db, "INSERT INTO t VALUES (1)", DB_NO_ARGS, NULL, &f->err), ERR_UNAVAILABLE);
    db_close(db);
}

/* --- values and statements -------------------------------------------------------------------- */

static void test_values_round_trip(void **state)
{
    static const char zeros[] = "a\0b";
    struct fixture *f = *state;
    const struct db_value in[] = {
        DB_VALUE_NULL,
        DB_VALUE_INT(INT64_MIN),
        {.type = DB_IS_REAL, .r = -0.125},
        DB_VALUE_TEXT(STR("\xc5\x81\xc3\xb3"
                          "d\xc5\xba")),
        DB_VALUE_TEXT(STR_NONE),
        DB_VALUE_BLOB(((struct str){zeros, 3})),
        DB_VALUE_BLOB(STR_NONE),
    };
    struct db_stmt *s;

    must(f, db_query(f->db, "SELECT ?, ?, ?, ?, ?, ?, ?", in, ARRAY_LEN(in), &s, &f->err));
    assert_int_equal(db_columns(s), ARRAY_LEN(in));
    assert_int_equal(db_step(s, &f->err), 1);
    for (int i = 0; i < (int)ARRAY_LEN(in); i++) {
        struct db_value out = db_value_dup(&f->arena, db_column(s, i));

        assert_true(db_value_eq(in[i], out));
        assert_int_equal(db_column_null(s, i), i == 0);
    }
    assert_int_equal(db_column_int(s, 0), 0);
    assert_int_equal(db_column_int(s, 1), INT64_MIN);
    assert_true(str_eq(db_column_str(s, 0), STR_NONE));
    assert_int_equal(db_step(s, &f->err), 0);
    assert_int_equal(db_step(s, &f->err), 0);
    db_done(s);
}

static void test_value_eq(void **state)
{
    (void)state;
    assert_true(db_value_eq(DB_VALUE_NULL, DB_VALUE_NULL));
    assert_false(db_value_eq(DB_VALUE_NULL, DB_VALUE_INT(0)));
    assert_false(db_value_eq(DB_VALUE_INT(1), DB_VALUE_INT(2)));
    assert_false(db_value_eq(DB_VALUE_TEXT(STR("a")), DB_VALUE_BLOB(STR("a"))));
    assert_true(db_value_eq(DB_VALUE_TEXT(STR("")), DB_VALUE_TEXT(STR_NONE)));
}

static void test_query_int_fallback(void **state)
{
    struct fixture *f = *state;
    int64_t v;

    run_sql(f, "CREATE TABLE t (a INTEGER)");
    must(f, db_query_int(f->db, "SELECT a FROM t", DB_NO_ARGS, 5, &v, &f->err));
    assert_int_equal(v, 5);
    must(f, db_query_int(f->db, "SELECT max(a) FROM t", DB_NO_ARGS, 6, &v, &f->err));
    assert_int_equal(v, 6);
    must(f, db_query_int(f->db, "SELECT ?", DB_ARGS(DB_VALUE_INT(9)), 6, &v, &f->err));
    assert_int_equal(v, 9);
}

static void test_affected_and_returning(void **state)
{
    struct fixture *f = *state;
    int64_t n;

    run_sql(f, "CREATE TABLE t (a INTEGER)");
    must(f, db_run(f->db, "INSERT INTO t VALUES (1), (2), (3)", DB_NO_ARGS, &n, &f->err));
    assert_int_equal(n, 3);
    must(f, db_run(f->db, "UPDATE t SET a = a + ? WHERE a > ? RETURNING a",
                   DB_ARGS(DB_VALUE_INT(10), DB_VALUE_INT(1)), &n, &f->err));
    assert_int_equal(n, 2);
    assert_int_equal(ask(f, f->db, "SELECT sum(a) FROM t"), 26);
}

static void test_bad_statements(void **state)
{
    struct fixture *f = *state;
    struct db_stmt *s;
    struct sql q;

    expect(f, db_prepare(f->db, STR("SELEKT"), &s, &f->err), ERR_INTERNAL);
    expect(f, db_prepare(f->db, STR(""), &s, &f->err), ERR_INTERNAL);
    expect(f, db_prepare(f->db, STR("SELECT 1; SELECT 2"), &s, &f->err), ERR_INTERNAL);
    expect(f, db_run(f->db, "SELECT ?", DB_ARGS(DB_VALUE_INT(1), DB_VALUE_INT(2)), NULL, &f->err),
           ERR_INTERNAL);

    sql_init(&q, &f->arena, &db_sqlite);
    sql_add(&q, "SELECT ");
    sql_ident(&q, "Bad Name");
    expect(f, db_query_sql(f->db, &q, &s, &f->err), ERR_INTERNAL);
    expect(f, db_run_sql(f->db, &q, NULL, &f->err), ERR_INTERNAL);

    assert_int_equal(db_run(f->db, "SELECT missing", DB_NO_ARGS, NULL, &f->err), -1);
    assert_non_null(strstr(f->err.detail, "no such column"));
    assert_non_null(strstr(f->err.detail, "SELECT missing"));
}

static void test_built_statement(void **state)
{
    struct fixture *f = *state;
    static const int64_t ids[] = {1, 3, 4};
    struct db_stmt *s;
    struct sql q;

    run_sql(f, "CREATE TABLE t (id INTEGER PRIMARY KEY, \"order\" TEXT)");
    run_sql(f, "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    sql_init(&q, &f->arena, &db_sqlite);
    sql_add(&q, "SELECT ");
    sql_ident2(&q, "t", "order");
    sql_add(&q, " FROM t WHERE id IN (");
    sql_bind_ids(&q, ids, ARRAY_LEN(ids));
    sql_add(&q, ") ORDER BY id");

    must(f, db_query_sql(f->db, &q, &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    assert_true(str_is(db_column_str(s, 0), "a"));
    assert_int_equal(db_step(s, &f->err), 1);
    assert_true(str_is(db_column_str(s, 0), "c"));
    assert_int_equal(db_step(s, &f->err), 0);
    db_done(s);
}

/* The same text twice at once are two statements; afterwards it is the cached one again. */
static void test_checked_out_twice(void **state)
{
    const struct str sql = STR("SELECT 1 UNION ALL SELECT 2");
    struct fixture *f = *state;
    struct db_stmt *a, *b, *c;

    must(f, db_prepare(f->db, sql, &a, &f->err));
    must(f, db_prepare(f->db, sql, &b, &f->err));
    assert_ptr_not_equal(a, b);
    assert_int_equal(db_step(a, &f->err), 1);
    assert_int_equal(db_step(b, &f->err), 1);
    assert_int_equal(db_step(a, &f->err), 1);
    assert_int_equal(db_column_int(a, 0), 2);
    assert_int_equal(db_column_int(b, 0), 1);
    db_done(b);
    db_done(a);
    must(f, db_prepare(f->db, sql, &c, &f->err));
    assert_ptr_equal(c, a);
    db_done(c);
    db_done(NULL);
}

/* A statement that was given up half-way holds no row and no old value when it is used again. */
static void test_reuse_is_clean(void **state)
{
    struct fixture *f = *state;
    struct db_stmt *s;

    must(f, db_query(f->db, "SELECT ?", DB_ARGS(DB_VALUE_TEXT(STR("old"))), &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    db_done(s);
    must(f, db_query(f->db, "SELECT ?", DB_NO_ARGS, &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    assert_true(db_column_null(s, 0));
    db_done(s);
}

static void test_cache_is_bounded(void **state)
{
    enum { MANY = 700 };
    struct fixture *f = *state;
    struct db_stmt *held[MANY];
    int64_t v;

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++) {
            const char *sql = arena_printf(&f->arena, "SELECT %d", i);

            must(f, db_query_int(f->db, sql, DB_NO_ARGS, -1, &v, &f->err));
            assert_int_equal(v, i);
        }
    /* All checked out at once, many more than the cache holds. */
    for (int i = 0; i < MANY; i++)
        must(f,
             db_prepare(f->db, str_of(arena_printf(&f->arena, "SELECT %d", i)), &held[i], &f->err));
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(db_step(held[i], &f->err), 1);
        assert_int_equal(db_column_int(held[i], 0), i);
        db_done(held[i]);
    }
}

static void test_schema_change_under_cached_statement(void **state)
{
    struct fixture *f = *state;
    struct db_stmt *s;

    run_sql(f, "CREATE TABLE t (a INTEGER)");
    run_sql(f, "INSERT INTO t VALUES (1)");
    must(f, db_query(f->db, "SELECT * FROM t WHERE a = ?", DB_ARGS(DB_VALUE_INT(1)), &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    db_done(s);
    run_sql(f, "ALTER TABLE t ADD COLUMN b INTEGER DEFAULT 7");
    must(f, db_query(f->db, "SELECT * FROM t WHERE a = ?", DB_ARGS(DB_VALUE_INT(1)), &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    assert_int_equal(db_columns(s), 2);
    assert_int_equal(db_column_int(s, 1), 7);
    db_done(s);
}

/* --- errors ----------------------------------------------------------------------------------- */

static void test_constraints(void **state)
{
    struct fixture *f = *state;

    must(f, db_exec(f->db,
                    "CREATE TABLE p (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n TEXT NOT NULL);"
                    "CREATE TABLE k (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;"
                    "CREATE TABLE r (p_id INTEGER REFERENCES p (id))",
                    &f->err));
    run_sql(f, "INSERT INTO p VALUES (1, 'x', 'y')");
    run_sql(f, "INSERT INTO k VALUES (1, 2)");

    expect(f, db_run(f->db, "INSERT INTO p VALUES (2, 'x', 'y')", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);
    expect(f, db_run(f->db, "INSERT INTO p VALUES (1, 'z', 'y')", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);
    expect(f, db_run(f->db, "INSERT INTO k VALUES (1, 2)", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);
    expect(f, db_run(f->db, "INSERT INTO p VALUES (3, 'z', NULL)", DB_NO_ARGS, NULL, &f->err),
           ERR_INTERNAL);
    expect(f, db_run(f->db, "INSERT INTO r VALUES (9)", DB_NO_ARGS, NULL, &f->err), ERR_INTERNAL);
    run_sql(f, "INSERT INTO p VALUES (2, 'z', 'y')");
}

static void test_deadline(void **state)
{
    static const char endless[] =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";
    struct fixture *f = *state;
    int64_t start = clock_mono_us();

    run_sql(f, "CREATE TABLE t (a)");
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, "INSERT INTO t VALUES (1)");
    db_deadline(f->db, 50);
    expect(f, db_run(f->db, endless, DB_NO_ARGS, NULL, &f->err), ERR_TOO_SLOW);
    assert_true(clock_mono_us() - start >= 50 * 1000);

    /* Past the deadline a transaction can still be ended; many times, as the handler counts. */
    must(f, db_commit(f->db, &f->err));
    for (int i = 0; i < 2000; i++) {
        must(f, db_begin_write(f->db, &f->err));
        must(f, db_savepoint(f->db, "s", &f->err));
        must(f, db_release(f->db, "s", &f->err));
        must(f, db_commit(f->db, &f->err));
    }
    must(f, db_exec(f->db, "CREATE TABLE u (a)", &f->err));

    db_deadline(f->db, 0);
    assert_int_equal(ask(f, f->db,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                         " LIMIT 200000) SELECT count(*) FROM n"),
                     200000);
    assert_int_equal(ask(f, f->db, "SELECT count(*) FROM t"), 1);
}

/* A full disk ends the transaction inside SQLite; what follows must not be stored by itself. */
static void test_lost_transaction(void **state)
{
    struct fixture *f = *state;

    must(f, db_exec(f->db, "CREATE TABLE t (a); PRAGMA cache_size = 1; PRAGMA cache_spill = 1",
                    &f->err));
    must(f, db_exec(f->db, arena_printf(&f->arena, "PRAGMA max_page_count = %d", 20), &f->err));
    must(f, db_begin_write(f->db, &f->err));
    must(f, db_savepoint(f->db, "one", &f->err));
    expect(f, db_run(f->db, "INSERT INTO t VALUES (zeroblob(1000000))", DB_NO_ARGS, NULL, &f->err),
           ERR_UNAVAILABLE);
    db_rollback_to(f->db, "one");

    /* Whether or not SQLite kept the transaction: take it away, as an I/O error does. */
    db_run(f->db, "ROLLBACK", DB_NO_ARGS, NULL, &f->err);
    err_clear(&f->err);
    expect(f, db_savepoint(f->db, "two", &f->err), ERR_UNAVAILABLE);
    expect(f, db_run(f->db, "INSERT INTO t VALUES (2)", DB_NO_ARGS, NULL, &f->err),
           ERR_UNAVAILABLE);
    expect(f, db_exec(f->db, "INSERT INTO t VALUES (2)", &f->err), ERR_UNAVAILABLE);
    db_rollback_to(f->db, "two");
    expect(f, db_commit(f->db, &f->err), ERR_UNAVAILABLE);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT count(*) FROM t"), 0);
    run_sql(f, "INSERT INTO t VALUES (3)");
}

/* The file may grow no further, as on a full disk: the commit fails, and nothing of it is there. */
static void test_disk_that_refuses(void **state)
{
    struct fixture *f = *state;
    struct rlimit was, now;

    run_sql(f, "CREATE TABLE t (a)");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    now = was;
    now.rlim_cur = 256 * 1024;
    signal(SIGXFSZ, SIG_IGN);
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, "INSERT INTO t VALUES (zeroblob(1000000))");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
    int rc = db_commit(f->db, &f->err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);

    expect(f, rc, ERR_UNAVAILABLE);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT count(*) FROM t"), 0);
    run_sql(f, "INSERT INTO t VALUES (1)");
}

/* --- transactions ----------------------------------------------------------------------------- */

static void test_commit_and_rollback(void **state)
{
    struct fixture *f = *state;

    run_sql(f, "CREATE TABLE t (a)");
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, "INSERT INTO t VALUES (1)");
    must(f, db_commit(f->db, &f->err));
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, "INSERT INTO t VALUES (2)");
    db_rollback(f->db);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT count(*) FROM t"), 1);
}

static void test_savepoints_nest(void **state)
{
    struct fixture *f = *state;

    run_sql(f, "CREATE TABLE t (a)");
    must(f, db_begin_write(f->db, &f->err));
    must(f, db_savepoint(f->db, "task", &f->err));
    run_sql(f, "INSERT INTO t VALUES (1)");
    must(f, db_savepoint(f->db, "task", &f->err));
    run_sql(f, "INSERT INTO t VALUES (2)");
    db_rollback_to(f->db, "task");
    must(f, db_release(f->db, "task", &f->err));
    must(f, db_release(f->db, "task", &f->err));
    must(f, db_commit(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT sum(a) FROM t"), 1);
}

static void test_snapshot_is_taken_at_once(void **state)
{
    struct fixture *f = *state;

    run_sql(f, "CREATE TABLE t (a)");

    struct db *db = reader(f);
    must(f, db_begin_read(db, &f->err));
    run_sql(f, "INSERT INTO t VALUES (1)");
    assert_int_equal(ask(f, db, "SELECT count(*) FROM t"), 0);
    must(f, db_commit(db, &f->err));
    assert_int_equal(ask(f, db, "SELECT count(*) FROM t"), 1);
    db_close(db);
}

static void test_one_writer(void **state)
{
    struct fixture *f = *state;
    struct db *other;

    must(f, db_open(&db_sqlite, f->path, DB_WRITE, &other, &f->err));
    must(f, db_exec(other, "PRAGMA busy_timeout = 10", &f->err));
    must(f, db_begin_write(f->db, &f->err));
    expect(f, db_begin_write(other, &f->err), ERR_UNAVAILABLE);
    must(f, db_commit(f->db, &f->err));
    must(f, db_begin_write(other, &f->err));
    db_rollback(other);
    db_close(other);
}

/* --- tables ----------------------------------------------------------------------------------- */

static const struct db_column columns_v1[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true, .fallback = "''"},
};
static const struct db_column columns_v2[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true, .fallback = "''"},
    {.name = "order", .kind = DB_INT, .not_null = true, .fallback = "3"},
    {.name = "score", .kind = DB_REAL},
    {.name = "bytes", .kind = DB_BLOB},
};
static const struct db_index indexes[] = {
    {.name = "t_by_name", .columns = "name, id DESC"},
    {.name = "t_one_order", .columns = "\"order\"", .where = "score IS NOT NULL", .unique = true},
};
static const struct db_table table_v1 = {
    .name = "t", .columns = columns_v1, .n_columns = 2, .indexes = indexes, .n_indexes = 1};
static const struct db_table table_v2 = {
    .name = "t", .columns = columns_v2, .n_columns = 5, .indexes = indexes, .n_indexes = 2};

static void test_table_is_made_and_grows(void **state)
{
    struct fixture *f = *state;

    assert_false(db_table_exists(f->db, "t"));
    must(f, db_table_ensure(f->db, &table_v1, &f->err));
    assert_true(db_table_exists(f->db, "t"));
    run_sql(f, "INSERT INTO t (id) VALUES (1)");

    must(f, db_table_ensure(f->db, &table_v2, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT \"order\" FROM t WHERE name = '' AND id = 1"), 3);
    assert_int_equal(ask(f, f->db, "SELECT count(*) FROM pragma_index_list('t')"), 2);
    run_sql(f, "INSERT INTO t (id, score) VALUES (2, 1.5)");
    expect(f, db_run(f->db, "INSERT INTO t (id, score) VALUES (3, 2.5)", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);

    int64_t version = ask(f, f->db, "PRAGMA schema_version");
    must(f, db_table_ensure(f->db, &table_v2, &f->err));
    must(f, db_table_ensure(f->db, &table_v1, &f->err));
    assert_int_equal(ask(f, f->db, "PRAGMA schema_version"), version);
}

static void test_table_with_composite_key(void **state)
{
    static const struct db_column columns[] = {
        {.name = "a", .kind = DB_INT},
        {.name = "b", .kind = DB_TEXT},
    };
    static const struct db_table t = {
        .name = "pair", .columns = columns, .n_columns = 2, .primary_key = "a, b"};
    struct fixture *f = *state;
    struct db_stmt *s;

    must(f, db_table_ensure(f->db, &t, &f->err));
    must(f, db_table_ensure(f->db, &t, &f->err));
    run_sql(f, "INSERT INTO pair VALUES (1, 'x')");
    expect(f, db_run(f->db, "INSERT INTO pair VALUES (1, 'x')", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);
    expect(f, db_prepare(f->db, STR("SELECT rowid FROM pair"), &s, &f->err), ERR_INTERNAL);
    /* Types are kept, as PostgreSQL does. */
    expect(f, db_run(f->db, "INSERT INTO pair VALUES ('one', 'x')", DB_NO_ARGS, NULL, &f->err),
           ERR_INTERNAL);
}

static void test_table_that_cannot_be(void **state)
{
    static const struct db_column columns[] = {
        {.name = "id", .kind = DB_INT, .primary_key = true},
        {.name = "must", .kind = DB_TEXT, .not_null = true},
    };
    static const struct db_column bad_columns[] = {{.name = "Bad Name", .kind = DB_INT}};
    static const struct db_index bad_index[] = {{.name = "i", .columns = "nothing"}};
    struct db_table t = {.name = "t", .columns = columns, .n_columns = 1};
    struct fixture *f = *state;

    must(f, db_table_ensure(f->db, &t, &f->err));
    t.n_columns = 2;
    expect(f, db_table_ensure(f->db, &t, &f->err), ERR_INTERNAL);
    t = (struct db_table){.name = "u", .columns = bad_columns, .n_columns = 1};
    expect(f, db_table_ensure(f->db, &t, &f->err), ERR_INTERNAL);

    /* Whole or not at all, and the transaction around it goes on. */
    t = (struct db_table){
        .name = "u", .columns = columns, .n_columns = 2, .indexes = bad_index, .n_indexes = 1};
    must(f, db_begin_write(f->db, &f->err));
    expect(f, db_table_ensure(f->db, &t, &f->err), ERR_INTERNAL);
    t.n_indexes = 0;
    assert_false(db_table_exists(f->db, "u"));
    must(f, db_table_ensure(f->db, &t, &f->err));
    must(f, db_commit(f->db, &f->err));
    assert_true(db_table_exists(f->db, "u"));
}

/* --- copies ----------------------------------------------------------------------------------- */

static void test_copy(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(&f->arena, "%s/copy.db", f->dir);
    struct stat st;
    struct db *copy;

    run_sql(f, "CREATE TABLE t (a)");
    run_sql(f, "INSERT INTO t VALUES (zeroblob(100000)), ('x')");
    for (int i = 0; i < 2; i++) /* the second replaces the first */
        must(f, db_copy(f->db, path, &f->err));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(access(arena_printf(&f->arena, "%s.part", path), F_OK), -1);

    run_sql(f, "INSERT INTO t VALUES ('later')");
    must(f, db_open(&db_sqlite, path, DB_WRITE, &copy, &f->err));
    assert_int_equal(ask(f, copy, "SELECT count(*) FROM t"), 2);
    must(f, db_run(copy, "INSERT INTO t VALUES ('y')", DB_NO_ARGS, NULL, &f->err));
    db_close(copy);
}

static void test_copy_that_fails(void **state)
{
    struct fixture *f = *state;
    const char *path = arena_printf(&f->arena, "%s/no/copy.db", f->dir);

    run_sql(f, "CREATE TABLE t (a)");
    expect(f, db_copy(f->db, path, &f->err), ERR_UNAVAILABLE);
    run_sql(f, "INSERT INTO t VALUES (1)");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_open),
        TEST(test_not_a_database),
        TEST(test_settings),
        TEST(test_reader_cannot_write),
        TEST(test_values_round_trip),
        TEST(test_value_eq),
        TEST(test_query_int_fallback),
        TEST(test_affected_and_returning),
        TEST(test_bad_statements),
        TEST(test_built_statement),
        TEST(test_checked_out_twice),
        TEST(test_reuse_is_clean),
        TEST(test_cache_is_bounded),
        TEST(test_schema_change_under_cached_statement),
        TEST(test_constraints),
        TEST(test_deadline),
        TEST(test_lost_transaction),
        TEST(test_disk_that_refuses),
        TEST(test_commit_and_rollback),
        TEST(test_savepoints_nest),
        TEST(test_snapshot_is_taken_at_once),
        TEST(test_one_writer),
        TEST(test_table_is_made_and_grows),
        TEST(test_table_with_composite_key),
        TEST(test_table_that_cannot_be),
        TEST(test_copy),
        TEST(test_copy_that_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
