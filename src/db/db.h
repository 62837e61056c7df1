/* One door to two databases. Above this folder nobody knows which one it is.
 *
 * SQL passed here is the portable subset: `?` placeholders in order, INTEGER 64-bit, TEXT, REAL,
 * BLOB, ON CONFLICT, RETURNING, LIMIT ? OFFSET ?, CTEs, window functions; no dialect functions.
 * What differs (types, pragmas, search, introspection, copying) goes through struct db_driver.
 *
 * A connection belongs to one thread at a time. Statements are prepared once per connection and
 * cached by their text (bounded), so the same text again costs a lookup.
 */
#ifndef KITH_DB_DB_H
#define KITH_DB_DB_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct db;      /* a connection */
struct db_each; /* what db_places() tells */
struct db_stmt; /* a prepared statement checked out of its connection's cache */
struct search_query;
struct sql;

enum db_kind { DB_INT, DB_TEXT, DB_REAL, DB_BLOB };
enum db_type { DB_NULL, DB_IS_INT, DB_IS_REAL, DB_IS_TEXT, DB_IS_BLOB };

/* A value on its way in or out. Text and blob bytes are borrowed. */
struct db_value {
    enum db_type type;
    union {
        int64_t i;
        double r;
        struct str s; /* text or blob */
    };
};

#define DB_VALUE_NULL    ((struct db_value){.type = DB_NULL})
#define DB_VALUE_INT(v)  ((struct db_value){.type = DB_IS_INT, .i = (v)})
#define DB_VALUE_TEXT(v) ((struct db_value){.type = DB_IS_TEXT, .s = (v)})
#define DB_VALUE_BLOB(v) ((struct db_value){.type = DB_IS_BLOB, .s = (v)})

bool db_value_eq(struct db_value a, struct db_value b);
/* A copy whose bytes live in the arena. */
struct db_value db_value_dup(struct arena *a, struct db_value v);

enum db_open_flags { DB_READ = 0, DB_WRITE = 1, DB_CREATE = 2 };

/* A table as the model wants it: what db_table_ensure() creates or adds to. */
struct db_column {
    const char *name;
    enum db_kind kind;
    bool primary_key; /* the 64-bit id */
    bool not_null;
    const char
        *fallback; /* SQL literal for DEFAULT, or NULL; needed by NOT NULL columns added later */
};

struct db_index {
    const char *name;
    const char *columns; /* "name_fold, id" */
    const char *where;   /* partial index condition, or NULL */
    bool unique;
};

struct db_table {
    const char *name;
    const struct db_column *columns;
    size_t n_columns;
    const struct db_index *indexes;
    size_t n_indexes;
    const char *primary_key; /* composite key "a, b" of a table without an id column, or NULL */
};

/* The first question of a transaction, asked with its beginning: one row of integers. */
struct db_first {
    const char *sql; /* without values */
    int64_t *values; /* set when found; 0 for null */
    size_t n;
    bool found;
};

/* What a driver fills. Each returns 0, or -1 with err set, unless said otherwise. */
struct db_driver {
    const char *name;
    bool shared;             /* other processes write to the same databases */
    const char *for_update;  /* behind a SELECT: its rows are this transaction's until it ends */
    const char *skip_locked; /* the same, but rows that are another's are passed over */
    const char *ids_of_text; /* gives the ids of a text `?`, "{1,2,3}", as rows; NULL: it cannot */
    const char *one_plan;  /* behind a SELECT: one plan is right for all its values; NULL: always */
    const char *unindexed; /* before a column: no index is to be used for it */
    /* location: a file path (SQLite) or a DSN with schema (PostgreSQL). See db_place(). */
    int (*open)(const char *location, int flags, struct db **ret_db, struct err *err);
    void (*close)(struct db *db);
    /* One or several statements without values. */
    int (*exec)(struct db *db, const char *sql, struct err *err);
    int (*prepare)(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err);
    int (*bind)(struct db_stmt *s, int index, struct db_value v,
                struct err *err); /* index from 1 */
    /* 1 a row, 0 done, -1 error. */
    int (*step)(struct db_stmt *s, struct err *err);
    int (*n_columns)(struct db_stmt *s);
    /* The first n columns of the row. Bytes are valid until the next step or done. */
    void (*row)(struct db_stmt *s, size_t n, struct db_value *ret);
    struct db_value (*column)(struct db_stmt *s, int index); /* index from 0 */
    /* Only where waiting for an answer is worth avoiding, NULL elsewhere: see db_ask(), db_post().
     */
    int (*ask)(struct db_stmt *s, struct err *err);
    int (*post)(struct db_stmt *s, struct err *err);
    int (*settle)(struct db *db, struct err *err);
    /* Back to the cache. NULL is allowed. */
    void (*done)(struct db_stmt *s);
    int64_t (*affected)(struct db *db); /* rows of the last write */
    /* Starts a transaction; a read one has its snapshot when this returns. first may be NULL. */
    int (*begin)(struct db *db, bool write, struct db_first *first, struct err *err);
    /* NULL: begin() costs no waiting. See db_begin_later(). */
    int (*begin_later)(struct db *db, struct err *err);
    int (*commit)(struct db *db, struct err *err);
    void (*rollback)(struct db *db);
    /* Ends any statement that runs longer than ms from now with ERR_TOO_SLOW; 0 lifts the limit.
     * exec, transactions and savepoints are beyond its reach. */
    void (*deadline)(struct db *db, int64_t ms);

