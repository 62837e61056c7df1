/* See secret.h. A sealed value: 'S', the key's number (4 bytes, big-endian), nonce (12), text, tag
 * (16). The first five bytes and the context are authenticated with it.
 */
#include "auth/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/rand.h"

enum {
    KEY_SIZE = 32,
    KEYS_MAX = 64,
    NONCE_SIZE = 12,
    TAG_SIZE = 16,
    HEAD_SIZE = 5,
    FILE_MAX = 16384,
    VERSION_MAX = 1000000000,
    SECRET_MAX = 1 << 20,
};

struct secret_key {
    unsigned version;
    unsigned char key[KEY_SIZE];
};

struct secrets {
    char *path, *dir;
    bool given; /* not from a file of ours */
    size_t n;
    struct secret_key keys[KEYS_MAX]; /* the current one first */
};

/* --- the file --------------------------------------------------------------------------------- */

static int bad_file(const struct secrets *s, int line, struct err *err)
{
    return err_set(err, ERR_UNAVAILABLE, NULL,
                   "%s: line %d is no key. Put the file back from a backup: without it what it "
                   "sealed is lost.",
                   s->path, line);
}

static bool parse_line(struct str line, struct secret_key *ret)
{
    size_t blank = str_find(line, ' ', 0), n = 0;
    struct str text = str_trim(str_sub(line, blank, line.n));
    int64_t version;

    if (!str_to_i64(str_sub(line, 0, blank), &version) || version < 1 || version > VERSION_MAX)
        return false;
    ret->version = (unsigned)version;
    return sodium_base642bin(ret->key, KEY_SIZE, text.p ? text.p : "", text.n, NULL, &n, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           n == KEY_SIZE;
}

static int parse(struct secrets *s, struct str text, struct err *err)
{
    struct str line;

    for (int i = 1; str_next(&text, '\n', &line); i++) {
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (s->n == KEYS_MAX || !parse_line(line, &s->keys[s->n]))
            return bad_file(s, i, err);
        s->n++;
    }
    return s->n ? 0 : bad_file(s, 1, err);
}

static void put_key(struct buf *out, const struct secret_key *k)
{
    char text[64];

    sodium_bin2base64(text, sizeof text, k->key, KEY_SIZE, sodium_base64_VARIANT_ORIGINAL);
    buf_printf(out, "%u %s\n", k->version, text);
    sodium_memzero(text, sizeof text);
}

static int write_all(int fd, struct str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);

        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0)
            text = str_sub(text, (size_t)n, text.n);
    }
    return fsync(fd);
}

/* The new file is whole on disk before it takes the old one's place. */
static int put_file(const struct secrets *s, const char *temporary, struct str text)
{
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return -1;
    int rc = write_all(fd, text);
    close(fd);
    if (rc != 0 || rename(temporary, s->path) != 0) {
        unlink(temporary);
        return -1;
    }

    int dir = open(s->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir >= 0) {
        fsync(dir);
        close(dir);
    }
    return 0;
}

static int save(const struct secrets *s, struct err *err)
{
    char temporary[4096];
    struct buf text;

    snprintf(temporary, sizeof temporary, "%s.new", s->path);
    buf_init(&text, FILE_MAX);
    buf_puts(&text, "# Kith's keys for secrets in its database, the current one first. Keep this "
                    "file safe,\n# and apart from copies of the database.\n");
    for (size_t i = 0; i < s->n; i++)
        put_key(&text, &s->keys[i]);
    int rc = put_file(s, temporary, buf_str(&text));
    sodium_memzero(text.p, text.n);
    buf_release(&text);
    return rc == 0 ? 0 : err_internal(err, "%s: %s", s->path, strerror(errno));
}

static int load(struct secrets *s, int fd, struct err *err)
{
    char text[FILE_MAX];
    ssize_t n = read(fd, text, sizeof text);

    if (n < 0)
        return err_internal(err, "%s: %s", s->path, strerror(errno));
    /* Others may not read it; a file system without modes cannot say so. */
    (void)!fchmod(fd, 0600);
    int rc = parse(s, (struct str){text, (size_t)n}, err);
    sodium_memzero(text, sizeof text);
    return rc;
}

