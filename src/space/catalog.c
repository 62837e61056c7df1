/* See catalog.h. An export's own tables are export_workspace (one row) and export_user. */
#include "space/catalog.h"

#include <string.h>

#include "db/sql.h"

static const char user_columns[] =
    "SELECT u.id, u.email, u.name, u.created_at, u.is_owner, u.disabled_at, u.totp_on, u.source, "
    "(SELECT COUNT(*) FROM members m WHERE m.user_id = u.id) FROM users u ORDER BY u.id";

static const char workspace_columns[] =
    "SELECT w.id, w.name, w.time_zone, w.currency, w.country, w.purpose, w.week_start, "
    "w.created_at, w.pending, w.deleted_at, "
    "(SELECT COUNT(*) FROM members m WHERE m.workspace_id = w.id), "
    "(SELECT MIN(u.email) FROM members m JOIN users u ON u.id = m.user_id "
    "WHERE m.workspace_id = w.id AND m.role = 'owner'), w.place, w.moving FROM workspaces w";

static const char *text(struct arena *a, struct db_stmt *s, int column)
{
    return str_cstr(a, db_column_str(s, column));
}

/* Room for one row more. */
static void *grown(struct arena *a, void *rows, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return rows;
    size_t more = *room ? *room * 2 : 16;
    rows = arena_grow(a, rows, *room * size, more * size);
    *room = more;
    return rows;
}

