/* See live.h. A channel is a workspace that somebody follows; a follower is one stream.
 *
 * Under the lock: the table of channels, which of them are dirty, who has just come. The followers
 * of a channel are the thread's alone, so it reads and writes without the lock, and a commit, which
 * calls from the workspace's writer, only ever waits for a few pointers.
 *
 * Nothing is lost: a follower comes with the sequence it has seen, each commit after that marks the
 * channel (or finds none yet, and then the follower's arrival does), and the thread tells everybody
 * what lies between the two. Who is too far behind is told to ask for everything anew.
 */
#include "api/live.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "auth/key.h"
#include "base/log.h"

enum {
    FOLLOWERS_MAX = 12000,
    BUCKETS = 1024,
    GAP_MAX = 2000,   /* of the sequence; who is further behind is told to ask anew */
    ROOM = 4 << 20,   /* bytes that may wait for a client that reads slowly */
    MERGE_MS = 250,   /* what comes within goes out together */
    BEAT_MS = 20000,  /* a comment, so that proxies keep the connection and the dead are found */
    SWEEP_MS = 1000,  /* how often is looked whose beat is due */
    OTHERS_MS = 2000, /* how often is asked what other processes wrote, should a word be lost */
    RETRY_MS = 2000,  /* what the browser waits before it comes again */
};

struct follower {
    struct follower *next;
    struct http_stream *out;
    struct principal who;
    char scopes[KEY_SCOPES_MAX + 1];
    int64_t workspace_id;
    int64_t seen;    /* the sequence it knows of */
    int64_t checked; /* control_version() under which it was found to be still in; 0: never */
    int64_t beat_at; /* monotonic ms */
};

struct channel {
    struct channel *next;       /* in its bucket */
    struct channel *next_dirty; /* while dirty */
    int64_t workspace_id;
    struct follower *followers; /* the thread's */
    int64_t version;            /* the thread's: of the space, as it was asked last */
    bool dirty;
    bool missed; /* the thread's: it could not be read, and is tried again with the next sweep */
};

struct live {
    struct app *app;
    struct space_listener listener;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct channel *buckets[BUCKETS];
    struct channel *dirty;
    struct follower *arrivals;
    atomic_size_t n;
    bool closing, joined;
};

static int64_t mono_ms(void)
{
    return clock_mono_us() / 1000;
}

static void *zeroed(size_t size)
{
    void *p = calloc(1, size);
    if (!p)
        log_fatal("out of memory (live events)");
    return p;
}

/* --- channels, under the lock -------------------------------------------------------------------
 */

static struct channel **slot_of(struct live *l, int64_t workspace_id)
{
    struct channel **at = &l->buckets[(uint64_t)workspace_id * UINT64_C(0x9e3779b97f4a7c15) >> 54];
    while (*at && (*at)->workspace_id != workspace_id)
        at = &(*at)->next;
    return at;
}

static void mark(struct live *l, struct channel *ch)
{
    if (ch->dirty)
        return;
    ch->dirty = true;
    ch->next_dirty = l->dirty;
    l->dirty = ch;
    pthread_cond_signal(&l->wake);
}

/* On a writer's thread, see struct space_listener. */
static void committed(void *ctx, const char *space, bool wrote, struct space_wake wake)
{
    struct live *l = ctx;
    struct str name = str_of(space);
    int64_t id;
    (void)wake;
    if (!wrote || !atomic_load_explicit(&l->n, memory_order_relaxed) || !str_starts(name, "ws_") ||
        !str_to_i64(str_sub(name, 3, name.n), &id))
        return;
    pthread_mutex_lock(&l->lock);
    struct channel *ch = *slot_of(l, id);
    if (ch)
        mark(l, ch);
    pthread_mutex_unlock(&l->lock);
}

/* --- one follower -------------------------------------------------------------------------------
 */

static void follower_end(struct live *l, struct follower *f)
{
    http_stream_end(f->out);
    free(f);
    atomic_fetch_sub(&l->n, 1);
}

/* Asked again only when something in the control database has changed; a key also expires. */
static bool still_in(struct live *l, struct follower *f)
{
    struct err err = {0};
    int64_t version = control_version(l->app->control);
    bool stands = true;
    if (f->checked == version)
        return true;
    if (principal_stands(l->app->auth, &f->who, &stands, &err)) {
        log_warn("live events: %s", err_message(&err));
        return true; /* asked again at the next beat */
    }
    f->checked = version;
    return stands;
}

