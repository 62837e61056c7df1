/* `kith workspace list|export|import|delete|restore|move`.
 *
 * list and export work beside a running server: they read a snapshot. An export is one SQLite file
 * with everything, history included, and the settings and people it needs elsewhere.
 */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/files.h"
#include "cli/workspace.h"
#include "record/adopt.h"
#include "space/catalog.h"

static const struct cli_flag flags[] = {
    {"to", "PLACE", "export: a file; move: files, or postgres://..."},
    {"owner", "EMAIL", "import: who shall own it"},
    {"name", "NAME", "import: another name"},
    {"yes", NULL, "delete: without asking"},
    {"again", NULL, "move: whoever was moving it is not at it any more"},
    {"keep", NULL, "move: the former database stays, closed to writes"},
    {"json", NULL, "list, move: as JSON"},
};

struct work {
    const struct settings *settings;
    struct arena *a;
    const char *subject; /* an id, or a file */
    const char *to, *owner, *name;
    bool yes, again, keep, json;
};

static int open_control(struct work *w, struct db **ret, struct err *err)
{
    struct data_file *files;
    size_t n;
    return files_list(w->a, cli_where(w->settings), &files, &n, err) ||
                   files_open(files[0].path, ret, err)
               ? -1
               : 0;
}

static int read_id(const struct work *w, int64_t *ret, struct err *err)
{
    if (str_to_i64(str_of(w->subject), ret) && *ret > 0)
        return 0;
    return err_set(err, ERR_INVALID, NULL, "%s is no workspace's id; see: kith workspace list",
                   w->subject);
}

/* --- list ---------------------------------------------------------------------------------------
 */

static void list_json(const struct catalog_workspace *all, size_t n)
{
    struct buf out;
    struct json j;
    buf_init(&out, 64 << 20);
    json_init(&j, &out);
    json_array_begin(&j);
    for (size_t i = 0; i < n; i++) {
        json_object_begin(&j);
        json_put_int(&j, "id", all[i].workspace.id);
        json_put_cstr(&j, "name", all[i].workspace.name);
        json_put_cstr(&j, "owner", all[i].owner);
        json_put_int(&j, "members", all[i].n_members);
        json_put_time(&j, "created_at", all[i].workspace.created_at);
        json_put_bool(&j, "deleted", all[i].deleted_at != 0);
        json_put_cstr(&j, "place", all[i].place ? all[i].place : "");
        json_put_bool(&j, "moving", all[i].moving);
        json_object_end(&j);
    }
    json_array_end(&j);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
    buf_release(&out);
}

static int list(struct work *w, struct err *err)
{
    struct db *db;
    struct catalog_workspace *all;
    size_t n;
    if (open_control(w, &db, err))
        return -1;
    int failed = catalog_workspaces(db, w->a, &all, &n, err);
    db_close(db);
    if (failed)
        return -1;
    if (w->json)
        list_json(all, n);
    else
        for (size_t i = 0; i < n; i++)
            printf("%-16lld %-36s %-30s %lld members%s%s%s%s\n", (long long)all[i].workspace.id,
                   all[i].workspace.name, all[i].owner, (long long)all[i].n_members,
                   all[i].deleted_at ? ", deleted" : "", all[i].place ? ", in " : "",
                   all[i].place ? all[i].place : "", all[i].moving ? ", being moved" : "");
    return 0;
}

/* --- export -------------------------------------------------------------------------------------
 */

static int pack(struct work *w, struct db *control, int64_t id, struct err *err)
{
    struct db *copy;
    if (db_open(&db_sqlite, w->to, DB_WRITE, &copy, err))
        return -1;
    int failed = db_begin_write(copy, err) || catalog_pack(control, copy, id, err) ||
                 db_commit(copy, err) || db_check(copy, err);
    db_close(copy);
    return failed ? -1 : 0;
}

static int refuse_elsewhere(const struct catalog_workspace *w, struct err *err)
{
    return w->place ? err_set(err, ERR_CONFLICT, NULL,
                              "It is in %s; first: kith workspace move %lld --to files", w->place,
                              (long long)w->workspace.id)
                    : 0;
}

