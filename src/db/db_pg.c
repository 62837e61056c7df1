/* The PostgreSQL driver: connections, errors, transactions.
 *
 * A database is a schema. Which one a statement is about is fixed with the beginning of each
 * transaction (SET LOCAL search_path), so a connection that was another workspace's a moment ago
 * cannot answer from there: outside of a transaction its path is set before the next statement,
 * and every statement is prepared for one schema (db_pg_stmt.c).
 *
 * A write transaction takes an advisory lock of the schema at once, as SQLite's takes its file's.
 * It knows its number (xid): when the connection breaks in the middle of COMMIT, the server is
 * asked what became of it.
 */
#include "db/db_pg.h"

#include "base/date.h"
#include "base/log.h"
#include <assert.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* VISITS_MAX: PostgreSQL remembers of every table what it is for as long as the connection lasts:
 * most of a megabyte a workspace (bench/workspaces.sh). */
enum { DOUBT_MS = 10000, DOUBT_PAUSE_MS = 100, VISITS_MAX = 64 };

/* --- errors ----------------------------------------------------------------------------------- */

/* By the beginning of SQLSTATE; the first that fits. */
static const struct {
    const char *state;
    enum err_code code;
    const char *message;
} faults[] = {
    {"23505", ERR_DUPLICATE, "It exists already."},
    {"22021", ERR_INVALID, "A text holds a character that cannot be stored (a NUL, or no UTF-8)."},
    {"22P05", ERR_INVALID, "A text holds a character that cannot be stored."},
    {"57014", ERR_TOO_SLOW, "Answering this takes too long; narrow the question down."},
    {"55P03", ERR_UNAVAILABLE, "The database is busy; try again."},
    {"40", ERR_UNAVAILABLE, "The database is busy; try again."},
    {"53100", ERR_UNAVAILABLE, "The server's disk is full."},
    {"53", ERR_UNAVAILABLE, "The database is busy; try again."},
    {"57", ERR_UNAVAILABLE, "The database is not available just now; try again."},
    {"08", ERR_UNAVAILABLE, "The database is not available just now; try again."},
    {"28", ERR_UNAVAILABLE, "The database does not let Kith in."},
    {"3D", ERR_UNAVAILABLE, "There is no such PostgreSQL database."},
    {"58", ERR_UNAVAILABLE, "The database cannot read or write its disk."},
    {"XX001", ERR_UNAVAILABLE, "The database is damaged."},
    {"XX002", ERR_UNAVAILABLE, "The database is damaged."},
    {"25006", ERR_UNAVAILABLE, "The database takes no changes."},
    {"25", ERR_UNAVAILABLE, "The change could not be stored; try again."},
    {"3B", ERR_UNAVAILABLE, "The change could not be stored; try again."},
};

static void put_detail(struct err *err, const char *what, const char *sql)
{
    if (err->detail[0] == '\0')
        snprintf(err->detail, sizeof err->detail, "postgres: %s: %s", what, sql ? sql : "");
    for (char *p = err->detail; *p; p++)
        if (*p == '\n')
            *p = ' ';
}

int db_pg_fail(struct db_pg *c, const PGresult *res, const char *sql, struct err *err)
{
    const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
    const char *what = res ? PQresultErrorMessage(res) : PQerrorMessage(c->conn);

    if (res && c->blamed)
        sql = c->blamed;
    c->blamed = NULL;
    c->lost = !state;
    if (!state)
        state = "08";
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        if (strncmp(state, faults[i].state, strlen(faults[i].state)) != 0)
            continue;
        put_detail(err, what, sql);
        return err_set(err, faults[i].code, NULL, "%s", faults[i].message);
    }
    return err_internal(err, "postgres: %s %s: %s", state, what, sql ? sql : "");
}

/* --- connecting ------------------------------------------------------------------------------- */

/* When the server was started, and when it last recovered from a crash of a part of it, which
 * starts its statistics anew. */
#define LIFE                                                                                       \
    "SELECT pg_catalog.pg_postmaster_start_time()::text || ' ' || COALESCE(stats_reset::text, '')" \
    " FROM pg_catalog.pg_stat_bgwriter"

/* Each with its reason:
 * search_path: nothing is found before a schema was named.
 * lock_timeout: as long as a SQLite writer waits for its file.
 * jit: our statements are shorter than its compiling.
 * idle_in_transaction…: nobody holds a workspace who does nothing. */
