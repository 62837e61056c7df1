/* The statement builder: text and values, identifiers, lists of ids. */
#include "db/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct sql q;
};

static int setup(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);

    arena_init(&f->arena);
    sql_init(&f->q, &f->arena, &db_sqlite);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    arena_release(&f->arena);
    test_free(f);
    return 0;
}

static void assert_text(const struct sql *q, const char *want)
{
    assert_string_equal(q->text, want);
    assert_int_equal(sql_text(q).n, strlen(want));
}

static void test_empty(void **state)
{
    struct fixture *f = *state;

    assert_text(&f->q, "");
    assert_int_equal(f->q.n_values, 0);
    assert_false(f->q.failed);
}

static void test_text_and_values(void **state)
{
    struct fixture *f = *state;

    sql_add(&f->q, "SELECT ");
    sql_ident(&f->q, "name_2");
    sql_add(&f->q, " FROM ");
    sql_ident2(&f->q, "c", "order");
    sql_add(&f->q, " WHERE a = ");
    sql_bind_int(&f->q, 7);
    sql_add(&f->q, " AND b = ");
    sql_bind_text(&f->q, STR("x"));

    assert_text(&f->q, "SELECT \"name_2\" FROM \"c\".\"order\" WHERE a = ? AND b = ?");
    assert_int_equal(f->q.n_values, 2);
    assert_int_equal(f->q.values[0].i, 7);
    assert_true(str_is(f->q.values[1].s, "x"));
    assert_false(f->q.failed);
}

static void test_identifiers(void **state)
{
    static const char *const bad[] = {"",   "Name", "a b",      "a\"b", "1a",
                                      "a;", "a-b",  "\xc3\xa4", "a.b",  NULL};
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        sql_init(&f->q, &f->arena, &db_sqlite);
        sql_ident(&f->q, bad[i]);
        assert_true(f->q.failed);
        assert_text(&f->q, "");
        assert_false(sql_is_ident(bad[i]));
    }
    assert_true(sql_is_ident("_a9"));
}

static void test_failure_is_sticky(void **state)
{
    struct fixture *f = *state;

    sql_ident2(&f->q, "good", "Bad");
    sql_add(&f->q, " and ");
    sql_ident(&f->q, "good");
    assert_true(f->q.failed);
}

static void test_ids(void **state)
{
    static const struct {
        size_t n;
        const char *text;
    } rows[] = {{0, "NULL"}, {1, "?"}, {2, "?, ?"}, {3, "?, ?, ?, ?"}, {4, "?, ?, ?, ?"}};
    static const int64_t ids[] = {11, 12, 13, 14};
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        sql_init(&f->q, &f->arena, &db_sqlite);
        sql_bind_ids(&f->q, ids, rows[i].n);
        assert_text(&f->q, rows[i].text);
        for (size_t k = 0; k < f->q.n_values; k++)
            assert_int_equal(f->q.values[k].i, ids[k < rows[i].n ? k : rows[i].n - 1]);
    }
}

static void test_growth(void **state)
{
    struct fixture *f = *state;
    char want[8 * 2000 + 1];

    for (int i = 0; i < 2000; i++) {
        sql_add(&f->q, "abc = ");
        sql_bind_int(&f->q, i);
        sql_add(&f->q, " ");
        memcpy(want + 8 * i, "abc = ? ", 8);
    }
    want[sizeof want - 1] = '\0';
    assert_text(&f->q, want);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(f->q.values[i].i, i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_text_and_values, setup, teardown),
        cmocka_unit_test_setup_teardown(test_identifiers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_failure_is_sticky, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ids, setup, teardown),
        cmocka_unit_test_setup_teardown(test_growth, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
