/* The control database from its readers' side: users, workspaces, roles, in memory where a request
 * needs them each time.
 *
 * What is remembered carries the control version from before it was read; any later version sends
 * the next reader to the database again. So nobody has to remember to forget, also not the rooms
 * above that write to this space.
 *
 * Only what is there is remembered. An absence is looked up each time, so a flood of made-up ids
 * cannot push anything out. Writing: control_register.c, control_session.c.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "space/control_private.h"
#include "space/space_private.h"

enum { ROLES_KNOWN = 4096, SESSIONS_KNOWN = 4096, WORKSPACES_KNOWN = 1024, NAMES_KNOWN = 4096 };

/* Of a workspace whose texts fit; others are read each time. */
struct known_workspace {
    int64_t id, created_at;
    const struct tz *zone;
    bool pending;
    char name[128], time_zone[48], currency[8], country[8], purpose[8], week_start[12];
};

/* Of a user; a longer name is read each time. */
struct known_name {
    char name[64];
};

struct zone {
    struct zone *next;
    struct tz *tz;
    char name[];
};

static const char *const role_names[] = {
    [ROLE_NONE] = "none",   [ROLE_VIEWER] = "viewer", [ROLE_MEMBER] = "member",
    [ROLE_ADMIN] = "admin", [ROLE_OWNER] = "owner",
};

const char *role_name(enum role r)
{
    return (size_t)r < ARRAY_LEN(role_names) ? role_names[r] : role_names[ROLE_NONE];
}

enum role role_by_name(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(role_names); i++)
        if (str_is(name, role_names[i]))
            return (enum role)i;
    return ROLE_NONE;
}

/* --- time zones ------------------------------------------------------------------------------- */

static struct zone *zone_new(const char *name)
{
    size_t n = strlen(name) + 1;
    struct zone *z = space_alloc(sizeof *z + n);

    memcpy(z->name, name, n);
    z->tz = tz_open(name);
    if (!z->tz)
        z->tz = tz_open("UTC"); /* the name was checked when set; the system has lost it since */
    return z;
}

/* There are a few hundred names at most, so they are never given back. */
static const struct tz *zone_by_name(struct control *c, const char *name)
{
    struct zone *z;

    pthread_mutex_lock(&c->zones_lock);
    for (z = c->zones; z && strcmp(z->name, name) != 0;)
        z = z->next;
    if (!z) {
        z = zone_new(name);
        z->next = c->zones;
        c->zones = z;
    }
    pthread_mutex_unlock(&c->zones_lock);
    return z->tz;
}

static void zones_free(struct control *c)
{
    while (c->zones) {
        struct zone *z = c->zones;

        c->zones = z->next;
        tz_free(z->tz);
        free(z);
    }
}

/* --- open and close --------------------------------------------------------------------------- */

int control_open(struct spaces *spaces, struct control **ret_control, struct err *err)
{
    struct space *space;

    if (space_get(spaces, "control", true, &space, err) != 0)
        return -1;

    struct control *c = space_alloc(sizeof *c);
    c->spaces = spaces;
    c->space = space;
    c->roles = memory_new(ROLES_KNOWN, sizeof(enum role));
    c->sessions = memory_new(SESSIONS_KNOWN, sizeof(int64_t));
    c->workspaces = memory_new(WORKSPACES_KNOWN, sizeof(struct known_workspace));
    c->names = memory_new(NAMES_KNOWN, sizeof(struct known_name));
    c->places = control_places_new();
    pthread_mutex_init(&c->zones_lock, NULL);
    control_place_spaces(c);
    *ret_control = c;
    return 0;
}

void control_close(struct control *c)
{
    if (!c)
        return;
    space_put(c->space);
    memory_free(c->roles);
    memory_free(c->sessions);
    memory_free(c->workspaces);
    memory_free(c->names);
    memory_free(c->places);
    zones_free(c);
    pthread_mutex_destroy(&c->zones_lock);
    free(c);
}

struct space *control_space(struct control *c)
{
    return c->space;
}

int64_t control_version(const struct control *c)
{
    return space_version(c->space);
}

int control_refresh(struct control *c, struct err *err)
{
    return space_refresh(c->space, err);
}

void control_workspace_name(int64_t workspace_id, char out[static WORKSPACE_NAME_MAX])
{
    snprintf(out, WORKSPACE_NAME_MAX, "ws_%" PRId64, workspace_id);
}

int control_space_of(struct control *c, int64_t workspace_id, struct space **ret, struct err *err)
{
    char name[WORKSPACE_NAME_MAX];

    control_workspace_name(workspace_id, name);
    return space_get(c->spaces, name, false, ret, err);
}

/* --- users ------------------------------------------------------------------------------------ */

static const char *column_text(struct db_stmt *s, int index, struct arena *a)
{
    return str_cstr(a, db_column_str(s, index));
}

