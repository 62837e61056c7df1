/* See move.h. Connections of its own, beside the spaces of this process. */
#include "crm/move.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "record/copy.h"
#include "space/moving.h"

enum {
    ROUNDS_MAX = 8,
    FEW = 200, /* changed rows that may wait for the pause */
    LOCK_TRIES = 12,
    GRACE_MS = 1500 /* for requests that asked where it is before it went */
};

struct work {
    const struct move *m;
    struct arena *a;
    struct move_report *report;
    char name[64];
    const char *from_place, *to_place; /* as the control database has them */
    const char *from_at, *to_at;       /* locations */
    struct db *from, *to;
    struct copy copy;
    int64_t token, paused_at;
    bool watched; /* changes at the source are noted */
};

/* --- places -------------------------------------------------------------------------------------
 */

/* NULL where it is the usual one. */
static const char *place_named(const struct move *m, const char *to)
{
    const char *usual = spaces_usual(m->spaces);
    bool same = usual ? strcmp(to, usual) == 0 : strcmp(to, "files") == 0;
    return same ? NULL : to;
}

static const char *location_of(const struct work *w, const char *place)
{
    const char *where = place ? place : spaces_usual(w->m->spaces);
    if (!where || strcmp(where, "files") == 0)
        where = spaces_folder(w->m->spaces);
    return db_place(db_driver_for(where), w->a, where, w->name);
}

static bool is_file(const char *location)
{
    return db_driver_for(location) == &db_sqlite;
}

