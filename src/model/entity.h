/* An entity is data: one const table in one file of entities/.
 *
 * TO ADD AN ENTITY: one file exporting one const struct entity, one line in model.c's list. Its
 * SQL table, routes, JSON, validation, filters, search text, OpenAPI schema and forms follow.
 */
#ifndef KITH_MODEL_ENTITY_H
#define KITH_MODEL_ENTITY_H

#include "model/field.h"

enum entity_flags {
    ENTITY_TRASH = 1 << 0, /* DELETE moves to the trash */
    ENTITY_CHILD = 1 << 1, /* hangs on its parent: no search row of its own */
};

/* A seed's own name for a filter: ?priority_min=3 is priority[gte]=3. */
struct filter_alias {
    const char *name;
    const char *field;
    enum field_op op;
};

/* A parent's field that is a copy of its primary child's: contact.email is the value of the
 * channel of kind email that is primary. Written on the parent, it sets the child. */
struct mirror {
    const char *field;       /* on the parent */
    const char *child;       /* entity */
    const char *child_ref;   /* the child's field that points to the parent */
    const char *child_field; /* what is copied */
    const char *kind_field;  /* one primary per value of this field of the child, or NULL … */
    const char *kind;        /* … and the value meant here */
    const char *end_field;   /* clearing sets this date on the child, not removes it; or NULL */
    bool keeps_others; /* another value makes (or finds) another child; else changes the primary */
    bool follows;      /* only describes the primary that another mirror chose (role) */
    bool filter_any;   /* a filter on the parent's field matches any current child */
};

/* When a record is due: at its date, or the earlier of two, while it has one of the statuses. How
 * many are due before any moment is kept (record/due.h). Each date needs an index that begins with
 * (status,) date, id and holds the other columns named here, and what hides it one of those. */
struct due {
    const char *at, *or_at;      /* or_at: NULL where there is one date */
    const char *const *statuses; /* NULL-terminated; NULL: whatever its status */
    const char *hidden;          /* it is not shown before this date has come; or NULL */
};

struct entity {
    const char *name;   /* "contact": also its table */
    const char *plural; /* "contacts": its address */
    const char *label;
    unsigned flags;
    const struct field *fields;
    size_t n_fields;
    const struct mirror *mirrors;
    size_t n_mirrors;
    const struct filter_alias *aliases;
    size_t n_aliases;
    const struct db_index *indexes; /* beyond those of FIELD_INDEXED and FIELD_UNIQUE */
    size_t n_indexes;
    const char *default_sort; /* "-id", "name", … */
    const struct due *due;    /* NULL: it never is */
    /* The refs by which a record hangs on others: their timelines show its events, their versions
     * rise with it, their permissions rule it. NULL-terminated. */
    const char *const *parents;
};

int entity_field_index(const struct entity *e, struct str name); /* -1: none */
const struct field *entity_field(const struct entity *e, struct str name);
const struct field *entity_name_field(const struct entity *e); /* NULL: none */
bool entity_has(const struct entity *e, const struct field_type *collection);
/* Its records stand in the search index by themselves. */
bool entity_is_searched(const struct entity *e);
/* "a contact", "an activity": the article. */
const char *entity_article(const struct entity *e);

#endif
