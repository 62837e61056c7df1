/* Accounts against a real control database: sessions and their secrets, keys that change, links
 * that work once, the second factor, and the audit log that tells of it all.
 */
#include "auth/account.h"
#include "auth/audit.h"
#include "auth/auth_private.h"
#include "auth/session.h"
#include "auth/signin.h"
#include "auth/totp.h"
#include "base/date.h"
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#define PASSWORD STR("a long password")
#define HERE     STR("192.0.2.1")
#define THERE    STR("198.51.100.7")

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    if (control)
        return control_migrate(db, path, err);
    return db_exec(db, "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY)", err);
}

static int set_up(void **state)
{
    struct world *w = world_new(prepare);
    struct workspace none = {0};
    char hash[128];

    w->auth_config.throttled = true;
    world_open(w);
    ok(w, password_hash(PASSWORD, hash, &w->err));
    ok(w, control_register(w->control, &w->arena,
                           &(struct user){.email = "ada@example.org", .name = "Ada"}, hash, &none,
                           &w->ada, &w->home, &w->err));
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

static int run_sql(struct world *w, const char *text)
{
    return space_write(control_space(w->control), write_sql, (void *)(uintptr_t)text, &w->err);
}

static int64_t number(struct world *w, const char *sql)
{
    struct db *db;
    int64_t n = 0;

    ok(w, space_read(control_space(w->control), &db, &w->err));
    ok(w, db_query_int(db, sql, DB_NO_ARGS, 0, &n, &w->err));
    space_read_end(control_space(w->control), db);
    return n;
}

static struct session_grant started(struct world *w, struct str address)
{
    struct session_start start = {.user_id = w->ada.id,
                                  .workspace_id = w->home.id,
                                  .user_agent = STR("a browser"),
                                  .address = address,
                                  .action = "auth.login"};
    struct session_grant g;

    ok(w, session_start(w->auth, &w->arena, &start, &g, &w->err));
    return g;
}

static enum err_code by_token(struct world *w, const char *token)
{
    struct principal p;

    if (principal_resolve(w->auth, str_of(token), 0, &p, &w->err))
        return refused(w, -1);
    assert_int_equal(p.user_id, w->ada.id);
    assert_false(p.by_cookie);
    return ERR_NONE;
}

static enum err_code by_cookie(struct world *w, const char *cookie)
{
    struct principal p;

    if (principal_by_cookie(w->auth, str_of(cookie), 0, &p, &w->err))
        return refused(w, -1);
    assert_int_equal(p.user_id, w->ada.id);
    assert_true(p.by_cookie);
    return ERR_NONE;
}

static struct actor actor(struct world *w, int64_t session_id)
{
    struct principal *who = ARENA_NEW(&w->arena, struct principal);

    *who = (struct principal){.kind = PRINCIPAL_USER,
                              .id = w->ada.id,
                              .user_id = w->ada.id,
                              .workspace_id = w->home.id,
                              .session_id = session_id};
    return (struct actor){who, HERE};
}

/* ------------------------------------------------------------------ sessions */

static void test_secrets_do_not_stand_in_for_each_other(void **state)
{
    struct world *w = *state;
    struct session_grant g = started(w, HERE), none;
    const char *wrong[] = {g.token, g.refresh_token, "", "x", "a.b"};

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_int_equal(by_cookie(w, wrong[i]), ERR_UNAUTHORIZED);
    assert_int_equal(by_token(w, g.cookie), ERR_UNAUTHORIZED);
    assert_int_equal(by_token(w, g.refresh_token), ERR_UNAUTHORIZED);
    assert_int_equal(
        refused(w, session_refresh(w->auth, &w->arena, str_of(g.cookie), HERE, &none, &w->err)),
        ERR_UNAUTHORIZED);
    assert_int_equal(by_cookie(w, g.cookie), ERR_NONE);
    assert_int_equal(by_cookie(w, g.cookie), ERR_NONE);
    assert_int_equal(by_token(w, g.token), ERR_NONE);
}

static void test_nothing_of_a_secret_is_stored(void **state)
{
    struct world *w = *state;
    struct session_grant g = started(w, HERE);
    const char *sql = arena_printf(
        &w->arena, "SELECT count(*) FROM sessions WHERE cookie_hash = CAST('%s' AS BLOB)",
        g.cookie);

    assert_int_equal(number(w, sql), 0);
    assert_int_equal(number(w, "SELECT count(*) FROM sessions WHERE length(cookie_hash) = 32 AND "
                               "length(family_hash) = 32 AND length(refresh_hash) = 32"),
                     1);
}

static void test_refresh(void **state)
{
    struct world *w = *state;
    struct session_grant first = started(w, HERE), next, third;

    ok(w, session_refresh(w->auth, &w->arena, str_of(first.refresh_token), HERE, &next, &w->err));
    assert_int_equal(next.session_id, first.session_id);
    assert_string_not_equal(next.refresh_token, first.refresh_token);
    assert_null(next.cookie);
    ok(w, session_refresh(w->auth, &w->arena, str_of(next.refresh_token), HERE, &third, &w->err));
    assert_int_equal(by_token(w, third.token), ERR_NONE);
}

/* Whoever it was stolen by or from: the session is over for both. */
static void test_reuse_ends_the_session(void **state)
{
    struct world *w = *state;
    struct session_grant first = started(w, HERE), other = started(w, HERE), next, none;

    ok(w, session_refresh(w->auth, &w->arena, str_of(first.refresh_token), HERE, &next, &w->err));
    assert_int_equal(refused(w, session_refresh(w->auth, &w->arena, str_of(first.refresh_token),
                                                THERE, &none, &w->err)),
                     ERR_UNAUTHORIZED);
    assert_int_equal(refused(w, session_refresh(w->auth, &w->arena, str_of(next.refresh_token),
                                                HERE, &none, &w->err)),
                     ERR_UNAUTHORIZED);
    assert_int_equal(by_token(w, next.token), ERR_UNAUTHORIZED);
    assert_int_equal(by_cookie(w, first.cookie), ERR_UNAUTHORIZED);
    assert_int_equal(by_cookie(w, other.cookie), ERR_NONE);
    assert_int_equal(number(w, "SELECT count(*) FROM audit WHERE action = 'auth.refresh_reused' "
                               "AND address = '198.51.100.7'"),
                     1);
}

static void test_refresh_by_cookie(void **state)
{
    struct world *w = *state;
    struct session_grant g = started(w, HERE), next, none;

    assert_int_equal(
        refused(w, session_refresh_by_cookie(w->auth, &w->arena, STR("x"), &none, &w->err)),
        ERR_UNAUTHORIZED);
    ok(w, session_refresh_by_cookie(w->auth, &w->arena, str_of(g.cookie), &next, &w->err));
    assert_int_equal(by_cookie(w, g.cookie), ERR_NONE);
    /* The one from before is void, and no sign of theft. */
    assert_int_equal(refused(w, session_refresh(w->auth, &w->arena, str_of(g.refresh_token), HERE,
                                                &none, &w->err)),
                     ERR_UNAUTHORIZED);
    ok(w, session_refresh(w->auth, &w->arena, str_of(next.refresh_token), HERE, &none, &w->err));
}

static void test_former_cookie_ends(void **state)
{
    struct world *w = *state;
    struct session_grant first = started(w, HERE), second;
    struct session_start start = {.user_id = w->ada.id,
                                  .workspace_id = w->home.id,
                                  .action = "auth.login",
                                  .former = str_of(first.cookie)};

    ok(w, session_start(w->auth, &w->arena, &start, &second, &w->err));
    assert_int_equal(by_cookie(w, first.cookie), ERR_UNAUTHORIZED);
    assert_int_equal(by_cookie(w, second.cookie), ERR_NONE);
}

static void test_csrf(void **state)
{
    struct world *w = *state;
    char one[CSRF_SIZE], again[CSRF_SIZE], other[CSRF_SIZE];

    session_csrf_token(w->auth, 1, one);
    session_csrf_token(w->auth, 2, other);
    assert_string_not_equal(one, other);
    assert_false(session_csrf_ok(w->auth, 1, str_of(other)));
    assert_false(session_csrf_ok(w->auth, 1, STR("")));
    assert_false(session_csrf_ok(w->auth, 1, STR_NONE));
    assert_false(session_csrf_ok(w->auth, 1, str_sub(str_of(one), 0, 42)));
    assert_true(session_csrf_ok(w->auth, 1, str_of(one)));
    world_close(w);
    world_open(w);
    session_csrf_token(w->auth, 1, again);
    assert_string_equal(one, again);
}

/* ------------------------------------------------------------------ keys */

static void test_keys_change_and_nobody_notices(void **state)
{
    struct world *w = *state;
    struct session_grant before = started(w, HERE);

    for (int i = 0; i < 3; i++)
        ok(w, token_rotate(w->auth, &w->err));
    struct session_grant after = started(w, HERE);
    size_t head = strcspn(before.token, ".");
    assert_int_not_equal(strncmp(before.token, after.token, head), 0);
    assert_int_equal(by_token(w, before.token), ERR_NONE);
    world_close(w);
    world_open(w);
    assert_int_equal(by_token(w, before.token), ERR_NONE);
    assert_int_equal(by_token(w, after.token), ERR_NONE);
}

/* A key whose successor has outlived every token it may have signed is no key any more. */
static void test_old_keys_go(void **state)
{
    struct world *w = *state;
    struct session_grant before = started(w, HERE);

    ok(w, token_rotate(w->auth, &w->err));
    ok(w, run_sql(w, "UPDATE signing_keys SET created_at = 1"));
    ok(w, token_rotate(w->auth, &w->err));
    assert_int_equal(number(w, "SELECT count(*) FROM signing_keys"), 2);
    world_close(w);
    world_open(w);
    assert_int_equal(by_token(w, before.token), ERR_UNAUTHORIZED);
    assert_int_equal(by_cookie(w, before.cookie), ERR_NONE);
}

static void test_everything_is_sealed_anew(void **state)
{
    struct world *w = *state;
    struct session_grant g = started(w, HERE);
    struct actor by = actor(w, g.session_id);
    const char *seed;
    char csrf[CSRF_SIZE];

    session_csrf_token(w->auth, 1, csrf);
    ok(w, account_totp_begin(w->auth, &w->arena, &by, &seed, &w->err));
    ok(w, auth_rotate(w->auth, &w->err));
    assert_int_equal(number(w, "SELECT count(*) FROM users WHERE totp_secret IS NOT NULL AND "
                               "hex(substr(totp_secret, 1, 5)) <> '5300000002'"),
                     0);
    assert_int_equal(number(w,
                            "SELECT count(*) FROM signing_keys WHERE hex(substr(value, 1, 5)) <> "
                            "'5300000002'"),
                     0);
    world_close(w);
    world_open(w);
    assert_int_equal(by_token(w, g.token), ERR_NONE);
    assert_true(session_csrf_ok(w->auth, 1, str_of(csrf)));
}

static void test_a_lost_key_file_is_told(void **state)
{
    struct world *w = *state;
    char path[128], kept[128];

    snprintf(path, sizeof path, "%s/secret.key", w->dir);
    snprintf(kept, sizeof kept, "%s/secret.kept", w->dir);
    auth_close(w->auth);
    w->auth = NULL;
    assert_int_equal(rename(path, kept), 0);
    assert_int_equal(refused(w, auth_open(&w->auth_config, &w->auth, &w->err)), ERR_UNAVAILABLE);
    assert_int_equal(rename(kept, path), 0);
    ok(w, auth_open(&w->auth_config, &w->auth, &w->err));
}

/* ------------------------------------------------------------------ signing in */

static enum err_code sign_in(struct world *w, const char *email, struct str password,
                             struct str code, struct str address, int64_t *ret_wait)
{
    struct signin in = {
        .email = str_of(email), .password = password, .code = code, .address = address};
    struct user u;

    if (signin_check(w->auth, &w->arena, &in, &u, ret_wait, &w->err))
        return refused(w, -1);
    assert_int_equal(u.id, w->ada.id);
    return ERR_NONE;
}

static void test_guessing(void **state)
{
    struct world *w = *state;
    int64_t wait;

    started(w, HERE);
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(w, "ada@example.org", STR("a guess 123"), STR_NONE, THERE, &wait),
                         ERR_UNAUTHORIZED);
    /* The guesser waits, with the right password too; so does another from there. */
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, THERE, &wait), ERR_TOO_MANY);
    assert_true(wait > 0);
    assert_int_equal(sign_in(w, "bob@example.org", PASSWORD, STR_NONE, THERE, &wait), ERR_TOO_MANY);
    /* A stranger's address waits for the account, where she has a session she does not. */
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, STR("203.0.113.9"), &wait),
                     ERR_TOO_MANY);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
    usleep(1100000);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, THERE, &wait), ERR_NONE);
}

