/* Settings: one table row gives flag, KITH_ variable, config file key, help and limits.
 *
 * TO ADD A SETTING: one row in setting.c's table and one member in struct settings.
 * Precedence: flag, then environment, then file, then default.
 *
 * Flags are --name VALUE or --name=VALUE, with hyphens for underscores (--log-level); "--" ends
 * them. The file has `name = value` lines; # begins a comment at a line's start or after a blank.
 * An empty variable counts as unset.
 */
#ifndef KITH_BASE_SETTING_H
#define KITH_BASE_SETTING_H

#include "base/buf.h"
#include "base/err.h"

enum { SETTING_MAX = 64 };

struct settings {
    const char *listen;           /* ADDR:PORT; port 0 picks a free one */
    const char *data;             /* folder of all files */
    const char *database;         /* "files" in the data folder, or postgres://…, a server's */
    int64_t database_connections; /* readers' at once, of each server */
    const char *secret_key;       /* "auto": DATA/secret.key; else its lines, by commas */
    const char *log_level;        /* debug, info, warn, error */
    const char *time_zone;        /* of new workspaces */
    const char *currency;         /* of new workspaces */
    const char *country;          /* of new workspaces: ISO 3166 alpha-2, for phone numbers */
    int64_t threads;              /* HTTP threads; 0 = one a core, at least 2 */
    int64_t body_max;             /* bytes of one request body */
    int64_t idle_minutes;         /* an unused workspace closes after */
    int64_t open_max;             /* workspaces open at once */
    int64_t cache_mb;             /* answers kept per process */
    int64_t query_timeout_ms;     /* an unindexed question ends after */
    int64_t request_timeout_s;    /* a request not fully sent by then is dropped */
    int64_t token_minutes;        /* life of a sign-in token; then it is refreshed */
    int64_t signing_key_days;     /* a new key to sign tokens with after */
    int64_t rate_limit;           /* requests a minute of one user; 0: no limiter, sign-in's too */
    const char *registration;     /* auto, open, invite, closed: who may have an account */
    const char *public_url;       /* what links in mails begin with; "auto": where it listens */
    const char *smtp_url;         /* "none": no mail is sent; see connect/mail.h */
    const char *mail_from;        /* sender of letters */
    int64_t backup_keep;          /* daily sets kept */
    int64_t connections_per_address; /* 0: no limit */
    const char *hosts;               /* names it answers to, by commas; "auto", "*" */
    const char *trusted_proxies;     /* addresses and nets, by commas; "none" */
    const char *cors_origins;        /* by commas; "none" */
    const char *tls_cert, *tls_key;  /* PEM files; "none": plain HTTP */
    const char *access_log;          /* "off", "stderr", or a file */
    const char *metrics_token;       /* "none" */
    const char *sandbox;             /* "on", "off" */
    const char *from[SETTING_MAX]; /* by table row: "default", "kith.conf:3", "KITH_LISTEN", … */
};

enum setting_type { SETTING_TEXT, SETTING_INT };

struct setting {
    const char *name; /* "listen": flag --listen, variable KITH_LISTEN, file key listen */
    enum setting_type type;
    size_t offset; /* in struct settings */
    const char *fallback;
    int64_t min, max;
    bool secret;
    bool (*valid)(const char *value); /* NULL: any text that is not empty */
    const char *wants;                /* completes "must be …", where valid is given */
    const char *arg;                  /* what --help shows: ADDR:PORT */
    const char *help;
};

const struct setting *setting_table(size_t *ret_n);

/* Reads defaults, the file (--config FILE, KITH_CONFIG, or none), environ and argv[1..] into
 * *ret_settings. Arguments that are not settings are left in argv, *argc shrinks. Strings live in
 * the arena. Warnings (an unknown KITH_ variable) are appended to *warnings, one a line. A bad
 * value, an unknown name in the file and an unreadable file are errors that name where. */
int settings_load(struct arena *a, int *argc, char **argv, char *const *envp,
                  struct settings *ret_settings, struct buf *warnings, struct err *err);
/* The options part of --help. */
void settings_help(struct buf *out);
/* `name = value` lines with where each came from, for `kith config`; secrets masked. */
void settings_show(const struct settings *s, struct buf *out, bool as_json);

#endif
