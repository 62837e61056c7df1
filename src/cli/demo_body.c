/* Companies, contacts and what belongs to them, as bodies of the API; see demo_body.h. Notes and
 * things to do are in demo_days.c.
 */
#include "cli/demo_body.h"

#include "cli/demo_json.h"

/* --- what both have --------------------------------------------------------------------------- */

/* Where in the pipeline: most at its beginning. */
static const char *stage(struct rand *r)
{
    static const struct {
        const char *name;
        unsigned percent;
    } stages[] = {{"first_contact", 28}, {"research", 20},  {"outreach", 18},  {"follow_up", 14},
                  {"demo", 8},           {"closed_won", 8}, {"closed_lost", 4}};
    uint64_t at = rand_below(r, 100);
    for (size_t i = 0; i < ARRAY_LEN(stages); i++) {
        if (at < stages[i].percent)
            return stages[i].name;
        at -= stages[i].percent;
    }
    return stages[0].name;
}

static const char *status_of(const char *stage)
{
    struct str s = str_of(stage);
    if (str_is(s, "closed_won"))
        return "customer";
    if (str_is(s, "closed_lost"))
        return "closed";
    return str_is(s, "demo") || str_is(s, "follow_up") ? "prospect" : "lead";
}

/* 0 to 10, the higher the rarer. */
static int64_t priority(struct rand *r)
{
    return (int64_t)(rand_below(r, 11) * rand_below(r, 11)) / 10;
}

/* Days from today: one in eight is late, a few are due today or within four days. */
static int64_t next_contact_day(struct rand *r)
{
    uint64_t at = rand_below(r, 100);
    if (at < 12)
        return -demo_between(r, 1, 45);
    if (at < 16)
        return 0;
    return at < 30 ? demo_between(r, 1, 4) : demo_between(r, 5, 120);
}

static void put_tags(struct demo_make *d, json_t *body, unsigned n)
{
    json_t *tags = json_array();
    for (unsigned i = 0; i < n; i++) {
        struct str tag = demo_pick(d->rand, demo_words.tags).text;
        json_array_append_new(tags, json_stringn(tag.p, tag.n));
    }
    json_object_set_new(body, "tags", tags);
}

static void put_owner(struct demo_make *d, json_t *body, unsigned percent)
{
    if (demo_chance(d->rand, percent) && d->plan->user_id)
        put_int(body, "owner_id", d->plan->user_id);
}

/* --- companies -------------------------------------------------------------------------------- */

static void put_deal(struct demo_make *d, json_t *body, const struct demo_firm *f)
{
    struct rand *r = d->rand;
    const char *s = stage(r);
    bool closed = str_starts(str_of(s), "closed");
    bool at_home = demo_chance(r, 70);
    unsigned rate = at_home ? f->locale->rate : 1;
    static const int64_t sizes[] = {500, 1000, 2500, 10000};
    int64_t value = demo_between(r, 1, 40) * sizes[rand_below(r, ARRAY_LEN(sizes))] * rate;

    put_text(body, "stage", s);
    put_text(body, "status", status_of(s));
    put_text(body, "currency", at_home ? f->locale->currency : "EUR");
    put_int(body, "deal_value", value);
    int64_t day = closed ? -demo_between(r, 1, 200) : demo_between(r, -10, 150);
    put_time(d, body, "expected_close_at", day);
}

json_t *demo_company_body(struct demo_make *d, const struct demo_firm *f)
{
    struct rand *r = d->rand;
    json_t *body = json_object();
    put_text(body, "name", f->name);
    put_text(body, "domain", f->domain);
    put_text(body, "location", f->city);
    put_text(body, "purpose", demo_pick_text(r, d->arena, demo_words.purposes));
    put_int(body, "priority", priority(r));
    if (demo_chance(r, 65))
        put_deal(d, body, f);
    if (demo_chance(r, 50))
        put_text(body, "source", demo_pick_text(r, d->arena, demo_words.sources));
    if (demo_chance(r, 40))
        put_text(body, "interest",
                 arena_printf(d->arena, "Wants to talk about %s.",
                              demo_pick_text(r, d->arena, demo_words.topics)));
    if (demo_chance(r, 60))
        put_past(d, body, "last_contact_at", 300);
    if (demo_chance(r, 35))
        put_time(d, body, "next_contact_at", next_contact_day(r));
    put_owner(d, body, 60);
    put_tags(d, body, (unsigned)rand_below(r, 3));
    return body;
}

json_t *demo_company_progress(const json_t *body)
{
    struct str now = json_str_of(json_object_get(body, "stage"));
    for (size_t i = 0; model_stages[i] && model_stages[i + 1]; i++) {
        bool open = !str_starts(str_of(model_stages[i]), "closed");
        if (open && str_is(now, model_stages[i])) {
            json_t *patch = json_object();
            put_text(patch, "stage", model_stages[i + 1]);
            put_text(patch, "status", status_of(model_stages[i + 1]));
            return patch;
        }
    }
    return NULL;
}

