/* Answers without an end: any thread writes, the connection's own thread sends, and while there is
 * nothing to send the connection is suspended and costs no thread.
 *
 * libmicrohttpd asks on_read for more. With nothing there it is told to suspend the connection and
 * look no further; http_stream_write() resumes it. Both happen under the stream's lock, so no
 * resume can fall between a look and the suspension after it. A suspended connection does not
 * notice that its client has left: the next write does, so who writes had better do so now and
 * then.
 *
 * A stream is held twice, by the upper room until http_stream_end() and by its answer until
 * libmicrohttpd lets go of that; the last frees it.
 */
#include "base/log.h"
#include "http/inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024, KEEP_MAX = 4096 };

struct http_stream {
    struct http_exchange *x; /* the connection's thread only */
    struct MHD_Connection *mhd;
    struct http_pool *pool;
    pthread_mutex_t lock; /* guards what follows */
    struct buf waiting;
    size_t n_read;
    unsigned holders;
    bool parked;
    bool over; /* no more will come */
    bool gone; /* nobody will read */
};

/* --- the upper room's side ----------------------------------------------------------------------
 */

/* Under the stream's lock. */
static void wake(struct http_stream *s)
{
    if (!s->parked)
        return;
    s->parked = false;
    MHD_resume_connection(s->mhd);
    atomic_fetch_sub(&s->pool->held, 1);
}

static void let_go(struct http_stream *s)
{
    const bool last = --s->holders == 0;

    pthread_mutex_unlock(&s->lock);
    if (!last)
        return;
    buf_release(&s->waiting);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

struct http_stream *http_stream_begin(struct http_exchange *x, size_t room)
{
    struct http_connection *c = x->connection;
    struct http_stream *s = calloc(1, sizeof *s);

    if (!s)
        log_fatal("out of memory (stream)");
    assert((c->stage == STAGE_SERVED || c->stage == STAGE_PARKED) && !x->response.stream);
    s->x = x;
    s->mhd = c->mhd;
    s->pool = c->pool;
    s->holders = 2;
    pthread_mutex_init(&s->lock, NULL);
    buf_init(&s->waiting, room);
    x->response.stream = s;
    x->response.streams = true;
    return s;
}

/* What has been read makes room first. */
static void append(struct http_stream *s, struct str bytes)
{
    const size_t left = s->waiting.n - s->n_read;

    if (s->n_read) {
        memmove(s->waiting.p, s->waiting.p + s->n_read, left);
        s->waiting.n = left;
        s->n_read = 0;
    }
    buf_put_str(&s->waiting, bytes);
}

bool http_stream_write(struct http_stream *s, struct str bytes)
{
    bool goes_on;

    pthread_mutex_lock(&s->lock);
    if (!s->over && !s->gone)
        append(s, bytes);
    if (s->waiting.failed)
        s->over = true; /* it takes less than there is: better it comes again */
    goes_on = !s->over && !s->gone;
    if (!s->gone)
        wake(s);
    pthread_mutex_unlock(&s->lock);
    return goes_on;
}

void http_stream_end(struct http_stream *s)
{
    pthread_mutex_lock(&s->lock);
    s->over = true;
    if (!s->gone)
        wake(s);
    let_go(s);
}

/* --- the connection's side ----------------------------------------------------------------------
 */

static size_t take(struct http_stream *s, char *to, size_t max)
{
    const size_t left = s->waiting.n - s->n_read, n = left < max ? left : max;

    memcpy(to, s->waiting.p + s->n_read, n);
    s->n_read += n;
    if (s->n_read == s->waiting.n && s->waiting.room > KEEP_MAX) {
        buf_release(&s->waiting);
        s->n_read = 0;
    }
    s->x->response.n_sent += n;
    return n;
}

static void park(struct http_stream *s)
{
    s->parked = true;
    atomic_fetch_add(&s->pool->held, 1);
    MHD_suspend_connection(s->mhd);
}

static ssize_t on_read(void *cls, uint64_t at, char *to, size_t max)
{
    struct http_stream *s = cls;
    ssize_t n = 0;

    (void)at;
    pthread_mutex_lock(&s->lock);
    if (s->waiting.n > s->n_read)
        n = (ssize_t)take(s, to, max);
    else if (s->over)
        n = MHD_CONTENT_READER_END_OF_STREAM;
    else
        park(s);
    pthread_mutex_unlock(&s->lock);
    return n;
}

void stream_detach(struct http_stream *s)
{
    pthread_mutex_lock(&s->lock);
    s->gone = true;
    let_go(s);
}

static void on_free(void *cls)
{
    stream_detach(cls);
}

struct MHD_Response *stream_response(struct http_stream *s)
{
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, on_read, s, on_free);
}
