/* A tape: the statements one program ran on SQLite, with their values, so that another may run the
 * very same ones again and nothing else. Written and read on one machine, in its byte order.
 *
 * A tape holds operations (what one request does); an operation is its statements in order.
 */
#ifndef KITH_BENCH_TAPE_H
#define KITH_BENCH_TAPE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tape_what {
    TAPE_READS,  /* all but transactions and pragmas */
    TAPE_WRITES, /* what puts rows into tables, the group's own clock and totals left out */
};

/* --- recording (tape_record.c): one tape a process; any failure ends the program ---------------
 */

/* From now on every connection that opens is listened to. */
void tape_record_begin(const char *path, enum tape_what what);
/* Statements count only between these two; each pair is one operation. */
void tape_operation_begin(void);
/* Ends one and begins the next. */
void tape_operation_next(void);
void tape_operation_end(void);
void tape_record_end(void);

/* For statements that SQLite does not tell of (tape_driver.c). */
bool tape_wants(const char *sql);
/* Its values follow, each by one of the others. */
void tape_put_run(const char *sql, size_t n_values);
void tape_put_null(void);
void tape_put_int(int64_t v);
void tape_put_real(double v);
void tape_put_text(const char *bytes, size_t n);

/* A driver that does what another does and records it. Its connections must be its own. */
struct db_driver;
const struct db_driver *tape_driver(const struct db_driver *real);

/* --- playing (tape_play.c) ---------------------------------------------------------------------
 */

struct tape;

struct tape *tape_load(const char *path, sqlite3 *db); /* all statements prepared once */
size_t tape_n_operations(const struct tape *t);
/* Binds, steps to the end and reads every column of every row; returns a sum over them, so that no
 * compiler may leave it out. */
uint64_t tape_play(const struct tape *t, size_t operation);
void tape_free(struct tape *t);

/* The connection settings of src/db/db_sqlite.c, so that both sides have the same. */
sqlite3 *tape_open_db(const char *path);
void tape_exec(sqlite3 *db, const char *sql);

#endif
