/* What `kith workspace` is made of beside workspace.c. */
#ifndef KITH_CLI_WORKSPACE_H
#define KITH_CLI_WORKSPACE_H

#include "cli/cli.h"

struct workspace_move {
    int64_t id;
    const char *to; /* "files" ("sqlite" is the same), or postgres://… */
    bool again, keep, json;
};

/* Moves it, with bars on the way and a line at the end. */
int workspace_move(struct app *app, const struct workspace_move *order, struct err *err);

#endif
