/* What comes in: the request line, the head, the body, and the questions handlers ask about them.
 *
 * Everything a client sends is checked once, here, before the upper room sees it. Strict on
 * purpose: where two readers of one message could differ (both Content-Length and
 * Transfer-Encoding, a blank before a header's colon, a hidden NUL, half an escape), a proxy in
 * front of us might see another request than we do, so such messages are refused, not guessed at.
 * libmicrohttpd writes into its own copy of the target, hence ours.
 */
#include "base/date.h"
#include "base/utf8.h"
#include "http/inside.h"

#include <string.h>

static const struct {
    const char *name;
    enum http_method method;
} methods[] = {
    {"GET", HTTP_GET}, {"POST", HTTP_POST}, {"PATCH", HTTP_PATCH},     {"DELETE", HTTP_DELETE},
    {"PUT", HTTP_PUT}, {"HEAD", HTTP_HEAD}, {"OPTIONS", HTTP_OPTIONS},
};

/* What the headers say about how the message is framed. */
struct framing {
    unsigned hosts, lengths, encodings;
    bool chunked;
    bool expect; /* the client waits for a word before it sends the body */
    bool bad_name;
    struct str length, host;
};

static enum http_method method_of(const char *verb)
{
    size_t i;

    for (i = 0; i < ARRAY_LEN(methods); i++)
        if (!strcmp(methods[i].name, verb))
            return methods[i].method;
    return HTTP_OTHER;
}

const char *http_method_name(enum http_method m)
{
    size_t i;

    for (i = 0; i < ARRAY_LEN(methods); i++)
        if (methods[i].method == m)
            return methods[i].name;
    return "OTHER";
}

/* ------------------------------------------------------------------ decoding */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Whether there are escapes, blanks by '+', or anything that is not plain visible ASCII. */
static bool needs_decoding(struct str s, bool plus)
{
    size_t i;

    for (i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];

        if (c == '%' || (plus && c == '+') || c <= ' ' || c >= 0x7f)
            return true;
    }
    return false;
}

static int decode_byte(struct str s, size_t *at, bool plus, char *ret_byte)
{
    const char c = s.p[*at];
    int high, low;

    if (c != '%') {
        if ((unsigned char)c <= ' ' || c == 0x7f)
            return -1; /* raw control characters and blanks have no place in an address */
        *ret_byte = plus && c == '+' ? ' ' : c;
        return 0;
    }
    if (s.n - *at < 3)
        return -1;
    high = hex_value(s.p[*at + 1]);
    low = hex_value(s.p[*at + 2]);
    if (high < 0 || low < 0 || (high == 0 && low == 0))
        return -1;
    *at += 2;
    *ret_byte = (char)(high << 4 | low);
    return 0;
}

static int decode(struct arena *a, struct str s, bool plus, struct str *ret, struct err *err)
{
    char *out;
    size_t i, n = 0;

    if (!needs_decoding(s, plus)) {
        *ret = s;
        return 0;
    }
    out = arena_alloc(a, s.n + 1);
    for (i = 0; i < s.n; i++)
        if (decode_byte(s, &i, plus, &out[n++]))
            return err_set(err, ERR_BAD_REQUEST, NULL, "The address has a malformed escape");
    if (!utf8_valid((struct str){out, n}))
        return err_set(err, ERR_BAD_REQUEST, NULL, "The address is not UTF-8");
    *ret = (struct str){out, n};
    return 0;
}

static int decode_pair(struct http_exchange *x, struct str part, struct err *err)
{
    const size_t equals = str_find(part, '=', 0);
    struct http_pair *pair = &x->query[x->n_query];
    struct str value = {part.p + part.n, 0};

    if (x->n_query == HTTP_MAX_QUERY)
        return err_set(err, ERR_BAD_REQUEST, NULL, "The address has more than %d parameters",
                       HTTP_MAX_QUERY);
    if (equals < part.n)
        value = str_sub(part, equals + 1, part.n - equals - 1);
    if (decode(&x->arena, str_sub(part, 0, equals), true, &pair->name, err) ||
        decode(&x->arena, value, true, &pair->value, err))
        return -1;
    if (!pair->value.p)
        pair->value.p = ""; /* present, though empty */
    x->n_query++;
    return 0;
}

static int decode_query(struct http_exchange *x, struct err *err)
{
    struct str left = x->raw_query, part;

    if (!left.n)
        return 0;
    while (str_next(&left, '&', &part))
        if (part.n && decode_pair(x, part, err)) {
            err->in_query = true;
            return -1;
        }
    return 0;
}

