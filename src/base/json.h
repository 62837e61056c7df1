/* JSON: a streaming writer of ours out, jansson in.
 *
 * The writer puts commas and quotes; the caller keeps the order (key before value, begin before
 * end) - an assert tells when not. Strings must be UTF-8; bytes that are not become U+FFFD.
 *
 * jansson owns the names json_object, json_array, json_real, json_null and json_integer (and would
 * call ours in their place), hence _begin, json_double and json_nil here.
 */
#ifndef KITH_BASE_JSON_H
#define KITH_BASE_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include <jansson.h>

/* Of a text that comes in, and of what the writer nests. */
enum { JSON_MAX_DEPTH = 64 };

struct json {
    struct buf *out;
    uint64_t has_item;  /* bit d: something stands already at depth d */
    uint64_t in_object; /* bit d: depth d is an object */
    unsigned depth;     /* containers open now, fewer than JSON_MAX_DEPTH */
    bool after_key;
};

void json_init(struct json *j, struct buf *out);
void json_object_begin(struct json *j);
void json_object_end(struct json *j);
void json_array_begin(struct json *j);
void json_array_end(struct json *j);
void json_key(struct json *j, const char *key);
void json_key_str(struct json *j, struct str key);
/* Text made before, for what is written very often, with the comma that the first in an object does
 * not get: a key with its quotes and colon, `,"key":`; a whole member, `,"key":null`. */
void json_key_made(struct json *j, struct str text);
void json_member_made(struct json *j, struct str text);
void json_str(struct json *j, struct str s);
void json_cstr(struct json *j, const char *s); /* NULL writes null */
void json_int(struct json *j, int64_t v);
void json_double(struct json *j, double v); /* shortest text that reads back; NaN, Inf: null */
void json_bool(struct json *j, bool v);
void json_nil(struct json *j);
void json_time(struct json *j, int64_t ms); /* RFC 3339 */
/* Text that is JSON already. */
void json_raw(struct json *j, struct str json);
/* A jansson tree, of any depth. */
void json_tree(struct json *j, const json_t *tree);

/* Key and value in one, for what handlers write most. */
void json_put_str(struct json *j, const char *key, struct str v);
void json_put_cstr(struct json *j, const char *key, const char *v);
void json_put_int(struct json *j, const char *key, int64_t v);
void json_put_bool(struct json *j, const char *key, bool v);
void json_put_time(struct json *j, const char *key, int64_t ms);

/* Parses a whole text, any value at the top: duplicate keys, depth over JSON_MAX_DEPTH, NUL
 * characters, lone surrogates, integers beyond 64 bits and bytes that are not UTF-8 are refused
 * with ERR_BAD_JSON and a message naming line and column. The caller owns *ret_tree (json_decref).
 */
int json_parse(struct str text, json_t **ret_tree, struct err *err);
/* The bytes of a JSON string, borrowed; STR_NONE for anything else, NULL too. */
struct str json_str_of(const json_t *string);

#endif
