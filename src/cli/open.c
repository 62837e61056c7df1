/* The wiring below the faces: databases, accounts; and small helpers all commands share. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/sample.h"
#include "crm/login.h"
#include "page/page.h"
#include "record/counter.h"
#include "record/schema.h"

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    if ((control ? control_migrate(db, path, err) : schema_prepare(db, path, err)) != 0)
        return -1;
    return jobs_prepare(db, control, err);
}

/* auth knows no queue: it is given this. The letter is sent when the transaction has committed. */
static int queue_mail(void *ctx, struct space_tx *tx, const char *to, const char *subject,
                      const char *text, struct err *err)
{
    struct buf payload;
    struct json j;

    (void)ctx;
    buf_init(&payload, 1 << 16);
    json_init(&j, &payload);
    json_object_begin(&j);
    json_put_cstr(&j, "to", to);
    json_put_cstr(&j, "subject", subject);
    json_put_cstr(&j, "text", text);
    json_object_end(&j);
    int rc = job_enqueue(tx, "mail.send", buf_str(&payload), 0, NULL, err);
    buf_release(&payload);
    return rc;
}

static int open_auth(struct app *app, struct err *err)
{
    const struct settings *s = app->settings;
    char url[300];

    snprintf(url, sizeof url, "%s://%.280s", strcmp(s->tls_cert, "none") == 0 ? "http" : "https",
             s->listen);
    struct auth_config config = {
        .control = app->control,
        .dir = s->data,
        .secret_keys = strcmp(s->secret_key, "auto") == 0 ? NULL : s->secret_key,
        .token_ms = s->token_minutes * INT64_C(60000),
        .signing_key_ms = s->signing_key_days * INT64_C(86400000),
        .throttled = s->rate_limit > 0,
        .mail = strcmp(s->smtp_url, "none") == 0 ? NULL : queue_mail,
        .public_url = strcmp(s->public_url, "auto") == 0 ? url : s->public_url,
    };
    return auth_open(&config, &app->auth, err);
}

const char *cli_server(const struct settings *settings)
{
    return strcmp(settings->database, "files") == 0 ? NULL : settings->database;
}

const char *cli_where(const struct settings *settings)
{
    const char *server = cli_server(settings);
    return server ? server : settings->data;
}

int cli_open(struct app *app, const struct settings *settings, struct err *err)
{
    *app = (struct app){
        .settings = settings, .version = kith_version, .page = page_serve, .sample = sample_make};
    struct spaces_config config = {
        .dir = settings->data,
        .where = cli_server(settings),
        .connections = (unsigned)settings->database_connections,
        .open_max = (unsigned)settings->open_max,
        .idle_ms = settings->idle_minutes * 60000,
        .read_deadline_ms = settings->query_timeout_ms,
        .prepare = prepare,
        .recount = counter_recount,
    };
    return spaces_open(&config, &app->spaces, err) ||
                   control_open(app->spaces, &app->control, err) ||
                   control_sweep(app->control, err) || crm_logins_sweep(app->control, err) ||
                   open_auth(app, err)
               ? -1
               : 0;
}

void cli_close(struct app *app)
{
    if (app->auth)
        auth_close(app->auth);
    if (app->control)
        control_close(app->control);
    if (app->spaces)
        spaces_close(app->spaces);
}

static void drop(int *argc, char **argv, int at, int n)
{
    memmove(&argv[at], &argv[at + n], (size_t)(*argc - at - n) * sizeof *argv);
    *argc -= n;
}

const char *cli_take(int *argc, char **argv, const char *name, bool has_value)
{
    size_t n = strlen(name);
    for (int i = 1; i < *argc; i++) {
        if (strncmp(argv[i], "--", 2) != 0 || strncmp(argv[i] + 2, name, n) != 0)
            continue;
        char *rest = argv[i] + 2 + n;
        if (*rest == 0 && !has_value) {
            drop(argc, argv, i, 1);
            return "";
        }
        if (*rest == 0 && i + 1 < *argc) {
            const char *value = argv[i + 1];
            drop(argc, argv, i, 2);
            return value;
        }
        if (*rest == '=' && has_value) {
            drop(argc, argv, i, 1);
            return rest + 1;
        }
    }
    return NULL;
}

int cli_done(const struct command *self, int argc, char **argv)
{
    if (argc <= 1)
        return 0;
    fprintf(stderr, "kith %s: unknown argument %s\nTry: kith %s --help\n", self->name, argv[1],
            self->name);
    return 2;
}

int cli_fail(const struct err *err)
{
    const char *red = isatty(2) ? "\033[31m" : "", *plain = isatty(2) ? "\033[0m" : "";
    const char *message = err_message(err);
    fprintf(stderr, "%skith:%s %s\n", red, plain, message[0] ? message : err_title(err->code));
    if (err->detail[0])
        fprintf(stderr, "      %s\n", err->detail);
    return 1;
}
