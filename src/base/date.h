/* Time: the clock, plain dates, RFC 3339, time zones.
 *
 * An instant is int64 milliseconds UTC since 1970. A plain date is days since 1970-01-01 in the
 * proleptic Gregorian calendar. A birthday may lack its year. Zones are the IANA names, read
 * through GLib's GTimeZone from the system's database.
 */
#ifndef KITH_BASE_DATE_H
#define KITH_BASE_DATE_H

#include "base/str.h"

enum { DATE_DAY_MS = 86400000, DATE_NO_YEAR = 0 };

struct date {
    int year; /* 1..9999; DATE_NO_YEAR in a year-less birthday */
    int month, day;
};

int64_t clock_now_ms(void);
int64_t clock_mono_us(void);

bool date_is_leap(int year);
int date_days_in_month(int year, int month);
/* A real day of the calendar; year-less 29 Feb is one. */
bool date_valid(struct date d);
int64_t date_to_days(struct date d);
struct date date_from_days(int64_t days);
/* 0 Monday .. 6 Sunday. */
int date_weekday(int64_t days);
/* The same day n months on, or the month's last day where that month is shorter. anchor_day is
 * the day wanted (31 Jan -> 28 Feb -> 31 Mar); 0 takes d.day. A year-less date stays so; a result
 * outside years 1..9999 is not date_valid(). */
struct date date_add_months(struct date d, int n, int anchor_day);

/* "YYYY-MM-DD", or "--MM-DD" when allow_no_year. Whole string; writes only on success. */
bool date_parse(struct str s, bool allow_no_year, struct date *ret_date);
/* Writes at most 11 bytes with NUL. */
void date_format(struct date d, char out[static 11]);

/* RFC 3339 with zone, "YYYY-MM-DD" (midnight UTC), or Unix seconds as digits (fraction allowed).
 * Digits of 12 or more are milliseconds. False on anything else, and outside years 1..9999. */
bool time_parse(struct str s, int64_t *ret_ms);
/* "2026-11-21T05:06:00.123Z"; 25 bytes with NUL. Years 0..9999; beyond, the nearest. */
void time_format(int64_t ms, char out[static 25]);

struct tz; /* a time zone, immutable and shared */
/* NULL when there is no such zone. "UTC" always is. Free with tz_free. */
struct tz *tz_open(const char *name);
void tz_free(struct tz *z);
/* The local date of an instant. */
struct date tz_date(const struct tz *z, int64_t ms);
/* The instant at which a local date begins. */
int64_t tz_day_start(const struct tz *z, struct date d);
/* time_parse, but a plain date is its beginning in the zone (NULL: in UTC). */
bool tz_time_parse(const struct tz *z, struct str s, int64_t *ret_ms);
/* The instant of a local date and time of day (ms since local midnight); in a gap, the moment
 * after it; twice, the first. */
int64_t tz_instant(const struct tz *z, struct date d, int64_t ms_of_day);
/* Milliseconds since local midnight, by the wall clock. */
int64_t tz_time_of_day(const struct tz *z, int64_t ms);

#endif
