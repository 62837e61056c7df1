/* base/date: no day that is none, no instant that means another, no hour lost to the clocks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include <cmocka.h>

static void texts_that_are_no_day_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "2026",
        "2026-1-01",
        "2026-01-1",
        "26-01-01",
        "2026/01/01",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "2026-01-32",
        "2026-04-31",
        "2026-02-29",
        "1900-02-29",
        "0000-01-01",
        "10000-01-01",
        "2026-01-01 ",
        " 2026-01-01",
        "-2026-01-01",
        "2026-01-01T00:00:00Z",
        "--02-28",
        "2026-+1-01",
        "２026-01-01",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct date d = {7, 7, 7};

        if (date_parse(str_of(bad[i]), false, &d))
            fail_msg("took \"%s\"", bad[i]);
        assert_true(d.year == 7 && d.month == 7 && d.day == 7);
    }
    assert_false(date_parse(STR_NONE, true, &(struct date){0}));
    assert_false(date_parse(STR("2026-01-01\0"), true, &(struct date){0}));
}

static void a_birthday_may_lack_its_year_where_allowed(void **state)
{
    static const char *const bad[] = {"--02-30",  "--13-01",  "--1-01", "-02-28",
                                      "---02-28", "--02-28x", "--0228", "0000-02-28"};
    struct date d;
    char text[11];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (date_parse(str_of(bad[i]), true, &d))
            fail_msg("took \"%s\"", bad[i]);
    assert_true(date_parse(STR("--02-29"), true, &d));
    assert_true(d.year == DATE_NO_YEAR && d.month == 2 && d.day == 29);
    date_format(d, text);
    assert_string_equal(text, "--02-29");
}

static void every_day_of_ten_thousand_years_goes_there_and_back(void **state)
{
    int64_t expected = -719162; /* 0001-01-01 */
    int weekday = 0;            /* which was a Monday */

    (void)state;
    assert_int_equal(date_to_days((struct date){1970, 1, 1}), 0);
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= date_days_in_month(year, month); day++) {
                struct date d = date_from_days(expected);

                assert_true(d.year == year && d.month == month && d.day == day);
                assert_true(date_to_days(d) == expected);
                assert_true(date_weekday(expected) == weekday);
                expected++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_int_equal(expected, 2932897);
}

static void days_are_written_as_they_are_read(void **state)
{
    struct date d;
    char text[11];

    (void)state;
    assert_true(date_parse(STR("2024-02-29"), false, &d));
    date_format(d, text);
    assert_string_equal(text, "2024-02-29");
    assert_true(date_parse(STR("0001-01-01"), false, &d));
    date_format(d, text);
    assert_string_equal(text, "0001-01-01");
}

static void assert_months(struct date from, int n, int anchor, struct date wanted)
{
    struct date d = date_add_months(from, n, anchor);

    if (d.year != wanted.year || d.month != wanted.month || d.day != wanted.day)
        fail_msg("%d-%d-%d plus %d months is %d-%d-%d", from.year, from.month, from.day, n, d.year,
                 d.month, d.day);
}

static void months_on_the_31st_do_not_drift(void **state)
{
    (void)state;
    assert_months((struct date){2026, 1, 31}, 1, 0, (struct date){2026, 2, 28});
    assert_months((struct date){2026, 2, 28}, 1, 31, (struct date){2026, 3, 31});
    assert_months((struct date){2024, 1, 31}, 1, 0, (struct date){2024, 2, 29});
    assert_months((struct date){2024, 2, 29}, 12, 0, (struct date){2025, 2, 28});
    assert_months((struct date){2026, 12, 15}, 1, 0, (struct date){2027, 1, 15});
    assert_months((struct date){2026, 1, 15}, -1, 0, (struct date){2025, 12, 15});
    assert_months((struct date){2026, 1, 15}, -25, 0, (struct date){2023, 12, 15});
    assert_months((struct date){2026, 3, 31}, 0, 0, (struct date){2026, 3, 31});
}

