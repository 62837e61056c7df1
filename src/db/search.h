/* Full text in two indexes, behind which the drivers differ and answers do not.
 *
 * The word index: one row a record: kind, name words, body words. The words arrive folded and
 * parted by blanks (base/utf8.h); the drivers only store and match them, so both databases find
 * the same. A query is a tree of words and phrases. Matching gives ids, newest first when asked;
 * ranking and snippets are made above, from search_doc.
 *
 * The trigram index ("grams"): up to SEARCH_GRAM_SLOTS folded texts a record, for `contains`.
 * A match may be too wide (all trigrams are there, elsewhere); the caller adds its exact test.
 *
 * Rows are dropped by the words they were put with: the caller keeps the originals.
 */
#ifndef KITH_DB_SEARCH_H
#define KITH_DB_SEARCH_H

#include "db/sql.h"

/* DEPTH_MAX: how deep AND, OR and NOT may alternate in a query; a chain of one operator is one
 * level. A deeper query marks the builder failed. */
enum { SEARCH_GRAM_SLOTS = 3, SEARCH_DEPTH_MAX = 32 };

enum search_op { SEARCH_WORD, SEARCH_PREFIX, SEARCH_PHRASE, SEARCH_AND, SEARCH_OR, SEARCH_NOT };

struct search_node {
    enum search_op op;
    const struct str
        *words; /* WORD, PREFIX: 1; PHRASE: n_words, the last a prefix? see last_prefix */
    size_t n_words;
    bool last_prefix;               /* PHRASE whose last word is unfinished */
    const struct search_node *left; /* AND, OR, NOT (left and not right) */
    const struct search_node *right;
};

struct search_query {
    const struct search_node *root;
    struct str kind; /* only this kind of record; STR_NONE for all */
    bool name_only;  /* match in the name words alone */
};

/* Creates both indexes. Rows are written to them as late as the commit, or the next statement of
 * this connection that asks them; nobody can tell but by the time it takes. */
int db_search_ensure(struct db *db, struct err *err);
int db_search_put(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                  struct err *err);
int db_search_drop(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                   struct err *err);
/* Appends a SELECT of one column, the ids that match, without order or limit; the caller may
 * append sql_search_newest() and a LIMIT, or wrap it in `id IN (…)`. */
void sql_search(struct sql *q, const struct search_query *query);
/* Appends the ORDER BY that lets the index give its newest ids first without sorting. */
void sql_search_newest(struct sql *q);

/* slots: n <= SEARCH_GRAM_SLOTS folded texts, STR_NONE where absent. */
int db_grams_put(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err);
int db_grams_drop(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err);
/* Appends a SELECT of the ids whose slot may contain the folded needle; false (nothing appended)
 * when the needle is shorter than three characters and the index cannot help. */
bool sql_grams(struct sql *q, int slot, struct str needle);

#endif
