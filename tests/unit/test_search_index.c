/* Both search indexes: what is put is found, what is dropped is not, whatever stands in the words
 * is no syntax, and the newest come first without sorting. */
#include "db/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "place.h"

enum { IDS_MAX = 64 };

struct fixture {
    struct arena arena;
    struct err err;
    struct db *db;
    const char *location;
    struct sql q;
    int64_t ids[IDS_MAX];
    size_t n_ids;
};

static void must(struct fixture *f, int rc)
{
    if (rc)
        fail_msg("%s: %s", err_message(&f->err), f->err.detail);
}

static void put(struct fixture *f, int64_t id, const char *kind, const char *name, const char *body)
{
    must(f, db_search_put(f->db, id, str_of(kind), str_of(name), str_of(body), &f->err));
}

static void drop(struct fixture *f, int64_t id, const char *kind, const char *name,
                 const char *body)
{
    must(f, db_search_drop(f->db, id, str_of(kind), str_of(name), str_of(body), &f->err));
}

static int setup(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);

    arena_init(&f->arena);
    *state = f;
    f->location = place_is_server() ? place_new(&f->arena, NULL) : ":memory:";
    must(f, db_open(place_driver(), f->location, DB_WRITE | DB_CREATE, &f->db, &f->err));
    must(f, db_search_ensure(f->db, &f->err));
    must(f, db_search_ensure(f->db, &f->err));
    put(f, 1, "contact", "anna muller", "likes green tea in the morning");
    put(f, 2, "contact", "hanna smith", "green fields tea");
    put(f, 3, "company", "anna gmbh", "tea trader of lodz");
    put(f, 4, "contact", "o'brien", "contact him in may");
    put(f, 5, "saved_view", "\xe6\x9d\xb1\xe4\xba\xac \xe4\xba\xac\xe9\x83\xbd", "view");
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    db_close(f->db);
    place_drop(f->location);
    arena_release(&f->arena);
    test_free(f);
    return 0;
}

/* --- the tree, in few words ------------------------------------------------------------------- */

static struct search_node *leaf(struct fixture *f, enum search_op op, const char *word)
{
    struct search_node *node = ARENA_NEW(&f->arena, struct search_node);
    struct str *words = ARENA_NEW(&f->arena, struct str);

    *words = str_of(word);
    *node = (struct search_node){.op = op, .words = words, .n_words = 1};
    return node;
}

static struct search_node *phrase(struct fixture *f, const char *text, bool last_prefix)
{
    struct search_node *node = ARENA_NEW(&f->arena, struct search_node);
    struct str *words = arena_array(&f->arena, 8, sizeof *words);
    struct str rest = str_of(text);

    *node = (struct search_node){.op = SEARCH_PHRASE, .words = words, .last_prefix = last_prefix};
    while (str_next(&rest, ' ', &words[node->n_words]))
        node->n_words++;
    return node;
}

static struct search_node *join(struct fixture *f, enum search_op op,
                                const struct search_node *left, const struct search_node *right)
{
    struct search_node *node = ARENA_NEW(&f->arena, struct search_node);

    *node = (struct search_node){.op = op, .left = left, .right = right};
    return node;
}

/* --- asking ----------------------------------------------------------------------------------- */

static void run(struct fixture *f)
{
    struct db_stmt *s;
    int rc;

    f->n_ids = 0;
    must(f, db_query_sql(f->db, &f->q, &s, &f->err));
    while ((rc = db_step(s, &f->err)) > 0 && f->n_ids < IDS_MAX)
        f->ids[f->n_ids++] = db_column_int(s, 0);
    db_done(s);
    must(f, rc < 0);
}

/* The ids found, newest first, as "3 1". */
static const char *found(struct fixture *f)
{
    const char *text = "";

    for (size_t i = 0; i < f->n_ids; i++)
        text = arena_printf(&f->arena, "%s%s%lld", text, i ? " " : "", (long long)f->ids[i]);
    return text;
}

static const char *ask(struct fixture *f, const struct search_node *root, const char *kind,
                       bool name_only)
{
    const struct search_query query = {.root = root, .kind = str_of(kind), .name_only = name_only};

    sql_init(&f->q, &f->arena, place_driver());
    sql_search(&f->q, &query);
    sql_search_newest(&f->q);
    run(f);
    return found(f);
}

