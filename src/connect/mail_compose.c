/* A letter as bytes: headers, encoded words, quoted-printable. RFC 5322, 2045, 2047.
 *
 * Values come from people, so whatever could end a header line is refused, not repaired. Domains
 * are written in ASCII (IDNA); a local part that is not ASCII needs a server that few have, and is
 * refused too.
 */
#include <idn2.h>
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "connect/mail_private.h"

enum { WORD_BYTES = 39, LINE_MAX_BYTES = 76, ADDRESS_MAX = 254 };

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 0x20 || s.p[i] > 0x7e)
            return false;
    return true;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return true;
    return false;
}

/* --- addresses -------------------------------------------------------------------------------- */

static int bad_address(struct err *err, const char *field, struct str text)
{
    if (has_control(text))
        return err_set(err, ERR_INVALID, field, "%s may not hold line breaks or control characters",
                       field);
    return err_set(err, ERR_INVALID, field, "%s must be an e-mail address, not \"%.*s\"", field,
                   STR_ARG(text));
}

static bool local_part_valid(struct str s)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "!#$%&'*+-/=?^_`{|}~.";

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == 0 || !strchr(allowed, s.p[i]))
            return false;
    return s.n > 0 && s.n <= 64 && s.p[0] != '.' && s.p[s.n - 1] != '.';
}

static const char *ascii_domain(struct arena *a, struct str domain)
{
    char *ascii = NULL;

    if (domain.n == 0 || has_control(domain) ||
        idn2_to_ascii_8z(str_cstr(a, domain), &ascii, IDN2_NONTRANSITIONAL) != IDN2_OK)
        return NULL;
    const char *kept = arena_strdup(a, ascii);
    idn2_free(ascii);
    for (const char *p = kept; *p; p++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", *p))
            return NULL;
    return kept;
}

int mail_address(struct arena *a, struct str text, const char *field, const char **ret_address,
                 struct err *err)
{
    struct str s = str_trim(text);
    size_t at = s.n;

    while (at > 0 && s.p[at - 1] != '@')
        at--;
    if (at == 0 || has_control(text) || !local_part_valid(str_sub(s, 0, at - 1)))
        return bad_address(err, field, text);
    const char *domain = ascii_domain(a, str_sub(s, at, s.n));
    if (!domain || at + strlen(domain) > ADDRESS_MAX)
        return bad_address(err, field, text);
    *ret_address = arena_printf(a, "%.*s%s", (int)at, s.p, domain);
    return 0;
}

int mail_sender(struct arena *a, const char *from, struct str *ret_name, const char **ret_address,
                struct err *err)
{
    struct str s = str_trim(str_of(from));
    size_t open = str_find(s, '<', 0);

    *ret_name = STR_NONE;
    if (open < s.n && s.p[s.n - 1] == '>') {
        *ret_name = str_trim(str_sub(s, 0, open));
        s = str_sub(s, open + 1, s.n - open - 2);
    }
    if (has_control(*ret_name))
        return bad_address(err, "mail_from", str_of(from));
    return mail_address(a, s, "mail_from", ret_address, err);
}

/* --- headers ---------------------------------------------------------------------------------- */

/* So many of the first bytes, not splitting a character. */
static size_t word_end(struct str s, size_t from)
{
    size_t end = from + WORD_BYTES < s.n ? from + WORD_BYTES : s.n;

    while (end < s.n && end > from + 1 && ((unsigned char)s.p[end] & 0xc0) == 0x80)
        end--;
    return end;
}

static void put_encoded(struct buf *out, struct str s)
{
    char word[sodium_base64_ENCODED_LEN(WORD_BYTES, sodium_base64_VARIANT_ORIGINAL)];

    for (size_t from = 0, end; from < s.n; from = end) {
        end = word_end(s, from);
        sodium_bin2base64(word, sizeof word, (const unsigned char *)s.p + from, end - from,
                          sodium_base64_VARIANT_ORIGINAL);
        buf_printf(out, "%s=?UTF-8?B?%s?=", from ? "\r\n " : "", word);
    }
}

/* Text that stands for itself where it can, else in encoded words. */
static void put_text(struct buf *out, struct str s)
{
    bool looks_encoded = false;

    for (size_t i = 0; i + 1 < s.n; i++)
        looks_encoded |= s.p[i] == '=' && s.p[i + 1] == '?';
    if (is_plain(s) && s.n <= LINE_MAX_BYTES - 12 && !looks_encoded)
        buf_put_str(out, s);
    else
        put_encoded(out, s);
}

static void put_display_name(struct buf *out, struct str name)
{
    if (!is_plain(name)) {
        put_encoded(out, name);
        return;
    }
    buf_putc(out, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"' || name.p[i] == '\\')
            buf_putc(out, '\\');
        buf_putc(out, name.p[i]);
    }
    buf_putc(out, '"');
}

/* The quotes that somebody wrote around a name are not part of it. */
static struct str unquoted(struct str name)
{
    bool quoted = name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"';

    return quoted ? str_sub(name, 1, name.n - 2) : name;
}

static void put_from(struct buf *out, struct str name, const char *address)
{
    buf_puts(out, "From: ");
    if (name.n == 0) {
        buf_printf(out, "%s\r\n", address);
        return;
    }
    put_display_name(out, unquoted(name));
    buf_printf(out, " <%s>\r\n", address);
}

static void put_date(struct buf *out, int64_t ms)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t day = ms / DATE_DAY_MS, s = ms % DATE_DAY_MS / 1000;
    struct date d = date_from_days(day);

    buf_printf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", days[date_weekday(day)],
               d.day, months[d.month - 1], d.year, (int)(s / 3600), (int)(s / 60 % 60),
               (int)(s % 60));
}

