/* Text of any language: validity, folding for comparison and sorting, words for the search index.
 *
 * Folding (utf8proc): NFKD, accents removed, case folded, and what does not decompose (l-stroke,
 * o-slash, curly apostrophes, long dashes, ...) by a small table, so that "Łódź", "LODZ" and "lodz"
 * are one, and "O’Brien" and "o'brien". Accents are the marks that only colour a letter: the vowel
 * signs of Indian and Thai scripts stay. Both databases store and compare these forms bytewise.
 */
#ifndef KITH_BASE_UTF8_H
#define KITH_BASE_UTF8_H

#include "base/buf.h"

bool utf8_valid(struct str s);
/* Bytes of the character that begins at p, of which n are there: 1..4, or 0 when it is none. */
size_t utf8_sequence(const char *p, size_t n);
/* Characters (code points); a byte that belongs to none counts as one. */
size_t utf8_length(struct str s);
/* The longest whole-character prefix of at most n bytes. */
struct str utf8_prefix(struct str s, size_t n);
/* The folded form; white space runs become one blank, ends trimmed. Bytes that are not UTF-8
 * become U+FFFD. Folding a folded text changes nothing. */
struct str utf8_fold(struct arena *a, struct str s);

/* One word of a text: where it stands in the original and its folded form. Runs of Chinese,
 * Japanese and Korean characters give overlapping pairs (a single one gives itself). */
struct utf8_word {
    struct str folded; /* in the walker's arena */
    size_t start, end; /* byte offsets in the original */
};

struct utf8_words {
    struct arena *arena;
    struct str text;
    size_t at;
    bool paired; /* the character at `at` was the second of the last pair */
};

/* Words are runs of letters, digits and marks; everything else parts them. A word's folded form
 * is never empty and holds such characters only, so no blank. */
void utf8_words_init(struct utf8_words *w, struct arena *a, struct str text);
bool utf8_words_next(struct utf8_words *w, struct utf8_word *ret_word);

#endif
