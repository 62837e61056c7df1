/* The worker threads, and the queue's beginning and end.
 *
 * A worker takes the space whose time has come longest ago, leases one row there, runs it, finishes
 * it, and begins anew; so a workspace with thousands of due rows shares the workers with others
 * (hint.served_at). Between looks a worker waits on a condition until the earliest hint.
 *
 * Who changes a hint: the listener, on the writer's thread, in the order of commits. Leasing and
 * finishing tell it exactly what is left in a space, enqueuing adds to that; so no wake can be lost
 * between looking and sleeping. A worker only clears what it goes to look at.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "jobs/private.h"

/* Hints are saved a little after they change; what cannot be opened or saved is tried again later;
 * the mark stays behind the clock by more than a commit takes to tell of itself. */
enum { SAVE_AFTER_MS = 2000, TRY_AGAIN_MS = 60000, MARK_BEHIND_MS = 60000 };

static const char control_name[] = "control";

/* --- hints under the lock --------------------------------------------------------------------- */

/* What a crash now would have to find saved. */
static int64_t due_to_save(const struct hint *hint)
{
    return hint->looking ? hint->served_at : hint->due_at;
}

static int64_t visit_to_save(const struct hint *hint)
{
    return hint->looking && hint->looking_visit ? hint->looking_visit : hint->visit_at;
}

static bool is_unsaved(const struct hint *hint)
{
    return due_to_save(hint) != hint->saved_due || visit_to_save(hint) != hint->saved_visit;
}

/* Wakes a worker only when it has to sleep less long. */
static void hint_changed(struct jobs *j, struct hint *hint)
{
    hints_moved(&j->hints, hint);
    if (!j->save_at && is_unsaved(hint)) {
        j->save_at = j->config.now() + SAVE_AFTER_MS;
        pthread_cond_signal(&j->wake);
    } else if (hints_first(&j->hints) == hint) {
        pthread_cond_signal(&j->wake);
    }
}

static void set_due(struct hint *hint, int64_t at, bool exact)
{
    if (exact || (at && (!hint->due_at || at < hint->due_at)))
        hint->due_at = at;
}

/* Every commit of the server comes through here: one that changes no time costs a lookup. */
static void committed(void *ctx, const char *space, bool wrote, struct space_wake wake)
{
    struct jobs *j = ctx;

    pthread_mutex_lock(&j->lock);
    struct hint *hint = hints_get(&j->hints, space);
    int64_t due = hint->due_at, visit = hint->visit_at;
    set_due(hint, wake.at, wake.exact);
    /* Who writes to a workspace is who visits it. */
    if (wrote && !wake.elsewhere && !visit && strcmp(space, control_name) != 0)
        hint->visit_at = schedule_visit(j, j->config.now());
    if (hint->due_at != due || hint->visit_at != visit)
        hint_changed(j, hint);
    pthread_mutex_unlock(&j->lock);
}

void jobs_wake(struct jobs *j, const char *space, int64_t at)
{
    pthread_mutex_lock(&j->lock);
    struct hint *hint = hints_get(&j->hints, space);
    set_due(hint, at, false);
    hint_changed(j, hint);
    pthread_cond_signal(&j->wake);
    pthread_mutex_unlock(&j->lock);
}

/* --- saving the hints ------------------------------------------------------------------------- */

struct saving {
    const struct hint *copies;
    size_t n;
    int64_t now, mark;
};

static int save_in_control(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct saving *s = ctx;

    return hints_save(tx->db, s->copies, s->n, s->now, s->mark, err);
}

static size_t copy_unsaved(struct jobs *j, struct arena *a, struct hint **ret_copies)
{
    struct hint *copies = arena_array(a, j->hints.n + 1, sizeof *copies);
    size_t n = 0;

    for (size_t i = 0; i < j->hints.n; i++) {
        const struct hint *hint = j->hints.heap[i];

        if (!is_unsaved(hint))
            continue;
        copies[n] = *hint;
        copies[n].due_at = due_to_save(hint);
        copies[n++].visit_at = visit_to_save(hint);
    }
    *ret_copies = copies;
    return n;
}

static void note_saved(struct jobs *j, const struct hint *copies, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct hint *hint = hints_get(&j->hints, copies[i].space);

        hint->saved_due = copies[i].due_at;
        hint->saved_visit = copies[i].visit_at;
    }
}

