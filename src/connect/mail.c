/* Handing a letter to the mail server, by libcurl.
 *
 * What the answer means for the letter: 5yz refuses it for good, so it is ERR_INVALID; anything
 * else may go better later. A refused password or certificate also has a 5yz or none, but blames
 * our settings, not the letter: it waits until somebody has mended them.
 */
#include "connect/mail.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "connect/mail_private.h"

enum { CONNECT_SECONDS = 15, WHOLE_SECONDS = 60, LETTER_MAX = 4 << 20, ANSWER_MAX = 160 };

/* --- where to --------------------------------------------------------------------------------- */

struct server {
    const char *url; /* as libcurl takes it */
    bool starttls;   /* demanded */
    const char *ca;  /* NULL: the system's */
};

static const char *url_part(struct arena *a, CURLU *u, CURLUPart part)
{
    char *text = NULL;

    if (curl_url_get(u, part, &text, CURLU_URLDECODE) != CURLUE_OK)
        return NULL;
    const char *kept = arena_strdup(a, text);
    curl_free(text);
    return kept;
}

static bool is_loopback(const char *host)
{
    return strcmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 ||
           strcmp(host, "[::1]") == 0;
}

/* tls=none|required and ca=FILE; anything else is a slip of the pen. */
static bool read_options(struct arena *a, const char *query, struct server *s)
{
    struct str rest = str_of(query), pair;

    while (rest.n > 0 && str_next(&rest, '&', &pair)) {
        if (str_is(pair, "tls=none"))
            s->starttls = false;
        else if (str_is(pair, "tls=required"))
            s->starttls = true;
        else if (str_starts(pair, "ca=") && pair.n > 3)
            s->ca = str_cstr(a, str_sub(pair, 3, pair.n));
        else
            return false;
    }
    return true;
}

