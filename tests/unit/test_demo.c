/* Demo data: the same seed gives the same, everything passes the engine, and the tables of names
 * hold what their header promises.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/utf8.h"
#include "cli/demo_fill.h"
#include "folder.h"
#include "model/types/phone_shim.h"
#include "record/counter.h"
#include "record/schema.h"
#include "space/space.h"

/* Tuesday, 10 March 2026, noon; the day began twelve hours before. */
static const int64_t noon = INT64_C(1773144000000);

static struct demo_plan plan_of(uint64_t seed, int64_t contacts)
{
    struct demo_plan p;
    demo_plan_init(&p, seed, contacts, noon, noon - DATE_DAY_MS / 2);
    p.user_id = 77;
    p.user_name = "Demo";
    return p;
}

/* --- the same seed ---------------------------------------------------------------------------- */

/* Writes down what comes, with ids counted up. */
struct recorder {
    struct demo_sink sink;
    struct buf text;
    int64_t last_id;
};

static void note_down(struct recorder *r, const char *verb, const json_t *body)
{
    char *json = json_dumps(body, JSON_COMPACT);
    buf_printf(&r->text, "%s %s\n", verb, json);
    free(json);
}

static int record_made(struct demo_sink *s, const struct entity *e, const json_t *body,
                       int64_t *ret_id, struct err *err)
{
    (void)err;
    struct recorder *r = (struct recorder *)s;
    note_down(r, e->name, body);
    *ret_id = ++r->last_id;
    return 0;
}

static int record_changed(struct demo_sink *s, const struct entity *e, int64_t id,
                          const json_t *body, struct err *err)
{
    (void)e, (void)id, (void)err;
    note_down((struct recorder *)s, "update", body);
    return 0;
}

static int record_said(struct demo_sink *s, const json_t *body, struct err *err)
{
    (void)err;
    note_down((struct recorder *)s, "interaction", body);
    return 0;
}

static struct buf written_down(uint64_t seed, int64_t contacts)
{
    struct demo_plan p = plan_of(seed, contacts);
    struct recorder r = {.sink = {record_made, record_changed, record_said}};
    struct demo_state state = {0};
    struct arena a;
    struct err err = {0};
    arena_init(&a);
    buf_init(&r.text, 1 << 24);
    assert_int_equal(demo_tags(&a, &r.sink, &err), 0);
    for (int64_t i = 0; i < demo_blocks(&p); i++)
        assert_int_equal(demo_block(&p, &a, i, &state, &r.sink, &err), 0);
    arena_release(&a);
    assert_false(r.text.failed);
    return r.text;
}

static void same_seed_same_data(void **state)
{
    (void)state;
    struct buf one = written_down(7, 200), two = written_down(7, 200), other = written_down(8, 200);
    assert_true(str_eq(buf_str(&one), buf_str(&two)));
    assert_false(str_eq(buf_str(&one), buf_str(&other)));
    buf_release(&one);
    buf_release(&two);
    buf_release(&other);
}

/* --- through the engine ----------------------------------------------------------------------- */

static char dir[FOLDER_MAX];
static struct spaces *spaces;
static struct space *space;

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    (void)control;
    return schema_prepare(db, path, err);
}

static int set_up(void **state)
{
    (void)state;
    struct err err = {0};
    folder_make(dir);
    struct spaces_config config = {.dir = dir,
                                   .driver = &db_sqlite,
                                   .open_max = 4,
                                   .idle_ms = 60000,
                                   .read_deadline_ms = 60000,
                                   .prepare = prepare};
    if (spaces_open(&config, &spaces, &err) || space_get(spaces, "ws_1", true, &space, &err))
        fail_msg("%s", err_message(&err));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    space_put(space);
    spaces_close(spaces);
    folder_remove(dir);
    return 0;
}

static bool stop_after(void *arg, const struct demo_totals *totals)
{
    int64_t *at = arg;
    return totals->contacts < *at;
}

