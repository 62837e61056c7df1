/* Bare libpq: the very statements Kith ran (a tape), each prepared once and with the plan that Kith
 * asks for, on connections of their own with a thread each, by a program that does nothing else.
 *
 *   bare_postgres read TAPE URL SCHEMA SECONDS CONNECTIONS   operations in turn, each on one
 * snapshot bare_postgres write TAPE URL SCHEMA N FROM TO            operations FROM to TO, N a
 * transaction
 *
 * Prints operations a second, the median and 99th percentile of one in microseconds, and operations
 * a second of this program's CPU time.
 */
#include <endian.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXTS_MAX = 512, VALUES_MAX = 4096, CONNECTIONS_MAX = 256, PG_INT8 = 20 };

struct tape {
    char *bytes;
    size_t n_bytes;
    const char *texts[TEXTS_MAX]; /* with $1, … */
    size_t n_texts;
    size_t *ends, *starts; /* of each operation, in bytes */
    size_t n_operations;
};

struct worker {
    const struct tape *tape;
    const char *url, *schema;
    PGconn *conn;
    bool prepared[TEXTS_MAX];
    double seconds, *us;
    size_t n, first;
};

static _Noreturn void fail(const char *what, PGconn *conn)
{
    fprintf(stderr, "bare_postgres: %s%s%s\n", what, conn ? ": " : "",
            conn ? PQerrorMessage(conn) : "");
    exit(1);
}

static double seconds_of(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *grown(void *list, size_t n, size_t size)
{
    if (n & (n - 1) || (n > 0 && n < 64))
        return list;
    list = realloc(list, (n ? 2 * n : 64) * size);
    if (!list)
        fail("out of memory", NULL);
    return list;
}

/* --- the tape ----------------------------------------------------------------------------------
 */

static const char *take(const struct tape *t, size_t *at, size_t n)
{
    const char *p = t->bytes + *at;

    if (n > t->n_bytes - *at)
        fail("the tape ends in the middle", NULL);
    *at += n;
    return p;
}

static uint32_t take_u32(const struct tape *t, size_t *at)
{
    uint32_t n;

    memcpy(&n, take(t, at, sizeof n), sizeof n);
    return n;
}

/* `?` to `$n`; no text of ours has one in quotes. */
static char *numbered(const char *sql, size_t n)
{
    char *out = malloc(n * 6 + 1);
    size_t at = 0;
    int places = 0;

    if (!out)
        fail("out of memory", NULL);
    for (size_t i = 0; i < n; i++) {
        if (sql[i] == '?')
            at += (size_t)snprintf(out + at, 6, "$%d", ++places);
        else
            out[at++] = sql[i];
    }
    out[at] = '\0';
    return out;
}

static void skip_values(const struct tape *t, size_t *at)
{
    for (uint32_t n = take_u32(t, at); n > 0; n--) {
        char type = *take(t, at, 1);

        if (type == 't')
            take(t, at, take_u32(t, at));
        else if (type != 'n')
            take(t, at, 8);
    }
}

static void load(struct tape *t, const char *path)
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
    for (size_t at = 0, start = 0; at < t->n_bytes;) {
        char kind = *take(t, &at, 1);

        if (kind == 'Q') {
            uint32_t length = take_u32(t, &at);
            t->texts[t->n_texts++] = numbered(take(t, &at, length), length);
        } else if (kind == 'R') {
            take_u32(t, &at);
            skip_values(t, &at);
        } else {
            t->starts = grown(t->starts, t->n_operations, sizeof *t->starts);
            t->ends = grown(t->ends, t->n_operations, sizeof *t->ends);
            t->starts[t->n_operations] = start;
            t->ends[t->n_operations++] = at - 1;
            start = at;
        }
    }
    if (!t->n_operations)
        fail("the tape is empty", NULL);
}

/* --- playing -----------------------------------------------------------------------------------
 */

static void exec(PGconn *conn, const char *sql)
{
    PGresult *res = PQexec(conn, sql);

    if (PQresultStatus(res) != PGRES_COMMAND_OK && PQresultStatus(res) != PGRES_TUPLES_OK)
        fail(sql, conn);
    PQclear(res);
}

struct values {
    const char *bytes[VALUES_MAX];
    int lengths[VALUES_MAX], formats[VALUES_MAX];
    Oid types[VALUES_MAX];
    uint64_t integers[VALUES_MAX];
    char *texts[VALUES_MAX];
    uint32_t n;
};

static void read_value(const struct tape *t, size_t *at, struct values *v, uint32_t i)
{
    char type = *take(t, at, 1);

    v->bytes[i] = v->texts[i] = NULL;
    v->formats[i] = v->lengths[i] = 0;
    v->types[i] = 0;
    if (type == 't') {
        uint32_t n = take_u32(t, at);
        v->bytes[i] = v->texts[i] = strndup(take(t, at, n), n);
    } else if (type == 'i') {
        memcpy(&v->integers[i], take(t, at, 8), 8);
        v->integers[i] = htobe64(v->integers[i]);
        v->bytes[i] = (const char *)&v->integers[i];
        v->lengths[i] = 8;
        v->formats[i] = 1;
        v->types[i] = PG_INT8;
    } else if (type != 'n') {
        fail("a kind of value that is not expected", NULL);
    }
}

/* A plan for all words is a bad one: searches are planned by theirs, as Kith has them planned. */
static bool is_search(const char *text)
{
    return strstr(text, "@@") != NULL;
}

static PGresult *run_prepared(struct worker *w, uint32_t number, const struct values *v)
{
    char name[16];

    snprintf(name, sizeof name, "s%u", number);
    if (!w->prepared[number]) {
        PGresult *res = PQprepare(w->conn, name, w->tape->texts[number], (int)v->n, v->types);
        if (PQresultStatus(res) != PGRES_COMMAND_OK)
            fail(w->tape->texts[number], w->conn);
        PQclear(res);
        w->prepared[number] = true;
    }
    return PQexecPrepared(w->conn, name, (int)v->n, v->bytes, v->lengths, v->formats, 1);
}

