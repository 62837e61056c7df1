/* What goes out: the upper room's answer becomes a libmicrohttpd response, its bytes handed over
 * without a copy. HEAD, 204 and 304 lose their body in libmicrohttpd, which also adds Date.
 *
 * The tricky thing is an answer that cannot be sent (none was given, or its buffer ran over its
 * limit): it is replaced through refuse(), once, so that the client still gets an error that
 * looks like all the others.
 */
#include "base/log.h"
#include "http/inside.h"

#include <assert.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static const char default_type[] = "application/json; charset=utf-8";

void http_set_header(struct http_exchange *x, const char *name, const char *fmt, ...)
{
    struct http_response *r = &x->response;
    char *value, *p;
    va_list ap;

    va_start(ap, fmt);
    value = arena_vprintf(&x->arena, fmt, ap);
    va_end(ap);
    for (p = value; *p; p++) {
        assert(*p != '\r' && *p != '\n' && "a header value is one line");
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = ' '; /* libmicrohttpd would refuse the whole header */
    }
    assert(r->n_headers < HTTP_MAX_HEADERS);
    r->headers[r->n_headers++] = (struct http_pair){str_of(name), {value, (size_t)(p - value)}};
}

static bool usable(const struct http_response *r)
{
    return r->status >= 200 && r->status <= 599 && !r->body.failed;
}

void response_drop(struct http_response *r)
{
    if (r->stream)
        stream_detach(r->stream);
    r->stream = NULL;
    if (r->file >= 0)
        close(r->file);
    r->file = -1;
}

static void replace(struct http_slot *slot)
{
    struct http_exchange *x = &slot->x;
    const struct http_config *config = &x->connection->server->config;

    slot->amiss = true;
    slot->handed = true;
    err_clear(&slot->fault);
    err_internal(&slot->fault, x->response.status ? "the answer is too large or has no valid status"
                                                  : "the request was left without an answer");
    buf_reset(&x->response.body);
    x->response.fixed = STR_NONE;
    x->response.content_type = NULL;
    x->response.n_headers = 0;
    x->response.status = 0;
    response_drop(&x->response);
    config->refuse(config->app, x, &slot->fault);
    if (!usable(&x->response)) {
        buf_reset(&x->response.body);
        x->response.status = 500;
    }
}

static size_t body_size(const struct http_response *r)
{
    struct stat st;

    if (r->file >= 0)
        return fstat(r->file, &st) == 0 ? (size_t)st.st_size : 0;
    return r->fixed.n ? r->fixed.n : r->body.n;
}

/* What the answer's body is: what is written from now on, bytes that stay, or bytes to hand over.
 */
static struct MHD_Response *response_of(struct http_response *r)
{
    struct MHD_Response *mhd;
    size_t n;
    char *p;

    if (r->file >= 0) {
        mhd = MHD_create_response_from_fd64(r->n_sent, r->file);
        r->file = -1;
        return mhd;
    }
    if (r->stream) {
        mhd = stream_response(r->stream);
        r->stream = NULL;
        return mhd;
    }
    if (r->fixed.n)
        return MHD_create_response_from_buffer(r->fixed.n, (void *)(uintptr_t)r->fixed.p,
                                               MHD_RESPMEM_PERSISTENT);
    p = buf_detach(&r->body, &n);
    mhd = MHD_create_response_from_buffer(n, p, p ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    return mhd;
}

static void add_header(struct MHD_Response *mhd, const char *name, const char *value)
{
    const enum MHD_Result added = MHD_add_response_header(mhd, name, value);

    assert(added == MHD_YES && "libmicrohttpd takes the header");
    (void)added;
}

static void add_headers(struct http_exchange *x, struct MHD_Response *mhd, bool has_body)
{
    const struct http_response *r = &x->response;
    size_t i;

    if (has_body || r->content_type)
        add_header(mhd, "Content-Type", r->content_type ? r->content_type : default_type);
    for (i = 0; i < r->n_headers; i++)
        add_header(mhd, r->headers[i].name.p, r->headers[i].value.p);
    if (atomic_load_explicit(&x->connection->server->stopping, memory_order_relaxed))
        add_header(mhd, "Connection", "close");
}

enum MHD_Result response_send(struct http_slot *slot)
{
    struct http_exchange *x = &slot->x;
    struct MHD_Response *mhd;
    enum MHD_Result rc;
    bool has_body;

    if (!usable(&x->response) && !slot->amiss)
        replace(slot);
    x->response.n_sent = body_size(&x->response);
    has_body = x->response.n_sent > 0;
    mhd = response_of(&x->response);
    if (!mhd)
        log_fatal("out of memory");
    add_headers(x, mhd, has_body);
    rc = MHD_queue_response(x->connection->mhd, (unsigned)x->response.status, mhd);
    MHD_destroy_response(mhd);
    return rc;
}

void response_send_raw(struct http_slot *slot)
{
    struct http_exchange *x = &slot->x;
    const struct http_response *r = &x->response;
    struct str body = r->fixed.n ? r->fixed : buf_str(&r->body);
    struct buf out;
    size_t i;

    if (!usable(r))
        return;
    buf_init(&out, body.n + 16 * 1024);
    buf_printf(&out, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n", r->status,
               MHD_get_reason_phrase_for((unsigned)r->status), body.n);
    buf_printf(&out, "Content-Type: %s\r\n", r->content_type ? r->content_type : default_type);
    for (i = 0; i < r->n_headers; i++)
        buf_printf(&out, "%.*s: %.*s\r\n", STR_ARG(r->headers[i].name),
                   STR_ARG(r->headers[i].value));
    buf_puts(&out, "\r\n");
    buf_put_str(&out, body);
    /* Nothing was sent on this connection that could still fill its buffer, so this either fits at
     * once or the client is gone. */
    if (!out.failed && x->connection->session)
        tls_send(x->connection, out.p, out.n);
    else if (!out.failed)
        (void)!send(x->connection->fd, out.p, out.n, MSG_DONTWAIT | MSG_NOSIGNAL);
    buf_release(&out);
}
