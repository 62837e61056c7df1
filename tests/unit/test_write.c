/* The engine's writes over a real database, without the CRM's rules: mirrors, primaries,
 * references, permission, history and undo. The fixture's transaction stands for the writer's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "record/counter.h"
#include "record/event.h"
#include "record/search.h"

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

static void ok(int failed)
{
    if (failed)
        fail_msg("%s %s: %s (%s)", err_name(fx.err.code), fx.err.rows[0].field,
                 err_message(&fx.err), fx.err.detail);
}

/* The next request; the former's change set is returned. */
static int64_t next_request(void)
{
    struct record_ctx ctx = fx.change.ctx;
    int64_t former = fx.change.id;
    ok(change_end(&fx.change, &fx.err));
    fx.tx.now += 1000;
    ok(change_begin(&fx.change, &fx.tx, &ctx, STR("test"), 0, &fx.err));
    return former;
}

static struct record *get(const struct entity *e, int64_t id)
{
    struct record *r;
    ok(record_get(&fx.change.ctx, e, id, &r, &fx.err));
    return r;
}

static const char *text(const struct entity *e, int64_t id, const char *field)
{
    struct str s = record_text(get(e, id), field);
    return s.p ? str_cstr(&fx.arena, s) : "-";
}

static void undo(int64_t set)
{
    next_request();
    ok(change_undo(&fx.change, set, &fx.err));
}

static int64_t live(const struct entity *e)
{
    int64_t n;
    ok(counter_count(&fx.change.ctx, e, false, &n, &fx.err));
    return n;
}

static int64_t by_stage(const char *stage)
{
    int64_t n;
    ok(counter_count_by(&fx.change.ctx, &entity_contact, "stage", str_of(stage), &n, &fx.err));
    return n;
}

/* Refused with this code, naming this field; rolled back as the writer would. */
#define REFUSED(call, wanted, named)                                                               \
    do {                                                                                           \
        ok(db_savepoint(fx.db, "refused", &fx.err));                                               \
        assert_int_equal(call, -1);                                                                \
        assert_int_equal(fx.err.code, wanted);                                                     \
        assert_string_equal(fx.err.rows[0].field, named);                                          \
        err_clear(&fx.err);                                                                        \
        fx.change.n_dirty = 0;                                                                     \
        fx.change.ctx.counts = counter_waiting(fx.change.ctx.arena, &fx.tx);                       \
        db_rollback_to(fx.db, "refused");                                                          \
    } while (0)

static int try_make(const struct entity *e, const char *json)
{
    json_t *body = json_loads(json, 0, NULL);
    struct record *r;
    assert_non_null(body);
    int failed = record_create(&fx.change, e, body, &r, &fx.err);
    json_decref(body);
    return failed;
}

/* --- refused ---------------------------------------------------------------------------------- */

static void bad_input_names_its_field(void **state)
{
    (void)state;
    REFUSED(try_make(&entity_contact, "{\"nam\":1}"), ERR_UNKNOWN_FIELD, "nam");
    REFUSED(try_make(&entity_contact, "{}"), ERR_REQUIRED, "name");
    REFUSED(try_make(&entity_contact, "{\"name\":\"x\",\"company_id\":5}"), ERR_BAD_REFERENCE,
            "company_id");
    REFUSED(try_make(&entity_contact, "{\"name\":\"x\",\"role\":\"CTO\"}"), ERR_INVALID, "role");
    REFUSED(try_make(&entity_contact, "{\"name\":\"x\",\"tags\":[1]}"), ERR_INVALID, "tags");
    REFUSED(try_make(&entity_task, "{\"title\":\"x\",\"completed_at\":\"2026-01-01\"}"),
            ERR_READ_ONLY, "completed_at");
    assert_int_equal(live(&entity_contact), 0);
}

static void an_old_version_is_refused_with_the_record(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    json_t *patch = json_pack("{s:s}", "name", "Bea");
    struct record *r;
    assert_int_equal(
        record_update(&fx.change, &entity_contact, id, patch, 1, ERR_CONFLICT, &r, &fx.err), -1);
    json_decref(patch);
    assert_int_equal(fx.err.code, ERR_CONFLICT);
    assert_non_null(strstr(fx.err.extra, "\"name\":\"Ann\""));
    assert_string_equal(text(&entity_contact, id, "name"), "Ann");
}

static void act_as(int64_t user, enum role role)
{
    fx.change.ctx.who =
        (struct principal){.kind = PRINCIPAL_USER, .id = user, .user_id = user, .role = role};
}

static int try_set(const struct entity *e, int64_t id, const char *field, struct db_value v)
{
    struct field_set set = {field, v};
    return record_set(&fx.change, e, id, &set, 1, &fx.err);
}

