/* See session.h. All secrets are made before the transaction begins, since a writer may run it
 * twice.
 */
#include "auth/session.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "auth/audit.h"
#include "auth/auth_private.h"
#include "base/date.h"
#include "base/rand.h"
#include "base/utf8.h"

enum { SECRET_BYTES = 32, SECRET_TEXT = 44, USER_AGENT_MAX = 255 };

#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

struct hash {
    unsigned char bytes[SECRET_HASH_SIZE];
};

static struct hash hash_of(const char *kind, struct str secret)
{
    struct hash h;

    secret_hash(kind, secret, h.bytes);
    return h;
}

static struct str hash_str(const struct hash *h)
{
    return (struct str){(const char *)h->bytes, sizeof h->bytes};
}

/* 43 letters, 256 bits. */
static const char *new_secret(struct arena *a)
{
    unsigned char bytes[SECRET_BYTES];
    char *text = arena_alloc(a, SECRET_TEXT);

    rand_secret(bytes, sizeof bytes);
    sodium_bin2base64(text, SECRET_TEXT, bytes, sizeof bytes, BASE64);
    sodium_memzero(bytes, sizeof bytes);
    return text;
}

/* --- refresh tokens: "<family>.<secret>" ------------------------------------------------------ */

struct refresh_parts {
    struct str family, secret;
};

static bool split(struct str token, struct refresh_parts *ret)
{
    size_t dot = str_find(token, '.', 0);

    ret->family = str_sub(token, 0, dot);
    ret->secret = str_sub(token, dot + 1, token.n);
    return ret->family.n == SECRET_TEXT - 1 && ret->secret.n == SECRET_TEXT - 1;
}

/* --- starting --------------------------------------------------------------------------------- */

struct starting {
    struct arena *arena;
    const struct session_start *start;
    struct session row;
    struct hash former;
};

static int end_former(struct starting *s, struct space_tx *tx, struct err *err)
{
    int64_t id;

    if (!s->start->former.p)
        return 0;
    if (db_query_int(tx->db, "SELECT id FROM sessions WHERE cookie_hash = ? AND ended_at IS NULL",
                     DB_ARGS(DB_VALUE_BLOB(hash_str(&s->former))), 0, &id, err) != 0)
        return -1;
    return id ? control_session_close(tx, id, err) : 0;
}

static int start_run(void *ctx, struct space_tx *tx, struct err *err)
{
    struct starting *s = ctx;

    if (end_former(s, tx, err) != 0 || control_session_add(tx, &s->row, err) != 0)
        return -1;

    struct audit_entry e = {.actor_kind = PRINCIPAL_USER,
                            .actor_id = s->row.user_id,
                            .workspace_id = s->row.workspace_id,
                            .action = s->start->action,
                            .target = arena_printf(s->arena, "session:%" PRId64, s->row.id),
                            .address = s->start->address};
    return audit_append(tx, &e, err);
}

static int issue(struct auth *a, struct arena *arena, struct session_grant *g, struct err *err)
{
    g->token_expires_at = clock_now_ms() + a->config.token_ms;
    return token_issue(a, arena, g->user_id, g->workspace_id, g->session_id, g->token_expires_at,
                       &g->token, err);
}

int session_start(struct auth *a, struct arena *arena, const struct session_start *start,
                  struct session_grant *ret_grant, struct err *err)
{
    const char *cookie = new_secret(arena), *family = new_secret(arena),
               *secret = new_secret(arena);
    struct hash cookie_hash = hash_of("cookie", str_of(cookie)),
                family_hash = hash_of("family", str_of(family)),
                refresh_hash = hash_of("refresh", str_of(secret));
    struct str agent = utf8_valid(start->user_agent) ? start->user_agent : STR("");
    struct starting s = {
        .arena = arena,
        .start = start,
        .former = hash_of("cookie", start->former),
        .row = {.user_id = start->user_id,
                .workspace_id = start->workspace_id,
                .expires_at = clock_now_ms() + SESSION_MS,
                .user_agent = str_cstr(arena, utf8_prefix(agent, USER_AGENT_MAX)),
                .address = str_cstr(arena, start->address),
                .cookie_hash = hash_str(&cookie_hash),
                .family_hash = hash_str(&family_hash),
                .refresh_hash = hash_str(&refresh_hash)},
    };

