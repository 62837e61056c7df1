/* Back-off: free tries, doubling, the cap, forgetting, and a flood. */
#include "auth/throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = throttle_new();
    return 0;
}

static int tear_down(void **state)
{
    throttle_free(*state);
    return 0;
}

static void fail_times(struct throttle *t, struct str key, int n, int64_t now)
{
    for (int i = 0; i < n; i++)
        throttle_fail(t, key, now);
}

static void test_five_are_free(void **state)
{
    struct throttle *t = *state;

    assert_int_equal(throttle_wait(t, STR("a"), 1000), 0);
    fail_times(t, STR("a"), 4, 1000);
    assert_int_equal(throttle_wait(t, STR("a"), 1000), 0);
    throttle_fail(t, STR("a"), 1000);
    assert_int_equal(throttle_wait(t, STR("a"), 1000), 1000);
    assert_int_equal(throttle_wait(t, STR("a"), 1600), 400);
    assert_int_equal(throttle_wait(t, STR("a"), 2000), 0);
    assert_int_equal(throttle_wait(t, STR("b"), 1000), 0);
}

static void test_grows_to_the_cap(void **state)
{
    struct throttle *t = *state;

    for (int i = 0; i < 10; i++) {
        fail_times(t, STR("a"), i ? 1 : 5, 0);
        assert_int_equal(throttle_wait(t, STR("a"), 0), INT64_C(1000) << i);
    }
    fail_times(t, STR("a"), 1000, 0);
    assert_in_range(throttle_wait(t, STR("a"), 0), 1, THROTTLE_MAX_MS);
    /* Nobody is kept out for good. */
    assert_int_equal(throttle_wait(t, STR("a"), THROTTLE_MAX_MS), 0);
}

static void test_forgets(void **state)
{
    struct throttle *t = *state;

    fail_times(t, STR("a"), 9, 0);
    throttle_forget(t, STR("a"));
    assert_int_equal(throttle_wait(t, STR("a"), 0), 0);
    fail_times(t, STR("b"), 9, 0);
    fail_times(t, STR("b"), 1, THROTTLE_MAX_MS); /* a quiet quarter of an hour: from one again */
    assert_int_equal(throttle_wait(t, STR("b"), THROTTLE_MAX_MS), 0);
}

/* Made-up keys push out each other, not who has failed most. */
static void test_flood(void **state)
{
    struct throttle *t = *state;
    char key[32];

    fail_times(t, STR("victim"), 12, 0);
    for (int i = 0; i < 100000; i++) {
        int n = snprintf(key, sizeof key, "made up %d", i);
        throttle_fail(t, (struct str){key, (size_t)n}, 0);
    }
    assert_true(throttle_wait(t, STR("victim"), 0) > 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_five_are_free),
        TEST(test_grows_to_the_cap),
        TEST(test_forgets),
        TEST(test_flood),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
