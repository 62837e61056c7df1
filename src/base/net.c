/* See net.h. inet_pton() is the parser: strict, no names, no octal numbers. */
#include "base/net.h"

#include <arpa/inet.h>
#include <string.h>

static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

bool net_address_parse(struct str text, struct net_address *ret_address)
{
    char buf[INET6_ADDRSTRLEN];
    struct net_address a;

    if (text.n > 2 && text.p[0] == '[' && text.p[text.n - 1] == ']')
        text = str_sub(text, 1, text.n - 2);
    if (text.n == 0 || text.n >= sizeof buf || memchr(text.p, 0, text.n))
        return false;
    memcpy(buf, text.p, text.n);
    buf[text.n] = '\0';

    if (inet_pton(AF_INET, buf, a.b + 12) == 1)
        memcpy(a.b, mapped, sizeof mapped);
    else if (inet_pton(AF_INET6, buf, a.b) != 1)
        return false;
    *ret_address = a;
    return true;
}

bool net_address_is_v4(const struct net_address *a)
{
    return memcmp(a->b, mapped, sizeof mapped) == 0;
}

bool net_address_is_loopback(const struct net_address *a)
{
    static const unsigned char six[16] = {[15] = 1};

    return net_address_is_v4(a) ? a->b[12] == 127 : memcmp(a->b, six, sizeof six) == 0;
}

static bool same_bits(const unsigned char *a, const unsigned char *b, unsigned bits)
{
    const unsigned whole = bits / 8, rest = bits % 8;

    if (memcmp(a, b, whole) != 0)
        return false;
    return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

bool net_parse(struct str text, struct net *ret_net)
{
    const size_t slash = str_find(text, '/', 0);
    struct net net = {.bits = 128};
    struct net_address masked = {{0}};
    int64_t bits;
    unsigned i;

    if (!net_address_parse(str_sub(text, 0, slash), &net.address))
        return false;
    if (slash < text.n) {
        const int64_t most = net_address_is_v4(&net.address) ? 32 : 128;

        if (!str_to_i64(str_sub(text, slash + 1, text.n), &bits) || bits < 0 || bits > most)
            return false;
        net.bits = (unsigned)(bits + 128 - most);
    }
    for (i = 0; i < net.bits; i++)
        masked.b[i / 8] |= (unsigned char)(net.address.b[i / 8] & (0x80 >> (i % 8)));
    if (memcmp(masked.b, net.address.b, sizeof masked.b) != 0)
        return false;
    *ret_net = net;
    return true;
}

bool net_has(const struct net *net, const struct net_address *a)
{
    return same_bits(net->address.b, a->b, net->bits);
}

bool net_host_split(struct str text, struct str *ret_host, struct str *ret_port)
{
    const bool bracketed = str_starts(text, "[");
    size_t end = str_find(text, bracketed ? ']' : ':', 0);
    struct str port = STR_NONE;
    int64_t number;

    if (bracketed) {
        if (end == text.n)
            return false;
        end++;
    }
    if (end < text.n) {
        port = str_sub(text, end + 1, text.n);
        if (text.p[end] != ':' || !str_to_i64(port, &number) || number < 0 || number > 65535)
            return false;
    }
    if (end == 0)
        return false;
    *ret_host = str_sub(text, 0, end);
    *ret_port = port;
    return true;
}
