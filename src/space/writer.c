/* Group commit: many tasks, one durable transaction.
 *
 * A few threads serve a list of spaces that have tasks. A writer takes the first space, runs its
 * tasks one after another in one transaction, also those that arrive meanwhile, up to a number and
 * a time, commits, and only then tells each task. A task that follows another runs in a savepoint,
 * so that its failure takes nothing else along. The first of a transaction needs none: undoing it
 * undoes all there is.
 *
 * When the commit fails, or a task has torn the transaction (the database may end it by itself,
 * when the disk is full), all is rolled back and the tasks that had gone well are run again, each
 * in its own transaction, so that only the guilty one is refused. When the connection to a server
 * broke during the commit and nobody can say what became of it, none is run again.
 *
 * After done() a task's memory is its owner's again, and the space may be gone as well once the
 * writer's hold on it is given back.
 */
#include <assert.h>
#include <signal.h>
#include <string.h>

#include "base/date.h"
#include "space/space_private.h"

enum { BATCH_MAX = 128, BATCH_MAX_US = 20000 };

struct batch {
    struct space *space;
    struct space_task *tasks[BATCH_MAX];
    size_t n;
    int64_t started_us;
    struct space_clock before, clock; /* as it was, and as it will be when this commits */
    struct space_wake wake;
    struct sums sums;
    bool begun;
    bool holding; /* the transaction has something of a task that went well */
    bool wrote;
    bool again;     /* of one task, which was in one that failed */
    bool torn;      /* the transaction is not what we think: all must be repeated */
    bool refusing;  /* no transaction can be had just now */
    struct err err; /* why it could not begin or commit */
};

static void batch_init(struct batch *b, struct space *sp)
{
    *b = (struct batch){.space = sp, .started_us = clock_mono_us()};
    sums_init(&b->sums);
}

static void batch_release(struct batch *b)
{
    sums_release(&b->sums);
}

/* --- ids and sequence numbers ----------------------------------------------------------------- */

int64_t space_tx_id(struct space_tx *tx)
{
    tx->last_id = tx->now > tx->last_id ? tx->now : tx->last_id + 1;
    return tx->last_id;
}

int64_t space_tx_seq(struct space_tx *tx)
{
    return ++tx->last_seq;
}

void space_tx_saw_id(struct space_tx *tx, int64_t id)
{
    if (id > tx->last_id)
        tx->last_id = id;
}

/* --- waking listeners ------------------------------------------------------------------------ */

static void wake_merge(struct space_wake *w, struct space_wake later)
{
    if (later.exact)
        *w = later;
    else if (later.at && (!w->at || later.at < w->at))
        w->at = later.at;
}

void space_tx_wake(struct space_tx *tx, int64_t at)
{
    wake_merge(&tx->wake, (struct space_wake){.at = at});
}

void space_tx_wake_exactly(struct space_tx *tx, int64_t at)
{
    tx->wake = (struct space_wake){.at = at, .exact = true};
}

/* --- one task in the transaction -------------------------------------------------------------- */

/* told: the reason is worded for who asked. */
static void refuse(struct space_task *t, const struct err *why, bool told)
{
    err_clear(&t->err);
    t->failed = true;
    err_set(&t->err, ERR_UNAVAILABLE, NULL, "%s",
            told ? err_message(why) : "The change could not be saved. Try again.");
    memcpy(t->err.detail, why->detail, sizeof t->err.detail);
}

/* settle: its writes are known to be done; else what follows finds out. */
static void task_run(struct batch *b, struct space_task *t, bool settle)
{
    struct space_tx tx = {
        .db = b->space->db,
        .space = b->space,
        .now = clock_now_ms(),
        .last_id = b->clock.last_id,
        .last_seq = b->clock.last_seq,
        .sums = &b->sums,
    };

    err_clear(&t->err);
    t->failed = t->run(t, &tx) != 0 || (settle && db_settle(tx.db, &t->err) != 0);
    sums_task_ended(&b->sums, t->failed);
    if (t->failed) {
        if (t->err.code == ERR_NONE)
            err_internal(&t->err, "a task failed without saying why");
        return;
    }
    b->clock.last_id = tx.last_id;
    b->clock.last_seq = tx.last_seq;
    b->wrote |= tx.wrote;
    wake_merge(&b->wake, tx.wake);
}

/* Most are alone in their transaction, and the commit says how they went: one wait less. When it
 * fails they are run again, to be told why. */
static void run_first(struct batch *b, struct space_task *t)
{
    task_run(b, t, b->again);
    b->holding = !t->failed;
    if (t->failed) {
        db_rollback(b->space->db);
        b->begun = false;
    }
}

