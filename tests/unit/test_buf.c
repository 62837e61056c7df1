/* base/buf: the limit holds to the byte, and a failure sticks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_text_past_the_limit_fails_and_nothing_follows_it(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 5);
    buf_puts(&b, "abc");
    buf_puts(&b, "def");
    assert_true(b.failed);
    buf_puts(&b, "g"); /* would fit, but the text has a hole by now */
    assert_true(str_is(buf_str(&b), "abc"));
    buf_release(&b);
}

static void sizes_that_would_wrap_fail(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 100);
    buf_putc(&b, 'x');
    assert_null(buf_room(&b, SIZE_MAX));
    assert_true(b.failed);
    buf_release(&b);
}

static void printing_past_the_limit_fails_whole(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 5);
    buf_puts(&b, "ab");
    buf_printf(&b, "%d", 1234);
    assert_true(b.failed);
    assert_true(str_is(buf_str(&b), "ab"));
    buf_release(&b);
}

static void the_limit_itself_can_be_filled(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 5);
    buf_printf(&b, "%s", "abcde");
    assert_false(b.failed);
    assert_true(str_is(buf_str(&b), "abcde"));
    buf_putc(&b, 'f');
    assert_true(b.failed);
    buf_release(&b);

    buf_init(&b, 0);
    buf_put(&b, "", 0);
    buf_printf(&b, "%s", "");
    assert_false(b.failed);
    buf_putc(&b, 'x');
    assert_true(b.failed);
    buf_release(&b);
}

static void an_empty_one_owns_nothing(void **state)
{
    struct buf b;
    size_t n = 9;

    (void)state;
    buf_init(&b, 10);
    assert_int_equal(buf_str(&b).n, 0);
    assert_null(buf_detach(&b, &n));
    assert_int_equal(n, 0);
    buf_put_str(&b, STR_NONE);
    assert_null(b.p);
    buf_release(&b);
}

static void what_is_put_comes_out_in_order(void **state)
{
    struct buf b;
    size_t n = 0;

    (void)state;
    buf_init(&b, 10000000);
    for (int i = 0; i < 100000; i++)
        buf_printf(&b, "%05d", i);
    assert_int_equal(b.n, 500000);
    for (int i = 0; i < 100000; i += 997) {
        char wanted[16];

        snprintf(wanted, sizeof wanted, "%05d", i);
        assert_memory_equal(b.p + i * 5, wanted, 5);
    }
    char *bytes = buf_detach(&b, &n);
    assert_int_equal(n, 500000);
    assert_int_equal(strlen(bytes), 500000); /* a NUL stands behind */
    free(bytes);

    buf_putc(&b, 'x'); /* detached is empty, the limit stays */
    assert_true(str_is(buf_str(&b), "x"));
    assert_int_equal(b.limit, 10000000);
    buf_release(&b);
}

static void growing_is_geometric(void **state)
{
    struct buf b;
    int moves = 0;
    size_t room = 0;

    (void)state;
    buf_init(&b, SIZE_MAX / 2);
    for (int i = 0; i < 1000000; i++) {
        buf_putc(&b, 'x');
        if (b.room != room)
            moves++;
        room = b.room;
    }
    assert_true(moves < 20);
    buf_release(&b);
}

static void resetting_forgets_bytes_and_failure_but_no_memory(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 3);
    buf_puts(&b, "abc");
    buf_puts(&b, "d");
    char *before = b.p;
    buf_reset(&b);
    assert_false(b.failed);
    buf_puts(&b, "xyz");
    assert_true(str_is(buf_str(&b), "xyz"));
    assert_ptr_equal(b.p, before);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_past_the_limit_fails_and_nothing_follows_it),
        cmocka_unit_test(sizes_that_would_wrap_fail),
        cmocka_unit_test(printing_past_the_limit_fails_whole),
        cmocka_unit_test(the_limit_itself_can_be_filled),
        cmocka_unit_test(an_empty_one_owns_nothing),
        cmocka_unit_test(what_is_put_comes_out_in_order),
        cmocka_unit_test(growing_is_geometric),
        cmocka_unit_test(resetting_forgets_bytes_and_failure_but_no_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