static const char *find(struct fixture *f, const struct search_node *root)
{
    return ask(f, root, NULL, false);
}

static const char *contains(struct fixture *f, int slot, const char *needle)
{
    sql_init(&f->q, &f->arena, place_driver());
    if (!sql_grams(&f->q, slot, str_of(needle))) {
        assert_int_equal(f->q.n, 0);
        return "no help";
    }
    sql_search_newest(&f->q);
    run(f);
    return found(f);
}

/* --- words ------------------------------------------------------------------------------------ */

static void test_words(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "tea")), "3 2 1");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "anna")), "3 1");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "ann")), "");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "ann")), "3 1");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "t")), "3 2 1");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "trade")), "3");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "\xe6\x9d\xb1")), "5");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "\xe4\xba\xac\xe9\x83\xbd")), "5");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "")), "");
    assert_string_equal(find(f, NULL), "");
}

static void test_phrases(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(find(f, phrase(f, "green tea", false)), "1");
    assert_string_equal(find(f, phrase(f, "tea green", false)), "");
    assert_string_equal(find(f, phrase(f, "green te", false)), "");
    assert_string_equal(find(f, phrase(f, "green te", true)), "1");
    /* Not across the border of name and body. */
    assert_string_equal(find(f, phrase(f, "smith green", false)), "");
}

static void test_operators(void **state)
{
    struct fixture *f = *state;
    struct search_node *tea = leaf(f, SEARCH_WORD, "tea");
    struct search_node *anna = leaf(f, SEARCH_WORD, "anna");
    struct search_node *green = leaf(f, SEARCH_WORD, "green");
    struct search_node *may = leaf(f, SEARCH_WORD, "may");

    assert_string_equal(find(f, join(f, SEARCH_AND, tea, anna)), "3 1");
    assert_string_equal(find(f, join(f, SEARCH_OR, anna, may)), "4 3 1");
    assert_string_equal(find(f, join(f, SEARCH_NOT, tea, anna)), "2");
    /* Grouping is the tree's, not that of FTS5's precedence. */
    assert_string_equal(find(f, join(f, SEARCH_AND, green, join(f, SEARCH_OR, anna, may))), "1");
    assert_string_equal(find(f, join(f, SEARCH_OR, join(f, SEARCH_AND, green, anna), may)), "4 1");
    assert_string_equal(find(f, join(f, SEARCH_NOT, tea, join(f, SEARCH_NOT, tea, anna))), "3 1");
    assert_string_equal(find(f, join(f, SEARCH_NOT, join(f, SEARCH_NOT, tea, anna), green)), "");
    assert_string_equal(find(f, join(f, SEARCH_AND, join(f, SEARCH_NOT, tea, green), anna)), "3");
}

static void test_kind_and_name(void **state)
{
    struct fixture *f = *state;
    struct search_node *tea = leaf(f, SEARCH_WORD, "tea");
    struct search_node *either =
        join(f, SEARCH_OR, leaf(f, SEARCH_WORD, "anna"), leaf(f, SEARCH_WORD, "tea"));

    assert_string_equal(ask(f, tea, "contact", false), "2 1");
    assert_string_equal(ask(f, tea, "company", false), "3");
    assert_string_equal(ask(f, tea, "con", false), "");
    assert_string_equal(ask(f, tea, NULL, true), "");
    assert_string_equal(ask(f, either, NULL, true), "3 1");
    assert_string_equal(ask(f, either, "contact", true), "1");
    assert_string_equal(ask(f, either, "contact", false), "2 1");
}

/* The kind's name is no word of the record: "contact" is found where somebody wrote it. */
static void test_kind_is_not_text(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "contact")), "4");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "con")), "4");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "c")), "4");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "company")), "");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "view")), "5");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "saved")), "");
    assert_string_equal(ask(f, leaf(f, SEARCH_WORD, "view"), "saved_view", false), "5");
}

