/* See account.h. A link's token is 256 random bits; its row holds the hash, so who reads the
 * database can use none. */
#include "auth/account.h"

#include <inttypes.h>
#include <sodium.h>

#include "auth/audit.h"
#include "auth/auth_private.h"
#include "auth/invitation.h"
#include "base/date.h"
#include "base/rand.h"

enum { LINK_BYTES = 32, LINK_TEXT = 44 };

static const struct principal nobody = {.kind = PRINCIPAL_NONE},
                              the_system = {.kind = PRINCIPAL_SYSTEM};

static int note(const struct actor *by, struct space_tx *tx, const char *action, const char *target,
                struct err *err)
{
    struct audit_entry e = {.actor_kind = by->who->kind,
                            .actor_id = by->who->id,
                            .workspace_id = by->who->workspace_id,
                            .action = action,
                            .target = target,
                            .address = by->address};

    return audit_append(tx, &e, err);
}

static const char *user_target(struct arena *a, int64_t user_id)
{
    return arena_printf(a, "user:%" PRId64, user_id);
}

/* --- the name --------------------------------------------------------------------------------- */

struct new_name {
    const struct actor *by;
    const char *name;
};

static int set_name(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct new_name *n = ctx;

    if (db_run(tx->db, "UPDATE users SET name = ? WHERE id = ?",
               DB_ARGS(DB_VALUE_TEXT(str_of(n->name)), DB_VALUE_INT(n->by->who->user_id)), NULL,
               err) != 0)
        return -1;
    return note(n->by, tx, "auth.renamed", NULL, err);
}

int account_set_name(struct auth *a, const struct actor *by, const char *name, struct err *err)
{
    struct new_name n = {.by = by, .name = name};

    return space_write(control_space(a->control), set_name, &n, err);
}

/* --- the password ----------------------------------------------------------------------------- */

static int put_hash(struct db *db, int64_t user_id, const char *hash, struct err *err)
{
    return db_run(db, "UPDATE users SET password_hash = ? WHERE id = ?",
                  DB_ARGS(DB_VALUE_TEXT(str_of(hash)), DB_VALUE_INT(user_id)), NULL, err);
}

static int drop_links(struct db *db, int64_t user_id, const char *kind, struct err *err)
{
    return db_run(db, "DELETE FROM one_time WHERE user_id = ? AND kind = ?",
                  DB_ARGS(DB_VALUE_INT(user_id), DB_VALUE_TEXT(str_of(kind))), NULL, err);
}

struct new_password {
    const struct actor *by; /* NULL: a rehash, nothing else changes */
    int64_t user_id;
    const char *hash;
};

static int set_password(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct new_password *p = ctx;
    int64_t closed;

    if (put_hash(tx->db, p->user_id, p->hash, err) != 0)
        return -1;
    if (!p->by)
        return 0;
    if (control_sessions_close(tx, p->user_id, p->by->who->session_id, &closed, err) != 0 ||
        drop_links(tx->db, p->user_id, "reset", err) != 0)
        return -1;
    return note(p->by, tx, "auth.password_changed", NULL, err);
}

int account_set_password(struct auth *a, const struct actor *by, const char *hash, struct err *err)
{
    struct new_password p = {.by = by, .user_id = by->who->user_id, .hash = hash};

    return space_write(control_space(a->control), set_password, &p, err);
}

int account_rehash(struct auth *a, int64_t user_id, const char *hash, struct err *err)
{
    struct new_password p = {.user_id = user_id, .hash = hash};

    return space_write(control_space(a->control), set_password, &p, err);
}

struct disabling {
    int64_t user_id;
    bool disabled;
};

