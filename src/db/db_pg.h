/* The PostgreSQL driver's inside, for the db_pg*.c files.
 *
 * A connection is always in libpq's pipeline mode: what needs no answer (a savepoint, the search
 * path) and what is asked before its answer is wanted is put in front of the next statement and
 * travels with it, so it costs no round trip.
 */
#ifndef KITH_DB_PG_H
#define KITH_DB_PG_H

#include "db/inside.h"
#include <libpq-fe.h>

enum {
    DB_PG_CACHE_MAX = 320,
    DB_PG_BUCKETS = 512,
    DB_PG_NAME_MAX = 64,
    DB_PG_AHEAD_MAX = 128,
    DB_PG_AHEAD_TEXT = 64,
    DB_PG_PARAMS_MAX = 65535 /* the protocol's */
};

/* Ends the text of statements that are planned once, whatever their values. */
#define DB_PG_ONE_PLAN " /* one plan */"

/* Types of values by the numbers PostgreSQL gives them. */
enum {
    PG_BOOL = 16,
    PG_BYTEA = 17,
    PG_NAME = 19,
    PG_INT8 = 20,
    PG_INT2 = 21,
    PG_INT4 = 23,
    PG_TEXT = 25,
    PG_OID = 26,
    PG_FLOAT4 = 700,
    PG_FLOAT8 = 701,
    PG_UNKNOWN = 705,
    PG_VARCHAR = 1043,
    PG_NUMERIC = 1700
};

struct db_pg_stmt {
    struct db_stmt base;
    struct str schema; /* what it was prepared for; behind the struct */
    struct str sql;    /* as it was asked for; ends in NUL */
    char *text;        /* as PostgreSQL wants it: $1, $2, …; NULL for what is the same */
    uint64_t hash;
    char name[16];
    unsigned known; /* the connection that knows it by its name: db_pg.number; 0: none */
    bool out, cached, control;
    bool fickle; /* planned anew each time, by its values */
    bool steady; /* planned once: DB_PG_ONE_PLAN */
    size_t n_params;
    Oid *types; /* of the parameters; NULL until asked for */
    struct db_value *values;
    PGresult *rows;
    int row; /* the current one; -1 before the first */
    bool begun;
    bool waits;          /* sent, its rows have not come */
    bool missed;         /* they never will */
    struct err *failure; /* of a run before the first step */
    struct db_pg_stmt *next_in_bucket;
    struct db_pg_stmt *newer, *older; /* by last use */
};

/* One of those that were sent since the last sync. */
struct db_pg_ahead {
    struct db_pg_stmt *stmt;     /* whose rows its result is; NULL: nobody wants it */
    char text[DB_PG_AHEAD_TEXT]; /* how it begins, for the log */
};

struct db_pg_cache {
    struct db_pg_stmt *buckets[DB_PG_BUCKETS];
    struct db_pg_stmt *newest, *oldest;
    size_t n;
};

/* UNKNOWN: a savepoint was rolled back to. */
enum db_pg_plans { PLANS_ANY, PLANS_ONE, PLANS_UNKNOWN };

struct db_pg {
    struct db base;
    PGconn *conn; /* NULL after it was lost */
    char *dsn;
    char schema[DB_PG_NAME_MAX];  /* whose tables are meant */
    char session[DB_PG_NAME_MAX]; /* the search path outside of transactions; "": unknown */
    bool hearing;
    size_t n_ahead; /* statements sent, no sync behind them yet */
    struct db_pg_ahead ahead[DB_PG_AHEAD_MAX];
    const char *blamed; /* the one of them that failed in the last round trip; NULL: none */
    bool posted;        /* there is one among them that may fail (db_pg_post) */
    unsigned n_unread;  /* syncs of ends that nobody waited for: what comes before is not ours */
    bool young;         /* a read transaction of which no answer has come: it can begin elsewhere */
    enum db_pg_plans plans; /* the transaction's plan_cache_mode */
    bool canceled;          /* by us, for the deadline */
    bool lost;              /* the last failure was that of the connection */
    int64_t deadline_us;
    bool unhurried; /* what runs now is beyond the deadline's reach */
    int64_t affected;
    uint64_t n_waits;   /* round trips so far */
    char xid[24];       /* of the write transaction */
    char life[96];      /* of the server: another one after it crashed or was started again */
    unsigned number;    /* of the connections so far; this one's */
    unsigned n_named;   /* of the statements so far */
    unsigned n_visited; /* schemas since it connected, with repetitions */
    size_t n_out;
    struct db_pg_cache cache;
};

/* --- db_pg.c: the connection */

int db_pg_connect(struct db_pg *c, struct err *err);
void db_pg_disconnect(struct db_pg *c);
/* Sets err from a result that failed, or from the connection (res NULL); returns -1. */
int db_pg_fail(struct db_pg *c, const PGresult *res, const char *sql, struct err *err);
int db_pg_exec(struct db *db, const char *sql, struct err *err);
/* What was posted has been done; -1 by the reason of the first that failed. */
int db_pg_settle(struct db *db, struct err *err);
/* Puts the beginning of a transaction ahead. */
int db_pg_put_begin(struct db_pg *c, bool write, struct err *err);

