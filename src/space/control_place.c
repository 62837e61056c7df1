/* Where each workspace's database is: a column of its row, asked whenever a workspace is used and
 * therefore remembered.
 *
 * Nearly all are in the usual place, which is NULL. Moving one (crm/move.c) is two rows here and a
 * long time between them: a mark with a token, and the switch by who still holds it.
 */
#include <string.h>

#include "space/control_private.h"

enum { PLACES_KNOWN = 4096, PLACE_MAX = 512 };

/* "" for the usual one. A longer place is looked up each time. */
struct known_place {
    char where[PLACE_MAX];
};

struct memory *control_places_new(void)
{
    return memory_new(PLACES_KNOWN, sizeof(struct known_place));
}

/* --- asking ----------------------------------------------------------------------------------- */

static int read_place(struct control *c, struct arena *a, int64_t id, const char **ret,
                      struct err *err)
{
    struct db *db;
    struct db_stmt *s = NULL;
    int got = -1;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    if (db_query(db, "SELECT place FROM workspaces WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), &s,
                 err) == 0)
        got = db_step(s, err);
    *ret = got > 0 && !db_column_null(s, 0) ? str_cstr(a, db_column_str(s, 0)) : NULL;
    db_done(s);
    space_read_end(c->space, db);
    return got < 0 ? -1 : 0;
}

static void remember(struct control *c, struct memory_key key, const char *where, int64_t version)
{
    struct known_place known = {{0}};
    size_t n = where ? strlen(where) : 0;

    if (n >= sizeof known.where)
        return;
    memcpy(known.where, where ? where : "", n);
    memory_put(c->places, key, &known, version);
}

static int place_of(struct control *c, struct arena *a, int64_t id, const char **ret_where,
                    int64_t *ret_stamp, struct err *err)
{
    struct memory_key key = {(uint64_t)id, 0};
    int64_t version = control_version(c), stamp;
    struct known_place known;

    *ret_stamp = version;
    if (memory_get(c->places, key, &known, &stamp) && stamp == version) {
        *ret_where = known.where[0] ? arena_strdup(a, known.where) : NULL;
        return 0;
    }
    if (read_place(c, a, id, ret_where, err) != 0)
        return -1;
    remember(c, key, *ret_where, version);
    return 0;
}

int control_place(struct control *c, struct arena *a, int64_t workspace_id, const char **ret_place,
                  struct err *err)
{
    return read_place(c, a, workspace_id, ret_place, err);
}

static int where(void *ctx, struct arena *a, const char *space, const char **ret_where,
                 int64_t *ret_stamp, struct err *err)
{
    int64_t id;

    *ret_where = NULL;
    if (strncmp(space, "ws_", 3) != 0 || !str_to_i64(str_of(space + 3), &id))
        return 0;
    return place_of(ctx, a, id, ret_where, ret_stamp, err);
}

static int read_placed(struct db *db, struct arena *a, const char ***ret_names, size_t *ret_n,
                       struct err *err)
{
    struct db_stmt *s;
    size_t room = 0;
    int got;

    *ret_names = NULL;
    *ret_n = 0;
    if (db_query(db, "SELECT id FROM workspaces WHERE place IS NOT NULL ORDER BY id", DB_NO_ARGS,
                 &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) > 0) {
        char name[WORKSPACE_NAME_MAX];

        control_workspace_name(db_column_int(s, 0), name);
        if (*ret_n == room) {
            room = room ? 2 * room : 16;
            *ret_names =
                arena_grow(a, *ret_names, *ret_n * sizeof **ret_names, room * sizeof **ret_names);
        }
        (*ret_names)[(*ret_n)++] = arena_strdup(a, name);
    }
    db_done(s);
    return got;
}

static int elsewhere(void *ctx, struct arena *a, const char *const **ret_names, size_t *ret_n,
                     struct err *err)
{
    struct control *c = ctx;
    const char **names;
    struct db *db;