static void test_nothing_is_syntax(void **state)
{
    static const char *const words[] = {
        "\"",       "\"\"", "*",        "a\" OR \"tea", "NEAR",     "AND", "(",    ")",  "{name}",
        "name : x", "^tea", "-tea",     "tea\\",        "'",        ";",   "--",   ":",  "NOT",
        "+",        "",     "\xff\xfe", "\x01",         ":contact", "\"*", "tea)", "%s",
    };
    struct fixture *f = *state;
    struct search_node *tea = leaf(f, SEARCH_WORD, "tea");

    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        for (int op = SEARCH_WORD; op <= SEARCH_PHRASE; op++) {
            struct search_node *node = leaf(f, (enum search_op)op, words[i]);

            find(f, node);
            find(f, join(f, SEARCH_AND, tea, node));
            find(f, join(f, SEARCH_NOT, tea, node));
            ask(f, node, "contact", true);
            ask(f, tea, words[i], false);
            contains(f, 0, words[i]);
        }

    struct search_node *with_nul = leaf(f, SEARCH_WORD, "");
    const struct str nul_word = {"te\0a", 4};
    with_nul->words = &nul_word;
    assert_string_equal(find(f, join(f, SEARCH_OR, with_nul, tea)), "3 2 1");
}

static void test_long_chains(void **state)
{
    struct fixture *f = *state;
    struct search_node *left = leaf(f, SEARCH_WORD, "tea");
    struct search_node *right = leaf(f, SEARCH_WORD, "anna");

    for (int i = 0; i < 100; i++) {
        left = join(f, SEARCH_AND, left, leaf(f, SEARCH_WORD, "tea"));
        right = join(f, SEARCH_OR, leaf(f, SEARCH_WORD, "tea"), right);
    }
    assert_string_equal(find(f, join(f, SEARCH_AND, left, right)), "3 2 1");
}

static void test_nested_too_deep(void **state)
{
    struct fixture *f = *state;
    struct search_node *tea = leaf(f, SEARCH_WORD, "tea");
    struct search_node *node = tea;
    struct db_stmt *s;

    for (int i = 0; i < SEARCH_DEPTH_MAX; i++)
        node = join(f, i % 2 ? SEARCH_AND : SEARCH_OR, tea, node);
    assert_string_equal(find(f, node), "3 2 1");

    for (int i = 0; i < 1000; i++)
        node = join(f, i % 2 ? SEARCH_AND : SEARCH_OR, tea, node);
    const struct search_query query = {.root = node};
    sql_init(&f->q, &f->arena, place_driver());
    sql_search(&f->q, &query);
    assert_true(f->q.failed);
    assert_int_equal(db_query_sql(f->db, &f->q, &s, &f->err), -1);
}

static void test_drop(void **state)
{
    struct fixture *f = *state;

    drop(f, 1, "contact", "anna muller", "likes green tea in the morning");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "tea")), "3 2");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "a")), "3");
    assert_string_equal(ask(f, leaf(f, SEARCH_WORD, "tea"), "contact", false), "2");
    put(f, 1, "contact", "bea muller", "coffee");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "muller")), "1");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "anna")), "3");
}

/* Records without a word are left out on both ways, and one with a name only is not. */
static void test_empty_record(void **state)
{
    struct fixture *f = *state;

    put(f, 9, "contact", "", "");
    drop(f, 9, "contact", "", "");
    put(f, 10, "contact", "zoe", "");
    assert_string_equal(ask(f, leaf(f, SEARCH_PREFIX, "z"), "contact", true), "10");
}

static void must_check(struct fixture *f)
{
    if (place_is_server())
        return;
    must(f, db_exec(f->db,
                    "INSERT INTO search_words (search_words) VALUES ('integrity-check');"
                    "INSERT INTO search_grams (search_grams) VALUES ('integrity-check')",
                    &f->err));
}

/* A rolled back savepoint takes its words back too, and what was before stays. */
static void test_savepoints(void **state)
{
    struct fixture *f = *state;

    must(f, db_begin_write(f->db, &f->err));
    put(f, 20, "contact", "quentin", "");
    must(f, db_savepoint(f->db, "task", &f->err));
    put(f, 21, "contact", "quinn", "");
    drop(f, 20, "contact", "quentin", "");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "21");
    db_rollback_to(f->db, "task");
    must(f, db_release(f->db, "task", &f->err));
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "20");
    must(f, db_commit(f->db, &f->err));
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "20");
    must_check(f);
}

