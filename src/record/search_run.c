/* Search: candidates from the index, ranked here, the best with a snippet.
 *
 * Ranking every hit of a common word costs more than finding them, so only a bounded number is
 * ranked: the newest that have the words in their names, then the newest that have them anywhere.
 * Only names are read for ranking; the texts are read for what is answered.
 */
#include <stdlib.h>

#include "record/ids.h"
#include "record/search_text.h"

/* How well a name fits, worst first. */
enum fit { FIT_BODY, FIT_NAME, FIT_BEGINS, FIT_EXACT };

struct candidate {
    int64_t id;
    enum fit fit;
    const struct entity *entity; /* NULL until its document was read */
    struct str name;
};

struct search {
    struct record_ctx *ctx;
    const struct search_node *root;
    const int64_t *exclude;
    size_t n_exclude;
    struct candidate list[SEARCH_CANDIDATES];
    size_t n;
};

/* --- candidates
 * ------------------------------------------------------------------------------------ */

static bool is_known(const struct search *s, int64_t id)
{
    for (size_t i = 0; i < s->n_exclude; i++)
        if (s->exclude[i] == id)
            return true;
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i].id == id)
            return true;
    return false;
}

static int gather(struct search *s, const struct entity *kind, bool name_only, struct err *err)
{
    struct search_query query = {.root = s->root, .name_only = name_only};
    struct db_stmt *stmt;
    struct sql q;
    int row = 0;

    if (kind)
        query.kind = str_of(kind->name);
    sql_init(&q, s->ctx->arena, db_driver_of(s->ctx->db));
    sql_search(&q, &query);
    sql_search_newest(&q);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, SEARCH_CANDIDATES + (int64_t)s->n_exclude);
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while (s->n < SEARCH_CANDIDATES && (row = db_step(stmt, err)) > 0) {
        int64_t id = db_column_int(stmt, 0);
        if (!is_known(s, id))
            s->list[s->n++] = (struct candidate){.id = id, .fit = name_only ? FIT_NAME : FIT_BODY};
    }
    db_done(stmt);
    return row < 0 ? -1 : 0;
}

static bool has_not(const struct search_node *node)
{
    return node && (node->op == SEARCH_NOT || has_not(node->left) || has_not(node->right));
}

/* Names first, in all kinds, so that bodies cannot crowd them out. What must not be there must not
 * be in the body either, so such a question cannot be put to names alone. */
static int gather_all(struct search *s, const struct entity *const *kinds, size_t n_kinds,
                      struct err *err)
{
    for (int name_only = !has_not(s->root); name_only >= 0; name_only--) {
        if (n_kinds == 0 && gather(s, NULL, name_only, err))
            return -1;
        for (size_t i = 0; i < n_kinds; i++)
            if (gather(s, kinds[i], name_only, err))
                return -1;
    }
    return 0;
}

/* --- ranking
 * --------------------------------------------------------------------------------------- */

static void read_name(struct search *s, struct candidate *c, struct db_stmt *stmt,
                      const struct search_terms *terms)
{
    c->entity = model_entity(db_column_str(stmt, 1));
    c->name = str_dup(s->ctx->arena, db_column_str(stmt, 2));

    struct str words = db_column_str(stmt, 3);
    if (str_eq(words, terms->joined))
        c->fit = FIT_EXACT;
    else if (str_eq(str_sub(words, 0, terms->joined.n), terms->joined))
        c->fit = FIT_BEGINS;
}

static size_t use_all(struct search *s, struct id_use **ret)
{
    *ret = arena_array(s->ctx->arena, s->n, sizeof **ret);
    for (size_t i = 0; i < s->n; i++)
        (*ret)[i] = (struct id_use){s->list[i].id, i};
    id_uses_sort(*ret, s->n);
    return s->n;
}

static int read_names(struct search *s, const struct search_terms *terms, struct err *err)
{
    struct id_use *uses;
    struct db_stmt *stmt;
    struct sql q;
    int row;
    size_t n = use_all(s, &uses);

    sql_init(&q, s->ctx->arena, db_driver_of(s->ctx->db));
    sql_add(&q, "SELECT id, entity, name, name_words FROM search_doc WHERE id IN (");
    id_uses_bind(&q, uses, n);
    sql_add(&q, ")");
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while ((row = db_step(stmt, err)) > 0) {
        size_t use = id_use_first(uses, n, db_column_int(stmt, 0));
        if (use < n)
            read_name(s, &s->list[uses[use].at], stmt, terms);
    }
    db_done(stmt);
    return row;
}

static int by_fit(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;

    if (!a->entity || !b->entity)
        return (a->entity == NULL) - (b->entity == NULL);
    if (a->fit != b->fit)
        return a->fit > b->fit ? -1 : 1;
    if (a->name.n != b->name.n)
        return a->name.n < b->name.n ? -1 : 1;
    return (a->id < b->id) - (a->id > b->id);
}

static void rank(struct search *s, size_t limit)
{
    if (s->n > 1)
        qsort(s->list, s->n, sizeof s->list[0], by_fit);
    if (s->n > limit)
        s->n = limit;
    /* an index row without its document: nothing to show */
    while (s->n > 0 && !s->list[s->n - 1].entity)
        s->n--;
}

/* --- answers
 * ---------------------------------------------------------------------------------------- */

static double score_of(const struct candidate *c)
{
    return (double)c->fit + 1.0 / (double)(c->name.n + 1);
}

static int make_hits(struct search *s, const struct search_terms *terms, struct search_hit *hits,
                     struct err *err)
{
    struct id_use *uses;
    struct db_stmt *stmt;
    struct sql q;
    int row;
    size_t n = use_all(s, &uses);

    for (size_t i = 0; i < n; i++)
        hits[i] = (struct search_hit){.entity = s->list[i].entity,
                                      .id = s->list[i].id,
                                      .name = s->list[i].name,
                                      .snippet = STR(""),
                                      .score = score_of(&s->list[i])};
    sql_init(&q, s->ctx->arena, db_driver_of(s->ctx->db));
    sql_add(&q, "SELECT id, body FROM search_doc WHERE id IN (");
    id_uses_bind(&q, uses, n);
    sql_add(&q, ")");
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while ((row = db_step(stmt, err)) > 0) {
        size_t use = id_use_first(uses, n, db_column_int(stmt, 0));
        if (use < n)
            hits[uses[use].at].snippet = snippet_make(s->ctx->arena, db_column_str(stmt, 1), terms);
    }
    db_done(stmt);
    return row;
}

int search_run(struct record_ctx *ctx, struct str text, const struct entity *const *kinds,
               size_t n_kinds, const int64_t *exclude, size_t n_exclude, size_t limit,
               struct search_hit **ret, size_t *ret_n, struct err *err)
{
    struct search *s = ARENA_NEW(ctx->arena, struct search);
    struct search_terms terms;
    struct search_hit *hits;

    *s = (struct search){.ctx = ctx, .exclude = exclude, .n_exclude = n_exclude};
    if (search_parse(ctx->arena, text, &s->root))
        return -1;
    terms = search_terms_of(ctx->arena, s->root);
    if (s->root && gather_all(s, kinds, n_kinds, err))
        return -1;
    if (s->n > 0 && read_names(s, &terms, err))
        return -1;
    rank(s, limit);

    hits = arena_array(ctx->arena, s->n, sizeof *hits);
    if (s->n > 0 && make_hits(s, &terms, hits, err))
        return -1;
    *ret = hits;
    *ret_n = s->n;
    return 0;
}
