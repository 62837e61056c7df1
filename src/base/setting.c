/* Settings: the table, and the four places values come from.
 *
 * Sources are applied from the weakest to the strongest (defaults, file, environment, flags), each
 * overwriting the last and noting where it is from. Every value passes the same apply().
 *
 * TO ADD A SETTING: one row in the table and one member in struct settings.
 */
#include "base/setting.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/json.h"
#include "base/log.h"
#include "base/money.h"
#include "base/net.h"
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MAX_BYTES = 65536, NAME_MAX_BYTES = 64 };

static bool valid_listen(const char *value)
{
    struct str s = str_of(value);
    const char *colon = strrchr(value, ':');
    int64_t port;

    if (!colon || colon == value || !str_to_i64(str_of(colon + 1), &port))
        return false;
    if (port < 0 || port > 65535 || colon[1] == '-')
        return false;

    /* More than one colon before the port is IPv6, which stands in brackets. */
    bool bracketed = value[0] == '[' && colon[-1] == ']';
    return bracketed || str_find(s, ':', 0) == (size_t)(colon - value);
}

static bool valid_database(const char *value)
{
    struct str s = str_of(value);

    return str_is(s, "files") || str_starts(s, "postgres://") || str_starts(s, "postgresql://");
}

static bool valid_log_level(const char *value)
{
    enum log_level level;

    return log_level_parse(value, &level);
}

static bool valid_registration(const char *value)
{
    static const char *const known[] = {"auto", "open", "invite", "closed"};

    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(value, known[i]) == 0)
            return true;
    return false;
}

static bool valid_public_url(const char *value)
{
    struct str s = str_of(value);

    return str_is(s, "auto") ||
           ((str_starts(s, "http://") || str_starts(s, "https://")) && !str_ends(s, "/"));
}

/* The rest is connect/mail.c's to know. */
static bool valid_smtp_url(const char *value)
{
    struct str s = str_of(value);

    return str_is(s, "none") || str_starts(s, "smtp://") || str_starts(s, "smtps://");
}

static bool valid_mail_from(const char *value)
{
    return strchr(value, '@') != NULL;
}

/* Every item of a list parted by commas. */
static bool valid_each(const char *value, bool (*valid)(struct str item))
{
    struct str left = str_of(value), item;

    while (str_next(&left, ',', &item))
        if (!valid(str_trim(item)))
            return false;
    return true;
}

static bool is_net(struct str item)
{
    struct net net;

    return net_parse(item, &net);
}

static bool valid_nets(const char *value)
{
    return strcmp(value, "none") == 0 || valid_each(value, is_net);
}

static bool is_host(struct str item)
{
    struct str host, port;

    return net_host_split(item, &host, &port) && !port.p && str_find(item, '/', 0) == item.n;
}

static bool valid_hosts(const char *value)
{
    return valid_each(value, is_host);
}

/* "https://app.example.com", as browsers write it: no path, not even a slash. */
static bool is_origin(struct str item)
{
    struct str host, port;
    size_t scheme = str_starts(item, "https://") ? 8 : str_starts(item, "http://") ? 7 : 0;

    item = str_sub(item, scheme, item.n);
    return scheme && net_host_split(item, &host, &port) && str_find(item, '/', 0) == item.n;
}

static bool valid_origins(const char *value)
{
    return strcmp(value, "none") == 0 || valid_each(value, is_origin);
}

static bool valid_switch(const char *value)
{
    return strcmp(value, "on") == 0 || strcmp(value, "off") == 0;
}

static bool valid_time_zone(const char *value)
{
    struct tz *z = tz_open(value);

    tz_free(z);
    return z != NULL;
}

static bool valid_currency(const char *value)
{
    return money_currency_known(str_of(value));
}

static bool valid_country(const char *value)
{
    return strlen(value) == 2 && value[0] >= 'A' && value[0] <= 'Z' && value[1] >= 'A' &&
           value[1] <= 'Z';
}

#define AT(member) .name = #member, .offset = offsetof(struct settings, member)