/* --- db_pg_wire.c: sending and waiting */

/* Outside of transactions what nobody waited for has been read. Connects anew when that is safe; a
 * transaction of which nothing has come yet begins again. */
int db_pg_connected(struct db_pg *c, struct err *err);
/* Ready to send a statement: the same, and outside of transactions the search path is that of the
 * schema. */
int db_pg_ready(struct db_pg *c, struct err *err);
/* One more of those that stand before the next sync; its rows are stmt's (NULL: nobody's). */
void db_pg_note_ahead(struct db_pg *c, const char *sql, struct db_pg_stmt *stmt);
/* A statement without values that travels with the next one. */
int db_pg_ahead(struct db_pg *c, const char *sql, struct err *err);
/* Those that every transaction has: each connection prepares them at its start. */
enum db_pg_fixed {
    FIXED_BEGIN_READ,
    FIXED_BEGIN_WRITE,
    FIXED_PATH, /* one value: the search path until the end of the transaction */
    FIXED_COMMIT,
    FIXED_ROLLBACK,
    FIXED_ONE_PLAN,
    FIXED_ANY_PLAN,
    N_FIXED
};
int db_pg_fixed_prepare(struct db_pg *c, struct err *err);
int db_pg_fixed_ahead(struct db_pg *c, enum db_pg_fixed which, const char *value, struct err *err);
/* Ends what was put ahead and forgets its results, without waiting. */
void db_pg_send_off(struct db_pg *c);
/* Sends, waits for what was put ahead, then for n results. *ret_result is the first that failed,
 * else the last that is nobody's, else NULL. -1 when the connection is lost. */
int db_pg_roundtrip(struct db_pg *c, size_t n, bool hurried, PGresult **ret_result,
                    struct err *err);
/* Waits for all that is ahead. */
int db_pg_wait(struct db_pg *c, bool hurried, const char *sql, struct err *err);
/* The next result, NULL at the end of one statement's; waits. */
int db_pg_next(struct db_pg *c, bool hurried, PGresult **ret_result, struct err *err);
/* Reads what nobody waited for. */
int db_pg_drain(struct db_pg *c, struct err *err);
bool db_pg_good(const PGresult *res);
/* NULL is no refusal. */
bool db_pg_refused(const PGresult *res);

/* --- db_pg_stmt.c */

int db_pg_prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err);
int db_pg_bind(struct db_stmt *s, int index, struct db_value v, struct err *err);
int db_pg_step(struct db_stmt *s, struct err *err);
int db_pg_n_columns(struct db_stmt *s);
void db_pg_row(struct db_stmt *s, size_t n, struct db_value *ret);
struct db_value db_pg_column(struct db_stmt *s, int index);
/* Sent, and not waited for. */
int db_pg_post(struct db_stmt *s, struct err *err);
/* Sent, and waited for by the first step. */
int db_pg_ask(struct db_stmt *s, struct err *err);
/* The rows that it waits for. */
void db_pg_give(struct db_pg *c, struct db_pg_stmt *s, PGresult *rows);
void db_pg_done(struct db_stmt *s);
/* Forgets all that is cached: the connection that knew it is gone. */
void db_pg_cache_release(struct db_pg *c);

/* --- db_pg_value.c: a column of a result as a value, and the reverse */

struct db_value db_pg_value(const PGresult *res, int row, int column);

/* --- db_pg_schema.c */

int db_pg_table_ensure(struct db *db, const struct db_table *t, struct err *err);
bool db_pg_table_exists(struct db *db, const char *name);
int db_pg_append_only(struct db *db, const char *table, struct err *err);

/* --- db_pg_place.c: schemas */

/* Splits "DSN#schema"; the schema may be empty. */
int db_pg_split(const char *location, char **ret_dsn, char ret_schema[static DB_PG_NAME_MAX],
                struct err *err);
int db_pg_schema_make(struct db_pg *c, struct err *err);
int db_pg_schema_found(struct db_pg *c, bool *ret_found, struct err *err);
const char *db_pg_place(struct arena *a, const char *where, const char *name);
const char *db_pg_table_at(struct arena *a, const char *location, const char *table);
int db_pg_exists(const char *location, bool *ret_exists, struct err *err);
int db_pg_remove(const char *location, struct err *err);
int db_pg_places(const char *where, const struct db_each *each, struct err *err);

/* --- db_pg_watch.c */

int db_pg_watch(struct db *db, const struct db_table *tables, size_t n, struct err *err);
int db_pg_unwatch(struct db *db, const struct db_table *tables, size_t n, struct err *err);

/* --- db_pg_search.c */

int db_pg_search_ensure(struct db *db, struct err *err);
int db_pg_search_put(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                     struct err *err);
int db_pg_search_drop(struct db *db, int64_t id, struct str kind, struct str name, struct str body,
                      struct err *err);
void db_pg_search_match(struct sql *q, const struct search_query *query);
int db_pg_grams_put(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err);
int db_pg_grams_drop(struct db *db, int64_t id, const struct str *slots, size_t n, struct err *err);
bool db_pg_grams_match(struct sql *q, int slot, struct str needle);

#endif
