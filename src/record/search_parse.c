/* What a person types to a tree of words. Knows nothing of the index.
 *
 * Two readings: as an expression (words, "phrases", AND, OR, NOT, parentheses; words side by side
 * belong together most tightly, then NOT, AND, OR, as in FTS5), and, when that fails, as plain
 * words. A half-typed expression is the usual case, so failing is cheap and silent. The last word
 * is unfinished unless something closes it.
 */
#include <string.h>

#include "base/utf8.h"
#include "record/search_text.h"

enum { TOKENS_MAX = 64, NESTED_MAX = 8 };

enum token_kind {
    TOKEN_WORD,
    TOKEN_PHRASE,
    TOKEN_PHONE,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_NOT
};

struct token {
    enum token_kind kind;
    struct str text;
    bool prefix; /* written with a * */
};

struct parse {
    struct arena *a;
    struct token tokens[TOKENS_MAX];
    size_t n, at;
    unsigned nested;
    bool finished; /* the last word is whole too */
    bool failed;
};

/* --- tokens ----------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Behind the bracket that closes the one at `at`, when only what a number may hold is between. */
static size_t phone_bracket(struct str s, size_t at)
{
    size_t i = at + 1;

    while (i < s.n && (is_digit(s.p[i]) || s.p[i] == ' ' || s.p[i] == '+'))
        i++;
    return i < s.n && s.p[i] == ')' && i > at + 1 ? i + 1 : at;
}

/* Where a number that begins at `from` ends: behind its last digit, before anything that shows it
 * is none ("12 3com": behind the 12). */
static size_t phone_end(struct str s, size_t from)
{
    size_t end = from, i = from;

    while (i < s.n) {
        size_t next = i + 1;
        if (s.p[i] == '(')
            next = phone_bracket(s, i);
        else if (!is_digit(s.p[i]) && !strchr(" +-/.", s.p[i]))
            break;
        if (next == i || s.p[i] == '\0')
            break;
        i = next;
        bool whole = i == s.n || is_blank(s.p[i]) || s.p[i] == ')' || s.p[i] == '"';
        if (whole && (is_digit(s.p[i - 1]) || s.p[i - 1] == ')'))
            end = i;
    }
    return end;
}

static bool take_phone(struct parse *p, struct str s, size_t *at)
{
    char first = s.p[*at];

    if (!is_digit(first) && first != '+' && first != '(')
        return false;
    struct str text = str_sub(s, *at, phone_end(s, *at) - *at);
    if (search_digits(p->a, text).n < SEARCH_PHONE_DIGITS)
        return false;
    p->tokens[p->n++] = (struct token){.kind = TOKEN_PHONE, .text = text};
    *at += text.n;
    return true;
}

static bool has_word(struct parse *p, struct str text)
{
    struct utf8_words walk;
    struct utf8_word w;

    utf8_words_init(&walk, p->a, text);
    return utf8_words_next(&walk, &w);
}

/* What has no word in it is not there, so that the word before it is the last. */
static void take_word(struct parse *p, struct str s, size_t *at)
{
    static const struct {
        const char *word;
        enum token_kind kind;
    } operators[] = {{"AND", TOKEN_AND}, {"OR", TOKEN_OR}, {"NOT", TOKEN_NOT}};
    size_t end = *at;

    while (end < s.n && !is_blank(s.p[end]) && s.p[end] != '"' && s.p[end] != '(' &&
           s.p[end] != ')')
        end++;
    struct token t = {.kind = TOKEN_WORD, .text = str_sub(s, *at, end - *at)};
    for (size_t i = 0; i < ARRAY_LEN(operators); i++)
        if (str_is(t.text, operators[i].word))
            t.kind = operators[i].kind;
    t.prefix = str_ends(t.text, "*");
    if (has_word(p, t.text))
        p->tokens[p->n++] = t;
    *at = end;
}