/* Rows wait for the commit; a search inside a savepoint has them written there, and rolling that
 * back must not lose those put before it. */
static void test_written_inside_a_savepoint(void **state)
{
    struct fixture *f = *state;

    must(f, db_begin_write(f->db, &f->err));
    put(f, 20, "contact", "quentin", "");
    must(f, db_savepoint(f->db, "a", &f->err));
    put(f, 21, "contact", "quinn", "");
    must(f, db_savepoint(f->db, "b", &f->err));
    put(f, 22, "contact", "quimby", "");
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "22 21 20");
    db_rollback_to(f->db, "b");
    must(f, db_release(f->db, "b", &f->err));
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "21 20");
    db_rollback_to(f->db, "a");
    put(f, 23, "contact", "quade", "");
    must(f, db_release(f->db, "a", &f->err));
    must(f, db_commit(f->db, &f->err));
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "23 20");

    must(f, db_begin_write(f->db, &f->err));
    put(f, 24, "contact", "quist", "");
    db_rollback(f->db);
    assert_string_equal(find(f, leaf(f, SEARCH_PREFIX, "qu")), "23 20");
    must_check(f);
}

static int64_t segments(struct fixture *f)
{
    int64_t n;
    must(f, db_query_int(f->db, "SELECT COUNT(DISTINCT segid) FROM search_words_idx", NULL, 0, -1,
                         &n, &f->err));
    return n;
}

/* FTS5 writes a segment whenever an id does not rise; a transaction is to leave one all the same,
 * whatever order the records come in and however often one changes. */
static void test_one_segment_a_transaction(void **state)
{
    ONLY_FILES();
    struct fixture *f = *state;
    int64_t before = segments(f);

    must(f, db_begin_write(f->db, &f->err));
    drop(f, 1, "contact", "anna muller", "likes green tea in the morning");
    for (int id = 60; id > 50; id--) {
        put(f, id, "contact", "zoe", "");
        drop(f, id, "contact", "zoe", "");
        put(f, id, "contact", "zoe", "again");
    }
    put(f, 1, "contact", "zoe", "");
    must(f, db_commit(f->db, &f->err));
    assert_int_equal(segments(f), before + 1);
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "zoe")), "60 59 58 57 56 55 54 53 52 51 1");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "morning")), "");
    must_check(f);
}

/* The deadline is for questions: what waits is written however late it is. */
static void test_deadline_spares_the_commit(void **state)
{
    struct fixture *f = *state;

    must(f, db_begin_write(f->db, &f->err));
    for (int id = 100; id < 3100; id++)
        put(f, id, "task", "late", "");
    db_deadline(f->db, 1);
    usleep(2000);
    must(f, db_commit(f->db, &f->err));
    db_deadline(f->db, 0);
    find(f, leaf(f, SEARCH_WORD, "late"));
    assert_int_equal(f->ids[0], 3099);
}

/* More text than may wait, in one transaction. */
static void test_much_text(void **state)
{
    enum { MUCH = 1 << 20 };
    struct fixture *f = *state;
    char *body = arena_alloc(&f->arena, MUCH + 1);

    memset(body, 'x', MUCH);
    must(f, db_begin_write(f->db, &f->err));
    for (int id = 50; id < 70; id++) {
        must(f, db_savepoint(f->db, "task", &f->err));
        put(f, id, "note", "much", body);
        if (id % 2)
            db_rollback_to(f->db, "task");
        must(f, db_release(f->db, "task", &f->err));
    }
    must(f, db_commit(f->db, &f->err));
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "much")), "68 66 64 62 60 58 56 54 52 50");
    must_check(f);
}

/* What a model of ten records says after any mix of changes and savepoints, the index says too. */
struct model {
    bool there[10];
};

static void random_change(struct fixture *f, struct model *m, unsigned dice)
{
    size_t i = dice % 10;

    if (m->there[i])
        drop(f, (int64_t)i + 30, "deal", "zebra", "");
    else
        put(f, (int64_t)i + 30, "deal", "zebra", "");
    m->there[i] = !m->there[i];
}

