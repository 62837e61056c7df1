/* Who there is in the demo: the i-th company and the i-th contact, each a function of seed and
 * number alone, so that any of them can be asked for at any time and in any order.
 */
#ifndef KITH_CLI_DEMO_PEOPLE_H
#define KITH_CLI_DEMO_PEOPLE_H

#include "cli/demo_names.h"
#include "cli/demo_text.h"

enum { DEMO_CYCLE_MAX = 256 };

struct demo_plan {
    uint64_t seed;
    int64_t n_contacts;
    int64_t now;                   /* ms */
    int64_t day;                   /* ms: when today began, there */
    int64_t user_id;               /* who owns most of it; 0: nobody */
    const char *user_name;         /* who tasks are assigned to */
    uint8_t cycle[DEMO_CYCLE_MAX]; /* the locales of that many companies in a row */
    size_t n_cycle;
};

void demo_plan_init(struct demo_plan *p, uint64_t seed, int64_t n_contacts, int64_t now,
                    int64_t day);

/* Random numbers for one purpose and one number, apart from all others. */
enum demo_stream { STREAM_FIRM, STREAM_COMPANY, STREAM_CONTACT, STREAM_TODO };
struct rand demo_rand(const struct demo_plan *p, enum demo_stream stream, int64_t i);

struct demo_firm {
    const struct demo_locale *locale;
    const char *name;
    const char *domain; /* no other company's */
    const char *city;
    unsigned mail_style;
};
void demo_firm(const struct demo_plan *p, struct arena *a, int64_t i, struct demo_firm *ret);

struct demo_person {
    const struct demo_locale *locale;
    const char *name, *first, *last;
    const char *slug_first, *slug_last; /* for addresses */
    bool latin;                         /* written in the Latin script */
    bool female;
};
void demo_person(const struct demo_plan *p, struct arena *a, int64_t i,
                 const struct demo_locale *locale, struct demo_person *ret);

/* Addresses; tail (NULL: none) tells apart people of one name. */
const char *demo_work_mail(struct arena *a, const struct demo_firm *firm,
                           const struct demo_person *who, const char *tail);
const char *demo_private_mail(struct rand *r, struct arena *a, const struct demo_person *who,
                              const char *tail);

#endif
