/* What a filter is made of: shared by the files that build, print, hash and weigh it, and by no
 * others. Above the engine a filter is opaque (filter.h).
 */
#ifndef KITH_RECORD_FILTER_TREE_H
#define KITH_RECORD_FILTER_TREE_H

#include "record/filter.h"

enum { FILTER_VALUES_MAX = 500, FILTER_DEPTH_MAX = 8, FILTER_NODES_MAX = 200 };

enum filter_kind {
    FILTER_AND,    /* all of kids */
    FILTER_OR,     /* any of kids */
    FILTER_NOT,    /* not kids[0] */
    FILTER_COLUMN, /* a column of the record's own row, by any operator */
    FILTER_TAG,    /* it carries one of the tags whose folded names are the values (none: any) */
    FILTER_LINK,   /* it is linked to a target of this type (values[0]) and id (values[1]) */
    FILTER_CHILD,  /* a current child by `mirror` has one of the values */
    FILTER_ACROSS, /* the record that `field` refers to meets kids[0] */
    FILTER_KINDS
};

/* Conditions other than FILTER_COLUMN ask whether something exists; what they negate (ne, empty)
 * is wrapped in FILTER_NOT when parsed. */
struct filter {
    enum filter_kind kind;
    const struct filter *const *kids;
    size_t n_kids;
    const struct field *field;
    const struct entity *target; /* ACROSS */
    const struct mirror *mirror; /* CHILD */
    enum field_op op;            /* COLUMN */
    /* In the compared form. EMPTY: one int, 1 or 0. LINK: type and id, either may be null. */
    const struct db_value *values;
    size_t n_values;
    struct str today; /* CHILD: the date by which it has not ended */
};

/* What a name stands for. */
struct filter_subject {
    enum filter_kind kind;
    const struct field *field;   /* the field meant; of `target` when across */
    const struct mirror *mirror; /* CHILD */
    const struct field *ref;     /* across: the reference to go by … */
    const struct entity *target; /* … and to what */
    bool link_id;                /* LINK: the id is meant, not the type */
};

/* False when the entity has no such thing to filter by. */
bool filter_subject_find(const struct entity *e, struct str name, struct filter_subject *ret);
const struct filter_alias *filter_alias_find(const struct entity *e, struct str name);

/* The columns every record has, as fields. NULL when it is none of them. */
const struct field *filter_system_field(const struct entity *e, struct str name);

const struct filter *filter_not(struct arena *a, const struct filter *x);
const struct filter *filter_of(struct arena *a, enum filter_kind kind,
                               const struct filter *const *kids, size_t n);
/* Whether an index can find what this one condition asks for. */
bool filter_leaf_indexed(const struct filter *f);
/* What a condition is for: to lead to the rows (an index may be chosen for it), to test rows that
 * are found by another way (none must be), or to be counted by itself. */
enum filter_way { FILTER_LEADS, FILTER_TESTS, FILTER_COUNTS };
void filter_sql_as(struct sql *q, const struct entity *e, const char *alias, const struct filter *f,
                   enum filter_way way);
/* Appends a select of a row for each record that one condition finds by its index, or a little
 * more; `where` holds for the records, alias a. False, and nothing appended, when none can. */
bool filter_count_sql(struct sql *q, const struct entity *e, const char *where,
                      const struct filter *f);

/* Both parts of a link in one condition: ?entity_type=contact&entity_id=7. */
int filter_parse_link(struct record_ctx *ctx, const struct entity *e, struct str type,
                      struct str id, const struct filter **ret, struct err *err);

#endif
