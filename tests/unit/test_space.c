/* Spaces: group commit, snapshots, the id clock, opening and closing.
 *
 * The bad cases are made with real means: a deferred foreign key lets a task run well and its
 * commit fail; a task that says ROLLBACK tears the transaction as a full disk would. `gate` is a
 * task that holds the writer back until others have gathered behind it.
 */
#include "base/date.h"
#include "folder.h"
#include "space/moving.h"
#include "space/space.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { OPEN_MAX = 8, READ_MS = 300 };

/* ------------------------------------------------------------------ the world */

struct world {
    char dir[64], data[80];
    struct spaces_config config;
    struct spaces *spaces;
};

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    assert_non_null(path);
    assert_int_equal(control, strstr(path, "/control.db") != NULL);
    return db_exec(db,
                   "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, n INTEGER);"
                   "CREATE TABLE IF NOT EXISTS part (id INTEGER PRIMARY KEY,"
                   " item INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED)",
                   err);
}

static void world_open(struct world *w)
{
    struct err err = {0};

    if (spaces_open(&w->config, &w->spaces, &err))
        fail_msg("%s", err_message(&err));
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    folder_make(w->dir);
    snprintf(w->data, sizeof w->data, "%s/data", w->dir);
    w->config = (struct spaces_config){.dir = w->data,
                                       .driver = &db_sqlite,
                                       .open_max = OPEN_MAX,
                                       .idle_ms = 60000,
                                       .read_deadline_ms = READ_MS,
                                       .prepare = prepare};
    world_open(w);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;

    spaces_close(w->spaces);
    folder_remove(w->dir);
    free(w);
    return 0;
}

static void world_restart(struct world *w)
{
    spaces_close(w->spaces);
    world_open(w);
}

static struct space *get(struct world *w, const char *name)
{
    struct err err = {0};
    struct space *sp = NULL;

    if (space_get(w->spaces, name, true, &sp, &err))
        fail_msg("%s: %s %s", name, err_message(&err), err.detail);
    return sp;
}

static enum err_code get_error(struct world *w, const char *name, bool create)
{
    struct err err = {0};
    struct space *sp = NULL;

    assert_int_equal(space_get(w->spaces, name, create, &sp, &err), -1);
    assert_null(sp);
    return err.code;
}

static bool file_there(struct world *w, const char *name)
{
    char path[200];

    snprintf(path, sizeof path, "%s/%s", w->data, name);
    return access(path, F_OK) == 0;
}

static int64_t count(struct space *sp, const char *sql)
{
    struct err err = {0};
    struct db *db;
    int64_t n = -1;

    assert_int_equal(space_read(sp, &db, &err), 0);
    assert_int_equal(db_query_int(db, sql, DB_NO_ARGS, 0, &n, &err), 0);
    space_read_end(sp, db);
    return n;
}

static int64_t n_items(struct space *sp)
{
    return count(sp, "SELECT count(*) FROM item");
}

/* ------------------------------------------------------------------ tasks */

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t change;
    int n_done, n_refused;
    bool open, waiting; /* the gate */
};

#define WAITER                                                                                     \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER, .change = PTHREAD_COND_INITIALIZER                      \
    }

struct task {
    struct space_task task;
    struct waiter *waiter;
    int64_t n;
    int times_done;
    int64_t id, now, seen;
};

static int insert_item(struct space_tx *tx, int64_t id, int64_t n, struct err *err)
{
    tx->wrote = true;
    return db_run(tx->db, "INSERT INTO item (id, n) VALUES (?, ?)",
                  DB_ARGS(DB_VALUE_INT(id), DB_VALUE_INT(n)), NULL, err);
}

static int run_insert(struct space_task *task, struct space_tx *tx)
{
    struct task *t = (struct task *)task;

    t->id = space_tx_id(tx);
    t->now = tx->now;
    return insert_item(tx, t->id, t->n, &task->err);
}

/* Writes, then fails. */
static int run_bad(struct space_task *task, struct space_tx *tx)
{
    run_insert(task, tx);
    return err_set(&task->err, ERR_INVALID, "n", "is bad");
}

static int run_silent(struct space_task *task, struct space_tx *tx)
{
    (void)task, (void)tx;
    return -1;
}

/* Runs well; what it leaves cannot be committed. */
static int run_orphan(struct space_task *task, struct space_tx *tx)
{
    tx->wrote = true;
    return db_run(tx->db, "INSERT INTO part (id, item) VALUES (?, 7)",
                  DB_ARGS(DB_VALUE_INT(space_tx_id(tx))), NULL, &task->err);
}

static int run_tear(struct space_task *task, struct space_tx *tx)
{
    db_exec(tx->db, "ROLLBACK", &task->err);
    return err_set(&task->err, ERR_UNAVAILABLE, NULL, "torn");
}

/* Notes how much was committed before it ran. */
static int run_look(struct space_task *task, struct space_tx *tx)
{
    struct task *t = (struct task *)task;

    t->seen = n_items(tx->space);
    return run_insert(task, tx);
}

static int run_nothing(struct space_task *task, struct space_tx *tx)
{
    (void)task, (void)tx;
    return 0;
}

static int run_gate(struct space_task *task, struct space_tx *tx)
{
    struct waiter *w = ((struct task *)task)->waiter;

    (void)tx;
    pthread_mutex_lock(&w->lock);
    w->waiting = true;
    pthread_cond_broadcast(&w->change);
    while (!w->open)
        pthread_cond_wait(&w->change, &w->lock);
    pthread_mutex_unlock(&w->lock);
    return 0;
}

