/* The verbs and rules of the CRM over a real engine. The fixture stands at noon of Tuesday,
 * 10 March 2026, UTC; each test that asks for another day says so.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crm/crm.h"
#include "fixture.h"
#include "record/event.h"

static struct fixture fx;
static int64_t last_set; /* the change set before the open one */

/* A new request: its own change set, its own second. */
static void begin(void)
{
    struct record_ctx ctx = fx.change.ctx;
    assert_int_equal(change_end(&fx.change, &fx.err), 0);
    last_set = fx.change.id;
    fx.tx.now += 1000;
    assert_int_equal(change_begin(&fx.change, &fx.tx, &ctx, STR("test"), 0, &fx.err), 0);
}

static int setup(void **state)
{
    (void)state;
    fixture_open(&fx);
    fx.change.ctx.rules = crm_rules;
    fx.change.ctx.n_rules = crm_n_rules;
    fx.change.ctx.who =
        (struct principal){.kind = PRINCIPAL_USER, .id = 77, .user_id = 77, .role = ROLE_OWNER};
    begin();
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

/* A call is refused with this code, naming this field; what it did is rolled back. */
#define REFUSED(call, wanted, named)                                                               \
    do {                                                                                           \
        ok(db_savepoint(fx.db, "refused", &fx.err));                                               \
        assert_int_equal((call), -1);                                                              \
        db_rollback_to(fx.db, "refused");                                                          \
        ok(db_release(fx.db, "refused", &(struct err){0}));                                        \
        assert_string_equal(err_name(fx.err.code), err_name(wanted));                              \
        assert_string_equal(fx.err.rows[0].field, (named));                                        \
        err_clear(&fx.err);                                                                        \
    } while (0)

static json_t *body(const char *json)
{
    json_t *tree = NULL;
    char *text = arena_strdup(&fx.arena, json);
    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    ok(json_parse(str_of(text), &tree, &fx.err));
    return tree;
}

static const char *fmt(const char *f, ...) __attribute__((format(printf, 1, 2)));
static const char *fmt(const char *f, ...)
{
    va_list ap;
    va_start(ap, f);
    char *s = arena_vprintf(&fx.arena, f, ap);
    va_end(ap);
    return s;
}

static int64_t make(const struct entity *e, const char *json)
{
    begin();
    return fixture_make(&fx, e, json);
}

static void update(const struct entity *e, int64_t id, const char *json)
{
    begin();
    fixture_update(&fx, e, id, json);
}

static struct record *get(const struct entity *e, int64_t id)
{
    struct record *r;
    ok(record_get(&fx.change.ctx, e, id, &r, &fx.err));
    return r;
}

static int64_t number(const struct entity *e, int64_t id, const char *field)
{
    return record_int(get(e, id), field);
}

static const char *text(const struct entity *e, int64_t id, const char *field)
{
    struct str s = record_text(get(e, id), field);
    return s.p ? str_cstr(&fx.arena, s) : "null";
}

static const char *when(const struct entity *e, int64_t id, const char *field)
{
    char *out = arena_alloc(&fx.arena, 25);
    if (record_null(get(e, id), field))
        return "null";
    time_format(number(e, id, field), out);
    return out;
}

static int64_t ms(const char *time)
{
    int64_t at;
    assert_true(time_parse(str_of(time), &at));
    return at;
}

/* A record as it is answered. */
static json_t *spoken(const struct entity *e, int64_t id)
{
    struct buf b;
    struct json j;
    json_t *tree = NULL;
    buf_init(&b, 1 << 20);
    json_init(&j, &b);
    ok(record_write_json(&fx.change.ctx, get(e, id), &j, &fx.err));
    ok(json_parse(buf_str(&b), &tree, &fx.err));
    buf_release(&b);
    return tree;
}

static int64_t count(const char *sql)
{
    int64_t n;
    ok(db_query_int(fx.db, sql, DB_NO_ARGS, 0, &n, &fx.err));
    return n;
}

static int64_t one(const char *sql)
{
    int64_t id = count(sql);
    assert_true(id > 0);
    return id;
}

static void undo(int64_t set)
{
    begin();
    ok(change_undo(&fx.change, set, &fx.err));
}

/* The set that is open now, closed. */
static int64_t this_set(void)
{
    begin();
    return last_set;
}

/* What a read writes, as a tree. */
#define READ(call)                                                                                 \
    ({                                                                                             \
        struct buf b_;                                                                             \
        struct json out;                                                                           \
        json_t *tree_ = NULL;                                                                      \
        struct record_ctx *ctx = &fx.change.ctx;                                                   \
        buf_init(&b_, 8 << 20);                                                                    \
        json_init(&out, &b_);                                                                      \
        ok(call);                                                                                  \
        ok(json_parse(buf_str(&b_), &tree_, &fx.err));                                             \
        buf_release(&b_);                                                                          \
        tree_;                                                                                     \
    })

static int64_t int_at(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    assert_true(json_is_integer(v));
    return json_integer_value(v);
}

/* A member of each item of a list, joined by blanks. */
static const char *joined(const json_t *list, const char *key)
{
    const char *s = "";
    size_t i;
    json_t *item;
    assert_true(json_is_array(list));
    json_array_foreach(list, i, item) s =
        fmt("%s%s%s", s, i ? " " : "", json_string_value(json_object_get(item, key)));
    return s;
}

/* --- a contact's name -------------------------------------------------------------------- */

static void name_is_composed(void **state)
{
    (void)state;
    int64_t id = make(&entity_contact, "{'first_name':'Ada','last_name':'Lovelace'}");
    assert_string_equal(text(&entity_contact, id, "name"), "Ada Lovelace");
    update(&entity_contact, id, "{'last_name':'King'}");
    assert_string_equal(text(&entity_contact, id, "name"), "Ada King");
    update(&entity_contact, id, "{'first_name':null}");
    assert_string_equal(text(&entity_contact, id, "name"), "King");
    update(&entity_contact, id, "{'last_name':null}");
    assert_string_equal(text(&entity_contact, id, "name"), "King");

    id = make(&entity_contact, "{'last_name':'Solo'}");
    assert_string_equal(text(&entity_contact, id, "name"), "Solo");
}

static void a_chosen_name_stays(void **state)
{
    (void)state;
    int64_t id = make(&entity_contact, "{'name':'The Countess','first_name':'Ada'}");
    update(&entity_contact, id, "{'first_name':'Augusta','last_name':'King'}");
    assert_string_equal(text(&entity_contact, id, "name"), "The Countess");

    id = make(&entity_contact, "{'first_name':'Ada','last_name':'Lovelace'}");
    update(&entity_contact, id, "{'first_name':'Augusta','name':'Ada Lovelace'}");
    assert_string_equal(text(&entity_contact, id, "name"), "Ada Lovelace");
    update(&entity_contact, id, "{'name':null}");
    assert_string_equal(text(&entity_contact, id, "name"), "Augusta Lovelace");
}

static void a_name_is_needed_and_bounded(void **state)
{
    (void)state;
    struct record *r;
    json_t *nothing = body("{'nickname':'x'}");
    char *a = arena_alloc(&fx.arena, 201);
    memset(a, 'a', 200);
    json_t *both = body(fmt("{'first_name':'%s','last_name':'%s'}", a, a));
    REFUSED(record_create(&fx.change, &entity_contact, nothing, &r, &fx.err), ERR_REQUIRED, "name");
    REFUSED(record_create(&fx.change, &entity_contact, both, &r, &fx.err), ERR_TOO_LONG, "name");
    json_decref(nothing);
    json_decref(both);
}

/* --- the rhythm -------------------------------------------------------------------------- */

static void contact_every_reschedules(void **state)
{
    static const struct {
        const char *every, *next;
    } rows[] = {{"weekly", "2026-03-08T10:00:00.000Z"},
                {"biweekly", "2026-03-15T10:00:00.000Z"},
                {"monthly", "2026-03-31T10:00:00.000Z"},
                {"quarterly", "2026-05-30T10:00:00.000Z"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t id = make(&entity_contact, fmt("{'name':'A','contact_every':'%s',"
                                               "'last_contact_at':'2026-03-01T10:00:00Z'}",
                                               rows[i].every));
        assert_string_equal(when(&entity_contact, id, "next_contact_at"), rows[i].next);
        update(&entity_contact, id, "{'last_contact_at':null}");
        assert_string_equal(when(&entity_contact, id, "next_contact_at"), rows[i].next);
        update(&entity_contact, id,
               "{'last_contact_at':'2026-04-01T00:00:00Z','next_contact_at':'2026-04-02'}");
        assert_string_equal(when(&entity_contact, id, "next_contact_at"),
                            "2026-04-02T00:00:00.000Z");
        update(&entity_contact, id,
               "{'last_contact_at':'2026-04-03T00:00:00Z','next_contact_at':null}");
        assert_string_equal(when(&entity_contact, id, "next_contact_at"), "null");
    }
}

static void the_rhythm_alone_moves_nothing(void **state)
{
    (void)state;
    int64_t id = make(&entity_contact, "{'name':'A','last_contact_at':'2026-03-01'}");
    assert_string_equal(when(&entity_contact, id, "next_contact_at"), "null");
    update(&entity_contact, id, "{'contact_every':'weekly'}");
    assert_string_equal(when(&entity_contact, id, "next_contact_at"), "null");
    update(&entity_contact, id, "{'last_contact_at':'2026-03-01'}");
    assert_string_equal(when(&entity_contact, id, "next_contact_at"), "null");
}

/* --- the stage --------------------------------------------------------------------------- */

static void a_stage_change_leaves_a_note(void **state)
{
    const struct entity *kinds[] = {&entity_contact, &entity_company};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        int64_t id = make(kinds[i], "{'name':'A','stage':'demo'}");
        assert_int_equal(count("SELECT COUNT(*) FROM note"), (int64_t)i);
        update(kinds[i], id, "{'stage':'closed_won'}");
        update(kinds[i], id, "{'stage':'closed_won','name':'B'}");
        int64_t note = one(fmt("SELECT id FROM note WHERE entity_id = %lld", (long long)id));
        json_t *n = spoken(&entity_note, note);
        assert_string_equal(text(&entity_note, note, "reason"), "demo -> closed_won");
        assert_string_equal(text(&entity_note, note, "entity_type"), kinds[i]->name);
        assert_int_equal(number(&entity_note, note, "created_by"), 77);
        assert_string_equal(json_string_value(json_array_get(json_object_get(n, "tags"), 0)),
                            "stage_change");
        json_decref(n);
        ok(record_purge(&fx.change, kinds[i], id, &fx.err));
        make(&entity_note, "{'content':'a note of nobody'}");
        assert_int_equal(count("SELECT COUNT(*) FROM note"), (int64_t)i + 1);
    }
}

static void no_stage_is_called_none_and_undo_adds_no_note(void **state)
{
    (void)state;
    int64_t id = make(&entity_contact, "{'name':'A'}");
    update(&entity_contact, id, "{'stage':'demo'}");
    int64_t set = this_set();
    int64_t note = one("SELECT id FROM note");
    assert_string_equal(text(&entity_note, note, "reason"), "none -> demo");
    undo(set);
    assert_int_equal(count("SELECT COUNT(*) FROM note"), 0);
    assert_string_equal(text(&entity_contact, id, "stage"), "null");
    undo(this_set());
    assert_int_equal(count("SELECT COUNT(*) FROM note"), 1);
    update(&entity_contact, id, "{'stage':null}");
    assert_int_equal(count("SELECT COUNT(*) FROM note WHERE reason = 'demo -> none'"), 1);
}

/* --- notes ------------------------------------------------------------------------------- */

static int64_t make_note(const struct entity *e, int64_t id, const char *more)
{
    return make(&entity_note,
                fmt("{'entity_type':'%s','entity_id':%lld%s}", e->name, (long long)id, more));
}

static void the_next_action_is_one(void **state)
{
    (void)state;
    int64_t contact = make(&entity_contact, "{'name':'A'}");
    int64_t first = make_note(&entity_contact, contact,
                              ",'content':'call','is_next_contact':1,"
                              "'next_contact_at':'2026-03-20T08:00:00Z'");
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), first);
    assert_string_equal(when(&entity_contact, contact, "next_contact_at"),
                        "2026-03-20T08:00:00.000Z");

    int64_t second = make_note(&entity_contact, contact, ",'content':'write'");
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), first);
    update(&entity_note, second, "{'is_next_contact':true}");
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), second);
    assert_int_equal(number(&entity_note, first, "is_next_contact"), 0);
    assert_int_equal(number(&entity_note, second, "is_next_contact"), 1);
    assert_string_equal(when(&entity_contact, contact, "next_contact_at"),
                        "2026-03-20T08:00:00.000Z");

    update(&entity_note, second, "{'next_contact_at':'2026-03-22'}");
    assert_string_equal(when(&entity_contact, contact, "next_contact_at"),
                        "2026-03-22T00:00:00.000Z");
    update(&entity_note, first, "{'next_contact_at':'2026-03-23'}");
    assert_string_equal(when(&entity_contact, contact, "next_contact_at"),
                        "2026-03-22T00:00:00.000Z");
    update(&entity_note, second, "{'is_next_contact':false}");
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), 0);
}

