/* Search: what people type, what is found and in which order, snippets, and the index kept true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "fixture.h"
#include "place.h"
#include "record/search_text.h"

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

/* --- what is typed to what is asked ----------------------------------------------------------- */

/* A tree as text: a word, a prefix*, "a phrase"*, (x AND y). */
static const char *shown(const struct search_node *n)
{
    static const char *const signs[] = {
        [SEARCH_AND] = "AND", [SEARCH_OR] = "OR", [SEARCH_NOT] = "NOT"};
    struct arena *a = &fx.arena;
    const char *text = "";

    if (!n)
        return "nothing";
    if (n->op >= SEARCH_AND)
        return arena_printf(a, "(%s %s %s)", shown(n->left), signs[n->op], shown(n->right));
    for (size_t i = 0; i < n->n_words; i++)
        text = arena_printf(a, "%s%s%.*s", text, i ? " " : "", STR_ARG(n->words[i]));
    if (n->op == SEARCH_PHRASE)
        return arena_printf(a, "\"%s\"%s", text, n->last_prefix ? "*" : "");
    return arena_printf(a, "%s%s", text, n->op == SEARCH_PREFIX ? "*" : "");
}

static const char *parsed(const char *text)
{
    const struct search_node *root;

    assert_int_equal(search_parse(&fx.arena, str_of(text), &root), 0);
    return shown(root);
}

struct reading {
    const char *text, *tree;
};

static void reads_all(const struct reading *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(parsed(list[i].text), list[i].tree))
            fail_msg("%s: %s, not %s", list[i].text, parsed(list[i].text), list[i].tree);
}

static void reads_nonsense_as_words(void **state)
{
    static const struct reading list[] = {
        {"", "nothing"},
        {"   ", "nothing"},
        {"\"", "nothing"},
        {"\"\"", "nothing"},
        {"()", "nothing"},
        {"* & %", "nothing"},
        {"AND", "nothing"},
        {"NOT", "nothing"},
        {"\xff\xfe", "nothing"},
        {"bob AND", "bob*"},
        {"OR bob", "bob*"},
        {"NOT bob", "bob*"},
        {"bob AND OR ann", "(bob AND ann*)"},
        {"(bob", "bob*"},
        {"bob)", "bob*"},
        {"bob (ann", "(bob AND ann*)"},
        {"\"bob ann", "(bob AND ann*)"},
        {"bob \"", "bob*"},
        {"((((((((((bob))))))))))", "bob*"},
        {"'; DROP TABLE contact", "((drop AND table) AND contact*)"},
        {"name:bob", "\"name bob\"*"},
        {"NEAR(a b)", "(near AND (a AND b))"},
    };

    (void)state;
    reads_all(list, ARRAY_LEN(list));
}

static void reads_expressions(void **state)
{
    static const struct reading list[] = {
        {"bob", "bob*"},
        {"Łódź Straße", "(lodz AND strasse*)"},
        {"bob ann", "(bob AND ann*)"},
        {"bob AND ann", "(bob AND ann*)"},
        {"acme OR enterprise", "(acme OR enterprise*)"},
        {"acme NOT bob", "(acme NOT bob)"},
        {"a OR b c", "(a OR (b AND c*))"},
        {"a AND b OR c AND d", "((a AND b) OR (c AND d*))"},
        {"a b NOT c", "((a AND b) NOT c)"},
        {"(a OR b) c", "((a OR b) AND c*)"},
        {"c (a OR b)", "(c AND (a OR b))"},
        {"\"sales team\"", "\"sales team\""},
        {"\"sales team\" x", "(\"sales team\" AND x*)"},
        {"\"sales te\"*", "\"sales te\"*"},
        {"sal* team", "(sal* AND team*)"},
        {"bob@acme.com", "\"bob acme com\"*"},
        {"bob@acme.com x", "(\"bob acme com\" AND x*)"},
        {"o'neil", "\"o neil\"*"},
        {"or not and", "((or AND not) AND and*)"},
        {"- bob &", "bob*"},
        {"中国人", "\"中国 国人\"*"},
    };

    (void)state;
    reads_all(list, ARRAY_LEN(list));
}

