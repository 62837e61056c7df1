/* How long a start takes: from before the program is there to the first answer in hand, and how
 * much memory it holds then.
 *
 *   start RUNS TOKEN PATH PROGRAM ARGUMENTS…
 *
 * The program must listen on a port of its choice and print it (kith serve --listen 127.0.0.1:0).
 * Prints the median of all runs: milliseconds to its "listening" line, milliseconds to the first
 * answer, kilobytes resident when ready, kilobytes resident after the answer. Every child is ended
 * before the next starts; one that is not ready within ten seconds ends the run.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 100, WAIT_MS = 10000, MEASURES = 4 };

static pid_t child; /* to be ended whatever happens */

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "start: %s\n", what);
    if (child > 0)
        kill(child, SIGKILL);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Starts it with its standard output in *ret_out. */
static void spawn(char **argv, int *ret_out)
{
    int ends[2];

    if (pipe(ends) || (child = fork()) < 0)
        fail("cannot start a process");
    if (child == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(ends[1]);
    *ret_out = ends[0];
}

/* Reads until the text holds `until`; the text stays NUL-terminated. */
static void read_until(int fd, const char *until, char *text, size_t size)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    size_t n = 0;

    text[0] = '\0';
    while (!strstr(text, until)) {
        if (n + 1 == size || poll(&p, 1, WAIT_MS) <= 0)
            fail("it does not answer");
        ssize_t got = read(fd, text + n, size - 1 - n);
        if (got <= 0)
            fail("it ended early");
        n += (size_t)got;
        text[n] = '\0';
    }
}

static uint16_t read_port(int out)
{
    char text[4096];
    const char *colon;

    read_until(out, "\n", text, sizeof text);
    colon = strrchr(text, '\n') ? strstr(text, "127.0.0.1:") : NULL;
    if (!colon)
        fail("it does not say where it listens");
    return (uint16_t)strtoul(colon + strlen("127.0.0.1:"), NULL, 10);
}

static void ask(uint16_t port, const char *token, const char *path)
{
    struct sockaddr_in where = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(port)};
    char text[65536];
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int n = snprintf(text, sizeof text,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n", path,
                     token);

    if (fd < 0 || connect(fd, (const struct sockaddr *)&where, sizeof where) ||
        send(fd, text, (size_t)n, 0) != n)
        fail("it cannot be asked");
    read_until(fd, "\r\n\r\n", text, sizeof text);
    if (strncmp(text, "HTTP/1.1 200", 12) != 0)
        fail("it refuses");
    close(fd);
}

static double resident_kb(void)
{
    char path[64], line[256];
    double kb = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)child);
    FILE *in = fopen(path, "r");
    while (in && fgets(line, sizeof line, in))
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = strtod(line + 6, NULL);
    if (in)
        fclose(in);
    return kb;
}

static void end_child(void)
{
    kill(child, SIGTERM);
    for (double until = now_ms() + WAIT_MS; waitpid(child, NULL, WNOHANG) == 0;) {
        if (now_ms() > until)
            fail("it does not end");
        usleep(2000);
    }
    child = 0;
}

static void measure(char **argv, double ret[MEASURES])
{
    int out;
    double began = now_ms();

    spawn(argv + 4, &out);
    uint16_t port = read_port(out);
    ret[0] = now_ms() - began;
    ask(port, argv[2], argv[3]);
    ret[1] = now_ms() - began;
    ret[3] = resident_kb();
    end_child();
    close(out);

    /* Memory of a ready server that nobody has asked anything. */
    spawn(argv + 4, &out);
    read_port(out);
    usleep(200000);
    ret[2] = resident_kb();
    end_child();
    close(out);
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;

    return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
    static double of[MEASURES][RUNS_MAX];
    size_t n = argc > 4 ? strtoul(argv[1], NULL, 10) : 0;

    if (n < 1 || n > RUNS_MAX)
        fail("usage: start RUNS TOKEN PATH PROGRAM ARGUMENTS...");
    for (size_t i = 0; i < n; i++) {
        double one[MEASURES];
        measure(argv, one);
        for (size_t k = 0; k < MEASURES; k++)
            of[k][i] = one[k];
    }
    for (size_t k = 0; k < MEASURES; k++) {
        qsort(of[k], n, sizeof of[k][0], by_value);
        printf("%.1f%s", of[k][n / 2], k + 1 < MEASURES ? " " : "\n");
    }
    return 0;
}
