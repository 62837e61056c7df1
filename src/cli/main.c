/* kith: main is wiring only. It reads the settings, finds the command, and hands over. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "cli/cli.h"

extern char **environ;

/* TO ADD A COMMAND: one row. */
static const struct command *const commands[] = {
    &command_serve,  &command_demo,    &command_user,    &command_workspace,
    &command_backup, &command_restore, &command_verify,  &command_vacuum,
    &command_config, &command_secrets, &command_version,
};

static const struct command *find(const char *name)
{
    for (size_t i = 0; name && i < ARRAY_LEN(commands); i++)
        if (strcmp(name, commands[i]->name) == 0)
            return commands[i];
    return NULL;
}

static void usage(FILE *to)
{
    fprintf(to, "Kith: a CRM in one program.\n\nUsage: kith COMMAND [options]\n\nCommands:\n");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->brief);
    fprintf(to, "\n`kith COMMAND --help` tells more. Start with: kith serve\n");
}

/* All of them only where they are what one looks for. */
static void help_settings(const struct command *c)
{
    if (c != &command_serve && c != &command_config) {
        printf("\nSettings: --data DIR, --database URL, --config FILE and all others that\n"
               "`kith serve --help` shows.\n");
        return;
    }
    struct buf out;
    buf_init(&out, 1 << 16);
    settings_help(&out);
    printf("\nSettings, each also as a KITH_ variable or a line of the file --config names:\n%.*s",
           STR_ARG(buf_str(&out)));
    buf_release(&out);
}

static void help(const struct command *c)
{
    printf("Usage: kith %s%s%s\n\n%s\n", c->name, c->args[0] ? " " : "", c->args, c->brief);
    if (c->help)
        printf("\n%s", c->help);
    if (c->n_flags)
        printf("\nOptions:\n");
    for (size_t i = 0; i < c->n_flags; i++) {
        char left[64];
        snprintf(left, sizeof left, "--%s %s", c->flags[i].name,
                 c->flags[i].arg ? c->flags[i].arg : "");
        printf("  %-26s %s\n", left, c->flags[i].help);
    }
    help_settings(c);
}

static int run(const struct command *c, struct arena *a, int argc, char **argv)
{
    struct settings settings;
    struct buf warnings;
    struct err err = {0};
    buf_init(&warnings, 1 << 16);
    int failed = settings_load(a, &argc, argv, environ, &settings, &warnings, &err);
    fwrite(warnings.p ? warnings.p : "", 1, warnings.n, stderr);
    buf_release(&warnings);
    if (failed)
        return cli_fail(&err) + 1;

    enum log_level level;
    if (log_level_parse(settings.log_level, &level))
        log_set_level(level);
    return c->run(c, &settings, argc, argv);
}

/* `kith help [COMMAND]`, and what is no command. */
static int answer_usage(const char *word, const char *about)
{
    bool asked = word && (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 ||
                          strcmp(word, "-h") == 0);
    const struct command *c = asked ? find(about) : NULL;
    if (c) {
        help(c);
        return 0;
    }
    const char *unknown = asked ? about : word;
    if (unknown)
        fprintf(stderr, "kith: there is no command %s\n\n", unknown);
    usage(asked && !unknown ? stdout : stderr);
    return asked && !unknown ? 0 : 2;
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    const struct command *c =
        word && strcmp(word, "--version") == 0 ? &command_version : find(word);
    if (!c)
        return answer_usage(word, argc > 2 ? argv[2] : NULL);
    /* The command's name takes the program's place, so that argv[1] is its first argument. */
    argc--;
    argv++;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0) {
            help(c);
            return 0;
        }
    if (sodium_init() < 0)
        log_fatal("libsodium does not start");

    struct arena a;
    arena_init(&a);
    int code = run(c, &a, argc, argv);
    arena_release(&a);
    return code;
}
