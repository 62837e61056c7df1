/* The filter language: what is refused and how it is named, then what each condition finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"

static struct fixture fx;

#define CONTACTS(params) fixture_list(&fx, &entity_contact, (params))

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

struct refusal {
    const char *params;
    enum err_code code;
    const char *field; /* as it is named */
};

static void refuse_all(const struct entity *e, const struct refusal *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum err_code code = fixture_refuses(&fx, e, list[i].params);
        if (code != list[i].code || !fx.err.in_query || err_status(&fx.err) != 400 ||
            strcmp(fx.err.rows[0].field, list[i].field))
            fail_msg("%s: %s on \"%s\", status %d, %s", list[i].params, err_name(code),
                     fx.err.rows[0].field, err_status(&fx.err), err_message(&fx.err));
    }
}

static void names_what_it_refuses(void **state)
{
    static const struct refusal list[] = {
        {"stagee=demo", ERR_UNKNOWN_FIELD, "stagee"},
        {"=demo", ERR_UNKNOWN_FIELD, ""},
        {"name; DROP TABLE contact=1", ERR_UNKNOWN_FIELD, "name; DROP TABLE contact"},
        {"name\"=1", ERR_UNKNOWN_FIELD, "name\""},
        {"name_fold=anna", ERR_UNKNOWN_FIELD, "name_fold"},
        {"company.owner.name=x", ERR_UNKNOWN_FIELD, "company.owner.name"},
        {"company.nothing=x", ERR_UNKNOWN_FIELD, "company.nothing"},
        {"owner.name=x", ERR_UNKNOWN_FIELD, "owner.name"},
        {"company.=x", ERR_UNKNOWN_FIELD, "company."},
        {".name=x", ERR_UNKNOWN_FIELD, ".name"},
        {"company.company_name=x", ERR_UNKNOWN_FIELD, "company.company_name"},
        {"entity_id=5", ERR_UNKNOWN_FIELD, "entity_id"},
        {"priority[gte=3", ERR_UNKNOWN_FIELD, "priority[gte"},
        {"priority[near]=3", ERR_BAD_QUERY, "priority[near]"},
        {"priority[]=3", ERR_BAD_QUERY, "priority[]"},
        {"stage[gt]=demo", ERR_INVALID, "stage[gt]"},
        {"priority[contains]=3", ERR_INVALID, "priority[contains]"},
        {"background=x", ERR_INVALID, "background"},
        {"tags[contains]=x", ERR_INVALID, "tags[contains]"},
        {"company_id[gt]=4", ERR_INVALID, "company_id[gt]"},
        {"priority=high", ERR_INVALID, "priority"},
        {"priority=11", ERR_OUT_OF_RANGE, "priority"},
        {"priority[in]=1,x", ERR_INVALID, "priority[in]"},
        {"priority[in]=", ERR_INVALID, "priority[in]"},
        {"priority[in]=1,,2", ERR_INVALID, "priority[in]"},
        {"priority[gt]=", ERR_INVALID, "priority[gt]"},
        {"priority[empty]=maybe", ERR_INVALID, "priority[empty]"},
        {"priority[empty]=", ERR_INVALID, "priority[empty]"},
        {"stage=sold", ERR_INVALID, "stage"},
        {"birthday=1990-02-30", ERR_INVALID, "birthday"},
        {"created_at[gt]=yesterday", ERR_INVALID, "created_at[gt]"},
        {"id=0x10", ERR_INVALID, "id"},
        {"id[contains]=1", ERR_INVALID, "id[contains]"},
        {"email=nobody", ERR_INVALID, "email"},
        {"company_id=acme", ERR_INVALID, "company_id"},
        {"tag=", ERR_INVALID, "tag"},
        {"tag[in]=a,", ERR_INVALID, "tag[in]"},
        {"name[contains]=", ERR_INVALID, "name[contains]"},
        {"name[contains]=  ", ERR_INVALID, "name[contains]"},
        {"name[contains]=\xff\xfe", ERR_INVALID, "name[contains]"},
        {"name=\xc3", ERR_INVALID, "name"},
        {"priority_min=x", ERR_INVALID, "priority_min"},
        {"priority_min[lt]=3", ERR_INVALID, "priority_min[lt]"},
        {"company.stage=sold", ERR_INVALID, "company.stage"},
        {"company.stage[gt]=demo", ERR_INVALID, "company.stage[gt]"},
    };

    (void)state;
    refuse_all(&entity_contact, list, ARRAY_LEN(list));
}

