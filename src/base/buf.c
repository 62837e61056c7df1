/* A byte buffer that doubles as it grows, up to the limit it was born with.
 *
 * One byte more than `room` is always allocated: vsnprintf wants a place for its NUL even when the
 * text fills the limit exactly.
 */
#include "base/buf.h"

#include "base/log.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_MIN = 256 };

void buf_init(struct buf *b, size_t limit)
{
    *b = (struct buf){.limit = limit};
}

static void grow(struct buf *b, size_t wanted)
{
    size_t room = b->room > b->limit / 2 ? b->limit : b->room * 2;

    if (room < ROOM_MIN)
        room = ROOM_MIN;
    if (room < wanted)
        room = wanted;
    if (room > b->limit)
        room = b->limit;

    char *p = realloc(b->p, room + 1);
    if (!p)
        log_fatal("out of memory (buffer of %zu bytes)", room);
    b->p = p;
    b->room = room;
}

char *buf_room_more(struct buf *b, size_t n)
{
    if (b->failed || n > b->limit - b->n) {
        b->failed = true;
        return NULL;
    }
    if (!b->p || n > b->room - b->n)
        grow(b, b->n + n);
    return b->p + b->n;
}

void buf_puts(struct buf *b, const char *cstr)
{
    buf_put(b, cstr, strlen(cstr));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    char *p = buf_room(b, 0);

    if (!p)
        return;

    size_t free_bytes = b->room - b->n;
    va_start(ap, fmt);
    int n = vsnprintf(p, free_bytes + 1, fmt, ap);
    va_end(ap);
    if (n < 0)
        log_fatal("a text of a bad format: %s", fmt);

    if ((size_t)n > free_bytes) {
        p = buf_room(b, (size_t)n);
        if (!p)
            return;
        va_start(ap, fmt);
        vsnprintf(p, (size_t)n + 1, fmt, ap);
        va_end(ap);
    }
    b->n += (size_t)n;
}

void buf_reset(struct buf *b)
{
    b->n = 0;
    b->failed = false;
}

void buf_release(struct buf *b)
{
    free(b->p);
    buf_init(b, b->limit);
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

char *buf_detach(struct buf *b, size_t *ret_n)
{
    char *p = b->p;

    if (p)
        p[b->n] = '\0';
    *ret_n = b->n;
    buf_init(b, b->limit);
    return p;
}
