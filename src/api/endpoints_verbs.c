/* The verbs of the CRM over HTTP: search, due, follow-ups, birthdays, pipeline, statistics,
 * interactions, completing, and the routes an entity has beyond the common ones.
 */
#include "api/private.h"
#include "record/search.h"

/* --- search -------------------------------------------------------------------------------------
 */

/* "contact,company": at most all of them. */
static int read_kinds(struct call *c, const struct entity ***ret, size_t *ret_n, struct err *err)
{
    struct str rest = call_query(c, "type"), item;
    size_t n, all;
    model_entities(&all);
    *ret = arena_array(c->arena, all, sizeof **ret);
    for (n = 0; rest.p && n < all && str_next(&rest, ',', &item); n++) {
        (*ret)[n] = model_entity(str_trim(item));
        if (!(*ret)[n]) {
            err->in_query = true;
            return err_set(err, ERR_BAD_QUERY, "type", "there is no record type %.*s",
                           STR_ARG(item));
        }
    }
    *ret_n = n;
    return 0;
}

static void write_hit(struct json *out, const struct search_hit *hit)
{
    json_object_begin(out);
    json_put_cstr(out, "entity_type", hit->entity->name);
    json_put_int(out, "entity_id", hit->id);
    json_put_str(out, "name", hit->name);
    json_put_str(out, "snippet", hit->snippet);
    json_object_end(out);
}

static int search(struct call *c, struct err *err)
{
    struct str q = call_query(c, "q");
    const struct entity **kinds;
    size_t n_kinds = 0, n = 0;
    int64_t limit;
    struct search_hit *hits;
    if (!q.p) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "q", "q is what to search for");
    }
    if (read_kinds(c, &kinds, &n_kinds, err) ||
        call_query_int(c, "limit", 1, SEARCH_LIMIT_MAX, SEARCH_LIMIT, &limit, err) ||
        search_run(&c->ctx, q, kinds, n_kinds, NULL, 0, (size_t)limit, &hits, &n, err))
        return -1;
    json_object_begin(&c->out);
    json_key(&c->out, "data");
    json_array_begin(&c->out);
    for (size_t i = 0; i < n; i++)
        write_hit(&c->out, &hits[i]);
    json_array_end(&c->out);
    json_key(&c->out, "next");
    json_nil(&c->out);
    json_object_end(&c->out);
    return 0;
}

/* "1,2,3" */
static int read_ids(struct call *c, const char *name, int64_t **ret, size_t *ret_n, struct err *err)
{
    struct str rest = call_query(c, name), item;
    *ret = arena_array(c->arena, LIST_LIMIT_MAX, sizeof **ret);
    *ret_n = 0;
    while (rest.n && str_next(&rest, ',', &item))
        if (*ret_n == LIST_LIMIT_MAX || !str_to_i64(str_trim(item), &(*ret)[(*ret_n)++])) {
            err->in_query = true;
            return err_set(err, ERR_BAD_QUERY, name, "%s is a list of at most %d ids, like 1,2",
                           name, LIST_LIMIT_MAX);
        }
    return 0;
}

/* The hits' records in the hits' order, as a list answer; one query for all. */
static int answer_hits(struct call *c, const struct entity *e, const struct search_hit *hits,
                       size_t n, struct err *err)
{
    struct sql q;
    int64_t *ids = arena_array(c->arena, n + 1, sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = hits[i].id;
    sql_init(&q, c->arena, db_driver_of(c->ctx.db));
    record_select(&q, e, "x");
    sql_add(&q, " WHERE x.id IN (");
    sql_bind_ids(&q, ids, n);
    sql_add(&q, ")");
    struct record *found;
    size_t n_found, kept = 0;
    if (record_collect(&c->ctx, e, &q, n, &found, &n_found, err))
        return -1;

    struct list_result result = {.page = {.entity = e}, .total = -1};
    result.page.records = arena_array(c->arena, n + 1, sizeof *found);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n_found; k++)
            if (found[k].id == hits[i].id)
                result.page.records[kept++] = found[k];
    result.page.n = kept;
    if (page_load(&c->ctx, &result.page, err))
        return -1;
    list_write(&c->ctx, &result, &c->out);
    return 0;
}

