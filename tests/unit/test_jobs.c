/* The queue: real databases, real workers, a clock that can be set forward.
 *
 * What a kind does is told by a script in the world: how often to fail and how, whether to hold its
 * run until let go. Crashes are rows left as a crash leaves them: running, with a lease that ends.
 */
#include "folder.h"
#include "jobs/jobs.h"

#include <inttypes.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { LEASE_SECONDS = 10, PATIENCE_MS = 10000, MANY = 1000 };

static _Atomic int64_t clock_ahead_ms;

static int64_t test_now(void)
{
    return clock_now_ms() + atomic_load(&clock_ahead_ms);
}

/* ------------------------------------------------------------------ the world */

struct world {
    char dir[64], data[80];
    struct spaces *spaces;
    struct control *control;
    struct jobs *jobs;
    unsigned workers;

    atomic_int runs, in_flight, most_in_flight;
    atomic_int fail;       /* so many runs to come fail ... */
    enum err_code fail_as; /* ... with this */
    atomic_bool hold;      /* runs wait until it is false */
    atomic_int saw_end;
    atomic_int last_attempt;
    atomic_int marks[MANY];      /* runs by the payload's number */
    _Atomic int64_t order[MANY]; /* workspaces, in the order of runs */
    _Atomic int64_t again_at;
};

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

static void count_in_flight(struct world *w)
{
    int n = atomic_fetch_add(&w->in_flight, 1) + 1;
    int most = atomic_load(&w->most_in_flight);

    while (n > most && !atomic_compare_exchange_weak(&w->most_in_flight, &most, n))
        ;
}

static int scripted(struct job *job, struct err *err)
{
    struct world *w = job->app;
    int64_t mark = 0;
    int run = atomic_fetch_add(&w->runs, 1);

    count_in_flight(w);
    if (run < MANY)
        w->order[run] = job->workspace_id;
    w->last_attempt = job->attempt;
    if (str_to_i64(job->payload, &mark) && mark < MANY)
        atomic_fetch_add(&w->marks[mark], 1);
    bool told = false;
    while (atomic_load(&w->hold)) {
        if (!told && job_is_ending(job)) {
            atomic_fetch_add(&w->saw_end, 1);
            told = true;
        }
        nap();
    }
    job->again_at = atomic_load(&w->again_at);
    atomic_fetch_sub(&w->in_flight, 1);
    if (atomic_fetch_sub(&w->fail, 1) > 0)
        return err_set(err, w->fail_as, NULL, "as the script says");
    w->fail = 0;
    return 0;
}

static const int pauses[] = {5, 20, 0};
static const struct job_kind kinds[] = {
    {.name = "work", .run = scripted, .retry_seconds = pauses, .lease_seconds = LEASE_SECONDS},
    {.name = "once", .run = scripted, .lease_seconds = LEASE_SECONDS},
};
static const struct job_kind recurring_control[] = {
    {.name = "daily",
     .run = scripted,
     .every_seconds = 86400,
     .at_seconds = 10800,
     .control_only = true},
};
static const struct job_kind recurring_space[] = {
    {.name = "work", .run = scripted},
    {.name = "sweep", .run = scripted, .every_seconds = 86400, .at_seconds = 10800},
};

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    (void)path;
    if (control && control_prepare(db, err) != 0)
        return -1;
    if (!control && db_exec(db, "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY)", err))
        return -1;
    return jobs_prepare(db, control, err);
}

static void ok(int rc, const struct err *err)
{
    if (rc)
        fail_msg("%s %s", err_message(err), err->detail);
}

static void open_spaces(struct world *w)
{
    struct err err = {0};
    struct spaces_config config = {.dir = w->data,
                                   .driver = &db_sqlite,
                                   .open_max = 64,
                                   .idle_ms = 3600000,
                                   .read_deadline_ms = 5000,
                                   .prepare = prepare};

    ok(spaces_open(&config, &w->spaces, &err), &err);
    ok(control_open(w->spaces, &w->control, &err), &err);
}

static void close_spaces(struct world *w)
{
    control_close(w->control);
    spaces_close(w->spaces);
    w->control = NULL;
    w->spaces = NULL;
}

