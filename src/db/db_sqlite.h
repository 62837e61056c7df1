/* The SQLite driver's inside: the connection and its statement cache, for the db_sqlite*.c files.
 */
#ifndef KITH_DB_SQLITE_H
#define KITH_DB_SQLITE_H

#include "db/inside.h"
#include <sqlite3.h>

enum { DB_SQLITE_CACHE_MAX = 128, DB_SQLITE_BUCKETS = 256 };

struct db_sqlite_stmt {
    struct db_stmt base;
    sqlite3_stmt *handle;
    struct str sql; /* ends in NUL; behind the struct */
    uint64_t hash;
    bool out;     /* checked out */
    bool cached;  /* in the cache, so done() keeps it */
    bool begun;   /* stepped at all */
    bool ended;   /* stepped past its last row */
    bool control; /* BEGIN, COMMIT, …: no deadline may end it */
    bool indexed; /* reads or writes a search index */
    struct db_sqlite_stmt *next_in_bucket;
    struct db_sqlite_stmt *newer, *older; /* by last use */
};

struct db_sqlite_cache {
    struct db_sqlite_stmt *buckets[DB_SQLITE_BUCKETS];
    struct db_sqlite_stmt *newest, *oldest;
    size_t n;
};

/* The statements that write an index; they take the id and the texts. */
struct db_sqlite_index {
    const char *put, *drop;
};

/* A write to a search index that waits, and a savepoint that was set meanwhile. */
struct db_sqlite_row {
    const struct db_sqlite_index *index;
    bool drop; /* else put */
    int64_t id;
    struct str texts[3]; /* in bytes */
    size_t n_texts;
    char *bytes; /* malloc'ed */
};

struct db_sqlite_mark {
    char name[64];
    size_t n, n_written;
};

struct db_sqlite_queue {
    struct db_sqlite_row *rows;
    size_t n, room;
    size_t n_written; /* so many of the rows are in the database */
    size_t waiting;   /* bytes of those that are not */
    struct db_sqlite_mark *marks;
    size_t n_marks, marks_room;
    bool writing;
};

struct db_sqlite {
    struct db base;
    sqlite3 *handle;
    int64_t deadline_us; /* on the monotonic clock; 0: none */
    bool unhurried;      /* what runs now is beyond the deadline's reach */
    size_t n_out;
    struct db_sqlite_cache cache;
    struct db_sqlite_queue queue;
};

/* Translates a result code and sets err; returns -1. sql may be NULL. */
int db_sqlite_fail(struct db_sqlite *c, int rc, const char *sql, struct err *err);
/* -1 when the caller believes in a transaction that SQLite has given up. */
int db_sqlite_check_tx(struct db_sqlite *c, struct err *err);

/* db_sqlite_stmt.c: the driver's callbacks. */
int db_sqlite_prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err);
int db_sqlite_bind(struct db_stmt *s, int index, struct db_value v, struct err *err);
int db_sqlite_step(struct db_stmt *s, struct err *err);
int db_sqlite_n_columns(struct db_stmt *s);
void db_sqlite_row(struct db_stmt *s, size_t n, struct db_value *ret);
struct db_value db_sqlite_column(struct db_stmt *s, int index);
void db_sqlite_done(struct db_stmt *s);
/* Finalizes all that is cached. */
void db_sqlite_cache_release(struct db_sqlite *c);

/* db_sqlite_queue.c: writes to the search indexes, put off to the end of their transaction. */
/* The texts are copied. Outside a transaction it is written at once. */
int db_sqlite_queue_add(struct db *db, const struct db_sqlite_index *index, bool drop, int64_t id,
                        const struct str *texts, size_t n, struct err *err);
/* Writes what waits: before a commit, and before any statement that looks at an index. */
int db_sqlite_queue_flush(struct db_sqlite *c, struct err *err);
/* Follows a BEGIN, COMMIT, SAVEPOINT, … that has been run. */
void db_sqlite_queue_follow(struct db_sqlite *c, struct str control);
void db_sqlite_queue_release(struct db_sqlite_queue *q);

/* db_sqlite_schema.c */
int db_sqlite_table_ensure(struct db *db, const struct db_table *t, struct err *err);
bool db_sqlite_table_exists(struct db *db, const char *name);
int db_sqlite_append_only(struct db *db, const char *table, struct err *err);

/* db_sqlite_copy.c */
/* Makes an empty file only we may read, durably; does nothing when there is one. */
int db_sqlite_create_file(const char *path, struct err *err);
int db_sqlite_copy(struct db *db, const char *path, struct err *err);
int db_sqlite_check(struct db *db, struct err *err);

/* db_sqlite_place.c: files in a folder */
const char *db_sqlite_place(struct arena *a, const char *where, const char *name);
int db_sqlite_exists(const char *location, bool *ret_exists, struct err *err);
int db_sqlite_remove(const char *location, struct err *err);
int db_sqlite_places(const char *where, const struct db_each *each, struct err *err);

/* db_sqlite_search.c */
int db_sqlite_search_ensure(struct db *db, struct err *err);
int db_sqlite_search_put(struct db *db, int64_t id, struct str kind, struct str name,
                         struct str body, struct err *err);
int db_sqlite_search_drop(struct db *db, int64_t id, struct str kind, struct str name,
                          struct str body, struct err *err);
void db_sqlite_search_match(struct sql *q, const struct search_query *query);

/* db_sqlite_grams.c */
int db_sqlite_grams_ensure(struct db *db, struct err *err);
int db_sqlite_grams_put(struct db *db, int64_t id, const struct str *slots, size_t n,
                        struct err *err);
int db_sqlite_grams_drop(struct db *db, int64_t id, const struct str *slots, size_t n,
                         struct err *err);
bool db_sqlite_grams_match(struct sql *q, int slot, struct str needle);

#endif
