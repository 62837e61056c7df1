/* What a field is, and what a type of field can do. An entity is a table of these.
 *
 * TO ADD A FIELD: one line in its entity's file. TO ADD A FIELD TYPE: one file in types/ that
 * exports one const struct field_type, one line in model.h. No `switch (type)` anywhere.
 *
 * A field is stored in one column of its own name. Some types keep a second, derived column beside
 * it (its shadow: the folded form of a name, the normalised form of a phone number), by which it
 * is compared and sorted. Collections (tags, links) have no column; tables of their own hold them.
 */
#ifndef KITH_MODEL_FIELD_H
#define KITH_MODEL_FIELD_H

#include "base/date.h"
#include "base/json.h"
#include "db/db.h"

struct entity;
struct field;

enum field_flags {
    FIELD_REQUIRED = 1 << 0,
    FIELD_NAME = 1 << 1,      /* the record's name: shown, searched first; one per entity */
    FIELD_SEARCH = 1 << 2,    /* its words are in the search index */
    FIELD_INDEXED = 1 << 3,   /* filters and sorts on it use an index */
    FIELD_GRAMS = 1 << 4,     /* `contains` on it uses the trigram index; at most 3 per entity */
    FIELD_READ_ONLY = 1 << 5, /* set by Kith alone; refused in input */
    FIELD_MIRROR = 1 << 6,    /* a copy of the primary child's value: see struct mirror */
    FIELD_DERIVED = 1 << 7,   /* no column: computed for answers (through, or by a rule) */
    FIELD_COUNTED = 1 << 8,   /* exact counts by value are kept up to date */
    FIELD_UNIQUE = 1 << 9,    /* no two records of a workspace share the compared form */
    FIELD_NO_YEAR = 1 << 10,  /* a date that may lack its year */
    FIELD_NOT_SORTED = 1 << 11,
    FIELD_FIXED = 1 << 13,      /* set at creation, not changed after */
    FIELD_INPUT_ONLY = 1 << 12, /* accepted for a rule's use, neither stored nor answered */
};

enum field_op {
    OP_EQ,
    OP_NE,
    OP_GT,
    OP_GTE,
    OP_LT,
    OP_LTE,
    OP_IN,
    OP_CONTAINS,
    OP_EMPTY,
    OP_COUNT
};
#define OP_BIT(op) (1u << (op))
#define OPS_EQUAL  (OP_BIT(OP_EQ) | OP_BIT(OP_NE) | OP_BIT(OP_IN) | OP_BIT(OP_EMPTY))
#define OPS_ORDER  (OPS_EQUAL | OP_BIT(OP_GT) | OP_BIT(OP_GTE) | OP_BIT(OP_LT) | OP_BIT(OP_LTE))
#define OPS_TEXT   (OPS_EQUAL | OP_BIT(OP_CONTAINS))

/* "eq", "gte", … */
const char *field_op_name(enum field_op op);
bool field_op_find(struct str name, enum field_op *ret_op);

enum ref_on_delete {
    REF_CLEAR,   /* the reference becomes null */
    REF_CASCADE, /* the record goes with its target */
};

/* The phone number read last. Reading one is dear, and a contact and its channel hold the same. */
struct phone_memo {
    size_t n_typed, n_norm; /* 0: none yet */
    char typed[64], norm[32];
};

/* What parsing and printing may ask of its surroundings. */
struct field_env {
    struct arena *arena;
    const struct tz *zone;
    struct str currency; /* the workspace's, for records that name none */
    struct str country;  /* the workspace's, for phone numbers written without country code */
    int64_t now;
    struct phone_memo *phone; /* NULL: nothing is remembered */
};

/* The values of one record, in the order of its entity's fields; shadows are not among them.
 * Derived fields and collections have DB_NULL here. */
struct record {
    const struct entity *entity;
    int64_t id;
    int64_t created_at;
    int64_t updated_at; /* its version */
    int64_t trashed_at; /* 0: not in the trash */
    struct db_value *values;
};

struct field_type {
    const char *name;  /* as in /meta: "text" */
    enum db_kind kind; /* of the column */
    bool collection;   /* no column */
    unsigned ops;      /* bits of enum field_op */

    /* JSON input to the stored value; null never comes here. r holds the values parsed so far (or
     * the present ones), for types that look at a sibling. Bytes of *ret may be in env->arena or
     * borrowed from the input. -1 with err naming f->name. NULL for collections. */
    int (*parse)(const struct field *f, const struct field_env *env, const struct record *r,
                 const json_t *in, struct db_value *ret, struct err *err);
    /* The same from text: a query parameter, a CSV cell. */
    int (*parse_text)(const struct field *f, const struct field_env *env, const struct record *r,
                      struct str in, struct db_value *ret, struct err *err);
    /* The stored value (not null) as JSON. */
    void (*write)(const struct field *f, const struct field_env *env, const struct record *r,
                  struct db_value v, struct json *out);
    /* Members of the JSON schema of a non-null value: "type", "format", … */
    void (*schema)(const struct field *f, struct json *out);

    /* The shadow column: "fold" makes <name>_fold. NULL: none, or not for this field. */
    const char *(*shadow)(const struct field *f);
    enum db_kind shadow_kind;
    /* The shadow's value of a stored value (may be null). */
    struct db_value (*derive)(const struct field *f, const struct field_env *env,
                              const struct record *r, struct db_value v);
};

struct field {
    const char *name;
    const struct field_type *type;
    unsigned flags;
    int64_t min, max; /* numbers: range (both 0: none); texts: max characters (0: type's) */
    const char *const *options; /* enum: NULL-terminated */
    const char *target;         /* ref: an entity's name; "user"; NULL with target_field */
    const char *target_field;   /* ref to any entity: the field that names which */
    enum ref_on_delete on_delete;
    const char *fallback;       /* value on create when none is given, as text for parse_text */
    const char *currency_field; /* money: the sibling with its currency */
    const char *through;        /* derived: ref field to go through ("company_id") … */
    const char *through_field;  /* … and the field to take there ("name") */
    const char *label;          /* NULL: made from the name */
    const char *help;
};

/* The field's column of comparison and sorting: its shadow where it has one. Writes into out. */
enum { FIELD_COLUMN_MAX = 64 };
const char *field_compare_column(const struct field *f, char out[static FIELD_COLUMN_MAX]);
bool field_has_column(const struct field *f);
/* NULL when it has none. Writes into out. */
const char *field_shadow_column(const struct field *f, char out[static FIELD_COLUMN_MAX]);
bool field_is_sortable(const struct field *f);
/* The value by which a stored value is compared: the shadow's, or itself. */
struct db_value field_compare_value(const struct field *f, const struct field_env *env,
                                    const struct record *r, struct db_value v);
/* "next_contact_at" -> "Next contact at", or its label. */
const char *field_label(struct arena *a, const struct field *f);

#endif
