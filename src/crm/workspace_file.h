/* A workspace as one file to take away, wherever it is kept: history included, with the settings
 * and people it needs elsewhere. `kith workspace import` takes it.
 */
#ifndef KITH_CRM_WORKSPACE_FILE_H
#define KITH_CRM_WORKSPACE_FILE_H

#include "space/control.h"

/* Made from a snapshot, in `dir`, under a name that is gone when this returns: the file lives as
 * long as it is open, which is the caller's to end. Blocks. */
int workspace_file(struct spaces *s, struct control *c, int64_t workspace_id, const char *dir,
                   int *ret_fd, struct err *err);
/* What a crash left in `dir`; before anybody makes one. */
void workspace_file_sweep(const char *dir);

#endif