    int (*table_ensure)(struct db *db, const struct db_table *t, struct err *err);
    bool (*table_exists)(struct db *db, const char *name);
    int (*append_only)(struct db *db, const char *table, struct err *err);
    /* A complete copy of an idle database to path, on disk when it returns. */
    int (*copy)(struct db *db, const char *path, struct err *err);
    /* Is every page and index what it should be? */
    int (*check)(struct db *db, struct err *err);
    int (*vacuum)(struct db *db, struct err *err);

    /* Where databases are: see db_place() and its kin. */
    const char *(*place)(struct arena *a, const char *where, const char *name);
    /* NULL: see db_table_at(). */
    const char *(*table_at)(struct arena *a, const char *location, const char *table);
    int (*exists)(const char *location, bool *ret_exists, struct err *err);
    int (*remove)(const char *location, struct err *err);
    int (*places)(const char *where, const struct db_each *each, struct err *err);
    /* Only where the databases of a server can share connections, NULL elsewhere: see db_use(). */
    int (*use)(struct db *db, const char *location, int flags, struct err *err);
    /* Only where several processes share databases, NULL elsewhere: see db_tell(). */
    void (*tell)(struct db *db, const char *channel, const char *text);
    int (*hear)(struct db *db, const char *channel, int64_t ms,
                void (*heard)(void *ctx, struct str text), void *ctx, struct err *err);
    /* Only where others write meanwhile, NULL elsewhere: see db_watch(). */
    int (*watch)(struct db *db, const struct db_table *tables, size_t n, struct err *err);
    int (*unwatch)(struct db *db, const struct db_table *tables, size_t n, struct err *err);

    /* Full text: see search.h. */
    int (*search_ensure)(struct db *db, struct err *err);
    int (*search_put)(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                      struct err *err);
    int (*search_drop)(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                       struct err *err);
    void (*search_match)(struct sql *q, const struct search_query *query);
    int (*grams_put)(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err);
    int (*grams_drop)(struct db *db, int64_t id, const struct str *slots, size_t n,
                      struct err *err);
    bool (*grams_match)(struct sql *q, int slot, struct str needle);
};

extern const struct db_driver db_sqlite;
extern const struct db_driver db_postgres;
/* The one a location or a place of many is of: by "postgres://", "postgresql://". */
const struct db_driver *db_driver_for(const char *where);

int db_open(const struct db_driver *d, const char *location, int flags, struct db **ret_db,
            struct err *err);
void db_close(struct db *db); /* NULL is allowed */
const struct db_driver *db_driver_of(const struct db *db);

int db_exec(struct db *db, const char *sql, struct err *err);
int db_prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err);
int db_bind(struct db_stmt *s, int index, struct db_value v, struct err *err);
int db_step(struct db_stmt *s, struct err *err);
void db_done(struct db_stmt *s);
int db_columns(struct db_stmt *s);
/* The first n columns of the row at once: what is read by the thousand is read by one call a row.
 */
void db_row(struct db_stmt *s, size_t n, struct db_value *ret);
struct db_value db_column(struct db_stmt *s, int index);
int64_t db_column_int(struct db_stmt *s, int index);    /* 0 when null */
struct str db_column_str(struct db_stmt *s, int index); /* STR_NONE when null; borrowed */
bool db_column_null(struct db_stmt *s, int index);

/* Values are borrowed until db_done(): their bytes must outlive the statement's run. */

/* A statement with its values, ready to step: prepare and bind in one. */
int db_query(struct db *db, const char *sql, const struct db_value *values, size_t n,
             struct db_stmt **ret_stmt, struct err *err);
/* The same for a built statement (sql.h); fails when the builder did. */
int db_query_sql(struct db *db, const struct sql *q, struct db_stmt **ret_stmt, struct err *err);
/* Runs to the end and forgets rows; *ret_affected may be NULL. */
int db_run(struct db *db, const char *sql, const struct db_value *values, size_t n,
           int64_t *ret_affected, struct err *err);
int db_run_sql(struct db *db, const struct sql *q, int64_t *ret_affected, struct err *err);
/* A write whose answer nobody needs: in a transaction, where that saves a wait, it is sent ahead of
 * what follows. When it fails, the next statement, db_settle(), db_savepoint() or db_commit() does,
 * by its reason. The bytes of the values are the caller's again when it returns. */
int db_post(struct db *db, const char *sql, const struct db_value *values, size_t n,
            struct err *err);
int db_post_sql(struct db *db, const struct sql *q, struct err *err);
/* All that was posted is done, or it fails. */
int db_settle(struct db *db, struct err *err);
/* Sends a statement whose rows are wanted soon: its first step takes them from the answer to
 * whatever is waited for next. Does nothing where no answer has a way to go. Its values must be
 * there until the first step, and when it fails, what is waited for next may do so by its reason.
 */
