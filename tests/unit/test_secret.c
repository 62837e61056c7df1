/* Secrets at rest: what must not open, the key file, rotation. */
#include "auth/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct world {
    char dir[64], path[128];
    struct arena arena;
    struct secrets *secrets;
};

static void open_secrets(struct world *w)
{
    struct err err = {0};

    if (secrets_open(w->dir, &w->secrets, &err))
        fail_msg("%s %s", err_message(&err), err.detail);
}

static void reopen(struct world *w)
{
    secrets_close(w->secrets);
    open_secrets(w);
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    snprintf(w->dir, sizeof w->dir, "/tmp/kith-secret-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    snprintf(w->path, sizeof w->path, "%s/secret.key", w->dir);
    arena_init(&w->arena);
    open_secrets(w);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;

    secrets_close(w->secrets);
    arena_release(&w->arena);
    unlink(w->path);
    rmdir(w->dir);
    free(w);
    return 0;
}

static struct str sealed(struct world *w, const char *context, struct str plain)
{
    struct err err = {0};
    struct str out;

    assert_int_equal(secret_seal(w->secrets, &w->arena, context, plain, &out, &err), 0);
    return out;
}

static bool opens(struct world *w, const char *context, struct str text, const char *plain)
{
    struct err err = {0};
    struct str out;

    if (secret_open(w->secrets, &w->arena, context, text, &out, &err)) {
        assert_int_equal(err.code, ERR_INTERNAL);
        return false;
    }
    assert_true(str_is(out, plain));
    return true;
}

static void test_every_byte_counts(void **state)
{
    struct world *w = *state;
    struct str s = sealed(w, "totp:1", STR("seed"));
    char *bytes = (char *)(uintptr_t)s.p;

    for (size_t i = 0; i < s.n; i++) {
        bytes[i] ^= 1;
        assert_false(opens(w, "totp:1", s, "seed"));
        bytes[i] ^= 1;
        assert_false(opens(w, "totp:1", str_sub(s, 0, i), "seed"));
    }
    assert_true(opens(w, "totp:1", s, "seed"));
    assert_false(opens(w, "totp:2", s, "seed"));
    assert_false(opens(w, "", s, "seed"));
    assert_false(opens(w, "totp:1", STR_NONE, "seed"));
}

static void test_sealing(void **state)
{
    struct world *w = *state;
    struct str a = sealed(w, "c", STR("text")), b = sealed(w, "c", STR("text"));

    assert_false(str_eq(a, b));
    assert_null(memmem(a.p, a.n, "text", 4));
    assert_true(opens(w, "c", sealed(w, "c", STR("")), ""));
}

static void test_another_file(void **state)
{
    struct world *w = *state;
    struct str s = sealed(w, "c", STR("text"));

    reopen(w);
    assert_true(opens(w, "c", s, "text"));
    unlink(w->path);
    reopen(w);
    assert_false(opens(w, "c", s, "text"));
}

static void test_rotation(void **state)
{
    struct world *w = *state;
    struct err err = {0};
    struct str old = sealed(w, "c", STR("old"));

    assert_int_equal(secrets_version(w->secrets), 1);
    assert_int_equal(secrets_add_key(w->secrets, &err), 0);
    assert_int_equal(secrets_version(w->secrets), 2);
    struct str new = sealed(w, "c", STR("new"));
    assert_int_equal(new.p[4], 2);
    reopen(w);
    assert_int_equal(secrets_version(w->secrets), 2);
    assert_true(opens(w, "c", old, "old"));
    assert_true(opens(w, "c", new, "new"));
}

static void test_file_mode(void **state)
{
    struct world *w = *state;
    struct stat st;

    assert_int_equal(stat(w->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(chmod(w->path, 0644), 0);
    reopen(w);
    assert_int_equal(stat(w->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

/* A damaged file is not written over: who has it can put it right. */
static void test_bad_files(void **state)
{
    static const char *const bad[] = {"",
                                      "\n",
                                      "1",
                                      "1 abc\n",
                                      "x AAAA\n",
                                      "# nothing but this\n",
                                      "0 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                                      "1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"};
    struct world *w = *state;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        FILE *f = fopen(w->path, "we");
        struct secrets *none = NULL;
        struct err err = {0};

        assert_non_null(f);
        fputs(bad[i], f);
        fclose(f);
        assert_int_equal(secrets_open(w->dir, &none, &err), -1);
        assert_int_equal(err.code, ERR_UNAVAILABLE);
        assert_null(none);
    }
}

static void test_hash(void **state)
{
    unsigned char a[SECRET_HASH_SIZE], b[SECRET_HASH_SIZE];

    (void)state;
    secret_hash("cookie", STR("x"), a);
    secret_hash("family", STR("x"), b);
    assert_memory_not_equal(a, b, sizeof a);
    secret_hash("cooki", STR("ex"), b);
    assert_memory_not_equal(a, b, sizeof a);
    secret_hash("cookie", STR("x"), b);
    assert_memory_equal(a, b, sizeof a);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_byte_counts), TEST(test_sealing),   TEST(test_another_file),
        TEST(test_rotation),          TEST(test_file_mode), TEST(test_bad_files),
        cmocka_unit_test(test_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
