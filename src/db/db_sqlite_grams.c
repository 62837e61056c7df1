/* The trigram index on SQLite: an FTS5 table that keeps nothing but which record has which trigram.
 *
 * FTS5's own trigram tokenizer needs column lists to tell the slots apart. Instead each trigram is
 * written here as a word that begins with its slot: "0ann 0nna" for "anna" in slot 0. So the index
 * holds a word and ids, no places and no columns, and is half as large. What
 * stands in addresses is kept apart; blanks and other ASCII signs all become '_', for the match may
 * be too wide anyway.
 */
#include "db/search.h"

#include "base/buf.h"
#include "db/db_sqlite.h"
#include "db/grams.h"

enum { GRAMS_MAX_BYTES = 1 << 26 };

static const char create_grams[] =
    "CREATE VIRTUAL TABLE search_grams USING fts5(grams, content = '', columnsize = 0,"
    " detail = none, tokenize = \"ascii tokenchars '_@.-+'\");"
    "INSERT INTO search_grams (search_grams, rank) VALUES ('automerge', 8)";

int db_sqlite_grams_ensure(struct db *db, struct err *err)
{
    return db_sqlite_table_exists(db, "search_grams") ? 0 : db_exec(db, create_grams, err);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void put_slot(struct buf *b, size_t slot, struct str text)
{
    struct gram_walk w = gram_walk(slot, text);
    char gram[GRAM_TEXT];
    size_t n;

    while (gram_next(&w, gram, &n)) {
        buf_put(b, gram, n);
        buf_putc(b, ' ');
    }
}

static const struct db_sqlite_index grams = {
    .put = "INSERT INTO search_grams (rowid, grams) VALUES (?, ?)",
    .drop = "INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', ?, ?)",
};

static int write_grams(struct db *db, bool drop, int64_t id, const struct str *slots, size_t n,
                       struct err *err)
{
    struct buf b;
    int rc = 0;

    buf_init(&b, GRAMS_MAX_BYTES);
    for (size_t i = 0; i < n; i++)
        put_slot(&b, i, slots[i]);
    if (b.failed)
        rc = err_internal(err, "a text of many megabytes for the trigram index");
    else if (b.n)
        rc = db_sqlite_queue_add(db, &grams, drop, id, (const struct str[]){buf_str(&b)}, 1, err);
    buf_release(&b);
    return rc;
}

int db_sqlite_grams_put(struct db *db, int64_t id, const struct str *slots, size_t n,
                        struct err *err)
{
    return write_grams(db, false, id, slots, n, err);
}

int db_sqlite_grams_drop(struct db *db, int64_t id, const struct str *slots, size_t n,
                         struct err *err)
{
    return write_grams(db, true, id, slots, n, err);
}

/* --- asking ----------------------------------------------------------------------------------- */

static void put_needle(struct buf *b, int slot, struct str needle)
{
    struct gram_walk w = gram_walk_some((size_t)slot, needle);
    char gram[GRAM_TEXT];
    size_t n;

    while (gram_next(&w, gram, &n)) {
        buf_puts(b, b->n ? " AND \"" : "\"");
        buf_put(b, gram, n);
        buf_putc(b, '"');
    }
}

bool db_sqlite_grams_match(struct sql *q, int slot, struct str needle)
{
    struct buf b;

    buf_init(&b, GRAMS_MAX_BYTES);
    put_needle(&b, slot, needle);

    bool helps = b.n > 0 && !b.failed;
    if (helps) {
        sql_add(q, "SELECT rowid AS id FROM search_grams WHERE search_grams MATCH ");
        sql_bind_text(q, str_dup(q->arena, buf_str(&b)));
    }
    buf_release(&b);
    return helps;
}
