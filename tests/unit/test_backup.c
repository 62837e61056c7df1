/* Copies of databases in use: one state each, sound, and no more work than needed.
 *
 * A ledger shows what a copy must keep: each transaction takes from one side what it gives to the
 * other, so any state between two commits has the same sum and as many moves as the counter tells.
 */
#include "space/backup.h"

#include <fcntl.h>
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
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "folder.h"

enum { PADDING = 400, WRITERS = 8 };

struct world {
    char dir[64], data[80], sets[80];
    struct spaces *spaces;
    atomic_bool stop;
    atomic_int written;
};

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    (void)control, (void)path;
    return db_exec(db,
                   "CREATE TABLE IF NOT EXISTS side (name TEXT PRIMARY KEY, n INTEGER);"
                   "CREATE TABLE IF NOT EXISTS move (id INTEGER PRIMARY KEY, text TEXT);"
                   "INSERT INTO side VALUES ('a', 0), ('b', 0) ON CONFLICT DO NOTHING",
                   err);
}

static void ok(int rc, const struct err *err)
{
    if (rc)
        fail_msg("%s %s", err_message(err), err->detail);
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct err err = {0};

    assert_non_null(w);
    folder_make(w->dir);
    snprintf(w->data, sizeof w->data, "%s/data", w->dir);
    snprintf(w->sets, sizeof w->sets, "%s/sets", w->dir);
    struct spaces_config config = {.dir = w->data,
                                   .driver = &db_sqlite,
                                   .open_max = 8,
                                   .idle_ms = 60000,
                                   .read_deadline_ms = 5000,
                                   .prepare = prepare};
    ok(spaces_open(&config, &w->spaces, &err), &err);
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

static int move(void *ctx, struct space_tx *tx, struct err *err)
{
    char text[PADDING + 1];

    (void)ctx;
    memset(text, 'x', PADDING);
    text[PADDING] = 0;
    tx->wrote = true;
    return db_exec(tx->db, "UPDATE side SET n = n - 1 WHERE name = 'a'", err) ||
                   db_run(tx->db, "INSERT INTO move (text) VALUES (?)",
                          DB_ARGS(DB_VALUE_TEXT(str_of(text))), NULL, err) ||
                   db_exec(tx->db, "UPDATE side SET n = n + 1 WHERE name = 'b'", err)
               ? -1
               : 0;
}

static void write_to(struct world *w, const char *space)
{
    struct err err = {0};
    struct space *sp;

    ok(space_get(w->spaces, space, true, &sp, &err), &err);
    ok(space_write(sp, move, NULL, &err), &err);
    space_put(sp);
}

static void *keep_writing(void *arg)
{
    struct world *w = arg;

    while (!atomic_load(&w->stop)) {
        write_to(w, "ws_1");
        atomic_fetch_add(&w->written, 1);
    }
    return NULL;
}

static int64_t ask(const char *path, const char *sql)
{
    struct err err = {0};
    struct db *db;
    int64_t n;

    ok(db_open(&db_sqlite, path, DB_READ, &db, &err), &err);
    ok(db_query_int(db, sql, DB_NO_ARGS, -1, &n, &err), &err);
    db_close(db);
    return n;
}

static int64_t moves_of(const char *path)
{
    int64_t moves = ask(path, "SELECT COUNT(*) FROM move");

    assert_int_equal(ask(path, "SELECT SUM(n) FROM side"), 0);
    assert_int_equal(ask(path, "SELECT n FROM side WHERE name = 'b'"), moves);
    return moves;
}

static const char *in(struct world *w, const char *name)
{
    static char path[200];

    snprintf(path, sizeof path, "%s/%s", w->sets, name);
    return path;
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

static ino_t file_of(const char *path)
{
    struct stat st = {0};

    assert_int_equal(stat(path, &st), 0);
    return st.st_ino;
}

static bool stop_at_once(void *ctx)
{
    (void)ctx;
    return true;
}

static bool daily(struct world *w, const char *name, int64_t keep, struct backup *ret)
{
    struct err err = {0};
    struct backup done = {0};
    bool made;

    ok(backup_daily(w->spaces, w->sets, name, keep, NULL, NULL, &made, &done, &err), &err);
    if (ret)
        *ret = done;
    return made;
}

/* Sets the time of a space's files back, as if the last write had been a while ago. */
static void age(struct world *w, const char *space)
{
    static const char *const suffixes[] = {".db", ".db-wal"};
    struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = 0}};
    char path[200];

    times[1].tv_sec = clock_now_ms() / 1000 - 3600;
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s%s", w->data, space, suffixes[i]);
        utimensat(AT_FDCWD, path, times, 0);
    }
}

