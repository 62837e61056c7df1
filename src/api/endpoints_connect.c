/* Contacts with a login over HTTP. Two databases are written, so this runs on the pool and goes to
 * the workspace's writer by itself (crm/login.h).
 */
#include <inttypes.h>

#include "api/private.h"
#include "crm/login.h"

static int enter(struct call *c, struct login_call *ret, struct err *err)
{
    *ret = (struct login_call){.request_id = str_of(c->request_id)};
    if (call_id(c, &ret->contact_id, err) || write_joined_change(c, &ret->joined, err) ||
        call_enter_workspace(c, err))
        return -1;
    ret->space = c->space;
    ret->ctx = &c->ctx;
    return 0;
}

/* On a snapshot taken after the write. */
static int write_contact(struct call *c, int64_t id, struct err *err)
{
    struct record *r;
    if (space_read(c->space, &c->ctx.db, err))
        return -1;
    int failed = record_get(&c->ctx, &entity_contact, id, &r, err) ||
                 record_write_json(&c->ctx, r, &c->out, err);
    space_read_end(c->space, c->ctx.db);
    return failed;
}

static void put_change_id(struct call *c, int64_t change)
{
    if (change)
        http_set_header(c->x, "X-Change-Id", "%" PRId64, change);
}

static int connect_user(struct call *c, struct err *err)
{
    struct login_call call;
    struct str email;
    bool made;
    int64_t change;
    if (call_email(c, "email", &email, err) || enter(c, &call, err) ||
        crm_connect(&call, email, &made, &change, err))
        return -1;
    put_change_id(c, change);
    json_object_begin(&c->out);
    json_key(&c->out, "contact");
    if (write_contact(c, call.contact_id, err))
        return -1;
    json_put_cstr(&c->out, "user", made ? "created" : "existing");
    json_object_end(&c->out);
    return 0;
}

static int disconnect_user(struct call *c, struct err *err)
{
    struct login_call call;
    int64_t change;
    if (enter(c, &call, err) || crm_disconnect(&call, &change, err))
        return -1;
    put_change_id(c, change);
    json_object_begin(&c->out);
    json_key(&c->out, "contact");
    if (write_contact(c, call.contact_id, err))
        return -1;
    json_object_end(&c->out);
    return 0;
}

static const char *const how[] = {"existing", "created", NULL};

static const struct shape connect_body[] = {
    {.name = "email",
     .kind = SHAPE_STRING,
     .required = true,
     .max = 320,
     .help = "Of the person's account; without one a placeholder waits for them to register."},
};
static const struct shape connect_answer[] = {
    {.name = "contact", .kind = SHAPE_RECORD, .required = true},
    {.name = "user", .kind = SHAPE_STRING, .required = true, .options = how},
};
static const struct shape disconnect_answer[] = {
    {.name = "contact", .kind = SHAPE_RECORD, .required = true},
};

static const struct endpoint rows[] = {
    {.method = HTTP_POST,
     .path = "/api/crm/contacts/:id/connect",
     .id = "contacts.connect",
     .tag = "contacts",
     .summary = "Link it to the account of the same person",
     .scope = "write:contacts",
     .mode = MODE_POOL,
     .flags = ENDPOINT_CHANGES,
     .handle = connect_user,
     .entity = &entity_contact,
     .body = connect_body,
     .n_body = ARRAY_LEN(connect_body),
     .answer = connect_answer,
     .n_answer = ARRAY_LEN(connect_answer),
     .answer_kind = SHAPE_OBJECT},
    {.method = HTTP_POST,
     .path = "/api/crm/contacts/:id/disconnect",
     .id = "contacts.disconnect",
     .tag = "contacts",
     .summary = "Take that link off; the account stays",
     .scope = "write:contacts",
     .mode = MODE_POOL,
     .flags = ENDPOINT_CHANGES,
     .handle = disconnect_user,
     .entity = &entity_contact,
     .answer = disconnect_answer,
     .n_answer = ARRAY_LEN(disconnect_answer),
     .answer_kind = SHAPE_OBJECT},
};

const struct endpoint_table connect_endpoints = {rows, ARRAY_LEN(rows)};
