/* History over HTTP: events, change sets, undo. */
#include "api/private.h"
#include "auth/key.h"

enum { CHANGE_EVENTS = 100 }; /* of one change set a page, when not said */

static int page_params(struct call *c, int64_t *ret_limit, int64_t *ret_cursor, struct err *err)
{
    return call_query_int(c, "limit", 1, LIST_LIMIT_MAX, LIST_LIMIT, ret_limit, err) ||
                   call_query_int(c, "cursor", 1, INT64_MAX, 0, ret_cursor, err)
               ? -1
               : 0;
}

static int read_entity(struct call *c, const struct entity **ret, struct err *err)
{
    struct str name = call_query(c, "entity_type");
    *ret = NULL;
    if (!name.p || (*ret = model_entity(name)))
        return 0;
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, "entity_type", "there is no record type %.*s",
                   STR_ARG(name));
}

static const char *const actor_kinds[] = {"user", "key", "system", NULL};

static int read_actor(struct call *c, const char **ret_kind, int64_t *ret_id, struct err *err)
{
    struct str kind = call_query(c, "actor_kind");
    for (size_t i = 0; kind.p && actor_kinds[i]; i++)
        if (str_is(kind, actor_kinds[i]))
            *ret_kind = actor_kinds[i];
    if (kind.p && !*ret_kind) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "actor_kind", "actor_kind is user, key or system");
    }
    return call_query_int(c, "actor_id", 1, INT64_MAX, 0, ret_id, err);
}

static int events(struct call *c, struct err *err)
{
    struct event_query q = {.count = c->counts};
    if (page_params(c, &q.limit, &q.after_id, err) || read_entity(c, &q.entity, err) ||
        read_actor(c, &q.actor_kind, &q.actor_id, err) ||
        call_query_time(c, "since", 0, &q.since, err) ||
        call_query_int(c, "entity_id", 1, INT64_MAX, 0, &q.record_id, err) ||
        call_query_int(c, "change_id", 1, INT64_MAX, 0, &q.change_id, err))
        return -1;
    q.type = call_query(c, "type");
    return event_list(&c->ctx, &q, &c->out, err);
}

/* mine=true: those of who asks, by the key or in person. */
static int read_mine(struct call *c, struct change_query *q, struct err *err)
{
    struct str mine = call_query(c, "mine");
    if (!mine.p || str_is(mine, "false"))
        return 0;
    if (!str_is(mine, "true") || q->actor_kind || q->actor_id) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "mine",
                       "mine is true or false, and names the actor by itself");
    }
    q->actor_kind = principal_kind_name(c->who.kind);
    q->actor_id = c->who.id;
    return 0;
}

static int changes(struct call *c, struct err *err)
{
    struct change_query q = {.count = c->counts};
    return page_params(c, &q.limit, &q.before_id, err) ||
                   read_actor(c, &q.actor_kind, &q.actor_id, err) || read_mine(c, &q, err) ||
                   call_query_time(c, "since", 0, &q.since, err) ||
                   change_list(&c->ctx, &q, &c->out, err)
               ? -1
               : 0;
}

static int change_one(struct call *c, struct err *err)
{
    int64_t id;
    struct event_query page = {0};
    return call_id(c, &id, err) ||
                   call_query_int(c, "limit", 1, LIST_LIMIT_MAX, CHANGE_EVENTS, &page.limit, err) ||
                   call_query_int(c, "cursor", 1, INT64_MAX, 0, &page.after_id, err) ||
                   change_get(&c->ctx, id, &page, &c->out, err)
               ? -1
               : 0;
}

static int open_change(struct call *c, struct err *err)
{
    int64_t id;
    if (c->change.id)
        return err_set(err, ERR_BAD_REQUEST, "X-Change-Id", "a change set cannot join another");
    if (change_open(&c->change, json_str_of(json_object_get(c->body, "label")), &id, err))
        return -1;
    http_set_header(c->x, "Location", "/api/crm/changes/%lld", (long long)id);
    return change_get(&c->change.ctx, id, NULL, &c->out, err);
}

