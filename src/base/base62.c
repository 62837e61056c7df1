/* See base62.h. Digits before capitals before small letters, as in ASCII; the number's most
 * significant digit first. */
#include "base/base62.h"

#include <string.h>

#include "base/rand.h"

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

void base62_secret(const unsigned char bytes[static 32], char out[static BASE62_SECRET])
{
    unsigned char number[32];

    memcpy(number, bytes, sizeof number);
    for (size_t at = BASE62_SECRET; at-- > 0;) {
        unsigned rest = 0;
        for (size_t i = 0; i < sizeof number; i++) { /* long division by 62 */
            rest = rest << 8 | number[i];
            number[i] = (unsigned char)(rest / 62);
            rest %= 62;
        }
        out[at] = digits[rest];
    }
}

/* The one of zip and PNG: reflected, polynomial 0xedb88320. */
static uint32_t crc32(struct str text)
{
    uint32_t crc = 0xffffffff;

    for (size_t i = 0; i < text.n; i++) {
        crc ^= (unsigned char)text.p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

void base62_check(struct str text, char out[static BASE62_CHECK])
{
    uint32_t crc = crc32(text);

    for (size_t at = BASE62_CHECK; at-- > 0; crc /= 62)
        out[at] = digits[crc % 62];
}

void base62_random(char *out, size_t n)
{
    unsigned char byte;

    for (size_t i = 0; i < n;) {
        rand_secret(&byte, 1);
        if (byte < 4 * 62) /* the rest would make some characters likelier */
            out[i++] = digits[byte % 62];
    }
}

bool base62_valid(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!memchr(digits, text.p[i], sizeof digits - 1))
            return false;
    return true;
}
