/* See copy.h. The search indexes are not tables: they are made anew from search_doc, whose rows
 * hold the words they were given.
 */
#include "record/copy.h"

#include <string.h>

#include "jobs/jobs.h"
#include "record/schema.h"
#include "record/search.h"

void copy_begin(struct copy *c, struct arena *a)
{
    struct db_table *tables;
    size_t n;

    schema_tables(a, &tables, &n);
    tables = arena_grow(a, tables, n * sizeof *tables, (n + 1) * sizeof *tables);
    tables[n++] = jobs_table;
    *c = (struct copy){
        .arena = a, .tables = tables, .n_tables = n, .state = arena_array(a, n, sizeof *c->state)};
    for (size_t i = 0; i < n; i++)
        c->state[i].table = &tables[i];
}

int copy_size(struct copy *c, struct db *from, int64_t *ret_rows, struct err *err)
{
    int64_t rows;

    *ret_rows = 0;
    for (size_t i = 0; i < c->n_tables; i++) {
        if (transfer_count(from, &c->tables[i], &rows, err))
            return -1;
        *ret_rows += rows;
    }
    return 0;
}

/* --- what a row brings along --------------------------------------------------------------------
 */

/* The one that copy_all and copy_check hold while they show rows. */
struct watch {
    const struct copy *copy;
    struct db *to;
    int64_t unsaid; /* rows that progress has not heard of */
};

enum { SAY_EVERY = 500 };

static void say(struct watch *w)
{
    if (w->copy->progress && w->unsaid)
        w->copy->progress(w->copy->to, w->unsaid);
    w->unsaid = 0;
}

static struct str text_at(const struct db_table *t, const struct db_value *values, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return values[i].type == DB_IS_TEXT ? values[i].s : STR_NONE;
    return STR_NONE;
}

static bool is_indexed(const struct db_table *t)
{
    return strcmp(t->name, "search_doc") == 0;
}

/* id is the first column of every table that has one. */
static struct search_entry entry_of(const struct db_table *t, const struct db_value *values)
{
    return (struct search_entry){.id = values[0].i,
                                 .entity = text_at(t, values, "entity"),
                                 .name_words = text_at(t, values, "name_words"),
                                 .body_words = text_at(t, values, "body_words"),
                                 .grams = text_at(t, values, "grams")};
}

static int on_written(void *ctx, const struct db_table *t, const struct db_value *values,
                      struct err *err)
{
    struct watch *w = ctx;

    if (++w->unsaid == SAY_EVERY)
        say(w);
    if (!is_indexed(t))
        return 0;
    struct search_entry entry = entry_of(t, values);
    return search_index_put(w->to, &entry, err);
}

static int on_removed(void *ctx, const struct db_table *t, const struct db_value *values,
                      struct err *err)
{
    struct watch *w = ctx;

    if (!is_indexed(t))
        return 0;
    struct search_entry entry = entry_of(t, values);
    return search_index_drop(w->to, &entry, err);
}

static int on_read(void *ctx, const struct db_table *t, const struct db_value *values,
                   struct err *err)
{
    struct watch *w = ctx;

    (void)t, (void)values, (void)err;
    if (++w->unsaid == SAY_EVERY)
        say(w);
    return 0;
}

/* --- all of it ----------------------------------------------------------------------------------
 */

/* What preparing a database has put into it is about to come from the source. */
static int empty_meta(struct db *to, struct err *err)
{
    return db_run(to, "DELETE FROM meta", DB_NO_ARGS, NULL, err);
}

int copy_all(struct copy *c, struct db *from, struct db *to, struct err *err)
{
    struct watch w = {.copy = c, .to = to};
    const struct transfer_eye eye = {on_written, &w};

    if (empty_meta(to, err))
        return -1;
    for (size_t i = 0; i < c->n_tables; i++)
        if (transfer_table(from, to, &c->tables[i], &eye, &c->state[i].sum, err))
            return -1;
    say(&w);
    return 0;
}

int copy_check(struct copy *c, struct db *to, struct err *err)
{
    struct watch w = {.copy = c, .to = to};
    const struct transfer_eye eye = {on_read, &w};
    struct transfer_sum sum;

    for (size_t i = 0; i < c->n_tables; i++) {
        if (transfer_read(to, &c->tables[i], &eye, &sum, err))
            return -1;
        if (!transfer_sum_eq(sum, c->state[i].sum))
            return err_internal(err, "table %s did not arrive as it was sent: %lld rows of %lld",
                                c->tables[i].name, (long long)sum.rows,
                                (long long)c->state[i].sum.rows);
    }
    say(&w);
    return 0;
}

int copy_follow(struct copy *c, struct db *from, struct db *to, int64_t *ret_n, struct err *err)
{
    struct copy silent = *c;
    struct watch w = {.copy = &silent, .to = to};
    int64_t n;

    silent.progress = NULL;
    *ret_n = 0;
    for (size_t i = 0; i < c->n_tables; i++) {
        c->state[i].removed = (struct transfer_eye){on_removed, &w};
        c->state[i].written = (struct transfer_eye){on_written, &w};
        if (transfer_follow(from, to, &c->state[i], &n, err))
            return -1;
        *ret_n += n;
    }
    return 0;
}

int copy_counts(struct copy *c, struct db *from, struct db *to, struct err *err)
{
    for (size_t i = 0; i < c->n_tables; i++) {
        int64_t there, here;

        if (transfer_count(from, &c->tables[i], &there, err) ||
            transfer_count(to, &c->tables[i], &here, err))
            return -1;
        if (there != here || here != c->state[i].sum.rows)
            return err_internal(err, "table %s has %lld rows, its copy %lld", c->tables[i].name,
                                (long long)there, (long long)here);
    }
    return 0;
}
