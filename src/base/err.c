/* The error object: codes from err.list.h, rows for the person who asked, a detail for the log.
 *
 * Messages quote what people sent, so a text cut at its limit must not end in half a character.
 */
#include "base/err.h"

#include "base/utf8.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int status;
    const char *title;
} codes[ERR_COUNT] = {
    [ERR_NONE] = {"none", 200, "No error"},
#define ERR(name, text, status, title) [ERR_##name] = {text, status, title},
#include "base/err.list.h"
#undef ERR
};

/* Drops a last character of which only the first bytes are there. */
static void drop_half_character(char *text)
{
    size_t n = strlen(text);
    size_t lead = n;

    while (lead && n - lead < 3 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
        lead--;
    if (lead && (unsigned char)text[lead - 1] >= 0xc0 &&
        utf8_sequence(text + lead - 1, n - lead + 1) == 0)
        text[lead - 1] = '\0';
}

__attribute__((format(printf, 3, 0))) static void put_text(char *out, size_t room, const char *fmt,
                                                           va_list ap)
{
    int n = vsnprintf(out, room, fmt, ap);

    if (n >= 0 && (size_t)n >= room)
        drop_half_character(out);
}

__attribute__((format(printf, 3, 4))) static void print_text(char *out, size_t room,
                                                             const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    put_text(out, room, fmt, ap);
    va_end(ap);
}

/* NULL when all rows are taken. */
static struct err_row *add_row(struct err *e, enum err_code code, const char *field)
{
    assert(code > ERR_NONE && code < ERR_COUNT);
    if (e->code == ERR_NONE)
        e->code = code;
    if (e->n_rows == ERR_MAX_ROWS)
        return NULL;

    struct err_row *row = &e->rows[e->n_rows++];
    row->code = code;
    print_text(row->field, sizeof row->field, "%s", field ? field : "");
    return row;
}

int err_set(struct err *e, enum err_code code, const char *field, const char *fmt, ...)
{
    struct err_row *row = add_row(e, code, field);
    va_list ap;

    if (!row)
        return -1;
    va_start(ap, fmt);
    put_text(row->message, sizeof row->message, fmt, ap);
    va_end(ap);
    return -1;
}

int err_internal(struct err *e, const char *fmt, ...)
{
    struct err_row *row = add_row(e, ERR_INTERNAL, NULL);
    va_list ap;

    if (row)
        print_text(row->message, sizeof row->message, "%s", err_title(ERR_INTERNAL));
    if (e->detail[0] == '\0') {
        va_start(ap, fmt);
        put_text(e->detail, sizeof e->detail, fmt, ap);
        va_end(ap);
    }
    return -1;
}

void err_clear(struct err *e)
{
    /* Not the whole struct: it is 4 KiB, and rows past n_rows are nobody's. */
    e->code = ERR_NONE;
    e->in_query = false;
    e->n_rows = 0;
    e->detail[0] = '\0';
    e->extra = NULL;
}

int err_status(const struct err *e)
{
    int status = err_code_status(e->code);

    return e->in_query && status == 422 ? 400 : status;
}

const char *err_name(enum err_code code)
{
    assert(code < ERR_COUNT);
    return codes[code].name;
}

const char *err_title(enum err_code code)
{
    assert(code < ERR_COUNT);
    return codes[code].title;
}

int err_code_status(enum err_code code)
{
    assert(code < ERR_COUNT);
    return codes[code].status;
}

const char *err_message(const struct err *e)
{
    return e->n_rows ? e->rows[0].message : "";
}
