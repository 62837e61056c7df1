/* base/str: what the rest of the program relies on when it cuts and compares texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include <cmocka.h>
#include <string.h>

static void numbers_that_are_none_are_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "-",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "0x10",
                                      "--1",
                                      "1-",
                                      "９",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999999"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        int64_t value = 77;

        if (str_to_i64(str_of(bad[i]), &value))
            fail_msg("took \"%s\"", bad[i]);
        assert_int_equal(value, 77);
    }
    assert_false(str_to_i64(STR("1\0"), &(int64_t){0}));
    assert_false(str_to_i64(STR_NONE, &(int64_t){0}));
}

static void numbers_reach_both_ends_of_64_bits(void **state)
{
    int64_t value;

    (void)state;
    assert_true(str_to_i64(STR("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_true(str_to_i64(STR("9223372036854775807"), &value));
    assert_true(value == INT64_MAX);
    assert_true(str_to_i64(STR("-007"), &value));
    assert_int_equal(value, -7);
}

static void the_empty_and_the_absent_are_equal_but_told_apart_by_p(void **state)
{
    (void)state;
    assert_true(str_eq(STR_NONE, STR("")));
    assert_true(str_is(STR_NONE, ""));
    assert_true(str_is(STR_NONE, NULL));
    assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
    assert_true(str_cmp(STR_NONE, STR("a")) < 0);
    assert_null(str_of(NULL).p);
    assert_non_null(STR("").p);
}

static void comparing_minds_length_case_and_high_bytes(void **state)
{
    (void)state;
    assert_false(str_eq(STR("ab"), STR("abc")));
    assert_false(str_eq(STR("ab"), STR("aB")));
    assert_false(str_eq(STR("a\0b"), STR("a\0c")));
    assert_true(str_ieq(STR("Content-Type"), STR("content-tYPE")));
    assert_false(str_ieq(STR("[x"), STR("{x"))); /* differ in the case bit only, are no letters */
    assert_false(str_ieq(STR("ab"), STR("abc")));
    assert_true(str_cmp(STR("ab"), STR("abc")) < 0);
    assert_true(str_cmp(STR("b"), STR("abc")) > 0);
    assert_true(str_cmp(STR("\xc3"), STR("z")) > 0); /* bytes are unsigned */
}

static void starts_and_ends(void **state)
{
    (void)state;
    assert_false(str_starts(STR("ht"), "http"));
    assert_false(str_ends(STR("v"), ".csv"));
    assert_true(str_starts(STR("http:"), "http"));
    assert_true(str_ends(STR("a.csv"), ".csv"));
    assert_true(str_starts(STR_NONE, ""));
    assert_true(str_ends(STR_NONE, ""));
}

static void finding_stays_inside(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("abc"), 'x', 0), 3);
    assert_int_equal(str_find(STR("abc"), 'a', 1), 3);
    assert_int_equal(str_find(STR("abc"), 'a', 99), 3);
    assert_int_equal(str_find(STR_NONE, 'a', 0), 0);
    assert_int_equal(str_find(STR("abcabc"), 'c', 3), 5);
}

static void a_part_is_clipped_to_the_whole(void **state)
{
    (void)state;
    assert_true(str_is(str_sub(STR("abc"), 1, 1), "b"));
    assert_true(str_is(str_sub(STR("abc"), 1, SIZE_MAX), "bc"));
    assert_true(str_is(str_sub(STR("abc"), 9, 9), ""));
    assert_null(str_sub(STR_NONE, 1, 1).p);
}

static void trimming_takes_ascii_white_space_only(void **state)
{
    (void)state;
    assert_true(str_is(str_trim(STR(" \t\r\n a b \v\f")), "a b"));
    assert_int_equal(str_trim(STR(" \n ")).n, 0);
    assert_int_equal(str_trim(STR_NONE).n, 0);
    assert_true(str_is(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x"));
}

static void splitting_gives_every_part_the_empty_ones_too(void **state)
{
    static const char *const parts[] = {"", "a", "", "b", ""};
    struct str rest = STR(",a,,b,"), part;
    size_t n = 0;

    (void)state;
    for (; str_next(&rest, ',', &part); n++) {
        assert_true(n < ARRAY_LEN(parts));
        assert_true(str_is(part, parts[n]));
    }
    assert_int_equal(n, ARRAY_LEN(parts));
    assert_false(str_next(&rest, ',', &part));
}

static void splitting_an_empty_text_gives_one_empty_part(void **state)
{
    struct str rest = STR(""), part;

    (void)state;
    assert_true(str_next(&rest, ',', &part));
    assert_int_equal(part.n, 0);
    assert_false(str_next(&rest, ',', &part));
}

static void copies_outlive_their_source_and_end_in_nul(void **state)
{
    struct arena a;
    char source[] = "ab\0c";

    (void)state;
    arena_init(&a);
    struct str copy = str_dup(&a, (struct str){source, 4});
    char *cstr = str_cstr(&a, (struct str){source, 4});
    memset(source, 'x', sizeof source);
    assert_true(str_eq(copy, STR("ab\0c")));
    assert_memory_equal(cstr, "ab\0c", 5);
    assert_string_equal(str_cstr(&a, STR_NONE), "");
    assert_null(str_dup(&a, STR_NONE).p);
    arena_release(&a);
}

static void the_hash_depends_on_every_byte_and_the_seed(void **state)
{
    (void)state;
    assert_true(str_hash(STR(""), 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(str_hash(STR("foobar"), 0) == UINT64_C(0x85944171f73967e8)); /* FNV's own vector */
    assert_true(str_hash(STR("a\0"), 0) != str_hash(STR("a"), 0));
    assert_true(str_hash(STR("a"), 1) != str_hash(STR("a"), 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_that_are_none_are_refused),
        cmocka_unit_test(numbers_reach_both_ends_of_64_bits),
        cmocka_unit_test(the_empty_and_the_absent_are_equal_but_told_apart_by_p),
        cmocka_unit_test(comparing_minds_length_case_and_high_bytes),
        cmocka_unit_test(starts_and_ends),
        cmocka_unit_test(finding_stays_inside),
        cmocka_unit_test(a_part_is_clipped_to_the_whole),
        cmocka_unit_test(trimming_takes_ascii_white_space_only),
        cmocka_unit_test(splitting_gives_every_part_the_empty_ones_too),
        cmocka_unit_test(splitting_an_empty_text_gives_one_empty_part),
        cmocka_unit_test(copies_outlive_their_source_and_end_in_nul),
        cmocka_unit_test(the_hash_depends_on_every_byte_and_the_seed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
