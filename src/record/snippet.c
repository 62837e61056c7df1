/* Snippets: a piece of the original text around the first hit, the hits marked, all else escaped.
 *
 * Hits are found by the words of the text, not in its bytes, since "Łódź" is hit by "lodz". A
 * phone number is a hit as a whole, however its digits are parted. The piece is cut before it is
 * escaped, so that no entity is cut through.
 */
#include <string.h>

#include "base/utf8.h"
#include "record/search_text.h"

enum { BEFORE = 40, LENGTH = 150, MARKS_MAX = 32 };

/* A part of a line that is marked. */
struct mark {
    size_t start, end;
};

static bool word_hit(struct str word, const struct search_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++) {
        struct str want = terms->terms[i].word;
        struct str got = terms->terms[i].prefix ? str_sub(word, 0, want.n) : word;
        if (str_eq(got, want))
            return true;
    }
    return false;
}

static bool is_phone_text(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == '\0' || !strchr("0123456789 +-/.()", line.p[i]))
            return false;
    return line.n > 0;
}

static bool phone_hit(struct arena *a, struct str line, const struct search_terms *terms)
{
    if (!is_phone_text(line))
        return false;
    struct str digits = search_digits(a, line);
    for (size_t i = 0; i < terms->n; i++) {
        struct str want = terms->terms[i].word;
        if (terms->terms[i].phone && want.n <= digits.n &&
            memmem(digits.p, digits.n, want.p, want.n))
            return true;
    }
    return false;
}

/* The hits of a line up to `length` bytes behind the first. */
static size_t find_marks(struct arena *a, struct str line, const struct search_terms *terms,
                         struct mark marks[static MARKS_MAX])
{
    struct utf8_words walk;
    struct utf8_word w;
    size_t n = 0;

    if (phone_hit(a, line, terms)) {
        marks[0] = (struct mark){0, line.n};
        return 1;
    }
    utf8_words_init(&walk, a, line);
    while (n < MARKS_MAX && utf8_words_next(&walk, &w)) {
        if (n > 0 && w.start > marks[0].start + LENGTH)
            break;
        if (!word_hit(w.folded, terms))
            continue;
        /* the overlapping pairs of Chinese text are one hit */
        if (n > 0 && w.start < marks[n - 1].end)
            marks[n - 1].end = w.end;
        else
            marks[n++] = (struct mark){w.start, w.end};
    }
    return n;
}

/* The begin of a character at or before `at`; of a word, where one begins nearby. */
static size_t cut_before(struct str s, size_t at)
{
    while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        at--;
    for (size_t i = at; i > 0 && i + 15 > at; i--)
        if (s.p[i - 1] == ' ')
            return i;
    return at;
}

static void put_escaped(struct buf *out, struct str s)
{
    static const struct {
        char c;
        const char *text;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

    for (size_t i = 0; i < s.n; i++) {
        const char *text = NULL;
        for (size_t k = 0; k < ARRAY_LEN(entities) && !text; k++)
            text = entities[k].c == s.p[i] ? entities[k].text : NULL;
        if (text)
            buf_puts(out, text);
        else
            buf_putc(out, s.p[i]);
    }
}

static void put_marked(struct buf *out, struct str line, size_t from, size_t to,
                       const struct mark *marks, size_t n)
{
    size_t at = from;

    for (size_t i = 0; i < n && marks[i].end <= to; i++) {
        put_escaped(out, str_sub(line, at, marks[i].start - at));
        buf_puts(out, "<mark>");
        put_escaped(out, str_sub(line, marks[i].start, marks[i].end - marks[i].start));
        buf_puts(out, "</mark>");
        at = marks[i].end;
    }
    put_escaped(out, str_sub(line, at, to - at));
}

static struct str render(struct arena *a, struct str line, const struct mark *marks, size_t n)
{
    size_t first = n > 0 ? marks[0].start : 0;
    size_t from = first > BEFORE ? cut_before(line, first - BEFORE) : 0;
    size_t to = from + LENGTH < line.n ? cut_before(line, from + LENGTH) : line.n;
    struct buf b;

    if (n > 0 && to < marks[0].end)
        to = marks[0].end;
    buf_init(&b, 64 * 1024);
    buf_puts(&b, from > 0 ? "…" : "");
    put_marked(&b, line, from, to, marks, n);
    buf_puts(&b, to < line.n ? "…" : "");

    struct str text = str_dup(a, buf_str(&b));
    buf_release(&b);
    return text;
}

struct str snippet_make(struct arena *a, struct str body, const struct search_terms *terms)
{
    struct mark marks[MARKS_MAX];
    struct str rest = body, line, first = STR_NONE;

    while (str_next(&rest, '\n', &line)) {
        size_t n = find_marks(a, line, terms, marks);
        if (n > 0)
            return render(a, line, marks, n);
        if (first.n == 0)
            first = line;
    }
    return render(a, first, marks, 0);
}
