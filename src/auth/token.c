/* Tokens: JWT, HS256, by libjwt.
 *
 * The algorithm is ours and never the token's. All tokens of a key begin with the same header,
 * letter by letter; whatever begins otherwise (another algorithm, `none`, a key of its own,
 * critical extensions) is refused before anything of it is parsed. The header names the key (kid),
 * so keys change without anybody being signed out: the newest signs, those before verify until what
 * they signed has expired.
 *
 * Ids travel as text: a JSON number of libjwt is a long, which has 32 bits on small machines.
 */
#include <errno.h>
#include <inttypes.h>
#include <jwt.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/auth_private.h"
#include "base/date.h"
#include "base/rand.h"
#include <sodium.h>

#define TOKEN_ISSUER "kith"

enum { LOOK_AGAIN_US = 1000000 };

/* --- making ----------------------------------------------------------------------------------- */

static int add_id(jwt_t *jwt, const char *name, int64_t id)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, id);
    return jwt_add_grant(jwt, name, text);
}

static int add_claims(jwt_t *jwt, const struct claims *c)
{
    return jwt_add_grant(jwt, "iss", TOKEN_ISSUER) || add_id(jwt, "sub", c->user_id) ||
           add_id(jwt, "ws", c->workspace_id) || add_id(jwt, "sid", c->session_id) ||
           jwt_add_grant_int(jwt, "iat", (long)(clock_now_ms() / 1000)) ||
           jwt_add_grant_int(jwt, "exp", (long)(c->expires_at / 1000));
}

/* malloc'ed; NULL when libjwt will not. */
static char *sign(const struct signing_key *k, const struct claims *c)
{
    jwt_t *jwt;
    char *text = NULL, kid[24];

    if (jwt_new(&jwt) != 0)
        return NULL;
    snprintf(kid, sizeof kid, "%" PRId64, k->id);
    if (jwt_set_alg(jwt, JWT_ALG_HS256, k->key, TOKEN_KEY_SIZE) == 0 &&
        jwt_add_header(jwt, "kid", kid) == 0 && add_claims(jwt, c) == 0)
        text = jwt_encode_str(jwt);
    jwt_free(jwt);
    return text;
}

/* --- keys ------------------------------------------------------------------------------------- */

/* Learns how the key's tokens begin. */
static int learn_header(struct signing_key *k, struct err *err)
{
    struct claims none = {0};
    char *text = sign(k, &none);
    size_t n = text ? strcspn(text, ".") + 1 : 0;

    if (n == 0 || n >= sizeof k->header) {
        free(text);
        return err_internal(err, "libjwt cannot sign a token");
    }
    memcpy(k->header, text, n);
    k->header[n] = '\0';
    free(text);
    return 0;
}

/* The rows that may still be needed: the newest, and each whose successor is younger than the
 * longest life of a token. */
struct keys {
    struct auth *auth;
    struct arena *arena;
    struct signing_key list[SIGNING_KEYS_MAX];
    size_t n;
    int64_t add_after; /* a new one where the newest is at least so old (ms); -1: only the first */
};

static int key_of_row(struct keys *k, struct db_stmt *s, struct err *err)
{
    struct signing_key *key = &k->list[k->n];
    struct str plain;

    key->id = db_column_int(s, 0);
    key->created_at = db_column_int(s, 1);
    if (secret_open(k->auth->secrets, k->arena, arena_printf(k->arena, "signing:%" PRId64, key->id),
                    db_column_str(s, 2), &plain, err) != 0)
        return -1;
    if (plain.n != TOKEN_KEY_SIZE)
        return err_internal(err, "the signing key %" PRId64 " has %zu bytes", key->id, plain.n);
    memcpy(key->key, plain.p, TOKEN_KEY_SIZE);
    k->n++;
    return learn_header(key, err);
}

