/* A hash map from strings to pointers, living in an arena. Keys are not copied. No deletion:
 * a map is built once and read, or goes with its arena. Iteration is in insertion order.
 */
#ifndef KITH_BASE_MAP_H
#define KITH_BASE_MAP_H

#include "base/str.h"

struct map_entry {
    struct str key;
    void *value;
    uint64_t hash;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* n of them, in insertion order */
    uint32_t *slots;           /* index + 1 into entries, 0 is free */
    size_t n, room, n_slots;
    uint64_t seed; /* random, so nobody can choose keys that collide */
};

void map_init(struct map *m, struct arena *a);
/* NULL when absent. */
void *map_get(const struct map *m, struct str key);
/* Sets or replaces; returns the former value or NULL. */
void *map_put(struct map *m, struct str key, void *value);

#endif
