/* Where a contact works: the primary company with role and department, set or cleared at once. */
#include "crm/private.h"

enum { C_COMPANY, C_ROLE, C_DEPARTMENT, C_COUNT };

static const struct field members[C_COUNT] = {
    [C_COMPANY] = {.name = "company_id", .type = &type_ref, .target = "company"},
    [C_ROLE] = {.name = "role", .type = &type_text, .max = 255},
    [C_DEPARTMENT] = {.name = "department", .type = &type_text, .max = 255},
};
static const struct body company_body = {members, C_COUNT};

int crm_set_company(struct change *c, int64_t contact_id, const json_t *body, struct record **ret,
                    struct err *err)
{
    struct db_value values[C_COUNT];
    bool given[C_COUNT];
    if (body_read(&c->ctx, &company_body, body, values, given, err))
        return -1;
    if (!given[C_COMPANY])
        return err_set(err, ERR_REQUIRED, "company_id",
                       "company_id is missing; null clears the company");
    c->label = "company";
    return record_update(c, &entity_contact, contact_id, body, 0, ERR_CONFLICT, ret, err);
}