/* ------------------------------------------------------------------ what goes wrong */

static void damage_is_found(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    struct db *db;
    char path[200];
    char garbage[2000];

    for (int i = 0; i < 200; i++)
        write_to(w, "ws_1");
    snprintf(path, sizeof path, "%s/copy.db", w->dir);
    ok(backup_space(w->spaces, "ws_1", path, &err), &err);
    int fd = open(path, O_WRONLY);
    memset(garbage, 0x5a, sizeof garbage);
    assert_int_equal(pwrite(fd, garbage, sizeof garbage, 5 * 4096), sizeof garbage);
    close(fd);
    ok(db_open(&db_sqlite, path, DB_READ, &db, &err), &err);
    assert_int_equal(db_check(db, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_int_not_equal(err.detail[0], 0);
    db_close(db);
}

static void absent_space_and_folder_are_refused(void **state)
{
    struct world *w = *state;
    struct err err = {0};

    assert_int_equal(backup_space(w->spaces, "ws_7", "/nowhere/copy.db", &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_false(there("/nowhere/copy.db"));
    err_clear(&err);
    write_to(w, "control");
    assert_int_equal(backup_all(w->spaces, "/nowhere/at/all", NULL, NULL, NULL, NULL, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    err_clear(&err);
    assert_int_equal(backup_all(w->spaces, w->dir, NULL, NULL, NULL, NULL, &err), -1);
    assert_int_equal(err.code, ERR_CONFLICT);
}

static void what_is_stopped_leaves_nothing(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    bool made;

    write_to(w, "control");
    assert_int_equal(
        backup_daily(w->spaces, w->sets, "2026-11-21", 7, stop_at_once, NULL, &made, NULL, &err),
        -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_false(there(in(w, "2026-11-21")));
    assert_false(there(in(w, "2026-11-21.part")));
}

static void left_overs_of_a_crash_go_and_foreign_files_stay(void **state)
{
    struct world *w = *state;

    write_to(w, "control");
    assert_int_equal(mkdir(w->sets, 0700), 0);
    assert_int_equal(mkdir(in(w, "2026-11-20.part"), 0700), 0);
    assert_int_equal(mkdir(in(w, "mine"), 0700), 0);
    assert_int_equal(mkdir(in(w, "mine.part"), 0700), 0);
    assert_true(daily(w, "2026-11-21", 1, NULL));
    assert_false(there(in(w, "2026-11-20.part")));
    assert_true(there(in(w, "mine")));
    assert_true(there(in(w, "mine.part")));
}

/* ------------------------------------------------------------------ what goes well */

static void copies_during_writes_are_states_between_commits(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    pthread_t threads[WRITERS];
    char path[200];
    int64_t before = -1;

    write_to(w, "ws_1");
    for (int i = 0; i < WRITERS; i++)
        pthread_create(&threads[i], NULL, keep_writing, w);
    int64_t begun = clock_mono_us();
    int n_before = w->written;
    for (int i = 0; i < 20; i++) {
        snprintf(path, sizeof path, "%s/copy%d.db", w->dir, i);
        ok(backup_space(w->spaces, "ws_1", path, &err), &err);
        int64_t moves = moves_of(path);
        assert_true(moves >= before);
        before = moves;
    }
    double seconds = (double)(clock_mono_us() - begun) / 1e6;
    print_message("%.0f writes a second meanwhile\n", (w->written - n_before) / seconds);
    w->stop = true;
    for (int i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    assert_true(w->written > n_before);
    assert_true(before > 1);
}

static void a_copy_is_one_file_for_its_owner_only(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    char path[200], beside[220];
    struct stat st;

    write_to(w, "ws_1");
    snprintf(path, sizeof path, "%s/copy.db", w->dir);
    ok(backup_space(w->spaces, "ws_1", path, &err), &err);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    snprintf(beside, sizeof beside, "%s-wal", path);
    assert_false(there(beside));
    snprintf(beside, sizeof beside, "%s-shm", path);
    assert_false(there(beside));
    assert_int_equal(moves_of(path), 1);
}

static void set_has_every_space_once_a_day(void **state)
{
    struct world *w = *state;
    struct backup done;

    write_to(w, "control");
    write_to(w, "ws_1");
    write_to(w, "ws_2");
    assert_true(daily(w, "2026-11-21", 7, &done));
    assert_int_equal(done.n_spaces, 3);
    assert_int_equal(done.n_linked, 0);
    assert_true(done.bytes > 0);
    assert_int_equal(moves_of(in(w, "2026-11-21/ws_2.db")), 1);
    assert_true(there(in(w, "2026-11-21/control.db")));

    write_to(w, "ws_2");
    assert_false(daily(w, "2026-11-21", 7, &done)); /* a repeated job */
    assert_int_equal(moves_of(in(w, "2026-11-21/ws_2.db")), 1);
}

static void unchanged_space_is_linked_changed_one_is_not(void **state)
{
    struct world *w = *state;
    struct backup done;

    write_to(w, "control");
    write_to(w, "ws_1");
    write_to(w, "ws_2");
    daily(w, "2026-11-21", 7, NULL);
    age(w, "ws_1");
    ino_t first = file_of(in(w, "2026-11-21/ws_1.db"));
    ino_t second = file_of(in(w, "2026-11-21/ws_2.db"));

    write_to(w, "ws_2");
    daily(w, "2026-11-22", 7, &done);
    assert_int_equal(done.n_linked, 1);
    assert_int_equal(done.n_spaces, 3);
    assert_int_equal(file_of(in(w, "2026-11-22/ws_1.db")), first);
    assert_int_not_equal(file_of(in(w, "2026-11-22/ws_2.db")), second);
    assert_int_equal(moves_of(in(w, "2026-11-22/ws_2.db")), 2);
}

static void oldest_sets_go_linked_files_stay(void **state)
{
    struct world *w = *state;

    write_to(w, "control");
    write_to(w, "ws_1");
    daily(w, "2026-11-18", 2, NULL);
    age(w, "ws_1");
    daily(w, "2026-11-19", 2, NULL);
    daily(w, "2026-11-20", 2, NULL);
    daily(w, "2026-11-21", 2, NULL);
    assert_false(there(in(w, "2026-11-18")));
    assert_false(there(in(w, "2026-11-19")));
    assert_int_equal(moves_of(in(w, "2026-11-20/ws_1.db")), 1);
    assert_int_equal(moves_of(in(w, "2026-11-21/ws_1.db")), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(damage_is_found),
        TEST(absent_space_and_folder_are_refused),
        TEST(what_is_stopped_leaves_nothing),
        TEST(left_overs_of_a_crash_go_and_foreign_files_stay),
        TEST(copies_during_writes_are_states_between_commits),
        TEST(a_copy_is_one_file_for_its_owner_only),
        TEST(set_has_every_space_once_a_day),
        TEST(unchanged_space_is_linked_changed_one_is_not),
        TEST(oldest_sets_go_linked_files_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
