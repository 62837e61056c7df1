/* The domain's rules, in the order in which the engine calls them; what each does is told in its
 * file. Rules write only through the engine, so all they do is in the history and can be undone.
 *
 * TO ADD A RULE: its hook in a rule_*.c file and in private.h, one row here.
 */
#include "crm/private.h"

const struct rule crm_rules[] = {
    {.entity = &entity_contact, .before = contact_name_before},
    {.entity = &entity_contact, .before = contact_rhythm_before},
    {.entity = &entity_contact, .after = stage_audit_after},
    {.entity = &entity_company, .after = stage_audit_after},
    {.entity = &entity_note, .before = note_before, .after = note_after},
    {.entity = &entity_activity, .before = todo_before},
    {.entity = &entity_task, .before = todo_before},
    {.entity = &entity_tag, .fill = tag_count_fill},
    {.entity = &entity_contact, .fill = owner_name_fill, .names = true},
    {.entity = &entity_company, .fill = owner_name_fill, .names = true},
    {.entity = &entity_task, .fill = owner_name_fill, .names = true},
};
const size_t crm_n_rules = ARRAY_LEN(crm_rules);
