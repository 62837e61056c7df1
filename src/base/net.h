/* Addresses and nets of the Internet, as bytes to compare.
 *
 * IPv4 stands as an IPv4-mapped IPv6 address, so one comparison serves both. Knows nothing of
 * sockets; a name is never looked up.
 */
#ifndef KITH_BASE_NET_H
#define KITH_BASE_NET_H

#include "base/str.h"

struct net_address {
    unsigned char b[16];
};

/* An address with how many bits in front count: 128 is the address alone. */
struct net {
    struct net_address address;
    unsigned bits;
};

/* "192.0.2.1", "2001:db8::1", "[2001:db8::1]", "::ffff:192.0.2.1". Writes only on success. */
bool net_address_parse(struct str text, struct net_address *ret_address);
bool net_address_is_v4(const struct net_address *a);
/* 127.0.0.0/8 and ::1. */
bool net_address_is_loopback(const struct net_address *a);
/* An address, or a net by its prefix: "10.0.0.0/8", "fd00::/8". Bits behind the prefix must be 0.
 */
bool net_parse(struct str text, struct net *ret_net);
bool net_has(const struct net *net, const struct net_address *a);

/* "crm.example.com:8080" or "[::1]:80" in its host (brackets stay) and its port, which may be
 * missing (p NULL). False when it is neither. */
bool net_host_split(struct str text, struct str *ret_host, struct str *ret_port);

#endif
