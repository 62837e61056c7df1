/* What undo must refuse, and what a chain of undo and redo comes to. Each was a defect once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "record/event.h"

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

/* The next request, by the same asker; gives the former's change set. */
static int64_t next_request(void)
{
    struct record_ctx ctx = fx.change.ctx;
    int64_t former = fx.change.id;
    ok(change_end(&fx.change, &fx.err));
    fx.tx.now += 1000;
    ok(change_begin(&fx.change, &fx.tx, &ctx, STR("test"), 0, &fx.err));
    return former;
}

static int64_t undo(int64_t set)
{
    next_request();
    ok(change_undo(&fx.change, set, &fx.err));
    return fx.change.id;
}

/* Refused as a conflict that says this; rolled back as the writer would. */
static void undo_conflicts(int64_t set, const char *said)
{
    next_request();
    ok(db_savepoint(fx.db, "undo", &fx.err));
    assert_int_equal(change_undo(&fx.change, set, &fx.err), -1);
    assert_int_equal(fx.err.code, ERR_UNDO_CONFLICT);
    assert_non_null(fx.err.extra);
    if (!strstr(fx.err.extra, said))
        fail_msg("%s does not say %s", fx.err.extra, said);
    err_clear(&fx.err);
    fx.change.n_dirty = 0;
    fx.change.id = 0;
    fx.change.n_events = 0;
    db_rollback_to(fx.db, "undo");
}

static int64_t count(const char *sql)
{
    int64_t n;
    ok(db_query_int(fx.db, sql, DB_NO_ARGS, 0, &n, &fx.err));
    return n;
}

static void a_primary_that_another_has_become_is_a_conflict(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','email':'a@a.example'}");
    next_request();
    fixture_update(&fx, &entity_contact, id, "{'email':null}");
    int64_t set = next_request();
    fixture_update(&fx, &entity_contact, id, "{'email':'b@a.example'}");
    undo_conflicts(set, "is_primary");
    assert_int_equal(count("SELECT COUNT(*) FROM channel WHERE is_primary = 1"), 1);
}

static void a_link_to_what_is_gone_is_a_conflict(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    char json[120];
    snprintf(json, sizeof json,
             "{'title':'t','links':[{'entity_type':'contact','entity_id':%lld}]}", (long long)id);
    int64_t task = fixture_make(&fx, &entity_task, json);
    next_request();
    fixture_update(&fx, &entity_task, task, "{'links':[]}");
    int64_t set = next_request();
    ok(record_purge(&fx.change, &entity_contact, id, &fx.err));
    undo_conflicts(set, "links");
}

static void a_creation_that_was_tagged_since_is_a_conflict(void **state)
{
    (void)state;
    next_request();
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    int64_t set = next_request();
    fixture_update(&fx, &entity_contact, id, "{'tags':['later']}");
    undo_conflicts(set, "tags");
}

static void a_name_that_is_taken_is_a_conflict(void **state)
{
    (void)state;
    int64_t tag = fixture_make(&fx, &entity_tag, "{'name':'old'}");
    next_request();
    fixture_update(&fx, &entity_tag, tag, "{'name':'new'}");
    int64_t set = next_request();
    fixture_make(&fx, &entity_tag, "{'name':'old'}");
    undo_conflicts(set, "name");
}

static void only_so_many_conflicts_are_told_and_all_counted(void **state)
{
    (void)state;
    int64_t ids[150];
    for (int i = 0; i < 150; i++)
        ids[i] = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    next_request();
    for (int i = 0; i < 150; i++)
        fixture_update(&fx, &entity_contact, ids[i], "{'priority':1}");
    int64_t set = next_request();
    for (int i = 0; i < 150; i++)
        fixture_update(&fx, &entity_contact, ids[i], "{'priority':2}");
    undo_conflicts(set, "\"n_conflicts\":150");
}

static void an_open_set_is_its_openers_to_undo(void **state)
{
    (void)state;
    int64_t set;
    next_request();
    fx.change.ctx.who =
        (struct principal){.kind = PRINCIPAL_USER, .id = 1, .user_id = 1, .role = ROLE_OWNER};
    ok(change_open(&fx.change, STR("import"), &set, &fx.err));
    fx.change.ctx.who =
        (struct principal){.kind = PRINCIPAL_USER, .id = 2, .user_id = 2, .role = ROLE_MEMBER};
    next_request();
    assert_int_equal(change_undo(&fx.change, set, &fx.err), -1);
    assert_int_equal(fx.err.code, ERR_FORBIDDEN);
}

static void a_chain_of_undo_and_redo_keeps_its_count(void **state)
{
    (void)state;
    next_request();
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann'}");
    int64_t a = fx.change.id, b = undo(a), c = undo(b), d = undo(c);
    struct record *r;
    ok(record_find(&fx.change.ctx, &entity_contact, id, &r, &fx.err));
    assert_null(r); /* undone, redone, undone */
    next_request();
    assert_int_equal(change_undo(&fx.change, a, &fx.err), -1); /* undone already, by d */
    err_clear(&fx.err);
    fx.change.id = 0;
    undo(d);
    ok(record_find(&fx.change.ctx, &entity_contact, id, &r, &fx.err));
    assert_non_null(r);
    assert_int_equal(count("SELECT COUNT(*) FROM change_set WHERE label = 'redo'"), 2);
}

static void a_purge_forgets_what_hung_on_it_and_was_removed_before(void **state)
{
    (void)state;
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','email':'secret@a.example'}");
    fixture_update(&fx, &entity_contact, id, "{'email':null}");
    assert_true(count("SELECT COUNT(*) FROM event WHERE changes LIKE '%secret%'") > 0);
    ok(record_purge(&fx.change, &entity_contact, id, &fx.err));
    assert_int_equal(count("SELECT COUNT(*) FROM event WHERE changes LIKE '%secret%'"), 0);
}

static void a_member_does_not_take_a_tag_off_a_colleagues_record(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Ann','tags':['boss'],'owner_id':9}");
    fx.change.ctx.who =
        (struct principal){.kind = PRINCIPAL_USER, .id = 2, .user_id = 2, .role = ROLE_MEMBER};
    int64_t tag = count("SELECT id FROM tag");
    assert_int_equal(record_purge(&fx.change, &entity_tag, tag, &fx.err), -1);
    assert_int_equal(fx.err.code, ERR_FORBIDDEN);
    assert_int_equal(count("SELECT COUNT(*) FROM tag_of"), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_primary_that_another_has_become_is_a_conflict),
        TEST(a_link_to_what_is_gone_is_a_conflict),
        TEST(a_creation_that_was_tagged_since_is_a_conflict),
        TEST(a_name_that_is_taken_is_a_conflict),
        TEST(only_so_many_conflicts_are_told_and_all_counted),
        TEST(an_open_set_is_its_openers_to_undo),
        TEST(a_chain_of_undo_and_redo_keeps_its_count),
        TEST(a_purge_forgets_what_hung_on_it_and_was_removed_before),
        TEST(a_member_does_not_take_a_tag_off_a_colleagues_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