json_t *demo_domain_body(struct demo_make *d, const struct demo_firm *f, int64_t company_id)
{
    json_t *body = json_object();
    put_int(body, "company_id", company_id);
    put_text(body, "name", arena_printf(d->arena, "mail.%s", f->domain));
    return body;
}

json_t *demo_website_body(struct demo_make *d, const struct demo_firm *f, int64_t company_id)
{
    json_t *body = json_object();
    put_text(body, "url", arena_printf(d->arena, "https://www.%s/", f->domain));
    put_text(body, "purpose", demo_pick_text(d->rand, d->arena, demo_words.site_uses));
    put_int(body, "company_id", company_id);
    if (demo_chance(d->rand, 10))
        put_time(d, body, "next_contact_at", next_contact_day(d->rand));
    return body;
}

/* --- contacts --------------------------------------------------------------------------------- */

static const char *phone(struct demo_make *d, const struct demo_locale *l)
{
    return demo_digits(d->rand, d->arena, demo_pick(d->rand, l->phones).text);
}

static void put_name(struct demo_make *d, json_t *body, const struct demo_person *w)
{
    put_text(body, "name", w->name);
    put_text(body, "first_name", w->first);
    put_text(body, "last_name", w->last);
    if (w->latin || !demo_chance(d->rand, 60))
        return;
    /* How friends abroad write it, and so how it is found from another keyboard. */
    char *nick = arena_strdup(d->arena, w->slug_first);
    if (nick[0] >= 'a' && nick[0] <= 'z')
        nick[0] = (char)(nick[0] - 'a' + 'A');
    put_text(body, "nickname", nick);
}

static void put_reach(struct demo_make *d, json_t *body, const struct demo_contact *c)
{
    struct rand *r = d->rand;
    if (c->company_id && demo_chance(r, 90))
        put_text(body, "email", demo_work_mail(d->arena, &c->firm, &c->who, c->mail_tail));
    else if (demo_chance(r, 85))
        put_text(body, "email",
                 demo_private_mail(r, d->arena, &c->who,
                                   arena_printf(d->arena, "%lld", (long long)c->number)));
    if (demo_chance(r, 70))
        put_text(body, "phone", phone(d, c->who.locale));
    if (demo_chance(r, 25))
        put_text(body, "contact_medium", demo_pick_text(r, d->arena, demo_words.media));
}

static void put_work(struct demo_make *d, json_t *body, const struct demo_contact *c)
{
    struct rand *r = d->rand;
    struct demo_item title = demo_pick(r, demo_words.titles);
    if (c->company_id) {
        put_int(body, "company_id", c->company_id);
        put_str(body, "role", title.text);
        put_str(body, "department", title.second);
    }
    if (c->company_id ? demo_chance(r, 85) : demo_chance(r, 40))
        put_str(body, "job_title", title.text);
    if (demo_chance(r, c->company_id ? 55 : 25)) {
        const char *s = stage(r);
        put_text(body, "stage", s);
        put_text(body, "status", status_of(s));
    }
    put_int(body, "priority", priority(r));
    if (demo_chance(r, 50))
        put_int(body, "rating", demo_between(r, 0, 5));
    if (demo_chance(r, 60))
        put_text(body, "source", demo_pick_text(r, d->arena, demo_words.sources));
}

static void put_place(struct demo_make *d, json_t *body, const struct demo_locale *l)
{
    struct rand *r = d->rand;
    if (!demo_chance(r, 80))
        return;
    const char *city = demo_pick_text(r, d->arena, l->cities);
    put_text(body, "location", city);
    if (!demo_chance(r, 45))
        return;
    const char *number = arena_printf(d->arena, "%d", (int)demo_between(r, 1, 180));
    const struct demo_word words[] = {{"d", number}};
    const char *street = demo_fill_in(d->arena, demo_pick(r, l->streets).text, words, 1);
    put_text(body, "address", arena_printf(d->arena, "%s, %s", street, city));
}