static void prepend_key(struct secrets *s)
{
    unsigned newest = 0;

    for (size_t i = 0; i < s->n; i++)
        newest = s->keys[i].version > newest ? s->keys[i].version : newest;
    memmove(&s->keys[1], &s->keys[0], s->n * sizeof s->keys[0]);
    s->keys[0].version = newest + 1;
    rand_secret(s->keys[0].key, KEY_SIZE);
    s->n++;
}

int secrets_add_key(struct secrets *s, struct err *err)
{
    if (s->given)
        return err_set(
            err, ERR_CONFLICT, "secret_key",
            "The keys are given by the setting secret_key: put a new one in front there.");
    if (s->n == KEYS_MAX)
        return err_set(err, ERR_UNAVAILABLE, NULL, "%s holds %d keys: take the last ones out",
                       s->path, KEYS_MAX);
    prepend_key(s);
    if (save(s, err) == 0)
        return 0;
    s->n--;
    memmove(&s->keys[0], &s->keys[1], s->n * sizeof s->keys[0]);
    return -1;
}

/* The file's lines, as one word: "2 KEY,1 KEY". */
static int parse_given(struct secrets *s, const char *given, struct err *err)
{
    struct str rest = str_of(given), line;

    while (str_next(&rest, ',', &line))
        if (s->n == KEYS_MAX || !parse_line(str_trim(line), &s->keys[s->n++]))
            return err_set(err, ERR_INVALID, "secret_key",
                           "secret_key must be lines of a secret.key parted by commas, such as "
                           "\"1 \" and 32 bytes in base64");
    return 0;
}

int secrets_given(const char *given, struct secrets **ret_secrets, struct err *err)
{
    struct secrets *s = calloc(1, sizeof *s);

    if (!s || !(s->path = strdup("the setting secret_key")) || !(s->dir = strdup("")))
        log_fatal("out of memory (secrets)");
    s->given = true;
    if (parse_given(s, given, err) != 0) {
        secrets_close(s);
        return -1;
    }
    *ret_secrets = s;
    return 0;
}

int secrets_open(const char *dir, struct secrets **ret_secrets, struct err *err)
{
    struct secrets *s = calloc(1, sizeof *s);

    if (!s || asprintf(&s->path, "%s/secret.key", dir) < 0 || !(s->dir = strdup(dir)))
        log_fatal("out of memory (secrets)");

    int fd = open(s->path, O_RDONLY | O_CLOEXEC), rc;
    if (fd >= 0) {
        rc = load(s, fd, err);
        close(fd);
    } else if (errno == ENOENT) {
        rc = secrets_add_key(s, err);
    } else {
        rc = err_set(err, ERR_UNAVAILABLE, NULL, "%s: %s", s->path, strerror(errno));
    }
    if (rc != 0) {
        secrets_close(s);
        return -1;
    }
    *ret_secrets = s;
    return 0;
}

void secrets_close(struct secrets *s)
{
    if (!s)
        return;
    free(s->path);
    free(s->dir);
    sodium_memzero(s, sizeof *s);
    free(s);
}

unsigned secrets_version(const struct secrets *s)
{
    return s->keys[0].version;
}

/* --- sealing ---------------------------------------------------------------------------------- */

static void put_head(unsigned char *out, unsigned version)
{
    out[0] = 'S';
    for (int i = 0; i < 4; i++)
        out[1 + i] = (unsigned char)(version >> (24 - 8 * i));
}

static const struct secret_key *key_of(const struct secrets *s, const unsigned char *head)
{
    unsigned version = 0;

    for (int i = 0; i < 4; i++)
        version = version << 8 | head[1 + i];
    for (size_t i = 0; head[0] == 'S' && i < s->n; i++)
        if (s->keys[i].version == version)
            return &s->keys[i];
    return NULL;
}

