/* base/utf8: names are found however they are typed, and no text breaks the walkers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/utf8.h"
#include <cmocka.h>
#include <string.h>

enum { LAST_CHARACTER = 0x10ffff };

/* The bytes of a character; surrogates too, which are none. */
static struct str encode(uint32_t c, char out[static 4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return (struct str){out, 1};
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return (struct str){out, 2};
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return (struct str){out, 3};
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return (struct str){out, 4};
}

static void bytes_that_are_no_utf8_are_known(void **state)
{
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\x80",
        "\xc1\xbf",
        "\xc3",
        "\xc3(",
        "\xe0\x9f\xbf",
        "\xe2\x82",
        "\xe2\x82(",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xf0\x9f\x98",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "abcdefgh\xff",
        "abcdefghabcdefg\xc3",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (utf8_valid(str_of(bad[i])))
            fail_msg("case %zu is not UTF-8", i);
    assert_true(utf8_valid(STR_NONE));
    assert_true(utf8_valid(STR("a\0b")));
    assert_true(utf8_valid(STR("abcdefgh\xc5\x81\xe2\x82\xac\xf0\x9f\x98\x80")));
}

static void exactly_the_characters_of_unicode_are_valid(void **state)
{
    char bytes[4];

    (void)state;
    for (uint32_t c = 0; c <= LAST_CHARACTER; c++) {
        struct str s = encode(c, bytes);
        bool surrogate = c >= 0xd800 && c <= 0xdfff;

        assert_int_equal(utf8_valid(s), !surrogate);
        assert_int_equal(utf8_sequence(s.p, s.n), surrogate ? 0 : s.n);
        assert_int_equal(utf8_sequence(s.p, s.n - 1), 0);
    }
}

static void length_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(STR_NONE), 0);
    assert_int_equal(utf8_length(STR("Łódź")), 4);
    assert_int_equal(utf8_length(STR("a\xf0\x9f\x98\x80z")), 3);
    assert_int_equal(utf8_length(STR("\xff\xfe")), 2);
}

static void a_prefix_never_ends_inside_a_character(void **state)
{
    struct str s = STR("a\xc5\x81\xe2\x82\xac\xf0\x9f\x98\x80");
    static const size_t wanted[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};

    (void)state;
    for (size_t n = 0; n < ARRAY_LEN(wanted); n++)
        assert_int_equal(utf8_prefix(s, n).n, wanted[n]);
    assert_int_equal(utf8_prefix(STR_NONE, 5).n, 0);
}

static void assert_folds(struct arena *a, const char *text, const char *wanted)
{
    struct str folded = utf8_fold(a, str_of(text));

    if (!str_is(folded, wanted))
        fail_msg("\"%s\" folds to \"%.*s\", not \"%s\"", text, STR_ARG(folded), wanted);
}

static void folding_makes_spellings_of_one_name_one(void **state)
{
    static const char *const cases[][2] = {
        {"LODZ", "lodz"},
        {"Łódź", "lodz"},
        {"Lo\u0301dz\u0301", "lodz"},
        {"Søren Æbelø", "soren aebelo"},
        {"Đorđe", "dorde"},
        {"Straße STRASSE", "strasse strasse"},
        {"GROẞ", "gross"},
        {"İstanbul ISTANBUL ısparta", "istanbul istanbul isparta"},
        {"Œuvre Þór Ðæt ŧ ħ", "oeuvre thor daet t h"},
        {"Ｆｕｌｌ　ｗｉｄｔｈ", "full width"},
        {"ﬁancée", "fiancee"},
        {"Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευσ οδυσσευσ"},
        {"Ёлка ЁЛКА", "елка елка"},
        {"Nguyễn Thị", "nguyen thi"},
        {"O’Brien", "o'brien"},
        {"Jean‑Luc – Émile", "jean-luc - emile"},
        {"ｶﾞ ガ", "カ カ"},
        {"soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"},
        {"café\u0301\u0327", "cafe"},
    };
    struct arena a;

    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_folds(&a, cases[i][0], cases[i][1]);
    arena_release(&a);
}

