/* What other processes do on a server, as it becomes known here (hearing.c). */
#include "space/space_private.h"

/* A job that somebody else has written is theirs to run; we look a little later, in case they are
 * gone by then. */
enum { AFTER_OTHERS_MS = 2000 };

void spaces_heard(struct spaces *s, const char *name, const struct space_news *news)
{
    struct space_wake wake = {.at = news->wake_at ? news->wake_at + AFTER_OTHERS_MS : 0,
                              .elsewhere = true};
    struct space *sp = spaces_peek(s, name);

    if (sp)
        space_saw_version(sp, news->version);
    space_put(sp);
    spaces_tell(s, name, news->wrote, wake);
}

/* One open space of the server that was not looked at in this round, held; NULL at the end. */
static struct space *next_open(struct server *v)
{
    struct spaces *s = v->owner;
    struct space *found = NULL;

    pthread_mutex_lock(&s->lock);
    for (size_t i = 0; i < s->n_buckets && !found; i++)
        for (struct space *sp = s->buckets[i]; sp && !found; sp = sp->next_in_bucket)
            if (sp->state == SPACE_OPEN && sp->server == v && sp->round != v->round)
                found = sp;
    if (found) {
        found->round = v->round;
        found->holds++;
    }
    pthread_mutex_unlock(&s->lock);
    return found;
}

void spaces_missed(struct server *v)
{
    struct space *sp;

    v->round++;
    while ((sp = next_open(v))) {
        int64_t known = space_version(sp);
        struct err ignored = {0};

        if (space_refresh(sp, &ignored) == 0 && space_version(sp) != known)
            spaces_tell(v->owner, space_name(sp), true, (struct space_wake){.elsewhere = true});
        space_put(sp);
    }
}
