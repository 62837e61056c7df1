/* Money: the currencies in use by ISO 4217 and their decimal text.
 *
 * TO ADD A CURRENCY: its code, in the row of its number of digits. Codes for funds, metals and
 * tests are left out: nobody is paid in them.
 */
#include "base/money.h"

#include <string.h>

enum { CODE_BYTES = 4 }; /* three letters and a blank */

static const int64_t minor_max = INT64_C(1000000000000000);

static const struct {
    int digits;
    const char *codes;
} rows[] = {
    {2, "EUR USD GBP CHF CAD AUD NZD CNY INR BRL MXN SEK NOK DKK PLN CZK HUF RON TRY ZAR SGD HKD "
        "AED AFN ALL AMD AOA ARS AWG AZN BAM BBD BDT BMD BND BOB BSD BTN BWP BYN BZD CDF COP CRC "
        "CUP CVE DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GTQ GYD HNL HTG IDR ILS IRR JMD KES "
        "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MYR "
        "MZN NAD NGN NIO NPR PAB PEN PGK PHP PKR QAR RSD RUB SAR SBD SCR SDG SHP SLE SOS SRD SSP "
        "STN SVC SYP SZL THB TJS TMT TOP TTD TWD TZS UAH UYU UZS VED VES WST XCD XCG YER ZMW ZWG "},
    {0, "JPY KRW BIF CLP DJF GNF ISK KMF PYG RWF UGX VND VUV XAF XOF XPF "},
    {3, "BHD IQD JOD KWD LYD OMR TND "},
};

/* Digits after the point, or -1. */
static int find_digits(struct str code)
{
    if (code.n != CODE_BYTES - 1)
        return -1;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        for (const char *at = rows[i].codes; *at; at += CODE_BYTES)
            if (memcmp(at, code.p, CODE_BYTES - 1) == 0)
                return rows[i].digits;
    return -1;
}

bool money_currency_known(struct str code)
{
    return find_digits(code) >= 0;
}

int money_digits(struct str currency)
{
    int digits = find_digits(currency);

    return digits < 0 ? 2 : digits;
}

/* Adds digits to *minor; false on junk or past the limit. */
static bool add_digits(struct str digits, int64_t *minor)
{
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return false;
        *minor = *minor * 10 + (digits.p[i] - '0');
        if (*minor > minor_max)
            return false;
    }
    return true;
}

static bool all_zeros(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '0')
            return false;
    return true;
}

bool money_parse(struct str decimal, struct str currency, int64_t *ret_minor)
{
    bool negative = str_starts(decimal, "-");
    struct str s = str_sub(decimal, negative, decimal.n);
    size_t point = str_find(s, '.', 0);
    struct str whole = str_sub(s, 0, point);
    struct str fraction = str_sub(s, point + 1, s.n);
    size_t digits = (size_t)money_digits(currency);
    int64_t minor = 0;

    if (whole.n == 0 || (point < s.n && fraction.n == 0))
        return false;
    if (!all_zeros(str_sub(fraction, digits, fraction.n)))
        return false;
    fraction = str_sub(fraction, 0, digits);
    if (!add_digits(whole, &minor) || !add_digits(fraction, &minor))
        return false;
    if (!add_digits(str_sub(STR("0000"), 0, digits - fraction.n), &minor))
        return false;
    *ret_minor = negative ? -minor : minor;
    return true;
}

void money_format(int64_t minor, struct str currency, char out[static MONEY_TEXT])
{
    int digits = money_digits(currency);
    uint64_t whole = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
    char text[MONEY_TEXT];
    size_t at = sizeof text;
    bool has_fraction = false;

    text[--at] = '\0';
    for (int i = 0; i < digits; i++, whole /= 10) {
        has_fraction = has_fraction || whole % 10;
        text[--at] = (char)('0' + whole % 10);
    }
    if (has_fraction)
        text[--at] = '.';
    else
        at = sizeof text - 1;

    do
        text[--at] = (char)('0' + whole % 10);
    while (whole /= 10);
    if (minor < 0)
        text[--at] = '-';
    memcpy(out, text + at, sizeof text - at);
}
