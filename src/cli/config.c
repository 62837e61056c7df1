/* `kith config`: every setting with its value and where that came from. */
#include <stdio.h>

#include "cli/cli.h"

static const struct cli_flag flags[] = {{"json", NULL, "as a JSON object"}};

static int run(const struct command *self, struct settings *settings, int argc, char **argv)
{
    bool json = cli_take(&argc, argv, "json", false) != NULL;
    int bad = cli_done(self, argc, argv);
    if (bad)
        return bad;
    struct buf out;
    buf_init(&out, 1 << 16);
    settings_show(settings, &out, json);
    fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
    return 0;
}

const struct command command_config = {
    .name = "config",
    .args = "[--json]",
    .brief = "Show every setting, its value and where it came from.",
    .flags = flags,
    .n_flags = ARRAY_LEN(flags),
    .run = run,
};
