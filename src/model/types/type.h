/* What the type files share. Only this folder includes it. */
#ifndef KITH_MODEL_TYPES_TYPE_H
#define KITH_MODEL_TYPES_TYPE_H

#include "model/model.h"

/* A text without a maximum of its own. */
enum { TYPE_TEXT_BYTES = 65536 };

enum type_lines { TYPE_ONE_LINE, TYPE_MANY_LINES };

/* Sets the error "<field> must <fmt>"; returns -1. */
int type_must(const struct field *f, struct err *err, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Valid UTF-8, no control characters (many lines: but \n and \t), at most max characters (0: at
 * most TYPE_TEXT_BYTES bytes). */
int type_check_text(const struct field *f, struct str s, int64_t max, enum type_lines lines,
                    struct err *err);
/* One line, trimmed and checked; "" gives null. The bytes are borrowed. */
int type_line(const struct field *f, struct str in, int64_t max, struct db_value *ret,
              struct err *err);

/* .parse of the types that JSON speaks as strings: parse_text does the work. */
int type_parse_string(const struct field *f, const struct field_env *env, const struct record *r,
                      const json_t *in, struct db_value *ret, struct err *err);
/* The same for those that JSON speaks as numbers or strings; what: "be a number". */
int type_parse_amount(const struct field *f, const struct field_env *env, const struct record *r,
                      const json_t *in, const char *what, struct db_value *ret, struct err *err);
/* .write of the types that are spoken as they are stored. */
void type_write_text(const struct field *f, const struct field_env *env, const struct record *r,
                     struct db_value v, struct json *out);
void type_write_int(const struct field *f, const struct field_env *env, const struct record *r,
                    struct db_value v, struct json *out);
/* "type":"string" and a maxLength. */
void type_schema_text(struct json *out, int64_t max);

/* The folded form as shadow, for fields that are indexed, unique or searched by part. */
const char *type_shadow_fold(const struct field *f);
/* The normalised form as shadow, for fields that are found however they are typed. */
const char *type_shadow_norm(const struct field *f);
struct db_value type_derive_fold(const struct field *f, const struct field_env *env,
                                 const struct record *r, struct db_value v);

/* Another value of the same record; null when there is no record, field or value. */
struct db_value type_sibling(const struct record *r, const char *name);
/* Lower case and NFC; unlike folding it keeps marks. */
struct str type_lower(struct arena *a, struct str s);

/* A domain of two or more labels in lower-case ASCII, international ones as A-labels; one final
 * dot is forgiven. */
bool domain_to_ascii(struct arena *a, struct str domain, struct str *ret_ascii);
/* Decimal digits of any script as ASCII digits. */
struct str phone_digits(struct arena *a, struct str s);
/* Whether it can be an e-mail address as it stands. */
bool email_valid(struct arena *a, struct str s);

#endif