static void vowel_signs_that_make_words_stay(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    assert_folds(&a, "कि", "कि");
    assert_false(str_eq(utf8_fold(&a, STR("कि")), utf8_fold(&a, STR("कु"))));
    assert_false(str_eq(utf8_fold(&a, STR("กุ")), utf8_fold(&a, STR("กู"))));
    assert_true(str_eq(utf8_fold(&a, STR("ก่า")), utf8_fold(&a, STR("กา")))); /* a tone */
    assert_true(str_eq(utf8_fold(&a, STR("שָׁלוֹם")), utf8_fold(&a, STR("שלום"))));
    assert_true(str_eq(utf8_fold(&a, STR("مُحَمَّد")), utf8_fold(&a, STR("محمد"))));
    arena_release(&a);
}

static void white_space_becomes_one_blank_and_ends_go(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    assert_folds(&a, "", "");
    assert_folds(&a, " \t\n", "");
    assert_folds(&a, " A \t\r\n B ", "a b");
    assert_folds(&a, "\u00a0É\u3000\u2003 B\u2028", "e b");
    assert_folds(&a, "\u3000", "");
    arena_release(&a);
}

static void what_is_no_utf8_folds_to_something_that_is(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    struct str folded = utf8_fold(&a, STR("A\xff\xc3 B\xe2\x82"));
    assert_true(utf8_valid(folded));
    assert_true(str_starts(folded, "a\ufffd\ufffd b"));
    arena_release(&a);
}

static void folding_twice_is_folding_once_for_every_character(void **state)
{
    struct arena a;
    char bytes[6] = "x";

    (void)state;
    arena_init(&a);
    for (uint32_t c = 0; c <= LAST_CHARACTER; c++) {
        struct str s = {bytes, 1 + encode(c, bytes + 1).n};
        bytes[s.n++] = 'Y';
        struct str once = utf8_fold(&a, s);
        struct str twice = utf8_fold(&a, once);

        if (!str_eq(once, twice) || !utf8_valid(once))
            fail_msg("U+%04X folds to %.*s and then to %.*s", c, STR_ARG(once), STR_ARG(twice));
        arena_clear(&a);
    }
    arena_release(&a);
}

static void the_fast_way_for_ascii_agrees_with_the_slow(void **state)
{
    struct arena a;
    char text[140];

    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 128; i++)
        text[i] = (char)i;
    memcpy(text + 128, "É", 2);
    struct str fast = utf8_fold(&a, (struct str){text, 128});
    struct str slow = utf8_fold(&a, (struct str){text, 130});
    assert_int_equal(slow.n, fast.n + 1);
    assert_memory_equal(slow.p, fast.p, fast.n);
    arena_release(&a);
}

/* The folded words of a text, each followed by a comma. */
static void assert_words(const char *text, const char *wanted)
{
    struct arena a;
    struct utf8_words w;
    struct utf8_word word;
    struct buf b;
    size_t start = 0;

    arena_init(&a);
    buf_init(&b, 100000);
    utf8_words_init(&w, &a, str_of(text));
    while (utf8_words_next(&w, &word)) {
        assert_true(word.start < word.end && word.end <= strlen(text));
        assert_true(word.start >= start);
        start = word.start;
        buf_put_str(&b, word.folded);
        buf_putc(&b, ',');
    }
    if (!str_is(buf_str(&b), wanted))
        fail_msg("\"%s\" gives %.*s not %s", text, STR_ARG(buf_str(&b)), wanted);
    buf_release(&b);
    arena_release(&a);
}

static void text_without_words_gives_none(void **state)
{
    (void)state;
    assert_words("", "");
    assert_words(" .,!?- \n", "");
    assert_words("\xff\xfe \xf0\x9f\x98\x80", "");
    assert_words("\u200b\u00ad", "");
    assert_words("\u0301", ""); /* an accent on nothing */
}

static void words_are_runs_of_letters_digits_and_marks(void **state)
{
    (void)state;
    assert_words("Hello, World", "hello,world,");
    assert_words("a.b@c-d.com", "a,b,c,d,com,");
    assert_words("Łódź 2026", "lodz,2026,");
    assert_words("Lo\u0301dz\u0301", "lodz,");
    assert_words("O’Brien", "o,brien,");
    assert_words("soft\u00adhyphen", "softhyphen,");
    assert_words("हिन्दी में", "हिन्दी,में,");
    assert_words("x\xffy", "x,y,");
}

