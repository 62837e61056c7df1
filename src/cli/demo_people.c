/* The companies and people of the demo; see demo_people.h.
 *
 * Names are not drawn but walked through: the n-th stands at n steps from a first one, and since
 * the step has no common divisor with the number of names, none comes again before all have been.
 * A company's then gets a city or a number behind it. So no two domains are equal without anybody
 * remembering which were given; people may share a name, but seldom do.
 */
#include "cli/demo_people.h"

#include <assert.h>
#include <string.h>

/* --- the plan --------------------------------------------------------------------------------- */

struct rand demo_rand(const struct demo_plan *p, enum demo_stream stream, int64_t i)
{
    struct rand r;
    rand_seed(&r, p->seed * 64 + stream);
    rand_seed(&r, rand_next(&r) + (uint64_t)i * UINT64_C(0xd1342543de82ef95));
    rand_next(&r);
    return r;
}

void demo_plan_init(struct demo_plan *p, uint64_t seed, int64_t n_contacts, int64_t now,
                    int64_t day)
{
    *p = (struct demo_plan){.seed = seed, .n_contacts = n_contacts, .now = now, .day = day};
    for (size_t i = 0; i < demo_n_locales; i++)
        for (unsigned k = 0; k < demo_locales[i].weight; k++) {
            assert(p->n_cycle < DEMO_CYCLE_MAX && "the weights fit the cycle");
            p->cycle[p->n_cycle++] = (uint8_t)i;
        }

    struct rand r = demo_rand(p, STREAM_FIRM, -1);
    for (size_t i = p->n_cycle; i > 1; i--) {
        size_t k = rand_below(&r, i);
        uint8_t other = p->cycle[k];
        p->cycle[k] = p->cycle[i - 1];
        p->cycle[i - 1] = other;
    }
}

/* --- the walk --------------------------------------------------------------------------------- */

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    return b ? common_divisor(b, a % b) : a;
}

/* The n-th of `all` places, in steps of about the golden section: neighbours are far apart. */
static size_t walk(const struct demo_plan *p, uint64_t n, size_t all)
{
    uint64_t step = all * 618 / 1000 + 1;
    while (common_divisor(step, all) != 1)
        step++;
    struct rand first = demo_rand(p, STREAM_FIRM, -(int64_t)all);
    return (size_t)((rand_below(&first, all) + n % all * step) % all);
}

/* --- companies -------------------------------------------------------------------------------- */

/* How many companies of its locale are before the i-th. */
static uint64_t ordinal(const struct demo_plan *p, uint64_t i)
{
    uint8_t locale = p->cycle[i % p->n_cycle];
    uint64_t before = i / p->n_cycle * demo_locales[locale].weight;
    for (size_t k = 0; k < i % p->n_cycle; k++)
        before += p->cycle[k] == locale;
    return before;
}

/* A family's or a city's name, and a trade. */
static void local_name(const struct demo_plan *p, struct arena *a, uint64_t nth,
                       struct demo_firm *f, const char **ret_name, const char **ret_slug)
{
    const struct demo_locale *l = f->locale;
    size_t families = demo_count(l->family), cities = demo_count(l->cities);
    size_t trades = demo_count(l->trades), all = (families + cities) * trades;
    size_t at = walk(p, nth, all), who = at / trades;

    struct demo_item trade = demo_item(l->trades, at % trades);
    struct demo_item name =
        who < families ? demo_item(l->family, who) : demo_item(l->cities, who - families);
    struct demo_item head = l->trade_first ? trade : name, tail = l->trade_first ? name : trade;
    const char *gap = l->trade_gap ? l->trade_gap : " ";
    *ret_name = arena_printf(a, "%.*s%s%.*s", STR_ARG(head.text), gap, STR_ARG(tail.text));
    *ret_slug = arena_printf(a, "%s-%s", demo_slug(a, head), demo_slug(a, tail));

    uint64_t again = nth / all;
    if (again > 0 && again <= cities) {
        struct demo_item city = demo_item(l->cities, again - 1);
        *ret_name = arena_printf(a, "%s%s%.*s", *ret_name, gap, STR_ARG(city.text));
        *ret_slug = arena_printf(a, "%s-%s", *ret_slug, demo_slug(a, city));
        f->city = str_cstr(a, city.text);
    } else if (again > cities) {
        *ret_slug = arena_printf(a, "%s-%llu", *ret_slug, (unsigned long long)again);
    }
}

