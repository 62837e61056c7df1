/* The command line: one command, one file, one row in `commands`.
 *
 * TO ADD A COMMAND: a file with its function, a row in main.c.
 */
#ifndef KITH_CLI_CLI_H
#define KITH_CLI_CLI_H

#include "api/api.h"
#include "jobs/jobs.h"

struct command {
    const char *name;
    const char *args;  /* what --help shows behind the name */
    const char *brief; /* one line */
    const char *help;  /* the long text: what it does, examples */
    const struct cli_flag *flags;
    size_t n_flags;
    int (*run)(const struct command *self, struct settings *settings, int argc, char **argv);
};

/* A flag of one command, beside the settings every command takes. */
struct cli_flag {
    const char *name; /* "contacts": --contacts N */
    const char *arg;  /* NULL: a switch */
    const char *help;
};

extern const struct command command_user, command_workspace, command_backup, command_restore,
    command_verify, command_vacuum;
extern const struct command command_serve, command_demo, command_config, command_secrets,
    command_version;
extern const char kith_version[];

/* The value of --name in argv ("" for a switch), NULL when absent; *argc shrinks by what it took.
 */
const char *cli_take(int *argc, char **argv, const char *name, bool has_value);
/* Refuses what is left in argv: prints which and how to get help; returns the exit code 2, else 0.
 */
int cli_done(const struct command *self, int argc, char **argv);
/* Prints an error as people read it: message, and detail where there is one. Returns 1. */
int cli_fail(const struct err *err);
/* The wiring every command that opens data needs: spaces, control, auth. */
int cli_open(struct app *app, const struct settings *settings, struct err *err);
/* The PostgreSQL server, NULL for files in the data folder. */
const char *cli_server(const struct settings *settings);
/* Where databases are: that server, or the data folder. */
const char *cli_where(const struct settings *settings);
void cli_close(struct app *app);
/* What the queue can do; jobs_config.app is the struct app. */
const struct job_kind *cli_kinds(size_t *ret_n);

#endif
