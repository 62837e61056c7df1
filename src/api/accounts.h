/* What the endpoints of accounts share: writing users and workspaces, the cookie, the answer of
 * every sign-in.
 */
#ifndef KITH_API_ACCOUNTS_H
#define KITH_API_ACCOUNTS_H

#include "api/private.h"
#include "auth/account.h"
#include "auth/session.h"
#include "auth/signin.h"

/* A text member of the body as sent; p NULL when absent. */
struct str account_text(const struct call *c, const char *name);
void account_write_user(struct json *out, const struct user *u);
/* With the user's role there. */
int account_write_workspace(struct call *c, int64_t user_id, const struct workspace *w,
                            struct err *err);
/* Who may register: "open", "invite" or "closed"; "auto" as it is meant here. The first may always.
 */
const char *account_registration(const struct settings *s);
/* Accounts are a matter of their people: a key may not. */
int account_need_session(struct call *c, struct err *err);
/* Sets Retry-After; returns `failed`. */
int account_retry(struct call *c, int64_t wait_s, int failed);

/* The cookie's secret; p NULL: none. */
struct str account_cookie(const struct call *c);
void account_drop_cookie(struct call *c);
/* Starts a session in the workspace, sets the cookie and answers. action: for the audit log. */
int account_sign_in(struct call *c, const struct user *u, const struct workspace *w,
                    const char *action, struct err *err);
/* The same for a session that goes on. */
int account_answer(struct call *c, const struct session_grant *g, struct err *err);

enum { USER_ANSWER_N = 6, SESSION_ANSWER_N = 5 };
extern const struct shape user_answer[USER_ANSWER_N], session_answer[SESSION_ANSWER_N];

#define BODY(rows)   .body = (rows), .n_body = ARRAY_LEN(rows)
#define ANSWER(rows) .answer = (rows), .n_answer = ARRAY_LEN(rows), .answer_kind = SHAPE_OBJECT

#endif
