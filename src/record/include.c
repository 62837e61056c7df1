/* See include.h. Each kind is the list it would be if it were asked for by itself, so that its
 * cursor goes on there.
 */
#include "record/include.h"

#include "record/list.h"
#include "record/private.h"

#include <assert.h>

/* Does the reference lead to records of e, always or where the field beside it says so? */
static bool leads_to(const struct entity *from, const struct field *ref, const struct entity *e)
{
    const struct field *kind =
        ref->target_field ? entity_field(from, str_of(ref->target_field)) : NULL;
    if (!kind)
        return ref->target && str_is(str_of(ref->target), e->name);
    for (const char *const *option = kind->options; *option; option++)
        if (str_is(str_of(*option), e->name))
            return true;
    return false;
}

size_t includes_of(const struct entity *e, struct include ret[static INCLUDES_MAX])
{
    size_t n_all, n = 0;
    const struct entity *const *all = model_entities(&n_all);
    for (size_t i = 0; i < n_all; i++)
        for (const char *const *name = all[i]->parents; name && *name; name++) {
            const struct field *ref = entity_field(all[i], str_of(*name));
            if (!leads_to(all[i], ref, e))
                continue;
            assert(n < INCLUDES_MAX && "few kinds hang on one");
            ret[n++] = (struct include){all[i], ref};
        }
    return n;
}

static const char *names_of(struct arena *a, const struct include *list, size_t n)
{
    const char *names = n ? "" : "nothing";
    for (size_t i = 0; i < n; i++)
        names = arena_printf(a, "%s%s%s", names, i ? ", " : "", list[i].entity->plural);
    return names;
}

static int unknown(struct record_ctx *ctx, struct str name, const struct include *all, size_t n,
                   struct err *err)
{
    err->in_query = true;
    return err_set(err, ERR_BAD_QUERY, "include", "include takes %s, not %.*s",
                   names_of(ctx->arena, all, n), STR_ARG(str_sub(name, 0, 50)));
}

static bool listed(const struct include *list, size_t n, struct include x)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].ref == x.ref)
            return true;
    return false;
}

int includes_parse(struct record_ctx *ctx, const struct entity *e, struct str text,
                   struct include ret[static INCLUDES_MAX], size_t *ret_n, struct err *err)
{
    struct include all[INCLUDES_MAX];
    size_t n_all = includes_of(e, all), n = 0;
    struct str rest = text, name;
    while (str_next(&rest, ',', &name)) {
        size_t i = 0;
        while (i < n_all && !str_is(name, all[i].entity->plural))
            i++;
        if (i == n_all)
            return unknown(ctx, name, all, n_all, err);
        if (!history_may_read(ctx, all[i].entity))
            return err_set(err, ERR_FORBIDDEN, "include", "This API key lacks the scope read:%s.",
                           all[i].entity->plural);
        if (!listed(ret, n, all[i]))
            ret[n++] = all[i];
    }
    *ret_n = n;
    return 0;
}

static int write_list(struct record_ctx *ctx, const struct record *r, struct include what,
                      struct json *out, struct err *err)
{
    const char *id = arena_printf(ctx->arena, "%lld", (long long)r->id);
    const char *limit = arena_printf(ctx->arena, "%d", INCLUDE_LIMIT);
    struct list_param params[] = {
        {str_of(what.ref->name), str_of(id)},
        {STR("limit"), str_of(limit)},
        {str_of(what.ref->target_field ? what.ref->target_field : ""), str_of(r->entity->name)},
    };
    struct list_query query;
    struct list_result result;
    if (list_parse(ctx, what.entity, params, what.ref->target_field ? 3 : 2, NULL, &query, err) ||
        list_run(ctx, &query, &result, err))
        return -1;
    json_key(out, what.entity->plural);
    list_write(ctx, &result, out);
    return 0;
}

int includes_write_record(struct record_ctx *ctx, struct record *r, const struct include *list,
                          size_t n, struct json *out, struct err *err)
{
    struct page page = {.entity = r->entity, .records = r, .n = 1};
    if (page_load(ctx, &page, err))
        return -1;
    json_object_begin(out);
    page_write_members(ctx, &page, 0, out);
    if (n > 0) {
        json_key(out, "included");
        json_object_begin(out);
        for (size_t i = 0; i < n; i++)
            if (write_list(ctx, r, list[i], out, err))
                return -1;
        json_object_end(out);
    }
    json_object_end(out);
    return 0;
}
