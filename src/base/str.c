/* Strings by pointer and length: comparing, cutting, trimming, numbers.
 *
 * Bytes only; what needs to know of characters is in utf8.c. memcmp and friends must not see NULL
 * even for zero bytes, and a str may hold it, hence the guards.
 */
#include "base/str.h"

#include "base/arena.h"
#include <string.h>

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_of(const char *cstr)
{
    return cstr ? (struct str){cstr, strlen(cstr)} : STR_NONE;
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Looked up in tables all the time, where most names differ in their first letter. */
bool str_is(struct str a, const char *cstr)
{
    if (a.n > 0 && *a.p != *cstr)
        return false;
    return str_eq(a, str_of(cstr));
}

bool str_ieq(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, const char *prefix)
{
    size_t n = strlen(prefix);

    return n == 0 || (s.n >= n && memcmp(s.p, prefix, n) == 0);
}

bool str_ends(struct str s, const char *suffix)
{
    size_t n = strlen(suffix);

    return n == 0 || (s.n >= n && memcmp(s.p + s.n - n, suffix, n) == 0);
}

size_t str_find(struct str s, char c, size_t from)
{
    if (from >= s.n)
        return s.n;

    const char *hit = memchr(s.p + from, c, s.n - from);
    return hit ? (size_t)(hit - s.p) : s.n;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
    if (!s.p)
        return STR_NONE;
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct str){s.p + from, n};
}

struct str str_trim(struct str s)
{
    while (s.n && ascii_space(s.p[s.n - 1]))
        s.n--;
    while (s.n && ascii_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    return s;
}

bool str_next(struct str *rest, char sep, struct str *ret_part)
{
    if (!rest->p)
        return false;

    size_t at = str_find(*rest, sep, 0);

    *ret_part = str_sub(*rest, 0, at);
    *rest = at < rest->n ? str_sub(*rest, at + 1, rest->n) : STR_NONE;
    return true;
}

bool str_to_i64(struct str s, int64_t *ret_value)
{
    bool negative = str_starts(s, "-");
    size_t i = negative;
    int64_t value = 0;

    if (i == s.n)
        return false;
    /* Counts downwards, for INT64_MIN has no positive twin. */
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        if (__builtin_mul_overflow(value, (int64_t)10, &value) ||
            __builtin_sub_overflow(value, (int64_t)(s.p[i] - '0'), &value))
            return false;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *ret_value = negative ? value : -value;
    return true;
}

char *str_cstr(struct arena *a, struct str s)
{
    char *copy = arena_alloc(a, s.n + 1);

    if (s.n)
        memcpy(copy, s.p, s.n);
    return copy;
}

struct str str_dup(struct arena *a, struct str s)
{
    return s.p ? (struct str){str_cstr(a, s), s.n} : STR_NONE;
}

uint64_t str_hash(struct str s, uint64_t seed)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ seed;

    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
    return hash;
}