static void on_done(struct space_task *task)
{
    struct task *t = (struct task *)task;
    struct waiter *w = t->waiter;

    pthread_mutex_lock(&w->lock);
    t->times_done++;
    w->n_done++;
    w->n_refused += task->failed;
    pthread_cond_broadcast(&w->change);
    pthread_mutex_unlock(&w->lock);
}

static void submit(struct space *sp, struct waiter *w, struct task *t,
                   int (*run)(struct space_task *, struct space_tx *))
{
    t->waiter = w;
    t->task.run = run;
    t->task.done = on_done;
    space_submit(sp, &t->task);
}

static void wait_done(struct waiter *w, int n)
{
    pthread_mutex_lock(&w->lock);
    while (w->n_done < n)
        pthread_cond_wait(&w->change, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void wait_gate(struct waiter *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->waiting)
        pthread_cond_wait(&w->change, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void open_gate(struct waiter *w)
{
    pthread_mutex_lock(&w->lock);
    w->open = true;
    pthread_cond_broadcast(&w->change);
    pthread_mutex_unlock(&w->lock);
}

static int write_insert(void *ctx, struct space_tx *tx, struct err *err)
{
    int64_t *id = ctx;

    *id = space_tx_id(tx);
    return insert_item(tx, *id, 0, err);
}

static int64_t insert(struct space *sp)
{
    struct err err = {0};
    int64_t id = 0;

    if (space_write(sp, write_insert, &id, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
    return id;
}

/* ------------------------------------------------------------------ refused */

static void test_what_is_not_there(void **state)
{
    struct world *w = *state;
    struct err err = {0};

    assert_int_equal(get_error(w, "ws_1", false), ERR_NOT_FOUND);
    assert_false(file_there(w, "ws_1.db"));
    assert_false(space_exists(w->spaces, "ws_1"));
    assert_int_equal(space_delete(w->spaces, "ws_1", &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(spaces_n_open(w->spaces), 0);
}

static void test_names_cannot_leave_the_folder(void **state)
{
    static const char *const names[] = {
        "",     "..",   "../x", "a/b",
        "a.db", "A",    "ws 1", "ws-1",
        ".x",   "x\ny", "ä",    "a_name_of_sixty_four_letters_which_is_one_more_than_there_may_be"};
    struct err err = {0};

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        assert_int_equal(get_error(*state, names[i], true), ERR_NOT_FOUND);
        assert_false(space_exists(((struct world *)*state)->spaces, names[i]));
        assert_int_equal(space_delete(((struct world *)*state)->spaces, names[i], &err), -1);
    }
}

static void test_folder_serves_one(void **state)
{
    struct world *w = *state;
    struct spaces *second = NULL;
    struct err err = {0};

    assert_int_equal(spaces_open(&w->config, &second, &err), -1);
    assert_null(second);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err_message(&err), "in use by another Kith"));
}

static void test_folder_that_cannot_be_made(void **state)
{
    struct world *w = *state;
    struct spaces_config config = w->config;
    struct spaces *spaces = NULL;
    struct err err = {0};

    config.dir = "/proc/no/such";
    assert_int_equal(spaces_open(&config, &spaces, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err_message(&err), "/proc/no/such"));
}

static int prepare_fails(struct db *db, bool control, const char *path, struct err *err)
{
    (void)control, (void)path;
    db_exec(db, "CREATE TABLE half (id INTEGER PRIMARY KEY)", err);
    return err_set(err, ERR_INVALID, NULL, "not today");
}

static void test_opening_that_fails_leaves_nothing(void **state)
{
    struct world *w = *state;

    spaces_close(w->spaces);
    w->config.prepare = prepare_fails;
    world_open(w);
    assert_int_equal(get_error(w, "ws_1", true), ERR_INVALID);
    assert_false(file_there(w, "ws_1.db"));
    assert_false(file_there(w, "ws_1.db-wal"));
    assert_int_equal(spaces_n_open(w->spaces), 0);

    w->config.prepare = prepare;
    world_restart(w);
    space_put(get(w, "ws_1"));
}

/* One that was there before stays, whatever opening it says. */
static void test_opening_that_fails_keeps_the_file(void **state)
{
    struct world *w = *state;
    struct space *sp = get(w, "ws_1");

    insert(sp);
    space_put(sp);
    spaces_close(w->spaces);
    w->config.prepare = prepare_fails;
    world_open(w);
    assert_int_equal(get_error(w, "ws_1", true), ERR_INVALID);
    assert_true(file_there(w, "ws_1.db"));

    w->config.prepare = prepare;
    world_restart(w);
    sp = get(w, "ws_1");
    assert_int_equal(n_items(sp), 1);
    space_put(sp);
}

static void test_damaged_file(void **state)
{
    struct world *w = *state;
    char path[200];

    snprintf(path, sizeof path, "%s/ws_9.db", w->data);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < 1000; i++)
        fputs("this is no database ", f);
    fclose(f);

    get_error(w, "ws_9", false);
    assert_true(file_there(w, "ws_9.db"));
}

/* ------------------------------------------------------------------ writing */

static void test_failing_task_harms_none(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct waiter w = WAITER;
    struct task gate = {0}, tasks[100] = {0};

    submit(sp, &w, &gate, run_gate);
    wait_gate(&w);
    for (int i = 0; i < 100; i++)
        submit(sp, &w, &tasks[i], i % 10 == 3 ? run_bad : run_insert);
    open_gate(&w);
    wait_done(&w, 101);

    for (int i = 0; i < 100; i++) {
        assert_int_equal(tasks[i].times_done, 1);
        assert_int_equal(tasks[i].task.failed, i % 10 == 3);
        assert_int_equal(tasks[i].task.err.code, i % 10 == 3 ? ERR_INVALID : ERR_NONE);
    }
    assert_int_equal(n_items(sp), 90);
    space_put(sp);
}

static void test_all_fail(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct waiter w = WAITER;
    struct task gate = {0}, bad[5] = {0}, silent = {0};
    int64_t version = space_version(sp);

    submit(sp, &w, &gate, run_gate);
    for (int i = 0; i < 5; i++)
        submit(sp, &w, &bad[i], run_bad);
    submit(sp, &w, &silent, run_silent);
    open_gate(&w);
    wait_done(&w, 7);

    assert_int_equal(w.n_refused, 6);
    assert_int_equal(silent.task.err.code, ERR_INTERNAL);
    assert_int_equal(n_items(sp), 0);
    assert_int_equal(space_version(sp), version);
    insert(sp);
    space_put(sp);
}

/* Which task is at fault shows only at the commit: it alone is refused, the others are saved once.
 */
static void test_commit_that_fails(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct waiter w = WAITER;
    struct task gate = {0}, tasks[30] = {0};

    submit(sp, &w, &gate, run_gate);
    wait_gate(&w);
    for (int i = 0; i < 30; i++)
        submit(sp, &w, &tasks[i], i == 11 ? run_orphan : i == 20 ? run_bad : run_insert);
    open_gate(&w);
    wait_done(&w, 31);

    assert_int_equal(w.n_refused, 2);
    assert_int_equal(tasks[11].task.err.code, ERR_UNAVAILABLE);
    assert_int_equal(tasks[20].task.err.code, ERR_INVALID);
    assert_int_equal(n_items(sp), 28);
    assert_int_equal(count(sp, "SELECT count(*) FROM part"), 0);
    for (int i = 0; i < 30; i++)
        assert_int_equal(tasks[i].times_done, 1);
    insert(sp);
    space_put(sp);
}

static void test_single_commit_that_fails(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct waiter w = WAITER;
    struct task orphan = {0};
    int64_t version = space_version(sp);

    submit(sp, &w, &orphan, run_orphan);
    wait_done(&w, 1);
    assert_int_equal(orphan.task.err.code, ERR_UNAVAILABLE);
    assert_int_equal(space_version(sp), version);
    insert(sp);
    assert_int_equal(n_items(sp), 1);
    space_put(sp);
}

static void test_torn_transaction(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct waiter w = WAITER;
    struct task gate = {0}, tasks[30] = {0};

    submit(sp, &w, &gate, run_gate);
    wait_gate(&w);
    for (int i = 0; i < 30; i++)
        submit(sp, &w, &tasks[i], i == 0 || i == 15 ? run_tear : run_insert);
    open_gate(&w);
    wait_done(&w, 31);

    assert_int_equal(w.n_refused, 2);
    assert_int_equal(tasks[15].task.err.code, ERR_UNAVAILABLE);
    assert_int_equal(n_items(sp), 28);
    for (int i = 0; i < 30; i++)
        assert_int_equal(tasks[i].times_done, 1);
    space_put(sp);
}

/* What stood in the queue before it is on disk already; what stands behind it is not. */
static void test_alone(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct waiter w = WAITER;
    struct task gate = {0}, before[5] = {0}, after[5] = {0}, look = {.task.alone = true};

    submit(sp, &w, &gate, run_gate);
    wait_gate(&w);
    for (int i = 0; i < 5; i++)
        submit(sp, &w, &before[i], run_insert);
    submit(sp, &w, &look, run_look);
    for (int i = 0; i < 5; i++)
        submit(sp, &w, &after[i], run_insert);
    open_gate(&w);
    wait_done(&w, 12);

    assert_int_equal(look.seen, 5);
    assert_int_equal(n_items(sp), 11);
    space_put(sp);
}

/* ------------------------------------------------------------------ sums */

static atomic_int n_written;

static int write_sum(struct db *db, const struct space_sum *sum, struct err *err)
{
    int64_t id = 0;

    assert_true(str_is(sum->key[0], "item") && str_to_i64(sum->key[2], &id) && !sum->key[3].n);
    atomic_fetch_add(&n_written, 1);
    return db_run(db,
                  "INSERT INTO item (id, n) VALUES (?, ?) "
                  "ON CONFLICT (id) DO UPDATE SET n = item.n + excluded.n",
                  DB_ARGS(DB_VALUE_INT(id), DB_VALUE_INT(sum->n)), NULL, err);
}

/* Adds n to the number 1 or 2. */
static int run_add(struct space_task *task, struct space_tx *tx)
{
    int64_t n = ((struct task *)task)->n;
    char number[2] = {(char)('1' + n % 2), 0};

    tx->wrote = true;
    space_tx_add(tx, &(struct space_sum){.key = {STR("item"), STR(""), str_of(number), STR("")},
                                         .n = n,
                                         .write = write_sum});
    memset(number, '9', sizeof number); /* it has been copied */
    return 0;
}

static int run_add_bad(struct space_task *task, struct space_tx *tx)
{
    run_add(task, tx);
    return run_silent(task, tx);
}

/* Reads what there is of both numbers in its transaction, its own included, and goes on adding. */
static int run_settle(struct space_task *task, struct space_tx *tx)
{
    struct task *t = (struct task *)task;
    int64_t again;

    run_add(task, tx);
    if (space_tx_settle(tx, &task->err) ||
        db_query_int(tx->db, "SELECT SUM(n) FROM item", DB_NO_ARGS, 0, &t->seen, &task->err))
        return -1;
    run_add(task, tx);
    if (space_tx_settle(tx, &task->err) ||
        db_query_int(tx->db, "SELECT SUM(n) FROM item", DB_NO_ARGS, 0, &again, &task->err))
        return -1;
    assert_int_equal(again, t->seen + t->n);
    return run_add(task, tx);
}

static int run_settle_bad(struct space_task *task, struct space_tx *tx)
{
    return run_settle(task, tx) ? -1 : run_silent(task, tx);
}

/* Runs the tasks in one batch, or as many as it takes; each has n = 1, 2, 3 and so on. */
static void run_batch(struct space *sp, struct task *tasks, int n,
                      int (*const *runs)(struct space_task *, struct space_tx *))
{
    struct waiter w = WAITER;
    struct task gate = {0};

    submit(sp, &w, &gate, run_gate);
    wait_gate(&w);
    for (int i = 0; i < n; i++) {
        tasks[i].n = i + 1;
        submit(sp, &w, &tasks[i], runs[i]);
    }
    open_gate(&w);
    wait_done(&w, n + 1);
}

static void test_sums_are_written_once(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct task tasks[40] = {0};
    int (*runs[40])(struct space_task *, struct space_tx *);

    atomic_store(&n_written, 0);
    for (int i = 0; i < 40; i++)
        runs[i] = i == 7 ? run_add_bad : run_add; /* which would add 8 */
    run_batch(sp, tasks, 40, runs);
    assert_int_equal(count(sp, "SELECT n FROM item WHERE id = 1"), 420 - 8);
    assert_int_equal(count(sp, "SELECT n FROM item WHERE id = 2"), 400);
    assert_in_range(atomic_load(&n_written), 2, 38);
    space_put(sp);
}

static void test_sums_read_in_the_transaction(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct task tasks[7] = {0};
    int (*const runs[])(struct space_task *, struct space_tx *) = {
        run_add, run_settle_bad, run_settle, run_add, run_settle_bad, run_settle, run_add};

    run_batch(sp, tasks, 7, runs);
    assert_int_equal(tasks[1].seen, 1 + 2);
    assert_int_equal(tasks[2].seen, 1 + 3);
    assert_int_equal(tasks[4].seen, 1 + 9 + 4 + 5);
    assert_int_equal(tasks[5].seen, 1 + 9 + 4 + 6);
    assert_int_equal(count(sp, "SELECT SUM(n) FROM item"), 1 + 9 + 4 + 18 + 7);
    space_put(sp);
}

/* What is run again adds again, once. */
static void test_sums_of_a_repeated_batch(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct task tasks[6] = {0};
    int (*const runs[])(struct space_task *, struct space_tx *) = {
        run_add, run_settle, run_add_bad, run_orphan, run_add, run_settle_bad};

    run_batch(sp, tasks, 6, runs);
    assert_int_equal(tasks[3].task.err.code, ERR_UNAVAILABLE);
    assert_int_equal(count(sp, "SELECT SUM(n) FROM item"), 1 + 6 + 5);
    space_put(sp);
}

/* --- what an older program wrote beside this one -----------------------------------------------
 */

static atomic_int n_recounted;

static int recount(struct db *db, struct err *err)
{
    atomic_fetch_add(&n_recounted, 1);
    return db_run(db, "INSERT INTO item (id, n) VALUES (7, 1) ON CONFLICT (id) DO UPDATE SET n = 2",
                  DB_NO_ARGS, NULL, err);
}

static int write_next_seq(void *ctx, struct space_tx *tx, struct err *err)
{
    (void)ctx, (void)err;
    space_tx_seq(tx);
    tx->wrote = true;
    return 0;
}

static int write_as_older(void *ctx, struct space_tx *tx, struct err *err)
{
    (void)ctx;
    return db_run(tx->db, "UPDATE clock SET last_seq = last_seq + 1", DB_NO_ARGS, NULL, err);
}

static void write_ok(struct space *sp, int (*run)(void *ctx, struct space_tx *tx, struct err *err))
{
    struct err err = {0};
    if (space_write(sp, run, NULL, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
}

static void test_what_an_older_program_wrote_is_counted(void **state)
{
    struct world *world = *state;
    world->config.recount = recount;
    world_restart(world);
    struct space *sp = get(world, "ws_1");

    atomic_store(&n_recounted, 0);
    write_ok(sp, write_next_seq);
    write_ok(sp, write_next_seq);
    assert_int_equal(atomic_load(&n_recounted), 0);
    write_ok(sp, write_as_older);
    write_ok(sp, write_next_seq);
    assert_int_equal(atomic_load(&n_recounted), 1);
    assert_int_equal(count(sp, "SELECT n FROM item WHERE id = 7"), 1);
    write_ok(sp, write_next_seq);
    assert_int_equal(atomic_load(&n_recounted), 1);
    space_put(sp);
}

/* The clock of an older program knows nothing of it; opening it does not count as having missed. */
static void test_clock_of_an_older_program(void **state)
{
    struct world *world = *state;
    struct err err = {0};
    char path[120];
    struct db *db;

    snprintf(path, sizeof path, "%s/ws_3.db", world->data);
    assert_int_equal(db_open(&db_sqlite, path, DB_WRITE | DB_CREATE, &db, &err), 0);
    assert_int_equal(db_exec(db,
                             "CREATE TABLE clock (one INTEGER PRIMARY KEY, last_id INTEGER NOT "
                             "NULL DEFAULT 0, last_seq INTEGER NOT NULL DEFAULT 0, version INTEGER "
                             "NOT NULL DEFAULT 0) STRICT; INSERT INTO clock VALUES (1, 5, 6, 7)",
                             &err),
                     0);
    db_close(db);
    world->config.recount = recount;
    world_restart(world);
    atomic_store(&n_recounted, 0);
    struct space *sp = get(world, "ws_3");
    assert_int_equal(count(sp, "SELECT counted FROM clock"), 6);
    write_ok(sp, write_next_seq);
    assert_int_equal(count(sp, "SELECT last_seq * 10 + counted FROM clock"), 77);
    assert_int_equal(atomic_load(&n_recounted), 0);
    space_put(sp);
}

/* A driver whose transactions cannot begin while `shut`: another process has the lock. */
static atomic_bool shut;
static atomic_int n_begun;

static int begin_or_busy(struct db *db, bool write, struct db_first *first, struct err *err)
{
    if (write && shut) {
        n_begun++;
        usleep(50000); /* waiting for the lock in vain */
        return err_set(err, ERR_UNAVAILABLE, NULL, "The database is busy; try again.");
    }
    return db_sqlite.begin(db, write, first, err);
}

static struct db_driver busy_driver;

static int open_busy(const char *location, int flags, struct db **ret_db, struct err *err)
{
    if (db_sqlite.open(location, flags, ret_db, err))
        return -1;
    memcpy(*ret_db, &(const struct db_driver *){&busy_driver}, sizeof(struct db_driver *));
    return 0;
}

static void test_no_transaction_to_be_had(void **state)
{
    struct world *w = *state;
    struct waiter wait = WAITER;
    struct task tasks[20] = {0};

    spaces_close(w->spaces);
    busy_driver = db_sqlite;
    busy_driver.open = open_busy;
    busy_driver.begin = begin_or_busy;
    w->config.driver = &busy_driver;
    world_open(w);
    struct space *sp = get(w, "ws_1");

    shut = true;
    for (int i = 0; i < 20; i++)
        submit(sp, &wait, &tasks[i], run_insert);
    wait_done(&wait, 20);
    shut = false;
    assert_true(n_begun <= 10); /* those that gathered are refused together */
    for (int i = 0; i < 20; i++)
        assert_int_equal(tasks[i].task.err.code, ERR_UNAVAILABLE);
    insert(sp);
    assert_int_equal(n_items(sp), 1);
    space_put(sp);
}

static int write_fails(void *ctx, struct space_tx *tx, struct err *err)
{
    insert_item(tx, 1, 1, err);
    (void)ctx;
    return err_set(err, ERR_CONFLICT, "updated_at", "moved on");
}

static void test_write_tells_its_error(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct err err = {0};

    assert_int_equal(space_write(sp, write_fails, NULL, &err), -1);
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_string_equal(err.rows[0].field, "updated_at");
    assert_int_equal(n_items(sp), 0);
    space_put(sp);
}

/* ------------------------------------------------------------------ the clock */

static void test_ids_rise(void **state)
{
    struct world *world = *state;
    struct space *sp = get(world, "ws_1");
    struct waiter w = WAITER;
    struct task tasks[500] = {0};
    int64_t before = clock_now_ms(), last;

    for (int i = 0; i < 500; i++)
        submit(sp, &w, &tasks[i], run_insert);
    wait_done(&w, 500);
    for (int i = 1; i < 500; i++)
        assert_true(tasks[i].id > tasks[i - 1].id);
    assert_true(tasks[0].id >= before && tasks[0].id == tasks[0].now);
    last = tasks[499].id;
    space_put(sp);

    /* 500 came faster than milliseconds go, so the clock is ahead of time. */
    world_restart(world);
    sp = get(world, "ws_1");
    assert_true(insert(sp) > last);
    space_put(sp);
}

static int write_saw(void *ctx, struct space_tx *tx, struct err *err)
{
    int64_t *id = ctx;

    (void)err;
    space_tx_saw_id(tx, *id);
    space_tx_saw_id(tx, 5);
    *id = space_tx_id(tx);
    return 0;
}

static void test_ids_from_outside(void **state)
{
    struct world *world = *state;
    struct space *sp = get(world, "ws_1");
    struct err err = {0};
    int64_t future = clock_now_ms() + 1000000, id = future;

    assert_int_equal(space_write(sp, write_saw, &id, &err), 0);
    assert_int_equal(id, future + 1);
    space_put(sp);
    world_restart(world);
    sp = get(world, "ws_1");
    assert_int_equal(insert(sp), future + 2);
    space_put(sp);
}

static int write_seq(void *ctx, struct space_tx *tx, struct err *err)
{
    int64_t *seq = ctx;

    (void)err;
    seq[0] = space_tx_seq(tx);
    seq[1] = space_tx_seq(tx);
    return 0;
}

static int write_seq_fails(void *ctx, struct space_tx *tx, struct err *err)
{
    (void)ctx;
    space_tx_seq(tx);
    return err_set(err, ERR_INVALID, NULL, "no");
}

static int post_item(void *ctx, struct space_tx *tx, struct err *err)
{
    tx->wrote = true;
    return db_post(tx->db, "INSERT INTO item (id, n) VALUES (?, 1)",
                   DB_ARGS(DB_VALUE_INT(*(int64_t *)ctx)), err);
}

/* What was sent and not waited for fails with the commit; the reason is told all the same. */
static void test_posted_in_vain(void **state)
{
    struct world *world = *state;
    struct space *sp = get(world, "ws_1");

    for (int64_t id = 1; id <= 3; id++) {
        struct err err = {0};
        assert_int_equal(space_write(sp, post_item, &id, &err), 0);
        assert_int_equal(space_write(sp, post_item, &id, &err), -1);
        assert_string_equal(err_name(err.code), err_name(ERR_DUPLICATE));
        assert_int_equal(n_items(sp), id);
    }
    space_put(sp);
}

/* Without holes: a failed task gives its numbers back. */
static void test_sequence(void **state)
{
    struct world *world = *state;
    struct space *sp = get(world, "ws_1");
    struct err err = {0};
    int64_t seq[2];

    assert_int_equal(space_write(sp, write_seq, seq, &err), 0);
    assert_int_equal(seq[0], 1);
    assert_int_equal(seq[1], 2);
    assert_int_equal(space_write(sp, write_seq_fails, NULL, &err), -1);
    space_put(sp);
    world_restart(world);
    sp = get(world, "ws_1");
    assert_int_equal(space_write(sp, write_seq, seq, &err), 0);
    assert_int_equal(seq[0], 3);
    space_put(sp);
}

static void test_version(void **state)
{
    struct world *world = *state;
    struct space *sp = get(world, "ws_1");
    struct waiter w = WAITER;
    struct task nothing = {0};
    int64_t v0 = space_version(sp);

    insert(sp);
    int64_t v1 = space_version(sp);
    assert_true(v1 > v0);
    submit(sp, &w, &nothing, run_nothing);
    wait_done(&w, 1);
    assert_int_equal(space_version(sp), v1);
    insert(sp);
    int64_t v2 = space_version(sp);
    assert_true(v2 > v1);
    space_put(sp);

    world_restart(world);
    sp = get(world, "ws_1");
    assert_int_equal(space_version(sp), v2);
    space_put(sp);
}

/* ------------------------------------------------------------------ reading */

static void test_snapshot(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct err err = {0};
    struct db *db;
    int64_t n = -1;

    insert(sp);
    assert_int_equal(space_read(sp, &db, &err), 0);
    insert(sp);
    assert_int_equal(db_query_int(db, "SELECT count(*) FROM item", DB_NO_ARGS, 0, &n, &err), 0);
    assert_int_equal(n, 1);
    space_read_end(sp, db);
    assert_int_equal(n_items(sp), 2);
    space_put(sp);
}

static void test_reader_cannot_write(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct err err = {0};
    struct db *db;

    assert_int_equal(space_read(sp, &db, &err), 0);
    assert_int_equal(db_exec(db, "INSERT INTO item (id) VALUES (1)", &err), -1);
    space_read_end(sp, db);
    assert_int_equal(n_items(sp), 0);
    space_put(sp);
}

static void test_read_deadline(void **state)
{
    static const char endless[] = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
                                  " SELECT count(*) FROM c";
    struct space *sp = get(*state, "ws_1");
    struct err err = {0};
    struct db *db;
    int64_t n, before = clock_mono_us();

    assert_int_equal(space_read(sp, &db, &err), 0);
    assert_int_equal(db_query_int(db, endless, DB_NO_ARGS, 0, &n, &err), -1);
    assert_int_equal(err.code, ERR_TOO_SLOW);
    assert_true(clock_mono_us() - before >= (READ_MS - 50) * 1000);
    space_read_end(sp, db);
    assert_int_equal(n_items(sp), 0); /* the same connection, usable again */
    space_put(sp);
}

static void test_many_readers_at_once(void **state)
{
    struct space *sp = get(*state, "ws_1");
    struct err err = {0};
    struct db *db[100];
    int64_t n;

    insert(sp);
    for (int i = 0; i < 100; i++)
        assert_int_equal(space_read(sp, &db[i], &err), 0);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(db_query_int(db[i], "SELECT count(*) FROM item", DB_NO_ARGS, 0, &n, &err),
                         0);
        assert_int_equal(n, 1);
        space_read_end(sp, db[i]);
    }
    space_put(sp);
}

/* ------------------------------------------------------------------ opening and closing */

static void test_modes(void **state)
{
    struct world *w = *state;
    struct space *sp = get(w, "ws_1");
    static const char *const files[] = {"", "/ws_1.db", "/ws_1.db-wal", "/lock"};
    struct stat st;
    char path[200];

    insert(sp);
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        snprintf(path, sizeof path, "%s%s", w->data, files[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 07777, i == 0 ? 0700 : 0600);
    }
    space_put(sp);
}

static void test_same_space_for_all(void **state)
{
    struct world *w = *state;
    struct space *a = get(w, "ws_1"), *b = get(w, "ws_1"), *c = get(w, "control");

    assert_ptr_equal(a, b);
    assert_ptr_not_equal(a, c);
    assert_string_equal(space_name(a), "ws_1");
    assert_int_equal(spaces_n_open(w->spaces), 2);
    space_put(a);
    space_put(b);
    space_put(c);
    space_put(NULL);
    assert_true(space_exists(w->spaces, "ws_1"));
}

/* Three hundred on eight places; the one that is held stays open. */
static void test_least_recently_used_closes(void **state)
{
    struct world *w = *state;
    struct space *held = get(w, "held");
    char name[40];

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 300; i++) {
            snprintf(name, sizeof name, "ws_%d", i);
            struct space *sp = get(w, name);
            assert_int_equal(n_items(sp), round);
            insert(sp);
            space_put(sp);
            assert_true(spaces_n_open(w->spaces) <= OPEN_MAX);
        }
    }
    assert_ptr_equal(get(w, "held"), held);
    space_put(held);
    space_put(held);
    assert_false(file_there(w, "ws_0.db-wal"));
    assert_true(file_there(w, "ws_299.db-wal"));
    assert_true(file_there(w, "held.db-wal"));
}

static void test_more_held_than_places(void **state)
{
    struct world *w = *state;
    struct space *held[20];
    char name[40];

    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "ws_%d", i);
        held[i] = get(w, name);
    }
    assert_int_equal(spaces_n_open(w->spaces), 20);
    for (int i = 0; i < 20; i++)
        space_put(held[i]);
    assert_int_equal(spaces_n_open(w->spaces), OPEN_MAX);
}

