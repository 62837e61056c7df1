/* The door to the database on a PostgreSQL server: what test_db.c says of files, as far as it is
 * said of both, and what only a server can do: one connection for many databases, connections that
 * break, telling other processes. Without a server (TEST_POSTGRES) all is skipped. */
#include "base/date.h"
#include "db/db_pg.h"
#include "db/sql.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "place.h"

struct fixture {
    struct arena arena;
    struct err err;
    const char *a, *b; /* locations */
    struct db *db;     /* of a */
};

static void must(struct fixture *f, int rc)
{
    if (rc)
        fail_msg("%s: %s", err_message(&f->err), f->err.detail);
}

static int setup(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);

    *state = f;
    arena_init(&f->arena);
    if (!place_is_server())
        return 0;
    f->a = place_new(&f->arena, NULL);
    f->b = place_new(&f->arena, NULL);
    must(f, db_open(&db_postgres, f->a, DB_WRITE | DB_CREATE, &f->db, &f->err));
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    db_close(f->db);
    if (f->a) {
        place_drop(f->a);
        place_drop(f->b);
    }
    arena_release(&f->arena);
    test_free(f);
    return 0;
}

#define NEEDS_SERVER()                                                                             \
    do {                                                                                           \
        if (!place_is_server())                                                                    \
            skip();                                                                                \
    } while (0)

