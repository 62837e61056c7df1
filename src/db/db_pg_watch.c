/* Notes of changed rows, for who copies a database that is in use: a table of keys beside each
 * watched one, filled by a trigger. Writers of a database come one after another, so the numbers of
 * the notes rise in the order of the commits.
 */
#include "db/db_pg.h"
#include "db/sql.h"

static struct str next_key(struct str *left)
{
    struct str name = STR_NONE;

    str_next(left, ',', &name);
    return str_trim(name);
}

static const char *key_of(const struct db_table *t)
{
    if (t->primary_key)
        return t->primary_key;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key)
            return t->columns[i].name;
    return "";
}

static void put_kind(struct sql *q, const struct db_table *t, struct str name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_is(name, t->columns[i].name))
            sql_add(q, t->columns[i].kind == DB_INT ? " BIGINT" : " TEXT COLLATE \"C\"");
}

/* Each column of the key, by what precedes it: "OLD." or nothing. */
static void put_keys(struct sql *q, const struct db_table *t, const char *before, bool kinds)
{
    struct str left = str_of(key_of(t));

    for (bool first = true; left.p; first = false) {
        struct str name = next_key(&left);

        if (!first)
            sql_add(q, ", ");
        sql_add(q, before);
        sql_ident(q, str_cstr(q->arena, name));
        if (kinds)
            put_kind(q, t, name);
    }
}

static void put_note(struct sql *q, const struct db_table *t, const char *schema, const char *row)
{
    sql_add(q, "INSERT INTO ");
    sql_ident2(q, schema, db_watch_table(q->arena, t));
    sql_add(q, " (");
    put_keys(q, t, "", false);
    sql_add(q, ") VALUES (");
    put_keys(q, t, row, false);
    sql_add(q, "); ");
}

static void put_watch(struct sql *q, const struct db_table *t, const char *schema)
{
    const char *notes = db_watch_table(q->arena, t);

    sql_add(q, "CREATE TABLE ");
    sql_ident(q, notes);
    sql_add(q, " (n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ");
    put_keys(q, t, "", true);
    sql_add(q, "); CREATE FUNCTION ");
    sql_ident(q, notes);
    sql_add(q, "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN ");
    put_note(q, t, schema, "OLD.");
    sql_add(q, "END IF; IF TG_OP <> 'DELETE' THEN ");
    put_note(q, t, schema, "NEW.");
    sql_add(q, "END IF; RETURN NULL; END $$; CREATE TRIGGER ");
    sql_ident(q, notes);
    sql_add(q, " AFTER INSERT OR UPDATE OR DELETE ON ");
    sql_ident(q, t->name);
    sql_add(q, " FOR EACH ROW EXECUTE FUNCTION ");
    sql_ident(q, notes);
    sql_add(q, "();");
}

static void put_unwatch(struct sql *q, const struct db_table *t, const char *schema)
{
    (void)schema;
    const char *notes = db_watch_table(q->arena, t);

    sql_add(q, "DROP FUNCTION IF EXISTS ");
    sql_ident(q, notes);
    sql_add(q, "() CASCADE; DROP TABLE IF EXISTS ");
    sql_ident(q, notes);
    sql_add(q, ";");
}

static int each(struct db *db, const struct db_table *tables, size_t n,
                void (*put)(struct sql *q, const struct db_table *t, const char *schema),
                struct err *err)
{
    int rc = 0;

    for (size_t i = 0; !rc && i < n; i++) {
        struct arena a;
        struct sql q;

        arena_init(&a);
        sql_init(&q, &a, db->driver);
        put(&q, &tables[i], ((struct db_pg *)db)->schema);
        rc = q.failed ? err_internal(err, "a bad name in table %s", tables[i].name)
                      : db_exec(db, q.text, err);
        arena_release(&a);
    }
    return rc;
}

int db_pg_watch(struct db *db, const struct db_table *tables, size_t n, struct err *err)
{
    return each(db, tables, n, put_unwatch, err) || each(db, tables, n, put_watch, err) ? -1 : 0;
}

int db_pg_unwatch(struct db *db, const struct db_table *tables, size_t n, struct err *err)
{
    return each(db, tables, n, put_unwatch, err);
}