/* "http://host/path", as sent to proxies, means "/path". The host must be the Host header's: who
 * checks that one must not be told another. */
static int take_origin(struct str *target, struct str host, struct err *err)
{
    size_t from, slash;

    if (!str_starts(*target, "http://") && !str_starts(*target, "https://"))
        return 0;
    from = str_find(*target, ':', 0) + 3;
    slash = str_find(*target, '/', from);
    if (!str_ieq(str_sub(*target, from, slash - from), host))
        return err_set(err, ERR_BAD_REQUEST, NULL,
                       "The address and the Host header name two hosts");
    *target = slash < target->n ? str_sub(*target, slash, target->n - slash) : STR("/");
    return 0;
}

static int decode_target(struct http_exchange *x, struct str host, struct err *err)
{
    const size_t question = str_find(x->target, '?', 0);

    if (question < x->target.n)
        x->raw_query = str_sub(x->target, question + 1, x->target.n - question - 1);
    x->target = str_sub(x->target, 0, question);
    if (take_origin(&x->target, host, err))
        return -1;
    if (!str_starts(x->target, "/") && !str_is(x->target, "*"))
        return err_set(err, ERR_BAD_REQUEST, NULL, "The address must begin with a slash");
    if (decode(&x->arena, x->target, false, &x->path, err))
        return -1;
    return decode_query(x, err);
}

/* ------------------------------------------------------------------ the head */

/* Ends libmicrohttpd's copy of the query before it begins. Decoding it here and there would be
 * twice the work, and 0.9.75 leaves a client hanging when the parameters do not fit its memory. The
 * buffer is its own and not const; it parses the query right after telling us of the target. */
static void hide_query(const char *target)
{
    const char *question = strchr(target, '?');

    if (question)
        ((char *)(uintptr_t)question)[1] = '\0';
}

void request_line(struct http_slot *slot, const char *target)
{
    struct http_exchange *x = &slot->x;
    const size_t n = strlen(target);

    x->began_us = clock_mono_us();
    x->target = str_dup(&x->arena, (struct str){target, n});
    slot->line_end = target + n;
    hide_query(target);
    watch_arm(x->connection);
}