static int export(struct work *w, struct err *err)
{
    int64_t id;
    struct db *control, *db;
    struct catalog_workspace found;
    if (!w->to)
        return err_set(err, ERR_REQUIRED, "to", "--to FILE says where to");
    if (files_only(w->settings, "kith workspace move takes a workspace from there", err) ||
        read_id(w, &id, err) || open_control(w, &control, err))
        return -1;
    int failed =
        catalog_workspace(control, w->a, id, &found, err) || refuse_elsewhere(&found, err) ||
        files_open(arena_printf(w->a, "%s/ws_%lld.db", w->settings->data, (long long)id), &db, err);
    if (!failed) {
        failed = db_copy(db, w->to, err) || pack(w, control, id, err);
        db_close(db);
    }
    db_close(control);
    if (!failed)
        printf("\"%s\" is in %s; import it with: kith workspace import %s --owner EMAIL\n",
               found.workspace.name, w->to, w->to);
    return failed ? -1 : 0;
}

/* --- import -------------------------------------------------------------------------------------
 */

struct adoption {
    struct arena *a;
    struct adopt_user *users;
    size_t n;
};

static int adopt(void *ctx, struct space_tx *tx, struct err *err)
{
    struct adoption *x = ctx;
    tx->wrote = true;
    return adopt_users(tx->db, x->a, x->users, x->n, err);
}

/* Who the file names, and who they are here. */
static int read_people(struct app *app, struct arena *a, struct db *file, struct adoption *ret,
                       struct err *err)
{
    struct db *control;
    struct catalog_person *people = NULL;
    size_t n = 0;
    if (space_read(control_space(app->control), &control, err))
        return -1;
    int failed = catalog_people(file, control, a, &people, &n, err);
    space_read_end(control_space(app->control), control);
    *ret = (struct adoption){.a = a, .users = arena_array(a, n + 1, sizeof *ret->users), .n = n};
    for (size_t i = 0; !failed && i < n; i++)
        ret->users[i] = (struct adopt_user){people[i].id, people[i].here};
    return failed;
}

/* The new workspace's empty file gives way to the one that came. */
static int put_in_place(struct work *w, struct app *app, struct db *file, int64_t id,
                        struct adoption *people, struct err *err)
{
    struct space *sp;
    const char *name = arena_printf(w->a, "ws_%lld", (long long)id);
    if (space_delete(app->spaces, name, err) ||
        db_copy(file, arena_printf(w->a, "%s/%s.db", w->settings->data, name), err) ||
        space_get(app->spaces, name, false, &sp, err))
        return -1;
    int failed = space_write(sp, adopt, people, err);
    space_put(sp);
    return failed;
}

static int import_into(struct work *w, struct app *app, struct db *file, struct err *err)
{
    struct workspace from, made;
    struct user owner;
    struct adoption people;
    const char *hash;
    if (catalog_unpack(file, w->a, &from, err) || db_check(file, err) ||
        control_user_by_email(app->control, w->a, str_of(w->owner), &owner, &hash, err) ||
        read_people(app, w->a, file, &people, err))
        return -1;
    if (w->name)
        from.name = w->name;
    if (control_workspace_new(app->control, w->a, owner.id, &from, &made, err) ||
        put_in_place(w, app, file, made.id, &people, err))
        return -1;
    printf("\"%s\" is workspace %lld, owned by %s.\n", from.name, (long long)made.id, w->owner);
    return 0;
}

static int import(struct work *w, struct err *err)
{
    struct app app;
    struct db *file;
    if (!w->owner)
        return err_set(err, ERR_REQUIRED, "owner", "--owner EMAIL says whose it shall be");
    if (files_only(w->settings, "kith workspace move brings a workspace there", err) ||
        files_open(w->subject, &file, err))
        return -1;
    int failed = cli_open(&app, w->settings, err) || import_into(w, &app, file, err);
    cli_close(&app);
    db_close(file);
    return failed ? -1 : 0;
}

/* --- delete and bring back ----------------------------------------------------------------------
 */

static int delete_in(void *ctx, struct space_tx *tx, struct err *err)
{
    return control_workspace_delete(tx, *(const int64_t *)ctx, err);
}

static int restore_in(void *ctx, struct space_tx *tx, struct err *err)
{
    return control_workspace_restore(tx, *(const int64_t *)ctx, err);
}

