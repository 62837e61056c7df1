/* What the door costs a request, in nanoseconds: resolving the token of a session, and taking from
 * the user's bucket. On a control database of its own in a folder that must be empty; the rest of a
 * request is measured by bench/auth.sh over HTTP.
 *
 *     auth_cost FOLDER      prints: NS_TOKEN NS_BUCKET
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "auth/limit.h"
#include "auth/session.h"
#include "base/date.h"

enum { ROUNDS = 2000000 };

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    return control ? control_migrate(db, path, err) : 0;
}

static void fail(const struct err *err)
{
    fprintf(stderr, "auth_cost: %s %s\n", err_message(err), err->detail);
    exit(1);
}

static struct auth *open_auth(const char *dir, struct control **ret_control)
{
    const struct spaces_config config = {.dir = dir,
                                         .driver = &db_sqlite,
                                         .open_max = 16,
                                         .idle_ms = 60000,
                                         .read_deadline_ms = 5000,
                                         .prepare = prepare};
    struct spaces *spaces;
    struct auth *auth;
    struct err err = {0};
    if (spaces_open(&config, &spaces, &err) || control_open(spaces, ret_control, &err))
        fail(&err);
    const struct auth_config how = {.control = *ret_control, .dir = dir, .token_ms = 3600000};
    if (auth_open(&how, &auth, &err))
        fail(&err);
    return auth;
}

static struct str sign_in(struct auth *auth, struct control *control, struct arena *a)
{
    const struct user u = {.email = "ann@example.com", .name = "Ann"};
    const struct workspace none = {0};
    struct user made;
    struct workspace w;
    struct session_grant grant;
    struct err err = {0};
    if (control_register(control, a, &u, "no hash", &none, &made, &w, &err))
        fail(&err);
    const struct session_start start = {
        .user_id = made.id, .workspace_id = w.id, .action = "auth.login"};
    if (session_start(auth, a, &start, &grant, &err))
        fail(&err);
    return str_of(grant.token);
}

static double time_tokens(struct auth *auth, struct str token)
{
    struct principal who;
    struct err err = {0};
    int64_t began = clock_mono_us();
    for (int i = 0; i < ROUNDS; i++)
        if (principal_resolve(auth, token, 0, &who, &err))
            fail(&err);
    return (double)(clock_mono_us() - began) * 1000 / ROUNDS;
}

static double time_buckets(void)
{
    struct limit *l = limit_new();
    struct limit_state state;
    int64_t began = clock_mono_us();
    for (int i = 0; i < ROUNDS; i++) {
        struct limit_key key = limit_key_id('u', 1795243716171);
        limit_take(l, &key, 1000000000, clock_mono_us(), &state);
    }
    double ns = (double)(clock_mono_us() - began) * 1000 / ROUNDS;
    limit_free(l);
    return ns;
}

int main(int argc, char **argv)
{
    struct control *control;
    struct arena a;
    if (argc != 2 || sodium_init() < 0)
        return 2;
    arena_init(&a);
    struct auth *auth = open_auth(argv[1], &control);
    struct str token = sign_in(auth, control, &a);
    printf("%.0f %.0f\n", time_tokens(auth, token), time_buckets());
    return 0; /* the system takes back the rest */
}
