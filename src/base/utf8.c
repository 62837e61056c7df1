/* Text of any language, by utf8proc's tables.
 *
 * Most names are plain ASCII, so every function has a short way for it. The long way takes one
 * character after the other: decompose, fold case, drop accents, spell out the rest. What a
 * decomposition yields need not be what it was (a letter may hold a blank: U+FDFA), so words are
 * filtered once more after folding.
 */
#include "base/utf8.h"

#include "base/arena.h"
#include <string.h>
#include <utf8proc.h>

enum {
    CLASS_VIRAMA = 9,
    CLASS_THAI_VOWEL = 103,
    CLASS_LAO_VOWEL = 118,
    DECOMPOSED_MAX = 32, /* U+FDFA, the longest, gives 18 */
    REPLACEMENT = 0xfffd
};

struct spelling {
    utf8proc_int32_t c;
    const char *text;
};

/* What NFKD and case folding leave alone. Sorted by character. */
static const struct spelling spellings[] = {
    {0x00e6, "ae"}, {0x00f0, "d"},  {0x00f8, "o"},  {0x00fe, "th"}, {0x0111, "d"},  {0x0127, "h"},
    {0x0131, "i"},  {0x0138, "k"},  {0x0142, "l"},  {0x014b, "ng"}, {0x0153, "oe"}, {0x0167, "t"},
    {0x0180, "b"},  {0x0188, "c"},  {0x0192, "f"},  {0x0199, "k"},  {0x019a, "l"},  {0x01a5, "p"},
    {0x01ad, "t"},  {0x01b4, "y"},  {0x01b6, "z"},  {0x01e5, "g"},  {0x0221, "d"},  {0x0234, "l"},
    {0x0235, "n"},  {0x0236, "t"},  {0x0237, "j"},  {0x023c, "c"},  {0x0247, "e"},  {0x0249, "j"},
    {0x024d, "r"},  {0x024f, "y"},  {0x0253, "b"},  {0x0254, "o"},  {0x0256, "d"},  {0x0257, "d"},
    {0x0259, "e"},  {0x025b, "e"},  {0x0260, "g"},  {0x0268, "i"},  {0x026b, "l"},  {0x0272, "n"},
    {0x0289, "u"},  {0x02b9, "'"},  {0x02bb, "'"},  {0x02bc, "'"},  {0x2010, "-"},  {0x2012, "-"},
    {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},  {0x2019, "'"},  {0x201a, "'"},
    {0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""}, {0x2044, "/"},  {0x2212, "-"},
};

/* A text that grows in an arena. */
struct growing {
    struct arena *arena;
    char *p;
    size_t n, room;
};

static void growing_init(struct growing *g, struct arena *a, size_t room)
{
    *g = (struct growing){.arena = a, .p = arena_alloc(a, room), .room = room};
}

static void growing_put(struct growing *g, const char *bytes, size_t n)
{
    if (n > g->room - g->n) {
        size_t room = (g->n + n) * 2;

        g->p = arena_grow(g->arena, g->p, g->n, room);
        g->room = room;
    }
    memcpy(g->p + g->n, bytes, n);
    g->n += n;
}

static void growing_put_char(struct growing *g, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);

    growing_put(g, (const char *)bytes, (size_t)n);
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

