/* Sending and waiting.
 *
 * One sync a round trip. `n_ahead` statements stand before it; the results of most say nothing but
 * that they went well, those of the others are kept for whoever asked. When one did not go well,
 * the server skips what follows up to the sync, so the failed result is the answer to all. The
 * deadline is kept by us: when it has passed, the server is asked to cancel, and answers with an
 * error; when it does not answer that either, the connection is given up.
 */
#include "base/date.h"
#include "db/db_pg.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { CANCEL_WAIT_US = 5000000, UNREAD_MAX = 16 };

bool db_pg_good(const PGresult *res)
{
    ExecStatusType status = PQresultStatus(res);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

bool db_pg_refused(const PGresult *res)
{
    return res && !db_pg_good(res);
}

static int lose(struct db_pg *c, struct err *err)
{
    int rc = db_pg_fail(c, NULL, NULL, err);

    db_pg_disconnect(c);
    return rc;
}

/* --- waiting ---------------------------------------------------------------------------------- */

static void cancel(struct db_pg *c)
{
    char why[256];
    PGcancel *x = PQgetCancel(c->conn);

    c->canceled = true;
    if (x)
        PQcancel(x, why, sizeof why);
    PQfreeCancel(x);
}

/* Microseconds until something is to be done about the waiting; -1: never. */
static int64_t time_left(struct db_pg *c, bool hurried, int64_t *until_us)
{
    int64_t now = clock_mono_us();

    if (!hurried || c->unhurried || !c->deadline_us)
        return -1;
    if (!c->canceled && now >= c->deadline_us) {
        cancel(c);
        *until_us = clock_mono_us() + CANCEL_WAIT_US;
    }
    int64_t end = c->canceled ? *until_us : c->deadline_us;
    return end > now ? end - now : 0;
}

static int wait_for_input(struct db_pg *c, bool hurried, int64_t *until_us)
{
    int64_t left = time_left(c, hurried, until_us);
    struct pollfd p = {.fd = PQsocket(c->conn), .events = POLLIN};
    int rc = poll(&p, 1, left < 0 ? -1 : (int)(left / 1000 + 1));

    if (rc < 0 && errno != EINTR)
        return -1;
    if (rc == 0 && c->canceled && clock_mono_us() >= *until_us)
        return -1;
    return rc > 0 && !PQconsumeInput(c->conn) ? -1 : 0;
}

int db_pg_next(struct db_pg *c, bool hurried, PGresult **ret_result, struct err *err)
{
    int64_t until_us = clock_mono_us() + CANCEL_WAIT_US;

    while (PQisBusy(c->conn))
        if (wait_for_input(c, hurried, &until_us))
            return lose(c, err);
    *ret_result = PQgetResult(c->conn);
    if (PQstatus(c->conn) != CONNECTION_BAD)
        return 0;
    PQclear(*ret_result);
    return lose(c, err);
}

/* One statement's result, without the NULL behind it. */
static int next_statement(struct db_pg *c, bool hurried, PGresult **ret_result, struct err *err)
{
    PGresult *end = NULL;

    if (db_pg_next(c, hurried, ret_result, err))
        return -1;
    if (!*ret_result)
        return err_internal(err, "postgres: a statement without a result");
    if (db_pg_next(c, hurried, &end, err)) {
        PQclear(*ret_result);
        return -1;
    }
    if (!end)
        return 0;
    PQclear(end);
    PQclear(*ret_result);
    return err_internal(err, "postgres: more than one result");
}

/* A result that the connection's end made of nothing: the server closes with an error. */
static bool is_farewell(const PGresult *res)
{
    const char *severity = PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);

    return PQresultStatus(res) == PGRES_FATAL_ERROR &&
           (!severity || strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0);
}

static int next_sync(struct db_pg *c, bool hurried, struct err *err)
{
    PGresult *res;

    if (db_pg_next(c, hurried, &res, err))
        return -1;
    bool right = res && PQresultStatus(res) == PGRES_PIPELINE_SYNC;
    PQclear(res);
    return right ? 0 : lose(c, err);
}

/* What has come of a round trip so far. */
struct trip {
    PGresult *failed, *last;
};

static void trip_clear(struct trip *t)
{
    PQclear(t->failed);
    PQclear(t->last);
}

/* The i-th result is the one that asked for it, or nobody's. */
static void sort_out(struct db_pg *c, struct trip *t, size_t i, PGresult *res)
{
    struct db_pg_ahead *ahead = i < c->n_ahead && i < DB_PG_AHEAD_MAX ? &c->ahead[i] : NULL;

    if (t->failed) {
        PQclear(res);
    } else if (!db_pg_good(res)) {
        t->failed = res;
        c->blamed = ahead ? ahead->text : NULL;
    } else if (ahead && ahead->stmt) {
        db_pg_give(c, ahead->stmt, res);
        ahead->stmt = NULL;
    } else {
        PQclear(t->last);
        t->last = res;
    }
}

/* Nobody's are forgotten; who waited for one has missed it. */
static void forget_ahead(struct db_pg *c)
{
    for (size_t i = 0; i < c->n_ahead && i < DB_PG_AHEAD_MAX; i++) {
        struct db_pg_stmt *s = c->ahead[i].stmt;

        c->ahead[i].stmt = NULL;
        if (s) {
            s->waits = false;
            s->missed = true;
        }
    }
    c->n_ahead = 0;
    c->posted = false;
}