/* The release fails when the savepoint is gone, and with it the transaction. */
static void run_next(struct batch *b, struct space_task *t)
{
    struct db *db = b->space->db;

    if (db_savepoint(db, "task", &b->err) != 0) {
        b->torn = true;
        t->failed = false; /* it has not run yet */
        return;
    }
    task_run(b, t, true);
    if (t->failed)
        db_rollback_to(db, "task");
    b->torn = db_release(db, "task", &b->err) != 0;
}

/* Somebody who does not keep what we keep has written since. */
static int recount(struct batch *b)
{
    struct space *sp = b->space;
    int (*run)(struct db *, struct err *) = sp->owner->config.recount;

    if (b->before.counted == b->before.last_seq || !run || strcmp(sp->name, "control") == 0)
        return 0;
    if (run(sp->db, &b->err) == 0)
        return 0;
    db_rollback(sp->db);
    return -1;
}

static bool batch_begin(struct batch *b)
{
    if (!b->begun) {
        b->begun = space_writer_begin(b->space, &b->before, &b->err) == 0 && recount(b) == 0;
        b->clock = b->before;
    }
    return b->begun;
}

static void batch_run(struct batch *b, struct space_task *t)
{
    if (b->refusing || !batch_begin(b)) {
        b->refusing = true; /* the others need not each wait for the lock in vain */
        refuse(t, &b->err, b->err.code == ERR_UNAVAILABLE);
    } else if (b->holding) {
        run_next(b, t);
    } else {
        run_first(b, t);
    }
}

/* --- commit ----------------------------------------------------------------------------------- */

static bool clock_moved(const struct batch *b)
{
    return b->wrote || b->clock.last_id != b->before.last_id ||
           b->clock.last_seq != b->before.last_seq;
}

/* Milliseconds where they are ahead, so that a file put back from a backup never comes to a
 * version that somebody has seen with other contents. */
static int64_t version_after(int64_t version)
{
    int64_t now = clock_now_ms();

    return now > version ? now : version + 1;
}

static int batch_commit(struct batch *b)
{
    struct space *sp = b->space;

    if (!b->begun)
        return 0;
    if (b->wrote)
        b->clock.version = version_after(b->clock.version);
    if (sums_write(&b->sums, sp->db, &b->err) != 0 ||
        (clock_moved(b) && space_clock_save(sp->db, &b->clock, &b->err) != 0))
        return -1;
    if (db_commit(sp->db, &b->err) != 0)
        return -1;

    space_saw_version(sp, b->clock.version);
    spaces_tell(sp->owner, sp->name, b->wrote, b->wake);
    if (b->wrote || b->wake.at)
        hearing_tell(sp, sp->db, &(struct space_news){b->clock.version, b->wake.at, b->wrote});
    return 0;
}

static void run_alone(struct space *sp, struct space_task *t)
{
    struct batch b;

    batch_init(&b, sp);
    b.again = true;
    batch_run(&b, t);
    if (!t->failed && batch_commit(&b) != 0) {
        bool in_doubt = db_in_doubt(sp->db);

        db_rollback(sp->db);
        refuse(t, &b.err, in_doubt);
    }
    batch_release(&b);
}

/* What may be in the database already is not done a second time. */
static void batch_repeat(struct batch *b)
{
    bool in_doubt = db_in_doubt(b->space->db);

    db_rollback(b->space->db);
    for (size_t i = 0; i < b->n; i++) {
        if (b->tasks[i]->failed)
            continue;
        if (in_doubt)
            refuse(b->tasks[i], &b->err, true);
        else
            run_alone(b->space, b->tasks[i]);
    }
}

/* --- the queue -------------------------------------------------------------------------------- */

static void queue_push(struct space *sp, struct space_task *t)
{
    t->next = NULL;
    if (sp->queue)
        sp->queue_last->next = t;
    else
        sp->queue = t;
    sp->queue_last = t;
}

static struct space_task *queue_pop(struct space *sp)
{
    struct space_task *t = sp->queue;

    sp->queue = t->next;
    return t;
}

static void ready_push(struct writers *w, struct space *sp)
{
    sp->next_ready = NULL;
    if (w->ready)
        w->ready_last->next_ready = sp;
    else
        w->ready = sp;
    w->ready_last = sp;
}

/* What is refused takes no time, so the wait for the lock does not count then. */
static bool batch_accepts(const struct batch *b, const struct space_task *t)
{
    if (b->n == 0)
        return true;
    if (b->n == BATCH_MAX || b->torn || t->alone || b->tasks[0]->alone)
        return false;
    return b->refusing || clock_mono_us() - b->started_us < BATCH_MAX_US;
}