/* The picker: contacts by name or e-mail as one types, those already chosen left out. */
static int pick_contacts(struct call *c, struct err *err)
{
    const struct entity *kinds[] = {&entity_contact};
    int64_t limit, *exclude;
    size_t n_exclude, n;
    struct search_hit *hits;
    if (call_query_int(c, "limit", 1, SEARCH_LIMIT_MAX, 8, &limit, err) ||
        read_ids(c, "exclude", &exclude, &n_exclude, err) ||
        search_run(&c->ctx, call_query(c, "q"), kinds, 1, exclude, n_exclude, (size_t)limit, &hits,
                   &n, err))
        return -1;
    return answer_hits(c, kinds[0], hits, n, err);
}

/* --- what is due --------------------------------------------------------------------------------
 */

static int read_limit(struct call *c, int64_t *ret, struct err *err)
{
    return call_query_int(c, "limit", 1, CRM_ITEMS_MAX, CRM_ITEMS, ret, err);
}

static int due(struct call *c, struct err *err)
{
    int64_t limit;
    return read_limit(c, &limit, err) || crm_due(&c->ctx, limit, &c->out, err) ? -1 : 0;
}

static int followups(struct call *c, struct err *err)
{
    int64_t limit;
    return read_limit(c, &limit, err) || crm_followups(&c->ctx, limit, &c->out, err) ? -1 : 0;
}

static int birthdays(struct call *c, struct err *err)
{
    int64_t days;
    return call_query_int(c, "days", 1, 366, CRM_BIRTHDAY_DAYS, &days, err) ||
                   crm_birthdays(&c->ctx, (int)days, &c->out, err)
               ? -1
               : 0;
}

/* The kind that is asked for; NULL: all. */
static int pipeline_kind(struct call *c, const struct entity **ret, struct err *err)
{
    struct str name = call_query(c, "entity");
    *ret = name.p ? model_entity(name) : NULL;
    if (!name.p || (*ret && entity_field(*ret, STR("stage"))))
        return 0;
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, "entity", "a %.*s does not go through stages",
                   STR_ARG(name));
}

/* filter and q narrow the counts of one kind; *ret_is says whether they are there. */
static int pipeline_narrow(struct call *c, const struct entity *e, struct list_query *ret,
                           bool *ret_is, struct err *err)
{
    struct list_param params[2];
    size_t n = 0;
    static const char *const names[] = {"filter", "q"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (call_query(c, names[i]).p)
            params[n++] = (struct list_param){str_of(names[i]), call_query(c, names[i])};
    *ret_is = n > 0;
    if (n == 0)
        return 0;
    if (!e) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "entity", "name the entity that is to be narrowed");
    }
    return list_parse(&c->ctx, e, params, n, NULL, ret, err);
}

static int pipeline(struct call *c, struct err *err)
{
    struct pipeline_query query;
    struct list_query narrowed;
    bool is_narrowed;
    if (pipeline_kind(c, &query.only, err) ||
        pipeline_narrow(c, query.only, &narrowed, &is_narrowed, err))
        return -1;
    query.narrowed = is_narrowed ? &narrowed : NULL;
    return call_query_int(c, "limit", 0, is_narrowed ? 0 : CRM_ITEMS_MAX,
                          is_narrowed ? 0 : LIST_LIMIT, &query.limit, err) ||
                   crm_pipeline(&c->ctx, &query, &c->out, err)
               ? -1
               : 0;
}

static int stats(struct call *c, struct err *err)
{
    int64_t since, until;
    return call_query_time(c, "since", 0, &since, err) ||
                   call_query_time(c, "until", c->ctx.env.now, &until, err) ||
                   crm_stats(&c->ctx, since, until, &c->out, err)
               ? -1
               : 0;
}

/* --- writes -------------------------------------------------------------------------------------
 */

static void put_id_or_leave(struct json *out, const char *key, int64_t id)
{
    if (id)
        json_put_int(out, key, id);
}

