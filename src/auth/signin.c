/* See signin.h. Three counters: the account, the address, and the pair of both. Somebody who knows
 * the address of a session is judged by the pair alone in place of the account.
 */
#include "auth/signin.h"

#include <inttypes.h>

#include "auth/account.h"
#include "auth/audit.h"
#include "auth/auth_private.h"
#include "base/date.h"
#include "base/json.h"

struct counters {
    struct str account, address, pair;
    bool known; /* the user has a session from there */
};

static int64_t now_ms(void)
{
    return clock_mono_us() / 1000;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct counters counters_of(struct arena *a, struct str account, struct str address)
{
    return (struct counters){
        .account = str_of(arena_printf(a, "account:%.*s", STR_ARG(account))),
        .address = str_of(arena_printf(a, "address:%.*s", STR_ARG(address))),
        .pair = str_of(arena_printf(a, "pair:%.*s %.*s", STR_ARG(account), STR_ARG(address))),
    };
}

/* Seconds to wait, rounded up. */
static int64_t wait_s(struct auth *a, const struct counters *c)
{
    int64_t now = now_ms();

    if (!a->throttle)
        return 0;
    int64_t ms = later(throttle_wait(a->throttle, c->address, now),
                       throttle_wait(a->throttle, c->known ? c->pair : c->account, now));
    return (ms + 999) / 1000;
}

static void failed(struct auth *a, const struct counters *c)
{
    int64_t now = now_ms();

    if (!a->throttle)
        return;
    throttle_fail(a->throttle, c->address, now);
    throttle_fail(a->throttle, c->pair, now);
    throttle_fail(a->throttle, c->account, now);
}

/* The address keeps its count: whoever has one account there could else try others for ever. */
static void succeeded(struct auth *a, const struct counters *c)
{
    if (!a->throttle)
        return;
    throttle_forget(a->throttle, c->pair);
    throttle_forget(a->throttle, c->account);
}

static int too_many(int64_t seconds, struct err *err)
{
    return err_set(err, ERR_TOO_MANY, NULL,
                   "That was wrong too often. Try again in %" PRId64 " seconds.", seconds);
}

static int knows_address(struct auth *a, int64_t user_id, struct str address, bool *ret_known,
                         struct err *err)
{
    struct db *db;
    int64_t id;

    if (space_read(control_space(a->control), &db, err) != 0)
        return -1;
    int rc = db_query_int(
        db,
        "SELECT id FROM sessions WHERE user_id = ? AND address = ? "
        "AND ended_at IS NULL AND expires_at > ? LIMIT 1",
        DB_ARGS(DB_VALUE_INT(user_id), DB_VALUE_TEXT(address), DB_VALUE_INT(clock_now_ms())), 0,
        &id, err);
    space_read_end(control_space(a->control), db);
    *ret_known = rc == 0 && id != 0;
    return rc;
}

static int note_failure(struct auth *a, const struct signin *in, int64_t user_id, const char *why,
                        struct arena *arena, struct err *err)
{
    struct audit_entry e = {.actor_kind = PRINCIPAL_NONE,
                            .action = "auth.login_failed",
                            .detail = arena_printf(arena, "{\"reason\":\"%s\"}", why),
                            .address = in->address};

    e.target = user_id ? arena_printf(arena, "user:%" PRId64, user_id)
                       : arena_printf(arena, "email:%.*s", STR_ARG(in->email));
    return audit_note(a->control, &e, err);
}

static int wrong(struct auth *a, struct arena *arena, const struct signin *in,
                 const struct counters *c, int64_t user_id, struct err *err)
{
    failed(a, c);
    if (note_failure(a, in, user_id, "password", arena, err) != 0)
        return -1;
    return err_set(err, ERR_UNAUTHORIZED, NULL, "The e-mail address or the password is wrong.");
}

static int check_code(struct auth *a, struct arena *arena, const struct signin *in,
                      const struct counters *c, const struct user *u, struct err *err)
{
    bool good;

    if (!u->totp_on)
        return 0;
    if (!in->code.p) {
        err->extra = "\"totp_required\":true";
        return err_set(err, ERR_UNAUTHORIZED, "totp",
                       "Send the code your authenticator app shows, too.");
    }
    if (account_totp_take(a, arena, u->id, in->code, in->address, &good, err) != 0)
        return -1;
    if (good)
        return 0;
    failed(a, c);
    if (note_failure(a, in, u->id, "code", arena, err) != 0)
        return -1;
    err->extra = "\"totp_required\":true";
    return err_set(err, ERR_UNAUTHORIZED, "totp", "The code is wrong or was used already.");
}

static int rehash(struct auth *a, const struct user *u, struct str password, struct err *err)
{
    char hash[128];

    return password_hash(password, hash, err) ? -1 : account_rehash(a, u->id, hash, err);
}

int signin_check(struct auth *a, struct arena *arena, const struct signin *in,
                 struct user *ret_user, int64_t *ret_wait_s, struct err *err)
{
    struct counters c = counters_of(arena, in->email, in->address);
    struct user u = {0};
    const char *hash = NULL;
    struct err missing = {0};

    if (!in->email.p ||
        control_user_by_email(a->control, arena, in->email, &u, &hash, &missing) != 0)
        hash = NULL;
    if (u.id && knows_address(a, u.id, in->address, &c.known, err) != 0)
        return -1;
    *ret_wait_s = wait_s(a, &c);
    if (*ret_wait_s)
        return too_many(*ret_wait_s, err);

    if (!password_verify(in->password, hash))
        return wrong(a, arena, in, &c, u.id, err);
    if (u.disabled)
        return err_set(err, ERR_FORBIDDEN, NULL,
                       "This account is disabled. Ask whoever runs this Kith.");
    if (check_code(a, arena, in, &c, &u, err) != 0)
        return -1;
    succeeded(a, &c);
    if (password_outdated(hash) && rehash(a, &u, in->password, err) != 0)
        return -1;
    *ret_user = u;
    return 0;
}

int signin_confirm(struct auth *a, struct arena *arena, int64_t user_id, struct str password,
                   const char *field, int64_t *ret_wait_s, struct err *err)
{
    struct str account = str_of(arena_printf(arena, "confirm:%" PRId64, user_id));
    struct user u, again;
    const char *hash;
    int64_t now = now_ms();

    *ret_wait_s = a->throttle ? (throttle_wait(a->throttle, account, now) + 999) / 1000 : 0;
    if (*ret_wait_s)
        return too_many(*ret_wait_s, err);
    if (control_user(a->control, arena, user_id, &u, err) != 0 ||
        control_user_by_email(a->control, arena, str_of(u.email), &again, &hash, err) != 0)
        return -1;
    if (password_verify(password, hash)) {
        if (a->throttle)
            throttle_forget(a->throttle, account);
        return 0;
    }
    if (a->throttle)
        throttle_fail(a->throttle, account, now);
    return err_set(err, ERR_INVALID, field, "is not your password");
}

static int workspace_read(struct db *db, int64_t user_id, int64_t *ret, struct err *err)
{
    const struct db_value id = DB_VALUE_INT(user_id);

    if (db_query_int(db,
                     "SELECT s.workspace_id FROM sessions s JOIN members m "
                     "ON m.user_id = s.user_id AND m.workspace_id = s.workspace_id "
                     "JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL "
                     "WHERE s.user_id = ? ORDER BY s.id DESC LIMIT 1",
                     &id, 1, 0, ret, err) != 0)
        return -1;
    if (*ret)
        return 0;
    return db_query_int(db,
                        "SELECT min(m.workspace_id) FROM members m "
                        "JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL "
                        "WHERE m.user_id = ?",
                        &id, 1, 0, ret, err);
}

int signin_workspace(struct control *c, int64_t user_id, int64_t *ret_workspace_id, struct err *err)
{
    struct db *db;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    int rc = workspace_read(db, user_id, ret_workspace_id, err);
    space_read_end(control_space(c), db);
    return rc;
}

int64_t signin_count(struct auth *a, const char *kind, struct str key)
{
    struct arena scratch;
    int64_t now = now_ms(), wait = 0;

    if (!a->throttle)
        return 0;
    arena_init(&scratch);
    struct str whole = str_of(arena_printf(&scratch, "%s:%.*s", kind, STR_ARG(key)));
    wait = throttle_wait(a->throttle, whole, now);
    if (!wait)
        throttle_fail(a->throttle, whole, now);
    arena_release(&scratch);
    return (wait + 999) / 1000;
}