static void assert_model(struct fixture *f, const struct model *m)
{
    const char *want = "";

    for (int i = 9; i >= 0; i--)
        if (m->there[i])
            want = arena_printf(&f->arena, "%s%s%d", want, *want ? " " : "", i + 30);
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "zebra")), want);
}

static unsigned next_dice(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random_transaction(struct fixture *f, struct model *m, unsigned *seed)
{
    struct model saved[9] = {*m};
    size_t depth = 0;

    must(f, db_begin_write(f->db, &f->err));
    for (int i = 0; i < 30; i++) {
        unsigned d = next_dice(seed);

        if (d % 8 < 4) {
            random_change(f, m, d / 8);
        } else if (d % 8 == 4 && depth < 8) {
            saved[++depth] = *m;
            must(f, db_savepoint(f->db, "s", &f->err));
        } else if (d % 8 == 5 && depth) {
            depth--;
            must(f, db_release(f->db, "s", &f->err));
        } else if (d % 8 == 6 && depth) {
            *m = saved[depth];
            db_rollback_to(f->db, "s");
        } else if (d % 8 == 7 && d / 8 % 3 == 0) {
            assert_model(f, m);
        }
    }
    if (next_dice(seed) % 4) {
        must(f, db_commit(f->db, &f->err));
    } else {
        db_rollback(f->db);
        *m = saved[0];
    }
}

static void test_like_a_model(void **state)
{
    struct fixture *f = *state;
    struct model m = {0};
    unsigned seed = 7;

    for (int i = 0; i < 300; i++) {
        random_transaction(f, &m, &seed);
        assert_model(f, &m);
    }
    must_check(f);
}

static void test_many_small_changes(void **state)
{
    struct fixture *f = *state;

    for (int id = 100; id < 1100; id++)
        put(f, id, "task", "thing", arena_printf(&f->arena, "number n%d of m%d", id, id % 10));
    for (int id = 100; id < 1100; id += 2)
        drop(f, id, "task", "thing", arena_printf(&f->arena, "number n%d of m%d", id, id % 10));
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "n1099")), "1099");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "n1098")), "");
    assert_string_equal(find(f, leaf(f, SEARCH_WORD, "m2")), "");
    find(f, leaf(f, SEARCH_PREFIX, "t"));
    assert_int_equal(f->ids[0], 1099);
    assert_int_equal(f->ids[1], 1097);
    must_check(f);
}

static void test_newest_needs_no_sorting(void **state)
{
    ONLY_FILES();
    struct fixture *f = *state;
    const struct search_query query = {.root = leaf(f, SEARCH_PREFIX, "t")};
    struct db_stmt *s;

    sql_init(&f->q, &f->arena, place_driver());
    sql_add(&f->q, "EXPLAIN QUERY PLAN ");
    sql_search(&f->q, &query);
    sql_search_newest(&f->q);
    sql_add(&f->q, " LIMIT 2");
    must(f, db_query_sql(f->db, &f->q, &s, &f->err));
    while (db_step(s, &f->err) > 0)
        assert_null(strstr(str_cstr(&f->arena, db_column_str(s, 3)), "B-TREE"));
    db_done(s);
}

static void test_inside_another_statement(void **state)
{
    struct fixture *f = *state;
    const struct search_query query = {.root = leaf(f, SEARCH_WORD, "tea")};

    must(f, db_exec(f->db, "CREATE TABLE c (id INTEGER PRIMARY KEY); INSERT INTO c VALUES (1), (3)",
                    &f->err));
    sql_init(&f->q, &f->arena, place_driver());
    sql_add(&f->q, "SELECT id FROM c WHERE id IN (");
    sql_search(&f->q, &query);
    sql_add(&f->q, ") ORDER BY id");
    run(f);
    assert_string_equal(found(f), "1 3");
}

/* --- trigrams --------------------------------------------------------------------------------- */

static void grams(struct fixture *f, bool add, int64_t id, const char *a, const char *b)
{
    const struct str slots[] = {str_of(a), str_of(b)};

    must(f, (add ? db_grams_put : db_grams_drop)(f->db, id, slots, 2, &f->err));
}