static void test_idle_ones_close(void **state)
{
    struct world *w = *state;

    spaces_sweep(w->spaces);
    space_put(get(w, "ws_1"));
    spaces_sweep(w->spaces);
    assert_int_equal(spaces_n_open(w->spaces), 1);

    spaces_close(w->spaces);
    w->config.idle_ms = 20;
    world_open(w);
    struct space *held = get(w, "held");
    space_put(get(w, "ws_1"));
    usleep(50000);
    spaces_sweep(w->spaces);
    assert_int_equal(spaces_n_open(w->spaces), 1);
    assert_false(file_there(w, "ws_1.db-wal"));
    space_put(held);
    usleep(50000);
    spaces_sweep(w->spaces);
    assert_int_equal(spaces_n_open(w->spaces), 0);
}

/* What is queued holds the space, also when the asker has let go. */
static void test_queue_holds(void **state)
{
    struct world *world = *state;
    struct waiter w = WAITER;
    struct task gate = {0}, task = {0};

    spaces_close(world->spaces);
    world->config.idle_ms = -1000;
    world_open(world);
    struct space *sp = get(world, "ws_1");
    submit(sp, &w, &gate, run_gate);
    submit(sp, &w, &task, run_insert);
    wait_gate(&w);
    space_put(sp);
    spaces_sweep(world->spaces);
    assert_int_equal(spaces_n_open(world->spaces), 1);
    open_gate(&w);
    wait_done(&w, 2);
    sp = get(world, "ws_1");
    assert_int_equal(n_items(sp), 1);
    space_put(sp);
}

