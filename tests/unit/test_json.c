/* base/json: what comes in is sound or refused with its place; what goes out is always JSON.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_refused(struct str text, const char *place)
{
    struct err e = {0};
    json_t *tree = NULL;

    if (json_parse(text, &tree, &e) != -1 || tree)
        fail_msg("took %.*s", STR_ARG(text));
    assert_int_equal(e.code, ERR_BAD_JSON);
    if (!strstr(err_message(&e), place))
        fail_msg("%.*s: \"%s\" lacks \"%s\"", STR_ARG(text), err_message(&e), place);
}

static void text_that_is_no_json_is_refused_with_line_and_column(void **state)
{
    (void)state;
    assert_refused(STR_NONE, "line 1, column 1");
    assert_refused(STR(" \n\t"), "empty");
    assert_refused(STR("{\"a\":1,}"), "line 1, column");
    assert_refused(STR("{\n  \"a\": tru\n}"), "line 2, column");
    assert_refused(STR("{} x"), "line 1, column 4");
    assert_refused(STR("{'a':1}"), "line 1");
    assert_refused(STR("[1"), "line 1");
    assert_refused(STR("\"abc"), "line 1");
    assert_refused(STR("\"abc\\"), "line 1");
    assert_refused(STR("01"), "line 1");
    assert_refused(STR("NaN"), "line 1");
    assert_refused(STR("\"a\nb\""), "line 1");
}

static void the_same_key_twice_is_refused(void **state)
{
    (void)state;
    assert_refused(STR("{\"a\":1,\"b\":2,\"a\":3}"), "line 1");
    assert_refused(STR("{\"a\":1,\"\\u0061\":3}"), "line 1");
}

static void characters_that_are_none_are_refused(void **state)
{
    (void)state;
    assert_refused(STR("\"a\\u0000b\""), "the character \\u0000 is not allowed");
    assert_refused(STR("{\"a\\u0000b\":1}"), "line 1");
    assert_refused(STR("\"a\0b\""), "line 1");
    assert_refused(STR("[1]\0"), "line 1");
    assert_refused(STR("\"\\ud800\""), "line 1");
    assert_refused(STR("\"\\ud800x\""), "line 1");
    assert_refused(STR("\"\\udc00\\ud800\""), "line 1");
    assert_refused(STR("\"\xff\""), "line 1");
    assert_refused(STR("\"\xc0\x80\""), "line 1");     /* an overlong NUL */
    assert_refused(STR("\"\xed\xa0\x80\""), "line 1"); /* a surrogate in UTF-8 */
    assert_refused(STR("\"\xe2\x82\""), "line 1");
    assert_refused(STR("\xef\xbb\xbf{}"), "line 1"); /* a byte order mark */
}

static void numbers_beyond_64_bits_are_refused(void **state)
{
    (void)state;
    assert_refused(STR("9223372036854775808"), "line 1");
    assert_refused(STR("1e999"), "line 1");
}

/* `n` times opening, an optional middle, `n` times closing. */
static struct str nested(struct buf *b, size_t n, const char *open, const char *middle,
                         const char *close)
{
    buf_init(b, 100000000);
    for (size_t i = 0; i < n; i++)
        buf_puts(b, open);
    buf_puts(b, middle);
    for (size_t i = 0; i < n; i++)
        buf_puts(b, close);
    return buf_str(b);
}

static void nesting_past_the_depth_is_refused_before_it_can_hurt(void **state)
{
    struct buf b;

    (void)state;
    assert_refused(nested(&b, JSON_MAX_DEPTH + 1, "[", "", "]"), "line 1, column 65: nested");
    buf_release(&b);
    assert_refused(nested(&b, JSON_MAX_DEPTH + 1, "{\"a\":\n", "1", "}"), "line 65, column 1:");
    buf_release(&b);
    assert_refused(nested(&b, 5000000, "[", "", ""), "nested");
    buf_release(&b);
}

static void the_full_depth_is_taken_and_written_back_inside_another(void **state)
{
    struct buf b, out;
    struct err e = {0};
    struct json j;
    json_t *tree;

    (void)state;
    struct str text = nested(&b, JSON_MAX_DEPTH, "[", "", "]");
    assert_int_equal(json_parse(text, &tree, &e), 0);
    buf_init(&out, 1000);
    json_init(&j, &out);
    json_array_begin(&j);
    json_tree(&j, tree);
    json_array_end(&j);
    assert_int_equal(out.n, text.n + 2);
    json_decref(tree);
    buf_release(&b);
    buf_release(&out);
}

