/* The access log: one JSON line a request, without tokens, queries, bodies or ids of records (a
 * route stands by its template).
 *
 * Lines gather in a buffer that a thread of its own empties twice a second, so a slow disk holds
 * up nobody; what does not fit into the buffer is dropped and counted. A rotation tool renames the
 * file and sends SIGHUP.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/door.h"
#include "base/log.h"

enum { ROOM = 1 << 20, FLUSH_MS = 500, LINE_MAX_BYTES = 4096 };

struct access_log {
    const char *path; /* NULL: standard error */
    int fd;           /* the thread's own, but for the start and the end */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct buf waiting; /* guarded by lock, like what follows */
    bool reopen, over;
    _Atomic uint64_t dropped;
};

static int open_file(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; /* a full disk: the log is what we can do without */
        s = str_sub(s, (size_t)n, s.n);
    }
}

static void open_again(struct access_log *log)
{
    int fd = log->path ? open_file(log->path) : -1;
    if (fd < 0) {
        if (log->path)
            log_warn("the access log %s cannot be opened again: %s", log->path, strerror(errno));
        return;
    }
    close(log->fd);
    log->fd = fd;
}

static void wait_a_while(struct access_log *log)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += FLUSH_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&log->wake, &log->lock, &until);
}

static void *flush(void *arg)
{
    struct access_log *log = arg;
    struct buf taken;
    bool over = false;
    buf_init(&taken, ROOM);
    while (!over) {
        pthread_mutex_lock(&log->lock);
        while (!log->waiting.n && !log->reopen && !log->over)
            pthread_cond_wait(&log->wake, &log->lock);
        if (!log->reopen && !log->over)
            wait_a_while(log);
        struct buf swap = log->waiting;
        log->waiting = taken;
        taken = swap;
        bool reopen = log->reopen;
        log->reopen = false;
        over = log->over;
        pthread_mutex_unlock(&log->lock);

        write_all(log->fd, buf_str(&taken));
        buf_reset(&taken);
        if (reopen)
            open_again(log);
    }
    buf_release(&taken);
    return NULL;
}

static struct access_log *log_new(const char *path, int fd)
{
    struct access_log *log = calloc(1, sizeof *log);
    pthread_condattr_t attr;
    if (!log)
        log_fatal("out of memory (access log)");
    log->path = path;
    log->fd = fd;
    buf_init(&log->waiting, ROOM);
    pthread_mutex_init(&log->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&log->wake, &attr);
    pthread_condattr_destroy(&attr);
    return log;
}

static void log_free(struct access_log *log)
{
    if (log->path)
        close(log->fd);
    pthread_cond_destroy(&log->wake);
    pthread_mutex_destroy(&log->lock);
    buf_release(&log->waiting);
    free(log);
}

int access_log_open(const char *where, struct access_log **ret_log, struct err *err)
{
    *ret_log = NULL;
    if (strcmp(where, "off") == 0)
        return 0;
    const char *path = strcmp(where, "stderr") == 0 ? NULL : where;
    int fd = path ? open_file(path) : STDERR_FILENO;
    if (fd < 0)
        return err_set(err, ERR_INVALID, "access_log", "access_log: cannot write %s: %s", where,
                       strerror(errno));
    struct access_log *log = log_new(path, fd);
    if (pthread_create(&log->thread, NULL, flush, log)) {
        log_free(log);
        return err_internal(err, "cannot start a thread");
    }
    *ret_log = log;
    return 0;
}

void access_log_close(struct access_log *log)
{
    if (!log)
        return;
    pthread_mutex_lock(&log->lock);
    log->over = true;
    pthread_cond_signal(&log->wake);
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->thread, NULL);
    log_free(log);
}

void access_log_reopen(struct access_log *log)
{
    if (!log)
        return;
    pthread_mutex_lock(&log->lock);
    log->reopen = true;
    pthread_cond_signal(&log->wake);
    pthread_mutex_unlock(&log->lock);
}

uint64_t access_log_dropped(const struct access_log *log)
{
    return log ? atomic_load(&log->dropped) : 0;
}

/* --- a line -------------------------------------------------------------------------------------
 */

static void put_who(struct json *j, const struct principal *who)
{
    if (who->kind == PRINCIPAL_NONE)
        return;
    json_put_int(j, "user", who->user_id);
    json_put_int(j, "workspace", who->workspace_id);
    if (who->kind == PRINCIPAL_KEY)
        json_put_int(j, "key", who->id);
}

static void put_line(struct json *j, const struct call *c, int64_t took_us)
{
    const struct http_exchange *x = c->x;
    json_object_begin(j);
    json_put_time(j, "time", clock_now_ms());
    json_put_cstr(j, "id", c->request_id);
    json_put_str(j, "address", x->peer);
    json_put_cstr(j, "method", http_method_name(x->method));
    json_put_cstr(j, "route", c->endpoint ? c->endpoint->path : NULL);
    json_put_int(j, "status", x->response.status);
    json_key(j, "ms");
    json_double(j, (double)(took_us / 10) / 100);
    json_put_int(j, "bytes", (int64_t)x->response.n_sent);
    put_who(j, &c->who);
    json_object_end(j);
}

void access_log_write(struct access_log *log, const struct call *c, int64_t took_us)
{
    struct buf line;
    struct json j;
    buf_init(&line, LINE_MAX_BYTES);
    json_init(&j, &line);
    put_line(&j, c, took_us);
    buf_putc(&line, '\n');

    pthread_mutex_lock(&log->lock);
    bool fits = log->waiting.n + line.n <= ROOM && !line.failed;
    bool first = log->waiting.n == 0;
    if (fits)
        buf_put_str(&log->waiting, buf_str(&line));
    if (first)
        pthread_cond_signal(&log->wake);
    pthread_mutex_unlock(&log->lock);

    if (!fits)
        atomic_fetch_add(&log->dropped, 1);
    buf_release(&line);
}
