/* See fuzz.h. Each target makes what it needs and leaves nothing behind. */
#include "fuzz.h"

#include "base/json.h"
#include "base/money.h"
#include "base/utf8.h"
#include "record/filter.h"
#include "record/search.h"

/* What is accepted must come out again as JSON that is accepted. */
static void json(struct str input)
{
    json_t *tree = NULL;
    struct err err = {0};
    if (json_parse(input, &tree, &err))
        return;
    struct buf out;
    struct json j;
    buf_init(&out, 1 << 24);
    json_init(&j, &out);
    json_tree(&j, tree);
    json_t *again = NULL;
    if (json_parse(buf_str(&out), &again, &err) && !out.failed)
        __builtin_trap();
    json_decref(again);
    json_decref(tree);
    buf_release(&out);
}

static struct record_ctx context(struct arena *a)
{
    return (struct record_ctx){
        .arena = a, .env = {.arena = a, .currency = STR("EUR"), .country = STR("DE"), .now = 1}};
}

static void filter(struct str input)
{
    struct arena a;
    json_t *tree = NULL;
    struct err err = {0};
    arena_init(&a);
    struct record_ctx ctx = context(&a);
    if (json_parse(input, &tree, &err) == 0) {
        size_t n;
        const struct entity *const *all = model_entities(&n);
        for (size_t i = 0; i < n; i++) {
            const struct filter *f;
            struct sql q;
            err_clear(&err);
            if (filter_parse_json(&ctx, all[i], tree, &f, &err))
                continue;
            sql_init(&q, &a, &db_sqlite);
            filter_sql(&q, all[i], "x", f);
            if (q.failed)
                __builtin_trap(); /* a name that is none of ours came through */
        }
        json_decref(tree);
    }
    arena_release(&a);
}

static void search(struct str input)
{
    struct arena a;
    const struct search_node *root;
    arena_init(&a);
    if (utf8_valid(input) && input.n < 4096)
        search_parse(&a, input, &root);
    arena_release(&a);
}

/* Every type of field by text, then its shadow. */
static void values(struct str input)
{
    struct arena a;
    arena_init(&a);
    struct record_ctx ctx = context(&a);
    size_t n;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n && utf8_valid(input); i++) {
        struct record r = {.entity = all[i]};
        r.values = arena_array(&a, all[i]->n_fields, sizeof *r.values);
        for (size_t k = 0; k < all[i]->n_fields; k++) {
            const struct field *f = &all[i]->fields[k];
            struct err err = {0};
            struct db_value v;
            if (f->type->parse_text && !f->type->parse_text(f, &ctx.env, &r, input, &v, &err))
                field_compare_value(f, &ctx.env, &r, v);
        }
    }
    arena_release(&a);
}

const struct fuzz_target fuzz_targets[] = {
    {"json", json},
    {"filter", filter},
    {"search", search},
    {"values", values},
};
const size_t fuzz_n_targets = ARRAY_LEN(fuzz_targets);
