/* Copies of databases while they are in use.
 *
 * A copy is made in one step from a snapshot, so writers go on and it is the state between two
 * commits; it is checked after writing. A set is a folder with a copy of every space, the control
 * one first: what it names is then there. A set is made beside its place and renamed when whole.
 * Databases only: keys that lie outside of them are not part of it.
 */
#ifndef KITH_SPACE_BACKUP_H
#define KITH_SPACE_BACKUP_H

#include "space/space.h"

struct backup {
    size_t n_spaces; /* in the set */
    size_t n_linked; /* of them unchanged since the former set: its file, under another name */
    int64_t bytes;
};

/* One space into a file; what was there is replaced. Blocks. ERR_UNAVAILABLE when the copy is not
 * sound: it is removed then. */
int backup_space(struct spaces *s, const char *space, const char *path, struct err *err);
/* All spaces into DIR/<name>.db; ERR_CONFLICT when the folder is there already. former: a set whose
 * files may be linked for what has not changed since (NULL: none). should_stop (NULL allowed) is
 * asked between two spaces; ERR_UNAVAILABLE then. ret may be NULL. */
int backup_all(struct spaces *s, const char *dir, const char *former,
               bool (*should_stop)(void *ctx), void *ctx, struct backup *ret, struct err *err);
/* The set `name` (a date, 2026-11-21) in `dir`, made unless it is there, linked to the one before;
 * then the oldest sets go until `keep` are left. *ret_made tells whether it was made. */
int backup_daily(struct spaces *s, const char *dir, const char *name, int64_t keep,
                 bool (*should_stop)(void *ctx), void *ctx, bool *ret_made, struct backup *ret,
                 struct err *err);

#endif
