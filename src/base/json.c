/* JSON out by a writer of our own, in through jansson.
 *
 * Rows go straight from the database into the answer, so the writer is on the path of every list:
 * ordinary bytes are copied in runs, found eight at a time; numbers are written without printf and
 * nothing is allocated but the buffer's own growth. Reading guards the depth first, since jansson
 * recurses as deep as the text does.
 */
#include "base/json.h"

#include "base/date.h"
#include "base/utf8.h"
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct str replacement = STR("\xef\xbf\xbd"); /* U+FFFD */

void json_init(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out};
}

/* True when all eight bytes go into a JSON string as they are: printable ASCII but " and \. */
static bool eight_plain(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t highs = UINT64_C(0x8080808080808080);
    uint64_t v;

    memcpy(&v, p, sizeof v);
    /* A zero byte in v ^ c shows as a borrow out of it; so does a byte below 0x20 in v. */
    uint64_t control = v - ones * 0x20;
    uint64_t quote = (v ^ ones * '"') - ones;
    uint64_t slash = (v ^ ones * '\\') - ones;
    return ((v | control | quote | slash) & highs) == 0;
}

/* The same of a whole text, its last bytes looked at twice or beside blanks. */
static bool all_plain(const char *p, size_t n)
{
    size_t i = 0;

    if (n < 8) {
        char eight[8] = "        ";
        if (n >= 4) {
            memcpy(eight, p, 4);
            memcpy(eight + 4, p + n - 4, 4);
        } else {
            eight[0] = p[0], eight[1] = p[n / 2], eight[2] = p[n - 1];
        }
        return eight_plain(eight);
    }
    for (; i + 8 <= n; i += 8)
        if (!eight_plain(p + i))
            return false;
    return eight_plain(p + n - 8);
}

/* Bytes from p on that need no escape, whole characters only. */
static size_t plain_run(const char *p, size_t n)
{
    size_t i = 0;

    if (n > 0 && all_plain(p, n))
        return n;
    while (i < n) {
        if (n - i >= 8 && eight_plain(p + i)) {
            i += 8;
            continue;
        }

        unsigned char c = (unsigned char)p[i];
        if (c >= 0x80) {
            size_t length = utf8_sequence(p + i, n - i);

            if (!length)
                break;
            i += length;
        } else if (c < 0x20 || c == '"' || c == '\\') {
            break;
        } else {
            i++;
        }
    }
    return i;
}

static void put_escape(struct buf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char shorts[0x60] = {
        ['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
        ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't',
    };

    if (c >= 0x80) {
        buf_put_str(out, replacement);
    } else if (shorts[c]) {
        buf_put(out, (char[]){'\\', shorts[c]}, 2);
    } else {
        buf_put(out, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
    }
}

static void put_plain(struct buf *out, struct str s)
{
    char *p = buf_room(out, s.n + 2);

    if (!p)
        return;
    p[0] = p[s.n + 1] = '"';
    if (s.n)
        memcpy(p + 1, s.p, s.n);
    out->n += s.n + 2;
}

static void put_string(struct buf *out, struct str s)
{
    size_t run = plain_run(s.p, s.n);

    if (run == s.n) {
        put_plain(out, s);
        return;
    }
    buf_putc(out, '"');
    buf_put(out, s.p, run);
    for (size_t i = run; i < s.n; i += run) {
        put_escape(out, (unsigned char)s.p[i++]);
        run = plain_run(s.p + i, s.n - i);
        buf_put(out, s.p + i, run);
    }
    buf_putc(out, '"');
}

static void put_int(struct buf *out, int64_t v)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (v < 0)
        digits[--at] = '-';
    buf_put(out, digits + at, sizeof digits - at);
}

static void put_double(struct buf *out, double v)
{
    char text[32];

    if (!isfinite(v)) {
        buf_puts(out, "null");
        return;
    }
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*g", precision, v);
        if (strtod(text, NULL) == v) /* lint: exact on purpose, it must read back the same */
            break;
    }
    buf_puts(out, text);
}