static int keys_read(struct keys *k, struct db *db, struct err *err)
{
    struct db_stmt *s;
    int got;

    k->n = 0;
    if (db_query(db, "SELECT id, created_at, value FROM signing_keys ORDER BY id DESC", DB_NO_ARGS,
                 &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        int64_t horizon = clock_now_ms() - TOKEN_LIFE_MAX_MS;

        if (k->n == SIGNING_KEYS_MAX || (k->n && k->list[k->n - 1].created_at < horizon)) {
            got = 0;
            break;
        }
        if (key_of_row(k, s, err) != 0) {
            got = -1;
            break;
        }
    }
    db_done(s);
    return got;
}

static int key_insert(struct keys *k, struct space_tx *tx, struct err *err)
{
    unsigned char key[TOKEN_KEY_SIZE];
    int64_t id = space_tx_id(tx);
    struct str sealed;

    rand_secret(key, sizeof key);
    int rc = secret_seal(k->auth->secrets, k->arena, arena_printf(k->arena, "signing:%" PRId64, id),
                         (struct str){(char *)key, sizeof key}, &sealed, err);
    sodium_memzero(key, sizeof key);
    if (rc != 0)
        return -1;
    return db_run(tx->db, "INSERT INTO signing_keys (id, created_at, value) VALUES (?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(id), DB_VALUE_INT(tx->now), DB_VALUE_BLOB(sealed)), NULL,
                  err);
}

/* Makes one where there is none or one is asked for, and deletes those that are over. */
static int keys_renew(void *ctx, struct space_tx *tx, struct err *err)
{
    struct keys *k = ctx;

    if (keys_read(k, tx->db, err) != 0)
        return -1;
    bool add = k->n == 0 || (k->add_after >= 0 && tx->now - k->list[0].created_at >= k->add_after);
    if (add && (key_insert(k, tx, err) != 0 || keys_read(k, tx->db, err) != 0))
        return -1;
    return db_run(tx->db, "DELETE FROM signing_keys WHERE id < ?",
                  DB_ARGS(DB_VALUE_INT(k->list[k->n - 1].id)), NULL, err);
}

static void keys_take(struct auth *a, struct keys *k)
{
    pthread_rwlock_wrlock(&a->keys_lock);
    memcpy(a->keys, k->list, k->n * sizeof k->list[0]);
    a->n_keys = k->n;
    pthread_rwlock_unlock(&a->keys_lock);
}

static int renew(struct auth *a, int64_t add_after, struct err *err)
{
    struct arena arena;

    arena_init(&arena);
    struct keys *k = ARENA_NEW(&arena, struct keys);
    k->auth = a;
    k->arena = &arena;
    k->add_after = add_after;
    int rc = space_write(control_space(a->control), keys_renew, k, err);
    if (rc == 0)
        keys_take(a, k);
    sodium_memzero(k->list, sizeof k->list);
    arena_release(&arena);
    return rc;
}

int token_init(struct auth *a, struct err *err)
{
    return renew(a, -1, err);
}

int token_rotate(struct auth *a, struct err *err)
{
    return renew(a, 0, err);
}

static bool key_is_old(struct auth *a)
{
    pthread_rwlock_rdlock(&a->keys_lock);
    int64_t age = clock_now_ms() - a->keys[0].created_at;
    pthread_rwlock_unlock(&a->keys_lock);
    return a->config.signing_key_ms > 0 && age > a->config.signing_key_ms;
}

int token_issue(struct auth *a, struct arena *arena, int64_t user_id, int64_t workspace_id,
                int64_t session_id, int64_t expires_at, const char **ret_token, struct err *err)
{
    struct claims c = {.user_id = user_id,
                       .workspace_id = workspace_id,
                       .session_id = session_id,
                       .expires_at = expires_at};

    if (key_is_old(a) && renew(a, a->config.signing_key_ms, err) != 0)
        return -1;
    pthread_rwlock_rdlock(&a->keys_lock);
    char *text = sign(&a->keys[0], &c);
    pthread_rwlock_unlock(&a->keys_lock);
    if (!text)
        return err_internal(err, "libjwt cannot sign a token: %s", strerror(errno));
    *ret_token = arena_strdup(arena, text);
    free(text);
    return 0;
}

/* --- verifying -------------------------------------------------------------------------------- */

/* Three parts of base64url. */
static bool has_our_shape(struct str token)
{
    size_t dots = 0;

    if (token.n > TOKEN_MAX)
        return false;
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (c == '.')
            dots++;
        else if (!letter && c != '-' && c != '_')
            return false;
    }
    return dots == 2;
}

static bool get_id(jwt_t *jwt, const char *name, int64_t *ret_id)
{
    return str_to_i64(str_of(jwt_get_grant(jwt, name)), ret_id) && *ret_id > 0;
}

static bool get_claims(jwt_t *jwt, struct claims *c)
{
    const char *issuer = jwt_get_grant(jwt, "iss");
    long expires = jwt_get_grant_int(jwt, "exp");

    c->expires_at = (int64_t)expires * 1000;
    return issuer && strcmp(issuer, TOKEN_ISSUER) == 0 && expires > 0 &&
           get_id(jwt, "sub", &c->user_id) && get_id(jwt, "ws", &c->workspace_id) &&
           get_id(jwt, "sid", &c->session_id);
}

/* The key whose header the token begins with. */
static bool find_key(struct auth *a, struct str token, unsigned char ret_key[static TOKEN_KEY_SIZE])
{
    bool found = false;

    pthread_rwlock_rdlock(&a->keys_lock);
    for (size_t i = 0; i < a->n_keys && !found; i++) {
        found = str_starts(token, a->keys[i].header);
        if (found)
            memcpy(ret_key, a->keys[i].key, TOKEN_KEY_SIZE);
    }
    pthread_rwlock_unlock(&a->keys_lock);
    return found;
}

/* Another process may have made a key since; but noise is no reason to look more than now and then.
 */
static bool keys_look_again(struct auth *a)
{
    int64_t now = clock_mono_us(), last = atomic_load(&a->keys_looked_us);
    struct arena arena;
    struct err ignored = {0};
    struct db *db;

    if (!spaces_shared(space_spaces(control_space(a->control))) || now - last < LOOK_AGAIN_US ||
        !atomic_compare_exchange_strong(&a->keys_looked_us, &last, now) ||
        space_read(control_space(a->control), &db, &ignored) != 0)
        return false;
    arena_init(&arena);
    struct keys *k = ARENA_NEW(&arena, struct keys);
    k->auth = a;
    k->arena = &arena;
    bool read = keys_read(k, db, &ignored) == 0 && k->n > 0;
    space_read_end(control_space(a->control), db);
    if (read)
        keys_take(a, k);
    sodium_memzero(k->list, sizeof k->list);
    arena_release(&arena);
    return read;
}

bool token_verify(struct auth *a, struct str token, struct claims *ret_claims)
{
    unsigned char key[TOKEN_KEY_SIZE];
    char text[TOKEN_MAX + 1];
    struct claims c;
    jwt_t *jwt = NULL;

    if (!has_our_shape(token) ||
        (!find_key(a, token, key) && !(keys_look_again(a) && find_key(a, token, key))))
        return false;
    memcpy(text, token.p, token.n);
    text[token.n] = '\0';
    int rc = jwt_decode(&jwt, text, key, TOKEN_KEY_SIZE);
    sodium_memzero(key, sizeof key);
    if (rc != 0)
        return false;

    bool good = jwt_get_alg(jwt) == JWT_ALG_HS256 && get_claims(jwt, &c);
    jwt_free(jwt);
    if (good)
        *ret_claims = c;
    return good;
}
