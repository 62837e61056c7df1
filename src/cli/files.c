/* See files.h. */
#include "cli/files.h"

#include "space/catalog.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct data_file *)x)->name, ((const struct data_file *)y)->name);
}

struct listing {
    struct arena *a;
    const struct db_driver *driver;
    const char *where;
    struct data_file *files;
    size_t n, room;
};

static void add(void *ctx, const char *name, int64_t changed_at)
{
    struct listing *l = ctx;
    struct str s = str_of(name);
    int64_t id = 0;
    (void)changed_at;
    if (!str_is(s, "control") && !(str_starts(s, "ws_") && str_to_i64(str_sub(s, 3, s.n), &id)))
        return;
    if (l->n == l->room) {
        size_t more = l->room ? l->room * 2 : 32;
        l->files = arena_grow(l->a, l->files, l->room * sizeof *l->files, more * sizeof *l->files);
        l->room = more;
    }
    l->files[l->n++] = (struct data_file){.name = arena_strdup(l->a, name),
                                          .path = db_place(l->driver, l->a, l->where, name),
                                          .workspace_id = id};
}

int files_list(struct arena *a, const char *where, struct data_file **ret, size_t *ret_n,
               struct err *err)
{
    struct listing l = {.a = a, .driver = db_driver_for(where), .where = where};
    struct db_each each = {add, &l};
    if (!l.driver->shared && access(where, F_OK))
        return err_set(err, ERR_NOT_FOUND, "data", "There is no folder %s; --data names it.",
                       where);
    if (db_places(l.driver, where, &each, err))
        return -1;
    if (l.n == 0)
        return err_set(err, ERR_NOT_FOUND, "data", "%s holds no data of Kith.",
                       l.driver->shared ? "The database" : where);
    qsort(l.files, l.n, sizeof *l.files, by_name);
    *ret = l.files;
    *ret_n = l.n;
    return 0;
}

static struct data_file placed(struct arena *a, const struct settings *settings,
                               const struct catalog_place *place)
{
    const char *where = str_is(str_of(place->where), "files") ? settings->data : place->where;
    const char *name = arena_printf(a, "ws_%lld", (long long)place->workspace_id);
    return (struct data_file){.name = name,
                              .path = db_place(db_driver_for(where), a, where, name),
                              .workspace_id = place->workspace_id};
}

int files_placed(struct arena *a, const struct settings *settings, struct db *control,
                 struct data_file **files, size_t *n, struct err *err)
{
    struct catalog_place *places;
    size_t n_places;
    if (catalog_places(control, a, &places, &n_places, err))
        return -1;
    struct data_file *all = arena_array(a, *n + n_places, sizeof *all);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        size_t p = 0;
        while (p < n_places && places[p].workspace_id != (*files)[i].workspace_id)
            p++;
        if (p == n_places)
            all[kept++] = (*files)[i];
    }
    for (size_t p = 0; p < n_places; p++)
        all[kept++] = placed(a, settings, &places[p]);
    *files = all;
    *n = kept;
    return 0;
}

int files_only(const struct settings *settings, const char *instead, struct err *err)
{
    if (str_is(str_of(settings->database), "files"))
        return 0;
    return err_set(err, ERR_INVALID, "database", "The data is on a PostgreSQL server: %s.",
                   instead);
}

int files_open(const char *path, struct db **ret, struct err *err)
{
    return db_open(db_driver_for(path), path, DB_READ, ret, err);
}
