/* What users change about their own account: password, address, second factor; and the links that
 * work once. All of it is written to the audit log in the same transaction. All block.
 */
#ifndef KITH_AUTH_ACCOUNT_H
#define KITH_AUTH_ACCOUNT_H

#include "auth/actor.h"

enum { RECOVERY_CODES = 10, RESET_MINUTES = 60, EMAIL_HOURS = 24 };

/* What others see of the user. */
int account_set_name(struct auth *a, const struct actor *by, const char *name, struct err *err);
/* Sets the password and ends the user's other sessions. hash: see password_hash(). */
int account_set_password(struct auth *a, const struct actor *by, const char *hash, struct err *err);
/* The same with no session ended: better parameters for the same password. */
int account_rehash(struct auth *a, int64_t user_id, const char *hash, struct err *err);
/* Ends all sessions too when disabling. */
int account_disable(struct control *c, int64_t user_id, bool disabled, struct err *err);

/* Who has just registered joins the workspace of an invitation. */
int account_join(struct control *c, struct str invitation, struct str email, int64_t user_id,
                 int64_t *ret_workspace_id, struct err *err);

/* --- a new address -----------------------------------------------------------------------------
 */

/* Mails a link to the new address. ERR_DUPLICATE when it is taken, ERR_UNAVAILABLE with no mail. */
int account_ask_email(struct auth *a, struct arena *arena, const struct actor *by, struct str email,
                      struct err *err);
/* What the link's token stands for comes true; ERR_INVALID on "token". */
int account_confirm_email(struct auth *a, struct arena *arena, struct str token, struct str address,
                          struct err *err);

/* --- a forgotten password ----------------------------------------------------------------------
 */

/* Mails a link where there is such a user. Takes as long where there is none. */
int account_ask_reset(struct auth *a, struct arena *arena, struct str email, struct str address,
                      struct err *err);
/* The token of such a link, for `kith user reset EMAIL`; former ones are void. */
int reset_create(struct control *c, struct arena *arena, int64_t user_id, const char **ret_token,
                 struct err *err);
/* False when it is used, over, or none. */
int reset_check(struct control *c, struct str token, bool *ret_good, struct err *err);
/* Sets the password, ends all sessions; ERR_INVALID on "token". */
int reset_confirm(struct control *c, struct arena *arena, struct str token, const char *hash,
                  struct str address, struct err *err);

/* --- second factor -----------------------------------------------------------------------------
 */

/* A new seed that waits to be enabled; ERR_CONFLICT when one is on. Base32, in the arena. */
int account_totp_begin(struct auth *a, struct arena *arena, const struct actor *by,
                       const char **ret_secret, struct err *err);
/* With a code of it; ERR_INVALID on "code". Gives the recovery codes, this once. */
int account_totp_enable(struct auth *a, struct arena *arena, const struct actor *by,
                        struct str code, const char *ret_codes[static RECOVERY_CODES],
                        struct err *err);
int account_totp_disable(struct auth *a, const struct actor *by, struct err *err);
/* Takes a code by the clock or a recovery code: each once. */
int account_totp_take(struct auth *a, struct arena *arena, int64_t user_id, struct str code,
                      struct str address, bool *ret_good, struct err *err);

#endif