static void test_contains(void **state)
{
    struct fixture *f = *state;

    grams(f, true, 1, "anna maria muller", "anna@example.com");
    grams(f, true, 2, "hannah", NULL);
    grams(f, true, 3, NULL, "hanna@example.org");
    grams(f, true, 4, "\xd0\xb0\xd0\xbd\xd0\xbd\xd0\xb0", "");
    grams(f, true, 5, NULL, "");
    grams(f, true, 6, "ab", "x");

    assert_string_equal(contains(f, 0, "anna"), "2 1");
    assert_string_equal(contains(f, 1, "anna"), "3 1");
    assert_string_equal(contains(f, 2, "anna"), "");
    assert_string_equal(contains(f, 0, "a m"), "1");
    assert_string_equal(contains(f, 1, "@ex"), "3 1");
    assert_string_equal(contains(f, 1, "example.c"), "1");
    assert_string_equal(contains(f, 0, "\xd0\xbd\xd0\xbd\xd0\xb0"), "4");
    assert_string_equal(contains(f, 0, "anna maria muller"), "1");
    assert_string_equal(contains(f, 0, "anna maria muller and a long tail of other words"), "");
    assert_string_equal(contains(f, 0, "an"), "no help");
    assert_string_equal(contains(f, 0, "\xd0\xbd\xd0\xbd"), "no help");
    assert_string_equal(contains(f, 0, ""), "no help");
}

static void test_grams_drop(void **state)
{
    struct fixture *f = *state;

    grams(f, true, 1, "anna anna", "b@x.y");
    grams(f, true, 2, "anna", "b@x.y");
    grams(f, false, 1, "anna anna", "b@x.y");
    grams(f, false, 9, "", NULL);
    assert_string_equal(contains(f, 0, "anna"), "2");
    assert_string_equal(contains(f, 1, "b@x"), "2");
    grams(f, true, 1, "bea", NULL);
    assert_string_equal(contains(f, 0, "bea"), "1");
    must_check(f);
}

/* Whatever the bytes, a text is found by every part of itself of three characters. */
static void test_grams_of_any_bytes(void **state)
{
    ONLY_FILES(); /* a server takes nothing but UTF-8 */
    static const char text[] = "a\xff\xc3\x28 \"'\x01_-%*\xf0\x9f\x98\x80\xe2\x82z09^`\\|tail";
    const struct str slot = {text, sizeof text - 1};
    struct fixture *f = *state;

    must(f, db_grams_put(f->db, 1, &slot, 1, &f->err));
    for (size_t at = 0; at < slot.n; at++)
        for (size_t n = 1; n <= slot.n - at; n++) {
            /* A part that begins within a character is none of ours: skip continuation bytes. */
            struct str part = str_sub(slot, at, n);
            bool whole =
                (part.p[0] & 0xc0) != 0x80 && (at + n == slot.n || (slot.p[at + n] & 0xc0) != 0x80);

            sql_init(&f->q, &f->arena, place_driver());
            if (!whole || !sql_grams(&f->q, 0, part))
                continue;
            run(f);
            assert_string_equal(found(f), "1");
        }
    must(f, db_grams_drop(f->db, 1, &slot, 1, &f->err));
    assert_string_equal(contains(f, 0, "tail"), "");
    must_check(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_words),
        TEST(test_phrases),
        TEST(test_operators),
        TEST(test_kind_and_name),
        TEST(test_kind_is_not_text),
        TEST(test_nothing_is_syntax),
        TEST(test_long_chains),
        TEST(test_nested_too_deep),
        TEST(test_drop),
        TEST(test_empty_record),
        TEST(test_savepoints),
        TEST(test_written_inside_a_savepoint),
        TEST(test_one_segment_a_transaction),
        TEST(test_deadline_spares_the_commit),
        TEST(test_much_text),
        TEST(test_like_a_model),
        TEST(test_many_small_changes),
        TEST(test_newest_needs_no_sorting),
        TEST(test_inside_another_statement),
        TEST(test_contains),
        TEST(test_grams_drop),
        TEST(test_grams_of_any_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