static const char session_settings[] = "SET search_path TO pg_temp;"
                                       "SET lock_timeout = '5s';"
                                       "SET idle_in_transaction_session_timeout = '10min';"
                                       "SET statement_timeout = 0;"
                                       "SET bytea_output = 'hex';"
                                       "SET standard_conforming_strings = on;"
                                       "SET jit = off;" LIFE;

static bool settle(struct db_pg *c)
{
    PGresult *res = PQexec(c->conn, session_settings);
    bool good = db_pg_good(res);
    const char *encoding = PQparameterStatus(c->conn, "server_encoding");

    if (good && PQntuples(res) == 1)
        snprintf(c->life, sizeof c->life, "%s", PQgetvalue(res, 0, 0));
    PQclear(res);
    return good && encoding && strcmp(encoding, "UTF8") == 0 && PQenterPipelineMode(c->conn);
}

static int check_server(struct db_pg *c, struct err *err)
{
    if (PQstatus(c->conn) != CONNECTION_OK)
        return 0;
    if (PQserverVersion(c->conn) < 150000)
        return err_set(err, ERR_UNAVAILABLE, NULL, "Kith wants PostgreSQL 15 or newer.");
    const char *encoding = PQparameterStatus(c->conn, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return err_set(err, ERR_UNAVAILABLE, NULL,
                       "The PostgreSQL database must have the encoding UTF8.");
    return 0;
}

static void quiet(void *arg, const PGresult *res)
{
    (void)arg;
    (void)res;
}

/* What stands before "dbname" may be said otherwise by the DSN, what stands behind may not. */
int db_pg_connect(struct db_pg *c, struct err *err)
{
    static const char *const names[] = {
        "connect_timeout",  "keepalives_idle",  "keepalives_interval",
        "keepalives_count", "tcp_user_timeout", "application_name",
        "dbname",           "client_encoding",  NULL};
    const char *const values[] = {"5", "30", "10", "3", "30000", "kith", c->dsn, "UTF8", NULL};

    db_pg_disconnect(c);
    c->number++;
    c->conn = PQconnectdbParams(names, values, 1);
    if (!c->conn)
        log_fatal("out of memory (connection)");
    PQsetNoticeReceiver(c->conn, quiet, NULL);
    if (check_server(c, err) == 0 && PQstatus(c->conn) == CONNECTION_OK && settle(c) &&
        db_pg_fixed_prepare(c, err) == 0)
        return 0;
    if (err->code == ERR_NONE)
        db_pg_fail(c, NULL, "connecting", err);
    db_pg_disconnect(c);
    return -1;
}

/* Of a transaction that begins elsewhere what was asked is asked there. */
static void drop_ahead(struct db_pg *c)
{
    for (size_t i = 0; i < c->n_ahead && i < DB_PG_AHEAD_MAX; i++) {
        struct db_pg_stmt *s = c->ahead[i].stmt;

        c->ahead[i].stmt = NULL;
        if (!s)
            continue;
        s->waits = false;
        s->begun = !c->young;
        s->missed = !c->young;
    }
    c->n_ahead = 0;
}

/* The server's prepared statements went with the connection. Those that are checked out keep their
 * rows. */
void db_pg_disconnect(struct db_pg *c)
{
    PQfinish(c->conn);
    c->conn = NULL;
    drop_ahead(c);
    c->n_unread = 0;
    c->posted = c->hearing = false;
    c->session[0] = '\0';
    c->n_visited = 0;
    db_pg_cache_release(c);
}

static void pg_close(struct db *db)
{
    struct db_pg *c = (struct db_pg *)db;

    assert(c->n_out == 0 && "every statement is done before its connection closes");
    db_pg_disconnect(c);
    free(c->dsn);
    free(c);
}

static int settle_schema(struct db_pg *c, bool create, struct err *err)
{
    bool found;

    if (!c->schema[0])
        return 0;
    if (create)
        return db_pg_schema_make(c, err);
    if (db_pg_schema_found(c, &found, err))
        return -1;
    return found ? 0 : err_set(err, ERR_NOT_FOUND, NULL, "There is no such database.");
}

static int pg_open(const char *location, int flags, struct db **ret_db, struct err *err)
{
    struct db_pg *c = calloc(1, sizeof *c);

    if (!c)
        log_fatal("out of memory (database connection)");
    c->base.driver = &db_postgres;
    if (db_pg_split(location, &c->dsn, c->schema, err) || db_pg_connect(c, err) ||
        settle_schema(c, flags & DB_CREATE, err)) {
        pg_close(&c->base);
        return -1;
    }
    *ret_db = &c->base;
    return 0;
}

static int pg_use(struct db *db, const char *location, int flags, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;
    char *dsn, former[DB_PG_NAME_MAX];

    memcpy(former, c->schema, sizeof former);
    if (db_pg_split(location, &dsn, c->schema, err))
        return -1;
    assert(strcmp(dsn, c->dsn) == 0 && "another database of the same server");
    free(dsn);
    if (strcmp(former, c->schema) != 0 && ++c->n_visited > VISITS_MAX)
        db_pg_disconnect(c); /* the next statement connects anew */
    return flags == DB_READ ? 0 : settle_schema(c, flags & DB_CREATE, err);
}

/* --- several statements as they stand --------------------------------------------------------- */

static int read_all(struct db_pg *c, const char *sql, struct err *err)
{
    PGresult *res;
    int rc = 0;

    for (;;) {
        if (db_pg_next(c, false, &res, err))
            return -1;
        if (!res)
            return rc;
        if (!rc && !db_pg_good(res))
            rc = db_pg_fail(c, res, sql, err);
        PQclear(res);
    }
}

/* What was put ahead goes first, on its own: the other protocol has no pipeline. */
static int flush_ahead(struct db_pg *c, struct err *err)
{
    return c->n_ahead ? db_pg_wait(c, false, NULL, err) : db_pg_drain(c, err);
}

int db_pg_settle(struct db *db, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;

    return c->posted ? flush_ahead(c, err) : 0;
}

int db_pg_exec(struct db *db, const char *sql, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;

    if (db_pg_ready(c, err) || flush_ahead(c, err))
        return -1;
    if (!PQexitPipelineMode(c->conn) || !PQsendQuery(c->conn, sql)) {
        db_pg_fail(c, NULL, sql, err);
        db_pg_disconnect(c);
        return -1;
    }
    int rc = read_all(c, sql, err);
    if (c->conn && !PQenterPipelineMode(c->conn))
        db_pg_disconnect(c);
    return rc;
}

/* --- transactions ----------------------------------------------------------------------------- */

/* Nothing may stand before BEGIN that is to stay: up to the sync all is one transaction. */
int db_pg_put_begin(struct db_pg *c, bool write, struct err *err)
{
    char path[DB_PG_NAME_MAX + 16];

    /* Nor may what is only forgotten (DEALLOCATE): a query before it takes BEGIN its snapshot. */
    if (c->n_ahead) {
        db_pg_send_off(c);
        if (db_pg_connected(c, err))
            return -1;
    }
    c->plans = PLANS_ANY;
    snprintf(path, sizeof path, "\"%s\", pg_temp", c->schema);
    return db_pg_fixed_ahead(c, write ? FIXED_BEGIN_WRITE : FIXED_BEGIN_READ, NULL, err) ||
                   db_pg_fixed_ahead(c, FIXED_PATH, path, err)
               ? -1
               : 0;
}

static int run_first(struct db_pg *c, struct db_first *first, struct err *err)
{
    struct db_stmt *s;
    int row;

    if (db_pg_prepare(&c->base, str_of(first->sql), &s, err))
        return -1;
    first->found = (row = db_pg_step(s, err)) > 0;
    for (size_t i = 0; row > 0 && i < first->n; i++)
        first->values[i] = db_column_int(s, (int)i);
    db_pg_done(s);
    return row < 0 ? -1 : 0;
}

/* The locks of two schemas may have one number: they wait for each other, nothing worse. */
static int ask_lock(struct db_pg *c, struct db_stmt **ret, struct err *err)
{
    static const char lock[] = "SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(?)::text";
    int64_t number = (int64_t)(str_hash(str_of(c->schema), 0x6b697468) >> 1);

    if (db_query(&c->base, lock, DB_ARGS(DB_VALUE_INT(number)), ret, err))
        return -1;
    return db_ask(*ret, err);
}

static int take_lock(struct db_pg *c, struct db_stmt *s, struct err *err)
{
    int row = db_step(s, err);

    if (row > 0)
        snprintf(c->xid, sizeof c->xid, "%.*s", STR_ARG(db_column_str(s, 0)));
    return row < 0 ? -1 : 0;
}

/* The first question goes with the lock, and is answered when it is had. */
static int begin_once(struct db_pg *c, bool write, struct db_first *first, struct err *err)
{
    struct db_first nothing = {.sql = "SELECT 1"};
    struct db_stmt *lock = NULL;
    int rc = db_pg_connected(c, err) || db_pg_put_begin(c, write, err);

    c->xid[0] = '\0';

    /* From here on a lost connection must not be replaced in silence. */
    c->base.in_tx = true;
    c->unhurried = write;
    if (!rc && write)
        rc = ask_lock(c, &lock, err);
    if (!rc && (first || !write))
        rc = run_first(c, first ? first : &nothing, err);
    if (!rc && write)
        rc = take_lock(c, lock, err);
    db_done(lock);
    c->unhurried = false;
    c->base.in_tx = false;
    return rc ? -1 : 0;
}

/* A connection that idled may have died with the server: nothing was done on it yet, so another
 * one is as good. */
static int pg_begin(struct db *db, bool write, struct db_first *first, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;
    struct err once = {0};
    bool fresh = !c->conn;

    if (begin_once(c, write, first, &once) == 0)
        return 0;
    if (!c->conn && !fresh && begin_once(c, write, first, err) == 0)
        return 0;
    if (err->code == ERR_NONE)
        *err = once;
    if (c->conn)
        db_rollback(db);
    return -1;
}

/* Nothing is sent yet. Should the connection have died with the server while it idled, the first
 * statement finds out, and the transaction begins on another one. */
static int pg_begin_later(struct db *db, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;
    struct err ignored = {0};

    c->xid[0] = '\0';
    c->young = false;
    if (c->conn)
        db_pg_put_begin(c, false, &ignored);
    if (!c->conn && (db_pg_connect(c, err) || db_pg_put_begin(c, false, err)))
        return -1;
    c->young = true;
    return 0;
}

/* --- what became of a commit ------------------------------------------------------------------ */

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* A number that the server has not given yet: what had it was not on its disk when it crashed. */
static bool is_to_come(const PGresult *res)
{
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);

    return state && strcmp(state, "22023") == 0;
}

