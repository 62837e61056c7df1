/* The kinds of jobs: what the queue can do. Each wraps a function of a lower room, which knows
 * nothing of jobs.
 *
 * TO ADD A JOB KIND: a function and a row below. It may run twice for one job: see jobs.h.
 */
#include <sodium.h>
#include <stdio.h>

#include "cli/cli.h"
#include "connect/mail.h"
#include "crm/housekeeping.h"
#include "space/backup.h"

static bool ends(void *job)
{
    return job_is_ending(job);
}

/* --- mail ------------------------------------------------------------------------------------- */

/* The same in every attempt, and no other letter's: who receives a repetition can tell. */
static struct str letter_id(const struct job *job)
{
    unsigned char hash[16];
    char hex[33];
    crypto_generichash_state s;

    crypto_generichash_init(&s, NULL, 0, sizeof hash);
    crypto_generichash_update(&s, (const unsigned char *)&job->workspace_id,
                              sizeof job->workspace_id);
    crypto_generichash_update(&s, (const unsigned char *)&job->id, sizeof job->id);
    crypto_generichash_update(&s, (const unsigned char *)job->payload.p, job->payload.n);
    crypto_generichash_final(&s, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_of(arena_printf(job->arena, "%s", hex));
}

static int send_mail(struct job *job, struct err *err)
{
    const struct app *app = job->app;
    struct mail_server server = {app->settings->smtp_url, app->settings->mail_from};
    json_t *payload;

    if (str_is(str_of(server.url), "none"))
        return err_set(err, ERR_UNAVAILABLE, "smtp_url",
                       "No mail can be sent before the setting smtp_url names a server.");
    if (json_parse(job->payload, &payload, err) != 0)
        return err_set(err, ERR_INVALID, NULL, "The letter cannot be read.");
    struct mail m = {
        .to = json_str_of(json_object_get(payload, "to")),
        .subject = json_str_of(json_object_get(payload, "subject")),
        .text = json_str_of(json_object_get(payload, "text")),
        .id = letter_id(job),
        .date = job->created_at,
    };
    int rc = mail_send(job->arena, &server, &m, ends, job, err);
    json_decref(payload);
    return rc;
}

/* --- backup ----------------------------------------------------------------------------------- */

/* What is on a server is copied by its own tools. */
static int back_up(struct job *job, struct err *err)
{
    const struct app *app = job->app;
    if (spaces_shared(app->spaces))
        return 0;
    const char *dir = arena_printf(job->arena, "%s/backups", app->settings->data);
    struct tz *zone = tz_open(app->settings->time_zone);
    struct backup done;
    bool made;
    char day[11];

    date_format(tz_date(zone, job->now), day);
    tz_free(zone);
    return backup_daily(app->spaces, dir, day, app->settings->backup_keep, ends, job, &made, &done,
                        err);
}

/* --- housekeeping ----------------------------------------------------------------------------- */

static struct housekeeping housekeeping(struct job *job)
{
    const struct app *app = job->app;

    return (struct housekeeping){.control = app->control,
                                 .space = job->space,
                                 .workspace_id = job->workspace_id,
                                 .now = job->now,
                                 .should_stop = ends,
                                 .ctx = job};
}

static int purge_trash(struct job *job, struct err *err)
{
    struct housekeeping h = housekeeping(job);
    int64_t purged;

    return housekeeping_trash(&h, &purged, &job->again_at, err);
}

static int purge_keys(struct job *job, struct err *err)
{
    struct housekeeping h = housekeeping(job);

    return housekeeping_keys(&h, &job->again_at, err);
}

static int purge_sessions(struct job *job, struct err *err)
{
    const struct app *app = job->app;

    return control_sessions_purge(app->control, job->now, err);
}

static int purge_workspaces(struct job *job, struct err *err)
{
    const struct app *app = job->app;
    size_t purged;

    return control_workspaces_purge(app->control, job->now, &purged, err);
}

/* --- the table -------------------------------------------------------------------------------- */

enum { DAY = 86400, HOUR = 3600, MINUTE = 60 };

static const int mail_pauses[] = {MINUTE,   5 * MINUTE, 30 * MINUTE, 2 * HOUR,
                                  6 * HOUR, 12 * HOUR,  24 * HOUR,   0};
static const int backup_pauses[] = {10 * MINUTE, HOUR, 4 * HOUR, 0};
static const int purge_pauses[] = {10 * MINUTE, HOUR, 0};

static const struct job_kind kinds[] = {
    {.name = "mail.send",
     .help = "Send a letter: {to, subject, text}",
     .run = send_mail,
     .retry_seconds = mail_pauses,
     .lease_seconds = 2 * MINUTE},
    {.name = "backup.daily",
     .help = "Copy all databases",
     .run = back_up,
     .retry_seconds = backup_pauses,
     .lease_seconds = 4 * HOUR,
     .every_seconds = DAY,
     .at_seconds = 3 * HOUR,
     .control_only = true},
    {.name = "sessions.purge",
     .help = "Forget sign-ins that have expired",
     .run = purge_sessions,
     .retry_seconds = purge_pauses,
     .every_seconds = DAY,
     .at_seconds = 3 * HOUR + 30 * MINUTE,
     .control_only = true},
    {.name = "workspaces.purge",
     .help = "Remove the files of workspaces deleted long ago",
     .run = purge_workspaces,
     .retry_seconds = purge_pauses,
     .every_seconds = DAY,
     .at_seconds = 3 * HOUR + 40 * MINUTE,
     .control_only = true},
    {.name = "trash.purge",
     .help = "Delete for good what was in the trash for 30 days",
     .run = purge_trash,
     .retry_seconds = purge_pauses,
     .lease_seconds = HOUR,
     .every_seconds = DAY,
     .at_seconds = 4 * HOUR},
    {.name = "keys.purge",
     .help = "Forget idempotency keys that have expired",
     .run = purge_keys,
     .retry_seconds = purge_pauses,
     .every_seconds = DAY,
     .at_seconds = 4 * HOUR},
};

const struct job_kind *cli_kinds(size_t *ret_n)
{
    *ret_n = ARRAY_LEN(kinds);
    return kinds;
}
