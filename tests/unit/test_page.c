/* Records read and answered: what JSON holds, derived fields, tags, links, rules; one by id. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

static struct fixture fx;

static int setup(void **state)
{
    (void)state;
    fixture_open(&fx);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&fx);
    return 0;
}

/* --- what an answer holds --------------------------------------------------------------------- */

static json_t *answer(const struct entity *e, const char *params)
{
    struct list_query query;
    struct list_result r;
    struct buf b;
    struct json j;
    json_t *tree;

    fixture_query(&fx, e, params, &query);
    assert_int_equal(list_run(fixture_ctx(&fx), &query, &r, &fx.err), 0);
    buf_init(&b, 1 << 20);
    json_init(&j, &b);
    list_write(fixture_ctx(&fx), &r, &j);
    assert_false(b.failed);
    assert_int_equal(json_parse(buf_str(&b), &tree, &fx.err), 0);
    buf_release(&b);
    return tree;
}

static const char *text_of(const json_t *tree)
{
    char *text = json_dumps(tree, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *copy = text ? arena_strdup(&fx.arena, text) : "(none)";

    free(text);
    return copy;
}

static void answers_with_everything(void **state)
{
    char text[300];
    int64_t acme = fixture_make(&fx, &entity_company, "{'name':'Acme'}");

    (void)state;
    snprintf(text, sizeof text,
             "{'name':'Ann','company_id':%lld,'tags':['b','A'],'birthday':'--02-29'}",
             (long long)acme);
    int64_t ann = fixture_make(&fx, &entity_contact, text);
    fixture_make(&fx, &entity_contact, "{'name':'Bob'}");

    json_t *tree = answer(&entity_contact, "count=true");
    const json_t *first = json_array_get(json_object_get(tree, "data"), 0);
    const json_t *second = json_array_get(json_object_get(tree, "data"), 1);
    assert_int_equal(json_integer_value(json_object_get(first, "id")), ann);
    assert_string_equal(text_of(json_object_get(first, "company_name")), "\"Acme\"");
    assert_string_equal(text_of(json_object_get(first, "birthday")), "\"--02-29\"");
    assert_string_equal(text_of(json_object_get(first, "tags")), "[\"A\",\"b\"]");
    assert_string_equal(text_of(json_object_get(first, "stage")), "null");
    assert_string_equal(text_of(json_object_get(first, "trashed_at")), "null");
    assert_true(str_starts(str_of(text_of(json_object_get(first, "created_at"))), "\"2026-03-10T"));
    assert_string_equal(text_of(json_object_get(second, "company_name")), "null");
    assert_string_equal(text_of(json_object_get(second, "tags")), "[]");
    assert_string_equal(text_of(json_object_get(tree, "next")), "null");
    assert_string_equal(text_of(json_object_get(tree, "total")), "2");
    json_decref(tree);

    tree = answer(&entity_contact, "limit=1");
    assert_true(json_is_string(json_object_get(tree, "next")));
    assert_null(json_object_get(tree, "total"));
    json_decref(tree);
}

static void answers_links_in_order(void **state)
{
    char text[300];
    int64_t ann = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    int64_t acme = fixture_make(&fx, &entity_company, "{'name':'Acme'}");

    (void)state;
    snprintf(text, sizeof text,
             "{'title':'Call','links':[{'entity_type':'company','entity_id':%lld},"
             "{'entity_type':'contact','entity_id':%lld}]}",
             (long long)acme, (long long)ann);
    fixture_make(&fx, &entity_activity, text);
    fixture_make(&fx, &entity_activity, "{'title':'Alone'}");

    json_t *tree = answer(&entity_activity, "sort=-title");
    const json_t *data = json_object_get(tree, "data");
    snprintf(text, sizeof text,
             "[{\"entity_type\":\"company\",\"entity_id\":%lld},"
             "{\"entity_type\":\"contact\",\"entity_id\":%lld}]",
             (long long)acme, (long long)ann);
    assert_string_equal(text_of(json_object_get(json_array_get(data, 0), "links")), text);
    assert_string_equal(text_of(json_object_get(json_array_get(data, 1), "links")), "[]");
    json_decref(tree);
}

static void says_what_is_in_the_trash(void **state)
{
    int64_t ann = fixture_make(&fx, &entity_contact, "{'name':'Ann','status':'customer'}");
    int64_t site = fixture_make(&fx, &entity_website, "{'url':'https://example.com'}");

    (void)state;
    fixture_trash(&fx, &entity_contact, ann);
    json_t *tree = answer(&entity_contact, "trashed=true");
    const json_t *one = json_array_get(json_object_get(tree, "data"), 0);
    assert_string_equal(text_of(json_object_get(one, "status")), "\"trashed\"");
    assert_true(json_is_string(json_object_get(one, "trashed_at")));
    json_decref(tree);

    tree = answer(&entity_website, "");
    one = json_array_get(json_object_get(tree, "data"), 0);
    assert_null(json_object_get(one, "status"));
    json_decref(tree);
    fixture_trash(&fx, &entity_website, site);
    tree = answer(&entity_website, "status=trashed");
    one = json_array_get(json_object_get(tree, "data"), 0);
    assert_string_equal(text_of(json_object_get(one, "status")), "\"trashed\"");
    json_decref(tree);
}

static int fill_all(struct record_ctx *ctx, struct record *records, size_t n, struct err *err)
{
    (void)ctx, (void)err;
    for (size_t i = 0; i < n; i++)
        records[i].values[entity_field_index(records[i].entity, STR("source"))] =
            DB_VALUE_TEXT(STR("filled"));
    return 0;
}

static void lets_rules_fill_in(void **state)
{
    static const struct rule rules[] = {{.entity = &entity_company, .fill = fill_all},
                                        {.entity = &entity_contact, .fill = fill_all}};

    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    fixture_ctx(&fx)->rules = rules;
    fixture_ctx(&fx)->n_rules = 2;
    json_t *tree = answer(&entity_contact, "");
    const json_t *one = json_array_get(json_object_get(tree, "data"), 0);
    assert_string_equal(text_of(json_object_get(one, "source")), "\"filled\"");
    json_decref(tree);
}

/* --- single records --------------------------------------------------------------------------- */

static void reads_one_record(void **state)
{
    struct record *r = NULL;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','priority':4}");

    (void)state;
    assert_int_equal(record_get(fixture_ctx(&fx), &entity_contact, 1, &r, &fx.err), -1);
    assert_int_equal(fx.err.code, ERR_NOT_FOUND);
    err_clear(&fx.err);
    assert_int_equal(record_find(fixture_ctx(&fx), &entity_contact, 1, &r, &fx.err), 0);
    assert_null(r);
    assert_int_equal(record_get(fixture_ctx(&fx), &entity_company, id, &r, &fx.err), -1);
    err_clear(&fx.err);

    assert_int_equal(record_get(fixture_ctx(&fx), &entity_contact, id, &r, &fx.err), 0);
    assert_int_equal(record_int(r, "priority"), 4);
    assert_true(str_is(record_text(r, "name"), "Ann"));
    assert_true(record_null(r, "stage"));
    assert_int_equal(record_int(r, "stage"), 0);
    assert_null(record_text(r, "priority").p);
    struct record *copy = record_dup(&fx.arena, r);
    assert_true(copy->values != r->values && str_is(record_text(copy, "name"), "Ann"));
}

static void names_a_record_by_one_line(void **state)
{
    struct record *r = NULL;
    char text[1000];
    struct buf b;

    (void)state;
    int64_t id = fixture_make(&fx, &entity_note, "{'content':'  First line  \\n\\nSecond'}");
    assert_int_equal(record_get(fixture_ctx(&fx), &entity_note, id, &r, &fx.err), 0);
    assert_true(str_is(record_name(&fx.arena, r), "First line"));

    buf_init(&b, sizeof text);
    for (int i = 0; i < 200; i++)
        buf_puts(&b, "ż");
    snprintf(text, sizeof text, "{'content':'%.*s'}", (int)b.n, b.p);
    buf_release(&b);
    id = fixture_make(&fx, &entity_note, text);
    assert_int_equal(record_get(fixture_ctx(&fx), &entity_note, id, &r, &fx.err), 0);
    assert_int_equal(record_name(&fx.arena, r).n, 120 * 2);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        EACH(reads_one_record),       EACH(answers_with_everything),
        EACH(answers_links_in_order), EACH(says_what_is_in_the_trash),
        EACH(lets_rules_fill_in),     EACH(names_a_record_by_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
