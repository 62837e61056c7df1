/* API keys: for programs, bound to one workspace. A key acts with the role its maker has there, and
 * ends with that membership. It is shown once; what is stored is its hash, and the part in front by
 * which people know it.
 *
 *     kith_ AbCd1234 _ 43 characters (32 random bytes) 6 characters (checksum)
 */
#ifndef KITH_AUTH_KEY_H
#define KITH_AUTH_KEY_H

#include "auth/actor.h"

enum {
    KEY_PREFIX = 13, /* "kith_AbCd1234" */
    KEY_TEXT = 63,
    KEY_SCOPES_MAX = 480, /* bytes of all of them */
    KEYS_MAX = 200        /* of a workspace, at once */
};

struct key {
    int64_t id, user_id, workspace_id;
    const char *prefix, *description;
    const char *scopes; /* parted by blanks */
    int64_t rate_limit; /* requests a minute; 0: the setting's */
    int64_t created_at;
    int64_t expires_at, used_at; /* 0: never */
};

/* Blocks. *k: what is wanted (the ids of user and workspace are the actor's and k->workspace_id,
 * where ERR_NOT_FOUND answers who is no member); id, prefix and time are set. ret_text: the key,
 * with NUL. Scopes are the caller's to check. */
int key_make(struct auth *a, struct arena *arena, const struct actor *by, struct key *k,
             char ret_text[static KEY_TEXT + 1], struct err *err);
/* Those that were not revoked, newest first: all of the workspace for who manages members, else
 * their own. Does not block. */
int keys_of(struct auth *a, struct arena *arena, const struct principal *there, struct key **ret,
            size_t *ret_n, struct err *err);
/* Blocks. Theirs, or anybody's for who manages members. */
int key_revoke(struct auth *a, const struct actor *by, int64_t workspace_id, int64_t id,
               struct err *err);

/* Resolves the text of an X-Api-Key header. workspace_id: the one asked for, 0 for the key's own;
 * another is ERR_FORBIDDEN. ERR_UNAUTHORIZED for what is no key, has expired, was revoked, or whose
 * maker has left the workspace. Quick enough for a server thread: from memory when known; its last
 * use is noted by a writer, at most once a minute. */
int principal_by_key(struct auth *a, struct arena *arena, struct str text, int64_t workspace_id,
                     struct principal *ret_principal, struct err *err);
/* What a key is called: its description, else its prefix; "" when there is no such key. Revoked
 * ones have their name still. */
int key_name(struct control *c, struct arena *a, int64_t id, struct str *ret_name, struct err *err);
/* May they do what the scope names? Users may; a key when its scopes hold it, "read:*" (the same
 * verb) or "*". NULL, of an endpoint without scope: users only. */
bool principal_has_scope(const struct principal *who, const char *scope);

#endif