static void test_who_cannot_sign_in(void **state)
{
    struct world *w = *state;
    int64_t wait;

    assert_int_equal(sign_in(w, NULL, PASSWORD, STR_NONE, HERE, &wait), ERR_UNAUTHORIZED);
    ok(w, run_sql(w, "INSERT INTO users (id, email, name, password_hash, created_at, source) "
                     "VALUES (5, 'p@example.org', 'P', '', 5, 'crm_contact')"));
    assert_int_equal(sign_in(w, "p@example.org", STR(""), STR_NONE, HERE, &wait), ERR_UNAUTHORIZED);
    struct session_grant g = started(w, HERE);
    ok(w, account_disable(w->control, w->ada.id, true, &w->err));
    assert_int_equal(by_token(w, g.token), ERR_UNAUTHORIZED);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_FORBIDDEN);
    ok(w, account_disable(w->control, w->ada.id, false, &w->err));
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
}

static void test_rehash(void **state)
{
    struct world *w = *state;
    int64_t wait;

    /* Of the same password, with two passes instead of three. */
    char weak[128];
    static const char *const old = "$argon2id$v=19$m=65536,t=2,";
    assert_int_equal(crypto_pwhash_str(weak, PASSWORD.p, PASSWORD.n, 2, (size_t)64 << 20), 0);
    assert_int_equal(strncmp(weak, old, strlen(old)), 0);
    ok(w, run_sql(w, arena_printf(&w->arena, "UPDATE users SET password_hash = '%s'", weak)));
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
    assert_int_equal(
        number(w, "SELECT count(*) FROM users WHERE password_hash LIKE '%m=65536,t=3,%'"), 1);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
}

