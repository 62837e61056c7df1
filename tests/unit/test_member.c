/* Members, invitations, keys and logins against real databases: what another room or a crash may
 * leave behind, and what two at once must not do. What the faces show of it: tests/api.
 */
#include "auth/audit.h"
#include "auth/auth_private.h"
#include "auth/invitation.h"
#include "auth/key.h"
#include "auth/member.h"
#include "base/base62.h"
#include "base/date.h"
#include "crm/crm.h"
#include "crm/login.h"
#include "record/schema.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    return control ? control_migrate(db, path, err) : schema_prepare(db, path, err);
}

static void add_user(struct world *w, const char *email, struct user *ret_user,
                     struct workspace *ret_workspace)
{
    struct workspace none = {0};

    ok(w, control_register(w->control, &w->arena, &(struct user){.email = email, .name = "A name"},
                           "hash", &none, ret_user, ret_workspace, &w->err));
}

static int set_up(void **state)
{
    struct world *w = world_new(prepare);

    world_open(w);
    add_user(w, "ada@example.org", &w->ada, &w->home);
    add_user(w, "bob@example.org", &w->bob, &w->other);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    world_free(*state);
    return 0;
}

static int write_sql(void *ctx, struct space_tx *tx, struct err *err)
{
    tx->wrote = true;
    return db_exec(tx->db, ctx, err);
}

__attribute__((format(printf, 2, 3))) static void sql(struct world *w, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    char *text = arena_vprintf(&w->arena, fmt, ap);
    va_end(ap);
    ok(w, space_write(control_space(w->control), write_sql, text, &w->err));
}

__attribute__((format(printf, 2, 3))) static int64_t count(struct world *w, const char *fmt, ...)
{
    struct db *db;
    int64_t n = -1;
    va_list ap;

    va_start(ap, fmt);
    char *text = arena_vprintf(&w->arena, fmt, ap);
    va_end(ap);
    ok(w, space_read(control_space(w->control), &db, &w->err));
    ok(w, db_query_int(db, text, DB_NO_ARGS, 0, &n, &w->err));
    space_read_end(control_space(w->control), db);
    return n;
}

/* Who asks; in no workspace in particular, since every call names one. */
static struct principal user_of(int64_t id)
{
    return (struct principal){.kind = PRINCIPAL_USER, .id = id, .user_id = id};
}

/* ------------------------------------------------------------------ keys */

static struct key made_key(struct world *w, const char *scopes, char text[static KEY_TEXT + 1])
{
    struct principal ada = user_of(w->ada.id);
    struct actor by = {.who = &ada};
    struct key k = {.workspace_id = w->home.id, .description = "a key", .scopes = scopes};

    ok(w, key_make(w->auth, &w->arena, &by, &k, text, &w->err));
    return k;
}

static int resolve(struct world *w, const char *text, struct principal *ret)
{
    return principal_by_key(w->auth, &w->arena, str_of(text), 0, ret, &w->err);
}

static void a_key_has_the_form_that_scanners_know(void **state)
{
    struct world *w = *state;
    char text[KEY_TEXT + 1], check[BASE62_CHECK];
    struct key k = made_key(w, "*", text);

    assert_int_equal(strlen(text), KEY_TEXT);
    assert_memory_equal(text, "kith_", 5);
    assert_memory_equal(text, k.prefix, KEY_PREFIX);
    base62_check((struct str){text, KEY_TEXT - BASE62_CHECK}, check);
    assert_memory_equal(text + KEY_TEXT - BASE62_CHECK, check, BASE62_CHECK);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM api_keys WHERE prefix = '%s'", k.prefix), 1);
}

/* A good checksum is no good key. */
static void a_key_that_was_made_up_is_refused(void **state)
{
    struct world *w = *state;
    char text[KEY_TEXT + 1];
    struct principal p;

    made_key(w, "*", text);
    text[30] = text[30] == 'a' ? 'b' : 'a';
    base62_check((struct str){text, KEY_TEXT - BASE62_CHECK}, text + KEY_TEXT - BASE62_CHECK);
    assert_int_equal(refused(w, resolve(w, text, &p)), ERR_UNAUTHORIZED);
}