static void put_private(struct demo_make *d, json_t *body, const struct demo_contact *c)
{
    struct rand *r = d->rand;
    if (demo_chance(r, c->company_id ? 10 : 55))
        put_text(body, "relation", demo_pick_text(r, d->arena, demo_words.relations));
    if (demo_chance(r, 25))
        put_text(body, "background", demo_pick_text(r, d->arena, demo_words.backgrounds));
    if (demo_chance(r, 50)) {
        size_t n = demo_count(demo_words.interests), one = rand_below(r, n);
        size_t two = (one + 1 + rand_below(r, n - 1)) % n;
        struct str x = demo_item(demo_words.interests, one).text;
        struct str y = demo_item(demo_words.interests, two).text;
        put_text(body, "interests", arena_printf(d->arena, "%.*s, %.*s", STR_ARG(x), STR_ARG(y)));
    }
    if (demo_chance(r, 8)) {
        struct demo_person other;
        int64_t number = (int64_t)rand_below(r, (uint64_t)d->plan->n_contacts);
        demo_person(d->plan, d->arena, number, c->who.locale, &other);
        put_text(body, "referred_by", other.name);
    }
}

static void put_birthday(struct demo_make *d, json_t *body, int64_t number)
{
    struct rand *r = d->rand;
    bool leap = number % 173 == 29; /* or there would be hardly any */
    bool has = demo_chance(r, 45), no_year = demo_chance(r, 20);
    struct date date = date_from_days(demo_between(r, -10950, 12775)); /* 1940 to 2004 */
    if (!leap && !has)
        return;
    if (leap)
        date = (struct date){1948 + 4 * (int)rand_below(r, 14), 2, 29};
    if (no_year)
        date.year = DATE_NO_YEAR;
    char text[11];
    date_format(date, text);
    put_text(body, "birthday", text);
}

static void put_rhythm(struct demo_make *d, json_t *body, struct demo_contact *c)
{
    static const char *const rhythms[] = {"weekly", "biweekly", "monthly", "quarterly"};
    struct rand *r = d->rand;
    bool regular = demo_chance(r, 22);
    if (regular)
        put_text(body, "contact_every", rhythms[rand_below(r, ARRAY_LEN(rhythms))]);
    if (regular || demo_chance(r, 60))
        put_past(d, body, "last_contact_at", 400);
    c->has_next = regular || demo_chance(r, 20);
    if (c->has_next)
        put_time(d, body, "next_contact_at", next_contact_day(r));
}

json_t *demo_contact_body(struct demo_make *d, struct demo_contact *c)
{
    json_t *body = json_object();
    put_name(d, body, &c->who);
    put_reach(d, body, c);
    put_work(d, body, c);
    put_place(d, body, c->who.locale);
    put_private(d, body, c);
    put_birthday(d, body, c->number);
    put_rhythm(d, body, c);
    put_owner(d, body, 70);
    put_tags(d, body, (unsigned)(rand_below(d->rand, 3) * rand_below(d->rand, 3)) / 2);
    return body;
}

json_t *demo_homepage_body(struct demo_make *d, const struct demo_contact *c)
{
    json_t *body = json_object();
    put_text(body, "url",
             arena_printf(d->arena, "https://%s-%s.example/%lld", c->who.slug_first,
                          c->who.slug_last, (long long)c->number));
    put_text(body, "purpose", "Personal page");
    put_int(body, "contact_id", c->id);
    return body;
}

/* A second company, or one that is over. */
json_t *demo_membership_body(struct demo_make *d, int64_t contact_id, int64_t company_id)
{
    struct rand *r = d->rand;
    struct demo_item title = demo_pick(r, demo_words.titles);
    int64_t began = demo_between(r, 1200, 5000), ended = demo_between(r, 30, 1100);
    bool over = demo_chance(r, 50);
    json_t *body = json_object();
    put_int(body, "contact_id", contact_id);
    put_int(body, "company_id", company_id);
    put_str(body, "role", title.text);
    put_str(body, "department", title.second);
    put_date(d, body, "started_at", -began);
    if (over)
        put_date(d, body, "ended_at", -ended);
    json_object_set_new(body, "is_primary", json_false());
    return body;
}

json_t *demo_channel_body(struct demo_make *d, const struct demo_contact *c, const char *kind)
{
    struct arena *a = d->arena;
    const struct demo_person *w = &c->who;
    struct str k = str_of(kind);
    const char *value, *label = NULL;
    if (str_is(k, "email")) {
        value = demo_private_mail(d->rand, a, w, arena_printf(a, "-%lld", (long long)c->number));
        label = "private";
    } else if (str_is(k, "phone")) {
        value = phone(d, w->locale);
        label = demo_chance(d->rand, 50) ? "mobile" : "home";
    } else if (str_is(k, "linkedin")) {
        value = arena_printf(a, "https://profiles.example/in/%s-%s-%lld", w->slug_first,
                             w->slug_last, (long long)c->number);
    } else {
        value = arena_printf(a, "@demo_%s%lld", w->slug_first, (long long)c->number);
    }
    json_t *body = json_object();
    put_int(body, "contact_id", c->id);
    put_text(body, "kind", kind);
    put_text(body, "value", value);
    if (label)
        put_text(body, "label", label);
    json_object_set_new(body, "is_primary", json_false());
    return body;
}
