/* Letters: what is refused, how headers and bodies are written, what an address of a server is.
 *
 * Vectors are from RFC 2045 and 2047 and from Python's email package.
 */
#include "connect/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "base/arena.h"

struct letter {
    struct arena arena;
    struct buf out;
    struct err err;
};

static int set_up(void **state)
{
    struct letter *l = calloc(1, sizeof *l);

    assert_non_null(l);
    arena_init(&l->arena);
    buf_init(&l->out, 1 << 20);
    *state = l;
    return 0;
}

static int tear_down(void **state)
{
    struct letter *l = *state;

    buf_release(&l->out);
    arena_release(&l->arena);
    free(l);
    return 0;
}

static int compose(struct letter *l, const char *from, struct str to, struct str subject,
                   const char *text)
{
    struct mail m = {.to = to,
                     .subject = subject,
                     .text = str_of(text),
                     .id = STR("abc"),
                     .date = INT64_C(1795218300000)};

    buf_reset(&l->out);
    err_clear(&l->err);
    return mail_compose(&l->arena, from, &m, &l->out, &l->err);
}

/* The value of a header, unfolded but not decoded. */
static const char *header(struct letter *l, const char *name)
{
    char *text = str_cstr(&l->arena, buf_str(&l->out));
    char *at = strstr(text, arena_printf(&l->arena, "%s: ", name));

    assert_non_null(at);
    at += strlen(name) + 2;
    char *end = strstr(at, "\r\n");
    while (end[2] == ' ')
        end = strstr(end + 2, "\r\n");
    *end = 0;
    return at;
}

static const char *body(struct letter *l)
{
    return strstr(str_cstr(&l->arena, buf_str(&l->out)), "\r\n\r\n") + 4;
}

static void subject_becomes(struct letter *l, const char *subject, const char *written)
{
    assert_int_equal(compose(l, "k@x.example", STR("a@b.example"), str_of(subject), "hi"), 0);
    assert_string_equal(header(l, "Subject"), written);
}

static void from_becomes(struct letter *l, const char *from, const char *written)
{
    assert_int_equal(compose(l, from, STR("a@b.example"), STR("s"), "hi"), 0);
    assert_string_equal(header(l, "From"), written);
}

static void body_becomes(struct letter *l, const char *text, const char *written)
{
    assert_int_equal(compose(l, "k@x.example", STR("a@b.example"), STR("s"), text), 0);
    assert_string_equal(body(l), written);
}

/* ------------------------------------------------------------------ what is refused */

static void line_breaks_in_headers_are_refused(void **state)
{
    struct letter *l = *state;
    static const struct str bad[] = {STR("x\r\nBcc: evil@x.example"),
                                     STR("x\ny"),
                                     STR("x\ry"),
                                     {"x\0y", 3},
                                     STR("x\x7fy"),
                                     STR("\t")};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_int_equal(compose(l, "k@x.example", STR("a@b.example"), bad[i], "hi"), -1);
        assert_int_equal(l->err.code, ERR_INVALID);
        assert_string_equal(l->err.rows[0].field, "subject");
        assert_int_equal(compose(l, "k@x.example", bad[i], STR("s"), "hi"), -1);
        assert_string_equal(l->err.rows[0].field, "to");
    }
    assert_int_equal(compose(l, "k@x.example", STR("a@b.example\r\nRCPT TO:<c@d>"), STR("s"), ""),
                     -1);
    assert_int_equal(compose(l, "K\r\nX: y <k@x.example>", STR("a@b.example"), STR("s"), ""), -1);
    assert_string_equal(l->err.rows[0].field, "mail_from");
}

static void wrong_addresses_are_refused(void **state)
{
    struct letter *l = *state;
    static const char *const bad[] = {
        "",
        "a",
        "@b.example",
        "a@",
        "a b@c.example",
        "a@b c.example",
        "<a@b.example>",
        "a@b,c@d",
        ".a@b.example",
        "a.@b.example",
        "a@b_c!.example",
        "j\xc3\xb6rg@b.example",
    };

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        if (compose(l, "k@x.example", str_of(bad[i]), STR("s"), "hi") != -1)
            fail_msg("%s was taken", bad[i]);
        assert_int_equal(l->err.code, ERR_INVALID);
    }
}

static void wrong_servers_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "none",
                                      "mail.example.org",
                                      "http://x",
                                      "smtp://",
                                      "smtp://h?tls=maybe",
                                      "smtp://h:99999",
                                      "smtp://h?ca=",
                                      "smtp://h?x"};
    static const char *const good[] = {"smtp://h",
                                       "smtps://h:465",
                                       "smtp://u:p%40ss@mail.example.org:587/me?tls=required",
                                       "smtp://127.0.0.1:25?tls=none",
                                       "smtps://h?ca=/etc/ca.pem&tls=none",
                                       "smtp://[::1]:2525"};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (mail_url_valid(bad[i]))
            fail_msg("%s was taken", bad[i]);
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        if (!mail_url_valid(good[i]))
            fail_msg("%s was refused", good[i]);
}

