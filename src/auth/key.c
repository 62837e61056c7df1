/* See key.h.
 *
 * On the path of every request of a program: the shape and the checksum sort out noise without a
 * look anywhere; a key seen before costs one hash and one lookup while the control version stands.
 * Nothing is remembered of keys that are none. 256 random bits need no slow hash.
 */
#include "auth/key.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/auth_private.h"
#include "base/base62.h"
#include "base/date.h"
#include "base/log.h"
#include "base/rand.h"

enum { HASH_SIZE = 32, PREFIX_RANDOM = 8, KEYS_KNOWN = 2048 };

#define USED_EVERY_MS INT64_C(60000)

static_assert((int)KEY_PREFIX == 5 + (int)PREFIX_RANDOM, "kith_ and 8 characters");
static_assert(KEY_TEXT == KEY_PREFIX + 1 + BASE62_SECRET + BASE62_CHECK, "the header draws it");

/* Of a key that was seen. */
struct known_key {
    int64_t id, user_id, workspace_id, rate_limit, expires_at, used_at;
    bool revoked, disabled;
    char scopes[KEY_SCOPES_MAX + 1];
};

struct memory *key_memory(void)
{
    return memory_new(KEYS_KNOWN, sizeof(struct known_key));
}

static void hash_text(struct str text, unsigned char out[static HASH_SIZE])
{
    crypto_generichash(out, HASH_SIZE, (const unsigned char *)text.p, text.n, NULL, 0);
}

/* --- making ----------------------------------------------------------------------------------- */

struct making {
    const struct actor *by;
    struct key *key;
    char text[KEY_TEXT + 1];
};

static void make_text(char text[static KEY_TEXT + 1])
{
    unsigned char secret[32];

    memcpy(text, "kith_", 5);
    base62_random(text + 5, PREFIX_RANDOM);
    text[KEY_PREFIX] = '_';
    rand_secret(secret, sizeof secret);
    base62_secret(secret, text + KEY_PREFIX + 1);
    base62_check((struct str){text, KEY_TEXT - BASE62_CHECK}, text + KEY_TEXT - BASE62_CHECK);
    text[KEY_TEXT] = '\0';
}

static int refuse_too_many(struct space_tx *tx, int64_t workspace_id, struct err *err)
{
    int64_t n;

    if (db_query_int(tx->db,
                     "SELECT COUNT(*) FROM api_keys WHERE workspace_id = ? AND revoked_at IS NULL",
                     DB_ARGS(DB_VALUE_INT(workspace_id)), 0, &n, err) != 0)
        return -1;
    if (n >= KEYS_MAX)
        return err_set(err, ERR_CONFLICT, NULL,
                       "This workspace has %d keys; revoke some before you make more.", KEYS_MAX);
    return 0;
}

static int insert(struct space_tx *tx, const struct making *m, struct err *err)
{
    const struct key *k = m->key;
    unsigned char hash[HASH_SIZE];

    hash_text((struct str){m->text, KEY_TEXT}, hash);
    tx->wrote = true;
    return db_run(
        tx->db,
        "INSERT INTO api_keys (id, prefix, hash, user_id, workspace_id, description, scopes, "
        "rate_limit, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_ARGS(DB_VALUE_INT(k->id), DB_VALUE_TEXT(((struct str){m->text, KEY_PREFIX})),
                DB_VALUE_BLOB(((struct str){(const char *)hash, HASH_SIZE})),
                DB_VALUE_INT(k->user_id), DB_VALUE_INT(k->workspace_id),
                DB_VALUE_TEXT(str_of(k->description)), DB_VALUE_TEXT(str_of(k->scopes)),
                DB_VALUE_INT(k->rate_limit), DB_VALUE_INT(k->created_at),
                k->expires_at ? DB_VALUE_INT(k->expires_at) : DB_VALUE_NULL),
        NULL, err);
}

