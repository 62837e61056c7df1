/* A space is one database with one writer and many readers: a workspace's, or the control one. It
 * is a file of this process's own, or a schema on a server that other processes use too.
 *
 * Reads run at once on snapshot connections, handed out from a small pool. Writes are tasks in a
 * queue: a writer thread takes what has gathered, runs each task in a savepoint of one
 * transaction, commits once (group commit), then tells each task it is done. A failing task is
 * rolled back alone. When the commit fails, the tasks are run again one by one; none is ever told
 * it is done before its bytes are on disk.
 *
 * A few writer threads serve all spaces; a space is with one of them at a time, so it has a single
 * writer without a thread of its own. Spaces open on first use, close when idle, and the least
 * recently used one closes when too many are open. The room does not know what is in the tables:
 * `prepare` comes from above.
 */
#ifndef KITH_SPACE_SPACE_H
#define KITH_SPACE_SPACE_H

#include "db/db.h"

struct space;
struct space_tx;
struct sums;
struct spaces;

/* One write on its way. The caller owns the memory until done() is called. */
struct space_task {
    /* Runs inside the transaction, on a writer thread. 0, or -1 with t->err set: rolled back.
     * May run twice when a batch had to be repeated, so it must keep no trace of the first run. */
    int (*run)(struct space_task *t, struct space_tx *tx);
    /* After the commit (t->failed false) or the refusal (true, t->err says why). */
    void (*done)(struct space_task *t);
    bool alone; /* a heavy one: gets a transaction of its own */
    bool failed;
    struct err err;
    struct space_task *next; /* the queue's */
};

/* What a transaction tells the listener: something in this space wants attention at `at` (ms). */
struct space_wake {
    int64_t at;     /* the earliest; 0: none */
    bool exact;     /* that is all there is; else it is beside what was known */
    bool elsewhere; /* another process committed it */
};

/* What a task sees of its transaction. */
struct space_tx {
    struct db *db;
    struct space *space;
    int64_t now;            /* ms, the same for all of one task */
    int64_t last_id;        /* the id clock: see space_tx_id */
    int64_t last_seq;       /* the sequence of events and change sets */
    bool wrote;             /* set it when something changed: raises the version */
    struct space_wake wake; /* see space_tx_wake() */
    struct sums *sums;      /* see space_tx_add(); NULL: there is no batch that would add them */
};

/* Hears of every commit that changed something or carries a wake: on the writer's thread, in the
 * order of the commits of a space, before any done(). Must be quick and must not write. Where other
 * processes write too, it hears of their commits (wake.elsewhere) as soon as they are known here,
 * in no certain order, once for several, and of open spaces also when some may have been missed. */
struct space_listener {
    void (*committed)(void *ctx, const char *space, bool wrote, struct space_wake wake);
    void *ctx;
};

/* Which spaces are not in the usual place. */
struct space_placing {
    /* *ret_where: NULL the usual place, "files" the data folder, else a server as
     * spaces_config.where. Asked whenever a space is got, "control" excepted, so it must be quick.
     * *ret_stamp rises with what is known: of two answers the one with the higher is true. */
    int (*where)(void *ctx, struct arena *a, const char *space, const char **ret_where,
                 int64_t *ret_stamp, struct err *err);
    /* The names of those that are elsewhere. */
    int (*elsewhere)(void *ctx, struct arena *a, const char *const **ret_names, size_t *ret_n,
                     struct err *err);
    void *ctx;
};

struct spaces_config {
    const char *dir;                /* the data folder */
    const char *where;              /* NULL: files in it; else the usual server, "postgres://…" */
    const struct db_driver *driver; /* NULL: by `where` */
    unsigned connections;           /* readers' at once of one server; 0: 32 */
    unsigned open_max;
    unsigned writers; /* 0: two for files, eight for a server */
    int64_t idle_ms;
    int64_t read_deadline_ms;
    /* Creates or migrates what is in a space when it opens: on its write connection, outside of a
     * transaction (put all in one of your own: it is quicker, and whole or not at all), before
     * anybody else sees the space. path is the file, for the copy aside; NULL on a server. control
     * tells which kind it is. On a server another process may do the same at once; what fails by
     * that is tried again. NULL: nothing to do. */
    int (*prepare)(struct db *db, bool control, const char *path, struct err *err);
    /* Counts anew all that space_tx_add() keeps, in the writer's transaction: an older program has
     * written to the workspace meanwhile, beside this one or instead of it. NULL: nothing to do. */
    int (*recount)(struct db *db, struct err *err);
};

/* Makes the folder (0700) where it lacks, and where databases are files in it takes it for this
 * process: ERR_UNAVAILABLE while another has it. Starts the writer threads; raises the process's
 * limit of open files to what open_max needs. */
int spaces_open(const struct spaces_config *config, struct spaces **ret_spaces, struct err *err);
/* Finishes what is queued, calls every done(), closes all. Nobody else may use a space any more.
 * NULL allowed. */
void spaces_close(struct spaces *s);
/* A few listeners at most. One that is taken away may still be called by writes under way. */
enum { SPACE_LISTENERS = 4 };
void spaces_listen(struct spaces *s, const struct space_listener *listener);
void spaces_unlisten(struct spaces *s, const struct space_listener *listener);