static void open_jobs_of(struct world *w, const struct job_kind *table, size_t n)
{
    struct err err = {0};
    struct jobs_config config = {.control = w->control,
                                 .spaces = w->spaces,
                                 .kinds = table,
                                 .n_kinds = n,
                                 .workers = w->workers,
                                 .now = test_now,
                                 .app = w};

    ok(jobs_open(&config, &w->jobs, &err), &err);
}

static void open_jobs(struct world *w)
{
    open_jobs_of(w, kinds, ARRAY_LEN(kinds));
}

static void close_jobs(struct world *w)
{
    assert_true(jobs_close(w->jobs, PATIENCE_MS));
    w->jobs = NULL;
}

static void run_sql(struct world *w, const char *space, const char *sql);

/* Nothing runs in a workspace that the control database does not know. */
static void make_workspaces(struct world *w)
{
    char sql[200];

    for (int id = 1; id <= 9; id++) {
        snprintf(sql, sizeof sql,
                 "INSERT INTO workspaces (id, name, time_zone, currency, country, created_at, "
                 "pending) VALUES (%d, 'W', 'UTC', 'EUR', 'AT', 1, 0)",
                 id);
        run_sql(w, "control", sql);
    }
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    clock_ahead_ms = 0;
    w->fail_as = ERR_UNAVAILABLE;
    folder_make(w->dir);
    snprintf(w->data, sizeof w->data, "%s/data", w->dir);
    open_spaces(w);
    make_workspaces(w);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;

    w->hold = false;
    if (w->jobs)
        close_jobs(w);
    close_spaces(w);
    folder_remove(w->dir);
    free(w);
    return 0;
}

static void advance(struct world *w, int seconds)
{
    atomic_fetch_add(&clock_ahead_ms, seconds * INT64_C(1000));
    if (w->jobs)
        jobs_wake(w->jobs, "nothing", test_now() + INT64_C(365) * DATE_DAY_MS);
}

static bool reaches(atomic_int *what, int n)
{
    int64_t until = clock_mono_us() / 1000 + PATIENCE_MS;

    while (atomic_load(what) < n && clock_mono_us() / 1000 < until)
        nap();
    return atomic_load(what) >= n;
}

/* Waits until so many spaces are open, a while at most. */
static bool opens(struct world *w, size_t n)
{
    int64_t until = clock_mono_us() / 1000 + PATIENCE_MS;

    while (spaces_n_open(w->spaces) < n && clock_mono_us() / 1000 < until)
        nap();
    return spaces_n_open(w->spaces) >= n;
}

/* ------------------------------------------------------------------ writing and asking */

struct order {
    const char *kind, *payload, *unique, *sql;
    int64_t at;
    bool fail, wrote;
};

static int place(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct order *o = ctx;

    if (o->kind && job_enqueue(tx, o->kind, str_of(o->payload), o->at, o->unique, err) != 0)
        return -1;
    if (o->sql && db_exec(tx->db, o->sql, err) != 0)
        return -1;
    tx->wrote = o->wrote;
    return o->fail ? err_set(err, ERR_CONFLICT, NULL, "changed its mind") : 0;
}

static int try_in(struct world *w, const char *space, const struct order *o)
{
    struct err err = {0};
    struct space *sp;

    ok(space_get(w->spaces, space, true, &sp, &err), &err);
    int rc = space_write(sp, place, (void *)(uintptr_t)o, &err);
    space_put(sp);
    return rc;
}

static void enqueue(struct world *w, const char *space, const char *kind, const char *payload)
{
    assert_int_equal(try_in(w, space, &(struct order){.kind = kind, .payload = payload}), 0);
}

static void run_sql(struct world *w, const char *space, const char *sql)
{
    assert_int_equal(try_in(w, space, &(struct order){.sql = sql}), 0);
}

static int64_t ask(struct world *w, const char *space, const char *sql)
{
    struct err err = {0};
    struct space *sp;
    struct db *db;
    int64_t n;

    ok(space_get(w->spaces, space, true, &sp, &err), &err);
    ok(space_read(sp, &db, &err), &err);
    ok(db_query_int(db, sql, DB_NO_ARGS, -1, &n, &err), &err);
    space_read_end(sp, db);
    space_put(sp);
    return n;
}

