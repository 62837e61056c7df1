/* What opening a workspace does to its file: made, left alone, added to, copied aside, refused. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "record/schema.h"

static char dir[32], path[64];
static struct err err;

static int setup(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/kith-test-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/ws.db", dir);
    err_clear(&err);
    return 0;
}

/* Counts, and at the end removes, what stands in the folder under a name that begins so. */
static int files(const char *prefix, bool remove_them)
{
    int n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        if (e->d_name[0] != '.' && strncmp(e->d_name, prefix, strlen(prefix)) == 0) {
            char name[400];
            snprintf(name, sizeof name, "%s/%s", dir, e->d_name);
            n++;
            if (remove_them)
                unlink(name);
        }
    closedir(d);
    return n;
}

static int teardown(void **state)
{
    (void)state;
    files("", true);
    rmdir(dir);
    return 0;
}

static struct db *open_file(void)
{
    struct db *db;
    if (db_open(&db_sqlite, path, DB_WRITE | DB_CREATE, &db, &err))
        fail_msg("%s (%s)", err_message(&err), err.detail);
    return db;
}

static void prepare(struct db *db)
{
    if (schema_prepare(db, path, &err))
        fail_msg("%s (%s)", err_message(&err), err.detail);
}

static void run(struct db *db, const char *sql)
{
    if (db_exec(db, sql, &err))
        fail_msg("%s (%s)", err_message(&err), err.detail);
}

static int64_t number(struct db *db, const char *sql)
{
    int64_t n;
    assert_int_equal(db_query_int(db, sql, DB_NO_ARGS, -1, &n, &err), 0);
    return n;
}

static void a_newer_file_is_refused(void **state)
{
    (void)state;
    struct db *db = open_file();
    prepare(db);
    run(db, "UPDATE meta SET value = '999' WHERE key = 'model_version'");
    assert_int_equal(schema_prepare(db, path, &err), -1);
    assert_int_equal(err.code, ERR_UNAVAILABLE);
    assert_non_null(strstr(err_message(&err), "newer"));
    assert_int_equal(number(db, "SELECT COUNT(*) FROM contact"), 0); /* and left as it was */
    db_close(db);
}

static void every_entity_has_its_table(void **state)
{
    (void)state;
    struct db *db = open_file();
    prepare(db);
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        assert_true(db_table_exists(db, all[i]->name));
    db_close(db);
}

static void a_file_in_order_is_left_alone(void **state)
{
    (void)state;
    struct db *db = open_file();
    prepare(db);
    int64_t before = number(db, "SELECT COUNT(*) FROM sqlite_master");
    prepare(db);
    assert_int_equal(number(db, "SELECT COUNT(*) FROM sqlite_master"), before);
    assert_int_equal(files("ws.db.before", false), 0);
    db_close(db);
}

/* A workspace of a version that did not know a field, an index or a table yet. */
static void make_old(struct db *db)
{
    prepare(db);
    run(db, "DROP TABLE domain; DROP INDEX contact_priority; "
            "ALTER TABLE contact DROP COLUMN source; "
            "INSERT INTO contact(id, created_at, updated_at, name, name_fold) "
            "VALUES (7, 1, 1, 'Ann', 'ann'); "
            "UPDATE meta SET value = 'older' WHERE key = 'model_fingerprint'");
}