static void brackets_in_strings_are_no_nesting(void **state)
{
    struct buf b;
    struct err e = {0};
    json_t *tree;

    (void)state;
    struct str brackets = nested(&b, 1000, "[{\\\"\\\\", "", "]");
    struct buf text;
    buf_init(&text, 100000);
    buf_printf(&text, "{\"%.*s\": [\"%.*s\"]}", STR_ARG(brackets), STR_ARG(brackets));
    assert_int_equal(json_parse(buf_str(&text), &tree, &e), 0);
    json_decref(tree);
    buf_release(&b);
    buf_release(&text);
}

static void any_value_may_stand_at_the_top(void **state)
{
    static const char *const texts[] = {"null", " 1 ", "\"x\"", "[]", "{}", "-0.5e-3", "true"};
    struct err e = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        json_t *tree = NULL;

        assert_int_equal(json_parse(str_of(texts[i]), &tree, &e), 0);
        assert_non_null(tree);
        json_decref(tree);
    }
}

static void strings_keep_their_bytes(void **state)
{
    struct err e = {0};
    json_t *tree;

    (void)state;
    assert_int_equal(json_parse(STR("\"\\u00e9\\ud83d\\ude00\\n\xc5\x81\""), &tree, &e), 0);
    assert_true(str_is(json_str_of(tree), "\xc3\xa9\xf0\x9f\x98\x80\n\xc5\x81"));
    json_decref(tree);
    assert_null(json_str_of(NULL).p);
    assert_int_equal(json_parse(STR("1"), &tree, &e), 0);
    assert_null(json_str_of(tree).p);
    json_decref(tree);
}

/* What one string value is written as. */
static void assert_written(struct str value, const char *wanted)
{
    struct buf out;
    struct json j;

    buf_init(&out, 100000);
    json_init(&j, &out);
    json_str(&j, value);
    if (!str_is(buf_str(&out), wanted))
        fail_msg("wrote %.*s, not %s", STR_ARG(buf_str(&out)), wanted);
    buf_release(&out);
}

