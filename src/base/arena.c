/* Arenas: memory that goes all at once.
 *
 * Blocks double in size from 16 KiB to 64 KiB; whatever would waste a block gets one of its own,
 * put behind the head so that the head goes on filling. Under AddressSanitizer the unused bytes
 * are poisoned and every piece has a poisoned gap behind it, so running over is caught.
 */
#include "base/arena.h"

#include "base/log.h"
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
#define __asan_poison_memory_region(p, n)   ((void)(p), (void)(n))
#define __asan_unpoison_memory_region(p, n) ((void)(p), (void)(n))
enum { GAP = 0 };
#endif

enum { ALIGN = 16, BLOCK_MIN = 16384 - 64, BLOCK_MAX = 65536 - 64, OWN_BLOCK_SHARE = 4 };
enum { PRINTED_ONCE = 256 }; /* longer texts are printed twice: to measure, then to keep */

struct arena_block {
    struct arena_block *older;
    size_t size;
    _Alignas(ALIGN) char bytes[];
};

/* Not inlined, else gcc sees malloc's bytes go to a const pointer and calls them uninitialised. */
__attribute__((noinline)) static void poison(char *p, size_t n)
{
    __asan_poison_memory_region(p, n);
}

static void unpoison(char *p, size_t n)
{
    __asan_unpoison_memory_region(p, n);
}

void arena_init(struct arena *a)
{
    *a = (struct arena){0};
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *b = malloc(sizeof *b + size);

    if (!b)
        log_fatal("out of memory (arena block of %zu bytes)", size);
    b->older = NULL;
    b->size = size;
    poison(b->bytes, size);
    return b;
}

static void block_free(struct arena_block *b)
{
    unpoison(b->bytes, b->size);
    free(b);
}

static void start_block(struct arena *a, struct arena_block *b)
{
    a->head = b;
    a->next = b->bytes;
    a->left = b->size;
}

void arena_clear(struct arena *a)
{
    struct arena_block *kept = NULL;

    for (struct arena_block *b = a->head, *older; b; b = older) {
        older = b->older;
        /* The first is the largest of the ordinary ones; a giant would sit there for ever. */
        if (!kept && b->size <= BLOCK_MAX)
            kept = b;
        else
            block_free(b);
    }
    arena_init(a);
    if (kept) {
        kept->older = NULL;
        poison(kept->bytes, kept->size);
        start_block(a, kept);
    }
}

void arena_release(struct arena *a)
{
    for (struct arena_block *b = a->head, *older; b; b = older) {
        older = b->older;
        block_free(b);
    }
    arena_init(a);
}

static char *own_block(struct arena *a, size_t size)
{
    struct arena_block *b = block_new(size);

    if (a->head) {
        b->older = a->head->older;
        a->head->older = b;
    } else {
        a->head = b;
    }
    return b->bytes;
}

static void grow(struct arena *a)
{
    size_t size = a->head ? a->head->size * 2 : BLOCK_MIN;

    if (size > BLOCK_MAX)
        size = BLOCK_MAX;

    struct arena_block *b = block_new(size);
    b->older = a->head;
    start_block(a, b);
}

void *arena_alloc(struct arena *a, size_t n)
{
    if (n > SIZE_MAX / 2)
        log_fatal("out of memory (%zu bytes asked of an arena)", n);

    size_t size = ((n ? n : 1) + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    char *p;

    if (size > a->left && size > BLOCK_MIN / OWN_BLOCK_SHARE) {
        p = own_block(a, size);
    } else {
        if (size > a->left)
            grow(a);
        p = a->next;
        a->next += size;
        a->left -= size;
    }
    a->used += n;
    unpoison(p, n);
    return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(n, size, &total))
        log_fatal("out of memory (array of %zu times %zu bytes)", n, size);
    return arena_alloc(a, total);
}

void *arena_grow(struct arena *a, const void *old, size_t old_n, size_t new_n)
{
    void *p = arena_alloc(a, new_n);
    size_t n = old_n < new_n ? old_n : new_n;

    if (n)
        memcpy(p, old, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    size_t n = strlen(s);

    return memcpy(arena_alloc(a, n + 1), s, n);
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    char brief[PRINTED_ONCE];
    va_list again;

    assert(fmt);
    va_copy(again, ap);
    int n = vsnprintf(brief, sizeof brief, fmt, again);
    va_end(again);
    if (n < 0)
        log_fatal("a text of a bad format: %s", fmt);

    char *p = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof brief)
        memcpy(p, brief, (size_t)n);
    else
        vsnprintf(p, (size_t)n + 1, fmt, ap);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    char *p = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return p;
}
