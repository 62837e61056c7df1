/* Rows of the queue: enqueue, lease, finish, retry, list. All but the list run inside a space's
 * single writer, so that two workers cannot take the same row. On a server the lease skips rows
 * that somebody locks who is none of ours, so a worker never stands still behind them.
 *
 *   waiting  due_at is when it is due
 *   running  due_at is when its lease ends: what is past it was left by a crash, and is due
 *   dead     due_at is null
 *
 * A lease is known by the number of its attempt: who comes late to finish finds another number and
 * changes nothing.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "db/sql.h"
#include "jobs/private.h"

/* What somebody else has locked is looked for again after that. */
enum { LOCKED_MS = 1000 };

const char JOB_RECURRING[] = "recurring";
const char *const job_states[] = {"waiting", "running", "dead", NULL};

static const struct db_column job_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "kind", .kind = DB_TEXT, .not_null = true},
    {.name = "state", .kind = DB_TEXT, .not_null = true},
    {.name = "due_at", .kind = DB_INT},
    {.name = "attempts", .kind = DB_INT, .not_null = true},
    {.name = "unique_key", .kind = DB_TEXT},
    {.name = "last_error", .kind = DB_TEXT},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "payload", .kind = DB_TEXT, .not_null = true},
};
static const struct db_index job_indexes[] = {
    {.name = "job_due", .columns = "due_at", .where = "due_at IS NOT NULL"},
    {.name = "job_unique",
     .columns = "kind, unique_key",
     .where = "state = 'waiting' AND unique_key IS NOT NULL",
     .unique = true},
};
static const struct db_column hint_columns[] = {
    {.name = "space", .kind = DB_TEXT, .not_null = true},
    {.name = "due_at", .kind = DB_INT, .not_null = true},
    {.name = "visit_at", .kind = DB_INT, .not_null = true},
};

const struct db_table jobs_table = {
    .name = "job",
    .columns = job_columns,
    .n_columns = ARRAY_LEN(job_columns),
    .indexes = job_indexes,
    .n_indexes = ARRAY_LEN(job_indexes),
};
static const struct db_table hint_table = {
    .name = "job_hint",
    .columns = hint_columns,
    .n_columns = ARRAY_LEN(hint_columns),
    .primary_key = "space",
};

int jobs_prepare(struct db *db, bool control, struct err *err)
{
    if (db_table_ensure(db, &jobs_table, err) != 0)
        return -1;
    return control ? db_table_ensure(db, &hint_table, err) : 0;
}

int row_wake(struct space_tx *tx, int64_t looked_at, struct err *err)
{
    int64_t first;

    if (db_query_int(tx->db, "SELECT MIN(due_at) FROM job WHERE due_at IS NOT NULL", DB_NO_ARGS, 0,
                     &first, err) != 0)
        return -1;
    space_tx_wake_exactly(tx, first && first <= looked_at ? looked_at + LOCKED_MS : first);
    return 0;
}

/* --- enqueue ---------------------------------------------------------------------------------- */

int job_enqueue(struct space_tx *tx, const char *kind, struct str payload, int64_t at,
                const char *unique, struct err *err)
{
    int64_t due = at ? at : tx->now;

    /* Of two with one key the earlier time counts. */
    if (db_run(
            tx->db,
            "INSERT INTO job (id, kind, state, due_at, attempts, unique_key, created_at, payload) "
            "VALUES (?, ?, 'waiting', ?, 0, ?, ?, ?) "
            "ON CONFLICT (kind, unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL "
            "DO UPDATE SET due_at = CASE WHEN excluded.due_at < job.due_at "
            "THEN excluded.due_at ELSE job.due_at END",
            DB_ARGS(DB_VALUE_INT(space_tx_id(tx)), DB_VALUE_TEXT(str_of(kind)), DB_VALUE_INT(due),
                    unique ? DB_VALUE_TEXT(str_of(unique)) : DB_VALUE_NULL, DB_VALUE_INT(tx->now),
                    DB_VALUE_TEXT(payload.p ? payload : STR(""))),
            NULL, err) != 0)
        return -1;
    space_tx_wake(tx, due);
    return 0;
}

/* --- kinds ------------------------------------------------------------------------------------ */

