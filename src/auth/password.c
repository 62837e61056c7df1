/* Passwords: argon2id by libsodium. Nothing here is kept, and nothing is told but yes or no. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>

#include "auth/auth.h"
#include "base/utf8.h"

static_assert(crypto_pwhash_STRBYTES == 128, "the header says 128");

static const char *const common[] = {
#define COMMON(text) text,
#include "auth/common_passwords.list.h"
#undef COMMON
};

enum { PASSWORD_MIN_CHARACTERS = 8, PASSWORD_MAX_BYTES = 1000 };

/* OWASP's advice for a server: 64 MiB, three passes; 60 to 80 ms on one core. */
#define PASSWORD_PASSES 3U
#define PASSWORD_MEMORY ((size_t)64 << 20)

/* Of a password that nobody knows, made with the same costs. */
static const char dummy_hash[] = "$argon2id$v=19$m=65536,t=3,p=1$WfklOViY61XHYEB3hUdfnw$LO1bTTc+"
                                 "qn92CbfzQLx0rMvJot/qpjwj1w4hClPxZ4Q";

/* str_ieq folds ASCII, and the common ones are that. */
static bool is_common(struct str password)
{
    for (size_t i = 0; i < ARRAY_LEN(common); i++)
        if (str_ieq(password, str_of(common[i])))
            return true;
    return false;
}

int password_check(struct str password, struct err *err)
{
    return password_check_as("password", password, err);
}

int password_check_as(const char *field, struct str password, struct err *err)
{
    if (password.n > PASSWORD_MAX_BYTES)
        return err_set(err, ERR_TOO_LONG, field, "must have at most %d bytes", PASSWORD_MAX_BYTES);
    if (utf8_length(password) < PASSWORD_MIN_CHARACTERS)
        return err_set(err, ERR_INVALID, field, "must have at least %d characters",
                       PASSWORD_MIN_CHARACTERS);
    if (is_common(password))
        return err_set(err, ERR_INVALID, field,
                       "this is one of the commonest passwords: take one that nobody would guess");
    return 0;
}

int password_hash(struct str password, char hash[static 128], struct err *err)
{
    if (sodium_init() < 0)
        return err_internal(err, "libsodium cannot start");
    if (crypto_pwhash_str(hash, password.p ? password.p : "", password.n, PASSWORD_PASSES,
                          PASSWORD_MEMORY) != 0)
        return err_internal(err, "no memory to hash a password");
    return 0;
}

bool password_outdated(const char *hash)
{
    unsigned long kib, passes;

    if (sscanf(hash, "$argon2id$v=19$m=%lu,t=%lu,", &kib, &passes) != 2)
        return true;
    return kib < PASSWORD_MEMORY / 1024 || passes < PASSWORD_PASSES;
}

bool password_verify(struct str password, const char *hash)
{
    bool known = hash && *hash;

    /* Longer ones were never accepted, and hashing megabytes is a favour to nobody. */
    if (sodium_init() < 0 || password.n > PASSWORD_MAX_BYTES)
        return false;

    bool same = crypto_pwhash_str_verify(known ? hash : dummy_hash, password.p ? password.p : "",
                                         password.n) == 0;
    return known && same;
}
