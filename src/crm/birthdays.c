/* Whose birthday comes: by the shadow column month * 100 + day, which finds a day in any year. The
 * days asked for are one range of it, or two around New Year. Who was born on 29 February is kept
 * on the 28th where the year has no 29th.
 */
#include "crm/private.h"

enum { FEB_28 = 228, FEB_29 = 229, YEAR_DAYS = 366 };

struct window {
    struct date first, last;
};

static int month_day(struct date d)
{
    return d.month * 100 + d.day;
}

static struct window window_of(const struct record_ctx *ctx, int days)
{
    struct date today = tz_date(ctx->env.zone, ctx->env.now);
    int64_t first = date_to_days(today);
    int64_t last = first + (days < 1 ? 1 : days > YEAR_DAYS ? YEAR_DAYS : days) - 1;
    int64_t year = date_to_days(date_add_months(today, 12, 0)) - 1;
    return (struct window){today, date_from_days(last < year ? last : year)};
}

/* The first day from `from` on that the birthday is kept. */
static struct date next_birthday(struct date born, struct date from)
{
    for (int year = from.year;; year++) {
        struct date d = {year, born.month, born.day};
        if (!date_valid(d))
            d.day = 28;
        if (date_to_days(d) >= date_to_days(from))
            return d;
    }
}

static int collect(struct record_ctx *ctx, int from, int to, size_t max, struct page *p,
                   struct err *err)
{
    struct record *rows;
    struct sql q;
    size_t n;
    sql_init(&q, ctx->arena, db_driver_of(ctx->db));
    record_select(&q, p->entity, "a");
    sql_add(&q, " WHERE a.trashed_at IS NULL AND a.birthday_md >= ");
    sql_bind_int(&q, from);
    sql_add(&q, " AND a.birthday_md <= ");
    sql_bind_int(&q, to);
    sql_add(&q, " ORDER BY a.birthday_md, a.id LIMIT ");
    sql_bind_int(&q, (int64_t)(max - p->n));
    if (record_collect(ctx, p->entity, &q, max - p->n, &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n; i++)
        p->records[p->n++] = rows[i];
    return 0;
}

static int find(struct record_ctx *ctx, struct window w, struct page *p, struct err *err)
{
    int first = month_day(w.first), last = month_day(w.last);
    if (last == FEB_28 && !date_is_leap(w.last.year))
        last = FEB_29;
    if (w.first.year == w.last.year)
        return collect(ctx, first, last, CRM_ITEMS_MAX, p, err);
    return collect(ctx, first, 1231, CRM_ITEMS_MAX, p, err) ||
                   collect(ctx, 101, last, CRM_ITEMS_MAX, p, err)
               ? -1
               : 0;
}

static void write_item(struct record_ctx *ctx, const struct page *p, size_t i, struct date today,
                       struct json *out)
{
    struct date born = {0};
    char text[11];
    date_parse(record_text(&p->records[i], "birthday"), true, &born);
    struct date next = next_birthday(born, today);
    date_format(next, text);

    json_object_begin(out);
    page_write_members(ctx, p, i, out);
    json_put_cstr(out, "next_birthday", text);
    json_key(out, "turns");
    if (born.year != DATE_NO_YEAR && born.year <= next.year)
        json_int(out, next.year - born.year);
    else
        json_nil(out);
    json_object_end(out);
}

int crm_birthdays(struct record_ctx *ctx, int days, struct json *out, struct err *err)
{
    struct window w = window_of(ctx, days);
    struct page p = {.entity = &entity_contact};
    p.records = arena_array(ctx->arena, CRM_ITEMS_MAX, sizeof *p.records);
    if (find(ctx, w, &p, err) || page_load(ctx, &p, err))
        return -1;
    json_object_begin(out);
    json_key(out, "data");
    json_array_begin(out);
    for (size_t i = 0; i < p.n; i++)
        write_item(ctx, &p, i, w.first, out);
    json_array_end(out);
    json_object_end(out);
    return 0;
}