static void every_parent_with_the_field_has_a_next_action(void **state)
{
    static const struct {
        const struct entity *entity;
        const char *body;
        bool has;
    } rows[] = {{&entity_contact, "{'name':'A'}", true},
                {&entity_company, "{'name':'A'}", true},
                {&entity_website, "{'url':'https://a.example'}", true},
                {&entity_activity, "{'title':'A'}", true},
                {&entity_task, "{'title':'A'}", false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct entity *e = rows[i].entity;
        int64_t id = make(e, rows[i].body);
        int64_t a = make_note(e, id, ",'is_next_contact':1,'next_contact_at':'2026-04-01'");
        int64_t b = make_note(e, id, ",'is_next_contact':1");
        assert_int_equal(number(&entity_note, a, "is_next_contact"), 0);
        json_t *n = spoken(&entity_note, b);
        const json_t *at = json_object_get(n, "parent_next_contact_at");
        if (rows[i].has) {
            assert_int_equal(number(e, id, "next_contact_note_id"), b);
            assert_string_equal(json_string_value(at), "2026-04-01T00:00:00.000Z");
        } else {
            assert_true(json_is_null(at));
        }
        json_decref(n);
    }
}

static void a_note_that_goes_is_forgotten(void **state)
{
    (void)state;
    int64_t contact = make(&entity_contact, "{'name':'A'}");
    int64_t last = make_note(&entity_contact, contact, "");
    int64_t next = make_note(&entity_contact, contact, ",'is_next_contact':1");
    update(&entity_contact, contact, fmt("{'last_contact_note_id':%lld}", (long long)last));

    begin();
    fixture_trash(&fx, &entity_note, last);
    assert_int_equal(number(&entity_contact, contact, "last_contact_note_id"), 0);
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), next);
    undo(this_set());
    assert_int_equal(number(&entity_contact, contact, "last_contact_note_id"), last);

    begin();
    fixture_trash(&fx, &entity_note, next);
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), 0);
    begin();
    fixture_restore(&fx, &entity_note, next);
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), next);
    begin();
    ok(record_purge(&fx.change, &entity_note, next, &fx.err));
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), 0);
    begin();
    ok(record_remove(&fx.change, &entity_note, last, &fx.err));
    assert_int_equal(number(&entity_contact, contact, "last_contact_note_id"), 0);
}

static void a_restored_note_pushes_nothing_aside(void **state)
{
    (void)state;
    int64_t contact = make(&entity_contact, "{'name':'A'}");
    int64_t a = make_note(&entity_contact, contact, ",'is_next_contact':1");
    begin();
    fixture_trash(&fx, &entity_note, a);
    int64_t b = make_note(&entity_contact, contact, ",'is_next_contact':1");
    assert_int_equal(number(&entity_note, a, "is_next_contact"), 1);
    begin();
    fixture_restore(&fx, &entity_note, a);
    assert_int_equal(number(&entity_note, a, "is_next_contact"), 0);
    assert_int_equal(number(&entity_contact, contact, "next_contact_note_id"), b);
}

