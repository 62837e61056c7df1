/* The one meaning of "current": without an end, or with an end after today. */
#include "record/current.h"

struct str current_date(const struct record_ctx *ctx)
{
    char text[11];
    struct date today = ctx->env.zone ? tz_date(ctx->env.zone, ctx->env.now)
                                      : date_from_days(ctx->env.now / DATE_DAY_MS);

    date_format(today, text);
    return str_of(arena_strdup(ctx->arena, text));
}

void current_sql(struct sql *q, const char *alias, const struct mirror *m, struct str today)
{
    if (!m->end_field)
        return;
    sql_add(q, " AND (");
    sql_ident2(q, alias, m->end_field);
    sql_add(q, " IS NULL OR ");
    sql_ident2(q, alias, m->end_field);
    sql_add(q, " > ");
    sql_bind_text(q, today);
    sql_add(q, ")");
}