static void test_delete(void **state)
{
    struct world *w = *state;
    struct space *sp = get(w, "ws_1");
    struct err err = {0};

    insert(sp);
    assert_int_equal(space_delete(w->spaces, "ws_1", &err), -1);
    assert_int_equal(err.code, ERR_CONFLICT);
    space_put(sp);
    err_clear(&err);

    /* The writer lets go a moment after the answer. */
    while (space_delete(w->spaces, "ws_1", &err) != 0)
        assert_int_equal(err.code, ERR_CONFLICT);
    assert_false(file_there(w, "ws_1.db"));
    assert_false(file_there(w, "ws_1.db-wal"));
    assert_int_equal(get_error(w, "ws_1", false), ERR_NOT_FOUND);

    sp = get(w, "ws_1");
    assert_int_equal(n_items(sp), 0);
    space_put(sp);
}

static void test_close_drains(void **state)
{
    struct world *world = *state;
    struct waiter w = WAITER;
    struct task *tasks = calloc(400, sizeof *tasks);
    struct space *sp[4];
    char name[40];

    assert_non_null(tasks);
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "ws_%d", i);
        sp[i] = get(world, name);
        for (int j = 0; j < 100; j++)
            submit(sp[i], &w, &tasks[i * 100 + j], run_insert);
        space_put(sp[i]);
    }
    spaces_close(world->spaces);
    assert_int_equal(w.n_done, 400);
    assert_int_equal(w.n_refused, 0);
    assert_false(file_there(world, "ws_0.db-wal"));

    world_open(world);
    sp[0] = get(world, "ws_0");
    assert_int_equal(n_items(sp[0]), 100);
    space_put(sp[0]);
    free(tasks);
}

