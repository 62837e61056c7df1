/* Statements: the cache, values in and out, stepping.
 *
 * A statement is prepared for one schema, since PostgreSQL plans for the search path it finds; so
 * the same text for two workspaces is two statements, and a connection that goes back and forth
 * between them plans nothing anew. The last 320 are kept. All rows of an answer come at once.
 *
 * A statement is sent when it is asked (db_pg_ask) or stepped, and waited for when it is stepped;
 * its rows come with the answers of whatever was sent before the next wait.
 *
 * `?` becomes `$1`, …; the types of the parameters are inferred by the server and asked for once,
 * so that a value can be sent as it is where its type is the one wanted, and as text elsewhere.
 */
#include "base/buf.h"
#include "base/log.h"
#include "db/db_pg.h"
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 1 << 26 };

static void *alloc(size_t n)
{
    void *p = calloc(1, n ? n : 1);

    if (!p)
        log_fatal("out of memory (%zu bytes for a statement)", n);
    return p;
}

/* --- the cache -------------------------------------------------------------------------------- */

static struct db_pg_stmt **bucket_of(struct db_pg_cache *cache, uint64_t hash)
{
    return &cache->buckets[(hash ^ hash >> 32) % DB_PG_BUCKETS];
}

static void use_unlink(struct db_pg_cache *cache, struct db_pg_stmt *s)
{
    *(s->newer ? &s->newer->older : &cache->newest) = s->older;
    *(s->older ? &s->older->newer : &cache->oldest) = s->newer;
}

static void use_push(struct db_pg_cache *cache, struct db_pg_stmt *s)
{
    s->newer = NULL;
    s->older = cache->newest;
    *(s->older ? &s->older->newer : &cache->oldest) = s;
    cache->newest = s;
}

static void stmt_free(struct db_pg_stmt *s)
{
    PQclear(s->rows);
    free(s->text);
    free(s->types);
    free(s->values);
    free(s);
}

static void cache_remove(struct db_pg_cache *cache, struct db_pg_stmt *s)
{
    struct db_pg_stmt **link = bucket_of(cache, s->hash);

    while (*link != s)
        link = &(*link)->next_in_bucket;
    *link = s->next_in_bucket;
    use_unlink(cache, s);
    cache->n--;
    s->cached = false;
}

static bool is_known(const struct db_pg *c, const struct db_pg_stmt *s)
{
    return c->conn && s->known == c->number;
}

/* In a transaction that has failed the server would refuse this, and skip the rollback behind it:
 * there the statement stays until the connection ends. */
static void forget_on_server(struct db_pg *c, const struct db_pg_stmt *s)
{
    char text[48];
    struct err ignored = {0};

    if (!is_known(c, s) || PQtransactionStatus(c->conn) == PQTRANS_INERROR)
        return;
    snprintf(text, sizeof text, "DEALLOCATE %s", s->name);
    db_pg_ahead(c, text, &ignored);
}

/* Room for one more; false when all that is in it is in use. */
static bool cache_make_room(struct db_pg *c)
{
    struct db_pg_stmt *s = c->cache.oldest;

    if (c->cache.n < DB_PG_CACHE_MAX)
        return true;
    while (s && s->out)
        s = s->newer;
    if (!s)
        return false;
    cache_remove(&c->cache, s);
    forget_on_server(c, s);
    stmt_free(s);
    return true;
}

static void cache_add(struct db_pg_cache *cache, struct db_pg_stmt *s)
{
    struct db_pg_stmt **bucket = bucket_of(cache, s->hash);

    s->cached = true;
    s->next_in_bucket = *bucket;
    *bucket = s;
    use_push(cache, s);
    cache->n++;
}

static struct db_pg_stmt *cache_find(struct db_pg *c, struct str sql, uint64_t hash)
{
    struct db_pg_stmt *s = *bucket_of(&c->cache, hash);

    while (s && !(s->hash == hash && str_eq(s->sql, sql) && str_is(s->schema, c->schema)))
        s = s->next_in_bucket;
    return s;
}

/* Those that are checked out are freed by their done(). */
void db_pg_cache_release(struct db_pg *c)
{
    while (c->cache.newest) {
        struct db_pg_stmt *s = c->cache.newest;

        cache_remove(&c->cache, s);
        if (!s->out)
            stmt_free(s);
    }
}

/* --- the text --------------------------------------------------------------------------------- */

/* Behind the string, the name or the comment that begins at `at`. */
static size_t skip_quoted(const char *sql, size_t n, size_t at)
{
    char quote = sql[at++];

    while (at < n && sql[at] != quote)
        at++;
    return at < n ? at + 1 : n;
}