/* --- the body --------------------------------------------------------------------------------- */

static bool stands_for_itself(unsigned char c)
{
    return (c >= 0x21 && c <= 0x7e && c != '=') || c == ' ' || c == '\t';
}

/* Quoted-printable; the text's line ends, of any sort, become CRLF. */
static void put_body(struct buf *out, struct str s)
{
    size_t column = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool line_end = c == '\n' || c == '\r';

        if (line_end) {
            i += c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n';
            buf_puts(out, "\r\n");
            column = 0;
            continue;
        }
        bool last = i + 1 == s.n || s.p[i + 1] == '\n' || s.p[i + 1] == '\r';
        bool plain = stands_for_itself(c) && !(last && (c == ' ' || c == '\t'));
        size_t width = plain ? 1 : 3;
        if (column + width > LINE_MAX_BYTES - 1) {
            buf_puts(out, "=\r\n");
            column = 0;
        }
        if (plain)
            buf_putc(out, (char)c);
        else
            buf_printf(out, "=%02X", c);
        column += width;
    }
    if (column)
        buf_puts(out, "\r\n");
}

int mail_compose(struct arena *a, const char *from, const struct mail *m, struct buf *out,
                 struct err *err)
{
    const char *sender, *to;
    struct str name;

    if (mail_sender(a, from, &name, &sender, err) != 0 ||
        mail_address(a, m->to, "to", &to, err) != 0)
        return -1;
    if (has_control(m->subject))
        return err_set(err, ERR_INVALID, "subject",
                       "the subject may not hold line breaks or control characters");

    put_date(out, m->date);
    put_from(out, name, sender);
    buf_printf(out, "To: %s\r\nSubject: ", to);
    put_text(out, m->subject);
    buf_printf(out, "\r\nMessage-ID: <%.*s@%s>\r\n", STR_ARG(m->id), strrchr(sender, '@') + 1);
    buf_puts(out, "MIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: quoted-printable\r\n"
                  "Auto-Submitted: auto-generated\r\n\r\n");
    put_body(out, m->text);
    if (out->failed)
        return err_set(err, ERR_INVALID, "text", "the letter is too long");
    return 0;
}
