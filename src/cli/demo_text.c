/* Picking from lists and making texts; see demo_text.h. */
#include "cli/demo_text.h"

#include "base/utf8.h"

size_t demo_count(const char *list)
{
    size_t n = 1;
    for (; *list; list++)
        n += *list == '|';
    return n;
}

struct demo_item demo_item(const char *list, size_t i)
{
    struct str rest = str_of(list), part = STR_NONE;
    for (size_t k = 0; k <= i; k++)
        str_next(&rest, '|', &part);

    size_t split = str_find(part, '=', 0);
    struct demo_item item = {.text = str_sub(part, 0, split)};
    if (split < part.n)
        item.second = str_sub(part, split + 1, part.n);
    return item;
}

struct demo_item demo_pick(struct rand *r, const char *list)
{
    return demo_item(list, rand_below(r, demo_count(list)));
}

const char *demo_pick_text(struct rand *r, struct arena *a, const char *list)
{
    return str_cstr(a, demo_pick(r, list).text);
}

bool demo_chance(struct rand *r, unsigned percent)
{
    return rand_below(r, 100) < percent;
}

int64_t demo_between(struct rand *r, int64_t min, int64_t max)
{
    return min + (int64_t)rand_below(r, (uint64_t)(max - min + 1));
}

static void put_word(struct buf *out, struct str name, const struct demo_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, words[i].name))
            buf_puts(out, words[i].text);
}

const char *demo_fill_in(struct arena *a, struct str pattern, const struct demo_word *words,
                         size_t n)
{
    struct buf out;
    buf_init(&out, 1 << 16);
    for (size_t i = 0; i < pattern.n;) {
        size_t open = str_find(pattern, '{', i);
        buf_put_str(&out, str_sub(pattern, i, open - i));
        if (open == pattern.n)
            break;
        size_t close = str_find(pattern, '}', open);
        put_word(&out, str_sub(pattern, open + 1, close - open - 1), words, n);
        i = close + 1;
    }
    const char *text = str_cstr(a, buf_str(&out));
    buf_release(&out);
    return text;
}

const char *demo_digits(struct rand *r, struct arena *a, struct str pattern)
{
    char *text = str_cstr(a, pattern);
    for (char *p = text; *p; p++)
        if (*p == 'x')
            *p = (char)('0' + rand_below(r, 10));
    return text;
}

const char *demo_slug(struct arena *a, struct demo_item item)
{
    struct str s = utf8_fold(a, item.second.n ? item.second : item.text);
    char *slug = arena_alloc(a, s.n + 2);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9'))
            slug[n++] = s.p[i];
    if (n == 0)
        slug[n++] = 'x';
    return slug;
}