static bool bit(uint64_t bits, unsigned at)
{
    return bits >> at & 1;
}

static void comma(struct json *j)
{
    if (bit(j->has_item, j->depth))
        buf_putc(j->out, ',');
    j->has_item |= UINT64_C(1) << j->depth;
}

/* Before every value: the comma, or the end of waiting for what belongs to a key. */
static void item(struct json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    assert(!bit(j->in_object, j->depth) && "a value in an object needs a key");
    assert((j->depth > 0 || !bit(j->has_item, 0)) && "one value at the top");
    comma(j);
}

static void begin(struct json *j, bool object)
{
    item(j);
    assert(j->depth + 1 < JSON_MAX_DEPTH);
    j->depth++;

    uint64_t mask = UINT64_C(1) << j->depth;
    j->has_item &= ~mask;
    j->in_object = object ? j->in_object | mask : j->in_object & ~mask;
    buf_putc(j->out, object ? '{' : '[');
}

static void end(struct json *j, bool object)
{
    assert(j->depth > 0 && !j->after_key && bit(j->in_object, j->depth) == object);
    j->depth--;
    buf_putc(j->out, object ? '}' : ']');
}

void json_object_begin(struct json *j)
{
    begin(j, true);
}

void json_object_end(struct json *j)
{
    end(j, true);
}

void json_array_begin(struct json *j)
{
    begin(j, false);
}

void json_array_end(struct json *j)
{
    end(j, false);
}

void json_key_str(struct json *j, struct str key)
{
    assert(bit(j->in_object, j->depth) && !j->after_key);
    comma(j);
    put_string(j->out, key);
    buf_putc(j->out, ':');
    j->after_key = true;
}

void json_member_made(struct json *j, struct str text)
{
    assert(bit(j->in_object, j->depth) && !j->after_key);
    size_t skipped = !bit(j->has_item, j->depth);
    buf_put(j->out, text.p + skipped, text.n - skipped);
    j->has_item |= UINT64_C(1) << j->depth;
}

void json_key_made(struct json *j, struct str text)
{
    json_member_made(j, text);
    j->after_key = true;
}

void json_key(struct json *j, const char *key)
{
    json_key_str(j, str_of(key));
}

void json_str(struct json *j, struct str s)
{
    item(j);
    put_string(j->out, s);
}

void json_cstr(struct json *j, const char *s)
{
    if (s)
        json_str(j, str_of(s));
    else
        json_nil(j);
}

void json_int(struct json *j, int64_t v)
{
    item(j);
    put_int(j->out, v);
}

void json_double(struct json *j, double v)
{
    item(j);
    put_double(j->out, v);
}

void json_bool(struct json *j, bool v)
{
    json_raw(j, v ? STR("true") : STR("false"));
}

void json_nil(struct json *j)
{
    json_raw(j, STR("null"));
}

void json_time(struct json *j, int64_t ms)
{
    char text[27];

    text[0] = '"';
    time_format(ms, text + 1);
    text[25] = '"';
    json_raw(j, (struct str){text, 26});
}

void json_raw(struct json *j, struct str json)
{
    item(j);
    buf_put_str(j->out, json);
}

static void put_tree(struct buf *out, const json_t *tree);

static void put_tree_object(struct buf *out, const json_t *tree)
{
    char sep = '{';

    if (json_object_size(tree) == 0)
        buf_putc(out, '{');
    /* jansson's iteration takes a pointer that is not const and changes nothing. */
    for (void *at = json_object_iter((json_t *)(uintptr_t)tree); at;
         at = json_object_iter_next((json_t *)(uintptr_t)tree, at)) {
        buf_putc(out, sep);
        put_string(out, str_of(json_object_iter_key(at)));
        buf_putc(out, ':');
        put_tree(out, json_object_iter_value(at));
        sep = ',';
    }
    buf_putc(out, '}');
}