static void chinese_japanese_and_korean_give_pairs(void **state)
{
    (void)state;
    assert_words("中", "中,");
    assert_words("中国", "中国,");
    assert_words("中国人民", "中国,国人,人民,");
    assert_words("中国 人", "中国,人,");
    assert_words("中。国", "中,国,");
    assert_words("iPhone手机x", "iphone,手机,x,");
    assert_words("東京タワー", "東京,京タ,タワ,ワー,");
    assert_words("𠮷野家", "𠮷野,野家,");
    assert_words("々", "々,");
    assert_words("ｶﾞｷ ガキ カ\u3099キ", "カキ,カキ,カキ,");
}

static void decomposed_syllables_pair_like_composed_ones(void **state)
{
    struct arena a;
    struct utf8_words w;
    struct utf8_word composed[2], decomposed[2];

    (void)state;
    arena_init(&a);
    utf8_words_init(&w, &a, STR("김철수"));
    for (size_t i = 0; i < 2; i++)
        assert_true(utf8_words_next(&w, &composed[i]));
    assert_false(utf8_words_next(&w, &composed[1]));

    utf8_words_init(&w, &a, STR("\u1100\u1175\u11b7\u110e\u1165\u11af\u1109\u116e"));
    for (size_t i = 0; i < 2; i++) {
        assert_true(utf8_words_next(&w, &decomposed[i]));
        assert_true(str_eq(decomposed[i].folded, composed[i].folded));
    }
    assert_false(utf8_words_next(&w, &decomposed[1]));
    arena_release(&a);
}

static void places_are_those_of_the_original(void **state)
{
    struct str text = STR("  ÉCLAIR, 中国人");
    struct arena a;
    struct utf8_words w;
    struct utf8_word word;

    (void)state;
    arena_init(&a);
    utf8_words_init(&w, &a, text);
    assert_true(utf8_words_next(&w, &word));
    assert_true(str_is(str_sub(text, word.start, word.end - word.start), "ÉCLAIR"));
    assert_true(utf8_words_next(&w, &word));
    assert_true(str_is(str_sub(text, word.start, word.end - word.start), "中国"));
    assert_true(utf8_words_next(&w, &word));
    assert_true(str_is(str_sub(text, word.start, word.end - word.start), "国人"));
    assert_false(utf8_words_next(&w, &word));
    assert_false(utf8_words_next(&w, &word)); /* the end stays the end */
    arena_release(&a);
}

/* A word that is stored and one that is searched must be cut alike: the folded form of every
 * character is one word of itself, without blanks. */
static void words_of_folded_words_are_themselves(void **state)
{
    struct arena a;
    char bytes[4];

    (void)state;
    arena_init(&a);
    for (uint32_t c = 0; c <= LAST_CHARACTER; c++) {
        struct utf8_words w;
        struct utf8_word word, again;

        utf8_words_init(&w, &a, encode(c, bytes));
        if (!utf8_words_next(&w, &word))
            continue;
        assert_true(word.folded.n > 0);
        assert_int_equal(str_find(word.folded, ' ', 0), word.folded.n);
        assert_false(utf8_words_next(&w, &again));

        utf8_words_init(&w, &a, word.folded);
        if (!utf8_words_next(&w, &again) || !str_eq(again.folded, word.folded))
            fail_msg("U+%04X gives %.*s, which is not one word", c, STR_ARG(word.folded));
        arena_clear(&a);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_are_no_utf8_are_known),
        cmocka_unit_test(exactly_the_characters_of_unicode_are_valid),
        cmocka_unit_test(length_counts_characters),
        cmocka_unit_test(a_prefix_never_ends_inside_a_character),
        cmocka_unit_test(folding_makes_spellings_of_one_name_one),
        cmocka_unit_test(vowel_signs_that_make_words_stay),
        cmocka_unit_test(white_space_becomes_one_blank_and_ends_go),
        cmocka_unit_test(what_is_no_utf8_folds_to_something_that_is),
        cmocka_unit_test(folding_twice_is_folding_once_for_every_character),
        cmocka_unit_test(the_fast_way_for_ascii_agrees_with_the_slow),
        cmocka_unit_test(text_without_words_gives_none),
        cmocka_unit_test(words_are_runs_of_letters_digits_and_marks),
        cmocka_unit_test(chinese_japanese_and_korean_give_pairs),
        cmocka_unit_test(decomposed_syllables_pair_like_composed_ones),
        cmocka_unit_test(places_are_those_of_the_original),
        cmocka_unit_test(words_of_folded_words_are_themselves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