/* ------------------------------------------------------------------ second factor */

static const char *code_now(struct world *w, const char *seed_base32, int64_t shift)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned char seed[TOTP_SECRET_SIZE];
    char *code = arena_alloc(&w->arena, TOTP_DIGITS + 1);

    for (size_t i = 0; i < sizeof seed; i++) {
        unsigned value = 0;

        for (size_t bit = 8 * i; bit < 8 * i + 8; bit++) {
            size_t letter = (size_t)(strchr(letters, seed_base32[bit / 5]) - letters);
            value = value << 1 | (unsigned)(letter >> (4 - bit % 5) & 1);
        }
        seed[i] = (unsigned char)value;
    }
    totp_code((struct str){(char *)seed, sizeof seed}, totp_step(clock_now_ms()) + shift, code);
    return code;
}

static void test_second_factor(void **state)
{
    struct world *w = *state;
    struct actor by = actor(w, 0);
    const char *seed, *codes[RECOVERY_CODES];
    int64_t wait;

    assert_int_equal(
        refused(w, account_totp_enable(w->auth, &w->arena, &by, STR("123456"), codes, &w->err)),
        ERR_CONFLICT);
    ok(w, account_totp_begin(w->auth, &w->arena, &by, &seed, &w->err));
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
    assert_int_equal(refused(w, account_totp_enable(w->auth, &w->arena, &by,
                                                    str_of(code_now(w, seed, 7)), codes, &w->err)),
                     ERR_INVALID);
    const char *first = code_now(w, seed, 0);
    ok(w, account_totp_enable(w->auth, &w->arena, &by, str_of(first), codes, &w->err));
    assert_int_equal(refused(w, account_totp_begin(w->auth, &w->arena, &by, &seed, &w->err)),
                     ERR_CONFLICT);

    struct signin in = {.email = STR("ada@example.org"), .password = PASSWORD, .address = HERE};
    struct user u;
    assert_int_equal(signin_check(w->auth, &w->arena, &in, &u, &wait, &w->err), -1);
    assert_string_equal(w->err.extra, "\"totp_required\":true");
    w->err.extra = NULL;
    assert_int_equal(refused(w, -1), ERR_UNAUTHORIZED);

    /* Used to enable it, so used; the next one once. */
    const char *next = code_now(w, seed, 1);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, str_of(first), HERE, &wait),
                     ERR_UNAUTHORIZED);
    w->err.extra = NULL;
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, str_of(next), HERE, &wait), ERR_NONE);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, str_of(next), HERE, &wait),
                     ERR_UNAUTHORIZED);
    w->err.extra = NULL;

    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, str_of(codes[9]), HERE, &wait),
                     ERR_NONE);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, str_of(codes[9]), HERE, &wait),
                     ERR_UNAUTHORIZED);
    w->err.extra = NULL;
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, str_of(codes[0]), HERE, &wait),
                     ERR_NONE);
    ok(w, account_totp_disable(w->auth, &by, &w->err));
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
    assert_int_equal(number(w, "SELECT count(*) FROM recovery_codes"), 0);
}