static const struct setting table[] = {
    {AT(listen), .type = SETTING_TEXT, .fallback = "127.0.0.1:8080", .arg = "ADDR:PORT",
     .valid = valid_listen, .wants = "an address and a port, such as 127.0.0.1:8080 or [::1]:0",
     .help = "Where to listen; port 0 picks a free one"},
    {AT(data), .type = SETTING_TEXT, .fallback = "./data", .arg = "FOLDER",
     .help = "Where all files are kept"},
    {AT(database), .type = SETTING_TEXT, .fallback = "files", .secret = true, .arg = "URL",
     .valid = valid_database, .wants = "files, or like postgres://user:password@host/name",
     .help = "files (SQLite in the data folder), or a server that several Kiths share"},
    {AT(database_connections), .type = SETTING_INT, .fallback = "32", .min = 4, .max = 10000,
     .arg = "N", .help = "Readers' connections at once, of each PostgreSQL server"},
    {AT(secret_key), .type = SETTING_TEXT, .fallback = "auto", .secret = true, .arg = "KEYS",
     .help = "Lines of a secret.key, by commas; auto: the file in the data folder"},
    {AT(log_level), .type = SETTING_TEXT, .fallback = "info", .arg = "LEVEL",
     .valid = valid_log_level, .wants = "debug, info, warn or error",
     .help = "What the log shows: debug, info, warn or error"},
    {AT(time_zone), .type = SETTING_TEXT, .fallback = "UTC", .arg = "ZONE",
     .valid = valid_time_zone, .wants = "a time zone, such as Europe/Vienna",
     .help = "Time zone of new workspaces"},
    {AT(currency), .type = SETTING_TEXT, .fallback = "EUR", .arg = "CODE", .valid = valid_currency,
     .wants = "a currency code in capitals, such as EUR", .help = "Currency of new workspaces"},
    {AT(country), .type = SETTING_TEXT, .fallback = "US", .arg = "CODE", .valid = valid_country,
     .wants = "a country code of two capitals, such as US",
     .help = "Country of new workspaces, for phone numbers"},
    {AT(threads), .type = SETTING_INT, .fallback = "0", .min = 0, .max = 1024, .arg = "N",
     .help = "HTTP threads; 0 is one a core, at least 2"},
    {AT(body_max), .type = SETTING_INT, .fallback = "8388608", .min = 1024, .max = 1 << 30,
     .arg = "BYTES", .help = "Largest request body"},
    {AT(idle_minutes), .type = SETTING_INT, .fallback = "30", .min = 1, .max = 525600, .arg = "N",
     .help = "An unused workspace closes after so many minutes"},
    {AT(open_max), .type = SETTING_INT, .fallback = "256", .min = 1, .max = 100000, .arg = "N",
     .help = "Workspaces open at once"},
    {AT(cache_mb), .type = SETTING_INT, .fallback = "32", .min = 0, .max = 65536, .arg = "N",
     .help = "Megabytes of answers kept; 0 keeps none"},
    {AT(query_timeout_ms), .type = SETTING_INT, .fallback = "5000", .min = 10, .max = 3600000,
     .arg = "N", .help = "A question without an index ends after so many milliseconds"},
    {AT(request_timeout_s), .type = SETTING_INT, .fallback = "30", .min = 1, .max = 86400,
     .arg = "N", .help = "A request not fully sent by then is dropped, in seconds"},
    {AT(token_minutes), .type = SETTING_INT, .fallback = "60", .min = 1, .max = 10080, .arg = "N",
     .help = "Life of a sign-in token in minutes; it is refreshed meanwhile"},
    {AT(signing_key_days), .type = SETTING_INT, .fallback = "7", .min = 0, .max = 3650, .arg = "N",
     .help = "Days after which tokens are signed with a new key; 0 keeps the key"},
    {AT(rate_limit), .type = SETTING_INT, .fallback = "6000", .min = 0, .max = 1000000000,
     .arg = "N", .help = "Requests a minute of one user; 0 switches all limits off"},
    {AT(registration), .type = SETTING_TEXT, .fallback = "auto", .arg = "WHO",
     .valid = valid_registration, .wants = "auto, open, invite or closed",
     .help = "Who may register: open, invite, closed; auto: open on loopback"},
    {AT(public_url), .type = SETTING_TEXT, .fallback = "auto", .arg = "URL",
     .valid = valid_public_url, .wants = "like https://crm.example.com, or auto",
     .help = "What links in mails begin with; auto is the address it listens on"},
    {AT(smtp_url), .type = SETTING_TEXT, .fallback = "none", .secret = true, .arg = "URL",
     .valid = valid_smtp_url, .wants = "like smtp://user:password@mail.example.org:587, or none",
     .help = "Mail server: smtp:// (STARTTLS) or smtps://; none sends no mail"},
    {AT(mail_from), .type = SETTING_TEXT, .fallback = "kith@localhost", .arg = "ADDRESS",
     .valid = valid_mail_from, .wants = "an address, such as Kith <kith@example.org>",
     .help = "Sender of letters"},
    {AT(backup_keep), .type = SETTING_INT, .fallback = "7", .min = 1, .max = 3650, .arg = "N",
     .help = "Daily backups kept in the data folder"},
    {AT(connections_per_address), .type = SETTING_INT, .fallback = "256", .min = 0, .max = 65536,
     .arg = "N", .help = "Connections one address may hold; 0 is no limit"},
    {AT(hosts), .type = SETTING_TEXT, .fallback = "auto", .arg = "NAMES", .valid = valid_hosts,
     .wants = "names parted by commas, such as crm.example.com, or auto, or *",
     .help = "Names it answers to; auto: localhost on loopback, else any; or *"},
    {AT(trusted_proxies), .type = SETTING_TEXT, .fallback = "none", .arg = "NETS",
     .valid = valid_nets,
     .wants = "addresses or nets parted by commas, such as 127.0.0.1, 10.0.0.0/8, or none",
     .help = "Whose X-Forwarded-For and X-Forwarded-Proto count"},
    {AT(cors_origins), .type = SETTING_TEXT, .fallback = "none", .arg = "ORIGINS",
     .valid = valid_origins,
     .wants = "origins parted by commas, such as https://app.example.com, or none",
     .help = "Other sites whose pages may use the API, with a token"},
    {AT(tls_cert), .type = SETTING_TEXT, .fallback = "none", .arg = "FILE",
     .help = "Certificate chain (PEM) for HTTPS, or none; read again on SIGHUP"},
    {AT(tls_key), .type = SETTING_TEXT, .fallback = "none", .arg = "FILE", .help = "Its key (PEM)"},
    {AT(access_log), .type = SETTING_TEXT, .fallback = "off", .arg = "FILE",
     .help = "A JSON line a request: off, stderr or a file; SIGHUP opens it again"},
    {AT(metrics_token), .type = SETTING_TEXT, .fallback = "none", .arg = "TOKEN", .secret = true,
     .help = "Bearer token for /metrics from elsewhere than loopback"},
    {AT(sandbox), .type = SETTING_TEXT, .fallback = "on", .arg = "on|off", .valid = valid_switch,
     .wants = "on or off",
     .help = "Give up what the server does not need: other files, new programs"},
};

