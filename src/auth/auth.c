/* The room's state: the keys, and the memory of verified tokens; and sealing all anew. */
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "auth/audit.h"
#include "auth/auth_private.h"
#include "base/log.h"
#include "base/rand.h"

enum { TOKENS_KNOWN = 4096 };

static char *copy(const char *text)
{
    char *mine = strdup(text ? text : "");

    if (!mine)
        log_fatal("out of memory (auth)");
    return mine;
}

static struct auth *auth_new(const struct auth_config *config)
{
    struct auth *a = calloc(1, sizeof *a);

    if (!a)
        log_fatal("out of memory (auth)");
    a->config = *config;
    a->config.dir = copy(config->dir);
    a->config.public_url = copy(config->public_url);
    a->control = config->control;
    a->throttle = config->throttled ? throttle_new() : NULL;
    a->tokens = memory_new(TOKENS_KNOWN, sizeof(struct remembered));
    a->api_keys = key_memory();
    pthread_rwlock_init(&a->keys_lock, NULL);
    rand_secret(a->memory_key, sizeof a->memory_key);
    return a;
}

/* --- the key of the CSRF tokens, kept sealed -------------------------------------------------- */

struct named_secret {
    struct auth *auth;
    struct arena *arena;
    const char *name;
    unsigned char value[TOKEN_KEY_SIZE];
};

