/* A growing byte buffer with a limit from birth, for responses and texts of unknown length.
 *
 * Appending past the limit sets `failed` and drops those bytes and all that follow; check once at
 * the end. Out of memory logs and aborts. The bytes are malloc'ed, so buf_detach() can hand them to
 * a library that frees them.
 */
#ifndef KITH_BASE_BUF_H
#define KITH_BASE_BUF_H

#include "base/str.h"
#include <string.h>

struct buf {
    char *p; /* NULL until the first byte */
    size_t n;
    size_t room;
    size_t limit;
    bool failed;
};

void buf_init(struct buf *b, size_t limit);
static inline void buf_put(struct buf *b, const void *bytes, size_t n);
static inline void buf_putc(struct buf *b, char c);
void buf_puts(struct buf *b, const char *cstr);
static inline void buf_put_str(struct buf *b, struct str s);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Room for n more bytes at p + n, for who writes in place and then adds to n; NULL past the limit.
 */
static inline char *buf_room(struct buf *b, size_t n);
/* Back to empty, keeping the memory and the limit; clears failed. */
void buf_reset(struct buf *b);
void buf_release(struct buf *b);
/* The bytes as they stand; valid until the next append. */
struct str buf_str(const struct buf *b);
/* Hands the malloc'ed bytes to the caller (may be NULL when empty) and leaves the buffer empty.
 * A NUL that is not counted stands behind them. */
char *buf_detach(struct buf *b, size_t *ret_n);

/* --- inline: every byte of every answer comes this way ------------------------------------------
 */

/* What buf_room() does when it has to grow or refuse. */
char *buf_room_more(struct buf *b, size_t n);

static inline char *buf_room(struct buf *b, size_t n)
{
    return b->p && !b->failed && n <= b->room - b->n ? b->p + b->n : buf_room_more(b, n);
}

static inline void buf_put(struct buf *b, const void *bytes, size_t n)
{
    char *p = n ? buf_room(b, n) : NULL;

    if (!p)
        return;
    memcpy(p, bytes, n);
    b->n += n;
}

static inline void buf_putc(struct buf *b, char c)
{
    char *p = buf_room(b, 1);

    if (!p)
        return;
    *p = c;
    b->n++;
}

static inline void buf_put_str(struct buf *b, struct str s)
{
    buf_put(b, s.p, s.n);
}

#endif
