/* See sample.h. */
#include "cli/sample.h"

#include "cli/demo_fill.h"

enum { FEW = 20 }; /* who has more contacts does not need any made up */

static int check_empty(struct change *c, struct err *err)
{
    int64_t n;
    if (db_query_int(c->ctx.db,
                     "SELECT COUNT(*) FROM (SELECT 1 FROM contact WHERE trashed_at IS NULL "
                     "LIMIT ?) AS few",
                     DB_ARGS(DB_VALUE_INT(FEW + 1)), 0, &n, err))
        return -1;
    if (n <= FEW)
        return 0;
    return err_set(err, ERR_CONFLICT, NULL,
                   "sample data is for a workspace that is empty; this one has contacts already");
}

static int plan(struct record_ctx *ctx, int64_t contacts, struct demo_plan *p, struct err *err)
{
    struct str name;
    int64_t now = clock_now_ms();
    const struct tz *zone = ctx->env.zone;
    if (control_user_name(ctx->control, ctx->arena, ctx->who.user_id, &name, err))
        return -1;
    /* Another workspace, other people. */
    demo_plan_init(p, (uint64_t)ctx->who.workspace_id, contacts, now,
                   tz_day_start(zone, tz_date(zone, now)));
    p->user_id = ctx->who.user_id;
    p->user_name = str_cstr(ctx->arena, name);
    return 0;
}

int sample_make(struct record_ctx *ctx, struct space *space, int64_t contacts,
                struct sample_made *ret, struct err *err)
{
    struct demo_plan p;
    if (plan(ctx, contacts, &p, err))
        return -1;
    struct demo_fill fill = {
        .space = space, .ctx = *ctx, .plan = &p, .one_set = true, .may = check_empty};
    if (demo_fill_run(&fill, err))
        return -1;
    *ret = (struct sample_made){
        .change_id = fill.change_id,
        .contacts = demo_fill_count(&fill, &entity_contact),
        .companies = demo_fill_count(&fill, &entity_company),
        .websites = demo_fill_count(&fill, &entity_website),
        .notes = demo_fill_count(&fill, &entity_note),
        .activities = demo_fill_count(&fill, &entity_activity),
        .tasks = demo_fill_count(&fill, &entity_task),
    };
    return 0;
}