static int interaction(struct call *c, struct err *err)
{
    int64_t note, next;
    if (crm_interaction(&c->change, c->body, &note, &next, err))
        return -1;
    http_set_header(c->x, "Location", "/api/crm/notes/%lld", (long long)note);
    json_object_begin(&c->out);
    json_put_int(&c->out, "note_id", note);
    put_id_or_leave(&c->out, "next_note_id", next);
    json_object_end(&c->out);
    return 0;
}

static int complete(struct call *c, struct err *err)
{
    int64_t id, next;
    if (call_id(c, &id, err) || crm_complete(&c->change, c->endpoint->entity, id, &next, err))
        return -1;
    json_object_begin(&c->out);
    json_put_int(&c->out, "completed_id", id);
    put_id_or_leave(&c->out, "next_id", next);
    json_object_end(&c->out);
    return 0;
}

static int bulk_stage(struct call *c, struct err *err)
{
    return crm_bulk_stage(&c->change, c->body, &c->out, err);
}

static int set_company(struct call *c, struct err *err)
{
    int64_t id;
    struct record *r;
    return call_id(c, &id, err) || crm_set_company(&c->change, id, c->body, &r, err) ||
                   call_record(c, r, err)
               ? -1
               : 0;
}

static int update_tag(struct call *c, struct err *err)
{
    int64_t id, expected;
    enum err_code stale;
    struct record *r;
    return call_id(c, &id, err) || call_expected(c, &entity_tag, id, &expected, &stale, err) ||
                   crm_tag_update(&c->change, id, c->body, expected, stale, &r, err) ||
                   call_record(c, r, err)
               ? -1
               : 0;
}

/* --- lists that are a filter --------------------------------------------------------------------
 */

static int list_of(struct call *c, const struct entity *e, const struct list_param *params,
                   size_t n, struct err *err)
{
    struct list_query query;
    struct list_result result;
    if (list_parse(&c->ctx, e, params, n, NULL, &query, err) ||
        list_run(&c->ctx, &query, &result, err))
        return -1;
    list_write(&c->ctx, &result, &c->out);
    return 0;
}

/* The request's list parameters, with ours first. */
static struct list_param *with_params(struct call *c, const struct list_param *ours, size_t n_ours,
                                      size_t *ret_n)
{
    struct list_param *all = arena_array(c->arena, n_ours + c->x->n_query, sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < n_ours; i++)
        all[n++] = ours[i];
    for (size_t i = 0; i < c->x->n_query; i++)
        if (!str_is(c->x->query[i].name, "workspace"))
            all[n++] = (struct list_param){c->x->query[i].name, c->x->query[i].value};
    *ret_n = n;
    return all;
}

static int company_contacts(struct call *c, struct err *err)
{
    int64_t id;
    struct record *r;
    if (call_id(c, &id, err) || record_get(&c->ctx, &entity_company, id, &r, err))
        return -1;
    struct list_param ours[] = {{STR("company_id"), c->x->params[0]},
                                {STR("sort"), STR("-priority")}};
    size_t n;
    bool sorted = call_query(c, "sort").p != NULL;
    struct list_param *params = with_params(c, ours, sorted ? 1 : 2, &n);
    return list_of(c, &entity_contact, params, n, err);
}

static int recent_activities(struct call *c, struct err *err)
{
    int64_t limit;
    if (call_query_int(c, "limit", 1, LIST_LIMIT_MAX, 5, &limit, err))
        return -1;
    struct list_param ours[] = {
        {STR("sort"), STR("-id")},
        {STR("limit"), str_of(arena_printf(c->arena, "%lld", (long long)limit))}};
    return list_of(c, &entity_activity, ours, ARRAY_LEN(ours), err);
}

/* --- shapes -------------------------------------------------------------------------------------
 */

