/* A progress bar, or lines where there is no terminal; see progress.h. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"

enum { BAR_WIDTH = 28, REDRAW_US = 100000, SECOND_US = 1000000 };

void progress_number(int64_t n, char out[static PROGRESS_NUMBER])
{
    char digits[PROGRESS_NUMBER];
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    size_t length = strlen(digits), at = 0;
    for (size_t i = 0; i < length && at + 2 < PROGRESS_NUMBER; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = 0;
}

void progress_duration(int64_t us, char out[static PROGRESS_NUMBER])
{
    int64_t seconds = us / SECOND_US;
    if (seconds >= 60)
        snprintf(out, PROGRESS_NUMBER, "%lld min %02lld s", (long long)(seconds / 60),
                 (long long)(seconds % 60));
    else if (seconds >= 10)
        snprintf(out, PROGRESS_NUMBER, "%lld s", (long long)seconds);
    else
        snprintf(out, PROGRESS_NUMBER, "%.1f s", (double)us / SECOND_US);
}

void progress_start(struct progress *p, const char *what, int64_t total)
{
    *p = (struct progress){
        .what = what, .total = total, .started_us = clock_mono_us(), .terminal = isatty(2)};
}

/* "12,000 of 100,000 contacts, 2,400/s, 37 s left" */
static void tell(const struct progress *p, int64_t elapsed)
{
    char done[PROGRESS_NUMBER], total[PROGRESS_NUMBER], rate[PROGRESS_NUMBER];
    char left[PROGRESS_NUMBER];
    double per_us = elapsed > 0 ? (double)p->done / (double)elapsed : 0;
    progress_number(p->done, done);
    progress_number(p->total, total);
    progress_number((int64_t)(per_us * SECOND_US), rate);
    fprintf(stderr, "%s of %s %s, %s/s", done, total, p->what, rate);
    if (p->done < p->total && per_us > 0) {
        progress_duration((int64_t)((double)(p->total - p->done) / per_us), left);
        fprintf(stderr, ", %s left", left);
    }
}

static void draw(const struct progress *p, int64_t elapsed)
{
    int full = (int)(p->done * BAR_WIDTH / p->total);
    fprintf(stderr, "\r  [");
    for (int i = 0; i < BAR_WIDTH; i++)
        fputs(i < full ? "█" : "·", stderr);
    fprintf(stderr, "] %3d %%  ", (int)(p->done * 100 / p->total));
    tell(p, elapsed);
    fputs("\033[K", stderr); /* clears what a longer line left behind */
    fflush(stderr);
}

void progress_show(struct progress *p, int64_t done)
{
    int64_t now = clock_mono_us(), tenths = done * 10 / p->total;
    bool last = done >= p->total;
    p->done = done;
    if (p->terminal ? !last && now - p->shown_us < REDRAW_US : tenths == p->tenths)
        return;
    p->shown_us = now;
    p->tenths = tenths;
    if (p->terminal) {
        draw(p, now - p->started_us);
        return;
    }
    fprintf(stderr, "  %3d %%  ", (int)(done * 100 / p->total));
    tell(p, now - p->started_us);
    fputc('\n', stderr);
}

void progress_end(struct progress *p)
{
    if (p->terminal)
        fputc('\n', stderr);
}