/* ------------------------------------------------------------------ all at once */

struct churn {
    struct world *world;
    unsigned seed;
    int inserted[6];
};

static void *churn_main(void *arg)
{
    struct churn *c = arg;
    char name[40];

    for (int i = 0; i < 150; i++) {
        int which = rand_r(&c->seed) % 6;

        snprintf(name, sizeof name, "ws_%d", which);
        struct space *sp = get(c->world, name);
        if (i % 3 == 0) {
            insert(sp);
            c->inserted[which]++;
        }
        assert_true(n_items(sp) >= c->inserted[which]);
        space_put(sp);
        if (i % 50 == 0)
            spaces_sweep(c->world->spaces);
    }
    return NULL;
}

/* Six spaces on two places, eight threads: opened and closed under everybody's feet, nothing lost.
 */
static void test_churn(void **state)
{
    struct world *w = *state;
    struct churn churns[8];
    pthread_t threads[8];
    char name[40];

    spaces_close(w->spaces);
    w->config.open_max = 2;
    w->config.idle_ms = 0;
    world_open(w);
    for (unsigned i = 0; i < 8; i++) {
        churns[i] = (struct churn){.world = w, .seed = i};
        assert_int_equal(pthread_create(&threads[i], NULL, churn_main, &churns[i]), 0);
    }
    for (int i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
    for (int which = 0; which < 6; which++) {
        int64_t expected = 0;

        for (int i = 0; i < 8; i++)
            expected += churns[i].inserted[which];
        snprintf(name, sizeof name, "ws_%d", which);
        struct space *sp = get(w, name);
        assert_int_equal(n_items(sp), expected);
        space_put(sp);
    }
}

/* Readers see whole batches, and a version never ahead of what it stands for. */
struct watch {
    struct space *space;
    atomic_bool stop;
};

static int write_pair(void *ctx, struct space_tx *tx, struct err *err)
{
    (void)ctx;
    return insert_item(tx, space_tx_id(tx), 1, err) || insert_item(tx, space_tx_id(tx), -1, err);
}

static void *watch_main(void *arg)
{
    struct watch *w = arg;
    int64_t seen_version = 0, seen_n = 0;

    while (!w->stop) {
        int64_t version = space_version(w->space), n = n_items(w->space);

        assert_int_equal(n % 2, 0);
        assert_true(version >= seen_version && n >= seen_n);
        assert_true(version == seen_version || n > seen_n || seen_version == 0 || n > 0);
        seen_version = version;
        seen_n = n;
    }
    return NULL;
}

static void test_readers_beside_writer(void **state)
{
    struct watch w = {.space = get(*state, "ws_1")};
    struct err err = {0};
    pthread_t threads[3];

    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, watch_main, &w), 0);
    for (int i = 0; i < 300; i++) {
        int64_t version = space_version(w.space);

        assert_int_equal(space_write(w.space, write_pair, NULL, &err), 0);
        assert_true(space_version(w.space) > version);
        assert_int_equal(n_items(w.space), 2 * (i + 1));
    }
    w.stop = true;
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    space_put(w.space);
}

