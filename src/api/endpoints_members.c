/* Members of a workspace and invitations to it. Who may is decided in auth (member.h); here
 * requests are translated.
 */
#include "api/private.h"
#include "auth/invitation.h"
#include "auth/member.h"

/* The workspace of the path, as who asks is there. */
static int there(struct call *c, struct principal *ret, struct err *err)
{
    int64_t id;
    return call_id(c, &id, err) || member_there(c->app->control, &c->who, id, ret, err) ? -1 : 0;
}

static enum role body_role(const struct call *c)
{
    return role_by_name(json_str_of(json_object_get(c->body, "role")));
}

/* --- members ------------------------------------------------------------------------------------
 */

static void write_member(struct json *out, const struct member *m)
{
    json_object_begin(out);
    json_put_int(out, "user_id", m->user_id);
    json_put_cstr(out, "email", m->email);
    json_put_cstr(out, "name", m->name);
    json_put_cstr(out, "role", role_name(m->role));
    json_put_time(out, "created_at", m->created_at);
    json_object_end(out);
}

static int list_members(struct call *c, struct err *err)
{
    struct principal p;
    struct member *all;
    size_t n;
    if (there(c, &p, err) || members_of(c->app->control, c->arena, p.workspace_id, &all, &n, err))
        return -1;
    call_list_begin(c);
    for (size_t i = 0; i < n; i++)
        write_member(&c->out, &all[i]);
    call_list_end(c, n);
    return 0;
}

static int set_role(struct call *c, struct err *err)
{
    int64_t id, user_id;
    struct actor by = call_actor(c);
    struct member m;
    if (call_id(c, &id, err) || call_id_at(c, 1, &user_id, err) ||
        member_set_role(c->app->control, &by, id, user_id, body_role(c), err) ||
        member_get(c->app->control, c->arena, id, user_id, &m, err))
        return -1;
    write_member(&c->out, &m);
    return 0;
}

static int remove_member(struct call *c, struct err *err)
{
    int64_t id, user_id;
    struct actor by = call_actor(c);
    c->status = 204;
    return call_id(c, &id, err) || call_id_at(c, 1, &user_id, err) ||
                   member_remove(c->app->control, &by, id, user_id, err)
               ? -1
               : 0;
}

/* --- invitations --------------------------------------------------------------------------------
 */

static void write_invitation(struct json *out, const struct invitation *i)
{
    json_object_begin(out);
    json_put_int(out, "id", i->id);
    json_put_int(out, "workspace_id", i->workspace_id);
    json_put_cstr(out, "email", i->email);
    json_put_cstr(out, "role", role_name(i->role));
    json_put_int(out, "invited_by", i->invited_by);
    json_put_time(out, "created_at", i->created_at);
    json_put_time(out, "expires_at", i->expires_at);
    if (i->token[0])
        json_put_cstr(out, "token", i->token);
    json_object_end(out);
}

static int invite(struct call *c, struct err *err)
{
    int64_t id;
    struct str email;
    struct actor by = call_actor(c);
    struct invitation made;
    if (call_id(c, &id, err) || call_email(c, "email", &email, err) ||
        invitation_make(c->app->auth, c->arena, &by, id, email, body_role(c), &made, err))
        return -1;
    write_invitation(&c->out, &made);
    return 0;
}

static int list_invitations(struct call *c, struct err *err)
{
    struct principal p;
    struct invitation *all;
    size_t n;
    if (there(c, &p, err) || invitations_of(c->app->control, c->arena, &p, &all, &n, err))
        return -1;
    call_list_begin(c);
    for (size_t i = 0; i < n; i++)
        write_invitation(&c->out, &all[i]);
    call_list_end(c, n);
    return 0;
}

static int revoke(struct call *c, struct err *err)
{
    int64_t id, invitation_id;
    struct actor by = call_actor(c);
    c->status = 204;
    return call_id(c, &id, err) || call_id_at(c, 1, &invitation_id, err) ||
                   invitation_revoke(c->app->control, &by, id, invitation_id, err)
               ? -1
               : 0;
}

static int accept_one(struct call *c, struct err *err)
{
    int64_t id;
    enum role role;
    struct workspace w;
    struct actor by = call_actor(c);
    if (invitation_accept(c->app->control, &by, json_str_of(json_object_get(c->body, "token")), &id,
                          &role, err) ||
        control_workspace(c->app->control, c->arena, id, &w, err))
        return -1;
    write_workspace_role(&c->out, &w, role);
    return 0;
}

