/* Differences to kept numbers, from the tasks of a transaction to its end; see space_tx_add().
 *
 * What a task adds stands apart until it has gone well. When it asks for all to be written before
 * the end, it is written in the task's savepoint and may yet be taken back with it: so what others
 * added is forgotten only when the task has gone well.
 */
#include <string.h>

#include "space/space_private.h"

/* What is added under one key; the key's parts lie one behind the other in `key`. */
struct sum_row {
    struct space_sum sum;
    struct str key;
};

/* The parts with a byte between them that no text has. */
static struct str key_of(struct arena *a, const struct space_sum *sum)
{
    size_t n = SPACE_SUM_KEYS;
    for (size_t i = 0; i < SPACE_SUM_KEYS; i++)
        n += sum->key[i].n;
    char *key = arena_alloc(a, n), *p = key;
    for (size_t i = 0; i < SPACE_SUM_KEYS; i++) {
        memcpy(p, sum->key[i].p ? sum->key[i].p : "", sum->key[i].n);
        p += sum->key[i].n;
        *p++ = 0;
    }
    return (struct str){key, n};
}

static void row_keep(struct arena *a, const struct space_sum *sum, struct sum_row *ret)
{
    *ret = (struct sum_row){*sum, key_of(a, sum)};
    size_t at = 0;
    for (size_t i = 0; i < SPACE_SUM_KEYS; i++) {
        ret->sum.key[i].p = ret->key.p + at;
        at += sum->key[i].n + 1;
    }
}

void sums_init(struct sums *s)
{
    *s = (struct sums){.n_task = 0};
    arena_init(&s->arena);
    map_init(&s->waiting, &s->arena);
}

void sums_release(struct sums *s)
{
    arena_release(&s->arena);
}

static void sums_forget(struct sums *s)
{
    arena_clear(&s->arena);
    map_init(&s->waiting, &s->arena);
    s->task = NULL;
    s->n_task = s->task_room = 0;
}

void space_tx_add(struct space_tx *tx, const struct space_sum *sum)
{
    struct sums *s = tx->sums;
    if (s->n_task == s->task_room) {
        size_t more = s->task_room ? s->task_room * 2 : 32;
        s->task =
            arena_grow(&s->arena, s->task, s->task_room * sizeof *s->task, more * sizeof *s->task);
        s->task_room = more;
    }
    row_keep(&s->arena, sum, &s->task[s->n_task++]);
}

/* Takes what the task added to what waits. */
static void sums_merge(struct sums *s)
{
    for (size_t i = 0; i < s->n_task; i++) {
        struct sum_row *row = map_get(&s->waiting, s->task[i].key);
        if (row) {
            row->sum.n += s->task[i].sum.n;
            row->sum.total += s->task[i].sum.total;
        } else {
            row = ARENA_NEW(&s->arena, struct sum_row);
            *row = s->task[i];
            map_put(&s->waiting, row->key, row);
        }
    }
    s->n_task = 0;
}

static int row_write(const struct sum_row *row, struct db *db, struct err *err)
{
    return row->sum.n || row->sum.total ? row->sum.write(db, &row->sum, err) : 0;
}

static int waiting_write(const struct sums *s, struct db *db, struct err *err)
{
    for (size_t i = 0; i < s->waiting.n; i++)
        if (row_write(s->waiting.entries[i].value, db, err))
            return -1;
    return 0;
}

int space_tx_settle(struct space_tx *tx, struct err *err)
{
    struct sums *s = tx->sums;
    if (!s->settled && waiting_write(s, tx->db, err))
        return -1;
    s->settled = true;
    for (size_t i = 0; i < s->n_task; i++)
        if (row_write(&s->task[i], tx->db, err))
            return -1;
    s->n_task = 0;
    return 0;
}

void sums_task_ended(struct sums *s, bool failed)
{
    if (failed)
        s->n_task = 0;
    else if (s->settled && s->n_task == 0)
        sums_forget(s);
    else if (s->settled)
        map_init(&s->waiting, &s->arena);
    sums_merge(s);
    s->settled = false;
}

int sums_write(struct sums *s, struct db *db, struct err *err)
{
    if (waiting_write(s, db, err))
        return -1;
    sums_forget(s);
    return 0;
}
