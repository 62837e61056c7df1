/* `kith verify`: is everything in the databases what it says it is? Works beside a running
 * server, on a snapshot of each database. Ends with 1 when it found a fault.
 */
#include <stdio.h>
#include <unistd.h>

#include "auth/audit.h"
#include "cli/cli.h"
#include "cli/files.h"
#include "record/verify.h"
#include "space/catalog.h"

static const struct cli_flag flags[] = {{"json", NULL, "one JSON object a line"}};

struct look {
    bool json;
    const char *file;
    int64_t n_faults;
};

static void say_check(void *to, const char *name)
{
    const struct look *l = to;
    if (!l->json && isatty(2))
        fprintf(stderr, "\r\033[K  %s: %s", l->file, name);
}

static void say_fault(void *to, const char *check, const char *message)
{
    struct look *l = to;
    l->n_faults++;
    if (!l->json) {
        printf("%s%s: %s: %s\n", isatty(1) ? "\r\033[K" : "", l->file, check, message);
        return;
    }
    struct buf out;
    struct json j;
    buf_init(&out, 1 << 16);
    json_init(&j, &out);
    json_object_begin(&j);
    json_put_cstr(&j, "file", l->file);
    json_put_cstr(&j, "check", check);
    json_put_cstr(&j, "fault", message);
    json_object_end(&j);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
    buf_release(&out);
}

static int look_at_control(struct look *l, struct db *db, struct err *err)
{
    int64_t bad;
    say_check(l, "audit log");
    if (audit_verify(db, &bad, err))
        return -1;
    if (bad) {
        char message[80];
        snprintf(message, sizeof message, "the chain breaks at row %lld", (long long)bad);
        say_fault(l, "audit log", message);
    }
    return 0;
}

static int look_at_workspace(struct look *l, struct db *db, struct db *control, int64_t id,
                             struct arena *a, struct err *err)
{
    struct catalog_workspace w;
    struct err absent = {0};
    if (catalog_workspace(control, a, id, &w, &absent)) {
        say_fault(l, "control", "no workspace in the control database has this file");
        return 0;
    }
    struct record_ctx ctx = {
        .db = db,
        .arena = a,
        .env = {.arena = a, .currency = str_of(w.workspace.currency), .now = clock_now_ms()}};
    struct verify_report report = {.to = l, .check = say_check, .fault = say_fault};
    return verify_workspace(&ctx, &report, err);
}

/* The database's own check, then ours; a fault of the first kind is a fault, not an end. */
static int look_at(struct look *l, const struct data_file *f, struct db *control, struct err *err)
{
    struct db *db;
    struct arena a;
    struct err broken = {0};
    l->file = f->name;
    if (files_open(f->path, &db, err))
        return -1;
    arena_init(&a);
    say_check(l, "pages");
    if (db_check(db, &broken))
        say_fault(l, "pages", broken.detail[0] ? broken.detail : err_message(&broken));
    int failed = db_begin_read(db, err) ||
                 (f->workspace_id ? look_at_workspace(l, db, control, f->workspace_id, &a, err)
                                  : look_at_control(l, db, err));
    db_rollback(db);
    db_close(db);
    arena_release(&a);
    return failed ? -1 : 0;
}

static int verify(struct arena *a, const struct settings *s, struct look *l, struct err *err)
{
    struct data_file *files;
    struct db *control;
    size_t n;
    if (files_list(a, cli_where(s), &files, &n, err) || files_open(files[0].path, &control, err))
        return -1;
    int failed = files_placed(a, s, control, &files, &n, err);
    for (size_t i = 0; !failed && i < n; i++)
        failed = look_at(l, &files[i], control, err);
    db_close(control);
    if (!failed && !l->json)
        printf("%s%zu databases, %lld faults\n", isatty(1) ? "\r\033[K" : "", n,
               (long long)l->n_faults);
    return failed;
}

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    struct look l = {.json = cli_take(&argc, argv, "json", false) != NULL};
    struct err err = {0};
    struct arena a;
    int bad = cli_done(self, argc, argv);
    if (bad)
        return bad;
    arena_init(&a);
    int failed = verify(&a, settings, &l, &err);
    arena_release(&a);
    return failed ? cli_fail(&err) : l.n_faults > 0;
}

const struct command command_verify = {
    .name = "verify",
    .args = "[--data DIR] [--json]",
    .brief = "Check that everything stored is what it says it is.",
    .help =
        "Pages and indexes, references, search rows, counters, mirrored fields, history, and the\n"
        "chain of the audit log. Works beside a running server. Each fault is one line; the exit\n"
        "code is 1 when there was one.\n",
    .flags = flags,
    .n_flags = ARRAY_LEN(flags),
    .run = run,
};
