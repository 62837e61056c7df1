/* Lists: bad parameters, order, pages, cursors, trash, counts, and which index leads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "record/cursor.h"

static struct fixture fx;

#define CONTACTS(params) fixture_list(&fx, &entity_contact, (params))
#define REFUSES(params)  fixture_refuses(&fx, &entity_contact, (params))

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

/* --- bad cases -------------------------------------------------------------------------------- */

static void names_bad_parameters(void **state)
{
    static const struct {
        const char *params;
        enum err_code code;
        const char *field;
    } list[] = {
        {"limit=0", ERR_BAD_QUERY, "limit"},
        {"limit=501", ERR_BAD_QUERY, "limit"},
        {"limit=-1", ERR_BAD_QUERY, "limit"},
        {"limit=ten", ERR_BAD_QUERY, "limit"},
        {"limit=", ERR_BAD_QUERY, "limit"},
        {"limit=99999999999999999999", ERR_BAD_QUERY, "limit"},
        {"offset=-1", ERR_BAD_QUERY, "offset"},
        {"offset=1000001", ERR_BAD_QUERY, "offset"},
        {"sort=", ERR_BAD_QUERY, "sort"},
        {"sort=-", ERR_BAD_QUERY, "sort"},
        {"sort=nothing", ERR_BAD_QUERY, "sort"},
        {"sort=--name", ERR_BAD_QUERY, "sort"},
        {"sort=background", ERR_BAD_QUERY, "sort"},
        {"sort=tags", ERR_BAD_QUERY, "sort"},
        {"sort=company_name", ERR_BAD_QUERY, "sort"},
        {"sort=name_fold", ERR_BAD_QUERY, "sort"},
        {"sort=name,,id", ERR_BAD_QUERY, "sort"},
        {"sort=name,priority,stage,rating", ERR_BAD_QUERY, "sort"},
        {"count=maybe", ERR_INVALID, "count"},
        {"trashed=perhaps", ERR_BAD_QUERY, "trashed"},
        {"status=binned", ERR_INVALID, "status"},
        {"status[ne]=trashed", ERR_INVALID, "status[ne]"},
        {"cursor=", ERR_BAD_CURSOR, "cursor"},
        {"cursor=x", ERR_BAD_CURSOR, "cursor"},
        {"cursor=!!!!", ERR_BAD_CURSOR, "cursor"},
        {"cursor=e30", ERR_BAD_CURSOR, "cursor"},
        {"cursor=WzEsMCwxLDFd", ERR_BAD_CURSOR, "cursor"},
        {"page=2", ERR_UNKNOWN_FIELD, "page"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        enum err_code code = REFUSES(list[i].params);
        if (code != list[i].code || strcmp(fx.err.rows[0].field, list[i].field) ||
            err_status(&fx.err) != 400)
            fail_msg("%s: %s on \"%s\"", list[i].params, err_name(code), fx.err.rows[0].field);
    }
    assert_int_equal(fixture_refuses(&fx, &entity_tag, "trashed=true"), ERR_UNKNOWN_FIELD);
    assert_int_equal(fixture_refuses(&fx, &entity_tag, "status=any"), ERR_UNKNOWN_FIELD);
}

static void leaves_handled_parameters_alone(void **state)
{
    static const char *const handled[] = {"include", "workspace", NULL};
    struct list_param params[] = {{STR("include"), STR("notes")}, {STR("workspace"), STR("3")}};
    struct list_query query;

    (void)state;
    assert_int_equal(
        list_parse(fixture_ctx(&fx), &entity_contact, params, 2, handled, &query, &fx.err), 0);
    assert_null(query.filter);
    assert_int_equal(
        list_parse(fixture_ctx(&fx), &entity_contact, params, 2, NULL, &query, &fx.err), -1);
}

/* --- pages ------------------------------------------------------------------------------------ */

static void run(const char *params, struct str cursor, struct list_result *ret)
{
    struct list_query query;

    fixture_query(&fx, &entity_contact, params, &query);
    query.cursor = cursor;
    if (list_run(fixture_ctx(&fx), &query, ret, &fx.err))
        fail_msg("%s: %s (%s)", params, err_message(&fx.err), fx.err.detail);
}

/* All names, page by page. */
static const char *walk(const char *params)
{
    struct list_result r;
    struct str cursor = STR_NONE;
    const char *all = "";
    int pages = 0;

    do {
        run(params, cursor, &r);
        for (size_t i = 0; i < r.page.n; i++) {
            struct str name = record_name(&fx.arena, &r.page.records[i]);
            all = arena_printf(&fx.arena, "%s%s%.*s", all, *all ? " " : "", STR_ARG(name));
        }
        cursor = r.next;
        assert_true(++pages < 1000);
    } while (cursor.p);
    return all;
}

static void many(int n)
{
    for (int i = 0; i < n; i++) {
        char text[200];
        int len = snprintf(text, sizeof text, "{'name':'n%02d'", i);
        if (i % 3)
            len += snprintf(text + len, sizeof text - (size_t)len, ",'priority':%d", i % 5);
        if (i % 4)
            len += snprintf(text + len, sizeof text - (size_t)len, ",'source':'s%d'", i % 2);
        snprintf(text + len, sizeof text - (size_t)len, "}");
        fixture_make(&fx, &entity_contact, text);
    }
}

/* Whatever the order and the size of pages, a walk is the list itself. */
static void pages_join_to_the_list(void **state)
{
    static const char *const sorts[] = {
        "name",
        "-name",
        "id",
        "-id",
        "created_at",
        "-updated_at",
        "priority",
        "-priority",
        "source",
        "priority,name",
        "-priority,name",
        "priority,-source",
        "source,priority",
        "-source,-priority,name",
        "source,id",
        "-trashed_at",
        "trashed_at,-priority",
        "birthday",
    };

    (void)state;
    many(23);
    for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
        const char *whole = CONTACTS(arena_printf(&fx.arena, "limit=500&sort=%s", sorts[i]));
        assert_int_equal(strlen(whole), 23 * 4 - 1);
        for (int limit = 1; limit < 25; limit += 3) {
            const char *walked = walk(arena_printf(&fx.arena, "limit=%d&sort=%s", limit, sorts[i]));
            if (strcmp(whole, walked))
                fail_msg("sort %s by %d:\n%s\n%s", sorts[i], limit, whole, walked);
        }
    }
}

