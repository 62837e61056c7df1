/* `kith backup` and `kith restore`: copies of all databases, made beside a running server and
 * checked after writing; and the way back, into a folder that holds nothing yet.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "cli/progress.h"

static const struct cli_flag backup_flags[] = {{"to", "DIR", "a folder that is made for it"}};
static const struct cli_flag restore_flags[] = {{"from", "DIR", "a folder that a backup made"}};

static int make_folder(const char *path, struct err *err)
{
    if (mkdir(path, 0700) == 0)
        return 0;
    return err_set(err, ERR_CONFLICT, "to", "%s cannot be made: %s", path, strerror(errno));
}

static int copy_one(struct arena *a, const struct data_file *f, const char *dir, struct err *err)
{
    struct db *db, *copy;
    const char *path = arena_printf(a, "%s/%s.db", dir, f->name);
    if (files_open(f->path, &db, err))
        return -1;
    int failed = db_copy(db, path, err);
    db_close(db);
    if (failed || files_open(path, &copy, err))
        return -1;
    failed = db_check(copy, err);
    db_close(copy);
    return failed;
}

/* The control database first: what it names is then in the copies that follow. */
static int copy_all(struct arena *a, const char *from, const char *to, struct err *err)
{
    struct data_file *files;
    struct progress bar;
    size_t n;
    if (files_list(a, from, &files, &n, err) || make_folder(to, err))
        return -1;
    progress_start(&bar, "databases", (int64_t)n);
    int failed = 0;
    for (size_t i = 0; !failed && i < n; i++) {
        failed = copy_one(a, &files[i], to, err);
        progress_show(&bar, (int64_t)i + 1);
    }
    progress_end(&bar);
    if (!failed)
        printf("%zu databases, each checked, are in %s\n", n, to);
    return failed;
}

static int run_copy(const struct command *self, const struct settings *settings, int argc,
                    char **argv, const char *from, const char *to, const char *missing)
{
    struct arena a;
    struct err err = {0};
    int bad = cli_done(self, argc, argv);
    if (bad)
        return bad;
    if (!from || !to) {
        fprintf(stderr, "kith %s: %s\nTry: kith %s --help\n", self->name, missing, self->name);
        return 2;
    }
    arena_init(&a);
    int failed = files_only(settings, "pg_dump and pg_restore copy it", &err);
    if (!failed && from != settings->data && access(from, F_OK))
        failed =
            err_set(&err, ERR_NOT_FOUND, "from", "There is no folder %s; --from names it.", from);
    failed = failed || copy_all(&a, from, to, &err);
    arena_release(&a);
    return failed ? cli_fail(&err) : 0;
}

static int backup(const struct command *self, struct settings *settings, int argc, char **argv)
{
    const char *to = cli_take(&argc, argv, "to", true);
    return run_copy(self, settings, argc, argv, settings->data, to, "--to DIR says where to");
}

static int restore(const struct command *self, struct settings *settings, int argc, char **argv)
{
    const char *from = cli_take(&argc, argv, "from", true);
    return run_copy(self, settings, argc, argv, from, settings->data, "--from DIR names a backup");
}

const struct command command_backup = {
    .name = "backup",
    .args = "--to DIR [--data DIR]",
    .brief = "Copy all databases, also while the server runs.",
    .help =
        "Each copy is made in one step from a snapshot and checked after writing. The key file\n"
        "secret.key is not part of it: keep a copy of that apart.\n",
    .flags = backup_flags,
    .n_flags = ARRAY_LEN(backup_flags),
    .run = backup,
};

const struct command command_restore = {
    .name = "restore",
    .args = "--from DIR [--data DIR]",
    .brief = "Make a new data folder from a backup.",
    .help =
        "The data folder must not be there yet: move the old one aside first. Put secret.key into\n"
        "the new one before you start the server; without it two-factor sign-ins are lost.\n",
    .flags = restore_flags,
    .n_flags = ARRAY_LEN(restore_flags),
    .run = restore,
};
