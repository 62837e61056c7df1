/* Logging an interaction: what was said to whom, and what to do next, in one change set. */
#include "crm/private.h"

enum { I_CONTACT, I_CONTENT, I_CHANNEL, I_TAGS, I_NEXT, I_NEXT_DUE, I_COUNT };

/* clang-format off */
static const struct field members[I_COUNT] = {
    [I_CONTACT] = {.name = "contact_id", .type = &type_ref, .target = "contact",
                   .flags = FIELD_REQUIRED},
    [I_CONTENT] = {.name = "content", .type = &type_longtext, .flags = FIELD_REQUIRED},
    [I_CHANNEL] = {.name = "channel", .type = &type_text, .max = 100},
    [I_TAGS] = {.name = "tags", .type = &type_tags},
    [I_NEXT] = {.name = "next_action", .type = &type_longtext},
    [I_NEXT_DUE] = {.name = "next_action_due", .type = &type_time},
};
/* clang-format on */
static const struct body interaction_body = {members, I_COUNT};

struct interaction {
    struct db_value values[I_COUNT];
    bool given[I_COUNT];
};

static int check_contact(struct change *c, int64_t id, struct err *err)
{
    struct record *r;
    if (record_find(&c->ctx, &entity_contact, id, &r, err))
        return -1;
    if (!r)
        return err_set(err, ERR_BAD_REFERENCE, "contact_id", "there is no contact %lld",
                       (long long)id);
    return r->trashed_at ? err_set(err, ERR_INVALID, "contact_id",
                                   "contact %lld is in the trash: restore it first", (long long)id)
                         : 0;
}

/* The note on the contact; takes over `body`. */
static int add_note(struct change *c, int64_t contact, json_t *body, int64_t *ret_id,
                    struct err *err)
{
    struct record *note = NULL;
    json_object_set_new(body, "entity_type", json_string(entity_contact.name));
    json_object_set_new(body, "entity_id", json_integer(contact));
    int failed = record_create(c, &entity_note, body, &note, err);
    json_decref(body);
    if (!failed)
        *ret_id = note->id;
    return failed;
}

static int was_contacted(struct change *c, const struct interaction *x, int64_t note,
                         struct err *err)
{
    struct field_set sets[3] = {{"last_contact_at", DB_VALUE_INT(c->tx->now)},
                                {"last_contact_note_id", DB_VALUE_INT(note)}};
    size_t n = 2;
    if (x->values[I_NEXT_DUE].type != DB_NULL)
        sets[n++] = (struct field_set){"next_contact_at", x->values[I_NEXT_DUE]};
    return record_set(c, &entity_contact, x->values[I_CONTACT].i, sets, n, err);
}

int crm_interaction(struct change *c, const json_t *body, int64_t *ret_note_id,
                    int64_t *ret_next_note_id, struct err *err)
{
    struct interaction x;
    *ret_note_id = *ret_next_note_id = 0;
    if (body_read(&c->ctx, &interaction_body, body, x.values, x.given, err) ||
        check_contact(c, x.values[I_CONTACT].i, err))
        return -1;

    c->label = "interaction";
    int64_t contact = x.values[I_CONTACT].i;
    json_t *said =
        json_pack("{s:O, s:O*, s:O*}", "content", json_object_get(body, "content"), "channel",
                  json_object_get(body, "channel"), "tags", json_object_get(body, "tags"));
    if (add_note(c, contact, said, ret_note_id, err) || was_contacted(c, &x, *ret_note_id, err))
        return -1;
    if (x.values[I_NEXT].type == DB_NULL)
        return 0;
    json_t *next = json_pack("{s:O, s:b}", "content", json_object_get(body, "next_action"),
                             "is_next_contact", 1);
    return add_note(c, contact, next, ret_next_note_id, err);
}