static void months_without_a_year_stay_without(void **state)
{
    (void)state;
    assert_months((struct date){DATE_NO_YEAR, 12, 31}, 2, 0, (struct date){DATE_NO_YEAR, 2, 29});
    assert_months((struct date){DATE_NO_YEAR, 1, 5}, -1, 0, (struct date){DATE_NO_YEAR, 12, 5});
}

static void months_past_the_calendar_give_no_valid_day(void **state)
{
    (void)state;
    assert_false(date_valid(date_add_months((struct date){9999, 12, 1}, 1, 0)));
    assert_false(date_valid(date_add_months((struct date){1, 1, 1}, -1, 0)));
    assert_false(date_valid(date_add_months((struct date){2026, 1, 1}, INT32_MAX, 0)));
    assert_false(date_valid(date_add_months((struct date){2026, 1, 1}, INT32_MIN, 0)));
}

static void texts_that_are_no_instant_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "-",
        ".5",
        "5.",
        "1.5.5",
        "--5",
        "1e9",
        " 1700000000",
        "2026-11-21T05:06:00",
        "2026-11-21T05:06Z",
        "2026-11-21T05:06:00.Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T05:60:00Z",
        "2026-11-21T05:06:61Z",
        "2026-11-21T05:06:00+0100",
        "2026-11-21T05:06:00+01",
        "2026-11-21T05:06:00+24:00",
        "2026-11-21T05:06:00+01:60",
        "2026-11-21T05:06:00ZZ",
        "2026-11-21X05:06:00Z",
        "2026-02-29T05:06:00Z",
        "2026-11-21T",
        "2026-11-21T5:06:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "--11-21",
        "yesterday",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        int64_t ms = 77;

        if (time_parse(str_of(bad[i]), &ms))
            fail_msg("took \"%s\"", bad[i]);
        assert_int_equal(ms, 77);
    }
    assert_false(time_parse(STR_NONE, &(int64_t){0}));
}

static void instants_are_read_in_every_promised_form(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2023-11-14T22:13:20.123Z", 1700000000123},
        {"2023-11-14t22:13:20.123456789z", 1700000000123},
        {"2023-11-14 22:13:20.1Z", 1700000000100},
        {"2023-11-14T23:13:20+01:00", 1700000000000},
        {"2023-11-14T16:43:20-05:30", 1700000000000},
        {"2023-11-14", 1699920000000},
        {"2016-12-31T23:59:60Z", 1483228800000},
        {"1700000000", 1700000000000},
        {"1700000000.5", 1700000000500},
        {"1700000000.1239", 1700000000123},
        {"1700000000123", 1700000000123},
        {"1700000000123.9", 1700000000123},
        {"99999999999", 99999999999000}, /* eleven digits are seconds still */
        {"0", 0},
        {"-1.5", -1500},
        {"1969-12-31T23:59:59.999Z", -1},
        {"0001-01-01T00:00:00Z", -62135596800000},
        {"9999-12-31T23:59:59.999Z", 253402300799999},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t ms = 77;

        if (!time_parse(str_of(cases[i].text), &ms) || ms != cases[i].ms)
            fail_msg("\"%s\" read as %lld", cases[i].text, (long long)ms);
    }
}

static void assert_time(int64_t ms, const char *wanted)
{
    char text[25];

    time_format(ms, text);
    assert_string_equal(text, wanted);
}

static void instants_are_written_in_one_form(void **state)
{
    (void)state;
    assert_time(INT64_MIN, "0000-01-01T00:00:00.000Z");
    assert_time(INT64_MAX, "9999-12-31T23:59:59.999Z");
    assert_time(-1, "1969-12-31T23:59:59.999Z");
    assert_time(0, "1970-01-01T00:00:00.000Z");
    assert_time(1700000000123, "2023-11-14T22:13:20.123Z");
}

