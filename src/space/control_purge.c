/* What the control database sheds by itself; a job calls it daily. */
#include "base/date.h"
#include "space/control_private.h"

struct purge {
    int64_t now;
};

/* One that was ended stays for a day, so that its last tokens are known for ended, not unknown. The
 * version stays as well: what is gone was not good any more. */
static int purge_sessions(void *ctx, struct space_tx *tx, struct err *err)
{
    const struct purge *p = ctx;

    return db_run(tx->db, "DELETE FROM sessions WHERE expires_at <= ? OR ended_at <= ?",
                  DB_ARGS(DB_VALUE_INT(p->now), DB_VALUE_INT(p->now - DATE_DAY_MS)), NULL, err);
}

int control_sessions_purge(struct control *c, int64_t now, struct err *err)
{
    struct purge p = {.now = now};

    return space_write(control_space(c), purge_sessions, &p, err);
}
