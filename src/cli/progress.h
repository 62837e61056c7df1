/* How far a long command has come, on standard error: a bar that is drawn over on a terminal, a
 * line at every tenth elsewhere; with the rate and the time that is left.
 */
#ifndef KITH_CLI_PROGRESS_H
#define KITH_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what; /* "contacts" */
    int64_t total, done;
    int64_t started_us, shown_us;
    int64_t tenths; /* lines written so far */
    bool terminal;
};

/* total > 0 */
void progress_start(struct progress *p, const char *what, int64_t total);
void progress_show(struct progress *p, int64_t done);
/* Leaves the bar as it stands and goes to the next line. */
void progress_end(struct progress *p);

/* "950", "12,345": into out, for people. */
enum { PROGRESS_NUMBER = 32 };
void progress_number(int64_t n, char out[static PROGRESS_NUMBER]);
/* "0.8 s", "42 s", "3 min 07 s" */
void progress_duration(int64_t us, char out[static PROGRESS_NUMBER]);

#endif
