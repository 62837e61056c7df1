/* base/money: no cent is lost, invented or guessed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include <cmocka.h>

static void text_that_is_no_amount_is_refused(void **state)
{
    static const char *const bad[] = {"",    "-",   ".",    ".5",   "5.",    "-.5",  "+5", " 5",
                                      "5 ",  "1,5", "1e3",  "0x1",  "1.2.3", "--1",  "1-", "NaN",
                                      "inf", "1_0", "1.-5", "1. 5", "5.00x", "5.0-", "１", "$5"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        int64_t minor = 77;

        if (money_parse(str_of(bad[i]), STR("EUR"), &minor))
            fail_msg("took \"%s\"", bad[i]);
        assert_int_equal(minor, 77);
    }
    assert_false(money_parse(STR_NONE, STR("EUR"), &(int64_t){0}));
    assert_false(money_parse(STR("5\0"), STR("EUR"), &(int64_t){0}));
}

static void more_digits_than_the_currency_has_are_refused_not_rounded(void **state)
{
    int64_t minor = 77;

    (void)state;
    assert_false(money_parse(STR("1.005"), STR("EUR"), &minor));
    assert_false(money_parse(STR("1.5"), STR("JPY"), &minor));
    assert_false(money_parse(STR("1.0001"), STR("KWD"), &minor));
    assert_int_equal(minor, 77);
    assert_true(money_parse(STR("1.50000"), STR("EUR"), &minor));
    assert_int_equal(minor, 150);
    assert_true(money_parse(STR("1.000"), STR("JPY"), &minor));
    assert_int_equal(minor, 1);
}

static void amounts_beyond_the_limit_are_refused(void **state)
{
    int64_t minor = 77;

    (void)state;
    assert_false(money_parse(STR("10000000000000.01"), STR("EUR"), &minor));
    assert_false(money_parse(STR("-1000000000000001"), STR("JPY"), &minor));
    assert_false(money_parse(STR("99999999999999999999999999999999"), STR("EUR"), &minor));
    assert_int_equal(minor, 77);
    assert_true(money_parse(STR("10000000000000"), STR("EUR"), &minor));
    assert_true(minor == INT64_C(1000000000000000));
    assert_true(money_parse(STR("-10000000000000.00"), STR("EUR"), &minor));
    assert_true(minor == INT64_C(-1000000000000000));
}

static void text_becomes_minor_units(void **state)
{
    static const struct {
        const char *text, *currency;
        int64_t minor;
    } cases[] = {
        {"0", "EUR", 0},         {"-0", "EUR", 0},       {"50000", "EUR", 5000000},
        {"-12.5", "EUR", -1250}, {"0.07", "USD", 7},     {"007", "USD", 700},
        {"500", "JPY", 500},     {"1.234", "KWD", 1234}, {"-0.001", "KWD", -1},
        {"2.50", "???", 250},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t minor = 77;

        assert_true(money_parse(str_of(cases[i].text), str_of(cases[i].currency), &minor));
        assert_int_equal(minor, cases[i].minor);
    }
}

static void minor_units_become_text(void **state)
{
    static const struct {
        int64_t minor;
        const char *currency, *text;
    } cases[] = {
        {0, "EUR", "0"},
        {50000, "EUR", "500"},
        {1250, "EUR", "12.50"},
        {7, "EUR", "0.07"},
        {-7, "EUR", "-0.07"},
        {-1200, "EUR", "-12"},
        {1250, "JPY", "1250"},
        {1250, "KWD", "1.250"},
        {1000, "KWD", "1"},
        {INT64_MAX, "EUR", "92233720368547758.07"},
        {INT64_MIN, "KWD", "-9223372036854775.808"},
        {INT64_MIN, "JPY", "-9223372036854775808"},
    };
    char text[MONEY_TEXT];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        money_format(cases[i].minor, str_of(cases[i].currency), text);
        assert_string_equal(text, cases[i].text);
    }
}

static void what_is_written_reads_back(void **state)
{
    static const char *const currencies[] = {"EUR", "JPY", "KWD"};

    (void)state;
    for (size_t c = 0; c < ARRAY_LEN(currencies); c++) {
        for (int64_t minor = -2500; minor < 2500; minor += 3) {
            char text[MONEY_TEXT];
            int64_t back = 0;

            money_format(minor, str_of(currencies[c]), text);
            assert_true(money_parse(str_of(text), str_of(currencies[c]), &back));
            assert_int_equal(back, minor);
        }
    }
}

static void only_codes_in_capitals_that_are_in_use_are_known(void **state)
{
    static const char *const known[] = {"EUR", "USD", "JPY", "KWD", "XOF", "ZWG", "TND", "XCG"};
    static const char *const unknown[] = {"",    "EU",  "EURO", "eur", "Eur", "DEM", "HRK",
                                          "XAU", "XXX", "XTS",  "UR ", "R U", "ABC", "   "};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        assert_true(money_currency_known(str_of(known[i])));
    for (size_t i = 0; i < ARRAY_LEN(unknown); i++)
        if (money_currency_known(str_of(unknown[i])))
            fail_msg("knew \"%s\"", unknown[i]);
    assert_false(money_currency_known(STR_NONE));
    assert_int_equal(money_digits(STR("DEM")), 2);
    assert_int_equal(money_digits(STR_NONE), 2);
    assert_int_equal(money_digits(STR("JPY")), 0);
    assert_int_equal(money_digits(STR("BHD")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_is_no_amount_is_refused),
        cmocka_unit_test(more_digits_than_the_currency_has_are_refused_not_rounded),
        cmocka_unit_test(amounts_beyond_the_limit_are_refused),
        cmocka_unit_test(text_becomes_minor_units),
        cmocka_unit_test(minor_units_become_text),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(only_codes_in_capitals_that_are_in_use_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
