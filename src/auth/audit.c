/* See audit.h. What is hashed of a row is its JSON, an array of the columns in their order, behind
 * the 32 bytes of the hash before (zeros for the first).
 */
#include "auth/audit.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "db/sql.h"

enum { HASH_SIZE = crypto_hash_sha256_BYTES, ROW_MAX = 1 << 16, TARGET_MAX = 400 };

/* The columns as read or about to be written. */
struct row {
    int64_t id, at, actor_id, workspace_id;
    struct str actor_kind, action, target, detail, address;
};

static void row_hash(const struct row *r, const unsigned char before[static HASH_SIZE],
                     unsigned char out[static HASH_SIZE])
{
    struct str texts[] = {r->actor_kind, r->action, r->target, r->detail, r->address};
    int64_t numbers[] = {r->id, r->at, r->actor_id, r->workspace_id};
    struct buf b;
    struct json j;

    buf_init(&b, ROW_MAX);
    buf_put(&b, before, HASH_SIZE);
    json_init(&j, &b);
    json_array_begin(&j);
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        json_int(&j, numbers[i]);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        json_str(&j, texts[i]);
    json_array_end(&j);
    crypto_hash_sha256(out, (const unsigned char *)b.p, b.n);
    buf_release(&b);
}

/* --- appending -------------------------------------------------------------------------------- */

static int last_hash(struct db *db, int64_t *ret_id, unsigned char out[static HASH_SIZE],
                     struct err *err)
{
    struct db_stmt *s;

    memset(out, 0, HASH_SIZE);
    *ret_id = 0;
    if (db_query(db, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", DB_NO_ARGS, &s, err))
        return -1;

    int got = db_step(s, err);
    if (got == 1) {
        struct str hash = db_column_str(s, 1);

        *ret_id = db_column_int(s, 0);
        memcpy(out, hash.p, hash.n < HASH_SIZE ? hash.n : HASH_SIZE);
    }
    db_done(s);
    return got < 0 ? -1 : 0;
}

static int insert(struct db *db, const struct row *r, const unsigned char *hash, struct err *err)
{
    return db_run(db,
                  "INSERT INTO audit (id, at, actor_kind, actor_id, workspace_id, action, target, "
                  "detail, address, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  DB_ARGS(DB_VALUE_INT(r->id), DB_VALUE_INT(r->at), DB_VALUE_TEXT(r->actor_kind),
                          DB_VALUE_INT(r->actor_id), DB_VALUE_INT(r->workspace_id),
                          DB_VALUE_TEXT(r->action), DB_VALUE_TEXT(r->target),
                          DB_VALUE_TEXT(r->detail), DB_VALUE_TEXT(r->address),
                          DB_VALUE_BLOB(((struct str){(const char *)hash, HASH_SIZE}))),
                  NULL, err);
}

int audit_append(struct space_tx *tx, const struct audit_entry *e, struct err *err)
{
    struct row r = {
        .at = tx->now,
        .actor_id = e->actor_id,
        .workspace_id = e->workspace_id,
        .actor_kind = str_of(principal_kind_name(e->actor_kind)),
        .action = str_of(e->action),
        .target = utf8_prefix(str_of(e->target ? e->target : ""), TARGET_MAX),
        .detail = str_of(e->detail ? e->detail : "{}"),
        .address = e->address.p ? e->address : STR(""),
    };
    unsigned char before[HASH_SIZE], hash[HASH_SIZE];
    int64_t last;

    if (last_hash(tx->db, &last, before, err) != 0)
        return -1;
    r.id = last + 1;
    row_hash(&r, before, hash);
    return insert(tx->db, &r, hash, err);
}

static int note(void *ctx, struct space_tx *tx, struct err *err)
{
    return audit_append(tx, ctx, err);
}

int audit_note(struct control *c, const struct audit_entry *e, struct err *err)
{
    struct audit_entry copy = *e;

    return space_write(control_space(c), note, &copy, err);
}

/* --- reading ---------------------------------------------------------------------------------- */

#define ROW_SELECT                                                                                 \
    "SELECT id, at, actor_kind, actor_id, workspace_id, action, target, detail, address, hash "    \
    "FROM audit "

static struct row row_of(struct db_stmt *s)
{
    return (struct row){
        .id = db_column_int(s, 0),
        .at = db_column_int(s, 1),
        .actor_kind = db_column_str(s, 2),
        .actor_id = db_column_int(s, 3),
        .workspace_id = db_column_int(s, 4),
        .action = db_column_str(s, 5),
        .target = db_column_str(s, 6),
        .detail = db_column_str(s, 7),
        .address = db_column_str(s, 8),
    };
}

static void put_id(struct json *out, const char *key, int64_t id)
{
    json_key(out, key);
    if (id)
        json_int(out, id);
    else
        json_nil(out);
}

static void write_json(struct json *out, const struct row *r)
{
    json_object_begin(out);
    json_put_int(out, "id", r->id);
    json_put_time(out, "at", r->at);
    json_put_str(out, "actor_kind", r->actor_kind);
    put_id(out, "actor_id", r->actor_id);
    put_id(out, "workspace_id", r->workspace_id);
    json_put_str(out, "action", r->action);
    json_put_str(out, "target", r->target);
    json_key(out, "detail");
    json_raw(out, r->detail);
    json_put_str(out, "address", r->address);
    json_object_end(out);
}

/* Quoted always; a text that a spreadsheet would take for a formula gets an apostrophe. */
static void put_cell(struct buf *out, struct str s, bool last)
{
    buf_putc(out, '"');
    if (s.n && strchr("=+-@\t\r", s.p[0]))
        buf_putc(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, s.p[i]);
    }
    buf_puts(out, last ? "\"\r\n" : "\",");
}