static int disable(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct disabling *d = ctx;
    struct audit_entry e = {.actor_kind = PRINCIPAL_SYSTEM,
                            .action = d->disabled ? "user.disabled" : "user.enabled"};
    struct arena scratch;
    int64_t closed;

    if (db_run(
            tx->db, "UPDATE users SET disabled_at = ? WHERE id = ?",
            DB_ARGS(d->disabled ? DB_VALUE_INT(tx->now) : DB_VALUE_NULL, DB_VALUE_INT(d->user_id)),
            NULL, err) != 0 ||
        (d->disabled && control_sessions_close(tx, d->user_id, 0, &closed, err) != 0))
        return -1;
    arena_init(&scratch);
    e.target = user_target(&scratch, d->user_id);
    int rc = audit_append(tx, &e, err);
    arena_release(&scratch);
    return rc;
}

int account_disable(struct control *c, int64_t user_id, bool disabled, struct err *err)
{
    struct disabling d = {user_id, disabled};

    return space_write(control_space(c), disable, &d, err);
}

struct joining {
    struct str invitation, email;
    int64_t user_id, workspace_id;
};

static int join(void *ctx, struct space_tx *tx, struct err *err)
{
    struct joining *j = ctx;

    return invitation_accept_on_register(tx, j->invitation, j->email, j->user_id, &j->workspace_id,
                                         err);
}

int account_join(struct control *c, struct str invitation, struct str email, int64_t user_id,
                 int64_t *ret_workspace_id, struct err *err)
{
    struct joining j = {.invitation = invitation, .email = email, .user_id = user_id};

    if (space_write(control_space(c), join, &j, err) != 0)
        return -1;
    *ret_workspace_id = j.workspace_id;
    return 0;
}

/* --- links that work once --------------------------------------------------------------------- */

struct link {
    const char *kind;
    int64_t user_id, life_ms;
    const char *data;
    const char *token;
    unsigned char hash[SECRET_HASH_SIZE];
};

static struct str hash_str(const unsigned char hash[static SECRET_HASH_SIZE])
{
    return (struct str){(const char *)hash, SECRET_HASH_SIZE};
}

static struct link link_new(struct arena *a, const char *kind, int64_t user_id, int64_t life_ms,
                            const char *data)
{
    struct link l = {.kind = kind, .user_id = user_id, .life_ms = life_ms, .data = data};
    unsigned char bytes[LINK_BYTES];
    char *text = arena_alloc(a, LINK_TEXT);

    rand_secret(bytes, sizeof bytes);
    sodium_bin2base64(text, LINK_TEXT, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    secret_hash(kind, str_of(text), l.hash);
    l.token = text;
    return l;
}

/* The last link of a kind is the only one that is good. */
static int link_add(const struct link *l, struct space_tx *tx, struct err *err)
{
    if (drop_links(tx->db, l->user_id, l->kind, err) != 0 ||
        db_run(tx->db, "DELETE FROM one_time WHERE expires_at <= ?", DB_ARGS(DB_VALUE_INT(tx->now)),
               NULL, err) != 0)
        return -1;
    return db_run(tx->db,
                  "INSERT INTO one_time (hash, kind, user_id, data, expires_at) "
                  "VALUES (?, ?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_BLOB(hash_str(l->hash)), DB_VALUE_TEXT(str_of(l->kind)),
                          DB_VALUE_INT(l->user_id), DB_VALUE_TEXT(str_of(l->data)),
                          DB_VALUE_INT(tx->now + l->life_ms)),
                  NULL, err);
}

/* Finds the link a token belongs to; user_id 0 when it is none or over. */
static int link_find(struct db *db, struct arena *a, const char *kind, struct str token,
                     struct link *ret, struct err *err)
{
    struct db_stmt *s;

