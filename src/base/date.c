/* Clock, calendar, RFC 3339 and time zones.
 *
 * The calendar is arithmetic on days (years begin in March here, so that the leap day comes last).
 * Zones ask GLib for one thing only, the offset at an instant; local times are solved from that,
 * since GLib's own local search answers gaps otherwise than we promise. Nothing else uses GLib.
 */
#include "base/date.h"

#include "base/log.h"
#include <fcntl.h>
#include <glib.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SECOND_MS = 1000, ZONE_NAME_MAX = 64, MS_DIGITS_MIN = 12, YEAR_MAX = 9999 };

static const int64_t year_0_ms = INT64_C(-62167219200000);     /* 0000-01-01 */
static const int64_t year_1_ms = INT64_C(-62135596800000);     /* 0001-01-01 */
static const int64_t year_10000_ms = INT64_C(253402300800000); /* 10000-01-01 */

struct tz {
    GTimeZone *zone;
};

int64_t clock_now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_mono_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

bool date_is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (month < 1 || month > 12)
        return 0;
    /* Year 0, which stands for none, is a leap year by the rule. */
    return month == 2 && date_is_leap(year) ? 29 : days[month - 1];
}

bool date_valid(struct date d)
{
    return (d.year == DATE_NO_YEAR || (d.year >= 1 && d.year <= YEAR_MAX)) && d.day >= 1 &&
           d.day <= date_days_in_month(d.year, d.month);
}

