/* The statement builder: text and values grow side by side in the caller's arena.
 *
 * Identifiers are always quoted, so a column may be called "order" or "user" on either database;
 * as only [a-z0-9_] passes, there is nothing in them to escape. The text always ends in a NUL that
 * is not counted.
 */
#include "db/sql.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_ROOM = 1536, VALUES_ROOM = 16, IDENT_MAX = 256 };

void sql_init(struct sql *q, struct arena *a, const struct db_driver *driver)
{
    *q = (struct sql){.arena = a, .driver = driver};
    q->room = TEXT_ROOM;
    q->text = arena_alloc(a, q->room);
}

/* Room for n more bytes and the NUL. */
static char *room(struct sql *q, size_t n)
{
    if (n >= q->room - q->n) {
        size_t more = (q->n + n + 1) * 2;

        q->text = arena_grow(q->arena, q->text, q->n, more);
        q->room = more;
    }
    return q->text + q->n;
}

static void put(struct sql *q, const char *text, size_t n)
{
    memcpy(room(q, n), text, n);
    q->n += n;
    q->text[q->n] = '\0';
}

void sql_add(struct sql *q, const char *text)
{
    put(q, text, strlen(text));
}

static bool in_ident(char c)
{
    return (unsigned)(c - 'a') < 26 || c == '_' || (unsigned)(c - '0') < 10;
}

/* Copies an identifier as it checks it: its length, 0 when it is none. */
static size_t copy_ident(char *out, const char *name)
{
    size_t n = 0;

    if (!name || (*name >= '0' && *name <= '9'))
        return 0;
    while (in_ident(name[n])) {
        out[n] = name[n];
        n++;
    }
    return name[n] ? 0 : n;
}

bool sql_is_ident(const char *name)
{
    char copy[IDENT_MAX];

    return name && strlen(name) < sizeof copy && copy_ident(copy, name) > 0;
}

/* On the path of every statement, and some have a hundred of them. */
void sql_ident(struct sql *q, const char *name)
{
    size_t known = name ? strlen(name) : 0;
    char *out = room(q, known + 2);
    size_t n = copy_ident(out + 1, name);

    if (n == 0) {
        q->failed = true;
        *out = '\0';
        return;
    }
    out[0] = out[n + 1] = '"';
    out[n + 2] = '\0';
    q->n += n + 2;
}

void sql_unindexed(struct sql *q)
{
    sql_add(q, q->driver->unindexed);
}

void sql_skip_locked(struct sql *q)
{
    sql_add(q, q->driver->skip_locked);
}

void sql_ident2(struct sql *q, const char *qualifier, const char *name)
{
    sql_ident(q, qualifier);
    put(q, ".", 1);
    sql_ident(q, name);
}

static void put_value(struct sql *q, struct db_value v)
{
    if (q->n_values == q->values_room) {
        size_t room = q->values_room ? q->values_room * 2 : VALUES_ROOM;

        q->values =
            arena_grow(q->arena, q->values, q->n_values * sizeof *q->values, room * sizeof v);
        q->values_room = room;
    }
    q->values[q->n_values++] = v;
}

void sql_bind(struct sql *q, struct db_value v)
{
    put(q, "?", 1);
    put_value(q, v);
}

void sql_bind_int(struct sql *q, int64_t v)
{
    sql_bind(q, DB_VALUE_INT(v));
}

void sql_bind_text(struct sql *q, struct str v)
{
    sql_bind(q, DB_VALUE_TEXT(v));
}

void sql_one_plan(struct sql *q)
{
    if (q->driver->one_plan)
        sql_add(q, q->driver->one_plan);
}

/* A plan for all values has to know how many rows are wanted. */
void sql_limit(struct sql *q, int64_t n, bool one_plan)
{
    char digits[24];

    sql_add(q, " LIMIT ");
    if (!one_plan || !q->driver->one_plan) {
        sql_bind_int(q, n);
        return;
    }
    snprintf(digits, sizeof digits, "%" PRId64, n);
    sql_add(q, digits);
    sql_add(q, q->driver->one_plan);
}

static void bind_ids_as_text(struct sql *q, const int64_t *ids, size_t n)
{
    enum { DIGITS_MAX = 21 };
    char *text = arena_alloc(q->arena, n * DIGITS_MAX + 2), *end = text;

    for (size_t i = 0; i < n; i++)
        end += snprintf(end, DIGITS_MAX + 1, "%c%" PRId64, i ? ',' : '{', ids[i]);
    *end++ = '}';
    sql_add(q, q->driver->ids_of_text);
    put_value(q, DB_VALUE_TEXT(((struct str){text, (size_t)(end - text)})));
}

/* Lists of 1, 2, 4, 8, … so that lists of all lengths share few texts, and so the statement cache
 * is not emptied by them. Where one value can be all of them, there is but one text, and it is
 * planned once. */
void sql_bind_ids(struct sql *q, const int64_t *ids, size_t n)
{
    size_t padded = 1;

    if (n == 0) {
        sql_add(q, "NULL");
        return;
    }
    if (q->driver->ids_of_text) {
        bind_ids_as_text(q, ids, n);
        return;
    }
    while (padded < n)
        padded *= 2;
    for (size_t i = 0; i < padded; i++) {
        if (i)
            put(q, ", ", 2);
        sql_bind_int(q, ids[i < n ? i : n - 1]);
    }
}

struct str sql_text(const struct sql *q)
{
    return (struct str){q->text, q->n};
}
