/* One-time codes: the vectors of RFC 6238 and RFC 4648, drift, replay; recovery codes, QR. */
#include "auth/totp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SEED STR("12345678901234567890")

/* RFC 6238, appendix B, SHA-1; the last six of its eight digits. */
static void test_vectors(void **state)
{
    static const struct {
        int64_t s;
        const char *code;
    } rows[] = {
        {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
        {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
    };
    char code[TOTP_DIGITS + 1];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        totp_code(SEED, totp_step(rows[i].s * 1000), code);
        assert_string_equal(code, rows[i].code);
    }
}

static void test_not_codes(void **state)
{
    static const char *const bad[] = {"",       "1",      "28708",        "2870822",  "28708a",
                                      "-87082", "287 08", "２８７０８２", "287082\n", "0x2870"};
    int64_t step = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(totp_match(SEED, str_of(bad[i]), 1, 0, &step));
    assert_false(totp_match(SEED, STR_NONE, 1, 0, &step));
    assert_false(totp_match(SEED, STR("287082\0"), 1, 0, &step));
    assert_int_equal(step, 0);
}

static void test_drift(void **state)
{
    enum { NOW = 1000 };
    char code[TOTP_DIGITS + 1];
    int64_t got = 0;

    (void)state;
    for (int64_t step = NOW - 4; step <= NOW + 4; step++) {
        totp_code(SEED, step, code);
        bool near = step >= NOW - 1 && step <= NOW + 1;
        assert_int_equal(totp_match(SEED, str_of(code), NOW, 0, &got), near);
        if (near)
            assert_int_equal(got, step);
    }
}

static void test_replay(void **state)
{
    enum { NOW = 1000 };
    char before[TOTP_DIGITS + 1], now[TOTP_DIGITS + 1], after[TOTP_DIGITS + 1];
    int64_t got;

    (void)state;
    totp_code(SEED, NOW - 1, before);
    totp_code(SEED, NOW, now);
    totp_code(SEED, NOW + 1, after);
    assert_false(totp_match(SEED, str_of(now), NOW, NOW, &got));
    assert_false(totp_match(SEED, str_of(before), NOW, NOW, &got)); /* older than the one used */
    assert_true(totp_match(SEED, str_of(after), NOW, NOW, &got));
    assert_true(totp_match(SEED, str_of(now), NOW, NOW - 1, &got));
    assert_true(totp_match(SEED, STR("287 082"), 1, 0, &got));
}

static void test_base32(void **state)
{
    static const struct {
        struct str in;
        const char *out;
    } rows[] = {
        {{"", 0}, ""},
        {{"f", 1}, "MY"},
        {{"fo", 2}, "MZXQ"},
        {{"foo", 3}, "MZXW6"},
        {{"foob", 4}, "MZXW6YQ"},
        {{"fooba", 5}, "MZXW6YTB"},
        {{"foobar", 6}, "MZXW6YTBOI"},
    };
    struct arena a;

    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_string_equal(base32(&a, rows[i].in), rows[i].out);
    arena_release(&a);
}

static void test_uri(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    const char *uri = totp_uri(&a, "a&b?c@example.com", "MZXW6");
    assert_string_equal(uri, "otpauth://totp/Kith:a%26b%3Fc%40example.com?secret=MZXW6&issuer=Kith"
                             "&algorithm=SHA1&digits=6&period=30");
    arena_release(&a);
}

static void test_recovery(void **state)
{
    static const char *const bad[] = {"", "abcd-efgh-ijkm-nop", "abcd-efgh-ijkm-nopqr",
                                      "abcd-efgh-ijkm-nop1", "abcd-efgh-ijkm-no'q"};
    struct arena a;
    char one[RECOVERY_SIZE], other[RECOVERY_SIZE];

    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_null(recovery_plain(&a, str_of(bad[i])).p);
    recovery_code(one);
    recovery_code(other);
    assert_int_equal(strlen(one), RECOVERY_SIZE - 1);
    assert_string_not_equal(one, other);
    assert_int_equal(recovery_plain(&a, str_of(one)).n, 16);
    assert_true(str_is(recovery_plain(&a, STR(" ABCD efgh-IJKM npqr ")), "abcdefghijkmnpqr"));
    arena_release(&a);
}

static void test_qr(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a);
    char *large = arena_alloc(&a, 8001);
    memset(large, 'x', 8000);
    assert_null(qr_svg(&a, large));

    const char *svg = qr_svg(&a, "otpauth://totp/Kith:a@example.com?secret=MZXW6");
    assert_non_null(svg);
    assert_true(str_starts(str_of(svg), "<svg xmlns="));
    assert_true(str_ends(str_of(svg), "</svg>"));
    assert_non_null(strstr(svg, "M4 4h7v1h-7z")); /* the finder's upper edge */
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),  cmocka_unit_test(test_not_codes),
        cmocka_unit_test(test_drift),    cmocka_unit_test(test_replay),
        cmocka_unit_test(test_base32),   cmocka_unit_test(test_uri),
        cmocka_unit_test(test_recovery), cmocka_unit_test(test_qr),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
