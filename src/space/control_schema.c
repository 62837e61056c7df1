/* The tables of the control database and their number.
 *
 * Additive changes (a table, a column with a default, an index) need only the rows below. A change
 * of what is stored gets a row in `migrations`.
 *
 * TO CHANGE A STORED SHAPE: 1. raise CONTROL_SCHEMA; 2. add a row to `migrations` with that number.
 */
#include "space/control.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"

enum { CONTROL_SCHEMA = 2 };

struct migration {
    int64_t number; /* the schema it leads to */
    int (*run)(struct db *db, struct err *err);
};

static const struct db_column meta_columns[] = {
    {.name = "key", .kind = DB_TEXT, .not_null = true},
    {.name = "value", .kind = DB_TEXT, .not_null = true},
};

static const struct db_column user_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "email", .kind = DB_TEXT, .not_null = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "password_hash", .kind = DB_TEXT, .not_null = true}, /* "": none, cannot sign in */
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "is_owner", .kind = DB_INT, .not_null = true, .fallback = "0"}, /* of the instance */
    {.name = "source", .kind = DB_TEXT, .not_null = true, .fallback = "'user'"},
    {.name = "disabled_at", .kind = DB_INT},
    {.name = "totp_secret", .kind = DB_BLOB}, /* sealed; waits for totp_on where that is 0 */
    {.name = "totp_on", .kind = DB_INT, .not_null = true, .fallback = "0"},
    {.name = "totp_step", .kind = DB_INT, .not_null = true, .fallback = "0"}, /* last one used */
};
static const struct db_index user_indexes[] = {
    {.name = "users_email", .columns = "email", .unique = true},
};

static const struct db_column workspace_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "time_zone", .kind = DB_TEXT, .not_null = true},
    {.name = "currency", .kind = DB_TEXT, .not_null = true},
    {.name = "country", .kind = DB_TEXT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "pending", .kind = DB_INT, .not_null = true},
    {.name = "purpose", .kind = DB_TEXT, .not_null = true, .fallback = "'both'"},
    {.name = "week_start", .kind = DB_TEXT, .not_null = true, .fallback = "'monday'"},
    {.name = "deleted_at", .kind = DB_INT}, /* its file goes 30 days later */
    {.name = "place", .kind = DB_TEXT},     /* as space_placing.where has it: control_place.c */
    {.name = "moving", .kind = DB_INT},     /* when the mover that is at work began */
};
static const struct db_index workspace_indexes[] = {
    {.name = "workspaces_pending", .columns = "id", .where = "pending = 1"},
    {.name = "workspaces_deleted", .columns = "deleted_at", .where = "deleted_at IS NOT NULL"},
    {.name = "workspaces_placed", .columns = "id", .where = "place IS NOT NULL"},
};

static const struct db_column member_columns[] = {
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "role", .kind = DB_TEXT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
};
static const struct db_index member_indexes[] = {
    {.name = "members_user", .columns = "user_id, workspace_id"},
};

/* See auth/invitation.h. Open while neither accepted nor revoked nor expired. */
static const struct db_column invitation_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "email", .kind = DB_TEXT, .not_null = true},
    {.name = "role", .kind = DB_TEXT, .not_null = true},
    {.name = "token_hash", .kind = DB_BLOB, .not_null = true},
    {.name = "invited_by", .kind = DB_INT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "expires_at", .kind = DB_INT, .not_null = true},
    {.name = "accepted_at", .kind = DB_INT},
    {.name = "revoked_at", .kind = DB_INT},
};
static const struct db_index invitation_indexes[] = {
    {.name = "invitations_token", .columns = "token_hash", .unique = true},
    {.name = "invitations_workspace", .columns = "workspace_id, id"},
};

/* See auth/key.h. */
static const struct db_column api_key_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "prefix", .kind = DB_TEXT, .not_null = true}, /* what of the key may be shown */
    {.name = "hash", .kind = DB_BLOB, .not_null = true},
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "description", .kind = DB_TEXT, .not_null = true},
    {.name = "scopes", .kind = DB_TEXT, .not_null = true}, /* parted by blanks */
    {.name = "rate_limit", .kind = DB_INT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "expires_at", .kind = DB_INT},
    {.name = "used_at", .kind = DB_INT},
    {.name = "revoked_at", .kind = DB_INT},
};
static const struct db_index api_key_indexes[] = {
    {.name = "api_keys_prefix", .columns = "prefix", .unique = true},
    {.name = "api_keys_workspace", .columns = "workspace_id, id"},
};

