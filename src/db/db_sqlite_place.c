/* Where databases are: files DIR/<name>.db, each with its log beside it. */
#include "db/db_sqlite.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *db_sqlite_place(struct arena *a, const char *where, const char *name)
{
    return arena_printf(a, "%s/%s.db", where, name);
}

int db_sqlite_exists(const char *location, bool *ret_exists, struct err *err)
{
    (void)err;
    *ret_exists = access(location, F_OK) == 0;
    return 0;
}

int db_sqlite_remove(const char *location, struct err *err)
{
    static const char *const suffixes[] = {"-wal", "-shm", ""};
    char path[PATH_MAX];
    bool existed = access(location, F_OK) == 0;

    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        snprintf(path, sizeof path, "%s%s", location, suffixes[i]);
        unlink(path);
    }
    return existed ? 0 : err_set(err, ERR_NOT_FOUND, NULL, "There is no such database.");
}

static int64_t changed_at(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return 0;
    return (int64_t)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000;
}

/* What was committed last is in the log until it is carried over. */
static void tell(const char *where, struct str name, const struct db_each *each)
{
    char path[PATH_MAX], text[NAME_MAX + 1];

    snprintf(text, sizeof text, "%.*s", STR_ARG(name));
    snprintf(path, sizeof path, "%s/%s.db", where, text);
    int64_t file = changed_at(path);
    snprintf(path, sizeof path, "%s/%s.db-wal", where, text);
    int64_t log = changed_at(path);
    each->found(each->ctx, text, file > log ? file : log);
}

int db_sqlite_places(const char *where, const struct db_each *each, struct err *err)
{
    DIR *dir = opendir(where);
    struct dirent *entry;

    if (!dir)
        return err_set(err, ERR_UNAVAILABLE, "data", "The folder %s cannot be read: %s.", where,
                       strerror(errno));
    while ((entry = readdir(dir))) {
        struct str file = str_of(entry->d_name);

        if (str_ends(file, ".db"))
            tell(where, str_sub(file, 0, file.n - 3), each);
    }
    closedir(dir);
    return 0;
}