    *ret = (struct link){.kind = kind};
    secret_hash(kind, token, ret->hash);
    if (db_query(db, "SELECT user_id, data FROM one_time WHERE hash = ? AND expires_at > ?",
                 DB_ARGS(DB_VALUE_BLOB(hash_str(ret->hash)), DB_VALUE_INT(clock_now_ms())), &s,
                 err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got == 1) {
        ret->user_id = db_column_int(s, 0);
        ret->data = a ? str_cstr(a, db_column_str(s, 1)) : NULL;
    }
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int bad_link(struct err *err)
{
    return err_set(err, ERR_INVALID, "token",
                   "This link was used already or is too old: ask for another.");
}

static void mailed(struct auth *a)
{
    if (a->config.mailed)
        a->config.mailed(a->config.mail_ctx);
}

/* --- a new address ---------------------------------------------------------------------------- */

struct new_email {
    struct auth *auth;
    struct arena *arena;
    struct actor by;
    const char *email;
    struct str token;
    struct link link;
};

static int refuse_taken(struct db *db, const char *email, struct err *err)
{
    int64_t taken;

    if (db_query_int(db, "SELECT id FROM users WHERE email = ?",
                     DB_ARGS(DB_VALUE_TEXT(str_of(email))), 0, &taken, err) != 0)
        return -1;
    return taken ? err_set(err, ERR_DUPLICATE, "email", "There is an account with this address.")
                 : 0;
}

static int ask_email(void *ctx, struct space_tx *tx, struct err *err)
{
    struct new_email *e = ctx;
    const struct auth_config *config = &e->auth->config;
    const char *text = arena_printf(
        e->arena,
        "Somebody, hopefully you, wants to use this address for their Kith account.\n\n"
        "To confirm it, open this link within %d hours:\n\n  %s/confirm-email#token=%s\n\n"
        "If it was not you, do nothing.\n",
        EMAIL_HOURS, config->public_url, e->link.token);

    if (refuse_taken(tx->db, e->email, err) != 0 || link_add(&e->link, tx, err) != 0 ||
        config->mail(config->mail_ctx, tx, e->email, "Confirm your address", text, err) != 0)
        return -1;
    return note(&e->by, tx, "auth.email_asked", arena_printf(e->arena, "email:%s", e->email), err);
}

int account_ask_email(struct auth *a, struct arena *arena, const struct actor *by, struct str email,
                      struct err *err)
{
    if (!a->config.mail)
        return err_set(err, ERR_UNAVAILABLE, NULL,
                       "No mail is set up here (smtp_url), so an address cannot be confirmed. Ask "
                       "whoever runs this Kith.");

    struct new_email e = {.auth = a, .arena = arena, .by = *by, .email = str_cstr(arena, email)};
    e.link = link_new(arena, "email", by->who->user_id, EMAIL_HOURS * INT64_C(3600000), e.email);
    if (space_write(control_space(a->control), ask_email, &e, err) != 0)
        return -1;
    mailed(a);
    return 0;
}

static int confirm_email(void *ctx, struct space_tx *tx, struct err *err)
{
    struct new_email *e = ctx;
    struct link l;

    if (link_find(tx->db, e->arena, "email", e->token, &l, err) != 0)
        return -1;
    if (!l.user_id)
        return bad_link(err);
    if (refuse_taken(tx->db, l.data, err) != 0 ||
        drop_links(tx->db, l.user_id, "email", err) != 0 ||
        drop_links(tx->db, l.user_id, "reset", err) != 0 ||
        db_run(tx->db, "UPDATE users SET email = ? WHERE id = ?",
               DB_ARGS(DB_VALUE_TEXT(str_of(l.data)), DB_VALUE_INT(l.user_id)), NULL, err) != 0)
        return -1;
    tx->wrote = true;
    struct principal who = {.kind = PRINCIPAL_USER, .id = l.user_id};
    return note(&(struct actor){&who, e->by.address}, tx, "auth.email_changed",
                arena_printf(e->arena, "email:%s", l.data), err);
}

int account_confirm_email(struct auth *a, struct arena *arena, struct str token, struct str address,
                          struct err *err)
{
    struct new_email e = {.auth = a, .arena = arena, .token = token, .by = {&nobody, address}};

    return space_write(control_space(a->control), confirm_email, &e, err);
}

/* --- a forgotten password --------------------------------------------------------------------- */

struct reset {
    struct auth *auth; /* NULL: nobody is mailed */
    struct arena *arena;
    struct actor by;
    struct str email;
    const char *hash;
    struct str token;
    struct link link;
};

static int mail_reset(struct reset *r, struct space_tx *tx, struct err *err)
{
    const struct auth_config *config = &r->auth->config;
    const char *text =
        arena_printf(r->arena,
                     "Somebody, hopefully you, wants a new password for your Kith account.\n\n"
                     "To choose one, open this link within %d minutes:\n\n  %s/reset#token=%s\n\n"
                     "If it was not you, do nothing: your password stays as it is.\n",
                     RESET_MINUTES, config->public_url, r->link.token);

    if (!config->mail)
        return 0;
    if (link_add(&r->link, tx, err) != 0)
        return -1;
    return config->mail(config->mail_ctx, tx, str_cstr(r->arena, r->email), "A new password", text,
                        err);
}

/* One transaction and one row in the log, whoever is asked for. */
static int ask_reset(void *ctx, struct space_tx *tx, struct err *err)
{
    struct reset *r = ctx;

    if (db_query_int(tx->db,
                     "SELECT id FROM users WHERE email = ? AND password_hash <> '' "
                     "AND disabled_at IS NULL",
                     DB_ARGS(DB_VALUE_TEXT(r->email)), 0, &r->link.user_id, err) != 0 ||
        (r->link.user_id && mail_reset(r, tx, err) != 0))
        return -1;
    return note(&r->by, tx, "auth.reset_asked",
                arena_printf(r->arena, "email:%.*s", STR_ARG(r->email)), err);
}

int account_ask_reset(struct auth *a, struct arena *arena, struct str email, struct str address,
                      struct err *err)
{
    struct reset r = {.auth = a, .arena = arena, .email = email, .by = {&nobody, address}};

    r.link = link_new(arena, "reset", 0, RESET_MINUTES * INT64_C(60000), "");
    if (space_write(control_space(a->control), ask_reset, &r, err) != 0)
        return -1;
    mailed(a);
    return 0;
}

static int create_reset(void *ctx, struct space_tx *tx, struct err *err)
{
    struct reset *r = ctx;

    if (link_add(&r->link, tx, err) != 0)
        return -1;
    return note(&r->by, tx, "auth.reset_asked", user_target(r->arena, r->link.user_id), err);
}

int reset_create(struct control *c, struct arena *arena, int64_t user_id, const char **ret_token,
                 struct err *err)
{
    struct reset r = {.arena = arena, .by = {.who = &the_system}};

    r.link = link_new(arena, "reset", user_id, RESET_MINUTES * INT64_C(60000), "");
    if (space_write(control_space(c), create_reset, &r, err) != 0)
        return -1;
    *ret_token = r.link.token;
    return 0;
}

int reset_check(struct control *c, struct str token, bool *ret_good, struct err *err)
{
    struct db *db;
    struct link l;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    int rc = link_find(db, NULL, "reset", token, &l, err);
    space_read_end(control_space(c), db);
    *ret_good = rc == 0 && l.user_id != 0;
    return rc;
}

static int confirm_reset(void *ctx, struct space_tx *tx, struct err *err)
{
    struct reset *r = ctx;
    struct link l;
    int64_t closed;

    if (link_find(tx->db, r->arena, "reset", r->token, &l, err) != 0)
        return -1;
    if (!l.user_id)
        return bad_link(err);
    if (put_hash(tx->db, l.user_id, r->hash, err) != 0 ||
        drop_links(tx->db, l.user_id, "reset", err) != 0 ||
        control_sessions_close(tx, l.user_id, 0, &closed, err) != 0)
        return -1;
    struct principal who = {.kind = PRINCIPAL_USER, .id = l.user_id};
    return note(&(struct actor){&who, r->by.address}, tx, "auth.password_reset",
                user_target(r->arena, l.user_id), err);
}

int reset_confirm(struct control *c, struct arena *arena, struct str token, const char *hash,
                  struct str address, struct err *err)
{
    struct reset r = {.arena = arena, .token = token, .hash = hash, .by = {&nobody, address}};

    return space_write(control_space(c), confirm_reset, &r, err);
}