static bool same_place(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* --- the databases ------------------------------------------------------------------------------
 */

/* Others hold it for the time of their transaction, and PostgreSQL gives up after a while. */
static int begin_write(struct db *db, struct err *err)
{
    for (int i = 1; i < LOCK_TRIES; i++) {
        struct err busy = {0};
        if (db_begin_write(db, &busy) == 0)
            return 0;
        if (busy.code != ERR_UNAVAILABLE)
            break;
    }
    return db_begin_write(db, err);
}

static int set_shut(struct db *db, bool shut, struct err *err)
{
    if (begin_write(db, err))
        return -1;
    if (moving_shut(db, shut, err) == 0 && db_commit(db, err) == 0)
        return 0;
    db_rollback(db);
    return -1;
}

/* Opening it as a space migrates it, as it would be anyway. A move that broke off may have left it
 * shut. */
static int open_source(struct work *w, struct err *err)
{
    struct space *sp;
    bool shut;
    if (space_get(w->m->spaces, w->name, false, &sp, err))
        return -1;
    space_put(sp);
    if (db_open(db_driver_for(w->from_at), w->from_at, DB_WRITE, &w->from, err) ||
        moving_is_shut(w->from, &shut, err))
        return -1;
    return shut ? set_shut(w->from, false, err) : 0;
}

/* What stands at the target may go when it is the rest of a move, or nothing. */
static int clear_target(struct work *w, struct err *err)
{
    const struct db_driver *d = db_driver_for(w->to_at);
    bool exists, shut = false, unused = false;
    struct db *db;
    if (db_exists(d, w->to_at, &exists, err))
        return -1;
    if (!exists)
        return 0;
    if (db_open(d, w->to_at, DB_WRITE, &db, err))
        return -1;
    int failed = db_table_exists(db, "clock") &&
                 (moving_is_shut(db, &shut, err) || moving_is_unused(db, &unused, err));
    bool clockless = !db_table_exists(db, "clock");
    db_close(db);
    if (failed)
        return -1;
    if (!shut && !unused && !clockless)
        return err_set(err, ERR_CONFLICT, NULL, "There is a database %s at the new place already.",
                       w->name);
    return db_remove(d, w->to_at, err);
}

/* Empty tables, and shut from the first moment. */
static int open_target(struct work *w, struct err *err)
{
    return clear_target(w, err) ||
                   db_open(db_driver_for(w->to_at), w->to_at, DB_WRITE | DB_CREATE, &w->to, err) ||
                   moving_prepare(w->to, err) || spaces_prepare(w->m->spaces, w->to, err) ||
                   set_shut(w->to, true, err)
               ? -1
               : 0;
}

/* --- copying ------------------------------------------------------------------------------------
 */

static void stage(const struct work *w, const char *what, int64_t rows)
{
    if (w->m->stage)
        w->m->stage(w->m->ctx, what, rows);
}

static int watch(struct work *w, struct err *err)
{
    if (begin_write(w->from, err))
        return -1;
    if (db_watch(w->from, w->copy.tables, w->copy.n_tables, err) || db_commit(w->from, err)) {
        db_rollback(w->from);
        return -1;
    }
    w->watched = true;
    return db_begin_read(w->from, err);
}

/* The source stands still from here on: a snapshot, or nobody else writes. */
static int hold_source(struct work *w, struct err *err)
{
    if (db_can_watch(w->from))
        return watch(w, err);
    w->paused_at = clock_mono_us();
    return begin_write(w->from, err);
}

static int copy_and_check(struct work *w, struct err *err)
{
    int64_t rows, begun = clock_mono_us();
    if (copy_size(&w->copy, w->from, &rows, err))
        return -1;
    stage(w, "rows copied", rows);
    if (copy_all(&w->copy, w->from, w->to, err))
        return -1;
    stage(w, "rows checked", rows);
    if (copy_check(&w->copy, w->to, err))
        return -1;
    w->report->copy_us = clock_mono_us() - begun;
    return 0;
}

static int follow(struct work *w, int64_t *ret_n, struct err *err)
{
    if (copy_follow(&w->copy, w->from, w->to, ret_n, err))
        return -1;
    w->report->followed += *ret_n;
    return 0;
}

/* Each round is shorter than the one before it, unless they write faster than we do. */
static int catch_up(struct work *w, struct err *err)
{
    int64_t n = FEW;
    for (int i = 0; n >= FEW && i < ROUNDS_MAX; i++) {
        db_rollback(w->from);
        if (db_begin_read(w->from, err) || follow(w, &n, err))
            return -1;
    }
    db_rollback(w->from);
    w->paused_at = clock_mono_us();
    return begin_write(w->from, err) || follow(w, &n, err) ? -1 : 0;
}

static int copy_whole(struct work *w, struct err *err)
{
    if (hold_source(w, err) || begin_write(w->to, err) || copy_and_check(w, err))
        return -1;
    if (w->watched && catch_up(w, err))
        return -1;
    return copy_counts(&w->copy, w->from, w->to, err) || moving_clock(w->from, w->to, err) ||
                   db_commit(w->to, err)
               ? -1
               : 0;
}

/* --- the switch ---------------------------------------------------------------------------------
 */

/* Somebody who ran the command with --again has taken it over otherwise. */
static bool is_ours(const struct work *w)
{
    return control_move_is_ours(w->m->control, w->m->workspace_id, w->token);
}

/* When the answer was lost, the control database is asked what it says now. */
static int point_there(struct work *w, struct err *err)
{
    struct err ignored = {0};
    const char *place;
    if (control_move_switch(w->m->control, w->m->workspace_id, w->token, w->to_place, err) == 0)
        return 0;
    if (control_place(w->m->control, w->a, w->m->workspace_id, &place, &ignored))
        return -1; /* shut as it is: the same command again opens what it points at */
    if (same_place(place, w->to_place)) {
        err_clear(err);
        return 0;
    }
    if (!is_ours(w))
        return -1; /* another mover reckons with its being shut */
    if (set_shut(w->from, false, &ignored))
        log_warn("the workspace is shut: run the command again with --again");
    return -1;
}

static int switch_over(struct work *w, struct err *err)
{
    if (moving_shut(w->from, true, err) || db_commit(w->from, err) || point_there(w, err) ||
        set_shut(w->to, false, err))
        return -1;
    w->report->pause_us = clock_mono_us() - w->paused_at;
    return 0;
}

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

/* A server that stands by may have the file at once, not only when this process is done. */
static void hand_over(struct work *w)
{
    db_close(w->to);
    w->to = NULL;
    if (!is_file(w->from_at))
        spaces_leave_folder(w->m->spaces);
}

/* It is moved already: what fails here is told, no more. */
static void remove_source(struct work *w)
{
    struct err err = {0};
    db_close(w->from);
    w->from = NULL;
    if (w->m->keep)
        return;
    if (spaces_shared(w->m->spaces))
        pause_ms(GRACE_MS);
    w->report->left_behind = db_remove(db_driver_for(w->from_at), w->from_at, &err) != 0;
    if (w->report->left_behind)
        log_warn("the former database stays, shut: %s %s", err_message(&err), err.detail);
}

/* --- all ----------------------------------------------------------------------------------------
 */

static void fill_report(struct work *w)
{
    struct move_table *tables = arena_array(w->a, w->copy.n_tables, sizeof *tables);
    for (size_t i = 0; i < w->copy.n_tables; i++) {
        tables[i] = (struct move_table){w->copy.tables[i].name, w->copy.state[i].sum};
        w->report->rows += tables[i].sum.rows;
    }
    w->report->tables = tables;
    w->report->n_tables = w->copy.n_tables;
}

/* Back to how it was: nobody has been pointed at the target. What another mover notes stays. */
static void undo(struct work *w)
{
    struct err ignored = {0};
    if (w->from && w->watched && is_ours(w)) {
        db_rollback(w->from);
        if (begin_write(w->from, &ignored) == 0 &&
            (db_unwatch(w->from, w->copy.tables, w->copy.n_tables, &ignored) ||
             db_commit(w->from, &ignored)))
            db_rollback(w->from);
    }
    control_move_give_up(w->m->control, w->m->workspace_id, w->token, &ignored);
}

static int move_marked(struct work *w, struct err *err)
{
    copy_begin(&w->copy, w->a);
    w->copy.progress = w->m->progress;
    w->copy.to = w->m->ctx;
    if (open_source(w, err) || open_target(w, err) || copy_whole(w, err) || switch_over(w, err))
        return -1;
    fill_report(w);
    hand_over(w);
    remove_source(w);
    return 0;
}

/* A move that broke off after the switch has left it shut. */
static int finish_former(struct work *w, struct err *err)
{
    bool shut;
    if (db_open(db_driver_for(w->from_at), w->from_at, DB_WRITE, &w->from, err) ||
        moving_is_shut(w->from, &shut, err))
        return -1;
    if (!shut)
        return err_set(err, ERR_CONFLICT, NULL, "The workspace is there already.");
    return control_move_begin(w->m->control, w->m->workspace_id, w->m->again, &w->token, err) ||
                   set_shut(w->from, false, err) ||
                   control_move_give_up(w->m->control, w->m->workspace_id, w->token, err)
               ? -1
               : 0;
}

/* A place that is not written down as the usual one is, but is a file all the same. */
static int take_folder(const struct work *w, struct err *err)
{
    return is_file(w->from_at) || is_file(w->to_at) ? spaces_take_folder(w->m->spaces, err) : 0;
}

static void close_both(struct work *w)
{
    if (w->from && w->from != w->to)
        db_rollback(w->from);
    if (w->to)
        db_rollback(w->to);
    db_close(w->from);
    db_close(w->to);
}

int move_workspace(const struct move *m, struct arena *a, struct move_report *ret, struct err *err)
{
    struct work w = {.m = m, .a = a, .report = ret};
    *ret = (struct move_report){0};
    snprintf(w.name, sizeof w.name, "ws_%lld", (long long)m->workspace_id);
    w.to_place = place_named(m, m->to);
    if (control_place(m->control, a, m->workspace_id, &w.from_place, err))
        return -1;
    w.from_at = location_of(&w, w.from_place);
    w.to_at = location_of(&w, w.to_place);
    if (take_folder(&w, err))
        return -1;

    int failed;
    if (same_place(w.from_place, w.to_place)) {
        failed = finish_former(&w, err);
    } else if (control_move_begin(m->control, m->workspace_id, m->again, &w.token, err)) {
        failed = -1;
    } else {
        failed = move_marked(&w, err);
        if (failed)
            undo(&w);
    }
    close_both(&w);
    return failed ? -1 : 0;
}
