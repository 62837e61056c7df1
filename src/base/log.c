/* The log: a line is built on the stack and written with one call, so that lines of several
 * threads never mix and a line can be written when there is no memory left.
 */
#include "base/log.h"

#include "base/date.h"
#include "base/str.h"
#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE_MAX = 4096, LINE_MAX_BYTES = 4 * MESSAGE_MAX + 64 };

static const char *const level_names[] = {
    [LOG_LEVEL_DEBUG] = "debug",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_WARN] = "warn",
    [LOG_LEVEL_ERROR] = "error",
};

static _Atomic enum log_level threshold = LOG_LEVEL_INFO;

bool log_level_parse(const char *name, enum log_level *ret_level)
{
    for (size_t i = 0; i < ARRAY_LEN(level_names); i++) {
        if (strcmp(name, level_names[i]) == 0) {
            *ret_level = (enum log_level)i;
            return true;
        }
    }
    return false;
}

void log_set_level(enum log_level level)
{
    atomic_store(&threshold, level);
}

/* At most four bytes for each one of text. */
static size_t put_escaped(char *out, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    char *to = out;

    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c >= 0x20 && c != 0x7f) {
            *to++ = *text;
            continue;
        }
        *to++ = '\\';
        *to++ = 'x';
        *to++ = hex[c >> 4];
        *to++ = hex[c & 15];
    }
    return (size_t)(to - out);
}

static void write_all(const char *p, size_t n)
{
    while (n) {
        ssize_t done = write(STDERR_FILENO, p, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return; /* nobody is left to be told */
        p += done;
        n -= (size_t)done;
    }
}

__attribute__((format(printf, 2, 0))) static void write_line(const char *level, const char *fmt,
                                                             va_list ap)
{
    int saved_errno = errno;
    char message[MESSAGE_MAX];
    char line[LINE_MAX_BYTES];
    char when[25];

    vsnprintf(message, sizeof message, fmt, ap);
    time_format(clock_now_ms(), when);

    size_t n = (size_t)snprintf(line, sizeof line, "%s %s ", when, level);
    n += put_escaped(line + n, message);
    line[n++] = '\n';
    write_all(line, n);
    errno = saved_errno;
}

__attribute__((format(printf, 2, 0))) static void log_at(enum log_level level, const char *fmt,
                                                         va_list ap)
{
    if (level >= atomic_load(&threshold))
        write_line(level_names[level], fmt, ap);
}

void log_debug(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    log_at(LOG_LEVEL_DEBUG, fmt, ap);
    va_end(ap);
}

void log_info(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    log_at(LOG_LEVEL_INFO, fmt, ap);
    va_end(ap);
}

void log_warn(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    log_at(LOG_LEVEL_WARN, fmt, ap);
    va_end(ap);
}

void log_error(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    log_at(LOG_LEVEL_ERROR, fmt, ap);
    va_end(ap);
}

void log_fatal(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    write_line("fatal", fmt, ap);
    va_end(ap);
    abort();
}
