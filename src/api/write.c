/* A write inside the workspace's writer: a stored answer for a repeated key, else the handler
 * within its change set, and the answer stored with it.
 */
#include <sodium.h>
#include <string.h>

#include "api/private.h"
#include "base/utf8.h"

/* Method, path and body: what a key was used for. */
static struct str fingerprint(struct call *c)
{
    unsigned char hash[16];
    crypto_generichash_state s;
    crypto_generichash_init(&s, NULL, 0, sizeof hash);
    struct str parts[] = {str_of(http_method_name(c->x->method)), c->x->target, c->x->raw_query,
                          c->x->body};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        uint64_t n = parts[i].n;
        crypto_generichash_update(&s, (const unsigned char *)&n, sizeof n);
        crypto_generichash_update(&s, (const unsigned char *)parts[i].p, parts[i].n);
    }
    crypto_generichash_final(&s, hash, sizeof hash);
    char *hex = arena_alloc(c->arena, 2 * sizeof hash + 1);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return str_of(hex);
}

static struct str header_lines(struct call *c)
{
    struct buf b;
    buf_init(&b, 16384);
    for (size_t i = 0; i < c->x->response.n_headers; i++) {
        buf_put_str(&b, c->x->response.headers[i].name);
        buf_puts(&b, ": ");
        buf_put_str(&b, c->x->response.headers[i].value);
        buf_puts(&b, "\n");
    }
    struct str lines = str_dup(c->arena, buf_str(&b));
    buf_release(&b);
    return lines;
}

static void replay(struct call *c, const struct idem_answer *a)
{
    struct str rest = a->headers, line;
    while (str_next(&rest, '\n', &line)) {
        size_t colon = str_find(line, ':', 0);
        if (colon >= line.n)
            continue;
        struct str value = str_trim(str_sub(line, colon + 1, line.n));
        http_set_header(c->x, str_cstr(c->arena, str_sub(line, 0, colon)), "%.*s", STR_ARG(value));
    }
    http_set_header(c->x, "Idempotency-Replayed", "true");
    c->status = a->status;
    buf_put_str(&c->x->response.body, a->body);
}

static int read_key(struct call *c, struct str *ret_key, struct err *err)
{
    *ret_key = STR_NONE;
    if (c->x->method != HTTP_POST)
        return 0;
    struct str key = str_trim(http_header(c->x, "Idempotency-Key"));
    if (key.n >= 2 && key.p[0] == '"' && key.p[key.n - 1] == '"')
        key = str_sub(key, 1, key.n - 2);
    if (key.n > 255 || !utf8_valid(key))
        return err_set(err, ERR_BAD_REQUEST, "Idempotency-Key", "at most 255 characters of UTF-8");
    *ret_key = key;
    return 0;
}

int write_joined_change(struct call *c, int64_t *ret_id, struct err *err)
{
    struct str header = http_header(c->x, "X-Change-Id");
    *ret_id = 0;
    if (header.n && (!str_to_i64(header, ret_id) || *ret_id <= 0))
        return err_set(err, ERR_BAD_REQUEST, "X-Change-Id", "the id of an open change set");
    return 0;
}

static int run_handler(struct call *c, struct err *err)
{
    if (c->endpoint->handle(c, err) || change_end(&c->change, err))
        return -1;
    /* Before the savepoint is released: what cannot be answered is not done either. */
    if (c->x->response.body.failed)
        return err_set(err, ERR_TOO_LARGE, NULL,
                       "the answer is too large; nothing was changed: do less at once");
    if (c->change.id)
        http_set_header(c->x, "X-Change-Id", "%lld", (long long)c->change.id);
    return 0;
}

static int begin(struct call *c, struct space_tx *tx, struct err *err)
{
    int64_t joined;
    if (c->endpoint->flags & ENDPOINT_PERSONAL) {
        change_begin_apart(&c->change, tx, &c->ctx);
        return 0;
    }
    return write_joined_change(c, &joined, err) ||
                   change_begin(&c->change, tx, &c->ctx, str_of(c->request_id), joined, err)
               ? -1
               : 0;
}

int write_run(struct call *c, struct space_tx *tx, struct err *err)
{
    struct str key;
    if (read_key(c, &key, err) || begin(c, tx, err))
        return -1;
    if (!key.n)
        return run_handler(c, err);

    struct idem_answer answer;
    struct str print = fingerprint(c);
    bool found;
    if (idem_find(&c->change, key, print, &found, &answer, err))
        return -1;
    if (found) {
        replay(c, &answer);
        return 0;
    }
    if (run_handler(c, err))
        return -1;
    answer = (struct idem_answer){
        .status = c->status             ? c->status
                  : c->endpoint->status ? c->endpoint->status
                                        : 200,
        .headers = header_lines(c),
        .body = buf_str(&c->x->response.body),
    };
    return idem_store(&c->change, key, print, &answer, err);
}