static const struct shape search_query_rows[] = {
    {.name = "q",
     .kind = SHAPE_STRING,
     .required = true,
     .help = "words; \"a phrase\", OR, AND, NOT and parentheses work"},
    {.name = "type", .kind = SHAPE_STRING, .help = "record types, parted by commas"},
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = SEARCH_LIMIT_MAX},
};
static const struct shape hit_answer[] = {
    {.name = "entity_type", .kind = SHAPE_STRING, .required = true},
    {.name = "entity_id", .kind = SHAPE_ID, .required = true},
    {.name = "name", .kind = SHAPE_STRING, .required = true},
    {.name = "snippet",
     .kind = SHAPE_STRING,
     .required = true,
     .help = "HTML-escaped text with the hits in <mark>"},
};
static const struct shape pick_query[] = {
    {.name = "q", .kind = SHAPE_STRING, .help = "a part of a name or e-mail address"},
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = SEARCH_LIMIT_MAX},
    {.name = "exclude", .kind = SHAPE_STRING, .help = "ids to leave out, parted by commas"},
};
static const struct shape limit_query[] = {
    {.name = "limit", .kind = SHAPE_INT, .max = CRM_ITEMS_MAX},
};
static const struct shape pipeline_query_rows[] = {
    {.name = "entity", .kind = SHAPE_STRING, .help = "one kind alone: contact or company"},
    {.name = "filter",
     .kind = SHAPE_STRING,
     .help = "counts and totals of what matches, as in a list; then without entities"},
    {.name = "q", .kind = SHAPE_STRING, .help = "as in a list"},
    {.name = "limit", .kind = SHAPE_INT, .max = CRM_ITEMS_MAX, .help = "entities a stage"},
};
static const struct shape days_query[] = {
    {.name = "days", .kind = SHAPE_INT, .min = 1, .max = 366},
};
static const struct shape stats_query[] = {
    {.name = "since", .kind = SHAPE_TIME},
    {.name = "until", .kind = SHAPE_TIME},
};
static const struct shape due_answer[] = {
    {.name = "contacts",
     .kind = SHAPE_LIST,
     .required = true,
     .item = SHAPE_RECORD,
     .entity = &entity_contact},
    {.name = "companies",
     .kind = SHAPE_LIST,
     .required = true,
     .item = SHAPE_RECORD,
     .entity = &entity_company},
    {.name = "websites",
     .kind = SHAPE_LIST,
     .required = true,
     .item = SHAPE_RECORD,
     .entity = &entity_website},
    {.name = "activities",
     .kind = SHAPE_LIST,
     .required = true,
     .item = SHAPE_RECORD,
     .entity = &entity_activity},
    {.name = "tasks",
     .kind = SHAPE_LIST,
     .required = true,
     .item = SHAPE_RECORD,
     .entity = &entity_task},
};
static const struct shape counts_answer[] = {
    {.name = "overdue", .kind = SHAPE_INT, .required = true},
    {.name = "today", .kind = SHAPE_INT, .required = true},
    {.name = "upcoming", .kind = SHAPE_INT, .required = true},
};
static const struct shape followups_answer[] = {
    {.name = "overdue", .kind = SHAPE_LIST, .required = true, .item = SHAPE_ANY},
    {.name = "today", .kind = SHAPE_LIST, .required = true, .item = SHAPE_ANY},
    {.name = "upcoming", .kind = SHAPE_LIST, .required = true, .item = SHAPE_ANY},
    {.name = "counts", .kind = SHAPE_OBJECT, .required = true, SHAPE_OF(counts_answer)},
};
static const struct shape data_answer[] = {
    {.name = "data", .kind = SHAPE_LIST, .required = true, .item = SHAPE_ANY},
    {.name = "next", .kind = SHAPE_STRING, .nullable = true},
};
static const struct shape stage_answer[] = {
    {.name = "stage", .kind = SHAPE_STRING, .required = true},
    {.name = "count", .kind = SHAPE_INT, .required = true},
    {.name = "total_value", .kind = SHAPE_NUMBER, .required = true},
    {.name = "totals", .kind = SHAPE_MAP, .required = true, .item = SHAPE_NUMBER},
    {.name = "entities", .kind = SHAPE_LIST, .required = true, .item = SHAPE_ANY},
};
static const struct shape pipeline_answer[] = {
    {.name = "data", .kind = SHAPE_LIST, .required = true, SHAPE_OF(stage_answer)},
    {.name = "next", .kind = SHAPE_STRING, .nullable = true},
};
static const struct shape stats_answer[] = {
    {.name = "notes_created", .kind = SHAPE_INT, .required = true},
    {.name = "activities_completed", .kind = SHAPE_INT, .required = true},
    {.name = "contacts_added", .kind = SHAPE_INT, .required = true},
    {.name = "overdue_count", .kind = SHAPE_INT, .required = true},
    {.name = "stage_changes", .kind = SHAPE_INT, .required = true},
};
static const struct shape interaction_body[] = {
    {.name = "contact_id", .kind = SHAPE_ID, .required = true},
    {.name = "content", .kind = SHAPE_STRING, .required = true, .max = 65536},
    {.name = "channel", .kind = SHAPE_STRING, .nullable = true, .max = 100},
    {.name = "tags", .kind = SHAPE_LIST, .item = SHAPE_STRING, .nullable = true, .max = 200},
    {.name = "next_action", .kind = SHAPE_STRING, .nullable = true, .max = 65536},
    {.name = "next_action_due", .kind = SHAPE_TIME, .nullable = true},
};
static const struct shape interaction_answer[] = {
    {.name = "note_id", .kind = SHAPE_ID, .required = true},
    {.name = "next_note_id", .kind = SHAPE_ID},
};
static const struct shape complete_answer[] = {
    {.name = "completed_id", .kind = SHAPE_ID, .required = true},
    {.name = "next_id", .kind = SHAPE_ID},
};
static const struct shape staged_entity[] = {
    {.name = "entity_type", .kind = SHAPE_STRING, .required = true},
    {.name = "entity_id", .kind = SHAPE_ID, .required = true},
};
static const struct shape bulk_stage_body[] = {
    {.name = "stage", .kind = SHAPE_STRING, .required = true, .options = model_stages},
    {.name = "entities",
     .kind = SHAPE_LIST,
     .required = true,
     .max = BULK_MAX,
     SHAPE_OF(staged_entity)},
};
static const struct shape results_answer[] = {
    {.name = "results", .kind = SHAPE_LIST, .required = true, .item = SHAPE_ANY},
};
static const struct shape company_body[] = {
    {.name = "company_id", .kind = SHAPE_ID, .required = true, .nullable = true},
    {.name = "role", .kind = SHAPE_STRING, .nullable = true, .max = 1000},
    {.name = "department", .kind = SHAPE_STRING, .nullable = true, .max = 1000},
};

