/* What the files of this room share with each other and with nobody else. */
#ifndef KITH_CRM_PRIVATE_H
#define KITH_CRM_PRIVATE_H

#include "crm/crm.h"

/* --- rules: the hooks that rules.c lists (see record/rule.h) ----------------------------- */

int contact_name_before(struct change *c, struct mutation *m, struct err *err);
int contact_rhythm_before(struct change *c, struct mutation *m, struct err *err);
int stage_audit_after(struct change *c, struct mutation *m, struct err *err);
int note_before(struct change *c, struct mutation *m, struct err *err);
int note_after(struct change *c, struct mutation *m, struct err *err);
int todo_before(struct change *c, struct mutation *m, struct err *err);
int owner_name_fill(struct record_ctx *ctx, struct record *records, size_t n, struct err *err);
int tag_count_fill(struct record_ctx *ctx, struct record *records, size_t n, struct err *err);

/* --- body.c: the body of a verb, read by a table of fields ------------------------------- */

struct body {
    const struct field *fields;
    size_t n;
};

/* Fills values[i] and given[i] (both b->n long) for fields[i]; null where not given. Unknown names,
 * missing required ones and malformed values are refused, all of them at once. Collections are
 * only marked as given: the engine parses them. */
int body_read(struct record_ctx *ctx, const struct body *b, const json_t *in,
              struct db_value *values, bool *given, struct err *err);

/* --- recurrence.c ------------------------------------------------------------------------ */

enum { RECURRING_DATES = 2 };

/* An entity whose records may come again. */
struct recurring {
    const struct entity *entity;
    const char *rhythm; /* the field that says how often */
    /* The first that is set leads, the other keeps its distance. */
    const char *dates[RECURRING_DATES];
};

const struct recurring *recurring_of(const struct entity *e); /* NULL: none */
/* The date field that leads; NULL when the record has no date. */
const char *recurring_lead(const struct recurring *x, const struct record *r);
/* Like crm_recur(), but as many steps on as bring it past the day `after`. */
int64_t recur_past(const struct tz *zone, struct str recurrence, int64_t from, int anchor_day,
                   struct date after);

/* --- followups.c ------------------------------------------------------------------------- */

/* How many records are due before t and shown now. */
int followups_before(struct record_ctx *ctx, int64_t t, int64_t *ret_n, struct err *err);

#endif
