/* Strings cross borders as pointer and length, never owning their bytes.
 *
 * A `struct str` may hold any bytes; it need not end in NUL, and p may be NULL when n is 0.
 * str_cstr() is the one way back to C strings. Nothing here knows of UTF-8 (see utf8.h).
 */
#ifndef KITH_BASE_STR_H
#define KITH_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
    const char *p;
    size_t n;
};

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define STR_NONE     ((struct str){NULL, 0})
/* A str from a string literal. */
#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})
/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).n, ((s).p ? (s).p : "")

/* NULL gives STR_NONE. */
struct str str_of(const char *cstr);
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *cstr);
/* ASCII case folded. */
bool str_ieq(struct str a, struct str b);
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
/* First index of c at or after from; s.n when there is none. */
size_t str_find(struct str s, char c, size_t from);
struct str str_sub(struct str s, size_t from, size_t n);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Cuts the part before the next sep off *rest; false when *rest was already used up (p == NULL). */
bool str_next(struct str *rest, char sep, struct str *ret_part);
/* Whole string a decimal integer in range; writes only on success. */
bool str_to_i64(struct str s, int64_t *ret_value);
/* NUL-terminated copy; an inner NUL stays where it is. */
char *str_cstr(struct arena *a, struct str s);
struct str str_dup(struct arena *a, struct str s);
/* FNV-1a, for maps and cache keys; not for anything an attacker may choose without the map's seed.
 */
uint64_t str_hash(struct str s, uint64_t seed);

#endif