/* ------------------------------------------------------------------ links */

/* The token of the last letter. */
static struct str mailed_token(struct world *w)
{
    const char *at = strstr(w->mail, "#token=");

    assert_non_null(at);
    return (struct str){at + 7, strcspn(at + 7, "\n")};
}

static void test_reset(void **state)
{
    struct world *w = *state;
    struct session_grant g = started(w, HERE);
    char hash[128];
    bool good = true;
    int64_t wait;

    ok(w, account_ask_reset(w->auth, &w->arena, STR("nobody@example.org"), HERE, &w->err));
    assert_string_equal(w->mail, "");
    assert_int_equal(number(w, "SELECT count(*) FROM one_time"), 0);

    ok(w, account_ask_reset(w->auth, &w->arena, STR("ada@example.org"), HERE, &w->err));
    assert_true(str_starts(str_of(w->mail), "ada@example.org\n"));
    assert_non_null(strstr(w->mail, "https://crm.example.com/reset#token="));
    struct str first = str_dup(&w->arena, mailed_token(w));
    ok(w, account_ask_reset(w->auth, &w->arena, STR("ada@example.org"), HERE, &w->err));
    struct str token = str_dup(&w->arena, mailed_token(w));
    ok(w, reset_check(w->control, first, &good, &w->err));
    assert_false(good); /* the last one asked for counts */
    ok(w, reset_check(w->control, token, &good, &w->err));
    assert_true(good);

    ok(w, password_hash(STR("another password"), hash, &w->err));
    assert_int_equal(refused(w, reset_confirm(w->control, &w->arena, first, hash, HERE, &w->err)),
                     ERR_INVALID);
    ok(w, reset_confirm(w->control, &w->arena, token, hash, HERE, &w->err));
    assert_int_equal(refused(w, reset_confirm(w->control, &w->arena, token, hash, HERE, &w->err)),
                     ERR_INVALID);
    assert_int_equal(by_token(w, g.token), ERR_UNAUTHORIZED);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait),
                     ERR_UNAUTHORIZED);
    assert_int_equal(sign_in(w, "ada@example.org", STR("another password"), STR_NONE, HERE, &wait),
                     ERR_NONE);
}

