/* The log: one line an event on standard error, `time level message`. Only api, jobs and cli log;
 * libraries return errors instead. Control characters in a message are written as \xNN, so a
 * message cannot fake a line; what is over 4 KiB is cut. The level is the program's single mutable
 * global.
 */
#ifndef KITH_BASE_LOG_H
#define KITH_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* "debug", "info", "warn", "error"; writes only on success. */
bool log_level_parse(const char *name, enum log_level *ret_level);
/* Lines below it are left out; info until set. */
void log_set_level(enum log_level level);
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Logs and aborts: out of memory, or a broken invariant. */
void log_fatal(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));

#endif