static void a_note_moves_to_another_record(void **state)
{
    (void)state;
    int64_t from = make(&entity_contact, "{'name':'A'}");
    int64_t to = make(&entity_company, "{'name':'B'}");
    int64_t note = make_note(&entity_contact, from, ",'is_next_contact':1");
    int64_t there = make_note(&entity_company, to, ",'is_next_contact':1");
    update(&entity_contact, from, fmt("{'last_contact_note_id':%lld}", (long long)note));
    update(&entity_note, note, fmt("{'entity_type':'company','entity_id':%lld}", (long long)to));
    assert_int_equal(number(&entity_contact, from, "next_contact_note_id"), 0);
    assert_int_equal(number(&entity_contact, from, "last_contact_note_id"), 0);
    assert_int_equal(number(&entity_company, to, "next_contact_note_id"), note);
    assert_int_equal(number(&entity_note, there, "is_next_contact"), 0);
}

static void a_note_needs_no_parent(void **state)
{
    (void)state;
    int64_t id =
        make(&entity_note, "{'content':'x','is_next_contact':1,'next_contact_at':'2026-04-01'}");
    update(&entity_note, id, "{'content':'y','next_contact_at':'2026-04-02'}");
    begin();
    fixture_trash(&fx, &entity_note, id);
    fixture_restore(&fx, &entity_note, id);
    assert_int_equal(number(&entity_note, id, "created_by"), 77);
}

/* --- done -------------------------------------------------------------------------------- */

static void done_has_a_time(void **state)
{
    const struct entity *kinds[] = {&entity_activity, &entity_task};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        int64_t id = make(kinds[i], "{'title':'A','status':null}");
        assert_string_equal(text(kinds[i], id, "status"), "open");
        update(kinds[i], id, "{'status':'done'}");
        assert_int_equal(number(kinds[i], id, "completed_at"), fx.tx.now);
        update(kinds[i], id, "{'title':'B'}");
        assert_true(number(kinds[i], id, "completed_at") < fx.tx.now);
        update(kinds[i], id, "{'status':null}");
        assert_string_equal(text(kinds[i], id, "status"), "open");
        assert_int_equal(number(kinds[i], id, "completed_at"), 0);
        id = make(kinds[i], "{'title':'C','status':'done'}");
        assert_int_equal(number(kinds[i], id, "completed_at"), fx.tx.now);
    }
}

/* --- recurrence -------------------------------------------------------------------------- */