static void test_links_end(void **state)
{
    struct world *w = *state;
    const char *token;
    char hash[128];

    ok(w, reset_create(w->control, &w->arena, w->ada.id, &token, &w->err));
    ok(w, run_sql(w, "UPDATE one_time SET expires_at = 1"));
    ok(w, password_hash(STR("another password"), hash, &w->err));
    assert_int_equal(
        refused(w, reset_confirm(w->control, &w->arena, str_of(token), hash, HERE, &w->err)),
        ERR_INVALID);
    /* A link of another kind is none. */
    ok(w, reset_create(w->control, &w->arena, w->ada.id, &token, &w->err));
    assert_int_equal(
        refused(w, account_confirm_email(w->auth, &w->arena, str_of(token), HERE, &w->err)),
        ERR_INVALID);
    ok(w, reset_confirm(w->control, &w->arena, str_of(token), hash, HERE, &w->err));
}

static void test_new_address(void **state)
{
    struct world *w = *state;
    struct actor by = actor(w, 0);
    int64_t wait;

    assert_int_equal(
        refused(w, account_ask_email(w->auth, &w->arena, &by, STR("ada@example.org"), &w->err)),
        ERR_DUPLICATE);
    ok(w, account_ask_email(w->auth, &w->arena, &by, STR("new@example.org"), &w->err));
    assert_true(str_starts(str_of(w->mail), "new@example.org\n"));
    assert_int_equal(sign_in(w, "new@example.org", PASSWORD, STR_NONE, HERE, &wait),
                     ERR_UNAUTHORIZED);
    struct str token = str_dup(&w->arena, mailed_token(w));
    ok(w, account_confirm_email(w->auth, &w->arena, token, HERE, &w->err));
    assert_int_equal(refused(w, account_confirm_email(w->auth, &w->arena, token, HERE, &w->err)),
                     ERR_INVALID);
    assert_int_equal(sign_in(w, "new@example.org", PASSWORD, STR_NONE, HERE, &wait), ERR_NONE);
    assert_int_equal(sign_in(w, "ada@example.org", PASSWORD, STR_NONE, HERE, &wait),
                     ERR_UNAUTHORIZED);

    w->auth->config.mail = NULL;
    assert_int_equal(
        refused(w, account_ask_email(w->auth, &w->arena, &by, STR("x@example.org"), &w->err)),
        ERR_UNAVAILABLE);
}

