/* The playing half of a tape: the statements as a careful program on bare SQLite would run them,
 * each prepared once, values bound, every column of every row read.
 *
 * The whole tape is read into memory and taken apart before anything is timed.
 */
#include "tape.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct value {
    char type; /* n, i, r, t */
    uint32_t n;
    union {
        int64_t i;
        double r;
        const char *text;
    };
};

struct run {
    sqlite3_stmt *statement;
    uint32_t n_values;
    size_t first_value;
};

struct tape {
    sqlite3 *db;
    char *bytes;
    size_t n_bytes;
    sqlite3_stmt **statements;
    size_t n_statements;
    struct run *runs;
    size_t n_runs;
    struct value *values;
    size_t n_values;
    size_t *ends; /* of each operation: the run behind its last */
    size_t n_operations;
};

static _Noreturn void fail(const char *what, sqlite3 *db)
{
    fprintf(stderr, "tape: %s%s%s\n", what, db ? ": " : "", db ? sqlite3_errmsg(db) : "");
    exit(1);
}

/* Room for one more, doubling. */
static void *grown(void *list, size_t n, size_t size)
{
    if (n & (n - 1) || (n > 0 && n < 64))
        return list;
    list = realloc(list, (n ? 2 * n : 64) * size);
    if (!list)
        fail("out of memory", NULL);
    return list;
}

/* --- loading -----------------------------------------------------------------------------------
 */

static void read_all(struct tape *t, const char *path)
{
    FILE *in = fopen(path, "rb");
    long n;

    if (!in || fseek(in, 0, SEEK_END) || (n = ftell(in)) < 0 || fseek(in, 0, SEEK_SET))
        fail("cannot read the tape", NULL);
    t->n_bytes = (size_t)n;
    t->bytes = malloc(t->n_bytes + 1);
    if (!t->bytes || fread(t->bytes, 1, t->n_bytes, in) != t->n_bytes)
        fail("cannot read the tape", NULL);
    fclose(in);
}

static const char *take(struct tape *t, size_t *at, size_t n)
{
    const char *p = t->bytes + *at;

    if (n > t->n_bytes - *at)
        fail("the tape ends in the middle", NULL);
    *at += n;
    return p;
}

static uint32_t take_u32(struct tape *t, size_t *at)
{
    uint32_t n;

    memcpy(&n, take(t, at, sizeof n), sizeof n);
    return n;
}

static void load_statement(struct tape *t, size_t *at)
{
    uint32_t n = take_u32(t, at);
    sqlite3_stmt *s;

    if (sqlite3_prepare_v3(t->db, take(t, at, n), (int)n, SQLITE_PREPARE_PERSISTENT, &s, NULL))
        fail("preparing", t->db);
    t->statements = grown(t->statements, t->n_statements, sizeof(sqlite3_stmt *));
    t->statements[t->n_statements++] = s;
}

static void load_value(struct tape *t, size_t *at)
{
    struct value v = {.type = *take(t, at, 1)};

    if (v.type == 't') {
        v.n = take_u32(t, at);
        v.text = take(t, at, v.n);
    } else if (v.type != 'n') {
        memcpy(&v.i, take(t, at, sizeof v.i), sizeof v.i);
    }
    t->values = grown(t->values, t->n_values, sizeof v);
    t->values[t->n_values++] = v;
}

static void load_run(struct tape *t, size_t *at)
{
    struct run r = {.first_value = t->n_values};
    uint32_t number = take_u32(t, at);

    if (number >= t->n_statements)
        fail("the tape names a statement it does not have", NULL);
    r.statement = t->statements[number];
    r.n_values = take_u32(t, at);
    for (uint32_t i = 0; i < r.n_values; i++)
        load_value(t, at);
    t->runs = grown(t->runs, t->n_runs, sizeof r);
    t->runs[t->n_runs++] = r;
}

static void load_mark(struct tape *t)
{
    t->ends = grown(t->ends, t->n_operations, sizeof *t->ends);
    t->ends[t->n_operations++] = t->n_runs;
}

struct tape *tape_load(const char *path, sqlite3 *db)
{
    struct tape *t = calloc(1, sizeof *t);
    size_t at = 0;

    if (!t)
        fail("out of memory", NULL);
    t->db = db;
    read_all(t, path);
    while (at < t->n_bytes) {
        char kind = *take(t, &at, 1);
        if (kind == 'Q')
            load_statement(t, &at);
        else if (kind == 'R')
            load_run(t, &at);
        else
            load_mark(t);
    }
    if (t->n_operations == 0)
        fail("the tape is empty", NULL);
    return t;
}

size_t tape_n_operations(const struct tape *t)
{
    return t->n_operations;
}

void tape_free(struct tape *t)
{
    for (size_t i = 0; i < t->n_statements; i++)
        sqlite3_finalize(t->statements[i]);
    free(t->statements);
    free(t->runs);
    free(t->values);
    free(t->ends);
    free(t->bytes);
    free(t);
}

/* --- playing -----------------------------------------------------------------------------------
 */

static void bind(sqlite3_stmt *s, int index, const struct value *v)
{
    if (v->type == 't')
        sqlite3_bind_text64(s, index, v->text, v->n, SQLITE_STATIC, SQLITE_UTF8);
    else if (v->type == 'i')
        sqlite3_bind_int64(s, index, v->i);
    else if (v->type == 'r')
        sqlite3_bind_double(s, index, v->r);
    else
        sqlite3_bind_null(s, index);
}

static uint64_t read_row(sqlite3_stmt *s)
{
    uint64_t sum = 0;

    for (int i = 0, n = sqlite3_column_count(s); i < n; i++) {
        int type = sqlite3_column_type(s, i);
        if (type == SQLITE_INTEGER) {
            sum += (uint64_t)sqlite3_column_int64(s, i);
        } else if (type == SQLITE_TEXT) {
            const unsigned char *text = sqlite3_column_text(s, i);
            int length = sqlite3_column_bytes(s, i);
            sum += length ? text[length - 1] : 0u;
        }
    }
    return sum;
}

static uint64_t run(const struct tape *t, const struct run *r)
{
    uint64_t sum = 0;
    int rc;

    for (uint32_t i = 0; i < r->n_values; i++)
        bind(r->statement, (int)i + 1, &t->values[r->first_value + i]);
    while ((rc = sqlite3_step(r->statement)) == SQLITE_ROW)
        sum += read_row(r->statement);
    if (rc != SQLITE_DONE)
        fail(sqlite3_sql(r->statement), t->db);
    sqlite3_reset(r->statement);
    return sum;
}

uint64_t tape_play(const struct tape *t, size_t operation)
{
    uint64_t sum = 0;
    size_t from = operation ? t->ends[operation - 1] : 0;

    for (size_t i = from; i < t->ends[operation]; i++)
        sum += run(t, &t->runs[i]);
    return sum;
}

/* --- the connection ----------------------------------------------------------------------------
 */

void tape_exec(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(sql, db);
}

sqlite3 *tape_open_db(const char *path)
{
    sqlite3 *db;

    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL))
        fail("opening the database", db);
    tape_exec(db, "PRAGMA mmap_size = 268435456; PRAGMA cache_size = -4000;"
                  "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL;"
                  "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;"
                  "PRAGMA journal_size_limit = 33554432;");
    return db;
}
