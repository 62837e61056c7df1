/* See invitation.h. A token is 256 random bits, so its plain BLAKE2b is enough to look it up by and
 * useless to who reads the database.
 */
#include "auth/invitation.h"

#include <assert.h>
#include <sodium.h>

#include "auth/auth_private.h"
#include "base/base62.h"
#include "base/date.h"
#include "base/rand.h"

enum { HASH_SIZE = 32, OPEN_MAX = 500 };

static_assert((int)INVITATION_TOKEN == (int)BASE62_SECRET, "the header says 43");

static struct db_value hash_of(struct str token, unsigned char out[static HASH_SIZE])
{
    crypto_generichash(out, HASH_SIZE, (const unsigned char *)(token.p ? token.p : ""), token.n,
                       NULL, 0);
    return DB_VALUE_BLOB(((struct str){(const char *)out, HASH_SIZE}));
}

#define IS_OPEN "accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ?"

/* --- making ----------------------------------------------------------------------------------- */

struct making {
    struct auth *auth;
    struct arena *arena;
    const struct actor *by;
    struct str email;
    struct invitation invitation;
};

static int check_role(const struct principal *there, enum role role, struct err *err)
{
    if (role == ROLE_OWNER || (role >= there->role && there->role != ROLE_OWNER))
        return err_set(err, ERR_FORBIDDEN, "role", "Your role here, %s, may not invite an %s.",
                       role_name(there->role), role_name(role));
    return 0;
}

static int refuse_member(struct space_tx *tx, const struct making *m, struct err *err)
{
    int64_t id;

    if (db_query_int(tx->db,
                     "SELECT u.id FROM users u JOIN members m ON m.user_id = u.id "
                     "WHERE u.email = ? AND m.workspace_id = ?",
                     DB_ARGS(DB_VALUE_TEXT(m->email), DB_VALUE_INT(m->invitation.workspace_id)), 0,
                     &id, err) != 0)
        return -1;
    return id ? err_set(err, ERR_DUPLICATE, "email", "They are a member here already.") : 0;
}

static int refuse_too_many(struct space_tx *tx, const struct making *m, struct err *err)
{
    int64_t n;

    if (db_query_int(tx->db, "SELECT COUNT(*) FROM invitations WHERE workspace_id = ? AND " IS_OPEN,
                     DB_ARGS(DB_VALUE_INT(m->invitation.workspace_id), DB_VALUE_INT(tx->now)), 0,
                     &n, err) != 0)
        return -1;
    if (n >= OPEN_MAX)
        return err_set(err, ERR_CONFLICT, NULL,
                       "%d invitations are open; revoke some before you send more.", OPEN_MAX);
    return 0;
}

static int replace_former(struct space_tx *tx, const struct making *m, struct err *err)
{
    return db_run(tx->db,
                  "UPDATE invitations SET revoked_at = ? "
                  "WHERE workspace_id = ? AND email = ? AND " IS_OPEN,
                  DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(m->invitation.workspace_id),
                          DB_VALUE_TEXT(m->email), DB_VALUE_INT(tx->now)),
                  NULL, err);
}

static int insert(struct space_tx *tx, struct making *m, struct err *err)
{
    struct invitation *i = &m->invitation;
    unsigned char secret[32], hash[HASH_SIZE];

    rand_secret(secret, sizeof secret);
    base62_secret(secret, i->token);
    i->token[INVITATION_TOKEN] = '\0';
    i->id = space_tx_id(tx);
    i->created_at = tx->now;
    i->expires_at = tx->now + INVITATION_DAYS * (int64_t)DATE_DAY_MS;
    tx->wrote = true;
    return db_run(tx->db,
                  "INSERT INTO invitations (id, workspace_id, email, role, token_hash, "
                  "invited_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(i->id), DB_VALUE_INT(i->workspace_id),
                          DB_VALUE_TEXT(m->email), DB_VALUE_TEXT(str_of(role_name(i->role))),
                          hash_of(str_of(i->token), hash), DB_VALUE_INT(i->invited_by),
                          DB_VALUE_INT(i->created_at), DB_VALUE_INT(i->expires_at)),
                  NULL, err);
}

static int mail(struct space_tx *tx, const struct making *m, struct err *err)
{
    const struct auth_config *config = &m->auth->config;
    const struct invitation *i = &m->invitation;
    const char *text;

    if (!config->mail)
        return 0;
    text = arena_printf(m->arena,
                        "You are invited to a workspace in Kith.\n\n"
                        "Open this link to join; it works until %d days from now:\n\n"
                        "%s/invitation#%s\n\n"
                        "If you do not know why you got this, ignore it.\n",
                        INVITATION_DAYS, config->public_url ? config->public_url : "", i->token);
    return config->mail(config->mail_ctx, tx, i->email, "Invitation to a workspace", text, err);
}