static void the_clock_goes_on(void **state)
{
    int64_t mono = clock_mono_us();

    (void)state;
    assert_true(clock_now_ms() > INT64_C(1700000000000));
    assert_true(clock_mono_us() >= mono);
}

static void zones_that_are_none_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "Mars/Olympus",
        "+05:00",
        "XYZ5",
        "../zoneinfo/UTC",
        "/etc/passwd",
        "Europe",
        "Europe/Vienna ",
        "europe/../Europe/Vienna",
        "leapseconds",
        "tzdata.zi",
        "Europe/\nVienna",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "Europe/ViennaEurope/ViennaEurope/ViennaEurope/ViennaEurope/ViennaEurope/Vienna",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct tz *z = tz_open(bad[i]);

        if (z)
            fail_msg("took \"%s\"", bad[i]);
    }
    tz_free(NULL);
}

static struct tz *open_zone(const char *name)
{
    struct tz *z = tz_open(name);

    if (!z)
        fail_msg("no zone %s: is tzdata there?", name);
    return z;
}

/* A local time and the instant it is. */
static void assert_instant(const char *zone, const char *day, int64_t ms_of_day, const char *wanted)
{
    struct tz *z = open_zone(zone);
    struct date d;

    assert_true(date_parse(str_of(day), false, &d));
    assert_time(tz_instant(z, d, ms_of_day), wanted);
    tz_free(z);
}

enum { HOUR = 3600000, HALF = HOUR / 2 };

static void a_local_time_that_was_skipped_is_the_moment_after(void **state)
{
    (void)state;
    assert_instant("Europe/Vienna", "2026-03-29", 2 * HOUR + HALF, "2026-03-29T01:00:00.000Z");
    assert_instant("Europe/Vienna", "2026-03-29", 2 * HOUR, "2026-03-29T01:00:00.000Z");
    assert_instant("Europe/Vienna", "2026-03-29", 2 * HOUR - 1, "2026-03-29T00:59:59.999Z");
    assert_instant("Europe/Vienna", "2026-03-29", 3 * HOUR, "2026-03-29T01:00:00.000Z");
    assert_instant("Australia/Lord_Howe", "2026-10-04", 2 * HOUR + 1, "2026-10-03T15:30:00.000Z");
    /* Samoa went over the date line and had no 30th. */
    assert_instant("Pacific/Apia", "2011-12-30", 12 * HOUR, "2011-12-30T10:00:00.000Z");
}

static void a_local_time_that_comes_twice_is_the_first(void **state)
{
    (void)state;
    assert_instant("Europe/Vienna", "2026-10-25", 2 * HOUR + HALF, "2026-10-25T00:30:00.000Z");
    assert_instant("Europe/Vienna", "2026-10-25", 3 * HOUR, "2026-10-25T02:00:00.000Z");
    assert_instant("America/Havana", "2026-11-01", 0, "2026-11-01T04:00:00.000Z");
}

static void ordinary_local_times_are_what_the_clock_says(void **state)
{
    (void)state;
    assert_instant("UTC", "2026-07-01", 12 * HOUR, "2026-07-01T12:00:00.000Z");
    assert_instant("Europe/Vienna", "2026-07-01", 12 * HOUR, "2026-07-01T10:00:00.000Z");
    assert_instant("America/New_York", "2026-01-01", 23 * HOUR, "2026-01-02T04:00:00.000Z");
    assert_instant("Asia/Kathmandu", "2026-01-01", 0, "2025-12-31T18:15:00.000Z");
    assert_instant("Europe/Vienna", "2600-07-01", 12 * HOUR, "2600-07-01T10:00:00.000Z");
}

static void a_day_begins_after_midnight_where_midnight_was_skipped(void **state)
{
    struct tz *z = open_zone("America/Sao_Paulo");
    struct date d = {2018, 11, 4};
    int64_t start = tz_day_start(z, d);

    (void)state;
    assert_time(start, "2018-11-04T03:00:00.000Z");
    assert_int_equal(tz_time_of_day(z, start), HOUR);
    assert_int_equal(tz_date(z, start).day, 4);
    assert_int_equal(tz_date(z, start - 1).day, 3);
    tz_free(z);
}

