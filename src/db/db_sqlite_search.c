/* The word index on SQLite: a contentless FTS5 table.
 *
 * Words come folded, so the tokenizer has only to split at blanks. A record's kind is a word too,
 * in a column of its own and with a colon before it: no word that people type has one, so neither
 * can be taken for the other and searches need no column filter. body is the first column because
 * FTS5 notes the place of a word there in two bytes less, and most words are there. automerge 8
 * instead of 4 merges with a third of the work under many small commits; 16 lets the index stall
 * for a second now and then.
 */
#include "db/search.h"

#include "base/buf.h"
#include "db/db_sqlite.h"

enum { MATCH_MAX = 1 << 20 };

static const char create_words[] =
    "CREATE VIRTUAL TABLE search_words USING fts5(body, name, kind, content = '', columnsize = 0,"
    " tokenize = \"ascii tokenchars ':_'\", prefix = '1 2 3');"
    "INSERT INTO search_words (search_words, rank) VALUES ('automerge', 8)";

int db_sqlite_search_ensure(struct db *db, struct err *err)
{
    if (!db_sqlite_table_exists(db, "search_words") && db_exec(db, create_words, err))
        return -1;
    return db_sqlite_grams_ensure(db, err);
}

static const struct db_sqlite_index words = {
    .put = "INSERT INTO search_words (rowid, body, name, kind) VALUES (?, ?, ?, ':' || ?)",
    .drop = "INSERT INTO search_words (search_words, rowid, body, name, kind)"
            " VALUES ('delete', ?, ?, ?, ':' || ?)",
};

int db_sqlite_search_put(struct db *db, int64_t id, struct str kind, struct str name,
                         struct str body, struct err *err)
{
    const struct str texts[] = {body, name, kind};

    return db_sqlite_queue_add(db, &words, false, id, texts, ARRAY_LEN(texts), err);
}

int db_sqlite_search_drop(struct db *db, int64_t id, struct str kind, struct str name,
                          struct str body, struct err *err)
{
    const struct str texts[] = {body, name, kind};

    return db_sqlite_queue_add(db, &words, true, id, texts, ARRAY_LEN(texts), err);
}

/* --- the match expression --------------------------------------------------------------------- */

/* An FTS5 string: whatever stands in it is no syntax. A NUL would end the expression. */
static void put_word(struct buf *b, struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '"')
            buf_putc(b, '"');
        buf_putc(b, word.p[i] ? word.p[i] : ' ');
    }
}

static void put_words(struct buf *b, const struct search_node *node)
{
    size_t n = node->op == SEARCH_PHRASE ? node->n_words : 1;

    buf_putc(b, '"');
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_putc(b, ' ');
        put_word(b, node->words[i]);
    }
    buf_putc(b, '"');
    if (node->op == SEARCH_PREFIX || (node->op == SEARCH_PHRASE && node->last_prefix))
        buf_putc(b, '*');
}

static bool is_leaf(const struct search_node *node)
{
    return node->op == SEARCH_WORD || node->op == SEARCH_PREFIX || node->op == SEARCH_PHRASE;
}

static bool put_node(struct buf *b, const struct search_node *node, unsigned depth);

/* Chains of one operator need no parentheses, on the left always and on the right where it is
 * associative. FTS5's parser would run out of stack at some hundred of them. */
static bool put_side(struct buf *b, const struct search_node *side, bool bare, unsigned depth)
{
    if (bare || is_leaf(side))
        return put_node(b, side, depth);
    buf_putc(b, '(');
    bool fits = put_node(b, side, depth + 1);
    buf_putc(b, ')');
    return fits;
}

/* False when nested too deep. */
static bool put_node(struct buf *b, const struct search_node *node, unsigned depth)
{
    static const char *const names[] = {
        [SEARCH_AND] = " AND ", [SEARCH_OR] = " OR ", [SEARCH_NOT] = " NOT "};

    if (is_leaf(node)) {
        put_words(b, node);
        return true;
    }
    if (depth > SEARCH_DEPTH_MAX || !put_side(b, node->left, node->left->op == node->op, depth))
        return false;
    buf_puts(b, names[node->op]);
    return put_side(b, node->right, node->right->op == node->op && node->op != SEARCH_NOT, depth);
}

static bool put_query(struct buf *b, const struct search_query *query)
{
    if (query->kind.n) {
        buf_puts(b, "\":");
        put_word(b, query->kind);
        buf_puts(b, "\" AND ");
    }
    buf_puts(b, query->name_only ? "{name} : (" : "(");
    bool fits = put_node(b, query->root, 0);
    buf_putc(b, ')');
    return fits && !b->failed;
}

void db_sqlite_search_match(struct sql *q, const struct search_query *query)
{
    struct buf b;

    buf_init(&b, MATCH_MAX);
    if (!put_query(&b, query))
        q->failed = true;
    sql_add(q, "SELECT rowid AS id FROM search_words WHERE search_words MATCH ");
    sql_bind_text(q, str_dup(q->arena, buf_str(&b)));
    buf_release(&b);
}
