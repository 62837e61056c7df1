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
static struct db_value of_numeric(const char *p)
{
    int n = get16(p), weight = (int16_t)get16(p + 2), places = weight + 1;
    bool negative = get16(p + 4) == 0x4000;
    bool whole = n <= places && places <= 4;
    double real = 0;
    int64_t integer = 0;

    for (int i = 0; i < n || (whole && i < places); i++) {
        int digit = i < n ? get16(p + 8 + 2 * i) : 0;

        if (whole)
            integer = integer * 10000 + digit;
        real += digit * pow(10000.0, weight - i);
    }
    if (!whole && n <= places && fabs(real) < 9.0e18) {
        integer = 0;
        for (int i = 0; i < places; i++)
            integer = integer * 10000 + (i < n ? get16(p + 8 + 2 * i) : 0);
        whole = true;
    }
    if (whole)
        return DB_VALUE_INT(negative ? -integer : integer);
    return (struct db_value){.type = DB_IS_REAL, .r = negative ? -real : real};
}

struct db_value db_pg_value(const PGresult *res, int row, int column)
{
    const char *p = PQgetvalue(res, row, column);
    struct str bytes = {p, (size_t)PQgetlength(res, row, column)};

    if (PQgetisnull(res, row, column))
        return DB_VALUE_NULL;
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