static void a_member_writes_own_and_unowned_alone(void **state)
{
    (void)state;
    int64_t theirs =
        fixture_make(&fx, &entity_contact, "{'name':'Ann','email':'ann@a.example','owner_id':2}");
    int64_t nobodys = fixture_make(&fx, &entity_contact, "{'name':'Bea'}");
    act_as(1, ROLE_MEMBER);
    REFUSED(try_set(&entity_contact, theirs, "priority", DB_VALUE_INT(1)), ERR_FORBIDDEN, "");
    char body[120];
    snprintf(body, sizeof body,
             "{\"contact_id\":%lld,\"kind\":\"email\",\"value\":\"x@a.example\"}",
             (long long)theirs);
    REFUSED(try_make(&entity_channel, body), ERR_FORBIDDEN, "");
    ok(try_set(&entity_contact, nobodys, "priority", DB_VALUE_INT(1)));
    ok(try_set(&entity_contact, nobodys, "owner_id", DB_VALUE_INT(1)));

    snprintf(body, sizeof body, "{'entity_type':'contact','entity_id':%lld,'content':'hi'}",
             (long long)theirs);
    fixture_make(&fx, &entity_note, body); /* a note may be added */
    act_as(3, ROLE_ADMIN);
    ok(try_set(&entity_contact, theirs, "priority", DB_VALUE_INT(1)));
}

/* --- mirrors ---------------------------------------------------------------------------------- */

static void setting_an_email_makes_then_changes_the_primary_channel(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','email':'a@a.example'}");
    char params[64];
    snprintf(params, sizeof params, "contact_id=%lld", (long long)id);
    assert_string_equal(fixture_list(&fx, &entity_channel, params), "a@a.example");
    fixture_update(&fx, &entity_contact, id, "{'email':'b@a.example'}");
    assert_string_equal(fixture_list(&fx, &entity_channel, params), "b@a.example");
    fixture_update(&fx, &entity_contact, id, "{'email':null}");
    assert_string_equal(fixture_list(&fx, &entity_channel, params), "");
    assert_string_equal(text(&entity_contact, id, "email"), "-");
}

static void another_company_keeps_the_former(void **state)
{
    (void)state;
    int64_t a = fixture_make(&fx, &entity_company, "{'name':'A'}");
    int64_t b = fixture_make(&fx, &entity_company, "{'name':'B'}");
    char json[80], params[64];
    snprintf(json, sizeof json, "{'name':'Ann','company_id':%lld,'role':'CTO'}", (long long)a);
    int64_t id = fixture_make(&fx, &entity_contact, json);
    snprintf(json, sizeof json, "{'company_id':%lld}", (long long)b);
    fixture_update(&fx, &entity_contact, id, json);
    assert_int_equal(record_int(get(&entity_contact, id), "company_id"), b);
    assert_string_equal(text(&entity_contact, id, "role"), "-"); /* it was the other one's */
    snprintf(params, sizeof params, "company_id=%lld", (long long)a);
    assert_string_equal(fixture_list(&fx, &entity_contact, params), "Ann"); /* still a member */

    fixture_update(&fx, &entity_contact, id, "{'company_id':null}");
    assert_true(record_null(get(&entity_contact, id), "company_id"));
    snprintf(params, sizeof params, "company_id=%lld", (long long)b);
    assert_string_equal(fixture_list(&fx, &entity_contact, params), ""); /* that one ended */
}

static void the_next_channel_takes_a_removed_primarys_place(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','email':'a@a.example'}");
    char json[120];
    snprintf(json, sizeof json, "{'contact_id':%lld,'kind':'email','value':'b@a.example'}",
             (long long)id);
    int64_t second = fixture_make(&fx, &entity_channel, json);
    assert_string_equal(text(&entity_contact, id, "email"), "a@a.example");
    struct list_query q;
    fixture_query(&fx, &entity_channel, "is_primary=true", &q);
    int64_t *ids;
    size_t n;
    ok(list_ids(&fx.change.ctx, &q, 9, &ids, &n, &fx.err));
    assert_int_equal(n, 1);
    ok(record_remove(&fx.change, &entity_channel, ids[0], &fx.err));
    assert_string_equal(text(&entity_contact, id, "email"), "b@a.example");
    assert_int_equal(record_int(get(&entity_channel, second), "is_primary"), 1);
}

