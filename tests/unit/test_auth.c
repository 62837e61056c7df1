/* Passwords, tokens, principals: first everything that must be refused.
 *
 * Forged tokens are made here with libsodium and a few lines of our own, so that they do not share
 * a bug with what they test. The signing key is read from the room's own memory, as an attacker
 * never could.
 */
#include "auth/auth_private.h"
#include "base/date.h"
#include "folder.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

enum { LIFE_MS = 3600000 };

struct account {
    struct user user;
    struct workspace workspace;
    int64_t session_id;
    const char *token;
};

struct world {
    char dir[FOLDER_MAX];
    struct spaces_config config;
    struct spaces *spaces;
    struct control *control;
    struct auth *auth;
    struct arena arena;
    unsigned char key[32];
    const char *header;
    struct account ada, bob;
};

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    if (control)
        return control_migrate(db, path, err);
    return db_exec(db, "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY)", err);
}

static void world_open(struct world *w)
{
    struct auth_config config = {.dir = w->dir, .token_ms = LIFE_MS, .signing_key_ms = 1000000};
    struct err err = {0};

    if (spaces_open(&w->config, &w->spaces, &err) || control_open(w->spaces, &w->control, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
    config.control = w->control;
    if (auth_open(&config, &w->auth, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
    memcpy(w->key, w->auth->keys[0].key, 32);
    w->header = arena_printf(&w->arena, "{\"alg\":\"HS256\",\"kid\":\"%lld\",\"typ\":\"JWT\"}",
                             (long long)w->auth->keys[0].id);
}

static void world_close(struct world *w)
{
    auth_close(w->auth);
    control_close(w->control);
    spaces_close(w->spaces);
}

static int add_session(void *ctx, struct space_tx *tx, struct err *err)
{
    return control_session_add(tx, ctx, err);
}

static int close_session(void *ctx, struct space_tx *tx, struct err *err)
{
    const int64_t *id = ctx;

    return control_session_close(tx, *id, err);
}

static int64_t expiry(void)
{
    return clock_now_ms() + LIFE_MS;
}

static void end_session(struct world *w, int64_t id)
{
    struct err err = {0};

    assert_int_equal(space_write(control_space(w->control), close_session, &id, &err), 0);
}

static void sign_in(struct world *w, struct account *a, int64_t expires_at)
{
    struct session s = {
        .user_id = a->user.id, .workspace_id = a->workspace.id, .expires_at = expires_at};
    struct err err = {0};

    if (space_write(control_space(w->control), add_session, &s, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
    a->session_id = s.id;
    if (token_issue(w->auth, &w->arena, a->user.id, a->workspace.id, a->session_id, expires_at,
                    &a->token, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
}

static struct account account(struct world *w, const char *email)
{
    struct user u = {.email = email, .name = "Somebody"};
    struct workspace none = {0};
    struct account a = {0};
    struct err err = {0};

    if (control_register(w->control, &w->arena, &u, "hash", &none, &a.user, &a.workspace, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
    sign_in(w, &a, expiry());
    return a;
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
    world_open(w);
    w->ada = account(w, "ada@example.org");
    w->bob = account(w, "bob@example.org");
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

static enum err_code resolve(struct world *w, struct str token, int64_t workspace_id,
                             struct principal *p)
{
    struct err err = {0};
    int rc = principal_resolve(w->auth, token, workspace_id, p, &err);

    assert_int_equal(rc, err.code == ERR_NONE ? 0 : -1);
    return err.code;
}

/* Twice, since the second time memory answers. */
static void refused(struct world *w, struct str token)
{
    struct principal p = {.kind = PRINCIPAL_NONE};

    for (int i = 0; i < 2; i++) {
        assert_int_equal(resolve(w, token, 0, &p), ERR_UNAUTHORIZED);
        assert_int_equal(p.kind, PRINCIPAL_NONE);
    }
}

static void accepted(struct world *w, const struct account *a)
{
    struct principal p;

    for (int i = 0; i < 2; i++) {
        assert_int_equal(resolve(w, str_of(a->token), 0, &p), ERR_NONE);
        assert_int_equal(p.kind, PRINCIPAL_USER);
        assert_int_equal(p.id, a->user.id);
        assert_int_equal(p.user_id, a->user.id);
        assert_int_equal(p.session_id, a->session_id);
        assert_int_equal(p.workspace_id, a->workspace.id);
        assert_int_equal(p.role, ROLE_OWNER);
    }
}

static int write_sql(void *ctx, struct space_tx *tx, struct err *err)
{
    tx->wrote = true;
    return db_exec(tx->db, ctx, err);
}

static void sql(struct world *w, char *text)
{
    struct err err = {0};

    if (space_write(control_space(w->control), write_sql, text, &err))
        fail_msg("%s: %s", text, err.detail);
}

/* ------------------------------------------------------------------ forging */

static char *base64url(struct world *w, const void *bytes, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *out = arena_alloc(&w->arena, room);

    return sodium_bin2base64(out, room, bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static char *signed_with(struct world *w, const char *header, const char *claims,
                         const unsigned char *key, size_t key_n)
{
    char *text = arena_printf(&w->arena, "%s.%s", base64url(w, header, strlen(header)),
                              base64url(w, claims, strlen(claims)));
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, key, key_n);
    crypto_auth_hmacsha256_update(&state, (unsigned char *)text, strlen(text));
    crypto_auth_hmacsha256_final(&state, mac);
    return arena_printf(&w->arena, "%s.%s", text, base64url(w, mac, sizeof mac));
}

/* Ada's claims with what differs: each NULL leaves the good one. */
static char *claims(struct world *w, const char *iss, const char *sub, const char *ws,
                    const char *sid, const char *exp)
{
    struct account *a = &w->ada;
    struct arena *r = &w->arena;

    if (!sub)
        sub = arena_printf(r, "\"%lld\"", (long long)a->user.id);
    if (!ws)
        ws = arena_printf(r, "\"%lld\"", (long long)a->workspace.id);
    if (!sid)
        sid = arena_printf(r, "\"%lld\"", (long long)a->session_id);
    if (!exp)
        exp = arena_printf(r, "%lld", (long long)(clock_now_ms() / 1000 + 1000));
    return arena_printf(r, "{\"exp\":%s,\"iat\":1,\"iss\":%s,\"sid\":%s,\"sub\":%s,\"ws\":%s}", exp,
                        iss ? iss : "\"kith\"", sid, sub, ws);
}

/* The forger's tools are right: with the real key and good claims it is a good token. */
static void test_forging_works(void **state)
{
    struct world *w = *state;
    struct principal p;
    char *token = signed_with(w, w->header, claims(w, NULL, NULL, NULL, NULL, NULL), w->key, 32);

    assert_int_equal(resolve(w, str_of(token), 0, &p), ERR_NONE);
    assert_int_equal(p.user_id, w->ada.user.id);
}

static void test_other_key(void **state)
{
    struct world *w = *state;
    unsigned char key[32];
    char *good = claims(w, NULL, NULL, NULL, NULL, NULL);

    memcpy(key, w->key, 32);
    key[31] ^= 1;
    refused(w, str_of(signed_with(w, w->header, good, key, 32)));
    refused(w, str_of(signed_with(w, w->header, good, w->key, 31)));
    refused(w, str_of(signed_with(w, w->header, good, (const unsigned char *)"", 0)));
    memset(key, 0, 32);
    refused(w, str_of(signed_with(w, w->header, good, key, 32)));
}

static void test_no_algorithm_but_ours(void **state)
{
    static const char *const headers[] = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"None\",\"typ\":\"JWT\"}",
        "{\"alg\":\"nOnE\"}",
        "{\"typ\":\"JWT\"}",
        "{}",
        "[]",
        "null",
        "",
        "{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"hs256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":[\"HS256\"],\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"../../dev/null\"}",
        "{\"alg\":\"HS256\",\"kid\":\"1\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
    };
    struct world *w = *state;
    char *good = claims(w, NULL, NULL, NULL, NULL, NULL);

    for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
        char *token = signed_with(w, headers[i], good, w->key, 32);

        refused(w, str_of(token));
        refused(w, str_sub(str_of(token), 0, (size_t)(strrchr(token, '.') - token)));
        refused(w, str_sub(str_of(token), 0, (size_t)(strrchr(token, '.') - token + 1)));
    }
}

/* Signed by us, and yet not what we sign. */
static void test_claims(void **state)
{
    struct world *w = *state;
    char *now = arena_printf(&w->arena, "%lld", (long long)(clock_now_ms() / 1000));
    const char *const bad[] = {
        claims(w, "\"other\"", NULL, NULL, NULL, NULL),
        claims(w, "7", NULL, NULL, NULL, NULL),
        claims(w, NULL, "7", NULL, NULL, NULL),
        claims(w, NULL, "\"\"", NULL, NULL, NULL),
        claims(w, NULL, "\"-1\"", NULL, NULL, NULL),
        claims(w, NULL, "\"0\"", NULL, NULL, NULL),
        claims(w, NULL, "\"12x\"", NULL, NULL, NULL),
        claims(w, NULL, "\"99999999999999999999\"", NULL, NULL, NULL),
        claims(w, NULL, "{}", NULL, NULL, NULL),
        claims(w, NULL, NULL, "null", NULL, NULL),
        claims(w, NULL, NULL, NULL, "null", NULL),
        claims(w, NULL, NULL, NULL, "\"1\"", NULL), /* no such session */
        claims(w, NULL, NULL, NULL, NULL, "null"),
        claims(w, NULL, NULL, NULL, NULL, "\"9999999999\""),
        claims(w, NULL, NULL, NULL, NULL, "0"),
        claims(w, NULL, NULL, NULL, NULL, "-1"),
        claims(w, NULL, NULL, NULL, NULL, "1"),
        claims(w, NULL, NULL, NULL, NULL, now),
        "{}",
        "[]",
        "7",
        "",
        "{\"iss\":\"kith\"}",
        "{\"iss\":\"kith\"",
    };

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        refused(w, str_of(signed_with(w, w->header, bad[i], w->key, 32)));
}

static void test_every_byte_counts(void **state)
{
    struct world *w = *state;
    size_t n = strlen(w->ada.token);
    char *token = arena_strdup(&w->arena, w->ada.token);

    accepted(w, &w->ada);
    for (size_t i = 0; i < n; i++) {
        char was = token[i];

        token[i] = was == 'A' ? 'B' : 'A';
        refused(w, str_of(token));
        token[i] = was;
        refused(w, str_sub(str_of(token), 0, i));
        refused(w, str_sub(str_of(token), i + 1, n));
    }
    accepted(w, &w->ada);
}

/* The last letter of the signature carries two bits that mean nothing; they must not be ours to
 * play with. */
static void test_no_second_spelling(void **state)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    struct world *w = *state;
    char *token = arena_strdup(&w->arena, w->ada.token);
    char *last = token + strlen(token) - 1, was = *last;

    for (const char *c = letters; *c; c++) {
        *last = *c;
        if (*c != was)
            refused(w, str_of(token));
    }
}

static void test_shapes(void **state)
{
    struct world *w = *state;
    struct arena *r = &w->arena;
    const char *good = w->ada.token;
    char *big = arena_alloc(r, 1 << 20);
    char *key = base64url(w, w->key, 32);

    refused(w, STR_NONE);
    refused(w, STR(""));
    refused(w, STR("."));
    refused(w, STR(".."));
    refused(w, STR("..."));
    refused(w, STR("\0\0\0"));
    refused(w, str_of(key));
    refused(w, str_of(arena_printf(r, "%s.", good)));
    refused(w, str_of(arena_printf(r, ".%s", good)));
    refused(w, str_of(arena_printf(r, "%s.%s", good, good)));
    refused(w, str_of(arena_printf(r, "%s=", good)));
    refused(w, str_of(arena_printf(r, " %s", good)));
    refused(w, str_of(arena_printf(r, "%s\n", good)));
    refused(w, str_of(arena_printf(r, "%s%s", good, "ä")));
    refused(w, (struct str){good, strlen(good) + 1}); /* a NUL behind it */
    memset(big, 'A', 1 << 20);
    refused(w, (struct str){big, 1 << 20});
    refused(w, (struct str){big, 4096});
    refused(w, (struct str){big, 4097});
    memcpy(big, good, strlen(good));
    refused(w, (struct str){big, 4096});
    refused(w, (struct str){big, 1 << 20});
}

/* Good in everything but its size. */
static void test_oversized(void **state)
{
    struct world *w = *state;
    char filler[4001];

    memset(filler, 'x', 4000);
    filler[4000] = '\0';
    char *good = claims(w, NULL, NULL, NULL, NULL, NULL);
    char *large = arena_printf(&w->arena, "{\"x\":\"%s\",%s", filler, good + 1);
    refused(w, str_of(signed_with(w, w->header, large, w->key, 32)));

    struct principal p;
    filler[1000] = '\0';
    char *medium = arena_printf(&w->arena, "{\"x\":\"%s\",%s", filler, good + 1);
    char *token = signed_with(w, w->header, medium, w->key, 32);
    assert_int_equal(resolve(w, str_of(token), 0, &p), ERR_NONE);
}

/* ------------------------------------------------------------------ time, sessions, members */

static void test_expired(void **state)
{
    struct world *w = *state;
    struct account a = w->ada;
    struct principal p;

    sign_in(w, &a, clock_now_ms() - 1000);
    refused(w, str_of(a.token));

    /* Remembered, then past its time. */
    sign_in(w, &a, clock_now_ms() + 2000);
    assert_int_equal(resolve(w, str_of(a.token), 0, &p), ERR_NONE);
    usleep(2100000);
    refused(w, str_of(a.token));
    accepted(w, &w->ada);
}

static void test_ended_session(void **state)
{
    struct world *w = *state;
    struct account second = w->ada;

    sign_in(w, &second, expiry());
    accepted(w, &w->ada);
    accepted(w, &second);
    end_session(w, w->ada.session_id);
    refused(w, str_of(w->ada.token));
    accepted(w, &second);
    accepted(w, &w->bob);
}

static void test_workspace_of_another(void **state)
{
    struct world *w = *state;
    struct principal p = {0};
    struct str token = str_of(w->ada.token);

    for (int i = 0; i < 2; i++) {
        assert_int_equal(resolve(w, token, w->bob.workspace.id, &p), ERR_NOT_FOUND);
        assert_int_equal(resolve(w, token, 12345, &p), ERR_NOT_FOUND);
        assert_int_equal(resolve(w, token, -1, &p), ERR_NOT_FOUND);
        assert_int_equal(resolve(w, token, INT64_MIN, &p), ERR_NOT_FOUND);
        assert_int_equal(p.kind, PRINCIPAL_NONE);
        assert_int_equal(resolve(w, token, w->ada.workspace.id, &p), ERR_NONE);
        p = (struct principal){0};
    }
}

static void test_second_workspace(void **state)
{
    struct world *w = *state;
    struct principal p;
    struct str token = str_of(w->ada.token);
    long long ws = w->bob.workspace.id, user = w->ada.user.id;

    sql(w,
        arena_printf(&w->arena, "INSERT INTO members VALUES (%lld, %lld, 'viewer', 0)", ws, user));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(resolve(w, token, ws, &p), ERR_NONE);
        assert_int_equal(p.workspace_id, ws);
        assert_int_equal(p.user_id, user);
        assert_int_equal(p.role, ROLE_VIEWER);
        accepted(w, &w->ada);
    }
    sql(w, arena_printf(&w->arena, "DELETE FROM members WHERE role = 'viewer'"));
    assert_int_equal(resolve(w, token, ws, &p), ERR_NOT_FOUND);
    accepted(w, &w->ada);
}

static void test_lost_membership(void **state)
{
    struct world *w = *state;
    struct principal p;
    long long user = w->ada.user.id;

    accepted(w, &w->ada);
    sql(w,
        arena_printf(&w->arena, "UPDATE members SET role = 'member' WHERE user_id = %lld", user));
    assert_int_equal(resolve(w, str_of(w->ada.token), 0, &p), ERR_NONE);
    assert_int_equal(p.role, ROLE_MEMBER);
    sql(w, arena_printf(&w->arena, "DELETE FROM members WHERE user_id = %lld", user));
    assert_int_equal(resolve(w, str_of(w->ada.token), 0, &p), ERR_NOT_FOUND);
    accepted(w, &w->bob);
}

static void test_restart(void **state)
{
    struct world *w = *state;

    world_close(w);
    world_open(w);
    accepted(w, &w->ada);
    accepted(w, &w->bob);
}

static void test_kind_names(void **state)
{
    (void)state;
    assert_string_equal(principal_kind_name(PRINCIPAL_NONE), "none");
    assert_string_equal(principal_kind_name(PRINCIPAL_USER), "user");
    assert_string_equal(principal_kind_name(PRINCIPAL_KEY), "key");
    assert_string_equal(principal_kind_name(PRINCIPAL_SYSTEM), "system");
}

/* ------------------------------------------------------------------ at once */

struct asker {
    struct world *world;
    const char *const *tokens;
    int n;
};

static void *ask_main(void *arg)
{
    struct asker *q = arg;
    struct principal p;
    struct err err = {0};

    for (int round = 0; round < 3; round++)
        for (int i = 0; i < q->n; i++)
            if (principal_resolve(q->world->auth, str_of(q->tokens[i]), 0, &p, &err))
                return q;
    return NULL;
}

/* More tokens than memory holds, several threads, and the version moving underneath. */
static void test_many_at_once(void **state)
{
    enum { N = 6000, THREADS = 4 };
    struct world *w = *state;
    const char **tokens = arena_array(&w->arena, N, sizeof *tokens);
    struct asker q = {.world = w, .tokens = tokens, .n = N};
    pthread_t threads[THREADS];
    struct err err = {0};

    for (int i = 0; i < N; i++)
        if (token_issue(w->auth, &w->arena, w->ada.user.id, w->ada.workspace.id, w->ada.session_id,
                        clock_now_ms() + 1000000 + 1000 * i, &tokens[i], &err))
            fail();
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_main, &q), 0);
    for (int i = 0; i < 20; i++) {
        struct account a = w->bob;

        sign_in(w, &a, expiry());
        end_session(w, a.session_id);
        refused(w, str_of(a.token));
    }
    for (int i = 0; i < THREADS; i++) {
        void *failure;

        pthread_join(threads[i], &failure);
        assert_null(failure);
    }
}

/* ------------------------------------------------------------------ passwords */

static enum err_code check(struct str password)
{
    struct err err = {0};

    if (password_check(password, &err) == 0)
        return ERR_NONE;
    assert_string_equal(err.rows[0].field, "password");
    return err.code;
}

static void test_password_check(void **state)
{
    char text[1002];

    (void)state;
    memset(text, 'x', sizeof text);
    assert_int_equal(check(STR_NONE), ERR_INVALID);
    assert_int_equal(check(STR("1234567")), ERR_INVALID);
    assert_int_equal(check(STR("12345678")), ERR_INVALID); /* among the commonest */
    assert_int_equal(check(STR("PassWord123")), ERR_INVALID);
    assert_int_equal(check(STR("QWERTYUIOP")), ERR_INVALID);
    assert_int_equal(check(STR("12345678 and more")), ERR_NONE);
    assert_int_equal(check(STR("1234567x")), ERR_NONE);
    assert_int_equal(check(STR("äöüß")), ERR_INVALID); /* eight bytes, four characters */
    assert_int_equal(check(STR("äöüßäöüß")), ERR_NONE);
    assert_int_equal(check((struct str){text, 1000}), ERR_NONE);
    assert_int_equal(check((struct str){text, 1001}), ERR_TOO_LONG);
}

static void test_password_hash(void **state)
{
    struct err err = {0};
    char a[128], b[128];

    (void)state;
    assert_int_equal(password_hash(STR("correct horse"), a, &err), 0);
    assert_int_equal(password_hash(STR("correct horse"), b, &err), 0);
    assert_string_not_equal(a, b);
    assert_int_equal(strncmp(a, "$argon2id$v=19$m=65536,t=3,p=1$", 31), 0);
    assert_true(password_verify(STR("correct horse"), a));
    assert_false(password_verify(STR("correct horsf"), a));
    assert_false(password_verify(STR("correct hors"), a));
    assert_false(password_verify(STR("correct horse\0"), a));
    assert_false(password_verify(STR_NONE, a));
}

static void test_password_without_a_hash(void **state)
{
    char text[2000];

    (void)state;
    memset(text, 'x', sizeof text);
    assert_false(password_verify(STR("anything"), NULL));
    assert_false(password_verify(STR("anything"), ""));
    assert_false(password_verify(STR("anything"), "no hash at all"));
    assert_false(password_verify(STR(""), NULL));
    assert_false(password_verify((struct str){text, sizeof text}, NULL));
}

static void test_password_outdated(void **state)
{
    struct err err = {0};
    char hash[128];

    (void)state;
    assert_int_equal(password_hash(STR("correct horse"), hash, &err), 0);
    assert_false(password_outdated(hash));
    assert_true(password_outdated("$argon2id$v=19$m=19456,t=2,p=1$abc$def"));
    assert_true(password_outdated("$argon2id$v=19$m=65536,t=2,p=1$abc$def"));
    assert_false(password_outdated("$argon2id$v=19$m=262144,t=3,p=1$abc$def")); /* never weaker */
    assert_true(password_outdated("no hash at all"));
}

/* What this thread has worked, whatever else the machine does. */
static int64_t cpu_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* An unknown user must not be told by the clock. */
static void test_unknown_user_takes_as_long(void **state)
{
    struct err err = {0};
    char hash[128];

    (void)state;
    assert_int_equal(password_hash(STR("correct horse"), hash, &err), 0);
    int64_t t0 = cpu_us();
    password_verify(STR("wrong horse"), hash);
    int64_t t1 = cpu_us();
    password_verify(STR("wrong horse"), NULL);
    int64_t t2 = cpu_us();
    assert_true(t2 - t1 > (t1 - t0) / 4);
    assert_true(t2 - t1 < (t1 - t0) * 4);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_forging_works),
        TEST(test_other_key),
        TEST(test_no_algorithm_but_ours),
        TEST(test_claims),
        TEST(test_every_byte_counts),
        TEST(test_no_second_spelling),
        TEST(test_shapes),
        TEST(test_oversized),
        TEST(test_expired),
        TEST(test_ended_session),
        TEST(test_workspace_of_another),
        TEST(test_second_workspace),
        TEST(test_lost_membership),
        TEST(test_restart),
        cmocka_unit_test(test_kind_names),
        TEST(test_many_at_once),
        cmocka_unit_test(test_password_check),
        cmocka_unit_test(test_password_hash),
        cmocka_unit_test(test_password_without_a_hash),
        cmocka_unit_test(test_password_outdated),
        cmocka_unit_test(test_unknown_user_takes_as_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
