/* Both search indexes on PostgreSQL: a tsvector each, made by us and not by a text search
 * configuration, since the words come folded; under a GIN index.
 *
 * Names have the weight A and come first; a gap of positions keeps phrases from running over into
 * the body. The kind is a word of its own with a colon before it, as on SQLite. Trigrams are words
 * without positions, so no extension is needed. PostgreSQL takes words of up to 2,046 bytes, a
 * megabyte of them a row, and the places of the first 16,383: what is longer is cut off, so a
 * phrase far behind in a very long text is not found.
 */
#include "db/search.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "db/db_pg.h"
#include "db/grams.h"

enum {
    QUERY_MAX = 1 << 20,
    WORD_MAX = 2000,
    WORD_COST = 4,      /* beside its bytes: its place, and that it is there */
    ROW_MAX = 1000000,  /* a little below the megabyte */
    TEXT_MAX = 1 << 23, /* of the literal */
    GAP = 3
};

static const char create_words[] =
    "CREATE TABLE search_words (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);"
    "CREATE INDEX search_words_words ON search_words USING gin (words)";
static const char create_grams[] =
    "CREATE TABLE search_grams (id BIGINT PRIMARY KEY, grams TSVECTOR NOT NULL);"
    "CREATE INDEX search_grams_grams ON search_grams USING gin (grams)";

int db_pg_search_ensure(struct db *db, struct err *err)
{
    if (!db_pg_table_exists(db, "search_words") && db_exec(db, create_words, err))
        return -1;
    if (!db_pg_table_exists(db, "search_grams") && db_exec(db, create_grams, err))
        return -1;
    return 0;
}

/* --- words as PostgreSQL reads them ----------------------------------------------------------- */

static struct str shortened(struct str word)
{
    size_t n = word.n < WORD_MAX ? word.n : WORD_MAX;

    while (n < word.n && n > 0 && ((unsigned char)word.p[n] & 0xc0) == 0x80)
        n--;
    return str_sub(word, 0, n);
}

/* In quotes nothing is syntax but quotes and backslashes. What is no character is a blank, which no
 * word has in it; and so is a word of nothing. */
static void put_quoted(struct buf *b, const char *before, struct str word)
{
    word = shortened(word);
    buf_putc(b, '\'');
    buf_puts(b, before);
    for (size_t i = 0, n; i < word.n; i += n) {
        n = utf8_sequence(word.p + i, word.n - i);
        if (n == 0 || word.p[i] == '\0') {
            n = 1;
            buf_putc(b, ' ');
            continue;
        }
        if (word.p[i] == '\'' || word.p[i] == '\\')
            buf_putc(b, word.p[i]);
        buf_put(b, word.p + i, n);
    }
    buf_puts(b, word.n || *before ? "'" : " '");
}

/* --- putting words ---------------------------------------------------------------------------- */

struct vector {
    struct buf text;
    size_t place; /* of the last word */
    size_t cost;
};

static void put_words(struct vector *v, struct str words, const char *weight)
{
    struct str word;

    while (str_next(&words, ' ', &word)) {
        if (word.n == 0)
            continue;
        v->cost += shortened(word).n + WORD_COST;
        if (v->cost > ROW_MAX)
            return;
        put_quoted(&v->text, "", word);
        buf_printf(&v->text, ":%zu%s ", ++v->place, weight);
    }
}