/* With the lock held, which it gives up meanwhile. At the end nothing can come in between, so the
 * mark is now, and is written in any case. */
static void save_hints(struct jobs *j, bool at_end)
{
    struct arena scratch;
    struct hint *copies;
    struct err err = {0};
    int rc = 0;

    arena_init(&scratch);
    j->save_at = 0;
    j->saving = true;
    size_t n = copy_unsaved(j, &scratch, &copies);
    int64_t now = j->config.now();
    struct saving s = {copies, n, now, now - (at_end ? 0 : MARK_BEHIND_MS)};
    if (n || at_end) {
        pthread_mutex_unlock(&j->lock);
        rc = space_write(control_space(j->config.control), save_in_control, &s, &err);
        pthread_mutex_lock(&j->lock);
    }
    if (rc == 0) {
        note_saved(j, copies, n);
    } else {
        log_warn("jobs: the hints could not be saved: %s %s", err_message(&err), err.detail);
        j->save_at = j->config.now() + TRY_AGAIN_MS;
    }
    j->saving = false;
    arena_release(&scratch);
}

/* --- taking work ------------------------------------------------------------------------------ */

/* A space to look at. */
struct visit {
    char space[JOB_SPACE_NAME_MAX];
    int64_t visit_at; /* its recurring kinds are due since; 0: they are not */
};

static struct visit take_hint(struct jobs *j, struct hint *hint, int64_t now)
{
    struct visit v = {.visit_at = hint->visit_at && hint->visit_at <= now ? hint->visit_at : 0};

    memcpy(v.space, hint->space, sizeof v.space);
    hint->due_at = 0;
    hint->served_at = now;
    hint->looking++;
    if (v.visit_at) {
        hint->looking_visit = v.visit_at;
        hint->visit_at = 0;
    }
    hints_moved(&j->hints, hint);
    return v;
}

static void wait_ms(struct jobs *j, int64_t ms)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(&j->wake, &j->lock, &until);
}

/* Until the next hint or the next saving is due, or something changes. */
static void wait_for_change(struct jobs *j, int64_t next, int64_t now)
{
    if (j->save_at && !j->saving && j->save_at < next)
        next = j->save_at;
    if (next == INT64_MAX)
        pthread_cond_wait(&j->wake, &j->lock);
    else if (next > now)
        wait_ms(j, next - now);
}

/* A clock that was set back would keep spaces waiting that were served "later". */
static int64_t look_at_clock(struct jobs *j)
{
    int64_t now = j->config.now();

    if (now < j->last_now)
        for (size_t i = 0; i < j->hints.n; i++)
            j->hints.heap[i]->served_at = 0;
    if (now < j->last_now)
        hints_order(&j->hints);
    j->last_now = now;
    return now;
}

static bool next_visit(struct jobs *j, struct visit *ret_visit)
{
    bool found = false;

    pthread_mutex_lock(&j->lock);
    while (!found && !atomic_load(&j->ending)) {
        int64_t now = look_at_clock(j);
        struct hint *first = hints_first(&j->hints);
        int64_t next = first ? hint_key(first) : INT64_MAX;

        if (next <= now) {
            *ret_visit = take_hint(j, first, now);
            found = true;
        } else if (j->save_at && !j->saving && j->save_at <= now) {
            save_hints(j, false);
        } else {
            wait_for_change(j, next, now);
        }
    }
    /* There may be more for the others. */
    if (found)
        pthread_cond_signal(&j->wake);
    pthread_mutex_unlock(&j->lock);
    return found;
}

/* --- one job ---------------------------------------------------------------------------------- */

struct step {
    struct jobs *jobs;
    struct arena *arena;
    const struct visit *visit;
    struct job job;
    int rc; /* of the run */
    struct err why;
};

static int lease(void *ctx, struct space_tx *tx, struct err *err)
{
    struct step *s = ctx;

    if (s->visit->visit_at && schedule_workspace(s->jobs, tx, s->visit->visit_at, err) != 0)
        return -1;
    int64_t now = s->jobs->config.now();
    if (row_lease(s->jobs, tx, s->arena, &s->job, err) != 0)
        return -1;
    return row_wake(tx, s->job.kind ? 0 : now, err);
}

