/* Sending and waiting.
 *
 * One sync a round trip. `n_ahead` statements stand before it whose results say nothing but that
 * they went well; when one did not, the server skips what follows up to the sync, so the failed
 * result is the answer to all. The deadline is kept by us: when it has passed, the server is asked
 * to cancel, and answers with an error; when it does not answer that either, the connection is
 * given up.
 */
#include "base/date.h"
#include "db/db_pg.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { CANCEL_WAIT_US = 5000000 };

bool db_pg_good(const PGresult *res)
{
    ExecStatusType status = PQresultStatus(res);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
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

int db_pg_roundtrip(struct db_pg *c, size_t n, bool hurried, PGresult **ret_result, struct err *err)
{
    PGresult *kept = NULL, *res;
    size_t all = c->n_ahead + n;

    c->canceled = c->lost = c->posted = false;
    c->blamed = NULL;
    c->n_ahead = 0;
    if (!PQpipelineSync(c->conn))
        return lose(c, err);
    for (size_t i = 0; i < all; i++) {
        if (next_statement(c, hurried, &res, err)) {
            PQclear(kept);
            return -1;
        }
        /* The first that failed is the answer. */
        if (kept && !db_pg_good(kept)) {
            PQclear(res);
            continue;
        }
        PQclear(kept);
        kept = res;
        if (!db_pg_good(kept) && i + n < all && i < DB_PG_AHEAD_MAX)
            c->blamed = c->ahead[i];
    }
    if (is_farewell(kept)) {
        int rc = db_pg_fail(c, kept, NULL, err);
        PQclear(kept);
        c->lost = true;
        db_pg_disconnect(c);
        return rc;
    }
    if (next_sync(c, hurried, err)) {
        PQclear(kept);
        return -1;
    }
    if (!db_pg_good(kept) && !c->base.in_tx)
        c->session[0] = '\0';
    *ret_result = kept;
    return 0;
}

/* --- before and behind ------------------------------------------------------------------------ */

int db_pg_drain(struct db_pg *c, struct err *err)
{
    PGresult *res;

    while (c->unread) {
        if (db_pg_next(c, false, &res, err))
            return -1;
        c->unread = !res || PQresultStatus(res) != PGRES_PIPELINE_SYNC;
        PQclear(res);
    }
    return 0;
}

void db_pg_note_ahead(struct db_pg *c, const char *sql)
{
    if (c->n_ahead < DB_PG_AHEAD_MAX)
        snprintf(c->ahead[c->n_ahead], DB_PG_AHEAD_TEXT, "%s", sql);
    c->n_ahead++;
}

int db_pg_ahead(struct db_pg *c, const char *sql, struct err *err)
{
    if (!PQsendQueryParams(c->conn, sql, 0, NULL, NULL, NULL, NULL, 1))
        return lose(c, err);
    db_pg_note_ahead(c, sql);
    return 0;
}

void db_pg_send_off(struct db_pg *c)
{
    struct err ignored = {0};

    if (!c->conn)
        return;
    c->n_ahead = 0;
    c->posted = false;
    if (PQpipelineSync(c->conn))
        c->unread = true;
    else
        lose(c, &ignored);
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

    if (c->conn && db_pg_drain(c, &ignored) == 0)
        return 0;
    if (c->base.in_tx)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The change could not be stored; try again.");
    return db_pg_connect(c, err);
}

int db_pg_ready(struct db_pg *c, struct err *err)
{
    return db_pg_connected(c, err) || set_path(c, err) ? -1 : 0;
}
