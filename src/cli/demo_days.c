/* What happens with demo people: notes, interactions, activities and tasks; see demo_body.h. */
#include "cli/demo_json.h"

/* --- sentences -------------------------------------------------------------------------------- */

/* A sentence from a list, about this contact. */
static const char *say(struct demo_make *d, const struct demo_contact *c, const char *list)
{
    struct rand *r = d->rand;
    const struct demo_word words[] = {
        {"name", c->who.name},
        {"first", c->who.first},
        {"company", c->company_id ? c->firm.name : c->who.name},
        {"topic", demo_pick_text(r, d->arena, demo_words.topics)},
        {"item", demo_pick_text(r, d->arena, demo_words.items)},
        {"interest", demo_pick_text(r, d->arena, demo_words.interests)},
    };
    return demo_fill_in(d->arena, demo_pick(r, list).text, words, ARRAY_LEN(words));
}

static const char *note_text(struct demo_make *d, const struct demo_contact *c)
{
    const struct demo_words *w = &demo_words;
    const char *opening = say(d, c, w->openings), *next = say(d, c, w->nexts);
    const char *detail = say(d, c, w->details), *more = say(d, c, w->details);
    const char *remark = demo_pick_text(d->rand, d->arena, c->who.locale->remarks);
    switch (rand_below(d->rand, 5)) {
    case 0:
        return arena_printf(d->arena, "## %s\n\n- %s\n- %s\n\n**Next:** %s", opening, detail, more,
                            next);
    case 1:
        return arena_printf(d->arena, "%s\n\n> %s\n\n1. %s\n2. %s", opening, remark, detail, next);
    case 2:
        return arena_printf(d->arena, "%s %s", opening, remark);
    case 3:
        return arena_printf(d->arena, "%s %s *%s*", opening, detail, next);
    default:
        return arena_printf(d->arena, "%s %s", opening, detail);
    }
}

/* --- notes ------------------------------------------------------------------------------------ */

json_t *demo_note_body(struct demo_make *d, const struct demo_contact *c, bool next)
{
    struct rand *r = d->rand;
    json_t *body = json_object();
    put_text(body, "entity_type", "contact");
    put_int(body, "entity_id", c->id);
    put_text(body, "content", next ? say(d, c, demo_words.nexts) : note_text(d, c));
    if (next) {
        json_object_set_new(body, "is_next_contact", json_true());
        return body;
    }
    if (demo_chance(r, 50))
        put_text(body, "channel", demo_pick_text(r, d->arena, demo_words.channels));
    if (demo_chance(r, 40))
        put_text(body, "reason", demo_pick_text(r, d->arena, demo_words.reasons));
    if (demo_chance(r, 5))
        put_text(body, "url", "https://docs.example/minutes");
    return body;
}

json_t *demo_interaction_body(struct demo_make *d, const struct demo_contact *c)
{
    struct rand *r = d->rand;
    json_t *body = json_object();
    put_int(body, "contact_id", c->id);
    put_text(body, "content", say(d, c, demo_words.spoken));
    put_text(body, "channel", demo_pick_text(r, d->arena, demo_words.channels));
    if (demo_chance(r, 50)) {
        put_text(body, "next_action", say(d, c, demo_words.nexts));
        put_time(d, body, "next_action_due", demo_between(r, 1, 30));
    }
    return body;
}

/* --- to do ------------------------------------------------------------------------------------ */

static json_t *link_to(const char *type, int64_t id)
{
    json_t *link = json_object();
    put_text(link, "entity_type", type);
    put_int(link, "entity_id", id);
    return link;
}

static void put_links(struct demo_make *d, json_t *body, const struct demo_contact *c)
{
    json_t *links = json_array();
    json_array_append_new(links, link_to("contact", c->id));
    if (c->company_id && demo_chance(d->rand, 35))
        json_array_append_new(links, link_to("company", c->company_id));
    json_object_set_new(body, "links", links);
}

/* The demo user, a colleague without an account, or nobody: then it is in the pool. */
static void put_assignee(struct demo_make *d, json_t *body)
{
    static const char *const colleagues[] = {"Robin", "Kim", "Alex"};
    uint64_t at = rand_below(d->rand, 10);
    if (at < 5 && d->plan->user_name)
        put_text(body, "assigned_to", d->plan->user_name);
    else if (at < 7)
        put_text(body, "assigned_to", colleagues[rand_below(d->rand, ARRAY_LEN(colleagues))]);
}

/* What is done was due before; what is open is late, due or to come. */
static int64_t due_day(struct rand *r, bool done)
{
    uint64_t at = rand_below(r, 100);
    if (done)
        return -demo_between(r, 0, 90);
    if (at < 18)
        return -demo_between(r, 1, 30);
    if (at < 25)
        return 0;
    return at < 50 ? demo_between(r, 1, 4) : demo_between(r, 5, 60);
}

static const char *recurrence(struct rand *r)
{
    size_t n = 0;
    while (model_recurrences[n])
        n++;
    return model_recurrences[rand_below(r, n)];
}

json_t *demo_activity_body(struct demo_make *d, const struct demo_contact *c)
{
    static const char *const priorities[] = {"low", "normal", "normal", "normal", "high", "urgent"};
    const struct demo_words *w = &demo_words;
    const struct {
        const char *type, *titles;
    } kinds[] = {{"call", w->calls},
                 {"call", w->calls},
                 {"email", w->mails},
                 {"meeting", w->meetings},
                 {"other", w->others}};
    struct rand *r = d->rand;
    uint64_t kind = rand_below(r, ARRAY_LEN(kinds)), state = rand_below(r, 100);
    bool done = state < 45, open = state >= 50;

    json_t *body = json_object();
    put_text(body, "title", say(d, c, kinds[kind].titles));
    put_text(body, "type", kinds[kind].type);
    put_text(body, "status", done ? "done" : open ? "open" : "cancelled");
    put_text(body, "priority", priorities[rand_below(r, ARRAY_LEN(priorities))]);
    if (demo_chance(r, 30))
        put_text(body, "description", say(d, c, w->details));
    if (demo_chance(r, 85))
        put_time(d, body, "due_at", due_day(r, done));
    if (open && demo_chance(r, 12))
        put_text(body, "recurrence", recurrence(r));
    put_assignee(d, body);
    put_links(d, body, c);
    return body;
}

json_t *demo_task_body(struct demo_make *d, const struct demo_contact *c)
{
    struct rand *r = d->rand;
    uint64_t state = rand_below(r, 100);
    bool done = state < 25;
    json_t *body = json_object();
    put_text(body, "title", say(d, c, demo_words.tasks));
    put_text(body, "status",
             done         ? "done"
             : state < 28 ? "cancelled"
             : state < 38 ? "in_progress"
                          : "open");
    put_int(body, "priority", (int64_t)rand_below(r, 11));
    if (demo_chance(r, 25))
        put_text(body, "description", say(d, c, demo_words.details));
    if (!done && demo_chance(r, 8)) {
        int64_t from = demo_between(r, -3, 30);
        put_time(d, body, "after_at", from);
        put_time(d, body, "due_at", from + demo_between(r, 1, 14));
    } else if (demo_chance(r, 85)) {
        put_time(d, body, "due_at", due_day(r, done));
    }
    if (!done && demo_chance(r, 12))
        put_text(body, "recur", recurrence(r));
    if (demo_chance(r, 30) && d->plan->user_id)
        put_int(body, "owner_id", d->plan->user_id);
    put_assignee(d, body);
    put_links(d, body, c);
    return body;
}
