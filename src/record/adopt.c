/* Ids of one house may be other people's in the other, so all are moved out of the way first (made
 * negative) and then to their place.
 */
#include "record/adopt.h"

#include "db/sql.h"

/* "UPDATE table SET column = " */
static void begin_update(struct sql *q, struct db *db, struct arena *a, const char *table,
                         const char *column)
{
    sql_init(q, a, db_driver_of(db));
    sql_add(q, "UPDATE ");
    sql_ident(q, table);
    sql_add(q, " SET ");
    sql_ident(q, column);
    sql_add(q, " = ");
}

static int move(struct db *db, struct arena *a, const char *table, const char *column,
                const char *also, int64_t from, struct db_value to, struct err *err)
{
    struct sql q;
    begin_update(&q, db, a, table, column);
    sql_bind(&q, to);
    sql_add(&q, " WHERE ");
    sql_ident(&q, column);
    sql_add(&q, " = ");
    sql_bind_int(&q, from);
    sql_add(&q, also);
    return db_run_sql(db, &q, NULL, err);
}

/* Every place a user's id stands: from -> to; of an unknown one the history keeps the id alone. */
static int move_all(struct db *db, struct arena *a, int64_t from, int64_t to, bool unknown,
                    struct err *err)
{
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < all[i]->n_fields; k++) {
            const struct field *f = &all[i]->fields[k];
            if (f->type != &type_ref || !f->target || !str_is(str_of(f->target), "user") ||
                !field_has_column(f))
                continue;
            struct db_value v = unknown ? DB_VALUE_NULL : DB_VALUE_INT(to);
            if (move(db, a, all[i]->name, f->name, "", from, v, err))
                return -1;
        }
    return move(db, a, "change_set", "actor_id", " AND actor_kind = 'user'", from,
                DB_VALUE_INT(unknown ? -from : to), err);
}

/* What a person keeps here, by whose it is. */
static const struct {
    const char *table, *column;
} personal[] = {{"saved_view", "owner_id"}, {"preference", "user_id"}};

/* What is shared and was an unknown one's is nobody's; what was theirs alone is not for others. */
static const char *const of_unknown[] = {
    "DELETE FROM preference WHERE user_id < 0",
    "DELETE FROM saved_view WHERE owner_id < 0 AND shared = 0",
    "UPDATE saved_view SET owner_id = 0 WHERE owner_id < 0",
};

static int move_away(struct db *db, struct arena *a, const char *table, const char *column,
                     struct err *err)
{
    struct sql q;
    begin_update(&q, db, a, table, column);
    sql_add(&q, "-");
    sql_ident(&q, column);
    return db_run_sql(db, &q, NULL, err);
}

/* Also those of whom the file says nothing, such as former members: their ids may be somebody's. */
static int move_personal(struct db *db, struct arena *a, const struct adopt_user *users, size_t n,
                         struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(personal); i++) {
        const char *table = personal[i].table, *column = personal[i].column;
        if (move_away(db, a, table, column, err))
            return -1;
        for (size_t k = 0; k < n; k++)
            if (users[k].here &&
                move(db, a, table, column, "", -users[k].there, DB_VALUE_INT(users[k].here), err))
                return -1;
    }
    for (size_t i = 0; i < ARRAY_LEN(of_unknown); i++)
        if (db_run(db, of_unknown[i], DB_NO_ARGS, NULL, err))
            return -1;
    return 0;
}

int adopt_users(struct db *db, struct arena *a, const struct adopt_user *users, size_t n,
                struct err *err)
{
    for (size_t i = 0; i < n; i++)
        if (users[i].there != users[i].here &&
            move_all(db, a, users[i].there, -users[i].there, false, err))
            return -1;
    for (size_t i = 0; i < n; i++)
        if (users[i].there != users[i].here &&
            move_all(db, a, -users[i].there, users[i].here, users[i].here == 0, err))
            return -1;
    return move_personal(db, a, users, n, err);
}
