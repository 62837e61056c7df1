/* Addresses and nets (base/net.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those first. */
#include <cmocka.h>

#include "base/net.h"

static struct net_address address(const char *text)
{
    struct net_address a;
    assert_true(net_address_parse(str_of(text), &a));
    return a;
}

static void refuses_what_is_no_address(void **state)
{
    static const char *const bad[] = {"",
                                      " ",
                                      "x",
                                      "1",
                                      "1.2.3",
                                      "1.2.3.4.5",
                                      "256.1.1.1",
                                      "01.2.3.4.",
                                      "1.2.3.4 ",
                                      "0x7f.0.0.1",
                                      "localhost",
                                      "[::1",
                                      "::1]",
                                      ":::",
                                      "1::2::3",
                                      "fe80::1%eth0",
                                      "127.1",
                                      "2130706433",
                                      "1.2.3.4/32",
                                      "[]",
                                      "aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa:aaaa"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct net_address a;
        if (net_address_parse(str_of(bad[i]), &a))
            fail_msg("%s was taken for an address", bad[i]);
    }
    struct net_address a;
    assert_false(net_address_parse((struct str){"1.2.3.4\0x", 9}, &a));
}

static void knows_four_in_six(void **state)
{
    struct net_address four = address("192.0.2.1"), six = address("::ffff:192.0.2.1");
    (void)state;
    assert_memory_equal(&four, &six, sizeof four);
    assert_true(net_address_is_v4(&six));
    six = address("[2001:db8::1]");
    assert_false(net_address_is_v4(&six));
}

static void knows_loopback(void **state)
{
    static const char *const yes[] = {"127.0.0.1", "127.255.3.4", "::1", "[::1]",
                                      "::ffff:127.0.0.1"};
    static const char *const no[] = {
        "128.0.0.1", "0.0.0.0", "::", "::2", "::127.0.0.1", "10.0.0.1"};
    struct net_address a;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        a = address(yes[i]);
        assert_true(net_address_is_loopback(&a));
    }
    for (size_t i = 0; i < ARRAY_LEN(no); i++) {
        a = address(no[i]);
        assert_false(net_address_is_loopback(&a));
    }
}

static void refuses_what_is_no_net(void **state)
{
    static const char *const bad[] = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/",  "10.0.0.0/x",
                                      "10.0.0.1/8",  "fd00::/129",  "fd00::1/64", "/8",
                                      "10/8",        "10.0.0.0/8/8"};
    struct net net;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (net_parse(str_of(bad[i]), &net))
            fail_msg("%s was taken for a net", bad[i]);
}

static void tells_what_a_net_has(void **state)
{
    static const struct {
        const char *net, *address;
        bool has;
    } cases[] = {
        {"10.0.0.0/8", "10.255.255.255", true},
        {"10.0.0.0/8", "11.0.0.0", false},
        {"10.0.0.0/8", "::ffff:10.1.2.3", true},
        {"192.0.2.128/25", "192.0.2.127", false},
        {"192.0.2.128/25", "192.0.2.129", true},
        {"192.0.2.1", "192.0.2.1", true},
        {"192.0.2.1", "192.0.2.2", false},
        {"0.0.0.0/0", "203.0.113.9", true},
        {"0.0.0.0/0", "2001:db8::1", false},
        {"::/0", "2001:db8::1", true},
        {"fd00::/8", "fdff::1", true},
        {"fd00::/8", "fe00::1", false},
        {"2001:db8::/33", "2001:db8:7fff::1", true},
        {"2001:db8::/33", "2001:db8:8000::1", false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct net net;
        struct net_address a = address(cases[i].address);
        assert_true(net_parse(str_of(cases[i].net), &net));
        if (net_has(&net, &a) != cases[i].has)
            fail_msg("%s and %s", cases[i].net, cases[i].address);
    }
}

static void parts_host_and_port(void **state)
{
    static const char *const bad[] = {"",     ":",    ":80",    "x:",     "x:y",  "x:99999",
                                      "x:-1", "[::1", "[::1]x", "[::1]:", "a:1:2"};
    struct str host, port;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        if (net_host_split(str_of(bad[i]), &host, &port))
            fail_msg("%s was taken for a host", bad[i]);
    assert_true(net_host_split(STR("example.com"), &host, &port));
    assert_true(str_is(host, "example.com") && !port.p);
    assert_true(net_host_split(STR("example.com:8080"), &host, &port));
    assert_true(str_is(host, "example.com") && str_is(port, "8080"));
    assert_true(net_host_split(STR("[::1]:80"), &host, &port));
    assert_true(str_is(host, "[::1]") && str_is(port, "80"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_no_address),
        cmocka_unit_test(knows_four_in_six),
        cmocka_unit_test(knows_loopback),
        cmocka_unit_test(refuses_what_is_no_net),
        cmocka_unit_test(tells_what_a_net_has),
        cmocka_unit_test(parts_host_and_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