static void write_csv(struct json *j, const struct row *r)
{
    struct buf *out = j->out;
    char at[25];

    time_format(r->at, at);
    buf_printf(out, "%" PRId64 ",%s,", r->id, at);
    put_cell(out, r->actor_kind, false);
    buf_printf(out, "%" PRId64 ",%" PRId64 ",", r->actor_id, r->workspace_id);
    put_cell(out, r->action, false);
    put_cell(out, r->target, false);
    put_cell(out, r->detail, false);
    put_cell(out, r->address, true);
}

static void (*const writers[])(struct json *out, const struct row *r) = {
    [AUDIT_JSON] = write_json,
    [AUDIT_CSV] = write_csv,
};

/* The least text that is greater than all that begin with `prefix`: its last byte raised. */
static struct str after_prefix(struct arena *a, struct str prefix)
{
    char *text = str_cstr(a, prefix);

    text[prefix.n - 1]++;
    return (struct str){text, prefix.n};
}

static void where(struct sql *q, const struct audit_query *in)
{
    sql_add(q, "WHERE 1 = 1");
    if (in->workspace_id) {
        sql_add(q, " AND workspace_id = ");
        sql_bind_int(q, in->workspace_id);
    }
    if (in->actor_id) {
        sql_add(q, " AND actor_id = ");
        sql_bind_int(q, in->actor_id);
    }
    if (in->action.n && str_ends(in->action, ".")) {
        sql_add(q, " AND action >= ");
        sql_bind_text(q, in->action);
        sql_add(q, " AND action < ");
        sql_bind_text(q, after_prefix(q->arena, in->action));
    } else if (in->action.n) {
        sql_add(q, " AND action = ");
        sql_bind_text(q, in->action);
    }
    if (in->since) {
        sql_add(q, " AND at >= ");
        sql_bind_int(q, in->since);
    }
    if (in->before_id) {
        sql_add(q, " AND id < ");
        sql_bind_int(q, in->before_id);
    }
}

static void build(struct sql *q, const struct audit_query *in)
{
    sql_add(q, ROW_SELECT);
    where(q, in);
    sql_add(q, " ORDER BY id DESC LIMIT ");
    sql_bind_int(q, in->limit + 1);
}

static int count(struct db *db, const struct audit_query *in, int64_t *ret_total, struct err *err)
{
    struct audit_query whole = *in;
    struct arena scratch;
    struct sql q;

    whole.before_id = 0;
    arena_init(&scratch);
    sql_init(&q, &scratch, db_driver_of(db));
    sql_add(&q, "SELECT COUNT(*) FROM audit ");
    where(&q, &whole);
    int rc = db_query_int_sql(db, &q, 0, ret_total, err);
    arena_release(&scratch);
    return rc;
}

static int list(struct db *db, const struct audit_query *in, enum audit_format format,
                struct json *out, int64_t *ret_next, struct err *err)
{
    struct arena scratch;
    struct db_stmt *s = NULL;
    struct sql q;
    int64_t n = 0, last = 0;
    int got = -1;

    arena_init(&scratch);
    sql_init(&q, &scratch, db_driver_of(db));
    build(&q, in);
    *ret_next = 0;
    if (db_query_sql(db, &q, &s, err) == 0)
        while ((got = db_step(s, err)) == 1) {
            if (n++ == in->limit) {
                *ret_next = last;
                got = 0;
                break;
            }
            struct row r = row_of(s);
            writers[format](out, &r);
            last = r.id;
        }
    db_done(s);
    arena_release(&scratch);
    return got < 0 ? -1 : 0;
}

int audit_list(struct control *c, const struct audit_query *q, enum audit_format format,
               struct json *out, int64_t *ret_next, int64_t *ret_total, struct err *err)
{
    struct db *db;

    if (space_read(control_space(c), &db, err) != 0)
        return -1;
    if (format == AUDIT_CSV)
        buf_puts(out->out,
                 "id,at,actor_kind,actor_id,workspace_id,action,target,detail,address\r\n");
    *ret_total = -1;
    int rc = list(db, q, format, out, ret_next, err);
    if (rc == 0 && q->count)
        rc = count(db, q, ret_total, err);
    space_read_end(control_space(c), db);
    return rc;
}

int audit_verify(struct db *db, int64_t *ret_bad_id, struct err *err)
{
    unsigned char before[HASH_SIZE] = {0}, hash[HASH_SIZE];
    struct db_stmt *s;
    int64_t expected = 1;
    int got;

    *ret_bad_id = 0;
    if (db_query(db, ROW_SELECT "ORDER BY id", DB_NO_ARGS, &s, err) != 0)
        return -1;
    while ((got = db_step(s, err)) == 1) {
        struct row r = row_of(s);
        struct str stored = db_column_str(s, 9);

        row_hash(&r, before, hash);
        if (r.id != expected++ || stored.n != HASH_SIZE || memcmp(stored.p, hash, HASH_SIZE) != 0) {
            *ret_bad_id = r.id;
            break;
        }
        memcpy(before, hash, HASH_SIZE);
    }
    db_done(s);
    return got < 0 ? -1 : 0;
}