static void a_key_ends_with_its_maker(void **state)
{
    struct world *w = *state;
    char text[KEY_TEXT + 1];
    struct principal p;

    made_key(w, "*", text);
    ok(w, resolve(w, text, &p));
    assert_int_equal(p.kind, PRINCIPAL_KEY);
    assert_int_equal(p.user_id, w->ada.id);
    assert_int_equal(p.role, ROLE_OWNER);
    sql(w, "UPDATE users SET disabled_at = 1 WHERE id = %lld", (long long)w->ada.id);
    assert_int_equal(refused(w, resolve(w, text, &p)), ERR_UNAUTHORIZED);
    sql(w, "UPDATE users SET disabled_at = NULL");
    ok(w, resolve(w, text, &p));
    sql(w, "DELETE FROM members WHERE user_id = %lld", (long long)w->ada.id);
    assert_int_equal(refused(w, resolve(w, text, &p)), ERR_UNAUTHORIZED);
}

static void its_last_use_raises_no_version(void **state)
{
    struct world *w = *state;
    char text[KEY_TEXT + 1];
    struct principal p;
    struct key k = made_key(w, "*", text);
    int64_t version = control_version(w->control);

    ok(w, resolve(w, text, &p));
    for (int i = 0;
         i < 200 && !count(w, "SELECT used_at FROM api_keys WHERE id = %lld", (long long)k.id); i++)
        usleep(5000);
    int64_t used = count(w, "SELECT used_at FROM api_keys WHERE id = %lld", (long long)k.id);
    assert_true(used > 0);
    assert_int_equal(control_version(w->control), version);
    ok(w, resolve(w, text, &p)); /* within the minute: nothing is written */
    usleep(20000);
    assert_int_equal(count(w, "SELECT used_at FROM api_keys WHERE id = %lld", (long long)k.id),
                     used);
}

static void scopes_cover_what_they_say(void **state)
{
    static const struct {
        const char *held, *asked;
        bool covered;
    } cases[] = {
        {"read:contacts", "read:contacts", true},
        {"read:contacts", "read:contact", false},
        {"read:contacts", "write:contacts", false},
        {"read:contacts", NULL, false},
        {"read:*", "read:tasks", true},
        {"read:*", "write:tasks", false},
        {"*", "write:tasks", true},
        {"*", NULL, false},
        {"write:tasks read:*", "read:notes", true},
        {"read:*", "reads:tasks", false},
        {"", "read:tasks", false},
        {"read:", "read:tasks", false},
        {"r*", "read:tasks", false},
        {"*:tasks", "read:tasks", false},
    };
    struct principal user = {.kind = PRINCIPAL_USER};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct principal key = {.kind = PRINCIPAL_KEY, .scopes = cases[i].held};
        if (principal_has_scope(&key, cases[i].asked) != cases[i].covered)
            fail_msg("\"%s\" and %s", cases[i].held, cases[i].asked ? cases[i].asked : "none");
    }
    assert_true(principal_has_scope(&user, "write:tasks"));
    assert_true(principal_has_scope(&user, NULL));
    assert_false(principal_has_scope(&(struct principal){.kind = PRINCIPAL_KEY}, "read:tasks"));
}

/* ------------------------------------------------------------------ invitations */

static struct invitation invited(struct world *w, const char *email, enum role role)
{
    struct principal ada = user_of(w->ada.id);
    struct actor by = {.who = &ada, .address = STR("192.0.2.1")};
    struct invitation i;

    ok(w, invitation_make(w->auth, &w->arena, &by, w->home.id, str_of(email), role, &i, &w->err));
    return i;
}

static enum role role_in(struct world *w, const struct workspace *at, const struct user *u)
{
    enum role role;

    ok(w, control_role(w->control, at->id, u->id, &role, &w->err));
    return role;
}

static void an_invitation_is_mailed_with_its_link(void **state)
{
    struct world *w = *state;
    struct invitation i = invited(w, "bob@example.org", ROLE_MEMBER);

    assert_memory_equal(w->mail, "bob@example.org\n", 16);
    assert_non_null(strstr(w->mail, "https://crm.example.com/"));
    assert_non_null(strstr(w->mail, i.token));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'invitation.made'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE detail LIKE '%%%s%%'", i.token), 0);
}

static void an_expired_invitation_is_none(void **state)
{
    struct world *w = *state;
    struct invitation i = invited(w, "bob@example.org", ROLE_MEMBER);
    struct principal bob = user_of(w->bob.id);
    struct actor by = {.who = &bob};
    int64_t id;
    enum role role;

    ok(w, invitation_check(w->control, str_of(i.token), STR("bob@example.org"), &w->err));
    sql(w, "UPDATE invitations SET expires_at = %lld", (long long)clock_now_ms() - 1);
    assert_int_equal(
        refused(w, invitation_check(w->control, str_of(i.token), STR("bob@example.org"), &w->err)),
        ERR_INVALID);
    assert_int_equal(
        refused(w, invitation_accept(w->control, &by, str_of(i.token), &id, &role, &w->err)),
        ERR_INVALID);
    assert_int_equal(role_in(w, &w->home, &w->bob), ROLE_NONE);
}