#define USER_SELECT                                                                                \
    "SELECT id, email, name, created_at, is_owner, disabled_at, totp_on, source, password_hash "   \
    "FROM users "

static struct user user_of_row(struct db_stmt *s, struct arena *a)
{
    return (struct user){.id = db_column_int(s, 0),
                         .email = column_text(s, 1, a),
                         .name = column_text(s, 2, a),
                         .created_at = db_column_int(s, 3),
                         .is_owner = db_column_int(s, 4) != 0,
                         .disabled = !db_column_null(s, 5),
                         .totp_on = db_column_int(s, 6) != 0,
                         .source = column_text(s, 7, a)};
}

/* The first row of a USER_SELECT. */
static int user_read(struct control *c, const char *sql, struct db_value key, struct arena *a,
                     struct user *ret, const char **ret_hash, struct err *err)
{
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    if (db_query(db, sql, &key, 1, &s, err) == 0)
        got = db_step(s, err);
    if (got == 1) {
        *ret = user_of_row(s, a);
        if (ret_hash)
            *ret_hash = column_text(s, 8, a);
    }
    db_done(s);
    space_read_end(c->space, db);
    if (got == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such user.");
    return got < 0 ? -1 : 0;
}

int control_user(struct control *c, struct arena *a, int64_t id, struct user *ret, struct err *err)
{
    return user_read(c, USER_SELECT "WHERE id = ?", DB_VALUE_INT(id), a, ret, NULL, err);
}

int control_user_by_email(struct control *c, struct arena *a, struct str email, struct user *ret,
                          const char **ret_hash, struct err *err)
{
    return user_read(c, USER_SELECT "WHERE email = ?", DB_VALUE_TEXT(email), a, ret, ret_hash, err);
}

int control_has_users(struct control *c, bool *ret_has, struct err *err)
{
    struct db *db;
    int64_t id;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = db_query_int(db, "SELECT id FROM users WHERE password_hash <> '' LIMIT 1", DB_NO_ARGS,
                          0, &id, err);
    space_read_end(c->space, db);
    if (rc == 0)
        *ret_has = id != 0;
    return rc;
}

static int name_read(struct control *c, struct arena *a, int64_t user_id, struct str *ret,
                     struct err *err)
{
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    if (db_query(db, "SELECT name FROM users WHERE id = ?", DB_ARGS(DB_VALUE_INT(user_id)), &s,
                 err) == 0)
        got = db_step(s, err);
    if (got >= 0)
        *ret = got == 1 ? str_dup(a, db_column_str(s, 0)) : STR_NONE;
    db_done(s);
    space_read_end(c->space, db);
    return got < 0 ? -1 : 0;
}

int control_user_name(struct control *c, struct arena *a, int64_t user_id, struct str *ret_name,
                      struct err *err)
{
    struct memory_key key = {(uint64_t)user_id, 0};
    int64_t version = control_version(c), stamp;
    struct known_name known;

    if (memory_get(c->names, key, &known, &stamp) && stamp == version) {
        *ret_name = str_of(arena_strdup(a, known.name));
        return 0;
    }
    if (name_read(c, a, user_id, ret_name, err) != 0)
        return -1;
    if (ret_name->n < sizeof known.name) {
        memset(&known, 0, sizeof known);
        memcpy(known.name, ret_name->n ? ret_name->p : "", ret_name->n);
        memory_put(c->names, key, &known, version);
    }
    return 0;
}

/* --- workspaces ------------------------------------------------------------------------------- */

#define WORKSPACE_COLUMNS                                                                          \
    "w.id, w.name, w.time_zone, w.currency, w.country, w.created_at, w.pending, w.purpose, "       \
    "w.week_start "

/* A row of WORKSPACE_COLUMNS. */
static struct workspace workspace_of_row(struct control *c, struct db_stmt *s, struct arena *a)
{
    struct workspace w = {
        .id = db_column_int(s, 0),
        .name = column_text(s, 1, a),
        .time_zone = column_text(s, 2, a),
        .currency = column_text(s, 3, a),
        .country = column_text(s, 4, a),
        .created_at = db_column_int(s, 5),
        .pending = db_column_int(s, 6) != 0,
        .purpose = column_text(s, 7, a),
        .week_start = column_text(s, 8, a),
    };