static void what_belongs_to_a_record_raises_its_version(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    int64_t before = get(&entity_contact, id)->updated_at;
    next_request();
    char json[120];
    snprintf(json, sizeof json, "{'contact_id':%lld,'kind':'github','value':'ann'}", (long long)id);
    fixture_make(&fx, &entity_channel, json);
    int64_t after = get(&entity_contact, id)->updated_at;
    assert_true(after > before);
    fixture_update(&fx, &entity_contact, id, "{'name':'Ann'}"); /* changes nothing */
    assert_int_equal(get(&entity_contact, id)->updated_at, after);
}

static int64_t found(const char *word)
{
    struct search_hit *hits;
    size_t n;
    ok(search_run(&fx.change.ctx, str_of(word), NULL, 0, NULL, 0, 10, &hits, &n, &fx.err));
    return (int64_t)n;
}

static void a_hold_puts_in_order_once_at_its_end(void **state)
{
    (void)state;
    change_hold(&fx.change);
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','email':'ann@one.example'}");
    char json[160];
    snprintf(json, sizeof json,
             "{'contact_id':%lld,'kind':'email','value':'ann@two.example','is_primary':true}",
             (long long)id);
    fixture_make(&fx, &entity_channel, json);
    assert_int_equal(found("ann"), 0);
    assert_string_equal(text(&entity_contact, id, "email"), "ann@one.example");
    ok(change_hold_end(&fx.change, &fx.err));

    assert_string_equal(text(&entity_contact, id, "email"), "ann@two.example");
    assert_int_equal(found("ann"), 1);
    assert_int_equal(found("two.example"), 1);
    fixture_make(&fx, &entity_contact, "{'name':'Ann B'}"); /* nothing is held any more */
    assert_int_equal(found("ann"), 2);
}

/* --- counters --------------------------------------------------------------------------------- */

static void counts_follow_every_way_a_record_goes(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','stage':'demo'}");
    fixture_make(&fx, &entity_contact, "{'name':'Bea'}");
    assert_int_equal(live(&entity_contact), 2);
    assert_int_equal(by_stage("demo"), 1);
    fixture_trash(&fx, &entity_contact, id);
    assert_int_equal(live(&entity_contact), 1);
    assert_int_equal(by_stage("demo"), 0);
    fixture_restore(&fx, &entity_contact, id);
    fixture_update(&fx, &entity_contact, id, "{'stage':'closed_won'}");
    assert_int_equal(by_stage("demo"), 0);
    assert_int_equal(by_stage("closed_won"), 1);
    ok(record_purge(&fx.change, &entity_contact, id, &fx.err));
    assert_int_equal(live(&entity_contact), 1);
    assert_int_equal(by_stage("closed_won"), 0);
}

/* --- undo ------------------------------------------------------------------------------------- */

static void undo_refuses_what_was_changed_since_and_names_it(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','priority':1}");
    next_request();
    fixture_update(&fx, &entity_contact, id, "{'priority':2}");
    int64_t set = next_request();
    fixture_update(&fx, &entity_contact, id, "{'priority':3}");
    next_request();
    assert_int_equal(change_undo(&fx.change, set, &fx.err), -1);
    assert_int_equal(fx.err.code, ERR_UNDO_CONFLICT);
    assert_non_null(strstr(fx.err.extra, "\"field\":\"priority\""));
    assert_non_null(strstr(fx.err.extra, "\"actual\":3"));
}

static void undo_of_a_permanent_deletion_is_refused(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    next_request();
    ok(record_purge(&fx.change, &entity_contact, id, &fx.err));
    int64_t set = next_request();
    assert_int_equal(change_undo(&fx.change, set, &fx.err), -1);
    assert_non_null(strstr(fx.err.extra, "for good"));
}

static void a_permanent_deletion_empties_the_history(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Secret Ann'}");
    fixture_update(&fx, &entity_contact, id, "{'nickname':'secret too'}");
    ok(record_purge(&fx.change, &entity_contact, id, &fx.err));
    int64_t n;
    ok(db_query_int(fx.db, "SELECT COUNT(*) FROM event WHERE changes LIKE '%ecret%'", DB_NO_ARGS, 0,
                    &n, &fx.err));
    assert_int_equal(n, 0);
    ok(db_query_int(fx.db, "SELECT COUNT(*) FROM search_doc WHERE id = ?",
                    DB_ARGS(DB_VALUE_INT(id)), 0, &n, &fx.err));
    assert_int_equal(n, 0);
}