    if (space_write(control_space(a->control), start_run, &s, err) != 0)
        return -1;
    *ret_grant = (struct session_grant){
        .session_id = s.row.id,
        .user_id = s.row.user_id,
        .workspace_id = s.row.workspace_id,
        .refresh_token = arena_printf(arena, "%s.%s", family, secret),
        .cookie = cookie,
        .expires_at = s.row.expires_at,
    };
    return issue(a, arena, ret_grant, err);
}

/* --- refreshing ------------------------------------------------------------------------------- */

struct refreshing {
    struct arena *arena;
    const char *select; /* a session's id, user, workspace, refresh_hash by `key` */
    struct hash key;
    const struct hash *shown; /* the hash its refresh token must have; NULL: by cookie */
    struct hash family, next; /* what is stored from now on */
    bool new_family;
    struct str address;
    struct session_grant grant;
    bool found, reused;
};

#define REFRESH_SELECT                                                                             \
    "SELECT id, user_id, workspace_id, refresh_hash, family_hash FROM sessions "                   \
    "WHERE ended_at IS NULL AND expires_at > ? AND "

static int refresh_find(struct refreshing *r, struct space_tx *tx, struct err *err)
{
    struct db_stmt *s;

    if (db_query(tx->db, r->select,
                 DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_BLOB(hash_str(&r->key))), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    r->found = got == 1;
    r->reused = false;
    if (got == 1) {
        struct str stored = db_column_str(s, 3);

        r->grant.session_id = db_column_int(s, 0);
        r->grant.user_id = db_column_int(s, 1);
        r->grant.workspace_id = db_column_int(s, 2);
        r->reused = r->shown && (stored.n != SECRET_HASH_SIZE ||
                                 sodium_memcmp(stored.p, r->shown->bytes, SECRET_HASH_SIZE) != 0);
    }
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int refresh_reused(struct refreshing *r, struct space_tx *tx, struct err *err)
{
    struct audit_entry e = {.actor_kind = PRINCIPAL_USER,
                            .actor_id = r->grant.user_id,
                            .workspace_id = r->grant.workspace_id,
                            .action = "auth.refresh_reused",
                            .target =
                                arena_printf(r->arena, "session:%" PRId64, r->grant.session_id),
                            .address = r->address};

    if (control_session_close(tx, r->grant.session_id, err) != 0)
        return -1;
    return audit_append(tx, &e, err);
}

/* What was used up is refused, but the session's end must be committed: so 0, and r->reused. */
static int refresh_run(void *ctx, struct space_tx *tx, struct err *err)
{
    struct refreshing *r = ctx;

    if (refresh_find(r, tx, err) != 0)
        return -1;
    if (!r->found)
        return 0;
    if (r->reused)
        return refresh_reused(r, tx, err);
    r->grant.expires_at = tx->now + SESSION_MS;
    if (r->new_family &&
        db_run(tx->db, "UPDATE sessions SET family_hash = ? WHERE id = ?",
               DB_ARGS(DB_VALUE_BLOB(hash_str(&r->family)), DB_VALUE_INT(r->grant.session_id)),
               NULL, err) != 0)
        return -1;
    return db_run(tx->db,
                  "UPDATE sessions SET refresh_hash = ?, seen_at = ?, expires_at = ? WHERE id = ?",
                  DB_ARGS(DB_VALUE_BLOB(hash_str(&r->next)), DB_VALUE_INT(tx->now),
                          DB_VALUE_INT(r->grant.expires_at), DB_VALUE_INT(r->grant.session_id)),
                  NULL, err);
}

static int refresh(struct auth *a, struct arena *arena, struct refreshing *r, const char *family,
                   struct session_grant *ret_grant, struct err *err)
{
    const char *secret = new_secret(arena);

    r->arena = arena;
    r->next = hash_of("refresh", str_of(secret));
    r->grant.refresh_token = arena_printf(arena, "%s.%s", family, secret);
    if (space_write(control_space(a->control), refresh_run, r, err) != 0)
        return -1;
    if (!r->found || r->reused)
        return err_set(err, ERR_UNAUTHORIZED, NULL, "This sign-in has ended: sign in again.");
    *ret_grant = r->grant;
    return issue(a, arena, ret_grant, err);
}

int session_refresh(struct auth *a, struct arena *arena, struct str refresh_token,
                    struct str address, struct session_grant *ret_grant, struct err *err)
{
    struct refresh_parts parts;

    if (!split(refresh_token, &parts))
        return err_set(err, ERR_UNAUTHORIZED, NULL, "This is no refresh token: sign in again.");

    struct hash shown = hash_of("refresh", parts.secret);
    struct refreshing r = {.select = REFRESH_SELECT "family_hash = ?",
                           .key = hash_of("family", parts.family),
                           .shown = &shown,
                           .address = address};
    return refresh(a, arena, &r, str_cstr(arena, parts.family), ret_grant, err);
}

int session_refresh_by_cookie(struct auth *a, struct arena *arena, struct str cookie,
                              struct session_grant *ret_grant, struct err *err)
{
    const char *family = new_secret(arena);
    struct refreshing r = {.select = REFRESH_SELECT "cookie_hash = ?",
                           .key = hash_of("cookie", cookie),
                           .family = hash_of("family", str_of(family)),
                           .new_family = true};

    return refresh(a, arena, &r, family, ret_grant, err);
}

/* --- ending ----------------------------------------------------------------------------------- */

struct ending {
    const struct principal *who;
    struct arena *arena;
    int64_t session_id; /* 0: all but `keep` */
    int64_t keep;
    int64_t ended;
    struct str address;
};

static int note_end(const struct ending *e, struct space_tx *tx, const char *target,
                    struct err *err)
{
    struct audit_entry entry = {.actor_kind = e->who->kind,
                                .actor_id = e->who->id,
                                .workspace_id = e->who->workspace_id,
                                .action = "auth.logout",
                                .target = target,
                                .address = e->address};

    return audit_append(tx, &entry, err);
}

static int end_one(void *ctx, struct space_tx *tx, struct err *err)
{
    struct ending *e = ctx;
    char target[40];
    int64_t id;

    if (db_query_int(tx->db,
                     "SELECT id FROM sessions WHERE id = ? AND user_id = ? AND ended_at IS NULL "
                     "AND expires_at > ?",
                     DB_ARGS(DB_VALUE_INT(e->session_id), DB_VALUE_INT(e->who->user_id),
                             DB_VALUE_INT(tx->now)),
                     0, &id, err) != 0)
        return -1;
    if (!id)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such session of yours.");
    snprintf(target, sizeof target, "session:%" PRId64, id);
    return control_session_close(tx, id, err) ? -1 : note_end(e, tx, target, err);
}

static int end_many(void *ctx, struct space_tx *tx, struct err *err)
{
    struct ending *e = ctx;

    if (control_sessions_close(tx, e->who->user_id, e->keep, &e->ended, err) != 0)
        return -1;
    return e->ended ? note_end(e, tx, e->keep ? "sessions:others" : "sessions:all", err) : 0;
}

int session_end(struct auth *a, const struct principal *who, int64_t session_id, struct str address,
                struct err *err)
{
    struct ending e = {.who = who, .session_id = session_id, .address = address};

    return space_write(control_space(a->control), end_one, &e, err);
}

int session_end_all(struct auth *a, const struct principal *who, bool all, struct str address,
                    int64_t *ret_ended, struct err *err)
{
    struct ending e = {.who = who, .keep = all ? 0 : who->session_id, .address = address};

    if (space_write(control_space(a->control), end_many, &e, err) != 0)
        return -1;
    *ret_ended = e.ended;
    return 0;
}

/* --- CSRF ------------------------------------------------------------------------------------- */

void session_csrf_token(const struct auth *a, int64_t session_id, char out[static CSRF_SIZE])
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    char text[40];
    int n = snprintf(text, sizeof text, "csrf:%" PRId64, session_id);

    crypto_auth_hmacsha256_init(&state, a->csrf_key, sizeof a->csrf_key);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)text, (unsigned long long)n);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_bin2base64(out, CSRF_SIZE, mac, sizeof mac, BASE64);
}

bool session_csrf_ok(const struct auth *a, int64_t session_id, struct str given)
{
    char wanted[CSRF_SIZE];

    session_csrf_token(a, session_id, wanted);
    return given.n == CSRF_SIZE - 1 && sodium_memcmp(given.p, wanted, CSRF_SIZE - 1) == 0;
}