/* "committed", "aborted", "in progress", or "" when the server cannot tell. */
static void ask_status(struct db_pg *c, char out[static 16])
{
    const char *const values[] = {c->xid};
    PGresult *res = NULL;
    struct err ignored = {0};

    out[0] = '\0';
    if ((!c->conn && db_pg_connect(c, &ignored)) ||
        !PQsendQueryParams(c->conn, "SELECT pg_xact_status($1::text::xid8)", 1, NULL, values, NULL,
                           NULL, 0) ||
        db_pg_roundtrip(c, 1, false, &res, &ignored))
        return;
    if (db_pg_good(res) && PQntuples(res) == 1)
        snprintf(out, 16, "%s", PQgetvalue(res, 0, 0));
    else if (is_to_come(res))
        snprintf(out, 16, "aborted");
    PQclear(res);
}

/* A server that crashed gives the numbers again that were not on its disk yet: then another
 * transaction may have ours, and only that it was not committed is certain. */
static int settle_doubt(struct db_pg *c, struct err *err)
{
    int64_t until = clock_mono_us() + DOUBT_MS * INT64_C(1000);
    char status[16], life[sizeof c->life];

    memcpy(life, c->life, sizeof life);
    while (clock_mono_us() < until) {
        ask_status(c, status);
        if (strcmp(status, "aborted") == 0)
            return -1;
        if (strcmp(status, "committed") == 0) {
            if (strcmp(c->life, life) == 0)
                return 0;
            break;
        }
        pause_ms(DOUBT_PAUSE_MS);
    }
    c->base.in_doubt = true;
    err_clear(err);
    return err_set(err, ERR_UNAVAILABLE, NULL,
                   "The database went away while it saved the change; look whether it is there.");
}

