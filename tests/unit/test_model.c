/* model: the tables are whole and agree with each other. What is checked here, nothing above need
 * check again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/model.h"
#include <cmocka.h>
#include <string.h>

enum { GRAMS_MAX = 3 };

static const char *const implicit[] = {"id", "created_at", "updated_at", "trashed_at"};

static bool is_implicit(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(implicit); i++) {
        if (strcmp(name, implicit[i]) == 0)
            return true;
    }
    return false;
}

static bool is_ident(const char *s)
{
    if (*s < 'a' || *s > 'z')
        return false;
    return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s) &&
           strlen(s) < FIELD_COLUMN_MAX - 8;
}

static const struct field *field_of(const struct entity *e, const char *name)
{
    return entity_field(e, str_of(name));
}

/* Calls check for each entity. */
static void for_all(void (*check)(const struct entity *e))
{
    size_t n = 0;
    const struct entity *const *all = model_entities(&n);
    assert_true(n >= 10);
    for (size_t i = 0; i < n; i++)
        check(all[i]);
}

static void for_all_fields(void (*check)(const struct entity *e, const struct field *f))
{
    size_t n = 0;
    const struct entity *const *all = model_entities(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < all[i]->n_fields; k++)
            check(all[i], &all[i]->fields[k]);
}

static void check_names(const struct entity *e)
{
    assert_true(is_ident(e->name) && is_ident(e->plural) && e->label);
    assert_ptr_equal(model_entity(str_of(e->name)), e);
    assert_ptr_equal(model_entity_plural(str_of(e->plural)), e);
    for (size_t i = 0; i < e->n_fields; i++) {
        const char *name = e->fields[i].name;
        if (!is_ident(name) || is_implicit(name) || field_of(e, name) != &e->fields[i])
            fail_msg("%s.%s: the name is bad or taken", e->name, name);
    }
}

static void names_are_unique(void **state)
{
    (void)state;
    for_all(check_names);
    assert_null(model_entity(STR("contacts")));
    assert_null(model_entity(STR_NONE));
    assert_null(model_entity_plural(STR("contact")));
    assert_null(entity_field(&entity_contact, STR("nam")));
    assert_int_equal(entity_field_index(&entity_contact, STR("none")), -1);
}

/* Two columns of one name, a field's and another's shadow, would be one column. */
static void check_shadow(const struct entity *e, const struct field *f)
{
    char shadow[FIELD_COLUMN_MAX], column[FIELD_COLUMN_MAX];
    assert_string_equal(field_compare_column(f, column),
                        field_shadow_column(f, shadow) ? shadow : f->name);
    if (field_shadow_column(f, shadow)) {
        assert_true(field_has_column(f) && f->type->derive);
        assert_null(field_of(e, shadow));
    }
}

static void shadows_take_no_fields_name(void **state)
{
    (void)state;
    char out[FIELD_COLUMN_MAX];
    for_all_fields(check_shadow);
    const struct entity *e = &entity_contact;
    assert_string_equal(field_shadow_column(field_of(e, "name"), out), "name_fold");
    assert_string_equal(field_shadow_column(field_of(e, "email"), out), "email_norm");
    assert_string_equal(field_shadow_column(field_of(e, "birthday"), out), "birthday_md");
    assert_null(field_shadow_column(field_of(e, "job_title"), out));
    assert_null(field_shadow_column(field_of(e, "company_name"), out));
    assert_null(field_shadow_column(field_of(e, "tags"), out));
    assert_string_equal(field_compare_column(field_of(e, "priority"), out), "priority");
}

