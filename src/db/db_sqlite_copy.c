/* Files: making a new database file, and a complete copy of one.
 *
 * A copy is written beside its place and renamed when its bytes are on disk, so a crash leaves
 * either no copy or a whole one. Only we may read what we make: mode 0600, which SQLite gives to
 * the log files beside it too.
 */
#include "db/db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int disk_fail(const char *what, const char *path, struct err *err)
{
    int fault = errno;

    if (err->detail[0] == '\0')
        snprintf(err->detail, sizeof err->detail, "%s: %s: %s", what, path, strerror(fault));
    return err_set(err, ERR_UNAVAILABLE, NULL, "%s",
                   fault == ENOSPC ? "The server's disk is full."
                                   : "The server cannot read or write its disk.");
}

static int sync_path(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return disk_fail("open", path, err);
    int rc = fsync(fd) ? disk_fail("fsync", path, err) : 0;
    close(fd);
    return rc;
}

static int sync_folder_of(struct arena *a, const char *path, struct err *err)
{
    return sync_path(dirname(arena_strdup(a, path)), err);
}

int db_sqlite_create_file(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct arena scratch;

    if (fd < 0)
        return errno == EEXIST ? 0 : disk_fail("create", path, err);
    close(fd);
    arena_init(&scratch);
    int rc = sync_folder_of(&scratch, path, err);
    arena_release(&scratch);
    return rc;
}

/* --- copying ---------------------------------------------------------------------------------- */

static int back_up(struct db_sqlite *from, sqlite3 *to, struct err *err)
{
    struct db_sqlite target = {.handle = to};
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from->handle, "main");

    if (!b)
        return db_sqlite_fail(&target, sqlite3_errcode(to), "backup", err);
    sqlite3_backup_step(b, -1);
    int rc = sqlite3_backup_finish(b);
    return rc ? db_sqlite_fail(&target, rc, "backup", err) : 0;
}

/* Without journal or syncs: a half-written file is thrown away, a whole one synced by us. */
static int copy_pages(struct db_sqlite *from, const char *path, struct err *err)
{
    struct db_sqlite to = {0};
    int rc =
        sqlite3_open_v2(path, &to.handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

    if (!rc)
        rc = sqlite3_exec(to.handle, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL,
                          NULL, NULL);
    if (rc)
        db_sqlite_fail(&to, rc, path, err);
    else
        rc = back_up(from, to.handle, err);
    sqlite3_close_v2(to.handle);
    return rc ? -1 : 0;
}

static int copy_beside(struct db_sqlite *from, struct arena *a, const char *path, struct err *err)
{
    const char *part = arena_printf(a, "%s.part", path);

    if (unlink(part) && errno != ENOENT)
        return disk_fail("remove", part, err);
    if (db_sqlite_create_file(part, err) || copy_pages(from, part, err) || sync_path(part, err)) {
        unlink(part);
        return -1;
    }
    if (rename(part, path)) {
        disk_fail("rename", part, err);
        unlink(part);
        return -1;
    }
    return sync_folder_of(a, path, err);
}

/* --- checking --------------------------------------------------------------------------------- */

int db_sqlite_check(struct db *db, struct err *err)
{
    struct db_stmt *s;

    if (db_query(db, "PRAGMA integrity_check(1)", DB_NO_ARGS, &s, err))
        return -1;
    int got = db_step(s, err);
    bool sound = got == 1 && str_is(db_column_str(s, 0), "ok");
    if (got == 1 && !sound) {
        snprintf(err->detail, sizeof err->detail, "%.*s", STR_ARG(db_column_str(s, 0)));
        err_set(err, ERR_UNAVAILABLE, NULL, "The database is damaged.");
    }
    db_done(s);
    return sound ? 0 : -1;
}

int db_sqlite_copy(struct db *db, const char *path, struct err *err)
{
    struct arena scratch;

    arena_init(&scratch);
    int rc = copy_beside((struct db_sqlite *)db, &scratch, path, err);
    arena_release(&scratch);
    return rc;
}
