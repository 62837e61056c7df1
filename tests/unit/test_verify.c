/* Verification finds each kind of damage, and none in a workspace that is in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "record/verify.h"

static struct fixture fx;
static char found[4096];

static int setup(void **state)
{
    (void)state;
    fixture_open(&fx);
    int64_t company =
        fixture_make(&fx, &entity_company, "{'name':'Acme','deal_value':50,'stage':'demo'}");
    char json[160];
    snprintf(json, sizeof json,
             "{'name':'Ann','email':'a@a.example','company_id':%lld,'tags':['vip'],'stage':'demo'}",
             (long long)company);
    int64_t contact = fixture_make(&fx, &entity_contact, json);
    snprintf(json, sizeof json, "{'entity_type':'contact','entity_id':%lld,'content':'hi'}",
             (long long)contact);
    fixture_make(&fx, &entity_note, json);
    fixture_make(&fx, &entity_task, "{'title':'t','due_at':'2026-03-04T05:06:07Z'}");
    fixture_trash(&fx, &entity_contact, fixture_make(&fx, &entity_contact, "{'name':'Bea'}"));
    assert_int_equal(change_end(&fx.change, &fx.err), 0);
    char sql[100];
    snprintf(sql, sizeof sql,
             "CREATE TABLE clock(last_seq INTEGER); INSERT INTO clock VALUES (%lld)",
             (long long)fx.tx.last_seq);
    assert_int_equal(db_exec(fx.db, sql, &fx.err), 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&fx);
    return 0;
}

static void note_fault(void *to, const char *check, const char *message)
{
    (void)to;
    size_t n = strlen(found);
    snprintf(found + n, sizeof found - n, "%s: %s\n", check, message);
}

static int64_t verify(void)
{
    struct verify_report report = {.fault = note_fault};
    found[0] = 0;
    if (verify_workspace(fixture_ctx(&fx), &report, &fx.err))
        fail_msg("%s (%s)", err_message(&fx.err), fx.err.detail);
    return report.n_faults;
}

/* Each row: damage done behind the engine's back, and what is said of it. */
static const struct {
    const char *sql, *said;
} damages[] = {
    {"DELETE FROM search_doc WHERE entity = 'contact'", "1 contacts without a search row"},
    {"UPDATE contact SET trashed_at = 5 WHERE name = 'Ann'", "search rows of no living contact"},
    {"UPDATE counter SET n = n + 1 WHERE field = 'stage'", "the counter of"},
    {"UPDATE counter SET total = total + 1 WHERE field = 'stage' AND entity = 'company'",
     "the counter of companies by stage 'demo' EUR"},
    {"UPDATE counter SET n = n + 1 WHERE entity = 'note' AND field = ''", "notes are counted"},
    {"UPDATE counter SET n = n + 1 WHERE field = 'created.hour' AND entity = 'contact'",
     "the counter of contacts by created.hour"},
    {"UPDATE counter SET n = n + 1 WHERE field = 'tags'", "the counter of contacts by tags"},
    {"DELETE FROM counter WHERE field = 'tags'", "contacts have 0 counters by tags, there are 1"},
    {"UPDATE counter SET n = n + 1 WHERE field = 'due.day'",
     "the counter of tasks by due.day '2026-03-04' is not 1"},
    {"DELETE FROM counter WHERE field = 'due.hour'",
     "the counter of tasks by due.hour '2026-03-04T05' is not 1"},
    {"INSERT INTO counter VALUES ('contact', 'due.day', '2026-01-01', '', 1, 0)",
     "contacts have 1 counters by due.day, there are 0 values"},
    {"UPDATE contact SET email = 'x@x.example' WHERE name = 'Ann'",
     "1 contacts whose email is not their primary channel's"},
    {"UPDATE membership SET company_id = 999", "memberships whose company_id points at no company"},
    {"UPDATE note SET entity_id = 999", "1 notes whose entity_id points at no contact"},
    {"DELETE FROM change_set", "events of no change set"},
    {"DELETE FROM tag", "records with a tag that is none"},
};

static void each_damage_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
        assert_int_equal(db_savepoint(fx.db, "damage", &fx.err), 0);
        if (db_exec(fx.db, damages[i].sql, &fx.err))
            fail_msg("%s: %s", damages[i].sql, fx.err.detail);
        assert_true(verify() > 0);
        if (!strstr(found, damages[i].said))
            fail_msg("%s\ngave:\n%s\nnot: %s", damages[i].sql, found, damages[i].said);
        db_rollback_to(fx.db, "damage");
    }
}

static void what_is_in_order_has_no_fault(void **state)
{
    (void)state;
    int64_t n = verify();
    if (n)
        fail_msg("%s", found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_damage_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_in_order_has_no_fault, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