static void test_password_ends_the_others(void **state)
{
    struct world *w = *state;
    struct session_grant mine = started(w, HERE), other = started(w, THERE);
    struct actor by = actor(w, mine.session_id);
    char hash[128];

    ok(w, password_hash(STR("another password"), hash, &w->err));
    ok(w, account_set_password(w->auth, &by, hash, &w->err));
    assert_int_equal(by_token(w, mine.token), ERR_NONE);
    assert_int_equal(by_cookie(w, mine.cookie), ERR_NONE);
    assert_int_equal(by_token(w, other.token), ERR_UNAUTHORIZED);
}

/* ------------------------------------------------------------------ the log */

static int64_t verify(struct world *w)
{
    struct db *db;
    int64_t bad = -1;

    ok(w, space_read(control_space(w->control), &db, &w->err));
    ok(w, audit_verify(db, &bad, &w->err));
    space_read_end(control_space(w->control), db);
    return bad;
}

static void note_many(struct world *w, int n)
{
    for (int i = 0; i < n; i++) {
        struct audit_entry e = {.actor_kind = PRINCIPAL_USER,
                                .actor_id = i + 1,
                                .workspace_id = i % 2 ? w->home.id : 0,
                                .action = i % 3 ? "a.one" : "a.two",
                                .target = "it's \"quoted\", ä",
                                .detail = "{\"n\":1}",
                                .address = HERE};

        ok(w, audit_note(w->control, &e, &w->err));
    }
}

static void test_audit_cannot_be_changed(void **state)
{
    static const char *const tries[] = {
        "UPDATE audit SET action = 'nothing'",
        "UPDATE audit SET hash = x'00' WHERE id = 2",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 3",
        "REPLACE INTO audit SELECT * FROM audit WHERE id = 1",
    };
    struct world *w = *state;

    note_many(w, 3);
    for (size_t i = 0; i < ARRAY_LEN(tries); i++)
        refused(w, run_sql(w, tries[i]));
    assert_int_equal(number(w, "SELECT count(*) FROM audit"), 3);
    assert_int_equal(verify(w), 0);
}