static struct demo_fill fill_up(const struct demo_plan *p, struct tz *zone, int64_t stop_at)
{
    struct err err = {0};
    struct demo_fill f = {
        .space = space,
        .plan = p,
        .go_on = stop_at ? stop_after : NULL,
        .arg = &stop_at,
        .ctx = {.env = {.zone = zone, .currency = STR("EUR"), .country = STR("US")},
                .who = {.kind = PRINCIPAL_USER, .id = 77, .user_id = 77, .role = ROLE_OWNER},
                .rules = crm_rules,
                .n_rules = crm_n_rules},
    };
    if (demo_fill_run(&f, &err))
        fail_msg("%s: %s (%s)", err.rows[0].field, err_message(&err), err.detail);
    f.arg = NULL;
    return f;
}

static int64_t ask(const char *sql)
{
    struct db *db;
    struct err err = {0};
    int64_t n = -1;
    if (space_read(space, &db, &err) || db_query_int(db, sql, NULL, 0, -1, &n, &err))
        fail_msg("%s", err.detail);
    space_read_end(space, db);
    return n;
}

static void counts_as_asked(void **state)
{
    (void)state;
    struct tz *zone = tz_open("UTC");
    struct demo_plan p = plan_of(3, 203);
    struct demo_fill f = fill_up(&p, zone, 0);

    assert_int_equal(f.totals.contacts, 203);
    assert_int_equal(ask("SELECT COUNT(*) FROM contact"), 203);
    assert_int_equal(ask("SELECT COUNT(*) FROM company"), 26);
    assert_int_equal(ask("SELECT COUNT(*) FROM tag WHERE name <> 'stage_change'"), 20);
    assert_int_equal(ask("SELECT COUNT(*) FROM tag WHERE color IS NOT NULL"), 15);
    assert_int_equal(ask("SELECT COUNT(*) FROM change_set"), 2);
    assert_int_equal(ask("SELECT COUNT(*) FROM note"),
                     demo_fill_count(&f, &entity_note) +
                         ask("SELECT COUNT(*) FROM note WHERE reason LIKE '% -> %'"));
    tz_free(zone);
}

/* Some of everything that there should be some of. */
static void is_lifelike(void **state)
{
    (void)state;
    static const char *const some[] = {
        "SELECT COUNT(*) FROM contact WHERE email IS NULL",
        "SELECT COUNT(*) FROM contact WHERE phone IS NULL",
        "SELECT COUNT(*) FROM contact WHERE company_id IS NULL",
        "SELECT COUNT(*) FROM contact WHERE birthday LIKE '--%'",
        "SELECT COUNT(*) FROM contact WHERE birthday LIKE '%-02-29'",
        "SELECT COUNT(*) FROM contact WHERE next_contact_note_id IS NOT NULL",
        "SELECT COUNT(*) FROM contact WHERE contact_every = 'monthly'",
        "SELECT COUNT(*) FROM contact WHERE next_contact_at < 1773100800000",
        ("SELECT COUNT(*) FROM contact WHERE next_contact_at BETWEEN 1773100800000 AND "
         "1773187199999"),
        "SELECT COUNT(*) FROM contact WHERE next_contact_at > 1773187199999",
        "SELECT COUNT(*) FROM membership WHERE ended_at IS NOT NULL",
        "SELECT COUNT(*) FROM membership WHERE COALESCE(is_primary, 0) = 0 AND ended_at IS NULL",
        "SELECT COUNT(*) FROM channel WHERE kind = 'telegram'",
        "SELECT COUNT(*) FROM company WHERE stage = 'closed_won'",
        "SELECT COUNT(DISTINCT currency) - 5 FROM company",
        "SELECT COUNT(*) FROM note WHERE content LIKE '## %'",
        "SELECT COUNT(*) FROM note WHERE reason LIKE '% -> %'",
        "SELECT COUNT(*) FROM activity WHERE recurrence IS NOT NULL",
        "SELECT COUNT(*) FROM task WHERE recur IS NOT NULL",
        "SELECT COUNT(*) FROM task WHERE after_at IS NOT NULL",
        "SELECT COUNT(*) FROM task WHERE assigned_to IS NULL",
        "SELECT COUNT(*) FROM website WHERE contact_id IS NOT NULL",
        "SELECT COUNT(*) FROM event WHERE type = 'completed'",
    };
    struct tz *zone = tz_open("UTC");
    struct demo_plan p = plan_of(1, 600);
    fill_up(&p, zone, 0);
    for (size_t i = 0; i < ARRAY_LEN(some); i++)
        if (ask(some[i]) <= 0)
            fail_msg("none: %s", some[i]);
    assert_int_equal(ask("SELECT COUNT(*) FROM contact c JOIN note n ON "
                         "n.id = c.next_contact_note_id WHERE n.entity_id <> c.id"),
                     0);
    tz_free(zone);
}