static int in_control(struct work *w, int (*run)(void *, struct space_tx *, struct err *),
                      int64_t id, struct err *err)
{
    struct app app;
    int failed =
        cli_open(&app, w->settings, err) || space_write(control_space(app.control), run, &id, err);
    cli_close(&app);
    return failed ? -1 : 0;
}

static bool sure(const struct work *w)
{
    char line[64];
    if (w->yes)
        return true;
    fprintf(stderr, "Type the workspace's id again to delete it: ");
    if (!fgets(line, sizeof line, stdin))
        return false;
    line[strcspn(line, "\r\n")] = 0;
    return strcmp(line, w->subject) == 0;
}

static int delete (struct work *w, struct err *err)
{
    int64_t id;
    if (read_id(w, &id, err))
        return -1;
    if (!sure(w))
        return err_set(err, ERR_INVALID, NULL, "Nothing was deleted.");
    if (in_control(w, delete_in, id, err))
        return -1;
    printf("It is gone, and kept %d days: kith workspace restore %lld\n", WORKSPACE_KEPT_DAYS,
           (long long)id);
    return 0;
}

static int restore(struct work *w, struct err *err)
{
    int64_t id;
    if (read_id(w, &id, err) || in_control(w, restore_in, id, err))
        return -1;
    printf("Workspace %lld is back.\n", (long long)id);
    return 0;
}

/* --- move ---------------------------------------------------------------------------------------
 */

static int move(struct work *w, struct err *err)
{
    struct workspace_move order = {
        .to = w->to, .again = w->again, .keep = w->keep, .json = w->json};
    struct app app;
    if (!w->to)
        return err_set(err, ERR_REQUIRED, "to", "--to says where to: files, or postgres://...");
    if (read_id(w, &order.id, err))
        return -1;
    int failed = cli_open(&app, w->settings, err) || workspace_move(&app, &order, err);
    cli_close(&app);
    return failed ? -1 : 0;
}

/* TO ADD A VERB: one row. */
static const struct {
    const char *name;
    bool takes_subject;
    int (*run)(struct work *w, struct err *err);
} verbs[] = {
    {"list", false, list},    {"export", true, export},   {"import", true, import},
    {"delete", true, delete}, {"restore", true, restore}, {"move", true, move},
};

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    struct arena a;
    struct work w = {.settings = settings,
                     .a = &a,
                     .to = cli_take(&argc, argv, "to", true),
                     .owner = cli_take(&argc, argv, "owner", true),
                     .name = cli_take(&argc, argv, "name", true),
                     .yes = cli_take(&argc, argv, "yes", false) != NULL,
                     .again = cli_take(&argc, argv, "again", false) != NULL,
                     .keep = cli_take(&argc, argv, "keep", false) != NULL,
                     .json = cli_take(&argc, argv, "json", false) != NULL};
    size_t v = 0;
    while (v < ARRAY_LEN(verbs) && (argc < 2 || strcmp(argv[1], verbs[v].name) != 0))
        v++;
    bool wants = v < ARRAY_LEN(verbs) && verbs[v].takes_subject;
    if (v == ARRAY_LEN(verbs) || argc != (wants ? 3 : 2)) {
        fprintf(stderr, "Usage: kith workspace %s\nTry: kith workspace --help\n", self->args);
        return 2;
    }
    w.subject = wants ? argv[2] : NULL;

    struct err err = {0};
    arena_init(&a);
    int failed = verbs[v].run(&w, &err);
    arena_release(&a);
    return failed ? cli_fail(&err) : 0;
}

const struct command command_workspace = {
    .name = "workspace",
    .args = "list|export|import|delete|restore|move [ID|FILE]",
    .brief = "Workspaces: list, take out, bring in, delete, move.",
    .help =
        "list                          all of them, also beside a running server\n"
        "export ID --to FILE           one SQLite file with everything, history included; also\n"
        "                              beside a running server\n"
        "import FILE --owner EMAIL     as a new workspace; people are found by their address\n"
        "delete ID                     its file is kept 30 days; restore ID brings it back\n"
        "move ID --to PLACE            complete with its history into another database: files\n"
        "                              (the data folder) or postgres://...; on a server also\n"
        "                              beside those that serve it, whose writes wait at the end\n",
    .flags = flags,
    .n_flags = ARRAY_LEN(flags),
    .run = run,
};
