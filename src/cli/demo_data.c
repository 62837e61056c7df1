/* The order in which demo records come into being; see demo_data.h. What they say is made in
 * demo_body.c and demo_days.c.
 */
#include "cli/demo_data.h"

#include "cli/demo_body.h"

/* Every so many blocks comes a company that many contacts of the others work for. */
enum { LARGE_EVERY = 10 };

struct block {
    const struct demo_plan *plan;
    struct arena *arena;
    struct demo_state *state;
    struct demo_sink *sink;
    int64_t number;
    struct demo_firm firm;
    int64_t company_id;
};

/* Hands a body over and lets go of it. */
static int put(struct block *b, const struct entity *e, json_t *body, int64_t *ret_id,
               struct err *err)
{
    int64_t id;
    int failed = b->sink->create(b->sink, e, body, ret_id ? ret_id : &id, err);
    json_decref(body);
    return failed;
}

int64_t demo_blocks(const struct demo_plan *p)
{
    return (p->n_contacts + DEMO_BLOCK - 1) / DEMO_BLOCK;
}

int demo_tags(struct arena *a, struct demo_sink *sink, struct err *err)
{
    size_t n = demo_count(demo_words.tags);
    for (size_t i = 0; i < n; i++) {
        struct demo_item tag = demo_item(demo_words.tags, i);
        json_t *body = json_object();
        json_object_set_new(body, "name", json_string(str_cstr(a, tag.text)));
        if (tag.second.n)
            json_object_set_new(body, "color", json_string(str_cstr(a, tag.second)));
        int64_t id;
        int failed = sink->create(sink, &entity_tag, body, &id, err);
        json_decref(body);
        if (failed)
            return -1;
    }
    return 0;
}

/* --- the company ------------------------------------------------------------------------------ */

static int advance(struct block *b, const json_t *company, struct err *err)
{
    json_t *patch = demo_company_progress(company);
    if (!patch)
        return 0;
    int failed = b->sink->update(b->sink, &entity_company, b->company_id, patch, err);
    json_decref(patch);
    return failed;
}

static int make_company(struct block *b, struct demo_make *d, struct err *err)
{
    json_t *body = demo_company_body(d, &b->firm);
    int failed = b->sink->create(b->sink, &entity_company, body, &b->company_id, err);
    if (!failed && demo_chance(d->rand, 12))
        failed = advance(b, body, err);
    json_decref(body);
    if (failed)
        return -1;
    if (demo_chance(d->rand, 12) &&
        put(b, &entity_domain, demo_domain_body(d, &b->firm, b->company_id), NULL, err))
        return -1;
    if (demo_chance(d->rand, 60) &&
        put(b, &entity_website, demo_website_body(d, &b->firm, b->company_id), NULL, err))
        return -1;
    return 0;
}

/* --- the contacts ----------------------------------------------------------------------------- */

/* Three in five work for the block's own company, some for the large one, the rest for none. */
static void choose_company(struct block *b, struct demo_make *d, struct demo_contact *c)
{
    uint64_t at = rand_below(d->rand, 100);
    if (at < 60) {
        c->company_id = b->company_id;
        c->firm = b->firm;
    } else if (at < 75 && b->state->large_id) {
        c->company_id = b->state->large_id;
        demo_firm(b->plan, b->arena, b->state->large, &c->firm);
        c->mail_tail = arena_printf(b->arena, "%d", 1 + (int)(b->number % LARGE_EVERY));
    }
}

static void choose_person(struct block *b, struct demo_make *d, struct demo_contact *c)
{
    const struct demo_locale *l = c->company_id ? c->firm.locale : b->firm.locale;
    if (demo_chance(d->rand, 25))
        l = &demo_locales[b->plan->cycle[rand_below(d->rand, b->plan->n_cycle)]];
    demo_person(b->plan, b->arena, c->number, l, &c->who);
}