static void reads_phone_numbers(void **state)
{
    static const struct reading list[] = {
        {"600", "600*"},
        {"600100200", "600100200*"},
        {"0600100200", "(600100200* OR 0600100200*)"},
        {"600 100", "(600100* OR (600 AND 100*))"},
        {"+48 600-100-200", "(48600100200* OR (((48 AND 600) AND 100) AND 200*))"},
        {"(0)600.100", "(600100* OR ((0 AND 600) AND 100*))"},
        {"(600) 100", "(600100* OR (600 AND 100*))"},
        {"bob 600100", "(bob AND 600100*)"},
        {"600100 bob", "(600100* AND bob*)"},
        {"1234abc", "1234abc*"},
        {"12 34abc", "(12 AND 34abc*)"},
        {"1234 5abc", "(1234* AND 5abc*)"},
        {"0000", "0000*"},
        {"(1234 OR bob)", "(1234* OR bob)"},
        {"12 OR 34", "(12 OR 34*)"},
    };

    (void)state;
    reads_all(list, ARRAY_LEN(list));
}

static void survives_anything(void **state)
{
    static const char pieces[][8] = {"(", ")", "\"", "AND",  "OR", "NOT", "a", "12345",
                                     "*", " ", "+",  "\xc5", "ż",  "中",  "-", "/"};
    struct search_hit *hits;
    size_t n;

    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'a'}");
    for (unsigned seed = 1; seed < 3000; seed++) {
        unsigned x = seed * 2654435761u;
        struct buf b;
        buf_init(&b, 1000);
        for (int i = 0; i < 12; i++, x = x * 1664525u + 1013904223u) {
            buf_puts(&b, pieces[(x >> 16) % ARRAY_LEN(pieces)]);
            buf_puts(&b, x & 64 ? " " : "");
        }
        if (search_run(fixture_ctx(&fx), buf_str(&b), NULL, 0, NULL, 0, 5, &hits, &n, &fx.err))
            fail_msg("%.*s: %s", (int)b.n, b.p, fx.err.detail);
        buf_release(&b);
    }
}

static void survives_long_texts(void **state)
{
    static const char *const parts[] = {"a ", "(", "\"", "a OR ", "(a NOT (b OR ", "1", "NOT "};
    struct search_hit *hits;
    size_t n;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct buf b;
        buf_init(&b, 1 << 20);
        while (b.n < 100000)
            buf_puts(&b, parts[i]);
        assert_int_equal(
            search_run(fixture_ctx(&fx), buf_str(&b), NULL, 0, NULL, 0, 5, &hits, &n, &fx.err), 0);
        buf_release(&b);
    }
}

/* --- what is found ---------------------------------------------------------------------------- */

static size_t run(const char *text, const struct entity *kind, size_t limit,
                  struct search_hit **ret)
{
    size_t n;

    if (search_run(fixture_ctx(&fx), str_of(text), &kind, kind != NULL, NULL, 0, limit, ret, &n,
                   &fx.err))
        fail_msg("%s: %s", text, fx.err.detail);
    return n;
}

/* The names found, best first, joined by "|". */
static const char *found(const char *text)
{
    struct search_hit *hits;
    size_t n = run(text, NULL, 20, &hits);
    const char *all = "";

    for (size_t i = 0; i < n; i++)
        all = arena_printf(&fx.arena, "%s%s%.*s", all, i ? "|" : "", STR_ARG(hits[i].name));
    return all;
}

static void finds_however_it_is_typed(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact,
                 "{'name':'Łukasz Żółć','email':'Lukasz.Zolc@poczta.example.com',"
                 "'phone':'+48 600-100-200','tags':['Großkunde'],'background':'Likes sailing'}");
    static const char *const texts[] = {
        "łukasz",
        "lukasz zolc",
        "LUKASZ",
        "luk",
        "zolc",
        "poczta",
        "lukasz.zolc@poczta.example.com",
        "@poczta",
        "600100200",
        "600 100 200",
        "+48600100200",
        "0048 600",
        "0600 100",
        "100-200",
        "100200",
        "(600) 100",
        "grosskunde",
        "sailing",
        "\"likes sailing\"",
        "lukasz OR nobody",
        "lukasz NOT bob",
        "żółć 600100",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (strcmp(found(texts[i]), "Łukasz Żółć"))
            fail_msg("%s: [%s]", texts[i], found(texts[i]));

    static const char *const misses[] = {"lukas bob", "sail ing",  "\"sailing likes\"",
                                         "kasz",      "600100201", "lukasz NOT sailing",
                                         "contact",   ":contact"};
    for (size_t i = 0; i < ARRAY_LEN(misses); i++)
        if (strcmp(found(misses[i]), ""))
            fail_msg("%s: [%s]", misses[i], found(misses[i]));
}