/* What one is told from a page of events. */
static void put_events(const struct follower *f, struct arena *a, const struct event_line *lines,
                       size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct event_line *e = &lines[i];
        bool full = f->who.kind != PRINCIPAL_KEY ||
                    (e->entity &&
                     principal_has_scope(&f->who, arena_printf(a, "read:%s", e->entity->plural)));
        if (e->id <= f->seen)
            continue;
        buf_printf(out, "id: %" PRId64 "\nevent: change\ndata: ", e->id);
        buf_put_str(out, full ? e->full : e->bare);
        buf_puts(out, "\n\n");
    }
}

static bool tell_reset(struct follower *f, int64_t newest)
{
    char text[96];
    snprintf(text, sizeof text, "id: %" PRId64 "\nevent: reset\ndata: {\"seq\":%" PRId64 "}\n\n",
             newest, newest);
    f->seen = newest;
    return http_stream_write(f->out, str_of(text));
}

static bool beat(struct live *l, struct follower *f, int64_t now)
{
    f->beat_at = now + BEAT_MS;
    if (f->who.kind == PRINCIPAL_KEY || f->who.session_id)
        f->checked = 0; /* sessions and keys also end by time */
    return still_in(l, f) && http_stream_write(f->out, STR(":\n\n"));
}

/* --- one channel --------------------------------------------------------------------------------
 */

static bool too_far(const struct follower *f, int64_t newest)
{
    return f->seen > newest || newest - f->seen > GAP_MAX;
}

/* Drops those for whom `keep` says false. */
static void each(struct live *l, struct channel *ch,
                 bool (*keep)(struct live *l, struct follower *f, void *ctx), void *ctx)
{
    for (struct follower **at = &ch->followers; *at;) {
        struct follower *f = *at;
        if (keep(l, f, ctx)) {
            at = &f->next;
            continue;
        }
        *at = f->next;
        follower_end(l, f);
    }
}

struct news {
    struct record_ctx ctx;
    int64_t newest;
    const struct event_line *lines;
    size_t n;
    struct buf shared;    /* for users, who all see the same, from … */
    int64_t shared_after; /* … this one on; -1: not made yet */
};

static bool tell(struct live *l, struct follower *f, void *ctx)
{
    struct news *news = ctx;
    struct buf own;
    if (!still_in(l, f))
        return false;
    if (too_far(f, news->newest))
        return tell_reset(f, news->newest);
    if (f->seen == news->newest)
        return true;
    f->beat_at = mono_ms() + BEAT_MS;
    bool shares = f->who.kind != PRINCIPAL_KEY;
    if (shares && news->shared_after != f->seen) {
        buf_reset(&news->shared);
        put_events(f, news->ctx.arena, news->lines, news->n, &news->shared);
        news->shared_after = f->seen;
    }
    buf_init(&own, ROOM);
    if (!shares)
        put_events(f, news->ctx.arena, news->lines, news->n, &own);
    bool goes_on = http_stream_write(f->out, buf_str(shares ? &news->shared : &own));
    buf_release(&own);
    f->seen = news->newest;
    return goes_on;
}

static int64_t first_to_read(const struct channel *ch, int64_t newest)
{
    int64_t first = newest;
    for (const struct follower *f = ch->followers; f; f = f->next)
        if (!too_far(f, newest) && f->seen < first)
            first = f->seen;
    return first;
}

static int read_news(const struct channel *ch, struct news *news, struct err *err)
{
    struct event_line *lines = NULL;
    if (event_last(&news->ctx, &news->newest, err))
        return -1;
    int64_t first = first_to_read(ch, news->newest);
    if (first < news->newest && event_lines(&news->ctx, first, GAP_MAX, &lines, &news->n, err))
        return -1;
    news->lines = lines;
    return 0;
}

