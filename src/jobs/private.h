/* What the files of the queue share: the hints, the rows, the schedule.
 *
 * One lock, jobs.lock, over the hints and the workers' wake-up. It is never held while a database
 * is asked; the listener takes it on a writer's thread.
 */
#ifndef KITH_JOBS_PRIVATE_H
#define KITH_JOBS_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "jobs/jobs.h"

enum { JOB_SPACE_NAME_MAX = 64, JOB_WORKERS_MAX = 32, JOB_LEASE_DEFAULT = 300 };

/* What is known of one space. */
struct hint {
    char space[JOB_SPACE_NAME_MAX];
    int64_t due_at;    /* of its earliest row; 0: none */
    int64_t visit_at;  /* when its recurring kinds are due; 0: not written to since */
    int64_t served_at; /* not before: when a worker last took from it, so that others that wait go
                          first; or when to try again */
    unsigned looking;  /* so many workers are in it: a crash now must lead to another look */
    int64_t looking_visit;
    int64_t saved_due, saved_visit;
    size_t place; /* in the heap */
    struct hint *next_in_bucket;
};

/* A heap by the time of the next look, and a table by name. Hints are never taken out. */
struct hints {
    struct hint **heap;
    size_t n, room;
    struct hint **buckets;
    size_t n_buckets;
};

void hints_release(struct hints *h);
/* Makes it when it is not there. */
struct hint *hints_get(struct hints *h, const char *space);
/* To its place, after any of its times changed. */
void hints_moved(struct hints *h, struct hint *hint);
/* All to their places, after many changed. */
void hints_order(struct hints *h);
/* The one to look at first; NULL when there is none. */
struct hint *hints_first(struct hints *h);
/* When to look at it; INT64_MAX: never. */
int64_t hint_key(const struct hint *hint);
int hints_load(struct hints *h, struct db *control, struct err *err);
/* Writes those that differ from what was saved, as they are at `copies`. */
int hints_save(struct db *control, const struct hint *copies, size_t n, int64_t now, int64_t mark,
               struct err *err);
/* All commits before the mark are in the saved hints. */
int hints_mark(struct db *control, int64_t *ret_mark, struct err *err);

struct jobs {
    struct jobs_config config;
    struct tz *utc; /* when no zone was given */
    struct space_listener listener;

    pthread_mutex_t lock;
    pthread_cond_t wake;   /* something may be due, or it ends */
    pthread_cond_t rested; /* a worker ended */
    struct hints hints;
    int64_t save_at; /* hints changed and are saved then; 0: nothing to save */
    bool saving;
    int64_t last_now; /* a clock that was set back shows by this */
    unsigned n_running;
    atomic_bool ending;

    pthread_t threads[JOB_WORKERS_MAX];
    unsigned n_threads;
};

/* schedule.c: the first time after `after` (ms). */
int64_t schedule_next(const struct jobs *j, const struct job_kind *kind, int64_t after);
/* The next visit of a workspace that was written to; 0: nothing recurs there. */
int64_t schedule_visit(const struct jobs *j, int64_t after);
/* Enqueues what recurs: in a workspace whose visit is due, or in the control space at start. */
int schedule_workspace(const struct jobs *j, struct space_tx *tx, int64_t visit_at,
                       struct err *err);
int schedule_control(const struct jobs *j, struct space_tx *tx, struct err *err);

/* row.c */
extern const char JOB_RECURRING[]; /* the unique key of recurring ones */
/* Takes the first due row, if any: fills ret_job (kind NULL: nothing is due). */
int row_lease(const struct jobs *j, struct space_tx *tx, struct arena *a, struct job *ret_job,
              struct err *err);
/* What becomes of a job after its run; rc and why are the run's. */
int row_finish(const struct jobs *j, struct space_tx *tx, const struct job *job, int rc,
               const struct err *why, struct err *err);
/* Tells the listener when this space's next row is due. What was due at looked_at already (0: never
 * mind) has been passed over, and is looked for a little later. */
int row_wake(struct space_tx *tx, int64_t looked_at, struct err *err);

#endif
