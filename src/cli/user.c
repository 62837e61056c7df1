/* `kith user add|list|reset|disable|enable`: accounts from the terminal of the machine. Whoever may
 * read the data folder may do all of this; it is noted in the audit log as done by the system.
 */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "auth/account.h"
#include "auth/audit.h"
#include "cli/cli.h"
#include "space/catalog.h"

static const struct cli_flag flags[] = {
    {"name", "NAME", "add: what to call them"},
    {"password-stdin", NULL, "add: read the password from standard input"},
    {"json", NULL, "list: as JSON"},
};

struct work {
    struct app app;
    struct arena *a;
    const char *email, *name;
    bool json, from_stdin;
};

static int note(struct work *w, const char *action, int64_t user_id, struct err *err)
{
    struct audit_entry e = {.actor_kind = PRINCIPAL_SYSTEM,
                            .action = action,
                            .target = arena_printf(w->a, "user:%lld", (long long)user_id),
                            .address = STR("terminal")};
    return audit_note(w->app.control, &e, err);
}

static int find(struct work *w, struct user *ret, struct err *err)
{
    const char *hash;
    if (control_user_by_email(w->app.control, w->a, str_of(w->email), ret, &hash, err) == 0)
        return 0;
    return err->code == ERR_NOT_FOUND
               ? (err_clear(err),
                  err_set(err, ERR_NOT_FOUND, NULL,
                          "No user has the address %s; see: kith user list", w->email))
               : -1;
}

/* Without an echo on a terminal. */
static int read_password(bool from_stdin, char *out, size_t size, struct err *err)
{
    struct termios old, quiet;
    bool terminal = !from_stdin && tcgetattr(0, &old) == 0;
    if (!from_stdin && !terminal)
        return err_set(err, ERR_REQUIRED, "password", "no terminal: use --password-stdin");
    if (terminal) {
        quiet = old;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        fprintf(stderr, "Password: ");
        tcsetattr(0, TCSAFLUSH, &quiet);
    }
    bool got = fgets(out, (int)size, stdin) != NULL;
    if (terminal) {
        tcsetattr(0, TCSAFLUSH, &old);
        fprintf(stderr, "\n");
    }
    if (!got)
        return err_set(err, ERR_REQUIRED, "password", "no password was given");
    out[strcspn(out, "\r\n")] = 0;
    return 0;
}

static int add(struct work *w, struct err *err)
{
    static const struct field email = {.name = "email", .type = &type_email};
    struct field_env env = {.arena = w->a};
    struct record none = {0};
    struct db_value raw;
    char password[1024], hash[128];
    if (email.type->parse_text(&email, &env, &none, str_of(w->email), &raw, err))
        return -1;
    struct db_value norm = email.type->derive(&email, &env, &none, raw);
    if (read_password(w->from_stdin, password, sizeof password, err) ||
        password_check(str_of(password), err) || password_hash(str_of(password), hash, err))
        return -1;

    const struct settings *s = w->app.settings;
    struct user u = {.email = str_cstr(w->a, norm.s), .name = w->name ? w->name : w->email}, made;
    struct workspace ws = {
        .time_zone = s->time_zone, .currency = s->currency, .country = s->country};
    struct workspace own;
    if (control_register(w->app.control, w->a, &u, hash, &ws, &made, &own, err) ||
        note(w, "user.added", made.id, err))
        return -1;
    printf("%s can sign in, with a workspace of their own (%lld).\n", made.email,
           (long long)own.id);
    return 0;
}

static void list_json(const struct catalog_user *users, size_t n)
{
    struct buf out;
    struct json j;
    buf_init(&out, 64 << 20);
    json_init(&j, &out);
    json_array_begin(&j);
    for (size_t i = 0; i < n; i++) {
        const struct user *u = &users[i].user;
        json_object_begin(&j);
        json_put_int(&j, "id", u->id);
        json_put_cstr(&j, "email", u->email);
        json_put_cstr(&j, "name", u->name);
        json_put_time(&j, "created_at", u->created_at);
        json_put_bool(&j, "is_owner", u->is_owner);
        json_put_bool(&j, "disabled", u->disabled);
        json_put_bool(&j, "two_factor", u->totp_on);
        json_put_int(&j, "workspaces", users[i].n_workspaces);
        json_object_end(&j);
    }
    json_array_end(&j);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
    buf_release(&out);
}