static void bytes_that_are_no_utf8_become_the_replacement_character(void **state)
{
    (void)state;
    assert_written(STR("a\xff"
                       "b"),
                   "\"a\xef\xbf\xbd"
                   "b\"");
    assert_written(STR("\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    assert_written(STR("abcdefgh\xed\xa0\x80"), "\"abcdefgh\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void characters_that_would_break_a_string_are_escaped(void **state)
{
    (void)state;
    assert_written(STR_NONE, "\"\"");
    assert_written(STR("\""), "\"\\\"\"");
    assert_written(STR("a\\b"), "\"a\\\\b\"");
    assert_written(STR("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    assert_written(STR("\0\x01\x1f\x7f"), "\"\\u0000\\u0001\\u001f\x7f\"");
    assert_written(STR("plain \xc5\x81\xc3\xb3"
                       "d\xc5\xba </script>"),
                   "\"plain \xc5\x81\xc3\xb3"
                   "d\xc5\xba </script>\"");
}

static void assert_comes_back(struct buf *out, struct str text)
{
    struct json j;
    struct err e = {0};
    json_t *tree;

    buf_reset(out);
    json_init(&j, out);
    json_str(&j, text);
    assert_int_equal(json_parse(buf_str(out), &tree, &e), 0);
    assert_true(str_eq(json_str_of(tree), text));
    json_decref(tree);
}

static void every_byte_at_every_place_of_any_length_comes_back(void **state)
{
    char text[24];
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    for (int byte = 1; byte < 0x80; byte++)
        for (size_t n = 1; n <= sizeof text; n++)
            for (size_t at = 0; at < n; at++) {
                memset(text, 'x', n);
                text[at] = (char)byte;
                assert_comes_back(&out, (struct str){text, n});
            }
    buf_release(&out);
}

static void members_made_before_have_commas_between_them(void **state)
{
    struct buf out;
    struct json j;

    (void)state;
    buf_init(&out, 1000);
    json_init(&j, &out);
    json_array_begin(&j);
    json_object_begin(&j);
    json_member_made(&j, STR(",\"a\":null"));
    json_key_made(&j, STR(",\"b\":"));
    json_int(&j, 1);
    json_put_int(&j, "c", 2);
    json_member_made(&j, STR(",\"d\":null"));
    json_object_end(&j);
    json_array_end(&j);
    assert_true(str_is(buf_str(&out), "[{\"a\":null,\"b\":1,\"c\":2,\"d\":null}]"));
    buf_release(&out);
}

static void numbers_are_written_to_both_ends(void **state)
{
    struct buf out;
    struct json j;

    (void)state;
    buf_init(&out, 1000);
    json_init(&j, &out);
    json_array_begin(&j);
    json_int(&j, 0);
    json_int(&j, INT64_MIN);
    json_int(&j, INT64_MAX);
    json_int(&j, -10);
    json_double(&j, 0.1);
    json_double(&j, 12.5);
    json_double(&j, 1e300);
    json_double(&j, NAN);
    json_double(&j, -INFINITY);
    json_array_end(&j);
    assert_true(str_is(buf_str(&out), "[0,-9223372036854775808,9223372036854775807,-10,0.1,12.5,"
                                      "1e+300,null,null]"));
    buf_release(&out);
}

static void doubles_read_back_the_same(void **state)
{
    static const double values[] = {1.0 / 3, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, -2.5};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        struct buf out;
        struct json j;

        buf_init(&out, 100);
        json_init(&j, &out);
        json_double(&j, values[i]);
        buf_putc(&out, '\0');
        assert_true(strtod(out.p, NULL) == values[i]);
        buf_release(&out);
    }
}

static void commas_and_colons_stand_where_they_must(void **state)
{
    struct buf out;
    struct json j;

    (void)state;
    buf_init(&out, 1000);
    json_init(&j, &out);
    json_object_begin(&j);
    json_put_str(&j, "s", STR("x"));
    json_put_cstr(&j, "none", NULL);
    json_put_int(&j, "i", 7);
    json_put_bool(&j, "b", false);
    json_put_time(&j, "t", 1700000000123);
    json_key(&j, "empty");
    json_array_begin(&j);
    json_array_end(&j);
    json_key(&j, "list");
    json_array_begin(&j);
    json_object_begin(&j);
    json_object_end(&j);
    json_object_begin(&j);
    json_key_str(&j, STR("a\"b"));
    json_nil(&j);
    json_object_end(&j);
    json_raw(&j, STR("{\"raw\":1}"));
    json_bool(&j, true);
    json_array_end(&j);
    json_put_int(&j, "last", -1);
    json_object_end(&j);
    assert_true(str_is(buf_str(&out),
                       "{\"s\":\"x\",\"none\":null,\"i\":7,\"b\":false,"
                       "\"t\":\"2023-11-14T22:13:20.123Z\",\"empty\":[],\"list\":[{},"
                       "{\"a\\\"b\":null},{\"raw\":1},true],\"last\":-1}"));
    buf_release(&out);
}

static void a_tree_is_written_as_it_was_read(void **state)
{
    static const char text[] = "{\"z\":[1,-2.5,true,false,null,\"\\n\"],\"a\":{},\"m\":[],"
                               "\"o\":{\"x\":{\"y\":[[]]}}}";
    struct buf out;
    struct json j;
    struct err e = {0};
    json_t *tree;

    (void)state;
    assert_int_equal(json_parse(str_of(text), &tree, &e), 0);
    buf_init(&out, 1000);
    json_init(&j, &out);
    json_tree(&j, tree);
    assert_true(str_is(buf_str(&out), text));
    json_decref(tree);
    buf_release(&out);
}

static void an_answer_over_the_limit_is_known_by_its_buffer(void **state)
{
    struct buf out;
    struct json j;

    (void)state;
    buf_init(&out, 20);
    json_init(&j, &out);
    json_array_begin(&j);
    for (int i = 0; i < 100; i++)
        json_str(&j, STR("\n\xff long"));
    json_array_end(&j);
    assert_true(out.failed);
    assert_true(out.n <= 20);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_is_no_json_is_refused_with_line_and_column),
        cmocka_unit_test(the_same_key_twice_is_refused),
        cmocka_unit_test(characters_that_are_none_are_refused),
        cmocka_unit_test(numbers_beyond_64_bits_are_refused),
        cmocka_unit_test(nesting_past_the_depth_is_refused_before_it_can_hurt),
        cmocka_unit_test(the_full_depth_is_taken_and_written_back_inside_another),
        cmocka_unit_test(brackets_in_strings_are_no_nesting),
        cmocka_unit_test(any_value_may_stand_at_the_top),
        cmocka_unit_test(strings_keep_their_bytes),
        cmocka_unit_test(bytes_that_are_no_utf8_become_the_replacement_character),
        cmocka_unit_test(characters_that_would_break_a_string_are_escaped),
        cmocka_unit_test(every_byte_at_every_place_of_any_length_comes_back),
        cmocka_unit_test(members_made_before_have_commas_between_them),
        cmocka_unit_test(numbers_are_written_to_both_ends),
        cmocka_unit_test(doubles_read_back_the_same),
        cmocka_unit_test(commas_and_colons_stand_where_they_must),
        cmocka_unit_test(a_tree_is_written_as_it_was_read),
        cmocka_unit_test(an_answer_over_the_limit_is_known_by_its_buffer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