static void take_phrase(struct parse *p, struct str s, size_t *at)
{
    size_t close = str_find(s, '"', *at + 1);

    p->failed |= close == s.n;
    p->tokens[p->n++] =
        (struct token){.kind = TOKEN_PHRASE, .text = str_sub(s, *at + 1, close - *at - 1)};
    *at = close < s.n ? close + 1 : s.n;
    if (*at < s.n && s.p[*at] == '*') {
        p->tokens[p->n - 1].prefix = true;
        (*at)++;
    }
}

static void take_bracket(struct parse *p, struct str s, size_t *at)
{
    p->tokens[p->n++] = (struct token){.kind = s.p[*at] == '(' ? TOKEN_OPEN : TOKEN_CLOSE,
                                       .text = str_sub(s, *at, 1)};
    (*at)++;
}

static void tokenize(struct parse *p, struct str s)
{
    size_t at = 0;

    while (at < s.n && p->n < TOKENS_MAX) {
        if (is_blank(s.p[at]))
            at++;
        else if (take_phone(p, s, &at))
            continue;
        else if (s.p[at] == '"')
            take_phrase(p, s, &at);
        else if (s.p[at] == '(' || s.p[at] == ')')
            take_bracket(p, s, &at);
        else
            take_word(p, s, &at);
    }
}

/* --- nodes ------------------------------------------------------------------------------------ */

static const struct search_node *join(struct parse *p, enum search_op op,
                                      const struct search_node *left,
                                      const struct search_node *right)
{
    /* an operand without words says nothing */
    if (!left)
        return op == SEARCH_NOT ? NULL : right;
    if (!right)
        return left;

    struct search_node *node = ARENA_NEW(p->a, struct search_node);
    *node = (struct search_node){.op = op, .left = left, .right = right};
    return node;
}

static const struct search_node *leaf(struct parse *p, const struct str *words, size_t n,
                                      bool prefix)
{
    struct search_node *node = ARENA_NEW(p->a, struct search_node);

    if (n == 0)
        return NULL;
    *node = (struct search_node){.words = words, .n_words = n};
    if (n == 1) {
        node->op = prefix ? SEARCH_PREFIX : SEARCH_WORD;
        return node;
    }
    node->op = SEARCH_PHRASE;
    node->last_prefix = prefix;
    return node;
}

static size_t words_of(struct parse *p, struct str text, struct str **ret)
{
    struct str *words = arena_array(p->a, text.n, sizeof *words);
    struct utf8_words walk;
    struct utf8_word w;
    size_t n = 0;

    utf8_words_init(&walk, p->a, text);
    while (n < text.n && utf8_words_next(&walk, &w))
        words[n++] = w.folded;
    *ret = words;
    return n;
}

/* The digits in a row as one number, or else the words as they were typed. */
static const struct search_node *phone(struct parse *p, struct str text, bool prefix)
{
    struct str digits = search_digits(p->a, text), *words;
    size_t n = words_of(p, text, &words);
    const struct search_node *typed = NULL;

    while (digits.n > 0 && digits.p[0] == '0')
        digits = str_sub(digits, 1, digits.n);
    for (size_t i = 0; i < n; i++)
        typed = join(p, SEARCH_AND, typed, leaf(p, &words[i], 1, prefix && i + 1 == n));
    if (digits.n < SEARCH_PHONE_DIGITS)
        return typed;

    struct str *number = ARENA_NEW(p->a, struct str);
    *number = digits;
    const struct search_node *as_number = leaf(p, number, 1, true);
    return n == 1 && str_eq(words[0], digits) ? as_number : join(p, SEARCH_OR, as_number, typed);
}

static const struct search_node *operand(struct parse *p, const struct token *t, bool wanted)
{
    bool last = t == &p->tokens[p->n - 1];
    bool unfinished = last && wanted && !p->finished && t->kind != TOKEN_PHRASE;
    bool prefix = t->prefix || unfinished;
    struct str *words;

    if (t->kind == TOKEN_PHONE)
        return phone(p, t->text, prefix);
    size_t n = words_of(p, t->text, &words);
    return leaf(p, words, n, prefix);
}