int64_t date_to_days(struct date d)
{
    int64_t year = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = (d.month + 9) % 12; /* 0 March */
    int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

struct date date_from_days(int64_t days)
{
    int64_t shifted = days + 719468; /* from 0000-03-01 */
    int64_t era = floor_div(shifted, 146097);
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* 0 March */

    return (struct date){
        .year = (int)(year_of_era + era * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
}

int date_weekday(int64_t days)
{
    int64_t weekday = (days % 7 + 3) % 7; /* 1970-01-01 was a Thursday */

    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

/* A year that is no date's, where 0 would read as none. */
static int year_of(int64_t year)
{
    if (year < 1)
        return -1;
    return year > YEAR_MAX ? YEAR_MAX + 1 : (int)year;
}

struct date date_add_months(struct date d, int n, int anchor_day)
{
    int64_t months = (int64_t)d.year * 12 + d.month - 1 + n;
    int64_t year = floor_div(months, 12);
    int month = (int)(months - year * 12) + 1;
    int new_year = d.year == DATE_NO_YEAR ? DATE_NO_YEAR : year_of(year);
    int day = anchor_day ? anchor_day : d.day;
    int last = date_days_in_month(new_year, month);

    return (struct date){.year = new_year, .month = month, .day = day < last ? day : last};
}

/* Reads n digits at *at and moves on; false when they are not there. */
static bool take_digits(struct str s, size_t *at, size_t n, int *ret_value)
{
    int value = 0;

    if (s.n - *at < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[*at + i];

        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *at += n;
    *ret_value = value;
    return true;
}

static bool take_char(struct str s, size_t *at, char c)
{
    if (*at >= s.n || s.p[*at] != c)
        return false;
    (*at)++;
    return true;
}

/* "MM-DD" */
static bool take_month_day(struct str s, size_t *at, struct date *d)
{
    return take_digits(s, at, 2, &d->month) && take_char(s, at, '-') &&
           take_digits(s, at, 2, &d->day);
}

static bool take_date(struct str s, size_t *at, struct date *d)
{
    return take_digits(s, at, 4, &d->year) && d->year != DATE_NO_YEAR && take_char(s, at, '-') &&
           take_month_day(s, at, d) && date_valid(*d);
}

static bool take_yearless(struct str s, size_t *at, struct date *d)
{
    d->year = DATE_NO_YEAR;
    return take_char(s, at, '-') && take_char(s, at, '-') && take_month_day(s, at, d) &&
           date_valid(*d);
}

bool date_parse(struct str s, bool allow_no_year, struct date *ret_date)
{
    struct date d;
    size_t at = 0;
    bool yearless = allow_no_year && str_starts(s, "--");

    if (!(yearless ? take_yearless(s, &at, &d) : take_date(s, &at, &d)) || at != s.n)
        return false;
    *ret_date = d;
    return true;
}

/* n decimal digits of v, without a NUL. */
static void put_digits(char *out, int v, int n)
{
    for (int i = n - 1; i >= 0; i--, v /= 10)
        out[i] = (char)('0' + v % 10);
}

static void put_date(char *out, struct date d)
{
    put_digits(out, d.year, 4);
    out[4] = '-';
    put_digits(out + 5, d.month, 2);
    out[7] = '-';
    put_digits(out + 8, d.day, 2);
}

void date_format(struct date d, char out[static 11])
{
    char text[10];

    put_date(text, d);
    if (d.year == DATE_NO_YEAR) {
        memcpy(out, "--", 2);
        memcpy(out + 2, text + 5, 5);
        out[7] = '\0';
    } else {
        memcpy(out, text, sizeof text);
        out[10] = '\0';
    }
}

/* ".5" to 500: milliseconds, cut; any number of digits. No point is no fraction. */
static bool take_fraction(struct str s, size_t *at, int *ret_ms)
{
    int scale = 100, digit;
    size_t first;

    *ret_ms = 0;
    if (!take_char(s, at, '.'))
        return true;
    for (first = *at; take_digits(s, at, 1, &digit); scale /= 10)
        *ret_ms += digit * scale;
    return *at > first;
}

/* "Z" or "+hh:mm" */
static bool take_offset(struct str s, size_t *at, int64_t *ret_ms)
{
    int hours, minutes;

    *ret_ms = 0;
    if (take_char(s, at, 'Z') || take_char(s, at, 'z'))
        return true;

    bool west = take_char(s, at, '-');
    if (!west && !take_char(s, at, '+'))
        return false;
    if (!take_digits(s, at, 2, &hours) || !take_char(s, at, ':') ||
        !take_digits(s, at, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret_ms = (hours * 60 + minutes) * 60000 * (west ? -1 : 1);
    return true;
}

/* "hh:mm:ss.fff" to milliseconds; a leap second is the first of the next minute. */
static bool take_time_of_day(struct str s, size_t *at, int64_t *ret_ms)
{
    int hours, minutes, seconds, ms;

    if (!take_digits(s, at, 2, &hours) || !take_char(s, at, ':') ||
        !take_digits(s, at, 2, &minutes) || !take_char(s, at, ':') ||
        !take_digits(s, at, 2, &seconds) || !take_fraction(s, at, &ms))
        return false;
    if (hours > 23 || minutes > 59 || seconds > 60)
        return false;
    *ret_ms = ((hours * 60 + minutes) * 60 + seconds) * SECOND_MS + ms;
    return true;
}

static bool parse_rfc3339(struct str s, int64_t *ret_ms)
{
    struct date d;
    size_t at = 0;
    int64_t time_of_day = 0, offset = 0;

    if (!take_date(s, &at, &d))
        return false;
    if (at < s.n) {
        if (!take_char(s, &at, 'T') && !take_char(s, &at, 't') && !take_char(s, &at, ' '))
            return false;
        if (!take_time_of_day(s, &at, &time_of_day) || !take_offset(s, &at, &offset) || at != s.n)
            return false;
    }
    *ret_ms = date_to_days(d) * DATE_DAY_MS + time_of_day - offset;
    return true;
}

static bool parse_unix(struct str s, int64_t *ret_ms)
{
    bool negative = str_starts(s, "-");
    struct str digits = str_sub(s, negative, s.n);
    size_t point = str_find(digits, '.', 0), at = point;
    int64_t whole;
    int fraction;

    if (str_starts(digits, "-") || !str_to_i64(str_sub(digits, 0, point), &whole) ||
        !take_fraction(digits, &at, &fraction) || at != digits.n)
        return false;
    if (point < MS_DIGITS_MIN)
        whole = whole * SECOND_MS + fraction;
    *ret_ms = negative ? -whole : whole;
    return true;
}

bool time_parse(struct str s, int64_t *ret_ms)
{
    int64_t ms;

    if (!parse_rfc3339(s, &ms) && !parse_unix(s, &ms))
        return false;
    if (ms < year_1_ms || ms >= year_10000_ms)
        return false;
    *ret_ms = ms;
    return true;
}

void time_format(int64_t ms, char out[static 25])
{
    if (ms < year_0_ms)
        ms = year_0_ms;
    if (ms >= year_10000_ms)
        ms = year_10000_ms - 1;

    int64_t days = floor_div(ms, DATE_DAY_MS);
    int rest = (int)(ms - days * DATE_DAY_MS);

    memcpy(out, "0000-00-00T00:00:00.000Z", 25);
    put_date(out, date_from_days(days));
    put_digits(out + 11, rest / 3600000, 2);
    put_digits(out + 14, rest / 60000 % 60, 2);
    put_digits(out + 17, rest / 1000 % 60, 2);
    put_digits(out + 20, rest % 1000, 3);
}

/* Names come from people: no dots, so no way out of the zone folder. */
static bool zone_name_ok(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_+-/";
    size_t n = strnlen(name, ZONE_NAME_MAX + 1);

    return n > 0 && n <= ZONE_NAME_MAX && name[0] != '/' && strspn(name, allowed) == n;
}

/* GLib would also take "+05:00" and rules such as "XYZ5", and grumbles on standard error about
 * files that are no zones; an IANA name is a zone file of that name. */
static bool zone_file_exists(const char *name)
{
    const char *folder = getenv("TZDIR");
    char path[PATH_MAX];
    char magic[4];
    int n = snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/zoneinfo", name);

    if (n < 0 || (size_t)n >= sizeof path)
        return false;

    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_zone = read(fd, magic, sizeof magic) == sizeof magic && !memcmp(magic, "TZif", 4);
    close(fd);
    return is_zone;
}

struct tz *tz_open(const char *name)
{
    if (strcmp(name, "UTC") != 0 && (!zone_name_ok(name) || !zone_file_exists(name)))
        return NULL;

    GTimeZone *zone = g_time_zone_new_identifier(name);
    if (!zone)
        return NULL;

    struct tz *z = malloc(sizeof *z);
    if (!z)
        log_fatal("out of memory (time zone)");
    z->zone = zone;
    return z;
}

void tz_free(struct tz *z)
{
    if (!z)
        return;
    g_time_zone_unref(z->zone);
    free(z);
}

/* Milliseconds east of UTC at an instant. */
static int64_t offset_at(const struct tz *z, int64_t ms)
{
    int interval =
        g_time_zone_find_interval(z->zone, G_TIME_TYPE_UNIVERSAL, floor_div(ms, SECOND_MS));

    return (int64_t)g_time_zone_get_offset(z->zone, interval) * SECOND_MS;
}

struct date tz_date(const struct tz *z, int64_t ms)
{
    return date_from_days(floor_div(ms + offset_at(z, ms), DATE_DAY_MS));
}

int64_t tz_time_of_day(const struct tz *z, int64_t ms)
{
    int64_t local = ms + offset_at(z, ms);

    return local - floor_div(local, DATE_DAY_MS) * DATE_DAY_MS;
}

int64_t tz_day_start(const struct tz *z, struct date d)
{
    return tz_instant(z, d, 0);
}

bool tz_time_parse(const struct tz *z, struct str s, int64_t *ret_ms)
{
    struct date d;

    if (!time_parse(s, ret_ms))
        return false;
    if (z && date_parse(s, false, &d))
        *ret_ms = tz_day_start(z, d);
    return true;
}

/* The first second in (low, high] at which the offset is no longer `before`. */
static int64_t find_change(const struct tz *z, int64_t low, int64_t high, int64_t before)
{
    low = floor_div(low, SECOND_MS);
    high = floor_div(high, SECOND_MS);
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;

        if (offset_at(z, middle * SECOND_MS) == before)
            low = middle;
        else
            high = middle;
    }
    return high * SECOND_MS;
}

int64_t tz_instant(const struct tz *z, struct date d, int64_t ms_of_day)
{
    int64_t local = date_to_days(d) * DATE_DAY_MS + ms_of_day;
    /* No zone is a day away from UTC, and none changes twice in two days. */
    int64_t before = offset_at(z, local - DATE_DAY_MS);
    int64_t after = offset_at(z, local + DATE_DAY_MS);

    if (offset_at(z, local - before) == before)
        return local - before;
    if (offset_at(z, local - after) == after)
        return local - after;
    return find_change(z, local - after, local - before, before);
}