static void recurrences(void **state)
{
    static const struct {
        const char *zone, *recurrence, *from;
        int anchor;
        const char *to;
    } rows[] = {
        {"UTC", "daily", "2026-02-28T09:00:00Z", 0, "2026-03-01T09:00:00.000Z"},
        {"UTC", "weekly", "2026-12-28T00:00:00Z", 0, "2027-01-04T00:00:00.000Z"},
        {"UTC", "biweekly", "2026-03-10T23:59:59.999Z", 0, "2026-03-24T23:59:59.999Z"},
        {"UTC", "monthly", "2026-01-31T09:00:00Z", 0, "2026-02-28T09:00:00.000Z"},
        {"UTC", "monthly", "2026-02-28T09:00:00Z", 31, "2026-03-31T09:00:00.000Z"},
        {"UTC", "monthly", "2026-02-28T09:00:00Z", 0, "2026-03-28T09:00:00.000Z"},
        {"UTC", "monthly", "2028-01-30T09:00:00Z", 0, "2028-02-29T09:00:00.000Z"},
        {"UTC", "quarterly", "2025-11-30T09:00:00Z", 0, "2026-02-28T09:00:00.000Z"},
        {"UTC", "quarterly", "2026-02-28T09:00:00Z", 30, "2026-05-30T09:00:00.000Z"},
        {"UTC", "yearly", "2028-02-29T09:00:00Z", 0, "2029-02-28T09:00:00.000Z"},
        {"UTC", "yearly", "2031-02-28T09:00:00Z", 29, "2032-02-29T09:00:00.000Z"},
        {"UTC", "weekdays", "2026-03-12T09:00:00Z", 0, "2026-03-13T09:00:00.000Z"},
        {"UTC", "weekdays", "2026-03-13T09:00:00Z", 0, "2026-03-16T09:00:00.000Z"},
        {"UTC", "weekdays", "2026-03-14T09:00:00Z", 0, "2026-03-16T09:00:00.000Z"},
        {"UTC", "weekdays", "2026-03-15T09:00:00Z", 0, "2026-03-16T09:00:00.000Z"},
        /* nine on the wall, before and after the clocks change */
        {"Europe/Warsaw", "daily", "2026-03-28T08:00:00Z", 0, "2026-03-29T07:00:00.000Z"},
        {"Europe/Warsaw", "monthly", "2026-10-15T07:00:00Z", 0, "2026-11-15T08:00:00.000Z"},
        /* the 31st there is the 30th here */
        {"Asia/Tokyo", "monthly", "2026-01-30T20:00:00Z", 0, "2026-02-27T20:00:00.000Z"},
        /* what does not recur stays */
        {"UTC", "", "2026-03-10T09:00:00Z", 0, "2026-03-10T09:00:00.000Z"},
        {"UTC", "hourly", "2026-03-10T09:00:00Z", 0, "2026-03-10T09:00:00.000Z"},
        {"UTC", "monthly", "9999-12-10T09:00:00Z", 0, "9999-12-10T09:00:00.000Z"},
        {"UTC", "daily", "9999-12-31T09:00:00Z", 0, "9999-12-31T09:00:00.000Z"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct tz *zone = tz_open(rows[i].zone);
        char out[25];
        time_format(crm_recur(zone, str_of(rows[i].recurrence), ms(rows[i].from), rows[i].anchor),
                    out);
        if (strcmp(out, rows[i].to))
            fail_msg("%s %s: %s, not %s", rows[i].recurrence, rows[i].from, out, rows[i].to);
        tz_free(zone);
    }
}

static int64_t complete(const struct entity *e, int64_t id)
{
    int64_t next;
    begin();
    ok(crm_complete(&fx.change, e, id, &next, &fx.err));
    return next;
}

static void a_recurring_one_comes_again(void **state)
{
    (void)state;
    int64_t contact = make(&entity_contact, "{'name':'A'}");
    int64_t id =
        make(&entity_activity,
             fmt("{'title':'Sync','description':'about *it*','type':'meeting',"
                 "'priority':'high','recurrence':'weekly','assigned_to':'bob',"
                 "'due_at':'2026-03-12T09:00:00Z','next_contact_at':'2026-03-11T18:00:00Z',"
                 "'last_contact_at':'2026-03-01','tags':['vip','x'],"
                 "'links':[{'entity_type':'contact','entity_id':%lld}]}",
                 (long long)contact));
    int64_t next = complete(&entity_activity, id);
    assert_true(next > id);
    assert_string_equal(text(&entity_activity, id, "status"), "done");

    json_t *old = spoken(&entity_activity, id), *new = spoken(&entity_activity, next);
    static const char *const same[] = {"title",      "description", "type", "priority",
                                       "recurrence", "assigned_to", "tags", "links"};
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        assert_true(json_equal(json_object_get(old, same[i]), json_object_get(new, same[i])));
    json_decref(old);
    json_decref(new);
    assert_string_equal(text(&entity_activity, next, "status"), "open");
    assert_string_equal(when(&entity_activity, next, "due_at"), "2026-03-19T09:00:00.000Z");
    assert_string_equal(when(&entity_activity, next, "next_contact_at"),
                        "2026-03-18T18:00:00.000Z");
    assert_string_equal(when(&entity_activity, next, "completed_at"), "null");
    assert_string_equal(when(&entity_activity, next, "last_contact_at"), "null");
}

static void completing_twice_is_harmless(void **state)
{
    (void)state;
    int64_t id = make(&entity_task, "{'title':'A','recur':'daily'}");
    int64_t next = complete(&entity_task, id);
    assert_true(next > 0);
    int64_t done_at = number(&entity_task, id, "completed_at");
    assert_int_equal(complete(&entity_task, id), 0);
    assert_int_equal(number(&entity_task, id, "completed_at"), done_at);
    assert_int_equal(count("SELECT COUNT(*) FROM task"), 2);
    assert_int_equal(complete(&entity_task, make(&entity_task, "{'title':'once'}")), 0);
    assert_int_equal(count("SELECT COUNT(*) FROM task"), 3);
}

static void a_completion_is_undone_as_one(void **state)
{
    (void)state;
    int64_t id = make(&entity_activity, "{'title':'A','recurrence':'monthly',"
                                        "'due_at':'2026-03-31T09:00:00Z'}");
    int64_t next = complete(&entity_activity, id);
    int64_t set = this_set();
    assert_int_equal(number(&entity_activity, next, "recur_day"), 31);
    undo(set);
    assert_string_equal(text(&entity_activity, id, "status"), "open");
    assert_int_equal(number(&entity_activity, id, "completed_at"), 0);
    assert_int_equal(count("SELECT COUNT(*) FROM activity"), 1);
    undo(this_set());
    assert_int_equal(number(&entity_activity, next, "recur_day"), 31);
}

static void the_anchor_survives_short_months(void **state)
{
    (void)state;
    int64_t id = make(&entity_task, "{'title':'Rent','recur':'monthly',"
                                    "'due_at':'2027-01-31T09:00:00Z',"
                                    "'after_at':'2027-01-24T06:00:00Z'}");
    id = complete(&entity_task, id);
    assert_string_equal(when(&entity_task, id, "due_at"), "2027-02-28T09:00:00.000Z");
    assert_string_equal(when(&entity_task, id, "after_at"), "2027-02-21T06:00:00.000Z");
    id = complete(&entity_task, id);
    assert_string_equal(when(&entity_task, id, "due_at"), "2027-03-31T09:00:00.000Z");
    assert_true(record_null(get(&entity_task, id), "recur_day"));
    id = complete(&entity_task, id);
    assert_string_equal(when(&entity_task, id, "due_at"), "2027-04-30T09:00:00.000Z");

    /* another date by hand is meant as it stands */
    update(&entity_task, id, "{'title':'The rent'}");
    assert_int_equal(number(&entity_task, id, "recur_day"), 31);
    update(&entity_task, id, "{'due_at':'2027-04-29T09:00:00Z'}");
    id = complete(&entity_task, id);
    assert_string_equal(when(&entity_task, id, "due_at"), "2027-05-29T09:00:00.000Z");

    struct record *r;
    json_t *forged = body("{'title':'x','recur_day':3}");
    REFUSED(record_create(&fx.change, &entity_task, forged, &r, &fx.err), ERR_READ_ONLY,
            "recur_day");
    json_decref(forged);
}

/* The fixture's today is Tuesday, 10 March 2026. */
static void a_late_one_comes_after_today(void **state)
{
    static const struct {
        const char *recur, *due, *next;
    } rows[] = {
        {"daily", "2026-03-01T09:00:00Z", "2026-03-11T09:00:00.000Z"},
        {"daily", "2026-03-10T09:00:00Z", "2026-03-11T09:00:00.000Z"},
        {"daily", "2026-03-11T09:00:00Z", "2026-03-12T09:00:00.000Z"},
        {"daily", "0001-01-01T09:00:00Z", "2026-03-11T09:00:00.000Z"},
        {"weekly", "2026-02-02T09:00:00Z", "2026-03-16T09:00:00.000Z"},
        {"weekly", "2026-03-03T09:00:00Z", "2026-03-17T09:00:00.000Z"},
        {"biweekly", "2026-02-23T23:00:00Z", "2026-03-23T23:00:00.000Z"},
        {"monthly", "2025-12-31T09:00:00Z", "2026-03-31T09:00:00.000Z"},
        {"monthly", "2025-12-10T09:00:00Z", "2026-04-10T09:00:00.000Z"},
        {"quarterly", "2025-11-30T09:00:00Z", "2026-05-30T09:00:00.000Z"},
        {"yearly", "2020-02-29T09:00:00Z", "2027-02-28T09:00:00.000Z"},
        {"weekdays", "2026-03-02T09:00:00Z", "2026-03-11T09:00:00.000Z"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t id = make(&entity_task, fmt("{'title':'A','recur':'%s','due_at':'%s'}",
                                            rows[i].recur, rows[i].due));
        id = complete(&entity_task, id);
        if (strcmp(when(&entity_task, id, "due_at"), rows[i].next))
            fail_msg("%s %s: %s", rows[i].recur, rows[i].due, when(&entity_task, id, "due_at"));
    }
}

static void without_a_date_it_counts_from_now(void **state)
{
    (void)state;
    int64_t id =
        complete(&entity_activity, make(&entity_activity, "{'title':'A','recurrence':'weekly'}"));
    assert_int_equal(number(&entity_activity, id, "due_at"), fx.tx.now + 7 * DATE_DAY_MS);
    id = complete(&entity_activity, make(&entity_activity, "{'title':'A','recurrence':'weekly',"
                                                           "'next_contact_at':'2026-03-12'}"));
    assert_string_equal(when(&entity_activity, id, "next_contact_at"), "2026-03-19T00:00:00.000Z");
    assert_string_equal(when(&entity_activity, id, "due_at"), "null");
}

static void what_cannot_be_completed(void **state)
{
    (void)state;
    int64_t next, contact = make(&entity_contact, "{'name':'A'}");
    int64_t id = make(&entity_task, "{'title':'A'}");
    fixture_trash(&fx, &entity_task, id);
    REFUSED(crm_complete(&fx.change, &entity_contact, contact, &next, &fx.err), ERR_NOT_FOUND, "");
    REFUSED(crm_complete(&fx.change, &entity_task, 4711, &next, &fx.err), ERR_NOT_FOUND, "");
    REFUSED(crm_complete(&fx.change, &entity_task, id, &next, &fx.err), ERR_INVALID, "id");
}

/* --- interactions ------------------------------------------------------------------------ */

static int interaction(const char *json, int64_t *note, int64_t *next)
{
    json_t *b = body(json);
    begin();
    int failed = crm_interaction(&fx.change, b, note, next, &fx.err);
    json_decref(b);
    return failed;
}

static void an_interaction_is_logged(void **state)
{
    (void)state;
    int64_t note, next;
    int64_t id = make(&entity_contact, "{'name':'A','contact_every':'weekly'}");
    ok(interaction(
        fmt("{'contact_id':%lld,'content':'Hi','channel':'phone','tags':['warm']}", (long long)id),
        &note, &next));
    assert_int_equal(next, 0);
    assert_string_equal(text(&entity_note, note, "content"), "Hi");
    assert_string_equal(text(&entity_note, note, "channel"), "phone");
    assert_int_equal(number(&entity_note, note, "entity_id"), id);
    assert_int_equal(number(&entity_contact, id, "last_contact_at"), fx.tx.now);
    assert_int_equal(number(&entity_contact, id, "last_contact_note_id"), note);
    assert_int_equal(number(&entity_contact, id, "next_contact_at"), fx.tx.now + 7 * DATE_DAY_MS);
    assert_int_equal(number(&entity_contact, id, "next_contact_note_id"), 0);
}

static void a_given_next_date_beats_the_rhythm(void **state)
{
    (void)state;
    int64_t note, next;
    int64_t id = make(&entity_contact, "{'name':'A','contact_every':'weekly'}");
    ok(interaction(fmt("{'contact_id':%lld,'content':'Hi','next_action':'Call',"
                       "'next_action_due':1773565200}",
                       (long long)id),
                   &note, &next));
    assert_string_equal(text(&entity_note, next, "content"), "Call");
    assert_int_equal(number(&entity_note, next, "is_next_contact"), 1);
    assert_int_equal(number(&entity_contact, id, "next_contact_note_id"), next);
    assert_int_equal(number(&entity_contact, id, "last_contact_note_id"), note);
    assert_int_equal(number(&entity_contact, id, "next_contact_at"), 1773565200000);

    int64_t former = next;
    ok(interaction(fmt("{'contact_id':%lld,'content':'Hi','next_action':'Write'}", (long long)id),
                   &note, &next));
    assert_int_equal(number(&entity_note, former, "is_next_contact"), 0);
    assert_int_equal(number(&entity_contact, id, "next_contact_at"), fx.tx.now + 7 * DATE_DAY_MS);

    undo(this_set());
    assert_int_equal(number(&entity_contact, id, "next_contact_note_id"), former);
    assert_int_equal(number(&entity_contact, id, "next_contact_at"), 1773565200000);
    assert_int_equal(number(&entity_note, former, "is_next_contact"), 1);
}

static void a_bad_interaction_is_refused_by_name(void **state)
{
    (void)state;
    int64_t note, next, id = make(&entity_contact, "{'name':'A'}");
    int64_t gone = make(&entity_contact, "{'name':'B'}");
    fixture_trash(&fx, &entity_contact, gone);
    const struct {
        const char *json;
        enum err_code code;
        const char *field;
    } rows[] = {
        {fmt("{'contact_id':%lld}", (long long)id), ERR_REQUIRED, "content"},
        {fmt("{'contact_id':%lld,'content':''}", (long long)id), ERR_REQUIRED, "content"},
        {"{'content':'x'}", ERR_REQUIRED, "contact_id"},
        {"{'contact_id':null,'content':'x'}", ERR_REQUIRED, "contact_id"},
        {"{'contact_id':4711,'content':'x'}", ERR_BAD_REFERENCE, "contact_id"},
        {"{'contact_id':'Bob','content':'x'}", ERR_INVALID, "contact_id"},
        {fmt("{'contact_id':%lld,'content':'x'}", (long long)gone), ERR_INVALID, "contact_id"},
        {fmt("{'contact_id':%lld,'content':'x','mood':1}", (long long)id), ERR_UNKNOWN_FIELD,
         "mood"},
        {fmt("{'contact_id':%lld,'content':'x','next_action':7}", (long long)id), ERR_INVALID,
         "next_action"},
        {fmt("{'contact_id':%lld,'content':'x','next_action_due':'soon'}", (long long)id),
         ERR_INVALID, "next_action_due"},
        {fmt("{'contact_id':%lld,'content':'x','tags':7}", (long long)id), ERR_INVALID, "tags"},
        {fmt("{'contact_id':%lld,'content':'x','channel':['a']}", (long long)id), ERR_INVALID,
         "channel"},
        {"[]", ERR_INVALID, ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        REFUSED(interaction(rows[i].json, &note, &next), rows[i].code, rows[i].field);
    assert_int_equal(count("SELECT COUNT(*) FROM note"), 0);
    assert_int_equal(number(&entity_contact, id, "last_contact_at"), 0);
}

/* --- due and follow-ups ------------------------------------------------------------------ */

/* Noon of 10 March 2026. */
static void make_dated(void)
{
    make(&entity_contact, "{'name':'c-late','next_contact_at':'2026-03-09T09:00:00Z'}");
    make(&entity_contact, "{'name':'c-later','next_contact_at':'2026-03-08T09:00:00Z'}");
    make(&entity_contact, "{'name':'c-this-morning','next_contact_at':'2026-03-10T08:00:00Z'}");
    make(&entity_contact, "{'name':'c-tonight','next_contact_at':'2026-03-10T20:00:00Z'}");
    make(&entity_contact, "{'name':'c-never'}");
    make(&entity_company, "{'name':'f-soon','next_contact_at':'2026-03-14T23:59:59Z'}");
    make(&entity_company, "{'name':'f-far','next_contact_at':'2026-03-15T00:00:00Z'}");
    make(&entity_website, "{'url':'https://w.example','next_contact_at':'2026-03-01'}");
    int64_t gone = make(&entity_contact, "{'name':'c-gone','next_contact_at':'2026-03-01'}");
    fixture_trash(&fx, &entity_contact, gone);

    make(&entity_activity, "{'title':'a-due','due_at':'2026-03-05'}");
    make(&entity_activity, "{'title':'a-both','due_at':'2026-03-12',"
                           "'next_contact_at':'2026-03-04'}");
    make(&entity_activity, "{'title':'a-same','due_at':'2026-03-03',"
                           "'next_contact_at':'2026-03-03'}");
    make(&entity_activity, "{'title':'a-done','status':'done','due_at':'2026-03-01'}");
    make(&entity_activity, "{'title':'a-off','status':'cancelled','due_at':'2026-03-01'}");

    make(&entity_task, "{'title':'t-open','due_at':'2026-03-02'}");
    make(&entity_task, "{'title':'t-begun','status':'in_progress','due_at':'2026-03-01'}");
    make(&entity_task, "{'title':'t-hidden','due_at':'2026-03-01','after_at':'2026-03-11'}");
    make(&entity_task, "{'title':'t-shown','due_at':'2026-03-07','after_at':'2026-03-01'}");
    make(&entity_task, "{'title':'t-done','status':'done','due_at':'2026-03-01'}");
}

static void what_is_due(void **state)
{
    (void)state;
    make_dated();
    json_t *due = READ(crm_due(ctx, CRM_ITEMS, &out, &fx.err));
    assert_string_equal(joined(json_object_get(due, "contacts"), "name"),
                        "c-later c-late c-this-morning");
    assert_string_equal(joined(json_object_get(due, "companies"), "name"), "");
    assert_string_equal(joined(json_object_get(due, "websites"), "url"), "https://w.example");
    assert_string_equal(joined(json_object_get(due, "activities"), "title"), "a-same a-both a-due");
    assert_string_equal(joined(json_object_get(due, "tasks"), "title"), "t-begun t-open t-shown");
    json_decref(due);

    due = READ(crm_due(ctx, 2, &out, &fx.err));
    assert_string_equal(joined(json_object_get(due, "contacts"), "name"), "c-later c-late");
    assert_string_equal(joined(json_object_get(due, "activities"), "title"), "a-same a-both");
    assert_string_equal(joined(json_object_get(due, "tasks"), "title"), "t-begun t-open");
    json_decref(due);
}

static void what_follows(void **state)
{
    (void)state;
    make_dated();
    json_t *f = READ(crm_followups(ctx, CRM_ITEMS, &out, &fx.err));
    const json_t *overdue = json_object_get(f, "overdue"), *today = json_object_get(f, "today");
    assert_string_equal(joined(overdue, "name"), "https://w.example t-begun t-open a-same a-both "
                                                 "a-due t-shown c-later c-late");
    assert_string_equal(joined(today, "name"), "c-this-morning c-tonight");
    assert_string_equal(joined(json_object_get(f, "upcoming"), "name"), "f-soon");
    const json_t *counts = json_object_get(f, "counts");
    assert_int_equal(int_at(counts, "overdue"), 9);
    assert_int_equal(int_at(counts, "today"), 2);
    assert_int_equal(int_at(counts, "upcoming"), 1);

    const json_t *both = json_array_get(overdue, 4), *late = json_array_get(overdue, 8);
    assert_string_equal(json_string_value(json_object_get(both, "entity_type")), "activity");
    assert_string_equal(json_string_value(json_object_get(both, "due_at")),
                        "2026-03-04T00:00:00.000Z");
    assert_string_equal(json_string_value(json_object_get(late, "due_at")),
                        "2026-03-09T09:00:00.000Z");
    assert_int_equal(int_at(late, "entity_id"), int_at(late, "id"));
    json_decref(f);

    f = READ(crm_followups(ctx, 2, &out, &fx.err));
    assert_string_equal(joined(json_object_get(f, "overdue"), "name"), "https://w.example t-begun");
    assert_int_equal(int_at(json_object_get(f, "counts"), "overdue"), 9);
    json_decref(f);
}

static void today_is_the_workspaces(void **state)
{
    (void)state;
    struct tz *utc = (struct tz *)fx.change.ctx.env.zone, *tokyo = tz_open("Asia/Tokyo");
    make(&entity_contact, "{'name':'A','next_contact_at':'2026-03-10T16:00:00Z'}");
    fx.change.ctx.env.zone = tokyo; /* there it is the 11th at one in the morning */
    json_t *f = READ(crm_followups(ctx, CRM_ITEMS, &out, &fx.err));
    assert_string_equal(joined(json_object_get(f, "upcoming"), "name"), "A");
    json_decref(f);
    fx.change.ctx.env.zone = utc;
    f = READ(crm_followups(ctx, CRM_ITEMS, &out, &fx.err));
    assert_string_equal(joined(json_object_get(f, "today"), "name"), "A");
    json_decref(f);
    tz_free(tokyo);
}

static void nothing_is_due(void **state)
{
    (void)state;
    json_t *due = READ(crm_due(ctx, CRM_ITEMS, &out, &fx.err));
    json_t *f = READ(crm_followups(ctx, 0, &out, &fx.err));
    assert_int_equal(json_object_size(due), 5);
    assert_int_equal(int_at(json_object_get(f, "counts"), "overdue"), 0);
    assert_int_equal(json_array_size(json_object_get(f, "today")), 0);
    json_decref(due);
    json_decref(f);
}

/* No question of this room reads a table through. */
static void followups_are_read_by_index(void **state)
{
    static const char *const asked[] = {
        "SELECT id, next_contact_at FROM contact WHERE trashed_at IS NULL AND next_contact_at >= 1 "
        "AND next_contact_at < 2 ORDER BY next_contact_at, id LIMIT 5",
        "SELECT COUNT(*) FROM activity WHERE trashed_at IS NULL AND status = 'open' AND due_at >= "
        "1 "
        "AND due_at < 2 AND (next_contact_at IS NULL OR next_contact_at >= due_at)",
        "SELECT id, due_at FROM task WHERE trashed_at IS NULL AND status = 'open' AND due_at >= 1 "
        "AND due_at < 2 AND (after_at IS NULL OR after_at <= 3) ORDER BY due_at, id LIMIT 5",
        "SELECT a.id FROM contact a WHERE a.trashed_at IS NULL AND a.stage = 'demo' "
        "ORDER BY a.priority DESC NULLS LAST, a.id DESC LIMIT 5",
        "SELECT a.id FROM contact a WHERE a.trashed_at IS NULL AND a.birthday_md >= 1 "
        "AND a.birthday_md <= 5 ORDER BY a.birthday_md, a.id LIMIT 5",
        "SELECT COUNT(*) FROM event WHERE type = 'a' AND entity = 'b' AND at >= 1 AND at <= 2",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        struct db_stmt *s;
        ok(db_query(fx.db, fmt("EXPLAIN QUERY PLAN %s", asked[i]), DB_NO_ARGS, &s, &fx.err));
        while (db_step(s, &fx.err) == 1) {
            const char *plan = str_cstr(&fx.arena, db_column_str(s, 3));
            if (!strstr(plan, "INDEX") || strstr(plan, "SCAN") || strstr(plan, "TEMP B-TREE"))
                fail_msg("%s\n%s", asked[i], plan);
        }
        db_done(s);
    }
}

/* --- birthdays --------------------------------------------------------------------------- */

static const char *birthdays(const char *now, int days)
{
    fx.change.ctx.env.now = ms(now);
    json_t *b = READ(crm_birthdays(ctx, days, &out, &fx.err));
    const char *s = "";
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(b, "data"), i, item)
    {
        const json_t *turns = json_object_get(item, "turns");
        s = fmt("%s%s%s %s %s", s, i ? ", " : "", json_string_value(json_object_get(item, "name")),
                json_string_value(json_object_get(item, "next_birthday")) + 5,
                json_is_null(turns) ? "?" : fmt("%d", (int)json_integer_value(turns)));
    }
    json_decref(b);
    return s;
}

static void whose_birthday_comes(void **state)
{
    (void)state;
    make(&entity_contact, "{'name':'Ten','birthday':'1990-03-10'}");
    make(&entity_contact, "{'name':'Sixteen','birthday':'--03-16'}");
    make(&entity_contact, "{'name':'Seventeen','birthday':'2000-03-17'}");
    make(&entity_contact, "{'name':'Nine','birthday':'2000-03-09'}");
    make(&entity_contact, "{'name':'Eve','birthday':'1980-12-31'}");
    make(&entity_contact, "{'name':'New','birthday':'1981-01-02'}");
    make(&entity_contact, "{'name':'Leap','birthday':'2000-02-29'}");
    make(&entity_contact, "{'name':'None'}");
    fixture_trash(&fx, &entity_contact,
                  make(&entity_contact, "{'name':'Gone','birthday':'1990-03-10'}"));

    assert_string_equal(birthdays("2026-03-10T12:00:00Z", 7), "Ten 03-10 36, Sixteen 03-16 ?");
    assert_string_equal(birthdays("2026-03-10T12:00:00Z", 1), "Ten 03-10 36");
    assert_string_equal(birthdays("2026-12-30T12:00:00Z", 7), "Eve 12-31 46, New 01-02 46");
    assert_string_equal(birthdays("2026-02-27T12:00:00Z", 2), "Leap 02-28 26");
    assert_string_equal(birthdays("2026-02-28T12:00:00Z", 1), "Leap 02-28 26");
    assert_string_equal(birthdays("2028-02-28T12:00:00Z", 1), "");
    assert_string_equal(birthdays("2028-02-28T12:00:00Z", 2), "Leap 02-29 28");
    assert_string_equal(birthdays("2026-03-01T12:00:00Z", 3), "");
    assert_string_equal(birthdays("2026-03-10T12:00:00Z", 366),
                        "Ten 03-10 36, Sixteen 03-16 ?, Seventeen 03-17 26, Eve 12-31 46, "
                        "New 01-02 46, Leap 02-28 27, Nine 03-09 27");
    assert_string_equal(birthdays("2027-06-01T12:00:00Z", 366),
                        "Eve 12-31 47, New 01-02 47, Leap 02-29 28, Nine 03-09 28, Ten 03-10 38, "
                        "Sixteen 03-16 ?, Seventeen 03-17 28");
}

/* --- the pipeline ------------------------------------------------------------------------ */

static void the_pipeline(void **state)
{
    (void)state;
    make(&entity_contact, "{'name':'c5','stage':'demo','priority':5}");
    make(&entity_contact, "{'name':'c','stage':'demo'}");
    make(&entity_company, "{'name':'f9','stage':'demo','priority':9,'deal_value':1000.5}");
    make(&entity_company, "{'name':'f1','stage':'demo','priority':1,'deal_value':500,"
                          "'currency':'JPY'}");
    make(&entity_company, "{'name':'f0','stage':'closed_lost','deal_value':7}");
    make(&entity_company, "{'name':'none'}");
    fixture_trash(&fx, &entity_contact,
                  make(&entity_contact, "{'name':'gone','stage':'demo','priority':10}"));

    json_t *p = READ(crm_pipeline(ctx, &(struct pipeline_query){.limit = 3}, &out, &fx.err));
    const json_t *data = json_object_get(p, "data");
    assert_string_equal(joined(data, "stage"), "first_contact research outreach follow_up demo "
                                               "closed_won closed_lost");
    const json_t *demo = json_array_get(data, 4);
    assert_int_equal(int_at(demo, "count"), 4);
    assert_string_equal(joined(json_object_get(demo, "entities"), "name"), "f9 c5 f1");
    assert_string_equal(joined(json_object_get(demo, "entities"), "entity_type"),
                        "company contact company");
    assert_true(json_number_value(json_object_get(demo, "total_value")) == 1000.5);
    const json_t *totals = json_object_get(demo, "totals");
    assert_int_equal(json_object_size(totals), 2);
    assert_true(json_number_value(json_object_get(totals, "EUR")) == 1000.5);
    assert_int_equal(int_at(totals, "JPY"), 500);
    const json_t *lost = json_array_get(data, 6);
    assert_int_equal(int_at(lost, "total_value"), 7);
    assert_int_equal(int_at(json_array_get(data, 0), "total_value"), 0);
    json_decref(p);

    p = READ(crm_pipeline(ctx, &(struct pipeline_query){.limit = 100}, &out, &fx.err));
    demo = json_array_get(json_object_get(p, "data"), 4);
    assert_string_equal(joined(json_object_get(demo, "entities"), "name"), "f9 c5 f1 c");
    json_decref(p);
    p = READ(crm_pipeline(ctx, &(struct pipeline_query){.limit = 0}, &out, &fx.err));
    demo = json_array_get(json_object_get(p, "data"), 4);
    assert_int_equal(int_at(demo, "count"), 4);
    assert_int_equal(json_array_size(json_object_get(demo, "entities")), 0);
    json_decref(p);
}

/* --- statistics -------------------------------------------------------------------------- */

static void numbers_come_from_history(void **state)
{
    (void)state;
    int64_t since = fx.tx.now;
    int64_t a = make(&entity_contact, "{'name':'A','next_contact_at':'2026-01-01'}");
    int64_t f = make(&entity_company, "{'name':'F'}");
    make_note(&entity_contact, a, "");
    update(&entity_contact, a, "{'stage':'demo'}");
    update(&entity_company, f, "{'stage':'demo'}");
    complete(&entity_activity, make(&entity_activity, "{'title':'X'}"));
    complete(&entity_task, make(&entity_task, "{'title':'X'}"));
    make(&entity_task, "{'title':'T','due_at':'2026-01-01'}");
    int64_t until = fx.tx.now;
    begin();
    make(&entity_contact, "{'name':'B'}");

    json_t *s = READ(crm_stats(ctx, since, until, &out, &fx.err));
    assert_int_equal(int_at(s, "notes_created"), 3);
    assert_int_equal(int_at(s, "activities_completed"), 1);
    assert_int_equal(int_at(s, "contacts_added"), 1);
    assert_int_equal(int_at(s, "stage_changes"), 2);
    assert_int_equal(int_at(s, "overdue_count"), 2);
    assert_int_equal(json_object_size(s), 5);
    json_decref(s);
    s = READ(crm_stats(ctx, 0, 1, &out, &fx.err));
    assert_int_equal(int_at(s, "notes_created"), 0);
    json_decref(s);
}

/* --- stages in bulk ---------------------------------------------------------------------- */

static json_t *bulk_stage(const char *json)
{
    json_t *b = body(json);
    begin();
    json_t *r = READ(((void)ctx, crm_bulk_stage(&fx.change, b, &out, &fx.err)));
    json_decref(b);
    return r;
}

static int refused_stage(const char *json)
{
    struct buf b;
    struct json j;
    json_t *tree = body(json);
    buf_init(&b, 1 << 20);
    json_init(&j, &b);
    int failed = crm_bulk_stage(&fx.change, tree, &j, &fx.err);
    buf_release(&b);
    json_decref(tree);
    return failed;
}

static void many_are_moved(void **state)
{
    (void)state;
    int64_t a = make(&entity_contact, "{'name':'A','stage':'research'}");
    int64_t f = make(&entity_company, "{'name':'F'}");
    int64_t gone = make(&entity_contact, "{'name':'G'}");
    fixture_trash(&fx, &entity_contact, gone);
    json_t *r = bulk_stage(fmt("{'stage':'demo','entities':["
                               "{'entity_type':'contact','entity_id':%lld},"
                               "{'entity_type':'contact','entity_id':4711},"
                               "{'entity_type':'website','entity_id':4711},"
                               "{'entity_type':'contact','entity_id':%lld},"
                               "{'entity_type':'company','entity_id':%lld}]}",
                               (long long)a, (long long)gone, (long long)f));
    const json_t *list = json_object_get(r, "results");
    static const bool moved[] = {true, false, false, false, true};
    assert_int_equal(json_array_size(list), ARRAY_LEN(moved));
    for (size_t i = 0; i < ARRAY_LEN(moved); i++) {
        const json_t *x = json_array_get(list, i);
        assert_int_equal(json_is_true(json_object_get(x, "ok")), moved[i]);
        assert_int_equal(json_is_string(json_object_get(x, "error")), !moved[i]);
    }
    json_decref(r);
    assert_string_equal(text(&entity_contact, a, "stage"), "demo");
    assert_string_equal(text(&entity_company, f, "stage"), "demo");
    assert_int_equal(count("SELECT COUNT(*) FROM note"), 2);
    undo(this_set());
    assert_string_equal(text(&entity_contact, a, "stage"), "research");
    assert_int_equal(count("SELECT COUNT(*) FROM note"), 0);
}

/* From now on a member asks who owns nothing yet. */
static void become_member(void)
{
    fx.change.ctx.who =
        (struct principal){.kind = PRINCIPAL_USER, .id = 78, .user_id = 78, .role = ROLE_MEMBER};
    begin();
}

static void a_colleagues_record_holds_up_nobody(void **state)
{
    (void)state;
    int64_t theirs = make(&entity_contact, "{'name':'A','owner_id':77}");
    int64_t free = make(&entity_contact, "{'name':'B'}");
    become_member();
    json_t *r = bulk_stage(fmt("{'stage':'demo','entities':["
                               "{'entity_type':'contact','entity_id':%lld},"
                               "{'entity_type':'contact','entity_id':%lld}]}",
                               (long long)theirs, (long long)free));
    const json_t *list = json_object_get(r, "results");
    assert_true(json_is_false(json_object_get(json_array_get(list, 0), "ok")));
    assert_true(json_is_true(json_object_get(json_array_get(list, 1), "ok")));
    json_decref(r);
    assert_string_equal(text(&entity_contact, theirs, "stage"), "null");
    assert_string_equal(text(&entity_contact, free, "stage"), "demo");
}

static void a_bad_bulk_is_refused(void **state)
{
    (void)state;
    REFUSED(refused_stage("{'entities':[]}"), ERR_REQUIRED, "stage");
    REFUSED(refused_stage("{'stage':'sold','entities':[]}"), ERR_INVALID, "stage");
    REFUSED(refused_stage("{'stage':'demo'}"), ERR_REQUIRED, "entities");
    REFUSED(refused_stage("{'stage':'demo','entities':{}}"), ERR_INVALID, "entities");
    REFUSED(refused_stage("{'stage':'demo','entities':[7]}"), ERR_INVALID, "entities");
    REFUSED(refused_stage("{'stage':'demo','entities':[{'entity_type':'contact'}]}"), ERR_INVALID,
            "entities");
    REFUSED(refused_stage("{'stage':'demo','entities':[],'why':1}"), ERR_UNKNOWN_FIELD, "why");
}

/* --- the company of a contact ------------------------------------------------------------ */

static struct record *set_company(int64_t contact, const char *json)
{
    struct record *r;
    json_t *b = body(json);
    begin();
    ok(crm_set_company(&fx.change, contact, b, &r, &fx.err));
    json_decref(b);
    return r;
}

static void a_company_is_set_and_cleared(void **state)
{
    (void)state;
    int64_t a = make(&entity_contact, "{'name':'A'}");
    int64_t x = make(&entity_company, "{'name':'X'}"), y = make(&entity_company, "{'name':'Y'}");
    struct record *r =
        set_company(a, fmt("{'company_id':%lld,'role':'CTO','department':'R&D'}", (long long)x));
    assert_int_equal(record_int(r, "company_id"), x);
    assert_true(str_is(record_text(r, "role"), "CTO"));
    r = set_company(a, fmt("{'company_id':%lld}", (long long)y));
    assert_int_equal(record_int(r, "company_id"), y);
    assert_true(record_null(r, "role"));
    r = set_company(a, fmt("{'company_id':%lld,'role':'CEO'}", (long long)y));
    assert_true(str_is(record_text(r, "role"), "CEO"));
    r = set_company(a, "{'company_id':null}");
    assert_true(record_null(r, "company_id") && record_null(r, "role"));
    assert_int_equal(count("SELECT COUNT(*) FROM membership"), 2);

    json_t *none = body("{'role':'x'}"), *other = body("{'company_id':null,'name':'x'}"),
           *bad = body("{'company_id':4711}");
    REFUSED(crm_set_company(&fx.change, a, none, &r, &fx.err), ERR_REQUIRED, "company_id");
    REFUSED(crm_set_company(&fx.change, a, other, &r, &fx.err), ERR_UNKNOWN_FIELD, "name");
    REFUSED(crm_set_company(&fx.change, a, bad, &r, &fx.err), ERR_BAD_REFERENCE, "company_id");
    json_decref(none);
    json_decref(other);
    json_decref(bad);
}

/* --- tags -------------------------------------------------------------------------------- */

static int64_t tag(const char *name)
{
    return one(fmt("SELECT id FROM tag WHERE name = '%s'", name));
}

static const char *tags_of_record(const struct entity *e, int64_t id)
{
    json_t *r = spoken(e, id);
    const char *s = "";
    size_t i;
    json_t *t;
    json_array_foreach(json_object_get(r, "tags"), i, t) s =
        fmt("%s%s%s", s, i ? " " : "", json_string_value(t));
    json_decref(r);
    return s;
}

static struct record *tag_update(int64_t id, const char *json)
{
    struct record *r;
    json_t *b = body(json);
    begin();
    ok(crm_tag_update(&fx.change, id, b, 0, ERR_CONFLICT, &r, &fx.err));
    json_decref(b);
    return r;
}

static int64_t tag_count(int64_t id)
{
    json_t *t = spoken(&entity_tag, id);
    int64_t n = int_at(t, "count");
    json_decref(t);
    return n;
}

static void a_tag_is_renamed(void **state)
{
    (void)state;
    int64_t a = make(&entity_contact, "{'name':'A','tags':['vip']}");
    int64_t version = get(&entity_contact, a)->updated_at;
    struct record *r = tag_update(tag("vip"), "{'name':'Grandee','color':'#aa0000'}");
    assert_true(str_is(record_text(r, "name"), "Grandee"));
    assert_string_equal(tags_of_record(&entity_contact, a), "Grandee");
    assert_true(get(&entity_contact, a)->updated_at > version);
    assert_string_equal(fixture_list(&fx, &entity_contact, "q=grandee"), "A");
    assert_string_equal(fixture_list(&fx, &entity_contact, "q=vip"), "");
    tag_update(tag("Grandee"), "{'name':'GRANDEE'}");
    assert_string_equal(tags_of_record(&entity_contact, a), "GRANDEE");
}

static void a_tag_is_merged(void **state)
{
    (void)state;
    int64_t a = make(&entity_contact, "{'name':'A','tags':['vip','x']}");
    int64_t b = make(&entity_task, "{'title':'B','tags':['vip','Important']}");
    int64_t old = tag("vip"), into = tag("Important");
    struct record *r = tag_update(old, "{'name':'important','color':'#00aa00'}");
    int64_t set = this_set();
    assert_int_equal(r->id, into);
    assert_true(str_is(record_text(r, "name"), "Important"));
    assert_true(str_is(record_text(r, "color"), "#00aa00"));
    assert_string_equal(tags_of_record(&entity_contact, a), "Important x");
    assert_string_equal(tags_of_record(&entity_task, b), "Important");
    assert_int_equal(count("SELECT COUNT(*) FROM tag"), 2);
    assert_int_equal(tag_count(into), 2);
    assert_string_equal(fixture_list(&fx, &entity_contact, "q=important"), "A");

    undo(set);
    assert_string_equal(tags_of_record(&entity_contact, a), "vip x");
    assert_string_equal(tags_of_record(&entity_task, b), "Important vip");
    assert_int_equal(tag("vip"), old);
}

/* Their own notes are the members' on whosever record they are; a tag on a colleague's record stays
 * there. */
static void members_keep_house(void **state)
{
    (void)state;
    int64_t theirs = make(&entity_contact, "{'name':'A','owner_id':77,'tags':['vip','b']}");
    become_member();
    int64_t note = make_note(&entity_contact, theirs, "");
    fx.change.ctx.who.role = ROLE_OWNER;
    update(&entity_contact, theirs, fmt("{'last_contact_note_id':%lld}", (long long)note));
    become_member();
    fixture_trash(&fx, &entity_note, note);
    assert_int_equal(number(&entity_contact, theirs, "last_contact_note_id"), 0);
    REFUSED(record_remove(&fx.change, &entity_tag, tag("vip"), &fx.err), ERR_FORBIDDEN, "");
    REFUSED(record_retag(&fx.change, tag("vip"), tag("b"), &fx.err), ERR_FORBIDDEN, "");
    assert_string_equal(tags_of_record(&entity_contact, theirs), "b vip");
}

static void a_tag_is_deleted_and_comes_back(void **state)
{
    (void)state;
    int64_t a = make(&entity_contact, "{'name':'A','tags':['vip','x']}");
    int64_t id = tag("vip");
    begin();
    ok(record_remove(&fx.change, &entity_tag, id, &fx.err));
    int64_t set = this_set();
    assert_string_equal(tags_of_record(&entity_contact, a), "x");
    assert_string_equal(fixture_list(&fx, &entity_contact, "q=vip"), "");
    assert_int_equal(count(fmt("SELECT COUNT(*) FROM event WHERE record_id = %lld "
                               "AND type = 'tag_removed'",
                               (long long)a)),
                     1);
    undo(set);
    assert_string_equal(tags_of_record(&entity_contact, a), "vip x");
    assert_string_equal(fixture_list(&fx, &entity_contact, "q=vip"), "A");
    assert_int_equal(tag("vip"), id);
}

static void a_tag_counts_who_is_there(void **state)
{
    (void)state;
    int64_t a = make(&entity_contact, "{'name':'A','tags':['vip']}");
    make(&entity_contact, "{'name':'B','tags':['vip']}");
    make(&entity_task, "{'title':'C','tags':['vip','lone']}");
    make(&entity_tag, "{'name':'unused'}");
    assert_int_equal(tag_count(tag("vip")), 3);
    assert_int_equal(tag_count(tag("lone")), 1);
    assert_int_equal(tag_count(tag("unused")), 0);
    fixture_trash(&fx, &entity_contact, a);
    assert_int_equal(tag_count(tag("vip")), 2);
}

static void a_bad_tag_is_refused(void **state)
{
    (void)state;
    struct record *r;
    int64_t a = make(&entity_tag, "{'name':'a'}");
    make(&entity_tag, "{'name':'b'}");
    json_t *onto = body("{'name':'B'}"), *none = body("{'name':null}"),
           *odd = body("{'name':'b','x':1}");
    REFUSED(crm_tag_update(&fx.change, a, onto, 1, ERR_PRECONDITION_FAILED, &r, &fx.err),
            ERR_PRECONDITION_FAILED, "updated_at");
    REFUSED(crm_tag_update(&fx.change, 4711, onto, 0, ERR_CONFLICT, &r, &fx.err), ERR_NOT_FOUND,
            "");
    REFUSED(crm_tag_update(&fx.change, a, none, 0, ERR_CONFLICT, &r, &fx.err), ERR_REQUIRED,
            "name");
    REFUSED(crm_tag_update(&fx.change, a, odd, 0, ERR_CONFLICT, &r, &fx.err), ERR_UNKNOWN_FIELD,
            "x");
    json_decref(onto);
    json_decref(none);
    json_decref(odd);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(name_is_composed),
        TEST(a_chosen_name_stays),
        TEST(a_name_is_needed_and_bounded),
        TEST(contact_every_reschedules),
        TEST(the_rhythm_alone_moves_nothing),
        TEST(a_stage_change_leaves_a_note),
        TEST(no_stage_is_called_none_and_undo_adds_no_note),
        TEST(the_next_action_is_one),
        TEST(every_parent_with_the_field_has_a_next_action),
        TEST(a_note_that_goes_is_forgotten),
        TEST(a_restored_note_pushes_nothing_aside),
        TEST(a_note_moves_to_another_record),
        TEST(a_note_needs_no_parent),
        TEST(done_has_a_time),
        TEST(recurrences),
        TEST(a_recurring_one_comes_again),
        TEST(completing_twice_is_harmless),
        TEST(a_completion_is_undone_as_one),
        TEST(the_anchor_survives_short_months),
        TEST(a_late_one_comes_after_today),
        TEST(without_a_date_it_counts_from_now),
        TEST(what_cannot_be_completed),
        TEST(an_interaction_is_logged),
        TEST(a_given_next_date_beats_the_rhythm),
        TEST(a_bad_interaction_is_refused_by_name),
        TEST(what_is_due),
        TEST(what_follows),
        TEST(today_is_the_workspaces),
        TEST(nothing_is_due),
        TEST(followups_are_read_by_index),
        TEST(whose_birthday_comes),
        TEST(the_pipeline),
        TEST(numbers_come_from_history),
        TEST(many_are_moved),
        TEST(a_colleagues_record_holds_up_nobody),
        TEST(a_bad_bulk_is_refused),
        TEST(a_company_is_set_and_cleared),
        TEST(a_tag_is_renamed),
        TEST(a_tag_is_merged),
        TEST(members_keep_house),
        TEST(a_tag_is_deleted_and_comes_back),
        TEST(a_tag_counts_who_is_there),
        TEST(a_bad_tag_is_refused),
    };
    return cmocka_run_group_tests_name("crm", tests, NULL, NULL);
}