/* Other processes write to the usual server's spaces too. */
bool spaces_shared(const struct spaces *s);
/* Before any space but the control one is opened. */
void spaces_place_by(struct spaces *s, const struct space_placing *placing);
/* The data folder for this process, where the usual place is a server and it is not taken yet:
 * before a file in it is used. ERR_UNAVAILABLE while another has it. */
int spaces_take_folder(struct spaces *s, struct err *err);
/* Lets another process have it; the caller has no file in it open. Kept where files are the usual
 * place. */
void spaces_leave_folder(struct spaces *s);
const char *spaces_folder(const struct spaces *s);
/* As the config says: NULL for files. */
const char *spaces_usual(const struct spaces *s);
/* The `prepare` of the config on a database of a workspace that is not open as a space. */
int spaces_prepare(struct spaces *s, struct db *db, struct err *err);

/* A database of the usual place, open or not, or one that is placed elsewhere. */
struct space_file {
    const char *name; /* of the space */
    bool elsewhere;
    int64_t changed_at; /* ms: nothing was committed later */
};
/* All of them, by name. */
int spaces_files(struct spaces *s, struct arena *a, struct space_file **ret_files, size_t *ret_n,
                 struct err *err);
/* Closes what has been idle; call now and then (a minute). */
void spaces_sweep(struct spaces *s);

/* Opens on first use (creating the file only when create). Hold it while using it; ERR_NOT_FOUND
 * when there is no such file. Name: "control" or "ws_<id>" ([a-z0-9_]+ of at most 63). With more
 * held than open_max, all stay open; the bound is kept again as they are put. */
int space_get(struct spaces *s, const char *name, bool create, struct space **ret_space,
              struct err *err);
void space_put(struct space *sp); /* NULL allowed */
/* Closes it when nobody holds it and deletes its files; ERR_CONFLICT while in use. */
int space_delete(struct spaces *s, const char *name, struct err *err);
/* True when the file exists or it is open. */
bool space_exists(struct spaces *s, const char *name);
size_t spaces_n_open(struct spaces *s);
const char *space_name(const struct space *sp);
struct spaces *space_spaces(const struct space *sp);

/* Raised with every commit that changed something (`wrote`); kept across restarts. At least the
 * time of that commit in ms, so a file put back from a backup comes to no version that was seen
 * with other contents. Read it before the snapshot: then what is answered is never older than its
 * tag. */
int64_t space_version(const struct space *sp);
/* Where other processes write too, space_version() is the highest this one has seen, by its own
 * commits and reads and by what it was told; this asks the database, so that nothing committed
 * before the call is missed. Costs nothing elsewhere. */
int space_refresh(struct space *sp, struct err *err);

/* A snapshot connection in a read transaction, with the read deadline set. */
int space_read(struct space *sp, struct db **ret_db, struct err *err);
/* The version for an answer that may come from memory. Where only the database knows it, a snapshot
 * is taken that tells it, together with the version of another space if both are on one server; it
 * goes with the first question, so it is known when that has been answered, or waited for. */
struct space_look {
    struct db *db;         /* the snapshot; NULL: take one when it is needed */
    struct db_stmt *asked; /* NULL: the versions are known */
    struct space *other;   /* NULL: its version cannot be told */
    int64_t version, other_version;
};
/* other may be NULL; it is held by the caller. */
int space_look(struct space *sp, struct space *other, struct space_look *ret, struct err *err);
/* The versions are known, or it fails. */
int space_look_wait(struct space *sp, struct space_look *look, struct err *err);
/* Before space_read_end(), whatever became of it. */
void space_look_end(struct space_look *look);
void space_read_end(struct space *sp, struct db *db);

/* Queues a task; done() comes later from a writer thread, exactly once. What is queued holds the
 * space by itself. done() may take long without keeping the next batch waiting. */
void space_submit(struct space *sp, struct space_task *t);
/* The same and waits: for threads that may block (jobs, cli, the CPU pool), never a server's. */
int space_write(struct space *sp, int (*run)(void *ctx, struct space_tx *tx, struct err *err),
                void *ctx, struct err *err);

/* A new id: milliseconds since 1970, pushed up by one where taken. */
int64_t space_tx_id(struct space_tx *tx);
/* The next number for an event or a change set: rises by one, in commit order. */
int64_t space_tx_seq(struct space_tx *tx);
/* The listener hears of `at`, when this commits; the earliest of several counts. */
void space_tx_wake(struct space_tx *tx, int64_t at);
/* The same, knowing that nothing else waits in this space; 0: nothing does. */
void space_tx_wake_exactly(struct space_tx *tx, int64_t at);
/* Takes an id into account that was given from outside (undo, import): the clock passes it. */
void space_tx_saw_id(struct space_tx *tx, int64_t id);

/* A difference to numbers that are kept under a key of several texts. */
enum { SPACE_SUM_KEYS = 4 };
struct space_sum {
    struct str key[SPACE_SUM_KEYS]; /* without NUL bytes */
    int64_t n, total;
    /* Adds it in the database; the same for all of one key. */
    int (*write)(struct db *db, const struct space_sum *sum, struct err *err);
};
/* To be written when the transaction ends, once for all that its tasks add under that key, and
 * forgotten with its task when that fails. It is copied. Needs tx->sums. */
void space_tx_add(struct space_tx *tx, const struct space_sum *sum);
/* Writes what waits now, for who reads the numbers in the transaction. */
int space_tx_settle(struct space_tx *tx, struct err *err);

#endif
