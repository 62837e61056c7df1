/* See world.h. */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static int keep_mail(void *ctx, struct space_tx *tx, const char *to, const char *subject,
                     const char *text, struct err *err)
{
    struct world *w = ctx;

    (void)tx, (void)err;
    snprintf(w->mail, sizeof w->mail, "%s\n%s\n%s", to, subject, text);
    return 0;
}

struct world *world_new(int (*prepare)(struct db *db, bool control, const char *path,
                                       struct err *err))
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    folder_make(w->dir);
    w->config = (struct spaces_config){.dir = w->dir,
                                       .driver = &db_sqlite,
                                       .open_max = 8,
                                       .idle_ms = 60000,
                                       .read_deadline_ms = 5000,
                                       .prepare = prepare};
    w->auth_config = (struct auth_config){.dir = w->dir,
                                          .token_ms = 3600000,
                                          .mail = keep_mail,
                                          .mail_ctx = w,
                                          .public_url = "https://crm.example.com"};
    arena_init(&w->arena);
    return w;
}

void world_open(struct world *w)
{
    ok(w, spaces_open(&w->config, &w->spaces, &w->err));
    ok(w, control_open(w->spaces, &w->control, &w->err));
    w->auth_config.control = w->control;
    ok(w, auth_open(&w->auth_config, &w->auth, &w->err));
}

void world_close(struct world *w)
{
    auth_close(w->auth);
    control_close(w->control);
    spaces_close(w->spaces);
}

void world_free(struct world *w)
{
    world_close(w);
    arena_release(&w->arena);
    folder_remove(w->dir);
    free(w);
}

void ok(struct world *w, int rc)
{
    if (rc)
        fail_msg("%s %s %s", err_name(w->err.code), err_message(&w->err), w->err.detail);
}

enum err_code refused(struct world *w, int rc)
{
    enum err_code code = w->err.code;

    assert_int_equal(rc, -1);
    err_clear(&w->err);
    return code;
}
