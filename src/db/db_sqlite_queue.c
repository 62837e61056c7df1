/* Writes to the search indexes wait for the end of their transaction.
 *
 * FTS5 gathers words in memory and writes them as one segment, but every savepoint makes it write
 * what it has: the tasks of a group commit would each leave a small segment of their own, and
 * merging those costs four times the work of one. So rows wait here. The tricky thing is to wait
 * through savepoints: a row that was put before one and had to be written inside of it (somebody
 * searched) waits again when that one is rolled back. Hence the marks.
 */
#include "db/db_sqlite.h"

#include "base/log.h"
#include <stdlib.h>
#include <string.h>

enum { WAITING_MAX = 8 << 20 };

/* --- rows ------------------------------------------------------------------------------------- */

static size_t row_bytes(const struct db_sqlite_row *row)
{
    size_t bytes = 0;

    for (size_t i = 0; i < row->n_texts; i++)
        bytes += row->texts[i].n;
    return bytes;
}

/* Recounted, as it is seldom asked: after a rollback rows may wait again. */
static void count_waiting(struct db_sqlite_queue *q)
{
    q->waiting = 0;
    for (size_t i = q->n_written; i < q->n; i++)
        q->waiting += row_bytes(&q->rows[i]);
}

static void remove_rows(struct db_sqlite_queue *q, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        free(q->rows[i].bytes);
    if (to < q->n)
        memmove(&q->rows[from], &q->rows[to], (q->n - to) * sizeof *q->rows);
    q->n -= to - from;
}

/* What was both put and written since the newest mark goes with it or stays with it: no need to
 * remember. */
static void remove_settled_rows(struct db_sqlite_queue *q)
{
    size_t since = q->n_marks ? q->marks[q->n_marks - 1].n : 0;

    if (q->n_written <= since)
        return;
    remove_rows(q, since, q->n_written);
    q->n_written = since;
}

static void *grown(void *old, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return old;
    *room = *room ? *room * 2 : 16;

    void *p = reallocarray(old, *room, size);
    if (!p)
        log_fatal("out of memory (%zu waiting for the search index)", *room);
    return p;
}

static void keep_row(struct db_sqlite_queue *q, struct db_sqlite_row row)
{
    size_t bytes = row_bytes(&row);
    char *p = malloc(bytes + 1);

    if (!p)
        log_fatal("out of memory (%zu bytes for the search index)", bytes);
    row.bytes = p;
    for (size_t i = 0; i < row.n_texts; i++) {
        if (row.texts[i].n)
            memcpy(p, row.texts[i].p, row.texts[i].n);
        row.texts[i].p = p;
        p += row.texts[i].n;
    }
    q->rows = grown(q->rows, q->n, &q->room, sizeof row);
    q->rows[q->n++] = row;
    q->waiting += bytes;
}

/* --- writing ---------------------------------------------------------------------------------- */

static int write_row(struct db *db, const struct db_sqlite_row *row, struct err *err)
{
    struct db_value values[1 + ARRAY_LEN(row->texts)] = {DB_VALUE_INT(row->id)};

    for (size_t i = 0; i < row->n_texts; i++)
        values[1 + i] = DB_VALUE_TEXT(row->texts[i]);
    const char *sql = row->drop ? row->index->drop : row->index->put;
    return db_run(db, sql, values, 1 + row->n_texts, NULL, err);
}

int db_sqlite_queue_add(struct db *db, const struct db_sqlite_index *index, bool drop, int64_t id,
                        const struct str *texts, size_t n, struct err *err)
{
    struct db_sqlite *c = (struct db_sqlite *)db;
    struct db_sqlite_row row = {.index = index, .drop = drop, .id = id, .n_texts = n};

    memcpy(row.texts, texts, n * sizeof *texts);
    if (!db->in_tx)
        return write_row(db, &row, err);
    keep_row(&c->queue, row);
    return c->queue.waiting > WAITING_MAX ? db_sqlite_queue_flush(c, err) : 0;
}

