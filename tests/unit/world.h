/* A server's inside for tests of who may what: control database, sign-in, workspaces and the last
 * letter, in a folder of its own. Files only.
 */
#ifndef KITH_TESTS_WORLD_H
#define KITH_TESTS_WORLD_H

#include "auth/auth_private.h"
#include "folder.h"

struct world {
    char dir[FOLDER_MAX];
    struct spaces_config config;
    struct auth_config auth_config;
    struct spaces *spaces;
    struct control *control;
    struct auth *auth;
    struct arena arena;
    struct user ada, bob;
    struct workspace home, other; /* Ada's and Bob's */
    struct err err;
    char mail[4096]; /* the last letter */
};

/* Not open yet. prepare is that of spaces_config. */
struct world *world_new(int (*prepare)(struct db *db, bool control, const char *path,
                                       struct err *err));
/* Opened and closed as often as processes come and go. */
void world_open(struct world *w);
void world_close(struct world *w);
/* Closes it too. */
void world_free(struct world *w);

void ok(struct world *w, int rc);
/* The code of what was to be refused. */
enum err_code refused(struct world *w, int rc);

#endif