static int finish(void *ctx, struct space_tx *tx, struct err *err)
{
    struct step *s = ctx;

    if (row_finish(s->jobs, tx, &s->job, s->rc, &s->why, err) != 0)
        return -1;
    return row_wake(tx, 0, err);
}

static int64_t workspace_of(const char *space)
{
    int64_t id = 0;

    if (strncmp(space, "ws_", 3) == 0)
        str_to_i64(str_of(space + 3), &id);
    return id;
}

static void run(struct step *s)
{
    struct job *job = &s->job;
    const char *kind = job->kind->name;

    job->workspace_id = workspace_of(s->visit->space);
    job->arena = s->arena;
    job->app = s->jobs->config.app;
    job->jobs = s->jobs;
    s->rc = job->kind->run(job, &s->why);
    if (s->rc == 0)
        log_debug("job %s %" PRId64 " in %s: done", kind, job->id, s->visit->space);
    else
        log_warn("job %s %" PRId64 " in %s failed (attempt %d): %s %s", kind, job->id,
                 s->visit->space, job->attempt, err_message(&s->why), s->why.detail);
}

static int serve_space(struct step *s, struct space *sp, struct err *err)
{
    if (space_write(sp, lease, s, err) != 0)
        return -1;
    if (!s->job.kind)
        return 0;
    s->job.space = sp;
    run(s);
    return space_write(sp, finish, s, err);
}

/* What became of a look. */
enum look { LOOK_DONE, LOOK_GONE, LOOK_FAILED };

/* A space that is gone for good loses its hint. One that cannot be used just now is looked at
 * again a little later. */
static void end_visit(struct jobs *j, const struct visit *v, enum look look)
{
    pthread_mutex_lock(&j->lock);
    struct hint *hint = hints_get(&j->hints, v->space);
    if (--hint->looking == 0)
        hint->looking_visit = 0;
    if (look == LOOK_GONE) {
        hint->due_at = hint->visit_at = 0;
    } else if (look == LOOK_FAILED) {
        hint->served_at = j->config.now() + TRY_AGAIN_MS;
        set_due(hint, hint->served_at, false);
        if (v->visit_at)
            hint->visit_at = v->visit_at;
    }
    hint_changed(j, hint);
    pthread_mutex_unlock(&j->lock);
}

/* A deleted workspace keeps its file for a while, but nothing happens in it any more. */
static int open_space(struct jobs *j, struct arena *a, const char *name, struct space **ret_space,
                      struct err *err)
{
    int64_t id = workspace_of(name);
    struct workspace w;

    if (id && control_workspace(j->config.control, a, id, &w, err) != 0)
        return -1;
    return space_get(j->config.spaces, name, false, ret_space, err);
}

static enum look serve(struct jobs *j, struct arena *a, const struct visit *v)
{
    struct step *s = ARENA_NEW(a, struct step);
    struct err *err = ARENA_NEW(a, struct err);
    struct space *sp;

    *s = (struct step){.jobs = j, .arena = a, .visit = v};
    if (open_space(j, a, v->space, &sp, err) == 0) {
        int rc = serve_space(s, sp, err);

        space_put(sp);
        if (rc == 0)
            return LOOK_DONE;
    } else if (err->code == ERR_NOT_FOUND) {
        return LOOK_GONE;
    }
    log_error("jobs of %s: %s %s", v->space, err_message(err), err->detail);
    return LOOK_FAILED;
}

static void *worker_main(void *arg)
{
    struct jobs *j = arg;
    struct arena a;
    struct visit v;

    arena_init(&a);
    while (next_visit(j, &v)) {
        end_visit(j, &v, serve(j, &a, &v));
        arena_clear(&a);
    }
    arena_release(&a);

    pthread_mutex_lock(&j->lock);
    j->n_running--;
    pthread_cond_signal(&j->rested);
    pthread_mutex_unlock(&j->lock);
    return NULL;
}

bool job_is_ending(const struct job *job)
{
    return atomic_load(&job->jobs->ending);
}

/* --- beginning -------------------------------------------------------------------------------- */

static struct jobs *jobs_new(const struct jobs_config *config)
{
    struct jobs *j = calloc(1, sizeof *j);

    if (!j)
        log_fatal("out of memory (jobs)");
    j->config = *config;
    if (!j->config.now)
        j->config.now = clock_now_ms;
    if (!j->config.zone)
        j->utc = tz_open("UTC");
    j->listener = (struct space_listener){committed, j};
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->wake, NULL);
    pthread_cond_init(&j->rested, NULL);
    return j;
}

