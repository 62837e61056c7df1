/* Search: candidates from the index, ranked here, the best with a snippet.
 *
 * Ranking every hit of a common word costs more than finding them, so only a bounded number is
 * ranked: names that begin with what was typed, the newest hits, the newest hits in names. The last
 * word is asked for as it stands before it is taken for the beginning of others, since beginnings
 * are slow. Only names are read for ranking; the texts are read for what is answered.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "record/ids.h"
#include "record/search_text.h"

enum { SAMPLE = 32, CANDIDATES_MAX = 2 * SEARCH_CANDIDATES + SEARCH_LIMIT_MAX };

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
    struct search_terms terms;
    struct candidate list[CANDIDATES_MAX];
    size_t n, n_read; /* the names of the first n_read have been read */
};

/* --- candidates ------------------------------------------------------------------------------- */

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

/* Adds the newest hits, at most max. ret_all: there are no more. */
static int gather_hits(struct search *s, const struct search_query *query, size_t max,
                       bool *ret_all, struct err *err)
{
    /* some of them may be known already, or not be wanted */
    int64_t limit = (int64_t)(max + s->n_exclude + s->n), seen = 0;
    size_t room = s->n + max < CANDIDATES_MAX ? s->n + max : CANDIDATES_MAX;
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
    for (; s->n < room && (row = db_step(stmt, err)) > 0; seen++)
        add(s, db_column_int(stmt, 0), room);
    db_done(stmt);
    *ret_all = row == 0 && seen < limit;
    return row < 0 ? -1 : 0;
}

static void read_name(struct search *s, struct candidate *c, struct db_stmt *stmt)
{
    c->entity = model_entity(db_column_str(stmt, 1));
    c->name = str_dup(s->ctx->arena, db_column_str(stmt, 2));

    struct str words = db_column_str(stmt, 3);
    if (str_eq(words, s->terms.joined))
        c->fit = FIT_EXACT;
    else if (str_eq(str_sub(words, 0, s->terms.joined.n), s->terms.joined))
        c->fit = FIT_BEGINS;
    else if (search_matches(s->root, words, STR("")))
        c->fit = FIT_NAME;
}

static size_t use_from(struct search *s, size_t from, struct id_use **ret)
{
    size_t n = s->n - from;

    *ret = arena_array(s->ctx->arena, n, sizeof **ret);
    for (size_t i = 0; i < n; i++)
        (*ret)[i] = (struct id_use){s->list[from + i].id, from + i};
    id_uses_sort(*ret, n);
    return n;
}

/* Reads the names of the candidates that have none yet. */
static int read_names(struct search *s, struct err *err)
{
    struct id_use *uses;
    struct db_stmt *stmt;
    struct sql q;
    int row;
    size_t n = use_from(s, s->n_read, &uses);

    s->n_read = s->n;
    if (n == 0)
        return 0;
    sql_init(&q, s->ctx->arena, db_driver_of(s->ctx->db));
    sql_add(&q, "SELECT id, entity, name, name_words FROM search_doc WHERE id IN (");
    id_uses_bind(&q, uses, n);
    sql_add(&q, ")");
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while ((row = db_step(stmt, err)) > 0) {
        size_t use = id_use_first(uses, n, db_column_int(stmt, 0));
        if (use < n)
            read_name(s, &s->list[uses[use].at], stmt);
    }
    db_done(stmt);
    return row;
}

static bool has(const struct search_node *node, enum search_op op)
{
    return node && (node->op == op || has(node->left, op) || has(node->right, op));
}

static size_t count_fit(const struct search *s, size_t from, enum fit fit)
{
    size_t n = 0;

    for (size_t i = from; i < s->n; i++)
        n += s->list[i].fit >= fit;
    return n;
}

/* The newest hits; when there are more, the newest in names; when these are none, more of the
 * others. To find those in names the index reads all hits, so it is only asked when a sample had
 * some: a word of every body and no name would cost the most and give nothing. What must not be
 * there must not be in the body either; such a question cannot be put to names alone. */
static int gather_tree(struct search *s, const struct search_node *root, const struct entity *kind,
                       size_t max, struct err *err)
{
    bool slow = search_is_slow(root), all;
    struct search_query query = {.root = root};
    size_t before = s->n;

    if (kind)
        query.kind = str_of(kind->name);
    if (gather_hits(s, &query, slow ? max / 2 : SAMPLE, &all, err) || read_names(s, err))
        return -1;
    if (all)
        return 0;
    query.name_only = !has(root, SEARCH_NOT) && count_fit(s, before, FIT_NAME) > 0;
    return slow && !query.name_only ? 0 : gather_hits(s, &query, max, &all, err);
}

/* The slow question is not asked when names that begin with the text fill the answer. */
static int gather_kind(struct search *s, const struct entity *kind, size_t max, struct err *err)
{
    size_t before = s->n;

    if (search_is_slow(s->root)) {
        if (!search_is_slow(s->finished) && gather_tree(s, s->finished, kind, max, err))
            return -1;
        if (s->n - before >= max / 2 || count_fit(s, 0, FIT_BEGINS) >= s->limit)
            return 0;
    }
    return gather_tree(s, s->root, kind, max, err);
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
    sql_bind_int(&q, (int64_t)(s->limit + s->n_exclude));
    if (db_query_sql(s->ctx->db, &q, &stmt, err))
        return -1;
    while ((row = db_step(stmt, err)) > 0)
        add(s, db_column_int(stmt, 0), SEARCH_LIMIT_MAX);
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
    if (read_names(s, err))
        return -1;
    for (size_t i = 0; i < n_kinds; i++)
        if (gather_kind(s, kinds[i], SEARCH_CANDIDATES / n_kinds, err))
            return -1;
    return 0;
}

/* --- ranking ---------------------------------------------------------------------------------- */

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

/* --- answers ---------------------------------------------------------------------------------- */

static double score_of(const struct candidate *c)
{
    return (double)c->fit + 1.0 / (double)(c->name.n + 1);
}

static int make_hits(struct search *s, struct search_hit *hits, struct err *err)
{
    struct id_use *uses;
    struct db_stmt *stmt;
    struct sql q;
    int row;
    size_t n = use_from(s, 0, &uses);

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
            hits[uses[use].at].snippet =
                snippet_make(s->ctx->arena, db_column_str(stmt, 1), &s->terms);
    }
    db_done(stmt);
    return row;
}

int search_run(struct record_ctx *ctx, struct str text, const struct entity *const *kinds,
               size_t n_kinds, const int64_t *exclude, size_t n_exclude, size_t limit,
               struct search_hit **ret, size_t *ret_n, struct err *err)
{
    struct search *s = ARENA_NEW(ctx->arena, struct search);
    struct search_hit *hits;

    *s = (struct search){.ctx = ctx, .exclude = exclude, .n_exclude = n_exclude, .limit = limit};
    if (search_parse(ctx->arena, text, &s->root))
        return -1;
    s->finished = search_parse_finished(ctx->arena, text);
    s->folded = utf8_fold(ctx->arena, utf8_prefix(text, SEARCH_TEXT_MAX));
    s->terms = search_terms_of(ctx->arena, s->root);
    if (s->root && (gather_all(s, kinds, n_kinds, err) || read_names(s, err)))
        return -1;
    rank(s, limit);

    hits = arena_array(ctx->arena, s->n, sizeof *hits);
    if (s->n > 0 && make_hits(s, hits, err))
        return -1;
    *ret = hits;
    *ret_n = s->n;
    return 0;
}
