/* A driver between the engine and another one, that writes down what passes: for databases that do
 * not tell of their statements as SQLite does. One connection, one thread.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "tape.h"

enum { OUT_MAX = 64, VALUES_MAX = 1024 };

/* A statement that is checked out, with its values. */
struct out {
    struct db_stmt *s;
    char *sql;
    struct db_value values[VALUES_MAX];
    size_t n;
    bool begun;
};

static const struct db_driver *real;
static struct db_driver recording;
static struct out outs[OUT_MAX];

static struct out *find(const struct db_stmt *s)
{
    for (size_t i = 0; i < OUT_MAX; i++)
        if (outs[i].s == s)
            return &outs[i];
    fprintf(stderr, "tape: too many statements at once\n");
    exit(1);
}

/* The connection is the real driver's but calls come here: its driver is its first member. */
static int open_recorded(const char *location, int flags, struct db **ret_db, struct err *err)
{
    const struct db_driver *self = &recording;

    if (real->open(location, flags, ret_db, err))
        return -1;
    memcpy(*ret_db, &self, sizeof self);
    return 0;
}

static int prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err)
{
    if (real->prepare(db, sql, ret_stmt, err))
        return -1;
    struct out *o = find(NULL);
    o->s = *ret_stmt;
    o->sql = strndup(sql.p, sql.n);
    o->n = 0;
    o->begun = false;
    return 0;
}

static int bind(struct db_stmt *s, int index, struct db_value v, struct err *err)
{
    struct out *o = find(s);

    if (index > VALUES_MAX) {
        fprintf(stderr, "tape: more values than expected\n");
        exit(1);
    }
    o->values[index - 1] = v;
    if (o->n < (size_t)index)
        o->n = (size_t)index;
    return real->bind(s, index, v, err);
}

static void put_value(struct db_value v)
{
    switch (v.type) {
    case DB_NULL:
        tape_put_null();
        return;
    case DB_IS_INT:
        tape_put_int(v.i);
        return;
    case DB_IS_REAL:
        tape_put_real(v.r);
        return;
    default:
        tape_put_text(v.s.p ? v.s.p : "", v.s.n);
    }
}

static void begin(struct out *o)
{
    if (o->begun)
        return;
    o->begun = true;
    if (!tape_wants(o->sql))
        return;
    tape_put_run(o->sql, o->n);
    for (size_t i = 0; i < o->n; i++)
        put_value(o->values[i]);
}

static int step(struct db_stmt *s, struct err *err)
{
    begin(find(s));
    return real->step(s, err);
}

static int n_columns(struct db_stmt *s)
{
    begin(find(s));
    return real->n_columns(s);
}

static void done(struct db_stmt *s)
{
    if (s) {
        struct out *o = find(s);

        free(o->sql);
        *o = (struct out){0};
    }
    real->done(s);
}

const struct db_driver *tape_driver(const struct db_driver *driver)
{
    real = driver;
    recording = *driver;
    recording.open = open_recorded;
    recording.prepare = prepare;
    recording.bind = bind;
    recording.step = step;
    recording.n_columns = n_columns;
    recording.done = done;
    recording.ask = NULL; /* it steps, and so is written down */
    recording.post = NULL;
    return &recording;
}
