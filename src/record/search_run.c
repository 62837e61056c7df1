/* Search: candidates from the index, ranked here, the best with a snippet.
 *
 * Ranking every hit of a common word costs more than finding them, so only a bounded number is
 * ranked: names that begin with what was typed, then the newest hits in names, then the newest
 * anywhere. The last word is asked for as it stands before it is taken for the beginning of others:
 * the index gives a word's hits one by one, but gathers all hits of a beginning before the first.
 * Only names are read for ranking; the texts are read for what is answered.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "record/ids.h"
#include "record/search_text.h"

/* SHORT: beginnings of so many characters stand in the index like words. */
enum { BEGINNINGS = 20, SHORT = 3, CANDIDATES_MAX = 2 * SEARCH_CANDIDATES };

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
    const struct search_node *finished; /* the last word taken as whole */
    struct str folded;                  /* the text as names are stored */
    const int64_t *exclude;
    size_t n_exclude, limit;
    struct candidate list[CANDIDATES_MAX];
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

static void add(struct search *s, int64_t id, size_t max)
{
    if (s->n < max && !is_known(s, id))
        s->list[s->n++] = (struct candidate){.id = id};
}

/* Adds the newest hits, until there are `max` candidates. */
static int gather_hits(struct search *s, const struct search_query *query, size_t max,
                       struct err *err)
{
    /* some of them may be known already, or not be wanted */
    int64_t limit = SEARCH_CANDIDATES + (int64_t)s->n_exclude + (int64_t)s->n;
    struct db_stmt *stmt;
    struct sql q;
    int row = 0;

    sql_init(&q, s->ctx->arena, db_driver_of(s->ctx->db));
    sql_search(&q, query);
    sql_search_newest(&q);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, limit);
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while (s->n < max && (row = db_step(stmt, err)) > 0)
        add(s, db_column_int(stmt, 0), max);
    db_done(stmt);
    return row < 0 ? -1 : 0;
}

static bool has(const struct search_node *node, enum search_op op)
{
    return node && (node->op == op || has(node->left, op) || has(node->right, op));
}

/* Hits in names first: they rank before all others, which are asked for when these are too few.
 * What must not be there must not be in the body either, so such a question cannot be put to names
 * alone. */
static int gather_tree(struct search *s, const struct search_node *root, const struct entity *kind,
                       size_t max, struct err *err)
{
    struct search_query query = {.root = root, .name_only = true};
    size_t enough = s->n + s->limit;

    if (kind)
        query.kind = str_of(kind->name);
    if (!has(root, SEARCH_NOT) && gather_hits(s, &query, max, err))
        return -1;
    query.name_only = false;
    return s->n < max && s->n < enough ? gather_hits(s, &query, max, err) : 0;
}

static bool has_long_beginning(const struct search_node *node)
{
    if (!node)
        return false;
    if (node->op >= SEARCH_AND)
        return has_long_beginning(node->left) || has_long_beginning(node->right);
    bool beginning = node->op == SEARCH_PREFIX || node->last_prefix;
    return beginning && utf8_length(node->words[node->n_words - 1]) > SHORT;
}

static int gather_kind(struct search *s, const struct entity *kind, size_t max, struct err *err)
{
    bool first = has_long_beginning(s->root) && !has_long_beginning(s->finished);
    size_t enough = s->n + s->limit;

    if (first && gather_tree(s, s->finished, kind, max, err))
        return -1;
    return s->n < max && s->n < enough ? gather_tree(s, s->root, kind, max, err) : 0;
}

/* Names that begin with the text as typed, by the index of names. */
static int gather_beginnings(struct search *s, const struct entity *e, struct err *err)
{
    const struct field *name = entity_name_field(e);
    char column[FIELD_COLUMN_MAX];
    struct db_stmt *stmt;
    struct sql q;
    int row;

    if ((e->flags & ENTITY_CHILD) || !name || !(name->flags & FIELD_INDEXED) ||
        !(name->flags & FIELD_SEARCH) || !field_shadow_column(name, column))
        return 0;
    sql_init(&q, s->ctx->arena, db_driver_of(s->ctx->db));
    sql_add(&q, "SELECT id FROM ");
    sql_ident(&q, e->name);
    sql_add(&q, (e->flags & ENTITY_TRASH) ? " WHERE trashed_at IS NULL AND " : " WHERE ");
    sql_ident(&q, column);
    sql_add(&q, " >= ");
    sql_bind_text(&q, s->folded);
    sql_add(&q, " AND ");
    sql_ident(&q, column);
    sql_add(&q, " < ");
    /* behind every text that begins so: the last code point there is */
    sql_bind_text(&q,
                  str_of(arena_printf(s->ctx->arena, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(s->folded))));
    sql_add(&q, " ORDER BY ");
    sql_ident(&q, column);
    sql_add(&q, ", id LIMIT ");
    sql_bind_int(&q, BEGINNINGS);
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while ((row = db_step(stmt, err)) > 0)
        add(s, db_column_int(stmt, 0), CANDIDATES_MAX);
    db_done(stmt);
    return row;
}

/* Does every name that begins with the text hold its words? Not when it has operators. */
static bool is_plain(const struct search *s)
{
    return s->folded.n > 0 && !has(s->root, SEARCH_OR) && !has(s->root, SEARCH_NOT) &&
           str_find(s->folded, '"', 0) == s->folded.n;
}

static int gather_all(struct search *s, const struct entity *const *kinds, size_t n_kinds,
                      struct err *err)
{
    static const struct entity *const any[] = {NULL};
    const struct entity *const *named = kinds;
    size_t n_named = n_kinds;

    if (n_kinds == 0) {
        named = model_entities(&n_named);
        kinds = any;
        n_kinds = 1;
    }
    for (size_t i = 0; i < n_named && is_plain(s); i++)
        if (gather_beginnings(s, named[i], err))
            return -1;
    for (size_t i = 0; i < n_kinds; i++)
        if (gather_kind(s, kinds[i], s->n + SEARCH_CANDIDATES / n_kinds, err))
            return -1;
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
    else if (search_matches(s->root, words, STR("")))
        c->fit = FIT_NAME;
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

    *s = (struct search){.ctx = ctx, .exclude = exclude, .n_exclude = n_exclude, .limit = limit};
    if (search_parse(ctx->arena, text, &s->root))
        return -1;
    s->finished = search_parse_finished(ctx->arena, text);
    s->folded = utf8_fold(ctx->arena, utf8_prefix(text, SEARCH_TEXT_MAX));
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
