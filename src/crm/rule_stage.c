/* The trail of the pipeline: who moves to another stage gets a note that says from where to where.
 */
#include "crm/private.h"

static const char *stage_name(struct arena *a, const struct record *r)
{
    return record_null(r, "stage") ? "none" : str_cstr(a, record_text(r, "stage"));
}

int stage_audit_after(struct change *c, struct mutation *m, struct err *err)
{
    if (m->kind != MUTATION_UPDATE ||
        !mutation_changes(m, entity_field_index(m->entity, STR("stage"))))
        return 0;
    struct arena *a = c->ctx.arena;
    const char *reason = arena_printf(a, "%s -> %s", stage_name(a, m->old), stage_name(a, m->new));
    json_t *body = json_pack("{s:s, s:I, s:s, s:[s]}", "entity_type", m->entity->name, "entity_id",
                             (json_int_t)m->new->id, "reason", reason, "tags", "stage_change");
    struct record *note;
    int failed = record_create(c, &entity_note, body, &note, err);
    json_decref(body);
    return failed;
}