static void put_tree_array(struct buf *out, const json_t *tree)
{
    buf_putc(out, '[');
    for (size_t i = 0; i < json_array_size(tree); i++) {
        if (i)
            buf_putc(out, ',');
        put_tree(out, json_array_get(tree, i));
    }
    buf_putc(out, ']');
}

static void put_tree(struct buf *out, const json_t *tree)
{
    switch (json_typeof(tree)) {
    case JSON_OBJECT:
        put_tree_object(out, tree);
        break;
    case JSON_ARRAY:
        put_tree_array(out, tree);
        break;
    case JSON_STRING:
        put_string(out, json_str_of(tree));
        break;
    case JSON_INTEGER:
        put_int(out, json_integer_value(tree));
        break;
    case JSON_REAL:
        put_double(out, json_real_value(tree));
        break;
    case JSON_TRUE:
        buf_puts(out, "true");
        break;
    case JSON_FALSE:
        buf_puts(out, "false");
        break;
    case JSON_NULL:
        buf_puts(out, "null");
        break;
    }
}

void json_tree(struct json *j, const json_t *tree)
{
    /* Past the writer's own bookkeeping: a client's tree may be as deep as the writer allows in
     * all, and stands inside objects of ours. */
    item(j);
    put_tree(j->out, tree);
}

void json_put_str(struct json *j, const char *key, struct str v)
{
    json_key(j, key);
    json_str(j, v);
}

void json_put_cstr(struct json *j, const char *key, const char *v)
{
    json_key(j, key);
    json_cstr(j, v);
}

void json_put_int(struct json *j, const char *key, int64_t v)
{
    json_key(j, key);
    json_int(j, v);
}

void json_put_bool(struct json *j, const char *key, bool v)
{
    json_key(j, key);
    json_bool(j, v);
}

void json_put_time(struct json *j, const char *key, int64_t ms)
{
    json_key(j, key);
    json_time(j, ms);
}

/* The index just past a string whose opening quote is at i. */
static size_t skip_string(struct str text, size_t i)
{
    for (i++; i < text.n && text.p[i] != '"'; i++)
        if (text.p[i] == '\\')
            i++;
    return i + 1;
}

/* Where the nesting first passes JSON_MAX_DEPTH; text.n when nowhere. */
static size_t find_too_deep(struct str text)
{
    int depth = 0;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (c == '"')
            i = skip_string(text, i) - 1;
        else if ((c == '[' || c == '{') && ++depth > JSON_MAX_DEPTH)
            return i;
        else if (c == ']' || c == '}')
            depth--;
    }
    return text.n;
}

static int refuse_depth(struct str text, size_t at, struct err *err)
{
    size_t line = 1, column = 1;

    for (size_t i = 0; i < at; i++) {
        column++;
        if (text.p[i] == '\n') {
            line++;
            column = 1;
        }
    }
    return err_set(err, ERR_BAD_JSON, NULL, "line %zu, column %zu: nested deeper than %d", line,
                   column, JSON_MAX_DEPTH);
}

/* jansson's own words, but where they tell of its flags. */
static const char *reason(const json_error_t *why)
{
    enum json_error_code code = json_error_code(why);

    if (code == json_error_null_character || code == json_error_null_byte_in_key)
        return "the character \\u0000 is not allowed";
    return why->text;
}

int json_parse(struct str text, json_t **ret_tree, struct err *err)
{
    json_error_t why;

    if (str_trim(text).n == 0)
        return err_set(err, ERR_BAD_JSON, NULL, "line 1, column 1: the text is empty");

    size_t too_deep = find_too_deep(text);
    if (too_deep < text.n)
        return refuse_depth(text, too_deep, err);

    json_t *tree = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    if (!tree)
        return err_set(err, ERR_BAD_JSON, NULL, "line %d, column %d: %s", why.line, why.column,
                       reason(&why));
    *ret_tree = tree;
    return 0;
}

struct str json_str_of(const json_t *string)
{
    if (!json_is_string(string))
        return STR_NONE;
    return (struct str){json_string_value(string), json_string_length(string)};
}