static int make(void *ctx, struct space_tx *tx, struct err *err)
{
    struct making *m = ctx;
    struct key *k = m->key;
    struct principal there;

    if (actor_there(tx, m->by, k->workspace_id, &there, err) != 0 ||
        refuse_too_many(tx, k->workspace_id, err) != 0)
        return -1;
    k->id = space_tx_id(tx);
    k->user_id = there.user_id;
    k->created_at = tx->now;
    make_text(m->text);
    if (insert(tx, m, err) != 0)
        return -1;
    return actor_note(tx, m->by, k->workspace_id, "key.made", "key", k->id, NULL, err);
}

int key_make(struct auth *a, struct arena *arena, const struct actor *by, struct key *k,
             char ret_text[static KEY_TEXT + 1], struct err *err)
{
    struct making m = {.by = by, .key = k};

    if (space_write(control_space(a->control), make, &m, err) != 0)
        return -1;
    memcpy(ret_text, m.text, sizeof m.text);
    k->prefix = str_cstr(arena, (struct str){m.text, KEY_PREFIX});
    return 0;
}

/* --- listing and revoking ----------------------------------------------------------------------
 */

static struct key of_row(struct db_stmt *s, struct arena *a)
{
    return (struct key){.id = db_column_int(s, 0),
                        .user_id = db_column_int(s, 1),
                        .workspace_id = db_column_int(s, 2),
                        .prefix = str_cstr(a, db_column_str(s, 3)),
                        .description = str_cstr(a, db_column_str(s, 4)),
                        .scopes = str_cstr(a, db_column_str(s, 5)),
                        .rate_limit = db_column_int(s, 6),
                        .created_at = db_column_int(s, 7),
                        .expires_at = db_column_int(s, 8),
                        .used_at = db_column_int(s, 9)};
}

static int read_keys(struct db *db, struct arena *a, int64_t workspace_id, int64_t user_id,
                     struct key *list, size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    int got = 0;

    if (db_query(db,
                 "SELECT id, user_id, workspace_id, prefix, description, scopes, rate_limit, "
                 "created_at, expires_at, used_at FROM api_keys "
                 "WHERE workspace_id = ? AND (user_id = ? OR ? = 0) AND revoked_at IS NULL "
                 "ORDER BY id DESC",
                 DB_ARGS(DB_VALUE_INT(workspace_id), DB_VALUE_INT(user_id), DB_VALUE_INT(user_id)),
                 &s, err) != 0)
        return -1;
    while (*ret_n < KEYS_MAX && (got = db_step(s, err)) == 1)
        list[(*ret_n)++] = of_row(s, a);
    db_done(s);
    return got < 0 ? -1 : 0;
}

int keys_of(struct auth *a, struct arena *arena, const struct principal *there, struct key **ret,
            size_t *ret_n, struct err *err)
{
    struct db *db;
    bool all = policy_allows(there->role, ACT_MANAGE_MEMBERS);

    *ret = arena_array(arena, KEYS_MAX, sizeof **ret);
    *ret_n = 0;
    if (space_read(control_space(a->control), &db, err) != 0)
        return -1;
    int rc = read_keys(db, arena, there->workspace_id, all ? 0 : there->user_id, *ret, ret_n, err);
    space_read_end(control_space(a->control), db);
    return rc;
}

struct revoking {
    const struct actor *by;
    int64_t workspace_id, id;
};

static int revoke(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct revoking *r = ctx;
    struct principal there;
    int64_t n;

    if (actor_there(tx, r->by, r->workspace_id, &there, err) != 0)
        return -1;
    bool any = policy_allows(there.role, ACT_MANAGE_MEMBERS);
    tx->wrote = true;
    if (db_run(tx->db,
               "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND workspace_id = ? "
               "AND (user_id = ? OR ? = 1) AND revoked_at IS NULL",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(r->id), DB_VALUE_INT(r->workspace_id),
                       DB_VALUE_INT(there.user_id), DB_VALUE_INT(any)),
               &n, err) != 0)
        return -1;
    if (n == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such key of yours.");
    return actor_note(tx, r->by, r->workspace_id, "key.revoked", "key", r->id, NULL, err);
}

int key_revoke(struct auth *a, const struct actor *by, int64_t workspace_id, int64_t id,
               struct err *err)
{
    struct revoking r = {by, workspace_id, id};