/* It may not lower them, nor raise them past what an owner decided since. */
static void a_member_who_accepts_keeps_the_role(void **state)
{
    struct world *w = *state;
    struct invitation i = invited(w, "bob@example.org", ROLE_VIEWER);
    struct principal bob = user_of(w->bob.id);
    struct actor by = {.who = &bob};
    int64_t id;
    enum role role;

    sql(w, "INSERT INTO members VALUES (%lld, %lld, 'admin', 1)", (long long)w->home.id,
        (long long)w->bob.id);
    ok(w, invitation_accept(w->control, &by, str_of(i.token), &id, &role, &w->err));
    assert_int_equal(id, w->home.id);
    assert_int_equal(role, ROLE_ADMIN);
}

struct registering {
    struct str token, email;
    int64_t user_id, workspace_id;
};

static int accept_in(void *ctx, struct space_tx *tx, struct err *err)
{
    struct registering *r = ctx;

    return invitation_accept_on_register(tx, r->token, r->email, r->user_id, &r->workspace_id, err);
}

static void one_is_accepted_while_registering(void **state)
{
    struct world *w = *state;
    struct invitation i = invited(w, "bob@example.org", ROLE_MEMBER);
    struct registering r = {str_of(i.token), STR("eve@example.org"), w->bob.id, 0};

    assert_int_equal(refused(w, space_write(control_space(w->control), accept_in, &r, &w->err)),
                     ERR_FORBIDDEN);
    r.email = STR("bob@example.org");
    ok(w, space_write(control_space(w->control), accept_in, &r, &w->err));
    assert_int_equal(r.workspace_id, w->home.id);
    assert_int_equal(role_in(w, &w->home, &w->bob), ROLE_MEMBER);
    assert_int_equal(refused(w, space_write(control_space(w->control), accept_in, &r, &w->err)),
                     ERR_INVALID);
}

/* ------------------------------------------------------------------ workspaces */

static int delete_home(void *ctx, struct space_tx *tx, struct err *err)
{
    return control_workspace_delete(tx, *(const int64_t *)ctx, err);
}

static int restore_home(void *ctx, struct space_tx *tx, struct err *err)
{
    return control_workspace_restore(tx, *(const int64_t *)ctx, err);
}

static bool has_file(const struct world *w, const struct workspace *at)
{
    char path[128];

    snprintf(path, sizeof path, "%s/ws_%lld.db", w->dir, (long long)at->id);
    return access(path, F_OK) == 0;
}

static void a_deleted_workspace_comes_back_whole(void **state)
{
    struct world *w = *state;
    struct space *control = control_space(w->control);
    struct workspace found;
    size_t n;

    assert_int_equal(refused(w, space_write(control, restore_home, &w->home.id, &w->err)),
                     ERR_NOT_FOUND);
    ok(w, space_write(control, delete_home, &w->home.id, &w->err));
    assert_int_equal(refused(w, space_write(control, delete_home, &w->home.id, &w->err)),
                     ERR_NOT_FOUND);
    assert_int_equal(role_in(w, &w->home, &w->ada), ROLE_NONE);
    assert_int_equal(
        refused(w, control_workspace(w->control, &w->arena, w->home.id, &found, &w->err)),
        ERR_NOT_FOUND);
    ok(w, control_workspaces_purge(w->control, clock_now_ms() + 29 * (int64_t)DATE_DAY_MS, &n,
                                   &w->err));
    assert_int_equal(n, 0);
    assert_true(has_file(w, &w->home));
    ok(w, space_write(control, restore_home, &w->home.id, &w->err));
    assert_int_equal(role_in(w, &w->home, &w->ada), ROLE_OWNER);
}