static void test_chain_shows_changes(void **state)
{
    static const struct {
        const char *sql;
        int64_t bad;
    } rows[] = {
        {"UPDATE audit SET target = 'x' WHERE id = 3", 3},
        {"UPDATE audit SET at = at + 1 WHERE id = 1", 1},
        {"UPDATE audit SET actor_id = 7 WHERE id = 6", 6},
        {"DELETE FROM audit WHERE id = 2", 3},
        {"UPDATE audit SET hash = zeroblob(32) WHERE id = 4", 4},
        {"UPDATE audit SET id = 99 WHERE id = 6", 99},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct world *w;

        set_up((void **)&w);
        note_many(w, 6);
        assert_int_equal(verify(w), 0);
        ok(w, run_sql(w, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"));
        ok(w, run_sql(w, rows[i].sql));
        assert_int_equal(verify(w), rows[i].bad);
        tear_down((void **)&w);
    }
    (void)state;
}

static int64_t listed(struct world *w, struct audit_query q)
{
    struct buf out;
    struct json j;
    int64_t next, total, n = 0;

    q.limit = q.limit ? q.limit : 100;
    buf_init(&out, 1 << 20);
    json_init(&j, &out);
    json_array_begin(&j);
    ok(w, audit_list(w->control, &q, AUDIT_JSON, &j, &next, &total, &w->err));
    json_array_end(&j);
    json_t *tree;
    ok(w, json_parse(buf_str(&out), &tree, &w->err));
    n = (int64_t)json_array_size(tree);
    json_decref(tree);
    buf_release(&out);
    return n;
}

static void test_audit_list(void **state)
{
    struct world *w = *state;

    note_many(w, 6);
    assert_int_equal(listed(w, (struct audit_query){0}), 6);
    assert_int_equal(listed(w, (struct audit_query){.workspace_id = w->home.id}), 3);
    assert_int_equal(listed(w, (struct audit_query){.workspace_id = w->home.id + 1}), 0);
    assert_int_equal(listed(w, (struct audit_query){.action = STR("a.two")}), 2);
    assert_int_equal(listed(w, (struct audit_query){.action = STR("a.")}), 6);
    assert_int_equal(listed(w, (struct audit_query){.action = STR("a")}), 0);
    assert_int_equal(listed(w, (struct audit_query){.actor_id = 4}), 1);
    assert_int_equal(listed(w, (struct audit_query){.since = clock_now_ms() + 1000}), 0);
    assert_int_equal(listed(w, (struct audit_query){.before_id = 3}), 2);
    assert_int_equal(listed(w, (struct audit_query){.limit = 4}), 4);
}

static void test_audit_csv(void **state)
{
    struct world *w = *state;
    struct audit_entry e = {.action = "a.b", .target = "=1+1", .address = HERE};
    struct audit_query q = {.limit = 10};
    struct buf out;
    struct json j;
    int64_t next, total;

    ok(w, audit_note(w->control, &e, &w->err));
    buf_init(&out, 1 << 20);
    json_init(&j, &out);
    ok(w, audit_list(w->control, &q, AUDIT_CSV, &j, &next, &total, &w->err));
    buf_putc(&out, '\0');
    assert_non_null(strstr(out.p, "id,at,actor_kind,"));
    assert_non_null(strstr(out.p, "\"'=1+1\"")); /* no formula in a spreadsheet */
    buf_release(&out);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_secrets_do_not_stand_in_for_each_other),
        TEST(test_nothing_of_a_secret_is_stored),
        TEST(test_refresh),
        TEST(test_reuse_ends_the_session),
        TEST(test_refresh_by_cookie),
        TEST(test_former_cookie_ends),
        TEST(test_csrf),
        TEST(test_keys_change_and_nobody_notices),
        TEST(test_old_keys_go),
        TEST(test_everything_is_sealed_anew),
        TEST(test_a_lost_key_file_is_told),
        TEST(test_guessing),
        TEST(test_who_cannot_sign_in),
        TEST(test_rehash),
        TEST(test_second_factor),
        TEST(test_reset),
        TEST(test_links_end),
        TEST(test_new_address),
        TEST(test_password_ends_the_others),
        TEST(test_audit_cannot_be_changed),
        cmocka_unit_test(test_chain_shows_changes),
        TEST(test_audit_list),
        TEST(test_audit_csv),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
