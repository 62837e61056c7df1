/* Bodies of demo records, one function a kind. They know the plan, what the record hangs on and
 * their random numbers; order and ids are demo_data.c's.
 */
#ifndef KITH_CLI_DEMO_BODY_H
#define KITH_CLI_DEMO_BODY_H

#include "cli/demo_people.h"
#include "model/model.h"

/* What the making of one record has at hand. */
struct demo_make {
    const struct demo_plan *plan;
    struct arena *arena;
    struct rand *rand;
};

/* A contact with what it hangs on. */
struct demo_contact {
    int64_t number;
    struct demo_person who;
    struct demo_firm firm; /* where company_id is not 0 */
    int64_t company_id;
    const char *mail_tail; /* NULL: the address needs none to be its own */
    /* Known once it is made: */
    int64_t id;
    bool has_next; /* a next contact is planned */
};

/* All give a new reference. */
json_t *demo_company_body(struct demo_make *d, const struct demo_firm *f);
/* One step further in the pipeline; NULL when there is none. */
json_t *demo_company_progress(const json_t *body);
json_t *demo_domain_body(struct demo_make *d, const struct demo_firm *f, int64_t company_id);
json_t *demo_website_body(struct demo_make *d, const struct demo_firm *f, int64_t company_id);
json_t *demo_contact_body(struct demo_make *d, struct demo_contact *c);
json_t *demo_homepage_body(struct demo_make *d, const struct demo_contact *c);
json_t *demo_membership_body(struct demo_make *d, int64_t contact_id, int64_t company_id);
/* kind: a channel's, beside the primary e-mail and phone. */
json_t *demo_channel_body(struct demo_make *d, const struct demo_contact *c, const char *kind);
json_t *demo_note_body(struct demo_make *d, const struct demo_contact *c, bool next);
json_t *demo_interaction_body(struct demo_make *d, const struct demo_contact *c);
json_t *demo_activity_body(struct demo_make *d, const struct demo_contact *c);
json_t *demo_task_body(struct demo_make *d, const struct demo_contact *c);

#endif
