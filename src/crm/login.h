/* Contacts with a login: a contact of a workspace is linked to the user account of the same person.
 * It gives that user no access to the workspace. It spans two databases: the control row comes
 * first as pending, then the contact, then the confirmation (space/control.h). All of these block.
 */
#ifndef KITH_CRM_LOGIN_H
#define KITH_CRM_LOGIN_H

#include "record/write.h"

/* One contact of one workspace, and who asks. */
struct login_call {
    struct space *space;
    const struct record_ctx *ctx; /* its db is not used */
    struct str request_id;
    int64_t joined; /* an open change set, 0: none */
    int64_t contact_id;
};

/* Links it to the user of this normalised address; without one a placeholder is made, which that
 * person claims by registering. *ret_made tells which. A contact that was linked is linked anew.
 * ERR_DUPLICATE on "user_id" when another contact here has that user; a placeholder made for it
 * goes when the link fails. *ret_change: the change set, 0 when nothing changed. */
int crm_connect(const struct login_call *call, struct str email, bool *ret_made,
                int64_t *ret_change, struct err *err);
/* Takes the link off; the user stays. */
int crm_disconnect(const struct login_call *call, int64_t *ret_change, struct err *err);
/* Finishes or undoes what a crash left pending; at start. */
int crm_logins_sweep(struct control *control, struct err *err);

#endif
