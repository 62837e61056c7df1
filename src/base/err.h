/* The one error object, passed last and written by whoever finds the fault.
 *
 * A function that can fail returns -1 and has called err_set(). Callees never clear an error.
 * `message` is for the person who asked; `detail` goes to the log only. Validation may add rows
 * for further fields, so that a form learns of all its faults at once.
 */
#ifndef KITH_BASE_ERR_H
#define KITH_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum err_code {
    ERR_NONE,
#define ERR(name, text, status, title) ERR_##name,
#include "base/err.list.h"
#undef ERR
    ERR_COUNT
};

enum { ERR_MAX_ROWS = 12 };

struct err_row {
    enum err_code code;
    char field[80]; /* "" when no field is to blame */
    char message[240];
};

struct err {
    enum err_code code; /* ERR_NONE: no error */
    bool in_query;      /* the fault is in the address, so a 422 is answered as 400 */
    struct err_row rows[ERR_MAX_ROWS];
    size_t n_rows;
    char detail[240];
    const char *extra; /* JSON members an answer carries beside (conflicts, the record), or NULL */
};

/* Sets the first error, or adds a row for a further one; returns -1. field may be NULL.
 * The first call decides the code of the whole; rows past ERR_MAX_ROWS are dropped. */
int err_set(struct err *e, enum err_code code, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* For our own faults and the world's: ERR_INTERNAL with a detail for the log; returns -1. The
 * message is the title only. */
int err_internal(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void err_clear(struct err *e);

int err_status(const struct err *e);      /* HTTP status */
const char *err_name(enum err_code code); /* "not_found" */
const char *err_title(enum err_code code);
int err_code_status(enum err_code code);
const char *err_message(const struct err *e); /* the first row's, "" when none */

#endif
