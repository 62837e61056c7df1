/* Bare SQLite: the very statements Kith ran (a tape), played on a copy of the very database by a
 * program that does nothing else. One thread, one connection.
 *
 *   bare_sqlite read TAPE DB SECONDS       operations in turn, each on one snapshot
 *   bare_sqlite write TAPE DB N FROM TO    operations FROM to TO, N a transaction, one fsync each
 *   bare_sqlite sql DB SECONDS STATEMENT   one statement, again and again
 *
 * Prints operations a second, the median and 99th percentile of one in microseconds, and operations
 * a second of CPU time.
 */
#include "tape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static _Noreturn void fail(sqlite3 *db)
{
    fprintf(stderr, "bare_sqlite: %s\n", sqlite3_errmsg(db));
    exit(1);
}

struct timing {
    double *us; /* of each round */
    size_t n, operations;
    double started_us, until_us, started_cpu_s;
};

static double now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double cpu_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct timing timing_start(double seconds)
{
    double now = now_us();

    return (struct timing){
        .started_us = now, .until_us = now + seconds * 1e6, .started_cpu_s = cpu_s()};
}

static void timing_add(struct timing *t, double since_us)
{
    if ((t->n & (t->n - 1)) == 0)
        t->us = realloc(t->us, (t->n ? 2 * t->n : 1) * sizeof *t->us);
    t->us[t->n++] = now_us() - since_us;
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;

    return (a > b) - (a < b);
}

static void timing_print(struct timing *t)
{
    double seconds = (now_us() - t->started_us) / 1e6;

    if (t->n == 0)
        timing_add(t, now_us());
    qsort(t->us, t->n, sizeof *t->us, by_value);
    printf("%.1f %.1f %.1f %.1f\n", (double)t->operations / seconds, t->us[t->n / 2],
           t->us[t->n - 1 - t->n / 100], (double)t->operations / (cpu_s() - t->started_cpu_s));
    free(t->us);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s;

    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        fail(db);
    return s;
}

static void run(sqlite3_stmt *s)
{
    int rc;

    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        (void)sqlite3_column_int64(s, 0);
    if (rc != SQLITE_DONE)
        fail(sqlite3_db_handle(s));
    sqlite3_reset(s);
}

static void play_reads(const struct tape *tape, sqlite3 *db, double seconds)
{
    sqlite3_stmt *begin = prepare(db, "BEGIN"), *commit = prepare(db, "COMMIT");
    struct timing t = timing_start(seconds);

    for (size_t i = 0; now_us() < t.until_us; i = (i + 1) % tape_n_operations(tape)) {
        double since = now_us();
        run(begin);
        tape_play(tape, i);
        run(commit);
        t.operations++;
        timing_add(&t, since);
    }
    timing_print(&t);
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
}

/* The rows on a tape fit the database once, hence the range. */
static void play_writes(const struct tape *tape, sqlite3 *db, size_t batch, size_t from, size_t to)
{
    struct timing t = timing_start(0);

    if (to > tape_n_operations(tape))
        to = tape_n_operations(tape);
    for (size_t i = from; i < to;) {
        double since = now_us();
        tape_exec(db, "BEGIN IMMEDIATE");
        for (size_t end = i + batch < to ? i + batch : to; i < end; i++, t.operations++)
            tape_play(tape, i);
        tape_exec(db, "UPDATE clock SET version = version + 1");
        tape_exec(db, "COMMIT");
        timing_add(&t, since);
    }
    timing_print(&t);
}

static void play_statement(sqlite3 *db, double seconds, const char *sql)
{
    sqlite3_stmt *s = prepare(db, sql);
    struct timing t = timing_start(seconds);

    while (now_us() < t.until_us) {
        double since = now_us();
        run(s);
        t.operations++;
        timing_add(&t, since);
    }
    timing_print(&t);
    sqlite3_finalize(s);
}

static size_t number(const char *text)
{
    return strtoul(text, NULL, 10);
}

static void play_tape(int argc, char **argv)
{
    sqlite3 *db = tape_open_db(argv[3]);
    struct tape *tape = tape_load(argv[2], db);

    if (argc == 7)
        play_writes(tape, db, number(argv[4]), number(argv[5]), number(argv[6]));
    else
        play_reads(tape, db, strtod(argv[4], NULL));
    tape_free(tape);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";

    if ((!strcmp(verb, "read") && argc == 5) || (!strcmp(verb, "write") && argc == 7)) {
        play_tape(argc, argv);
    } else if (!strcmp(verb, "sql") && argc == 5) {
        sqlite3 *db = tape_open_db(argv[2]);
        play_statement(db, strtod(argv[3], NULL), argv[4]);
        sqlite3_close(db);
    } else {
        fprintf(stderr, "usage: bare_sqlite read|write|sql ...; see its first lines\n");
        return 2;
    }
    return 0;
}
