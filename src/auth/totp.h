/* One-time codes by the clock (RFC 6238: SHA-1, 30 seconds, 6 digits, what every app knows), and
 * the recovery codes beside them. The pure part: no database, no clock of its own.
 */
#ifndef KITH_AUTH_TOTP_H
#define KITH_AUTH_TOTP_H

#include "base/arena.h"
#include "base/str.h"

enum { TOTP_SECRET_SIZE = 20, TOTP_STEP_S = 30, TOTP_DIGITS = 6, RECOVERY_SIZE = 20 };

/* The number of the 30 seconds that ms lies in. */
int64_t totp_step(int64_t ms);
void totp_code(struct str secret, int64_t step, char out[static TOTP_DIGITS + 1]);
/* Is it the code of the step now, or of one either way, and of a later step than last_step? Gives
 * which. Takes as long whatever the code is. Blanks in it do not count. */
bool totp_match(struct str secret, struct str code, int64_t now_step, int64_t last_step,
                int64_t *ret_step);
/* RFC 4648, without padding. */
const char *base32(struct arena *a, struct str bytes);
/* For an authenticator app: otpauth://totp/Kith:ann%40example.com?secret=… */
const char *totp_uri(struct arena *a, const char *account, const char *secret_base32);
/* "abcd-efgh-ijkl-mnop", 80 random bits. */
void recovery_code(char out[static RECOVERY_SIZE]);
/* As it is hashed: lower case, without hyphens and blanks. p NULL when it cannot be one. */
struct str recovery_plain(struct arena *a, struct str code);
/* A QR code as an SVG text; NULL when the text is too long for one. */
const char *qr_svg(struct arena *a, const char *text);

#endif
