/* One record, one row: the INSERT, UPDATE and DELETE of an entity's table, shadows included. */
#include "record/private.h"

static void bind_field(struct sql *q, struct record_ctx *ctx, const struct record *r, size_t i)
{
    sql_bind(q, r->values[i]);
    char shadow[FIELD_COLUMN_MAX];
    const struct field *f = &r->entity->fields[i];
    if (!field_shadow_column(f, shadow))
        return;
    sql_add(q, ", ");
    sql_bind(q, f->type->derive(f, &ctx->env, r, r->values[i]));
}

static void name_field(struct sql *q, const struct field *f)
{
    sql_ident(q, f->name);
    char shadow[FIELD_COLUMN_MAX];
    if (field_shadow_column(f, shadow)) {
        sql_add(q, ", ");
        sql_ident(q, shadow);
    }
}

int row_insert(struct change *c, const struct record *r, struct err *err)
{
    const struct entity *e = r->entity;
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "INSERT INTO ");
    sql_ident(&q, e->name);
    sql_add(&q, "(id, created_at, updated_at");
    if (e->flags & ENTITY_TRASH)
        sql_add(&q, ", trashed_at");
    for (size_t i = 0; i < e->n_fields; i++) {
        if (!field_has_column(&e->fields[i]))
            continue;
        sql_add(&q, ", ");
        name_field(&q, &e->fields[i]);
    }

    sql_add(&q, ") VALUES (");
    sql_bind_int(&q, r->id);
    sql_add(&q, ", ");
    sql_bind_int(&q, r->created_at);
    sql_add(&q, ", ");
    sql_bind_int(&q, r->updated_at);
    if (e->flags & ENTITY_TRASH) {
        sql_add(&q, ", ");
        sql_bind(&q, r->trashed_at ? DB_VALUE_INT(r->trashed_at) : DB_VALUE_NULL);
    }
    for (size_t i = 0; i < e->n_fields; i++) {
        if (!field_has_column(&e->fields[i]))
            continue;
        sql_add(&q, ", ");
        bind_field(&q, &c->ctx, r, i);
    }
    sql_add(&q, ")");
    c->tx->wrote = true;
    return db_post_sql(c->ctx.db, &q, err);
}

static void set_field(struct sql *q, struct record_ctx *ctx, const struct record *r, size_t i)
{
    const struct field *f = &r->entity->fields[i];
    sql_add(q, ", ");
    sql_ident(q, f->name);
    sql_add(q, " = ");
    sql_bind(q, r->values[i]);
    char shadow[FIELD_COLUMN_MAX];
    if (!field_shadow_column(f, shadow))
        return;
    sql_add(q, ", ");
    sql_ident(q, shadow);
    sql_add(q, " = ");
    sql_bind(q, f->type->derive(f, &ctx->env, r, r->values[i]));
}

int row_update(struct change *c, const struct mutation *m, struct err *err)
{
    const struct entity *e = m->entity;
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "UPDATE ");
    sql_ident(&q, e->name);
    sql_add(&q, " SET updated_at = ");
    sql_bind_int(&q, m->new->updated_at);
    if ((e->flags & ENTITY_TRASH) && m->old->trashed_at != m->new->trashed_at) {
        sql_add(&q, ", trashed_at = ");
        sql_bind(&q, m->new->trashed_at ? DB_VALUE_INT(m->new->trashed_at) : DB_VALUE_NULL);
    }
    for (size_t i = 0; i < e->n_fields; i++)
        if (field_has_column(&e->fields[i]) && mutation_changes(m, (int)i))
            set_field(&q, &c->ctx, m->new, i);
    sql_add(&q, " WHERE id = ");
    sql_bind_int(&q, m->new->id);
    c->tx->wrote = true;
    return db_post_sql(c->ctx.db, &q, err);
}

int row_delete(struct change *c, const struct entity *e, int64_t id, struct err *err)
{
    struct sql q;
    sql_init(&q, c->ctx.arena, db_driver_of(c->ctx.db));
    sql_add(&q, "DELETE FROM ");
    sql_ident(&q, e->name);
    sql_add(&q, " WHERE id = ");
    sql_bind_int(&q, id);
    c->tx->wrote = true;
    if (db_post_sql(c->ctx.db, &q, err))
        return -1;

    static const char *const belongings[] = {
        "DELETE FROM tag_of WHERE record_id = ?",
        "DELETE FROM link_of WHERE record_id = ?",
    };
    for (size_t i = 0; i < ARRAY_LEN(belongings); i++)
        if (db_post(c->ctx.db, belongings[i], DB_ARGS(DB_VALUE_INT(id)), err))
            return -1;
    return 0;
}
