/* See page.h. A file is found by its path in a sorted table, its coding by what the client takes;
 * nothing is compressed, read or copied while it serves.
 */
#include "page/page.h"

#include <stdlib.h>
#include <string.h>

#include "page/files.h"

/* TO ADD AN ADDRESS OF THE PAGE: a row; what lies below it is the page's too. */
static const char *const addresses[] = {
    "/login",  "/setup",         "/w",        "/invite",    "/invitation", "/reset",
    "/forgot", "/confirm-email", "/register", "/reference",
};

static const struct {
    const char *name; /* NULL: as it is */
    const char *suffix;
} codings[PAGE_CODINGS] = {
    [PAGE_BROTLI] = {"br", "-br"},
    [PAGE_GZIP] = {"gzip", "-gz"},
    [PAGE_PLAIN] = {NULL, ""},
};

/* --- which file ---------------------------------------------------------------------------------
 */

static int compare(const void *key, const void *row)
{
    const struct str *path = key;
    return str_cmp(*path, str_of(((const struct page_file *)row)->path));
}

static const struct page_file *find(struct str path)
{
    return bsearch(&path, page_files, page_n_files, sizeof *page_files, compare);
}

/* Whole segments: /works is not below /w. */
static bool is_address(struct str path)
{
    if (str_is(path, "/"))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        size_t n = strlen(addresses[i]);
        if (str_starts(path, addresses[i]) && (path.n == n || path.p[n] == '/'))
            return true;
    }
    return false;
}

/* --- which coding -------------------------------------------------------------------------------
 */

/* "q=0", "q=0.0": named in order to be refused. */
static bool refused(struct str parameters)
{
    struct str q;
    while (str_next(&parameters, ';', &q)) {
        q = str_trim(q);
        if (q.n < 3 || !str_ieq(str_sub(q, 0, 2), STR("q=")))
            continue;
        for (size_t i = 2; i < q.n; i++)
            if (q.p[i] != '0' && q.p[i] != '.')
                return false;
        return true;
    }
    return false;
}

static bool takes(struct str list, const char *coding)
{
    struct str item;
    while (str_next(&list, ',', &item)) {
        size_t n = str_find(item, ';', 0);
        if (str_ieq(str_trim(str_sub(item, 0, n)), str_of(coding)))
            return !refused(str_sub(item, n, item.n));
    }
    return false;
}

static enum page_coding choose(const struct page_file *f, struct http_exchange *x)
{
    struct str list = http_header_joined(x, "Accept-Encoding");
    for (enum page_coding c = 0; c < PAGE_PLAIN; c++)
        if (f->bytes[c].p && takes(list, codings[c].name))
            return c;
    return PAGE_PLAIN;
}

/* --- the answer ---------------------------------------------------------------------------------
 */

static bool client_has(struct http_exchange *x, struct str tag)
{
    struct str list = http_header_joined(x, "If-None-Match"), item;
    while (str_next(&list, ',', &item)) {
        item = str_trim(item);
        if (str_starts(item, "W/"))
            item = str_sub(item, 2, item.n);
        if (str_eq(item, tag) || str_is(item, "*"))
            return true;
    }
    return false;
}

static void answer(struct http_exchange *x, const struct page_file *f)
{
    const bool hashed = str_starts(str_of(f->path), "/assets/");
    const enum page_coding coding = choose(f, x);
    const char *tag = arena_printf(&x->arena, "\"%s%s\"", f->hash, codings[coding].suffix);
    http_set_header(x, "ETag", "%s", tag);
    http_set_header(x, "Vary", "Accept-Encoding");
    http_set_header(x, "Cache-Control", "%s",
                    hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (client_has(x, str_of(tag))) {
        x->response.status = 304;
        return;
    }
    if (codings[coding].name)
        http_set_header(x, "Content-Encoding", "%s", codings[coding].name);
    x->response.status = 200;
    x->response.content_type = f->type;
    x->response.fixed = f->bytes[coding];
}

bool page_serve(struct http_exchange *x)
{
    const struct page_file *f = find(is_address(x->path) ? STR("/index.html") : x->path);
    if (!f)
        return false;
    answer(x, f);
    return true;
}