static void after_its_days_it_goes_with_all_that_hangs_on_it(void **state)
{
    struct world *w = *state;
    char text[KEY_TEXT + 1];
    long long id = w->home.id;
    size_t n;

    made_key(w, "*", text);
    invited(w, "bob@example.org", ROLE_MEMBER);
    ok(w, space_write(control_space(w->control), delete_home, &w->home.id, &w->err));
    ok(w, control_workspaces_purge(w->control, clock_now_ms() + 31 * (int64_t)DATE_DAY_MS, &n,
                                   &w->err));
    assert_int_equal(n, 1);
    assert_false(has_file(w, &w->home));
    assert_true(has_file(w, &w->other));
    assert_int_equal(count(w,
                           "SELECT (SELECT COUNT(*) FROM workspaces WHERE id = %lld) + "
                           "(SELECT COUNT(*) FROM members WHERE workspace_id = %lld) + "
                           "(SELECT COUNT(*) FROM api_keys) + (SELECT COUNT(*) FROM invitations)",
                           id, id),
                     0);
    assert_int_equal(role_in(w, &w->other, &w->bob), ROLE_OWNER);
}

/* The file stays, since somebody still has it open; the next run takes it. */
static void one_in_use_waits(void **state)
{
    struct world *w = *state;
    struct space *held;
    int64_t late = clock_now_ms() + 31 * (int64_t)DATE_DAY_MS;
    size_t n;

    ok(w, control_space_of(w->control, w->home.id, &held, &w->err));
    ok(w, space_write(control_space(w->control), delete_home, &w->home.id, &w->err));
    ok(w, control_workspaces_purge(w->control, late, &n, &w->err));
    assert_int_equal(n, 0);
    assert_true(has_file(w, &w->home));
    space_put(held);
    ok(w, control_workspaces_purge(w->control, late, &n, &w->err));
    assert_int_equal(n, 1);
}

static void nobody_owns_any_number_of_them(void **state)
{
    struct world *w = *state;
    struct workspace none = {0}, made;

    for (int i = 1; i < WORKSPACES_MAX; i++)
        sql(w, "INSERT INTO members VALUES (%d, %lld, 'owner', 1)", i, (long long)w->ada.id);
    assert_int_equal(
        refused(w, control_workspace_new(w->control, &w->arena, w->ada.id, &none, &made, &w->err)),
        ERR_CONFLICT);
}

/* ------------------------------------------------------------------ logins */

static struct record_ctx ctx_of(struct world *w)
{
    struct principal who = user_of(w->ada.id);

    who.workspace_id = w->home.id;
    who.role = ROLE_OWNER;
    return (struct record_ctx){
        .arena = &w->arena,
        .env = {.arena = &w->arena, .now = clock_now_ms()},
        .who = who,
        .control = w->control,
        .rules = crm_rules,
        .n_rules = crm_n_rules,
    };
}

static int make_contact(void *ctx, struct space_tx *tx, struct err *err)
{
    struct login_call *call = ctx;
    struct change c;
    struct record *r;
    json_t *body = json_pack("{s:s}", "name", "Bob");
    int failed = change_begin(&c, tx, call->ctx, STR_NONE, 0, err) ||
                 record_create(&c, &entity_contact, body, &r, err) || change_end(&c, err);

    json_decref(body);
    if (!failed)
        call->contact_id = r->id;
    return failed;
}

static void put_contact(struct world *w, struct login_call *call, const struct record_ctx *ctx)
{
    *call = (struct login_call){.ctx = ctx};
    ok(w, control_space_of(w->control, w->home.id, &call->space, &w->err));
    ok(w, space_write(call->space, make_contact, call, &w->err));
}

static int64_t placeholders(struct world *w)
{
    return count(w, "SELECT COUNT(*) FROM users WHERE source = 'crm_contact'");
}

static int64_t pending(struct world *w)
{
    return count(w, "SELECT COUNT(*) FROM pending_logins");
}

static void a_link_that_fails_leaves_no_account(void **state)
{
    struct world *w = *state;
    struct record_ctx ctx = ctx_of(w);
    struct login_call call;
    bool made;
    int64_t change;

    put_contact(w, &call, &ctx);
    call.joined =
        4711; /* no change set of theirs: refused in the workspace, after the control row */
    assert_int_equal(
        refused(w, crm_connect(&call, STR("new@example.org"), &made, &change, &w->err)),
        ERR_INVALID);
    assert_int_equal(placeholders(w), 0);
    assert_int_equal(pending(w), 0);
    call.joined = 0;
    ok(w, crm_connect(&call, STR("new@example.org"), &made, &change, &w->err));
    assert_true(made);
    assert_int_equal(placeholders(w), 1);
    assert_int_equal(pending(w), 0);
    space_put(call.space);
}

