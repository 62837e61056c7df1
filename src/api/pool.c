/* See pool.h: a queue, a condition, some threads. */
#include "api/pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/log.h"

enum { POOL_THREADS_MAX = 16 };

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct pool_task *head, **tail;
    size_t waiting;
    bool closing;
    unsigned n;
    pthread_t threads[POOL_THREADS_MAX];
};

static struct pool_task *take(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->head && !p->closing)
        pthread_cond_wait(&p->some, &p->lock);
    struct pool_task *t = p->head;
    if (t) {
        p->head = t->next;
        p->waiting--;
        if (!p->head)
            p->tail = &p->head;
    }
    pthread_mutex_unlock(&p->lock);
    return t;
}

static void *work(void *arg)
{
    struct pool *p = arg;
    for (struct pool_task *t; (t = take(p));)
        t->run(t);
    return NULL;
}

int pool_open(unsigned threads, struct pool **ret_pool, struct err *err)
{
    struct pool *p = calloc(1, sizeof *p);
    if (!p)
        log_fatal("out of memory");
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->some, NULL);
    p->tail = &p->head;
    for (; p->n < threads && p->n < POOL_THREADS_MAX; p->n++)
        if (pthread_create(&p->threads[p->n], NULL, work, p)) {
            pool_close(p);
            return err_internal(err, "cannot start a thread");
        }
    *ret_pool = p;
    return 0;
}

void pool_close(struct pool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    pthread_cond_broadcast(&p->some);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->some);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

size_t pool_waiting(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    size_t n = p->waiting;
    pthread_mutex_unlock(&p->lock);
    return n;
}

void pool_submit(struct pool *p, struct pool_task *t)
{
    t->next = NULL;
    pthread_mutex_lock(&p->lock);
    *p->tail = t;
    p->tail = &t->next;
    p->waiting++;
    pthread_cond_signal(&p->some);
    pthread_mutex_unlock(&p->lock);
}
