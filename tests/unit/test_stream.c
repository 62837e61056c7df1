/* Answers that are no text in memory: streams that any thread writes to, and files. The client is a
 * plain socket, since what matters is when it leaves, reads slowly, or is not there yet.
 */
#include "base/date.h"
#include "http/http.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROOM = 64 * 1024, WAIT_MS = 5000, FILE_SIZE = 300000, TEXT_MAX = 1 << 20 };

struct app {
    struct http_server *server;
    _Atomic(struct http_stream *) stream; /* of the last request */
    atomic_int finished, refused;
    char path[64];
};

static void stream_route(struct app *app, struct http_exchange *x)
{
    struct http_stream *s = http_stream_begin(x, ROOM);
    x->response.status = 200;
    x->response.content_type = "text/event-stream";
    http_stream_write(s, STR("first\n"));
    atomic_store(&app->stream, s);
}

/* Begun, but the answer cannot be sent. */
static void unusable_route(struct app *app, struct http_exchange *x)
{
    atomic_store(&app->stream, http_stream_begin(x, ROOM));
}

static void file_route(struct app *app, struct http_exchange *x)
{
    x->response.file = open(app->path, O_RDONLY | O_CLOEXEC);
    x->response.status = 200;
    x->response.content_type = "application/octet-stream";
}

static void unusable_file_route(struct app *app, struct http_exchange *x)
{
    x->response.file = open(app->path, O_RDONLY | O_CLOEXEC);
}

typedef void handler(struct app *app, struct http_exchange *x);
static handler *const handlers[] = {stream_route, unusable_route, file_route, unusable_file_route};
static const struct route routes[] = {
    {.method = HTTP_GET, .path = "/stream", .endpoint = &handlers[0]},
    {.method = HTTP_GET, .path = "/unusable", .endpoint = &handlers[1]},
    {.method = HTTP_GET, .path = "/file", .endpoint = &handlers[2]},
    {.method = HTTP_GET, .path = "/unusable-file", .endpoint = &handlers[3]},
};

static void serve(void *arg, struct http_exchange *x)
{
    handler *const *h = x->route->endpoint;
    (*h)(arg, x);
}

static void refuse(void *arg, struct http_exchange *x, const struct err *err)
{
    struct app *app = arg;
    x->response.status = err_status(err);
    atomic_fetch_add(&app->refused, 1);
}

static void finished(void *arg, struct http_exchange *x)
{
    struct app *app = arg;
    (void)x;
    atomic_fetch_add(&app->finished, 1);
}

static int setup(void **state)
{
    struct app *app = calloc(1, sizeof *app);
    struct err err = {0};
    struct http_config config = {
        .listen = "127.0.0.1:0",
        .threads = 2,
        .body_max = 1024,
        .request_timeout_s = 30,
        .connections_max = 100,
        .routes = routes,
        .n_routes = ARRAY_LEN(routes),
        .app = app,
        .serve = serve,
        .refuse = refuse,
        .finished = finished,
    };
    assert_non_null(app);
    if (http_server_start(&config, &app->server, &err) < 0)
        fail_msg("%s", err_message(&err));
    *state = app;
    return 0;
}

static int teardown(void **state)
{
    struct app *app = *state;
    int64_t began = clock_mono_us();
    assert_true(http_server_stop(app->server));
    assert_true(clock_mono_us() - began < 5000000);
    free(app);
    return 0;
}

/* --- the client ---------------------------------------------------------------------------------
 */

static int ask(struct app *app, const char *path)
{
    const char *colon = strrchr(http_server_address(app->server), ':');
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)strtol(colon + 1, NULL, 10))};
    char text[200];
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
    int n = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);
    assert_int_equal(send(fd, text, (size_t)n, MSG_NOSIGNAL), n);
    return fd;
}

/* Reads until the text is there, at most that long; what came is in buffer. */
static bool comes(int fd, char *buffer, size_t *n, const char *text, int ms)
{
    int64_t until = clock_mono_us() + ms * INT64_C(1000);
    struct pollfd p = {.fd = fd, .events = POLLIN};
    while (!memmem(buffer, *n, text, strlen(text))) {
        ssize_t got;
        if (clock_mono_us() > until || poll(&p, 1, 100) < 0)
            return false;
        if (!(p.revents & POLLIN))
            continue;
        got = recv(fd, buffer + *n, TEXT_MAX - *n, 0);
        if (got <= 0)
            return false;
        *n += (size_t)got;
    }
    return true;
}

static struct http_stream *stream_of(struct app *app)
{
    struct http_stream *s;
    for (int i = 0; i < WAIT_MS && !atomic_load(&app->stream); i++)
        usleep(1000);
    s = atomic_exchange(&app->stream, NULL);
    assert_non_null(s);
    return s;
}

static bool soon(atomic_int *n, int wanted)
{
    for (int i = 0; i < WAIT_MS && atomic_load(n) < wanted; i++)
        usleep(1000);
    return atomic_load(n) >= wanted;
}

static int open_files(void)
{
    DIR *d = opendir("/proc/self/fd");
    int n = 0;
    while (d && readdir(d))
        n++;
    closedir(d);
    return n;
}

/* --- streams ------------------------------------------------------------------------------------
 */

