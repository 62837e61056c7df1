/* Texts and words of the search, shared by its files and by no others. */
#ifndef KITH_RECORD_SEARCH_TEXT_H
#define KITH_RECORD_SEARCH_TEXT_H

#include "record/search.h"

enum {
    SEARCH_TEXT_MAX = 1000, /* bytes of a question that are read */
    SEARCH_SHORT = 3,
    SEARCH_PHONE_DIGITS = 4, /* as many may be part of a phone number */
};

/* search_parse() with the last word as whole as the others. */
const struct search_node *search_parse_finished(struct arena *a, struct str text);

/* The index gives the hits of words, and of beginnings of up to SEARCH_SHORT characters, one by
 * one; those of longer beginnings it gathers all before the first. */
bool search_is_slow(const struct search_node *root);

/* A word that was asked for. */
struct search_term {
    struct str word; /* folded */
    bool prefix;
    bool phone; /* digits that may stand in a number written with blanks */
};

struct search_terms {
    struct search_term *terms;
    size_t n;
    struct str joined; /* the words by blanks, as a name's words would be */
};

/* What a tree asks to be there; what it asks not to be there is left out. */
struct search_terms search_terms_of(struct arena *a, const struct search_node *root);
/* The folded words of a text, joined by blanks. */
struct str search_words(struct arena *a, struct str text);
/* Only the ASCII digits. */
struct str search_digits(struct arena *a, struct str text);

/* Whether the index would find a row of these words by the tree: the same answer, one row at a
 * time, for those who walk the rows in another order. */
bool search_matches(const struct search_node *root, struct str name_words, struct str body_words);

/* The first hit in a body (one line a value) with what stands around it. */
struct str snippet_make(struct arena *a, struct str body, const struct search_terms *terms);

#endif