static const struct job_kind *find_kind(const struct jobs *j, struct str name)
{
    for (size_t i = 0; i < j->config.n_kinds; i++)
        if (str_is(name, j->config.kinds[i].name))
            return &j->config.kinds[i];
    return NULL;
}

/* The pause after that many attempts; 0: there are no more. */
static int pause_after(const struct job_kind *kind, int attempts)
{
    for (int i = 0; kind->retry_seconds && kind->retry_seconds[i]; i++)
        if (i + 1 == attempts)
            return kind->retry_seconds[i];
    return 0;
}

/* --- dead ones -------------------------------------------------------------------------------- */

/* A recurring one leaves a single dead letter, its last. */
static int drop_older_dead(struct space_tx *tx, const struct job *job, struct err *err)
{
    return db_run(tx->db,
                  "DELETE FROM job WHERE state = 'dead' AND unique_key = ? AND kind = "
                  "(SELECT kind FROM job WHERE id = ?)",
                  DB_ARGS(DB_VALUE_TEXT(str_of(JOB_RECURRING)), DB_VALUE_INT(job->id)), NULL, err);
}

static int bury(struct space_tx *tx, const struct job *job, const char *why, struct err *err)
{
    int64_t recurring;

    if (db_query_int(tx->db, "SELECT COUNT(*) FROM job WHERE id = ? AND unique_key = ?",
                     DB_ARGS(DB_VALUE_INT(job->id), DB_VALUE_TEXT(str_of(JOB_RECURRING))), 0,
                     &recurring, err) != 0 ||
        (recurring && drop_older_dead(tx, job, err) != 0))
        return -1;
    return db_run(tx->db,
                  "UPDATE job SET state = 'dead', due_at = NULL, last_error = ? WHERE id = ?",
                  DB_ARGS(DB_VALUE_TEXT(str_of(why)), DB_VALUE_INT(job->id)), NULL, err);
}

/* What recurs in the control space goes on, whatever became of this one. */
static int follow_up(const struct jobs *j, struct space_tx *tx, const struct job_kind *kind,
                     struct err *err)
{
    if (!kind || !kind->control_only || !kind->every_seconds)
        return 0;
    return job_enqueue(tx, kind->name, STR_NONE, schedule_next(j, kind, j->config.now()),
                       JOB_RECURRING, err);
}

/* --- lease ------------------------------------------------------------------------------------ */

/* 1 and the row, or 0. A row that somebody else has locked is passed over. */
static int first_due(const struct jobs *j, struct space_tx *tx, struct arena *a,
                     struct job *ret_job, struct str *ret_kind, bool *ret_left, struct err *err)
{
    struct db_stmt *s;
    struct sql q;

    sql_init(&q, a, db_driver_of(tx->db));
    sql_add(&q, "SELECT id, kind, state, attempts, created_at, payload FROM job "
                "WHERE due_at IS NOT NULL AND due_at <= ");
    sql_bind_int(&q, j->config.now());
    sql_add(&q, " ORDER BY due_at, id LIMIT 1");
    sql_skip_locked(&q);
    if (db_query_sql(tx->db, &q, &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got == 1) {
        *ret_kind = str_dup(a, db_column_str(s, 1));
        *ret_left = str_is(db_column_str(s, 2), "running");
        *ret_job = (struct job){
            .id = db_column_int(s, 0),
            .kind = find_kind(j, *ret_kind),
            .attempt = (int)db_column_int(s, 3),
            .created_at = db_column_int(s, 4),
            .payload = str_dup(a, db_column_str(s, 5)),
        };
    }
    db_done(s);
    return got;
}

static int take(const struct jobs *j, struct space_tx *tx, struct job *job, struct err *err)
{
    int seconds = job->kind->lease_seconds ? job->kind->lease_seconds : JOB_LEASE_DEFAULT;

    job->attempt++;
    job->now = j->config.now();
    return db_run(tx->db, "UPDATE job SET state = 'running', attempts = ?, due_at = ? WHERE id = ?",
                  DB_ARGS(DB_VALUE_INT(job->attempt), DB_VALUE_INT(job->now + seconds * 1000),
                          DB_VALUE_INT(job->id)),
                  NULL, err);
}

/* NULL: it may run. A kind that takes the whole process down must not do so for ever. */
static const char *why_not(struct arena *a, const struct job *job, struct str kind, bool left)
{
    if (!job->kind)
        return arena_printf(a, "This program does not know what %.*s is.", STR_ARG(kind));
    if (left && !pause_after(job->kind, job->attempt))
        return arena_printf(a, "It was started %d times and never came to an end.", job->attempt);
    return NULL;
}

int row_lease(const struct jobs *j, struct space_tx *tx, struct arena *a, struct job *ret_job,
              struct err *err)
{
    struct str kind;
    bool left;
    int got;