/* --- rows ---------------------------------------------------------------------------------------
 */

static const char *const roles[] = {"owner", "admin", "member", "viewer", NULL};
static const char *const invited_roles[] = {"admin", "member", "viewer", NULL};

static const struct shape member_answer[] = {
    {.name = "user_id", .kind = SHAPE_ID, .required = true},
    {.name = "email", .kind = SHAPE_STRING, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "role", .kind = SHAPE_STRING, .required = true, .options = roles},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true, .help = "Member since."},
};
static const struct shape role_body[] = {
    {.name = "role", .kind = SHAPE_STRING, .required = true, .options = roles},
};
static const struct shape invite_body[] = {
    {.name = "email", .kind = SHAPE_STRING, .required = true, .max = 320},
    {.name = "role", .kind = SHAPE_STRING, .required = true, .options = invited_roles},
};
static const struct shape invitation_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "workspace_id", .kind = SHAPE_ID, .required = true},
    {.name = "email", .kind = SHAPE_STRING, .required = true},
    {.name = "role", .kind = SHAPE_STRING, .required = true, .options = invited_roles},
    {.name = "invited_by", .kind = SHAPE_ID, .required = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
    {.name = "expires_at", .kind = SHAPE_TIME, .required = true},
    {.name = "token", .kind = SHAPE_STRING, .help = "Shown only when it is made."},
};
static const struct shape accept_body[] = {
    {.name = "token", .kind = SHAPE_STRING, .required = true, .max = 100},
};

#define BODY(rows)          .body = (rows), .n_body = ARRAY_LEN(rows)
#define ANSWER(rows, kind_) .answer = (rows), .n_answer = ARRAY_LEN(rows), .answer_kind = (kind_)
#define MEMBER              "/api/workspaces/:id/members/:user_id"

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/workspaces/:id/members",
     .id = "members.list",
     .tag = "members",
     .summary = "Who is a member",
     .mode = MODE_NOW,
     .flags = ENDPOINT_COUNTS,
     .handle = list_members,
     ANSWER(member_answer, SHAPE_LIST)},
    {.method = HTTP_PATCH,
     .path = MEMBER,
     .id = "members.update",
     .tag = "members",
     .summary = "Change a member's role; only owners make owners and admins",
     .mode = MODE_POOL,
     .handle = set_role,
     BODY(role_body),
     ANSWER(member_answer, SHAPE_OBJECT)},
    {.method = HTTP_DELETE,
     .path = MEMBER,
     .id = "members.remove",
     .tag = "members",
     .summary = "Remove a member, or leave",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = remove_member,
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/workspaces/:id/invitations",
     .id = "invitations.create",
     .tag = "members",
     .summary = "Invite somebody; mailed where mail is set up",
     .mode = MODE_POOL,
     .handle = invite,
     BODY(invite_body),
     ANSWER(invitation_answer, SHAPE_OBJECT),
     .status = 201},
    {.method = HTTP_GET,
     .path = "/api/workspaces/:id/invitations",
     .id = "invitations.list",
     .tag = "members",
     .summary = "Open invitations",
     .mode = MODE_NOW,
     .flags = ENDPOINT_COUNTS,
     .handle = list_invitations,
     ANSWER(invitation_answer, SHAPE_LIST)},
    {.method = HTTP_DELETE,
     .path = "/api/workspaces/:id/invitations/:invitation_id",
     .id = "invitations.revoke",
     .tag = "members",
     .summary = "Take an invitation back",
     .mode = MODE_POOL,
     .flags = ENDPOINT_NO_BODY_OUT,
     .handle = revoke,
     .status = 204},
    {.method = HTTP_POST,
     .path = "/api/invitations/accept",
     .id = "invitations.accept",
     .tag = "members",
     .summary = "Join the workspace you were invited to",
     .mode = MODE_POOL,
     .handle = accept_one,
     BODY(accept_body),
     .answer = workspace_role_answer,
     .n_answer = WORKSPACE_ANSWER_N,
     .answer_kind = SHAPE_OBJECT},
};

const struct endpoint_table member_endpoints = {rows, ARRAY_LEN(rows)};
