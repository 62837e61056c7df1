/* See transfer.h. A key is one column or several; they are compared as a row: (a, b) > (?, ?). */
#include "db/transfer.h"

#include <string.h>

#include "db/sql.h"

enum { BLOCK = 1000, ROWS_AT_ONCE = 16, KEY_MAX = 8 };

/* --- sums --------------------------------------------------------------------------------------
 */

bool transfer_sum_eq(struct transfer_sum a, struct transfer_sum b)
{
    return a.rows == b.rows && a.hash == b.hash;
}

/* The type counts too: 1 is not '1', and nothing is not ''. */
static uint64_t hash_value(struct db_value v, uint64_t seed)
{
    struct str bytes = v.type == DB_IS_TEXT || v.type == DB_IS_BLOB ? v.s : STR_NONE;

    if (v.type == DB_IS_INT)
        bytes = (struct str){(const char *)&v.i, sizeof v.i};
    else if (v.type == DB_IS_REAL)
        bytes = (struct str){(const char *)&v.r, sizeof v.r};
    return str_hash(bytes, (seed ^ (uint64_t)v.type) * UINT64_C(0x9e3779b97f4a7c15) + bytes.n);
}

static struct transfer_sum sum_of_row(const struct db_table *t, const struct db_value *values)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < t->n_columns; i++)
        hash = hash_value(values[i], hash + i);
    /* FNV's last bits are weak, and a sum needs all of them. */
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    return (struct transfer_sum){1, hash ^ hash >> 32};
}

static void sum_add(struct transfer_sum *sum, struct transfer_sum more)
{
    sum->rows += more.rows;
    sum->hash += more.hash;
}

static void sum_take(struct transfer_sum *sum, struct transfer_sum less)
{
    sum->rows -= less.rows;
    sum->hash -= less.hash;
}

static int show(const struct transfer_eye *eye, const struct db_table *t,
                const struct db_value *values, struct err *err)
{
    return eye && eye->row ? eye->row(eye->ctx, t, values, err) : 0;
}

/* --- keys --------------------------------------------------------------------------------------
 */

struct key {
    size_t columns[KEY_MAX]; /* their places in the table */
    size_t n;
};

static size_t column_named(const struct db_table *t, struct str name)
{
    size_t i = 0;

    while (i < t->n_columns && !str_is(name, t->columns[i].name))
        i++;
    return i;
}

static int key_of(const struct db_table *t, struct key *ret, struct err *err)
{
    struct str left = str_of(t->primary_key), name;

    ret->n = 0;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key)
            ret->columns[ret->n++] = i;
    while (left.p && ret->n < KEY_MAX && str_next(&left, ',', &name))
        ret->columns[ret->n++] = column_named(t, str_trim(name));
    for (size_t i = 0; i < ret->n; i++)
        if (ret->columns[i] == t->n_columns)
            ret->n = 0;
    return ret->n ? 0 : err_internal(err, "table %s has no key to follow", t->name);
}

static void put_columns(struct sql *q, const struct db_table *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        if (i)
            sql_add(q, ", ");
        sql_ident(q, t->columns[i].name);
    }
}

static void put_key(struct sql *q, const struct db_table *t, const struct key *k)
{
    for (size_t i = 0; i < k->n; i++) {
        if (i)
            sql_add(q, ", ");
        sql_ident(q, t->columns[k->columns[i]].name);
    }
}

/* "(a, b) > (?, ?)"; values is a whole row where `whole`, else the key alone. */
static void put_compare(struct sql *q, const struct db_table *t, const struct key *k,
                        const char *op, const struct db_value *values, bool whole)
{
    sql_add(q, "(");
    put_key(q, t, k);
    sql_add(q, op);
    for (size_t i = 0; i < k->n; i++) {
        if (i)
            sql_add(q, ", ");
        sql_bind(q, values[whole ? k->columns[i] : i]);
    }
    sql_add(q, ")");
}

/* --- reading -----------------------------------------------------------------------------------
 */

/* A block of rows in the arena, behind `after` (NULL: from the first). */
struct block {
    struct db_value *rows[BLOCK];
    size_t n;
};

static int read_rows(struct db *db, struct arena *a, const struct sql *q, size_t n_columns,
                     struct block *ret, struct err *err)
{
    struct db_stmt *s;
    int got;

    ret->n = 0;
    if (db_query_sql(db, q, &s, err))
        return -1;
    while ((got = db_step(s, err)) > 0 && ret->n < BLOCK) {
        struct db_value *row = arena_array(a, n_columns, sizeof *row);

        for (size_t i = 0; i < n_columns; i++)
            row[i] = db_value_dup(a, db_column(s, (int)i));
        ret->rows[ret->n++] = row;
    }
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int read_block(struct db *db, struct arena *a, const struct db_table *t, const struct key *k,
                      const struct db_value *after, struct block *ret, struct err *err)
{
    struct sql q;

    sql_init(&q, a, db_driver_of(db));
    sql_add(&q, "SELECT ");
    put_columns(&q, t);
    sql_add(&q, " FROM ");
    sql_ident(&q, t->name);
    if (after) {
        sql_add(&q, " WHERE ");
        put_compare(&q, t, k, ") > (", after, true);
    }
    sql_add(&q, " ORDER BY ");
    put_key(&q, t, k);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, BLOCK);
    return read_rows(db, a, &q, t->n_columns, ret, err);
}

