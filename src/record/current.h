/* Children that have not ended: a membership whose last day is yet to come, or never. */
#ifndef KITH_RECORD_CURRENT_H
#define KITH_RECORD_CURRENT_H

#include "record/ctx.h"

/* Today in the workspace's time zone, as dates are stored. */
struct str current_date(const struct record_ctx *ctx);
/* Appends " AND (…)" when the mirror's children can end; alias is the child's. */
void current_sql(struct sql *q, const char *alias, const struct mirror *m, struct str today);

#endif
