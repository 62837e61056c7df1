/* See files.h. */
#include "cli/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct data_file *)x)->name, ((const struct data_file *)y)->name);
}

static bool read_name(struct arena *a, const char *dir, const char *entry, struct data_file *ret)
{
    struct str s = str_of(entry);
    if (!str_ends(s, ".db"))
        return false;
    struct str name = str_sub(s, 0, s.n - 3);
    int64_t id = 0;
    if (!str_is(name, "control") &&
        !(str_starts(name, "ws_") && str_to_i64(str_sub(name, 3, name.n), &id)))
        return false;
    *ret = (struct data_file){.name = str_cstr(a, name),
                              .path = arena_printf(a, "%s/%s", dir, entry),
                              .workspace_id = id};
    return true;
}

int files_list(struct arena *a, const char *dir, struct data_file **ret, size_t *ret_n,
               struct err *err)
{
    DIR *d = opendir(dir);
    if (!d)
        return err_set(err, ERR_NOT_FOUND, "data", "There is no folder %s; --data names it.", dir);
    struct data_file *files = NULL, one;
    size_t n = 0, room = 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (!read_name(a, dir, e->d_name, &one))
            continue;
        if (n == room) {
            size_t more = room ? room * 2 : 32;
            files = arena_grow(a, files, room * sizeof *files, more * sizeof *files);
            room = more;
        }
        files[n++] = one;
    }
    closedir(d);
    if (n == 0)
        return err_set(err, ERR_NOT_FOUND, "data", "%s holds no data of Kith.", dir);
    qsort(files, n, sizeof *files, by_name);
    *ret = files;
    *ret_n = n;
    return 0;
}

int files_open(const char *path, struct db **ret, struct err *err)
{
    return db_open(&db_sqlite, path, DB_READ, ret, err);
}
