/* `kith vacuum`: gives back the room that deleted data has left, database by database. */
#include <stdio.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "cli/progress.h"

static int64_t size_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

static int vacuum_one(const char *path, struct err *err)
{
    struct db *db;
    if (db_open(&db_sqlite, path, DB_WRITE, &db, err))
        return -1;
    int failed = db_vacuum(db, err);
    db_close(db);
    return failed;
}

static int vacuum(struct app *app, struct arena *a, struct err *err)
{
    struct data_file *files;
    struct progress bar;
    size_t n;
    int64_t before = 0, after = 0;
    if (files_only(app->settings, "it cleans up by itself (autovacuum)", err) ||
        files_list(a, app->settings->data, &files, &n, err))
        return -1;
    progress_start(&bar, "databases", (int64_t)n);
    for (size_t i = 0; i < n; i++) {
        before += size_of(files[i].path);
        if (vacuum_one(files[i].path, err))
            return -1;
        after += size_of(files[i].path);
        progress_show(&bar, (int64_t)i + 1);
    }
    progress_end(&bar);
    printf("%.1f MB before, %.1f MB now\n", (double)before / 1e6, (double)after / 1e6);
    return 0;
}

/* Opened first and kept, so that no server starts on the folder meanwhile. */
static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    struct app app;
    struct arena a;
    struct err err = {0};
    int bad = cli_done(self, argc, argv);
    if (bad)
        return bad;
    arena_init(&a);
    int failed = cli_open(&app, settings, &err) || vacuum(&app, &a, &err);
    cli_close(&app);
    arena_release(&a);
    return failed ? cli_fail(&err) : 0;
}

const struct command command_vacuum = {
    .name = "vacuum",
    .args = "[--data DIR]",
    .brief = "Give back the room that deleted data has left.",
    .help = "The server must not run on the same data folder meanwhile.\n",
    .run = run,
};