static void refuses_malformed_json(void **state)
{
    static const struct refusal list[] = {
        {"filter=", ERR_BAD_QUERY, "filter"},
        {"filter={", ERR_BAD_QUERY, "filter"},
        {"filter=[]", ERR_INVALID, "filter"},
        {"filter=3", ERR_INVALID, "filter"},
        {"filter={}", ERR_INVALID, "filter"},
        {"filter={\"and\":[]}", ERR_INVALID, "filter"},
        {"filter={\"or\":{}}", ERR_INVALID, "filter"},
        {"filter={\"not\":[]}", ERR_INVALID, "filter"},
        {"filter={\"and\":[3]}", ERR_INVALID, "filter"},
        {"filter={\"and\":[],\"or\":[]}", ERR_INVALID, "filter"},
        {"filter={\"field\":\"stage\"}", ERR_INVALID, "filter"},
        {"filter={\"field\":7,\"value\":1}", ERR_INVALID, "filter"},
        {"filter={\"field\":\"stage\",\"value\":\"demo\",\"x\":1}", ERR_INVALID, "filter"},
        {"filter={\"field\":\"stage\",\"op\":\"is\",\"value\":\"demo\"}", ERR_INVALID, "stage"},
        {"filter={\"field\":\"stage\",\"op\":3,\"value\":\"demo\"}", ERR_INVALID, "stage"},
        {"filter={\"field\":\"nope\",\"value\":1}", ERR_UNKNOWN_FIELD, "nope"},
        {"filter={\"field\":\"priority\",\"op\":\"gt\",\"value\":null}", ERR_INVALID,
         "priority[gt]"},
        {"filter={\"field\":\"priority\",\"op\":\"in\",\"value\":3}", ERR_INVALID, "priority[in]"},
        {"filter={\"field\":\"priority\",\"op\":\"in\",\"value\":[]}", ERR_INVALID, "priority[in]"},
        {"filter={\"field\":\"priority\",\"op\":\"in\",\"value\":[null]}", ERR_INVALID,
         "priority[in]"},
        {"filter={\"field\":\"priority\",\"value\":[1]}", ERR_INVALID, "priority"},
        {"filter={\"field\":\"priority\",\"value\":{}}", ERR_INVALID, "priority"},
        {"filter={\"field\":\"priority\",\"value\":1.5}", ERR_INVALID, "priority"},
        {"filter={\"field\":\"name\",\"value\":5}", ERR_INVALID, "name"},
        {"filter={\"field\":\"name\",\"op\":\"contains\",\"value\":5}", ERR_INVALID,
         "name[contains]"},
        {"filter={\"field\":\"tag\",\"value\":5}", ERR_INVALID, "tag"},
        {"filter={\"field\":\"name\",\"op\":\"empty\",\"value\":\"no\"}", ERR_INVALID,
         "name[empty]"},
    };

    (void)state;
    refuse_all(&entity_contact, list, ARRAY_LEN(list));
}

static const char *nested(unsigned depth)
{
    char *text = arena_strdup(&fx.arena, "{\"field\":\"priority\",\"value\":1}");

    for (unsigned i = 0; i < depth; i++)
        text = arena_printf(&fx.arena, "{\"not\":%s}", text);
    return arena_printf(&fx.arena, "filter=%s", text);
}