int db_ask(struct db_stmt *s, struct err *err);
/* db_query_sql() and this. */
int db_ask_sql(struct db *db, const struct sql *q, struct db_stmt **ret_stmt, struct err *err);
/* The first column of the first row; `fallback` when there is no row or it is null. */
int db_query_int(struct db *db, const char *sql, const struct db_value *values, size_t n,
                 int64_t fallback, int64_t *ret_value, struct err *err);
int db_query_int_sql(struct db *db, const struct sql *q, int64_t fallback, int64_t *ret_value,
                     struct err *err);

/* Values for the calls above: DB_ARGS(DB_VALUE_INT(1), …) gives pointer and count. */
#define DB_ARGS(...)                                                                               \
    (const struct db_value[]){__VA_ARGS__},                                                        \
        sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)
#define DB_NO_ARGS NULL, 0

/* Transactions. A read one is a snapshot; a write one takes the database's write lock at once.
 * Savepoints nest by name (an identifier, ours). Rollbacks cannot fail. When the database itself
 * gives a transaction up (disk full, I/O error), all that follows is refused with
 * ERR_UNAVAILABLE until db_rollback(). A failed commit leaves it open: roll back. */
int db_begin_read(struct db *db, struct err *err);
/* A read one, which may take its snapshot only with its first statement: it goes with that. */
int db_begin_later(struct db *db, struct err *err);
int db_begin_write(struct db *db, struct err *err);
int db_begin(struct db *db, bool write, struct db_first *first, struct err *err);
/* The connection broke in the middle of the last db_commit() and nobody can say whether it came to
 * pass: what was in it must be neither repeated nor called undone. */
bool db_in_doubt(const struct db *db);
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);
int db_savepoint(struct db *db, const char *name, struct err *err);
int db_release(struct db *db, const char *name, struct err *err);
void db_rollback_to(struct db *db, const char *name);

/* Creates the table, or adds the columns and indexes it lacks; never drops. Idempotent, whole or
 * not at all. Cheap when nothing lacks; put many in one db_begin_write(). */
int db_table_ensure(struct db *db, const struct db_table *t, struct err *err);
bool db_table_exists(struct db *db, const char *name);
/* From now on the rows of a table with an id can be neither changed nor deleted, by triggers.
 * Idempotent. */
int db_append_only(struct db *db, const char *table, struct err *err);
/* path is complete or as it was before; a file there is replaced. */
int db_copy(struct db *db, const char *path, struct err *err);
/* Reads the whole database and checks it: ERR_UNAVAILABLE with the first fault in err's detail.
 * Takes its time: seconds a gigabyte. */
int db_check(struct db *db, struct err *err);
/* Writes the database anew without the room that deleted data has left. Outside of transactions. */
int db_vacuum(struct db *db, struct err *err);
void db_deadline(struct db *db, int64_t ms);

/* Many databases in one place: files in a folder, or schemas on a server. */

/* The location of the database called name ([a-z0-9_]+), in the arena. */
const char *db_place(const struct db_driver *d, struct arena *a, const char *where,
                     const char *name);
/* A table of the database at that location, as statements on another database of its server name
 * it; NULL where they cannot. */
const char *db_table_at(const struct db_driver *d, struct arena *a, const char *location,
                        const char *table);
int db_exists(const struct db_driver *d, const char *location, bool *ret_exists, struct err *err);
/* For good, with all that is in it; nobody may have it open. None there: ERR_NOT_FOUND. */
int db_remove(const struct db_driver *d, const char *location, struct err *err);
struct db_each {
    /* changed_at: ms; nothing was committed later. */
    void (*found)(void *ctx, const char *name, int64_t changed_at);
    void *ctx;
};
int db_places(const struct db_driver *d, const char *where, const struct db_each *each,
              struct err *err);

/* Points a connection outside of any transaction at another database of the same server; what is
 * asked then can only be answered from there. ERR_NOT_FOUND is left to the first question. */
bool db_can_use(const struct db_driver *d);
int db_use(struct db *db, const char *location, int flags, struct err *err);
/* Tells all that hear on the channel, other processes too; at once, outside of transactions, and
 * without a promise that it arrives. Does nothing where databases are not shared. */
void db_tell(struct db *db, const char *channel, const char *text);
/* Waits up to ms for what is told on the channel, from the first call of a connection on. -1 when
 * something may have been missed: close it and begin with another. */
int db_hear(struct db *db, const char *channel, int64_t ms,
            void (*heard)(void *ctx, struct str text), void *ctx, struct err *err);

/* From the commit of this on, the keys of rows that change in these tables are noted, by everybody
 * who writes: see db/transfer.h. In a write transaction. Only where other processes write;
 * elsewhere who holds the write transaction is alone and there is nothing to note. Until
 * db_unwatch(). */
bool db_can_watch(const struct db *db);
int db_watch(struct db *db, const struct db_table *tables, size_t n, struct err *err);
int db_unwatch(struct db *db, const struct db_table *tables, size_t n, struct err *err);
/* The table of notes: the key's columns, and n, which rises. */
const char *db_watch_table(struct arena *a, const struct db_table *t);

#endif