/* --- the expression --------------------------------------------------------------------------- */

static bool next_is(const struct parse *p, enum token_kind kind)
{
    return p->at < p->n && p->tokens[p->at].kind == kind;
}

static bool accept(struct parse *p, enum token_kind kind)
{
    if (!next_is(p, kind))
        return false;
    p->at++;
    return true;
}

static const struct search_node *parse_or(struct parse *p, bool wanted);

static const struct search_node *parse_group(struct parse *p, bool wanted)
{
    const struct search_node *node;

    if (++p->nested > NESTED_MAX) {
        p->failed = true;
        return NULL;
    }
    node = parse_or(p, wanted);
    p->failed |= !accept(p, TOKEN_CLOSE);
    p->nested--;
    return node;
}

/* Words, phrases and groups side by side; at least one. */
static const struct search_node *parse_row(struct parse *p, bool wanted)
{
    const struct search_node *node = NULL;
    size_t from = p->at;

    while (!p->failed && p->at < p->n) {
        const struct token *t = &p->tokens[p->at];
        if (t->kind >= TOKEN_CLOSE)
            break;
        p->at++;
        node = join(p, SEARCH_AND, node,
                    t->kind == TOKEN_OPEN ? parse_group(p, wanted) : operand(p, t, wanted));
    }
    p->failed |= p->at == from;
    return node;
}

static const struct search_node *parse_not(struct parse *p, bool wanted)
{
    const struct search_node *node = parse_row(p, wanted);

    while (!p->failed && accept(p, TOKEN_NOT))
        node = join(p, SEARCH_NOT, node, parse_row(p, false));
    return node;
}

static const struct search_node *parse_and(struct parse *p, bool wanted)
{
    const struct search_node *node = parse_not(p, wanted);

    while (!p->failed && accept(p, TOKEN_AND))
        node = join(p, SEARCH_AND, node, parse_not(p, wanted));
    return node;
}

static const struct search_node *parse_or(struct parse *p, bool wanted)
{
    const struct search_node *node = parse_and(p, wanted);

    while (!p->failed && accept(p, TOKEN_OR))
        node = join(p, SEARCH_OR, node, parse_and(p, wanted));
    return node;
}

static bool parse_expression(struct arena *a, struct str text, bool finished,
                             const struct search_node **ret)
{
    struct parse p = {.a = a, .finished = finished};

    tokenize(&p, text);
    const struct search_node *node = p.failed ? NULL : parse_or(&p, true);
    if (p.failed || p.at < p.n)
        return false;
    *ret = node;
    return true;
}

/* Without its punctuation and operators, any text is a row of words. */
static const struct search_node *parse_plain(struct arena *a, struct str text, bool finished)
{
    struct parse p = {.a = a}, kept = {.a = a, .finished = finished};
    char *flat = arena_alloc(a, text.n);

    for (size_t i = 0; i < text.n; i++)
        flat[i] = strchr("\"()", text.p[i]) ? ' ' : text.p[i];
    tokenize(&p, (struct str){flat, text.n});
    for (size_t i = 0; i < p.n; i++)
        if (p.tokens[i].kind <= TOKEN_PHONE)
            kept.tokens[kept.n++] = p.tokens[i];
    return kept.n > 0 ? parse_row(&kept, true) : NULL;
}

static const struct search_node *parse(struct arena *a, struct str text, bool finished)
{
    const struct search_node *root = NULL;

    text = str_trim(utf8_prefix(text, SEARCH_TEXT_MAX));
    if (text.n > 0 && !parse_expression(a, text, finished, &root))
        root = parse_plain(a, text, finished);
    return root;
}

int search_parse(struct arena *a, struct str text, const struct search_node **ret_root)
{
    *ret_root = parse(a, text, false);
    return 0;
}

const struct search_node *search_parse_finished(struct arena *a, struct str text)
{
    return parse(a, text, true);
}
