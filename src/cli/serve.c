/* `kith serve`: the server, from its first line to a clean end.
 *
 * The main thread waits for SIGTERM or SIGINT and sweeps idle workspaces meanwhile; everything
 * else runs on the rooms' own threads. On the signal the listening ends, requests in flight are
 * answered, and the databases are closed, in this order.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/cli.h"
#include "cli/sandbox.h"
#include "connect/mail.h"
#include "crm/workspace_file.h"

enum { SWEEP_SECONDS = 60, JOB_WORKERS = 4, JOBS_END_MS = 20000 };

/* SIGHUP: certificates are renewed and logs rotated while it serves. */
static void reload(struct app *app, struct http_server *server)
{
    struct err err = {0};
    api_reopen_logs(app);
    if (http_server_reload(server, &err))
        log_error("the former certificate stays: %s", err_message(&err));
    else
        log_info("read again: certificate, access log");
}

static void wait_for_signal(struct app *app, struct http_server *server, const sigset_t *signals)
{
    struct timespec minute = {.tv_sec = SWEEP_SECONDS};
    int signal;
    while ((signal = sigtimedwait(signals, NULL, &minute)) < 0 || signal == SIGHUP) {
        if (signal == SIGHUP)
            reload(app, server);
        spaces_sweep(app->spaces);
    }
}

/* Each open workspace holds a few files; ask for as many as we may have. */
static void raise_file_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static bool uses_tls(const struct settings *s)
{
    return !str_is(str_of(s->tls_cert), "none");
}

static int check_tls(const struct settings *s, struct err *err)
{
    if (uses_tls(s) == !str_is(str_of(s->tls_key), "none"))
        return 0;
    return err_set(err, ERR_INVALID, uses_tls(s) ? "tls_key" : "tls_cert",
                   "tls_cert and tls_key go together: give both files, or neither");
}

static void say_ready(const struct http_server *server, const struct app *app)
{
    const char *scheme = uses_tls(app->settings) ? "https" : "http";
    printf("kith: listening on %s://%s\n", scheme, http_server_address(server));
    printf("\n  Sign up:\n"
           "    curl %s://%s/api/auth/register -H 'Content-Type: application/json' \\\n"
           "      -d '{\"email\":\"you@example.com\",\"password\":\"a long password\","
           "\"name\":\"You\"}'\n"
           "  Data in %s. Ctrl-C ends it.\n\n",
           scheme, http_server_address(server), app->settings->data);
    fflush(stdout);
}

static int serve(struct app *app, struct arena *a, const sigset_t *signals, struct err *err)
{
    const struct settings *s = app->settings;
    struct http_config config = {
        .listen = s->listen,
        .threads = (unsigned)s->threads,
        .body_max = (size_t)s->body_max,
        .request_timeout_s = (unsigned)s->request_timeout_s,
        .connections_max = 16384,
        /* A proxy holds the connections of many. */
        .connections_per_address =
            str_is(str_of(s->trusted_proxies), "none") ? (unsigned)s->connections_per_address : 0,
        .tls_cert = uses_tls(s) ? s->tls_cert : NULL,
        .tls_key = uses_tls(s) ? s->tls_key : NULL,
        .app = app,
        .serve = api_serve,
        .refuse = api_refuse,
        .finished = api_finished,
    };
    struct http_server *server;
    workspace_file_sweep(s->data);
    if (check_tls(s, err) || api_open(app, a, err))
        return -1;
    config.routes = api_routes(a, app);
    config.n_routes = app->n_endpoints;
    if (http_server_start(&config, &server, err))
        return -1;

    say_ready(server, app);
    wait_for_signal(app, server, signals);
    log_info("ending: answering what is in flight");
    api_quiet(app);
    if (!http_server_stop(server)) {
        /* A request is still held: freeing what it uses would crash it. What was answered is on
         * disk all the same. */
        log_error("a request did not end in time; leaving without it");
        _exit(1);
    }
    return 0;
}

/* A wrong address should not come to light with the first letter. */
static int check_mail(const struct settings *s, struct err *err)
{
    if (str_is(str_of(s->smtp_url), "none") || mail_url_valid(s->smtp_url))
        return 0;
    return err_set(err, ERR_INVALID, "smtp_url",
                   "smtp_url must be like smtp://user:password@mail.example.org:587; behind ? it "
                   "takes tls=none, tls=required and ca=FILE");
}

/* The queue works while the server does. */
static int serve_with_jobs(struct app *app, struct arena *a, const sigset_t *signals,
                           struct err *err)
{
    struct tz *zone = tz_open(app->settings->time_zone);
    struct jobs_config config = {
        .control = app->control,
        .spaces = app->spaces,
        .workers = JOB_WORKERS,
        .zone = zone,
        .app = app,
    };
    struct jobs *jobs;

    config.kinds = cli_kinds(&config.n_kinds);
    if (check_mail(app->settings, err) || jobs_open(&config, &jobs, err)) {
        tz_free(zone);
        return -1;
    }
    int failed = serve(app, a, signals, err);
    if (!jobs_close(jobs, JOBS_END_MS)) {
        log_error("a job did not end in time; leaving without it: it runs again later");
        _exit(1);
    }
    tz_free(zone);
    return failed;
}

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    int bad = cli_done(self, argc, argv);
    if (bad)
        return bad;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    /* Blocked before any thread starts, so that only the main one takes them. */
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();

    struct app app = {0};
    struct arena a;
    struct err err = {0};
    arena_init(&a);
    int failed = sandbox_enter(settings, &err) || cli_open(&app, settings, &err) ||
                 serve_with_jobs(&app, &a, &signals, &err);
    api_close(&app);
    cli_close(&app);
    arena_release(&a);
    return failed ? cli_fail(&err) : 0;
}

const struct command command_serve = {
    .name = "serve",
    .args = "[--listen ADDR:PORT] [--data DIR] [settings]",
    .brief = "Serve the API until SIGTERM or Ctrl-C.",
    .help = "When it is ready it prints one line, `kith: listening on http://ADDR:PORT`. Port 0\n"
            "picks a free one. SIGTERM ends it cleanly: what is in flight is answered, and\n"
            "everything is on disk.\n",
    .run = run,
};