static void a_creation_undone_and_redone_is_what_it_was(void **state)
{
    (void)state;
    next_request();
    int64_t id = fixture_make(
        &fx, &entity_contact,
        "{'name':'Ann','email':'a@a.example','tags':['vip','x'],'stage':'demo','priority':3}");
    int64_t set = fx.change.id;
    undo(set);
    struct record *gone;
    ok(record_find(&fx.change.ctx, &entity_contact, id, &gone, &fx.err));
    assert_null(gone);
    assert_int_equal(live(&entity_contact), 0);
    assert_int_equal(live(&entity_channel), 0);
    assert_string_equal(fixture_list(&fx, &entity_contact, "q=ann"), "");

    undo(fx.change.id);
    assert_string_equal(text(&entity_contact, id, "email"), "a@a.example");
    assert_string_equal(text(&entity_contact, id, "stage"), "demo");
    assert_int_equal(by_stage("demo"), 1);
    assert_string_equal(fixture_list(&fx, &entity_contact, "tag=vip&q=ann"), "Ann");
}

static void tags_are_undone_as_a_set(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','tags':['a']}");
    next_request();
    fixture_update(&fx, &entity_contact, id, "{'tags':['a','b']}");
    int64_t set = next_request();
    fixture_update(&fx, &entity_contact, id, "{'tags':['a','b','c']}");
    undo(set);
    assert_string_equal(fixture_list(&fx, &entity_contact, "tag=b"), "");
    assert_string_equal(fixture_list(&fx, &entity_contact, "tag=a"), "Ann");
    assert_string_equal(fixture_list(&fx, &entity_contact, "tag=c"), "Ann");
}

static void a_company_taken_away_and_brought_back_has_its_members(void **state)
{
    (void)state;
    next_request();
    int64_t company = fixture_make(&fx, &entity_company, "{'name':'A'}");
    char json[80];
    snprintf(json, sizeof json, "{'name':'Ann','company_id':%lld}", (long long)company);
    int64_t contact = fixture_make(&fx, &entity_contact, json);
    next_request();
    ok(record_remove(&fx.change, &entity_company, company, &fx.err));
    assert_true(record_null(get(&entity_contact, contact), "company_id"));
    undo(fx.change.id);
    assert_int_equal(record_int(get(&entity_contact, contact), "company_id"), company);
}

/* --- bulk ------------------------------------------------------------------------------------- */

static int try_bulk(const int64_t *ids, size_t n, const char *action, const char *request)
{
    json_t *body = json_loads(request, 0, NULL);
    int64_t affected;
    assert_non_null(body);
    int failed =
        record_bulk(&fx.change, &entity_contact, ids, n, str_of(action), body, &affected, &fx.err);
    json_decref(body);
    return failed;
}

static void a_tag_more_than_a_record_carries_is_refused(void **state)
{
    (void)state;
    struct buf json;
    buf_init(&json, 1 << 16);
    for (int i = 0; i < 200; i++)
        buf_puts(&json, arena_printf(&fx.arena, "%s't%d'", i ? "," : "", i));
    struct str tags = buf_str(&json);
    int64_t id =
        fixture_make(&fx, &entity_contact,
                     arena_printf(&fx.arena, "{'name':'Ann','tags':[%.*s]}", STR_ARG(tags)));
    buf_release(&json);
    REFUSED(try_bulk(&id, 1, "add_tag", "{\"value\":\"one more\"}"), ERR_TOO_LONG, "tags");
    ok(try_bulk(&id, 1, "add_tag", "{\"value\":\"T7\"}")); /* it carries that already */
    ok(try_bulk(&id, 1, "remove_tag", "{\"value\":\"t7\"}"));
    ok(try_bulk(&id, 1, "add_tag", "{\"value\":\"one more\"}"));
}

/* --- memory ----------------------------------------------------------------------------------- */

enum { BIG = 50000, MANY = 100 };

/* A contact with a long background and the members of `more`, which begins with a comma. */
static void make_big(const char *more)
{
    char *long_text = arena_alloc(&fx.arena, BIG + 1);
    memset(long_text, 'x', BIG);
    const char *json =
        arena_printf(&fx.arena, "{'name':'Ann','background':'%s'%s}", long_text, more);
    fixture_make(&fx, &entity_contact, json);
}

static void a_cascade_takes_the_memory_of_one_record(void **state)
{
    (void)state;
    int64_t company = fixture_make(&fx, &entity_company, "{'name':'A'}");
    char json[80];
    snprintf(json, sizeof json, ",'company_id':%lld", (long long)company);
    for (int i = 0; i < MANY; i++)
        make_big(json);
    size_t before = fx.arena.used;
    ok(record_purge(&fx.change, &entity_company, company, &fx.err));
    assert_true(fx.arena.used - before < (size_t)4 * BIG);
    assert_ptr_equal(fx.change.ctx.arena, &fx.arena);
    assert_int_equal(live(&entity_contact), MANY);
}