static void stops_between_slices(void **state)
{
    (void)state;
    struct tz *zone = tz_open("UTC");
    struct demo_plan p = plan_of(1, 2000);
    struct demo_fill f = fill_up(&p, zone, 300);
    assert_in_range(f.totals.contacts, 300, 1000);
    assert_int_equal(ask("SELECT COUNT(*) FROM contact"), f.totals.contacts);
    tz_free(zone);
}

/* --- the tables ------------------------------------------------------------------------------- */

static void check_list(const char *country, const char *list)
{
    for (size_t i = 0; i < demo_count(list); i++) {
        struct demo_item item = demo_item(list, i);
        if (!item.text.n || !utf8_valid(item.text) || !str_eq(item.text, str_trim(item.text)))
            fail_msg("%s: item %zu of %s", country, i, list);
    }
}

/* What is no Latin has a second spelling, or its address would be "x". */
static void check_spelling(const char *country, const char *list)
{
    struct arena a;
    arena_init(&a);
    check_list(country, list);
    for (size_t i = 0; i < demo_count(list); i++) {
        struct demo_item item = demo_item(list, i);
        if (str_is(str_of(demo_slug(&a, item)), "x"))
            fail_msg("%s: %.*s has no Latin spelling", country, STR_ARG(item.text));
    }
    arena_release(&a);
}

static void check_phones(const struct demo_locale *l)
{
    struct arena a;
    struct rand r;
    arena_init(&a);
    rand_seed(&r, 1);
    for (size_t i = 0; i < demo_count(l->phones); i++) {
        char out[PHONE_E164_ROOM];
        const char *phone = demo_digits(&r, &a, demo_item(l->phones, i).text);
        if (!phone_e164(phone, strlen(phone), l->country, 2, out))
            fail_msg("%s: %s cannot be a phone number", l->country, phone);
    }
    arena_release(&a);
}

static void tables_are_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < demo_n_locales; i++) {
        const struct demo_locale *l = &demo_locales[i];
        check_spelling(l->country, l->given[0]);
        check_spelling(l->country, l->given[1]);
        check_spelling(l->country, l->family);
        check_spelling(l->country, l->cities);
        check_spelling(l->country, l->trades);
        check_list(l->country, l->forms);
        check_list(l->country, l->streets);
        check_list(l->country, l->remarks);
        if (l->family_f)
            assert_int_equal(demo_count(l->family), demo_count(l->family_f));
        assert_true(l->weight > 0 && l->rate > 0);
        check_phones(l);
    }
}

/* As many companies as a million contacts have. */
static void no_domain_twice(void **state)
{
    (void)state;
    enum { COMPANIES = 125000 };
    struct demo_plan p = plan_of(1, COMPANIES * DEMO_BLOCK);
    struct arena a, scratch;
    struct map seen;
    arena_init(&a);
    arena_init(&scratch);
    map_init(&seen, &a);
    for (int64_t i = 0; i < COMPANIES; i++) {
        struct demo_firm f;
        demo_firm(&p, &scratch, i, &f);
        struct str domain = str_dup(&a, str_of(f.domain));
        if (map_put(&seen, domain, &p))
            fail_msg("company %lld is %s again", (long long)i, f.domain);
        arena_clear(&scratch);
    }
    arena_release(&scratch);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_same_data),
        cmocka_unit_test_setup_teardown(counts_as_asked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(is_lifelike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stops_between_slices, set_up, tear_down),
        cmocka_unit_test(tables_are_sound),
        cmocka_unit_test(no_domain_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