static void what_is_new_appears_in_an_old_file(void **state)
{
    (void)state;
    struct db *db = open_file();
    make_old(db);
    prepare(db);
    assert_int_equal(number(db, "SELECT COUNT(*) FROM contact WHERE id = 7 AND source IS NULL"), 1);
    assert_true(db_table_exists(db, "domain"));
    assert_int_equal(
        number(db, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'contact_priority'"), 1);
    db_close(db);
}

static void an_old_file_is_copied_aside_first(void **state)
{
    (void)state;
    struct db *db = open_file();
    make_old(db);
    prepare(db);
    assert_int_equal(files("ws.db.before", false), 1);
    db_close(db);
}

/* --- counts that an older program did not keep ------------------------------------------------ */

static void make_uncounted(struct db *db)
{
    prepare(db);
    run(db, "INSERT INTO contact(id, created_at, updated_at, trashed_at, name, next_contact_at) "
            "VALUES (1, 0, 0, NULL, 'a', 3600000), (2, 0, 0, NULL, 'b', 7199999), "
            "(3, 0, 0, NULL, 'c', -1), (4, 0, 0, NULL, 'd', 86400000), (5, 0, 0, 9, 'e', 3600000), "
            "(6, 0, 0, NULL, 'f', NULL);"
            "INSERT INTO activity(id, created_at, updated_at, title, status, due_at, "
            "next_contact_at) VALUES (11, 0, 0, 'a', 'open', 3600000, 0), "
            "(12, 0, 0, 'b', 'open', NULL, 0), (13, 0, 0, 'c', 'open', 3600000, NULL), "
            "(14, 0, 0, 'd', 'done', 3600000, NULL), (15, 0, 0, 'e', 'open', NULL, NULL);"
            "INSERT INTO task(id, created_at, updated_at, title, status, due_at, after_at) VALUES "
            "(21, 0, 0, 'a', 'open', 0, 3600000), (22, 0, 0, 'b', 'in_progress', 3600000, 0), "
            "(23, 0, 0, 'c', 'open', NULL, 3600000), (24, 0, 0, 'd', 'cancelled', 0, NULL);"
            "INSERT INTO counter VALUES ('contact', 'due.day', '1999-01-01', '', 5, 0), "
            "('company', 'stage', 'demo', 'EUR', 3, 150), ('company', 'stage', '', '', 1, 0);"
            "INSERT INTO company(id, created_at, updated_at, trashed_at, name, stage, deal_value, "
            "currency) VALUES (41, 0, 0, NULL, 'a', 'demo', 100, NULL), "
            "(42, 0, 0, NULL, 'b', 'demo', 50, 'EUR'), (43, 0, 0, NULL, 'c', 'demo', 7, NULL), "
            "(44, 0, 0, NULL, 'd', NULL, NULL, 'EUR'), (45, 0, 0, 1, 'e', 'demo', 9, NULL);"
            "INSERT INTO tag(id, created_at, updated_at, name, name_fold) VALUES "
            "(31, 0, 0, 'x', 'x'), (32, 0, 0, 'y', 'y'), (33, 0, 0, 'z', 'z');"
            "INSERT INTO tag_of(record_id, tag_id, entity) VALUES (1, 31, 'contact'), "
            "(2, 31, 'contact'), (5, 31, 'contact'), (5, 32, 'contact'), (2, 33, 'contact'), "
            "(21, 33, 'task');"
            "INSERT INTO event(id, change_id, at, entity, record_id, type) VALUES "
            "(1, 1, 3600000, 'contact', 1, 'created'), (2, 1, 7200000, 'contact', 2, 'created'), "
            "(3, 1, 7200000, 'contact', 2, 'updated'), (4, 1, 0, 'company', 9, 'stage_changed');"
            "UPDATE meta SET value = '1' WHERE key = 'model_version'");
}

static const struct {
    const char *entity, *field, *value;
    int64_t n;
} kept[] = {
    {"company", "stage", "", 1},
    {"company", "status", "", 1},
    {"contact", "created.day", "1970-01-01", 2},
    {"contact", "created.hour", "1970-01-01T01", 1},
    {"contact", "created.hour", "1970-01-01T02", 1},
    {"company", "stage_changed.day", "1970-01-01", 1},
    {"company", "stage_changed.hour", "1970-01-01T00", 1},
    {"contact", "tags", "31", 2},
    {"contact", "tags", "33", 1},
    {"task", "tags", "33", 1},
    {"contact", "due.day", "1969-12-31", 1},
    {"contact", "due.hour", "1969-12-31T23", 1},
    {"contact", "due.day", "1970-01-01", 2},
    {"contact", "due.hour", "1970-01-01T01", 2},
    {"contact", "due.day", "1970-01-02", 1},
    {"contact", "due.hour", "1970-01-02T00", 1},
    {"activity", "due.day", "1970-01-01", 3},
    {"activity", "due.hour", "1970-01-01T00", 2},
    {"activity", "due.hour", "1970-01-01T01", 1},
    {"task", "due.day", "1970-01-01", 2},
    {"task", "due.hour", "1970-01-01T01", 2},
};

/* The same by money: a company without a currency is in the workspace's. */
static const struct {
    const char *field, *value, *currency;
    int64_t n, total;
} kept_money[] = {
    {"stage", "demo", "*", 2, 107},
    {"stage", "demo", "EUR", 1, 50},
    {"status", "", "*", 2, 107},
    {"status", "", "EUR", 1, 50},
};

static void assert_money_kept(struct db *db)
{
    for (size_t i = 0; i < ARRAY_LEN(kept_money); i++) {
        int64_t n;
        assert_int_equal(
            db_query_int(db,
                         "SELECT n FROM counter WHERE entity = 'company' AND field = ? "
                         "AND value = ? AND currency = ? AND total = ?",
                         DB_ARGS(DB_VALUE_TEXT(str_of(kept_money[i].field)),
                                 DB_VALUE_TEXT(str_of(kept_money[i].value)),
                                 DB_VALUE_TEXT(str_of(kept_money[i].currency)),
                                 DB_VALUE_INT(kept_money[i].total)),
                         0, &n, &err),
            0);
        assert_int_equal(n, kept_money[i].n);
    }
}

static void what_an_old_file_did_not_count_is_counted(void **state)
{
    (void)state;
    struct db *db = open_file();
    make_uncounted(db);
    for (int twice = 0; twice < 2; twice++) {
        prepare(db);
        for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
            int64_t n;
            assert_int_equal(db_query_int(db,
                                          "SELECT n FROM counter WHERE entity = ? AND field = ? "
                                          "AND value = ? AND currency = '' AND total = 0",
                                          DB_ARGS(DB_VALUE_TEXT(str_of(kept[i].entity)),
                                                  DB_VALUE_TEXT(str_of(kept[i].field)),
                                                  DB_VALUE_TEXT(str_of(kept[i].value))),
                                          0, &n, &err),
                             0);
            assert_int_equal(n, kept[i].n);
        }
        assert_money_kept(db);
        assert_int_equal(number(db, "SELECT COUNT(*) FROM counter"),
                         ARRAY_LEN(kept) + ARRAY_LEN(kept_money));
        run(db, "UPDATE meta SET value = '1' WHERE key = 'model_version'");
    }
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_newer_file_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(every_entity_has_its_table, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_in_order_is_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_new_appears_in_an_old_file, setup, teardown),
        cmocka_unit_test_setup_teardown(an_old_file_is_copied_aside_first, setup, teardown),
        cmocka_unit_test_setup_teardown(what_an_old_file_did_not_count_is_counted, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