/* By index, record, and the order in which they came. */
static int compare_rows(const void *a, const void *b)
{
    const struct db_sqlite_row *x = *(const struct db_sqlite_row *const *)a;
    const struct db_sqlite_row *y = *(const struct db_sqlite_row *const *)b;

    if (x->index != y->index)
        return strcmp(x->index->put, y->index->put);
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* What is put and dropped again before anybody saw it. */
static bool cancel_out(const struct db_sqlite_row *put, const struct db_sqlite_row *drop)
{
    if (put->drop || !drop->drop || put->index != drop->index || put->id != drop->id ||
        put->n_texts != drop->n_texts)
        return false;
    for (size_t i = 0; i < put->n_texts; i++)
        if (!str_eq(put->texts[i], drop->texts[i]))
            return false;
    return true;
}

static int write_ordered(struct db *db, const struct db_sqlite_row *const *rows, size_t n,
                         struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && cancel_out(rows[i], rows[i + 1]))
            i++;
        else if (write_row(db, rows[i], err))
            return -1;
    }
    return 0;
}

/* The order in which they are written is free, and FTS5 likes ids that rise: at each that does
 * not, it writes out what it has gathered. */
static int write_rows(struct db_sqlite *c, struct err *err)
{
    struct db_sqlite_queue *q = &c->queue;
    size_t n = q->n - q->n_written;
    const struct db_sqlite_row **rows = reallocarray(NULL, n, sizeof *rows);

    if (!rows)
        log_fatal("out of memory (%zu waiting for the search index)", n);
    for (size_t i = 0; i < n; i++)
        rows[i] = &q->rows[q->n_written + i];
    qsort(rows, n, sizeof *rows, compare_rows);
    int rc = write_ordered(&c->base, rows, n, err);
    free(rows);
    if (rc == 0)
        q->n_written = q->n;
    return rc;
}

int db_sqlite_queue_flush(struct db_sqlite *c, struct err *err)
{
    struct db_sqlite_queue *q = &c->queue;
    bool was_unhurried = c->unhurried;

    /* The rows' own statements look at an index too. */
    if (q->writing || q->n_written == q->n)
        return 0;
    q->writing = c->unhurried = true;
    int rc = write_rows(c, err);
    q->writing = false;
    c->unhurried = was_unhurried;
    remove_settled_rows(q);
    count_waiting(q);
    return rc;
}

/* --- savepoints ------------------------------------------------------------------------------- */

static void push_mark(struct db_sqlite_queue *q, struct str name)
{
    struct db_sqlite_mark mark = {.n = q->n, .n_written = q->n_written};

    memcpy(mark.name, name.p, name.n < sizeof mark.name ? name.n : sizeof mark.name - 1);
    q->marks = grown(q->marks, q->n_marks, &q->marks_room, sizeof mark);
    q->marks[q->n_marks++] = mark;
}

/* The index of the newest mark of that name, counted from 1. */
static size_t find_mark(const struct db_sqlite_queue *q, struct str name)
{
    size_t i = q->n_marks;

    while (i && !str_is(name, q->marks[i - 1].name))
        i--;
    return i;
}

static void roll_back_to(struct db_sqlite_queue *q, struct str name)
{
    size_t i = find_mark(q, name);

    if (!i)
        return;
    remove_rows(q, q->marks[i - 1].n, q->n);
    q->n_written = q->marks[i - 1].n_written;
    q->n_marks = i;
    count_waiting(q);
}

static void release(struct db_sqlite_queue *q, struct str name)
{
    size_t i = find_mark(q, name);

    if (!i)
        return;
    q->n_marks = i - 1;
    remove_settled_rows(q);
}

static void forget(struct db_sqlite_queue *q)
{
    remove_rows(q, 0, q->n);
    q->n_written = q->n_marks = q->waiting = 0;
}

void db_sqlite_queue_follow(struct db_sqlite *c, struct str control)
{
    static const struct {
        const char *verb;
        void (*then)(struct db_sqlite_queue *q, struct str name);
    } steps[] = {{"SAVEPOINT ", push_mark}, {"RELEASE ", release}, {"ROLLBACK TO ", roll_back_to}};

    for (size_t i = 0; i < ARRAY_LEN(steps); i++)
        if (str_starts(control, steps[i].verb)) {
            steps[i].then(&c->queue, str_sub(control, strlen(steps[i].verb), control.n));
            return;
        }
    forget(&c->queue);
}

void db_sqlite_queue_release(struct db_sqlite_queue *q)
{
    forget(q);
    free(q->rows);
    free(q->marks);
}