static bool becomes(struct world *w, const char *space, const char *sql, int64_t n)
{
    int64_t until = clock_mono_us() / 1000 + PATIENCE_MS;

    while (ask(w, space, sql) != n && clock_mono_us() / 1000 < until)
        nap();
    return ask(w, space, sql) == n;
}

#define ROWS    "SELECT COUNT(*) FROM job"
#define DEAD    "SELECT COUNT(*) FROM job WHERE state = 'dead'"
#define WAITING "SELECT COUNT(*) FROM job WHERE state = 'waiting'"

static enum err_code retry(struct world *w, const char *space, int64_t id);

/* ------------------------------------------------------------------ what goes wrong */

static void rolled_back_work_leaves_no_job(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    assert_int_equal(try_in(w, "ws_1", &(struct order){.kind = "work", .fail = true}), -1);
    enqueue(w, "ws_2", "work", "1");
    assert_true(reaches(&w->runs, 1));
    assert_int_equal(ask(w, "ws_1", ROWS), 0);
    assert_int_equal(w->order[0], 2);
}

static void failure_comes_back_after_each_pause_then_dies(void **state)
{
    struct world *w = *state;

    w->fail = 99;
    open_jobs(w);
    enqueue(w, "ws_1", "work", "1");
    assert_true(becomes(w, "ws_1", WAITING, 1) && reaches(&w->runs, 1));
    assert_true(becomes(w, "ws_1", "SELECT attempts FROM job WHERE last_error IS NOT NULL", 1));
    advance(w, 3);
    nap();
    assert_int_equal(w->runs, 1);
    advance(w, 3);
    assert_true(reaches(&w->runs, 2));
    /* The pause counts from when the failure is written down. */
    assert_true(becomes(w, "ws_1", WAITING, 1));
    advance(w, 21);
    assert_true(becomes(w, "ws_1", DEAD, 1));
    assert_int_equal(w->runs, 3);
    assert_int_equal(w->last_attempt, 3);
    assert_int_equal(
        ask(w, "ws_1", "SELECT COUNT(*) FROM job WHERE last_error = 'as the script says'"), 1);
    advance(w, 1000000);
    nap();
    assert_int_equal(w->runs, 3);
}

static void hopeless_failures_die_at_once(void **state)
{
    static const enum err_code codes[] = {ERR_INVALID, ERR_NOT_FOUND, ERR_FORBIDDEN};
    struct world *w = *state;

    open_jobs(w);
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        w->fail_as = codes[i];
        w->fail = 1;
        enqueue(w, "ws_1", "work", "1");
        assert_true(becomes(w, "ws_1", DEAD, (int64_t)i + 1));
    }
    assert_int_equal(w->runs, 3);
}

static void kind_without_pauses_dies_at_the_first_failure(void **state)
{
    struct world *w = *state;

    w->fail = 1;
    open_jobs(w);
    enqueue(w, "ws_1", "once", "1");
    assert_true(becomes(w, "ws_1", DEAD, 1));
}

static void unknown_kind_is_a_dead_letter_and_hurts_nobody(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    enqueue(w, "ws_1", "of.the.future", "1");
    enqueue(w, "ws_1", "work", "2");
    assert_true(reaches(&w->marks[2], 1));
    assert_true(becomes(w, "ws_1", DEAD, 1));
}

static void crash_in_the_middle_is_taken_over_when_the_lease_ends(void **state)
{
    struct world *w = *state;
    char sql[200];

    enqueue(w, "ws_1", "work", "7");
    snprintf(sql, sizeof sql, "UPDATE job SET state = 'running', attempts = 1, due_at = %" PRId64,
             test_now() + 5000);
    run_sql(w, "ws_1", sql);
    open_jobs(w);
    enqueue(w, "ws_2", "work", "8");
    assert_true(reaches(&w->marks[8], 1));
    nap();
    assert_int_equal(w->marks[7], 0);
    advance(w, 6);
    assert_true(reaches(&w->marks[7], 1));
    assert_int_equal(w->last_attempt, 2);
    assert_true(becomes(w, "ws_1", ROWS, 0));
}