static int list(struct work *w, struct err *err)
{
    struct db *db;
    struct catalog_user *users;
    size_t n;
    if (space_read(control_space(w->app.control), &db, err))
        return -1;
    int failed = catalog_users(db, w->a, &users, &n, err);
    space_read_end(control_space(w->app.control), db);
    if (failed)
        return -1;
    if (w->json) {
        list_json(users, n);
        return 0;
    }
    for (size_t i = 0; i < n; i++)
        printf("%-16lld %-36s %-24s %s%s%s\n", (long long)users[i].user.id, users[i].user.email,
               users[i].user.name, users[i].user.is_owner ? "owner " : "",
               users[i].user.disabled ? "disabled " : "", users[i].user.totp_on ? "2fa" : "");
    return 0;
}

static int reset(struct work *w, struct err *err)
{
    struct user u;
    const char *token;
    if (find(w, &u, err) || reset_create(w->app.control, w->a, u.id, &token, err) ||
        note(w, "user.reset_link", u.id, err))
        return -1;
    printf("Within %d minutes, once:\n"
           "  curl http://%s/api/auth/reset/confirm -H 'Content-Type: application/json' \\\n"
           "    -d '{\"token\":\"%s\",\"password\":\"the new one\"}'\n",
           RESET_MINUTES, w->app.settings->listen, token);
    return 0;
}

static int set_disabled(struct work *w, bool disabled, struct err *err)
{
    struct user u;
    if (find(w, &u, err) || account_disable(w->app.control, u.id, disabled, err) ||
        note(w, disabled ? "user.disabled" : "user.enabled", u.id, err))
        return -1;
    printf(disabled ? "%s is signed out and cannot sign in.\n" : "%s can sign in again.\n",
           u.email);
    return 0;
}

static int disable(struct work *w, struct err *err)
{
    return set_disabled(w, true, err);
}

static int enable(struct work *w, struct err *err)
{
    return set_disabled(w, false, err);
}

/* TO ADD A VERB: one row. */
static const struct {
    const char *name;
    bool takes_email;
    int (*run)(struct work *w, struct err *err);
} verbs[] = {
    {"add", true, add},         {"list", false, list},    {"reset", true, reset},
    {"disable", true, disable}, {"enable", true, enable},
};

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    struct arena a;
    struct work w = {.a = &a,
                     .name = cli_take(&argc, argv, "name", true),
                     .json = cli_take(&argc, argv, "json", false) != NULL,
                     .from_stdin = cli_take(&argc, argv, "password-stdin", false) != NULL};
    size_t v = 0;
    while (v < ARRAY_LEN(verbs) && (argc < 2 || strcmp(argv[1], verbs[v].name) != 0))
        v++;
    bool wants = v < ARRAY_LEN(verbs) && verbs[v].takes_email;
    if (v == ARRAY_LEN(verbs) || argc != (wants ? 3 : 2)) {
        fprintf(stderr, "Usage: kith user %s\nTry: kith user --help\n", self->args);
        return 2;
    }
    w.email = wants ? argv[2] : NULL;

    struct err err = {0};
    arena_init(&a);
    int failed = cli_open(&w.app, settings, &err) || verbs[v].run(&w, &err);
    cli_close(&w.app);
    arena_release(&a);
    return failed ? cli_fail(&err) : 0;
}

const struct command command_user = {
    .name = "user",
    .args = "add|list|reset|disable|enable [EMAIL]",
    .brief = "Accounts, from the machine's own terminal.",
    .help = "add EMAIL      asks for a password and makes an account with its workspace\n"
            "list           everybody, oldest first\n"
            "reset EMAIL    prints a link that sets a new password, once\n"
            "disable EMAIL  ends their sessions and lets them in no more; enable undoes it\n\n"
            "The server must not run on the same data folder meanwhile.\n",
    .flags = flags,
    .n_flags = ARRAY_LEN(flags),
    .run = run,
};
