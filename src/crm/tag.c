/* Tags of the library: renamed and recoloured as any record; renamed onto another tag, the two
 * become one.
 */
#include "base/utf8.h"
#include "crm/private.h"

/* Another tag that has the name already; 0: none. */
static int other_named(struct change *c, int64_t id, const json_t *body, int64_t *ret,
                       struct err *err)
{
    struct str name = json_str_of(json_object_get(body, "name"));
    *ret = 0;
    if (!name.n)
        return 0;
    return db_query_int(c->ctx.db, "SELECT id FROM tag WHERE name_fold = ? AND id <> ?",
                        DB_ARGS(DB_VALUE_TEXT(utf8_fold(c->ctx.arena, name)), DB_VALUE_INT(id)), 0,
                        ret, err);
}

/* Whatever else the body says is said of the tag that stays, whose spelling stays too. */
static int merge(struct change *c, int64_t id, int64_t into, const json_t *body,
                 struct record **ret, struct err *err)
{
    json_t *rest = json_copy((json_t *)body);
    json_object_del(rest, "name");
    c->label = "merge tags";
    int failed = record_update(c, &entity_tag, into, rest, 0, ERR_CONFLICT, ret, err) ||
                 record_retag(c, id, into, err) || record_remove(c, &entity_tag, id, err);
    json_decref(rest);
    return failed ? -1 : 0;
}

int crm_tag_update(struct change *c, int64_t id, const json_t *body, int64_t expected,
                   enum err_code stale, struct record **ret, struct err *err)
{
    int64_t other;
    if (other_named(c, id, body, &other, err))
        return -1;
    if (!other)
        return record_update(c, &entity_tag, id, body, expected, stale, ret, err);

    /* A patch that changes nothing still says whether the tag is there and as it was seen. */
    json_t *nothing = json_object();
    int refused = record_update(c, &entity_tag, id, nothing, expected, stale, ret, err);
    json_decref(nothing);
    return refused ? -1 : merge(c, id, other, body, ret, err);
}
