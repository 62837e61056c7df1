/* A durable queue that does not know what jobs do.
 *
 * A job is a row in the database of the space it belongs to (a workspace's or the control one),
 * written in the caller's transaction: it exists exactly when its cause does. Worker threads lease
 * due rows, run their kind's function outside any transaction, and finish them. A crash lets the
 * lease run out and another takes over, so a kind must be able to run twice. Failures come back
 * after a pause from the kind's table; when that is used up the job is dead, kept for an owner to
 * see and retry. What is done is deleted.
 *
 * Idle costs nothing: workers sleep until the earliest time known. That is kept in memory for
 * every space that has something to come, saved as one hint a space in the control database, and
 * mended at start: see hints.c. So thousands of idle workspaces need not be opened.
 *
 * TO ADD A JOB KIND: one row in the table that main hands over (cli/kinds.c).
 */
#ifndef KITH_JOBS_JOBS_H
#define KITH_JOBS_JOBS_H

#include "base/date.h"
#include "base/json.h"
#include "space/control.h"

struct jobs;

/* One run of a job. */
struct job {
    int64_t id;
    const struct job_kind *kind;
    struct space *space;  /* whose it is; held while it runs */
    int64_t workspace_id; /* 0: the control database's */
    struct str payload;   /* JSON; "" when it was enqueued with none */
    int attempt;          /* from 1 */
    int64_t created_at;   /* ms: the same in every attempt */
    int64_t now;          /* ms: when this run began */
    struct arena *arena;
    void *app; /* jobs_config.app */
    struct jobs *jobs;
    /* Set by a run that went well: the job stays and comes again then (ms). */
    int64_t again_at;
};

struct job_kind {
    const char *name; /* "mail.send" */
    const char *help;
    /* 0 done; -1 with err: try again later, or when ERR_INVALID, ERR_NOT_FOUND or ERR_FORBIDDEN is
     * the code: dead at once. err's message is shown to owners. */
    int (*run)(struct job *job, struct err *err);
    const int *retry_seconds; /* pauses, 0-terminated: after the last the job is dead. NULL: dead
                                 at the first failure */
    int lease_seconds;        /* how long one run may take; 0: 300 */
    /* A recurring one: runs every so many seconds, whole days at local midnight + at_seconds, of
     * jobs_config.zone; else so many seconds after the last multiple of the period, UTC. 0: only
     * when enqueued. With control_only once in the control database, also when time went by while
     * the server was down; else in each workspace that was written to since its last run. */
    int every_seconds, at_seconds;
    bool control_only;
};

struct jobs_config {
    struct control *control;
    struct spaces *spaces;
    const struct job_kind *kinds;
    size_t n_kinds;
    unsigned workers;      /* 0: two */
    const struct tz *zone; /* of the schedule; NULL: UTC */
    int64_t (*now)(void);  /* NULL: the clock */
    void *app;
};

/* Creates the tables of any space; call it from prepare, for the control space after its own. */
int jobs_prepare(struct db *db, bool control, struct err *err);
/* The queue's table in a workspace, for who copies one. */
extern const struct db_table jobs_table;
/* Everything in the config outlives the queue. Nobody may write to a space meanwhile. */
int jobs_open(const struct jobs_config *config, struct jobs **ret_jobs, struct err *err);
/* Waits for what runs (at most wait_ms), saves the hints, leaves the rest for next time. False when
 * a run did not end: then nothing was freed and nothing that jobs use may be. NULL is allowed. */
bool jobs_close(struct jobs *j, int64_t wait_ms);
/* For long runs: the server is about to end, give up soon and say why not done. */
bool job_is_ending(const struct job *job);

/* Puts a job into the caller's transaction; the workers hear of it with the commit. at: ms, 0 now.
 * unique: only one waiting job of this kind with this key exists, so the later of two is dropped
 * and either must do (NULL: no matter). */
int job_enqueue(struct space_tx *tx, const char *kind, struct str payload, int64_t at,
                const char *unique, struct err *err);
/* Tells the workers to look at a space at `at`, for what was not written through it. */
void jobs_wake(struct jobs *j, const char *space, int64_t at);

/* For people, newest first: {"data":[{id,kind,state,run_at,attempts,last_error,created_at}],"next"}
 * of one space. state STR_NONE: all; before_id 0: from the newest. Payloads may hold secrets and
 * stay out. */
int jobs_list(struct db *db, struct str state, int64_t before_id, int64_t limit, bool count,
              struct json *out, struct err *err);
/* One of them, as an object. */
int job_write(struct db *db, int64_t id, struct json *out, struct err *err);
/* A dead one again, from the first attempt. ERR_NOT_FOUND; ERR_CONFLICT when it is not dead or the
 * same work is waiting already. */
int job_retry(struct space_tx *tx, int64_t id, struct err *err);
/* The names of the states, NULL-terminated: for documents. */
extern const char *const job_states[];

#endif
