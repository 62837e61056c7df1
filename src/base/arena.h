/* One lifetime, one arena: a process, a request, a scratch. Everything made for it goes with it.
 *
 * Allocation never fails: out of memory logs and aborts (see STYLE: hostile sizes are refused at
 * the edge instead). Memory is zeroed. Not thread-safe: an arena belongs to whoever runs the
 * request now. Unused bytes are poisoned for AddressSanitizer.
 */
#ifndef KITH_BASE_ARENA_H
#define KITH_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *head; /* newest block first */
    char *next;
    size_t left;
    size_t used; /* bytes handed out since init or clear */
};

void arena_init(struct arena *a);
/* Gives back everything but one block, for use again. */
void arena_clear(struct arena *a);
/* Gives back everything. */
void arena_release(struct arena *a);

/* n bytes, zeroed, aligned for any type. n == 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t n);
/* n elements of size bytes; aborts when the product overflows. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* A copy of old_n bytes in room for new_n; the old memory stays until the arena goes. */
void *arena_grow(struct arena *a, const void *old, size_t old_n, size_t new_n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