static void run(struct worker *w, size_t *at)
{
    static _Thread_local struct values v;
    uint32_t number = take_u32(w->tape, at);

    v.n = take_u32(w->tape, at);
    for (uint32_t i = 0; i < v.n; i++)
        read_value(w->tape, at, &v, i);
    PGresult *res = is_search(w->tape->texts[number])
                        ? PQexecParams(w->conn, w->tape->texts[number], (int)v.n, v.types, v.bytes,
                                       v.lengths, v.formats, 1)
                        : run_prepared(w, number, &v);
    if (PQresultStatus(res) != PGRES_COMMAND_OK && PQresultStatus(res) != PGRES_TUPLES_OK)
        fail(w->tape->texts[number], w->conn);
    PQclear(res);
    for (uint32_t i = 0; i < v.n; i++)
        free(v.texts[i]);
}

static void play(struct worker *w, size_t operation)
{
    size_t at = w->tape->starts[operation];

    while (at < w->tape->ends[operation]) {
        char kind = *take(w->tape, &at, 1);

        if (kind == 'Q')
            take(w->tape, &at, take_u32(w->tape, &at));
        else
            run(w, &at);
    }
}

/* The mark of Kith's lists; all that they ask has it. */
static bool has_one_plan(const struct tape *t)
{
    for (size_t i = 0; i < t->n_texts; i++)
        if (strstr(t->texts[i], "/* one plan */"))
            return true;
    return false;
}

static void dial(struct worker *w)
{
    char path[160];

    w->conn = PQconnectdb(w->url);
    if (PQstatus(w->conn) != CONNECTION_OK)
        fail("connecting", w->conn);
    snprintf(path, sizeof path, "SET search_path TO \"%s\"", w->schema);
    exec(w->conn, path);
    exec(w->conn, "SET jit = off");
    if (has_one_plan(w->tape))
        exec(w->conn, "SET plan_cache_mode = force_generic_plan");
}

static void add(struct worker *w, double since)
{
    w->us = grown(w->us, w->n, sizeof *w->us);
    w->us[w->n++] = (seconds_of(CLOCK_MONOTONIC) - since) * 1e6;
}

static void *read_all(void *arg)
{
    struct worker *w = arg;
    double until = seconds_of(CLOCK_MONOTONIC) + w->seconds, since;

    for (size_t i = w->first; (since = seconds_of(CLOCK_MONOTONIC)) < until; i++) {
        exec(w->conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        play(w, i % w->tape->n_operations);
        exec(w->conn, "COMMIT");
        add(w, since);
    }
    return NULL;
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;

    return (a > b) - (a < b);
}

static void print(double *us, size_t n, size_t operations, double seconds, double cpu)
{
    if (n)
        qsort(us, n, sizeof *us, by_value);
    printf("%.1f %.1f %.1f %.1f\n", (double)operations / seconds, n ? us[n / 2] : 0,
           n ? us[n - 1 - n / 100] : 0, (double)operations / cpu);
}

static void reads(const struct tape *t, char **argv)
{
    static struct worker workers[CONNECTIONS_MAX];
    pthread_t threads[CONNECTIONS_MAX];
    size_t n = strtoul(argv[6], NULL, 10), total = 0;
    double *us = NULL;

    for (size_t i = 0; i < n && i < CONNECTIONS_MAX; i++) {
        workers[i] = (struct worker){.tape = t,
                                     .url = argv[3],
                                     .schema = argv[4],
                                     .seconds = strtod(argv[5], NULL),
                                     .first = i * t->n_operations / n};
        dial(&workers[i]);
    }
    double began = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t i = 0; i < n; i++)
        pthread_create(&threads[i], NULL, read_all, &workers[i]);
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    double seconds = seconds_of(CLOCK_MONOTONIC) - began;
    cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < workers[i].n; k++) {
            us = grown(us, total, sizeof *us);
            us[total++] = workers[i].us[k];
        }
    print(us, total, total, seconds, cpu);
}

/* The rows on a tape fit the database once, hence the range. */
static void writes(const struct tape *t, char **argv)
{
    struct worker w = {.tape = t, .url = argv[3], .schema = argv[4]};
    size_t batch = strtoul(argv[5], NULL, 10), from = strtoul(argv[6], NULL, 10);
    size_t to = strtoul(argv[7], NULL, 10), done = 0;

    if (to > t->n_operations)
        to = t->n_operations;
    dial(&w);
    double began = seconds_of(CLOCK_MONOTONIC), cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t i = from; i < to;) {
        double since = seconds_of(CLOCK_MONOTONIC);

        exec(w.conn, "BEGIN");
        for (size_t end = i + batch < to ? i + batch : to; i < end; i++, done++)
            play(&w, i);
        exec(w.conn, "UPDATE clock SET version = version + 1");
        exec(w.conn, "COMMIT");
        add(&w, since);
    }
    print(w.us, w.n, done, seconds_of(CLOCK_MONOTONIC) - began,
          seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu);
}

int main(int argc, char **argv)
{
    static struct tape tape;
    const char *verb = argc > 1 ? argv[1] : "";

    if (!strcmp(verb, "read") && argc == 7) {
        load(&tape, argv[2]);
        reads(&tape, argv);
    } else if (!strcmp(verb, "write") && argc == 8) {
        load(&tape, argv[2]);
        writes(&tape, argv);
    } else {
        fprintf(stderr, "usage: bare_postgres read|write ...; see its first lines\n");
        return 2;
    }
    return 0;
}
