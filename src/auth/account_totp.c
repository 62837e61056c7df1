/* The second factor of an account: seed (sealed), the last step used, recovery codes (hashed). The
 * sums are in totp.c.
 */
#include <inttypes.h>
#include <sodium.h>

#include "auth/account.h"
#include "auth/audit.h"
#include "auth/auth_private.h"
#include "auth/totp.h"
#include "base/date.h"
#include "base/rand.h"

/* A user's second factor as stored. */
struct factor {
    struct str seed; /* p NULL: none */
    bool on;
    int64_t last_step;
};

struct factor_change {
    struct auth *auth;
    struct arena *arena;
    int64_t user_id, workspace_id;
    struct str address;
    struct str code, seed, sealed;
    const char **codes;
    bool good;
};

static struct factor_change factor_change(struct auth *a, struct arena *arena,
                                          const struct actor *by)
{
    return (struct factor_change){.auth = a,
                                  .arena = arena,
                                  .user_id = by->who->user_id,
                                  .workspace_id = by->who->workspace_id,
                                  .address = by->address};
}

static const char *seed_context(struct arena *a, int64_t user_id)
{
    return arena_printf(a, "totp:%" PRId64, user_id);
}

static int factor_read(struct factor_change *f, struct db *db, struct factor *ret, struct err *err)
{
    struct db_stmt *s;

    *ret = (struct factor){0};
    if (db_query(db, "SELECT totp_secret, totp_on, totp_step FROM users WHERE id = ?",
                 DB_ARGS(DB_VALUE_INT(f->user_id)), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got == 1) {
        ret->on = db_column_int(s, 1) != 0;
        ret->last_step = db_column_int(s, 2);
        if (!db_column_null(s, 0) &&
            secret_open(f->auth->secrets, f->arena, seed_context(f->arena, f->user_id),
                        db_column_str(s, 0), &ret->seed, err) != 0)
            got = -1;
    }
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int note(const struct factor_change *f, struct space_tx *tx, const char *action,
                struct err *err)
{
    struct audit_entry e = {.actor_kind = PRINCIPAL_USER,
                            .actor_id = f->user_id,
                            .workspace_id = f->workspace_id,
                            .action = action,
                            .address = f->address};

    return audit_append(tx, &e, err);
}

static int run(struct auth *a, struct factor_change *f,
               int (*change)(void *ctx, struct space_tx *tx, struct err *err), struct err *err)
{
    return space_write(control_space(a->control), change, f, err);
}

/* --- begin ------------------------------------------------------------------------------------ */

static int begin(void *ctx, struct space_tx *tx, struct err *err)
{
    struct factor_change *f = ctx;
    int64_t n;

    if (db_run(tx->db,
               "UPDATE users SET totp_secret = ?, totp_step = 0 WHERE id = ? AND totp_on = 0",
               DB_ARGS(DB_VALUE_BLOB(f->sealed), DB_VALUE_INT(f->user_id)), &n, err) != 0)
        return -1;
    return n ? 0
             : err_set(err, ERR_CONFLICT, NULL,
                       "Two-factor sign-in is on already: switch it off first.");
}

int account_totp_begin(struct auth *a, struct arena *arena, const struct actor *by,
                       const char **ret_secret, struct err *err)
{
    char *seed = arena_alloc(arena, TOTP_SECRET_SIZE);
    struct factor_change f = factor_change(a, arena, by);

    rand_secret(seed, TOTP_SECRET_SIZE);
    f.seed = (struct str){seed, TOTP_SECRET_SIZE};
    if (secret_seal(a->secrets, arena, seed_context(arena, f.user_id), f.seed, &f.sealed, err) !=
            0 ||
        run(a, &f, begin, err) != 0)
        return -1;
    *ret_secret = base32(arena, f.seed);
    return 0;
}

/* --- enable, disable -------------------------------------------------------------------------- */

static int add_recovery_codes(struct factor_change *f, struct space_tx *tx, struct err *err)
{
    unsigned char hash[SECRET_HASH_SIZE];

    if (db_run(tx->db, "DELETE FROM recovery_codes WHERE user_id = ?",
               DB_ARGS(DB_VALUE_INT(f->user_id)), NULL, err) != 0)
        return -1;
    for (int i = 0; i < RECOVERY_CODES; i++) {
        secret_hash("recovery", recovery_plain(f->arena, str_of(f->codes[i])), hash);
        if (db_run(tx->db, "INSERT INTO recovery_codes (user_id, hash) VALUES (?, ?)",
                   DB_ARGS(DB_VALUE_INT(f->user_id),
                           DB_VALUE_BLOB(((struct str){(char *)hash, sizeof hash}))),
                   NULL, err) != 0)
            return -1;
    }
    return 0;
}

static int enable(void *ctx, struct space_tx *tx, struct err *err)
{
    struct factor_change *f = ctx;
    struct factor now;
    int64_t step;

    if (factor_read(f, tx->db, &now, err) != 0)
        return -1;
    if (now.on)
        return err_set(err, ERR_CONFLICT, NULL, "Two-factor sign-in is on already.");
    if (!now.seed.p)
        return err_set(err, ERR_CONFLICT, NULL, "Ask for a secret first: POST /api/auth/totp.");
    if (!totp_match(now.seed, f->code, totp_step(tx->now), 0, &step))
        return err_set(err, ERR_INVALID, "code",
                       "is not what the app should show now; is its clock right?");
    if (db_run(tx->db, "UPDATE users SET totp_on = 1, totp_step = ? WHERE id = ?",
               DB_ARGS(DB_VALUE_INT(step), DB_VALUE_INT(f->user_id)), NULL, err) != 0 ||
        add_recovery_codes(f, tx, err) != 0)
        return -1;
    return note(f, tx, "auth.totp_enabled", err);
}

int account_totp_enable(struct auth *a, struct arena *arena, const struct actor *by,
                        struct str code, const char *ret_codes[static RECOVERY_CODES],
                        struct err *err)
{
    struct factor_change f = factor_change(a, arena, by);

    f.code = code;
    f.codes = ret_codes;
    for (int i = 0; i < RECOVERY_CODES; i++) {
        char *text = arena_alloc(arena, RECOVERY_SIZE);

        recovery_code(text);
        ret_codes[i] = text;
    }
    return run(a, &f, enable, err);
}

static int disable(void *ctx, struct space_tx *tx, struct err *err)
{
    struct factor_change *f = ctx;

    if (db_run(tx->db,
               "UPDATE users SET totp_on = 0, totp_step = 0, totp_secret = NULL WHERE id = ?",
               DB_ARGS(DB_VALUE_INT(f->user_id)), NULL, err) != 0 ||
        db_run(tx->db, "DELETE FROM recovery_codes WHERE user_id = ?",
               DB_ARGS(DB_VALUE_INT(f->user_id)), NULL, err) != 0)
        return -1;
    return note(f, tx, "auth.totp_disabled", err);
}

int account_totp_disable(struct auth *a, const struct actor *by, struct err *err)
{
    struct factor_change f = factor_change(a, NULL, by);

    return run(a, &f, disable, err);
}

/* --- taking a code ---------------------------------------------------------------------------- */

static int take_recovery(struct factor_change *f, struct space_tx *tx, struct err *err)
{
    struct str plain = recovery_plain(f->arena, f->code);
    unsigned char hash[SECRET_HASH_SIZE];
    int64_t n;

    if (!plain.p)
        return 0;
    secret_hash("recovery", plain, hash);
    if (db_run(tx->db,
               "UPDATE recovery_codes SET used_at = ? "
               "WHERE user_id = ? AND hash = ? AND used_at IS NULL",
               DB_ARGS(DB_VALUE_INT(tx->now), DB_VALUE_INT(f->user_id),
                       DB_VALUE_BLOB(((struct str){(char *)hash, sizeof hash}))),
               &n, err) != 0)
        return -1;
    f->good = n > 0;
    return f->good ? note(f, tx, "auth.recovery_code_used", err) : 0;
}

/* Looking and marking are one transaction, so a code sent twice at once is taken once. */
static int take(void *ctx, struct space_tx *tx, struct err *err)
{
    struct factor_change *f = ctx;
    struct factor now;
    int64_t step;

    f->good = false;
    if (factor_read(f, tx->db, &now, err) != 0)
        return -1;
    if (!now.on || !now.seed.p)
        return 0;
    if (!totp_match(now.seed, f->code, totp_step(tx->now), now.last_step, &step))
        return take_recovery(f, tx, err);
    f->good = true;
    return db_run(tx->db, "UPDATE users SET totp_step = ? WHERE id = ?",
                  DB_ARGS(DB_VALUE_INT(step), DB_VALUE_INT(f->user_id)), NULL, err);
}

int account_totp_take(struct auth *a, struct arena *arena, int64_t user_id, struct str code,
                      struct str address, bool *ret_good, struct err *err)
{
    struct factor_change f = {
        .auth = a, .arena = arena, .user_id = user_id, .code = code, .address = address};

    if (run(a, &f, take, err) != 0)
        return -1;
    *ret_good = f.good;
    return 0;
}