static void a_tag_taken_off_all_takes_the_memory_of_one_record(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++)
        make_big(",'tags':['vip','x']");
    int64_t tag;
    ok(db_query_int(fx.db, "SELECT id FROM tag WHERE name = 'vip'", DB_NO_ARGS, 0, &tag, &fx.err));
    size_t before = fx.arena.used;
    ok(record_remove(&fx.change, &entity_tag, tag, &fx.err));
    assert_true(fx.arena.used - before < (size_t)4 * BIG);
    assert_string_equal(fixture_list(&fx, &entity_contact, "tag=vip"), "");
}

static void links_taken_off_all_take_the_memory_of_one_record(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    char json[200];
    snprintf(json, sizeof json,
             "{'title':'Call','links':[{'entity_type':'contact','entity_id':%lld}]}",
             (long long)id);
    for (int i = 0; i < MANY; i++)
        fixture_make(&fx, &entity_task, json);
    size_t before = fx.arena.used;
    ok(record_purge(&fx.change, &entity_contact, id, &fx.err));
    assert_true(fx.arena.used - before < (size_t)4 * BIG);
}

static int64_t events_by_row(const char *type, const char *entity, int64_t from, int64_t to)
{
    int64_t n;
    ok(db_query_int(fx.db,
                    "SELECT COUNT(*) FROM event WHERE type = ? AND entity = ? AND at >= ? "
                    "AND at < ?",
                    DB_ARGS(DB_VALUE_TEXT(str_of(type)), DB_VALUE_TEXT(str_of(entity)),
                            DB_VALUE_INT(from), DB_VALUE_INT(to)),
                    0, &n, &fx.err));
    return n;
}

/* Steps of the clock that come to the ends of hours and days and beyond; it may step back. */
static void events_of_any_period_are_counted_exactly(void **state)
{
    (void)state;
    enum { MINUTE = 60000, HOUR = 60 * MINUTE, N = 60 };
    static const int64_t steps[] = {0,    1,           HOUR - 1,  MINUTE,    23 * HOUR,
                                    HOUR, -5 * MINUTE, 25 * HOUR, 7 * MINUTE};
    int64_t moments[N];
    for (size_t i = 0; i < N; i++) {
        fx.tx.now += steps[i * 7 % ARRAY_LEN(steps)];
        int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','stage':'demo'}");
        moments[i] = fx.tx.now;
        if (i % 3 == 0)
            fixture_update(&fx, &entity_contact, id, "{'stage':'outreach'}");
        if (i % 5 == 0)
            fixture_make(&fx, &entity_task, "{'title':'of no count'}");
    }
    ok(change_end(&fx.change, &fx.err));
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            int64_t n, hour = moments[k] - moments[k] % HOUR;
            int64_t from = moments[i] + (int64_t)(i % 2), to = k % 3 ? moments[k] : hour;
            ok(event_count(&fx.change.ctx, STR("created"), &entity_contact, from, to, &n, &fx.err));
            assert_int_equal(n, events_by_row("created", "contact", from, to));
            ok(event_count(&fx.change.ctx, STR("stage_changed"), &entity_contact, from, to, &n,
                           &fx.err));
            assert_int_equal(n, events_by_row("stage_changed", "contact", from, to));
            ok(event_count(&fx.change.ctx, STR("created"), &entity_task, from, to, &n, &fx.err));
            assert_int_equal(n, events_by_row("created", "task", from, to));
        }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bad_input_names_its_field),
        TEST(an_old_version_is_refused_with_the_record),
        TEST(a_member_writes_own_and_unowned_alone),
        TEST(setting_an_email_makes_then_changes_the_primary_channel),
        TEST(another_company_keeps_the_former),
        TEST(the_next_channel_takes_a_removed_primarys_place),
        TEST(what_belongs_to_a_record_raises_its_version),
        TEST(a_hold_puts_in_order_once_at_its_end),
        TEST(counts_follow_every_way_a_record_goes),
        TEST(undo_refuses_what_was_changed_since_and_names_it),
        TEST(undo_of_a_permanent_deletion_is_refused),
        TEST(a_permanent_deletion_empties_the_history),
        TEST(a_creation_undone_and_redone_is_what_it_was),
        TEST(tags_are_undone_as_a_set),
        TEST(a_company_taken_away_and_brought_back_has_its_members),
        TEST(a_tag_more_than_a_record_carries_is_refused),
        TEST(a_cascade_takes_the_memory_of_one_record),
        TEST(a_tag_taken_off_all_takes_the_memory_of_one_record),
        TEST(links_taken_off_all_take_the_memory_of_one_record),
        TEST(events_of_any_period_are_counted_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