#define QUERY(rows)  .query = (rows), .n_query = ARRAY_LEN(rows)
#define BODY(rows)   .body = (rows), .n_body = ARRAY_LEN(rows)
#define ANSWER(rows) .answer = (rows), .n_answer = ARRAY_LEN(rows), .answer_kind = SHAPE_OBJECT

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/crm/search",
     .id = "search",
     .tag = "search",
     .summary = "Find anything",
     .scope = "read:search",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED,
     .handle = search,
     QUERY(search_query_rows),
     .answer = hit_answer,
     .n_answer = ARRAY_LEN(hit_answer),
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_GET,
     .path = "/api/crm/contacts/search",
     .id = "contacts.search",
     .tag = "contacts",
     .summary = "Pick a contact by name or e-mail as one types",
     .scope = "read:contacts",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED,
     .handle = pick_contacts,
     QUERY(pick_query),
     .entity = &entity_contact,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_GET,
     .path = "/api/crm/due",
     .id = "due",
     .tag = "follow-ups",
     .summary = "What is overdue now",
     .scope = "read:followups",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_CLOCK,
     .handle = due,
     QUERY(limit_query),
     ANSWER(due_answer)},
    {.method = HTTP_GET,
     .path = "/api/crm/followups",
     .id = "followups",
     .tag = "follow-ups",
     .summary = "Overdue, today, and the next four days",
     .scope = "read:followups",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_CLOCK,
     .handle = followups,
     QUERY(limit_query),
     ANSWER(followups_answer)},
    {.method = HTTP_GET,
     .path = "/api/crm/birthdays",
     .id = "birthdays",
     .tag = "follow-ups",
     .summary = "Whose birthday is near",
     .scope = "read:contacts",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_CLOCK,
     .handle = birthdays,
     QUERY(days_query),
     ANSWER(data_answer)},
    {.method = HTTP_GET,
     .path = "/api/crm/pipeline",
     .id = "pipeline",
     .tag = "pipeline",
     .summary = "Contacts and companies by stage",
     .scope = "read:pipeline",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED,
     .handle = pipeline,
     QUERY(pipeline_query_rows),
     ANSWER(pipeline_answer)},
    {.method = HTTP_GET,
     .path = "/api/crm/stats",
     .id = "stats",
     .tag = "pipeline",
     .summary = "What was done in a time",
     .scope = "read:stats",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_CLOCK,
     .handle = stats,
     QUERY(stats_query),
     ANSWER(stats_answer)},
    {.method = HTTP_GET,
     .path = "/api/crm/companies/:id/contacts",
     .id = "companies.contacts",
     .tag = "companies",
     .summary = "A company's contacts, highest priority first",
     .scope = "read:contacts",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED | ENDPOINT_LIST_PARAMS,
     .handle = company_contacts,
     .entity = &entity_contact,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_GET,
     .path = "/api/crm/activities/recent",
     .id = "activities.recent",
     .tag = "activities",
     .summary = "The latest activities",
     .scope = "read:activities",
     .mode = MODE_READ,
     .flags = ENDPOINT_VERSIONED,
     .handle = recent_activities,
     QUERY(limit_query),
     .entity = &entity_activity,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_POST,
     .path = "/api/crm/interactions",
     .id = "interactions.log",
     .tag = "follow-ups",
     .summary = "Log what was said, and the next step",
     .scope = "write:notes",
     .mode = MODE_WRITE,
     .handle = interaction,
     BODY(interaction_body),
     ANSWER(interaction_answer),
     .status = 201},
    {.method = HTTP_POST,
     .path = "/api/crm/activities/:id/complete",
     .id = "activities.complete",
     .tag = "activities",
     .summary = "Complete; a recurring one gets its next instance",
     .scope = "write:activities",
     .mode = MODE_WRITE,
     .handle = complete,
     .entity = &entity_activity,
     ANSWER(complete_answer)},
    {.method = HTTP_POST,
     .path = "/api/crm/tasks/:id/complete",
     .id = "tasks.complete",
     .tag = "tasks",
     .summary = "Complete; a recurring one gets its next instance",
     .scope = "write:tasks",
     .mode = MODE_WRITE,
     .handle = complete,
     .entity = &entity_task,
     ANSWER(complete_answer)},
    {.method = HTTP_POST,
     .path = "/api/crm/bulk/stage",
     .id = "bulk.stage",
     .tag = "pipeline",
     .summary = "Move several to a stage",
     .scope = "write:pipeline",
     .mode = MODE_WRITE,
     .flags = ENDPOINT_ALONE,
     .handle = bulk_stage,
     BODY(bulk_stage_body),
     ANSWER(results_answer)},
    {.method = HTTP_POST,
     .path = "/api/crm/contacts/:id/company",
     .id = "contacts.set_company",
     .tag = "contacts",
     .summary = "Set or clear the primary company, with role and department",
     .scope = "write:contacts",
     .mode = MODE_WRITE,
     .handle = set_company,
     BODY(company_body),
     .entity = &entity_contact,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_PATCH,
     .path = "/api/crm/tags/:id",
     .id = "tags.update",
     .tag = "tags",
     .summary = "Rename or recolour; another tag's name merges into that one",
     .scope = "write:tags",
     .mode = MODE_WRITE,
     .handle = update_tag,
     .entity = &entity_tag,
     .body_kind = SHAPE_PATCH,
     .answer_kind = SHAPE_RECORD},
    {.method = HTTP_PUT,
     .path = "/api/crm/tags/:id",
     .id = "tags.put",
     .tag = "tags",
     .summary = "Rename or recolour, like PATCH",
     .scope = "write:tags",
     .mode = MODE_WRITE,
     .handle = update_tag,
     .entity = &entity_tag,
     .body_kind = SHAPE_PATCH,
     .answer_kind = SHAPE_RECORD},
};

const struct endpoint_table verb_endpoints = {rows, ARRAY_LEN(rows)};
