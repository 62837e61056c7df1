/* base/rand: secrets differ, seeds repeat, ranges hold.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rand.h"
#include <cmocka.h>
#include <string.h>

static void secrets_are_never_the_same_and_never_beside_their_room(void **state)
{
    unsigned char a[34] = {0}, b[34] = {0};

    (void)state;
    rand_secret(a, 32);
    rand_secret(b, 32);
    assert_memory_not_equal(a, b, 32);
    assert_int_equal(a[32] | a[33] | b[32] | b[33], 0);
}

static void one_seed_gives_one_sequence(void **state)
{
    struct rand r;

    (void)state;
    rand_seed(&r, 1234567); /* splitmix64's published vector */
    assert_true(rand_next(&r) == UINT64_C(6457827717110365317));
    assert_true(rand_next(&r) == UINT64_C(3203168211198807973));
    assert_true(rand_next(&r) == UINT64_C(9817491932198370423));
    rand_seed(&r, 1234567);
    assert_true(rand_next(&r) == UINT64_C(6457827717110365317));
}

static void a_range_is_never_left_and_wholly_used(void **state)
{
    struct rand r;
    int seen[7] = {0};

    (void)state;
    rand_seed(&r, 1);
    for (int i = 0; i < 7000; i++) {
        uint64_t v = rand_below(&r, 7);

        assert_true(v < 7);
        seen[v]++;
    }
    for (int i = 0; i < 7; i++)
        assert_in_range(seen[i], 800, 1200);
    assert_true(rand_below(&r, 1) == 0);
    assert_true(rand_below(&r, UINT64_MAX) < UINT64_MAX);
}

static void no_result_is_likelier_in_a_range_that_does_not_divide(void **state)
{
    const uint64_t n = UINT64_C(3)
                       << 62; /* three quarters of all: a plain modulo doubles a third */
    struct rand r;
    int low = 0;

    (void)state;
    rand_seed(&r, 2);
    for (int i = 0; i < 9000; i++)
        low += rand_below(&r, n) < n / 3;
    assert_in_range(low, 2700, 3300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_are_never_the_same_and_never_beside_their_room),
        cmocka_unit_test(one_seed_gives_one_sequence),
        cmocka_unit_test(a_range_is_never_left_and_wholly_used),
        cmocka_unit_test(no_result_is_likelier_in_a_range_that_does_not_divide),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