static void what_takes_the_process_down_each_time_dies_in_the_end(void **state)
{
    struct world *w = *state;

    enqueue(w, "ws_1", "work", "7");
    run_sql(w, "ws_1", "UPDATE job SET state = 'running', attempts = 3, due_at = 1");
    open_jobs(w);
    assert_true(becomes(w, "ws_1", DEAD, 1));
    assert_int_equal(w->runs, 0);
}

/* The first of two runs comes to its end after the second has finished the job. */
static void late_end_changes_nothing(void **state)
{
    struct world *w = *state;

    w->workers = 2;
    w->hold = true;
    open_jobs(w);
    enqueue(w, "ws_1", "work", "1");
    assert_true(reaches(&w->runs, 1));
    advance(w, LEASE_SECONDS + 1);
    assert_true(reaches(&w->runs, 2));
    w->fail = 1;
    w->hold = false;
    assert_true(becomes(w, "ws_1", "SELECT COUNT(*) FROM job WHERE state = 'running'", 0));
    /* Either the second did it, or it failed and waits; the first's word counts for nothing. */
    assert_true(ask(w, "ws_1", "SELECT COUNT(*) FROM job WHERE attempts <> 2") == 0);
}

static void no_job_runs_twice_at_once(void **state)
{
    struct world *w = *state;
    char space[24], payload[24];

    w->workers = 8;
    open_jobs(w);
    for (int i = 0; i < 300; i++) {
        snprintf(space, sizeof space, "ws_%d", 1 + i % 3);
        snprintf(payload, sizeof payload, "%d", i);
        enqueue(w, space, "work", payload);
    }
    assert_true(reaches(&w->runs, 300));
    for (int i = 1; i <= 3; i++) {
        snprintf(space, sizeof space, "ws_%d", i);
        assert_true(becomes(w, space, ROWS, 0));
    }
    assert_int_equal(w->runs, 300);
    for (int i = 0; i < 300; i++)
        assert_int_equal(w->marks[i], 1);
}

static void space_that_is_gone_is_forgotten(void **state)
{
    struct world *w = *state;
    struct err err = {0};

    open_jobs(w);
    assert_int_equal(
        try_in(w, "ws_9",
               &(struct order){.kind = "work", .payload = "1", .at = test_now() + 60000}),
        0);
    /* The writer that told us of the commit lets go of the space a moment later. */
    for (int i = 0; space_delete(w->spaces, "ws_9", &err) != 0 && i < 1000; i++) {
        assert_int_equal(err.code, ERR_CONFLICT);
        err = (struct err){0};
        nap();
    }
    advance(w, 61);
    enqueue(w, "ws_1", "work", "2");
    assert_true(reaches(&w->marks[2], 1));
    assert_int_equal(w->marks[1], 0);
    assert_false(space_exists(w->spaces, "ws_9"));
}

static void nothing_runs_in_a_deleted_workspace(void **state)
{
    struct world *w = *state;

    enqueue(w, "ws_1", "work", "1");
    run_sql(w, "control", "UPDATE workspaces SET deleted_at = 1 WHERE id = 1");
    open_jobs(w);
    enqueue(w, "ws_2", "work", "2");
    assert_true(reaches(&w->marks[2], 1));
    nap();
    assert_int_equal(w->marks[1], 0);
    assert_int_equal(ask(w, "ws_1", WAITING), 1);
}

/* ------------------------------------------------------------------ what goes well */

static void job_runs_with_the_commit_and_leaves_nothing(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    enqueue(w, "ws_5", "work", "42");
    assert_true(reaches(&w->marks[42], 1));
    assert_int_equal(w->order[0], 5);
    assert_int_equal(w->last_attempt, 1);
    assert_true(becomes(w, "ws_5", ROWS, 0));
}

static void job_of_the_control_space_has_workspace_0(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    w->order[0] = -1;
    enqueue(w, "control", "work", "3");
    assert_true(reaches(&w->marks[3], 1));
    assert_int_equal(w->order[0], 0);
}

static void job_waits_for_its_time(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    try_in(w, "ws_1", &(struct order){.kind = "work", .payload = "1", .at = test_now() + 3600000});
    enqueue(w, "ws_1", "work", "2");
    assert_true(reaches(&w->marks[2], 1));
    assert_int_equal(w->marks[1], 0);
    advance(w, 3601);
    assert_true(reaches(&w->marks[1], 1));
}