/* `?` to `$n`, outside of quotes. */
static void number_params(struct db_pg_stmt *s)
{
    const char *sql = s->sql.p;
    size_t n = s->sql.n;
    struct buf b;

    buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < n;) {
        if (sql[i] == '\'' || sql[i] == '"') {
            size_t end = skip_quoted(sql, n, i);
            buf_put(&b, sql + i, end - i);
            i = end;
        } else if (sql[i] == '?') {
            buf_printf(&b, "$%zu", ++s->n_params);
            i++;
        } else {
            buf_putc(&b, sql[i++]);
        }
    }
    buf_putc(&b, '\0');
    if (s->n_params)
        s->text = buf_detach(&b, &n);
    else
        buf_release(&b);
}

static bool is_control(struct str sql)
{
    static const char *const verbs[] = {"SAVEPOINT ", "RELEASE ", "ROLLBACK TO "};

    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (str_starts(sql, verbs[i]))
            return true;
    return false;
}

/* Which way is the short one depends on the words. PostgreSQL would settle on one plan after five
 * runs: one that reads the table by its ids, since it must stop soon, and does not for rare words.
 */
static bool is_fickle(const char *sql)
{
    return strstr(sql, "@@") != NULL;
}

static bool is_steady(const char *sql)
{
    return strstr(sql, DB_PG_ONE_PLAN) != NULL;
}

static struct db_pg_stmt *stmt_new(struct db_pg *c, struct str sql, uint64_t hash)
{
    size_t n_schema = strlen(c->schema);
    struct db_pg_stmt *s = alloc(sizeof *s + sql.n + 1 + n_schema + 1);
    char *copy = (char *)(s + 1);

    if (sql.n)
        memcpy(copy, sql.p, sql.n);
    memcpy(copy + sql.n + 1, c->schema, n_schema);
    s->base.db = &c->base;
    s->sql = (struct str){copy, sql.n};
    s->schema = (struct str){copy + sql.n + 1, n_schema};
    s->hash = hash;
    s->control = is_control(sql);
    number_params(s);
    s->fickle = s->n_params > 0 && is_fickle(copy);
    s->steady = s->n_params > 0 && is_steady(copy);
    s->values = alloc(s->n_params * sizeof *s->values);
    return s;
}

int db_pg_prepare(struct db *db, struct str sql, struct db_stmt **ret_stmt, struct err *err)
{
    struct db_pg *c = (struct db_pg *)db;
    uint64_t hash = str_hash(sql, str_hash(str_of(c->schema), 0));
    struct db_pg_stmt *s = cache_find(c, sql, hash);
    bool first = !s;

    if (s && !s->out) {
        use_unlink(&c->cache, s);
        use_push(&c->cache, s);
    } else {
        s = stmt_new(c, sql, hash);
        if (s->n_params > DB_PG_PARAMS_MAX) {
            stmt_free(s);
            return err_internal(err, "a statement with too many values");
        }
        if (first && !s->control && c->conn && cache_make_room(c))
            cache_add(&c->cache, s);
    }
    s->out = true;
    s->begun = s->waits = s->missed = false;
    s->row = -1;
    c->n_out++;
    *ret_stmt = &s->base;
    return 0;
}

/* It was asked, and its rows are nobody's now. */
static void no_more_wanted(struct db_pg *c, struct db_pg_stmt *s)
{
    for (size_t i = 0; i < c->n_ahead && i < DB_PG_AHEAD_MAX; i++)
        if (c->ahead[i].stmt == s)
            c->ahead[i].stmt = NULL;
    s->waits = false;
}

void db_pg_done(struct db_stmt *stmt)
{
    struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;
    struct db_pg *c;

    if (!s)
        return;
    c = (struct db_pg *)stmt->db;
    if (s->waits)
        no_more_wanted(c, s);
    c->n_out--;
    s->out = false;
    PQclear(s->rows);
    s->rows = NULL;
    free(s->failure);
    s->failure = NULL;
    if (s->cached) {
        memset(s->values, 0, s->n_params * sizeof *s->values);
        return;
    }
    forget_on_server(c, s);
    stmt_free(s);
}

/* --- values ----------------------------------------------------------------------------------- */

int db_pg_bind(struct db_stmt *stmt, int index, struct db_value v, struct err *err)
{
    struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;

    if (index < 1 || (size_t)index > s->n_params)
        return err_internal(err, "no place for value %d: %s", index, s->sql.p);
    s->values[index - 1] = v;
    return 0;
}