static void offsets_reach_every_record(void **state)
{
    static const char *const sorts[] = {"name", "-priority", "source,-priority", "id"};

    (void)state;
    many(23);
    for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
        const char *whole = CONTACTS(arena_printf(&fx.arena, "limit=500&sort=%s", sorts[i]));
        for (int offset = 0; offset < 26; offset++) {
            const char *part =
                CONTACTS(arena_printf(&fx.arena, "limit=1&offset=%d&sort=%s", offset, sorts[i]));
            if (offset >= 23)
                assert_string_equal(part, "");
            else
                assert_memory_equal(part, whole + 4 * offset, 3);
        }
    }
}

static void puts_the_empty_last(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'A','priority':2}");
    fixture_make(&fx, &entity_contact, "{'name':'B'}");
    fixture_make(&fx, &entity_contact, "{'name':'C','priority':5}");
    fixture_make(&fx, &entity_contact, "{'name':'D'}");
    assert_string_equal(CONTACTS("sort=priority"), "A C B D");
    assert_string_equal(CONTACTS("sort=-priority"), "C A D B");
    assert_string_equal(CONTACTS("sort=-priority,name"), "C A B D");
    assert_string_equal(CONTACTS("sort=source,-priority,name"), "C A B D");
}

static void sorts_names_as_people_do(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'zoe'}");
    fixture_make(&fx, &entity_contact, "{'name':'Émile'}");
    fixture_make(&fx, &entity_contact, "{'name':'Frank'}");
    fixture_make(&fx, &entity_contact, "{'name':'adam'}");
    assert_string_equal(CONTACTS(""), "adam Émile Frank zoe");
    fixture_make(&fx, &entity_task, "{'title':'b'}");
    fixture_make(&fx, &entity_task, "{'title':'a'}");
    assert_string_equal(fixture_list(&fx, &entity_task, "sort=name"), "a b");
}

static void refuses_foreign_cursors(void **state)
{
    struct list_result r;
    const char *cursor;

    (void)state;
    many(5);
    run("limit=2&sort=name&priority[lt]=9", STR_NONE, &r);
    assert_non_null(r.next.p);
    cursor = str_cstr(&fx.arena, r.next);
    static const char *const others[] = {"sort=name&priority[lt]=8",
                                         "sort=name",
                                         "sort=-name",
                                         "sort=name,id&priority[lt]=9&trashed=any",
                                         "sort=id&priority[lt]=9",
                                         "sort=name&priority[lt]=9&q=n"};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_int_equal(REFUSES(arena_printf(&fx.arena, "%s&cursor=%s", others[i], cursor)),
                         ERR_BAD_CURSOR);
    assert_int_equal(
        REFUSES(arena_printf(&fx.arena, "sort=name&priority[lt]=9&offset=3&cursor=%s", cursor)),
        ERR_BAD_QUERY);
    /* another page size is no other list */
    assert_int_equal(
        REFUSES(arena_printf(&fx.arena, "limit=9&sort=name&priority[lt]=9&cursor=%s", cursor)),
        ERR_NONE);
}

