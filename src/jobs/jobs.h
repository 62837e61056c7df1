/* A durable queue that does not know what jobs do.
 *
 * A job is a row in the database of the workspace it belongs to (or the control one), written in the
 * caller's transaction: it exists exactly when its cause does. Worker threads lease due rows, run
 * their kind's function outside any transaction, and finish them; a crash lets the lease run out and
 * another takes over, so a kind must be able to run twice. Failures come back after a pause from
 * the kind's table; when that is used up the job is dead, kept for an owner to see and retry.
 *
 * Idle costs nothing: workers sleep until the earliest due time known. The control database holds one
 * hint a space (when its next job is due), so thousands of idle workspaces need not be opened.
 * Hints are written before the cause commits where needed and repaired at start after a crash.
 *
 * TO ADD A JOB KIND: one row in the table that main hands over (cli/kinds.c).
 */
#ifndef KITH_JOBS_JOBS_H
#define KITH_JOBS_JOBS_H

#include "base/json.h"
#include "space/control.h"

struct jobs;

/* One run of a job. */
struct job {
    int64_t id;
    const struct job_kind *kind;
    struct space *space;  /* whose it is; held while it runs */
    int64_t workspace_id; /* 0: the control database's */
    struct str payload;   /* JSON */
    int attempt;          /* from 1 */
    struct arena *arena;
    void *app; /* jobs_config.app */
};

struct job_kind {
    const char *name; /* "mail.send" */
    const char *help;
    /* 0 done; -1 with err: try again later, or when ERR_INVALID, ERR_NOT_FOUND or ERR_FORBIDDEN is
     * the code: dead at once. */
    int (*run)(struct job *job, struct err *err);
    const int *retry_seconds; /* pauses, 0-terminated: after the last the job is dead */
    int lease_seconds;        /* how long one run may take; 0: 300 */
    /* A recurring one: runs once in each space of that sort every so many seconds, aligned to
     * local midnight + at_seconds for whole days. 0: only when enqueued. */
    int every_seconds, at_seconds;
    bool control_only; /* recurring in the control database instead of each workspace */
};

struct jobs_config {
    struct control *control;
    struct spaces *spaces;
    const struct job_kind *kinds;
    size_t n_kinds;
    unsigned workers; /* 0: two */
    void *app;
};

/* Creates the job tables of any space (call it from prepare). */
int jobs_prepare(struct db *db, struct err *err);
int jobs_open(const struct jobs_config *config, struct jobs **ret_jobs, struct err *err);
/* Waits for running jobs (bounded), leaves the rest for next time. */
void jobs_close(struct jobs *j);

/* Puts a job into the caller's transaction. at: ms, 0 now. unique: only one waiting job of this kind
 * with this key exists (NULL: no matter). */
int job_enqueue(struct space_tx *tx, const char *kind, struct str payload, int64_t at,
                const char *unique, struct err *err);
/* Tells the workers that a committed transaction enqueued something due at `at` in that space. */
void jobs_wake(struct jobs *j, const char *space, int64_t at);

/* For people: {"data":[{id,kind,state,run_at,attempts,last_error,created_at}],"next"} of one space. */
int jobs_list(struct db *db, struct arena *a, struct str state, int64_t before_id, int64_t limit,
              struct json *out, struct err *err);
/* A dead one again, from the first attempt. */
int job_retry(struct space_tx *tx, int64_t id, struct err *err);

#endif