static void dead_one_runs_again_from_the_first_attempt(void **state)
{
    struct world *w = *state;

    w->fail = 1;
    open_jobs(w);
    enqueue(w, "ws_1", "once", "1");
    assert_true(becomes(w, "ws_1", DEAD, 1));
    int64_t id = ask(w, "ws_1", "SELECT id FROM job");

    assert_int_equal(retry(w, "ws_1", id + 1), ERR_NOT_FOUND);
    assert_int_equal(retry(w, "ws_1", id), ERR_NONE);
    assert_true(reaches(&w->runs, 2));
    assert_int_equal(w->last_attempt, 1);
    assert_true(becomes(w, "ws_1", ROWS, 0));
    assert_int_equal(retry(w, "ws_1", id), ERR_NOT_FOUND);
}

static int retry_one(void *ctx, struct space_tx *tx, struct err *err)
{
    return job_retry(tx, *(const int64_t *)ctx, err);
}

static enum err_code retry(struct world *w, const char *space, int64_t id)
{
    struct err err = {0};
    struct space *sp;

    ok(space_get(w->spaces, space, true, &sp, &err), &err);
    space_write(sp, retry_one, &id, &err);
    space_put(sp);
    return err.code;
}

static void only_a_dead_one_is_retried(void **state)
{
    struct world *w = *state;

    enqueue(w, "ws_1", "work", "1");
    assert_int_equal(retry(w, "ws_1", ask(w, "ws_1", "SELECT id FROM job")), ERR_CONFLICT);
}

static void unique_key_keeps_one_and_the_earlier_time(void **state)
{
    struct world *w = *state;
    struct order late = {.kind = "work", .payload = "1", .unique = "k", .at = test_now() + 100000};
    struct order soon = late;

    soon.at = test_now() + 50000;
    try_in(w, "ws_1", &late);
    try_in(w, "ws_1", &soon);
    try_in(w, "ws_1", &late);
    assert_int_equal(ask(w, "ws_1", ROWS), 1);
    assert_int_equal(ask(w, "ws_1", "SELECT due_at FROM job"), soon.at);
    late.unique = "other";
    try_in(w, "ws_1", &late);
    late.unique = NULL;
    try_in(w, "ws_1", &late);
    try_in(w, "ws_1", &late);
    assert_int_equal(ask(w, "ws_1", ROWS), 4);
}

/* What is asked for while the same runs is not covered by that run. */
static void unique_key_does_not_join_one_that_runs(void **state)
{
    struct world *w = *state;
    struct order o = {.kind = "work", .payload = "1", .unique = "k"};

    w->hold = true;
    open_jobs(w);
    try_in(w, "ws_1", &o);
    assert_true(reaches(&w->runs, 1));
    try_in(w, "ws_1", &o);
    try_in(w, "ws_1", &o);
    w->fail = 1; /* one fails: it needs no second try, the other one does it */
    w->hold = false;
    assert_true(becomes(w, "ws_1", ROWS, 0) || becomes(w, "ws_1", ROWS, 1));
    assert_true(reaches(&w->runs, 2));
}

static void run_may_ask_to_come_again(void **state)
{
    struct world *w = *state;

    w->again_at = test_now() + 100000;
    open_jobs(w);
    enqueue(w, "ws_1", "work", "1");
    assert_true(reaches(&w->runs, 1));
    assert_true(becomes(w, "ws_1", WAITING, 1));
    assert_int_equal(ask(w, "ws_1", "SELECT due_at FROM job"), w->again_at);
    w->again_at = 0;
    advance(w, 101);
    assert_true(reaches(&w->runs, 2));
    assert_true(becomes(w, "ws_1", ROWS, 0));
}

static void busy_workspace_does_not_keep_others_waiting(void **state)
{
    struct world *w = *state;

    w->workers = 1;
    for (int i = 0; i < 50; i++)
        enqueue(w, "ws_1", "work", "1");
    nap();
    enqueue(w, "ws_2", "work", "2");
    open_jobs(w);
    assert_true(reaches(&w->runs, 51));
    int place_of_2 = 0;
    while (w->order[place_of_2] != 2)
        place_of_2++;
    assert_in_range(place_of_2, 0, 3);
}

