/* The databases of a data folder or a PostgreSQL server, for commands that work beside a running
 * server or without one: verify, backup, list. They are opened for reading alone, so nothing is
 * locked.
 */
#ifndef KITH_CLI_FILES_H
#define KITH_CLI_FILES_H

#include "base/setting.h"
#include "db/db.h"

struct data_file {
    const char *name;     /* "control", "ws_<id>" */
    const char *path;     /* of a file; on a server, its location */
    int64_t workspace_id; /* 0: the control database */
};

/* The databases of a folder, or of a server (postgres://…), control first. ERR_NOT_FOUND when there
 * are none. */
int files_list(struct arena *a, const char *where, struct data_file **ret, size_t *ret_n,
               struct err *err);
/* The same list with those that the control database says are elsewhere: there, and not what a move
 * has left of them here. */
int files_placed(struct arena *a, const struct settings *settings, struct db *control,
                 struct data_file **files, size_t *n, struct err *err);
/* ERR_INVALID on a server: what is about files alone. */
int files_only(const struct settings *settings, const char *instead, struct err *err);
int files_open(const char *path, struct db **ret, struct err *err);

#endif
