/* Picking from the lists of demo_names.h, and making texts of what was picked. Everything that is
 * made lives in the arena; everything that is chosen comes from the struct rand alone.
 */
#ifndef KITH_CLI_DEMO_TEXT_H
#define KITH_CLI_DEMO_TEXT_H

#include "base/arena.h"
#include "base/rand.h"
#include "base/str.h"

struct demo_item {
    struct str text;
    struct str second; /* what stands behind '='; STR_NONE: nothing */
};

size_t demo_count(const char *list);
/* The i-th item, i < demo_count(). */
struct demo_item demo_item(const char *list, size_t i);
struct demo_item demo_pick(struct rand *r, const char *list);
const char *demo_pick_text(struct rand *r, struct arena *a, const char *list);

bool demo_chance(struct rand *r, unsigned percent);
int64_t demo_between(struct rand *r, int64_t min, int64_t max); /* both included */

/* What stands for a {placeholder}. */
struct demo_word {
    const char *name;
    const char *text;
};
/* The pattern with its placeholders filled; one that is not among the words vanishes. */
const char *demo_fill_in(struct arena *a, struct str pattern, const struct demo_word *words,
                         size_t n);
/* Each x becomes a digit. */
const char *demo_digits(struct rand *r, struct arena *a, struct str pattern);
/* The item as part of an address: a-z and 0-9 only, never empty. */
const char *demo_slug(struct arena *a, struct demo_item item);

#endif
