/* Token buckets (auth/limit.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those first. */
#include <cmocka.h>
#include <pthread.h>
#include <string.h>

#include "auth/limit.h"

#define SECOND INT64_C(1000000)

static int setup(void **state)
{
    *state = limit_new();
    return 0;
}

static int teardown(void **state)
{
    limit_free(*state);
    return 0;
}

static struct limit_key of(const char *address)
{
    struct net_address a;
    assert_true(net_address_parse(str_of(address), &a));
    return limit_key_address('a', &a);
}

/* How many of n go through at once. */
static int burst(struct limit *l, struct limit_key key, int64_t a_minute, int64_t now, int n)
{
    struct limit_state s;
    int through = 0;
    for (int i = 0; i < n; i++)
        through += limit_take(l, &key, a_minute, now, &s);
    return through;
}

static void holds_a_minutes_worth_and_no_more(void **state)
{
    static const int64_t rates[] = {1, 7, 10, 100, 6000};
    for (size_t i = 0; i < ARRAY_LEN(rates); i++) {
        struct limit_key key = limit_key_id('u', 100 + (int64_t)i);
        assert_int_equal(burst(*state, key, rates[i], SECOND, 7000), rates[i]);
    }
}

static void fills_evenly(void **state)
{
    struct limit_key key = limit_key_id('u', 1);
    assert_int_equal(burst(*state, key, 60, 100 * SECOND, 100), 60);
    assert_int_equal(burst(*state, key, 60, 100 * SECOND + SECOND / 2, 10), 0);
    assert_int_equal(burst(*state, key, 60, 101 * SECOND, 10), 1);
    assert_int_equal(burst(*state, key, 60, 111 * SECOND, 100), 10);
    assert_int_equal(burst(*state, key, 60, 1000 * SECOND, 100), 60);
}

static void tells_what_is_left_and_when(void **state)
{
    struct limit_key key = limit_key_id('k', 1);
    struct limit_state s;
    assert_true(limit_take(*state, &key, 60, SECOND, &s));
    assert_int_equal(s.quota, 60);
    assert_int_equal(s.left, 59);
    assert_int_equal(s.full_s, 1);
    assert_int_equal(burst(*state, key, 60, SECOND, 58), 58);
    assert_true(limit_take(*state, &key, 60, SECOND, &s));
    assert_int_equal(s.left, 0);
    assert_int_equal(s.full_s, 60);
    assert_false(limit_take(*state, &key, 60, SECOND, &s));
    assert_int_equal(s.retry_s, 1);
    /* After the wait that was told it is let through. */
    assert_true(limit_take(*state, &key, 60, SECOND + s.retry_s * SECOND, &s));
}

static void a_refusal_takes_nothing(void **state)
{
    struct limit_key key = limit_key_id('u', 5);
    struct limit_state s;
    burst(*state, key, 10, SECOND, 10);
    for (int i = 0; i < 1000; i++)
        assert_false(limit_take(*state, &key, 10, SECOND, &s));
    assert_int_equal(s.retry_s, 6);
    assert_true(limit_take(*state, &key, 10, 7 * SECOND, &s));
}

static void parts_who_asks_and_for_what(void **state)
{
    assert_int_equal(burst(*state, limit_key_id('u', 1), 5, SECOND, 9), 5);
    assert_int_equal(burst(*state, limit_key_id('k', 1), 5, SECOND, 9), 5);
    assert_int_equal(burst(*state, limit_key_id('u', 2), 5, SECOND, 9), 5);
    assert_int_equal(burst(*state, of("192.0.2.1"), 5, SECOND, 9), 5);
    assert_int_equal(burst(*state, of("192.0.2.2"), 5, SECOND, 9), 5);
}

static void counts_a_household_as_one(void **state)
{
    assert_int_equal(burst(*state, of("2001:db8:1:2::1"), 5, SECOND, 5), 5);
    assert_int_equal(burst(*state, of("2001:db8:1:2:ffff::9"), 5, SECOND, 5), 0);
    assert_int_equal(burst(*state, of("2001:db8:1:3::1"), 5, SECOND, 5), 5);
    assert_int_equal(burst(*state, of("::ffff:192.0.2.9"), 5, SECOND, 5), 5);
    assert_int_equal(burst(*state, of("192.0.2.9"), 5, SECOND, 5), 0);
    assert_int_equal(burst(*state, of("::ffff:192.0.2.8"), 5, SECOND, 5), 5);
}

/* Millions of made-up keys push out one another, not who has used up theirs. */
static void a_flood_frees_nobody(void **state)
{
    struct limit_key mine = limit_key_id('g', -1);
    struct limit_state s;
    assert_int_equal(burst(*state, mine, 10, SECOND, 10), 10);
    for (int64_t i = 0; i < 1000000; i++) {
        struct limit_key key = limit_key_id('a', i);
        limit_take(*state, &key, 100, SECOND, &s);
    }
    assert_int_equal(burst(*state, mine, 10, SECOND, 10), 0);
}

static void *take_many(void *arg)
{
    struct limit_key key = limit_key_id('u', 77);
    return (void *)(intptr_t)burst(arg, key, 5000, SECOND, 5000);
}

static void counts_right_among_threads(void **state)
{
    pthread_t threads[4];
    intptr_t through = 0;
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        pthread_create(&threads[i], NULL, take_many, *state);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *n;
        pthread_join(threads[i], &n);
        through += (intptr_t)n;
    }
    assert_int_equal(through, 5000);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(holds_a_minutes_worth_and_no_more),
        TEST(fills_evenly),
        TEST(tells_what_is_left_and_when),
        TEST(a_refusal_takes_nothing),
        TEST(parts_who_asks_and_for_what),
        TEST(counts_a_household_as_one),
        TEST(a_flood_frees_nobody),
        TEST(counts_right_among_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
