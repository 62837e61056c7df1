/* The recording half of a tape. It hears the statements through SQLite's own trace, on every
 * connection the engine opens, so the product knows nothing of it.
 *
 * SQLite tells a statement's text with and without its values. The values are read back from the
 * difference: both texts are walked side by side, and where one has `?` the other has a literal.
 * What a statement runs inside itself (FTS5's own tables) comes with a leading "--" and is skipped:
 * playing the outer one does it again.
 */
#include "tape.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS_MAX = 512, VALUES_MAX = 4096, LITERAL_MAX = 64 };

struct recorder {
    FILE *out;
    enum tape_what what;
    bool listening;
    char *texts[TEXTS_MAX];
    uint32_t n_texts;
};

static struct recorder recorder;

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "tape: %s\n", what);
    exit(1);
}

static void put(const void *bytes, size_t n)
{
    if (n && fwrite(bytes, 1, n, recorder.out) != n)
        fail("cannot write the tape");
}

static void put_u32(size_t v)
{
    uint32_t n = (uint32_t)v;
    put(&n, sizeof n);
}

/* --- values ------------------------------------------------------------------------------------
 */

void tape_put_null(void)
{
    put("n", 1);
}

void tape_put_int(int64_t v)
{
    put("i", 1);
    put(&v, sizeof v);
}

void tape_put_real(double v)
{
    put("r", 1);
    put(&v, sizeof v);
}

void tape_put_text(const char *bytes, size_t n)
{
    put("t", 1);
    put_u32(n);
    put(bytes, n);
}

/* 'it''s' from its opening quote on; returns what follows it. */
static const char *put_text(const char *at)
{
    char *text = malloc(strlen(at) + 1);
    size_t n = 0;

    if (!text)
        fail("out of memory");
    for (at++; *at && (*at != '\'' || at[1] == '\''); at++) {
        if (*at == '\'')
            at++;
        text[n++] = *at;
    }
    tape_put_text(text, n);
    free(text);
    return at + 1;
}

static const char *put_number(const char *at)
{
    size_t n = strspn(at, "+-.0123456789eE");

    if (n == 0 || n >= LITERAL_MAX)
        fail("a literal of a kind that is not expected");
    if (memchr(at, '.', n) || memchr(at, 'e', n)) {
        tape_put_real(strtod(at, NULL));
    } else {
        tape_put_int(strtoll(at, NULL, 10));
    }
    return at + n;
}

static const char *put_literal(const char *at)
{
    if (strncmp(at, "NULL", 4) == 0) {
        tape_put_null();
        return at + 4;
    }
    return *at == '\'' ? put_text(at) : put_number(at);
}

static size_t count_places(const char *sql)
{
    size_t n = 0;

    for (const char *p = sql; *p; p++)
        n += *p == '?';
    return n;
}

static void put_values(const char *sql, const char *expanded)
{
    for (; *sql; sql++) {
        if (*sql == '?') {
            expanded = put_literal(expanded);
        } else if (*sql == *expanded) {
            expanded++;
        } else {
            fail("a statement and its expanded text part ways");
        }
    }
}

/* --- statements --------------------------------------------------------------------------------
 */

static bool begins(const char *sql, const char *with)
{
    return strncmp(sql, with, strlen(with)) == 0;
}

static bool begins_one_of(const char *sql, const char *const *list)
{
    for (; *list; list++)
        if (begins(sql, *list))
            return true;
    return false;
}

static bool wanted(const char *sql)
{
    static const char *const control[] = {
        "--",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT",
        "RELEASE",
        "PRAGMA",
        "SELECT 1 FROM sqlite_schema", /* how a snapshot is taken */
        "SELECT k, v FROM",            /* FTS5 reading its settings */
        NULL};
    static const char *const writes[] = {"INSERT ", "UPDATE ", "DELETE ", NULL};
    static const char *const totals[] = {"UPDATE change_set ", "UPDATE clock ", NULL};

    if (begins_one_of(sql, control))
        return false;
    return recorder.what == TAPE_READS ||
           (begins_one_of(sql, writes) && !begins_one_of(sql, totals));
}

static uint32_t text_number(const char *sql)
{
    for (uint32_t i = 0; i < recorder.n_texts; i++)
        if (strcmp(recorder.texts[i], sql) == 0)
            return i;
    if (recorder.n_texts == TEXTS_MAX)
        fail("more different statements than expected");
    recorder.texts[recorder.n_texts] = strdup(sql);
    put("Q", 1);
    put_u32(strlen(sql));
    put(sql, strlen(sql));
    return recorder.n_texts++;
}

bool tape_wants(const char *sql)
{
    return recorder.listening && wanted(sql);
}

void tape_put_run(const char *sql, size_t n_values)
{
    uint32_t number = text_number(sql);

    put("R", 1);
    put_u32(number);
    put_u32(n_values);
}

static int heard(unsigned event, void *context, void *statement, void *text)
{
    const char *sql = sqlite3_sql(statement);

    (void)event, (void)context;
    if (begins(text, "--") || !sql || !tape_wants(sql))
        return 0;

    char *expanded = sqlite3_expanded_sql(statement);
    if (!expanded)
        fail("SQLite does not expand a statement");
    tape_put_run(sql, count_places(sql));
    put_values(sql, expanded);
    sqlite3_free(expanded);
    return 0;
}

static int opened(sqlite3 *db, char **message, const struct sqlite3_api_routines *api)
{
    (void)message, (void)api;
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, heard, NULL);
}

void tape_record_begin(const char *path, enum tape_what what)
{
    recorder = (struct recorder){.out = fopen(path, "wb"), .what = what};
    if (!recorder.out)
        fail("cannot open the tape");
    if (sqlite3_auto_extension((void (*)(void))opened) != SQLITE_OK)
        fail("SQLite does not tell of its connections");
}

void tape_operation_begin(void)
{
    recorder.listening = true;
}

void tape_operation_next(void)
{
    put("M", 1);
}

void tape_operation_end(void)
{
    recorder.listening = false;
    put("M", 1);
}

void tape_record_end(void)
{
    if (fclose(recorder.out))
        fail("cannot write the tape");
    for (uint32_t i = 0; i < recorder.n_texts; i++)
        free(recorder.texts[i]);
}
