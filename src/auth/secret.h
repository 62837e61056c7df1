/* Secrets at rest: AES-256-GCM (GnuTLS) under keys in a file outside the database.
 *
 * DATA/secret.key (0600) holds one key a line, `number base64`, the current one first. What is
 * sealed names the key it was sealed with, so keys can be added and old ones kept until all is
 * sealed anew. A sealed value is bound to its context ("totp:17"): put elsewhere it does not open.
 * Who copies the database without the file has nothing; who loses the file has lost what it sealed.
 */
#ifndef KITH_AUTH_SECRET_H
#define KITH_AUTH_SECRET_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct secrets;

/* Reads the file, or makes one where there is none. */
int secrets_open(const char *dir, struct secrets **ret_secrets, struct err *err);
/* Not from a file: the lines of one, parted by commas. Processes that share a database need the
 * same keys. */
int secrets_given(const char *given, struct secrets **ret_secrets, struct err *err);
void secrets_close(struct secrets *s); /* NULL allowed; wipes the keys */
/* Adds a new current key, on disk when it returns. Not while others use s. */
int secrets_add_key(struct secrets *s, struct err *err);
/* Of the current key. */
unsigned secrets_version(const struct secrets *s);

/* Results live in the arena. */
int secret_seal(const struct secrets *s, struct arena *a, const char *context, struct str plain,
                struct str *ret_sealed, struct err *err);
/* ERR_INTERNAL for what was not sealed so (another context, changed bytes, a key that is gone). */
int secret_open(const struct secrets *s, struct arena *a, const char *context, struct str sealed,
                struct str *ret_plain, struct err *err);

enum { SECRET_HASH_SIZE = 32 };
/* For secrets of ours with 128 random bits or more, which need no slow hash: what is stored of
 * them. kind keeps one sort from standing in for another. */
void secret_hash(const char *kind, struct str secret, unsigned char out[static SECRET_HASH_SIZE]);

#endif