static int deliver(struct live *l, struct channel *ch, struct arena *a, struct err *err)
{
    struct space *space;
    struct news news = {.ctx = {.arena = a, .control = l->app->control}, .shared_after = -1};
    buf_init(&news.shared, ROOM);
    if (control_space_of(l->app->control, ch->workspace_id, &space, err))
        return -1;
    int failed = space_read(space, &news.ctx.db, err);
    if (!failed) {
        failed = read_news(ch, &news, err);
        space_read_end(space, news.ctx.db);
    }
    space_put(space);
    if (!failed)
        each(l, ch, tell, &news);
    buf_release(&news.shared);
    return failed;
}

static bool keep_alive(struct live *l, struct follower *f, void *ctx)
{
    int64_t now = *(int64_t *)ctx;
    return f->beat_at > now || beat(l, f, now);
}

/* --- the thread ---------------------------------------------------------------------------------
 */

/* Those who have come are put to their channel, which thereby has news for them. Under the lock. */
static void take_arrivals(struct live *l)
{
    struct follower *f;
    while ((f = l->arrivals)) {
        struct channel **at = slot_of(l, f->workspace_id);
        l->arrivals = f->next;
        if (!*at) {
            *at = zeroed(sizeof **at);
            (*at)->workspace_id = f->workspace_id;
        }
        f->next = (*at)->followers;
        (*at)->followers = f;
        mark(l, *at);
    }
}

/* Who is not in any more, as when the workspace was deleted, need not wait for the next beat. */
static bool is_in(struct live *l, struct follower *f, void *ctx)
{
    (void)ctx;
    return still_in(l, f);
}

/* Followers keep their place. */
static void miss(struct live *l, struct channel *ch, const struct err *why)
{
    if (!ch->missed)
        log_warn("live events of workspace %" PRId64 ": %s %s", ch->workspace_id, err_message(why),
                 why->detail);
    ch->missed = true;
    each(l, ch, is_in, NULL);
}

/* Those that become dirty meanwhile wait for the next round. */
static void tell_all(struct live *l, struct arena *a)
{
    pthread_mutex_lock(&l->lock);
    take_arrivals(l);
    struct channel *ch, *round = l->dirty;
    l->dirty = NULL;
    while (!l->closing && (ch = round)) {
        struct err err = {0};
        round = ch->next_dirty;
        ch->dirty = false;
        pthread_mutex_unlock(&l->lock);
        if (deliver(l, ch, a, &err))
            miss(l, ch, &err);
        else
            ch->missed = false;
        arena_clear(a);
        pthread_mutex_lock(&l->lock);
    }
    pthread_mutex_unlock(&l->lock);
}

/* Other processes tell of their commits, but a word may be lost with its sender. */
static void ask_database(struct live *l, struct channel *ch)
{
    struct err err = {0};
    struct space *space;
    if (control_space_of(l->app->control, ch->workspace_id, &space, &err))
        return;
    if (space_refresh(space, &err) == 0 && space_version(space) != ch->version) {
        ch->version = space_version(space);
        pthread_mutex_lock(&l->lock);
        mark(l, ch);
        pthread_mutex_unlock(&l->lock);
    }
    space_put(space);
}

static void ask_database_of_all(struct live *l)
{
    if (!spaces_shared(l->app->spaces))
        return;
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct channel *ch = l->buckets[i]; ch; ch = ch->next)
            ask_database(l, ch);
}

/* Beats, and channels that nobody follows any more. */
static void sweep(struct live *l, int64_t now)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct channel *ch = l->buckets[i]; ch; ch = ch->next)
            each(l, ch, keep_alive, &now);
        pthread_mutex_lock(&l->lock);
        for (struct channel **at = &l->buckets[i]; *at;) {
            struct channel *ch = *at;
            if (ch->followers && ch->missed)
                mark(l, ch);
            if (ch->followers || ch->dirty) {
                at = &ch->next;
                continue;
            }
            *at = ch->next;
            free(ch);
        }
        pthread_mutex_unlock(&l->lock);
    }
}

static void wait_until(struct live *l, int64_t ms)
{
    struct timespec at = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    pthread_cond_timedwait(&l->wake, &l->lock, &at);
}