static void every_day_of_a_year_begins_where_the_one_before_ends(void **state)
{
    static const char *const zones[] = {"UTC",
                                        "Europe/Vienna",
                                        "America/Havana",
                                        "Asia/Kolkata",
                                        "Pacific/Kiritimati",
                                        "Pacific/Pago_Pago",
                                        "Africa/Casablanca",
                                        "America/Santiago"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
        struct tz *z = open_zone(zones[i]);
        int64_t first = date_to_days((struct date){2026, 1, 1});

        for (int64_t day = first; day < first + 365; day++) {
            int64_t start = tz_day_start(z, date_from_days(day));

            assert_int_equal(date_to_days(tz_date(z, start)), day);
            assert_int_equal(date_to_days(tz_date(z, start - 1)), day - 1);
        }
        tz_free(z);
    }
}

static void a_date_given_for_a_time_is_its_beginning_there(void **state)
{
    struct tz *z = open_zone("America/Los_Angeles");
    int64_t ms = 0;

    (void)state;
    assert_true(tz_time_parse(z, STR("2030-01-15"), &ms));
    assert_time(ms, "2030-01-15T08:00:00.000Z");
    assert_true(tz_time_parse(z, STR("2030-01-15T00:00:00Z"), &ms));
    assert_time(ms, "2030-01-15T00:00:00.000Z");
    assert_true(tz_time_parse(z, STR("1700000000"), &ms));
    assert_time(ms, "2023-11-14T22:13:20.000Z");
    assert_true(tz_time_parse(NULL, STR("2030-01-15"), &ms));
    assert_time(ms, "2030-01-15T00:00:00.000Z");
    assert_false(tz_time_parse(z, STR("2030-02-30"), &ms));
    tz_free(z);
}

static void the_hour_that_comes_twice_has_one_wall_time(void **state)
{
    struct tz *z = open_zone("Europe/Vienna");

    (void)state;
    assert_int_equal(tz_time_of_day(z, 1792888200000), 2 * HOUR + HALF); /* 00:30Z */
    assert_int_equal(tz_time_of_day(z, 1792891800000), 2 * HOUR + HALF); /* 01:30Z */
    tz_free(z);
    z = open_zone("America/New_York");
    assert_int_equal(tz_time_of_day(z, -1), 19 * HOUR - 1);
    assert_int_equal(tz_date(z, -1).year, 1969);
    tz_free(z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_no_day_are_refused),
        cmocka_unit_test(a_birthday_may_lack_its_year_where_allowed),
        cmocka_unit_test(every_day_of_ten_thousand_years_goes_there_and_back),
        cmocka_unit_test(days_are_written_as_they_are_read),
        cmocka_unit_test(months_on_the_31st_do_not_drift),
        cmocka_unit_test(months_without_a_year_stay_without),
        cmocka_unit_test(months_past_the_calendar_give_no_valid_day),
        cmocka_unit_test(texts_that_are_no_instant_are_refused),
        cmocka_unit_test(instants_are_read_in_every_promised_form),
        cmocka_unit_test(instants_are_written_in_one_form),
        cmocka_unit_test(the_clock_goes_on),
        cmocka_unit_test(zones_that_are_none_are_refused),
        cmocka_unit_test(a_local_time_that_was_skipped_is_the_moment_after),
        cmocka_unit_test(a_local_time_that_comes_twice_is_the_first),
        cmocka_unit_test(ordinary_local_times_are_what_the_clock_says),
        cmocka_unit_test(a_day_begins_after_midnight_where_midnight_was_skipped),
        cmocka_unit_test(every_day_of_a_year_begins_where_the_one_before_ends),
        cmocka_unit_test(a_date_given_for_a_time_is_its_beginning_there),
        cmocka_unit_test(the_hour_that_comes_twice_has_one_wall_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