    return space_write(control_space(a->control), revoke, &r, err);
}

/* --- at the door --------------------------------------------------------------------------------
 */

static int refuse(struct err *err, const char *why)
{
    return err_set(err, ERR_UNAUTHORIZED, NULL, "%s", why);
}

static bool has_shape(struct str text)
{
    char check[BASE62_CHECK];

    if (text.n != KEY_TEXT || !str_starts(text, "kith_") || text.p[KEY_PREFIX] != '_' ||
        !base62_valid(str_sub(text, 5, PREFIX_RANDOM)) ||
        !base62_valid(str_sub(text, KEY_PREFIX + 1, KEY_TEXT)))
        return false;
    base62_check(str_sub(text, 0, KEY_TEXT - BASE62_CHECK), check);
    return memcmp(check, text.p + KEY_TEXT - BASE62_CHECK, BASE62_CHECK) == 0;
}

/* The name of what is remembered is the hash itself, keyed so that it says nothing in a core. */
static struct memory_key memory_key_of(const struct auth *a, struct str text)
{
    struct memory_key key;

    crypto_generichash((unsigned char *)&key, sizeof key, (const unsigned char *)text.p, text.n,
                       a->memory_key, sizeof a->memory_key);
    return key;
}

static bool fill(struct db_stmt *s, const unsigned char hash[static HASH_SIZE],
                 struct known_key *ret)
{
    struct str stored = db_column_str(s, 0), scopes = db_column_str(s, 4);

    if (stored.n != HASH_SIZE || sodium_memcmp(stored.p, hash, HASH_SIZE) != 0)
        return false;
    memset(ret, 0, sizeof *ret);
    ret->id = db_column_int(s, 1);
    ret->user_id = db_column_int(s, 2);
    ret->workspace_id = db_column_int(s, 3);
    ret->rate_limit = db_column_int(s, 5);
    ret->expires_at = db_column_int(s, 6);
    ret->used_at = db_column_int(s, 7);
    ret->revoked = !db_column_null(s, 8);
    ret->disabled = !db_column_null(s, 9);
    memcpy(ret->scopes, scopes.n ? scopes.p : "",
           scopes.n < sizeof ret->scopes ? scopes.n : sizeof ret->scopes - 1);
    return true;
}

static int look_up(struct auth *a, struct str text, struct known_key *ret, struct err *err)
{
    unsigned char hash[HASH_SIZE];
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(control_space(a->control), &db, err) != 0)
        return -1;
    if (db_query(db,
                 "SELECT k.hash, k.id, k.user_id, k.workspace_id, k.scopes, k.rate_limit, "
                 "k.expires_at, k.used_at, k.revoked_at, u.disabled_at "
                 "FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.prefix = ?",
                 DB_ARGS(DB_VALUE_TEXT(str_sub(text, 0, KEY_PREFIX))), &s, err) == 0)
        got = db_step(s, err);
    hash_text(text, hash);
    bool found = got == 1 && fill(s, hash, ret);
    db_done(s);
    space_read_end(control_space(a->control), db);
    if (got < 0)
        return -1;
    return found ? 0 : refuse(err, "This is no API key of ours.");
}

struct use {
    struct space_task task;
    int64_t id, at;
};

static int write_use(struct space_task *t, struct space_tx *tx)
{
    const struct use *u = (const struct use *)t;

    /* tx->wrote stays false: nothing that anybody remembers becomes untrue by it. */
    return db_run(
        tx->db, "UPDATE api_keys SET used_at = ? WHERE id = ? AND COALESCE(used_at, 0) < ?",
        DB_ARGS(DB_VALUE_INT(u->at), DB_VALUE_INT(u->id), DB_VALUE_INT(u->at)), NULL, &t->err);
}

static void use_written(struct space_task *t)
{
    free(t);
}

