/* See login.h. The link itself is one field of the contact, written through the engine like any
 * other, so it is in the history; undoing it touches the workspace only.
 */
#include "crm/login.h"

#include "auth/policy.h"

struct linking {
    const struct login_call *call;
    struct db_value user;
    int64_t change;
};

/* May run twice (see struct space_task), so all of it begins anew each time. */
static int set_user(void *ctx, struct space_tx *tx, struct err *err)
{
    struct linking *l = ctx;
    struct change c;
    struct field_set set = {"user_id", l->user};

    if (change_begin(&c, tx, l->call->ctx, l->call->request_id, l->call->joined, err))
        return -1;
    c.label = l->user.type == DB_NULL ? "disconnect" : "connect";
    if (record_set(&c, &entity_contact, l->call->contact_id, &set, 1, err) || change_end(&c, err))
        return -1;
    l->change = c.id;
    return 0;
}

static int link_user(const struct login_call *call, struct db_value user, int64_t *ret_change,
                     struct err *err)
{
    struct linking l = {.call = call, .user = user};

    if (space_write(call->space, set_user, &l, err))
        return -1;
    *ret_change = l.change;
    return 0;
}

/* Nobody gets an account for a contact that is not there, or that is not theirs to change. */
static int check_first(const struct login_call *call, struct err *err)
{
    struct record_ctx ctx = *call->ctx;
    struct record *contact;

    if (space_read(call->space, &ctx.db, err))
        return -1;
    int failed = record_get(&ctx, &entity_contact, call->contact_id, &contact, err);
    if (!failed && !policy_writes(&ctx.who, record_int(contact, "owner_id")))
        failed = err_set(err, ERR_FORBIDDEN, NULL,
                         "contact %lld is not yours to change: its owner or an admin may, who "
                         "writes here at all",
                         (long long)call->contact_id);
    space_read_end(call->space, ctx.db);
    return failed;
}

int crm_connect(const struct login_call *call, struct str email, bool *ret_made,
                int64_t *ret_change, struct err *err)
{
    struct control *control = call->ctx->control;
    struct pending_login p = {.workspace_id = call->ctx->who.workspace_id,
                              .contact_id = call->contact_id};
    struct err ignored = {0};

    if (check_first(call, err) || control_login_begin(control, email, p.workspace_id, p.contact_id,
                                                      &p.user_id, ret_made, err))
        return -1;
    int failed = link_user(call, DB_VALUE_INT(p.user_id), ret_change, err);
    /* What cannot be said now, the sweep finds out: the link itself has been made, or not. */
    control_login_end(control, &p, !failed, &ignored);
    return failed;
}

int crm_disconnect(const struct login_call *call, int64_t *ret_change, struct err *err)
{
    return link_user(call, DB_VALUE_NULL, ret_change, err);
}

/* --- after a crash ------------------------------------------------------------------------------
 */

static int is_linked(struct space *space, struct arena *a, const struct pending_login *p,
                     bool *ret_linked, struct err *err)
{
    struct record_ctx ctx = {.arena = a, .env = {.arena = a}};
    struct record *contact;

    if (space_read(space, &ctx.db, err))
        return -1;
    int failed = record_find(&ctx, &entity_contact, p->contact_id, &contact, err);
    space_read_end(space, ctx.db);
    *ret_linked = !failed && contact && record_int(contact, "user_id") == p->user_id;
    return failed;
}

static int settle(struct control *control, struct arena *a, const struct pending_login *p,
                  struct err *err)
{
    struct space *space;
    bool linked;

    if (control_space_of(control, p->workspace_id, &space, err))
        return -1;
    int failed = is_linked(space, a, p, &linked, err) || control_login_end(control, p, linked, err);
    space_put(space);
    return failed;
}

int crm_logins_sweep(struct control *control, struct err *err)
{
    struct arena a;
    struct pending_login *all;
    size_t n;

    arena_init(&a);
    int failed = control_logins_pending(control, &a, &all, &n, err);
    for (size_t i = 0; !failed && i < n; i++) {
        struct err ignored = {0}; /* a workspace that does not open waits for the next start */
        settle(control, &a, &all[i], &ignored);
    }
    arena_release(&a);
    return failed;
}