/* ------------------------------------------------------------------ hints */

static void job_of_an_idle_workspace_survives_a_restart(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    try_in(w, "ws_1", &(struct order){.kind = "work", .payload = "1", .at = test_now() + 60000});
    close_jobs(w);
    assert_int_equal(ask(w, "control", "SELECT COUNT(*) FROM job_hint WHERE space = 'ws_1'"), 1);
    close_spaces(w);
    open_spaces(w);
    open_jobs(w);
    advance(w, 61);
    assert_true(reaches(&w->marks[1], 1));
}

/* No queue hears of this commit: as when the process dies right after it. */
static void commit_without_a_hint_is_found_at_start(void **state)
{
    struct world *w = *state;

    open_jobs(w);
    close_jobs(w);
    enqueue(w, "ws_1", "work", "1");
    assert_int_equal(ask(w, "control", "SELECT COUNT(*) FROM job_hint"), 0);
    close_spaces(w);
    open_spaces(w);
    open_jobs(w);
    assert_true(reaches(&w->marks[1], 1));
}

static void idle_workspaces_stay_closed(void **state)
{
    struct world *w = *state;

    try_in(w, "ws_1", &(struct order){.kind = "work", .at = test_now() + 3600000});
    try_in(w, "ws_2", &(struct order){.wrote = true});
    close_spaces(w);
    advance(w, 60); /* so that the mark is after what closing wrote */
    open_spaces(w);
    open_jobs(w);
    assert_true(opens(w, 3)); /* both are looked at once */
    close_jobs(w);
    close_spaces(w);
    advance(w, 60);

    open_spaces(w);
    open_jobs(w);
    close_jobs(w);
    close_spaces(w);
    open_spaces(w);
    open_jobs(w);
    nap(), nap(), nap();
    assert_int_equal(spaces_n_open(w->spaces), 1);
    advance(w, 3700);
    assert_true(reaches(&w->runs, 1));
    assert_int_equal(spaces_n_open(w->spaces), 2);
}

/* ------------------------------------------------------------------ what recurs */

static void control_kind_recurs_daily_and_goes_on_when_dead(void **state)
{
    struct world *w = *state;

    open_jobs_of(w, recurring_control, ARRAY_LEN(recurring_control));
    assert_int_equal(ask(w, "control", WAITING), 1);
    int64_t due = ask(w, "control", "SELECT due_at FROM job");
    assert_int_equal(due % DATE_DAY_MS, 10800000);
    assert_true(due > test_now() && due <= test_now() + DATE_DAY_MS);
    nap();
    assert_int_equal(w->runs, 0);

    advance(w, 86400);
    assert_true(reaches(&w->runs, 1));
    assert_true(becomes(w, "control", "SELECT due_at FROM job", due + DATE_DAY_MS));

    for (int i = 2; i < 5; i++) {
        w->fail = 1;
        advance(w, 86400);
        assert_true(reaches(&w->runs, i));
        assert_true(becomes(w, "control", WAITING, 1));
        assert_true(becomes(w, "control", DEAD, 1)); /* the last one only */
    }
}

static void what_was_missed_while_down_runs_at_start_once(void **state)
{
    struct world *w = *state;

    open_jobs_of(w, recurring_control, ARRAY_LEN(recurring_control));
    close_jobs(w);
    close_spaces(w);
    advance(w, 10 * 86400);
    open_spaces(w);
    open_jobs_of(w, recurring_control, ARRAY_LEN(recurring_control));
    assert_true(reaches(&w->runs, 1));
    nap();
    assert_int_equal(w->runs, 1);
    assert_true(becomes(w, "control", WAITING, 1));
}

static void workspace_kind_recurs_only_where_somebody_wrote(void **state)
{
    struct world *w = *state;

    open_jobs_of(w, recurring_space, ARRAY_LEN(recurring_space));
    try_in(w, "ws_1", &(struct order){.wrote = true});
    try_in(w, "ws_2", &(struct order){.kind = "work", .payload = "9"}); /* nothing written */
    assert_true(reaches(&w->runs, 1));
    advance(w, 86400);
    assert_true(reaches(&w->runs, 2));
    assert_int_equal(w->order[1], 1);
    advance(w, 3 * 86400);
    nap(), nap();
    assert_int_equal(w->runs, 2);
    try_in(w, "ws_1", &(struct order){.wrote = true});
    advance(w, 86400);
    assert_true(reaches(&w->runs, 3));
}

