/* `kith secrets rotate`: a new key for what is sealed in the database. */
#include <stdio.h>
#include <string.h>

#include "auth/secret.h"
#include "cli/cli.h"

static int rotate(const struct settings *settings)
{
    struct app app;
    struct err err = {0};
    int failed = cli_open(&app, settings, &err) || auth_rotate(app.auth, &err);

    if (!failed)
        printf("Everything is sealed with key %u now, and tokens are signed with a new one. The "
               "former keys\nstay in %s/secret.key for backups made before.\n",
               secrets_version(auth_secrets(app.auth)), settings->data);
    cli_close(&app);
    return failed ? cli_fail(&err) : 0;
}

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "rotate") != 0) {
        fprintf(stderr, "kith secrets: say what to do: rotate\nTry: kith secrets --help\n");
        return 2;
    }
    int bad = cli_done(self, argc - 1, argv + 1);
    return bad ? bad : rotate(settings);
}

const struct command command_secrets = {
    .name = "secrets",
    .args = "rotate [--data DIR]",
    .brief = "Replace the key that seals secrets in the database.",
    .help = "rotate adds a new key to DATA/secret.key, seals all secrets anew with it and signs\n"
            "new tokens with a new key. Nobody is signed out. Stop the server first.\n",
    .run = run,
};