static_assert(ARRAY_LEN(table) <= SETTING_MAX, "raise SETTING_MAX");

const struct setting *setting_table(size_t *ret_n)
{
    *ret_n = ARRAY_LEN(table);
    return table;
}

/* The table's row, or NULL; hyphens in the name count as underscores. */
static const struct setting *find(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const char *known = table[i].name;
        size_t at = 0;

        while (at < name.n && known[at] && (name.p[at] == '-' ? '_' : name.p[at]) == known[at])
            at++;
        if (at == name.n && !known[at])
            return &table[i];
    }
    return NULL;
}

/* Levenshtein's distance; long names are as far as can be. */
static size_t distance(struct str a, struct str b)
{
    size_t row[NAME_MAX_BYTES + 1];

    if (a.n > NAME_MAX_BYTES || b.n > NAME_MAX_BYTES)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 0; i < a.n; i++) {
        size_t diagonal = row[0];

        row[0] = i + 1;
        for (size_t j = 0; j < b.n; j++) {
            size_t changed = diagonal + (a.p[i] != b.p[j]);
            size_t shorter = (row[j] < row[j + 1] ? row[j] : row[j + 1]) + 1;

            diagonal = row[j + 1];
            row[j + 1] = changed < shorter ? changed : shorter;
        }
    }
    return row[b.n];
}