    while ((got = first_due(j, tx, a, ret_job, &kind, &left, err)) == 1) {
        const char *why = why_not(a, ret_job, kind, left);

        if (!why)
            return take(j, tx, ret_job, err);
        if (bury(tx, ret_job, why, err) != 0 || follow_up(j, tx, ret_job->kind, err) != 0)
            return -1;
    }
    *ret_job = (struct job){0};
    return got;
}

/* --- finish ----------------------------------------------------------------------------------- */

static int is_ours(struct space_tx *tx, const struct job *job, bool *ret_ours, struct err *err)
{
    int64_t n;

    if (db_query_int(tx->db,
                     "SELECT COUNT(*) FROM job WHERE id = ? AND attempts = ? AND state = 'running'",
                     DB_ARGS(DB_VALUE_INT(job->id), DB_VALUE_INT(job->attempt)), 0, &n, err) != 0)
        return -1;
    *ret_ours = n > 0;
    return 0;
}

static int finish_well(struct space_tx *tx, const struct job *job, struct err *err)
{
    return db_run(tx->db, "DELETE FROM job WHERE id = ?", DB_ARGS(DB_VALUE_INT(job->id)), NULL,
                  err);
}

/* Back to waiting, unless the same work has been asked for meanwhile. */
static int wait_again(struct space_tx *tx, const struct job *job, int64_t at, int attempts,
                      const char *why, struct err *err)
{
    int64_t twin;

    if (db_query_int(tx->db,
                     "SELECT COUNT(*) FROM job t JOIN job o ON o.kind = t.kind "
                     "AND o.unique_key = t.unique_key AND o.state = 'waiting' WHERE t.id = ?",
                     DB_ARGS(DB_VALUE_INT(job->id)), 0, &twin, err) != 0)
        return -1;
    if (twin)
        return finish_well(tx, job, err);
    return db_run(tx->db,
                  "UPDATE job SET state = 'waiting', due_at = ?, attempts = ?, last_error = ? "
                  "WHERE id = ?",
                  DB_ARGS(DB_VALUE_INT(at), DB_VALUE_INT(attempts),
                          why ? DB_VALUE_TEXT(str_of(why)) : DB_VALUE_NULL, DB_VALUE_INT(job->id)),
                  NULL, err);
}

static bool is_hopeless(const struct err *why)
{
    return why->code == ERR_INVALID || why->code == ERR_NOT_FOUND || why->code == ERR_FORBIDDEN;
}

static int finish_badly(const struct jobs *j, struct space_tx *tx, const struct job *job,
                        const struct err *why, struct err *err)
{
    int pause = is_hopeless(why) ? 0 : pause_after(job->kind, job->attempt);
    const char *message = err_message(why);

    if (!message[0])
        message = err_title(why->code);
    if (pause)
        return wait_again(tx, job, j->config.now() + pause * INT64_C(1000), job->attempt, message,
                          err);
    if (bury(tx, job, message, err) != 0)
        return -1;
    return follow_up(j, tx, job->kind, err);
}

int row_finish(const struct jobs *j, struct space_tx *tx, const struct job *job, int rc,
               const struct err *why, struct err *err)
{
    bool ours;

    if (is_ours(tx, job, &ours, err) != 0)
        return -1;
    if (!ours)
        return 0;
    if (rc != 0)
        return finish_badly(j, tx, job, why, err);
    if (job->again_at)
        return wait_again(tx, job, job->again_at, 0, NULL, err);
    if (finish_well(tx, job, err) != 0)
        return -1;
    return follow_up(j, tx, job->kind, err);
}

/* --- for people ------------------------------------------------------------------------------- */

int job_retry(struct space_tx *tx, int64_t id, struct err *err)
{
    struct job job = {.id = id};
    int64_t dead, there;

    if (db_query_int(tx->db, "SELECT COUNT(*) FROM job WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), 0,
                     &there, err) != 0 ||
        db_query_int(tx->db, "SELECT COUNT(*) FROM job WHERE id = ? AND state = 'dead'",
                     DB_ARGS(DB_VALUE_INT(id)), 0, &dead, err) != 0)
        return -1;
    if (!there)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no job %" PRId64 ".", id);
    if (!dead)
        return err_set(err, ERR_CONFLICT, NULL,
                       "Job %" PRId64 " is not dead: it runs or will run by itself.", id);
    if (wait_again(tx, &job, tx->now, 0, NULL, err) != 0 ||
        db_query_int(tx->db, "SELECT COUNT(*) FROM job WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), 0,
                     &there, err) != 0)
        return -1;
    if (!there)
        return err_set(err, ERR_CONFLICT, NULL,
                       "The same work waits already, so job %" PRId64 " need not run again.", id);
    space_tx_wake(tx, tx->now);
    return 0;
}

#define JOB_SELECT "SELECT id, kind, state, due_at, attempts, last_error, created_at FROM job "

static void write_row(struct db_stmt *s, struct json *out)
{
    json_object_begin(out);
    json_put_int(out, "id", db_column_int(s, 0));
    json_put_str(out, "kind", db_column_str(s, 1));
    json_put_str(out, "state", db_column_str(s, 2));
    json_key(out, "run_at");
    if (db_column_null(s, 3))
        json_nil(out);
    else
        json_time(out, db_column_int(s, 3));
    json_put_int(out, "attempts", db_column_int(s, 4));
    json_key(out, "last_error");
    if (db_column_null(s, 5))
        json_nil(out);
    else
        json_str(out, db_column_str(s, 5));
    json_put_time(out, "created_at", db_column_int(s, 6));
    json_object_end(out);
}

/* Writes at most limit rows; *ret_next is the last one's id when there are more, else 0. */
static int write_rows(struct db_stmt *s, int64_t limit, struct json *out, int64_t *ret_next,
                      struct err *err)
{
    int64_t last = 0, n = 0;
    int got;