/* 1 when there is one, 0 when not. */
static int named_read(struct named_secret *n, struct db *db, struct err *err)
{
    struct db_stmt *s;
    struct str plain;
    struct err closed = {0};

    if (db_query(db, "SELECT value FROM secrets WHERE name = ?",
                 DB_ARGS(DB_VALUE_TEXT(str_of(n->name))), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got == 1 &&
        secret_open(n->auth->secrets, n->arena, arena_printf(n->arena, "secret:%s", n->name),
                    db_column_str(s, 0), &plain, &closed) != 0)
        got = err_set(err, ERR_UNAVAILABLE, NULL,
                      "The keys (secret.key in the data folder, or the setting secret_key) are not "
                      "those this database was used with. Put them back from a backup.");
    if (got == 1 && plain.n != sizeof n->value)
        got = err_internal(err, "the secret %s has %zu bytes", n->name, plain.n);
    if (got == 1)
        memcpy(n->value, plain.p, plain.n);
    db_done(s);
    return got;
}

static int named_make(void *ctx, struct space_tx *tx, struct err *err)
{
    struct named_secret *n = ctx;
    struct str sealed;
    int got = named_read(n, tx->db, err);

    if (got != 0)
        return got < 0 ? -1 : 0;
    rand_secret(n->value, sizeof n->value);
    if (secret_seal(n->auth->secrets, n->arena, arena_printf(n->arena, "secret:%s", n->name),
                    (struct str){(char *)n->value, sizeof n->value}, &sealed, err) != 0)
        return -1;
    return db_run(tx->db, "INSERT INTO secrets (name, value) VALUES (?, ?)",
                  DB_ARGS(DB_VALUE_TEXT(str_of(n->name)), DB_VALUE_BLOB(sealed)), NULL, err);
}

/* Opening it also tells whether secret.key is the right one. */
static int load_csrf_key(struct auth *a, struct err *err)
{
    struct arena arena;
    struct named_secret n = {.auth = a, .arena = &arena, .name = "csrf"};
    struct db *db;

    if (space_read(control_space(a->control), &db, err) != 0)
        return -1;
    arena_init(&arena);
    int got = named_read(&n, db, err);
    space_read_end(control_space(a->control), db);
    if (got == 0)
        got = space_write(control_space(a->control), named_make, &n, err);
    memcpy(a->csrf_key, n.value, sizeof n.value);
    sodium_memzero(&n.value, sizeof n.value);
    arena_release(&arena);
    return got < 0 ? -1 : 0;
}

/* --- open and close --------------------------------------------------------------------------- */

int auth_open(const struct auth_config *config, struct auth **ret_auth, struct err *err)
{
    if (sodium_init() < 0)
        return err_internal(err, "libsodium cannot start");

    struct auth *a = auth_new(config);
    int rc = config->secret_keys ? secrets_given(config->secret_keys, &a->secrets, err)
                                 : secrets_open(config->dir, &a->secrets, err);
    if (rc != 0 || load_csrf_key(a, err) != 0 || token_init(a, err) != 0) {
        auth_close(a);
        return -1;
    }
    *ret_auth = a;
    return 0;
}

void auth_close(struct auth *a)
{
    if (!a)
        return;
    memory_free(a->tokens);
    memory_free(a->api_keys);
    throttle_free(a->throttle);
    secrets_close(a->secrets);
    free((char *)(uintptr_t)a->config.dir);
    free((char *)(uintptr_t)a->config.public_url);
    pthread_rwlock_destroy(&a->keys_lock);
    sodium_memzero(a, sizeof *a);
    free(a);
}

struct control *auth_control(const struct auth *a)
{
    return a->control;
}

const struct secrets *auth_secrets(const struct auth *a)
{
    return a->secrets;
}

bool auth_mails(const struct auth *a)
{
    return a->config.mail != NULL;
}

/* --- sealing anew ----------------------------------------------------------------------------- */

/* TO SEAL ANOTHER COLUMN: one row. The context of its values is "<context>:<key>". */
static const struct sealed_column {
    const char *context, *select, *update;
} sealed_columns[] = {
    {"secret", "SELECT name, value FROM secrets", "UPDATE secrets SET value = ? WHERE name = ?"},
    {"signing", "SELECT id, value FROM signing_keys",
     "UPDATE signing_keys SET value = ? WHERE id = ?"},
    {"totp", "SELECT id, totp_secret FROM users WHERE totp_secret IS NOT NULL",
     "UPDATE users SET totp_secret = ? WHERE id = ?"},
};

struct reseal {
    struct auth *auth;
    struct arena *arena;
};

static int reseal_value(struct reseal *r, struct db *db, const struct sealed_column *column,
                        struct db_value key, struct str sealed, struct err *err)
{
    const char *context = key.type == DB_IS_INT
                              ? arena_printf(r->arena, "%s:%" PRId64, column->context, key.i)
                              : arena_printf(r->arena, "%s:%.*s", column->context, STR_ARG(key.s));
    struct str plain;

    if (secret_open(r->auth->secrets, r->arena, context, sealed, &plain, err) != 0 ||
        secret_seal(r->auth->secrets, r->arena, context, plain, &sealed, err) != 0)
        return -1;
    return db_run(db, column->update, DB_ARGS(DB_VALUE_BLOB(sealed), key), NULL, err);
}

/* All is read before anything is written, so that no statement walks what changes under it. */
static int reseal_column(struct reseal *r, struct db *db, const struct sealed_column *column,
                         struct err *err)
{
    struct pair {
        struct pair *next;
        struct db_value key, value;
    } *first = NULL;
    struct db_stmt *s;
    int got;

    if (db_query(db, column->select, DB_NO_ARGS, &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        struct pair *p = ARENA_NEW(r->arena, struct pair);

        *p = (struct pair){first, db_value_dup(r->arena, db_column(s, 0)),
                           db_value_dup(r->arena, db_column(s, 1))};
        first = p;
    }
    db_done(s);
    for (struct pair *p = first; got == 0 && p; p = p->next)
        got = reseal_value(r, db, column, p->key, p->value.s, err);
    return got < 0 ? -1 : 0;
}

static int reseal(void *ctx, struct space_tx *tx, struct err *err)
{
    struct reseal *r = ctx;
    struct audit_entry e = {
        .actor_kind = PRINCIPAL_SYSTEM,
        .action = "secrets.rotated",
        .detail = arena_printf(r->arena, "{\"key\":%u}", secrets_version(r->auth->secrets))};

    for (size_t i = 0; i < ARRAY_LEN(sealed_columns); i++)
        if (reseal_column(r, tx->db, &sealed_columns[i], err) != 0)
            return -1;
    return audit_append(tx, &e, err);
}

/* The new key is on disk before anything is sealed with it: a crash in between leaves values of
 * both keys, and both are there. */
int auth_rotate(struct auth *a, struct err *err)
{
    struct arena arena;
    struct reseal r = {a, &arena};

    if (secrets_add_key(a->secrets, err) != 0)
        return -1;
    arena_init(&arena);
    int rc = space_write(control_space(a->control), reseal, &r, err);
    arena_release(&arena);
    return rc == 0 ? token_rotate(a, err) : -1;
}