/* AES-256-GCM; head and context are authenticated, the text besides encrypted. */
static bool cipher_of(const struct secret_key *k, gnutls_aead_cipher_hd_t *ret)
{
    const gnutls_datum_t key = {(unsigned char *)(uintptr_t)k->key, sizeof k->key};

    return gnutls_aead_cipher_init(ret, GNUTLS_CIPHER_AES_256_GCM, &key) == 0;
}

static void authenticated(const unsigned char *head, const char *context, giovec_t out[static 2])
{
    out[0] = (giovec_t){(void *)(uintptr_t)head, HEAD_SIZE};
    out[1] = (giovec_t){(void *)(uintptr_t)context, strlen(context)};
}

static bool seal(const struct secret_key *k, const char *context, struct str plain,
                 unsigned char *out)
{
    unsigned char *nonce = out + HEAD_SIZE, *text = nonce + NONCE_SIZE;
    giovec_t whole = {text, plain.n}, around[2];
    size_t tag_n = TAG_SIZE;
    gnutls_aead_cipher_hd_t x;

    if (!cipher_of(k, &x))
        return false;
    authenticated(out, context, around);
    memcpy(text, plain.p, plain.n); /* and is encrypted where it stands */
    bool good = gnutls_aead_cipher_encryptv2(x, nonce, NONCE_SIZE, around, 2, &whole, 1,
                                             text + plain.n, &tag_n) == 0;
    gnutls_aead_cipher_deinit(x);
    return good;
}

int secret_seal(const struct secrets *s, struct arena *a, const char *context, struct str plain,
                struct str *ret_sealed, struct err *err)
{
    size_t n = HEAD_SIZE + NONCE_SIZE + plain.n + TAG_SIZE;

    if (plain.n > SECRET_MAX)
        return err_internal(err, "a secret of %zu bytes cannot be sealed", plain.n);
    unsigned char *out = arena_alloc(a, n);
    put_head(out, s->keys[0].version);
    rand_secret(out + HEAD_SIZE, NONCE_SIZE);
    if (!seal(&s->keys[0], context, plain, out))
        return err_internal(err, "GnuTLS cannot seal a secret");
    *ret_sealed = (struct str){(char *)out, n};
    return 0;
}

/* `text` is decrypted where it stands. */
static bool unseal(const struct secret_key *k, const char *context, const unsigned char *in,
                   unsigned char *text, size_t n)
{
    giovec_t whole = {text, n}, around[2];
    gnutls_aead_cipher_hd_t x;

    if (!cipher_of(k, &x))
        return false;
    authenticated(in, context, around);
    bool good = gnutls_aead_cipher_decryptv2(x, in + HEAD_SIZE, NONCE_SIZE, around, 2, &whole, 1,
                                             text + n, TAG_SIZE) == 0;
    gnutls_aead_cipher_deinit(x);
    return good;
}

int secret_open(const struct secrets *s, struct arena *a, const char *context, struct str sealed,
                struct str *ret_plain, struct err *err)
{
    const unsigned char *in = (const unsigned char *)sealed.p;
    size_t around = HEAD_SIZE + NONCE_SIZE + TAG_SIZE;
    const struct secret_key *k =
        sealed.n >= around && sealed.n <= around + SECRET_MAX ? key_of(s, in) : NULL;
    if (!k)
        return err_internal(err, "%s: sealed with a key that %s does not hold", context, s->path);

    unsigned char *text = arena_alloc(a, sealed.n - HEAD_SIZE - NONCE_SIZE);
    memcpy(text, in + HEAD_SIZE + NONCE_SIZE, sealed.n - HEAD_SIZE - NONCE_SIZE);
    if (!unseal(k, context, in, text, sealed.n - around))
        return err_internal(err, "%s: what was sealed does not open with %s", context, s->path);
    *ret_plain = (struct str){(char *)text, sealed.n - around};
    return 0;
}

void secret_hash(const char *kind, struct str secret, unsigned char out[static SECRET_HASH_SIZE])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, SECRET_HASH_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_generichash_update(&state, (const unsigned char *)secret.p, secret.n);
    crypto_generichash_final(&state, out, SECRET_HASH_SIZE);
}
