/* `kith workspace move`: the bars and what it says at the end; the work is crm/move.c's. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cli/progress.h"
#include "cli/workspace.h"
#include "crm/move.h"
#include "space/catalog.h"

struct show {
    struct progress bar;
    int64_t done;
    bool running;
};

static void end_stage(struct show *s)
{
    if (s->running)
        progress_end(&s->bar);
    s->running = false;
}

static void stage(void *ctx, const char *what, int64_t rows)
{
    struct show *s = ctx;
    end_stage(s);
    s->done = 0;
    progress_start(&s->bar, what, rows > 0 ? rows : 1);
    s->running = true;
}

static void progress(void *ctx, int64_t rows)
{
    struct show *s = ctx;
    s->done += rows;
    progress_show(&s->bar, s->done);
}

/* --- what it says -------------------------------------------------------------------------------
 */

static void put_tables(struct json *j, const struct move_report *r)
{
    char hash[20];
    json_key(j, "tables");
    json_array_begin(j);
    for (size_t i = 0; i < r->n_tables; i++) {
        snprintf(hash, sizeof hash, "%016" PRIx64, r->tables[i].sum.hash);
        json_object_begin(j);
        json_put_cstr(j, "name", r->tables[i].name);
        json_put_int(j, "rows", r->tables[i].sum.rows);
        json_put_cstr(j, "checksum", hash);
        json_object_end(j);
    }
    json_array_end(j);
}

static void say_json(const struct workspace_move *order, const char *to,
                     const struct move_report *r)
{
    struct buf out;
    struct json j;
    buf_init(&out, 1 << 20);
    json_init(&j, &out);
    json_object_begin(&j);
    json_put_int(&j, "id", order->id);
    json_put_cstr(&j, "to", to);
    json_put_int(&j, "rows", r->rows);
    json_put_int(&j, "followed", r->followed);
    json_put_int(&j, "copy_ms", r->copy_us / 1000);
    json_put_int(&j, "pause_ms", r->pause_us / 1000);
    json_put_bool(&j, "left_behind", r->left_behind || order->keep);
    put_tables(&j, r);
    json_object_end(&j);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
    buf_release(&out);
}

static void say(const struct workspace_move *order, const char *to, const struct move_report *r)
{
    char rows[PROGRESS_NUMBER], copying[PROGRESS_NUMBER], pause[PROGRESS_NUMBER];
    if (!r->n_tables) {
        printf("Workspace %" PRId64 " is in %s: what had broken off is finished.\n", order->id, to);
        return;
    }
    progress_number(r->rows, rows);
    progress_duration(r->copy_us, copying);
    progress_duration(r->pause_us, pause);
    printf("Workspace %" PRId64 " is in %s now: %s rows of %zu tables, each checksum the same.\n",
           order->id, to, rows, r->n_tables);
    printf("Copied and checked in %s; writes waited %s.\n", copying, pause);
    if (r->left_behind || order->keep)
        printf("The former database stays, closed to writes.\n");
}

int workspace_move(struct app *app, const struct workspace_move *order, struct err *err)
{
    struct show show = {0};
    struct move_report report;
    struct arena a;
    const char *to = strcmp(order->to, "sqlite") == 0 ? "files" : order->to;
    struct move m = {
        .spaces = app->spaces,
        .control = app->control,
        .workspace_id = order->id,
        .to = to,
        .again = order->again,
        .keep = order->keep,
        .stage = stage,
        .progress = progress,
        .ctx = &show,
    };
    if (strcmp(to, "files") != 0 && db_driver_for(to) == &db_sqlite)
        return err_set(err, ERR_INVALID, "to", "--to must be files, or like postgres://host/name");

    arena_init(&a);
    int failed = move_workspace(&m, &a, &report, err);
    end_stage(&show);
    if (!failed && order->json)
        say_json(order, catalog_place_shown(&a, to), &report);
    else if (!failed)
        say(order, catalog_place_shown(&a, to), &report);
    arena_release(&a);
    return failed;
}