size_t utf8_sequence(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    unsigned char low = 0x80, high = 0xbf; /* of the second byte */
    size_t length;

    if (n == 0)
        return 0;
    if (u[0] < 0x80)
        return 1;
    if (u[0] < 0xc2 || u[0] > 0xf4)
        return 0;

    length = u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    if (u[0] == 0xe0)
        low = 0xa0; /* else it would fit two bytes */
    else if (u[0] == 0xed)
        high = 0x9f; /* else a surrogate */
    else if (u[0] == 0xf0)
        low = 0x90;
    else if (u[0] == 0xf4)
        high = 0x8f; /* else past U+10FFFF */

    if (n < length || u[1] < low || u[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_continuation(p[i]))
            return 0;
    return length;
}

/* The first byte at or after `from` that is not ASCII. */
static size_t skip_ascii(struct str s, size_t from)
{
    for (; s.n - from >= 8; from += 8) {
        uint64_t v;

        memcpy(&v, s.p + from, sizeof v);
        if (v & UINT64_C(0x8080808080808080))
            break;
    }
    while (from < s.n && (unsigned char)s.p[from] < 0x80)
        from++;
    return from;
}

bool utf8_valid(struct str s)
{
    size_t length;

    for (size_t i = skip_ascii(s, 0); i < s.n; i = skip_ascii(s, i + length)) {
        length = utf8_sequence(s.p + i, s.n - i);
        if (!length)
            return false;
    }
    return true;
}

/* The character at `at` and how many bytes it has; a bad byte is U+FFFD. */
static utf8proc_int32_t char_at(struct str s, size_t at, size_t *ret_bytes)
{
    utf8proc_int32_t c = REPLACEMENT;

    if ((unsigned char)s.p[at] < 0x80) {
        *ret_bytes = 1;
        return s.p[at];
    }
    *ret_bytes = utf8_sequence(s.p + at, s.n - at);
    if (*ret_bytes == 0)
        *ret_bytes = 1;
    else
        utf8proc_iterate((const utf8proc_uint8_t *)s.p + at, (utf8proc_ssize_t)*ret_bytes, &c);
    return c;
}

size_t utf8_length(struct str s)
{
    size_t n = 0, bytes;

    for (size_t i = 0; i < s.n; i += bytes, n++) {
        bytes = utf8_sequence(s.p + i, s.n - i);
        if (!bytes)
            bytes = 1;
    }
    return n;
}

struct str utf8_prefix(struct str s, size_t n)
{
    if (n >= s.n)
        return s;
    while (n > 0 && is_continuation(s.p[n]))
        n--;
    return str_sub(s, 0, n);
}

static bool is_space(utf8proc_int32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');

    utf8proc_category_t category = utf8proc_category(c);
    return c == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

/* Marks that only colour the letter before them. Class 0 are the vowel signs that make words. */
static bool is_accent(utf8proc_int32_t c)
{
    const utf8proc_property_t *property = utf8proc_get_property(c);

    if (property->category != UTF8PROC_CATEGORY_MN && property->category != UTF8PROC_CATEGORY_ME)
        return false;
    return property->category == UTF8PROC_CATEGORY_ME ||
           (property->combining_class != 0 && property->combining_class != CLASS_VIRAMA &&
            property->combining_class != CLASS_THAI_VOWEL &&
            property->combining_class != CLASS_LAO_VOWEL);
}

/* NULL when the character stands for itself. */
static const char *spelling_of(utf8proc_int32_t c)
{
    size_t low = 0, high = ARRAY_LEN(spellings);

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (spellings[middle].c == c)
            return spellings[middle].text;
        if (spellings[middle].c < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Decomposed and case folded; how many characters that gives. */
static size_t decompose(utf8proc_int32_t c, utf8proc_int32_t out[static DECOMPOSED_MAX])
{
    const utf8proc_option_t options =
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    int last_boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(c, out, DECOMPOSED_MAX, options, &last_boundary);

    return n < 0 || n > DECOMPOSED_MAX ? 0 : (size_t)n;
}

static void put_blank(struct growing *g)
{
    if (g->n && g->p[g->n - 1] != ' ')
        growing_put(g, " ", 1);
}

static void put_folded(struct growing *g, utf8proc_int32_t c)
{
    const char *spelling;

    if (is_space(c)) {
        put_blank(g);
    } else if (c < 0x80) {
        growing_put_char(g, c);
    } else if ((spelling = spelling_of(c)) != NULL) {
        growing_put(g, spelling, strlen(spelling));
    } else if (!is_accent(c)) {
        growing_put_char(g, c);
    }
}

static void fold_char(struct growing *g, utf8proc_int32_t c)
{
    utf8proc_int32_t parts[DECOMPOSED_MAX];

    if (c < 0x80) {
        put_folded(g, c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        return;
    }

    size_t n = decompose(c, parts);
    for (size_t i = 0; i < n; i++)
        put_folded(g, parts[i]);
}

static struct str fold_ascii(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c >= 'A' && c <= 'Z')
            out[n++] = (char)(c + ('a' - 'A'));
        else if (!is_space(c))
            out[n++] = c;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    if (n && out[n - 1] == ' ')
        n--;
    return (struct str){out, n};
}

struct str utf8_fold(struct arena *a, struct str s)
{
    struct growing g;
    size_t bytes;

    if (skip_ascii(s, 0) == s.n)
        return fold_ascii(a, s);

    growing_init(&g, a, s.n + 16);
    for (size_t i = 0; i < s.n; i += bytes)
        fold_char(&g, char_at(s, i, &bytes));
    if (g.n && g.p[g.n - 1] == ' ')
        g.n--;
    return (struct str){g.p, g.n};
}

static bool is_mark(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);

    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* Letters, marks and digits; characters to be ignored (soft hyphen, joiners) hold a word together.
 */
static bool is_word_char(utf8proc_int32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

    const utf8proc_property_t *property = utf8proc_get_property(c);
    return (property->category >= UTF8PROC_CATEGORY_LU &&
            property->category <= UTF8PROC_CATEGORY_NO) ||
           property->ignorable;
}

/* What belongs to the character begun before it: marks, half-width voice marks (letters, says
 * Unicode), and the vowel and final jamo of a syllable. */
static bool is_cjk_tail(utf8proc_int32_t c)
{
    return is_mark(c) || c == 0xff9e || c == 0xff9f || (c >= 0x1160 && c <= 0x11ff) ||
           (c >= 0xd7b0 && c <= 0xd7ff);
}

/* Scripts that put no blank between words (and Hangul, whose words take endings). */
static bool is_cjk(utf8proc_int32_t c)
{
    static const struct {
        utf8proc_int32_t first, last;
    } ranges[] = {
        {0x1100, 0x11ff},   {0x2e80, 0x2fdf},   {0x3005, 0x3007}, {0x3021, 0x3029},
        {0x3031, 0x3035},   {0x3038, 0x303c},   {0x3041, 0x30ff}, {0x3131, 0x318e},
        {0x31f0, 0x31ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff}, {0xa960, 0xa97f},
        {0xac00, 0xd7ff},   {0xf900, 0xfaff},   {0xff66, 0xff9f}, {0xffa0, 0xffdc},
        {0x1b000, 0x1b16f}, {0x20000, 0x3ffff},
    };

    for (size_t i = 0; i < ARRAY_LEN(ranges) && c >= ranges[i].first; i++)
        if (c <= ranges[i].last)
            return is_word_char(c);
    return false;
}

/* Where the CJK character at `at` ends, with its marks; `at` itself when there is none. */
static size_t cjk_end(struct str s, size_t at)
{
    size_t bytes;

    if (at >= s.n || !is_cjk(char_at(s, at, &bytes)))
        return at;
    for (at += bytes; at < s.n; at += bytes)
        if (!is_cjk_tail(char_at(s, at, &bytes)))
            break;
    return at;
}

/* Where the run of word characters of other scripts ends. */
static size_t run_end(struct str s, size_t at)
{
    size_t bytes;

    for (; at < s.n; at += bytes) {
        utf8proc_int32_t c = char_at(s, at, &bytes);

        if (!is_word_char(c) || is_cjk(c))
            break;
    }
    return at;
}

static size_t skip_separators(struct str s, size_t at)
{
    size_t bytes;

    for (; at < s.n; at += bytes)
        if (is_word_char(char_at(s, at, &bytes)))
            break;
    return at;
}

/* False when nothing of the word is left after folding. */
static bool fold_word(struct utf8_words *w, size_t start, size_t end, struct utf8_word *ret_word)
{
    struct str original = str_sub(w->text, start, end - start);
    struct str folded = utf8_fold(w->arena, original);

    *ret_word = (struct utf8_word){.folded = folded, .start = start, .end = end};
    if (skip_ascii(original, 0) == original.n)
        return true; /* folding ASCII adds nothing that is no word character */

    char *out = arena_alloc(w->arena, folded.n + 1);
    size_t n = 0, bytes;
    for (size_t i = 0; i < folded.n; i += bytes) {
        if (is_word_char(char_at(folded, i, &bytes))) {
            memcpy(out + n, folded.p + i, bytes);
            n += bytes;
        }
    }
    ret_word->folded = (struct str){out, n};
    return n > 0;
}

/* A word of one pair, or of a character that stands alone; false when it was in a pair already. */
static bool next_cjk(struct utf8_words *w, size_t first_end, struct utf8_word *ret_word)
{
    size_t start = w->at;
    size_t pair_end = cjk_end(w->text, first_end);
    bool alone = pair_end == first_end;
    bool seen = alone && w->paired;

    w->at = first_end;
    w->paired = !alone;
    return !seen && fold_word(w, start, pair_end, ret_word);
}

void utf8_words_init(struct utf8_words *w, struct arena *a, struct str text)
{
    *w = (struct utf8_words){.arena = a, .text = text};
}

bool utf8_words_next(struct utf8_words *w, struct utf8_word *ret_word)
{
    for (;;) {
        w->at = skip_separators(w->text, w->at);
        if (w->at == w->text.n)
            return false;

        size_t start = w->at;
        size_t first_end = cjk_end(w->text, start);

        if (first_end > start) {
            if (next_cjk(w, first_end, ret_word))
                return true;
            continue;
        }
        w->at = run_end(w->text, start);
        if (fold_word(w, start, w->at, ret_word))
            return true;
    }
}