static struct space_task *batch_take(struct batch *b, struct writers *w)
{
    struct space_task *t = NULL;

    pthread_mutex_lock(&w->lock);
    if (b->space->queue && batch_accepts(b, b->space->queue))
        t = b->tasks[b->n++] = queue_pop(b->space);
    pthread_mutex_unlock(&w->lock);
    return t;
}

void space_submit(struct space *sp, struct space_task *t)
{
    struct writers *w = &sp->owner->writers;

    pthread_mutex_lock(&w->lock);
    queue_push(sp, t);
    if (!sp->scheduled) {
        sp->scheduled = true;
        sp->holds++;
        ready_push(w, sp);
        pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
}

/* --- the threads ------------------------------------------------------------------------------ */

static struct space *next_ready(struct writers *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->ready && !w->stopping)
        pthread_cond_wait(&w->wake, &w->lock);
    struct space *sp = w->ready;
    if (sp)
        w->ready = sp->next_ready;
    pthread_mutex_unlock(&w->lock);
    return sp;
}

/* To the back of the list when more is queued; else no writer has it any longer. */
static bool give_back(struct writers *w, struct space *sp)
{
    pthread_mutex_lock(&w->lock);
    bool more = sp->queue != NULL;
    sp->scheduled = more;
    if (more) {
        ready_push(w, sp);
        pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
    return more;
}

static void serve(struct writers *w, struct space *sp)
{
    struct batch b;
    struct space_task *t;

    batch_init(&b, sp);
    while ((t = batch_take(&b, w)))
        batch_run(&b, t);
    if (b.torn || batch_commit(&b) != 0)
        batch_repeat(&b);
    batch_release(&b);
    space_writer_give(sp);

    /* Another writer may go on with the space while this one tells its tasks. */
    bool more = give_back(w, sp);
    for (size_t i = 0; i < b.n; i++)
        b.tasks[i]->done(b.tasks[i]);
    if (!more)
        space_put(sp);
}

static void *writer_main(void *arg)
{
    struct writers *w = arg;
    struct space *sp;

    while ((sp = next_ready(w)))
        serve(w, sp);
    return NULL;
}

/* The threads take no signals: those are the main thread's. */
static int start_threads(struct writers *w, unsigned n)
{
    sigset_t all, before;
    int rc = 0;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (w->n < n && rc == 0) {
        rc = pthread_create(&w->threads[w->n], NULL, writer_main, w);
        if (rc == 0)
            w->n++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc;
}

int writers_start(struct writers *w, unsigned n, struct err *err)
{
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->wake, NULL);

    int rc = start_threads(w, n < WRITERS_MAX ? n : WRITERS_MAX);
    if (rc == 0)
        return 0;
    writers_stop(w);
    return err_internal(err, "cannot start a writer thread: %s", strerror(rc));
}

void writers_stop(struct writers *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->wake);
    pthread_mutex_unlock(&w->lock);

    while (w->n)
        pthread_join(w->threads[--w->n], NULL);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
}

/* --- a write that waits ----------------------------------------------------------------------- */

struct waiting_task {
    struct space_task task; /* first: a task is cast to it */
    int (*run)(void *ctx, struct space_tx *tx, struct err *err);
    void *ctx;
    pthread_mutex_t lock;
    pthread_cond_t finished;
    bool is_finished;
};

static int waiting_run(struct space_task *t, struct space_tx *tx)
{
    struct waiting_task *w = (struct waiting_task *)t;

    return w->run(w->ctx, tx, &t->err);
}

static void waiting_done(struct space_task *t)
{
    struct waiting_task *w = (struct waiting_task *)t;

    pthread_mutex_lock(&w->lock);
    w->is_finished = true;
    pthread_cond_signal(&w->finished);
    pthread_mutex_unlock(&w->lock);
}

static void wait_for(struct waiting_task *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->is_finished)
        pthread_cond_wait(&w->finished, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

int space_write(struct space *sp, int (*run)(void *ctx, struct space_tx *tx, struct err *err),
                void *ctx, struct err *err)
{
    struct waiting_task w = {
        .task = {.run = waiting_run, .done = waiting_done},
        .run = run,
        .ctx = ctx,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .finished = PTHREAD_COND_INITIALIZER,
    };

    space_submit(sp, &w.task);
    wait_for(&w);
    pthread_cond_destroy(&w.finished);
    pthread_mutex_destroy(&w.lock);
    if (!w.task.failed)
        return 0;
    *err = w.task.err;
    return -1;
}