static void a_crash_before_the_link_leaves_no_account(void **state)
{
    struct world *w = *state;
    struct record_ctx ctx = ctx_of(w);
    struct login_call call;
    int64_t user;
    bool made;

    put_contact(w, &call, &ctx);
    space_put(call.space);
    ok(w, control_login_begin(w->control, STR("new@example.org"), w->home.id, call.contact_id,
                              &user, &made, &w->err));
    world_close(w);
    world_open(w);
    assert_int_equal(placeholders(w), 1);
    ok(w, crm_logins_sweep(w->control, &w->err));
    assert_int_equal(placeholders(w), 0);
    assert_int_equal(pending(w), 0);
}

static void a_crash_after_the_link_keeps_it(void **state)
{
    struct world *w = *state;
    struct record_ctx ctx = ctx_of(w);
    struct login_call call;
    int64_t change;
    bool made;

    put_contact(w, &call, &ctx);
    ok(w, crm_connect(&call, STR("new@example.org"), &made, &change, &w->err));
    space_put(call.space);
    int64_t user = count(w, "SELECT id FROM users WHERE source = 'crm_contact'");
    sql(w, "INSERT INTO pending_logins VALUES (%lld, %lld, %lld, 1, 0)", (long long)user,
        (long long)w->home.id, (long long)call.contact_id);
    ok(w, crm_logins_sweep(w->control, &w->err));
    assert_int_equal(placeholders(w), 1);
    assert_int_equal(pending(w), 0);
}

/* Whoever registered meanwhile is nobody's to take away. */
static void a_sweep_takes_no_account_that_was_claimed(void **state)
{
    struct world *w = *state;
    struct user claimed;
    struct workspace theirs;
    int64_t user;
    bool made;

    ok(w, control_login_begin(w->control, STR("new@example.org"), w->home.id, 4711, &user, &made,
                              &w->err));
    add_user(w, "new@example.org", &claimed, &theirs);
    assert_int_equal(claimed.id, user);
    ok(w, crm_logins_sweep(w->control, &w->err));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM users WHERE id = %lld", (long long)user), 1);
}

static void two_at_once_for_one_address_keep_what_one_confirmed(void **state)
{
    struct world *w = *state;
    struct pending_login first = {.workspace_id = w->home.id, .contact_id = 1},
                         second = {.workspace_id = w->other.id, .contact_id = 2};
    bool made;

    ok(w, control_login_begin(w->control, STR("new@example.org"), first.workspace_id,
                              first.contact_id, &first.user_id, &made, &w->err));
    assert_true(made);
    ok(w, control_login_begin(w->control, STR("new@example.org"), second.workspace_id,
                              second.contact_id, &second.user_id, &made, &w->err));
    assert_false(made);
    ok(w, control_login_end(w->control, &second, true, &w->err));
    ok(w, control_login_end(w->control, &first, false, &w->err));
    assert_int_equal(placeholders(w), 1);
}

static void the_mark_of_having_made_it_is_handed_on(void **state)
{
    struct world *w = *state;
    struct pending_login first = {.workspace_id = w->home.id, .contact_id = 1},
                         second = {.workspace_id = w->other.id, .contact_id = 2};
    bool made;

    ok(w, control_login_begin(w->control, STR("new@example.org"), first.workspace_id,
                              first.contact_id, &first.user_id, &made, &w->err));
    ok(w, control_login_begin(w->control, STR("new@example.org"), second.workspace_id,
                              second.contact_id, &second.user_id, &made, &w->err));
    ok(w, control_login_end(w->control, &first, false, &w->err));
    assert_int_equal(placeholders(w), 1);
    ok(w, control_login_end(w->control, &second, false, &w->err));
    assert_int_equal(placeholders(w), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_key_has_the_form_that_scanners_know),
        TEST(a_key_that_was_made_up_is_refused),
        TEST(a_key_ends_with_its_maker),
        TEST(its_last_use_raises_no_version),
        cmocka_unit_test(scopes_cover_what_they_say),
        TEST(an_invitation_is_mailed_with_its_link),
        TEST(an_expired_invitation_is_none),
        TEST(a_member_who_accepts_keeps_the_role),
        TEST(one_is_accepted_while_registering),
        TEST(a_deleted_workspace_comes_back_whole),
        TEST(after_its_days_it_goes_with_all_that_hangs_on_it),
        TEST(one_in_use_waits),
        TEST(nobody_owns_any_number_of_them),
        TEST(a_link_that_fails_leaves_no_account),
        TEST(a_crash_before_the_link_leaves_no_account),
        TEST(a_crash_after_the_link_keeps_it),
        TEST(a_sweep_takes_no_account_that_was_claimed),
        TEST(two_at_once_for_one_address_keep_what_one_confirmed),
        TEST(the_mark_of_having_made_it_is_handed_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