/* An undo writes records, so a key needs the scope of each kind that the set changed. */
static int check_scopes(struct call *c, int64_t id, struct err *err)
{
    const struct entity **all;
    size_t n;
    if (c->who.kind != PRINCIPAL_KEY)
        return 0;
    if (change_entities(&c->change.ctx, id, &all, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++) {
        const char *scope = arena_printf(c->arena, "write:%s", all[i]->plural);
        if (!principal_has_scope(&c->who, scope))
            return err_set(err, ERR_FORBIDDEN, "scope", "This API key lacks the scope %s.", scope);
    }
    return 0;
}

static int undo(struct call *c, struct err *err)
{
    int64_t id;
    if (c->change.id)
        return err_set(err, ERR_BAD_REQUEST, "X-Change-Id", "an undo is a change set of its own");
    if (call_id(c, &id, err) || check_scopes(c, id, err) || change_undo(&c->change, id, err) ||
        change_end(&c->change, err))
        return -1;
    c->change.n_events = 0; /* counted just now, so that the answer tells */
    return change_get(&c->change.ctx, c->change.id, NULL, &c->out, err);
}

static const struct shape actor_answer[] = {
    {.name = "kind", .kind = SHAPE_STRING, .required = true},
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "name",
     .kind = SHAPE_STRING,
     .required = true,
     .nullable = true,
     .help = "of the user, or what the key is for"},
};

const struct shape event_answer[EVENT_ANSWER_N] = {
    {.name = "id", .kind = SHAPE_INT, .required = true},
    {.name = "change_id", .kind = SHAPE_INT, .required = true},
    {.name = "at", .kind = SHAPE_TIME, .required = true},
    {.name = "entity_type", .kind = SHAPE_STRING, .required = true},
    {.name = "entity_id", .kind = SHAPE_ID, .required = true},
    {.name = "type",
     .kind = SHAPE_STRING,
     .required = true,
     .help = "created, updated, trashed, stage_changed, completed, tag_added, owner_claimed, ..."},
    {.name = "actor", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(actor_answer)},
    {.name = "request_id", .kind = SHAPE_STRING, .required = true, .nullable = true},
    {.name = "undone_by",
     .kind = SHAPE_INT,
     .required = true,
     .nullable = true,
     .help = "The change set that took its own back."},
    {.name = "changes",
     .kind = SHAPE_MAP,
     .required = true,
     .item = SHAPE_ANY,
     .help = "per field {before, after}; a removal has the full row under `row`"},
    {.name = "record",
     .kind = SHAPE_ANY,
     .nullable = true,
     .help = "In a timeline: what hangs on its record (a note, a task, …) as it is now; null for "
             "the record's own events, and for what is gone."},
};

static const struct shape count_answer[] = {
    {.name = "entity_type", .kind = SHAPE_STRING, .required = true},
    {.name = "type", .kind = SHAPE_STRING, .required = true, .help = "as an event's"},
    {.name = "count", .kind = SHAPE_INT, .required = true},
};
static const struct shape first_answer[] = {
    {.name = "entity_type", .kind = SHAPE_STRING, .required = true},
    {.name = "entity_id", .kind = SHAPE_ID, .required = true},
    {.name = "name",
     .kind = SHAPE_STRING,
     .required = true,
     .nullable = true,
     .help = "As it is called now; null when it is gone."},
};
static const struct shape summary_answer[] = {
    {.name = "counts", .kind = SHAPE_LIST, .required = true, SHAPE_OF(count_answer)},
    {.name = "first",
     .kind = SHAPE_OBJECT,
     .required = true,
     .nullable = true,
     .help = "The first record it touched.",
     SHAPE_OF(first_answer)},
    {.name = "whole",
     .kind = SHAPE_BOOL,
     .required = true,
     .help = "false: the counts are of its first 500 events."},
};