static int read_trip(struct db_pg *c, struct trip *t, size_t n, bool hurried, struct err *err)
{
    PGresult *res;

    if (db_pg_drain(c, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (next_statement(c, hurried, &res, err))
            return -1;
        sort_out(c, t, i, res);
    }
    if (t->failed && is_farewell(t->failed)) {
        db_pg_fail(c, t->failed, NULL, err);
        c->lost = true;
        db_pg_disconnect(c);
        return -1;
    }
    return next_sync(c, hurried, err);
}

int db_pg_roundtrip(struct db_pg *c, size_t n, bool hurried, PGresult **ret_result, struct err *err)
{
    struct trip t = {0};

    c->n_waits++;
    c->canceled = c->lost = false;
    c->blamed = NULL;
    if (!PQpipelineSync(c->conn))
        return lose(c, err);
    if (read_trip(c, &t, c->n_ahead + n, hurried, err)) {
        trip_clear(&t);
        return -1;
    }
    forget_ahead(c);
    c->young = false;
    if (t.failed && !c->base.in_tx)
        c->session[0] = '\0';
    *ret_result = t.failed ? t.failed : t.last;
    if (t.failed)
        PQclear(t.last);
    return 0;
}

int db_pg_wait(struct db_pg *c, bool hurried, const char *sql, struct err *err)
{
    PGresult *res;

    if (db_pg_roundtrip(c, 0, hurried, &res, err))
        return -1;
    int rc = db_pg_refused(res) ? db_pg_fail(c, res, sql, err) : 0;
    PQclear(res);
    return rc;
}

/* --- before and behind ------------------------------------------------------------------------ */

int db_pg_drain(struct db_pg *c, struct err *err)
{
    PGresult *res;

    while (c->n_unread > 0) {
        if (db_pg_next(c, false, &res, err))
            return -1;
        if (res && PQresultStatus(res) == PGRES_PIPELINE_SYNC)
            c->n_unread--;
        PQclear(res);
    }
    return 0;
}

void db_pg_note_ahead(struct db_pg *c, const char *sql, struct db_pg_stmt *stmt)
{
    if (c->n_ahead < DB_PG_AHEAD_MAX) {
        struct db_pg_ahead *a = &c->ahead[c->n_ahead];

        a->stmt = stmt;
        snprintf(a->text, sizeof a->text, "%s", sql);
    }
    c->n_ahead++;
}

int db_pg_ahead(struct db_pg *c, const char *sql, struct err *err)
{
    if (!PQsendQueryParams(c->conn, sql, 0, NULL, NULL, NULL, NULL, 1))
        return lose(c, err);
    db_pg_note_ahead(c, sql, NULL);
    return 0;
}

/* --- what every transaction has --------------------------------------------------------------- */

static const struct {
    const char *name, *sql;
    int n_values;
} fixed[N_FIXED] = {
    [FIXED_BEGIN_READ] = {"f0", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0},
    [FIXED_BEGIN_WRITE] = {"f1", "BEGIN", 0},
    [FIXED_PATH] = {"f2", "SELECT pg_catalog.set_config('search_path', $1, true)", 1},
    [FIXED_COMMIT] = {"f3", "COMMIT", 0},
    [FIXED_ROLLBACK] = {"f4", "ROLLBACK", 0},
    [FIXED_ONE_PLAN] = {"f5", "SET LOCAL plan_cache_mode = force_generic_plan", 0},
    [FIXED_ANY_PLAN] = {"f6", "SET LOCAL plan_cache_mode = auto", 0},
};

int db_pg_fixed_prepare(struct db_pg *c, struct err *err)
{
    for (size_t i = 0; i < N_FIXED; i++) {
        if (!PQsendPrepare(c->conn, fixed[i].name, fixed[i].sql, 0, NULL))
            return lose(c, err);
        db_pg_note_ahead(c, fixed[i].sql, NULL);
    }
    return db_pg_wait(c, false, NULL, err);
}

int db_pg_fixed_ahead(struct db_pg *c, enum db_pg_fixed which, const char *value, struct err *err)
{
    const char *const values[] = {value};

    if (!PQsendQueryPrepared(c->conn, fixed[which].name, fixed[which].n_values, values, NULL, NULL,
                             0))
        return lose(c, err);
    db_pg_note_ahead(c, fixed[which].sql, NULL);
    return 0;
}

/* --- off ---------------------------------------------------------------------------------------
 */

void db_pg_send_off(struct db_pg *c)
{
    struct err ignored = {0};

    if (!c->conn)
        return;
    forget_ahead(c);
    if (!PQpipelineSync(c->conn))
        lose(c, &ignored);
    else if (++c->n_unread >= UNREAD_MAX)
        db_pg_drain(c, &ignored);
}

/* The path is the session's from here on, unless the round trip it travels with fails: then the
 * server takes it back, and it is unknown (see db_pg_roundtrip). */
static int set_path(struct db_pg *c, struct err *err)
{
    char text[DB_PG_NAME_MAX + 64];

    if (c->base.in_tx || strcmp(c->session, c->schema) == 0)
        return 0;
    snprintf(text, sizeof text, "SET search_path TO \"%s\", pg_temp", c->schema);
    if (db_pg_ahead(c, text, err))
        return -1;
    memcpy(c->session, c->schema, sizeof c->session);
    return 0;
}

int db_pg_connected(struct db_pg *c, struct err *err)
{
    struct err ignored = {0};
    bool young = c->young;

    if (c->conn && (c->base.in_tx || db_pg_drain(c, &ignored) == 0))
        return 0;
    if (c->base.in_tx && !young)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The change could not be stored; try again.");
    c->young = false;
    int rc = db_pg_connect(c, err);
    c->young = young;
    return rc || (young && db_pg_put_begin(c, false, err)) ? -1 : 0;
}

int db_pg_ready(struct db_pg *c, struct err *err)
{
    return db_pg_connected(c, err) || set_path(c, err) ? -1 : 0;
}
