/* The trigrams of a text as words of an index, alike for all drivers: "0ann 0nna" for "anna" in
 * slot 0. What stands in addresses is kept apart; blanks and other ASCII signs all become '_', for
 * a match may be too wide anyway.
 */
#ifndef KITH_DB_GRAMS_H
#define KITH_DB_GRAMS_H

#include "base/str.h"

enum { GRAM = 3, GRAM_TEXT = 1 + GRAM * 4 };

struct gram_walk {
    struct str text;
    size_t at, every, i;
    char slot;
};

struct gram_walk gram_walk(size_t slot, struct str text);
/* For a needle: every nth trigram of a long one, since more of them narrow nothing down, but each
 * list costs. */
struct gram_walk gram_walk_some(size_t slot, struct str needle);
/* The next trigram as a word of *ret_n bytes; false at the end. */
bool gram_next(struct gram_walk *w, char out[static GRAM_TEXT], size_t *ret_n);

#endif
