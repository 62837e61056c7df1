/* Bare libmicrohttpd: the same daemon Kith starts (flags, options, threads), answering every
 * request with one answer that is made once. What it answers is an answer of Kith's, saved as it
 * came over the wire, so that both send the same bytes: status, headers, body.
 *
 *   bare_http THREADS FILE
 *
 * Picks a free port and says which: "bare_http: listening on http://127.0.0.1:PORT".
 */
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ANSWER_MAX = 4 << 20, CONNECTIONS = 4096, KEEP_ALIVE_S = 75, MEMORY = 20 * 1024 };

struct answer {
    unsigned status;
    struct MHD_Response *response;
};

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "bare_http: %s\n", what);
    exit(1);
}

/* libmicrohttpd writes these itself. */
static int is_its_own(const char *name)
{
    return !strcasecmp(name, "Date") || !strcasecmp(name, "Content-Length") ||
           !strcasecmp(name, "Connection");
}

static void add_header(struct MHD_Response *r, char *line)
{
    char *value = strstr(line, ": ");

    if (!value)
        fail("a header without a value");
    *value = '\0';
    if (!is_its_own(line) && MHD_add_response_header(r, line, value + 2) != MHD_YES)
        fail("a header that libmicrohttpd does not take");
}

static struct answer answer_read(const char *path)
{
    static char text[ANSWER_MAX]; /* libmicrohttpd keeps pointing into it */
    struct answer a;
    FILE *in = fopen(path, "rb");
    size_t n = in ? fread(text, 1, sizeof text - 1, in) : 0;
    char *body = strstr(text, "\r\n\r\n"), *line, *rest;

    if (!body || sscanf(text, "HTTP/1.1 %u", &a.status) != 1)
        fail("the file holds no answer");
    fclose(in);
    *body = '\0';
    body += 4;
    a.response =
        MHD_create_response_from_buffer(n - (size_t)(body - text), body, MHD_RESPMEM_PERSISTENT);
    strtok_r(text, "\r\n", &rest);
    while ((line = strtok_r(NULL, "\r\n", &rest)))
        add_header(a.response, line);
    return a;
}

/* As in Kith: an answer in the second call, when the request is complete. */
static enum MHD_Result serve(void *cls, struct MHD_Connection *c, const char *url,
                             const char *method, const char *version, const char *data,
                             size_t *n_data, void **context)
{
    const struct answer *a = cls;

    (void)url, (void)method, (void)version, (void)data;
    if (!*context) {
        *context = cls;
        return MHD_YES;
    }
    if (*n_data) {
        *n_data = 0;
        return MHD_YES;
    }
    return MHD_queue_response(c, a->status, a->response);
}

static struct MHD_Daemon *start(unsigned threads, struct answer *a)
{
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *d = MHD_start_daemon(
        flags, 0, NULL, NULL, serve, a, MHD_OPTION_SOCK_ADDR, &where, MHD_OPTION_THREAD_POOL_SIZE,
        threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)KEEP_ALIVE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);

    if (!d)
        fail("libmicrohttpd does not start");
    return d;
}

int main(int argc, char **argv)
{
    sigset_t signals;

    if (argc != 3)
        fail("usage: bare_http THREADS FILE");
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);

    struct answer a = answer_read(argv[2]);
    struct MHD_Daemon *d = start((unsigned)strtoul(argv[1], NULL, 10), &a);
    printf("bare_http: listening on http://127.0.0.1:%u\n",
           MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    sigwait(&signals, &(int){0});
    MHD_stop_daemon(d);
    MHD_destroy_response(a.response);
    return 0;
}