static void ranks_the_best_first(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Bob','background':'of Acme'}");
    fixture_make(&fx, &entity_company, "{'name':'The Acme Corporation'}");
    fixture_make(&fx, &entity_company, "{'name':'Acme Corp'}");
    fixture_make(&fx, &entity_company, "{'name':'Acme'}");
    fixture_make(&fx, &entity_contact, "{'name':'Al','background':'of Acme'}");
    assert_string_equal(found("acme"), "Acme|Acme Corp|The Acme Corporation|Al|Bob");
    assert_string_equal(found("acme corp"), "Acme Corp|The Acme Corporation");
}

static void bounds_what_is_ranked(void **state)
{
    struct search_hit *hits;
    char text[64];

    (void)state;
    fixture_make(&fx, &entity_contact, "{'name':'Common'}");
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "{'name':'Common %d'}", i);
        fixture_make(&fx, &entity_contact, text);
    }
    assert_int_equal(run("common", NULL, 100, &hits), 100);
    assert_int_equal(run("common", NULL, 1, &hits), 1);
    assert_int_equal(run("common", &entity_company, 100, &hits), 0);
    assert_int_equal(run("comm", &entity_contact, 7, &hits), 7);
}

/* The one that is called so, however many newer ones have the word somewhere in their names. */
static void finds_the_name_itself_first(void **state)
{
    struct search_hit *hits;
    char text[64];
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Zoë'}");

    (void)state;
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "{'name':'Miss Zoe %d'}", i);
        fixture_make(&fx, &entity_contact, text);
    }
    run("zoe", NULL, 5, &hits);
    assert_true(hits[0].id == id);
    run("zo", NULL, 5, &hits);
    assert_true(hits[0].id == id);
}

/* People whose names and texts are put together from a few words. */
static void mixed_people(int n)
{
    static const char *const words[] = {"ann",        "anna",    "bob",         "o-neil",
                                        "sales team", "中国人",  "600 100 200", "a@b.example",
                                        "Łódź",       "teamwork"};
    unsigned x = 42;

    for (int i = 0; i < n; i++) {
        char text[300];
        const char *w[4];
        for (int k = 0; k < 4; k++, x = x * 1664525u + 1013904223u)
            w[k] = words[(x >> 16) % ARRAY_LEN(words)];
        snprintf(text, sizeof text, "{'name':'%s %s','background':'%s, %s'}", w[0], w[1], w[2],
                 w[3]);
        fixture_make(&fx, &entity_contact, text);
    }
}

static int64_t count_by_testing(struct str text)
{
    const struct search_node *root;
    struct db_stmt *s;
    int64_t n = 0;

    search_parse(&fx.arena, text, &root);
    assert_int_equal(
        db_query(fx.db, "SELECT name_words, body_words FROM search_doc", DB_NO_ARGS, &s, &fx.err),
        0);
    while (db_step(s, &fx.err) > 0)
        n += search_matches(root, db_column_str(s, 0), db_column_str(s, 1));
    db_done(s);
    return n;
}

/* A list walks its rows and tests their words itself where the index would give too many: both
 * must mean the same. */
static void tests_rows_as_the_index_does(void **state)
{
    static const char *const texts[] = {
        "ann",
        "an",
        "anna bob",
        "\"sales team\"",
        "\"team sales\"",
        "sales te",
        "\"sales te\"*",
        "ann OR bob",
        "bob NOT anna",
        "(ann OR bob) NOT sales",
        "中国",
        "国人",
        "中人",
        "600100",
        "100 200",
        "0600",
        "b.example",
        "a@b",
        "lodz",
        "łó",
        "neil",
        "o'neil",
        "team",
        "ann bob anna",
    };

    (void)state;
    mixed_people(120);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct list_query query = {.entity = &entity_contact, .q = str_of(texts[i])};
        int64_t indexed = 0, tested = count_by_testing(query.q);

        assert_int_equal(list_count(fixture_ctx(&fx), &query, &indexed, &fx.err), 0);
        if (indexed != tested)
            fail_msg("%s: %lld by the index, %lld by testing", texts[i], (long long)indexed,
                     (long long)tested);
    }
}

