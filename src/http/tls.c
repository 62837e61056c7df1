/* TLS: one certificate with its key, read from two PEM files and exchanged while serving.
 *
 * libmicrohttpd shakes hands through GnuTLS and asks on_hello() for the certificate of each new
 * connection. It passes nothing of ours along, so the session's own pointer leads there; nothing
 * else in libmicrohttpd uses it as long as no pre-shared keys are set up. A handshake under way may
 * still use a certificate that has been exchanged, so those are kept for a while.
 */
#include "base/date.h"
#include "base/log.h"
#include "http/inside.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>

enum {
    CHAIN_MAX = 16,
    PEM_MAX = 1 << 20,
    KEPT_US = 600 * 1000 * 1000, /* longer than any request_timeout_s that makes sense */
};

struct certificate {
    struct certificate *next; /* the one before it */
    int64_t exchanged_us;
    gnutls_pcert_st chain[CHAIN_MAX];
    unsigned n_chain;
    gnutls_privkey_t key;
};

struct http_tls {
    const char *cert_path, *key_path;
    pthread_mutex_t lock;
    struct certificate *now;
};

static void certificate_free(struct certificate *c)
{
    unsigned i;

    for (i = 0; i < c->n_chain; i++)
        gnutls_pcert_deinit(&c->chain[i]);
    if (c->key)
        gnutls_privkey_deinit(c->key);
    free(c);
}

static int unusable(const char *setting, const char *path, int rc, struct err *err)
{
    return err_set(err, ERR_INVALID, setting, "%s: cannot use %s: %s", setting, path,
                   gnutls_strerror(rc));
}

static int load_chain(struct certificate *c, const char *path, struct err *err)
{
    gnutls_datum_t pem = {0};
    int rc = gnutls_load_file(path, &pem);

    if (rc < 0)
        return unusable("tls_cert", path, rc, err);
    c->n_chain = CHAIN_MAX;
    rc = gnutls_pcert_list_import_x509_raw(c->chain, &c->n_chain, &pem, GNUTLS_X509_FMT_PEM, 0);
    gnutls_free(pem.data);
    if (rc == 0 && c->n_chain > 0)
        return 0;
    c->n_chain = 0;
    return unusable("tls_cert", path, rc ? rc : GNUTLS_E_NO_CERTIFICATE_FOUND, err);
}

static int load_key(struct certificate *c, const char *path, struct err *err)
{
    gnutls_datum_t pem = {0};
    int rc = gnutls_load_file(path, &pem);

    if (rc < 0)
        return unusable("tls_key", path, rc, err);
    rc = gnutls_privkey_init(&c->key);
    if (rc == 0)
        rc = gnutls_privkey_import_x509_raw(c->key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0);
    gnutls_memset(pem.data, 0, pem.size);
    gnutls_free(pem.data);
    return rc == 0 ? 0 : unusable("tls_key", path, rc, err);
}

/* Files are exchanged one after the other; a pair that does not fit would end every handshake. */
static int check_pair(struct certificate *c, const struct http_tls *t, struct err *err)
{
    unsigned char of_cert[64], of_key[64];
    size_t n_cert = sizeof of_cert, n_key = sizeof of_key;
    gnutls_pubkey_t key;
    int rc = gnutls_pubkey_init(&key);

    if (rc == 0) {
        rc = gnutls_pubkey_import_privkey(key, c->key, 0, 0);
        if (rc == 0)
            rc = gnutls_pubkey_get_key_id(key, GNUTLS_KEYID_USE_SHA256, of_key, &n_key);
        if (rc == 0)
            rc = gnutls_pubkey_get_key_id(c->chain[0].pubkey, GNUTLS_KEYID_USE_SHA256, of_cert,
                                          &n_cert);
        gnutls_pubkey_deinit(key);
    }
    if (rc == 0 &&
        str_eq((struct str){(char *)of_cert, n_cert}, (struct str){(char *)of_key, n_key}))
        return 0;
    return err_set(err, ERR_INVALID, "tls_key", "tls_key: %s is not the key of %s", t->key_path,
                   t->cert_path);
}

static int certificate_load(const struct http_tls *t, struct certificate **ret, struct err *err)
{
    struct certificate *c = calloc(1, sizeof *c);

    if (!c)
        log_fatal("out of memory");
    if (load_chain(c, t->cert_path, err) || load_key(c, t->key_path, err) ||
        check_pair(c, t, err)) {
        certificate_free(c);
        return -1;
    }
    *ret = c;
    return 0;
}

int tls_open(const char *cert_path, const char *key_path, struct http_tls **ret_tls,
             struct err *err)
{
    struct http_tls *t = calloc(1, sizeof *t);

    if (!t)
        log_fatal("out of memory");
    t->cert_path = cert_path;
    t->key_path = key_path;
    if (certificate_load(t, &t->now, err)) {
        free(t);
        return -1;
    }
    pthread_mutex_init(&t->lock, NULL);
    *ret_tls = t;
    return 0;
}

void tls_close(struct http_tls *t)
{
    struct certificate *c, *next;

    if (!t)
        return;
    for (c = t->now; c; c = next) {
        next = c->next;
        certificate_free(c);
    }
    pthread_mutex_destroy(&t->lock);
    free(t);
}

/* Frees those behind c that were exchanged long ago. */
static void forget_old(struct certificate *c, int64_t now)
{
    struct certificate *old;

    while ((old = c->next)) {
        if (now - old->exchanged_us < KEPT_US) {
            c = old;
            continue;
        }
        c->next = old->next;
        certificate_free(old);
    }
}

int tls_reload(struct http_tls *t, struct err *err)
{
    const int64_t now = clock_mono_us();
    struct certificate *c;

    if (certificate_load(t, &c, err))
        return -1;
    pthread_mutex_lock(&t->lock);
    c->next = t->now;
    c->next->exchanged_us = now;
    t->now = c;
    forget_old(c, now);
    pthread_mutex_unlock(&t->lock);
    return 0;
}

void tls_accept(struct http_connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION);

    if (!c->server->tls || !info)
        return;
    c->session = info->tls_session;
    gnutls_session_set_ptr(c->session, c->server->tls);
}

static int on_hello(gnutls_session_t session, const gnutls_datum_t *ca, int n_ca,
                    const gnutls_pk_algorithm_t *algorithms, int n_algorithms,
                    gnutls_pcert_st **ret_chain, unsigned *ret_n, gnutls_privkey_t *ret_key)
{
    struct http_tls *t = gnutls_session_get_ptr(session);

    (void)ca;
    (void)n_ca;
    (void)algorithms;
    (void)n_algorithms;
    if (!t)
        return -1;
    pthread_mutex_lock(&t->lock);
    *ret_chain = t->now->chain;
    *ret_n = t->now->n_chain;
    *ret_key = t->now->key;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

void *tls_on_hello(void)
{
    gnutls_certificate_retrieve_function2 *f = on_hello;

    return *(void **)(void *)&f; /* libmicrohttpd's option takes a pointer to it as it is */
}

void tls_send(struct http_connection *c, const char *bytes, size_t n)
{
    ssize_t sent;

    while (n > 0 && (sent = gnutls_record_send(c->session, bytes, n)) > 0) {
        bytes += sent;
        n -= (size_t)sent;
    }
}