static void brand_name(const struct demo_plan *p, struct arena *a, uint64_t nth,
                       const char **ret_name, const char **ret_slug)
{
    const struct demo_words *w = &demo_words;
    size_t tails = demo_count(w->brand_tails), all = demo_count(w->brand_heads) * tails;
    size_t at = walk(p, nth, all);
    struct demo_item head = demo_item(w->brand_heads, at / tails);
    struct demo_item tail = demo_item(w->brand_tails, at % tails);
    *ret_name = arena_printf(a, "%.*s%.*s", STR_ARG(head.text), STR_ARG(tail.text));
    *ret_slug = arena_printf(a, "%s%s", demo_slug(a, head), demo_slug(a, tail));
    if (nth >= all)
        *ret_slug = arena_printf(a, "%s-%llu", *ret_slug, (unsigned long long)(nth / all + 1));
}

void demo_firm(const struct demo_plan *p, struct arena *a, int64_t i, struct demo_firm *ret)
{
    struct rand r = demo_rand(p, STREAM_FIRM, i);
    uint64_t n = (uint64_t)i;
    const struct demo_locale *l = &demo_locales[p->cycle[n % p->n_cycle]];
    *ret = (struct demo_firm){
        .locale = l,
        .city = demo_pick_text(&r, a, l->cities),
        .mail_style = (unsigned)rand_below(&r, 4),
    };

    const char *name, *slug;
    if (n % 3 == 2)
        brand_name(p, a, n / 3, &name, &slug);
    else
        local_name(p, a, ordinal(p, n), ret, &name, &slug);
    const struct demo_word words[] = {{"n", name}, {"l", demo_pick_text(&r, a, l->forms)}};
    ret->name = demo_fill_in(a, str_of(l->company ? l->company : "{n} {l}"), words, 2);
    ret->domain = arena_printf(a, "%s.example", slug);
}

/* --- people ----------------------------------------------------------------------------------- */

void demo_person(const struct demo_plan *p, struct arena *a, int64_t i,
                 const struct demo_locale *locale, struct demo_person *ret)
{
    size_t women = demo_count(locale->given[0]), men = demo_count(locale->given[1]);
    size_t families = demo_count(locale->family), all = (women + men) * families;
    size_t at = walk(p, (uint64_t)i, all), who = at / families;
    bool female = who < women;

    struct demo_item given =
        female ? demo_item(locale->given[0], who) : demo_item(locale->given[1], who - women);
    const char *list = female && locale->family_f ? locale->family_f : locale->family;
    struct demo_item family = demo_item(list, at % families);
    struct demo_item one = locale->family_first ? family : given;
    struct demo_item two = locale->family_first ? given : family;
    *ret = (struct demo_person){
        .locale = locale,
        .name = arena_printf(a, "%.*s%s%.*s", STR_ARG(one.text),
                             locale->name_gap ? locale->name_gap : " ", STR_ARG(two.text)),
        .first = str_cstr(a, given.text),
        .last = str_cstr(a, family.text),
        .slug_first = demo_slug(a, given),
        .slug_last = demo_slug(a, family),
        .latin = given.second.n == 0,
        .female = female,
    };
}

const char *demo_work_mail(struct arena *a, const struct demo_firm *firm,
                           const struct demo_person *who, const char *tail)
{
    const char *f = who->slug_first, *l = who->slug_last, *t = tail ? tail : "";
    switch (firm->mail_style) {
    case 0:
        return arena_printf(a, "%c.%s%s@%s", f[0], l, t, firm->domain);
    case 1:
        return arena_printf(a, "%s_%s%s@%s", f, l, t, firm->domain);
    case 2:
        return arena_printf(a, "%s.%s%s@%s", l, f, t, firm->domain);
    default:
        return arena_printf(a, "%s.%s%s@%s", f, l, t, firm->domain);
    }
}

const char *demo_private_mail(struct rand *r, struct arena *a, const struct demo_person *who,
                              const char *tail)
{
    struct demo_item host = demo_pick(r, demo_words.mail_domains);
    return arena_printf(a, "%s.%s%s@%.*s", who->slug_first, who->slug_last, tail ? tail : "",
                        STR_ARG(host.text));
}
