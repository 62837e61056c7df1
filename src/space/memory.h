/* A bounded memory of what was looked up: a 128-bit key gives a small value of fixed size and the
 * stamp it was remembered under.
 *
 * The stamp is a version read before the looking up; who gets another one than the current knows
 * that the value may be out of date. Nothing is ever forgotten by order: what is oldest makes room.
 * Keys are compared whole, so make them the thing itself (two ids) or a strong hash. Thread-safe.
 */
#ifndef KITH_SPACE_MEMORY_H
#define KITH_SPACE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct memory;

struct memory_key {
    uint64_t a, b;
};

/* n_values is rounded up to a power of two, at least 64. Aborts when out of memory. */
struct memory *memory_new(size_t n_values, size_t value_size);
void memory_free(struct memory *m); /* NULL allowed */
/* Copies the value out; false when it is not remembered. */
bool memory_get(struct memory *m, struct memory_key key, void *ret_value, int64_t *ret_stamp);
/* Remembers, or replaces unless what is there has a later stamp. */
void memory_put(struct memory *m, struct memory_key key, const void *value, int64_t stamp);

#endif
