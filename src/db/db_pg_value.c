/* Columns of a result, which comes in PostgreSQL's binary form, as values of ours.
 *
 * Sums of 64-bit integers are NUMERIC there: those that fit come back as integers.
 */
#include "db/db_pg.h"
#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint16_t get16(const char *p)
{
    uint16_t v;

    memcpy(&v, p, sizeof v);
    return be16toh(v);
}

static uint32_t get32(const char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return be32toh(v);
}

static uint64_t get64(const char *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return be64toh(v);
}

static struct db_value of_float8(const char *p)
{
    uint64_t bits = get64(p);
    struct db_value v = {.type = DB_IS_REAL};

    memcpy(&v.r, &bits, sizeof v.r);
    return v;
}

static struct db_value of_float4(const char *p)
{
    uint32_t bits = get32(p);
    float f;

    memcpy(&f, &bits, sizeof f);
    return (struct db_value){.type = DB_IS_REAL, .r = (double)f};
}

/* Digits to the base of 10,000: how many, the place of the first, sign, scale, then they. */
struct numeric {
    const char *p;
    int n, weight;
    bool negative;
};

static int digit(const struct numeric *d, int i)
{
    return i < d->n ? get16(d->p + 8 + 2 * i) : 0;
}

/* False when it has a fraction or does not fit. */
static bool whole(const struct numeric *d, int64_t *ret)
{
    int64_t v = 0;

    if (d->n > d->weight + 1)
        return false;
    for (int i = 0; i <= d->weight; i++)
        if (__builtin_mul_overflow(v, 10000, &v) || __builtin_add_overflow(v, digit(d, i), &v))
            return false;
    *ret = d->negative ? -v : v;
    return true;
}

static struct db_value of_numeric(const char *p)
{
    struct numeric d = {
        .p = p, .n = get16(p), .weight = (int16_t)get16(p + 2), .negative = get16(p + 4) == 0x4000};
    double real = 0;
    int64_t integer;

    if (whole(&d, &integer))
        return DB_VALUE_INT(integer);
    for (int i = 0; i < d.n; i++)
        real += digit(&d, i) * pow(10000.0, d.weight - i);
    return (struct db_value){.type = DB_IS_REAL, .r = d.negative ? -real : real};
}

struct db_value db_pg_value(const PGresult *res, int row, int column)
{
    int length = PQgetlength(res, row, column);

    /* Asked in this order, most values take one call less. */
    if (length == 0 && PQgetisnull(res, row, column))
        return DB_VALUE_NULL;
    const char *p = PQgetvalue(res, row, column);
    struct str bytes = {p, (size_t)length};
    switch (PQftype(res, column)) {
    case PG_INT8:
        return DB_VALUE_INT((int64_t)get64(p));
    case PG_INT4:
        return DB_VALUE_INT((int32_t)get32(p));
    case PG_OID:
        return DB_VALUE_INT((int64_t)get32(p));
    case PG_INT2:
        return DB_VALUE_INT((int16_t)get16(p));
    case PG_BOOL:
        return DB_VALUE_INT(*p != 0);
    case PG_FLOAT8:
        return of_float8(p);
    case PG_FLOAT4:
        return of_float4(p);
    case PG_NUMERIC:
        return of_numeric(p);
    case PG_BYTEA:
        return DB_VALUE_BLOB(bytes);
    default:
        return DB_VALUE_TEXT(bytes);
    }
}