/* The known name most like this one, or NULL when none is near. */
static const char *nearest(struct str name)
{
    const char *best = NULL;
    size_t best_distance = name.n / 3 + 2;

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        size_t d = distance(name, str_of(table[i].name));

        if (d < best_distance) {
            best_distance = d;
            best = table[i].name;
        }
    }
    return best;
}

static void *member(const struct setting *row, const struct settings *s)
{
    return (char *)(uintptr_t)s + row->offset;
}

static int refuse(const struct setting *row, const char *from, const char *wants, const char *value,
                  struct err *err)
{
    return err_set(err, ERR_INVALID, row->name, "%s: %s must be %s%s%s%s", from, row->name, wants,
                   row->secret ? "" : ", not \"", row->secret ? "" : value,
                   row->secret ? "" : "\"");
}

static int apply_int(const struct setting *row, const char *value, const char *from,
                     struct settings *s, struct err *err)
{
    int64_t number;
    char wants[80];

    if (!str_to_i64(str_of(value), &number) || number < row->min || number > row->max) {
        snprintf(wants, sizeof wants, "a whole number from %" PRId64 " to %" PRId64, row->min,
                 row->max);
        return refuse(row, from, wants, value, err);
    }
    *(int64_t *)member(row, s) = number;
    return 0;
}

static int apply_text(const struct setting *row, const char *value, const char *from,
                      struct settings *s, struct err *err)
{
    if (value[0] == '\0')
        return refuse(row, from, row->wants ? row->wants : "given", value, err);
    if (row->valid && !row->valid(value))
        return refuse(row, from, row->wants, value, err);
    *(const char **)member(row, s) = value;
    return 0;
}

/* value and from must live as long as the settings. */
static int apply(const struct setting *row, const char *value, const char *from, struct settings *s,
                 struct err *err)
{
    int rc = row->type == SETTING_INT ? apply_int(row, value, from, s, err)
                                      : apply_text(row, value, from, s, err);

    if (rc == 0)
        s->from[row - table] = from;
    return rc;
}

static int load_defaults(struct settings *s, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (apply(&table[i], table[i].fallback, "default", s, err) < 0)
            return -1;
    return 0;
}

/* Up to a # at the start or after white space. */
static struct str without_comment(struct str line)
{
    for (size_t i = str_find(line, '#', 0); i < line.n; i = str_find(line, '#', i + 1))
        if (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t')
            return str_sub(line, 0, i);
    return line;
}

static int load_line(struct arena *a, struct str line, const char *from, struct settings *s,
                     struct err *err)
{
    line = str_trim(without_comment(line));
    if (line.n == 0)
        return 0;

    size_t equals = str_find(line, '=', 0);
    if (equals == line.n)
        return err_set(err, ERR_INVALID, NULL, "%s: expected \"name = value\"", from);

