/* Secrets as text: known values, always the same length, and a checksum that tells a slip. */
#include "base/base62.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void secret_is(unsigned char fill, const char *expected)
{
    unsigned char bytes[32];
    char text[BASE62_SECRET + 1] = "";

    memset(bytes, fill, sizeof bytes);
    base62_secret(bytes, text);
    assert_string_equal(text, expected);
}

static void the_least_and_the_most_have_43_characters(void **state)
{
    (void)state;
    secret_is(0, "0000000000000000000000000000000000000000000");
    /* 2^256 - 1, reckoned elsewhere */
    secret_is(0xff, "yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1");
}

static void one_bit_is_the_last_character(void **state)
{
    unsigned char bytes[32] = {[31] = 61};
    char text[BASE62_SECRET + 1] = "";

    (void)state;
    base62_secret(bytes, text);
    assert_int_equal(text[BASE62_SECRET - 1], 'z');
    assert_int_equal(text[BASE62_SECRET - 2], '0');
    bytes[31] = 62;
    base62_secret(bytes, text);
    assert_int_equal(text[BASE62_SECRET - 1], '0');
    assert_int_equal(text[BASE62_SECRET - 2], '1');
}

static void a_checksum_tells_a_slip(void **state)
{
    char one[BASE62_CHECK + 1] = "", two[BASE62_CHECK + 1] = "";

    (void)state;
    /* CRC-32 of "123456789" is 0xcbf43926, the value every table of CRCs gives */
    base62_check(STR("123456789"), one);
    assert_string_equal(one, "3jZRME");
    base62_check(STR("123456798"), two);
    assert_string_not_equal(one, two);
    base62_check(STR_NONE, two);
    assert_string_equal(two, "000000");
}

static void what_is_random_is_valid_and_never_twice(void **state)
{
    char one[20], two[20];

    (void)state;
    base62_random(one, sizeof one);
    base62_random(two, sizeof two);
    assert_true(base62_valid((struct str){one, sizeof one}));
    assert_memory_not_equal(one, two, sizeof one);
    assert_false(base62_valid(STR("a-b")));
    assert_false(base62_valid(STR("a_b")));
    assert_false(base62_valid((struct str){"a\0b", 3}));
    assert_true(base62_valid(STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_and_the_most_have_43_characters),
        cmocka_unit_test(one_bit_is_the_last_character),
        cmocka_unit_test(a_checksum_tells_a_slip),
        cmocka_unit_test(what_is_random_is_valid_and_never_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