static void test_what_is_written_comes_at_once_and_the_end_is_an_end(void **state)
{
    struct app *app = *state;
    char *in = malloc(TEXT_MAX);
    size_t n = 0;
    int fd = ask(app, "/stream");
    struct http_stream *s = stream_of(app);
    assert_true(comes(fd, in, &n, "first\n", WAIT_MS));
    assert_non_null(memmem(in, n, "Transfer-Encoding: chunked", 26));
    for (int i = 0; i < 20; i++) {
        char text[32];
        snprintf(text, sizeof text, "message %d\n", i);
        usleep((useconds_t)(i % 3) * 2000); /* parked, or not yet */
        assert_true(http_stream_write(s, str_of(text)));
        assert_true(comes(fd, in, &n, text, WAIT_MS));
    }
    http_stream_write(s, STR("last\n"));
    http_stream_end(s);
    assert_true(comes(fd, in, &n, "last\n", WAIT_MS));
    assert_true(comes(fd, in, &n, "\r\n0\r\n\r\n", WAIT_MS));
    assert_true(soon(&app->finished, 1));
    close(fd);
    free(in);
}

static void test_a_client_that_left_is_found_by_writing(void **state)
{
    struct app *app = *state;
    char *in = malloc(TEXT_MAX);
    size_t n = 0;
    int fd = ask(app, "/stream");
    struct http_stream *s = stream_of(app);
    bool goes_on = true;
    assert_true(comes(fd, in, &n, "first\n", WAIT_MS));
    close(fd);
    for (int i = 0; i < WAIT_MS && goes_on; i++) {
        goes_on = http_stream_write(s, STR("anybody there?\n"));
        usleep(1000);
    }
    assert_false(goes_on);
    assert_false(http_stream_write(s, STR("still nobody\n")));
    http_stream_end(s);
    assert_true(soon(&app->finished, 1));
    free(in);
}

/* It does not read, so what is written fills the sockets' buffers, then the room. */
static void test_a_client_that_reads_too_slowly_is_let_go(void **state)
{
    struct app *app = *state;
    static char block[16 * 1024];
    int fd = ask(app, "/stream");
    struct http_stream *s = stream_of(app);
    bool goes_on = true;
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 10000 && goes_on; i++)
        goes_on = http_stream_write(s, (struct str){block, sizeof block});
    assert_false(goes_on);
    http_stream_end(s);
    close(fd);
    assert_true(soon(&app->finished, 1));
}

static void test_many_streams_at_once_are_whole(void **state)
{
    enum { N = 50 };
    struct app *app = *state;
    struct http_stream *streams[N];
    int fds[N];
    char *in = malloc(TEXT_MAX);
    for (int i = 0; i < N; i++) {
        fds[i] = ask(app, "/stream");
        streams[i] = stream_of(app);
    }
    for (int round = 0; round < 100; round++)
        for (int i = 0; i < N; i++)
            assert_true(http_stream_write(streams[i], STR("tick\n")));
    for (int i = 0; i < N; i++)
        http_stream_end(streams[i]);
    for (int i = 0; i < N; i++) {
        size_t n = 0, ticks = 0;
        assert_true(comes(fds[i], in, &n, "\r\n0\r\n\r\n", WAIT_MS));
        /* A chunk's border may cut a word, not a letter; a chunk's length has none of these. */
        const char *body = memmem(in, n, "\r\n\r\n", 4);
        for (const char *p = body; p < in + n; p++)
            ticks += *p == 't';
        assert_int_equal(ticks, 100 + 1); /* and the one of "first" */
        close(fds[i]);
    }
    assert_true(soon(&app->finished, N));
    free(in);
}

static void test_one_whose_answer_cannot_be_sent_is_over(void **state)
{
    struct app *app = *state;
    int fd = ask(app, "/unusable");
    struct http_stream *s = stream_of(app);
    assert_true(soon(&app->refused, 1));
    for (int i = 0; i < WAIT_MS && http_stream_write(s, STR("x")); i++)
        usleep(1000);
    assert_false(http_stream_write(s, STR("x")));
    http_stream_end(s);
    close(fd);
}

/* --- files --------------------------------------------------------------------------------------
 */

static void make_file(struct app *app)
{
    static char bytes[FILE_SIZE];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 26);
    snprintf(app->path, sizeof app->path, "/tmp/kith-test-stream-XXXXXX");
    int fd = mkstemp(app->path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, sizeof bytes), FILE_SIZE);
    close(fd);
}

static void test_a_file_comes_whole_and_is_closed(void **state)
{
    struct app *app = *state;
    char *in = malloc(TEXT_MAX);
    make_file(app);
    int before = open_files();
    for (int round = 1; round <= 3; round++) {
        size_t n = 0;
        int fd = ask(app, "/file");
        assert_true(comes(fd, in, &n, "Content-Length: 300000", WAIT_MS));
        assert_true(comes(fd, in, &n, "\r\n\r\n", WAIT_MS));
        size_t head = (size_t)((char *)memmem(in, n, "\r\n\r\n", 4) - in) + 4;
        while (n < head + FILE_SIZE) {
            ssize_t got = recv(fd, in + n, TEXT_MAX - n, 0);
            assert_true(got > 0);
            n += (size_t)got;
        }
        for (size_t i = 0; i < FILE_SIZE; i++)
            assert_int_equal(in[head + i], 'a' + i % 26);
        close(fd);
        assert_true(soon(&app->finished, round));
    }
    assert_int_equal(close(ask(app, "/unusable-file")), 0);
    assert_true(soon(&app->refused, 1));
    for (int i = 0; i < WAIT_MS && open_files() > before; i++)
        usleep(1000);
    assert_true(open_files() <= before);
    unlink(app->path);
    free(in);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_written_comes_at_once_and_the_end_is_an_end),
        TEST(test_a_client_that_left_is_found_by_writing),
        TEST(test_a_client_that_reads_too_slowly_is_let_go),
        TEST(test_many_streams_at_once_are_whole),
        TEST(test_one_whose_answer_cannot_be_sent_is_over),
        TEST(test_a_file_comes_whole_and_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