static int make(void *ctx, struct space_tx *tx, struct err *err)
{
    struct making *m = ctx;
    struct invitation *i = &m->invitation;
    struct principal there;

    if (actor_may(tx, m->by, i->workspace_id, ACT_MANAGE_MEMBERS, &there, err) != 0 ||
        check_role(&there, i->role, err) != 0 || refuse_member(tx, m, err) != 0 ||
        replace_former(tx, m, err) != 0 || refuse_too_many(tx, m, err) != 0 ||
        insert(tx, m, err) != 0 || mail(tx, m, err) != 0)
        return -1;
    return actor_note(tx, m->by, i->workspace_id, "invitation.made", "invitation", i->id, NULL,
                      err);
}

int invitation_make(struct auth *a, struct arena *arena, const struct actor *by,
                    int64_t workspace_id, struct str email, enum role role, struct invitation *ret,
                    struct err *err)
{
    struct making m = {.auth = a,
                       .arena = arena,
                       .by = by,
                       .email = email,
                       .invitation = {.workspace_id = workspace_id,
                                      .role = role,
                                      .invited_by = by->who->user_id,
                                      .email = str_cstr(arena, email)}};

    if (space_write(control_space(a->control), make, &m, err) != 0)
        return -1;
    if (a->config.mail && a->config.mailed)
        a->config.mailed(a->config.mail_ctx);
    *ret = m.invitation;
    return 0;
}

/* --- listing and revoking -----------------------------------------------------------------------
 */

static struct invitation of_row(struct db_stmt *s, struct arena *a)
{
    return (struct invitation){.id = db_column_int(s, 0),
                               .workspace_id = db_column_int(s, 1),
                               .email = str_cstr(a, db_column_str(s, 2)),
                               .role = role_by_name(db_column_str(s, 3)),
                               .invited_by = db_column_int(s, 4),
                               .created_at = db_column_int(s, 5),
                               .expires_at = db_column_int(s, 6)};
}

static int read_open(struct db *db, struct arena *a, int64_t workspace_id, struct invitation *list,
                     size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    int got;

    if (db_query(db,
                 "SELECT id, workspace_id, email, role, invited_by, created_at, expires_at "
                 "FROM invitations WHERE workspace_id = ? AND " IS_OPEN " ORDER BY id DESC",
                 DB_ARGS(DB_VALUE_INT(workspace_id), DB_VALUE_INT(clock_now_ms())), &s, err) != 0)
        return -1;
    while (*ret_n < OPEN_MAX && (got = db_step(s, err)) == 1)
        list[(*ret_n)++] = of_row(s, a);
    db_done(s);
    return err->code ? -1 : 0;
}

int invitations_of(struct control *c, struct arena *a, const struct principal *there,
                   struct invitation **ret, size_t *ret_n, struct err *err)
{
    struct db *db;

    *ret = arena_array(a, OPEN_MAX, sizeof **ret);
    *ret_n = 0;
    if (policy_check(there, ACT_MANAGE_MEMBERS, err) != 0 ||
        space_read(control_space(c), &db, err) != 0)
        return -1;
    int rc = read_open(db, a, there->workspace_id, *ret, ret_n, err);
    space_read_end(control_space(c), db);
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

    tx->wrote = true;
    if (actor_may(tx, r->by, r->workspace_id, ACT_MANAGE_MEMBERS, &there, err) != 0 ||
        db_run(tx->db,
               "UPDATE invitations SET revoked_at = ? "
               "WHERE id = ? AND workspace_id = ? AND " IS_OPEN,
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(r->id), DB_VALUE_INT(r->workspace_id),
                       DB_VALUE_INT(tx->now)),
               &n, err) != 0)
        return -1;
    if (n == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such open invitation.");
    return actor_note(tx, r->by, r->workspace_id, "invitation.revoked", "invitation", r->id, NULL,
                      err);
}

int invitation_revoke(struct control *c, const struct actor *by, int64_t workspace_id, int64_t id,
                      struct err *err)
{
    struct revoking r = {by, workspace_id, id};

    return space_write(control_space(c), revoke, &r, err);
}

/* --- accepting ----------------------------------------------------------------------------------
 */

/* The open invitation of this token, for this address. */
static int find(struct db *db, struct str token, struct str email, int64_t now,
                struct invitation *ret, struct err *err)
{
    unsigned char hash[HASH_SIZE];
    struct db_stmt *s;