static void check_type(const struct entity *e, const struct field *f)
{
    const struct field_type *t = f->type;
    if (!t || !t->name || !t->schema || t->ops == 0)
        fail_msg("%s.%s has no whole type", e->name, f->name);
    assert_int_equal(!t->collection, t->parse && t->parse_text && t->write);
    assert_int_equal(t->shadow != NULL, t->derive != NULL);
    assert_int_equal(t == &type_enum, f->options != NULL);
    assert_true(!(f->flags & FIELD_NO_YEAR) || t == &type_date);
    assert_true(!(f->flags & FIELD_REQUIRED) || !(f->flags & (FIELD_READ_ONLY | FIELD_DERIVED)));
    assert_true(!(f->flags & FIELD_INDEXED) || field_is_sortable(f));
    assert_true(!(f->flags & (FIELD_UNIQUE | FIELD_COUNTED | FIELD_GRAMS)) || field_has_column(f));
    assert_true(!(f->flags & FIELD_GRAMS) || (t->ops & OP_BIT(OP_CONTAINS)));
    assert_true(f->min <= f->max);
}

static void fields_have_whole_types(void **state)
{
    (void)state;
    for_all_fields(check_type);
}

static void check_ref(const struct entity *e, const struct field *f)
{
    if (f->type != &type_ref) {
        assert_true(!f->target && !f->target_field);
        return;
    }
    const struct field *which = f->target_field ? field_of(e, f->target_field) : NULL;
    if (f->target && strcmp(f->target, "user") != 0 && !model_entity(str_of(f->target)))
        fail_msg("%s.%s refers to no entity: %s", e->name, f->name, f->target);
    assert_true((f->target != NULL) != (which != NULL));
    for (size_t i = 0; which && which->options[i]; i++)
        assert_non_null(model_entity(str_of(which->options[i])));
}

static void refs_have_targets(void **state)
{
    (void)state;
    for_all_fields(check_ref);
    for (size_t i = 0; model_subjects[i]; i++)
        assert_non_null(model_entity(str_of(model_subjects[i])));
}

/* A type that looks at a sibling must find it parsed already. */
static void check_siblings(const struct entity *e, const struct field *f)
{
    const struct field *first = NULL;
    if (f->currency_field)
        first = field_of(e, f->currency_field);
    if (f->type == &type_channel)
        first = field_of(e, "kind");
    if (f->target_field)
        first = field_of(e, f->target_field);
    if (f->currency_field || f->target_field || f->type == &type_channel)
        assert_true(first && first < f);
    assert_true(!f->currency_field || first->type == &type_currency);
}

static void siblings_stand_before_who_needs_them(void **state)
{
    (void)state;
    for_all_fields(check_siblings);
}

static void check_through(const struct entity *e, const struct field *f)
{
    assert_int_equal(f->through != NULL, f->through_field != NULL);
    if (!f->through)
        return;
    const struct field *ref = field_of(e, f->through);
    assert_true((f->flags & FIELD_DERIVED) && ref && ref->type == &type_ref);
    assert_true(ref->target_field || field_of(model_entity(str_of(ref->target)), f->through_field));
}

static void derived_fields_go_through_refs(void **state)
{
    (void)state;
    for_all_fields(check_through);
}

static void check_fallback(const struct entity *e, const struct field *f)
{
    struct arena a;
    struct err err = {0};
    struct db_value v = DB_VALUE_NULL;
    if (!f->fallback)
        return;
    arena_init(&a);
    struct field_env env = {.arena = &a, .currency = STR("EUR"), .country = STR("US")};
    if (f->type->parse_text(f, &env, NULL, str_of(f->fallback), &v, &err) || v.type == DB_NULL)
        fail_msg("%s.%s: its own fallback is refused", e->name, f->name);
    arena_release(&a);
}

static void fallbacks_are_values(void **state)
{
    (void)state;
    for_all_fields(check_fallback);
}

static void check_search(const struct entity *e)
{
    size_t names = 0, searched = 0, grams = 0;
    for (size_t i = 0; i < e->n_fields; i++) {
        names += (e->fields[i].flags & FIELD_NAME) != 0;
        searched += (e->fields[i].flags & FIELD_SEARCH) != 0;
        grams += (e->fields[i].flags & FIELD_GRAMS) != 0;
    }
    assert_true(names <= 1 && grams <= GRAMS_MAX);
    assert_true(searched == 0 || names == 1);
    assert_int_equal(names, entity_name_field(e) != NULL);
}

static void what_is_searched_has_one_name(void **state)
{
    (void)state;
    for_all(check_search);
}