static void bounds_depth_and_size(void **state)
{
    struct buf b;

    (void)state;
    assert_int_equal(fixture_refuses(&fx, &entity_contact, nested(7)), ERR_NONE);
    assert_int_equal(fixture_refuses(&fx, &entity_contact, nested(8)), ERR_INVALID);
    assert_int_equal(fixture_refuses(&fx, &entity_contact, nested(60)), ERR_INVALID);

    buf_init(&b, 1 << 20);
    buf_puts(&b, "filter={\"or\":[");
    for (int i = 0; i < 200; i++)
        buf_puts(&b, "{\"field\":\"priority\",\"value\":1},");
    buf_puts(&b, "{\"field\":\"priority\",\"value\":1}]}");
    buf_putc(&b, '\0');
    assert_int_equal(fixture_refuses(&fx, &entity_contact, b.p), ERR_INVALID);
    buf_reset(&b);
    buf_puts(&b, "priority[in]=1");
    for (int i = 0; i < 500; i++)
        buf_puts(&b, ",1");
    buf_putc(&b, '\0');
    assert_int_equal(fixture_refuses(&fx, &entity_contact, b.p), ERR_INVALID);
    buf_release(&b);
}

static void widest_allowed_runs(void **state)
{
    struct buf b;

    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Ann','priority':1}");
    buf_init(&b, 1 << 20);
    buf_puts(&b, "filter={\"or\":[");
    for (int i = 0; i < 198; i++)
        buf_puts(&b, "{\"field\":\"priority\",\"value\":2},");
    buf_puts(&b, "{\"field\":\"priority\",\"value\":1}]}");
    buf_putc(&b, '\0');
    assert_string_equal(CONTACTS(b.p), "Ann");
    buf_reset(&b);
    buf_puts(&b, "priority[in]=1");
    for (int i = 0; i < 499; i++)
        buf_puts(&b, ",2");
    buf_putc(&b, '\0');
    assert_string_equal(CONTACTS(b.p), "Ann");
    buf_release(&b);
}

/* --- a record's own columns ------------------------------------------------------------------- */

static void three_people(void)
{
    fixture_make(&fx, &entity_contact,
                 "{'name':'Łucja','priority':3,'stage':'demo','email':'Lu@Example.com',"
                 "'birthday':'1990-05-17','background':'Likes 100% Cotton_shirts'}");
    fixture_make(&fx, &entity_contact,
                 "{'name':'Bob','priority':7,'stage':'outreach','phone':'+48 600 100 200'}");
    fixture_make(&fx, &entity_contact, "{'name':'Cy','birthday':'--05-17'}");
}

static void compares_by_every_operator(void **state)
{
    (void)state;
    three_people();
    assert_string_equal(CONTACTS("priority=3"), "Łucja");
    assert_string_equal(CONTACTS("priority[ne]=3"), "Bob Cy");
    assert_string_equal(CONTACTS("priority[gt]=3"), "Bob");
    assert_string_equal(CONTACTS("priority[gte]=3"), "Bob Łucja");
    assert_string_equal(CONTACTS("priority[lt]=7"), "Łucja");
    assert_string_equal(CONTACTS("priority[lte]=7&priority[gt]=3"), "Bob");
    assert_string_equal(CONTACTS("priority[in]=7,3,9"), "Bob Łucja");
    assert_string_equal(CONTACTS("priority[empty]=true"), "Cy");
    assert_string_equal(CONTACTS("priority[empty]=0"), "Bob Łucja");
    assert_string_equal(CONTACTS("priority="), "Cy");
    assert_string_equal(CONTACTS("priority[ne]="), "Bob Łucja");
    assert_string_equal(CONTACTS("stage=demo"), "Łucja");
    assert_string_equal(CONTACTS("stage[ne]=demo"), "Bob Cy");
    assert_string_equal(CONTACTS("created_at[gt]=2026-01-01"), "Bob Cy Łucja");
    assert_string_equal(CONTACTS("created_at[lt]=2026-01-01"), "");
    assert_string_equal(CONTACTS("trashed_at[empty]=true"), "Bob Cy Łucja");
}

static void compares_texts_folded(void **state)
{
    (void)state;
    three_people();
    assert_string_equal(CONTACTS("name=LUCJA"), "Łucja");
    assert_string_equal(CONTACTS("name[ne]=lucja"), "Bob Cy");
    assert_string_equal(CONTACTS("name[in]=BOB,łucja"), "Bob Łucja");
    assert_string_equal(CONTACTS("email=LU@EXAMPLE.COM"), "Łucja");
    assert_string_equal(CONTACTS("phone=600100200"), "Bob");
    assert_string_equal(CONTACTS("phone=0048 600-100-200"), "Bob");
    assert_string_equal(CONTACTS("birthday=2020-05-17"), "Cy Łucja");
}

