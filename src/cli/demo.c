/* `kith demo`: a new user with a workspace full of made-up people, to look around in. It opens the
 * data folder itself, so no server may run on it meanwhile.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/cli.h"
#include "cli/demo_fill.h"
#include "cli/progress.h"

enum { CONTACTS = 1000, CONTACTS_MAX = 10000000, SEED = 1, USERS_MAX = 1000 };

static const char password[] = "demo-demo";
static const char user_name[] = "Demo";

/* One run of the command. */
struct demo {
    struct app app;
    struct arena arena;
    int64_t contacts, seed;
    struct user user;
    struct workspace workspace;
    struct demo_plan plan;
    struct demo_fill fill;
    struct progress progress;
    bool stopped;
};

/* --- arguments -------------------------------------------------------------------------------- */

static int read_number(const char *text, const char *name, int64_t min, int64_t max, int64_t *ret)
{
    int64_t v;
    if (!text)
        return 0;
    if (!str_to_i64(str_of(text), &v) || v < min || v > max) {
        fprintf(stderr, "kith demo: --%s is a number from %" PRId64 " to %" PRId64 "\n", name, min,
                max);
        return 2;
    }
    *ret = v;
    return 0;
}

static int read_arguments(const struct command *self, struct demo *d, int argc, char **argv)
{
    const char *contacts = cli_take(&argc, argv, "contacts", true);
    const char *seed = cli_take(&argc, argv, "seed", true);
    int bad = cli_done(self, argc, argv);
    if (!bad)
        bad = read_number(contacts, "contacts", 1, CONTACTS_MAX, &d->contacts);
    return bad ? bad : read_number(seed, "seed", 0, INT64_MAX, &d->seed);
}

/* --- the user --------------------------------------------------------------------------------- */

/* demo@example.com, or the first of demo2@, demo3@, … that is free. */
static int free_address(struct demo *d, const char **ret, struct err *err)
{
    const char *email = "demo@example.com";
    for (int i = 2; i < USERS_MAX; i++) {
        struct err absent = {0};
        struct user u;
        const char *hash;
        if (control_user_by_email(d->app.control, &d->arena, str_of(email), &u, &hash, &absent)) {
            *ret = email;
            if (absent.code == ERR_NOT_FOUND)
                return 0;
            *err = absent;
            return -1;
        }
        email = arena_printf(&d->arena, "demo%d@example.com", i);
    }
    return err_set(err, ERR_DUPLICATE, "email", "there are demo users enough");
}

static int make_user(struct demo *d, struct err *err)
{
    const struct settings *s = d->app.settings;
    struct user u = {.name = user_name};
    struct workspace w = {
        .time_zone = s->time_zone, .currency = s->currency, .country = s->country};
    char hash[128];
    if (free_address(d, &u.email, err) || password_hash(str_of(password), hash, err))
        return -1;
    if (strcmp(u.email, "demo@example.com") != 0)
        fprintf(stderr, "kith: demo@example.com exists; this one is %s\n", u.email);
    w.name = arena_printf(&d->arena, "Demo with %" PRId64 " contacts", d->contacts);
    return control_register(d->app.control, &d->arena, &u, hash, &w, &d->user, &d->workspace, err);
}

/* --- the data --------------------------------------------------------------------------------- */

static bool was_interrupted(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1;
}

static bool go_on(void *arg, const struct demo_totals *totals)
{
    struct demo *d = arg;
    progress_show(&d->progress, totals->contacts);
    d->stopped = was_interrupted();
    return !d->stopped;
}

static void make_plan(struct demo *d)
{
    int64_t now = clock_now_ms();
    const struct tz *zone = d->workspace.zone;
    demo_plan_init(&d->plan, (uint64_t)d->seed, d->contacts, now,
                   tz_day_start(zone, tz_date(zone, now)));
    d->plan.user_id = d->user.id;
    d->plan.user_name = d->user.name;
}

static int write_data(struct demo *d, struct err *err)
{
    struct space *space;
    if (control_space_of(d->app.control, d->workspace.id, &space, err))
        return -1;
    make_plan(d);
    d->fill = (struct demo_fill){
        .space = space,
        .plan = &d->plan,
        .go_on = go_on,
        .arg = d,
        .ctx = {.env = {.zone = d->workspace.zone,
                        .currency = str_of(d->workspace.currency),
                        .country = str_of(d->workspace.country)},
                .who = {.kind = PRINCIPAL_USER,
                        .id = d->user.id,
                        .user_id = d->user.id,
                        .workspace_id = d->workspace.id,
                        .role = ROLE_OWNER},
                .control = d->app.control,
                .rules = crm_rules,
                .n_rules = crm_n_rules},
    };
    progress_start(&d->progress, "contacts", d->contacts);
    int failed = demo_fill_run(&d->fill, err);
    progress_end(&d->progress);
    space_put(space);
    return failed;
}