/* --- writing -----------------------------------------------------------------------------------
 */

static int insert(struct db *db, struct arena *a, const struct db_table *t,
                  struct db_value *const *rows, size_t n, struct err *err)
{
    struct sql q;

    sql_init(&q, a, db_driver_of(db));
    sql_add(&q, "INSERT INTO ");
    sql_ident(&q, t->name);
    sql_add(&q, " (");
    put_columns(&q, t);
    for (size_t r = 0; r < n; r++) {
        sql_add(&q, r ? "), (" : ") VALUES (");
        for (size_t i = 0; i < t->n_columns; i++) {
            if (i)
                sql_add(&q, ", ");
            sql_bind(&q, rows[r][i]);
        }
    }
    sql_add(&q, ")");
    return db_run_sql(db, &q, NULL, err);
}

/* Many at once, then those that are left one by one: two texts, each prepared once. */
static int insert_block(struct db *db, struct arena *a, const struct db_table *t,
                        const struct block *b, struct err *err)
{
    size_t i = 0;

    for (; i + ROWS_AT_ONCE <= b->n; i += ROWS_AT_ONCE)
        if (insert(db, a, t, &b->rows[i], ROWS_AT_ONCE, err))
            return -1;
    for (; i < b->n; i++)
        if (insert(db, a, t, &b->rows[i], 1, err))
            return -1;
    return 0;
}

/* --- whole tables ------------------------------------------------------------------------------
 */

static int walk(struct db *from, struct db *to, const struct db_table *t,
                const struct transfer_eye *eye, struct transfer_sum *ret_sum, struct err *err)
{
    struct arena arenas[2]; /* the last row of a block is the key to the next */
    struct block *b = NULL;
    struct key k;
    size_t turn = 0;
    int rc = key_of(t, &k, err);

    *ret_sum = (struct transfer_sum){0};
    arena_init(&arenas[0]);
    arena_init(&arenas[1]);
    do {
        struct arena *a = &arenas[turn++ & 1];
        const struct db_value *after = b ? b->rows[b->n - 1] : NULL;

        arena_clear(a);
        b = ARENA_NEW(a, struct block);
        if (!rc)
            rc = read_block(from, a, t, &k, after, b, err);
        if (!rc && to)
            rc = insert_block(to, a, t, b, err);
        for (size_t i = 0; !rc && i < b->n; i++) {
            sum_add(ret_sum, sum_of_row(t, b->rows[i]));
            rc = show(eye, t, b->rows[i], err);
        }
    } while (!rc && b->n == BLOCK);
    arena_release(&arenas[0]);
    arena_release(&arenas[1]);
    return rc;
}

int transfer_table(struct db *from, struct db *to, const struct db_table *t,
                   const struct transfer_eye *written, struct transfer_sum *ret_sum,
                   struct err *err)
{
    return walk(from, to, t, written, ret_sum, err);
}

int transfer_read(struct db *db, const struct db_table *t, const struct transfer_eye *seen,
                  struct transfer_sum *ret_sum, struct err *err)
{
    return walk(db, NULL, t, seen, ret_sum, err);
}

int transfer_count(struct db *db, const struct db_table *t, int64_t *ret_rows, struct err *err)
{
    struct arena a;
    struct db_stmt *s;
    struct sql q;
    int got = -1;

    arena_init(&a);
    sql_init(&q, &a, db_driver_of(db));
    sql_add(&q, "SELECT COUNT(*) FROM ");
    sql_ident(&q, t->name);
    if (db_query_sql(db, &q, &s, err) == 0) {
        if ((got = db_step(s, err)) > 0)
            *ret_rows = db_column_int(s, 0);
        db_done(s);
    }
    arena_release(&a);
    return got > 0 ? 0 : -1;
}

/* --- what has changed --------------------------------------------------------------------------
 */

static int last_note(struct db *from, struct arena *a, const struct db_table *t, int64_t *ret,
                     struct err *err)
{
    struct db_stmt *s;
    struct sql q;

    sql_init(&q, a, db_driver_of(from));
    sql_add(&q, "SELECT MAX(n) FROM ");
    sql_ident(&q, db_watch_table(a, t));
    if (db_query_sql(from, &q, &s, err))
        return -1;
    int got = db_step(s, err);
    *ret = got > 0 ? db_column_int(s, 0) : 0;
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int read_keys(struct db *from, struct arena *a, const struct transfer_follow *f,
                     const struct key *k, int64_t upto, const struct db_value *after,
                     struct block *ret, struct err *err)
{
    struct sql q;