static void finds_parts(void **state)
{
    (void)state;
    three_people();
    assert_string_equal(CONTACTS("name[contains]=UCJ"), "Łucja");
    assert_string_equal(CONTACTS("name[contains]=o"), "Bob");
    assert_string_equal(CONTACTS("name[contains]=%"), "");
    assert_string_equal(CONTACTS("name[contains]=_"), "");
    assert_string_equal(CONTACTS("email[contains]=@example"), "Łucja");
    assert_string_equal(CONTACTS("phone[contains]=100 20"), "Bob");
    assert_string_equal(CONTACTS("background[contains]=100%"), "Łucja");
    assert_string_equal(CONTACTS("background[contains]=10_%"), "");
    assert_string_equal(CONTACTS("background[contains]=COTTON_S"), "Łucja");
    assert_string_equal(CONTACTS("background[contains]=cottonxs"), "");
    assert_string_equal(CONTACTS("background[contains]=\\"), "");
}

static void knows_the_seeds_names(void **state)
{
    (void)state;
    three_people();
    assert_string_equal(CONTACTS("priority_min=4"), "Bob");
    assert_string_equal(CONTACTS("next_contact_before=2030-01-01"), "");
}

/* --- not, and, or ----------------------------------------------------------------------------- */

static const char *json_list(const char *filter)
{
    char *text = arena_printf(&fx.arena, "filter=%s", filter);

    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    return CONTACTS(text);
}

/* null is false, so its opposite is true: nobody is lost between a filter and its negation. */
static void not_is_exact(void **state)
{
    static const char *const conditions[] = {
        "{'field':'priority','value':3}",
        "{'field':'priority','op':'ne','value':3}",
        "{'field':'priority','op':'gt','value':3}",
        "{'field':'priority','op':'in','value':[3,7]}",
        "{'field':'stage','value':'demo'}",
        "{'field':'name','op':'contains','value':'ucj'}",
        "{'field':'email','op':'contains','value':'example'}",
        "{'field':'background','op':'contains','value':'cotton'}",
        "{'field':'tag','value':'vip'}",
        "{'field':'tags','op':'empty','value':true}",
        "{'field':'company_id','value':5}",
        "{'field':'company.name','value':'Acme'}",
        "{'field':'company.name','op':'ne','value':'Acme'}",
        "{'field':'company.stage','op':'empty','value':true}",
        "{'field':'company_name','op':'contains','value':'cme'}",
        "{'and':[{'field':'priority','value':3},{'field':'stage','value':'demo'}]}",
        "{'or':[{'field':'priority','value':3},{'field':'stage','value':'demo'}]}",
    };
    char acme[64];

    (void)state;
    snprintf(acme, sizeof acme, "{'name':'Zed','company_id':%lld,'tags':['vip']}",
             (long long)fixture_make(&fx, &entity_company, "{'name':'Acme'}"));
    three_people();
    fixture_make(&fx, &entity_contact, acme);
    for (size_t i = 0; i < ARRAY_LEN(conditions); i++) {
        const char *yes = json_list(conditions[i]);
        const char *no = json_list(arena_printf(&fx.arena, "{'not':%s}", conditions[i]));
        if (strlen(yes) + strlen(no) + (*yes && *no) != strlen("Bob Cy Zed Łucja"))
            fail_msg("%s: [%s] and not [%s]", conditions[i], yes, no);
    }
}

static void joins_conditions(void **state)
{
    (void)state;
    three_people();
    assert_string_equal(json_list("{'or':[{'field':'priority','value':3},"
                                  "{'field':'priority','op':'empty','value':true}]}"),
                        "Cy Łucja");
    assert_string_equal(json_list("{'and':[{'field':'priority','op':'gte','value':'3'},"
                                  "{'not':{'field':'stage','value':'demo'}}]}"),
                        "Bob");
    assert_string_equal(json_list("{'field':'stage','value':null}"), "Cy");
    assert_string_equal(json_list("{'field':'stage','op':'ne','value':null}"), "Bob Łucja");
    assert_string_equal(json_list("{'field':'id','op':'in','value':[1,2]}"), "");
    assert_string_equal(CONTACTS("filter={\"field\":\"stage\",\"value\":\"demo\"}&priority=7"), "");
}