/* Until there is something to do; after news were told, not before their 250 ms are over. */
static bool wait_for_work(struct live *l, int64_t not_before, int64_t sweep_at)
{
    pthread_mutex_lock(&l->lock);
    while (!l->closing && mono_ms() < not_before)
        wait_until(l, not_before);
    while (!l->closing && !l->dirty && !l->arrivals) {
        if (!atomic_load(&l->n))
            pthread_cond_wait(&l->wake, &l->lock);
        else if (mono_ms() < sweep_at)
            wait_until(l, sweep_at);
        else
            break;
    }
    bool goes_on = !l->closing;
    pthread_mutex_unlock(&l->lock);
    return goes_on;
}

static void *run(void *arg)
{
    struct live *l = arg;
    struct arena a;
    int64_t told_at = 0, sweep_at = 0, others_at = 0;
    arena_init(&a);
    while (wait_for_work(l, told_at + MERGE_MS, sweep_at)) {
        told_at = mono_ms();
        tell_all(l, &a);
        if (told_at >= sweep_at) {
            sweep(l, told_at);
            sweep_at = told_at + SWEEP_MS;
        }
        if (told_at >= others_at) {
            ask_database_of_all(l);
            others_at = told_at + OTHERS_MS;
        }
    }
    arena_release(&a);
    return NULL;
}

/* --- begin, end, join ---------------------------------------------------------------------------
 */

int live_open(struct app *app, struct arena *a, struct err *err)
{
    struct live *l = ARENA_NEW(a, struct live);
    pthread_condattr_t attr;
    l->app = app;
    pthread_mutex_init(&l->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&l->wake, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&l->thread, NULL, run, l))
        return err_internal(err, "cannot start the thread of live events");
    l->listener = (struct space_listener){committed, l};
    spaces_listen(app->spaces, &l->listener);
    app->live = l;
    return 0;
}

static bool drop(struct live *l, struct follower *f, void *ctx)
{
    (void)l;
    (void)f;
    (void)ctx;
    return false;
}

void live_stop(struct live *l)
{
    if (!l || l->joined)
        return;
    pthread_mutex_lock(&l->lock);
    l->closing = true;
    pthread_cond_signal(&l->wake);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
    l->joined = true;
    spaces_unlisten(l->app->spaces, &l->listener);

    pthread_mutex_lock(&l->lock);
    take_arrivals(l);
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct channel *ch; (ch = l->buckets[i]);) {
            l->buckets[i] = ch->next;
            each(l, ch, drop, NULL);
            free(ch);
        }
    pthread_mutex_unlock(&l->lock);
}

size_t live_count(struct live *l)
{
    return l ? atomic_load(&l->n) : 0;
}

static struct follower *follower_new(struct call *c, int64_t after)
{
    struct follower *f = zeroed(sizeof *f);
    f->who = c->who;
    if (c->who.scopes) {
        snprintf(f->scopes, sizeof f->scopes, "%s", c->who.scopes);
        f->who.scopes = f->scopes;
    }
    f->workspace_id = c->who.workspace_id;
    f->seen = after;
    f->beat_at = mono_ms() + BEAT_MS;
    f->out = http_stream_begin(c->x, ROOM);
    c->streams_us = clock_mono_us();
    return f;
}

static void greet(struct follower *f, int64_t newest)
{
    char text[160];
    snprintf(text, sizeof text,
             "retry: %d\nid: %" PRId64 "\nevent: hello\ndata: {\"seq\":%" PRId64 "}\n\n", RETRY_MS,
             f->seen, newest);
    http_stream_write(f->out, str_of(text));
}

/* Counted before it is looked for, so that live_stop() finds whoever was let in. */
int live_join(struct call *c, int64_t after, int64_t newest, struct err *err)
{
    struct live *l = c->app->live;
    if (atomic_load(&l->n) >= FOLLOWERS_MAX)
        return err_set(err, ERR_UNAVAILABLE, NULL, "too many follow live events just now");
    struct follower *f = NULL;
    pthread_mutex_lock(&l->lock);
    bool open = !l->closing;
    if (open) {
        f = follower_new(c, after);
        greet(f, newest);
        f->next = l->arrivals;
        l->arrivals = f;
        atomic_fetch_add(&l->n, 1);
        pthread_cond_signal(&l->wake);
    }
    pthread_mutex_unlock(&l->lock);
    return open ? 0 : err_set(err, ERR_UNAVAILABLE, NULL, "the server is ending");
}