/* ------------------------------------------------------------------ places */

struct place {
    const char *where;
    int64_t stamp;
};

static int where_it_is(void *ctx, struct arena *a, const char *space, const char **ret_where,
                       int64_t *ret_stamp, struct err *err)
{
    const struct place *p = ctx;

    (void)a, (void)space, (void)err;
    *ret_where = p->where;
    *ret_stamp = p->stamp;
    return 0;
}

static int put_item(void *ctx, struct space_tx *tx, struct err *err)
{
    tx->wrote = true;
    return db_run(tx->db, "INSERT INTO item (id, n) VALUES (?, 1)",
                  DB_ARGS(DB_VALUE_INT(*(const int64_t *)ctx)), NULL, err);
}

static int64_t count_items(struct space *sp)
{
    struct err err = {0};
    struct db *db;
    int64_t n = -1;

    assert_int_equal(space_read(sp, &db, &err), 0);
    assert_int_equal(db_query_int(db, "SELECT COUNT(*) FROM item", DB_NO_ARGS, 0, &n, &err), 0);
    space_read_end(sp, db);
    return n;
}

/* Who has it open goes on reading there, and the last of them closes it; who asks anew is given the
 * other. */
static void test_left_for_another_place(void **state)
{
    struct world *w = *state;
    struct place place = {.stamp = 1};
    struct err err = {0};
    int64_t one = 1;
    char other[96];

    snprintf(other, sizeof other, "%s/other", w->dir);
    assert_int_equal(mkdir(other, 0700), 0);
    spaces_place_by(w->spaces, &(struct space_placing){.where = where_it_is, .ctx = &place});

    struct space *here = get(w, "ws_1");
    assert_int_equal(space_write(here, put_item, &one, &err), 0);
    place = (struct place){.where = other, .stamp = 2};
    struct space *there = get(w, "ws_1");
    assert_ptr_not_equal(here, there);
    assert_int_equal(count_items(there), 0);
    assert_int_equal(count_items(here), 1);
    assert_int_equal(spaces_n_open(w->spaces), 1);
    space_put(here);

    /* An answer from before the move changes nothing. */
    place = (struct place){.stamp = 1};
    struct space *again = get(w, "ws_1");
    assert_ptr_equal(again, there);
    space_put(again);
    space_put(there);

    /* Back, while nobody holds it. */
    place = (struct place){.stamp = 3};
    here = get(w, "ws_1");
    assert_int_equal(count_items(here), 1);
    space_put(here);
}

