/* The control database: registration and its crashes, roles, sessions, the signing key, the schema
 * number. What another room might do to the tables is done here with plain SQL in a task.
 */
#include "base/date.h"
#include "folder.h"
#include "space/control.h"

#include <glob.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct world {
    char dir[FOLDER_MAX];
    struct spaces_config config;
    struct spaces *spaces;
    struct control *control;
    struct arena arena;
};

static atomic_bool workspaces_fail; /* opening one does */

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    if (control)
        return control_migrate(db, path, err);
    if (workspaces_fail)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The server's disk is full.");
    return db_exec(db, "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY)", err);
}

static void world_open(struct world *w)
{
    struct err err = {0};

    if (spaces_open(&w->config, &w->spaces, &err) || control_open(w->spaces, &w->control, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
}

static void world_close(struct world *w)
{
    control_close(w->control);
    spaces_close(w->spaces);
    w->control = NULL;
    w->spaces = NULL;
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    folder_make(w->dir);
    w->config = (struct spaces_config){.dir = w->dir,
                                       .driver = &db_sqlite,
                                       .open_max = 8,
                                       .idle_ms = 60000,
                                       .read_deadline_ms = 5000,
                                       .prepare = prepare};
    arena_init(&w->arena);
    workspaces_fail = false;
    world_open(w);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;

    world_close(w);
    arena_release(&w->arena);
    folder_remove(w->dir);
    free(w);
    return 0;
}

static void world_restart(struct world *w)
{
    world_close(w);
    world_open(w);
}

/* ------------------------------------------------------------------ doing */

struct account {
    struct user user;
    struct workspace workspace;
};

static int try_register(struct world *w, const char *email, struct account *ret, struct err *err)
{
    struct user u = {.email = email, .name = "Ada Łovelace"};
    struct workspace ws = {.time_zone = "Europe/Vienna", .currency = "EUR", .country = "AT"};

    return control_register(w->control, &w->arena, &u, "hash of it", &ws, &ret->user,
                            &ret->workspace, err);
}

static struct account registered(struct world *w, const char *email)
{
    struct account account;
    struct err err = {0};

    if (try_register(w, email, &account, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
    return account;
}

static int write_sql(void *ctx, struct space_tx *tx, struct err *err)
{
    tx->wrote = true;
    return db_exec(tx->db, ctx, err);
}

__attribute__((format(printf, 2, 3))) static void sql(struct world *w, const char *fmt, ...)
{
    struct err err = {0};
    va_list ap;

    va_start(ap, fmt);
    char *text = arena_vprintf(&w->arena, fmt, ap);
    va_end(ap);
    if (space_write(control_space(w->control), write_sql, text, &err))
        fail_msg("%s: %s", text, err.detail);
}

static int64_t number(struct world *w, const char *text)
{
    struct err err = {0};
    struct db *db;
    int64_t n = -1;

    assert_int_equal(space_read(control_space(w->control), &db, &err), 0);
    assert_int_equal(db_query_int(db, text, DB_NO_ARGS, -1, &n, &err), 0);
    space_read_end(control_space(w->control), db);
    return n;
}

static enum role role_in(struct world *w, int64_t workspace_id, int64_t user_id)
{
    struct err err = {0};
    enum role role;

    assert_int_equal(control_role(w->control, workspace_id, user_id, &role, &err), 0);
    return role;
}

static bool alive(struct world *w, int64_t session_id)
{
    struct err err = {0};
    bool is_alive;

    assert_int_equal(control_session_alive(w->control, session_id, &is_alive, &err), 0);
    return is_alive;
}

static int add_session(void *ctx, struct space_tx *tx, struct err *err)
{
    return control_session_add(tx, ctx, err);
}

static int64_t session(struct world *w, int64_t expires_at)
{
    struct session s = {.user_id = 1, .workspace_id = 2, .expires_at = expires_at};
    struct err err = {0};

    assert_int_equal(space_write(control_space(w->control), add_session, &s, &err), 0);
    assert_true(s.id > 0);
    return s.id;
}

static int close_session(void *ctx, struct space_tx *tx, struct err *err)
{
    const int64_t *id = ctx;

    return control_session_close(tx, *id, err);
}

static void end_session(struct world *w, int64_t id)
{
    struct err err = {0};

    assert_int_equal(space_write(control_space(w->control), close_session, &id, &err), 0);
}

static int close_others(void *ctx, struct space_tx *tx, struct err *err)
{
    int64_t *keep_then_closed = ctx;

    return control_sessions_close(tx, 1, *keep_then_closed, keep_then_closed, err);
}

static size_t n_files(struct world *w, const char *pattern)
{
    glob_t g = {0};

    glob(arena_printf(&w->arena, "%s/%s", w->dir, pattern), 0, NULL, &g);
    size_t n = g.gl_pathc;
    globfree(&g);
    return n;
}

/* ------------------------------------------------------------------ what is not there */

static void test_absent(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    struct user user;
    struct workspace workspace, *list;
    struct space *sp;
    const char *hash;
    size_t n = 9;

    assert_int_equal(control_user(w->control, &w->arena, 5, &user, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    err_clear(&err);
    assert_int_equal(control_user_by_email(w->control, &w->arena, STR("a@b.c"), &user, &hash, &err),
                     -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    err_clear(&err);
    assert_int_equal(control_workspace(w->control, &w->arena, 5, &workspace, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    err_clear(&err);
    assert_int_equal(control_space_of(w->control, 5, &sp, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(control_space_of(w->control, -5, &sp, &err), -1);
    err_clear(&err);
    assert_int_equal(control_workspaces_of(w->control, &w->arena, 5, &list, &n, &err), 0);
    assert_int_equal(n, 0);
    assert_int_equal(role_in(w, 5, 6), ROLE_NONE);
    assert_false(alive(w, 5));
}

/* ------------------------------------------------------------------ registration */

static void test_register(void **state)
{
    struct world *w = *state;
    int64_t before = clock_now_ms();
    struct account a = registered(w, "ada@example.org");
    struct err err = {0};
    struct user user;
    const char *hash;
    struct space *sp;

    assert_true(a.user.id >= before && a.workspace.id > a.user.id);
    assert_string_equal(a.user.email, "ada@example.org");
    assert_string_equal(a.user.name, "Ada Łovelace");
    assert_string_equal(a.workspace.name, "Ada Łovelace's workspace");
    assert_string_equal(a.workspace.time_zone, "Europe/Vienna");
    assert_string_equal(a.workspace.country, "AT");
    assert_false(a.workspace.pending);
    assert_non_null(a.workspace.zone);
    assert_int_equal(role_in(w, a.workspace.id, a.user.id), ROLE_OWNER);

    assert_int_equal(
        control_user_by_email(w->control, &w->arena, STR("ada@example.org"), &user, &hash, &err),
        0);
    assert_int_equal(user.id, a.user.id);
    assert_string_equal(hash, "hash of it");
    assert_int_equal(control_space_of(w->control, a.workspace.id, &sp, &err), 0);
    space_put(sp);

    world_restart(w);
    assert_int_equal(control_user(w->control, &w->arena, a.user.id, &user, &err), 0);
    assert_string_equal(user.name, "Ada Łovelace");
    assert_int_equal(user.created_at, a.user.created_at);
}

static void test_register_twice(void **state)
{
    struct world *w = *state;
    struct account a = registered(w, "ada@example.org"), b;
    struct err err = {0};

    assert_int_equal(try_register(w, "ada@example.org", &b, &err), -1);
    assert_int_equal(err.code, ERR_DUPLICATE);
    assert_string_equal(err.rows[0].field, "email");
    assert_int_equal(number(w, "SELECT count(*) FROM users"), 1);
    assert_int_equal(n_files(w, "ws_*.db"), 1);
    b = registered(w, "bob@example.org");
    assert_true(b.user.id > a.workspace.id);
}

static void test_defaults(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    struct user u = {.email = "x@y.z"}, ret_user;
    struct workspace none = {0}, ws;

    assert_int_equal(control_register(w->control, &w->arena, &u, "h", &none, &ret_user, &ws, &err),
                     0);
    assert_string_equal(ret_user.name, "");
    assert_string_equal(ws.name, "My workspace");
    assert_string_equal(ws.time_zone, "UTC");
    assert_string_equal(ws.currency, "EUR");
    assert_string_equal(ws.country, "US");
}

/* The file cannot be made: the rows go, and the address can be used again. */
static void test_register_without_a_disk(void **state)
{
    struct world *w = *state;
    struct account a;
    struct err err = {0};

    workspaces_fail = true;
    assert_int_equal(try_register(w, "ada@example.org", &a, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_int_equal(number(w,
                            "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM members)"
                            " + (SELECT count(*) FROM workspaces)"),
                     0);
    assert_int_equal(n_files(w, "ws_*"), 0);
    workspaces_fail = false;
    registered(w, "ada@example.org");
}

/* The power went after the rows, or after the file. */
static void test_sweep_finishes(void **state)
{
    struct world *w = *state;
    struct account a = registered(w, "a@example.org"), b = registered(w, "b@example.org");
    struct err err = {0};
    struct workspace ws;
    struct space *sp;

    sql(w, "UPDATE workspaces SET pending = 1");
    world_close(w);
    assert_int_equal(
        unlink(arena_printf(&w->arena, "%s/ws_%lld.db", w->dir, (long long)a.workspace.id)), 0);
    world_open(w);
    assert_int_equal(control_workspace(w->control, &w->arena, a.workspace.id, &ws, &err), 0);
    assert_true(ws.pending);

    workspaces_fail = true;
    assert_int_equal(control_sweep(w->control, &err), 0);
    assert_int_equal(number(w, "SELECT sum(pending) FROM workspaces"), 2);
    workspaces_fail = false;
    assert_int_equal(control_sweep(w->control, &err), 0);
    assert_int_equal(number(w, "SELECT sum(pending) FROM workspaces"), 0);

    assert_int_equal(control_workspace(w->control, &w->arena, a.workspace.id, &ws, &err), 0);
    assert_false(ws.pending);
    assert_int_equal(control_space_of(w->control, a.workspace.id, &sp, &err), 0);
    space_put(sp);
    assert_int_equal(control_space_of(w->control, b.workspace.id, &sp, &err), 0);
    space_put(sp);
}

struct racer {
    struct world *world;
    int won, lost;
};

static void *race_main(void *arg)
{
    struct racer *r = arg;
    struct arena arena;

    arena_init(&arena);
    for (int i = 0; i < 10; i++) {
        struct user u = {.email = arena_printf(&arena, "user%d@example.org", i), .name = "U"}, ru;
        struct workspace none = {0}, rw;
        struct err err = {0};
        int rc = control_register(r->world->control, &arena, &u, "h", &none, &ru, &rw, &err);

        if (rc == 0)
            r->won++;
        else if (err.code == ERR_DUPLICATE)
            r->lost++;
    }
    arena_release(&arena);
    return NULL;
}

static void test_register_at_once(void **state)
{
    struct world *w = *state;
    struct racer racers[4] = {0};
    pthread_t threads[4];
    int won = 0, lost = 0;

    for (int i = 0; i < 4; i++) {
        racers[i].world = w;
        assert_int_equal(pthread_create(&threads[i], NULL, race_main, &racers[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        won += racers[i].won;
        lost += racers[i].lost;
    }
    assert_int_equal(won, 10);
    assert_int_equal(lost, 30);
    assert_int_equal(n_files(w, "ws_*.db"), 10);
}

/* ------------------------------------------------------------------ roles, workspaces */

static void test_role_names(void **state)
{
    (void)state;
    assert_string_equal(role_name(ROLE_NONE), "none");
    assert_string_equal(role_name(ROLE_VIEWER), "viewer");
    assert_string_equal(role_name(ROLE_MEMBER), "member");
    assert_string_equal(role_name(ROLE_ADMIN), "admin");
    assert_string_equal(role_name(ROLE_OWNER), "owner");
    assert_string_equal(role_name((enum role)77), "none");
}

/* Whoever changes the tables, the next question gets the new answer. */
static void test_roles_follow_the_table(void **state)
{
    struct world *w = *state;
    struct account a = registered(w, "a@example.org"), b = registered(w, "b@example.org");
    long long ws = a.workspace.id, user = b.user.id;

    assert_int_equal(role_in(w, ws, user), ROLE_NONE);
    sql(w, "INSERT INTO members VALUES (%lld, %lld, 'viewer', 0)", ws, user);
    assert_int_equal(role_in(w, ws, user), ROLE_VIEWER);
    assert_int_equal(role_in(w, ws, user), ROLE_VIEWER);
    sql(w, "UPDATE members SET role = 'admin' WHERE user_id = %lld AND workspace_id = %lld", user,
        ws);
    assert_int_equal(role_in(w, ws, user), ROLE_ADMIN);
    sql(w, "UPDATE members SET role = 'emperor' WHERE user_id = %lld AND workspace_id = %lld", user,
        ws);
    assert_int_equal(role_in(w, ws, user), ROLE_NONE);
    sql(w, "DELETE FROM members WHERE user_id = %lld AND workspace_id = %lld", user, ws);
    assert_int_equal(role_in(w, ws, user), ROLE_NONE);
    assert_int_equal(role_in(w, b.workspace.id, user), ROLE_OWNER);
}

static void test_workspaces_of(void **state)
{
    struct world *w = *state;
    struct account a = registered(w, "a@example.org"), last = {0};
    struct err err = {0};
    struct workspace *list;
    size_t n;

    for (int i = 0; i < 9; i++) {
        last = registered(w, arena_printf(&w->arena, "u%d@example.org", i));
        sql(w, "INSERT INTO members VALUES (%lld, %lld, 'member', 0)", (long long)last.workspace.id,
            (long long)a.user.id);
    }
    assert_int_equal(control_workspaces_of(w->control, &w->arena, a.user.id, &list, &n, &err), 0);
    assert_int_equal(n, 10);
    assert_int_equal(list[0].id, a.workspace.id);
    assert_int_equal(list[9].id, last.workspace.id);
    assert_string_equal(list[9].name, "Ada Łovelace's workspace");
    assert_ptr_equal(list[9].zone, a.workspace.zone);
}

static void test_workspace_remembered(void **state)
{
    struct world *w = *state;
    struct account a = registered(w, "a@example.org");
    struct err err = {0};
    struct workspace ws;
    struct arena other;

    for (int i = 0; i < 3; i++) {
        arena_init(&other);
        assert_int_equal(control_workspace(w->control, &other, a.workspace.id, &ws, &err), 0);
        assert_string_equal(ws.name, "Ada Łovelace's workspace");
        assert_string_equal(ws.currency, "EUR");
        assert_int_equal(ws.created_at, a.workspace.created_at);
        assert_ptr_equal(ws.zone, a.workspace.zone);
        arena_release(&other);
    }
    sql(w, "UPDATE workspaces SET name = 'New', time_zone = 'Asia/Tokyo'");
    assert_int_equal(control_workspace(w->control, &w->arena, a.workspace.id, &ws, &err), 0);
    assert_string_equal(ws.name, "New");
    assert_ptr_not_equal(ws.zone, a.workspace.zone);
    sql(w, "UPDATE workspaces SET time_zone = 'Moon/Tycho'");
    assert_int_equal(control_workspace(w->control, &w->arena, a.workspace.id, &ws, &err), 0);
    assert_non_null(ws.zone);
}

/* A name too long for the memory is read each time. */
static void test_workspace_with_a_long_name(void **state)
{
    struct world *w = *state;
    struct account a = registered(w, "a@example.org");
    struct err err = {0};
    struct workspace ws;
    char name[1001];

    memset(name, 'x', 1000);
    name[1000] = '\0';
    sql(w, "UPDATE workspaces SET name = '%s'", name);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(control_workspace(w->control, &w->arena, a.workspace.id, &ws, &err), 0);
        assert_string_equal(ws.name, name);
    }
}

/* More than fit into memory, alike in one half of the key or the other: all answers stay right. */
static void test_memory_is_bounded(void **state)
{
    struct world *w = *state;

    sql(w, "WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 10000) "
           "INSERT INTO workspaces (id, name, time_zone, currency, country, created_at, pending) "
           "SELECT n, 'W', 'UTC', 'EUR', 'US', 0, 0 FROM c");
    sql(w, "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000) "
           "INSERT INTO members SELECT n, 7, CASE n %% 2 WHEN 0 THEN 'owner' ELSE 'member' END, 0 "
           "FROM c UNION ALL SELECT 0, n, CASE n %% 3 WHEN 0 THEN 'admin' ELSE 'viewer' END, 0 "
           "FROM c");
    for (int round = 0; round < 2; round++) {
        for (int64_t n = 1; n <= 10000; n++) {
            assert_int_equal(role_in(w, n, 7), n % 2 ? ROLE_MEMBER : ROLE_OWNER);
            assert_int_equal(role_in(w, 0, n), n % 3 ? ROLE_VIEWER : ROLE_ADMIN);
        }
    }
    assert_int_equal(role_in(w, 10000, 3), ROLE_NONE);
}

/* ------------------------------------------------------------------ sessions */

static void test_session(void **state)
{
    struct world *w = *state;
    int64_t a = session(w, clock_now_ms() + 100000), b = session(w, clock_now_ms() + 100000);

    assert_true(b > a);
    assert_true(alive(w, a) && alive(w, a) && alive(w, b));
    end_session(w, a);
    assert_false(alive(w, a));
    assert_true(alive(w, b));
    end_session(w, a);
    end_session(w, 12345);

    world_restart(w);
    assert_false(alive(w, a));
    assert_true(alive(w, b));
    assert_false(alive(w, b + 1));
}

static void test_session_expires(void **state)
{
    struct world *w = *state;
    int64_t over = session(w, clock_now_ms() - 1), soon = session(w, clock_now_ms() + 60);

    assert_false(alive(w, over));
    assert_true(alive(w, soon));
    usleep(80000);
    assert_false(alive(w, soon));
}

/* Signing in leaves everybody else's memory alone; signing out does not. */
static void test_version(void **state)
{
    struct world *w = *state;
    int64_t v0 = control_version(w->control);

    registered(w, "a@example.org");
    int64_t v1 = control_version(w->control);
    assert_true(v1 > v0);
    int64_t id = session(w, clock_now_ms() + 100000);
    assert_int_equal(control_version(w->control), v1);
    end_session(w, id);
    int64_t v2 = control_version(w->control);
    assert_true(v2 > v1);
    end_session(w, id);
    assert_int_equal(control_version(w->control), v2);
}

static void test_sessions_close(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    int64_t far = clock_now_ms() + 100000;
    int64_t a = session(w, far), b = session(w, far), c = session(w, far), io = b;
    struct session *list;
    size_t n;

    assert_int_equal(space_write(control_space(w->control), close_others, &io, &err), 0);
    assert_int_equal(io, 2);
    assert_true(!alive(w, a) && alive(w, b) && !alive(w, c));
    assert_int_equal(control_sessions_of(w->control, &w->arena, 1, &list, &n, &err), 0);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].id, b);
    io = 0;
    assert_int_equal(space_write(control_space(w->control), close_others, &io, &err), 0);
    assert_int_equal(io, 1);
    assert_false(alive(w, b));
}

/* Used, a session lives longer; ended, it stays ended. */
static void test_session_touch(void **state)
{
    struct world *w = *state;
    int64_t now = clock_now_ms(), a = session(w, now + 300), b = session(w, now + 300);

    assert_true(alive(w, a) && alive(w, b));
    end_session(w, b);
    control_session_touch(w->control, a, 0, now + 100000);
    control_session_touch(w->control, b, 0, now + 100000);
    control_session_touch(w->control, a, 60000, now + 1); /* too early for another */
    usleep(400000);
    assert_true(alive(w, a));
    assert_false(alive(w, b));
}

/* ------------------------------------------------------------------ owner, placeholders */

static void test_first_owns_the_instance(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    bool has = true;

    assert_int_equal(control_has_users(w->control, &has, &err), 0);
    assert_false(has);
    registered(w, "a@example.org");
    registered(w, "b@example.org");
    assert_int_equal(control_has_users(w->control, &has, &err), 0);
    assert_true(has);
    assert_int_equal(number(w, "SELECT count(*) FROM users WHERE is_owner = 1"), 1);
    assert_int_equal(
        number(w, "SELECT count(*) FROM users WHERE is_owner = 1 AND email = 'a@example.org'"), 1);
}

/* Somebody a contact was linked to registers: the same user, now with a password. */
static void test_placeholder_is_claimed(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    bool has = true;

    sql(w, "INSERT INTO users (id, email, name, password_hash, created_at, source) "
           "VALUES (77, 'p@example.org', 'P', '', 5, 'crm_contact')");
    assert_int_equal(control_has_users(w->control, &has, &err), 0);
    assert_false(has);
    registered(w, "p@example.org");
    assert_int_equal(number(w, "SELECT count(*) FROM users"), 1);
    assert_int_equal(
        number(w, "SELECT id FROM users WHERE source = 'user' AND password_hash <> ''"), 77);
    assert_int_equal(number(w, "SELECT user_id FROM members"), 77);
}

/* ------------------------------------------------------------------ the schema */

static void test_newer_file_is_refused(void **state)
{
    struct world *w = *state;
    struct err err = {0};

    sql(w, "UPDATE meta SET value = '99' WHERE key = 'schema'");
    world_close(w);
    assert_int_equal(spaces_open(&w->config, &w->spaces, &err), 0);
    assert_int_equal(control_open(w->spaces, &w->control, &err), -1);
    assert_null(w->control);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err_message(&err), "newer Kith"));
    assert_non_null(strstr(err_message(&err), "99"));
    assert_int_equal(n_files(w, "control.db.before-*"), 0);
}

static void test_unreadable_number_is_refused(void **state)
{
    struct world *w = *state;
    struct err err = {0};

    sql(w, "UPDATE meta SET value = 'many' WHERE key = 'schema'");
    world_close(w);
    assert_int_equal(spaces_open(&w->config, &w->spaces, &err), 0);
    assert_int_equal(control_open(w->spaces, &w->control, &err), -1);
    assert_int_equal(err.code, ERR_INTERNAL);
}

/* The copy holds what was there; the file itself gets what it lacked. */
static void test_older_file_is_copied_aside(void **state)
{
    struct world *w = *state;

    registered(w, "ada@example.org");
    assert_int_equal(n_files(w, "control.db.before-*"), 0);
    world_restart(w);
    assert_int_equal(n_files(w, "control.db.before-*"), 0);

    sql(w, "UPDATE meta SET value = '0' WHERE key = 'schema'; DROP INDEX users_email;"
           "DROP TABLE secrets");
    world_restart(w);
    assert_int_equal(n_files(w, "control.db.before-2-*"), 1);
    assert_int_equal(number(w, "SELECT count(*) FROM secrets"), 0);
    assert_int_equal(number(w, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema'"), 2);
    assert_int_equal(number(w, "SELECT count(*) FROM users"), 1);
    assert_int_equal(number(w, "SELECT count(*) FROM sqlite_schema WHERE name = 'users_email'"), 1);
}

/* The oldest user of a file from before owners owns it; the key in the clear is gone. */
static void test_schema_1(void **state)
{
    struct world *w = *state;

    registered(w, "ada@example.org");
    registered(w, "bob@example.org");
    sql(w, "UPDATE meta SET value = '1' WHERE key = 'schema'; UPDATE users SET is_owner = 0;"
           "INSERT INTO secrets (name, value) VALUES ('signing_key', x'00')");
    world_restart(w);
    assert_int_equal(number(w, "SELECT count(*) FROM secrets WHERE name = 'signing_key'"), 0);
    assert_int_equal(number(w, "SELECT count(*) FROM users WHERE is_owner = 1"), 1);
    assert_int_equal(number(w, "SELECT is_owner FROM users WHERE email = 'ada@example.org'"), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_absent),
        TEST(test_register),
        TEST(test_register_twice),
        TEST(test_defaults),
        TEST(test_register_without_a_disk),
        TEST(test_sweep_finishes),
        TEST(test_register_at_once),
        TEST(test_role_names),
        TEST(test_roles_follow_the_table),
        TEST(test_workspaces_of),
        TEST(test_workspace_remembered),
        TEST(test_workspace_with_a_long_name),
        TEST(test_memory_is_bounded),
        TEST(test_session),
        TEST(test_session_expires),
        TEST(test_version),
        TEST(test_sessions_close),
        TEST(test_session_touch),
        TEST(test_first_owns_the_instance),
        TEST(test_placeholder_is_claimed),
        TEST(test_newer_file_is_refused),
        TEST(test_unreadable_number_is_refused),
        TEST(test_older_file_is_copied_aside),
        TEST(test_schema_1),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