static int pg_commit(struct db *db, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;
    bool has_xid = c->xid[0] != '\0';
    PGresult *res = NULL;

    if (db_pg_ready(c, err) || db_pg_fixed_ahead(c, FIXED_COMMIT, NULL, err))
        return -1;
    if (db_pg_roundtrip(c, 0, false, &res, err))
        return !c->conn && has_xid ? settle_doubt(c, err) : -1;
    /* A transaction that had failed answers so, and is over. */
    bool refused = db_pg_good(res) && strcmp(PQcmdStatus(res), "ROLLBACK") == 0;
    int rc = db_pg_good(res) ? 0 : db_pg_fail(c, res, "COMMIT", err);
    PQclear(res);
    return refused ? err_set(err, ERR_UNAVAILABLE, NULL, "The change could not be stored.") : rc;
}

/* Nobody waits for it. */
static void pg_rollback(struct db *db)
{
    struct db_pg *c = (struct db_pg *)db;
    struct err ignored = {0};

    c->young = false;
    if (c->conn && db_pg_fixed_ahead(c, FIXED_ROLLBACK, NULL, &ignored) == 0)
        db_pg_send_off(c);
}

/* --- the rest --------------------------------------------------------------------------------- */

static int64_t pg_affected(struct db *db)
{
    return ((struct db_pg *)db)->affected;
}