static void keeps_kinds_and_exclusions(void **state)
{
    struct search_hit *hits;
    size_t n;
    int64_t ann = fixture_make(&fx, &entity_contact, "{'name':'Ann One'}");
    int64_t two = fixture_make(&fx, &entity_contact, "{'name':'Ann Two'}");
    const struct entity *kinds[] = {&entity_company, &entity_contact};

    (void)state;
    fixture_make(&fx, &entity_company, "{'name':'Ann Limited'}");
    fixture_make(&fx, &entity_task, "{'title':'Call Ann'}");
    assert_int_equal(
        search_run(fixture_ctx(&fx), STR("ann"), kinds, 2, &ann, 1, 9, &hits, &n, &fx.err), 0);
    assert_int_equal(n, 2);
    assert_true(hits[0].id == two && hits[0].entity == &entity_contact);
    assert_true(hits[1].entity == &entity_company);
    assert_true(hits[0].score >= hits[1].score);
}

/* --- the index follows the tables ------------------------------------------------------------- */

static void follows_every_change(void **state)
{
    char text[200];
    int64_t acme = fixture_make(&fx, &entity_company, "{'name':'Acme'}");

    (void)state;
    snprintf(text, sizeof text, "{'name':'Ann','company_id':%lld,'tags':['vip']}", (long long)acme);
    int64_t ann = fixture_make(&fx, &entity_contact, text);
    assert_string_equal(found("vip"), "Ann");
    assert_string_equal(found("acme"), "Acme|Ann");

    fixture_update(&fx, &entity_contact, ann, "{'name':'Anna','tags':['friend']}");
    assert_string_equal(found("vip"), "");
    assert_string_equal(found("friend"), "Anna");
    assert_string_equal(found("\"ann\""), "");
    assert_string_equal(fixture_list(&fx, &entity_contact, "name[contains]=nna"), "Anna");

    snprintf(text, sizeof text, "{'contact_id':%lld,'kind':'email','value':'zz@yy.example'}",
             (long long)ann);
    int64_t channel = fixture_make(&fx, &entity_channel, text);
    assert_string_equal(found("zz"), "Anna");
    assert_int_equal(record_remove(&fx.change, &entity_channel, channel, &fx.err), 0);
    assert_string_equal(found("zz"), "");

    fixture_update(&fx, &entity_contact, ann, "{'company_id':null}");
    assert_string_equal(found("acme"), "Acme");
    fixture_trash(&fx, &entity_contact, ann);
    assert_string_equal(found("anna"), "");
    fixture_restore(&fx, &entity_contact, ann);
    assert_string_equal(found("anna"), "Anna");
    assert_int_equal(record_purge(&fx.change, &entity_contact, ann, &fx.err), 0);
    assert_string_equal(found("anna"), "");
}

static int64_t rows(const char *sql)
{
    int64_t n = -1;

    assert_int_equal(db_query_int(fx.db, sql, DB_NO_ARGS, -1, &n, &fx.err), 0);
    return n;
}