    struct str name = str_trim(str_sub(line, 0, equals));
    const struct setting *row = find(name);
    if (!row) {
        const char *like = nearest(name);

        return err_set(err, ERR_INVALID, NULL, "%s: there is no setting \"%.*s\"%s%s%s", from,
                       STR_ARG(name), like ? "; did you mean \"" : "", like ? like : "",
                       like ? "\"?" : "");
    }
    return apply(row, str_cstr(a, str_trim(str_sub(line, equals + 1, line.n))), from, s, err);
}

static int read_file(struct arena *a, const char *path, struct str *ret_text, struct err *err)
{
    FILE *f = fopen(path, "re");
    if (!f)
        return err_set(err, ERR_INVALID, "config", "%s: %s", path, strerror(errno));

    char *bytes = arena_alloc(a, FILE_MAX_BYTES + 1);
    size_t n = fread(bytes, 1, FILE_MAX_BYTES + 1, f);
    int failed = ferror(f) ? errno : 0;

    fclose(f);
    if (failed)
        return err_set(err, ERR_INVALID, "config", "%s: %s", path, strerror(failed));
    if (n > FILE_MAX_BYTES)
        return err_set(err, ERR_INVALID, "config", "%s: too large for a file of settings", path);
    *ret_text = (struct str){bytes, n};
    return 0;
}

static int load_file(struct arena *a, const char *path, struct settings *s, struct err *err)
{
    struct str rest, line;
    int number = 0;

    if (read_file(a, path, &rest, err) < 0)
        return -1;
    while (str_next(&rest, '\n', &line)) {
        const char *from = arena_printf(a, "%s:%d", path, ++number);

        if (load_line(a, line, from, s, err) < 0)
            return -1;
    }
    return 0;
}

/* The setting of KITH_NAME, or NULL. */
static const struct setting *find_variable(struct str name)
{
    char lower[NAME_MAX_BYTES];
    struct str bare = str_sub(name, strlen("KITH_"), name.n);

    if (bare.n > sizeof lower)
        return NULL;
    for (size_t i = 0; i < bare.n; i++) {
        char c = bare.p[i];

        if (c != '_' && (c < 'A' || c > 'Z'))
            return NULL;
        lower[i] = c == '_' ? '_' : (char)(c + ('a' - 'A'));
    }
    return find((struct str){lower, bare.n});
}

static void put_variable(struct buf *out, const char *name)
{
    buf_puts(out, "KITH_");
    for (; *name; name++)
        buf_putc(out, *name >= 'a' && *name <= 'z' ? (char)(*name - ('a' - 'A')) : *name);
}

static void warn_unknown(struct arena *a, struct str name, struct buf *warnings)
{
    char *lower = str_cstr(a, str_sub(name, strlen("KITH_"), name.n));

    for (char *c = lower; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + ('a' - 'A'));

    const char *like = nearest(str_of(lower));
    buf_printf(warnings, "%.*s is not a setting; ", STR_ARG(name));
    if (like) {
        buf_puts(warnings, "did you mean ");
        put_variable(warnings, like);
        buf_puts(warnings, "? ");
    }
    buf_puts(warnings, "known are KITH_CONFIG");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        buf_puts(warnings, ", ");
        put_variable(warnings, table[i].name);
    }
    buf_putc(warnings, '\n');
}

static int load_variables(struct arena *a, char *const *envp, struct settings *s,
                          struct buf *warnings, struct err *err)
{
    for (; *envp; envp++) {
        struct str pair = str_of(*envp);
        size_t equals = str_find(pair, '=', 0);
        struct str name = str_sub(pair, 0, equals);

        if (!str_starts(name, "KITH_") || equals + 1 >= pair.n || str_is(name, "KITH_CONFIG"))
            continue;

        const struct setting *row = find_variable(name);
        if (!row)
            warn_unknown(a, name, warnings);
        else if (apply(row, arena_strdup(a, *envp + equals + 1), str_cstr(a, name), s, err) < 0)
            return -1;
    }
    return 0;
}

/* What a flag's argument is: its value, and how many arguments it takes with itself. */
struct flag {
    struct str name; /* without hyphens; p is NULL when the argument is no flag */
    const char *value;
    int n_args;
};

static struct flag flag_at(int argc, char **argv, int i)
{
    struct str arg = str_of(argv[i]);
    struct flag flag = {.name = STR_NONE, .value = NULL, .n_args = 1};

    if (!str_starts(arg, "--"))
        return flag;

    size_t equals = str_find(arg, '=', 0);
    flag.name = str_sub(arg, 2, equals - 2);
    if (equals < arg.n) {
        flag.value = argv[i] + equals + 1;
    } else if (i + 1 < argc && strncmp(argv[i + 1], "--", 2) != 0) {
        flag.value = argv[i + 1];
        flag.n_args = 2;
    }
    return flag;
}

static int flag_without_value(struct flag flag, struct err *err)
{
    return err_set(err, ERR_INVALID, NULL, "--%.*s needs a value", STR_ARG(flag.name));
}

/* --config, else KITH_CONFIG, else *ret_path stays NULL. */
static int find_config(int argc, char **argv, char *const *envp, const char **ret_path,
                       struct err *err)
{
    static const char variable[] = "KITH_CONFIG=";

    for (; *envp; envp++)
        if (str_starts(str_of(*envp), variable) && (*envp)[sizeof variable - 1])
            *ret_path = *envp + sizeof variable - 1;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        struct flag flag = flag_at(argc, argv, i);