static void jobs_free(struct jobs *j)
{
    spaces_unlisten(j->config.spaces, &j->listener);
    hints_release(&j->hints);
    tz_free(j->utc);
    pthread_cond_destroy(&j->rested);
    pthread_cond_destroy(&j->wake);
    pthread_mutex_destroy(&j->lock);
    free(j);
}

/* What was written to since the hints were last complete is looked at once. */
static int mend_hints(struct jobs *j, struct arena *a, int64_t mark, struct err *err)
{
    struct space_file *files;
    size_t n;
    int64_t now = j->config.now(), visit = schedule_visit(j, now);

    if (spaces_files(j->config.spaces, a, &files, &n, err) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (files[i].changed_at < mark || strncmp(files[i].name, "ws_", 3) != 0)
            continue;
        struct hint *hint = hints_get(&j->hints, files[i].name);
        hint->due_at = now;
        if (!hint->visit_at)
            hint->visit_at = visit;
        hints_moved(&j->hints, hint);
    }
    return 0;
}

static int load_hints(struct jobs *j, struct err *err)
{
    struct space *control = control_space(j->config.control);
    struct arena scratch;
    struct db *db;
    int64_t mark;

    if (space_read(control, &db, err) != 0)
        return -1;
    int rc = hints_load(&j->hints, db, err) != 0 || hints_mark(db, &mark, err) != 0 ? -1 : 0;
    space_read_end(control, db);
    if (rc != 0)
        return -1;

    arena_init(&scratch);
    rc = mend_hints(j, &scratch, mark, err);
    arena_release(&scratch);
    return rc;
}

static int prepare_control(void *ctx, struct space_tx *tx, struct err *err)
{
    struct jobs *j = ctx;

    return schedule_control(j, tx, err) != 0 ? -1 : row_wake(tx, 0, err);
}

/* Signals are the main thread's. */
static int start_threads(struct jobs *j, struct err *err)
{
    unsigned wanted = j->config.workers ? j->config.workers : 2;
    sigset_t all, old;
    int rc = 0;

    if (wanted > JOB_WORKERS_MAX)
        wanted = JOB_WORKERS_MAX;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_mutex_lock(&j->lock);
    while (j->n_threads < wanted && rc == 0) {
        rc = pthread_create(&j->threads[j->n_threads], NULL, worker_main, j);
        if (rc == 0)
            j->n_threads++, j->n_running++;
    }
    pthread_mutex_unlock(&j->lock);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return rc ? err_internal(err, "cannot start a job worker: %s", strerror(rc)) : 0;
}

int jobs_open(const struct jobs_config *config, struct jobs **ret_jobs, struct err *err)
{
    struct jobs *j = jobs_new(config);

    if (load_hints(j, err) != 0) {
        jobs_free(j);
        return -1;
    }
    spaces_listen(config->spaces, &j->listener);
    if (space_write(control_space(config->control), prepare_control, j, err) != 0 ||
        start_threads(j, err) != 0) {
        jobs_close(j, TRY_AGAIN_MS);
        return -1;
    }
    *ret_jobs = j;
    return 0;
}

/* --- end -------------------------------------------------------------------------------------- */

/* The wait of each loop is short of the whole, so that a stepped clock does no harm. */
static bool wait_for_workers(struct jobs *j, int64_t ms)
{
    int64_t until = clock_mono_us() / 1000 + ms;

    while (j->n_running > 0 && clock_mono_us() / 1000 < until) {
        struct timespec soon;

        clock_gettime(CLOCK_REALTIME, &soon);
        soon.tv_sec++;
        pthread_cond_timedwait(&j->rested, &j->lock, &soon);
    }
    return j->n_running == 0;
}

bool jobs_close(struct jobs *j, int64_t wait_ms_max)
{
    if (!j)
        return true;

    pthread_mutex_lock(&j->lock);
    atomic_store(&j->ending, true);
    pthread_cond_broadcast(&j->wake);
    bool rested = wait_for_workers(j, wait_ms_max);
    if (rested)
        save_hints(j, true);
    pthread_mutex_unlock(&j->lock);
    if (!rested)
        return false;

    while (j->n_threads)
        pthread_join(j->threads[--j->n_threads], NULL);
    jobs_free(j);
    return true;
}
