/* An import through the engine, without HTTP: bodies of contacts into a workspace of its own, in
 * slices of 500, each one task of the workspace's writer, one change set and one commit.
 *
 *   engine_import FOLDER NAME BODIES [TAPE]
 *
 * Makes FOLDER/NAME.db where it is not there. Prints records a second, two zeros (no percentiles),
 * and records a second of CPU time. With TAPE it also records what it writes, for bare SQLite to
 * write again; that run's figures are of no use.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "crm/crm.h"
#include "record/event.h"
#include "record/schema.h"
#include "tape.h"

enum { SLICE = 500, BODY_MAX = 64 << 10 };

/* The file under way. */
struct import {
    FILE *in;
    const struct tz *zone;
    bool recording;
    int64_t n;
};

static _Noreturn void fail(const char *what, const struct err *err)
{
    fprintf(stderr, "engine_import: %s%s%s %s\n", what, err ? ": " : "",
            err ? err_message(err) : "", err ? err->detail : "");
    exit(1);
}

static int prepare(struct db *db, bool control, const char *path, struct err *err)
{
    (void)control;
    return schema_prepare(db, path, err);
}

static struct record_ctx context(const struct import *im, struct arena *a)
{
    return (struct record_ctx){
        .arena = a,
        .env = {.arena = a,
                .zone = im->zone,
                .currency = STR("EUR"),
                .country = STR("US"),
                .now = clock_now_ms()},
        .who = {.kind = PRINCIPAL_SYSTEM, .role = ROLE_OWNER},
        .rules = crm_rules,
        .n_rules = crm_n_rules,
    };
}

static int import_one(struct import *im, struct change *c, const char *line, struct err *err)
{
    json_t *body;

    if (json_parse(str_of(line), &body, err))
        return -1;
    if (im->recording && im->n % SLICE)
        tape_operation_next();
    int failed = record_create(c, &entity_contact, body, NULL, err);
    json_decref(body);
    im->n++;
    return failed;
}

static int import_slice(void *arg, struct space_tx *tx, struct err *err)
{
    static char line[BODY_MAX];
    struct import *im = arg;
    struct change change;
    struct arena a;

    arena_init(&a);
    struct record_ctx ctx = context(im, &a);
    int failed = change_begin(&change, tx, &ctx, STR("import"), 0, err);
    for (int i = 0; i < SLICE && !failed && fgets(line, sizeof line, im->in); i++)
        failed = import_one(im, &change, line, err);
    failed = failed || change_end(&change, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

static double cpu_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void import_all(struct import *im, struct space *sp)
{
    struct err err = {0};
    double began_s = (double)clock_mono_us() / 1e6, began_cpu_s = cpu_s();
    int64_t before;

    do {
        before = im->n;
        if (im->recording)
            tape_operation_begin();
        if (space_write(sp, import_slice, im, &err))
            fail("importing", &err);
        if (im->recording)
            tape_operation_end(); /* the rows of the search indexes come with the commit */
    } while (im->n == before + SLICE);
    printf("%.1f 0 0 %.1f\n", (double)im->n / ((double)clock_mono_us() / 1e6 - began_s),
           (double)im->n / (cpu_s() - began_cpu_s));
}

int main(int argc, char **argv)
{
    struct spaces_config config = {.driver = &db_sqlite,
                                   .open_max = 4,
                                   .idle_ms = 60000,
                                   .read_deadline_ms = 10000,
                                   .prepare = prepare};
    struct import im = {.zone = tz_open("UTC"), .recording = argc == 5};
    struct spaces *spaces;
    struct space *sp;
    struct err err = {0};

    if (argc != 4 && argc != 5)
        fail("usage: engine_import FOLDER NAME BODIES [TAPE]", NULL);
    im.in = fopen(argv[3], "r");
    if (!im.in)
        fail("cannot read the bodies", NULL);
    if (im.recording)
        tape_record_begin(argv[4], TAPE_WRITES);

    config.dir = argv[1];
    mkdir(config.dir, 0700);
    if (spaces_open(&config, &spaces, &err) || space_get(spaces, argv[2], true, &sp, &err))
        fail("opening", &err);
    import_all(&im, sp);
    space_put(sp);
    spaces_close(spaces);
    if (im.recording)
        tape_record_end();
    fclose(im.in);
    return 0;
}
