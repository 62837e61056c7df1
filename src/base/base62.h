/* Secrets as text of letters and digits, which survives double clicks, shells and addresses; and a
 * checksum by which a scanner tells one of ours from noise without asking anybody.
 */
#ifndef KITH_BASE_BASE62_H
#define KITH_BASE_BASE62_H

#include "base/str.h"

enum { BASE62_SECRET = 43, BASE62_CHECK = 6 };

/* 32 bytes as 43 characters, always; not NUL-terminated. */
void base62_secret(const unsigned char bytes[static 32], char out[static BASE62_SECRET]);
/* The CRC-32 of a text as 6 characters; not NUL-terminated. */
void base62_check(struct str text, char out[static BASE62_CHECK]);
/* n random characters. */
void base62_random(char *out, size_t n);
bool base62_valid(struct str text);

#endif
