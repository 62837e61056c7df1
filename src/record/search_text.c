/* Words of texts, and the words a search tree asks for. */
#include "record/search_text.h"

#include <string.h>

#include "base/utf8.h"

struct str search_words(struct arena *a, struct str text)
{
    struct utf8_words walk;
    struct utf8_word w;
    size_t n = 0, room = 2 * text.n + 16;
    char *out = arena_alloc(a, room);

    utf8_words_init(&walk, a, text);
    while (utf8_words_next(&walk, &w)) {
        if (n + w.folded.n + 1 > room) {
            size_t more = 2 * (n + w.folded.n + 1);
            out = arena_grow(a, out, n, more);
            room = more;
        }
        if (n > 0)
            out[n++] = ' ';
        memcpy(out + n, w.folded.p, w.folded.n);
        n += w.folded.n;
    }
    return (struct str){out, n};
}

struct str search_digits(struct arena *a, struct str text)
{
    char *out = arena_alloc(a, text.n);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            out[n++] = text.p[i];
    return (struct str){out, n};
}

bool search_is_slow(const struct search_node *root)
{
    if (!root)
        return false;
    if (root->op >= SEARCH_AND)
        return search_is_slow(root->left) || search_is_slow(root->right);
    bool beginning = root->op == SEARCH_PREFIX || root->last_prefix;
    return beginning && utf8_length(root->words[root->n_words - 1]) > SEARCH_SHORT;
}

/* Whether `words` stands in the row's words: whole ones, the last perhaps unfinished. */
static bool has_words(struct str row, struct str words, bool prefix)
{
    const char *at = row.p, *end = row.p + row.n;

    while (at < end && (at = memmem(at, (size_t)(end - at), words.p, words.n))) {
        const char *behind = at + words.n;
        if ((at == row.p || at[-1] == ' ') && (prefix || behind == end || *behind == ' '))
            return true;
        at = behind;
    }
    return false;
}

/* The words of a phrase as they stand in a row. */
static struct str joined(const struct search_node *node, char *room, size_t n)
{
    size_t at = 0;

    for (size_t i = 0; i < node->n_words; i++) {
        struct str w = node->words[i];
        if (at + w.n + 1 > n)
            return STR_NONE;
        if (i > 0)
            room[at++] = ' ';
        memcpy(room + at, w.p, w.n);
        at += w.n;
    }
    return (struct str){room, at};
}

bool search_matches(const struct search_node *root, struct str name_words, struct str body_words)
{
    char room[4 * SEARCH_TEXT_MAX];

    if (!root)
        return false;
    if (root->op >= SEARCH_AND) {
        bool left = search_matches(root->left, name_words, body_words);
        if (root->op == SEARCH_OR ? left : !left)
            return left;
        return search_matches(root->right, name_words, body_words) != (root->op == SEARCH_NOT);
    }
    struct str words = joined(root, room, sizeof room);
    bool prefix = root->op == SEARCH_PREFIX || root->last_prefix;
    return words.p &&
           (has_words(name_words, words, prefix) || has_words(body_words, words, prefix));
}

static size_t count_words(const struct search_node *node)
{
    if (!node)
        return 0;
    if (node->op == SEARCH_NOT)
        return count_words(node->left);
    return node->n_words + count_words(node->left) + count_words(node->right);
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

static void gather(const struct search_node *node, struct search_terms *ret)
{
    if (!node)
        return;
    for (size_t i = 0; i < node->n_words; i++) {
        bool last = i + 1 == node->n_words;
        struct str word = node->words[i];
        ret->terms[ret->n++] = (struct search_term){
            .word = word,
            .prefix = last && (node->op == SEARCH_PREFIX || node->last_prefix),
            .phone = node->op == SEARCH_PREFIX && word.n >= SEARCH_PHONE_DIGITS && all_digits(word),
        };
    }
    gather(node->left, ret);
    if (node->op != SEARCH_NOT)
        gather(node->right, ret);
}

struct search_terms search_terms_of(struct arena *a, const struct search_node *root)
{
    struct search_terms t = {.n = 0};
    size_t room = 1;

    t.terms = arena_array(a, count_words(root), sizeof *t.terms);
    gather(root, &t);
    for (size_t i = 0; i < t.n; i++)
        room += t.terms[i].word.n + 1;

    char *joined = arena_alloc(a, room), *at = joined;
    for (size_t i = 0; i < t.n; i++) {
        if (i > 0)
            *at++ = ' ';
        memcpy(at, t.terms[i].word.p, t.terms[i].word.n);
        at += t.terms[i].word.n;
    }
    t.joined = (struct str){joined, (size_t)(at - joined)};
    return t;
}
