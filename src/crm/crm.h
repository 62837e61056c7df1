/* The verbs of the CRM, over the record engine: what nis.md does beyond keeping records.
 *
 * Reads take a record_ctx and write JSON; writes take a change and go through record_* alone, so
 * each is one change set that can be undone. crm_rules are the domain's rules, which the engine
 * calls around every write (record/rule.h). Nothing here knows of HTTP.
 */
#ifndef KITH_CRM_CRM_H
#define KITH_CRM_CRM_H

#include "record/list.h"
#include "record/write.h"

extern const struct rule crm_rules[];
extern const size_t crm_n_rules;

/* --- reads: each writes one whole JSON value --------------------------------------------- */

enum { CRM_ITEMS = 100, CRM_ITEMS_MAX = 500, CRM_UPCOMING_DAYS = 4, CRM_BIRTHDAY_DAYS = 7 };

/* {"contacts":[…],"companies":[…],"websites":[…],"activities":[…],"tasks":[…]}: what is overdue now
 * (next_contact_at, for activities also due_at; tasks: due_at, after_at passed; nothing done,
 * cancelled or trashed), oldest first, at most `limit` each. */
int crm_due(struct record_ctx *ctx, int64_t limit, struct json *out, struct err *err);
/* {"overdue":[…],"today":[…],"upcoming":[…],"counts":{overdue,today,upcoming}}: records of all
 * those kinds as they are, each with entity_type, entity_id, name and due_at (the moment meant: the
 * earlier of two dates, so that a record stands in one list only). Today is the workspace's;
 * upcoming the next four days. Counts are exact, lists bounded. */
int crm_followups(struct record_ctx *ctx, int64_t limit, struct json *out, struct err *err);
/* {"data":[contact with "next_birthday":"YYYY-MM-DD" and "turns":n|null]}, soonest first, at most
 * CRM_ITEMS_MAX; today is the first of `days`. 29 Feb is kept on 28 Feb where the year has none. */
int crm_birthdays(struct record_ctx *ctx, int days, struct json *out, struct err *err);
/* {"data":[{stage,count,total_value,totals:{CUR:n},entities:[…]}]}: contacts and companies by stage
 * in the model's order, counts and totals from the counters, at most `limit` entities a stage (by
 * priority, highest first; each with entity_type, entity_id). total_value is in the workspace's
 * currency; totals holds every currency. `only`: of this kind alone, or NULL. `narrowed`: counts
 * and totals of what it matches, or NULL; with it there are no entities (a lane is a list). */
struct pipeline_query {
    const struct entity *only;
    const struct list_query *narrowed;
    int64_t limit;
};
int crm_pipeline(struct record_ctx *ctx, const struct pipeline_query *query, struct json *out,
                 struct err *err);
/* {"notes_created","activities_completed","contacts_added","overdue_count","stage_changes"} between
 * two moments (ms), from the history. */
int crm_stats(struct record_ctx *ctx, int64_t since, int64_t until, struct json *out,
              struct err *err);

/* --- writes ------------------------------------------------------------------------------ */

/* Completes an activity or a task; a recurring one gets its next instance (*ret_next_id, else 0),
 * on the first date of its rhythm after today.
 * Completing what is completed does nothing and answers the same. */
int crm_complete(struct change *c, const struct entity *e, int64_t id, int64_t *ret_next_id,
                 struct err *err);
/* {contact_id, content, channel?, tags?, next_action?, next_action_due?}. */
int crm_interaction(struct change *c, const json_t *body, int64_t *ret_note_id,
                    int64_t *ret_next_note_id, struct err *err);
/* {stage, entities:[{entity_type, entity_id}]}: writes
 * {"results":[{entity_type,entity_id,ok,error?}]}. One that is missing is reported, the rest are
 * moved. */
int crm_bulk_stage(struct change *c, const json_t *body, struct json *out, struct err *err);
/* {company_id|null, role?, department?} on a contact's primary membership. */
int crm_set_company(struct change *c, int64_t contact_id, const json_t *body, struct record **ret,
                    struct err *err);
/* Rename, recolour; a rename to another tag's name merges this one into that (*ret is that one). */
int crm_tag_update(struct change *c, int64_t id, const json_t *body, int64_t expected,
                   enum err_code stale, struct record **ret, struct err *err);

/* --- a person's own: no records, no history (change_begin_apart()) ------------------------ */

/* {"data":[view…],"next":null}: theirs and those others share; e NULL: of all lists. */
int crm_views(struct record_ctx *ctx, const struct entity *e, bool count, struct json *out,
              struct err *err);
/* {entity, name, config, shared?, position?} */
int crm_view_create(struct change *c, const json_t *body, struct json *out, struct err *err);
int crm_view_update(struct change *c, int64_t id, const json_t *body, struct json *out,
                    struct err *err);
int crm_view_delete(struct change *c, int64_t id, struct err *err);
/* {"values":{…},"updated_at":…|null} */
int crm_preferences(struct record_ctx *ctx, struct json *out, struct err *err);
int crm_preferences_merge(struct change *c, const json_t *patch, struct json *out, struct err *err);

/* --- for tests and the demo -------------------------------------------------------------- */

/* The next moment of a recurring one: daily 1, weekly 7, biweekly 14 days; monthly 1, quarterly 3,
 * yearly 12 months, month ends right (anchor_day: the day of month first meant, 0: from's own);
 * weekdays: the next Monday to Friday. Wall-clock time is kept in the zone. `from` itself where
 * the recurrence is unknown or the calendar (year 9999) ends. */
int64_t crm_recur(const struct tz *zone, struct str recurrence, int64_t from, int anchor_day);

#endif