/* Contacts that are just being linked to a login: a row lives from before the workspace's write
 * until after it (control_logins.c). `made`: the user was made for this and goes when it fails. */
static const struct db_column login_columns[] = {
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "contact_id", .kind = DB_INT, .not_null = true},
    {.name = "made", .kind = DB_INT, .not_null = true},
    {.name = "begun_at", .kind = DB_INT, .not_null = true, .fallback = "0"},
};

static const struct db_column session_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "workspace_id", .kind = DB_INT, .not_null = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "expires_at", .kind = DB_INT, .not_null = true},
    {.name = "ended_at", .kind = DB_INT},
    /* Hashes of the cookie; of what all refresh tokens of the session share, and of the one that is
     * good now (auth/session.c). */
    {.name = "cookie_hash", .kind = DB_BLOB},
    {.name = "family_hash", .kind = DB_BLOB},
    {.name = "refresh_hash", .kind = DB_BLOB},
    {.name = "user_agent", .kind = DB_TEXT, .not_null = true, .fallback = "''"},
    {.name = "address", .kind = DB_TEXT, .not_null = true, .fallback = "''"},
    {.name = "seen_at", .kind = DB_INT, .not_null = true, .fallback = "0"},
};
static const struct db_index session_indexes[] = {
    {.name = "sessions_user", .columns = "user_id, id"},
    {.name = "sessions_expires", .columns = "expires_at"},
    {.name = "sessions_cookie", .columns = "cookie_hash"},
    {.name = "sessions_family", .columns = "family_hash"},
};

static const struct db_column signing_key_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "created_at", .kind = DB_INT, .not_null = true},
    {.name = "value", .kind = DB_BLOB, .not_null = true}, /* sealed */
};

static const struct db_column recovery_code_columns[] = {
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "hash", .kind = DB_BLOB, .not_null = true},
    {.name = "used_at", .kind = DB_INT},
};

/* Links that work once: "reset" of a password, "email" for a new address (data). */
static const struct db_column one_time_columns[] = {
    {.name = "hash", .kind = DB_BLOB, .not_null = true},
    {.name = "kind", .kind = DB_TEXT, .not_null = true},
    {.name = "user_id", .kind = DB_INT, .not_null = true},
    {.name = "data", .kind = DB_TEXT, .not_null = true},
    {.name = "expires_at", .kind = DB_INT, .not_null = true},
};
static const struct db_index one_time_indexes[] = {
    {.name = "one_time_user", .columns = "user_id, kind"},
    {.name = "one_time_expires", .columns = "expires_at"},
};

/* What happened to accounts; only ever appended to (auth/audit.h). */
static const struct db_column audit_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "at", .kind = DB_INT, .not_null = true},
    {.name = "actor_kind", .kind = DB_TEXT, .not_null = true},
    {.name = "actor_id", .kind = DB_INT, .not_null = true},
    {.name = "workspace_id", .kind = DB_INT, .not_null = true}, /* 0: none */
    {.name = "action", .kind = DB_TEXT, .not_null = true},
    {.name = "target", .kind = DB_TEXT, .not_null = true},
    {.name = "detail", .kind = DB_TEXT, .not_null = true}, /* JSON */
    {.name = "address", .kind = DB_TEXT, .not_null = true},
    {.name = "hash", .kind = DB_BLOB, .not_null = true},
};
static const struct db_index audit_indexes[] = {
    {.name = "audit_workspace", .columns = "workspace_id, id"},
    {.name = "audit_actor", .columns = "actor_id, id"},
    {.name = "audit_action", .columns = "action, id"},
};

static const struct db_column secret_columns[] = {
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "value", .kind = DB_BLOB, .not_null = true},
};

#define COLUMNS(c) .columns = (c), .n_columns = ARRAY_LEN(c)
#define INDEXES(i) .indexes = (i), .n_indexes = ARRAY_LEN(i)

