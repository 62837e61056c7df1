/* Live events: who follows what happens in a workspace, and the one thread that tells them.
 *
 * The thread reads the history, by its sequence, when a workspace has been written to, so what is
 * told is what was committed, in its order, by whichever process. All that came within 250 ms goes
 * out in one write. An open stream costs its connection's memory and no thread.
 */
#ifndef KITH_API_LIVE_H
#define KITH_API_LIVE_H

#include "api/private.h"

struct live;

/* Lives in the arena, which must outlast the spaces: a writer may be about to tell it of a commit.
 */
int live_open(struct app *app, struct arena *a, struct err *err);
/* Ends all streams and the thread; who comes later is refused. NULL allowed; twice too. */
void live_stop(struct live *l);
size_t live_count(struct live *l);

/* c's answer becomes a stream of what happens after the event `after`. The call must have a
 * workspace and set no body. ERR_UNAVAILABLE when the server ends or follows too many already. */
int live_join(struct call *c, int64_t after, int64_t newest, struct err *err);

#endif