static void pg_deadline(struct db *db, int64_t ms)
{
    ((struct db_pg *)db)->deadline_us = ms > 0 ? clock_mono_us() + ms * 1000 : 0;
}

static int pg_copy(struct db *db, const char *path, struct err *err)
{
    (void)db;
    (void)path;
    return err_set(err, ERR_INVALID, NULL,
                   "A database on a PostgreSQL server is no file: pg_dump makes copies of it.");
}

static int pg_check(struct db *db, struct err *err)
{
    return db_run(db, "SELECT 1", DB_NO_ARGS, NULL, err);
}

static int pg_vacuum(struct db *db, struct err *err)
{
    (void)db;
    return err_set(err, ERR_INVALID, NULL, "PostgreSQL does this by itself (autovacuum).");
}

/* --- telling others --------------------------------------------------------------------------- */

static void pg_tell(struct db *db, const char *channel, const char *text)
{
    struct db_pg *c = (struct db_pg *)db;
    const char *const values[] = {channel, text};

    if (c->conn &&
        PQsendQueryParams(c->conn, "SELECT pg_notify($1, $2)", 2, NULL, values, NULL, NULL, 0))
        db_pg_send_off(c);
}

static int pg_hear(struct db *db, const char *channel, int64_t ms,
                   void (*heard)(void *ctx, struct str text), void *ctx, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;
    char listen[DB_PG_NAME_MAX + 16];
    PGnotify *n;

    if (!c->hearing) {
        snprintf(listen, sizeof listen, "LISTEN \"%s\"", channel);
        if (!c->conn || db_pg_exec(db, listen, err))
            return -1;
        c->hearing = true;
    }
    struct pollfd p = {.fd = PQsocket(c->conn), .events = POLLIN};
    if (poll(&p, 1, (int)ms) > 0 && !PQconsumeInput(c->conn)) {
        db_pg_fail(c, NULL, "listening", err);
        db_pg_disconnect(c);
        return -1;
    }
    while ((n = PQnotifies(c->conn))) {
        heard(ctx, str_of(n->extra));
        PQfreemem(n);
    }
    return 0;
}

const struct db_driver db_postgres = {
    .name = "postgres",
    .shared = true,
    .for_update = " FOR UPDATE",
    .skip_locked = " FOR UPDATE SKIP LOCKED",
    .ids_of_text = "SELECT unnest(CAST(? AS bigint[]))",
    .one_plan = DB_PG_ONE_PLAN,
    .unindexed = "",
    .open = pg_open,
    .close = pg_close,
    .exec = db_pg_exec,
    .prepare = db_pg_prepare,
    .bind = db_pg_bind,
    .step = db_pg_step,
    .n_columns = db_pg_n_columns,
    .row = db_pg_row,
    .column = db_pg_column,
    .ask = db_pg_ask,
    .post = db_pg_post,
    .settle = db_pg_settle,
    .done = db_pg_done,
    .affected = pg_affected,
    .begin = pg_begin,
    .begin_later = pg_begin_later,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .deadline = pg_deadline,
    .table_ensure = db_pg_table_ensure,
    .table_exists = db_pg_table_exists,
    .append_only = db_pg_append_only,
    .copy = pg_copy,
    .check = pg_check,
    .vacuum = pg_vacuum,
    .place = db_pg_place,
    .table_at = db_pg_table_at,
    .exists = db_pg_exists,
    .remove = db_pg_remove,
    .places = db_pg_places,
    .use = pg_use,
    .tell = pg_tell,
    .hear = pg_hear,
    .watch = db_pg_watch,
    .unwatch = db_pg_unwatch,
    .search_ensure = db_pg_search_ensure,
    .search_put = db_pg_search_put,
    .search_drop = db_pg_search_drop,
    .search_match = db_pg_search_match,
    .grams_put = db_pg_grams_put,
    .grams_drop = db_pg_grams_drop,
    .grams_match = db_pg_grams_match,
};