    if (db_query(db,
                 "SELECT i.id, i.workspace_id, i.role, i.email FROM invitations i "
                 "JOIN workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL "
                 "WHERE i.token_hash = ? AND i." IS_OPEN,
                 DB_ARGS(hash_of(token, hash), DB_VALUE_INT(now)), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    bool theirs = got == 1 && str_eq(db_column_str(s, 3), email);
    if (got == 1)
        *ret = (struct invitation){.id = db_column_int(s, 0),
                                   .workspace_id = db_column_int(s, 1),
                                   .role = role_by_name(db_column_str(s, 2))};
    db_done(s);
    if (got == 0)
        return err_set(err, ERR_INVALID, "token",
                       "This invitation is unknown, used, revoked or expired; ask for another.");
    if (got == 1 && !theirs)
        return err_set(err, ERR_FORBIDDEN, "token",
                       "This invitation is for another e-mail address than yours.");
    return got < 0 ? -1 : 0;
}

int invitation_check(struct control *c, struct str token, struct str email, struct err *err)
{
    struct invitation ignored;
    struct db *db;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    int rc = find(db, token, email, clock_now_ms(), &ignored, err);
    space_read_end(control_space(c), db);
    return rc;
}

/* Who is a member already keeps the role they have. */
static int join(struct space_tx *tx, const struct invitation *i, int64_t user_id, struct err *err)
{
    tx->wrote = true;
    if (db_run(tx->db, "UPDATE invitations SET accepted_at = ? WHERE id = ?",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(i->id)), NULL, err) != 0)
        return -1;
    return db_run(tx->db,
                  "INSERT INTO members (workspace_id, user_id, role, created_at) "
                  "VALUES (?, ?, ?, ?) ON CONFLICT (workspace_id, user_id) DO NOTHING",
                  DB_ARGS(DB_VALUE_INT(i->workspace_id), DB_VALUE_INT(user_id),
                          DB_VALUE_TEXT(str_of(role_name(i->role))), DB_VALUE_INT(tx->now)),
                  NULL, err);
}

static int accept_as(struct space_tx *tx, const struct actor *by, struct str token,
                     struct str email, struct invitation *ret, struct err *err)
{
    if (find(tx->db, token, email, tx->now, ret, err) != 0 ||
        join(tx, ret, by->who->user_id, err) != 0)
        return -1;
    return actor_note(tx, by, ret->workspace_id, "member.joined", "invitation", ret->id, NULL, err);
}

int invitation_accept_on_register(struct space_tx *tx, struct str token, struct str email,
                                  int64_t user_id, int64_t *ret_workspace_id, struct err *err)
{
    struct principal who = {.kind = PRINCIPAL_USER, .id = user_id, .user_id = user_id};
    struct actor by = {.who = &who};
    struct invitation i;

    if (accept_as(tx, &by, token, email, &i, err) != 0)
        return -1;
    *ret_workspace_id = i.workspace_id;
    return 0;
}

struct accepting {
    const struct actor *by;
    struct str token;
    struct arena arena;
    struct invitation invitation;
};

static int email_of(struct space_tx *tx, struct arena *a, int64_t user_id, struct str *ret,
                    struct err *err)
{
    struct db_stmt *s;

    if (db_query(tx->db, "SELECT email FROM users WHERE id = ?", DB_ARGS(DB_VALUE_INT(user_id)), &s,
                 err) != 0)
        return -1;
    int got = db_step(s, err);
    *ret = got == 1 ? str_dup(a, db_column_str(s, 0)) : STR_NONE;
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int accept_run(void *ctx, struct space_tx *tx, struct err *err)
{
    struct accepting *x = ctx;
    struct str email;

    return email_of(tx, &x->arena, x->by->who->user_id, &email, err) != 0 ||
                   accept_as(tx, x->by, x->token, email, &x->invitation, err) != 0 ||
                   control_role_in(tx, x->invitation.workspace_id, x->by->who->user_id,
                                   &x->invitation.role, err) != 0
               ? -1
               : 0;
}

int invitation_accept(struct control *c, const struct actor *by, struct str token,
                      int64_t *ret_workspace_id, enum role *ret_role, struct err *err)
{
    struct accepting x = {.by = by, .token = token};

    arena_init(&x.arena);
    int rc = space_write(control_space(c), accept_run, &x, err);
    arena_release(&x.arena);
    if (rc == 0) {
        *ret_workspace_id = x.invitation.workspace_id;
        *ret_role = x.invitation.role;
    }
    return rc;
}