static void cursors_survive_any_value(void **state)
{
    struct cursor in = {.phase = 1, .n = 4}, out;
    static const char bytes[] = "Zażółć \"quoted\" \\ \n";

    (void)state;
    in.values[0] = DB_VALUE_TEXT(str_of(bytes));
    in.values[1] = DB_VALUE_INT(INT64_MIN);
    in.values[2] = DB_VALUE_NULL;
    in.values[3] = (struct db_value){.type = DB_IS_REAL, .r = 0.1};
    struct str text = cursor_encode(&fx.arena, UINT64_MAX, &in);
    assert_int_equal(cursor_decode(&fx.arena, text, UINT64_MAX, 4, &out, &fx.err), 0);
    assert_int_equal(out.phase, 1);
    for (size_t i = 0; i < 4; i++)
        assert_true(db_value_eq(in.values[i], out.values[i]));
    assert_int_equal(cursor_decode(&fx.arena, text, 1, 4, &out, &fx.err), -1);
    assert_int_equal(cursor_decode(&fx.arena, text, UINT64_MAX, 3, &out, &fx.err), -1);
    for (size_t n = 0; n < text.n; n++) /* no part of it is one */
        assert_int_equal(
            cursor_decode(&fx.arena, str_sub(text, 0, n), UINT64_MAX, 4, &out, &fx.err), -1);
}

/* --- trash ------------------------------------------------------------------------------------ */

static void keeps_the_trash_apart(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'A','status':'lead'}");
    int64_t b = fixture_make(&fx, &entity_contact, "{'name':'B','status':'lead','priority':3}");
    fixture_trash(&fx, &entity_contact, b);

    assert_string_equal(CONTACTS(""), "A");
    assert_string_equal(CONTACTS("status=lead"), "A");
    assert_string_equal(CONTACTS("trashed=false"), "A");
    assert_string_equal(CONTACTS("trashed=true"), "B");
    assert_string_equal(CONTACTS("status=trashed"), "B");
    assert_string_equal(CONTACTS("trashed=any"), "A B");
    assert_string_equal(CONTACTS("status=any&sort=-name"), "B A");
    assert_string_equal(CONTACTS("trashed=true&priority=3"), "B");
    assert_string_equal(CONTACTS("status=any&priority=3"), "B");

    fixture_restore(&fx, &entity_contact, b);
    assert_string_equal(CONTACTS("status=lead"), "A B");
    assert_string_equal(CONTACTS("trashed=true"), "");
}

/* --- counts and ids --------------------------------------------------------------------------- */

static int64_t count(const char *params)
{
    struct list_query query;
    int64_t n = -1;

    fixture_query(&fx, &entity_contact, params, &query);
    assert_int_equal(list_count(fixture_ctx(&fx), &query, &n, &fx.err), 0);
    return n;
}

static void counts_exactly(void **state)
{
    int64_t gone;

    (void)state;
    fixture_make(&fx, &entity_company, "{'name':'Co','stage':'demo','tags':['x']}");
    fixture_make(&fx, &entity_contact, "{'name':'A','stage':'demo','priority':1,'tags':['x','y']}");
    fixture_make(&fx, &entity_contact, "{'name':'B','stage':'demo','tags':['x']}");
    fixture_make(&fx, &entity_contact, "{'name':'C','stage':'outreach'}");
    gone = fixture_make(&fx, &entity_contact, "{'name':'D','stage':'demo','tags':['x']}");
    fixture_trash(&fx, &entity_contact, gone);

    assert_int_equal(count(""), 3);
    assert_int_equal(count("trashed=true"), 1);
    assert_int_equal(count("trashed=any"), 4);
    assert_int_equal(count("stage=demo"), 2);
    assert_int_equal(count("stage=demo&trashed=any"), 3);
    assert_int_equal(count("stage[empty]=true"), 0);
    assert_int_equal(count("stage=demo&priority=1"), 1);
    assert_int_equal(count("tag=x"), 2);
    assert_int_equal(count("tag=x&trashed=any"), 3);
    assert_int_equal(count("tag=x&trashed=true"), 1);
    assert_int_equal(count("tag[in]=x,y"), 2);
    assert_int_equal(count("tag[ne]=x"), 1);
    assert_int_equal(count("q=b"), 1);
    assert_int_equal(count("q=...&limit=1&offset=2&sort=name"), 0);
    assert_int_equal(count("limit=1&offset=2"), 3);

    struct list_result r;
    run("stage=demo&limit=1&count=true", STR_NONE, &r);
    assert_int_equal(r.total, 2);
    run("stage=demo&limit=1", STR_NONE, &r);
    assert_int_equal(r.total, -1);
}

