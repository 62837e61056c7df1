/* Demo data through the engine, in slices; see demo_fill.h.
 *
 * The writer may run a slice twice, so a run begins from what was true before the slice and leaves
 * its result in `after`; that counts only when the writer says it is on disk.
 */
#include "cli/demo_fill.h"

#include <assert.h>
#include <stdio.h>

enum { SLICE = 40, LABEL_MAX = 96 }; /* blocks: some 320 contacts, 2,000 rows */
static_assert(DEMO_CHAPTER % SLICE == 0, "a slice lies in one chapter");

/* All that goes on from slice to slice. */
struct place {
    struct demo_state state;
    struct demo_totals totals;
    int64_t change_id; /* the chapter's set */
};

struct slice {
    struct demo_sink sink; /* first: the sink is cast to its slice */
    struct demo_fill *fill;
    struct arena arena;
    struct change change;
    int64_t first, end; /* blocks */
    struct place before, after;
};

/* --- the sink --------------------------------------------------------------------------------- */

static size_t entity_index(const struct entity *e)
{
    size_t n, i = 0;
    const struct entity *const *all = model_entities(&n);
    while (i < n && i < DEMO_ENTITIES_MAX - 1 && all[i] != e)
        i++;
    return i;
}

static int create(struct demo_sink *sink, const struct entity *e, const json_t *body,
                  int64_t *ret_id, struct err *err)
{
    struct slice *s = (struct slice *)sink;
    struct record *made;
    if (record_create(&s->change, e, body, &made, err))
        return -1;
    *ret_id = made->id;
    s->after.totals.records[entity_index(e)]++;
    s->after.totals.contacts += e == &entity_contact;
    return 0;
}

static int update(struct demo_sink *sink, const struct entity *e, int64_t id, const json_t *body,
                  struct err *err)
{
    struct slice *s = (struct slice *)sink;
    struct record *now;
    return record_update(&s->change, e, id, body, 0, ERR_CONFLICT, &now, err);
}

static int interact(struct demo_sink *sink, const json_t *body, struct err *err)
{
    struct slice *s = (struct slice *)sink;
    int64_t note, next;
    if (crm_interaction(&s->change, body, &note, &next, err))
        return -1;
    s->after.totals.records[entity_index(&entity_note)] += next ? 2 : 1;
    return 0;
}

/* --- slices ----------------------------------------------------------------------------------- */

/* Joins the chapter's set, or opens it. */
static int begin(struct slice *s, struct space_tx *tx, const char *label, struct err *err)
{
    struct record_ctx ctx = s->fill->ctx;
    arena_clear(&s->arena);
    ctx.arena = ctx.env.arena = &s->arena;
    s->after = s->before;
    if (change_begin(&s->change, tx, &ctx, STR_NONE, s->before.change_id, err))
        return -1;
    return s->before.change_id ? 0
                               : change_open(&s->change, str_of(label), &s->after.change_id, err);
}

static void name_chapter(const struct slice *s, char label[static LABEL_MAX])
{
    int64_t n = s->fill->plan->n_contacts;
    int64_t from = s->first / DEMO_CHAPTER * DEMO_CHAPTER * DEMO_BLOCK;
    int64_t to = from + DEMO_CHAPTER * DEMO_BLOCK;
    if (from == 0 && n <= to)
        snprintf(label, LABEL_MAX, "demo data");
    else
        snprintf(label, LABEL_MAX, "demo data: contacts %lld to %lld", (long long)from + 1,
                 (long long)(to < n ? to : n));
}

/* The first slice of what is one set. */
static int begin_whole(struct slice *s, struct err *err)
{
    const struct demo_fill *f = s->fill;
    if (!f->one_set || s->first > 0)
        return 0;
    return (f->may && f->may(&s->change, err)) || demo_tags(&s->arena, &s->sink, err) ? -1 : 0;
}

static int write_blocks(void *arg, struct space_tx *tx, struct err *err)
{
    struct slice *s = arg;
    char label[LABEL_MAX];
    name_chapter(s, label);
    if (begin(s, tx, label, err) || begin_whole(s, err))
        return -1;
    for (int64_t i = s->first; i < s->end; i++) {
        change_hold(&s->change); /* a company's row once, not for each who works there */
        if (demo_block(s->fill->plan, &s->arena, i, &s->after.state, &s->sink, err) ||
            change_hold_end(&s->change, err))
            return -1;
    }
    return change_end(&s->change, err);
}

static int write_tags(void *arg, struct space_tx *tx, struct err *err)
{
    struct slice *s = arg;
    if (begin(s, tx, "demo data: tags", err))
        return -1;
    return demo_tags(&s->arena, &s->sink, err) || change_end(&s->change, err) ? -1 : 0;
}

static int fill(struct slice *s, struct err *err)
{
    struct demo_fill *f = s->fill;
    int64_t blocks = demo_blocks(f->plan);
    if (!f->one_set && space_write(f->space, write_tags, s, err))
        return -1;
    s->before.totals = s->after.totals;

    for (s->first = 0; s->first < blocks; s->first = s->end) {
        s->end = s->first + SLICE < blocks ? s->first + SLICE : blocks;
        if (s->first % DEMO_CHAPTER == 0 && !f->one_set)
            s->before.change_id = 0;
        if (space_write(f->space, write_blocks, s, err))
            return -1;
        s->before = s->after;
        f->totals = s->after.totals;
        f->change_id = s->after.change_id;
        if (f->go_on && !f->go_on(f->arg, &f->totals))
            return 0;
    }
    return 0;
}

int demo_fill_run(struct demo_fill *f, struct err *err)
{
    struct slice s = {.sink = {create, update, interact}, .fill = f};
    arena_init(&s.arena);
    int failed = fill(&s, err);
    arena_release(&s.arena);
    return failed;
}

int64_t demo_fill_count(const struct demo_fill *f, const struct entity *e)
{
    return f->totals.records[entity_index(e)];
}