void db_pg_row(struct db_stmt *stmt, size_t n, struct db_value *ret)
{
    const struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;

    for (size_t i = 0; i < n; i++)
        ret[i] = db_pg_value(s->rows, s->row, (int)i);
}

struct db_value db_pg_column(struct db_stmt *stmt, int index)
{
    const struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;

    return db_pg_value(s->rows, s->row, index);
}

/* The values of one run, as libpq wants them. Texts that must end in NUL are copied. */
struct params {
    struct arena arena;
    const char **values;
    int *lengths, *formats;
};

static const char *as_text(struct arena *a, struct db_value v)
{
    switch (v.type) {
    case DB_IS_INT:
        return arena_printf(a, "%lld", (long long)v.i);
    case DB_IS_REAL:
        return arena_printf(a, "%.17g", v.r);
    default:
        return str_cstr(a, v.s);
    }
}

/* What the server wants is what it is: its bytes are sent as they are. */
static bool sent_as_is(Oid wanted, enum db_type type)
{
    return (type == DB_IS_TEXT && (wanted == PG_TEXT || wanted == PG_VARCHAR)) ||
           (type == DB_IS_INT && wanted == PG_INT8) || (type == DB_IS_BLOB && wanted == PG_BYTEA);
}

static void put_param(struct params *p, size_t i, Oid wanted, struct db_value v)
{
    if (v.type == DB_NULL)
        return;
    if (!sent_as_is(wanted, v.type)) {
        p->values[i] = as_text(&p->arena, v);
        return;
    }
    p->formats[i] = 1;
    if (v.type == DB_IS_INT) {
        uint64_t *big = ARENA_NEW(&p->arena, uint64_t);

        *big = htobe64((uint64_t)v.i);
        p->values[i] = (const char *)big;
        p->lengths[i] = (int)sizeof *big;
        return;
    }
    p->values[i] = v.s.p ? v.s.p : "";
    p->lengths[i] = (int)v.s.n;
}

static void params_make(struct params *p, const struct db_pg_stmt *s)
{
    arena_init(&p->arena);
    p->values = arena_array(&p->arena, s->n_params + 1, sizeof *p->values);
    p->lengths = arena_array(&p->arena, s->n_params + 1, sizeof *p->lengths);
    p->formats = arena_array(&p->arena, s->n_params + 1, sizeof *p->formats);
    for (size_t i = 0; i < s->n_params; i++)
        put_param(p, i, s->types[i], s->values[i]);
}

/* --- running ---------------------------------------------------------------------------------- */

static int could_not_send(struct db_pg *c, const struct db_pg_stmt *s, struct err *err)
{
    db_pg_fail(c, NULL, s->sql.p, err);
    db_pg_disconnect(c);
    return -1;
}

/* Beside a small constant (`? = 0`) the server would take an integer for a small one. */
static Oid *types_known(const struct db_pg_stmt *s)
{
    Oid *types = alloc(s->n_params * sizeof *types);

    for (size_t i = 0; i < s->n_params; i++)
        types[i] = s->values[i].type == DB_IS_INT ? PG_INT8 : 0;
    return types;
}

static int send_prepare(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    Oid *types = types_known(s);

    snprintf(s->name, sizeof s->name, "k%u", ++c->n_named);
    int sent =
        PQsendPrepare(c->conn, s->name, s->text ? s->text : s->sql.p, (int)s->n_params, types);
    free(types);
    return sent ? 0 : could_not_send(c, s, err);
}

/* Prepares it and asks for the types of its values: a round trip of its own, once. */
static int describe(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    PGresult *res;

    if (send_prepare(c, s, err))
        return -1;
    if (!PQsendDescribePrepared(c->conn, s->name))
        return could_not_send(c, s, err);
    if (db_pg_roundtrip(c, 2, true, &res, err))
        return -1;
    int rc = db_pg_good(res) ? 0 : db_pg_fail(c, res, s->sql.p, err);
    if (!rc) {
        s->known = c->number;
        free(s->types);
        s->types = alloc(s->n_params * sizeof *s->types);
        for (size_t i = 0; i < s->n_params; i++)
            s->types[i] = PQparamtype(res, (int)i);
    }
    PQclear(res);
    return rc;
}

/* By its name, or planned anew. */
static int send_values(struct db_pg *c, const struct db_pg_stmt *s, const struct params *p)
{
    int n = (int)s->n_params;

    if (s->fickle)
        return PQsendQueryParams(c->conn, s->text, n, s->types, p->values, p->lengths, p->formats,
                                 1);
    return PQsendQueryPrepared(c->conn, s->name, n, p->values, p->lengths, p->formats, 1);
}