static bool read_url(struct arena *a, CURLU *u, const char *text, const char *ehlo,
                     struct server *ret)
{
    if (curl_url_set(u, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return false;

    const char *scheme = url_part(a, u, CURLUPART_SCHEME), *host = url_part(a, u, CURLUPART_HOST);
    const char *query = url_part(a, u, CURLUPART_QUERY), *path = url_part(a, u, CURLUPART_PATH);
    if (!scheme || !host || (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0))
        return false;

    bool at_once = strcmp(scheme, "smtps") == 0;
    *ret = (struct server){.starttls = !at_once && !is_loopback(host)};
    if (query && !read_options(a, query, ret))
        return false;
    curl_url_set(u, CURLUPART_QUERY, NULL, 0);
    if (ehlo && (!path || !path[0] || strcmp(path, "/") == 0))
        curl_url_set(u, CURLUPART_PATH, ehlo, 0);

    char *whole = NULL;
    if (curl_url_get(u, CURLUPART_URL, &whole, 0) != CURLUE_OK)
        return false;
    ret->url = arena_strdup(a, whole);
    curl_free(whole);
    return true;
}

static bool server_read(struct arena *a, const char *url, const char *ehlo, struct server *ret)
{
    CURLU *u = curl_url();
    bool ok = u && read_url(a, u, url, ehlo, ret);

    curl_url_cleanup(u);
    return ok;
}

bool mail_url_valid(const char *url)
{
    struct arena scratch;
    struct server s;

    arena_init(&scratch);
    bool ok = server_read(&scratch, url, NULL, &s);
    arena_release(&scratch);
    return ok;
}

const char *mail_url_ca(struct arena *a, const char *url)
{
    struct server s;

    return server_read(a, url, NULL, &s) ? s.ca : NULL;
}

/* --- the conversation ------------------------------------------------------------------------- */

struct talk {
    struct str letter;
    size_t sent;
    char answer[ANSWER_MAX]; /* the last line in which the server refused something */
    bool (*should_stop)(void *ctx);
    void *ctx;
};

static size_t give_letter(char *to, size_t size, size_t n, void *arg)
{
    struct talk *t = arg;
    size_t room = size * n, left = t->letter.n - t->sent;
    size_t part = left < room ? left : room;

    memcpy(to, t->letter.p + t->sent, part);
    t->sent += part;
    return part;
}

/* Kept for people to read, so only what can be printed. What follows a refusal is a goodbye. */
static size_t hear(char *line, size_t size, size_t n, void *arg)
{
    struct talk *t = arg;
    size_t kept = 0;

    if (size * n == 0 || (line[0] != '4' && line[0] != '5'))
        return size * n;
    for (size_t i = 0; i < size * n && kept + 1 < sizeof t->answer; i++)
        if (line[i] >= 0x20 && line[i] <= 0x7e)
            t->answer[kept++] = line[i];
    t->answer[kept] = 0;
    return size * n;
}

static int ask_stop(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    struct talk *t = arg;

    (void)a, (void)b, (void)c, (void)d;
    return t->should_stop && t->should_stop(t->ctx);
}

static int judge(CURLcode rc, long code, const struct talk *t, struct err *err)
{
    if (rc == CURLE_OK)
        return 0;
    if (rc == CURLE_LOGIN_DENIED || code == 530 || code == 535)
        return err_set(err, ERR_UNAVAILABLE, "smtp_url",
                       "The mail server refuses our name and password: %s", t->answer);
    if (rc == CURLE_USE_SSL_FAILED)
        return err_set(err, ERR_UNAVAILABLE, "smtp_url",
                       "The mail server offers no TLS, so nothing was sent.");
    if (rc == CURLE_PEER_FAILED_VERIFICATION || rc == CURLE_SSL_CACERT_BADFILE)
        return err_set(err, ERR_UNAVAILABLE, "smtp_url",
                       "The mail server's certificate is not trusted: %s.", curl_easy_strerror(rc));
    /* A server that turns us away at its door says nothing of the letter. */
    if (code >= 500 && code < 600 && rc != CURLE_WEIRD_SERVER_REPLY)
        return err_set(err, ERR_INVALID, "to", "The mail server refuses the letter: %s", t->answer);
    if (code >= 400 && code < 600)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The mail server cannot take it now: %s",
                       t->answer);
    return err_set(err, ERR_UNAVAILABLE, NULL, "The mail server cannot be reached: %s.",
                   curl_easy_strerror(rc));
}

static void set_options(CURL *c, const struct server *s, struct talk *t)
{
    curl_easy_setopt(c, CURLOPT_URL, s->url);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(s->starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (s->ca)
        curl_easy_setopt(c, CURLOPT_CAINFO, s->ca);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)t->letter.n);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give_letter);
    curl_easy_setopt(c, CURLOPT_READDATA, t);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, ask_stop);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, t);
}

static int converse(const struct server *s, const char *from, const char *to, struct talk *t,
                    struct err *err)
{
    CURL *c = curl_easy_init();
    struct curl_slist *rcpt = curl_slist_append(NULL, to);
    long code = 0;

    if (!c || !rcpt) {
        curl_slist_free_all(rcpt);
        curl_easy_cleanup(c);
        return err_internal(err, "libcurl cannot start");
    }
    set_options(c, s, t);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, rcpt);
    CURLcode rc = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(rcpt);
    curl_easy_cleanup(c);
    return judge(rc, code, t, err);
}

int mail_send(struct arena *a, const struct mail_server *s, const struct mail *m,
              bool (*should_stop)(void *ctx), void *ctx, struct err *err)
{
    const char *from, *to;
    struct str name;
    struct server server;
    struct buf letter;

    if (mail_sender(a, s->from, &name, &from, err) != 0 ||
        mail_address(a, m->to, "to", &to, err) != 0)
        return -1;
    if (!server_read(a, s->url, arena_printf(a, "/%s", strrchr(from, '@') + 1), &server))
        return err_set(err, ERR_UNAVAILABLE, "smtp_url",
                       "smtp_url is no address of a mail server, such as "
                       "smtp://user:password@mail.example.org:587");

    buf_init(&letter, LETTER_MAX);
    int rc = mail_compose(a, s->from, m, &letter, err);
    if (rc == 0) {
        struct talk t = {.letter = buf_str(&letter), .should_stop = should_stop, .ctx = ctx};

        rc = converse(&server, from, to, &t, err);
    }
    buf_release(&letter);
    return rc;
}
