/* When to look at which space.
 *
 * While the server runs, memory is the truth: every commit tells of what it enqueued (worker.c,
 * listener). The control database's table job_hint is for the next start only, so it is written
 * lazily, many at once, with a mark: all that was committed before the mark is in the hints. At
 * start, each workspace whose file was written to after the mark is looked at once, by the workers,
 * among their other work. That covers a crash between a commit and its hint, commands that wrote
 * while no server ran, and files put back from a backup.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "jobs/private.h"

static void *grown(void *p, size_t n, size_t size)
{
    void *q = reallocarray(p, n, size);

    if (!q)
        log_fatal("out of memory (hints)");
    return q;
}

void hints_release(struct hints *h)
{
    for (size_t i = 0; i < h->n; i++)
        free(h->heap[i]);
    free(h->heap);
    free(h->buckets);
    *h = (struct hints){0};
}

/* --- the heap --------------------------------------------------------------------------------- */

int64_t hint_key(const struct hint *hint)
{
    int64_t due = hint->due_at ? hint->due_at : INT64_MAX;
    int64_t visit = hint->visit_at ? hint->visit_at : INT64_MAX;
    int64_t first = due < visit ? due : visit;

    return first < hint->served_at ? hint->served_at : first;
}

static void place(struct hints *h, struct hint *hint, size_t at)
{
    h->heap[at] = hint;
    hint->place = at;
}

static void swap(struct hints *h, size_t a, size_t b)
{
    struct hint *moved = h->heap[a];

    place(h, h->heap[b], a);
    place(h, moved, b);
}

static bool before(const struct hints *h, size_t a, size_t b)
{
    return hint_key(h->heap[a]) < hint_key(h->heap[b]);
}

static size_t sift_up(struct hints *h, size_t at)
{
    while (at > 0 && before(h, at, (at - 1) / 2)) {
        swap(h, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
    return at;
}

static void sift_down(struct hints *h, size_t at)
{
    for (;;) {
        size_t first = at, left = 2 * at + 1;

        if (left < h->n && before(h, left, first))
            first = left;
        if (left + 1 < h->n && before(h, left + 1, first))
            first = left + 1;
        if (first == at)
            return;
        swap(h, first, at);
        at = first;
    }
}

void hints_moved(struct hints *h, struct hint *hint)
{
    sift_down(h, sift_up(h, hint->place));
}

void hints_order(struct hints *h)
{
    for (size_t i = h->n / 2; i > 0; i--)
        sift_down(h, i - 1);
}

struct hint *hints_first(struct hints *h)
{
    return h->n ? h->heap[0] : NULL;
}

/* --- by name ---------------------------------------------------------------------------------- */

static struct hint **slot(struct hints *h, const char *space)
{
    struct hint **at = &h->buckets[str_hash(str_of(space), 0) & (h->n_buckets - 1)];

    while (*at && strcmp((*at)->space, space) != 0)
        at = &(*at)->next_in_bucket;
    return at;
}

static void rehash(struct hints *h)
{
    h->n_buckets = h->n_buckets ? 2 * h->n_buckets : 64;
    h->buckets = grown(h->buckets, h->n_buckets, sizeof(struct hint *));
    memset(h->buckets, 0, h->n_buckets * sizeof(struct hint *));
    for (size_t i = 0; i < h->n; i++) {
        h->heap[i]->next_in_bucket = NULL;
        *slot(h, h->heap[i]->space) = h->heap[i];
    }
}

static struct hint *hint_new(struct hints *h, const char *space)
{
    struct hint *hint = grown(NULL, 1, sizeof *hint);

    *hint = (struct hint){.place = h->n};
    snprintf(hint->space, sizeof hint->space, "%s", space);
    if (h->n == h->room) {
        h->room = h->room ? 2 * h->room : 64;
        h->heap = grown(h->heap, h->room, sizeof(struct hint *));
    }
    h->heap[h->n++] = hint;
    return hint;
}

struct hint *hints_get(struct hints *h, const char *space)
{
    if (h->n >= h->n_buckets)
        rehash(h);

    struct hint **at = slot(h, space);
    if (!*at)
        *at = hint_new(h, space);
    return *at;
}

/* --- saved ------------------------------------------------------------------------------------ */

int hints_load(struct hints *h, struct db *control, struct err *err)
{
    char name[JOB_SPACE_NAME_MAX];
    struct db_stmt *s;
    int got;

    if (db_query(control, "SELECT space, due_at, visit_at FROM job_hint", DB_NO_ARGS, &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        snprintf(name, sizeof name, "%.*s", STR_ARG(db_column_str(s, 0)));
        struct hint *hint = hints_get(h, name);

        hint->due_at = hint->saved_due = db_column_int(s, 1);
        hint->visit_at = hint->saved_visit = db_column_int(s, 2);
        hints_moved(h, hint);
    }
    db_done(s);
    return got;
}

/* A visit to come that we know nothing of is another process's, and stays. */
static int save_one(struct db *control, const struct hint *hint, int64_t now, struct err *err)
{
    if (!hint->due_at && !hint->visit_at)
        return db_run(control, "DELETE FROM job_hint WHERE space = ? AND visit_at <= ?",
                      DB_ARGS(DB_VALUE_TEXT(str_of(hint->space)), DB_VALUE_INT(now)), NULL, err);
    return db_run(control,
                  "INSERT INTO job_hint (space, due_at, visit_at) VALUES (?, ?, ?) "
                  "ON CONFLICT (space) DO UPDATE SET due_at = excluded.due_at, "
                  "visit_at = CASE WHEN excluded.visit_at = 0 AND job_hint.visit_at > ? "
                  "THEN job_hint.visit_at ELSE excluded.visit_at END",
                  DB_ARGS(DB_VALUE_TEXT(str_of(hint->space)), DB_VALUE_INT(hint->due_at),
                          DB_VALUE_INT(hint->visit_at), DB_VALUE_INT(now)),
                  NULL, err);
}

int hints_save(struct db *control, const struct hint *copies, size_t n, int64_t now, int64_t mark,
               struct err *err)
{
    char text[24];

    for (size_t i = 0; i < n; i++)
        if (save_one(control, &copies[i], now, err) != 0)
            return -1;
    snprintf(text, sizeof text, "%" PRId64, mark);
    return db_run(control,
                  "INSERT INTO meta (key, value) VALUES ('jobs_mark', ?) "
                  "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                  DB_ARGS(DB_VALUE_TEXT(str_of(text))), NULL, err);
}

int hints_mark(struct db *control, int64_t *ret_mark, struct err *err)
{
    struct db_stmt *s;

    *ret_mark = 0;
    if (db_query(control, "SELECT value FROM meta WHERE key = 'jobs_mark'", DB_NO_ARGS, &s, err) !=
        0)
        return -1;
    int got = db_step(s, err);
    if (got == 1)
        str_to_i64(db_column_str(s, 0), ret_mark);
    db_done(s);
    return got < 0 ? -1 : 0;
}
