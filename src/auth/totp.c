/* See totp.h. HMAC by GnuTLS, QR by libqrencode. */
#include "auth/totp.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <inttypes.h>
#include <qrencode.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/rand.h"

enum { SHA1_SIZE = 20, DRIFT = 1, QR_QUIET = 4, SVG_MAX = 1 << 20 };

int64_t totp_step(int64_t ms)
{
    return ms / (TOTP_STEP_S * 1000);
}

/* RFC 4226, 5.3: four bytes of the HMAC, where its last one says. */
static uint32_t truncated(const unsigned char *mac, size_t n)
{
    size_t at = mac[n - 1] & 15;

    return (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 |
           (uint32_t)mac[at + 2] << 8 | mac[at + 3];
}

void totp_code(struct str secret, int64_t step, char out[static TOTP_DIGITS + 1])
{
    unsigned char counter[8], mac[SHA1_SIZE];

    for (int i = 0; i < 8; i++)
        counter[i] = (unsigned char)(step >> (56 - 8 * i));
    if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, secret.p, secret.n, counter, sizeof counter, mac) != 0)
        log_fatal("GnuTLS has no HMAC-SHA1");
    snprintf(out, TOTP_DIGITS + 1, "%06" PRIu32, truncated(mac, sizeof mac) % 1000000);
}

/* False when it is not six digits. */
static bool digits_of(struct str code, char out[static TOTP_DIGITS + 1])
{
    size_t n = 0;

    for (size_t i = 0; i < code.n; i++) {
        if (code.p[i] == ' ')
            continue;
        if (code.p[i] < '0' || code.p[i] > '9' || n == TOTP_DIGITS)
            return false;
        out[n++] = code.p[i];
    }
    out[n] = '\0';
    return n == TOTP_DIGITS;
}

bool totp_match(struct str secret, struct str code, int64_t now_step, int64_t last_step,
                int64_t *ret_step)
{
    char given[TOTP_DIGITS + 1], wanted[TOTP_DIGITS + 1];
    int64_t found = 0;

    if (!digits_of(code, given))
        return false;
    for (int64_t step = now_step - DRIFT; step <= now_step + DRIFT; step++) {
        totp_code(secret, step, wanted);
        bool same = sodium_memcmp(given, wanted, TOTP_DIGITS) == 0;
        if (same && step > last_step)
            found = step;
    }
    if (found)
        *ret_step = found;
    return found != 0;
}

const char *base32(struct arena *a, struct str bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *out = arena_alloc(a, bytes.n * 8 / 5 + 2), *to = out;
    unsigned bits = 0, held = 0;

    for (size_t i = 0; i < bytes.n; i++) {
        held = (held << 8 | (unsigned char)bytes.p[i]) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            *to++ = letters[held >> (bits - 5) & 31];
    }
    if (bits)
        *to++ = letters[held << (5 - bits) & 31];
    *to = '\0';
    return out;
}

static const char *percent_encoded(struct arena *a, const char *text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    char *out = arena_alloc(a, 3 * strlen(text) + 1), *to = out;

    for (; *text; text++) {
        if (strchr(plain, *text))
            *to++ = *text;
        else
            to += snprintf(to, 4, "%%%02X", (unsigned)(unsigned char)*text);
    }
    *to = '\0';
    return out;
}

const char *totp_uri(struct arena *a, const char *account, const char *secret_base32)
{
    return arena_printf(a,
                        "otpauth://totp/Kith:%s?secret=%s&issuer=Kith&algorithm=SHA1&digits=6"
                        "&period=30",
                        percent_encoded(a, account), secret_base32);
}

/* --- recovery codes --------------------------------------------------------------------------- */

/* No 0, 1, l and o: people copy these from paper. */
static const char recovery_letters[] = "abcdefghijkmnpqrstuvwxyz23456789";

void recovery_code(char out[static RECOVERY_SIZE])
{
    unsigned char bytes[16];

    rand_secret(bytes, sizeof bytes);
    for (size_t i = 0, at = 0; i < sizeof bytes; i++) {
        if (i && i % 4 == 0)
            out[at++] = '-';
        out[at++] = recovery_letters[bytes[i] & 31];
    }
    out[RECOVERY_SIZE - 1] = '\0';
}

struct str recovery_plain(struct arena *a, struct str code)
{
    char *out = arena_alloc(a, 17);
    size_t n = 0;

    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (c == '-' || c == ' ')
            continue;
        if (!c || !strchr(recovery_letters, c) || n == 16)
            return STR_NONE;
        out[n++] = c;
    }
    return n == 16 ? (struct str){out, n} : STR_NONE;
}

/* --- QR --------------------------------------------------------------------------------------- */

/* One bar for each run of dark squares. */
static void put_row(struct buf *out, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width; x++) {
        int from = x;

        while (x < width && (row[x] & 1))
            x++;
        if (x > from)
            buf_printf(out, "M%d %dh%dv1h-%dz", from + QR_QUIET, y, x - from, x - from);
    }
}

static void put_svg(struct buf *out, const QRcode *qr)
{
    int side = qr->width + 2 * QR_QUIET;

    buf_printf(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
               "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
               "<path d=\"",
               side, side, side, side);
    for (int y = 0; y < qr->width; y++)
        put_row(out, qr->data + y * qr->width, qr->width, y + QR_QUIET);
    buf_puts(out, "\"/></svg>");
}

const char *qr_svg(struct arena *a, const char *text)
{
    QRcode *qr = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    struct buf out;

    if (!qr)
        return NULL;
    buf_init(&out, SVG_MAX);
    put_svg(&out, qr);
    QRcode_free(qr);
    const char *svg = out.failed ? NULL : str_cstr(a, buf_str(&out));
    buf_release(&out);
    return svg;
}