        if (!str_is(flag.name, "config"))
            continue;
        if (!flag.value || !flag.value[0])
            return flag_without_value(flag, err);
        *ret_path = flag.value;
    }
    return 0;
}

/* Takes our flags out of argv; what is left keeps its order. */
static int load_flags(struct arena *a, int *argc, char **argv, struct settings *s, struct err *err)
{
    int kept = 1, i = 1;

    while (i < *argc && strcmp(argv[i], "--") != 0) {
        struct flag flag = flag_at(*argc, argv, i);
        const struct setting *row = find(flag.name);
        bool is_config = str_is(flag.name, "config");

        if (!row && !is_config) {
            argv[kept++] = argv[i++];
            continue;
        }
        if (!flag.value)
            return flag_without_value(flag, err);
        if (row && apply(row, arena_strdup(a, flag.value),
                         arena_printf(a, "--%.*s", STR_ARG(flag.name)), s, err) < 0)
            return -1;
        i += flag.n_args;
    }
    while (i < *argc)
        argv[kept++] = argv[i++];
    argv[kept] = NULL;
    *argc = kept;
    return 0;
}

int settings_load(struct arena *a, int *argc, char **argv, char *const *envp,
                  struct settings *ret_settings, struct buf *warnings, struct err *err)
{
    struct settings s = {0};
    const char *config = NULL;

    if (load_defaults(&s, err) < 0 || find_config(*argc, argv, envp, &config, err) < 0)
        return -1;
    if (config && load_file(a, config, &s, err) < 0)
        return -1;
    if (load_variables(a, envp, &s, warnings, err) < 0 || load_flags(a, argc, argv, &s, err) < 0)
        return -1;
    *ret_settings = s;
    return 0;
}

static void help_line(struct buf *out, const char *name, const char *arg, const char *help,
                      const char *fallback)
{
    char flag[NAME_MAX_BYTES];

    snprintf(flag, sizeof flag, "--%s %s", name, arg);
    for (char *c = flag; *c && *c != ' '; c++)
        if (*c == '_')
            *c = '-';
    buf_printf(out, "  %-24s %s", flag, help);
    if (fallback)
        buf_printf(out, " (%s)", fallback);
    buf_putc(out, '\n');
}

void settings_help(struct buf *out)
{
    help_line(out, "config", "FILE", "Read settings from a file of `name = value` lines", NULL);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        help_line(out, table[i].name, table[i].arg, table[i].help,
                  table[i].secret ? NULL : table[i].fallback);
    buf_puts(out, "Each is also a variable: KITH_LISTEN for --listen. A flag beats a variable,\n"
                  "a variable beats the file.\n");
}

/* That a secret is not set is none. */
static bool is_masked(const struct setting *row, const struct settings *s)
{
    return row->secret && strcmp(*(char *const *)member(row, s), row->fallback) != 0;
}

static void show_json(const struct settings *s, struct buf *out)
{
    struct json j;

    json_init(&j, out);
    json_object_begin(&j);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        json_key(&j, table[i].name);
        json_object_begin(&j);
        if (table[i].type == SETTING_INT)
            json_put_int(&j, "value", *(const int64_t *)member(&table[i], s));
        else
            json_put_cstr(&j, "value",
                          is_masked(&table[i], s) ? "***" : *(char *const *)member(&table[i], s));
        json_put_cstr(&j, "from", s->from[i]);
        json_object_end(&j);
    }
    json_object_end(&j);
    buf_putc(out, '\n');
}

static void show_text(const struct settings *s, struct buf *out)
{
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const struct setting *row = &table[i];

        buf_printf(out, "%s = ", row->name);
        if (is_masked(row, s))
            buf_puts(out, "***");
        else if (row->type == SETTING_INT)
            buf_printf(out, "%" PRId64, *(const int64_t *)member(row, s));
        else
            buf_puts(out, *(char *const *)member(row, s));
        buf_printf(out, "  # %s\n", s->from[i] ? s->from[i] : "default");
    }
}

void settings_show(const struct settings *s, struct buf *out, bool as_json)
{
    if (as_json)
        show_json(s, out);
    else
        show_text(s, out);
}