int catalog_users(struct db *control, struct arena *a, struct catalog_user **ret, size_t *ret_n,
                  struct err *err)
{
    struct db_stmt *s;
    if (db_query(control, user_columns, DB_NO_ARGS, &s, err))
        return -1;
    struct catalog_user *rows = NULL;
    size_t n = 0, room = 0;
    int got;
    while ((got = db_step(s, err)) == 1) {
        rows = grown(a, rows, n, &room, sizeof *rows);
        rows[n++] = (struct catalog_user){
            .user = {.id = db_column_int(s, 0),
                     .email = text(a, s, 1),
                     .name = text(a, s, 2),
                     .created_at = db_column_int(s, 3),
                     .is_owner = db_column_int(s, 4) != 0,
                     .disabled = !db_column_null(s, 5),
                     .totp_on = db_column_int(s, 6) != 0,
                     .source = text(a, s, 7)},
            .n_workspaces = db_column_int(s, 8),
        };
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return got;
}

/* postgres://user:password@host: what stands between the colon and the @ is nobody's business. */
const char *catalog_place_shown(struct arena *a, const char *place)
{
    const char *start = strstr(place, "://");
    size_t n = start ? strcspn(start + 3, "/?") : 0;
    const char *at = n ? memrchr(start + 3, '@', n) : NULL;
    const char *colon = at ? memchr(start + 3, ':', (size_t)(at - start - 3)) : NULL;

    return colon ? arena_printf(a, "%.*s:***%s", (int)(colon - place), place, at)
                 : arena_strdup(a, place);
}

static void read_workspace(struct arena *a, struct db_stmt *s, struct catalog_workspace *ret)
{
    *ret = (struct catalog_workspace){
        .workspace = {.id = db_column_int(s, 0),
                      .name = text(a, s, 1),
                      .time_zone = text(a, s, 2),
                      .currency = text(a, s, 3),
                      .country = text(a, s, 4),
                      .purpose = text(a, s, 5),
                      .week_start = text(a, s, 6),
                      .created_at = db_column_int(s, 7),
                      .pending = db_column_int(s, 8) != 0},
        .deleted_at = db_column_int(s, 9),
        .n_members = db_column_int(s, 10),
        .owner = text(a, s, 11),
        .place = db_column_null(s, 12) ? NULL : catalog_place_shown(a, text(a, s, 12)),
        .moving = !db_column_null(s, 13),
    };
}

int catalog_workspaces(struct db *control, struct arena *a, struct catalog_workspace **ret,
                       size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    struct sql q;
    sql_init(&q, a, db_driver_of(control));
    sql_add(&q, workspace_columns);
    sql_add(&q, " ORDER BY w.id");
    if (db_query_sql(control, &q, &s, err))
        return -1;
    struct catalog_workspace *rows = NULL;
    size_t n = 0, room = 0;
    int got;
    while ((got = db_step(s, err)) == 1) {
        rows = grown(a, rows, n, &room, sizeof *rows);
        read_workspace(a, s, &rows[n++]);
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return got;
}

int catalog_workspace(struct db *control, struct arena *a, int64_t id,
                      struct catalog_workspace *ret, struct err *err)
{
    struct db_stmt *s;
    struct sql q;
    sql_init(&q, a, db_driver_of(control));
    sql_add(&q, workspace_columns);
    sql_add(&q, " WHERE w.id = ");
    sql_bind_int(&q, id);
    if (db_query_sql(control, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    if (got == 1)
        read_workspace(a, s, ret);
    db_done(s);
    if (got == 0)
        return err_set(err, ERR_NOT_FOUND, NULL, "There is no workspace %lld.", (long long)id);
    return got == 1 ? 0 : -1;
}

int catalog_places(struct db *control, struct arena *a, struct catalog_place **ret, size_t *ret_n,
                   struct err *err)
{
    struct catalog_place *rows = NULL;
    size_t n = 0, room = 0;
    struct db_stmt *s;
    int got;

    if (db_query(control, "SELECT id, place FROM workspaces WHERE place IS NOT NULL ORDER BY id",
                 DB_NO_ARGS, &s, err))
        return -1;
    while ((got = db_step(s, err)) == 1) {
        rows = grown(a, rows, n, &room, sizeof *rows);
        rows[n++] = (struct catalog_place){db_column_int(s, 0), text(a, s, 1)};
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return got;
}

/* --- what an export carries ---------------------------------------------------------------------
 */

static const struct db_column export_workspace_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
    {.name = "time_zone", .kind = DB_TEXT, .not_null = true},
    {.name = "currency", .kind = DB_TEXT, .not_null = true},
    {.name = "country", .kind = DB_TEXT, .not_null = true},
    {.name = "purpose", .kind = DB_TEXT, .not_null = true},
    {.name = "week_start", .kind = DB_TEXT, .not_null = true},
};
static const struct db_column export_user_columns[] = {
    {.name = "id", .kind = DB_INT, .primary_key = true},
    {.name = "email", .kind = DB_TEXT, .not_null = true},
    {.name = "name", .kind = DB_TEXT, .not_null = true},
};
static const struct db_table export_tables[] = {
    {.name = "export_workspace",
     .columns = export_workspace_columns,
     .n_columns = ARRAY_LEN(export_workspace_columns)},
    {.name = "export_user",
     .columns = export_user_columns,
     .n_columns = ARRAY_LEN(export_user_columns)},
};

static int pack_users(struct db *control, struct db *copy, int64_t workspace_id, struct err *err)
{
    struct db_stmt *s;
    if (db_query(control,
                 "SELECT u.id, u.email, u.name FROM members m JOIN users u ON u.id = m.user_id "
                 "WHERE m.workspace_id = ?",
                 DB_ARGS(DB_VALUE_INT(workspace_id)), &s, err))
        return -1;
    int got;
    while ((got = db_step(s, err)) == 1)
        if (db_run(copy,
                   "INSERT INTO export_user(id, email, name) VALUES (?, ?, ?) "
                   "ON CONFLICT(id) DO UPDATE SET email = excluded.email, name = excluded.name",
                   DB_ARGS(db_column(s, 0), db_column(s, 1), db_column(s, 2)), NULL, err)) {
            got = -1;
            break;
        }
    db_done(s);
    return got;
}

int catalog_pack(struct db *control, struct db *copy, int64_t workspace_id, struct err *err)
{
    struct arena a;
    arena_init(&a);
    struct catalog_workspace w;
    int failed = catalog_workspace(control, &a, workspace_id, &w, err);
    for (size_t i = 0; !failed && i < ARRAY_LEN(export_tables); i++)
        failed = db_table_ensure(copy, &export_tables[i], err);
    if (!failed)
        failed = db_run(copy, "DELETE FROM export_workspace", DB_NO_ARGS, NULL, err) ||
                 db_run(copy,
                        "INSERT INTO export_workspace(id, name, time_zone, currency, country, "
                        "purpose, week_start) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        DB_ARGS(DB_VALUE_INT(workspace_id), DB_VALUE_TEXT(str_of(w.workspace.name)),
                                DB_VALUE_TEXT(str_of(w.workspace.time_zone)),
                                DB_VALUE_TEXT(str_of(w.workspace.currency)),
                                DB_VALUE_TEXT(str_of(w.workspace.country)),
                                DB_VALUE_TEXT(str_of(w.workspace.purpose)),
                                DB_VALUE_TEXT(str_of(w.workspace.week_start))),
                        NULL, err) ||
                 pack_users(control, copy, workspace_id, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

int catalog_unpack(struct db *file, struct arena *a, struct workspace *ret, struct err *err)
{
    struct db_stmt *s;
    if (!db_table_exists(file, "export_workspace"))
        return err_set(err, ERR_INVALID, NULL, "The file is no export of a workspace.");
    if (db_query(file,
                 "SELECT id, name, time_zone, currency, country, purpose, week_start "
                 "FROM export_workspace",
                 DB_NO_ARGS, &s, err))
        return -1;
    int got = db_step(s, err);
    if (got == 1)
        *ret = (struct workspace){.id = db_column_int(s, 0),
                                  .name = text(a, s, 1),
                                  .time_zone = text(a, s, 2),
                                  .currency = text(a, s, 3),
                                  .country = text(a, s, 4),
                                  .purpose = text(a, s, 5),
                                  .week_start = text(a, s, 6)};
    db_done(s);
    return got == 1 ? 0 : err_set(err, ERR_INVALID, NULL, "The export names no workspace.");
}

int catalog_people(struct db *file, struct db *control, struct arena *a,
                   struct catalog_person **ret, size_t *ret_n, struct err *err)
{
    struct db_stmt *s;
    if (db_query(file, "SELECT id, email FROM export_user ORDER BY id", DB_NO_ARGS, &s, err))
        return -1;
    struct catalog_person *rows = NULL;
    size_t n = 0, room = 0;
    int got;
    while ((got = db_step(s, err)) == 1) {
        rows = grown(a, rows, n, &room, sizeof *rows);
        rows[n] = (struct catalog_person){.id = db_column_int(s, 0), .email = text(a, s, 1)};
        if (db_query_int(control, "SELECT id FROM users WHERE email = ?",
                         DB_ARGS(DB_VALUE_TEXT(str_of(rows[n].email))), 0, &rows[n].here, err)) {
            got = -1;
            break;
        }
        n++;
    }
    db_done(s);
    *ret = rows;
    *ret_n = n;
    return got;
}