    w.zone = zone_by_name(c, w.time_zone);
    return w;
}

static bool fits(char *out, size_t room, const char *text)
{
    size_t n = strlen(text) + 1;

    if (n > room)
        return false;
    memcpy(out, text, n);
    return true;
}

static void workspace_remember(struct control *c, const struct workspace *w, int64_t version)
{
    struct known_workspace k = {
        .id = w->id, .created_at = w->created_at, .zone = w->zone, .pending = w->pending};

    if (fits(k.name, sizeof k.name, w->name) &&
        fits(k.time_zone, sizeof k.time_zone, w->time_zone) &&
        fits(k.currency, sizeof k.currency, w->currency) &&
        fits(k.country, sizeof k.country, w->country) &&
        fits(k.purpose, sizeof k.purpose, w->purpose) &&
        fits(k.week_start, sizeof k.week_start, w->week_start))
        memory_put(c->workspaces, (struct memory_key){(uint64_t)w->id, 0}, &k, version);
}

static bool workspace_recall(struct control *c, struct arena *a, int64_t id, struct workspace *ret)
{
    struct known_workspace *k = ARENA_NEW(a, struct known_workspace);
    int64_t stamp;

    if (!memory_get(c->workspaces, (struct memory_key){(uint64_t)id, 0}, k, &stamp) ||
        stamp != control_version(c))
        return false;
    *ret = (struct workspace){
        .id = k->id,
        .name = k->name,
        .time_zone = k->time_zone,
        .currency = k->currency,
        .country = k->country,
        .purpose = k->purpose,
        .week_start = k->week_start,
        .created_at = k->created_at,
        .pending = k->pending,
        .zone = k->zone,
    };
    return true;
}

static int workspace_read(struct control *c, struct db *db, struct arena *a, int64_t id,
                          struct workspace *ret, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db,
                 "SELECT " WORKSPACE_COLUMNS
                 "FROM workspaces w WHERE w.id = ? AND w.deleted_at IS NULL",
                 DB_ARGS(DB_VALUE_INT(id)), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got == 1)
        *ret = workspace_of_row(c, s, a);
    db_done(s);
    if (got == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
    return got < 0 ? -1 : 0;
}

int control_workspace(struct control *c, struct arena *a, int64_t id, struct workspace *ret,
                      struct err *err)
{
    int64_t version = control_version(c);
    struct db *db;

    if (workspace_recall(c, a, id, ret))
        return 0;
    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = workspace_read(c, db, a, id, ret, err);
    space_read_end(c->space, db);
    if (rc == 0)
        workspace_remember(c, ret, version);
    return rc;
}

static int workspaces_read(struct control *c, struct db *db, struct arena *a, int64_t user_id,
                           struct workspace **ret, size_t *ret_n, struct err *err)
{
    struct workspace *list = NULL;
    size_t n = 0, room = 0;
    struct db_stmt *s;
    int got;

    if (db_query(db,
                 "SELECT " WORKSPACE_COLUMNS
                 "FROM members m JOIN workspaces w ON w.id = m.workspace_id "
                 "WHERE m.user_id = ? AND w.deleted_at IS NULL ORDER BY w.id",
                 DB_ARGS(DB_VALUE_INT(user_id)), &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        if (n == room) {
            room = room ? 2 * room : 4;
            list = arena_grow(a, list, n * sizeof *list, room * sizeof *list);
        }
        list[n++] = workspace_of_row(c, s, a);
    }
    db_done(s);
    if (got < 0)
        return -1;
    *ret = list;
    *ret_n = n;
    return 0;
}

int control_workspaces_of(struct control *c, struct arena *a, int64_t user_id,
                          struct workspace **ret, size_t *ret_n, struct err *err)
{
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = workspaces_read(c, db, a, user_id, ret, ret_n, err);
    space_read_end(c->space, db);
    return rc;
}

/* --- roles ------------------------------------------------------------------------------------ */

static int role_read(struct db *db, int64_t workspace_id, int64_t user_id, enum role *ret,
                     struct err *err)
{
    struct db_stmt *s;

    if (db_query(db,
                 "SELECT m.role FROM members m JOIN workspaces w ON w.id = m.workspace_id "
                 "WHERE m.workspace_id = ? AND m.user_id = ? AND w.deleted_at IS NULL",
                 DB_ARGS(DB_VALUE_INT(workspace_id), DB_VALUE_INT(user_id)), &s, err) != 0)
        return -1;

    int got = db_step(s, err);
    if (got >= 0)
        *ret = got == 1 ? role_by_name(db_column_str(s, 0)) : ROLE_NONE;
    db_done(s);
    return got < 0 ? -1 : 0;
}

int control_role_in(struct space_tx *tx, int64_t workspace_id, int64_t user_id, enum role *ret,
                    struct err *err)
{
    return role_read(tx->db, workspace_id, user_id, ret, err);
}

int control_role(struct control *c, int64_t workspace_id, int64_t user_id, enum role *ret,
                 struct err *err)
{
    struct memory_key key = {(uint64_t)workspace_id, (uint64_t)user_id};
    int64_t version = control_version(c), stamp;
    enum role role;
    struct db *db;

    if (memory_get(c->roles, key, &role, &stamp) && stamp == version) {
        *ret = role;
        return 0;
    }
    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = role_read(db, workspace_id, user_id, &role, err);
    space_read_end(c->space, db);
    if (rc != 0)
        return -1;
    if (role != ROLE_NONE)
        memory_put(c->roles, key, &role, version);
    *ret = role;
    return 0;
}