/* --- what it says ----------------------------------------------------------------------------- */

static void say_counts(const struct demo *d)
{
    static const struct entity *const told[] = {&entity_contact,  &entity_company, &entity_note,
                                                &entity_activity, &entity_task,    &entity_website};
    char number[PROGRESS_NUMBER], time[PROGRESS_NUMBER];
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        progress_number(demo_fill_count(&d->fill, told[i]), number);
        printf("%s%s %s", i ? ", " : "  ", number, told[i]->plural);
    }
    progress_duration(clock_mono_us() - d->progress.started_us, time);
    printf("\n  in %s", time);
}

/* After the folder is closed, when all is in the one file. */
static void say_size(struct demo *d)
{
    const char *path =
        arena_printf(&d->arena, "%s/ws_%" PRId64 ".db", d->app.settings->data, d->workspace.id);
    struct stat st;
    if (stat(path, &st) == 0)
        printf(", %.1f MB in %s", (double)st.st_size / 1e6, path);
    printf("\n");
}

static void say_how_to_sign_in(const struct demo *d)
{
    const struct settings *s = d->app.settings;
    printf(
        "\n  Start the server:\n"
        "    kith serve --data %s\n"
        "  and open http://%s/ to sign in as %s with the password %s\n"
        "  or by curl:\n"
        "    token=$(curl -s http://%s/api/auth/login -H 'Content-Type: application/json' \\\n"
        "      -d '{\"email\":\"%s\",\"password\":\"%s\"}' | sed "
        "'s/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n"
        "    curl -s \"http://%s/api/crm/contacts?limit=3&count=true\" -H \"Authorization: Bearer "
        "$token\"\n"
        "  Seed %" PRId64 "; the same seed gives the same data.\n",
        s->data, s->listen, d->user.email, password, s->listen, d->user.email, password, s->listen,
        d->seed);
}

/* --- the command ------------------------------------------------------------------------------ */

static int fail(const struct demo *d, const struct err *err)
{
    cli_fail(err);
    /* The folder's lock is the one thing that answers so here. */
    if (err->code == ERR_UNAVAILABLE && !d->app.control)
        fprintf(stderr, "      Stop `kith serve` on this folder first, or name another one:\n"
                        "      kith demo --data ./demo-data\n");
    return 1;
}

/* Ctrl-C is looked for between slices, so that it never leaves half of one. */
static void hold_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    struct demo d = {.contacts = CONTACTS, .seed = SEED};
    struct err err = {0};
    int bad = read_arguments(self, &d, argc, argv);
    if (bad)
        return bad;

    hold_signals();
    arena_init(&d.arena);
    int failed = cli_open(&d.app, settings, &err) || make_user(&d, &err) || write_data(&d, &err);
    if (!failed)
        say_counts(&d);
    cli_close(&d.app);
    if (!failed) {
        say_size(&d);
        if (d.stopped)
            printf("  Stopped early; what is written stays and is whole.\n");
        say_how_to_sign_in(&d);
    }
    int code = failed ? fail(&d, &err) : d.stopped ? 130 : 0;
    arena_release(&d.arena);
    return code;
}

static const struct cli_flag flags[] = {
    {"contacts", "N", "How many contacts (1000)"},
    {"seed", "S", "Another seed gives other people (1)"},
};

const struct command command_demo = {
    .name = "demo",
    .args = "[--contacts N] [--seed S] [--data DIR] [settings]",
    .brief = "Fill a new workspace with made-up people, companies and things to do.",
    .help = "Makes the user demo@example.com (or demo2@, demo3@, … where that exists) with a\n"
            "workspace of its own, writes lifelike data into it, and says how to sign in. The\n"
            "same seed gives the same data; dates lie around today. No server may run on the\n"
            "same data folder meanwhile.\n\n"
            "  kith demo\n"
            "  kith demo --contacts 100000 --seed 7 --data ./demo-data\n",
    .flags = flags,
    .n_flags = ARRAY_LEN(flags),
    .run = run,
};
