/* A data folder looked at as files, for commands that work beside a running server or without one:
 * verify, backup, list. Databases are opened for reading alone, so nothing is locked.
 */
#ifndef KITH_CLI_FILES_H
#define KITH_CLI_FILES_H

#include "db/db.h"

struct data_file {
    const char *name; /* "control", "ws_<id>" */
    const char *path;
    int64_t workspace_id; /* 0: the control database */
};

/* The databases of a folder, control first. ERR_NOT_FOUND when it is no data folder. */
int files_list(struct arena *a, const char *dir, struct data_file **ret, size_t *ret_n,
               struct err *err);
int files_open(const char *path, struct db **ret, struct err *err);

#endif