static void gives_ids_and_says_too_many(void **state)
{
    struct list_query query;
    int64_t *ids;
    size_t n;

    (void)state;
    many(10);
    fixture_query(&fx, &entity_contact, "priority[empty]=true&sort=-name", &query);
    assert_int_equal(list_ids(fixture_ctx(&fx), &query, 10, &ids, &n, &fx.err), 0);
    assert_int_equal(n, 4);
    assert_true(ids[0] < ids[1] && ids[1] < ids[2] && ids[2] < ids[3]);
    assert_int_equal(list_ids(fixture_ctx(&fx), &query, 3, &ids, &n, &fx.err), 0);
    assert_int_equal(n, 4);
    assert_int_equal(list_ids(fixture_ctx(&fx), &query, 0, &ids, &n, &fx.err), 0);
    assert_int_equal(n, 1);
}

static void finds_words_in_a_list(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Anna Nowak','priority':1}");
    fixture_make(&fx, &entity_contact, "{'name':'Hanna','background':'knows anna'}");
    fixture_make(&fx, &entity_company, "{'name':'Anna Ltd'}");
    assert_string_equal(CONTACTS("q=anna"), "Anna Nowak Hanna");
    assert_string_equal(CONTACTS("q=anna&priority=1"), "Anna Nowak");
    assert_string_equal(CONTACTS("q=  "), "Anna Nowak Hanna");
    assert_string_equal(CONTACTS("q=-"), "");
}

/* --- which index leads: the answer must not depend on it -------------------------------------- */

static void answers_alike_by_either_way(void **state)
{
    static const char *const lists[] = {
        "tag=common",
        "tag=rare",
        "stage=demo",
        "priority=3",
        "tag=common&priority=3",
        "tag=rare&stage=outreach",
        "q=person",
        "q=person&tag=rare",
        "company.name=acme",
        "tag=common&company_name=acme",
        "company_id[empty]=false",
        "stage=demo&rating=1",
    };
    char text[200];

    (void)state;
    int64_t acme = fixture_make(&fx, &entity_company, "{'name':'Acme'}");
    for (int i = 0; i < 2100; i++) {
        int n = snprintf(text, sizeof text,
                         "{'name':'person %04d','stage':'%s','priority':%d,'rating':%d,'tags':[%s]",
                         (i * 7919) % 10000, i % 2 ? "demo" : "outreach", i % 10, i % 3,
                         i % 700 ? "'common'" : "'common','rare'");
        if (i % 50 == 0)
            n += snprintf(text + n, sizeof text - (size_t)n, ",'company_id':%lld", (long long)acme);
        snprintf(text + n, sizeof text - (size_t)n, "}");
        fixture_make(&fx, &entity_contact, text);
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        /* in the trash or out of it: the planner leaves such a list alone */
        const char *plain =
            CONTACTS(arena_printf(&fx.arena, "%s&sort=name&limit=100&trashed=any", lists[i]));
        const char *led = CONTACTS(arena_printf(&fx.arena, "%s&sort=name&limit=100", lists[i]));
        if (strcmp(plain, led) || !*plain)
            fail_msg("%s:\n%s\n%s", lists[i], plain, led);
    }
    assert_string_equal(walk("q=person&sort=-priority&limit=333"),
                        walk("tag=common&sort=-priority&limit=500&trashed=any"));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        EACH(names_bad_parameters),        EACH(leaves_handled_parameters_alone),
        EACH(pages_join_to_the_list),      EACH(offsets_reach_every_record),
        EACH(puts_the_empty_last),         EACH(sorts_names_as_people_do),
        EACH(refuses_foreign_cursors),     EACH(cursors_survive_any_value),
        EACH(keeps_the_trash_apart),       EACH(counts_exactly),
        EACH(gives_ids_and_says_too_many), EACH(finds_words_in_a_list),
        EACH(answers_alike_by_either_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