    *ret_next = 0;
    while ((got = db_step(s, err)) == 1) {
        if (n++ == limit) {
            *ret_next = last;
            return 0;
        }
        last = db_column_int(s, 0);
        write_row(s, out);
    }
    return got;
}

static int write_total(struct db *db, struct str state, struct json *out, struct err *err)
{
    int64_t total;
    int rc = state.n ? db_query_int(db, "SELECT COUNT(*) FROM job WHERE state = ?",
                                    DB_ARGS(DB_VALUE_TEXT(state)), 0, &total, err)
                     : db_query_int(db, "SELECT COUNT(*) FROM job", DB_NO_ARGS, 0, &total, err);

    if (rc == 0)
        json_put_int(out, "total", total);
    return rc;
}

int jobs_list(struct db *db, struct str state, int64_t before_id, int64_t limit, bool count,
              struct json *out, struct err *err)
{
    struct db_value below = DB_VALUE_INT(before_id ? before_id : INT64_MAX);
    struct db_value most = DB_VALUE_INT(limit + 1);
    struct db_stmt *s;
    int64_t next;
    int rc = state.n
                 ? db_query(db, JOB_SELECT "WHERE id < ? AND state = ? ORDER BY id DESC LIMIT ?",
                            DB_ARGS(below, DB_VALUE_TEXT(state), most), &s, err)
                 : db_query(db, JOB_SELECT "WHERE id < ? ORDER BY id DESC LIMIT ?",
                            DB_ARGS(below, most), &s, err);

    if (rc != 0)
        return -1;
    json_object_begin(out);
    json_key(out, "data");
    json_array_begin(out);
    rc = write_rows(s, limit, out, &next, err);
    db_done(s);
    json_array_end(out);
    json_key(out, "next");
    if (next) {
        char text[24];

        snprintf(text, sizeof text, "%" PRId64, next);
        json_cstr(out, text);
    } else {
        json_nil(out);
    }
    if (rc == 0 && count)
        rc = write_total(db, state, out, err);
    json_object_end(out);
    return rc;
}

int job_write(struct db *db, int64_t id, struct json *out, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db, JOB_SELECT "WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), &s, err) != 0)
        return -1;
    int got = db_step(s, err);
    if (got == 1)
        write_row(s, out);
    db_done(s);
    if (got == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no job %" PRId64 ".", id);
    return got < 0 ? -1 : 0;
}