    sql_init(&q, a, db_driver_of(from));
    sql_add(&q, "SELECT DISTINCT ");
    put_key(&q, f->table, k);
    sql_add(&q, " FROM ");
    sql_ident(&q, db_watch_table(a, f->table));
    sql_add(&q, " WHERE n > ");
    sql_bind_int(&q, f->after);
    sql_add(&q, " AND n <= ");
    sql_bind_int(&q, upto);
    if (after) {
        sql_add(&q, " AND ");
        put_compare(&q, f->table, k, ") > (", after, false);
    }
    sql_add(&q, " ORDER BY ");
    put_key(&q, f->table, k);
    sql_add(&q, " LIMIT ");
    sql_bind_int(&q, BLOCK);
    return read_rows(from, a, &q, k->n, ret, err);
}

/* The row of a key, if it is there. */
static int read_one(struct db *db, struct arena *a, const struct db_table *t, const struct key *k,
                    const struct db_value *key, struct block *ret, struct err *err)
{
    struct sql q;

    sql_init(&q, a, db_driver_of(db));
    sql_add(&q, "SELECT ");
    put_columns(&q, t);
    sql_add(&q, " FROM ");
    sql_ident(&q, t->name);
    sql_add(&q, " WHERE ");
    put_compare(&q, t, k, ") = (", key, false);
    return read_rows(db, a, &q, t->n_columns, ret, err);
}

static int remove_one(struct db *to, struct arena *a, struct transfer_follow *f,
                      const struct key *k, const struct db_value *key, struct err *err)
{
    struct block *old = ARENA_NEW(a, struct block);
    struct sql q;

    if (read_one(to, a, f->table, k, key, old, err))
        return -1;
    if (old->n == 0)
        return 0;
    sum_take(&f->sum, sum_of_row(f->table, old->rows[0]));
    sql_init(&q, a, db_driver_of(to));
    sql_add(&q, "DELETE FROM ");
    sql_ident(&q, f->table->name);
    sql_add(&q, " WHERE ");
    put_compare(&q, f->table, k, ") = (", key, false);
    return show(&f->removed, f->table, old->rows[0], err) || db_run_sql(to, &q, NULL, err) ? -1 : 0;
}

/* What was written is read again. */
static int write_one(struct db *from, struct db *to, struct arena *a, struct transfer_follow *f,
                     const struct key *k, const struct db_value *key, struct err *err)
{
    struct block *new = ARENA_NEW(a, struct block), *back = ARENA_NEW(a, struct block);

    if (read_one(from, a, f->table, k, key, new, err))
        return -1;
    if (new->n == 0)
        return 0;
    if (insert(to, a, f->table, new->rows, 1, err) ||
        show(&f->written, f->table, new->rows[0], err) ||
        read_one(to, a, f->table, k, key, back, err))
        return -1;
    struct transfer_sum sum = sum_of_row(f->table, new->rows[0]);
    if (back->n != 1 || !transfer_sum_eq(sum, sum_of_row(f->table, back->rows[0])))
        return err_internal(err, "a row of %s was not stored as it was read", f->table->name);
    sum_add(&f->sum, sum);
    return 0;
}

/* All keys of the notes, once for what goes and once for what comes: a value that is unique may
 * have gone from one row to another. */
static int follow_pass(struct db *from, struct db *to, struct transfer_follow *f,
                       const struct key *k, int64_t upto, bool writing, int64_t *ret_n,
                       struct err *err)
{
    struct arena keys[2], scratch;
    struct block *b = NULL;
    size_t turn = 0;
    int rc = 0;

    *ret_n = 0;
    arena_init(&keys[0]);
    arena_init(&keys[1]);
    arena_init(&scratch);
    do {
        struct arena *a = &keys[turn++ & 1];
        const struct db_value *after = b ? b->rows[b->n - 1] : NULL;

        arena_clear(a);
        b = ARENA_NEW(a, struct block);
        rc = read_keys(from, a, f, k, upto, after, b, err);
        for (size_t i = 0; !rc && i < b->n; i++) {
            arena_clear(&scratch);
            rc = writing ? write_one(from, to, &scratch, f, k, b->rows[i], err)
                         : remove_one(to, &scratch, f, k, b->rows[i], err);
        }
        *ret_n += rc ? 0 : (int64_t)b->n;
    } while (!rc && b->n == BLOCK);
    arena_release(&keys[0]);
    arena_release(&keys[1]);
    arena_release(&scratch);
    return rc;
}

int transfer_follow(struct db *from, struct db *to, struct transfer_follow *f, int64_t *ret_n,
                    struct err *err)
{
    struct arena a;
    struct key k;
    int64_t upto = f->after;

    *ret_n = 0;
    arena_init(&a);
    int rc = key_of(f->table, &k, err) || last_note(from, &a, f->table, &upto, err);
    if (!rc && upto > f->after)
        rc = follow_pass(from, to, f, &k, upto, false, ret_n, err) ||
             follow_pass(from, to, f, &k, upto, true, ret_n, err);
    if (!rc && upto > f->after)
        f->after = upto;
    arena_release(&a);
    return rc ? -1 : 0;
}
