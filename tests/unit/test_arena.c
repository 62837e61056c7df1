/* base/arena: memory is zeroed, aligned, apart, and all gone at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#endif

#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#endif

/* How a child that runs the function ends. */
static int signal_of(void (*run)(void))
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGABRT, SIG_DFL); /* cmocka would catch it */
        close(STDERR_FILENO);
        run();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void ask_for_an_array_that_overflows(void)
{
    struct arena a;

    arena_init(&a);
    arena_array(&a, SIZE_MAX / 2, 4);
}

static void ask_for_too_much(void)
{
    struct arena a;

    arena_init(&a);
    arena_alloc(&a, SIZE_MAX - 8);
}

static void sizes_beyond_memory_abort_instead_of_wrapping(void **state)
{
    (void)state;
    assert_int_equal(signal_of(ask_for_an_array_that_overflows), SIGABRT);
    assert_int_equal(signal_of(ask_for_too_much), SIGABRT);
}

static void bytes_behind_a_piece_are_poisoned(void **state)
{
    (void)state;
#ifdef WITH_ASAN
    struct arena a;

    arena_init(&a);
    for (size_t n = 1; n < 70; n++) {
        char *p = arena_alloc(&a, n);

        arena_alloc(&a, 1);
        assert_false(__asan_address_is_poisoned(p + n - 1));
        assert_true(__asan_address_is_poisoned(p + n));
    }
    char *gone = arena_alloc(&a, 8);
    arena_clear(&a);
    assert_true(__asan_address_is_poisoned(gone));
    arena_release(&a);
#else
    skip();
#endif
}

static void all_pieces_are_zeroed_aligned_and_apart(void **state)
{
    enum { N = 2000 };
    static unsigned char *pieces[N];
    struct arena a;

    (void)state;
    arena_init(&a);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < N; i++) {
            size_t n = i * 7 % 900 + (i % 97 == 0 ? 100000 : 0);

            pieces[i] = arena_alloc(&a, n);
            assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
            for (size_t k = 0; k < n; k++)
                assert_int_equal(pieces[i][k], 0);
            memset(pieces[i], (int)(i % 251 + 1), n);
        }
        for (size_t i = 0; i < N; i++) {
            size_t n = i * 7 % 900 + (i % 97 == 0 ? 100000 : 0);

            for (size_t k = 0; k < n; k++)
                assert_int_equal(pieces[i][k], i % 251 + 1);
        }
        arena_clear(&a); /* the next round gets used memory, zeroed again */
    }
    arena_release(&a);
}

static void nothing_asked_gives_a_pointer_all_the_same(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    assert_non_null(arena_alloc(&a, 0));
    assert_non_null(arena_array(&a, 0, 8));
    assert_ptr_not_equal(arena_alloc(&a, 0), arena_alloc(&a, 0));
    arena_release(&a);
}

static void clearing_keeps_a_block_and_releasing_none(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    arena_clear(&a);
    assert_null(a.head);
    char *first = arena_alloc(&a, 100);
    arena_clear(&a);
    assert_int_equal(a.used, 0);
    assert_ptr_equal(arena_alloc(&a, 100), first);
    assert_int_equal(a.used, 100);
    arena_release(&a);
    assert_null(a.head);
    arena_release(&a); /* twice is harmless */
}

static void clearing_does_not_keep_a_giant(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    arena_alloc(&a, 10000000);
    arena_clear(&a);
    assert_null(a.head);
    arena_alloc(&a, 1);
    arena_alloc(&a, 10000000);
    arena_clear(&a);
    assert_true(a.left < 100000);
    arena_release(&a);
}

static void growing_copies_and_leaves_the_old(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    char *old = arena_strdup(&a, "abc");
    char *grown = arena_grow(&a, old, 4, 9000);
    assert_string_equal(grown, "abc");
    assert_int_equal(grown[8999], 0);
    grown[0] = 'x';
    assert_string_equal(old, "abc");
    assert_memory_equal(arena_grow(&a, grown, 9000, 2), "xb", 2);
    assert_non_null(arena_grow(&a, NULL, 0, 4));
    arena_release(&a);
}

static void printing_takes_texts_of_any_length(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    assert_string_equal(arena_printf(&a, "%s", ""), "");
    assert_string_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
    char *wide = arena_printf(&a, "%20000d", 1);
    assert_int_equal(strlen(wide), 20000);
    assert_int_equal(wide[19999], '1');
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_beyond_memory_abort_instead_of_wrapping),
        cmocka_unit_test(bytes_behind_a_piece_are_poisoned),
        cmocka_unit_test(all_pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(nothing_asked_gives_a_pointer_all_the_same),
        cmocka_unit_test(clearing_keeps_a_block_and_releasing_none),
        cmocka_unit_test(clearing_does_not_keep_a_giant),
        cmocka_unit_test(growing_copies_and_leaves_the_old),
        cmocka_unit_test(printing_takes_texts_of_any_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