static void run_sql(struct fixture *f, struct db *db, const char *sql)
{
    must(f, db_run(db, sql, DB_NO_ARGS, NULL, &f->err));
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

static struct db *another(struct fixture *f, const char *location)
{
    struct db *db;

    must(f, db_open(&db_postgres, location, DB_WRITE | DB_CREATE, &db, &f->err));
    return db;
}

/* The server ends the connection, as it does when it restarts. */
static void break_connection(struct fixture *f, struct db *db)
{
    int64_t pid = ask(f, db, "SELECT pg_backend_pid()");
    struct db *other = another(f, f->b);

    must(f, db_run(other, "SELECT pg_terminate_backend(CAST(? AS integer))",
                   DB_ARGS(DB_VALUE_INT(pid)), NULL, &f->err));
    while (db_query_int(other,
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = CAST(? AS integer)",
                        DB_ARGS(DB_VALUE_INT(pid)), 0, &pid, &f->err) == 0 &&
           pid != 0)
        usleep(1000);
    db_close(other);
}

/* --- places ----------------------------------------------------------------------------------- */

static void test_places(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db *db = NULL;
    bool there;

    must(f, db_exists(&db_postgres, f->a, &there, &f->err));
    assert_true(there);
    must(f, db_exists(&db_postgres, f->b, &there, &f->err));
    assert_false(there);
    expect(f, db_open(&db_postgres, f->b, DB_WRITE, &db, &f->err), ERR_NOT_FOUND);
    expect(f, db_remove(&db_postgres, f->b, &f->err), ERR_NOT_FOUND);
    expect(f, db_open(&db_postgres, "postgres://127.0.0.1:1/none#x", DB_READ, &db, &f->err),
           ERR_UNAVAILABLE);
    const char *bad = arena_printf(&f->arena, "%s\"; DROP", f->a);
    expect(f, db_open(&db_postgres, bad, DB_WRITE | DB_CREATE, &db, &f->err), ERR_NOT_FOUND);
    assert_null(db);
}

static void count_found(void *ctx, const char *name, int64_t changed_at)
{
    (void)changed_at;
    *(int *)ctx += strcmp(name, "ws_77") == 0;
}

static void test_places_are_listed(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    const char *mark = strrchr(f->a, '#');
    const char *where = arena_printf(&f->arena, "%.*s", (int)(mark - f->a), f->a);
    const char *ws = db_place(&db_postgres, &f->arena, where, "ws_77");
    int found = 0;

    db_close(another(f, ws));
    must(f, db_places(&db_postgres, where, &(struct db_each){count_found, &found}, &f->err));
    assert_int_equal(found, 1);
    must(f, db_remove(&db_postgres, ws, &f->err));
    must(f, db_places(&db_postgres, where, &(struct db_each){count_found, &found}, &f->err));
    assert_int_equal(found, 1);
}

/* One connection goes from one database to the other and back: each statement, prepared or not, in
 * a transaction or not, is answered by the database that is meant, and what is not there is not
 * found in the other. */
static void test_one_connection_two_databases(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db *b = another(f, f->b);
    struct db_stmt *s;

    run_sql(f, f->db, "CREATE TABLE t (n BIGINT)");
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    run_sql(f, f->db, "CREATE TABLE only_a (n BIGINT)");
    run_sql(f, b, "CREATE TABLE t (n BIGINT)");
    run_sql(f, b, "INSERT INTO t VALUES (2)");
    for (int i = 0; i < 20; i++) {
        bool at_b = i % 2;

        must(f, db_use(f->db, at_b ? f->b : f->a, DB_READ, &f->err));
        if (i % 3 == 0)
            must(f, db_begin(f->db, i % 4 == 0, NULL, &f->err));
        assert_int_equal(ask(f, f->db, "SELECT n FROM t"), at_b ? 2 : 1);
        if (i % 3 == 0)
            db_rollback(f->db);
    }
    must(f, db_use(f->db, f->b, DB_READ, &f->err));
    expect(f,
           db_query(f->db, "SELECT n FROM only_a", DB_NO_ARGS, &s, &f->err) ||
                   db_step(s, &f->err) < 0
               ? (db_done(s), -1)
               : 0,
           ERR_INTERNAL);
    db_close(b);
}

/* What a transaction or a failed statement takes back must not be the database that is meant: the
 * next statement outside of transactions goes there all the same. */
static void test_which_database_is_not_rolled_back(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db *b = another(f, f->b);

    run_sql(f, f->db, "CREATE TABLE t (n BIGINT PRIMARY KEY)");
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    run_sql(f, b, "CREATE TABLE t (n BIGINT PRIMARY KEY)");
    run_sql(f, b, "INSERT INTO t VALUES (2)");
    for (int i = 0; i < 8; i++) {
        bool at_b = i % 2 == 0;

        must(f, db_use(f->db, at_b ? f->b : f->a, DB_READ, &f->err));
        if (i % 4 < 2) {
            must(f, db_begin(f->db, false, NULL, &f->err));
            db_rollback(f->db);
        } else {
            const char *again = at_b ? "INSERT INTO t VALUES (2)" : "INSERT INTO t VALUES (1)";
            expect(f, db_run(f->db, again, DB_NO_ARGS, NULL, &f->err), ERR_DUPLICATE);
        }
        assert_int_equal(ask(f, f->db, "SELECT n FROM t"), at_b ? 2 : 1);
        assert_int_equal(ask(f, f->db, "SELECT MAX(n) FROM t"), at_b ? 2 : 1);
    }
    db_close(b);
}

/* --- values and statements -------------------------------------------------------------------- */

static void test_values_round_trip(void **state)
{
    NEEDS_SERVER();
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

    run_sql(f, f->db,
            "CREATE TABLE t (a BIGINT, b BIGINT, c DOUBLE PRECISION, d TEXT, e TEXT, f BYTEA, "
            "g BYTEA)");
    must(f, db_run(f->db, "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)", in, ARRAY_LEN(in), NULL,
                   &f->err));
    must(f, db_query(f->db, "SELECT a, b, c, d, e, f, g FROM t", DB_NO_ARGS, &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    assert_int_equal(db_columns(s), ARRAY_LEN(in));
    for (int i = 0; i < (int)ARRAY_LEN(in); i++)
        assert_true(db_value_eq(in[i], db_column(s, i)));
    assert_int_equal(db_step(s, &f->err), 0);
    assert_int_equal(db_step(s, &f->err), 0);
    db_done(s);
}

/* Sums are NUMERIC there, comparisons BOOLEAN. */
static void test_what_is_reckoned(void **state)
{
    NEEDS_SERVER();
    static const struct {
        const char *sql;
        int64_t is;
    } rows[] = {
        {"SELECT SUM(n) FROM (VALUES (9000000000000000000), (7)) x (n)", 9000000000000000007},
        {"SELECT SUM(n) FROM (VALUES (-1795889964637), (0)) x (n)", -1795889964637},
        {"SELECT SUM(n) FROM (VALUES (CAST(10000 AS bigint)), (0)) x (n)", 10000},
        {"SELECT SUM(n) FROM (VALUES (CAST(0 AS bigint)), (0)) x (n)", 0},
        {"SELECT 100000000.0", 100000000},
        {"SELECT 1 = 1 AND NOT (2 = 1)", 1},
        {"SELECT COUNT(*) FROM (VALUES (1), (2)) x", 2},
        {"SELECT CAST(7 AS smallint)", 7},
    };
    struct fixture *f = *state;
    struct db_stmt *s;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(ask(f, f->db, rows[i].sql), rows[i].is);
    must(f, db_query(f->db, "SELECT -1234.5", DB_NO_ARGS, &s, &f->err));
    assert_int_equal(db_step(s, &f->err), 1);
    assert_true(db_value_eq(db_column(s, 0), (struct db_value){.type = DB_IS_REAL, .r = -1234.5}));
    db_done(s);
}

static void test_placeholders(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t v;

    must(f, db_query_int(f->db, "SELECT ? WHERE '?''?' <> ''", DB_ARGS(DB_VALUE_INT(5)), 0, &v,
                         &f->err));
    assert_int_equal(v, 5);
    /* An integer beside a small constant is a large one all the same. */
    must(f, db_query_int(f->db, "SELECT 3 WHERE ? = 0 OR ? = 1795889964637",
                         DB_ARGS(DB_VALUE_INT(1795889964637), DB_VALUE_INT(1795889964637)), 0, &v,
                         &f->err));
    assert_int_equal(v, 3);
    expect(f, db_run(f->db, "SELECT ?", DB_ARGS(DB_VALUE_INT(1), DB_VALUE_INT(2)), NULL, &f->err),
           ERR_INTERNAL);
}

static void test_affected_and_returning(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t n;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    must(f, db_run(f->db, "INSERT INTO t VALUES (1), (2), (3)", DB_NO_ARGS, &n, &f->err));
    assert_int_equal(n, 3);
    must(f, db_run(f->db, "UPDATE t SET a = a + ? WHERE a > ? RETURNING a",
                   DB_ARGS(DB_VALUE_INT(10), DB_VALUE_INT(1)), &n, &f->err));
    assert_int_equal(n, 2);
    assert_int_equal(ask(f, f->db, "SELECT SUM(a) FROM t"), 26);
}

/* As SQLite orders: by bytes, whatever the database's own language is. */
static void test_texts_are_ordered_by_bytes(void **state)
{
    NEEDS_SERVER();
    static const struct db_column columns[] = {{.name = "t", .kind = DB_TEXT}};
    static const struct db_table table = {.name = "x", .columns = columns, .n_columns = 1};
    struct fixture *f = *state;
    const char *got = "";
    struct db_stmt *s;

    must(f, db_table_ensure(f->db, &table, &f->err));
    run_sql(f, f->db, "INSERT INTO x VALUES ('b'), ('B'), ('a b'), ('ab'), ('\xc3\xa4'), ('a')");
    must(f, db_query(f->db, "SELECT t FROM x WHERE t >= ? ORDER BY t",
                     DB_ARGS(DB_VALUE_TEXT(STR("A"))), &s, &f->err));
    while (db_step(s, &f->err) > 0)
        got = arena_printf(&f->arena, "%s%.*s,", got, STR_ARG(db_column_str(s, 0)));
    db_done(s);
    assert_string_equal(got, "B,a,a b,ab,b,\xc3\xa4,");
}

static void test_statements_in_and_out(void **state)
{
    NEEDS_SERVER();
    enum { MANY = 900 };
    const struct str sql = STR("SELECT 1 UNION ALL SELECT 2");
    struct fixture *f = *state;
    struct db_stmt *a, *b, *held[MANY];

    must(f, db_prepare(f->db, sql, &a, &f->err));
    must(f, db_prepare(f->db, sql, &b, &f->err));
    assert_int_equal(db_step(a, &f->err), 1);
    assert_int_equal(db_step(b, &f->err), 1);
    assert_int_equal(db_step(a, &f->err), 1);
    assert_int_equal(db_column_int(a, 0), 2);
    assert_int_equal(db_column_int(b, 0), 1);
    db_done(b);
    db_done(a);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++)
            assert_int_equal(ask(f, f->db, arena_printf(&f->arena, "SELECT %d", i)), i);
    for (int i = 0; i < MANY; i++)
        must(f,
             db_prepare(f->db, str_of(arena_printf(&f->arena, "SELECT %d", i)), &held[i], &f->err));
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(db_step(held[i], &f->err), 1);
        assert_int_equal(db_column_int(held[i], 0), i);
        db_done(held[i]);
    }
    /* What the server remembers is bounded too. */
    assert_in_range(ask(f, f->db, "SELECT COUNT(*) FROM pg_prepared_statements"), 1, 700);
}

/* --- errors ----------------------------------------------------------------------------------- */

static void test_errors(void **state)
{
    NEEDS_SERVER();
    static const char zeros[] = "a\0b";
    struct fixture *f = *state;

    must(f, db_exec(f->db,
                    "CREATE TABLE p (id BIGINT PRIMARY KEY, u TEXT UNIQUE, n TEXT NOT NULL);"
                    "INSERT INTO p VALUES (1, 'x', 'y')",
                    &f->err));
    expect(f, db_run(f->db, "INSERT INTO p VALUES (2, 'x', 'y')", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);
    expect(f, db_run(f->db, "INSERT INTO p VALUES (1, 'z', 'y')", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);
    expect(f, db_run(f->db, "INSERT INTO p VALUES (3, 'z', NULL)", DB_NO_ARGS, NULL, &f->err),
           ERR_INTERNAL);
    expect(f,
           db_run(f->db, "INSERT INTO p VALUES (4, ?, 'y')",
                  DB_ARGS(DB_VALUE_TEXT(((struct str){zeros, 3}))), NULL, &f->err),
           ERR_INVALID);
    expect(f,
           db_run(f->db, "INSERT INTO p VALUES (4, ?, 'y')", DB_ARGS(DB_VALUE_TEXT(STR("\xff"))),
                  NULL, &f->err),
           ERR_INVALID);
    expect(f, db_run(f->db, "SELEKT", DB_NO_ARGS, NULL, &f->err), ERR_INTERNAL);
    expect(f, db_run(f->db, "SELECT 1; SELECT 2", DB_NO_ARGS, NULL, &f->err), ERR_INTERNAL);
    expect(f, db_exec(f->db, "SELECT 1; SELEKT", &f->err), ERR_INTERNAL);
    must(f, db_begin_read(f->db, &f->err));
    expect(f, db_run(f->db, "DELETE FROM p", DB_NO_ARGS, NULL, &f->err), ERR_UNAVAILABLE);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM p"), 1);
}

static void test_deadline(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t start = clock_mono_us();

    db_deadline(f->db, 50);
    expect(f, db_run(f->db, "SELECT pg_sleep(600)", DB_NO_ARGS, NULL, &f->err), ERR_TOO_SLOW);
    assert_true(clock_mono_us() - start >= 50 * 1000);
    /* Transactions and what has no end of its own are beyond its reach. */
    must(f, db_begin_write(f->db, &f->err));
    must(f, db_savepoint(f->db, "s", &f->err));
    must(f, db_release(f->db, "s", &f->err));
    must(f, db_commit(f->db, &f->err));
    must(f, db_exec(f->db, "CREATE TABLE u (a BIGINT)", &f->err));
    db_deadline(f->db, 0);
    run_sql(f, f->db, "SELECT pg_sleep(0.1)");
}

/* --- transactions ----------------------------------------------------------------------------- */

static void test_transactions(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT UNIQUE)");
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    must(f, db_savepoint(f->db, "task", &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (2)");
    must(f, db_savepoint(f->db, "task", &f->err));
    expect(f, db_run(f->db, "INSERT INTO t VALUES (2)", DB_NO_ARGS, NULL, &f->err), ERR_DUPLICATE);
    db_rollback_to(f->db, "task");
    must(f, db_release(f->db, "task", &f->err));
    must(f, db_release(f->db, "task", &f->err));
    must(f, db_savepoint(f->db, "empty", &f->err));
    db_rollback_to(f->db, "empty");
    must(f, db_release(f->db, "empty", &f->err));
    must(f, db_commit(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT SUM(a) FROM t"), 3);

    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (4)");
    db_rollback(f->db);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT SUM(a) FROM t"), 3);

    /* One that has failed cannot be committed. */
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (8)");
    expect(f, db_run(f->db, "INSERT INTO t VALUES (8)", DB_NO_ARGS, NULL, &f->err), ERR_DUPLICATE);
    expect(f, db_commit(f->db, &f->err), ERR_UNAVAILABLE);
    db_rollback(f->db);
    assert_false(db_in_doubt(f->db));
    assert_int_equal(ask(f, f->db, "SELECT SUM(a) FROM t"), 3);
}

/* The same statement within itself is not cached; when it fails, forgetting it must not stand in
 * the way of the rollback. */
static void test_failure_within_itself(void **state)
{
    NEEDS_SERVER();
    static const char sql[] = "INSERT INTO t VALUES (?) RETURNING a";
    struct fixture *f = *state;
    struct db_stmt *outer;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT UNIQUE)");
    must(f, db_begin_write(f->db, &f->err));
    must(f, db_savepoint(f->db, "task", &f->err));
    must(f, db_query(f->db, sql, DB_ARGS(DB_VALUE_INT(1)), &outer, &f->err));
    assert_int_equal(db_step(outer, &f->err), 1);
    expect(f, db_run(f->db, sql, DB_ARGS(DB_VALUE_INT(1)), NULL, &f->err), ERR_DUPLICATE);
    db_done(outer);
    db_rollback_to(f->db, "task");
    must(f, db_release(f->db, "task", &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (2)");
    must(f, db_commit(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT SUM(a) FROM t"), 2);
}

/* A statement outside of the cache is forgotten when it is done: that must not stand before BEGIN,
 * which after it may choose no snapshot any more. */
static void test_forgotten_before_a_transaction(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db_stmt *cached, *other;

    must(f, db_query(f->db, "SELECT 7", DB_NO_ARGS, &cached, &f->err));
    must(f, db_query(f->db, "SELECT 7", DB_NO_ARGS, &other, &f->err));
    assert_int_equal(db_step(cached, &f->err), 1);
    assert_int_equal(db_step(other, &f->err), 1);
    db_done(other);
    db_done(cached);
    must(f, db_begin_read(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT 8"), 8);
    db_rollback(f->db);
}

static void test_snapshot_is_taken_at_once(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db *other = another(f, f->a);
    int64_t values[2] = {0};
    struct db_first first = {
        .sql = "SELECT COUNT(*), NULL FROM t", .values = values, .n = ARRAY_LEN(values)};

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    must(f, db_begin(other, false, &first, &f->err));
    assert_true(first.found);
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    assert_int_equal(values[0], 0);
    assert_int_equal(ask(f, other, "SELECT COUNT(*) FROM t"), 0);
    must(f, db_commit(other, &f->err));
    must(f, db_begin(other, false, &first, &f->err));
    assert_int_equal(values[0], 1);
    db_rollback(other);
    db_close(other);
}

struct writer {
    struct fixture *f;
    struct db *db;
    struct err err;
    int rc;
};

static void *write_after(void *arg)
{
    struct writer *w = arg;

    w->rc = db_begin_write(w->db, &w->err);
    return NULL;
}

/* The second waits for the first, past its deadline too; the writer of another database waits for
 * nobody. */
static void test_one_writer(void **state)
{
    NEEDS_SERVER();
    static const char waiting[] =
        "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    struct fixture *f = *state;
    struct db *b = another(f, f->b);
    struct writer w = {.f = f, .db = another(f, f->a)};
    pthread_t thread;
    int64_t late;

    must(f, db_begin_write(f->db, &f->err));
    must(f, db_begin_write(b, &f->err));
    db_deadline(w.db, 20);
    late = clock_mono_us() + 50 * 1000;
    assert_int_equal(pthread_create(&thread, NULL, write_after, &w), 0);
    for (int i = 0; i < 1000 && (!ask(f, b, waiting) || clock_mono_us() < late); i++)
        usleep(5000);
    assert_int_equal(ask(f, b, waiting), 1);
    must(f, db_commit(f->db, &f->err));
    pthread_join(thread, NULL);
    assert_int_equal(w.rc, 0);
    db_rollback(w.db);
    db_rollback(b);
    db_close(w.db);
    db_close(b);
}

/* --- connections that break ------------------------------------------------------------------- */

/* Between transactions nothing is lost, and nobody hears of it. */
static void test_broken_while_idle(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    for (int write = 0; write < 2; write++) {
        break_connection(f, f->db);
        must(f, db_begin(f->db, write, NULL, &f->err));
        assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 0);
        must(f, db_commit(f->db, &f->err));
    }
}

/* Within one all that follows is refused, and nothing of it is there. */
static void test_broken_within(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    must(f, db_begin_write(f->db, &f->err));
    must(f, db_savepoint(f->db, "task", &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    break_connection(f, f->db);
    expect(f, db_run(f->db, "INSERT INTO t VALUES (2)", DB_NO_ARGS, NULL, &f->err),
           ERR_UNAVAILABLE);
    expect(f, db_run(f->db, "INSERT INTO t VALUES (3)", DB_NO_ARGS, NULL, &f->err),
           ERR_UNAVAILABLE);
    db_rollback_to(f->db, "task");
    expect(f, db_exec(f->db, "INSERT INTO t VALUES (4)", &f->err), ERR_UNAVAILABLE);
    expect(f, db_commit(f->db, &f->err), ERR_UNAVAILABLE);
    assert_false(db_in_doubt(f->db));
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 0);
    run_sql(f, f->db, "INSERT INTO t VALUES (5)");
}

/* The connection breaks and COMMIT finds out: the server says that it was not done. */
static void test_broken_at_commit(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    break_connection(f, f->db);
    expect(f, db_commit(f->db, &f->err), ERR_UNAVAILABLE);
    assert_false(db_in_doubt(f->db));
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 0);
}

/* The connection of a write transaction breaks, as when the server crashed, and a number stands for
 * the transaction's that it may have after that. */
static void commit_as(struct fixture *f, const char *number_sql, const char *life)
{
    struct db_pg *c = (struct db_pg *)f->db;
    struct db *other = another(f, f->a);
    int64_t number = 0;

    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");
    must(f, db_query_int(other, number_sql, DB_NO_ARGS, 0, &number, &f->err));
    db_close(other);
    break_connection(f, f->db);
    snprintf(c->xid, sizeof c->xid, "%lld", (long long)number);
    if (life)
        snprintf(c->life, sizeof c->life, "%s", life);
    expect(f, db_commit(f->db, &f->err), ERR_UNAVAILABLE);
}

/* The number is given again to a transaction that is committed: ours is not. */
static void test_number_of_another(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    run_sql(f, f->db, "CREATE TABLE last AS SELECT pg_current_xact_id()::text::bigint AS xid");
    commit_as(f, "SELECT xid FROM last", "another life");
    assert_true(db_in_doubt(f->db));
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 0);
}

/* It is not given again yet: ours is lost, which is certain. */
static void test_number_to_come(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    commit_as(f, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000", NULL);
    assert_false(db_in_doubt(f->db));
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 0);
}

static void *commit_in_thread(void *arg)
{
    struct writer *w = arg;

    w->rc = db_commit(w->db, &w->err);
    return NULL;
}

/* Until the connection's COMMIT waits for a standby. */
static void wait_for_standby(struct fixture *f, struct db *other, int64_t pid)
{
    int64_t waits = 0;

    for (int i = 0; i < 500 && !waits; i++) {
        usleep(10000);
        must(f, db_query_int(other,
                             "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' "
                             "AND pid = CAST(? AS integer)",
                             DB_ARGS(DB_VALUE_INT(pid)), 0, &waits, &f->err));
    }
}

/* It breaks after the server has committed and before it says so: it is done, and known to be. */
static void test_broken_behind_the_commit(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db *other = another(f, f->a);
    int64_t pid = ask(f, f->db, "SELECT pg_backend_pid()");

    /* The answer waits for a standby that does not exist, while the rows are committed. */
    run_sql(f, f->db, "CREATE TABLE t (a BIGINT)");
    run_sql(f, other, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    run_sql(f, other, "SELECT pg_reload_conf()");
    usleep(200000);
    must(f, db_begin_write(f->db, &f->err));
    run_sql(f, f->db, "SET LOCAL synchronous_commit = on");
    run_sql(f, f->db, "INSERT INTO t VALUES (1)");

    struct writer w = {.f = f, .db = f->db};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, commit_in_thread, &w), 0);
    wait_for_standby(f, other, pid);
    must(f, db_run(other, "SELECT pg_terminate_backend(CAST(? AS integer))",
                   DB_ARGS(DB_VALUE_INT(pid)), NULL, &f->err));
    pthread_join(thread, NULL);
    run_sql(f, other, "ALTER SYSTEM RESET synchronous_standby_names");
    run_sql(f, other, "SELECT pg_reload_conf()");
    assert_int_equal(w.rc, 0);
    assert_int_equal(ask(f, other, "SELECT COUNT(*) FROM t"), 1);
    db_close(other);
}

/* --- writes that nobody waits for ------------------------------------------------------------- */

static const char insert_t[] = "INSERT INTO t (id) VALUES (?)";

static int post(struct fixture *f, int64_t id)
{
    return db_post(f->db, insert_t, DB_ARGS(DB_VALUE_INT(id)), &f->err);
}

/* A table with row 1, and a connection that knows the statement, so that it is sent ahead. */
static void prepare_posts(struct fixture *f)
{
    run_sql(f, f->db, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
    must(f, post(f, 1));
    must(f, db_begin_write(f->db, &f->err));
}

static void test_posted_writes_are_there(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    prepare_posts(f);
    for (int64_t id = 2; id <= 1000; id++)
        must(f, post(f, id));
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 1000);
    must(f, post(f, 1001));
    must(f, db_commit(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 1001);
}

static void test_posted_failure_is_told_by_what_follows(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t n;

    prepare_posts(f);
    must(f, post(f, 1)); /* not heard yet */
    must(f, post(f, 2));
    expect(f, db_query_int(f->db, "SELECT COUNT(*) FROM t", DB_NO_ARGS, 0, &n, &f->err),
           ERR_DUPLICATE);
    db_rollback(f->db);

    must(f, db_begin_write(f->db, &f->err));
    must(f, post(f, 1));
    assert_int_equal(db_settle(f->db, &f->err), -1);
    assert_non_null(strstr(f->err.detail, insert_t));
    expect(f, -1, ERR_DUPLICATE);
    db_rollback(f->db);
    must(f, db_settle(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 1);
}

static void test_posted_failure_commits_nothing(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    prepare_posts(f);
    must(f, post(f, 2));
    must(f, post(f, 1));
    expect(f, db_commit(f->db, &f->err), ERR_DUPLICATE);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 1);
}

/* One savepoint fails, the one before and the one behind do not. */
static void test_posted_failure_stays_in_its_savepoint(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    prepare_posts(f);
    for (int64_t id = 2; id <= 4; id++) {
        must(f, db_savepoint(f->db, "one", &f->err));
        must(f, post(f, id));
        must(f, post(f, id == 3 ? 1 : id + 10));
        if (id == 3)
            db_rollback_to(f->db, "one");
        must(f, db_release(f->db, "one", &f->err));
    }
    must(f, db_savepoint(f->db, "one", &f->err));
    must(f, post(f, 1));
    expect(f, db_savepoint(f->db, "two", &f->err), ERR_DUPLICATE);
    db_rollback_to(f->db, "one");
    must(f, db_release(f->db, "one", &f->err));
    must(f, db_commit(f->db, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t WHERE id IN (1, 2, 4, 12, 14)"), 5);
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t"), 5);
}

/* --- plans ------------------------------------------------------------------------------------ */

/* PostgreSQL takes one plan for all values after five runs, where that seems no dearer. For words
 * it must not: how many rows have them is what the plan is about. */
static void test_words_are_planned_by_what_they_are(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t id;

    run_sql(f, f->db, "CREATE TABLE t (id BIGINT, words TSVECTOR)");
    run_sql(f, f->db, "INSERT INTO t VALUES (1, 'anna'), (2, 'bob')");
    for (int i = 0; i < 12; i++) {
        must(f, db_query_int(f->db, "SELECT id FROM t WHERE words @@ CAST(? AS tsquery)",
                             DB_ARGS(DB_VALUE_TEXT(i % 2 ? STR("anna") : STR("bob"))), 0, &id,
                             &f->err));
        assert_int_equal(id, i % 2 ? 1 : 2);
    }
    assert_int_equal(ask(f, f->db,
                         "SELECT COALESCE(SUM(generic_plans), 0)::bigint FROM "
                         "pg_prepared_statements WHERE statement LIKE '%words @' || '@%'"),
                     0);
}

static int64_t plans_of(struct fixture *f, const char *kind)
{
    char sql[160];

    snprintf(sql, sizeof sql,
             "SELECT SUM(%s_plans)::bigint FROM pg_prepared_statements WHERE statement LIKE "
             "'%%LIMIT 1 /* one ' || 'plan%%'",
             kind);
    return ask(f, f->db, sql);
}

static void test_one_plan_for_all_values(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t is_auto = -1;

    run_sql(f, f->db, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
    run_sql(f, f->db, "INSERT INTO t VALUES (1), (2)");
    must(f, db_begin_read(f->db, &f->err));
    for (int i = 0; i < 8; i++) {
        struct db_stmt *s;
        struct sql q;

        sql_init(&q, &f->arena, &db_postgres);
        sql_add(&q, "SELECT id FROM t WHERE id > ");
        sql_bind_int(&q, i % 2);
        sql_add(&q, " ORDER BY id");
        sql_limit(&q, 1, true);
        must(f, db_query_sql(f->db, &q, &s, &f->err));
        assert_int_equal(db_step(s, &f->err), 1);
        assert_int_equal(db_column_int(s, 0), i % 2 + 1);
        db_done(s);
    }
    assert_int_equal(plans_of(f, "generic"), 8);
    assert_int_equal(plans_of(f, "custom"), 0);
    /* A statement of the other sort does not get it. */
    must(f, db_query_int(f->db,
                         "SELECT (current_setting('plan_cache_mode') = 'auto')::int WHERE ? > 0",
                         DB_ARGS(DB_VALUE_INT(1)), -1, &is_auto, &f->err));
    assert_int_equal(is_auto, 1);
    db_rollback(f->db);
}

/* --- rows that are taken ---------------------------------------------------------------------- */

static int64_t first_free(struct fixture *f)
{
    struct db_stmt *s;
    struct sql q;

    sql_init(&q, &f->arena, &db_postgres);
    sql_add(&q, "SELECT id FROM t ORDER BY id LIMIT 1");
    sql_skip_locked(&q);
    must(f, db_query_sql(f->db, &q, &s, &f->err));
    int64_t id = db_step(s, &f->err) > 0 ? db_column_int(s, 0) : 0;
    db_done(s);
    return id;
}

static void test_taken_rows_are_passed_over(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    must(f, db_exec(f->db, "CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (1), (2)", &f->err));
    struct db *other = another(f, f->a);
    must(f, db_exec(other, "BEGIN; SELECT id FROM t WHERE id = 1 FOR UPDATE", &f->err));
    must(f, db_begin_write(f->db, &f->err));
    assert_int_equal(first_free(f), 2);
    must(f, db_exec(other, "COMMIT", &f->err));
    assert_int_equal(first_free(f), 1);
    db_rollback(f->db);
    db_close(other);
}

/* --- telling ---------------------------------------------------------------------------------- */

static void note(void *ctx, struct str text)
{
    char *said = ctx;

    snprintf(said + strlen(said), 64 - strlen(said), "%.*s,", STR_ARG(text));
}

/* --- what is asked ahead ---------------------------------------------------------------------- */

static struct db_stmt *asked(struct fixture *f, const char *sql, int64_t value)
{
    struct db_stmt *s;

    must(f, db_query(f->db, sql, DB_ARGS(DB_VALUE_INT(value)), &s, &f->err));
    must(f, db_ask(s, &f->err));
    return s;
}

static void expect_row(struct fixture *f, struct db_stmt *s, int64_t value)
{
    int row = db_step(s, &f->err);

    must(f, row < 0);
    assert_int_equal(row, 1);
    assert_int_equal(db_column_int(s, 0), value);
    assert_int_equal(db_step(s, &f->err), 0);
    db_done(s);
}

/* Each gets its own rows, in whatever order they are wanted; one that nobody wants any more is in
 * nobody's way. */
static void test_asked_ahead(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    for (int i = 0; i < 3; i++) {
        must(f, db_begin_later(f->db, &f->err));
        struct db_stmt *a = asked(f, "SELECT CAST(? AS bigint) + 1", i);
        struct db_stmt *b = asked(f, "SELECT CAST(? AS bigint) + 2", i);
        struct db_stmt *c = asked(f, "SELECT CAST(? AS bigint) + 3", i);
        db_done(b);
        assert_int_equal(ask(f, f->db, "SELECT 7"), 7);
        expect_row(f, c, i + 3);
        expect_row(f, a, i + 1);
        db_rollback(f->db);
    }
}

/* A hundred and more do not fit before one wait. */
static void test_very_many_asked(void **state)
{
    NEEDS_SERVER();
    enum { N = 300 };
    struct fixture *f = *state;
    struct db_stmt *all[N];

    must(f, db_begin_later(f->db, &f->err));
    for (int i = 0; i < N; i++) {
        const char *sql = arena_printf(&f->arena, "SELECT %d", i);
        must(f, db_query(f->db, sql, DB_NO_ARGS, &all[i], &f->err));
        must(f, db_ask(all[i], &f->err));
    }
    for (int i = 0; i < N; i++)
        expect_row(f, all[i], i);
    db_rollback(f->db);
}

/* Who waits next is told why; who asked is not told that there is nothing. */
static void test_asked_in_vain(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    int64_t n;

    for (int i = 0; i < 2; i++) {
        must(f, db_begin_later(f->db, &f->err));
        struct db_stmt *good = asked(f, "SELECT CAST(? AS bigint)", 1);
        struct db_stmt *bad = asked(f, "SELECT 1 / (CAST(? AS bigint) - 1)", i ? 1 : 2);
        struct db_stmt *late = asked(f, "SELECT CAST(? AS bigint) + 1", 1);
        if (i) {
            expect(f, db_query_int(f->db, "SELECT 1", DB_NO_ARGS, 0, &n, &f->err), ERR_INTERNAL);
            expect(f, db_step(bad, &f->err), ERR_UNAVAILABLE);
            expect(f, db_step(late, &f->err), ERR_UNAVAILABLE);
            expect(f, db_query_int(f->db, "SELECT 1", DB_NO_ARGS, 0, &n, &f->err), ERR_UNAVAILABLE);
        }
        db_done(good);
        db_done(bad);
        db_done(late);
        db_rollback(f->db);
    }
    assert_int_equal(ask(f, f->db, "SELECT 3"), 3);
}

/* A connection that died while it idled: what has not begun yet begins on another one. */
static void test_begins_elsewhere(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;

    run_sql(f, f->db, "CREATE TABLE t (n BIGINT)");
    run_sql(f, f->db, "INSERT INTO t VALUES (5)");
    for (int i = 0; i < 3; i++) {
        must(f, db_begin_later(f->db, &f->err));
        struct db_stmt *a = asked(f, "SELECT n FROM t WHERE n > ?", 1);
        struct db_stmt *b = asked(f, "SELECT n + 1 FROM t WHERE n > ?", 1);
        expect_row(f, b, 6);
        expect_row(f, a, 5);
        db_rollback(f->db);
        if (i == 1)
            break_connection(f, f->db);
    }

    /* What has begun does not. */
    must(f, db_begin_later(f->db, &f->err));
    int64_t pid = ask(f, f->db, "SELECT pg_backend_pid()"), n;
    struct db *other = another(f, f->b);
    must(f, db_run(other, "SELECT pg_terminate_backend(CAST(? AS integer))",
                   DB_ARGS(DB_VALUE_INT(pid)), NULL, &f->err));
    db_close(other);
    expect(f, db_query_int(f->db, "SELECT n FROM t", DB_NO_ARGS, 0, &n, &f->err), ERR_UNAVAILABLE);
    expect(f, db_query_int(f->db, "SELECT n FROM t", DB_NO_ARGS, 0, &n, &f->err), ERR_UNAVAILABLE);
    db_rollback(f->db);
    assert_int_equal(ask(f, f->db, "SELECT n FROM t"), 5);
}

static void test_telling(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    struct db *ear = another(f, f->b);
    char said[64] = "";

    must(f, db_hear(ear, "test", 0, note, said, &f->err));
    db_tell(f->db, "test", "one");
    db_tell(f->db, "other", "two");
    db_tell(f->db, "test", "three");
    for (int i = 0; i < 50 && strlen(said) < 10; i++)
        must(f, db_hear(ear, "test", 100, note, said, &f->err));
    assert_string_equal(said, "one,three,");
    assert_int_equal(ask(f, f->db, "SELECT 1"), 1);

    break_connection(f, f->db);
    db_tell(f->db, "test", "lost");
    assert_int_equal(ask(f, f->db, "SELECT 1"), 1);
    db_close(ear);
}

/* --- tables ----------------------------------------------------------------------------------- */

static const struct db_column columns[] = {
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

static void test_table_is_made_and_grows(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    const struct db_table v1 = {
        .name = "t", .columns = columns, .n_columns = 2, .indexes = indexes, .n_indexes = 1};
    const struct db_table v2 = {
        .name = "t", .columns = columns, .n_columns = 5, .indexes = indexes, .n_indexes = 2};
    struct db_table bad = v2;

    assert_false(db_table_exists(f->db, "t"));
    must(f, db_table_ensure(f->db, &v1, &f->err));
    assert_true(db_table_exists(f->db, "t"));
    run_sql(f, f->db, "INSERT INTO t (id) VALUES (1)");
    must(f, db_table_ensure(f->db, &v2, &f->err));
    must(f, db_table_ensure(f->db, &v2, &f->err));
    must(f, db_table_ensure(f->db, &v1, &f->err));
    assert_int_equal(ask(f, f->db, "SELECT \"order\" FROM t WHERE name = '' AND id = 1"), 3);
    run_sql(f, f->db, "INSERT INTO t (id, score) VALUES (2, 1.5)");
    expect(f, db_run(f->db, "INSERT INTO t (id, score) VALUES (3, 2.5)", DB_NO_ARGS, NULL, &f->err),
           ERR_DUPLICATE);

    /* Whole or not at all, and the transaction around it goes on. */
    bad.name = "u";
    bad.indexes = (const struct db_index[]){{.name = "i", .columns = "nothing"}};
    bad.n_indexes = 1;
    must(f, db_begin_write(f->db, &f->err));
    expect(f, db_table_ensure(f->db, &bad, &f->err), ERR_INTERNAL);
    bad.n_indexes = 0;
    assert_false(db_table_exists(f->db, "u"));
    must(f, db_table_ensure(f->db, &bad, &f->err));
    must(f, db_commit(f->db, &f->err));
    assert_true(db_table_exists(f->db, "u"));
}

static void test_append_only(void **state)
{
    NEEDS_SERVER();
    struct fixture *f = *state;
    const struct db_table t = {.name = "t", .columns = columns, .n_columns = 2};

    must(f, db_table_ensure(f->db, &t, &f->err));
    must(f, db_append_only(f->db, "t", &f->err));
    must(f, db_append_only(f->db, "t", &f->err));
    run_sql(f, f->db, "INSERT INTO t (id) VALUES (1)");
    static const char *const refused[] = {
        "UPDATE t SET name = 'x'",
        "DELETE FROM t",
        "TRUNCATE t",
        "INSERT INTO t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'x'",
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        expect(f, db_run(f->db, refused[i], DB_NO_ARGS, NULL, &f->err), ERR_INTERNAL);
    run_sql(f, f->db, "INSERT INTO t (id) VALUES (2)");
    assert_int_equal(ask(f, f->db, "SELECT COUNT(*) FROM t WHERE name = ''"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_places),
        TEST(test_places_are_listed),
        TEST(test_one_connection_two_databases),
        TEST(test_which_database_is_not_rolled_back),
        TEST(test_values_round_trip),
        TEST(test_what_is_reckoned),
        TEST(test_placeholders),
        TEST(test_affected_and_returning),
        TEST(test_texts_are_ordered_by_bytes),
        TEST(test_statements_in_and_out),
        TEST(test_errors),
        TEST(test_deadline),
        TEST(test_transactions),
        TEST(test_failure_within_itself),
        TEST(test_forgotten_before_a_transaction),
        TEST(test_snapshot_is_taken_at_once),
        TEST(test_one_writer),
        TEST(test_broken_while_idle),
        TEST(test_broken_within),
        TEST(test_broken_at_commit),
        TEST(test_number_of_another),
        TEST(test_number_to_come),
        TEST(test_broken_behind_the_commit),
        TEST(test_posted_writes_are_there),
        TEST(test_posted_failure_is_told_by_what_follows),
        TEST(test_posted_failure_commits_nothing),
        TEST(test_posted_failure_stays_in_its_savepoint),
        TEST(test_words_are_planned_by_what_they_are),
        TEST(test_one_plan_for_all_values),
        TEST(test_taken_rows_are_passed_over),
        TEST(test_asked_ahead),
        TEST(test_very_many_asked),
        TEST(test_asked_in_vain),
        TEST(test_begins_elsewhere),
        TEST(test_telling),
        TEST(test_table_is_made_and_grows),
        TEST(test_append_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