static void leaves_nothing_behind(void **state)
{
    int64_t id = fixture_make(&fx, &entity_contact,
                              "{'name':'Gone','email':'g@h.example','phone':'600100200',"
                              "'background':'Zażółć gęślą jaźń'}");

    (void)state;
    assert_int_equal(rows("SELECT COUNT(*) FROM search_doc"), 1);
    fixture_update(&fx, &entity_contact, id, "{'name':'Goner','background':'x','phone':'700'}");
    assert_int_equal(record_purge(&fx.change, &entity_contact, id, &fx.err), 0);
    assert_int_equal(rows("SELECT COUNT(*) FROM search_doc"), 0);
    /* in any word index, no word of it */
    static const char *const words[] = {"gone", "goner", "600100200", "jazn", "x", "700", "g"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        assert_string_equal(found(words[i]), "");
    assert_string_equal(fixture_list(&fx, &entity_contact, "name[contains]=one"), "");
}

static void writes_only_what_differs(void **state)
{
    ONLY_FILES(); /* a server does not count changes */
    int64_t id = fixture_make(&fx, &entity_contact, "{'name':'Ann','tags':['a']}");
    int64_t before = rows("SELECT total_changes()");

    (void)state;
    assert_int_equal(search_refresh(fixture_ctx(&fx), &entity_contact, id, &fx.err), 0);
    assert_int_equal(rows("SELECT total_changes()"), before);
    assert_int_equal(search_refresh(fixture_ctx(&fx), &entity_contact, 1, &fx.err), 0);
    assert_int_equal(search_refresh(fixture_ctx(&fx), &entity_channel, id, &fx.err), 0);
    assert_int_equal(rows("SELECT total_changes()"), before);
}

static void finds_long_names_and_notes_whole(void **state)
{
    (void)state;
    fixture_make(&fx, &entity_note, "{'content':'Headline here\\nand deep below treasure'}");
    assert_string_equal(found("treasure"), "Headline here");
    assert_string_equal(found("headline"), "Headline here");
    fixture_make(&fx, &entity_note, "{'reason':'nothing to say'}");
}

/* --- snippets --------------------------------------------------------------------------------- */

static const char *snippet(const char *body, const char *text)
{
    const struct search_node *root;

    search_parse(&fx.arena, str_of(text), &root);
    struct search_terms terms = search_terms_of(&fx.arena, root);
    return str_cstr(&fx.arena, snippet_make(&fx.arena, str_of(body), &terms));
}

static void escapes_all_but_its_marks(void **state)
{
    (void)state;
    assert_string_equal(snippet("", "x"), "");
    assert_string_equal(snippet("<b>bob</b> & \"co\"", "bob"),
                        "&lt;b&gt;<mark>bob</mark>&lt;/b&gt; &amp; &quot;co&quot;");
    assert_string_equal(snippet("<script>", "nothing"), "&lt;script&gt;");
    assert_string_equal(snippet("<mark>", "mark"), "&lt;<mark>mark</mark>&gt;");
}

static void marks_hits_in_the_original(void **state)
{
    (void)state;
    assert_string_equal(snippet("W Łodzi jest Łódź", "lodz"),
                        "W <mark>Łodzi</mark> jest <mark>Łódź</mark>");
    assert_string_equal(snippet("Łódź łódka", "\"lodz\""), "<mark>Łódź</mark> łódka");
    assert_string_equal(snippet("first\nsecond hit\nthird hit", "hit"), "second <mark>hit</mark>");
    assert_string_equal(snippet("one\n+48 600-100-200", "600100"), "<mark>+48 600-100-200</mark>");
    assert_string_equal(snippet("我是中国人吗", "中国人"), "我是<mark>中国人</mark>吗");
    assert_string_equal(snippet("ann NOT bob", "ann NOT bob"), "<mark>ann</mark> NOT bob");
}

static void cuts_around_the_hit(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 100; i++)
        buf_puts(&b, "żółw & ");
    buf_puts(&b, "needle");
    for (int i = 0; i < 100; i++)
        buf_puts(&b, " łoś<x>");
    buf_putc(&b, '\0');

    const char *cut = snippet(b.p, "needle");
    assert_true(utf8_valid(str_of(cut)));
    assert_true(str_starts(str_of(cut), "…") && str_ends(str_of(cut), "…"));
    assert_non_null(strstr(cut, "<mark>needle</mark>"));
    assert_true(strlen(cut) < 400);
    cut = snippet(b.p, "absent");
    assert_true(utf8_valid(str_of(cut)) && !str_starts(str_of(cut), "…"));

    /* one endless word */
    buf_reset(&b);
    for (int i = 0; i < 20000; i++)
        buf_puts(&b, "ż");
    buf_putc(&b, '\0');
    cut = snippet(b.p, "absent");
    assert_true(utf8_valid(str_of(cut)) && strlen(cut) < 400);
    buf_release(&b);
}

static void answers_with_snippets(void **state)
{
    struct search_hit *hits;

    (void)state;
    fixture_make(&fx, &entity_contact,
                 "{'name':'Ann','phone':'+48 600-100-200','background':'Met at <Berlin> fair'}");
    assert_int_equal(run("berlin", NULL, 5, &hits), 1);
    assert_true(str_is(hits[0].snippet, "Met at &lt;<mark>Berlin</mark>&gt; fair"));
    assert_int_equal(run("100 200", NULL, 5, &hits), 1);
    assert_true(str_is(hits[0].snippet, "<mark>+48 600-100-200</mark>"));
    assert_int_equal(run("ann", NULL, 5, &hits), 1);
    assert_true(str_is(hits[0].snippet, "Met at &lt;Berlin&gt; fair"));
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        EACH(reads_nonsense_as_words),
        EACH(survives_anything),
        EACH(survives_long_texts),
        EACH(reads_expressions),
        EACH(reads_phone_numbers),
        EACH(finds_however_it_is_typed),
        EACH(ranks_the_best_first),
        EACH(bounds_what_is_ranked),
        EACH(finds_the_name_itself_first),
        EACH(tests_rows_as_the_index_does),
        EACH(keeps_kinds_and_exclusions),
        EACH(follows_every_change),
        EACH(leaves_nothing_behind),
        EACH(writes_only_what_differs),
        EACH(finds_long_names_and_notes_whole),
        EACH(escapes_all_but_its_marks),
        EACH(marks_hits_in_the_original),
        EACH(cuts_around_the_hit),
        EACH(answers_with_snippets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
