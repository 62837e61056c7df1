/* The queue, for owners and admins: what waits, what failed for good, and once more. The jobs of a
 * workspace are its own; those of the control database (backups, letters about accounts) are for
 * the owner of the instance, in person: a key, which is of one workspace, may not.
 */
#include "api/private.h"
#include "auth/policy.h"
#include "jobs/jobs.h"

struct job_page {
    struct str state;
    int64_t before, limit;
};

static int read_page(struct call *c, struct job_page *ret, struct err *err)
{
    struct str state = call_query(c, "state");
    bool known = !state.p;

    for (size_t i = 0; job_states[i]; i++)
        known |= str_is(state, job_states[i]);
    if (!known) {
        err->in_query = true;
        return err_set(err, ERR_BAD_QUERY, "state", "state is waiting, running or dead");
    }
    ret->state = state;
    return call_query_int(c, "cursor", 1, INT64_MAX, 0, &ret->before, err) ||
                   call_query_int(c, "limit", 1, LIST_LIMIT_MAX, LIST_LIMIT, &ret->limit, err)
               ? -1
               : 0;
}

/* --- of a workspace --------------------------------------------------------------------------- */

static int list(struct call *c, struct err *err)
{
    struct job_page p;

    if (policy_check(&c->who, ACT_SEE_JOBS, err) || read_page(c, &p, err))
        return -1;
    return jobs_list(c->ctx.db, p.state, p.before, p.limit, c->counts, &c->out, err);
}

static int retry(struct call *c, struct err *err)
{
    int64_t id;

    if (policy_check(&c->who, ACT_SEE_JOBS, err) || call_id(c, &id, err) ||
        job_retry(c->change.tx, id, err))
        return -1;
    return job_write(c->change.tx->db, id, &c->out, err);
}

/* --- of the instance -------------------------------------------------------------------------- */

static int check_instance(struct call *c, struct err *err)
{
    struct user u;

    if (control_user(c->app->control, c->arena, c->who.user_id, &u, err))
        return -1;
    if (u.is_owner)
        return 0;
    return err_set(err, ERR_FORBIDDEN, NULL,
                   "These are the jobs of the instance: its owner may see them.");
}

static int instance_list(struct call *c, struct err *err)
{
    struct space *control = control_space(c->app->control);
    struct job_page p;
    struct db *db;

    if (check_instance(c, err) || read_page(c, &p, err) || space_read(control, &db, err))
        return -1;
    int rc = jobs_list(db, p.state, p.before, p.limit, c->counts, &c->out, err);
    space_read_end(control, db);
    return rc;
}

struct instance_retry {
    struct call *call;
    int64_t id;
};

/* The answer is written here: a moment later the job may have run and gone. The transaction may be
 * run twice, so what was written before goes. */
static int retry_in_control(void *ctx, struct space_tx *tx, struct err *err)
{
    struct instance_retry *r = ctx;

    answer_reset(r->call);
    return job_retry(tx, r->id, err) || job_write(tx->db, r->id, &r->call->out, err) ? -1 : 0;
}

static int instance_retry(struct call *c, struct err *err)
{
    struct instance_retry r = {.call = c};

    if (check_instance(c, err) || call_id(c, &r.id, err))
        return -1;
    return space_write(control_space(c->app->control), retry_in_control, &r, err);
}

/* --- rows ------------------------------------------------------------------------------------- */

static const struct shape page_query[] = {
    {.name = "state", .kind = SHAPE_STRING, .options = job_states},
    {.name = "limit", .kind = SHAPE_INT, .min = 1, .max = LIST_LIMIT_MAX},
    {.name = "cursor", .kind = SHAPE_STRING},
};

static const struct shape job_answer[] = {
    {.name = "id", .kind = SHAPE_ID, .required = true},
    {.name = "kind", .kind = SHAPE_STRING, .required = true, .help = "mail.send, trash.purge, ..."},
    {.name = "state", .kind = SHAPE_STRING, .required = true, .options = job_states},
    {.name = "run_at",
     .kind = SHAPE_TIME,
     .required = true,
     .nullable = true,
     .help = "waiting: when it is due; running: when it is given up for lost; dead: null"},
    {.name = "attempts", .kind = SHAPE_INT, .required = true},
    {.name = "last_error", .kind = SHAPE_STRING, .required = true, .nullable = true},
    {.name = "created_at", .kind = SHAPE_TIME, .required = true},
};

#define JOB_ANSWER .answer = job_answer, .n_answer = ARRAY_LEN(job_answer)

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/jobs",
     .id = "jobs.list",
     .tag = "jobs",
     .summary = "What the workspace's queue has to do, newest first; what is done is not kept",
     .scope = "read:jobs",
     .mode = MODE_READ,
     .flags = ENDPOINT_COUNTS,
     .handle = list,
     .query = page_query,
     .n_query = ARRAY_LEN(page_query),
     JOB_ANSWER,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_POST,
     .path = "/api/jobs/:id/retry",
     .id = "jobs.retry",
     .tag = "jobs",
     .summary = "Run a dead job again, from its first attempt",
     .scope = "execute:jobs",
     .mode = MODE_WRITE,
     .handle = retry,
     JOB_ANSWER,
     .answer_kind = SHAPE_OBJECT},
    {.method = HTTP_GET,
     .path = "/api/instance/jobs",
     .id = "instance.jobs",
     .tag = "jobs",
     .summary = "What the instance's own queue has to do: backups, letters about accounts",
     .mode = MODE_POOL,
     .flags = ENDPOINT_COUNTS,
     .handle = instance_list,
     .query = page_query,
     .n_query = ARRAY_LEN(page_query),
     JOB_ANSWER,
     .answer_kind = SHAPE_LIST},
    {.method = HTTP_POST,
     .path = "/api/instance/jobs/:id/retry",
     .id = "instance.jobs.retry",
     .tag = "jobs",
     .summary = "Run a dead job of the instance again",
     .mode = MODE_POOL,
     .handle = instance_retry,
     JOB_ANSWER,
     .answer_kind = SHAPE_OBJECT},
};

const struct endpoint_table job_endpoints = {rows, ARRAY_LEN(rows)};
