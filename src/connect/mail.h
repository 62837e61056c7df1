/* One letter over SMTP, by libcurl. Knows nothing of jobs, records or who writes.
 *
 * A letter is plain text to one address: per-recipient results, no address leaks. Its Message-ID is
 * the caller's, the same in every attempt, so a receiver can tell a repetition.
 */
#ifndef KITH_CONNECT_MAIL_H
#define KITH_CONNECT_MAIL_H

#include "base/buf.h"
#include "base/err.h"

struct arena;

struct mail_server {
    /* smtp://[user:password@]host[:port][/ehlo-name][?tls=…&ca=FILE], smtps:// likewise. TLS is
     * demanded (STARTTLS), save for a loopback host; tls=required or tls=none say it outright. ca:
     * a file of certificates to trust in place of the system's. */
    const char *url;
    const char *from; /* kith@example.org, or Kith <kith@example.org> */
};

struct mail {
    struct str to, subject, text; /* UTF-8 */
    struct str id;                /* left part of the Message-ID: [A-Za-z0-9.-]+ */
    int64_t date;                 /* ms */
};

/* ERR_INVALID naming `to`, `subject` or `mail_from` for what cannot be put into a header: control
 * characters above all. */
int mail_compose(struct arena *a, const char *from, const struct mail *m, struct buf *out,
                 struct err *err);
/* Blocks up to a minute. ERR_INVALID when the server has refused the letter for good (5yz);
 * ERR_UNAVAILABLE for all that may go better later, a wrong setting included. should_stop (NULL
 * allowed) is asked about once a second and ends it with ERR_UNAVAILABLE. */
int mail_send(struct arena *a, const struct mail_server *s, const struct mail *m,
              bool (*should_stop)(void *ctx), void *ctx, struct err *err);
/* For the settings: can this be a server's address? */
bool mail_url_valid(const char *url);
/* The file of certificates it names; NULL: none. */
const char *mail_url_ca(struct arena *a, const char *url);

#endif