static void check_mirror(const struct entity *e, const struct mirror *m)
{
    const struct field *f = field_of(e, m->field);
    const struct entity *child = model_entity(str_of(m->child));
    if (!f || !child || !(f->flags & FIELD_MIRROR))
        fail_msg("%s: mirror %s of %s", e->name, m->field, m->child);

    const struct field *ref = field_of(child, m->child_ref);
    const struct field *copied = field_of(child, m->child_field);
    assert_true(ref && ref->type == &type_ref && strcmp(ref->target, e->name) == 0);
    assert_true(copied && copied->type->kind == f->type->kind);
    assert_true(copied->type == f->type || copied->type == &type_channel);
    assert_non_null(field_of(child, "is_primary"));
    assert_int_equal(m->kind_field != NULL, m->kind != NULL);
    assert_true(!m->kind_field || field_of(child, m->kind_field));
    assert_true(!m->end_field || field_of(child, m->end_field)->type == &type_date);
}

static void check_mirrors(const struct entity *e)
{
    size_t flagged = 0;
    for (size_t i = 0; i < e->n_mirrors; i++)
        check_mirror(e, &e->mirrors[i]);
    for (size_t i = 0; i < e->n_fields; i++)
        flagged += (e->fields[i].flags & FIELD_MIRROR) != 0;
    assert_int_equal(flagged, e->n_mirrors);
}

static void mirrors_copy_real_fields(void **state)
{
    (void)state;
    for_all(check_mirrors);
}

static void check_aliases(const struct entity *e)
{
    for (size_t i = 0; i < e->n_aliases; i++) {
        const struct filter_alias *a = &e->aliases[i];
        const struct field *f = field_of(e, a->field);
        unsigned ops = f ? f->type->ops : OPS_ORDER;
        if ((!f && !is_implicit(a->field)) || field_of(e, a->name))
            fail_msg("%s: alias %s of %s", e->name, a->name, a->field);
        assert_true(ops & OP_BIT(a->op));
    }
}

static void aliases_stand_for_real_filters(void **state)
{
    (void)state;
    for_all(check_aliases);
}

/* Sorted by an index, or a list of a million would be sorted at each request. */
static void check_sort(const struct entity *e)
{
    const char *by = e->default_sort + (e->default_sort[0] == '-');
    const struct field *f = field_of(e, by);
    assert_true(f || is_implicit(by));
    assert_true(!f || (field_is_sortable(f) && (f->flags & (FIELD_INDEXED | FIELD_UNIQUE))));
}

static void default_sorts_are_indexed(void **state)
{
    (void)state;
    for_all(check_sort);
}

static void check_parents(const struct entity *e)
{
    assert_true(!(e->flags & ENTITY_CHILD) || (e->parents && e->parents[0]));
    assert_false((e->flags & ENTITY_CHILD) && (e->flags & ENTITY_TRASH));
    for (size_t i = 0; e->parents && e->parents[i]; i++) {
        const struct field *f = field_of(e, e->parents[i]);
        assert_true(f && f->type == &type_ref);
        assert_true(!(e->flags & ENTITY_CHILD) || f->on_delete == REF_CASCADE);
    }
}

static void parents_are_refs(void **state)
{
    (void)state;
    for_all(check_parents);
}

static bool has_column(const struct entity *e, struct str name)
{
    char shadow[FIELD_COLUMN_MAX];
    if (str_is(name, "trashed_at"))
        return e->flags & ENTITY_TRASH;
    if (str_is(name, "id") || str_is(name, "created_at") || str_is(name, "updated_at"))
        return true;
    for (size_t i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        if (field_has_column(f) && str_is(name, f->name))
            return true;
        if (field_shadow_column(f, shadow) && str_is(name, shadow))
            return true;
    }
    return false;
}

static void check_indexes(const struct entity *e)
{
    for (size_t i = 0; i < e->n_indexes; i++) {
        struct str rest = str_of(e->indexes[i].columns), column = STR_NONE;
        assert_true(is_ident(e->indexes[i].name) &&
                    str_starts(str_of(e->indexes[i].name), e->name));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(e->indexes[i].name, e->indexes[k].name);
        while (str_next(&rest, ',', &column)) {
            if (!has_column(e, str_trim(column)))
                fail_msg("%s has no column %.*s", e->indexes[i].name, STR_ARG(column));
        }
    }
}

