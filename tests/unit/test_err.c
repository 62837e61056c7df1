/* base/err: the first fault decides, every field is named, texts are cut whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"
#include <cmocka.h>
#include <string.h>
#include <strings.h>

static void the_first_fault_decides_the_status(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(err_set(&e, ERR_NOT_FOUND, NULL, "no contact %d", 7), -1);
    assert_int_equal(err_set(&e, ERR_REQUIRED, "email", "missing"), -1);
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_int_equal(err_status(&e), 404);
    assert_string_equal(err_message(&e), "no contact 7");
    assert_int_equal(e.n_rows, 2);
    assert_string_equal(e.rows[0].field, "");
    assert_int_equal(e.rows[1].code, ERR_REQUIRED);
    assert_string_equal(e.rows[1].field, "email");
}

static void more_faults_than_rows_do_no_harm(void **state)
{
    struct err e = {0};

    (void)state;
    for (int i = 0; i < 3 * ERR_MAX_ROWS; i++)
        assert_int_equal(err_set(&e, ERR_INVALID, "f", "%d", i), -1);
    assert_int_equal(err_internal(&e, "and the disk is full"), -1);
    assert_int_equal(e.n_rows, ERR_MAX_ROWS);
    assert_string_equal(e.rows[ERR_MAX_ROWS - 1].message, "11");
    assert_string_equal(e.detail, "and the disk is full");
}

static void long_texts_are_cut_between_characters(void **state)
{
    char text[1000];

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        struct err e = {0};

        memset(text, 'x', shift);
        for (size_t i = shift; i + 4 < sizeof text; i += 4)
            memcpy(text + i, "\xf0\x9f\x98\x80", 5);
        err_set(&e, ERR_INVALID, text, "%s", text);
        assert_true(strlen(e.rows[0].message) > sizeof e.rows[0].message - 5);
        assert_true(utf8_valid(str_of(e.rows[0].message)));
        assert_true(utf8_valid(str_of(e.rows[0].field)));
    }
}

static void bytes_that_are_no_text_are_left_alone(void **state)
{
    struct err e = {0};
    char junk[1000];

    (void)state;
    memset(junk, 0x80, sizeof junk);
    junk[sizeof junk - 1] = '\0';
    err_set(&e, ERR_INVALID, NULL, "%s", junk);
    assert_int_equal(strlen(e.rows[0].message), sizeof e.rows[0].message - 1);
}

static void our_own_faults_tell_the_log_and_not_the_person(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(err_internal(&e, "disk %s", "full"), -1);
    assert_int_equal(err_status(&e), 500);
    assert_string_equal(e.detail, "disk full");
    assert_null(strstr(err_message(&e), "disk"));
    assert_true(err_message(&e)[0] != '\0');
    err_internal(&e, "and later");
    assert_string_equal(e.detail, "disk full"); /* the cause, not what it led to */
}

static void a_bad_value_in_the_address_is_400(void **state)
{
    struct err e = {.in_query = true};

    (void)state;
    err_set(&e, ERR_OUT_OF_RANGE, "limit", "too large");
    assert_int_equal(err_status(&e), 400);
    err_clear(&e);
    err_set(&e, ERR_OUT_OF_RANGE, "limit", "too large");
    assert_int_equal(err_status(&e), 422);
    struct err other = {.in_query = true};
    err_set(&other, ERR_NOT_FOUND, NULL, "gone");
    assert_int_equal(err_status(&other), 404);
}

static void cleared_is_as_new(void **state)
{
    struct err e = {0};

    (void)state;
    err_internal(&e, "x");
    e.extra = "\"a\":1";
    err_clear(&e);
    assert_int_equal(e.code, ERR_NONE);
    assert_int_equal(e.n_rows, 0);
    assert_string_equal(err_message(&e), "");
    assert_string_equal(e.detail, "");
    assert_null(e.extra);
}

static void codes_in_answers_are_the_names_in_lower_case(void **state)
{
    static const struct {
        enum err_code code;
        const char *name;
    } all[] = {
#define ERR(name, text, status, title) {ERR_##name, #name},
#include "base/err.list.h"
#undef ERR
    };

    (void)state;
    assert_int_equal(ARRAY_LEN(all), ERR_COUNT - 1);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        const char *name = err_name(all[i].code);

        assert_int_equal(strcasecmp(name, all[i].name), 0);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name));
        assert_in_range(err_code_status(all[i].code), 400, 599);
        assert_true(err_title(all[i].code)[0] != '\0');
    }
    assert_string_equal(err_name(ERR_NOT_FOUND), "not_found");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_fault_decides_the_status),
        cmocka_unit_test(more_faults_than_rows_do_no_harm),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(bytes_that_are_no_text_are_left_alone),
        cmocka_unit_test(our_own_faults_tell_the_log_and_not_the_person),
        cmocka_unit_test(a_bad_value_in_the_address_is_400),
        cmocka_unit_test(cleared_is_as_new),
        cmocka_unit_test(codes_in_answers_are_the_names_in_lower_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
