/* The listening socket: "127.0.0.1:8080", "[::1]:8080", "localhost:0", ":8080" for all addresses.
 *
 * It is opened here rather than by libmicrohttpd, which would neither say why it failed nor set
 * SO_REUSEADDR the way we want it (its own address reuse is SO_REUSEPORT: two servers could share
 * one port unnoticed).
 */
#include "http/inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct place {
    char host[256]; /* "" for all addresses */
    char port[8];
};

static bool place_parse(const char *where, struct place *ret_place)
{
    const char *colon = strrchr(where, ':');
    size_t n;
    int64_t port;

    if (!colon || !str_to_i64(str_of(colon + 1), &port) || port < 0 || port > 65535)
        return false;
    n = (size_t)(colon - where);
    if (n >= 2 && where[0] == '[' && where[n - 1] == ']') {
        where++;
        n -= 2;
    } else if (memchr(where, ':', n) || memchr(where, '[', n)) {
        return false; /* an IPv6 address without its brackets */
    }
    if (n >= sizeof ret_place->host)
        return false;
    memcpy(ret_place->host, where, n);
    ret_place->host[n] = '\0';
    snprintf(ret_place->port, sizeof ret_place->port, "%d", (int)port);
    return true;
}

static int socket_listen(const struct addrinfo *a)
{
    const int on = 1, off = 0;
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), saved;

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (!bind(fd, a->ai_addr, a->ai_addrlen) && !listen(fd, SOMAXCONN))
        return fd;
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

static void address_write(int fd, char out[static ADDRESS_MAX])
{
    struct sockaddr_storage a;
    socklen_t n = sizeof a;
    char host[NI_MAXHOST] = "?", port[NI_MAXSERV] = "0";

    if (!getsockname(fd, (struct sockaddr *)&a, &n))
        getnameinfo((struct sockaddr *)&a, n, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(out, ADDRESS_MAX, strchr(host, ':') ? "[%.*s]:%s" : "%.*s:%s", ADDRESS_MAX - 10, host,
             port);
}

int listen_open(const char *where, char ret_address[static ADDRESS_MAX], struct err *err)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    struct addrinfo *list;
    struct place place;
    int fd, rc;

    if (!place_parse(where, &place))
        return err_set(err, ERR_INVALID, "listen", "'%s' is not ADDR:PORT", where);
    rc = getaddrinfo(place.host[0] ? place.host : NULL, place.port, &hints, &list);
    if (rc)
        return err_set(err, ERR_UNAVAILABLE, "listen", "cannot listen on %s: %s", where,
                       gai_strerror(rc));
    fd = socket_listen(list);
    freeaddrinfo(list);
    if (fd < 0)
        return err_set(err, ERR_UNAVAILABLE, "listen", "cannot listen on %s: %s", where,
                       strerror(errno));
    address_write(fd, ret_address);
    return fd;
}