/* Queues it and goes on. Two threads may both find that it is time; no harm is in that. */
static void note_use(struct auth *a, struct memory_key key, struct known_key *k, int64_t version,
                     int64_t now)
{
    if (now - k->used_at < USED_EVERY_MS)
        return;

    struct use *u = calloc(1, sizeof *u);
    if (!u)
        log_fatal("out of memory (keys)");
    k->used_at = now;
    memory_put(a->api_keys, key, k, version);
    *u = (struct use){.task = {.run = write_use, .done = use_written}, .id = k->id, .at = now};
    space_submit(control_space(a->control), &u->task);
}

static int check_alive(const struct known_key *k, int64_t now, struct err *err)
{
    if (k->revoked)
        return refuse(err, "This API key was revoked.");
    if (k->expires_at && k->expires_at <= now)
        return refuse(err, "This API key has expired.");
    return k->disabled ? refuse(err, "The maker of this API key is disabled.") : 0;
}

int principal_by_key(struct auth *a, struct arena *arena, struct str text, int64_t workspace_id,
                     struct principal *ret_principal, struct err *err)
{
    if (!has_shape(text))
        return refuse(err, "This is no API key of ours.");

    struct memory_key key = memory_key_of(a, text);
    int64_t version = control_version(a->control), stamp, now = clock_now_ms();
    struct known_key k;
    enum role role;

    if (!memory_get(a->api_keys, key, &k, &stamp) || stamp != version) {
        if (look_up(a, text, &k, err) != 0)
            return -1;
        memory_put(a->api_keys, key, &k, version);
    }
    if (check_alive(&k, now, err) != 0 ||
        control_role(a->control, k.workspace_id, k.user_id, &role, err) != 0)
        return -1;
    if (role == ROLE_NONE)
        return refuse(err, "The maker of this API key is no member of its workspace any more.");
    if (workspace_id && workspace_id != k.workspace_id)
        return err_set(err, ERR_FORBIDDEN, NULL, "An API key is good for its own workspace only.");
    note_use(a, key, &k, version, now);
    *ret_principal = (struct principal){.kind = PRINCIPAL_KEY,
                                        .id = k.id,
                                        .user_id = k.user_id,
                                        .workspace_id = k.workspace_id,
                                        .role = role,
                                        .scopes = arena_strdup(arena, k.scopes),
                                        .rate_limit = k.rate_limit};
    return 0;
}

int key_name(struct control *c, struct arena *a, int64_t id, struct str *ret_name, struct err *err)
{
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    if (db_query(db, "SELECT description, prefix FROM api_keys WHERE id = ?",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err) == 0)
        got = db_step(s, err);
    if (got >= 0)
        *ret_name =
            got == 0 ? STR_NONE : str_dup(a, db_column_str(s, db_column_str(s, 0).n ? 0 : 1));
    db_done(s);
    space_read_end(control_space(c), db);
    return got < 0 ? -1 : 0;
}

/* By its id, without its text. */
int key_stands(struct control *c, int64_t id, bool *ret_stands, struct err *err)
{
    struct db *db;
    int64_t found = 0;
    int failed;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    failed = db_query_int(db,
                          "SELECT k.id FROM api_keys k JOIN users u ON u.id = k.user_id "
                          "WHERE k.id = ? AND k.revoked_at IS NULL AND u.disabled_at IS NULL "
                          "AND (k.expires_at IS NULL OR k.expires_at > ?)",
                          DB_ARGS(DB_VALUE_INT(id), DB_VALUE_INT(clock_now_ms())), 0, &found, err);
    space_read_end(control_space(c), db);
    *ret_stands = found != 0;
    return failed;
}

/* "*", the scope itself, or its verb with a star. */
static bool covers(struct str held, struct str scope)
{
    size_t colon = str_find(scope, ':', 0);

    if (str_is(held, "*") || str_eq(held, scope))
        return true;
    return held.n == colon + 2 && str_ends(held, ":*") &&
           str_eq(str_sub(held, 0, colon), str_sub(scope, 0, colon));
}

bool principal_has_scope(const struct principal *who, const char *scope)
{
    struct str rest = str_of(who->scopes), held;

    if (who->kind != PRINCIPAL_KEY)
        return true;
    if (!scope || !who->scopes)
        return false;
    while (str_next(&rest, ' ', &held))
        if (covers(held, str_of(scope)))
            return true;
    return false;
}
