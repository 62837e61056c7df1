/* Search: text in, the best records out; and the keeping of the index.
 *
 * The index row of a record is made of its name and its searched fields, tags, channels and the
 * names it is linked to (its company's). The originals stand in search_doc, from which snippets
 * are cut and by which rows are taken back. Ranking is ours, over a bounded number of candidates:
 * the newest hits in names first, then the newest hits anywhere.
 *
 * Text: words are joined by AND, the last one also as an unfinished word; "a phrase", OR, AND, NOT
 * and parentheses work; what is no valid expression is searched as plain words. Digits that look
 * like a phone number are also looked up as one, however typed.
 */
#ifndef KITH_RECORD_SEARCH_H
#define KITH_RECORD_SEARCH_H

#include "db/search.h"
#include "record/record.h"

enum { SEARCH_LIMIT = 20, SEARCH_LIMIT_MAX = 100, SEARCH_CANDIDATES = 200 };

struct search_hit {
    const struct entity *entity;
    int64_t id;
    struct str name;
    struct str snippet; /* original text, hits marked by <mark> </mark>, the rest HTML-escaped */
    double score;
};

/* NULL root when the text has no word at all: nothing matches. */
int search_parse(struct arena *a, struct str text, const struct search_node **ret_root);
/* kinds: n entities, or 0 for all. exclude: ids to leave out. */
int search_run(struct record_ctx *ctx, struct str text, const struct entity *const *kinds,
               size_t n_kinds, const int64_t *exclude, size_t n_exclude, size_t limit,
               struct search_hit **ret, size_t *ret_n, struct err *err);

/* Puts the record's row in order with what stands in the tables now; a trashed or absent record
 * has none. Part of every write. */
int search_refresh(struct record_ctx *ctx, const struct entity *e, int64_t id, struct err *err);

/* What the indexes are given of a row of search_doc, for who copies those. */
struct search_entry {
    int64_t id;
    struct str entity, name_words, body_words;
    struct str grams; /* a line a slot; STR_NONE without any */
};
int search_index_put(struct db *db, const struct search_entry *x, struct err *err);
int search_index_drop(struct db *db, const struct search_entry *x, struct err *err);

#endif
