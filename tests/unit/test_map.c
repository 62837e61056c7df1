/* base/map: every key keeps its own value, in the order of insertion.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include <cmocka.h>

static void what_is_not_there_is_null(void **state)
{
    struct arena a;
    struct map m;
    int one = 1;

    (void)state;
    arena_init(&a);
    map_init(&m, &a);
    assert_null(map_get(&m, STR("x")));
    assert_null(map_get(&m, STR_NONE));
    map_put(&m, STR("x"), &one);
    assert_null(map_get(&m, STR("y")));
    assert_null(map_get(&m, STR("X")));
    assert_null(map_get(&m, STR("x\0")));
    assert_null(map_get(&m, STR("")));
    arena_release(&a);
}

static void putting_again_replaces_and_gives_the_former(void **state)
{
    struct arena a;
    struct map m;
    int one = 1, two = 2;

    (void)state;
    arena_init(&a);
    map_init(&m, &a);
    assert_null(map_put(&m, STR("x"), &one));
    assert_ptr_equal(map_put(&m, STR("x"), &two), &one);
    assert_ptr_equal(map_get(&m, STR("x")), &two);
    assert_int_equal(m.n, 1);
    arena_release(&a);
}

static void the_empty_key_is_a_key(void **state)
{
    struct arena a;
    struct map m;
    int one = 1;

    (void)state;
    arena_init(&a);
    map_init(&m, &a);
    map_put(&m, STR_NONE, &one);
    assert_ptr_equal(map_get(&m, STR("")), &one);
    arena_release(&a);
}

static void many_keys_keep_their_values_and_their_order(void **state)
{
    enum { N = 50000 };
    static int values[N];
    struct arena a;
    struct map m;

    (void)state;
    arena_init(&a);
    map_init(&m, &a);
    for (size_t i = 0; i < N; i++)
        assert_null(map_put(&m, str_of(arena_printf(&a, "key-%zu", i)), &values[i]));
    for (size_t i = 0; i < N; i++) {
        assert_ptr_equal(map_get(&m, str_of(arena_printf(&a, "key-%zu", i))), &values[i]);
        assert_ptr_equal(m.entries[i].value, &values[i]);
    }
    assert_null(map_get(&m, STR("key-50000")));
    assert_int_equal(m.n, N);
    assert_true(m.n < m.n_slots); /* a free slot ends every search */
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_there_is_null),
        cmocka_unit_test(putting_again_replaces_and_gives_the_former),
        cmocka_unit_test(the_empty_key_is_a_key),
        cmocka_unit_test(many_keys_keep_their_values_and_their_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