static void absent_server_is_for_later(void **state)
{
    struct letter *l = *state;
    struct mail_server s = {"smtp://127.0.0.1:1", "k@x.example"};
    struct mail m = {.to = STR("a@b.example"), .id = STR("1")};

    assert_int_equal(mail_send(&l->arena, &s, &m, NULL, NULL, &l->err), -1);
    assert_int_equal(l->err.code, ERR_UNAVAILABLE);
}

/* ------------------------------------------------------------------ headers */

static void subjects(void **state)
{
    struct letter *l = *state;

    subject_becomes(l, "Your invitation", "Your invitation");
    subject_becomes(l, "Hola \xe2\x80\x93 test", "=?UTF-8?B?SG9sYSDigJMgdGVzdA==?=");
    /* would be decoded as something else */
    subject_becomes(l, "a =?x?= b", "=?UTF-8?B?YSA9P3g/PSBi?=");
}

/* Decodes the words one by one: each must be whole characters, and short. */
static void long_subject_is_many_words(void **state)
{
    struct letter *l = *state;
    const char *subject = "";
    char decoded[512];
    size_t n = 0;

    for (int i = 0; i < 30; i++)
        subject = arena_printf(&l->arena, "%s%s", subject, i % 3 ? "\xc3\xa9" : "\xe2\x82\xac");
    assert_int_equal(compose(l, "k@x.example", STR("a@b.example"), str_of(subject), ""), 0);

    struct str rest = str_of(header(l, "Subject")), line;
    size_t words = 0;
    while (rest.n && str_next(&rest, '\n', &line)) {
        line = str_trim(line);
        size_t got;
        assert_true(line.n <= 75 && str_starts(line, "=?UTF-8?B?") && str_ends(line, "?="));
        assert_int_equal(sodium_base642bin((unsigned char *)decoded + n, sizeof decoded - n,
                                           line.p + 10, line.n - 12, NULL, &got, NULL,
                                           sodium_base64_VARIANT_ORIGINAL),
                         0);
        assert_int_not_equal((unsigned char)decoded[n] & 0xc0, 0x80);
        n += got;
        words++;
    }
    decoded[n] = 0;
    assert_true(words > 1);
    assert_string_equal(decoded, subject);
}

static void senders(void **state)
{
    struct letter *l = *state;

    from_becomes(l, "k@x.example", "k@x.example");
    from_becomes(l, "Kith <k@x.example>", "\"Kith\" <k@x.example>");
    from_becomes(l, "\"Smith, John\" <j@x.example>", "\"Smith, John\" <j@x.example>");
    from_becomes(l,
                 "Jos\xc3\xa9 N\xc3\xba\xc3\xb1"
                 "ez, Ltd. <j@x.example>",
                 "=?UTF-8?B?Sm9zw6kgTsO6w7FleiwgTHRkLg==?= <j@x.example>");
}

static void the_other_headers(void **state)
{
    struct letter *l = *state;

    assert_int_equal(compose(l, "k@x.example",
                             STR("a@b\xc3\xbc"
                                 "cher.example"),
                             STR("s"), "x"),
                     0);
    assert_string_equal(header(l, "To"), "a@xn--bcher-kva.example");
    assert_string_equal(header(l, "Date"), "Fri, 20 Nov 2026 23:45:00 +0000");
    assert_string_equal(header(l, "Message-ID"), "<abc@x.example>");
    assert_string_equal(header(l, "MIME-Version"), "1.0");
}

/* ------------------------------------------------------------------ bodies */

static void bodies(void **state)
{
    struct letter *l = *state;

    body_becomes(l, "Caf\xc3\xa9 = 3\xe2\x82\xac \n", "Caf=C3=A9 =3D 3=E2=82=AC=20\r\n");
    body_becomes(l, "a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd\r\n");
    body_becomes(l, "", "");
    body_becomes(l, ".\n.x\n", ".\r\n.x\r\n");
    body_becomes(l, "tab\t\n", "tab=09\r\n");
}

static void lines_stay_short(void **state)
{
    struct letter *l = *state;
    const char *text = "";

    for (int i = 0; i < 150; i++)
        text = arena_printf(&l->arena, "%s%s", text, i % 7 ? "word " : "\xe2\x82\xac");
    assert_int_equal(compose(l, "k@x.example", STR("a@b.example"), STR("s"), text), 0);
    struct str rest = buf_str(&l->out), line;
    while (rest.n && str_next(&rest, '\n', &line))
        assert_in_range(line.n, 0, 77); /* with its CR */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(line_breaks_in_headers_are_refused),
        TEST(wrong_addresses_are_refused),
        TEST(wrong_servers_are_refused),
        TEST(absent_server_is_for_later),
        TEST(subjects),
        TEST(long_subject_is_many_words),
        TEST(senders),
        TEST(the_other_headers),
        TEST(bodies),
        TEST(lines_stay_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