/* --- what stands in other tables -------------------------------------------------------------- */

static void finds_by_tag(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Ann','tags':['VIP','Großkunde']}");
    fixture_make(&fx, &entity_contact, "{'name':'Bob','tags':['friend']}");
    fixture_make(&fx, &entity_contact, "{'name':'Cy'}");
    fixture_make(&fx, &entity_company, "{'name':'Acme','tags':['vip']}");
    assert_string_equal(CONTACTS("tag=vip"), "Ann");
    assert_string_equal(CONTACTS("tag=grosskunde"), "Ann");
    assert_string_equal(CONTACTS("tags=Vip&tag=friend"), "");
    assert_string_equal(CONTACTS("tag[ne]=vip"), "Bob Cy");
    assert_string_equal(CONTACTS("tag[in]=vip,friend"), "Ann Bob");
    assert_string_equal(CONTACTS("tags[empty]=true"), "Cy");
    assert_string_equal(CONTACTS("tags[empty]=false"), "Ann Bob");
    assert_string_equal(CONTACTS("tag=nobody"), "");
}

static void finds_by_any_current_company(void **state)
{
    int64_t acme = fixture_make(&fx, &entity_company, "{'name':'Acme','stage':'demo'}");
    int64_t beta = fixture_make(&fx, &entity_company, "{'name':'Beta'}");
    char text[160];

    (void)state;
    snprintf(text, sizeof text, "{'name':'Ann','company_id':%lld}", (long long)acme);
    int64_t ann = fixture_make(&fx, &entity_contact, text);
    snprintf(text, sizeof text, "{'contact_id':%lld,'company_id':%lld}", (long long)ann,
             (long long)beta);
    int64_t second = fixture_make(&fx, &entity_membership, text);
    fixture_make(&fx, &entity_contact, "{'name':'Bob'}");

    snprintf(text, sizeof text, "company_id=%lld", (long long)beta);
    assert_string_equal(CONTACTS(text), "Ann");
    snprintf(text, sizeof text, "company_id[ne]=%lld", (long long)beta);
    assert_string_equal(CONTACTS(text), "Bob");
    snprintf(text, sizeof text, "company_id[in]=1,%lld", (long long)acme);
    assert_string_equal(CONTACTS(text), "Ann");
    assert_string_equal(CONTACTS("company_id[empty]=true"), "Bob");

    /* today is 2026-03-10: what ends tomorrow is current, what ends today is not */
    snprintf(text, sizeof text, "company_id=%lld", (long long)beta);
    fixture_update(&fx, &entity_membership, second, "{'ended_at':'2026-03-11'}");
    assert_string_equal(CONTACTS(text), "Ann");
    fixture_update(&fx, &entity_membership, second, "{'ended_at':'2026-03-10'}");
    assert_string_equal(CONTACTS(text), "");
}

static void looks_across_a_reference(void **state)
{
    int64_t acme =
        fixture_make(&fx, &entity_company, "{'name':'Acme','stage':'demo','tags':['big']}");
    char text[160];

    (void)state;
    snprintf(text, sizeof text, "{'name':'Ann','company_id':%lld}", (long long)acme);
    fixture_make(&fx, &entity_contact, text);
    fixture_make(&fx, &entity_contact, "{'name':'Bob'}");
    assert_string_equal(CONTACTS("company.name[contains]=CME"), "Ann");
    assert_string_equal(CONTACTS("company_name=acme"), "Ann");
    assert_string_equal(CONTACTS("company.stage=demo"), "Ann");
    assert_string_equal(CONTACTS("company.stage[ne]=demo"), "Bob");
    assert_string_equal(CONTACTS("company.stage[empty]=true"), "Bob");
    assert_string_equal(CONTACTS("company.tag=big"), "Ann");
    assert_string_equal(CONTACTS("company.tag[ne]=big"), "Bob");
    assert_string_equal(CONTACTS("company.id[gt]=1"), "Ann");
    assert_string_equal(CONTACTS("company.priority[empty]=true"), "Ann Bob");
}

