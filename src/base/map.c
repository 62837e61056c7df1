/* A hash map with open addressing: entries in insertion order, and a table of slots that points
 * into them. The slots are at most three quarters full. Old tables stay in the arena; as sizes
 * double, they are less than the live one together.
 */
#include "base/map.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/rand.h"

enum { SLOTS_MIN = 16 };

void map_init(struct map *m, struct arena *a)
{
    *m = (struct map){.arena = a};
}

static size_t slot_of(const struct map *m, uint64_t hash)
{
    /* The low bits of FNV-1a see only the low bits of the key, so the high ones are mixed in. */
    return (size_t)(hash ^ hash >> 32) & (m->n_slots - 1);
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const struct map *m, struct str key, uint64_t hash)
{
    size_t slot = slot_of(m, hash);

    while (m->slots[slot]) {
        const struct map_entry *e = &m->entries[m->slots[slot] - 1];

        if (e->hash == hash && str_eq(e->key, key))
            break;
        slot = (slot + 1) & (m->n_slots - 1);
    }
    return slot;
}

static void grow(struct map *m)
{
    size_t n_slots = m->n_slots ? m->n_slots * 2 : SLOTS_MIN;

    if (n_slots > UINT32_MAX)
        log_fatal("a map of more than %zu entries", m->n);
    if (!m->n_slots)
        rand_secret(&m->seed, sizeof m->seed);

    m->n_slots = n_slots;
    m->slots = arena_array(m->arena, n_slots, sizeof *m->slots);
    m->room = n_slots / 4 * 3;
    m->entries =
        arena_grow(m->arena, m->entries, m->n * sizeof *m->entries, m->room * sizeof *m->entries);
    for (size_t i = 0; i < m->n; i++) {
        size_t slot = slot_of(m, m->entries[i].hash);

        while (m->slots[slot])
            slot = (slot + 1) & (n_slots - 1);
        m->slots[slot] = (uint32_t)(i + 1);
    }
}

void *map_get(const struct map *m, struct str key)
{
    if (m->n == 0)
        return NULL;

    uint32_t index = m->slots[find_slot(m, key, str_hash(key, m->seed))];
    return index ? m->entries[index - 1].value : NULL;
}

void *map_put(struct map *m, struct str key, void *value)
{
    if (m->n == m->room)
        grow(m);

    uint64_t hash = str_hash(key, m->seed);
    size_t slot = find_slot(m, key, hash);

    if (m->slots[slot]) {
        struct map_entry *e = &m->entries[m->slots[slot] - 1];
        void *former = e->value;

        e->value = value;
        return former;
    }
    m->entries[m->n] = (struct map_entry){.key = key, .value = value, .hash = hash};
    m->slots[slot] = (uint32_t)++m->n;
    return NULL;
}