int db_pg_search_put(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                     struct err *err)
{
    struct vector v = {.place = 0};

    buf_init(&v.text, TEXT_MAX);
    put_words(&v, name, "A");
    v.place += GAP;
    put_words(&v, body, "");
    put_quoted(&v.text, ":", kind);
    int rc = v.text.failed
                 ? err_internal(err, "a text of many megabytes for the word index")
                 : db_post(db,
                           "INSERT INTO search_words (id, words) VALUES (?, CAST(? AS tsvector)) "
                           "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                           DB_ARGS(DB_VALUE_INT(id), DB_VALUE_TEXT(buf_str(&v.text))), err);
    buf_release(&v.text);
    return rc;
}

int db_pg_search_drop(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                      struct err *err)
{
    (void)kind;
    (void)name;
    (void)body;
    return db_run(db, "DELETE FROM search_words WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), NULL,
                  err);
}

/* --- asking for words ------------------------------------------------------------------------- */

struct asking {
    struct buf text;
    const char *weight; /* "A", or "" for all */
};

static void put_leaf(struct asking *q, const struct search_node *node)
{
    size_t n = node->op == SEARCH_PHRASE ? node->n_words : 1;
    bool prefix = node->op == SEARCH_PREFIX || (node->op == SEARCH_PHRASE && node->last_prefix);

    for (size_t i = 0; i < n; i++) {
        bool begins = prefix && i + 1 == n;

        if (i)
            buf_puts(&q->text, " <-> ");
        put_quoted(&q->text, "", node->words[i]);
        if (begins || q->weight[0])
            buf_printf(&q->text, ":%s%s", begins ? "*" : "", q->weight);
    }
}

/* False when nested too deep. */
static bool put_node(struct asking *q, const struct search_node *node, unsigned depth)
{
    static const char *const signs[] = {
        [SEARCH_AND] = " & ", [SEARCH_OR] = " | ", [SEARCH_NOT] = " & !"};

    if (node->op == SEARCH_WORD || node->op == SEARCH_PREFIX || node->op == SEARCH_PHRASE) {
        put_leaf(q, node);
        return true;
    }
    if (depth > SEARCH_DEPTH_MAX)
        return false;

    bool chain = node->left->op == node->op;
    buf_putc(&q->text, '(');
    bool fits = put_node(q, node->left, depth + !chain);
    buf_printf(&q->text, ")%s(", signs[node->op]);
    fits = fits && put_node(q, node->right, depth + (node->right->op != node->op));
    buf_putc(&q->text, ')');
    return fits;
}

void db_pg_search_match(struct sql *q, const struct search_query *query)
{
    struct asking asking = {.weight = query->name_only ? "A" : ""};

    buf_init(&asking.text, QUERY_MAX);
    if (query->kind.n) {
        put_quoted(&asking.text, ":", query->kind);
        buf_puts(&asking.text, " & ");
    }
    buf_putc(&asking.text, '(');
    if (!put_node(&asking, query->root, 0))
        q->failed = true;
    buf_putc(&asking.text, ')');
    if (asking.text.failed)
        q->failed = true;
    sql_add(q, "SELECT id FROM search_words WHERE words @@ CAST(");
    sql_bind_text(q, str_dup(q->arena, buf_str(&asking.text)));
    sql_add(q, " AS tsquery)");
    buf_release(&asking.text);
}

/* --- trigrams --------------------------------------------------------------------------------- */

static size_t put_grams(struct buf *b, struct gram_walk w, const char *between)
{
    char gram[GRAM_TEXT];
    size_t n, bytes = 0;

    while (gram_next(&w, gram, &n) && bytes < ROW_MAX) {
        if (b->n)
            buf_puts(b, between);
        put_quoted(b, "", (struct str){gram, n});
        bytes += n + WORD_COST;
    }
    return bytes;
}

int db_pg_grams_put(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err)
{
    struct buf b;
    int rc = 0;

    buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < n; i++)
        put_grams(&b, gram_walk(i, slots[i]), " ");
    if (b.failed)
        rc = err_internal(err, "a text of many megabytes for the trigram index");
    else if (b.n)
        rc = db_post(db,
                     "INSERT INTO search_grams (id, grams) VALUES (?, CAST(? AS tsvector)) "
                     "ON CONFLICT (id) DO UPDATE SET grams = excluded.grams",
                     DB_ARGS(DB_VALUE_INT(id), DB_VALUE_TEXT(buf_str(&b))), err);
    buf_release(&b);
    return rc;
}

int db_pg_grams_drop(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err)
{
    (void)slots;
    (void)n;
    return db_run(db, "DELETE FROM search_grams WHERE id = ?", DB_ARGS(DB_VALUE_INT(id)), NULL,
                  err);
}

bool db_pg_grams_match(struct sql *q, int slot, struct str needle)
{
    struct buf b;

    buf_init(&b, QUERY_MAX);
    put_grams(&b, gram_walk_some((size_t)slot, needle), " & ");
    bool helps = b.n > 0 && !b.failed;
    if (helps) {
        sql_add(q, "SELECT id FROM search_grams WHERE grams @@ CAST(");
        sql_bind_text(q, str_dup(q->arena, buf_str(&b)));
        sql_add(q, " AS tsquery)");
    }
    buf_release(&b);
    return helps;
}