static void indexes_are_over_real_columns(void **state)
{
    (void)state;
    for_all(check_indexes);
}

/* The list filters of the first of the five systems; q, sort and limit are everyone's. */
static void every_filter_of_nis_can_be_asked(void **state)
{
    static const struct {
        const struct entity *e;
        const char *filters[10];
    } cases[] = {
        {&entity_contact,
         {"tag", "stage", "priority_min", "company_id", "last_contact_before",
          "next_contact_before"}},
        {&entity_company,
         {"tag", "stage", "priority_min", "last_contact_before", "next_contact_before"}},
        {&entity_website, {"tag", "company_id", "contact_id"}},
        {&entity_activity, {"tag", "status", "links", "completed_after", "completed_before"}},
        {&entity_note, {"entity_type", "entity_id", "tag", "since"}},
        {&entity_task, {"tag", "status", "priority_min", "links"}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        for (const char *const *f = cases[i].filters; *f; f++) {
            bool found = field_of(cases[i].e, *f) != NULL;
            for (size_t k = 0; k < cases[i].e->n_aliases; k++)
                found = found || strcmp(cases[i].e->aliases[k].name, *f) == 0;
            if (!found)
                fail_msg("%s cannot be filtered by %s", cases[i].e->plural, *f);
        }
        assert_true(cases[i].e->flags & ENTITY_TRASH);
    }
}

static void operators_have_names(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        enum field_op found = OP_COUNT;
        assert_true(field_op_find(str_of(field_op_name((enum field_op)op)), &found));
        assert_int_equal(found, op);
    }
    enum field_op none = OP_COUNT;
    assert_false(field_op_find(STR("like"), &none));
    assert_false(field_op_find(STR_NONE, &none));
    assert_int_equal(none, OP_COUNT);
}

static void labels_are_made_from_names(void **state)
{
    struct arena a;
    (void)state;
    arena_init(&a);
    assert_string_equal(field_label(&a, field_of(&entity_contact, "next_contact_at")),
                        "Next contact at");
    assert_string_equal(field_label(&a, field_of(&entity_contact, "company_id")), "Company");
    assert_string_equal(field_label(&a, field_of(&entity_contact, "owner_id")), "Owner");
    arena_release(&a);
}

static void only_what_can_be_compared_is_sorted(void **state)
{
    (void)state;
    assert_true(field_is_sortable(field_of(&entity_contact, "name")));
    assert_true(field_is_sortable(field_of(&entity_contact, "birthday")));
    assert_false(field_is_sortable(field_of(&entity_contact, "background")));
    assert_false(field_is_sortable(field_of(&entity_contact, "tags")));
    assert_false(field_is_sortable(field_of(&entity_contact, "company_name")));
    assert_false(field_is_sortable(field_of(&entity_note, "next_contact_at")));
    assert_true(entity_has(&entity_task, &type_links));
    assert_false(entity_has(&entity_contact, &type_links));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique),
        cmocka_unit_test(shadows_take_no_fields_name),
        cmocka_unit_test(fields_have_whole_types),
        cmocka_unit_test(refs_have_targets),
        cmocka_unit_test(siblings_stand_before_who_needs_them),
        cmocka_unit_test(derived_fields_go_through_refs),
        cmocka_unit_test(fallbacks_are_values),
        cmocka_unit_test(what_is_searched_has_one_name),
        cmocka_unit_test(mirrors_copy_real_fields),
        cmocka_unit_test(aliases_stand_for_real_filters),
        cmocka_unit_test(default_sorts_are_indexed),
        cmocka_unit_test(parents_are_refs),
        cmocka_unit_test(indexes_are_over_real_columns),
        cmocka_unit_test(every_filter_of_nis_can_be_asked),
        cmocka_unit_test(operators_have_names),
        cmocka_unit_test(labels_are_made_from_names),
        cmocka_unit_test(only_what_can_be_compared_is_sorted),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