static int send_run(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    struct params p;

    params_make(&p, s);
    int sent = send_values(c, s, &p);
    arena_release(&p.arena);
    return sent ? 0 : could_not_send(c, s, err);
}

/* PostgreSQL plans anew for values where it believes to gain by it, however little, and that costs
 * as much as running. */
static int set_mode(struct db_pg *c, const struct db_pg_stmt *s, struct err *err)
{
    enum db_pg_plans wanted = s->steady ? PLANS_ONE : PLANS_ANY;

    if (!c->base.in_tx || !s->n_params || s->fickle || c->plans == wanted)
        return 0;
    c->plans = wanted;
    return db_pg_fixed_ahead(c, s->steady ? FIXED_ONE_PLAN : FIXED_ANY_PLAN, NULL, err);
}

/* Puts it ahead. What has no values needs no description: it is prepared and run at once. */
static int send(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    /* With what it brings along. */
    if (c->n_ahead + 4 > DB_PG_AHEAD_MAX && db_pg_wait(c, true, s->sql.p, err))
        return -1;
    if (!is_known(c, s) && (s->n_params ? describe(c, s, err) : send_prepare(c, s, err)))
        return -1;
    if (!s->n_params && !is_known(c, s))
        db_pg_note_ahead(c, s->sql.p, NULL);
    if (set_mode(c, s, err) || send_run(c, s, err))
        return -1;
    db_pg_note_ahead(c, s->sql.p, s);
    s->waits = true;
    return 0;
}

void db_pg_give(struct db_pg *c, struct db_pg_stmt *s, PGresult *rows)
{
    s->waits = false;
    s->known = c->number;
    s->rows = rows;
    if (PQresultStatus(rows) == PGRES_COMMAND_OK || PQcmdTuples(rows)[0])
        c->affected = strtoll(PQcmdTuples(rows), NULL, 10);
}

static int send_control(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    if (str_starts(s->sql, "ROLLBACK TO ") && c->plans != PLANS_ANY)
        c->plans = PLANS_UNKNOWN;
    return db_pg_ahead(c, s->sql.p, err);
}

static int begin(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    if (s->begun)
        return 0;
    s->begun = true;
    if (db_pg_ready(c, err))
        return -1;
    return s->control ? send_control(c, s, err) : send(c, s, err);
}

static int begin_and_wait(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    return begin(c, s, err) || (s->waits && db_pg_wait(c, true, s->sql.p, err)) ? -1 : 0;
}

/* Its rows are here. */
static int run(struct db_pg *c, struct db_pg_stmt *s, struct err *err)
{
    struct err once = {0};

    if (s->begun && !s->waits)
        return 0;
    if (begin_and_wait(c, s, &once) == 0)
        return 0;
    /* Nothing has come of this transaction: on another connection it is the same. */
    if (c->young && !c->conn) {
        s->begun = false;
        return begin_and_wait(c, s, err);
    }
    *err = once;
    return -1;
}

/* What the connection does not know yet would take a round trip to be described. */
int db_pg_ask(struct db_stmt *stmt, struct err *err)
{
    struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;
    struct db_pg *c = (struct db_pg *)stmt->db;

    if (s->n_params && !is_known(c, s))
        return run(c, s, err);
    return begin(c, s, err);
}

/* What the connection does not know yet is run at once, and so is one of very many. */
int db_pg_post(struct db_stmt *stmt, struct err *err)
{
    struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;
    struct db_pg *c = (struct db_pg *)stmt->db;

    if (!is_known(c, s) || c->n_ahead + 1 >= DB_PG_AHEAD_MAX)
        return run(c, s, err);
    s->begun = true;
    if (db_pg_ready(c, err) || send_run(c, s, err))
        return -1;
    db_pg_note_ahead(c, s->sql.p, NULL);
    c->posted = true;
    return 0;
}

/* Asked before the first step it has to be run; what goes wrong is told by the step. */
int db_pg_n_columns(struct db_stmt *stmt)
{
    struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;
    struct err err = {0};

    if (!s->failure && run((struct db_pg *)stmt->db, s, &err)) {
        s->failure = alloc(sizeof err);
        *s->failure = err;
    }
    return PQnfields(s->rows);
}

int db_pg_step(struct db_stmt *stmt, struct err *err)
{
    struct db_pg_stmt *s = (struct db_pg_stmt *)stmt;

    if (s->failure) {
        *err = *s->failure;
        return -1;
    }
    if (run((struct db_pg *)stmt->db, s, err))
        return -1;
    if (s->missed)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The database did not answer; try again.");
    if (!s->rows || s->row + 1 >= PQntuples(s->rows))
        return 0;
    s->row++;
    return 1;
}