/* RFC 9110's token characters. */
static bool is_token(const char *s, size_t n)
{
    static const char marks[] = "!#$%&'*+-.^_`|~";
    size_t i;

    for (i = 0; i < n; i++) {
        const char c = s[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')
            continue;
        if (!c || !strchr(marks, c))
            return false;
    }
    return n > 0;
}

static enum MHD_Result note_header(void *cls, enum MHD_ValueKind kind, const char *key,
                                   size_t key_n, const char *value, size_t value_n)
{
    struct framing *f = cls;
    const struct str name = {key, key_n}, text = {value, value_n};

    (void)kind;
    if (!is_token(key, key_n))
        f->bad_name = true;
    if (key_n == 4 && str_ieq(name, STR("Host"))) {
        f->hosts++;
        f->host = text;
    }
    if (key_n == 6 && str_ieq(name, STR("Expect")))
        f->expect = true;
    if (key_n == 14 && str_ieq(name, STR("Content-Length"))) {
        f->lengths++;
        f->length = text;
    }
    if (key_n == 17 && str_ieq(name, STR("Transfer-Encoding"))) {
        f->encodings++;
        f->chunked = str_ieq(text, STR("chunked"));
    }
    return MHD_YES;
}

/* A fault here means that nobody knows where the message ends. */
static int check_framing(const struct framing *f, struct err *err)
{
    if (f->bad_name)
        return err_set(err, ERR_BAD_REQUEST, NULL, "A header has a malformed name");
    if (f->hosts > 1)
        return err_set(err, ERR_BAD_REQUEST, NULL, "There is more than one Host header");
    if (f->lengths > 1)
        return err_set(err, ERR_BAD_REQUEST, NULL, "There is more than one Content-Length header");
    if (f->encodings && f->lengths)
        return err_set(err, ERR_BAD_REQUEST, NULL,
                       "Content-Length and Transfer-Encoding exclude each other");
    if (f->encodings > 1 || (f->encodings && !f->chunked))
        return err_set(err, ERR_BAD_REQUEST, NULL, "The only Transfer-Encoding taken is chunked");
    return 0;
}

/* A NUL in the request line ends the target for C, while libmicrohttpd went on to the version,
 * which it leaves one byte behind the target. From 1.0 on it refuses such lines itself. */
static int check_line(const struct http_slot *slot, const char *version, struct err *err)
{
    if (MHD_VERSION < 0x01000000 && version != slot->line_end + 1)
        return err_set(err, ERR_BAD_REQUEST, NULL, "The request line is malformed");
    return 0;
}

static int check_size(struct http_slot *slot, int64_t length, struct err *err)
{
    if (length > 0 && (uint64_t)length > slot->body_max)
        return err_set(err, ERR_TOO_LARGE, NULL, "The body has %lld bytes; the limit here is %zu",
                       (long long)length, slot->body_max);
    return 0;
}

void request_head(struct http_slot *slot, const char *verb, const char *version)
{
    struct http_exchange *x = &slot->x;
    const struct http_server *s = x->connection->server;
    struct err *err = &slot->fault;
    struct framing f = {0};
    int64_t length = 0;
    bool bad_frame;

    x->verb = str_of(verb);
    x->method = method_of(verb);
    MHD_get_connection_values_n(x->connection->mhd, MHD_HEADER_KIND, note_header, &f);
    if (f.chunked || !str_to_i64(f.length, &length))
        length = f.chunked ? INT64_MAX : 0;

    bad_frame = check_line(slot, version, err) || check_framing(&f, err);
    if (!bad_frame && !decode_target(x, f.host, err)) {
        http_router_match(s->router, x);
        slot->body_max = x->route && x->route->body_max ? x->route->body_max : s->config.body_max;
        if (x->route && !f.chunked)
            check_size(slot, length, err);
    }

    slot->drop_body = err->code != ERR_NONE || !x->route;
    slot->early = bad_frame || (slot->drop_body && length > (f.expect ? 0 : DRAIN_MAX));
    buf_init(&slot->upload, slot->body_max);
    if (!slot->drop_body && length > 0 && !f.chunked)
        buf_room(&slot->upload, (size_t)length);
}

int request_body(struct http_slot *slot, const char *bytes, size_t n)
{
    if (slot->drop_body)
        return 0;
    buf_put(&slot->upload, bytes, n);
    if (slot->upload.failed)
        return err_set(&slot->fault, ERR_TOO_LARGE, NULL, "The limit of a body here is %zu bytes",
                       slot->body_max);
    return 0;
}

/* ------------------------------------------------------------------ questions */

struct str http_header(const struct http_exchange *x, const char *name)
{
    const char *value = NULL;
    size_t n = 0;

    if (!MHD_lookup_connection_value_n(x->connection->mhd, MHD_HEADER_KIND, name, strlen(name),
                                       &value, &n))
        return STR_NONE;
    return (struct str){value ? value : "", n};
}

struct joining {
    struct arena *arena;
    const char *name;
    struct str text;
};

static enum MHD_Result join_header(void *cls, enum MHD_ValueKind kind, const char *key,
                                   size_t key_n, const char *value, size_t value_n)
{
    struct joining *j = cls;
    const struct str text = {value ? value : "", value_n};

    (void)kind;
    if (str_ieq((struct str){key, key_n}, str_of(j->name)))
        j->text = j->text.p
                      ? str_of(arena_printf(j->arena, "%.*s,%.*s", STR_ARG(j->text), STR_ARG(text)))
                      : text;
    return MHD_YES;
}

struct str http_header_joined(struct http_exchange *x, const char *name)
{
    struct joining j = {.arena = &x->arena, .name = name};

    MHD_get_connection_values_n(x->connection->mhd, MHD_HEADER_KIND, join_header, &j);
    return j.text;
}

/* Not by libmicrohttpd's own parser: it parts cookies at commas too and takes NAME for name. */
struct str http_cookie(const struct http_exchange *x, const char *name)
{
    struct str left = http_header(x, "Cookie"), part;
    size_t equals;

    while (str_next(&left, ';', &part)) {
        part = str_trim(part);
        equals = str_find(part, '=', 0);
        if (equals < part.n && str_is(str_sub(part, 0, equals), name))
            return str_sub(part, equals + 1, part.n - equals - 1);
    }
    return STR_NONE;
}

struct str http_query(const struct http_exchange *x, const char *name)
{
    size_t i;

    for (i = 0; i < x->n_query; i++)
        if (str_is(x->query[i].name, name))
            return x->query[i].value;
    return STR_NONE;
}