static int put_belongings(struct block *b, struct demo_make *d, const struct demo_contact *c,
                          struct err *err)
{
    static const struct {
        const char *kind;
        unsigned percent;
    } kinds[] = {{"linkedin", 20}, {"telegram", 10}, {"email", 12}, {"phone", 8}};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (demo_chance(d->rand, kinds[i].percent) &&
            put(b, &entity_channel, demo_channel_body(d, c, kinds[i].kind), NULL, err))
            return -1;
    int64_t former = b->state->former_id;
    if (former && former != c->company_id && demo_chance(d->rand, 10) &&
        put(b, &entity_membership, demo_membership_body(d, c->id, former), NULL, err))
        return -1;
    if (demo_chance(d->rand, 4) && put(b, &entity_website, demo_homepage_body(d, c), NULL, err))
        return -1;
    return 0;
}

/* Half a note a contact, most of them with those one really talks to. */
static int put_notes(struct block *b, struct demo_make *d, const struct demo_contact *c,
                     struct err *err)
{
    uint64_t n = demo_chance(d->rand, 25) ? 1 + rand_below(d->rand, 3) : 0;
    for (uint64_t i = 0; i < n; i++)
        if (put(b, &entity_note, demo_note_body(d, c, false), NULL, err))
            return -1;
    if (c->has_next && demo_chance(d->rand, 25) &&
        put(b, &entity_note, demo_note_body(d, c, true), NULL, err))
        return -1;
    if (!demo_chance(d->rand, 4))
        return 0;
    json_t *body = demo_interaction_body(d, c);
    int failed = b->sink->interact(b->sink, body, err);
    json_decref(body);
    return failed;
}

/* So that today has seen something done. */
static int complete(struct block *b, int64_t activity, struct err *err)
{
    json_t *patch = json_pack("{s:s}", "status", "done");
    int failed = b->sink->update(b->sink, &entity_activity, activity, patch, err);
    json_decref(patch);
    return failed;
}

static int put_todo(struct block *b, const struct demo_contact *c, struct err *err)
{
    struct rand r = demo_rand(b->plan, STREAM_TODO, c->number);
    struct demo_make d = {b->plan, b->arena, &r};
    int64_t activity = 0;
    if (demo_chance(&r, 30) && put(b, &entity_activity, demo_activity_body(&d, c), &activity, err))
        return -1;
    if (activity && demo_chance(&r, 10) && complete(b, activity, err))
        return -1;
    return demo_chance(&r, 30) ? put(b, &entity_task, demo_task_body(&d, c), NULL, err) : 0;
}

static int make_contact(struct block *b, int64_t number, struct err *err)
{
    struct rand r = demo_rand(b->plan, STREAM_CONTACT, number);
    struct demo_make d = {b->plan, b->arena, &r};
    struct demo_contact c = {.number = number};
    choose_company(b, &d, &c);
    choose_person(b, &d, &c);
    return put(b, &entity_contact, demo_contact_body(&d, &c), &c.id, err) ||
                   put_belongings(b, &d, &c, err) || put_notes(b, &d, &c, err) ||
                   put_todo(b, &c, err)
               ? -1
               : 0;
}

/* --- the block -------------------------------------------------------------------------------- */

int demo_block(const struct demo_plan *p, struct arena *a, int64_t block, struct demo_state *state,
               struct demo_sink *sink, struct err *err)
{
    struct block b = {.plan = p, .arena = a, .state = state, .sink = sink, .number = block};
    if (block % DEMO_CHAPTER == 0)
        *state = (struct demo_state){0};

    struct rand r = demo_rand(p, STREAM_COMPANY, block);
    struct demo_make d = {p, a, &r};
    demo_firm(p, a, block, &b.firm);
    if (make_company(&b, &d, err))
        return -1;
    if (block % LARGE_EVERY == 0) {
        state->large = block;
        state->large_id = b.company_id;
    }
    int64_t end =
        (block + 1) * DEMO_BLOCK < p->n_contacts ? (block + 1) * DEMO_BLOCK : p->n_contacts;
    for (int64_t i = block * DEMO_BLOCK; i < end; i++)
        if (make_contact(&b, i, err))
            return -1;
    state->former_id = b.company_id;
    return 0;
}