static void finds_by_link(void **state)
{
    int64_t ann = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    int64_t acme = fixture_make(&fx, &entity_company, "{'name':'Acme'}");
    int64_t bob = fixture_make(&fx, &entity_contact, "{'name':'Bob'}");
    char text[200];

    (void)state;
    snprintf(text, sizeof text,
             "{'title':'Call','links':[{'entity_type':'contact','entity_id':%lld},"
             "{'entity_type':'company','entity_id':%lld}]}",
             (long long)ann, (long long)acme);
    fixture_make(&fx, &entity_activity, text);
    snprintf(text, sizeof text,
             "{'title':'Meet','links':[{'entity_type':'contact','entity_id':%lld}]}",
             (long long)bob);
    fixture_make(&fx, &entity_activity, text);
    fixture_make(&fx, &entity_activity, "{'title':'Think'}");

    assert_string_equal(fixture_list(&fx, &entity_activity, "entity_type=company"), "Call");
    assert_string_equal(fixture_list(&fx, &entity_activity, "entity_type=contact&sort=title"),
                        "Call Meet");
    snprintf(text, sizeof text, "entity_id=%lld", (long long)bob);
    assert_string_equal(fixture_list(&fx, &entity_activity, text), "Meet");
    snprintf(text, sizeof text, "entity_type=contact&entity_id=%lld", (long long)ann);
    assert_string_equal(fixture_list(&fx, &entity_activity, text), "Call");
    /* linked to Acme, and to some contact, but to no contact of that id */
    snprintf(text, sizeof text, "entity_type=contact&entity_id=%lld", (long long)acme);
    assert_string_equal(fixture_list(&fx, &entity_activity, text), "");
    assert_string_equal(fixture_list(&fx, &entity_activity, "links[empty]=true"), "Think");
    assert_string_equal(fixture_list(&fx, &entity_activity, "entity_type[ne]=company&sort=title"),
                        "Meet Think");
}

/* --- hashes and indexes ----------------------------------------------------------------------- */

static uint64_t hash_of(const char *params)
{
    struct list_query q;

    fixture_query(&fx, &entity_contact, params, &q);
    return filter_hash(q.filter);
}

static bool indexed(const char *params)
{
    struct list_query q;

    fixture_query(&fx, &entity_contact, params, &q);
    return filter_indexed(&entity_contact, q.filter);
}

static void hashes_the_meaning(void **state)
{
    (void)state;
    assert_true(hash_of("stage=demo") == hash_of("stage=demo"));
    assert_true(hash_of("stage=demo") != hash_of("stage=outreach"));
    assert_true(hash_of("stage=demo") != hash_of("stage[ne]=demo"));
    assert_true(hash_of("stage=demo") != hash_of("company.stage=demo"));
    assert_true(hash_of("stage=demo") != hash_of(""));
    assert_true(hash_of("tag=a") != hash_of("tag=b"));
    assert_true(hash_of("priority_min=3") == hash_of("priority[gte]=3"));
    assert_true(hash_of("first_name=a&last_name=b") != hash_of("first_name=b&last_name=a"));
}

static void tells_what_is_indexed(void **state)
{
    (void)state;
    assert_true(indexed(""));
    assert_true(indexed("stage=demo&tag=vip&name[contains]=bob&company.stage=demo&id=4"));
    assert_false(indexed("stage[ne]=demo"));
    assert_false(indexed("rating=4"));
    assert_false(indexed("stage=demo&rating=4"));
    assert_false(indexed("background[contains]=x"));
    assert_false(indexed("tag[ne]=vip"));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        EACH(names_what_it_refuses),
        EACH(refuses_malformed_json),
        EACH(bounds_depth_and_size),
        EACH(widest_allowed_runs),
        EACH(compares_by_every_operator),
        EACH(compares_texts_folded),
        EACH(finds_parts),
        EACH(knows_the_seeds_names),
        EACH(not_is_exact),
        EACH(joins_conditions),
        EACH(finds_by_tag),
        EACH(finds_by_any_current_company),
        EACH(looks_across_a_reference),
        EACH(finds_by_link),
        EACH(hashes_the_meaning),
        EACH(tells_what_is_indexed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