/* ------------------------------------------------------------------ ends and lists */

static void closing_waits_for_what_runs_and_tells_it(void **state)
{
    struct world *w = *state;

    w->hold = true;
    open_jobs(w);
    enqueue(w, "ws_1", "work", "1");
    assert_true(reaches(&w->runs, 1));
    assert_false(jobs_close(w->jobs, 50));
    assert_true(reaches(&w->saw_end, 1));
    w->hold = false;
    close_jobs(w);
    assert_int_equal(ask(w, "ws_1", ROWS), 0);
}

static void list_pages_from_the_newest(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    struct space *sp;
    struct db *db;
    struct buf text;
    struct json out;

    for (int i = 0; i < 3; i++)
        enqueue(w, "ws_1", "work", "secret");
    int64_t newest = ask(w, "ws_1", "SELECT MAX(id) FROM job");
    int64_t oldest = ask(w, "ws_1", "SELECT MIN(id) FROM job");

    ok(space_get(w->spaces, "ws_1", false, &sp, &err), &err);
    ok(space_read(sp, &db, &err), &err);
    buf_init(&text, 65536);
    json_init(&out, &text);
    ok(jobs_list(db, STR("waiting"), 0, 2, false, &out, &err), &err);
    buf_putc(&text, 0);
    char id[64];
    snprintf(id, sizeof id, "{\"data\":[{\"id\":%" PRId64 ",", newest);
    assert_int_equal(strncmp(text.p, id, strlen(id)), 0);
    assert_null(strstr(text.p, "secret"));
    assert_null(strstr(text.p, "\"next\":null"));
    buf_reset(&text);
    json_init(&out, &text);
    ok(jobs_list(db, STR_NONE, oldest + 1, 2, false, &out, &err), &err);
    buf_putc(&text, 0);
    assert_non_null(strstr(text.p, "\"next\":null"));
    buf_reset(&text);
    json_init(&out, &text);
    ok(jobs_list(db, STR("dead"), 0, 2, false, &out, &err), &err);
    buf_putc(&text, 0);
    assert_string_equal(text.p, "{\"data\":[],\"next\":null}");
    buf_release(&text);
    space_read_end(sp, db);
    space_put(sp);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rolled_back_work_leaves_no_job),
        TEST(failure_comes_back_after_each_pause_then_dies),
        TEST(hopeless_failures_die_at_once),
        TEST(kind_without_pauses_dies_at_the_first_failure),
        TEST(unknown_kind_is_a_dead_letter_and_hurts_nobody),
        TEST(crash_in_the_middle_is_taken_over_when_the_lease_ends),
        TEST(what_takes_the_process_down_each_time_dies_in_the_end),
        TEST(late_end_changes_nothing),
        TEST(no_job_runs_twice_at_once),
        TEST(space_that_is_gone_is_forgotten),
        TEST(nothing_runs_in_a_deleted_workspace),
        TEST(job_runs_with_the_commit_and_leaves_nothing),
        TEST(job_of_the_control_space_has_workspace_0),
        TEST(job_waits_for_its_time),
        TEST(dead_one_runs_again_from_the_first_attempt),
        TEST(only_a_dead_one_is_retried),
        TEST(unique_key_keeps_one_and_the_earlier_time),
        TEST(unique_key_does_not_join_one_that_runs),
        TEST(run_may_ask_to_come_again),
        TEST(busy_workspace_does_not_keep_others_waiting),
        TEST(job_of_an_idle_workspace_survives_a_restart),
        TEST(commit_without_a_hint_is_found_at_start),
        TEST(idle_workspaces_stay_closed),
        TEST(control_kind_recurs_daily_and_goes_on_when_dead),
        TEST(what_was_missed_while_down_runs_at_start_once),
        TEST(workspace_kind_recurs_only_where_somebody_wrote),
        TEST(closing_waits_for_what_runs_and_tells_it),
        TEST(list_pages_from_the_newest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