static void test_shut(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    struct space *sp = get(w, "ws_1");
    int64_t one = 1, two = 2;
    char path[128];
    struct db *db;
    bool is_shut = false;

    assert_int_equal(space_write(sp, put_item, &one, &err), 0);
    snprintf(path, sizeof path, "%s/ws_1.db", w->data);
    assert_int_equal(db_open(&db_sqlite, path, DB_WRITE, &db, &err), 0);
    assert_int_equal(db_begin_write(db, &err) || moving_shut(db, true, &err) || db_commit(db, &err),
                     0);

    assert_int_equal(space_write(sp, put_item, &two, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err_message(&err), "being moved"));
    assert_int_equal(count_items(sp), 1);
    assert_int_equal(moving_is_shut(db, &is_shut, &err), 0);
    assert_true(is_shut);

    /* Closing and opening does not open it either. */
    space_put(sp);
    world_restart(w);
    sp = get(w, "ws_1");
    err = (struct err){0};
    assert_int_equal(space_write(sp, put_item, &two, &err), -1);

    assert_int_equal(
        db_begin_write(db, &err) || moving_shut(db, false, &err) || db_commit(db, &err), 0);
    db_close(db);
    err = (struct err){0};
    assert_int_equal(space_write(sp, put_item, &two, &err), 0);
    assert_int_equal(count_items(sp), 2);
    space_put(sp);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_not_there),
        TEST(test_names_cannot_leave_the_folder),
        TEST(test_folder_serves_one),
        TEST(test_folder_that_cannot_be_made),
        TEST(test_opening_that_fails_leaves_nothing),
        TEST(test_opening_that_fails_keeps_the_file),
        TEST(test_damaged_file),
        TEST(test_failing_task_harms_none),
        TEST(test_all_fail),
        TEST(test_commit_that_fails),
        TEST(test_single_commit_that_fails),
        TEST(test_torn_transaction),
        TEST(test_alone),
        TEST(test_sums_are_written_once),
        TEST(test_sums_read_in_the_transaction),
        TEST(test_sums_of_a_repeated_batch),
        TEST(test_what_an_older_program_wrote_is_counted),
        TEST(test_clock_of_an_older_program),
        TEST(test_no_transaction_to_be_had),
        TEST(test_write_tells_its_error),
        TEST(test_ids_rise),
        TEST(test_ids_from_outside),
        TEST(test_posted_in_vain),
        TEST(test_sequence),
        TEST(test_version),
        TEST(test_snapshot),
        TEST(test_reader_cannot_write),
        TEST(test_read_deadline),
        TEST(test_many_readers_at_once),
        TEST(test_modes),
        TEST(test_same_space_for_all),
        TEST(test_least_recently_used_closes),
        TEST(test_more_held_than_places),
        TEST(test_idle_ones_close),
        TEST(test_queue_holds),
        TEST(test_delete),
        TEST(test_close_drains),
        TEST(test_churn),
        TEST(test_readers_beside_writer),
        TEST(test_left_for_another_place),
        TEST(test_shut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
