/* See grams.h. */
#include "db/grams.h"

#include "base/utf8.h"

enum { GRAMS_ASKED = 12 };

static size_t character(struct str text, size_t at)
{
    size_t n = at < text.n ? utf8_sequence(text.p + at, text.n - at) : 0;

    return n ? n : 1;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '@' ||
           c == '.' || c == '-' || c == '+' || (unsigned char)c >= 0x80;
}

static bool next(struct gram_walk *w, char out[static GRAM_TEXT], size_t *ret_n)
{
    size_t end = w->at;
    size_t n = 0;

    for (int i = 0; i < GRAM; i++) {
        if (end >= w->text.n)
            return false;
        end += character(w->text, end);
    }
    out[n++] = w->slot;
    for (size_t i = w->at; i < end; i++)
        out[n++] = is_word_byte(w->text.p[i]) ? w->text.p[i] : '_';
    w->at += character(w->text, w->at);
    *ret_n = n;
    return true;
}

bool gram_next(struct gram_walk *w, char out[static GRAM_TEXT], size_t *ret_n)
{
    while (next(w, out, ret_n))
        if (w->i++ % w->every == 0)
            return true;
    return false;
}

struct gram_walk gram_walk(size_t slot, struct str text)
{
    return (struct gram_walk){.text = text, .slot = (char)('0' + slot), .every = 1};
}

struct gram_walk gram_walk_some(size_t slot, struct str needle)
{
    struct gram_walk w = gram_walk(slot, needle);

    w.every = utf8_length(needle) / GRAMS_ASKED + 1;
    return w;
}