    if (space_read(c->space, &db, err) != 0)
        return -1;
    int rc = read_placed(db, a, &names, ret_n, err);
    space_read_end(c->space, db);
    *ret_names = names;
    return rc;
}

void control_place_spaces(struct control *c)
{
    const struct space_placing placing = {.where = where, .elsewhere = elsewhere, .ctx = c};

    spaces_place_by(c->spaces, &placing);
}

/* --- moving ----------------------------------------------------------------------------------- */

struct mover {
    int64_t id, token;
    bool again;
    const char *place;
};

static int begin(void *ctx, struct space_tx *tx, struct err *err)
{
    struct mover *m = ctx;
    int64_t n;

    m->token = space_tx_id(tx);
    if (db_run(tx->db,
               m->again ? "UPDATE workspaces SET moving = ? WHERE id = ? AND deleted_at IS NULL"
                        : "UPDATE workspaces SET moving = ? WHERE id = ? AND deleted_at IS NULL "
                          "AND moving IS NULL",
               DB_ARGS(DB_VALUE_INT(m->token), DB_VALUE_INT(m->id)), &n, err) != 0)
        return -1;
    if (n > 0)
        return 0;
    if (db_query_int(tx->db, "SELECT id FROM workspaces WHERE id = ? AND moving IS NOT NULL",
                     DB_ARGS(DB_VALUE_INT(m->id)), 0, &n, err) != 0)
        return -1;
    return n ? err_set(err, ERR_CONFLICT, NULL,
                       "It is being moved already. If nobody is at it any more: --again.")
             : err_set(err, ERR_NOT_FOUND, NULL, "There is no such workspace.");
}

int control_move_begin(struct control *c, int64_t workspace_id, bool again, int64_t *ret_token,
                       struct err *err)
{
    struct mover m = {.id = workspace_id, .again = again};

    if (space_write(c->space, begin, &m, err) != 0)
        return -1;
    *ret_token = m.token;
    return 0;
}

static int switch_in(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct mover *m = ctx;
    int64_t n;

    tx->wrote = true;
    if (db_run(tx->db, "UPDATE workspaces SET place = ?, moving = NULL WHERE id = ? AND moving = ?",
               DB_ARGS(m->place ? DB_VALUE_TEXT(str_of(m->place)) : DB_VALUE_NULL,
                       DB_VALUE_INT(m->id), DB_VALUE_INT(m->token)),
               &n, err) != 0)
        return -1;
    return n ? 0
             : err_set(err, ERR_CONFLICT, NULL,
                       "Somebody else has begun to move this workspace, or it was deleted.");
}

int control_move_switch(struct control *c, int64_t workspace_id, int64_t token, const char *place,
                        struct err *err)
{
    struct mover m = {.id = workspace_id, .token = token, .place = place};

    return space_write(c->space, switch_in, &m, err);
}

bool control_move_is_ours(struct control *c, int64_t workspace_id, int64_t token)
{
    struct err ignored = {0};
    struct db *db;
    int64_t now = 0;

    if (space_read(c->space, &db, &ignored) != 0)
        return false;
    int rc = db_query_int(db, "SELECT moving FROM workspaces WHERE id = ?",
                          DB_ARGS(DB_VALUE_INT(workspace_id)), 0, &now, &ignored);
    space_read_end(c->space, db);
    return rc == 0 && now == token;
}

static int give_up(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct mover *m = ctx;

    return db_run(tx->db, "UPDATE workspaces SET moving = NULL WHERE id = ? AND moving = ?",
                  DB_ARGS(DB_VALUE_INT(m->id), DB_VALUE_INT(m->token)), NULL, err);
}

int control_move_give_up(struct control *c, int64_t workspace_id, int64_t token, struct err *err)
{
    struct mover m = {.id = workspace_id, .token = token};

    return space_write(c->space, give_up, &m, err);
}