/* A change set; only the one that is asked for by its id has `events`, page by page. */
static const struct shape change_answer[] = {
    {.name = "id", .kind = SHAPE_INT, .required = true},
    {.name = "at", .kind = SHAPE_TIME, .required = true},
    {.name = "label", .kind = SHAPE_STRING, .required = true, .nullable = true},
    {.name = "n_events", .kind = SHAPE_INT, .required = true},
    {.name = "undo_of", .kind = SHAPE_INT, .required = true, .nullable = true},
    {.name = "undone_by", .kind = SHAPE_INT, .required = true, .nullable = true},
    {.name = "request_id", .kind = SHAPE_STRING, .required = true, .nullable = true},
    {.name = "actor", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(actor_answer)},
    {.name = "open", .kind = SHAPE_BOOL, .required = true},
    {.name = "summary",
     .kind = SHAPE_OBJECT,
     .required = true,
     .help = "What it did, in short.",
     SHAPE_OF(summary_answer)},
    {.name = "events", .kind = SHAPE_LIST, .of = event_answer, .n_of = EVENT_ANSWER_N},
    {.name = "next", .kind = SHAPE_STRING, .nullable = true, .help = "the cursor of more events"},
};

static const struct shape events_query[] = {
    {.name = "entity_type", .kind = SHAPE_STRING},
    {.name = "entity_id", .kind = SHAPE_ID},
    {.name = "type", .kind = SHAPE_STRING},
    {.name = "actor_kind", .kind = SHAPE_STRING, .options = actor_kinds},
    {.name = "actor_id", .kind = SHAPE_ID},
    {.name = "change_id", .kind = SHAPE_INT},
    {.name = "since", .kind = SHAPE_TIME},
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = LIST_LIMIT_MAX},
    {.name = "cursor", .kind = SHAPE_STRING},
};
static const struct shape page_query[] = {
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = LIST_LIMIT_MAX},
    {.name = "cursor", .kind = SHAPE_STRING},
};
static const struct shape changes_query[] = {
    {.name = "mine", .kind = SHAPE_BOOL, .help = "true: only your own"},
    {.name = "actor_kind", .kind = SHAPE_STRING, .options = actor_kinds},
    {.name = "actor_id", .kind = SHAPE_ID},
    {.name = "since", .kind = SHAPE_TIME},
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = LIST_LIMIT_MAX},
    {.name = "cursor", .kind = SHAPE_STRING},
};
static const struct shape open_body[] = {
    {.name = "label", .kind = SHAPE_STRING, .max = 255, .help = "what the set does, for people"},
};

#define CHANGE_ANSWER .answer = change_answer, .n_answer = ARRAY_LEN(change_answer)

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/crm/events",
     .id = "events.list",
     .tag = "history",
     .summary = "Everything that happened, newest first",
     .scope = "read:events",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_COUNTS,
     .handle = events,
     .query = events_query,
     .n_query = ARRAY_LEN(events_query),
     .answer = event_answer,
     .n_answer = EVENT_ANSWER_N,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_GET,
     .path = "/api/crm/changes",
     .id = "changes.list",
     .tag = "history",
     .summary = "Change sets, newest first",
     .scope = "read:changes",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_COUNTS,
     .handle = changes,
     .query = changes_query,
     .n_query = ARRAY_LEN(changes_query),
     CHANGE_ANSWER,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_POST,
     .path = "/api/crm/changes",
     .id = "changes.open",
     .tag = "history",
     .summary = "Open a change set that later writes join by X-Change-Id",
     .scope = "write:changes",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_BODY_OPTIONAL,
     .handle = open_change,
     .body = open_body,
     .n_body = ARRAY_LEN(open_body),
     CHANGE_ANSWER,
     .answer_kind = SHAPE_OBJECT,
     .status = 201},
    {.method = HTTP_GET,
     .path = "/api/crm/changes/:id",
     .id = "changes.get",
     .tag = "history",
     .summary = "One change set with its events",
     .scope = "read:changes",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED,
     .handle = change_one,
     .query = page_query,
     .n_query = ARRAY_LEN(page_query),
     CHANGE_ANSWER,
     .answer_kind = SHAPE_OBJECT},
    {.method = HTTP_POST,
     .path = "/api/crm/changes/:id/undo",
     .id = "changes.undo",
     .tag = "history",
     .summary = "Undo a change set as one; undo the undo to redo",
     .scope = "write:changes",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_ALONE,
     .handle = undo,
     CHANGE_ANSWER,
     .answer_kind = SHAPE_OBJECT},
};

const struct endpoint_table history_endpoints = {rows, ARRAY_LEN(rows)};
