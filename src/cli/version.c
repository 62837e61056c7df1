/* `kith version`: what this program is. The number comes from git at build time. */
#include <stdio.h>

#include "cli/cli.h"

#ifndef KITH_VERSION
#define KITH_VERSION "unknown"
#endif

const char kith_version[] = KITH_VERSION;

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    (void)settings;
    int bad = cli_done(self, argc, argv);
    if (bad)
        return bad;
    printf("kith %s (model %d, %s)\n", kith_version, MODEL_VERSION, __VERSION__);
    return 0;
}

const struct command command_version = {
    .name = "version", .args = "", .brief = "Print the version.", .run = run};