/* In the plural: `user` is a word of SQL's own in PostgreSQL. */
static const struct db_table tables[] = {
    {.name = "meta", COLUMNS(meta_columns), .primary_key = "key"},
    {.name = "users", COLUMNS(user_columns), INDEXES(user_indexes)},
    {.name = "workspaces", COLUMNS(workspace_columns), INDEXES(workspace_indexes)},
    {.name = "members",
     COLUMNS(member_columns),
     INDEXES(member_indexes),
     .primary_key = "workspace_id, user_id"},
    {.name = "invitations", COLUMNS(invitation_columns), INDEXES(invitation_indexes)},
    {.name = "api_keys", COLUMNS(api_key_columns), INDEXES(api_key_indexes)},
    {.name = "pending_logins",
     COLUMNS(login_columns),
     .primary_key = "user_id, workspace_id, contact_id"},
    {.name = "sessions", COLUMNS(session_columns), INDEXES(session_indexes)},
    {.name = "secrets", COLUMNS(secret_columns), .primary_key = "name"},
    {.name = "signing_keys", COLUMNS(signing_key_columns)},
    {.name = "recovery_codes", COLUMNS(recovery_code_columns), .primary_key = "user_id, hash"},
    {.name = "one_time",
     COLUMNS(one_time_columns),
     INDEXES(one_time_indexes),
     .primary_key = "hash"},
    {.name = "audit", COLUMNS(audit_columns), INDEXES(audit_indexes)},
};

/* --- migrations ------------------------------------------------------------------------------- */

/* Accounts from before there were owners: the oldest is it. The signing key stood there in the
 * clear; it goes, and what it signed with it. */
static int to_2(struct db *db, struct err *err)
{
    static const struct db_table users = {.name = "users", COLUMNS(user_columns)};

    if (db_table_ensure(db, &users, err) != 0)
        return -1;
    return db_exec(db,
                   "UPDATE users SET is_owner = 1 WHERE id = (SELECT min(id) FROM users);"
                   "DELETE FROM secrets WHERE name = 'signing_key'",
                   err);
}

static const struct migration migrations[] = {
    {1, NULL},
    {2, to_2},
};

/* 0 in a database without tables yet. */
static int schema_number(struct db *db, int64_t *ret_number, struct err *err)
{
    struct db_stmt *s;
    int64_t number = 0;

    *ret_number = 0;
    if (!db_table_exists(db, "meta"))
        return 0;
    if (db_query(db, "SELECT value FROM meta WHERE key = 'schema'", DB_NO_ARGS, &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    bool readable = got != 1 || str_to_i64(db_column_str(s, 0), &number);
    db_done(s);
    if (got < 0)
        return -1;
    if (!readable)
        return err_internal(err, "the control database's schema number is not a number");
    *ret_number = number;
    return 0;
}

static int save_number(struct db *db, struct err *err)
{
    char text[24];

    snprintf(text, sizeof text, "%d", CONTROL_SCHEMA);
    return db_run(db,
                  "INSERT INTO meta (key, value) VALUES ('schema', ?) "
                  "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                  DB_ARGS(DB_VALUE_TEXT(str_of(text))), NULL, err);
}

static int ensure_tables(struct db *db, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (db_table_ensure(db, &tables[i], err) != 0)
            return -1;
    return db_append_only(db, "audit", err);
}

static int run_migrations(struct db *db, int64_t from, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(migrations); i++)
        if (migrations[i].run && migrations[i].number > from && migrations[i].run(db, err) != 0)
            return -1;
    return 0;
}

static int migrate(struct db *db, int64_t from, struct err *err)
{
    if (db_begin_write(db, err) != 0)
        return -1;
    if ((from > 0 && run_migrations(db, from, err) != 0) || ensure_tables(db, err) != 0 ||
        (from < CONTROL_SCHEMA && save_number(db, err) != 0)) {
        db_rollback(db);
        return -1;
    }
    return db_commit(db, err);
}

static int copy_aside(struct db *db, const char *path, int64_t from, struct err *err)
{
    char copy[4096];
    int n =
        snprintf(copy, sizeof copy, "%s.before-%d-%" PRId64, path, CONTROL_SCHEMA, clock_now_ms());

    if (n < 0 || (size_t)n >= sizeof copy)
        return err_internal(err, "the path of the copy of schema %" PRId64 " is too long", from);
    return db_copy(db, copy, err);
}

static bool has_tables(struct db *db)
{
    return db_table_exists(db, "users");
}

int control_migrate(struct db *db, const char *path, struct err *err)
{
    int64_t from;

    if (schema_number(db, &from, err) != 0)
        return -1;
    if (from > CONTROL_SCHEMA)
        return err_set(err, ERR_UNAVAILABLE, NULL,
                       "The control database was written by a newer Kith (its schema is %" PRId64
                       ", this program knows %d). Start the newer program.",
                       from, CONTROL_SCHEMA);
    if (path && from < CONTROL_SCHEMA && has_tables(db) && copy_aside(db, path, from, err) != 0)
        return -1;
    return migrate(db, from, err);
}

int control_prepare(struct db *db, struct err *err)
{
    return control_migrate(db, NULL, err);
}
