/* Live events over HTTP (text/event-stream), as browsers' EventSource reads them. */
#include "api/live.h"

/* Where the client left off: the browser's own header when it comes again, or a parameter. */
static int read_last(struct call *c, int64_t fallback, int64_t *ret, struct err *err)
{
    struct str header = str_trim(http_header(c->x, "Last-Event-ID"));
    *ret = fallback;
    if (!header.n)
        return call_query_int(c, "last_event_id", 0, INT64_MAX, fallback, ret, err);
    if (str_to_i64(header, ret) && *ret >= 0)
        return 0;
    return err_set(err, ERR_BAD_REQUEST, "Last-Event-ID",
                   "Last-Event-ID is the id of an event of this stream");
}

static int stream(struct call *c, struct err *err)
{
    int64_t newest, after;
    if (event_last(&c->ctx, &newest, err) || read_last(c, newest, &after, err))
        return -1;
    http_set_header(c->x, "Cache-Control", "no-store");
    http_set_header(c->x, "X-Accel-Buffering", "no"); /* a proxy is not to gather it */
    if (c->x->method == HTTP_HEAD)
        return 0;
    return live_join(c, after, newest, err);
}

static const struct shape stream_query[] = {
    {.name = "last_event_id",
     .kind = SHAPE_INT,
     .max = INT64_MAX,
     .help = "As Last-Event-ID, for who cannot send headers: the id of the last event seen."},
};

static const struct endpoint rows[] = {
    {.method = HTTP_GET,
     .path = "/api/crm/events/stream",
     .id = "events.stream",
     .tag = "history",
     .summary = "What happens, as it happens: server-sent events hello, change and reset",
     .scope = "read:events",
     .mode = MODE_READ,
     .flags = ENDPOINT_ONCE,
     .handle = stream,
     .query = stream_query,
     .n_query = ARRAY_LEN(stream_query),
     .answer_kind = SHAPE_STRING,
     .media = "text/event-stream"},
};

const struct endpoint_table live_endpoints = {rows, ARRAY_LEN(rows)};
